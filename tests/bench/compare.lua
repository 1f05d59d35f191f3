-- Started by tests/bench/run: measures the lines asked for and prints their table.
dofile "tests/helper.lua"

local data = require "tests.bench.data"
local table_of = require "tests.bench.table"

local options = { enterprises = "1000000", seed = "1", rounds = "3", repeats = "5", lines = "1,2,3,4,5,6,7,8,9,10,11,12,13,14", largest = "100", sites = "1000", days = "12000" }
for _, argument in ipairs(arg) do
  local name, value = argument:match "^(%l+)=(.+)$"
  if not options[name] then
    io.stderr:write(argument, " is none of the options: see the head of tests/bench/run\n")
    os.exit(2)
  end
  options[name] = value
end
for _, name in ipairs { "enterprises", "seed", "rounds", "repeats", "largest", "sites", "days" } do options[name] = math.tointeger(tonumber(options[name])) end

local bench = { options = options, rows = table_of.new() }

--- The data of the scale asked for, with a share of unknown values in percent.
function bench.data(unknown) return data.at(options.enterprises, unknown, options.seed) end

local names = { "questions", "process", "import", "functions", "verdicts", "memory", "same", "start", "windows", "first", "changed", "once", "large", "kinds" }
for number in options.lines:gmatch "%d+" do
  local name = assert(names[tonumber(number)], "no line " .. number)
  io.stderr:write(("Measuring line %s, %s\n"):format(number, name))
  bench.rows:line(tonumber(number))
  require("tests.bench.lines." .. name)(bench)
end
io.stdout:write(bench.rows:text())
