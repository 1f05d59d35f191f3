-- Tables per group as the command prints them.
local command = require "tests.support.command"

local pack = [[
term "measurement.over" { value = measurement.value:above(measurement.limit_value) }
group "sector_pollutant" { of = measurement, by = { enterprise.sector, measurement.pollutant } }
report "exceedances" { title = "Exceedances", per = sector_pollutant, total = true, columns = {
  { "Measurements", sector_pollutant.measurements:count() },
  { "Over the limit", sector_pollutant.measurements:where(measurement.over):count() },
  { "Rate", sector_pollutant.measurements:share(measurement.over) } } }
report "by year" { title = "By year", per = { sector_pollutant, year }, during = "2002/2003", across = year, total = true, columns = {
  { "All", sector_pollutant.measurements:during(period):count() },
  { "Over", sector_pollutant.measurements:where(measurement.over):during(period):count() } } }
]]

local records = {
  jurisdiction = "code,level\nC,city\n",
  enterprise = "code,jurisdiction,sector\nE1,C,31\nE2,C,\nE3,C,22\n",
  measurement = "enterprise,outlet,pollutant,measured_on,value,unit,limit_value\nE1,o,cod,2002-01-01,90,mg/L,50\nE1,o,cod,2003-02-01,40,mg/L,50\n"
    .. "E1,o,nh3,2003-01-01,,mg/L,5\nE2,o,cod,2003-01-01,90,mg/L,50\nE3,o,cod,2003-01-01,10,mg/L,50\n",
}

describe("mandate report, per group,", function()
  setup(function()
    command.begin()
    local words = {}
    for kind, text in pairs(records) do
      command.write(kind .. ".csv", text)
      words[#words + 1] = kind .. ".csv"
    end
    table.sort(words)
    command.write("pack/groups.lua", pack)
    command.answer(0, "import", "records.db", table.unpack(words))
  end)
  teardown(command.finish)

  local function report(name, format)
    return command.answer(0, "report", "pack", "records.db", name, "--as-of", "2003-12-31", "--format", format)
  end

  it("prints a column for each key, in the order of the keys, and a total that counts every record", function()
    assert.equal([[
Exceedances (exceedances, as of 2003-12-31)
Sector   Pollutant  Measurements  Over the limit               Rate
-------  ---------  ------------  --------------  -----------------
22       cod                   1               0        0% (0 of 1)
31       cod                   2               1       50% (1 of 2)
31       nh3                   1             0-1  0-100% (0-1 of 1)
unknown  cod                   1               1      100% (1 of 1)
Total                          5             2-3  40-60% (2-3 of 5)
]], report("exceedances", "text"))
  end)

  it("gives programs the keys and the numbers", function()
    assert.equal("Sector,Pollutant,Measurements,Over the limit,Rate\n22,cod,1,0,0% (0 of 1)\n31,cod,2,1,50% (1 of 2)\n31,nh3,1,0-1,0-100% (0-1 of 1)\n"
      .. "unknown,cod,1,1,100% (1 of 1)\nTotal,,5,2-3,40-60% (2-3 of 5)\n", report("exceedances", "csv"))
    local json = require("dkjson").decode(report("exceedances", "json"))
    assert.same({ Sector = "31", Pollutant = "nh3", Measurements = 1, ["Over the limit"] = { low = 0, high = 1 },
      Rate = { rate = { low = 0, high = 1 }, numerator = { low = 0, high = 1 }, denominator = 1 } }, json.rows[3])
  end)

  it("puts the years side by side, and the keys of a block but once", function()
    assert.equal([[
By year (by year, as of 2003-12-31)
Sector   Pollutant  Measure  2002  2003
-------  ---------  -------  ----  ----
22       cod        All         0     1
                    Over        0     0
31       cod        All         1     1
                    Over        1     0
31       nh3        All         0     1
                    Over        0   0-1
unknown  cod        All         0     1
                    Over        0     1
Total               All         1     4
                    Over        1   1-2
]], report("by year", "text"))
  end)

  it("says what is wrong with a group, with its line", function()
    command.write("wrong/groups.lua", 'group "g" { of = measurement, by = { measurement.value } }\n')
    command.refused({ "report", "wrong", "records.db" }, { "wrong/groups.lua:1", "a number is no key" })
  end)

  it("shows groups in the documentation and the editor's types", function()
    local text = command.answer(0, "doc", "pack", "--model")
    assert.truthy(text:find("sector_pollutant (sector_pollutants): measurements with the same keys", 1, true))
    assert.truthy(command.answer(0, "doc", "pack", "--editor"):find("---@class sector_pollutant: row_", 1, true))
  end)
end)
