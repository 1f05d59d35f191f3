-- A random case in a short calendar: a year becomes a month, so that nine years of law and records take nine months, and a spec can judge a case on each day
-- that there is. The order of days stays, years and half-years begin and end where months and their halves do; days that lie close together become one.
local dates = require "tests.naive.dates"

local short_calendar = {}

local DAYS = 12 -- of the long calendar in one of the short, about

-- The month that a year becomes: 2003 is April 2004.
local function month_of(year)
  local months = year - 2003 + 12 * 2004 + 3
  return ("%04d-%02d"):format(months // 12, months % 12 + 1)
end

-- A day of the long calendar, as text, in the short one; any other text as it is.
function short_calendar.day(text)
  local year, rest = text:match "^(%d%d%d%d)(%-%d%d%-%d%d)$"
  if not year then return text end
  local day, first = dates.parse(text), dates.parse(year .. "-01-01")
  local middle, last = dates.parse(year .. "-07-01"), dates.parse(year .. "-12-31")
  local month = month_of(year)
  if rest < "-07-01" then return ("%s-%02d"):format(month, (day - first) * 15 // (middle - first) + 1) end
  local length = dates.parse(month_of(year + 1) .. "-01") - dates.parse(month .. "-01")
  return ("%s-%02d"):format(month, (day - middle) * (length - 15) // (last - middle + 1) + 16)
end

local PERIODS = { "^%d%d%d%d$", "^%d%d%d%d%-Q%d$", "^%d%d%d%d%-%d%d$", "^%d%d%d%d/%d%d%d%d$", "^%d%d%d%d%-Q%d/%d%d%d%d%-Q%d$",
  "^%d%d%d%d%-%d%d/%d%d%d%d%-%d%d$" }

-- The months that a written period becomes; nil where the text is none.
local function period(text)
  for _, pattern in ipairs(PERIODS) do
    if text:find(pattern) then
      local first, last = text:match "^(%d%d%d%d)[^/]*/?(%d?%d?%d?%d?)"
      return last ~= "" and last ~= first and month_of(first) .. "/" .. month_of(last) or month_of(first)
    end
  end
  return nil
end

-- Spans of the long calendar; a few months stay, for the sake of their ends.
local function span(unit, count)
  count = tonumber(count)
  if unit == "years" then return ("months(%d)"):format(count) end
  if unit == "days" then return ("days(%d)"):format(count // DAYS + 1) end
  if count <= 4 and count % 2 == 0 then return ("months(%d)"):format(count) end
  return ("days(%d)"):format(count * 5 // 2)
end

-- The text of a pack. Lists of codes and calendars stay, and so do the calendar years of a quota's plan.
function short_calendar.pack(text)
  local lines = {}
  for line in text:gmatch "[^\n]*\n" do
    if not line:find "^codes " and not line:find "^calendar " then
      if line:find '^  { "[^"]*", from = ' then line = line:gsub(', to = "[^"]*"', "", 1) end -- rows of a table of periods: a day and the next would be one
      line = line:gsub('"(%d%d%d%d%-%d%d%-%d%d)"', function(day) return '"' .. short_calendar.day(day) .. '"' end)
        :gsub('"([12][90][90]%d[^"]*)"', function(written)
          local months = not line:find "^instrument" and period(written)
          return months and '"' .. months .. '"' or nil
        end)
        :gsub("(most_in%(%l+%()(%d+)", "%1\0%2") -- a number of whole months
        :gsub("%f[%a](years)%((%d+)%)", span):gsub("%f[%a](days)%((%d+)%)", "\1%1(%2)"):gsub("%f[%a](months)%((%d+)%)", span):gsub("\1(days)%((%d+)%)", span)
        :gsub("%z", ""):gsub('"(%d+) days"', function(count) return ('"%d days"'):format((tonumber(count) + DAYS - 1) // DAYS) end)
        :gsub("during = %l+%(%d+%):to%(period", "during = months(2):to(period") -- what is expected are whole months
        :gsub(", year }", ", month }"):gsub(", quarter }", ", month }"):gsub("each = year", "each = month"):gsub("each = quarter", "each = month")
    end
    lines[#lines + 1] = line
  end
  return table.concat(lines)
end

return short_calendar
