-- Energy efficiency: who has an energy management system, and who has its energy audited (EU, Directive (EU) 2023/1791, Article 11).
-- The thresholds of 85 and 10 TJ of the mean yearly consumption over the previous three years with all energy carriers together, and the day of 11 October 2027 are paraphrased
-- from "Article 10 - Energy Management Systems and Energy Audits" (antarisconsulting.com) and "Changes to energy audit and management obligations" (mhc.ie), public pages
-- read in November 2026; the directive's own words were not read. What those do not give is from memory, and says so. The consumption is on record in the unit of
-- each meter and bill; what these are of each other the pack takes from rules/units/energy.lua (a link), and of that file nothing else.
-- luacheck: read globals undertaking consumption energy_audit

units_from "energy.lua" { "MWh", "TJ", "toe" } -- GJ and kWh are taken with them

kind "undertaking" { lasting = true, about = "an enterprise", fields = { { "code", text, key = true }, { "managed_since", event } } }

kind "consumption" { about = "what an enterprise used of one energy carrier in a year",
  complete = "all carriers of a year are told, as the duty to inform the authority has it",
  fields = { { "undertaking", undertaking, owner = true, key = true }, { "carrier", text, key = true }, { "year_end", event, starts = true, key = true },
    { "amount", number, unit = "unit", min = 0 }, { "unit", text, one_of = { "kWh", "MWh", "GJ", "TJ", "toe" } } } }

kind "energy_audit" { fields = { { "code", text, key = true }, { "undertaking", undertaking, owner = true }, { "begun_on", event, starts = true }, { "completed_on", event } } }

instrument "eed" { title = "Directive (EU) 2023/1791 on energy efficiency", issuer = "European Union", citation = "OJ L 231, 20.9.2023, p. 1",
  in_force = { from = "2023-10-10" },
  clauses = {
    ["11.1"] = "Enterprises with a mean yearly consumption of more than 85 TJ over the previous three years, all energy carriers together, have an energy management system "
      .. "by 11 October 2027",
    ["11.2"] = { "Enterprises with more than 10 TJ that have no energy management system have an energy audit by 11 October 2026, and at least every four years after it",
      unconfirmed = "the day of the first audit is from memory; the audits that follow are not encoded here" },
  } }

-- Which three years are the previous ones is read from the year in which the day lies.
parameter "system above" { clause = "eed/11.1", { "85 TJ", from = "2023-10-10" } }
parameter "audit above"  { clause = "eed/11.2", { "10 TJ", from = "2023-10-10" } }

obligation "system" { clause = "eed/11.1", per = undertaking, arises = "2027-01-01", due = "2027-10-11",
  reading = "the previous three years are those before the year of the day, 2024 to 2026",
  applies = (undertaking.consumptions:during("2024/2026").amount:sum() / 3):above(parameter "system above"),
  done = undertaking.managed_since,
  examples = {
    -- 255 TJ in three years, from bills in MWh (63,749.9988 GJ), toe (41,868 GJ) and GJ: 1.2 MJ less, and with a kWh more 2.4 MJ more.
    { at = "2027-10-12", undertaking = {}, status = "not_applicable", consumptions = {
      { carrier = "electricity", year_end = "2024-12-31", amount = "17708.333 MWh" }, { carrier = "oil", year_end = "2025-12-31", amount = "1000 toe" },
      { carrier = "heat", year_end = "2026-12-31", amount = "149382 GJ" } } },
    { at = "2027-10-12", undertaking = {}, status = "overdue", consumptions = {
      { carrier = "electricity", year_end = "2024-12-31", amount = "17708.334 MWh" }, { carrier = "oil", year_end = "2025-12-31", amount = "1000 toe" },
      { carrier = "heat", year_end = "2026-12-31", amount = "149382 GJ" } } },
    { at = "2027-10-11", undertaking = { managed_since = "2027-10-11" }, status = "met", consumptions = {
      { carrier = "heat", year_end = "2026-12-31", amount = "256 TJ" } } },
  } }

obligation "audit" { clause = "eed/11.2", per = undertaking, arises = "2026-01-01", due = "2026-10-11",
  reading = "the previous three years are those before the year of the day, 2023 to 2025; who has a system by the day needs no audit",
  applies = (undertaking.consumptions:during("2023/2025").amount:sum() / 3):above(parameter "audit above") & ~undertaking.managed_since:by "2026-10-11",
  done = undertaking.energy_audits.completed_on:first(),
  examples = {
    -- 30 TJ: 5000 MWh are 18 TJ, and 12 TJ of heat. One kWh more is more than 10 TJ a year.
    { at = "2026-10-12", undertaking = {}, status = "not_applicable", consumptions = {
      { carrier = "electricity", year_end = "2023-12-31", amount = "5000 MWh" }, { carrier = "heat", year_end = "2025-12-31", amount = "12 TJ" } } },
    { at = "2026-10-12", undertaking = {}, status = "overdue", consumptions = {
      { carrier = "electricity", year_end = "2023-12-31", amount = "5000 MWh" }, { carrier = "electricity", year_end = "2024-12-31", amount = "1 kWh" },
      { carrier = "heat", year_end = "2025-12-31", amount = "12 TJ" } } },
    { at = "2026-10-12", undertaking = { managed_since = "2026-10-11" }, status = "not_applicable", consumptions = {
      { carrier = "heat", year_end = "2025-12-31", amount = "31 TJ" } } },
    { at = "2026-10-11", undertaking = {}, status = "met", consumptions = { { carrier = "oil", year_end = "2024-12-31", amount = "717 toe" } },
      energy_audits = { { begun_on = "2026-05-01", completed_on = "2026-10-11" } } },
    -- 716.5 toe are 29.998 TJ, and of an amount in a unit that nobody told nothing is known.
    { at = "2026-10-12", undertaking = {}, status = "not_applicable", consumptions = { { carrier = "oil", year_end = "2024-12-31", amount = "716.5 toe" } } },
    { at = "2026-10-12", undertaking = {}, status = "unknown", missing = "unit", consumptions = { { carrier = "oil", year_end = "2024-12-31", amount = 800 } } },
  } }

report "thresholds" { title = "Mean yearly consumption, 2023 to 2025", per = undertaking, total = true,
  columns = { { "TJ in three years", undertaking.consumptions:during("2023/2025").amount:sum():in_unit "TJ" } } }
