-- What units of a pack are of each other: the form of a unit stands in statements/units.lua.
local core = require "mandate.core"

local unit_factors = {}

--- What one unit is of another, as the two decimals of a fraction; nil where the pack does not relate them.
---@param all table name -> unit, as the pack has them
function unit_factors.factor(all, from, to)
  local a, b = all[from], all[to]
  if not a or not b or a.base ~= b.base or not a.factor or not b.factor then return nil end
  return core.factor(a.factor.times, a.factor.by, b.factor.by, b.factor.times)
end

--- Whether the pack relates two units, which are not one.
function unit_factors.related(all, from, to) return from ~= to and unit_factors.factor(all, from, to) ~= nil end

--- "1 MWh = 3.6 GJ", as a statement has it.
function unit_factors.relation(unit) return ("1 %s = %s"):format(unit.name, unit.said) end

--- The statements that lead from one unit to another, each once, as names of units.
function unit_factors.way(all, from, to)
  local ways = {}
  for i, name in ipairs { from, to } do
    ways[i] = {}
    local at = all[name]
    while at and at.of do
      table.insert(ways[i], at.name)
      at = all[at.of]
    end
  end
  local a, b = ways[1], ways[2]
  while #a > 0 and a[#a] == b[#b] do a[#a], b[#b] = nil, nil end -- what both go on with
  return table.move(b, 1, #b, #a + 1, a)
end

return unit_factors
