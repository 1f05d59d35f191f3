-- Keys of any signs: what is printed of a record may be typed, in the command line and as a reference, and no two records are printed alike.
local command = require "tests.support.command"
local random = require "tests.naive.random"
local split = require("tests.naive.records").split_csv

local PACK = [[
instrument "act" { title = "The Act", issuer = "Ministry", in_force = { from = "2000-01-01" }, clauses = { a = "A drum is sealed" } }
kind "store" { lasting = true, fields = { { "code", text, key = true }, { "mark", number }, { "sealed", yesno }, { "painted_on", event } } }
kind "drum"  { lasting = true, fields = { { "store", store, key = true, owner = true }, { "shelf", text, key = true }, { "number", number, key = true }, { "mark", number },
  { "sealed", yesno } } }
kind "label" { lasting = true, fields = { { "code", text, key = true }, { "drum", drum, owner = true }, { "mark", number } } }
kind "tag"   { lasting = true, fields = { { "code", text, key = true }, { "store", store, owner = true }, { "mark", number } } }
obligation "store-sealed" { clause = "act/a", per = store, require = store.sealed }
obligation "drum-sealed"  { clause = "act/a", per = drum, require = drum.sealed }
obligation "year-sealed"  { clause = "act/a", per = { store, year }, require = store.sealed }
report "labels" { title = "Labels", per = label, columns = { { "own", label.mark }, { "drum's", label.drum.mark } } }
report "tags"   { title = "Tags", per = tag, columns = { { "own", tag.mark }, { "store's", tag.store.mark } } }
report "drums"  { title = "Drums", per = drum, columns = { { "mark", drum.mark } } }
]]

local function quoted(cell) return '"' .. tostring(cell):gsub('"', '""') .. '"' end

local function csv(rows)
  local lines = {}
  for i, row in ipairs(rows) do
    local cells = {}
    for c, cell in ipairs(row) do cells[c] = quoted(cell) end
    lines[i] = table.concat(cells, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end

-- Few signs, so that keys are alike but for one of them; now and then one so long that it fits no buffer.
local SIGNS = { "/", "%", "2F", "25", "@2003", "a", "b", ",", '"', "\\", " ", "\n", "é", "江", "'", "$", "`", "|", ";", "-", "\u{200b}" }

local function text(source)
  local parts = { source.pick { "a", "/", "%", "江", "@" } } -- no blank stands before or after a key
  for i = 2, source.between(1, 5) do parts[i] = source.pick(SIGNS) end
  if source.chance(3) then parts[#parts + 1] = ("long/"):rep(source.pick { 110, 250, 900 }) end
  parts[#parts + 1] = source.pick { "/", "z", "%", "@2003", "2F" }
  return table.concat(parts)
end

local function subjects_of(rule)
  local found = {}
  for _, row in ipairs(split(command.read "out.csv")) do
    if row[1] == rule then found[#found + 1] = row[2] end
  end
  return found
end

local function all_differ(list)
  local seen = {}
  for _, one in ipairs(list) do
    if seen[one] then error(("two rows are printed as %q"):format(one)) end
    seen[one] = true
  end
end

-- Stores and drums of random keys, each with a mark of its own.
local function fill(source)
  local stores, drums, seen = { { "code", "mark", "sealed" } }, { { "store", "shelf", "number", "mark", "sealed" } }, {}
  for _ = 1, 60 do
    local code = text(source)
    if not seen[code] then stores[#stores + 1] = { code, #stores, source.pick { "yes", "no" } } end
    seen[code] = true
  end
  for _ = 1, 120 do
    local key = { stores[source.between(2, #stores)][1], text(source), source.pick { "1", "-2.5" } }
    local name = table.concat(key, "\0")
    if not seen[name] then drums[#drums + 1] = { key[1], key[2], key[3], #drums, source.pick { "yes", "no" } } end
    seen[name] = true
  end
  command.write("pack/rules.lua", PACK)
  command.write("store.csv", csv(stores))
  command.write("drum.csv", csv(drums))
  command.answer(0, "import", "pack", "r.db", "store.csv", "drum.csv")
  command.run("check", "pack", "r.db", "--as-of", "2003-12-31", "--verdicts", "out.csv")
  return #stores - 1, #drums - 1
end

-- What explain says of a subject: the mark of the record that it found.
local function mark_explained(rule, subject)
  return command.answer(0, "explain", "pack", "r.db", rule, subject, "--as-of", "2003-12-31"):match "mark = (%d+)"
end

-- Imports a row that refers to each subject, and gives the marks of the records it found, by row.
local function marks_referred(kind, reference, subjects)
  local rows = { { "code", reference, "mark" } }
  for i, subject in ipairs(subjects) do rows[i + 1] = { "c" .. i, subject, i } end
  command.write(kind .. ".csv", csv(rows))
  command.answer(0, "import", "pack", "r.db", kind .. ".csv")
  local marks = {}
  for i, row in ipairs(split(command.answer(0, "report", "pack", "r.db", kind .. "s", "--as-of", "2003-12-31", "--format", "csv"))) do
    if i > 1 then marks[tonumber(row[#row - 1])] = row[#row] end
  end
  return marks
end

describe("keys of any signs", function()
  before_each(command.begin)
  after_each(command.finish)

  for seed = 1, 2 do
    it(("are printed apart, found as they are printed, and referred to as they are printed, seed %d"):format(seed), function()
      local source = random.source(seed)
      local stores, drums = fill(source)
      for _, case in ipairs { { "store-sealed", "tag", "store", stores }, { "drum-sealed", "label", "drum", drums } } do
        local rule, kind, reference, count = table.unpack(case)
        local subjects = subjects_of(rule)
        assert.equal(count, #subjects)
        all_differ(subjects)
        local marks = marks_referred(kind, reference, subjects)
        local by_mark = {}
        for i = 1, count do
          by_mark[i] = marks[i]
          if i % 4 == 0 then assert.equal(marks[i], mark_explained(rule, subjects[i])) end
        end
        table.sort(by_mark, function(a, b) return tonumber(a) < tonumber(b) end)
        for i = 1, count do assert.equal(tostring(i), by_mark[i]) end -- each record once
      end
    end)
  end

  it("are told from the period behind them", function()
    command.write("pack/rules.lua", PACK)
    command.write("store.csv", 'code,mark,sealed,painted_on\ne,1,yes,2001-01-01\ne@2003,2,no,\ne@2003@2003,3,yes,\n')
    command.answer(0, "import", "pack", "r.db", "store.csv")
    command.run("check", "pack", "r.db", "--as-of", "2004-12-31", "--verdicts", "out.csv")
    all_differ(subjects_of "year-sealed")
    assert.equal("1", mark_explained("year-sealed", "e@2003"))
    assert.equal("2", mark_explained("year-sealed", "e@2003@2003"))
    assert.equal("3", mark_explained("year-sealed", "e@2003@2003@2002"))
    assert.equal("2", mark_explained("store-sealed", "e@2003"))
  end)

  it("are not asked for where there is no period yet", function()
    command.write("pack/rules.lua", PACK)
    command.write("store.csv", "code,mark,sealed\ne,1,yes\n")
    command.answer(0, "import", "pack", "r.db", "store.csv")
    command.refused({ "explain", "pack", "r.db", "year-sealed", "e@2003", "--as-of", "1999-12-31" }, { "no period yet" })
  end)

  it("of one field are referred to as they stand, also where they look like written ones", function()
    command.write("pack/rules.lua", PACK)
    command.write("store.csv", "code,mark,sealed\na/b,1,yes\na%2Fb,2,yes\na%252Fb,3,yes\n")
    command.answer(0, "import", "pack", "r.db", "store.csv")
    assert.same({ "1", "2", "3" }, marks_referred("tag", "store", { "a/b", "a%2Fb", "a%252Fb" }))
  end)

  it("of several fields are joined by a mapping so that the fields are told apart", function()
    command.write("pack/rules.lua", PACK .. [[
import "label" { code = "Label", drum = { join = { "Store", "Shelf", "No" } }, mark = "Label" }
import "bins"  { kind = store, code = { join = { "Site", "Bin" } }, mark = "Mark" }
]])
    command.write("store.csv", "code,mark\nx/y,1\nx,2\n")
    command.write("drum.csv", "store,shelf,number,mark\nx/y,z,1,10\nx,y/z,1,20\nx,y%2Fz,1,30\n")
    command.write("labels.csv", "Label,Store,Shelf,No\n1,x/y,z,1\n2,x,y/z,1\n3,x,y%2Fz,1\n")
    command.write("bins.csv", "Site,Bin,Mark\np/q,r,3\np,q/r,4\n")
    command.answer(0, "import", "pack", "r.db", "store.csv", "drum.csv", "label=labels.csv", "bins=bins.csv")
    local out = command.answer(0, "report", "pack", "r.db", "labels", "--as-of", "2003-12-31", "--format", "csv")
    assert.truthy(out:find("1,1,10\n2,2,20\n3,3,30\n", 1, true), out)
  end)

  it("with signs that nobody sees are shown as a shell takes them", function()
    command.write("pack/rules.lua", PACK)
    command.write("store.csv", 'code,mark,sealed\n"a\nb",1,yes\na\u{200b}b,2,yes\nab,3,yes\n')
    command.answer(0, "import", "pack", "r.db", "store.csv")
    assert.truthy(command.answer(0, "explain", "pack", "r.db", "store-sealed", "a\nb", "--as-of", "2003-12-31"):find("store-sealed on $'a\\nb', as of", 1, true))
    assert.truthy(command.answer(0, "explain", "pack", "r.db", "store-sealed", "a\u{200b}b", "--as-of", "2003-12-31"):find("store $'a\\u200bb'  store.csv:4", 1, true))
  end)

  it("that look alike are shown apart: a blank that is none, a letter and a mark, two blanks that are one", function()
    command.write("pack/rules.lua", PACK)
    command.write("store.csv", "code,mark,sealed\na\u{A0}b,1,yes\na b,2,yes\n\u{C4},3,yes\nA\u{308},4,yes\na\u{3000}b,5,yes\na\u{2009}b,6,yes\n\u{6C5F}\u{82CF},7,yes\n")
    command.answer(0, "import", "pack", "r.db", "store.csv")
    for key, seen in pairs { ["a\u{A0}b"] = "$'a\\u00a0b'", ["a b"] = "a b", ["\u{C4}"] = "\u{C4}", ["A\u{308}"] = "$'A\\u0308'", ["a\u{3000}b"] = "$'a\\u3000b'",
      ["a\u{2009}b"] = "$'a\\u2009b'", ["\u{6C5F}\u{82CF}"] = "\u{6C5F}\u{82CF}" } do
      local out = command.answer(0, "explain", "pack", "r.db", "store-sealed", key, "--as-of", "2003-12-31")
      assert.truthy(out:find("store-sealed on " .. seen .. ", as of", 1, true), out)
    end
  end)

  it("that begin like an option are named behind two strokes, as the refusal tells", function()
    command.write("pack/rules.lua", PACK)
    command.write("store.csv", "code,mark,sealed\n-1,1,yes\n-x,2,yes\n")
    command.answer(0, "import", "pack", "r.db", "store.csv")
    for _, key in ipairs { "-1", "-x" } do
      command.refused({ "explain", "pack", "r.db", "store-sealed", key, "--as-of", "2003-12-31" }, { "A key that begins with - is named last, behind --" })
      assert.truthy(command.answer(0, "explain", "pack", "r.db", "store-sealed", "--as-of", "2003-12-31", "--", key):find("store-sealed on " .. key, 1, true))
    end
  end)

  it("that are nobody's are answered with those that there are", function()
    command.write("pack/rules.lua", PACK)
    command.write("store.csv", "code,mark,sealed\nnorth,1,yes\nsouth,2,yes\n")
    command.answer(0, "import", "pack", "r.db", "store.csv")
    command.refused({ "explain", "pack", "r.db", "store-sealed", "Q-1234567" }, { "no store `Q-1234567`", "It has `north`, `south`" })
    command.refused({ "explain", "pack", "r.db", "drum-sealed", "north/a/1" }, { "no drum `north/a/1`", "none at all", "drum.csv" })
  end)

  it("that are too long for a line of the screen are found whole", function()
    command.write("pack/rules.lua", PACK)
    local long = ("k"):rep(3000)
    command.write("store.csv", ("code,mark,sealed\n%sa,1,yes\n%sb,2,yes\n"):format(long, long))
    command.write("drum.csv", ("store,shelf,number,mark,sealed\n%sa,%s/,1,1,yes\n%sb,%s/,1,2,yes\n"):format(long, long, long, long))
    command.answer(0, "import", "pack", "r.db", "store.csv", "drum.csv")
    assert.equal("2", mark_explained("store-sealed", long .. "b"))
    assert.equal("2", mark_explained("drum-sealed", ("%sb/%s%%2F/1"):format(long, long)))
    assert.truthy(command.answer(0, "explain", "pack", "r.db", "drum-sealed", ("%sb/%s%%2F/1"):format(long, long)):find(("%sb/%s%%2F/1"):format(long, long), 1, true))
  end)

  it("are made for examples, also where a key has several fields", function()
    command.write("pack/rules.lua", (PACK:gsub("per = drum, require = drum.sealed", [[per = drum, require = drum.sealed,
  examples = { { at = "2003-01-01", drum = { shelf = "a/b", sealed = true }, status = "met" }, { at = "2003-01-01", drum = {}, status = "unknown", missing = "sealed" } }]]))
      .. [[
obligation "label-of-sealed" { clause = "act/a", per = label, require = label.drum.sealed,
  examples = { { at = "2003-01-01", drum = { shelf = "a/b", sealed = true }, status = "met" }, { at = "2003-01-01", drum = { sealed = false }, status = "breached" } } }
]])
    local out = command.answer(0, "test", "pack")
    assert.truthy(out:find "4", out)
  end)
end)
