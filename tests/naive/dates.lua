-- Days of the Gregorian calendar for the naive evaluator, as whole numbers: 1970-01-01 is 0. meaning.md, section 5.
local dates = {}

local month_lengths = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

function dates.is_leap(year)
  return year % 4 == 0 and year % 100 ~= 0 or year % 400 == 0
end

function dates.days_in_month(year, month)
  if month == 2 and dates.is_leap(year) then return 29 end
  return month_lengths[month]
end

-- The day's number; nil if there is no such day.
function dates.make(year, month, day)
  if year < 1 or year > 9999 or month < 1 or month > 12 or day < 1 or day > dates.days_in_month(year, month) then return nil end
  local before = year - 1
  local number = 365 * before + before // 4 - before // 100 + before // 400
  for earlier = 1, month - 1 do number = number + dates.days_in_month(year, earlier) end
  return number + day - 1 - 719162
end

local function split(date)
  local year = math.min(math.max(1970 + math.floor(date / 365.2425), 1), 9999) -- a year off at most; walk on from there
  while dates.make(year + 1, 1, 1) and dates.make(year + 1, 1, 1) <= date do year = year + 1 end
  while dates.make(year, 1, 1) > date do year = year - 1 end
  local month = 1
  while month < 12 and dates.make(year, month + 1, 1) <= date do month = month + 1 end
  return year, month, date - dates.make(year, month, 1) + 1
end

local known = {} -- a day is taken apart again for every question

-- Year, month and day of the month.
function dates.split(date)
  known[date] = known[date] or { split(date) }
  return known[date][1], known[date][2], known[date][3]
end

local parsed = {} -- a cell is read again for every question

-- "YYYY-MM-DD"; nil if the text is no date.
function dates.parse(text)
  if parsed[text] == nil then
    local year, month, day = text:match "^(%d%d%d%d)%-(%d%d)%-(%d%d)$"
    parsed[text] = year and dates.make(math.tointeger(year), math.tointeger(month), math.tointeger(day)) or false
  end
  return parsed[text] or nil
end

function dates.format(date)
  return ("%04d-%02d-%02d"):format(dates.split(date))
end

function dates.weekday(date) -- 1 Monday to 7 Sunday; 1970-01-01 was a Thursday
  return (date + 3) % 7 + 1
end

-- The month's last day where the month has no such day; round "up": the first day of the next one, "refused": nil and the day that there is not, as text.
function dates.add_months(date, count, round)
  local year, month, day = dates.split(date)
  local months = year * 12 + month - 1 + count
  year, month = months // 12, months % 12 + 1
  local last = dates.days_in_month(year, month)
  if day > last and year >= 1 and year <= 9999 then
    if round == "up" then return dates.make(year, month, last) + 1 end
    if round == "refused" then return nil, ("%04d-%02d-%02d"):format(year, month, day) end
  end
  return dates.make(year, month, math.min(day, last))
end

local FIRST <const>, LAST <const> = dates.make(1, 1, 1), dates.make(9999, 12, 31)

-- A calendar, as a pack says it: { name, from, to, free = set of weekdays, holidays, working = sets of days }.
function dates.calendar(name, body)
  local calendar = { name = name, free = {}, holidays = {}, working = {} }
  calendar.from, calendar.to = dates.parse_period(body.years)
  for _, weekday in ipairs(body.weekend or { "saturday", "sunday" }) do
    for number, called in ipairs { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" } do
      if called == weekday then calendar.free[number] = true end
    end
  end
  for _, list in ipairs { "holidays", "working" } do
    for _, entry in ipairs(body[list] or {}) do
      local first, last = entry:match "^(.*)/(.*)$"
      for day = assert(dates.parse(first or entry)), assert(dates.parse(last or entry)) do calendar[list][day] = true end
    end
  end
  return calendar
end

dates.WEEKDAYS = { from = FIRST, to = LAST, free = { [6] = true, [7] = true }, holidays = {}, working = {} } -- where no calendar is named

local function works(day, calendar)
  return calendar.working[day] or not calendar.free[dates.weekday(day)] and not calendar.holidays[day]
end

dates.works, dates.LAST = works, LAST

-- The n-th working day after (before, if n is negative) the date, looked for day by day; nil and the first day on the way that the calendar does not cover. Behind the
-- days of all no calendar is asked.
function dates.add_working_days(date, count, calendar)
  local step = count < 0 and -1 or 1
  for _ = 1, math.abs(count) do
    repeat
      date = date + step
      if date < FIRST or date > LAST then return date end
      if date < calendar.from or date > calendar.to then return nil, date end
    until works(date, calendar)
  end
  return date
end

-- The date itself, where it is a working day, else the next (step 1) or the one before (-1); nil and a day as above.
function dates.roll(date, step, calendar)
  if date < calendar.from or date > calendar.to then return nil, date end
  if works(date, calendar) then return date end
  return dates.add_working_days(date, step, calendar)
end

-- span = { unit = "days|months|years|working_days", count =, calendar = of working days, clear = }; sign is 1 or -1. nil where the calendar has no such day, and nil
-- and a day where a calendar of working days does not cover that.
function dates.add_span(date, span, sign)
  local count = sign * span.count
  local behind = span.clear and (count == 0 and sign or count > 0 and 1 or -1) or 0
  if span.unit == "days" then return date + count + behind end
  if span.unit == "months" then return dates.add_months(date, count, span.round) end
  if span.unit == "years" then return dates.add_months(date, 12 * count, span.round) end
  local day, lacking = dates.add_working_days(date, count, span.calendar)
  if not day then return nil, lacking end
  return day + behind
end

local function day_of_year(year, month, day)
  return dates.make(year, month, day) or dates.make(year, 2, 28) -- only 02-29 can be missing
end

-- The first such day on or after the date.
function dates.next(date, month, day)
  local year = dates.split(date)
  local found = day_of_year(year, month, day)
  if found < date then found = day_of_year(year + 1, month, day) end
  return found
end

-- The last such day on or before the date; nil before the calendar.
function dates.previous(date, month, day)
  local year = dates.split(date)
  local found = day_of_year(year, month, day)
  if found > date then found = year > 1 and day_of_year(year - 1, month, day) or nil end
  return found
end

-- The first such day of the week (1 Monday to 7 Sunday) on or after the date (step 1), or the last on or before it (-1): looked for day by day.
function dates.towards_weekday(date, weekday, step)
  while dates.weekday(date) ~= weekday do date = date + step end
  return date
end

local function edge(date, unit, last, begins)
  local function starts(day)
    local _, month, of_month = dates.split(day)
    if unit == "week" then return dates.weekday(day) == 1 end
    if unit == "year" then return ("%02d-%02d"):format(month, of_month) == begins end
    return of_month == 1 and (unit == "month" or month % 3 == 1)
  end
  if last then
    while date < LAST and not starts(date + 1) do date = date + 1 end
  else
    while date > FIRST and not starts(date) do date = date - 1 end
  end
  return date
end

local edges = {} -- the same days are asked for again by every subject of a period

-- The first or last day of the month, quarter, ISO week or year that holds a date, looked for day by day; a year begins with the day `begins`, "MM-DD".
function dates.edge(date, unit, last, begins)
  local name = unit .. (begins or "") .. (last and "/last" or "/first")
  local known_edges = edges[name] or {}
  edges[name] = known_edges
  known_edges[date] = known_edges[date] or edge(date, unit, last, begins)
  return known_edges[date]
end

-- How many whole months lie between two days: tried one by one; of an earlier second one below 0.
function dates.whole_months(from, to)
  if to < from then return -dates.whole_months(to, from) end
  local year, month = dates.split(from)
  local to_year, to_month = dates.split(to)
  local count = (to_year - year) * 12 + to_month - month + 1
  while (dates.add_months(from, count) or math.huge) > to do count = count - 1 end
  return count
end

-- d up to the day before d + span; behind them the day that a calendar does not cover.
function dates.window_from(span, date)
  local after, lacking = dates.add_span(date, span, 1)
  return date, after and after - 1, lacking
end

-- Ends with d and starts the day after d - span; a window of months or years that ends on a month's last day starts on a
-- month's first, so that it holds whole months.
function dates.window_to(span, date)
  local before, lacking = dates.add_span(date, span, -1)
  if not before then return nil, date, lacking end -- before the calendar
  local year, month, day = dates.split(date)
  if (span.unit == "months" or span.unit == "years") and day == dates.days_in_month(year, month) then
    local start_year, start_month = dates.split(before)
    return dates.make(start_year, start_month, dates.days_in_month(start_year, start_month)) + 1, date
  end
  return before + 1, date
end

-- A unit as a pack writes it: "month", or a fiscal year, which is "fiscal MM-DD" by the day with which it begins.
local function fiscal_period(begins, date)
  local from, to = dates.edge(date, "year", false, begins), dates.edge(date, "year", true, begins)
  local length = begins:sub(4) == "01" and 7 or 10
  return dates.format(from):sub(1, length) .. "/" .. dates.format(to):sub(1, length), from, to
end

-- Weeks are counted from the first one with a Thursday of the year.
local function week_of(date)
  local from, to = dates.edge(date, "week", false), dates.edge(date, "week", true)
  local thursday = from + 3
  local year = dates.split(thursday)
  local count, first = 1, thursday
  while dates.split(first - 7) == year and first - 7 >= FIRST do first, count = first - 7, count + 1 end
  return ("%04d-W%02d"):format(year, count), from, to
end

-- The period of a unit ("year", "quarter", "month", "week", "fiscal MM-DD", or a table of periods) that holds the date: its name, first and last day. Of a table the
-- first row that has not ended, and none behind the last one: nil, and days that never come.
function dates.period_of(unit, date)
  for _, row in ipairs(type(unit) == "table" and unit.rows or {}) do
    if row.to >= date then return row.name, row.from, row.to end
  end
  if type(unit) == "table" then return nil, math.huge, math.huge end
  local year, month = dates.split(date)
  if unit == "week" then return week_of(date) end
  if unit:find "^fiscal " then return fiscal_period(unit:sub(8), date) end
  if unit == "year" then return ("%04d"):format(year), dates.make(year, 1, 1), dates.make(year, 12, 31) end
  local first, last, name = month, month, ("%04d-%02d"):format(year, month)
  if unit == "quarter" then
    local quarter = (month + 2) // 3
    first, last, name = 3 * quarter - 2, 3 * quarter, ("%04d-Q%d"):format(year, quarter)
  end
  return name, dates.make(year, first, 1), dates.make(year, last, dates.days_in_month(year, last))
end

-- The period before the one of a unit that begins on a day, likewise; nil where a table names none.
function dates.period_before(unit, from)
  if type(unit) ~= "table" then return dates.period_of(unit, from - 1) end
  for index, row in ipairs(unit.rows) do
    if row.from == from then
      local before = unit.rows[index - 1]
      if before then return before.name, before.from, before.to end
    end
  end
  return nil
end

-- "2003", "2003-Q2", "2003-05", "2001/2003": first and last day; nil if the text is no period.
function dates.parse_period(text)
  local left, right = text:match "^([^/]+)/([^/]+)$"
  if left then
    local from, _ = dates.parse_period(left)
    local _, to = dates.parse_period(right)
    return from, to
  end
  local year, rest = text:match "^(%d%d%d%d)(.*)$"
  year = year and math.tointeger(year)
  if not year then return nil end
  local week = rest:match "^%-W(%d%d)$"
  if week then
    local _, from, to = dates.period_of("week", dates.make(year, 1, 4) + 7 * (math.tointeger(week) - 1))
    return from, to
  end
  local quarter, month = rest:match "^%-Q([1-4])$", rest:match "^%-(%d%d)$"
  local unit, inside
  if rest == "" then unit, inside = "year", 1
  elseif quarter then unit, inside = "quarter", 3 * math.tointeger(quarter)
  elseif month then unit, inside = "month", math.tointeger(month)
  else return dates.parse(text), dates.parse(text) end
  local start = dates.make(year, inside, 1)
  if not start then return nil end
  local _, from, to = dates.period_of(unit, start)
  return from, to
end

return dates
