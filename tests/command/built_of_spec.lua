-- A command that was built before the core was changed does not read a Lua half that is newer than itself; one beside which only Lua was edited does.
local MANDATE = os.getenv "MANDATE" or "build/mandate"

local folder

local function shell(line)
  local pipe = assert(io.popen(("cd '%s' && { %s; } 2>&1; echo \" exit $?\""):format(folder, line)))
  local text = pipe:read "a"
  pipe:close()
  return text
end

local function append(path, text)
  local file = assert(io.open(folder .. "/" .. path, "a"))
  file:write(text)
  file:close()
end

describe("A command beside its sources", function()
  before_each(function()
    folder = os.tmpname()
    os.remove(folder)
    assert(os.execute(("mkdir -p '%s/build' && cp -R lua core '%s' && cp '%s' '%s/build/mandate' && ln -s ../lua '%s/build/lua'"):format(folder, folder, MANDATE, folder, folder)))
  end)
  after_each(function() assert(os.execute(("rm -r '%s'"):format(folder))) end)

  it("answers as it was built", function() assert.matches("^mandate %d.* exit 0\n$", shell "build/mandate --version") end)

  it("reads a Lua file that was edited", function()
    append("lua/commands/main.lua", "-- edited\n")
    assert.matches("^mandate %d.* exit 0\n$", shell "build/mandate --version")
  end)

  it("reads one that was edited to a text of the same length, among files of the same age as when it was built", function()
    assert(os.execute(("rm -r '%s/lua' && cp -pR lua '%s'"):format(folder, folder)))
    assert.matches("^mandate %d.* exit 0\n$", shell "build/mandate --version")
    assert.matches("^Mandate %d.* exit 0\n$", shell [[sed -i 's/print("mandate "/print("Mandate "/' lua/commands/main.lua && build/mandate --version]])
  end)

  it("answers with its own Lua half where only the core was edited", function()
    append("core/model/text.h", "// edited\n")
    assert.matches("^mandate %d.* exit 0\n$", shell "build/mandate --version")
  end)

  it("refuses where both were, and says how to mend that", function()
    append("lua/commands/main.lua", "-- edited\n")
    append("core/model/text.h", "// edited\n")
    local answer = shell "build/mandate --version"
    assert.matches("this command was built before core/model/text.h was changed", answer, 1, true)
    assert.matches("build it again: cmake --build ", answer, 1, true)
    assert.matches(" exit 2\n$", answer)
  end)

  it("needs no sources of the core where it is installed", function()
    append("lua/commands/main.lua", "-- edited\n")
    assert(os.execute(("rm -r '%s/core'"):format(folder)))
    assert.matches("^mandate %d.* exit 0\n$", shell "build/mandate --version")
  end)
end)
