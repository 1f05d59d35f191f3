-- From the CSV files to the first verdicts: the import, everything checked, and then the first check and report; against DuckDB, whose tables are as its
-- sniffer types them and nothing is checked, and against DuckDB with the same keys and parents.
local data = require "tests.bench.data"
local tools = require "tests.bench.tools"

local MOST_MEGABYTES = 758 -- of registry and snapshot, of a million enterprises with all that is theirs

local function duckdb(set, way)
  local file = ("%s/first-%s.db"):format(set.folder, way)
  return function()
    local taken = tools.measure(1, { "node", "tests/bench/duckdb.mjs", "first", set.folder, file, ("%s/first-%s.txt"):format(set.folder, way), way })
    taken.bytes = tools.size(file)
    os.remove(file)
    os.remove(file .. ".wal")
    return taken
  end
end

local function mandate(set, registry)
  return function()
    data.remove_registry(registry)
    local imported = tools.measure(1, data.import_command(registry, set.files))
    local left = tools.exists(registry .. ".snapshot")
    local checked = tools.measure(1, tools.verb("check", tools.pack, registry))
    return { wall = imported.wall + checked.wall, processor = imported.processor + checked.processor, peak = math.max(imported.peak, checked.peak),
      registry = tools.size(registry), snapshot = data.snapshot_size(registry), check = checked.wall, left = left and 1 or 0 }
  end
end

local function compare_answers(set, registry)
  tools.output { "lua5.4", "tests/bench/engine.lua", tools.pack, registry, tools.as_of, "threads=2", "repeats=1", "answers=" .. set.folder .. "/first.txt" }
  for _, way in ipairs { "unchecked", "keyed" } do
    local path = ("%s/first-%s.txt"):format(set.folder, way)
    if not tools.same(path, set.folder .. "/first.txt") then tools.stop(("The answers differ: compare %s with %s/first.txt"):format(path, set.folder)) end
  end
end

return function(bench)
  local set = bench.data(0)
  local registry = set.folder .. "/first.db"
  local ours, unchecked, keyed = tools.in_turn(bench.options.rounds, { mandate(set, registry), duckdb(set, "unchecked"), duckdb(set, "keyed") })
  compare_answers(set, registry)
  local function seconds(taken) return taken.wall / 1e3 end
  bench.rows:within("from CSV to the first verdicts: DuckDB, nothing checked", seconds(ours), seconds(unchecked), 1.5, "s")
  bench.rows:faster("the same: DuckDB with the same keys and parents", seconds(ours), seconds(keyed), 5, "s")
  bench.rows:show("the same in processor time: DuckDB, nothing checked", ("%.1f s"):format(ours.processor / 1e3), ("%.1f s"):format(unchecked.processor / 1e3),
    ("%.2f times"):format(ours.processor / unchecked.processor))
  bench.rows:show("of it, the first check", ("%.0f ms"):format(ours.check))
  bench.rows:alone("peak of memory, mapped files included", ("%.0f MiB"):format(ours.peak / 1024), ours.peak / 1024, nil, 512)
  local bytes = (ours.registry + ours.snapshot) / 1e6
  bench.rows:alone("bytes of registry and snapshot", ("%.0f + %.0f MB"):format(ours.registry / 1e6, ours.snapshot / 1e6), bytes, nil,
    MOST_MEGABYTES * set.enterprises // 1000000)
  bench.rows:show("DuckDB's file", "", ("%.0f MB"):format(unchecked.bytes / 1e6))
  data.remove_registry(registry)
end
