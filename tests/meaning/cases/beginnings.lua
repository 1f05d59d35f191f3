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
judge("a period's day is written: who opened later is free of it", "2005-12-31",
  law .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, due = period.to + months(1), done = enterprise.audits:during(period).reported_on:first() }\n',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2004-06-01\n", audit = "code,enterprise,started_on,reported_on\nA1,E1,2004-07-01,2004-09-01\n" }, {
  { "x", "E1@2004", "met" }, { "x", "E1@2005", "pending" } })
