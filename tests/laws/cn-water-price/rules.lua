-- The price of water for households in Beijing since May 2014: each stretch of a year's use at its own price. The stretches of 180 and 260 m3 and the prices of 5, 7 and 9 CNY are
-- from memory, as are the days; no text is copied, and every clause is unconfirmed.
-- luacheck: read globals household bill

local MEMORY = "from memory"
instrument "price-2014" { title = "Notice on the price of water for households", issuer = "Beijing", in_force = { from = "2014-05-01", unconfirmed = MEMORY },
  clauses = { ["1"] = { "Of a year's use the first 180 m3 cost 5 CNY for each, from 180 to 260 m3 7 CNY, and what is above that 9 CNY", unconfirmed = MEMORY } } }

kind "household" { lasting = true, fields = { { "code", text, key = true } } }
kind "bill" { about = "of a year", fields = { { "household", household, owner = true, key = true }, { "issued_on", event, starts = true, key = true },
  { "used", number, unit = "m3", min = 0 }, { "charged", number, unit = "CNY", min = 0 } } }

parameter "price" { clause = "price-2014/1", { scale { { "0 m3", "5 CNY" }, { "180 m3", "7 CNY" }, { "260 m3", "9 CNY" } }, from = "2014-05-01" } }

obligation "charge" { title = "Charge what the stretches come to", clause = "price-2014/1", per = bill, require = bill.charged:is(parameter "price":of(bill.used)),
  examples = {
    { at = "2020-01-01", bill = { issued_on = "2016-01-10", used = 180, charged = 900 }, status = "met" },
    { at = "2020-01-01", bill = { issued_on = "2016-01-10", used = 181, charged = 907 }, status = "met" }, -- the dearer price is that of the last one only
    { at = "2020-01-01", bill = { issued_on = "2016-01-10", used = 181, charged = 1267 }, status = "breached" },
    { at = "2020-01-01", bill = { issued_on = "2016-01-10", used = 260, charged = 1460 }, status = "met" }, -- 900 and 80 times 7
    { at = "2020-01-01", bill = { issued_on = "2016-01-10", used = 260.5, charged = 1464.5 }, status = "met" },
    { at = "2020-01-01", bill = { issued_on = "2016-01-10", used = 0, charged = 0 }, status = "met" },
    { at = "2020-01-01", bill = { issued_on = "2016-01-10", charged = 900 }, status = "unknown", missing = "used" },
    { at = "2020-01-01", bill = { issued_on = "2014-04-30", used = 180, charged = 1 }, status = "not_applicable" },
  } }

report "bills" { title = "What was used, by what was charged", per = bill, columns = { { "Used", bill.used }, { "Charged", bill.charged },
  { "Comes to", parameter "price":of(bill.used) }, { "That is charged for", parameter "price":base_of(bill.charged) } } }
