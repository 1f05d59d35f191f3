-- INVENTED, to try tables of the law: one whose rows give several results, one of which several rows hold and say the same, and points that are added up, counted, and of which the
-- highest applies. No such law is known.
-- luacheck: read globals plant visit

instrument "act" { title = "Invented act on permits", issuer = "nobody", in_force = { from = "2020-01-01" }, clauses = {
  classes = "A plant of 50 MW and more has a permit of the long form for 5 years, one of 20 MW and more a short one for 10, and a smaller one is registered",
  urgent = "A plant is urgent if it burns coal, if its name holds the word `waste`, or if it lies by a river",
  points = "Coal brings 5 points, 50 MW and more 3, a river 2; a plant of 7 points is visited in each year",
  grounds = "Two of the three grounds of `urgent` make a plant one of concern",
  rate = "The rate is 1 CNY, for urgent plants 2, and for those by a river 3; the highest applies" } }

kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "name", text }, { "power", number, unit = "MW", min = 0 }, { "fuel", text, one_of = { "coal", "gas",
  "waste" } },
  { "river", yesno }, { "permitted_on", event }, { "permit_ends_on", date } } }
kind "visit" { fields = { { "plant", plant, owner = true, key = true }, { "made_on", event, starts = true, key = true } } }

decision "plant.permit" { clause = "act/classes", results = { "form", "years" }, columns = { plant.power },
  rows = { { at_least "50 MW", "long", 5 }, { at_least "20 MW" & below "50 MW", "short", 10 }, { below "20 MW", "none", not_given "registered, without an end" } } }

local by_name = contains("waste", "Waste")
decision "plant.urgent" { clause = "act/urgent", hit = "any", columns = { plant.fuel, plant.name, plant.river },
  rows = { { "coal", any, any, yes }, { any, by_name, any, yes }, { any, any, yes, yes }, { ~is "coal", ~by_name, no, no } } }
decision "plant.points"  { clause = "act/points", hit = "sum of", columns = { plant.fuel, plant.power, plant.river },
  rows = { { "coal", any, any, 5 }, { any, at_least "50 MW", any, 3 }, { any, any, yes, 2 } } }
decision "plant.grounds" { clause = "act/grounds", hit = "count of", columns = { plant.fuel, plant.name, plant.river },
  rows = { { "coal", any, any, 1 }, { any, by_name, any, 1 }, { any, any, yes, 1 } } }
decision "plant.rate"    { clause = "act/rate", hit = "highest", columns = { plant.urgent, plant.river },
  rows = { { any, any, "1 CNY" }, { yes, any, "2 CNY" }, { any, yes, "3 CNY" } } }

obligation "form" { title = "A permit for so many years, where the form is long or short", clause = "act/classes", per = plant, applies = ~plant.permit.form:is "none",
  require = plant.permit_ends_on:by(plant.permitted_on + years(plant.permit.years)),
  examples = {
    { at = "2024-01-01", plant = { power = 50, permitted_on = "2021-03-01", permit_ends_on = "2026-03-01" }, status = "met" },
    { at = "2024-01-01", plant = { power = 50, permitted_on = "2021-03-01", permit_ends_on = "2026-03-02" }, status = "breached" },
    { at = "2024-01-01", plant = { power = 49.9, permitted_on = "2021-03-01", permit_ends_on = "2031-03-01" }, status = "met" },
    { at = "2024-01-01", plant = { power = 19.9, permitted_on = "2021-03-01", permit_ends_on = "2099-03-01" }, status = "not_applicable" },
    -- Either form asks for no more than ten years, and five are kept by both.
    { at = "2024-01-01", plant = { permitted_on = "2021-03-01", permit_ends_on = "2026-03-01" }, status = "unknown", missing = "power" },
  } }

obligation "visit" { title = "Plants of seven points are visited in each year", clause = "act/points", per = { plant, year }, applies = plant.points:at_least(7),
  due = period.to, done = plant.visits:during(period).made_on:first(),
  examples = {
    { at = "2024-01-01", period = "2023", plant = { fuel = "coal", power = 49, river = true }, status = "overdue" }, -- 5 and 2
    { at = "2024-01-01", period = "2023", plant = { fuel = "coal", power = 49, river = false }, status = "not_applicable" }, -- 5
    { at = "2024-01-01", period = "2023", plant = { fuel = "gas", power = 50, river = true }, status = "not_applicable" }, -- 3 and 2
    { at = "2024-01-01", period = "2023", plant = { fuel = "coal", power = 50 }, status = "overdue" }, -- 8, with the river or without
    { at = "2024-01-01", period = "2023", plant = { fuel = "coal", river = false }, status = "unknown", missing = "power" },
  } }

obligation "concern" { title = "No plant is one of concern", clause = { "act/grounds", "act/urgent" }, per = plant, applies = plant.urgent, require = plant.grounds:below(2),
  examples = {
    { at = "2024-01-01", plant = { fuel = "coal", name = "North", river = false }, status = "met" },
    { at = "2024-01-01", plant = { fuel = "coal", name = "North waste works", river = false }, status = "breached" },
    { at = "2024-01-01", plant = { fuel = "gas", name = "North", river = false }, status = "not_applicable" },
    { at = "2024-01-01", plant = { fuel = "gas", name = "Wasteland", river = true }, status = "breached" },
    { at = "2024-01-01", plant = { fuel = "coal", name = "North" }, status = "unknown", missing = "river" }, -- urgent in any case; of one ground or two nobody knows
  } }

obligation "rate" { title = "No plant at the highest rate", clause = "act/rate", per = plant, require = plant.rate:below "3 CNY",
  examples = {
    { at = "2024-01-01", plant = { fuel = "coal", name = "North", river = false }, status = "met" },
    { at = "2024-01-01", plant = { fuel = "gas", name = "North", river = true }, status = "breached" },
    { at = "2024-01-01", plant = { fuel = "gas", name = "North" }, status = "unknown", missing = "river" },
    { at = "2024-01-01", plant = { name = "North", river = false }, status = "met" }, -- 1 or 2
  } }
