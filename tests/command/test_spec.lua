-- mandate test: the examples that stand in a pack's rules.
local command = require "tests.support.command"
local lfs = require "lfs"

local PACK = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "site" { lasting = true, fields = { { "code", text, key = true } } }
kind "visit" { fields = { { "site", site, key = true, owner = true }, { "number", text, key = true }, { "visited_on", event, starts = true } } }
obligation "visited" { clause = "n/a", per = site, due = "2000-12-31", done = site.visits.visited_on:first(),
  examples = { { at = "2001-01-01", visits = { { visited_on = "2000-05-01" } }, status = "met", done = "2000-05-01" },
               { at = "2001-01-01", status = "%s" } } }
obligation "yearly" { clause = "n/a", per = { enterprise, year }, require = enterprise.size:is "large",
  examples = { { at = "2001-06-30", enterprise = { opened_on = "1990-01-01", size = "large" }, status = "met" },
               { at = "2001-06-30", enterprise = { opened_on = "1990-01-01" }, status = "unknown", missing = "size" } } }
]]

describe("mandate test", function()
  before_each(command.begin)
  after_each(command.finish)

  it("says that all examples hold", function()
    command.write("p/p.lua", PACK:format "overdue")
    assert.are.equal("all 4 examples hold\n", command.answer(0, "test", "p"))
  end)

  it("points at the rule of one that does not, and says what came out, why, and of which records", function()
    command.write("p/p.lua", PACK:format "met")
    assert.are.equal("p/p.lua:4: visited, example 2, as of 2001-01-01: status is overdue, not met\n"
      .. "  n/a: not done by 2001-01-01, due by 2000-12-31\n"
      .. "    enterprise enterprise: jurisdiction = example, opened_on = 1990-01-01\n    jurisdiction example\n    site site\n"
      .. "1 of 4 examples does not hold\n", command.answer(1, "test", "p"))
  end)

  it("asks for the period that an example names, else for that of its day", function()
    local function pack(period)
      return ([[
      instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
      kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "opened_on", event, starts = true } } }
      kind "filing" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "year_end", date }, { "filed_on", event, starts = true } } }
      obligation "filed" { clause = "n/a", per = { plant, year }, due = period.to + days(90),
        done = plant.filings:where(filing.year_end:during(period)).filed_on:first(),
        examples = { { at = "2002-06-30", %s plant = { opened_on = "2000-05-01" }, filings = { { filed_on = "2002-04-15", year_end = "2001-12-31" } }, status = "late" } } }
      ]]):format(period)
    end
    command.write("p/p.lua", pack 'period = "2001",')
    assert.are.equal("all 1 examples hold\n", command.answer(0, "test", "p"))
    command.write("p/p.lua", pack "")
    assert.matches("status is pending, not late", command.answer(1, "test", "p"), 1, true)
    command.write("p/p.lua", pack 'period = "2001-Q1",')
    assert.matches("`filed` does not judge it in 2001-Q1", command.answer(1, "test", "p"), 1, true)
    command.write("p/p.lua", pack 'period = "last year",')
    local message = command.run("test", "p").err
    assert.matches('`last year` is no period; write "2003"', message, 1, true)
  end)

  it("fills in the event with which an owner begins, where the example gives it none", function()
    command.write("p/p.lua", [[
      instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
      kind "sample" { fields = { { "code", text, key = true }, { "taken_on", event, starts = true } } }
      kind "result" { fields = { { "sample", sample, key = true, owner = true }, { "read_on", event, starts = true }, { "amount", number } } }
      obligation "low" { clause = "n/a", per = result, require = result.amount:at_most(5),
        examples = { { at = "2001-01-01", result = { amount = 6 }, status = "breached" },
                     { at = "2001-01-01", sample = { taken_on = "2000-05-01" }, result = { amount = 5 }, status = "met" } } }
    ]])
    assert.are.equal("all 2 examples hold\n", command.answer(0, "test", "p"))
  end)

  it("takes a number with its unit, as rules do, and puts an own unit into its field", function()
    command.write("p/p.lua", [[
      instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
      kind "project" { fields = { { "code", text, key = true }, { "begun_on", event, starts = true }, { "price", number, unit = "EUR" },
        { "load", number, unit = "load_unit" }, { "load_unit", text } } }
      obligation "cheap" { clause = "n/a", per = project, require = project.price:at_most "0.75 million EUR",
        examples = { { at = "2001-01-01", project = { price = "0.75 million EUR" }, status = "met" },
                     { at = "2001-01-01", project = { price = 750001 }, status = "breached" } } }
      obligation "light" { clause = "n/a", per = project, require = project.load:at_most "5 mg/L",
        examples = { { at = "2001-01-01", project = { load = "6 mg/L" }, status = "breached" },
                     { at = "2001-01-01", project = { load = "6 ug/L" }, status = "unknown" } } }
    ]])
    assert.are.equal("all 4 examples hold\n", command.answer(0, "test", "p"))
  end)

  it("leaves nothing behind and says where a pack has none", function()
    command.write("p/p.lua", PACK:gsub(",%s*examples = .-} } }\n", " }\n"))
    assert.are.equal("no rule has an example\n", command.answer(0, "test", "p"))
  end)

  it("is passed by the packs that come with it", function()
    local top = lfs.currentdir()
    for _, pack in ipairs { "jiangsu", "npdes" } do command.answer(0, "test", top .. "/rules/" .. pack) end
  end)
end)
