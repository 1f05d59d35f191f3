-- What is asked of the period before, as the command shows it.
local command = require "tests.support.command"

local pack = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "2001-01-01" }, clauses = { a = "…" } }
parameter "most" { clause = "n/a", { 2, from = "2000-01-01" }, { 1, from = "2002-01-01" } }
term "enterprise.audited" { per = { enterprise, year }, value = enterprise.audits:during(period):count() }
obligation "two" { clause = "n/a", per = { enterprise, year }, require = ~(enterprise.audited + enterprise.audited:previous()):above(parameter "most":previous()) }
obligation "row" { clause = "n/a", per = { enterprise, year }, require = ~(verdict "two".status:is("breached"):previous() & verdict "two".status:is "breached") }
report "years" { title = "Years", per = { enterprise, year }, columns = { { "now", enterprise.audited }, { "before", enterprise.audited:previous() },
  { "size", enterprise.size:previous() } } }
]]

local function holds(text, ...)
  for _, said in ipairs { ... } do assert(text:find(said, 1, true), said .. " is not in\n" .. text) end
end

describe("the period before", function()
  setup(function()
    command.begin()
    command.write("years/pack.lua", pack)
    command.write("jurisdiction.csv", "code,level\nC,city\n")
    command.write("enterprise.csv", "code,jurisdiction,size,effective_from\nA,C,small,\nA,C,large,2002-06-01\n")
    command.write("audit.csv", "code,enterprise,started_on\n1,A,2001-03-01\n2,A,2001-04-01\n3,A,2002-05-01\n4,A,2003-07-08\n")
    command.answer(0, "import", "years", "years.db", "jurisdiction.csv", "enterprise.csv", "audit.csv")
  end)
  teardown(command.finish)

  it("is read on its last day, in tables, too", function()
    holds(command.answer(0, "report", "years", "years.db", "years", "--as-of", "2003-12-31", "--format", "csv"), "2001,2,0,small\n", "2002,1,2,small\n", "2003,1,1,large\n")
  end)

  it("is named where a verdict is explained", function()
    local text = command.run("explain", "years", "years.db", "two", "A@2003", "--as-of", "2003-12-31").out
    holds(text, "enterprise.audited:previous(): 1", "in 2002", 'parameter "most":previous(): 1', "is false, 2 against 1 (most: n/a, in force from 2002-01-01)")
    text = command.run("explain", "years", "years.db", "row", "A@2003", "--as-of", "2003-12-31", "--lang", "zh").out
    holds(text, "在 2002", 'verdict "two".status:is("breached"):previous()')
  end)
end)
