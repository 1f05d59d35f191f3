-- What reasons, explanations, tables and `doc` say of numbers that were converted: by which statement, and by the rate of which days.
local command = require "tests.support.command"

local PACK = [[
instrument "law" { title = "L", issuer = "I", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
unit "MWh" { "3.6 GJ", source = "the SI Brochure" }
unit "toe" { "41.868 GJ" }
unit "USD" { { "7.1 CNY", from = "2024-01-01", to = "2024-01-31" } }
kind "site" { lasting = true, fields = { { "code", text, key = true } } }
kind "use" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "on_day", event, starts = true }, { "amount", number, unit = "counted_in" },
  { "counted_in", text }, { "price", number, unit = "USD" } } }
obligation "each" { clause = "law/a", per = use, require = use.amount:at_most "1000 GJ" }
obligation "all" { clause = "law/a", per = site, require = site.uses.amount:sum():at_most "1000 GJ" }
obligation "price" { clause = "law/a", per = use, require = use.price:in_unit("CNY", use.on_day):at_most "70 CNY" }
report "bare" { title = "Bare", per = site, columns = { { "Sum", site.uses.amount:sum() } } }
report "said" { title = "Said", per = site, total = true, columns = { { "GJ", site.uses.amount:sum():in_unit "GJ" } } }
]]

describe("What was converted", function()
  setup(function()
    command.begin()
    command.write("pack/pack.lua", PACK)
    command.write("site.csv", "code\nS1\n")
    command.write("use.csv", "code,site,on_day,amount,counted_in,price\nU1,S1,2024-01-05,1000,MWh,10\nU2,S1,2024-02-05,10,toe,10\n")
    command.answer(0, "import", "pack", "records.db", "site.csv", "use.csv")
    command.answer(1, "check", "pack", "records.db", "--as-of", "2024-06-30", "--verdicts", "verdicts.csv")
  end)
  teardown(command.finish)

  local function row(start)
    for line in command.read("verdicts.csv"):gmatch "[^\n]+" do
      if line:find(start, 1, true) == 1 then return line end
    end
    error("no row begins with " .. start)
  end

  it("is told in the unit that it was compared with, with the statements by which", function()
    assert.matches("3600 GJ against 1000 GJ; converted by 1 MWh = 3.6 GJ, 1 toe = 41.868 GJ", row "each,U1,breached", 1, true)
    assert.matches("418.68 GJ against 1000 GJ", row "each,U2,met", 1, true)
    assert.matches("4018.68 GJ against 1000 GJ; converted by", row "all,S1,breached", 1, true)
  end)
  it("is told with the rate and its days", function()
    assert.matches("71 CNY against 70 CNY (USD in CNY = 7.1: in force from 2024-01-01 to 2024-01-31)", row "price,U1,breached", 1, true)
  end)
  it("is unknown on a day without a rate, which is named", function()
    assert.matches("cannot be decided without parameter USD in CNY on 2024-02-05", row "price,U2,unknown", 1, true)
  end)
  it("stands below a table, and which columns are in the units of their records", function()
    local bare = command.answer(0, "report", "pack", "records.db", "bare", "--as-of", "2024-06-30")
    assert.matches("Sum: in the unit of the records, or in the base of their units where these differ", bare, 1, true)
    local said = command.answer(0, "report", "pack", "records.db", "said", "--as-of", "2024-06-30")
    assert.matches("converted by 1 MWh = 3.6 GJ, by the SI Brochure", said, 1, true)
    assert.matches("Total  4018.68", said, 1, true)
    assert.not_matches("in the unit of the records", said, 1, true)
  end)
  it("is explained", function()
    local text = command.answer(0, "explain", "pack", "records.db", "all", "S1", "--as-of", "2024-06-30")
    assert.matches("Note: converted by 1 MWh = 3.6 GJ, by the SI Brochure", text, 1, true)
    assert.matches("site.uses.amount:sum(): 4018.68 GJ", text, 1, true)
    assert.matches("use.amount: 1000 MWh", text, 1, true)
  end)
  it("is what `doc` prints as the pack's units", function()
    assert.matches("MWh   3.6 GJ", command.answer(0, "doc", "pack"), 1, true)
  end)
end)
