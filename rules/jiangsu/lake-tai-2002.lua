-- Jiangsu's Lake Tai plan of 2002. Quoted from: H. H. Oliver and L. Ortolano, "Promoting Cleaner Production at Industries in Jiangsu,
-- China", section "Jiangsu CP Framework: Recent Additions"; the yearly numbers from the table "Numbers of CP Audits Reported in City C,
-- N and S (2001-2003)". The plan itself was not read; the source gives no list of the enterprises, which is a matter of records.

instrument "lake-tai-2002" {
  title = "Jiangsu Lake Tai Clean-up Plan", issuer = "Jiangsu Province", place = "Jiangsu",
  in_force = { from = "2002-01-01", unconfirmed = "the source gives the year only" },
  clauses = {
    C = "City C – implement CP audits at 95 major polluters by 2006",
    S = "City S – implement CP audits at 253 major polluters",
    ["C-yearly"] = "City C, specified as in Lake Tai plan: 5 in 2001, 15 in 2002, 30 in 2003",
    ["S-yearly"] = "City S, specified as in Lake Tai plan: 3 in 2001, 40 in 2002, 60 in 2003",
    ETCs = "ETCs have principal responsibility for implementing above two regulations",
  },
}

term "enterprise.on_lake_tai_list" {
  value = enterprise.listings:where(listing.list:is "lake-tai-2002" & ~listing.delisted_on:happened()):any(),
}

quota "lake-tai-audits" {
  title   = "Cleaner production audits at the major polluters of Lake Tai",
  clause  = { "lake-tai-2002/C", "lake-tai-2002/S", "lake-tai-2002/C-yearly", "lake-tai-2002/S-yearly", "lake-tai-2002/ETCs" },
  per     = jurisdiction, holder = "economic",
  reading = "a listed enterprise counts once, on the day it first completed an audit in the plan's years, which begin with 2001; "
    .. "by 2006 = by that year's last day",
  unconfirmed = "the source prints a number for 2001 under a plan of 2002",
  counts     = jurisdiction.enterprises:where(enterprise.on_lake_tai_list),
  counted_on = enterprise.audits:where(audit.completed_on:on_or_after "2001-01-01").completed_on:first(),
  goals = {
    { "City C", target = 95, due = "2006-12-31", clause = "lake-tai-2002/C",
      yearly = { [2001] = 5, [2002] = 15, [2003] = 30 } },
    { "City S", target = 253, due = not_given "the source names no year", clause = "lake-tai-2002/S",
      yearly = { [2001] = 3, [2002] = 40, [2003] = 60 } },
  },
}
