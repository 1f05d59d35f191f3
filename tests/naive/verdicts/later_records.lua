-- Whether a record that a rule asks of its period lies behind the subject's last bound day. Section 8, "Nobody walks out of a period". What a set's condition asks is looked
-- for in each of its rows anew.
local contexts = require "tests.naive.expressions.contexts"
local evaluate = require "tests.naive.evaluate"
local expressions = require "tests.naive.expressions.expressions"
local force = require "tests.naive.verdicts.force"
local months = require "tests.naive.expressions.months"
local record_pack = require "tests.naive.record_pack"
local records = require "tests.naive.records"
local subjects = require "tests.naive.verdicts.subjects"
local values = require "tests.naive.values"

local later_records = {}

-- The term that a name is of a kind's rows; nil where it is none.
local function term_of(node, from, context)
  if node.op ~= "index" or not from then return nil end
  local kind = from.type == "row" and from.kind or from.type == "set" and from.kind or from.type == "column" and from.of == "row" and from.kind
  return kind and context.pack.kinds[kind].terms[node.name] or nil
end

local function of_row(context, row) return contexts.copy(context, { scopes = { row } }) end

-- Whether a question is `during` the period that is judged, or a window.
local function is_of_period(node)
  local asked = node.op == "call" and node.name == "during" and record_pack.node(node.arguments[1])
  return asked and (asked.op == "root" or asked.op == "call") or false
end

-- Whether a set, or one on the way to it, is narrowed so.
local function is_narrowed(handle, context)
  local step = record_pack.node(handle)
  if not step or step.from == nil then return false end
  local from = evaluate.value(step.from, context)
  if from.type == "set" and is_of_period(step) then return true end
  local term = from.type == "row" and term_of(step, from, context)
  if term and term.value and is_narrowed(term.value, of_row(context, from)) then return true end
  return is_narrowed(step.from, context)
end

local COMPARES = { before = true, by = true, after = true, on_or_after = true, between = true, is = true }

-- The first or last day of the period that is judged, named as it is.
local function is_end_of_period(handle)
  local node = record_pack.node(handle)
  local from = node and node.op == "index" and (node.name == "from" or node.name == "to") and record_pack.node(node.from)
  return from and from.op == "root" and from.name == "period" or false
end

-- Whether an expression reads some row in hand.
local function reads_row(handle)
  local node = record_pack.node(handle)
  if not node then return false end
  if node.op == "root" then return node.name ~= "as_of" and node.name ~= "period" end
  for _, part in ipairs { node.from or false, node.a or false, node.b or false } do
    if part and reads_row(part) then return true end
  end
  for index = 1, node.arguments and node.arguments.n or 0 do
    if reads_row(node.arguments[index]) then return true end
  end
  return false
end

-- The sides of a comparison of days with the first or last day of the period; nothing of any other question.
local function compared_with_period(node)
  local sides, asks = { node.from }, false
  for index = 1, node.arguments.n do sides[#sides + 1] = node.arguments[index] end
  for _, side in ipairs(sides) do asks = asks or is_end_of_period(side) end
  return asks and COMPARES[node.name] and sides or {}
end

local function is_after(day, pivot) return values.negate(values.at_most(day, values.known("date", pivot))) end

-- Whether some row has what `asked` says of it; of a set of which nobody knows the rows, what it says of one that nobody knows.
local function some_row(set, asked)
  local behind = values.no
  if set.open then behind = values.both(values.unknown "condition", asked({ type = "row", kind = set.kind, state = "unknown", in_set = true })) end
  for _, row in ipairs(set.rows) do
    local sure = row.sure and values.yes or values.unknown "condition"
    behind = values.either(behind, values.both(sure, asked({ type = "row", kind = set.kind, state = "known", value = row.record, in_set = true })))
  end
  return behind
end

local look

-- Calls take(name, arguments) for each question that a cell of a table asks of its column.
local function questions_of(raw, take)
  local node = record_pack.node(raw)
  if not node then return end
  if node.op == "question" then return take(node.name, node.arguments) end
  for _, part in ipairs { node.a or false, node.b or false } do
    if part then questions_of(part, take) end
  end
end

-- Whether the day of a column lies behind the pivot, as a question of a cell asks it `during` the period or holds it against the period's first or last day.
local function of_cell(column, value, name, arguments, context, note)
  local node = { op = "call", name = name, from = column, arguments = arguments }
  local asked = expressions.question(value, name, arguments, context)
  if is_of_period(node) then return values.both(asked, is_after(value, context.pivot)) end
  local behind = values.no
  for _, side in ipairs(compared_with_period(node)) do
    if reads_row(side) then
      local day = evaluate.as(side, "date", context)
      local inside = values.both(is_after(day, context.pivot), values.at_most(day, values.known("date", context.begins_by)))
      behind = values.either(behind, values.both(asked, inside))
    end
  end
  if behind.value ~= false then note "a cell compared with an end of the period, behind its last bound day" end
  return behind
end

-- What the text of a term, or a decision, asks with its row in hand.
local function of_term(term, context, note, counted)
  local behind = values.no
  local function add(raw) behind = values.either(behind, look(raw, context, note, counted)) end
  note("a record of the period that a term asks, of who left it")
  if not term.versions then add(term.value) end
  for _, version in ipairs(term.versions or {}) do
    for _, column in ipairs(version.columns) do add(column) end
    for _, row in ipairs(version.rows) do
      for _, raw in ipairs(row) do add(raw) end
      for c, column in ipairs(version.columns) do
        local value = evaluate.as(column, "condition", context)
        questions_of(value.type == "date" and row[c] or nil, function(name, arguments)
          behind = values.either(behind, of_cell(column, value, name, arguments, context, note))
        end)
      end
    end
  end
  return behind
end

-- Whether what an expression asks of the period lies behind the pivot. counted: the rows of the set itself are looked at where it is filtered further, or named.
function look(handle, context, note, counted)
  local node = record_pack.node(handle)
  if not node then return values.no end
  if node.op == "call" and node.name == "previous" or node.op == "state" then return values.no end -- of another period, or the whole of its own
  if node.op == "call" and (node.name == "in_each" or node.name == "in_how_many") then
    local behind = months.behind(node, context)
    if behind.value ~= false then note "a month that ends behind the last bound day" end
    return behind
  end
  local behind = values.no
  local function add(value) behind = values.either(behind, value) end
  local from = (node.op == "index" or node.op == "call") and node.from ~= nil and evaluate.value(node.from, context)
  local value = from and evaluate.value(handle, context)
  local of_set = from and from.type == "set"
  if value and value.type == "set" and not counted and is_narrowed(handle, context) then
    if value.open then add(values.unknown "condition") end
    add(some_row(value, function(row)
      local later = row.state == "unknown" and values.unknown "condition" or is_after(records.day(row.value), context.pivot)
      if later.value and row.value.kind.lasting then note "somebody who begins behind the last bound day, and in the period" end
      return later
    end))
  elseif from and from.type == "date" and is_of_period(node) then
    local later = values.both(value, is_after(from, context.pivot))
    if later.value ~= false then note "a day of the period behind its last bound day" end
    add(later)
  elseif node.op == "call" and from and from.type == "date" then
    for _, side in ipairs(compared_with_period(node)) do
      if reads_row(side) then
        local day = evaluate.as(side, "date", context)
        local inside = values.both(is_after(day, context.pivot), values.at_most(day, values.known("date", context.begins_by)))
        local later = values.both(value, inside)
        if later.value ~= false then note "a day compared with an end of the period, behind its last bound day" end
        add(later)
      end
    end
  end
  local term = term_of(node, from, context)
  if term and from.type == "row" then add(of_term(term, of_row(context, from), note, value.type == "set"))
  elseif term and of_set then
    add(some_row(from, function(row) return of_term(term, of_row(context, row), note) end))
  elseif term then
    for _, cell in ipairs(from.cells) do
      add(values.both(cell.sure and values.yes or values.unknown "condition", of_term(term, of_row(context, cell.value), note)))
    end
  end
  local per_row = of_set and node.op == "call" and (node.name == "where" or node.name == "every" or node.name == "share")
  if per_row then
    local asked = some_row(from, function(row) return look(node.arguments[1], contexts.with_row(context, row), note) end)
    if asked.value ~= false then note "a record of the period that is asked of the rows of a set, of who left it" end
    add(asked)
  end
  for _, exception in ipairs(node.op == "parameter" and context.pack.exceptions or {}) do -- whether it says another value instead
    if context.pack.bears_on(exception, node.name) then
      add(look(exception.applies, context, note))
      add(look(exception.instead, context, note))
    end
  end
  for index = 1, not per_row and node.arguments and node.arguments.n or 0 do add(look(node.arguments[index], context, note)) end
  local filtered = per_row and node.name == "where" or of_set and node.op == "call" and node.name == "during"
  add(look(node.from, context, note, filtered))
  add(look(node.a, context, note))
  add(look(node.b, context, note))
  return behind
end

--- The same of a rule, a condition.
function later_records.asked(subject, rule, pivot)
  local _, to = force.days(rule)
  local last = math.min(subject.run.as_of, to >= subject.period.from and math.min(to, subject.period.to) or subject.period.to)
  if pivot >= last then return values.no end
  local ends = to >= subject.period.from and math.min(to, subject.period.to) or subject.period.to
  local context, noted = contexts.copy(subject.context(pivot, rule), { counters = false, begins_by = ends }), {}
  local function note(situation) noted[situation] = true end
  local behind = look(rule.require, context, note)
  if rule.evidence then behind = values.either(behind, look(rule.evidence, context, note)) end
  if behind.value ~= false then
    subjects.count(subject, "a record of the period behind its last bound day")
    for situation in pairs(noted) do subjects.count(subject, situation) end
  end
  return behind
end

return later_records
