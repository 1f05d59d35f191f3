--- Why an exception does not hold although what it asks is true: its text is not in force on the day that decides, or its place is another. For explanations.
local reason = require "mandate.check.reason"
local shown = require "mandate.check.shown"

local reach = {}

--- Tells force and place of an exception, each by itself, where one of them fails or may.
---@param explanation table of explained.lua
---@param stretches table the exception, with the days of each of its texts: { from, to_day, place }
---@param node integer|nil whether one of them is in force and its place holds; nil: always
---@param place table where it is asked
function reach.tell(explanation, depth, stretches, node, place)
  if not node then return end
  local state, holds = explanation:get(node, place)
  if state == nil or state ~= "unknown" and holds then return end
  local words, day, in_force = explanation.words, explanation:day_of(place), false
  for _, one in ipairs(stretches) do
    local own = (one.from or day) <= day and day <= (one.to_day or day)
    in_force = in_force or own
    local text = words:say("explain.asked_on", { force = reason.force({ from = one.from, to = one.to_day }, words), day = day })
    explanation:line(depth, text, words:say(own and "value.holds" or "value.fails"))
  end
  if not in_force or not stretches[1].place then return end
  explanation:line(depth, words:say("explain.its_place", { place = shown(stretches[1].place) }), words:say(state == "unknown" and "value.unknown" or "value.fails"))
end

return reach
