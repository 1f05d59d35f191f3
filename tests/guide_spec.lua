-- The guide to a new regulation, rules/README.md, followed to the letter: its pieces of a pack put together are a pack, which reads the published file and
-- finds what the authority found; its commands run.
local command = require "tests.support.command"
local lfs = require "lfs"
local read = require "tests.support.text_of"

local TOP = lfs.currentdir()

local guide = read "rules/README.md"
local first_pack, law_changes = guide:match "^(.-\n)(## 8%. .*)$" -- the chapter on laws that change has a pack of its own

local function blocks(language, text)
  local list = {}
  for block in (text or guide):gmatch("```" .. language .. "\n(.-)```") do list[#list + 1] = block end
  return list
end

describe("The guide", function()
  before_each(command.begin)
  after_each(command.finish)

  it("puts a pack together that finds EPA's violations", function()
    local statements = {}
    for _, block in ipairs(blocks("lua", first_pack)) do
      if not block:find "^examples" then statements[#statements + 1] = block end
    end
    assert.are.equal(5, #statements)
    command.write("law/law.lua", table.concat(statements, "\n"))
    command.write("dmr-TX0062677.csv", read "tests/npdes/published/dmr-TX0062677.csv")
    command.answer(0, "doc", "law")
    command.answer(0, "import", "law", "permits.db", "dmr=dmr-TX0062677.csv")
    command.answer(1, "check", "law", "permits.db", "--as-of", "2024-06-30")
    assert.are.equal("Permit,E90 both,E90 only EPA\nTX0062677,3,0\n",
      command.answer(0, "report", "law", "permits.db", "agreement", "--as-of", "2024-06-30", "--format", "csv"))
  end)

  it("puts a law together that another text changes", function()
    command.write("esos/law.lua", table.concat(blocks("lua", law_changes), "\n"))
    assert.is_truthy(command.answer(0, "test", "esos"):find("all 3 examples hold", 1, true))
    assert.is_truthy(command.answer(0, "doc", "esos", "--on", "2023-11-28"):find("4: The compliance date of the third compliance period is 5 December 2023", 1, true))
    assert.is_truthy(command.answer(0, "doc", "esos", "--on", "2023-11-29"):find("5 June 2024\n    esos-2014/4 as amended by esos-2023 from 2023-11-29", 1, true))
    assert.equal("nothing to look at again\n", command.answer(0, "lint", "esos"))
  end)

  it("shows commands that run", function()
    assert(lfs.mkdir(command.path "build"))
    for _, name in ipairs { "rules", "tests" } do assert(lfs.link(TOP .. "/" .. name, command.path(name), true)) end
    local count = 0
    for _, block in ipairs(blocks "sh") do
      for words in block:gmatch "build/mandate ([^#\n]+)" do
        local arguments = {}
        for word in words:gmatch "%S+" do arguments[#arguments + 1] = word end
        local result = command.run(table.unpack(arguments))
        assert.are_not.equal(2, result.code, words .. result.err)
        count = count + 1
      end
      for words in block:gmatch "tests/run (%l+)" do
        assert.truthy(read "tests/npdes/npdes_spec.lua":find('describe%("[^"]*' .. words)) -- a filter that no name holds fails
      end
    end
    assert.is_true(count >= 5, tostring(count))
  end)
end)
