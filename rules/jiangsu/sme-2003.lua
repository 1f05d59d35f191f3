-- The size standard of 2003, for industry. Paraphrased from two reprints of the interim rules. The classes before it (of 1988, by product capacity) were not
-- found: for those years only the class that an authority assigned counts, `size` with its `size_basis`.

instrument "sme@2003" {
  title = { en = "Interim Rules on the Standards for Small and Medium-sized Enterprises", zh = "中小企业标准暂行规定" },
  issuer = "State Economic and Trade Commission and three others",
  in_force = { from = "2003-02-19", to = "2010-12-31", unconfirmed = { en = "it begins with the day of the notice, and ends with the year before the next standard",
    zh = "自通知之日起，至下一标准前一年年末止" } },
  citation = "国经贸中小企[2003]143; paraphrased",
  clauses = {
    industry = { en = "Industry: small or medium with fewer than 2,000 employees, or sales below 300 million CNY, or assets below 400 million CNY; medium with at least 300 "
        .. "employees and sales of at least 30 million and assets of at least 40 million CNY; the rest small",
      zh = "（意译）工业：职工人数2000人以下，或销售额3亿元以下，或资产总额4亿元以下为中小型；其中职工300人及以上、销售额3000万元及以上且资产总额4000万元及以上为中型，其余为小型" },
  },
}

decision "enterprise.computed_size@2003" {
  title = { en = "Size class by the standard", zh = "按标准计算的规模" },
  clause = "sme@2003/industry", hit = "first",
  columns = { enterprise.employees, enterprise.sales,           enterprise.assets },
  rows = {  { at_least(2000),       at_least "300 million CNY", at_least "400 million CNY", "large"  },
            { at_least(300),        at_least "30 million CNY",  at_least "40 million CNY",  "medium" },
            { any,                  any,                        any,                        "small"  } },
}
