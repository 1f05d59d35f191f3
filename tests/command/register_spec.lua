-- For whom a register is complete: not for who lay elsewhere on some of the days asked, and for nobody while it holds a record of which nobody knows whose it is.
local command = require "tests.support.command"

local answer, write = command.answer, command.write

local PACK = [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2021-01-01" }, clauses = { a = "…" } }
kind "mill" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true, blank = "unknown" } } }
kind "spill" { complete = { "must be rung in", place = "rong", from = "2021-01-01" }, fields = { { "code", text, key = true }, { "mill", mill, owner = true, blank = "unknown" },
  { "spilt_on", event, starts = true } } }
obligation "none" { clause = "act/a", per = mill, require = mill.spills:during("2021"):none() }
]]

describe("a complete register", function()
  before_each(function()
    command.begin()
    write("p/p.lua", PACK)
    write("jurisdiction.csv", "code,parent\nrong,\npeng,\n")
    write("mill.csv", "code,jurisdiction,effective_from\nstayed,rong,\ncame,peng,\ncame,rong,2021-11-15\nwent,rong,\nwent,peng,2022-05-01\n")
  end)
  after_each(command.finish)

  local function statuses(spills)
    write("spill.csv", "code,mill,spilt_on\n" .. spills)
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "mill.csv", "spill.csv")
    command.run("check", "p", "r.db", "--as-of", "2022-12-31", "--verdicts", "out.csv")
    local found = {}
    for mill, status in command.read("out.csv"):gmatch "none,(%l+),(%l+)," do found[mill] = status end
    return found
  end

  it("is so for who lay in its place on the pivot and on all the days asked", function()
    local found = statuses "s1,stayed,2022-03-01\n"
    assert.equal("met", found.stayed)
    assert.equal("unknown", found.came) -- what was spilt before it came was rung in nowhere
    assert.equal("unknown", found.went) -- the place is asked on the pivot, too
  end)

  it("is so for nobody while a record of it belongs to nobody", function()
    assert.equal("unknown", statuses("s1,,2021-03-01\n").stayed)
  end)
end)
