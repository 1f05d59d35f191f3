--- What an expression inside a set's filter depends on. A filter that asks only about its own row (and that row's owners) is computed
--- once for all rows of the kind; one that asks about a row outside must be computed for every pair of rows.
local walk = require "mandate.language.walk"

local analysis = {}

-- A function of a lowering and an expression that gives one value of it and all below it, found once of each: what is asked of a text is soon asked of its parts, and a rule per
-- period is lowered for each of its periods. own(lowering, e): what an expression has by itself, and whether what is below it adds nothing; both(a, b): two values as one;
-- `most`: the value that no other changes; `least`: that of what is no expression. What is found of terms and rules on the way may be kept, since none refers to itself.
local function over_all(name, own, both, most, least)
  local function find(lowering, known, e)
    local found = known[e]
    if found ~= nil then return found end
    local whole
    found, whole = own(lowering, e)
    if found ~= most and not whole then
      local list = walk.below(e)
      for i = 1, #list do
        found = both(found, find(lowering, known, list[i]))
        if found == most then break end
      end
    end
    known[e] = found
    return found
  end
  return function(lowering, expression)
    if type(expression) ~= "table" or not expression.op then return least end
    local known = lowering.found[name]
    if not known then
      known = {}
      lowering.found[name] = known
    end
    return find(lowering, known, expression)
  end
end

local function either(a, b) return a or b end

-- The same of a condition: whether it is true of an expression or of any below it.
local function below_or_there(name, is_true) return over_all(name, is_true, either, true, false) end

-- The outermost scope of which the expression reads a row.
local outermost = over_all("outermost", function(_, e) return e.op == "row" and e.scope or math.huge end, math.min, nil, math.huge)

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
  return kind.lasting and kind.starts ~= nil
    and (not lowering.snapshot:all_visible(step.kind, "0001-01-01") or lowering.snapshot:undated(step.kind, lowering.ahead and "9999-12-31" or lowering.as_of))
end

--- True if the value depends on the pivot day: who lies where, where places move, who may have begun,
--- attributes of kinds with several versions, parameters, decisions (the day chooses their version).
analysis.asks_pivot = below_or_there("pivot", function(lowering, e)
  local op = e.op
  if op == "on" then return analysis.asks_pivot(lowering, e.arguments[1]), true end -- what it is asked of is read on its own day
  if op == "parameter" and not (e.date or e.later) or op == "function" or op == "decision" or op == "exception" or op == "at_odds"
    or op == "of_each" then return true end
  if op == "field" or op == "column" then
    local kind = e.from.type.kind
    if e.from.type.k == "column" then kind = e.from.type.of.kind end
    if kind and lowering.snapshot:versioned(kind) then return true end
  end
  -- owners are the same in all versions, but for places
  if op == "row" and #e.via > 0 and lowering.kinds[e.type.kind].tree and lowering:owners_move() then return true end
  if (op == "term" or op == "column_term") and lowering:term_asks_pivot(e.term) then return true end
  return analysis.link_moves(lowering, e) or analysis.may_begin(lowering, e)
end)

--- True if a parameter with local rows, or a decision with a place, is read, here or in a term: those depend on the subject's place.
analysis.asks_place = below_or_there("place", function(lowering, e)
  local op = e.op
  for _, row in ipairs(op == "parameter" and lowering.pack.parameters[e.name].rows or {}) do
    if row.place then return true end
  end
  for _, version in ipairs(op == "decision" and e.versions or {}) do
    if version.place then return true end
  end
  if op == "exception" and e.stretches[1].place then return true end
  return (op == "term" or op == "column_term") and lowering:term_asks_place(e.term)
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

local kinds_asked = setmetatable({}, { __mode = "k" }) -- by pack, by expression: what kinds_of_sets tells of it alone

local function find_kinds(pack, known, expression)
  if known[expression] then return known[expression] end
  local list = {}
  known[expression] = list
  local function add(kind) if not list[kind] then list[kind], list[#list + 1] = true, kind end end
  local function look(other)
    for _, kind in ipairs(find_kinds(pack, known, other)) do add(kind) end
  end
  walk.into(expression, function(e)
    if e.type and e.type.k == "set" then add(e.type.kind) end
    if e.op == "term" or e.op == "column_term" then look(pack.terms[e.term].value) end
    if e.op == "verdict" then analysis.asked_of(pack, e.rule, look) end
    for _, version in ipairs(e.op == "decision" and e.versions or {}) do
      for _, column in ipairs(version.columns) do look(column) end
    end
  end)
  return list
end

--- The kinds whose sets an expression asks, here or in its terms, decisions and the rules whose verdicts it reads, each once, in their order.
---@param list table|nil is added to
function analysis.kinds_of_sets(pack, expression, list)
  list = list or {}
  if not expression then return list end
  kinds_asked[pack] = kinds_asked[pack] or {}
  for _, kind in ipairs(find_kinds(pack, kinds_asked[pack], expression)) do
    if not list[kind] then list[kind], list[#list + 1] = true, kind end
  end
  return list
end

-- True if what is_asked(lowering, expression) tells is asked here or in a term, a decision or (unless `own`) another rule.
local function anywhere(name, is_asked, own)
  local asks
  asks = below_or_there(name, function(lowering, e)
    local op = e.op
    local found = is_asked(lowering, e)
    if op == "term" or op == "column_term" then found = found or lowering:term_asks(e.term, asks) end
    if op == "verdict" and not own then found = found or lowering:rule_asks(e.rule, asks) end
    for _, version in ipairs(op == "decision" and e.versions or {}) do
      for _, column in ipairs(version.columns) do found = found or asks(lowering, column) end
      for _, row in ipairs(version.rows) do
        found = found or asks(lowering, row.result)
        for _, cell in ipairs(row.cells) do found = found or cell.expression ~= nil and asks(lowering, cell.expression) end
      end
    end
    return found
  end)
  return asks
end

local function is_set(_, e)
  local k = e.type and e.type.k
  return k == "set" or k == "column"
end

--- True if the expression makes a plain yes or no of what is not known: `known`, `missing`, a verdict's being unknown; here, in a term or in a decision.
analysis.asks_plainly = anywhere("plainly", function(_, e)
  if e.op == "known" or e.op == "missing" then return true end
  for _, word in ipairs(e.op == "is" and e.from.op == "verdict" and e.arguments or {}) do
    if word.value == "unknown" or word.value == "error" then return true end
  end
  return false
end, true)

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

--- True if it may be another in the second reading (meaning.md, section 19): because a set is asked, or months of which none can be
--- asked yet, or a value that may not have been received, or a function that may ask either.
analysis.has_second_reading = anywhere("second reading", function(lowering, e)
  return e.op == "function" or e.op == "of_each" or is_set(lowering, e) or received_later(lowering, e) ~= nil
end)

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
  if not reads_received(lowering, expression) then return list end
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
