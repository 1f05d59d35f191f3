-- A rule that holds only of nothing is told with the records that would show it; a register that is said to be complete is named where a rule rests on it.
local command = require "tests.support.command"
local write, answer = command.write, command.answer

describe("what nothing shows", function()
  setup(function()
    command.begin()
    write("pack/pack.lua", [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "At most three leaks", b = "No loud horn" } }
kind "works" { plural = "all_works", lasting = true, fields = { { "code", text, key = true } } }
kind "leak" { fields = { { "code", text, key = true }, { "works", works, owner = true }, { "found_on", event, starts = true } } }
kind "horn" { complete = { "each is logged by law", from = "2000-01-01" }, fields = { { "code", text, key = true }, { "works", works, owner = true },
  { "heard_on", event, starts = true } } }
kind "bell" { complete = "all are rung by hand", fields = { { "code", text, key = true }, { "works", works, owner = true }, { "rung_on", event, starts = true } } }
obligation "leaks" { clause = "act/a", per = works, require = works.leaks:count():at_most(3) }
obligation "horns" { clause = "act/b", per = works, require = works.horns:during("2000/2015"):none() }
obligation "few" { clause = "act/b", per = works, require = works.horns:during("2000/2015"):count():at_most(3) }
obligation "both" { clause = "act/b", per = works, require = works.horns:during("2000/2015"):count():at_most(3) & works.bells:count():at_most(3) }
]])
    write("works.csv", "code\nw1\nw2\n")
    write("sized/sized.lua", [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "At most three leaks" } }
kind "works" { plural = "all_works", lasting = true, fields = { { "code", text, key = true }, { "size", text } } }
kind "leak" { complete = { "large ones report each", from = "2000-01-01", whom = works.size:is "large" },
  fields = { { "code", text, key = true }, { "works", works, owner = true }, { "found_on", event, starts = true } } }
obligation "leaks" { clause = "act/a", per = works, require = works.leaks:during("2000/2015"):count():at_most(3) }
]])
    write("sized/leak.csv", "code,works,found_on\n")
    write("sized/works.csv", "code,size,effective_from\nbig,large,\nsmall,small,\nblank,,\ngrew,small,\ngrew,large,2010-01-01\n")
    write("leak.csv", "code,works,found_on\nl1,w2,2010-01-01\n")
    write("horn.csv", "code,works,heard_on\nh1,w2,2010-01-01\n")
    write("bell.csv", "code,works,rung_on\n")
    answer(0, "import", "pack", "r.db", "works.csv", "leak.csv", "horn.csv", "bell.csv")
  end)
  teardown(command.finish)

  it("is unknown, names the records wanted, and the register that is complete", function()
    local text = answer(1, "check", "pack", "r.db", "--as-of", "2015-01-01", "--verdicts", "out.csv")
    local rows = command.read "out.csv"
    assert.truthy(rows:find("leaks,w1,unknown,,,,,act/a: no leak on record that could be judged", 1, true), rows)
    assert.truthy(rows:find("leaks,w2,met", 1, true), rows)
    assert.truthy(rows:find("no horn from 2000-01-01 on is missing from the register: each is logged by law", 1, true), rows)
    assert.truthy(text:find("Note: no horn from 2000-01-01 on is missing from the register", 1, true), text)
  end)

  it("names the register that a verdict rests on, and none where a record shows the same", function()
    answer(1, "check", "pack", "r.db", "--as-of", "2015-01-01", "--verdicts", "out.csv")
    local function reason(rule, subject)
      return (command.read("out.csv"):match("\n" .. rule .. "," .. subject .. ",met,,,,,([^\n]*)"):gsub(" %[[^%]]*%]", ""):gsub('"', ""))
    end
    local horns, bells = "no horn from 2000-01-01 on is missing from the register: each is logged by law", "no bell is missing from the register: all are rung by hand"
    local function starts(text, with) assert.equal(with, text:sub(1, #with)) end
    starts(reason("few", "w1"), "act/b: kept, and " .. horns)
    starts(reason("few", "w2"), "act/b: kept: works.horns:during(2000-01-01/2015-12-31):count():at_most(3) is true, 1 against 3; looked at 1 horn, of 2010-01-01")
    starts(reason("both", "w1"), "act/b: kept, and " .. horns .. ", " .. bells)
    starts(reason("both", "w2"), "act/b: kept, and " .. bells)
    for _, subject in ipairs { "w1", "w2" } do assert.is_nil(reason("few", subject):find(bells, 1, true)) end
    for _, rule in ipairs { "few", "both" } do assert.is_nil(reason(rule, "w2"):find(horns, 1, true)) end
  end)

  it("says for whom a register is complete, where a verdict rests on it and in a note", function()
    answer(0, "import", "sized", "s.db", "sized/works.csv", "sized/leak.csv")
    local text = answer(1, "check", "sized", "s.db", "--as-of", "2015-01-01", "--verdicts", "s.csv")
    local rows, register = command.read("s.csv"):gsub('"+', '"'), 'no leak from 2000-01-01 on is missing from the register where works.size:is("large"): large ones report each'
    assert.truthy(text:find("Note: " .. register, 1, true), text)
    assert.truthy(rows:find('leaks,big,met,,,,,"act/a: kept, and ' .. register, 1, true), rows)
    for _, subject in ipairs { "small", "blank", "grew" } do assert.truthy(rows:find("leaks," .. subject .. ",unknown,", 1, true), rows) end
    assert.truthy(rows:find("leaks,blank,unknown,,,,works.size,", 1, true), rows)
  end)
end)
