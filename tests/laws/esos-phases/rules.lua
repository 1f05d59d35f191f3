-- Energy Savings Opportunity Scheme (UK): each large undertaking owes a notification in each phase, and the law gives the phases as a table, each with its qualification day
-- and its compliance day. The days of the third phase (31 December 2022, 5 December 2023, then 5 June 2024) are paraphrased from fpaconsulting.co.uk, dca-global.org, 2ea.co.uk
-- and energyadvicehub.org as read in November 2026; the numbers of the regulations and the first day of the change are those of the guide (rules/README.md). The days of the
-- other phases, and those on which phases begin and end, are from memory: unconfirmed. Who is a large undertaking is a field here, and encoded in `esos/`.
-- luacheck: read globals undertaking notification phase

kind "undertaking" { lasting = true, about = "an undertaking in the UK", fields = { { "code", text, key = true },
  { "large", yesno, about = "whether it is a large undertaking, as the regulations have it" } } }
kind "notification" { about = "a notification of compliance", fields = { { "code", text, key = true }, { "undertaking", undertaking, owner = true },
  { "about_phase", text, one_of = { "1", "2", "3", "4" } }, { "made_on", event, starts = true } } }

instrument "esos-2014" { title = "The Energy Savings Opportunity Scheme Regulations 2014 (SI 2014/1643)", issuer = "The Secretary of State", in_force = { from = "2014-07-17" },
  clauses = {
    large = { "Who is a large undertaking", not_encoded = "its size is a field here; esos/ encodes it" },
    qualification = "Who is a large undertaking on the qualification day of a phase takes part in it, also where its size changes later",
    phases = { "The phases, with their qualification days and compliance days", unconfirmed = "told from summaries and from memory; the regulation's own words were not read" },
    ["4"] = { "The compliance day of the third phase is 5 December 2023", unconfirmed = "told from summaries; the regulation's own words were not read" },
  } }
instrument "esos-2023" { title = "The Energy Savings Opportunity Scheme (Amendment) Regulations 2023 (SI 2023/1182)", issuer = "The Secretary of State",
  in_force = { from = "2023-11-29" },
  clauses = { ["4"] = "Regulation 4 amended (compliance periods)" },
  amends = { "esos-2014", replaces = { ["4"] = { "The compliance day of the third phase is 5 June 2024", clause = "4", unconfirmed = "for which purposes was not read" } } } }

local from_memory = "from memory, the days of the phase and its two days alike"
local as_it_was = not_given "it was not put off"
periods "phase" { clause = "esos-2014/phases",
  { "1", number = "1", from = "2014-07-17", to = "2015-12-05", qualifies_on = "2014-12-31", complies_by = "2015-12-05", put_off_to = as_it_was, unconfirmed = from_memory },
  { "2", number = "2", from = "2015-12-06", to = "2019-12-05", qualifies_on = "2018-12-31", complies_by = "2019-12-05", put_off_to = as_it_was, unconfirmed = from_memory },
  { "3", number = "3", from = "2019-12-06", to = "2023-12-05", qualifies_on = "2022-12-31", complies_by = "2023-12-05", put_off_to = "2024-06-05",
    unconfirmed = "its first and last day are from memory" },
  { "4", number = "4", from = "2023-12-06", to = "2027-12-05", qualifies_on = "2026-12-31", complies_by = "2027-12-05", put_off_to = as_it_was, unconfirmed = from_memory },
}

local large, small = { large = true }, { large = false }
local function notified(about, day) return { { about_phase = about, made_on = day } } end

obligation "notify" { title = "Notification of compliance, each phase", clause = { "esos-2014/qualification", "esos-2014/phases", "esos-2014/4" }, per = { undertaking, phase },
  applies = undertaking.large, applies_on = phase.qualifies_on, due = phase.complies_by,
  done = undertaking.notifications:where(notification.about_phase:is(phase.number)).made_on:first(),
  examples = {
    { at = "2015-12-05", period = "1", undertaking = large, status = "pending", due = "2015-12-05" }, { at = "2015-12-06", period = "1", undertaking = large, status = "overdue" },
    { at = "2018-12-30", period = "2", undertaking = large, status = "not_applicable" }, { at = "2018-12-31", period = "2", undertaking = large, status = "pending" },
    { at = "2018-12-31", period = "2", undertaking = small, status = "not_applicable" },
    { at = "2018-12-31", period = "2", undertaking = {}, status = "unknown", missing = "large" },
    { at = "2020-01-01", period = "2", undertaking = large, notifications = notified("1", "2019-12-05"), status = "overdue" },
    { at = "2020-01-01", period = "2", undertaking = large, notifications = notified("2", "2019-12-05"), status = "met" },
    { at = "2020-01-01", period = "2", undertaking = large, notifications = notified("2", "2019-12-06"), status = "late", done = "2019-12-06" },
    { at = "2020-01-01", period = "1", undertaking = large, notifications = notified("1", "2019-12-05"), status = "late" },
    { at = "2023-11-28", period = "3", undertaking = large, status = "pending", due = "2023-12-05" },
  } }
obligation "notify@2023" { like = "notify", clause = { "esos-2014/qualification", "esos-2014/phases", "esos-2014/4@esos-2023" }, due = phase.put_off_to:or_else(phase.complies_by),
  examples = {
    { at = "2024-06-05", period = "3", undertaking = large, status = "pending", due = "2024-06-05" }, { at = "2024-06-06", period = "3", undertaking = large, status = "overdue" },
    { at = "2024-06-06", period = "3", undertaking = large, notifications = notified("3", "2024-06-05"), status = "met" },
    { at = "2024-06-06", period = "2", undertaking = large, notifications = notified("2", "2019-12-06"), status = "late", due = "2019-12-05" },
    { at = "2026-12-30", period = "4", undertaking = large, status = "not_applicable" }, { at = "2027-12-05", period = "4", undertaking = large, status = "pending" },
    { at = "2027-12-06", period = "4", undertaking = large, status = "overdue", due = "2027-12-05" },
  } }

report "phases" { title = "Who takes part in which phase", per = { undertaking, phase }, where = ~verdict "notify".status:is "not_applicable",
  columns = { { "Due", verdict "notify".due }, { "Status", verdict "notify".status } } }
