-- luacheck: globals annual_plan
-- The ministry's notice of 2010 on key enterprises: an agency's yearly duty. Paraphrased from two reprints.

instrument "notice-2010-54" {
  title = { en = "Notice on advancing cleaner production at key enterprises", zh = "关于深入推进重点企业清洁生产的通知" },
  issuer = "Ministry of Environmental Protection",
  in_force = { from = "2010-01-01", unconfirmed = { en = "the source gives the year only", zh = "来源仅给出年份" } },
  citation = "环发[2010]54; paraphrased",
  clauses = {
    plan = { en = "The yearly plan of audits is filed and published by 31 March", zh = "（意译）每年3月31日前报送并公布年度审核计划" },
    cycles = { en = "Five heavy-metal sectors audit every two years, the first round done by the end of 2011; seven sectors with overcapacity every three years, by "
        .. "the end of 2012; other listed heavy polluters every five years, by the end of 2014",
      zh = "（意译）五个重金属行业每两年审核一次，2011年底前完成首轮；七个产能过剩行业每三年一次，2012年底前完成；其他重污染行业每五年一次，2014年底前完成",
      not_encoded = { en = "which industry codes make up the sectors was not read", zh = "未见各行业所含的行业代码" } },
  },
}

kind "annual_plan" {
  about = "an agency's plan for a year",
  fields = {
    { "agency", agency, owner = true, key = true, about = "the agency that made it, for its jurisdiction" },
    { "for_year", date, key = true, about = "the first day of the year it is for" },
    { "published_on", event, starts = true, about = "the day it was published" },
    { "cleaner_production", yesno, about = "whether it has a part on cleaner production" },
  },
}

obligation "yearly-plan" {
  title   = { en = "Publish the year's plan of audits by 31 March", zh = "3月31日前公布年度审核计划" },
  clause  = "notice-2010-54/plan", per = { agency, year }, holder = "environment",
  reading = { en = "filed and published = published; the plan of the year in which it is due", zh = "备案并公布＝已公布；为应报当年的计划" },
  applies = agency.role:is "environment",
  due     = period.from:next "03-31",
  done    = agency.annual_plans:where(annual_plan.for_year:during(period) & annual_plan.cleaner_production).published_on:first(),
  examples = {
    { at = "2011-03-31", agency = { role = "environment" }, status = "pending" },
    { at = "2011-04-01", agency = { role = "environment" }, status = "overdue", due = "2011-03-31" },
    { at = "2011-04-01", agency = { role = "environment" },
      annual_plans = { { for_year = "2011-01-01", published_on = "2011-03-31", cleaner_production = true } }, status = "met" },
    { at = "2011-04-01", agency = { role = "environment" },
      annual_plans = { { for_year = "2011-01-01", published_on = "2011-03-31" } }, status = "unknown", missing = "cleaner_production" },
    { at = "2011-04-01", agency = { role = "economic" }, status = "not_applicable" },
  },
}
