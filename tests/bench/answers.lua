--- The answers of the pack's reports as the lines that the plain loops print, so that all can be compared byte by byte.
local answers = {}

-- Each line: what the report calls the line's row, and its columns as { name = cell }. A count that unknown records could still raise is a
-- range: what is certain counts, and the rest is unknown.
local function low_high(cell)
  return cell and cell.low or 0, cell and cell.high or 0
end

local function verdicts(rule, cities)
  local lines = {}
  for _, city in ipairs(cities) do
    local function of(name) return low_high(city.cells[rule .. " " .. name]) end
    local bound, most = of "bound"
    local met, late = of "met", of "late"
    lines[#lines + 1] = ("%s,%s,bound %d,met %d,late %d,unknown %d\n"):format(rule, city.key, bound, met, late, most - bound)
  end
  return table.concat(lines)
end

local function series(rows)
  local lines = {}
  for _, row in ipairs(rows) do
    local above, most = low_high(row.cells.Exceedances)
    lines[#lines + 1] = ("q4,%s,measurements %d,exceedances %d,unknown %d\n"):format(row.key, low_high(row.cells.Measurements), above, most - above)
  end
  return table.concat(lines)
end

--- rows_of(report name) -> rows { key, cells = { [heading] = { low, high } } } sorted by key, or nil where the pack has no such report.
function answers.text(rows_of)
  local parts = {}
  local cities = rows_of "by-city"
  for _, rule in ipairs { "q1", "q2-started", "q2-reported", "q3" } do parts[#parts + 1] = verdicts(rule, cities) end
  local groups = rows_of "by-sector-and-pollutant"
  if groups then parts[#parts + 1] = series(groups) end
  return table.concat(parts)
end

return answers
