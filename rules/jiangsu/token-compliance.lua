-- The source concludes with "token compliance by some enterprises (writing reports summarizing CP-like actions that had occurred)" and with "goal displacement
-- ... at municipal agencies (collecting audit reports, instead of inducing industrial behavior changes)". Both are made visible here by rates of records:
-- no rate says by itself that there was either, and where records do not tell, a rate is a range or unknown.

local city = jurisdiction.level:is "city"
local measures  = jurisdiction.enterprises.measures
local reported  = jurisdiction.enterprises.audits:where(audit.reported)
local expensive = measures:where(measure.cost_class:is "medium_high")
local done      = measures:where(measure.done)
local audited   = jurisdiction.enterprises:where(enterprise.audits:any())

indicator "token-compliance" {
  title = { en = "Signs of token compliance", zh = "形式化履行的迹象" },
  per   = jurisdiction, applies = city,
  reading = { en = "signs of reports that summarise what had been done before; none proves it by itself", zh = "报告仅汇总既有工作的迹象；任何单项都不足以证明" },
  parts = {
    { { en = "Measures begun before the audit", zh = "审核开始前已实施的措施" }, measures:share(measure.before_audit) },
    { { en = "Audits attached to an existing plan", zh = "并入已有计划的审核" }, reported:share(audit.mode:is("existing_plan", "known_violation")) },
    { { en = "Reports without measures", zh = "无措施的报告" },                  reported:share(audit.without_measures) },
    { { en = "Medium/high-cost options done", zh = "已实施的中/高费方案" },      expensive:share(measure.done) },
    { { en = "Savings verified", zh = "节约经核实" },                            done:share(measure.verified) },
    { { en = "Audits continued", zh = "持续审核" },                              audited:share(enterprise.continued) },
  },
}

local enterprises = agency.jurisdiction.enterprises
indicator "goal-displacement" {
  title = { en = "Reports collected against measures implemented", zh = "收集的报告与实施的措施" },
  per   = agency, applies = agency.jurisdiction.level:is "city",
  reading = { en = "many reports for few measures may mean that reports were collected instead of change induced", zh = "报告多而方案少，可能意味着收集了报告而未促成改变" },
  parts = {
    { { en = "Reports collected", zh = "收集的报告" },    enterprises.audits:where(audit.reported):count() },
    { { en = "Measures implemented", zh = "实施的措施" }, enterprises.measures:where(measure.done):count() },
    { { en = "Reports per measure", zh = "每项措施的报告数" },
      enterprises.audits:where(audit.reported):count() / enterprises.measures:where(measure.done):count() },
  },
}
