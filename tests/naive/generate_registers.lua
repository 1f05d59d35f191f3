-- What a random pack asks of registers that it says to be complete: of windows, of periods before the one in hand, of days before its law; and when the files came.
local dates = require "tests.naive.dates"

local generate_registers = {}

local ASKED = { "enterprise.%ss:during(months(%d):to(as_of)):none()", "enterprise.%ss:during(days(%d * 40):to(as_of)):count():at_most(1)",
  'enterprise.%ss:during(years(%d):to("2004-06-30")):none()', 'enterprise.%ss:during("199%d"):none()', "enterprise.%ss:during(days(enterprise.employees / %d):to(as_of)):none()" }
local OF_PERIODS = { "enterprise.%ss:during(period):none():previous()", "enterprise.%ss:during(months(18):to(period.to)):none()", "enterprise.%ss:during(period):none()" }

--- The rules, as a text. says_complete(kind): whether the pack says that its register is complete.
function generate_registers.rules(source, says_complete)
  local text = {}
  for _, kind in ipairs { "audit", "measurement", "action", "load" } do
    if says_complete(kind) and source.chance(60) then
      text[#text + 1] = ('obligation "wr-%s" { clause = "law/a", require = %s }\n'):format(kind, source.pick(ASKED):format(kind, source.between(1, 9)))
      text[#text + 1] = ('obligation "wp-%s" { clause = "law/a", per = { enterprise, %s }, require = %s }\n'):format(kind, source.pick { "year", "quarter" },
        source.pick(OF_PERIODS):format(kind))
    end
  end
  return table.concat(text)
end

--- In some cases the files came on a day, before the day that is asked about or after it, and of some kinds without records none did.
function generate_registers.arrive(source, case)
  if not source.chance(25) then return end
  local records = case.records
  records.came = dates.format(dates.parse(case.as_of) + source.between(-500, 300))
  for _, kind in ipairs { "audit", "measurement", "action", "load" } do
    if records[kind] and not records[kind]:find "\n[^\n]" and source.chance(60) then records[kind] = nil end
  end
end

return generate_registers
