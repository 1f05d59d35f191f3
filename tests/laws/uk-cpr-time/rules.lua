-- How days are counted in the courts of England and Wales: clear days before a hearing, and a last day on which the office is closed. Rules 2.8, 10.3 and 23.7 of the Civil
-- Procedure Rules, told from memory with the examples that rule 2.8 itself gives (a hearing on Friday 20 October: the last day is Monday the 16th; on Monday 20 October:
-- Tuesday the 14th);
-- no text is copied, and every clause is unconfirmed. So are the bank holidays of the calendar.
-- luacheck: read globals hearing claim

local MEMORY = "from memory"
instrument "cpr" { title = "Civil Procedure Rules", issuer = "England and Wales",
  in_force = { from = "2023-01-01", unconfirmed = "the rules are of 1999; here they begin with the years of the calendar below" },
  clauses = {
    ["2.8.3"] = { "Days are clear days: neither the day on which the period begins counts nor, where an event ends it, the day of that", unconfirmed = MEMORY },
    ["2.8.4"] = { "Of a period of five days or less a Saturday, a Sunday, a bank holiday, Christmas Day and Good Friday do not count", unconfirmed = MEMORY },
    ["2.8.5"] = { "What is to be done at the court office is in time on the next day on which that is open, where it is closed on the last day", unconfirmed = MEMORY },
    ["10.3"] = { "Service is acknowledged within 14 days of it", unconfirmed = MEMORY },
    ["23.7"] = { "An application is served at least three days before the court deals with it", unconfirmed = MEMORY },
  } }

calendar "england" { years = "2023/2026", unconfirmed = MEMORY, holidays = {
  "2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29", "2023-08-28", "2023-12-25", "2023-12-26",
  "2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26",
  "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26",
  "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28" } }

kind "hearing" { about = "of an application", fields = { { "code", text, key = true }, { "held_on", event, starts = true }, { "served_on", event } } }
kind "claim" { fields = { { "code", text, key = true }, { "served_on", event, starts = true }, { "acknowledged_on", event } } }

obligation "serve" { title = "Serve three clear days before the hearing", clause = { "cpr/23.7", "cpr/2.8.3", "cpr/2.8.4" }, per = hearing,
  due = hearing.held_on - clear_days(3, calendar "england"), done = hearing.served_on,
  examples = {
    { at = "2023-12-31", hearing = { held_on = "2023-10-20", served_on = "2023-10-16" }, status = "met", due = "2023-10-16" },
    { at = "2023-12-31", hearing = { held_on = "2023-10-20", served_on = "2023-10-17" }, status = "late", due = "2023-10-16" },
    { at = "2025-12-31", hearing = { held_on = "2025-10-20", served_on = "2025-10-14" }, status = "met", due = "2025-10-14" },
    { at = "2025-12-31", hearing = { held_on = "2025-10-20", served_on = "2025-10-15" }, status = "late", due = "2025-10-14" },
    -- Over Easter four days more.
    { at = "2024-12-31", hearing = { held_on = "2024-04-03" }, status = "overdue", due = "2024-03-26" },
    -- A day that has to be looked at, and lies before the calendar: nobody knows.
    { at = "2023-12-31", hearing = { held_on = "2023-01-04", served_on = "2022-12-20" }, status = "unknown" },
  } }

obligation "acknowledge" { title = "Acknowledge service within 14 days", clause = { "cpr/10.3", "cpr/2.8.5" }, per = claim, arises = claim.served_on,
  due = (claim.served_on + days(14)):next_working_day(calendar "england"), done = claim.acknowledged_on,
  examples = {
    { at = "2024-05-15", claim = { served_on = "2024-05-01" }, status = "pending", due = "2024-05-15" }, -- a Wednesday
    { at = "2024-05-16", claim = { served_on = "2024-05-01" }, status = "overdue", due = "2024-05-15" },
    -- The 14th day is Saturday 25 May 2024, and Monday the 27th a bank holiday.
    { at = "2024-12-31", claim = { served_on = "2024-05-11", acknowledged_on = "2024-05-28" }, status = "met", due = "2024-05-28" },
    { at = "2024-12-31", claim = { served_on = "2024-05-11", acknowledged_on = "2024-05-29" }, status = "late", due = "2024-05-28" },
    { at = "2026-12-31", claim = { served_on = "2026-12-20" }, status = "unknown" }, -- behind the calendar
  } }
