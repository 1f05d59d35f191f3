-- luacheck: globals annual_plan load energy_use
-- What the law of 2012 asks of governments and of the provincial departments, judged on the place and on the agency.

obligation "cp-in-annual-plan" {
  title   = { en = "Cleaner production stands in the year's plan", zh = "将清洁生产纳入年度计划" },
  clause  = "cppl@2012/4-5", per = { jurisdiction, year },
  reading = { en = "a plan for the year, published by an agency of the place itself, that has a part on cleaner production", zh = "由本地机关公布、含清洁生产内容的当年计划" },
  applies = jurisdiction.level:is("province", "city", "county"),
  due     = not_given { en = "the text names no day", zh = "条文未规定日期" },
  done    = jurisdiction.agencies.annual_plans:where(annual_plan.agency.jurisdiction:is(subject)
    & annual_plan.for_year:during(period) & annual_plan.cleaner_production).published_on:first(),
  examples = {
    { at = "2013-12-31", jurisdiction = { level = "city" }, status = "pending" },
    { at = "2013-12-31", jurisdiction = { level = "city" }, agency = {},
      annual_plans = { { for_year = "2013-01-01", published_on = "2013-02-01", cleaner_production = true } }, status = "met" },
    { at = "2013-12-31", jurisdiction = { level = "city" }, agency = {},
      annual_plans = { { for_year = "2012-01-01", published_on = "2013-02-01", cleaner_production = true } }, status = "pending" },
    { at = "2013-12-31", jurisdiction = { level = "national" }, status = "not_applicable" },
  },
}

local failing = agency.jurisdiction.enterprises:where(
  enterprise.loads:where(load.amount:above(load.quota)):during(period):any()
  | enterprise.energy_uses:where(energy_use.per_unit:above(energy_use.limit_per_unit)):during(period):any())

obligation "publish-list" {
  title   = { en = "The provincial departments publish who failed the control targets", zh = "省级部门公布未达到控制指标的企业名单" },
  clause  = "cppl@2012/17.1", per = { agency, year },
  reading = { en = "one list published since the year that names an enterprise of the province; owed by each of the two departments where somebody failed in the year",
    zh = "自该年起公布的、列有本省企业的一份名单；该年有企业未达标时两部门各负此责" },
  applies = agency.role:is("economic", "environment") & agency.jurisdiction.level:is "province" & failing:any(),
  due     = not_given { en = "the text names no day", zh = "条文未规定日期" },
  done    = agency.jurisdiction.enterprises.listings:where(listing.list:is "published-polluters" & listing.published_on:on_or_after(period.from)).published_on:first(),
  examples = {
    { at = "2013-12-31", agency = { role = "economic" }, jurisdiction = { level = "province" },
      loads = { { pollutant = "COD", year_end = "2013-12-31", amount = 12, quota = 10 } }, status = "pending" },
    { at = "2013-12-31", agency = { role = "economic" }, jurisdiction = { level = "province" },
      loads = { { pollutant = "COD", year_end = "2013-12-31", amount = 12, quota = 10 } },
      listings = { { list = "published-polluters", published_on = "2013-12-31" } }, status = "met" },
    { at = "2013-12-31", agency = { role = "economic" }, jurisdiction = { level = "province" },
      loads = { { pollutant = "COD", year_end = "2013-12-31", amount = 10, quota = 10 } }, status = "not_applicable" },
    { at = "2013-12-31", agency = { role = "economic" }, jurisdiction = { level = "city" },
      loads = { { pollutant = "COD", year_end = "2013-12-31", amount = 12, quota = 10 } }, status = "not_applicable" },
  },
}
