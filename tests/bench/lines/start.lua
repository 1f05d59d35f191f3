-- Processor time of the smallest runs: the version, and the example of Jiangsu.
local data = require "tests.bench.data"
local tools = require "tests.bench.tools"

return function(bench)
  local repeats = math.max(9, bench.options.repeats)
  local version = tools.measure(repeats, { tools.mandate, "--version" })
  bench.rows:alone("mandate --version, processor time", ("%.1f ms"):format(version.processor), version.processor, nil, 5)
  local registry = os.tmpname()
  data.remove_registry(registry)
  local files = {}
  for i, kind in ipairs { "jurisdiction", "agency", "enterprise", "audit", "listing" } do files[i] = ("examples/jiangsu/records/%s.csv"):format(kind) end
  tools.run(data.import_command(registry, files))
  local check = { tools.mandate, "check", "rules/jiangsu", registry, "--as-of", "2003-12-31" }
  tools.measure(1, check)
  local took = tools.measure(repeats, check)
  bench.rows:alone("mandate check rules/jiangsu, processor time", ("%.1f ms"):format(took.processor), took.processor, nil, 50)
  data.remove_registry(registry)
end
