--- Events and sets as they stood on a day (meaning.md, section 8): what tells whether a `forbid` applied on a row's day asks what had happened by that day, so that
--- what came later neither frees of a breach nor makes one. A scope with `stood` reads so on its pivot; its `on_file` is the same scope without, for the side of a
--- comparison that says itself until when it asks.
local walk = require "mandate.language.walk"

local as_stood = {}

-- Which sides of a comparison of days are read as they are on file: those that the other side bounds. The others, and what is no comparison, as they stood.
local ON_FILE = {
  before = { from = true }, by = { from = true }, after = { true }, on_or_after = { true }, between = { true, from = true }, during = { from = true }, is = { from = true },
}

--- Whether a side of a comparison of days, "from" or the number of an argument, is read as it is on file.
function as_stood.is_on_file(expression, side)
  local sides = ON_FILE[expression.op]
  return sides ~= nil and expression.from.type.k == "date" and sides[side] or false
end

-- The same scope, in which all is read as it is on file.
local function read_on_file(around)
  if not around.on_file then
    local own = {}
    for key, value in pairs(around) do own[key] = value end
    own.stood, own.memo, own.sets, own.paired_sets, own.term_scopes, own.asked_terms, own.judging, own.said, own.decided = nil, {}, {}, nil, nil, nil, nil, nil, nil
    own.as_it_stood, own.as_said, own.asked = nil, nil, nil
    around.on_file = own
  end
  return around.on_file
end

--- The scope in which a side of a comparison is read.
function as_stood.side(expression, around, side)
  return around.stood and as_stood.is_on_file(expression, side) and read_on_file(around) or around
end

-- The same scope, in which all is read as it stood on a day: { node = }, or true for the pivot.
local function read_as_stood(around, stood)
  local own = {}
  for key, value in pairs(around) do own[key] = value end
  own.memo, own.sets, own.paired_sets, own.term_scopes, own.asked_terms, own.judging, own.said, own.decided = {}, {}, nil, nil, nil, nil, nil, nil
  own.stood, own.as_said, own.asked = stood, nil, nil
  return own
end

--- The scope in which everything is read as it stood on a day: the pivot of another one, or where that says another day (`stands_on`), on that.
function as_stood.scope(around)
  if around.stood then return around end
  around.as_it_stood = around.as_it_stood or read_as_stood(around, around.stands_on and { node = around.stands_on } or true)
  around.as_it_stood.open = around.open
  return around.as_it_stood
end

--- Whether what stood on the day that a scope asks about is what is on file: that day is the as-of date, and stays it.
function as_stood.is_today(around) return around.stands_today or around.pivot.moves and not around.pivot.until_day and not around.stands_on end

local on_pivots = setmetatable({}, { __mode = "k" }) -- scope -> the same, as it stood on its pivot

--- The scope in which a condition is asked as things stood on the pivot, whatever day a rule asks about; the same one where that says what is on file, or where it asks as things
--- stood already.
function as_stood.on_pivot(lowering, e, around)
  if around.stood or not as_stood.asks(lowering, e) or around.pivot.moves and not around.pivot.until_day then return around end
  on_pivots[around] = on_pivots[around] or read_as_stood(around, true)
  on_pivots[around].open = around.open
  return on_pivots[around]
end

--- The day on which a scope reads what stood, as a node in its space.
function as_stood.day(lowering, around) return around.stood ~= true and around.stood.node or lowering:pivot(around) end

--- Whether a scope reads what stood on one day for all its rows: then its sets are computed once over all records.
function as_stood.on_one_day(around) return around.stood == true and around.pivot.day ~= nil end

--- The same for a scope of pairs with the rows of another one.
function as_stood.inside(lowering, around, space)
  local stood = around.stood
  return stood and stood ~= true and { node = lowering.nodes:bring(stood.node, around.space, space) } or stood
end

--- Whether a field is an event of which it matters when it came: not one from which others are known, for that tells what is known, and that is known since.
function as_stood.is_dated(lowering, kind, name)
  local field = lowering.fields[kind][name]
  if not field or field.type ~= "event" then return false end
  for _, other in pairs(lowering.fields[kind]) do
    if other.known_from == name then return false end
  end
  return true
end

--- Whether an expression is an event from which others are known, by its own name or another.
function as_stood.tells_known(lowering, e)
  while e.op == "term" do e = lowering.pack.terms[e.term].value end
  local field = e.op == "field" and not lowering.kinds[e.from.type.kind].group and lowering.fields[e.from.type.kind][e.name]
  return field and field.type == "event" and not as_stood.is_dated(lowering, e.from.type.kind, e.name) or false
end

-- Whether the records of a kind are there from some day on.
local function begins(lowering, kind)
  local descriptor = lowering.kinds[kind]
  return not descriptor.group and (descriptor.starts ~= nil or not descriptor.lasting)
end

-- The kind of the records that a value, or each of a column, is; nil of any other.
local function kind_of(type)
  if not type then return nil end
  if type.k == "column" then return type.of.kind end
  return type.kind
end

-- Whether an expression is an event of the very row that is gone through.
local function is_own_event(lowering, e, index)
  if e.op ~= "field" or e.from.op ~= "row" or e.from.scope ~= index or #e.from.via > 0 then return false end
  local field = lowering.fields[e.from.type.kind][e.name]
  return field ~= nil and field.type == "event"
end

local bounds

-- What `bounds` finds of a condition that it has not met yet.
local function find_bounds(lowering, e, index)
  if e.op == "and" then return bounds(lowering, e.a, index) or bounds(lowering, e.b, index) end
  if e.op == "term" and e.from.op == "row" and e.from.scope == index and #e.from.via == 0 then return bounds(lowering, lowering.pack.terms[e.term].value, 1) end
  if not ON_FILE[e.op] or not e.from.type or e.from.type.k ~= "date" then return false end
  if as_stood.is_on_file(e, "from") then return is_own_event(lowering, e.from, index) end
  return e.arguments[1] ~= nil and is_own_event(lowering, e.arguments[1], index)
end

-- Whether a condition lets only rows pass that had begun by a day that it names. What a text names twice is looked into once.
function bounds(lowering, e, index)
  local known = lowering.found.bounds or {}
  lowering.found.bounds = known
  known[index] = known[index] or {}
  if known[index][e] == nil then known[index][e] = find_bounds(lowering, e, index) end
  return known[index][e]
end

--- The step to the records of a set of which a filter right behind it (`during`, or a `where` that bounds their day) says which days count; nil of any other expression.
function as_stood.said_by(lowering, e)
  if e.type.k ~= "set" or e.op ~= "during" and not (e.op == "where" and bounds(lowering, e.condition, e.depth)) then return nil end
  local at = e.from
  while at.op == "where" or at.op == "during" do at = at.from end
  return at.op == "children" and at or nil
end

local asks

-- Whether an expression itself, but for what is below it, is another as it stood.
local function is_one(lowering, e)
  if e.op == "happened" then return not as_stood.tells_known(lowering, e.from) end
  if e.op == "later" or e.op == "earlier" or e.op == "of_each" then return true end
  if e.op == "children" then return begins(lowering, e.kind) end
  if e.op == "term" or e.op == "column_term" then return asks(lowering, lowering.pack.terms[e.term].value) end
  local kind = (e.op == "field" or e.op == "column") and kind_of(e.from.type)
  if not kind or lowering.kinds[kind].group then return false end
  local field = lowering.fields[kind][e.name]
  return as_stood.is_dated(lowering, kind, e.name) or field.type == "reference" and not field.owner and begins(lowering, field.kind)
end

--- True if an expression may be another as it stood on a day than it is on file.
function asks(lowering, expression)
  lowering.found.as_stood = lowering.found.as_stood or {}
  local known = lowering.found.as_stood
  if known[expression] ~= nil then return known[expression] end
  known[expression] = false -- terms do not refer to themselves
  local found, said = false, {} -- said: sets that say themselves of which days their records count
  walk.into(expression, function(e)
    local named = as_stood.said_by(lowering, e)
    if named then said[named] = true end
    found = found or not said[e] and is_one(lowering, e)
    walk.decided(e, function(part) found = found or asks(lowering, part) end)
    if found or not ON_FILE[e.op] or not e.from.type or e.from.type.k ~= "date" then return not found end
    for i, argument in ipairs(e.arguments or {}) do found = found or not as_stood.is_on_file(e, i) and asks(lowering, argument) end
    found = found or e.period ~= nil and asks(lowering, e.period) or not as_stood.is_on_file(e, "from") and asks(lowering, e.from)
    return false
  end)
  known[expression] = found
  return found
end
as_stood.asks = asks

--- The scope in which a condition of a rule's own subject is read: as it is on file, where it cannot be another as it stood, so that both readings are one node.
function as_stood.of_condition(lowering, e, around)
  local same = around.stood and not around.of_set and not around.outer and e.type.k == "condition" and not asks(lowering, e)
  return same and read_on_file(around) or around
end

--- Whether the records of a kind are there from some day on.
as_stood.begins = begins

-- A day, where it is one by a pivot; absent where it is later.
local function by(lowering, around, value)
  local nodes, space = lowering.nodes, around.space
  return nodes:add("DECIDE", space, { value, nodes:day(space, nil), nodes:add("DATE_BY", space, { value, as_stood.day(lowering, around) }) })
end

--- An event as it stood on the scope's pivot: that of the version in force on it, where it had happened by then; otherwise that of the version in force on the as-of date,
--- for what was written down later happened all the same.
---@param value integer node: the event as it is on file
function as_stood.event(lowering, around, row, name, value)
  local nodes, space = lowering.nodes, around.space
  local on_file = by(lowering, around, value)
  if not lowering.snapshot:versioned(row.kind) then return on_file end
  local pivot = as_stood.day(lowering, around)
  local then_read = nodes:add("READ", space, { row.node or false, pivot }, { kind = row.kind, field = name, reading = "on its pivot" })
  local happened = nodes:add("DATE_BY", space, { then_read, pivot })
  local certainly = nodes:both(happened, nodes:add("KNOWN", space, { happened }), space)
  local day_known = nodes:add("KNOWN", space, { pivot })
  -- on a day that nobody knows, nobody knows which version was in force
  return nodes:add("PICK", space, { nodes:add("PICK", space, { then_read, on_file, certainly }), by(lowering, around, then_read), day_known })
end

-- Whether some record of a kind has begun on a day that nobody knows, or will have.
local function may_be_undated(lowering, kind) return lowering.snapshot:undated(kind, lowering.ahead and "9999-12-31" or lowering.as_of) end

-- Whether it shows nothing in a reading that a record of a lasting kind is in a set of a period of which nobody knows whether it had begun by then (meaning.md, section 19).
-- What leads on to its own records was there when these were.
local function asks_beginnings(lowering, kind, inner)
  local assured = inner.assured
  return inner.period and inner.reading == "shown" and assured ~= true and not (assured and assured.alone) and may_be_undated(lowering, kind)
end

-- Whether a record of a kind began after a pivot, or another day, as a node: one of a lasting kind of which nobody knows when it began is there on every day.
---@param asked_again boolean|nil whether it was there on an earlier day than the as-of date is not known then
local function began_later(lowering, around, kind, record, day, asked_again)
  local nodes, space = lowering.nodes, around.space
  local event = nodes:add("EVENT", space, record and { record } or nil, { kind = kind })
  local asked = day and nodes:day(space, day) or around.stood and as_stood.day(lowering, around) or lowering:pivot(around)
  local later = nodes:add("DATE_AFTER", space, { event, asked })
  if around.stood and lowering.snapshot:undated(kind, lowering.as_of) then -- on the as-of date it is there, on whatever day it began
    later = nodes:both(later, nodes:negate(nodes:add("DATE_ON_OR_AFTER", space, { asked, lowering:today(space) }), space), space)
  end
  if not lowering.kinds[kind].lasting then return later end
  local known = nodes:add("KNOWN", space, { event })
  if asked_again then known = nodes:add("OR", space, { known, nodes:add("DATE_BEFORE", space, { asked, lowering:today(space) }) }) end
  return nodes:both(later, known, space)
end

-- Whether some record of a lasting kind may begin after the period in which a set of them is asked, or after another pivot in it (meaning.md, section 3).
local function begins_in_period(lowering, kind, inner)
  local descriptor = lowering.kinds[kind]
  if not inner.period or not descriptor.lasting or not descriptor.starts then return false end
  return not lowering.snapshot:all_visible(kind, inner.period.open or inner.pivot.day or "0001-01-01") or asks_beginnings(lowering, kind, inner)
end

--- Whether the records of a kind in a space of their own are there, as a node: in a scope that reads as it stood, and in a period those of lasting kinds, by its pivot. With
--- it comes whether they are there to be looked at: so are those of which nobody knows whether they had begun.
---@param bounded boolean|nil the set says itself until when its records count
---@param leads_on boolean|nil the set is one of records of theirs
function as_stood.visible(lowering, kind, inner, bounded, leads_on)
  local visible, nodes, space = lowering:visible(kind, inner.space), lowering.nodes, inner.space
  local stood = inner.stood and not bounded and begins(lowering, kind)
  if not stood and not begins_in_period(lowering, kind, inner) then return visible, visible end
  local until_day = not stood and inner.period.open or nil
  local looked = nodes:both(visible, nodes:negate(began_later(lowering, inner, kind, nil, until_day), space), space)
  if leads_on or not lowering.kinds[kind].lasting or not asks_beginnings(lowering, kind, inner) then return looked, looked end
  return nodes:both(visible, nodes:negate(began_later(lowering, inner, kind, nil, until_day, true), space), space), looked
end

--- A record that a reference names, absent where it was not there yet.
function as_stood.named(lowering, around, field, record)
  if field.type ~= "reference" or field.owner or not begins(lowering, field.kind) then return record end
  local nodes, space = lowering.nodes, around.space
  local nobody = nodes:add("RECORD_CONSTANT", space, nil, { record = 0xffffffff, kind = field.kind })
  return nodes:add("DECIDE", space, { nobody, record, began_later(lowering, around, field.kind, record) })
end

--- What a field that was read as it is on file says as it stood, as a node.
---@param row table { kind =, node = }
function as_stood.field(lowering, around, row, name, value)
  local field = lowering.fields[row.kind][name]
  if as_stood.is_dated(lowering, row.kind, name) then return as_stood.event(lowering, around, row, name, value) end
  return as_stood.named(lowering, around, field, value)
end

--- Whether the records that a step of a set leads to are bounded by the filters right behind it: then the set says itself until when they count.
---@param index integer the scope of the set's rows
function as_stood.is_bounded(lowering, steps, at, index)
  for i = at + 1, #steps do
    local step = steps[i]
    if step.op == "during" then return true end
    if step.op ~= "where" then return false end
    if bounds(lowering, step.condition, index) then return true end
  end
  return false
end

return as_stood
