-- States with memory of random packs: what begins and ends them asks records, attributes, the law and verdicts of the period and of the ones before.
local generate_states = {}

local ENTERPRISE = { "enterprise.audits:during(period):any()", 'enterprise.size:is "large"', 'verdict "held-base".status:is "breached"',
  'verdict "held-base".status:is("met", "unknown")',
  'enterprise.employees:above(parameter "least")', 'enterprise.measurements:during(period):where(measurement.value:above "50 mg/L"):none()',
  "enterprise.jurisdiction.enterprises:count():above(2)", "enterprise.closed_on:during(period)", 'enterprise.jurisdiction.level:is "city"',
    "enterprise.loads:during(period).amount:sum():above \"5 t\"",
  "enterprise.measures:during(period):any()", 'enterprise.sector:is "22"', "enterprise.audits:any()", "period.from:after \"2002-06-30\"",
    "enterprise.listings:during(months(18):to(period.to)):any()" }
local WORK = { 'work.stage:is "first"', "work.heard:above(2)", "work.told_on:by(period.to)", "work.ends_on:during(period)", 'work.enterprise.size:is "large"',
  "work.enterprise.audits:during(period):any()" }

local ACTION = { 'action.type:is "order"', "action.due_on:during(period)", 'action.enterprise.size:is "large"', "action.enterprise.audits:during(period):any()",
  'action.amount:above "1000 CNY"', "action.taken_on:during(period)" }

local function condition(source, pool)
  local one, other = source.pick(pool), source.pick(pool)
  return source.pick { one, "~" .. one, ("%s & (%s):previous()"):format(one, one), ("~%s & ~(%s):previous()"):format(one, one), ("%s & %s"):format(one, other),
    ("%s | (%s):previous(2)"):format(one, other), ("(%s):previous()"):format(one), ("(%s):known()"):format(one) }
end

local function state(source, name, kind, unit, pool)
  return ('state "%s.%s" { per = { %s, %s }, from = "%d-%s", begins = %s%s%s }\n'):format(kind, name, kind, unit, source.between(1996, 2004), source.pick { "01-01", "01-01",
    "05-17", "12-31" },
    condition(source, pool), source.chance(85) and ", ends = " .. condition(source, pool) or "",
    source.pick { "", "", ", before = true", ", before = false", ", before = " .. source.pick(pool) })
end

local function asked(source)
  return source.pick { "enterprise.held", "~enterprise.held", "enterprise.held:previous()", "~enterprise.held:previous()", "enterprise.held & ~enterprise.held:previous(2)",
    "enterprise.also",
    "enterprise.held:known()", "enterprise.held:missing()", "enterprise.jurisdiction.enterprises:where(enterprise.held):count():at_most(2)",
      "enterprise.works:where(work.held):none()",
    "enterprise.works:every(work.held)", "(enterprise.held | enterprise.audits:during(period):none())",
      "enterprise.jurisdiction.enterprises:share(enterprise.held):at_most(percent(50))" }
end

--- The pack, with states and rules that ask them.
function generate_states.add(source, pack)
  if not source.chance(35) then return pack end
  local unit = source.pick { "year", "year", "year", "quarter", 'fiscal_year "04-06"' }
  local function per(kind) return ("per = { %s, %s }, "):format(kind or "enterprise", unit) end
  pack = pack .. ('obligation "held-base" { clause = "law/a", %s%srequire = %s }\n'):format(per(), source.pick { "", 'applies = enterprise.size:is("large", "small"), ' },
    source.pick { "enterprise.audits:during(period):count():at_most(1)", 'enterprise.employees:above(parameter "least")' })
  local also = table.move(ENTERPRISE, 1, #ENTERPRISE, 1, { "enterprise.held", "enterprise.held:previous()", "enterprise.held:previous()" })
  pack = pack .. state(source, "held", "enterprise", unit, ENTERPRISE) .. state(source, "also", "enterprise", unit, also) .. state(source, "held", "work", unit, WORK)
  for index = 1, 3 do
    local form = source.pick { "require", "require", "applies", "forbid", "dated", "expects", "audit", "jurisdiction", "excepted" }
    local head = ('obligation "held%d" { clause = %s, '):format(index, source.pick { '"law/a"', '"law/a"', '"old/a"', '"city/a"' })
    if form == "require" then pack = pack .. head .. per() .. ("%srequire = %s }\n"):format(source.pick { "", 'applies = enterprise.size:is "large", ' }, asked(source))
    elseif form == "applies" then
      pack = pack .. head .. per() .. ("applies = %s, require = enterprise.audits:during(period):count():at_least(1) }\n"):format(asked(source))
    elseif form == "forbid" then
      pack = pack .. head .. per() .. ("applies = %s, forbid = enterprise.measurements:during(period):where(%s), "
        .. "evidence = enterprise.measurements:during(period) }\n"):format(asked(source),
        source.pick { 'measurement.value:above "50 mg/L"', "enterprise.held", "measurement.enterprise.also" })
    elseif form == "dated" then
      pack = pack .. head .. per() .. ("applies = %s, due = period.to + days(%d), done = enterprise.audits:during(period).reported_on:first() }\n"):format(asked(source),
        source.pick { 0, 90, 400 })
    elseif form == "expects" then
      pack = pack .. head .. per() .. ("require = %s, expects = { enterprise.measurements, each = %s } }\n"):format(asked(source), unit)
    elseif form == "audit" then
      pack = pack .. head .. per "audit" .. ("require = %s }\n"):format(source.pick { "enterprise.held", "~audit.enterprise.also", "enterprise.held:previous()" })
    elseif form == "jurisdiction" then
      pack = pack .. head .. per "jurisdiction" .. ("require = %s }\n"):format(source.pick { "jurisdiction.enterprises:where(enterprise.held):count():at_most(1)",
        "jurisdiction.enterprises:every(enterprise.held)", "jurisdiction.enterprises:where(enterprise.held & ~enterprise.held:previous()):none()" })
    else
      pack = pack .. head .. per() .. ('require = %s }\nexception "held%d-not" { clause = "law/b", to = "held%d", applies = %s }\n'):format(asked(source), index, index,
        asked(source))
    end
  end
  if source.chance(60) then -- actions that take the place of others
    local begins = source.pick(ACTION)
    pack = pack .. state(source, "goes_on", "action", unit, ACTION):gsub(" }\n$", ", succeeds = action.follows }\n")
      .. ('state "action.passes" { per = { action, %s }, from = "%d-01-01", begins = %s, before = false, succeeds = action.follows }\n'):format(unit,
        source.between(1996, 2001), begins)
      .. ('obligation "succeeded1" { clause = "law/a", %srequire = %s }\n'):format(per "action", source.pick { "action.goes_on", "~action.goes_on" })
      .. ('obligation "succeeded2" { clause = "law/a", %srequire = %s }\n'):format(per "action", source.pick { "action.passes", "~action.passes",
        "action.follows.passes | action.passes", "action.enterprise.actions:where(action.passes):none()" })
  end
  return pack
end

--- A table of a pack's states, and its name; nil where it has none.
function generate_states.report(source, pack)
  local unit = pack:match 'state "enterprise.held" { per = { enterprise, (.-) }, from'
  if not unit then return nil end
  local law = source.pick { "", "", ', law = "2003-08-01"', ", law = as_of",
    ', non_detects = { "half", clause = "law/a" }' } .. (', during = "%d/%d"'):format(source.between(1996, 2003), source.between(2003, 2008))
  if source.chance(40) then
    return ('report "states" { title = "S", per = { jurisdiction, %s }%s, columns = { { "held", jurisdiction.enterprises:where(enterprise.held):count() },\n'
      .. '  { "also", jurisdiction.enterprises:share(enterprise.also) }, { "more", jurisdiction.enterprises:where(enterprise.held & ~enterprise.held:previous()):any() } } }\n')
      :format(unit, law), "states"
  end
  return ('report "states" { title = "S", per = { enterprise, %s }%s%s, columns = { { "held", enterprise.held }, { "before", enterprise.held:previous(2) },\n'
    .. '  { "also", enterprise.also }, { "works", enterprise.works:where(work.held):count() } } }\n')
    :format(unit, source.chance(30) and ", where = " .. source.pick { "enterprise.held", "~enterprise.also:previous()" } or "", law), "states"
end

return generate_states
