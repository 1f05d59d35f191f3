-- When and where a rule's text holds: section 9, force, place and versions.
local force = {}

--- First and last day on which all that it cites reads as it speaks (amendments.lua).
function force.days(rule) return rule.first_day, rule.last_day end

function force.holds_on(rule, day)
  local from, to = force.days(rule)
  return from <= day and day <= to
end

--- Whether no day of its force lies by D and, of a standing rule, in its period: then it judges nobody, whatever else nobody knows. Section 9.
function force.never_by(rule, as_of, period)
  local from, to = force.days(rule)
  local own = (rule.require ~= nil or rule.forbid ~= nil) and period or nil
  return from > math.min(as_of, own and own.to or math.huge) or own ~= nil and to < own.from
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
