-- The interim measures on cleaner production audits of 2004, in force until those of 2016 repealed them. Paraphrased from excerpts; the clocks
-- were not found in a source.

local memory = { en = "from memory, not read in a source", zh = "凭记忆，未见来源" }

instrument "measures@2004" {
  title = { en = "Interim Measures on Cleaner Production Audits", zh = "清洁生产审核暂行办法" },
  issuer = "National Development and Reform Commission; State Environmental Protection Administration",
  in_force = { from = "2004-10-01", to = "2016-06-30" },
  citation = "Order No. 16 of 2004-08-16; paraphrased",
  clauses = {
    kinds = { en = "Audits are voluntary or compulsory; the enterprise carries them out, with its own staff or with consultants",
      zh = "（意译）清洁生产审核分为自愿性审核和强制性审核，以企业为主体，自行组织或者委托机构开展", not_encoded = { en = "it defines; the field audit.basis follows it", zh = "此为定义；字段 audit.basis 据此设定" } },
    list = { en = "A list names the enterprise, its legal representative, address, pollutants, mode, concentration and total of discharge, and by how "
        .. "much it exceeds; the environment bureau verifies",
      zh = "（意译）公布的名单应当包括企业名称、法人代表、地址、污染物名称、排放方式、浓度和总量、超标情况，由环保部门核实",
      not_encoded = { en = "what a list says of an enterprise beyond its reason is not among the records", zh = "名单中除列入原因外的企业情况不在记录之中" } },
    start = { en = "Listed enterprises start the audit within two months of the publication of the list",
      zh = "（意译）列入名单的企业应当在名单公布后两个月内开展审核", unconfirmed = memory },
    report = { en = "Listed enterprises hand in the report within one year",
      zh = "（意译）列入名单的企业应当在一年内提交审核报告", unconfirmed = memory },
    again = { en = "Enterprises with toxic substances repeat the audit at intervals of at most five years",
      zh = "（意译）使用有毒有害物质的企业两次审核的间隔时间不得超过五年", unconfirmed = memory },
  },
}

term "listing.mandatory" {
  title = { en = "On a list of compulsory audits", zh = "列入强制性审核名单" },
  value = listing.list:is "mandatory-audit",
}
-- The audit that answers a listing: the first one started since.
term "listing.answer" {
  title = { en = "The audit that answers the listing", zh = "响应名单的审核" },
  value = enterprise.audits:where(audit.started_on:on_or_after(listing.published_on)):first(),
}

local listed = { list = "mandatory-audit", published_on = "2006-03-15" }

obligation "start@2004" {
  title   = { en = "Start the compulsory audit in time", zh = "按期启动强制性审核" },
  clause  = "measures@2004/start", per = listing,
  applies = listing.mandatory,
  arises  = listing.published_on,
  due     = parameter "audit.start_within",
  done    = listing.answer.started_on,
  examples = {
    { at = "2006-05-15", listing = listed, status = "pending", due = "2006-05-15" },
    { at = "2006-05-16", listing = listed, status = "overdue" },
    { at = "2006-05-16", listing = listed, audits = { { started_on = "2006-05-15" } }, status = "met" },
    { at = "2006-06-16", listing = listed, audits = { { started_on = "2006-05-16" } }, status = "late" },
    { at = "2006-06-16", listing = listed, audits = { { started_on = "2006-03-14" } }, status = "overdue" },
    { at = "2006-06-16", listing = { list = "lake-tai-2002", published_on = "2006-03-15" }, status = "not_applicable" },
    { at = "2006-06-16", listing = { list = "mandatory-audit", published_on = "2004-09-30" }, status = "not_applicable" },
    { at = "2012-04-16", listing = { list = "mandatory-audit", published_on = "2012-03-15" }, jurisdiction = { code = "Lhasa" }, status = "overdue",
      due = "2012-04-15" },
  },
}

obligation "report@2004" {
  like    = "start@2004",
  title   = { en = "Hand in the report of the compulsory audit in time", zh = "按期提交强制性审核报告" },
  clause  = "measures@2004/report",
  due     = parameter "audit.report_within",
  done    = listing.answer.reported_on,
  examples = {
    { at = "2007-03-16", listing = listed, status = "overdue", due = "2007-03-15" },
    { at = "2007-03-16", listing = listed, audits = { { started_on = "2006-05-15", reported_on = "2007-03-15" } }, status = "met" },
    { at = "2007-03-16", listing = listed, audits = { { started_on = "2006-05-15" } }, status = "overdue" },
  },
}

local used = { substance = "lead", since = "2005-01-01", toxic = true }

obligation "repeat@2004" {
  title   = { en = "Repeat the audit where toxic substances are used", zh = "使用有毒有害物质的企业再次审核" },
  clause  = "measures@2004/again", per = audit,
  reading = { en = "from the completion of one audit to that of the next", zh = "自上次审核完成至下次审核完成" },
  applies = enterprise.toxic,
  arises  = audit.completed_on,
  due     = parameter "audit.repeat_within",
  done    = audit:later().completed_on:first(),
  examples = {
    { at = "2011-06-30", audit = { completed_on = "2006-06-30" }, substance_uses = { used }, status = "pending", due = "2011-06-30" },
    { at = "2011-07-01", audit = { completed_on = "2006-06-30" }, substance_uses = { used }, status = "overdue" },
    { at = "2011-07-01", audit = { completed_on = "2006-06-30" }, status = "not_applicable" },
  },
}
