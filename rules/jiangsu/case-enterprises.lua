-- luacheck: globals case_enterprise interview_set interviewed cited_reason citing
-- What the source says of the enterprises it studied, as it says it: tables of totals that do not add up to one another. 27 cases by city, of which 20
-- audited genuinely and 7 went on; a first set of interviews at 14 enterprises (2001-02) and a second at 16 (2004), each with figures for the 14 that audited
-- in its period, 12 of which made a study; and reasons cited 109 times, without saying by whom. 14 and 16 are not 27, and 12 and 12 not 20: which enterprises
-- stand in both sets is not said, so none of these records leads to another table's, nor to an enterprise of the registry.

local mark = "reconstructed-"
local note = { en = "Reconstructed: how many of the counted records were made from published totals, as their codes say, and not observed.",
  zh = "重构：所计记录中有多少是根据公布的总数重构而非观察所得（见其代码）。" }

kind "case_enterprise" {
  about = "a case of the study, in its city",
  fields = {
    { "code", text, key = true, about = "the case" },
    { "jurisdiction", jurisdiction, owner = true, about = "its city" },
    { "first_audit_genuine", yesno, about = "whether it implemented the first audit genuinely" },
    { "audit_continued", yesno, about = "whether it continued the audit" },
  },
}

local cases = jurisdiction.case_enterprises
report "case-enterprises" {
  title = { en = "CP audits at case-study enterprises", zh = "案例企业的清洁生产审核" }, note = note,
  per = jurisdiction, where = jurisdiction.level:is "city", total = true,
  columns = {
    { { en = "Total cases", zh = "案例总数" },                                               cases:count() },
    { { en = "Enterprises implemented first audit genuinely", zh = "首次审核真实的企业" }, cases:where(case_enterprise.first_audit_genuine):count() },
    { { en = "Enterprises continued CP audit", zh = "持续审核的企业" },                     cases:where(case_enterprise.audit_continued):count() },
    { { en = "Reconstructed cases", zh = "重构的案例" },                                     cases:where(case_enterprise.code:starts_with(mark)):count() },
  },
}

kind "interview_set" {
  about = "a set of interviews at enterprises",
  fields = {
    { "code", text, key = true, about = "the set" },
    { "name", text, about = "the set in words" },
    { "held", text, about = "when the interviews were held" },
    { "period", text, about = "the period in which the audits fell that it asked about" },
  },
}
kind "interviewed" {
  about = "an enterprise of a set of interviews", plural = "interviewed_enterprises",
  fields = {
    { "code", text, key = true, about = "the enterprise in its set" },
    { "interview_set", interview_set, owner = true, about = "the set" },
    { "audited", yesno, about = "whether it conducted an audit in the set's period" },
    { "study", yesno, about = "whether it conducted an audit study" },
    { "joined_to_plan", yesno, about = "whether the study was joined to a renovation plan that existed before" },
    { "known_violation", yesno, about = "whether the audit was used to address a known violation" },
    { "without_plan", yesno, about = "whether the study was made without a plan that existed before as its platform" },
  },
}

local all = interview_set.interviewed_enterprises
local studies = all:where(interviewed.study)
report "audit-studies" {
  title = { en = "How the interviewed enterprises met the audit requirement", zh = "受访企业如何履行审核要求" },
  note  = { en = "A range: the source does not say it of this set. " .. note.en, zh = "区间表示来源未就该组说明。" .. note.zh },
  per   = interview_set,
  columns = {
    { { en = "Held", zh = "访谈时间" },                                       interview_set.held },
    { { en = "Period", zh = "审核时期" },                                     interview_set.period },
    { { en = "Interviewed", zh = "受访企业" },                                all:count() },
    { { en = "Audited in the period", zh = "该时期审核的企业" },             all:where(interviewed.audited):count() },
    { { en = "Enterprises with study", zh = "开展审核研究的企业" },          studies:count() },
    { { en = "Joined to existing renovation plan", zh = "并入已有技改计划" }, studies:where(interviewed.joined_to_plan):count() },
    { { en = "Used for known violation", zh = "用于解决已知违法" },          studies:where(interviewed.known_violation):count() },
    { { en = "Without existing plan", zh = "无已有计划" },                    studies:where(interviewed.without_plan):count() },
    { { en = "Reconstructed", zh = "重构" },                                  all:where(interviewed.code:starts_with(mark)):count() },
  },
}

kind "cited_reason" {
  about = "a reason for adopting measures, as the study groups them",
  fields = {
    { "code", text, key = true, about = "its place in the study's table" },
    { "name", text, about = "the reason" },
    { "reason_group", text, about = "the group it belongs to" },
  },
}
kind "citing" {
  about = "one time that an enterprise cited a reason; the study does not say which enterprise", plural = "citings",
  fields = {
    { "code", text, key = true, about = "the citing" },
    { "cited_reason", cited_reason, owner = true, about = "the reason cited" },
  },
}

report "reasons" {
  title = { en = "Reasons cited by enterprises for adopting CP measures", zh = "企业采取清洁生产措施的理由" }, note = note,
  per = cited_reason, total = true,
  columns = {
    { { en = "Group", zh = "类别" },                 cited_reason.reason_group },
    { { en = "Number of times cited", zh = "次数" }, cited_reason.citings:count() },
    { { en = "Reconstructed", zh = "重构" },         cited_reason.citings:where(citing.code:starts_with(mark)):count() },
  },
}
