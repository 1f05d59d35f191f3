-- Cases decided by hand: 19 what shows that a rule is kept.
local write = require "tests.meaning.write"
local judge, law = write.judge, write.bare_law

write.section("19 what shows that a rule is kept")

local sites = law .. [[
kind "site" { lasting = true, fields = { { "code", text, key = true }, { "opened_on", event } } }
kind "probe" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "taken_on", event, starts = true }, { "read_on", event }, { "gone_on", event },
  { "level", number, blank = "none" }, { "late", number, blank = "none", known_from = "read_on" }, { "sort", text, blank = "none" } } }
]]
local function rules(list)
  local text = {}
  for i, require_ in ipairs(list) do text[i] = ('obligation "r%d" { clause = "law/a", per = site, require = %s }\n'):format(i, require_) end
  return sites .. table.concat(text)
end
local function each(name, list, records, expected)
  local verdicts = {}
  for i, row in ipairs(expected) do
    for k, subject in ipairs { "bare", "watched" } do
      if row[k] then verdicts[#verdicts + 1] = { "r" .. i, subject, row[k] } end
    end
  end
  judge(name, "2015-12-31", rules(list), records, verdicts)
end
local both = "code,opened_on\nbare,\nwatched,\n"
local one = { site = both, probe = "code,site,taken_on,read_on,level,late,sort\np1,watched,2015-03-01,,20,,grab\n" }

-- Functions are called a second time where they tell whether a rule applies, or by when: whom an empty set frees is freed, and shows nothing to a rule that reads it.
local of_functions = sites .. [[
obligation "free" { clause = "law/a", per = site, applies = function(s) return #s.probes > 0 end, due = "2015-01-31", done = site.opened_on }
obligation "free-read" { clause = "law/a", per = site, require = verdict "free".status:is "not_applicable" }
obligation "let" { clause = "law/a", per = site, due = "2015-01-31", done = site.opened_on }
exception "none" { clause = "law/a", to = "let", applies = function(s) return #s.probes == 0 end }
obligation "let-read" { clause = "law/a", per = site, require = verdict "let".status:is "not_applicable" }
obligation "forbidden" { clause = "law/a", per = site, applies = function(s) return #s.probes > 0 end,
  forbid = site.probes:where(probe.level:above(50)), evidence = site.probes }
obligation "forbidden-read" { clause = "law/a", per = site, require = verdict "forbidden".status:is("not_applicable", "met") }
]]
local function of_functions_is(statuses)
  local list = {}
  for rule, both_statuses in pairs(statuses) do
    for k, subject in ipairs { "bare", "watched" } do list[#list + 1] = { rule, subject, both_statuses[k] } end
  end
  return list
end
local freed, read = { "not_applicable", "overdue" }, { "unknown", "breached" }
judge("whom an empty set frees that a function asks shows nothing", "2015-12-31", of_functions, one, of_functions_is { free = freed, ["free-read"] = read, let = freed,
  ["let-read"] = read, forbidden = { "not_applicable", "met" }, ["forbidden-read"] = { "unknown", "met" } })
read = { "met", "breached" }
judge("but where the register is complete, for what a function asks, too", "2015-12-31", of_functions .. 'import "probe" { complete = "all there is" }\n', one,
  of_functions_is { free = freed, ["free-read"] = read, let = freed, ["let-read"] = read, forbidden = { "not_applicable", "met" }, ["forbidden-read"] = { "met", "met" } })
-- The late value of the probe has not come. A set without records leaves no day open.
judge("a day that hangs on what a function reads and nobody received is not known", "2015-12-31", sites .. [[
obligation "due" { clause = "law/a", per = site, due = function(s) for _, p in ipairs(s.probes) do if p.late then return "2015-06-30" end end return "2016-12-31" end,
  done = site.opened_on }
obligation "done" { clause = "law/a", per = site, due = "2015-06-30", done = function(s) for _, p in ipairs(s.probes) do if not p.late then return "2015-03-31" end end end }
obligation "arises" { clause = "law/a", per = site, arises = function(s) for _, p in ipairs(s.probes) do if not p.late then return "2015-03-31" end end return "2015-01-01" end,
  require = site.probes:where(probe.level:above(50)):none() }
obligation "rows" { clause = "law/a", per = site, require = site.probes:where(function(p) return p.late == nil end):any() }
obligation "level" { clause = "law/a", per = site, due = function(s) for _, p in ipairs(s.probes) do if p.level then return "2016-06-30" end end return "2016-12-31" end,
  done = site.opened_on }
]], one, of_functions_is { due = { "pending", "unknown" }, done = { "overdue", "unknown" }, arises = { "unknown", "unknown" }, rows = { "breached", "unknown" },
  level = { "pending", "pending" } })

-- Nobody knows a share of none, nor a quotient by what counts none, also as the rule says: that it is missing shows nothing, where records are wanted.
local of_none = { "site.probes:share(probe.level:above(5)):missing()", "~site.probes:share(probe.level:above(5)):known()",
  "(site.probes.level:sum() / site.probes:count()):missing()", "site.share_above:missing()", "site.shares_of_two:missing()",
  'site.probes:where(probe.sort:is "mixed"):share(probe.level:above(5)):missing()', "site.probes:share(probe.level:above(5)):known()" }
local shares = 'term "site.share_above" { value = site.probes:share(probe.level:above(5)) }\n'
  .. 'term "site.shares_of_two" { value = site.probes.level:sum() + site.probes.level:sum() / site.probes:count() }\n'
local function of_none_is(bare, watched, watched_mixed, never)
  local list = {}
  for i = 1, #of_none do
    list[#list + 1] = { "r" .. i, "bare", i == #of_none and never or bare }
    list[#list + 1] = { "r" .. i, "watched", i == #of_none and "met" or i == #of_none - 1 and watched_mixed or watched }
  end
  return list
end
judge("that a share of none is missing shows nothing", "2015-12-31", rules(of_none) .. shares, one, of_none_is("unknown", "breached", "met", "breached"))
judge("but where the register is complete", "2015-12-31", rules(of_none) .. shares .. 'import "probe" { complete = "all there is" }\n', one,
  of_none_is("met", "breached", "met", "breached"))

-- Of a site without probes nobody knows its rank, and whether it was late, in the second reading alone.
local ranked = { "site.rank:missing() | site.probes:none()", "~site.rank:known() | site.probes:none()", "(site.rank + 1):missing() | site.probes:none()",
  'verdict "first".status:is "unknown" | site.probes:none()', 'verdict "first".status:is("unknown", "overdue")', 'verdict "first".status:is("unknown", "late")',
  'verdict "r1".status:is "unknown"' }
local what_ranked = {}
local unshown = { "unknown", "breached" }
for i, statuses in ipairs { unshown, unshown, unshown, unshown, unshown, { "breached", "met" }, { "met", "breached" } } do
  for k, subject in ipairs { "bare", "watched" } do what_ranked[#what_ranked + 1] = { "r" .. i, subject, statuses[k] } end
end
judge("what is a range, or a verdict that is unknown, for want of records alone shows nothing", "2015-12-31", rules(ranked) .. [[
decision "site.rank" { reading = "ours", columns = { site.probes:any() }, rows = { { yes, 1 }, { no, 2 } } }
obligation "first" { clause = "law/a", per = site, due = "2015-01-31", done = site.probes.taken_on:first() }
]], one, what_ranked, { of = { "r1", "r2", "r3", "r4", "r5", "r6", "r7" } })

each("what holds of nothing shows nothing, and what fails of nothing fails", {
  "site.probes:every(probe.level:at_most(30))", "site.probes:where(probe.level:above(30)):none()", "site.probes:count():at_most(3)",
  "site.probes.level:sum():at_most(90)", "site.probes:any()", "~site.probes.level:max():above(30)", "~site.probes:last().level:above(30)",
  "site.probes.sort:distinct():count():at_most(1)", "site.probes:none() | site.probes:any()" }, one, {
  { "unknown", "met" }, { "unknown", "met" }, { "unknown", "met" }, { "unknown", "met" }, { "breached", "met" }, { "unknown", "met" }, { "unknown", "met" },
  { "unknown", "met" }, { "unknown", "met" } })
each("the last sample tells nothing before its value is there", { "~site.probes:last().late:above(30)", "~site.probes:last().level:above(30)" },
  { site = both, probe = "code,site,taken_on,read_on,level,late,sort\np1,watched,2015-03-01,,,,grab\np2,bare,2015-03-01,2015-04-01,,20,grab\n" },
  { { "met", "unknown" }, { "met", "met" } })
each("that what was asked of nothing is missing shows nothing", {
  "site.probes:last().level:missing() | site.probes:last().level:at_most(30)", "site.probes.level:max():missing() | site.probes.level:max():at_most(30)",
  "site.probes:first():missing()", "~site.probes:where(probe.level:above(30)):first():known()" }, one, {
  { "unknown", "met" }, { "unknown", "met" }, { "unknown", "breached" }, { "unknown", "met" } })
each("a function that asks records of which there are none shows nothing", {
  "function(row) for _, p in ipairs(row.probes) do if p.level > 30 then return false end end return true end", "function(row) return #row.probes < 4 end",
  "function(row) return #row.probes > 0 end", "function(row) return row.code ~= nil end", "site.probes:where(function(p) return p.level > 30 end):none()" }, one, {
  { "unknown", "met" }, { "unknown", "met" }, { "breached", "met" }, { "met", "met" }, { "unknown", "met" } })
each("nor does one that reads what was never received, or asks whether it is known", {
  "function(row) local last = row.probes[#row.probes] return not last or last.late == nil or last.late < 30 end",
  "function(row) local last = row.probes[#row.probes] return not last or not last:known 'late' or last.late == nil or last.late < 30 end",
  "site.probes:every(function(p) return p.late == nil or p.late < 30 end)" },
  { site = both, probe = "code,site,taken_on,read_on,level,late,sort\np1,watched,2015-03-01,,,,grab\np2,bare,2015-03-01,2015-04-01,,20,grab\n" },
  { { "met", "unknown" }, { "met", "unknown" }, { "met", "unknown" } })
local no_sites = { site = both, probe = "code,site,taken_on\np1,watched,2015-03-01\n" }
judge("a register of everybody, everywhere and always stands for what a function does not find, and evidence of another kind", "2015-12-31", sites .. [[
kind "visit" { fields = { { "site", site, key = true, owner = true }, { "made_on", event, key = true, starts = true } } }
kind "spill" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "on_day", event, starts = true } }, complete = "all are told" }
kind "leak" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "on_day", event, starts = true } }, complete = { "all are told", from = "2010-01-01" } }
obligation "spills" { clause = "law/a", per = site, require = function(row) return #row.spills == 0 end }
obligation "leaks" { clause = "law/a", per = site, require = function(row) return #row.leaks == 0 end }
obligation "visited" { clause = "law/a", per = site, require = function(row) return #row.leaks == 0 end, evidence = site.visits }
obligation "probed" { clause = "law/a", per = site, require = function(row) return #row.probes < 4 end, evidence = site.probes }
obligation "read" { clause = "law/a", per = site, require = verdict "probed".status:is "met" & ~verdict "leaks".status:is "breached" }
]], { site = both, probe = no_sites.probe, visit = "site,made_on\nbare,2015-03-01\n" }, {
  { "spills", "bare", "met" }, { "spills", "watched", "met" }, { "leaks", "bare", "unknown" }, { "leaks", "watched", "unknown" },
  { "visited", "bare", "met" }, { "visited", "watched", "unknown" }, { "probed", "bare", "unknown" },
  { "probed", "watched", "met" }, { "read", "bare", "unknown" }, { "read", "watched", "unknown" } })
judge("a function of a period sees nobody who begins after it", "2015-12-31", law .. [[
kind "site" { lasting = true, fields = { { "code", text, key = true } } }
kind "shed" { lasting = true, fields = { { "code", text, key = true }, { "site", site, owner = true }, { "built_on", event, starts = true } } }
obligation "one" { clause = "law/a", per = { site, year }, require = function(row) return #row.sheds < 2 end }
]], { site = "code\ns\n", shed = "code,site,built_on\na,s,2013-05-01\nb,s,2015-05-01\nc,s,\n" },
  { { "one", "s@2013", "breached" }, { "one", "s@2014", "breached" }, { "one", "s@2015", "breached" } }, { of = { "one" } })
judge("and one of a period counts whom it had", "2015-12-31", law .. [[
kind "site" { lasting = true, fields = { { "code", text, key = true } } }
kind "shed" { lasting = true, fields = { { "code", text, key = true }, { "site", site, owner = true }, { "built_on", event, starts = true } } }
obligation "one" { clause = "law/a", per = { site, year }, require = function(row) return #row.sheds < 2 end }
]], { site = "code\ns\n", shed = "code,site,built_on\na,s,2013-05-01\nb,s,2015-05-01\n" },
  { { "one", "s@2013", "met" }, { "one", "s@2014", "met" }, { "one", "s@2015", "breached" } }, { of = { "one" } })
each("dates empty a set, other conditions do not", {
  'site.probes:during("2014"):none()', 'site.probes:where(probe.taken_on:before "2015-01-01"):none()', 'site.probes:where(~probe.taken_on:on_or_after "2015-01-01"):none()',
  'site.probes:where(probe.taken_on:during "2014" & probe.level:above(30)):none()', 'site.probes:where(probe.sort:is "mixed"):none()',
  "site.probes:where(probe.gone_on:before(probe.taken_on)):none()", 'site.probes:where(~probe.gone_on:by "2015-12-31" & probe.level:above(30)):none()',
  'site.probes:where(probe.taken_on:during "2014" | probe.level:above(30)):none()', "site.probes:where(probe.gone_on:happened()):none()" }, one, {
  { "unknown", "unknown" }, { "unknown", "unknown" }, { "unknown", "unknown" }, { "unknown", "unknown" }, { "unknown", "met" }, { "unknown", "met" }, { "unknown", "met" },
  { "unknown", "met" }, { "unknown", "met" } })
each("a value that was never received shows nothing", {
  "site.probes:where(probe.late:above(30)):none()", "site.probes:where(probe.late:known() & probe.late:above(30)):none()", "site.probes.late:sum():at_most(90)",
  "site.probes:count():at_most(3)", 'site.probes:where(probe.sort:is "mixed" & probe.late:above(30)):none()', "site.probes.late:max():or_else(0):at_most(30)" },
  { site = both, probe = "code,site,taken_on,read_on,level,late,sort\np1,watched,2015-03-01,,,40,grab\n" }, {
  { "unknown", "unknown" }, { "unknown", "unknown" }, { "unknown", "unknown" }, { "unknown", "met" }, { "unknown", "met" }, { "unknown", "unknown" } })
-- Of five sheets one was never received and one comes only later; one came with a value above the limit, one with one below it, and one says that there is none.
local sheets = law .. [[
kind "site" { lasting = true, fields = { { "code", text, key = true }, { "asked_on", event }, { "most", number, blank = "none", known_from = "asked_on" } } }
kind "plan" { fields = { { "code", text, key = true }, { "made_on", event, starts = true }, { "told_on", event }, { "w", number, blank = "none", known_from = "told_on" } } }
kind "sheet" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "plan", plan, blank = "none" }, { "ended_on", event, starts = true },
  { "came_on", event }, { "v", number, blank = "none", known_from = "came_on" }, { "clean", yesno, blank = "none", known_from = "came_on" } } }
import "sheet" { complete = "all sheets are on record" }
term "plan.wide" { value = plan.w:above(5) }
term "sheet.high" { value = sheet.v:above(5) }
term "site.strict" { value = site.most:below(3) }
decision "sheet.class" { reading = "ours", hit = "first", columns = { sheet.v:above(5) }, rows = { { yes, "high" }, { any, "calm" } } }
]]
local received = { plan = "code,made_on,told_on,w\ntold,2015-01-01,2015-02-01,9\nuntold,2015-01-01,,\n", site = "code,asked_on,most\ntold,2015-01-01,2\nuntold,,\n",
  sheet = "code,site,plan,ended_on,came_on,v,clean\nnever,untold,told,2015-03-01,,,\nover,told,untold,2015-03-01,2015-04-01,9,no\nunder,told,untold,2015-03-01,2015-04-01,2,yes\n"
    .. "none,told,,2015-03-01,2015-04-01,,\nlater,told,,2015-03-01,2016-02-01,2,yes\n" }
local function of_sheets(name, extra, questions, options)
  local pack, verdicts = { sheets, extra or "" }, {}
  for i, question in ipairs(questions) do
    pack[#pack + 1] = ('obligation "q%d" { clause = "law/a", per = sheet, %s }\n'):format(i, question[1]:find "=" and question[1] or "require = " .. question[1])
    for k, subject in ipairs { "never", "over", "under", "none", "later" } do
      if question[2][k] then verdicts[#verdicts + 1] = { "q" .. i, subject, question[2][k] } end
    end
  end
  judge(name, "2015-12-31", table.concat(pack), received, verdicts, options)
end
local only_received = { "unknown", "breached", "met", "met", "unknown" }
of_sheets("what is true only because a value of its own was never received shows nothing", nil, {
  { "~sheet.v:above(5)", only_received }, { "~sheet.high", only_received }, { "sheet.v:missing() | sheet.v:at_most(5)", only_received },
  { "sheet.v:or_else(0):at_most(5)", only_received }, { "~sheet.v:given() | sheet.v:at_most(5)", only_received }, { 'sheet.class:is "calm"', only_received },
  { "~sheet.clean", { "unknown", "met", "breached", "met", "unknown" } }, { "~sheet.site.most:above(5)", { "unknown", "met", "met", "met", "met" } },
  { "~sheet.site.strict", { "unknown", "breached", "breached", "breached", "breached" } } })
of_sheets("what is false for want of a value stays a breach, and what does not hang on it is as it was", nil, {
  { "sheet.v:at_most(5)", { "breached", "breached", "met", "breached", "breached" } }, { "sheet.v:known()", { "breached", "met", "met", "breached", "breached" } },
  { "~sheet.v:above(5) | sheet.ended_on:happened()", { "met", "met", "met", "met", "met" } },
  { "applies = sheet.came_on:happened(), require = ~sheet.v:above(5)", { "not_applicable", "breached", "met", "met", "not_applicable" } } })
of_sheets("a value of the record that a reference names was never received, or there is no such record", nil, {
  { "~sheet.plan.w:above(5)", { "breached", "unknown", "unknown", "met", "met" } }, { "~sheet.plan.wide", { "breached", "unknown", "unknown", "met", "met" } } })
of_sheets("rows of a set are judged as before, whatever the subject has not received", nil, {
  { "sheet.site.sheets:where(sheet.v:above(90)):none()", { "unknown", "met", "met", "met", "met" } },
  { "~sheet.site.sheets:first().v:above(90)", { "unknown", "unknown", "unknown", "unknown", "unknown" } },
  { "sheet.site.sheets:where(sheet.high):count():at_most(1)", { "unknown", "met", "met", "met", "met" } } })
-- Of the four sheets of its site one is still to come.
of_sheets("what counts only because a value was never received counts perhaps", nil, {
  { "sheet.site.sheets:where(~sheet.v:above(5)):count():at_least(3)", { "breached", "unknown", "unknown", "unknown", "unknown" } },
  { "sheet.site.sheets:where(~sheet.high):count():at_least(3)", { "breached", "unknown", "unknown", "unknown", "unknown" } },
  { 'sheet.site.sheets:where(sheet.class:is "calm"):count():at_least(3)', { "breached", "unknown", "unknown", "unknown", "unknown" } },
  { "sheet.site.sheets:where(~sheet.v:above(5)):count():at_least(2)", { "breached", "met", "met", "met", "met" } },
  { "sheet.site.sheets:where(~sheet.v:above(5)):count():at_most(2)", { "unknown", "breached", "breached", "breached", "breached" } },
  { "sheet.site.sheets:share(~sheet.v:above(5)):at_least(percent(75))", { "unknown", "unknown", "unknown", "unknown", "unknown" } },
  { "sheet.site.sheets:share(~sheet.v:above(5)):at_least(percent(50))", { "unknown", "met", "met", "met", "met" } },
  { "sheet.site.sheets:where(~sheet.v:above(5)).ended_on:last():given()", { "unknown", "met", "met", "met", "met" } },
  { "sheet.site.sheets:share(sheet.v:above(5)):at_most(percent(25))", { "unknown", "unknown", "unknown", "unknown", "unknown" } } })
of_sheets("evidence of another kind, and of its own, stands for no value that was not received", nil, {
  { "require = ~sheet.v:above(5), evidence = sheet.site.sheets", only_received }, { "require = ~sheet.v:above(5), evidence = sheet.site.sheets.site.sheets", only_received } })
of_sheets("a rule that reads the verdict, and whom it frees that a value was not received", [[
obligation "lim" { clause = "law/a", per = sheet, require = ~sheet.v:above(5) }
obligation "high" { clause = "law/a", per = sheet, applies = sheet.v:above(5), due = "2015-06-01", done = sheet.came_on }
incentive "praise" { clause = "law/a", per = sheet, applies = ~sheet.v:above(5), used = sheet.came_on }
]], { { 'verdict "lim".status:is "met"', { "unknown", "breached", "met", "met", "unknown" } },
  { '~verdict "lim".status:is "breached"', { "unknown", "breached", "met", "met", "unknown" } },
  { 'verdict "high".status:is "not_applicable"', { "unknown", "breached", "met", "met", "unknown" } },
  { 'verdict "praise".status:is("open", "used")', { "unknown", "breached", "met", "met", "unknown" } } }, { of = { "q1", "q2", "q3", "q4" } })

each("one record that could be judged is enough", { "site.probes:where(probe.level:above(30)):none()", "site.probes.level:sum():at_most(90)" },
  { site = both, probe = "code,site,taken_on,level\np1,watched,2015-03-01,\np2,watched,2015-03-02,20\n" }, { { "unknown", "met" }, { "unknown", "met" } })
judge("through terms, decisions and other verdicts, but not through applies", "2015-12-31", sites .. [[
term "site.high" { value = site.probes:where(probe.level:above(30)):any() }
decision "site.class" { reading = "ours", hit = "first", columns = { site.probes:count() }, rows = { { at_most(3), "calm" }, { any, "busy" } } }
obligation "term" { clause = "law/a", per = site, require = ~site.high }
obligation "decided" { clause = "law/a", per = site, require = site.class:is "calm" }
obligation "follows" { clause = "law/a", per = site, require = verdict "term".status:is "met" }
obligation "follows-not" { clause = "law/a", per = site, require = ~verdict "breach".status:is "met" }
obligation "breach" { clause = "law/a", per = site, require = site.probes:any() }
obligation "freed" { clause = "law/a", per = site, applies = site.probes:count():above(3), require = site.probes:none() }
obligation "dated" { clause = "law/a", per = site, due = "2010-01-01", done = site.probes.taken_on:first() }
obligation "not-late" { clause = "law/a", per = site, require = ~verdict "dated".status:is "late" }
]], one, {
  { "term", "bare", "unknown" }, { "term", "watched", "met" }, { "decided", "bare", "unknown" }, { "decided", "watched", "met" },
  { "follows", "bare", "unknown" }, { "follows", "watched", "met" }, { "breach", "bare", "breached" }, { "breach", "watched", "met" },
  { "follows-not", "bare", "unknown" }, { "follows-not", "watched", "breached" },
  { "freed", "bare", "not_applicable" }, { "freed", "watched", "not_applicable" }, { "dated", "bare", "overdue" }, { "dated", "watched", "late" },
  { "not-late", "bare", "unknown" }, { "not-late", "watched", "breached" } })
-- A plan is to be made of more than 3 samples, and none of the sites has as many; an inspection frees of the notice.
judge("a verdict that is read shows nothing where it was freed for want of records only", "2015-12-31", sites .. [[
obligation "plan" { clause = "law/a", per = site, applies = site.probes:where(probe.level:above(10)):count():above(3), due = "2010-01-01", done = site.opened_on }
obligation "notice" { clause = "law/a", per = site, due = "2010-01-01", done = site.opened_on }
exception "none-spoilt" { clause = "law/a", to = { "notice" }, applies = site.probes:where(probe.level:above(90)):none() }
power "close" { clause = "law/a", per = site, applies = site.probes:where(probe.level:above(90)):any(), used = site.opened_on }
incentive "praise" { clause = "law/a", per = site, applies = site.probes:where(probe.level:above(90)):none(), used = site.opened_on }
obligation "never" { clause = "law/a", per = site, applies = site.opened_on:happened(), require = site.probes:any() }
obligation "no-plan" { clause = "law/a", per = site, require = verdict "plan".status:is "not_applicable" }
obligation "not-overdue" { clause = "law/a", per = site, require = ~verdict "plan".status:is "overdue" }
obligation "no-day" { clause = "law/a", per = site, require = verdict "plan".due:missing() }
obligation "no-notice" { clause = "law/a", per = site, require = verdict "notice".status:is "not_applicable" }
obligation "not-closed" { clause = "law/a", per = site, require = verdict "close".status:is "not_available" }
obligation "praised" { clause = "law/a", per = site, require = verdict "praise".status:is "open" }
obligation "not-opened" { clause = "law/a", per = site, require = verdict "never".status:is "not_applicable" }
obligation "chained" { clause = "law/a", per = site, applies = verdict "plan".status:is "overdue", require = site.probes:any() }
obligation "no-chain" { clause = "law/a", per = site, require = verdict "chained".status:is "not_applicable" }
obligation "evident" { clause = "law/a", per = site, require = verdict "plan".status:is "not_applicable", evidence = site.probes }
obligation "planned" { clause = "law/a", per = site, require = verdict "plan".status:is "met" }
]], one, {
  { "no-plan", "bare", "unknown" }, { "no-plan", "watched", "met" }, { "not-overdue", "bare", "unknown" }, { "not-overdue", "watched", "met" },
  { "no-day", "bare", "unknown" }, { "no-day", "watched", "met" }, { "no-notice", "bare", "unknown" }, { "no-notice", "watched", "met" },
  { "not-closed", "bare", "unknown" }, { "not-closed", "watched", "met" }, { "praised", "bare", "unknown" }, { "praised", "watched", "met" },
  { "not-opened", "bare", "met" }, { "not-opened", "watched", "met" }, { "no-chain", "bare", "unknown" }, { "no-chain", "watched", "met" },
  { "evident", "bare", "unknown" }, { "evident", "watched", "met" }, { "planned", "bare", "breached" }, { "planned", "watched", "breached" } },
  { of = { "no-plan", "not-overdue", "no-day", "no-notice", "not-closed", "praised", "not-opened", "no-chain", "evident", "planned" } })
judge("a register that is complete shows what it does not hold", "2015-12-31", law .. [[
kind "site" { lasting = true, fields = { { "code", text, key = true } } }
kind "spill" { complete = { "each must be reported", from = "2010-01-01", to = "2014-12-31" }, fields = { { "code", text, key = true }, { "site", site, owner = true },
  { "seen_on", event, starts = true }, { "litres", number, blank = "none" } } }
kind "alarm" { complete = "all are logged", fields = { { "code", text, key = true }, { "site", site, owner = true }, { "rung_on", event, starts = true } } }
obligation "all" { clause = "law/a", per = site, require = site.spills:count():at_most(3) }
obligation "inside" { clause = "law/a", per = site, require = site.spills:during("2010/2014"):count():at_most(3) }
obligation "before" { clause = "law/a", per = site, require = site.spills:during("2009/2014"):count():at_most(3) }
obligation "little" { clause = "law/a", per = site, require = site.spills:during("2012"):where(spill.litres:above(5)):none() }
obligation "alarms" { clause = "law/a", per = site, require = site.alarms:none() }
]], { site = "code\nbare\nseen\n", spill = "code,site,seen_on,litres\ns1,seen,2012-05-01,\n" }, {
  { "all", "bare", "unknown" }, { "all", "seen", "met" }, { "inside", "bare", "met" }, { "inside", "seen", "met" }, { "before", "bare", "unknown" },
  { "before", "seen", "met" }, { "little", "bare", "met" }, { "little", "seen", "unknown" }, { "alarms", "bare", "met" }, { "alarms", "seen", "met" } })
local function asked_on(name, days) return ('obligation "%s" { clause = "law/a", require = enterprise.visits:where(%s):none() }\n'):format(name, days) end
judge("the days asked about are those of a condition on the record's own day, too", "2015-12-31", law .. [[
kind "visit" { complete = { "each is entered", from = "2010-01-01", to = "2014-12-31" }, fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true },
  { "seen_on", event, starts = true }, { "told_on", event } } }
term "visit.in_time" { value = visit.seen_on:during "2010/2012" }
]] .. asked_on("during", 'visit.seen_on:during "2012"') .. asked_on("between", 'visit.seen_on:between("2010-01-01", "2014-12-31")')
  .. asked_on("too-late", 'visit.seen_on:between("2010-01-01", "2015-01-01")') .. asked_on("from", 'visit.seen_on:after "2009-12-31" & visit.seen_on:before "2015-01-01"')
  .. asked_on("too-early", 'visit.seen_on:on_or_after "2009-12-31" & visit.seen_on:by "2014-12-31"')
  .. asked_on("either", 'visit.seen_on:during "2012" | visit.seen_on:during "2009"')
  .. asked_on("term", "visit.in_time") .. asked_on("another", 'visit.told_on:during "2012"') .. asked_on("not", '~visit.seen_on:during "2012"'), {}, {
  { "during", "E1", "met" }, { "between", "E1", "met" }, { "too-late", "E1", "unknown" }, { "from", "E1", "met" }, { "too-early", "E1", "unknown" },
  { "either", "E1", "unknown" }, { "term", "E1", "met" }, { "another", "E1", "unknown" }, { "not", "E1", "unknown" } })
judge("a register of a place is complete for whoever lies there, not for another whom a subject there asks about", "2015-12-31", [[
instrument "act" { title = "The act", issuer = "J", in_force = { from = "2010-01-01" }, clauses = { a = "…" } }
kind "task" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "other", enterprise, blank = "none" }, { "given_on", event, starts = true } } }
import "action" { complete = { "all penalties of C1 are published", place = "C1" } }
obligation "own" { clause = "act/a", per = task, require = enterprise.actions:none() }
obligation "other" { clause = "act/a", per = task, applies = task.other:given(), require = task.other.actions:none() }
obligation "each" { clause = "act/a", per = jurisdiction, require = jurisdiction.enterprises:every(enterprise.actions:none()) }
obligation "of" { clause = "act/a", per = jurisdiction, require = jurisdiction.enterprises.actions:none() }
]], { jurisdiction = "code,level,parent\nP,province,\nC1,city,P\nC2,city,P\nD1,county,C1\nD2,county,C1\n",
  enterprise = "code,jurisdiction,effective_from\nhere,D1,\nthere,C2,\ncame,D2,\ncame,C2,2009-01-01\ncame,D2,2012-01-01\n",
  task = "code,enterprise,other,given_on\nhere-there,here,there,2014-01-01\nthere-here,there,here,2014-01-01\nhere-came,here,came,2014-01-01\nhere-none,here,,2014-01-01\n" }, {
  { "own", "here-there", "met" }, { "own", "there-here", "unknown" }, { "own", "here-came", "met" }, { "own", "here-none", "met" },
  { "other", "here-there", "unknown" }, { "other", "there-here", "met" }, { "other", "here-came", "unknown" }, { "other", "here-none", "not_applicable" },
  { "of", "P", "unknown" }, { "of", "C1", "unknown" }, { "of", "C2", "unknown" }, { "of", "D1", "unknown" }, { "of", "D2", "unknown" }, -- of D2 one lay elsewhere in 2010
  { "each", "P", "unknown" }, { "each", "C1", "unknown" }, { "each", "C2", "unknown" }, { "each", "D1", "met" }, { "each", "D2", "unknown" } })
judge("what a register of a place shows of all who lie in it, where nobody ever lay elsewhere", "2015-12-31", write.bare_law .. [[
import "action" { complete = { "all penalties of C1 are published", place = "C1" } }
obligation "of" { clause = "law/a", per = jurisdiction, require = jurisdiction.enterprises.actions:none() }
obligation "agency" { clause = "law/a", per = agency, require = agency.actions:none() }
]], { enterprise = "code,jurisdiction\nhere,C1\nthere,C2\n", agency = "code,role,jurisdiction\nG,environment,C1\n" }, {
  { "of", "P", "unknown" }, { "of", "C1", "met" }, { "of", "C2", "unknown" },
  { "agency", "G", "unknown" } }) -- what it took may be of somebody who lies elsewhere
judge("a register is complete for those it says, and who changed is told by each version in the days that are asked about", "2015-12-31", [[
instrument "act" { title = "The act", issuer = "J", in_force = { from = "2010-01-01" }, clauses = { a = "…" } }
term "enterprise.big" { value = enterprise.size:is("large", "medium") }
import "action" { complete = { "large ones are published", whom = enterprise.size:is "large" } }
import "audit" { complete = { { "of C1", place = "C1", whom = enterprise.big },
  { "of 2014", from = "2014-01-01", to = "2014-12-31", whom = ~enterprise.size:is "large" } } }
obligation "all" { clause = "act/a", per = enterprise, require = enterprise.actions:none() }
obligation "2012" { clause = "act/a", per = enterprise, require = enterprise.actions:during("2012"):none() }
obligation "2014" { clause = "act/a", per = enterprise, require = enterprise.audits:during("2014"):none() }
obligation "place" { clause = "act/a", per = jurisdiction, require = jurisdiction.enterprises.actions:none() }
]], { enterprise = "code,jurisdiction,size,effective_from\nbig,C1,large,\nsmall,C1,small,\nblank,C1,,\ngrew,C1,small,\ngrew,C1,large,2011-01-01\n"
  .. "shrank,C2,large,\nshrank,C2,small,2012-12-31\nlate,C2,large,2010-01-02\nsame,C2,large,\nsame,C2,large,2011-01-01\nbetween,C2,large,\nbetween,C2,small,2012-03-01\n"
  .. "between,C2,large,2012-04-01\nsoon,C2,large,\nsoon,C2,small,2016-03-01\nacted,C2,small,\n"
  .. "moved,C1,large,\nmoved,C2,large,2011-01-01\nmoved,C2,medium,2012-05-01\n",
  action = "code,enterprise,taken_on,type\na1,acted,2012-05-01,order\n" }, {
  { "all", "big", "met", next_change = "none" }, { "all", "small", "unknown" }, { "all", "blank", "unknown" }, { "all", "grew", "unknown" }, { "all", "shrank", "unknown" },
  { "all", "late", "unknown" }, { "all", "same", "met" }, { "all", "between", "unknown" }, { "all", "soon", "met", next_change = "2016-03-01" }, { "all", "acted", "breached" },
  { "all", "moved", "unknown" },
  { "2012", "big", "met" }, { "2012", "small", "unknown" }, { "2012", "blank", "unknown" }, { "2012", "same", "met" }, { "2012", "acted", "breached" },
  { "2012", "grew", "met" }, { "2012", "shrank", "unknown" }, { "2012", "late", "met" }, { "2012", "between", "unknown" },
  { "2012", "soon", "met", next_change = "none" }, { "2012", "moved", "unknown" },
  { "2014", "moved", "met" }, { "2014", "big", "met" }, { "2014", "small", "met" }, { "2014", "blank", "unknown" }, { "2014", "shrank", "met" },
  { "2014", "late", "unknown" }, { "2014", "grew", "met" }, { "2014", "same", "unknown" }, { "2014", "between", "unknown" }, { "2014", "soon", "unknown" },
  { "2014", "acted", "met" }, { "place", "P", "breached" }, { "place", "C1", "unknown" }, { "place", "C2", "breached" } })
judge("what a quota counts of a register that is complete on the days that it asks is none, where it is read", "2015-12-31", law .. [[
import "audit" { complete = { "all are on record", from = "2010-01-01", to = "2014-12-31" } }
quota "in" { clause = "law/a", per = jurisdiction, counts = jurisdiction.enterprises.audits:where(audit.basis:is "compulsory" & audit.started_on:during("2012")),
  counted_on = audit.reported_on, goals = { { "C1", target = 1, due = not_given "no day" } } }
quota "out" { clause = "law/a", per = jurisdiction, counts = jurisdiction.enterprises.audits:where(audit.basis:is "compulsory" & audit.started_on:during("2009")),
  counted_on = audit.reported_on, goals = { { "C1", target = 1, due = not_given "no day" } } }
obligation "x" { clause = "law/a", per = jurisdiction, require = verdict "in".gap:above(0) }
obligation "y" { clause = "law/a", per = jurisdiction, require = verdict "out".gap:above(0) }
]], {}, { { "x", "C1", "met" }, { "x", "C2", "breached" }, { "x", "P", "breached" }, { "y", "C1", "unknown" }, { "y", "C2", "breached" }, { "y", "P", "breached" } },
  { of = { "x", "y" } })
for _, moved in ipairs { false, true } do
  judge("what a quota counts of a register of a place is none for whoever lies there" .. (moved and ", unless one of its own lay elsewhere" or ""), "2015-12-31", law .. [[
import "audit" { complete = { "all of C1 are on record", place = "C1" } }
quota "q" { clause = "law/a", per = jurisdiction, counts = jurisdiction.enterprises.audits, counted_on = audit.reported_on,
  goals = { { "C1", target = 1, due = not_given "no day" }, { "C2", target = 1, due = not_given "no day" } } }
obligation "x" { clause = "law/a", per = jurisdiction, applies = ~verdict "q".status:is "not_applicable", require = verdict "q".gap:above(0) }
]], { enterprise = "code,jurisdiction,effective_from\nhere,C1,\nthere,C2,\n" .. (moved and "came,C2,\ncame,C1,2012-01-01\n" or "") },
    { { "x", "P", "not_applicable" }, { "x", "C1", moved and "unknown" or "met" }, { "x", "C2", "unknown" } }, { of = { "x" } })
end
judge("in periods the period's records are asked", "2015-12-31", sites
  .. 'obligation "x" { clause = "law/a", per = { site, year }, require = site.probes:during(period):where(probe.level:above(30)):none() }\n',
  { site = "code,opened_on\nS,2013-01-01\n", probe = "code,site,taken_on,level\np1,S,2014-03-01,20\n" },
  { { "x", "S@2013", "unknown" }, { "x", "S@2014", "met" }, { "x", "S@2015", "unknown" } })
judge("evidence stands for it", "2015-12-31", sites
  .. 'obligation "x" { clause = "law/a", per = site, require = site.probes:where(probe.level:above(30)):none(), evidence = site.probes:during("2015") }\n',
  one, { { "x", "bare", "unknown" }, { "x", "watched", "met" } })

-- Of the first record, and of the last, nothing is known that would have come before or after it, unless the register says that there was none.
local series = "code,site,taken_on,level\np1,S,2013-03-01,%d\np2,S,2014-03-01,20\np3,S,2015-03-01,20\n"
for _, asked in ipairs { "%s():none()", "~%s():any()", "%s():count():at_most(0)", "%s():where(probe.level:above(30)):none()", "%s():every(probe.level:at_most(30))",
  "~%s():first().level:above(30)", "~%s():last().level:above(30)", "~%s().level:max():above(30)", "~%s().taken_on:first():happened()",
  "~%s():share(probe.level:above(30)):above(percent(50))" } do
  local there = asked:find "none%(%)$" and not asked:find "where" or asked:find "any" or asked:find "at_most%(0" or asked:find "happened" -- it asks whether one is there
  local beside = there and "breached" or "met"
  for _, way in ipairs { "earlier", "later" } do
    local require = "probe:" .. asked:format(way)
    if asked:sub(1, 1) == "~" then require = "~probe:" .. asked:sub(2):format(way) end
    local first, last = way == "earlier" and "unknown" or beside, way == "later" and "unknown" or beside
    local rule = ('obligation "x" { clause = "law/a", per = probe, require = %s }\n'):format(require)
    local records = { site = "code,opened_on\nS,2013-01-01\n", probe = series:format(20) }
    judge("of a record that is not there nothing is kept: " .. require, "2015-12-31", sites .. rule, records, { { "x", "p1", first }, { "x", "p2", beside }, { "x", "p3", last } })
    if not asked:find "share" then -- of none there is no share
      judge("unless its register is complete: " .. require, "2015-12-31", sites .. 'import "probe" { complete = "all" }\n' .. rule, records,
        { { "x", "p1", first == "unknown" and "met" or first }, { "x", "p2", beside }, { "x", "p3", last == "unknown" and "met" or last } })
    end
    judge("or it asks only those that have one: " .. require, "2015-12-31", sites .. rule:gsub("require", ("applies = probe:%s():any(), require"):format(way)), records,
      { { "x", "p1", first == "unknown" and "not_applicable" or first }, { "x", "p2", beside }, { "x", "p3", last == "unknown" and "not_applicable" or last } })
  end
end
for name, said in pairs { ["of its owner"] = { 'whom = site.opened_on:by "2013-06-30"', "met" }, ["of others"] = { 'whom = site.opened_on:after "2013-06-30"', "unknown" },
  ["of later days"] = { 'from = "2013-01-01"', "unknown" } } do
  judge("a register that is complete for some, or of some days, says it " .. name, "2015-12-31", sites .. ('import "probe" { complete = { "all", %s } }\n'):format(said[1])
    .. 'obligation "x" { clause = "law/a", per = probe, require = probe:earlier():none() }\n'
    .. 'obligation "y" { clause = "law/a", per = probe, require = probe:earlier():where(probe.taken_on:on_or_after "2013-02-01"):none() }\n',
    { site = "code,opened_on\nS,2013-01-01\n", probe = "code,site,taken_on\np1,S,2015-03-01\n" },
    { { "x", "p1", said[2] }, { "y", "p1", name ~= "of others" and "met" or "unknown" } })
end

-- A record of each sort: one that could be judged, one whose value was never received, and none.
local three = { site = "code,opened_on\nbare,\ndeaf,\nheard,\n",
  probe = "code,site,taken_on,read_on,level,late\np1,deaf,2015-03-01,,,40\np2,heard,2015-03-01,2015-04-01,20,20\n" }
judge("a value that was never received is no evidence", "2015-12-31", sites .. [[
decision "site.class" { reading = "ours", hit = "first", evidence = site.probes, columns = { site.probes:where(probe.late:above(30)):any() },
  rows = { { yes, "dirty" }, { no, "clean" } } }
decision "site.sort" { reading = "ours", hit = "first", evidence = site.probes:where(probe.late:at_most(30)), columns = { site.probes:count():above(3) },
  rows = { { yes, "busy" }, { no, "calm" } } }
obligation "none" { clause = "law/a", per = site, require = site.probes:where(probe.late:above(30)):none(), evidence = site.probes }
obligation "other" { clause = "law/a", per = site, require = site.probes:where(probe.late:above(30)):none(), evidence = site.probes:where(~probe.late:above(30)) }
obligation "count" { clause = "law/a", per = site, require = site.probes:count():at_most(3), evidence = site.probes }
obligation "fails" { clause = "law/a", per = site, require = site.probes:where(probe.late:at_most(30)):any(), evidence = site.probes }
obligation "forbidden" { clause = "law/a", per = site, forbid = site.probes:where(probe.late:above(30)), evidence = site.probes }
obligation "not-evident" { clause = "law/a", per = site, forbid = site.probes:where(probe.sort:is "mixed"), evidence = site.probes:where(~probe.late:above(30)) }
obligation "evident" { clause = "law/a", per = site, forbid = site.probes:where(probe.sort:is "mixed"), evidence = site.probes }
obligation "clean" { clause = "law/a", per = site, require = site.class:is "clean", evidence = site.probes }
obligation "sorted" { clause = "law/a", per = site, require = site.sort:is "calm", evidence = site.probes }
]], three, {
  { "none", "bare", "unknown" }, { "none", "deaf", "unknown" }, { "none", "heard", "met" },
  { "other", "bare", "unknown" }, { "other", "deaf", "unknown" }, { "other", "heard", "met" },
  { "count", "bare", "unknown" }, { "count", "deaf", "met" }, { "count", "heard", "met" },
  { "fails", "bare", "breached" }, { "fails", "deaf", "breached" }, { "fails", "heard", "met" },
  { "forbidden", "bare", "unknown" }, { "forbidden", "deaf", "unknown" }, { "forbidden", "heard", "met" },
  { "not-evident", "bare", "unknown" }, { "not-evident", "deaf", "unknown" }, { "not-evident", "heard", "met" },
  { "evident", "deaf", "met" }, { "evident", "bare", "unknown" }, { "evident", "heard", "met" },
  { "clean", "bare", "unknown" }, { "clean", "deaf", "unknown" }, { "clean", "heard", "met" },
  { "sorted", "bare", "unknown" }, { "sorted", "deaf", "unknown" }, { "sorted", "heard", "met" } })
judge("one record that could be judged makes evidence, and evidence stands for no other days of its own kind", "2015-12-31", sites .. [[
obligation "some" { clause = "law/a", per = site, forbid = site.probes:where(probe.late:above(30)), evidence = site.probes }
obligation "elsewhere" { clause = "law/a", per = site, require = site.probes:during("2014"):where(probe.late:above(30)):none(), evidence = site.probes }
]], { site = both, probe = "code,site,taken_on,read_on,late\np1,watched,2015-03-01,,40\np2,watched,2015-03-02,2015-04-01,20\n" }, {
  { "some", "watched", "met" }, { "some", "bare", "unknown" }, { "elsewhere", "watched", "unknown" }, { "elsewhere", "bare", "unknown" } })

-- Of a kind of its own evidence is what it holds; it stands for what is not there of other kinds. `now`: probes of 2015 only, `then`: of 2014, too.
local places = sites .. [[
kind "note" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "noted_on", event, starts = true }, { "bad", yesno } } }
kind "visit" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "paid_on", event, starts = true } } }
]]
local years = { site = "code,opened_on\nbare,\nnow,\nthen,\nnoted,\n",
  visit = "code,site,paid_on\nv1,bare,2015-02-01\nv2,now,2015-02-01\nv3,then,2015-02-01\nv4,noted,2015-02-01\n",
  probe = "code,site,taken_on,level\np1,now,2015-03-01,20\np2,then,2015-03-01,20\np3,then,2014-03-01,20\np4,noted,2015-03-01,20\n",
  note = "code,site,noted_on,bad\nn1,noted,2015-04-01,no\n" }
local function with_evidence(name, list, expected)
  local text, verdicts = {}, {}
  for i, rule in ipairs(list) do
    text[i] = ('obligation "r%d" { clause = "law/a", per = { site, year }, %s }\n'):format(i, rule)
    for k, subject in ipairs { "bare", "now", "then", "noted" } do verdicts[#verdicts + 1] = { "r" .. i, subject .. "@2015", expected[i][k] } end
  end
  judge(name, "2015-12-31", places:gsub('from = "1990%-01%-01"', 'from = "2015-01-01"') .. table.concat(text), years, verdicts)
end
local BEFORE = 'site.probes:during "2014"'
with_evidence("evidence of this year tells nothing of the year before, which is empty", {
  "require = ~" .. BEFORE .. ".level:max():above(30), evidence = site.probes:during(period)",
  "require = ~" .. BEFORE .. ".level:max():above(30), expects = { site.probes, each = year }",
  "require = ~" .. BEFORE .. ".level:max():above(30), evidence = site.visits, expects = { site.probes, each = year }",
  "require = ~" .. BEFORE .. ".level:max():above(30), evidence = site.visits",
  "require = ~((site.probes:during(period).level:max() + " .. BEFORE .. ".level:max()) / 2):above(30), evidence = site.probes:during(period)",
  "require = " .. BEFORE .. ":every(probe.level:at_most(30)), evidence = site.probes",
  "require = site.probes:during(period):every(probe.level:at_most(30)), evidence = site.probes" }, {
  { "unknown", "unknown", "met", "unknown" }, { "unknown", "unknown", "met", "unknown" }, { "unknown", "unknown", "met", "unknown" }, { "met", "met", "met", "met" },
  { "unknown", "unknown", "met", "unknown" }, { "unknown", "unknown", "met", "unknown" }, { "unknown", "met", "met", "met" } })
with_evidence("what is expected does not stand for records of another kind, and evidence that is written does", {
  "require = site.notes:during(period):where(note.bad):none(), expects = { site.probes, each = year }",
  "require = site.notes:during(period):where(note.bad):none(), evidence = site.probes:during(period)",
  "require = site.notes:during(period):where(note.bad):none(), evidence = site.visits:during(period), expects = { site.probes, each = year }",
  "forbid = site.notes:during(period):where(note.bad), expects = { site.probes, each = year }",
  "forbid = site.notes:during(period):where(note.bad), evidence = site.probes:during(period)",
  "forbid = site.notes:during(period):where(note.bad), evidence = site.visits, expects = { site.notes, each = year }" }, {
  { "unknown", "unknown", "unknown", "met" }, { "unknown", "met", "met", "met" }, { "unknown", "met", "met", "met" },
  { "unknown", "unknown", "unknown", "met" }, { "unknown", "met", "met", "met" }, { "unknown", "unknown", "unknown", "met" } })
with_evidence("what is forbidden on days of which no record of the kind of the evidence is there is not shown", {
  "forbid = " .. BEFORE .. ":where(probe.level:above(30)), evidence = site.probes",
  "forbid = site.probes:during(period):where(probe.level:above(30)), evidence = site.probes",
  "forbid = site.probes:during(period):where(probe.level:above(30)), evidence = site.probes:during(period)" }, {
  { "unknown", "unknown", "unknown", "unknown" }, { "unknown", "met", "met", "met" }, { "unknown", "met", "met", "met" } })
judge("one outlet of several that has no record is not shown by the others", "2015-12-31", law .. [[
kind "site" { lasting = true, fields = { { "code", text, key = true } } }
kind "outlet" { lasting = true, fields = { { "code", text, key = true }, { "site", site, owner = true } } }
kind "probe" { fields = { { "code", text, key = true }, { "outlet", outlet, owner = true }, { "taken_on", event, starts = true }, { "level", number } } }
kind "visit" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "paid_on", event, starts = true } } }
term "outlet.low" { value = outlet.probes:every(probe.level:at_most(30)) }
local probes = site.outlets.probes
obligation "own" { clause = "law/a", per = site, require = site.outlets:every(outlet.probes:every(probe.level:at_most(30))), evidence = probes }
obligation "term" { clause = "law/a", per = site, require = site.outlets:every(outlet.low), evidence = probes }
obligation "other" { clause = "law/a", per = site, require = site.outlets:every(outlet.probes:every(probe.level:at_most(30))), evidence = site.visits }
obligation "expects" { clause = "law/a", per = site, require = site.outlets:every(outlet.low), expects = { probes, each = year, during = "2015" } }
]], { site = "code\nall\nsome\n", outlet = "code,site\na1,all\na2,all\ns1,some\ns2,some\n",
  probe = "code,outlet,taken_on,level\np1,a1,2015-03-01,20\np2,a2,2015-03-01,20\np3,s1,2015-03-01,20\n", visit = "code,site,paid_on\nv1,all,2015-03-01\nv2,some,2015-03-01\n" }, {
  { "own", "all", "met" }, { "own", "some", "unknown" }, { "term", "all", "met" }, { "term", "some", "unknown" }, { "other", "all", "met" }, { "other", "some", "met" },
  { "expects", "all", "met" }, { "expects", "some", "unknown" } })
judge("through decisions and verdicts that are read, unless the register is complete", "2015-12-31", law:gsub('from = "1990%-01%-01"', 'from = "2014-01-01"') .. [[
kind "site" { lasting = true, fields = { { "code", text, key = true } } }
kind "probe" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "taken_on", event, starts = true }, { "level", number } } }
kind "spill" { complete = { "each must be reported", from = "2014-01-01" }, fields = { { "code", text, key = true }, { "site", site, owner = true },
  { "seen_on", event, starts = true } } }
local earlier_ones = site.probes:during "2014"
decision "site.was" { clause = "law/a", hit = "first", evidence = site.probes,
  columns = { earlier_ones:where(probe.level:above(30)):any() }, rows = { { yes, "dirty" }, { no, "clean" } } }
decision "site.wet" { clause = "law/a", hit = "first", evidence = site.spills,
  columns = { site.spills:during("2014"):any() }, rows = { { yes, "wet" }, { no, "dry" } } }
obligation "decided" { clause = "law/a", per = site, require = site.was:is "clean", evidence = site.probes }
obligation "dry" { clause = "law/a", per = site, require = site.wet:is "dry" }
obligation "plan" { clause = "law/a", per = site, applies = earlier_ones:where(probe.level:above(30)):any(), due = "2015-06-30", done = site.probes.taken_on:first() }
obligation "freed" { clause = "law/a", per = site, require = verdict "plan".status:is "not_applicable", evidence = site.probes }
obligation "few" { clause = "law/a", per = site, require = site.spills:during("2014"):none(), evidence = site.spills }
obligation "none" { clause = "law/a", per = site, require = site.spills:during("2014"):none(), evidence = site.probes }
]], { site = "code\nnow\nthen\n", probe = "code,site,taken_on,level\np1,now,2015-03-01,20\np2,then,2015-03-01,20\np3,then,2014-03-01,20\n",
  spill = "code,site,seen_on\ns1,now,2015-03-01\ns2,then,2015-03-01\n" }, {
  { "decided", "now", "unknown" }, { "decided", "then", "met" }, { "dry", "now", "met" }, { "dry", "then", "met" }, { "freed", "now", "unknown" }, { "freed", "then", "met" },
  { "few", "now", "met" }, { "few", "then", "met" }, { "none", "now", "met" }, { "none", "then", "met" } }, { of = { "decided", "dry", "freed", "few", "none" } })

-- Of nothing (section 4): E1 has no measurement, E2 one of 40, E3 one whose value nobody knows.
local some_values = { enterprise = "code,jurisdiction\nE1,C1\nE2,C1\nE3,C1\n",
  measurement = "enterprise,outlet,pollutant,measured_on,value,unit\nE2,o,cod,2002-01-01,40,mg/L\nE3,o,cod,2002-01-01,,mg/L\n" }
for _, aggregate in ipairs { "min()", "max()", "mean()", "highest(1)", "lowest(1)", 'percentile(98, "hazen")' } do
  for _, complete in ipairs { false, true } do
    judge("a limit on " .. aggregate .. " of nothing, said in both ways" .. (complete and ", where the register is complete" or ""), "2004-06-30", law
      .. (complete and 'import "measurement" { complete = "all are on record" }\n' or "")
      .. ('obligation "below" { clause = "law/a", require = enterprise.measurements.value:%s:at_most "50 mg/L" }\n'):format(aggregate)
      .. ('obligation "not above" { clause = "law/a", require = ~enterprise.measurements.value:%s:above "50 mg/L" }\n'):format(aggregate), some_values, {
      { "below", "E1", "breached" }, { "below", "E2", "met" }, { "below", "E3", "unknown" },
      { "not above", "E1", complete and "met" or "unknown" }, { "not above", "E2", "met" }, { "not above", "E3", "unknown" } })
  end
end
for _, figure in ipairs { ".value:sum()", ":count()" } do
  local limit, counted = figure == ":count()" and "5" or '"50 mg/L"', figure == ":count()" and "met" or "unknown"
  judge("a limit on " .. figure .. " of nothing, said in both ways", "2004-06-30", law
    .. ('obligation "below" { clause = "law/a", require = enterprise.measurements%s:at_most(%s) }\n'):format(figure, limit)
    .. ('obligation "not above" { clause = "law/a", require = ~enterprise.measurements%s:above(%s) }\n'):format(figure, limit), some_values, {
    { "below", "E1", "unknown" }, { "below", "E2", "met" }, { "below", "E3", counted }, { "not above", "E1", "unknown" }, { "not above", "E2", "met" },
    { "not above", "E3", counted } })
end

-- What a complete register shows of a `forbid`.
local register = law .. [[
kind "mill" { lasting = true, fields = { { "code", text, key = true }, { "big", yesno } } }
kind "spill" { complete = { "each is rung in", from = "1990-01-01", to = "2003-12-31" }, fields = { { "code", text, key = true }, { "mill", mill, owner = true },
  { "on_day", event, starts = true }, { "seen_on", event }, { "volume", number, blank = "none", known_from = "seen_on" } } }
]]
local rung = register .. [[
obligation "any" { clause = "law/a", per = mill, forbid = mill.spills }
obligation "large" { clause = "law/a", per = mill, forbid = mill.spills:where(spill.volume:above(5)) }
obligation "of the big" { clause = "law/a", per = mill, applies = mill.big, forbid = mill.spills }
obligation "later" { clause = "law/a", per = mill, forbid = mill.spills:during "2003-10/2004-03" }
obligation "expecting" { clause = "law/a", per = mill, forbid = mill.spills:where(spill.volume:above(5)), expects = { mill.spills, each = year, during = "2003" } }
]]
local spills = { mill = "code,big\nM1,yes\nM2,no\nM3,\nM4,yes\n", spill = "code,mill,on_day,seen_on,volume\nS1,M2,2001-01-01,2001-01-02,3\nS2,M4,2002-01-01,,\n" }
local function of_mills(name, day, answers)
  local verdicts = {}
  for rule, list in pairs(answers) do
    for i, status in ipairs(list) do verdicts[#verdicts + 1] = { rule, "M" .. i, status } end
  end
  judge(name, day, rung, spills, verdicts)
end
of_mills("a complete register shows that nothing forbidden is there, of those to whom the rule applies, and not what was never received", "2003-12-31", {
  any = { "met", "breached", "met", "breached" }, large = { "met", "met", "met", "unknown" }, ["of the big"] = { "met", "not_applicable", "unknown", "breached" },
  later = { "met", "met", "met", "met" }, expecting = { "unknown", "unknown", "unknown", "unknown" } })
of_mills("and of no day on which it is not complete", "2004-01-01", {
  any = { "unknown", "breached", "unknown", "breached" }, large = { "unknown", "unknown", "unknown", "unknown" },
  ["of the big"] = { "unknown", "not_applicable", "unknown", "breached" }, later = { "unknown", "unknown", "unknown", "unknown" },
  expecting = { "unknown", "unknown", "unknown", "unknown" } })

judge("a complete register is asked of the days on which the rule applied, as it says, and stands for no records of another kind", "2003-12-31", register .. [[
kind "leave" { fields = { { "code", text, key = true }, { "mill", mill, owner = true }, { "given_on", event, starts = true } } }
obligation "with leave" { clause = "law/a", per = mill, applies = mill.leaves:any(), forbid = mill.spills:where(spill.volume:above(5)) }
obligation "by leave" { clause = "law/a", per = mill, forbid = mill.spills:where(mill.leaves:any()) }
]], { mill = "code,big\nlater,\nearlier,\nnever,\n", leave = "code,mill,given_on\nL1,later,2003-06-01\nL2,earlier,2001-06-01\n",
  spill = "code,mill,on_day,seen_on,volume\nS1,later,2002-01-01,,\nS2,earlier,2002-01-01,,\nS3,never,2002-01-01,,\n" }, {
  { "with leave", "later", "met" }, { "with leave", "earlier", "unknown" }, { "with leave", "never", "not_applicable" },
  { "by leave", "later", "breached" }, { "by leave", "earlier", "breached" }, { "by leave", "never", "unknown" } })

-- Visits stand for spills that are not there, for whoever reads the decision, too; not for visits, and not where the rule asks for spills as its own evidence.
do
  local pack = { write.bare_law, [[
kind "site" { lasting = true, fields = { { "code", text, key = true } } }
kind "spill" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "seen_on", event, starts = true }, { "big", yesno } } }
kind "visit" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "made_on", event, starts = true }, { "fine", yesno } } }
decision "site.class" { reading = "ours", hit = "first", evidence = site.visits, columns = { site.spills:where(spill.big):any(), site.spills:count() },
  rows = { { yes, any, "bad" }, { any, at_least(3), "bad" }, { any, any, "calm" } } }
decision "site.own" { reading = "ours", hit = "first", evidence = site.visits, columns = { site.visits:during("2015"):none() }, rows = { { yes, "calm" }, { any, "bad" } } }
decision "site.bare" { reading = "ours", hit = "first", columns = { site.spills:any() }, rows = { { yes, "bad" }, { any, "calm" } } }
]] }
  local verdicts, subjects = {}, { "none", "visited", "spilt", "both" }
  for i, rule in ipairs {
    { 'require = site.class:is "calm"', { "unknown", "met", "unknown", "met" } }, { 'require = site.own:is "calm"', { "unknown", "unknown", "unknown", "unknown" } },
    { 'require = site.bare:is "calm"', { "unknown", "unknown", "breached", "breached" } },
    { 'require = site.class:is "calm", evidence = site.spills', { "unknown", "unknown", "unknown", "met" } },
    { 'require = site.class:is "calm", evidence = site.visits', { "unknown", "met", "unknown", "met" } },
    { 'require = site.class:is "calm" & site.spills:none()', { "unknown", "unknown", "breached", "breached" } },
    { 'require = verdict "q1".status:is "met"', { "unknown", "met", "unknown", "met" } } } do
    pack[#pack + 1] = ('obligation "q%d" { clause = "law/a", per = site, %s }\n'):format(i, rule[1])
    for k, subject in ipairs(subjects) do verdicts[#verdicts + 1] = { "q" .. i, subject, rule[2][k] } end
  end
  judge("a decision's own evidence stands for what is not there also where a rule reads it", "2014-12-31", table.concat(pack), { site = "code\nnone\nvisited\nspilt\nboth\n",
    visit = "code,site,made_on,fine\nv1,visited,2014-03-01,no\nv2,both,2014-03-01,no\n", spill = "code,site,seen_on,big\ns1,spilt,2014-03-01,no\ns2,both,2014-03-01,no\n" },
    verdicts)
end
do -- blank: one sample without a value; other: one with a value; none: no sample
  local pack, verdicts = { law, [[
kind "basin" { lasting = true, fields = { { "code", text, key = true } } }
kind "sample" { fields = { { "code", text, key = true }, { "basin", basin, owner = true, blank = "none" }, { "taken_on", event, starts = true },
  { "follows", sample, blank = "none" }, { "open", number }, { "low", number, min = 0 } } }
term "sample.again" { value = sample.low }
term "sample.twice" { value = sample.low * 2 }
decision "sample.class" { clause = "law/a", hit = "first", columns = { sample.low }, rows = { { at_least(0), sample.low + 1 } } }
]] }, {}
  for i, asked in ipairs { "~basin.samples.open:highest(2):above(5)", "~basin.samples.low:highest(2):above(5)", "~basin.samples.again:highest(2):above(5)",
    "basin.samples.low:distinct():count():at_most(1)", "~basin.samples.low:lowest(2):below(-5)", "~basin.samples.follows.low:highest(2):above(5)",
    "~basin.samples.follows.again:highest(2):above(5)", "~basin.samples.twice:highest(2):above(6)", "~basin.samples.class:highest(2):above(5)",
    "~basin.samples.follows.twice:highest(2):above(6)", "basin.samples.twice:distinct():count():at_most(1)" } do
    pack[#pack + 1] = ('obligation "q%d" { clause = "law/a", per = basin, require = %s }\n'):format(i, asked)
    for k, subject in ipairs { "blank", "other", "none" } do verdicts[#verdicts + 1] = { "q" .. i, subject, k == 2 and "met" or "unknown" } end
  end
  judge("a number of which only the ends of its field are known shows nothing", "2014-12-31", table.concat(pack), { basin = "code\nblank\nother\nnone\n",
    sample = "code,basin,taken_on,follows,open,low\nb,,2014-01-01,,,\no,,2014-01-01,,3,3\nB,blank,2014-03-01,b,,\nO,other,2014-03-01,o,3,3\n" }, verdicts)
end

judge("a class is missing for want of records only where nothing else leaves it unknown", "2004-12-31", law .. [[
decision "enterprise.alone" { clause = "law/a", columns = { enterprise.audits:share(audit.basis:is "voluntary") },
  rows = { { above(percent(75)), "b" }, { at_most(percent(75)), "c" } } }
decision "enterprise.beside" { clause = "law/a", columns = { enterprise.audits:share(audit.basis:is "voluntary"), enterprise.sales },
  rows = { { above(percent(75)), at_most "5 CNY", "b" }, { above(percent(75)), above "5 CNY", "c" }, { at_most(percent(75)), any, "d" } } }
obligation "x" { clause = "law/a", require = enterprise.alone:missing() }
obligation "y" { clause = "law/a", require = enterprise.beside:missing() }
]], { enterprise = "code,jurisdiction,sales\nE1,C1,\nE2,C1,7\n" }, { { "x", "E1", "unknown" }, { "x", "E2", "unknown" }, { "y", "E1", "met" }, { "y", "E2", "unknown" } })
