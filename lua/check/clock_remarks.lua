--- What a reason says of a clock that stood, and of more time that was granted (meaning.md, section 23): the due day without it, and the clauses.
local clocks = require "mandate.language.lower.clocks"

local clock_remarks = {}

local TOLD <const>, STANDS <const> = { "met", "late", "pending", "overdue", "waived" }, { "met", "pending" }

-- That the clock stands still, where without that there is a due day.
local function stands(making, without, due, said, constants)
  local nodes, space = making.lowering.nodes, making.space
  making:new_group()
  making:add { statuses = STANDS, when = nodes:both(nodes:add("GIVEN", space, { without }), nodes:negate(nodes:add("GIVEN", space, { due }), space), space), behind = true,
    from = without, template = making.say("stands" .. said, constants) }
end

-- The clauses of the sorts of pauses: the clock stood by one of them, or by several.
local function pauses_by(making, clock)
  local list = {}
  for i, clauses in ipairs(clock.sorts) do list[i] = making.clauses { clauses = clauses } end
  return making.any_of(list)
end

-- That pauses put off the day up to which time runs, or that it stands still.
local function of_pauses(making, e, around, clock)
  local nodes, space = making.lowering.nodes, making.space
  local without, due = making.lowering:value(e.from, around), making.lowering:value(e, around)
  local said = #clock.sorts == 0 and "" or "_by"
  local constants = { by = pauses_by(making, clock) }
  making:new_group()
  making:add { statuses = TOLD, when = nodes:add("DATE_AFTER", space, { due, without }), behind = true, from = without, to = due, template = making.say("paused" .. said,
    constants) }
  stands(making, without, due, said, constants)
end

-- That more time was granted, or too late.
local function of_more(making, e, around, clock)
  local nodes, space = making.lowering.nodes, making.space
  local old, due, on = making.lowering:value(e.from, around), making.lowering:value(e, around), making.lowering:value(e.date, around)
  local said = #clock.extended_by == 0 and "" or "_by"
  local constants = { by = making.clauses { clauses = clock.extended_by } }
  if e.b.op == "paused" then
    stands(making, old, due, #clock.sorts == 0 and "" or "_by", { by = pauses_by(making, clock) })
  end
  local granted = nodes:both(clocks.granted(making.lowering, e, around), nodes:add("DATE_AFTER", space, { due, old }), space)
  making:new_group()
  making:add { statuses = TOLD, when = granted, behind = true, from = on, to = old, template = making.say("extended" .. said, constants) }
  making:new_group()
  making:add { statuses = TOLD, when = nodes:add("DATE_AFTER", space, { on, old }), behind = true, from = on, to = old, template = making.say("granted_late" .. said, constants) }
end

--- Adds them to what is made of a dated version.
---@param making table remarks.lua
function clock_remarks.add(making, trace)
  local clock = trace.rule.clock
  if not clock then return end
  if clock.paused then of_pauses(making, clock.paused, trace.when_arisen, clock) end
  if clock.extended then of_more(making, clock.extended, trace.when_arisen, clock) end
end

return clock_remarks
