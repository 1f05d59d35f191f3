-- Many kinds and long chains: a registry of 2,000 kinds into which one row is imported, and the check after it; and 200,000 places, each within the one before it.
-- Times must grow with the kinds and the places, not with their square; they are processor time.
local lfs = require "lfs"
local data = require "tests.bench.data"
local tools = require "tests.bench.tools"

local KINDS, PLACES = 2000, 200000

local function write(path, lines)
  local file = assert(io.open(path, "w"))
  for _, line in ipairs(lines) do file:write(line, "\n") end
  file:close()
end

local function many_kinds(folder)
  lfs.mkdir(folder)
  local pack = { 'instrument "act" { title = "Many kinds (invented)", issuer = "tests/bench", in_force = { from = "2000-01-01" }, clauses = { a = "Something" } }' }
  for i = 1, KINDS do pack[#pack + 1] = ('kind "k%d" { fields = { { "code", text, key = true }, { "seen_on", event, starts = true }, { "value", number } } }'):format(i) end
  pack[#pack + 1] = ('obligation "o" { clause = "act/a", per = k%d, require = k%d.value:at_most(1) }'):format(KINDS, KINDS)
  write(folder .. "/act.lua", pack)
  write(folder .. "/row.csv", { "code,seen_on,value", "a,2004-01-01,1" })
  return folder, { { "k" .. KINDS // 2 .. "=" .. folder .. "/row.csv" }, { "k" .. KINDS .. "=" .. folder .. "/row.csv" } }
end

local function chain(path)
  local lines = { "code,level,parent" }
  for i = 1, PLACES do lines[#lines + 1] = ("P%d,%s,%s"):format(i, i == 1 and "province" or "county", i > 1 and "P" .. i - 1 or "") end
  write(path, lines)
end

return function(bench)
  local folder = os.getenv "BENCH_DATA"
  local registry, pack, rows = folder .. "/kinds.db", many_kinds(folder .. "/kinds")
  data.remove_registry(registry)
  tools.run { tools.mandate, "import", pack, registry, table.unpack(rows[1]) }
  local imported = tools.measure(1, { tools.mandate, "import", pack, registry, table.unpack(rows[2]) })
  local checked = tools.measure(1, tools.verb("check", pack, registry))
  bench.rows:alone(("one row into a registry of %d kinds"):format(KINDS), ("%.2f s"):format(imported.processor / 1e3), imported.processor / 1e3, nil, 1)
  bench.rows:show("the check after it", ("%.2f s"):format(checked.processor / 1e3))
  data.remove_registry(registry)
  chain(folder .. "/chain.csv")
  local places = tools.measure(1, { tools.mandate, "import", registry, "jurisdiction=" .. folder .. "/chain.csv" })
  local asked = tools.measure(1, tools.verb("check", tools.pack, registry))
  bench.rows:alone(("a chain of %d places"):format(PLACES), ("%.2f s"):format(places.processor / 1e3), places.processor / 1e3, nil, 2)
  bench.rows:show("the check after it", ("%.2f s"):format(asked.processor / 1e3))
  data.remove_registry(registry)
  os.remove(folder .. "/chain.csv")
end
