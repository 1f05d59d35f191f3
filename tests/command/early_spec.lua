-- Lint names the subjects of which what counts as done came before the duty arose.
local command = require "tests.support.command"
local answer, write = command.answer, command.write

describe("what was done before the duty arose", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { a = "…", b = "…" } }
obligation "any" { clause = "act/a", per = listing, arises = listing.published_on, due = months(6), done = listing.enterprise.audits.completed_on:first() }
obligation "after" { clause = "act/a", per = listing, arises = listing.published_on, due = months(6),
  done = listing.enterprise.audits:where(audit.completed_on:on_or_after(listing.published_on)).completed_on:first() }
obligation "large" { clause = "act/a", per = listing, arises = listing.published_on, due = months(6), applies = listing.enterprise.size:is "large",
  done = listing.enterprise.audits.completed_on:first() }
obligation "plain" { clause = "act/b", due = "2005-12-31", done = enterprise.audits.completed_on:first() }
]])
    write("jurisdiction.csv", "code\nN\n")
    write("enterprise.csv", "code,jurisdiction,size\nE1,N,small\nE2,N,small\nE3,N,small\n")
    write("listing.csv", "enterprise,list,published_on\nE1,a,2004-01-01\nE2,a,2004-01-01\nE3,a,2004-01-01\n")
    write("audit.csv", "code,enterprise,completed_on\nA1,E1,2003-12-31\nA2,E2,2004-01-01\n")
    answer(0, "import", "r.db", "jurisdiction.csv", "enterprise.csv", "listing.csv", "audit.csv")
  end)
  teardown(command.finish)

  it("is named for the rules that ask no later day, for those to whom they apply", function()
    local told = answer(1, "lint", "p", "r.db", "--as-of", "2005-01-01")
    assert.matches("listing.csv:2: listing E1/a/2004%-01%-01: rule `any`: what counts as done was done before the duty arose", told)
    local _, count = told:gsub("done%-before%-arises", "")
    assert.equal(1, count)
  end)
  it("stays done: no verdict depends on it", function()
    answer(1, "check", "p", "r.db", "--as-of", "2005-01-01", "--verdicts", "v.csv")
    assert.matches("\nany,E1/a/2004%-01%-01,met,", command.read "v.csv")
  end)
end)
