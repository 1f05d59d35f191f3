-- Waivers on record that never count are told by lint and by check; no verdict guesses what was meant.
local command = require "tests.support.command"

local answer, write, says = command.answer, command.write, command.says

local PACK = [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { basin = "…", gate = "…", leave = "…" } }
obligation "basin" { clause = "act/basin", due = "2005-12-31", done = enterprise.audits.completed_on:first() }
obligation "gate" { clause = "act/gate", due = "2005-12-31", done = enterprise.audits.completed_on:first() }
waivable "basin" { clause = "act/leave" }
]]

describe("a waiver that never counts", function()
  before_each(function()
    command.begin()
    write("p/p.lua", PACK)
    write("jurisdiction.csv", "code\nN\n")
    write("enterprise.csv", "code,jurisdiction\nE1,N\nE2,N\n")
  end)
  after_each(command.finish)

  local function import(waivers)
    write("waiver.csv", "enterprise,rule,granted_on,expires_on\n" .. waivers)
    answer(0, "import", "r.db", "jurisdiction.csv", "enterprise.csv", "waiver.csv")
  end
  local function check(...) return answer(1, "check", "p", "r.db", "--as-of", "2006-12-31", ...) end
  local function lint(code) return answer(code, "lint", "p", "r.db", "--as-of", "2006-12-31") end

  it("is told where no rule of the pack has its name, with the nearest that has, how many there are, and file and line", function()
    import "E1,bassin,2005-01-01,2007-12-31\nE2,bassin,2005-01-01,2007-12-31\n"
    says(check(), "waiver, 2 on record: no rule of the pack is called `bassin`, so it waives nothing. Did you mean `basin`? (waiver.csv:2, waiver.csv:3)")
    says(lint(1), "waiver.csv:3: waiver E2/bassin/2005-01-01: no rule of the pack is called `bassin`")
    says(check("--lang", "zh"), "waiver.csv:2")
    says(check("--format", "json"), "bassin")
  end)

  it("is told where it ends before it begins", function()
    import "E1,basin,2006-01-01,2005-12-31\nE2,basin,2006-01-01,2006-01-01\n"
    local text = check()
    says(check("--lang", "zh"), "其终止日 2005-12-31 早于起始日 2006-01-01，该豁免不起作用；请更正有误的日期")
    says(text, "waiver, 1 on record: it ends on 2005-12-31, before it begins on 2006-01-01, so it waives nothing; correct the day that is wrong (waiver.csv:2)")
    says(lint(1), "waiver.csv:2: waiver E1/basin/2006-01-01")
    assert.is_nil(text:find("waiver.csv:3", 1, true))
  end)

  it("is told where the pack does not let its rule be waived", function()
    import "E1,gate,2005-01-01,2007-12-31\n"
    says(check(), "the pack does not let the rule `gate` be waived, so it waives nothing; where the law lets it, the pack says `waivable \"gate\"` (waiver.csv:2)")
    says(check("--lang", "zh"), "请写明：`waivable \"gate\"`")
    says(lint(1), "waiver.csv:2")
  end)

  it("is told where it names a version of its rule that judges nobody in its time", function()
    write("p/p.lua", [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2000-01-01", to = "2005-12-31" }, clauses = { fence = "…", leave = "…" } }
instrument "new" { title = "New", issuer = "J", in_force = { from = "2006-01-01" }, clauses = { fence = "…" } }
obligation "fence@2000" { clause = "act/fence", require = enterprise.audits:any() }
obligation "fence@2006" { clause = "new/fence", require = enterprise.audits:any() }
obligation "report@2000" { clause = "act/fence", arises = enterprise.opened_on, due = days(30), done = enterprise.audits.completed_on:first() }
obligation "report@2006" { clause = "new/fence", arises = enterprise.opened_on, due = days(30), done = enterprise.audits.completed_on:first() }
waivable "fence" { clause = "act/leave" }
waivable "report" { clause = "act/leave" }
]])
    import("E1,fence@2000,2006-02-01,2007-12-31\nE2,fence@2006,2003-01-01,2004-12-31\nE1,fence@2000,2005-02-01,\nE1,fence@2006,2005-01-01,2007-12-31\n"
      .. "E1,fence,2006-02-01,\nE1,report@2000,2006-02-01,\n")
    local text = check()
    says(text, "waiver, 1 on record: the version `fence@2000`, in force from 2000-01-01 to 2005-12-31, judges nobody while it holds, so that it waives nothing; "
      .. "`fence` names all versions of the rule (waiver.csv:2)", "the version `fence@2006`, in force from 2006-01-01, judges nobody while it holds", "(waiver.csv:3)")
    says(lint(1), "waiver.csv:2: waiver E1/fence@2000/2006-02-01")
    says(check("--lang", "zh"), "版本 `fence@2000`", "该豁免不起作用；`fence` 指该规则的所有版本")
    for _, right in ipairs { 4, 5, 6, 7 } do assert.is_nil(text:find("waiver.csv:" .. right, 1, true), text) end -- a duty that arose in its time is given more time later, too
  end)

  it("is nothing that a right one is", function()
    import "E1,basin,2005-01-01,2007-12-31\nE2,basin,2005-01-01,\n"
    assert.is_nil(check():find("Note", 1, true))
    says(lint(0), "nothing to look at again")
  end)
end)
