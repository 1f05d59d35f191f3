-- Order, then fine: what follows a breach of the law of 2012. An order that is not obeyed may be followed by a fine within the law's range. The order's and
-- the fine's `rule` in the records is the name of the rule that they enforce.

local enforced = action.rule:is("start", "report", "audit-when-over", "audit-when-toxic")

obligation "obey" {
  title   = { en = "Obey an order to audit or to report", zh = "执行责令改正决定" },
  clause  = "cppl@2012/39.1", per = action,
  reading = { en = "a report handed in since the order obeys it; the day is the one the order names", zh = "责令之后提交的报告即为服从；期限为责令所定之日" },
  applies = action.type:is "order" & enforced,
  arises  = action.taken_on,
  due     = action.due_on,
  done    = enterprise.audits:where(audit.reported_on:on_or_after(action.taken_on)).reported_on:first(),
  examples = {
    { at = "2014-06-30", action = { type = "order", rule = "report", taken_on = "2014-03-01", due_on = "2014-06-30" }, status = "pending" },
    { at = "2014-07-01", action = { type = "order", rule = "report", taken_on = "2014-03-01", due_on = "2014-06-30" }, status = "overdue" },
    { at = "2014-07-01", action = { type = "order", rule = "report", taken_on = "2014-03-01", due_on = "2014-06-30" },
      audits = { { reported_on = "2014-06-30" } }, status = "met" },
    { at = "2014-07-01", action = { type = "order", taken_on = "2014-03-01", due_on = "2014-06-30" }, status = "not_applicable" },
    { at = "2011-07-01", action = { type = "order", rule = "report", taken_on = "2011-03-01", due_on = "2011-06-30" }, status = "not_applicable" },
  },
}

obligation "fine-in-range" {
  title   = { en = "The fine for refusing an order is within the law's range", zh = "罚款数额在法定幅度内" },
  clause  = "cppl@2012/39.1", per = action, holder = "environment",
  applies = action.type:is "penalty" & action.rule:is "obey",
  require = action.amount:between("50000 CNY", "500000 CNY"),
  examples = {
    { at = "2014-12-31", action = { type = "penalty", rule = "obey", taken_on = "2014-09-01", amount = 50000 }, status = "met" },
    { at = "2014-12-31", action = { type = "penalty", rule = "obey", taken_on = "2014-09-01", amount = 500001 }, status = "breached" },
    { at = "2014-12-31", action = { type = "penalty", rule = "obey", taken_on = "2014-09-01" }, status = "unknown", missing = "amount" },
    { at = "2014-12-31", action = { type = "penalty", rule = "publish-discharges", taken_on = "2014-09-01", amount = 500001 }, status = "not_applicable" },
  },
}

obligation "fine-follows-order" {
  title   = { en = "A fine follows an order that was not obeyed", zh = "罚款须以未执行的责令改正为前提" },
  clause  = "cppl@2012/39.1", per = action, holder = "environment",
  reading = { en = "refusal = the order the fine follows had run out when the fine was imposed", zh = "拒不改正＝处罚时其所依据的责令期限已过" },
  applies = action.type:is "penalty" & action.rule:is "obey",
  require = action.follows.type:is "order" & action.follows.due_on:before(action.taken_on),
  examples = {
    { at = "2014-12-31", actions = { { code = "order", type = "order", rule = "report", taken_on = "2014-03-01", due_on = "2014-06-30" } },
      action = { type = "penalty", rule = "obey", follows = "order", taken_on = "2014-09-01", amount = 50000 }, status = "met" },
    { at = "2014-12-31", actions = { { code = "order", type = "order", rule = "report", taken_on = "2014-03-01", due_on = "2014-06-30" } },
      action = { type = "penalty", rule = "obey", follows = "order", taken_on = "2014-06-30", amount = 50000 }, status = "breached" },
    { at = "2014-12-31", action = { type = "penalty", rule = "obey", taken_on = "2014-09-01", amount = 50000 }, status = "breached" },
  },
}

obligation "publication-fine-in-range" {
  title   = { en = "The fine for not publishing is within the law's range", zh = "不公布的罚款数额在法定幅度内" },
  clause  = "cppl@2012/36", per = action,
  applies = action.type:is "penalty" & action.rule:is "publish-discharges",
  require = action.amount:at_most "100000 CNY",
  examples = {
    { at = "2014-12-31", action = { type = "penalty", rule = "publish-discharges", taken_on = "2014-09-01", amount = 100000 }, status = "met" },
    { at = "2014-12-31", action = { type = "penalty", rule = "publish-discharges", taken_on = "2014-09-01", amount = 100001 }, status = "breached" },
    { at = "2014-12-31", action = { type = "order", rule = "publish-discharges", taken_on = "2014-09-01", amount = 100001 }, status = "not_applicable" },
  },
}

obligation "toxic-fine-in-range" {
  title   = { en = "The fine under the first text is within its range", zh = "2002年文本下的罚款数额在法定幅度内" },
  clause  = "cppl@2002/40", per = action, holder = "environment",
  applies = action.type:is "penalty" & action.rule:is "audit-when-toxic",
  require = action.amount:at_most "100000 CNY",
  examples = {
    { at = "2008-12-31", action = { type = "penalty", rule = "audit-when-toxic", taken_on = "2008-09-01", amount = 100000 }, status = "met" },
    { at = "2008-12-31", action = { type = "penalty", rule = "audit-when-toxic", taken_on = "2008-09-01", amount = 100001 }, status = "breached" },
    { at = "2014-12-31", action = { type = "penalty", rule = "audit-when-toxic", taken_on = "2014-09-01", amount = 100001 }, status = "not_applicable" },
  },
}
