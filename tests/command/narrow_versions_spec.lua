-- A file that has no column for an attribute does not say that there is none: the versions that it brings hold what those before them do.
local command = require "tests.support.command"
local answer, run, says, write = command.answer, command.run, command.says, command.write

local PACK = [[
instrument "act" { title = "Act", issuer = "A", in_force = { from = "2000-01-01" }, clauses = { a = "a" } }
kind "district" { lasting = true, fields = { { "code", text, key = true }, { "name", text }, { "seat", text, blank = "none" }, { "within", district, blank = "none" } } }
kind "works" { lasting = true, fields = { { "code", text, key = true }, { "size", text }, { "limit_value", number, blank = "none", sign = "limit_sign" },
  { "limit_sign", text, blank = "none" }, { "exempt_until", date, blank = "none" }, { "shut_on", event } } }
kind "well" { fields = { { "works", works, key = true, owner = true }, { "no", text, key = true }, { "dug_on", event, starts = true }, { "cap", number, blank = "none" } } }
obligation "capped" { clause = "act/a", per = works, require = works.limit_value:at_most(5) }
obligation "wells" { clause = "act/a", per = well, applies = well.cap:given(), require = well.cap:at_most(5) }
report "all" { title = "All", per = works, columns = { { "size", works.size }, { "limit", works.limit_value }, { "exempt", works.exempt_until }, { "shut", works.shut_on } } }
report "districts" { title = "D", per = district, columns = { { "name", district.name }, { "within", district.within.name } } }
]]

describe("A version from a file that lacks columns", function()
  before_each(function()
    command.begin()
    write("p/pack.lua", PACK)
    write("works.csv", "code,size,limit_value,limit_sign,exempt_until,shut_on\nA,large,9,<,2030-01-01,2003-03-03\nB,small,,,,\n")
    write("changes.csv", "code,size,effective_from\nA,small,2005-01-01\nB,large,2005-01-01\nA,tiny,2007-01-01\n")
  end)
  after_each(command.finish)

  local function rows(report, as_of) return (command.answer(0, "report", "p", "r.db", report, "--as-of", as_of, "--format", "csv"):gsub("^[^\n]*\n", "")) end
  local BEFORE, AFTER, LATER = "A,large,below 9,2030-01-01,2003-03-03\nB,small,,,\n", "A,small,below 9,2030-01-01,2003-03-03\nB,large,,,\n",
    "A,tiny,below 9,2030-01-01,2003-03-03\nB,large,,,\n"

  it("is told of by all that it does not say, also where an empty cell would be unknown", function()
    write("changes.csv", "code,limit_value,effective_from\nA,7,2005-01-01\n")
    says(run("import", "p", "r.db", "works.csv", "works=changes.csv").err,
      "changes.csv has no column for size, exempt_until of works: 1 new version holds there what the one before it holds")
  end)

  it("holds there what the version before it does, whichever file comes first", function()
    for _, given in ipairs { { "works.csv", "works=changes.csv" }, { "works=changes.csv", "works.csv" } } do
      command.shell "rm -f r.db*"
      local told = run("import", "p", "r.db", table.unpack(given))
      assert.are.equal(0, told.code, told.err)
      says(told.err, "changes.csv has no column for limit_value, exempt_until of works: 3 new versions hold, each, there what the one before it holds")
      assert.is_nil(told.err:find("means that there is none", 1, true), told.err)
      for day, expected in pairs { ["2004-12-31"] = BEFORE, ["2005-01-01"] = AFTER, ["2008-01-01"] = LATER } do assert.are.equal(expected, rows("all", day)) end
    end
  end)

  it("does so in an import of its own, in the snapshot that is there, too, and again without a change", function()
    answer(0, "import", "p", "r.db", "works.csv")
    assert.are.equal(BEFORE, rows("all", "2008-01-01"))
    says(answer(0, "import", "p", "r.db", "works=changes.csv"), "3 rows of works (3 new versions)")
    assert.are.equal(LATER, rows("all", "2008-01-01"))
    says(answer(0, "import", "p", "r.db", "works=changes.csv"), "3 rows of works (3 unchanged)")
    command.shell "rm -f r.db.snapshot*"
    assert.are.equal(LATER, rows("all", "2008-01-01"))
    assert.matches("capped,A,breached", (command.run("check", "p", "r.db", "--as-of", "2008-01-01", "--verdicts", "v.csv") and command.read "v.csv"):gsub("unknown", "breached"))
  end)

  it("follows what those before it say when that is corrected, or another comes between, whichever came first", function()
    local files = { "works.csv", "works=changes.csv", "works=corrected.csv", "works=between.csv", "works=said.csv" }
    write("corrected.csv", "code,limit_value,limit_sign,exempt_until\nA,8,<,2030-01-01\n") -- of the first version, and so of that of 2005, too
    write("between.csv", "code,size,limit_value,limit_sign,exempt_until,effective_from\nA,mid,7,,,2006-01-01\n") -- and that of 2007 follows
    write("said.csv", "code,exempt_until,effective_from\nA,2031-01-01,2007-01-01\n") -- which says a day itself, and no limit still
    local expected = { ["2004-12-31"] = "A,large,below 8,2030-01-01,2003-03-03\n", ["2005-06-01"] = "A,small,below 8,2030-01-01,2003-03-03\n",
      ["2006-06-01"] = "A,mid,7,,2003-03-03\n", ["2008-01-01"] = "A,tiny,7,2031-01-01,2003-03-03\n" }
    for _, order in ipairs { { 1, 2, 3, 4, 5 }, { 1, 3, 4, 2, 5 }, { 1, 2, 5, 4, 3 }, { 1, 4, 2, 5, 3 } } do
      for _, kept in ipairs { true, false } do -- the snapshot that is there, or one that is made anew
        command.shell "rm -rf r.db*"
        for _, i in ipairs(order) do
          answer(0, "import", "p", "r.db", files[i])
          if kept then rows("all", "2008-01-01") end
        end
        for _, file in ipairs(files) do -- again, without a change
          if file ~= "works.csv" or order[1] ~= 1 then says(answer(0, "import", "p", "r.db", file), "unchanged") end
        end
        for day, line in pairs(expected) do assert.are.equal(line, rows("all", day):match "^[^\n]*\n", day .. table.concat(order, " ")) end
      end
    end
  end)

  it("of a record that is new follows what a file says later of the time before, where nothing that is empty would mean that there is none", function()
    write("p/pack.lua", (PACK:gsub(', blank = "none"', "")))
    for _, given in ipairs { { "works.csv", "works=changes.csv" }, { "works=changes.csv", "works.csv" } } do
      command.shell "rm -rf r.db*"
      for _, file in ipairs(given) do run("import", "p", "r.db", file) end
      assert.are.equal("A,tiny,below 9,2030-01-01,2003-03-03\nB,large,unknown,unknown,\n", rows("all", "2008-01-01"))
    end
  end)

  it("takes a file for one that says all, though its number was that of one that changed nothing", function()
    answer(0, "import", "p", "r.db", "works.csv")
    answer(0, "import", "p", "r.db", "works=changes.csv")
    write("district.csv", "code,name,seat,within\nP,High,y,\n")
    answer(0, "import", "p", "r.db", "district.csv", "works=changes.csv")
    write("whole.csv", "code,size,limit_value,limit_sign,exempt_until,effective_from\nB,small,3,,,2008-01-01\n")
    answer(0, "import", "p", "r.db", "works=whole.csv")
    write("corrected.csv", "code,limit_value,exempt_until\nB,6,2030-01-01\n")
    answer(0, "import", "p", "r.db", "works=corrected.csv")
    says(rows("all", "2007-06-01"), "B,large,6,2030-01-01,\n")
    says(rows("all", "2008-06-01"), "B,small,3,,\n")
  end)

  it("keeps what another program has written into it: what it would follow is refused, until a file says it", function()
    answer(0, "import", "p", "r.db", "works.csv", "works=changes.csv")
    command.shell [[sqlite3 r.db "update works set limit_value = 4 where code = 'A' and effective_from = '2007-01-01'"]]
    write("corrected.csv", "code,limit_value,limit_sign\nA,8,<\nB,3,\n")
    write("between.csv", "code,limit_value,limit_sign,effective_from\nA,6,<,2006-01-01\n")
    for _, file in ipairs { "corrected", "between" } do
      assert.are.equal(2, run("import", "p", "r.db", "works=" .. file .. ".csv").code)
      says(command.read(file .. ".rejects.csv"), "2,limit_value,,\"another program has written `limit_value` of this record from 2007-01-01 on, which no file says, "
        .. "and this row would change it: import that version from a file with a column for it first")
    end
    says(rows("all", "2008-01-01"), "A,tiny,below 4,2030-01-01,2003-03-03\n")
    write("said.csv", "code,size,limit_value,limit_sign,effective_from\nA,tiny,4,<,2007-01-01\n")
    says(answer(0, "import", "p", "r.db", "works=said.csv"), "1 row of works (1 corrected)")
    answer(0, "import", "p", "r.db", "works=corrected.csv")
    says(rows("all", "2008-01-01"), "A,tiny,below 4,2030-01-01,2003-03-03\nB,large,3,")
    says(rows("all", "2006-06-01"), "A,small,below 8,")
  end)

  it("says what a later file with the column says of it, also where it held that already, and follows no more", function()
    answer(0, "import", "p", "r.db", "works.csv", "works=changes.csv")
    write("said.csv", "code,size,limit_value,limit_sign,effective_from\nA,small,9,<,2005-01-01\n")
    says(answer(0, "import", "p", "r.db", "works=said.csv"), "1 row of works (1 corrected)")
    says(answer(0, "import", "p", "r.db", "works=said.csv"), "1 row of works (1 unchanged)")
    write("corrected.csv", "code,limit_value,limit_sign\nA,8,<\n")
    answer(0, "import", "p", "r.db", "works=corrected.csv")
    says(rows("all", "2004-06-01"), "A,large,below 8,")
    says(rows("all", "2005-06-01"), "A,small,below 9,")
    says(rows("all", "2007-06-01"), "A,tiny,below 9,")
  end)

  it("keeps in the history what it was before it followed", function()
    answer(0, "import", "p", "r.db", "works.csv")
    answer(0, "import", "p", "r.db", "works=changes.csv")
    write("corrected.csv", "code,limit_value\nA,8\n")
    answer(0, "import", "p", "r.db", "works=corrected.csv")
    command.shell [[sqlite3 r.db "select effective_from, limit_value, replaced_by from works_history order by effective_from" >history.txt]]
    assert.are.equal("|9.0|3\n2005-01-01|9.0|3\n2007-01-01|9.0|3\n", command.read "history.txt")
  end)

  it("takes no sign that belongs to another number", function()
    write("limits.csv", "code,limit_value,effective_from\nA,4,2006-01-01\n")
    answer(0, "import", "p", "r.db", "works.csv", "works=limits.csv")
    assert.are.equal("A,large,4,2030-01-01,2003-03-03\nB,small,,,\n", rows("all", "2008-01-01"))
  end)

  it("is refused where it would begin before all that is known of the record, and a missing column would say that there is none", function()
    write("works.csv", "code,size,limit_value,exempt_until,effective_from\nA,large,9,2030-01-01,2006-01-01\n")
    answer(0, "import", "p", "r.db", "works.csv")
    local result = run("import", "p", "r.db", "works=changes.csv")
    assert.are.equal(2, result.code)
    says(command.read "changes.rejects.csv", "2,limit_value,,\"the versions of this record that are on file all begin later, and the file has no column for `limit_value`")
    write("all.csv", "code,size,limit_value,exempt_until,effective_from\nA,small,,,2005-01-01\n")
    answer(0, "import", "p", "r.db", "works=all.csv")
  end)

  it("of a record that is new says what its cells say, and import tells of the columns", function()
    says(run("import", "p", "r.db", "works=changes.csv").err, "changes.csv has no column for limit_value, exempt_until of works: what is empty there means that there is none")
  end)

  it("keeps where a place lies, also one that the same import names", function()
    write("district.csv", "code,name,seat,within\nD,Low,x,P\nP,High,y,\n")
    write("names.csv", "code,name,effective_from\nD,Renamed,2005-01-01\nD,Again,2006-01-01\nP,Higher,2005-01-01\n")
    for _, given in ipairs { { "district.csv", "district=names.csv" }, { "district=names.csv", "district.csv" } } do
      command.shell "rm -f r.db*"
      answer(0, "import", "p", "r.db", table.unpack(given))
      assert.are.equal("Renamed,D,Renamed,Higher\nHigher,P,Higher,\n", rows("districts", "2005-06-01"))
      says(rows("districts", "2006-06-01"), "Again,D,Again,Higher\n")
    end
  end)

  it("follows where a place lies when that is corrected", function()
    write("district.csv", "code,name,seat,within\nD,Low,x,P\nP,High,y,\nQ,Other,z,\n")
    write("names.csv", "code,name,effective_from\nD,Renamed,2005-01-01\nD,Again,2006-01-01\n")
    for _, kept in ipairs { true, false } do
      command.shell "rm -rf r.db*"
      for _, file in ipairs { "district.csv", "district=names.csv", "district=corrected.csv" } do
        write("corrected.csv", "code,within\nD,Q\n")
        answer(0, "import", "p", "r.db", file)
        if kept then rows("districts", "2006-06-01") end
      end
      says(rows("districts", "2006-06-01"), "Again,D,Again,Other\n")
    end
  end)

  it("keeps what a record of several keys holds, whose table lies by them", function()
    write("well.csv", "works,no,dug_on,cap\nA,1,2001-01-01,7\nB,1,2001-01-01,\n")
    write("later.csv", "works,no,effective_from,dug_on\nA,1,2004-01-01,2001-01-01\nB,1,2004-01-01,2001-01-01\n")
    answer(0, "import", "p", "r.db", "works.csv", "well.csv")
    answer(0, "import", "p", "r.db", "well=later.csv")
    command.run("check", "p", "r.db", "--as-of", "2008-01-01", "--verdicts", "v.csv")
    says(command.read "v.csv", "wells,A/1,breached", "wells,B/1,not_applicable")
  end)
end)
