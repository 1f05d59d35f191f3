-- Decimals of at most 15 significant digits for the naive evaluator (meaning.md, section 1). They are kept as the nearest double, which each of them has to
-- itself, but computed as on paper: with whole numbers of Lua, digit by digit, and each exact result is rounded once, half away from zero.
local roots = require "tests.naive.roots"

local numbers = {}

local DIGITS = 15

--- Called with what is met while numbers are rounded, where a spec wants to know: "tie", "near tie", "thirty digits", "fifteen digits", "cancels", "negative".
numbers.watch = nil
local function met(what)
  if numbers.watch then numbers.watch(what) end
end

-- Texts of digits ----------------------------------------------------------------------------------------------------------------------

local apart = {} -- a number is taken apart again for every question

-- sign, digits as a whole number, exponent of the last digit; the digits of a decimal are below 10^15.
local function taken(x)
  local known = apart[x]
  if not known then
    local sign, first, rest, exponent = ("%.14e"):format(x):match "^(%-?)(%d)%.(%d+)e([-+]%d+)$"
    known = { sign == "-" and -1 or 1, math.tointeger(tonumber(first .. rest)), math.tointeger(tonumber(exponent)) - (DIGITS - 1) }
    if x ~= 0 then apart[x] = known end -- 0 and -0 are one key
  end
  return known[1], known[2], known[3]
end

-- A text of digits, of which the last one counts 10^exponent, as a decimal. What was cut off behind more than 15 digits does not matter: from five on, up.
local function given(sign, digits, exponent)
  digits = digits:gsub("^0+", "")
  if digits == "" then return 0.0 end
  local kept = math.tointeger(tonumber(digits:sub(1, DIGITS)))
  local cut = digits:sub(DIGITS + 1):gsub("0+$", "")
  if cut == "5" then met "tie" elseif cut:find "^50" or cut:find "^49" then met "near tie" end
  if #digits:gsub("0+$", "") >= 29 then met "thirty digits" end
  if #digits >= DIGITS and digits:sub(1, DIGITS):find "[1-9]$" then met "fifteen digits" end
  if sign < 0 then met "negative" end
  if #digits > DIGITS then
    if digits:byte(DIGITS + 1) >= ("5"):byte() then kept = kept + 1 end
    exponent = exponent + #digits - DIGITS
  end
  local size = #("%d"):format(kept) + exponent
  if size > 300 then return sign * math.huge end -- larger than numbers go
  if size < -299 then return 0.0 end
  return sign * tonumber(("%de%d"):format(kept, exponent)) + 0.0
end

-- A text of digits divided by a whole number below 10^15, as on paper: twice as many digits of the quotient as count, and the exponent of the last one.
local function quotient(digits, exponent, divisor)
  local parts, rest, begun, at = {}, 0, 0, 1
  while at <= #digits or begun <= 2 * DIGITS do
    rest = rest * 10 + (at <= #digits and digits:byte(at) - 48 or 0)
    parts[#parts + 1] = ("%d"):format(rest // divisor)
    if begun > 0 or rest // divisor > 0 then begun = begun + 1 end
    rest = rest % divisor
    if at > #digits then exponent = exponent - 1 end
    at = at + 1
    if begun == 0 and rest == 0 and at > #digits then break end -- nothing at all
  end
  return table.concat(parts), exponent
end

-- The sum of whole numbers below 10^9, which Lua has exactly; nil if one is none.
local function added_whole(list)
  local sum = 0
  for _, x in ipairs(list) do
    local whole = x < 1e9 and x > -1e9 and math.tointeger(x)
    if not whole then return nil end
    sum = sum + whole
  end
  return sum
end

-- The sum of a few decimals that lie near to one another, as one whole number of Lua: whether they do; its sign, its digits, the exponent of the last one.
local function added_at_once(list)
  local lowest, highest = 0, 0
  for _, x in ipairs(list) do
    local _, whole, exponent = taken(x)
    if whole > 0 then lowest, highest = math.min(lowest, exponent), math.max(highest, exponent + DIGITS - 1) end
  end
  if highest - lowest > 16 or #list > 9 then return false end -- nine of 17 digits
  local sum = 0
  for _, x in ipairs(list) do
    local sign, whole, exponent = taken(x)
    if whole > 0 then sum = sum + sign * whole * math.tointeger(10 ^ (exponent - lowest)) end
  end
  local digits = ("%d"):format(math.abs(sum))
  if sum ~= 0 and #digits + 10 <= highest - lowest + 1 then met "cancels" end
  return true, sum < 0 and -1 or 1, digits, lowest
end

-- The sum of decimals, exactly: its sign, its digits, the exponent of the last one. digits[p] counts 10^p.
local function added(list)
  local sum = added_whole(list)
  if sum then return sum < 0 and -1 or 1, ("%d"):format(math.abs(sum)), 0 end
  local in_one, sign_of_all, digits_of_all, place = added_at_once(list)
  if in_one then return sign_of_all, digits_of_all, place end
  local digits, lowest, highest = {}, 0, 0
  for _, x in ipairs(list) do
    local sign, whole, position = taken(x)
    while whole > 0 do
      digits[position] = (digits[position] or 0) + sign * (whole % 10)
      lowest, highest = math.min(lowest, position), math.max(highest, position)
      whole, position = whole // 10, position + 1
    end
  end
  local function carry(sign)
    local shown, rest = {}, 0
    for position = lowest, highest + 20 do -- 20 places more than any number of rows can fill
      rest = rest + sign * (digits[position] or 0)
      shown[highest + 21 - position] = rest % 10
      rest = rest // 10
    end
    return rest == 0 and table.concat(shown) or nil -- what is left to borrow: the sum has the other sign
  end
  local positive = carry(1)
  local left = (positive or carry(-1)):gsub("^0+", "")
  if left ~= "" and #left + 10 <= highest - lowest + 1 then met "cancels" end
  return positive and 1 or -1, positive or carry(-1), lowest
end

-- Decimals ---------------------------------------------------------------------------------------------------------------------------

local function is_finite(x) return x == x and x ~= math.huge and x ~= -math.huge end

-- The decimal of 15 significant digits nearest to x, which Lua may have computed: by all the digits that it has.
function numbers.round(x)
  if not is_finite(x) then return x end
  if x >= 0 and x < 1e9 and math.tointeger(x) then return x + 0.0 end -- has no digit too many
  local sign, first, rest, exponent = ("%.99e"):format(x):match "^(%-?)(%d)%.(%d+)e([-+]%d+)$"
  return given(sign == "-" and -1 or 1, first .. rest, math.tointeger(tonumber(exponent)) - 99)
end

function numbers.sum(list) return given(added(list)) end

--- The sum divided by how many they are, rounded once.
function numbers.mean(list)
  local sign, digits, exponent = added(list)
  return given(sign, quotient(digits, exponent, #list))
end

--- The exact sum divided by a number above 0, rounded once.
function numbers.sum_by(list, divisor)
  local sign, digits, exponent = added(list)
  local _, whole, place = taken(divisor)
  return given(sign, quotient(digits, exponent - place, whole))
end

function numbers.add(a, b)
  if not (is_finite(a) and is_finite(b)) then return a + b end
  return numbers.sum { a, b }
end

function numbers.subtract(a, b) return numbers.add(a, -b) end

-- The product of two whole numbers below 10^15, which Lua's do not hold: each is split into two halves of eight and seven digits.
local function product(x, y)
  local half <const> = 100000000
  local x1, x0, y1, y0 = x // half, x % half, y // half, y % half
  local middle = x1 * y0 + x0 * y1
  local low = x0 * y0 + middle % half * half
  return ("%d%016d"):format(x1 * y1 + middle // half + low // (half * half), low % (half * half))
end

--- Which of two numbers is the greater one, each times a whole number below 10^15 that may be below 0: 1, -1 or 0.
function numbers.compare_products(a, times, b, by)
  local function apart_of(x, n)
    local sign, whole, exponent = taken(x)
    local digits = product(whole, math.abs(n)):gsub("^0+", "")
    if digits == "" then return 0, digits, 0 end
    return n < 0 and -sign or sign, digits, exponent
  end
  local sign, digits, exponent = apart_of(a, times)
  local other_sign, other, other_exponent = apart_of(b, by)
  if sign ~= other_sign then return sign > other_sign and 1 or -1 end
  local size, other_size = #digits + exponent, #other + other_exponent -- of the same sign: how large they are, and then digit by digit
  if size ~= other_size then return size > other_size and sign or -sign end
  local length = math.max(#digits, #other)
  digits, other = digits .. ("0"):rep(length - #digits), other .. ("0"):rep(length - #other)
  return digits == other and 0 or digits > other and sign or -sign
end

function numbers.multiply(a, b)
  if a == 0 or b == 0 then return 0.0 end -- also where the other is the end of a range without end
  if not (is_finite(a) and is_finite(b)) then return a * b end
  local sign, x, exponent = taken(a)
  local other_sign, y, other_exponent = taken(b)
  return given(sign * other_sign, product(x, y), exponent + other_exponent)
end

function numbers.divide(a, b) -- b is not 0
  if a == 0 or b == math.huge or b == -math.huge then return 0.0 end
  if not is_finite(a) then return b > 0 and a or -a end
  local sign, x, exponent = taken(a)
  local other_sign, y, other_exponent = taken(b)
  return given(sign * other_sign, quotient(("%d"):format(x), exponent - other_exponent, y))
end

--- A number times a fraction of two whole numbers below 10^15, rounded once.
function numbers.by_fraction(x, times, by)
  if x == 0 then return 0.0 end
  local sign, whole, exponent = taken(x)
  return given(sign, quotient(product(whole, times), exponent, by))
end

-- One more than a whole number, as a text of digits.
local function one_more(digits)
  local head, last, nines = digits:match "^(.-)([0-8])(9*)$"
  if not last then return "1" .. ("0"):rep(#digits) end
  return head .. math.tointeger(tonumber(last)) + 1 .. ("0"):rep(#nines)
end

-- What lies just below a number, given as digits of which none is lost: they end with a 9 more.
local function just_below(digits)
  local head, last, zeros = digits:match "^(.-)([1-9])(0*)$"
  return head .. math.tointeger(tonumber(last)) - 1 .. ("9"):rep(#zeros) .. "9"
end

local is_up = { -- by the digits behind those that are kept, the last digit kept, and whether the number is below 0
  ["half up"] = function(behind) return behind >= "5" end,
  ["half down"] = function(behind) return behind > "5" end,
  ["half even"] = function(behind, last) return behind > "5" or behind == "5" and last % 2 == 1 end,
  up = function(behind) return behind ~= "" end,
  down = function() return false end,
  floor = function(behind, _, negative) return negative and behind ~= "" end,
  ceiling = function(behind, _, negative) return not negative and behind ~= "" end,
}
is_up["GB/T 8170"] = is_up["half even"]

--- A finite number to so many places behind the point. `beside`: -1, 1 where what is meant lies just below it, just above it.
function numbers.rounded(x, places, way, beside)
  local sign, whole, exponent = taken(x)
  if x == 0 and beside ~= 0 then sign, exponent = beside, 0 end
  local digits, behind = ("%d"):format(whole), -places - exponent -- so many of the digits are behind
  if behind < 0 then digits, behind = digits .. ("0"):rep(-behind), 0 end
  digits = ("0"):rep(behind + 1 - #digits) .. digits
  if beside * sign > 0 then digits, behind = digits .. "1", behind + 1
  elseif beside ~= 0 then digits, behind = just_below(digits), behind + 1 end
  local kept, left = digits:sub(1, #digits - behind), digits:sub(#digits - behind + 1):gsub("0+$", "")
  if left == "5" then met "half of a step" end
  if is_up[way](left, math.tointeger(tonumber(kept:sub(-1))), sign < 0) then kept = one_more(kept) end
  return given(sign, kept, -places)
end

--- The geometric mean of numbers above 0, rounded once; and on which side of that it lies.
function numbers.geometric_mean(list)
  local parts = {}
  for i, x in ipairs(list) do
    local _, whole, place = taken(x)
    parts[i] = { ("%d"):format(whole), place }
  end
  local digits, place, all, side = roots.of(parts)
  local mean = given(1, all and digits or digits .. "1", all and place or place - 1)
  local _, whole, last = taken(mean)
  return mean, side(("%d"):format(whole), last)
end

local powers = { thousand = 3, million = 6, billion = 9 }

local function parse(text)
  local sign, whole, fraction, rest = text:match "^(%-?)(%d+)%.?(%d*)(.*)$"
  if not sign then return nil end
  local power = powers[rest:match "^%s+(%a+)%f[%A]" or ""] or 0
  return given(sign == "-" and -1 or 1, whole .. fraction, power - #fraction)
end

local parsed = {} -- a cell is read again for every question

-- "400 million CNY", "50 mg/L", "7.5": the number without its unit; nil if the text is none.
function numbers.parse(text)
  if parsed[text] == nil then parsed[text] = parse(text) or false end
  return parsed[text] or nil
end

return numbers
