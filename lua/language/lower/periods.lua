--- Lowering of periods: their first and last days, days that lie during one, and what is asked of the one before.
local core = require "mandate.core"
local as_stood = require "mandate.language.lower.as_stood"
local beginnings = require "mandate.language.lower.beginnings"
local calendar = require "mandate.language.lower.calendar"
local days = require "mandate.language.days"
local scope = require "mandate.language.lower.scope"
local shown = require "mandate.language.lower.shown"

local periods = {}

local lower = {} -- by op, as in expressions.lua
periods.lower = lower

--- The last day of the period that is judged, named as it is.
function periods.is_end(e) return e.op == "period_to" and (not e.period or e.period.op == "period") end

--- The scope of an expression that is asked of a period before the one in hand: it is read on that period's last day, by its law and in the place of that day. What is
--- expected of single months is asked of the period in hand only. nil where a table names no period there.
function periods.in_previous(lowering, expression, around)
  local known = lowering.previous[around] or {}
  lowering.previous[around] = known
  if known[expression.count] == nil then
    local period = calendar.before(around.period.whole or around.period, expression.count)
    if not period then
      known[expression.count] = false
      return nil
    end
    local there = scope.with_pivot(around, scope.pivot_until(lowering, period.to))
    there.period, there.unit, there.pivot_scope = period, nil, around.pivot_scope
    if around.stood == true then there.stood = { node = as_stood.day(lowering, around) } end -- what there was by the day on which it is asked whom the rule binds
    known[expression.count] = there
  end
  return known[expression.count] or nil
end

-- What a table of periods does not tell: of what lies before its first row nothing is known.
local function before_first(lowering, expression, around)
  local nodes, space, period = lowering.nodes, around.space, around.period.whole or around.period
  local day = nodes:day(space, days.before(period.siblings[1].from))
  local none = nodes:add("PARAMETER", space, { day, false, false }, { parameter = lowering:periods_index(period.unit) })
  if expression.type.k == "number" or expression.type.k == "rate" then return none end
  local asked = nodes:add("NUMBER_ABOVE", space, { none, nodes:number(space, 0) })
  if expression.type.k == "condition" then return asked end
  local open = shown.unknown(lowering, expression.type, space)
  return nodes:add("DECIDE", space, { open, open, asked })
end

-- How many days a period has: as many as its records are asked of, where the rule's force ends inside it.
function lower.days(lowering, expression, around)
  local nodes, space = lowering.nodes, around.space
  local from, to = periods.bounds(lowering, expression.from, around)
  return nodes:add("ADD", space, { nodes:add("DATE_DIFFERENCE", space, { to, from }), nodes:number(space, core.decimal(1)) })
end

function lower.previous(lowering, expression, around)
  local there = periods.in_previous(lowering, expression, around)
  if not there then return before_first(lowering, expression, around) end
  return lowering:value(expression.from, there)
end

--- First and last day of a period expression, as nodes.
function periods.bounds(lowering, expression, around)
  local space = around.space
  if expression.op == "literal" then
    return lowering.nodes:day(space, expression.value.from), lowering.nodes:day(space, expression.value.to)
  elseif expression.op == "period" then
    local period = assert(around.period, "no period is in hand")
    return lowering.nodes:day(space, period.from), lowering.nodes:day(space, period.last or period.to)
  end
  local date, span = lowering:value(expression.date, around), lowering:value(expression.span, around)
  if expression.direction == "to" then
    local to = periods.is_end(expression.date) and around.period.last and lowering.nodes:day(space, around.period.last) or date
    return lowering.nodes:add("WINDOW_START", space, { date, span }), to
  end
  local after = lowering.nodes:add("DATE_ADD", space, { date, span }, { sign = 1 })
  local day = lowering.nodes:add("SPAN_CONSTANT", space, nil, { span = lowering:span_index { unit = "days", count = 1 } })
  return date, lowering.nodes:add("DATE_ADD", space, { after, day }, { sign = -1 })
end

function lower.period_from(lowering, expression, around)
  return (periods.bounds(lowering, expression.period or { op = "period" }, around))
end

function lower.period_to(lowering, expression, around)
  if periods.is_end(expression) then return lowering.nodes:day(around.space, around.period.to) end
  local _, to = periods.bounds(lowering, expression.period or { op = "period" }, around)
  return to
end

-- `during` of a date; of a set it is a filter
function lower.during(lowering, expression, around)
  local own = as_stood.side(expression, around, "from")
  local date = lowering:value(expression.from, own)
  local period = expression.period or expression.arguments[1]
  local from, to = periods.bounds(lowering, period, around)
  return lowering.nodes:both(beginnings.compare(lowering, expression.from, own, "DATE_ON_OR_AFTER", date, from),
    beginnings.compare(lowering, expression.from, own, "DATE_BY", date, to), around.space)
end

return periods
