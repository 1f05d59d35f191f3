--- By what a pack says that units are of each other something converts numbers: the statements that reasons, explanations and tables name.
local ordered = require "mandate.language.ordered"
local types = require "mandate.language.types"
local unit_factors = require "mandate.language.unit_factors"
local walk = require "mandate.language.walk"

local conversions = {}

local PAIRED <const> = { add = true, subtract = true, divide = true, greater_of = true, lesser_of = true }
local PUT_TOGETHER <const> = { sum = true, min = true, max = true, mean = true, geometric_mean = true, highest = true, lowest = true, percentile = true }

--- Nothing has been found yet.
---@return table { certain = names of units by whose statements it converts, open: records tell which }
function conversions.none() return { certain = {}, open = false } end

local function add_way(pack, from, to, found)
  for _, name in ipairs(from ~= to and pack.units[from] and pack.units[to] and unit_factors.way(pack.units, from, to) or {}) do found.certain[name] = true end
end

-- All that may be met where a record's own unit becomes one that is written.
local function add_family(pack, unit, found)
  local base = pack.units[unit] and pack.units[unit].base
  for name, other in pairs(base and pack.units or {}) do
    if other.base == base and other.of then found.certain[name] = true end
  end
end

-- Two numbers that meet, of which one may be in its record's own unit.
local function add_pair(pack, a, b, found)
  local x, y = a.type, b.type
  if not x or not y or not (x.unit_field or y.unit_field) or types.same_unit(x, y) then return end
  local written = not x.unit_field and x.unit or not y.unit_field and y.unit
  if written then add_family(pack, written, found) elseif x.unit_field and y.unit_field then found.open = true end
end

--- Adds by what one expression converts, without those inside it.
function conversions.add(pack, e, found)
  if e.as_said then add_way(pack, e.as_said.type.unit, e.type.unit, found) end
  if e.op == "in_unit" then
    if e.from.type.unit_field then add_family(pack, e.unit, found) elseif not e.value then add_way(pack, e.from.type.unit, e.unit, found) end
  elseif PUT_TOGETHER[e.op] and e.from and e.from.type.k == "column" and e.from.type.of.unit_field then
    found.open = true
  elseif PAIRED[e.op] then
    add_pair(pack, e.a, e.b, found)
  elseif e.from and e.arguments and e.from.type and e.from.type.k == "number" then
    for _, argument in ipairs(e.arguments) do add_pair(pack, e.from, argument, found) end
  end
end

--- The names of the units whose statements were found, in their order. Where only records tell, all that the pack has.
function conversions.names(pack, found)
  if next(found.certain) or not found.open then return ordered.keys(found.certain) end
  local all = {}
  for name, unit in pairs(pack.units) do all[name] = unit.of and true or nil end
  return ordered.keys(all)
end

--- By what some expressions convert, and the terms, decisions and parameters that they name, as names of units.
function conversions.of(pack, expressions)
  if not next(pack.units) then return {} end
  local found, seen, rows = conversions.none(), {}, {}
  local function find_term(name) return pack.terms[name] end
  local function visit(e)
    conversions.add(pack, e, found)
    if e.op ~= "parameter" or rows[e.name] then return end
    rows[e.name] = true
    for _, row in ipairs(pack.parameters[e.name].rows) do
      if row.value then conversions.add(pack, row.value, found) end
    end
  end
  for _, expression in ipairs(expressions) do walk.asked(expression, find_term, visit, seen) end
  return conversions.names(pack, found)
end

--- Whether a number is in the unit of its records, or, where these differ and the pack relates them, in their base: who reads it cannot tell.
function conversions.is_in_own_units(pack, e)
  if not e.type or not e.type.unit_field then return false end
  local some = false
  for _, unit in pairs(pack.units) do some = some or unit.of ~= nil end
  return some and walk.meant(e, function(name) return pack.terms[name] end).op ~= "field"
end

--- "1 MWh = 3.6 GJ, 1 toe = 41.868 GJ"; nil of none.
function conversions.text(pack, names)
  local list = {}
  for i, name in ipairs(names) do list[i] = unit_factors.relation(pack.units[name]) end
  return #list > 0 and table.concat(list, ", ") or nil
end

return conversions
