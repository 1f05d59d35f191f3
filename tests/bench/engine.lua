-- The engine alone, in this process: a pack's rules and reports in one plan, run again and again over one opened snapshot. From the project's
-- top folder, with build/module built and bench_clock on LUA_CPATH:
--   lua5.4 tests/bench/engine.lua PACK REGISTRY AS_OF [threads=N,N…] [block=N] [repeats=N] [answers=FILE]
-- Prints "open MS", "lower MS", and for each number of threads the medians "run THREADS MS" and, in processor time, "processor THREADS MS".
package.cpath = (os.getenv "MANDATE_MODULE" or "build/module") .. "/?.so;" .. package.cpath
package.loaded["mandate.installation"] = { folder = ".", version = "bench" }
dofile "tests/helper.lua"

local asking = require "tests.bench.asking"
local now = require "bench_clock"

local options = { threads = "1,2", repeats = "9", block = false, answers = false }
for i = 4, #arg do
  local name, value = arg[i]:match "^(%l+)=(.+)$"
  if options[name] == nil then error(arg[i] .. " is none of the options", 0) end
  options[name] = value
end

local start = now()
local asked = asking.open(arg[1], arg[2], arg[3])
io.write(("open %.1f\n"):format(now() - start))
start = now()
asked:lower()
io.write(("lower %.1f\n"):format(now() - start))

local function median(list)
  table.sort(list)
  return list[#list // 2 + 1]
end

local function run(threads) return asked:run { threads = tonumber(threads), block = options.block and tonumber(options.block) or nil } end

for threads in options.threads:gmatch "%d+" do
  run(threads) -- the first one warms up
  local times, processor = {}, {}
  for i = 1, tonumber(options.repeats) do
    collectgarbage() -- the run before
    local from, clock = now(), os.clock()
    run(threads)
    times[i], processor[i] = now() - from, (os.clock() - clock) * 1e3
  end
  io.write(("run %s %.3f\nprocessor %s %.3f\n"):format(threads, median(times), threads, median(processor)))
end

if options.answers then
  local file = assert(io.open(options.answers, "wb"))
  file:write(asked:answers(run(1)))
  assert(file:close())
end
