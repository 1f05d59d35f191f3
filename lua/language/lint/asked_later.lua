--- Conditions that ask other rules' verdicts, or reckon with the day that is asked about, for lint: both are read as of that day wherever they stand (meaning.md, section 8), so
-- that what they say of a day that has passed can become something else as time goes by.
local later_statuses = require "mandate.language.lint.later_statuses"
local turning = require "mandate.language.lint.turning"
local walk = require "mandate.language.walk"

local asked_later = {}

local MANY = { at_least = true, above = true, after = true, on_or_after = true }
local FEW = { at_most = true, below = true, before = true, by = true }
local OTHERS = { between = true, during = true, is = true }

-- Whether an expression asks the day that is asked about, and anything of a record.
local function reads(look, e)
  local day, record = false, false
  if not walk.holds(e, look.find_term, "as_of") then return false, false end
  walk.asked(e, look.find_term, function(part)
    day, record = day or part.op == "as_of", record or part.op == "row"
  end)
  return day, record
end

-- How a value goes with the day that is asked about: 1 it grows, -1 it shrinks, 0 it does not hang on it, nil: nobody can tell. What stands for a day that has not come yet is
-- that day where it has.
local slope

local function find_slope(look, e)
  if e.op == "as_of" then return 1 end
  if e.op == "add" or e.op == "subtract" then
    local a, b = slope(look, e.a), slope(look, e.b)
    return a and b and (e.op == "add" and a + b or a - b)
  elseif e.op == "or_else" then return slope(look, e.from)
  elseif e.op == "either" then
    local a, b = look:meant(e.a), look:meant(e.b)
    if a.op == "as_of" or b.op == "as_of" then return slope(look, a.op == "as_of" and b or a) end
  end
  return not reads(look, e) and 0 or nil
end

function slope(look, e) -- what a pack names twice is looked into once
  e = look:meant(e)
  return walk.once(look.known, "slope", e, function() return find_slope(look, e) end) or nil
end

-- Whether a comparison can become true (`frees`), or false, as the day that is asked about goes on; nil: either.
local function turns(look, e, frees)
  local other = e.arguments and e.arguments[1]
  if not e.from or not (MANY[e.op] or FEW[e.op] or OTHERS[e.op]) then return false end
  local day, record = reads(look, e)
  if not day or not record then return false end -- that day, held against a written one or one of the period, is meant
  local from, than = slope(look, e.from), other and slope(look, other) or 0
  local difference = from and than and from - than
  if difference == 0 then return false end
  if frees == nil or not difference or OTHERS[e.op] then return true end
  return ((difference > 0) == (MANY[e.op] or false)) == frees
end

--- Calls take(condition, what) for each condition in an expression that can become true (`frees`), or false, later, by a verdict (what: "status") or by the day that is asked about
--- ("as_of"); frees = nil: either. Terms, decisions and the filters of sets are looked into.
---@param look table of taken_back.lua, with all rules
function asked_later.each(look, expression, frees, take)
  if not walk.holds(expression, look.find_term, "as_of", "verdict") then return end
  turning.each(look, expression, frees, { condition = function(e, way)
    local what = later_statuses.changes(look, e, way) and "status" or turns(look, e, way) and "as_of" or nil
    if what then take(e, what) end
    return what == nil
  end })
end

return asked_later
