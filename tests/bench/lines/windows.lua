-- Rolling means and maxima of each reading, against DuckDB's window functions over its own table in memory. Two threads each.
local lfs = require "lfs"
local data = require "tests.bench.data"
local tools = require "tests.bench.tools"

local PACK, DAY = "tests/bench/windows", "2005-06-30"

local function readings(sites, days, unknown)
  local folder = ("%s/readings-%d-%d-%d"):format(os.getenv "BENCH_DATA", sites, days, unknown)
  if not tools.exists(folder .. "/complete") then
    lfs.mkdir(folder)
    tools.run { "lua5.4", "tests/bench/readings.lua", folder, sites, days, unknown }
    assert(io.open(folder .. "/complete", "w")):close()
  end
  local registry = folder .. "/registry.db"
  if tools.changed(registry) < tools.changed(tools.mandate) then
    data.remove_registry(registry)
    tools.run { tools.mandate, "import", PACK, registry, "site=" .. folder .. "/site.csv", "reading=" .. folder .. "/reading.csv" }
  end
  return folder, registry
end

-- "RULE MET BREACHED UNKNOWN" of what check counts.
local function counted(registry)
  local found, lines = {}, {}
  local command = { "sh", "-c", '"$0" check "$1" "$2" --as-of "$3" --format csv || true', tools.mandate, PACK, registry, DAY } -- a breach is no failure
  for rule, status, n in tools.output(command):gmatch "(%l+),,(%l+),(%d+)," do found[rule .. status] = n end
  for _, rule in ipairs { "month", "year", "top" } do
    lines[#lines + 1] = ("%s %s %s %s\n"):format(rule, found[rule .. "met"] or 0, found[rule .. "breached"] or 0, found[rule .. "unknown"] or 0)
  end
  return table.concat(lines)
end

return function(bench)
  local sites, days, repeats = bench.options.sites, bench.options.days, bench.options.repeats
  for _, unknown in ipairs { 0, 1 } do
    local folder, registry = readings(sites, days, unknown)
    local answers = folder .. "/duckdb.txt"
    local ours, theirs = tools.in_turn(bench.options.rounds, {
      function() return tools.values(tools.output { "lua5.4", "tests/bench/engine.lua", PACK, registry, DAY, "threads=2", "repeats=" .. repeats }) end,
      function() return tools.values(tools.output { "node", "tests/bench/windows.mjs", folder, answers, repeats }) end })
    if counted(registry) ~= tools.read(answers) then tools.stop(("The answers differ: mandate says\n%sand DuckDB\n%s"):format(counted(registry), tools.read(answers))) end
    bench.rows:faster(("%d readings, means of 30 and 365 days, highest of 30, %d%% unknown: DuckDB's window functions"):format(sites * days, unknown),
      ours["run 2"], theirs.all, 5)
    local once = tools.measure(1, { tools.mandate, "check", PACK, registry, "--as-of", DAY })
    bench.rows:show("the whole process, and its memory", ("%.0f ms, %d MiB"):format(once.wall, once.peak // 1024))
  end
end
