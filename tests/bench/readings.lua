-- Writes site.csv and reading.csv: so many sites with a reading of each of so many days, a share of them blank.
--   lua5.4 tests/bench/readings.lua FOLDER SITES DAYS PERCENT_UNKNOWN
local random = require "tests.naive.random"

local folder, sites, days, unknown = arg[1], tonumber(arg[2]), tonumber(arg[3]), tonumber(arg[4])

local function file(name, header)
  local handle = assert(io.open(folder .. "/" .. name, "wb"))
  handle:setvbuf("full", 1 << 20)
  handle:write(header, "\n")
  return handle
end

-- The days of the calendar, written once: every site has the same.
local written, year, month, day = {}, 1901, 1, 1
local lengths = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
for i = 1, days do
  written[i] = ("%04d-%02d-%02d"):format(year, month, day)
  local leap = month == 2 and year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
  day = day + 1
  if day > lengths[month] + (leap and 1 or 0) then month, day = month + 1, 1 end
  if month > 12 then year, month = year + 1, 1 end
end

local source = random.source(1)
local site, reading = file("site.csv", "code"), file("reading.csv", "site,read_on,value")
for s = 1, sites do
  site:write("s", s, "\n")
  for d = 1, days do
    local tenths = source.between(0, 200)
    reading:write("s", s, ",", written[d], ",", source.chance(unknown) and "" or ("%d.%d"):format(tenths // 10, tenths % 10), "\n")
  end
end
assert(site:close() and reading:close())
