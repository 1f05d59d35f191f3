-- luacheck: globals load energy_use substance_use
-- The records that the law's triggers are read from, and the triggers. A year's load against its quota, a product's energy use against its
-- limit and a substance in use are kinds of this pack; limits, quotas and whether a substance is on the law's lists come with the records.

kind "load" {
  about = "a year's amount of a pollutant against its quota",
  fields = {
    { "enterprise", enterprise, owner = true, key = true, about = "the enterprise that discharged it" },
    { "pollutant", text, key = true, about = "what was discharged" },
    { "year_end", event, key = true, starts = true, about = "the last day of the year" },
    { "amount", number, unit = "t", about = "how much in the year" },
    { "quota", number, unit = "t", blank = "none", about = "how much was allowed; empty: no quota" },
  },
}

kind "energy_use" {
  about = "a year's energy use for one product against its limit",
  fields = {
    { "enterprise", enterprise, owner = true, key = true, about = "the enterprise that used it" },
    { "product", text, key = true, about = "the product" },
    { "year_end", event, key = true, starts = true, about = "the last day of the year" },
    { "per_unit", number, about = "energy for a unit of the product, in the unit of its standard" },
    { "limit_per_unit", number, blank = "none", about = "the standard's limit, in the same unit; empty: no limit" },
  },
}

kind "substance_use" {
  about = "a substance that an enterprise uses or discharges",
  fields = {
    { "enterprise", enterprise, owner = true, key = true, about = "the enterprise that uses it" },
    { "substance", text, key = true, about = "its name or code" },
    { "since", event, key = true, starts = true, about = "the day it was first used or discharged" },
    { "toxic", yesno, about = "whether it is toxic or hazardous by the law's lists (which were not read here)" },
  },
}

term "measurement.over" {
  title = { en = "Over the discharge standard", zh = "超过排放标准" },
  value = measurement.value:above(measurement.limit_value),
}
term "enterprise.over_standard" {
  title = { en = "Has discharged over the standard", zh = "曾超标排放" },
  value = enterprise.measurements:where(measurement.over):any(),
}
term "enterprise.over_quota" {
  title = { en = "Has discharged over its total quota", zh = "曾超总量排放" },
  value = enterprise.loads:where(load.amount:above(load.quota)):any(),
}
term "enterprise.high_energy" {
  title = { en = "Has used more energy than its product's limit", zh = "曾超单位产品能耗限额" },
  value = enterprise.energy_uses:where(energy_use.per_unit:above(energy_use.limit_per_unit)):any(),
}
term "enterprise.toxic" {
  title = { en = "Uses or discharges toxic or hazardous substances", zh = "使用或排放有毒有害物质" },
  value = enterprise.substance_uses:where(substance_use.toxic):any(),
}
