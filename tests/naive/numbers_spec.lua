-- The decimals of the core against numbers that are worked out on paper (tests/naive/numbers.lua), digit by digit: + - * /, sums and means over
-- random decimals of up to 15 digits, near each other and far apart. OPERATIONS (100000) and SEED (1) choose others.
local numbers = require "tests.naive.numbers"
local random = require "tests.naive.random"

package.cpath = (os.getenv "MANDATE_MODULE" or "build/module") .. "/?.so;" .. package.cpath
local core = require "mandate.core"

local seed = tonumber(os.getenv "SEED" or 1)
local operations = tonumber(os.getenv "OPERATIONS" or 100000)

local SPREADS = { 0, 4, 15, 30, 140 }

-- A decimal as a text; nines and noughts are where rounding carries, and fives where it ties.
local function decimal(source, spread)
  local count, digits = source.up_to(15), {}
  for i = 1, count do digits[i] = source.weighted { { 4, tostring(source.between(0, 9)) }, { 1, "9" }, { 1, "0" }, { 1, "5" } } end
  return ("%s%se%d"):format(source.up_to(2) == 1 and "-" or "", table.concat(digits), source.between(-spread, spread))
end

-- Two decimals whose exact result ends half way between two decimals, or beside that.
local function tie(source, name)
  local units = source.between(100000000000000, 999999999999999)
  if name == "add" or name == "subtract" then return units .. "", ("%s0.%d"):format(source.up_to(2) == 1 and "-" or "", source.weighted { { 2, 5 }, { 1, 49 }, { 1, 51 } }) end
  if name == "multiply" then return ("%d"):format(units // 10 * 10 + 5), "1.5" end
  return ("%d"):format(units), tostring(source.weighted { { 1, 2 }, { 1, 20 }, { 1, 4 }, { 1, 8 } })
end

local operators = {
  add = function(a, b) return a + b end, subtract = function(a, b) return a - b end,
  multiply = function(a, b) return a * b end, divide = function(a, b) return a / b end,
}
local names = { "add", "subtract", "multiply", "divide" }

-- The text of what the core gives; what is larger than numbers go is refused there.
local function ours(name, a, b)
  local done, result = pcall(operators[name], core.decimal(a), core.decimal(b))
  return done and core.number_text(result) or "too large"
end

local function theirs(name, a, b)
  local result = numbers[name](tonumber(a), tonumber(b))
  return (result == math.huge or result == -math.huge) and "too large" or core.number_text(core.decimal(result))
end

describe("decimals", function()
  it(("of the core are those worked out on paper, %d operations from seed %d on"):format(operations, seed), function()
    local source = random.source(seed)
    for i = 1, operations do
      local name = names[i % 4 + 1]
      local a, b = decimal(source, SPREADS[i % 5 + 1]), decimal(source, SPREADS[i % 5 + 1])
      if i % 7 == 0 then a, b = tie(source, name) end
      if not (name == "divide" and core.decimal(b) == core.decimal(0)) then
        assert(ours(name, a, b) == theirs(name, a, b), ("%s %s %s: %s, and on paper %s"):format(a, name, b, ours(name, a, b), theirs(name, a, b)))
      end
    end
  end)

  it(("are rounded to places as on paper, %d times from seed %d on"):format(operations // 4, seed), function()
    local source = random.source(seed)
    local ways = { "half up", "half down", "half even", "GB/T 8170", "up", "down", "floor", "ceiling" }
    for i = 1, operations // 4 do
      local a, places, way = decimal(source, SPREADS[i % 5 + 1]), source.between(-15, 15), source.pick(ways)
      if i % 3 == 0 then -- a half of a step
        a = ("%s%d5e%d"):format(source.up_to(2) == 1 and "-" or "", source.between(0, 99999999), -places - 1)
      end
      local mine, other = core.number_text(core.rounded(core.decimal(a), places, way)), core.number_text(core.decimal(numbers.rounded(tonumber(a), places, way, 0)))
      assert(mine == other, ("%s to %d places, %s: %s, and on paper %s"):format(a, places, way, mine, other))
    end
  end)

  it("are a type of their own, which floats of Lua cannot touch", function()
    local tenth = core.decimal(0.1)
    assert.equal("0.3", tostring(tenth + core.decimal(0.2)))
    assert.equal("0.3", tostring(tenth * 3))
    assert.is_true(tenth + core.decimal "0.2" == core.decimal "0.3")
    assert.has_error(function() return tenth + 0.2 end)
    assert.has_error(function() return 0.2 < tenth end)
    assert.has_error(function() return tenth / 0 end)
    assert.is_true(tenth < math.huge and tenth > -math.huge)
    assert.is_nil(core.decimal(0.1 + 0.2))
    assert.is_nil(core.decimal "0.1234567890123456")
    assert.is_nil(core.decimal(1 / 0))
    assert.equal(400, core.to_integer(core.decimal "4e2"))
    assert.is_nil(core.to_integer(tenth))
    assert.equal('{"a":0.571428571428571,"b":7}', require("dkjson").encode({ a = core.decimal(4) / 7, b = core.decimal(7) }, { keyorder = { "a", "b" } }))
  end)

  it("are shown rounded half up", function()
    assert.same({ "13", "99.5", "0.4", "100", "0", "50" }, { core.percent_text(core.decimal "0.125"), core.percent_text(core.decimal(199) / 200),
      core.percent_text(core.decimal "0.004"), core.percent_text(core.decimal(1)), core.percent_text(core.decimal(0)), core.percent_text(core.decimal "0.495") })
    assert.same({ "3", "0.3" }, { core.fixed_text(core.decimal "2.5", 0), core.fixed_text(core.decimal "0.25", 1) })
  end)
end)
