--- Lowering of units that stand in a field of the record (meaning.md, section 1): what a number's unit is, as a node of texts, and the number where its
--- unit is another's. Who compares and adds asks here; numbers whose units are written in the kind were settled when the pack was read.
local types = require "mandate.language.types"

local units = {}

local UNKNOWN = 0xfffffffe -- the code of a text that nobody knows
local NO_UNIT = "none" -- stands for a unit that is absent: numbers without a unit are alike

local of = {} -- by op: function(lowering, expression, around) -> node, or nil where no unit is asked for

local function text(lowering, space, word) return lowering.nodes:add("TEXT_CONSTANT", space, nil, { code = lowering.plan:text(word) }) end

local function stated(lowering, space, unit) return lowering.nodes:add("OR_ELSE", space, { unit, text(lowering, space, NO_UNIT) }) end

--- The unit that a record states in a field, as a node in a space.
function units.read(lowering, space, row, pivot, kind, field) return stated(lowering, space, lowering:read(space, row, pivot, kind, field)) end

--- A unit that nobody knows.
function units.unknown(lowering, space) return lowering.nodes:add("TEXT_CONSTANT", space, nil, { code = UNKNOWN }) end

function of.field(lowering, expression, around)
  expression.unit = expression.unit or { op = "field", from = expression.from, name = expression.type.unit_field, type = types.text, at = expression.at }
  return stated(lowering, around.space, lowering:value(expression.unit, around))
end

function of.term(lowering, expression, around)
  return lowering:in_term(expression, around, function(term, own) return units.of(lowering, term.value, own) end)
end

-- That of the one that has any: where both have, the number is unknown unless they are alike.
local function of_either(lowering, expression, around)
  return units.of(lowering, expression.a, around) or units.of(lowering, expression.b, around)
end
for _, name in ipairs { "add", "subtract", "multiply", "divide", "greater_of", "lesser_of" } do of[name] = of_either end

function of.previous(lowering, expression, around) return units.of(lowering, expression.from, lowering:in_previous(expression, around)) end

function of.rounded(lowering, expression, around) return units.of(lowering, expression.from, around) end

function of.or_else(lowering, expression, around)
  local unit, other = units.of(lowering, expression.from, around), units.of(lowering, expression.value, around)
  if not unit or not other then return unit or other end
  local given = lowering.nodes:add("GIVEN", around.space, { lowering:value(expression.from, around) })
  return lowering.nodes:add("PICK", around.space, { unit, other, given })
end

-- That of the values asked for: their least one, for the number is unknown unless all are alike.
local function of_column(lowering, expression, around)
  return (lowering:column_units(expression, around))
end
for _, name in ipairs { "sum", "min", "max", "mean", "geometric_mean", "highest", "lowest", "percentile" } do of[name] = of_column end

function of.decision(lowering, _, around) return units.unknown(lowering, around.space) end -- its rows may have different ones

--- The unit of a number, as a node in the scope's space; nil where the number takes any: what a function gives is in the unit that is asked of it.
function units.of(lowering, expression, around)
  local type = expression.type
  local takes_any = expression.op == "function" and not expression.declared or expression.op == "literal" and not type.unit -- the 0 of a negation
  if takes_any or not (type.unit or type.unit_field) then return nil end
  if not type.unit_field then return text(lowering, around.space, type.unit) end
  if of[expression.op] then return of[expression.op](lowering, expression, around) end
  return units.unknown(lowering, around.space)
end

--- The node of a number, as it is where its unit is that of another number, and unknown elsewhere.
---@param node integer of `expression`
function units.like(lowering, expression, node, other, around)
  local a, b = expression.type, other.type
  if not (a.unit_field or b.unit_field) or types.same_unit(a, b) then return node end
  local unit, its = units.of(lowering, expression, around), units.of(lowering, other, around)
  if not unit or not its then return node end
  return lowering.nodes:add("LIKE_UNITS", around.space, { node, unit, its })
end

return units
