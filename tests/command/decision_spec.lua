-- What the command says about decisions: why a value is what it is, what is unconfirmed, the tables themselves, and what is wrong with one.
local command = require "tests.support.command"

local pack = [[
instrument "sme@2003" { title = "Rules of 2003", issuer = "M", in_force = { from = "2003-02-19", to = "2011-06-17" }, clauses = { industry = "By employees, sales and assets" } }
instrument "sme@2011" { title = "Standard of 2011", issuer = "M", in_force = { from = "2011-06-18" },
  clauses = { industry = { "By employees and sales", unconfirmed = "not read" }, micro = "The others are micro" } }
decision "enterprise.computed@2003" { clause = "sme@2003/industry", hit = "first", title = "Size, 2003",
  columns = { enterprise.employees, enterprise.sales,           enterprise.assets },
  rows = {  { at_least(2000),       at_least "300 million CNY", at_least "400 million CNY", "large"  },
            { at_least(300),        at_least "30 million CNY",  at_least "40 million CNY",  "medium" },
            { any,                  any,                        any,                        "small"  } } }
decision "enterprise.computed@2011" { clause = "sme@2011/industry", hit = "first",
  columns = { enterprise.employees, enterprise.sales },
  rows = {  { at_least(1000), at_least "400 million CNY", "large"  }, { at_least(300), at_least "20 million CNY", "medium" },
            { at_least(20) & below(300), at_least "3 million CNY", "small" }, { any, any, "micro", clause = "sme@2011/micro" } } }
decision "enterprise.seen" { reading = "made for this test", evidence = enterprise.audits, columns = { enterprise.audits:any() },
  rows = { { yes, yes }, { no, not_given "nothing is said of it" } } }
obligation "audit" { clause = "sme@2011/industry", applies = enterprise.computed:is("large", "medium"), due = "2012-12-31", done = enterprise.closed_on }
obligation "listed" { clause = "sme@2003/industry", per = listing, arises = listing.published_on,
  applies = enterprise.computed:is "small", due = days(30), done = listing.delisted_on }
decision "enterprise.points" { clause = "sme@2011/industry", hit = "sum of", columns = { enterprise.employees, enterprise.sales },
  rows = { { at_least(100), any, 3 }, { at_least(1000), any, 2 }, { any, at_least "2 million CNY", 1, clause = "sme@2011/micro" }, { below(50), any, 9 } } }
decision "enterprise.mark" { clause = "sme@2011/industry", hit = "any", columns = { enterprise.employees, enterprise.sales },
  rows = { { any, at_most(enterprise.sales), "a" }, { at_least(1000), any, "b" }, { below(1000), any, "a" } } }
decision "enterprise.levy" { clause = "sme@2011/industry", results = { "rate", "form" }, columns = { enterprise.employees },
  rows = { { at_least(1000), "2 CNY", "long" }, { below(1000), "1 CNY", "short", clause = "sme@2011/micro" } } }
obligation "levied" { clause = "sme@2011/industry", require = enterprise.levy.rate:above "1 CNY" & enterprise.levy.form:is "long" }
indicator "rates" { per = enterprise, value = enterprise.levy.rate }
obligation "looked" { clause = "sme@2011/industry", require = enterprise.seen }
obligation "scored" { clause = "sme@2011/industry", require = enterprise.points:at_most(4) }
obligation "marked" { clause = "sme@2011/industry", require = enterprise.mark:is "a" }
indicator "share of large" { per = jurisdiction, value = jurisdiction.enterprises:share(enterprise.seen) }
report "sizes" { title = "Sizes", per = enterprise, columns = { { "Size", enterprise.computed } } }
]]

describe("The command, of decisions,", function()
  setup(function()
    command.begin()
    command.write("pack/size.lua", pack)
    command.write("jurisdiction.csv", "code,level\nC,city\n")
    command.write("enterprise.csv", "code,jurisdiction,employees,sales\nE1,C,500,\nE2,C,2000,400000000\nE3,C,,1000000\n")
    command.write("listing.csv", "enterprise,list,published_on\nE3,hot,2010-01-31\n")
    command.answer(0, "import", "records.db", "jurisdiction.csv", "enterprise.csv", "listing.csv")
  end)
  teardown(command.finish)

  local function prints(rule, subject, expected)
    local text = command.answer(0, "explain", "pack", "records.db", rule, subject, "--as-of", "2013-06-30")
    assert.is_truthy(text:find(expected, 1, true), text)
  end

  it("explains which rows may count, with what the columns saw and the clause", function()
    prints("audit", "E1", [[
    enterprise.computed:is("large", "medium"): unknown
      enterprise.computed: unknown
        enterprise.computed@2011: sme@2011/industry, in force from 2011-06-18
          enterprise.employees: 500
          enterprise.sales: unknown
          row 2: at_least(300), at_least("20 million CNY") -> "medium": perhaps
          row 4: any, any -> "micro" (sme@2011/micro): perhaps
]])
    prints("audit", "E1", "Not known:\n    enterprise.sales: of E1\n")
  end)
  it("explains which row counted", function()
    prints("audit", "E2", [[
        enterprise.computed@2011: sme@2011/industry, in force from 2011-06-18
          enterprise.employees: 2000
          enterprise.sales: 400000000 CNY
          row 1: at_least(1000), at_least("400 million CNY") -> "large": holds
  due: 2012-12-31
]])
    prints("audit", "E2", "enterprise E2  enterprise.csv:3")
  end)
  it("explains the version that a deadline's own day chose", function()
    prints("listed", "E3/hot/2010-01-31", [[
        enterprise.computed@2003: sme@2003/industry, in force from 2003-02-19 to 2011-06-17
          enterprise.employees: unknown
          enterprise.sales: 1000000 CNY
          enterprise.assets: unknown
          row 3: any, any, any -> "small": holds
]])
  end)
  it("explains all rows that are added, those that only may be among them", function()
    prints("scored", "E2", [[
      enterprise.points: 6
        enterprise.points: sme@2011/industry, in force from 2011-06-18
          enterprise.employees: 2000
          enterprise.sales: 400000000 CNY
          row 1: at_least(100), any -> 3: holds
          row 2: at_least(1000), any -> 2: holds
          row 3: any, at_least("2 million CNY") -> 1 (sme@2011/micro): holds
]])
    prints("scored", "E1", "row 3: any, at_least(\"2 million CNY\") -> 1 (sme@2011/micro): perhaps\n")
    prints("scored", "E1", "enterprise.points: 3 to 4\n")
  end)
  it("names rows that hold and do not say the same", function()
    prints("marked", "E2", "which counts of the rows enterprise.mark:1+2, which do not say the same on 2013-06-30")
    command.answer(1, "check", "pack", "records.db", "--as-of", "2013-06-30", "--verdicts", "verdicts.csv")
    local text = command.read "verdicts.csv"
    assert.is_truthy(text:find("marked,E2,unknown,,,,rows@enterprise.mark:1+2@2013-06-30,", 1, true), text)
    assert.is_truthy(command.answer(0, "report", "pack", "records.db", "--as-of", "2013-06-30"):find("which counts of the rows enterprise.mark:1+2", 1, true))
  end)
  it("explains each of several results by its own name", function()
    prints("levied", "E1", [[
      enterprise.levy.rate:above("1 CNY"): false, it is 1 CNY
        enterprise.levy.rate: 1 CNY
          enterprise.levy: sme@2011/industry, in force from 2011-06-18
            enterprise.employees: 500
            row 2: below(1000) -> "1 CNY" (sme@2011/micro): holds
]])
    local text = command.answer(0, "report", "pack", "records.db", "rates", "--as-of", "2013-06-30")
    assert.is_truthy(text:find("enterprise.levy, rate (sme@2011/industry, in force from 2011-06-18) = by enterprise.employees\n"
      .. "  row 1: at_least(1000) -> \"2 CNY\"\n", 1, true), text)
  end)
  it("explains that there is no evidence", function() prints("looked", "E1", "evidence: enterprise.audits: there is none\n") end)

  it("names what is unconfirmed below a report that rests on it", function()
    assert.is_truthy(command.answer(0, "report", "pack", "records.db", "sizes", "--as-of", "2013-06-30"):find("sme@2011/industry is unconfirmed: not read", 1, true))
  end)

  it("prints the table below an indicator that rests on it", function()
    local text = command.answer(0, "report", "pack", "records.db", "share of large", "--as-of", "2013-06-30")
    assert.is_truthy(text:find("enterprise.seen (made for this test) = by enterprise.audits:any()\n", 1, true), text)
    assert.is_truthy(text:find("  row 2: no -> not given: nothing is said of it\n", 1, true), text)
  end)

  it("prints the tables in the documentation", function()
    local text = command.answer(0, "doc", "pack")
    assert.equal([[
enterprise.computed@2003 - Size, 2003: the first row that holds counts
enterprise.employees  enterprise.sales             enterprise.assets            Value
--------------------  ---------------------------  ---------------------------  --------
at_least(2000)        at_least("300 million CNY")  at_least("400 million CNY")  "large"
at_least(300)         at_least("30 million CNY")   at_least("40 million CNY")   "medium"
any                   any                          any                          "small"
sme@2003/industry, in force from 2003-02-19 to 2011-06-17

enterprise.computed@2011: the first row that holds counts
enterprise.employees       enterprise.sales             Value     Clause
-------------------------  ---------------------------  --------  --------------
at_least(1000)             at_least("400 million CNY")  "large"   -
at_least(300)              at_least("20 million CNY")   "medium"  -
at_least(20) & below(300)  at_least("3 million CNY")    "small"   -
any                        any                          "micro"   sme@2011/micro
sme@2011/industry, in force from 2011-06-18

enterprise.levy: one row holds
enterprise.employees  rate     form     Clause
--------------------  -------  -------  --------------
at_least(1000)        "2 CNY"  "long"   -
below(1000)           "1 CNY"  "short"  sme@2011/micro
sme@2011/industry, in force from 2011-06-18

enterprise.mark: rows that hold say the same
enterprise.employees  enterprise.sales           Value
--------------------  -------------------------  -----
any                   at_most(enterprise.sales)  "a"
at_least(1000)        any                        "b"
below(1000)           any                        "a"
sme@2011/industry, in force from 2011-06-18

enterprise.points: the sum of all rows that hold
enterprise.employees  enterprise.sales           Value  Clause
--------------------  -------------------------  -----  --------------
at_least(100)         any                        3      -
at_least(1000)        any                        2      -
any                   at_least("2 million CNY")  1      sme@2011/micro
below(50)             any                        9      -
sme@2011/industry, in force from 2011-06-18

enterprise.seen: one row holds
enterprise.audits:any()  Value
-----------------------  --------------------------------
yes                      yes
no                       not given: nothing is said of it
made for this test
evidence: enterprise.audits
]], text:match "\n(enterprise.computed@2003 .-\n)\nTables")
  end)

  it("refuses a table with a gap, with file, line and column and the values that fall into it", function()
    command.write("gap/size.lua", (pack:gsub("{ any, +any, +any, +", "{ below(300), any, any, ")))
    command.refused({ "check", "gap", "records.db" }, { "gap/size.lua:6:10: ", "no row holds for enterprise.employees = 300, enterprise.sales = ", "a row is missing" })
  end)
end)
