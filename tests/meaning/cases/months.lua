-- Cases decided by hand: what a period asks of its months (30).
local write = require "tests.meaning.write"
local judge, law = write.judge, write.law

write.section("30 months")

local kinds = [[
kind "well" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "drilled_on", event, starts = true }, { "class", text },
  { "closed_on", event } } }
kind "draw" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "drawn_on", event, starts = true }, { "volume", number } } }
parameter "cap" { clause = "law/a", { 100, from = "2000-01-01" }, { 50, from = "2003-02-01" } }
term "well.drawn" { per = { well, month }, value = well.draws:during(period).volume:sum() }
]]
local complete = 'import "draw" { complete = "a case holds all there is" }\n'
local wells, draws = "code,enterprise,drilled_on,class,closed_on,effective_from\n", "code,well,drawn_on,volume\n"
local function case(name, as_of, body, records, verdicts, more)
  judge(name, as_of, law .. kinds .. (more or "") .. ('obligation "x" { clause = "law/a", per = { well, year }, %s }\n'):format(body), records, verdicts, { of = { "x" } })
end

local function drawn(...)
  local text = draws
  for i, day in ipairs { ... } do text = text .. ("D%d,W1,%s\n"):format(i, day:find "," and day or day .. ",1") end
  return text
end

local old = wells .. "W1,E1,2001-05-01,a,,\n"
local any = "require = well.draws:during(period):any():in_each(month)"
case("a year asks the months that have ended", "2004-03-30", any, { well = wells .. "W1,E1,2004-01-01,a,,\n", draw = drawn("2004-01-05", "2004-02-29") },
  { { "x", "W1@2004", "met", next_change = "2004-03-31" } })
case("a month has ended on its last day", "2004-03-31", any, { well = wells .. "W1,E1,2004-01-01,a,,\n", draw = drawn("2004-01-05", "2004-02-29") },
  { { "x", "W1@2004", "breached" } })
case("of no month nobody knows it", "2004-01-30", any, { well = wells .. "W1,E1,2004-01-01,a,,\n", draw = drawn("2004-01-05") },
  { { "x", "W1@2004", "unknown", next_change = "2004-01-31" } })
case("a month before its beginning is not asked, the one in which it begins is", "2003-12-31", any,
  { well = wells .. "W1,E1,2003-10-20,a,,\n", draw = drawn("2003-10-31", "2003-11-05", "2003-12-01") }, { { "x", "W1@2003", "met" } })
case("in how many", "2003-12-31", "require = well.drawn:above(10):in_how_many(month):at_most(2)",
  { well = wells .. "W1,E1,2003-01-01,a,,\nW2,E1,2003-01-01,a,,\n", draw = drawn("2003-01-05,11", "2003-05-05,11", "2003-08-01,7", "2003-08-02,4")
    .. "E1,W2,2003-01-05,11\nE2,W2,2003-02-02,\n" },
  { { "x", "W1@2003", "breached" }, { "x", "W2@2003", "met" } }, complete)
case("nothing shows it of months of which nothing is on record", "2003-12-31", "require = well.drawn:above(10):in_how_many(month):at_most(2)",
  { well = wells .. "W1,E1,2003-10-01,a,,\n", draw = drawn("2003-10-05,11") }, { { "x", "W1@2003", "unknown" } })
case("each month is read by its own law", "2003-12-31", 'require = well.drawn:at_most(parameter "cap"):in_each(month)',
  { well = wells .. "W1,E1,2003-01-01,a,,\nW2,E1,2003-01-01,a,,\n", draw = drawn("2003-01-05,100", "2003-02-05,50") .. "E1,W2,2003-02-05,51\n" },
  { { "x", "W1@2003", "met" }, { "x", "W2@2003", "breached" } }, complete)
case("each month is read on its own last day", "2003-12-31", 'require = well.class:is("a"):in_how_many(month):is(3)',
  { well = wells .. "W1,E1,2003-01-01,a,,2003-01-01\nW1,E1,2003-01-01,b,,2003-04-30\n" }, { { "x", "W1@2003", "met" } })
case("the greatest of what the months have, and their mean", "2003-12-31",
  "require = well.draws:during(period).volume:mean():in_each(month):max():is(9) & well.draws:during(period).volume:mean():in_each(month):mean():is(7)",
  { well = wells .. "W1,E1,2003-01-01,a,,\n", draw = drawn("2003-01-05,5", "2003-06-05,8", "2003-06-06,10") }, { { "x", "W1@2003", "met" } }, complete)
for _, of in ipairs { { "is none where no month has one", "at_most(5)", "breached" }, { "is nought where one has nought", "at_most(5)", "met", 0 } } do
  case("their mean " .. of[1], "2003-12-31", "require = well.draws:during(period).volume:mean():in_each(month):mean():" .. of[2],
    { well = wells .. "W1,E1,2003-01-01,a,,\n", draw = draws .. (of[4] and "D1,W1,2003-02-02,0\n" or "") }, { { "x", "W1@2003", of[3] } }, complete)
end
case("whom a rule binds by its months is asked of those that had ended by its due day, too", "2003-12-31",
  "applies = well.drawn:above(10):in_each(month), due = period.from + months(3), done = well.closed_on",
  { well = wells .. "W1,E1,2003-01-01,a,,\nW2,E1,2003-01-01,a,,\n", draw = drawn("2003-01-05,11", "2003-02-05,11", "2003-03-05,11", "2003-05-05,1")
    .. "E1,W2,2003-01-05,1\n" }, { { "x", "W1@2003", "overdue" }, { "x", "W2@2003", "not_applicable" } }, complete)
case("the months of the year before are all asked", "2004-06-30", "require = well.draws:during(period):any():in_how_many(month):previous():is(2)",
  { well = old, draw = drawn("2003-01-05,5", "2003-06-05,8") },
  { { "x", "W1@2001", "breached" }, { "x", "W1@2002", "breached" }, { "x", "W1@2003", "breached" }, { "x", "W1@2004", "met" } }, complete)
case("two months in a row", "2003-12-31", "require = (well.drawn:above(10) & well.drawn:above(10):previous()):in_how_many(month):is(0)",
  { well = wells .. "W1,E1,2002-01-01,a,,\n", draw = drawn("2002-12-05,50", "2003-01-05,50") }, { { "x", "W1@2002", "met" }, { "x", "W1@2003", "breached" } }, complete)
case("who left before a month had ended that is asked", "2003-12-31", "applies = ~well.closed_on:happened(), " .. any,
  { well = wells .. "W1,E1,2003-01-01,a,2003-03-10,\n", draw = drawn("2003-01-05", "2003-02-05") }, { { "x", "W1@2003", "unknown" } })
case("a month is expected beside what is asked of the others", "2003-03-31", any .. ", expects = { well.draws, each = month }",
  { well = wells .. "W1,E1,2003-01-01,a,,\nW2,E1,2003-01-01,a,,\n", draw = drawn("2003-01-05", "2003-02-05", "2003-03-05") }, { { "x", "W1@2003", "met" }, { "x",
    "W2@2003", "breached" } })
case("a month that is expected is looked at alone", "2003-03-31",
  "require = well.draws:during(period):where(draw.volume:above(10)):none():in_each(month), expects = { well.draws, each = month }",
  { well = wells .. "W1,E1,2003-01-01,a,,\nW2,E1,2003-01-01,a,,\n", draw = drawn("2003-01-05", "2003-02-05", "2003-03-05") .. "E1,W2,2003-01-05,1\nE2,W2,2003-03-05,1\n" },
  { { "x", "W1@2003", "met" }, { "x", "W2@2003", "unknown" } })
case("no month shows nothing", "2004-01-30",
  'require = well.class:is("b"):in_how_many(month):at_most(3)', { well = wells .. "W1,E1,2004-01-01,a,,\n" }, { { "x", "W1@2004", "unknown" } })
case("who left is not held to months behind that", "2003-12-31",
  "applies = ~well.closed_on:happened(), require = well.draws:during(period):any():in_how_many(month):at_least(1)",
  { well = wells .. "W1,E1,2003-01-01,a,2003-03-10,\nW2,E1,2003-01-01,a,2003-12-31,\n", draw = drawn("2003-01-05") .. "E1,W2,2003-01-05,1\n" },
  { { "x", "W1@2003", "unknown" }, { "x", "W2@2003", "unknown" } })
judge("months that end before the law's first day are not asked", "2003-12-31", law .. kinds
  .. 'instrument "late" { title = "L", issuer = "J", in_force = { from = "2003-10-15", to = "2003-11-10" }, clauses = { a = "…" } }\n'
  .. 'obligation "x" { clause = "late/a", per = { well, year }, ' .. any .. " }\n", { well = old, draw = drawn("2003-10-01", "2003-11-05") }, { { "x", "W1@2003",
    "met" } }, { of = { "x" } })
judge("a month in which the law ends is asked of the days up to that", "2003-12-31", law .. kinds
  .. 'instrument "late" { title = "L", issuer = "J", in_force = { from = "2003-10-15", to = "2003-11-10" }, clauses = { a = "…" } }\n'
  .. 'obligation "x" { clause = "late/a", per = { well, year }, ' .. any .. " }\n", { well = old, draw = drawn("2003-10-01", "2003-11-11") }, { { "x", "W1@2003",
    "breached" } }, { of = { "x" } })
