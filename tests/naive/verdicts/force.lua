-- When and where a rule's text holds: section 9, force, place and versions.
local dates = require "tests.naive.dates"

local force = {}

--- First and last day on which all instruments cited are in force; what is said once of a rule is kept with it, for it is asked of every subject.
function force.days(rule)
  if rule.first_day then return rule.first_day, rule.last_day end
  local from, to = -math.huge, math.huge
  for _, instrument in ipairs(rule.instruments) do
    from = math.max(from, (assert(dates.parse(instrument.from), instrument.from)))
    if instrument.to then to = math.min(to, dates.parse(instrument.to)) end
  end
  rule.first_day, rule.last_day = from, to
  return from, to
end

function force.holds_on(rule, day)
  local from, to = force.days(rule)
  return from <= day and day <= to
end

--- Its own place, or that of the first instrument it cites.
function force.place_of(rule)
  return rule.place or rule.instruments[1] and rule.instruments[1].place
end

--- The versions of a rule, in the order of the pack.
function force.versions_of(pack, base)
  pack.versions = pack.versions or {}
  if pack.versions[base] then return pack.versions[base] end
  local versions = {}
  for _, rule in ipairs(pack.rules) do
    if rule.base == base then versions[#versions + 1] = rule end
  end
  pack.versions[base] = versions
  return versions
end

return force
