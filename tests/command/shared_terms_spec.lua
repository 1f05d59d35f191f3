-- A text that a pack names twice, again and again: what is said of it is said once, in time that grows with the text and not with its unfolding.
local command = require "tests.support.command"

local answer, write = command.answer, command.write

local LAW = 'instrument "law" { title = "Law", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }\n'
local STEPS = 26

local function steps(first, step, last)
  local lines = { LAW, first }
  for i = 1, STEPS do lines[#lines + 1] = step:gsub("{i}", i):gsub("{p}", i - 1) end
  lines[#lines + 1] = last:gsub("{i}", STEPS)
  return table.concat(lines, "\n")
end

local packs = {
  terms = steps('term "enterprise.t0" { value = enterprise.sector:is "0" }',
    'term "enterprise.t{i}" { value = enterprise.t{p} & (enterprise.t{p} | enterprise.sector:is "{i}") }', 'obligation "r" { clause = "law/a", require = enterprise.t{i} }'),
  locals = steps('local t = enterprise.sector:is "0"', 't = t & (t | enterprise.sector:is "{i}")', 'obligation "r" { clause = "law/a", require = t }'),
  numbers = steps('term "enterprise.t0" { value = enterprise.employees }', 'term "enterprise.t{i}" { value = enterprise.t{p} + enterprise.t{p} }',
    'obligation "r" { clause = "law/a", require = enterprise.t{i}:at_most(5) }'),
  verdicts = steps('obligation "r0" { clause = "law/a", require = enterprise.sector:is "0" }',
    'obligation "r{i}" { clause = "law/a", require = verdict "r{p}".status:is "met" & verdict "r{p}".status:is("met", "breached") }',
    'obligation "r" { clause = "law/a", require = verdict "r{i}".status:is "met" }'),
  sets = steps('term "audit.t0" { value = audit.consultant:is "0" }', 'term "audit.t{i}" { value = audit.t{p} & (audit.t{p} | audit.basis:is "voluntary") }',
    'obligation "r" { clause = "law/a", require = enterprise.audits:where(audit.t{i}):any() }'),
}

describe("what a text names twice", function()
  setup(function()
    command.begin()
    write("jurisdiction.csv", "code\nN\n")
    write("enterprise.csv", "code,jurisdiction,sector,employees\nE1,N,0,1\nE2,N,,\n")
    write("audit.csv", "code,enterprise,consultant,started_on\nA1,E1,0,2001-03-03\nA2,E2,,2001-03-03\n")
    answer(0, "import", "r.db", "jurisdiction.csv", "enterprise.csv", "audit.csv")
    for name, text in pairs(packs) do write(name .. "/p.lua", text) end
  end)
  teardown(command.finish)

  for name in pairs(packs) do
    it(("is looked into once: %s"):format(name), function()
      local start = os.time()
      answer(1, "check", name, "r.db", "--as-of", "2005-01-01", "--verdicts", name .. ".csv")
      answer(0, "explain", name, "r.db", "r", "E1", "--as-of", "2005-01-01")
      local text = answer(0, "explain", name, "r.db", "r", "E2", "--as-of", "2005-01-01")
      local _, lines = text:gsub("\n", "")
      assert(lines < 12 * STEPS, ("%d lines"):format(lines))
      assert(#text < 40000, ("%d bytes"):format(#text))
      answer(0, "report", name, "r.db", "--as-of", "2005-01-01")
      answer(0, "doc", name)
      assert(os.difftime(os.time(), start) < 10, "it took ten seconds or more")
    end)
  end

  it("is referred to where it stands again", function()
    local text = answer(0, "explain", "terms", "r.db", "r", "E2", "--as-of", "2005-01-01")
    assert.is_truthy(text:find("enterprise.t25: unknown, as above\n", 1, true), text)
    text = answer(0, "explain", "locals", "r.db", "r", "E1", "--as-of", "2005-01-01")
    assert.is_truthy(text:find("all of (1): true\n", 1, true) and text:find("all of (1): true, as above\n", 1, true), text)
  end)
end)
