-- Numbers that are ranges, and unlike units, as the command shows them.
local command = require "tests.support.command"

local pack = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
instrument "lab" { title = "L", issuer = "J", in_force = { from = "1996-01-01", to = "2005-12-31" },
  clauses = { half = { "A value below the limit of detection counts as half of it", unconfirmed = "not seen in print" } } }
kind "basin" { lasting = true, fields = { { "code", text, key = true } } }
kind "reading" { fields = { { "code", text, key = true }, { "basin", basin, owner = true, blank = "none" }, { "read_on", event, starts = true },
  { "found", number, sign = "sign", min = 0 }, { "sign", text, blank = "none" }, { "dose", number, unit = "unit" }, { "unit", text } } }
kind "ditch" { lasting = true, fields = { { "code", text, key = true }, { "found", number, sign = "sign" }, { "sign", text, blank = "none" } } }
obligation "mean" { clause = "n/a", per = basin, require = basin.readings.found:mean():at_most(5) }
obligation "half" { clause = "n/a", per = basin, non_detects = "half", require = basin.readings.found:mean():at_most(5) }
obligation "low" { clause = "n/a", per = reading, applies = reading.code:is("1", "3"), require = reading.found:at_most(5) }
obligation "high" { clause = "n/a", per = ditch, require = ditch.found:at_most(8) }
obligation "dose" { clause = "n/a", per = basin, require = basin.readings.dose:sum():at_most "5 mg" }
report "found" { title = "Found", per = basin, columns = { { "mean", basin.readings.found:mean() }, { "sum", basin.readings.found:sum() },
  { "dose", basin.readings.dose:sum() } } }
term "basin.mean" { value = basin.readings.found:mean() }
obligation "cited" { clause = "n/a", per = basin, non_detects = { "half", clause = "lab/half" }, require = basin.mean:at_most(5) }
report "halved" { title = "Found", per = basin, non_detects = { "half", clause = "lab/half" }, columns = { { "mean", basin.mean }, { "rule", verdict "mean".status } } }
indicator "nothing" { clause = "n/a", per = basin, non_detects = "zero", value = basin.mean }
]]
local rows = "code,basin,read_on,found,sign,dose,unit\n1,b,2001-01-01,5,<,2,mg\n2,b,2001-01-02,8,,100,ug\n3,c,2001-01-01,3,>,1,mg\n4,c,2001-01-02,2,,1,mg\n"
  .. "5,d,2001-01-02,,,,mg\n6,d,2001-01-03,4,<=,,mg\n"

describe("a number that is a range", function()
  setup(function()
    command.begin()
    command.write("ranges/pack.lua", pack)
    command.write("basin.csv", "code\nb\nc\nd\n")
    command.write("reading.csv", rows)
    command.write("ditch.csv", "code,found,sign\ng,8,>\nh,8,<\n")
    command.answer(0, "import", "ranges", "ranges.db", "basin.csv", "reading.csv", "ditch.csv")
  end)
  teardown(command.finish)

  local function holds(text, ...)
    for _, said in ipairs { ... } do assert(text:find(said, 1, true), said .. " is not in\n" .. text) end
  end
  local function asked(code, verb, ...) return command.answer(code, verb, "ranges", "ranges.db", ...) end

  it("is printed with its ends in tables, also where one is missing or open", function()
    holds(asked(0, "report", "found", "--as-of", "2001-12-31", "--format", "csv"), 'b,"at least 4, below 6.5","at least 8, below 13",unknown\n', "c,above 2.5,above 5,2\n",
      "d,at least 0,at least 0,unknown\n")
    holds(asked(0, "report", "found", "--as-of", "2001-12-31", "--format", "csv", "--lang", "zh"), "c,高于 2.5,高于 5,2\n")
  end)

  it("tells programs which ends are missing or open", function()
    local found = command.decode and command.decode(asked(0, "report", "found", "--as-of", "2001-12-31", "--format", "json"))
      or require("dkjson").decode(asked(0, "report", "found", "--as-of", "2001-12-31", "--format", "json"))
    assert.same({ low = 4, high = 6.5, high_open = true }, { low = found.rows[1].mean.low, high = found.rows[1].mean.high, high_open = found.rows[1].mean.high_open })
    assert.same({ 2.5, true, nil }, { found.rows[2].mean.low, found.rows[2].mean.low_open, found.rows[2].mean.high })
  end)

  it("is explained with its ends, and with what the clause takes for what was not found", function()
    holds(asked(0, "explain", "mean", "b", "--as-of", "2001-12-31"), "unknown, it is at least 4, below 6.5")
    holds(asked(0, "explain", "half", "b", "--as-of", "2001-12-31"), "counts as half of it (n/a)", "it is 5.25")
  end)

  it("is what the clause takes for it in a report and an indicator, and in the terms that they use; the verdicts that they read are judged as their own rules say", function()
    local found = asked(0, "report", "halved", "--as-of", "2001-12-31")
    holds(found, "b            5.25  unknown", "d      at least 1  unknown", "counts as half of it (lab/half)", "Note: lab/half is unconfirmed: not seen in print")
    holds(asked(0, "report", "nothing", "--as-of", "2001-12-31"), "b               4\n", "counts as 0 (n/a)")
    holds(asked(0, "report", "halved", "--as-of", "2001-12-31", "--lang", "zh"), "低于检出限的值按检出限的一半计（lab/half）")
  end)

  it("has the clause that takes something for it printed by explain and doc, and lint names a rule that goes on when that clause has ended", function()
    holds(asked(0, "explain", "cited", "b", "--as-of", "2001-12-31"), "lab/half: A value below the limit of detection counts as half of it",
      "counts as half of it (lab/half)", "it is 5.25")
    holds(command.answer(0, "doc", "ranges"), "encoded by cited, halved", "counts as half of it (lab/half)")
    holds(command.run("lint", "ranges").out, 'rule "cited" takes `half`', "holds from 1996-01-01 to 2005-12-31 only")
  end)

  it("is not taken for something by a table that cites no clause for it", function()
    for said, cause in pairs { ['"half"'] = "which clause takes half for it?", ['"haf"'] = "Did you mean `half`?", ['{ "half", clause = "lab/hlf" }'] = "no clause `hlf`",
      ['{ clause = "lab/half" }'] = "not nothing", ['{ "half", "zero", clause = "lab/half" }'] = "holds 2 words" } do
      local mistaken = pack:gsub('(report "halved" .-non_detects = ){.-},', function(before) return before .. said .. "," end)
      command.write("mistaken/pack.lua", mistaken)
      local result = command.run("lint", "mistaken")
      assert.are.equal(2, result.code)
      holds(result.err, cause)
    end
  end)

  it("is named with its ends in the reason of what was compared", function()
    asked(1, "check", "--as-of", "2001-12-31", "--verdicts", "compared.csv")
    holds(command.read "compared.csv", 'at_most(5) is true, at least 0, below 5 against 5 ', 'at_most(8) is false, above 8 against 8 ', 'at_most(8) is true, below 8 against 8 ')
    asked(1, "check", "--as-of", "2001-12-31", "--verdicts", "compared.csv", "--lang", "zh")
    holds(command.read "compared.csv", "至少 0，低于 5 对 5 ", "低于 8 对 8 ")
    assert.is_falsy(command.read "compared.csv":find("inf", 1, true))
  end)

  it("of unlike units is unknown, and the reason names both", function()
    asked(1, "check", "--as-of", "2001-12-31", "--verdicts", "units.csv")
    holds(command.read "units.csv", "one unit instead of mg and ug")
    holds(asked(0, "explain", "dose", "b", "--as-of", "2001-12-31"), "one unit instead of mg and ug")
    asked(1, "check", "--as-of", "2001-12-31", "--verdicts", "units.csv", "--lang", "zh")
    holds(command.read "units.csv", "缺少 同一单位（现有 mg 和 ug）", "unit@mg@ug")
    holds(asked(0, "explain", "dose", "b", "--as-of", "2001-12-31", "--lang", "zh"), "同一单位（现有 mg 和 ug）")
  end)

  it("outside the ends of its field is refused, with the line, the column and the value", function()
    command.write("bad/reading.csv", "code,basin,read_on,found,sign,dose,unit\n7,b,2001-02-01,-1,,,\n")
    local result = command.run("import", "ranges", "ranges.db", "bad/reading.csv")
    assert.are.equal(2, result.code)
    holds(command.read "bad/reading.rejects.csv" or command.read "bad/reading.csv.rejects.csv", "2,found,-1,", "below 0, the least that found can be")
  end)

  it("is a measurement behind its sign, from a laboratory's file and from one of its own columns", function()
    command.write("lab/pack.lua", [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
import "lab" { kind = measurement, enterprise = "Works", outlet = "Pipe", pollutant = "What", measured_on = "Day", unit = "Unit", limit_value = "Limit",
  value = { "Result", signed = true } }
obligation "each" { clause = "n/a", per = measurement, require = ~measurement.value:above(measurement.limit_value) }
obligation "mean" { clause = "n/a", require = enterprise.measurements.value:mean():at_most "5 mg/L" }
obligation "half" { clause = "n/a", non_detects = "half", require = enterprise.measurements.value:mean():at_most "5 mg/L" }
obligation "function" { clause = "n/a", per = measurement, require = function(row) return row.value <= row.limit_value end }
]])
    command.write("jurisdiction.csv", "code\nC\n")
    command.write("enterprise.csv", "code,jurisdiction\nE1,C\nE2,C\n")
    command.write("lab.csv", "Works,Pipe,What,Day,Result,Unit,Limit\nE1,1,lead,2001-01-01,<0.05,mg/L,1\nE1,1,lead,2001-01-02,9,mg/L,1\nE1,1,lead,2001-01-03,>0.5,mg/L,1\n")
    command.answer(0, "import", "lab", "lab.db", "jurisdiction.csv", "enterprise.csv", "lab.csv")
    command.write("measurement.csv", "enterprise,outlet,pollutant,measured_on,value,unit,limit_value,sign\nE2,1,lead,2001-01-01,6,mg/L,9,<\nE2,1,lead,2001-01-02,6,mg/L,9,=\n")
    command.answer(0, "import", "lab.db", "measurement.csv")
    local result = command.run("check", "lab", "lab.db", "--as-of", "2001-12-31", "--verdicts", "lab-out.csv")
    assert.are.equal(1, result.code)
    local statuses = {}
    for rule, subject, status in command.read("lab-out.csv"):gmatch "\n(%l+),([^,]*),(%l+)," do
      statuses[rule .. " " .. subject:gsub("/1/lead/2001%-01%-0", " ")] = status
    end
    assert.are.same({ ["each E1 1"] = "met", ["each E1 2"] = "breached", ["each E1 3"] = "unknown", ["each E2 1"] = "met", ["each E2 2"] = "met",
      ["function E1 1"] = "unknown", ["function E1 2"] = "breached", ["function E1 3"] = "unknown", ["function E2 1"] = "unknown", ["function E2 2"] = "met",
      ["mean E1"] = "unknown", ["mean E2"] = "unknown", ["half E1"] = "unknown", ["half E2"] = "met" }, statuses)
    command.write("measurement.csv", "enterprise,outlet,pollutant,measured_on,value,sign\nE2,1,lead,2001-01-03,6,~\nE2,1,lead,2001-01-04,<6,\n")
    assert.are.equal(2, command.run("import", "lab.db", "measurement.csv").code)
    holds(command.read "measurement.rejects.csv", "2,sign,~,", "3,value,<6,")
  end)
end)
