-- What a quota comes to if it goes on like this is one number (meaning.md, section 10), whoever prints it: rounded once, and the equation below the table is true.
local command = require "tests.support.command"
local json = require "dkjson"

local PACK = [[
instrument "plan" { title = "The Plan", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "Works are built" } }
kind "works" { plural = "works_there", lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true },
  { "built_on", event }, { "power", number } } }
quota "works" { per = jurisdiction, clause = "plan/a", counts = jurisdiction.works_there, counted_on = works.built_on,
  goals = { { "A", target = 4, yearly = { [2009] = 1, [2010] = 1, [2011] = 2 }, due = "2011-12-31" }, { "B", target = 3, due = "2011-12-31" },
    { "C", target = 1, yearly = { [2010] = 1, [2011] = 0 }, due = "2011-12-31" } } }
quota "big" { per = jurisdiction, clause = "plan/a", counts = jurisdiction.works_there:where(works.power:above(5)), counted_on = works.built_on,
  goals = { { "D", target = 4, yearly = { [2009] = 1, [2010] = 1, [2011] = 2 }, due = "2011-12-31" } } }
]]

describe("A projection", function()
  setup(function()
    command.begin()
    command.write("p/p.lua", PACK)
    command.write("jurisdiction.csv", "code,name,level,parent\nA,A,city,\nB,B,city,\nC,C,city,\nD,D,city,\n")
    command.write("works.csv", "code,jurisdiction,built_on,power\nw1,A,2009-05-01,1\nw2,B,2004-05-01,1\n"
      .. "w3,B,2005-05-01,1\nw4,C,2010-05-01,1\nw5,D,2010-05-01,\nw6,D,2010-06-01,9\n")
    command.answer(0, "import", "p", "r.db", "jurisdiction.csv", "works.csv")
  end)
  teardown(command.finish)

  local function check(format) return command.run("check", "p", "r.db", "--as-of", "2010-12-31", "--format", format).out end

  -- 1 * 1095 / 730, 2 * 4383 / 4018 and 1 * 730 / 365, each rounded once to 15 digits.
  local WANTED = { A = "1.5", B = "2.18168242906919", C = "2" }

  it("is the same number in text, CSV and JSON, and a whole one is written as one", function()
    local text, csv, given = check "text", check "csv", check "json"
    local quotas = json.decode(given).quotas
    assert.equal(4, #quotas)
    for place, value in pairs(WANTED) do
      assert.truthy(text:find("works%s+" .. place .. "%s[^\n]-%s" .. value:gsub("%.", "%%.") .. "%s+%a[%a ]+\n"), text)
      assert.truthy(text:find("Projected for works, " .. place .. ": [^\n]* = " .. value:gsub("%.", "%%.") .. "\n"), text)
      assert.truthy(csv:find("\nworks," .. place .. ",[^\n]*," .. value:gsub("%.", "%%.") .. "\n"), csv)
      assert.truthy(given:find('"place":"' .. place .. '",.-"projected":' .. value:gsub("%.", "%%.") .. ","), given)
    end
  end)

  it("is a range where it is not known how many there are", function() -- 1 or 2 * 1095 / 730
    local text, csv, quotas = check "text", check "csv", json.decode(check "json").quotas
    assert.truthy(text:find("Projected for big, D: 1-2 / 730 days since 2009-01-01 * 1095 days to 2011-12-31 = 1.5-3\n", 1, true), text)
    assert.truthy(csv:find("\nbig,D,[^\n]*,1%.5%-3\n"), csv)
    for _, quota in ipairs(quotas) do
      if quota.rule == "big" then assert.same({ low = 1.5, high = 3 }, quota.projected) end
    end
  end)
end)
