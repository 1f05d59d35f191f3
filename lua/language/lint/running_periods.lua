--- What a period must have by its end, for lint: a `require` that there be a record, or so many, is false on the first day of the period, and breached as long as the period
-- runs and it can still be kept. A duty with a day is judged by due and done.
local walk = require "mandate.language.walk"
local wanted = require "mandate.language.lint.wanted"
local wording = require "mandate.check.wording"

local running_periods = {}

local AT_LEAST = { at_least = true, above = true }
local AT_MOST = { at_most = true, below = true }
local FIGURES = { count = true, sum = true }
local THERE = { given = true, known = true, happened = true }
local ENDS = { first = true, last = true }
local OF_PERIOD = { period = true, period_from = true, period_to = true }

-- The set, or the figure of one, of which a condition says that something must be there; nil of any other condition.
local function growing(e, yes)
  local op = e.op
  if op == "any" and yes or op == "none" and not yes then return e.from, true end
  local of = e.from and walk.written(e.from)
  if not of then return nil end
  if of.op == "of_each" and (of.how == "count" or of.how == "sum") and (AT_LEAST[op] and yes or AT_MOST[op] and not yes) then return of.from, false end
  if FIGURES[of.op] and (AT_LEAST[op] and yes or AT_MOST[op] and not yes) then
    local first = e.arguments[1]
    local bound = first.op == "literal" and tostring(first.value)
    return of.from, of.op == "count" and walk.written(of.from).op ~= "distinct" and (op == "at_least" and bound == "1" or op == "above" and bound == "0")
  end
  if ENDS[of.op] and (THERE[op] and yes or op == "missing" and not yes) then return of.from, true end
  return nil
end

local function asks(find_term, expressions, ops)
  local found = false
  for _, expression in ipairs(expressions) do
    walk.asked(expression, find_term, function(e) found = found or ops[e.op] or false end)
  end
  return found
end

-- The day of the first record of a set, as a text; nil where its kind has no starting event.
local function first_day(set, kinds)
  local from = walk.written(set)
  if from.op == "column" and from.type.of.k == "date" then return wording.of({ op = "first", from = from }, kinds) end
  local kind = from.type.k == "set" and kinds[from.type.kind]
  local starts = kind and not kind.group and kind.starts
  return starts and wording.of({ op = "first", from = { op = "column", from = from, name = starts } }, kinds) or nil
end

--- After all rules are read.
---@param kinds table name -> as model:kinds() gives it
function running_periods.check(checker, kinds)
  local find_term = checker.names:finder()
  for _, rule in ipairs(checker.rules) do
    local period = rule.per and rule.per.period
    if rule.require and period and not asks(find_term, { rule.require, rule.applies }, { as_of = true }) then
      wanted.each(rule, find_term, function(e, yes, of_months)
        local set, one = growing(e, yes)
        if not set or of_months or not asks(find_term, { set }, OF_PERIOD) then return end
        local day = one and first_day(set, kinds)
        checker.problems:warn(e.at or rule.at, ("%s %s: `%s` is %s, and the rule breached, in a %s that still runs, though it can still be kept; "
          .. "write %sapplies = as_of:on_or_after(period.to)"):format(rule.word, rule.name, wording.of(e, kinds), yes and "false" or "true", period,
          day and ("due = period.to, done = %s, or "):format(day) or ""))
      end)
    end
  end
end

return running_periods
