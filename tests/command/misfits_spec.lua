-- What a field cannot hold, written into the registry by another program: by a view it is refused where it is written, and what went into the table past the view
-- is read neither for a value nor as an empty cell, which might mean that there is none.
local command = require "tests.support.command"
local answer, run, write = command.answer, command.run, command.write

local PACK = [[
instrument "act" { title = "Act", issuer = "A", in_force = { from = "2018-01-01" }, clauses = { a = "a" } }
kind "works" { lasting = true, fields = { { "code", text, key = true }, { "load", number, blank = "none", min = 0, max = 100 }, { "due", number },
  { "big", yesno, blank = "none" }, { "sort", text, blank = "none", one_of = { "wet", "dry" } }, { "shut_by", date, blank = "none" },
  { "part_of", works, blank = "none" }, { "note", text, blank = "none" } } }
kind "load" { fields = { { "works", works, key = true, owner = true }, { "no", number, key = true }, { "on_day", event, starts = true }, { "tons", number, max = 9.5 } } }
obligation "light" { clause = "act/a", per = works, require = ~works.load:above(50) & ~works.big & ~works.sort:is "wet" & ~works.shut_by:before "2019-01-01" }
obligation "loads" { clause = "act/a", per = load, require = ~load.tons:above(5) }
]]

-- Column, value as SQL, as it is shown, and what is said of it.
local WRONG = {
  { "load", "150", "150.0", "above 100, the most that load can be" }, { "load", "-0.5", "-0.5", "below 0, the least that load can be" },
  { "due", "9e999", "Inf", "further from zero than numbers go" }, { "big", "2", "2", "neither 1 for yes nor 0 for no" }, { "big", "-1", "-1", "neither 1 for yes nor 0 for no" },
  { "sort", "'Wet'", "Wet", "none of the words that it may be" }, { "part_of", "0", "0", "no number of a row" }, { "shut_by", "99999999", "99999999", "no date" },
  { "note", "char(32, 160, 9)", " \u{A0}\t", "nothing but blanks" },
}

describe("What a field cannot hold", function()
  local function sql(text)
    write(".sql", text)
    command.shell "sqlite3 -list r.db <.sql >.rows 2>.told || :"
    return command.read ".rows", command.read ".told"
  end

  before_each(function()
    command.begin()
    write("p/pack.lua", PACK)
    write("works.csv", "code,load,due,big,sort,shut_by,part_of,note\nA,20,5,no,dry,,,\nB,30,5,no,dry,,A,old\n")
    write("load.csv", "works,no,on_day,tons\nA,1,2019-01-01,4\nB,7,2019-01-01,4\n")
    answer(0, "import", "p", "r.db", "works.csv", "load.csv")
  end)
  after_each(command.finish)

  it("is refused in the table, with record, field and value, until an import corrects it", function()
    for _, wrong in ipairs(WRONG) do
      local column, value, shown, why = table.unpack(wrong)
      assert.are.equal("", (select(2, sql(('UPDATE "works rows" SET "%s" = %s WHERE code = \'B\''):format(column, value)))))
      local result = run("check", "p", "r.db", "--as-of", "2020-01-01")
      assert.are.equal(2, result.code, column .. " " .. value .. ": " .. result.out)
      command.says(result.err, ("the works with code = B has %s in `%s`, which is %s: another program wrote it"):format(shown, column, why))
      answer(0, "import", "p", "r.db", "works.csv")
      assert.are.equal(0, run("check", "p", "r.db", "--as-of", "2020-01-01").code)
    end
  end)

  it("is named by all parts of the key, also where the table lies by its keys", function()
    sql 'UPDATE "load rows" SET tons = 9.6 WHERE no = 7'
    command.says(run("check", "p", "r.db", "--as-of", "2020-01-01").err, "the load with works = row 2, no = 7.0 has 9.6 in `tons`, which is above 9.5, the most that tons can be")
  end)

  it("is refused by the view, and what it can hold is taken", function()
    for _, wrong in ipairs(WRONG) do
      local column, value = wrong[1], wrong[2]
      if column ~= "due" and column ~= "part_of" then
        local _, told = sql(("UPDATE works SET %s = %s WHERE code = 'B'"):format(column, value))
        assert.is_truthy(told:find(column .. " is ", 1, true), column .. " " .. value .. ": " .. told)
        _, told = sql(("INSERT INTO works(record, code, %s, effective_from, import, line) VALUES(3, 'C', %s, '', 1, 9)"):format(column, value))
        assert.is_truthy(told:find(column .. " is ", 1, true), column .. " " .. value .. ": " .. told)
      end
    end
    local _, told = sql "UPDATE works SET load = 100, big = 1, sort = 'wet', shut_by = '2018-05-05' WHERE code = 'A'; UPDATE works SET load = NULL, sort = '' WHERE code = 'B'"
    assert.are.equal("", told)
    assert.are.equal("A|100.0|1|wet|2018-05-05\nB||0||\n", (sql "SELECT code, load, big, sort, shut_by FROM works"))
    assert.are.equal(1, run("check", "p", "r.db", "--as-of", "2020-01-01").code)
  end)
end)
