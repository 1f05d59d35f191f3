-- Administrative licences in China: twenty working days, ten more where the head of the authority approves, time that does not count, and renewals on which nobody has decided
-- by the day on which the licence ends. Articles 42, 45 and 50 of the Administrative Licensing Law as read on public pages in November 2026 and paraphrased;
-- that days are working days (Article 82) and the law's first day are from memory. calendar.lua is rules/calendars/china.lua.
-- luacheck: read globals application review renewal

instrument "licensing" { title = "Administrative Licensing Law", issuer = "China", in_force = { from = "2004-07-01", unconfirmed = "the first day is from memory" }, clauses = {
  ["42"] = "A decision is taken within twenty days of acceptance; where that cannot be, within ten more, if the head of the authority approves",
  ["45"] = "The time of a hearing, test, inspection or expert review that the law asks for does not count, and the applicant is told of it in writing",
  ["50"] = "Who asks thirty days before the licence ends is answered before it ends; where no decision is taken by then, the licence is taken to be renewed",
  ["82"] = { "Days are working days, without holidays", unconfirmed = "from memory" } } }

kind "application" { fields = { { "code", text, key = true }, { "accepted_on", event, starts = true }, { "extended_on", event }, { "decided_on", event } } }
kind "review" { about = "a hearing, test, inspection or expert review", fields = {
  { "application", application, owner = true, key = true }, { "begun_on", event, starts = true, key = true }, { "ended_on", event } } }

obligation "decide" { title = "Decide within twenty working days", clause = { "licensing/42", "licensing/82" }, per = application,
  arises = application.accepted_on, due = working_days(20, calendar "cn"), done = application.decided_on,
  paused   = { application.reviews, from = review.begun_on, to = review.ended_on, clause = "licensing/45" },
  extended = { on = application.extended_on, by = working_days(10, calendar "cn"), clause = "licensing/42" },
  examples = {
    -- Accepted on Monday 4 March 2024: the twentieth working day behind it is Monday 1 April.
    { at = "2024-04-01", application = { accepted_on = "2024-03-04" }, status = "pending", due = "2024-04-01" },
    { at = "2024-04-02", application = { accepted_on = "2024-03-04" }, status = "overdue", due = "2024-04-01" },
    -- A review from Monday 11 to Friday 15 March: four working days do not count, those behind the 11th.
    { at = "2024-04-09", application = { accepted_on = "2024-03-04" }, review = { begun_on = "2024-03-11", ended_on = "2024-03-15" }, status = "overdue", due = "2024-04-08" },
    -- Over a weekend nothing is left out.
    { at = "2024-04-02", application = { accepted_on = "2024-03-04" }, review = { begun_on = "2024-03-08", ended_on = "2024-03-10" }, status = "overdue", due = "2024-04-01" },
    -- Two that overlap are left out once; one that has not ended leaves no due day.
    { at = "2024-04-10", application = { accepted_on = "2024-03-04" }, reviews = { { begun_on = "2024-03-11", ended_on = "2024-03-15" }, { begun_on = "2024-03-14",
      ended_on = "2024-03-18" } },
      status = "overdue", due = "2024-04-09" },
    { at = "2024-12-31", application = { accepted_on = "2024-03-04" }, review = { begun_on = "2024-03-11" }, status = "pending" },
    -- A review that begins on the last day comes too late.
    { at = "2024-04-02", application = { accepted_on = "2024-03-04" }, review = { begun_on = "2024-04-01" }, status = "overdue", due = "2024-04-01" },
    -- Ten more, approved on the last day and on the day behind it; the holidays of April and the Sunday that is worked count as the calendar says.
    { at = "2024-04-16", application = { accepted_on = "2024-03-04", extended_on = "2024-04-01" }, status = "pending", due = "2024-04-16" },
    { at = "2024-04-17", application = { accepted_on = "2024-03-04", extended_on = "2024-04-01" }, status = "overdue", due = "2024-04-16" },
    { at = "2024-04-02", application = { accepted_on = "2024-03-04", extended_on = "2024-04-02" }, status = "overdue", due = "2024-04-01" },
  } }

kind "renewal" { about = "an application to renew a licence", fields = {
  { "code", text, key = true }, { "asked_on", event, starts = true }, { "ends_on", date }, { "decided_on", event }, { "granted", yesno, known_from = "decided_on" } } }

obligation "answer" { title = "Decide on a renewal before the licence ends", clause = "licensing/50", per = renewal, arises = renewal.asked_on, due = renewal.ends_on,
  applies = (renewal.ends_on - renewal.asked_on):at_least "30 days", done = renewal.decided_on,
  examples = { { at = "2024-06-30", renewal = { asked_on = "2024-05-01", ends_on = "2024-06-30" }, status = "pending" },
               { at = "2024-07-01", renewal = { asked_on = "2024-05-01", ends_on = "2024-06-30" }, status = "overdue" } } }

-- Silence: from the day behind the last one the licence goes on.
term "renewal.renewed" { value = renewal.granted & renewal.decided_on:by(renewal.ends_on) | verdict "answer".lapsed:happened() }

incentive "renewed" { title = "The licence goes on", clause = "licensing/50", per = renewal, applies = renewal.renewed, used = renewal.decided_on | verdict "answer".lapsed,
  examples = {
    { at = "2024-06-30", renewal = { asked_on = "2024-05-01", ends_on = "2024-06-30" }, status = "not_available" },
    { at = "2024-07-01", renewal = { asked_on = "2024-05-01", ends_on = "2024-06-30" }, status = "used" },
    { at = "2024-07-01", renewal = { asked_on = "2024-06-01", ends_on = "2024-06-30" }, status = "not_available" }, -- asked too late
    { at = "2024-07-10", renewal = { asked_on = "2024-05-01", ends_on = "2024-06-30", decided_on = "2024-06-30", granted = false }, status = "not_available" },
    { at = "2024-07-10", renewal = { asked_on = "2024-05-01", ends_on = "2024-06-30", decided_on = "2024-07-05", granted = false }, status = "used" }, -- too late to refuse
    { at = "2024-07-10", renewal = { asked_on = "2024-05-01", ends_on = "2024-06-30", decided_on = "2024-06-30", granted = true }, status = "used" },
  } }
