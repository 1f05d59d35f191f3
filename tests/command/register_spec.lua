-- For whom a register is complete: not for who lay elsewhere on some of the days asked, and for nobody while it holds a record of which nobody knows whose it is, or
-- while rows of it were refused that the others landed without.
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

local ALL = PACK:gsub('place = "rong", ', "")
local HEAD = "code,mill,spilt_on\n"

describe("a register of which rows were refused", function()
  before_each(function()
    command.begin()
    write("p/p.lua", ALL)
    write("jurisdiction.csv", "code,parent\nrong,\n")
    write("mill.csv", "code,jurisdiction\nA,rong\nB,rong\n")
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "mill.csv")
    write("spill.csv", HEAD .. "s1,A,2022-03-01\ns2,B,2021-13-01\ns3,A,2022-03-03\n")
  end)
  after_each(command.finish)

  local function check() return command.run("check", "p", "r.db", "--as-of", "2022-12-31", "--verdicts", "out.csv") end
  local function status()
    local result = check()
    local text = command.read "out.csv"
    os.remove(command.path "out.csv")
    return text:match "none,B,(%l+),", text, result
  end
  local function import(rows, ...)
    if rows then write("spill.csv", HEAD .. rows) end
    return command.run("import", "p", "r.db", "spill.csv", ...)
  end

  it("is complete no more, and verdicts, notes, lint and explain say how many of which file", function()
    assert.equal("met", (status()))
    assert.equal(2, import(nil, "--keep-good").code)
    local found, text, result = status()
    assert.equal("unknown", found)
    local said = "1 of 3 rows of spill.csv were refused"
    assert.truthy(text:find("act/a: no spill of those days on record that could be judged; no spill from 2021-01-01 on is missing from the register: must be rung in; but " .. said
      .. ", so that the register is not complete until that file is imported corrected", 1, true))
    assert.truthy(result.out:find("is missing from the register: must be rung in; but " .. said, 1, true))
    assert.truthy(result.err:find("mandate: note: spill: " .. said .. " and are in no verdict", 1, true))
    assert.truthy(answer(1, "lint", "p", "r.db", "--as-of", "2022-12-31"):find("spill: " .. said, 1, true))
    assert.truthy(command.run("explain", "p", "r.db", "none", "B", "--as-of", "2022-12-31").out:find(said, 1, true))
    assert.truthy(command.run("check", "p", "r.db", "--as-of", "2022-12-31", "--lang", "zh").err:find("spill.csv 的 3 行中有 1 行被拒收", 1, true))
  end)

  it("is complete again when the file is imported corrected, also without the rows that were none", function()
    import(nil, "--keep-good")
    assert.equal(0, import("s1,A,2022-03-01\ns2,B,2022-11-01\ns3,A,2022-03-04\n").code)
    assert.equal("met", (status()))
    import("s1,A,2022-03-01\ns2,B,2022-11-01\ntotal,B,many\n", "--keep-good")
    assert.equal("unknown", (status()))
    assert.equal(0, import("s1,A,2022-03-01\ns2,B,2022-11-01\n").code) -- which changes no record
    local found, _, result = status()
    assert.equal("met", found)
    assert.is_nil(result.err:find("refused", 1, true))
  end)

  it("is not mended by another file of the same name, by half of it, by another file, or by an import that is refused", function()
    import(nil, "--keep-good")
    assert.equal(2, import().code)
    assert.equal("unknown", (status()))
    assert.equal(0, import("t1,A,2022-04-01\nt2,B,2022-04-01\nt3,B,2022-04-01\nt4,B,2022-04-02\n").code) -- the next month's
    assert.equal("unknown", (status()))
    assert.equal(0, import("s1,A,2022-03-01\ns2,B,2022-11-01\n").code)
    assert.equal("unknown", (status()))
    write("other.csv", HEAD .. "s1,A,2022-03-01\ns2,B,2022-11-01\ns3,A,2022-03-03\n")
    answer(0, "import", "p", "r.db", "spill=other.csv")
    assert.equal("unknown", (status()))
    assert.equal(0, import("s1,A,2022-03-01\ns2,B,2022-11-01\ns3,A,2022-03-03\n").code)
    assert.equal("met", (status()))
  end)

  it("is known by what came of it at first, however often it was imported again with faults", function()
    import(nil, "--keep-good")
    import(nil, "--keep-good")
    local _, _, result = status()
    assert.truthy(result.err:find("spill: 1 of 3 rows of spill.csv were refused and", 1, true)) -- once, not twice
    assert.equal(0, import("t1,A,2022-04-01\nt2,B,2022-04-01\nt3,B,2022-04-01\n").code)
    assert.equal("unknown", (status()))
    import("s1,A,2022-03-01\ns2,B,2021-13-01\ns3,A,2022-03-03\ns4,A,2021-13-03\n", "--keep-good")
    _, _, result = status()
    assert.truthy(result.err:find("spill: 2 of 4 rows of spill.csv were refused and", 1, true))
    assert.equal(0, import("s1,A,2022-03-01\ns2,B,2022-11-01\ns3,A,2022-03-03\ns4,A,2022-11-03\n").code)
    assert.equal("met", (status()))
  end)

  it("is not, either, where every row of the file was refused, until as many rows come under its name", function()
    import("s1,A,2021-13-01\ns2,B,2021-13-01\n", "--keep-good")
    assert.equal("unknown", (status()))
    assert.equal(0, import("s1,A,2022-03-01\n").code)
    assert.equal("unknown", (status()))
    assert.equal(0, import("s1,A,2022-03-01\ns2,B,2022-03-01\n").code)
    assert.equal("met", (status()))
  end)

  it("is as it was where an import was refused as a whole", function()
    assert.equal(2, import().code)
    assert.equal("met", (status()))
  end)
end)
