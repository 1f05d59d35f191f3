-- An empty reference belongs to no set, so that its row would escape every rule that asks for it: import takes one only where the pack says what it means.
local command = require "tests.support.command"
local write, answer = command.write, command.answer

local function kinds(said)
  return ('kind "mine" { lasting = true, fields = { { "code", text, key = true } } }\n'
    .. 'kind "heap" { lasting = true, fields = { { "code", text, key = true }, { "mine", mine, owner = true%s }, { "tons", number } } }\n'):format(said or "")
end

describe("an empty reference", function()
  setup(command.begin)
  teardown(command.finish)
  local function import(pack, files, code)
    write("pack/pack.lua", pack)
    for name, text in pairs(files) do write(name, text) end
    os.remove(command.path "r.db")
    return command.run("import", "pack", "r.db", "mine.csv", table.unpack(code or { "heap.csv" }))
  end
  local mines = "code\nm1\n"

  it("is refused with its line, its column and the words that would allow it", function()
    local result = import(kinds(), { ["mine.csv"] = mines, ["heap.csv"] = "code,mine,tons\nh1,m1,4\nh2,,5\n" })
    assert.equal(2, result.code)
    local list = command.read "heap.rejects.csv"
    assert.truthy(list:find('\n3,mine,,"empty, and nobody has said what that means for a heap', 1, true), list)
    assert.truthy(list:find('blank = ""unknown""', 1, true) and list:find('blank = ""none""', 1, true), list)
  end)

  it("is taken where the kind says what it means", function()
    for _, word in ipairs { "unknown", "none" } do
      assert.equal(0, import(kinds((', blank = "%s"'):format(word)), { ["mine.csv"] = mines, ["heap.csv"] = "code,mine,tons\nh2,,5\n" }).code)
    end
  end)

  it("is asked about once, where the file has no such column", function()
    local result = import(kinds(), { ["mine.csv"] = mines, ["heap.csv"] = "code,tons\nh1,4\nh2,5\n" })
    assert.equal(2, result.code)
    assert.truthy(result.err:find('the column "mine" is missing, so that it would be empty in every row', 1, true), result.err)
    assert.truthy(result.err:find('blank = "unknown"', 1, true), result.err)
    assert.equal(0, import(kinds ', blank = "none"', { ["mine.csv"] = mines, ["heap.csv"] = "code,tons\nh1,4\n" }).code)
  end)

  it("is taken where an import statement says what it means, and counts as that", function()
    local statement = 'import "piles" { kind = heap, code = "No", mine = { "Pit", blank = %s }, tons = "t" }'
    for said, found in pairs { ['"none"'] = "none", ['"unknown"'] = "unknown", ['{ "n/a", means = "none" }'] = "none" } do
      local result = import(kinds() .. statement:format(said) .. '\nreport "r" { title = "R", per = heap, columns = { { "Known", heap.mine.code } } }',
        { ["mine.csv"] = mines, ["piles.csv"] = "No,Pit,t\nh1,m1,4\nh2," .. (said:find "n/a" and "n/a" or "") .. ",5\n" }, { "piles.csv" })
      assert(result.code == 0, result.err)
      local table_ = answer(0, "report", "pack", "r.db", "r", "--format", "csv", "--as-of", "2020-01-01")
      assert.truthy(table_:find("h2" .. (found == "none" and "," or ",unknown"), 1, true), table_)
    end
  end)

  it("is asked about where an import statement leaves the field out, unless that is said, too", function()
    local statement = 'import "piles" { kind = heap, code = "No", tons = "t"%s }'
    local files = { ["mine.csv"] = mines, ["piles.csv"] = "No,t\nh1,4\n" }
    local result = import(kinds() .. statement:format "", files, { "piles.csv" })
    assert.equal(2, result.code)
    assert.truthy(result.err:find("it lacks `mine`", 1, true) and result.err:find('mine = { blank = "unknown" }', 1, true), result.err)
    assert.equal(0, import(kinds() .. statement:format ', mine = { blank = "unknown" }', files, { "piles.csv" }).code)
  end)

  it("means one thing, whichever statement says it", function()
    local statement = '\nimport "piles" { kind = heap, code = "No", mine = { "Pit", blank = "none" } }'
    local result = import(kinds ', blank = "unknown"' .. statement, { ["mine.csv"] = mines, ["piles.csv"] = "No,Pit\nh1,m1\n" }, { "piles.csv" })
    assert.equal(2, result.code)
    assert.truthy(result.err:find('the kind says "unknown"', 1, true), result.err)
    result = import('import "piles" { kind = audit, code = "No", enterprise = { "Works", blank = "none" }, started_on = "Day" }',
      { ["mine.csv"] = mines, ["piles.csv"] = "No\n" }, { "piles.csv" })
    assert.truthy(result.err:find('the kind says "unknown"', 1, true), result.err)
  end)

  it("is refused in files that come by no statement that says it, though another file's statement does", function()
    local of_a_laboratory = '\nimport "lab" { kind = heap, code = "No", mine = { "Pit", blank = { "N/A", means = "none" } }, tons = "t" }'
    local plain_statement = '\nimport "sheet" { kind = heap, code = "Code", mine = "Mine" }'
    local files = { ["mine.csv"] = mines, ["lab.csv"] = "No,Pit,t\nh1,N/A,4\nh2,,5\n", ["heap.csv"] = "code,mine,tons\nh3,m1,5\nh4,,5\n", ["sheet.csv"] = "Code,Mine\nh5,\n" }
    local pack = kinds() .. of_a_laboratory .. plain_statement
    local result = import(pack, files, { "lab.csv" })
    assert(result.code == 0, result.err)
    result = import(pack, files, { "lab.csv", "heap.csv" })
    assert.equal(2, result.code)
    assert.truthy(command.read "heap.rejects.csv":find('\n3,mine,,"empty, and nobody has said', 1, true))
    result = import(pack, files, { "lab.csv", "sheet.csv" })
    assert.equal(2, result.code)
    assert.truthy(command.read "sheet.rejects.csv":find("nobody has said", 1, true))
    files["heap.csv"] = "code,tons\nh3,5\n"
    result = import(pack, files, { "lab.csv", "heap.csv" })
    assert.truthy(result.code == 2 and result.err:find('the column "mine" is missing', 1, true), result.err)
    result = import(pack:gsub('mine = "Mine"', 'tons = "Mine"'), files, { "lab.csv" })
    assert.truthy(result.code == 2 and result.err:find("it lacks `mine`", 1, true), result.err)
  end)

  it("is refused there by the registry, too, which knows who said it, and is read as it was said", function()
    local of_a_laboratory = '\nimport "lab" { kind = heap, code = "No", mine = { "Pit", blank = "%s" }, tons = "t" }'
      .. '\nreport "r" { title = "R", per = heap, columns = { { "Known", heap.mine.code } } }'
    for _, word in ipairs { "none", "unknown" } do
      local pack = kinds() .. of_a_laboratory:format(word)
      local result = import(pack, { ["mine.csv"] = mines, ["lab.csv"] = "No,Pit,t\nh1,,4\n" }, { "lab.csv" })
      assert(result.code == 0, result.err)
      write("heap.csv", "code,mine,tons\nh3,,4\n")
      assert.equal(2, command.run("import", "r.db", "heap.csv").code)
      assert.equal(2, command.run("import", "pack", "r.db", "heap.csv").code)
      write("heap.csv", "code,mine,tons\nh3,m1,4\n")
      answer(0, "import", "r.db", "heap.csv")
      local table_ = answer(0, "report", "pack", "r.db", "r", "--format", "csv", "--as-of", "2020-01-01")
      assert.truthy(table_:find("h1" .. (word == "none" and "," or ",unknown"), 1, true), table_)
    end
  end)

  it("is spoken of by one statement as by another, or the pack is refused", function()
    local two = '\nimport "a" { kind = heap, code = "No", mine = { "Pit", blank = "none" } }\nimport "b" { kind = heap, code = "No", mine = { "Pit", blank = "unknown" } }'
    local result = import(kinds() .. two, { ["mine.csv"] = mines, ["heap.csv"] = "code,mine\nh1,m1\n" })
    assert.equal(2, result.code)
    assert.truthy(result.err:find('here an empty one means "unknown", and import "a" says "none"', 1, true), result.err)
  end)

  it("is the only field of which a statement may say it: of others the kind does", function()
    local statement = '\nimport "lab" { kind = heap, code = "No", mine = "Pit", tons = { "t", blank = { "N/A", means = "none" } } }'
    local result = import(kinds() .. statement, { ["mine.csv"] = mines, ["heap.csv"] = "code,mine\nh1,m1\n" })
    assert.equal(2, result.code)
    assert.truthy(result.err:find("has no key `means`", 1, true), result.err)
  end)

  it("is refused by the registry, too, where no pack is named", function()
    import(kinds(), { ["mine.csv"] = mines, ["heap.csv"] = "code,mine,tons\nh1,m1,4\n" })
    write("heap.csv", "code,mine,tons\nh3,,4\n")
    assert.equal(2, command.run("import", "r.db", "heap.csv").code)
  end)
end)
