-- The guide to a new regulation, rules/README.md, followed to the letter: its pieces of a pack put together are a pack, which reads the published file and
-- finds what the authority found; its commands run.
local command = require "tests.support.command"
local lfs = require "lfs"

local TOP = lfs.currentdir()

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  return text
end

local guide = read "rules/README.md"

local function blocks(language)
  local list = {}
  for block in guide:gmatch("```" .. language .. "\n(.-)```") do list[#list + 1] = block end
  return list
end

describe("The guide", function()
  before_each(command.begin)
  after_each(command.finish)

  it("puts a pack together that finds EPA's violations", function()
    local statements = {}
    for _, block in ipairs(blocks "lua") do
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
