-- Values that Lua has no type for are written as text and read here: dates, periods, numbers with units. Nothing here knows an expression.
local core = require "mandate.core"
local days = require "mandate.language.days"
local types = require "mandate.language.types"
local nearest = require "mandate.language.nearest"
local digits = require "mandate.language.digits"

local literals = {}

local scales = { thousand = "1e3", million = "1e6", billion = "1e9" }

--- What "million" multiplies by; nil where the word is none of them.
function literals.is_scale(word) return scales[word] and math.tointeger(tonumber(scales[word])) end

local function leap(year) return year % 4 == 0 and year % 100 ~= 0 or year % 400 == 0 end

local MONTHS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
local function days_in(year, month) return month == 2 and leap(year) and 29 or MONTHS[month] end

local NO_YEAR <const> = "0000" -- the calendar begins with the year after it

-- true, or nil with the words that follow `… is no date`.
function literals.check_date(text)
  local year, month, day = text:match "^(%d%d%d%d)%-(%d%d)%-(%d%d)$"
  if not year then
    local meant = core.meant_date(text)
    if meant then return nil, ('; %s: write "%s"%s'):format(meant.why, meant.first, meant.second and (' or "%s"'):format(meant.second) or "") end
    if text:find "^%d%d%-%d%d$" and literals.check_day_of_year(text) then
      return nil, (', for it has no year: :next "%s" finds that day, and :month() and :day() ask of which a day is'):format(text)
    end
    return nil, '; dates are written "2000-12-31"'
  end
  if year == NO_YEAR then return nil, "; years run from 0001 to 9999" end
  local last = days_in(tonumber(year), tonumber(month))
  if not last then return nil, ("; there is no month %s"):format(month) end
  if tonumber(day) < 1 or tonumber(day) > last then return nil, ("; that month has %d days"):format(last) end
  return true
end

function literals.check_day_of_year(text)
  return type(text) == "string" and (text == "02-29" or literals.check_date("2001-" .. text) == true)
end

local function one_period(text)
  if text:sub(1, 4) == NO_YEAR then return nil end
  local year = text:match "^(%d%d%d%d)$"
  if year then return year .. "-01-01", year .. "-12-31" end
  local of, quarter = text:match "^(%d%d%d%d)%-Q([1-4])$"
  if of then
    local last = tonumber(quarter) * 3
    return ("%s-%02d-01"):format(of, last - 2), ("%s-%02d-%02d"):format(of, last, days_in(tonumber(of), last))
  end
  local in_year, week = text:match "^(%d%d%d%d)%-W(%d%d)$"
  if in_year then
    local monday = days.number(in_year .. "-01-04") -- which lies in the first week
    monday = monday - (monday + 3) % 7 + 7 * (tonumber(week) - 1)
    if week < "01" or days.text(monday + 3):sub(1, 4) ~= in_year then return nil end
    return days.text(monday), days.text(monday + 6)
  end
  local y, month = text:match "^(%d%d%d%d)%-(%d%d)$"
  local length = y and days_in(tonumber(y), tonumber(month))
  if length then return text .. "-01", ("%s-%02d"):format(text, length) end
  return nil
end

-- { from, to } in ISO, both included; nil where the text is no period.
function literals.period(text)
  local first, last = text:match "^([^/]+)/([^/]+)$"
  local from = one_period(first or text)
  local _, to = one_period(last or text)
  if first and not from and literals.check_date(first) then from = first end -- from a day to a day
  if last and not to and literals.check_date(last) then to = last end
  if not from or not to or from > to then return nil end
  return { from = from, to = to }
end

-- A plain number of Lua as people write it: the decimal, where it is one of at most 15 digits.
local function plain(value)
  local decimal = core.decimal(value)
  return decimal and core.number_text(decimal) or tostring(value)
end

-- "400 million CNY" -> the decimal 400000000, "CNY"; nil where it is no number, false where it has more than 15 digits.
function literals.measured(text)
  local number, scale, unit = text:match "^%s*(%-?%d[%d.]*)%s+(%a+)%s+([^%s%d]%S*)%s*$"
  if not (number and scales[scale]) then
    number, unit = text:match "^%s*(%-?%d[%d.]*)%s+([^%s%d]%S*)%s*$"
    scale = nil
    if unit and scales[unit] then scale, unit = unit, nil end
  end
  if not number or not number:find "^%-?%d+%.?%d*$" then return nil end
  local exponent = scale and tonumber(scales[scale]:match "e(%d)") or 0
  return core.decimal(("%se%d"):format(number, exponent)) or false, unit
end

-- 400000000, "CNY" -> "400 million CNY": what to write instead of a bare number.
function literals.offer(value, unit)
  local decimal = core.decimal(value)
  for _, step in ipairs(decimal and { { 1000000000, "billion" }, { 1000000, "million" } } or {}) do
    if (decimal >= step[1] or decimal <= -step[1]) and core.to_integer(decimal / step[1] * 1000) then
      return ("%s %s %s"):format(decimal / step[1], step[2], unit)
    end
  end
  return ("%s %s"):format(plain(value), unit)
end

local readers = {}

function readers.date(value, want)
  if want.or_span and math.type(value) == "integer" and value > 0 and value < 1000 then -- no year less a month and a day
    return nil, ("%d: a span has its unit, days(%d), months(%d) or years(%d)"):format(value, value, value, value)
  elseif type(value) == "number" then
    return nil, ("a date stands in quotes: without them Lua computes 2000-12-31 = 1957 (here: %s)"):format(plain(value))
  elseif type(value) ~= "string" then
    return nil
  end
  local ok, cure = literals.check_date(value)
  if ok then return value, types.stated end
  if want.or_span and value:find "^%s*%d+%s+%a+%s*$" then
    local count, unit = value:match "(%d+)%s+(%a+)"
    unit = unit:gsub("s?$", "s", 1)
    if unit == "days" or unit == "months" or unit == "years" then
      return nil, ("`%s`: a span is written without quotes, %s(%s)"):format(value, unit, count)
    end
  end
  return nil, ("`%s` is no date%s"):format(value, cure)
end

-- How a number is written here that was written as elsewhere.
local function say_meant(value, meant, want)
  local wrong = #meant.says > 0 and table.concat(meant.says, ", ") or "a blank stands before its unit"
  local unit = meant.unit
  if unit and want.unit and unit:lower() == want.unit:lower() then unit = want.unit end
  if want.unit or want.unit_field or want.open and unit then
    local offered = ("%s%s %s"):format(meant.digits, meant.scale and " " .. meant.scale or "", unit or want.unit or "mg/L")
    local other = want.unit and unit and unit ~= want.unit and (", and what it is compared with is in %s"):format(want.unit) or ""
    return ('`%s` is no number as it is written: %s: "%s"%s'):format(value, wrong, offered, other)
  end
  local number = core.decimal(meant.digits .. (meant.scale and scales[meant.scale]:match "e%d" or "")) or meant.digits
  return ("`%s` is no number as it is written: %s%s: %s, without quotes"):format(value, unit and "what it is compared with has no unit" or wrong,
    unit and #meant.says > 0 and ", and " .. wrong or "", number)
end

function readers.number(value, want, related)
  if type(value) == "number" then
    if value ~= value or value == math.huge or value == -math.huge then return nil, "this is no number: Lua divided by zero" end
    local decimal = core.decimal(value)
    if not decimal then return nil, "this number has more than 15 digits, or lies beyond 1e300: write one that has fewer" end
    if want.unit then
      local offered = literals.offer(value, want.unit)
      return nil, ('%s needs its unit in quotes, such as "%s"'):format(plain(value), offered)
    elseif want.unit_field then
      return nil, ('%s needs its unit in quotes, such as "%s mg/L"'):format(plain(value), plain(value))
    end
    return decimal, types.number
  elseif type(value) ~= "string" then
    return nil
  end
  local number, unit = literals.measured(value)
  if number == nil then
    if tonumber(value) and not want.unit and not want.unit_field then
      return nil, ("`%s`: a number without a unit is written without quotes: %s, and behind a question in brackets"):format(value, value)
    end
    local meant = not tonumber(value) and digits.meant(value)
    if meant then return nil, say_meant(value, meant, want) end
    if tonumber(value) and want.unit then
      return nil, ('"%s" needs its unit, such as "%s"'):format(value, literals.offer(core.decimal(value) or value, want.unit))
    end
    if not want.unit and not want.unit_field and not want.open then
      return nil, ("`%s` is no number; a number without a unit is written without quotes, such as 5"):format(value)
    end
    return nil, ('`%s` is no number with a unit, such as "50 mg/L" or "400 million CNY"'):format(value)
  end
  if not number then return nil, ("`%s` has more than 15 digits"):format(value) end
  if not unit and (want.unit or want.unit_field) then
    return nil, ('`%s` lacks its unit, such as "%s %s"'):format(value, value, want.unit or "mg/L")
  elseif want.unit and unit ~= want.unit and not (related and related(unit)) then
    local near = unit:lower() == want.unit:lower() and (': "%s"'):format(value:sub(1, #value - #unit) .. want.unit) or ""
    local cure = near == "" and ('; that numbers in the two compare says unit "%s" { "… %s" }'):format(unit, want.unit) or near
    return nil, ("`%s`: what it is compared with is in %s%s"):format(value, want.unit, cure)
  elseif unit and not want.unit and not want.unit_field and not want.open then
    return nil, ("`%s`: what it is compared with has no unit; write %s without quotes"):format(value, number)
  end
  return number, unit and types.number_in(unit) or types.number
end

function readers.rate(value)
  if type(value) == "number" then
    local decimal = core.decimal(value)
    local hundredths = decimal and decimal <= 1 and plain(decimal * 100) or plain(value)
    return nil, ("a rate is written percent(%s), not %s"):format(hundredths, plain(value))
  elseif type(value) == "string" then
    local hundredths = value:match "^%s*([%d.]+)%s*%%%s*$"
    return nil, ("`%s` is no rate; write percent(%s)"):format(value, hundredths or "60")
  end
  return nil
end

function readers.text(value, want)
  if type(value) == "number" then
    return nil, ('%s: this is text; write "%s" (a number loses leading zeros)'):format(plain(value), plain(value))
  elseif type(value) ~= "string" then
    return nil
  end
  if want.values and not want.values[value] then
    return nil, ("`%s` is not one of: %s.%s"):format(value, nearest.names(want.values), nearest.hint(value, want.values))
  end
  return value, types.text
end

function readers.condition(value)
  if type(value) ~= "boolean" then return nil end
  return nil, ("`%s` is a plain Lua value, not a condition: `==`, `~=`, `and`, `not` were computed while loading; use :is(…), & and ~")
    :format(tostring(value))
end

function readers.period(value)
  local text = type(value) == "number" and tostring(value) or value
  if type(text) ~= "string" then return nil end
  local period = literals.period(text)
  if not period or type(value) == "number" then
    local last, first = text:match "^([^/]+)/([^/]+)$"
    local turned = last and ("%s/%s"):format(first, last)
    if turned and literals.period(turned) then return nil, ('`%s` is no period: the earlier end stands first; write "%s"'):format(text, turned) end
    return nil, ('`%s` is no period; write "2003", "2003-Q2", "2003-05", "2003-W05", "2001/2003" or "2003-04-06/2004-04-05"'):format(text)
  end
  return period, types.period
end

function readers.span(value)
  local count, unit
  if type(value) == "string" then count, unit = value:match "^(%d+)%s+(%a+)$" end
  if count then return nil, ("`%s`: a span is written without quotes, %s(%s)"):format(value, unit:gsub("s?$", "s", 1), count) end
  if type(value) == "number" then return nil, ("%s is no span; write days(%s), months(%s) or years(%s)"):format(plain(value), plain(value), plain(value), plain(value)) end
  return nil
end

local lua_names = { boolean = "true or false", table = "table", string = "text", number = "number", ["nil"] = "nothing" }

-- A plain Lua value where `want` is asked: the value as the engine takes it and its type, or nil and the message. related(unit): whether a number in that unit may stand
-- where one in another is asked.
function literals.read(value, want, related)
  local reader = readers[want.k]
  local read, answer = nil, nil
  if reader then read, answer = reader(value, want, related) end
  if read ~= nil then return read, answer end
  if answer then return nil, answer end
  local shown = type(value) == "table" and "a table { … }" or ("the %s `%s`"):format(lua_names[type(value)] or type(value), tostring(value))
  local key = want.k == "row" and type(value) == "string" and (': a record is known by its key, which is a field of it, such as .code:is "%s"'):format(value) or ""
  return nil, ("expected %s, got %s%s"):format(types.say(want), shown, key)
end

return literals
