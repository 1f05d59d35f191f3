-- The source's table "Basic Statistics of City C, N and S (in 2002)"; the figures of a place are its record's, the number of enterprises is a count.

local enterprises = jurisdiction.enterprises

report "cities-2002" {
  title = { en = "Basic statistics of the cities in 2002", zh = "2002年各市基本情况" },
  note  = { en = "Reconstructed: how many of the counted enterprises were made from published totals, as their codes say, and not observed.",
    zh = "重构：所计企业中有多少是根据公布的总数重构而非观察所得（见其代码）。" },
  as_of = "2002-12-31", per = jurisdiction, where = jurisdiction.level:is "city",
  columns = {
    { { en = "Population (million)", zh = "人口（百万）" },                         jurisdiction.population / 1000000 },
    { { en = "Area (1,000 km2)", zh = "面积（千平方公里）" },                        jurisdiction.area_km2 / 1000 },
    { { en = "GDP per capita ($)", zh = "人均生产总值（美元）" },                    jurisdiction.gdp_per_capita },
    { { en = "Number of enterprises", zh = "企业数" },                               enterprises:count() },
    { { en = "Total industrial output (billion $)", zh = "工业总产值（十亿美元）" }, jurisdiction.industrial_output / 1000000000 },
    { { en = "Reconstructed enterprises", zh = "重构的企业" },                       enterprises:where(enterprise.reconstructed):count() },
  },
}
