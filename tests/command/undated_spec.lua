-- Records that began nobody knows when, and name other days that all lie ahead: they may be there already, so that they count perhaps, and have no verdict that says
-- that they are there, or that they are not.
local command = require "tests.support.command"
local answer, run, says, write = command.answer, command.run, command.says, command.write

describe("a record that may have begun, and names later days only", function()
  before_each(function()
    command.begin()
    write("p/pack.lua", [[
      instrument "act" { title = "Act", issuer = "A", in_force = { from = "2018-01-01" }, clauses = { a = "a" } }
      kind "site" { lasting = true, fields = { { "code", text, key = true } } }
      kind "spill" { complete = { "each is reported" }, fields = { { "code", text, key = true }, { "site", site, owner = true }, { "on_day", event, starts = true },
        { "found_on", event }, { "sort", text } } }
      kind "bill" { fields = { { "spill", spill, key = true, owner = true }, { "no", text, key = true }, { "sent_on", event, starts = true }, { "worth", number, min = 0 } } }
      kind "plan" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "begun_on", event, starts = true, blank = "not_yet" }, { "told_on", event } } }
      obligation "none" { clause = "act/a", per = site, forbid = site.spills }
      obligation "few" { clause = "act/a", per = site, require = site.spills:count():at_most(1) }
      obligation "never" { clause = "act/a", per = site, require = site.spills:none() }
      obligation "planned" { clause = "act/a", per = site, require = site.plans:count():at_most(5) | site.spills:any() }
      obligation "reported" { clause = "act/a", per = spill, require = spill.sort:is "oil" }
      obligation "told" { clause = "act/a", per = spill, due = "2020-06-30", done = spill.found_on }
      obligation "sent" { clause = "act/a", per = spill, due = "2020-06-30", done = spill.bills.sent_on:first() }
      obligation "water" { clause = "act/a", per = spill, applies = spill.sort:is "water", require = spill.found_on:happened() }
      obligation "billed" { clause = "act/a", per = bill, require = bill.spill.sort:is "oil" }
      obligation "costly" { clause = "act/a", per = spill, applies = spill.bills:any(), require = spill.bills.worth:sum():at_most(5) }
      obligation "counted" { clause = "act/a", per = spill, require = function(row) return #row.site.spills > 1 end }
      report "spills" { title = "Spills", per = site, columns = { { "n", site.spills:count() }, { "oil", site.spills:where(spill.sort:is "oil"):count() },
        { "found", site.spills:where(spill.found_on:happened()):count() }, { "last", site.spills.found_on:last() } } }
      report "each" { title = "Each", per = spill, columns = { { "sort", spill.sort } } }
    ]])
    write("site.csv", "code\nA\nB\n")
    write("spill.csv", "code,site,on_day,found_on,sort\n1,A,,2021-02-01,oil\n2,A,,2021-03-01,water\n3,B,2022-01-01,,oil\n")
    write("bill.csv", "spill,no,sent_on,worth\n1,x,2019-01-01,9\n")
    write("plan.csv", "code,site,begun_on,told_on\n1,A,,2021-02-01\n")
    answer(0, "import", "p", "r.db", "site.csv", "spill.csv", "bill.csv", "plan.csv")
  end)
  after_each(command.finish)

  local function verdicts(as_of)
    run("check", "p", "r.db", "--as-of", as_of, "--verdicts", "v.csv")
    local found = {}
    for rule, subject, status, rest in command.read "v.csv":gmatch "([^,\n]*),([^,\n]*),([^,\n]*),([^\n]*)" do found[rule .. " " .. subject] = { status, rest } end
    return found
  end
  local function status(found, name) return found[name] and found[name][1] end

  it("is perhaps in each set, from the beginning on", function()
    for _, day in ipairs { "2018-01-01", "2020-12-31", "2021-01-31" } do
      local found = verdicts(day)
      for name, expected in pairs { ["none A"] = "unknown", ["few A"] = "unknown", ["never A"] = "unknown", ["none B"] = "met", ["few B"] = "met", ["never B"] = "met",
        ["planned A"] = "unknown" } do
        assert.are.equal(expected, status(found, name), day .. " " .. name)
      end
      says(found["never A"][2], "spill.on_day")
    end
    says(answer(0, "report", "p", "r.db", "spills", "--as-of", "2020-12-31", "--format", "csv"), "A,0-2,0-1,0,\n", "B,0,0,0,\n")
    says(answer(0, "report", "p", "r.db", "spills", "--as-of", "2021-02-01", "--format", "csv"), "A,1-2,1,1,2021-02-01\n")
    assert.are.equal("breached", status(verdicts "2021-02-01", "never A"))
  end)

  it("has no verdict that is better than unknown, but that it is not bound", function()
    local found = verdicts "2020-12-31"
    for name, expected in pairs {
      ["reported 1"] = "unknown", ["reported 2"] = "unknown", ["told 1"] = "unknown", ["sent 1"] = "unknown", ["sent 2"] = "unknown",
      ["water 1"] = "not_applicable", ["water 2"] = "unknown",
      ["billed 1/x"] = "unknown", ["costly 1"] = "unknown", ["costly 2"] = "not_applicable", ["counted 1"] = "unknown" } do
      assert.are.equal(expected, status(found, name), name)
    end
    assert.is_nil(found["reported 3"])
    for _, name in ipairs { "reported 1", "billed 1/x", "counted 1" } do says(found[name][2], "spill.on_day") end
    for _, name in ipairs { "reported 1", "told 1", "sent 1", "billed 1/x" } do says(found[name][2], "2021-02-01") end -- the next change
    found = verdicts "2021-03-01"
    for name, expected in pairs { ["told 1"] = "late", ["told 2"] = "late", ["sent 1"] = "met", ["sent 2"] = "overdue", ["billed 1/x"] = "met" } do
      assert.are.equal(expected, status(found, name), name)
    end
  end)

  it("stands in a table of its kind, and in what explains a verdict", function()
    assert.are.equal("2", (answer(0, "report", "p", "r.db", "each", "--as-of", "2020-12-31", "--format", "csv"):gsub("[^\n]*\n", "x"):gsub("^x", ""):len()) .. "")
    says(run("explain", "p", "r.db", "reported", "1", "--as-of", "2020-12-31").out, "unknown", "spill.on_day")
    says(run("check", "p", "r.db", "--as-of", "2020-12-31", "--lang", "zh").out, "reported  spill              0         2       0")
  end)

  it("is not there where its kind says that what is blank has not begun", function()
    assert.is_nil(run("report", "p", "r.db", "spills", "--as-of", "2020-12-31").out:find("plan", 1, true))
  end)
end)
