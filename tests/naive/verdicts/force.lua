-- When and where a rule's text holds: section 9, force, place and versions.
local force = {}

--- First and last day on which all that it cites reads as it speaks (amendments.lua).
function force.days(rule) return rule.first_day, rule.last_day end

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
