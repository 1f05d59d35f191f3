-- The first question alone, for who has two files and asks once: of each city how many enterprises had to report an audit, and how many did, in time or late.

instrument "notice" {
  title = "A notice made up for measuring", issuer = "Province", in_force = { from = "1996-01-01" },
  clauses = { audits = "Large and medium enterprises opened by the end of 2000 report an audit by then" },
}

obligation "q1" {
  clause  = "notice/audits",
  applies = enterprise.size:is("large", "medium") & enterprise.opened_on:by "2000-12-31",
  due     = "2000-12-31",
  done    = enterprise.audits.reported_on:first(),
}

local function judged(...) return jurisdiction.enterprises:where(verdict("q1").status:is(...)):count() end

report "by-city" {
  title = "Verdicts by city", per = jurisdiction, where = jurisdiction.level:is "city",
  columns = {
    { "Code",  jurisdiction.code },
    { "bound", jurisdiction.enterprises:where(~verdict("q1").status:is "not_applicable"):count() },
    { "met",   judged "met" },
    { "late",  judged "late" },
  },
}
