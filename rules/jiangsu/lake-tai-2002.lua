-- Jiangsu's Lake Tai plan of 2002. Quoted from: H. H. Oliver and L. Ortolano, "Promoting Cleaner Production at Industries in Jiangsu,
-- China", section "Jiangsu CP Framework: Recent Additions"; the yearly numbers from the table "Numbers of CP Audits Reported in City C,
-- N and S (2001-2003)". The plan itself was not read; the source gives no list of the enterprises, which is a matter of records.

instrument "lake-tai-2002" {
  title = { en = "Jiangsu Lake Tai Clean-up Plan", zh = "江苏省太湖治理计划（译名）" }, issuer = "Jiangsu Province", place = "Jiangsu",
  in_force = { from = "2002-01-01", unconfirmed = { en = "the source gives the year only", zh = "来源仅给出年份" } },
  citation = "quoted from Oliver and Ortolano; the text itself was not read",
  clauses = {
    C = { en = "City C – implement CP audits at 95 major polluters by 2006",
      zh = "（意译）C市：在2006年前对95家重点污染企业实施清洁生产审核" },
    S = { en = "City S – implement CP audits at 253 major polluters",
      zh = "（意译）S市：对253家重点污染企业实施清洁生产审核" },
    ["C-yearly"] = { en = "City C, specified as in Lake Tai plan: 5 in 2001, 15 in 2002, 30 in 2003",
      zh = "（意译）C市，太湖计划规定：2001年5家，2002年15家，2003年30家" },
    ["S-yearly"] = { en = "City S, specified as in Lake Tai plan: 3 in 2001, 40 in 2002, 60 in 2003",
      zh = "（意译）S市，太湖计划规定：2001年3家，2002年40家，2003年60家" },
    ETCs = { en = "ETCs have principal responsibility for implementing above two regulations",
      zh = "（意译）经济贸易委员会对实施上述两项法规负主要责任" },
  },
}

term "enterprise.on_lake_tai_list" {
  title = { en = "On the Lake Tai list", zh = "列入太湖名单" },
  value = enterprise.listings:where(listing.list:is "lake-tai-2002" & ~listing.delisted_on:happened()):any(),
}

local unconfirmed = { en = "the source prints a number for 2001 under a plan of 2002", zh = "来源在2002年的计划下列出了2001年的数字" }

quota "lake-tai-audits" {
  title   = { en = "Cleaner production audits at the major polluters of Lake Tai", zh = "太湖重点污染企业的清洁生产审核" },
  clause  = { "lake-tai-2002/C", "lake-tai-2002/S", "lake-tai-2002/C-yearly", "lake-tai-2002/S-yearly", "lake-tai-2002/ETCs" },
  per     = jurisdiction, holder = "economic",
  reading = {
    en = "a listed enterprise counts once, on the day it first completed an audit in the plan's years, which begin with 2001; "
      .. "by 2006 = by that year's last day",
    zh = "名单上的企业在计划年度（自2001年起）首次完成审核之日计一次；到2006年＝至该年最后一日" },
  unconfirmed = unconfirmed,
  counts     = jurisdiction.enterprises:where(enterprise.on_lake_tai_list),
  counted_on = enterprise.audits:where(audit.completed_on:on_or_after "2001-01-01").completed_on:first(),
  goals = {
    { "City C", target = 95, due = "2006-12-31", clause = "lake-tai-2002/C",
      yearly = { [2001] = 5, [2002] = 15, [2003] = 30 } },
    { "City S", target = 253, due = not_given { en = "the source names no year", zh = "来源未注明年份" }, clause = "lake-tai-2002/S",
      yearly = { [2001] = 3, [2002] = 40, [2003] = 60 } },
  },
  examples = {
    { at = "2002-06-30", jurisdiction = { code = "City C" }, status = "behind", target = 95, actual = 0, gap = 95, planned = 5 },
    { at = "2007-01-01", jurisdiction = { code = "City C" }, status = "missed", target = 95 },
    { at = "2003-12-31", jurisdiction = { code = "City S" }, status = "open", target = 253, planned = 103 },
    { at = "2003-12-31", jurisdiction = { code = "City N" }, status = "not_applicable" },
  },
}

-- The plan binds a place; this is the same judged for the agency that answers for it.
obligation "lake-tai-agency" {
  title   = { en = "The commission keeps its city on the Lake Tai plan", zh = "经贸委使本市按太湖计划推进" },
  clause  = "lake-tai-2002/ETCs", per = agency, holder = "economic",
  reading = { en = "principal responsibility = the city's quota is neither behind nor missed; where the plan gives no last day nothing can be missed",
    zh = "主要责任＝该市指标既未落后也未落空；计划未定末日者无从落空" },
  unconfirmed = unconfirmed,
  applies = agency.role:is "economic" & verdict "lake-tai-audits".target:given(),
  require = ~verdict "lake-tai-audits".status:is("behind", "missed"),
  examples = {
    { at = "2002-06-30", agency = { role = "economic" }, jurisdiction = { code = "City C" }, status = "breached" },
    { at = "2007-01-01", agency = { role = "economic" }, jurisdiction = { code = "City C" }, status = "breached" },
    { at = "2003-12-31", agency = { role = "economic" }, jurisdiction = { code = "City S" }, status = "unknown" }, -- no audit on record
    { at = "2003-12-31", agency = { role = "environment" }, jurisdiction = { code = "City C" }, status = "not_applicable" },
    { at = "2003-12-31", agency = { role = "economic" }, jurisdiction = { code = "City N" }, status = "not_applicable" },
  },
}
