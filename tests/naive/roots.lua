-- The n-th root of a product of decimals for the naive evaluator (meaning.md, section 6): whole numbers as lists of seven digits each, and the root found by halving.
local roots = {}

local BASE = 10000000

local function whole(text)
  local list = {}
  for at = #text, 1, -7 do list[#list + 1] = math.tointeger(tonumber(text:sub(math.max(at - 6, 1), at))) end
  return list
end

local function times(a, b)
  local result = {}
  for i = 1, #a + #b do result[i] = 0 end
  for i, x in ipairs(a) do
    local carry = 0
    for j, y in ipairs(b) do
      local sum = result[i + j - 1] + x * y + carry
      result[i + j - 1], carry = sum % BASE, sum // BASE
    end
    result[i + #b] = result[i + #b] + carry
  end
  while #result > 1 and result[#result] == 0 do result[#result] = nil end
  return result
end

local function order(a, b)
  if #a ~= #b then return #a > #b and 1 or -1 end
  for i = #a, 1, -1 do
    if a[i] ~= b[i] then return a[i] > b[i] and 1 or -1 end
  end
  return 0
end

local function tens(count) return whole("1" .. ("0"):rep(count)) end

-- How a product of digits lies to the n-th power of digits * 10^place.
local function against(product, product_place, n, digits, place)
  local power, up = whole(digits), product_place - place * n
  local result = power
  for _ = 2, n do result = times(result, power) end
  if up > 0 then product = times(product, tens(up)) else result = times(result, tens(-up)) end
  return order(product, result)
end

--- The root of the product of numbers, given as { digits, place } each: its first digits, the place of the last of them, and whether that is all of it; and a function that
--- tells how it lies to digits * 10^place.
function roots.of(list)
  local product, place, log, n = { 1 }, 0, 0, #list
  for _, number in ipairs(list) do
    product, place = times(product, whole(number[1])), place + number[2]
    log = log + math.log(tonumber(number[1]), 10) + number[2]
  end
  local last = math.floor(log / n) - 16
  local near = math.floor(10 ^ (log / n - last))
  local low, high = math.tointeger(near) - 1000000, math.tointeger(near) + 1000000
  local function side(digits, at) return against(product, place, n, digits, at) end
  assert(side(tostring(low), last) >= 0 and side(tostring(high), last) < 0, "the root is elsewhere")
  while high - low > 1 do
    local middle = (low + high) // 2
    if side(tostring(middle), last) >= 0 then low = middle else high = middle end
  end
  return tostring(low), last, side(tostring(low), last) == 0, side
end

return roots
