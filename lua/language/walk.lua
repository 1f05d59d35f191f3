-- Walks typed expressions, each once.
local walk = {}

local inner = { "from", "condition", "period", "value", "a", "b", "span", "date", "row" }

-- Calls visit(expression) for the expression and everything inside it. `seen` may be shared between calls.
function walk.each(expression, visit, seen)
  seen = seen or {}
  if type(expression) ~= "table" or not expression.op or seen[expression] then return end
  seen[expression] = true
  visit(expression)
  for _, key in ipairs(inner) do walk.each(expression[key], visit, seen) end
  for _, argument in ipairs(expression.arguments or {}) do walk.each(argument, visit, seen) end
  for _, part in ipairs(expression.parts or {}) do walk.each(part, visit, seen) end
end

return walk
