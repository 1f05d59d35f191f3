-- Numbers are written and read as decimals in one place, core/model/decimal.c and number.c. A binary fraction that is printed elsewhere, with %g or %.1f,
-- or handed to the Lua half as a float, would be rounded twice, or show the dust of its last digits.
local lfs = require "lfs"

-- Where the C of the core may hand a float to Lua: a pack's own numbers and those that its functions read and compute with; the decimals themselves.
local FLOATS = { ["core/host/row.c"] = true, ["core/host/document.c"] = true, ["core/host/decimal_binding.c"] = true }
local ROOM = { ["core/model/decimal.c"] = true }

local function each_file(folder, visit)
  for name in lfs.dir(folder) do
    local path = folder .. "/" .. name
    if not name:find "^%." then
      if lfs.attributes(path, "mode") == "directory" then each_file(path, visit) else visit(path) end
    end
  end
end

-- The texts in quotes of a line; comments have no say.
local function quoted(line)
  local list = {}
  for text in line:gmatch '"([^"]*)"' do list[#list + 1] = text end
  for text in line:gmatch "'([^']*)'" do list[#list + 1] = text end
  return list
end

-- "%.15g", "%f", "%*.3e": a format of a floating number. "%f[" is a frontier in a pattern, "%2F" a sign in a key.
local function float_format(text)
  for flags, letter, after in text:gsub("%%%%", ""):gmatch "%%([-+ #%d.*]*)([efgEG])(.?)" do
    if not (flags == "" and letter == "f" and after == "[") then return "%" .. flags .. letter end
  end
end

local function fault_of(path, line)
  local code = path:find "%.lua$" and line:gsub("^%s*%-%-.*", "") or line:gsub("^%s*//.*", "")
  for _, text in ipairs(quoted(code)) do
    local format = not ROOM[path] and float_format(text)
    if format then return ("prints a floating number (%s): use mandate_number_format, core.number_text, core.fixed_text or core.percent_text"):format(format) end
  end
  if path:find "%.c$" and not FLOATS[path] and code:find "lua_pushnumber%(" then return "hands a float to Lua: use mandate_push_decimal, or a whole number" end
  if path:find "%.c$" and not ROOM[path] and (code:find "strtod%(" and path ~= "core/host/outline.c" or code:find "%f[%w_]atof%(") then
    return "reads a floating number: use mandate_number_parse"
  end
end

local function faults_in(path, lines)
  local list = {}
  local number = 0
  for line in lines do
    number = number + 1
    local fault = fault_of(path, line)
    if fault then list[#list + 1] = ("%s:%d: %s"):format(path, number, fault) end
  end
  return list
end

describe("The decimal room", function()
  it("is the only place in core/ and lua/ that reads and prints fractions", function()
    local faults = {}
    for _, folder in ipairs { "core", "lua" } do
      each_file(folder, function(path)
        if path:find "%.[ch]$" or path:find "%.lua$" then table.move(faults_in(path, io.lines(path)), 1, 1000, #faults + 1, faults) end
      end)
    end
    assert(#faults == 0, "\n" .. table.concat(faults, "\n"))
  end)

  it("is told from what only looks like a format", function()
    local function faults(path, line) return #faults_in(path, line:gmatch "[^\n]+") end
    for _, line in ipairs { '("%.0f"):format(x)', "('%g'):format(x)", 'x = ("%s x %.15g"):format(a, b)', 'text:format "%5.1f%%"' } do
      assert.equal(1, faults("lua/a.lua", line), line)
    end
    for _, line in ipairs { 'x:match "%f[%A]"', 'x:match "%.lua$"', '("%d%%"):format(x)', "-- no %g here", '"100%%g"' } do assert.equal(0, faults("lua/a.lua", line), line) end
    assert.equal(1, faults("core/a.c", 'snprintf(out, 32, "%.*e", 14, x);'))
    assert.equal(1, faults("core/a.c", "    lua_pushnumber(L, x);"))
    assert.equal(1, faults("core/a.c", "    return strtod(text, NULL);"))
    assert.equal(0, faults("core/a.c", 'snprintf(out, 32, "%zu of %s", n, x);'))
  end)
end)
