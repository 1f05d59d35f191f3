--- Since when a record has been what it is on the pivot: in a field, and in its place, all the way up.
local placed = {}

local MOST_LEVELS = 16 -- of the tree of places that are looked at above a record's own

--- The first of the days up to the pivot since which a field has had the value that it has on the pivot, as a node.
function placed.since_version(lowering, around, row, kind, field)
  return lowering.nodes:add("SINCE_VERSION", around.space, { row or false, lowering:pivot(around) }, { kind = kind, field = field })
end

--- Since when the record in hand has lain where it does on the pivot, all the way up, as a node; nil where nobody moves.
function placed.since(lowering, around)
  local nodes, space, kind, node, latest = lowering.nodes, around.space, around.kind, around.row, nil
  local function add(since)
    local day = nodes:add("OR_ELSE", space, { since, nodes:day(space, "0001-01-01") })
    latest = latest and nodes:add("DATE_LATER", space, { latest, day }) or day
  end
  local function follow(field)
    local moves = lowering.plan:moves(kind, field)
    if moves then add(placed.since_version(lowering, around, node, kind, field)) end
    node = nodes:add("READ", space, { node or false, moves and lowering:pivot(around) or false }, { kind = kind, field = field, reading = "as recorded" })
    kind = lowering.fields[kind][field].kind
  end
  for _, field in ipairs(lowering:path_to(kind, "jurisdiction")) do follow(field) end
  for _ = 1, lowering.plan:moves "jurisdiction" and MOST_LEVELS or 0 do follow(lowering.kinds.jurisdiction.tree) end
  return latest
end

return placed
