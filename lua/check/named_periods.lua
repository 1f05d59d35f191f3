--- What tables of periods leave out (meaning.md, section 29): days of a rule before the first row, days between two rows, and, by the day asked about, those behind the last one.
-- Nothing is judged of them, and who looks after the pack hears of it.
local days = require "mandate.language.days"
local ordered = require "mandate.language.ordered"

local named_periods = {}

local function line_of(row) return ("%s:%d"):format(row.at.file, row.at.line) end

--- That days lie between two rows of a table, which have come by a day (nil: whenever they do); nil where none do. The first of them are named, with the lines of both rows.
function named_periods.gap(words, own, as_of)
  local first, count = nil, 0
  for i = 2, #own.rows do
    local before, row = own.rows[i - 1], own.rows[i]
    local begins = before.to < row.from and days.after(before.to) or row.from
    if begins < row.from and (not as_of or begins <= as_of) then
      count = count + 1
      first = first or { name = own.name, from = begins, to = days.before(row.from), before = before.label, row = row.label, before_line = line_of(before), line = line_of(row) }
    end
  end
  if not first then return nil end
  first.more = count > 1 and words:say("note.periods_gaps", { count = count }) or ""
  return words:say("note.periods_gap", first)
end

-- That a rule is in force before the first row of its table, on days that have come; nil where none is. Of several the one that begins first is named.
local function before_the_first(words, pack, own, as_of)
  local first, earliest = own.rows[1], nil
  for _, rule in ipairs(pack.rules) do
    local from = rule.per and rule.per.period == own.name and (rule.from or "0001-01-01")
    if from and from < first.from and from <= as_of and (not earliest or from < earliest.from) then
      earliest = { name = own.name, row = first.label, first = first.from, rule = rule.name, from = from }
    end
  end
  return earliest and words:say("note.periods_start", earliest) or nil
end

--- What is to be said of the tables of periods of a pack, on a day.
---@return string[]
function named_periods.notes(words, pack, as_of)
  local notes = {}
  for _, name in ipairs(ordered.keys(pack.named_periods or {})) do
    local own = pack.named_periods[name]
    local last = own.rows[#own.rows]
    notes[#notes + 1] = before_the_first(words, pack, own, as_of)
    notes[#notes + 1] = named_periods.gap(words, own, as_of)
    if last.to < as_of then notes[#notes + 1] = words:say("note.periods_end", { name = name, row = last.label, last = last.to, as_of = as_of }) end
  end
  return notes
end

return named_periods
