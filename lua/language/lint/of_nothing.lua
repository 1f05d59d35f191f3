--- Limits on the greatest, the mean or another value of records, for lint: where no record has one there is nothing to compare, so that what must be so is false and the
-- rule breached, while what must not be the opposite is not (meaning.md, section 4).
local walk = require "mandate.language.walk"
local wanted = require "mandate.language.lint.wanted"
local wording = require "mandate.check.wording"

local of_nothing = {}

local OPPOSITE = { at_most = "above", below = "at_least", at_least = "below", above = "at_most" }
local ABSENT_OF_NOTHING = { min = true, max = true, mean = true, geometric_mean = true, highest = true, lowest = true, percentile = true }
local ASKS = { given = true, known = true, missing = true, or_else = true, any = true, none = true, count = true }

-- The kind of the records of a set or column.
local function kind_of(e)
  local type = e.type or {}
  return type.kind or type.of and type.of.kind
end

-- What says the same of every value, and is not false of nothing, in words.
local function other_way(e, kinds)
  local function never(op, value) return { op = "not", a = { op = op, from = e.from, arguments = { value } } } end
  local low, high = e.arguments[1], e.arguments[#e.arguments]
  if e.op == "between" then return wording.of({ op = "and", a = never("below", low), b = never("above", high) }, kinds) end
  return wording.of(never(OPPOSITE[e.op], low), kinds)
end

local Look = {}
Look.__index = Look

-- What a value is made of that is absent of nothing: max and the like; nil where another value stands for it, or it is none. What stands in several places is looked
-- into once.
function Look:aggregate(e, looked)
  e, looked = walk.written(e), looked or {}
  local what = e.op == "term" and e.term or e
  if looked[what] then return nil end
  looked[what] = true
  local term = e.op == "term" and self.find_term(e.term)
  if term and term.value then return self:aggregate(term.value, looked) end
  if ABSENT_OF_NOTHING[e.op] and e.from then return e end
  if e.op == "rounded" or e.op == "of_each" and ABSENT_OF_NOTHING[e.how] then return self:aggregate(e.from, looked) end
  if e.a and e.b then return self:aggregate(e.a, looked) or self:aggregate(e.b, looked) end
  return nil
end

-- The kinds of records of which a rule asks whether there are any: it has thought of that.
function Look:asked(rule, exceptions)
  local asked = {}
  local function visit(e)
    if not ASKS[e.op] or not e.from then return end
    local aggregate = self:aggregate(e.from)
    local kind = kind_of(aggregate and aggregate.from or e.from)
    if kind then asked[kind] = true end
  end
  for _, slot in ipairs { "require", "applies" } do
    if rule[slot] then walk.asked(rule[slot], self.find_term, visit) end
  end
  for _, exception in ipairs(exceptions) do
    if exception.applies[rule.base] then walk.asked(exception.applies[rule.base], self.find_term, visit) end
  end
  return asked
end

--- After all rules are read.
---@param kinds table name -> as model:kinds() gives it
function of_nothing.check(checker, kinds)
  local look = setmetatable({ find_term = checker.names:finder() }, Look)
  for _, rule in ipairs(checker.rules) do
    local asked, told
    wanted.each(rule.require and rule or {}, look.find_term, function(e, yes)
      local aggregate = yes and (OPPOSITE[e.op] or e.op == "between") and look:aggregate(e.from)
      if not aggregate or told == e then return end
      asked = asked or look:asked(rule, checker.exceptions)
      local kind = kind_of(aggregate.from)
      if kind and asked[kind] then return end
      told = e
      checker.problems:warn(e.at or rule.at, ("%s %s: `%s` is false, and the rule breached, where no record has such a value; if nothing on record is no breach, require %s, "
        .. "which is unknown then"):format(rule.word, rule.name, wording.of(e, kinds), other_way(e, kinds)))
    end)
  end
end

return of_nothing
