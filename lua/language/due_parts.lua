--- The days of which a due day is made: fields, the first or last of a set, parameters, days of verdicts. Where one is absent, the due day may be.
local moves = require "mandate.language.moves"
local walk = require "mandate.language.walk"

local due_parts = {}

local JOINS = { add = true, subtract = true, both = true, either = true, ["and"] = true, ["or"] = true }

local function each(e, find_term, take, alone, seen)
  e = walk.written(e)
  if seen[alone][e] then return end
  seen[alone][e] = true
  local term = e.op == "term" and find_term(e.term)
  if term and term.value and term.value.op ~= "decision" then each(term.value, find_term, take, alone, seen)
  elseif JOINS[e.op] then
    local all = alone and e.op ~= "either" and e.op ~= "or"
    each(e.a, find_term, take, all, seen)
    each(e.b, find_term, take, all, seen)
  elseif moves[e.op] or e.op == "paused" or e.op == "extended" then each(e.from, find_term, take, alone, seen)
  elseif e.op == "or_else" then
    each(e.from, find_term, take, false, seen)
    each(e.value, find_term, take, false, seen)
  elseif e.op == "instead" then
    each(e.from, find_term, take, false, seen)
    for _, choice in ipairs(e.choices) do each(choice.value, find_term, take, false, seen) end
  elseif e.op == "arisen" then return -- who has no such day has no duty
  elseif e.from or e.op == "parameter" or e.op == "kept" or e.op == "milder" or e.op == "verdict" or e.op == "decision" or e.op == "function" then take(e, alone) end
end

--- Calls take(part, alone) for each: `alone` where the due day is absent if that part is. What a pack names twice is given once for each.
---@param find_term function
function due_parts.each(e, find_term, take) each(e, find_term, take, true, { [true] = {}, [false] = {} }) end

return due_parts
