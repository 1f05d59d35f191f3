-- Codes that change what they name: what an import makes of them, and what lint says of records that name what has no code on their day (meaning.md, 26).
local command = require "tests.support.command"
local answer, write, read = command.answer, command.write, command.read

local KIND <const> = 'kind "sample" { fields = { { "code", text, key = true }, { "taken_on", event, starts = true }, '
  .. '{ "jurisdiction", jurisdiction, owner = true, blank = "unknown" }, { "branch", text } } }\n'
local REGISTER <const> = [[
code_register "county" { of = jurisdiction, unconfirmed = "made up",
  { "522", names = "taicang", to = "1993-01-07" },
  { "585", names = "taicang", from = "1993-01-08" },
  { "522", names = "elsewhere", from = "2010-01-01", to = "2011-12-31" },
}
]]
local function lab(on)
  return ('import "lab" { kind = sample, others = "ignore", file = { dates = "DD.MM.YYYY" }, '
    .. 'code = "No", taken_on = "Day", jurisdiction = { "County", %s } }\n'):format(on)
end
local function pack(on)
  write("p/p.lua", 'instrument "act" { title = "Act", issuer = "J", in_force = { from = "1980-01-01" }, clauses = { a = "…" } }\n'
  .. 'obligation "named" { clause = "act/a", per = sample, require = sample.jurisdiction:given() }\n'
  .. 'report "places" { title = "Places", per = sample, columns = { { "place", sample.jurisdiction.code } } }\n' .. KIND .. REGISTER .. lab(on))
end

describe("a code of a register", function()
  before_each(function()
    command.begin()
    write("jurisdiction.csv", "code,name,level,parent\ntaicang,Taicang,county,\nelsewhere,Elsewhere,county,\n")
  end)
  after_each(command.finish)

  -- What the import says.
  local function import(code, rows)
    write("lab.csv", "No,Day,County,Told\n" .. rows)
    local run = command.run("import", "p", "r.db", "jurisdiction.csv", "lab.csv")
    assert.equal(code, run.code, run.err)
    return run.err
  end
  local function refused(rows)
    assert.truthy(import(2, rows):find("nothing was changed", 1, true))
    return read "lab.rejects.csv"
  end
  -- The place that each record names: "1 taicang, 2 elsewhere".
  local function places()
    local found = {}
    for key, place in answer(0, "report", "p", "r.db", "places", "--format", "csv", "--as-of", "2020-01-01"):gmatch "\n(%d),(%w+)" do
      found[#found + 1] = key .. " " .. place
    end
    return table.concat(found, ", ")
  end

  it("becomes what it named on the day of its row: before and behind the day on which another took its place, and after it was given away", function()
    pack 'code_register = "county", on = "Day"'
    import(0, "1,07.01.1993,522,\n2,08.01.1993,585,\n3,01.01.2010,522,\n4,31.12.2011,522,\n")
    assert.equal("1 taicang, 2 taicang, 3 elsewhere, 4 elsewhere", places())
  end)
  it("is refused on a day on which it names nothing any more, with what has its place", function()
    pack 'code_register = "county", on = "Day"'
    local told = refused "1,08.01.1993,522,\n"
    command.says(told, 'no code on 1993-01-08: the register ""county"" has it for ""taicang"" until 1993-01-07, which is 585 on that day; ',
      'correct it, or say outdated = ""last""')
    told = refused "1,01.01.2012,522,\n"
    assert.truthy(told:find('has it for ""elsewhere"" from 2010-01-01 to 2011-12-31; correct it, or say outdated', 1, true), told)
  end)
  it("is refused before it named anything, also where outdated ones are taken", function()
    pack 'code_register = "county", on = "Day", outdated = "last"'
    local told = refused "1,07.01.1993,585,\n"
    assert.truthy(told:find('has it for ""taicang"" from 1993-01-08 on, which is 522 on that day; correct it, or the day', 1, true), told)
  end)
  it("is refused where the register has it not, with the nearest that it has", function()
    pack 'code_register = "county", on = "Day"'
    assert.truthy(refused("1,07.01.1993,552,\n"):find('the code register ""county"" does not have it: did you mean 522? Correct it, or add it there', 1, true))
  end)
  it("is refused without a day, and with one that is none", function()
    pack 'code_register = "county", on = "Told"'
    assert.truthy(refused("1,07.01.1993,522,\n"):find("the column Told, with the day on which it was a code, is empty: nobody knows what it names without", 1, true))
    assert.truthy(refused("1,07.01.1993,522,1992-02-30\n"):find("its day, in the column Told: ", 1, true))
  end)
  it("may be taken for what it named last, which the import tells", function()
    pack 'code_register = "county", on = "Day", outdated = "last"'
    local told = import(0, "1,06.01.1993,522,\n2,08.01.1993,522,\n3,31.12.2009,522,\n4,01.01.2019,522,\n")
    command.says(told, "lab.csv: 3 rows of sample with a code that names nothing on the row's day any more, the first in line 3; it is taken for what it named last")
    assert.equal("1 taicang, 2 taicang, 3 taicang, 4 elsewhere", places())
  end)
  it("is that of one day where the whole file is of that day, and an order of its own where its column has one", function()
    pack 'code_register = "county", on = { fixed = "1990-01-01" }'
    import(0, "1,01.01.2012,522,\n")
    assert.equal("1 taicang", places())
    pack 'code_register = "county", on = { "Told", dates = "YYYYMMDD" }'
    import(0, "1,01.01.2012,522,20110101\n")
    assert.equal("1 elsewhere", places())
  end)
  it("stands in doc by its register and its day, and its register among what is unconfirmed", function()
    pack 'code_register = "county", on = "Day", outdated = "last"'
    local told = answer(0, "doc", "p")
    assert.truthy(told:find('codes of the register "county" on Day (DD.MM.YYYY); one that names nothing on that day any more is what it named last', 1, true), told)
    import(0, "1,06.01.1993,522,\n")
    assert.truthy(answer(0, "check", "p", "r.db"):find("code register county is unconfirmed: made up", 1, true))
  end)
  it("reads as looking through the register row by row does", function()
    local state = 7
    local function random(n)
      state = (state * 1103515245 + 12345) % 2147483648
      return state // 65536 % n
    end
    local function day(n) return ("%04d-%02d-01"):format(1990 + n // 12, n % 12 + 1) end
    local register, rows, all = { 'code_register "county" { of = sample.branch,\n' }, {}, {}
    for code = 0, 59 do
      local from = 0
      for _ = 1, 3 do
        from = from + random(40)
        local to = from + random(40)
        all[#all + 1] = { code = ("%02d"):format(code), from = day(from), to = day(to), names = ("n%d"):format(random(30)) }
        register[#register + 1] = ('  { "%02d", names = "%s", from = "%s", to = "%s" },\n'):format(code, all[#all].names, day(from), day(to))
        from = to + 1
      end
    end
    for i = 1, 400 do rows[i] = { no = i, code = ("%02d"):format(random(60)), on = day(random(140)) } end
    write("p/p.lua", KIND .. table.concat(register) .. '}\nimport "lab" { kind = sample, code = "No", taken_on = "Day", jurisdiction = { blank = "unknown" }, '
      .. 'branch = { "Code", code_register = "county", on = "Day" } }\nreport "r" { title = "r", per = sample, columns = { { "branch", sample.branch } } }\n')
    local lines, expected = { "No,Day,Code\n" }, {}
    for _, row in ipairs(rows) do
      lines[#lines + 1] = ("%03d,%s,%s\n"):format(row.no, row.on, row.code)
      for _, of in ipairs(all) do
        if of.code == row.code and of.from <= row.on and row.on <= of.to then expected[#expected + 1] = ("%03d,%s"):format(row.no, of.names) end
      end
    end
    write("lab.csv", table.concat(lines))
    answer(2, "import", "--keep-good", "p", "r.db", "lab.csv")
    local found = {}
    for key, branch in answer(0, "report", "p", "r.db", "r", "--format", "csv"):gmatch "%f[^\n](%d+),(n%d+)\n" do found[#found + 1] = key .. "," .. branch end
    assert.truthy(#expected > 50)
    assert.same(expected, found)
  end)
end)

describe("lint names what has no code on a record's day", function()
  before_each(function()
    command.begin()
    write("jurisdiction.csv", "code,name,level,parent\ntaicang,Taicang,county,\nelsewhere,Elsewhere,county,\nno-codes,No codes,county,\n")
    write("sample.csv", "code,taken_on,jurisdiction,branch\n1,2000-01-01,taicang,32\n2,2009-12-31,elsewhere,31\n3,2010-01-01,elsewhere,31\n4,2012-01-01,elsewhere,32\n"
      .. "5,2012-01-01,no-codes,\n6,2012-01-01,,\n")
  end)
  after_each(command.finish)

  it("of references to the kind that it is of, by the day of the record", function()
    pack 'code_register = "county", on = "Day"'
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "sample.csv")
    local told = answer(1, "lint", "p", "r.db", "--as-of", "2020-01-01")
    local named = {}
    for key in told:gmatch 'sample (%d): it names elsewhere in jurisdiction, and no code of the register "county" does on its day %(no%-code%)' do named[#named + 1] = key end
    assert.same({ "2", "4" }, named)
    local _, count = told:gsub("no%-code%)", "")
    assert.equal(2, count)
    assert.truthy(answer(1, "lint", "p", "r.db", "--as-of", "2020-01-01", "--lang", "zh"):find("代码登记“county”", 1, true))
  end)
  it("of the texts of a field", function()
    write("p/p.lua", KIND .. 'code_register "branches" { of = sample.branch, { "31", from = "2010-01-01" }, { "32", to = "2011-12-31" } }\n')
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "sample.csv")
    local told, named = answer(1, "lint", "p", "r.db", "--as-of", "2020-01-01"), {}
    for key, text in told:gmatch 'sample (%d): it names (%d+) in branch' do named[#named + 1] = key .. " " .. text end
    assert.same({ "2 31", "4 32" }, named)
  end)
end)
