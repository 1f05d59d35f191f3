--- On which days something of a pack is in force, where it may be on several stretches of days, for which it stands once each.
local reason = require "mandate.check.reason"

local stretches = {}

--- Whether something with a first and a last day holds on a day; on any where none is asked.
function stretches.holds_on(from, to, on) return not on or (not from or from <= on) and (not to or on <= to) end

--- Whether it is told: once for all its stretches where no day is asked, otherwise the stretch of that day.
---@param last string the name that one has for its last day
function stretches.told(one, last, on)
  if not on then return not one.repeated end
  return not one.void and stretches.holds_on(one.from, one[last], on)
end

--- The days of all that bear one name, in words, a text for each stretch.
function stretches.by_name(list, last, words)
  local days = {}
  for _, one in ipairs(list) do
    days[one.name] = days[one.name] or {}
    table.insert(days[one.name], reason.force({ from = one.from, to = one[last] }, words))
  end
  return days
end

return stretches
