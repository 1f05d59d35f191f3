--- `x:in_each(month)` and `c:in_how_many(month)`: what a period asks of its months (meaning.md, section 30). What is asked is read with a month in hand.
local nearest = require "mandate.language.nearest"
local periods = require "mandate.language.periods"
local schema = require "mandate.language.schema"
local types = require "mandate.language.types"
local walk = require "mandate.language.walk"

local in_each = {}

local IS <const> = { in_each = true, in_how_many = true }

--- Whether a question asks the months of the period in hand.
function in_each.is(node) return IS[node.name] or false end

--- Which of these questions is meant by a word that is none; nil where none is near. It is said before what stands in front is read, of which only such a question can be asked.
function in_each.meant(node)
  local near = not schema.is_method[node.name] and nearest.word(node.name, schema.is_method)
  return near and IS[near] and near or nil
end

-- The unit that is named, where the periods in hand are made of whole ones of it; nil where it is not, which is said.
local function unit_of(self, node, scope, at)
  local word = node.arguments[1]
  local unit, wrong = periods.read(self.is_node, self, word)
  if wrong then return nil end
  if not unit or node.arguments.n ~= 1 then
    return self:fail(at, ":%s says which periods are asked, one word: :%s(month).%s", node.name, node.name, unit and "" or periods.hint(word)) and nil
  end
  local rows = self.named_periods[scope.period] and self.named_periods[scope.period].rows
  if self.named_periods[unit] or unit == scope.period or not periods.holds(scope.period, unit, rows) then
    return self:fail(at, ":%s(%s) asks each %s of the %s in hand, which is not made of whole ones: a quarter has months, a year quarters and months; "
      .. "weeks lie whole in no other period",
      node.name, unit, unit, scope.period) and nil
  end
  return unit
end

--- The scope in which what is asked is read; nil where it cannot be asked, which is said.
function in_each.scope(self, node, scope, at)
  if not scope or not scope.period then
    self:fail(at, ":%s asks the months of the period in hand, and no period is in hand here; say what is judged in which period: per = { %s, year }", node.name,
      scope and scope:subject().type.kind or "enterprise")
    return nil
  elseif scope.outer then
    self:fail(at, ':%s is asked of the record that is judged, and not of rows of a set: say it in a term, '
      .. 'term "%s.x" { per = { %s, %s }, value = … }, and ask that of each row', node.name,
      scope.kind, scope.kind, scope.period)
    return nil
  end
  local unit = unit_of(self, node, scope, at)
  return unit and scope:in_period(unit), unit
end

-- Whether what is asked can differ from one month to the next because of its records: a set is asked, and nothing says of which days.
local function asks_no_month(self, from)
  local set, dated = false, false
  walk.asked(from, self.names:finder(), function(e)
    local k = e.type and e.type.k
    set = set or k == "set" or k == "column"
    dated = dated or e.op == "period" or e.op == "period_from" or e.op == "period_to" or e.op == "previous" or e.op == "state" or e.op == "verdict" or e.op == "function"
  end)
  return set and not dated
end

--- Types the question. Of a condition its answer is one; of a number it is what each month has, of which the greatest or the like is asked.
function in_each.read(self, node, from, at, unit)
  local t = from.type
  self.asks_months = true
  if asks_no_month(self, from) then
    self.problems:warn(at, (":%s(%s) asks the same records of each %s: say which, such as :during(period)"):format(node.name, unit, unit))
  end
  if t.k == "condition" then
    local every = node.name == "in_each"
    return { op = "of_each", from = from, unit = unit, how = every and "every" or "count", type = every and types.condition or types.number, at = at }
  elseif t.unit_field then
    return self:fail(at, ":%s asks a number in one unit of each %s, and the unit of this one stands in another field of its record: say in which, :in_unit \"…\"", node.name, unit)
  end
  local of = t.k == "rate" and { k = "number", ratio = true } or { k = "number", unit = t.unit, ratio = t.ratio }
  return { op = "in_each", from = from, unit = unit, type = { k = "series", of = of, unit = unit }, at = at }
end

--- What is asked of the numbers of all months.
function in_each.ask(node, from, at)
  return { op = "of_each", from = from.from, unit = from.unit, how = node.name, type = from.type.of, at = at }
end

--- How the question is written behind what is asked of each month.
function in_each.said(e)
  if e.how == "every" then return ("in_each(%s)"):format(e.unit) end
  return e.how == "count" and ("in_how_many(%s)"):format(e.unit) or ("in_each(%s):%s()"):format(e.unit, e.how)
end

return in_each
