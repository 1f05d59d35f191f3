--- Lowering of typed expressions to nodes of a plan. Every expression becomes a node in the space of the scope it is seen from; the same
--- expression seen from the same scope is the same node, which is what `explain` reads afterwards.
local aggregates = require "mandate.language.lower.aggregates"
local analysis = require "mandate.language.lower.analysis"
local as_stood = require "mandate.language.lower.as_stood"
local beginnings = require "mandate.language.lower.beginnings"
local clocks = require "mandate.language.lower.clocks"
local comparisons = require "mandate.language.lower.comparisons"
local days = require "mandate.language.lower.days"
local decisions = require "mandate.language.lower.decisions"
local endless = require "mandate.language.lower.endless"
local months = require "mandate.language.lower.months"
local moves = require "mandate.language.moves"
local on_days = require "mandate.language.lower.on_days"
local periods = require "mandate.language.lower.periods"
local rows = require "mandate.language.lower.rows"
local shown = require "mandate.language.lower.shown"
local states = require "mandate.language.lower.states"
local units = require "mandate.language.lower.units"

local expressions = {}

local VALUE_TYPE = { condition = "condition", number = "number", rate = "number", date = "date", text = "text", row = "record", span = "span" }

local lower = {} -- by op: function(lowering, expression, around) -> node

-- Constants ----------------------------------------------------------------------------------------------------------

function lower.literal(lowering, expression, around)
  local k, value = expression.type.k, expression.value
  if k == "number" or k == "rate" then return lowering.nodes:number(around.space, value) end
  if k == "date" then return lowering.nodes:day(around.space, value) end
  if k == "condition" then return lowering.nodes:truth(around.space, value) end
  return lowering.nodes:add("TEXT_CONSTANT", around.space, nil, { code = lowering.plan:text(value) })
end

function lower.decision(lowering, expression, around)
  return decisions.lower(lowering, expression, around, lowering.in_place)
end

function lower.as_of(lowering, expression, around)
  return lowering:today(around.space, expression.until_day)
end

-- A day that was reckoned for the subject, where waivers are compared with it.
function lower.subjects_day(lowering, expression, around)
  return lowering.nodes:bring(expression.node, expression.space, around.space)
end

function lower.not_given(lowering, _, around)
  return lowering.nodes:day(around.space, nil)
end

function lower.span(lowering, expression, around)
  return lowering.nodes:add("SPAN_CONSTANT", around.space, nil, { span = lowering:span_index(expression) })
end

-- Logic --------------------------------------------------------------------------------------------------------------

local function two(op)
  return function(lowering, expression, around)
    local a = lowering:value(expression.a, around)
    local b = lowering:value(expression.b, around, op == "AND" and a or nil)
    return lowering.nodes:add(op, around.space, { a, b })
  end
end
lower["and"], lower["or"] = two "AND", two "OR"
lower.both, lower.either = two "DATE_LATER", two "DATE_EARLIER"

lower["not"] = function(lowering, expression, around)
  return lowering.nodes:negate(lowering:value(expression.a, around), around.space)
end

-- What an expression, the term's text or what is asked of it, says of the row whose term it is.
local function in_term(lowering, expression, around, text)
  return rows.in_term(lowering, expression, around, function(_, own) return lowering:value(text, own) end)
end

-- Whether a condition is there at all, as a node; nil where it always is. An absent yes or no reads as no, so that its value does not tell.
local function answered(lowering, expression, around)
  local row = expression.from and expression.from.type.k == "row" and lowering:row(expression.from, around)
  if expression.op == "field" and row and not lowering.kinds[row.kind].group then
    local pivot = lowering:pivot_node(around, row.kind, expression.name) or false
    return lowering.nodes:add("READ", around.space, { row.node or false, pivot }, { kind = row.kind, field = expression.name, reading = "answered" })
  end
  return (expression.op == "term" or expression.op == "decision") and row and row.node and lowering.nodes:add("GIVEN", around.space, { row.node }) or nil
end

function lower.known(lowering, expression, around)
  if around.reading == "judged" then return lower.given(lowering, expression, around) end
  local value = lowering:value(expression.from, around)
  local known = lowering.nodes:add("KNOWN", around.space, { value })
  if expression.from.type.k == "condition" then known = lowering.nodes:both(known, answered(lowering, expression.from, around), around.space) end
  if around.pivot.any_day then -- unknown for want of the day, perhaps
    local nodes, space = lowering.nodes, around.space
    local settled = nodes:add("OR", space, { nodes:add("KNOWN", space, { value }), nodes:negate(nodes:add("GIVEN", space, { value }), space) })
    return nodes:add("PICK", space, { known, nodes:truth(space, nil), settled })
  end
  if around.reading ~= "shown" or not analysis.has_second_reading(lowering, expression.from) then return known end
  local said, k = shown.as_said(around), expression.from.type.k
  local now = { value = value, given = lower.given(lowering, expression, around) }
  local before = { value = lowering:value(expression.from, said), given = lower.given(lowering, expression, said) }
  local of_none = analysis.asks_sets(lowering, expression.from)
    and { now = lower.given(lowering, expression, shown.of_none(around)), before = lower.given(lowering, expression, shown.of_none(said)) } or nil
  return shown.known(lowering, around, known, now, before, k == "number" or k == "rate", of_none)
end

function lower.given(lowering, expression, around)
  local from, nodes, space = expression.from, lowering.nodes, around.space
  local text = from.op == "term" and lowering.pack.terms[from.term].value
  if text and text.op ~= "decision" then -- asked of what the term names
    lowering.given_texts[from.term] = lowering.given_texts[from.term] or { op = "given", from = text, type = expression.type, at = expression.at }
    return in_term(lowering, from, around, lowering.given_texts[from.term])
  end
  local given = nodes:add("GIVEN", space, { lowering:value(from, around) })
  if from.type.k == "number" and analysis.asks_ends(lowering, from) then -- the ends of a field do not tell that there is a number, unless they meet in one
    local known = nodes:add("KNOWN", space, { lowering:value(from, around) })
    given = nodes:add("OR", space, { known, nodes:add("GIVEN", space, { lowering:value(from, endless.scope(around)) }) })
  end
  if from.type.k ~= "condition" then return given end
  return nodes:both(given, answered(lowering, from, around), space)
end

function lower.missing(lowering, expression, around)
  return lowering.nodes:negate(lower.known(lowering, expression, around), around.space)
end

function lower.happened(lowering, expression, around)
  return beginnings.happened(lowering, expression.from, around)
end

function lower.or_else(lowering, expression, around)
  return lowering.nodes:add("OR_ELSE", around.space, { lowering:value(expression.from, around), lowering:value(expression.value, around) })
end

-- Texts --------------------------------------------------------------------------------------------------------------

function lower.length(lowering, expression, around)
  return lowering.nodes:add("TEXT_LENGTH", around.space, { lowering:value(expression.from, around) })
end

local TO_THE_END = 1 << 30

function lower.part(lowering, expression, around)
  local first, last = expression.arguments[1], expression.arguments[2]
  return lowering.nodes:add("TEXT_PART", around.space, { lowering:value(expression.from, around) }, { number = first.value, number2 = last and last.value or TO_THE_END })
end

local function in_case(upper)
  return function(lowering, expression, around)
    return lowering.nodes:add("TEXT_CASE", around.space, { lowering:value(expression.from, around) }, { upper = upper })
  end
end
lower.lower, lower.upper = in_case(0), in_case(1)

function lower.join(lowering, expression, around)
  return lowering.nodes:add("TEXT_JOINED", around.space, { lowering:value(expression.a, around), lowering:value(expression.b, around) })
end

-- Arithmetic and dates -----------------------------------------------------------------------------------------------

local function arithmetic(op)
  return function(lowering, expression, around)
    local a, b = lowering:value(expression.a, around), lowering:value(expression.b, around)
    local ka, kb = expression.a.type.k, expression.b.type.k
    if ka == "date" and kb == "span" then return lowering.nodes:add("DATE_ADD", around.space, { a, b }, { sign = op == "ADD" and 1 or -1 }) end
    if ka == "date" and kb == "date" then return lowering.nodes:add("DATE_DIFFERENCE", around.space, { a, b }) end
    if op ~= "MULTIPLY" then a, b = units.together(lowering, expression.a, a, expression.b, b, around) end
    local node = lowering:labelled(lowering.nodes:add(op, around.space, { a, b }), expression)
    return op == "DIVIDE" and shown.quotient(lowering, around, node, a, b) or node
  end
end
lower.add, lower.subtract, lower.multiply, lower.divide = arithmetic "ADD", arithmetic "SUBTRACT", arithmetic "MULTIPLY", arithmetic "DIVIDE"
lower.greater_of, lower.lesser_of = arithmetic "GREATER", arithmetic "LESSER"

function lower.rounded(lowering, expression, around)
  local places, way = expression.arguments[1], expression.arguments[2]
  return lowering.nodes:add("ROUNDED", around.space, { lowering:value(expression.from, around) }, { method = way and way.value or "half up", number = places.value })
end

function lower.in_unit(lowering, expression, around) return units.converted(lowering, expression, around) end

local function scaled(inverse)
  return function(lowering, expression, around)
    local number, t = lowering:value(expression.value, around), expression.from.type
    local unit = t.unit
    if inverse == 1 then unit = t.amount end
    number = units.like(lowering, expression.value, number, { op = "scaled", type = { k = "number", unit = unit } }, around)
    return lowering:labelled(lowering.nodes:add("SCALED", around.space, { number, lowering:value(expression.from, around) }, { inverse = inverse }), expression)
  end
end
lower.of, lower.base_of = scaled(0), scaled(1)

function lower.span_of(lowering, expression, around) return days.counted(lowering, expression, around) end
function lower.date_part(lowering, expression, around) return days.part(lowering, expression, lowering:value(expression.from, around), around) end
function lower.whole_months_to(lowering, expression, around)
  return days.whole(lowering, expression, lowering:value(expression.from, around), lowering:value(expression.arguments[1], around), around)
end
lower.whole_years_to = lower.whole_months_to

for op in pairs(moves) do
  lower[op] = function(lowering, expression, around) return days.moved(lowering, expression, lowering:value(expression.from, around), around) end
end

for _, family in ipairs { rows, comparisons, periods, months, on_days, aggregates, clocks, states } do
  for op, how in pairs(family.lower) do lower[op] = how end
end

-- Verdicts and functions ---------------------------------------------------------------------------------------------

function lower.verdict(lowering, expression, around)
  if expression.field == "status" then return lowering:verdict(expression, around) end
  local dates = { due = 0, done = 1, arises = 2, used = 3 }
  if dates[expression.field] and lowering:rule_word(expression.rule) ~= "quota" then
    return lowering.nodes:add("VERDICT_DATE", around.space, { lowering:verdict(expression, around) }, { which = dates[expression.field] })
  end
  local row = lowering:row(expression.row, around)
  local node = lowering:quota_value(expression.rule, expression.field, around)
  if not row.node and around.space == lowering:space(row.kind) then return node end
  return lowering.nodes:add("FETCH", around.space, { row.node or lowering:own_row(row.kind, around.space), node })
end

lower["function"] = function(lowering, expression, around, guard, wanted)
  -- on some day it may ask whether a field is known; and a rule that is in force on no day calls none
  if around.pivot.any_day == true or around.never then return shown.unknown(lowering, wanted or expression.type or { k = "condition" }, around.space) end
  guard = lowering.nodes:both(around.open, guard, around.space)
  local type = VALUE_TYPE[(wanted or expression.type or { k = "condition" }).k] or "condition"
  local properties = { type = type, kind = around.kind,
    ["function"] = lowering:call_site(expression.index, around.period, expression.at, shown.of_function(lowering, around)) }
  if around.row and around.pivot.node then
    return lowering.nodes:add("CALL", around.space, { around.row, lowering:pivot(around), guard or false }, properties)
  elseif around.row then
    local own = lowering:term_scope(around.kind, around)
    local node = lowering.nodes:add("CALL", own.space, { false, lowering:pivot(own), false }, properties)
    return lowering.nodes:add("FETCH", around.space, { around.row, node })
  end
  return lowering.nodes:add("CALL", around.space, { false, lowering:pivot(around), guard or false }, properties)
end

--- The node of an expression in a scope. guard: a condition that leaves rows open, for functions beside it.
function expressions.value(lowering, expression, around, guard, wanted)
  local known = around.memo[expression]
  if known then return known end
  if around.endless and expression.type and expression.type.k == "condition" then return expressions.value(lowering, expression, endless.ended(around), guard, wanted) end
  local how = lower[expression.op]
  if not how then error("no lowering for " .. tostring(expression.op)) end
  local node = how(lowering, expression, as_stood.of_condition(lowering, expression, around), guard, wanted)
  around.memo[expression] = node
  return node
end

return expressions
