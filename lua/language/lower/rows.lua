--- Lowering of rows and of what they hold: fields, with their signs and ends and as a reading sees them, and terms.
local core = require "mandate.core"
local above = require "mandate.language.above"
local analysis = require "mandate.language.lower.analysis"
local as_stood = require "mandate.language.lower.as_stood"
local beginnings = require "mandate.language.lower.beginnings"
local without_ends = require "mandate.language.lower.endless"
local groups = require "mandate.language.lower.groups"
local scope = require "mandate.language.lower.scope"
local shown = require "mandate.language.lower.shown"

local rows = {}

local lower = {} -- by op, as in expressions.lua
rows.lower = lower

--- A row expression: { kind, node } in the scope's space; node is nil for the space's own row.
function rows.row(lowering, expression, around)
  if expression.op ~= "row" then
    local node = lowering:value(expression, around)
    return { kind = expression.type.kind, node = node }
  end
  local at = around
  while at.index ~= expression.scope do at = assert(at.outer, "no row is in hand at that depth") end
  local node = at.row
  if at.space ~= around.space then
    node = lowering.nodes:bring(node or lowering:own_row(at.kind, at.space), at.space, around.space)
  end
  local kind = at.kind
  for _, field in ipairs(expression.via) do
    node = lowering.nodes:add("READ", around.space, { node or false, rows.pivot_node(lowering, around, kind, field) or false }, { kind = kind, field = field })
    kind = lowering.fields[kind][field].kind
  end
  return { kind = kind, node = node }
end

function lower.row(lowering, expression, around)
  local row = rows.row(lowering, expression, around)
  return row.node or lowering:own_row(row.kind, around.space)
end

-- The day on which attributes of a kind are read, as a node, or nil where it does not matter.
function rows.pivot_node(lowering, around, kind, field)
  local descriptor = lowering.fields[kind][field]
  if descriptor.type == "event" or descriptor.fixed or not lowering.snapshot:versioned(kind) then return nil end
  if descriptor.place and not lowering.plan:moves(kind, field) then return nil end
  return lowering:pivot(around)
end

-- The value of a field that stands with a censoring sign in another: "<" 0.05 is somewhere below 0.05. No sign is a value as measured; what no sign
-- is leaves the value unknown.
local function censored(lowering, space, value, sign)
  local nodes = lowering.nodes
  local function is(...) return nodes:add("TEXT_IN", space, { sign }, { texts = lowering.plan:texts({ ... }) }) end
  local measured = nodes:add("OR", space, { is "=", nodes:negate(nodes:add("KNOWN", space, { sign }), space) })
  return nodes:add("CENSORED", space, { value, is("<", "<="), is(">", ">="), is("<", ">"), measured })
end

-- Whether some value of the field stands behind a sign: where none does, the sign is not read.
local function is_signed(lowering, kind, field) return field.sign ~= nil and lowering.snapshot:holds_text(kind, field.sign) end

-- The value of a field that has ends. Where each cell is a number, they say nothing new.
local function bounded(lowering, space, from, kind, field)
  local value, row, pivot = table.unpack(from)
  if not (row or pivot or is_signed(lowering, kind, field) or field.known_from or lowering.snapshot:has_unknown(kind, field.name)) then return value end
  return lowering.nodes:add("BOUNDED", space, { value, row, field.blank == "none" and pivot },
    { kind = kind, field = field.name, number = field.min or -math.huge, number2 = field.max or math.huge })
end

local SUBSTITUTES = { zero = core.decimal(0), half = core.decimal "0.5", limit = core.decimal(1) } -- what a law takes of the limit below which nothing was found

-- The value of a field that stands with a sign: what the sign says, or what the law takes for values found to lie below a number. A number that nobody knows is
-- unknown, whatever its sign.
local function by_sign(lowering, space, value, sign, part)
  local ranged = censored(lowering, space, value, sign)
  if not part then return ranged end
  local nodes = lowering.nodes
  local below = nodes:add("TEXT_IN", space, { sign }, { texts = lowering.plan:texts({ "<", "<=" }) })
  return nodes:add("PICK", space, { nodes:add("MULTIPLY", space, { value, nodes:number(space, part) }), ranged, below })
end

--- The value of a field of a record, as a node in a space.
---@param row integer|false node of the record; false the space's own
---@param pivot integer|false node of the day on which attributes are read
---@param non_detects string|nil what the law takes for what was found only to lie below a number
---@param endless boolean|nil without the ends that its field has, where nobody knows anything of it: what is unknown is not taken for a range
function rows.read(lowering, space, row, pivot, kind, name, non_detects, endless)
  local value = lowering.nodes:add("READ", space, { row, pivot }, { kind = kind, field = name })
  local field = lowering.fields[kind][name]
  if is_signed(lowering, kind, field) then
    local sign = lowering.nodes:add("READ", space, { row, pivot }, { kind = kind, field = field.sign })
    value = by_sign(lowering, space, value, sign, SUBSTITUTES[non_detects])
  end
  if not field.min and not field.max or endless and not is_signed(lowering, kind, field) then return value end
  local ended = bounded(lowering, space, { value, row, pivot }, kind, field)
  return endless and lowering.nodes:add("PICK", space, { ended, value, lowering.nodes:add("GIVEN", space, { value }) }) or ended
end

-- The first or last row of a set, by that name or another.
local function is_end_of_set(lowering, e)
  while e.op == "term" do e = lowering.pack.terms[e.term].value end
  return (e.op == "first" or e.op == "last") and e.type.k == "row"
end

--- Whether a row is one of a set that is gone through, or is reached from such a one: what of it was not received, the third reading tells.
function rows.is_of_set(lowering, e, around)
  while e.op ~= "row" do
    if is_end_of_set(lowering, e) or not e.from then return false end
    e = e.from
  end
  local at = around
  while at.index ~= e.scope do at = assert(at.outer, "no row is in hand at that depth") end
  return at.of_set or false
end

--- A value of a field as a reading sees it: unknown where that is because it was not received.
function rows.as_received(lowering, expression, around, row, value)
  local reading = around.reading
  if not reading or not lowering.fields[row.kind][expression.name].known_from then return value end
  if reading == "judged" then return shown.received(lowering, expression, around, row, value) end
  local own = shown.asks_received(around, row.kind, expression.name)
    and (around.assured and around.assured.received or not rows.is_of_set(lowering, expression.from, around))
  if not own and not (row.node and is_end_of_set(lowering, expression.from)) then return value end
  return shown.received(lowering, expression, around, row, value, row.node and lowering.nodes:negate(lowering.nodes:add("GIVEN", around.space, { row.node }), around.space))
end

function lower.field(lowering, expression, around)
  local row = lowering:row(expression.from, around)
  if lowering.kinds[row.kind].group then return groups.key(lowering, row, expression.name, around.space) end
  if lowering.group_spaces[around.space] then return groups.field_of(lowering, row, expression.name, around) end
  local from = { row.node or false, lowering:pivot_node(around, row.kind, expression.name) or false }
  local value = lowering:read(around.space, from[1], from[2], row.kind, expression.name, around.non_detects, around.endless)
  value = rows.as_received(lowering, expression, around, row, value)
  if around.stood then value = as_stood.field(lowering, around, row, expression.name, value) end
  local starts = lowering.kinds[row.kind].starts == expression.name
  if around.planned and not row.node and starts then return beginnings.planned(lowering, row.kind, around.space) end
  return value
end

function lower.group(lowering, expression, around)
  return groups.of_row(lowering, expression.group, lowering:row(expression.from, around), around.space)
end

--- The scope in which a term's text is computed, asked from the scope around, and the function that brings a node of it there.
function rows.term_own(lowering, expression, around)
  local row = lowering:row(expression.from, around)
  local term = lowering.pack.terms[expression.term]
  local shared = not around.planned and not around.stood and around.pivot.day and not (term.period and around.period == nil) and not lowering:term_asks_place(expression.term)
    and not (around.open and lowering:term_asks(expression.term, analysis.asks_function))
  if shared then -- once for all records of the kind
    local own = without_ends.as_in(around, lowering:term_scope(row.kind, around, rows.is_of_set(lowering, expression.from, around)))
    return own, function(node)
      if not row.node and around.space == own.space then return node end
      return lowering.nodes:add("FETCH", around.space, { row.node or lowering:own_row(row.kind, around.space), node })
    end
  end
  local key = expression.term .. "/" .. tostring(row.node)
  around.term_scopes = around.term_scopes or {}
  local own = around.term_scopes[key]
  if not own then
    own = scope.for_row(around, row.kind, row.node)
    own.planned, own.of_set = around.planned and not row.node, rows.is_of_set(lowering, expression.from, around)
    around.term_scopes[key] = own
  end
  around.asked_terms = around.asked_terms or {}
  around.asked_terms[expression] = own -- what `explain` looks at
  return own, function(node) return scope.of_row(lowering, node, own) end
end

--- A node made from a term's text with its row in hand, as it is seen from the scope around. make(term, own) gives it, or nil.
function rows.in_term(lowering, expression, around, make)
  local own, seen_from = rows.term_own(lowering, expression, around)
  local node = make(lowering.pack.terms[expression.term], own)
  return node and seen_from(node)
end

function lower.term(lowering, expression, around)
  return rows.in_term(lowering, expression, around, function(term, own) return lowering:value(term.value, own) end)
end

-- The levels of a kind's tree, as deep as it is on any day.
local MOST_LEVELS <const> = 256

local function levels_of(lowering, kind)
  lowering.found.levels = lowering.found.levels or {}
  local levels = lowering.found.levels[kind] or lowering.plan:levels(kind)
  lowering.found.levels[kind] = levels
  if levels > MOST_LEVELS then
    error(("the tree of %s has more than %d levels, and :any_above looks through no more"):format(lowering.kinds[kind].plural, MOST_LEVELS), 0)
  end
  return levels
end

function lower.any_above(lowering, expression, around)
  local any
  for level = 1, levels_of(lowering, expression.from.type.kind) do -- what lies above the uppermost may be unknown
    local own = lowering:value(above.level(expression, level), around)
    any = any and lowering.nodes:add("OR", around.space, { any, own }) or own
  end
  return any or lowering.nodes:truth(around.space, false) -- of no record
end

return rows
