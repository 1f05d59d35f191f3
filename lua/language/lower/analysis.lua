--- What an expression inside a set's filter depends on. A filter that asks only about its own row (and that row's owners) is computed
--- once for all rows of the kind; one that asks about a row outside must be computed for every pair of rows.
local walk = require "mandate.language.walk"

local analysis = {}

-- A function of a lowering and an expression that finds what it gives once: a rule per period is lowered for each of its periods, and asks the same each time.
local function kept(name, find)
  return function(lowering, expression)
    local known = lowering.found[name]
    if not known then
      known = {}
      lowering.found[name] = known
    end
    if known[expression] == nil then known[expression] = find(lowering, expression) end
    return known[expression]
  end
end

-- The outermost scope of which the expression reads a row.
local outermost = kept("outermost", function(_, expression)
  local least = math.huge
  walk.into(expression, function(e)
    if e.op == "row" then least = math.min(least, e.scope) end
  end)
  return least
end)

--- True if the expression reads a row of a scope up to `index`.
function analysis.asks_outside(lowering, expression, index) return outermost(lowering, expression) <= index end

--- True if the day tells which rows a step of a set leads to: those below a place that moves, or whose own reference does.
function analysis.link_moves(lowering, step)
  if step.op == "children" and not step.group then return lowering:link_moves(step.kind, step.reference, step.branch) end
  if step.op == "later" or step.op == "earlier" then
    local kind = lowering.kinds[step.from.type.kind]
    return kind and kind.owner ~= nil and not kind.group and lowering.plan:moves(step.from.type.kind, kind.owner)
  end
  return false
end

--- True of a step to records of a lasting kind that may begin after a pivot: in a period a set does not hold those that do (as_stood.lua).
function analysis.may_begin(lowering, step)
  if step.op ~= "children" or step.group then return false end
  local kind = lowering.kinds[step.kind]
  return kind.lasting and kind.starts ~= nil and not lowering.snapshot:all_visible(step.kind, "0001-01-01")
end

--- True if the value depends on the pivot day: who lies where, where places move, who may have begun,
--- attributes of kinds with several versions, parameters, decisions (the day chooses their version).
analysis.asks_pivot = kept("pivot", function(lowering, expression)
  local found = false
  walk.into(expression, function(e)
    if e.op == "on" then -- what it is asked of is read on its own day
      found = found or analysis.asks_pivot(lowering, e.arguments[1])
      return false
    end
    if e.op == "parameter" and not (e.date or e.later) or e.op == "function" or e.op == "decision" or e.op == "exception" or e.op == "at_odds" then found = true end
    if e.op == "field" or e.op == "column" then
      local kind = e.from.type.kind
      if e.from.type.k == "column" then kind = e.from.type.of.kind end
      if kind and lowering.snapshot:versioned(kind) then found = true end
    end
    -- owners are the same in all versions, but for places
    if e.op == "row" and #e.via > 0 and lowering.kinds[e.type.kind].tree and lowering:owners_move() then found = true end
    if analysis.link_moves(lowering, e) or analysis.may_begin(lowering, e) then found = true end
    if e.op == "term" or e.op == "column_term" then
      if lowering:term_asks_pivot(e.term) then found = true end
    end
    return not found
  end)
  return found
end)

--- True if the expression makes a plain yes or no of what is not known: `known`, `missing`, a verdict's being unknown; here, in a term or in a decision.
function analysis.asks_plainly(pack, expression, seen)
  local found = false
  seen = seen or {}
  local function look(other) found = found or other ~= nil and analysis.asks_plainly(pack, other, seen) end
  walk.into(expression, function(e)
    if e.op == "known" or e.op == "missing" then found = true end
    for _, word in ipairs(e.op == "is" and e.from.op == "verdict" and e.arguments or {}) do found = found or word.value == "unknown" or word.value == "error" end
    if (e.op == "term" or e.op == "column_term") and not seen[e.term] then
      seen[e.term] = true
      look(pack.terms[e.term].value)
    end
    for _, version in ipairs(e.op == "decision" and e.versions or {}) do
      for _, column in ipairs(version.columns) do look(column) end
      for _, row in ipairs(version.rows) do
        look(row.result)
        for _, cell in ipairs(row.cells) do look(cell.expression) end
      end
    end
    return not found
  end)
  return found
end

--- True if a parameter with local rows, or a decision with a place, is read, here or in a term: those depend on the subject's place.
analysis.asks_place = kept("place", function(lowering, expression)
  local found = false
  walk.into(expression, function(e)
    if e.op == "parameter" then
      for _, row in ipairs(lowering.pack.parameters[e.name].rows) do
        if row.place then found = true end
      end
    end
    if e.op == "decision" then
      for _, version in ipairs(e.versions) do
        if version.place then found = true end
      end
    end
    if e.op == "exception" and e.stretches[1].place then found = true end
    if e.op == "term" or e.op == "column_term" then found = found or lowering:term_asks_place(e.term) end
    return not found
  end)
  return found
end)

local ASKED_OF_RULES = { "arises", "due", "done", "used", "require", "forbid", "counts", "counted_on", "applies", "applies_on" }

--- Calls visit(expression) for what a rule asks in all its versions, and for what exceptions to it ask.
function analysis.asked_of(pack, base, visit)
  for _, rule in ipairs(pack.rules) do
    for _, slot in ipairs(rule.base == base and ASKED_OF_RULES or {}) do
      if type(rule[slot]) == "table" then visit(rule[slot]) end
    end
  end
  for _, exception in ipairs(pack.exceptions or {}) do
    local expression = exception.applies and exception.applies[base]
    if expression then visit(expression) end
  end
end

--- The kinds whose sets an expression asks, here or in its terms, decisions and the rules whose verdicts it reads, each once, in their order.
---@param seen table|nil the terms and rules that were looked into
function analysis.kinds_of_sets(pack, expression, list, seen)
  list, seen = list or {}, seen or {}
  walk.into(expression, function(e)
    local k = e.type and e.type.k
    if k == "set" and not list[e.type.kind] then list[e.type.kind], list[#list + 1] = true, e.type.kind end
    if (e.op == "term" or e.op == "column_term") and not seen[e.term] then
      seen[e.term] = true
      analysis.kinds_of_sets(pack, pack.terms[e.term].value, list, seen)
    end
    if e.op == "verdict" and not seen["verdict " .. e.rule] then
      seen["verdict " .. e.rule] = true
      analysis.asked_of(pack, e.rule, function(asked) analysis.kinds_of_sets(pack, asked, list, seen) end)
    end
    for _, version in ipairs(e.op == "decision" and e.versions or {}) do
      for _, column in ipairs(version.columns) do analysis.kinds_of_sets(pack, column, list, seen) end
    end
  end)
  return list
end

-- True if what is_asked(lowering, expression) tells is asked here or in a term, a decision or another rule.
local function anywhere(name, is_asked)
  local asks
  asks = kept(name, function(lowering, expression)
    local found = false
    walk.into(expression, function(e)
      found = found or is_asked(lowering, e)
      if e.op == "term" or e.op == "column_term" then found = found or lowering:term_asks(e.term, asks) end
      if e.op == "verdict" then found = found or lowering:rule_asks(e.rule, asks) end
      for _, version in ipairs(e.op == "decision" and e.versions or {}) do
        for _, column in ipairs(version.columns) do found = found or asks(lowering, column) end
        for _, row in ipairs(version.rows) do
          found = found or asks(lowering, row.result)
          for _, cell in ipairs(row.cells) do found = found or cell.expression ~= nil and asks(lowering, cell.expression) end
        end
      end
      return not found
    end)
    return found
  end)
  return asks
end

local function is_set(_, e)
  local k = e.type and e.type.k
  return k == "set" or k == "column"
end

--- True if a set is asked.
analysis.asks_sets = anywhere("sets", is_set)

--- True if a function is called.
analysis.asks_function = anywhere("function", function(_, e) return e.op == "function" end)

--- True if something is asked that is read as of the as-of date, whatever day is asked about: the date itself, a function, another rule's verdict.
analysis.asks_today = anywhere("today", function(_, e) return e.op == "as_of" or e.op == "function" or e.op == "verdict" end)

--- True if a number is read whose field has ends.
analysis.asks_ends = anywhere("ends", function(lowering, e)
  local kind = (e.op == "field" or e.op == "column") and e.from.type and (e.from.type.kind or e.from.type.of and e.from.type.of.kind)
  local field = kind and not lowering.kinds[kind].group and lowering.fields[kind][e.name]
  return field and (field.min or field.max) and true or false
end)

-- The field that an expression reads of a record, where it is not known before an event of it; nil for any other.
local function received_later(lowering, e)
  local fields = e.op == "field" and not lowering.kinds[e.from.type.kind].group and lowering.fields[e.from.type.kind]
  return fields and fields[e.name].known_from and fields[e.name] or nil
end

--- True if it may be another in the second reading (meaning.md, section 19): because a set is asked, or a value that may not have been received, or a function that may ask either.
analysis.has_second_reading = anywhere("second reading", function(lowering, e) return e.op == "function" or is_set(lowering, e) or received_later(lowering, e) ~= nil end)

--- True if a Lua function is asked.
analysis.asks_function = anywhere("function", function(_, e) return e.op == "function" end)

-- The same of a column: the field that it reads of each record.
local function column_received_later(lowering, e)
  local kind = e.op == "column" and (e.from.type.kind or e.from.type.of and e.from.type.of.kind)
  local field = kind and not lowering.kinds[kind].group and lowering.fields[kind][e.name]
  return field and field.known_from and field or nil, kind
end

--- True if a value is read that may not have been received, also of the rows of a set.
local reads_received = anywhere("received", function(lowering, e) return received_later(lowering, e) ~= nil or column_received_later(lowering, e) ~= nil end)

-- Whether a pack has fields that may not have been received.
local function has_received(lowering)
  if lowering.found.has_received == nil then
    lowering.found.has_received = false
    for name in pairs(lowering.kinds) do
      for _, field in pairs(lowering.fields[name] or {}) do lowering.found.has_received = lowering.found.has_received or field.known_from ~= nil end
    end
  end
  return lowering.found.has_received
end

--- The same, or a function is called, which may read one.
function analysis.asks_received(lowering, expression)
  return reads_received(lowering, expression) or has_received(lowering) and analysis.asks_function(lowering, expression)
end

-- Whether a row is one of a set that is gone through, in the expression's own text.
local function is_of_filter(e)
  while e.op ~= "row" and e.from do e = e.from end
  return e.op == "row" and e.scope > 1
end

--- Adds to a list the fields that are read of a record, but for those of sets, and may not have been received, here or in terms, decisions and the rules whose
--- verdicts are read, each once: { kind, name, event }.
---@param of_sets boolean|nil those of the rows of sets, too
function analysis.add_received_later(lowering, expression, list, seen, of_sets)
  seen = seen or {}
  walk.into(expression, function(e)
    local field, kind = received_later(lowering, e), nil
    if field then kind = e.from.type.kind
    elseif of_sets then field, kind = column_received_later(lowering, e) end
    local key = field and kind .. "." .. e.name
    if field and not list[key] and (of_sets or not is_of_filter(e.from)) then
      local one = { kind = kind, name = e.name, event = field.known_from }
      list[key], list[#list + 1] = one, one
    end
    local function look(other) if other then analysis.add_received_later(lowering, other, list, seen, of_sets) end end
    if (e.op == "term" or e.op == "column_term") and not seen[e.term] then
      seen[e.term] = true
      look(lowering.pack.terms[e.term].value)
    end
    if e.op == "verdict" and not seen["verdict " .. e.rule] then
      seen["verdict " .. e.rule] = true
      analysis.asked_of(lowering.pack, e.rule, look)
    end
    for _, version in ipairs(e.op == "decision" and e.versions or {}) do
      for _, column in ipairs(version.columns) do look(column) end
    end
  end)
end

return analysis
