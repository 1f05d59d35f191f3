-- The table of goals that check prints: a line for each goal that judges, which tells apart the years of a quota per year.
local command = require "tests.support.command"
local json = require "dkjson"

local PACK = [[
instrument "plan" { title = "The Plan", issuer = "P", in_force = { from = "2010-01-01" }, clauses = { a = "Kilns are built" } }
kind "kiln" { fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true }, { "built_on", event, starts = true } } }
quota "yearly" { clause = "plan/a", per = { jurisdiction, year }, counts = jurisdiction.kilns:during(period), counted_on = kiln.built_on,
  goals = { { "north", target = 4, yearly = { [2011] = 2, [2012] = 2 }, due = "2012-12-31" } } }
quota "once" { clause = "plan/a", per = jurisdiction, counts = jurisdiction.kilns, counted_on = kiln.built_on, goals = { { "north", target = 2, due = "2012-12-31" } } }
instrument "new" { title = "The New Plan", issuer = "P", in_force = { from = "2011-07-01" }, clauses = { a = "More kilns are built" } }
instrument "local" { title = "The North's", issuer = "P", place = "north", in_force = { from = "2010-01-01" }, clauses = { a = "Kilns are built in the north" } }
quota "two" { clause = "new/a", per = jurisdiction, counts = jurisdiction.kilns, counted_on = kiln.built_on, goals = { { "north", target = 9, due = "2012-12-31" } } }
instrument "first" { title = "The First Plan", issuer = "P", in_force = { from = "2010-01-01", to = "2011-06-30" }, clauses = { a = "Kilns are built" } }
quota "two@old" { like = "two", clause = "first/a", goals = { { "north", target = 5, due = "2012-12-31" } } }
quota "shut" { clause = "local/a", per = jurisdiction, counts = jurisdiction.kilns, counted_on = kiln.built_on,
  goals = { { "north", target = 1, due = "2011-12-31" }, { "south", target = 1, due = "2012-03-31" } } }
]]

describe("The table of goals that check prints", function()
  setup(function()
    command.begin()
    command.write("p/p.lua", PACK)
    command.write("jurisdiction.csv", "code,level\nnorth,city\nsouth,city\n")
    command.write("kiln.csv", "code,jurisdiction,built_on\nk1,north,2011-01-01\nk2,north,2012-01-01\n")
    command.answer(0, "import", "p", "r.db", "jurisdiction.csv", "kiln.csv")
  end)
  teardown(command.finish)

  local function check(...) return command.run("check", "p", "r.db", "--as-of", "2012-06-30", ...).out end

  it("names place and year of a quota per year as the file of verdicts does, in every language", function()
    command.run("check", "p", "r.db", "--as-of", "2012-06-30", "--verdicts", "v.csv")
    for _, year in ipairs { "2011", "2012" } do
      assert.truthy(command.read "v.csv":find("\nyearly,north@" .. year .. ",", 1, true))
      for _, language in ipairs { "en", "zh" } do
        local text, csv = check("--lang", language), check("--format", "csv", "--lang", language)
        assert.truthy(text:find("\nyearly%s+north@" .. year .. "%s"), text)
        assert.truthy(text:find("yearly[^\n]-north@" .. year .. "[^\n]* = "), text) -- what it is projected from
        assert.truthy(csv:find("\nyearly,north@" .. year .. ",", 1, true), csv)
      end
    end
  end)

  it("has the place and the year apart in JSON, and no year of a quota that is judged once", function()
    local periods = {}
    for i, goal in ipairs(json.decode(check("--format", "json"), 1, "null").quotas) do
      assert.equal(i == 6 and "south" or "north", goal.place)
      periods[i] = goal.rule .. " " .. goal.period
    end
    assert.same({ "yearly 2011", "yearly 2012", "once null", "two null", "shut null", "shut null" }, periods)
    assert.truthy(check():find "\nonce%s+north%s")
  end)

  it("has one line of a place whose goal is another in each version of a quota: that of the version that judged", function()
    local lines = {}
    for line in check("--format", "csv"):gmatch "two,north,[^\n]*" do lines[#lines + 1] = line end
    assert.same({ "two,north,on_track,,9,2,7,2012-12-31,," }, { (lines[1] or ""):gsub("[^,]*$", "") , lines[2] })
  end)

  it("has no numbers and no day of a goal that does not apply", function()
    assert.truthy(check("--format", "csv"):find("\nshut,south,not_applicable,,,,,,,\n", 1, true))
    assert.truthy(check():find "\nshut%s+south%s+%-%s+%-%s+%-%s+%-%s+%-%s+%-%s+not applicable\n")
  end)
end)
