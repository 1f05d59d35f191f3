-- Records that began nobody knows when, on a day before the first that they name: no verdict counts with them, and so they are told of.
local command = require "tests.support.command"
local answer, write = command.answer, command.write

describe("a record that may have begun, and names later days only", function()
  before_each(function()
    command.begin()
    write("p/pack.lua", [[
      instrument "act" { title = "Act", issuer = "A", in_force = { from = "2018-01-01" }, clauses = { a = "a" } }
      kind "site" { lasting = true, fields = { { "code", text, key = true } } }
      kind "spill" { complete = { "each is reported" }, fields = { { "code", text, key = true }, { "site", site, owner = true }, { "on_day", event, starts = true },
        { "found_on", event } } }
      kind "plan" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "begun_on", event, starts = true, blank = "not_yet" }, { "told_on", event } } }
      obligation "none" { clause = "act/a", per = site, forbid = site.spills }
      obligation "planned" { clause = "act/a", per = site, require = site.plans:count():at_most(5) }
      report "spills" { title = "Spills", per = site, columns = { { "n", site.spills:count() } } }
      report "found" { title = "Found", per = site, columns = { { "n", site.spills:where(spill.found_on:happened()):count() }, { "first", site.spills.found_on:first() } } }
      report "sites" { title = "Sites", per = site, columns = { { "code", site.code } } }
    ]])
    write("site.csv", "code\nA\n")
    write("spill.csv", "code,site,on_day,found_on\n1,A,,2021-02-01\n2,A,,2021-03-01\n3,A,2022-01-01,\n")
    write("plan.csv", "code,site,begun_on,told_on\n1,A,,2021-02-01\n")
    answer(0, "import", "p", "r.db", "site.csv", "spill.csv", "plan.csv")
  end)
  after_each(command.finish)

  local function note(count, day, row)
    return ("spill, %d on record: `on_day` is blank, so that nobody knows since when; on %s no question sees it, because each day that it names is later, "
      .. "though it may have been there: %s"):format(count, day, row)
  end

  it("is told of by check, by the report that asks, and by the whole report, with its row", function()
    for _, asked in ipairs { { "check", "p", "r.db" }, { "report", "p", "r.db", "spills" }, { "report", "p", "r.db" } } do
      table.move({ "--as-of", "2020-12-31" }, 1, 2, #asked + 1, asked)
      local text = command.run(table.unpack(asked)).out
      assert.is_truthy(text:find(note(2, "2020-12-31", "spill.csv:2"), 1, true), text)
    end
    assert.is_truthy(command.run("check", "p", "r.db", "--as-of", "2020-12-31", "--lang", "zh").out:find("共 2 条记录：`on_day` 为空", 1, true))
  end)
  it("is not, where it is seen, where nobody asks, where another event of it is asked, which has not come, and where what is blank has not begun", function()
    assert.is_truthy(command.run("check", "p", "r.db", "--as-of", "2021-02-01").out:find(note(1, "2021-02-01", "spill.csv:3"), 1, true))
    assert.is_nil(command.run("check", "p", "r.db", "--as-of", "2021-03-01").out:find("is blank", 1, true))
    for _, report in ipairs { "sites", "found" } do assert.is_nil(command.run("report", "p", "r.db", report, "--as-of", "2020-12-31").out:find("is blank", 1, true)) end
    assert.is_nil(command.run("check", "p", "r.db", "--as-of", "2020-12-31").out:find("plan, 1", 1, true))
  end)
end)
