-- Who issued an instrument stands in the language that is asked for, as its title does; and a rule that arises from another rule's verdict says which day is not there.
local command = require "tests.support.command"

local PACK = [[
instrument "act" { title = { en = "The Act", zh = "条例" }, issuer = { en = "The Ministry", zh = "环保部" },
  in_force = { from = "2000-01-01" }, clauses = { a = { en = "Dams", zh = "水坝" } } }
kind "dam" { lasting = true, fields = { { "code", text, key = true }, { "risk", text }, { "inspected_on", event }, { "checked_on", event } } }
term "dam.until" { value = verdict "inspect".due }
obligation "inspect" { clause = "act/a", per = dam, applies = dam.risk:is "high", arises = "2005-01-01", due = years(1), done = dam.inspected_on }
obligation "follow" { clause = "act/a", per = dam, arises = verdict "inspect".due, due = months(6), done = dam.checked_on }
obligation "later" { clause = "act/a", per = dam, arises = dam["until"], due = months(6), done = dam.checked_on }
obligation "own" { clause = "act/a", per = dam, arises = dam.inspected_on, due = months(6), done = dam.checked_on }
]]

describe("A reason and a report", function()
  setup(function()
    command.begin()
    command.write("p/p.lua", PACK)
    command.write("dam.csv", "code,risk,inspected_on,checked_on\nD1,low,,\n")
    command.answer(0, "import", "p", "r.db", "dam.csv")
  end)
  teardown(command.finish)

  it("names the issuer in the language asked for", function()
    for lang, issuer in pairs { en = "The Ministry", zh = "环保部" } do
      for _, text in ipairs { command.answer(0, "explain", "p", "r.db", "inspect", "D1", "--as-of", "2010-01-01", "--lang", lang),
        command.answer(0, "doc", "p", "--lang", lang), command.answer(0, "report", "p", "r.db", "--as-of", "2010-01-01", "--lang", lang) } do
        assert.truthy(text:find(issuer, 1, true), text)
      end
    end
  end)

  it("says of a rule that arises from a verdict that it gives no day, and of another that what it arises from has not happened", function()
    command.answer(0, "check", "p", "r.db", "--as-of", "2010-01-01", "--verdicts", "v.csv")
    local rows = command.read "v.csv"
    assert.truthy(rows:find('"act/a: does not apply: it arises from verdict ""inspect"".due, which gives no day [dam.csv:2]"', 1, true), rows)
    assert.truthy(rows:find("act/a: does not apply: it arises from dam.until, which gives no day [dam.csv:2]", 1, true), rows)
    assert.truthy(rows:find("own,D1,not_applicable,,,,,act/a: does not apply: what it arises from has not happened [dam.csv:2]", 1, true), rows)
  end)
end)
