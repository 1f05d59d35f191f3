-- Numbers as the command judges and prints them: each result rounded once to 15 digits, percentages half up for showing only, totals of what adds up.
local command = require "tests.support.command"

local pack = [[
instrument "levy" { title = "The Levy", issuer = "Ministry", in_force = { from = "2000-01-01" }, clauses = { a = "The levy is its parts" } }
kind "tank" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true }, { "full", number }, { "empty", number },
  { "net", number } } }
kind "sample" { lasting = true, fields = { { "code", text, key = true }, { "weight", number, unit = "kg" } } }
term "tank.net_of" { value = tank.full - tank.empty }

obligation "by-function" { clause = "levy/a", per = tank, require = tank.net:is(function(row) return row.full - row.empty end) }
obligation "by-term" { clause = "levy/a", per = tank, require = tank.net:is(tank.net_of) }
obligation "third" { clause = "levy/a", per = tank, require = (tank.full / 3):is(function(row) return row.full / 3 end) }
obligation "ratio" { clause = "levy/a", per = tank, require = (tank.full / tank.empty):at_most((tank.full * 7) / (tank.empty * 7)) }
obligation "at-most" { clause = "levy/a", per = tank, require = tank.net:at_most(0.3), examples = {
  { at = "2011-01-01", tank = { net = 0.3 }, status = "met" }, { at = "2011-01-01", tank = { net = 0.30000000000001 }, status = "breached" },
  { at = "2011-01-01", tank = { net = -0.5 }, status = "met" }, { at = "2011-01-01", tank = { net = 1e-7 }, status = "met" },
  { at = "2011-01-01", tank = { net = 123456789012.345 }, status = "breached" } } }
import "weights" { kind = sample, code = "No", weight = { "Grams", units = 0.001 } }

report "places" { title = "Places", per = jurisdiction, where = jurisdiction.level:is("province", "county"), total = true, columns = {
  { "Tanks", jurisdiction.tanks:count() }, { "Net", jurisdiction.tanks.net:sum() }, { "Mean", jurisdiction.tanks.net:mean() }, { "Greatest", jurisdiction.tanks.net:max() },
  { "Different", jurisdiction.tanks.net:distinct():count() }, { "Each", jurisdiction.tanks.net:sum() / jurisdiction.tanks:count() },
  { "Tenths", jurisdiction.tanks.net:sum() / 10 }, { "Terms", jurisdiction.tanks.net_of:sum() }, { "Positive", jurisdiction.tanks:share(tank.net:above(0)) } } }
report "tanks" { title = "Tanks", per = tank, total = true, columns = { { "Quotient", tank.full / tank.empty }, { "Product", tank.full * tank.empty },
  { "Of its place", tank.jurisdiction.tanks:count() } } }
report "samples" { title = "Samples", per = sample, columns = { { "Weight", sample.weight } } }
]]

local records = {
  jurisdiction = "code,level,parent\nP,province,\nC,city,P\nD1,county,C\nD2,county,C\nQ,province,\n",
  tank = "code,jurisdiction,full,empty,net\nT1,D1,10.1,9,1.1\nT2,D2,0.3,0.1,0.2\nT3,Q,0.4,0.7,-0.3\nT4,D1,99999999,959310.44,99040688.56\n",
}

describe("Numbers", function()
  setup(function()
    command.begin()
    for kind, text in pairs(records) do command.write(kind .. ".csv", text) end
    command.write("pack/levy.lua", pack)
    command.write("weights.csv", "No,Grams\nW1,0.1\nW2,277.777777777778\nW3,4.35\n")
    command.answer(0, "import", "pack", "records.db", "jurisdiction.csv", "tank.csv", "weights.csv")
  end)
  teardown(command.finish)

  it("of functions and expressions are the same", function()
    command.run("check", "pack", "records.db", "--as-of", "2012-12-31", "--verdicts", "out.csv")
    local text = command.read "out.csv"
    for _, rule in ipairs { "by-function", "by-term", "third", "ratio" } do
      for _, tank in ipairs { "T1", "T2", "T3", "T4" } do
        assert.is_truthy(text:find(("\n%s,%s,met,"):format(rule, tank), 1, true), rule .. " " .. tank .. "\n" .. text)
      end
    end
  end)

  it("in examples are those that are written", function() command.answer(0, "test", "pack") end)

  local function report(name, format)
    return command.answer(0, "report", "pack", "records.db", name, "--as-of", "2012-12-31", "--format", format)
  end

  it("are rounded once, in tables as in conversions", function()
    local quotients, weights = report("tanks", "csv"), report("samples", "csv")
    for _, line in ipairs { "T1,1.12222222222222,90.9,2", "T3,0.571428571428571,0.28,1", "T4,104.241541455548,95931043040689.6,2" } do
      assert.is_truthy(quotients:find("\n" .. line .. "\n", 1, true), line .. "\n" .. quotients)
    end
    for _, line in ipairs { "W1,0.0001", "W2,0.277777777777778", "W3,0.00435" } do assert.is_truthy(weights:find("\n" .. line .. "\n", 1, true), line .. "\n" .. weights) end
  end)

  it("in JSON are decimals, too", function()
    local text = report("tanks", "json")
    for _, number in ipairs { "0.571428571428571", "95931043040689.6", "90.9" } do assert.is_truthy(text:find(":" .. number .. ",", 1, true), text) end
  end)

  it("have a total where they add up, over the leaves of a tree of three levels", function()
    local text = report("places", "csv")
    -- P is not added once more: D1 and D2 lie below C, which is not shown, and C lies in P. A mean, a greatest value, a count of different values and a
    -- quotient of two sums are none of the total's.
    assert.is_truthy(text:find("\nTotal,,4,99040689.56,,,,,9904068.956,99040689.56,75% (3 of 4)\n", 1, true), text)
    assert.is_truthy(report("tanks", "csv"):find("\nTotal,,95931043040780.8,\n", 1, true), "what each tank shows of its place is not added")
  end)

  it("have a total that is rounded once: exact over unlike sizes, a range of ranges, unknown of what nobody knows", function()
    command.write("hoards/pack.lua", [[
kind "hoard" { lasting = true, fields = { { "code", text, key = true }, { "worth", number }, { "lead", number, sign = "lead_sign", min = 0 },
  { "lead_sign", text, blank = "none" }, { "zinc", number, sign = "zinc_sign" }, { "zinc_sign", text, blank = "none" }, { "loss", number, blank = "none" },
  { "none", number, blank = "none" }, { "heard", number } } }
report "hoards" { title = "Hoards", per = hoard, total = true, columns = { { "Worth", hoard.worth }, { "Owed", hoard.heard - hoard.worth },
  { "Lead", hoard.lead }, { "Zinc", hoard.zinc }, { "Loss", hoard.loss }, { "None", hoard.none }, { "Heard", hoard.heard } } }
]])
    command.write("hoards/hoard.csv", "code,worth,lead,lead_sign,zinc,zinc_sign,loss,none,heard\nH1,700000000000000,5,<,1,>,,,0\n"
      .. "H2,0.4,4,,2,,3,,0\nH3,0.4,7,<=,3,>=,0.5,,\n")
    command.answer(0, "import", "hoards", "hoards.db", "hoards/hoard.csv")
    local function total(format, ...) return command.answer(0, "report", "hoards", "hoards.db", "hoards", "--as-of", "2012-12-31", "--format", format, ...) end
    local line = '\nTotal,700000000000001,unknown,"at least 4, below 16",above 6,3.5,,unknown\n'
    assert.is_truthy(total "csv":find(line, 1, true), total "csv")
    assert.is_truthy(total "json":find('"Lead":{\n        "low":4,\n        "high":16,\n        "high_open":true\n      }', 1, true), total "json")
    assert.is_truthy(total "json":find('"None":null,\n      "Heard":"unknown"', 1, true), total "json")
  end)

  it("show a rate as all or nothing only where it is", function()
    local rows = { "code,jurisdiction,full,empty,net" }
    for i = 1, 200 do rows[#rows + 1] = ("N%d,R,1,1,%d"):format(i, i == 7 and 0 or 1) end
    command.write("more/tank.csv", table.concat(rows, "\n") .. "\n")
    command.write("more/jurisdiction.csv", "code,level,parent\nR,province,\n")
    command.answer(0, "import", "pack", "more.db", "more/jurisdiction.csv", "more/tank.csv")
    local text = command.answer(0, "report", "pack", "more.db", "places", "--as-of", "2012-12-31")
    assert.is_truthy(text:find("99.5% (199 of 200)", 1, true), text)
    assert.is_falsy(text:find("100%", 1, true), text)
  end)
end)
