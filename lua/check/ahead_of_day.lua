--- Records that begin only after the as-of day, for lint: no rule sees them yet, and a year that was mistyped hides a record for good.
local on_file = require "mandate.check.on_file"
local reason = require "mandate.check.reason"

local ahead_of_day = {}

--- Adds to the plan what must be known; before the run.
---@return table list { { kind, node } }
function ahead_of_day.lower(lowering)
  local list, names = {}, {}
  for name, kind in pairs(lowering.kinds) do
    if not kind.group and lowering.snapshot:records(name) > 0 and not lowering.snapshot:all_visible(name, lowering.as_of) then names[#names + 1] = name end
  end
  table.sort(names)
  for i, name in ipairs(names) do
    local space, nodes = lowering:space(name), lowering.nodes
    local event = nodes:add("EVENT", space, nil, { kind = name })
    local later = nodes:add("DATE_AFTER", space, { event, lowering:today(space) })
    local node = nodes:both(later, nodes:add("KNOWN", space, { later }), space)
    list[i] = { kind = name, node = node }
    lowering.plan:keep(node)
  end
  return list
end

--- What to look at again, after the run: a line for each kind, with the last of its records, which is the likeliest to be a slip.
---@param list table of ahead_of_day.lower
---@return string[]
function ahead_of_day.found(words, opened, run, list)
  local found = {}
  for _, one in ipairs(list) do
    local records = on_file.holding(opened, run, one.node, one.kind)
    if #records > 0 then
      found[#found + 1] = words:say(#records == 1 and "lint.ahead_of_day_one" or "lint.ahead_of_day",
        { kind = reason.kind(words, one.kind), count = #records, as_of = opened.as_of, row = on_file.place(opened, one.kind, records[#records]) })
    end
  end
  return found
end

return ahead_of_day
