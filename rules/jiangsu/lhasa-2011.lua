-- Not Jiangsu: a stricter local variant of the national clocks, kept here to show how a place tightens them. Paraphrased from an excerpt of
-- Lhasa's rules of 2011. An enterprise of Jiangsu is never judged by it.

instrument "lhasa-2011" {
  title = { en = "Lhasa's rules on compulsory audits", zh = "拉萨市强制性清洁生产审核规定（译名）" }, issuer = "Lhasa", place = "Lhasa",
  in_force = { from = "2011-01-01", unconfirmed = { en = "the source gives the year only", zh = "来源仅给出年份" } },
  clauses = {
    start = { en = "The audit starts within one month of the notice", zh = "（意译）接到通知后一个月内启动审核" },
    report = { en = "The report is handed in by the end of the year", zh = "（意译）年底前提交审核报告" },
    again = { en = "The audit is repeated after two years, then every five years", zh = "（意译）两年后再次审核，此后每五年一次",
      not_encoded = { en = "the excerpt does not say from which day the years run", zh = "节录未说明年限从何日起算" } },
  },
}

obligation "report@lhasa" {
  like    = "report@2016",
  clause  = "lhasa-2011/report",
  reading = { en = "the end of the year in which the list was published", zh = "名单公布当年的年末" },
  due     = listing.published_on:next "12-31",
  examples = {
    { at = "2013-01-01", listing = { list = "mandatory-audit", published_on = "2012-03-01" }, jurisdiction = { code = "Lhasa" }, status = "overdue",
      due = "2012-12-31" },
    { at = "2018-01-01", listing = { list = "mandatory-audit", published_on = "2017-03-01" }, jurisdiction = { code = "Lhasa" },
      audits = { { started_on = "2017-03-15", reported_on = "2017-12-31" } }, status = "met" },
  },
}
