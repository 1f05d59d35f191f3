-- tests/laws/README.md shows five rules as `doc` prints them, with what they say in plain words: they are still those.
local command = require "tests.support.command"
local lfs = require "lfs"
local read = require "tests.support.text_of"

local readme = read "tests/laws/README.md"
local OF = { ["dust@2011"] = "cn-power-dust", ["geometric-mean"] = "us-recreational", serve = "uk-cpr-time", decide = "cn-licensing", visit = "invented-classes" }

describe("The rules whose words stand in the README of the laws", function()
  setup(command.begin)
  teardown(command.finish)
  local shown = {}
  for block in readme:gmatch "```\n(.-)```" do
    local rule = block:match "^obligation ([^:]+):"
    shown[#shown + 1] = rule
    it("are those of the packs: " .. rule, function()
      local text = command.answer(0, "doc", lfs.currentdir() .. "/tests/laws/" .. OF[rule])
      for line in block:gmatch "[^\n]+" do assert(text:find(line, 1, true), line) end
    end)
  end
  it("are five", function() assert.equal(5, #shown) end)
  it("name every pack in the table, and none that is not there", function()
    local listed = {}
    for name in readme:gmatch "\n| `([%w-]+)/` |" do listed[name] = true end
    for name in lfs.dir "tests/laws" do
      if lfs.attributes("tests/laws/" .. name, "mode") == "directory" and name:sub(1, 1) ~= "." then
        assert(listed[name], name)
        listed[name] = nil
      end
    end
    assert.is_nil(next(listed))
  end)
end)
