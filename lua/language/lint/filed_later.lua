--- What is filed after a period about it and is asked by the period in which it is filed, for lint: `due = period.to + days(90)` and `done = site.annuals:during(period)`, whose
-- day is that of the filing. The report about last year, filed in this one, then makes this year met, and one that is filed in time, after this year, does not count for it.
local after_periods = require "mandate.language.lint.after_periods"
local types = require "mandate.language.types"
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local filed_later = {}

local plain, is_after = after_periods.plain, after_periods.is_after

local ENDS = { first = true, last = true }
local JOINS = { both = true, either = true }
local OF_PERIOD = { period = true, period_from = true, period_to = true }

local function asks_period(e, find_term)
  local found = false
  walk.asked(e, find_term, function(part) found = found or OF_PERIOD[part.op] or false end)
  return found
end

-- Whether a set is narrowed to the period by the day on which its records begin, and by nothing else that names the period.
local function is_by_own_day(set, starts, find_term)
  local by_day = false
  set = plain(set, find_term)
  while set.op == "where" or set.op == "during" do
    local condition = set.op == "where" and walk.written(set.condition)
    local own = condition and condition.op == "during" and walk.written(condition.from)
    if set.op == "during" then by_day = by_day or set.period.op == "period"
    elseif own and own.op == "field" and own.name == starts and (condition.period or condition.arguments[1]).op == "period" then by_day = true
    elseif asks_period(condition, find_term) then return false end
    set = plain(set.from, find_term)
  end
  return by_day
end

-- The kind whose records' own day makes the duty done; nil where none does.
local function filed_kind(look, e)
  e = plain(e, look.find_term)
  if JOINS[e.op] then return walk.once(look.known, "filed", e, function() return filed_kind(look, e.a) or filed_kind(look, e.b) end) or nil end
  local column = ENDS[e.op] and walk.written(e.from)
  if not column or column.op ~= "column" then return nil end
  local set = plain(column.from, look.find_term)
  local kind = set.type.k == "set" and look.kinds[set.type.kind]
  return kind and not kind.group and kind.starts == column.name and is_by_own_day(set, kind.starts, look.find_term) and kind or nil
end

-- Another day of a record, which may say what period it is about.
local function other_day(kind)
  for _, field in ipairs(kind.fields) do
    if (field.type == "date" or field.type == "event") and field.name ~= kind.starts then return field.name end
  end
  return nil
end

--- After all rules are read.
---@param kinds table name -> as model:kinds() gives it
function filed_later.check(checker, kinds)
  local find_term = checker.names:finder()
  local look = { find_term = find_term, kinds = kinds, known = {}, named_periods = checker.named_periods, parameters = checker.parameters }
  for _, rule in ipairs(checker.rules) do
    local unit = rule.per and rule.per.period
    local begins = unit and rule.arises and plain(rule.arises, find_term)
    local late = unit and rule.due and rule.done
      and (is_after(look, rule.due, unit) or begins and (begins.op == "period_to" or is_after(look, begins, unit)))
    local kind = late and filed_kind(look, rule.done)
    if kind then
      local due = wording.of(rule.due, kinds)
      if begins and rule.due.type.k ~= "date" then due = wording.of(rule.arises, kinds) .. " + " .. due end
      local day, own = other_day(kind), kind.name .. "." .. kind.starts
      checker.problems:warn(rule.done.at or rule.at, ("%s %s: it is due after the %s, and `done` asks by `%s` what was filed in the %s itself: %s about the %s before makes this "
        .. "one met, and one that is filed in time, after the %s, does not count. Ask by the %s that it is about, %s, or by the days in which it is due, "
        .. ":where(%s:between(period.to + days(1), %s))"):format(rule.word, rule.name, unit, own, unit, types.a(kind.name), unit, unit, unit,
        day and (":where(%s.%s:during(period))"):format(kind.name, day) or "which wants a field of its own", own, due))
    end
  end
end

return filed_later
