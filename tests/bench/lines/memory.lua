-- The peak of memory against the columns read, and time and memory as the data grow: 1, 10 and 100 million measurements.
local data = require "tests.bench.data"
local tools = require "tests.bench.tools"

-- Bytes for a row of each kind that the rules read: 4 for a date, an id or a code, 8 for a number.
local function bytes_read(set)
  local n = set.enterprises
  local enterprise = 4 + 4          -- size, opened_on
  local audit = 4 + 4 + 4 + 4       -- enterprise, started_on, completed_on, reported_on
  local listing = 4 + 4 + 4         -- enterprise, list, published_on
  local measurement = 4 + 4 + 8 + 8 -- enterprise, measured_on, value, limit_value
  return n * enterprise + n * 4 // 10 * audit + n // 20 * listing + n * 12 * measurement
end

local function check(bench, set, ...)
  local command = tools.verb("check", tools.pack, set:registry(), ...)
  tools.measure(1, command)
  return tools.measure(bench.options.repeats, command)
end

local function within_columns(bench, what, set, took)
  local mebibytes, columns = took.peak / 1024, bytes_read(set) / 1024 / 1024
  bench.rows:within(what, mebibytes, columns, 1.5, "MiB")
end

return function(bench)
  local set = bench.data(0)
  within_columns(bench, "peak memory of check: the columns it reads", set, check(bench, set))
  local path = os.tmpname()
  within_columns(bench, "peak memory of check --verdicts: the same", set, check(bench, set, "--verdicts", path))
  os.remove(path)
  for _, millions in ipairs { 1, 10, 100 } do
    if millions <= bench.options.largest then
      local own = data.at(millions * 1000000 // 12, 0, bench.options.seed)
      local took = check(bench, own)
      bench.rows:show(("%d million measurements: check"):format(millions), ("%.0f ms, %.0f MiB"):format(took.wall, took.peak / 1024), "",
        ("%.1f ns, %.1f bytes a measurement"):format(took.wall * 1e6 / own:measurements(), took.peak * 1024 / own:measurements()))
      if millions > 10 then own:remove() end -- it is too large to be kept
    end
  end
end
