-- What several values come to of which some are there only perhaps: meaning.md, section 16, "Of all rows that hold". They are { value, certain, condition }, `condition` where
-- nobody knows whether one is there.
local values = require "tests.naive.values"

local collecting = {}

--- Each is added as it is, or as the range that holds it and 0.
function collecting.sum(found)
  local total = values.number(0)
  for i, one in ipairs(found) do
    local own = one.certain and one.value or values.agreed(one.value, values.number(0), one.condition)
    total = i == 1 and own or values.add(total, own)
  end
  return total
end

-- The one of two ends that is farther up, or down.
local function farther(a, b, up, low)
  if not a then return b end
  if a.at ~= b.at then return ((a.at > b.at) == up) and a or b end
  local above = low and a.open or not low and not a.open
  return above == up and a or b
end

--- The range from the end that only those give which are there for certain to that which all give.
function collecting.farthest(found, up)
  local sure, all, certain, missing = nil, nil, false, {}
  for _, one in ipairs(found) do
    local low, high = values.low_end(one.value), values.high_end(one.value)
    if one.certain then
      certain = true
      sure = farther(sure, up and low or high, up, up)
    end
    all = farther(all, up and high or low, up, not up)
    missing[#missing + 1] = one.value
    if not one.certain then missing[#missing + 1] = one.condition end
  end
  if #found == 0 then return values.absent "number" end
  if not certain then return values.unknown("number", values.missing(table.unpack(missing))) end
  return values.between(up and sure or all, up and all or sure, values.missing(table.unpack(missing)))
end

return collecting
