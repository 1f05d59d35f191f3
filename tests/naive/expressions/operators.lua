-- Names, logic and arithmetic. Sections 1, 3, 4 and 5.
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local dates = require "tests.naive.dates"
local expressions = require "tests.naive.expressions.expressions"
local members = require "tests.naive.expressions.members"
local numbers = require "tests.naive.numbers"
local record_pack = require "tests.naive.record_pack"
local remembered = require "tests.naive.expressions.remembered"
local values = require "tests.naive.values"
local verdicts_read = require "tests.naive.expressions.verdicts_read"

local operators = expressions.operators
local copy = contexts.copy

function operators.root(node, context)
  if node.name == "as_of" then return values.known("date", context.as_of) end
  if node.name == "subject" then return context.subject end
  if node.name == "period" then return { type = "period", state = "known", from = assert(context.period).from, to = context.period.to, last = context.ends or nil } end
  return members.named_row(context, node.name)
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
  local from, name = expressions.value(node.from, context.rows_on_file and copy(context, { rows_on_file = false }) or context), node.name
  if from.type == "row" then
    local value, operator = members.of_row(from, name, context)
    return with_path(value, operator, node), operator
  end
  if from.type == "set" then
    return remembered.of_set(from, node, context, function()
      local member = members.of_set(from, name, context)
      member.first_hand = true -- read of the set's own rows
      return member
    end), "column"
  end
  if from.type == "column" then
    return remembered.of_set(from, node, context, function()
      local looked = contexts.copy(from.looked, { through = true }) -- by a reference, and not from an owner
      return members.gather(from.kind, from.cells, from.open, from.missing, name, context, looked, function(record) return from.value_of(record, context) end)
    end), "column"
  end
  if from.type == "period" then return values.known("date", assert(from[name])), "period" end
  assert(from.type == "verdict", ("%s has no member %s"):format(from.type, name))
  return verdicts_read.field(from, name, context), "verdict." .. name
end

-- The two sides of an operator on conditions or on days, of which one may be a written day, or a function.
local function sides(node, context)
  if record_pack.node(node.a) then
    local a = expressions.value(node.a, context)
    return a, expressions.as(node.b, a.type, context)
  end
  local b = expressions.value(node.b, context)
  return expressions.as(node.a, b.type, context), b
end

operators["&"] = function(node, context)
  local a, b = sides(node, context)
  if a.type == "date" then return values.later(a, b), "date &" end
  return values.both(a, b)
end

operators["|"] = function(node, context)
  local a, b = sides(node, context)
  if a.type == "date" then return values.earlier(a, b), "date |" end
  return values.either(a, b)
end

operators["~"] = function(node, context) return values.negate(expressions.value(node.a, context)) end

local function calculated(of_two, a, b, context)
  if a.own_unit and b.own_unit and a.state ~= "absent" and b.state ~= "absent" then counting.units(context, "calculated", values.related(a, b)) end
  if a.state ~= "absent" and b.state ~= "absent" and not values.alike(a, b) and values.related(a, b) then counting.note(context, "numbers in related units, calculated") end
  local value = of_two(a, b)
  counting.ends(context, "calculated", value)
  return value
end

local FIRST_DAY <const>, LAST_DAY <const> = dates.parse "0001-01-01", dates.parse "9999-12-31"

local function moved(context, date, span, sign)
  local day = values.moved(date, span, sign)
  if day.state == "unknown" and date.state == "known" and span.state == "known" then counting.note(context, "a day beyond a calendar of working days") end
  if day.value == FIRST_DAY or day.value == LAST_DAY then counting.note(context, "a day at the end of the calendar") end
  return day
end

-- How many a number says of a span; nil where it says no whole number, or of clear days one below 0.
local function count_of(value, clear)
  if value.state ~= "known" or value.low ~= math.floor(value.low) or clear and value.low < 0 then return nil end
  return math.tointeger(value.low)
end

-- So many days as a number in days says.
local function days_of(value)
  if value.type ~= "number" then return value end
  if value.state == "absent" then return values.absent "span" end
  local count = count_of(value)
  return count and { type = "span", state = "known", unit = "days", count = count } or values.unknown("span", value.missing)
end

operators["+"] = function(node, context)
  local a, b = expressions.as(node.a, "number", context), expressions.as(node.b, "number", context)
  if a.type == "date" then return moved(context, a, days_of(b), 1), "date + span" end
  return calculated(values.add, a, b, context)
end

operators["-"] = function(node, context)
  local a, b = expressions.as(node.a, "number", context), expressions.as(node.b, "number", context)
  if a.type ~= "date" then return calculated(values.subtract, a, b, context) end
  if b.type == "span" or b.type == "number" then return moved(context, a, days_of(b), -1), "date - span" end
  if a.state == "absent" or b.state == "absent" then return values.absent "number", "date - date" end
  if a.state == "unknown" or b.state == "unknown" then return values.unknown("number", values.missing(a, b)), "date - date" end
  return values.number(a.value - b.value), "date - date"
end

operators["*"] = function(node, context)
  return calculated(values.multiply, expressions.as(node.a, "number", context), expressions.as(node.b, "number", context), context)
end
operators["/"] = function(node, context)
  local a, b = expressions.as(node.a, "number", context), expressions.as(node.b, "number", context)
  local value = calculated(values.divide, a, b, context)
  if context.of_none and value.state == "unknown" and a.state == "known" and b.state == "known" then return values.number(1) end
  return value
end

for word, of_two in pairs { greater_of = values.greater, lesser_of = values.lesser } do
  operators[word] = function(node, context)
    local all, written = {}, nil
    for i = 1, node.arguments.n do all[i] = expressions.as(node.arguments[i], "number", context) end
    for _, out in ipairs { false, true } do -- that of an expression before that of what is written out
      for _, value in ipairs(all) do
        if value.unit and not value.own_unit and (value.written_out or false) == out then written = written or value.unit end
      end
    end
    for i, value in ipairs(written and all or {}) do
      all[i] = copy(values.beside(value, { type = "number", unit = written }), {})
      all[i].own_unit, all[i].unit, all[i].unit_at, all[i].written_out = nil, written, nil, nil
    end
    local result = all[1]
    for i = 2, #all do result = calculated(of_two, result, all[i], context) end
    return result
  end
end

operators[".."] = function(node, context)
  return values.made_text(function(a, b) return a .. b end, expressions.as(node.a, "text", context), expressions.as(node.b, "text", context))
end

function operators.span(node, context)
  local calendar = record_pack.node(node.more) and assert(context.pack.calendars[record_pack.node(node.more).name])
  local clear = node.unit == "clear_days"
  local working = node.unit == "working_days" or calendar ~= nil
  local count, name = node.count, (calendar and "calendar " or "") .. node.unit
  if record_pack.node(count) then
    local value = expressions.value(count, context)
    count, name = count_of(value, clear), name .. " of a number"
    if value.state == "absent" then return values.absent "span", name end
    if not count then
      if value.state == "known" then counting.note(context, "a span of no whole number") end
      return values.unknown("span", value.missing), name
    end
    if count < 0 then counting.note(context, "a span that goes the other way") end
  end
  local round = type(node.more) == "string" and node.more or nil
  return { type = "span", state = "known", unit = working and "working_days" or clear and "days" or node.unit, count = count,
    calendar = working and (calendar or dates.WEEKDAYS) or nil, clear = clear, round = round ~= "down" and round or nil }, name
end

function operators.computed(node, context)
  local value = copy(expressions.call(node.body, "number", context), {})
  value.unit = node.unit and values.known("text", node.unit)
  return value
end

-- A table of the law: alike where all its numbers are.
function operators.scale(node, context)
  local scale, said = { type = "scale", state = "known", bands = {} }, {}
  for i, band in ipairs(node.bands) do
    local threshold, rate = expressions.as(band[1], "number", context), expressions.as(band[2], "number", context)
    scale.bands[i] = { threshold = threshold.low, rate = rate.low }
    scale.base_unit, scale.amount_unit = threshold.unit, rate.unit or threshold.unit
    said[i] = ("%.17g %.17g"):format(threshold.low, rate.low)
  end
  scale.value = table.concat(said, ", ")
  return scale
end

function operators.percent(node) return values.number(numbers.divide(node.count, 100)) end
function operators.not_given() return values.absent "date" end
