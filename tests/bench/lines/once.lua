-- One question of two files, asked once: a million enterprises and their audits are imported, with all checks, into a registry that was not there, and a report
-- is asked for; against the sqlite3 shell, which puts the same files unchecked into tables with the same unique keys, in memory, and asks SQL written by hand.
local data = require "tests.bench.data"
local tools = require "tests.bench.tools"

local PACK = "tests/bench/once"

-- Blank cells are empty texts there.
local SQL = [[
.mode csv
CREATE TABLE jurisdiction (code TEXT, name TEXT, level TEXT, parent TEXT, UNIQUE (code));
CREATE TABLE enterprise (code TEXT, jurisdiction TEXT, size TEXT, sector TEXT, opened_on TEXT, UNIQUE (code));
CREATE TABLE audit (code TEXT, enterprise TEXT, started_on TEXT, completed_on TEXT, reported_on TEXT, UNIQUE (code));
.import --skip 1 'FOLDER/csv/jurisdiction.csv' jurisdiction
.import --skip 1 'FOLDER/csv/enterprise.csv' enterprise
.import --skip 1 'FOLDER/csv/audit.csv' audit
.output 'FOLDER/once-sqlite.txt'
SELECT jurisdiction, count(*), count(done <= '2000-12-31' OR NULL), count(done > '2000-12-31' OR NULL)
FROM enterprise LEFT JOIN (SELECT enterprise, min(reported_on) AS done FROM audit WHERE reported_on <> '' AND reported_on <= 'AS_OF' GROUP BY enterprise) ON enterprise = code
WHERE size IN ('large', 'medium') AND opened_on <> '' AND opened_on <= '2000-12-31' GROUP BY jurisdiction ORDER BY jurisdiction;
]]

local function theirs(set)
  local script = set.folder .. "/once.sql"
  local file = assert(io.open(script, "w"))
  file:write((SQL:gsub("%u[%u_]+", { FOLDER = set.folder, AS_OF = tools.as_of })))
  file:close()
  return function() return tools.measure(1, { "sqlite3", "-bail", "-init", script, ":memory:", ".quit" }) end
end

local function ours(set, registry)
  local import = data.import_command(registry, { set.files[1], set.files[2], set.files[3] })
  local report = tools.verb("report", PACK, registry, "--format", "csv")
  return function()
    data.remove_registry(registry)
    local imported, asked = tools.measure(1, import), tools.measure(1, report)
    return { wall = imported.wall + asked.wall, processor = imported.processor + asked.processor, peak = math.max(imported.peak, asked.peak) }
  end
end

-- "CITY,BOUND,MET,LATE" of each city, in the order of their codes.
local function cities(text)
  local list = {}
  for code, bound, met, late in text:gmatch "(%d+),(%d+),(%d+),(%d+)\r?\n" do list[#list + 1] = table.concat({ code, bound, met, late }, ",") end
  table.sort(list)
  return table.concat(list, "\n")
end

return function(bench)
  local set = bench.data(0)
  local registry = set.folder .. "/once.db"
  local own, other = tools.in_turn(bench.options.rounds, { ours(set, registry), theirs(set) })
  local found, expected = cities(tools.output(tools.verb("report", PACK, registry, "--format", "csv"))), cities(tools.read(set.folder .. "/once-sqlite.txt"))
  if found == "" or found ~= expected then tools.stop(("The answers differ: mandate says\n%s\nand SQLite\n%s"):format(found, expected)) end
  bench.rows:within("two files, one question, once: sqlite3 .import and SQL, in memory", own.wall / 1e3, other.wall / 1e3, 1, "s")
  bench.rows:show("the same in processor time", ("%.2f s"):format(own.processor / 1e3), ("%.2f s"):format(other.processor / 1e3),
    ("%.2f times"):format(own.processor / other.processor))
  bench.rows:show("and its peak of memory", ("%.0f MiB"):format(own.peak / 1024), ("%.0f MiB"):format(other.peak / 1024))
  data.remove_registry(registry)
end
