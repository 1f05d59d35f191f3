-- The whole process: the command on an imported registry, against one that opens DuckDB's own file and answers all four questions.
local tools = require "tests.bench.tools"

return function(bench)
  local set, repeats = bench.data(0), bench.options.repeats
  local registry, file = set:registry(), set:duckdb()
  local function ours(verb, ...)
    local words = tools.verb(verb, tools.pack, registry, ...)
    return function() return tools.measure(repeats, words) end
  end
  local function theirs() return tools.measure(repeats, { "node", "tests/bench/duckdb.mjs", "once", file, set.folder .. "/once.txt" }) end
  tools.measure(1, tools.verb("check", tools.pack, registry)) -- builds the snapshot, warms the page cache
  theirs()
  local check, report, duckdb = tools.in_turn(bench.options.rounds, { ours "check", ours("report", "--format", "csv"), theirs })
  bench.rows:faster("mandate check: DuckDB's process", check.wall, duckdb.wall, 3)
  bench.rows:faster("mandate report, all four questions as tables: DuckDB's process", report.wall, duckdb.wall, 3)
  bench.rows:show("the same in processor time", ("%.0f ms, %.0f ms"):format(check.processor, report.processor), ("%.0f ms"):format(duckdb.processor))
end
