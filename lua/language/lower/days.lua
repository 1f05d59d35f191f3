--- What of a plan tells days: spans, calendars, and to which day `:next` goes. Methods of a lowering.
local days = {}

local EVERY_YEAR = { first = "0001-01-01", last = "9999-12-31", weekend = { 6, 7 }, holidays = {}, working = {} } -- what working days without a calendar are

--- The engine's index of a calendar of the pack, or, without a name, of one that knows no holidays.
function days:calendar_index(name)
  local key = name or false
  if not self.calendars[key] then
    local calendar = name and self.pack.calendars[name] or EVERY_YEAR
    self.calendars[key] = self.plan:calendar { name = name, first = calendar.first, last = calendar.last, weekend = calendar.weekend, holidays = calendar.holidays,
      working = calendar.working }
  end
  return self.calendars[key]
end

--- The engine's index of a span that is written out.
function days:span_index(span)
  local key = ("%s/%d/%s/%s"):format(span.unit, span.count, span.calendar or "", tostring(span.clear))
  if not self.spans[key] then
    self.spans[key] = { span = span, index = self.plan:span { unit = span.unit, count = span.count, clear = span.clear,
      calendar = span.unit == "working_days" and self:calendar_index(span.calendar) or nil } }
  end
  return self.spans[key].index
end

--- The span of an index, as it is written; nil where the lowering has none.
function days:span_at(index)
  for _, one in pairs(self.spans) do
    if one.index == index then return one.span end
  end
  return nil
end

--- A day moved to the next day of the year, or to a working day, as a node.
---@param e table an expression whose op is one of those of mandate.language.moves
function days.moved(lowering, e, date, around)
  local to
  if e.op == "next" then to = lowering.plan:towards("day of the year", e.month * 100 + e.day, false)
  else to = lowering.plan:towards("working day", lowering:calendar_index(e.calendar), e.op == "previous_working_day") end
  return lowering.nodes:add("DATE_NEXT", around.space, { date }, { towards = to })
end

return days
