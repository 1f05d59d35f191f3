--- Rules that came into force within a period that they judge: what was recorded in that period before their first day counts as well (meaning.md, section 8), which whoever
--- reads a sum of a year must know. A `forbid` counts the rows of its own days alone.
local rules = require "mandate.language.lower.rules"

local begins_inside = {}

--- One note for each such rule.
---@param judged table of check.run: its rules
---@return string[]
function begins_inside.notes(words, opened, judged)
  local list = {}
  for _, rule in ipairs(judged) do
    local first, period = rules.first_period(opened.lowering, rule.base)
    local text = opened.lowering.versions[rule.base][1]
    if first and first > period.from and text.per.period and not text.forbid and opened.snapshot:records(rule.kind) > 0 then
      list[#list + 1] = words:say("note.begins_inside", { rule = rule.base, since = first, period = period.label })
    end
  end
  return list
end

return begins_inside
