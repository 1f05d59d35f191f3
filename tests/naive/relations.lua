-- Which units a pack relates (meaning.md, section 28), as fractions of whole numbers; and numbers that are compared exactly although their units differ.
local ends = require "tests.naive.ends"
local numbers = require "tests.naive.numbers"

local relations = {}

local function divisor(a, b)
  while b ~= 0 do a, b = b, a % b end
  return a
end

local function reduced(times, by)
  local common = divisor(times, by)
  return { times = times // common, by = by // common }
end

-- "3.6" -> 36 / 10
local function fraction(text)
  local whole, behind = text:match "^(%d+)%.?(%d*)$"
  return reduced(math.tointeger(tonumber(whole .. behind)), math.tointeger(10 ^ #behind))
end

-- Not more than Lua's whole numbers hold: the relations of tests are short.
local function product(a, b)
  local one, other = reduced(a.times, b.by), reduced(b.times, a.by)
  assert(math.abs(one.times * 1.0 * other.times) < 9e18 and math.abs(one.by * 1.0 * other.by) < 9e18, "a factor of too many digits")
  return { times = one.times * other.times, by = one.by * other.by }
end

-- One of a unit in another: "3.6 GJ", "1/3 yd".
local function said(text)
  local times, by, unit = text:match "^%s*([%d.]+)%s*/?%s*([%d.]*)%s+(%S+)%s*$"
  local part = fraction(times)
  if by ~= "" then
    local below = fraction(by)
    part = product(part, { times = below.by, by = below.times })
  end
  return part, unit
end

-- The unit at the end of the way from one, and what one of it is of that.
local function base_of(units, name)
  local factor = { times = 1, by = 1 }
  while units[name] and type(units[name][1]) == "string" do
    local step, of = said(units[name][1])
    factor, name = product(factor, step), of
  end
  return name, factor
end

--- What one unit is of another as a fraction; nil where the pack does not relate them.
---@param units table name -> what stands in the statement
function relations.factor(units, from, to)
  local base, factor = base_of(units, from)
  local other, below = base_of(units, to)
  return base == other and product(factor, { times = below.by, by = below.times }) or nil
end

--- The base of a unit.
function relations.base(units, name) return (base_of(units, name)) end

local function is_missing(end_) return end_.at == math.huge or end_.at == -math.huge end

--- An end of a number in another unit, rounded once.
function relations.end_in(end_, factor, low)
  if is_missing(end_) then return end_ end
  local at = numbers.by_fraction(end_.at, factor.times, factor.by)
  if at == math.huge or at == -math.huge then return { at = low and -math.huge or math.huge, open = false } end
  local parts = {}
  for _, part in ipairs(ends.product(end_.at, factor.times)) do parts[#parts + 1] = part end
  for _, part in ipairs(ends.product(at, -factor.by)) do parts[#parts + 1] = part end
  return ends.beside(at, end_.open, low, parts)
end

-- Which of two numbers is the greater one, each times a whole number.
local function greater(a, b)
  if is_missing(a.end_) or is_missing(b.end_) then return a.end_.at > b.end_.at end
  return numbers.compare_products(a.end_.at, a.times, b.end_.at, b.times) > 0
end

--- Two numbers of units of which one is a fraction of the other, as their places in their order: these compare as the numbers do.
function relations.ranked(a, b, factor)
  local all = {}
  for _, name in ipairs { "low", "high" } do
    all[#all + 1] = { end_ = { at = a[name] }, times = factor.times, of = 1, name = name }
    all[#all + 1] = { end_ = { at = b[name] }, times = factor.by, of = 2, name = name }
  end
  local made = { {}, {} }
  for _, one in ipairs(all) do
    local rank = 0.0
    for _, other in ipairs(all) do
      if greater(one, other) then rank = rank + 1 end
    end
    made[one.of][one.name] = is_missing(one.end_) and one.end_.at or rank
  end
  for i, value in ipairs { a, b } do
    for _, key in ipairs { "type", "state", "missing", "low_open", "high_open" } do made[i][key] = value[key] end
  end
  return made[1], made[2]
end

return relations
