--- Numbers that are rounded, for lint: twice on the way, which is not the same as once (2.45 to one decimal is 2.5, and that is 3, while 2.45 is 2), and compared with a
-- number that has more decimals than they can have.
local core = require "mandate.core"
local stands = require "mandate.language.lint.stands"
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local rounding = {}

local COMPARES = { above = true, at_least = true, below = true, at_most = true, is = true, between = true }

local function meant(pack, e) return walk.meant(e, function(name) return pack.terms[name] end) end

local function twice(pack, e)
  local inner = e.op == "rounded" and meant(pack, e.from)
  if not inner or inner.op ~= "rounded" then return nil end
  return ("`%s` rounds what is rounded already, which is not the same as rounding once: ask for `%s` of the number itself"):format(wording.of(e, pack.kinds),
    wording.of({ op = "rounded", from = inner.from, arguments = e.arguments }, pack.kinds))
end

-- A written number that no rounded one is, in the comparison of one.
local function between_steps(pack, e)
  local from = COMPARES[e.op] and e.from and meant(pack, e.from)
  if not from or from.op ~= "rounded" then return nil end
  for _, argument in ipairs(e.arguments or {}) do
    local value = argument.op == "literal" and argument.value
    local places = core.to_integer(from.arguments[1].value)
    if core.is_decimal(value) and core.rounded(value, places, "down") ~= value then
      return ("`%s` compares what is rounded to %d decimals with %s, which it never is: round to as many decimals as the limit has, or compare the number as it is"):format(
        wording.of(e, pack.kinds), places, tostring(value))
    end
  end
  return nil
end

--- After all is read.
---@param pack table as checker.lua has it
function rounding.check(checker, pack)
  stands.each_inside(pack, function(e)
    local says = twice(pack, e) or between_steps(pack, e)
    if says then checker.problems:warn(e.at, says) end
  end, "rounded")
end

return rounding
