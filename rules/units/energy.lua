-- Energy, for laws that set a threshold in one unit and receive records in others: copy or link this file into a pack's folder (README.md).
-- The joule, the prefixes and the hour are those of the SI Brochure (9th edition: the joule in table 4, the hour in table 8, prefixes in table 7), cited from memory.
local SI = "the SI Brochure, 9th edition (cited from memory)"

unit "J"   { title = { en = "joule", zh = "焦耳" }, ucum = "J", source = SI }
unit "kJ"  { "1000 J", ucum = "kJ", source = SI }
unit "MJ"  { "1000 kJ", ucum = "MJ", source = SI }
unit "GJ"  { "1000 MJ", ucum = "GJ", source = SI }
unit "TJ"  { "1000 GJ", ucum = "TJ", source = SI }
unit "Wh"  { "3600 J", title = { en = "watt hour", zh = "瓦时" }, ucum = "W.h", source = SI }
unit "kWh" { "1000 Wh", ucum = "kW.h", source = SI }
unit "MWh" { "1000 kWh", ucum = "MW.h", source = SI }
unit "GWh" { "1000 MWh", ucum = "GW.h", source = SI }

-- UCUM has no code for the two that follow.
unit "toe"  { "41.868 GJ", title = { en = "tonne of oil equivalent", zh = "吨油当量" },
  source = "the International Energy Agency's definition, 10 Gcal of the international table (cited from memory)" }
unit "ktoe" { "1000 toe", source = "the prefix kilo" }
unit "tce"  { "29.3076 GJ", title = { en = "tonne of coal equivalent", zh = "吨标准煤" }, source = "GB/T 2589, 29307.6 kJ/kg (cited from memory)",
  unconfirmed = { en = "from memory; other sources round it to 29.3 or 29.31 GJ", zh = "凭记忆；另有取 29.3 或 29.31 GJ 者" } }
