-- Adds up what the runs of a comparison met (situations.lua) and prints it: lua5.4 tests/naive/met.lua common|verdicts|tables FILE…
-- common: what 300 packs meet; verdicts: what thousands meet, too.
-- It ends with 1, and the names, where something was not met that must be.
dofile "tests/helper.lua"
local situations = require "tests.naive.situations"

local counters, lines = {}, {}
for index = 2, #arg do
  for line in io.lines(arg[index]) do
    local operator, outcome, count = line:match "^([^\t]*)\t([^\t]*)\t(%d+)$"
    local of = counters[operator] or {}
    counters[operator] = of
    of[outcome] = (of[outcome] or 0) + math.tointeger(count)
  end
end
for operator, outcomes in pairs(counters) do
  for outcome, count in pairs(outcomes) do lines[#lines + 1] = ("%-50s %-60s %d"):format(operator, outcome, count) end
end
table.sort(lines)
print(table.concat(lines, "\n"))
local never
if arg[1] == "tables" then never = situations.missing(counters, situations.tables)
elseif arg[1] == "common" then never = situations.missing(counters, situations.verdicts) else never = situations.missing(counters, situations.verdicts, situations.rare) end
if #never > 0 then
  print("never met: " .. table.concat(never, ", "))
  os.exit(1)
end
print "all that must be met was met"
