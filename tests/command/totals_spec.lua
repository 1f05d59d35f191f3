-- Totals of reports per place: each record once, whichever places lie in each other, on the day of the row's map.
local command = require "tests.support.command"

local answer, write = command.answer, command.write

local PACK = [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2010-01-01" }, clauses = { a = "…" } }
kind "dock" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true }, { "grade", text } } }
kind "ship" { fields = { { "code", text, key = true }, { "dock", dock, owner = true }, { "day", event, starts = true }, { "tons", number } } }
report "tons" { title = "Tons", per = { jurisdiction, year }, total = true, columns = {
  { "tons", jurisdiction.docks.ships:during(period).tons:sum() } } }
report "docks" { title = "Docks", per = jurisdiction, total = true, columns = { { "docks", jurisdiction.docks:count() },
  { "graded", jurisdiction.docks:where(dock.grade:is "A"):count() },
  { "people", jurisdiction.population }, { "both", jurisdiction.docks:count() + jurisdiction.population } } }
]]

local function total_of(report, ...)
  local found = {}
  for line in answer(0, "report", "p", "r.db", report, "--format", "csv", ...):gmatch "[^\n]+" do
    if line:find "^Total,," then found[#found + 1] = line:gsub("^Total,*", "") end
  end
  return table.concat(found, " ")
end

describe("the total of a report per place", function()
  before_each(function()
    command.begin()
    write("p/p.lua", PACK)
    write("jurisdiction.csv", "code,level,parent,population,effective_from\nland,national,,,\nrong,province,land,7,\npeng,province,land,5,\n"
      .. "shi,county,rong,3,\nshi,county,peng,3,2012-07-01\n")
    write("dock.csv", "code,jurisdiction,grade\nD1,shi,A\nD2,rong,\nD3,peng,A\n")
    write("ship.csv", "code,dock,day,tons\nS1,D1,2011-03-01,20\nS2,D2,2011-03-01,1\nS3,D3,2011-03-01,\nS4,D1,2013-03-01,20\nS5,D2,2013-03-01,1\n")
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "dock.csv", "ship.csv")
  end)
  after_each(command.finish)

  it("has each record once through a tree of three levels, also one that lies in no place below", function()
    assert.equal("3,2-3,10,", total_of("docks", "--as-of", "2013-12-31")) -- of the places' own people those of rong and shi, in which no other lies; and no sum of both
  end)

  it("is told by programs from a record of that name, which has a key", function()
    write("jurisdiction.csv", "code,level,parent,population\nTotal,national,,9\n")
    answer(0, "import", "p", "r.db", "jurisdiction.csv")
    local said = {}
    for line in answer(0, "report", "p", "r.db", "docks", "--as-of", "2013-12-31", "--format", "csv"):gmatch "[^\n]+" do
      if line:find "^Total," then said[#said + 1] = line:match "^Total,([^,]*)" end
    end
    assert.same({ "Total", "" }, said)
  end)

  it("is of the places as they lay on each row's day", function()
    assert.equal("2011,unknown 2012,0 2013,21", total_of("tons", "--as-of", "2013-12-31"))
  end)
end)
