-- Cases decided by hand: days that follow from another day, what a day is called by, spans that a number tells, months that have no such day (5).
local write = require "tests.meaning.write"
local ask, dated = write.ask, write.dated

write.section("5 days that follow from days")

local function on(day, taken)
  return { action = "code,enterprise,taken_on,due_on,amount\nA1,E1," .. (taken or "2024-01-02") .. "," .. day .. ",30\n" }
end
local function is(expression, day) return ('(%s):between("%s", "%s")'):format(expression, day, day) end
local day = "enterprise.actions:first().due_on"

ask("the ends of the month, quarter, week and year of a day", "2024-12-31", on "2024-02-10", {
  { is(day .. ":start_of(month)", "2024-02-01"), "yes" }, { is(day .. ":end_of(month)", "2024-02-29"), "yes" },
  { is(day .. ":start_of(quarter)", "2024-01-01"), "yes" }, { is(day .. ":end_of(quarter)", "2024-03-31"), "yes" },
  { is(day .. ":start_of(week)", "2024-02-05"), "yes" }, { is(day .. ":end_of(week)", "2024-02-11"), "yes" }, -- Monday to Sunday
  { is(day .. ":start_of(year)", "2024-01-01"), "yes" }, { is(day .. ":end_of(year)", "2024-12-31"), "yes" },
  { is(day .. ':start_of(fiscal_year "04-06")', "2023-04-06"), "yes" }, { is(day .. ':end_of(fiscal_year "04-06")', "2024-04-05"), "yes" },
  { is("(" .. day .. ' + days(56)):start_of(fiscal_year "04-06")', "2024-04-06"), "yes" },
  { "enterprise.closed_on:end_of(month):given()", "no" },
})
ask("days of the week", "2024-12-31", on "2024-02-10", { -- a Saturday
  { is(day .. ':next "saturday"', "2024-02-10"), "yes" }, { is(day .. ':next "monday"', "2024-02-12"), "yes" }, { is(day .. ':preceding "friday"', "2024-02-09"), "yes" },
  { is(day .. ':preceding "saturday"', "2024-02-10"), "yes" }, { is(day .. ':start_of(month):next "tuesday" + days(7)', "2024-02-13"), "yes" }, -- the second Tuesday
  { is(day .. ':end_of(month):preceding "thursday"', "2024-02-29"), "yes" }, { is(day .. ':preceding "12-31"', "2023-12-31"), "yes" },
  { is(day .. ':preceding "02-29"', "2023-02-28"), "yes" }, { day .. ':weekday():is "saturday"', "yes" }, { day .. ':weekday():is("monday", "sunday")', "no" },
  { 'enterprise.closed_on:weekday():is "monday"', "no" }, { "enterprise.closed_on:weekday():given()", "no" },
})
ask("what a day is called by", "2024-12-31", on "2024-02-10", {
  { day .. ":year():is(2024)", "yes" }, { day .. ":quarter():is(1)", "yes" }, { day .. ":month():is(2)", "yes" }, { day .. ":day():is(10)", "yes" },
  { day .. ":year():above(as_of:year())", "no" }, { "enterprise.closed_on:year():at_least(1)", "no" },
})
ask("how many whole months and years lie between", "2024-12-31", on("2004-02-29", "2004-02-29"), {
  { day .. ':whole_years_to("2022-02-27"):is "17 years"', "yes" }, { day .. ':whole_years_to("2022-02-28"):is "18 years"', "yes" }, -- a leap day's year ends on 28 February
  { day .. ':whole_months_to("2004-03-28"):is "0 months"', "yes" }, { day .. ':whole_months_to("2004-03-29"):is "1 months"', "yes" },
  { day .. ':whole_months_to("2004-01-29"):is "-1 months"', "yes" }, { day .. ':whole_months_to("2004-02-01"):is "0 months"', "yes" },
  { day .. ':whole_years_to("2002-02-28"):is "-2 years"', "yes" }, { day .. ":whole_years_to(enterprise.closed_on):given()", "no" },
})
ask("months in which there is no such day", "2024-12-31", on "2023-01-31", {
  { is(day .. " + months(1)", "2023-02-28"), "yes" }, { is(day .. ' + months(1, "down")', "2023-02-28"), "yes" }, { is(day .. ' + months(1, "up")', "2023-03-01"), "yes" },
  { is(day .. ' + months(2, "up")', "2023-03-31"), "yes" }, { is(day .. ' + months(2, "refused")', "2023-03-31"), "yes" },
  { "(" .. day .. ' + months(1, "refused")):given()', "unknown", { "a day 2023-02-31, which there is not" } },
  { "(" .. day .. ' - months(2, "refused")):after "2030-01-01"', "unknown", { "a day 2022-11-31, which there is not" } },
  { is("(" .. day .. ' + days(394) - years(1, "up"))', "2023-03-01"), "yes" }, -- 29 February 2024
})
ask("so many as a number says", "2024-12-31", on "2024-02-10", {
  { is(day .. " + days(action.amount / \"1 CNY\")", "2024-03-11"), "yes" }, { is(day .. " - days(action.amount / \"1 CNY\")", "2024-01-11"), "yes" },
  { is(day .. " + months(action.amount / \"10 CNY\")", "2024-05-10"), "yes" }, { is(day .. " + (action.taken_on - action.due_on)", "2024-01-02"), "yes" },
  { is(day .. " - (action.taken_on - action.due_on)", "2024-03-20"), "yes" }, { is(day .. " + years(action.taken_on:month())", "2025-02-10"), "yes" },
  { "(" .. day .. ' + days(action.amount / "4 CNY")):given()', "unknown" },
  { "(" .. day .. " + days(enterprise.employees)):given()", "unknown", { "enterprise.employees" } },
  { "(" .. day .. " + clear_days(action.taken_on:day() - 3)):given()", "unknown" },
  { is(day .. " + clear_days(action.taken_on:day())", "2024-02-13"), "yes" },
}, { per = "action", subject = "A1" })
ask("a number of days as a parameter, and one that is wanting", "2024-12-31", on "2024-02-10", {
  { is(day .. ' + days(parameter "grace")', "2024-02-24"), "yes" }, { '(enterprise.closed_on + days(parameter "grace")):given()', "no" },
}, { pack = 'parameter "grace" { clause = "law/a", { 14, from = "1990-01-01" } }\n' })
dated("a due day by the number of a record", 'per = action, arises = action.taken_on, due = days(action.amount / "1 CNY"), done = enterprise.closed_on',
  on("2024-01-01", "2024-01-02"), { { "2024-02-01", "pending", "2024-02-01", nil, "2024-02-02" }, { "2024-02-02", "overdue", "2024-02-01" } }, { subject = "A1" })
dated("a day that is another every day is told until its week, its month, or its age turns",
  'arises = enterprise.opened_on, applies = as_of:end_of(week):before "2024-02-19", due = "2024-12-31", done = enterprise.closed_on',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2004-02-29\n" },
  { { "2024-02-01", "pending", "2024-12-31", nil, "2024-02-19" }, { "2024-02-18", "pending", "2024-12-31", nil, "2024-02-19" }, { "2024-02-19", "not_applicable" } })
dated("a month", 'arises = enterprise.opened_on, applies = as_of:month():is(2), due = "2024-12-31", done = enterprise.closed_on',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2004-02-29\n" },
  { { "2024-02-10", "pending", "2024-12-31", nil, "2024-03-01" }, { "2024-03-01", "not_applicable", nil, nil, "2024-04-01" } })
dated("an age", 'arises = enterprise.opened_on, applies = enterprise.opened_on:whole_years_to(as_of):below "18 years", due = "2024-12-31", done = enterprise.closed_on',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2004-02-29\n" },
  { { "2022-02-01", "pending", "2024-12-31", nil, "2022-02-28" }, { "2022-02-28", "not_applicable", nil, nil, "2023-02-28" } })
dated("a weekday", 'arises = enterprise.opened_on, applies = as_of:weekday():is "friday", due = "2024-12-31", done = enterprise.closed_on',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2004-02-29\n" }, { { "2024-02-09", "pending", "2024-12-31", nil, "2024-02-10" } })
dated("months that are refused", 'arises = enterprise.opened_on, applies = (as_of + months(1, "refused")):after "2024-01-01", due = "2024-12-31", done = enterprise.closed_on',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2004-02-29\n" },
  { { "2024-01-10", "pending", "2024-12-31", nil, "2024-01-30" }, { "2024-01-30", "unknown", nil, nil, "2024-02-01" },
    { "2024-02-01", "pending", "2024-12-31", nil, "2024-03-31" } })

-- Half a day is no number of days: where such a window begins nobody knows, and it ends with the day that is given.
write.judge("a window of which nobody knows how long it is ends all the same", "2005-01-01", write.bare_law .. [[
obligation "half" { clause = "law/a", require = enterprise.audits:during(days(as_of:month() / 2):to(as_of)):count():at_most(3), evidence = enterprise.audits }
obligation "whole" { clause = "law/a", require = enterprise.audits:during(days(as_of:month() * 2):to(as_of)):count():at_most(3), evidence = enterprise.audits }
obligation "before" { clause = "law/a", require = enterprise.audits:during(days(as_of:month() / 2):to("2004-12-01")):none(), evidence = enterprise.audits }
obligation "after" { clause = "law/a", require = enterprise.audits:during(days(as_of:month() / 2):from("2004-12-31")):count():at_most(1), evidence = enterprise.audits }
]], { enterprise = "code,opened_on\nE1,1998-12-31\n", audit = "code,enterprise,started_on\nA1,E1,2005-01-01\nA2,E1,2004-12-31\nA3,E1,2004-12-30\nA4,E1,2004-12-29\n" },
  { { "half", "E1", "unknown" }, { "whole", "E1", "met" }, { "before", "E1", "unknown" }, { "after", "E1", "unknown" } })
