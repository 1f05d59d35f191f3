--- Days of a rule per period that lie behind the period, or can: what lint asks of what is due, or arises, after it.
local periods = require "mandate.language.periods"
local walk = require "mandate.language.walk"

local after_periods = {}

local JOINS = { both = true, either = true }

--- What is written, through terms of the subject.
local function plain(e, find_term)
  e = walk.written(e)
  local term = e.op == "term" and find_term(e.term)
  return term and term.value and term.value.op ~= "decision" and plain(term.value, find_term) or e
end
after_periods.plain = plain

-- Whether a column of a table of periods says in some row a day behind it.
local function is_behind_its_row(rows)
  for _, row in ipairs(rows) do
    if row.value and row.value.op == "literal" and row.last and row.value.value > row.last then return true end
  end
  return false
end

--- Whether a day lies after the period for certain, or can: what a parameter adds is taken for more than nothing. How long the periods of a table are is not looked at.
---@param look table { find_term, known = what was found before (walk.once), named_periods, parameters: those of the checker }
---@param unit string as periods.lua has them
local function is_after(look, e, unit)
  e = plain(e, look.find_term)
  return walk.once(look.known, unit, e, function()
    if JOINS[e.op] then return is_after(look, e.a, unit) or is_after(look, e.b, unit) end
    if e.op == "end_of" then return is_after(look, e.from, unit) end
    if e.op == "next" or e.op == "next_working_day" then return plain(e.from, look.find_term).op == "period_to" or is_after(look, e.from, unit) end
    if e.op == "parameter" and e.column then return is_behind_its_row(look.parameters[e.name].rows) end
    if e.op ~= "add" then return false end
    local from, span = plain(e.a, look.find_term), walk.written(e.b)
    if from.op == "period_from" and look.named_periods[unit] then return false end
    if from.op == "period_from" then return span.op == "span" and (span.unit == "years" or span.unit == "months" and span.count >= (periods.months(unit) or 1)) end
    return from.op == "period_to" and not (span.op == "span" and span.count <= 0) or is_after(look, from, unit)
  end)
end
after_periods.is_after = is_after

return after_periods
