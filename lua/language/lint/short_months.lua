--- Windows that end with a quarter's or a month's last day, so many months back (meaning.md, section 5), for lint: three months before 30 June is 30 March, so that the
-- window leaves out 31 March and takes in 31 December. A year ends on the 31st, and its months back end with their months.
local walk = require "mandate.language.walk"

local short_months = {}

local SHORT = { quarter = true, month = true }
local SLOTS = { "applies", "require", "forbid", "evidence", "arises", "due", "done" }

-- The months between the end of the period and the day of a window, as they are written; nil where the window has another day, or the day no months.
local function months_back(window)
  local day = window.op == "window" and window.date
  local span = day and (day.op == "add" or day.op == "subtract") and day.a.op == "period_to" and day.b
  return span and span.op == "span" and span.unit == "months" and span.count ~= 0 and span.count or nil, day and day.op
end

-- Of one rule or table only the first is told.
local function warn(checker, title, unit, expression, seen)
  walk.asked(expression, checker.names:finder(), function(e)
    local count, way = months_back(e)
    if not count or seen.told then return end
    seen.told = true
    local sign = way == "add" and "+" or "-"
    checker.problems:warn(e.date.at or e.at, ("%s: `period.to %s months(%d)` of a %s that ends on the 30th is a 30th, too, also of a month with 31 days, "
      .. "and the window leaves out that day: count from the first day, `span:from(period.from %s months(%d))`"):format(title, sign, count, unit, sign, count))
  end, seen)
end

--- After all rules, reports and indicators are read.
function short_months.check(checker)
  for _, rule in ipairs(checker.rules) do
    if rule.per and SHORT[rule.per.period] then
      local seen = {}
      for _, slot in ipairs(SLOTS) do warn(checker, ("%s %s"):format(rule.word, rule.name), rule.per.period, rule[slot], seen) end
    end
  end
  for _, list in ipairs { checker.reports, checker.indicators } do
    for _, report in ipairs(list) do
      if SHORT[report.per.period] then
        local seen, title = {}, ("%s %s"):format(report.indicator and "indicator" or "report", report.name)
        for _, column in ipairs(report.columns) do warn(checker, title, report.per.period, column.value, seen) end
        warn(checker, title, report.per.period, report.where, seen)
      end
    end
  end
end

return short_months
