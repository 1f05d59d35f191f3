-- How many records a standing rule looked at, and of which days, where not all of them are shown.
local command = require "tests.support.command"

local pack = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
local high = measurement.value:above "50 mg/L"
obligation "low" { clause = "n/a", require = enterprise.measurements:where(measurement.pollutant:is "COD" & high):none() }
obligation "year" { clause = "n/a", per = { enterprise, year }, require = enterprise.measurements:during(period):where(high):count():at_most(3) }
obligation "backed" { clause = "n/a", require = enterprise.measurements:where(high):none(), evidence = enterprise.measurements }
obligation "all" { clause = "n/a", require = enterprise.measurements:every(measurement.value:at_most "90 mg/L") }
term "enterprise.quiet" { value = enterprise.measurements:where(high):none() }
term "enterprise.many" { value = enterprise.measurements:where(high):count() }
obligation "quiet" { clause = "n/a", require = enterprise.quiet }
obligation "few" { clause = "n/a", require = enterprise.many:below(3) }
obligation "after" { clause = "n/a", require = enterprise.measurements:where(high & measurement.measured_on:after "2003-01-31"):none() }
]]

describe("explain tells what was looked at", function()
  setup(function()
    command.begin()
    command.fill()
    command.write("law/law.lua", pack)
    command.write("measurement.csv", "enterprise,outlet,pollutant,measured_on,value,unit\nE1,o,COD,2003-01-31,10,mg/L\nE1,o,NH3,2003-02-01,20,mg/L\nE1,o,COD,2003-03-01,60,mg/L\n"
      .. "E1,o,NH3,2004-03-01,60,mg/L\nE2,o,COD,2003-03-01,5,mg/L\n")
    command.answer(0, "import", "records.db", "measurement.csv")
  end)
  teardown(command.finish)

  local function looked_at(rule, subject, ...)
    local text = command.answer(0, "explain", "law", "records.db", rule, subject, "--as-of", "2003-12-31", ...)
    return text:match "looked at: ([^\n]*)" or text:match "查看了: ([^\n]*)" or "nothing is told"
  end

  it("where a filter leaves records out", function()
    assert.equal("3 measurements, 2003-01-31 to 2003-03-01", looked_at("low", "E1"))
    assert.equal("1 measurement, 2003-03-01 to 2003-03-01", looked_at("low", "E2"))
    assert.equal("3 measurements, 2003-01-31 to 2003-03-01", looked_at("year", "E1@2003"))
  end)
  it("also where evidence stands for what is not there", function() assert.equal("3 measurements, 2003-01-31 to 2003-03-01", looked_at("backed", "E1")) end)
  it("by the conditions on dates", function() assert.equal("2 measurements, 2003-02-01 to 2003-03-01", looked_at("after", "E1")) end)
  it("in the other language", function() assert.equal("3 条监测值，2003-01-31 至 2003-03-01", looked_at("low", "E1", "--lang", "zh")) end)
  it("and not where each record is shown, or there is none", function()
    assert.equal("nothing is told", looked_at("all", "E1"))
    assert.equal("nothing is told", looked_at("low", "E3"))
  end)
  it("below a term", function()
    assert.equal("3 measurements, 2003-01-31 to 2003-03-01", looked_at("quiet", "E1"))
    assert.equal("3 measurements, 2003-01-31 to 2003-03-01", looked_at("few", "E1"))
  end)
end)
