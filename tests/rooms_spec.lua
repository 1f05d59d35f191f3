-- The engine's rooms lie one behind the other: what builds a plan knows nothing of kernels, and no kernel knows who runs it (core/engine/README.md).
local lfs = require "lfs"
local read = require "tests.support.text_of"

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

-- All Lua files below a folder, by the name under which they are required.
local function modules_of(folder, prefix, found)
  for name in lfs.dir(folder) do
    local path = folder .. "/" .. name
    if name:find "%.lua$" then found[prefix .. name:sub(1, -5)] = path
    elseif not name:find "^%." and lfs.attributes(path, "mode") == "directory" then modules_of(path, prefix .. name .. ".", found) end
  end
  return found
end

-- A circle among those that need each other when they are loaded, as a list of names; nil where there is none. needs(name): an array of names.
local function circle(names, needs)
  local state, chain = {}, {}
  local function visit(name)
    state[name] = "open"
    chain[#chain + 1] = name
    for _, other in ipairs(needs(name)) do
      if state[other] == "open" then return table.concat(chain, " -> ") .. " -> " .. other end
      local found = not state[other] and visit(other)
      if found then return found end
    end
    chain[#chain] = nil
    state[name] = "done"
    return nil
  end
  for _, name in ipairs(names) do
    local found = not state[name] and visit(name)
    if found then return found end
  end
  return nil
end

describe("The files of a room", function()
  local function names_of(map)
    local list = {}
    for name in pairs(map) do list[#list + 1] = name end
    table.sort(list)
    return list
  end

  it("need each other in no circle, in the Lua half", function()
    local modules = modules_of("lua", "mandate.", {})
    modules_of("tests/naive", "tests.naive.", modules)
    local function needs(name)
      local list = {}
      for other in ("\n" .. read(modules[name])):gmatch '\nlocal [%w_, ]+ = require "([%w_.]+)"' do
        if modules[other] then list[#list + 1] = other end
      end
      return list
    end
    assert.is_nil(circle(names_of(modules), needs))
    assert.is_true(#names_of(modules) > 200)
  end)

  it("would be told of a circle", function()
    local of = { a = { "b" }, b = { "c" }, c = { "a" }, d = {} }
    assert.equal("a -> b -> c -> a", circle({ "d", "a", "b", "c" }, function(name) return of[name] end))
  end)
end)
