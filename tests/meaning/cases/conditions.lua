-- Cases decided by hand: 4 conditions, 5 arithmetic and dates.
local write = require "tests.meaning.write"
local ask, dated, judge = write.ask, write.dated, write.judge
local law, one_or_two, voluntary, unknown_date, perhaps_first = write.law, write.one_or_two, write.voluntary, write.unknown_date, write.perhaps_first

write.section("4 conditions")

ask("and, or, not with unknown", "2004-06-30", { enterprise = "code,jurisdiction,employees\nE1,C1,50\n" }, {
  { 'enterprise.size:is "large" & enterprise.employees:above(100)', "no" },
  { 'enterprise.size:is "large" & enterprise.employees:above(10)', "unknown", { "enterprise.size" } },
  { 'enterprise.size:is "large" | enterprise.employees:above(10)', "yes" },
  { 'enterprise.size:is "large" | enterprise.employees:above(100)', "unknown", { "enterprise.size" } },
  { '~(enterprise.size:is "large" & enterprise.employees:above(100))', "yes" },
  { 'enterprise.size:is "large" & enterprise.sector:is "31"', "unknown", { "enterprise.sector", "enterprise.size" } },
  { 'enterprise.size:is "large" | ~enterprise.size:is "large"', "unknown" }, -- Kleene's logic does not see that it is one and the same
})
ask("comparisons with what is absent are false, also beside unknown", "2004-06-30", nil, {
  { "enterprise.closed_on:after(enterprise.opened_on)", "no" },
  { "enterprise.closed_on:by(enterprise.opened_on)", "no" },
  { "~enterprise.closed_on:by(enterprise.opened_on)", "yes" },
  { 'enterprise.audits:first().basis:is "voluntary"', "no" },
  { "enterprise.employees:above(enterprise.measures.cost:min() / enterprise.sales)", "no" },
})
local between_days = { enterprise = "code,jurisdiction,employees,opened_on\nE1,C1,300,2001-03-04\n" }
ask("which ends are included", "2004-06-30", between_days, {
  { 'enterprise.opened_on:by "2001-03-04"', "yes" }, { 'enterprise.opened_on:before "2001-03-04"', "no" },
  { 'enterprise.opened_on:on_or_after "2001-03-04"', "yes" }, { 'enterprise.opened_on:after "2001-03-04"', "no" },
  { 'enterprise.opened_on:between("2001-03-04", "2001-03-04")', "yes" }, { 'enterprise.opened_on:between("2001-03-05", "2001-03-09")', "no" },
  { "enterprise.employees:above(300)", "no" }, { "enterprise.employees:at_least(300)", "yes" },
  { "enterprise.employees:below(300)", "no" }, { "enterprise.employees:at_most(300)", "yes" },
  { "enterprise.employees:between(300, 400)", "yes" }, { "enterprise.employees:between(200, 300)", "yes" }, { "enterprise.employees:between(301, 400)", "no" },
})
ask("any of several texts, and codes", "2004-06-30", { enterprise = "code,jurisdiction,sector,size\nE1,C1,3110,large\n" }, {
  { 'enterprise.size:is("small", "large")', "yes" }, { 'enterprise.size:is("small", "medium")', "no" },
  { 'enterprise.sector:starts_with("22", "31")', "yes" }, { 'enterprise.sector:starts_with "3111"', "no" },
  { 'enterprise.sector:is(codes "heavy")', "yes" }, { 'enterprise.sector:is(codes "light")', "no" },
  { 'enterprise.ownership:is(codes "heavy")', "unknown" },
}, { pack = 'codes "heavy" { clause = "law/a", "3120", "3110" }\ncodes "light" { clause = "law/a", "1310" }\n' })

ask("a range compares where all its values agree", "2004-06-30", one_or_two, {
  { voluntary .. ":count():at_least(1)", "yes" }, { voluntary .. ":count():above(1)", "unknown", { "audit.basis" } },
  { voluntary .. ":count():above(2)", "no" }, { voluntary .. ":count():is(1)", "unknown" }, { voluntary .. ":count():is(3)", "no" },
  { voluntary .. ":count():between(1, 2)", "yes" }, { voluntary .. ":count():between(2, 5)", "unknown" }, { voluntary .. ":count():between(3, 5)", "no" },
  { voluntary .. ":count():at_most(2)", "yes" }, { voluntary .. ":count():below(1)", "no" },
})
ask("a range is not known", "2004-06-30", one_or_two, {
  { voluntary .. ":count():known()", "no" }, { voluntary .. ":count():missing()", "yes" },
  { "enterprise.audits:count():known()", "yes" },
})
local gauge = [[
kind "gauge" { fields = { { "enterprise", enterprise, owner = true, key = true }, { "read_on", event, key = true, starts = true },
  { "level", number, blank = "none", sign = "level_sign" }, { "level_sign", text, blank = "none" }, { "calibrated", yesno, blank = "none" }, { "sealed", yesno },
  { "due_on", date, blank = "none" }, { "checked_by", agency, blank = "none" } } }
]]
local read = "enterprise,read_on,level,level_sign,calibrated,sealed,due_on,checked_by\n"
ask("given: there is a value, there is none, nobody knows", "2004-06-30", { gauge = read .. "E1,2004-01-01,5,<,no,yes,2004-02-01,G1\n", agency = "code,jurisdiction\nG1,C1\n" }, {
  { "gauge.level:given()", "yes" }, { "gauge.level:known()", "no" }, { "gauge.calibrated:given()", "yes" }, { "gauge.sealed:given()", "yes" },
  { "gauge.due_on:given()", "yes" }, { "gauge.checked_by:given()", "yes" }, { "gauge.checked_by.role:given()", "unknown", { "agency.role" } },
  { "enterprise.size:given()", "unknown", { "enterprise.size" } }, { "enterprise.size:known()", "no" }, { "enterprise.employees:given()", "unknown" },
  { "enterprise.gauges:first():given()", "yes" }, { "enterprise.closed_on:given()", "no" }, { "gauge.read_on:given()", "yes" },
}, { pack = gauge, per = "gauge", subject = "E1/2004-01-01" })
ask("given of what is absent is no, of a yes or no as well", "2004-06-30", { gauge = read .. "E1,2004-01-01,,,,,,\n" }, {
  { "gauge.level:given()", "no" }, { "gauge.calibrated:given()", "no" }, { "gauge.calibrated:known()", "no" }, { "gauge.calibrated:missing()", "yes" },
  { "gauge.sealed:given()", "unknown", { "gauge.sealed" } }, { "gauge.due_on:given()", "no" }, { "gauge.checked_by:given()", "no" },
  { "gauge.checked_by.role:given()", "no" }, { "~gauge.due_on:given()", "yes" }, { "gauge:later():first().sealed:given()", "no" },
}, { pack = gauge, per = "gauge", subject = "E1/2004-01-01" })
ask("given of a number of which nobody knows anything", "2004-06-30", { gauge = read .. "E1,2004-01-01,5,E,,,,\n" }, {
  { "gauge.level:given()", "unknown" } }, { pack = gauge, per = "gauge", subject = "E1/2004-01-01" })
ask("two ranges compare", "2004-06-30", one_or_two, {
  { voluntary .. ":count():at_most(enterprise.audits:count())", "yes" },
  { voluntary .. ':count():is(enterprise.audits:where(audit.basis:is "compulsory"):count())', "unknown" },
  { "(" .. voluntary .. ":count() + 2):above(" .. voluntary .. ":count())", "yes" }, -- [3, 4] against [1, 2]
})
ask("or_else replaces what is absent and keeps what is unknown", "2004-06-30",
  { measurement = "enterprise,outlet,pollutant,measured_on,value,unit,limit_value\nE1,o,cod,2004-01-01,40,mg/L,\n" }, {
  { 'measurement.value:above(measurement.limit_value:or_else "30 mg/L")', "yes" },
  { 'enterprise.size:or_else("large"):is "large"', "unknown" },
  { 'enterprise.closed_on:or_else("2004-01-01"):by "2004-01-01"', "yes" },
  { 'enterprise.closed_on:or_else(as_of):after(measurement.measured_on)', "yes" },
}, { per = "measurement", subject = "E1/o/cod/2004-01-01" })
judge("one row is another", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", per = action, require = enterprise.actions:where(action.follows:is(subject)):any() }\n',
  { action = "code,enterprise,type,follows,taken_on\nX1,E1,order,,2003-01-01\nX2,E1,penalty,X1,2003-02-01\n" },
  { { "x", "X1", "met" }, { "x", "X2", "breached" } })

write.section("5 arithmetic and dates")

ask("absent in, absent out, else unknown in, unknown out", "2004-06-30", { load = "enterprise,pollutant,year_end,amount,quota\nE1,cod,2003-12-31,,\n"
  .. "E1,nh3,2003-12-31,,10\n" }, {
  { '(enterprise.loads:first().amount - enterprise.loads:first().quota):above "0 t"', "no" },
  { '(enterprise.loads:last().amount - enterprise.loads:last().quota):above "0 t"', "unknown", { "load.amount" } },
  { "(enterprise.employees * 0):is(0)", "unknown" },
}, { pack = write.load_kind })
ask("ranges give ranges", "2004-06-30", one_or_two, {
  { "(" .. voluntary .. ":count() + 3):at_least(4)", "yes" }, { "(" .. voluntary .. ":count() + 3):is(4)", "unknown" },
  { "(3 - " .. voluntary .. ":count()):between(1, 2)", "yes" }, { "(" .. voluntary .. ":count() * -2):between(-4, -2)", "yes" },
  { "(6 / " .. voluntary .. ":count()):at_least(3)", "yes" }, { "(6 / " .. voluntary .. ":count()):above(3)", "unknown" },
  { "(6 / (" .. voluntary .. ":count() - 1)):above(3)", "unknown" }, -- the divisor may be zero
})
ask("a day beyond the calendar is its last, or its first, and never none", "2004-06-30", { enterprise = "code,jurisdiction\nE1,C1\n",
  action = "code,enterprise,taken_on,due_on\nA1,E1,2003-01-31,9999-12-31\nA2,E1,2003-02-01,0001-01-01\n" }, {
  { "(enterprise.actions:first().due_on + days(30)):on_or_after(as_of)", "yes" }, { "(enterprise.actions:first().due_on + days(30)):given()", "yes" },
  { "~(enterprise.actions:first().due_on + months(1)):after(as_of)", "no" }, { "(enterprise.actions:first().due_on + working_days(1)):after(as_of)", "yes" },
  { '(enterprise.actions:first().due_on:next "06-30"):after(as_of)', "yes" }, { '((enterprise.actions:first().due_on + years(1)) - as_of):above "0 days"', "yes" },
  { "enterprise.actions:first().taken_on:during(years(1):from(enterprise.actions:first().due_on))", "no" },
  { "enterprise.actions:first().taken_on:during(years(9999):from(as_of - years(3)))", "yes" },
  { "enterprise.actions:first().taken_on:during(years(9999):to(as_of))", "yes" },
  { "(enterprise.actions:last().due_on - days(30)):before(as_of)", "yes" }, { "(enterprise.actions:last().due_on - years(2)):missing()", "no" },
})
ask("adding spans to dates", "2004-06-30", { audit = "code,enterprise,started_on,completed_on\nA1,E1,2003-01-31,2003-03-01\n" }, {
  { '(audit.started_on + months(1)):between("2003-02-28", "2003-02-28")', "yes" },
  { '(audit.started_on + months(13)):between("2004-02-29", "2004-02-29")', "yes" },
  { '(audit.started_on - months(2)):between("2002-11-30", "2002-11-30")', "yes" },
  { '(audit.started_on + years(1)):between("2004-01-31", "2004-01-31")', "yes" },
  { "(audit.started_on + days(29)):between(audit.completed_on, audit.completed_on)", "yes" },
  { '(audit.started_on + working_days(1)):between("2003-02-03", "2003-02-03")', "yes" }, -- 2003-01-31 was a Friday
  { '(audit.completed_on - audit.started_on):is "29 days"', "yes" },
  { '(audit.started_on - audit.completed_on):is "-29 days"', "yes" },
  { '(audit.reported_on - audit.started_on):above "0 days"', "no" },
}, { per = "audit", subject = "A1" })
ask("both and the first of two dates", "2004-06-30",
  { audit = "code,enterprise,started_on,completed_on,reported_on\nA1,E1,2003-01-01,2003-05-01,2003-04-01\n" }, {
  { '(audit.completed_on & audit.reported_on):between("2003-05-01", "2003-05-01")', "yes" },
  { '(audit.completed_on | audit.reported_on):between("2003-04-01", "2003-04-01")', "yes" },
  { "(audit.completed_on & audit.accepted_on):happened()", "no" },
  { '(audit.completed_on | audit.accepted_on):between("2003-05-01", "2003-05-01")', "yes" },
  { "(audit.evaluated_on | audit.accepted_on):happened()", "no" },
}, { per = "audit", subject = "A1" })
ask("both and the first of two dates, one unknown", "2004-06-30", perhaps_first, {
  { unknown_date .. ":happened()", "unknown", { "audit.basis" } },
  { "(" .. unknown_date .. " & enterprise.closed_on):happened()", "no" },
  { "(" .. unknown_date .. " | enterprise.closed_on):happened()", "unknown" },
  { "(" .. unknown_date .. " & enterprise.audits.started_on:last()):happened()", "unknown" },
  { "(" .. unknown_date .. " | enterprise.audits.started_on:last()):happened()", "unknown" },
  { "(" .. unknown_date .. " + months(1)):after(enterprise.closed_on)", "no" },
})
ask("the next such day", "2004-06-30", { audit = "code,enterprise,started_on\nA1,E1,2003-03-01\nA2,E1,2003-12-31\n" }, {
  { 'enterprise.audits:first().started_on:next("12-31"):between("2003-12-31", "2003-12-31")', "yes" },
  { 'enterprise.audits:last().started_on:next("12-31"):between("2003-12-31", "2003-12-31")', "yes" },
  { 'enterprise.audits:last().started_on:next("12-30"):between("2004-12-30", "2004-12-30")', "yes" },
  { 'enterprise.audits:first().started_on:next("02-29"):between("2004-02-29", "2004-02-29")', "yes" },
  { '(enterprise.audits:first().started_on + years(1)):next("02-29"):between("2005-02-28", "2005-02-28")', "yes" },
  { 'enterprise.closed_on:next("12-31"):after "1990-01-01"', "no" },
})
ask("periods hold both their ends", "2004-06-30", { audit = "code,enterprise,started_on\nA1,E1,2003-06-30\n" }, {
  { 'audit.started_on:during "2003"', "yes" }, { 'audit.started_on:during "2003-Q2"', "yes" }, { 'audit.started_on:during "2003-Q3"', "no" },
  { 'audit.started_on:during "2003-06"', "yes" }, { 'audit.started_on:during "2003-07"', "no" },
  { 'audit.started_on:during "2001/2003"', "yes" }, { 'audit.started_on:during "2003-07/2004"', "no" }, { 'audit.completed_on:during "2003"', "no" },
  { 'enterprise.audits:during("2003-Q2"):any()', "yes" }, { 'enterprise.audits:during("2004"):any()', "no" },
}, { per = "audit", subject = "A1" })
ask("windows from and to a day", "2022-06-30", { audit = "code,enterprise,started_on\nA1,E1,2020-12-31\nA2,E1,2021-01-01\n" }, {
  { 'enterprise.audits:first().started_on:during(months(6):to "2021-06-30")', "no" }, -- January to June: whole months
  { 'enterprise.audits:last().started_on:during(months(6):to "2021-06-30")', "yes" },
  { 'enterprise.audits:first().started_on:during(months(6):to "2021-06-29")', "yes" }, -- from 2020-12-30
  { 'enterprise.audits:first().started_on:during(months(6):to "2021-07-01")', "no" }, -- from 2021-01-02
  { 'enterprise.audits:first().started_on:during(days(181):to "2021-06-30")', "no" }, -- 181 days end on 2021-06-30: from 2021-01-01
  { 'enterprise.audits:first().started_on:during(days(182):to "2021-06-30")', "yes" },
  { 'enterprise.audits:first().started_on:during(months(1):from "2020-12-01")', "yes" },
  { 'enterprise.audits:last().started_on:during(months(1):from "2020-12-01")', "no" },
  { 'enterprise.audits:last().started_on:during(years(1):to "2021-12-31")', "yes" },
  { 'enterprise.audits:first().started_on:during(years(1):to "2021-12-31")', "no" },
  { 'enterprise.audits:first().started_on:during(months(6):to(enterprise.closed_on))', "no" },
})
dated("working days go round weekends and holidays", 'arises = enterprise.opened_on, due = working_days(3, calendar "rest"), done = enterprise.closed_on',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2004-04-29\n" }, -- a Thursday; the working days after it: Fri 30, Thu 6, Fri 7
  { { "2004-05-07", "pending", "2004-05-07", nil, "2004-05-08" }, { "2004-05-08", "overdue", "2004-05-07" } },
  { pack = 'calendar "rest" { clause = "law/a", years = "2004", holidays = { "2004-05-03", "2004-05-04", "2004-05-05" } }\n' })
