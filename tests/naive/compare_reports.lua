-- The tables of the engine against those of the naive evaluator, cell by cell.
local engine = require "tests.support.engine"
local naive = require "tests.naive.naive"

local compare_reports = {}

-- A number by all of its 15 digits: both round once.
local function number(value) return ("%.15g"):format(value) end

-- A range with its ends; in JSON an end that is missing is null, which is no number here.
local function range(value)
  local low, high = type(value.low) == "number" and value.low or -math.huge, type(value.high) == "number" and value.high or math.huge
  return (value.low_open and "above " or "") .. number(low) .. " to " .. (value.high_open and "below " or "") .. number(high)
end

-- One cell of the naive evaluator, and one of the table: the same text if they say the same.
local function theirs(cell)
  if cell == nil or cell == "absent" then return "-" end
  if type(cell) ~= "table" then return tostring(cell) end
  if cell.low == -math.huge and cell.high == math.huge then return "unknown" end
  return range(cell)
end

local function ours(row, column)
  local text, value = row[column], row.values and row.values[column]
  if value == "not given" then return "-" end -- a verdict's day that the law leaves open
  if value == nil then return text and not text:find "^none %(" and text or "-" end -- "none (none / 5)" is a quotient that is not there
  if type(value) == "table" and value.denominator ~= nil then value = value.rate end -- a rate with its counts
  if type(value) == "table" then return range(value) end
  if type(value) == "number" then return number(value) .. " to " .. number(value) end
  return tostring(value)
end

-- A share of which one end is not known is unknown in a table.
local function same(left, right)
  return left == right or right == "unknown" and left:find("inf", 1, true) ~= nil
end

-- The cells of a table's rows: one line for each row, of an indicator one for each of its parts.
local function lines_of(rows)
  local lines = {}
  for _, row in ipairs(rows) do
    local head = {}
    if row.keys.n == 0 then head[1] = row.record end
    for position = 1, row.keys.n do head[position] = theirs(row.keys[position]) end
    if row.period then head[#head + 1] = row.period end
    local all
    for position = 1, row.cells.n do
      if row.parts or not all then
        all = table.move(head, 1, #head, 1, { subject = row.subject })
        lines[#lines + 1] = all
      end
      if row.parts and #row.parts > 1 then all[#all + 1] = row.parts[position] end
      all[#all + 1] = theirs(row.cells[position])
    end
  end
  return lines
end

--- nil, or what differs between the tables of a case { pack, records, as_of, reports = { name, … } }; `counters` as in naive.report.
function compare_reports.difference(case, options, counters)
  local fine, built = pcall(engine.reports, case.pack, case.records, case.as_of, options)
  if not fine then return "the engine failed: " .. tostring(built) end
  for _, name in ipairs(os.getenv "ALONE" and {} or case.reports) do -- ALONE: as in differential_spec.lua
    local done, rows = pcall(naive.report, case.pack, case.records, name, case.as_of, counters)
    if not done then return ("%s: the naive evaluator failed: %s"):format(name, tostring(rows)) end
    local lines, found = lines_of(rows), built[name].rows
    if #lines ~= #found then return ("%s has %d rows in the naive evaluator and %d in the engine"):format(name, #lines, #found) end
    for index, line in ipairs(lines) do
      for column, cell in ipairs(line) do
        local shown = ours(found[index], column)
        if not same(cell, shown) then
          return ("%s, row %d (%s), column %d: %s in the naive evaluator, %s in the engine"):format(name, index, line.subject, column, cell, shown)
        end
      end
    end
  end
  return nil
end

return compare_reports
