--- The days of which a due day is made: fields, the first or last of a set, parameters, days of verdicts. Where one is absent, the due day may be.
local walk = require "mandate.language.walk"

local due_parts = {}

local JOINS = { add = true, subtract = true, both = true, either = true, ["and"] = true, ["or"] = true }

--- Calls take(part, alone) for each: `alone` where the due day is absent if that part is.
---@param find_term function
function due_parts.each(e, find_term, take, alone)
  e = walk.written(e)
  if alone == nil then alone = true end
  local term = e.op == "term" and find_term(e.term)
  if term and term.value and term.value.op ~= "decision" then due_parts.each(term.value, find_term, take, alone)
  elseif JOINS[e.op] then
    local all = alone and e.op ~= "either" and e.op ~= "or"
    due_parts.each(e.a, find_term, take, all)
    due_parts.each(e.b, find_term, take, all)
  elseif e.op == "next" then due_parts.each(e.from, find_term, take, alone)
  elseif e.op == "or_else" then
    due_parts.each(e.from, find_term, take, false)
    due_parts.each(e.value, find_term, take, false)
  elseif e.from or e.op == "parameter" or e.op == "verdict" or e.op == "decision" or e.op == "function" then take(e, alone) end
end

return due_parts
