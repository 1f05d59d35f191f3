--- Parameters whose value changes inside a period that is read on one day of it (meaning.md, sections 8, 9 and 15), for lint: whoever sums a year's amounts by
-- the fee of its last day charges the first half by the wrong one.
local days = require "mandate.language.days"
local periods = require "mandate.language.periods"
local walk = require "mandate.language.walk"

local inside_periods = {}

-- An exception that says something else instead, and begins or ends inside a period: what it says on the last day is said of the whole.
-- What begins with the rule itself, on the day `since`, is there from its first day on.
local function warn_instead(checker, title, unit, choice, since)
  local rows = checker.named_periods[unit] and checker.named_periods[unit].rows
  local exception = choice.exception
  local first = exception.from and exception.from > (since or "") and periods.is_inside(exception.from, unit, rows) and exception.from
  local after = exception.to_day and periods.is_inside(days.after(exception.to_day), unit, rows) and exception.to_day
  if not first and not after then return end
  checker.problems:warn(exception.at, ("%s: the exception %s, which says something else instead, %s inside a %s, on %s, and the whole %s is read by the law of its "
    .. "last day"):format(title, exception.name, first and "begins" or "ends", unit, first or after, unit))
end

-- A parameter that is read on a day of its own has no part in it.
local function warn(checker, title, unit, expressions, since)
  local told, own = {}, checker.named_periods[unit] and checker.named_periods[unit].rows
  for _, expression in ipairs(expressions) do
    walk.asked(expression, checker.names:finder(), function(e)
      for _, choice in ipairs(e.op == "instead" and not e.from.date and e.choices or {}) do
        if not told[choice] then warn_instead(checker, title, unit, choice, since) end
        told[choice] = true
      end
      if e.op ~= "parameter" or e.date or told[e.name] then return end
      for _, row in ipairs(checker.parameters[e.name].rows) do
        local first = row.from and periods.is_inside(row.from, unit, own) and row.from
        local after = row.to and periods.is_inside(days.after(row.to), unit, own) and row.to
        if not told[e.name] and (first or after) then
          told[e.name] = true
          checker.problems:warn(e.at, ('%s: the row of parameter "%s" %s %s inside a %s, and the whole %s is read by the law of its last day; '
            .. 'inside a sum, parameter "%s":on(…) reads it on each row\'s own day'):format(title, e.shown or e.name, first and "from " .. first or "to " .. after,
            first and "begins" or "ends", unit, unit, e.shown or e.name))
        end
      end
    end)
  end
end

--- After all rules, reports and indicators are read.
function inside_periods.check(checker)
  for _, rule in ipairs(checker.rules) do
    if rule.per and rule.per.period and rule.require then
      local title, expressions = ("%s %s"):format(rule.word, rule.name), {}
      for _, slot in ipairs { "require", "applies", "evidence" } do expressions[#expressions + 1] = rule[slot] end
      warn(checker, title, rule.per.period, expressions, rule.from)
      for _, exception in ipairs(checker.exceptions) do
        warn(checker, ("exception %s to %s"):format(exception.name, rule.name), rule.per.period, { exception.applies[rule.base] }, rule.from)
      end
    end
  end
  for _, list in ipairs { checker.reports, checker.indicators } do
    for _, report in ipairs(list) do
      if report.per.period and not report.law then
        local expressions = {}
        for i, column in ipairs(report.columns) do expressions[i] = column.value end
        expressions[#expressions + 1] = report.where
        warn(checker, ("%s %s"):format(report.indicator and "indicator" or "report", report.name), report.per.period, expressions)
      end
    end
  end
end

return inside_periods
