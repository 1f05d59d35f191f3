--- Texts in one case that are compared with a word in the other, for lint: what has small letters only is never "Steel".
local stands = require "mandate.language.lint.stands"
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local letter_case = {}

local COMPARES = { is = true, starts_with = true, ends_with = true, contains = true }
local OTHER = { lower = { "%u", "small", "capital" }, upper = { "%l", "capital", "small" } }

local function says(pack, e)
  local from = COMPARES[e.op] and walk.meant(e.from, function(name) return pack.terms[name] end)
  local other = from and OTHER[from.op]
  for _, argument in ipairs(other and e.arguments or {}) do
    local text = argument.op == "literal" and argument.value
    if type(text) == "string" and text:find(other[1]) then
      return ('`%s` asks a text that has %s letters only for "%s", which has a %s one: it never is'):format(wording.of(e, pack.kinds), other[2], text, other[3])
    end
  end
  return nil
end

--- After all is read.
---@param pack table as checker.lua has it
function letter_case.check(checker, pack)
  stands.each_inside(pack, function(e)
    local message = says(pack, e)
    if message then checker.problems:warn(e.at, message) end
  end, "lower", "upper")
end

return letter_case
