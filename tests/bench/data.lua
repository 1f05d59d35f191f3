--- The data, made once for each scale, share of unknown values and seed, and kept outside the tree.
local lfs = require "lfs"
local tools = require "tests.bench.tools"

local data = {}

--- The kinds in the order in which they are imported.
data.kinds = { "jurisdiction", "enterprise", "audit", "listing", "measurement" }

local function files_of(folder)
  local list = {}
  for i, kind in ipairs(data.kinds) do list[i] = ("%s/csv/%s.csv"):format(folder, kind) end
  return list
end

function data.import_command(registry, files) return { tools.mandate, "import", registry, table.unpack(files) } end

--- The files of a registry's snapshot: the main one and its parts.
function data.snapshot_files(registry)
  local folder, name = registry:match "^(.*)/([^/]*)$"
  local list = {}
  for entry in lfs.dir(folder) do
    local rest = entry:sub(1, #name) == name and entry:sub(#name + 1)
    if rest and (rest == ".snapshot" or rest:find "^%.snapshot%-%x+$") then list[#list + 1] = folder .. "/" .. entry end
  end
  return list
end

function data.snapshot_size(registry)
  local bytes = 0
  for _, path in ipairs(data.snapshot_files(registry)) do bytes = bytes + tools.size(path) end
  return bytes
end

function data.remove_snapshot(registry)
  for _, path in ipairs(data.snapshot_files(registry)) do os.remove(path) end
end

--- Without the registry and all that SQLite and the snapshot put beside it.
function data.remove_registry(registry)
  for _, suffix in ipairs { "", "-journal", "-wal", "-shm" } do os.remove(registry .. suffix) end
  data.remove_snapshot(registry)
end

local Data = {}
Data.__index = Data

--- The registry, imported again when the command has been built anew.
function Data:registry()
  local path = self.folder .. "/registry.db"
  if tools.changed(path) < tools.changed(tools.mandate) then
    data.remove_registry(path)
    io.stderr:write("  importing ", self.folder, "\n")
    tools.run(data.import_command(path, self.files))
  end
  return path
end

--- DuckDB's own file.
function Data:duckdb()
  local path = self.folder .. "/duckdb.db"
  if tools.changed(path) < tools.changed "tests/bench/duckdb.mjs" then tools.run { "node", "tests/bench/duckdb.mjs", "build", self.folder, path } end
  return path
end

--- Rows of all files.
function Data:rows()
  local n = self.enterprises
  return n + n * 4 // 10 + n // 20 + n * 12
end

function Data:measurements() return self.enterprises * 12 end

function Data:remove() os.execute(("rm -rf '%s'"):format(self.folder)) end

function data.at(enterprises, unknown, seed)
  local folder = ("%s/%d-%d-%d"):format(os.getenv "BENCH_DATA", enterprises, unknown, seed)
  local complete = folder .. "/complete"
  if tools.changed(complete) < tools.changed "tests/bench/generate.c" then
    lfs.mkdir(folder)
    tools.run { tools.folder .. "/generate", folder, enterprises, unknown, seed }
    assert(io.open(complete, "w")):close()
  end
  return setmetatable({ folder = folder, enterprises = enterprises, unknown = unknown, files = files_of(folder) }, Data)
end

return data
