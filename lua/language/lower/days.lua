--- What of a plan tells days: spans, calendars, and to which day `:next` goes. Methods of a lowering.
local core = require "mandate.core"
local weekdays = require "mandate.language.weekdays"

local days = {}

local ABSENT = 0xffffffff -- the code of a text that is not there

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
  local key = ("%s/%d/%s/%s/%s"):format(span.unit, span.count, span.calendar or "", tostring(span.clear), span.round or "")
  if not self.spans[key] then
    self.spans[key] = { span = span, index = self.plan:span { unit = span.unit, count = span.count, clear = span.clear, round = span.round,
      calendar = span.unit == "working_days" and self:calendar_index(span.calendar) or nil } }
  end
  return self.spans[key].index
end

local function copy(span, count)
  return { unit = span.unit, count = count, calendar = span.calendar, clear = span.clear, round = span.round }
end

--- The span of a code, as it would be written; nil where the lowering has none.
function days:span_at(code)
  local index, count = self.plan:span_of(code)
  for _, one in pairs(self.spans) do
    if one.index == (index or code) then return index and copy(one.span, count) or one.span end
  end
  return nil
end

--- A span of which a number tells how many, as a node.
function days.counted(lowering, e, around)
  local counted = lowering.plan:count_span(lowering:span_index(copy(e, 1)))
  return lowering:labelled(lowering.nodes:add("SPAN_OF", around.space, { lowering:value(e.value, around) }, { counted = counted }), e)
end

local function month_day(text) return tonumber(text:sub(1, 2)) * 100 + tonumber(text:sub(4, 5)) end

--- A day moved to another that follows from it, as a node.
---@param e table an expression whose op is one of those of mandate.language.moves
function days.moved(lowering, e, date, around)
  local plan = lowering.plan
  if e.op == "start_of" or e.op == "end_of" then
    return lowering.nodes:add("DATE_EDGE", around.space, { date }, { edge = plan:edge(e.unit, e.op == "end_of", month_day(e.begins or "01-01")) })
  end
  local back = e.op == "preceding" or e.op == "previous_working_day"
  local to
  if e.calendar then to = plan:towards("working day", lowering:calendar_index(e.calendar), back)
  elseif e.weekday then to = plan:towards("weekday", e.weekday, back)
  else to = plan:towards("day of the year", e.month * 100 + e.day, back) end
  return lowering.nodes:add("DATE_NEXT", around.space, { date }, { towards = to })
end

local PARTS = { year = 0, quarter = 1, month = 2, day = 3, weekday = 4 } -- mandate_date_part

--- What a day is called by, as a node: a number, or the name of its day of the week.
function days.part(lowering, e, date, around)
  local nodes, space = lowering.nodes, around.space
  local number = nodes:add("DATE_PART", space, { date }, { part = PARTS[e.part] })
  if e.part ~= "weekday" then return number end
  local named = nodes:add("TEXT_CONSTANT", space, nil, { code = ABSENT })
  for weekday = #weekdays.names, 1, -1 do
    local text = nodes:add("TEXT_CONSTANT", space, nil, { code = lowering.plan:text(weekdays.names[weekday]) })
    named = nodes:add("DECIDE", space, { text, named, nodes:add("NUMBER_SAME", space, { number, nodes:number(space, core.decimal(weekday)) }) })
  end
  return named
end

--- How many whole months, or years, lie between two days, as a node.
function days.whole(lowering, e, date, other, around)
  return lowering.nodes:add("DATE_WHOLE", around.space, { date, other }, { months = e.op == "whole_years_to" and 12 or 1 })
end

return days
