-- luacheck: globals load substance_use
-- The Cleaner Production Promotion Law, first text: adopted 2002-06-29, in force 2003-01-01 until the amended text took its place. The clause
-- "authority" is quoted from H. H. Oliver and L. Ortolano, "Promoting Cleaner Production at Industries in Jiangsu, China", section "Jiangsu CP
-- Framework: Recent Additions"; the articles are paraphrased, from reprints and excerpts of the text.

instrument "cppl@2002" {
  title = { en = "China Cleaner Production Promotion Law (2002 text)", zh = "中华人民共和国清洁生产促进法（2002年文本）" },
  issuer = "Standing Committee of the National People's Congress",
  in_force = { from = "2003-01-01", to = "2012-06-30" },
  citation = "Order of the President No. 72; `authority` quoted, the articles paraphrased",
  clauses = {
    authority = { en = "Local governments have authority to mandate certain enterprises to implement CP audits",
      zh = "（意译）地方政府有权要求特定企业实施清洁生产审核" },
    ["17"] = { en = "Provincial departments publish the list of seriously polluting enterprises",
      zh = "（意译）省级主管部门公布污染严重企业名单", not_encoded = { en = "the text gives no date by which a list must be out", zh = "条文未规定名单公布的期限" } },
    ["28.1"] = { en = "Enterprises monitor their use of resources and their waste, and audit as needed",
      zh = "（意译）企业应当对资源消耗和废物产生进行监测，并根据需要实施审核", not_encoded = { en = "`as needed` leaves it to the enterprise: nothing can be breached", zh = "“根据需要”由企业自定，无从违反" } },
    ["28.2"] = { en = "An enterprise that discharges over the national or local standard, or over the local total quota, shall implement a CP audit",
      zh = "（意译）污染物排放超过国家和地方标准或者超过地方总量控制指标的企业，应当实施清洁生产审核" },
    ["28.3"] = { en = "An enterprise that uses or discharges toxic or hazardous substances shall audit periodically and report the results to the "
        .. "environment and economic-trade departments", zh = "（意译）使用或者排放有毒有害物质的企业，应当定期实施清洁生产审核，并将结果报告环保和经贸部门" },
    ["29"] = { en = "Other enterprises may sign voluntary agreements on saving resources and reducing discharges",
      zh = "（意译）企业可以自愿签订节约资源、削减污染物排放量的协议", not_encoded = { en = "nobody is bound to sign", zh = "无人负有签订的义务" } },
    ["31"] = { en = "Enterprises on the published list of serious polluters publish their main discharges",
      zh = "（意译）列入污染严重企业名单的企业，应当公布主要污染物的排放情况" },
    ["32-36"] = { en = "Awards, special funds, a part of the fund for small and medium-sized enterprises, tax relief for products from waste; the costs of "
        .. "audits and training are deductible", zh = "（意译）表彰奖励、专项资金、中小企业发展基金、资源综合利用税收优惠；审核和培训费用列入成本",
      not_encoded = { en = "read as an excerpt that gives neither conditions nor amounts", zh = "所见为节录，既无条件也无数额" } },
    ["40"] = { en = "Breach of 28.3: order to correct by a day; on refusal a fine of at most 100,000 CNY",
      zh = "（意译）违反第二十八条第三款的，责令限期改正；拒不改正的，处以十万元以下罚款",
      unconfirmed = { en = "the article was read cut off; the amount and the refusal are from memory", zh = "所见条文不全；数额和拒不履行的规定凭记忆" } },
  },
}

-- A duty without a clock: the text says that the audit is owed, and no day by which.
term "enterprise.over_since" {
  title = { en = "First over the standard or the quota", zh = "首次超标或超总量之日" },
  value = enterprise.measurements:where(measurement.over).measured_on:first()
    | enterprise.loads:where(load.amount:above(load.quota)).year_end:first(),
}
term "enterprise.toxic_since" {
  title = { en = "First used a toxic substance", zh = "首次使用有毒有害物质之日" },
  value = enterprise.substance_uses:where(substance_use.toxic).since:first(),
}

obligation "audit-when-over@2002" {
  title   = { en = "An audit by those who discharge too much", zh = "超标、超总量企业实施审核" },
  clause  = "cppl@2002/28.2",
  reading = { en = "an audit completed on or after the first such day answers it", zh = "首个此类日期当日或之后完成的审核即为履行" },
  arises  = enterprise.over_since,
  due     = not_given { en = "the text names no day", zh = "条文未规定日期" },
  done    = enterprise.audits:where(audit.completed_on:on_or_after(enterprise.over_since)).completed_on:first(),
  examples = {
    { at = "2004-12-31", measurements = { { measured_on = "2004-05-01", value = 120, limit_value = 100, unit = "mg/L" } }, status = "pending" },
    { at = "2004-12-31", measurements = { { measured_on = "2004-05-01", value = 120, limit_value = 100, unit = "mg/L" } },
      audits = { { completed_on = "2004-11-30" } }, status = "met" },
    { at = "2004-12-31", loads = { { pollutant = "COD", year_end = "2003-12-31", amount = 12, quota = 10 } }, status = "pending" },
    { at = "2004-12-31", loads = { { pollutant = "COD", year_end = "2003-12-31", amount = 12 } }, status = "not_applicable" },
    { at = "2004-12-31", loads = { { pollutant = "COD", year_end = "2003-12-31", quota = 10 } }, status = "unknown", missing = "amount" },
    { at = "2004-12-31", measurements = { { measured_on = "2002-05-01", value = 120, limit_value = 100, unit = "mg/L" } }, status = "not_applicable" },
    { at = "2004-12-31", energy_uses = { { product = "cement", year_end = "2003-12-31", per_unit = 12, limit_per_unit = 10 } }, status = "not_applicable" },
  },
}

obligation "audit-when-toxic@2002" {
  title   = { en = "Audits by those who use toxic substances", zh = "使用有毒有害物质企业定期审核" },
  clause  = "cppl@2002/28.3",
  reading = { en = "the first audit reported on or after the first such day; how often is a matter of the implementing measures", zh = "首个此类日期当日或之后提交报告的首次审核；频次由实施办法规定" },
  arises  = enterprise.toxic_since,
  due     = not_given { en = "`periodically` names no day", zh = "“定期”未指明日期" },
  done    = enterprise.audits:where(audit.reported_on:on_or_after(enterprise.toxic_since)).reported_on:first(),
  examples = {
    { at = "2004-12-31", substance_uses = { { substance = "lead", since = "2003-05-01", toxic = true } }, status = "pending" },
    { at = "2004-12-31", substance_uses = { { substance = "lead", since = "2003-05-01", toxic = true } }, audits = { { reported_on = "2004-05-01" } },
      status = "met" },
    { at = "2004-12-31", substance_uses = { { substance = "water", since = "2003-05-01", toxic = false } }, status = "not_applicable" },
    { at = "2004-12-31", substance_uses = { { substance = "?", since = "2003-05-01" } }, status = "unknown", missing = "toxic" },
  },
}

obligation "publish-discharges@2002" {
  title   = { en = "Listed polluters publish what they discharge", zh = "列入名单的企业公布排放情况" },
  clause  = "cppl@2002/31", per = listing,
  reading = { en = "the first disclosure on or after the day of the list answers it", zh = "名单公布当日或之后的首次公开即为履行" },
  applies = listing.list:is "published-polluters",
  arises  = listing.published_on,
  due     = not_given { en = "the text read names no day", zh = "所见条文未规定日期" },
  done    = enterprise.disclosures:where(disclosure.published_on:on_or_after(listing.published_on)).published_on:first(),
  examples = {
    { at = "2005-12-31", listing = { list = "published-polluters", published_on = "2005-03-01" }, status = "pending" },
    { at = "2005-12-31", listing = { list = "published-polluters", published_on = "2005-03-01" },
      disclosures = { { topic = "discharges", published_on = "2005-04-01" } }, status = "met" },
    { at = "2005-12-31", listing = { list = "lake-tai-2002", published_on = "2005-03-01" }, status = "not_applicable" },
  },
}
