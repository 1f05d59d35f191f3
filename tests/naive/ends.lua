-- Ends of ranges for the naive evaluator: { at = number, open = true or false }, `at` infinite where the end is missing. meaning.md, section 1: an end is the
-- result of two ends, rounded, and open if one of them is, unless the exact result lies on the outer side of what it was rounded to.
local numbers = require "tests.naive.numbers"

local ends = {}

local infinite = math.huge
local function is_missing(end_) return end_.at == infinite or end_.at == -infinite end

-- The lower of two low ends, or the higher of two high ones: a number that is meant itself goes farther than one that is not.
function ends.outer(a, b, low)
  if a.at == b.at then return a.open and b or a end
  if low then return a.at < b.at and a or b end
  return a.at > b.at and a or b
end

function ends.inner(a, b, low)
  local outer = ends.outer(a, b, low)
  return outer == a and b or a
end

-- a * b as decimals of few digits that add up to it: each limb of five digits with each.
local function parts_of_product(a, b)
  local function limbs(x)
    local sign, whole, fraction, exponent = ("%.14e"):format(x):match "^(%-?)(%d)%.(%d+)e([-+]%d+)$"
    local digits, list = whole .. fraction, {}
    for i = 1, 15, 5 do
      list[#list + 1] = { digits = math.tointeger(tonumber(sign .. digits:sub(i, i + 4))), place = math.tointeger(tonumber(exponent)) - i - 3 }
    end
    return list
  end
  local parts = {}
  for _, x in ipairs(limbs(a)) do
    for _, y in ipairs(limbs(b)) do parts[#parts + 1] = tonumber(("%de%d"):format(x.digits * y.digits, x.place + y.place)) end
  end
  return parts
end

-- Which side of a number the exact sum of some decimals lies on: -1, 0 or 1.
local function side(parts, number)
  local all = table.move(parts, 1, #parts, 1, {})
  all[#all + 1] = -number
  local rest = numbers.sum(all)
  return rest > 0 and 1 or rest < 0 and -1 or 0
end

-- `parts` and `number`: those whose exact sum lies beside the number on the side on which the exact result lies beside `at`; `turned`, on the other side.
local function made(at, open, low, parts, number, turned)
  if not open or at == infinite or at == -infinite then return { at = at, open = false } end
  local on_side = side(parts, number)
  return { at = at, open = (turned and -on_side or on_side) ~= (low and -1 or 1) }
end

-- The end that several ends add up to.
function ends.sum(list, low)
  local parts, open = {}, false
  for _, end_ in ipairs(list) do
    if is_missing(end_) then return { at = low and -infinite or infinite, open = false } end
    parts[#parts + 1] = end_.at
    open = open or end_.open
  end
  local at = numbers.sum(parts)
  return made(at, open, low, parts, at)
end

function ends.mean(list, low)
  local open, parts = false, {}
  for _, end_ in ipairs(list) do
    if is_missing(end_) then return { at = low and -infinite or infinite, open = false } end
    parts[#parts + 1] = end_.at
    open = open or end_.open
  end
  local at = numbers.mean(parts)
  if open then table.move(parts_of_product(at, -#list), 1, 9, #parts + 1, parts) end
  return made(at, open, low, parts, 0)
end

--- The geometric mean of ends, of which none lies below 0.
function ends.geometric_mean(list, low)
  local open, missing, zero, beside_zero, parts = false, false, false, false, {}
  for _, end_ in ipairs(list) do
    open, missing = open or end_.open, missing or is_missing(end_)
    zero, beside_zero = zero or end_.at == 0 and not end_.open, beside_zero or end_.at == 0 and end_.open
    parts[#parts + 1] = end_.at
  end
  if zero then return { at = 0.0, open = false } end
  if missing then return { at = infinite, open = false } end
  if beside_zero then return { at = 0.0, open = true } end
  local at, on_side = numbers.geometric_mean(parts)
  return { at = at, open = open and on_side ~= (low and -1 or 1) }
end

function ends.add(a, b, low)
  if is_missing(a) or is_missing(b) then return { at = low and -infinite or infinite, open = false } end
  local at = numbers.add(a.at, b.at)
  return made(at, a.open or b.open, low, { a.at, b.at }, at)
end

ends.product, ends.side = parts_of_product, side

--- An end at a number to which a result was rounded; the parts add up to what is left of the exact result.
function ends.beside(at, open, low, parts) return made(at, open, low, parts, 0) end

--- An end that is the exact sum of decimals.
function ends.of_parts(parts, open, low)
  local at = numbers.sum(parts)
  return made(at, open, low, parts, at)
end

--- An end that is the exact sum of decimals divided by a number above 0.
function ends.quotient(parts, divisor, open, low)
  local at = numbers.sum_by(parts, divisor)
  local rest = table.move(parts, 1, #parts, 1, {})
  for _, part in ipairs(parts_of_product(at, -divisor)) do rest[#rest + 1] = part end
  return made(at, open, low, rest, 0)
end

--- What is just inside an open end is there, and is rounded: no end is open.
function ends.rounded(end_, low, places, way)
  if is_missing(end_) then return end_ end
  return { at = numbers.rounded(end_.at, places, way, not end_.open and 0 or low and 1 or -1), open = false }
end

local function is_zero(end_) return end_.at == 0 and not end_.open end
local function sign(x) return x > 0 and 1 or x < 0 and -1 or 0 end

function ends.multiply(a, b, low)
  if is_zero(a) or is_zero(b) then return { at = 0.0, open = false } end
  if a.at == 0 or b.at == 0 then return { at = 0.0, open = true } end
  if is_missing(a) or is_missing(b) then return { at = sign(a.at) * sign(b.at) * infinite, open = false } end
  local at = numbers.multiply(a.at, b.at)
  local open = a.open or b.open
  return made(at, open, low, open and parts_of_product(a.at, b.at), at)
end

-- The divisor is not 0 itself; `positive`: it lies above 0, also where it comes near to it.
function ends.divide(a, b, low, positive)
  if is_zero(a) then return { at = 0.0, open = false } end
  if a.at == 0 or is_missing(b) then return { at = 0.0, open = true } end
  if is_missing(a) or b.at == 0 then return { at = sign(a.at) * (positive and 1 or -1) * infinite, open = false } end
  local at = numbers.divide(a.at, b.at)
  local open = a.open or b.open
  return made(at, open, low, open and parts_of_product(at, b.at), a.at, positive) -- beyond a: the quotient is on the other side of its rounding
end

return ends
