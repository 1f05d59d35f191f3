-- City N's own plan. Quoted from: H. H. Oliver and L. Ortolano, "Promoting Cleaner Production at Industries in Jiangsu, China", table
-- "Numbers of CP Audits Reported in City C, N and S (2001-2003)", which is all the source says of it.

instrument "ten-five-city-n" {
  title = "Ten-five year CP plan", issuer = "City N", place = "City N",
  in_force = { from = "2001-01-01", to = "2005-12-31",
    unconfirmed = "the source gives no dates; the tenth five-year plan ran from 2001 to 2005" },
  clauses = { audits = "Ten-five year CP plan: 10-15 in 2001, 10-15 in 2002, 10-15 in 2003" },
}

quota "ten-five-audits" {
  title   = "Cleaner production audits under City N's plan",
  clause  = "ten-five-city-n/audits",
  per     = jurisdiction,
  reading = "every completed audit counts, also a second one at the same enterprise; a year's range is kept from its lower end on",
  counts     = jurisdiction.enterprises.audits,
  counted_on = audit.completed_on,
  goals = {
    { "City N", due = not_given "the source gives numbers by year and no last day",
      yearly = { [2001] = { 10, 15 }, [2002] = { 10, 15 }, [2003] = { 10, 15 } } },
  },
}
