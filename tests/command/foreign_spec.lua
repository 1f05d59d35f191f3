-- Files that are no CSV, or whose header stands elsewhere: the command says what they are and how to mend it; a bad row is refused once.
local command = require "tests.support.command"

local PACK = [[
kind "site"  { lasting = true, fields = { { "code", text, key = true }, { "depth", number } } }
kind "probe" { fields = { { "site", site, key = true, owner = true }, { "metal", text, key = true }, { "taken_on", event, key = true, starts = true }, { "value", number } } }
import "lab" { kinds = {
  { site, repeated = true, code = "Works", depth = "Depth" },
  { probe, site = "Works", metal = { fixed = "lead" }, taken_on = "Day", value = "Lead" },
  { probe, site = "Works", metal = { fixed = "zinc" }, taken_on = "Day", value = "Zinc" } } }
]]

local function refused(text, ...)
  command.write("site.csv", text)
  return command.refused({ "import", "pack", "r.db", "site.csv" }, { "site.csv", ... })
end

describe("a file that is no CSV", function()
  before_each(function()
    command.begin()
    command.write("pack/rules.lua", PACK)
  end)
  after_each(command.finish)

  it("is called what it is", function()
    refused("PK\3\4 … [Content_Types].xml …", "a spreadsheet (.xlsx) and no CSV", 'save its table as "CSV UTF-8"')
    refused("PK\3\4\20\0\0\0site.csv", "a zip archive", "unpack it")
    refused("\x1F\x8B\8\0", "a gzip archive", "unpack it")
    refused("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a spreadsheet (.xls)")
    refused("%PDF-1.4\n", "a PDF", "export its table as CSV")
    refused("SQLite format 3\0\16\0", "an SQLite database")
    refused("<!DOCTYPE html><table>", "a web page or XML")
    refused('[\n { "code": "A" } ]', "JSON")
  end)

  it("may be standard input or a pipe, which is read once only", function()
    for _, name in ipairs { "site=-", "-", "site=/dev/stdin", "/dev/stdin" } do
      command.refused({ "import", "pack", "r.db", name }, { "standard input, a pipe or a device", "write it into a file first" })
    end
  end)

  it("may have a title above its header", function()
    refused("Sites of 2003\ncode,depth\nA,1\n", "site.csv:2", "line 2 does", "take away what stands above it")
    refused('Sites "of" 2003\n\nprinted on,2003-05-01\ncode,depth\nA,1\n', "site.csv:4", "line 4 does")
    refused("sep=,\ncode,depth\nA,1\n", "line 2 does")
    command.write("lab.csv", "Results\nWorks,Depth,Day,Lead,Zinc\nA,1,2003-01-01,1,2\n")
    command.refused({ "import", "pack", "r.db", "lab.csv" }, { "lab.csv:2", "line 2 does" })
    assert.falsy(refused("codes,depth\nA,1\n", "did you mean"):find("line 2", 1, true)) -- there is no header below
  end)

  it("holds bad rows, each refused once however many records are made of it", function()
    command.write("lab.csv", "Works,Depth,Day,Lead,Zinc\nA,1,2003-01-01,1,2\nB,1,2003-02-30,1,2\nC,deep,2003-01-01,1,2\nD,1,2003-01-01,1\nE,1,2003-01-01,x,y\n")
    local result = command.run("import", "pack", "r.db", "lab.csv")
    assert.equal(2, result.code)
    assert.truthy(result.err:find("mandate: lab.csv: 4 of 5 rows refused", 1, true), result.err)
    assert.equal(1, select(2, result.err:gsub("rows refused", "")))
    local lines = {}
    for line in command.read("lab.rejects.csv"):gmatch "[^\n]+" do lines[#lines + 1] = line:match "^%d+,[^,]*" end
    assert.same({ "3,Day", "4,Depth", "5,", "6,Lead", "6,Zinc" }, lines)
  end)
end)
