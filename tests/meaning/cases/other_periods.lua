-- Cases decided by hand: what is asked of a period before the one in hand (5).
local write = require "tests.meaning.write"
local judge, law = write.judge, write.law

write.section("5 other periods")

local kinds = [[
kind "well" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "drilled_on", event, starts = true }, { "class", text } } }
kind "draw" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "drawn_on", event, starts = true }, { "volume", number } } }
parameter "cap" { clause = "law/a", { 100, from = "2000-01-01" }, { 50, from = "2003-01-01", to = "2003-12-31" } }
import "well" { complete = "a case holds all there is" }
import "draw" { complete = "a case holds all there is" }
term "well.drawn" { per = { well, year }, value = well.draws:during(period).volume:sum() }
term "well.over" { per = { well, year }, value = well.drawn:above(10) }
]]
local wells, draws = "code,enterprise,drilled_on,class,effective_from\n", "code,well,drawn_on,volume\n"
local function case(name, body, records, verdicts, unit)
  judge(name, "2004-06-30", law .. kinds .. ('obligation "x" { clause = "law/a", per = { well, %s }, %s }\n'):format(unit or "year", body), records, verdicts, { of = { "x" } })
end

case("attributes are those of the last day of that period", 'require = well.class:is("a"):previous()',
  { well = wells .. "W1,E1,2001-05-01,a,2001-05-01\nW1,E1,2001-05-01,b,2003-01-01\n" },
  { { "x", "W1@2001", "unknown", missing = { "well.class" } }, { "x", "W1@2002", "met" }, { "x", "W1@2003", "met" }, { "x", "W1@2004", "breached" } })
case("twice in a row", "require = ~(well.over & well.over:previous())",
  { well = wells .. "W1,E1,2001-01-01,,\n", draw = draws .. "D1,W1,2001-06-01,60\nD2,W1,2002-06-01,5\nD3,W1,2003-06-01,60\nD4,W1,2004-03-01,60\n" },
  { { "x", "W1@2001", "met" }, { "x", "W1@2002", "met" }, { "x", "W1@2003", "met" }, { "x", "W1@2004", "breached" } })
case("the mean of three years", "require = ((well.drawn + well.drawn:previous() + well.drawn:previous(2)) / 3):at_most(40)",
  { well = wells .. "W1,E1,2001-01-01,,\n", draw = draws .. "D1,W1,2001-06-01,60\nD2,W1,2002-06-01,60\nD3,W1,2003-06-01,3\nD4,W1,2004-03-01,\n" },
  { { "x", "W1@2001", "met" }, { "x", "W1@2002", "met" }, { "x", "W1@2003", "breached" }, { "x", "W1@2004", "unknown", missing = { "draw.volume" } } })
case("its law is that of its last day", 'require = well.drawn:previous():at_most(parameter "cap":previous())',
  { well = wells .. "W1,E1,2001-01-01,,\n", draw = draws .. "D1,W1,2001-06-01,101\nD2,W1,2002-06-01,60\nD3,W1,2003-06-01,60\n" },
  { { "x", "W1@2001", "met" }, { "x", "W1@2002", "breached" }, { "x", "W1@2003", "met" }, { "x", "W1@2004", "breached" } })
case("the same quarter of the year before",
  "require = well.draws:during(period):count():at_most(well.draws:during(period):count():previous(4))",
  { well = wells .. "W1,E1,2003-01-01,,\n", draw = draws .. "D1,W1,2003-02-01,1\nD2,W1,2003-05-01,1\n"
    .. "D3,W1,2003-06-01,1\nD4,W1,2004-02-01,1\nD5,W1,2004-03-01,1\nD6,W1,2004-05-05,1\n" },
  { { "x", "W1@2003-Q1", "breached" }, { "x", "W1@2003-Q2", "breached" }, { "x", "W1@2003-Q3", "met" }, { "x", "W1@2003-Q4", "met" }, { "x", "W1@2004-Q1", "breached" },
    { "x", "W1@2004-Q2", "met" } }, "quarter")
case("another rule's verdict of that period", 'require = ~(verdict "y".status:is("breached") & verdict "y".status:is("breached"):previous()) }\n'
  .. 'obligation "y" { clause = "law/a", per = { well, year }, require = well.drawn:at_most(10)',
  { well = wells .. "W1,E1,2001-01-01,,\n", draw = draws .. "D1,W1,2001-06-01,60\nD2,W1,2002-06-01,60\nD3,W1,2003-06-01,5\n" },
  { { "x", "W1@2001", "met" }, { "x", "W1@2002", "breached" }, { "x", "W1@2003", "met" }, { "x", "W1@2004", "met" } })
case("how many days a period has", 'require = period:days():is(365) & months(2):to(period.to):days():is(62) | period:days():is(366) & days(1):to(well.drilled_on):days():is(1)',
  { well = wells .. "W1,E1,2003-01-01,,\n" }, { { "x", "W1@2003", "breached" }, { "x", "W1@2004", "met" } })
case("that enough was measured", "require = well.draws:during(period):count():at_least(period:days() * 0.01)",
  { well = wells .. "W1,E1,2003-01-01,,\n", draw = draws .. "D1,W1,2003-02-01,1\nD2,W1,2003-02-02,1\nD3,W1,2003-02-03,1\nD4,W1,2003-02-04,1\nD5,W1,2004-02-01,\n" },
  { { "x", "W1@2003", "met" }, { "x", "W1@2004", "breached" } })
judge("a fiscal year has the one before it, and a week the one before that", "2003-05-20", law .. kinds
  .. 'obligation "x" { clause = "law/a", per = { well, fiscal_year "04-06" }, require = well.draws:during(period):count():previous():is(1) }\n'
  .. 'instrument "late" { title = "L", issuer = "J", in_force = { from = "2003-05-05" }, clauses = { a = "…" } }\n'
  .. 'obligation "y" { clause = "late/a", per = { well, week }, require = well.draws:during(period):count():previous(2):is(1) }\n',
  { well = wells .. "W1,E1,2002-01-01,,\n", draw = draws .. "D1,W1,2002-04-05,1\nD2,W1,2002-04-06,1\nD3,W1,2003-04-05,1\nD4,W1,2003-04-27,1\nD5,W1,2003-04-28,1\n" },
  { { "x", "W1@2001-04-06/2002-04-05", "breached" }, { "x", "W1@2002-04-06/2003-04-05", "met" }, { "x", "W1@2003-04-06/2004-04-05", "breached" },
    { "y", "W1@2003-W19", "met" }, { "y", "W1@2003-W20", "met" }, { "y", "W1@2003-W21", "breached" } }, { of = { "x", "y" } })
-- The enterprise moves in 2003: each period asks the place of its own last day.
judge("the place is that of that period", "2004-06-30", law .. 'parameter "placed" { clause = "law/a", { 1, from = "1990-01-01" }, { 2, from = "1990-01-01", place = "C2" } }\n'
  .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, require = parameter "placed":previous():is(1) }\n',
  { enterprise = "code,jurisdiction,opened_on,effective_from\nE1,C1,2002-01-01,\nE1,C2,2002-01-01,2003-05-01\n" },
  { { "x", "E1@2002", "met" }, { "x", "E1@2003", "met" }, { "x", "E1@2004", "breached" } }, { of = { "x" } })

-- Nothing on record is earlier than February 2003; the law is of 1990 (or of 2002).
local reported = law .. [[
kind "permit" { lasting = true, fields = { { "code", text, key = true } } }
kind "filing" { fields = { { "code", text, key = true }, { "permit", permit, owner = true }, { "year_end", date }, { "received_on", event, starts = true } } }
instrument "young" { title = "Y", issuer = "J", in_force = { from = "2002-05-01" }, clauses = { a = "…" } }
obligation "yearly" { clause = "law/a", per = { permit, year }, due = period.to + days(90), done = permit.filings:where(filing.year_end:during(period)).received_on:first() }
obligation "newer" { clause = "young/a", per = { permit, year }, due = period.to + days(90), done = permit.filings:where(filing.year_end:during(period)).received_on:first() }
obligation "none" { clause = "law/a", per = { permit, year }, forbid = permit.filings:during(period):where(filing.received_on:by "1999-01-01") }
obligation "long" { clause = "law/a", per = { permit, year }, require = ~verdict "yearly".status:is("overdue", "late"):previous(3) }
obligation "short" { clause = "law/a", per = { permit, year }, require = ~verdict "newer".status:is("overdue", "late"):previous(3) }
obligation "quiet" { clause = "law/a", per = { permit, year }, require = ~verdict "none".status:is("breached"):previous() }
]]
judge("a year before anything was recorded is judged where it is asked for, if the rule was in force", "2004-06-30", reported,
  { permit = "code\nP1\n", filing = "code,permit,year_end,received_on\nr1,P1,2003-12-31,2004-02-01\nr2,P1,2002-12-31,2003-02-01\n" },
  { { "yearly", "P1@2003", "met" }, { "yearly", "P1@2004", "pending" }, { "long", "P1@2003", "breached" }, { "long", "P1@2004", "breached" },
    { "short", "P1@2003", "met" }, { "short", "P1@2004", "met" }, { "quiet", "P1@2003", "unknown" }, { "quiet", "P1@2004", "unknown" } },
  { of = { "yearly", "long", "short", "quiet" } })
