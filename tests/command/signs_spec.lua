-- A number that is given without its sign has none: a corrected value does not keep the sign of the one it replaces.
local command = require "tests.support.command"
local answer, write = command.answer, command.write

describe("a corrected value", function()
  before_each(function()
    command.begin()
    write("p/p.lua", [[
instrument "a" { title = "A", issuer = "J", in_force = { from = "2001-01-01" }, clauses = { a = "…" } }
import "lab" { kind = measurement, others = "ignore", enterprise = "e", outlet = "o", pollutant = "s", measured_on = "d", value = "v" }
obligation "m" { clause = "a/a", per = measurement, require = measurement.value:at_most "10 mg/l" }
]])
    write("enterprise.csv", "code\nE1\n")
    write("signed.csv", "enterprise,outlet,pollutant,measured_on,value,unit,sign\nE1,1,COD,2003-02-01,15,mg/l,<\n")
    answer(0, "import", "p", "r.db", "enterprise.csv", "measurement=signed.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2005-01-01", "--verdicts", "v.csv")
    assert.matches("\nm,[^,]*,unknown,", command.read "v.csv")
  end)
  after_each(command.finish)

  local function judged(status, ...)
    answer(0, "import", "p", "r.db", ...)
    answer(1, "check", "p", "r.db", "--as-of", "2005-01-01", "--verdicts", "v.csv")
    assert.matches("\nm,[^,]*," .. status .. ",", command.read "v.csv")
  end

  it("has no sign where the file has no column for it", function()
    write("plain.csv", "enterprise,outlet,pollutant,measured_on,value,unit\nE1,1,COD,2003-02-01,15,mg/l\n")
    judged("breached", "measurement=plain.csv")
  end)
  it("has none where an import statement reads the number alone", function()
    write("lab.csv", "e,o,s,d,v\nE1,1,COD,2003-02-01,15\n")
    judged("breached", "lab.csv")
  end)
  it("keeps it where the file gives no value", function()
    write("source.csv", "enterprise,outlet,pollutant,measured_on,source\nE1,1,COD,2003-02-01,self\n")
    judged("unknown", "measurement=source.csv")
  end)
end)
