-- The size standard of 2011, for industry. Paraphrased from a reprint. That who fails one of a class's lower bounds falls into the class below is from memory.

local memory = { en = "that failing one lower bound drops a class is from memory, not read in a source", zh = "一项下限不满足即下划一档，此点凭记忆，未见来源" }

instrument "sme@2011" {
  title = { en = "Standards for Classifying Small and Medium-sized Enterprises", zh = "中小企业划型标准规定" },
  issuer = "Ministry of Industry and Information Technology and three others",
  in_force = { from = "2011-01-01", to = "2016-12-31", unconfirmed = { en = "the source gives the year only, and so of the next standard", zh = "来源仅给出年份，下一标准亦然" } },
  citation = "工信部联企业[2011]300; paraphrased",
  clauses = {
    industry = { en = "Industry: large with at least 1,000 employees and sales of at least 400 million CNY; medium with at least 300 and 20 million; small with at least "
        .. "20 and 3 million; the rest micro",
      zh = "（意译）工业：从业人员1000人及以上且营业收入4亿元及以上为大型；300人及以上且2000万元及以上为中型；20人及以上且300万元及以上为小型；其余为微型",
      unconfirmed = memory },
  },
}

decision "enterprise.computed_size@2011" {
  title = { en = "Size class by the standard", zh = "按标准计算的规模" },
  clause = "sme@2011/industry", hit = "first", unconfirmed = memory,
  columns = { enterprise.employees, enterprise.sales },
  rows = {  { at_least(1000), at_least "400 million CNY", "large"  },
            { at_least(300),  at_least "20 million CNY",  "medium" },
            { at_least(20),   at_least "3 million CNY",   "small"  },
            { any,            any,                        "micro"  } },
}
