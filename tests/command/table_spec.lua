-- Tables: what programs are given of each record and column, and what people see of records that bear one name.
local command = require "tests.support.command"
local json = require "dkjson"

local PACK = [[
instrument "act" { title = "The Act", issuer = "Ministry", in_force = { from = "2000-01-01" }, clauses = { a = "A kiln is lined" } }
kind "quarry" { lasting = true, fields = { { "code", text, key = true }, { "name", text }, { "depth", number } } }
kind "kiln"   { lasting = true, fields = { { "code", text, key = true }, { "quarry", quarry, owner = true }, { "lined", yesno }, { "fuel", text, blank = "none" } } }
kind "shed"   { lasting = true, fields = { { "code", text, key = true } } }
obligation "line" { clause = "act/a", per = kiln, require = kiln.lined }
obligation "shed-line" { clause = "act/a", per = shed, require = shed.code:is "x" }
report "depths" { title = "Depths", per = quarry, columns = { { "metres", quarry.depth } } }
report "kilns"  { title = "Kilns", per = quarry, columns = { { "Kilns", quarry.kilns:count() }, { "of them", quarry.kilns:where(kiln.lined):count() },
  { "of them", quarry.kilns:where(~kiln.lined):count() } } }
report "twice"  { title = "Twice", per = kiln, columns = { { "Fuel", kiln.fuel }, { "Fuel (2)", kiln.lined }, { "Fuel", kiln.fuel:missing() } } }
group "by_quarry" { of = kiln, by = { kiln.quarry, kiln.lined } }
report "groups" { title = "Groups", per = by_quarry, columns = { { "kilns", by_quarry.kilns:count() } } }
indicator "share" { title = "Share", per = quarry, parts = { { "lined", quarry.kilns:share(kiln.lined) }, { "lined", quarry.kilns:count() } } }
]]

local function report(name, ...) return command.answer(0, "report", "pack", "r.db", name, "--as-of", "2003-12-31", ...) end
local function csv(name, ...) return report(name, "--format", "csv", ...) end
local function rows(name) return json.decode(report(name, "--format", "json"), 1, "null").rows end

describe("a table", function()
  setup(function()
    command.begin()
    command.write("pack/rules.lua", PACK)
    command.write("quarry.csv", 'code,name,depth\nq1,Old Pit,4\nq2,Old Pit,5\nq3,"New\nPit",\n')
    command.write("kiln.csv", "code,quarry,lined,fuel\nk1,q1,yes,coal\nk2,q2,no,coal\nk3,q3,,\n")
    command.answer(0, "import", "pack", "r.db", "quarry.csv", "kiln.csv")
  end)
  teardown(command.finish)

  it("for programs has each record's key beside its name", function()
    assert.equal('Quarry,Quarry key,metres\nOld Pit,q1,4\nOld Pit,q2,5\n"New\nPit",q3,unknown\n', csv "depths")
    assert.equal("q2", rows("depths")[2]["Quarry key"])
    assert.equal("Kiln,Fuel,Fuel (2),Fuel (3)\nk1,coal,yes,no\n", csv("twice"):match "^[^\n]*\n[^\n]*\n") -- a kind without names: its key is its name
  end)

  it("for programs has the keys of the records that groups are of, and of an indicator's", function()
    assert.equal("Quarry,Quarry key,Lined,kilns\nOld Pit,q1,yes,1\nOld Pit,q2,no,1\n", csv("groups"):match "^[^\n]*\n[^\n]*\n[^\n]*\n")
    assert.equal("q1", rows("groups")[1]["Quarry key"])
    assert.equal("Old Pit,q2,lined,0% (0 of 1)\nOld Pit,q2,lined (2),1\n", csv("share"):match "Old Pit,q2,.-\n.-\n")
  end)

  it("for people has the keys only where two records bear one name", function()
    local text = report "depths"
    assert.truthy(text:find "Old Pit%s+q1%s+4\nOld Pit%s+q2%s+5\n", text)
    command.write("quarry.csv", "code,name,depth\nq2,Lower Pit,5\n")
    command.shell 'cp r.db one.db'
    command.answer(0, "import", "pack", "one.db", "quarry.csv")
    local plain = command.answer(0, "report", "pack", "one.db", "depths", "--as-of", "2003-12-31")
    assert.truthy(plain:find "Old Pit%s+4\n", plain)
    assert.falsy(plain:find("q1", 1, true), plain)
  end)

  it("keeps two columns of one heading, each under a name of its own for programs", function()
    assert.equal("Quarry,Quarry key,Kilns,of them,of them (2)\nOld Pit,q1,1,1,0\n", csv("kilns"):match "^[^\n]*\n[^\n]*\n")
    local row = rows("kilns")[2]
    assert.equal(0, row["of them"])
    assert.equal(1, row["of them (2)"])
    assert.truthy(report("kilns"):find "of them  of them\n")
  end)

  it("says yes, no and what is not known in the same words to programs in every language, and null where there is nothing", function()
    assert.equal(csv("twice"):gsub("^[^\n]*", ""), csv("twice", "--lang", "zh"):gsub("^[^\n]*", ""))
    local read = rows "twice"
    assert.equal("null", read[3].Fuel)
    assert.equal(true, read[1]["Fuel (2)"])
    assert.equal("unknown", read[3]["Fuel (2)"])
  end)

  it("holds on one line, for people, what has several", function()
    assert.truthy(report("depths"):find("$'New\\nPit'", 1, true))
    assert.truthy(report("depths", "--format", "md"):find("| $'New\\nPit' |", 1, true))
  end)

  it("of a rule that judges nobody counts {} for programs", function()
    local text = command.answer(1, "check", "pack", "r.db", "--as-of", "2003-12-31", "--format", "json")
    assert.truthy(text:find('"rule":"shed%-line",%s*"judges":"shed",%s*"counts":{%s*}'), text)
    assert.truthy(text:find('"quotas":%[%s*%]'), text)
  end)
end)
