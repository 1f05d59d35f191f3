-- Every verdict of every rule into a file, with its reason and without: verdicts for each second of processor time of the whole process.
local tools = require "tests.bench.tools"

return function(bench)
  local path = os.tmpname()
  local function speed(set, ...)
    local verdicts = 0
    local took = tools.measure(bench.options.rounds, tools.verb("check", tools.pack, set:registry(), "--verdicts", path, ...))
    for _ in io.lines(path) do verdicts = verdicts + 1 end
    return (verdicts - 1) / took.processor * 1e3
  end
  for _, unknown in ipairs { 0, 20 } do
    local set = bench.data(unknown)
    local what = ("verdicts a second per core, %d%% unknown, "):format(unknown)
    local explained = speed(set)
    bench.rows:alone(what .. "with reasons", ("%.0f"):format(explained), explained, 300000)
    if tools.has("check", "--no-reasons") then
      local bare = speed(set, "--no-reasons")
      bench.rows:alone(what .. "without", ("%.0f"):format(bare), bare, 2000000)
    else
      bench.rows:missing(what .. "without")
    end
  end
  os.remove(path)
end
