-- Cases decided by hand: 7, 8. Whom a due day before its own beginning frees, and whom it does not.
local write = require "tests.meaning.write"
local judge, law = write.judge, write.law

write.section("7 beginnings")

-- A statement is there from the day on which it is handed in; a dive from the day on which it is made, and it may be announced before.
local kinds = law .. [[
kind "statement" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "year_end", date }, { "class", text, one_of = { "a", "b" } },
  { "handed_in_on", event, starts = true }, { "checked_on", event } } }
kind "dive" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "made_on", event, starts = true }, { "announced_on", event } } }
]]
local statements = "code,enterprise,year_end,class,handed_in_on,checked_on\nS1,E1,2002-12-31,a,2003-03-31,2003-05-01\nS2,E1,2003-12-31,b,2004-04-01,\n"

local function filed(name, due, done, first, second, extra)
  judge(name, "2005-12-31", kinds .. (extra or "") .. ('obligation "x" { clause = "law/a", per = statement, due = %s, done = %s }\n'):format(due, done),
    { statement = statements }, { { "x", "S1", first[1], due = first[2], done = first[3] }, { "x", "S2", second[1], due = second[2], done = second[3] } }, { of = { "x" } })
end

local in_time, late = { "met", "2003-03-31", "2003-03-31" }, { "late", "2004-03-31", "2004-04-01" }
filed("filed late is late: due by a day of the record", "statement.year_end + months(3)", "statement.handed_in_on", in_time, late)
filed("through a term", "statement.last_day", "statement.handed_in_on", in_time, late, 'term "statement.last_day" { value = statement.year_end + months(3) }\n')
filed("through a set that holds the subject", "statement.year_end + months(3)",
  "enterprise.statements:where(statement.code:is(subject.code)).handed_in_on:first()", in_time, late)
filed("through another rule's day", 'verdict "w".due', 'verdict "w".done', in_time, late,
  'obligation "w" { clause = "law/a", per = statement, due = statement.year_end + months(3), done = statement.handed_in_on }\n')
filed("a written day frees nobody from having begun late, where beginning is what is to be done", '"2003-06-30"', "statement.handed_in_on",
  { "met", "2003-06-30", "2003-03-31" }, { "late", "2003-06-30", "2004-04-01" })
filed("and nobody through a term that may be the beginning", '"2003-06-30"', "statement.in_hand",
  { "met", "2003-06-30", "2003-03-31" }, { "late", "2003-06-30", "2004-04-01" }, 'term "statement.in_hand" { value = statement.handed_in_on | statement.checked_on }\n')
filed("a written day frees whoever came later, of what else is to be done", '"2003-06-30"', "statement.checked_on", { "met", "2003-06-30", "2003-05-01" }, { "not_applicable" })
filed("also one that a decision chooses by class", "statement.last_day", "statement.checked_on", { "met", "2003-06-30", "2003-05-01" }, { "not_applicable" }, [[
decision "statement.last_day" { clause = "law/a", hit = "first", columns = { statement.class }, rows = { { "a", "2003-06-30" }, { "b", "2003-12-31" } } }
]])
filed("or a parameter", 'parameter "last"', "statement.checked_on", { "met", "2003-06-30", "2003-05-01" }, { "not_applicable" },
  'parameter "last" { clause = "law/a", { "2003-06-30", from = "1995-01-01" } }\n')
filed("a day of the record among those that a decision may give frees nobody", "statement.last_day", "statement.checked_on",
  { "late", "2002-12-31", "2003-05-01" }, { "overdue", "2003-12-31" }, [[
decision "statement.last_day" { clause = "law/a", hit = "first", columns = { statement.class }, rows = { { "a", statement.year_end }, { any, "2003-12-31" } } }
]])
filed("nor does the day of a function", 'function() return "2003-06-30" end', "statement.checked_on", { "met", "2003-06-30", "2003-05-01" }, { "overdue", "2003-06-30" })
filed("what a condition looks at is no day that it can be", '"2003-06-30"',
  "enterprise.statements:where(statement.handed_in_on:by(subject.handed_in_on)).checked_on:last()", { "met", "2003-06-30", "2003-05-01" }, { "not_applicable" })

judge("a notice that was not given by its event is overdue, one given afterwards late", "2004-12-31",
  kinds .. 'obligation "x" { clause = "law/a", per = dive, due = dive.made_on - days(7), done = dive.announced_on }\n',
  { dive = "code,enterprise,made_on,announced_on\nD1,E1,2004-06-15,2004-06-08\nD2,E1,2004-06-15,2004-06-09\nD3,E1,2004-06-15,2004-06-20\nD4,E1,2004-06-15,\n" }, {
  { "x", "D1", "met", due = "2004-06-08", done = "2004-06-08" }, { "x", "D2", "late", due = "2004-06-08", done = "2004-06-09" },
  { "x", "D3", "late", due = "2004-06-08", done = "2004-06-20" }, { "x", "D4", "overdue", due = "2004-06-08" } })
for _, day in ipairs { { "2004-06-07", "pending", "2004-06-09" }, { "2004-06-08", "pending", "2004-06-09" }, { "2004-06-09", "pending", "2004-06-15" },
  { "2004-06-14", "pending", "2004-06-15" }, { "2004-06-15", "overdue" } } do
  judge("a notice before an event that is planned, on " .. day[1], day[1], kinds .. [[
    obligation "x" { clause = "law/a", per = dive, due = dive.made_on - days(7), done = dive.announced_on }
    obligation "y" { clause = "law/a", per = dive, due = dive.made_on + days(7), done = dive.announced_on }
    obligation "z" { clause = "law/a", per = dive, require = dive.announced_on:happened() }
  ]], { dive = "code,enterprise,made_on,announced_on\nD1,E1,2004-06-15,\n" },
    { { "x", "D1", day[2], due = "2004-06-08", next_change = day[3] },
      day[2] == "overdue" and { "y", "D1", "pending" } or nil, day[2] == "overdue" and { "z", "D1", "breached" } or nil })
end
-- D1 was planned for 15 June and was put off on 10 June, to 15 July; D2 likewise, and announced on 10 July; D3 was brought forward from 15 July.
for _, day in ipairs { { "2004-06-20", "pending", "2004-07-08", "pending", "2004-07-08", "late" }, { "2004-07-09", "pending", "2004-07-08", "pending", "2004-07-08", "late" },
  { "2004-07-14", "pending", "2004-07-08", "late", "2004-07-08", "late" }, { "2004-07-15", "overdue", "2004-07-08", "late", "2004-07-08", "late" } } do
  judge("a notice before an event that was put off, on " .. day[1], day[1], kinds .. [[
    obligation "x" { clause = "law/a", per = dive, due = dive.made_on - days(7), done = dive.announced_on }
    obligation "y" { clause = "law/a", per = dive, require = verdict "x".status:is("met", "pending") }
  ]], { dive = "code,enterprise,made_on,announced_on,effective_from\nD1,E1,2004-06-15,,\nD1,E1,2004-07-15,,2004-06-10\n"
    .. "D2,E1,2004-06-15,,\nD2,E1,2004-07-15,2004-07-10,2004-06-10\nD3,E1,2004-07-15,2004-06-10,\nD3,E1,2004-06-15,2004-06-10,2004-06-11\n" },
    { { "x", "D1", day[2], due = day[3], next_change = day[1] < "2004-07-08" and "2004-07-09" or day[1] < "2004-07-15" and "2004-07-15" or "none" },
      { "x", "D2", day[4], due = day[5] }, { "x", "D3", day[6], due = "2004-06-08" } }, { of = { "x" } })
end
judge("one that was put off is pending until its new day, also where it may be done after it", "2004-06-20", kinds .. [[
  obligation "x" { clause = "law/a", per = dive, due = dive.made_on + days(7) | dive.made_on + days(3), done = dive.announced_on }
  obligation "z" { clause = "law/a", per = dive, due = dive.made_on - parameter "ahead", done = dive.announced_on }
  parameter "ahead" { clause = "law/a", { days(7), from = "2020-01-01" } }
]], { dive = "code,enterprise,made_on,announced_on,effective_from\nD1,E1,2004-06-15,,\nD1,E1,2004-07-15,,2004-06-10\n" },
  { { "x", "D1", "pending", due = "2004-07-18" }, { "z", "D1", "unknown" } })
judge("given in time or too late, and not before its kind applies", "2004-06-12", kinds .. [[
  term "dive.last_day" { value = dive.made_on - days(7) }
  obligation "x" { clause = "law/a", per = dive, applies = enterprise.size:is "large", due = dive.last_day, done = dive.announced_on }
]], { enterprise = "code,jurisdiction,size\nE1,C1,large\nE2,C1,small\nE3,C1,\n",
  dive = "code,enterprise,made_on,announced_on\nD1,E1,2004-06-15,2004-06-08\nD2,E1,2004-06-15,2004-06-10\nD3,E2,2004-06-15,\nD4,E3,2004-06-15,\n" }, {
  { "x", "D1", "met", done = "2004-06-08" }, { "x", "D2", "late", done = "2004-06-10" }, { "x", "D4", "unknown", missing = { "enterprise.size" } } })
judge("announced by a record of its own", "2004-06-12", kinds .. [[
  kind "announcement" { fields = { { "dive", dive, key = true, owner = true }, { "given_on", event, key = true, starts = true } } }
  obligation "x" { clause = "law/a", per = dive, due = dive.made_on - days(7), done = dive.announcements.given_on:first() }
]], { dive = "code,enterprise,made_on,announced_on\nD1,E1,2004-06-15,\nD2,E1,2004-06-15,\n", announcement = "dive,given_on\nD1,2004-06-01\n" },
  { { "x", "D1", "met", done = "2004-06-01" }, { "x", "D2", "pending" } })
judge("a period's day is written: who opened later is free of it", "2005-12-31",
  law .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, due = period.to + months(1), done = enterprise.audits:during(period).reported_on:first() }\n',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2004-06-01\n", audit = "code,enterprise,started_on,reported_on\nA1,E1,2004-07-01,2004-09-01\n" }, {
  { "x", "E1@2004", "met" }, { "x", "E1@2005", "pending" } })

write.section("3 blank beginnings")

local ask, dated, perhaps = write.ask, write.dated, "unknown"
local field = { "enterprise.opened_on" }
local blank = { enterprise = "code,jurisdiction,opened_on,closed_on\nE1,C1,,2004-05-01\n" }
ask("what is there has begun, on a day that nobody knows", "2004-06-30", blank, {
  { 'enterprise.opened_on:by "2000-12-31"', perhaps, field }, { 'enterprise.opened_on:after "2000-12-31"', perhaps, field }, { "enterprise.opened_on:known()", "no" },
  { "enterprise.opened_on:given()", perhaps, field }, { '(enterprise.opened_on + years(1)):by "2010-01-01"', perhaps, field },
  { 'enterprise.opened_on:or_else("1990-01-01"):by "2000-12-31"', perhaps, field }, { 'enterprise.opened_on:during "2004"', perhaps, field },
  { "enterprise.closed_on:happened()", "yes" }, { "enterprise.closed_on:after(enterprise.opened_on)", perhaps, field } })
ask("it has begun by the as-of date, which tells of later days", "2004-06-30", blank, {
  { "enterprise.opened_on:happened()", "yes" }, { "enterprise.opened_on:by(as_of)", "yes" }, { 'enterprise.opened_on:by "2004-06-29"', perhaps },
  { "enterprise.opened_on:before(as_of)", perhaps }, { 'enterprise.opened_on:before "2004-07-01"', "yes" }, { "enterprise.opened_on:after(as_of)", "no" },
  { 'enterprise.opened_on:after "2004-06-29"', perhaps }, { "enterprise.opened_on:on_or_after(as_of)", perhaps }, { 'enterprise.opened_on:on_or_after "2004-07-01"', "no" },
  { 'enterprise.opened_on:between("2004-07-01", "2005-01-01")', "no" }, { 'enterprise.opened_on:during "2005"', "no" } })
judge("the as-of date tells it of the event itself, not of the day of a verdict that names it", "2004-06-30", law
  .. 'power "x" { clause = "law/a", used = enterprise.opened_on }\nobligation "y" { clause = "law/a", due = not_given "no day", done = enterprise.opened_on }\n'
  .. 'obligation "used" { clause = "law/a", require = verdict "x".used:by "2005-12-31" }\nobligation "done" { clause = "law/a", require = verdict "y".done:by "2005-12-31" }\n'
  .. 'obligation "event" { clause = "law/a", require = enterprise.opened_on:by "2005-12-31" }\n', blank,
  { { "used", "E1", "unknown", missing = field }, { "done", "E1", "unknown", missing = field }, { "event", "E1", "met" } }, { of = { "used", "done", "event" } })
ask("an earlier as-of date tells less", "2000-06-30", blank, { { 'enterprise.opened_on:by "2000-12-31"', "yes" }, { "enterprise.closed_on:happened()", "no" } })
ask("through an owner, and of a row that is not there", "2004-06-30",
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,\n", audit = "code,enterprise,started_on\nA1,E1,2003-01-01\n" }, {
  { 'enterprise.opened_on:by "2000-12-31"', perhaps, field }, { "enterprise.opened_on:happened()", "yes" }, { "audit:later():first().started_on:happened()", "no" } },
  { per = "audit", subject = "A1" })
ask("a record that is there by another event has begun on a day that nobody knows, maybe not yet", "2004-06-30",
  { audit = "code,enterprise,started_on,reported_on\nA1,E1,,2003-05-01\nA2,E1,2002-01-01,2002-08-01\n" }, {
  { "enterprise.audits:where(audit.started_on:happened()):count():is(2)", perhaps, { "audit.started_on" } },
  { 'enterprise.audits:during("2003"):any()', perhaps, { "audit.started_on" } }, { 'enterprise.audits:during("2002"):any()', "yes" },
  { "enterprise.audits.started_on:first():by(as_of)", perhaps }, { "enterprise.audits:first().reported_on:happened()", perhaps },
  { "enterprise.audits:where(audit.reported_on:after(\"2003-01-01\")):first().reported_on:happened()", "yes" }, -- the only one of its set
  { "enterprise.audits:every(audit:later():any())", perhaps }, { "enterprise.audits:count():is(2)", "yes" } })
local early = { audit = "code,enterprise,started_on,reported_on,basis\nA1,E1,,2003-05-01,voluntary\n",
  measure = "code,enterprise,audit,identified_on,cost\nM1,E1,A1,2001-01-01,9\n" }
ask("before the first other day that it names a record is perhaps there", "2002-12-31", early, {
  { "enterprise.audits:any()", perhaps, { "audit.started_on" } }, { "enterprise.audits:count():above(1)", "no" }, { "enterprise.audits:none()", perhaps },
  { "enterprise.audits:every(audit.basis:is \"compulsory\")", perhaps }, { "enterprise.audits:where(audit.basis:is \"compulsory\"):any()", "no" },
  { "enterprise.audits.reported_on:last():happened()", "no" }, { "enterprise.audits.measures.cost:sum():at_most \"5 CNY\"", perhaps, { "audit.started_on" } },
  { "enterprise.measures:every(measure.audit.basis:is \"voluntary\")", perhaps, { "audit.started_on" } } })
judge("and has no verdict that says more than that the rule does not bind it", "2002-12-31", law .. [[
obligation "met" { clause = "law/a", per = audit, due = "2002-06-30", done = audit.measures.identified_on:first() }
obligation "over" { clause = "law/a", per = audit, due = "2002-06-30", done = audit.reported_on }
obligation "free" { clause = "law/a", per = audit, applies = audit.basis:is "compulsory", due = "2002-06-30", done = audit.reported_on }
power "may" { clause = "law/a", per = audit, used = audit.measures.identified_on:first() }
obligation "read" { clause = "law/a", require = enterprise.audits:every(verdict "met".status:is "met") }
]], early, { { "met", "A1", "unknown", due = "2002-06-30", done = "2001-01-01", missing = { "audit.started_on" }, next_change = "2003-05-01" }, { "over", "A1", "unknown" },
  { "free", "A1", "not_applicable" }, { "may", "A1", "unknown" }, { "read", "E1", "unknown" } }, { of = { "met", "over", "free", "may", "read" } })
ask("a kind may say that blank is not yet", "2004-06-30", { dive = "code,enterprise,made_on,announced_on\nD1,E1,,2004-01-01\n" }, {
  { "enterprise.dives:where(dive.made_on:happened()):any()", "no" }, { 'enterprise.dives:during("2004"):any()', "yes" } }, { pack = [[
kind "dive" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true },
  { "made_on", event, starts = true, blank = "not_yet" }, { "announced_on", event } } }
]] })
dated("a written day does not free whoever began on a day that nobody knows", 'due = "2000-12-31", done = enterprise.closed_on', blank, {
  { "2000-12-31", "pending" }, { "2001-01-01", "overdue", "2000-12-31" } })
dated("a span after such a beginning ends nobody knows when", "due = months(2), done = enterprise.closed_on", blank, { { "2004-06-30", "unknown" } })

-- Nobody knows since when S3 is there: perhaps only from the day on which it was checked.
judge("a verdict on what is perhaps there is unknown to whoever reads it", "2005-12-31", kinds .. [[
obligation "x" { clause = "law/a", per = statement, due = statement.year_end + days(90), done = statement.checked_on }
obligation "a" { clause = "law/a", per = statement, applies = verdict "x".status:is "overdue", due = "2006-12-31", done = statement.checked_on }
obligation "b" { clause = "law/a", per = statement, applies = verdict "x".status:is("met", "late", "pending", "not_applicable"), due = "2006-12-31", done = statement.checked_on }
obligation "c" { clause = "law/a", per = statement, applies = verdict "x".status:is "overdue", require = statement.class:is "a" }
]], { statement = "code,enterprise,year_end,class,handed_in_on,checked_on\nS1,E1,2004-12-31,a,2003-03-31,\nS3,E1,2004-12-31,a,,2006-05-01\n" }, {
  { "x", "S1", "overdue" }, { "a", "S1", "pending" }, { "b", "S1", "not_applicable" }, { "c", "S1", "met" },
  { "x", "S3", "unknown" }, { "a", "S3", "unknown" }, { "b", "S3", "unknown" }, { "c", "S3", "unknown" } })

write.section("8 forbid on the days of its rows")

local sizes = "code,jurisdiction,size,effective_from\nE1,C1,large,\n"
  .. "E1,C1,small,2003-01-01\nE2,C1,small,\nE2,C1,large,2003-01-01\nE3,C1,,\nE3,C1,small,2003-01-01\nE4,C1,small,\n"
local over = 'applies = enterprise.size:is "large", forbid = enterprise.measurements:where(measurement.value:above "50 mg/L"), evidence = enterprise.measurements'
local function measured(...)
  local lines = { write.measured }
  for i, entry in ipairs { ... } do lines[#lines + 1] = ("%s,o%d,cod,%s,%d,,mg/L\n"):format(entry[1], i, entry[2], entry[3]) end
  return table.concat(lines)
end
local function forbidden(name, rows, expected, extra)
  local verdicts = {}
  for subject, verdict in pairs(expected) do verdicts[#verdicts + 1] = { "x", subject, verdict[1], since = verdict[2], missing = verdict[3] } end
  judge(name, "2004-06-30", write.bare_law .. 'obligation "x" { clause = "law/a", ' .. over .. " }\n" .. (extra or ""),
    { enterprise = sizes, measurement = measured(table.unpack(rows)) }, verdicts,
    { of = { "x" } })
end
forbidden("nobody walks out of a breach by changing later, nor into one", {
  { "E1", "2002-05-01", 60 }, { "E2", "2002-05-01", 60 }, { "E3", "2002-05-01", 60 } }, {
  E1 = { "breached", "2002-05-01" }, E2 = { "unknown" }, -- bound now, and nothing was found out since
  E3 = { "unknown", nil, { "enterprise.size" } }, E4 = { "not_applicable" } })
forbidden("what was found while the rule did not apply is no evidence either", {
  { "E1", "2003-05-01", 40 }, { "E2", "2002-05-01", 60 }, { "E2", "2003-05-01", 40 }, { "E4", "2003-05-01", 60 } }, {
  E1 = { "unknown" }, E2 = { "met" }, E3 = { "unknown", nil, { "enterprise.size" } }, E4 = { "not_applicable" } })
forbidden("evidence of the days on which it applied is", { { "E1", "2002-05-01", 40 }, { "E1", "2003-05-01", 60 }, { "E3", "2002-05-01", 40 } }, {
  E1 = { "met" }, E2 = { "unknown" }, E3 = { "unknown" }, E4 = { "not_applicable" } })
forbidden("an exception counts on the row's day, while its own instrument is in force", { { "E2", "2003-05-01", 60 }, { "E2", "2004-05-01", 60 } }, {
  E1 = { "unknown" }, E2 = { "breached", "2004-05-01" }, E3 = { "unknown" }, E4 = { "not_applicable" } },
  write.instrument("leave", "2003-01-01", "2003-12-31") .. 'exception "e" { clause = "leave/a", to = "x", applies = enterprise.size:is "large" }\n')
-- E1 lay in C1 until the end of 2002, E2 in C1 only before the rule's first day, E3 never; E4 came to it in 2003, E5 perhaps lay in it until it came to C2.
local places = "code,jurisdiction,opened_on,effective_from\n"
  .. "E1,C1,,\nE1,C2,,2003-01-01\nE2,C1,,\nE2,C2,,1995-01-01\nE3,C2,,\nE4,C2,,\nE4,C1,,2003-01-01\nE5,C2,,2003-01-01\nE6,C1,2003-05-01,\n"
local spills = 'kind "spill" { fields = { { "enterprise", enterprise, owner = true, key = true }, { "spilled_on", event, key = true, starts = true } } }\n'
local function never_left(name, rule, spilled, verdicts, options)
  options = options or {}
  local list = {}
  for subject, status in pairs(verdicts) do list[#list + 1] = { "x", subject, status } end
  judge(name, "2004-06-30", write.bare_law .. write.instrument("own", "2000-01-01", options.to) .. spills .. (options.pack or "")
    .. 'obligation "x" { clause = "own/a", ' .. rule .. " }\n", { enterprise = places, spill = "enterprise,spilled_on\n" .. spilled }, list, { of = { "x" } })
end
local in_c1 = 'place = "C1", forbid = enterprise.spills'
never_left("who left the place is not freed of the time before, of which nothing is on record", in_c1, "",
  { E1 = "unknown", E2 = "not_applicable", E3 = "not_applicable", E4 = "unknown", E5 = "unknown", E6 = "unknown" })
never_left("records of days on which it lay elsewhere tell nothing of it", in_c1, "E1,2003-05-01\nE2,1994-05-01\nE3,2003-05-01\nE4,2002-05-01\n",
  { E1 = "unknown", E2 = "not_applicable", E3 = "not_applicable", E4 = "unknown", E5 = "unknown", E6 = "unknown" })
never_left("a complete register shows that nothing was there", in_c1, "E1,2003-05-01\n",
  { E1 = "met", E2 = "not_applicable", E3 = "not_applicable", E4 = "met", E5 = "unknown", E6 = "met" }, { pack = 'import "spill" { complete = "all there is" }\n' })
never_left("one that is complete only of later days does not", in_c1, "",
  { E1 = "unknown", E2 = "not_applicable", E3 = "not_applicable", E4 = "unknown", E5 = "unknown", E6 = "unknown" },
  { pack = 'import "spill" { complete = { "all there is", from = "2003-01-01" } }\n' })
never_left("from the day on which it arises", 'place = "C1", forbid = enterprise.spills, arises = "2003-03-01"', "",
  { E1 = "not_applicable", E2 = "not_applicable", E3 = "not_applicable", E4 = "unknown", E5 = "not_applicable", E6 = "unknown" })
never_left("nor is anybody freed when the law has ended, but who came later, or began later", in_c1, "",
  { E1 = "unknown", E2 = "not_applicable", E3 = "not_applicable", E4 = "not_applicable", E5 = "unknown", E6 = "not_applicable" }, { to = "2002-12-31" })
never_left("what is on record of days before it began is a breach all the same", in_c1, "E6,2001-05-01\n",
  { E1 = "unknown", E2 = "not_applicable", E3 = "not_applicable", E4 = "not_applicable", E5 = "unknown", E6 = "breached" }, { to = "2002-12-31" })
never_left("an exception that began frees of nothing before it", "forbid = enterprise.spills", "",
  { E1 = "unknown", E2 = "unknown", E3 = "unknown", E4 = "unknown", E5 = "unknown", E6 = "not_applicable" },
  { pack = write.instrument("leave", "2003-01-01") .. 'exception "e" { clause = "leave/a", to = "x", applies = enterprise.code:starts_with "E" }\n' })

-- Where nobody knows the day on which it arises, nobody knows of a period before the beginning either that it brought nothing.
local unsure = 'arises = (period.to + days(1)):next_working_day(calendar "few"), '
judge("a period before its beginning, and a day of which nobody knows that it arose", "2004-12-30", law .. 'calendar "few" { clause = "law/a", years = "2005" }\n'
  .. ('obligation "x" { clause = "law/a", per = { enterprise, year }, %sforbid = enterprise.audits }\n'):format(unsure)
  .. ('obligation "y" { clause = "law/a", per = { enterprise, year }, %srequire = enterprise.audits:none() }\n'):format(unsure)
  .. ('obligation "z" { clause = "law/a", per = { enterprise, year }, %sdue = days(20), done = enterprise.audits.started_on:first() }\n'):format(unsure),
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2003-05-05\nE2,C1,2004-05-05\n" }, { { "x", "E1@2003", "unknown" }, { "x", "E2@2003", "unknown" },
    { "x", "E1@2004", "not_applicable" }, { "x", "E2@2004", "not_applicable" },
    { "y", "E1@2003", "unknown" }, { "y", "E2@2003", "unknown" }, { "y", "E1@2004", "not_applicable" },
    { "y", "E2@2004", "not_applicable" }, { "z", "E1@2003", "unknown" }, { "z", "E2@2003", "unknown" }, { "z", "E1@2004", "not_applicable" },
    { "z", "E2@2004", "not_applicable" } })
