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
    assert.is_truthy(rows:find("mandate,E4,not_available,,2003-06-01,,,\"law/power: used on 2003-06-01, when it might not be: its condition is false, "
      .. "enterprise.size:is(\"\"large\"\", \"\"medium\"\") [enterprise.csv:5]\"\n", 1, true), rows)
    assert.is_truthy(rows:find("support,A1,open,,,,,\"law/help: may be used, and was not [audit.csv:2]\"\n", 1, true), rows)
  end)

  it("tell place, force, exception and condition apart where they were used without being available", function()
    command.write("without/pack.lua", [[
instrument "act" { title = "Act", issuer = "P", in_force = { from = "2010-01-01" }, clauses = { fine = "…", museum = "…" } }
instrument "late" { title = "Late", issuer = "P", in_force = { from = "2012-06-01" }, clauses = { a = "…" } }
instrument "gone" { title = "Gone", issuer = "P", in_force = { from = "2010-01-01", to = "2011-12-31" }, clauses = { a = "…" } }
instrument "near" { title = "Near", issuer = "P", place = "C1", in_force = { from = "2010-01-01" }, clauses = { a = "…" } }
kind "kiln" { lasting = true, fields = { { "code", text, key = true }, { "town", jurisdiction, owner = true, blank = "unknown" }, { "large", yesno }, { "museum", yesno },
  { "fined_on", event } } }
power "fine" { clause = "act/fine", per = kiln, applies = kiln.large, used = kiln.fined_on }
exception "museums" { to = "fine", clause = "act/museum", applies = kiln.museum }
incentive "ahead" { clause = "late/a", per = kiln, used = kiln.fined_on }
power "over" { clause = "gone/a", per = kiln, used = kiln.fined_on }
power "elsewhere" { clause = "near/a", per = kiln, used = kiln.fined_on }
]])
    command.write("without/jurisdiction.csv", "code,parent\nC1,\nC2,\n")
    command.write("without/kiln.csv", "code,town,large,museum,fined_on\nM,C2,yes,yes,2012-05-01\nS,C2,no,no,2012-05-01\n")
    command.answer(0, "import", "without", "w.db", "without/jurisdiction.csv", "without/kiln.csv")
    local said = {
      en = { fineM = "act/fine: used on 2012-05-01, when it might not be: excepted by act/museum (museums)",
        fineS = "act/fine: used on 2012-05-01, when it might not be: its condition is false, kiln.large",
        aheadM = "late/a: used on 2012-05-01, when it might not be: not in force on 2012-05-01, but from 2012-06-01 on",
        overM = "gone/a: used on 2012-05-01, when it might not be: no longer in force on 2012-05-01, only until 2011-12-31",
        elsewhereM = "near/a: may not be used: the place lies outside C1" },
      zh = { fineM = "act/fine：2012-05-01 行使，当时不得行使：", aheadM = "2012-06-01", overM = "2011-12-31" },
    }
    for language, cases in pairs(said) do
      command.run("check", "without", "w.db", "--as-of", "2012-12-31", "--lang", language, "--verdicts", "w.csv")
      local rows = command.read "w.csv"
      for case, reason in pairs(cases) do
        local rule, kiln = case:match "^(%l+)(%u)$"
        local row = rows:match("\n(" .. rule .. "," .. kiln .. ",[^\n]*)")
        assert(row and row:find(",not_available,", 1, true) and row:find(reason, 1, true), case .. ": " .. reason .. " is not in\n" .. rows)
      end
    end
    local text = command.answer(0, "explain", "without", "w.db", "fine", "M", "--as-of", "2012-12-31")
    assert(text:find("when it might not be: excepted by act/museum (museums)", 1, true), text)
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
