-- What the law lets authorities do: mandate an audit, order, and fine. A power is no duty: that it was not used is nobody's breach, and that it was used without
-- its grounds is said with the day.

-- Whether a duty was overdue on a day: an order or a fine is judged by what was owed when it was given, whatever was done, or ran out, later.
local function overdue_on(rule, day) return verdict(rule).lapsed:by(day) & ~verdict(rule).done:by(day) end

power "mandate-audit@2002" {
  title   = { en = "Mandate an audit", zh = "要求实施清洁生产审核" },
  clause  = { "cppl@2002/authority", "cppl@2002/28.2", "cppl@2002/28.3" }, holder = "economic",
  reading = { en = "an enterprise is mandated by being put on the list `mandatory-audit`; certain enterprises = those over the standard or the quota, or with toxic substances",
    zh = "列入名单 `mandatory-audit` 即为责令审核；“某些企业”＝超标、超总量或使用有毒物质的企业" },
  applies = enterprise.over_standard | enterprise.over_quota | enterprise.toxic,
  used    = enterprise.listings:where(listing.mandatory).published_on:first(),
  examples = {
    { at = "2004-12-31", measurements = { { measured_on = "2004-05-01", value = 120, limit_value = 100, unit = "mg/L" } }, status = "open" },
    { at = "2004-12-31", measurements = { { measured_on = "2004-05-01", value = 120, limit_value = 100, unit = "mg/L" } },
      listings = { { list = "mandatory-audit", published_on = "2004-08-01" } }, status = "used" },
    { at = "2004-12-31", listings = { { list = "mandatory-audit", published_on = "2004-08-01" } }, status = "not_available" },
    { at = "2002-12-31", measurements = { { measured_on = "2002-05-01", value = 120, limit_value = 100, unit = "mg/L" } }, status = "not_available" },
    { at = "2004-12-31", energy_uses = { { product = "cement", year_end = "2003-12-31", per_unit = 12, limit_per_unit = 10 } }, status = "not_available" },
    { at = "2004-12-31", substance_uses = { { substance = "?", since = "2003-05-01" } }, status = "unknown", missing = "toxic" },
  },
}
power "mandate-audit@2012" {
  like    = "mandate-audit@2002", clause = "cppl@2012/27.2",
  applies = enterprise.over_standard | enterprise.over_quota | enterprise.high_energy | enterprise.toxic,
  examples = {
    { at = "2014-12-31", energy_uses = { { product = "cement", year_end = "2013-12-31", per_unit = 12, limit_per_unit = 10 } }, status = "open" },
    { at = "2014-12-31", energy_uses = { { product = "cement", year_end = "2013-12-31", per_unit = 10, limit_per_unit = 10 } }, status = "not_available" },
  },
}

local ordered = enterprise.actions:where(action.type:is "order" & action.rule:is("start", "report") & action.taken_on:after(listing.published_on)).taken_on:first()
power "order" {
  title   = { en = "Order an audit or a report", zh = "责令限期改正" },
  clause  = "cppl@2012/39.1", per = listing, holder = "environment",
  applies = overdue_on("start", ordered | as_of) | overdue_on("report", ordered | as_of),
  used    = ordered,
  examples = {
    { at = "2013-06-30", listing = { list = "mandatory-audit", published_on = "2013-03-15" }, status = "open" },
    { at = "2013-05-15", listing = { list = "mandatory-audit", published_on = "2013-03-15" }, status = "not_available" },
    { at = "2013-06-30", listing = { list = "mandatory-audit", published_on = "2013-03-15" },
      actions = { { type = "order", rule = "start", taken_on = "2013-06-01", due_on = "2013-09-01" } }, status = "used" },
    -- What was started later takes the order nothing of its right, and an order that came too early gets none by what ran out later.
    { at = "2013-12-31", listing = { list = "mandatory-audit", published_on = "2013-03-15" }, audits = { { started_on = "2013-07-01", reported_on = "2013-11-01" } },
      actions = { { type = "order", rule = "start", taken_on = "2013-06-01", due_on = "2013-09-01" } }, status = "used" },
    { at = "2013-12-31", listing = { list = "mandatory-audit", published_on = "2013-03-15" },
      actions = { { type = "order", rule = "start", taken_on = "2013-05-02", due_on = "2013-09-01" } }, status = "not_available" },
  },
}

local fined = enterprise.actions:where(action.type:is "penalty" & action.rule:is "obey" & action.follows:is(subject)).taken_on:first()
power "fine" {
  title   = { en = "Fine who refuses an order", zh = "对拒不改正者处以罚款" },
  clause  = "cppl@2012/39.1", per = action, holder = "environment",
  applies = overdue_on("obey", fined | as_of),
  used    = fined,
  examples = {
    { at = "2014-07-01", action = { type = "order", rule = "report", taken_on = "2014-03-01", due_on = "2014-06-30" }, status = "open" },
    { at = "2014-06-30", action = { type = "order", rule = "report", taken_on = "2014-03-01", due_on = "2014-06-30" }, status = "not_available" },
    { at = "2014-12-31", action = { code = "order", type = "order", rule = "report", taken_on = "2014-03-01", due_on = "2014-06-30" },
      actions = { { type = "penalty", rule = "obey", follows = "order", taken_on = "2014-09-01", amount = 50000 } }, status = "used" },
  },
}

local fined_for_not_publishing = enterprise.actions:where(action.type:is "penalty" & action.rule:is "publish-discharges" & action.taken_on:after(listing.published_on))
  .taken_on:first()
power "fine-for-not-publishing" {
  title   = { en = "Fine who does not publish", zh = "对不公布者处以罚款" },
  clause  = "cppl@2012/36", per = listing, holder = "environment",
  reading = { en = "the text read names no day by which to publish, so the fine may follow an order to publish that has run out", zh = "所见条文未规定公布期限，故罚款可在责令公布的期限届满之后" },
  applies = verdict "publish-discharges".status:is("pending", "met") & ~verdict "publish-discharges".done:by(fined_for_not_publishing | as_of)
    & enterprise.actions:where(action.type:is "order" & action.rule:is "publish-discharges").due_on:first():before(fined_for_not_publishing | as_of),
  used    = fined_for_not_publishing,
  examples = {
    { at = "2013-12-31", listing = { list = "published-polluters", published_on = "2013-03-15" }, status = "not_available" },
    { at = "2013-12-31", listing = { list = "published-polluters", published_on = "2013-03-15" },
      actions = { { type = "order", rule = "publish-discharges", taken_on = "2013-06-01", due_on = "2013-09-01" } }, status = "open" },
  },
}
