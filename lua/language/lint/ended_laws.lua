--- Laws that end before what they ask is due, or leave who is late by them to a later text, for lint (meaning.md, sections 7 and 9): a rule without `arises` is asked on its
-- due day, and one whose law has ended by then asks nobody any more. A duty of a period stays where the period ended under the law; one of that in which it ends is none.
local after_periods = require "mandate.language.lint.after_periods"
local days = require "mandate.language.days"
local periods = require "mandate.language.periods"
local wording = require "mandate.check.wording"

local ended_laws = {}

-- Whether a day is the last one of a period, or lies in none that goes on.
local function ends_period(day, unit, rows) return not periods.is_inside(days.after(day), unit, rows) end

-- What is said of a duty; nil where its law does not end before it is due, or the rule says from when on it binds.
local function said_of_duty(rule, look, kinds)
  local to, unit, due = rule.to, rule.per.period, rule.due
  if rule.arises then
    if not unit or not after_periods.is_after(look, rule.arises, unit) then return nil end
    return ("it arises after the %s, and the %s that ends last under the law, which ends on %s, brings no duty where it arises behind that day"):format(unit, unit, to)
  elseif not due or due.op == "not_given" then return nil
  elseif unit then
    if ends_period(to, unit, look.named_periods[unit] and look.named_periods[unit].rows) or not after_periods.is_after(look, due, unit) then return nil end
    return ("the law ends on %s, within a %s, and what is due after a %s that the law does not see to its end is no duty: if what lay under the law is owed, say from when on, "
      .. "`arises = …`"):format(to, unit, unit)
  end
  local known = due.op == "literal" and due.value
  if known and known <= to then return nil end
  return ("the law ends on %s, before it is due%s, and from then on it asks nobody%s; if who was bound stays bound, say from when on, `arises = …`"):format(to,
    known and " on " .. known or "", known and "" or (", also where `%s` is a later day"):format(wording.of(due, kinds)))
end

-- The version of a rule that goes on where its law ends, in its place or everywhere; nil where there is none.
local function goes_on(checker, rule)
  for _, other in ipairs(checker.rules) do
    local there = other.base == rule.base and other ~= rule and (other.place == rule.place or not other.place)
    if there and (not other.from or other.from <= days.after(rule.to)) and (not other.to or other.to > rule.to) then return other end
  end
  return nil
end

-- What is said of a duty that falls between two versions: due behind the law's last day by the one, and before the later law's first by the other.
local function said_between(rule, later, kinds)
  local due, other = rule.due, later.due
  if rule.arises or later.arises or rule.per.period or not due or not other or due.op == "not_given" or other.op == "not_given" or not later.from then return nil end
  local known, its = due.op == "literal" and due.value, other.op == "literal" and other.value
  if known and known <= rule.to or its and its >= later.from or wording.of(due, kinds) == wording.of(other, kinds) then return nil end
  return ("who is to do it after %s by this version, and was to do it before %s by `%s`, is asked by neither, because a rule without `arises` asks by the law of its due day; "
    .. "say from when on it binds, `arises = …`"):format(rule.to, later.from, later.name)
end

-- What is said of a duty that may be late by the one version, and is judged by the other from its first day on, because both are in force on their own days, of which the
-- later judges (meaning.md, section 9).
local function said_taken_over(rule, later, look, kinds)
  local own, other = rule.arises or rule.due, later.arises or later.due
  if not own or not other or rule.due.op == "not_given" or other.op == "not_given" or not later.from then return nil end
  if look.named_periods[rule.per.period] then return nil end -- each row has days of its own
  local known, its = own.op == "literal" and own.value, other.op == "literal" and other.value
  if known and known > rule.to or its and its < later.from or wording.of(own, kinds) == wording.of(other, kinds) then return nil end
  return ("who is late by this version is judged by `%s` from %s on, and late no more where that does not bind, or gives more time, because of two versions "
    .. "that are in force on days of their own the later one judges; "
    .. "let both bind from one day on, `arises = …`, or write what is due by the later one as a rule of its own"):format(later.name, later.from)
end

local function warn(checker, rule, at, text) checker.problems:warn(at or rule.at, ("%s %s: %s"):format(rule.word, rule.name, text)) end

--- After all rules are read.
---@param kinds table name -> as model:kinds() gives it
function ended_laws.check(checker, kinds)
  local look = { find_term = checker.names:finder(), known = {}, named_periods = checker.named_periods, parameters = checker.parameters }
  for _, rule in ipairs(checker.rules) do
    local has_end = rule.to ~= nil and not rule.void -- what is never in force is named as such
    local later = has_end and goes_on(checker, rule)
    local ends = has_end and not later
    local said = rule.done and (ends and said_of_duty(rule, look, kinds) or later and said_between(rule, later, kinds))
    if said then warn(checker, rule, rule.due and rule.due.at, said) end
    said = rule.done and rule.due and later and said_taken_over(rule, later, look, kinds)
    if said then warn(checker, rule, (rule.arises or rule.due).at, said) end
    for _, goal in ipairs(ends and rule.goals or {}) do
      if goal.due and goal.due > rule.to and not (goal.to and goal.to <= rule.to) then
        warn(checker, rule, goal.at, ("the law ends on %s, before the goal of %s is due on %s, and from then on nobody is held to it: end the goal by then, "
          .. "or cite what holds till it is due"):format(rule.to, goal.place, goal.due))
      end
    end
  end
end

return ended_laws
