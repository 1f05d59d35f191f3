-- Codes of places in China that changed: counties and cities that became districts under new codes, here three of Jiangsu (GB/T 2260).
-- Which codes they were, and the days, are from
-- memory; no text is copied, and
-- every row is unconfirmed. That each place must be reported is an invented rule, by which the records can be judged.
-- luacheck: read globals district load

instrument "codes" { title = "GB/T 2260, codes of administrative divisions", issuer = "China", in_force = { from = "2008-01-01", unconfirmed = "from memory" },
  clauses = { jiangsu = { "The codes of Jiangsu's counties, cities and districts", unconfirmed = "from memory" } } }
instrument "invented" { title = "An invented rule", issuer = "nobody", in_force = { from = "2008-01-01" }, clauses = {
  total = { "No place discharges more than 100 t in a year, under whatever code it is reported", unconfirmed = "invented" } } }

kind "district" { lasting = true, fields = { { "code", text, key = true, about = "one name for a place, whatever its code was" } } }
kind "load" { fields = { { "code", text, key = true }, { "district", district, owner = true }, { "made_on", event, starts = true }, { "amount", number, unit = "t", min = 0 } } }

local function since(code, name, day) return { code, names = name, from = day, clause = "codes/jiangsu", unconfirmed = "from memory" } end
local function until_day(code, name, day) return { code, names = name, to = day, clause = "codes/jiangsu", unconfirmed = "from memory" } end

code_register "division" { of = district, clause = "codes/jiangsu",
  until_day("320584", "wujiang", "2012-10-28"), since("320509", "wujiang", "2012-10-29"),
  until_day("320124", "lishui", "2013-02-19"), since("320117", "lishui", "2013-02-20"),
  until_day("320125", "gaochun", "2013-02-19"), since("320118", "gaochun", "2013-02-20"),
  { "320500", names = "suzhou" } }

-- Files name places by the codes of their day, and go on with old ones for a while.
import "loads" { kind = load, code = "No", district = { "Code", code_register = "division", on = "Day" }, made_on = "Day", amount = "Tonnes" }
import "late-loads" { kind = load, code = "No", district = { "Code", code_register = "division", on = "Day", outdated = "last" }, made_on = "Day", amount = "Tonnes" }

obligation "total" { title = "At most 100 t a year", clause = "invented/total", per = { district, year }, require = district.loads:during(period).amount:sum():at_most "100 t",
  examples = {
    { at = "2012-12-31", period = "2012", district = {}, loads = { { made_on = "2012-10-28", amount = 60 }, { made_on = "2012-10-29", amount = 40 } }, status = "met" },
    { at = "2012-12-31", period = "2012", district = {}, loads = { { made_on = "2012-10-28", amount = 60 }, { made_on = "2012-10-29", amount = 41 } }, status = "breached" },
  } }
