-- Energy Savings Opportunity Scheme (UK), third phase: who was a large undertaking on the qualification day owes an assessment by the compliance day, which was put off in the
-- meantime. The size, the qualification day (31 December 2022) and both compliance days (5 December 2023, then 5 June 2024) are paraphrased from fpaconsulting.co.uk,
-- dca-global.org, 2ea.co.uk and energyadvicehub.org as read in November 2026; the numbers of the regulations and the first day of the change are those of the guide
-- (rules/README.md).
-- luacheck: read globals undertaking

kind "undertaking" { lasting = true, about = "an undertaking in the UK", fields = {
  { "code", text, key = true }, { "employees", number, min = 0 }, { "turnover", number, unit = "GBP", min = 0 }, { "balance", number, unit = "GBP", min = 0 },
  { "notified_on", event } } }

instrument "esos-2014" { title = "The Energy Savings Opportunity Scheme Regulations 2014 (SI 2014/1643)", issuer = "The Secretary of State", in_force = { from = "2014-07-17" },
  clauses = {
    large = "A large undertaking employs 250 or more people, or has a turnover above 44 million pounds and a balance sheet total above 38 million",
    qualification = "Who is a large undertaking on 31 December 2022 takes part in the third phase, also where its size changes later",
    ["4"] = { "The compliance day of the third phase is 5 December 2023", unconfirmed = "told from summaries; the regulation's own words were not read" },
  } }
instrument "esos-2023" { title = "The Energy Savings Opportunity Scheme (Amendment) Regulations 2023 (SI 2023/1182)", issuer = "The Secretary of State",
  in_force = { from = "2023-11-29" },
  clauses = { ["4"] = "Regulation 4 amended (compliance periods)" },
  amends = { "esos-2014", replaces = { ["4"] = { "The compliance day of the third phase is 5 June 2024", clause = "4", unconfirmed = "for which purposes was not read" } } } }

local function year_end(employees, more)
  local row = { employees = employees, turnover = 10000000, balance = 10000000 }
  for key, value in pairs(more or {}) do row[key] = value end
  return row
end

term "undertaking.is_large" { value = undertaking.employees:at_least(250) | undertaking.turnover:above "44 million GBP" & undertaking.balance:above "38 million GBP" }

obligation "notify" { title = "Notification of compliance, third phase", clause = { "esos-2014/qualification", "esos-2014/large", "esos-2014/4" }, per = undertaking,
  applies = undertaking.is_large, applies_on = "2022-12-31", due = "2023-12-05", done = undertaking.notified_on,
  examples = {
    { at = "2023-11-28", undertaking = year_end(250), status = "pending" }, { at = "2023-11-28", undertaking = year_end(249), status = "not_applicable" },
    { at = "2022-12-30", undertaking = year_end(250), status = "not_applicable" },
  } }
obligation "notify@2023" { like = "notify", clause = { "esos-2014/qualification", "esos-2014/large", "esos-2014/4@esos-2023" }, due = "2024-06-05",
  examples = {
    { at = "2024-06-05", undertaking = year_end(250), status = "pending" }, { at = "2024-06-06", undertaking = year_end(250), status = "overdue" },
    { at = "2024-06-06", undertaking = year_end(249, { turnover = 44000000, balance = 39000000 }), status = "not_applicable" },
    { at = "2024-06-06", undertaking = year_end(249, { turnover = 44000001, balance = 38000001 }), status = "overdue" },
    { at = "2024-06-06", undertaking = { turnover = 10000000, balance = 10000000 }, status = "unknown", missing = "employees" },
  } }
