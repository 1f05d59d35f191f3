-- Units that an import converts, against products that are worked out on paper: numbers of up to 15 digits times factors of up to 15 digits.
local command = require "tests.support.command"
local numbers = require "tests.naive.numbers"
local random = require "tests.naive.random"

package.cpath = (os.getenv "MANDATE_MODULE" or "build/module") .. "/?.so;" .. package.cpath
local core = require "mandate.core"
local ROWS = 400

local function decimal(source)
  local digits = {}
  for i = 1, source.up_to(15) do digits[i] = tostring(i == 1 and source.up_to(9) or source.between(0, 9)) end
  local text, point = table.concat(digits), source.between(0, #digits)
  return ("%s%s.%s"):format(source.up_to(3) == 1 and "-" or "", point == 0 and "0" or text:sub(1, point), point == #digits and "0" or text:sub(point + 1))
end

describe("an import that converts units", function()
  setup(command.begin)
  teardown(command.finish)
  it("rounds each product once", function()
    local source, rows, expected, units = random.source(7), { "No,Amount,Unit" }, {}, {}
    local factors = { "0.001", "3.785411784", "0.45359237", "277.777777777778", "1.23456789012345", "0.000000000000001" }
    for i, factor in ipairs(factors) do units[i] = ('["u%d"] = %s'):format(i, factor) end
    for i = 1, ROWS do
      local amount, unit = decimal(source), source.up_to(#factors)
      rows[#rows + 1] = ("N%d,%s,u%d"):format(i, amount, unit)
      expected["N" .. i] = core.number_text(core.decimal(numbers.multiply(tonumber(amount), tonumber(factors[unit]))))
    end
    local pack = 'kind "sample" { lasting = true, fields = { { "code", text, key = true }, { "amount", number } } }\n'
      .. ('import "their" { kind = sample, code = "No", amount = { "Amount", units = { column = "Unit", %s } } }\n'):format(table.concat(units, ", "))
      .. 'report "all" { title = "All", per = sample, columns = { { "Amount", sample.amount } } }\n'
    command.write("pack/pack.lua", pack)
    command.write("their.csv", table.concat(rows, "\n") .. "\n")
    command.answer(0, "import", "pack", "records.db", "their.csv")
    local count = 0
    for code, amount in command.answer(0, "report", "pack", "records.db", "all", "--as-of", "2003-12-31", "--format", "csv"):gmatch "\n(N%d+),([^\n]*)" do
      assert.equal(expected[code], amount, code)
      count = count + 1
    end
    assert.equal(ROWS, count)
  end)
end)
