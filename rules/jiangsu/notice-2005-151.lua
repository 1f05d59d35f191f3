-- The environment administration's notice of 2005 on key enterprises. Known from one reprint for its classes only.

instrument "notice-2005-151" {
  title = { en = "Notice on the procedure of audits at key enterprises", zh = "重点企业清洁生产审核程序的规定" },
  issuer = "State Environmental Protection Administration",
  in_force = { from = "2005-12-13", unconfirmed = { en = "taken from the day of the notice", zh = "取通知之日" } },
  citation = "环发[2005]151; paraphrased",
  clauses = {
    classes = { en = "Key enterprises are those over the standard or the quota (class 1) and those with toxic substances (class 2); a list of toxic substances is annexed",
      zh = "（意译）重点企业包括超标、超总量企业（第一类）和使用有毒有害物质的企业（第二类）；附有毒有害物质名录",
      not_encoded = { en = "the classes are those of cppl@2002/28.2 and 28.3, encoded there; the annex was not read", zh = "类别即 cppl@2002/28.2 和 28.3 所列，已在该处编码；附件未见" } },
    clocks = { en = "Plan filed within 45 working days of the list; start within two months; finished within a year; report within a month of finishing",
      zh = "（意译）名单公布后45个工作日内报送计划，两个月内开展，一年内完成，完成后一个月内报告",
      unconfirmed = { en = "from memory, not read in a source", zh = "凭记忆，未见来源" },
      not_encoded = { en = "known from memory only, and partly other than the clocks of 2016 that are confirmed", zh = "仅凭记忆，且与已证实的2016年期限部分不同" } },
  },
}
