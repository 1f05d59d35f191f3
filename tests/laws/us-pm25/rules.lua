-- The 24-hour standard for fine particles (US): the mean of three years of the 98th percentile of daily means. The level, the ranks of the percentile and how numbers are rounded
-- are told from memory of 40 CFR 50.13 and appendix N to part 50; no text is copied, and every clause is unconfirmed.
-- luacheck: read globals monitor reading

local MEMORY = "from memory"
instrument "pm25-2006" { title = "National primary 24-hour standard for PM2.5", issuer = "US EPA", citation = "40 CFR 50.13 and appendix N to part 50",
  in_force = { from = "2006-12-18", unconfirmed = MEMORY },
  clauses = {
    level = { "The mean of three years of the annual 98th percentile may not exceed 35 ug/m3", unconfirmed = MEMORY },
    rank = { "Of n daily values put in order from the lowest, the 98th percentile is that behind the whole part of 0.98 n", unconfirmed = MEMORY },
    rounding = { "The mean of three years is rounded to a whole number, a half upwards", unconfirmed = MEMORY },
    complete = { "A year counts if each quarter has 75 percent of its days", not_encoded = "left out here; tests/laws/us-ozone has the like", unconfirmed = MEMORY },
  } }

kind "monitor" { lasting = true, fields = { { "code", text, key = true } } }
kind "reading" { about = "the mean of a day", fields = { { "monitor", monitor, owner = true, key = true }, { "measured_on", event, starts = true, key = true },
  { "value", number, unit = "ug/m3", min = 0 } } }

term "monitor.percentile" { per = { monitor, year }, value = monitor.readings:during(period).value:percentile(98, "next rank") }
term "monitor.design_value" { per = { monitor, year }, title = "Design value",
  value = ((monitor.percentile + monitor.percentile:previous() + monitor.percentile:previous(2)) / 3):rounded(0) }

-- Readings of three years, each so many days of which the first ones have these values and the rest `low`.
local function three_years(status, last, before, first, days)
  local list = {}
  for back, highest in ipairs { last, before, first } do
    for day = 1, days or 50 do
      list[#list + 1] = { measured_on = ("%d-%02d-%02d"):format(2021 - back, (day - 1) // 28 + 1, (day - 1) % 28 + 1), value = highest[day] or 5 }
    end
  end
  return { at = "2020-12-31", period = "2020", monitor = {}, status = status, readings = list }
end

obligation "pm25" { title = "24-hour standard for PM2.5", clause = { "pm25-2006/level", "pm25-2006/rank", "pm25-2006/rounding" }, per = { monitor, year },
  applies = as_of:on_or_after(period.to), require = ~monitor.design_value:above "35 ug/m3",
  examples = {
    -- Of 50 days the 98th percentile is the 50th, the highest; of 51 to 100 it is the second highest, and of 101 the third.
    three_years("met", { 35 }, { 35 }, { 35 }), three_years("breached", { 36 }, { 36 }, { 36 }),
    three_years("met", { 99, 35 }, { 99, 35 }, { 99, 35 }, 51), three_years("breached", { 99, 36 }, { 99, 36 }, { 99, 36 }, 51),
    three_years("met", { 99, 35 }, { 99, 35 }, { 99, 35 }, 100),
    three_years("breached", { 99, 36 }, { 99, 36 }, { 99, 36 }, 100), three_years("met", { 99, 98, 35 }, { 99, 98, 35 }, { 99, 98, 35 }, 101),
    -- 35.4 is 35, and 35.5 is 36.
    three_years("met", { 35.2 }, { 35.4 }, { 35.6 }), three_years("breached", { 35.4 }, { 35.5 }, { 35.6 }),
    -- One high year is made up for by low ones, and not by one of which nothing is on record.
    three_years("met", { 45 }, { 30 }, { 30 }), three_years("breached", { 47 }, { 30 }, { 30 }),
    { at = "2020-12-31", period = "2020", monitor = {}, readings = { { measured_on = "2020-03-01", value = 12 } }, status = "unknown" },
    -- A day without its value may be the highest one, or the one below it.
    { at = "2020-12-31", period = "2020", monitor = {}, status = "unknown", missing = "value",
      readings = { { measured_on = "2018-03-01", value = 12 }, { measured_on = "2019-03-01", value = 12 }, { measured_on = "2020-03-01" } } },
  } }
