-- The Ecological and Environmental Code, which repeals the Cleaner Production Promotion Law. Known from copies in public repositories and a news item;
-- its provisions on cleaner production were not found.

instrument "code-2026" {
  title = { en = "Ecological and Environmental Code", zh = "生态环境法典" },
  issuer = "National People's Congress",
  in_force = { from = "2026-08-15", unconfirmed = { en = "read in copies and a news item, not in the gazette", zh = "据转载和新闻报道，未见公报原文" } },
  clauses = {
    ["1242"] = { en = "Ten laws are repealed, among them the Cleaner Production Promotion Law", zh = "（意译）废止包括清洁生产促进法在内的十部法律",
      not_encoded = { en = "it ends cppl@2012, whose last day says so; what replaces it was not found", zh = "该法废止 cppl@2012，其末日已写明；未找到取而代之的规定" } },
  },
}
