-- Rolling means and maxima of each reading, and percentiles and n-th highest values, against DuckDB's window functions over its own table in memory. Two
-- threads each.
local lfs = require "lfs"
local data = require "tests.bench.data"
local tools = require "tests.bench.tools"

local DAY = "2005-06-30"
local QUESTIONS = {
  { pack = "tests/bench/windows", ask = "windows", rules = { "month", "year", "top" }, says = "means of 30 and 365 days, highest of 30" },
  { pack = "tests/bench/ranks", ask = "ranks", rules = { "percentile", "fourth" }, says = "98th percentile and fourth-highest of 365 days" },
}

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
    tools.run { tools.mandate, "import", QUESTIONS[1].pack, registry, "site=" .. folder .. "/site.csv", "reading=" .. folder .. "/reading.csv" }
  end
  return folder, registry
end

-- "RULE MET BREACHED UNKNOWN" of what check counts.
local function counted(registry, asked)
  local found, lines = {}, {}
  local command = { "sh", "-c", '"$0" check "$1" "$2" --as-of "$3" --format csv || true', tools.mandate, asked.pack, registry, DAY } -- a breach is no failure
  for rule, status, n in tools.output(command):gmatch "(%l+),,(%l+),(%d+)," do found[rule .. status] = n end
  for _, rule in ipairs(asked.rules) do
    lines[#lines + 1] = ("%s %s %s %s\n"):format(rule, found[rule .. "met"] or 0, found[rule .. "breached"] or 0, found[rule .. "unknown"] or 0)
  end
  return table.concat(lines)
end

local function measure(bench, asked, unknown)
  local sites, days, repeats = bench.options.sites, bench.options.days, bench.options.repeats
  local folder, registry = readings(sites, days, unknown)
  local answers = folder .. "/duckdb.txt"
  local ours, theirs = tools.in_turn(bench.options.rounds, {
    function() return tools.values(tools.output { "lua5.4", "tests/bench/engine.lua", asked.pack, registry, DAY, "threads=2", "repeats=" .. repeats }) end,
    function() return tools.values(tools.output { "node", "tests/bench/windows.mjs", folder, answers, repeats, asked.ask }) end })
  local found = counted(registry, asked)
  if found ~= tools.read(answers) then tools.stop(("The answers differ: mandate says\n%sand DuckDB\n%s"):format(found, tools.read(answers))) end
  bench.rows:faster(("%d readings, %s, %d%% unknown: DuckDB's window functions"):format(sites * days, asked.says, unknown), ours["run 2"], theirs.all, 5)
  local once = tools.measure(1, { tools.mandate, "check", asked.pack, registry, "--as-of", DAY })
  bench.rows:show("the whole process, and its memory", ("%.0f ms, %d MiB"):format(once.wall, once.peak // 1024))
end

return function(bench)
  for _, asked in ipairs(QUESTIONS) do
    for _, unknown in ipairs { 0, 1 } do measure(bench, asked, unknown) end
  end
end
