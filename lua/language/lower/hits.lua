--- The value of a decision's table of which several rows may hold together (meaning.md, section 16): what all of them agree on, or what their results come to.
local schema = require "mandate.language.schema"
local coverage = require "mandate.language.coverage"

local hits = {}

-- What a row is made of here: { holds = a condition, says = its result, result = the expression of it }, both nodes.

-- Whether a condition is true, or may be, as a condition that is known.
local function may_hold(nodes, condition, space)
  return nodes:add("OR", space, { condition, nodes:negate(nodes:add("KNOWN", space, { condition }), space) })
end

-- The value of a row that holds for certain, or, where some row must hold, of one that may; else `none`. What chooses here is known, so that nothing is wanting for it.
local function base_of(nodes, rows, space, none, must)
  local value = none
  for r = must and #rows or 0, 1, -1 do
    value = nodes:add("DECIDE", space, { rows[r].says, value, nodes:both(must, may_hold(nodes, rows[r].holds, space), space) })
  end
  for r = #rows, 1, -1 do
    local surely = nodes:both(rows[r].holds, nodes:add("KNOWN", space, { rows[r].holds }), space)
    value = nodes:add("DECIDE", space, { rows[r].says, value, surely })
  end
  return value
end

-- Whether another row behind this one may hold and says something else: never true, for of two that hold nobody knows which counts, and then that is wanting.
local function contradicted(lowering, version, rows, r, around)
  local nodes, space, result = lowering.nodes, around.space, nil
  local function surely(row) return nodes:both(row.holds, nodes:add("KNOWN", space, { row.holds }), space) end
  for s = r + 1, #rows do
    if not coverage.say_the_same(rows[r].result, rows[s].result) then
      local index = lowering:rows_index(version, r, s)
      local odds = nodes:add("NUMBER_ABOVE", space, { nodes:add("PARAMETER", space, { lowering:law(around), false, false }, { parameter = index }), nodes:number(space, 0) })
      local open = nodes:both(rows[s].holds, nodes:truth(space, nil), space)
      local one = nodes:add("DECIDE", space, { odds, open, nodes:both(surely(rows[r]), surely(rows[s]), space) })
      result = result and nodes:add("OR", space, { result, one }) or one
    end
  end
  return result
end

--- What all rows that hold, or may, agree on.
---@param none integer the value where no row holds
---@param must integer|nil a condition that is known: some row must hold
function hits.agreed(lowering, version, rows, around, none, must)
  local nodes, space = lowering.nodes, around.space
  local value = base_of(nodes, rows, space, none, must)
  for r = #rows, 1, -1 do
    local against = contradicted(lowering, version, rows, r, around)
    local counts = against and nodes:both(rows[r].holds, nodes:negate(against, space), space) or rows[r].holds
    value = nodes:add("DECIDE", space, { rows[r].says, value, counts })
  end
  return value
end

-- Collected values -------------------------------------------------------------------------------------------------------------------

local collected = {}

-- 0, or the number, or the range that holds both.
local function added(lowering, number, holds, space)
  return lowering.nodes:add("DECIDE", space, { number, lowering.nodes:number(space, 0), holds })
end

local function sum_of(lowering, rows, space, number_of)
  local nodes, total = lowering.nodes, nil
  for _, row in ipairs(rows) do
    local number = number_of(row)
    local one = number and added(lowering, number, row.holds, space)
    total = total and one and nodes:add("ADD", space, { total, one }) or total or one
  end
  return total or nodes:number(space, 0)
end

collected["sum of"] = function(lowering, rows, space)
  local nodes = lowering.nodes
  return sum_of(lowering, rows, space, function(row)
    if row.result.op == "not_given" then return nil end
    return row.result.op == "literal" and row.says or nodes:add("OR_ELSE", space, { row.says, nodes:number(space, 0) })
  end)
end

collected["count of"] = function(lowering, rows, space)
  return sum_of(lowering, rows, space, function(row) return row.result.op ~= "not_given" and lowering.nodes:number(space, 1) or nil end)
end

-- True unless the number is absent for certain, as a condition that is known; nil where it is written.
local function is_there(lowering, row, space)
  if row.result.op == "literal" then return nil end
  local nodes = lowering.nodes
  local known = nodes:add("KNOWN", space, { row.says })
  local stands_in = nodes:add("KNOWN", space, { nodes:add("OR_ELSE", space, { row.says, nodes:number(space, 0) }) })
  return nodes:negate(nodes:both(stands_in, nodes:negate(known, space), space), space)
end

local OPEN <const> = { open = true }

-- The greatest or the least number (`farther`: the node that takes the one of two); `nearer` takes the other one, and so what may not be there from the end that is not asked for.
local function farthest(lowering, rows, space, farther, nearer)
  local nodes = lowering.nodes
  local absent, unknown = nodes:number(space, 0 / 0), nodes:number(space, -math.huge, math.huge)
  local value, certain, some
  for _, row in ipairs(rows) do
    if row.result.op ~= "not_given" then
      local there = is_there(lowering, row, space)
      local may = nodes:both(may_hold(nodes, row.holds, space), there, space)
      local own = nodes:add("DECIDE", space, { row.says, absent, may }) -- what does not hold leaves nothing open
      local one = nodes:add("PICK", space, { own, nodes:add(nearer, space, { own, unknown }, OPEN), row.holds })
      local holds = nodes:both(row.holds, there, space)
      value = value and nodes:add("OR_ELSE", space, { nodes:add(farther, space, { value, one }, OPEN), nodes:add("OR_ELSE", space, { value, one }) }) or one
      certain = certain and nodes:add("OR", space, { certain, holds }) or holds
      some = some and nodes:add("OR", space, { some, may }) or may
    end
  end
  if not value then return absent end
  return nodes:add("PICK", space, { value, nodes:add("DECIDE", space, { unknown, absent, some }), certain })
end

function collected.highest(lowering, rows, space) return farthest(lowering, rows, space, "GREATER", "LESSER") end
function collected.lowest(lowering, rows, space) return farthest(lowering, rows, space, "LESSER", "GREATER") end

--- What the results of all rows that hold come to; nil of a table whose value is that of one row.
function hits.collected(lowering, version, rows, around)
  if not schema.collecting[version.hit] then return nil end
  return collected[version.hit](lowering, rows, around.space)
end

return hits
