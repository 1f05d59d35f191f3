-- Jiangsu's notice of 1999. Quoted from: H. H. Oliver and L. Ortolano, "Promoting Cleaner Production at Industries in Jiangsu, China",
-- sections "Jiangsu CP Framework: Before 2001" and "Focus 2 - Enterprises". The notice was not read. Of its ten measures the source names
-- none; what the cities did for enterprises it names without saying that these are the measures of the notice.

instrument "notice-1999" {
  title = { en = "Notice on Accelerating CP Implementation", zh = "关于加快推行清洁生产的通知（译名）" },
  issuer = "Jiangsu Province", place = "Jiangsu",
  in_force = { from = "1999-01-01", unconfirmed = { en = "the source gives the year only", zh = "来源仅给出年份" } },
  citation = "quoted from Oliver and Ortolano; the text itself was not read",
  clauses = {
    measures = {
      en = "Ten measures aim at providing incentives for industries to adopt CP",
      zh = "（意译）十项措施旨在激励企业采用清洁生产",
      not_encoded = { en = "the source names none of the ten measures", zh = "来源未列出十项措施中的任何一项" } },
    support = {
      en = "City-level CP actions: training, factory visits, financial incentives, technical support",
      zh = "（意译）市级清洁生产行动：培训、走访工厂、资金激励、技术支持",
      unconfirmed = { en = "the source names them as what the cities did, and does not say that they are among the ten measures", zh = "来源称其为各市所为，未说明其属于十项措施" } },
  },
}

-- What an enterprise may be given; `used` is the first day on which it was.
local function incentive_of(type, title, offers)
  return { title = title, clause = "notice-1999/support", offers = offers,
    reading = { en = "for every enterprise: the source names no condition", zh = "适用于所有企业：来源未提及条件" },
    used = enterprise.actions:where(action.type:is(type)).taken_on:first(),
    examples = {
      { at = "2003-12-31", status = "open" },
      { at = "2003-12-31", actions = { { type = type, taken_on = "2002-05-01" } }, status = "used" },
      { at = "2003-12-31", actions = { { type = "order", taken_on = "2002-05-01" } }, status = "open" },
      { at = "1998-12-31", status = "not_available" },
    } }
end

incentive "training"          (incentive_of("training", { en = "Training", zh = "培训" }, { en = "training", zh = "培训" }))
incentive "factory-visit"     (incentive_of("visit", { en = "Factory visit", zh = "走访工厂" }, { en = "factory visits", zh = "走访工厂" }))
incentive "technical-support" (incentive_of("technical_support", { en = "Technical support", zh = "技术支持" }, { en = "technical support", zh = "技术支持" }))
incentive "financial-support" (incentive_of("financial_support", { en = "Financial support", zh = "资金支持" }, { en = "financial incentives", zh = "资金激励" }))
