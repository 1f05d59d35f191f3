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

--- Without the registry and all that SQLite and the snapshot put beside it.
function data.remove_registry(registry)
  for _, suffix in ipairs { "", "-journal", "-wal", "-shm", ".snapshot" } do os.remove(registry .. suffix) end
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
