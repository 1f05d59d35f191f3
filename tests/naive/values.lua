-- Values of the naive evaluator: known, absent or unknown, each with its type; numbers also as ranges. meaning.md, sections 1, 4, 5.
-- A value is { type =, state = "known|range|absent|unknown", value = … }; numbers have `low` and `high` instead of `value`; an
-- unknown value and a range carry `missing`, the set of the fields ("enterprise.size") that would have to be known.
local numbers = require "tests.naive.numbers"

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

values.yes = values.known("condition", true)
values.no = values.known("condition", false)

function values.truth(boolean) return boolean and values.yes or values.no end

-- All that is missing in any of the values.
function values.missing(...)
  local all = {}
  for _, value in ipairs { ... } do
    for name in pairs(value.missing or {}) do all[name] = true end
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
  if a.type == "number" then return values.number(math.min(a.low, b.low), math.max(a.high, b.high), missing) end
  if a.state == "known" and b.state == "known" and a.value == b.value and a.unit == b.unit and a.count == b.count then return a end
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

function values.above(a, b)
  if a.type == "date" then return compare(a, b, function(x, y) return x > y end) end
  return compare_ranges(a, b, a.low and b.low and a.low > b.high, a.low and b.low and a.high <= b.low)
end

function values.at_least(a, b)
  if a.type == "date" then return compare(a, b, function(x, y) return x >= y end) end
  return compare_ranges(a, b, a.low and b.low and a.low >= b.high, a.low and b.low and a.high < b.low)
end

function values.below(a, b) return values.above(b, a) end
function values.at_most(a, b) return values.at_least(b, a) end

function values.equal(a, b)
  if a.type == "number" then
    return compare_ranges(a, b, a.low and b.low and a.low == b.high and a.high == b.low, a.low and b.low and (a.high < b.low or b.high < a.low))
  end
  return compare(a, b, function(x, y) return x == y end)
end

function values.starts_with(a, b)
  return compare(a, b, function(x, y) return x:sub(1, #y) == y end)
end

-- Arithmetic, section 5: absent in, absent out; otherwise unknown in, unknown out; ranges give ranges.
local function plain_arithmetic(ends)
  return function(a, b)
    if a.state == "absent" or b.state == "absent" then return values.absent "number" end
    if a.state == "unknown" or b.state == "unknown" then return values.unknown("number", values.missing(a, b)) end
    local low, high = ends(a, b)
    if not low then return values.unknown("number", values.missing(a, b)) end
    return values.number(low, high, values.missing(a, b))
  end
end

-- The result is in the unit of the record that a side is of.
local function arithmetic(ends)
  local plain = plain_arithmetic(ends)
  return function(a, b)
    local result = plain(a, b)
    result.own_unit = a.own_unit or b.own_unit
    return result
  end
end

values.add = arithmetic(function(a, b) return numbers.add(a.low, b.low), numbers.add(a.high, b.high) end)
values.subtract = arithmetic(function(a, b) return numbers.subtract(a.low, b.high), numbers.subtract(a.high, b.low) end)

local function extremes(operation, a, b)
  local w, x, y, z = operation(a.low, b.low), operation(a.low, b.high), operation(a.high, b.low), operation(a.high, b.high)
  return math.min(w, x, y, z), math.max(w, x, y, z)
end

values.multiply = arithmetic(function(a, b) return extremes(numbers.multiply, a, b) end)

-- A quotient of two numbers in one unit has none; the naive evaluator divides them only within one record.
-- By zero is unknown, and so is a quotient whose divisor may be zero.
local quotient = plain_arithmetic(function(a, b)
  if b.low <= 0 and b.high >= 0 then return nil end
  return extremes(numbers.divide, a, b)
end)
function values.divide(a, b)
  local result = quotient(a, b)
  if not b.own_unit then result.own_unit = a.own_unit end
  return result
end

return values
