-- States with memory: meaning.md, section 27. Each period asks for the one before it, back to the first.
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local dates = require "tests.naive.dates"
local expressions = require "tests.naive.expressions.expressions"
local places = require "tests.naive.places"
local records = require "tests.naive.records"
local remembered = require "tests.naive.expressions.remembered"
local values = require "tests.naive.values"

local FIRST <const> = dates.parse "0001-01-01"

-- What a state is of which it is counted what is met in it.
local function sorts_of(node)
  if not node.sorts then
    node.sorts = { "in a state" }
    if node.succeeds ~= nil then table.insert(node.sorts, "in a state that passes on") end
    if type(node.unit) == "table" then table.insert(node.sorts, "in a state of a table") end
  end
  return node.sorts
end

-- What the record in hand is asked in a period of its own.
local function in_period(node, raw, period, context)
  local pivot = math.min(context.as_of, period.to)
  return values.settle(expressions.as(raw, "condition", contexts.copy(context, { period = period, pivot = pivot, places = places.of(context.registry, context.scopes[1].value,
    pivot),
    subject = context.scopes[1], ends = false, since = false, unit = false, map = false, found = false, any_day = false, begins_by = false, stood = false, rows_on_file = false,
    planned = false, inside = context.counters and sorts_of(node) })))
end

local function nobody_knows(node, day) return values.unknown("condition", { [("state %s on %s"):format(node.name, dates.format(day))] = true }) end

-- What it was in a period, of a record that may begin after it.
local function of_begun(state, period, context)
  local record = context.scopes[1].value
  local day = record.kind.starts and records.day(record)
  if day and day.state == "known" and day.value > period.to then
    counting.note(context, "a state before its beginning")
    return values.no
  end
  return state
end

local function before_first(node, first, period, context)
  local name, from, to = dates.period_before(node.unit, math.max(first, FIRST + 1))
  if not from then name, from, to = "", FIRST, first - 1 end -- of a table's first row: all that lies before
  local last = { name = name, from = from, to = to, unit = node.unit }
  local state = node.from ~= nil and in_period(node, node.from, last, context) or nobody_knows(node, to)
  return of_begun(state, period or last, context)
end

local function step(node, period, before, context)
  if context.as_of < period.to then
    counting.note(context, "a state of a period that has not ended")
    return nobody_knows(node, period.to)
  end
  local begins = in_period(node, node.a, period, context)
  local ends = node.b ~= nil and in_period(node, node.b, period, context) or values.no
  local both = values.both(begins, ends)
  if both.value == true then counting.note(context, "a state that begins and ends at once") end
  if begins.value == false and ends.value == false and before.state == "known" then counting.note(context, "a state that goes on: " .. tostring(before.value)) end
  if before.state == "unknown" and (begins.value == true or ends.value == true) then counting.note(context, "a state that is known whatever was before") end
  return values.either(values.both(values.either(begins, before), values.negate(ends)), values.both(both, nobody_knows(node, period.to)))
end

local at

-- What a record was in the period before the one in which it begins: what that one was whose place it takes.
local function taken_over(node, first, period, before, context)
  local record = context.scopes[1].value
  local day = node.succeeds ~= nil and records.day(record)
  if not day or day.state ~= "known" then return before end
  local name, from, to = dates.period_before(node.unit, math.max(period.from, FIRST + 1))
  local last = to or period.from - 1
  if day.value <= last or day.value > period.to then return before end
  local own = contexts.copy(context, { period = period, pivot = day.value, stood = false, map = false, found = false, any_day = false, rows_on_file = false, planned = false })
  local other = expressions.value(node.succeeds, own)
  if other.state == "absent" then return before end
  if other.state == "unknown" then
    counting.note(context, "a state that passes on from nobody knows whom")
    return values.unknown("condition", other.missing)
  end
  local begins = records.day(other.value)
  if begins.state == "known" and begins.value > last then
    counting.note(context, "a state that passes on from one that was not there")
    return nobody_knows(node, last)
  end
  local its = contexts.copy(context, { scopes = { { type = "row", kind = other.kind, state = "known", value = other.value } } })
  local found = period.from > first and at(node, first, { name = name, from = from, to = to, unit = node.unit }, its) or before_first(node, first, nil, its)
  if found.state == "known" and found.value then counting.note(context, "a state that passes on") end
  return found
end

function at(node, first, period, context)
  if period.to < first then return before_first(node, first, period, context) end
  return remembered.of_period(context.scopes[1], node, period, context, function()
    local before
    if period.from > first then
      local name, from, to = dates.period_before(node.unit, period.from)
      before = at(node, first, { name = name, from = from, to = to, unit = node.unit }, context)
    else before = before_first(node, first, nil, context) end
    return of_begun(step(node, period, taken_over(node, first, period, before, context), context), period, context)
  end)
end

function expressions.operators.state(node, context)
  if context.scopes[1].state ~= "known" then return values.unknown "condition", "state" end -- of a row that is not there nothing is said
  local _, first = dates.period_of(node.unit, dates.parse(node.since))
  return at(node, first, context.period, context), "state"
end
