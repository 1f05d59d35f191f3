--- Lowering of units that stand in a field of the record (meaning.md, section 1): what a number's unit is, as a node of texts, and the number where its
--- unit is another's. Who compares and adds asks here; numbers whose units are written in the kind were settled when the pack was read.
local core = require "mandate.core"
local unit_factors = require "mandate.language.unit_factors"
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

function of.previous(lowering, expression, around)
  local there = lowering:in_previous(expression, around)
  if not there then return units.unknown(lowering, around.space) end
  return units.of(lowering, expression.from, there)
end

function of.rounded(lowering, expression, around) return units.of(lowering, expression.from, around) end

function of.or_else(lowering, expression, around)
  local unit, other = units.of(lowering, expression.from, around), units.of(lowering, expression.value, around)
  if not unit or not other then return unit or other end
  local given = lowering.nodes:add("GIVEN", around.space, { lowering:value(expression.from, around) })
  return lowering.nodes:add("PICK", around.space, { unit, other, given })
end

-- Whether the pack relates units; then the plan is told of all of them.
local function related(lowering)
  if lowering.has_relations == nil then
    lowering.has_relations = false
    for _, unit in pairs(lowering.pack.units or {}) do
      if unit.of then lowering.has_relations = true end
    end
    for name, unit in pairs(lowering.has_relations and lowering.pack.units or {}) do lowering.plan:unit(name, unit.base, unit.factor.times, unit.factor.by) end
  end
  return lowering.has_relations and 1 or 0
end

-- That of the values asked for: their own one where all are alike, else their base, for otherwise the number is unknown.
local function of_column(lowering, expression, around)
  local first, last = lowering:column_units(expression, around, 0)
  if related(lowering) == 0 then return first end
  local nodes, space = lowering.nodes, around.space
  return nodes:add("PICK", space, { first, (lowering:column_units(expression, around, 1)), nodes:add("CODE_SAME", space, { first, last }) })
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

local function like(lowering, space, node, unit, its, exact)
  return lowering.nodes:add("LIKE_UNITS", space, { node, unit, its }, { related = related(lowering), exact = exact or false })
end

--- The node of a number in the unit of another number: as it is where that is its own, converted where the pack relates the two, and unknown elsewhere.
---@param node integer of `expression`
---@param exact boolean|nil it is compared: nothing is rounded
function units.like(lowering, expression, node, other, around, exact)
  local a, b = expression.type, other.type
  if not (a.unit_field or b.unit_field) or types.same_unit(a, b) then return node end
  local unit, its = units.of(lowering, expression, around), units.of(lowering, other, around)
  if not unit or not its then return node end
  return like(lowering, around.space, node, unit, its, exact)
end

--- The nodes of two numbers that are added, or the like, in one unit: the written one, or that of the first.
function units.together(lowering, first, a, second, b, around)
  if second.type.unit and not second.type.unit_field then return units.like(lowering, first, a, second, around), b end
  return a, units.like(lowering, second, b, first, around)
end

-- A number that is written out, in another unit, as a constant; nil where it is none.
local function constant(lowering, expression, space, exact)
  local from = expression.from
  if from.op ~= "literal" then return nil end
  local value, side = from.value, 0
  if from.type.unit ~= expression.unit then
    value, side = core.converted(value, unit_factors.factor(lowering.pack.units, from.type.unit, expression.unit))
  end
  return value and (side == 0 or not exact) and lowering.nodes:number(space, value) or nil
end

--- A number in another unit, as a node.
---@param exact boolean|nil it is compared: nothing is rounded
function units.converted(lowering, expression, around, exact)
  if expression.value then return lowering:value(expression.value, around) end
  local known = constant(lowering, expression, around.space, exact)
  if known then return known end
  local from = expression.from
  local node, unit = lowering:value(from, around), units.of(lowering, from, around)
  if not unit or not from.type.unit_field and from.type.unit == expression.unit then return node end
  return like(lowering, around.space, node, unit, text(lowering, around.space, expression.unit), exact)
end

--- A question over a column of numbers in units of their own. Where not all are alike, but related, each is taken in the base of its unit.
---@param node integer what it comes to of the values as they are, in the scope around
---@param asked function(node of values) gives what it comes to of others
---@param value integer node of the values
---@param unit integer node of their units
function units.of_column(lowering, set, around, node, asked, value, unit, aggregate)
  local nodes, space = lowering.nodes, around.space
  local function ends(of_base)
    local own = nodes:add("UNIT_OF", set.scope.space, { unit, value }, { related = of_base })
    return aggregate("TEXT_FIRST", own), aggregate("TEXT_LAST", own)
  end
  local first, last = ends(0)
  if related(lowering) == 0 then return nodes:add("LIKE_UNITS", space, { node, first, last }) end
  local of_bases = asked(nodes:add("IN_BASE", set.scope.space, { value, unit }))
  local picked = nodes:add("PICK", space, { node, of_bases, nodes:add("CODE_SAME", space, { first, last }) })
  local base, other = ends(1)
  return nodes:add("LIKE_UNITS", space, { picked, base, other })
end

return units
