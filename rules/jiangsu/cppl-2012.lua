-- luacheck: globals load energy_use
-- The Cleaner Production Promotion Law as amended on 2012-02-29, in force 2012-07-01. Paraphrased article by article from the Chinese text. Rules
-- named like those of the first text are its versions: the day a duty arose chooses between them.

instrument "cppl@2012" {
  title = { en = "China Cleaner Production Promotion Law (2012 text)", zh = "中华人民共和国清洁生产促进法（2012年修正）" },
  issuer = "Standing Committee of the National People's Congress",
  in_force = { from = "2012-07-01", to = "2026-08-14",
    unconfirmed = { en = "its end rests on copies of the Ecological and Environmental Code that repeals it, not on the gazette", zh = "其失效日依据废止它的《生态环境法典》的转载文本，未见公报" } },
  citation = "Order of the President No. 54; paraphrased",
  clauses = {
    ["4-5"] = { en = "Governments at county level and above put cleaner production into their plans and annual plans, and lead the work",
      zh = "（意译）县级以上人民政府应当将清洁生产纳入规划和年度计划，并领导有关工作" },
    ["8"] = { en = "The national plan is broken down into sector plans and local implementation plans with key projects",
      zh = "（意译）国家规划分解为行业专项规划和地方实施规划，确定重点项目", not_encoded = { en = "the text gives no date and no number", zh = "条文未给出日期和数额" } },
    ["17.1"] = { en = "The provincial coordinating and environment departments publish in the main local media the list of enterprises that fail the "
        .. "control targets for energy or for key pollutants", zh = "（意译）省级综合协调部门和环保部门在当地主要媒体公布未达到能耗控制指标、重点污染物排放控制指标的企业名单" },
    ["17.2"] = { en = "Listed enterprises publish their energy use, or how much of the key pollutants they generate and discharge",
      zh = "（意译）列入名单的企业应当公布能源消耗或者重点污染物产生、排放情况" },
    ["18"] = { en = "Environmental impact assessments of new projects analyse materials, resource use and waste, and prefer cleaner technology",
      zh = "（意译）新建、改建和扩建项目应当进行环境影响评价，优先采用清洁生产技术", not_encoded = { en = "assessments of projects are not among the records", zh = "记录中没有项目的环境影响评价" } },
    ["19"] = { en = "Technical renovation uses low-toxic substitutes, efficient processes, reuse of waste, water and heat, and control technology that meets "
        .. "standards and total quantities", zh = "（意译）技术改造过程中应当采取低毒替代、高效工艺、综合利用以及能够达标的污染防治技术",
      not_encoded = { en = "which measure was called for is a matter of judgement; measures are counted by class in the report `measures`",
        zh = "应采取何种方案属于判断事项；方案按类别在报表 `measures` 中统计" } },
    ["27.1"] = { en = "Enterprises monitor resource use and waste, and audit as needed",
      zh = "（意译）企业应当对资源消耗和废物产生进行监测，并根据需要实施审核", not_encoded = { en = "`as needed` leaves it to the enterprise: nothing can be breached", zh = "“根据需要”由企业自定，无从违反" } },
    ["27.2"] = { en = "Audits are compulsory for enterprises that discharge over the standard or over the quota for key pollutants; that exceed the energy limit for a "
        .. "unit of product; or that use or discharge toxic or hazardous substances",
      zh = "（意译）超标或超总量排放、超过单位产品能源消耗限额标准、使用或排放有毒有害物质的企业，应当实施强制性清洁生产审核" },
    ["27.4"] = { en = "The enterprise reports the results to the local coordinating and environment departments, and publishes them in the main local media",
      zh = "（意译）企业应当将审核结果报告当地综合协调部门和环保部门，并在当地主要媒体公布" },
    ["27.5"] = { en = "The authority supervises and may organise evaluation and acceptance, paid from the public budget; no fee is charged to the enterprise",
      zh = "（意译）主管部门应当监督，可以组织评估验收，费用纳入政府预算，不得向企业收取费用", not_encoded = { en = "fees charged are not among the records", zh = "记录中没有收费情况" } },
    ["28"] = { en = "Other enterprises may sign voluntary agreements; the authority publishes their names and results",
      zh = "（意译）其他企业可以自愿签订协议，主管部门公布企业名称及成果", not_encoded = { en = "nobody is bound to sign", zh = "无人负有签订的义务" } },
    ["30-34"] = { en = "Awards; funds for demonstration, research, training and key renovation; a part of the fund for small and medium-sized enterprises; tax relief "
        .. "for products from waste; audit and training costs are deductible", zh = "（意译）表彰奖励、资金支持、中小企业发展基金、税收优惠；审核和培训费用列入成本",
      not_encoded = { en = "the articles give neither conditions nor amounts that records could be held against", zh = "条文未给出可与记录对照的条件或数额" } },
    ["36"] = { en = "Breach of 17.2: order to publish; a fine of at most 100,000 CNY may be imposed",
      zh = "（意译）违反第十七条第二款的，责令公布，可以处十万元以下罚款" },
    ["39.1"] = { en = "No compulsory audit, a falsified audit, or no or untrue report: order to correct by a day; on refusal a fine of 50,000 to 500,000 CNY",
      zh = "（意译）不实施强制性审核、弄虚作假、不报告或者不如实报告的，责令限期改正；拒不改正的，处以五万元以上五十万元以下罚款" },
    ["39.2"] = { en = "Evaluators who charge fees or accept falsely are disciplined or prosecuted",
      zh = "（意译）评估验收人员收费或者弄虚作假的，给予处分或追究刑事责任", not_encoded = { en = "evaluators are not among the records", zh = "记录中没有评估验收人员" } },
  },
}

term "enterprise.over_energy_since" {
  title = { en = "First over an energy limit", zh = "首次超能耗限额之日" },
  value = enterprise.energy_uses:where(energy_use.per_unit:above(energy_use.limit_per_unit)).year_end:first(),
}

obligation "audit-when-over@2012" {
  like    = "audit-when-over@2002",
  title   = { en = "An audit by those who discharge too much or use too much energy", zh = "超标、超总量、超能耗企业实施审核" },
  clause  = "cppl@2012/27.2",
  arises  = enterprise.over_since | enterprise.over_energy_since,
  done    = enterprise.audits:where(audit.completed_on:on_or_after(enterprise.over_since | enterprise.over_energy_since)).completed_on:first(),
  examples = {
    { at = "2014-12-31", energy_uses = { { product = "cement", year_end = "2012-12-31", per_unit = 12, limit_per_unit = 10 } }, status = "pending" },
    { at = "2014-12-31", energy_uses = { { product = "cement", year_end = "2012-12-31", per_unit = 12, limit_per_unit = 10 } },
      audits = { { completed_on = "2013-10-31" } }, status = "met" },
    { at = "2014-12-31", loads = { { pollutant = "COD", year_end = "2013-12-31", amount = 12, quota = 10 } }, status = "pending" },
    { at = "2014-12-31", loads = { { pollutant = "COD", year_end = "2013-12-31", amount = 10, quota = 10 } }, status = "not_applicable" },
  },
}
obligation "audit-when-toxic@2012" {
  like = "audit-when-toxic@2002", clause = { "cppl@2012/27.2", "cppl@2012/27.4" },
  examples = {
    { at = "2014-12-31", substance_uses = { { substance = "lead", since = "2013-05-01", toxic = true } }, status = "pending" },
    { at = "2014-12-31", substance_uses = { { substance = "lead", since = "2013-05-01", toxic = true } }, audits = { { reported_on = "2014-05-01" } },
      status = "met" },
  },
}
obligation "publish-discharges@2012" {
  like = "publish-discharges@2002", clause = "cppl@2012/17.2",
  examples = {
    { at = "2013-12-31", listing = { list = "published-polluters", published_on = "2013-03-01" }, status = "pending" },
    { at = "2013-12-31", listing = { list = "published-polluters", published_on = "2013-03-01" },
      disclosures = { { topic = "discharges", published_on = "2013-04-01" } }, status = "met" },
  },
}
