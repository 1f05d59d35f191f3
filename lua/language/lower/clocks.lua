--- Lowering of clocks that stop and of more time (meaning.md, section 23; language/clocks.lua has the forms).
local sets = require "mandate.language.lower.sets"

local clocks = {}

local lower = {} -- by op
clocks.lower = lower

function lower.arisen(_, _, around) return assert(around.arises, "no duty arises here") end

-- The pauses of one sort, and those that are listed already, as a list. Those of a set are gone through for each row that has it, whatever day they are read on.
local function listed(lowering, e, around, also)
  local nodes = lowering.nodes
  if e.op == "pause" then -- of the subject's own
    return nodes:add("PAUSE_LISTED", around.space, { nodes:add("PAUSE", around.space, { lowering:value(e.a, around), lowering:value(e.b, around) }), also = also })
  end
  local set = sets.lower(lowering, e.from, around, nil, true)
  local pause = nodes:add("PAUSE", set.scope.space, { lowering:value(e.condition.a, set.scope), lowering:value(e.condition.b, set.scope) })
  return nodes:add("PAUSES", around.space, { rows = set.mask, value = pause, also = also })
end

function lower.paused(lowering, e, around)
  local pauses = false
  for _, part in ipairs(e.value.parts or { e.value }) do pauses = listed(lowering, part, around, pauses) end
  return lowering.nodes:add("STOPPED", around.space, { pauses = pauses, day = lowering:value(e.from, around), since = lowering:value(e.date, around),
    span = e.span and lowering:value(e.span, around) or false })
end

-- Whether more time was granted while there was some.
function clocks.granted(lowering, e, around)
  local nodes, space = lowering.nodes, around.space
  local in_time = nodes:add("DATE_BY", space, { lowering:value(e.date, around), lowering:value(e.from, around) })
  return nodes:both(in_time, e.value and nodes:add("GIVEN", space, { lowering:value(e.value, around) }), space)
end

function lower.extended(lowering, e, around)
  return lowering.nodes:add("DECIDE", around.space, { lowering:value(e.b, around), lowering:value(e.from, around), clocks.granted(lowering, e, around) })
end

-- A day that is there where a condition is true.
function lower.lapsed(lowering, e, around)
  local nodes, space = lowering.nodes, around.space
  return nodes:add("DECIDE", space, { lowering:value(e.a, around), nodes:day(space, nil), lowering:value(e.value, around, nil, { k = "condition" }) })
end

return clocks
