-- What years and quarters of random packs ask of their months: records, attributes, the law, verdicts and terms of each month, in rules, terms, states and tables.
local generate_months = {}

local CONDITIONS = { "enterprise.audits:during(period):any()", "enterprise.measurements:during(period):any()",
  'enterprise.measurements:during(period):where(measurement.value:above "50 mg/L"):none()',
  'enterprise.size:is "large"', 'enterprise.employees:above(parameter "least")', "enterprise.loads:during(period):any()", "enterprise.closed_on:during(period)",
  "enterprise.opened_on:by(period.from)", 'verdict "month-base".status:is "breached"', 'verdict "month-base".status:is("met", "unknown")', "enterprise.month_busy",
    "~enterprise.month_busy",
  "enterprise.audits:during(period):any():previous()", "enterprise.measures:where(measure.verified):during(period):none()", "enterprise.closed_on:by(period.to)",
  "enterprise.jurisdiction.enterprises:count():above(2)", 'enterprise.jurisdiction.level:is "city"', "enterprise.closed_on:happened()",
    "enterprise.listings:during(months(3):to(period.to)):any()",
  "enterprise.month_load:above \"5 t\"", "enterprise.measurements:during(period):where(measurement.value:above(\"50 mg/L\")):count():above(1)",
    "period.from:on_or_after \"2003-03-01\"",
  'enterprise.measurements:during(period):share(measurement.value:above "50 mg/L"):above(percent(20))' }
local NUMBERS = { [" t"] = { "enterprise.month_load", "enterprise.loads:during(period).amount:sum()", "enterprise.loads:during(period).amount:max()",
  "enterprise.loads:during(period).amount:mean()" },
  [""] = { "enterprise.audits:during(period):count()", "enterprise.employees", "enterprise.measurements:during(period):count()", 'parameter "least"', "period:days()" },
  [" CNY"] = { "enterprise.measures:during(period).cost:sum()", "enterprise.measures:during(period).cost:mean()", "enterprise.sales" } }
local LIMITS = { [" t"] = { "0 t", "5 t", "12.5 t" }, [""] = { 0, 1, 2, 30 }, [" CNY"] = { "0 CNY", "20 CNY", "100000 CNY" } }

local function limit(source, unit)
  local picked = source.pick(LIMITS[unit])
  return type(picked) == "string" and ("%q"):format(picked) or tostring(picked)
end

-- A condition that asks the months of the period in hand.
local function asked(source, inner)
  local form = source.pick { "each", "each", "each", "many", "many", "number", "number", "rate", "both", "before", "given" }
  local one = source.pick { "", "", "~" } .. source.pick(CONDITIONS)
  if form == "each" then return ("%s(%s):in_each(%s)"):format(source.pick { "", "", "~" }, one, inner) end
  if form == "many" then return ("(%s):in_how_many(%s):%s(%d)"):format(one, inner, source.pick { "at_most", "at_least", "above", "is" }, source.between(0, 3)) end
  if form == "both" then return ("(%s & %s):in_each(%s)"):format(one, source.pick(CONDITIONS), inner) end
  if form == "before" then return ("(%s):in_each(%s):previous()"):format(one, inner) end
  if form == "rate" then
    return ('enterprise.measurements:during(period):share(measurement.value:above "50 mg/L"):in_each(%s):%s():%s(%d)'):format(inner, source.pick { "max", "min", "mean" },
      source.pick { "at_most", "above" }, source.between(0, 1))
  end
  local unit = source.pick { " t", "", " CNY" }
  local text = ("(%s):in_each(%s):%s()"):format(source.pick(NUMBERS[unit]), inner, source.pick { "max", "min", "sum", "mean", "mean" })
  if form == "given" then return text .. source.pick { ":given()", ":known()", ":missing()" } end
  return ("%s%s:%s(%s)"):format(source.pick { "", "~" }, text, source.pick { "at_most", "above", "at_least", "is" }, limit(source, unit))
end

--- The pack, with rules that ask months.
function generate_months.add(source, pack)
  if not source.chance(30) then return pack end
  local unit = source.pick { "year", "year", "year", "quarter", 'fiscal_year "04-01"', 'fiscal_year "02-01"' }
  local inner = source.pick { "month", "month", unit == "quarter" and "month" or unit:find "02" and "month" or "quarter" }
  local function per(kind, of) return ("per = { %s, %s }, "):format(kind or "enterprise", of or unit) end
  pack = pack .. ('obligation "month-base" { clause = "law/a", %s%srequire = %s }\n'):format(per("enterprise", inner), source.pick { "",
    'applies = enterprise.size:is("large", "small"), ' },
    source.pick { "enterprise.audits:during(period):count():at_most(1)", 'enterprise.employees:above(parameter "least")',
      'enterprise.measurements:during(period):where(measurement.value:above "50 mg/L"):none()' })
    .. ('term "enterprise.month_busy" { %svalue = enterprise.audits:during(period):any() | enterprise.measures:during(period):any() }\n'):format(per("enterprise", inner))
    .. ('term "enterprise.month_load" { %svalue = enterprise.loads:during(period).amount:sum() }\n'):format(per("enterprise", inner))
    .. ('term "enterprise.of_months" { %svalue = %s }\n'):format(per(), asked(source, inner))
  if source.chance(30) then
    pack = pack .. ('state "enterprise.by_months" { %sfrom = "%d-01-01", begins = %s, ends = %s, before = false }\n'):format(per(), source.between(1998, 2003),
      asked(source, inner),
      source.pick { asked(source, inner), "enterprise.audits:during(period):none()" })
      .. ('obligation "months-state" { clause = "law/a", %srequire = %s }\n'):format(per(), source.pick { "enterprise.by_months", "~enterprise.by_months" })
  end
  for index = 1, 3 do
    local form = source.pick { "require", "require", "require", "applies", "forbid", "dated", "expects", "evidence", "jurisdiction", "excepted", "power" }
    local head = ('obligation "months%d" { clause = %s, '):format(index, source.pick { '"law/a"', '"law/a"', '"old/a"', '"city/a"' })
    local one = source.chance(75) and asked(source, inner) or source.pick { "enterprise.of_months", "~enterprise.of_months" }
    if form == "require" then
      pack = pack .. head .. per() .. ("%srequire = %s }\n"):format(source.pick { "", 'applies = enterprise.size:is "large", ',
        "applies = ~enterprise.closed_on:happened(), " }, one)
    elseif form == "applies" then
      pack = pack .. head .. per() .. ("applies = %s, require = %s }\n"):format(one, source.pick { "enterprise.audits:during(period):count():at_least(1)", asked(source, inner) })
    elseif form == "forbid" then
      pack = pack .. head .. per() .. ("applies = %s, forbid = enterprise.measurements:during(period):where(%s), evidence = enterprise.measurements:during(period) }\n"):format(one,
        source.pick { 'measurement.value:above "50 mg/L"', "measurement.enterprise.of_months" })
    elseif form == "dated" then
      pack = pack .. head .. per() .. ("applies = %s, due = period.to + days(%d), done = enterprise.audits:during(period).reported_on:first() }\n"):format(one,
        source.pick { 0, 0, 90, 400 })
    elseif form == "expects" then
      pack = pack .. head .. per() .. ("require = %s, expects = { enterprise.measurements, each = %s } }\n"):format(one, source.pick { inner,
        unit == "year" and "quarter" or inner })
    elseif form == "evidence" then
      pack = pack .. head .. per() .. ("require = %s, evidence = enterprise.%s:during(period) }\n"):format(one, source.pick { "audits", "measurements" })
    elseif form == "jurisdiction" then
      pack = pack .. head .. per "jurisdiction" .. ("require = %s }\n"):format(source.pick { "jurisdiction.enterprises:where(enterprise.of_months):count():at_most(1)",
        "jurisdiction.enterprises:every(enterprise.of_months)",
        ("jurisdiction.enterprises.audits:during(period):any():in_each(%s)"):format(inner), ("jurisdiction.enterprises:count():in_each(%s):max():at_most(3)"):format(inner) })
    elseif form == "power" then
      pack = pack .. ('power "months%d" { clause = "law/a", %sapplies = %s, used = enterprise.listings:during(period).published_on:first() }\n'):format(index, per(), one)
    else
      pack = pack .. head .. per() .. ('require = %s }\nexception "months%d-not" { clause = "law/b", to = "months%d", applies = %s }\n'):format(one, index, index,
        asked(source, inner))
    end
  end
  return pack
end

--- A table of a pack's months, and its name; nil where it has none.
function generate_months.report(source, pack)
  local unit = pack:match 'term "enterprise.of_months" { per = { enterprise, (.-) }, value'
  local inner = pack:match 'term "enterprise.month_load" { per = { enterprise, (.-) }, value'
  if not unit then return nil end
  local law = source.pick { "", "", ', law = "2003-08-01"', ", law = as_of" } .. (', during = "%d/%d"'):format(source.between(1998, 2003), source.between(2003, 2006))
  return ('report "of-months" { title = "S", per = { enterprise, %s }%s%s, columns = { { "is", enterprise.of_months }, { "greatest", enterprise.month_load:in_each(%s):max() },\n'
    .. '  { "mean", enterprise.month_load:in_each(%s):mean() },\n'
    .. '  { "many", enterprise.month_busy:in_how_many(%s) }, { "before", enterprise.month_busy:in_each(%s):previous() } } }\n')
    :format(unit, source.chance(30) and ", where = " .. asked(source, inner) or "", law, inner, inner, inner, inner), "of-months"
end

return generate_months
