-- The measures on cleaner production audits of 2016. The clocks are those that five agencies' notices state alike; the articles were not read. What a
-- rule shares with its version of 2004 it takes over from there; the day a list was published chooses between the two.

instrument "measures@2016" {
  title = { en = "Measures on Cleaner Production Audits", zh = "清洁生产审核办法" },
  issuer = "National Development and Reform Commission; Ministry of Environmental Protection",
  in_force = { from = "2016-07-01" },
  citation = "Order No. 38 of 2016-05-16; paraphrased",
  clauses = {
    ["8"] = { en = "Audits are compulsory on the three grounds of the law; toxic categories begin with hazardous wastes",
      zh = "（意译）有法定三种情形之一的企业应当实施强制性审核；有毒有害物质包括危险废物等", not_encoded = { en = "it repeats cppl@2012/27.2, where it is encoded", zh = "重复 cppl@2012/27.2，已在该处编码" } },
    disclose = { en = "Within one month of the publication of the list the enterprise discloses what it was listed for",
      zh = "（意译）列入名单的企业应当在名单公布后一个月内公开有关信息" },
    start = { en = "Within two months of the publication of the list the audit starts", zh = "（意译）列入名单的企业应当在名单公布后两个月内开展审核" },
    report = { en = "Within one year the audit is completed and its report handed in", zh = "（意译）应当在一年内完成审核并提交报告" },
    again = { en = "Users of toxic substances repeat the audit at intervals of at most five years",
      zh = "（意译）使用有毒有害物质的企业两次审核的间隔时间不得超过五年" },
  },
}

local listed = { list = "mandatory-audit", published_on = "2017-03-31" }

obligation "start@2016" {
  like = "start@2004", clause = "measures@2016/start",
  examples = {
    { at = "2017-05-31", listing = listed, status = "pending", due = "2017-05-31" },
    { at = "2017-06-01", listing = listed, status = "overdue" },
    { at = "2017-05-01", listing = listed, jurisdiction = { code = "Lhasa" }, status = "overdue", due = "2017-04-30" },
  },
}
obligation "report@2016" {
  like = "report@2004", clause = "measures@2016/report",
  examples = {
    { at = "2018-03-31", listing = listed, status = "pending", due = "2018-03-31" },
    { at = "2018-04-01", listing = listed, audits = { { started_on = "2017-05-01", reported_on = "2018-04-01" } }, status = "late" },
  },
}
obligation "repeat@2016" {
  like = "repeat@2004", clause = "measures@2016/again",
  examples = {
    { at = "2022-01-01", audit = { completed_on = "2016-12-31" }, substance_uses = { { substance = "lead", since = "2005-01-01", toxic = true } },
      status = "overdue", due = "2021-12-31" },
  },
}
obligation "disclose@2016" {
  like    = "start@2004",
  title   = { en = "Disclose in time what the enterprise was listed for", zh = "按期公开列入名单的有关信息" },
  clause  = "measures@2016/disclose",
  due     = parameter "audit.disclose_within",
  done    = enterprise.disclosures:where(disclosure.published_on:on_or_after(listing.published_on)).published_on:first(),
  examples = {
    { at = "2017-04-30", listing = listed, status = "pending", due = "2017-04-30" },
    { at = "2017-05-01", listing = listed, status = "overdue" },
    { at = "2017-05-01", listing = listed, disclosures = { { topic = "discharges", published_on = "2017-04-30" } }, status = "met" },
    { at = "2006-06-01", listing = { list = "mandatory-audit", published_on = "2006-03-15" }, status = "not_applicable" },
  },
}
