-- The questions of a day: the next or the preceding day of the year or of the week, working days, the ends of the period that it lies in, what it is called by, and how many
-- whole months or years lie between it and another. Each is function(self, node, from, at, scope), as questions.lua has them.
local literals = require "mandate.language.literals"
local nearest = require "mandate.language.nearest"
local types = require "mandate.language.types"
local weekdays = require "mandate.language.weekdays"

local day_questions = {}

function day_questions.next(self, node, from, at)
  local day = node.arguments[1]
  if weekdays.number[day] then return { op = node.name, from = from, weekday = weekdays.number[day], type = from.type, at = at } end
  if not literals.check_day_of_year(day) then
    return self:fail(at, ':%s takes a day of the year, month and day, or a day of the week: :%s "12-31", :%s "monday".%s', node.name, node.name, node.name,
      type(day) == "string" and nearest.hint(day, weekdays.number) or "")
  end
  return { op = node.name, from = from, month = tonumber(day:sub(1, 2)), day = tonumber(day:sub(4, 5)), type = from.type, at = at }
end
day_questions.preceding = day_questions.next

-- A day that rolls to a working day.
function day_questions.next_working_day(self, node, from, at)
  local calendar = self.is_node[node.arguments[1]] and self:type_of(node.arguments[1], nil)
  if calendar and calendar.type.k == "any" then return self:bad(at) end
  if not calendar or calendar.op ~= "calendar" then return self:fail(at, ':%s takes a calendar: :%s(calendar "cn")', node.name, node.name) end
  return { op = node.name, from = from, calendar = calendar.name, type = from.type, at = at }
end
day_questions.previous_working_day = day_questions.next_working_day

local UNITS = { month = true, quarter = true, week = true, year = true }

-- The ends of a month, quarter, ISO week, calendar year or fiscal year.
function day_questions.start_of(self, node, from, at)
  local unit = node.arguments[1]
  if self.is_node[unit] and unit.op == "root" and UNITS[unit.name] then
    return { op = node.name, from = from, unit = unit.name, type = from.type, at = at }
  elseif self.is_node[unit] and unit.op == "apply" and unit.name == "fiscal_year" then
    local year = self:type_of(unit, nil)
    if year.type.k == "any" then return self:bad(at) end
    return { op = node.name, from = from, unit = "year", begins = year.begins, type = from.type, at = at }
  end
  local named = type(unit) == "string" and unit or self.is_node[unit] and unit.op == "root" and unit.name
  return self:fail(at, ':%s takes month, quarter, week or year, without quotes, or fiscal_year "04-06": :%s(month).%s', node.name, node.name,
    named and nearest.hint(named, UNITS) or "")
end
day_questions.end_of = day_questions.start_of

-- The day with which a fiscal year begins: `fiscal_year "04-06"`.
function day_questions.fiscal_year(self, node, _, at)
  local day = node.arguments[1]
  if node.arguments.n ~= 1 or day == "02-29" or not literals.check_day_of_year(day) then
    return self:fail(at, 'fiscal_year takes the day with which the year begins, one that each year has: fiscal_year "04-06"')
  end
  return { op = "fiscal_year", begins = day, type = types.year_of_law, at = at }
end

-- What a day is called by.
local WEEKDAY = { k = "text", values = weekdays.number }
local function part(_, node, from, at)
  return { op = "date_part", from = from, part = node.name, type = node.name == "weekday" and WEEKDAY or types.number, at = at }
end
for _, name in ipairs { "year", "quarter", "month", "day", "weekday" } do day_questions[name] = part end

-- How many whole months or years lie between.
local function whole(unit)
  return function(self, node, from, at, scope)
    if node.arguments[1] == nil then return self:fail(at, "value 1 of :%s is nil: a name in it has no value", node.name) end
    local other = self:value(node.arguments[1], types.date, scope, at)
    if other.type.k == "any" then return self:bad(at) end
    return { op = node.name, from = from, arguments = { other }, type = types.number_in(unit), at = at }
  end
end
day_questions.whole_months_to, day_questions.whole_years_to = whole "months", whole "years"

return day_questions
