-- Rules of random packs that ask whether they apply on a day of its own.
local generate_applies_on = {}

local DAYS = { '"2001-06-30"', '"2003-03-31"', '"2006-06-30"', "enterprise.opened_on", "enterprise.closed_on", "enterprise.audits.started_on:first()",
  "enterprise.opened_on + years(2)", 'enterprise.audits.started_on:first():or_else("2002-06-30")', "enterprise.opened_on | enterprise.audits.started_on:first()" }
local APPLIES = { 'enterprise.size:is "large"', 'enterprise.size:is("medium", "small")', "enterprise.employees:above(150)", "enterprise.size:known()", "enterprise.audits:any()",
  'enterprise.sector:is "22"', "enterprise.closed_on:happened()", "enterprise.big", "enterprise.audits:where(audit.started_on:before \"2002-01-01\"):any()" }
local ASKED = { 'enterprise.size:is "large"', "enterprise.audits:any()", "enterprise.employees:below(400)", "enterprise.measurements:count():at_most(2)" }

local function head(source)
  return ('clause = %s, %sapplies_on = %s, '):format(source.pick { '"law/b"', '"law/b"', '"old/a"', '"city/a"', '"province/a"' },
    source.chance(85) and ("applies = %s, "):format(source.pick(APPLIES)) or "", source.pick(DAYS))
end

--- The pack, with such rules, some with exceptions, and rules that read their verdicts.
function generate_applies_on.add(source, pack)
  if not source.chance(45) then return pack end
  pack = pack .. ('obligation "on-require" { %sper = %s, require = %s%s }\n'):format(head(source), source.pick { "enterprise", "enterprise", "{ enterprise, year }",
    "{ enterprise, quarter }",
    "audit" }, source.pick(ASKED), source.pick { "", ", evidence = enterprise.measurements" })
  pack = pack .. ('obligation "on-dated" { %s%sdue = %s, done = %s }\n'):format(head(source), source.pick { "", 'arises = "2001-01-01", ', "arises = enterprise.opened_on, " },
    source.pick { '"2003-12-31"', "enterprise.opened_on + years(1)", '"2005-06-30"' }, source.pick { "enterprise.audits.reported_on:first()", "enterprise.closed_on" })
  pack = pack .. ('%s "on-power" { %sused = enterprise.audits.started_on:last() }\n'):format(source.pick { "power", "incentive" }, head(source))
  if source.chance(50) then
    pack = pack .. ('exception "on-excepted" { clause = %s, to = { "on-require", "on-dated" }, applies = enterprise.employees:above(300) }\n'):format(source.pick { '"law/b"',
      '"old/a"', '"new/a"',
      '"city/a"' }):gsub("enterprise.employees:above%(300%)", source.pick { "enterprise.employees:above(300)", 'enterprise.size:is "small"' })
  end
  if source.chance(40) then
    pack = pack .. 'obligation "on-read" { clause = "law/a", require = verdict "on-dated".status:is("met", "pending", "not_applicable") }\n'
      .. 'obligation "on-bound" { clause = "law/a", require = ~verdict "on-dated".status:is "not_applicable" }\n'
  end
  if source.chance(40) then -- a version that is asked on its own day beside one that is not
    pack = pack .. 'obligation "on-version@old" { clause = "old/a", applies = enterprise.size:is "large", require = enterprise.audits:any() }\n'
      .. ('obligation "on-version@new" { clause = "new/a", applies = enterprise.size:is "large", applies_on = %s, '
        .. 'require = enterprise.measurements:any() }\n'):format(source.pick(DAYS))
  end
  return pack
end

return generate_applies_on
