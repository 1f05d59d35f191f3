-- Records that contradict each other or the law. None of these changes a verdict; `mandate lint` lists them, and the document counts them. An event
-- before the one that brings its record into being, such as an audit completed before it started, is told without a rule of the pack's.

warning "listed-before-the-law" {
  per  = listing, clause = "cppl@2002/authority",
  when = listing.mandatory & listing.published_on:before "2003-01-01",
  says = { en = "put on a list of compulsory audits before the law of 2003 gave the authority for it", zh = "在2003年法律授权之前即被列入强制性审核名单" },
}
warning "listed-twice" {
  per  = listing,
  when = listing.mandatory & listing:earlier():where(listing.mandatory & ~listing.delisted_on:happened()):any(),
  says = { en = "put on a list of compulsory audits while an earlier such listing still stands", zh = "在先前的强制性审核名单尚未撤销时再次被列入" },
}
warning "measure-of-another" {
  per  = measure,
  when = measure.audit:known() & ~measure.audit.enterprise:is(measure.enterprise),
  says = { en = "found by an audit of another enterprise", zh = "所属审核属于另一企业" },
}
warning "city-without-enterprises" {
  per  = jurisdiction,
  when = jurisdiction.level:is "city" & jurisdiction.enterprises:none(),
  says = { en = "a city without any enterprise on record", zh = "没有任何企业记录的城市" },
}
