-- A typed expression as one line, so that specs can say what form they expect: op{ key value … }, rows as `enterprise@1` or `1.enterprise`.
local slots = { "from", "condition", "period", "value", "a", "b", "span", "date", "row" }
local plain = { "name", "term", "kind", "reference", "group", "rule", "field", "unit", "count", "calendar", "clear", "round", "weekday", "begins", "part", "direction", "month", "day", "why", "index", "how" }

local function spell(expression)
  local op = expression.op
  if op == "row" then return #expression.via == 0 and "row" .. expression.scope or ("row%d.%s"):format(expression.scope, table.concat(expression.via, ".")) end
  if op == "literal" then
    if expression.type.k == "period" then return expression.value.from .. "/" .. expression.value.to end
    return ("%s"):format(expression.value) .. (expression.type.unit and " " .. expression.type.unit or "")
  end
  local parts = {}
  for _, slot in ipairs(slots) do
    if expression[slot] ~= nil then parts[#parts + 1] = spell(expression[slot]) end
  end
  for _, key in ipairs(plain) do
    if expression[key] ~= nil then parts[#parts + 1] = tostring(expression[key]) end
  end
  if expression.branch then parts[#parts + 1] = "branch" end
  for _, argument in ipairs(expression.arguments or {}) do parts[#parts + 1] = spell(argument) end
  return #parts == 0 and op or ("%s(%s)"):format(op, table.concat(parts, " "))
end

return spell
