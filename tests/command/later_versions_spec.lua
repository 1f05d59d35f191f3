-- Lint names the records of what happens once that a later version corrects: rules read the version of the record's own day.
local command = require "tests.support.command"
local answer, write = command.answer, command.write

describe("a sample that a later version corrects", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
kind "well" { lasting = true, fields = { { "code", text, key = true }, { "class", text } } }
kind "sample" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "taken_on", event, starts = true }, { "read_on", event }, { "lead", number } } }
obligation "low" { clause = "act/a", per = sample, require = sample.lead:at_most(50) }
]])
    write("well.csv", "code,effective_from,class\nw,,a\nw,2003-01-01,b\n")
    write("sample.csv", "code,effective_from,well,taken_on,read_on,lead\ns1,,w,2002-01-01,,10\ns1,2002-03-01,w,2002-01-01,,90\ns2,,w,2002-01-01,,10\n"
      .. "s3,,w,2002-01-01,,10\ns3,2002-03-01,w,2002-01-01,2002-02-01,10\ns4,2001-12-01,w,2002-01-01,,10\ns4,2002-01-01,w,2002-01-01,,20\n")
    answer(0, "import", "p", "r.db", "well.csv", "sample.csv")
  end)
  teardown(command.finish)

  it("is judged as it was on its day", function()
    answer(0, "check", "p", "r.db", "--as-of", "2005-01-01", "--verdicts", "v.csv")
    assert.matches("\nlow,s1,met,", command.read "v.csv")
  end)
  it("is named with the cure, and no record is that says the same on later days, or lasts", function()
    local told = answer(1, "lint", "p", "r.db", "--as-of", "2005-01-01")
    assert.truthy(told:find("sample.csv:3: sample s1: a later version says something else; rules that judge a sample, or forbid it, read what held on its own day: a "
      .. "correction has no effective_from (later-version)", 1, true), told)
    local _, count = told:gsub("later%-version", "")
    assert.equal(1, count)
    assert.truthy(answer(1, "lint", "p", "r.db", "--as-of", "2005-01-01", "--lang", "zh"):find("更正不写 effective_from", 1, true))
  end)
end)
