-- One file of 10, 30 and 100 million measurements, of an enterprise for every twelve, imported with the enterprises: the time for a row must
-- stay, and so must the peak of anonymous memory, whatever the file's size. The largest takes 15 GB of disk while it is measured.
local data = require "tests.bench.data"
local tools = require "tests.bench.tools"

local MOST_MEBIBYTES, MOST_GROWTH = 512, 1.5

return function(bench)
  local first
  for _, millions in ipairs { 10, 30, 100 } do
    if millions <= bench.options.largest then
      local set = data.at(millions * 1000000 // 12, 0, bench.options.seed)
      local registry = set.folder .. "/large.db"
      data.remove_registry(registry)
      local taken = tools.measure(1, data.import_command(registry, { set.files[1], set.files[2], set.files[5] }))
      local row = taken.processor * 1e6 / (millions * 1000000 // 12 * 13)
      first = first or row
      bench.rows:alone(("%d million measurements in one file, anonymous memory"):format(millions), ("%.1f s, %d MiB"):format(taken.wall / 1e3, taken.anonymous // 1024),
        taken.anonymous / 1024, nil, MOST_MEBIBYTES)
      bench.rows:within(("%d million, processor time a row: of 10 million"):format(millions), row, first, MOST_GROWTH, "ns")
      data.remove_registry(registry)
      if millions > 10 then set:remove() end
    end
  end
end
