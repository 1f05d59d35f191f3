--- Goes through what a standing rule asks, with whether each condition in it must be true or false for the rule to be kept: below a `~` false, in the filters of what there
--- must be none of, or at most so many of, or that is forbidden, false, too.
local walk = require "mandate.language.walk"

local wanted = {}

local AT_LEAST = { at_least = true, above = true }
local AT_MOST = { at_most = true, below = true }
local FIGURES = { count = true, sum = true, most_in = true }
local PASSED = { column = true, column_term = true, distinct = true }

local Walk = {}
Walk.__index = Walk

-- The filters of a set.
function Walk:filters(e, yes)
  e = walk.written(e)
  local term = e.op == "term" and self.find_term(e.term)
  if term and term.value then self:filters(term.value, yes)
  elseif e.op == "where" then
    self:condition(e.condition, yes)
    self:filters(e.from, yes)
  elseif e.op == "during" or PASSED[e.op] or e.op == "children" and e.from.type.k ~= "row" then self:filters(e.from, yes)
  end
end

function Walk:condition(e, yes)
  e = walk.written(e)
  local seen = self.seen[yes]
  if seen[e] then return end
  seen[e] = true
  local op = e.op
  if op == "and" or op == "or" or op == "both" or op == "either" then
    self:condition(e.a, yes)
    self:condition(e.b, yes)
    return
  elseif op == "not" then
    self:condition(e.a, not yes)
    return
  end
  local term = op == "term" and self.find_term(e.term)
  if term and term.value then
    self:condition(term.value, yes)
    return
  elseif op == "instead" and e.type.k == "condition" then
    self:condition(e.from, yes)
    for _, choice in ipairs(e.choices) do self:condition(choice.value, yes) end
    return
  end
  self.visit(e, yes, self.of_months)
  local months = op == "of_each" and e or (AT_LEAST[op] or AT_MOST[op]) and walk.written(e.from)
  if months and months.op == "of_each" and (months.how == "every" or months.how == "count" and months ~= e) then
    local outside = self.of_months
    self.of_months = true
    local as_is = months == e or AT_LEAST[op]
    if as_is then self:condition(months.from, yes) else self:condition(months.from, not yes) end
    self.of_months = outside
    return
  end
  if op == "every" then self:condition(e.condition, yes)
  elseif op == "any" then self:filters(e.from, yes)
  elseif op == "none" then self:filters(e.from, not yes)
  elseif (AT_LEAST[op] or AT_MOST[op]) and walk.written(e.from).op == "share" then self:condition(walk.written(e.from).condition, AT_LEAST[op] or false)
  elseif (AT_LEAST[op] or AT_MOST[op]) and FIGURES[walk.written(e.from).op] then self:filters(walk.written(e.from).from, AT_LEAST[op] and yes or AT_MOST[op] and not yes or false)
  end
end

-- The records of which the first or the last is what was to be done, or all of which must be: there the less there are, the sooner it is done.
function Walk:done(e)
  e = walk.written(e)
  if self.seen.done[e] then return end
  self.seen.done[e] = true
  local term = e.op == "term" and self.find_term(e.term)
  if term and term.value then self:done(term.value)
  elseif e.op == "first" or e.op == "last" then self:filters(e.from, true)
  elseif e.op == "when_all" then self:filters(e.from, false)
  elseif e.a and e.b then
    self:done(e.a)
    self:done(e.b)
  end
end

--- Calls visit(condition, yes, of_months: it is asked of each month of the period) for each condition that is joined by `&`, `|` and `~`, in terms
--- and in sets, too; of a set's question both itself and its filters.
---@param rule table with require or forbid, or done
---@param find_term function
---@param done boolean|nil also of a dated rule: the filters of the records on whose day it is done
function wanted.each(rule, find_term, visit, done)
  local walking = setmetatable({ find_term = find_term, visit = visit, seen = { [true] = {}, [false] = {}, done = {} } }, Walk)
  if rule.require then walking:condition(rule.require, true) end
  if rule.forbid then walking:filters(rule.forbid, false) end
  if done and rule.done then walking:done(rule.done) end
end

return wanted
