--- Lowering of decisions (meaning.md, section 16): each row's condition is a node, and the value is decided from the last row to the first.
local analysis = require "mandate.language.lower.analysis"
local sets = require "mandate.language.lower.sets"
local shown = require "mandate.language.lower.shown"
local hits = require "mandate.language.lower.hits"
local cells = require "mandate.language.cells"

local decisions = {}

local ABSENT_CODE, UNKNOWN_CODE = 0xffffffff, 0xfffffffe
local UNKNOWN_DAY = -0x80000000

-- A value that is not there, or that nobody knows, as a node. A condition that is absent is false.
local function without_value(lowering, type, space, unknown)
  local nodes, k = lowering.nodes, type.k
  if k == "condition" then
    if unknown then return nodes:truth(space, nil) end
    return nodes:truth(space, false)
  elseif k == "number" or k == "rate" then
    if unknown then return nodes:number(space, -math.huge, math.huge) end
    return nodes:number(space, 0 / 0)
  elseif k == "date" then
    return nodes:day(space, unknown and UNKNOWN_DAY or nil)
  end
  return nodes:add("TEXT_CONSTANT", space, nil, { code = unknown and UNKNOWN_CODE or ABSENT_CODE })
end

-- What a decision is where none of its versions is in force: what the law said then is not on record, and what is missing is the decision, with its day and
-- place. It is read as a parameter without rows is.
local function not_on_record(lowering, expression, around)
  local nodes, space, type = lowering.nodes, around.space, expression.type
  local placed = false
  for _, version in ipairs(expression.versions) do placed = placed or version.place ~= nil and lowering:place_record(version.place) ~= nil end
  local place = placed and lowering:place_node(around) or false
  local map = place and around.law and lowering.plan:moves "jurisdiction" and lowering:pivot(around) or false -- the subject lies where it does then
  local node = nodes:add("PARAMETER", space, { lowering:law(around), place, map }, { parameter = lowering:decision_index(expression.term, type.k) })
  if type.k == "condition" then return nodes:add("NUMBER_ABOVE", space, { node, nodes:number(space, 0) }) end
  return node
end

local function decide(lowering, space, condition, value, otherwise)
  return lowering.nodes:add("DECIDE", space, { value, otherwise, condition })
end

-- The condition of a row; nil where it holds whatever the columns are.
local function row_condition(lowering, row, columns, around)
  local condition
  for c, cell in ipairs(row.cells) do
    local node
    if cell.word == "yes" or cell.word == "no" then
      node = lowering:value(columns[c], around, nil, { k = "condition" })
      if cell.word == "no" then node = lowering.nodes:negate(node, around.space) end
    elseif cell.expression then
      node = lowering:value(cell.expression, around)
    end
    condition = lowering.nodes:both(condition, node, around.space)
  end
  return condition
end

local function result_of(lowering, row, type, around)
  if row.result.op == "not_given" then return without_value(lowering, type, around.space) end
  return lowering:value(row.result, around)
end

-- Whether a column has no value, as a node: absent, not unknown. nil where none can be.
local function absent_columns(lowering, version, around)
  local nodes, space, result = lowering.nodes, around.space, nil
  local seen = {}
  for _, column in ipairs(version.columns) do
    if cells.may_be_absent(column) and not seen[column] then
      seen[column] = true
      local node, k = lowering:value(column, around), column.type.k
      local some = k == "date" and nodes:day(space, "2000-01-01") or k == "text" and nodes:add("TEXT_CONSTANT", space, nil, { code = lowering.plan:text "" })
        or nodes:number(space, 0)
      local stands_in = nodes:add("KNOWN", space, { nodes:add("OR_ELSE", space, { node, some }) })
      local absent = nodes:both(stands_in, nodes:negate(nodes:add("KNOWN", space, { node }), space), space)
      result = result and nodes:add("OR", space, { result, absent }) or absent
    end
  end
  return result
end

-- Where some row holds wherever every column has a value: a row behind which no other can hold counts, known or not.
local function one_must_hold(lowering, conditions, space, missing)
  local nodes, later, result = lowering.nodes, nil, {}
  for r = #conditions, 1, -1 do
    local own = conditions[r]
    local none_later = later and nodes:both(nodes:negate(later, space), nodes:add("KNOWN", space, { later }), space) -- for certain
    local only = nodes:both(none_later, missing and nodes:negate(missing, space), space) or nodes:truth(space, true)
    result[r] = nodes:add("OR", space, { own, only })
    later = later and nodes:add("OR", space, { own, later }) or own
  end
  return result
end

-- False where a column asks a set of which no row could be judged; nil where it asks none. What is unknown anyway is none of its business.
local function column_judged(lowering, column, around, assured)
  if not analysis.has_second_reading(lowering, column) then return nil end
  local nodes, space = lowering.nodes, around.space
  local function is_open(scope)
    local given = nodes:add("GIVEN", space, { lowering:value(column, scope) })
    return nodes:negate(nodes:add("KNOWN", space, { given }), space)
  end
  return nodes:add("OR", space, { is_open(around), nodes:negate(is_open(assured), space) })
end

-- The value of a table of which several rows may hold together.
local function several_value(lowering, version, type, around, conditions)
  local nodes, space, rows = lowering.nodes, around.space, {}
  for r, row in ipairs(version.rows) do
    rows[r] = { holds = conditions[r], result = row.result, says = version.hit ~= "count of" and result_of(lowering, row, type, around) or nil }
  end
  local collected = hits.collected(lowering, version, rows, around)
  if collected then return collected end
  local missing = version.complete and absent_columns(lowering, version, around) or nil
  local must = version.complete and (missing and nodes:negate(missing, space) or nodes:truth(space, true)) or nil
  return hits.agreed(lowering, version, rows, around, without_value(lowering, type, space), must)
end

-- Whether no two rows can hold together, or the first of them counts.
local function is_of_one(version) return version.hit == "first" or (version.hit == "unique" or version.hit == "any") and version.apart end

-- The value of a table of which one row counts, decided from the last row to the first.
local function one_value(lowering, version, type, around, conditions)
  local space, last = around.space, version.rest or #version.rows
  if version.complete and not version.rest then conditions = one_must_hold(lowering, conditions, space, absent_columns(lowering, version, around)) end
  local value = without_value(lowering, type, space)
  for r = last, 1, -1 do value = decide(lowering, space, conditions[r], result_of(lowering, version.rows[r], type, around), value) end
  return value
end

local function table_value(lowering, version, type, asked_in, trace)
  local around = version.evidence and shown.with_evidence(asked_in, version.evidence.type.kind) or asked_in
  local nodes, space = lowering.nodes, around.space
  local conditions, of_one = {}, is_of_one(version)
  for r = 1, of_one and version.rest or #version.rows do
    conditions[r] = row_condition(lowering, version.rows[r], version.columns, around) or nodes:truth(space, true)
  end
  trace.rows = conditions
  local value = (of_one and one_value or several_value)(lowering, version, type, around, conditions)
  if version.evidence then
    local set = sets.lower(lowering, version.evidence, shown.assured(around))
    local assured = shown.vouched(around, { version.evidence.type.kind })
    trace.evidence = set
    trace.found = sets.aggregate(lowering, set, around, "ANY", shown.telling(lowering, set))
    for _, column in ipairs(version.columns) do trace.found = nodes:both(trace.found, column_judged(lowering, column, around, assured), space) end
    value = nodes:add("PICK", space, { value, without_value(lowering, type, space, true), trace.found }, { kind = version.evidence.type.kind })
  end
  return value
end

-- The versions as they are asked: the nearest place first, there the later text first.
local function in_order(lowering, versions)
  local order = {}
  for i, version in ipairs(versions) do
    local record = version.place and lowering:place_record(version.place)
    order[i] = { version = version, place = record or nil, depth = record and lowering:depth(record) or version.place and 0 or -1, index = i }
  end
  table.sort(order, function(a, b)
    if a.depth ~= b.depth then return a.depth > b.depth end
    local x, y = a.version.from or "", b.version.from or ""
    if x ~= y then return x > y end
    return a.index < b.index
  end)
  return lowering:nearest_first(order)
end

--- The value of a decision in a scope. What `explain` shows of it stands in around.decided[expression]: { version, force, rows, found, evidence, value }, in
--- the order in which they are asked; `force` is nil where the version is in force for all rows of the scope.
function decisions.lower(lowering, expression, around, in_place)
  local nodes, space, traces = lowering.nodes, around.space, {}
  local certain = false
  for _, entry in ipairs(in_order(lowering, expression.versions)) do
    local version = entry.version
    local force, never = lowering:in_force(around, version.from, version.to, around.law)
    if not never then
      force = nodes:both(force, in_place(lowering, around, version.place), space)
      traces[#traces + 1] = { version = version, force = force }
      certain = not force -- it is in force for all, and those behind it are never asked
      if certain then break end
    end
  end
  local value = not certain and not_on_record(lowering, expression, around) or nil
  for i = #traces, 1, -1 do
    local trace = traces[i]
    trace.value = table_value(lowering, trace.version, expression.type, around, trace)
    value = trace.force and decide(lowering, space, trace.force, trace.value, value) or trace.value
  end
  around.decided = around.decided or {}
  around.decided[expression] = traces
  return value
end

return decisions
