--- A typed expression as the text an analyst would write: what `explain` shows beside the value it saw.
local wording = {}

local say

local function arguments(list, kinds)
  local parts = {}
  for i, argument in ipairs(list) do parts[i] = say(argument, kinds) end
  return "(" .. table.concat(parts, ", ") .. ")"
end

local function quoted(text) return '"' .. text .. '"' end

local function row(e)
  local kind = e.type and e.type.kind
  return kind or e.via[#e.via] or "subject"
end

local function child_name(e, kinds) return kinds[e.kind] and kinds[e.kind].plural or e.kind end

local INFIX = { ["and"] = "&", ["or"] = "|", both = "&", either = "|", add = "+", subtract = "-", multiply = "*", divide = "/" }

local function operand(e, kinds)
  local text = say(e, kinds)
  if INFIX[e.op] and not e.written then return "(" .. text .. ")" end
  return text
end

-- What a question is asked of.
local function asked(e, kinds)
  local as_written = e
  while as_written.written do as_written = as_written.written end
  local text = say(e, kinds)
  if INFIX[as_written.op] or as_written.op == "not" then return "(" .. text .. ")" end
  return text
end

function say(e, kinds)
  if e.written then return say(e.written, kinds) end
  local op = e.op
  if op == "row" then return row(e)
  elseif op == "field" or op == "column" then return say(e.from, kinds) .. "." .. e.name
  elseif op == "term" or op == "column_term" then return say(e.from, kinds) .. "." .. e.term:match "%.(.+)$"
  elseif op == "children" then return say(e.from, kinds) .. "." .. child_name(e, kinds)
  elseif op == "where" or op == "every" or op == "share" then return asked(e.from, kinds) .. ":" .. op .. "(" .. say(e.condition, kinds) .. ")"
  elseif op == "during" then return asked(e.from, kinds) .. ":during(" .. say(e.period or e.arguments[1], kinds) .. ")"
  elseif op == "or_else" then return asked(e.from, kinds) .. ":or_else(" .. say(e.value, kinds) .. ")"
  elseif op == "most_in" then return ("%s:most_in(%s, %s)"):format(asked(e.from, kinds), say(e.span, kinds), say(e.date, kinds))
  elseif op == "next" then return ('%s:next "%02d-%02d"'):format(asked(e.from, kinds), e.month, e.day)
  elseif op == "not" then return "~" .. operand(e.a, kinds)
  elseif INFIX[op] then return operand(e.a, kinds) .. " " .. INFIX[op] .. " " .. operand(e.b, kinds)
  elseif op == "literal" then
    local value = e.value
    if type(value) == "table" then return quoted(value.from .. "/" .. value.to) end
    if type(value) == "string" then return quoted(value) end
    if e.type.k == "rate" then return ("%g%%"):format(value * 100) end
    if math.type(value) == "float" and value == math.floor(value) and math.abs(value) < 1e15 then value = math.floor(value) end
    return e.type.unit and quoted(value .. " " .. e.type.unit) or tostring(value)
  elseif op == "decision" then return 'decision "' .. e.term .. '"'
  elseif op == "codes" then return 'codes "' .. e.name .. '"'
  elseif op == "span" then return ("%s(%d)"):format(e.unit, e.count)
  elseif op == "window" then return ("%s:%s(%s)"):format(say(e.span, kinds), e.direction, say(e.date, kinds))
  elseif op == "parameter" then return 'parameter "' .. e.name .. '"'
  elseif op == "verdict" then return ('verdict "%s".%s'):format(e.rule, e.field)
  elseif op == "as_of" then return "as_of"
  elseif op == "period" then return "period"
  elseif op == "period_from" then return "period.from"
  elseif op == "period_to" then return "period.to"
  elseif op == "not_given" then return "not given"
  elseif op == "function" then return ("function (%s:%d)"):format(e.at.file, e.at.line)
  elseif e.arguments then return asked(e.from, kinds) .. ":" .. op .. arguments(e.arguments, kinds)
  elseif e.from then return asked(e.from, kinds) .. ":" .. op .. "()"
  end
  return op
end

--- The expression as text; kinds gives the plurals.
function wording.of(expression, kinds) return say(expression, kinds) end

return wording
