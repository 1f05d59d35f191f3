-- Spans, the lengths of time that a pack says: days(30), months(2, "up"), working_days(10, calendar "cn"), clear_days(14); or so many as a number says,
-- days(permit.term_days). A span that is written out is { op = "span", unit, count, calendar = name or nil, clear = true or nil, round = "up", "refused" or nil }, one
-- that is counted { op = "span_of", value = the number } with the same but for `count`.
local nearest = require "mandate.language.nearest"
local types = require "mandate.language.types"

local spans = {}

local CALENDAR = 'calendar "cn"'
-- Of each word what its second value is, its unit, and how it is written.
local WORDS = {
  days = { unit = "days", form = "days(…) takes one number, such as days(%s)" },
  months = { unit = "months", rounds = true, form =
    'months(…) takes one number, and behind it how a day is found that a month has not, "down", "up" or "refused": months(%s, "up")' },
  years = { unit = "years", rounds = true, form =
    'years(…) takes one number, and behind it how a day is found that a year has not, "down", "up" or "refused": years(%s, "up")' },
  working_days = { unit = "days", counts = true, form = "working_days(…) takes a number and a calendar: working_days(%s, " .. CALENDAR .. ")" },
  clear_days = { unit = "days", counts = true, form = "clear_days(…) takes a number, and a calendar where only working days count: clear_days(%s, " .. CALENDAR .. ")" },
}
local ROUNDINGS = { down = true, up = true, refused = true }

-- The calendar that stands as an argument, typed; nil where it is none.
local function named_calendar(self, argument)
  return self.is_node[argument] and argument.op == "apply" and argument.name == "calendar" and self:type_of(argument, nil) or nil
end

-- How many: a whole number that is written out, or the typed number of an expression; nil where it is neither, which is said.
local function count_of(self, node, word, scope, at)
  local given = node.arguments[1]
  if math.type(given) == "integer" and given >= 0 then return given end
  if not self.is_node[given] then
    self:fail(at, "%s(…) takes a whole number, such as %s(2)", node.name, node.name)
    return nil
  end
  local value = self:type_of(given, scope)
  local t = value.type
  if t.k == "any" then return nil end
  if t.k == "number" and not t.unit_field and (t.unit == nil or t.unit == word.unit) then return nil, value end
  self:fail(at, "%s(…) takes a number of %s, and this is %s", node.name, word.unit, types.say(t))
  return nil
end

-- What stands behind the number: a calendar or a way of rounding, by the word. The third value tells that it was wrong, which is said.
local function second(self, node, word, at)
  local by = node.arguments[2]
  local shown = math.type(node.arguments[1]) == "integer" and tostring(node.arguments[1]) or "…"
  if node.arguments.n < 2 then return nil end
  if word.counts and self.is_node[by] and by.op == "apply" and by.name == "codes" then
    self:fail(at, '%s counts by a calendar, which says which years it covers: calendar "cn" { years = "2024/2026", holidays = { … } }, and here calendar "cn"', node.name)
    return nil, nil, true
  end
  local calendar = word.counts and node.arguments.n == 2 and named_calendar(self, by) or nil
  if calendar then return calendar.type.k ~= "any" and calendar.name or nil, nil, calendar.type.k == "any" end
  if word.rounds and node.arguments.n == 2 and ROUNDINGS[by] then return nil, by ~= "down" and by or nil end
  local hint = word.rounds and type(by) == "string" and nearest.hint(by, ROUNDINGS) or ""
  self:fail(at, word.form .. "%s", shown, hint)
  return nil, nil, true
end

--- A span as it is recorded, typed.
function spans.read(self, node, scope, at)
  local word = WORDS[node.name]
  local count, value = count_of(self, node, word, scope, at)
  if not count and not value then return self:bad(at) end
  local calendar, round, wrong = second(self, node, word, at)
  if wrong then return self:bad(at) end
  local working = node.name == "working_days" or calendar ~= nil
  if working and not calendar then
    self.problems:warn(at, "working_days(…) without a calendar leaves out Saturdays and Sundays only, in every year, whatever the law's holidays are: "
      .. ('working_days(%s, calendar "cn")'):format(count or "…"))
  end
  return { op = value and "span_of" or "span", unit = working and "working_days" or node.name == "clear_days" and "days" or node.name, count = count, value = value,
    calendar = calendar, round = round, clear = node.name == "clear_days" or nil, type = types.span, at = at }
end

--- So many days as a number in days says, behind a date.
function spans.of_days(value, at)
  return { op = "span_of", unit = "days", value = value, plain = true, type = types.span, at = at }
end

return spans
