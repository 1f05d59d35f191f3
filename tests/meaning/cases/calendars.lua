-- Cases decided by hand: working days by a calendar, clear days, rolling, and what lies beyond the years that a calendar covers (5).
local write = require "tests.meaning.write"
local ask, dated, judge = write.ask, write.dated, write.judge

write.section("5 calendars")

-- China's National Day of 2024, with the weekend days that were worked for it.
local cn = [[
calendar "cn" { clause = "law/a", years = "2024", holidays = { "2024-01-01", "2024-02-10/2024-02-17", "2024-10-01/2024-10-07" },
  working = { "2024-02-04", "2024-02-18", "2024-09-29", "2024-10-12" } }
calendar "gulf" { years = "2024", weekend = { "friday", "saturday" } }
]]
local function on(day) return { action = "code,enterprise,taken_on,due_on\nA1,E1,2024-01-02," .. day .. "\n" } end
local function is(expression, day) return ('(%s):between("%s", "%s")'):format(expression, day, day) end
local day = "enterprise.actions:first().due_on"

ask("working days leave out holidays and count the days that are worked instead", "2024-12-31", on "2024-09-27", {
  { is(day .. ' + working_days(1, calendar "cn")', "2024-09-29"), "yes" }, { is(day .. ' + working_days(3, calendar "cn")', "2024-10-08"), "yes" },
  { is(day .. ' + working_days(10, calendar "cn")', "2024-10-16"), "yes" }, { is(day .. " + working_days(10)", "2024-10-11"), "yes" },
  { is(day .. ' - working_days(1, calendar "cn")', "2024-09-26"), "yes" }, { is(day .. ' + working_days(0, calendar "cn")', "2024-09-27"), "yes" },
  { is(day .. ' + working_days(2, calendar "gulf")', "2024-09-30"), "yes" }, -- a Friday: Sunday, Monday
}, { pack = cn })
ask("of clear days neither the first counts nor the last", "2024-12-31", on "2024-09-27", {
  { is(day .. " + clear_days(14)", "2024-10-12"), "yes" }, { is(day .. " - clear_days(14)", "2024-09-12"), "yes" }, { is(day .. " + clear_days(0)", "2024-09-28"), "yes" },
  { is(day .. ' + clear_days(3, calendar "cn")', "2024-10-09"), "yes" }, -- 29 and 30 September and 8 October lie between
  { is(day .. ' - clear_days(2, calendar "cn")', "2024-09-24"), "yes" },
  { day .. ':during(clear_days(3):to "2024-09-30")', "yes" }, { day .. ':during(clear_days(2):to "2024-09-30")', "no" },
}, { pack = cn })
ask("a day rolls to a working day, or stays one", "2024-12-31", on "2024-10-05", {
  { is(day .. ':next_working_day(calendar "cn")', "2024-10-08"), "yes" }, { is(day .. ':previous_working_day(calendar "cn")', "2024-09-30"), "yes" },
  { is('(' .. day .. ' + days(7)):next_working_day(calendar "cn")', "2024-10-12"), "yes" }, -- a Saturday that is worked
  { is('(' .. day .. ' + days(8)):previous_working_day(calendar "cn")', "2024-10-12"), "yes" },
  { is(day .. ':next_working_day(calendar "gulf")', "2024-10-06"), "yes" },
  { 'enterprise.closed_on:next_working_day(calendar "cn"):given()', "no" },
}, { pack = cn })
ask("a day beyond a calendar is unknown, and the calendar is named", "2025-06-30", on "2024-12-27", {
  { is(day .. ' + working_days(2, calendar "cn")', "2024-12-31"), "yes" },
  { '(' .. day .. ' + working_days(3, calendar "cn")):given()', "unknown", { "calendar cn on 2025-01-01" } },
  { '(' .. day .. ' + working_days(3, calendar "cn")):after "2030-01-01"', "unknown", { "calendar cn on 2025-01-01" } },
  { '(' .. day .. ' + clear_days(2, calendar "cn")):by "2025-01-01"', "yes" },
  { '(' .. day .. ' + days(9)):next_working_day(calendar "cn"):given()', "unknown", { "calendar cn on 2025-01-05" } },
  { '(' .. day .. ' - years(1)):previous_working_day(calendar "cn"):given()', "unknown", { "calendar cn on 2023-12-27" } },
  { '(' .. day .. ' - working_days(300, calendar "cn")):given()', "unknown", { "calendar cn on 2023-12-31" } },
  { '(' .. day .. ' + years(6) + working_days(0, calendar "cn")):given()', "yes" }, -- no day is looked at
  { '(' .. day .. ' + days(5) - working_days(1, calendar "cn")):by "2024-12-31"', "yes" },
}, { pack = cn })
ask("of a window that begins beyond a calendar only the end is known", "2025-06-30", on "2024-12-27", {
  { day .. ':during(working_days(5, calendar "cn"):to "2024-01-03")', "no" }, -- it lies behind the end
  { day .. ':during(working_days(5, calendar "cn"):to "2024-12-31")', "yes" },
  { '(' .. day .. ' - years(1)):during(working_days(5, calendar "cn"):to "2024-01-03")', "unknown", { "calendar cn on 2023-12-31" } },
  { day .. ':during(working_days(9, calendar "cn"):from "2024-12-30")', "no" },
  { 'enterprise.actions:where(action.due_on:during(working_days(9, calendar "cn"):from "2024-12-20")):any()', "unknown", { "calendar cn on 2025-01-01" } },
}, { pack = cn })
ask("where there is no end no calendar is asked", "2024-12-31", on "9999-12-31", {
  { '(' .. day .. ' + working_days(5, calendar "cn")):after "2024-01-01"', "yes" }, { '(' .. day .. ' + clear_days(5)):after "2024-01-01"', "yes" },
  { day .. ':next_working_day(calendar "cn"):given()', "unknown", { "calendar cn on 9999-12-31" } },
}, { pack = cn })

dated("a due day that a calendar does not tell", 'arises = enterprise.opened_on, due = working_days(10, calendar "cn"), done = enterprise.closed_on',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2024-12-20\n" },
  { { "2024-12-25", "unknown" }, { "2025-06-30", "unknown" } }, { pack = cn })
dated("one that follows the as-of date is told until the calendar ends",
  'arises = enterprise.opened_on, applies = (as_of + working_days(3, calendar "cn")):after "2024-01-05", due = "2024-12-31", done = enterprise.closed_on',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2024-01-02\n" },
  { { "2024-12-01", "pending", "2024-12-31", nil, "2024-12-27" }, -- from 27 December on the third day lies in 2025
    { "2024-12-26", "pending", "2024-12-31", nil, "2024-12-27" }, { "2024-12-27", "unknown", nil, nil, "none" } }, { pack = cn })

local stricter = [[
parameter "within" { clause = "law/a", choose = "stricter", stricter = "lower",
  { months(1), from = "1990-01-01" }, { working_days(5, calendar "cn"), from = "1990-01-01", place = "P" } }
]]
judge("the stricter of two spans of which a calendar does not tell one", "2026-06-30",
  write.law .. cn .. stricter .. 'obligation "x" { clause = "law/a", per = action, arises = action.taken_on, due = parameter "within", done = enterprise.closed_on }\n',
  { action = "code,enterprise,taken_on\nA1,E1,2024-03-01\nA2,E1,2025-03-01\n" },
  { { "x", "A1", "overdue", due = "2024-03-08" }, { "x", "A2", "unknown", missing = { "calendar cn on 2025-03-02" } } })
judge("a waiver that ends by a calendar that does not tell it excuses nobody", "2025-06-30", write.law .. cn
  .. 'obligation "x" { clause = "law/a", due = "2024-06-30", done = enterprise.closed_on }\nwaivable "x" { clause = "law/a", at_most = working_days(5, calendar "cn") }\n',
  { enterprise = "code,jurisdiction\nE1,C1\nE2,C1\n", waiver = "enterprise,rule,granted_on\nE1,x,2025-06-25\nE2,x,2024-12-20\n" },
  { { "x", "E1", "overdue" }, { "x", "E2", "overdue" } })
