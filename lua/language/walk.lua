-- Walks typed expressions, each once.
local walk = {}

local inner = { "from", "condition", "period", "value", "a", "b", "span", "date", "row" }
local lists = { "arguments", "parts" }

-- Calls visit(expression) for the expression and everything inside it. `seen` may be shared between calls.
function walk.each(expression, visit, seen)
  seen = seen or {}
  if type(expression) ~= "table" or not expression.op or seen[expression] then return end
  seen[expression] = true
  visit(expression)
  for i = 1, #inner do
    local part = expression[inner[i]]
    if part then walk.each(part, visit, seen) end
  end
  for i = 1, #lists do
    local list = expression[lists[i]]
    for k = 1, list and #list or 0 do walk.each(list[k], visit, seen) end
  end
end

return walk
