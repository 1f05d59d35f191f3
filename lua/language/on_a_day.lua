--- `x:on(day)`: what a record held on another day than the one that decides (meaning.md, section 3), and what the law set then. It is asked of attributes and of terms
--- and decisions that are made of them; events and sets are read as of a day of their own, of which `on` could only say half.
local types = require "mandate.language.types"
local walk = require "mandate.language.walk"

local on_a_day = {}

local PARAMETERS = { parameter = true, kept = true, milder = true, instead = true }
local SETS = { children = true, later = true, earlier = true, where = true, column = true }
local DAYS = { as_of = "the date of the evaluation", period = "the period", previous = "another period", state = "a state",
  of_each = "what is asked of each month", period_from = "the period", period_to = "the period" }

--- What of an expression no other day can be asked of, in words; nil where there is nothing.
function on_a_day.hindrance(self, expression)
  local found
  walk.asked(expression, self.names:finder(), function(e)
    if found then return end
    if SETS[e.op] then found = "what is asked of a set"
    elseif e.op == "verdict" then found = "another rule's verdict"
    elseif e.op == "function" then found = "a function"
    elseif e.op == "group" or e.op == "field" and self.names.kinds[e.from.type.kind].model.group then found = "a group"
    elseif DAYS[e.op] then found = DAYS[e.op]
    elseif e.op == "field" and e.type.k == "date" and e.type.event then found = ("an event, %s,"):format(e.name) end
  end)
  return found
end

-- The advice where a date is asked which of two things may have been meant: that it is that day.
local function meant(from, node)
  if from.type.k ~= "date" then return "" end
  local day = node.arguments[1]
  day = type(day) == "string" and ('"%s"'):format(day) or "day"
  return ("; that a date is some day is asked with :between(%s, %s)"):format(day, day)
end

--- Reads the question. Of a parameter it is one of its own, which knows in which place the subject lay then.
function on_a_day.read(self, node, from, at, scope)
  local date = node.arguments[1] ~= nil and self:value(node.arguments[1], types.date, scope, at)
  if not date then return self:fail(at, "value 1 of :on is nil: a name in it has no value") end
  if date.type.k == "any" then return self:bad(at) end
  if PARAMETERS[from.op] and from.name then return self.asked_parameter(from.name, date, scope, at) end
  if from.type.k == "row" then
    return self:fail(at, ":on(day) is asked of a value, not of a record: of a field of it, as in .code:on(day)")
  elseif from.op ~= "field" and from.op ~= "term" and from.op ~= "decision" then
    return self:fail(at, ':on(day) is asked of a field, a term, a decision or a parameter: parameter "x":on(…)%s', meant(from, node))
  end
  if from.type.unit_field then
    return self:fail(at, ":on(day) is not asked of a number whose unit stands in another field of its record: its unit may have been another on that day")
  end
  local what = on_a_day.hindrance(self, from)
  if what then
    return self:fail(at, ":on(day) asks what a record held, and what the law set, on a day; %s is read as of its own%s", what, meant(from, node))
  end
  return { op = "on", from = from, arguments = { date }, type = from.type, at = at }
end

return on_a_day
