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

local MOST_PAIRS <const> = 100 -- of a table, that are named one by one

-- The rows behind each that may hold together with it and say something else, and how many pairs that are.
local function at_odds(version, rows)
  local list, count = {}, 0
  for r = 1, #rows do
    list[r] = {}
    for s = r + 1, #rows do
      local meet = not version.meets or version.meets[r] and version.meets[r][s]
      if meet and not coverage.say_the_same(rows[r].result, rows[s].result) then
        table.insert(list[r], s)
        count = count + 1
      end
    end
  end
  return list, count
end

-- What nobody knows because a row and another behind it (nil: one of several) hold, and do not say the same.
local function odds(lowering, version, around, r, s)
  local nodes, space = lowering.nodes, around.space
  local row = nodes:add("PARAMETER", space, { lowering:law(around), false, false }, { parameter = lowering:rows_index(version, r, s) })
  return nodes:add("NUMBER_ABOVE", space, { row, nodes:number(space, 0) })
end

--- What all rows that hold, or may, agree on: from the last row to the first, one that may hold leaves possible what those behind it come to, and so does one that
--- holds where another behind it does or may. Of two that hold and do not say the same it is wanting which counts.
---@param none integer the value where no row holds
---@param must integer|nil a condition that is known: some row must hold
function hits.agreed(lowering, version, rows, around, none, must)
  local nodes, space = lowering.nodes, around.space
  local value, pairs_of, count = base_of(nodes, rows, space, none, must), at_odds(version, rows)
  local function surely(condition) return nodes:both(condition, nodes:add("KNOWN", space, { condition }), space) end
  local later
  for r = #rows, 1, -1 do
    local own = rows[r].holds
    local against = later and nodes:both(later, nodes:truth(space, nil), space) -- unknown, for the reason that rows are, or false
    local function oppose(condition, s)
      local one = nodes:add("DECIDE", space, { odds(lowering, version, around, r, s), nodes:truth(space, false), nodes:both(surely(own), surely(condition), space) })
      against = nodes:add("OR", space, { against, one })
    end
    local any
    for _, s in ipairs(pairs_of[r]) do
      if count <= MOST_PAIRS then oppose(rows[s].holds, s) end
      any = any and nodes:add("OR", space, { any, rows[s].holds }) or rows[s].holds
    end
    if any and count > MOST_PAIRS then oppose(any, nil) end
    value = nodes:add("DECIDE", space, { rows[r].says, value, against and nodes:both(own, nodes:negate(against, space), space) or own })
    later = later and nodes:add("OR", space, { later, own }) or own
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

--- What rows come to, each { holds, says = nodes, result = an expression }, by a hit that collects.
function hits.of_rows(lowering, hit, rows, space) return collected[hit](lowering, rows, space) end

--- What the results of all rows that hold come to; nil of a table whose value is that of one row.
function hits.collected(lowering, version, rows, around)
  if not schema.collecting[version.hit] then return nil end
  return collected[version.hit](lowering, rows, around.space)
end

return hits
