-- Lint names what must be at most a limit that the law does not set everywhere, or always.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "draw" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "unknown" }, { "drawn_on", event, starts = true }, { "nitrate", number,
  unit = "mg/L" } } }
parameter "most" { clause = "n/a", { "50 mg/L", from = "1996-01-01" }, { none = "repealed", from = "2005-01-01" } }
parameter "always" { clause = "n/a", { "50 mg/L", from = "1996-01-01" } }
parameter "last" { clause = "n/a", { "2001-01-01", from = "1996-01-01" }, { none = "repealed", from = "2005-01-01" } }
term "draw.fine" { value = draw.nitrate:at_most(parameter "most") }
term "draw.twice" { value = parameter "most" * 2 }
]]

local function told(body)
  local list = {}
  for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", %s }'):format(body)).warnings) do
    if entry.message:find("where the law sets no", 1, true) then list[#list + 1] = entry.message end
  end
  return table.concat(list, "\n")
end

describe("A limit that the law does not set everywhere, or always", function()
  it("is named where what must be at most that limit is breached without it, with what to write", function()
    assert.equal('obligation r: `draw.nitrate:at_most(parameter "most")` is false, and the rule breached, where the law sets no "most" (a row says none); '
      .. 'write applies = parameter "most":given(), or ask ~draw.nitrate:above(parameter "most")', told 'per = draw, require = draw.nitrate:at_most(parameter "most")')
  end)
  for _, body in ipairs {
    'per = draw, require = draw.nitrate:below(parameter "most")', 'per = draw, require = draw.nitrate:between("1 mg/L", parameter "most")', "per = draw, require = draw.fine",
    "per = draw, require = draw.nitrate:at_most(draw.twice)", 'per = enterprise, require = enterprise.draws:every(draw.fine)',
    'per = enterprise, require = enterprise.draws.nitrate:max():at_most(parameter "most")', 'per = draw, require = draw.drawn_on:by(parameter "last")',
    'per = enterprise, require = enterprise.draws:where(~draw.fine):none()', 'per = draw, require = draw.nitrate:at_most(parameter "most":on(draw.drawn_on))',
    'per = enterprise, forbid = enterprise.draws:where(~draw.fine), evidence = enterprise.draws',
  } do
    it("is named: " .. body, function() assert.truthy(told(body):find("is false, and the rule breached, where the law sets no", 1, true)) end)
  end
  for _, body in ipairs {
    'per = draw, require = ~draw.nitrate:above(parameter "most")', 'per = draw, require = draw.nitrate:at_most(parameter "always")',
    'per = draw, applies = parameter "most":given(), require = draw.fine', 'per = draw, require = draw.nitrate:at_most((parameter "most"):or_else "90 mg/L")',
    'per = draw, require = draw.fine | (parameter "most"):missing()', 'per = enterprise, require = enterprise.draws:where(draw.nitrate:above(parameter "most")):none()',
  } do
    it("is not named: " .. body, function() assert.equal("", told(body)) end)
  end
end)
