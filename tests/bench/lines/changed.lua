-- A changed file: 1,000 new audits among 400,000, imported and then checked, by two processes; every write of the registry is forced onto the disk as always.
-- Then enterprises, to which all others refer: 1,000 that are of another size, and 1,000 new ones, behind which all that is others' stands elsewhere.
-- What the imports leave is held against a snapshot made anew, and the verdicts against those of a registry that has none. Beside it, a file that is as before.
local data = require "tests.bench.data"
local tools = require "tests.bench.tools"

local NEW, MOST = 1000, 250

local function write_audits(set, path, first)
  local file = assert(io.open(path, "w"))
  file:write "code,enterprise,started_on,completed_on,reported_on\n"
  for i = 0, NEW - 1 do file:write(("B%08d,E%08d,2003-03-03,2003-06-30,2003-07-30\n"):format(first + i, i * 7919 % set.enterprises)) end
  file:close()
end

-- Every thousandth enterprise, of which all lines are the file's but for their size; and as many that are new and stand among the others.
local SIZES = { large = "medium", medium = "small", small = "large" }
local function write_enterprises(set, path, new)
  local file, at = assert(io.open(path, "w")), 0
  for line in io.lines(set.files[2]) do
    local code, city, size, rest = line:match "^(%w+),(%d+),(%l+),(.*)$"
    if not code then file:write(line, "\n")
    elseif at % (set.enterprises // NEW) == 0 then file:write(new and "N" .. code or code, ",", city, ",", new and size or SIZES[size], ",", rest, "\n") end
    if code then at = at + 1 end
  end
  file:close()
end

-- How many of our two processors others keep busy.
local function load_average() return tools.read("/proc/loadavg"):match "^%S+" end

return function(bench)
  local set = bench.data(0)
  local registry, path, made = set.folder .. "/changed.db", set.folder .. "/more-audits.csv", 0
  data.remove_registry(registry)
  tools.run(data.import_command(registry, set.files))
  local check = tools.verb("check", tools.pack, registry)
  tools.measure(1, check)
  local before = load_average()
  local taken, plain = tools.in_turn(bench.options.rounds * bench.options.repeats, {
    function()
      write_audits(set, path, made)
      made = made + NEW
      local imported, checked = tools.measure(1, data.import_command(registry, { "audit=" .. path })), tools.measure(1, check)
      return { wall = imported.wall + checked.wall, processor = imported.processor + checked.processor, import = imported.wall, import_processor = imported.processor }
    end,
    function() return tools.measure(1, check) end })
  bench.rows:alone("1000 new audits, imported and checked", ("%.0f ms, import %.0f ms"):format(taken.wall, taken.import), taken.wall, nil, MOST)
  bench.rows:show("the same in processor time: a check alone", ("%.0f ms, import %.0f ms"):format(taken.processor, taken.import_processor), ("%.0f ms"):format(plain.processor))
  bench.rows:show("load of the machine before and behind", before, load_average())
  for _, new in ipairs { false, true } do
    write_enterprises(set, path, new)
    local imported, checked = tools.measure(1, data.import_command(registry, { "enterprise=" .. path })), tools.measure(1, check)
    bench.rows:show(new and "1000 new enterprises, imported and checked" or "1000 enterprises of another size, imported and checked",
      ("%.0f ms, import %.0f ms"):format(imported.wall + checked.wall, imported.wall), "", ("in processor time %.0f ms"):format(imported.processor + checked.processor))
  end
  local left, verdicts = tools.read(registry .. ".snapshot"), tools.output { "sh", "-c", '"$@" || true', "sh", table.unpack(check) }
  data.remove_snapshot(registry)
  local again = tools.output { "sh", "-c", '"$@" || true', "sh", table.unpack(check) }
  bench.rows:so("what the imports left is byte for byte a rebuilt snapshot, with the same verdicts", "", left == tools.read(registry .. ".snapshot") and verdicts == again)
  local same = tools.measure(1, data.import_command(registry, { set.files[3] }))
  bench.rows:show("the file of 400 audits a thousand enterprises imported again, processor time", ("%.2f s"):format(same.processor / 1e3))
  data.remove_registry(registry)
end
