-- The 8-hour standard for ozone (US, 2015): at each monitor the mean of three years of the fourth-highest daily maximum, cut off behind the third place.
-- That the annual fourth-highest daily maximum counts, averaged over years, and that a year's days must be there to 75 percent, is told by the contents of EPA's guideline to the
-- standard before it (EPA-454/R-98-017, December 1998), as read on public pages in November 2026; the level, how numbers are cut off and the 90 percent are from memory.
-- luacheck: read globals monitor reading

kind "monitor" { lasting = true, about = "a place where ozone is measured", fields = {
  { "code", text, key = true }, { "season_days", number, min = 1, about = "how many days its ozone season has in a year" } } }

kind "reading" { about = "the greatest of a day's 8-hour means, of a day with enough hours", fields = {
  { "monitor", monitor, owner = true, key = true }, { "measured_on", event, starts = true, key = true }, { "value", number, unit = "ppm", min = 0 } } }

instrument "ozone-2015" { title = "National primary ambient air quality standard for ozone", issuer = "US EPA", citation = "40 CFR 50.19 and appendix U to part 50",
  in_force = { from = "2015-12-28", unconfirmed = "the day and both numbers are from memory" },
  clauses = {
    level = { "The mean over three years of the annual fourth-highest daily maximum may not exceed 0.070 ppm", unconfirmed = "the level is from memory" },
    digits = { "Daily maxima and the mean of three years are cut off behind the third decimal", unconfirmed = "from memory; the standard of 1997 was rounded to two" },
    complete = { "Three years show that the standard is met if each has 75 percent of the days of its season, and all of them together 90",
      unconfirmed = "the 90 percent are from memory" },
    exceeded = { "Three years show that it is exceeded also where days are missing", unconfirmed = "from memory" },
    events = { "Days of exceptional events may be left out", not_encoded = "whether a day is one is EPA's to say" },
  } }

local this_year = monitor.readings:during(period)

term "reading.cut_off" { value = reading.value:rounded(3, "down") }
term "monitor.fourth" { per = { monitor, year }, value = this_year.cut_off:highest(4) }
term "monitor.design_value" { per = { monitor, year }, title = "Design value",
  value = ((monitor.fourth + monitor.fourth:previous() + monitor.fourth:previous(2)) / 3):rounded(3, "down") }

term "monitor.measured" { per = { monitor, year }, value = this_year:where(reading.value:given()):count() / monitor.season_days }
term "monitor.complete" { per = { monitor, year },
  value = monitor.measured:at_least(0.75) & monitor.measured:previous():at_least(0.75) & monitor.measured:previous(2):at_least(0.75)
    & ((monitor.measured + monitor.measured:previous() + monitor.measured:previous(2)) / 3):at_least(0.9) }

-- The readings of three years: of each year the values of its first days of May. Of a season of five days four are 80 percent.
local function readings(years)
  local list = {}
  for back, values in ipairs(years) do
    for day, value in ipairs(values) do list[#list + 1] = { measured_on = ("%d-05-%02d"):format(2021 - back, day), value = value or nil } end
  end
  return list
end

local function three_years(status, last, before, first, more)
  local example = { at = "2020-12-31", monitor = { season_days = 5 }, status = status, readings = readings { last, before, first } }
  for key, value in pairs(more or {}) do example[key] = value end
  return example
end
local function so_many(n)
  local list = {}
  for day = 1, n do list[day] = 0.060 end
  return list
end
local low, full = { 0.060, 0.060, 0.060, 0.060, 0.060 }, { 0.075, 0.074, 0.073, 0.070, 0.069 }

obligation "ozone" { title = "8-hour standard for ozone", clause = { "ozone-2015/level", "ozone-2015/digits", "ozone-2015/complete", "ozone-2015/exceeded" },
  per = { monitor, year }, applies = as_of:on_or_after(period.to), require = ~monitor.design_value:above "0.070 ppm",
  evidence = this_year:where(monitor.complete),
  examples = {
    -- (0.070 + 0.070 + 0.072) / 3 = 0.0706…, of which 0.070 is kept; at 0.071 it is exceeded.
    three_years("met", full, full, { 0.090, 0.074, 0.073, 0.072, 0.069 }),
    three_years("breached", full, { 0.090, 0.074, 0.073, 0.071, 0.069 }, { 0.090, 0.074, 0.073, 0.072, 0.069 }),
    -- Three days above the level in each year exceed nothing; of equal days each counts.
    three_years("met", { 0.100, 0.100, 0.100, 0.070, 0.010 }, full, full),
    three_years("breached", { 0.073, 0.073, 0.073, 0.073, 0.010 }, full, full),
    -- A day of 0.0709 is one of 0.070, so that these years come to 0.070, and not to 0.0709.
    three_years("met", { 0.0719, 0.0709, 0.0709, 0.0709, 0.01 }, full, full),
    -- 14 days of 15 are 93 percent; 13 are 86, and show nothing; nor do years of which one has 60 percent.
    three_years("met", low, low, { 0.060, 0.060, 0.060, 0.060 }),
    three_years("unknown", low, { 0.060, 0.060, 0.060, 0.060 }, { 0.060, 0.060, 0.060, 0.060 }),
    three_years("unknown", low, low, { 0.060, 0.060, 0.060 }),
    three_years("unknown", low, low, {}),
    three_years("met", so_many(10), so_many(10), so_many(8), { monitor = { season_days = 10 } }),
    three_years("unknown", so_many(10), so_many(10), so_many(7), { monitor = { season_days = 10 } }), -- 90 percent of all, and 70 of one year
    -- What is exceeded is, however few days are there.
    three_years("breached", { 0.080, 0.080, 0.080, 0.080 }, { 0.080, 0.080, 0.080, 0.080 }, { 0.080, 0.080, 0.080, 0.080 }),
    -- A day of which nobody knows the value may be among the four highest, and is none of the days that are there.
    three_years("unknown", { 0.075, 0.074, 0.073, false, 0.070 }, full, full, { missing = "value" }),
    three_years("unknown", low, low, low, { monitor = {}, missing = "season_days" }),
    -- The year that is running shows nothing yet.
    three_years("not_applicable", low, low, low, { at = "2020-12-30", period = "2020" }),
  } }
