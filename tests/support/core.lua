-- A stand-in for `mandate.core` in plain Lua, without sandbox and limits: enough of it to load packs.
local model = require "tests.support.model"
package.cpath = (os.getenv "MANDATE_MODULE" or "build/module") .. "/?.so;" .. package.cpath
local core = { model = model.new, outline = require "mandate.core".outline } -- an outline needs no sandbox

-- What finish() gave, with functions replaced, as the real one copies it out of the pack state.
local function copied(value, done, functions)
  if type(value) == "function" then
    if not done[value] then
      functions.count = functions.count + 1
      local info = debug.getinfo(value, "S")
      done[value] = { op = "function", index = functions.count, file = info.source:sub(2), line = info.linedefined, last_line = info.lastlinedefined }
    end
    return done[value]
  elseif type(value) ~= "table" then
    return value
  elseif not done[value] then
    local copy = {}
    done[value] = copy
    for k, v in pairs(value) do copy[k] = copied(v, done, functions) end
  end
  return done[value]
end

function core.run_pack(files, prelude_path)
  local names = {}
  for _, file in ipairs(files) do names["@" .. file.name] = file.name end
  local function position()
    for level = 2, 60 do
      local info = debug.getinfo(level, "Sl")
      if not info then return nil end
      if names[info.source] then return names[info.source], info.currentline, info.what == "Lua" end
    end
  end
  local function variables(visit)
    for level = 2, 60 do
      local info = debug.getinfo(level, "Sf")
      if not info then return end
      for i = 1, names[info.source] and info.what == "Lua" and 250 or 0 do
        local name, value = debug.getlocal(level, i)
        if name then visit(names[info.source], info.linedefined, info.lastlinedefined, name, value) end
        name, value = debug.getupvalue(info.func, i)
        if name then visit(names[info.source], info.linedefined, info.lastlinedefined, name, value) end
      end
    end
  end
  local recorder = assert(loadfile(prelude_path, "t"))({ position = position, variables = variables })
  local errors = {}
  for _, file in ipairs(files) do
    local chunk, message = load(file.text, "@" .. file.name, "t", recorder.environment)
    local ok = chunk
    if chunk then ok, message = pcall(chunk) end
    if not ok then
      local line, rest = tostring(message):match "^.-:(%d+): (.*)$"
      errors[#errors + 1] = { file = file.name, line = tonumber(line), message = rest or tostring(message) }
    end
  end
  local document = copied(recorder.finish(), {}, { count = 0 })
  if #errors > 0 then return nil, { code = "pack", message = errors[1].message, errors = errors, document = document } end
  return document
end

return core
