--- What is kept as long as something does not come, for lint: "not received after the day it is due" is true of what is never received, because a comparison of an event that
-- has not come is false (meaning.md, section 4).
local walk = require "mandate.language.walk"
local wanted = require "mandate.language.lint.wanted"
local wording = require "mandate.check.wording"

local not_come = {}

local LATE = { after = true, on_or_after = true }
local EARLY = { before = true, by = true }
local MORE = { above = true, at_least = true }
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

-- The event by whose not coming a comparison is false, and what says the same so that it is not kept by that.
function Look:late(e)
  local first = e.arguments and e.arguments[1]
  local function cure(op, from, than) return wording.of({ op = op, from = from, arguments = { than } }, self.kinds) end
  if LATE[e.op] and self:event(e.from) then return self:event(e.from), cure(e.op == "after" and "by" or "before", e.from, first) end
  if EARLY[e.op] and first and self:event(first) and not self:event(e.from) then
    return self:event(first), cure(e.op == "before" and "by" or "before", first, e.from)
  end
  local difference = MORE[e.op] and walk.written(e.from)
  if difference and difference.op == "subtract" and difference.a.type.k == "date" and self:event(difference.a) then
    return self:event(difference.a), cure(e.op == "above" and "at_most" or "below", e.from, first)
  end
  return nil
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
  for _, slot in ipairs { "require", "forbid", "applies", "arises", "evidence" } do
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

--- After all rules are read.
---@param kinds table name -> as model:kinds() gives it
function not_come.check(checker, kinds)
  local look = setmetatable({ find_term = checker.names:finder(), kinds = kinds }, Look)
  for _, rule in ipairs(checker.rules) do
    if rule.require or rule.forbid then
      local asked
      wanted.each(rule, look.find_term, function(e, yes)
        local event, cure
        if not yes then event, cure = look:late(e) end
        if not event then return end
        asked = asked or look:asked(rule, checker.exceptions)
        if asked[event] then return end
        checker.problems:warn(e.at or rule.at, ("%s %s: `%s` is not true as long as `%s` has not come, so that what never comes is kept; require `%s`, "
          .. "or judge it by due and done"):format(rule.word, rule.name, wording.of(e, kinds), event, cure))
      end)
    end
  end
end

return not_come
