-- The packs of the language's reference that are in the language now, in its words.
local packs = require "tests.support.packs"

local instruments = [[
instrument "notice-1996" {
  title = "Notice on Implementing Cleaner Production Audits", issuer = "Jiangsu Province", place = "Jiangsu",
  in_force = { from = "1996-01-01", unconfirmed = "the source gives the year only" },
  clauses = {
    audits = "All large and medium-sized enterprises shall implement CP audits by the end of 2000",
    duty   = { "EPBs and ETCs implement the rules", not_encoded = "the source names no act and no date" } } }
instrument "lake-tai-2002" { title = "Jiangsu Lake Tai Clean-up Plan", issuer = "Jiangsu Province", place = "Jiangsu",
  in_force = { from = "2002-01-01", unconfirmed = "year only" }, clauses = { C = "95 major polluters by 2006", S = "253 major polluters" } }
instrument "ten-five-N" { title = "Ten-five-year CP plan", issuer = "City N", place = "City N",
  in_force = { from = "2001-01-01", to = "2005-12-31", unconfirmed = "plan years" }, clauses = { audits = "10-15 CP audits a year" } }
instrument "measures@2004" { title = "Order 16 and circular 151/2005", issuer = "NDRC/SEPA", place = "CN",
  in_force = { from = "2004-10-01", to = "2016-06-30" }, clauses = { clocks = { "2 months, 1 year, 5 years", unconfirmed = "151/2005 not read" } } }
instrument "measures@2016" { title = "Order 38", issuer = "NDRC/MEP", place = "CN", in_force = { from = "2016-07-01" },
  clauses = { disclose = "within 1 month", start = "within 2 months", report = "within 1 year", again = "toxics: at most 5 years" } }
instrument "lhasa" { title = "Lhasa notice", issuer = "Lhasa", place = "Lhasa", in_force = { from = "2011-01-01" }, clauses = { start = "within 1 month" } }
instrument "wuhan" { title = "Wuhan practice", issuer = "Wuhan", place = "Wuhan", in_force = { from = "2017-01-01", unconfirmed = "date not read" },
  clauses = { finish = "within the calendar year of the list", options = "within 1 year after passing evaluation" } }
instrument "c54-2010" { title = "Circular 54/2010", issuer = "MEP", place = "CN", in_force = { from = "2010-04-22" }, clauses = { plan = "by 31 March" } }
instrument "shandong" { title = "Shandong CP Regulation", issuer = "Shandong", place = "Shandong", in_force = { from = "2020-01-01" },
  clauses = { ["33"] = "a recognised voluntary audit exempts", extend = "the deciding department may extend" } }
instrument "cppl@2012" { title = { en = "Cleaner Production Promotion Law", zh = "清洁生产促进法" }, issuer = "NPC", place = "CN",
  in_force = { from = "2012-07-01" }, clauses = { ["27.2"] = "compulsory audit", ["39.1"] = "order to correct; a fine of CNY 50,000 to 500,000" } }
instrument "standards" { title = "Discharge standards", issuer = "various", place = "CN", in_force = { from = "1996-01-01" },
  clauses = { limit = "no discharge above the limit" } }
]]

local kinds = [[
kind "load" { fields = {     -- a year's amount of a pollutant against its quota
  { "enterprise", enterprise, owner = true, key = true }, { "pollutant", text, key = true },
  { "year_end", event, key = true, starts = true },
  { "amount", number, unit = "t" }, { "quota", number, unit = "t", blank = "none" } } }
kind "substance_use" { fields = {
  { "enterprise", enterprise, owner = true, key = true }, { "substance", text, key = true }, { "since", event, key = true, starts = true } } }
]]

local notice = [[
obligation "audit-by-2000" {
  clause  = "notice-1996/audits",
  reading = "implemented = a report is in: the source counts enterprises submitting reports",
  applies = enterprise.size:is("large", "medium"),
  due     = "2000-12-31",
  done    = enterprise.audits.reported_on:first(),
  examples = { { at = "2001-01-01", enterprise = { size = "large" }, status = "overdue" },
               { at = "2001-01-01", enterprise = {}, status = "unknown", missing = "size" } } }
]]

local lake_tai = [[
term "enterprise.on_lake_tai_list" { value = enterprise.listings:where(listing.list:is "lake-tai-2002"):any() }
quota "lake-tai-audits" {
  clause = { "lake-tai-2002/C", "lake-tai-2002/S" }, per = jurisdiction, holder = "economic",
  counts     = jurisdiction.enterprises:where(enterprise.on_lake_tai_list),
  counted_on = enterprise.audits.completed_on:first(),
  goals = {
    { "City C", target = 95,  due = "2006-12-31",                           yearly = { [2001] = 5, [2002] = 15, [2003] = 30 } },
    { "City S", target = 253, due = not_given "the source names no year", yearly = { [2001] = 3, [2002] = 40, [2003] = 60 } } } }
quota "ten-five-audits" {
  clause = "ten-five-N/audits", per = jurisdiction,
  counts = jurisdiction.enterprises.audits, counted_on = audit.reported_on,
  goals  = { { "City N", yearly = { [2001] = { 10, 15 }, [2002] = { 10, 15 }, [2003] = { 10, 15 } } } } }
]]

local law = [[
codes "toxics" { clause = "cppl@2012/27.2", unconfirmed = "annex not read", "Pb", "Hg", "Cr6" }
parameter "audit.disclose_within" { clause = "measures@2016/disclose", { months(1), from = "2016-07-01" } }
parameter "audit.start_within" { clause = "measures@2016/start", choose = "stricter", stricter = "lower",
  { months(2), from = "2004-10-01", clause = "measures@2004/clocks" },
  { months(1), from = "2011-01-01", place = "Lhasa", clause = "lhasa/start" } }
parameter "audit.report_within" { clause = "measures@2016/report", { years(1), from = "2004-10-01" } }
parameter "audit.repeat_within" { clause = "measures@2016/again", { years(5), from = "2004-10-01" } }

term "measurement.over"         { value = measurement.value:above(measurement.limit_value) }
term "enterprise.over_standard" { value = enterprise.measurements:where(measurement.over):any() }
term "enterprise.over_quota"    { value = enterprise.loads:where(load.amount:above(load.quota)):any() }
term "enterprise.toxic"         { value = enterprise.substance_uses:where(substance_use.substance:is(codes "toxics")):any() }
term "listing.answer" { value = enterprise.audits:where(audit.started_on:on_or_after(listing.published_on)):first() }
local mandatory = listing.list:is "mandatory-audit"

obligation "start@2004" {
  clause = "measures@2004/clocks", per = listing, applies = mandatory & (enterprise.over_standard | enterprise.over_quota | enterprise.toxic),
  arises = listing.published_on,
  due    = parameter "audit.start_within",
  done   = listing.answer.started_on }
obligation "start@2016"  { like = "start@2004", clause = "measures@2016/start" }
obligation "report@2004" { like = "start@2004", due = parameter "audit.report_within", done = listing.answer.reported_on }
obligation "report@2016" { like = "report@2004", clause = "measures@2016/report" }
obligation "disclose@2016" { like = "start@2016", clause = "measures@2016/disclose", due = parameter "audit.disclose_within",
  done = enterprise.disclosures:where(disclosure.published_on:on_or_after(listing.published_on)).published_on:first() }
obligation "repeat@2016" {
  clause = "measures@2016/again", per = audit, applies = enterprise.toxic,
  arises = audit.completed_on,
  due    = parameter "audit.repeat_within",
  done   = audit:later().completed_on:first() }
obligation "discharge-limit" {      -- judged year by year, so an old breach does not stain for ever
  clause = "standards/limit", per = { enterprise, year },
  evidence = enterprise.measurements:during(period),
  forbid   = enterprise.measurements:during(period):where(measurement.over) }
]]

local order = [[
obligation "obey" { clause = "cppl@2012/39.1", per = action,
  applies = action.type:is "order" & action.rule:is("start", "report"),
  arises  = action.taken_on,
  due     = action.due_on,
  done    = enterprise.audits:where(audit.reported_on:on_or_after(action.taken_on)).reported_on:first() }
obligation "fine-follows" { clause = "cppl@2012/39.1", per = action, applies = verdict "obey".status:is "overdue", due = not_given "no day is named",
  done = action:later():where(action.type:is "penalty" & action.follows:is(subject)).taken_on:first() }
obligation "fine-in-range" { clause = "cppl@2012/39.1", per = action, holder = "environment",
  applies = action.type:is "penalty" & action.rule:is "obey",
  require = action.amount:between("50000 CNY", "500000 CNY") }
]]

local places = [[
obligation "report@wuhan" { like = "report@2016", clause = "wuhan/finish", due = listing.published_on:next "12-31" }
obligation "options" { clause = "wuhan/options", per = audit, arises = audit.evaluated_on, due = years(1),
  done = audit.measures:where(measure.cost_class:is "medium_high").implemented_on:when_all() }
obligation "yearly-plan" { clause = "c54-2010/plan", per = { agency, year }, applies = agency.role:is "environment",
  due = period.from:next "03-31", done = agency.actions:during(period):where(action.type:is "publication").taken_on:first() }
exception "recognised-voluntary-audit" { clause = "shandong/33", to = { "start", "report" },
  applies = enterprise.audits:where(audit.basis:is "voluntary" & (audit.accepted_on + years(5)):after(listing.published_on)):any() }
waivable "report" { clause = "shandong/extend", by = "environment", at_most = months(6) }
]]

local reports = [[
local large_medium = jurisdiction.enterprises:where(enterprise.size:is("large", "medium"))
local reports      = large_medium.audits:where(audit.reported_on:happened())
report "fulfilment-2000" {
  title = "Fulfillment of the CP goal as of the end of 2000", as_of = "2000-12-31", per = jurisdiction, where = jurisdiction.level:is "city",
  columns = {
    { "Total large & medium-sized enterprises", large_medium:count() },
    { "Audit reports",                          reports:count() },
    { "Enterprises submitting reports",         reports.enterprise:distinct():count() },
    { "Coverage",                               large_medium:share(enterprise.audits.reported_on:first():happened()) } } }
report "audits-2001-2003" {
  title = "CP audits reported", as_of = "2003-12-31", per = { jurisdiction, year }, during = "2001/2003", across = year,
  where = jurisdiction.level:is "city",
  columns = { { "Specified", verdict "lake-tai-audits".planned:or_else(verdict "ten-five-audits".planned) },
              { "Completed", jurisdiction.enterprises.audits:where(audit.completed_on:during(period)):count() } } }

local measures  = jurisdiction.enterprises.measures
local reported  = jurisdiction.enterprises.audits:where(audit.reported_on:happened())
local expensive = measures:where(measure.cost_class:is "medium_high")
local done      = measure.implemented_on:happened()
report "token" { title = "Token compliance", per = jurisdiction, where = jurisdiction.level:is "city", columns = {
  { "begun before the audit",      measures:share(measure.implemented_on:before(measure.audit.started_on)) },
  { "attached to an earlier plan", reported:share(audit.mode:is("existing_plan", "known_violation")) },
  { "report without measures",     reported:share(audit.measures:where(done):none()) },
  { "costly options done",         expensive:share(measure.implemented_on:by(measure.audit.reported_on + years(2))) },
  { "savings verified",            measures:where(done):share(measure.verified) },
  { "audit continued",             jurisdiction.enterprises:where(enterprise.audits:any()):share(enterprise.audits:count():at_least(2)) },
  { "reports per measure done",    reported:count() / measures:where(done):count() } } }

local function pair(heading, condition)      -- plain Lua makes columns
  return { heading, enterprise.audits:where(condition):count() }, { heading .. ", rate", enterprise.audits:share(condition) }
end
report "modes" { title = { en = "Modes", zh = "方式" }, per = enterprise, total = true,
  columns = { { { en = "All", zh = "全部" }, enterprise.audits:count() }, { pair("fresh", audit.mode:is "fresh") }, pair("known", audit.mode:known()) } }
]]

describe("The packs of the reference load:", function()
  local pack = packs.load { ["a-instruments.lua"] = instruments, ["b-kinds.lua"] = kinds, ["c-notice.lua"] = notice, ["d-lake-tai.lua"] = lake_tai,
    ["e-law.lua"] = law, ["f-order.lua"] = order, ["g-places.lua"] = places, ["h-reports.lua"] = reports }

  local function rule(name)
    for _, candidate in ipairs(pack.rules) do
      if candidate.name == name then return candidate end
    end
    error("no rule " .. name)
  end

  -- Which clauses are cited; where in the pack they are does not matter here.
  local function cited(clauses)
    local names = {}
    for i, one in ipairs(clauses) do names[i] = one.instrument .. "/" .. one.clause end
    return names
  end

  it("the notice of 1996, with its clauses in the order of the text and its examples", function()
    local instrument = pack.instruments["notice-1996"]
    assert.same({ "audits", "duty" }, instrument.clause_order)
    assert.equal("1996-01-01", instrument.from)
    assert.equal("the source gives the year only", instrument.unconfirmed)
    assert.equal("the source names no act and no date", instrument.clauses.duty.not_encoded)
    local audit = rule "audit-by-2000"
    assert.same({ kind = "enterprise" }, audit.per)
    assert.same({ "notice-1996/audits" }, cited(audit.clauses))
    assert.equal("Jiangsu", audit.place)
    assert.equal("2000-12-31", audit.due.value)
    assert.equal("first", audit.done.op)
    assert.equal(2, #audit.examples)
  end)

  it("the Lake Tai quotas, with goals, ranges and a due date that is not given", function()
    local goals = rule "lake-tai-audits".goals
    assert.same({ [2001] = { 5, 5 }, [2002] = { 15, 15 }, [2003] = { 30, 30 } }, packs.plain(goals[1].yearly))
    assert.equal("2006-12-31", goals[1].due)
    assert.equal("the source names no year", goals[2].due_not_given)
    assert.same({ 10, 15 }, packs.plain(rule "ten-five-audits".goals[1].yearly[2002]))
    assert.equal("where", rule "lake-tai-audits".counts.op)
    assert.equal("audit", rule "ten-five-audits".counted_on.from.type.kind)
  end)

  it("the law of 2003 and its later texts, each version with its own force", function()
    local first, second = rule "start@2004", rule "start@2016"
    assert.same({ "start", "2004", "2004-10-01", "2016-06-30" }, { first.base, first.tag, first.from, first.to })
    assert.same({ "2016-07-01" }, { second.from, second.to })
    assert.equal(first.applies, second.applies)
    assert.equal("parameter", second.due.op)
    assert.same({ "measures@2016/disclose" }, cited(rule "disclose@2016".clauses))
    assert.equal("year", rule "discharge-limit".per.period)
  end)

  it("parameters with places and the stricter choice", function()
    local parameter = pack.parameters["audit.start_within"]
    assert.same({ "stricter", "lower", "span" }, { parameter.choose, parameter.stricter, parameter.type.k })
    assert.same({ "Lhasa", "months", 1 }, { parameter.rows[2].place, parameter.rows[2].value.unit, parameter.rows[2].value.count })
    assert.same({ "lhasa/start" }, cited { parameter.rows[2].clause })
  end)

  it("an order, and the fine that follows it", function()
    assert.equal("verdict", rule "fine-follows".applies.from.op)
    assert.same({ 50000, 500000 }, packs.plain { rule "fine-in-range".require.arguments[1].value, rule "fine-in-range".require.arguments[2].value })
  end)

  it("a place's own version, an exception and a waivable rule", function()
    assert.equal("Wuhan", rule "report@wuhan".place)
    assert.same({ "start", "report" }, pack.exceptions[1].to)
    assert.equal("any", pack.exceptions[1].applies.start.op)
    assert.same({ "shandong/extend" }, cited(pack.waivable.report.clauses))
    assert.same({ "environment", "months", 6 }, { pack.waivable.report.by, pack.waivable.report.at_most.unit, pack.waivable.report.at_most.count })
  end)

  it("reports, with columns that helpers make", function()
    local by_name = {}
    for _, report in ipairs(pack.reports) do by_name[report.name] = report end
    assert.same({ from = "2001-01-01", to = "2003-12-31" }, by_name["audits-2001-2003"].during)
    assert.equal("year", by_name["audits-2001-2003"].across)
    assert.equal(7, #by_name.token.columns)
    local headings = {}
    for i, column in ipairs(by_name.modes.columns) do headings[i] = column.heading.en end
    assert.same({ "All", "fresh", "fresh, rate", "known", "known, rate" }, headings)
    assert.is_true(by_name.modes.total)
  end)

  it("the pack's own kinds stand beside the built-in ones", function()
    assert.equal("enterprise", pack.kinds.load.owner)
    assert.equal("year_end", pack.kinds.load.starts)
  end)

  it("rules come after those whose verdicts they ask, terms after those they use", function()
    local place = {}
    for i, name in ipairs(pack.rule_order) do place[name] = i end
    assert.is_true(place.obey < place["fine-follows"])
    for i, name in ipairs(pack.term_order) do place[name] = i end
    assert.is_true(place["measurement.over"] < place["enterprise.over_standard"])
  end)
end)
