-- Medium combustion plants: limits for sulphur dioxide of existing plants above 5 MW, with their exceptions, and by when plants are registered (EU, Directive 2015/2193).
-- The limits of 400 and 1100, 350 and 850, and 200 mg/Nm3, and the steps of 2025 and 2030, are paraphrased from the table in "New rules on emissions from medium
-- combustion plants adopted" and "Deal on pollution from medium combustion plants" (Acid News, airclim.org), the scope from climatepolicydatabase.org, the exemption of
-- plants that feed district heating from the sentence of Article 6 that wordscope.be quotes, and the day that parts existing from new plants from Annex I of the draft
-- (eumonitor.eu), all as read on public pages in November 2026. What those do not give is from memory, and says so.
-- luacheck: read globals plant reading

kind "plant" { lasting = true, about = "a combustion plant", fields = {
  { "code", text, key = true }, { "started_on", event }, { "input", number, unit = "MW" },
  { "fuel", text, one_of = { "solid biomass", "other solid", "gas oil", "other liquid", "gas" } }, { "straw", yesno },
  { "feeds_network", yesno }, { "registered_on", event } } }

kind "reading" { fields = {
  { "plant", plant, owner = true, key = true }, { "read_on", event, starts = true, key = true }, { "so2", number, unit = "mg/Nm3", min = 0 } } }

local MEMORY = "the number of the paragraph, and the day of the month, are from memory"
instrument "mcpd" { title = "Directive (EU) 2015/2193 on medium combustion plants", issuer = "European Union", citation = "OJ L 313, 28.11.2015, p. 1",
  in_force = { from = "2018-12-20", unconfirmed = "the day by which it was to be transposed, from memory" },
  clauses = {
    ["5.2"] = { "Existing plants above 5 MW are registered or permitted by 1 January 2024, smaller ones by 1 January 2029", unconfirmed = "from memory" },
    ["6.2"] = { "From 1 January 2025 existing plants above 5 MW keep the limits of Annex II", unconfirmed = MEMORY },
    ["6.3"] = { "From 1 January 2030 existing plants of at most 5 MW keep the limits of Annex II", not_encoded = "their table was not read in full", unconfirmed = MEMORY },
    ["6.5"] = { "Until 1 January 2030 existing plants above 5 MW may be exempted that deliver half of their useful heat "
      .. "to a public network for district heating, with at most 1100 mg/Nm3 of sulphur dioxide",
      to = "2029-12-31", unconfirmed = "the ceiling of 1100, and the number of the paragraph, are from memory" },
    so2 = "Existing plants above 5 MW: 200 mg/Nm3 of sulphur dioxide for solid biomass, 400 for other solid fuels, 350 for liquid fuels other than gas oil",
    straw = { "300 for plants that fire straw", unconfirmed = "from memory" },
    smaller = "1100 for plants of at most 20 MW that fire other solid fuels, and 850 for those that fire liquid fuels other than gas oil",
  } }

parameter "so2.biomass" { clause = "mcpd/so2", { "200 mg/Nm3", from = "2018-12-20" } }
parameter "so2.solid"   { clause = "mcpd/so2", { "400 mg/Nm3", from = "2018-12-20" } }
parameter "so2.liquid"  { clause = "mcpd/so2", { "350 mg/Nm3", from = "2018-12-20" } }

exception "straw"          { clause = "mcpd/straw",   to = "so2.biomass", applies = plant.straw, instead = "300 mg/Nm3" }
exception "smaller-solid"  { clause = "mcpd/smaller", to = "so2.solid", applies = plant.input:at_most "20 MW", instead = "1100 mg/Nm3" }
exception "smaller-liquid" { clause = "mcpd/smaller", to = "so2.liquid", applies = plant.input:at_most "20 MW", instead = "850 mg/Nm3" }
exception "district-heat"  { clause = "mcpd/6.5", to = "so2.solid", applies = plant.feeds_network, instead = "1100 mg/Nm3",
  reading = "the competent authority has exempted it" }

local function limit(fuel, parameter_name, examples)
  return { title = "Sulphur dioxide of existing plants above 5 MW: " .. fuel, clause = { "mcpd/6.2", "mcpd/so2" }, per = reading,
    applies = reading.read_on:on_or_after "2025-01-01" & plant.started_on:before "2018-12-20" & plant.input:above "5 MW" & plant.input:below "50 MW" & plant.fuel:is(fuel),
    require = ~reading.so2:above(parameter(parameter_name)), examples = examples }
end

local function read_at(day, so2, status, given, more)
  local example = { at = day, plant = { started_on = "2010-01-01" }, reading = { read_on = day, so2 = so2 }, status = status }
  for key, value in pairs(given) do example.plant[key] = value end
  for key, value in pairs(more or {}) do example[key] = value end
  return example
end

obligation "so2-solid" (limit("other solid", "so2.solid", {
  read_at("2025-01-01", 400, "met", { fuel = "other solid", input = 21, feeds_network = false }),
  read_at("2025-01-01", 401, "breached", { fuel = "other solid", input = 21, feeds_network = false }),
  read_at("2024-12-31", 401, "not_applicable", { fuel = "other solid", input = 21, feeds_network = false }),
  -- 20 MW is still a smaller plant.
  read_at("2025-01-01", 1100, "met", { fuel = "other solid", input = 20, feeds_network = false }),
  read_at("2025-01-01", 1101, "breached", { fuel = "other solid", input = 20, feeds_network = false }),
  -- Who feeds a network has until the end of 2029; that a smaller plant does, too, changes nothing, for both say 1100.
  read_at("2029-12-31", 1100, "met", { fuel = "other solid", input = 40, feeds_network = true }),
  read_at("2030-01-01", 1100, "breached", { fuel = "other solid", input = 40, feeds_network = true }),
  read_at("2029-12-31", 1100, "met", { fuel = "other solid", input = 20, feeds_network = true }),
  -- Nobody knows whether it feeds one: 400 is kept whatever it does, 700 is not told, and 1101 is too much in any case.
  read_at("2025-06-01", 700, "unknown", { fuel = "other solid", input = 21 }, { missing = "feeds_network" }),
  read_at("2025-06-01", 400, "met", { fuel = "other solid", input = 21 }),
  read_at("2025-06-01", 1101, "breached", { fuel = "other solid", input = 21 }),
}))
obligation "so2-liquid" (limit("other liquid", "so2.liquid", {
  read_at("2025-01-01", 850, "met", { fuel = "other liquid", input = 20 }), read_at("2025-01-01", 351, "breached", { fuel = "other liquid", input = 20.1 }),
}))
obligation "so2-biomass" (limit("solid biomass", "so2.biomass", {
  read_at("2025-01-01", 300, "met", { fuel = "solid biomass", input = 10, straw = true }), read_at("2025-01-01", 201, "breached", { fuel = "solid biomass", input = 10,
    straw = false }),
}))

obligation "register" { title = "Registration of existing plants", clause = "mcpd/5.2", per = plant, applies = plant.started_on:before "2018-12-20" & plant.input:below "50 MW",
  arises = "2018-12-20", due = "2024-01-01", done = plant.registered_on,
  examples = { { at = "2024-01-02", plant = { started_on = "2010-01-01", input = 5.1 }, status = "overdue" }, { at = "2024-01-02", plant = { started_on = "2010-01-01",
    input = 5 }, status = "pending" },
    { at = "2029-01-02", plant = { started_on = "2010-01-01", input = 5 }, status = "overdue" }, { at = "2024-01-02", plant = { started_on = "2010-01-01" }, status = "unknown",
      missing = "input" },
    { at = "2024-01-02", plant = { started_on = "2010-01-01", input = 30, registered_on = "2024-01-01" }, status = "met" } } }
exception "up-to-5" { clause = "mcpd/5.2", to = "register", applies = plant.input:at_most "5 MW", instead = { due = "2029-01-01" } }
