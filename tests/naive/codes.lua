-- Codes that change what they name (meaning.md, section 26), for the naive evaluator: the rows of a file that an import statement reads by a register, as those of its kind.
local counting = require "tests.naive.expressions.counting"
local dates = require "tests.naive.dates"
local records = require "tests.naive.records"
local refused = require "tests.support.refused"

local codes = {}

-- What a code names on a day, looked for row by row; where it names nothing any more, and `outdated` says so, what it named last.
local function named(register, code, day, outdated, context)
  local held, last, last_day
  for _, row in ipairs(register) do
    local from, to = row.from and dates.parse(row.from) or -math.huge, row.to and dates.parse(row.to) or math.huge
    if row[1] == code and from <= day and day <= to then held = row.names or code end
    if row[1] == code and to < day and (not last_day or to > last_day) then last, last_day = row.names or code, to end
  end
  if held then
    if last then counting.note(context, "a code that named another one before") end
    return held
  end
  counting.note(context, "an outdated code, taken for what it named last")
  return outdated and assert(last, code .. " names nothing")
end

local function quoted(cell) return '"' .. cell:gsub('"', '""') .. '"' end

local function decoded(pack, statement, text, context)
  local rows, place = records.split_csv(text), {}
  for column, name in ipairs(rows[1]) do place[name] = column end
  local fields, lines = {}, {}
  for _, field in ipairs(pack.kinds[statement.kind].fields) do fields[#fields + 1] = statement.columns[field.name] and field.name end
  fields[#fields + 1] = statement.columns.effective_from and "effective_from"
  lines[1] = table.concat(fields, ",")
  for index = 2, #rows do
    local cells, is_refused = {}, table.concat(rows[index], "\0"):find(refused.DAY)
    for position, field in ipairs(fields) do
      local said = statement.columns[field]
      local cell = rows[index][place[type(said) == "table" and said[1] or said]] or ""
      if type(said) == "table" and not is_refused then
        cell = named(pack.code_registers[said.code_register], cell, assert(dates.parse(rows[index][place[said.on]])), said.outdated == "last", context)
      end
      cells[position] = quoted(cell)
    end
    lines[index] = table.concat(cells, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end

--- The files by kind, each that a statement reads by a register decoded.
function codes.read(pack, csv_by_kind, counters)
  local found = {}
  for name, text in pairs(csv_by_kind) do
    local statement = pack.coded[name]
    if statement then found[statement.kind] = decoded(pack, statement, text, { counters = counters }) else found[name] = text end
  end
  return found
end

return codes
