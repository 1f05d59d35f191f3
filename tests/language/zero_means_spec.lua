-- Lint names geometric means of numbers of which one that was not detected makes the whole 0.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "sample" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "taken_on", event, starts = true },
  { "count", number, min = 0, sign = "sign" }, { "sign", text, blank = "none" }, { "depth", number, min = 0 } } }
term "enterprise.middle" { value = enterprise.samples.count:geometric_mean() }
]]

local function told(body)
  local count = 0
  for _, entry in ipairs(packs.load(head .. body).warnings) do
    if entry.message:find("lies below its limit of detection", 1, true) then count = count + 1 end
  end
  return count
end

describe("A geometric mean where what was not detected counts as 0", function()
  local function rule(ways) return ('obligation "r" { clause = "n/a", %s, require = ~enterprise.middle:above(35) }'):format(ways) end
  it("is named of rules, also in terms", function() assert.equal(1, told(rule 'non_detects = "zero"')) end)
  it("is not where half of the limit counts, or nothing is said", function()
    assert.equal(0, told(rule 'non_detects = "half"'))
    assert.equal(0, told(rule 'title = "r"'))
  end)
  it("is not of what has no sign", function()
    assert.equal(0, told 'obligation "r" { clause = "n/a", non_detects = "zero", require = ~enterprise.samples.depth:geometric_mean():above(35) }')
  end)
  it("is named of indicators", function()
    assert.equal(1, told 'indicator "i" { clause = "n/a", per = enterprise, non_detects = "zero", value = enterprise.samples.count:geometric_mean() }')
  end)
end)
