-- Cases decided by hand: 19 days of a rule that nobody knows because a value was never received.
local write = require "tests.meaning.write"
local judge = write.judge

write.section("19 days that were not received")

local tasks = write.bare_law .. [[
kind "works" { lasting = true, fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "asked_on", event },
  { "until_day", date, blank = "none", known_from = "asked_on" } } }
kind "task" { fields = { { "code", text, key = true }, { "works", works, owner = true }, { "given_on", event, starts = true }, { "filed_on", event }, { "came_on", event },
  { "by_day", date, blank = "none", known_from = "came_on" }, { "ends_on", date }, { "strict", yesno, blank = "none", known_from = "came_on" } } }
kind "visit" { fields = { { "code", text, key = true }, { "works", works, owner = true }, { "made_on", event, starts = true }, { "bad", yesno } } }
import "visit" { complete = "all visits are on record" }
term "task.last_day" { value = task.by_day }
term "task.both" { value = task.by_day & task.ends_on }
term "task.either" { value = task.by_day | task.filed_on }
term "task.named" { value = task.either }
term "task.first_due" { value = task.works.tasks.by_day:first() }
term "task.last_due" { value = task.works.tasks.by_day:last() }
decision "task.day" { reading = "ours", hit = "first", columns = { task.strict }, rows = { { yes, "2015-04-01" }, { any, "2015-11-30" } } }
decision "task.early" { reading = "ours", hit = "first", columns = { task.strict }, rows = { { yes, "2014-04-01" }, { any, "2014-11-30" } } }
parameter "span" { clause = "law/a", { months(2), from = "2010-01-01" } }
]]
-- Of one task the due day was never received, and it was filed or not; of one it came, and was kept or not; one came and says that there is none.
local given = { works = "code,enterprise,asked_on,until_day\nw1,E1,,\n",
  waiver = "enterprise,rule,granted_on,expires_on,agency\nE1,w,2015-01-01,,\n", task = "code,works,given_on,filed_on,came_on,by_day,ends_on,strict\n"
  .. "never,w1,2015-03-01,2015-08-15,,,2015-09-30,\nopen,w1,2015-03-01,,,,2015-09-30,\n"
  .. "late,w1,2015-03-01,2015-08-15,2015-03-05,2015-07-01,2015-09-30,yes\nkept,w1,2015-03-01,2015-08-15,2015-03-05,2015-12-01,2015-09-30,no\n"
  .. "none,w1,2015-03-01,2015-08-15,2015-03-05,,2015-09-30,\n", visit = "code,works,made_on,bad\nv1,w1,2015-04-01,no\nv2,w1,2015-05-01,yes\n" }
local subjects = { "never", "open", "late", "kept", "none" }
local function of_tasks(name, rules, as_of)
  local pack, verdicts = { tasks }, {}
  for i, rule in ipairs(rules) do
    pack[#pack + 1] = ('obligation "r%d" { clause = "law/a", per = task, %s }\n'):format(i, rule[1])
    for k, subject in ipairs(subjects) do verdicts[#verdicts + 1] = { "r" .. i, subject, rule[2][k] } end
  end
  local of = {}
  for i in ipairs(rules) do of[i] = "r" .. i end
  judge(name, as_of or "2015-12-31", table.concat(pack), given, verdicts, { of = of })
end

local done = "done = task.filed_on"
of_tasks("by when it was to be done was never received: nobody knows whether it was in time, or still can be", {
  { "due = task.by_day, " .. done, { "unknown", "unknown", "late", "met", "met" } },
  { "due = task.last_day, " .. done, { "unknown", "unknown", "late", "met", "met" } },
  { "due = task.works.until_day, " .. done, { "unknown", "unknown", "unknown", "unknown", "unknown" } },
  { "due = task.by_day:or_else(task.ends_on), " .. done, { "unknown", "overdue", "late", "met", "met" } },
  { "due = task.day, " .. done, { "unknown", "overdue", "late", "met", "met" } },
  { 'arises = task.given_on, due = parameter "span":on(task.by_day), ' .. done, { "unknown", "unknown", "late", "late", "unknown" } }, -- of no day there is no span that is known
  { "arises = task.by_day:or_else(task.ends_on), due = months(1), " .. done, { "unknown", "overdue", "late", "met", "met" } } })
of_tasks("what is in time whatever comes is met, and what is too late stays so", {
  { "due = task.by_day & task.ends_on, " .. done, { "met", "unknown", "met", "met", "met" } }, -- by the second, or there is none
  { "due = task.by_day | task.ends_on, " .. done, { "unknown", "overdue", "late", "met", "met" } },
  { 'due = task.by_day | (task.ends_on - days(60)), ' .. done, { "late", "overdue", "late", "late", "late" } },
  { 'due = "2015-09-01", done = task.by_day | task.filed_on', { "met", "overdue", "met", "met", "met" } },
  { 'due = "2015-09-01", done = task.by_day:or_else(task.filed_on)', { "unknown", "overdue", "met", "late", "met" } },
  { 'due = "2015-09-01", done = task.by_day', { "overdue", "overdue", "met", "late", "overdue" } },
  { "applies = task.came_on:happened(), due = task.by_day, " .. done, { "not_applicable", "not_applicable", "late", "met", "met" } },
  { "due = (task.by_day & task.came_on):or_else(task.ends_on), " .. done, { "met", "overdue", "late", "met", "met" } } })
of_tasks("a term is what it stands for", {
  { "due = task.both, " .. done, { "met", "unknown", "met", "met", "met" } },
  { 'due = "2015-09-01", done = task.either', { "met", "overdue", "met", "met", "met" } },
  { 'due = "2015-09-01", done = task.named & task.given_on', { "met", "overdue", "met", "met", "met" } },
  { 'due = "2015-12-01", done = task.first_due', { "met", "met", "met", "met", "met" } }, -- no later than the one that came
  { "due = task.last_due, " .. done, { "met", "overdue", "met", "met", "met" } } })
of_tasks("so it is of the rows of a set, of which each may have another day, or be meant or not", {
  { "due = task.works.tasks.by_day:first(), " .. done, { "late", "overdue", "late", "late", "late" } }, -- no later than the one that came
  { "due = task.works.tasks.by_day:last(), " .. done, { "met", "overdue", "met", "met", "met" } }, -- no earlier than the one that came
  { 'due = task.works.tasks:where(task.code:is("never", "open")).by_day:first(), ' .. done, { "unknown", "unknown", "unknown", "unknown", "unknown" } },
  { 'due = task.works.tasks:where(task.code:is("kept", "none")).by_day:first(), ' .. done, { "met", "overdue", "met", "met", "met" } },
  { 'due = task.works.tasks:where(task.code:is("never", "open") & ~task.strict).ends_on:first(), ' .. done, { "unknown", "overdue", "unknown", "unknown", "unknown" } },
  { 'due = "2015-09-01", done = task.works.tasks:where(task.code:is "never" & ~task.strict).filed_on:first()', { "unknown", "unknown", "unknown", "unknown", "unknown" } },
  { 'due = "2015-09-01", done = task.works.tasks:where(~task.strict).filed_on:first()', { "met", "met", "met", "met", "met" } }, -- one came, and was kept
  { 'due = "2015-09-01", done = task.works.tasks:where(task.strict).filed_on:first()', { "met", "met", "met", "met", "met" } } })
of_tasks("what is read of such a verdict", {
  { "due = task.by_day, " .. done, { "unknown", "unknown", "late", "met", "met" } },
  { 'require = verdict "r1".status:is("met", "pending")', { "unknown", "unknown", "breached", "met", "met" } },
  { 'due = verdict "r1".due + months(1), ' .. done, { "unknown", "unknown", "late", "met", "met" } } })
judge("a waiver holds whether or not it is due already", "2015-12-31", tasks .. 'obligation "w" { clause = "law/a", per = task, due = task.by_day, done = task.filed_on }\n'
  .. 'waivable "w" { clause = "law/a" }\n', given,
  { { "w", "never", "unknown" }, { "w", "open", "waived" }, { "w", "late", "late" }, { "w", "kept", "met" }, { "w", "none", "met" } })
of_tasks("which due day before its beginning frees a task was never received, whether or not anybody knows when it was done", {
  { "due = task.early, " .. done, { "unknown", "unknown", "not_applicable", "not_applicable", "not_applicable" } },
  { "due = task.early, done = task.works.enterprise.opened_on", { "unknown", "unknown", "not_applicable", "not_applicable", "not_applicable" } },
  { 'due = "2014-11-30", done = task.works.enterprise.opened_on', { "not_applicable", "not_applicable", "not_applicable", "not_applicable", "not_applicable" } } })
of_tasks("a rule that arises on a day that was never received frees, and from another day on it is not kept", {
  { "arises = task.by_day, due = months(1), " .. done, { "not_applicable", "not_applicable", "late", "met", "not_applicable" } },
  { "arises = task.by_day:or_else(task.ends_on), forbid = task.works.visits:where(visit.bad), evidence = task.works.visits",
    { "unknown", "unknown", "met", "met", "met" } },
  { 'arises = task.by_day:or_else "2015-05-02", require = task.works.visits:count():at_most(2)', { "unknown", "unknown", "met", "met", "met" } } })
of_tasks("records are expected perhaps from or to a day that was never received", {
  { 'require = task.works.visits:where(visit.made_on:during "2015-05"):any()' ..
    ', expects = { task.works.visits, each = month, during = "2015-04/2015-06", to = task.by_day - months(2) }',
    { "unknown", "unknown", "met", "unknown", "unknown" } },
  { 'require = task.works.visits:any(), evidence = task.works.visits, expects = { task.works.visits, each = month, during = "2015-06", from = task.by_day }',
    { "unknown", "unknown", "met", "met", "met" } } })

write.section("19 shares of what was not received")

-- Of four sheets one is over the limit and one is not; two were never received. By those that came half are over, whatever the others say a quarter to three quarters.
local sheets = write.bare_law .. [[
kind "sheet" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "ended_on", event, starts = true }, { "came_on", event },
  { "level", number, blank = "none", known_from = "came_on" } } }
]]
local counted = { sheet = "code,enterprise,ended_on,came_on,level\na,E1,2003-01-01,2003-02-01,9\nb,E1,2003-01-01,2003-02-01,2\nc,E1,2003-01-01,,\nd,E1,2003-01-01,,\n" }
for _, one in ipairs {
  { "~enterprise.sheets:share(sheet.level:above(5)):above(percent(50))", "unknown" }, { "~enterprise.sheets:share(sheet.level:above(5)):above(percent(75))", "met" },
  { "enterprise.sheets:share(sheet.level:above(5)):below(percent(50))", "unknown" }, { "enterprise.sheets:share(sheet.level:at_most(5)):at_least(percent(25))", "met" },
  { "enterprise.sheets:share(~sheet.level:above(5)):at_least(percent(50))", "unknown" }, { "enterprise.sheets:share(~sheet.level:above(5)):at_least(percent(25))", "met" },
  { "~enterprise.sheets:where(sheet.came_on:happened()):share(sheet.level:above(5)):above(percent(50))", "met" },
  { "enterprise.sheets:share(sheet.level:above(5)):at_most(percent(20))", "breached" } } do
  local rule = ('obligation "x" { clause = "law/a", require = %s }\n'):format(one[1])
  judge("of a share: " .. one[1], "2003-12-31", sheets .. rule, counted, { { "x", "E1", one[2] } }, { of = { "x" } })
end

judge("the due day that was not received is unknown also of who is perhaps not bound", "2015-12-31", tasks .. [[
obligation "r" { clause = "law/a", per = task, applies = enterprise.size:is "large", due = task.by_day, done = task.filed_on }
obligation "due" { clause = "law/a", per = task, require = verdict "r".due:after "2000-01-01" }
obligation "none" { clause = "law/a", per = task, require = ~(verdict "r".due:given()) }
]], { works = "code,enterprise,asked_on,until_day\nw1,E1,,\n", enterprise = "code,jurisdiction,size\nE1,C1,\n",
  task = "code,works,given_on,came_on,by_day\nheard,w1,2014-01-01,2014-02-01,\nunheard,w1,2014-01-01,,\n" },
  { { "r", "heard", "unknown" }, { "r", "unheard", "unknown" }, { "due", "heard", "breached" }, { "due", "unheard", "unknown" }, { "none", "heard", "met" },
    { "none", "unheard", "unknown" } })
