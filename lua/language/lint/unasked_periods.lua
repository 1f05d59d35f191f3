--- Rules per period that ask records of whatever period, for lint: `done = enterprise.reports.filed_on:first()` of a rule per year is answered by the
-- first report for ever. Each part of a condition is looked at for itself: that one of them names the period does not help another.
local walk = require "mandate.language.walk"

local unasked_periods = {}

local OF_PERIOD = { period = true, period_from = true, period_to = true, state = true, ["function"] = true }
local JOINS = { ["and"] = true, ["or"] = true, ["not"] = true, both = true, either = true }
local SLOTS = { "done", "require", "forbid", "evidence" }

local Look = {}
Look.__index = Look

-- Whether the records of a kind have a day of their own, by which a period can name them. Of a lasting kind, those of a place, or of a class, are in any case others
-- in another period, where records move or change.
function Look:is_dated(kind)
  local descriptor = self.kinds[kind]
  if not descriptor or descriptor.lasting or descriptor.group then return false end
  for _, field in ipairs(descriptor.fields) do
    if field.type == "event" then return true end
  end
  return false
end

-- Whether a part of an expression asks records of whatever day: sets of dated records, or sets that no day changes, and nothing of the period. What another rule says of the
-- same period asks it, too.
function Look:is_unasked(part)
  local sets, dated, by_day, period = false, false, false, false
  walk.asked(part, self.find_term, function(e)
    period = period or OF_PERIOD[e.op] or e.op == "verdict" and self.is_periodic[e.rule] or false
    if e.op == "children" or e.op == "later" or e.op == "earlier" then
      sets = true
      local own = self.kinds[e.kind or e.from.type.kind]
      dated = dated or self:is_dated(e.kind or e.from.type.kind)
      for _, field in ipairs(own and not own.group and own.fields or {}) do
        local above = field.name == (e.reference or own.owner) and self.kinds[field.kind]
        by_day = by_day or above and above.tree ~= nil or false
      end
    elseif e.op == "field" or e.op == "column" then
      local of = self.kinds[e.from.type.kind or e.from.type.of and e.from.type.of.kind]
      for _, field in ipairs(of and not of.group and of.fields or {}) do
        by_day = by_day or field.name == e.name and field.type ~= "event" and not field.fixed and not field.key
      end
    end
  end)
  return sets and not period and (dated or not by_day)
end

-- The first part of an expression that does; through terms, decisions, and what joins conditions or days. What a pack names twice is looked into once.
function Look:unasked(e)
  e = walk.written(e)
  return walk.once(self.known, "unasked", e, function() return self:find_unasked(e) end) or nil
end

function Look:find_unasked(e)
  if JOINS[e.op] then return self:unasked(e.a) or e.b and self:unasked(e.b) or nil end
  local term = e.op == "term" and e.from.op == "row" and self.find_term(e.term)
  if term and term.value then return self:unasked(term.value) end
  local found
  walk.decided(e, function(part) found = found or self:unasked(part) end)
  return found or self:is_unasked(e) and e or nil
end

-- Columns of a table per period: one that asks records of whatever day shows the same number in each period.
local function check_columns(checker, look, report, word)
  for _, column in ipairs(report.columns) do
    local heading = type(column.heading) == "table" and column.heading.en or column.heading
    if look:unasked(column.value) then
      checker.problems:warn(column.at or column.value.at or report.at, ("%s %s: it has a row for each %s, and the column `%s` asks records of whatever day, not those of the %s: "
        .. "name them, as with :during(period)"):format(word, report.name, report.per.period, tostring(heading), report.per.period))
    end
  end
end

--- After all rules are read. What is expected each month says itself of which period it is.
---@param kinds table name -> as model:kinds() gives it
function unasked_periods.check(checker, kinds)
  local look = setmetatable({ is_periodic = {}, known = {}, find_term = checker.names:finder(), kinds = kinds }, Look)
  for _, rule in ipairs(checker.rules) do
    if rule.per and rule.per.period then look.is_periodic[rule.base] = true end
  end
  for _, rule in ipairs(checker.rules) do
    for _, slot in ipairs(rule.per and rule.per.period and not rule.expects and SLOTS or {}) do
      local part = rule[slot] and look:unasked(rule[slot])
      if part then
        checker.problems:warn(part.at or rule[slot].at or rule.at, ("%s %s: it is judged for each %s, and `%s` asks records of whatever day, not those of the %s: name them, "
          .. "as with :during(period)"):format(rule.word, rule.name, rule.per.period, slot, rule.per.period))
      end
    end
  end
  for _, list in ipairs { checker.reports, checker.indicators } do
    for _, report in ipairs(list) do
      if report.per.period then check_columns(checker, look, report, report.indicator and "indicator" or "report") end
    end
  end
end

return unasked_periods
