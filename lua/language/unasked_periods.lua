--- Rules per period that ask records of whatever period, for lint: `done = enterprise.reports.filed_on:first()` of a rule per year is answered by the
-- first report for ever.
local walk = require "mandate.language.walk"

local unasked_periods = {}

local OF_PERIOD = { period = true, period_from = true, period_to = true }
local SLOTS = { "done", "require", "forbid", "evidence" }

-- Whether an expression asks a set, and whether it asks the period, through terms; what another rule says of the same period asks it, too.
local function asked(expression, find_term, is_periodic)
  local sets, period = false, false
  walk.asked(expression, find_term, function(e)
    sets = sets or e.op == "children" or e.op == "later" or e.op == "earlier"
    period = period or OF_PERIOD[e.op] or e.op == "verdict" and is_periodic[e.rule] or false
  end)
  return sets, period
end

-- Columns of a table per period: one that asks records of whatever day shows the same number in each period.
local function check_columns(checker, report, word, is_periodic)
  for _, column in ipairs(report.columns) do
    local sets, period = asked(column.value, checker.names:finder(), is_periodic)
    local heading = type(column.heading) == "table" and column.heading.en or column.heading
    if sets and not period then
      checker.problems:warn(column.at or column.value.at or report.at, ("%s %s: it has a row for each %s, and the column `%s` asks records of whatever day, the same for every %s: "
        .. "name those of the %s, as with :during(period)"):format(word, report.name, report.per.period, tostring(heading), report.per.period, report.per.period))
    end
  end
end

--- After all rules are read. What is expected each month says itself of which period it is.
function unasked_periods.check(checker)
  local is_periodic, find_term = {}, checker.names:finder()
  for _, rule in ipairs(checker.rules) do
    if rule.per and rule.per.period then is_periodic[rule.base] = true end
  end
  for _, rule in ipairs(checker.rules) do
    for _, slot in ipairs(rule.per and rule.per.period and not rule.expects and SLOTS or {}) do
      local sets, period = false, true
      if rule[slot] then sets, period = asked(rule[slot], find_term, is_periodic) end
      if sets and not period then
        checker.problems:warn(rule[slot].at or rule.at, ("%s %s: it is judged for each %s, and `%s` asks records of whatever day, the same for every %s: name those of the %s, "
          .. "as with :during(period)"):format(rule.word, rule.name, rule.per.period, slot, rule.per.period, rule.per.period))
      end
    end
  end
  for _, list in ipairs { checker.reports, checker.indicators } do
    for _, report in ipairs(list) do
      if report.per.period then check_columns(checker, report, report.indicator and "indicator" or "report", is_periodic) end
    end
  end
end

return unasked_periods
