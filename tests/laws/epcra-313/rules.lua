-- Toxic chemical release reporting: from which quantities a facility reports a chemical (US, EPCRA section 313; 40 CFR part 372).
-- The thresholds of 25,000 pounds a year manufactured or processed and 10,000 otherwise used, and the day of 1 July, are paraphrased from the public pages of
-- Nebraska's department of environmental quality ("Toxic Chemical Release (section 313)") and paintcenter.org ("TRI 313"), read in November 2026. The numbers of the sections
-- are from memory, and so is that EPA converts a pound to 0.454 kg; the pack takes that pound from rules/units/epa/pound.lua, and no other (links).
-- luacheck: read globals facility chemical activity

kind "facility" { lasting = true, fields = { { "code", text, key = true }, { "employees", number, min = 0 } } }
kind "chemical" { lasting = true, about = "a listed chemical at a facility", fields = { { "facility", facility, key = true, owner = true }, { "name", text, key = true } } }
kind "activity" { about = "a quantity that was manufactured, processed or otherwise used", complete = "the facility's own books hold all of its quantities",
  fields = { { "code", text, key = true }, { "chemical", chemical, owner = true }, { "on_day", event, starts = true },
    { "sort", text, one_of = { "manufactured", "processed", "otherwise used" } },
    { "quantity", number, unit = "unit", min = 0 }, { "unit", text, one_of = { "lb", "kg", "t", "short_ton" } } } }
kind "form" { about = "a Form R", fields = { { "chemical", chemical, owner = true, key = true }, { "reporting_year", event, starts = true, key = true },
  { "received_on", event } } }

instrument "epcra" { title = "Emergency Planning and Community Right-to-Know Act, section 313", issuer = "United States",
  in_force = { from = "1989-01-01", unconfirmed = "from when the thresholds have stood so is from memory" },
  clauses = {
    ["372.22"] = { "A facility with ten or more full-time employees reports a listed chemical of which it manufactures, processes "
      .. "or otherwise uses more than the threshold in a year",
      unconfirmed = "the number of the section is from memory" },
    ["372.25"] = { "25,000 pounds a year manufactured or processed, 10,000 pounds a year otherwise used", unconfirmed = "the number of the section is from memory" },
    ["372.30"] = { "The report for a calendar year is due by 1 July of the next one", unconfirmed = "the number of the section is from memory" },
  } }

parameter "made" { clause = "epcra/372.25", { "25000 lb", from = "1989-01-01" } }
parameter "used" { clause = "epcra/372.25", { "10000 lb", from = "1989-01-01" } }

local function of_year(sort) return chemical.activities:during(period):where(activity.sort:is(sort)).quantity:sum() end
term "chemical.over" { per = { chemical, year },
  value = of_year("manufactured"):above(parameter "made") | of_year("processed"):above(parameter "made") | of_year("otherwise used"):above(parameter "used") }

local function processed(quantity) return { on_day = "2024-03-01", sort = "processed", quantity = quantity } end
local function used(quantity) return { on_day = "2024-03-01", sort = "otherwise used", quantity = quantity } end
obligation "form-r" { clause = { "epcra/372.22", "epcra/372.25", "epcra/372.30" }, per = { chemical, year }, due = period.to + months(6) + days(1),
  applies = facility.employees:at_least(10) & chemical.over,
  done = chemical.forms:during(period).received_on:first(),
  examples = {
    -- 11,350 kg are 25,000 lb at 0.454 kg to the pound, and no more (at 0.45359237 they would be 25,022): the threshold is not exceeded.
    { at = "2025-07-02", period = "2024", facility = { employees = 10 }, status = "not_applicable", activities = { processed "11350 kg" } },
    { at = "2025-07-02", period = "2024", facility = { employees = 10 }, status = "overdue", activities = { processed "11350.001 kg" } },
    { at = "2025-07-01", period = "2024", facility = { employees = 10 }, status = "pending", activities = { processed "11350.001 kg" } },
    { at = "2025-07-01", period = "2024", facility = { employees = 10 }, status = "met", activities = { processed "12.6 short_ton" },
      forms = { { reporting_year = "2024-12-31", received_on = "2025-07-01" } } },
    -- Bought in pounds and in kilograms: 6,000 lb and 1.816 t, which are 4,000 lb, and a gram more.
    { at = "2025-07-02", period = "2024", facility = { employees = 10 }, status = "not_applicable",
      activities = { used "6000 lb", used "1.816 t" } },
    { at = "2025-07-02", period = "2024", facility = { employees = 10 }, status = "overdue",
      activities = { used "6000 lb", used "1.816001 t" } },
    { at = "2025-07-02", period = "2024", facility = { employees = 9 }, status = "not_applicable", activities = { processed "20 t" } },
  } }
