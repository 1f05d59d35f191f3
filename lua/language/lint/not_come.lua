--- What is kept, done, counted or freed as long as something does not come, for lint: "not received after the day it is due" is true of what is never received, because a
-- comparison of an event that has not come is false (meaning.md, section 4).
local walk = require "mandate.language.walk"
local wanted = require "mandate.language.lint.wanted"
local wording = require "mandate.check.wording"

local not_come = {}

local UP = { above = true, at_least = true, after = true, on_or_after = true }
local OPPOSITE = { after = "by", on_or_after = "before", by = "after", before = "on_or_after", above = "at_most", at_least = "below", at_most = "above", below = "at_least" }
local SWAPPED = { before = "by", by = "before" } -- of "before the event": the event by then
local ASKS = { happened = true, given = true, known = true, missing = true, or_else = true }
local ENDS = { first = true, last = true, when_all = true }

local Look = {}
Look.__index = Look

-- The name of an event that may not have come, "notice.answered_on"; nil of any other value. What begins a record has come where the record is there.
function Look:event(e)
  e = walk.written(e)
  local term = e.op == "term" and self.find_term(e.term)
  if term and term.value then return self:event(term.value) end
  if ENDS[e.op] then e = walk.written(e.from) end
  if e.op ~= "field" and e.op ~= "column" then return nil end
  local kind = e.from.type and e.from.type.kind
  for _, field in ipairs(kind and self.kinds[kind] and not self.kinds[kind].group and self.kinds[kind].fields or {}) do
    if field.name == e.name and field.type == "event" and self.kinds[kind].starts ~= e.name then return kind .. "." .. e.name end
  end
  return nil
end

--- The name of an event that may not have come, "notice.answered_on"; nil of any other value.
---@param kinds table name -> as model:kinds() gives it
function not_come.event(e, find_term, kinds) return setmetatable({ find_term = find_term, kinds = kinds }, Look):event(e) end

-- The event without which a value is absent, and whether the value is the greater (1) or the less (-1) the later it comes; nil where there is none, or nobody can tell.
function Look:hangs(e)
  e = walk.meant(e, self.find_term)
  self.hung = self.hung or {} -- what a text names twice is looked into once
  self.hung[e] = self.hung[e] or table.pack(self:hangs_on(e))
  return self.hung[e][1], self.hung[e][2]
end

function Look:hangs_on(e)
  local name = e.type and e.type.k == "date" and self:event(e)
  if name then return name, 1 end
  if e.op == "add" or e.op == "subtract" then
    local a, up = self:hangs(e.a)
    local b, down = self:hangs(e.b)
    if a and not b then return a, up end
    if b and not a then return b, e.op == "add" and down or -down end
  elseif e.op == "date_part" and e.part == "year" or e.op == "rounded" then return self:hangs(e.from)
  elseif e.op == "whole_months_to" then
    local name_of, up = self:hangs(e.arguments[1])
    if name_of then return name_of, up end
    name_of, up = self:hangs(e.from)
    if name_of then return name_of, -up end
  end
  return nil
end

-- The event by whose not coming a comparison is false that is true the later it comes, and what says the same so that it is not kept by that.
function Look:late(e)
  local first = e.arguments and e.arguments[1]
  if not OPPOSITE[e.op] or not first then return nil end
  local function cure(op, from, than) return wording.of({ op = op, from = from, arguments = { than } }, self.kinds) end
  local name, way = self:hangs(e.from)
  if name then return (way > 0) == (UP[e.op] or false) and name or nil, cure(OPPOSITE[e.op], e.from, first) end
  name, way = self:hangs(first)
  if not name or (way > 0) == (UP[e.op] or false) then return nil end
  if SWAPPED[e.op] and self:event(first) then return name, cure(SWAPPED[e.op], first, e.from) end
  return name, cure(OPPOSITE[e.op], e.from, first)
end

-- The events of which a rule asks whether they have come: it has thought of that.
function Look:asked(rule, exceptions)
  local asked = {}
  local function visit(e)
    if ASKS[e.op] and e.from then
      local name = self:event(e.from)
      if name then asked[name] = true end
    end
  end
  for _, slot in ipairs { "require", "forbid", "applies", "arises", "evidence", "done", "counts" } do
    if rule[slot] then walk.asked(rule[slot], self.find_term, visit) end
  end
  for _, exception in ipairs(exceptions) do
    if exception.applies[rule.base] then walk.asked(exception.applies[rule.base], self.find_term, visit) end
  end
  wanted.each(rule, self.find_term, function(e, yes) -- what must be true of its day says that it has come
    if yes and e.from and self:event(e.from) then asked[self:event(e.from)] = true end
  end)
  return asked
end

-- Whether a comparison holds an event against another day on record, and not against a written one.
local function is_of_records(e)
  local fields, count = {}, 0
  walk.into(e, function(part)
    if (part.op == "field" or part.op == "column") and not fields[part.name] then fields[part.name], count = true, count + 1 end
  end)
  return count > 1
end

-- Calls take(comparison, event, cure, in a decision) for each one that must be false and is as long as an event has not come. What a state holds, and what was so
-- in another period, is looked into; of a decision every comparison, for nobody sees what its rows make of it.
function Look:each(rule, take)
  local seen, inside_tables = {}, {}
  local function visit(e, yes)
    local key = yes and "yes" or "no"
    if seen[e] == key then return end
    seen[e] = key
    local function again(inner, want) wanted.each({ require = want and inner or { op = "not", a = inner } }, self.find_term, visit) end
    local event, cure
    if not yes then event, cure = self:late(e) end
    if event then take(e, event, cure, false) end
    if e.op == "previous" and e.type.k == "condition" then again(e.from, yes)
    elseif e.op == "state" then
      again(e.a, yes)
      if e.b then again(e.b, not yes) end
    end
    if not walk.holds(e, self.find_term, "decision") then return end
    walk.asked(e, self.find_term, function(part) -- what stands in some table is gone through once, however many read one another
      walk.decided(part, function(inside)
        walk.asked(inside, self.find_term, function(asked)
          local name, other = self:late(asked)
          if name then take(asked, name, other, true) end
        end, inside_tables)
      end)
    end)
  end
  wanted.each(rule, self.find_term, visit, true)
end

-- What is made of what never comes, by where it is asked.
local KEPT <const> = "is kept; require `%s`, or judge it by due and done"
local DONE <const> = "counts as done; ask `%s`"
local COUNTED <const> = "is counted; ask `%s`"
local FREED <const> = "is freed; ask `%s`"
local GRANTED <const> = "has a right to it; ask `%s`"
local UNBOUND <const> = "is not bound; ask `~%s`"
local DECIDED <const> = "is taken for what comes in time; ask `%s`, or in a column of its own whether it happened()"

--- After all rules are read.
---@param kinds table name -> as model:kinds() gives it
function not_come.check(checker, kinds)
  local look = setmetatable({ find_term = checker.names:finder(), kinds = kinds }, Look)
  local told_of_table = {}
  for _, rule in ipairs(checker.rules) do
    local asked
    local function check(whose, what, says, only)
      look:each(what, function(e, event, cure, decided)
        if only and not decided and not only(e) or decided and told_of_table[e] then return end
        asked = asked or look:asked(rule, checker.exceptions)
        if asked[event] then return end
        if decided then told_of_table[e] = true end
        checker.problems:warn(e.at or rule.at, ("%s: `%s` is not true as long as `%s` has not come, so that what never comes " .. (decided and DECIDED or says)):format(whose,
          wording.of(e, kinds), event, cure))
      end)
    end
    local name = ("%s %s"):format(rule.word, rule.name)
    if rule.require or rule.forbid then check(name, { require = rule.require, forbid = rule.forbid }, KEPT) end
    if rule.done then check(name, { done = rule.done }, DONE) end
    if rule.counts then check(name, { require = { op = "any", from = rule.counts } }, COUNTED) end
    if rule.applies and rule.word == "incentive" then check(name, { require = rule.applies }, GRANTED)
    elseif rule.applies then check(name, { require = { op = "not", a = rule.applies } }, UNBOUND, is_of_records) end
    for _, exception in ipairs(checker.exceptions) do
      local applies = exception.applies[rule.base]
      if applies and not exception.says then check(("exception %s to %s"):format(exception.name, rule.name), { require = applies }, FREED) end
    end
  end
end

return not_come
