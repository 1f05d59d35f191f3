-- The engine alone, in this process: a pack's rules and reports in one plan, run again and again over one opened snapshot. Nothing but the
-- columns is kept between runs. From the project's top folder, with build/module built and bench_clock on LUA_CPATH:
--   lua5.4 tests/bench/engine.lua PACK REGISTRY AS_OF [threads=N,N…] [block=N] [repeats=N] [answers=FILE]
-- Prints "open MS", "lower MS", for each number of threads "run THREADS MEDIAN_MS", and for each rule "rule NAME: STATUS COUNT…".
package.cpath = (os.getenv "MANDATE_MODULE" or "build/module") .. "/?.so;" .. package.cpath
package.loaded["mandate.installation"] = { folder = ".", version = "bench" }
if not package.loaded["tests.helper"] then dofile "tests/helper.lua" end

local core = require "mandate.core"
local now = require "bench_clock"
local answers = require "tests.bench.answers"
local language = require "mandate.language.load"
local lowering = require "mandate.language.lower.lowering"
local reports = require "mandate.report.report"

local function check(value, problem)
  if value then return value end
  for _, one in ipairs(problem.message and { problem } or problem) do io.stderr:write(one.file or "", ":", one.line or "", ": ", one.message, "\n") end
  os.exit(2)
end

local options = { threads = "1,2", repeats = "9" }
for i = 4, #arg do
  local name, value = arg[i]:match "^(%l+)=(.+)$"
  options[name or error(arg[i] .. " is no NAME=VALUE")] = value
end
local folder, registry, as_of = arg[1], arg[2], arg[3]

local start = now()
local pack = check(language.load(core, folder))
local snapshot = check(core.snapshot(registry, pack.model))
io.write(("open %.1f\n"):format(now() - start))

start = now()
local lowered = lowering.new(pack, snapshot, as_of)
local rules = lowered:rules()
local tables = {}
for _, declared in ipairs(pack.reports) do tables[declared.name] = reports.lower(lowered, declared) end
io.write(("lower %.1f\n"):format(now() - start))

local function run(threads)
  return check(lowered:run { threads = threads, block = tonumber(options.block) })
end

local result = run(1)
for threads in options.threads:gmatch "%d+" do
  local times = {}
  for i = 1, tonumber(options.repeats) do
    result = nil -- luacheck: ignore 311
    collectgarbage()
    local from = now()
    result = run(tonumber(threads))
    times[i] = now() - from
  end
  table.sort(times)
  io.write(("run %s %.3f\n"):format(threads, times[#times // 2 + 1]))
end
for _, part in ipairs(rules) do
  local counts = {}
  for status, n in pairs(result:statuses(part.node)) do counts[#counts + 1] = ("%s %d"):format(status, n) end
  table.sort(counts)
  io.write("rule ", part.base, ": ", table.concat(counts, ", "), "\n")
end

if options.answers then
  local opened = { pack = pack, snapshot = snapshot, as_of = as_of, lowering = lowered }
  local built = {}
  for name, table_ in pairs(tables) do built[name] = reports.build(opened, result, table_) end
  local file = assert(io.open(options.answers, "wb"))
  file:write(answers.text(built))
  file:close()
end
