-- Tables per group as the command prints them.
local command = require "tests.support.command"
local json = require "dkjson"

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

  it("gives programs nothing for the later keys of a total", function()
    local rows = json.decode(report("exceedances", "json"), 1, json.null).rows
    assert.are.equal("Total", rows[#rows].Sector)
    assert.are.equal(json.null, rows[#rows].Pollutant)
  end)

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
    local told = json.decode(report("exceedances", "json"))
    assert.same({ Sector = "31", Pollutant = "nh3", Measurements = 1, ["Over the limit"] = { low = 0, high = 1 },
      Rate = { rate = { low = 0, high = 1 }, numerator = { low = 0, high = 1 }, denominator = 1 } }, told.rows[3])
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

  it("counts every row under its own group, of owners with few rows and with many, in blocks of any size", function()
    local sectors, pollutants = { "31", "22", "17", "" }, { "cod", "nh3", "so2", "tp" }
    local enterprises, measurements, counts, state = { "code,jurisdiction,sector" }, { "enterprise,outlet,pollutant,measured_on,value" }, {}, 5
    for e = 1, 150 do
      local sector = sectors[e % 4 + 1]
      enterprises[#enterprises + 1] = ("E%03d,C,%s"):format(e, sector)
      for m = 1, e % 14 do -- none, fewer than four, and more
        state = (state * 1103515245 + 12345) % 2147483648
        local pollutant = pollutants[state // 65536 % 4 * state // 1048576 % 4 + 1] -- some oftener than others
        measurements[#measurements + 1] = ("E%03d,o%d,%s,2003-01-%02d,%d"):format(e, m, pollutant, m, m)
        local key = (sector == "" and "unknown" or sector) .. "," .. pollutant
        counts[key] = (counts[key] or 0) + 1
      end
    end
    command.write("many/jurisdiction.csv", records.jurisdiction)
    command.write("many/enterprise.csv", table.concat(enterprises, "\n") .. "\n")
    command.write("many/measurement.csv", table.concat(measurements, "\n") .. "\n")
    command.write("counted/groups.lua", 'group "g" { of = measurement, by = { enterprise.sector, measurement.pollutant } }\n'
      .. 'report "counts" { title = "Counts", per = g, columns = { { "All", g.measurements:count() } } }\n')
    command.answer(0, "import", "many.db", "many/jurisdiction.csv", "many/enterprise.csv", "many/measurement.csv")
    local expected = {}
    for key, count in pairs(counts) do expected[#expected + 1] = key .. "," .. count end
    table.sort(expected)
    for _, block in ipairs { 1, 7, 64, 1024 } do
      local rows = {}
      for line in command.answer(0, "report", "counted", "many.db", "counts", "--as-of", "2003-12-31", "--format", "csv", "--block", tostring(block)):gmatch "[^\n]+" do
        rows[#rows + 1] = line
      end
      table.remove(rows, 1)
      table.sort(rows)
      assert.are.same(expected, rows)
    end
  end)
end)
