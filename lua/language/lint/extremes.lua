--- The lesser and the greater of numbers of which one may not be there, for lint: then there is neither (meaning.md, section 5), and a limit that is none is exceeded by nothing.
local stands = require "mandate.language.lint.stands"
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local extremes = {}

local IS = { greater_of = true, lesser_of = true }

local function meant(pack, e) return walk.meant(e, function(name) return pack.terms[name] end) end

-- Whether there may be no such number, for the law says of some day or place that there is none, or an empty cell does.
local function may_be_none(pack, e)
  local own = meant(pack, e)
  if own.op == "field" then return own.type.blank == "none" end
  for _, row in ipairs(own.op == "parameter" and pack.parameters[own.name].rows or {}) do
    if row.none then return true end
  end
  return false
end

-- The operands, one behind the other.
local function operands(e, list)
  for _, part in ipairs { e.a, e.b } do
    if part.op == e.op and not part.written then operands(part, list) else list[#list + 1] = part end
  end
  return list
end

local function says(pack, e)
  local list = operands(e, {})
  for _, part in ipairs(list) do
    if may_be_none(pack, part) then
      local other = list[1] == part and list[2] or list[1]
      return ("`%s` is none where there is no `%s`, and what is none is not exceeded: say what holds then, `%s`"):format(wording.of(e, pack.kinds), wording.of(part, pack.kinds),
        wording.of({ op = "or_else", from = part, value = other }, pack.kinds))
    end
  end
  return nil
end

--- After all is read.
---@param pack table as checker.lua has it
function extremes.check(checker, pack)
  local told = {}
  stands.each_inside(pack, function(e)
    if not IS[e.op] then return end
    local message = not told[e] and says(pack, e)
    for _, part in ipairs { e.a, e.b } do told[part] = told[part] or part.op == e.op end -- told once for all operands
    if message then checker.problems:warn(e.at, message) end
  end, "greater_of", "lesser_of")
end

return extremes
