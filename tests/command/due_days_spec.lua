-- A due day that follows the day of asking is told in the language of the answer, by check and lint; and what it does is what is told.
local command = require "tests.support.command"
local write, answer, says = command.write, command.answer, command.says

local PACK = [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "A report" } }
decision "enterprise.by" { clause = "act/a", hit = "first", columns = { enterprise.size }, rows = { { "large", "2001-12-31" }, { any, "2009-12-31" } } }
obligation "followed" { clause = "act/a", due = enterprise.by, done = enterprise.audits.reported_on:first() }
obligation "fixed" { clause = "act/a", arises = "2000-01-01", due = enterprise.by, done = enterprise.audits.reported_on:first() }
]]

describe("a due day without arises", function()
  before_each(command.begin)
  after_each(command.finish)

  it("is named by lint, and an overdue duty is pending again where the class changes later", function()
    write("p/p.lua", PACK)
    write("jurisdiction.csv", "code,level,parent\nP,province,\n")
    write("enterprise.csv", "code,jurisdiction,size,effective_from\nE1,P,large,\nE1,P,small,2005-01-01\n")
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "enterprise.csv")
    says(answer(1, "lint", "p"), "p/p.lua:3: obligation followed: it says no `arises`, so that its due day asks `enterprise.size` on the day on which you ask")
    local chinese = answer(1, "lint", "p", "--lang", "zh")
    says(chinese, "p/p.lua:3: obligation followed：未写明 `arises`，其期限按查询之日读取 `enterprise.size`")
    assert(not (answer(1, "lint", "p") .. chinese):find("fixed", 1, true))
    local function verdicts(day)
      answer(1, "check", "p", "r.db", "--as-of", day, "--verdicts", command.path "v.csv")
      return command.read "v.csv"
    end
    says(verdicts "2004-12-31", "followed,E1,overdue,2001-12-31")
    says(verdicts "2004-12-31", "fixed,E1,overdue,2001-12-31")
    says(verdicts "2005-01-01", "followed,E1,pending,2009-12-31")
    says(verdicts "2005-01-01", "fixed,E1,overdue,2001-12-31")
  end)
end)
