-- Rolling limits, as air and water law asks them of each reading. Invented for measuring.
-- luacheck: globals site reading
instrument "act" { title = "Rolling limits (invented)", issuer = "tests/bench", in_force = { from = "1900-01-01" },
  clauses = { month = "The mean of thirty days is at most 10.0333", year = "The mean of a year's days is at most 10.0333", top = "The highest of thirty days is at most 19.95" } }
kind "site" { lasting = true, fields = { { "code", text, key = true } } }
kind "reading" { fields = { { "site", site, key = true, owner = true }, { "read_on", event, key = true, starts = true }, { "value", number } } }
obligation "month" { clause = "act/month", per = reading, require = reading.site.readings:during(days(30):to(reading.read_on)).value:mean():at_most(10.0333) }
obligation "year" { clause = "act/year", per = reading, require = reading.site.readings:during(days(365):to(reading.read_on)).value:mean():at_most(10.0333) }
obligation "top" { clause = "act/top", per = reading, require = reading.site.readings:during(days(30):to(reading.read_on)).value:max():at_most(19.95) }
