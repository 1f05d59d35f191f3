--- Whether a record that a `require` asks of its period lies behind the subject's last bound day (meaning.md, section 8, "Nobody walks out of a period"): in a set that
--- it asks of the subject, and in one that it asks of each row of another set, at whatever depth; so too a day that it asks of the period, or compares with its first
--- or last day. Asked only where some subject is read before its period's end.
local scope = require "mandate.language.lower.scope"
local sets = require "mandate.language.lower.sets"
local walk = require "mandate.language.walk"

local later_records = {}

-- Whether a `during` asks of the period that is judged, or of a window.
local function asks_period(during)
  local period = during.period or during.arguments[1]
  return period.op == "period" or period.op == "window"
end

-- Whether a set, or one on the way to it, is narrowed so, here or in the text of a term that names it.
local is_of_period
function is_of_period(lowering, set)
  while set do
    if set.op == "during" and set.type.k == "set" and asks_period(set) then return true end
    if set.op == "term" and is_of_period(lowering, lowering.pack.terms[set.term].value) then return true end
    set = set.from
  end
  return false
end

local look

-- What an expression asks of the period in the scope around, as a list of { kind, behind = whether it lies behind, a node, record = function() -> the last one as a node,
-- nil for a day } in that scope; `of_row`: the record is one of a set of which each row is asked.
local function asked_in(lowering, around, expression, skips)
  local list = {}
  look(lowering, around, expression, list, skips)
  return list
end

-- True where a condition is not false.
local function possible(lowering, node, space)
  return lowering.nodes:add("OR", space, { node, lowering.nodes:negate(lowering.nodes:add("KNOWN", space, { node }), space) })
end

local function some_of(lowering, list, space)
  local some
  for _, asked in ipairs(list) do
    local may = possible(lowering, asked.behind, space)
    some = some and lowering.nodes:add("OR", space, { some, may }) or may
  end
  return some
end

-- The rows of a set, itself of the period.
local function add_rows(lowering, around, expression, list)
  local set, nodes = sets.lower(lowering, expression, around), lowering.nodes
  local day = nodes:add("EVENT", set.scope.space, nil, { kind = set.kind })
  local last = sets.aggregate(lowering, set, around, "DATE_LAST", possible(lowering, set.mask, set.scope.space), day) -- one that is perhaps in it has its day all the same
  list[#list + 1] = { kind = set.kind, behind = nodes:add("DATE_AFTER", around.space, { last, lowering:pivot(around) }), record = function()
    local certain = nodes:both(set.mask, nodes:add("KNOWN", set.scope.space, { set.mask }), set.scope.space)
    return sets.aggregate(lowering, set, around, "ROW_LAST", certain, nil, { kind = set.kind })
  end }
end

-- What is asked of each row of a set, certain or perhaps one of it. of(scope) gives the expression, in the scope of a row.
local function add_of_rows(lowering, around, expression, of, list)
  local nodes, set = lowering.nodes, sets.lower(lowering, expression, around, nil, true) -- each row with its subject, whose pivot it is
  local space = set.scope.space
  local some = some_of(lowering, asked_in(lowering, set.scope, of(set.scope)), space)
  if not some then return end
  local rows = nodes:both(set.mask, some, space)
  list[#list + 1] = { kind = set.kind, of_row = true, behind = sets.aggregate(lowering, set, around, "ANY", rows), record = function()
    local certain = nodes:both(rows, nodes:add("KNOWN", space, { rows }), space)
    return sets.aggregate(lowering, set, around, "ROW_LAST", certain, nil, { kind = set.kind })
  end }
end

-- The text of a term, asked with its own row in hand.
local function add_term(lowering, around, term, list, skips)
  local text = lowering.pack.terms[term.term].value
  if not text then return end
  local own, bring = lowering:term_own(term, around)
  for _, asked in ipairs(asked_in(lowering, own, text, skips)) do
    local record = asked.record
    list[#list + 1] = { kind = asked.kind, of_row = asked.of_row, behind = bring(asked.behind), record = record and function() return bring(record()) end }
  end
end

-- The set whose column it is, and what the column asks of each of its rows, as an expression of the row of that index.
local function root_of(column)
  while column.type.k ~= "set" do column = column.from end
  return column
end

local function of_row(column, index)
  local from = column.from
  if column.op == "distinct" then return of_row(from, index) end
  local own = from.type.k == "set" and { op = "row", scope = index, via = {}, type = { k = "row", kind = from.type.kind } } or of_row(from, index)
  if column.op == "column" then return { op = "field", from = own, name = column.name, type = column.type.of } end
  return { op = "term", from = own, term = column.term, type = column.type.of }
end

-- A day that is asked `during` the period.
local function add_day(lowering, around, during, list)
  if not asks_period(during) then return end
  local after = lowering.nodes:add("DATE_AFTER", around.space, { lowering:value(during.from, around), lowering:pivot(around) })
  list[#list + 1] = { behind = lowering.nodes:both(lowering:value(during, around), after, around.space) }
end

local COMPARES = { before = true, by = true, after = true, on_or_after = true, between = true, is = true }

-- The first or last day of the period that is judged, named as it is.
local function is_end_of_period(e) return (e.op == "period_from" or e.op == "period_to") and (not e.period or e.period.op == "period") end

local function reads_row(expression)
  local found = false
  walk.into(expression, function(e)
    found = found or e.op == "row"
    return not found
  end)
  return found
end

-- Days of records that are compared with the first or last day of the period.
local function add_compared(lowering, around, comparison, list)
  local nodes, space, period = lowering.nodes, around.space, around.period
  local sides, asks = { comparison.from, table.unpack(comparison.arguments) }, false
  for _, side in ipairs(sides) do asks = asks or is_end_of_period(side) end
  for _, side in ipairs(asks and sides or {}) do
    if reads_row(side) then
      local day = lowering:value(side, around)
      local behind = nodes:both(nodes:add("DATE_AFTER", space, { day, lowering:pivot(around) }), nodes:add("DATE_BY", space, { day, nodes:day(space, period.open) }), space)
      list[#list + 1] = { behind = nodes:both(lowering:value(comparison, around), behind, space) }
    end
  end
end

-- A set, the sets on the way to it, and what their filters ask of their rows. skips: its own rows are looked at where it is named, with the filters behind the name.
local function add_set(lowering, around, set, list, skips)
  if not skips and is_of_period(lowering, set) then add_rows(lowering, around, set, list) end
  local run, at = true, set -- run: no step but filters lies between here and the set
  while at do
    local k = at.type.k
    if k ~= "set" and k ~= "column" then return look(lowering, around, at, list) end
    if k == "set" and not run and is_of_period(lowering, at) then add_rows(lowering, around, at, list) end
    run = at.op == "where" or at.op == "during"
    if at.op == "where" then
      local condition = at.condition
      add_of_rows(lowering, around, at.from, function() return condition end, list)
    elseif at.op == "during" then look(lowering, around, at.period, list)
    elseif at.op == "term" then add_term(lowering, around, at, list, true)
    elseif at.op == "column_term" then
      local column = at
      add_of_rows(lowering, around, root_of(at), function(own) return of_row(column, own.index) end, list)
    end
    at = at.from
  end
end

local function add_decision(lowering, around, decision, list)
  for _, version in ipairs(decision.versions) do
    for _, column in ipairs(version.columns) do look(lowering, around, column, list) end
    for _, row in ipairs(version.rows) do
      look(lowering, around, row.result, list)
      for _, cell in ipairs(row.cells) do look(lowering, around, cell.expression, list) end
    end
  end
end

-- Months that are asked and end behind the pivot.
local function add_months(lowering, around, e, list)
  local nodes, space = lowering.nodes, around.space
  for _, month in ipairs(lowering:months(e, around)) do
    local later = nodes:add("DATE_BEFORE", space, { lowering:pivot(around), nodes:day(space, month.period.to) })
    list[#list + 1] = { behind = nodes:both(later, month.asked, space) }
  end
end

--- Adds what an expression asks of the period, in the scope around.
function look(lowering, around, expression, list, skips)
  walk.into(expression, function(e)
    local k = e.type and e.type.k
    if e.op == "previous" or e.op == "state" then return false end -- of another period, which lies before all this, or of the whole of it
    if e.op == "of_each" then
      add_months(lowering, around, e, list)
      return false
    end
    if k == "set" then
      add_set(lowering, around, e, list, skips and e == expression)
      return false
    elseif e.op == "every" or e.op == "share" then
      add_of_rows(lowering, around, e.from, function() return e.condition end, list)
      look(lowering, around, e.from, list)
      return false
    elseif e.op == "column_term" then
      add_of_rows(lowering, around, root_of(e), function(own) return of_row(e, own.index) end, list)
    elseif e.op == "term" then add_term(lowering, around, e, list)
    elseif e.op == "during" then add_day(lowering, around, e, list)
    elseif COMPARES[e.op] and e.from.type.k == "date" then add_compared(lowering, around, e, list)
    elseif e.op == "decision" then add_decision(lowering, around, e, list)
    end
    return true
  end)
end

--- Whether a record that a rule asks of the period lies behind the pivot, or may, as a node in the scope around; nil where none can. And what may, as
--- { kind, when = whether it does, a node, record() = node, of_row = it is asked of that record }.
---@param expressions table
function later_records.asks(lowering, around, expressions)
  local list, last_of, period = {}, {}, around.period
  local own = scope.with_pivot(around, around.pivot)
  own.period = { from = period.from, to = period.to, label = period.label, last = period.last, whole = period.whole or period,
    since = period.since, open = period.last or period.to }
  for _, expression in ipairs(expressions) do look(lowering, own, expression, list) end
  for _, asked in ipairs(list) do
    if asked.record then last_of[#last_of + 1] = { kind = asked.kind, when = asked.behind, record = asked.record, of_row = asked.of_row } end
  end
  return some_of(lowering, list, around.space), last_of
end

return later_records
