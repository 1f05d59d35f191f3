-- Whether a rule applies, asked on a day of its own, as an analyst meets it.
local command = require "tests.support.command"

describe("Whom a rule binds, asked on a day of its own,", function()
  setup(function()
    command.begin()
    command.write("pack/rules.lua", [[
instrument "act" { title = "The act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { ["1"] = "Plants above 50 MW when they began report",
  ["2"] = "but those that burn gas" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "started_on", event }, { "power", number, unit = "MW" }, { "fuel", text }, { "reported_on", event } } }
obligation "report" { clause = "act/1", per = plant, applies = plant.power:above "50 MW", applies_on = plant.started_on, require = plant.reported_on:happened() }
exception "gas" { clause = "act/2", to = "report", applies = plant.fuel:is "gas" }
obligation "all" { clause = "act/1", per = plant, applies_on = plant.started_on, require = plant.reported_on:happened() }
]])
    command.write("plant.csv",
      "code,started_on,power,fuel,reported_on,effective_from\nA,2001-05-01,60,coal,,\nA,,40,coal,,2003-01-01\nB,2001-05-01,40,coal,,\nB,,60,coal,,2003-01-01\n"
      .. "C,2001-05-01,60,gas,,\nC,,60,coal,,2003-01-01\nD,,60,coal,,\n")
    command.answer(0, "import", "pack", "records.db", "plant.csv")
  end)
  teardown(command.finish)
  local function explain(rule, plant, ...) return command.answer(0, "explain", "pack", "records.db", rule, plant, "--as-of", "2004-01-01", ...) end
  local function holds(text, ...)
    for _, words in ipairs { ... } do assert.is_truthy(text:find(words, 1, true), ("%s\nis not in\n%s"):format(words, text)) end
  end

  it("is told with that day, and what was read on it", function()
    holds(explain("report", "A"), "in force from 2000-01-01, asked on 2004-01-01: true\n", "  asked on: 2001-05-01\n", "plant.power:above(\"50 MW\"): true, it is 60 MW",
      "Verdict: breached")
    holds(explain("report", "B"), "plant.power:above(\"50 MW\"): false, it is 40 MW",
      "does not apply: its condition is false, plant.power:above(\"50 MW\"), as asked on plant.started_on")
    holds(explain("report", "C"), "exception gas (act/2): true\n", "excepted by act/2 (gas)")
    holds(explain("report", "A", "--lang", "zh"), "适用与否的判断日")
  end)
  it("is of nobody on a day that has not come", function()
    holds(explain("report", "D"), "Verdict: not applicable")
    holds(explain("all", "D"), "does not apply: the day on which it is asked has not come, plant.started_on")
  end)
  it("is printed by doc", function() holds(command.answer(0, "doc", "pack"), "applies: plant.power:above(\"50 MW\")\n  asked on: plant.started_on\n",
    "law and limits of: the day asked about\n") end)
end)
