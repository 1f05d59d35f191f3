-- The source's tables on the notice of 1996 and the plans, counted from records. The numbers of "Specified" and "to audit" are the plans'; every
-- other number is a count.
--
-- Records made from published totals begin their code with "reconstructed-" (examples/jiangsu). Each table counts them in a column of
-- its own, so that nobody takes a table for an observation that is not one; over an agency's own records that column is 0.

term "enterprise.reconstructed" { title = { en = "Reconstructed", zh = "重构" }, value = enterprise.code:starts_with "reconstructed-" }
term "audit.reconstructed"      { title = { en = "Reconstructed", zh = "重构" }, value = audit.code:starts_with "reconstructed-" }

local note = { en = "Reconstructed: how many of the counted records were made from published totals, as their codes say, and not observed.",
  zh = "重构：所计记录中有多少是根据公布的总数重构而非观察所得（见其代码）。" }
local city = jurisdiction.level:is "city"

local bound   = jurisdiction.enterprises:where(enterprise.under_notice_1996)
local reports = bound.audits:where(audit.reported_on:happened())
report "fulfilment-2000" {
  title = { en = "Fulfillment of the CP goal as of the end of 2000", zh = "截至2000年底清洁生产目标的完成情况" }, note = note,
  as_of = "2000-12-31", per = jurisdiction, where = city,
  columns = {
    { { en = "Total large & medium-sized enterprises", zh = "大中型企业总数" }, bound:count() },
    { { en = "Audit reports", zh = "审核报告" },                                reports:count() },
    { { en = "Enterprises submitting reports", zh = "提交报告的企业" },         reports.enterprise:distinct():count() },
    { { en = "Coverage", zh = "覆盖率" }, bound:share(enterprise.audits.reported_on:first():happened()) },
    { { en = "Reconstructed enterprises", zh = "重构的企业" },                  bound:where(enterprise.reconstructed):count() },
    { { en = "Reconstructed reports", zh = "重构的报告" },                      reports:where(audit.reconstructed):count() },
  },
}

local completed = jurisdiction.enterprises.audits:where(audit.completed_on:during(period))
report "audits-2001-2003" {
  title = { en = "Numbers of CP audits reported", zh = "上报的清洁生产审核数" }, note = note,
  as_of = "2003-12-31", per = { jurisdiction, year }, during = "2001/2003", across = year, where = city,
  columns = {
    { { en = "Specified", zh = "计划数" },     verdict "lake-tai-audits".planned:or_else(verdict "ten-five-audits".planned) },
    { { en = "Completed", zh = "完成数" },     completed:count() },
    { { en = "Reconstructed", zh = "重构" },   completed:where(audit.reconstructed):count() },
  },
}

local listed = jurisdiction.enterprises:where(enterprise.on_lake_tai_list)
report "lake-tai-quota" {
  title = { en = "CP audits at major polluters under the Lake Tai plan", zh = "太湖计划下重点污染企业的清洁生产审核" }, note = note,
  per = jurisdiction, where = verdict "lake-tai-audits".target:given(),
  columns = {
    { { en = "Major polluters to audit", zh = "应审核的重点污染企业" }, verdict "lake-tai-audits".target },
    { { en = "By", zh = "期限" },                     verdict "lake-tai-audits".due },
    { { en = "On the list", zh = "列入名单" },        listed:count() },
    { { en = "Audited so far", zh = "已审核" },       verdict "lake-tai-audits".actual },
    { { en = "Planned to date", zh = "至今计划数" },  verdict "lake-tai-audits".planned },
    { { en = "Status", zh = "状态" },                 verdict "lake-tai-audits".status },
    { { en = "Reconstructed on the list", zh = "名单中重构的企业" }, listed:where(enterprise.reconstructed):count() },
  },
}

-- What was not observed: records made from published totals, by the city they are of.
local function made(set, code) return set:where(code:starts_with "reconstructed-"):count() end
report "reconstructed" {
  title = { en = "Records made from published totals, as their codes say, and not observed", zh = "根据公布的总数重构而非实际观察的记录（见其代码）" },
  section = "reconstructed", per = jurisdiction, where = city,
  columns = {
    { { en = "Enterprises", zh = "企业" }, made(jurisdiction.enterprises, enterprise.code) },
    { { en = "Of them not", zh = "其中非重构" }, jurisdiction.enterprises:where(~enterprise.reconstructed):count() },
    { { en = "Audits", zh = "审核" }, made(jurisdiction.enterprises.audits, audit.code) },
    { { en = "Of them not", zh = "其中非重构" }, jurisdiction.enterprises.audits:where(~audit.reconstructed):count() },
    { { en = "Listings of such enterprises", zh = "此类企业的名单记录" }, jurisdiction.enterprises:where(enterprise.reconstructed).listings:count() },
  },
}
