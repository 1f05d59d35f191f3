-- Evidence stands for what is not there, not for what could not be judged, and the reason tells the two apart.
local command = require "tests.support.command"
local write, answer = command.write, command.answer

describe("evidence", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "No lead" } }
kind "works" { plural = "all_works", lasting = true, fields = { { "code", text, key = true } } }
kind "sample" { fields = { { "code", text, key = true }, { "works", works, owner = true }, { "taken_on", event, starts = true }, { "read_on", event },
  { "lead", number, blank = "none", known_from = "read_on" }, { "zinc", number } } }
kind "visit" { fields = { { "code", text, key = true }, { "works", works, owner = true }, { "paid_on", event, starts = true } } }
local high = sample.lead:above(5)
obligation "keep" { clause = "act/a", per = works, require = works.samples:where(high):none(), evidence = works.samples }
obligation "forbid" { clause = "act/a", per = works, forbid = works.samples:where(high), evidence = works.samples }
obligation "low" { clause = "act/a", per = works, forbid = works.samples:where(sample.zinc:above(90)), evidence = works.samples:where(~high) }
obligation "visited" { clause = "act/a", per = works, require = works.samples:where(high):none(), evidence = works.visits }
obligation "zinc" { clause = "act/a", per = works, require = works.samples:where(sample.zinc:above(5)):none(), evidence = works.samples }
]])
    write("works.csv", "code\nbare\nunread\nread\nbad\nblank\n")
    write("sample.csv",
      "code,works,taken_on,read_on,lead,zinc\ns1,unread,2010-01-01,,,1\ns2,read,2010-01-01,2010-02-01,2,1\ns3,bad,2010-01-01,2010-02-01,9,9\ns4,blank,2010-01-01,2010-02-01,2,\n")
    write("visit.csv", "code,works,paid_on\nv1,bare,2010-01-01\nv2,unread,2010-01-01\n")
    answer(0, "import", "p", "r.db", "works.csv", "sample.csv", "visit.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2015-01-01", "--verdicts", "v.csv")
  end)
  teardown(command.finish)

  local function row(rule, subject)
    local found = command.read("v.csv"):match("\n" .. rule .. "," .. subject .. ",([^\n]*)")
    -- up to what was looked at, and what broke it, which other specs hold
    return (assert(found, "no such verdict"):gsub(" %[[^%]]*%]", ""):gsub('"', ""):gsub("; .*$", ""))
  end

  it("shows that a rule is kept where a record of it could be judged", function()
    assert.equal("met,,,,,act/a: kept", row("keep", "read"))
    assert.equal("met,,,,,act/a: kept", row("forbid", "read"))
    assert.equal("met,,,,,act/a: kept", row("low", "read"))
  end)
  it("does not hide a breach", function()
    assert.equal("breached,,,,,act/a: breached", row("keep", "bad"))
    assert.equal("breached,,,,,act/a: breached since 2010-01-01", row("forbid", "bad"))
  end)
  it("is told to be missing where there is none", function()
    for _, rule in ipairs { "keep", "forbid", "low" } do assert.equal("unknown,,,,,act/a: no record shows that it was kept", row(rule, "bare")) end
    assert.equal("unknown,,,,,act/a: no record shows that it was kept", row("visited", "read"))
  end)
  it("is told to be there and without a value that could be judged", function()
    for _, rule in ipairs { "keep", "forbid", "low" } do
      assert.equal("unknown,,,,,act/a: of the records of sample that are there none could be judged", row(rule, "unread"))
    end
    assert.equal("unknown,,,,,act/a: of the records of visit or sample that are there none could be judged", row("visited", "unread"))
    assert.truthy(answer(0, "explain", "p", "r.db", "keep", "unread", "--as-of", "2015-01-01"):find("of the records of sample that are there none could be judged", 1, true))
    assert.truthy(answer(0, "explain", "p", "r.db", "keep", "unread", "--as-of", "2015-01-01", "--lang", "zh"):find("虽有sample记录，但没有一条可供判断", 1, true))
  end)
  it("stands for records that are not there", function() assert.equal("met,,,,,act/a: kept", row("visited", "bare")) end)
  it("is not asked where a field is what is missing", function() assert.equal("unknown,,,,sample.zinc,act/a: cannot be decided without sample.zinc", row("zinc", "blank")) end)
end)
