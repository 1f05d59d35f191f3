-- Spans, the lengths of time that a pack writes out: days(30), months(2), working_days(10, calendar "cn"), clear_days(14). A span is
-- { op = "span", unit, count, calendar = name or nil, clear = true or nil }.
local types = require "mandate.language.types"

local spans = {}

-- Which of them may count by a calendar, and how that is written.
local BY_CALENDAR = { working_days = 'working_days(…) takes a whole number and a calendar: working_days(%d, calendar "cn")',
  clear_days = 'clear_days(…) takes a whole number, and a calendar where only working days count: clear_days(%d, calendar "cn")' }

-- The name of the calendar that stands as an argument; nil where it is none.
local function named_calendar(self, argument)
  return self.is_node[argument] and argument.op == "apply" and argument.name == "calendar" and self:type_of(argument, nil) or nil
end

--- A span as it is recorded, typed.
function spans.read(self, node, _, at)
  local count, by, form = node.arguments[1], node.arguments[2], BY_CALENDAR[node.name]
  if math.type(count) ~= "integer" or count < 0 then
    return self:fail(at, "%s(…) takes a whole number, such as %s(2)", node.name, node.name)
  elseif self.is_node[by] and by.op == "apply" and by.name == "codes" and form then
    return self:fail(at, '%s counts by a calendar, which says which years it covers: calendar "cn" { years = "2024/2026", holidays = { … } }, and here calendar "cn"', node.name)
  end
  local calendar = named_calendar(self, by)
  if node.arguments.n > (form and 2 or 1) or node.arguments.n > 1 and not calendar then
    return self:fail(at, form or "%s(…) takes one whole number", form and count or node.name)
  elseif calendar and calendar.type.k == "any" then
    return self:bad(at)
  end
  local working = node.name == "working_days" or calendar ~= nil
  if working and not calendar then
    self.problems:warn(at, "working_days(…) without a calendar leaves out Saturdays and Sundays only, in every year, whatever the law's holidays are: "
      .. ('working_days(%d, calendar "cn")'):format(count))
  end
  return { op = "span", unit = working and "working_days" or node.name == "clear_days" and "days" or node.name, count = count, calendar = calendar and calendar.name,
    clear = node.name == "clear_days" or nil, type = types.span, at = at }
end

return spans
