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
  if value == nil then return text or "-" end
  if type(value) == "table" and value.denominator ~= nil then value = value.rate end -- a rate with its counts
  if type(value) == "table" then return range(value) end
  if type(value) == "number" then return number(value) .. " to " .. number(value) end
  return tostring(value)
end

-- A share of which one end is not known is unknown in a table.
local function same(left, right)
  return left == right or right == "unknown" and left:find("inf", 1, true) ~= nil
end

--- nil, or what differs in the reports of a case { pack, records, as_of, reports = { names } }.
function compare_reports.difference(case, options, counters)
  local fine, built = pcall(engine.reports, case.pack, case.records, case.as_of, options)
  if not fine then return "the engine failed: " .. tostring(built) end
  for _, name in ipairs(case.reports) do
    local done, rows = pcall(naive.report, case.pack, case.records, name, case.as_of, counters)
    if not done then return ("%s: the naive evaluator failed: %s"):format(name, tostring(rows)) end
    local found = built[name].rows
    if #rows ~= #found then return ("%s has %d rows in the naive evaluator and %d in the engine"):format(name, #rows, #found) end
    for index, row in ipairs(rows) do
      local expected = {}
      if row.keys.n == 0 then expected[1] = row.record end
      for position = 1, row.keys.n do expected[position] = theirs(row.keys[position]) end
      if row.period then expected[#expected + 1] = row.period end
      for position = 1, row.cells.n do expected[#expected + 1] = theirs(row.cells[position]) end
      for column, cell in ipairs(expected) do
        local shown = ours(found[index], column)
        if not same(cell, shown) then
          return ("%s, row %d (%s), column %d: %s in the naive evaluator, %s in the engine"):format(name, index, row.subject, column, cell, shown)
        end
      end
    end
  end
  return nil
end

return compare_reports
