-- The law of a random pack, but for its rules: instruments, kinds and terms that all have, a calendar, parameters and scales.
local dates = require "tests.naive.dates"
local random = require "tests.naive.random"

local generate_law = {}

-- Laws whose days adjoin, overlap and lie ahead, in three places.
generate_law.text = [[
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

-- A calendar of working days: of all years that are asked about, or of some; in the short calendar these are days of its own.
function generate_law.calendar(source)
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
function generate_law.scales(source)
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

function generate_law.parameters(source)
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

return generate_law
