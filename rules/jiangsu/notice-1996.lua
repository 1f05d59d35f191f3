-- Jiangsu's notice of 1996. Quoted from: H. H. Oliver and L. Ortolano, "Promoting Cleaner Production at Industries in Jiangsu, China",
-- section "Jiangsu CP Framework: Before 2001". The notice itself was not read; the source names neither its issuer nor its day.

instrument "notice-1996" {
  title = { en = "Notice on Implementing CP Audits", zh = "关于实施清洁生产审核的通知（译名）" }, issuer = "Jiangsu Province", place = "Jiangsu",
  in_force = { from = "1996-01-01", unconfirmed = { en = "the source gives the year only", zh = "来源仅给出年份" } },
  citation = "quoted from Oliver and Ortolano; the text itself was not read",
  clauses = {
    audits = {
      en = "All large and medium-sized enterprises shall implement CP audits by the end of 2000",
      zh = "（意译）所有大中型企业应当在2000年底前实施清洁生产审核" },
    agencies = {
      en = "Municipal agencies responsible for implementing the rules include Environmental Protection Bureaus (EPBs) and "
        .. "Economic and Trade Commissions (ETCs)",
      zh = "（意译）负责实施上述规定的市级机构包括环境保护局和经济贸易委员会",
      not_encoded = { en = "the source names no act of theirs and no date", zh = "来源未提及其任何行为和日期" } },
  },
}

local deadline = "2000-12-31"

-- Whom the notice binds: also the base of the coverage that the reports give.
term "enterprise.under_notice_1996" {
  title = { en = "Bound by the notice of 1996", zh = "受1996年通知约束" },
  value = enterprise.size:is("large", "medium") & ~enterprise.closed_on:by(deadline),
}

obligation "audit-by-2000" {
  title   = { en = "A cleaner production audit by the end of 2000", zh = "2000年底前完成清洁生产审核" },
  clause  = "notice-1996/audits",
  reading = {
    en = "implemented = a report is in, because the source counts the enterprises submitting reports; "
      .. "an enterprise closed by the end of 2000 owes none",
    zh = "实施＝已提交报告，因来源统计的是提交报告的企业；2000年底前已关闭的企业不负此责" },
  applies = enterprise.under_notice_1996,
  due     = deadline,
  done    = enterprise.audits.reported_on:first(),
  examples = {
    { at = "2000-12-31", enterprise = { size = "medium" }, status = "pending" },
    { at = "2001-01-01", enterprise = { size = "large" }, status = "overdue" },
    { at = "2001-01-01", enterprise = { size = "large" }, audits = { { reported_on = "2000-12-31" } }, status = "met" },
    { at = "2001-01-01", enterprise = { size = "large" }, audits = { { reported_on = "2001-01-01" } }, status = "late" },
    { at = "2001-01-01", enterprise = { size = "small" }, status = "not_applicable" },
    { at = "2001-01-01", enterprise = { size = "large", closed_on = "2000-12-31" }, status = "not_applicable" },
    { at = "2001-01-01", enterprise = { size = "large", closed_on = "2001-01-01" }, status = "overdue" },
    { at = "2001-01-01", enterprise = {}, status = "unknown", missing = "size" },
  },
}
