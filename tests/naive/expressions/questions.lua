-- Questions that are asked of one value: whether it is there, how it compares, and what follows a day. Sections 4 and 5.
local as_stood = require "tests.naive.expressions.as_stood"
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local dates = require "tests.naive.dates"
local expressions = require "tests.naive.expressions.expressions"
local letters = require "tests.naive.letters"
local of_months = require "tests.naive.expressions.months"
local numbers = require "tests.naive.numbers"
local parameters = require "tests.naive.expressions.parameters"
local places = require "tests.naive.places"
local record_pack = require "tests.naive.record_pack"
local remembered = require "tests.naive.expressions.remembered"
local scales = require "tests.naive.scales"
local values = require "tests.naive.values"

local ask = expressions.ask
local copy, note = contexts.copy, counting.note

-- A value as it is where the ends of its fields, or of those that it is reckoned from, tell nothing.
local function without_ends(value, node, context)
  if value.type ~= "number" or value.state ~= "range" then return value end
  local bare = expressions.value(node.from, copy(context, { endless = true, counters = false }))
  if bare.state == "unknown" and not value.bounds_only then note(context, "whether a number is given that is reckoned from one of which only the ends of its field are known") end
  return bare
end
-- A number of which only bounds are known is there.
local function given(value, node, context)
  local bare = without_ends(value, node, context)
  if bare.state == "unknown" then return values.unknown("condition", bare.missing) end
  return values.truth(bare.state ~= "absent")
end
-- Whether a value is settled (known or absent), a range, or unknown.
local function certainty(value, node, context)
  if given(value, node, context).state == "unknown" then return "unknown" end
  return value.state == "range" and "range" or "settled"
end
local function known(value, node, context)
  if context.reading == "judged" then return given(value, node, context) end
  local own = context.reading == "shown" and certainty(value, node, context) or "settled"
  if own ~= "settled" then -- for this reading only: nothing tells
    local function as(changes)
      local other = copy(context, changes)
      return certainty(expressions.value(node.from, other), node, other)
    end
    local said = as { reading = false }
    if said ~= own and said ~= "unknown" then
      note(context, own == "range" and "known() of what is a range for want of records" or "known() of an empty set")
      return values.unknown("condition", value.missing)
    end
    local open = own == "unknown" and said == "unknown" -- perhaps only because no record is there
    if open and as { of_none = true } == "unknown" and as { reading = false, of_none = true } ~= "unknown" then
      note(context, "known() of what no record leaves unknown")
      return values.unknown("condition", value.missing)
    end
  end
  if context.any_day and value.state ~= "known" and value.state ~= "absent" then -- on the day itself it may be known
    note(context, "known() on some day")
    return values.unknown("condition", value.missing)
  end
  return values.truth(value.state == "known")
end
local function missing(value, node, context) return values.negate(known(value, node, context)) end
local function or_else(value, node, context)
  local other = expressions.as(node.arguments[1], value.type, context)
  if other.unit and not other.own_unit and value.unit and not value.own_unit then other = values.beside(other, value) end
  if value.unit and not value.own_unit and other.own_unit then other = values.beside(other, value) end
  if other.written_out then other = copy(other, { written_out = false }) end
  if value.own_unit and value.unit_at ~= other.unit_at then value = copy(value, {}); value.unit_at = nil end
  if value.state ~= "absent" then return value.begun and copy(value, { begun = false }) or value end
  return other
end
for _, type_of_value in ipairs { "condition", "text", "number", "date", "row", "scale" } do
  ask[type_of_value].known, ask[type_of_value].missing, ask[type_of_value].or_else, ask[type_of_value].given = known, missing, or_else, given
end

-- The rates of a unit by the day, and whether one of the other unit is so many of it.
local function rate_of(units, from, to)
  for _, way in ipairs { { from, to, false }, { to, from, true } } do
    local rows = units[way[1]]
    local rated = rows and type(rows[1]) == "table" and rows
    if rated and rated[1][1]:match "(%S+)$" == way[2] then return rated, way[1], way[3] end
  end
end

-- A number in another unit: by what one is of it, or by the rate of a day.
function ask.number.in_unit(value, node, context)
  local unit, raw = node.arguments[1], node.arguments[2]
  local target = { type = "number", unit = values.known("text", unit) }
  local own = value.own_unit or value.unit or target.unit -- of nothing there is none
  local rows, name, divides
  if raw and own.state == "known" and own.value ~= unit then rows, name, divides = rate_of(context.pack.units, own.value, unit) end
  local result
  if raw and own.state == "unknown" then result = value.state == "absent" and value or values.unknown("number", values.missing(value, own))
  elseif rows then
    local day, rate = expressions.as(raw, "date", context), nil
    for index, row in ipairs(rows) do
      local last = row.to and dates.parse(row.to) or dates.parse(rows[index + 1].from) - 1
      if day.state == "known" and dates.parse(row.from) <= day.value and day.value <= last then rate = values.number(numbers.parse(row[1])) end
    end
    local other = name == own.value and unit or own.value
    if day.state == "known" and not rate then
      rate = values.unknown("number", { [("parameter %s in %s on %s"):format(name, other, dates.format(day.value))] = true })
      note(context, "a day without a rate")
    elseif rate then note(context, "a number converted by the rate of a day")
    else rate = values.unknown("number", day.missing) end
    local plain = copy(value, {})
    plain.own_unit, plain.unit, plain.unit_at = nil, nil, nil
    result = (divides and values.divide or values.multiply)(plain, rate)
  else
    result = values.beside(value, target)
    if value.state ~= "absent" and own.state == "known" and own.value ~= unit and result.state ~= "unknown" then note(context, "a number in another unit") end
  end
  result = copy(result, {})
  result.own_unit, result.unit, result.unit_at = nil, target.unit, nil
  return result
end

function ask.number.rounded(value, node) return values.rounded(value, node.arguments[1], node.arguments[2] or "half up") end

-- What a number comes to by a scale, or (inverse) by which one it comes.
local function scaled(of_ends, unit, given_unit)
  return function(scale, node, context)
    local number = expressions.as(node.arguments[1], "number", context)
    if scale.state == "absent" or number.state == "absent" then return values.absent "number" end
    if scale.state == "unknown" then return values.unknown("number", values.missing(scale, number)) end
    number = values.beside(number, { type = "number", unit = scale[unit] })
    if number.state == "unknown" then return values.unknown("number", values.missing(scale, number)) end
    local low, high = of_ends(scale.bands, values.low_end(number), values.high_end(number))
    local result = low and values.between(low, high, number.missing) or values.unknown("number", number.missing)
    result.unit = scale[given_unit]
    return result
  end
end
ask.scale.of, ask.scale.base_of = scaled(scales.amount, "base_unit", "amount_unit"), scaled(scales.base, "amount_unit", "base_unit")

function ask.period.days(period)
  if period.state == "absent" then return values.absent "number" end
  if period.state == "unknown" then return values.unknown("number", period.missing) end
  return values.number((period.last or period.to) - period.from + 1)
end

-- A comparison of two values, of numbers only where their units are alike.
local function compared(context, compare, value, other)
  if value.own_unit and value.state ~= "absent" and other.state ~= "absent" then counting.units(context, "compared", values.related(value, other)) end
  if not values.alike(value, other) and values.related(value, other) then note(context, "numbers in related units, compared") end
  return compare(values.exactly(value, other))
end

-- Whether a question of a verdict's status asks for what is known of it.
local function asks_unknown(node, context)
  for index = 1, node.arguments.n do
    local argument = node.arguments[index]
    local written = record_pack.node(argument)
    for _, word in ipairs(written and written.op == "codes" and context.pack.codes[written.name] or { argument }) do
      if word == "unknown" or word == "error" then return true end
    end
  end
  return false
end

-- Any of the values: each a literal, an expression or a list of codes. A verdict's status that is unknown compares as unknown,
-- unless "unknown" itself is asked for.
local any_of
function any_of(compare)
  return function(value, node, context)
    if value.perhaps then -- a verdict's status that is another, if it is waived
      local one, other = values.known("text", value.value), values.known("text", value.perhaps)
      local a, b = any_of(compare)(one, node, context), any_of(compare)(other, node, context)
      note(context, a.value == b.value and "may be waived, and it is the same" or "may be waived, and that decides")
      return a.value == b.value and a or values.unknown "condition"
    end
    if value.may_be and not asks_unknown(node, context) then -- whatever was done
      local all
      for _, status in ipairs(value.may_be) do
        local one = any_of(compare)(values.known("text", status), node, context)
        if not all or all.value == one.value then all = one else all = values.unknown "condition" end
      end
      note(context, all.state == "unknown" and "whether it was done decides" or "whether or not it was done, and it is the same")
      if all.state ~= "unknown" then return all end
    end
    local answer, open = values.no, value.status and not context.any_day and value.status
    for index = 1, node.arguments.n do
      local argument = node.arguments[index]
      local written = record_pack.node(argument)
      if open and argument == open then answer = values.yes
      elseif written and written.op == "codes" then
        for _, code in ipairs(context.pack.codes[written.name]) do answer = values.either(answer, compare(value, expressions.as(code, value.type, context))) end
      else answer = values.either(answer, compared(context, compare, value, expressions.as(argument, value.type, context))) end
    end
    return answer
  end
end
ask.text.is, ask.row.is = any_of(values.equal), any_of(values.equal)
local function is_number(value, node, context) return any_of(values.equal)(value, node, context) end
ask.text.starts_with, ask.text.ends_with, ask.text.contains = any_of(values.starts_with), any_of(values.ends_with), any_of(values.contains)

function ask.text.length(value)
  if value.state == "absent" then return values.absent "number" end
  if value.state == "unknown" then return values.unknown("number", value.missing) end
  return values.number(#letters.of(value.value))
end
function ask.text.lower(value) return values.made_text(letters.lower, value) end
function ask.text.upper(value) return values.made_text(letters.upper, value) end
function ask.text.part(value, node)
  return values.made_text(function(text) return letters.part(text, node.arguments[1], node.arguments[2] or math.huge) end, value)
end

-- A number that is not there cannot be judged.
local function judged(value, answer, context)
  if context.reading ~= "judged" or value.type ~= "number" or value.state == "known" or value.state == "range" then return answer end
  return values.unknown("condition", value.missing)
end

-- A quotient compared with another that is written otherwise: whether they are the same number.
local function count_quotients(value, node, context)
  local a, b = record_pack.node(node.from), record_pack.node(node.arguments[1])
  if not (a and b and a.op == "/" and (b.op == "/" or b.op == "*")) or value.state ~= "known" then return end
  local other = expressions.as(node.arguments[1], value.type, context)
  if other.state == "known" then counting.count(context, "equal quotients", values.truth(other.low == value.low)) end
end

local function comparison(compare)
  return function(value, node, context)
    if value.type == "number" and context.counters then count_quotients(value, node, context) end
    return judged(value, compared(context, compare, value, expressions.as(node.arguments[1], value.type, context)), context)
  end
end
ask.number.above, ask.number.at_least = comparison(values.above), comparison(values.at_least)
function ask.number.is(value, node, context) return judged(value, is_number(value, node, context), context) end
ask.number.below, ask.number.at_most = comparison(values.below), comparison(values.at_most)

-- The day with which the rule's force ends inside the period, where an expression is the period's last day, named as it is; else nil.
local function cut_end(handle, context)
  local node = record_pack.node(handle)
  local from = node and node.op == "index" and node.name == "to" and record_pack.node(node.from)
  if not (from and from.op == "root" and from.name == "period" and context.ends) then return nil end
  note(context, "a day compared with the last one of the rule's force in a period")
  return values.known("date", context.ends)
end

local function date_of(handle, context, asked_in) return cut_end(handle, context) or expressions.as(handle, "date", asked_in) end

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
  ask.date[name] = function(value, node, context)
    return compare_days(name, cut_end(node.from, context) or value, date_of(node.arguments[1], context, as_stood.argument(context, name, 1)), context)
  end
end

local function between(value, node, context) -- both ends included
  local first = value.type == "date" and as_stood.argument(context, "between", 1) or context
  local low = value.type == "date" and date_of(node.arguments[1], context, first) or expressions.as(node.arguments[1], value.type, first)
  local high = value.type == "date" and date_of(node.arguments[2], context, context) or expressions.as(node.arguments[2], value.type, context)
  if value.type == "date" then return values.both(compare_days("on_or_after", value, low, context), compare_days("by", value, high, context)) end
  return judged(value, values.both(compared(context, values.at_least, value, low), compared(context, values.at_most, value, high)), context)
end
ask.number.between, ask.date.between = between, between

function ask.date.during(value, node, context)
  local period = expressions.as(node.arguments[1], "period", context)
  if value.begun and period.state == "known" and period.lost ~= "from" and period.from > context.as_of then return values.no end
  return values.during(value, period)
end

function ask.date.happened(value, node, context)
  local stood = context.stood
  if stood and not as_stood.tells_known(node.from, context) then
    if stood.came and value.state == "known" then stood.came[value.value] = true end
    if value.begun then return stood.day and stood.day >= context.as_of and values.yes or values.unknown("condition", value.missing) end
    return values.at_most(value, stood.day and values.known("date", stood.day) or values.unknown "date")
  end
  if value.begun then return values.yes end
  return values.at_most(value, values.known("date", context.as_of))
end

-- A day that follows from a date: what reach(day, arguments) gives, beyond the calendar its last day or (step -1) its first.
local function following(step, reach)
  return function(value, node, context)
    if value.state ~= "known" then return copy(value, { begun = false }) end
    return values.known("date", values.day_of_calendar(reach(value.value, node, context), step))
  end
end

local WEEKDAYS = { monday = 1, tuesday = 2, wednesday = 3, thursday = 4, friday = 5, saturday = 6, sunday = 7 }
local function towards(step, reach)
  return following(step, function(day, node)
    local wanted = node.arguments[1]
    if WEEKDAYS[wanted] then return dates.towards_weekday(day, WEEKDAYS[wanted], step) end
    local month, of_month = wanted:match "^(%d%d)%-(%d%d)$"
    return reach(day, math.tointeger(month), math.tointeger(of_month))
  end)
end
ask.date.next, ask.date.preceding = towards(1, dates.next), towards(-1, dates.previous)

local function edge(last)
  return following(last and 1 or -1, function(day, node)
    local unit = node.arguments[1]
    local year = record_pack.node(unit)
    if year then return dates.edge(day, "year", last, year.begins) end
    return dates.edge(day, unit, last, "01-01")
  end)
end
ask.date.start_of, ask.date.end_of = edge(false), edge(true)

-- What a day is called by.
local function part(name, of_day)
  ask.date[name] = function(value)
    local type_of_value = name == "weekday" and "text" or "number"
    if value.state == "absent" then return values.absent(type_of_value) end
    if value.state == "unknown" then return values.unknown(type_of_value, value.missing) end
    local found = of_day(value.value)
    return name == "weekday" and values.known("text", found) or values.number(found)
  end
end
part("year", function(day) return (dates.split(day)) end)
part("month", function(day) return (select(2, dates.split(day))) end)
part("day", function(day) return (select(3, dates.split(day))) end)
part("quarter", function(day) return (select(2, dates.split(day)) + 2) // 3 end)
part("weekday", function(day)
  for name, number in pairs(WEEKDAYS) do
    if dates.weekday(day) == number then return name end
  end
end)

local function whole(months)
  return function(value, node, context)
    local other = expressions.as(node.arguments[1], "date", context)
    if value.state == "absent" or other.state == "absent" then return values.absent "number" end
    if value.state == "unknown" or other.state == "unknown" then return values.unknown("number", values.missing(value, other)) end
    local count = dates.whole_months(value.value, other.value)
    return values.number(count < 0 and -(-count // months) or count // months)
  end
end
ask.date.whole_months_to, ask.date.whole_years_to = whole(1), whole(12)

-- A day that rolls to a working day, on or after it or on or before it.
local function rolling(step)
  return function(value, node, context)
    if value.state ~= "known" then return copy(value, { begun = false }) end
    local name = record_pack.node(node.arguments[1]).name
    local calendar = assert(context.pack.calendars[name], name)
    local day, lacking = dates.roll(value.value, step, calendar)
    if lacking then return values.unknown("date", values.beyond(calendar, lacking)) end
    return values.known("date", values.day_of_calendar(day, step))
  end
end
ask.date.next_working_day, ask.date.previous_working_day = rolling(1), rolling(-1)

-- Of a window by working days that its calendar does not cover, and of one that nobody knows how long it is, one end is unknown: `lost`.
local function window(name, bounds)
  return function(span, node, context)
    local date = expressions.as(node.arguments[1], "date", context)
    if span.state == "absent" or date.state == "absent" then return values.absent "period" end
    if date.state == "unknown" then return values.unknown("period", date.missing) end
    local open = span.state == "unknown"
    local from, to, lacking
    if open then
      note(context, "a window of which nobody knows how long it is")
      from, to = name == "from" and date.value or nil, name == "to" and date.value or nil
    else
      from, to, lacking = bounds(span, date.value)
    end
    local cut = cut_end(node.arguments[1], context)
    to = cut and name == "to" and cut.value or to
    from, to = values.day_of_calendar(from, -1), values.day_of_calendar(to, 1)
    if lacking then note(context, "a window of which a calendar does not tell where it begins or ends") end
    return { type = "period", state = "known", from = from, to = to, lost = (lacking or open) and (name == "to" and "from" or "to"),
      missing = lacking and values.beyond(span.calendar, lacking) or open and span.missing or nil }
  end
end
ask.span.to, ask.span.from = window("to", dates.window_to), window("from", dates.window_from)

local FIRST <const> = dates.parse "0001-01-01"

-- The period that lies so many before another, of its own unit, and no further than the calendar: each ends with the day before the next one.
local function period_before(period, count, registry)
  if type(period.unit) == "table" then
    local name, from, to = period.name, period.from, period.to
    for _ = 1, count do
      if from then name, from, to = dates.period_before(period.unit, from) end
    end
    return from and { name = name, from = from, to = to, unit = period.unit } or nil
  end
  registry.periods_before = registry.periods_before or {}
  local key = period.name .. " " .. count
  if not registry.periods_before[key] then
    local name, from, to = period.name, period.from, period.to
    local unit = name:find "W" and "week" or name:find "/" and "fiscal " .. dates.format(from):sub(6) or name:find "Q" and "quarter" or #name == 4 and "year" or "month"
    for _ = 1, count do
      if from > FIRST then name, from, to = dates.period_of(unit, from - 1) end
    end
    registry.periods_before[key] = { name = name, from = from, to = to }
  end
  return registry.periods_before[key]
end

-- What is asked of a period before: on its last day, by the law and in the place of that day.
local function previous(node, context)
  local period = period_before(context.period, node.arguments[1] or 1, context.registry)
  if not period then -- section 29
    note(context, "a period before the first row of a table")
    local unit = context.period.unit
    local sort = expressions.value(node.from, copy(context, { counters = false })).type
    return values.unknown(sort, { [("a row of periods %s on %s"):format(unit.name, dates.format(unit.rows[1].from - 1))] = true })
  end
  local pivot = math.min(context.as_of, period.to)
  local there = context.subject.state == "known" and places.of(context.registry, context.subject.value, pivot) or context.places
  local value = expressions.value(node.from, copy(context, { period = period, pivot = pivot, places = there, ends = false, since = false,
    unit = false, map = false, found = false,
    any_day = false,
    begins_by = false }))
  if value.unit_at then -- the record may have another unit on that day
    value = copy(value, {})
    value.unit_at = nil
  end
  return value
end

-- Questions whose answer is reckoned from the very number: only in these does it matter that nobody knows the ends of its field either.
local RECKONS = { rounded = true, in_unit = true, of = true, base_of = true, or_else = true, on = true, previous = true, in_each = true, sum = true,
  min = true, max = true, mean = true,
  geometric_mean = true, highest = true, lowest = true, percentile = true, distinct = true }

-- What a record held on a day, and what the law set then.
local function on_a_day(node, context)
  local named = record_pack.node(node.from)
  if named.op == "parameter" then return parameters.on(node, context), "parameter:on" end
  local day = expressions.as(node.arguments[1], "date", context)
  local date = day.state == "known" and day.value
  local where = context.subject.state == "known" and places.of(context.registry, context.subject.value, date or nil) or context.places
  local there = copy(context, { pivot = date, law = false, places = where, any_day = false })
  local value = expressions.value(node.from, there)
  if day.state == "absent" then
    note(context, "a value on a day that there is not")
    return values.unknown(value.type, day.missing), value.type .. ":on"
  end
  if date and context.pivot and date ~= context.pivot then
    local now = expressions.value(node.from, context)
    if now.state ~= value.state or now.value ~= value.value or now.low ~= value.low then note(context, "another value on another day") end
  elseif not date then note(context, "a value on a day that nobody knows") end
  return value, value.type .. ":on"
end

local OF_SERIES <const> = { sum = true, min = true, max = true, mean = true }

function expressions.operators.call(node, context)
  if context.endless and not RECKONS[node.name] then context = copy(context, { endless = false }) end
  local series = OF_SERIES[node.name] and record_pack.node(node.from)
  if series and series.op == "call" and series.name == "in_each" then return of_months.of_numbers(node.name, series, context, given), "in_each:" .. node.name end
  if node.name == "in_each" or node.name == "in_how_many" then return of_months.asked(node, context), node.name end
  if node.name == "previous" then return previous(node, context), "previous" end
  if node.name == "on" then return on_a_day(node, context) end
  if context.found and remembered.FINDS[node.name] then context = contexts.copy(context, { pivot = context.found.day, found = false }) end
  local from
  from, context = as_stood.asked(node, context)
  local method = ask[from.type] and ask[from.type][node.name]
  assert(method, ("%s has no :%s"):format(from.type, node.name))
  local function answer() return method(from, node, context) end
  local value, name = (from.type == "set" or from.type == "column") and remembered.of_set(from, node, context, answer) or answer(), from.type .. ":" .. node.name
  counting.ends(context, from.type == "column" and name or "number", value)
  if from.in_base then note(context, "values in related units, put together") end
  if from.type == "column" and value.own_unit then counting.units(context, "column", value.own_unit.state ~= "unknown") end
  return value, name
end
