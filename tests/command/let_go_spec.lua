-- Lint names the subjects that a duty let go before it was due, and the duties that free whoever is late.
local command = require "tests.support.command"
local packs = require "tests.support.packs"
local answer, write = command.answer, command.write

describe("a duty without arises", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "Act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
instrument "city" { title = "C", issuer = "C1", place = "C1", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
obligation "class" { clause = "act/a", applies = enterprise.size:is "large", due = "2003-12-31", done = enterprise.audits.completed_on:first() }
obligation "place" { clause = "city/a", due = "2003-12-31", done = enterprise.audits.completed_on:first() }
obligation "stays" { clause = "city/a", applies = enterprise.size:is "large", arises = enterprise.opened_on, due = "2003-12-31", done = enterprise.audits.completed_on:first() }
]])
    write("jurisdiction.csv", "code,parent\nP,\nC1,P\nC2,P\n")
    write("enterprise.csv", "code,jurisdiction,size,opened_on,effective_from\nE1,C1,large,2001-01-01,\nE1,C1,small,,2003-12-31\nE2,C1,large,2001-01-01,\nE2,C2,large,,2003-12-30\n"
      .. "E3,C1,large,2001-01-01,\nE4,C2,small,2001-01-01,\nE4,C2,micro,,2002-01-01\nE5,C1,large,2001-01-01,\nE5,C2,small,,2004-01-01\n")
    write("audit.csv", "code,enterprise,completed_on\n")
    answer(0, "import", "r.db", "jurisdiction.csv", "enterprise.csv", "audit.csv")
  end)
  teardown(command.finish)

  it("names by lint whom it bound and let go before its due day, by class or by place", function()
    local told = answer(1, "lint", "p", "r.db", "--as-of", "2005-01-01")
    local seen = {}
    local said = "enterprise (E%d): rule `(%w+)`: it applied before, and no more on the day on which it is asked"
    for subject, rule in told:gmatch(said) do seen[#seen + 1] = rule .. " " .. subject end
    table.sort(seen)
    assert.same({ "class E1", "place E2" }, seen)
    assert.matches("此前适用", answer(1, "lint", "p", "r.db", "--as-of", "2005-01-01", "--lang", "zh"))
  end)
  it("does so only once the change has come, and no verdict depends on it", function()
    assert.not_matches("it applied before", command.run("lint", "p", "r.db", "--as-of", "2003-12-29").out)
    answer(1, "check", "p", "r.db", "--as-of", "2005-01-01", "--verdicts", "v.csv")
    assert.matches("\nclass,E1,not_applicable,", command.read "v.csv")
    assert.matches("\nstays,E1,overdue,", command.read "v.csv")
  end)
end)

describe("a duty of each year without arises", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "Act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
obligation "yearly" { clause = "act/a", per = { enterprise, year }, applies = enterprise.size:is "large", due = period.to + months(3),
  done = enterprise.audits:where(audit.completed_on:after(period.to)).completed_on:first() }
]])
    write("jurisdiction.csv", "code,parent\nP,\n")
    -- E1 left its class between the year's end and the due day; E2 never did; E3 was never of it.
    write("enterprise.csv", "code,jurisdiction,size,opened_on,effective_from\nE1,P,large,2003-01-01,\nE1,P,small,,2004-03-01\nE2,P,large,2003-01-01,\n"
      .. "E3,P,micro,2001-01-01,\nE3,P,small,,2001-01-02\n")
    write("audit.csv", "code,enterprise,completed_on\n")
    answer(0, "import", "r.db", "jurisdiction.csv", "enterprise.csv", "audit.csv")
  end)
  teardown(command.finish)

  it("names by lint whom it let go between the end of a year and its due day", function()
    local function named(day)
      local seen = {}
      for subject in command.run("lint", "p", "r.db", "--as-of", day).out:gmatch "enterprise (E%d): rule `yearly`: it applied before" do seen[#seen + 1] = subject end
      table.sort(seen)
      return table.concat(seen, " ")
    end
    assert.equal("", named "2003-12-31")
    assert.equal("", named "2004-02-29")
    assert.equal("E1", named "2004-03-01")
    assert.equal("E1", named "2004-12-31")
  end)
end)

describe("a written due day", function()
  local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "statement" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "closed_on", date }, { "filed_on", event, starts = true },
  { "checked_on", event } } }
parameter "day" { clause = "n/a", { "2003-03-31", from = "1996-01-01" } }
]]
  local function told(body)
    local list = {}
    for _, entry in ipairs(packs.load(head .. ('obligation "y" { clause = "n/a", %s }'):format(body)).warnings) do
      if entry.message:find("also one that is only late", 1, true) then list[#list + 1] = entry.message end
    end
    return table.concat(list, "\n")
  end
  it("frees the filing that begins after it, which lint says with the cure", function()
    local said = "obligation y: a statement that begins after its due day, which the pack writes, is free of it, also one that is only late; if those are to be found, "
      .. "let the duty arise with it: arises = statement.filed_on, or judge its owner: per = enterprise, done = enterprise.statements:where(…)…:first()"
    assert.equal(said, told 'per = statement, due = "2003-03-31", done = statement.checked_on')
    assert.equal(said, told 'per = statement, due = parameter "day" + months(1), done = statement.checked_on')
  end)
  it("is no such trap where a day of the record enters it, done is the filing, the duty arises with it, or the subject lasts", function()
    for _, body in ipairs { "per = statement, due = statement.closed_on + months(3), done = statement.checked_on", 'per = statement, due = "2003-03-31", done = statement.filed_on',
      'per = statement, arises = statement.filed_on, due = "2003-03-31", done = statement.checked_on', 'due = "2003-03-31", done = enterprise.statements.filed_on:first()' } do
      assert.equal("", told(body), body)
    end
  end)
end)
