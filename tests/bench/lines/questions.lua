-- All four questions in one process each: the engine over an opened snapshot, DuckDB with its tables in memory, the plain loops.
local tools = require "tests.bench.tools"

local function engine(set, repeats)
  return tools.values(tools.output { "lua5.4", "tests/bench/engine.lua", tools.pack, set:registry(), tools.as_of, "threads=1,2", "repeats=" .. repeats,
    "answers=" .. set.folder .. "/engine.txt" })
end

local function duckdb(set, repeats)
  return tools.values(tools.output { "node", "tests/bench/duckdb.mjs", "warm", set:duckdb(), set.folder .. "/duckdb.txt", repeats })
end

local function plain(set, repeats)
  return tools.values(tools.output { tools.folder .. "/plain", set.folder, set.folder .. "/plain.txt", repeats })
end

local function alike(set)
  for _, side in ipairs { "engine", "duckdb", "duckdb-verdicts" } do
    local path = ("%s/%s.txt"):format(set.folder, side)
    if not tools.same(path, set.folder .. "/plain.txt") then
      tools.stop(("The answers differ: compare %s with %s/plain.txt"):format(path, set.folder))
    end
  end
end

return function(bench)
  for _, unknown in ipairs { 0, 20 } do
    local set, repeats = bench.data(unknown), bench.options.repeats
    local ours, theirs, loops = tools.in_turn(bench.options.rounds, {
      function() return engine(set, repeats) end, function() return duckdb(set, repeats) end, function() return plain(set, repeats) end })
    alike(set)
    local what = ("four questions, %d%% unknown, "):format(unknown)
    bench.rows:faster(what .. "two threads: DuckDB, the same verdicts", ours["run 2"], theirs["verdicts all"], 10)
    bench.rows:faster(what .. "two threads: DuckDB, the sums only", ours["run 2"], theirs.all, 10)
    bench.rows:within(what .. "two threads: plain C", ours["run 2"], loops["2"], 0.6)
    bench.rows:within(what .. "one thread: plain C", ours["run 1"], loops["1"], 0.6)
  end
end
