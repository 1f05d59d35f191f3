--- What begins or ends a state although nothing is on record of its period, for lint: a year without a load is not a year below the limit (meaning.md, section 27).
local walk = require "mandate.language.walk"
local wanted = require "mandate.language.lint.wanted"
local wording = require "mandate.check.wording"

local unrecorded_periods = {}

local AT_LEAST = { at_least = true, above = true }
local AT_MOST = { at_most = true, below = true }
local NUMBERS = { count = true, sum = true } -- 0 of nothing
local ABSENT = { min = true, max = true, mean = true, geometric_mean = true, highest = true, lowest = true, percentile = true, first = true, last = true } -- of nothing
local ASKS = { any = true, none = true, given = true, known = true, missing = true, or_else = true }

-- The kind of the records of a set or column; nil of another.
local function kind_of(e)
  local type = e.type or {}
  return (type.k == "set" or type.k == "column") and (type.kind or type.of and type.of.kind) or nil
end

-- The kind of the records of which there need not be any for a condition to come out as it is wanted; nil where there must be one, or none is asked.
local function needs_none(find_term, e, yes)
  if e.op == "any" and not yes or e.op == "none" and yes then return kind_of(e.from) end
  local of = e.from and walk.meant(e.from, find_term)
  if not of or not of.from then return nil end
  if NUMBERS[of.op] and (AT_MOST[e.op] and yes or AT_LEAST[e.op] and not yes) then return kind_of(of.from) end
  return ABSENT[of.op] and (AT_MOST[e.op] or AT_LEAST[e.op]) and not yes and kind_of(of.from) or nil
end

-- The kinds of which it is asked whether there is a record.
local function asked_of(find_term, condition)
  local kinds = {}
  walk.asked(condition, find_term, function(e)
    local kind = ASKS[e.op] and e.from and kind_of(e.from)
    if kind then kinds[kind] = true end
  end)
  return kinds
end

-- The first condition that needs no record, the kind of which it needs none, and whether it is wanted to be true.
local function find(checker, find_term, condition)
  local found, kind, holds
  local function look(part, yes)
    wanted.each({ require = yes and part or { op = "not", a = part, type = part.type } }, find_term, function(e, wants)
      if e.op == "previous" then return look(e.from, wants) end
      local needs = not found and needs_none(find_term, e, wants)
      if needs and not checker.complete[needs] then found, kind, holds = e, needs, wants end
    end)
  end
  look(condition, true)
  return found, kind, holds
end

--- After all terms and registers are read.
---@param kinds table name -> as model:kinds() gives it
function unrecorded_periods.check(checker, kinds)
  local find_term = checker.names:finder()
  for _, term in ipairs(checker.entered_terms) do
    local state = term.value and term.value.op == "state" and term.value
    for _, slot in ipairs { "a", "b" } do
      local condition = state and state[slot]
      local found, kind, holds
      if condition then found, kind, holds = find(checker, find_term, condition) end
      if found and not asked_of(find_term, condition)[kind] then
        checker.problems:warn(found.at or state.at, ("state %s: `%s%s` %s it also in a %s of which no %s is on record; "
          .. "where nobody knows then, let a decision with evidence say it")
          :format(term.full, holds and "" or "~", wording.of(found, kinds), slot == "a" and "begins" or "ends", state.unit, kind))
      end
    end
  end
end

return unrecorded_periods
