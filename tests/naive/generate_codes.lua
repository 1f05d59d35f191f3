-- Random packs of which one file is read by a register of codes that changed what they named: codes that another thing has later, and such as name nothing any more.
local dates = require "tests.naive.dates"
local records_of = require "tests.naive.records"
local refused = require "tests.support.refused"

local generate_codes = {}

-- Codes of two substances: from some days on the first has the second's, the second a new one; "K9" names one until then and nothing since.
local function register(source)
  local change = dates.make(source.between(1999, 2005), source.up_to(12), source.up_to(28))
  local function day(number) return dates.format(number) end
  local rows = { { "K1", "cod", nil, change - 1 }, { "K2", "so2", nil, change - 1 }, { "K2", "cod", change, nil }, { "K3", "so2", change, nil },
    { "K9", "cod", nil, change - 1 } }
  local text = {}
  for index, row in ipairs(source.shuffled(rows)) do
    text[index] = ('{ "%s", names = "%s"%s%s }'):format(row[1], row[2], row[3] and (', from = "%s"'):format(day(row[3])) or "",
      row[4] and (', to = "%s"'):format(day(row[4])) or "")
  end
  return ('code_register "substance" { unconfirmed = "made up", %s }\n'):format(table.concat(text, ", ")), rows
end

local function code_of(source, rows, name, day, outdated)
  local held, ended = {}, {}
  for _, row in ipairs(rows) do
    if row[2] == name and (row[3] or -math.huge) <= day and day <= (row[4] or math.huge) then held[#held + 1] = row[1] end
    if row[2] == name and row[1] == "K9" and row[4] < day then ended[#ended + 1] = row[1] end
  end
  return outdated and #ended > 0 and source.chance(30) and ended[1] or source.pick(held)
end

--- The pack, with such a register, and the records with loads whose substances are codes, in some of the cases.
function generate_codes.add(source, pack, records)
  if not source.chance(25) then return pack end
  local text, rows = register(source)
  local outdated = source.chance(50)
  local lines = records_of.split_csv(records.load)
  local header, place = lines[1], {}
  for column, name in ipairs(header) do place[name] = column end
  for index = 1, #lines do
    local cells = lines[index]
    local day = index > 1 and not table.concat(cells, " "):find(refused.DAY) and dates.parse(cells[place.year_end])
    if day then cells[place.pollutant] = code_of(source, rows, cells[place.pollutant], day, outdated) end
    if index == 1 then cells[place.pollutant] = "Sort" end
    for column, cell in ipairs(cells) do cells[column] = '"' .. cell:gsub('"', '""') .. '"' end
    lines[index] = table.concat(cells, ",")
  end
  records["coded-loads"], records.load = table.concat(lines, "\n") .. "\n", nil
  local columns = {}
  for _, name in ipairs { "enterprise", "year_end", "amount", "amount_sign", "quota", "effective_from" } do
    if place[name] then columns[#columns + 1] = ('%s = "%s"'):format(name, name) end
  end
  return pack .. text .. ('import "coded-loads" { kind = load, pollutant = { "Sort", code_register = "substance", on = "year_end"%s }, %s }\n'):format(
    outdated and ', outdated = "last"' or "", table.concat(columns, ", "))
end

return generate_codes
