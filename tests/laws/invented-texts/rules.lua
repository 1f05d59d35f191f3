-- INVENTED, to try how texts change: a limit that was misprinted and corrected, one text that a court annulled from the start, and one that it annulled from a day on. No such law
-- is known; what a corrigendum and an annulment do is meaning.md, section 20.
-- luacheck: read globals works sample filing

instrument "act" { title = "Invented act on works", issuer = "nobody", in_force = { from = "2010-01-01" }, clauses = {
  limit = "Water that is let off holds no more than 50 mg/L", visits = "Works are visited once in each year", report = "Works report by the end of March" } }
instrument "slip" { title = "Corrigendum to the invented act", issuer = "nobody", in_force = { from = "2011-05-01" },
  corrects = { "act", replaces = { limit = "Water that is let off holds no more than 5.0 mg/L" } } }
instrument "easing" { title = "Invented amendment of 2012", issuer = "nobody", in_force = { from = "2012-01-01" },
  amends = { "act", replaces = { report = "Works report by the end of June" } } }
instrument "judgment-1" { title = "Invented judgment: the amendment of 2012 was void from the start", issuer = "a court", in_force = { from = "2013-09-01" }, annuls = "easing" }
instrument "order" { title = "Invented order of 2014", issuer = "nobody", in_force = { from = "2014-01-01" }, clauses = { fence = "Works are fenced in" } }
instrument "judgment-2" { title = "Invented judgment: the order of 2014 ends", issuer = "a court", in_force = { from = "2016-03-01" },
  annuls = { "order", from = "2016-03-01" } }

kind "works" { plural = "workses", lasting = true, fields = { { "code", text, key = true }, { "fenced", yesno }, { "inspected_on", event } } }
kind "sample" { fields = { { "works", works, owner = true, key = true }, { "taken_on", event, starts = true, key = true }, { "value", number, unit = "mg/L", min = 0 } } }
kind "filing" { fields = { { "works", works, owner = true, key = true }, { "year_end", date }, { "filed_on", event, starts = true, key = true } } }

-- A corrigendum: the limit always was 5.0, also in 2010, when everybody read 50.
obligation "limit" { title = "Hold the limit", clause = "act/limit@slip", per = sample, require = sample.value:at_most "5.0 mg/L",
  examples = {
    { at = "2020-01-01", sample = { taken_on = "2010-01-01", value = 5 }, status = "met" },
    { at = "2020-01-01", sample = { taken_on = "2010-01-01", value = 5.1 }, status = "breached" },
    { at = "2020-01-01", sample = { taken_on = "2011-05-01", value = 50 }, status = "breached" },
    { at = "2020-01-01", sample = { taken_on = "2009-12-31", value = 50 }, status = "not_applicable" },
  } }

-- Annulled from the start: the act reads as it did before, also in the years in which everybody took the amendment for law. (A version that cites `act/report@easing` would be in
-- force on no day, and lint would name it.)
obligation "report" { title = "Report in time", clause = "act/report", per = { works, year }, due = period.to + days(90),
  done = works.filings:where(filing.year_end:during(period)).filed_on:first(),
  examples = {
    { at = "2013-03-31", period = "2012", works = {}, status = "pending", due = "2013-03-31" },
    { at = "2013-04-01", period = "2012", works = {}, status = "overdue", due = "2013-03-31" },
    { at = "2013-12-31", period = "2012", works = {}, filing = { year_end = "2012-12-31", filed_on = "2013-03-31" }, status = "met" },
    { at = "2013-12-31", period = "2012", works = {}, filing = { year_end = "2012-12-31", filed_on = "2013-04-01" }, status = "late" },
  } }

-- Annulled from a day on: what was before it stands.
obligation "fence" { title = "Be fenced in", clause = "order/fence", per = { works, year }, require = works.fenced,
  examples = {
    { at = "2016-12-31", period = "2015", works = { fenced = false }, status = "breached" },
    { at = "2016-12-31", period = "2016", works = { fenced = false }, status = "breached" }, -- for its days to the end of February
    { at = "2016-02-29", period = "2016", works = { fenced = true }, status = "met" },
    { at = "2016-12-31", period = "2015", works = { fenced = true }, status = "met" },
  } }
