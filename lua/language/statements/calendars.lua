-- Calendars: which days are working days, of the years that a calendar covers. A calendar is { first, last, weekend = numbers of weekdays, holidays = days,
-- working = days, clauses, unconfirmed, at }, its days as ISO texts.
local days = require "mandate.language.days"
local declarations = require "mandate.language.statements.declarations"
local literals = require "mandate.language.literals"
local nearest = require "mandate.language.nearest"
local ordered = require "mandate.language.ordered"
local types = require "mandate.language.types"
local weekdays = require "mandate.language.weekdays"

local calendars = {}

local MOST_DAYS = 366 -- in one entry, which is a day or a run of days

local function weekend(checker, statement, value)
  local shape, list, seen = checker.shape, {}, {}
  for i, name in ipairs(shape:list(statement, { "weekend" }, value) or { "saturday", "sunday" }) do
    local number = weekdays.number[name]
    if not number then
      shape:fail(statement, type(value) == "table" and { "weekend", i } or { "weekend" }, "`%s` is no day of the week.%s", name, nearest.hint_or_all(name, weekdays.number))
    elseif not seen[number] then
      seen[number], list[#list + 1] = true, number
    end
  end
  if #list == 7 then shape:fail(statement, { "weekend" }, "no day of the week is left") end
  return list, seen
end

-- The days of an entry, "2024-02-04" or "2024-02-10/2024-02-17"; nil where it is neither, which is said.
local function run_of_days(shape, statement, path, entry)
  local first, last = entry:match "^([^/]*)/([^/]*)$"
  for _, day in ipairs { first or entry, last } do
    local fine, cure = literals.check_date(day)
    if not fine then
      shape:fail(statement, path, '`%s` is no date%s; a run of days is written "2024-02-10/2024-02-17"', day, cure)
      return nil
    end
  end
  if last and last < first then
    shape:fail(statement, path, 'nothing lies between these: the earlier day stands first, "%s/%s"', last, first)
    return nil
  end
  local from = days.number(first or entry)
  local to = last and days.number(last) or from
  if to - from >= MOST_DAYS then
    shape:fail(statement, path, "a run of %d days is no holiday", to - from + 1)
    return nil
  end
  return from, to
end

-- The days of a list of holidays or of working days, as a list and by day: the place where each is written.
local function listed(checker, statement, key, value, covered)
  local shape, list, by_day = checker.shape, {}, {}
  for i, entry in ipairs(shape:list(statement, { key }, value) or {}) do
    local path = type(value) == "table" and { key, i } or { key }
    local from, to = run_of_days(shape, statement, path, entry)
    for number = from or 1, to or 0 do
      local day = days.text(number)
      if covered and (day < covered.from or day > covered.to) then
        shape:fail(statement, path, "`%s` lies in no year that the calendar covers, %s to %s: `years` says which it does", day, covered.from, covered.to)
        break
      elseif by_day[day] then
        shape:fail(statement, path, "`%s` stands twice", day)
        break
      end
      list[#list + 1], by_day[day] = day, path
    end
  end
  return list, by_day
end

-- What says nothing, or two things of one day, is a slip of who copied the notice.
local function check_working(checker, statement, working, holidays, free)
  local shape = checker.shape
  for _, day in ipairs(ordered.keys(working)) do
    local weekday = (days.number(day) + 3) % 7 + 1
    if holidays[day] then shape:fail(statement, working[day], "`%s` is a holiday, too", day)
    elseif not free[weekday] then
      shape:fail(statement, working[day], "`%s` is a %s, which is a working day as it is; here stand days of the weekend that are worked", day,
        (weekdays.names[weekday]:gsub("^%l", string.upper)))
    end
  end
end

--- Reads the statement `calendar`.
function calendars.read(checker, statement, body)
  local shape = checker.shape
  local covered = shape:literal(statement, { "years" }, body.years, types.period)
  local off, free = weekend(checker, statement, body.weekend)
  local holidays, of_holidays = listed(checker, statement, "holidays", body.holidays, covered)
  local working, of_working = listed(checker, statement, "working", body.working, covered)
  check_working(checker, statement, of_working, of_holidays, free)
  checker.calendars[statement.name] = { first = covered and covered.from, last = covered and covered.to, weekend = off, holidays = holidays, working = working,
    clauses = declarations.citations(checker, statement, { "clause" }, body.clause), unconfirmed = shape:said(statement, { "unconfirmed" }, body.unconfirmed),
    at = shape:at(statement) }
end

return calendars
