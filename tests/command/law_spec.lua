-- Which day's law a table per period reads, and what lint says of law that changes inside a period.
local command = require "tests.support.command"

local pack = [[
instrument "act" { title = "Act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { fee = "A fee is paid for each ton", class = "Classes of piers" } }
instrument "old" { title = "Classes", issuer = "P", in_force = { from = "2000-01-01", to = "2001-12-31" }, clauses = { class = "Classes of piers" } }
instrument "new" { title = "Classes", issuer = "P", in_force = { from = "2002-01-01" }, clauses = { class = "Classes of piers" } }
kind "pier" { lasting = true, fields = { { "code", text, key = true }, { "keeper", text }, { "length", number } } }
kind "cargo" { plural = "cargoes", fields = { { "code", text, key = true }, { "pier", pier, owner = true }, { "landed_on", event, starts = true }, { "tons", number } } }
parameter "fee" { clause = "act/fee", { 30, from = "2001-01-01" }, { 50, from = "2002-01-01" }, { 70, from = "2002-07-01" } }
term "cargo.fee" { value = cargo.tons * parameter "fee":on(cargo.landed_on) }
term "pier.fee" { per = { pier, year }, value = pier.cargoes:during(period).tons:sum() * parameter "fee" }
decision "pier.class@old" { clause = "old/class", hit = "first", columns = { pier.length }, rows = { { at_least(90), "long" }, { any, "short" } } }
decision "pier.class@new" { clause = "new/class", hit = "first", columns = { pier.length }, rows = { { at_least(70), "long" }, { any, "short" } } }
report "own" { title = "By each year's law", per = { pier, year }, columns = {
  { "fee", pier.fee }, { "by day", pier.cargoes:during(period).fee:sum() }, { "class", pier.class }, { "keeper", pier.keeper } } }
report "now" { title = "By one law", per = { pier, year }, law = as_of, columns = { { "fee", pier.fee }, { "class", pier.class }, { "keeper", pier.keeper } } }
report "then" { title = "By one day's law", per = { pier, year }, law = "2001-06-30", columns = { { "fee", pier.fee }, { "class", pier.class } } }
report "counts" { title = "Cargoes", per = { pier, year }, columns = { { "n", pier.cargoes:during(period):count() } } }
]]

describe("A table per period", function()
  setup(function()
    command.begin()
    command.write("pier.csv", "code,keeper,length,effective_from\np1,Ann,80,\np1,Bob,80,2002-03-01\n")
    command.write("cargo.csv", "code,pier,landed_on,tons\n1,p1,2001-06-01,1\n2,p1,2002-06-01,1\n3,p1,2002-08-01,1\n")
    command.write("pack/rules.lua", pack)
    command.answer(0, "import", "pack", "records.db", "pier.csv", "cargo.csv")
  end)
  teardown(command.finish)

  local function rows(name, format)
    local lines = {}
    for line in command.answer(0, "report", "pack", "records.db", name, "--as-of", "2003-05-31", "--format", format or "csv"):gmatch "[^\n]+" do
      if format or line:find "^p1" then lines[#lines + 1] = (line:gsub("^p1,[^%d]*", "")) end
    end
    return lines
  end

  it("reads in each row the law, and what is recorded, of the period's last day", function()
    assert.same({ "2001,30,30,short,Ann", "2002,140,120,long,Bob", "2003,0,0,long,Bob" }, rows "own")
  end)
  it("reads one day's law in all rows where the report says so, and the records of each period", function()
    assert.same({ "2001,70,long,Ann", "2002,140,long,Bob", "2003,0,long,Bob" }, rows "now")
    assert.same({ "2001,30,short", "2002,60,short", "2003,0,short" }, rows "then")
  end)
  it("says which day's law it reads, where it reads any", function()
    local function said(name) return table.concat(rows(name, "text"), "\n") end
    assert.is_truthy(said("own"):find("Each row reads the law of its own period's last day", 1, true))
    assert.is_truthy(said("now"):find("All rows read the law of 2003-05-31.", 1, true))
    assert.is_truthy(said("then"):find("All rows read the law of 2001-06-30.", 1, true))
    assert.is_nil(said("counts"):find("law", 1, true))
  end)
  it("is named by lint where a parameter changes inside its periods", function()
    local told = command.answer(1, "lint", "pack")
    assert.is_truthy(told:find('report own: the row of parameter "fee" from 2002-07-01 begins inside a year', 1, true))
    local _, times = told:gsub("begins inside", "")
    assert.equal(1, times) -- not where one day's law is read, and not of a parameter that is read on a day of its own
  end)
end)

describe("A rule per period", function()
  setup(command.begin)
  teardown(command.finish)
  it("is named by lint where a parameter changes inside its periods, whatever of it asks: also whom it binds, by an exception or a decision", function()
    local rule = 'obligation "r" { clause = "act/fee", per = { pier, year }, %srequire = pier.cargoes:during(period):any() }\n'
    for text, title in pairs {
      [rule:format 'applies = pier.length:above(parameter "fee"), '] = "obligation r",
      [rule:format "" .. 'exception "e" { clause = "act/class", to = "r", applies = pier.length:above(parameter "fee") }'] = "exception e to r",
      [rule:format 'applies = pier.sort:is "a", '
        .. 'decision "pier.sort" { clause = "act/class", hit = "first", columns = { pier.length:above(parameter "fee") }, '
        .. 'rows = { { yes, "a" }, { any, "b" } } }'] = "obligation r",
      [rule:format "arises = pier.cargoes.landed_on:first(), evidence = pier.cargoes:where(cargo.tons:above(parameter \"fee\")), "] = "obligation r",
      ['report "r" { title = "R", per = { pier, year }, where = pier.length:above(parameter "fee"), columns = { { "Keeper", pier.keeper } } }'] = "report r" } do
      command.write("pack/rules.lua", pack:match "^(.-)report" .. text)
      assert.is_truthy(command.answer(1, "lint", "pack"):find(title .. ': the row of parameter "fee" from 2002-07-01 begins inside a year', 1, true), text)
    end
  end)
end)

describe("An exception that says something else instead of a parameter", function()
  setup(command.begin)
  teardown(command.finish)
  it("is named by lint where it begins inside the periods of a rule, and not where it begins with them or with the rule", function()
    local function told(law, from)
      command.write("pack/rules.lua", ('instrument "old" { title = "O", issuer = "J", in_force = { from = "%s" }, clauses = { a = "…" } }\n'
        .. 'instrument "new" { title = "N", issuer = "J", in_force = { from = "%s" }, clauses = { a = "…" } }\n'):format(law, from)
        .. 'kind "dock" { lasting = true, fields = { { "code", text, key = true }, { "length", number } } }\n'
        .. 'parameter "most" { clause = "old/a", { 5, from = "1990-01-01" } }\n'
        .. 'obligation "r" { clause = "old/a", per = { dock, year }, require = dock.length:at_most(parameter "most") }\n'
        .. 'exception "e" { clause = "new/a", to = "most", applies = dock.length:above(1), instead = 9 }\n')
      return command.run("lint", "pack").out:find("the exception e, which says something else instead, begins inside a year, on " .. from, 1, true) ~= nil
    end
    assert.same({ true, false, false }, { told("1996-01-01", "2002-12-31"), told("1996-01-01", "2003-01-01"), told("2002-07-01", "2002-07-01") })
  end)
end)

describe("law and :on", function()
  setup(command.begin)
  teardown(command.finish)
  local head = pack:match "^(.-)report"
  local function refused(text, says)
    command.write("wrong/rules.lua", head .. text)
    command.refused({ "lint", "wrong" }, { says })
  end
  it("are refused where they say nothing", function()
    refused('report "r" { title = "T", per = pier, law = as_of, columns = { { "l", pier.length } } }', "law counts only for a table per year or another period")
    refused('report "r" { title = "T", per = { pier, year }, law = pier, columns = { { "l", pier.length } } }', "law is as_of, without quotes, or a date")
    refused('report "r" { title = "T", per = { pier, year }, law = "2001-13-01", columns = { { "l", pier.length } } }', "2001-13-01")
    refused('report "r" { title = "T", per = pier, columns = { { "l", (pier.length * 2):on(as_of) } } }', ":on(day) is asked of a field, a term, a decision or a parameter")
    refused('report "r" { title = "T", per = pier, columns = { { "l", parameter "fee":on() } } }', ":on() needs a value")
    refused('report "r" { title = "T", per = pier, columns = { { "l", parameter "fee":on(pier.length) } } }', "expected a date")
  end)
end)
