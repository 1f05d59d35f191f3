-- The sentences of the source that require something of somebody, or allow it, in its words and order, and the clause of rules/jiangsu that holds each.
-- Rows of its tables that set a number for a year count as one sentence for each city.
return {
  { "All large and medium-sized enterprises shall implement CP audits by the end of 2000", "notice-1996/audits" },
  { "Ten measures aim at providing incentives for industries to adopt CP", "notice-1999/measures" },
  { "Municipal agencies responsible for implementing the rules include Environmental Protection Bureaus (EPBs) and Economic and Trade Commissions (ETCs)",
    "notice-1996/agencies" },
  { "City C – implement CP audits at 95 major polluters by 2006", "lake-tai-2002/C" },
  { "City S – implement CP audits at 253 major polluters", "lake-tai-2002/S" },
  { "Local governments have authority to mandate certain enterprises to implement CP audits", "cppl@2002/authority" },
  { "ETCs have principal responsibility for implementing above two regulations", "lake-tai-2002/ETCs" },
  { "Specified as in Lake Tai plan: 5 in 2001, 15 in 2002, 30 in 2003", "lake-tai-2002/C-yearly" },
  { "Specified as in Lake Tai plan: 3 in 2001, 40 in 2002, 60 in 2003", "lake-tai-2002/S-yearly" },
  { "Ten-five year CP plan: 10-15 in 2001, 10-15 in 2002, 10-15 in 2003", "ten-five-city-n/audits" },
}
