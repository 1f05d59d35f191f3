-- Two ways of keeping the rules on organic solvents (Industrial Emissions Directive, chapter V): limit values in waste gases and for fugitive emissions, or a reduction scheme
-- by which as little is emitted in all. The operator elects one, and only that one is judged. Told from memory of Directive 2010/75/EU, Article 59 and Annex VII, so that every
-- clause and figure is unconfirmed; that the election of 1 January counts for the whole year is the pack's. No text is copied.
-- luacheck: read globals installation election balance

kind "installation" { lasting = true, about = "a heatset web offset printer that uses more than 25 t of solvent a year", fields = { { "code", text, key = true } } }
kind "election" { about = "the way that an operator elected, from a day on", fields = { { "installation", installation, key = true, owner = true },
  { "elected_on", event, starts = true, key = true }, { "route", text, one_of = { "limit values", "reduction scheme" } } } }
kind "balance" { about = "the solvent balance of a year, by its last day", fields = { { "installation", installation, key = true, owner = true },
  { "year_end", event, starts = true, key = true }, { "waste_gas", number, unit = "mg/Nm3", min = 0, about = "carbon, the highest day mean" },
  { "fugitive", number, unit = "%", min = 0, max = 100, about = "of the input of solvent" }, { "emitted", number, unit = "t", min = 0 },
  { "target", number, unit = "t", min = 0, about = "what the scheme lets it emit in the year" } } }

instrument "ied" { title = "Directive 2010/75/EU (IED), chapter V", issuer = "European Parliament and Council",
  in_force = { from = "2014-01-07", unconfirmed = "the first day for existing installations, from memory" },
  clauses = {
    ["59.1a"] = { "Emissions in waste gases and fugitive emissions do not exceed the limit values", unconfirmed = "told from memory" },
    ["59.1b"] = { "Or the installation keeps a reduction scheme that reduces emissions as much", unconfirmed = "told from memory" },
    ["VII.2"] = { "Heatset web offset printing above 25 t: 20 mg/Nm3 of carbon, and 30 percent of the input", unconfirmed = "the figures are from memory" },
  } }
parameter "waste-gas" { clause = "ied/VII.2", { "20 mg/Nm3", from = "2014-01-01" } }
parameter "fugitive"  { clause = "ied/VII.2", { "30 %", from = "2014-01-01" } }

local elections = installation.elections:where(election.elected_on:by(period.from))
local balances  = installation.balances:during(period)

-- The way that was elected by the first day of the year; without an election on record nobody knows it.
decision "installation.route" { reading = "the election that stands on 1 January counts for the year", per = { installation, year }, hit = "first", evidence = elections,
  columns = { elections:last().route },
  rows = { { "limit values", "limit values" }, { "reduction scheme", "reduction scheme" } } }

obligation "solvents" { title = "Emissions of solvents", clause = "ied/59.1a", per = { installation, year }, applies = as_of:on_or_after(period.to),
  require = ~balances.waste_gas:max():above(parameter "waste-gas") & ~balances.fugitive:max():above(parameter "fugitive"),
  examples = {
    -- By the limit values, at both and above one of them; what the scheme would ask is not judged.
    { at = "2020-12-31", elections = { { elected_on = "2019-05-01", route = "limit values" } }, status = "met",
      balances = { { year_end = "2020-12-31", waste_gas = 20, fugitive = 30, emitted = 9, target = 1 } } },
    { at = "2020-12-31", elections = { { elected_on = "2019-05-01", route = "limit values" } }, status = "breached",
      balances = { { year_end = "2020-12-31", waste_gas = 20, fugitive = 30.1, emitted = 1, target = 9 } } },
    -- By the scheme, at the target and above it; what the limit values ask is not judged.
    { at = "2020-12-31", elections = { { elected_on = "2019-05-01", route = "reduction scheme" } }, status = "met",
      balances = { { year_end = "2020-12-31", waste_gas = 90, fugitive = 60, emitted = 9, target = 9 } } },
    { at = "2020-12-31", elections = { { elected_on = "2019-05-01", route = "reduction scheme" } }, status = "breached",
      balances = { { year_end = "2020-12-31", waste_gas = 1, fugitive = 1, emitted = 9.1, target = 9 } } },
    -- Another way from a day on: on 1 January it counts for the year, on the day after for the next one.
    { at = "2020-12-31", elections = { { elected_on = "2019-05-01", route = "limit values" }, { elected_on = "2020-01-01", route = "reduction scheme" } }, status = "met",
      balances = { { year_end = "2020-12-31", waste_gas = 90, fugitive = 60, emitted = 9, target = 9 } } },
    { at = "2020-12-31", elections = { { elected_on = "2019-05-01", route = "limit values" }, { elected_on = "2020-01-02", route = "reduction scheme" } }, status = "breached",
      balances = { { year_end = "2020-12-31", waste_gas = 90, fugitive = 60, emitted = 9, target = 9 } } },
    -- No election on record: nobody knows which of the two is to be kept, unless both are, or neither is.
    { at = "2020-12-31", status = "unknown", balances = { { year_end = "2020-12-31", waste_gas = 90, fugitive = 60, emitted = 9, target = 9 } } },
    { at = "2020-12-31", status = "met", balances = { { year_end = "2020-12-31", waste_gas = 20, fugitive = 30, emitted = 9, target = 9 } } },
    { at = "2020-12-31", status = "breached", balances = { { year_end = "2020-12-31", waste_gas = 90, fugitive = 60, emitted = 10, target = 9 } } },
    -- What the way that was not elected asks need not be known.
    { at = "2020-12-31", elections = { { elected_on = "2019-05-01", route = "limit values" } }, status = "met",
      balances = { { year_end = "2020-12-31", waste_gas = 20, fugitive = 30 } } },
    { at = "2020-12-31", elections = { { elected_on = "2019-05-01", route = "limit values" } }, status = "unknown", missing = "fugitive",
      balances = { { year_end = "2020-12-31", waste_gas = 20, emitted = 9, target = 9 } } },
  } }
exception "reduction-scheme" { title = "Reduction scheme", clause = "ied/59.1b", to = "solvents", applies = installation.route:is "reduction scheme",
  instead = { require = ~balances.emitted:sum():above(balances.target:sum()) } }
