-- The value of a recorded expression. What each operator and each question does is in the files beside this one, which put it into
-- `operators` and `ask`; evaluate.lua puts them together.
local counting = require "tests.naive.expressions.counting"
local dates = require "tests.naive.dates"
local numbers = require "tests.naive.numbers"
local record_pack = require "tests.naive.record_pack"
local values = require "tests.naive.values"

local expressions = {
  operators = {}, -- by the operator of a node: function(node, context) gives a value, and how it is counted
  ask = { condition = {}, text = {}, number = {}, date = {}, row = {}, set = {}, column = {}, span = {}, period = {}, scale = {} }, -- questions by the type of what is asked
  call = nil,     -- function(body, wanted, context): what a Lua function of the row in hand comes to
}

--- The value of what stands where a value of a type is wanted: an expression, a literal, or a function of the row in hand.
function expressions.as(raw, wanted, context)
  if record_pack.node(raw) then return expressions.value(raw, context) end
  if type(raw) == "function" then return expressions.call(raw, wanted, context) end
  if wanted == "number" then
    local number = values.number(numbers.round(type(raw) == "number" and raw or assert(numbers.parse(raw), raw)))
    local unit = type(raw) == "string" and raw:gsub("^[-%d.]+%s*", ""):gsub("^%a+%s+", "") or ""
    if unit ~= "" and not (" thousand million billion "):find(" " .. unit .. " ", 1, true) then number.unit, number.written_out = values.known("text", unit), true end
    return number
  end
  if wanted == "date" then return values.known("date", assert(dates.parse(raw), raw)) end
  if wanted == "period" then
    local from, to = dates.parse_period(raw)
    return { type = "period", state = "known", from = assert(from, raw), to = to }
  end
  if wanted == "condition" then return values.truth(raw) end
  return values.known(wanted, raw)
end

--- A question with its arguments, asked of a value.
function expressions.question(value, name, arguments, context)
  if value.type == "date" and name == "is" then return values.equal(value, expressions.as(arguments[1], "date", context)) end
  return expressions.ask[value.type][name](value, { arguments = arguments }, context)
end

--- The value of a recorded expression.
function expressions.value(handle, context)
  local node = assert(record_pack.node(handle), "an expression is wanted")
  local value, operator = expressions.operators[node.op](node, context)
  counting.count(context, operator or node.op, value)
  return value
end

return expressions
