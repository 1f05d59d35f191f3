-- Units that a pack relates (meaning.md, section 28) in random packs: statements that say what one is of another, numbers that are written in another unit than they
-- are compared with, sums of values in unlike units, and rates of a day.
local generate_units = {}

-- The same amount in another unit, or one so near to it that no order changes: text -> text.
local OTHERS <const> = {
  ["mg/L"] = {
    function(n) return ("%d ug/L"):format(n * 1000) end, function(n) return ("%d.000001 ug/L"):format(n * 1000) end,
    function(n) return ("%d third"):format(n * 3) end, function(n) return ("%.12f gpg"):format(n / 17.1) end,
    function(n) return ("%d.%s1 third"):format(n * 3, ("0"):rep(13 - #tostring(n * 3))) end },
  t = { function(n) return ("%d kg"):format(n * 1000) end, function(n) return ("%.9f lb"):format(n * 1000 / 0.45359237) end },
  CNY = { function(n) return ("%.6g kCNY"):format(n / 1000) end },
}

local STATEMENTS <const> = 'unit "gpg" { "17.1 mg/L" }\nunit "third" { "1/3 mg/L" }\nunit "kg" { "1/1000 t" }\nunit "lb" { "0.45359237 kg" }\nunit "kCNY" { "1000 CNY" }\n'

local ASKED <const> = {
  { "measurement", 'measurement.value:at_most "40000 ug/L"' }, { "measurement", 'measurement.value:in_unit "ug/L":above "30000.5 ug/L"' },
  { "measurement", 'measurement.value:is("90 third", "30000 ug/L", "65 mg/L")' }, { "measurement", 'measurement.value:between("30000 ug/L", "65 mg/L")' },
  { "measurement", '(measurement.value + "10000 ug/L"):above(measurement.limit_value)' }, { "measurement", '("60 mg/L" - measurement.value):at_least "10000 ug/L"' },
  { "measurement", '(measurement.value / "3000 ug/L"):above(10)' }, { "measurement", 'greater_of(measurement.value, "31000 ug/L"):above "50 mg/L"' },
  { "measurement", 'lesser_of(measurement.limit_value, measurement.value, "90 third"):at_least "29999.5 ug/L"' },
  { "measurement", 'measurement.limit_value:or_else("45000 ug/L"):above(measurement.value)' },
  { "measurement", 'enterprise.measurements:during(months(9):to(measurement.measured_on)).value:%s:%s "%s"' },
  { "measurement", 'enterprise.measurements:where(measurement.measured_on:after "2001-01-01").value:%s:%s "%s"' },
  { "enterprise", "enterprise.measurements.value:distinct():count():at_most(2)" },
  { "enterprise", "enterprise.measurements:first().value:above(enterprise.measurements:last().value)" },
  { "enterprise", '(enterprise.measurements:first().value + enterprise.measurements:last().value):at_most "100 mg/L"' },
  { "enterprise", "(enterprise.measurements:first().value / enterprise.measurements:last().value):at_most(1)" },
  { "enterprise", 'greater_of(enterprise.measurements:first().value, enterprise.measurements:last().value):at_most "60000 ug/L"' },
  { "enterprise", 'enterprise.measurements.value:%s:%s "%s"' }, { "enterprise", 'enterprise.measurements.value:%s:%s "%s"' },
  { "enterprise", 'enterprise.measurements.limit_value:%s:%s "%s"' },
  { "enterprise", '(enterprise.measurements.value:sum() + "1 mg/L"):%s "%s"' }, { "enterprise", 'enterprise.loads.amount:sum():in_unit "kg":%s "12000 kg"' },
  { "load", "(load.amount + load.quota):above(load.amount:in_unit \"lb\")" }, { "measure", 'measure.cost:in_unit "kCNY":below "0.01225 kCNY"' },
  { "measure", '(measure.cost - "2 kCNY"):above(measure.annual_saving)' },
}

local RATED <const> = {
  { "measure", 'measure.cost:in_unit("EUR", as_of):above "2 EUR"' }, { "enterprise", 'enterprise.measures.in_eur:sum():above "3 EUR"' },
  { "enterprise", 'enterprise.measures:where(measure.in_eur:above "2 EUR"):count():at_most(1)' },
  { "measure", 'measure.cost:in_unit("EUR", measure.identified_on):above "2 EUR"' }, { "measure", 'measure.cost:in_unit("EUR", measure.implemented_on):at_most "2 EUR"' },
  { "measurement", 'measurement.value:in_unit("mg/m3", measurement.measured_on):above "30 mg/m3"' }, { "measurement", 'measurement.value:in_unit("mg/m3", "2003-06-30"):known()' },
  { "enterprise", 'enterprise.sales:in_unit("EUR", enterprise.opened_on):above "1 EUR"' }, { "action", 'action.amount:in_unit("EUR", action.taken_on):below "70000 EUR"' },
}

local AGGREGATES <const> = { "sum()", "mean()", "max()", "min()", "geometric_mean()", "highest(2)", "lowest(1)", 'percentile(50, "nearest rank")', 'percentile(90, "weibull")' }

-- Some of the numbers that are written out, in another unit: in ug/L only where a pack relates it. Bands of a scale have one unit, and stay.
local function rewritten(source, text, related)
  return (text:gsub("[^\n]*\n?", function(line)
    if line:find("scale {", 1, true) or line:find "^unit " then return line end
    return (line:gsub('"(%d+) (%a+/?%a*)"', function(number, unit)
      local ways = OTHERS[unit]
      if not ways or #number > 9 or not source.chance(25) then return nil end
      local other = source.pick(ways)(math.tointeger(tonumber(number)))
      return (related or not other:find "ug/L") and ('"%s"'):format(other) or nil
    end))
  end))
end

local function obligations(source, asked, prefix)
  local text = {}
  for index = 1, 4 do
    local one = source.pick(asked)
    local condition, op = one[2], source.pick { "at_most", "above", "below", "at_least" }
    local limit = source.pick { "60000 ug/L", "50 mg/L", "150 third", "120000.5 ug/L", "120 mg/L" }
    if condition:find "%%s" and condition:find "loads" then condition = condition:format(op)
    elseif condition:find "value:%%s" then condition = condition:format(source.pick(AGGREGATES), op, limit)
    elseif condition:find "%%s" then condition = condition:format(op, limit) end
    text[index] = ('obligation "%s%d" { clause = "law/a", per = %s, %srequire = %s%s }\n'):format(prefix, index, one[1],
      source.chance(15) and 'non_detects = "half", ' or "", source.pick { "", "~" }, condition)
  end
  return table.concat(text)
end

--- The pack with them, in some of the cases.
function generate_units.add(source, text)
  if not source.chance(45) then return text end
  local rates = { "7.1", "8.125", "9.87654321", "10" }
  local made = { STATEMENTS }
  local related = source.chance(80)
  if related then made[#made + 1] = 'unit "ug/L" { "1/1000 mg/L" }\n' end
  made[#made + 1] = rewritten(source, related and text or (text:gsub("%d+ ug/L", "5 mg/L")), related)
  if related then made[#made + 1] = obligations(source, ASKED, "un") end
  if source.chance(60) then
    local year = source.between(1999, 2005)
    made[#made + 1] = ('unit "EUR" { { "%s CNY", from = "%d-01-01" }, { "%s CNY", from = "%d-07-01", to = "%d-03-31" }, '
      .. '{ "%s CNY", from = "%d-05-01", to = "2009-12-31" } }\n'):format(source.pick(rates), year - 3, source.pick(rates), year, year + 1, source.pick(rates), year + 1)
    made[#made + 1] = ('unit "mg/m3" { { "0.001 mg/L", from = "%d-01-01", to = "%d-06-30" }, { "0.0011 mg/L", from = "%d-07-01", to = "2009-12-31" } }\n')
      :format(year - 4, year, year)
    made[#made + 1] = 'term "measure.in_eur" { value = measure.cost:in_unit("EUR", measure.identified_on) }\n' .. obligations(source, RATED, "ur")
  end
  return table.concat(made)
end

return generate_units
