--- Years, quarters, months, ISO weeks and fiscal years as periods { from, to, label, unit }, dates as ISO text. Those that a table names are its rows, which have these keys,
-- too, and `siblings`, all rows in order, and `index` (statements/named_periods.lua).
local days = require "mandate.language.days"
local units = require "mandate.language.periods"

local calendar = {}

local FIRST, LAST, LAST_YEAR = "0001-01-01", "9999-12-31", 9999 -- of the calendar
local LENGTH = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function last_day(year, month)
  if month == 2 and (year % 4 == 0 and year % 100 ~= 0 or year % 400 == 0) then return 29 end
  return LENGTH[month]
end

local function make(unit, year, index)
  local months = units.months(unit)
  local first = (index - 1) * months + 1
  local last = first + months - 1
  local label = unit == "year" and ("%04d"):format(year) or unit == "quarter" and ("%04d-Q%d"):format(year, index) or ("%04d-%02d"):format(year, index)
  return { from = ("%04d-%02d-01"):format(year, first), to = ("%04d-%02d-%02d"):format(year, last, last_day(year, last)), label = label, unit = unit }
end

local function parts(day) return tonumber(day:sub(1, 4)), tonumber(day:sub(6, 7)) end

-- The ISO week of a Monday: the year is that of its Thursday.
local function week(monday)
  local year = tonumber(days.text(monday + 3):sub(1, 4))
  local to = math.min(monday + 6, days.number(LAST))
  return { from = days.text(monday), to = days.text(to), unit = "week",
    label = ("%04d-W%02d"):format(year, (monday + 3 - days.number(("%04d-01-01"):format(year))) // 7 + 1) }
end

-- The fiscal year that begins in a year: by its months where it begins with one, else by its days.
local function fiscal(unit, begins, year)
  local from = year < 1 and FIRST or ("%04d-%s"):format(year, begins)
  local to = year >= LAST_YEAR and LAST or days.before(("%04d-%s"):format(year + 1, begins))
  local length = begins:sub(4) == "01" and 7 or 10
  return { from = from, to = to, unit = unit, label = from:sub(1, length) .. "/" .. to:sub(1, length) }
end

-- The period of a unit that holds a day.
local function holding(unit, day)
  local begins = units.begins(unit)
  local year, month = parts(day)
  if begins then return fiscal(unit, begins, day:sub(6) < begins and year - 1 or year) end
  if unit == "week" then
    local number = days.number(day)
    return week(number - (number + 3) % 7)
  end
  return make(unit, year, (month - 1) // units.months(unit) + 1)
end

--- What tells a period from all others: a table may name a row as another unit names a period of other days.
function calendar.key(period) return table.concat({ period.label, period.from, period.to }, "/") end

--- All periods of a unit from the one that holds `from` to the one that holds `to`.
---@param unit string as mandate.language.periods has them
---@param rows table[]|nil the rows of a table of periods: those that have a day from `from` to `to`
---@return table[] in order; empty if `to` comes before `from`
function calendar.periods(unit, from, to, rows)
  local periods = {}
  for _, row in ipairs(rows or {}) do
    if row.to >= from and row.from <= to then periods[#periods + 1] = row end
  end
  if rows then return periods end
  local period = holding(unit, from)
  while period.from <= to do
    periods[#periods + 1] = period
    if period.to >= LAST then break end
    period = holding(unit, days.after(period.to))
  end
  return periods
end

--- The period that holds a day; of a table the first row that has not ended by it, nil where there is none.
---@param rows table[]|nil the rows of a table of periods
function calendar.of_day(unit, day, rows)
  if not rows then return holding(unit, day) end
  for _, row in ipairs(rows) do
    if row.to >= day then return row end
  end
  return nil
end

--- The period that lies so many of its own unit before another, the calendar's first one at the earliest; nil before the first row of a table.
---@param period table { from, to, label, unit }
---@return table|nil
function calendar.before(period, count)
  if period.siblings then return period.siblings[period.index - count] end
  local months, begins = units.months(period.unit), units.begins(period.unit)
  if not months then return week(math.max(days.number(period.from) - 7 * count, days.number(FIRST))) end
  if begins then return fiscal(period.unit, begins, math.max(parts(period.to) - 1 - count, 0)) end
  local index = tonumber(period.from:sub(1, 4)) * 12 + tonumber(period.from:sub(6, 7)) - 1 - count * months -- months since January of year 0
  if index < 12 then index = 12 end
  return make(period.unit, index // 12, index % 12 // months + 1)
end

--- The whole months that end with a day, the last of its month: { from, to }.
---@param last string
---@param months integer at least 1
function calendar.months_to(last, months)
  local index = tonumber(last:sub(1, 4)) * 12 + tonumber(last:sub(6, 7)) - months -- months since January of year 0
  if index < 12 then index = 12 end -- the calendar begins with year 1
  return { from = ("%04d-%02d-01"):format(index // 12, index % 12 + 1), to = last }
end

return calendar
