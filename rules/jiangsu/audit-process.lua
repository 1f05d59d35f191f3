-- luacheck: globals audit_phase
-- The audit itself: its phases, its measures, and whether a second audit followed. The source defines: "CP is a strategy to reduce waste generation
-- through preventive approaches such as process modification, product redesign, raw material substitution and good housekeeping", against end-of-pipe treatment.
-- Its chart of the steps came as a picture; the seven phases are those of the national centre's teaching slides. They are a method and no law, so no rule
-- is made of them.

kind "audit_phase" {
  about = "a phase of an audit that was gone through",
  fields = {
    { "audit", audit, owner = true, key = true, about = "the audit" },
    { "phase", text, key = true, about = "which of the seven",
      one_of = { "planning", "pre_assessment", "assessment", "options", "feasibility", "implementation", "continuation" } },
    { "finished_on", event, key = true, starts = true, about = "the day it was finished" },
  },
}

term "measure.preventive" {
  title = { en = "Prevents waste rather than treating it", zh = "预防而非末端治理" },
  value = ~measure.class:is "end_of_pipe",
}
term "measure.done" { title = { en = "Implemented", zh = "已实施" }, value = measure.implemented_on:happened() }
-- A measure of an audit that was put into practice before the audit began: a sign that the audit only wrote it down.
term "measure.before_audit" {
  title = { en = "Implemented before its audit started", zh = "审核开始前已实施" },
  value = measure.implemented_on:before(measure.audit.started_on),
}
term "audit.phase_count" { title = { en = "Phases gone through", zh = "已完成阶段数" }, value = audit.audit_phases.phase:distinct():count() }
term "audit.reported"    { title = { en = "Reported", zh = "已提交报告" }, value = audit.reported_on:happened() }
-- Without any record of measures only the report itself can tell; where nothing was noted of it, it is unknown.
term "audit.without_measures" {
  title = { en = "Reported without any measure implemented", zh = "有报告而无已实施措施" },
  value = audit.measures:any() & audit.measures:where(measure.done):none() | audit.measures:none() & audit.mode:is "report_only",
}
term "enterprise.continued" { title = { en = "Audited again", zh = "再次审核" }, value = enterprise.audits:count():at_least(2) }

local city = jurisdiction.level:is "city"
local audits, measures = jurisdiction.enterprises.audits, jurisdiction.enterprises.measures
local phases = audits.audit_phases

local function phase(name, en, zh) return { { en = en, zh = zh }, phases:where(audit_phase.phase:is(name)).audit:distinct():count() } end
report "phases" {
  title = { en = "Audits by the phases they went through", zh = "各审核阶段的完成情况" },
  note  = { en = "Audits with a record of the phase. An audit without any record of phases is counted in the first column only.",
    zh = "有该阶段记录的审核数；没有任何阶段记录的审核仅计入第一列。" },
  per   = jurisdiction, where = city,
  columns = {
    { { en = "Audits", zh = "审核" }, audits:count() },
    phase("planning", "1 Planning and organisation", "1 筹划与组织"),
    phase("pre_assessment", "2 Pre-assessment", "2 预评估"),
    phase("assessment", "3 Assessment", "3 评估"),
    phase("options", "4 Options", "4 方案产生与筛选"),
    phase("feasibility", "5 Feasibility", "5 可行性分析"),
    phase("implementation", "6 Implementation", "6 方案实施"),
    phase("continuation", "7 Continuous cleaner production", "7 持续清洁生产"),
    { { en = "All seven", zh = "七个阶段齐全" }, audits:where(audit.audit_phases:any()):share(audit.phase_count:at_least(7)) },
  },
}

local function class(name, en, zh) return { { en = en, zh = zh }, measures:where(measure.class:is(name)):count() } end
report "measures" {
  title = { en = "Measures by class and cost", zh = "按类别和费用划分的措施" },
  per   = jurisdiction, where = city,
  columns = {
    { { en = "Measures", zh = "措施" }, measures:count() },
    class("raw_material", "Raw materials and energy", "原辅材料和能源"),
    class("technology", "Technology", "技术工艺"),
    class("equipment", "Equipment", "设备"),
    class("process_control", "Process control", "过程控制"),
    class("product", "Product", "产品"),
    class("waste_reuse", "Reuse of waste", "废物回用"),
    class("management", "Management", "管理"),
    class("staff", "Staff", "员工"),
    class("end_of_pipe", "End of pipe", "末端治理"),
    { { en = "Prevention", zh = "预防" },         measures:share(measure.preventive) },
    { { en = "No or low cost", zh = "无/低费" },  measures:where(measure.cost_class:is "none_low"):count() },
    { { en = "Medium or high cost", zh = "中/高费" }, measures:where(measure.cost_class:is "medium_high"):count() },
    { { en = "Implemented", zh = "已实施" },      measures:share(measure.done) },
  },
}

local audited = jurisdiction.enterprises:where(enterprise.audits:any())
report "continuation" {
  title = { en = "Whether first audits were followed by a second", zh = "首次审核之后是否再次审核" },
  note  = { en = "Of all audits on record. What the study found at its cases stands in `case-enterprises`.", zh = "按全部审核记录计算；案例研究的结果见 case-enterprises。" },
  per   = jurisdiction, where = city,
  columns = {
    { { en = "Enterprises audited", zh = "审核过的企业" }, audited:count() },
    { { en = "Audited again", zh = "再次审核" },           audited:share(enterprise.continued) },
    { { en = "Reconstructed enterprises", zh = "重构的企业" }, audited:where(enterprise.reconstructed):count() },
  },
}
