-- Importing the whole set against the sqlite3 shell, which puts the same files unchecked into text tables with the same unique keys; building
-- the snapshot; and importing one changed file.
local data = require "tests.bench.data"
local tools = require "tests.bench.tools"

local KEYS = { jurisdiction = "code", enterprise = "code", audit = "code", listing = "enterprise, list, published_on",
  measurement = "enterprise, outlet, pollutant, measured_on" }

local function sqlite_script(set, path)
  local lines = { ".mode csv" }
  for i, kind in ipairs(data.kinds) do
    local file = assert(io.open(set.files[i]))
    local columns = file:read "l"
    file:close()
    lines[#lines + 1] = ("CREATE TABLE %s (%s TEXT, UNIQUE (%s));"):format(kind, columns:gsub(",", " TEXT, "), KEYS[kind])
    lines[#lines + 1] = (".import --skip 1 '%s' %s"):format(set.files[i], kind)
  end
  local script = assert(io.open(path, "w"))
  script:write(table.concat(lines, "\n"), "\n")
  script:close()
end

local function imports(bench, set)
  local registry, other, script = set.folder .. "/import.db", set.folder .. "/sqlite.db", set.folder .. "/sqlite.sql"
  sqlite_script(set, script)
  local ours, theirs = tools.in_turn(bench.options.rounds, {
    function()
      data.remove_registry(registry)
      return tools.measure(1, data.import_command(registry, set.files))
    end,
    function()
      data.remove_registry(other)
      return tools.measure(1, { "sqlite3", "-bail", "-init", script, other, ".quit" })
    end })
  bench.rows:within("import of everything: sqlite3 .import", ours.wall / 1e3, theirs.wall / 1e3, 1, "s")
  bench.rows:show("the same in processor time", ("%.1f s"):format(ours.processor / 1e3), ("%.1f s"):format(theirs.processor / 1e3),
    ("%.2f times"):format(ours.processor / theirs.processor))
  os.remove(other)
  return registry
end

-- How much longer the first check takes than one that finds its snapshot.
local function first_check(registry)
  local check = tools.verb("check", tools.pack, registry)
  local first = tools.measure(1, check)
  local second = tools.measure(1, check)
  return first.wall - second.wall
end

local function more_audits(set, path)
  local file = assert(io.open(path, "w"))
  file:write "code,enterprise,started_on,completed_on,reported_on\n"
  for i = 0, 999 do file:write(("B%08d,E%08d,2003-03-03,2003-06-30,2003-07-30\n"):format(i, i * 7919 % set.enterprises)) end
  file:close()
end

return function(bench)
  local set = bench.data(0)
  local registry = imports(bench, set)
  local snapshot = registry .. ".snapshot"
  data.remove_snapshot(registry) -- which the import left
  local extra = first_check(registry)
  if tools.exists(snapshot) then
    local nanoseconds = extra * 1e6 / set:rows()
    bench.rows:alone("snapshot built by the first check, a row", ("%.0f ns"):format(nanoseconds), nanoseconds, nil, 500)
    more_audits(set, set.folder .. "/more-audits.csv")
    tools.run(data.import_command(registry, { "audit=" .. set.folder .. "/more-audits.csv" }))
    local again = first_check(registry)
    local told = again >= 1 -- what is less than the clock's own noise is nothing, and no ratio
    bench.rows:show("1000 new audits: the check after them, beyond one without", told and ("%.0f ms"):format(again) or "nothing", ("%.0f ms"):format(extra),
      told and ("%.1f times faster"):format(extra / again))
    os.rename(snapshot, snapshot .. ".kept") -- which names its parts by what is in them
    data.remove_snapshot(registry)
    first_check(registry)
    bench.rows:so("that snapshot is byte for byte a rebuilt one", "", tools.same(snapshot, snapshot .. ".kept"))
    os.remove(snapshot .. ".kept")
  else
    bench.rows:missing "snapshot beside the registry"
  end
  data.remove_registry(registry)
end
