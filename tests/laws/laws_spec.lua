-- Laws of several countries, each a pack as one wishes to read it (README.md): every rule carries its boundary records as examples.
local lfs = require "lfs"

local MANDATE = os.getenv "MANDATE" or "build/mandate"

local function answer(...)
  local pipe = assert(io.popen(("%s %s 2>&1"):format(MANDATE, table.concat({ ... }, " "))))
  local text = pipe:read "a"
  pipe:close()
  return text
end

local names = {}
for name in lfs.dir "tests/laws" do
  if lfs.attributes("tests/laws/" .. name, "mode") == "directory" and name:sub(1, 1) ~= "." then names[#names + 1] = name end
end
table.sort(names)

describe("The law in", function()
  for _, name in ipairs(names) do
    it(name .. " gives its boundary records the verdicts that its text gives them", function()
      assert.matches("^all [1-9]%d* examples hold\n$", answer("test", "tests/laws/" .. name))
    end)
    it(name .. " has, on a day before its calendars and tables of periods end, nothing that lint would have looked at again", function()
      assert.matches("^nothing to look at again\n", answer("lint", "tests/laws/" .. name, "--as-of", "2026-11-30")) -- behind it stands what is slow, and not wrong
    end)
  end
  it("a folder is read at all", function() assert.is_true(#names > 0) end)
end)
