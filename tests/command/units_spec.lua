-- Rules and tables per ISO week and per fiscal year, as the command shows them.
local command = require "tests.support.command"

local PACK = [[
instrument "act" { title = "Act", issuer = "P", in_force = { from = "2023-04-06" }, clauses = { a = "…" } }
kind "load" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "unknown" }, { "seen_on", event, starts = true } } }
obligation "yearly" { clause = "act/a", per = { enterprise, fiscal_year "04-06" }, require = enterprise.loads:during(period):any() }
report "weeks" { title = "Loads", per = { enterprise, week }, during = "2024-W01/2024-W03", columns = { { "Loads", enterprise.loads:during(period):count() } } }
report "years" { title = "Loads", per = { enterprise, fiscal_year "04-06" }, across = fiscal_year "04-06", during = "2023-04-06/2025-04-05",
  columns = { { "Loads", enterprise.loads:during(period):count() } } }
]]

describe("weeks and fiscal years", function()
  before_each(function()
    command.begin()
    command.write("p/p.lua", PACK)
    command.write("enterprise.csv", "code,name,jurisdiction\nE1,One,\n")
    command.write("load.csv", "code,enterprise,seen_on\nA,E1,2024-01-01\nB,E1,2024-01-14\nC,E1,2024-04-06\n")
    command.run("import", "p", "r.db", "enterprise.csv", "load.csv")
  end)
  after_each(command.finish)

  it("judge subjects that are called by their days, and explain them", function()
    command.run("check", "p", "r.db", "--as-of", "2024-06-30", "--verdicts", "v.csv", "--no-reasons")
    local rows = command.read "v.csv"
    assert.truthy(rows:find("yearly,E1@2023-04-06/2024-04-05,met", 1, true), rows)
    assert.truthy(rows:find("yearly,E1@2024-04-06/2025-04-05,met", 1, true), rows)
    assert.truthy(command.run("explain", "p", "r.db", "yearly", "E1@2023-04-06/2024-04-05", "--as-of", "2024-06-30").out:find("2023-04-06/2024-04-05", 1, true))
  end)

  it("are rows of tables, and columns", function()
    local weeks = command.run("report", "p", "r.db", "weeks", "--as-of", "2024-06-30", "--format", "csv").out
    assert.truthy(weeks:find("Week", 1, true) and weeks:find("2024-W01,1", 1, true) and weeks:find("2024-W02,1", 1, true) and weeks:find("2024-W03,0", 1, true), weeks)
    local years = command.run("report", "p", "r.db", "years", "--as-of", "2024-06-30", "--format", "csv").out
    assert.truthy(years:find("2023-04-06/2024-04-05,2024-04-06/2025-04-05", 1, true), years)
    assert.truthy(years:find(",2,1", 1, true), years)
  end)
end)
