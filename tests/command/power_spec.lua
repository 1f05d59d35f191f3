-- Powers and incentives as the command shows them.
local command = require "tests.support.command"

local pack = [[
instrument "law" { title = "The law", issuer = "State", in_force = { from = "2003-01-01" }, clauses = { power = "may mandate audits", help = "may give support" } }
power "mandate" { clause = "law/power", holder = "economic", applies = enterprise.size:is("large", "medium"),
  used = enterprise.listings.published_on:first() }
incentive "support" { clause = "law/help", per = audit, offers = "technical support",
  used = enterprise.actions:where(action.type:is "technical_support").taken_on:first() }
]]

describe("powers and incentives", function()
  before_each(function()
    command.begin()
    command.fill()
    command.write("powers/law.lua", pack)
    command.write("more/listing.csv", "enterprise,list,published_on\nE4,hot,2003-06-01\n")
    command.answer(0, "import", "records.db", "more/listing.csv")
  end)
  after_each(command.finish)

  local function check(...) return command.run("check", "powers", "records.db", "--as-of", "2004-01-01", ...) end

  it("are counted by what may be used, was used and may not be, and only the unknown is wrong", function()
    local result = check()
    assert.are.equal(1, result.code) -- E3's size is not known
    assert.is_truthy(result.out:find "mandate +enterprise +0 +2 +1 +1")
    assert.is_truthy(result.out:find "support +audit +3 +0 +0 +0")
    command.write("powers/law.lua", (pack:gsub("power \"mandate\".-first%(%) }\n", "")))
    assert.are.equal(0, check().code)
  end)

  it("give reasons that name the day, and tell what was done without the power", function()
    check("--verdicts", "out.csv")
    local rows = command.read "out.csv"
    assert.is_truthy(rows:find("mandate,E1,used,,2003-01-31,,,law/power: used on 2003-01-31 [enterprise.csv:2]\n", 1, true), rows)
    assert.is_truthy(rows:find("mandate,E4,not_available,,2003-06-01,,,\"law/power: used on 2003-06-01, when it might not be [enterprise.csv:5]\"\n", 1, true), rows)
    assert.is_truthy(rows:find("support,A1,open,,,,,\"law/help: may be used, and was not [audit.csv:2]\"\n", 1, true), rows)
  end)

  it("are explained with the record that used them", function()
    local text = command.answer(0, "explain", "powers", "records.db", "mandate", "E2", "--as-of", "2004-01-01")
    for _, said in ipairs { "used", "may mandate audits", "asked on 2003-12-01", "listing E2/hot/2003-12-01", "listing.csv:3" } do
      assert(text:find(said, 1, true), said .. " is not in\n" .. text)
    end
  end)

  it("cannot be waived, and must say when they were used", function()
    command.write("powers/more.lua", 'waivable "mandate" { clause = "law/power" }\n')
    command.refused({ "check", "powers", "records.db" }, { "a power cannot be waived; only obligations can" })
    command.write("powers/more.lua", 'power "order" { clause = "law/power" }\n')
    command.refused({ "check", "powers", "records.db" }, { "it lacks `used`", "the day on which it was used" })
    command.write("powers/more.lua", 'power "order" { clause = "law/power", used = verdict "mandate".done }\n')
    command.refused({ "check", "powers", "records.db" }, { "the verdict of `mandate` has no `done`; it has: arises, status, used" })
    command.write("powers/more.lua", 'power "order" { clause = "law/power", applies = verdict "mandate".status:is "unused", used = enterprise.closed_on }\n')
    command.refused({ "check", "powers", "records.db" }, { "`unused`", "Did you mean `used`?" })
  end)
end)
