-- Places move: what import takes and refuses, what explain shows of the day that counted, and what a row function sees.
local command = require "tests.support.command"
local write = command.write

local pack = [[
instrument "act" { title = "The Act", issuer = "The assembly", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
instrument "bylaw" { title = "North's by-law", issuer = "North", place = "north", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
kind "quarry" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true }, { "fence", yesno } } }
kind "blast" { fields = { { "quarry", quarry, key = true, owner = true }, { "fired_on", event, key = true, starts = true } } }
obligation "fence" { clause = "bylaw/a", per = quarry, require = quarry.fence }
obligation "one" { clause = "act/a", per = jurisdiction, require = function(j) return #j.quarries == 1 end }
]]

describe("places that move", function()
  setup(function()
    command.begin()
    write("pack/pack.lua", pack)
    write("jurisdiction.csv", "code,parent,effective_from\nsouth,,\nnorth,,\nridge,south,\nridge,north,2010-05-01\n")
    write("quarry.csv", "code,jurisdiction,fence\nq1,ridge,no\n")
    write("blast.csv", "quarry,fired_on\nq1,2010-04-30\n")
    assert.equal(0, command.run("import", "pack", "r.db", "jurisdiction.csv", "quarry.csv", "blast.csv").code)
  end)
  teardown(command.finish)

  it("are shown by explain as they lay on the day that counted", function()
    local after = command.run("explain", "pack", "r.db", "fence", "q1", "--as-of", "2010-05-01")
    assert.truthy(after.out:find("on 2010-05-01 it lay in: ridge, north", 1, true), after.out)
    local before = command.run("explain", "pack", "r.db", "fence", "q1", "--as-of", "2010-04-30")
    assert.truthy(before.out:find("on 2010-04-30 it lay in: ridge, south", 1, true), before.out)
  end)

  it("are seen by a function on its pivot", function()
    for day, places in pairs { ["2010-04-30"] = { south = "met", north = "breached" }, ["2010-05-01"] = { south = "breached", north = "met" } } do
      for place, status in pairs(places) do
        local result = command.run("explain", "pack", "r.db", "one", place, "--as-of", day)
        assert.truthy(result.out:find(("one on %s, as of %s: %s"):format(place, day, status), 1, true), result.out)
      end
    end
  end)

  it("are told by versions, and another owner is refused with what to do instead", function()
    write("quarry.csv", "code,jurisdiction,fence,effective_from\nq1,south,no,2012-01-01\n")
    assert.equal(0, command.run("import", "pack", "r.db", "quarry.csv").code)
    write("audit.csv", "code,enterprise,started_on\nA1,E1,2001-01-01\n")
    write("enterprise.csv", "code,jurisdiction\nE1,south\nE2,south\n")
    assert.equal(0, command.run("import", "pack", "r.db", "enterprise.csv", "audit.csv").code)
    write("audit.csv", "code,enterprise,started_on,effective_from\nA1,E2,2001-01-01,2002-01-01\n")
    assert.equal(2, command.run("import", "pack", "r.db", "audit.csv").code)
    assert.truthy(command.read("audit.rejects.csv"):find("give the new one a record of its own", 1, true))
  end)

  it("go round on no day", function()
    write("jurisdiction.csv", "code,parent,effective_from\nnorth,ridge,2011-01-01\n")
    assert.equal(2, command.run("import", "pack", "r.db", "jurisdiction.csv").code)
    assert.truthy(command.read("jurisdiction.rejects.csv"):find("following it upwards on 2011-01-01 leads back to this row", 1, true))
  end)
end)
