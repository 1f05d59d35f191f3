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

  it("is refused by the registry, too, where no pack is named", function()
    import(kinds(), { ["mine.csv"] = mines, ["heap.csv"] = "code,mine,tons\nh1,m1,4\n" })
    write("heap.csv", "code,mine,tons\nh3,,4\n")
    assert.equal(2, command.run("import", "r.db", "heap.csv").code)
  end)
end)
