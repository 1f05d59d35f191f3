--- Complete registers (meaning.md, section 19): whether no record of a set can be missing, because what is said of its kind covers all the days whose records it holds.
---
--- The days that are asked about stand in `looked` of a set (sets.lua): `days` = { from =, to = } as texts, `windows` = { { from =, to = }… } as nodes in the scope around it.
local days_of_text = require "mandate.language.days"
local placed = require "mandate.language.lower.placed"
local scope = require "mandate.language.lower.scope"

local registers = {}

-- The first of the days that are asked about, as a node.
local function first_day(lowering, around, asked)
  local nodes, space = lowering.nodes, around.space
  local day = nodes:day(space, asked.from or "0001-01-01")
  for _, window in ipairs(asked.windows) do day = nodes:add("DATE_LATER", space, { day, window.from }) end
  return day
end

local function last_day(lowering, around, asked)
  local nodes, space = lowering.nodes, around.space
  local day = lowering:pivot { space = space, pivot = scope.pivot_until(lowering, asked.to) }
  for _, window in ipairs(asked.windows) do day = nodes:add("DATE_EARLIER", space, { day, window.to }) end
  return day
end

-- true where one of several is, which may be false or nodes; false where none can be.
local function any_of(lowering, around, list)
  local found = false
  for _, one in ipairs(list) do
    if one == true then return true end
    found = found and one and lowering.nodes:add("OR", around.space, { found, one }) or found or one
  end
  return found
end

-- Whether what is said of a register begins no later than the days that are asked about: true, false or a node.
local function begins(lowering, around, said, asked)
  if not said.from then return true end
  local list, nodes, space = { asked.from ~= nil and said.from <= asked.from }, lowering.nodes, around.space
  for _, window in ipairs(asked.windows) do list[#list + 1] = nodes:add("DATE_ON_OR_AFTER", space, { window.from, nodes:day(space, said.from) }) end
  return any_of(lowering, around, list)
end

-- Whether it reaches, to a day, as far as the last of those days, which is the as-of date unless they end before it: true, false or a node.
local function reaches(lowering, around, to, asked)
  local nodes, space = lowering.nodes, around.space
  if not to or asked.to and asked.to <= to then return true end
  local today = lowering.as_of <= to -- another as the as-of date moves on
  if today and lowering.ahead then today = nodes:add("DATE_BY", space, { lowering:today(space), nodes:day(space, to) }) end
  local list = { today }
  for _, window in ipairs(asked.windows) do list[#list + 1] = nodes:add("DATE_BY", space, { window.to, nodes:day(space, to) }) end
  return any_of(lowering, around, list)
end

-- The day on which the next version of a row begins that says something else in a field of its kind that depends on the day, as a node; nil where no field does.
local function next_version(lowering, around, kind, row)
  local nodes, pivot, first = lowering.nodes, lowering:pivot(around), nil
  for _, field in ipairs(lowering.kinds[kind].fields) do
    if lowering:pivot_node(around, kind, field.name) then
      local day = nodes:add("AHEAD_VERSION", around.space, { row or false, pivot }, { kind = kind, field = field.name })
      first = first and nodes:add("DATE_EARLIER", around.space, { first, day }) or day
    end
  end
  return first
end

-- Whether a register is complete for the owner whose set is asked: the condition holds on the first of the days asked about, and in each version that
-- begins on a later one. It is asked as the rule says, and no rule's `non_detects` is its own. false: never.
local function holds_for(lowering, set, around, whom, asked)
  local nodes, space, owner = lowering.nodes, around.space, set.asked_of
  if not owner then return false end
  local function asked_on(pivot)
    local own = scope.for_row(around, owner.kind, owner.node)
    own.pivot, own.reading, own.assured, own.law, own.period, own.non_detects, own.unit, own.without, own.stood, own.of_none = pivot, nil, nil, nil, nil, nil, nil, nil, nil, nil
    pivot.scope = own
    return own, lowering:value(whom, own)
  end
  local day, last = first_day(lowering, around, asked), last_day(lowering, around, asked)
  local known = #asked.windows > 0 and nodes:add("KNOWN", space, { day }) or nil -- of a window that begins nobody knows when, nobody knows which versions are later
  local own, holds = asked_on { node = day }
  for _ = 1, lowering.snapshot:versioned(owner.kind) and lowering.snapshot:most_versions(owner.kind) or 0 do
    day = next_version(lowering, own, owner.kind, owner.node)
    if not day then break end
    local there
    own, there = asked_on { node = day }
    holds = nodes:both(holds, nodes:add("OR", space, { nodes:negate(nodes:add("DATE_BY", space, { day, last }), space), there }), space)
  end
  local there = owner.node and nodes:add("GIVEN", space, { owner.node }) -- of an owner that is not there nothing is said
  return nodes:both(nodes:both(known, there, space), holds, space)
end

-- Whether whose set is asked (nil: the subject; false: nobody of whom that is enough) lies in the place of a register, as a node; nil: always.
-- Where places move it must have lain where it does on the last of the days asked about since the first of them: what was there while it lay elsewhere stands in no such
-- register.
local function lies_there(lowering, whose, around, place, asked)
  if whose == false and place then return lowering.nodes:truth(around.space, false) end
  if whose then
    if place and lowering.kinds[whose.kind].group then return lowering.nodes:truth(around.space, false) end -- its members may lie anywhere
    around = scope.for_row(around, whose.kind, whose.node)
    around.pivot_scope = nil
  end
  local here = lowering:in_place(around, place)
  if not here or not lowering:place_moves(lowering:place_subject(around)) then return here end
  local nodes, space, first = lowering.nodes, around.space, first_day(lowering, around, asked)
  local own = scope.with_pivot(around, { node = last_day(lowering, around, asked) })
  own.pivot.scope, own.pivot_scope = own, around.pivot_scope
  local since = placed.since(lowering, own)
  local stayed = since and nodes:add("DATE_BY", space, { since, first })
  if since and #asked.windows > 0 then -- of a window that begins nobody knows when: who never moved lay there on its first day, too
    stayed = nodes:add("OR", space, { stayed, nodes:add("DATE_BY", space, { since, nodes:day(space, "0001-01-01") }) })
  end
  return nodes:both(nodes:both(here, lowering:in_place(own, place), space), stayed, space)
end

--- Until when what is on file of a kind can hold what a register holds: the day on which a file of it last came. nil: no matter when it came, somebody wrote it there.
-- false: nothing of it ever came, so that no register of it is there.
function registers.vouches_until(lowering, kind)
  local day = lowering.snapshot:arrival(kind)
  return day or lowering.snapshot:records(kind) > 0 and nil
end

--- Whether no record of the set, lowered in a reading, can be missing, as a node in the scope around; nil: never. true: always.
---@param whose table|false|nil { kind, node } in the scope around: who must lie in the place of a register; false: no place is enough; nil: the subject
---@param since string|nil the first day whose records count, where earlier ones decide nothing
function registers.complete(lowering, set, around, whose, since)
  if lowering.refused[set.kind] then return nil end -- of whom and of which day they are nobody knows
  local days, covered, owner = set.looked.days, nil, lowering.kinds[set.kind].owner
  if owner and lowering.snapshot:has_unknown(set.kind, owner) then return nil end -- it holds a record of which nobody knows whose it is
  local until_day = registers.vouches_until(lowering, set.kind)
  if until_day == false then return nil end
  if lowering.ahead and until_day and lowering.as_of <= until_day then until_day = nil end -- what is to come is told as if files went on coming
  local nodes, space = lowering.nodes, around.space
  local asked = { from = days and days.from, to = days and days.to, windows = set.looked.windows or {} }
  if since and (not asked.from or asked.from < since) then asked.from = since end
  for _, said in ipairs(lowering.pack.complete[set.kind] or {}) do
    local left_out = around.without == true or around.without == said
    local from, to = not left_out and begins(lowering, around, said, asked), not left_out and reaches(lowering, around, days_of_text.earlier(said.to, until_day), asked)
    local whom = from and to and said.whom and holds_for(lowering, set, around, said.whom, asked)
    if from and to and whom ~= false then
      local here = nodes:both(from ~= true and from or nil, to ~= true and to or nil, space)
      here = nodes:both(here, lies_there(lowering, whose, around, said.place, asked), space)
      here = nodes:both(here, whom or nil, space)
      if not here then return true end
      covered = covered and nodes:add("OR", space, { covered, here }) or here
    end
  end
  return covered
end

return registers
