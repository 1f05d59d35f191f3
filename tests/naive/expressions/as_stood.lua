-- Events and sets as they stood on the day of a row: section 8. A context with `stood` = { day = } (nil: nobody knows the day) reads what had happened by then;
-- `rows_on_file`: the set that is asked says itself until when its records count.
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local expressions = require "tests.naive.expressions.expressions"
local record_pack = require "tests.naive.record_pack"
local records = require "tests.naive.records"
local values = require "tests.naive.values"

local as_stood = {}

local note = counting.note

-- Comparisons of which the day that is compared says nothing of its own day: the other side says by when. The others bound what they are held against.
local BOUND = { before = true, by = true, between = true, during = true, is = true }

-- The same context, where everything is read as it is on file.
local function on_file(context) return context.stood and contexts.copy(context, { stood = false }) or context end

--- What a day is held against, by the number of the argument.
function as_stood.argument(context, name, number)
  local bounded = (name == "after" or name == "on_or_after" or name == "between") and number == 1
  return bounded and on_file(context) or context
end

--- Whether what is asked of a day reads it as it is on file.
function as_stood.is_bound(name) return BOUND[name] or false end

--- Whether other fields are known from an event.
function as_stood.tells_of_others(kind, field)
  for _, other in ipairs(kind.fields) do
    if other.known_from == field.name then return true end
  end
  return false
end

--- Whether what is asked is an event from which others are known, by its own name or another.
function as_stood.tells_known(handle, context)
  local node = record_pack.node(handle)
  if not node or node.op ~= "index" then return false end
  local row = expressions.value(node.from, context)
  local kind = row.type == "row" and context.pack.kinds[row.kind]
  if not kind or kind.group then return false end
  local term, field = kind.terms[node.name], kind.by_name[node.name]
  if not field then
    if not term or term.versions then return false end
    return as_stood.tells_known(term.value, contexts.copy(context, { scopes = { { type = "row", kind = kind.name, state = "absent" } } }))
  end
  return field.type == "event" and as_stood.tells_of_others(kind, field)
end

-- An event by a day.
local function by(value, day, missing)
  if value.state ~= "known" then return value end
  if not day then return values.unknown("date", missing) end
  return value.value <= day and value or values.absent "date"
end

local function event(record, field, value, context)
  local missing, day = { [record.kind.name .. "." .. field.name] = true }, context.stood.day
  local then_held, lost = records.held(record, field, day)
  if lost then return values.unknown("date", missing) end
  local found = then_held and day and then_held <= day and values.known("date", then_held) or by(value, day, missing)
  if value.state == "known" and found.state == "absent" then note(context, "an event after the row's day") end
  if value.state == "known" and found.state == "unknown" then note(context, "an event, and a row of a day that nobody knows") end
  if found.state == "known" and found.value ~= value.value then note(context, "an event that a later version moved behind the row's day") end
  return found
end

-- Whether a record was there: as a condition.
local function was_there(record, context)
  local day = records.day(record)
  if day.state == "absent" or day.state == "unknown" and record.kind.lasting then return values.yes end
  if day.state == "unknown" and context.stood.day and context.stood.day >= context.as_of then return values.yes end -- it is there, on whatever day it began
  if day.state == "unknown" or not context.stood.day then return values.unknown("condition", day.missing) end
  return values.truth(day.value <= context.stood.day)
end

--- The value of a field as it stood.
function as_stood.cell(record, field, value, context)
  if not context.stood or record.kind.group then return value end
  if field.type == "event" then return as_stood.tells_of_others(record.kind, field) and value or event(record, field, value, context) end
  if not field.kind or field.owner or value.state ~= "known" then return value end
  local there = was_there(value.value, context)
  if there.value == true then return value end
  local other = there.value == false and values.absent "row" or values.unknown("row", there.missing)
  if there.value == false then note(context, "a record that a reference names, after the row's day") end
  other.kind = field.kind
  return other
end

--- Of rows { record =, sure =, missing = } those that were there.
function as_stood.rows(rows, context)
  if not context.stood or context.rows_on_file then return rows end
  local found = {}
  for _, row in ipairs(rows) do
    local there = was_there(row.record, context)
    if there.value == true then found[#found + 1] = row
    elseif there.value == nil then found[#found + 1] = { record = row.record, sure = false, missing = values.missing(row, there) }
    else note(context, "a record of a set that came after the row's day") end
  end
  return found
end

local function is_own_event(handle, kind)
  local node = record_pack.node(handle)
  local from = node and node.op == "index" and record_pack.node(node.from)
  local field = from and from.op == "root" and from.name == kind.name and kind.by_name[node.name]
  return field and field.type == "event" or false
end

-- Whether a filter lets only records pass that had begun by a day that it names.
local function bounds(handle, kind)
  local node = record_pack.node(handle)
  if not node then return false end
  if node.op == "&" then return bounds(node.a, kind) or bounds(node.b, kind) end
  if node.op == "index" then
    local of = record_pack.node(node.from)
    local term = of.op == "root" and of.name == kind.name and kind.terms[node.name]
    return term and not term.versions and bounds(term.value, kind) or false
  end
  if node.op ~= "call" then return false end
  if BOUND[node.name] then return is_own_event(node.from, kind) end
  return (node.name == "after" or node.name == "on_or_after") and is_own_event(node.arguments[1], kind)
end

--- What a question is asked of, and the context in which it is asked.
function as_stood.asked(node, context)
  if not context.stood then return expressions.value(node.from, context), context end
  local plain = contexts.copy(context, { rows_on_file = false })
  local from = expressions.value(node.from, plain)
  if node.name == "later" or node.name == "earlier" then return from, context end
  if from.type == "date" and BOUND[node.name] then
    local other = expressions.value(node.from, on_file(plain))
    if other.state ~= from.state or other.value ~= from.value then note(context, "an event by a day that the condition names") end
    return other, plain
  end
  if from.type ~= "set" or node.name ~= "where" and node.name ~= "during" then return from, plain end
  local bounded = node.name == "during" or bounds(node.arguments[1], context.pack.kinds[from.kind])
  if not bounded and not context.rows_on_file then return from, plain end
  local all = expressions.value(node.from, contexts.copy(context, { rows_on_file = true }))
  if #all.rows > #from.rows then note(context, "a set that says itself until when it counts") end
  return all, plain
end

--- A column of a decision: what its cells ask of it, where they compare it with a day, is read as it is on file.
function as_stood.column(raw, value, context)
  if not context.stood or value.type ~= "date" then return value end
  return contexts.copy(value, { on_file = expressions.as(raw, "condition", on_file(context)) })
end

return as_stood
