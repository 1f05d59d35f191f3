-- States with memory, as the command shows them: the years that decided, what nobody knows, and when it is known.
local command = require "tests.support.command"

local pack = [[
instrument "act" { title = "Act", issuer = "P", in_force = { from = "2010-01-01" }, clauses = { ["3"] = "in after two years over, out after two below",
  ["4"] = "large plants report" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "opened_on", event, starts = true } } }
kind "load" { fields = { { "plant", plant, key = true, owner = true }, { "year_end", event, key = true, starts = true }, { "tons", number } } }
term "plant.over" { per = { plant, year }, value = plant.loads:during(period).tons:sum():above(100) }
state "plant.large" { title = "Large plants", clause = "act/3", per = { plant, year }, from = "2012-06-30", begins = plant.over & plant.over:previous(),
  ends = ~plant.over & ~plant.over:previous(), before = %s, reading = "as of each year's end", unconfirmed = "from memory" }
obligation "report" { clause = "act/4", per = { plant, year }, applies = plant.large, require = plant.loads:during(period):count():at_least(2) }
report "sizes" { title = "Sizes", per = { plant, year }, columns = { { "large", plant.large }, { "before", plant.large:previous() } } }
]]
local loads = { 50, 150, 50, 150, 150, 50, 150, 50, 50 } -- of 2010 to 2018

local function holds(text, ...)
  for _, said in ipairs { ... } do assert(text:find(said, 1, true), said .. " is not in\n" .. text) end
end
local function explained(pack_name, subject, ...) return command.run("explain", pack_name, "plants.db", "report", subject, "--as-of", "2019-06-30", ...).out end

describe("a state with memory", function()
  setup(function()
    command.begin()
    command.write("law/pack.lua", (pack:format "false"))
    command.write("open/pack.lua", (pack:gsub(", before = %%s", "")))
    command.write("plant.csv", "code,opened_on\nP1,2009-01-01\nP2,2014-02-01\n")
    local rows = { "plant,year_end,tons" }
    for index, tons in ipairs(loads) do
      rows[#rows + 1] = ("P1,%d-12-31,%s"):format(2009 + index, tons)
      if index > 4 then rows[#rows + 1] = ("P2,%d-12-31,%s"):format(2009 + index, index == 6 and "" or 150) end
    end
    command.write("load.csv", table.concat(rows, "\n") .. "\n")
    command.answer(0, "import", "law", "plants.db", "plant.csv", "load.csv")
  end)
  teardown(command.finish)

  it("begins after two years over, ends after two below, and is unknown in a year that has not ended", function()
    holds(command.answer(0, "report", "law", "plants.db", "sizes", "--as-of", "2019-06-30", "--format", "csv"), "P1,2013,no,no\n", "P1,2014,yes,no\n", "P1,2015,yes,yes\n",
      "P1,2016,yes,yes\n", "P1,2017,yes,yes\n", "P1,2018,no,yes\n", "P1,2019,unknown,no\n", "P2,2014,no,no\n", "P2,2015,unknown,no\n", "P2,2016,unknown,unknown\n",
        "P2,2017,yes,unknown\n")
  end)

  it("is told with the year since which it is so", function()
    command.run("check", "law", "plants.db", "--as-of", "2019-06-30", "--verdicts", "verdicts.csv")
    holds(command.read "verdicts.csv", "1 against 2; plant.large since 2014-01-01; looked at", "its condition is false, plant.large; not plant.large since 2018-01-01",
      "not plant.large since before its first period", "report,P1@2019,unknown,,,2019-12-31,plant.large@2019-12-31,act/4: cannot be decided "
        .. "without state plant.large on 2019-12-31")
  end)

  it("is explained by the year asked about and the one since which it is so", function()
    holds(explained("law", "P1@2016"), 'state "plant.large": true', "in 2016: true", "begins: false", "ends: false", "in 2014: true", "plant.over:previous(): true", "in 2013")
    holds(explained("law", "P1@2019"), "in 2019: unknown", "the period has not ended", "Next change: 2019-12-31")
    holds(explained("law", "P1@2011"), "before its first period: false")
    holds(explained("law", "P2@2016"), "in 2016: unknown", "in 2015: unknown", "load.tons: unknown")
    holds(explained("open", "P1@2012"), "before its first period: the state does not say", "state plant.large on 2011-12-31: of P1")
    holds(explained("law", "P1@2016", "--lang", "zh"), "在 2016", "开始", "结束", "自 2014-01-01 起处于 plant.large")
  end)

  it("passes on to a record that takes the place of another, which is shown in the year in which it begins", function()
    command.write("passing/pack.lua", [[
instrument "act" { title = "Act", issuer = "P", in_force = { from = "2010-01-01" }, clauses = { ["3"] = "listed until it is struck off" } }
kind "plant" { fields = { { "code", text, key = true }, { "opened_on", event, starts = true }, { "old", plant, blank = "none" }, { "listed_in", number, blank = "none" } } }
state "plant.listed" { clause = "act/3", per = { plant, year }, from = "2012-01-01", begins = plant.listed_in:is(period.from:year()), before = false, succeeds = plant.old }
obligation "not-listed" { clause = "act/3", per = { plant, year }, require = ~plant.listed }
]])
    command.write("passing.csv", "code,opened_on,old,listed_in\nP1,2011-05-01,,2013\nP2,2015-03-01,P1,\nP3,2015-06-01,P2,\n")
    command.answer(0, "import", "passing", "passing.db", "plant=passing.csv")
    local function told(subject) return command.run("explain", "passing", "passing.db", "not-listed", subject, "--as-of", "2017-12-31").out end
    holds(told "P2@2016", 'state "plant.listed": true', "in 2015: true", "begins: false", "takes the place of: plant P1", "plant.listed since 2015-01-01")
    holds(told "P3@2016", "in 2016: unknown", "in 2015: unknown", "takes the place of: plant P2", "state plant.listed on 2014-12-31: of P3")
    holds(command.answer(0, "doc", "passing"), "  takes the place of: plant.old\n")
  end)

  it("stands in what the pack holds, with what was not read in a source", function()
    holds(command.answer(0, "doc", "law"), "encoded by plant.large", "state plant.large: Large plants", "its first period is that of: 2012-06-30",
      "begins: plant.over & plant.over:previous()", "ends: ~plant.over & ~plant.over:previous()", "before that: false", "Read as: as of each year's end",
        "Unconfirmed: from memory")
    holds(command.run("report", "law", "plants.db", "--as-of", "2019-06-30").out, "plant.large is unconfirmed: from memory", "state plant.large on 2019-12-31 (2)")
  end)

  it("is found in time that grows with its periods", function()
    command.write("months/pack.lua", (pack:format "false"):gsub("plant, year", "plant, month"))
    local result = command.run_within(5, "check", "months", "plants.db", "--as-of", "2019-06-30")
    assert(result.code == 0, result.err)
  end)
end)
