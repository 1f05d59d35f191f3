-- Evaluates what a pack wrote, row by row, directly on the recorded nodes. meaning.md, sections 2 to 6, 9 (parameters) and 11.
-- A context is { pack, registry, as_of, pivot, law (the day whose parameters and decisions are read, where it is not the pivot),
-- subject, scopes, period, places, judge, counters }: `scopes` are the rows in hand,
-- innermost last; `places` is where the subject lies on the pivot (places.lua); `map`, if given, is { day = } on which it is asked who lies where, and not the
-- pivot; `base`, likewise, the day on which the row in hand is read from which a set begins; judge(rule, record, period) gives another rule's verdict.
local dates = require "tests.naive.dates"
local decisions = require "tests.naive.decisions"
local numbers = require "tests.naive.numbers"
local record_pack = require "tests.naive.record_pack"
local places = require "tests.naive.places"
local records = require "tests.naive.records"
local sets = require "tests.naive.sets"
local shown = require "tests.naive.shown"
local values = require "tests.naive.values"

local evaluate = {}

local function copy(context, changes)
  local result = {}
  for key, value in pairs(context) do result[key] = value end
  for key, value in pairs(changes) do result[key] = value end
  return result
end
evaluate.copy = copy

local function with_row(context, row)
  local scopes = table.move(context.scopes, 1, #context.scopes, 1, {})
  scopes[#scopes + 1] = row
  return copy(context, { scopes = scopes, map = false, base = false })
end
evaluate.with_row = with_row

-- How often each operator gave what: nobody may trust a comparison of two evaluators that is only ever made of absent values.
local function count(context, operator, value)
  if not context.counters then return end
  local outcome = value.state
  if value.type == "set" or value.type == "column" then
    outcome = "empty"
    for _, row in ipairs(value.rows or value.cells) do
      if row.sure then outcome = outcome == "perhaps" and outcome or "certain" else outcome = "perhaps" end
    end
  elseif value.type == "condition" and outcome == "known" then outcome = tostring(value.value) end
  local of = context.counters[operator] or {}
  context.counters[operator] = of
  of[outcome or "known"] = (of[outcome or "known"] or 0) + 1
end

-- Of numbers that are ranges, which ends they have; and whether units that were put together were alike.
local function count_ends(context, operator, value)
  if value.type ~= "number" or value.state ~= "range" then return end
  local open, missing = value.low_open or value.high_open, value.low == -math.huge or value.high == math.huge
  count(context, operator .. " ends", { state = open and missing and "open and missing" or open and "open" or missing and "missing" or "there" })
end

local function count_units(context, operator, alike) count(context, operator .. " units", { state = alike and "alike" or "unlike" }) end

local function empty(type_of_value, kind, row)
  local value = row.state == "unknown" and values.unknown(type_of_value, row.missing) or values.absent(type_of_value)
  value.kind = kind
  return value
end

-- Notes that a situation was met.
local function note(context, situation)
  if context.counters then count(context, "situation", { state = situation }) end
end

-- Rows and owners ------------------------------------------------------------------------------------------------------

local function in_hand(kinds, kind, name)
  while kind do
    if kind.name == name then return true end
    kind = kind.owner and kinds[kind.owner.kind]
  end
  return false
end

local function read_field(row, field, context)
  if row.state ~= "known" then return empty(records.type_of(field), field.kind, row) end
  if context.planned == row.value and #context.scopes == 1 and field == row.value.kind.starts then return records.recorded(row.value, field, context.as_of) end
  return records.cell(context.registry, row.value, field, context.pivot, context.as_of, context.non_detects)
end

-- A kind's name: the row of the innermost scope that has it in hand, itself or through owners.
local named_row
function named_row(context, name)
  local kinds = context.pack.kinds
  local group = kinds[name].group
  for index = #context.scopes, 1, -1 do
    local row = context.scopes[index]
    if group and row.kind ~= name and in_hand(kinds, kinds[row.kind], group.of) then -- the group of a record in hand
      local member = named_row(evaluate.copy(context, { scopes = { row } }), group.of)
      if member.state ~= "known" then return empty("row", name, member) end
      return { type = "row", kind = name, state = "known", value = context.registry[name].of_record[member.value] }
    end
    if in_hand(kinds, kinds[row.kind], name) then
      while row.kind ~= name do row = read_field(row, kinds[row.kind].owner, context) end
      return row
    end
  end
  error("no " .. name .. " is in hand here")
end

local function children_of_row(row, child, context)
  local set = { type = "set", kind = child.kind.name, rows = {}, open = row.state == "unknown", missing = row.missing }
  if row.state == "known" and child.group then
    for index, member in ipairs(row.value.members) do set.rows[index] = member end
  elseif row.state == "known" then
    local day = context.pivot
    if context.map then day = context.map.day end
    set.rows = records.children(context.registry, row.value, child, day, context.as_of, context.planned == row.value)
    if context.counters and day ~= context.as_of and #records.days_of_moves(context.registry) > 0 then
      local today, now = {}, records.children(context.registry, row.value, child, context.as_of, context.as_of)
      for _, member in ipairs(now) do today[member.record] = true end
      for _, member in ipairs(set.rows) do
        if not member.sure then count(context, context.map and "row of a day" or "row that moved", values.unknown "row")
        elseif not today[member.record] then count(context, context.map and "row of a day" or "row that moved", values.known("row", member.record)) end
      end
    end
  end
  set.looked = { rows = set.rows, judges = {} }
  return set
end

-- A term is its expression, asked with its own row in hand; of an absent row it is absent, of an unknown one unknown.
local function term_of_row(row, term, context)
  local own = copy(context, { scopes = { row } })
  local value
  if term.versions then
    value = decisions.value(term.versions, own, evaluate)
    if value.bounds_only then value = copy(value, { bounds_only = false }) end
    count(context, "decision of " .. value.type, value)
  else
    value = evaluate.as(term.value, "condition", own)
  end
  if value.begun then value = copy(value, { begun = false }) end -- D tells of a beginning where it is asked itself
  if row.state == "known" or value.type == "set" then return value end
  return empty(value.type, value.kind, row)
end

local function member_of_row(row, name, context)
  local kind = context.pack.kinds[row.kind]
  local field = kind.by_name[name]
  local of_end = context.reading == "shown" and row.of_set and row.state == "known"
  if field and field.known_from and (context.reading == "judged" or of_end) then -- what was not received is not known
    local event = row.state == "known" and records.cell(context.registry, row.value, kind.by_name[field.known_from], context.pivot, context.as_of)
    if not event or event.state ~= "known" then
      if of_end then note(context, "the last row before its value came") end
      local value = values.unknown(records.type_of(field))
      value.kind = field.kind
      return value, "field"
    end
  end
  if field then return read_field(row, field, context), "field" end
  if kind.terms[name] then return term_of_row(row, kind.terms[name], context), "term" end
  assert(kind.children[name], ("%s has no field, term or children called %s"):format(kind.name, name))
  return children_of_row(row, kind.children[name], context), "children"
end

-- Sets and columns: set.field, set.children, set.reference.field ------------------------------------------------------------

local function sort_set(set, context)
  table.sort(set.rows, function(a, b)
    if a.record == b.record then return false end
    return records.before(a.record, b.record, context.as_of)
  end)
end

-- The members of many rows: a set where each gives a set, else a column with one cell per row.
local function gather(kind_name, rows, open, missing, name, context, looked, row_of_looked)
  local sample = { type = "row", kind = kind_name, state = "absent" } -- tells the type where there is no row to ask
  local shape = member_of_row(sample, name, context)
  if shape.type ~= "set" then
    local column = { type = "column", of = shape.type, kind = shape.kind, cells = {}, open = open, missing = missing }
    for index, row in ipairs(rows) do
      column.cells[index] = { value = member_of_row(row.value, name, context), sure = row.sure, missing = row.missing }
    end
    column.looked, column.set_kind = looked, looked.kind
    function column.value_of(record, own) return member_of_row(row_of_looked(record, context), name, own) end
    return column
  end
  local set = { type = "set", kind = shape.kind, rows = {}, open = open, missing = missing }
  for _, row in ipairs(rows) do
    local members = member_of_row(row.value, name, context)
    if members.open then set.open, set.missing = true, values.missing(set, members) end
    for _, member in ipairs(members.rows) do
      set.rows[#set.rows + 1] = { record = member.record, sure = row.sure and member.sure, missing = values.missing(row, member) }
    end
  end
  sort_set(set, context)
  set.looked = { rows = {}, judges = {}, kind = set.kind }
  for _, row in ipairs(looked.rows) do
    for _, member in ipairs(member_of_row(row_of_looked(row.record, context), name, context).looked.rows) do
      table.insert(set.looked.rows, { record = member.record, sure = row.sure and member.sure })
    end
  end
  return set
end

local function member_of_set(set, name, context)
  local rows = {}
  for index, row in ipairs(set.rows) do
    rows[index] = { value = { type = "row", kind = set.kind, state = "known", value = row.record }, sure = row.sure, missing = row.missing }
  end
  local looked = { rows = set.looked.rows, judges = set.looked.judges, days = set.looked.days, kind = set.kind }
  return gather(set.kind, rows, set.open, set.missing, name, context, looked, function(record)
    return { type = "row", kind = set.kind, state = "known", value = record }
  end)
end

local function filter(set, condition_of)
  local kept = { type = "set", kind = set.kind, rows = {}, open = set.open, missing = set.missing, looked = set.looked }
  for _, row in ipairs(set.rows) do
    local holds = values.settle(condition_of(row.record))
    if holds.value ~= false then
      kept.rows[#kept.rows + 1] = { record = row.record, sure = row.sure and holds.state == "known", missing = values.missing(row, holds) }
    end
  end
  return kept
end

local function row_of(record) return { type = "row", kind = record.kind.name, state = "known", value = record } end

local function judge_rows(set, condition, context)
  local judged = { type = "set", kind = set.kind, rows = {}, open = set.open, missing = set.missing, looked = set.looked }
  for index, row in ipairs(set.rows) do
    local holds = evaluate.as(condition, "condition", with_row(context, row_of(row.record)))
    judged.rows[index] = { record = row.record, sure = row.sure, missing = row.missing, holds = holds }
  end
  return judged
end

local function during(date, period)
  if date.state == "absent" or period.state == "absent" then return values.no end
  if date.state == "unknown" or period.state == "unknown" then return values.unknown("condition", values.missing(date, period)) end
  return values.truth(period.from <= date.value and date.value <= period.to)
end

-- Literals and functions -------------------------------------------------------------------------------------------------

-- The value of what stands where a value of a type is wanted: an expression, a literal, or a function of the row in hand.
function evaluate.as(raw, wanted, context)
  if record_pack.node(raw) then return evaluate.value(raw, context) end
  if type(raw) == "function" then return evaluate.call(raw, wanted, context) end
  if wanted == "number" then
    local number = values.number(numbers.round(type(raw) == "number" and raw or assert(numbers.parse(raw), raw)))
    local unit = type(raw) == "string" and raw:gsub("^[-%d.]+%s*", ""):gsub("^%a+%s+", "") or ""
    if unit ~= "" and not (" thousand million billion "):find(" " .. unit .. " ", 1, true) then number.unit = values.known("text", unit) end
    return number
  end
  if wanted == "date" then return values.known("date", assert(dates.parse(raw), raw)) end
  if wanted == "period" then
    local from, to = dates.parse_period(raw)
    return { type = "period", state = "known", from = assert(from, raw), to = to }
  end
  if wanted == "condition" then return values.truth(raw) end
  return values.known(wanted, raw)
end

local unknown_read = {} -- thrown by a view when a function reads what is not known

local function view(row, context, missing)
  local asked, methods = {}, {}
  function methods.known(_, name)
    asked[name] = true
    return member_of_row(row, name, context).state == "known"
  end
  return setmetatable({}, { __index = function(_, name)
    if methods[name] then return methods[name] end
    local value = member_of_row(row, name, context)
    if value.state == "absent" then return nil end
    if value.state ~= "known" then
      if asked[name] then return nil end
      for field in pairs(value.missing) do missing[field] = true end
      error(unknown_read)
    end
    if value.type == "row" then return view(value, context, missing) end
    if value.type == "date" then return dates.format(value.value) end
    if value.type == "number" then return value.low end
    return value.value
  end })
end

-- Whether a function may return this where a value of the type is wanted.
local function fits(result, wanted)
  if wanted == "condition" then return type(result) == "boolean" end
  if result == nil then return true end
  if wanted == "number" then return type(result) == "number" and result == result and math.abs(result) < math.huge end
  return type(result) == "string" and dates.parse(result) ~= nil
end

function evaluate.call(body, wanted, context)
  local missing, period = {}, context.period
  local about = { as_of = dates.format(context.as_of) }
  if period then about.period = { from = dates.format(period.from), to = dates.format(period.to), label = period.name } end
  local done, result = pcall(body, view(context.scopes[#context.scopes], context, missing), about)
  local value, failed
  if not done then
    if result ~= unknown_read then missing, failed = { [values.FAILURE] = true }, true end
    value = values.unknown(wanted, missing)
  elseif not fits(result, wanted) then value, failed = values.unknown(wanted, { [values.FAILURE] = true }), true
  elseif result == nil then value = values.absent(wanted)
  elseif wanted == "number" then value = values.number(numbers.round(result))
  elseif wanted == "date" then value = values.known("date", assert(dates.parse(result), result))
  else value = values.known(wanted, result) end
  count(context, "function", value)
  if failed then count(context, "failed call", value) end
  return value
end

-- Parameters, section 9 ----------------------------------------------------------------------------------------------------

local function parameter_value(raw, context)
  if record_pack.node(raw) then return evaluate.value(raw, context) end
  if type(raw) == "number" then return evaluate.as(raw, "number", context) end
  if dates.parse(raw) then return evaluate.as(raw, "date", context) end
  return evaluate.as(raw, numbers.parse(raw) and "number" or "text", context)
end

local function size_of(value, context)
  if value.type == "span" then return dates.add_span(context.pivot, value, 1) end
  return value.low or value.value
end

-- Whether a row holds on a day: from its first day to its last, or to the parameter's, unless a later row of its place has begun.
local function row_holds(definition, row, day)
  local function begins(of) return of.from and assert(dates.parse(of.from), of.from) or -math.huge end
  if begins(row) > day then return false end
  if row.to and dates.parse(row.to) < day or definition.to and dates.parse(definition.to) < day then return false end
  for _, other in ipairs(definition) do
    if other.place == row.place and begins(other) > begins(row) and begins(other) <= day then return false end
  end
  return true
end

local function type_of_parameter(definition, context)
  for _, row in ipairs(definition) do
    if row[1] ~= nil then return parameter_value(row[1], context).type end
  end
  error "a parameter has no value at all"
end

-- Those of the rows that hold there which count: with `stricter` those that have a value, if any has.
local function rows_in(definition, where, context)
  local rows, valued = {}, {}
  for _, row in ipairs(definition) do
    -- a subject that lies nowhere reads the rows that hold everywhere
    local here = not row.place or where.state == "known" and places.holds(where, row.place, context.registry).value
    if here and row_holds(definition, row, context.pivot) then
      rows[#rows + 1] = row
      if row[1] ~= nil then valued[#valued + 1] = row end
    end
  end
  return definition.choose == "stricter" and #valued > 0 and valued or rows
end

local function value_in(node, definition, where, context)
  local type_of_value, chosen = type_of_parameter(definition, context), nil
  for _, row in ipairs(rows_in(definition, where, context)) do
    local value = row[1] == nil and values.absent(type_of_value) or parameter_value(row[1], context)
    local depth = places.depth(context.registry, row.place, context.places.day)
    local better = not chosen or depth > chosen.depth
    if chosen and definition.choose == "stricter" and row[1] ~= nil then
      local mine, best = size_of(value, context), size_of(chosen.value, context)
      if mine ~= best then better = (mine > best) == (definition.stricter == "higher") end
    end
    if better then chosen = { value = value, depth = depth } end
  end
  if chosen then
    if chosen.value.state == "absent" then count(context, "parameter that the law leaves out", chosen.value) end
    return chosen.value
  end
  local placed = false
  for _, row in ipairs(definition) do placed = placed or row.place and context.registry.jurisdiction.by_key[row.place] ~= nil end
  local name = ("parameter %s on %s"):format(node.name, dates.format(context.pivot))
  if placed and where.state == "known" and where.chain[1] then name = name .. " in " .. where.chain[1] end
  local value = values.unknown(type_of_value, { [name] = true })
  count(context, "parameter without a value, of " .. type_of_value, value)
  return value
end

local function parameter(node, context)
  if context.law then context = copy(context, { pivot = context.law }) end
  local definition, codes = assert(context.pack.parameters[node.name], node.name), {}
  if not context.pivot then return values.unknown(type_of_parameter(definition, context)) end
  for _, row in ipairs(definition) do codes[#codes + 1] = row.place end
  local value
  for _, where in ipairs(places.possible(context.registry, context.places, codes)) do
    local own = value_in(node, definition, where, context)
    value = value and values.agreed(value, own, context.places) or own
  end
  return value
end

-- Verdicts of other rules -----------------------------------------------------------------------------------------------------

local verdict_types = { status = "text", arises = "date", due = "date", done = "date", used = "date",
  target = "number", actual = "number", gap = "number", planned = "number" }

local function verdict_field(of, name, context)
  local wanted = assert(verdict_types[name], name)
  if of.row.state ~= "known" then
    local value = empty(wanted, nil, of.row)
    value.status = name == "status" and value.state == "unknown" and "unknown" or nil
    return value
  end
  local verdict = context.judge(of.rule.base, of.row.value, of.rule.unit and context.period, context.reading and not context.assured and "shown")
  if not verdict then return values.absent(wanted) end
  if name == "status" then
    if verdict.status == "unknown" or verdict.status == "error" then
      local value = values.unknown("text", verdict.missing)
      value.status = verdict.status
      return value
    end
    return values.known("text", verdict.status)
  end
  if name == "planned" and verdict.planned_in and context.report and context.period then return verdict.planned_in(context.period) end
  local undecided = verdict.status == "unknown" or verdict.status == "error"
  if name == "used" then -- not hidden, available or not
    return verdict.done or undecided and values.unknown("date", verdict.missing) or values.absent "date"
  end
  if verdict.status == "not_applicable" or verdict.status == "not_available" then return values.absent(wanted) end
  local value = verdict[name]
  if not value then return undecided and wanted == "date" and values.unknown("date", verdict.missing) or values.absent(wanted) end
  if value.begun then value = copy(value, { begun = false }) end -- D tells of a beginning where it is asked itself
  -- had the rule not applied, there would be none
  if verdict.open then note(context, "a day of a verdict that may not be one") end
  if verdict.open and value.state ~= "absent" then return values.unknown(wanted, verdict.missing) end
  return value
end

-- Operators ------------------------------------------------------------------------------------------------------------------

local operators = {}

function operators.root(node, context)
  if context.base then context = copy(context, { pivot = context.base.day }) end -- where a set that is read on its rows' days begins
  if node.name == "as_of" then return values.known("date", context.as_of) end
  if node.name == "subject" then return context.subject end
  if node.name == "period" then return { type = "period", state = "known", from = assert(context.period).from, to = context.period.to } end
  return named_row(context, node.name)
end

-- The names by which a record in hand is reached, or nil where more than names is asked.
local function path_of(handle)
  local node = record_pack.node(handle)
  if node.op == "root" then return node.name end
  local before = node.op == "index" and path_of(node.from)
  return before and before .. "." .. node.name or nil
end

-- Whose unit a number has: told by the text where it is a field of a record in hand, and no more where a term gives it.
local function with_path(value, operator, node)
  if not value.own_unit then return value end
  value = copy(value, {})
  local path = operator == "field" and path_of(node.from)
  value.unit_at = path and path .. " " .. tostring(value.own_unit_field) or nil
  return value
end

function operators.index(node, context)
  local from, name = evaluate.value(node.from, context), node.name
  if from.type == "row" then
    local value, operator = member_of_row(from, name, context)
    return with_path(value, operator, node), operator
  end
  if from.type == "set" then
    local member = member_of_set(from, name, context)
    member.first_hand = true -- read of the set's own rows
    return member, "column"
  end
  if from.type == "column" then return gather(from.kind, from.cells, from.open, from.missing, name, context, from.looked,
    function(record) return from.value_of(record, context) end), "column" end
  if from.type == "period" then return values.known("date", assert(from[name])), "period" end
  assert(from.type == "verdict", ("%s has no member %s"):format(from.type, name))
  return verdict_field(from, name, context), "verdict." .. name
end

operators["&"] = function(node, context)
  local a, b = evaluate.as(node.a, "condition", context), evaluate.as(node.b, "condition", context)
  if a.type == "date" then return values.later(a, b), "date &" end
  return values.both(a, b)
end

operators["|"] = function(node, context)
  local a, b = evaluate.as(node.a, "condition", context), evaluate.as(node.b, "condition", context)
  if a.type == "date" then return values.earlier(a, b), "date |" end
  return values.either(a, b)
end

operators["~"] = function(node, context) return values.negate(evaluate.value(node.a, context)) end

local function moved(date, span, sign)
  if date.state == "absent" or span.state == "absent" then return values.absent "date" end
  if date.state == "unknown" or span.state == "unknown" then return values.unknown("date", values.missing(date, span)) end
  return values.known("date", dates.add_span(date.value, span, sign))
end
evaluate.moved = moved

local function calculated(of_two, a, b, context)
  if a.own_unit and b.own_unit and a.state ~= "absent" and b.state ~= "absent" then count_units(context, "calculated", values.alike(a, b)) end
  local value = of_two(a, b)
  count_ends(context, "calculated", value)
  return value
end

operators["+"] = function(node, context)
  local a, b = evaluate.as(node.a, "number", context), evaluate.as(node.b, "number", context)
  if a.type == "date" then return moved(a, b, 1), "date + span" end
  return calculated(values.add, a, b, context)
end

operators["-"] = function(node, context)
  local a, b = evaluate.as(node.a, "number", context), evaluate.as(node.b, "number", context)
  if a.type ~= "date" then return calculated(values.subtract, a, b, context) end
  if b.type == "span" then return moved(a, b, -1), "date - span" end
  if a.state == "absent" or b.state == "absent" then return values.absent "number", "date - date" end
  if a.state == "unknown" or b.state == "unknown" then return values.unknown("number", values.missing(a, b)), "date - date" end
  return values.number(a.value - b.value), "date - date"
end

operators["*"] = function(node, context)
  return calculated(values.multiply, evaluate.as(node.a, "number", context), evaluate.as(node.b, "number", context), context)
end
operators["/"] = function(node, context)
  return calculated(values.divide, evaluate.as(node.a, "number", context), evaluate.as(node.b, "number", context), context)
end

function operators.span(node, context)
  local holidays = {}
  local codes = node.holidays and context.pack.codes[record_pack.node(node.holidays).name] or {}
  for _, day in ipairs(codes) do holidays[assert(dates.parse(day))] = true end
  return { type = "span", state = "known", unit = node.unit, count = node.count, holidays = holidays }, node.unit
end

function operators.percent(node) return values.number(numbers.divide(node.count, 100)) end
function operators.not_given() return values.absent "date" end
operators.parameter = parameter

-- `parameter "x":on(date)`: as the law sets it on that day.
local function parameter_on(node, context)
  local day = evaluate.as(node.arguments[1], "date", context)
  local named = record_pack.node(node.from)
  if day.state == "known" then return parameter(named, copy(context, { pivot = day.value, law = day.value })) end
  local type_of_value = type_of_parameter(context.pack.parameters[named.name], context)
  return day.state == "absent" and values.absent(type_of_value) or values.unknown(type_of_value, day.missing)
end

function operators.verdict(node, context)
  local rule
  for _, candidate in ipairs(context.pack.rules) do
    if candidate.base == node.name then rule = candidate break end
  end
  assert(rule, "no rule is called " .. node.name)
  return { type = "verdict", rule = rule, row = named_row(context, rule.kind) }
end

-- Questions: method by the type of what is asked ---------------------------------------------------------------------------------

local ask = { condition = {}, text = {}, number = {}, date = {}, row = {}, set = {}, column = {}, span = {}, period = {} }

-- A number of which only bounds are known is there.
local function given(value)
  if value.state == "unknown" or value.bounds_only then return values.unknown("condition", value.missing) end
  return values.truth(value.state ~= "absent")
end
local function known(value, node, context)
  if context.reading == "judged" then return given(value) end
  if context.reading == "shown" and given(value).state == "unknown" then -- for this reading only: nothing tells
    local said = given(evaluate.value(node.from, copy(context, { reading = false })))
    if said.state == "known" then
      note(context, "known() of an empty set")
      return values.unknown("condition", value.missing)
    end
  end
  return values.truth(value.state == "known")
end
local function missing(value, node, context) return values.negate(known(value, node, context)) end
local function or_else(value, node, context)
  local other = evaluate.as(node.arguments[1], value.type, context)
  if value.own_unit and value.unit_at ~= other.unit_at then value = copy(value, {}); value.unit_at = nil end
  if value.state ~= "absent" then return (value.begun or value.bounds_only) and copy(value, { begun = false, bounds_only = false }) or value end
  return other
end
for _, type_of_value in ipairs { "condition", "text", "number", "date", "row" } do
  ask[type_of_value].known, ask[type_of_value].missing, ask[type_of_value].or_else, ask[type_of_value].given = known, missing, or_else, given
end

-- A comparison of two values, of numbers only where their units are alike.
local function compared(context, compare, value, other)
  if value.own_unit and value.state ~= "absent" and other.state ~= "absent" then count_units(context, "compared", values.alike(value, other)) end
  return compare(values.beside(value, other), other)
end

-- Any of the values: each a literal, an expression or a list of codes. A verdict's status that is unknown compares as unknown,
-- unless "unknown" itself is asked for.
local function any_of(compare)
  return function(value, node, context)
    local answer = values.no
    for index = 1, node.arguments.n do
      local argument = node.arguments[index]
      local written = record_pack.node(argument)
      if value.status and argument == value.status then answer = values.yes
      elseif written and written.op == "codes" then
        for _, code in ipairs(context.pack.codes[written.name]) do answer = values.either(answer, compare(value, evaluate.as(code, value.type, context))) end
      else answer = values.either(answer, compared(context, compare, value, evaluate.as(argument, value.type, context))) end
    end
    return answer
  end
end
ask.text.is, ask.row.is = any_of(values.equal), any_of(values.equal)
local function is_number(value, node, context) return any_of(values.equal)(value, node, context) end
ask.text.starts_with = any_of(values.starts_with)

-- A number that is not there cannot be judged.
local function judged(value, answer, context)
  if context.reading ~= "judged" or value.type ~= "number" or value.state == "known" or value.state == "range" then return answer end
  return values.unknown("condition", value.missing)
end

-- A quotient compared with another that is written otherwise: whether they are the same number.
local function count_quotients(value, node, context)
  local a, b = record_pack.node(node.from), record_pack.node(node.arguments[1])
  if not (a and b and a.op == "/" and (b.op == "/" or b.op == "*")) or value.state ~= "known" then return end
  local other = evaluate.as(node.arguments[1], value.type, context)
  if other.state == "known" then count(context, "equal quotients", values.truth(other.low == value.low)) end
end

local function comparison(compare)
  return function(value, node, context)
    if value.type == "number" and context.counters then count_quotients(value, node, context) end
    return judged(value, compared(context, compare, value, evaluate.as(node.arguments[1], value.type, context)), context)
  end
end
ask.number.above, ask.number.at_least = comparison(values.above), comparison(values.at_least)
function ask.number.is(value, node, context) return judged(value, is_number(value, node, context), context) end
ask.number.below, ask.number.at_most = comparison(values.below), comparison(values.at_most)

-- Whether a day lies so to another: what has begun by D, nobody knows when, has begun by each later day and not after it.
local function compare_days(name, value, other, context)
  if value.begun then note(context, "a beginning on a day that nobody knows") end
  if value.begun and other.state == "known" then
    local by_or_after = name == "by" or name == "after"
    local settled = other.value > context.as_of or by_or_after and other.value == context.as_of
    if settled then note(context, "a beginning by D") end
    if settled then return values.truth(name == "by" or name == "before") end
  end
  local compare = { by = values.at_most, before = values.below, after = values.above, on_or_after = values.at_least }
  return compare[name](value, other)
end
for _, name in ipairs { "by", "before", "after", "on_or_after" } do
  ask.date[name] = function(value, node, context) return compare_days(name, value, evaluate.as(node.arguments[1], "date", context), context) end
end

local function between(value, node, context) -- both ends included
  local low, high = evaluate.as(node.arguments[1], value.type, context), evaluate.as(node.arguments[2], value.type, context)
  if value.type == "date" then return values.both(compare_days("on_or_after", value, low, context), compare_days("by", value, high, context)) end
  return judged(value, values.both(compared(context, values.at_least, value, low), compared(context, values.at_most, value, high)), context)
end
ask.number.between, ask.date.between = between, between

function ask.date.during(value, node, context)
  local period = evaluate.as(node.arguments[1], "period", context)
  if value.begun and period.state == "known" and period.from > context.as_of then return values.no end
  return during(value, period)
end

function ask.date.happened(value, _, context)
  if value.begun then return values.yes end
  return values.at_most(value, values.known("date", context.as_of))
end

function ask.date.next(value, node)
  if value.state ~= "known" then return copy(value, { begun = false }) end
  local month, day = node.arguments[1]:match "^(%d%d)%-(%d%d)$"
  return values.known("date", dates.next(value.value, math.tointeger(month), math.tointeger(day)))
end

local function neighbours(after)
  return function(row, _, context)
    local set = { type = "set", kind = row.kind, rows = {}, open = row.state == "unknown", missing = row.missing }
    if row.state == "known" then
      local siblings, open = records.siblings(context.registry, row.value, context.pivot, context.as_of)
      if open then set.open, set.missing = true, { [row.kind .. "." .. row.value.kind.owner.name] = true } end
      for _, sibling in ipairs(siblings) do
        local record = sibling.record
        local days = values.missing(records.day(row.value), records.day(record))
        if next(days) then set.rows[#set.rows + 1] = { record = record, sure = false, missing = days } -- nobody knows which of them comes first
        elseif records.before(row.value, record, context.as_of) == after then set.rows[#set.rows + 1] = sibling end
      end
      local owner = records.target(context.registry, row.value, row.value.kind.owner, math.huge)
      local there = owner and records.visible(owner, context.as_of)
      set.looked = { rows = there and { { record = row.value, sure = records.visible(row.value, context.as_of) } } or {}, judges = {} }
      for _, sibling in ipairs(siblings) do table.insert(set.looked.rows, { record = sibling.record, sure = sibling.sure }) end
    end
    set.looked = set.looked or { rows = {}, judges = {} }
    return set
  end
end
ask.row.later, ask.row.earlier = neighbours(true), neighbours(false)

for _, name in ipairs { "any", "none", "count", "first", "last" } do
  ask.set[name] = function(set, _, context) return shown.question(set, sets[name](set), context) end
end

-- A part of a filter, asked of a record in a context.
local function part_of(part, record, context)
  local row = row_of(record)
  return evaluate.as(part.condition, "condition", part.own and copy(context, { scopes = { row } }) or with_row(context, row))
end

-- The rows that a filter leaves to be looked at: its conditions on dates narrow them, of the others it must be known what they say.
local function look(set, condition, context)
  local looked = { rows = {}, judges = table.move(set.looked.judges, 1, #set.looked.judges, 1, {}), days = set.looked.days }
  local first = set.looked.rows[1]
  if not first then return looked end
  local kind = context.pack.kinds[set.kind]
  local parts = shown.parts(condition, kind, function(handle)
    local done, value = pcall(evaluate.value, handle, with_row(context, row_of(first.record)))
    return done and value or evaluate.value(handle, copy(context, { scopes = { row_of(first.record) } })) -- a term's own text
  end)
  for _, row in ipairs(set.looked.rows) do
    local holds = values.yes
    for _, part in ipairs(parts.dates) do holds = values.both(holds, part_of(part, row.record, context)) end
    if holds.value ~= false then table.insert(looked.rows, { record = row.record, sure = row.sure and holds.state == "known" }) end
  end
  local judging = copy(context, { reading = "judged" })
  for _, part in ipairs(parts.others) do
    table.insert(looked.judges, function(record) return part_of(part, record, judging) end)
  end
  return looked
end

function ask.set.where(set, node, context)
  local kept = filter(set, function(record) return evaluate.as(node.arguments[1], "condition", with_row(context, row_of(record))) end)
  if context.reading then kept.looked = look(set, node.arguments[1], context) end
  return kept
end

function ask.set.during(set, node, context)
  local period = evaluate.as(node.arguments[1], "period", context)
  local function holds(record)
    return during(records.day(record), period)
  end
  local kept = filter(set, holds)
  if not context.reading then return kept end
  kept.looked = { rows = {}, judges = set.looked.judges, days = set.looked.days }
  for _, row in ipairs(set.looked.rows) do
    local inside = holds(row.record)
    if inside.value ~= false then table.insert(kept.looked.rows, { record = row.record, sure = row.sure and inside.state == "known" }) end
  end
  local written = record_pack.node(node.arguments[1])
  if not written or written.op == "root" then -- a period that is written, or the one that is judged
    local days = kept.looked.days or { from = -math.huge, to = math.huge }
    kept.looked.days = { from = math.max(days.from, period.from), to = math.min(days.to, period.to) }
  end
  return kept
end

for _, name in ipairs { "every", "share" } do
  ask.set[name] = function(set, node, context)
    local condition, judging = node.arguments[1], copy(context, { reading = "judged" })
    return shown.question(set, sets[name](judge_rows(set, condition, context)), context, function(record)
      return evaluate.as(condition, "condition", with_row(judging, row_of(record)))
    end)
  end
end

-- A question over a column: the value of a record that shows something must be there.
local function of_column(column, value, context)
  local set = { kind = column.set_kind, open = column.open, looked = column.looked }
  local own = context.reading and column.first_hand and copy(context, { reading = "judged" }) or context
  return shown.question(set, value, context, function(record) return shown.has_value(column.value_of(record, own)) end)
end

local of_columns = { sum = sets.sum, min = sets.min, max = sets.max, mean = sets.mean, first = sets.first_date, last = sets.last_date, when_all = sets.when_all,
  count = sets.count_distinct }
for name, gives in pairs(of_columns) do
  ask.column[name] = function(column, _, context) return of_column(column, gives(column), context) end
end
function ask.column.most_in(column, node, context)
  local span = evaluate.as(node.arguments[1], "span", context)
  local months = span.unit == "years" and span.count * 12 or span.count
  return of_column(column, sets.most_in(column, months, evaluate.as(node.arguments[2], "date", context)), context)
end
function ask.column.distinct(column) return column end

local function window(bounds)
  return function(span, node, context)
    local date = evaluate.as(node.arguments[1], "date", context)
    if span.state == "absent" or date.state == "absent" then return values.absent "period" end
    if date.state == "unknown" then return values.unknown("period", date.missing) end
    local from, to = bounds(span, date.value)
    return { type = "period", state = "known", from = from, to = to }
  end
end
ask.span.to, ask.span.from = window(dates.window_to), window(dates.window_from)

-- A question with its arguments, asked of a value; and whether a set has a row.
function evaluate.question(value, name, arguments, context)
  if value.type == "date" and name == "is" then return values.equal(value, evaluate.as(arguments[1], "date", context)) end
  return ask[value.type][name](value, { arguments = arguments }, context)
end
evaluate.any = sets.any

function operators.call(node, context)
  if node.name == "on" then return parameter_on(node, context), "parameter:on" end
  local from = evaluate.value(node.from, context)
  local method = ask[from.type] and ask[from.type][node.name]
  assert(method, ("%s has no :%s"):format(from.type, node.name))
  local value, name = method(from, node, context), from.type .. ":" .. node.name
  count_ends(context, from.type == "column" and name or "number", value)
  if from.type == "column" and value.own_unit then count_units(context, "column", value.own_unit.state ~= "unknown") end
  return value, name
end

-- The value of a recorded expression.
function evaluate.value(handle, context)
  local node = assert(record_pack.node(handle), "an expression is wanted")
  local value, operator = operators[node.op](node, context)
  count(context, operator or node.op, value)
  return value
end

return evaluate
