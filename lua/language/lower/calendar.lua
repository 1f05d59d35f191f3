--- Years, quarters and months as periods { from, to, label }, dates as ISO text.
local calendar = {}

local LAST_YEAR = 9999 -- of the calendar
local LENGTH = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function last_day(year, month)
  if month == 2 and (year % 4 == 0 and year % 100 ~= 0 or year % 400 == 0) then return 29 end
  return LENGTH[month]
end

local MONTHS = { year = 12, quarter = 3, month = 1 }

local function make(unit, year, index)
  local months = MONTHS[unit]
  local first = (index - 1) * months + 1
  local last = first + months - 1
  local label = unit == "year" and ("%04d"):format(year) or unit == "quarter" and ("%04d-Q%d"):format(year, index) or ("%04d-%02d"):format(year, index)
  return { from = ("%04d-%02d-01"):format(year, first), to = ("%04d-%02d-%02d"):format(year, last, last_day(year, last)), label = label }
end

--- All periods of a unit from the one that holds `from` to the one that holds `to`.
---@param unit "year"|"quarter"|"month"
---@return table[] in order; empty if `to` comes before `from`
function calendar.periods(unit, from, to)
  local periods = {}
  local year, month = tonumber(from:sub(1, 4)), tonumber(from:sub(6, 7))
  local index = (month - 1) // MONTHS[unit] + 1
  while true do
    local period = make(unit, year, index)
    if year > LAST_YEAR or period.from > to then return periods end
    periods[#periods + 1] = period
    index = index + 1
    if index > 12 // MONTHS[unit] then year, index = year + 1, 1 end
  end
end

--- The period that lies so many of its own unit before another, the calendar's first one at the earliest.
---@param period table { from, to, label }
function calendar.before(period, count)
  local unit = #period.label == 4 and "year" or period.label:find "Q" and "quarter" or "month"
  local months = MONTHS[unit]
  local index = tonumber(period.from:sub(1, 4)) * 12 + tonumber(period.from:sub(6, 7)) - 1 - count * months -- months since January of year 0
  if index < 12 then index = 12 end
  return make(unit, index // 12, index % 12 // months + 1)
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
