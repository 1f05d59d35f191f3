--- The answers of the pack's reports as the lines that the plain loops print, so that all can be compared byte by byte.
local answers = {}

-- A count as the report shows it: "12", or "12-15" where 3 more records could still be counted.
local function low_high(text)
  local low, high = text:match "^(%d+)%-?(%d*)$"
  return tonumber(low), tonumber(high ~= "" and high or low)
end

-- The rows of a report's table with their cells by heading.
local function rows_of(table_)
  local list = {}
  for i, row in ipairs(table_.rows) do
    local cells = {}
    for c, heading in ipairs(table_.headings) do cells[heading] = row[c] end
    list[i] = cells
  end
  return list
end

local function sorted(lines)
  table.sort(lines)
  return table.concat(lines)
end

local function of_rule(rule, cities)
  local lines = {}
  for i, cells in ipairs(cities) do
    local bound, most = low_high(cells[rule .. " bound"])
    local met, late = low_high(cells[rule .. " met"]), low_high(cells[rule .. " late"])
    lines[i] = ("%s,%s,bound %d,met %d,late %d,unknown %d\n"):format(rule, cells.Code, bound, met, late, most - bound)
  end
  return sorted(lines)
end

local function of_series(rows)
  local lines = {}
  for i, cells in ipairs(rows) do
    local above, most = low_high(cells.Exceedances)
    local measurements = low_high(cells.Measurements)
    lines[i] = ("q4,%s,%s,measurements %d,exceedances %d,unknown %d\n"):format(cells.Sector, cells.Pollutant, measurements, above, most - above)
  end
  return sorted(lines)
end

--- tables: by the reports' names, as mandate.report.report builds them.
function answers.text(tables)
  local cities = rows_of(tables["by-city"])
  local parts = {}
  for i, rule in ipairs { "q1", "q2-started", "q2-reported", "q3" } do parts[i] = of_rule(rule, cities) end
  local series = tables["by-sector-and-pollutant"]
  if series then parts[#parts + 1] = of_series(rows_of(series)) end
  return table.concat(parts)
end

return answers
