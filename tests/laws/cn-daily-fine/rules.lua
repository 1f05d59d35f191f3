-- The daily consecutive fine for illegal discharges, and until when a violation may be punished at all (China). Paraphrased: Article 59 of the Environmental Protection Law
-- from an English rendering on a public page, and what the Ministry said of the Measures on daily penalty in interviews of January and February 2015
-- (english.mee.gov.cn), both read in November 2026. The numbers and the words of the articles of the Measures, and Article 36 of the Administrative Penalty Law, are from
-- memory, and say so.
-- luacheck: read globals violation correction

local MEMORY = "its words are from memory"
instrument "epl" { title = "Environmental Protection Law", issuer = "China", in_force = { from = "2015-01-01" }, clauses = {
  ["59"] = "Who was fined for illegal discharge and ordered to correct it, and refuses to, may be fined day by day by the original amount, from the day after the order on" } }
instrument "daily" { title = "Measures on daily consecutive fines", issuer = "Ministry of Environmental Protection", citation = "Order 28 of 2014",
  in_force = { from = "2015-01-01", unconfirmed = "the first day is from memory" }, clauses = {
    ["10"] = { "Within 30 days after the order to correct was served, correction is inspected again", unconfirmed = MEMORY },
    ["17"] = { "The days run from the day after the order was served to the day of the inspection that finds the discharge not corrected", unconfirmed = MEMORY },
    ["18"] = { "Where a further inspection finds so again, the days are added up", unconfirmed = MEMORY },
    ["19"] = { "Each day the fine is the amount of the original decision", unconfirmed = MEMORY } } }
instrument "penalties" { title = "Administrative Penalty Law", issuer = "China", in_force = { from = "2021-07-15", unconfirmed = "the first day is from memory" }, clauses = {
  ["36"] = { "A violation that was not found within two years, from its end where it goes on, is no longer punished; five years where health or safety were harmed",
    unconfirmed = MEMORY } } }

kind "violation" { about = "an illegal discharge", fields = {
  { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "begun_on", event, starts = true }, { "ended_on", event }, { "found_on", event },
  { "fined_on", event }, { "fine", number, unit = "CNY", min = 0, known_from = "fined_on" }, { "harmful", yesno } } }

kind "correction" { about = "an order to correct, and the inspection that followed it", fields = {
  { "violation", violation, owner = true, key = true }, { "served_on", event, starts = true, key = true }, { "inspected_on", event },
  { "corrected", yesno, known_from = "inspected_on" }, { "imposed", number, unit = "CNY", blank = "none" } } }

term "correction.days"    { title = "Days that count", value = (correction.inspected_on - correction.served_on) / "1 days" }
term "correction.penalty" { title = "Fine day by day", value = correction.days * violation.fine }
term "violation.daily_fine" { value = violation.corrections:where(~correction.corrected).penalty:sum() }

obligation "inspect" { title = "Inspect again within 30 days", clause = "daily/10", per = correction, arises = correction.served_on, due = days(30),
  done = correction.inspected_on,
  examples = { { at = "2024-04-30", correction = { served_on = "2024-03-31" }, status = "pending" }, { at = "2024-05-01", correction = { served_on = "2024-03-31" },
    status = "overdue" } } }

-- What was imposed is what the days come to: no day more, and none less.
obligation "amount" { title = "As much for each day as the original fine", clause = { "epl/59", "daily/17", "daily/19" }, per = correction, arises = correction.inspected_on,
  applies = ~correction.corrected & correction.imposed:given(), require = correction.imposed:is(correction.penalty),
  examples = {
    -- Served on 1 March and inspected on the 11th: from the 2nd to the 11th, ten days of 100,000.
    { at = "2024-04-01", violation = { fined_on = "2024-02-20", fine = 100000 }, correction = { served_on = "2024-03-01", inspected_on = "2024-03-11", corrected = false,
      imposed = 1000000 },
      status = "met" },
    { at = "2024-04-01", violation = { fined_on = "2024-02-20", fine = 100000 }, correction = { served_on = "2024-03-01", inspected_on = "2024-03-11", corrected = false,
      imposed = 1100000 },
      status = "breached" },
    -- Inspected on the day behind it: one day. Leap years have a 29th of February.
    { at = "2024-04-01", violation = { fined_on = "2024-02-20", fine = 100000 }, correction = { served_on = "2024-02-28", inspected_on = "2024-02-29", corrected = false,
      imposed = 100000 },
      status = "met" },
    -- Corrected by then: nothing is imposed day by day. And what was never inspected has no days yet.
    { at = "2024-04-01", violation = { fined_on = "2024-02-20", fine = 100000 }, correction = { served_on = "2024-03-01", inspected_on = "2024-03-11", corrected = true,
      imposed = 1000000 },
      status = "not_applicable" },
    { at = "2024-04-01", violation = { fined_on = "2024-02-20", fine = 100000 }, correction = { served_on = "2024-03-01", imposed = 1000000 }, status = "not_applicable" },
    -- Without the original decision nobody knows the amount of a day.
    { at = "2024-04-01", violation = {}, correction = { served_on = "2024-03-01", inspected_on = "2024-03-11", corrected = false, imposed = 1000000 }, status = "unknown",
      missing = "fine" },
  } }

report "daily-fines" { title = "Fines day by day", per = violation, columns = { { "Original fine", violation.fine }, { "Days of all orders",
  violation.corrections:where(~correction.corrected).days:sum() },
  { "Day by day", violation.daily_fine } } }

-- Until when: the day behind which what was not found is no longer punished.
term "violation.last_day" { value = violation.ended_on + years(2) }
term "violation.last_day_of_harm" { value = violation.ended_on + years(5) }
local found = violation.found_on | as_of
power "punish" { title = "May still be punished", clause = "penalties/36", per = violation, used = violation.fined_on,
  applies = ~found:after(violation.last_day) | violation.harmful & ~found:after(violation.last_day_of_harm),
  examples = {
    { at = "2024-03-01", violation = { begun_on = "2022-02-01", ended_on = "2022-03-01", harmful = false }, status = "open" }, -- its last day
    { at = "2024-03-02", violation = { begun_on = "2022-02-01", ended_on = "2022-03-01", harmful = false }, status = "not_available" },
    { at = "2024-03-02", violation = { begun_on = "2022-02-01", ended_on = "2022-03-01" }, status = "unknown", missing = "harmful" },
    { at = "2024-03-02", violation = { begun_on = "2022-02-01", ended_on = "2022-03-01", harmful = true }, status = "open" },
    { at = "2024-06-30", violation = { begun_on = "2022-02-01", ended_on = "2022-03-01", found_on = "2024-03-01", harmful = false }, status = "open" }, -- found in time
    { at = "2024-06-30", violation = { begun_on = "2022-02-01", ended_on = "2022-03-01", found_on = "2024-03-02", harmful = false }, status = "not_available" },
    { at = "2024-06-30", violation = { begun_on = "2021-08-01", harmful = false }, status = "open" }, -- it goes on
  } }
