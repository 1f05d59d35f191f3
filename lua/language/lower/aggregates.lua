--- Lowering of what is asked of sets and of columns (see expressions.lua): how many, whether there is one, sums, ends, ranks and shares, each with its reading of what is shown.
local analysis = require "mandate.language.lower.analysis"
local as_stood = require "mandate.language.lower.as_stood"
local beginnings = require "mandate.language.lower.beginnings"
local endless = require "mandate.language.lower.endless"
local scope = require "mandate.language.lower.scope"
local sets = require "mandate.language.lower.sets"
local shown = require "mandate.language.lower.shown"
local units = require "mandate.language.lower.units"

local aggregates = {}

local lower = {} -- by op, as in expressions.lua
aggregates.lower = lower

-- A column: the set it belongs to, its values in the set's scope, their type, what makes the node of their units, and in a reading of what is shown
-- where there is one that could be judged. per_row: the set is made for each row around, because more than the set is asked about. given: the values are counted, so that
-- one of which nothing is known but the ends of its field shows nothing.
local function column(lowering, expression, around, per_row, given)
  if expression.op == "distinct" then return column(lowering, expression.from, around, per_row, given) end
  if expression.op == "column" or expression.op == "column_term" then
    local from = expression.from
    if from.type.k == "set" then
      local asked = lowering:term_or_field_asks_pivot(expression, from.type.kind)
      local paired = per_row or around.pivot.node ~= nil and asked or analysis.asks_place(lowering, { op = expression.op, term = expression.term })
      local set = sets.lower(lowering, from, around, nil, paired)
      local own = { op = "row", scope = set.scope.index, via = {}, type = { k = "row", kind = set.kind } }
      local value = expression.op == "column" and { op = "field", from = own, name = expression.name, type = expression.type.of }
        or { op = "term", from = own, term = expression.term, type = expression.type.of }
      local judged = around.reading and shown.has_value(lowering, value, shown.judging(set.scope), given) or nil
      return set, lowering:value(value, endless.as_in(around, set.scope)), expression.type.of, function() return units.of(lowering, value, set.scope) end, judged
    end
    local set, references = column(lowering, from, around, per_row, given)
    local kind = from.type.of.kind
    if expression.op == "column" then
      local pivot = lowering:pivot_node(set.scope, kind, expression.name) or false
      local read = lowering:read(set.scope.space, references, pivot, kind, expression.name, set.scope.non_detects, around.endless)
      if set.scope.stood then read = as_stood.field(lowering, set.scope, { kind = kind, node = references }, expression.name, read) end
      local judged
      if around.reading then
        local there = lowering.nodes:negate(lowering.nodes:add("GIVEN", set.scope.space, { references }), set.scope.space)
        local function received(value)
          return shown.received(lowering, { name = expression.name, type = expression.type.of }, set.scope, { kind = kind, node = references }, value, there)
        end
        local told = received(read)
        judged = shown.is_there(lowering, set.scope.space, expression.type.of,
          given and received(lowering:read(set.scope.space, references, pivot, kind, expression.name, set.scope.non_detects, true)) or told)
        if around.assured and around.assured ~= true and around.assured.received then read = told end
      end
      return set, read, expression.type.of, function() return units.read(lowering, set.scope.space, references, pivot, kind, expression.type.of.unit_field) end, judged
    end
    local own, value = scope.for_row(set.scope, kind, references), lowering.pack.terms[expression.term].value
    own.of_set = true
    own = endless.as_in(around, own)
    local read = scope.of_row(lowering, lowering:value(value, own), own)
    local judged = around.reading and shown.is_there(lowering, set.scope.space, expression.type.of, read) or nil
    if judged and given then judged = lowering.nodes:both(judged, shown.has_value(lowering, value, own, given), set.scope.space) end
    return set, read, expression.type.of, function() return scope.of_row(lowering, units.of(lowering, value, own), own) end, judged
  end
  error("no column: " .. expression.op)
end

--- The first or last day of a column, of those of which it is certain that they are there, as a node in the scope; absent where none is.
---@param expression table `column:first()` or `column:last()`
function aggregates.end_certain(lowering, expression, around)
  local set, value = column(lowering, expression.from, around)
  local nodes, space = lowering.nodes, set.scope.space
  local known = nodes:both(nodes:add("KNOWN", space, { set.mask }), nodes:add("KNOWN", space, { value }), space)
  return sets.aggregate(lowering, set, around, expression.op == "first" and "DATE_FIRST" or "DATE_LAST", nodes:both(set.mask, known, space), value)
end

local function of_shown(lowering, set, around, type, node, judged)
  return shown.question(lowering, set, around, type, node, judged, function(mask) return sets.aggregate(lowering, set, around, "ANY", mask) end)
end

-- A condition asked of each row, unknown where it could not be judged.
local function decided(lowering, set, condition)
  return lowering:value(condition, shown.judging(set.scope))
end

function lower.any(lowering, expression, around)
  local set = sets.lower(lowering, expression.from, around)
  return of_shown(lowering, set, around, expression.type, sets.aggregate(lowering, set, around, "ANY", set.mask))
end

function lower.none(lowering, expression, around)
  return lowering.nodes:negate(lower.any(lowering, expression, around), around.space)
end

-- What a question comes to of a column's values: asked(values), and of numbers in units of their own where these are alike, or related.
local function in_one_unit(lowering, set, around, of, value, unit, asked)
  local node = asked(value)
  if not of.unit_field then return node end
  return units.of_column(lowering, set, around, node, asked, value, unit() or units.unknown(lowering, set.scope.space),
    function(op, values) return sets.aggregate(lowering, set, around, op, set.mask, values) end)
end

function lower.count(lowering, expression, around)
  if expression.from.type.k == "column" or expression.from.op == "distinct" then
    local set, value, of, unit, judged = column(lowering, expression.from, around, nil, true)
    local node = in_one_unit(lowering, set, around, of, value, unit, function(values) return sets.aggregate(lowering, set, around, "DISTINCT", set.mask, values) end)
    return of_shown(lowering, set, around, expression.type, node, judged)
  end
  local set = sets.lower(lowering, expression.from, around)
  return of_shown(lowering, set, around, expression.type, sets.aggregate(lowering, set, around, "COUNT", set.mask))
end

function lower.every(lowering, expression, around)
  local set = sets.lower(lowering, expression.from, around, nil, sets.must_pair(lowering, expression.condition, around))
  local space = set.scope.space
  local fails = lowering.nodes:both(set.mask, lowering.nodes:negate(lowering:value(expression.condition, set.scope), space), space)
  local node = lowering.nodes:negate(sets.aggregate(lowering, set, around, "ANY", fails), around.space)
  return of_shown(lowering, set, around, expression.type, node, around.reading and decided(lowering, set, expression.condition))
end

--- The two counts of a rate: where the condition holds, and of all rows.
function aggregates.share_parts(lowering, expression, around)
  local set = sets.lower(lowering, expression.from, around, nil, sets.must_pair(lowering, expression.condition, around))
  local space = set.scope.space
  local condition = shown.shared(lowering, expression.condition, set.scope, lowering:value(expression.condition, set.scope))
  local yes = sets.aggregate(lowering, set, around, "COUNT", lowering.nodes:both(set.mask, condition, space))
  local no = sets.aggregate(lowering, set, around, "COUNT", lowering.nodes:both(set.mask, lowering.nodes:negate(condition, space), space))
  return yes, no, sets.aggregate(lowering, set, around, "COUNT", set.mask), set
end

function lower.share(lowering, expression, around)
  local yes, no, _, set = aggregates.share_parts(lowering, expression, around)
  local node = lowering:labelled(lowering.nodes:add("SHARE", around.space, { yes, no }), expression)
  return of_shown(lowering, set, around, expression.type, node, around.reading and decided(lowering, set, expression.condition))
end

function lower.most_in(lowering, expression, around)
  local set, value, _, _, judged = column(lowering, expression.from, around, true)
  local day = lowering:value(expression.date, around)
  return of_shown(lowering, set, around, expression.type,
    lowering.nodes:add("MOST_IN", around.space, { set.mask, value, false, day }, { months = expression.months }), judged)
end

local BY_TYPE = {
  sum = { number = "SUM" }, mean = { number = "MEAN" }, geometric_mean = { number = "GEOMETRIC_MEAN" }, min = { number = "NUMBER_MIN", date = "DATE_FIRST" },
    max = { number = "NUMBER_MAX", date = "DATE_LAST" },
  first = { date = "DATE_FIRST" }, last = { date = "DATE_LAST" }, when_all = { date = "DATE_ALL" },
}

--- The least and the greatest unit among those of a column's values that are present, as codes of texts: nodes in the scope around.
---@param of_base integer 1: the bases of the units, where they have one
function aggregates.column_units(lowering, expression, around, of_base)
  local set, value, _, unit = column(lowering, expression.from, around)
  local present = lowering.nodes:add("UNIT_OF", set.scope.space, { unit() or units.unknown(lowering, set.scope.space), value }, { related = of_base })
  return sets.aggregate(lowering, set, around, "TEXT_FIRST", set.mask, present), sets.aggregate(lowering, set, around, "TEXT_LAST", set.mask, present)
end

local function over_column(name)
  return function(lowering, expression, around)
    if expression.from.type.k == "set" then
      local set = sets.lower(lowering, expression.from, around)
      local function aggregate(op, mask) return sets.aggregate(lowering, set, around, op, mask) end
      local row = sets.aggregate(lowering, set, around, name == "first" and "ROW_FIRST" or "ROW_LAST", set.mask, nil, { kind = set.kind })
      return of_shown(lowering, set, around, expression.type, beginnings.end_row(lowering, set, around, aggregate, row))
    end
    local set, value, of, unit, judged = column(lowering, expression.from, around)
    local k = of.k == "rate" and "number" or of.k
    local node = in_one_unit(lowering, set, around, of, value, unit, function(values)
      return sets.aggregate(lowering, set, around, BY_TYPE[name][k], set.mask, values)
    end)
    return of_shown(lowering, set, around, expression.type, node, judged)
  end
end
for name in pairs(BY_TYPE) do lower[name] = over_column(name) end

-- Whether an unknown value of a column is one that is there, and not perhaps none: it is a field of the set's own rows, whose blank cell is unknown.
local function is_there(of)
  return of.op == "column" and of.from.type.k == "set" and of.type.of.blank == "unknown"
end

-- The n-th highest or lowest, or a percentile: `number` is its n or p.
local function by_rank(lowering, expression, around)
  local set, value, of, unit, judged = column(lowering, expression.from, around, nil, expression.op ~= "percentile")
  local number, method = expression.arguments[1].value, expression.arguments[2] and expression.arguments[2].value or expression.op
  local properties = { method = method, number = number, number2 = is_there(expression.from) and 0 or 1 }
  local node = in_one_unit(lowering, set, around, of, value, unit, function(values)
    return sets.aggregate(lowering, set, around, "RANKED", set.mask, values, properties)
  end)
  return of_shown(lowering, set, around, expression.type, node, judged)
end
lower.highest, lower.lowest, lower.percentile = by_rank, by_rank, by_rank

return aggregates
