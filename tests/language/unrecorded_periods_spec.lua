-- Lint names what begins or ends a state in a period of which nothing is on record.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "closed", yesno } } }
kind "load" {%s fields = { { "plant", plant, key = true, owner = true }, { "year_end", event, key = true, starts = true }, { "tons", number } } }
term "plant.over" { per = { plant, year }, value = plant.loads:during(period).tons:sum():above(100) }
decision "plant.limits" { reading = "ours", per = { plant, year }, hit = "first", evidence = plant.loads:during(period), columns = { plant.over }, rows = { { yes, "over" },
  { any, "within" } } }
]]

local function told(body, complete)
  local pack = packs.load(head:format(complete or "") .. ('state "plant.large" { per = { plant, year }, from = "2000-01-01", %s }'):format(body))
  local list = {}
  for _, entry in ipairs(pack.warnings) do
    if entry.message:find("is on record; where nobody knows then", 1, true) then list[#list + 1] = entry.message end
  end
  return table.concat(list, "\n")
end

describe("A state that begins or ends for want of records", function()
  it("is named, with what to write", function()
    local body = "begins = plant.over & plant.over:previous(), ends = ~plant.over & ~plant.over:previous()"
    assert.equal("state plant.large: `~plant.loads:during(period).tons:sum():above(100)` ends it also in a year of which no load is on record; where nobody knows then, "
      .. "let a decision with evidence say it", told(body))
    assert.equal("", told(body, ' complete = "every load is sent in",'))
    assert.equal("", told(body .. " & plant.loads:during(period):any()"))
    assert.equal("", told 'begins = plant.limits:is "over", ends = plant.limits:is "within" & plant.limits:previous():is "within"')
  end)
  for _, ends in ipairs { "plant.loads:during(period):count():below(3)",
    "~plant.loads:during(period).tons:max():above(100)", "(plant.loads:during(period).tons:sum():at_most(100)):previous(2)" } do
    it("is named: " .. ends, function() assert.is_truthy(told("begins = plant.over, ends = " .. ends):find("ends it also", 1, true)) end)
  end
  for _, ends in ipairs { "plant.closed", "plant.loads:during(period):none()", "plant.loads:during(period).tons:max():at_most(100)", "plant.loads:during(period):any()",
    "plant.loads:during(period):count():above(3)" } do
    it("is another thing: " .. ends, function() assert.equal("", told("begins = plant.over, ends = " .. ends)) end)
  end
end)
