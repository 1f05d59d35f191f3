-- Transitions of random packs: versions of which the later one lets some keep to the earlier one for a time.
local generate_transitions = {}

local WHOM = { 'enterprise.opened_on:before "%d-01-01"', 'enterprise.opened_on:by "%d-06-30"', 'enterprise.size:is "large"', 'enterprise.size:is("medium", "small")',
  "enterprise.employees:above(100)", "enterprise.audits:any()", 'enterprise.audits:where(audit.started_on:before "%d-07-01"):any()', "enterprise.closed_on:happened()",
  'enterprise.sector:is "22"', "~enterprise.measurements:any()", "enterprise.big" }

local function transition(source)
  local whom = source.pick(WHOM):gsub("%%d", tostring(source.between(1998, 2004)))
  local to = source.pick { '"2004-02-29"', '"2004-06-30"', '"2004-12-31"', '"2005-12-31"', '"2007-03-31"' }
  return ('transition = { whom = %s, %sclause = "law/b" }, '):format(whom, source.chance(80) and ("to = %s, "):format(to) or "")
end

--- The pack, some of its versions with a transition, and such that are judged year by year.
function generate_transitions.add(source, pack)
  pack = pack:gsub('(@new" { like = "[^"]+", clause = "new/a", )', function(head) return source.chance(35) and head .. transition(source) or head end)
  if source.chance(25) then
    local asked = { 'enterprise.size:is("large", "small")', "enterprise.audits:during(period):none()", "enterprise.measurements:during(period):count():at_most(1)" }
    pack = pack .. ('obligation "kept@old" { clause = "old/a", per = { enterprise, %s }, %srequire = %s }\n'
      .. 'obligation "kept@new" { like = "kept@old", clause = "new/a", %srequire = %s }\n'):format(
      source.pick { "year", "year", "quarter" }, source.pick { "", 'applies = enterprise.size:is("large", "medium"), ' }, source.pick(asked), transition(source),
        source.pick(asked))
  end
  return pack
end

return generate_transitions
