--- What a condition turns by, for lint: the conditions that it is made of, and the sets that it asks, each with the way in which it must go so that the whole becomes true, or
-- false. Through terms, decisions, what sets come to, and the filters of sets, of which there are more rows where a condition is true.
local walk = require "mandate.language.walk"

local turning = {}

local MANY = { at_least = true, above = true, after = true, on_or_after = true }
local FEW = { at_most = true, below = true, before = true, by = true }
local ASKS_WHETHER = { happened = true, given = true }
-- How what a set comes to goes with its rows: 1 where it only grows with more of them, -1 where it only shrinks, 0 where it may do either. A sum grows where no value lies below 0.
local FIGURES = { count = 1, most_in = 1, sum = 0, mean = 0, geometric_mean = 0, percentile = 0, share = 0, max = 1, highest = 1, min = -1, lowest = -1, first = -1, last = 1,
  when_all = 0 }
local ABSENT_OF_NOTHING = { max = true, highest = true, min = true, lowest = true, first = true, last = true }
local SAME = { or_else = true, rounded = true, in_unit = true, previous = true, greater_of = true, lesser_of = true }
local BOTH = {} -- stands for either way in the table of what was looked at

-- The way in which a part must go so that the whole goes in one: `frees` where they go together, and the other one where they go against each other; nil: either.
local function way_of(frees, together)
  if frees == nil or together == nil then return nil end
  return frees == together
end

local Walk = {}
Walk.__index = Walk

-- Whether a sum only grows with more rows: its values are those of a field with an end at 0 or above.
local function only_adds(look, e)
  local column = look:meant(e.from)
  local kind = column.op == "column" and look.kinds[column.from.type.kind or column.from.type.of and column.from.type.of.kind]
  for _, field in ipairs(kind and not kind.group and kind.fields or {}) do
    if field.name == column.name then return field.min ~= nil and not tostring(field.min):find "^%-" end
  end
  return false
end

-- The way in which the rows of a figure's set must go, more (true) or fewer, where the figure must grow (1) or shrink (-1) so that the condition goes its way; nil: either.
local function way_of_rows(look, figure, direction, frees)
  local grows = figure.op == "sum" and only_adds(look, figure) and 1 or FIGURES[figure.op]
  if figure.type.k == "row" or grows == 0 or direction == 0 then return nil end
  if grows ~= direction and ABSENT_OF_NOTHING[figure.op] then return nil end -- of nothing there is none, and each comparison with it is false
  return way_of(frees, grows == direction)
end

-- A value that must grow (1), shrink (-1) or do either (0) so that a condition goes its way: the figures in it.
function Walk:value(e, direction, frees)
  e = self.look:meant(e)
  local key = frees == nil and BOTH or frees
  local seen = self.values[direction][key]
  if seen[e] then return end
  seen[e] = true
  local op = e.op
  if FIGURES[op] and e.from then
    self:set(e.from, way_of_rows(self.look, e, direction, frees), e)
    if e.condition then self:filter(e.condition, way_of(frees, direction ~= 0 and direction == 1 or nil), e.from, e) end
  elseif op == "add" or op == "subtract" then
    self:value(e.a, direction, frees)
    self:value(e.b, op == "add" and direction or -direction, frees)
  elseif op ~= "where" and op ~= "every" then
    walk.into(e, function(part)
      if part == e then return true end
      self:value(part, SAME[op] and direction or 0, frees)
      return false
    end)
  end
end

-- A set of which there must be more rows (way), or fewer; nil: either.
function Walk:set(e, way, figure)
  if self.takes.set and self.takes.set(e, way, figure) == false then return end
  turning.filters(self.look, e, way, function(condition, own, set) self:filter(condition, own, set) end)
end

-- A condition that is asked of each row of a set; by: what asks it, where that is no filter of the set.
function Walk:filter(condition, way, set, by)
  if self.takes.filter and self.takes.filter(condition, way, set, by) == false then return end
  self:condition(condition, way)
end

-- What a decision makes of its columns nobody sees: each may go either way.
function Walk:decisions(e)
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

-- The sets that a condition asks, and what it asks of each of their rows.
function Walk:asks(e, frees)
  local op = e.op
  if op == "any" or op == "none" then return self:set(e.from, way_of(frees, op == "any"), e) end
  if op == "every" then
    self:filter(e.condition, frees, e.from, e)
    return self:set(e.from, way_of(frees, false), e)
  end
  local other = e.arguments and e.arguments[1]
  local least = op == "is" and #e.arguments == 1 and other.op == "literal" and tostring(other.value) == "0" -- there are never fewer than none
  local direction = (MANY[op] or ASKS_WHETHER[op]) and 1 or (FEW[op] or least) and -1 or 0
  if ASKS_WHETHER[op] and e.from and FIGURES[self.look:meant(e.from).op] == -1 then direction = -1 end -- there is an earliest where there is any
  if e.from then self:value(e.from, direction, frees) end
  for _, argument in ipairs(e.arguments or {}) do self:value(argument, -direction, frees) end
end

function Walk:condition(e, frees)
  if self.takes.passes and self.takes.passes(e) then return end
  e = self.look:meant(e)
  local seen = self.seen[frees == nil and BOTH or frees]
  if seen[e] then return end
  seen[e] = true
  local op = e.op
  if op == "and" or op == "or" or op == "both" or op == "either" then
    self:condition(e.a, frees)
    self:condition(e.b, frees)
  elseif op == "not" then self:condition(e.a, way_of(frees, false))
  elseif (op == "previous" or op == "of_each") and e.type.k == "condition" then self:condition(e.from, frees)
  elseif not (self.takes.condition and self.takes.condition(e, frees) == false) then
    self:asks(e, frees)
    self:decisions(e)
  end
end

--- The filters of a set of which there must be more rows (way), or fewer; nil: either. take(condition, way, set).
function turning.filters(look, e, way, take)
  e = look:meant(e)
  if e.op == "where" then take(e.condition, way, e) end
  if e.from and e.op ~= "row" then turning.filters(look, e.from, way, take) end
end

local function ways() return { [true] = {}, [false] = {}, [BOTH] = {} } end

--- Goes through what a condition turns by so that it becomes true (`frees`), or false; nil: either. Each part is looked at once for each way.
---@param look table { meant(self, e), kinds }
---@param takes table of functions: condition(e, way): each condition that is made of no others; filter(condition, way, set, by): what is asked of each row of a set, in a
--- filter of it or `by` every() or a share. Where one returns false, what is below is stayed out of. passes(e): true of what is passed by.
function turning.each(look, expression, frees, takes)
  setmetatable({ look = look, takes = takes, seen = ways(), values = { [1] = ways(), [-1] = ways(), [0] = ways() } }, Walk):condition(expression, frees)
end

--- The same of what a day turns by so that it becomes an earlier one.
function turning.day(look, expression, takes)
  setmetatable({ look = look, takes = takes, seen = ways(), values = { [1] = ways(), [-1] = ways(), [0] = ways() } }, Walk):value(expression, -1, true)
end

--- The sets that a condition asks, and no others: take(set, way, figure).
function turning.sets(look, e, frees, take)
  local takes = { set = function(...)
    take(...)
    return false
  end, filter = function() return false end }
  setmetatable({ look = look, takes = takes, seen = ways(), values = { [1] = ways(), [-1] = ways(), [0] = ways() } }, Walk):asks(e, frees)
end

return turning
