--- Days by which something is due that lie before the law begins, for lint (meaning.md, section 7): a rule without `arises` is asked by the law of its due day, and one that was
--- not in force then asks nobody, ever. Looked at are days that the pack writes.
local walk = require "mandate.language.walk"

local early_days = {}

local Look = {}
Look.__index = Look

-- The last of some days; nil where one of them is not known.
local function last_of(list)
  local last
  for i = 1, #list do
    if not list[i] then return nil end
    if not last or list[i] > last then last = list[i] end
  end
  return last
end

-- The last day that an expression can be, where the pack writes all that it can be; nil where it does not.
function Look:last(e)
  e = walk.meant(e, self.find_term)
  return walk.once(self.known, "last", e, function() return self:find_last(e) end) or nil -- what a pack names twice is looked into once
end

function Look:find_last(e)
  local found = {}
  if e.op == "literal" then return e.type.k == "date" and e.value or nil
  elseif e.op == "both" or e.op == "and" then return last_of { self:last(e.a) or false, self:last(e.b) or false }
  elseif e.op == "or_else" then return last_of { self:last(e.from) or false, self:last(e.value) or false }
  elseif e.op == "parameter" then
    for _, row in ipairs(self.parameters[e.name].rows) do
      if not row.none then found[#found + 1] = row.value and self:last(row.value) or false end
    end
  elseif e.op == "decision" then
    for _, version in ipairs(e.versions) do
      for _, row in ipairs(version.rows) do
        if not (row.result and row.result.op == "not_given") then found[#found + 1] = row.result and self:last(row.result) or false end
      end
    end
  end
  return last_of(found)
end

-- Whether another version of a rule, in force on that day, asks the same by it.
function Look:asked_before(rule, day)
  for _, other in ipairs(self.rules) do
    local there = other.base == rule.base and other ~= rule and (other.place == rule.place or not other.place)
    if there and other.due and self:last(other.due) == day and (not other.from or other.from <= day) and (not other.to or other.to >= day) then return true end
  end
  return false
end

--- After all rules are read.
function early_days.check(checker)
  local look = setmetatable({ find_term = checker.names:finder(), parameters = checker.parameters, rules = checker.rules, known = {} }, Look)
  for _, rule in ipairs(checker.rules) do
    local day = rule.from and rule.done and not rule.arises and rule.due and rule.due.type.k == "date" and look:last(rule.due)
    if day and day < rule.from and not look:asked_before(rule, day) then
      checker.problems:warn(rule.due.at or rule.at, ("%s %s: it is due by %s, before the law begins on %s, and so asks nobody, ever: what says no `arises` is asked by the law of "
        .. "its due day. Correct the day, or say from when on it binds, arises = %q"):format(rule.word, rule.name, day, rule.from, rule.from))
    end
    for _, goal in ipairs(rule.from and rule.goals or {}) do
      if goal.due and goal.due < rule.from then
        checker.problems:warn(goal.at or rule.at, ("%s %s: the goal of %s is due on %s, before the law begins on %s, and so nobody is held to it, ever: correct the day, or cite "
          .. "what was in force then"):format(rule.word, rule.name, goal.place, goal.due, rule.from))
      end
    end
  end
end

return early_days
