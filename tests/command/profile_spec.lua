-- check --profile and --plan: what they count is tested, what they time is not.
local command = require "tests.support.command"

local pack = command.pack .. [[

obligation "by-function" { clause = "decision/audits", require = function(row) return row.size ~= "small" end }
obligation "large-by-function" {
  clause = "decision/audits", applies = enterprise.size:is "large", require = function(row) return row.size == "large" end,
}
obligation "listed" { clause = "decision/audits", per = listing, arises = listing.published_on, due = months(2), done = listing.enterprise.audits.completed_on:first() }
]]

describe("what a check takes", function()
  local plan, profile

  -- Rows of a table of the profile, by their first cell: lists of the others, without the times.
  local function rows_of(title, cells)
    local text = assert(("\n" .. profile .. "\n\n"):match("\n" .. title .. "[^\n]*\n[^\n]*\n%-[^\n]*\n(.-)\n\n"), profile)
    local rows = {}
    for line in (text .. "\n"):gmatch "([^\n]+)\n" do
      local list = {}
      for cell in (line .. "  "):gmatch "(.-)%s%s+" do list[#list + 1] = cell end
      local first = table.remove(list, 1)
      rows[first] = table.concat(list, " ", 1, cells)
    end
    return rows
  end

  setup(function()
    command.begin()
    command.fill()
    command.write("three/audits.lua", pack)
    local result = command.run("check", "three", "records.db", "--as-of", "2003-12-31", "--plan", "--profile", "--threads", "1")
    assert.are.equal(1, result.code)
    plan, profile = result.err:match "^(.-)(before: .*)$"
  end)
  teardown(command.finish)

  it("tells passes and blocks, and that a check finds the snapshot that the import left, or reads the registry where it is gone", function()
    assert.is_truthy(profile:find("\nrun of the rules: [%d.]+ ms, 1 threads, 1 passes, 1 blocks "), profile)
    assert.is_truthy(profile:find "^before: the pack took [%d.]+ ms, the snapshot [%d.]+ ms %(mapped as it was")
    assert(os.remove(command.path "records.db.snapshot"))
    local anew = command.run("check", "three", "records.db", "--as-of", "2003-12-31", "--profile")
    assert.is_truthy(anew.err:find "the snapshot [%d.]+ ms %(%d+ kinds read from the registry%)", anew.err)
    local again = command.run("check", "three", "records.db", "--as-of", "2003-12-31", "--profile")
    assert.is_truthy(again.err:find("(mapped as it was)", 1, true), again.err)
  end)

  it("does not count kinds that only the pack declares as read", function()
    command.write("own/audits.lua", command.pack ..
      'kind "load" { fields = { { "enterprise", enterprise, owner = true, key = true }, { "year_end", event, key = true, starts = true } } }\n')
    for i = 1, 3 do
      local result = command.run("check", "own", "records.db", "--as-of", "2003-12-31", "--profile")
      assert.is_truthy(i == 1 or result.err:find("(mapped as it was)", 1, true), result.err)
    end
  end)

  it("cuts long sets behind a whole text, and says so", function()
    local texts = {}
    for i = 1, 100 do texts[i] = ('"\u{6C5F}\u{82CF}%d"'):format(i) end
    local listed = "enterprise.sector:is(" .. table.concat(texts, ", ") .. ")"
    command.write("long/audits.lua", (command.pack:gsub("enterprise.size:is%b()", listed)))
    local shown = command.run("check", "long", "records.db", "--as-of", "2003-12-31", "--plan").err
    assert.is_truthy(utf8.len(shown), "no UTF-8")
    assert.is_truthy(shown:find('TEXT_IN [^\n]*", \u{2026}\n'), shown)
  end)

  it("looks for a day that only rows ask for of those alone who have such rows", function()
    command.write("since/audits.lua", command.pack
      .. 'obligation "since" { clause = "decision/audits", due = "2003-12-31",'
      .. ' done = enterprise.audits:where(audit.started_on:on_or_after(enterprise.listings.published_on:first())).completed_on:first() }\n')
    local shown = command.run("check", "since", "records.db", "--as-of", "2003-12-31", "--plan").err
    assert.is_truthy(shown:find("DATE_FIRST over enterprise [^\n]*value %d+[^\n]* where any audit\n"), shown)
  end)

  it("tells the values of a parameter", function()
    command.write("dated/audits.lua", (command.pack
      .. 'parameter "within" { clause = "decision/audits", { months(2), from = "1999-01-01" }, { months(1), from = "2003-06-01" } }\n'
      .. 'obligation "w" { clause = "decision/audits", per = listing, arises = listing.published_on, due = parameter "within",'
      .. ' done = listing.enterprise.audits.completed_on:first() }\n'))
    local shown = command.run("check", "dated", "records.db", "--as-of", "2003-12-31", "--plan").err
    assert.is_truthy(shown:find("PARAMETER over listing %(%d+%) 2 months from 1999%-01%-01, 1 months from 2003%-06%-01\n"), shown)
  end)

  it("tells which day of a verdict is read, also that on which a power was used", function()
    command.write("used/audits.lua", (command.pack
      .. 'power "may" { clause = "decision/audits", used = enterprise.audits.started_on:first() }\n'
      .. 'obligation "soon" { clause = "decision/audits", require = verdict "may".used:by("2010-01-01") }\n'))
    local shown = command.run("check", "used", "records.db", "--as-of", "2003-12-31", "--plan").err
    assert.is_truthy(shown:find("VERDICT_DATE over enterprise %(%d+%) used\n"), shown)
  end)

  it("names what each argument of a verdict is for", function()
    assert.is_truthy(plan:find("DATED over enterprise %(applies %d+, arises %d+, event %d+, due %d+, done %d+, pivot %d+%)\n"), plan)
  end)

  it("counts the rows read of each column", function()
    local rows = rows_of("Columns loaded", 1)
    assert.are.equal("4", rows["enterprise.size"])
    assert.are.equal("3", rows["audit.completed_on"])
    assert.are.equal("2", rows["listing.published_on"])
    assert.is_nil(rows["audit.started_on"])
  end)

  it("counts the cells that Lua functions looked at", function()
    local row = assert(profile:match "\nenterprise%.size +4 +[%d.]+ +(%d+)\n", profile)
    assert.are.equal("11", row) -- 4 enterprises by one function, 2 large ones by the other; and those that keep the rule again, to see what shows it
    assert.is_truthy(profile:find "\nlisting%.published_on +2 +[%d.]+ +0\n", profile)
    local alone = command.run("check", "city-n", "records.db", "--as-of", "2003-12-31", "--profile").err
    assert.is_truthy(alone:find("\nColumns loaded\n", 1, true), alone)
    assert.is_nil(alone:find("Looks", 1, true))
  end)

  it("tells what each Lua function was called for, and by which rules", function()
    local functions = {}
    for place, cells in pairs(rows_of("Lua functions", 2)) do functions[#functions + 1] = place:match ":%d+$" and cells end
    table.sort(functions)
    assert.are.same({ "by-function 4", "large-by-function 2" }, functions)
  end)

  it("tells of every rule how many nodes it needs, and how many of them alone", function()
    local rows, own = rows_of("Time per rule", 3), 0
    for _, name in ipairs { "audit-by-2002", "by-function", "large-by-function", "listed", "(shared by several rules)" } do
      assert.is_truthy(rows[name], name .. "\n" .. profile)
      own = own + tonumber(rows[name]:match "(%d+)$")
    end
    local _, nodes = plan:gsub("\n +%d+  %u", "")
    assert.are.equal(nodes, own) -- the last column but one adds up to the whole plan
  end)

  it("prints the plan with what is fixed in each node and what each input is for", function()
    for _, part in ipairs { 'TEXT_IN over enterprise %(%d+%) "large", "medium"', "DATE_CONSTANT over enterprise 2002%-06%-30",
      "DATED over enterprise %(applies %d+, arises %d+, event %d+, due %d+, done %d+, pivot %d+", "CALL over enterprise [^\n]*audits%.lua:%d+",
      "DATE_FIRST over enterprise %(rows %d+, value %d+, to %d+%)", "CHOOSE over enterprise %(%d+%) = audit%-by%-2002\n", "SPAN_CONSTANT over listing 2 months" } do
      assert.is_truthy(plan:find(part), part .. "\n" .. plan)
    end
  end)

  it("tells of a report which tables a run is for", function()
    command.write("tables/audits.lua", pack .. 'report "sizes" { title = "Sizes", per = jurisdiction, columns = { { "Enterprises", jurisdiction.enterprises:count() } } }\n')
    local result = command.run("report", "tables", "records.db", "sizes", "--as-of", "2003-12-31", "--profile", "--plan")
    assert.is_truthy(result.err:find("run of sizes: ", 1, true), result.err)
    assert.is_truthy(result.err:find("Plan of sizes for 2003-12-31", 1, true), result.err)
  end)

  it("tells which table of a report calls a function", function()
    command.write("asks/audits.lua", pack .. 'report "sizes" { title = "Sizes", per = enterprise, where = function(row) return row.size == "large" end,'
      .. ' columns = { { "Size", enterprise.size } } }\n')
    local result = command.run("report", "asks", "records.db", "sizes", "--as-of", "2003-12-31", "--profile")
    assert.is_truthy(result.err:find "\n[^\n]*audits%.lua:%d+ +sizes +4 +[%d.]+\n", result.err)
  end)

  it("names the option whose number is none", function()
    command.refused({ "check", "three", "records.db", "--threads", "0" }, { "--threads is a whole number from 1 to 256, not `0`" })
  end)
end)

describe("The plan of a dated duty", function()
  setup(command.begin)
  teardown(command.finish)

  -- How many counts there are over enterprises, of a rule that binds by what was on file as well as by what stood on its due day.
  local function counts(filter)
    command.write("p/p.lua", 'instrument "law" { title = "The law", issuer = "J", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }\n'
      .. ('obligation "o" { clause = "law/a", applies = enterprise.audits:where(%s):count():at_least(2) | enterprise.listings:any(), due = "2002-06-30", '):format(filter)
      .. "done = enterprise.closed_on }\n")
    command.write("jurisdiction.csv", "code,parent\nC1,\n")
    command.write("enterprise.csv", "code,jurisdiction,opened_on\nE1,C1,1995-01-01\n")
    command.answer(0, "import", "p", "r.db", "jurisdiction.csv", "enterprise.csv")
    local _, found = command.run("check", "p", "r.db", "--as-of", "2003-12-31", "--plan").err:gsub("COUNT over enterprise", "")
    return found
  end

  it("counts once what cannot be another as it stood, for both readings of whom it binds", function()
    assert.equal(1, counts 'audit.completed_on:during "2001"')
    assert.equal(2, counts "audit.round:above(1)")
  end)
end)
