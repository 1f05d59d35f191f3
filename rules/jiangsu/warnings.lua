-- Records that contradict each other or the law. None of these changes a verdict; `mandate lint` lists them, and the document counts them.

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
warning "completed-before-start" {
  per  = audit,
  when = audit.completed_on:before(audit.started_on),
  says = { en = "completed before it started", zh = "完成日期早于开始日期" },
}
warning "reported-before-start" {
  per  = audit,
  when = audit.reported_on:before(audit.started_on),
  says = { en = "reported before it started", zh = "报告日期早于开始日期" },
}
warning "implemented-before-identified" {
  per  = measure,
  when = measure.implemented_on:before(measure.identified_on),
  says = { en = "implemented before it was identified", zh = "实施日期早于识别日期" },
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
