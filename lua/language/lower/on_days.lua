--- Lowering of what is read on a day that an expression tells: what a record held, parameters, and what exceptions say in their place.
local as_stood = require "mandate.language.lower.as_stood"
local cut_off_places = require "mandate.language.lower.cut_off_places"
local instead = require "mandate.language.lower.instead"
local scope = require "mandate.language.lower.scope"
local shown = require "mandate.language.lower.shown"

local on_days = {}

local lower = {} -- by op, as in expressions.lua
on_days.lower = lower

local UNKNOWN_DAY = -0x80000000

-- The same row, read on a day that an expression tells.
local function on_day(lowering, date, around)
  local there = scope.with_pivot(around, { node = lowering:value(date, around) })
  there.pivot.scope, there.pivot_scope = there, around.pivot_scope
  return there
end

-- What is asked of a waiver on a day of its own.
function lower.on_day(lowering, expression, around)
  return lowering:value(expression.from, on_day(lowering, expression.date, around))
end

-- The same, where a day that is not there is one that nobody knows: which value will hold then nobody knows.
local function on_some_day(lowering, date, around)
  local there = on_day(lowering, date, around)
  if date.op == "literal" then return there end
  local nodes, space, day = lowering.nodes, around.space, lowering:labelled(there.pivot.node, date)
  local given = nodes:add("GIVEN", space, { day })
  there.pivot.node = nodes:add("PICK", space, { day, nodes:day(space, UNKNOWN_DAY), given })
  local perhaps = nodes:add("OR", space, { given, nodes:negate(nodes:add("KNOWN", space, { given }), space) }) -- one that nobody knows is there on some day
  return there, perhaps
end

local WITHOUT_CONSTANT <const> = { span = true, scale = true } -- of which none is written for what is unknown

-- What a record held, and the law set, on a day; unknown where there is no such day. Parameters and decisions are read on it, too, whatever day's law is read elsewhere.
function lower.on(lowering, expression, around)
  local there, given = on_some_day(lowering, expression.arguments[1], around)
  there.law = nil
  around.on_days = around.on_days or {}
  around.on_days[expression] = there -- what `explain` looks at
  local value = lowering:value(expression.from, there)
  if not given or WITHOUT_CONSTANT[expression.type.k] then return value end
  return lowering.nodes:add("PICK", around.space, { value, shown.unknown(lowering, expression.type, around.space), given })
end

-- Where a subject lies, for what is set for some places; unknown where it lies in a place that is cut off and can lie in one of them.
local function known_place(lowering, name, around, place)
  local others = {}
  for _, row in ipairs(lowering.pack.parameters[name].rows) do others[#others + 1] = row.place and lowering:place_record(row.place) end
  local day = lowering.plan:moves "jurisdiction" and lowering:pivot(around) or false
  local perhaps = cut_off_places.perhaps_below(lowering, around, place, day, lowering:pivot(around), others)
  if not perhaps then return place end
  local nodes, space = lowering.nodes, around.space
  local unknown = nodes:add("RECORD_CONSTANT", space, nil, { record = 0xfffffffe, kind = "jurisdiction" })
  return nodes:add("DECIDE", space, { place, unknown, nodes:negate(perhaps, space) })
end

-- The scope of the day on which a parameter is read, for what is asked there of whom it is read for. What is asked as things stood on a day is asked so there, too.
local function of_its_day(lowering, expression, around)
  if not expression.of_day then return around end
  local there = on_some_day(lowering, expression.of_day, around)
  there.law = nil -- that day's, whatever day's law is read elsewhere
  if around.stood then there.stood = { node = as_stood.day(lowering, around) } end
  return there
end

-- A parameter to whose earlier value some keep for a time. Whom that is, is asked as things stood on the day on which the parameter is read.
function lower.kept(lowering, expression, around)
  local there = as_stood.on_pivot(lowering, expression.condition, of_its_day(lowering, expression, around))
  return lowering.nodes:add("DECIDE", around.space, { lowering:value(expression.a, around), lowering:value(expression.b, around),
    lowering:value(expression.condition, there, nil, { k = "condition" }) })
end

-- Of what the law said on the day on which a parameter is read and what it says on the day asked about the milder one: none, where one sets none. What a report reads by the law
-- of a day it reads by that.
function lower.milder(lowering, expression, around)
  local nodes, space = lowering.nodes, around.space
  local a = lowering:value(expression.a, around)
  if around.law and not expression.a.date then return a end
  local b = lowering:value(expression.b, around)
  local lower_is_milder = expression.stricter == "higher"
  if expression.type.k ~= "date" then return nodes:add(lower_is_milder and "LESSER" or "GREATER", space, { a, b }) end
  if not lower_is_milder then return nodes:add("DATE_LATER", space, { a, b }) end
  local both = nodes:both(nodes:add("GIVEN", space, { a }), nodes:add("GIVEN", space, { b }), space)
  return nodes:add("DECIDE", space, { nodes:add("DATE_EARLIER", space, { a, b }), nodes:day(space, nil), both })
end

function lower.exception(lowering, expression, around) return instead.exception(lowering, expression, around) end
function lower.at_odds(lowering, expression, around) return instead.at_odds(lowering, expression, around) end

local own_due_days = setmetatable({}, { __mode = "k" }) -- scope of a rule's due day -> { said = what the rule itself says, node = that day }

-- The scope in which it is asked what holds in place of a rule's due day: as things stood on the day that the rule itself says, or on the as-of date if that is earlier.
local function of_due_day(lowering, around)
  local nodes, space, own = lowering.nodes, around.space, own_due_days[around]
  if not own.node then
    local said = own.said
    own.node = said.op == "not_given" and nodes:day(space, nil) or lowering:value(said, around)
    if said.op ~= "not_given" and said.type.k == "span" then own.node = nodes:add("DATE_ADD", space, { around.arises, own.node }, { sign = 1 }) end
  end
  local there = scope.with_pivot(around, around.pivot)
  there.pivot_scope, there.stood = around.pivot_scope, { node = nodes:add("DATE_EARLIER", space, { lowering:today(space), own.node }) }
  return there
end

-- The scope in which it is asked whether exceptions hold: as things stood on the day on which that is read which they replace.
local function where_asked(lowering, expression, around)
  local there, of_due = of_its_day(lowering, expression, around), not expression.name and expression.type.k ~= "condition"
  -- exceptions to the rule come before those to them, whose day is that of the rule, too, and not what an exception says
  if of_due then own_due_days[around] = own_due_days[around] or { said = expression.from } end
  for _, choice in ipairs(expression.choices) do
    if as_stood.asks(lowering, choice.condition) then
      if of_due then return of_due_day(lowering, around) end
      return as_stood.on_pivot(lowering, choice.condition, there)
    end
  end
  return there
end

-- What exceptions say in place of a parameter's value, a due day or what a rule requires.
function lower.instead(lowering, expression, around, guard, wanted)
  local there = where_asked(lowering, expression, around)
  around.on_days = around.on_days or {}
  around.on_days[expression] = there -- what `explain` looks at
  return instead.lower(lowering, expression, around, there, function(said)
    if said.op == "not_given" then return lowering.nodes:day(around.space, nil) end
    return lowering:value(said, around, guard, wanted)
  end)
end

function lower.parameter(lowering, expression, around)
  local index, local_rows = lowering:parameter_index(expression.name)
  if expression.column then -- what the row of the period in hand says
    local period = around.period.whole or around.period
    return lowering.nodes:add("PARAMETER", around.space, { lowering.nodes:day(around.space, period.from), false, false }, { parameter = index })
  end
  local day, there = lowering:law(around), around
  if expression.date then
    there = on_some_day(lowering, expression.date, around) -- where the subject lay on that day
    day = there.pivot.node
  end
  local place = local_rows and lowering:place_node(there) or false
  local map = place and not expression.date and around.law and lowering.plan:moves "jurisdiction" and lowering:pivot(around) or false -- the subject lies where it does then
  if expression.later then
    map = place and lowering.plan:moves "jurisdiction" and lowering:pivot(there) or false -- what the law says today of where it was done
    day = lowering:today(around.space)
  end
  if place then place = known_place(lowering, expression.name, there, place) end
  return lowering.nodes:add("PARAMETER", around.space, { day, place, map }, { parameter = index })
end

return on_days
