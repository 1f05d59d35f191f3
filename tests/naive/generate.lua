-- Random packs and registries, the same for the same seed, in which every construct of the language takes part but for those that the
-- naive evaluator leaves out (group, most_in, power, incentive, indicator). Well typed by construction; small.
local dates = require "tests.naive.dates"
local generate_amendments = require "tests.naive.generate_amendments"
local generate_clocks = require "tests.naive.generate_clocks"
local generate_codes = require "tests.naive.generate_codes"
local generate_decisions = require "tests.naive.generate_decisions"
local generate_applies_on = require "tests.naive.generate_applies_on"
local generate_expressions = require "tests.naive.generate_expressions"
local generate_made = require "tests.naive.generate_made"
local generate_registers = require "tests.naive.generate_registers"
local generate_law = require "tests.naive.generate_law"
local generate_rules = require "tests.naive.generate_rules"
local generate_forms = require "tests.naive.generate_forms"
local generate_registry = require "tests.naive.generate_registry"
local generate_instead = require "tests.naive.generate_instead"
local generate_milder = require "tests.naive.generate_milder"
local generate_mixed = require "tests.naive.generate_mixed"
local generate_seldom = require "tests.naive.generate_seldom"
local generate_nowhere = require "tests.naive.generate_nowhere"
local generate_named_periods = require "tests.naive.generate_named_periods"
local generate_months = require "tests.naive.generate_months"
local generate_states = require "tests.naive.generate_states"
local generate_stood = require "tests.naive.generate_stood"
local generate_units = require "tests.naive.generate_units"
local generate_transitions = require "tests.naive.generate_transitions"
local random = require "tests.naive.random"
local short_calendar = require "tests.naive.short_calendar"

local generate = {}

local permission_statuses = { "open", "used", "not_available", "error" }
local dated_statuses = { "met", "late", "pending", "overdue", "waived", "not_applicable" }
local standing_statuses = { "met", "breached", "waived", "not_applicable" }

-- What is asked of a record itself, of values that may not have come yet.
local OF_ITS_OWN = { audit = { 'audit.mode:is "fresh"', 'audit.mode:is("fresh", "known_violation")', "audit.mode:missing()" },
  measure = { 'measure.annual_saving:above "12.25 CNY"', 'measure.saved_twice:above "20 CNY"', "measure.verified", 'measure.audit.mode:is "fresh"',
    "measure.annual_saving:given()" },
  work = { "work.heard:above(2)", "work.heard:at_most(2)", "work.heard:known()", "work.heard:or_else(1):above(2)" } }

-- What is asked of days of a record.
local OF_DAYS = { "work.ends_on:end_of(month):after(work.begun_on)", 'work.ends_on:start_of(fiscal_year "04-06"):by(as_of)', "work.ends_on:end_of(week):by(as_of)",
  "work.ends_on:month():at_most(6)", "enterprise.closed_on:month():is(3, 5)", "work.ends_on:year():at_least(2003)", "work.ends_on:weekday():is(\"monday\", \"friday\")",
  'work.begun_on:whole_years_to(work.ends_on):at_least "1 years"', 'work.begun_on:whole_months_to(as_of):below "30 months"',
  'work.begun_on:whole_months_to(enterprise.closed_on):above "3 months"', "(work.ends_on + days(work.heard)):after(as_of)",
  "(work.begun_on + months(work.heard / 2)):by(work.ends_on)", "(work.ends_on + months(work.heard - 3)):by(as_of)",
  '(work.ends_on + working_days(15, calendar "rest")):by(as_of)', '(work.ends_on + clear_days(5, calendar "rest")):after(as_of)', 'work.ends_on:preceding("friday"):by(as_of)',
  'work.ends_on:previous_working_day(calendar "rest"):by(as_of)', '(work.begun_on + months(1, "refused")):by(as_of)' }

-- Whether the pack says that the register of a kind is complete.
local function pack_says_complete(text, kind)
  local said = table.concat(text)
  return (said:find(('import "%s" { complete'):format(kind)) or said:find(('kind "%s" { complete'):format(kind))) ~= nil
end

-- A place that is cut off, and enterprises in it: nobody knows in what it lies.
local function cut_off(source, records)
  if not source.chance(15) then return end
  local header = records.jurisdiction:match "^[^\n]*"
  records.jurisdiction = records.jurisdiction .. header:gsub("[^,]+", function(name) return name == "code" and "X" or name == "level" and "city" or "" end) .. "\n"
  records.enterprise = records.enterprise:gsub("(\n[^,\n]*),C2,", "%1,X,", 2)
end

-- A case: { seed =, pack =, records = { kind = csv }, as_of = "YYYY-MM-DD", verdicts = { { rule, kind, unit, statuses }, … },
-- decisions = { { name, uses, per, placed }, … } }. short: in a short calendar, and with few rules, for whoever judges it on each day.
function generate.case(seed, short)
  local source = random.source(seed)
  local as_of = source.between(dates.parse "1999-12-31", dates.parse "2008-06-30")
  if source.chance(25) then as_of = dates.parse(source.pick { "2003-06-30", "2003-07-01", "2002-12-31", "2004-02-29", "2005-01-01" }) end
  local names = { "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8" }
  local records = generate_registry.make(source, as_of, names, short and short_calendar.day)
  if not short then
    cut_off(random.source(seed + 21000017), records)
    generate_seldom.add_records(random.source(seed + 26000003), records, math.tointeger(tonumber(dates.format(as_of):sub(1, 4))))
  end
  local make = generate_expressions.makers(source)
  local rules = generate_rules.makers(source, make, select(2, records.enterprise:gsub("\n", "")) > 40)
  local function term_scope(kind)
    local scope = generate_expressions.scope(kind)
    scope.term = true
    return scope
  end

  local complete, whom_source = {}, random.source(seed + 1000003) -- a source of its own: what else a seed gives stays as it was
  for _, kind in ipairs { "audit", "measurement", "action", "enterprise" } do
    if source.chance(25) then
      local whom = kind ~= "enterprise" and whom_source.chance(50) and whom_source.pick { 'enterprise.size:is "large"', 'enterprise.size:is("large", "medium")',
        "~enterprise.size:is \"small\"", "enterprise.size:given()", "enterprise.employees:above(100)", "enterprise.big" }
      complete[#complete + 1] = ('import "%s" { complete = { "all are on record"%s%s%s%s } }\n'):format(kind, whom and ", whom = " .. whom or "",
        source.chance(50) and (', from = "%d-01-01"'):format(source.between(1995, 2004)) or "",
        source.chance(40) and (', to = "%d-12-31"'):format(source.between(2004, 2009)) or "", source.chance(30) and (', place = "%s"'):format(source.pick { "P", "C1" }) or "")
    end
  end
  local own = source.chance(25) and ('complete = { "each is on record", from = "%d-01-01"%s }, '):format(source.between(1994, 2001),
    source.chance(50) and ', to = "2009-12-31"' or "") or ""
  local text = { (generate_law.text:gsub('kind "load" { ', '%0' .. own)),
    'term "enterprise.big" { value = enterprise.size:is "large" | enterprise.sector:is "22" }\n', generate_law.calendar(random.source(seed + 23000009)),
    table.concat(complete), generate_law.parameters(source), generate_law.scales(random.source(seed + 20000003)),
    ('term "enterprise.watched" { value = %s }\n'):format(make.condition(term_scope "enterprise", 2)),
    'term "enterprise.once" { value = enterprise.watched & (enterprise.closed_on:happened() | ~enterprise.watched) }\n',
    'term "enterprise.twice" { value = (enterprise.once | ~enterprise.once) & (enterprise.watched | enterprise.once) }\n',
    ('term "measurement.over" { value = measurement.value:above(%s) }\n'):format(source.pick { "measurement.limit_value", '"50 mg/L"',
      'measurement.limit_value:or_else "40 mg/L"' }) }

  local decisions = {}
  for index = 1, source.between(1, 2) do
    local decided = generate_decisions.make(source, make, "decided" .. index, source.chance(20) and "year" or nil)
    text[#text + 1], decisions[index] = decided.text, decided
  end

  local verdicts, per, asking, freeing = {}, {}, random.source(seed + 4000003), random.source(seed + 5000011)
  local receiving, awaited = random.source(seed + 12000017), random.source(seed + 14000029)
  local leaving = random.source(seed + 6000023)
  local excusing = random.source(seed + 9000011)
  local periodic = random.source(seed + 12000029)
  local nesting = random.source(seed + 22000013)
  local nested = generate_expressions.makers(nesting)
  local function scope_of(kind, unit)
    local scope = generate_expressions.scope(kind)
    scope.unit, scope.verdicts, scope.decisions = unit, table.move(verdicts, 1, #verdicts, 1, {}), decisions
    return scope
  end
  for index = 1, short and source.between(2, 4) or source.between(5, 8) do
    local name = names[index]
    local form = source.weighted { { 6, "dated" }, { 3, "versions" }, { 4, "require" }, { 4, "forbid" }, { 2, "yearly" }, { 2, "quota" }, { 3, "permission" }, { 4, "filing" } }
    local kind = source.weighted { { 8, "enterprise" }, { 6, "listing" }, { 4, "audit" }, { 4, "action" }, { 1, "permit" } }
    local unit
    if form == "versions" and kind == "enterprise" then kind = "listing" end
    if form == "yearly" then
      kind, unit = source.weighted { { 3, "enterprise" }, { 1, "agency" } }, source.weighted { { 4, "year" }, { 1, "quarter" } }
    elseif (form == "require" or form == "forbid") and kind == "enterprise" and source.chance(40) then
      unit = source.weighted { { 5, "year" }, { 1, "quarter" }, { 1, "month" } }
    elseif (form == "require" or form == "forbid") and asking.chance(30) then unit = "year" -- of a record with a beginning of its own
    end
    if form == "yearly" and periodic.chance(35) then kind = periodic.pick { "listing", "work", "audit" } end
    if form == "permission" and periodic.chance(30) then unit = "year" end
    if form == "quota" then kind = "jurisdiction" end
    if form == "filing" then kind = "work" end
    local scope = scope_of(kind, unit)
    text[#text + 1] = rules[form](name, scope)
    if form ~= "quota" then
      verdicts[#verdicts + 1] = { rule = name, kind = kind, unit = unit, days = form == "dated" or form == "filing" or form == "versions" or form == "yearly",
        statuses = form == "permission" and permission_statuses
        or (form == "require" or form == "forbid") and standing_statuses or dated_statuses }
    end
    if form == "quota" and source.chance(60) then -- a rule that reads what the quota counted
      text[#text + 1] = ('obligation "q%d" { clause = "law/a", per = jurisdiction, require = verdict "%s".%s | verdict "%s".status:is("met", "open") }\n'):format(
        index, name, source.pick { "actual:at_least(1)", "gap:above(0)", "gap:at_least(0)", "gap:is(1)", "planned:at_most(2)", "target:between(2, 3)" }, name)
    end
    local asked = form == "require" and source.chance(40) and make.set(scope, 1)
    if asked then -- what is missing where there may be no record at all
      text[#text + 1] = ('obligation "m%d" { clause = "law/a", per = %s, require = %s:%s():missing() }\n'):format(
        index, unit and ("{ %s, %s }"):format(scope.own, unit) or scope.own, asked, source.pick { "first", "last" })
    end
    if form == "require" and kind == "enterprise" and source.chance(40) then -- of a record whose result may not have come
      text[#text + 1] = ('obligation "r%d" { clause = "law/a", per = %s, require = ~enterprise.%s }\n'):format(index, unit and ("{ enterprise, %s }"):format(unit) or kind,
        source.pick { 'audits:last().mode:is "fresh"', "works:last().heard:above(2)", "works:first().heard:above(2)", "works:last().heard:at_most(2)" })
    end
    if form == "require" and receiving.chance(40) then -- of a value of its own that may not have come, and a rule that reads that verdict, or whom it frees
      local whose = receiving.pick { "audit", "measure", "work", "work", "work" } -- of the others a blank is unknown
      local unheard = receiving.pick(OF_ITS_OWN[whose])
      text[#text + 1] = ('obligation "o%d" { clause = "law/a", per = %s, require = ~%s }\n'):format(index, whose, unheard)
      text[#text + 1] = ('obligation "p%d" { clause = "law/a", per = %s, require = %s }\n'):format(index, whose,
        receiving.pick { ('verdict "o%d".status:is "met"'):format(index), ('~verdict "o%d".status:is "breached"'):format(index),
          ("enterprise.%ss:where(%s):count():at_most(1)"):format(whose, unheard) })
      text[#text + 1] = ('obligation "s%d" { clause = "law/a", per = %s, applies = %s, due = "2003-01-01", done = as_of }\n'):format(index, whose, unheard)
      text[#text + 1] = ('obligation "t%d" { clause = "law/a", per = %s, require = verdict "s%d".status:is("not_applicable", "met") }\n'):format(index, whose, index)
    end
    if form == "filing" and awaited.chance(60) then generate_forms.awaiting(awaited, text, index) end
    if kind ~= "jurisdiction" and form ~= "require" and form ~= "forbid" and asking.chance(25) then -- whether a day of a verdict is known, or there
      text[#text + 1] = ('obligation "k%d" { clause = "law/a", per = %s, require = (verdict "%s".%s):%s() }\n'):format(index, unit and ("{ %s, %s }"):format(kind, unit) or kind,
        name, form == "permission" and "used" or asking.pick { "done", "due", "arises" }, asking.pick { "known", "given", "missing" })
    end
    if form == "require" and kind == "enterprise" and not unit and asking.chance(50) then -- of values that were not detected, and of units of their own
      text[#text + 1] = ('obligation "n%d" { clause = "law/a", non_detects = "%s", require = enterprise.loads.amount:%s():at_most "%d t" }\n'):format(index,
        asking.pick { "zero", "half", "limit" }, asking.pick { "sum", "mean", "max" }, asking.pick { 5, 12, 30 })
      text[#text + 1] = ('obligation "u%d" { clause = "law/a", require = (enterprise.measurements:first().value %s enterprise.measurements:last().value)'
        .. ':at_most "60 mg/L" }\n'):format(index, asking.pick { "+", "-" })
    end
    if form == "require" and kind == "enterprise" and asking.chance(50) then -- of records that lie on some days
      local year = asking.between(1996, 2007)
      local day = (asking.pick { 'audit.started_on:during "%d"', 'audit.started_on:on_or_after "%d-01-01" & audit.started_on:before "2006-01-01"',
        'audit.started_on:between("%d-07-01", "2007-09-30")', 'audit.started_on:after "%d-01-01" & audit.started_on:by "2005-06-30"', 'audit.completed_on:during "%d"',
        unit and "audit.started_on:during(period)" or 'audit.started_on:by "%d-06-30"' }):gsub("%%d", tostring(year))
      text[#text + 1] = ('obligation "w%d" { clause = "law/a", per = %s, require = enterprise.audits:where(%s):%s }\n'):format(index,
        unit and ("{ enterprise, %s }"):format(unit) or kind, day, asking.pick { "none()", "count():at_most(1)" })
    end
    if freeing.chance(25) then -- whom emptiness frees, and a rule that rests on that
      local whose = unit and ("{ %s, %s }"):format(kind, unit) or kind
      local says = form == "quota" and '"not_applicable"' or form == "permission" and freeing.pick { '"not_available"', '"open"', '"open", "used"' }
        or freeing.pick { '"not_applicable"', '"not_applicable", "met"' }
      text[#text + 1] = ('obligation "f%d" { clause = "law/a", per = %s, require = %sverdict "%s".status:is(%s) }\n'):format(index, whose,
        freeing.pick { "", "", "~" }, name, says)
      if freeing.chance(50) then
        text[#text + 1] = ('obligation "g%d" { clause = "law/a", per = %s, applies = verdict "%s".status:is(%s), '
          .. 'require = verdict "f%d".status:is("unknown", "not_applicable") }\n'):format(index, whose, name, says, index)
        text[#text + 1] = ('obligation "h%d" { clause = "law/a", per = %s, require = verdict "g%d".status:is "not_applicable" }\n'):format(index, whose, index)
      end
    end
    per[index] = { name = name, kind = kind, unit = unit, form = form }
  end
  generate_forms.tables_without_rest(random.source(seed + 17000023), text, per)
  if source.chance(30) then text[#text + 1] = 'obligation "half" { clause = "law/a", require = (enterprise.sales * 0.5):above "1 CNY" }\n' end -- 15 digits that end with 9 tie
  for _, kind in ipairs { "audit", "measurement", "action", "load" } do -- what is kept only because the register of its year is complete
    if pack_says_complete(text, kind) and freeing.chance(60) then
      text[#text + 1] = ('obligation "c-%s" { clause = "law/a", require = enterprise.%ss:during("%d"):none() }\n'):format(kind, kind, freeing.between(2001, 2006))
    end
  end
  local failing = random.source(seed + 9000011) -- sources of their own: what else a seed gives stays as it was
  if failing.chance(10) then -- a call that fails on the day of what is evidence, and is not made on the pivot
    text[#text + 1] = ('obligation "z1" { clause = "law/a", per = enterprise, applies = enterprise.size:is("large", "medium"), forbid = enterprise.measurements'
      .. ':where(measurement.pollutant:is "lead"), evidence = enterprise.measurements }\nexception "e-z1" { clause = "old/a", to = "z1", applies = %s }\n'):format(
      failing.pick { 'function() error "odd" end', "function(e) return e.code end", "function(e) return e.employees / 0 end" })
  end
  if failing.chance(15) then -- of a subject by whose reference another's records are reached
    text[#text + 1] = ('obligation "z2" { clause = "law/a", per = audit, %sforbid = audit.measures%s, evidence = audit.measures }\n'):format(
      failing.pick { 'place = "C1", ', 'place = "C2", ', 'applies = jurisdiction.level:is "city", ', 'applies = enterprise.size:is("large", "medium"), ' },
      failing.pick { "", ":where(measure.verified)", ':where(measure.cost:above "10 CNY")' })
  end
  for index, decided in ipairs(decisions) do -- few conditions happen to ask them, and those that rest on records are the rarest
    if source.chance(decided.judged and 80 or 25) then
      text[#text + 1] = ('obligation "d%d" { clause = "law/a", per = %s, require = %s }\n'):format(index, decided.per
        and ("{ enterprise, %s }"):format(decided.per) or "enterprise",
        source.pick(decided.uses))
    end
  end
  for index = 1, source.weighted { { 5, 0 }, { 3, 1 }, { 2, 2 } } do text[#text + 1] = rules.expecting("x" .. index, scope_of("enterprise",
    source.weighted { { 2, "year" }, { 1, false } } or nil)) end
  if leaving.chance(40) then -- whom its class, its place or the law lets go before the end of a period
    text[#text + 1] = ('obligation "l1" { clause = %s, per = { enterprise, %s }, %s%s%srequire = %s }\n'):format(
      leaving.pick { '"law/a"', '"city/a"', '"province/a"', '"old/a"' }, leaving.pick { "year", "year", "quarter", "month" },
      leaving.pick { "", "", 'place = "C2", ' }, leaving.pick { 'applies = enterprise.size:is "large", ', 'applies = enterprise.size:is("large", "medium"), ',
        'applies = enterprise.employees:above(parameter "least"), ', "" }, leaving.pick { "", "", "arises = enterprise.opened_on, " },
      leaving.pick { "enterprise.audits:during(period):none()", "enterprise.measurements:during(period):count():at_most(1)", 'enterprise.size:is("large", "small")',
        'enterprise.loads:count():at_most(parameter "least")' })
  end
  for _, kind in ipairs { "audit", "measurement" } do -- a register beside what is expected: the year of another kind's records
    if pack_says_complete(text, kind) and leaving.chance(70) then
      local year = leaving.between(2000, 2005)
      text[#text + 1] = ('obligation "ce-%s" { clause = "law/a", forbid = enterprise.%ss:during("%d")%s, expects = { enterprise.%s, each = year, during = "%d" } }\n'):format(
        kind, kind, year, leaving.pick { "", ':where(enterprise.size:is "large")' }, leaving.pick { "audits", "measurements", "measurements", "works" }, year)
    end
  end
  if leaving.chance(25) then -- and what a term or a decision asks of the period that it left, or does not ask of it
    text[#text + 1] = 'term "enterprise.audited" { per = { enterprise, year }, value = enterprise.audits:during(period):any() }\n'
      .. 'term "enterprise.of_year" { per = { enterprise, year }, value = enterprise.audits:during(period) }\n'
      .. 'term "enterprise.ever" { per = { enterprise, year }, value = enterprise.audits:any() & enterprise.jurisdiction.level:is("city", "county", "province") }\n'
      .. 'decision "enterprise.busy" { reading = "ours", per = { enterprise, year }, hit = "first", columns = { enterprise.measurements:during(period):count() }, '
      .. 'rows = { { at_least(1), "yes" }, { any, "no" } } }\n'
    text[#text + 1] = ('obligation "l2" { clause = "law/a", per = { enterprise, year }, %srequire = %s }\n'):format(
      leaving.pick { 'applies = enterprise.size:is "large", ', 'applies = enterprise.size:is("large", "medium"), ', 'place = "C2", ' },
      leaving.pick { "enterprise.audited", "~enterprise.audited", "enterprise.ever", "enterprise.of_year:count():at_most(1)", 'enterprise.busy:is "yes"',
        'enterprise.audits:during(period):where(audit.basis:is "voluntary"):count():at_least(0)' })
  end
  generate_forms.ends_of_periods(random.source(seed + 15000017), text, complete, random.source(seed + 19000013))
  generate_forms.owed_when_the_law_ends(random.source(seed + 18000041), text)
  generate_forms.powers_of_places(random.source(seed + 20000003), text)
  generate_stood.add(random.source(seed + 35000011), text)
  generate_seldom.add(random.source(seed + 17000023), text, function(kind) return pack_says_complete(text, kind) end)
  -- And what it asks of the period of each row of another set, or of a day of the period. Not beside a register that is complete in a place: which place counts there, that of the
  -- subject or of the row that is asked, the two evaluators do not say alike.
  if leaving.chance(40) and not table.concat(complete):find "place = " then
    text[#text + 1] = 'term "enterprise.year_audits" { per = { enterprise, year }, value = enterprise.audits:during(period):count() }\n'
      .. 'term "enterprise.year_savers" { per = { enterprise, year }, value = enterprise.audits:where(audit.measures:during(period):any()) }\n'
    local of = leaving.pick { "enterprise", "enterprise", "jurisdiction" }
    local others = of == "jurisdiction" and "jurisdiction.enterprises" or "enterprise.jurisdiction.enterprises"
    local of_each = leaving.pick { "enterprise.audits:during(period):any()", "enterprise.measurements:during(period):none()", "enterprise.year_audits:at_most(1)",
      "enterprise.year_savers:none()", "enterprise.audits:every(audit.measures:during(period):any())", "enterprise.closed_on:during(period)",
      "enterprise.audits:where(audit.reported_on:during(period)):none()", "enterprise.listings:during(months(18):to(period.to)):none()",
      "enterprise.audits:any()" }
    local asked = leaving.pick { others .. ":share(%s):at_least(percent(50))", others .. ":every(%s)", others .. ":where(%s):count():at_most(2)",
      others .. ":where(%s).year_audits:sum():at_most(2)", others .. ":where(%s).audits:during(period).measures:none()",
      of == "enterprise" and "%s" or others .. ":where(%s).audits:none()" }
    text[#text + 1] = ('obligation "l3" { clause = "law/a", per = { %s, year }, %srequire = %s }\n'):format(of, of == "jurisdiction"
      and leaving.pick { 'place = "C2", ', 'place = "P", ', 'applies = jurisdiction.enterprises:where(enterprise.size:is "large"):any(), ' }
      or leaving.pick { 'applies = enterprise.size:is "large", ', 'applies = enterprise.size:is("large", "medium"), ', 'place = "C2", ' }, asked:format(of_each))
  end
  local asked_of_days = random.source(seed + 25000003) -- what follows from a day, and what it is called by
  if asked_of_days.chance(40) then
    for index = 1, 2 do
      text[#text + 1] = ('obligation "dq%d" { clause = "law/a", per = work, require = %s }\n'):format(index, asked_of_days.pick(OF_DAYS))
    end
  end
  local fiscal = random.source(seed + 24000001) -- by fiscal years and weeks
  if fiscal.chance(30) then
    local unit = fiscal.pick { 'fiscal_year "04-06"', 'fiscal_year "10-01"', 'fiscal_year "02-15"' }
    text[#text + 1] = rules.yearly("fy", scope_of("enterprise", unit))
    text[#text + 1] = rules.require("fr", scope_of("enterprise", unit))
    text[#text + 1] = ('obligation "fv" { clause = "law/a", per = { enterprise, %s }, require = %s }\n'):format(unit,
      fiscal.pick { 'verdict "fy".status:is("met", "pending", "not_applicable")', 'verdict "fr".status:is("met", "not_applicable")' })
  end
  if fiscal.chance(12) then -- of a law of some months: each week is a rule's part of its own
    text[#text + 1] = 'instrument "spell" { title = "Spell", issuer = "J", in_force = { from = "2003-10-15", to = "2004-02-25" }, clauses = { a = "…" } }\n'
    local condition = fiscal.pick { "enterprise.measurements:during(period):none()", "enterprise.audits:during(period):any()", 'enterprise.size:is "large"' }
    text[#text + 1] = ('obligation "wk" { clause = "spell/a", per = { enterprise, week }, require = %s%s }\n'):format(condition,
      fiscal.pick { "", ", expects = { enterprise.measurements, each = week }" })
    text[#text + 1] = ('obligation "wd" { clause = "spell/a", per = { enterprise, week }, due = period.to + days(%d), '
      .. 'done = enterprise.audits:during(period).reported_on:first() }\n')
      :format(fiscal.up_to(9))
    text[#text + 1] = 'obligation "we" { clause = "law/a", require = enterprise.measurements:any(), '
      .. 'expects = { enterprise.measurements, each = week, during = "2003-W50/2004-W02" } }\n'
  end
  for _, rule in ipairs(per) do
    if rule.form ~= "permission" and rule.kind ~= "jurisdiction" and rule.kind ~= "agency" and source.chance(60) then
      text[#text + 1] = ('waivable "%s" { clause = "law/b"%s%s }\n'):format(rule.name,
        source.chance(30) and ", at_most = " .. source.pick { "months(6)", "years(1)", "days(40)" } or "",
        (source.chance(30) or excusing.chance(40)) and ', by = "environment"' or "")
      if rule.form ~= "quota" and excusing.chance(60) then -- who asks whether it is waived
        local stands = (rule.form == "require" or rule.form == "forbid") and "breached" or "overdue"
        text[#text + 1] = ('obligation "v-%s" { clause = "law/a", per = %s, require = %sverdict "%s".status:is(%s) }\n'):format(rule.name,
          rule.unit and ("{ %s, %s }"):format(rule.kind, rule.unit) or rule.kind, excusing.pick { "", "~" }, rule.name,
          excusing.pick { '"waived"', '"waived"', ('"%s"'):format(stands), ('"%s", "waived"'):format(stands), '"waived", "met"' })
      end
    end
    if rule.form ~= "quota" and source.chance(25) then
      local scope = generate_expressions.scope(rule.kind)
      scope.unit = rule.unit
      local to = (source.chance(50) and "{ %q }" or "%q"):format(rule.name)
      local place = source.chance(15) and 'place = "C2", ' or ""
      text[#text + 1] = ('exception "e-%s" { clause = %s, to = %s, %sapplies = %s }\n'):format(rule.name,
        source.pick { '"law/b"', '"city/a"', '"province/a"', '"old/a"' }, to, place, make.condition(scope, 1))
      local over = "e-" .. rule.name -- and what sets it aside, however deep
      for depth = 1, nesting.weighted { { 5, 0 }, { 3, 1 }, { 2, 2 }, { 1, 3 } } do
        local name = ("%s-%d"):format(over, depth)
        text[#text + 1] = ('exception "%s" { clause = %s, to = "%s", %sapplies = %s }\n'):format(name, nesting.pick { '"law/b"', '"city/a"', '"old/a"', '"new/a"' }, over,
          nesting.chance(15) and 'place = "C2", ' or "", nested.condition(scope, 1))
        if nesting.chance(70) then over = name end
      end
    end
  end
  if not short then generate_seldom.put_off(random.source(seed + 41000011), text, records, math.tointeger(tonumber(dates.format(as_of):sub(1, 4)))) end
  text[#text + 1] = generate_made.rules(seed)
  text[#text + 1] = generate_clocks.rules(random.source(seed + 27000017))
  text[#text + 1] = generate_registers.rules(random.source(seed + 25000009), function(kind) return pack_says_complete(text, kind) end)
  local whole = generate_transitions.add(random.source(seed + 23000009), table.concat(text))
  whole = generate_instead.add(random.source(seed + 29000023), whole)
  whole = generate_milder.add(random.source(seed + 31000027), whole)
  whole = generate_applies_on.add(random.source(seed + 33000031), whole)
  whole = generate_states.add(random.source(seed + 35000033), whole)
  if not short then whole = generate_months.add(random.source(seed + 45000011), whole) end -- in the short calendar a year is a month
  whole = generate_mixed.add(random.source(seed + 39000017), whole, short)
  whole = generate_units.add(random.source(seed + 35000039), whole)
  whole = generate_named_periods.add(random.source(seed + 39000037), whole)
  local nowhere = random.source(seed + 47000021)
  if nowhere.chance(25) then
    whole = generate_nowhere.add(nowhere, whole)
    generate_nowhere.add_records(nowhere, records, short and short_calendar.day)
  end
  local pack, today = generate_amendments.amend(random.source(seed + 21000011), whole), dates.format(as_of)
  if short then pack, today = short_calendar.pack(pack), short_calendar.day(today) end
  if not short and random.source(seed + 37000013).chance(3) then generate_seldom.without_events(records) end
  if not short then pack = generate_codes.add(random.source(seed + 43000013), pack, records) end
  return { seed = seed, pack = pack, records = records, as_of = today, verdicts = verdicts, decisions = decisions }
end

return generate
