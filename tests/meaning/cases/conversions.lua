-- Cases decided by hand: 28 units that have to do with each other.
local write = require "tests.meaning.write"
local ask, judge = write.ask, write.judge

write.section("28 units that have to do with each other")

local UNITS = 'unit "ug/L" { "1/1000 mg/L" }\nunit "third" { "1/3 mg/L" }\nunit "lb" { "0.45359237 kg" }\nunit "kg" { "1/1000 t" }\nunit "kCNY" { "1000 CNY" }\n'
local function measured(...) return { measurement = "enterprise,outlet,pollutant,measured_on,value,unit,limit_value,sign\n" .. table.concat({ ... }, "\n") .. "\n" } end
local of_a = { per = "measurement", subject = "E1/o/a/2004-01-01", pack = UNITS }

ask("a limit may be written in any related unit", "2004-06-30", measured "E1,o,a,2004-01-01,50,mg/L,60,", {
  { 'measurement.value:at_most "50000 ug/L"', "yes" },
  { 'measurement.value:at_most "49999.9999999999 ug/L"', "no" },
  { 'measurement.value:is "150 third"', "yes" },
  { 'measurement.value:above "149.999999999999 third"', "yes" },
  { 'measurement.value:between("49000 ug/L", "151 third")', "yes" },
  { 'measurement.value:at_most "5 kg"', "unknown" },
  { '(measurement.value + "10000 ug/L"):is "60000 ug/L"', "yes" },
  { '("60 mg/L" - measurement.value):is "10000 ug/L"', "yes" },
  { '(measurement.value / "10000 ug/L"):is(5)', "yes" },
  { 'greater_of(measurement.value, "31000 ug/L"):is "50 mg/L"', "yes" },
  { 'lesser_of(measurement.value, "31000 ug/L"):is "31 mg/L"', "yes" },
  { 'measurement.value:in_unit "ug/L":is "50000 ug/L"', "yes" },
  { 'measurement.value:in_unit "kg":known()', "no" },
}, of_a)

ask("a number below a limit of detection in another unit", "2004-06-30", measured "E1,o,a,2004-01-01,50,ug/L,60,<", {
  { 'measurement.value:below "0.05 mg/L"', "yes" },
  { 'measurement.value:above "0.04 mg/L"', "unknown" },
  { 'measurement.value:in_unit "mg/L":below "0.05 mg/L"', "yes" },
}, of_a)

ask("a comparison rounds nothing, and a conversion rounds once", "2004-06-30",
  { load = "enterprise,pollutant,year_end,amount,quota\nE1,cod,2004-01-01,0.000453592370000001,\n" }, {
  { 'load.amount:above "1 lb"', "yes" }, -- 1.0000000000000022 lb
  { 'load.amount:in_unit "lb":above "1 lb"', "no" }, -- which is 1 to 15 digits
  { 'load.amount:is "1 lb"', "no" },
  { 'load.amount:in_unit "lb":is "1 lb"', "yes" },
}, { per = "load", subject = "E1/cod/2004-01-01", pack = UNITS .. write.load_kind })

ask("nor does one of a record's own unit", "2004-06-30", measured "E1,o,a,2004-01-01,1.00000000000001,third,0.333333333333337,", {
  { 'measurement.value:at_least "0.333333333333337 mg/L"', "no" }, -- it is 0.33333333333333667
  { 'measurement.value:above "0.333333333333336 mg/L"', "yes" },
  { 'measurement.value:is "0.333333333333337 mg/L"', "no" },
  { 'measurement.value:in_unit "mg/L":is "0.333333333333337 mg/L"', "yes" },
}, of_a)

ask("values in unlike units are put together in the base of their units, and alike ones as they are", "2004-06-30",
  measured("E1,o,a,2004-01-01,1,mg/L,,", "E1,o,b,2004-01-01,2,third,,", "E1,o,c,2004-01-01,1000,ug/L,,"), {
  { 'enterprise.measurements.value:sum():is "2.66666666666667 mg/L"', "yes" },
  { 'enterprise.measurements.value:max():is "1 mg/L"', "yes" },
  { 'enterprise.measurements.value:min():above "1.99999999999999 third"', "yes" },
  { 'enterprise.measurements:where(measurement.unit:is "third").value:sum():is "2 third"', "yes" },
  { 'enterprise.measurements:where(~measurement.unit:is "third").value:mean():is "1000 ug/L"', "yes" },
  { "enterprise.measurements:first().value:is(enterprise.measurements:last().value)", "yes" },
  { "(enterprise.measurements:first().value / enterprise.measurements:last().value):is(1)", "yes" },
}, { pack = UNITS })

ask("one value in a unit that is related to none leaves a sum unknown", "2004-06-30", measured("E1,o,a,2004-01-01,1,mg/L,,", "E1,o,b,2004-01-01,2,kg,,"), {
  { 'enterprise.measurements.value:sum():above "0 mg/L"', "unknown" },
}, { pack = UNITS })

ask("nothing is converted that no statement relates", "2004-06-30", measured "E1,o,a,2004-01-01,50,ug/L,60,", {
  { 'measurement.value:at_most "50 mg/L"', "unknown" },
}, { per = "measurement", subject = "E1/o/a/2004-01-01" })

local RATES = 'unit "EUR" { { "8 CNY", from = "2001-01-01" }, { "10 CNY", from = "2002-01-01", to = "2002-06-30" } }\n'
ask("a rate is that of the day that is said, and beyond its rows nobody knows one", "2004-06-30", { enterprise = "code,jurisdiction,sales\nE1,C1,80\n" }, {
  { 'enterprise.sales:in_unit("EUR", "2001-12-31"):is "10 EUR"', "yes" },
  { 'enterprise.sales:in_unit("EUR", "2002-01-01"):is "8 EUR"', "yes" },
  { 'enterprise.sales:in_unit("EUR", "2002-07-01"):is "8 EUR"', "unknown", { "parameter EUR in CNY on 2002-07-01" } },
  { 'enterprise.sales:in_unit("EUR", "2000-12-31"):is "8 EUR"', "unknown", { "parameter EUR in CNY on 2000-12-31" } },
  { 'enterprise.sales:in_unit("EUR", enterprise.closed_on):is "8 EUR"', "unknown" },
}, { pack = RATES })

judge("a parameter whose unit changes on a day", "2004-06-30", write.law .. UNITS .. write.load_kind
  .. 'parameter "most" { clause = "law/a", { "1000 lb", from = "2000-01-01" }, { "500 kg", from = "2003-01-01" } }\n'
  .. 'obligation "x" { clause = "law/a", per = load, require = load.amount:at_most(parameter "most") }\n',
  { load = "enterprise,pollutant,year_end,amount,quota\nE1,a,2002-12-31,0.45359237,\nE1,b,2002-12-31,0.45359238,\nE1,c,2003-01-01,0.5,\nE1,d,2003-01-01,0.500000001,\n" },
  { { "x", "E1/a/2002-12-31", "met" }, { "x", "E1/b/2002-12-31", "breached" }, { "x", "E1/c/2003-01-01", "met" }, { "x", "E1/d/2003-01-01", "breached" } }, { of = { "x" } })
