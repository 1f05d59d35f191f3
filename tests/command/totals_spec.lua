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

-- Section 15 of meaning.md: a row of which nobody knows whether it belongs is added as one that is perhaps there, and the table says how many there are.
describe("the total of rows of which some only may belong", function()
  local BIG = [[
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "class", text }, { "load", number, min = 0 } } }
kind "log" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "made_on", event, starts = true }, { "ok", yesno } } }
local columns = { { "load", plant.load }, { "logs", plant.logs:count() }, { "ok", plant.logs:share(log.ok) } }
report "big" { title = "Big", per = plant, where = plant.class:is "big", total = true, columns = columns }
report "rows" { title = "Big", per = plant, where = plant.class:is "big", columns = columns }
report "years" { title = "Big", per = { plant, year }, where = plant.class:is "big", total = true, columns = { { "load", plant.load } } }
report "across" { title = "Big", per = { plant, year }, across = year, where = plant.class:is "big", total = true, columns = { { "load", plant.load } } }
indicator "share" { title = "Share", per = plant, applies = plant.class:is "big", parts = { { "ok", plant.logs:share(log.ok) } } }
report "places" { title = "Places", per = jurisdiction, where = jurisdiction.population:above(4), total = true, columns = {
  { "agencies", jurisdiction.agencies:count() }, { "people", jurisdiction.population }, { "output", jurisdiction.industrial_output } } }
group "classes" { of = plant, by = { plant.class }, where = plant.load:above(7) }
report "groups" { title = "Groups", per = classes, total = true, columns = { { "n", classes.plants:count() } } }
]]

  before_each(function()
    command.begin()
    write("p/p.lua", BIG)
    write("plant.csv", "code,class,load,effective_from\na,big,10,\na,small,1,2011-06-01\nb,big,100,\nc,small,1000,\nd,,5,\ne,,,2011-01-01\n")
    write("log.csv", "code,plant,made_on,ok\n1,b,2010-05-05,yes\n2,d,2010-05-05,no\n3,d,2010-05-05,yes\n")
    write("jurisdiction.csv", "code,level,parent,population,industrial_output\nland,national,,,100\n"
      .. "rong,province,land,7,60\npeng,province,land,,30\nshi,county,peng,3,\nlu,county,rong,5,20\n")
    write("agency.csv", "code,jurisdiction\n1,land\n2,rong\n3,peng\n4,lu\n5,shi\n6,lu\n")
    answer(0, "import", "p", "r.db", "plant.csv", "log.csv", "jurisdiction.csv", "agency.csv")
  end)
  after_each(command.finish)

  local function table_of(...) return command.run("report", "p", "r.db", ...).out end

  it("is what it is with these rows and without", function()
    local note = "Note: of 2 rows nobody knows whether they belong here; the first: d"
    local text = table_of("big", "--as-of", "2010-12-31", "--format", "csv")
    assert.truthy(text:find("\nTotal,at least 110,1-3,50-100% (1-2 of 1-3)\n", 1, true), text)
    assert.truthy(table_of("big", "--as-of", "2010-12-31"):find(note .. "; a total is what it comes to with such rows and without\n", 1, true))
    assert.truthy(table_of("rows", "--as-of", "2010-12-31"):find(note .. "\n", 1, true))
    assert.truthy(table_of("share", "--as-of", "2010-12-31"):find(note .. "\n", 1, true))
    assert.falsy(table_of("groups", "--as-of", "2009-12-31"):find("perhaps", 1, true))
  end)

  it("is of each period's own rows, also where the periods stand side by side", function()
    local years = table_of("years", "--as-of", "2011-12-31", "--format", "csv")
    assert.truthy(years:find("\nTotal,2010,at least 110\n", 1, true), years)
    assert.truthy(years:find("\nTotal,2011,at least 100\n", 1, true), years)
    local across = table_of("across", "--as-of", "2011-12-31", "--format", "csv")
    assert.truthy(across:find("\na,load,10,\n", 1, true), across)
    assert.truthy(across:find("\nTotal,load,at least 110,at least 100\n", 1, true), across)
  end)

  it("is of those that were there by the end of the period, or of which nobody knows since when they are", function()
    write("p/p.lua", [[
kind "shed" { lasting = true, fields = { { "code", text, key = true }, { "built_on", event, starts = true }, { "load", number } } }
report "years" { title = "Sheds", per = { shed, year }, during = "2010/2011", total = true, columns = { { "load", shed.load } } }
report "across" { title = "Sheds", per = { shed, year }, during = "2010/2011", across = year, total = true, columns = { { "load", shed.load } } }
]])
    write("shed.csv", "code,built_on,load\na,2011-05-05,10\nb,2010-12-31,100\nc,,5\nd,2012-01-01,1000\n")
    answer(0, "import", "p", "sheds.db", "shed.csv")
    local function sheds(name) return answer(0, "report", "p", "sheds.db", name, "--as-of", "2012-12-31", "--format", "csv") end
    assert.equal("Shed,Year,load\nb,2010,100\nc,2010,5\nTotal,2010,105\na,2011,10\nb,2011,100\nc,2011,5\nTotal,2011,115\n", sheds "years")
    assert.equal("Shed,Measure,2010,2011\na,load,,10\nb,load,100,100\nc,load,5,5\nTotal,load,105,115\n", sheds "across")
  end)

  it("counts through a tree what lies above or below such a row, with it and without", function()
    -- land perhaps belongs, with its 6 agencies; without it rong and its 3, and peng with its 2 perhaps. Of the places' own people those of lu are added, and of those of
    -- peng, if it belongs, nobody knows; of their own output 20, with peng's 30 or without.
    local text = table_of("places", "--as-of", "2011-12-31", "--format", "csv")
    assert.truthy(text:find("\nTotal,,3-6,unknown,20-50\n", 1, true), text)
  end)

  it("is of groups that perhaps are there none or all", function()
    local text = table_of("groups", "--as-of", "2011-12-31", "--format", "csv")
    assert.truthy(text:find("\nunknown,0-1\n", 1, true), text)
    local said = table_of("groups", "--as-of", "2011-12-31")
    assert.truthy(said:find("Note: of 1 row nobody knows whether it belongs here: unknown; a total", 1, true), said)
  end)
end)
