-- Random packs and registries, the same for the same seed, in which every construct of the language takes part but for those that the
-- naive evaluator leaves out (group, most_in, power, incentive, indicator). Well typed by construction; small.
local dates = require "tests.naive.dates"
local generate_amendments = require "tests.naive.generate_amendments"
local generate_clocks = require "tests.naive.generate_clocks"
local generate_decisions = require "tests.naive.generate_decisions"
local generate_expressions = require "tests.naive.generate_expressions"
local generate_made = require "tests.naive.generate_made"
local generate_registers = require "tests.naive.generate_registers"
local generate_registry = require "tests.naive.generate_registry"
local generate_instead = require "tests.naive.generate_instead"
local generate_milder = require "tests.naive.generate_milder"
local generate_seldom = require "tests.naive.generate_seldom"
local generate_transitions = require "tests.naive.generate_transitions"
local random = require "tests.naive.random"
local short_calendar = require "tests.naive.short_calendar"

local generate = {}

local permission_statuses = { "open", "used", "not_available", "error" }
local dated_statuses = { "met", "late", "pending", "overdue", "waived", "not_applicable" }
local standing_statuses = { "met", "breached", "waived", "not_applicable" }

-- Laws whose days adjoin, overlap and lie ahead, in three places.
local laws = [[
instrument "law" { title = "The law", issuer = "J", in_force = { from = "1995-01-01" }, clauses = { a = "…", b = "…" } }
instrument "old" { title = "The old text", issuer = "J", in_force = { from = "2000-01-01", to = "2003-06-30" }, clauses = { a = "…" } }
instrument "new" { title = "The new text", issuer = "J", in_force = { from = "2003-07-01" }, clauses = { a = "…" } }
instrument "province" { title = "The province's", issuer = "P", place = "P", in_force = { from = "2001-07-01", to = "2006-12-31" }, clauses = { a = "…" } }
instrument "brief" { title = "The brief one", issuer = "J", in_force = { from = "2003-11-05", to = "2004-01-20" }, clauses = { a = "…" } }
instrument "city" { title = "The city's", issuer = "C1", place = "C1", in_force = { from = "2002-01-01" }, clauses = { a = "…" } }
kind "load" { fields = { { "enterprise", enterprise, owner = true, key = true }, { "pollutant", text, key = true },
  { "year_end", event, key = true, starts = true }, { "amount", number, unit = "t", sign = "amount_sign", min = 0 },
  { "amount_sign", text, blank = "none" }, { "quota", number, unit = "t", blank = "none", min = 1, max = 20 } } }
kind "work" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "unknown" }, { "ends_on", date },
  { "stage", text, one_of = { "first", "second" } },
  { "begun_on", event, starts = true }, { "told_on", event }, { "heard", number, blank = "none", known_from = "told_on" },
  { "answer_by", date, blank = "none", known_from = "told_on" } } }
kind "permit" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "none" }, { "asked_on", event },
  { "granted_on", event, starts = true, blank = "not_yet" } } }
codes "heavy" { clause = "law/a", "3110", "22" }
term "listing.answer" { value = enterprise.audits:where(audit.started_on:on_or_after(listing.published_on)):first() }
term "audit.settled" { value = audit.reported_on & audit.completed_on }
term "enterprise.saved" { value = enterprise.measures.annual_saving:sum() }
term "work.both_days" { value = work.answer_by & work.ends_on }
term "work.one_day" { value = work.answer_by | work.begun_on }
term "work.any_day" { value = work.enterprise.works.answer_by:first() }
term "work.day_named" { value = work.one_day }
term "work.first_begun" { value = work.enterprise.works.begun_on:first() }
decision "work.last_day" { reading = "ours", hit = "first", columns = { work.heard:above(2) }, rows = { { yes, "2003-03-01" }, { any, "2004-06-30" } } }
term "jurisdiction.neighbours" { value = jurisdiction.enterprises:where(enterprise.size:is("large", "medium")) }
term "enterprise.around" { value = enterprise.jurisdiction.enterprises }
term "measure.saved_twice" { value = measure.annual_saving * 2 }
term "load.levy" { value = load.quota * parameter "least":on(load.year_end) }
]]

-- What is asked of a record itself, of values that may not have come yet.
local OF_ITS_OWN = { audit = { 'audit.mode:is "fresh"', 'audit.mode:is("fresh", "known_violation")', "audit.mode:missing()" },
  measure = { 'measure.annual_saving:above "12.25 CNY"', 'measure.saved_twice:above "20 CNY"', "measure.verified", 'measure.audit.mode:is "fresh"',
    "measure.annual_saving:given()" },
  work = { "work.heard:above(2)", "work.heard:at_most(2)", "work.heard:known()", "work.heard:or_else(1):above(2)" } }

-- Days that hang on what may not have come: by when, when done, and from when on.
local AWAITED = { due = { "work.answer_by", "work.answer_by", "work.answer_by:or_else(work.ends_on)", "work.answer_by & work.ends_on", "work.answer_by | work.ends_on",
    "work.both_days", "work.both_days | work.begun_on",
    "work.last_day", "work.last_day & work.answer_by", "(work.answer_by & work.told_on):or_else(work.ends_on)", 'work.begun_on + parameter "within":on(work.answer_by)',
    "months(2)", "enterprise.works:last().answer_by", "enterprise.works.answer_by:first()", "enterprise.works:where(work.heard:above(2)).ends_on:last()" },
  done = { "work.one_day", "work.day_named", "work.any_day", "work.both_days", "work.begun_on", "work.begun_on", "work.told_on", "enterprise.opened_on",
    "work.answer_by | work.begun_on", "work.answer_by & work.begun_on",
    "work.answer_by:or_else(work.begun_on)", "enterprise.works:where(~work.heard:above(2)).begun_on:first()", "enterprise.works.answer_by:last()" },
  arises = { "work.begun_on", "work.answer_by", "work.answer_by:or_else(work.begun_on)", "work.last_day" } }

-- What is asked of days of a record.
local OF_DAYS = { "work.ends_on:end_of(month):after(work.begun_on)", 'work.ends_on:start_of(fiscal_year "04-06"):by(as_of)', "work.ends_on:end_of(week):by(as_of)",
  "work.ends_on:month():at_most(6)", "enterprise.closed_on:month():is(3, 5)", "work.ends_on:year():at_least(2003)", "work.ends_on:weekday():is(\"monday\", \"friday\")",
  'work.begun_on:whole_years_to(work.ends_on):at_least "1 years"', 'work.begun_on:whole_months_to(as_of):below "30 months"',
  'work.begun_on:whole_months_to(enterprise.closed_on):above "3 months"', "(work.ends_on + days(work.heard)):after(as_of)",
  "(work.begun_on + months(work.heard / 2)):by(work.ends_on)", "(work.ends_on + months(work.heard - 3)):by(as_of)",
  '(work.ends_on + working_days(15, calendar "rest")):by(as_of)', '(work.ends_on + clear_days(5, calendar "rest")):after(as_of)', 'work.ends_on:preceding("friday"):by(as_of)',
  'work.ends_on:previous_working_day(calendar "rest"):by(as_of)', '(work.begun_on + months(1, "refused")):by(as_of)' }

-- Rules whose days may never have been received, and such as read their verdicts.
local function awaiting(source, text, index)
  local function add(form, ...) text[#text + 1] = form:format(...) end
  local due = source.chance(15) and index > 1 and text.awaited and ('verdict "%s".due + days(20)'):format(text.awaited) or source.pick(AWAITED.due)
  local arises = (due == "months(2)" or source.chance(25)) and ("arises = %s, "):format(source.pick(AWAITED.arises)) or ""
  text.awaited = "y" .. index
  add('obligation "y%d" { clause = "law/a", per = work, %sdue = %s, done = %s }\n', index, arises, due, source.pick(AWAITED.done))
  if source.chance(40) then add('waivable "y%d" { clause = "law/b" }\n', index) end
  add('obligation "ya%d" { clause = "law/a", per = work, require = %s }\n', index, source.pick { ('verdict "y%d".status:is("met", "pending")'):format(index),
    ('~verdict "y%d".status:is("late", "overdue")'):format(index), ('verdict "y%d".status:is "not_applicable"'):format(index), ('(verdict "y%d".due):known()'):format(index) })
  local kept = source.pick { "require = enterprise.works:count():at_least(1)", "forbid = enterprise.measurements:where(measurement.over), evidence = enterprise.measurements",
    'require = enterprise.jurisdiction.level:is("city", "county")' }
  add('obligation "yb%d" { clause = "law/a", per = work, arises = %s, %s }\n', index, source.pick(AWAITED.arises), kept)
  add('obligation "yc%d" { clause = "law/a", per = work, require = enterprise.works:any(), expects = { enterprise.%s, each = year, during = "2002/2004", %s } }\n', index,
    source.pick { "works", "audits", "measurements" }, source.pick { "from = work.answer_by", "to = work.answer_by", "from = work.answer_by:or_else(work.begun_on)",
      "from = work.begun_on, to = work.answer_by | work.ends_on" })
end

-- A calendar of working days: of all years that are asked about, or of some; in the short calendar these are days of its own.
local function calendar(source)
  local years = source.weighted { { 5, "1990/2015" }, { 2, "2001/2005" }, { 2, "2003-11/2004-05" }, { 1, "2004" } }
  local from, to = dates.parse_period(years)
  local function within(list)
    local found = {}
    for _, entry in ipairs(list) do
      local first, last = entry:match "^(.*)/(.*)$"
      if dates.parse(first or entry) >= from and dates.parse(last or entry) <= to then found[#found + 1] = ("%q"):format(entry) end
    end
    return table.concat(found, ", ")
  end
  return ('calendar "rest" { clause = "law/a", years = %q, holidays = { %s }, working = { %s }%s }\n'):format(years,
    within { "2003-01-01/2003-01-07", "2003-12-24/2004-01-02", "2004-03-08", "2004-04-29/2004-05-07", "2005-10-03", "2005-10-04" },
    within { "2003-12-20", "2004-05-08", "2005-10-08" },
    source.weighted { { 3, "" }, { 1, ', weekend = { "friday", "saturday" }' }, { 1, ', weekend = { "saturday" }' } })
end

-- The rows of a parameter, each with a value that make() gives: from the beginning, or only later; some say that there is none, some end, some are there for one place only.
local function rows_by(source)
  local function value(make) return source.chance(12) and 'none = "the law names none"' or make() end
  local function ending(from) return source.chance(12) and (', to = "%d-06-30"'):format(from + source.between(1, 4)) or "" end
  return function(make)
    local written = { source.weighted {
      { 7, ('{ %s, from = "1996-01-01"%s }'):format(make(), source.chance(10) and ', to = "2002-12-31"' or "") },
      { 2, ('{ %s, from = "2002-01-01" }'):format(make()) }, -- nothing before
      { 1, '{ none = "the law leaves it to the places" }' }, { 1, false } } or nil }
    if source.chance(60) or #written == 0 then written[#written + 1] = ('{ %s, from = "2003-07-01"%s }'):format(make(), ending(2003)) end
    for _, place in ipairs { "P", "C1", "D1" } do
      if source.chance(45) then
        local year = source.between(1999, 2005)
        written[#written + 1] = ('{ %s, from = "%d-0%d-01", place = "%s"%s }'):format(value(make), year, source.up_to(9), place, ending(year))
      end
    end
    local all = table.concat(written, ", ")
    if not all:find "{ [^n]" then all = all .. (', { %s, from = "2001-01-01", place = "C2" }'):format(make()) end
    local whole = source.chance(10) and ', to = "2005-09-30"' or ""
    return all .. whole
  end
end

-- Two scales of marginal rates: of money by rates without a unit, and of plain numbers by rates in money.
local function scales(source)
  local rows = rows_by(source)
  local function bands(thresholds, rates, threshold, rate)
    return function()
      local list, from = {}, source.between(1, 2)
      for i = from, source.between(from, #thresholds) do list[#list + 1] = ("{ %s, %s }"):format(threshold:format(thresholds[i]), rate:format(source.pick(rates))) end
      return ("scale { %s }"):format(table.concat(list, ", "))
    end
  end
  return ('parameter "levy" { clause = "law/a", %s }\nparameter "bands" { clause = "law/a", %s }\n'):format(
    rows(bands({ "0", "12.25", "40", "30000000" }, { "0", "0", "10", "12.5", "33", "100" }, '"%s CNY"', "percent(%s)")),
    rows(bands({ "-3", "0", "1.5", "100", "250" }, { "0", "0.3", "7", "2.5", "1.23456789" }, "%s", '"%s CNY"')))
end

local function parameters(source)
  local rows = rows_by(source)
  local function choose()
    return source.weighted { { 3, "" }, { 1, 'choose = "nearest", ' }, { 2, 'choose = "stricter", stricter = "lower", ' },
      { 2, 'choose = "stricter", stricter = "higher", ' } }
  end
  local counting = random.source(source.seed + 22000013)
  local function span()
    local written = source.pick { "months(1)", "months(2)", "days(30)", "days(61)", "years(1)", "months(6)" }
    return counting.chance(15) and counting.pick { 'working_days(20, calendar "rest")', 'clear_days(30)' } or written
  end
  local function number() return source.pick { "1", "2", "100", "250" } end
  local function rate() return source.pick { "percent(25)", "percent(50)", "percent(75)" } end
  return ('parameter "within" { clause = "law/a", %s%s }\nparameter "least" { clause = "law/a", %s%s }\nparameter "enough" { clause = "law/a", %s%s }\n'):format(
    choose(), rows(span), choose(), rows(number), choose(), rows(rate))
end

local starting = { permit = "permit.granted_on", listing = "listing.published_on", audit = "audit.started_on", action = "action.taken_on",
  measure = "measure.identified_on", work = "work.begun_on" }

-- The rules of one pack: array of texts; `verdicts` grows with each rule that later ones may read.
-- crowded: there are so many enterprises that nobody asks each for its neighbours, which the naive evaluator would take minutes for.
local function rule_makers(source, make, crowded)
  local rules, substituting = {}, random.source(source.seed + 2000003) -- a source of its own: the rest of a case stays what it was
  local binding, planless = random.source(source.seed + 11000027), random.source(source.seed + 16000057)
  local stood = random.source(source.seed + 15000017)

  local function condition(scope, depth)
    if scope.own == "enterprise" and not scope.unit and source.chance(6) then return make.function_of "enterprise" end
    return make.condition(scope, depth)
  end
  local function applies(scope)
    if source.chance(50) then return "" end
    return ("applies = %s, "):format(condition(scope, 2))
  end
  local function cite()
    local substitute = substituting.weighted { { 6, "" }, { 2, ', non_detects = "zero"' }, { 2, ', non_detects = { "half", clause = "law/b" }' }, { 2, ', non_detects = "limit"' } }
    return source.weighted { { 12, '"law/a"' }, { 1, '"province/a"' }, { 1, '"city/a"' }, { 1, '"old/a"' }, { 1, '"new/a"' }, { 1, '{ "law/a", "old/a" }' } } .. substitute
  end
  local function place() return source.weighted { { 12, "" }, { 1, 'place = "C1", ' }, { 1, 'place = "C2", ' } } end

  local function due(scope, arises)
    return source.weighted {
      { 4, function() return make.day() end }, { 2, function() return 'parameter "within"' end }, { 2, make.span },
      { 1, function() return 'not_given "no day is named"' end },
      { arises and 1 or 0, function() return scope.own == "action" and "action.due_on" or ('%s:next "12-31"'):format(starting[scope.own]) end },
      { 1, function() return ("%s + %s"):format(make.event(scope, 1) or "as_of", make.span()) end } }()
  end

  local function done(scope)
    if scope.own == "enterprise" and source.chance(5) then
      return source.pick { "function(e) return e.closed_on end", 'function(e) if e.size == "small" then return "soon" end return e.closed_on end' }
    end
    if scope.own == "listing" and source.chance(25) then return "listing.answer." .. source.pick { "started_on", "completed_on", "reported_on" } end
    return make.date(scope, 2)
  end

  function rules.dated(name, scope)
    local kind = scope.own
    local arises = starting[kind] and source.chance(75)
    local given = arises and source.weighted { { 6, starting[kind] }, { 1, starting[kind] .. " + " .. make.span() }, { 1, make.event(scope, 1) } }
    return ('obligation "%s" { clause = %s, per = %s, %s%s%sdue = %s, done = %s }\n'):format(name, cite(), kind, place(), applies(scope),
      given and "arises = " .. given .. ", " or "", due(scope, arises), done(scope))
  end

  -- What is filed or announced: due by days of its own record or by written ones, done by its own beginning or by something else.
  function rules.filing(name, scope)
    local earlier = {}
    for _, verdict in ipairs(scope.verdicts) do
      if verdict.kind == "work" and verdict.days and not verdict.unit then earlier[#earlier + 1] = verdict.rule end
    end
    local read = #earlier > 0 and ("verdict %q"):format(source.pick(earlier))
    local last_day = source.weighted { { 3, "work.ends_on + " .. make.span() }, { 4, "work.begun_on - " .. make.span() }, { 3, make.day() },
      { 1, "work.ends_on | as_of" }, { 1, ('work.ends_on:or_else(%s)'):format(make.day()) }, { 1, "work.ends_on:next \"12-31\"" },
      { 1, 'enterprise.opened_on + ' .. make.span() }, { read and 3 or 0, (read or "") .. "." .. source.pick { "due", "done" } .. " + months(1)" } }
    local by = source.weighted { { 3, "work.begun_on" }, { 4, "work.told_on" }, { 1, "work.first_begun" }, { 1, "(work.told_on | work.begun_on)" },
      { 1, "enterprise.works:first().told_on" }, { 1, "enterprise.works:where(work.begun_on:by(subject.ends_on)).told_on:last()" },
      { 1, make.date(scope, 1) }, { read and 2 or 0, (read or "") .. ".done" } }
    return ('obligation "%s" { clause = %s, per = work, %s%sdue = %s, done = %s }\n'):format(name, cite(), place(), applies(scope), last_day, by)
  end

  -- Versions share what their pivots hang on, so that one date tells which text judges.
  function rules.versions(name, scope)
    local kind = scope.own
    local first = ('obligation "%s@old" { clause = "old/a", per = %s, %sarises = %s, due = %s, done = %s }\n'):format(name, kind, applies(scope), starting[kind],
      source.pick { 'parameter "within"', "months(2)" }, done(scope))
    local second = ('obligation "%s@new" { like = "%s@old", clause = "new/a", %s}\n'):format(name, name, source.pick { "due = months(1), ", "", "due = days(20), " })
    local third = ""
    if source.chance(60) then
      third = ('obligation "%s@city" { like = "%s@old", clause = %s, %s%s}\n'):format(name, name, source.pick { '"city/a"', '"province/a"' },
        source.chance(40) and ("applies = %s, "):format(make.condition(scope, 1)) or "due = days(10), ",
        source.chance(50) and ("arises = %s, "):format(make.event(scope, 1)) or "")
    end
    return first .. second .. third
  end

  -- Which records there should be; nothing, mostly. `of` are those that the rule looks at, if it may expect these.
  local function expects(scope, of)
    if scope.unit and (scope.unit == "week" or scope.unit:find "fiscal") then -- of whole periods of its own
      return stood.chance(40) and (", expects = { %s, each = %s }"):format(of or "enterprise.measurements", scope.unit) or ""
    end
    if source.chance(65) then return "" end
    local each = source.weighted { { 4, "year" }, { 2, "quarter" }, { 1, "month" } }
    local during = ""
    if scope.unit then
      each = scope.unit == "year" and each or scope.unit == "quarter" and source.pick { "quarter", "month" } or "month"
      if source.chance(30) then
        local months = each == "month" and source.pick { 1, 2, 5, 12 } or each == "quarter" and source.pick { 3, 6, 12 } or 12
        during = source.chance(20) and ", during = years(1):to(period.to)" or (", during = months(%d):to(period.to)"):format(months)
      end
    else
      during = (", during = %q"):format(source.pick(each == "year" and { "2001/2003", "2003", "2002/2003", "2004" } or each == "quarter" and { "2003",
        "2002-Q3/2003-Q2", "2003-Q4" }
        or { "2003", "2003-06", "2002-11/2003-02" }))
    end
    local set = of and source.chance(60) and of or source.weighted { { 3, "enterprise.measurements" }, { 1, "enterprise.audits" },
      { 2, 'enterprise.measurements:where(measurement.value:at_most "50 mg/L")' }, { 1, "enterprise.works" }, { 1, make.set(scope, 1) or "enterprise.measurements" } }
    if set:find "jurisdiction" then set = "enterprise.measurements" end
    local event = make.event(scope, 1)
    local from = source.weighted { { 4, "" }, { 1, ", from = enterprise.opened_on" }, { 1, ", from = enterprise.opened_on + " .. make.span() },
      { event and 1 or 0, ", from = " .. (event or "") } }
    local to = source.weighted { { 3, "" }, { 2, ", to = enterprise.closed_on" }, { event and 1 or 0, ", to = " .. (event or "") } }
    return (", expects = { %s, each = %s%s%s%s }"):format(set, each, during, from, to)
  end

  -- A rule that is mostly kept, so that what is expected decides.
  function rules.expecting(name, scope)
    local each = source.weighted { { 4, "year" }, { 2, "quarter" }, { 1, "month" } }
    local set = source.weighted { { 4, "enterprise.measurements" }, { 1, "enterprise.audits" }, { 1, "enterprise.works" } }
    if scope.unit == "quarter" and each == "year" or scope.unit == "month" then each = scope.unit end
    local months = each == "month" and source.pick { 2, 3 } or each == "quarter" and 6 or 24
    local during = scope.unit and (source.chance(40) and (", during = months(%d):to(period.to)"):format(months) or "")
      or (", during = %q"):format(source.pick(each == "year" and { "2001/2003", "2002", "2003", "2004" }
      or each == "quarter" and { "2003-Q1", "2003-Q4" }
      or { "2003-06", "2003-07" }))
    local bound = source.weighted { { 3, "" }, { 1, ", from = enterprise.opened_on" }, { 1, ', from = enterprise.closed_on' }, { 2, ', to = enterprise.closed_on' } }
    local asked = source.pick { set .. ':where(%s):none()', set .. ':every(~%s)' }
    local bad = set:find "measure" and source.pick { 'measurement.limit_value:above "90 mg/L"', 'measurement.value:above "90 mg/L"' }
      or set:find "audits" and 'audit.mode:is "known_violation"' or "work.heard:above(9)"
    local what = source.chance(70) and "require = " .. asked:format("(" .. bad .. ")")
      or ("forbid = %s:where(%s)"):format(set, bad)
    local extra = source.chance(20) and (", evidence = %s"):format(set) or ""
    return ('obligation "%s" { clause = %s, per = %s, %s%s, expects = { %s, each = %s%s%s } }\n'):format(name, cite(),
      scope.unit and ("{ enterprise, %s }"):format(scope.unit) or "enterprise", what, extra, set, each, during, bound)
  end

  function rules.require(name, scope)
    local per = scope.unit and ("{ %s, %s }"):format(scope.own, scope.unit) or scope.own
    local evidence, required = make.set(scope, 1), condition(scope, 3)
    local expected = expects(scope)
    if source.chance(12) then -- a value that may not be known in one of the months
      required, expected = "enterprise.measurements:where(measurement.limit_value:above \"50 mg/L\"):none()", expects(scope, "enterprise.measurements")
      if source.chance(50) then return ('obligation "%s" { clause = "law/a", per = %s, require = %s%s }\n'):format(name, per, required, expected) end
    end
    if not scope.unit and source.chance(10) then -- what may be there and could not be judged
      evidence, required = "enterprise.measurements", "enterprise.measurements:where(measurement.limit_value:above \"50 mg/L\"):none()"
    end
    return ('obligation "%s" { clause = %s, per = %s, %s%s%srequire = %s%s%s }\n'):format(name, cite(), per, place(), applies(scope),
      starting[scope.own] and source.chance(40) and "arises = " .. starting[scope.own] .. ", "
      or scope.unit and binding.chance(15) and "arises = period.to + days(5), " or "", required,
      evidence and source.chance(30) and ", evidence = " .. evidence or "", expected)
  end

  function rules.permission(name, scope)
    local kind, word = scope.unit and ("{ %s, %s }"):format(scope.own, scope.unit) or scope.own, source.pick { "power", "incentive" }
    local arises = starting[scope.own] and source.chance(35) and ("arises = %s, "):format(starting[scope.own]) or ""
    if source.chance(35) then
      local old = ('%s "%s@old" { clause = "old/a", per = %s, %s%sused = %s }\n'):format(word, name, kind, applies(scope), arises, done(scope))
      local clause = source.pick { '"new/a"', '{ "new/a", "city/a" }' }
      local own_applies = source.chance(50) and ("applies = %s, "):format(condition(scope, 1)) or ""
      local own_arises = source.chance(50) and ("arises = %s, "):format(make.event(scope, 1)) or ""
      return old .. ('%s "%s@new" { like = "%s@old", clause = %s, %s%s}\n'):format(word, name, name, clause, own_applies, own_arises)
    end
    return ('%s "%s" { clause = %s, per = %s, %s%s%sused = %s }\n'):format(word, name, cite(), kind, place(), applies(scope), arises, done(scope))
  end

  local function forbidden(scope)
    local over = source.pick {
      "measurement.over", 'measurement.value:above "50 mg/L" & enterprise.size:is "large"', "measurement.value:above(measurement.limit_value)" }
    -- Of neighbours, who are others where the subject has moved, and of rows on whose way a filter stands.
    if source.chance(40) and not crowded and scope.unit ~= "month" and scope.unit ~= "quarter" then
      local rows = ("measurements%s:where(%s)"):format(scope.unit and ":during(period)" or "", over:gsub("enterprise%.size", "measurement.enterprise.size"))
      local large = source.pick { 'enterprise.size:is "large"', "enterprise.employees:above(300)", 'enterprise.audits:where(audit.basis:is "voluntary"):any()',
        'enterprise.employees:above(parameter "least")' }
      local choices = { "jurisdiction.enterprises." .. rows, "jurisdiction.enterprises." .. rows, "enterprise.jurisdiction.enterprises." .. rows,
        ("jurisdiction.enterprises:where(%s).%s"):format(large, rows), 'enterprise.audits:where(audit.basis:is "voluntary").measures',
        ('enterprise.audits:where(audit.basis:is("voluntary") & enterprise.size:is "large").measures:where(%s)'):format(
          make.condition(generate_expressions.scope("measure", scope), 1)), "jurisdiction.neighbours." .. rows }
      if scope.own == "listing" or scope.own == "action" then choices[#choices + 1] = ("%s.agency.jurisdiction.enterprises.%s"):format(scope.own, rows) end
      if scope.own == "measure" then
        for _ = 1, 4 do choices[#choices + 1] = source.pick { "measure.audit.measures", 'measure.audit.measures:where(measure.cost_class:is "none_low")' } end
      end
      if scope.own == "enterprise" then choices[#choices + 1] = "enterprise.around." .. rows end
      return source.pick(choices)
    end
    if source.chance(40) then
      local set = make.set(scope, 2)
      if set and not set:find("^jurisdiction%.enterprises$") then return set end
    end
    return ("enterprise.measurements%s:where(%s)"):format(scope.unit and ":during(period)" or "", over)
  end
  local function evidence(scope)
    local judged = source.chance(30) and ':where(~measurement.limit_value:above "50 mg/L")' or ""
    return ("enterprise.measurements%s%s"):format(scope.unit and ":during(period)" or "", judged)
  end

  -- What there was by the day of a row: events and records that may come before it or after, and what says itself until when it asks.
  local function as_it_stood(scope)
    local of_sets = { "enterprise.audits:any()", "enterprise.listings:where(~listing.delisted_on:happened()):any()", "enterprise.audits:where(audit.accepted_on:happened()):none()",
      "enterprise.audits.completed_on:first():happened()", 'enterprise.audits:where(audit.started_on:by "2003-03-31"):any()', 'enterprise.audits:during("2002"):none()',
      "enterprise.permits:any()", "enterprise.audits:count():at_least(2)", "enterprise.audits:every(audit.reported_on:given())", 'enterprise.audits:first().basis:is "voluntary"',
      "enterprise.works:where(work.told_on:happened()):any()", "enterprise.measures.audit.completed_on:last():given()" }
    local of_events = { "enterprise.closed_on:happened()", "enterprise.closed_on:given()", 'enterprise.closed_on:by "2003-06-30"', 'enterprise.closed_on:after "2001-06-30"',
      "enterprise.opened_on:happened()", "enterprise.closed_on:by(as_of)", "(enterprise.closed_on | enterprise.audits.completed_on:first()):happened()",
      "(enterprise.closed_on + months(2)):happened()", 'enterprise.closed_on:or_else("2002-06-30"):happened()' }
    if scope.own == "measure" then of_events[#of_events + 1] = "measure.audit:given()" end
    if scope.own == "action" then of_events[#of_events + 1] = "action.follows:given()" end
    local function one() return (stood.chance(50) and "~" or "") .. "(" .. stood.pick(stood.chance(45) and of_sets or of_events) .. ")" end
    return stood.chance(30) and one() .. stood.pick { " & ", " | " } .. one() or one()
  end

  function rules.forbid(name, scope)
    local per = scope.unit and ("{ %s, %s }"):format(scope.own, scope.unit) or scope.own
    local found = (source.chance(80) and ", evidence = " .. evidence(scope) or "") .. expects(scope, "enterprise.measurements")
    local bound = source.chance(50) and ('applies = enterprise.size:is%s, '):format(source.pick { '"large"', '("large", "medium")', '("medium", "small")' }) or applies(scope)
    if stood.chance(40) then bound = ("applies = %s, "):format(as_it_stood(scope)) end
    if not scope.unit and source.chance(35) then
      return ('obligation "%s@old" { clause = "old/a", per = %s, %sforbid = %s%s }\nobligation "%s@new" { like = "%s@old", clause = "new/a", forbid = %s }\n'):format(
        name, per, bound, forbidden(scope), found, name, name, forbidden(scope))
    end
    return ('obligation "%s" { clause = %s, per = %s, %s%s%sforbid = %s%s }\n'):format(name, cite(), per, place(), bound,
      starting[scope.own] and source.chance(50) and "arises = " .. starting[scope.own] .. ", " or "", forbidden(scope), found)
  end

  function rules.yearly(name, scope)
    local arises = binding.weighted { { 6, "" }, { 2, "arises = period.to + days(10), " }, { 1, "arises = period.from, " },
      { scope.own == "enterprise" and 2 or 0,
        binding.pick { "arises = enterprise.audits:during(period).reported_on:first(), ", "arises = enterprise.listings.published_on:first(), " } },
      { starting[scope.own] and 2 or 0, ("arises = %s, "):format(starting[scope.own] or "") } }
    return ('obligation "%s" { clause = %s, per = { %s, %s }, %s%s%sdue = %s, done = %s }\n'):format(name, cite(), scope.own, scope.unit, place(), applies(scope), arises,
      source.pick { 'period.from:next "03-31"', "period.to", "period.to + days(30)", 'period.to + parameter "within"' },
      make.date(scope, 2))
  end

  function rules.quota(name)
    local chosen = source.weighted {
      { 2, { "jurisdiction.enterprises:where(%s)", "enterprise.audits.completed_on:first()", "enterprise" } },
      { 2, { "jurisdiction.enterprises.audits:where(%s)", "audit.reported_on", "audit" } },
      { 1, { "jurisdiction.enterprises.measures:where(%s)", "measure.implemented_on", "measure" } } }
    if planless.chance(15) then -- of what has a value that may not have come
      chosen = { planless.pick { "jurisdiction.enterprises.works:where(~work.heard:above(2) & (work.heard:known() | %s))",
        "jurisdiction.enterprises.works:where(~work.heard:above(2) | %s)" }, "work.begun_on", "work" }
    end
    local counts = chosen[1]:format(make.condition(generate_expressions.scope(chosen[3], generate_expressions.scope "jurisdiction"), 1))
    local goals = {}
    for _, code in ipairs { "C1", "C2", "P" } do
      if source.chance(80) then
        local plan = source.weighted {
          { 3, ("yearly = { [2001] = %d, [2002] = %d, [2004] = %d }"):format(source.between(0, 2), source.between(0, 2), source.between(0, 2)) },
          { 1, ("yearly = { [2001] = { 1, 3 }, [2002] = { %d, 4 } }"):format(source.between(0, 2)) },
          { 2, ("cumulative = { [2001] = %d, [2002] = %d, [2004] = %d }"):format(source.between(0, 1), source.between(1, 2), source.between(2, 3)) } }
        local target = source.chance(60) and ("target = %d, "):format(source.up_to(4)) or ""
        if planless.chance(20) then plan, target = "", ("target = %d, "):format(planless.up_to(4)) end
        local function goal(span)
          goals[#goals + 1] = ('{ "%s", %sdue = %s, %s%s }'):format(code, target, source.weighted { { 3, '"2006-12-31"' }, { 1, 'not_given "no day is named"' } }, span, plan)
        end
        if source.chance(25) then -- another goal from some day on
          goal 'to = "2003-06-30", '
          if source.chance(70) then goal 'from = "2003-07-01", ' end
        else
          goals[#goals + 1] = ('{ "%s", %sdue = %s, %s }'):format(code, target, source.weighted { { 3, make.day() }, { 1, 'not_given "no day is named"' } }, plan)
        end
      end
    end
    if #goals == 0 then goals[1] = '{ "C1", target = 2, due = "2004-12-31", yearly = { [2001] = 1, [2003] = 1 } }' end
    return ('quota "%s" { clause = %s, per = jurisdiction, %scounts = %s, counted_on = %s, goals = { %s } }\n'):format(name, cite(),
      source.chance(20) and 'applies = jurisdiction.level:is("city", "province"), ' or "", counts, chosen[2], table.concat(goals, ", "))
  end
  return rules
end

-- Tables without a last row for whatever is left: over the days and numbers of a verdict, which are absent where its rule does not apply, over a beginning that may lie
-- ahead, and over fields that have no values beyond their ends. And rules that ask them.
local function tables_without_rest(source, text, rules)
  local function add(form, ...) text[#text + 1] = form:format(...) end
  local function asked(index, per, name)
    local says = source.pick { '%s:is "late"', '~%s:is "late"', '%s:is "early"', "%s:missing()", '%s:or_else("late"):is "late"' }
    local kept = source.chance(25) and per == "enterprise" and "applies = %s, forbid = enterprise.measurements, evidence = enterprise.audits" or "require = %s"
    add('obligation "dt%d" { clause = "law/a", per = %s, %s }\n', index, per, kept:format(says:format(name)))
  end
  for index, rule in ipairs(rules) do
    local of = rule.kind .. ".tabled" .. index
    local per = rule.unit and ("{ %s, %s }"):format(rule.kind, rule.unit) or rule.kind
    local dated = rule.form ~= "require" and rule.form ~= "forbid"
    local field = rule.form == "quota" and source.pick { "gap", "actual", "target", "planned" } or rule.form == "permission" and "used" or source.pick { "due", "done", "arises" }
    local early, late = 'before "2003-06-30"', 'on_or_after "2003-06-30"'
    if rule.form == "quota" then early, late = "below(2)", "at_least(2)" end
    if dated and source.chance(25) then
      add('decision "%s" { reading = "ours", per = %s, %scolumns = { verdict "%s".%s }, rows = { { %s, "early" }, { %s, "late" } } }\n', of, per,
        source.pick { "", 'hit = "first", ' }, rule.name, field, early, late)
      asked(index, per, of)
    end
  end
  if source.chance(30) then
    local kind, column = table.unpack(source.pick { { "work", "work.begun_on" }, { "enterprise", "enterprise.opened_on" }, { "audit", "audit.started_on" } })
    add('decision "%s.begun" { reading = "ours", %scolumns = { %s }, rows = { { before "2003-06-30", "early" }, { on_or_after "2003-06-30", "late" } } }\n', kind,
      source.pick { "", 'hit = "first", ' }, column)
    asked(98, kind, kind .. ".begun")
  end
  if source.chance(30) then
    local column, early, late = table.unpack(source.pick { { "load.amount", '"0 t"', 'above "0 t"' }, { "load.amount", 'between("0 t", "12 t")', 'above "12 t"' },
      { "load.quota", 'between("1 t", "5 t")', 'above "5 t" & at_most "20 t"' } })
    add('decision "load.weighed" { reading = "ours", %scolumns = { %s }, rows = { { %s, "early" }, { %s, "late" } } }\n', source.pick { "", 'hit = "first", ' }, column,
      early, late)
    add('obligation "dt99" { clause = "law/a", per = load%s, require = %s }\n', source.pick { "", ', non_detects = "half"', ', non_detects = "zero"' },
      source.pick { 'load.weighed:is "late"', '~load.weighed:is "late"', "load.weighed:missing()", 'load.weighed:is("early", "late")' })
  end
end

-- Whether the pack says that the register of a kind is complete.
local function pack_says_complete(text, kind)
  local said = table.concat(text)
  return (said:find(('import "%s" { complete'):format(kind)) or said:find(('kind "%s" { complete'):format(kind))) ~= nil
end

-- What a rule asks of the ends of its period, of subjects whom the law, their class or their place let go before it ends, and of places in which somebody begins then.
local function ends_of_periods(source, text, complete, tables)
  if source.chance(40) then
    local compared = source.pick { "by(period.to)", "between(period.from, period.to)", "on_or_after(period.from)", "after(period.to)", "before(period.to)" }
    local day = source.pick { "enterprise.audits:where(audit.reported_on:%s):none()", "enterprise.audits:where(audit.started_on:%s):count():at_most(1)",
      "enterprise.closed_on:%s", "enterprise.works.begun_on:last():%s", 'enterprise.measurements:where(measurement.measured_on:%s):every(measurement.value:at_most "50 mg/L")' }
    text[#text + 1] = ('obligation "le" { clause = %s, per = { enterprise, %s }, %srequire = %s }\n'):format(
      source.pick { '"law/a"', '"law/a"', '"old/a"', '"province/a"' }, source.pick { "year", "year", "quarter" },
      source.pick { 'applies = enterprise.size:is "large", ', 'applies = enterprise.size:is("large", "medium"), ', 'place = "C2", ', 'place = "C1", ' }, day:format(compared))
    local window = source.pick { "months(12)", "months(18)", "years(2)" }
    text[#text + 1] = ('obligation "lw" { clause = "old/a", per = { enterprise, %s }, require = enterprise.%s:during(%s:to(period.to)):%s }\n'):format(
      source.pick { "year", "quarter" }, source.pick { "audits", "measurements", "works" }, window, source.pick { "none()", "count():at_most(1)", "any()" })
  end
  if tables.chance(60) then -- the same in the cells of a table
    local column = tables.pick { "enterprise.audits.reported_on:last()", "enterprise.closed_on", "enterprise.works.begun_on:first()", "enterprise.opened_on", "period.to",
      "period.from" }
    local cells = tables.pick { "by(period.to)", "between(period.from, period.to)", "on_or_after(period.from)", "after(period.to)", "before(period.to)", "~after(period.to)",
      "on_or_after(period.from) & by(period.to)", "before(enterprise.closed_on)", "by(enterprise.audits.started_on:last())" }
    if column:find "^period" then
      cells = tables.pick { "before(enterprise.closed_on)", "by(enterprise.audits.started_on:last())", "after(enterprise.works.begun_on:first())" }
    end
    text[#text + 1] = ('decision "enterprise.timed" { reading = "ours", per = { enterprise, year }, hit = "first", columns = { %s }, '
      .. 'rows = { { %s, "in" }, { any, "out" } } }\n'):format(column, cells)
    local whom = tables.pick { 'applies = enterprise.size:is "large", ', 'applies = enterprise.size:is("large", "medium"), ', 'place = "C2", ', 'place = "C1", ' }
    text[#text + 1] = ('obligation "lt" { clause = %s, per = { enterprise, year }, %srequire = enterprise.timed:is %s }\n'):format(
      tables.pick { '"law/a"', '"old/a"', '"province/a"' }, whom, tables.pick { '"in"', '"out"' })
  end
  if table.concat(complete):find "place = " or source.chance(40) then return end -- which place counts there, the two evaluators do not say alike
  local begun = source.pick { ":during(period)", ":where(enterprise.opened_on:during(period))", ":where(enterprise.opened_on:by(period.to))",
    ":where(enterprise.opened_on:between(period.from, period.to))", "", ':where(enterprise.size:is "large")' }
  text[#text + 1] = ('obligation "lb" { clause = "law/a", per = { jurisdiction, year }, %srequire = jurisdiction.enterprises%s%s }\n'):format(
    source.pick { 'place = "C2", ', 'place = "C1", ', 'place = "C1", ', 'place = "C1", ', 'place = "P", ',
      'applies = jurisdiction.enterprises:where(enterprise.size:is "large"):any(), ' }, begun,
    source.pick { ":count():at_most(1)", ":count():at_least(1)", ".audits:none()", ":every(enterprise.audits:during(period):none())" })
end

-- Duties of a period whose law ends before they are due, alone and beside a text that follows or one of another place.
local function owed_when_the_law_ends(source, text)
  if not source.chance(35) then return end
  local function add(form, ...) text[#text + 1] = form:format(...) end
  local applies = source.pick { "", 'applies = enterprise.size:is "large", ', 'applies = enterprise.size:is("large", "medium"), ',
    'applies = enterprise.employees:above(parameter "least"), ' }
  local due = source.pick { "period.to + days(20)", "period.to + months(3)", "period.to + months(9)", 'period.to + parameter "within"',
    "enterprise.closed_on | period.to + months(7)", 'not_given "no day is named"', '"2003-12-31"', 'period.from:next "11-30"' }
  add('obligation "yo@first" { clause = %s, per = { enterprise, %s }, %s%sdue = %s, done = %s }\n', source.pick { '"old/a"', '"old/a"', '"province/a"', '{ "law/a", "old/a" }' },
    source.pick { "year", "year", "quarter", "month" }, applies, source.pick { "", "", "", "arises = period.to + days(1), " }, due,
    source.pick { "enterprise.audits:during(period).reported_on:first()", "enterprise.audits.completed_on:last()", "enterprise.closed_on", "enterprise.works.told_on:first()" })
  if source.chance(45) then
    add('obligation "yo@then" { like = "yo@first", clause = %s, %s}\n', source.pick { '"new/a"', '"new/a"', '"city/a"' }, source.pick { "", "due = period.to + months(8), " })
  end
  if source.chance(40) then
    add('exception "e-yo" { clause = "old/a", to = "yo", applies = %s }\n', source.pick { 'enterprise.sector:is "22"', "enterprise.audits:any()", 'enterprise.size:is "medium"' })
  end
  if source.chance(40) then text[#text + 1] = 'waivable "yo" { clause = "law/b" }\n' end
end

-- A place that is cut off, and enterprises in it: nobody knows in what it lies.
local function cut_off(source, records)
  if not source.chance(15) then return end
  local header = records.jurisdiction:match "^[^\n]*"
  records.jurisdiction = records.jurisdiction .. header:gsub("[^,]+", function(name) return name == "code" and "X" or name == "level" and "city" or "" end) .. "\n"
  records.enterprise = records.enterprise:gsub("(\n[^,\n]*),C2,", "%1,X,", 2)
end

-- A power of several versions, each of which may be the one that judges, and what asks for the day of its use.
local function powers_of_places(source, text)
  if not source.chance(35) then return end
  local clauses, used = { '"old/a"', source.pick { '"new/a"', '{ "new/a", "city/a" }' }, '"city/a"', '"province/a"' },
    { "enterprise.closed_on", "enterprise.audits.completed_on:first()", "enterprise.audits.reported_on:last()",
      'enterprise.audits:where(audit.basis:is "voluntary").completed_on:first()' }
  for index = 1, source.between(2, 3) do
    local clause = table.remove(clauses, source.up_to(#clauses))
    text[#text + 1] = ('power "w@%d" { clause = %s, per = enterprise, %s%sused = %s }\n'):format(index, clause,
      source.pick { "", "", 'applies = enterprise.size:is "large", ', "applies = enterprise.audits:any(), " },
      source.pick { "", "", "arises = enterprise.audits.started_on:first(), ", "arises = enterprise.opened_on, ",
        'arises = enterprise.audits:where(audit.basis:is "voluntary").started_on:first(), ' }, source.pick(used))
  end
  text[#text + 1] = ('obligation "wu" { clause = "law/a", require = (verdict "w".used):%s }\n'):format(source.pick { "given()", 'by "2003-06-30"', "missing()", "known()" })
end

-- A case: { seed =, pack =, records = { kind = csv }, as_of = "YYYY-MM-DD", verdicts = { { rule, kind, unit, statuses }, … },
-- decisions = { { name, uses, per, placed }, … } }. short: in a short calendar, and with few rules, for whoever judges it on each day.
function generate.case(seed, short)
  local source = random.source(seed)
  local as_of = source.between(dates.parse "1999-12-31", dates.parse "2008-06-30")
  if source.chance(25) then as_of = dates.parse(source.pick { "2003-06-30", "2003-07-01", "2002-12-31", "2004-02-29", "2005-01-01" }) end
  local names = { "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8" }
  local records = generate_registry.make(source, as_of, names, short and short_calendar.day)
  if not short then
    cut_off(random.source(seed + 21000017), records)
    generate_seldom.add_records(random.source(seed + 26000003), records, math.tointeger(tonumber(dates.format(as_of):sub(1, 4))))
  end
  local make = generate_expressions.makers(source)
  local rules = rule_makers(source, make, select(2, records.enterprise:gsub("\n", "")) > 40)
  local function term_scope(kind)
    local scope = generate_expressions.scope(kind)
    scope.term = true
    return scope
  end

  local complete, whom_source = {}, random.source(seed + 1000003) -- a source of its own: what else a seed gives stays as it was
  for _, kind in ipairs { "audit", "measurement", "action", "enterprise" } do
    if source.chance(25) then
      local whom = kind ~= "enterprise" and whom_source.chance(50) and whom_source.pick { 'enterprise.size:is "large"', 'enterprise.size:is("large", "medium")',
        "~enterprise.size:is \"small\"", "enterprise.size:given()", "enterprise.employees:above(100)", "enterprise.big" }
      complete[#complete + 1] = ('import "%s" { complete = { "all are on record"%s%s%s%s } }\n'):format(kind, whom and ", whom = " .. whom or "",
        source.chance(50) and (', from = "%d-01-01"'):format(source.between(1995, 2004)) or "",
        source.chance(40) and (', to = "%d-12-31"'):format(source.between(2004, 2009)) or "", source.chance(30) and (', place = "%s"'):format(source.pick { "P", "C1" }) or "")
    end
  end
  local own = source.chance(25) and ('complete = { "each is on record", from = "%d-01-01"%s }, '):format(source.between(1994, 2001),
    source.chance(50) and ', to = "2009-12-31"' or "") or ""
  local text = { (laws:gsub('kind "load" { ', '%0' .. own)),
    'term "enterprise.big" { value = enterprise.size:is "large" | enterprise.sector:is "22" }\n', calendar(random.source(seed + 23000009)),
    table.concat(complete), parameters(source), scales(random.source(seed + 20000003)),
    ('term "enterprise.watched" { value = %s }\n'):format(make.condition(term_scope "enterprise", 2)),
    'term "enterprise.once" { value = enterprise.watched & (enterprise.closed_on:happened() | ~enterprise.watched) }\n',
    'term "enterprise.twice" { value = (enterprise.once | ~enterprise.once) & (enterprise.watched | enterprise.once) }\n',
    ('term "measurement.over" { value = measurement.value:above(%s) }\n'):format(source.pick { "measurement.limit_value", '"50 mg/L"',
      'measurement.limit_value:or_else "40 mg/L"' }) }

  local decisions = {}
  for index = 1, source.between(1, 2) do
    local decided = generate_decisions.make(source, make, "decided" .. index, source.chance(20) and "year" or nil)
    text[#text + 1], decisions[index] = decided.text, decided
  end

  local verdicts, per, asking, freeing = {}, {}, random.source(seed + 4000003), random.source(seed + 5000011)
  local receiving, awaited = random.source(seed + 12000017), random.source(seed + 14000029)
  local leaving = random.source(seed + 6000023)
  local excusing = random.source(seed + 9000011)
  local periodic = random.source(seed + 12000029)
  local nesting = random.source(seed + 22000013)
  local nested = generate_expressions.makers(nesting)
  local function scope_of(kind, unit)
    local scope = generate_expressions.scope(kind)
    scope.unit, scope.verdicts, scope.decisions = unit, table.move(verdicts, 1, #verdicts, 1, {}), decisions
    return scope
  end
  for index = 1, short and source.between(2, 4) or source.between(5, 8) do
    local name = names[index]
    local form = source.weighted { { 6, "dated" }, { 3, "versions" }, { 4, "require" }, { 4, "forbid" }, { 2, "yearly" }, { 2, "quota" }, { 3, "permission" }, { 4, "filing" } }
    local kind = source.weighted { { 8, "enterprise" }, { 6, "listing" }, { 4, "audit" }, { 4, "action" }, { 1, "permit" } }
    local unit
    if form == "versions" and kind == "enterprise" then kind = "listing" end
    if form == "yearly" then
      kind, unit = source.weighted { { 3, "enterprise" }, { 1, "agency" } }, source.weighted { { 4, "year" }, { 1, "quarter" } }
    elseif (form == "require" or form == "forbid") and kind == "enterprise" and source.chance(40) then
      unit = source.weighted { { 5, "year" }, { 1, "quarter" }, { 1, "month" } }
    elseif (form == "require" or form == "forbid") and asking.chance(30) then unit = "year" -- of a record with a beginning of its own
    end
    if form == "yearly" and periodic.chance(35) then kind = periodic.pick { "listing", "work", "audit" } end
    if form == "permission" and periodic.chance(30) then unit = "year" end
    if form == "quota" then kind = "jurisdiction" end
    if form == "filing" then kind = "work" end
    local scope = scope_of(kind, unit)
    text[#text + 1] = rules[form](name, scope)
    if form ~= "quota" then
      verdicts[#verdicts + 1] = { rule = name, kind = kind, unit = unit, days = form == "dated" or form == "filing" or form == "versions" or form == "yearly",
        statuses = form == "permission" and permission_statuses
        or (form == "require" or form == "forbid") and standing_statuses or dated_statuses }
    end
    if form == "quota" and source.chance(60) then -- a rule that reads what the quota counted
      text[#text + 1] = ('obligation "q%d" { clause = "law/a", per = jurisdiction, require = verdict "%s".%s | verdict "%s".status:is("met", "open") }\n'):format(
        index, name, source.pick { "actual:at_least(1)", "gap:above(0)", "gap:at_least(0)", "gap:is(1)", "planned:at_most(2)", "target:between(2, 3)" }, name)
    end
    local asked = form == "require" and source.chance(40) and make.set(scope, 1)
    if asked then -- what is missing where there may be no record at all
      text[#text + 1] = ('obligation "m%d" { clause = "law/a", per = %s, require = %s:%s():missing() }\n'):format(
        index, unit and ("{ %s, %s }"):format(scope.own, unit) or scope.own, asked, source.pick { "first", "last" })
    end
    if form == "require" and kind == "enterprise" and source.chance(40) then -- of a record whose result may not have come
      text[#text + 1] = ('obligation "r%d" { clause = "law/a", per = %s, require = ~enterprise.%s }\n'):format(index, unit and ("{ enterprise, %s }"):format(unit) or kind,
        source.pick { 'audits:last().mode:is "fresh"', "works:last().heard:above(2)", "works:first().heard:above(2)", "works:last().heard:at_most(2)" })
    end
    if form == "require" and receiving.chance(40) then -- of a value of its own that may not have come, and a rule that reads that verdict, or whom it frees
      local whose = receiving.pick { "audit", "measure", "work", "work", "work" } -- of the others a blank is unknown
      local unheard = receiving.pick(OF_ITS_OWN[whose])
      text[#text + 1] = ('obligation "o%d" { clause = "law/a", per = %s, require = ~%s }\n'):format(index, whose, unheard)
      text[#text + 1] = ('obligation "p%d" { clause = "law/a", per = %s, require = %s }\n'):format(index, whose,
        receiving.pick { ('verdict "o%d".status:is "met"'):format(index), ('~verdict "o%d".status:is "breached"'):format(index),
          ("enterprise.%ss:where(%s):count():at_most(1)"):format(whose, unheard) })
      text[#text + 1] = ('obligation "s%d" { clause = "law/a", per = %s, applies = %s, due = "2003-01-01", done = as_of }\n'):format(index, whose, unheard)
      text[#text + 1] = ('obligation "t%d" { clause = "law/a", per = %s, require = verdict "s%d".status:is("not_applicable", "met") }\n'):format(index, whose, index)
    end
    if form == "filing" and awaited.chance(60) then awaiting(awaited, text, index) end
    if kind ~= "jurisdiction" and form ~= "require" and form ~= "forbid" and asking.chance(25) then -- whether a day of a verdict is known, or there
      text[#text + 1] = ('obligation "k%d" { clause = "law/a", per = %s, require = (verdict "%s".%s):%s() }\n'):format(index, unit and ("{ %s, %s }"):format(kind, unit) or kind,
        name, form == "permission" and "used" or asking.pick { "done", "due", "arises" }, asking.pick { "known", "given", "missing" })
    end
    if form == "require" and kind == "enterprise" and not unit and asking.chance(50) then -- of values that were not detected, and of units of their own
      text[#text + 1] = ('obligation "n%d" { clause = "law/a", non_detects = "%s", require = enterprise.loads.amount:%s():at_most "%d t" }\n'):format(index,
        asking.pick { "zero", "half", "limit" }, asking.pick { "sum", "mean", "max" }, asking.pick { 5, 12, 30 })
      text[#text + 1] = ('obligation "u%d" { clause = "law/a", require = (enterprise.measurements:first().value %s enterprise.measurements:last().value)'
        .. ':at_most "60 mg/L" }\n'):format(index, asking.pick { "+", "-" })
    end
    if form == "require" and kind == "enterprise" and asking.chance(50) then -- of records that lie on some days
      local year = asking.between(1996, 2007)
      local day = (asking.pick { 'audit.started_on:during "%d"', 'audit.started_on:on_or_after "%d-01-01" & audit.started_on:before "2006-01-01"',
        'audit.started_on:between("%d-07-01", "2007-09-30")', 'audit.started_on:after "%d-01-01" & audit.started_on:by "2005-06-30"', 'audit.completed_on:during "%d"',
        unit and "audit.started_on:during(period)" or 'audit.started_on:by "%d-06-30"' }):gsub("%%d", tostring(year))
      text[#text + 1] = ('obligation "w%d" { clause = "law/a", per = %s, require = enterprise.audits:where(%s):%s }\n'):format(index,
        unit and ("{ enterprise, %s }"):format(unit) or kind, day, asking.pick { "none()", "count():at_most(1)" })
    end
    if freeing.chance(25) then -- whom emptiness frees, and a rule that rests on that
      local whose = unit and ("{ %s, %s }"):format(kind, unit) or kind
      local says = form == "quota" and '"not_applicable"' or form == "permission" and freeing.pick { '"not_available"', '"open"', '"open", "used"' }
        or freeing.pick { '"not_applicable"', '"not_applicable", "met"' }
      text[#text + 1] = ('obligation "f%d" { clause = "law/a", per = %s, require = %sverdict "%s".status:is(%s) }\n'):format(index, whose,
        freeing.pick { "", "", "~" }, name, says)
      if freeing.chance(50) then
        text[#text + 1] = ('obligation "g%d" { clause = "law/a", per = %s, applies = verdict "%s".status:is(%s), '
          .. 'require = verdict "f%d".status:is("unknown", "not_applicable") }\n'):format(index, whose, name, says, index)
        text[#text + 1] = ('obligation "h%d" { clause = "law/a", per = %s, require = verdict "g%d".status:is "not_applicable" }\n'):format(index, whose, index)
      end
    end
    per[index] = { name = name, kind = kind, unit = unit, form = form }
  end
  tables_without_rest(random.source(seed + 17000023), text, per)
  if source.chance(30) then text[#text + 1] = 'obligation "half" { clause = "law/a", require = (enterprise.sales * 0.5):above "1 CNY" }\n' end -- 15 digits that end with 9 tie
  for _, kind in ipairs { "audit", "measurement", "action", "load" } do -- what is kept only because the register of its year is complete
    if pack_says_complete(text, kind) and freeing.chance(60) then
      text[#text + 1] = ('obligation "c-%s" { clause = "law/a", require = enterprise.%ss:during("%d"):none() }\n'):format(kind, kind, freeing.between(2001, 2006))
    end
  end
  local failing = random.source(seed + 9000011) -- sources of their own: what else a seed gives stays as it was
  if failing.chance(10) then -- a call that fails on the day of what is evidence, and is not made on the pivot
    text[#text + 1] = ('obligation "z1" { clause = "law/a", per = enterprise, applies = enterprise.size:is("large", "medium"), forbid = enterprise.measurements'
      .. ':where(measurement.pollutant:is "lead"), evidence = enterprise.measurements }\nexception "e-z1" { clause = "old/a", to = "z1", applies = %s }\n'):format(
      failing.pick { 'function() error "odd" end', "function(e) return e.code end", "function(e) return e.employees / 0 end" })
  end
  if failing.chance(15) then -- of a subject by whose reference another's records are reached
    text[#text + 1] = ('obligation "z2" { clause = "law/a", per = audit, %sforbid = audit.measures%s, evidence = audit.measures }\n'):format(
      failing.pick { 'place = "C1", ', 'place = "C2", ', 'applies = jurisdiction.level:is "city", ', 'applies = enterprise.size:is("large", "medium"), ' },
      failing.pick { "", ":where(measure.verified)", ':where(measure.cost:above "10 CNY")' })
  end
  for index, decided in ipairs(decisions) do -- few conditions happen to ask them, and those that rest on records are the rarest
    if source.chance(decided.judged and 80 or 25) then
      text[#text + 1] = ('obligation "d%d" { clause = "law/a", per = %s, require = %s }\n'):format(index, decided.per
        and ("{ enterprise, %s }"):format(decided.per) or "enterprise",
        source.pick(decided.uses))
    end
  end
  for index = 1, source.weighted { { 5, 0 }, { 3, 1 }, { 2, 2 } } do text[#text + 1] = rules.expecting("x" .. index, scope_of("enterprise",
    source.weighted { { 2, "year" }, { 1, false } } or nil)) end
  if leaving.chance(40) then -- whom its class, its place or the law lets go before the end of a period
    text[#text + 1] = ('obligation "l1" { clause = %s, per = { enterprise, %s }, %s%s%srequire = %s }\n'):format(
      leaving.pick { '"law/a"', '"city/a"', '"province/a"', '"old/a"' }, leaving.pick { "year", "year", "quarter", "month" },
      leaving.pick { "", "", 'place = "C2", ' }, leaving.pick { 'applies = enterprise.size:is "large", ', 'applies = enterprise.size:is("large", "medium"), ',
        'applies = enterprise.employees:above(parameter "least"), ', "" }, leaving.pick { "", "", "arises = enterprise.opened_on, " },
      leaving.pick { "enterprise.audits:during(period):none()", "enterprise.measurements:during(period):count():at_most(1)", 'enterprise.size:is("large", "small")',
        'enterprise.loads:count():at_most(parameter "least")' })
  end
  for _, kind in ipairs { "audit", "measurement" } do -- a register beside what is expected: the year of another kind's records
    if pack_says_complete(text, kind) and leaving.chance(70) then
      local year = leaving.between(2000, 2005)
      text[#text + 1] = ('obligation "ce-%s" { clause = "law/a", forbid = enterprise.%ss:during("%d")%s, expects = { enterprise.%s, each = year, during = "%d" } }\n'):format(
        kind, kind, year, leaving.pick { "", ':where(enterprise.size:is "large")' }, leaving.pick { "audits", "measurements", "measurements", "works" }, year)
    end
  end
  if leaving.chance(25) then -- and what a term or a decision asks of the period that it left, or does not ask of it
    text[#text + 1] = 'term "enterprise.audited" { per = { enterprise, year }, value = enterprise.audits:during(period):any() }\n'
      .. 'term "enterprise.of_year" { per = { enterprise, year }, value = enterprise.audits:during(period) }\n'
      .. 'term "enterprise.ever" { per = { enterprise, year }, value = enterprise.audits:any() & enterprise.jurisdiction.level:is("city", "county", "province") }\n'
      .. 'decision "enterprise.busy" { reading = "ours", per = { enterprise, year }, hit = "first", columns = { enterprise.measurements:during(period):count() }, '
      .. 'rows = { { at_least(1), "yes" }, { any, "no" } } }\n'
    text[#text + 1] = ('obligation "l2" { clause = "law/a", per = { enterprise, year }, %srequire = %s }\n'):format(
      leaving.pick { 'applies = enterprise.size:is "large", ', 'applies = enterprise.size:is("large", "medium"), ', 'place = "C2", ' },
      leaving.pick { "enterprise.audited", "~enterprise.audited", "enterprise.ever", "enterprise.of_year:count():at_most(1)", 'enterprise.busy:is "yes"',
        'enterprise.audits:during(period):where(audit.basis:is "voluntary"):count():at_least(0)' })
  end
  ends_of_periods(random.source(seed + 15000017), text, complete, random.source(seed + 19000013))
  owed_when_the_law_ends(random.source(seed + 18000041), text)
  powers_of_places(random.source(seed + 20000003), text)
  generate_seldom.add(random.source(seed + 17000023), text, function(kind) return pack_says_complete(text, kind) end)
  -- And what it asks of the period of each row of another set, or of a day of the period. Not beside a register that is complete in a place: which place counts there, that of the
  -- subject or of the row that is asked, the two evaluators do not say alike.
  if leaving.chance(40) and not table.concat(complete):find "place = " then
    text[#text + 1] = 'term "enterprise.year_audits" { per = { enterprise, year }, value = enterprise.audits:during(period):count() }\n'
      .. 'term "enterprise.year_savers" { per = { enterprise, year }, value = enterprise.audits:where(audit.measures:during(period):any()) }\n'
    local of = leaving.pick { "enterprise", "enterprise", "jurisdiction" }
    local others = of == "jurisdiction" and "jurisdiction.enterprises" or "enterprise.jurisdiction.enterprises"
    local of_each = leaving.pick { "enterprise.audits:during(period):any()", "enterprise.measurements:during(period):none()", "enterprise.year_audits:at_most(1)",
      "enterprise.year_savers:none()", "enterprise.audits:every(audit.measures:during(period):any())", "enterprise.closed_on:during(period)",
      "enterprise.audits:where(audit.reported_on:during(period)):none()", "enterprise.listings:during(months(18):to(period.to)):none()",
      "enterprise.audits:any()" }
    local asked = leaving.pick { others .. ":share(%s):at_least(percent(50))", others .. ":every(%s)", others .. ":where(%s):count():at_most(2)",
      others .. ":where(%s).year_audits:sum():at_most(2)", others .. ":where(%s).audits:during(period).measures:none()",
      of == "enterprise" and "%s" or others .. ":where(%s).audits:none()" }
    text[#text + 1] = ('obligation "l3" { clause = "law/a", per = { %s, year }, %srequire = %s }\n'):format(of, of == "jurisdiction"
      and leaving.pick { 'place = "C2", ', 'place = "P", ', 'applies = jurisdiction.enterprises:where(enterprise.size:is "large"):any(), ' }
      or leaving.pick { 'applies = enterprise.size:is "large", ', 'applies = enterprise.size:is("large", "medium"), ', 'place = "C2", ' }, asked:format(of_each))
  end
  local asked_of_days = random.source(seed + 25000003) -- what follows from a day, and what it is called by
  if asked_of_days.chance(40) then
    for index = 1, 2 do
      text[#text + 1] = ('obligation "dq%d" { clause = "law/a", per = work, require = %s }\n'):format(index, asked_of_days.pick(OF_DAYS))
    end
  end
  local fiscal = random.source(seed + 24000001) -- by fiscal years and weeks
  if fiscal.chance(30) then
    local unit = fiscal.pick { 'fiscal_year "04-06"', 'fiscal_year "10-01"', 'fiscal_year "02-15"' }
    text[#text + 1] = rules.yearly("fy", scope_of("enterprise", unit))
    text[#text + 1] = rules.require("fr", scope_of("enterprise", unit))
    text[#text + 1] = ('obligation "fv" { clause = "law/a", per = { enterprise, %s }, require = %s }\n'):format(unit,
      fiscal.pick { 'verdict "fy".status:is("met", "pending", "not_applicable")', 'verdict "fr".status:is("met", "not_applicable")' })
  end
  if fiscal.chance(12) then -- of a law of some months: each week is a rule's part of its own
    text[#text + 1] = 'instrument "spell" { title = "Spell", issuer = "J", in_force = { from = "2003-10-15", to = "2004-02-25" }, clauses = { a = "…" } }\n'
    local condition = fiscal.pick { "enterprise.measurements:during(period):none()", "enterprise.audits:during(period):any()", 'enterprise.size:is "large"' }
    text[#text + 1] = ('obligation "wk" { clause = "spell/a", per = { enterprise, week }, require = %s%s }\n'):format(condition,
      fiscal.pick { "", ", expects = { enterprise.measurements, each = week }" })
    text[#text + 1] = ('obligation "wd" { clause = "spell/a", per = { enterprise, week }, due = period.to + days(%d), '
      .. 'done = enterprise.audits:during(period).reported_on:first() }\n')
      :format(fiscal.up_to(9))
    text[#text + 1] = 'obligation "we" { clause = "law/a", require = enterprise.measurements:any(), '
      .. 'expects = { enterprise.measurements, each = week, during = "2003-W50/2004-W02" } }\n'
  end
  for _, rule in ipairs(per) do
    if rule.form ~= "permission" and rule.kind ~= "jurisdiction" and rule.kind ~= "agency" and source.chance(60) then
      text[#text + 1] = ('waivable "%s" { clause = "law/b"%s%s }\n'):format(rule.name,
        source.chance(30) and ", at_most = " .. source.pick { "months(6)", "years(1)", "days(40)" } or "",
        (source.chance(30) or excusing.chance(40)) and ', by = "environment"' or "")
      if rule.form ~= "quota" and excusing.chance(60) then -- who asks whether it is waived
        local stands = (rule.form == "require" or rule.form == "forbid") and "breached" or "overdue"
        text[#text + 1] = ('obligation "v-%s" { clause = "law/a", per = %s, require = %sverdict "%s".status:is(%s) }\n'):format(rule.name,
          rule.unit and ("{ %s, %s }"):format(rule.kind, rule.unit) or rule.kind, excusing.pick { "", "~" }, rule.name,
          excusing.pick { '"waived"', '"waived"', ('"%s"'):format(stands), ('"%s", "waived"'):format(stands), '"waived", "met"' })
      end
    end
    if rule.form ~= "quota" and source.chance(25) then
      local scope = generate_expressions.scope(rule.kind)
      scope.unit = rule.unit
      local to = (source.chance(50) and "{ %q }" or "%q"):format(rule.name)
      local place = source.chance(15) and 'place = "C2", ' or ""
      text[#text + 1] = ('exception "e-%s" { clause = %s, to = %s, %sapplies = %s }\n'):format(rule.name,
        source.pick { '"law/b"', '"city/a"', '"province/a"', '"old/a"' }, to, place, make.condition(scope, 1))
      local over = "e-" .. rule.name -- and what sets it aside, however deep
      for depth = 1, nesting.weighted { { 5, 0 }, { 3, 1 }, { 2, 2 }, { 1, 3 } } do
        local name = ("%s-%d"):format(over, depth)
        text[#text + 1] = ('exception "%s" { clause = %s, to = "%s", %sapplies = %s }\n'):format(name, nesting.pick { '"law/b"', '"city/a"', '"old/a"', '"new/a"' }, over,
          nesting.chance(15) and 'place = "C2", ' or "", nested.condition(scope, 1))
        if nesting.chance(70) then over = name end
      end
    end
  end
  text[#text + 1] = generate_made.rules(seed)
  text[#text + 1] = generate_clocks.rules(random.source(seed + 27000017))
  text[#text + 1] = generate_registers.rules(random.source(seed + 25000009), function(kind) return pack_says_complete(text, kind) end)
  local whole = generate_transitions.add(random.source(seed + 23000009), table.concat(text))
  whole = generate_instead.add(random.source(seed + 29000023), whole)
  whole = generate_milder.add(random.source(seed + 31000027), whole)
  local pack, today = generate_amendments.amend(random.source(seed + 21000011), whole), dates.format(as_of)
  if short then pack, today = short_calendar.pack(pack), short_calendar.day(today) end
  return { seed = seed, pack = pack, records = records, as_of = today, verdicts = verdicts, decisions = decisions }
end

return generate
