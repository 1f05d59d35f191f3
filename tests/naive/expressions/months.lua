-- What a period asks of its months: meaning.md, section 30. Each is asked by itself, as a period before is.
local collecting = require "tests.naive.collecting"
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local dates = require "tests.naive.dates"
local expressions = require "tests.naive.expressions.expressions"
local places = require "tests.naive.places"
local record_pack = require "tests.naive.record_pack"
local records = require "tests.naive.records"
local values = require "tests.naive.values"

local months = {}

-- The unit that is asked, as dates have it.
local function unit_of(raw)
  local node = record_pack.node(raw)
  return node and "fiscal " .. node.begins or raw
end

-- Whether a month is asked, a condition: it has ended, and was the rule's and the record's.
local function is_asked(month, context)
  if month.to > context.as_of or context.since and month.to < context.since or context.ends and month.from > context.ends then return values.no end
  local row = context.scopes[1]
  local day = row.state == "known" and row.value.kind and row.value.kind.starts and records.day(row.value)
  if day and day.state == "known" and day.value > month.to then
    counting.note(context, "a month before its beginning")
    return values.no
  end
  if not context.stood then return values.yes end
  local stood = context.stood.day
  if context.stood.came then context.stood.came[month.to] = true end
  if not stood then return values.unknown "condition" end
  if stood < month.to then counting.note(context, "a month that had not ended as things stood") end
  return values.truth(stood >= month.to)
end

-- The context in which a month is read.
local function context_of(month, context)
  local unit, ends = context.unit, context.ends and context.ends < month.to and context.ends or false
  local pivot = math.min(context.as_of, ends or month.to)
  local there = context.subject.state == "known" and places.of(context.registry, context.subject.value, pivot) or context.places
  local own = contexts.copy(context, { period = month, pivot = pivot, places = there, ends = ends, map = false, found = false, any_day = false, begins_by = false })
  if unit and (month.to < unit.from or month.from > unit.to) then
    counting.note(context, "a month beside the one that is looked at")
    own.unit, own.reading, own.assured = false, false, false
  end
  return own
end

-- The months that are asked, or may be: { asked, context }.
local function asked_months(node, context)
  local unit, list, day = unit_of(node.arguments[1]), {}, context.period.from
  while day <= math.min(context.period.to, context.as_of) do
    local name, from, to = dates.period_of(unit, day)
    context.registry.months = context.registry.months or {} -- what is remembered of a period tells periods apart as tables
    local key = name .. " " .. from
    local month = context.registry.months[key] or { name = name, from = from, to = to }
    context.registry.months[key] = month
    local asked = is_asked(month, context)
    if asked.value ~= false then list[#list + 1] = { asked = asked, context = context_of(month, context) } end
    day = to + 1
  end
  return list
end

local function no_month(node, context, type)
  local unit = unit_of(node.arguments[1]):gsub("^fiscal (.*)", 'fiscal_year "%1"')
  return values.unknown(type, { [("a %s that has ended, of the period to on %s"):format(unit, dates.format(context.period.to))] = true })
end

local function some_of(list)
  local some = values.no
  for _, month in ipairs(list) do some = values.either(some, month.asked) end
  return some
end

local function condition_in(node, month) return values.settle(expressions.as(node.from, "condition", month.context)) end

local function every(node, context, list)
  local all, some = values.yes, some_of(list)
  for _, month in ipairs(list) do all = values.both(all, values.either(values.negate(month.asked), condition_in(node, month))) end
  if some.value == true then return all end
  counting.note(context, "a period of which no month is asked")
  if some.value == false then return no_month(node, context, "condition") end
  return values.agreed(all, no_month(node, context, "condition"), some)
end

local function count(list, condition_of)
  local found = {}
  for _, month in ipairs(list) do
    local condition = values.both(month.asked, condition_of(month))
    if condition.value ~= false then found[#found + 1] = { value = values.number(1), certain = condition.state == "known", condition = condition } end
  end
  return collecting.sum(found)
end

-- What is unknown where nothing that is not shown counts, because no month is asked.
local function shown(value, node, context, list)
  local some = some_of(list)
  if not context.reading or some.value == true then return value end
  counting.note(context, "no month shows anything")
  if some.value == false then return no_month(node, context, value.type) end
  return values.agreed(value, no_month(node, context, value.type), some)
end

--- Whether a month that is asked ends behind the pivot.
function months.behind(node, context)
  local behind = values.no
  for _, month in ipairs(asked_months(node, context)) do
    if month.context.period.to > context.pivot then behind = values.either(behind, month.asked) end
  end
  return behind
end

--- The question of a condition, in each month or in how many.
function months.asked(node, context)
  local list = asked_months(node, context)
  local sort = node.name == "in_each" and expressions.value(node.from, list[1] and list[1].context or contexts.copy(context, { counters = false })).type
  if sort == "number" or sort == "rate" then return { type = "series", state = "known" } end -- of which the greatest or the like is asked
  if node.name == "in_each" then return every(node, context, list) end
  return shown(count(list, function(month) return condition_in(node, month) end), node, context, list)
end

local function number_of(value)
  if value.type ~= "rate" then return value end
  local number = contexts.copy(value, {})
  number.type = "number"
  return number
end

--- What the numbers of all months come to. given(value, node, context): whether there is one.
function months.of_numbers(how, node, context, given)
  local list, found, unit = asked_months(node, context), {}, nil
  for _, month in ipairs(list) do
    month.value = number_of(expressions.value(node.from, month.context))
    unit = unit or month.value.unit
    if month.value.state ~= "absent" then found[#found + 1] = { value = month.value, certain = month.asked.state == "known", condition = month.asked } end
  end
  local value
  if how == "max" or how == "min" then value = collecting.farthest(found, how == "max")
  else value = collecting.sum(found) end
  if how == "mean" then
    local number = count(list, function(month) return given(month.value, node, month.context) end)
    local some = values.negate(values.at_most(number, values.number(0)))
    local mean = some.value ~= false and values.divide(value, number) or values.absent "number"
    value = some.state == "known" and mean or values.agreed(mean, values.absent "number", some)
  end
  value = contexts.copy(shown(value, node, context, list), {})
  value.unit, value.own_unit, value.unit_at, value.written_out = unit, nil, nil, nil
  return value
end

return months
