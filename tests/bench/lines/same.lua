-- The bytes of what is written are the same for any number of threads and any size of block.
local data = require "tests.bench.data"
local tools = require "tests.bench.tools"

return function(bench)
  if not tools.has("check", "--threads") or not tools.has("check", "--block") then return bench.rows:missing "--threads and --block" end
  local set = data.at(math.min(bench.options.enterprises, 100000), 20, bench.options.seed)
  local registry, path = set:registry(), os.tmpname()
  local first, ways, alike = nil, 0, true
  for _, threads in ipairs { 1, 2, 3, 8 } do
    for _, block in ipairs { 1, 64, 1000, 4096, 100000 } do
      if block > 1 or threads == 2 then -- blocks of one record are slow
        local arguments = { "--threads", threads, "--block", block }
        local check = tools.verb("check", tools.pack, registry, "--verdicts", path, table.unpack(arguments))
        local report = tools.verb("report", tools.pack, registry, table.unpack(arguments))
        local text = tools.output({ "sh", "-c", '"$@" || [ $? -eq 1 ]', "sh", table.unpack(check) }) .. tools.output(report) .. tools.read(path)
        first = first or text
        alike = alike and text == first
        ways = ways + 1
      end
    end
  end
  os.remove(path)
  bench.rows:so(("%d numbers of threads and sizes of block: the same bytes"):format(ways), ("%d bytes"):format(#first), alike)
end
