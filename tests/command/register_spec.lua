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

describe("a register of which no file came", function()
  before_each(function()
    command.begin()
    write("p/p.lua", (PACK:gsub('place = "rong", ', "")) .. 'obligation "never" { clause = "act/a", per = { mill, year }, forbid = mill.spills:during(period) }\n')
    write("jurisdiction.csv", "code,parent\nrong,\n")
    write("mill.csv", "code,jurisdiction\nA,rong\n")
    write("enterprise.csv", "code,jurisdiction,opened_on\nE,rong,2020-01-01\n")
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "mill.csv", "enterprise.csv")
  end)
  after_each(command.finish)

  local function verdicts(day)
    local result = command.run("check", "p", "r.db", "--as-of", day or "2022-12-31", "--verdicts", "out.csv")
    local text = command.read "out.csv"
    os.remove(command.path "out.csv")
    return text:match "none,A,(%l+)," .. " " .. text:match "never,A@2021,(%l+),", text, result.out
  end

  it("shows nothing, of a require and of a forbid, and the reasons and a note say that none ever came", function()
    local found, text, out = verdicts()
    assert.equal("unknown unknown", found)
    local said = "no spill from 2021-01-01 on is missing from the register: must be rung in; but no file of spill was ever imported"
    assert.truthy(text:find("none,A,[^\n]*" .. said:gsub("%-", "%%-")))
    assert.truthy(text:find("never,A@2021,[^\n]*" .. said:gsub("%-", "%%-")))
    assert.truthy(out:find(said, 1, true))
  end)

  it("is complete once a file with its header came, up to the day on which it came, also where it comes again and holds nothing new", function()
    write("spill.csv", "code,mill,spilt_on\n")
    answer(0, "import", "p", "r.db", "spill.csv")
    assert.equal("met met", (verdicts()))
    assert.truthy(command.run("check", "p", "r.db", "--as-of", "2300-12-31").out:find("but the last file of spill came on " .. os.date "%Y-%m-%d", 1, true))
    answer(0, "import", "p", "r.db", "spill.csv")
    assert.equal("met met", (verdicts()))
  end)

  it("is complete up to the day as of which its file was drawn up, where the import says that", function()
    write("spill.csv", "code,mill,spilt_on\ns0,A,2020-03-01\n") -- a row lands, so that the import itself is on record with its own day
    local said = command.run("import", "p", "r.db", "spill.csv", "--as-of", "2021-06-30")
    assert.same({ 0, nil }, { said.code, said.err:find("drawn up", 1, true) })
    assert.equal("unknown unknown", (verdicts()))
    assert.truthy(command.run("check", "p", "r.db", "--as-of", "2022-12-31").out:find("but the last file of spill came on 2021-06-30", 1, true))
    assert.equal("met met", (verdicts "2021-06-30"))
    assert.equal("unknown unknown", (verdicts "2021-07-01"))
    answer(0, "import", "p", "r.db", "spill.csv", "--as-of", "2021-03-31") -- an older copy takes nothing back
    assert.equal("met met", (verdicts "2021-06-30"))
    said = command.run("import", "p", "r.db", "spill.csv")
    command.says(said.err, "the register of spill, which the pack calls complete, counts as told up to today: ",
      "where spill.csv was drawn up earlier, say as of which day with --as-of")
    assert.equal("met met", (verdicts()))
  end)

  it("is refused a day that is to come, or none", function()
    write("spill.csv", "code,mill,spilt_on\n")
    command.refused({ "import", "p", "r.db", "spill.csv", "--as-of", "2300-01-01" }, { "--as-of is the day as of which the files were drawn up, and 2300-01-01 is still to come" })
    command.refused({ "import", "p", "r.db", "spill.csv", "--as-of", "31.12.2022" }, { "31.12.2022" })
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
    write("spill.csv", HEAD)
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "mill.csv", "spill.csv")
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
      .. ", so that the register is not complete until they come in that file", 1, true))
    assert.truthy(result.out:find("is missing from the register: must be rung in; but " .. said, 1, true))
    assert.truthy(result.err:find("mandate: note: spill: " .. said .. " and are in no verdict", 1, true))
    assert.truthy(answer(1, "lint", "p", "r.db", "--as-of", "2022-12-31"):find("spill: " .. said, 1, true))
    assert.truthy(command.run("explain", "p", "r.db", "none", "B", "--as-of", "2022-12-31").out:find(said, 1, true))
    assert.truthy(command.run("check", "p", "r.db", "--as-of", "2022-12-31", "--lang", "zh").err:find("spill.csv 的 3 行中有 1 行被拒收", 1, true))
  end)

  it("may lack a row of anybody, as the reason of every verdict says that asks its records, also of one that is kept by others", function()
    write("p/few.lua", 'obligation "few" { clause = "act/a", per = mill, require = mill.spills:count():at_most(3), evidence = mill.spills }')
    local function reason(of) return answer(1, "check", "p", "r.db", "--as-of", "2022-12-31", "--verdicts", "out.csv") and command.read("out.csv"):match(of .. ",[^\n]*") end
    import(nil, "--keep-good")
    assert.truthy(reason "few,A,met":find("; 1 of 3 rows of spill.csv were refused and may be of it [mill.csv:2]", 1, true))
    assert.equal(0, import("s1,A,2022-03-01\ns2,B,2021-12-01\ns3,A,2022-03-03\n").code)
    os.remove(command.path "out.csv")
    assert.falsy(reason "few,A,met":find("refused", 1, true))
  end)

  it("may lack a breach: a note says how many verdicts find nothing wrong beside it, and the check finds that not all is right, until the row has come or is settled", function()
    write("q/q.lua", (ALL:gsub('obligation "none"[^\n]*\n', [[
obligation "few" { clause = "act/a", per = mill, require = mill.spills:count():at_most(3), evidence = mill.spills }
obligation "there" { clause = "act/a", per = mill, require = mill.code:given() }
obligation "next" { clause = "act/a", per = mill, applies = mill.spills:any(), require = mill.code:given() }
obligation "of-c" { clause = "act/a", per = mill, applies = mill.code:is "C", require = mill.spills:none() }
]]))) -- that of-c does not apply hangs on no spill
    local function checked(...) return command.run("check", "q", "r.db", "--as-of", "2022-12-31", ...) end
    import("s1,A,2022-03-01\ns2,B,2021-12-01\n")
    assert.equal(0, checked().code)
    write("spill.csv", HEAD .. "s5,A,2022-02-30\n")
    assert.equal(2, command.run("import", "q", "r.db", "spill.csv", "--keep-good").code)
    local result = checked()
    assert.equal(1, result.code)
    assert.truthy(result.out:find("Note: spill: 4 verdicts that find nothing wrong stand beside the rows that were refused, "
      .. "and might be others with them (few, next)\n", 1, true), result.out)
    assert.truthy(checked("--lang", "zh").out:find("有 4 项未发现问题的判定", 1, true))
    assert.equal(0, import("s1,A,2022-03-01\n", "--settled", "drafts").code)
    assert.equal(0, checked().code)
  end)

  it("is complete again when the row comes in that file, with whatever it says now", function()
    import(nil, "--keep-good")
    assert.equal(0, import("s2,B,2022-11-01\ns4,A,2022-03-04\n").code)
    assert.equal("met", (status()))
    import("s1,A,2022-03-01\ns2,B,2021-13-01\n", "--keep-good")
    assert.equal("unknown", (status()))
    assert.equal(0, import("s1,A,2022-03-01\ns2,B,2022-11-01\n").code) -- as it is on file already
    local found, _, result = status()
    assert.equal("met", found)
    assert.is_nil(result.err:find("refused", 1, true))
  end)

  it("stays incomplete where the row was cut out of the file, which is told at the import and at every question", function()
    import(nil, "--keep-good")
    local result = import "s1,A,2022-03-01\ns3,A,2022-03-03\n"
    assert.equal(0, result.code)
    assert.truthy(result.err:find("spill.csv: 1 row of spill that an earlier import refused, such as s2, did not come: bring it under the key", 1, true))
    local found, _, checked = status()
    assert.equal("unknown", found)
    assert.truthy(checked.err:find("spill: 1 of 3 rows of spill.csv were refused", 1, true))
    assert.equal(0, import("s1,A,2022-03-01\ns3,A,2022-03-03\ns4,A,2022-04-03\n").code) -- and another put in its place
    assert.equal("unknown", (status()))
  end)

  it("names the row that did not come by as many whole characters of its key as fit", function()
    local key = ("环"):rep(60)
    import("s1,A,2022-03-01\n" .. key .. ",B,2021-13-01\n", "--keep-good")
    local result = import "s1,A,2022-03-01\n"
    assert.truthy(result.err:find(", such as " .. ("环"):rep(42) .. ", did not come", 1, true), result.err)
  end)

  it("is not mended by another file of the same name, by another file, by another version of the record, or by an import that is refused", function()
    import(nil, "--keep-good")
    assert.equal(2, import().code)
    assert.equal("unknown", (status()))
    assert.equal(0, import("t1,A,2022-04-01\nt2,B,2022-04-01\nt3,B,2022-04-01\nt4,B,2022-04-02\n").code) -- the next month's
    assert.equal("unknown", (status()))
    write("other.csv", HEAD .. "s1,A,2022-03-01\ns2,B,2022-11-01\ns3,A,2022-03-03\n")
    answer(0, "import", "p", "r.db", "spill=other.csv")
    assert.equal("unknown", (status()))
    write("spill.csv", "code,mill,spilt_on,effective_from\ns2,B,2022-11-01,2022-12-01\n")
    answer(0, "import", "p", "r.db", "spill.csv")
    assert.equal("unknown", (status()))
    assert.equal(0, import("s2,B,2022-11-01\n").code)
    assert.equal("met", (status()))
  end)

  it("waits for the version that was refused, and not for the record", function()
    write("spill.csv", "code,mill,spilt_on,effective_from\ns1,B,2022-03-01,\ns1,B,2022-13-01,2022-06-01\n")
    import(nil, "--keep-good")
    assert.equal("unknown", (status()))
    assert.equal(0, import("s1,B,2022-03-01\n").code)
    assert.equal("unknown", (status()))
    write("spill.csv", "code,mill,spilt_on,effective_from\ns1,B,2022-03-01,2022-06-01\n")
    assert.equal(0, import().code)
    assert.equal("met", (status()))
  end)

  it("waits for a row that comes again without the day on which it was", function()
    import(nil, "--keep-good")
    import("s2,B,\n", "--keep-good")
    local _, _, result = status()
    assert.truthy(result.err:find("spill: 1 of 3 rows of spill.csv were refused and", 1, true))
  end)

  it("waits for each of its rows, however often the file was imported again with faults", function()
    import(nil, "--keep-good")
    import(nil, "--keep-good")
    local _, _, result = status()
    assert.truthy(result.err:find("spill: 1 of 3 rows of spill.csv were refused and", 1, true)) -- once, not twice
    import("s1,A,2022-03-01\ns2,B,2021-13-01\ns3,A,2022-03-03\ns4,A,2021-13-03\n", "--keep-good")
    _, _, result = status()
    assert.truthy(result.err:find("spill: 2 of 4 rows of spill.csv were refused and", 1, true))
    import("s5,A,2021-13-03\n", "--keep-good")
    _, _, result = status()
    assert.truthy(result.err:find("spill: 3 rows of spill.csv were refused and", 1, true))
    assert.equal(0, import("s5,A,2022-03-01\ns2,B,2022-11-01\n").code)
    _, _, result = status()
    assert.truthy(result.err:find("spill: 1 of 1 rows of spill.csv were refused and", 1, true))
    assert.equal(0, import("s4,A,2022-11-03\n").code)
    assert.equal("met", (status()))
  end)

  it("waits for both of two rows of one key, for a row whose key nobody can read, and for one of another length, until somebody says why they need not come", function()
    for _, rows in ipairs { "s1,A,2022-03-01\ns2,B,2022-03-02\ns2,B,2022-03-03\n", "s1,A,2022-03-01\n,B,2022-03-02\n", "s1,A,2022-03-01\ns2,B,2022-03-02,\n" } do
      os.remove(command.path "r.db")
      answer(0, "import", "p", "r.db", "jurisdiction.csv", "mill.csv")
      assert.equal(2, import(rows, "--keep-good").code)
      assert.equal("unknown", (status()))
      local mended = "s1,A,2022-03-01\ns2,B,2022-03-02\n"
      import(mended)
      assert.equal("unknown", (status()))
      assert.equal(2, import(nil, "--settled", " ").code)
      local result = import(nil, "--settled", "s2 was read twice")
      assert.equal(0, result.code)
      assert.truthy(result.err:find("of spill need not come, as you say: s2 was read twice", 1, true))
      local found, text, checked = status()
      assert.equal("met", found)
      assert.truthy(checked.err:find("were refused and have not come; they need not, says who imported: s2 was read twice", 1, true))
      assert.is_nil(text:find("but", 1, true))
      assert.truthy(answer(1, "lint", "p", "r.db", "--as-of", "2022-12-31"):find("s2 was read twice", 1, true))
      assert.truthy(import(nil, "--settled", "again").err:find("--settled has nothing to say", 1, true))
    end
  end)

  it("takes what is said of rows that are refused at the same time, and waits for them again when they come again without a word", function()
    assert.equal(2, import(nil, "--keep-good", "--settled", "drafts").code)
    local found, _, result = status()
    assert.equal("met", found)
    assert.truthy(result.err:find("spill: 1 of 3 rows of spill.csv were refused and have not come; they need not, says who imported: drafts", 1, true))
    import(nil, "--keep-good")
    assert.equal("unknown", (status()))
  end)

  it("waits for every row where all were refused", function()
    import("s1,A,2021-13-01\ns2,B,2021-13-01\n", "--keep-good")
    assert.equal("unknown", (status()))
    assert.equal(0, import("s1,A,2022-03-01\n").code)
    assert.equal("unknown", (status()))
    assert.equal(0, import("s2,B,2022-03-01\n").code)
    assert.equal("met", (status()))
  end)

  it("is as it was where an import was refused as a whole", function()
    assert.equal(2, import().code)
    assert.equal("met", (status()))
  end)
end)
