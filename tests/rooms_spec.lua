-- The engine's rooms lie one behind the other: what builds a plan knows nothing of kernels, and no kernel knows who runs it (core/engine/README.md).
local lfs = require "lfs"

local BEHIND = { plan = { "ahead", "kernels", "run" }, ahead = { "kernels", "run" }, kernels = { "run" }, run = {} }

-- The rooms that a file names in its includes and must not.
local function faults(room, text)
  local found = {}
  for line in text:gmatch "[^\n]+" do
    local named = line:match '^#include "engine/(%w+)/'
    for _, other in ipairs(BEHIND[room]) do
      if named == other then table.insert(found, line) end
    end
  end
  return found
end

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  return text
end

describe("A room of the engine", function()
  for room in pairs(BEHIND) do
    it(("names only those before it: %s"):format(room), function()
      local files = 0
      for name in lfs.dir("core/engine/" .. room) do
        if name:find "%.[ch]$" then
          files = files + 1
          assert.same({}, faults(room, read("core/engine/" .. room .. "/" .. name)), name)
        end
      end
      assert.is_true(files > 3)
    end)
  end

  it("would be told of a kernel that names the run", function()
    assert.same({ '#include "engine/run/run_internal.h"' }, faults("kernels", '#include <math.h>\n#include "engine/run/run_internal.h"\n'))
    assert.same({}, faults("run", '#include "engine/kernels/block.h"\n'))
  end)

  it("is plan, kernels or run, and no file of the engine lies outside them", function()
    for name in lfs.dir "core/engine" do
      assert.is_nil(name:match "%.[ch]$", name)
    end
  end)
end)
