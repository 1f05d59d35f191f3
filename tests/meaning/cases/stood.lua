-- Cases decided by hand: 8, what `applies` and exceptions of a `forbid` ask of events and sets as they stood on a row's day. The day asked about is 2004-06-30; E1 exceeded
-- the limit on 2002-03-01, and a sample of 2003-03-01 was in order.
local write = require "tests.meaning.write"
local judge = write.judge

write.section("8 as it stood on the row's day")

local head = write.bare_law .. [[
kind "permit" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "granted_on", event, starts = true }, { "withdrawn_on", event },
  { "noted_on", event }, { "sort", text } } }
kind "spill" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "on_day", event, starts = true }, { "noted_on", event } } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "permit", permit, blank = "none" } } }
kind "tank" { lasting = true, fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "plant", plant, blank = "unknown" } } }
kind "release" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "on_day", event, starts = true } } }
kind "statement" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "written_on", event, starts = true },
  { "received_on", event }, { "total", number, blank = "none", known_from = "received_on" } } }
kind "entry" { fields = { { "code", text, key = true }, { "statement", statement, owner = true }, { "on_day", event, starts = true } } }
term "enterprise.shut" { value = enterprise.closed_on:happened() }
term "enterprise.ended" { value = enterprise.closed_on }
term "enterprise.licences" { value = enterprise.permits:where(~permit.withdrawn_on:happened()) }
obligation "w" { clause = "law/a", require = enterprise.permits:any() }
term "permit.early" { value = permit.granted_on:by "2002-12-31" }
decision "enterprise.state" { clause = "law/a", hit = "first", columns = { enterprise.closed_on:given() }, rows = { { yes, "shut" }, { no, "open" } } }
decision "enterprise.phase" { clause = "law/a", hit = "first", columns = { enterprise.closed_on }, rows = { { by "2002-12-31", "early" }, { any, "late" } } }
]]
local D <const> = "2004-06-30"
local samples = "enterprise,outlet,pollutant,measured_on,value,unit\nE1,o,cod,2002-03-01,60,mg/L\nE1,o,cod,2003-03-01,10,mg/L\n"
local over = 'forbid = enterprise.measurements:where(measurement.value:above "50 mg/L"), evidence = enterprise.measurements'
local only = { of = { "x" } }

local function closed(day) return "code,jurisdiction,closed_on\nE1,C1," .. (day or "") .. "\n" end
local function permits(rows) return "code,enterprise,granted_on,withdrawn_on,sort,noted_on\n" .. rows:gsub("\n", ",2001-01-01\n") end
local BREACH = { { "x", "E1", "breached", since = "2002-03-01" } }
local function says(status) return { { "x", "E1", status } } end
local function rule(applies) return head .. ('obligation "x" { clause = "law/a", applies = %s, %s }\n'):format(applies, over) end
local function excepted(applies)
  return head .. ('obligation "x" { clause = "law/a", %s }\n'):format(over) .. ('exception "e" { clause = "law/a", to = "x", applies = %s }\n'):format(applies)
end

-- A closing behind the breach; one before it; and none. Where it closed, the rule no more applies on D, and the sample of 2003 is no evidence.
for _, asked in ipairs { "enterprise.closed_on:happened()", "enterprise.closed_on:given()", "enterprise.shut",
  "enterprise.ended:happened()", 'enterprise.state:is "shut"', 'enterprise.closed_on:after "1990-01-01"', 'enterprise.closed_on:on_or_after "1990-01-01"',
  "(enterprise.closed_on | enterprise.closed_on):happened()", '(as_of - enterprise.closed_on):at_least "0 days"', 'enterprise.closed_on:or_else("2009-01-01"):happened()' } do
  local told = asked .. ": "
  judge(told .. "who closes later is not freed", D, rule("~(" .. asked .. ")"), { enterprise = closed "2002-06-01", measurement = samples }, BREACH, only)
  judge(told .. "nor by an exception", D, excepted(asked), { enterprise = closed "2002-06-01", measurement = samples }, BREACH, only)
  judge(told .. "who had closed is freed of that day, and nobody looked before it", D, rule("~(" .. asked .. ")"), { enterprise = closed "2002-03-01", measurement = samples },
    says "unknown", only)
  if not asked:find "1990" then
    judge(told .. "who had closed before the law is not asked", D, rule("~(" .. asked .. ")"), { enterprise = closed "1989-12-31", measurement = samples },
      says "not_applicable", only)
  end
  judge(told .. "who never closes is bound", D, rule("~(" .. asked .. ")"), { enterprise = closed(), measurement = samples }, BREACH, only)
  judge(told .. "what binds who has closed does not bind before it", D, rule(asked), { enterprise = closed "2002-06-01", measurement = samples }, says "met", only)
  judge(told .. "and binds from then on", D, rule(asked), { enterprise = closed "2002-02-01", measurement = samples }, BREACH, only)
end
for _, asked in ipairs { 'enterprise.closed_on:by "2002-12-31"', 'enterprise.closed_on:before "2003-01-01"', 'enterprise.closed_on:during "2002"',
  'enterprise.closed_on:between("2002-01-01", "2002-12-31")', "enterprise.closed_on:by(as_of)", "as_of:after(enterprise.closed_on)", 'enterprise.ended:by "2002-12-31"',
  'enterprise.phase:is "early"' } do
  judge("who writes the day says until when: " .. asked, D, rule("~(" .. asked .. ")"), { enterprise = closed "2002-06-01", measurement = samples }, says "not_applicable", only)
  judge("and so of whom it binds: " .. asked, D, rule(asked), { enterprise = closed "2002-06-01", measurement = samples }, BREACH, only)
end
judge("a day that follows an event is one by the row's day, or none", D, rule "~(enterprise.closed_on + months(1)):happened()",
  { enterprise = closed "2002-02-15", measurement = samples }, BREACH, only)

-- Permits.
local HELD = "enterprise.permits:where(~permit.withdrawn_on:happened())"
for _, unpermitted in ipairs { HELD .. ":none()", "~" .. HELD .. ":any()", HELD .. ":count():at_most(0)", "enterprise.licences:none()",
  "~enterprise.permits:every(permit.withdrawn_on:happened()) & enterprise.permits:none() | enterprise.permits:every(permit.withdrawn_on:happened())" } do
  local function permitted(name, rows, verdicts)
    judge(("%s: %s"):format(unpermitted, name), D, rule(unpermitted), { permit = permits(rows), measurement = samples }, verdicts, only)
  end
  permitted("who gets a permit later had none", "P1,E1,2002-06-01,,a\n", BREACH)
  permitted("who had one is not breached, and nobody looked before it", "P1,E1,2002-01-01,,a\n", says "unknown")
  permitted("who always had one is not asked", "P1,E1,1989-01-01,,a\n", says "not_applicable")
  permitted("nor where it was withdrawn later: then the sample of 2003 is judged", "P1,E1,2002-01-01,2002-06-01,a\n", says "met")
  permitted("a permit of the row's day counts", "P1,E1,2002-03-01,2002-06-01,a\n", says "met")
  permitted("one that was withdrawn before does not", "P1,E1,2002-01-01,2002-02-01,a\n", BREACH)
  permitted("nobody knows of one that was granted on a day that nobody knows", "P1,E1,,,a\n", says "unknown")
end
for _, asked in ipairs { "enterprise.permits.granted_on:first():happened()", "enterprise.permits:first():given()", 'enterprise.permits:last().sort:is "a"',
  "enterprise.permits.granted_on:distinct():count():at_least(1)", 'enterprise.permits:where(permit.sort:is "a"):any()' } do
  judge("what is asked of a set that came later: " .. asked, D, rule("~(" .. asked .. ")"), { permit = permits "P1,E1,2002-06-01,,a\n", measurement = samples }, BREACH, only)
  judge("what is asked of a set that was there: " .. asked, D, rule("~(" .. asked .. ")"), { permit = permits "P1,E1,2002-02-01,,a\n", measurement = samples },
    says "unknown", only)
end
for _, asked in ipairs { 'enterprise.permits:where(permit.granted_on:by "2002-12-31"):any()', 'enterprise.permits:during("2002"):any()',
  "enterprise.permits:where(permit.early):any()", 'enterprise.permits:where(permit.sort:is "a"):during("2002"):any()',
  'enterprise.permits:where(permit.granted_on:by "2002-12-31" & permit.sort:is "a"):any()' } do
  judge("a set that says until when it counts: " .. asked, D, rule("~" .. asked), { permit = permits "P1,E1,2002-06-01,,a\n", measurement = samples }, says "not_applicable", only)
  judge("and binds so: " .. asked, D, rule(asked), { permit = permits "P1,E1,2002-06-01,,a\n", measurement = samples }, BREACH, only)
end
judge("each row has its own day", D, rule(HELD .. ":none()"), { permit = permits "P1,E1,2001-01-01,2001-06-01,a\nP2,E1,2002-01-01,2002-06-01,a\n",
  measurement = samples .. "E1,o,cod,2001-07-01,60,mg/L\nE1,o,cod,2001-03-01,60,mg/L\n" }, { { "x", "E1", "breached", since = "2001-07-01" } }, only)

-- Versions of a record: what was in force then, and what was written down later.
local function versions(rows) return { enterprise = "code,jurisdiction,closed_on,effective_from\n" .. rows, measurement = samples } end
local function open(name, rows, verdicts) judge(name, D, rule "~enterprise.closed_on:happened()", versions(rows), verdicts, only) end
open("what a later version calls another day was so on the row's day, and no more from then on", "E1,C1,2002-02-01,\nE1,C1,2003-06-01,2003-01-01\n", says "met")
open("what a later version tells happened all the same", "E1,C1,,\nE1,C1,2002-02-01,2003-01-01\n", says "unknown")
open("and frees of nothing before it", "E1,C1,,\nE1,C1,2002-06-01,2003-01-01\n", BREACH)
open("what had been put off by the row's day had not happened", "E1,C1,2002-02-15,\nE1,C1,2003-06-01,2002-02-10\n", BREACH)

-- References, and rows of days that nobody knows.
local plants = head .. 'obligation "x" { clause = "law/a", per = plant, applies = ~plant.permit:given(), forbid = plant.releases }\n'
local function plant(rows) return { plant = "code,enterprise,permit\nA,E1,P1\n", permit = permits(rows), release = "code,plant,on_day\nR,A,2002-03-01\n" } end
judge("a record that a reference names was not there before it began", D, plants, plant "P1,E1,2002-06-01,,a\n", { { "x", "A", "breached", since = "2002-03-01" } }, only)
judge("and was from then on, and nobody looked before", D, plants, plant "P1,E1,2002-03-01,,a\n", { { "x", "A", "unknown" } }, only)
local spills = head .. 'obligation "x" { clause = "law/a", applies = %s, forbid = enterprise.spills }\n'
local some_day = "code,enterprise,on_day,noted_on\nS,E1,,2003-01-01\n"
judge("on a day that nobody knows it may have closed", D, spills:format "enterprise.closed_on:happened()", { enterprise = closed "2002-06-01", spill = some_day },
  says "unknown", only)
judge("who never closed had not on whatever day", D, spills:format "enterprise.closed_on:happened()", { enterprise = closed(), spill = some_day }, says "not_applicable", only)
judge("where nobody knows whose rows they are, they may be of a day before it closed", D, head
  .. 'obligation "x" { clause = "law/a", per = tank, applies = ~tank.enterprise.closed_on:happened(), forbid = tank.plant.releases }\n',
  { enterprise = closed "2002-06-01", tank = "code,enterprise,plant\nT,E1,\n" }, { { "x", "T", "unknown" } }, only)
judge("a beginning on a day that nobody knows may lie behind the row", D, rule "enterprise.opened_on:happened()",
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,\n", measurement = samples }, says "unknown", only)

-- What tells what is known is read on the day that is asked about.
local statements = head .. 'obligation "x" { clause = "law/a", per = statement, applies = %s, forbid = statement.entries }\n'
for _, asked in ipairs { "statement.received_on:happened()", "statement.total:above(5)" } do
  judge("what was received later is known: " .. asked, D, statements:format(asked), { statement = "code,enterprise,written_on,received_on,total\nT,E1,2002-01-01,2002-06-01,9\n",
    entry = "code,statement,on_day\nN,T,2002-03-01\n" }, { { "x", "T", "breached", since = "2002-03-01" } }, only)
end
judge("another rule's verdict is that of the day that is asked about", D, head
  .. 'obligation "v" { clause = "law/a", require = enterprise.closed_on:happened() }\n'
  .. 'obligation "x" { clause = "law/a", applies = verdict "v".status:is "breached", ' .. over .. " }\n", { enterprise = closed "2002-06-01", measurement = samples },
  says "not_applicable", only)
judge("a function sees what is on file", D, rule "function(row) return row.closed_on == nil end", { enterprise = closed "2002-06-01", measurement = samples },
  says "not_applicable", only)

-- Periods, and where no row tells.
judge("who closes in a year is bound before it", D, head .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, applies = ~enterprise.closed_on:happened(), '
  .. 'forbid = enterprise.measurements:during(period):where(measurement.value:above "50 mg/L"), evidence = enterprise.measurements:during(period) }\n',
  { enterprise = closed "2002-06-01", measurement = samples },
  { { "x", "E1@2002", "breached", since = "2002-03-01" }, { "x", "E1@2003", "not_applicable" }, { "x", "E1@2004", "not_applicable" } }, only)
judge("where no row tells, the last bound day does, which came before it closed", D, rule "~enterprise.closed_on:happened()", { enterprise = closed "2002-06-01" },
  says "unknown", only)

-- A `require` in a period: as things stood in it, and by what is on file.
local function yearly(applies, require)
  return head .. ('obligation "x" { clause = "law/a", per = { enterprise, year }, applies = %s, require = %s }\n'):format(applies, require)
end
local VISITED <const> = "enterprise.permits:during(period):any()"
judge("who closes later is judged in the years before, and in that year by the day before", D, yearly("~enterprise.closed_on:happened()", 'enterprise.size:is "large"'),
  { enterprise = "code,jurisdiction,size,closed_on\nE1,C1,small,2003-06-01\n", measurement = samples },
  { { "x", "E1@2002", "breached" }, { "x", "E1@2003", "breached" }, { "x", "E1@2004", "not_applicable" } }, only)
judge("what it did until then counts, and what was recorded later leaves it open", D, yearly("~enterprise.closed_on:happened()", VISITED),
  { enterprise = closed "2003-06-01", permit = permits "P1,E1,2002-02-01,,a\nP2,E1,2003-08-01,,a\n" },
  { { "x", "E1@2001", "breached" }, { "x", "E1@2002", "met" }, { "x", "E1@2003", "unknown" }, { "x", "E1@2004", "not_applicable" } }, only)
judge("who closed on the first day of a year was bound on no day of it", D, yearly("~enterprise.closed_on:happened()", VISITED),
  { enterprise = closed "2003-01-01", permit = permits "P1,E1,2002-02-01,,a\n" },
  { { "x", "E1@2001", "breached" }, { "x", "E1@2002", "met" }, { "x", "E1@2003", "not_applicable" }, { "x", "E1@2004", "not_applicable" } }, only)
judge("who names a day of the period frees of all of it", D, yearly("~enterprise.closed_on:by(period.to)", VISITED),
  { enterprise = closed "2003-06-01", permit = permits "P1,E1,2002-02-01,,a\n" },
  { { "x", "E1@2001", "breached" }, { "x", "E1@2002", "met" }, { "x", "E1@2003", "not_applicable" }, { "x", "E1@2004", "not_applicable" } }, only)
judge("an exemption of later frees of no year before it", D, yearly("enterprise.permits:none()", 'enterprise.size:is "large"'),
  { enterprise = "code,jurisdiction,size\nE1,C1,small\n", measurement = samples, permit = permits "P1,E1,2003-02-01,,a\n" },
  { { "x", "E1@2001", "breached" }, { "x", "E1@2002", "breached" }, { "x", "E1@2003", "breached" }, { "x", "E1@2004", "not_applicable" } }, only)
judge("nor does an exception", D, head .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, require = enterprise.size:is "large" }\n'
  .. 'exception "e" { clause = "law/a", to = "x", applies = enterprise.permits:where(~permit.withdrawn_on:happened()):any() }\n',
  { enterprise = "code,jurisdiction,size\nE1,C1,small\n", measurement = samples, permit = permits "P1,E1,2001-02-01,2002-11-30,a\nP2,E1,2004-03-01,,a\n" },
  { { "x", "E1@2001", "breached" }, { "x", "E1@2002", "breached" }, { "x", "E1@2003", "breached" }, { "x", "E1@2004", "breached" } }, only)
judge("what is filed of a year behind it binds all the same", D, yearly("enterprise.statements:where(statement.total:above(5)):any()", 'enterprise.size:is "large"'),
  { enterprise = "code,jurisdiction,size\nE1,C1,small\n", statement = "code,enterprise,written_on,received_on,total\nT,E1,2003-02-01,2003-03-01,9\n", measurement = samples },
  { { "x", "E1@2002", "breached" }, { "x", "E1@2003", "breached" }, { "x", "E1@2004", "breached" } }, only)
judge("a month behind what is reckoned from the event it is free", D, yearly("~(enterprise.closed_on + months(1)):happened()", 'enterprise.size:is "large"'),
  { enterprise = "code,jurisdiction,size,closed_on\nE1,C1,small,2002-12-15\n", measurement = samples },
  { { "x", "E1@2002", "breached" }, { "x", "E1@2003", "breached" }, { "x", "E1@2004", "not_applicable" } }, only)
judge("so too where that is reckoned of records", D, yearly("~enterprise.permits:where((permit.granted_on + months(1)):happened()):any()", 'enterprise.size:is "large"'),
  { enterprise = "code,jurisdiction,size\nE1,C1,small\n", measurement = samples, permit = permits "P1,E1,2002-12-15,,a\n" },
  { { "x", "E1@2001", "breached" }, { "x", "E1@2002", "breached" }, { "x", "E1@2003", "breached" }, { "x", "E1@2004", "not_applicable" } }, only)

-- A dated duty, by its due day; a power, on the day of use; a goal.
local function duty(applies, more) return head .. ('obligation "x" { clause = "law/a", applies = %s, %s }\n'):format(applies, more) end
local OWED <const> = 'due = "2003-06-30", done = enterprise.permits.granted_on:first()'
local function owes(name, day, status, more, permit)
  judge(name, D, duty("~enterprise.closed_on:happened()", more or OWED), { enterprise = closed(day), permit = permits(permit or "") }, says(status), only)
end
owes("who closes behind the due day still owes", "2003-07-01", "overdue")
owes("who closed on it owes nothing", "2003-06-30", "not_applicable")
owes("who was late stays late", "2004-01-01", "late", nil, "P1,E1,2003-09-01,,a\n")
local ANSWER <const> = 'arises = "2003-01-01", due = days(30), done = enterprise.permits.granted_on:first()'
owes("what comes between the day on which it arises and the due day frees of it", "2003-01-20", "not_applicable", ANSWER)
owes("what comes behind the due day does not", "2003-02-01", "overdue", ANSWER)
owes("where there is no due day, what has come by today does", "2004-06-01", "not_applicable",
  'arises = "2003-01-01", due = not_given "none", done = enterprise.permits.granted_on:first()')
judge("what is on file and came behind the due day binds", D, duty("enterprise.closed_on:happened()", OWED), { enterprise = closed "2003-09-01" }, says "overdue", only)
local GRANTED <const> = { permit = permits "P1,E1,2003-09-01,,a\n" } -- behind the due day
local VISITED_BY <const> = 'due = "2003-06-30", done = enterprise.measurements.measured_on:first()'
judge("a filter that bounds the day of its records lets those in that came behind the due day", D,
  duty('~enterprise.permits:where(permit.granted_on:by "2003-12-31"):any()', VISITED_BY), GRANTED, says "not_applicable", only)
judge("one that bounds another record's day does not", D, duty('~enterprise.permits:where(subject.opened_on:by "2003-12-31"):any()', VISITED_BY), GRANTED, says "overdue", only)
judge("nor one that bounds theirs on one side of an `or`", D,
  duty('~enterprise.permits:where(permit.granted_on:by "2003-12-31" | permit.sort:is "a"):any()', VISITED_BY), GRANTED, says "overdue", only)
local function power(name, applies, day, status)
  judge(name, D, head .. ('power "x" { clause = "law/a", applies = %s, used = enterprise.permits.granted_on:first() }\n'):format(applies),
    { enterprise = closed(day), permit = permits "P1,E1,2003-02-01,,a\n" }, says(status), only)
end
power("what comes behind a use takes no right to it away", "~enterprise.closed_on:happened()", "2003-06-01", "used")
power("what came before it does", "~enterprise.closed_on:happened()", "2003-01-01", "not_available")
power("nor does it give one", "enterprise.closed_on:happened()", "2003-06-01", "not_available")
judge("a goal that was missed stays missed", D, head .. 'quota "x" { clause = "law/a", per = jurisdiction, counts = jurisdiction.enterprises.permits, '
  .. 'counted_on = permit.granted_on, applies = ~jurisdiction.enterprises:every(enterprise.closed_on:happened()), goals = { { "C1", target = 2, due = "2003-06-30" } } }\n',
  { enterprise = closed "2003-09-01" }, { { "x", "C1", "missed" }, { "x", "C2", "not_applicable" }, { "x", "P", "not_applicable" } }, only)

judge("whom a beginning on a day that nobody knows lets go by the day asked was perhaps bound until then", "2004-01-01", write.bare_law
  .. 'obligation "x" { clause = "law/a", applies = ~enterprise.opened_on:happened(), forbid = enterprise.audits, evidence = enterprise.listings }\n',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,\nE2,C1,1980-01-01\n" }, { { "x", "E1", "unknown" }, { "x", "E2", "not_applicable" } })

-- Where something else holds instead, and whom a transition names. The permit gives it, whatever became of it later; who gets one later had none.
local PERMITTED <const> = "enterprise.permits:where(~permit.withdrawn_on:happened()):any()"
local LIMIT <const> = 'parameter "most" { clause = "law/a", { "50 mg/L", from = "1990-01-01" } }\n'
  .. 'exception "permitted" { clause = "law/a", to = "most", applies = ' .. PERMITTED
  .. ', instead = "100 mg/L" }\n'
local KEPT <const> = 'parameter "most" { clause = "law/a", { "100 mg/L", from = "1990-01-01" }, { "50 mg/L", from = "2000-01-01", transition = { whom = ' .. PERMITTED
  .. ', clause = "law/a" } } }\n'
local REQUIRED <const> = 'obligation "x" { clause = "law/a", per = measurement, require = measurement.value:at_most "50 mg/L" }\n'
  .. 'exception "permitted" { clause = "law/a", to = "x", applies = ' .. PERMITTED .. ', instead = { require = measurement.value:at_most "100 mg/L" } }\n'
local TEXTS <const> = 'instrument "old" { title = "T", issuer = "J", in_force = { from = "1990-01-01", to = "1999-12-31" }, clauses = { a = "…" } }\n'
  .. 'instrument "new" { title = "T", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }\n'
local function versions_of(per, old, new)
  return TEXTS .. ('obligation "x@old" { clause = "old/a", %s%s }\nobligation "x@new" { like = "x@old", clause = "new/a", transition = { whom = %s, clause = "new/a" }, %s }\n')
    :format(per, old, PERMITTED, new)
end
local one_sample = "enterprise,outlet,pollutant,measured_on,value,unit\nE1,o,cod,2002-03-01,60,mg/L\n"
local PER <const> = "per = measurement, "
local ways = {
  { "a limit in a requirement", LIMIT .. 'obligation "x" { clause = "law/a", per = measurement, require = measurement.value:at_most(parameter "most") }\n', "E1/o/cod/2002-03-01" },
  { "a limit of a year", LIMIT
    .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, require = ~enterprise.measurements:during(period).value:max():above(parameter "most") }\n',
    by_year = true },
  { "a limit on a day of the record", LIMIT
    .. 'obligation "x" { clause = "law/a", require = enterprise.measurements:every(measurement.value:at_most(parameter "most":on(measurement.measured_on))) }\n' },
  { "a limit of what is forbidden", LIMIT .. 'obligation "x" { clause = "law/a", forbid = enterprise.measurements:where(measurement.value:above(parameter "most")), '
    .. "evidence = enterprise.measurements }\n" },
  { "a limit to which some keep", KEPT
    .. 'obligation "x" { clause = "law/a", per = measurement, require = measurement.value:at_most(parameter "most") }\n', "E1/o/cod/2002-03-01" },
  { "a limit to which some keep, on a day of the record", KEPT
    .. 'obligation "x" { clause = "law/a", require = enterprise.measurements:every(measurement.value:at_most(parameter "most":on(measurement.measured_on))) }\n' },
  { "what is required", REQUIRED, "E1/o/cod/2002-03-01" },
  { "a version", versions_of(PER, 'require = measurement.value:at_most "100 mg/L"', 'require = measurement.value:at_most "50 mg/L"'), "E1/o/cod/2002-03-01" },
  { "a version of what is forbidden", versions_of("evidence = enterprise.measurements, ", 'forbid = enterprise.measurements:where(measurement.value:above "100 mg/L")',
    'forbid = enterprise.measurements:where(measurement.value:above "50 mg/L")'), met = "unknown" }, -- of the later version nothing was found out
}
for _, way in ipairs(ways) do
  local subject, late, gone = way[3] or "E1", "2002-06-01", "2002-02-01"
  local function with(name, rows, status)
    judge(("%s: %s"):format(way[1], name), D, head .. way[2], { measurement = one_sample, permit = permits(rows) }, { { "x", subject, status == "met" and way.met or status } },
      only)
  end
  if not way.by_year then
    with("who gets a permit later had none", ("P1,E1,%s,,a\n"):format(late), "breached")
    with("who had one keeps what it gave", "P1,E1,2002-01-01,,a\n", "met")
    with("also where it was withdrawn later", ("P1,E1,2002-01-01,%s,a\n"):format(late), "met")
    with("where it was withdrawn before, it gave nothing", ("P1,E1,2001-01-01,%s,a\n"):format(gone), "breached")
    with("who never had one has none", "", "breached")
    with("of one that was granted on a day that nobody knows nobody knows it", "P1,E1,,,a\n", "unknown")
  end
end
local years = { { "x", "E1@2001", "unknown" }, { "x", "E1@2002", "breached" }, { "x", "E1@2003", "unknown" }, { "x", "E1@2004", "unknown" } }
judge("a limit of a year: who gets a permit after it had none", D, head .. ways[2][2], { measurement = one_sample, permit = permits "P1,E1,2003-06-01,,a\n" }, years, only)
years[2] = { "x", "E1@2002", "met" }
judge("a limit of a year: who had one on its last day keeps what it gave, also where it was withdrawn later", D, head .. ways[2][2],
  { measurement = one_sample, permit = permits "P1,E1,2001-06-01,2003-06-01,a\n" }, years, only)
judge("who writes the day says until when: an exemption that works backwards", D, head
  .. LIMIT:gsub("enterprise%.permits.-:any%(%)", "enterprise.permits:where(permit.granted_on:by(as_of)):any()")
  .. 'obligation "x" { clause = "law/a", per = measurement, require = measurement.value:at_most(parameter "most") }\n',
  { measurement = one_sample, permit = permits "P1,E1,2003-06-01,,a\n" }, { { "x", "E1/o/cod/2002-03-01", "met" } }, only)

-- Another due day: what came by the day that the rule says gives it, and what came later does not.
local function due_day(name, day, rows, status, due, body)
  judge("another due day: " .. name, day, head
    .. ('obligation "x" { clause = "law/a", %s, done = enterprise.closed_on }\n'):format(body or 'arises = "2002-01-01", due = months(6)')
    .. ('exception "asked" { clause = "law/a", to = "x", applies = enterprise.permits:any(), instead = { due = %s } }\n'):format(body and '"2004-01-01"' or "months(24)"),
    { permit = permits(rows) }, { { "x", "E1", status, due = due } }, only)
end
for _, body in ipairs { false, 'due = "2002-07-01"' } do
  body = body or nil
  due_day("asked in time", "2003-06-30", "P1,E1,2002-05-01,,a\n", "pending", body and "2004-01-01" or "2004-01-01", body)
  due_day("asked too late", "2003-06-30", "P1,E1,2002-07-02,,a\n", "overdue", "2002-07-01", body)
  due_day("asked on the due day", "2003-06-30", "P1,E1,2002-07-01,,a\n", "pending", "2004-01-01", body)
  due_day("before it is asked", "2002-03-01", "P1,E1,2002-05-01,,a\n", "pending", "2002-07-01", body)
  due_day("never asked", "2003-06-30", "", "overdue", "2002-07-01", body)
end

-- Of versions with due days of their own: who is named is asked once, on that of the later one, so that what comes between the two lets nobody fall between them.
local function between(name, rows, status)
  judge("versions with days of their own: " .. name, D, head .. TEXTS
    .. 'obligation "x@old" { clause = "old/a", due = "2003-06-30", done = enterprise.closed_on }\n'
    .. ('obligation "x@new" { like = "x@old", clause = "new/a", due = "2002-06-30", transition = { whom = %s, clause = "new/a" } }\n'):format(PERMITTED),
    { permit = permits(rows) }, { { "x", "E1", status } }, only)
end
between("a permit that was there on both", "P1,E1,2001-01-01,,a\n", "overdue")
between("one that was withdrawn between them", "P1,E1,2001-01-01,2002-12-31,a\n", "overdue")
between("none", "", "overdue")

-- What is asked of the period before is asked of what there was by the same day: what came later in that period frees of nothing that happened before it came.
judge("of the period before, what there was by the row's day", "2005-08-20", write.law
  .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, applies = enterprise.listings:none():previous(), forbid = enterprise.audits:during "2003/2004" }\n'
  .. 'obligation "y" { clause = "law/a", per = { enterprise, year }, applies = (~enterprise.closed_on:happened()):previous(), '
  .. 'require = enterprise.audits:during(period):none() }\n', {
  enterprise = "code,jurisdiction,closed_on\nE1,C1,2003-06-01\nE2,C1,2003-06-01\n",
  listing = "enterprise,list,published_on\nE1,a,2003-06-01\nE2,a,2003-06-01\n",
  audit = "code,enterprise,started_on\nA1,E1,2003-03-01\nA2,E2,2003-07-01\n" },
  { { "x", "E1@2003", "breached", since = "2003-03-01" }, { "x", "E1@2004", "breached", since = "2003-03-01" }, { "x", "E1@2005", "breached", since = "2003-03-01" },
    { "x", "E2@2003", "met" }, { "x", "E2@2004", "not_applicable" }, { "x", "E2@2005", "not_applicable" },
    { "y", "E1@2003", "breached" }, { "y", "E1@2004", "not_applicable" }, { "y", "E1@2005", "not_applicable" },
    { "y", "E2@2003", "unknown" }, { "y", "E2@2004", "not_applicable" }, { "y", "E2@2005", "not_applicable" } })

-- A `require` that is judged once: since its pivot. The sample is of 2002-03-01; it exceeds the limit, or not.
local ONCE <const> = "E1/o/cod/2002-03-01"
local function once(name, applies, records, status, options)
  options = options or {}
  local text = ('obligation "x" { clause = "law/a", per = measurement, applies = %s, require = %s%s }\n'):format(applies, options.require or 'measurement.value:at_most "50 mg/L"',
    options.evidence and ", evidence = " .. options.evidence or "")
  if options.excepted then
    text = ('obligation "x" { clause = "law/a", per = measurement, require = measurement.value:at_most "50 mg/L" }\n'
      .. 'exception "e" { clause = "law/a", to = "x", applies = ~(%s) }\n'):format(applies)
  end
  local all = { measurement = one_sample, enterprise = closed() }
  for kind, csv in pairs(records) do all[kind] = csv end
  judge("since the pivot: " .. name, options.day or D, head .. text, all, { { "x", ONCE, status, next_change = options.next_change } }, only)
end
for _, by_exception in ipairs { false, true } do
  local how = by_exception and { excepted = true } or nil
  for _, asked in ipairs { "~enterprise.closed_on:happened()", "~enterprise.shut", 'enterprise.state:is "open"', "~(enterprise.closed_on + months(1)):happened()" } do
    once("who closes later stays in breach: " .. asked, asked, { enterprise = closed "2003-06-01" }, "breached", how)
    once("who never closes is", asked, {}, "breached", how)
  end
  once("who had closed is not bound", "~enterprise.closed_on:happened()", { enterprise = closed "2002-03-01" }, "not_applicable", how)
  once("who closes on the next day is", "~enterprise.closed_on:happened()", { enterprise = closed "2002-03-02" }, "breached", how)
  once("who gets a permit later was bound until then", PERMITTED:gsub(":any", ":none"), { permit = permits "P1,E1,2003-01-01,,a\n" }, "breached", how)
  once("who had one all the time was not", PERMITTED:gsub(":any", ":none"), { permit = permits "P1,E1,2001-01-01,,a\n" }, "not_applicable", how)
  once("who had one for a time was bound in it, though neither then nor today", PERMITTED, { permit = permits "P1,E1,2003-01-01,2003-06-01,a\n" }, "breached", how)
  once("what is on file and came later binds", PERMITTED, { permit = permits "P1,E1,2003-01-01,,a\n" }, "breached", how)
  once("whoever writes the day says until when", "~enterprise.closed_on:by(as_of)", { enterprise = closed "2003-06-01" }, "not_applicable", how)
  once("of a beginning on a day that nobody knows nobody knows it", "~enterprise.permits:any()", { permit = permits "P1,E1,,,a\n" }, "unknown", how)
end
once("who closes later and kept it has kept it", "~enterprise.closed_on:happened()", { enterprise = closed "2003-06-01", measurement = (one_sample:gsub(",60,", ",40,")) },
  "met")
once("next change: a closing that is still to come", "~enterprise.closed_on:happened()", { enterprise = closed "2003-06-01" }, "breached",
  { day = "2003-01-01", next_change = "2003-06-01" })
-- What is required may be asked of both times.
local function both_times(name, require, records, status, evidence)
  records.enterprise = records.enterprise or closed "2003-06-01"
  once(name .. ": " .. require, "~enterprise.closed_on:happened()", records, status, { require = require, evidence = evidence })
end
local HAS <const> = "enterprise.permits:any()"
both_times("what was done by the last bound day counts", HAS, { permit = permits "P1,E1,2003-05-31,,a\n" }, "met")
both_times("what was done later is of another time", HAS, { permit = permits "P1,E1,2003-06-01,,a\n" }, "unknown")
both_times("what was never done is not done", HAS, {}, "breached")
both_times("what came later is not held against it", "enterprise.permits:count():at_most(1)", { permit = permits "P1,E1,2003-01-01,,a\nP2,E1,2003-07-01,,a\n" }, "unknown")
both_times("what came before is", "enterprise.permits:count():at_most(1)", { permit = permits "P1,E1,2003-01-01,,a\nP2,E1,2003-02-01,,a\n" }, "breached")
both_times("what is asked as of today says nothing of it", "enterprise.permits:where(permit.granted_on:by(as_of)):any()", { permit = permits "P1,E1,2003-01-01,,a\n" }, "unknown")
both_times("nor does a function", "function(m) return m.value < 50 end", {}, "unknown")
both_times("nor another rule's verdict", 'verdict "w".status:is "met"', {}, "unknown")
both_times("and of whom it still binds they do", "function(m) return m.value < 50 end", { enterprise = closed() }, "breached")
both_times("what only later records show is not shown", '~enterprise.permits:where(permit.sort:is "b"):any()', { permit = permits "P1,E1,2003-07-01,,a\n" }, "unknown")
both_times("what those before it show is", '~enterprise.permits:where(permit.sort:is "b"):any()', { permit = permits "P1,E1,2003-05-01,,a\nP2,E1,2003-07-01,,a\n" }, "met")
both_times("so it is with evidence, later", '~enterprise.permits:where(permit.sort:is "b"):any()', { spill = "code,enterprise,on_day,noted_on\nS,E1,2003-07-01,\n" }, "unknown",
  "enterprise.spills")
both_times("and before", '~enterprise.permits:where(permit.sort:is "b"):any()', { spill = "code,enterprise,on_day,noted_on\nS,E1,2003-05-01,\n" }, "met", "enterprise.spills")
-- Since the day on which it arises; in the rule's force; and of one that is asked as of today.
local function arisen(name, body, records, status)
  judge("since the pivot: " .. name, D, head .. TEXTS .. ('obligation "x" { %s, require = enterprise.permits:any() }\n'):format(body), records, says(status), only)
end
local ARISES <const> = 'clause = "law/a", arises = "2002-01-01", applies = ~enterprise.closed_on:happened()'
arisen("who closes after it arose", ARISES, { enterprise = closed "2002-06-01" }, "breached")
arisen("who closed before it", ARISES, { enterprise = closed "2001-06-01" }, "not_applicable")
arisen("who did it by then", ARISES, { enterprise = closed "2002-06-01", permit = permits "P1,E1,2001-01-01,,a\n" }, "met")
arisen("on a day that nobody knows", 'clause = "law/a", arises = enterprise.opened_on, applies = ~enterprise.closed_on:happened()',
  { enterprise = "code,jurisdiction,opened_on,closed_on\nE1,C1,,2002-06-01\n" }, "unknown")
arisen("who was let go since the law ended was bound to its end", 'clause = "old/a", arises = "1999-01-01", applies = ~enterprise.closed_on:happened()',
  { enterprise = closed "2002-06-01" }, "breached")
arisen("who was bound only after it ended was not", 'clause = "old/a", arises = "1999-01-01", applies = enterprise.spills:where(~spill.noted_on:happened()):any()',
  { spill = "code,enterprise,on_day,noted_on\nS,E1,2001-07-01,2002-01-01\n" }, "not_applicable")
arisen("of what lasts it is asked as of today", 'clause = "law/a", applies = ~enterprise.closed_on:happened()', { enterprise = closed "2002-06-01" }, "not_applicable")
arisen("on a day of its own it is asked by what is on file",
  'clause = "law/a", arises = "2002-01-01", applies = ~enterprise.closed_on:happened(), applies_on = enterprise.opened_on',
  { enterprise = "code,jurisdiction,opened_on,closed_on\nE1,C1,1990-01-01,2002-06-01\n" }, "not_applicable")

-- Of what the subject's owner was, which has versions, asked by a term in each period.
for _, asked in ipairs { "~enterprise.shut", "~enterprise.closed_on:happened()" } do
  judge("of the owner's versions in a period: " .. asked, D, head
    .. ('obligation "x" { clause = "law/a", per = { permit, year }, applies = %s, require = permit.sort:is "b" }\n'):format(asked),
    { enterprise = "code,jurisdiction,closed_on,effective_from\nE1,C1,,\nE1,C1,2003-06-01,2002-09-01\n", permit = permits "P1,E1,2001-03-01,,a\n" },
    { { "x", "P1@2001", "breached" }, { "x", "P1@2002", "breached" }, { "x", "P1@2003", "breached" }, { "x", "P1@2004", "not_applicable" } }, only)
end
