-- Rules whose condition is a Lua function, on one core.
local tools = require "tests.bench.tools"

return function(bench)
  local set = bench.data(0)
  local function speed(pack)
    local values = tools.values(tools.output { "lua5.4", "tests/bench/engine.lua", "tests/bench/functions/" .. pack, set:registry(), tools.as_of, "threads=1",
      "repeats=" .. bench.options.repeats })
    return { speed = set.enterprises / values["run 1"] / 1e3 }
  end
  local alone, beside = tools.in_turn(bench.options.rounds, { function() return speed "alone" end, function() return speed "beside" end })
  bench.rows:alone("a function of three fields, million subjects a second", ("%.1f"):format(alone.speed), alone.speed, 3)
  bench.rows:alone("beside an expression that leaves a tenth open", ("%.1f"):format(beside.speed), beside.speed, 10)
end
