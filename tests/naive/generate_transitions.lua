-- Transitions of random packs: versions of which the later one lets some keep to the earlier one for a time.
local generate_transitions = {}

local WHOM = { 'enterprise.opened_on:before "%d-01-01"', 'enterprise.opened_on:by "%d-06-30"', 'enterprise.size:is "large"', 'enterprise.size:is("medium", "small")',
  "enterprise.employees:above(100)", "enterprise.audits:any()",
  "enterprise.audits.reported_on:first():happened()", "enterprise.measurements:count():at_least(2)", "enterprise.closed_on:by(as_of)",
  'enterprise.audits:where(audit.started_on:before "%d-07-01"):any()', "enterprise.closed_on:happened()",
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
  if source.chance(25) then -- versions with days of their own, between which somebody may grow
    local power = source.chance(30)
    local function days()
      if power then return "used = enterprise." .. source.pick { "audits.started_on:first()", "audits.reported_on:last()", "closed_on" } end
      return ('due = %s, done = enterprise.audits.%s'):format(source.weighted { { 3, ('"%d-06-30"'):format(source.between(1999, 2006)) },
        { 1, "enterprise.opened_on + months(30)" },
        { 1, "enterprise.audits.started_on:first() + days(90)" } }, source.pick { "reported_on:first()", "completed_on:last()" })
    end
    pack = pack .. ('%s "grown@old" { clause = "old/a", per = enterprise, %s }\n%s "grown@new" { clause = "new/a", per = enterprise, %s%s }\n'):format(
      power and "power" or "obligation", days(), power and "power" or "obligation", transition(source), days())
  end
  if source.chance(25) then -- a limit to which some keep for a time, asked on the pivot, on a day of a row and of the rows of a set
    pack = pack .. ('parameter "bound" { clause = "law/a", %s{ 20, from = "%d-01-01" }, { %d, from = "%d-07-01", %s}%s }\n'):format(
      source.pick { "", "", 'choose = "stricter", stricter = "lower", ' }, source.between(1998, 2001), source.pick { 5, 100, 200 }, source.between(2002, 2003), transition(source),
      source.pick { "", "", ', { 150, from = "2005-03-01" }', ', { 1, from = "2003-01-01", place = "C1" }' })
    local asked = { 'enterprise.employees:above(parameter "bound")', '~enterprise.employees:at_least(parameter "bound")',
      'enterprise.audits:where(enterprise.employees:below(parameter "bound":on(audit.started_on))):any()',
      'jurisdiction.enterprises:where(enterprise.employees:above(parameter "bound")):count():at_most(2)', '(enterprise.employees + parameter "bound"):between(100, 300)' }
    for index = 1, 2 do
      pack = pack .. ('obligation "bound%d" { clause = "law/a", per = %s, require = %s }\n'):format(index, source.pick { "enterprise", "enterprise", "{ enterprise, year }",
        "audit" },
        source.pick(asked))
    end
  end
  return pack
end

return generate_transitions
