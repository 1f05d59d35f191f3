-- The units in which rules and tables are judged: "year", "quarter", "month" and "week" (ISO weeks, Monday to Sunday), fiscal years, which are called as they are
-- written: fiscal_year "04-06", and those that a table of the pack names, which are called as it is (statements/named_periods.lua). Which of them begin on a day, and which
-- hold others whole.
local days = require "mandate.language.days"
local nearest = require "mandate.language.nearest"
local schema = require "mandate.language.schema"

local periods = {}

periods.said = 'year, quarter, month, week or fiscal_year "04-06"'

local LAST <const> = "9999-12-31" -- of the calendar
local MONTHS = { year = 12, quarter = 3, month = 1 }

--- The day of the year, "MM-DD", with which a fiscal year begins; nil of any other unit.
function periods.begins(unit) return unit:match '^fiscal_year "(%d%d%-%d%d)"$' end

--- How many months a unit has; nil of weeks.
function periods.months(unit) return periods.begins(unit) and 12 or MONTHS[unit] end

--- A unit in words; periods that a table names are called as it calls them.
---@param words table the catalogue
function periods.spoken(words, unit)
  if periods.begins(unit) then return words:say "period.fiscal_year" end
  return schema.periods[unit] and words:say("period." .. unit) or unit
end

--- The unit that a pack names; nil where it is none. `typed`: the expressions, which say what is wrong with a fiscal year.
function periods.read(is_node, typed, value)
  if not is_node[value] then return nil end
  if value.op == "root" and (schema.periods[value.name] or typed.named_periods[value.name]) then return value.name end
  if value.op ~= "apply" or value.name ~= "fiscal_year" then return nil end
  local year = typed:type_of(value, nil)
  return year.begins and ('fiscal_year "%s"'):format(year.begins) or "year", year.begins == nil
end

--- What stands behind "is no period": the words that there are, and the nearest of them.
function periods.hint(value)
  local name = type(value) == "string" and value or type(value) == "table" and value.name or nil
  return type(name) == "string" and nearest.hint_or_all(name, schema.periods) or ""
end

local function is_monday(day) return days.number(day) % 7 == 4 end -- 1970-01-01 was a Thursday

--- Whether a day is the first of a unit.
function periods.begin_on(day, unit)
  local begins = periods.begins(unit)
  if begins then return day:sub(6) == begins end
  if unit == "week" then return is_monday(day) end
  return day:sub(9, 10) == "01" and (tonumber(day:sub(6, 7)) - 1) % MONTHS[unit] == 0
end

--- Whether a period of a unit holds both a day and the one before it.
---@param rows table[]|nil those of a table of periods
function periods.is_inside(day, unit, rows)
  if not rows then return not periods.begin_on(day, unit) end
  for _, row in ipairs(rows) do
    if row.from < day and day <= row.to then return true end
  end
  return false
end

--- Whether each period of a unit is made of whole ones of another.
---@param rows table[]|nil those of a table of periods
function periods.holds(unit, inner, rows)
  for _, row in ipairs(rows or {}) do
    if not periods.begin_on(row.from, inner) or row.to < LAST and not periods.begin_on(days.after(row.to), inner) then return false end
  end
  if rows or unit == inner then return true end
  local begins = periods.begins(unit)
  if begins or not MONTHS[unit] or not MONTHS[inner] then
    return begins ~= nil and MONTHS[inner] ~= nil and inner ~= "year" and periods.begin_on("2001-" .. begins, inner)
  end
  return MONTHS[inner] <= MONTHS[unit]
end

return periods
