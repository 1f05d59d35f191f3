-- What the README shows is what the commands print: every ```console block is run and compared, line by line.
local read = require "tests.support.text_of"

local function run(command)
  local pipe = assert(io.popen(command .. " 2>/dev/null"))
  local text = pipe:read "a"
  pipe:close()
  return (text:gsub("%s+$", ""))
end

describe("README", function()
  local readme = read "README.md"

  setup(function()
    os.remove "build/jiangsu.db"
    assert(run("build/mandate import rules/jiangsu build/jiangsu.db examples/jiangsu/records/*.csv"):find "enterprise")
  end)

  local shown = 0
  for block in readme:gmatch "```console\n(.-)```" do
    local command, output = block:match "^%$ ([^\n]+)\n(.*)$"
    shown = shown + 1
    it("shows what is printed by: " .. command, function()
      assert.equal((output:gsub("%s+$", "")), run(command))
    end)
  end

  it("shows the judgement, a reason and a table", function() assert.equal(3, shown) end)

  it("names only commands that the command has, and files that are there", function()
    local verbs = run "build/mandate help"
    for verb in readme:gmatch "build/mandate (%l+)" do assert(verbs:find(verb, 1, true), verb) end
    for path in readme:gmatch "`([%l]+/[%w_./-]+)`" do
      if not path:find "^city%-n" and not path:find "^build/" then assert(io.open(path) or io.open((path:gsub("/$", "")) .. "/."), path .. " is not there") end
    end
  end)
end)
