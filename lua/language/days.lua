-- ISO days as numbers, so that the checks of a pack can ask which days lie between two.
local days = {}

-- Days since 1970-01-01 of a day that literals.check_date has accepted.
function days.number(iso)
  local year, month, day = tonumber(iso:sub(1, 4)), tonumber(iso:sub(6, 7)), tonumber(iso:sub(9, 10))
  if month <= 2 then year = year - 1 end -- years that begin in March end with the leap day
  local of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
  return year * 365 + year // 4 - year // 100 + year // 400 + of_year - 719468
end

function days.text(number)
  local shifted = number + 719468
  local era = shifted // 146097
  local of_era = shifted % 146097
  local year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
  local of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
  local from_march = (5 * of_year + 2) // 153
  local month = from_march < 10 and from_march + 3 or from_march - 9
  return ("%04d-%02d-%02d"):format(year_of_era + era * 400 + (month <= 2 and 1 or 0), month, of_year - (153 * from_march + 2) // 5 + 1)
end

function days.after(iso) return days.text(days.number(iso) + 1) end
function days.before(iso) return days.text(days.number(iso) - 1) end

-- The earlier, the later of two days as texts, either of which may be missing.
function days.earlier(a, b)
  if a and b then return a < b and a or b end
  return a or b
end

function days.later(a, b)
  if a and b then return a > b and a or b end
  return a or b
end

return days
