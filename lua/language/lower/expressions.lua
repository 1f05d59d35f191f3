--- Lowering of typed expressions to nodes of a plan. Every expression becomes a node in the space of the scope it is seen from; the same
--- expression seen from the same scope is the same node, which is what `explain` reads afterwards.
local core = require "mandate.core"
local aggregates = require "mandate.language.lower.aggregates"
local analysis = require "mandate.language.lower.analysis"
local as_stood = require "mandate.language.lower.as_stood"
local beginnings = require "mandate.language.lower.beginnings"
local calendar = require "mandate.language.lower.calendar"
local cut_off_places = require "mandate.language.lower.cut_off_places"
local clocks = require "mandate.language.lower.clocks"
local days = require "mandate.language.lower.days"
local decisions = require "mandate.language.lower.decisions"
local instead = require "mandate.language.lower.instead"
local groups = require "mandate.language.lower.groups"
local moves = require "mandate.language.moves"
local scope = require "mandate.language.lower.scope"
local shown = require "mandate.language.lower.shown"
local units = require "mandate.language.lower.units"

local expressions = {}

local STATUS_BITS = {
  met = 0, late = 1, pending = 2, overdue = 3, breached = 4, waived = 5, unknown = 6, not_applicable = 7, on_track = 8, behind = 9, missed = 10, open = 11,
  used = 12, not_available = 13, error = 14,
}
local VALUE_TYPE = { condition = "condition", number = "number", rate = "number", date = "date", text = "text", row = "record", span = "span" }

local UNKNOWN_DAY = -0x80000000

local lower = {} -- by op: function(lowering, expression, around) -> node

-- The last day of the period that is judged, named as it is.
local function is_period_end(e) return e.op == "period_to" and (not e.period or e.period.op == "period") end

-- A side of a comparison, "from" or the number of an argument: the last day of a period is that on which the rule's force ends inside it.
local function side_of(lowering, expression, around, side)
  local asked = side == "from" and expression.from or expression.arguments[side]
  if is_period_end(asked) and around.period.last then return lowering.nodes:day(around.space, around.period.last) end
  return lowering:value(asked, as_stood.side(expression, around, side))
end

local function values(lowering, expression, around)
  local b = {}
  for i in ipairs(expression.arguments) do b[i] = side_of(lowering, expression, around, i) end
  return side_of(lowering, expression, around, "from"), b
end

-- Rows ---------------------------------------------------------------------------------------------------------------

--- A row expression: { kind, node } in the scope's space; node is nil for the space's own row.
function expressions.row(lowering, expression, around)
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
    node = lowering.nodes:add("READ", around.space, { node or false, expressions.pivot_node(lowering, around, kind, field) or false }, { kind = kind, field = field })
    kind = lowering.fields[kind][field].kind
  end
  return { kind = kind, node = node }
end

function lower.row(lowering, expression, around)
  local row = expressions.row(lowering, expression, around)
  return row.node or lowering:own_row(row.kind, around.space)
end

-- The day on which attributes of a kind are read, as a node, or nil where it does not matter.
function expressions.pivot_node(lowering, around, kind, field)
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
---@param as_recorded boolean|nil without the ends that its field has: what is unknown is not taken for a range
function expressions.read(lowering, space, row, pivot, kind, name, non_detects, as_recorded)
  local value = lowering.nodes:add("READ", space, { row, pivot }, { kind = kind, field = name })
  local field = lowering.fields[kind][name]
  if is_signed(lowering, kind, field) then
    local sign = lowering.nodes:add("READ", space, { row, pivot }, { kind = kind, field = field.sign })
    value = by_sign(lowering, space, value, sign, SUBSTITUTES[non_detects])
  end
  return (field.min or field.max) and not as_recorded and bounded(lowering, space, { value, row, pivot }, kind, field) or value
end

-- The first or last row of a set, by that name or another.
local function is_end_of_set(lowering, e)
  while e.op == "term" do e = lowering.pack.terms[e.term].value end
  return (e.op == "first" or e.op == "last") and e.type.k == "row"
end

--- Whether a row is one of a set that is gone through, or is reached from such a one: what of it was not received, the third reading tells.
function expressions.is_of_set(lowering, e, around)
  while e.op ~= "row" do
    if is_end_of_set(lowering, e) or not e.from then return false end
    e = e.from
  end
  local at = around
  while at.index ~= e.scope do at = assert(at.outer, "no row is in hand at that depth") end
  return at.of_set or false
end

-- A value of a field as a reading sees it: unknown where that is because it was not received.
local function as_received(lowering, expression, around, row, value)
  local reading = around.reading
  if not reading or not lowering.fields[row.kind][expression.name].known_from then return value end
  if reading == "judged" then return shown.received(lowering, expression, around, row, value) end
  local own = shown.asks_received(around, row.kind, expression.name)
    and (around.assured and around.assured.received or not expressions.is_of_set(lowering, expression.from, around))
  if not own and not (row.node and is_end_of_set(lowering, expression.from)) then return value end
  return shown.received(lowering, expression, around, row, value, row.node and lowering.nodes:negate(lowering.nodes:add("GIVEN", around.space, { row.node }), around.space))
end

function lower.field(lowering, expression, around)
  local row = lowering:row(expression.from, around)
  if lowering.kinds[row.kind].group then return groups.key(lowering, row, expression.name, around.space) end
  if lowering.group_spaces[around.space] then return groups.field_of(lowering, row, expression.name, around) end
  local from = { row.node or false, lowering:pivot_node(around, row.kind, expression.name) or false }
  local value = lowering:read(around.space, from[1], from[2], row.kind, expression.name, around.non_detects)
  value = as_received(lowering, expression, around, row, value)
  if around.stood then value = as_stood.field(lowering, around, row, expression.name, value) end
  local starts = lowering.kinds[row.kind].starts == expression.name
  if around.planned and not row.node and starts then return beginnings.planned(lowering, row.kind, around.space) end
  return value
end

function lower.group(lowering, expression, around)
  return groups.of_row(lowering, expression.group, lowering:row(expression.from, around), around.space)
end

--- The scope in which a term's text is computed, asked from the scope around, and the function that brings a node of it there.
function expressions.term_own(lowering, expression, around)
  local row = lowering:row(expression.from, around)
  local term = lowering.pack.terms[expression.term]
  local shared = not around.planned and around.pivot.day and not (term.period and around.period == nil) and not lowering:term_asks_place(expression.term)
    and not (around.open and lowering:term_asks(expression.term, analysis.asks_function))
  if shared then -- once for all records of the kind
    local own = lowering:term_scope(row.kind, around, expressions.is_of_set(lowering, expression.from, around))
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
    own.planned, own.of_set = around.planned and not row.node, expressions.is_of_set(lowering, expression.from, around)
    around.term_scopes[key] = own
  end
  around.asked_terms = around.asked_terms or {}
  around.asked_terms[expression] = own -- what `explain` looks at
  return own, function(node) return scope.of_row(lowering, node, own) end
end

--- A node made from a term's text with its row in hand, as it is seen from the scope around. make(term, own) gives it, or nil.
function expressions.in_term(lowering, expression, around, make)
  local own, seen_from = expressions.term_own(lowering, expression, around)
  local node = make(lowering.pack.terms[expression.term], own)
  return node and seen_from(node)
end

-- What an expression, the term's text or what is asked of it, says of the row whose term it is.
local function in_term(lowering, expression, around, text)
  return expressions.in_term(lowering, expression, around, function(_, own) return lowering:value(text, own) end)
end

function lower.term(lowering, expression, around)
  return expressions.in_term(lowering, expression, around, function(term, own) return lowering:value(term.value, own) end)
end

-- Constants ----------------------------------------------------------------------------------------------------------

function lower.literal(lowering, expression, around)
  local k, value = expression.type.k, expression.value
  if k == "number" or k == "rate" then return lowering.nodes:number(around.space, value) end
  if k == "date" then return lowering.nodes:day(around.space, value) end
  if k == "condition" then return lowering.nodes:truth(around.space, value) end
  return lowering.nodes:add("TEXT_CONSTANT", around.space, nil, { code = lowering.plan:text(value) })
end

function lower.decision(lowering, expression, around)
  return decisions.lower(lowering, expression, around, lowering.in_place)
end

function lower.as_of(lowering, expression, around)
  return lowering:today(around.space, expression.until_day)
end

-- A day that was reckoned for the subject, where waivers are compared with it.
function lower.subjects_day(lowering, expression, around)
  return lowering.nodes:bring(expression.node, expression.space, around.space)
end

function lower.not_given(lowering, _, around)
  return lowering.nodes:day(around.space, nil)
end

function lower.span(lowering, expression, around)
  return lowering.nodes:add("SPAN_CONSTANT", around.space, nil, { span = lowering:span_index(expression) })
end

-- Logic --------------------------------------------------------------------------------------------------------------

local function two(op)
  return function(lowering, expression, around)
    local a = lowering:value(expression.a, around)
    local b = lowering:value(expression.b, around, op == "AND" and a or nil)
    return lowering.nodes:add(op, around.space, { a, b })
  end
end
lower["and"], lower["or"] = two "AND", two "OR"
lower.both, lower.either = two "DATE_LATER", two "DATE_EARLIER"

lower["not"] = function(lowering, expression, around)
  return lowering.nodes:negate(lowering:value(expression.a, around), around.space)
end

-- Whether a condition is there at all, as a node; nil where it always is. An absent yes or no reads as no, so that its value does not tell.
local function answered(lowering, expression, around)
  local row = expression.from and expression.from.type.k == "row" and lowering:row(expression.from, around)
  if expression.op == "field" and row and not lowering.kinds[row.kind].group then
    local pivot = lowering:pivot_node(around, row.kind, expression.name) or false
    return lowering.nodes:add("READ", around.space, { row.node or false, pivot }, { kind = row.kind, field = expression.name, reading = "answered" })
  end
  return (expression.op == "term" or expression.op == "decision") and row and row.node and lowering.nodes:add("GIVEN", around.space, { row.node }) or nil
end

function lower.known(lowering, expression, around)
  if around.reading == "judged" then return lower.given(lowering, expression, around) end
  local value = lowering:value(expression.from, around)
  local known = lowering.nodes:add("KNOWN", around.space, { value })
  if expression.from.type.k == "condition" then known = lowering.nodes:both(known, answered(lowering, expression.from, around), around.space) end
  if around.pivot.any_day then -- unknown for want of the day, perhaps
    local nodes, space = lowering.nodes, around.space
    local settled = nodes:add("OR", space, { nodes:add("KNOWN", space, { value }), nodes:negate(nodes:add("GIVEN", space, { value }), space) })
    return nodes:add("PICK", space, { known, nodes:truth(space, nil), settled })
  end
  if around.reading ~= "shown" or not analysis.has_second_reading(lowering, expression.from) then return known end
  local said, k = shown.as_said(around), expression.from.type.k
  local now = { value = value, given = lower.given(lowering, expression, around) }
  local before = { value = lowering:value(expression.from, said), given = lower.given(lowering, expression, said) }
  local of_none = analysis.asks_sets(lowering, expression.from)
    and { now = lower.given(lowering, expression, shown.of_none(around)), before = lower.given(lowering, expression, shown.of_none(said)) } or nil
  return shown.known(lowering, around, known, now, before, k == "number" or k == "rate", of_none)
end

function lower.given(lowering, expression, around)
  local from, nodes, space = expression.from, lowering.nodes, around.space
  local text = from.op == "term" and lowering.pack.terms[from.term].value
  if text and text.op ~= "decision" then -- asked of what the term names
    lowering.given_texts[from.term] = lowering.given_texts[from.term] or { op = "given", from = text, type = expression.type, at = expression.at }
    return in_term(lowering, from, around, lowering.given_texts[from.term])
  end
  local kind = from.op == "field" and from.type.k == "number" and from.from.type.kind
  if kind and not lowering.kinds[kind].group and not lowering.group_spaces[space] then
    local row = lowering:row(from.from, around)
    local pivot = lowering:pivot_node(around, kind, from.name) or false
    local read = lowering:read(space, row.node or false, pivot, kind, from.name, around.non_detects, true)
    return nodes:add("GIVEN", space, { as_received(lowering, from, around, row, read) })
  end
  local given = nodes:add("GIVEN", space, { lowering:value(from, around) })
  if from.type.k ~= "condition" then return given end
  return nodes:both(given, answered(lowering, from, around), space)
end

function lower.missing(lowering, expression, around)
  return lowering.nodes:negate(lower.known(lowering, expression, around), around.space)
end

function lower.happened(lowering, expression, around)
  return beginnings.happened(lowering, expression.from, around)
end

function lower.or_else(lowering, expression, around)
  return lowering.nodes:add("OR_ELSE", around.space, { lowering:value(expression.from, around), lowering:value(expression.value, around) })
end

-- Comparisons --------------------------------------------------------------------------------------------------------

local function any_of(lowering, around, conditions)
  local result = conditions[1]
  for i = 2, #conditions do result = lowering.nodes:add("OR", around.space, { result, conditions[i] }) end
  return result
end

local function compare(op)
  return function(lowering, expression, around)
    local a, b = values(lowering, expression, around)
    local like = units.like(lowering, expression.from, a, expression.arguments[1], around)
    return shown.compared(lowering, around, expression.from, a, beginnings.compare(lowering, expression.from, as_stood.side(expression, around, "from"), op, like, b[1]))
  end
end
lower.above, lower.at_least = compare "NUMBER_ABOVE", compare "NUMBER_AT_LEAST"
lower.below, lower.at_most = compare "NUMBER_BELOW", compare "NUMBER_AT_MOST"
lower.before, lower.by = compare "DATE_BEFORE", compare "DATE_BY"
lower.after, lower.on_or_after = compare "DATE_AFTER", compare "DATE_ON_OR_AFTER"

function lower.between(lowering, expression, around)
  local a, b = values(lowering, expression, around)
  local dates = expression.from.type.k == "date"
  local function compared(date_op, number_op, i)
    local like = units.like(lowering, expression.from, a, expression.arguments[i], around)
    return beginnings.compare(lowering, expression.from, as_stood.side(expression, around, "from"), dates and date_op or number_op, like, b[i])
  end
  return shown.compared(lowering, around, expression.from, a,
    lowering.nodes:both(compared("DATE_ON_OR_AFTER", "NUMBER_AT_LEAST", 1), compared("DATE_BY", "NUMBER_AT_MOST", 2), around.space))
end

-- The words among the arguments of :is and :starts_with, lists of codes included, and the arguments that are no words.
local function words_of(lowering, arguments)
  local words, others = {}, {}
  for _, argument in ipairs(arguments) do
    if argument.op == "literal" then words[#words + 1] = argument.value
    elseif argument.op == "codes" then
      for _, word in ipairs(lowering.pack.codes[argument.name].values) do words[#words + 1] = word end
    else others[#others + 1] = argument end
  end
  table.sort(words)
  return words, others
end

local function is_status(expression)
  return expression.op == "verdict" and expression.field == "status"
end

--- Whether a verdict has one of these statuses, as a node in its space.
function expressions.has_status(lowering, space, verdict, statuses)
  local bits = 0
  for _, word in ipairs(statuses) do bits = bits | 1 << STATUS_BITS[word] end
  return lowering.nodes:add("STATUS_IN", space, { verdict }, { statuses = bits })
end

-- What two conditions both say, and otherwise unknown.
local function agreed(lowering, space, a, b)
  local nodes = lowering.nodes
  local neither = nodes:both(nodes:negate(a, space), nodes:negate(b, space), space)
  return nodes:add("PICK", space, { a, nodes:truth(space, nil), nodes:add("OR", space, { nodes:both(a, b, space), neither }) })
end

function lower.is(lowering, expression, around)
  local space = around.space
  if is_status(expression.from) then
    local words = words_of(lowering, expression.arguments)
    if around.pivot.any_day then -- on the day itself it may be known
      local known = {}
      for _, word in ipairs(words) do
        if word ~= "unknown" and word ~= "error" then known[#known + 1] = word end
      end
      words = known
    end
    local verdict, waived = lowering:verdict(expression.from, around)
    local said = around.reading and lowering:verdict(expression.from, shown.as_said(around)) or verdict
    local function says(node) return said == verdict and expressions.has_status(lowering, space, node, words) or shown.has_status(lowering, space, node, said, words) end
    if not waived then return says(verdict) end
    return agreed(lowering, space, says(verdict), says(waived))
  end
  local k = expression.from.type.k
  local a = side_of(lowering, expression, around, "from")
  local conditions = {}
  if k == "text" then
    local words, others = words_of(lowering, expression.arguments)
    if #words > 0 then conditions[1] = lowering.nodes:add("TEXT_IN", space, { a }, { texts = lowering.plan:texts(words) }) end
    for _, other in ipairs(others) do conditions[#conditions + 1] = lowering.nodes:add("CODE_SAME", space, { a, lowering:value(other, around) }) end
  else
    local op = k == "row" and "CODE_SAME" or k == "date" and "DATE_SAME" or "NUMBER_SAME"
    for i, argument in ipairs(expression.arguments) do
      conditions[i] = lowering.nodes:add(op, space, { units.like(lowering, expression.from, a, argument, around), side_of(lowering, expression, around, i) })
    end
  end
  return shown.compared(lowering, around, expression.from, a, any_of(lowering, around, conditions))
end

-- How a text stands in another: of words that are written, and of other texts one by one.
local function matching(match)
  return function(lowering, expression, around)
    local space, text = around.space, lowering:value(expression.from, around)
    local words, others = words_of(lowering, expression.arguments)
    local conditions = {}
    if #words > 0 or #others == 0 then conditions[1] = lowering.nodes:add("TEXT_IN", space, { text }, { texts = lowering.plan:texts(words, match) }) end
    for _, other in ipairs(others) do
      conditions[#conditions + 1] = lowering.nodes:add("TEXT_MATCHES", space, { text, lowering:value(other, around) }, { match = match })
    end
    return any_of(lowering, around, conditions)
  end
end
lower.starts_with, lower.ends_with, lower.contains = matching "starts", matching "ends", matching "contains"

-- Texts --------------------------------------------------------------------------------------------------------------

function lower.length(lowering, expression, around)
  return lowering.nodes:add("TEXT_LENGTH", around.space, { lowering:value(expression.from, around) })
end

local TO_THE_END = 1 << 30

function lower.part(lowering, expression, around)
  local first, last = expression.arguments[1], expression.arguments[2]
  return lowering.nodes:add("TEXT_PART", around.space, { lowering:value(expression.from, around) }, { number = first.value, number2 = last and last.value or TO_THE_END })
end

local function in_case(upper)
  return function(lowering, expression, around)
    return lowering.nodes:add("TEXT_CASE", around.space, { lowering:value(expression.from, around) }, { upper = upper })
  end
end
lower.lower, lower.upper = in_case(0), in_case(1)

function lower.join(lowering, expression, around)
  return lowering.nodes:add("TEXT_JOINED", around.space, { lowering:value(expression.a, around), lowering:value(expression.b, around) })
end

-- Arithmetic and dates -----------------------------------------------------------------------------------------------

local function arithmetic(op)
  return function(lowering, expression, around)
    local a, b = lowering:value(expression.a, around), lowering:value(expression.b, around)
    local ka, kb = expression.a.type.k, expression.b.type.k
    if ka == "date" and kb == "span" then return lowering.nodes:add("DATE_ADD", around.space, { a, b }, { sign = op == "ADD" and 1 or -1 }) end
    if ka == "date" and kb == "date" then return lowering.nodes:add("DATE_DIFFERENCE", around.space, { a, b }) end
    if op ~= "MULTIPLY" then a = units.like(lowering, expression.a, a, expression.b, around) end
    local node = lowering:labelled(lowering.nodes:add(op, around.space, { a, b }), expression)
    return op == "DIVIDE" and shown.quotient(lowering, around, node, a, b) or node
  end
end
lower.add, lower.subtract, lower.multiply, lower.divide = arithmetic "ADD", arithmetic "SUBTRACT", arithmetic "MULTIPLY", arithmetic "DIVIDE"
lower.greater_of, lower.lesser_of = arithmetic "GREATER", arithmetic "LESSER"

function lower.rounded(lowering, expression, around)
  local places, way = expression.arguments[1], expression.arguments[2]
  return lowering.nodes:add("ROUNDED", around.space, { lowering:value(expression.from, around) }, { method = way and way.value or "half up", number = places.value })
end

local function scaled(inverse)
  return function(lowering, expression, around)
    local number, t = lowering:value(expression.value, around), expression.from.type
    local unit = t.unit
    if inverse == 1 then unit = t.amount end
    number = units.like(lowering, expression.value, number, { op = "scaled", type = { k = "number", unit = unit } }, around)
    return lowering:labelled(lowering.nodes:add("SCALED", around.space, { number, lowering:value(expression.from, around) }, { inverse = inverse }), expression)
  end
end
lower.of, lower.base_of = scaled(0), scaled(1)

--- The scope of an expression that is asked of a period before the one in hand: it is read on that period's last day, by its law and in the place of that day. What is
--- expected of single months is asked of the period in hand only.
function expressions.in_previous(lowering, expression, around)
  local known = lowering.previous[around] or {}
  lowering.previous[around] = known
  if not known[expression.count] then
    local period = calendar.before(around.period.whole or around.period, expression.count)
    local there = scope.with_pivot(around, scope.pivot_until(lowering, period.to))
    there.period, there.unit, there.pivot_scope = period, nil, around.pivot_scope
    known[expression.count] = there
  end
  return known[expression.count]
end

-- How many days a period has: as many as its records are asked of, where the rule's force ends inside it.
function lower.days(lowering, expression, around)
  local nodes, space = lowering.nodes, around.space
  local from, to = expressions.period(lowering, expression.from, around)
  return nodes:add("ADD", space, { nodes:add("DATE_DIFFERENCE", space, { to, from }), nodes:number(space, core.decimal(1)) })
end

function lower.previous(lowering, expression, around)
  return lowering:value(expression.from, expressions.in_previous(lowering, expression, around))
end

function lower.span_of(lowering, expression, around) return days.counted(lowering, expression, around) end
function lower.date_part(lowering, expression, around) return days.part(lowering, expression, lowering:value(expression.from, around), around) end
function lower.whole_months_to(lowering, expression, around)
  return days.whole(lowering, expression, lowering:value(expression.from, around), lowering:value(expression.arguments[1], around), around)
end
lower.whole_years_to = lower.whole_months_to

for op in pairs(moves) do
  lower[op] = function(lowering, expression, around) return days.moved(lowering, expression, lowering:value(expression.from, around), around) end
end

--- First and last day of a period expression, as nodes.
function expressions.period(lowering, expression, around)
  local space = around.space
  if expression.op == "literal" then
    return lowering.nodes:day(space, expression.value.from), lowering.nodes:day(space, expression.value.to)
  elseif expression.op == "period" then
    local period = assert(around.period, "no period is in hand")
    return lowering.nodes:day(space, period.from), lowering.nodes:day(space, period.last or period.to)
  end
  local date, span = lowering:value(expression.date, around), lowering:value(expression.span, around)
  if expression.direction == "to" then
    local to = is_period_end(expression.date) and around.period.last and lowering.nodes:day(space, around.period.last) or date
    return lowering.nodes:add("WINDOW_START", space, { date, span }), to
  end
  local after = lowering.nodes:add("DATE_ADD", space, { date, span }, { sign = 1 })
  local day = lowering.nodes:add("SPAN_CONSTANT", space, nil, { span = lowering:span_index { unit = "days", count = 1 } })
  return date, lowering.nodes:add("DATE_ADD", space, { after, day }, { sign = -1 })
end

function lower.period_from(lowering, expression, around)
  return (expressions.period(lowering, expression.period or { op = "period" }, around))
end

function lower.period_to(lowering, expression, around)
  if is_period_end(expression) then return lowering.nodes:day(around.space, around.period.to) end
  local _, to = expressions.period(lowering, expression.period or { op = "period" }, around)
  return to
end

-- `during` of a date; of a set it is a filter
function lower.during(lowering, expression, around)
  local own = as_stood.side(expression, around, "from")
  local date = lowering:value(expression.from, own)
  local period = expression.period or expression.arguments[1]
  local from, to = expressions.period(lowering, period, around)
  return lowering.nodes:both(beginnings.compare(lowering, expression.from, own, "DATE_ON_OR_AFTER", date, from),
    beginnings.compare(lowering, expression.from, own, "DATE_BY", date, to), around.space)
end

-- The same row, read on a day that an expression tells.
local function on_day(lowering, date, around)
  local there = scope.with_pivot(around, { node = lowering:value(date, around) })
  there.pivot.scope, there.pivot_scope = there, around.pivot_scope
  return there
end

-- What is asked of a waiver on a day of its own.
function lower.on_day(lowering, expression, around)
  return lowering:value(expression.from, on_day(lowering, expression.date, around))
end

-- The same, where a day that is not there is one that nobody knows: which value will hold then nobody knows.
local function on_some_day(lowering, date, around)
  local there = on_day(lowering, date, around)
  if date.op == "literal" then return there end
  local nodes, space, day = lowering.nodes, around.space, there.pivot.node
  local given = nodes:add("GIVEN", space, { day })
  there.pivot.node = nodes:add("PICK", space, { day, nodes:day(space, UNKNOWN_DAY), given })
  return there, given
end

local WITHOUT_CONSTANT <const> = { span = true, scale = true } -- of which none is written for what is unknown

-- What a record held, and the law set, on a day; unknown where there is no such day. Parameters and decisions are read on it, too, whatever day's law is read elsewhere.
function lower.on(lowering, expression, around)
  local there, given = on_some_day(lowering, expression.arguments[1], around)
  there.law = nil
  around.on_days = around.on_days or {}
  around.on_days[expression] = there -- what `explain` looks at
  local value = lowering:value(expression.from, there)
  if not given or WITHOUT_CONSTANT[expression.type.k] then return value end
  return lowering.nodes:add("PICK", around.space, { value, shown.unknown(lowering, expression.type, around.space), given })
end

-- Where a subject lies, for what is set for some places; unknown where it lies in a place that is cut off and can lie in one of them.
local function known_place(lowering, name, around, place)
  local others = {}
  for _, row in ipairs(lowering.pack.parameters[name].rows) do others[#others + 1] = row.place and lowering:place_record(row.place) end
  local day = lowering.plan:moves "jurisdiction" and lowering:pivot(around) or false
  local perhaps = cut_off_places.perhaps_below(lowering, around, place, day, lowering:pivot(around), others)
  if not perhaps then return place end
  local nodes, space = lowering.nodes, around.space
  local unknown = nodes:add("RECORD_CONSTANT", space, nil, { record = 0xfffffffe, kind = "jurisdiction" })
  return nodes:add("DECIDE", space, { place, unknown, nodes:negate(perhaps, space) })
end

-- A parameter to whose earlier value some keep for a time. Whom that is, is asked on the day on which the parameter is read.
function lower.kept(lowering, expression, around)
  local there = expression.of_day and on_some_day(lowering, expression.of_day, around) or around
  return lowering.nodes:add("DECIDE", around.space, { lowering:value(expression.a, around), lowering:value(expression.b, around),
    lowering:value(expression.condition, there, nil, { k = "condition" }) })
end

-- Of what the law said on the day on which a parameter is read and what it says on the day asked about the milder one: none, where one sets none. What a report reads by the law
-- of a day it reads by that.
function lower.milder(lowering, expression, around)
  local nodes, space = lowering.nodes, around.space
  local a = lowering:value(expression.a, around)
  if around.law and not expression.a.date then return a end
  local b = lowering:value(expression.b, around)
  local lower_is_milder = expression.stricter == "higher"
  if expression.type.k ~= "date" then return nodes:add(lower_is_milder and "LESSER" or "GREATER", space, { a, b }) end
  if not lower_is_milder then return nodes:add("DATE_LATER", space, { a, b }) end
  local both = nodes:both(nodes:add("GIVEN", space, { a }), nodes:add("GIVEN", space, { b }), space)
  return nodes:add("DECIDE", space, { nodes:add("DATE_EARLIER", space, { a, b }), nodes:day(space, nil), both })
end

function lower.exception(lowering, expression, around) return instead.exception(lowering, expression, around) end
function lower.at_odds(lowering, expression, around) return instead.at_odds(lowering, expression, around) end

-- What exceptions say in place of a parameter's value, a due day or what a rule requires. Whether they hold is asked on the day on which that is read.
function lower.instead(lowering, expression, around, guard, wanted)
  local there = around
  if expression.of_day then
    there = on_some_day(lowering, expression.of_day, around)
    there.law = nil -- that day's, whatever day's law is read elsewhere
  end
  around.on_days = around.on_days or {}
  around.on_days[expression] = there -- what `explain` looks at
  return instead.lower(lowering, expression, around, there, function(said)
    if said.op == "not_given" then return lowering.nodes:day(around.space, nil) end
    return lowering:value(said, around, guard, wanted)
  end)
end

function lower.parameter(lowering, expression, around)
  local index, local_rows = lowering:parameter_index(expression.name)
  local day, there = lowering:law(around), around
  if expression.date then
    there = on_some_day(lowering, expression.date, around) -- where the subject lay on that day
    day = there.pivot.node
  end
  local place = local_rows and lowering:place_node(there) or false
  local map = place and not expression.date and around.law and lowering.plan:moves "jurisdiction" and lowering:pivot(around) or false -- the subject lies where it does then
  if expression.later then
    map = place and lowering.plan:moves "jurisdiction" and lowering:pivot(there) or false -- what the law says today of where it was done
    day = lowering:today(around.space)
  end
  if place then place = known_place(lowering, expression.name, there, place) end
  return lowering.nodes:add("PARAMETER", around.space, { day, place, map }, { parameter = index })
end

for op, how in pairs(aggregates.lower) do lower[op] = how end
for op, how in pairs(clocks.lower) do lower[op] = how end

-- Verdicts and functions ---------------------------------------------------------------------------------------------

function lower.verdict(lowering, expression, around)
  if expression.field == "status" then return lowering:verdict(expression, around) end
  local dates = { due = 0, done = 1, arises = 2, used = 3 }
  if dates[expression.field] and lowering:rule_word(expression.rule) ~= "quota" then
    return lowering.nodes:add("VERDICT_DATE", around.space, { lowering:verdict(expression, around) }, { which = dates[expression.field] })
  end
  local row = lowering:row(expression.row, around)
  local node = lowering:quota_value(expression.rule, expression.field, around)
  if not row.node and around.space == lowering:space(row.kind) then return node end
  return lowering.nodes:add("FETCH", around.space, { row.node or lowering:own_row(row.kind, around.space), node })
end

lower["function"] = function(lowering, expression, around, guard, wanted)
  -- on some day it may ask whether a field is known; and a rule that is in force on no day calls none
  if around.pivot.any_day == true or around.never then return shown.unknown(lowering, wanted or expression.type or { k = "condition" }, around.space) end
  guard = lowering.nodes:both(around.open, guard, around.space)
  local type = VALUE_TYPE[(wanted or expression.type or { k = "condition" }).k] or "condition"
  local properties = { type = type, kind = around.kind,
    ["function"] = lowering:call_site(expression.index, around.period, expression.at, shown.of_function(lowering, around)) }
  if around.row and around.pivot.node then
    return lowering.nodes:add("CALL", around.space, { around.row, lowering:pivot(around), guard or false }, properties)
  elseif around.row then
    local own = lowering:term_scope(around.kind, around)
    local node = lowering.nodes:add("CALL", own.space, { false, lowering:pivot(own), false }, properties)
    return lowering.nodes:add("FETCH", around.space, { around.row, node })
  end
  return lowering.nodes:add("CALL", around.space, { false, lowering:pivot(around), guard or false }, properties)
end

--- The node of an expression in a scope. guard: a condition that leaves rows open, for functions beside it.
function expressions.value(lowering, expression, around, guard, wanted)
  local known = around.memo[expression]
  if known then return known end
  local how = lower[expression.op]
  if not how then error("no lowering for " .. tostring(expression.op)) end
  local node = how(lowering, expression, around, guard, wanted)
  around.memo[expression] = node
  return node
end

return expressions
