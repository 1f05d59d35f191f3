--- Periods in which a rule was in force and of which it has no verdict, because they ended before the registry's earliest event (meaning.md, section 9): whoever reads the
--- table must not take their silence for compliance.
local rules = require "mandate.language.lower.rules"

local before_records = {}

--- One note, or none.
---@param judged table of check.run: its rules
---@return string[]
function before_records.notes(words, opened, judged)
  local list, first_event = {}, opened.snapshot:first_event()
  if not first_event then return {} end -- then no period is left out
  for _, rule in ipairs(judged) do
    local since, period = rules.first_period(opened.lowering, rule.base)
    if since and since < period.from and opened.snapshot:records(rule.kind) > 0 then
      list[#list + 1] = words:say("note.before_records_of", { rule = rule.base, since = since, period = period.label })
    end
  end
  return #list > 0 and { words:say("note.before_records", { event = first_event, rules = table.concat(list, words.separator) }) } or {}
end

return before_records
