--- Lowering of clocks that stop and of more time (meaning.md, section 23; language/clocks.lua has the forms).
local sets = require "mandate.language.lower.sets"

local clocks = {}

local lower = {} -- by op
clocks.lower = lower

function lower.arisen(_, _, around) return assert(around.arises, "no duty arises here") end

-- The pauses are gone through for each row that has them, because each of them counts only as long as that row's time runs.
function lower.paused(lowering, e, around)
  local nodes, ends = lowering.nodes, e.value.condition
  local time = { day = lowering:value(e.from, around), since = lowering:value(e.date, around), span = e.span and lowering:value(e.span, around) or false }
  if e.value.op == "pause" then -- of the subject's own
    time.pause = nodes:add("PAUSE", around.space, { lowering:value(e.value.a, around), lowering:value(e.value.b, around) })
    return nodes:add("STOPPED", around.space, time)
  end
  local set = sets.lower(lowering, e.value.from, around, nil, true)
  local pause = nodes:add("PAUSE", set.scope.space, { lowering:value(ends.a, set.scope), lowering:value(ends.b, set.scope) })
  time.rows, time.value = set.mask, pause
  return nodes:add("PAUSED", around.space, time)
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
