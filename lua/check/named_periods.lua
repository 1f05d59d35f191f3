--- Tables of periods that have come to an end by the day asked about (meaning.md, section 29): of later days nothing is judged, and who looks after the pack hears of it.
local ordered = require "mandate.language.ordered"

local named_periods = {}

--- What is to be said of the tables of periods of a pack, on a day.
---@return string[]
function named_periods.notes(words, pack, as_of)
  local notes = {}
  for _, name in ipairs(ordered.keys(pack.named_periods or {})) do
    local rows = pack.named_periods[name].rows
    local last = rows[#rows]
    if last.to < as_of then notes[#notes + 1] = words:say("note.periods_end", { name = name, row = last.label, last = last.to, as_of = as_of }) end
  end
  return notes
end

return named_periods
