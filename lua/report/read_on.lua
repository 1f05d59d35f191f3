--- Which day decides for a rule: the day whose law, class and place are read (meaning.md, sections 7, 8, 10 and 17), as one sentence for `doc`.
local periods = require "mandate.language.periods"

local function dated(rule)
  if rule.arises then return "arises" end
  if not rule.due or rule.due.op == "not_given" then return "asked" end
  return rule.per.period and "due_of_period" or "due"
end

local function standing(rule, kind)
  if rule.forbid then return "rows" end
  if rule.per.period then return "period" end
  if rule.arises then return "arises" end
  return kind.starts and not kind.lasting and "event" or "asked"
end

local function permission(rule) return rule.arises and "arises" or "used" end

local OF = { dated = dated, standing = standing, quota = function() return "quota" end, permission = permission }

---@param kind table the kind that the rule judges: { starts, lasting }
return function(rule, kind, words)
  local period = rule.per.period
  return words:say("pivot." .. OF[rule.shape](rule, kind), { event = kind.starts and ("%s.%s"):format(rule.per.kind, kind.starts),
    period = period and periods.spoken(words, period):lower() })
end
