-- The four questions of the benchmark, as ordinary rules and reports. The law is made up; its shape is that of rules/jiangsu.

instrument "notice" {
  title = "A notice and a plan made up for measuring", issuer = "Province", in_force = { from = "1996-01-01" },
  clauses = {
    audits   = "Large and medium enterprises opened by the end of 2000 report an audit by then",
    polluter = "Enterprises over their limits twice in 2003, or on the mandatory list, start an audit by 30 June 2004 and report it by the end of 2004",
    lake     = "Enterprises on the list of Lake Tai complete an audit by the end of 2003",
  },
}

obligation "q1" {
  clause  = "notice/audits",
  applies = enterprise.size:is("large", "medium") & enterprise.opened_on:by "2000-12-31",
  due     = "2000-12-31",
  done    = enterprise.audits.reported_on:first(),
}

term "measurement.exceeds" { value = measurement.value:above(measurement.limit_value) }

local exceedances = enterprise.measurements:where(measurement.exceeds & measurement.measured_on:during "2003")
local mandatory   = enterprise.listings:where(listing.list:is "mandatory-2003")
local trigger     = mandatory.published_on:first():or_else(exceedances.measured_on:first())
local since       = enterprise.audits:where(audit.started_on:on_or_after(trigger))

obligation "q2-started" {
  clause  = "notice/polluter",
  applies = exceedances:count():at_least(2) | mandatory:any(),
  due     = "2004-06-30",
  done    = since.started_on:first(),
}

obligation "q2-reported" {
  like = "q2-started",
  due  = "2004-12-31",
  done = since.reported_on:first(),
}

obligation "q3" {
  clause  = "notice/lake",
  applies = enterprise.listings:where(listing.list:is "lake-tai-2002"):any(),
  due     = "2003-12-31",
  done    = enterprise.audits.completed_on:first(),
}
