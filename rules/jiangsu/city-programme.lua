-- luacheck: globals programme_factor
-- The city-level programme, after the source's "Analytic Framework for a City-Level CP Program": what the agencies did, and what bore on it. The source
-- names the acts and the factors and counts none of them, so the example holds no such record, and the tables say that none is on record.

kind "programme_factor" {
  about = "how something that bears on an agency's work changed, as somebody observed it",
  fields = {
    { "agency", agency, owner = true, key = true, about = "the agency" },
    { "factor", text, key = true, about = "what bears on its work, in the source's words",
      one_of = { "policy_content", "policy_authority", "policy_pressure", "political_attention", "interagency_cooperation",
        "technical_capacity", "resource_availability", "organizational_mission", "implementers_incentives" } },
    { "observed_on", event, key = true, starts = true, about = "the day it was observed" },
    { "change", text, one_of = { "increased", "unchanged", "decreased" }, about = "which way it went" },
  },
}

-- The source concludes with "policy strength" and "political salience" and does not say of which factors they are made: read here as these.
term "programme_factor.of_strength" {
  title = { en = "Policy strength", zh = "政策力度" },
  value = programme_factor.factor:is("policy_content", "policy_authority", "policy_pressure"),
}
term "programme_factor.of_salience" {
  title = { en = "Political salience", zh = "政治关注度" },
  value = programme_factor.factor:is "political_attention",
}

local function acts(type, en, zh) return { { en = en, zh = zh }, agency.actions:where(action.type:is(type)):count() } end
report "city-programme" {
  title = { en = "What the agencies did", zh = "主管机构的行动" },
  note  = { en = "Acts on record; 0 says that none is on record, and not that none was done.", zh = "以记录为准；0表示没有记录，不表示没有行动。" },
  per   = agency, where = agency.jurisdiction.level:is "city",
  columns = {
    { { en = "City", zh = "城市" }, agency.jurisdiction.name },
    { { en = "Enterprises put on lists", zh = "列入名单的企业" }, agency.listings.enterprise:distinct():count() },
    acts("visit", "Factory visits", "走访工厂"),
    acts("training", "Training", "培训"),
    acts("technical_support", "Technical support", "技术支持"),
    acts("financial_support", "Financial support", "资金支持"),
  },
}

local factors = agency.programme_factors
indicator "policy-strength" {
  title = { en = "Policy strength and political salience", zh = "政策力度与政治关注度" },
  per   = agency, applies = agency.jurisdiction.level:is "city",
  reading = {
    en = "of the observations on record, how many saw an increase; policy strength = content and authority of the policy and policy pressure, political "
      .. "salience = political attention, because the source does not say which of its factors it means",
    zh = "在有记录的观察中有多少显示增强；政策力度＝政策内容、权威与政策压力，政治关注度＝政治上的重视，因来源未说明所指的因素" },
  parts = {
    { { en = "Policy strength increased", zh = "政策力度增强" },
      factors:where(programme_factor.of_strength):share(programme_factor.change:is "increased") },
    { { en = "Political salience increased", zh = "政治关注度提高" },
      factors:where(programme_factor.of_salience):share(programme_factor.change:is "increased") },
  },
}
