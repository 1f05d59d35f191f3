-- Lint names the subjects of which what counts as done came before the duty arose, and those that are done although the day from which it arises is empty.
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

describe("what was done while the day from which the duty arises is empty", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2016-01-01" }, clauses = { a = "…" } }
kind "site" { lasting = true, fields = { { "code", text, key = true }, { "listed_on", event }, { "audited_on", event } } }
kind "spill" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "began_on", event, starts = true }, { "large", yesno },
  { "found_on", event }, { "reported_on", event }, { "noted_on", date } } }
term "spill.found" { value = spill.found_on }
obligation "report" { clause = "act/a", per = spill, arises = spill.found, applies = spill.large, due = days(5), done = spill.reported_on }
obligation "note" { clause = "act/a", per = spill, arises = spill.found_on, due = days(5), done = spill.site.audited_on }
obligation "date" { clause = "act/a", per = spill, arises = spill.noted_on, due = days(5), done = spill.reported_on }
]])
    write("site.csv", "code,listed_on,audited_on\nS,,2016-05-01\n")
    -- b was found, c was not reported, d is not large, e was reported before the act, f is found later, of g nobody knows whether it is large
    write("spill.csv", "code,site,began_on,large,found_on,reported_on\na,S,2016-02-01,yes,,2016-03-01\nb,S,2016-02-01,yes,2016-02-02,2016-03-01\nc,S,2016-02-01,yes,,\n"
      .. "d,S,2016-02-01,no,,2016-03-01\ne,S,2015-02-01,yes,,2015-03-01\nf,S,2016-02-01,yes,2017-02-01,2016-03-01\ng,S,2016-02-01,,,2016-03-01\n")
    answer(0, "import", "p", "r.db", "site.csv", "spill.csv")
  end)
  teardown(command.finish)

  it("is named where both are days of the record, and the rule held and applied on the day on which it was done", function()
    local told = answer(1, "lint", "p", "r.db", "--as-of", "2016-12-31")
    assert.truthy(told:find("spill.csv:2: spill a: rule `report`: it is done, and `found_on`, from which it arises, is empty, so that it never arose and does not apply, "
      .. "however late it was done; fill it in (done-not-arisen)\n", 1, true))
    local _, count = told:gsub("done%-not%-arisen", "")
    assert.equal(1, count)
    assert.matches("`found_on` 为空", answer(1, "lint", "p", "r.db", "--as-of", "2016-12-31", "--lang", "zh"))
  end)
  it("is free: no verdict depends on it", function()
    answer(1, "check", "p", "r.db", "--as-of", "2016-12-31", "--verdicts", "v.csv")
    assert.matches("\nreport,a,not_applicable,", command.read "v.csv")
  end)
end)
