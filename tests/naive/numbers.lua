-- Decimals of at most 15 significant digits for the naive evaluator, each held as its nearest double. meaning.md, section 1.
local numbers = {}

-- The decimal of 15 significant digits nearest to x.
function numbers.round(x)
  if x ~= x or x == math.huge or x == -math.huge then return x end
  return tonumber(("%.15g"):format(x)) + 0.0
end

-- "+ -" round at the place of the 15th digit of the larger operand, so that 0.3 - 0.1 - 0.2 is 0 and not the noise below it.
function numbers.add(a, b)
  local sum, larger = a + b, math.max(math.abs(a), math.abs(b))
  if larger == 0 or larger == math.huge then return sum end
  local exponent = math.tointeger(tonumber(("%.14e"):format(larger):match "e([-+]%d+)$"))
  local places = 14 - exponent
  if places >= 0 and places <= 99 then sum = tonumber(("%." .. places .. "f"):format(sum))
  elseif places < 0 then sum = math.floor(sum / 10.0 ^ -places + 0.5) * 10.0 ^ -places end
  return numbers.round(sum) + 0.0 -- adding 0.0 also makes -0.0 plain 0.0
end

function numbers.subtract(a, b) return numbers.add(a, -b) end

function numbers.multiply(a, b)
  if a == 0 or b == 0 then return 0.0 end -- also where the other is the end of a range without end
  return numbers.round(a * b)
end

function numbers.divide(a, b) -- b is not 0
  if a == 0 or b == math.huge or b == -math.huge then return 0.0 end
  return numbers.round(a / b)
end

-- The exact sum of the decimals, rounded once: added up digit by digit, as on paper. digits[p] counts 10^p.
function numbers.sum(list)
  local digits, lowest, highest = {}, 0, 0
  for _, x in ipairs(list) do
    local sign, whole, fraction, exponent = ("%.14e"):format(x):match "^(%-?)(%d)%.(%d+)e([-+]%d+)$"
    local position = math.tointeger(tonumber(exponent))
    for digit in (whole .. fraction):gmatch "%d" do
      digits[position] = (digits[position] or 0) + (sign == "-" and -1 or 1) * math.tointeger(digit)
      lowest, highest = math.min(lowest, position), math.max(highest, position)
      position = position - 1
    end
  end
  local function carry(sign)
    local shown, rest = {}, 0
    for position = lowest, highest + 20 do -- 20 places more than any number of rows can fill
      rest = rest + sign * (digits[position] or 0)
      table.insert(shown, 1, ("%d"):format(rest % 10))
      rest = rest // 10
    end
    return rest == 0 and table.concat(shown) or nil -- what is left to borrow: the sum has the other sign
  end
  local positive = carry(1)
  local sum = tonumber((positive or carry(-1)) .. "e" .. lowest)
  return numbers.round(positive and sum or -sum) + 0.0
end

local scales = { thousand = 1e3, million = 1e6, billion = 1e9 }

-- "400 million CNY", "50 mg/L", "7.5": the number without its unit; nil if the text is none.
function numbers.parse(text)
  local digits, rest = text:match "^(%-?%d+%.?%d*)(.*)$"
  if not digits then return nil end
  local scale = scales[rest:match "^%s+(%a+)%f[%A]" or ""] or 1
  return numbers.multiply(tonumber(digits), scale)
end

return numbers
