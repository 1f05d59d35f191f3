-- An unknown names what is missing, and explain shows the days that check prints.
local command = require "tests.support.command"
local write, answer = command.write, command.answer

describe("an unknown verdict", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "gen" { title = "G", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
instrument "city" { title = "C", issuer = "C1", place = "C1", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
obligation "earlier" { clause = "gen/a", per = audit, require = audit:earlier():any() }
obligation "later" { clause = "gen/a", per = audit, require = audit:later():where(audit.basis:is "voluntary"):none() }
obligation "first" { clause = "gen/a", per = enterprise, require = enterprise.audits:first().basis:is "voluntary" }
obligation "last" { clause = "gen/a", per = enterprise, require = enterprise.audits:last().basis:is "voluntary" }
obligation "two@gen" { clause = "gen/a", per = enterprise, due = "2002-01-01", done = enterprise.audits.accepted_on:first() }
obligation "two@city" { clause = "city/a", per = enterprise, due = "2001-01-01", done = enterprise.audits.accepted_on:first() }
]])
    write("jurisdiction.csv", "code,parent\nP,\nC1,P\n")
    write("enterprise.csv", "code,jurisdiction,opened_on\nE1,,1999-01-01\nE2,C1,1999-01-01\nE3,C1,1999-01-01\n")
    write("audit.csv", "code,enterprise,basis,started_on,completed_on\nA1,E1,voluntary,2001-01-01,\nA2,E1,voluntary,,2002-01-01\nA3,E3,voluntary,2001-01-01,\n")
    answer(0, "import", "r.db", "jurisdiction.csv", "enterprise.csv", "audit.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2003-01-01", "--verdicts", "v.csv")
  end)
  teardown(command.finish)

  local function row(rule, subject) return (assert(command.read("v.csv"):match("\n" .. rule .. "," .. subject .. ",([^\n]*)")):gsub('"', "")) end
  local function explained(rule, subject) return answer(0, "explain", "p", "r.db", rule, subject, "--as-of", "2003-01-01") end

  it("for want of a neighbour's day names that day, and of which record it is", function()
    for _, one in ipairs { { "earlier", "A1" }, { "later", "A1" }, { "earlier", "A2" }, { "later", "A2" }, { "first", "E1" }, { "last", "E1" } } do
      assert.matches("^unknown,,,,audit.started_on,gen/a: cannot be decided without audit.started_on", row(one[1], one[2]), one[1] .. one[2])
      assert.truthy(explained(one[1], one[2]):find("audit.started_on: of A2", 1, true))
    end
    assert.matches("^met", row("first", "E3"))
  end)
  it("looked at records of which some have no known day, and says so in words", function()
    assert.truthy(row("first", "E1"):find("looked at 2 audits, not all of a known day", 1, true))
  end)
  it("of versions of which nobody knows which judges is explained with each of them, and has no day, as check says", function()
    assert.matches("^unknown,,,,enterprise.jurisdiction", row("two", "E1"))
    local text = explained("two", "E1")
    assert.truthy(text:find("due: 2001-01-01", 1, true) and text:find("due: 2002-01-01", 1, true) and text:find("gen/a", 1, true))
    assert.is_nil(explained("two", "E2"):find("2002-01-01", 1, true)) -- the city's judges for certain
  end)
end)
