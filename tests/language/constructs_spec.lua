-- Each construct of the language and the typed form that lowering takes.
local packs = require "tests.support.packs"
local spell = require "tests.support.spell"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
calendar "cn" { clause = "n/a", years = "2003", holidays = { "2003-01-01" } }
codes "metals" { clause = "n/a", "Pb", "Hg" }
parameter "within" { clause = "n/a", { months(2), from = "2000-01-01" } }
parameter "levy" { clause = "n/a", { scale { { "0 CNY", percent(10) }, { "20 CNY", 0.2 } }, from = "2000-01-01" } }
parameter "limit" { clause = "n/a", { "5 million CNY", from = "2000-01-01" } }
obligation "start" { clause = "n/a", per = listing, due = months(1), done = listing.delisted_on }
quota "places" { clause = "n/a", per = jurisdiction, counts = jurisdiction.enterprises, counted_on = enterprise.opened_on,
  goals = { { "City C", target = 1, due = "2003-12-31" } } }
term "listing.late" { value = listing.delisted_on:after(listing.published_on + months(1)) }
]]

-- The typed value of a term of `kind` (an enterprise unless said), with a period in hand where `period` says so.
local function typed(text, kind, period)
  kind = kind or "enterprise"
  local pack = packs.load(("%sterm \"%s.tried\" { value = %s%s }"):format(head, kind, text, period and (", per = { %s, %s }"):format(kind, period) or ""))
  return pack.terms[kind .. ".tried"].value
end

local forms = {
  -- rows and sets
  { "enterprise.size", "field(row1 size)", "text" },
  { "subject.size", "field(row1 size)", "text" },
  { "enterprise.jurisdiction.name", "field(field(row1 jurisdiction) name)", "text" },
  { "jurisdiction.name", "field(row1.jurisdiction name)", "text" },
  { "jurisdiction.name", "field(row1.enterprise.jurisdiction name)", "text", kind = "listing" },
  { "enterprise.audits", "children(row1 audit enterprise)", "set" },
  { "jurisdiction.enterprises.audits", "children(children(row1.jurisdiction enterprise jurisdiction branch) audit enterprise)", "set" },
  { "listing.late", "term(row1 listing.late)", "condition", kind = "listing" },
  { "enterprise.listings.late:distinct()", nil, nil, refused = true },
  { "enterprise.audits:first().completed_on", "field(first(children(row1 audit enterprise)) completed_on)", "date" },
  { "enterprise.measures.audit.completed_on:last()", "last(column(column(children(row1 measure enterprise) audit) completed_on))", "date" },
  { "jurisdiction.enterprises.agencies", nil, nil, refused = true },
  -- filters and quantifiers
  { 'enterprise.audits:where(audit.mode:is "fresh"):any()', "any(where(children(row1 audit enterprise) is(field(row2 mode) fresh)))", "condition" },
  { 'enterprise.audits:where(enterprise.size:is "large"):none()',
    "none(where(children(row1 audit enterprise) is(field(row2.enterprise size) large)))", "condition" },
  { 'enterprise.audits:every(subject.size:is "large")', "every(children(row1 audit enterprise) is(field(row1 size) large))", "condition" },
  { "enterprise.audits:where(audit.measures:where(measure.cost:known()):any()):count()",
    "count(where(children(row1 audit enterprise) any(where(children(row2 measure audit) known(field(row3 cost))))))", "number" },
  { "enterprise.audits:share(audit.mode:known())", "share(children(row1 audit enterprise) known(field(row2 mode)))", "rate" },
  { 'enterprise.audits:during("2003-Q2"):any()', "any(during(children(row1 audit enterprise) 2003-04-01/2003-06-30))", "condition" },
  { "enterprise.audits.enterprise:distinct():count()", "count(distinct(column(children(row1 audit enterprise) enterprise)))", "number" },
  { "enterprise.measures.cost:sum()", "sum(column(children(row1 measure enterprise) cost))", "number" },
  { "enterprise.measures.implemented_on:when_all()", "when_all(column(children(row1 measure enterprise) implemented_on))", "date" },
  { "audit:later():first()", "first(later(row1))", "row", kind = "audit" },
  { "audit:earlier():count()", "count(earlier(row1))", "number", kind = "audit" },
  -- comparisons
  { 'enterprise.size:is("large", "medium")', "is(field(row1 size) large medium)", "condition" },
  { 'enterprise.sector:is(codes "metals")', "is(field(row1 sector) codes(metals))", "condition" },
  { 'enterprise.code:starts_with "A"', "starts_with(field(row1 code) A)", "condition" },
  { 'enterprise.sales:above "400 million CNY"', "above(field(row1 sales) 400000000 CNY)", "condition" },
  { 'enterprise.sales:at_most(parameter "limit")', "at_most(field(row1 sales) parameter(limit))", "condition" },
  { "enterprise.employees:between(10, 20)", "between(field(row1 employees) 10 20)", "condition" },
  { "enterprise.audits:share(audit.mode:known()):below(percent(60))",
    "below(share(children(row1 audit enterprise) known(field(row2 mode))) 0.6)", "condition" },
  { 'enterprise.opened_on:by "2000-12-31"', "by(field(row1 opened_on) 2000-12-31)", "condition" },
  { "enterprise.opened_on:before(as_of)", "before(field(row1 opened_on) as_of)", "condition" },
  { 'enterprise.opened_on:between("2000-01-01", "2000-12-31")', "between(field(row1 opened_on) 2000-01-01 2000-12-31)", "condition" },
  { 'enterprise.opened_on:during "2001/2003"', "during(field(row1 opened_on) 2001-01-01/2003-12-31)", "condition" },
  { "enterprise.opened_on:happened()", "happened(field(row1 opened_on))", "condition" },
  { "enterprise.size:missing()", "missing(field(row1 size))", "condition" },
  { "action.follows:is(subject)", "is(field(row1 follows) row1)", "condition", kind = "action" },
  { "action.due_on:or_else(action.taken_on)", "or_else(field(row1 due_on) field(row1 taken_on))", "date", kind = "action" },
  -- logic and arithmetic
  { 'enterprise.size:known() & ~enterprise.sector:known() | enterprise.toxic', nil, nil, refused = true },
  { "enterprise.size:known() & ~enterprise.sector:known()", "and(known(field(row1 size)) not(known(field(row1 sector))))", "condition" },
  { "audit.reported_on & audit.accepted_on", "both(field(row1 reported_on) field(row1 accepted_on))", "date", kind = "audit" },
  { 'audit.reported_on | "2003-01-01"', "either(field(row1 reported_on) 2003-01-01)", "date", kind = "audit" },
  { "enterprise.opened_on + months(2)", "add(field(row1 opened_on) span(months 2))", "date" },
  { "enterprise.opened_on - days(1)", "subtract(field(row1 opened_on) span(days 1))", "date" },
  { "enterprise.closed_on - enterprise.opened_on", "subtract(field(row1 closed_on) field(row1 opened_on))", "number" },
  { '(enterprise.closed_on - enterprise.opened_on):above "30 days"',
    "above(subtract(field(row1 closed_on) field(row1 opened_on)) 30 days)", "condition" },
  { "enterprise.sales / enterprise.assets", "divide(field(row1 sales) field(row1 assets))", "number" },
  { 'enterprise.sales / "2 CNY"', "divide(field(row1 sales) 2 CNY)", "number" },
  { "enterprise.sales * 2 - enterprise.assets", "subtract(multiply(field(row1 sales) 2) field(row1 assets))", "number" },
  { '"1 million CNY" + enterprise.sales', "add(1000000 CNY field(row1 sales))", "number" },
  { "-enterprise.employees", "subtract(0 field(row1 employees))", "number" },
  { 'greater_of(enterprise.sales, "2 CNY", enterprise.assets)', "greater_of(greater_of(field(row1 sales) 2 CNY) field(row1 assets))", "number" },
  { 'enterprise.code:part(1, 2) .. "-" .. enterprise.name:upper()', "join(part(field(row1 code) 1 2) join(- upper(field(row1 name))))", "text" },
  { 'enterprise.name:contains("a", enterprise.code)', "contains(field(row1 name) a field(row1 code))", "condition" },
  { "enterprise.name:length()", "length(field(row1 name))", "number" },
  { 'parameter "levy":of(enterprise.sales)', "of(parameter(levy) field(row1 sales))", "number" },
  { 'parameter "levy":on("2004-05-01"):base_of("5 CNY")', "base_of(parameter(2004-05-01 levy) 5 CNY)", "number" },
  { 'computed(function(e) return e.sales end, "CNY") + enterprise.sales', "add(function(1) field(row1 sales))", "number" },
  { "enterprise.audits:during(period):any():in_each(month)", "of_each(any(during(children(row1 audit enterprise) period)) month every)", "condition", period = "year" },
  { "enterprise.audits:during(period):any():in_how_many(quarter)", "of_each(any(during(children(row1 audit enterprise) period)) quarter count)", "number", period = "year" },
  { "enterprise.audits:during(period):count():in_each(month):max()", "of_each(count(during(children(row1 audit enterprise) period)) month max)", "number", period = "quarter" },
  { "enterprise.audits:during(period):count():previous(4)", "previous(count(during(children(row1 audit enterprise) period)) 4)", "number", period = "quarter" },
  { "period:days()", "days(period)", "number", period = "month" },
  { "months(3):to(enterprise.opened_on):days()", "days(window(span(months 3) field(row1 opened_on) to))", "number" },
  { "enterprise.measures.cost:geometric_mean()", "geometric_mean(column(children(row1 measure enterprise) cost))", "number" },
  { "enterprise.sales:rounded(2)", "rounded(field(row1 sales) 2)", "number" },
  { 'enterprise.audits:share(audit.mode:known()):rounded(0, "GB/T 8170")', "rounded(share(children(row1 audit enterprise) known(field(row2 mode))) 0 GB/T 8170)", "number" },
  { 'enterprise.opened_on:next "12-31"', "next(field(row1 opened_on) 12 31)", "date" },
  { "enterprise.opened_on + working_days(45, calendar \"cn\")", "add(field(row1 opened_on) span(working_days 45 cn))", "date" },
  { "enterprise.opened_on + clear_days(14)", "add(field(row1 opened_on) span(days 14 true))", "date" },
  { "enterprise.opened_on:next_working_day(calendar \"cn\")", "next_working_day(field(row1 opened_on) cn)", "date" },
  { 'enterprise.opened_on + parameter "within"', "add(field(row1 opened_on) parameter(within))", "date" },
  -- periods, windows, verdicts
  { "enterprise.audits:during(period):count()", "count(during(children(row1 audit enterprise) period))", "number", period = "year" },
  { "period.from", "period_from", "date", period = "quarter" },
  { "period.to", "period_to", "date", period = "month" },
  { "enterprise.audits:during(months(6):to(as_of)):any()",
    "any(during(children(row1 audit enterprise) window(span(months 6) as_of to)))", "condition" },
  { "enterprise.audits:during(months(6):from(enterprise.opened_on)):any()",
    "any(during(children(row1 audit enterprise) window(span(months 6) field(row1 opened_on) from)))", "condition" },
  { 'verdict "start".status:is "overdue"', "is(verdict(row1 start status) overdue)", "condition", kind = "listing" },
  { 'enterprise.listings:where(verdict "start".status:is("overdue", "late")):any()',
    "any(where(children(row1 listing enterprise) is(verdict(row2 start status) overdue late)))", "condition" },
  { 'verdict "places".planned:or_else(verdict "places".target)', "or_else(verdict(row1 places planned) verdict(row1 places target))", "number",
    kind = "jurisdiction" },
}

describe("The typed form", function()
  for _, form in ipairs(forms) do
    local text, expected, k = form[1], form[2], form[3]
    if form.refused then
      it(("is not made for %s"):format(text), function() assert.has_error(function() typed(text, form.kind, form.period) end) end)
    else
      it(("of %s"):format(text), function()
        local value = typed(text, form.kind, form.period)
        assert.equal(expected, spell(value))
        assert.equal(k, value.type.k)
        assert.equal("pack.lua", value.at.file)
      end)
    end
  end

  it("of a function is its index, and the type of the place it stands in", function()
    local pack = packs.load(head .. 'obligation "f" { clause = "n/a", applies = function(e) return e.size == "large" end,\n'
      .. "  due = function(e) return e.opened_on end, done = enterprise.closed_on }")
    local rule = pack.rules[#pack.rules]
    assert.same({ "function", "condition", 1 }, { rule.applies.op, rule.applies.type.k, rule.applies.scope })
    assert.same({ "function", "date" }, { rule.due.op, rule.due.type.k })
    assert.are_not.equal(rule.applies.index, rule.due.index)
    assert.equal(2, pack.functions)
  end)

  it("of a local used twice is one table", function()
    local pack = packs.load(head .. 'local big = enterprise.size:is "large"\n'
      .. 'term "enterprise.one" { value = big & enterprise.sector:known() }\nterm "enterprise.two" { value = big | enterprise.sector:known() }')
    assert.equal(pack.terms["enterprise.one"].value.a, pack.terms["enterprise.two"].value.a)
  end)

  it("of a value in its record's own unit is what was written; the records' units are looked at one by one", function()
    assert.equal("above(field(row1 value) field(row1 limit_value))", spell(typed("measurement.value:above(measurement.limit_value)", "measurement")))
    assert.equal("above(field(row1 value) 50 mg/L)", spell(typed('measurement.value:above "50 mg/L"', "measurement")))
    local sum = typed("measurement.value + measurement.limit_value", "measurement")
    assert.equal("unit", sum.type.unit_field)
    assert.equal("mg/L", typed('measurement.value - "5 mg/L"', "measurement").type.unit) -- a written one is what both must have
    assert.is_nil(typed("measurement.value / measurement.limit_value", "measurement").type.unit_field)
  end)

  it("of columns keeps the kind of the rows and the type of a value", function()
    local t = packs.load(head .. 'term "enterprise.c" { value = enterprise.measures.audit }').terms["enterprise.c"].type
    assert.same({ "column", "measure", "row", "audit" }, { t.k, t.kind, t.of.k, t.of.kind })
  end)
end)
