-- What may be asked of sets and columns with rows that are certain or only perhaps in them: the table of meaning.md, section 6.
-- A set is { type = "set", kind =, rows = { { record =, sure =, missing = }, … } in order, open = }; it is open where nobody knows
-- its rows at all (the set of a row that is unknown), and then nothing asked of it is known.
-- A column is { type = "column", of = type, kind =, cells = { { value =, sure =, missing = }, … }, open =, distinct = }.
local dates = require "tests.naive.dates"
local ends = require "tests.naive.ends"
local numbers = require "tests.naive.numbers"
local records = require "tests.naive.records"
local values = require "tests.naive.values"

local sets = {}

-- Those rows of a list that are a record's. A list is asked so of each record of its kind, and does not change any more: it is gone through once.
function sets.rows_of(rows, record)
  if not rows.by_record then
    local by_record = {}
    for _, row in ipairs(rows) do
      by_record[row.record] = by_record[row.record] or {}
      table.insert(by_record[row.record], row)
    end
    rows.by_record = by_record
  end
  return rows.by_record[record] or {}
end

local function missing_rows(set)
  local all = values.missing(set)
  for _, row in ipairs(set.rows or set.cells) do
    if not row.sure then all = values.missing({ missing = all }, row) end
  end
  return all
end

local function missing_cells(column)
  local all = missing_rows(column)
  for _, cell in ipairs(column.cells) do all = values.missing({ missing = all }, cell.value) end
  return all
end

local function counts(set)
  local certain, perhaps = 0, 0
  for _, row in ipairs(set.rows) do
    if row.sure then certain = certain + 1 else perhaps = perhaps + 1 end
  end
  return certain, perhaps
end

function sets.any(set)
  local certain, perhaps = counts(set)
  if certain > 0 then return values.yes end
  if perhaps > 0 or set.open then return values.unknown("condition", missing_rows(set)) end
  return values.no
end

function sets.none(set) return values.negate(sets.any(set)) end

function sets.count(set)
  if set.open then return values.unknown("number", missing_rows(set)) end
  local certain, perhaps = counts(set)
  return values.number(certain, certain + perhaps, missing_rows(set))
end

-- `judged` is the set with, on each row, `holds`: what the condition says of it.
function sets.every(judged)
  local undecided, missing = judged.open, values.missing(judged)
  for _, row in ipairs(judged.rows) do
    local holds = values.settle(row.holds)
    if row.sure and holds.value == false then return values.no end
    if row.sure and holds.state == "unknown" or not row.sure and holds.value ~= true then
      undecided, missing = true, values.missing({ missing = missing }, holds, row.sure and holds or row)
    end
  end
  return undecided and values.unknown("condition", missing) or values.yes
end

function sets.share(judged)
  if judged.open then return values.unknown("number", missing_rows(judged)) end
  local yes, no = 0, 0                     -- certain rows for which it is known
  local could_be_true, could_be_false = 0, 0 -- the other rows that may be in the set with it true, with it not true
  local missing = missing_rows(judged)
  for _, row in ipairs(judged.rows) do
    local holds = values.settle(row.holds)
    missing = values.missing({ missing = missing }, holds)
    if row.sure and holds.value == true then yes = yes + 1
    elseif row.sure and holds.value == false then no = no + 1
    else
      if holds.value ~= false then could_be_true = could_be_true + 1 end
      if holds.value ~= true then could_be_false = could_be_false + 1 end
    end
  end
  local least, most = yes + no + could_be_false, yes + no + could_be_true
  if least == 0 or most == 0 then return values.unknown("number", missing) end
  return values.number(numbers.divide(yes, least), numbers.divide(yes + could_be_true, most), missing)
end

local function missing_days(set)
  local all = missing_rows(set)
  for _, row in ipairs(set.rows) do all = values.missing({ missing = all }, records.day(row.record)) end
  return all
end

-- A row whose day nobody knows has no place in the order that anybody knows.
local function has_undated(set)
  for _, row in ipairs(set.rows) do
    if records.day(row.record).state == "unknown" then return true end
  end
  return false
end

local function end_row(set, row)
  local value
  if #set.rows > 1 and has_undated(set) then value = values.unknown("row", missing_days(set))
  elseif set.open or row and not row.sure then value = values.unknown("row", missing_rows(set))
  elseif not row then value = values.absent "row"
  else value = values.known("row", row.record) end
  value.kind, value.of_set = set.kind, true
  return value
end
function sets.first(set) return end_row(set, set.rows[1]) end
function sets.last(set) return end_row(set, set.rows[#set.rows]) end

-- The cells of numbers that are present: those that are there for certain, and those that are only perhaps.
local function present(column)
  local certain, perhaps = {}, {}
  for _, cell in ipairs(column.cells) do
    if cell.value.state ~= "absent" then table.insert(cell.sure and certain or perhaps, cell.value) end
  end
  return certain, perhaps
end

-- A column of numbers of which not all have one unit, each in the base of its own, where all are known; and the column itself otherwise.
local function in_base(column)
  local first, differ
  for _, cell in ipairs(column.cells) do
    local unit = cell.value.own_unit
    if cell.value.state ~= "absent" then
      if not unit or unit.state ~= "known" then return column end
      first = first or unit.value
      differ = differ or unit.value ~= first
    end
  end
  if not differ then return column end
  column.in_base = true
  local changed = {}
  for key, own in pairs(column) do changed[key] = own end
  changed.cells = {}
  for i, cell in ipairs(column.cells) do
    local made = {}
    for key, own in pairs(cell) do made[key] = own end
    if cell.value.state ~= "absent" then
      local based, base = values.in_base(cell.value)
      made.value = {}
      for key, own in pairs(based) do made.value[key] = own end
      made.value.own_unit, made.value.unit_at = values.known("text", base), nil
    end
    changed.cells[i] = made
  end
  return changed
end

-- An unknown number where the units of values that are present are not known and alike, else nil; and the unit of all of them, and a value that has it.
local function unlike_units(column, certain, perhaps)
  local unit, own
  for _, list in ipairs { certain, perhaps } do
    for _, value in ipairs(list) do
      own = own or value.own_unit
      unit = unit or value
      if value.own_unit and (value.own_unit.state == "unknown" or not values.alike({ own_unit = value.own_unit }, { own_unit = unit.own_unit })) then
        return values.unknown("number", values.missing({ missing = missing_cells(column) }, value.own_unit))
      end
    end
  end
  return nil, own, unit
end

-- Different values; absent ones do not count. And whether they are numbers in unlike units, of which nobody knows which are the same.
function sets.count_distinct(column)
  if column.open then return values.unknown("number", missing_cells(column)) end
  column = in_base(column)
  local mixed = unlike_units(column, present(column))
  if mixed then return mixed, true end
  local certain, all = {}, {}
  local low, high, one = 0, 0, false
  for _, cell in ipairs(column.cells) do
    local value = cell.value
    if value.state == "known" then
      local content = value.type == "number" and value.low or value.value
      if not all[content] then all[content] = true; high = high + 1 end
      if cell.sure and not certain[content] then certain[content] = true; low = low + 1 end
    elseif value.state ~= "absent" then high = high + 1 end
    one = one or cell.sure and value.state ~= "absent"
  end
  if low == 0 and one then low = 1 end
  return values.number(low, high, missing_cells(column))
end

-- Every window is tried anew: first its months, then who has a date in them.
function sets.most_in(column, months, day)
  if day.state == "absent" then return values.absent "number" end
  if column.open then return values.unknown("number", missing_cells(column)) end
  if day.state == "unknown" then return values.unknown("number", day.missing) end
  local function month_of(date)
    local year, month = dates.split(date)
    return year * 12 + month
  end
  local low, high, undated = 0, 0, 0
  for _, cell in ipairs(column.cells) do
    if cell.value.state == "unknown" then undated = undated + 1 end
  end
  for first = month_of(day.value) - months + 1, month_of(day.value) do
    local certain, all = 0, 0
    for month = first, first + months - 1 do
      local surely, perhaps = false, false
      for _, cell in ipairs(column.cells) do
        if cell.value.state == "known" and month_of(cell.value.value) == month then
          perhaps = true
          surely = surely or cell.sure
        end
      end
      certain, all = certain + (surely and 1 or 0), all + (perhaps and 1 or 0)
    end
    low, high = math.max(low, certain), math.max(high, all)
  end
  return values.number(low, math.min(high + undated, months), missing_cells(column))
end

-- Numbers are put together where their units are alike: unknown for want of that, else what `make` gives, in their unit.
local function in_one_unit(make)
  return function(column)
    if column.open then return values.unknown("number", missing_cells(column)) end
    column = in_base(column)
    local certain, perhaps = present(column)
    local mixed, own, unit = unlike_units(column, certain, perhaps)
    if mixed then
      mixed.own_unit = values.unknown "text"
      return mixed
    end
    local result = make(column, certain, perhaps)
    result.own_unit, result.unit = own, unit and unit.unit
    return result
  end
end

sets.sum = in_one_unit(function(column, certain, perhaps)
  local low, high = {}, {}
  for _, value in ipairs(certain) do
    low[#low + 1], high[#high + 1] = values.low_end(value), values.high_end(value)
  end
  for _, value in ipairs(perhaps) do -- left out, or at the end that goes farthest
    if value.low < 0 then low[#low + 1] = values.low_end(value) end
    if value.high > 0 then high[#high + 1] = values.high_end(value) end
  end
  return values.between(ends.sum(low, true), ends.sum(high, false), missing_cells(column))
end)

-- What is asked of numbers that must be there: `of` gives the two ends of those that are, for certain and perhaps.
local function of_present(of)
  return in_one_unit(function(column, certain, perhaps)
    if #certain == 0 then return #perhaps == 0 and values.absent "number" or values.unknown("number", missing_cells(column)) end
    local low, high = of(certain, perhaps)
    return values.between(low, high, missing_cells(column))
  end)
end

local function mean_end(certain, perhaps, end_of, low, mean)
  local list, others = {}, {}
  for index, value in ipairs(certain) do list[index] = end_of(value) end
  for index, value in ipairs(perhaps) do others[index] = end_of(value) end
  table.sort(others, function(a, b) return a ~= b and ends.outer(a, b, low) == a and (a.at ~= b.at or a.open ~= b.open) end)
  local best = mean(list, low)
  for _, other in ipairs(others) do
    list[#list + 1] = other
    best = ends.outer(best, mean(list, low), low)
  end
  return best
end

sets.mean = of_present(function(certain, perhaps)
  return mean_end(certain, perhaps, values.low_end, true, ends.mean), mean_end(certain, perhaps, values.high_end, false, ends.mean)
end)

-- What may be below 0 has no geometric mean.
sets.geometric_mean = of_present(function(certain, perhaps)
  for _, list in ipairs { certain, perhaps } do
    for _, value in ipairs(list) do
      if value.low < 0 then return { at = -math.huge }, { at = math.huge } end
    end
  end
  return mean_end(certain, perhaps, values.low_end, true, ends.geometric_mean), mean_end(certain, perhaps, values.high_end, false, ends.geometric_mean)
end)

-- The end that `pick` chooses among those of some numbers.
local function picked(lists, end_of, pick, low)
  local found
  for _, list in ipairs(lists) do
    for _, value in ipairs(list) do
      local end_ = end_of(value)
      found = found and pick(found, end_, low) or end_
    end
  end
  return found
end

-- The least low end of all of them, and of the high ends of those that are there the one that lets none be higher.
sets.min = of_present(function(certain, perhaps)
  return picked({ certain, perhaps }, values.low_end, ends.outer, true), picked({ certain }, values.high_end, ends.inner, false)
end)
sets.max = of_present(function(certain, perhaps)
  return picked({ certain }, values.low_end, ends.inner, true), picked({ certain, perhaps }, values.high_end, ends.outer, false)
end)

-- Sorts ends from the lowest on. An open low end lies above its number, an open high one below.
local function sort_ends(list, low)
  table.sort(list, function(a, b)
    if a.at ~= b.at then return a.at < b.at end
    return a.open ~= b.open and (low and b.open or not low and a.open)
  end)
  return list
end

local function ends_of(list, low)
  local found = {}
  for index, value in ipairs(list) do found[index] = (low and values.low_end or values.high_end)(value) end
  return sort_ends(found, low)
end

-- The n-th of a list from one of its sides, or nothing.
local function counted_off(list, n, highest) return list[highest and #list + 1 - n or n] end

local function ranked(highest)
  return function(column, n)
    local there, others = present(column)
    if not column.open and #there + #others < n then return values.absent "number" end -- whatever their units
    return in_one_unit(function(_, certain, perhaps)
      if column.may_be_none then -- what nobody knows may not be there
        local known = {}
        for _, value in ipairs(certain) do table.insert(value.low == -math.huge and value.high == math.huge and perhaps or known, value) end
        certain = known
      end
      local all = table.move(perhaps, 1, #perhaps, #certain + 1, table.move(certain, 1, #certain, 1, {}))
      if #certain < n then return values.unknown("number", missing_cells(column)) end
      return values.between(counted_off(ends_of(highest and certain or all, true), n, highest),
        counted_off(ends_of(highest and all or certain, false), n, highest), missing_cells(column))
    end)(column)
  end
end
sets.highest, sets.lowest = ranked(true), ranked(false)

-- p as a fraction of whole numbers: 97.5 is 39 of 40.
local function fraction(p)
  local digits, places = ("%.15g"):format(p):gsub("%.", ""), #(("%.15g"):format(p):match "%.(%d+)$" or "")
  local part, whole = math.tointeger(tonumber(digits)), 100 * math.tointeger(10 ^ places)
  local a, b = part, whole
  while b ~= 0 do a, b = b, a % b end
  return part // a, whole // a
end

-- Where the percentile of n values stands: at a value, and how many `whole`-ths on from there to the next.
local SPOTS = {
  ["nearest rank"] = function(n, part, whole) return -(-part * n // whole) * whole, whole end,
  ["next rank"] = function(n, part, whole) return (part * n // whole + 1) * whole, whole end,
  weibull = function(n, part, whole) return part * (n + 1), whole end,
  hazen = function(n, part, whole) return 2 * part * n + whole, 2 * whole end,
  excel = function(n, part, whole) return part * (n - 1) + whole, whole end,
}

local function percentile_end(sorted, p, method, low)
  local spot, whole = SPOTS[method](#sorted, fraction(p))
  if spot < whole then return sorted[1] end
  if spot > #sorted * whole then return sorted[#sorted] end
  local at, rest = spot // whole, spot % whole
  if rest == 0 then return sorted[at] end
  local list = {} -- as a mean of so many of the one and so many of the other
  for i = 1, whole do list[i] = sorted[i <= rest and at + 1 or at] end
  return ends.mean(list, low)
end

-- With each number of those that are only perhaps there that go farthest.
local function percentile_of(certain, perhaps, low, p, method)
  local others, chosen, best = ends_of(perhaps, low), ends_of(certain, low), nil
  for k = 0, #others do
    if k > 0 then table.insert(chosen, others[low and k or #others + 1 - k]) end
    local found = percentile_end(sort_ends(table.move(chosen, 1, #chosen, 1, {}), low), p, method, low)
    best = best and ends.outer(best, found, low) or found
  end
  return best
end

function sets.percentile(column, p, method)
  return of_present(function(certain, perhaps)
    return percentile_of(certain, perhaps, true, p, method), percentile_of(certain, perhaps, false, p, method)
  end)(column)
end

-- Of dates: unknown where a cell is, or where one that is only perhaps there would change what is found among the others.
local function extreme_date(better)
  return function(column)
    if column.open then return values.unknown("date", missing_cells(column)) end
    local best, possible
    for _, cell in ipairs(column.cells) do
      local value = cell.value
      if value.state == "unknown" then return values.unknown("date", missing_cells(column)) end
      if value.state == "known" and cell.sure and (not best or better(value.value, best)) then best = value.value end
      if value.state == "known" and (not possible or better(value.value, possible)) then possible = value.value end
    end
    if possible ~= best then return values.unknown("date", missing_cells(column)) end
    return best and values.known("date", best) or values.absent "date"
  end
end
sets.first_date = extreme_date(function(a, b) return a < b end)
sets.last_date = extreme_date(function(a, b) return a > b end)

function sets.when_all(column)
  if column.open then return values.unknown("date", missing_cells(column)) end
  if #column.cells == 0 then return values.absent "date" end
  local latest, undecided
  for _, cell in ipairs(column.cells) do
    if cell.sure and cell.value.state == "absent" then return values.absent "date" end
    if cell.value.state == "unknown" then undecided = true end
    if cell.sure and cell.value.state == "known" and (not latest or cell.value.value > latest) then latest = cell.value.value end
  end
  for _, cell in ipairs(column.cells) do
    if not cell.sure and (cell.value.state == "absent" or latest and cell.value.state == "known" and cell.value.value > latest) then undecided = true end
  end
  if undecided or not latest then return values.unknown("date", missing_cells(column)) end
  return values.known("date", latest)
end

return sets
