-- Reportable noncompliance of permits under the US Clean Water Act. The clauses are paraphrased from the facts that came with EPA's data, which name 40 CFR
-- 123.45(a)(2)(ii) and its appendix A; the regulation's own text was not read.
-- luacheck: read globals permit outfall limited_parameter dmr

instrument "40cfr123" {
  title = "40 CFR 123.45, noncompliance and program reporting", issuer = "US EPA", citation = "40 CFR 123.45",
  in_force = { from = "1985-08-26", unconfirmed = "the first day of the section is from memory; the criteria are applied as EPA states them for 2021 to 2023" },
  clauses = {
    numeric   = "Numeric violation (E90): the reported value in standard units breaks the limit in the direction of the limit's qualifier; the exceedance is relative to the limit",
    trc       = "Technical review criteria (T): on monthly average limits, the value is at or above 1.4 times the limit (Group I) or 1.2 times the limit (Group II) "
      .. "in any two or more months of a six-month period",
    chronic   = { "Chronic (C): on monthly average limits, the limit is exceeded in any four or more months of a six-month period",
      unconfirmed = "that this is said of the parameters of both groups, and of no others, is from memory" },
    both      = "Every month over its criterion that lies in such a period takes part, the first one too; where both hold for a row, T stands",
    receipt   = { "Non-receipt: no value and no no-data code 31 days after the due date; D90 where the limit is numeric, D80 where it is to be monitored only",
      unconfirmed = "that a report which comes later does not undo it is EPA's help page as remembered, not read" },
    on_time   = "A report received after its due date is late",
    quarterly = { "From these the status of a permit in a quarter: effluent violations of Category I before missing reports before other violations",
      unconfirmed = "the order of precedence is EPA's as remembered, not read" },
    detected  = { "The date on which EPA detected it", not_encoded = "it does not follow from the rule" },
    schedules = { "Compliance schedules, violations of non-monthly limits, limits that are stayed, and what is resolved or overridden by hand",
      not_encoded = "the published rows do not hold what they rest on" },
  },
}

-- Lists ----------------------------------------------------------------------------------------------------------------------------------

-- The groups: by EPA's code of the parameter, and for codes that are in no list by its name, of which the group's list of pollutants is the pattern.
local from_memory = "the source names some pollutants of each group; the whole list, and which of EPA's codes and names belong to it, is from memory"
codes "group-one" { clause = "40cfr123/trc", unconfirmed = from_memory,
  "00310", "80082", "00340", "00335", "00680", "00308", "80087",          -- oxygen demand, organic carbon
  "00530", "70295", "00545", "00515",                                      -- solids
  "00600", "00605", "00610", "00615", "00620", "00625", "00630", "00640", "51425", "51445", "51449", "51450", -- nitrogen
  "00665", "00671", "04175", "70507", "00660",                             -- phosphorus
  "00556", "03582", "00552", "00560", "00561", "03650", "38260",           -- oil and grease, detergents
  "00940", "00945", "00951", "00916", "00927", "00929", "00937", "00410", "00900", -- minerals
  "01105", "01104", "01037", "01045", "00980", "01046", "01087" }          -- aluminum, cobalt, iron, vanadium
codes "group-two" { clause = "40cfr123/trc", unconfirmed = from_memory,
  "50060", "50064", "00720", "00722", "00718", "00719",                    -- chlorine, cyanide
  "01002", "00978", "01012", "01022", "01027", "01113", "01032", "01034", "01118", "01042", "01119", "01040", "01051", "01114", "01055", "01062", "01067", "01074",
  "01077", "01079", "01092", "01094", "01097", "01059", "01102", "01147", "00981", "71900", "71901", "50286", "50092", -- other metals
  "51044", "70029", "79531", "85811" }                                     -- organics

parameter "npdes.grace"           { clause = "40cfr123/receipt", { days(31), from = "1985-08-26" } }
parameter "npdes.factor.group_one" { clause = "40cfr123/trc", { 1.4, from = "1985-08-26" } }
parameter "npdes.factor.group_two" { clause = "40cfr123/trc", { 1.2, from = "1985-08-26" } }

local organic = dmr.parameter:starts_with("321", "34", "39") -- the codes of most organic pollutants begin so; all organics are Group II
local named_one = dmr.parameter_name:starts_with("BOD", "CBOD", "COD", "TOC", "Biochemical oxygen", "Chemical oxygen", "Oxygen demand", "Carbon, tot", "Solids",
  "Nitrogen", "Nitrite", "Nitrate", "Ammonia", "Kjeldahl", "Phosph", "Oil", "Detergent", "Surfactant", "MBAS", "Chloride", "Fluoride", "Sulf", "Calcium", "Magnesium",
  "Sodium", "Potassium", "Alkalinity", "Hardness", "Aluminum", "Cobalt", "Iron", "Vanadium")
local named_two = dmr.parameter_name:starts_with("Chlorine", "Cyanide", "Antimony", "Arsenic", "Barium", "Beryllium", "Cadmium", "Chromium", "Copper", "Lead",
  "Manganese", "Mercury", "Molybdenum", "Nickel", "Selenium", "Silver", "Thallium", "Tin,", "Titanium", "Zinc", "Phenol", "Benzene", "Toluene", "Xylene", "Ethylbenzene",
  "Chloroform", "Naphthalene", "PCB", "Polychlorinated", "Dioxin")

-- Terms -----------------------------------------------------------------------------------------------------------------------------------

term "dmr.parameter" { value = dmr.limited_parameter.parameter }
term "dmr.permit"    { value = dmr.limited_parameter.outfall.permit }
term "dmr.reported"  { value = dmr.given_value:given() } -- a value behind a sign is there, and not known exactly

-- "T", too numerous to count, has no number, or one that could still be counted.
term "dmr.uncountable" {
  reading = "too numerous to count is over any upper limit; EPA's own text was not read",
  value = dmr.value_sign:is "T" }
term "dmr.over" { value = dmr.direction:is("<=", "<") & dmr.uncountable
                        | dmr.direction:is "<=" & dmr.value:above(dmr.limit_value)
                        | dmr.direction:is "<"  & dmr.value:at_least(dmr.limit_value)
                        | dmr.direction:is ">=" & dmr.value:below(dmr.limit_value)
                        | dmr.direction:is ">"  & dmr.value:at_most(dmr.limit_value) }
term "dmr.exceedance" { value = (dmr.value - dmr.limit_value) / dmr.limit_value * 100 }

term "dmr.monthly_average" {
  reading = "averages of a month, as the names of the statistical bases say: MO AVG, 30DA AVG, DAILY AV (the average of the month's days); EPA's list was not read",
  value = dmr.period_end:happened() & dmr.statistic_type:is "AVG" & dmr.statistic_name:starts_with("MO", "30D", "DAILY AV") }

term "dmr.listed_two"   { value = dmr.parameter:is(codes "group-two") | organic }
term "dmr.in_group_one" { reading = "by code; of codes in no list, by the name's first word",
  value = dmr.parameter:is(codes "group-one") | ~dmr.listed_two & named_one }
term "dmr.in_group_two" { value = ~dmr.in_group_one & (dmr.listed_two | named_two) }
term "dmr.in_group"     { value = dmr.in_group_one | dmr.in_group_two }

decision "dmr.factor" { clause = "40cfr123/trc", hit = "first",
  columns = { dmr.in_group_one, dmr.in_group_two },
  rows = { { yes, any, parameter "npdes.factor.group_one" },
           { no,  yes, parameter "npdes.factor.group_two" },
           { no,  no,  not_given "the parameter is in neither group" } } }

term "dmr.over_monthly" { value = dmr.monthly_average & dmr.over }
term "dmr.over_chronic" { value = dmr.over_monthly & dmr.in_group }
-- Both numbers have eight decimals: each may be off by half of the last, the limit's half times the factor. A value of 0 is not over 0.
term "dmr.over_review" {
  reading = "EPA rounds values and limits to eight decimals where it converts their unit: what lies within that rounding of the criterion is at it",
  value = dmr.over_monthly & dmr.direction:is("<=", "<") & dmr.value:at_least(dmr.limit_value * dmr.factor - 0.000000012) }

local same = limited_parameter.dmrs

-- Rules ------------------------------------------------------------------------------------------------------------------------------------

obligation "E90" { title = "Keep to the numeric limit", clause = "40cfr123/numeric", per = dmr,
  applies = dmr.limit_value:given() & (dmr.reported | dmr.uncountable), require = ~dmr.over }

obligation "T" { title = "Not at or above the review criterion in two months of six", clause = { "40cfr123/trc", "40cfr123/both" }, per = dmr,
  applies = dmr.over_review,
  require = same:where(dmr.over_review).period_end:most_in(months(6), dmr.period_end):below(2) }

obligation "C" { title = "Not over the limit in four months of six", clause = { "40cfr123/chronic", "40cfr123/both" }, per = dmr,
  applies = dmr.over_chronic & ~verdict "T".status:is "breached",
  require = same:where(dmr.over_chronic).period_end:most_in(months(6), dmr.period_end):below(4) }

obligation "D90" { title = "Report on a numeric limit", clause = "40cfr123/receipt", per = dmr,
  applies = dmr.limit_value:given(), arises = dmr.due_on + parameter "npdes.grace",
  require = dmr.known_on:by(dmr.due_on + parameter "npdes.grace") & (dmr.reported | dmr.uncountable | dmr.no_data:given()) }
obligation "D80" { like = "D90", title = "Report on what is to be monitored only", applies = ~dmr.limit_value:given() }

obligation "on-time" { title = "Report by the due date", clause = "40cfr123/on_time", per = dmr, due = dmr.due_on, done = dmr.received_on }

obligation "no-reportable" { title = "No reportable noncompliance of a parameter", clause = { "40cfr123/trc", "40cfr123/chronic" }, per = limited_parameter,
  require = limited_parameter.dmrs:where(verdict "T".status:is "breached" | verdict "C".status:is "breached"):none() }

local reportable = verdict "T".status:is "breached" | verdict "C".status:is "breached"
local not_received = verdict "D90".status:is "breached" | verdict "D80".status:is "breached"
local over_limit = verdict "E90".status:is "breached"
local of_quarter = permit.outfalls.limited_parameters.dmrs:during(period)
decision "permit.quarter_status" { title = "Status of a permit in a quarter", clause = "40cfr123/quarterly", per = { permit, quarter }, hit = "first",
  columns = { of_quarter:where(reportable):any(), of_quarter:where(not_received):any(), of_quarter:where(over_limit):any(), of_quarter:any() },
  rows = { { yes, any, any, any, "E" }, { any, yes, any, any, "D" }, { any, any, yes, any, "N" }, { any, any, any, yes, "none" },
           { any, any, any, any, not_given "no value belongs to the quarter" } } }

obligation "quarter" { title = "A quarter without noncompliance", clause = "40cfr123/quarterly", per = { permit, quarter },
  applies = of_quarter:any(), require = of_quarter:where(reportable | not_received | over_limit):none() }

-- Values to look at again --------------------------------------------------------------------------------------------------------------------

warning "no-group" { per = dmr, when = dmr.over_monthly & ~dmr.in_group,
  says = "over a monthly average limit, and the parameter is in neither list of groups: T and C are not judged" }
warning "no-period" { per = dmr, when = dmr.period_end:missing(), says = "the end of its period is missing or yet to come: T and C cannot place it" }
warning "no-direction" { per = dmr, when = dmr.limit_value:known() & dmr.direction:missing(), says = "the limit has no direction that a value could break" }
warning "unread-sign" { per = dmr, when = dmr.value_sign:known() & ~dmr.value_sign:is("<", "<=", "=", ">=", ">", "T"),
  says = "the sign of the value is none that is read" }
warning "no-number" { per = dmr, when = ~dmr.reported & dmr.value_sign:is("<", "<=", ">=", ">"), says = "a sign, and no value behind it: not judged" }
warning "no-standard-unit" { per = dmr, when = ~dmr.reported & dmr.reported_value:known(),
  says = "a value was reported, and none is given in standard units: not judged" }
warning "no-received-date" { per = dmr, when = ~dmr.received_on:happened() & (dmr.reported | dmr.no_data:given()),
  says = "a value or a code, and no day on which it was received: known, it is taken, from the day it was due" }
warning "stayed" { per = dmr, when = dmr.stay_value:known() | dmr.stay_type:known(), says = "the limit is stayed, and judged as if it were not" }
warning "long-before" { per = dmr, when = dmr.received_on:before(dmr.period_end - years(1)), says = "received more than a year before the period's end" }
