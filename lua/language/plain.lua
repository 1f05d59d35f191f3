-- Whether one of Lua's own operators in a helper function works on plain Lua values, numbers, texts, true and false, and not on conditions. It is told
-- from the operator's surroundings in the text and from what the function's variables held when it ran.
local plain = {}

local ARITHMETIC = { ["+"] = true, ["-"] = true, ["*"] = true, ["/"] = true, ["//"] = true, ["%"] = true, ["^"] = true, [".."] = true, ["#"] = true }
local COMPARING = { ["=="] = true, ["~="] = true, ["<"] = true, [">"] = true, ["<="] = true, [">="] = true }
-- What may stand between brackets, too, and ends an operand outside of them.
local INNER = { [","] = true, ["=="] = true, ["~="] = true, ["<"] = true, [">"] = true, ["<="] = true, [">="] = true, ["and"] = true, ["or"] = true, ["not"] = true }
local VALUES = { ["nil"] = true, ["true"] = true, ["false"] = true }
-- Functions of Lua that give a plain value of whatever they are called with.
local GIVES_PLAIN = { type = true, tostring = true, tonumber = true, math = true, string = true, utf8 = true, select = true }

-- Whether the name at a token is of a variable that never held an expression, or of Lua's own functions. What follows a dot goes with its table.
local function is_plain_name(tokens, i, variables)
  while tokens[i - 1] and tokens[i - 1].text == "." and tokens[i - 2] do i = i - 2 end
  local name = tokens[i].text
  return variables[name] == "plain" or variables[name] == nil and GIVES_PLAIN[name] or false
end

local PAIRS = { ["("] = ")", ["["] = "]", [")"] = "(", ["]"] = "[" }

-- Goes from a token away in one direction over one operand, of comparisons where `wide`; gives whether all of it is plain, and where it ended.
local function operand(tokens, i, step, variables, wide)
  local depth, seen = 0, false
  local opening, closing = step > 0 and "[(%[]" or "[)%]]", step > 0 and "[)%]]" or "[(%[]"
  while tokens[i] do
    local token = tokens[i]
    local text = token.text
    local value = token.kind == "number" or token.kind == "text" or VALUES[text]
    if PAIRS[text] and text:find(opening) then depth = depth + 1
    elseif PAIRS[text] and text:find(closing) then
      if depth == 0 then return seen, i end
      depth = depth - 1
    elseif value or text == "." then seen = true
    elseif token.kind == "name" then
      if not is_plain_name(tokens, i, variables) then return false, i end
      seen = true
    elseif text == ":" then -- a method, such as a text's, of what stands before it
      seen = true
    elseif not (ARITHMETIC[text] or wide and (COMPARING[text] or text == "not") or depth > 0 and INNER[text]) then
      return seen, i
    end
    i = i + step
  end
  return seen, i
end

--- Whether the operator at a token leaves conditions alone. `a and b` and `a or b` give one of the two as it is, so that only what decides need be plain.
---@param variables table name -> "plain" or "expression"
function plain.works_on(tokens, i, variables)
  local text = tokens[i].text
  if COMPARING[text] then return operand(tokens, i - 1, -1, variables) and operand(tokens, i + 1, 1, variables) end
  if text == "not" then return (operand(tokens, i + 1, 1, variables)) end
  local good, before = operand(tokens, i - 1, -1, variables, true)
  while good and tokens[before] and tokens[before].text == "and" do good, before = operand(tokens, before - 1, -1, variables, true) end
  if not good and text == "or" then -- plain and a or b: the first decides
    local at = i - 1
    while tokens[at] and tokens[at].inside == tokens[i].inside and tokens[at].text ~= "return" and tokens[at].text ~= "=" and tokens[at].text ~= "and" do at = at - 1 end
    return tokens[at] ~= nil and tokens[at].text == "and" and (operand(tokens, at - 1, -1, variables, true))
  end
  return good
end

return plain
