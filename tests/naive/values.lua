-- Values of the naive evaluator: known, absent or unknown, each with its type; numbers also as ranges. meaning.md, sections 1, 4, 5.
-- A value is { type =, state = "known|range|absent|unknown", value = … }; numbers have `low` and `high` instead of `value`, and `low_open`, `high_open`
-- where the number at that end is not meant itself; an unknown value and a range carry `missing`, the set of the fields ("enterprise.size") that would have to be known.
local dates = require "tests.naive.dates"
local ends = require "tests.naive.ends"
local relations = require "tests.naive.relations"

local values = {}

function values.known(kind_of_value, value) return { type = kind_of_value, state = "known", value = value } end
function values.absent(kind_of_value) return { type = kind_of_value, state = "absent" } end

function values.unknown(kind_of_value, missing)
  if kind_of_value == "number" then
    return { type = "number", state = "unknown", low = -math.huge, high = math.huge, missing = missing or {} }
  end
  return { type = kind_of_value, state = "unknown", missing = missing or {} }
end

-- A number from low to high: known where both are one, unknown where it has no ends.
function values.number(low, high, missing)
  high = high or low
  if low == math.huge or high == -math.huge then low, high = -math.huge, math.huge end -- larger than numbers go: nobody knows it
  if low == -math.huge and high == math.huge then return values.unknown("number", missing) end
  return { type = "number", state = low == high and "known" or "range", low = low + 0.0, high = high + 0.0, missing = missing or {} }
end

local function low_end(value) return { at = value.low, open = value.low_open or false } end
local function high_end(value) return { at = value.high, open = value.high_open or false } end
values.low_end, values.high_end = low_end, high_end

-- A number between two ends (ends.lua).
function values.between(low, high, missing)
  local value = values.number(low.at, high.at, missing)
  value.low_open, value.high_open = low.open or nil, high.open or nil
  return value
end

-- Stands among what is missing where a call of a function failed.
values.FAILURE = "(a call failed)"

values.yes = values.known("condition", true)
values.no = values.known("condition", false)

function values.truth(boolean) return boolean and values.yes or values.no end

-- All that is missing in any of the values.
function values.missing(...)
  local all = {}
  for index = 1, select("#", ...) do
    local value = select(index, ...)
    if not value then break end
    if value.missing then
      for name in pairs(value.missing) do all[name] = true end
    end
  end
  return all
end

-- An absent condition (a yes/no field of a row that is not there) holds no more than an absent text equals anything: false.
function values.settle(condition)
  assert(condition.type == "condition", "a condition is wanted, not a " .. condition.type)
  if condition.state == "absent" then return values.no end
  return condition
end

-- Kleene's logic, section 4.
function values.both(a, b)
  a, b = values.settle(a), values.settle(b)
  if a.value == false or b.value == false then return values.no end
  if a.state == "unknown" or b.state == "unknown" then return values.unknown("condition", values.missing(a, b)) end
  return values.yes
end

function values.either(a, b)
  a, b = values.settle(a), values.settle(b)
  if a.value == true or b.value == true then return values.yes end
  if a.state == "unknown" or b.state == "unknown" then return values.unknown("condition", values.missing(a, b)) end
  return values.no
end

function values.negate(a)
  a = values.settle(a)
  if a.state == "unknown" then return a end
  return values.truth(not a.value)
end

-- On dates: the day by which both had happened, and the day on which the first had. Section 5.
function values.later(a, b)
  if a.state == "absent" or b.state == "absent" then return values.absent "date" end
  if a.state == "unknown" or b.state == "unknown" then return values.unknown("date", values.missing(a, b)) end
  return a.value >= b.value and a or b
end

function values.earlier(a, b)
  if a.state == "unknown" or b.state == "unknown" then return values.unknown("date", values.missing(a, b)) end
  if a.state == "absent" then return b end
  if b.state == "absent" then return a end
  return a.value <= b.value and a or b
end

-- What two possible values agree on, of numbers the range that holds both; `why` is missing where they do not.
function values.agreed(a, b, why)
  local missing = values.missing(why, a, b)
  if a.state == "absent" and b.state == "absent" then return a end
  if a.state == "absent" or b.state == "absent" then return values.unknown(a.type, missing) end
  if a.type == "number" then
    return values.between(ends.outer(low_end(a), low_end(b), true), ends.outer(high_end(a), high_end(b), false), missing)
  end
  if a.state == "known" and b.state == "known" and a.value == b.value and a.unit == b.unit and a.count == b.count
    and a.clear == b.clear and a.calendar == b.calendar and a.round == b.round then return a end
  return values.unknown(a.type, missing)
end

-- Comparisons, section 4: false if a side is absent, else unknown if one is unknown, else as `test` says.
local function compare(a, b, test)
  if a.state == "absent" or b.state == "absent" then return values.no end
  if a.state == "unknown" or b.state == "unknown" then return values.unknown("condition", values.missing(a, b)) end
  return values.truth(test(a.value, b.value))
end

-- Of ranges: true where every pair of their numbers says so, false where none does.
local function compare_ranges(a, b, always, never)
  if a.state == "absent" or b.state == "absent" then return values.no end
  if always then return values.yes end
  if never then return values.no end
  return values.unknown("condition", values.missing(a, b))
end

-- Every number of a lies above (or at) every number of b.
local function lies_above(a, b) return a.low > b.high or a.low == b.high and (a.low_open or b.high_open) or false end
local function lies_at_least_at(a, b) return a.low >= b.high end

function values.above(a, b)
  if a.type == "date" then return compare(a, b, function(x, y) return x > y end) end
  return compare_ranges(a, b, a.low and b.low and lies_above(a, b), a.low and b.low and lies_at_least_at(b, a))
end

function values.at_least(a, b)
  if a.type == "date" then return compare(a, b, function(x, y) return x >= y end) end
  return compare_ranges(a, b, a.low and b.low and lies_at_least_at(a, b), a.low and b.low and lies_above(b, a))
end

function values.below(a, b) return values.above(b, a) end
function values.at_most(a, b) return values.at_least(b, a) end

function values.equal(a, b)
  if a.type == "number" then
    return compare_ranges(a, b, a.low and b.low and a.low == b.high and a.high == b.low, a.low and b.low and (lies_above(a, b) or lies_above(b, a)))
  end
  return compare(a, b, function(x, y) return x == y end)
end

function values.starts_with(a, b)
  return compare(a, b, function(x, y) return x:sub(1, #y) == y end)
end
function values.ends_with(a, b) return compare(a, b, function(x, y) return #y <= #x and x:sub(#x - #y + 1) == y end) end
function values.contains(a, b) return compare(a, b, function(x, y) return x:find(y, 1, true) ~= nil end) end

--- A text made of others, by `make`, which gives nil where there is none: absent in, absent out; otherwise unknown in, unknown out.
function values.made_text(make, ...)
  local parts, unknown = {}, false
  for i, text in ipairs { ... } do
    if text.state == "absent" then return values.absent "text" end
    unknown = unknown or text.state == "unknown"
    parts[i] = text.value
  end
  if unknown then return values.unknown("text", values.missing(...)) end
  local made = make(table.unpack(parts))
  return made and values.known("text", made) or values.absent "text"
end

--- Whether a day lies in a period; `last`: the day with which it ends before its end.
function values.during(date, period)
  if date.state == "absent" or period.state == "absent" then return values.no end
  if date.state == "unknown" or period.state == "unknown" then return values.unknown("condition", values.missing(date, period)) end
  local function lies(holds, lost) return lost and values.unknown("condition", period.missing) or values.truth(holds) end
  return values.both(lies(period.from <= date.value, period.lost == "from"), lies(date.value <= (period.last or period.to), period.lost == "to"))
end

local FIRST_DAY <const>, LAST_DAY <const> = dates.parse "0001-01-01", dates.parse "9999-12-31"

--- A day that was worked out, later or earlier (sign) than another: beyond the calendar (nil) it is its last or first.
function values.day_of_calendar(day, sign)
  if not day then return sign < 0 and FIRST_DAY or LAST_DAY end
  return math.min(math.max(day, FIRST_DAY), LAST_DAY)
end

--- A day so much later or earlier.
function values.moved(date, span, sign)
  if date.state == "absent" or span.state == "absent" then return values.absent "date" end
  if date.state == "unknown" or span.state == "unknown" then return values.unknown("date", values.missing(date, span)) end
  local day, lacking = dates.add_span(date.value, span, sign)
  if lacking then return values.unknown("date", values.beyond(span.calendar, lacking)) end
  return values.known("date", values.day_of_calendar(day, sign * span.count))
end

--- What is missing where a calendar does not cover a day, or a month has no such day, which is a text.
function values.beyond(calendar, day)
  if type(day) == "string" then return { [("a day %s, which there is not"):format(day)] = true } end
  return { [("calendar %s on %s"):format(calendar.name, dates.format(day))] = true }
end

-- Arithmetic, sections 1 and 5: absent in, absent out; otherwise unknown in, unknown out; ranges give ranges.
local function plain_arithmetic(between)
  return function(a, b)
    if a.state == "absent" or b.state == "absent" then return values.absent "number" end
    if a.state == "unknown" or b.state == "unknown" then return values.unknown("number", values.missing(a, b)) end
    local low, high = between(a, b)
    if not low then return values.unknown("number", values.missing(a, b)) end
    return values.between(low, high, values.missing(a, b))
  end
end

-- Units, section 1. A number has `unit`, the written one, or `own_unit`, which its record states; both are texts. `unit_at` tells where in the text the
-- record in hand is named whose unit it is: two numbers of one record have one unit, whatever it is. A number with neither takes any unit.
function values.alike(a, b)
  if not (a.own_unit or b.own_unit) or a.unit_at and a.unit_at == b.unit_at then return true end
  local x, y = a.own_unit or a.unit, b.own_unit or b.unit
  if not x or not y then return true end
  if x.state == "absent" or y.state == "absent" then return x.state == y.state end
  return x.state == "known" and y.state == "known" and x.value == y.value
end

-- Units that the pack relates, section 28: name -> what stands in its statement. Told before a pack is evaluated.
local related_units = {}
function values.relate(units) related_units = units end

-- What one of the unit of a is of that of b, as a fraction, where the two differ and the pack relates them.
local function factor_between(a, b)
  if a.own_unit and a.unit_at and a.unit_at == b.unit_at then return nil end
  local x, y = a.own_unit or a.unit, b.own_unit or b.unit
  if not x or not y or x.state ~= "known" or y.state ~= "known" or x.value == y.value then return nil end
  return relations.factor(related_units, x.value, y.value)
end

--- Whether two numbers are in one unit, or in two that the pack relates.
function values.related(a, b) return values.alike(a, b) or factor_between(a, b) ~= nil end

local function times(a, factor)
  if a.state == "unknown" then return values.unknown("number", a.missing) end
  return values.between(relations.end_in(low_end(a), factor, true), relations.end_in(high_end(a), factor, false), a.missing)
end

--- A number as it is beside another one, in the unit of that: unknown where their units are neither alike nor related.
function values.beside(a, b)
  if a.type ~= "number" or a.state == "absent" then return a end
  local factor = factor_between(a, b)
  if factor then
    local value = times(a, factor)
    value.own_unit, value.unit, value.unit_at = b.own_unit, b.unit, b.unit_at
    return value
  end
  if values.alike(a, b) then return a end
  return values.unknown("number", values.missing(a, a.own_unit, b.own_unit))
end

--- A number in the base of its own unit, and that base.
function values.in_base(a)
  local base = relations.base(related_units, a.own_unit.value)
  local value = base == a.own_unit.value and a or times(a, relations.factor(related_units, a.own_unit.value, base))
  return value, base
end

--- Two numbers as they are compared: exactly, where the pack relates their units.
function values.exactly(a, b)
  if a.type ~= "number" or a.state == "absent" or b.state == "absent" then return a, b end
  local factor = factor_between(a, b)
  if factor and a.low and b.low then return relations.ranked(a, b, factor) end
  return values.beside(a, b), b
end

-- Two numbers in one unit: the written one, or that of the first; what is written out is in that of the other.
local function together(a, b)
  local to_second = b.unit and not b.own_unit and a.own_unit or a.written_out and not b.written_out and not b.own_unit
  if to_second then return values.beside(a, b), b end
  return a, values.beside(b, a)
end

local function in_unit_of(value, a, b)
  value.own_unit, value.unit = a.own_unit or b.own_unit, a.unit or b.unit
  value.unit_at = not value.unit and (a.own_unit and a.unit_at or not a.own_unit and b.unit_at) or nil
  return value
end

local function arithmetic(between, any_units)
  local plain = plain_arithmetic(between)
  return function(a, b)
    if not any_units then a, b = together(a, b) end
    return in_unit_of(plain(a, b), a, b)
  end
end

values.add = arithmetic(function(a, b) return ends.add(low_end(a), low_end(b), true), ends.add(high_end(a), high_end(b), false) end)

local function turned(end_) return { at = -end_.at, open = end_.open } end
values.subtract = arithmetic(function(a, b)
  return ends.add(low_end(a), turned(high_end(b)), true), ends.add(high_end(a), turned(low_end(b)), false)
end)

-- Of two ends the one that is farther up, or down: a low end that is not meant itself lies above one that is, a high end below.
local function farther(x, y, up, low)
  if x.at ~= y.at then return (x.at > y.at) == up and x or y end
  local above = low and x.open or not low and not x.open -- x lies above y, or beside it
  return above == up and x or y
end

--- The greater one of two numbers, or the lesser one.
values.greater = arithmetic(function(a, b) return farther(low_end(a), low_end(b), true, true), farther(high_end(a), high_end(b), true, false) end)
values.lesser = arithmetic(function(a, b) return farther(low_end(a), low_end(b), false, true), farther(high_end(a), high_end(b), false, false) end)

--- A number to so many places behind the point; its unit stays.
function values.rounded(a, places, way)
  if a.state == "absent" or a.state == "unknown" then return a end
  local value = values.between(ends.rounded(low_end(a), true, places, way), ends.rounded(high_end(a), false, places, way), a.missing)
  value.own_unit, value.unit, value.unit_at = a.own_unit, a.unit, a.unit_at
  return value
end

-- The outermost of what each end of one side makes with each end of the other.
local function extremes(operation, a, b)
  local low, high
  for _, x in ipairs { low_end(a), high_end(a) } do
    for _, y in ipairs { low_end(b), high_end(b) } do
      local lower, higher = operation(x, y, true), operation(x, y, false)
      low, high = low and ends.outer(low, lower, true) or lower, high and ends.outer(high, higher, false) or higher
    end
  end
  return low, high
end

values.multiply = arithmetic(function(a, b) return extremes(ends.multiply, a, b) end, true)

-- By zero is unknown, and so is a quotient whose divisor may be zero.
local quotient = plain_arithmetic(function(a, b)
  local positive = b.low > 0 or b.low == 0 and b.low_open
  if not positive and not (b.high < 0 or b.high == 0 and b.high_open) then return nil end
  return extremes(function(x, y, low) return ends.divide(x, y, low, positive) end, a, b)
end)
-- A quotient of two numbers in one unit has none.
function values.divide(a, b)
  if b.own_unit or b.unit then return quotient(together(a, b)) end
  return in_unit_of(quotient(a, b), a, b)
end

return values
