-- The source's three tables, counted from records. The numbers of "Specified" and "to audit" are the plans'; every other
-- number is a count.
--
-- Records made from published totals begin their code with "reconstructed-" (examples/jiangsu). Each table counts them in a column of
-- its own, so that nobody takes a table for an observation that is not one; over an agency's own records that column is 0.

term "enterprise.reconstructed" { value = enterprise.code:starts_with "reconstructed-" }
term "audit.reconstructed"      { value = audit.code:starts_with "reconstructed-" }

local note = "Reconstructed: how many of the counted records were made from published totals, as their codes say, and not observed."
local city = jurisdiction.level:is "city"

local bound   = jurisdiction.enterprises:where(enterprise.under_notice_1996)
local reports = bound.audits:where(audit.reported_on:happened())
report "fulfilment-2000" {
  title = "Fulfillment of the CP goal as of the end of 2000", note = note,
  as_of = "2000-12-31", per = jurisdiction, where = city,
  columns = {
    { "Total large & medium-sized enterprises", bound:count() },
    { "Audit reports",                          reports:count() },
    { "Enterprises submitting reports",         reports.enterprise:distinct():count() },
    { "Coverage",                               bound:share(enterprise.audits.reported_on:first():happened()) },
    { "Reconstructed enterprises",              bound:where(enterprise.reconstructed):count() },
    { "Reconstructed reports",                  reports:where(audit.reconstructed):count() },
  },
}

local completed = jurisdiction.enterprises.audits:where(audit.completed_on:during(period))
report "audits-2001-2003" {
  title = "Numbers of CP audits reported", note = note,
  as_of = "2003-12-31", per = { jurisdiction, year }, during = "2001/2003", across = year, where = city,
  columns = {
    { "Specified",     verdict "lake-tai-audits".planned:or_else(verdict "ten-five-audits".planned) },
    { "Completed",     completed:count() },
    { "Reconstructed", completed:where(audit.reconstructed):count() },
  },
}

local listed = jurisdiction.enterprises:where(enterprise.on_lake_tai_list)
report "lake-tai-quota" {
  title = "CP audits at major polluters under the Lake Tai plan", note = note,
  per = jurisdiction, where = verdict "lake-tai-audits".target:known(),
  columns = {
    { "Major polluters to audit", verdict "lake-tai-audits".target },
    { "By",                       verdict "lake-tai-audits".due },
    { "On the list",              listed:count() },
    { "Audited so far",           verdict "lake-tai-audits".actual },
    { "Planned to date",          verdict "lake-tai-audits".planned },
    { "Status",                   verdict "lake-tai-audits".status },
    { "Reconstructed on the list", listed:where(enterprise.reconstructed):count() },
  },
}
