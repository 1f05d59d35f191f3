-- Import statements at work: files of other agencies, each sort in a small file of its own.
local lfs = require "lfs"
local command = require "tests.support.command"
local write, answer = command.write, command.answer
local here = lfs.currentdir()

local kinds = [[
kind "site" { lasting = true, fields = { { "code", text, key = true }, { "name", text } } }
kind "sample" { fields = { { "code", text, key = true }, { "taken_on", event, starts = true }, { "site", site, owner = true, blank = "unknown" },
  { "amount", number, unit = "mg/L", sign = "amount_sign" }, { "amount_sign", text, one_of = { "<", "<=", ">", ">=", "=" } },
  { "sort", text, one_of = { "grab", "mixed" } }, { "final", yesno }, { "note", text }, { "reported_on", date } } }
kind "reading" { fields = { { "site", site, key = true, owner = true }, { "read_on", event, key = true, starts = true }, { "amount", number } } }
kind "visit" { fields = { { "code", text, key = true }, { "reading", reading, owner = true }, { "done_on", event, starts = true } } }
]]

-- The rows of a kind, as the registry's own shell prints them.
local function rows(query)
  local pipe = assert(io.popen(("sqlite3 -list -separator '|' '%s' \"%s\""):format(command.path "r.db", query)))
  local text = pipe:read "a"
  pipe:close()
  return text
end

local function pack(statements) write("pack/pack.lua", kinds .. statements) end

-- Imports FILE by a statement `their`; gives what the command said.
local function import(statement, text, code)
  pack('import "their" {\n' .. statement .. "\n}\n")
  write("their.csv", text)
  return answer(code or 0, "import", "pack", "r.db", "their=their.csv")
end

local rejects_head = "line,column,value,reason\n"

-- Every row that the statement must refuse, as the list beside the file has it.
local function rejects(statement, text)
  pack('import "their" {\n' .. statement .. "\n}\n")
  write("their.csv", text)
  local result = command.run("import", "pack", "r.db", "their=their.csv")
  assert(result.code == 2, result.out .. result.err)
  assert.is_nil(command.read "r.db")
  local list = assert(command.read "their.rejects.csv", result.err)
  assert.are.equal(rejects_head, list:sub(1, #rejects_head))
  return list:sub(#rejects_head + 1)
end

local function refused(statement, text, says)
  pack('import "their" {\n' .. statement .. "\n}\n")
  write("their.csv", text)
  local message = command.refused({ "import", "pack", "r.db", "their=their.csv" }, says)
  assert.is_nil(command.read "r.db")
  return message
end

local plain = '  kind = sample, code = "No", taken_on = "Day", '

describe("An import statement", function()
  before_each(command.begin)
  after_each(command.finish)

  it("reads columns of other names, and leaves those it does not name where it says so", function()
    assert.are.equal("their.csv: 1 row of sample (1 new)\n", import(plain .. 'others = "ignore"', "Else,Day,No\nx,2020-01-31,S1\n"))
    assert.are.equal("S1|2020-01-31\n", rows "select code, taken_on from sample")
  end)
  it("refuses columns it does not name where it does not say so", function()
    refused(plain, "Else,Day,No\nx,2020-01-31,S1\n", { "their.csv:1:1: ", 'import "their" reads nothing from the column "Else"', 'others = "ignore"' })
  end)
  it("takes its kind from its name, and a file from its name", function()
    pack 'import "sample" { code = "No", taken_on = "Day" }'
    write("sample.csv", "No,Day\nS1,2020-01-31\n")
    answer(0, "import", "pack", "r.db", "sample.csv")
    assert.are.equal("S1\n", rows "select code from sample")
  end)
  it("leaves files of the kind's own form as they are", function()
    pack 'import "their" { kind = sample, code = "No", taken_on = "Day" }'
    write("sample.csv", "code,taken_on\nS1,2020-01-31\n")
    answer(0, "import", "pack", "r.db", "sample.csv")
    assert.are.equal("S1\n", rows "select code from sample")
  end)
  it("reads several files into one kind", function()
    pack('import "a" {' .. plain .. '}\nimport "b" { kind = sample, file = { separator = ";" }, code = "Nr", taken_on = "Tag" }')
    write("a.csv", "No,Day\nS1,2020-01-31\n")
    write("b.csv", "Tag;Nr\n2020-02-01;S2\n")
    write("c.csv", "Tag;Nr\n2020-02-02;S3\n")
    answer(0, "import", "pack", "r.db", "a=a.csv", "b=b.csv", "b=c.csv")
    assert.are.equal("S1\nS2\nS3\n", rows "select code from sample order by code")
  end)
  it("keeps file and line of each record", function()
    import(plain, "No,Day\nS1,2020-01-31\n\nS2,2020-02-01\n")
    assert.are.equal("S1|their.csv|2\nS2|their.csv|4\n", rows "select s.code, i.file, s.line from sample s join mandate_import i on i.import = s.import")
  end)
  it("changes nothing the second time", function()
    local statement, text = plain .. 'signed = nil, amount = { "mg", signed = true }', "No,Day,mg\nS1,2020-01-31,<0.5\nS2,2020-01-31,7\n"
    import(statement, text)
    local before = command.read "r.db"
    assert.are.equal("their.csv: 2 rows of sample (2 unchanged)\n", import(statement, text))
    assert.is_true(before == command.read "r.db")
  end)

  describe("of how a file is written", function()
    it("reads semicolons, decimal commas and days first", function()
      import(plain .. 'amount = "mg/l", file = { separator = ";", decimal = ",", thousands = ".", dates = "DD.MM.YYYY" }',
        'No;Day;mg/l\nS1;31.01.2020;1.234,5\nS2;1.2.2020;0,05\n"S;3";01.02.2020;-12\n')
      assert.are.equal("S1|2020-01-31|1234.5\nS2|2020-02-01|0.05\nS;3|2020-02-01|-12.0\n", rows "select code, taken_on, amount from sample order by line")
    end)
    it("reads tabs, months first, and numbers without their zero", function()
      import(plain .. 'amount = "mg/l", file = { separator = "\\t", dates = "M/D/YYYY" }', "No\tDay\tmg/l\nS1\t1/31/2020\t.5\nS2\t12/01/2020\t5.\n")
      assert.are.equal("S1|2020-01-31|0.5\nS2|2020-12-01|5.0\n", rows "select code, taken_on, amount from sample order by line")
    end)
    it("reads years first, with other signs, Chinese or none between", function()
      import(plain .. 'reported_on = { "Told", dates = "YYYY年M月D日" }, file = { dates = "YYYYMMDD" }', "No,Day,Told\nS1,20200131,2020年2月1日\n")
      assert.are.equal("S1|2020-01-31|2020-02-01\n", rows "select code, taken_on, reported_on from sample")
    end)
    it("reads commas, blanks and no-break blanks between thousands", function()
      import(plain .. 'amount = "mg", file = { thousands = "," }', 'No,Day,mg\nS1,2020-01-31,"1,234,567.5"\nS2,2020-01-31,1234\n')
      assert.are.equal("1234567.5\n1234.0\n", rows "select amount from sample order by line")
      import(plain .. 'amount = "mg", file = { thousands = " ", decimal = "," , separator = ";" }', "No;Day;mg\nS3;2020-01-31;1 234,5\nS4;2020-01-31;1\u{A0}234\u{202F}567\n")
      assert.are.equal("1234.5\n1234567.0\n", rows "select amount from sample where code > 'S2' order by line")
    end)
    it("reads other quotes, and none", function()
      import(plain .. [[note = "Said", file = { quote = "'" }]], "No,Day,Said\nS1,2020-01-31,'a, \"b\" it''s'\n")
      import(plain .. [[note = "Said", file = { quote = "" , separator = "|" }]], "No|Day|Said\nS2|2020-01-31|\"a\n")
      assert.are.equal("a, \"b\" it's\n\"a\n", rows "select note from sample order by line")
    end)

    local encoded = { -- the same text, "苏州,é" where the encoding has it
      ["UTF-8"] = { "\u{82CF}\u{5DDE}\u{E9}", "\u{82CF}\u{5DDE}\u{E9}" }, ["GB18030"] = { "\xCB\xD5\xD6\xDD\xA8\xA6", "\u{82CF}\u{5DDE}\u{E9}" },
      ["Latin-1"] = { "caf\xE9", "caf\u{E9}" }, ["Windows-1252"] = { "caf\xE9 \x80", "caf\u{E9} \u{20AC}" },
    }
    for encoding, texts in pairs(encoded) do
      it("reads " .. encoding, function()
        import(plain .. ('note = "Said", file = { encoding = "%s" }'):format(encoding), ("No,Day,Said\nS1,2020-01-31,%s\nS2,2020-01-31,x\n"):format(texts[1]))
        assert.are.equal(texts[2] .. "\nx\n", rows "select note from sample order by line")
      end)
    end
    it("reads UTF-16 of both kinds, by its mark", function()
      local text = "No,Day,Said\r\nS1,2020-01-31,\u{82CF}\u{1F600}\r\n"
      for i, format in ipairs { "<I2", ">I2" } do
        local units = { string.pack(format, 0xFEFF) }
        for _, point in utf8.codes((text:gsub("S1", "S" .. i))) do
          if point >= 0x10000 then
            units[#units + 1] = string.pack(format, 0xD800 + (point - 0x10000 >> 10))
            point = 0xDC00 + (point - 0x10000 & 0x3FF)
          end
          units[#units + 1] = string.pack(format, point)
        end
        import(plain .. 'note = "Said", file = { encoding = "UTF-16" }', table.concat(units))
      end
      assert.are.equal("S1|\u{82CF}\u{1F600}\nS2|\u{82CF}\u{1F600}\n", rows "select code, note from sample order by line")
    end)
    it("reads long files in other encodings, whatever a piece cuts through", function()
      local lines = { "No,Day,Said" }
      for i = 1, 20000 do lines[#lines + 1] = ("S%d,2020-01-31,%s\xCB\xD5"):format(i, ("\xD6\xDD"):rep(i % 7)) end
      import(plain .. 'note = "Said", file = { encoding = "GB18030" }', table.concat(lines, "\n") .. "\n")
      assert.are.equal("20000\n", rows "select count(*) from sample where note = substr('\u{5DDE}\u{5DDE}\u{5DDE}\u{5DDE}\u{5DDE}\u{5DDE}', 1, substr(code, 2) % 7) || '\u{82CF}'")
    end)
  end)

  describe("of what a value says", function()
    it("takes texts that mean empty as empty", function()
      import(plain .. 'amount = { "mg", blank = { "N/A", "-" } }', "No,Day,mg\nS1,2020-01-31,N/A\nS2,2020-01-31,-\nS3,2020-01-31,\nS4,2020-01-31,0\n")
      assert.are.equal("S1|\nS2|\nS3|\nS4|0.0\n", rows "select code, amount from sample order by line")
    end)
    it("translates codes, and words for yes and no", function()
      import(plain .. 'sort = { "T", translate = { G = "grab", ["24"] = "mixed" } }, final = { "F", yes = { "Y", "J" }, no = { "N" } }',
        "No,Day,T,F\nS1,2020-01-31,G,Y\nS2,2020-01-31,24,N\nS3,2020-01-31,,J\nS4,2020-01-31,G,\n")
      assert.are.equal("grab|1\nmixed|0\n|1\ngrab|\n", rows "select sort, final from sample order by line")
    end)
    it("converts units as decimals", function()
      import(plain .. 'amount = { "Value", units = { column = "Unit", ["ug/L"] = 0.001, ["mg/L"] = 1, ["g/L"] = 1000 } }',
        "No,Day,Value,Unit\nS1,2020-01-31,1.1,ug/L\nS2,2020-01-31,1.1,mg/L\nS3,2020-01-31,1.1,g/L\nS4,2020-01-31,,none\n")
      assert.are.equal("0.0011|1\n1.1|1\n1100.0|1\n|\n", rows "select amount, amount in (0.0011, 1.1, 1100) from sample order by line")
    end)
    it("multiplies a column by its one factor", function()
      import(plain .. 'amount = { "kg/L", units = 1000000 }', "No,Day,kg/L\nS1,2020-01-31,310.55\nS2,2020-01-31,\n")
      assert.are.equal("310550000.0\n\n", rows "select amount from sample order by line")
    end)
    it("divides a cell into the number and the sign before it", function()
      import(plain .. 'amount = { "mg", signed = true, blank = { "n.d." }, units = { column = "Unit", ug = 0.001 } }',
        "No,Day,mg,Unit\nS1,2020-01-31,<0.05,ug\nS2,2020-01-31,> 5,ug\nS3,2020-01-31,\u{2264}7,ug\nS4,2020-01-31,8,ug\nS5,2020-01-31,n.d.,ug\nS6,2020-01-31,>=9,ug\n")
      assert.are.equal("5.0e-05|<\n0.005|>\n0.007|<=\n0.008|\n|\n0.009|>=\n", rows "select amount, amount_sign from sample order by line")
    end)
    it("takes a sign from a column of its own", function()
      import(plain .. 'amount = "mg", amount_sign = { "Q", translate = { LT = "<", EQ = "=" } }', "No,Day,mg,Q\nS1,2020-01-31,0.05,LT\nS2,2020-01-31,5,\n")
      assert.are.equal("0.05|<\n5.0|\n", rows "select amount, amount_sign from sample order by line")
    end)
    it("writes the same into every row", function()
      import(plain .. 'sort = { fixed = "grab" }, amount = { fixed = 2.5 }', "No,Day\nS1,2020-01-31\n")
      assert.are.equal("grab|2.5\n", rows "select sort, amount from sample")
    end)
    it("joins columns to a text, and to the key of another record, each part read as its own", function()
      import('  file = { dates = "DD/MM/YYYY" }, kinds = {\n{ site, repeated = true, code = { join = { "A", "B" }, between = "-" } },\n'
        .. '{ reading, repeated = true, site = "S", read_on = "Day" },\n'
        .. '{ visit, code = "No", done_on = "Done", reading = { join = { "S", "Day" } } } }', "A,B,S,Day,No,Done\n1,2,1-2,31/01/2020,C1,1/2/2020\n")
      assert.are.equal("1-2|2020-01-31|C1|2020-02-01\n",
        rows "select s.code, r.read_on, c.code, c.done_on from visit c join reading r on r.record = c.reading join site s on s.record = r.site")
    end)
    it("joins columns to the key of another record where that is one text, as that record joins them", function()
      local file = "A,B,No,Day\n1,2,S1,2020-01-31\nx/1,2,S2,2020-01-31\nx,1/2,S3,2020-01-31\n"
      for between, codes in pairs { [', between = "-"'] = "1-2|S1\nx/1-2|S2\nx-1/2|S3\n", [""] = "1/2|S1\nx%2F1/2|S2\nx/1%2F2|S3\n" } do
        os.remove(command.path "r.db")
        import(('  kinds = { { site, repeated = true, code = { join = { "A", "B" }%s } }, { sample, code = "No", taken_on = "Day", site = { join = { "A", "B" }%s } } }'):format(
          between, between), file)
        assert.are.equal(codes, rows "select t.code, s.code from sample s join site t on t.record = s.site order by s.code")
      end
    end)
    it("puts a text where a column that is joined is empty", function()
      import('  kind = site, code = { join = { "A", { "B", for_blank = "0" } }, between = "/" }', "A,B\n1,2\n1,\n")
      assert.are.equal("1/2\n1/0\n", rows "select code from site order by row")
    end)
    it("takes the first of several columns that is not empty, each read as its own", function()
      import(plain .. 'site = "S", reported_on = { first = { "Told", { "Due", dates = "DD.MM.YYYY", blank = { "-" } } } }, others = "ignore"',
        "No,Day,S,Told,Due\nS1,2020-01-31,,2020-02-01,1.3.2020\nS2,2020-01-31,,,2.3.2020\nS3,2020-01-31,,,-\n")
      assert.are.equal("2020-02-01\n2020-03-02\n\n", rows "select reported_on from sample order by line")
      import('  kinds = { { site, repeated = true, code = { first = { "S", "T" } } }, { sample, code = "No", taken_on = "Day", site = { first = { "S", "T" } } } }',
        "No,Day,S,T\nS4,2020-01-31,A,B\nS5,2020-01-31,,B\n")
      assert.are.equal("S4|A\nS5|B\n", rows "select s.code, t.code from sample s join site t on t.record = s.site order by s.line")
    end)
    it("names the column of several that holds what cannot be read, and all of them where each is empty", function()
      assert.are.equal('3,B,soon,"no date in the order stated, YYYY-MM-DD"\n',
        rejects(plain .. 'reported_on = { first = { "A", "B" } }', "No,Day,A,B\nS1,2020-01-31,2020-02-01,soon\nS2,2020-01-31,,soon\n"))
      assert.are.equal('2,A or B,,"empty, and it is part of the key: give it a value"\n', rejects('  kind = site, code = { first = { "A", "B" } }', "A,B\n,\n"))
    end)
    it("reads versions", function()
      import('  kind = site, code = "No", name = "Name", effective_from = "From", file = { dates = "DD.MM.YYYY" }', "No,Name,From\n1,a,\n1,b,1.2.2020\n")
      assert.are.equal("a|\nb|2020-02-01\n", rows "select name, effective_from from site order by row")
    end)
    it("takes fields whose names are keys of the statement from `columns`", function()
      write("pack/pack.lua", 'kind "deed" { lasting = true, fields = { { "kind", text, key = true }, { "file", text } } }\n'
        .. 'import "deed" { file = { separator = ";" }, columns = { kind = "K", file = "F" } }')
      write("their.csv", "K;F\na;b\n")
      answer(0, "import", "pack", "r.db", "deed=their.csv")
      assert.are.equal("a|b\n", rows "select kind, file from deed")
    end)
  end)

  describe("of rows that are no records", function()
    it("skips them by the condition stated, and tells how many", function()
      local statement = plain .. 'others = "ignore", skip = { { column = "Status", is = { "deleted", "" } }, { column = "Lab", is_not = "own" } }'
      assert.are.equal("their.csv: 5 rows of sample (2 new, 3 skipped)\n",
        import(statement, "No,Day,Status,Lab\nS1,2020-01-31,good,own\nS2,no day,deleted,own\nS3,2020-01-31,,own\nS4,2020-01-31,good,other\nS5,2020-01-31,good,own\n"))
      assert.are.equal("S1\nS5\n", rows "select code from sample order by line")
    end)
  end)

  describe("of rows of which nobody has said whether they are records", function()
    local statement = plain .. 'others = "ignore", skip = { column = "Status", %s = { "deleted", "void" } }'
    local function said(word, told)
      return ('it reads like ""%s"", by which `skip` tells rows that are %s, and is another text: write it there, too, or correct it'):format(word, told)
    end
    it("refuses those that read like a word stated, and takes those that do not", function()
      local text = "No,Day,Status\nS1,2020-01-31,Deleted\nS2,2020-01-31,deleted \nS3,2020-01-31,\nS4,2020-01-31,kept\nS5,2020-01-31,kept\nS6,2020-01-31,VOID\nS7,2020-01-31,void\n"
      assert.are.equal(('2,Status,Deleted,"%s"\n3,Status,deleted ,"%s"\n7,Status,VOID,"%s"\n'):format(said("deleted", "none"), said("deleted", "none"), said("void", "none")),
        rejects(statement:format "is", text))
    end)
    it("refuses those that would be passed over for it", function()
      assert.are.equal(('2,Status,Deleted,"%s"\n'):format(said("deleted", "records")),
        rejects(statement:format "is_not", "No,Day,Status\nS1,2020-01-31,Deleted\nS2,2020-01-31,kept\nS3,2020-01-31,\nS4,2020-01-31,deleted\n"))
    end)
    it("tells it once of a row that holds several records", function()
      local several = '  others = "ignore", skip = { column = "Status", is = "deleted" }, kinds = { { site, code = "Site", name = "Site name" },\n'
        .. '    { sample, code = "No", taken_on = "Day", site = "Site" } }'
      assert.are.equal(('2,Status,Deleted,"%s"\n'):format(said("deleted", "none")),
        rejects(several, "Site,Site name,No,Day,Status\nA,Alpha,S1,2020-01-31,Deleted\nB,Beta,S2,2020-01-31,\n"))
    end)
  end)

  describe("of several kinds", function()
    local both = '  others = "ignore", kinds = { { site, repeated = true, code = "Site", name = "Site name" },\n'
      .. '    { sample, code = "No", taken_on = "Day", site = "Site", skip = { column = "No", is = "" } } }'
    it("makes parents from columns that repeat", function()
      local text = "Site,Site name,No,Day\nA,Alpha,S1,2020-01-31\nA,Alpha,S2,2020-02-01\nB,Beta,,\n"
      assert.are.equal("their.csv: 3 rows of site (2 new, 1 repeated)\ntheir.csv: 3 rows of sample (2 new, 1 skipped)\n", import(both, text))
      assert.are.equal("Alpha|S1\nAlpha|S2\n", rows "select t.name, s.code from sample s join site t on t.record = s.site order by s.line")
      local before = command.read "r.db"
      assert.are.equal("their.csv: 3 rows of site (2 unchanged, 1 repeated)\ntheir.csv: 3 rows of sample (2 unchanged, 1 skipped)\n", import(both, text))
      assert.is_true(before == command.read "r.db")
    end)
    it("never takes one of two rows that say different things of one parent", function()
      local text = "Site,Site name,No,Day\nA,Alpha,S1,2020-01-31\nA,Alpha,S2,2020-02-01\nA,Aleph,S3,2020-02-02\nB,Beta,S4,2020-01-31\n"
      local list = rejects(both, text)
      assert.are.equal('2,Site,A,"their.csv, line 4, says something else of this site, in Site name: make them the same"\n'
        .. '3,Site,A,"rows of this site say different things (their.csv, line 2): make them the same"\n'
        .. '4,Site,A,"their.csv, line 2, says something else of this site, in Site name: make them the same"\n', list)
      command.run("import", "--keep-good", "pack", "r.db", "their=their.csv")
      assert.are.equal("B|S4\n", rows "select t.code, s.code from site t left join sample s on s.site = t.record")
    end)
    it("never takes two rows of one record as one without being told", function()
      local list = rejects((both:gsub("repeated = true, ", "")), "Site,Site name,No,Day\nA,Alpha,S1,2020-01-31\nA,Alpha,S2,2020-02-01\n")
      assert.is_truthy(list:find("2,Site,A,\"the same key stands in their.csv, line 3, too", 1, true), list)
    end)
    it("lists what is wrong with a row once", function()
      assert.are.equal('3,,"A,Alpha,S2","3 values, and the header names 4 columns: look for a comma too few, or for a value with a comma that needs quotes"\n',
        rejects(both, "Site,Site name,No,Day\nA,Alpha,S1,2020-01-31\nA,Alpha,S2\n"))
    end)
  end)

  describe("held against a wrong file", function()
    it("names a column that the file lacks, with the nearest", function()
      refused(plain .. 'others = "ignore", amount = "Amount"', "No,Day,amuont\nS1,2020-01-31,1\n",
        { "their.csv:1: ", 'the file has no column "Amount", which import "their" reads for amount', 'did you mean "amuont"?' })
      refused(plain .. 'skip = { column = "Status", is = "x" }', "No,Day\nS1,2020-01-31\n", { 'no column "Status"', "skip" })
    end)
    it("refuses a column that is there twice, and a header that is there again", function()
      refused(plain .. 'others = "ignore"', "No,Day,No\nS1,2020-01-31,S2\n", { "their.csv:1:8: ", 'the column "No" is there twice' })
      assert.are.equal('3,,"No,Day",the header stands here again: take this line away\n', rejects(plain, "No,Day\nS1,2020-01-31\nNo,Day\nS2,2020-01-31\n"))
    end)
    it("refuses another separator than stated", function()
      refused(plain, "No;Day\nS1;2020-01-31\n", { "their.csv:1: ", "separated by semicolons", 'states another separator', 'file = { separator = ";" }' })
      refused(plain .. 'file = { separator = ";" }', "No,Day\nS1,2020-01-31\n", { "their.csv:1: ", "separated by commas", "states another separator" })
    end)
    it("refuses rows of another length", function()
      assert.are.equal('3,,S2,"1 values, and the header names 2 columns: look for a separator too few, or for a value with a separator that needs quotes"\n'
        .. '4,,S3;2020-01-31;,"3 values, and the header names 2 columns: look for a separator too many, or for a value with a separator that needs quotes"\n',
        rejects(plain .. 'file = { separator = ";" }', "No;Day\nS1;2020-01-31\nS2\nS3;2020-01-31;\n"))
    end)
    it("refuses a date in another order than stated, and says which it is in", function()
      local list = rejects(plain .. 'file = { dates = "MM/DD/YYYY" }',
        "No,Day\nS1,31/01/2020\nS2,2020-01-31\nS3,01/31/20\nS4,13/32/2020\nS5,02/30/2020\nS6,soon\nS7,1/31/2020 \n")
      assert.are.equal('2,Day,31/01/2020,"no date in the order stated, MM/DD/YYYY, but one in the order DD/MM/YYYY: state the order in which the file writes its '
        .. 'dates, or correct this one"\n'
        .. '3,Day,2020-01-31,"no date in the order stated, MM/DD/YYYY, but one in the order YYYY-MM-DD: state the order in which the file writes its '
        .. 'dates, or correct this one"\n'
        .. '4,Day,01/31/20,"the year has two digits, and its century is not said: write the year in full, as in MM/DD/YYYY"\n'
        .. '5,Day,13/32/2020,"no date in the order stated, MM/DD/YYYY: there is no month 13"\n'
        .. '6,Day,02/30/2020,"no date in the order stated, MM/DD/YYYY: the month has no such day"\n'
        .. '7,Day,soon,"no date in the order stated, MM/DD/YYYY"\n'
        .. '8,Day,1/31/2020 ,"no date in the order stated, MM/DD/YYYY: it seems to be 2020-01-31"\n', list)
    end)
    it("refuses a date that two other orders could mean, and names both", function()
      local list = rejects(plain:gsub(", $", ""), "No,Day\nS1,03.02.2025\nS2,31.01.2025\n")
      assert.is_truthy(list:find("2,Day,03.02.2025,\"no date in the order stated, YYYY-MM-DD, but one in the order MM.DD.YYYY, or DD.MM.YYYY: state the order", 1, true), list)
      assert.is_truthy(list:find("3,Day,31.01.2025,\"no date in the order stated, YYYY-MM-DD, but one in the order DD.MM.YYYY: state the order", 1, true), list)
    end)
    it("refuses numbers with other signs than stated", function()
      assert.are.equal('2,mg,"1,5","no number: it has "",""' .. ', and the decimal sign stated is ""."": state the signs that the file uses (decimal, thousands)"\n'
        .. '3,mg,<5,no number: a sign stands before it; say signed = true for a field whose kind has a field for the sign\n'
        .. '4,mg,n.n.,"no number, but a word: where it means that there is none, list it in blank = { """", ""…"" }; otherwise correct it"\n'
        .. '5,mg,5 mg,"no number: `mg` stands beside it: write 5, where that is its unit"\n',
        rejects(plain .. 'amount = "mg"', 'No,Day,mg\nS1,2020-01-31,"1,5"\nS2,2020-01-31,<5\nS3,2020-01-31,n.n.\nS4,2020-01-31,5 mg\n'))
      local list = rejects(plain .. 'amount = "mg", file = { separator = ";", decimal = ",", thousands = "." }',
        "No;Day;mg\nS1;2020-01-31;1.5\nS2;2020-01-31;1234.567\nS3;2020-01-31;1,5,5\n")
      assert.is_truthy(list:find('2,mg,1.5,"no number: the sign stated between thousands, "".""' .. ', must have three digits behind it"\n', 1, true), list)
      assert.is_truthy(list:find('3,mg,1234.567,"no number: the sign stated between thousands', 1, true), list)
      assert.is_truthy(list:find('4,mg,"1,5,5",', 1, true), list)
    end)
    it("refuses a unit that it cannot convert", function()
      assert.are.equal('2,mg,5,"its unit, ""ng/L"" in the column Unit, cannot be converted: `units` has ""mg/L"", ""ug/L"""\n'
        .. '3,mg,6,"its unit, """" in the column Unit, cannot be converted: `units` has ""mg/L"", ""ug/L"""\n',
        rejects(plain .. 'amount = { "mg", units = { column = "Unit", ["ug/L"] = 0.001, ["mg/L"] = 1 } }', "No,Day,mg,Unit\nS1,2020-01-31,5,ng/L\nS2,2020-01-31,6,\n"))
    end)
    it("refuses a code without a translation, with the nearest", function()
      assert.are.equal('2,T,GRABB,"`translate` has no translation for it: did you mean GRAB? Correct it, or add it there"\n'
        .. '3,T,X,"`translate` has no translation for it: correct it, or add it there"\n',
        rejects(plain .. 'sort = { "T", translate = { GRAB = "grab", COMP = "mixed" } }', "No,Day,T\nS1,2020-01-31,GRABB\nS2,2020-01-31,X\n"))
    end)
    it("refuses a word that the field does not have, and names `translate`", function()
      assert.are.equal('2,T,spot,"not one of the words allowed: grab, mixed; a word of the file\'s own is put into the mapping\'s `translate`"\n',
        rejects(plain .. 'sort = "T"', "No,Day,T\nS1,2020-01-31,spot\n"))
    end)
    it("refuses a key of which a part is empty", function()
      assert.are.equal('3,B,,"empty, and it is one of the columns that make up code: fill it, or say for_blank = ""…"", what stands for an empty one"\n'
        .. '4,A + B,,"empty, and it is part of the key: give it a value"\n',
        rejects('  kind = site, code = { join = { "A", "B" } }', "A,B\n1,2\n1,\n,\n"))
    end)
    it("refuses a reference to no record, by the columns it comes from", function()
      assert.are.equal('2,Where,A,"no site has this key: correct it, or import that site too"\n', rejects(plain .. 'site = "Where"', "No,Day,Where\nS1,2020-01-31,A\n"))
      local list = rejects('  kind = visit, code = "No", done_on = "Day", reading = { join = { "S", "R" } }', "No,Day,S,R\nC1,2020-01-31,A,2020-01-01\n")
      assert.is_truthy(list:find("2,S + R,A/2020-01-01,", 1, true), list)
    end)
    it("refuses a row without its event, by the file's column", function()
      assert.are.equal('2,Day,,"the row has no event, and without one it was never there: fill Day"\n', rejects(plain, "No,Day\nS1,\n"))
    end)

    it("quotes long words and columns in a list that is UTF-8 all the same", function()
      local words = {}
      for i = 1, 30 do words[i] = ("\u{82CF}"):rep(10) .. i end
      for shift = 1, 3 do -- wherever the cut falls
        local column = ("a"):rep(shift) .. ("\u{5DDE}"):rep(40)
        words[1] = ("a"):rep(shift)
        write("pack/pack.lua", kinds .. ([[
kind "thing" { fields = { { "code", text, key = true }, { "word", text, one_of = { "%s" } }, { "amount", number, unit = "kg" } } }
import "their" { kind = thing, code = "No", word = "Word", amount = { "Amount", units = { column = "%s", kg = 1 } } }
]]):format(table.concat(words, '", "'), column))
        write("their.csv", ("No,Word,Amount,%s\nT1,%s,1,kg\nT2,%s,1,zz\n"):format(column, ("z"):rep(60), words[1]))
        local result = command.run("import", "pack", "r.db", "their=their.csv")
        assert(result.code == 2, result.out .. result.err)
        local list = command.read "their.rejects.csv"
        assert.is_truthy(list:find('2,Word,z+,"not one of the words allowed: a+, ') and list:find('3,Amount,1,"its unit, ""zz"" in the column a', 1, true), list)
        assert.is_truthy(utf8.len(list), list)
      end
    end)

    describe("in another encoding than stated", function()
      it("refuses the values it cannot read", function()
        assert.are.equal('3,Said,\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD},"it holds bytes that are no UTF-8, the encoding stated: state the encoding that the file has"\n',
          rejects(plain .. 'note = "Said"', "No,Day,Said\nS1,2020-01-31,x\nS2,2020-01-31,\xCB\xD5\xD6\xDD\n"))
        local list = rejects(plain .. 'note = "Said", file = { encoding = "GB18030" }', "No,Day,Said\nS1,2020-01-31,caf\xE9\n")
        assert.is_truthy(list:find("2,Said,caf\u{FFFD},\"it holds bytes that are no GB18030", 1, true), list)
        list = rejects(plain .. 'note = "Said", file = { encoding = "Latin-1" }', "No,Day,Said\nS1,2020-01-31,5 \x80\n")
        assert.is_truthy(list:find("2,Said,5 \u{FFFD},\"it holds bytes that are no Latin-1", 1, true), list)
      end)
      it("refuses a header it cannot read", function()
        refused(plain .. 'note = "Said", others = "ignore"', "No,Day,Said,\xCB\xD5\nS1,2020-01-31,x,y\n", { "their.csv:1: ", "no UTF-8", "state the encoding" })
      end)
      it("refuses UTF-8 where another is stated", function()
        for _, encoding in ipairs { "GB18030", "Latin-1", "Windows-1252" } do
          refused(plain .. ('note = "Said", file = { encoding = "%s" }'):format(encoding), "No,Day,Said\nS1,2020-01-31,\u{82CF}\u{5DDE}\u{82CF}\u{5DDE}\n",
            { "their.csv: the file is UTF-8, and " .. encoding .. " is stated" })
        end
        refused(plain .. 'note = "Said", file = { encoding = "Latin-1" }', "\u{FEFF}No,Day,Said\nS1,2020-01-31,x\n", { "the file is UTF-8" })
      end)
      it("refuses UTF-16 where another is stated, and UTF-16 without its mark", function()
        refused(plain .. 'file = { encoding = "GB18030" }', "\xFF\xFEN\0o\0", { "the mark of UTF-16", 'encoding = "UTF-16"' })
        refused(plain, "\xFF\xFEN\0o\0", { "UTF-16" })
        refused(plain .. 'file = { encoding = "UTF-16" }', "No,Day\nS1,2020-01-31\n", { "does not begin with the mark of UTF-16" })
      end)
    end)
  end)

  it("is named in the call, or the nearest is", function()
    pack('import "their-samples" {' .. plain .. "}")
    write("a.csv", "No,Day\nS1,2020-01-31\n")
    command.refused({ "import", "pack", "r.db", "their-sample=a.csv" }, { 'no import "their-sample"', "their-samples=a.csv" })
    answer(0, "import", "pack", "r.db", "their-samples=a.csv")
  end)

  it("reads a file as the README shows", function()
    local readme = assert(io.open(here .. "/README.md"))
    local statement = readme:read("a"):match "```lua\n(import \"lab\".-)```"
    readme:close()
    write("pack/pack.lua", 'kind "sample" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "taken_on", event, starts = true },\n'
      .. '  { "amount", number, unit = "mg/L", sign = "amount_sign" }, { "amount_sign", text }, { "sort", text, one_of = { "grab", "mixed" } } } }\n' .. statement)
    write("2004.csv", "No;Works;Works name;Day;Result;Unit;Type;Status;Remark\n1;W;\xCB\xD5\xD6\xDD;31.12.2003;<1.000,5;ug/L;G;;\n"
      .. "2;W;\xCB\xD5\xD6\xDD;1.1.2004;n.d.;;M;;\n3;W;x;1.1.2004;7;;M;deleted;\n")
    assert.are.equal("2004.csv: 3 rows of enterprise (1 new, 1 repeated, 1 skipped)\n2004.csv: 3 rows of sample (2 new, 1 skipped)\n",
      answer(0, "import", "pack", "r.db", "lab=2004.csv"))
    assert.are.equal("1|\u{82CF}\u{5DDE}|2003-12-31|1.0005|<|grab\n2|\u{82CF}\u{5DDE}|2004-01-01|||mixed\n",
      rows "select s.code, e.name, taken_on, amount, amount_sign, sort from sample s join enterprise e on s.enterprise = e.record order by s.line")
  end)

  it("stands in the documentation of its pack", function()
    pack('import "their" {' .. plain .. 'others = "ignore", file = { separator = "\\t", dates = "D.M.YYYY" }, skip = { column = "S", is = { "x", "" } },\n'
      .. 'amount = { "mg", signed = true, blank = "-", units = { column = "U", ug = 0.001 } }, site = "A",\n'
      .. 'sort = { "T", translate = { G = "grab" } }, note = { join = { "A", { "B", for_blank = "0" } } } }')
    assert.are.equal([[
import "their": sample
Field        Columns of the file  Read as
-----------  -------------------  -------------------------------------------------------------
amount       mg                   ug x 0.001; unit in U; the number behind its sign; empty: "-"
amount_sign  mg                   the sign before the number; empty: "-"
code         No
note         A + B                B: "0" where it is empty
site         A
sort         T                    G -> grab
taken_on     Day                  D.M.YYYY
separator = "\t"
rows not read: S is "x", ""
other columns are left
]], (answer(0, "doc", "pack"):match "(import.-)\n\n" or "") .. "\n")
  end)

  it("reads the US EPA's 65 columns as they are published", function()
    local folder = here .. "/tests/mapping/"
    for _, name in ipairs { "dmr-1.csv", "dmr-2.csv" } do
      local file = assert(io.open(folder .. name, "rb"))
      write(name, file:read "a")
      file:close()
    end
    assert.are.equal([[
dmr-1.csv: 10 rows of permit (1 new, 9 repeated)
dmr-1.csv: 10 rows of outfall (2 new, 8 repeated)
dmr-1.csv: 10 rows of dmr (10 new)
dmr-2.csv: 5 rows of permit (1 new, 4 repeated)
dmr-2.csv: 5 rows of outfall (2 new, 3 repeated)
dmr-2.csv: 5 rows of dmr (5 new)
]], answer(0, "import", folder .. "discharge", "r.db", "dmr=dmr-1.csv", "dmr=dmr-2.csv"))
    -- Its own verdict and ours: the same rows.
    assert.are.equal("3804415730\n3804416582\n3815405285\n", rows "select code from dmr where epa_violation = 'E90' order by import, line")
    answer(1, "check", folder .. "discharge", "r.db", "--as-of", "2024-01-01", "--verdicts", "verdicts.csv")
    local breached = {}
    for code in command.read("verdicts.csv"):gmatch "within%-limit,(%d+),breached" do breached[#breached + 1] = code end
    assert.are.equal("3804415730 3804416582 3815405285", table.concat(breached, " "))
  end)
end)
