--- Lowering of what exceptions say instead (meaning.md, section 22): a choice by whether each of them holds; of those that may hold together all that are said remain
--- possible.
local CONDITION <const> = { k = "condition" }

local instead = {}

--- Whether the text of an exception is in force, and its place holds.
function instead.exception(lowering, expression, around)
  local nodes, space, any = lowering.nodes, around.space, nil
  for _, stretch in ipairs(expression.stretches) do
    local force, never = lowering:in_force(around, stretch.from, stretch.to_day, around.law)
    local own = not never and (nodes:both(force, lowering.in_place(lowering, around, stretch.place), space) or nodes:truth(space, true)) or nil
    any = any and own and nodes:add("OR", space, { any, own }) or any or own
  end
  return any or nodes:truth(space, false)
end

--- What nobody knows because two exceptions that hold contradict each other.
function instead.at_odds(lowering, expression, around)
  local nodes, space = lowering.nodes, around.space
  local index = lowering:contradiction_index(expression.exceptions)
  return nodes:add("NUMBER_ABOVE", space, { nodes:add("PARAMETER", space, { lowering:law(around), false, false }, { parameter = index }), nodes:number(space, 0) })
end

-- The value where one choice is asked first and the others behind it.
local function chain(lowering, space, says, holds, base, first)
  local value = base
  for i = #says, 1, -1 do
    if i ~= first then value = lowering.nodes:add("DECIDE", space, { says[i], value, holds[i] }) end
  end
  return lowering.nodes:add("DECIDE", space, { says[first], value, holds[first] })
end

--- What holds instead, or otherwise.
---@param there table the scope in which exceptions are asked: of a parameter that of its day
---@param value function(expression) -> node
function instead.lower(lowering, expression, around, there, value)
  local nodes, space, says, holds = lowering.nodes, around.space, {}, {}
  for i, choice in ipairs(expression.choices) do
    holds[i], says[i] = lowering:value(choice.condition, there, nil, CONDITION), value(choice.value)
  end
  local result, apart = chain(lowering, space, says, holds, value(expression.from), 1), {}
  for _, pair in ipairs(expression.odds) do
    local a, b, unknown = pair[1], pair[2], pair[3] and lowering:value(pair[3], there, nil, CONDITION) or nodes:truth(space, nil)
    local one_only = nodes:add("OR", space, { nodes:negate(nodes:both(holds[a], holds[b], space), space), unknown })
    apart[b] = nodes:both(apart[b], one_only, space)
  end
  for i = 2, #says do -- where another holds, too, what either says remains possible
    if apart[i] then result = nodes:add("DECIDE", space, { result, chain(lowering, space, says, holds, value(expression.from), i), apart[i] }) end
  end
  return result
end

return instead
