-- Who was there before a new text keeps to the old one for a time (meaning.md, section 21): `transition` of a version of a rule says who, until when and by which clause.
--   rule.transition = { to, last, clauses, whom }   of the version that begins: the day it says, the last day of the transition (nil where there is none), and whom it names
--   rule.keeps      = { version = that one, from = the last day on which it holds for everybody, whom }   of the version before it, which then goes on to transition.last
--   rule.whom       of both: the condition that tells whom it names; of one that stands between two others that by which it keeps nobody
local days = require "mandate.language.days"
local declarations = require "mandate.language.statements.declarations"
local schema = require "mandate.language.schema"
local types = require "mandate.language.types"
local wording = require "mandate.check.wording"

local transitions = {}

local EXAMPLE <const> = 'transition = { whom = plant.opened_on:before "2010-01-01", to = "2012-12-31", clause = "instrument/clause" }'

-- What a version says of it, but for whom it names; nil where it says nothing, or what is wrong.
local function read_days(checker, rule)
  local shape, said, statement = checker.shape, rule.body.transition, rule.statement
  if said == nil then return nil end
  if type(said) ~= "table" or shape.is_node[said] then
    shape:fail(statement, { "transition" }, "transition says who keeps to the version before: %s", EXAMPLE)
    return nil
  end
  shape:closed(statement, { "transition" }, said, schema.options.transition)
  local transition = { to = shape:literal(statement, { "transition", "to" }, said.to, types.stated),
    clauses = declarations.citations(checker, statement, { "transition", "clause" }, said.clause) }
  for _, key in ipairs { "whom", "clause" } do
    if said[key] == nil then shape:fail(statement, { "transition" }, "transition lacks `%s`: %s", key, EXAMPLE) end
  end
  if said.whom == nil then return nil end
  if transition.to and rule.from and transition.to < rule.from then
    shape:fail(statement, { "transition", "to" }, "it ends on %s, before this version begins, on %s", transition.to, rule.from)
  end
  return transition
end

-- The version of a rule in the same place that ends on the day before another begins.
local function version_before(list, rule)
  for _, other in ipairs(list) do
    if other ~= rule and other.base == rule.base and other.place == rule.place and other.to and rule.from and other.to == days.before(rule.from) then return other end
  end
  return nil
end

--- Links the versions of rules, whose days are known, and lets those before go on.
---@param list table all rules, each for every stretch of its days
function transitions.link(checker, list)
  for _, rule in ipairs(list) do
    local transition = not rule.repeated and not rule.void and read_days(checker, rule) or nil -- to what never held nobody comes
    rule.transition = transition
    local before = transition and version_before(list, rule)
    if transition and not before then
      checker.shape:fail(rule.statement, { "transition" }, "no version of `%s`%s ends on the day before this one begins%s: transition says who keeps to the version before it",
        rule.base,
        rule.place and " in " .. rule.place or "", rule.from and ", " .. days.before(rule.from) or "")
    elseif before then
      before.keeps = { version = rule, from = before.to }
      transition.last = days.earlier(transition.to, rule.to)
    end
  end
  for _, rule in ipairs(list) do
    if rule.keeps then rule.to = rule.keeps.version.transition.last end
  end
end

--- Whom a transition names, read with the record in hand that the rule judges: `whom` of the rule.
function transitions.read(checker, rule)
  if not rule.transition then return end
  rule.whom = checker.expressions:value(rule.body.transition.whom, types.condition, rule.scope, checker.shape:at(rule.statement, { "transition", "whom" }))
end

-- Refuses two versions of which each would ask on a day of its own whom the transition names, so that whoever is named on one of them only would fall between the two.
local function check_days(checker, rule, later)
  local shape, at = checker.shape, later.statement
  if (rule.forbid == nil) ~= (later.forbid == nil) then
    shape:fail(at, { "transition" }, "`%s` and this version ask on days of their own whom it names, the one that forbids on that of each record: write both with `forbid`, or both "
      .. "with `require`", rule.name)
    return
  end
  if not later.require or rule.per.period then return end
  local kinds = {}
  for name, entry in pairs(checker.names.kinds) do kinds[name] = entry.model end
  local function said(day) return day and (wording.of(day, kinds) or false) end
  if said(rule.arises) ~= said(later.arises) then
    shape:fail(at, { "transition" }, "`%s` and this version ask whom it names on the days from which they bind, which differ: write the same `arises` in both", rule.name)
  end
end

--- After all rules are read: the version before asks whom it goes on for.
function transitions.share(checker)
  for _, rule in ipairs(checker.rules) do
    if rule.transition then rule.transition.whom = rule.whom end
  end
  for _, rule in ipairs(checker.rules) do
    if rule.keeps then
      rule.keeps.whom = rule.keeps.version.transition.whom
      rule.whom = rule.whom or rule.keeps.whom
      check_days(checker, rule, rule.keeps.version)
    end
  end
end

--- Whether of two versions of a rule one lets the other go on for some.
function transitions.between(a, b)
  return a.keeps and a.keeps.version == b or b.keeps and b.keeps.version == a or false
end

return transitions
