-- A limit of which the milder law governs, as an analyst meets it: both days in the explanation, the row that counts in the reason.
local command = require "tests.support.command"

describe("The milder of two laws", function()
  setup(function()
    command.begin()
    command.write("pack/rules.lua", [[
instrument "act" { title = "The act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { ["4"] = "No more than 100", ["5"] = "No more than 150" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true } } }
kind "reading" { fields = { { "plant", plant, key = true, owner = true }, { "read_on", event, starts = true, key = true }, { "so2", number, unit = "mg/m3" } } }
parameter "so2" { law_of = "milder", stricter = "lower", { "100 mg/m3", from = "2000-01-01", clause = "act/4" }, { "150 mg/m3", from = "2004-01-01", clause = "act/5" } }
obligation "limit" { clause = "act/4", per = reading, require = ~reading.so2:above(parameter "so2") }
]])
    command.write("plant.csv", "code\nA\n")
    command.write("reading.csv", "plant,read_on,so2\nA,2001-01-01,120\n")
    command.answer(0, "import", "pack", "records.db", "plant.csv", "reading.csv")
  end)
  teardown(command.finish)
  local function holds(text, ...)
    for _, words in ipairs { ... } do assert.is_truthy(text:find(words, 1, true), ("%s\nis not in\n%s"):format(words, text)) end
  end

  it("is told with both days and the row that counts", function()
    holds(command.answer(0, "explain", "pack", "records.db", "limit", "A/2001-01-01", "--as-of", "2003-12-31"), "Verdict: breached", "Next change: 2004-01-01")
    local told = command.answer(0, "explain", "pack", "records.db", "limit", "A/2001-01-01", "--as-of", "2004-01-01")
    holds(told, "Verdict: met. act/4: kept: ~reading.so2:above(parameter \"so2\") is true, 120 mg/m3 against 150 mg/m3 (so2: act/5, in force from 2004-01-01)",
      "on the day on which it is read: 100 mg/m3\n", "its row, in force from 2000-01-01 to 2003-12-31: act/4", "on 2004-01-01, if that is milder: 150 mg/m3\n",
        "its row, in force from 2004-01-01: act/5")
    holds(command.answer(0, "explain", "pack", "records.db", "limit", "A/2001-01-01", "--as-of", "2004-01-01", "--lang", "zh"), "从轻者适用")
  end)
  it("is printed by doc", function() holds(command.answer(0, "doc", "pack"), "so2, or a later value if that is milder") end)
end)
