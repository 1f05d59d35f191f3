-- Rules that ask numbers made of others, for random packs: rounded, the greater and the lesser of two, by scales of rates; of ranges, of what is absent and of what nobody knows.
local random = require "tests.naive.random"

local generate_made = {}

local WAYS = { "half up", "half down", "half even", "GB/T 8170", "up", "down", "floor", "ceiling" }
-- Numbers of an enterprise by their unit, and limits.
local NUMBERS = {
  CNY = { "enterprise.measures:where(measure.verified).cost:geometric_mean()", 'computed(function(e) return e.closed_on and 12.25 or (e.sales or 1) * 0.1 end, "CNY")',
    "enterprise.measures.doubled:sum()", "enterprise.measures.cost:sum()",
    "enterprise.measures:where(measure.verified).cost:sum()", "enterprise.measures.annual_saving:max()", "enterprise.sales",
    "enterprise.measures:where(measure.verified).cost:mean()" },
  [""] = { "enterprise.audits:count()", 'enterprise.audits:where(audit.basis:is "voluntary"):count()', "enterprise.employees", "enterprise.audits.round:max()",
    "computed(function(e) return e.employees / 3 end)", 'computed(function(e) if e.size == "medium" then error "odd" end return e:known "employees" and e.employees or nil end)',
    "enterprise.measures.gain:max()", "enterprise.portion" },
  t = { "enterprise.loads.amount:sum()", "enterprise.loads.amount:max()", "enterprise.loads.amount:min()", "enterprise.loads.quota:mean()", "enterprise.loads:last().amount",
    "enterprise.loads.amount:mean()", "enterprise.loads.amount:geometric_mean()", 'enterprise.loads:where(load.quota:above("5 t")).amount:geometric_mean()',
    "enterprise.loads.plus:geometric_mean()", "enterprise.loads.quota:geometric_mean()" },
}
local LIMITS = { CNY = { '"0 CNY"', '"12.25 CNY"', '"20 CNY"', '"50 CNY"' }, [""] = { "0", "1", "2", "100" }, t = { '"0 t"', '"5 t"', '"12 t"', '"12.5 t"' } }

local function rounded(source, text)
  local way = source.chance(80) and (", %q"):format(source.pick(WAYS)) or ""
  return ("%s:rounded(%d%s)"):format(source.chance(50) and ("(%s / %s)"):format(text, source.pick { "2", "4", "8", "3" }) or text, source.pick { 0, 0, 1, -1, -1, 2 }, way)
end

local function made(source, depth)
  local unit = source.pick { "CNY", "", "t", "t" }
  local text = source.pick(NUMBERS[unit])
  for _ = 1, depth do
    local how = source.pick { "rounded", "rounded", "extreme", "extreme", "scale", "scale" }
    if how == "rounded" then text = rounded(source, text)
    elseif how == "extreme" then text = ("%s(%s, %s)"):format(source.pick { "greater_of", "lesser_of" }, text,
      source.pick { source.pick(LIMITS[unit]), source.pick(NUMBERS[unit]) })
    elseif unit == "CNY" then
      local name, question = table.unpack(source.pick { { "levy", "of" }, { "levy", "of" }, { "levy", "base_of" }, { "bands", "base_of" } })
      text, unit = ("parameter %q:%s(%s)"):format(name, question, text), name == "levy" and "CNY" or ""
    elseif unit == "" then text, unit = ('parameter "bands"%s:of(%s)'):format(source.chance(30) and ':on("2003-08-01")' or "", text), "CNY" end
  end
  return text, unit
end

-- What is asked of a period before the one in hand: conditions that ask records, attributes, the law and verdicts of both.
local CONDITIONS = { "enterprise.audits:during(period):any()", 'enterprise.size:is "large"', 'verdict "made-base".status:is "breached"',
  'verdict "made-base".status:is("met", "unknown")',
  'enterprise.employees:above(parameter "least")', 'enterprise.measurements:during(period):where(measurement.value:above "50 mg/L"):none()',
    "enterprise.jurisdiction.enterprises:count():above(2)",
  "enterprise.closed_on:during(period)", "enterprise.busy_now", 'enterprise.jurisdiction.level:is "city"' }
local COUNTS = { "enterprise.audits:during(period):count()", "enterprise.now", "(period:days() / 100)", "(months(5):to(period.to):days() / 50)", "enterprise.employees",
  "enterprise.measures:during(period):where(measure.verified):count()",
  "enterprise.jurisdiction.enterprises:count()", 'parameter "least"', "enterprise.audits:during(months(18):to(period.to)):count()" }

local function asked_before(source)
  local before = ("previous(%s)"):format(source.pick { "", "1", "2", "4" })
  if source.chance(50) then
    local text = source.pick(CONDITIONS)
    return ("%s(%s):%s %s %s"):format(source.pick { "", "~" }, text, before, source.pick { "&", "|" }, source.pick { text, source.pick(CONDITIONS) })
  end
  local text = source.pick(COUNTS)
  return ("(%s %s %s:%s):%s(%s)"):format(text, source.pick { "+", "-" }, source.pick { text, text, source.pick(COUNTS) }, before,
    source.pick { "above", "at_most", "is", "at_least" },
    source.pick { "0", "1", "2", 'parameter "least"' })
end

local function of_periods(source)
  local unit = source.pick { "year", "year", "quarter" }
  return ('obligation "made-base" { clause = "law/a", per = { enterprise, %s }, %srequire = %s }\n'):format(unit,
    source.pick { "", 'applies = enterprise.size:is("large", "small"), ' },
      source.pick { "enterprise.audits:during(period):count():at_most(1)", 'enterprise.employees:above(parameter "least")' })
    .. ('term "enterprise.now" { per = { enterprise, %s }, value = enterprise.loads:during(period):count() + enterprise.audits:during(period):count() }\n'):format(unit)
    .. ('term "enterprise.busy_now" { per = { enterprise, %s }, value = enterprise.measures:during(period):any() }\n'):format(unit)
    .. ('obligation "made-before" { clause = "law/a", per = { enterprise, %s }, %srequire = %s }\n'):format(unit, source.pick { "", "", 'applies = enterprise.size:is "large", ' },
      asked_before(source))
end

local TERMS = [[
term "load.plus" { value = greater_of(load.amount, "0 t") }
term "measure.doubled" { value = computed(function(m) return m.cost and m.cost * 2 end, "CNY") }
term "measure.gain" { value = computed(function(m) return (m.annual_saving or 0) / (m.cost_class == "none_low" and 0 or 4) end) }
term "enterprise.portion" { value = enterprise.employees / computed(function(e) return e.size == "large" and 0 or 7 end) }
]]

--- One or two rules, as a text.
function generate_made.rules(seed)
  local source, text = random.source(seed + 21000011), {}
  for index = 1, source.between(1, 2) do
    local number, unit = made(source, source.between(1, 2))
    text[index] = ('obligation "made%d" { clause = "law/a", require = %s:%s(%s) }\n'):format(index, number, source.pick { "above", "at_least", "below", "at_most", "is" },
      source.pick(LIMITS[unit]))
  end
  if source.chance(60) then text[#text + 1] = of_periods(source) end
  return TERMS .. table.concat(text)
end

return generate_made
