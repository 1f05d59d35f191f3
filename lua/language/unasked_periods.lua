--- Rules per period that ask records of whatever period, for lint: `done = enterprise.reports.filed_on:first()` of a rule per year is answered by the
-- first report for ever.
local walk = require "mandate.language.walk"

local unasked_periods = {}

local OF_PERIOD = { period = true, period_from = true, period_to = true }
local SLOTS = { "done", "require", "forbid" }

-- Whether an expression asks a set, and whether it asks the period, through terms; what another rule says of the same period asks it, too.
local function asked(expression, find_term, is_periodic)
  local sets, period = false, false
  walk.asked(expression, find_term, function(e)
    sets = sets or e.op == "children" or e.op == "later" or e.op == "earlier"
    period = period or OF_PERIOD[e.op] or e.op == "verdict" and is_periodic[e.rule] or false
  end)
  return sets, period
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
end

return unasked_periods
