--- Records of what happens once (a sample, an audit) of which a later version says something else than the one that held on the record's own day. Rules that judge the record,
-- or find it forbidden, read it on that day, so that a correction with an effective_from is lost on them. For lint: no verdict depends on it.
local scope = require "mandate.language.lower.scope"

local later_versions = {}

-- That a version which begins after the record's event holds another value in a field, as a node; nil where no field of the kind depends on the day.
local function says_other(lowering, kind)
  local nodes, space, either = lowering.nodes, lowering:space(kind.name), nil
  local event = nodes:add("EVENT", space, nil, { kind = kind.name })
  local around = scope.of_kind(lowering, kind.name, { pivot = { node = event } })
  around.pivot.scope = around
  for _, field in ipairs(kind.fields) do
    if field.type ~= "event" and not field.key and lowering:pivot_node(around, kind.name, field.name) then
      local day = nodes:add("AHEAD_VERSION", space, { false, event }, { kind = kind.name, field = field.name })
      local given = nodes:add("GIVEN", space, { day })
      local certain = nodes:both(given, nodes:add("KNOWN", space, { given }), space)
      either = either and nodes:add("OR", space, { either, certain }) or certain
    end
  end
  return either
end

--- Adds to the plan what must be known; before the run.
---@return table list as of doubts.lower: { name, kind, node }
function later_versions.lower(lowering)
  local list, names = {}, {}
  for name, kind in pairs(lowering.kinds) do
    if not kind.group and kind.starts and not kind.lasting and lowering.snapshot:records(name) > 0 and lowering.snapshot:versioned(name) then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local node = says_other(lowering, lowering.kinds[name])
    if node then
      list[#list + 1] = { name = "later-version", kind = name, later = true, node = node }
      lowering.plan:keep(node)
    end
  end
  return list
end

return later_versions
