-- What stands below a table is said in every format alike: a CSV file has no place for it, so that it goes to standard error, and the file stays plain.
local command = require "tests.support.command"
local json = require "dkjson"
local write = command.write

local PACK = [[
instrument "act" { title = "The Act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "Few tanks", b = "None leaks", w = "May be waived" } }
instrument "draft" { title = "The Draft", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { l = { "A limit", unconfirmed = "read in a paper" } } }
kind "tank" { lasting = true, fields = { { "code", text, key = true },
  { "enterprise", enterprise, owner = true, blank = "unknown" }, { "name", text } } }
kind "leak" { complete = { "all are reported", from = "2000-01-01" },
  fields = { { "code", text, key = true }, { "tank", tank, owner = true }, { "on_day", event, starts = true } } }
kind "sample" { fields = { { "code", text, key = true }, { "tank", tank, owner = true }, { "on_day", event, starts = true }, { "lead", number, sign = "mark" }, { "mark", text } } }
kind "fire" { fields = { { "code", text, key = true }, { "tank", tank, owner = true }, { "on_day", event, starts = true } } }
parameter "most" { clause = "draft/l", { from = "2000-01-01", 3 } }
obligation "few" { clause = "act/a", require = enterprise.tanks:count():at_most(parameter "most") }
obligation "tight" { clause = "act/b", per = tank, require = tank.leaks:none() }
obligation "burnt" { clause = "act/b", per = tank, applies = tank.fires:any(), require = tank.code:is "x" }
waivable "few" { clause = "act/w" }
report "tanks" { title = "Tanks", per = { enterprise, year }, during = "2009/2010", non_detects = { "zero", clause = "draft/l" }, note = "Counted by hand",
  columns = { { "tanks", enterprise.tanks:count() }, { "most", parameter "most" }, { "lead", enterprise.tanks.samples.lead:max() } } }
report "leaks" { title = "Leaks", per = tank, columns = { { "leaks", tank.leaks:count() } } }
]]

describe("notes", function()
  setup(function()
    command.begin()
    write("p/p.lua", PACK)
    write("enterprise.csv", "code,name,opened_on\nE1,One,2001-01-01\n")
    write("tank.csv", "code,enterprise,name\nt1,E1,N/A\nt2,,Two\n")
    write("fire.csv", "code,tank,on_day\nf1,t2,2001-13-01\n")
    write("waiver.csv", "enterprise,rule,granted_on,expires_on\nE1,fewer,2001-01-01,\n")
    command.answer(0, "import", "p", "r.db", "enterprise.csv", "tank.csv", "waiver.csv")
    command.answer(2, "import", "p", "r.db", "fire.csv", "--keep-good")
  end)
  teardown(command.finish)

  local function sorted(list)
    table.sort(list)
    return list
  end
  local function ask(format, ...) return command.run("check", "p", "r.db", "--as-of", "2010-12-31", "--format", format, ...) end
  local function report(name, format, ...)
    local words = { "report", "p", "r.db" }
    if name then words[4] = name end
    return command.run(table.unpack(table.move({ "--as-of", "2010-12-31", "--format", format, ... }, 1, 4 + select("#", ...), #words + 1, words)))
  end
  -- The lines that begin like this, without it.
  local function behind(text, word)
    local list = {}
    for line in text:gmatch "[^\n]+" do
      if line:sub(1, #word) == word then list[#list + 1] = line:sub(#word + 1) end
    end
    return sorted(list)
  end

  -- What standard error says of a CSV file beyond what it says of the same as text.
  local function added(csv, text, word)
    assert.equal(text.err, csv.err:sub(1, #text.err))
    return behind(csv.err:sub(#text.err + 1), word)
  end

  for lang, said in pairs { en = { below = "Note: ", beside = "mandate: note: " }, zh = { below = "注：", beside = "mandate: 提示：" } } do
    it(("of a check are the same in text, CSV and JSON (%s)"):format(lang), function()
      local text, csv = ask("text", "--lang", lang), ask("csv", "--lang", lang)
      local notes = behind(text.out, said.below)
      assert.is_true(#notes >= 5, text.out) -- a clause, a register, a waiver, a tank of nobody, somebody freed
      assert.same(notes, added(csv, text, said.beside))
      local all = table.move(behind(text.err, said.beside), 1, #behind(text.err, said.beside), #notes + 1, table.move(notes, 1, #notes, 1, {}))
      assert.is_true(#all > #notes, text.err) -- a row that was refused
      assert.same(sorted(all), sorted(json.decode(ask("json", "--lang", lang).out).notes))
      assert.is_nil(csv.out:find(said.below, 1, true))
      for line in csv.out:gmatch "[^\n]+" do assert.equal(9, select(2, line:gsub(",", ","))) end
    end)

    it(("of a table are the same in text, Markdown, CSV and JSON (%s)"):format(lang), function()
      local text, csv = report("tanks", "text", "--lang", lang), report("tanks", "csv", "--lang", lang)
      local beside, below = added(csv, text, said.beside), {}
      assert.is_true(#beside >= 5, csv.err) -- its own, the law that is read, what is taken for numbers below a limit, a clause, a tank of nobody
      local inside, of_all = json.decode(report("tanks", "json", "--lang", lang).out).notes, {}
      for _, note in ipairs(behind(text.err, said.beside)) do of_all[said.below .. note] = true end
      assert.is_truthy(next(of_all), text.err) -- a row that was refused
      for i = #inside, 1, -1 do
        if of_all[inside[i]] then of_all[table.remove(inside, i)] = nil end
      end
      assert.is_nil(next(of_all))
      for _, note in ipairs(inside) do
        assert.truthy(text.out:find("\n" .. note .. "\n", 1, true), note)
        assert.truthy(report("tanks", "md", "--lang", lang).out:find("\n" .. note .. "\n", 1, true), note)
        below[#below + 1] = note:sub(1, #said.below) == said.below and note:sub(#said.below + 1) or note
      end
      assert.same(sorted(below), beside)
      assert.equal(3, select(2, csv.out:gsub("\n", "\n")))
    end)
  end

  it("of several tables of one CSV file bear the table's name", function()
    local told = report(nil, "csv").err
    assert.truthy(told:find("mandate: note: tanks: Counted by hand\n", 1, true), told)
  end)
end)
