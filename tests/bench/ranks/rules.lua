-- Limits on percentiles and n-th highest values of a year's days, as air law asks them. Invented for measuring.
-- luacheck: globals site reading
instrument "act" { title = "Limits by rank (invented)", issuer = "tests/bench", in_force = { from = "1900-01-01" },
  clauses = { percentile = "The 98th percentile of a year's days is at most 19.55", fourth = "The fourth-highest of a year's days is at most 19.85" } }
kind "site" { lasting = true, fields = { { "code", text, key = true } } }
kind "reading" { fields = { { "site", site, key = true, owner = true }, { "read_on", event, key = true, starts = true }, { "value", number } } }
obligation "percentile" { clause = "act/percentile", per = reading,
  require = reading.site.readings:during(days(365):to(reading.read_on)).value:percentile(98, "nearest rank"):at_most(19.55) }
obligation "fourth" { clause = "act/fourth", per = reading, require = reading.site.readings:during(days(365):to(reading.read_on)).value:highest(4):at_most(19.85) }
