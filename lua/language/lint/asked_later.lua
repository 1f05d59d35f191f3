--- Conditions that ask other rules' verdicts, or reckon with the day that is asked about, for lint: both are read as of that day wherever they stand (meaning.md, section 8), so
-- that what they say of a day that has passed can become something else as time goes by.
local later_statuses = require "mandate.language.lint.later_statuses"
local walk = require "mandate.language.walk"

local asked_later = {}

local MANY = { at_least = true, above = true, after = true, on_or_after = true }
local FEW = { at_most = true, below = true, before = true, by = true }
local OTHERS = { between = true, during = true, is = true }
local FIGURES = { count = true, share = true, sum = true, most_in = true }
local BOTH = {} -- stands for either way in the table of what was looked at

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

local Walk = {}
Walk.__index = Walk

local function opposite(frees)
  if frees == nil then return nil end
  return not frees
end

-- The filters of a set, of which more rows are found where a condition is true.
function Walk:filters(e, frees)
  e = self.look:meant(e)
  if e.op == "where" then self:condition(e.condition, frees) end
  if e.from and e.op ~= "row" then self:filters(e.from, frees) end
end

-- What a comparison asks of how many rows of a set there are, or for how many something holds.
function Walk:figures(e, frees)
  walk.into(e, function(part)
    local figure = self.look:meant(part)
    if not FIGURES[figure.op] then return figure.op ~= "where" end
    local way
    if figure == self.look:meant(e.from) and MANY[e.op] then way = frees
    elseif figure == self.look:meant(e.from) and FEW[e.op] then way = opposite(frees) end
    if figure.condition then self:condition(figure.condition, way) end
    if figure.op == "share" then way = nil end
    self:filters(figure.from, way)
    return false
  end)
end

function Walk:atom(e, frees)
  if later_statuses.changes(self.look, e, frees) then return self.take(e, "status") end
  if turns(self.look, e, frees) then return self.take(e, "as_of") end
  if e.op == "any" then self:filters(e.from, frees)
  elseif e.op == "none" then self:filters(e.from, opposite(frees))
  elseif e.op == "every" then
    self:condition(e.condition, frees)
    self:filters(e.from, opposite(frees))
  elseif e.from then self:figures(e, frees) end
  walk.into(e, function(part)
    local decision = self.look:meant(part)
    for _, version in ipairs(decision.op == "decision" and decision.versions or {}) do
      for _, row in ipairs(version.rows) do
        for c, cell in ipairs(row.cells) do
          local asked = cell.expression or (cell.word == "yes" or cell.word == "no") and version.columns[c]
          if asked then self:condition(asked, nil) end
        end
      end
    end
    return part.op ~= "where" and part.op ~= "every"
  end)
end

function Walk:condition(e, frees)
  e = self.look:meant(e)
  local key = frees == nil and BOTH or frees
  if self.seen[key][e] then return end
  self.seen[key][e] = true
  if e.op == "and" or e.op == "or" or e.op == "both" or e.op == "either" then
    self:condition(e.a, frees)
    self:condition(e.b, frees)
  elseif e.op == "not" then self:condition(e.a, opposite(frees))
  elseif e.op == "previous" and e.type.k == "condition" then self:condition(e.from, frees)
  else self:atom(e, frees) end
end

--- Calls take(condition, what) for each condition in an expression that can become true (`frees`), or false, later, by a verdict (what: "status") or by the day that is asked about
--- ("as_of"); frees = nil: either. Terms, decisions and the filters of sets are looked into.
---@param look table of taken_back.lua, with all rules
function asked_later.each(look, expression, frees, take)
  local walking = setmetatable({ look = look, take = take, seen = { [true] = {}, [false] = {}, [BOTH] = {} } }, Walk)
  walking:condition(expression, frees)
end

return asked_later
