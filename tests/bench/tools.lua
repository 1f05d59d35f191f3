--- Programs run from the benchmark, and medians.
local lfs = require "lfs"

local tools = { folder = os.getenv "BENCH_TOOLS", mandate = os.getenv "MANDATE" or "build/mandate" }

--- The pack with the four questions, and the day they are asked on.
tools.pack, tools.as_of = "tests/bench/pack", "2005-06-30"

local function quoted(arguments)
  local list = {}
  for i, argument in ipairs(arguments) do list[i] = "'" .. tostring(argument):gsub("'", "'\\''") .. "'" end
  return table.concat(list, " ")
end

local function stop(message)
  io.stderr:write(message, "\n")
  os.exit(1)
end
tools.stop = stop

--- Runs a command for what it prints; stops where it fails.
function tools.output(arguments)
  local pipe = assert(io.popen(quoted(arguments), "r"))
  local text = pipe:read "a"
  local ok, _, code = pipe:close()
  if not ok then stop(("%s ended with %d"):format(quoted(arguments), code)) end
  return text
end

function tools.run(arguments) tools.output(arguments) end

--- Runs a command `repeats` times: medians of wall and processor time in ms, the peaks of memory and of anonymous memory in KiB. 1 is an answer of check, no failure.
function tools.measure(repeats, arguments)
  local text = tools.output { tools.folder .. "/measure", repeats, table.unpack(arguments) }
  local wall, processor, peak, code, anonymous = text:match "^(%S+) (%S+) (%d+) (%d+) (%d+)\n$"
  if tonumber(code) > 1 then stop(("%s ended with %s"):format(quoted(arguments), code)) end
  return { wall = tonumber(wall), processor = tonumber(processor), peak = tonumber(peak), anonymous = tonumber(anonymous) }
end

--- Lines "NAME VALUE" of what a program prints, as a table.
function tools.values(text)
  local values = {}
  for name, value in text:gmatch "([^\n]-) ([%d.]+)\n" do values[name] = tonumber(value) end
  return values
end

function tools.median(list)
  local sorted = table.move(list, 1, #list, 1, {})
  table.sort(sorted)
  return sorted[#sorted // 2 + 1]
end

--- Asks every side in turn, `rounds` times; each gives a table of numbers. Gives the median of each number.
function tools.in_turn(rounds, sides)
  local seen, medians = {}, {}
  for _ = 1, rounds do
    for i, side in ipairs(sides) do
      seen[i] = seen[i] or {}
      for name, value in pairs(side()) do
        seen[i][name] = seen[i][name] or {}
        table.insert(seen[i][name], value)
      end
    end
  end
  for i, numbers in ipairs(seen) do
    medians[i] = {}
    for name, list in pairs(numbers) do medians[i][name] = tools.median(list) end
  end
  return table.unpack(medians)
end

function tools.exists(path) return lfs.attributes(path) ~= nil end

function tools.changed(path) return lfs.attributes(path, "modification") or 0 end

function tools.size(path) return lfs.attributes(path, "size") or 0 end

function tools.read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  return text
end

function tools.same(a, b) return os.execute(quoted { "cmp", "-s", a, b }) == true end

--- The command's verb with a pack and a registry on the day of the questions, and whatever follows.
function tools.verb(verb, pack, registry, ...)
  return { tools.mandate, verb, pack, registry, "--as-of", tools.as_of, ... }
end

--- True if a verb has an option.
function tools.has(verb, option)
  return tools.output({ tools.mandate, verb, "--help" }):find(option, 1, true) ~= nil
end

return tools
