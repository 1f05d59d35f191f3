--- What is there although its beginning is blank (meaning.md, section 3): it has begun on a day that nobody knows. What is asked of that day is unknown but for
--- what the as-of date tells; its place among the rows of a set is unknown, too. Nodes are added only where the registry holds such records.
local as_stood = require "mandate.language.lower.as_stood"

local beginnings = {}

local UNKNOWN_CODE = 0xfffffffe

local function may_be_undated(lowering, kind)
  -- looking ahead: also those that are still to come
  return not lowering.kinds[kind].group and lowering.snapshot:undated(kind, lowering.ahead and "9999-12-31" or lowering.as_of)
end

-- Whether the expression is the beginning of a lasting record that has begun by the as-of date, nobody knows when, as a node; nil where it is none.
local function has_begun(lowering, expression, around)
  local kind = expression.op == "field" and expression.from.type.kind
  local descriptor = kind and lowering.kinds[kind]
  if not descriptor or not descriptor.lasting or descriptor.starts ~= expression.name or not may_be_undated(lowering, kind) then return nil end
  local nodes, space = lowering.nodes, around.space
  local given = nodes:add("GIVEN", space, { lowering:value(expression, around) })
  local row = lowering:row(expression.from, around)
  return nodes:both(nodes:negate(nodes:add("KNOWN", space, { given }), space), row.node and nodes:add("KNOWN", space, { row.node }), space)
end

--- Compares a day with another by an operation of the engine.
---@param expression table whose value is compared
---@param value integer its node
function beginnings.compare(lowering, expression, around, op, value, other)
  local nodes, space = lowering.nodes, around.space
  local answer = nodes:add(op, space, { value, other })
  local begun = has_begun(lowering, expression, around)
  if not begun then return answer end
  local with_today = (op == "DATE_BY" or op == "DATE_AFTER") and "DATE_BY" or "DATE_BEFORE"
  local settled = nodes:both(begun, nodes:add(with_today, space, { lowering:today(space), other }), space)
  if op == "DATE_BY" or op == "DATE_BEFORE" then return nodes:add("OR", space, { answer, settled }) end
  return nodes:both(answer, nodes:negate(settled, space), space)
end

function beginnings.happened(lowering, expression, around)
  local value = lowering:value(expression, around)
  local stood = around.stood and not as_stood.tells_known(lowering, expression)
  local happened = stood and lowering.nodes:add("DATE_BY", around.space, { value, as_stood.day(lowering, around) }) or lowering.nodes:add("HAPPENED", around.space, { value })
  local begun = has_begun(lowering, expression, around)
  if begun and stood then -- whether it had before the as-of date nobody knows
    begun = lowering.nodes:both(begun, lowering.nodes:add("DATE_BY", around.space, { lowering:today(around.space), as_stood.day(lowering, around) }), around.space)
  end
  return begun and lowering.nodes:add("OR", around.space, { happened, begun }) or happened
end

--- The starting event of a record as the version in force on the as-of date names it: of one that is not there yet, or was put off, the day for which it is planned.
function beginnings.planned(lowering, kind, space)
  return lowering.nodes:add("READ", space, { false, false }, { kind = kind, field = lowering.kinds[kind].starts, reading = "as recorded" })
end

--- The day for which a record is planned where that lies ahead, otherwise its event.
---@param event integer node
function beginnings.ahead(lowering, kind, space, event)
  local nodes = lowering.nodes
  local planned = beginnings.planned(lowering, kind, space)
  local later = nodes:add("DATE_AFTER", space, { planned, lowering:today(space) })
  return nodes:add("PICK", space, { planned, event, nodes:both(later, nodes:add("KNOWN", space, { planned }), space) })
end

-- A condition that is unknown where a day is, and false elsewhere: unlike a plain unknown it tells what is missing.
local function open_where_undated(nodes, space, day)
  local given = nodes:add("GIVEN", space, { day })
  return nodes:both(given, nodes:negate(given, space), space)
end

--- The first or last row of a set: unknown where a row whose day nobody knows is not the only one.
---@param aggregate function(op, mask) gives an aggregate of the set in the scope around
---@param row integer node: the first or last in the order of the rows
function beginnings.end_row(lowering, set, around, aggregate, row)
  if not may_be_undated(lowering, set.kind) then return row end
  local nodes, inner, space = lowering.nodes, set.scope.space, around.space
  local undated = open_where_undated(nodes, inner, nodes:add("EVENT", inner, nil, { kind = set.kind }))
  local some = aggregate("ANY", nodes:both(set.mask, undated, inner))
  local several = nodes:add("NUMBER_ABOVE", space, { aggregate("COUNT", set.mask), nodes:number(space, 1) })
  local unknown = nodes:add("RECORD_CONSTANT", space, nil, { record = UNKNOWN_CODE, kind = set.kind })
  return nodes:add("DECIDE", space, { unknown, row, nodes:both(some, several, space) }) -- what may be unknown or that row is unknown
end

--- Whether one row comes after another of the same owner.
function beginnings.after(lowering, kind, space, row, other)
  local nodes = lowering.nodes
  local after = nodes:add("AFTER", space, { row, other })
  if not may_be_undated(lowering, kind) then return after end
  local function event(record) return nodes:add("EVENT", space, { record }, { kind = kind }) end
  local function dated(record) return nodes:add("KNOWN", space, { event(record) }) end
  local why = nodes:add("OR", space, { open_where_undated(nodes, space, event(row)), open_where_undated(nodes, space, event(other)) })
  local unknown = nodes:add("OR", space, { nodes:truth(space, nil), why })
  local open = nodes:both(nodes:negate(nodes:add("CODE_SAME", space, { row, other }), space), unknown, space)
  return nodes:add("DECIDE", space, { after, open, nodes:both(dated(row), dated(other), space) })
end

return beginnings
