-- The size standard of 2017, which keeps the bounds of 2011 for industry. Paraphrased from a reprint.

instrument "sme@2017" {
  title = { en = "Statistical Classification of Large, Medium, Small and Micro Enterprises", zh = "统计上大中小微型企业划分办法（2017）" },
  issuer = "National Bureau of Statistics",
  in_force = { from = "2017-01-01", unconfirmed = { en = "the source gives the year only", zh = "来源仅给出年份" } },
  citation = "国统字[2017]213; paraphrased",
  clauses = {
    industry = { en = "Industry: the bounds of 2011", zh = "（意译）工业：沿用2011年的划分标准",
      unconfirmed = { en = "that failing one lower bound drops a class is from memory, not read in a source", zh = "一项下限不满足即下划一档，此点凭记忆，未见来源" } },
  },
}

decision "enterprise.computed_size@2017" { like = "enterprise.computed_size@2011", clause = "sme@2017/industry" }

local enterprises = jurisdiction.enterprises
local function assigned(size, en, zh) return { { en = en, zh = zh }, enterprises:where(enterprise.size:is(size)):count() } end
local function as_computed(size, en, zh) return { { en = en, zh = zh }, enterprises:where(enterprise.computed_size:is(size)):count() } end
report "sizes" {
  title = { en = "Size classes, as assigned and as computed by the standard in force", zh = "企业规模：认定与按现行标准计算" },
  note  = { en = "Assigned: by whom and how stands in the record's size_basis. Computed: a range where employees, sales or assets are not known; 0 where no standard was in force.",
    zh = "认定依据见记录的 size_basis；职工、销售额或资产不明时，计算结果为区间；无标准生效时为0。" },
  per   = jurisdiction, where = jurisdiction.level:is "city",
  columns = {
    assigned("large", "Assigned large", "认定大型"), assigned("medium", "Assigned medium", "认定中型"), assigned("small", "Assigned small", "认定小型"),
    assigned("micro", "Assigned micro", "认定微型"),
    as_computed("large", "Computed large", "计算大型"), as_computed("medium", "Computed medium", "计算中型"), as_computed("small", "Computed small", "计算小型"),
    as_computed("micro", "Computed micro", "计算微型"),
  },
}
