-- For random packs: whom events and records let go, or bind, as things stood on a day.
local random = require "tests.naive.random"

local generate_stood = {}

--- What there was by a day: events and records that may come before it or after, and what says itself until when it asks.
function generate_stood.condition(source, own)
  local of_sets = { "enterprise.audits:any()", "enterprise.listings:where(~listing.delisted_on:happened()):any()", "enterprise.audits:where(audit.accepted_on:happened()):none()",
    "enterprise.audits.completed_on:first():happened()", 'enterprise.audits:where(audit.started_on:by "2003-03-31"):any()', 'enterprise.audits:during("2002"):none()',
    "enterprise.permits:any()", "enterprise.audits:count():at_least(2)", "enterprise.audits:every(audit.reported_on:given())", 'enterprise.audits:first().basis:is "voluntary"',
    "enterprise.works:where(work.told_on:happened()):any()", "enterprise.measures.audit.completed_on:last():given()" }
  local of_events = { "enterprise.closed_on:happened()", "enterprise.closed_on:given()", 'enterprise.closed_on:by "2003-06-30"', 'enterprise.closed_on:after "2001-06-30"',
    "enterprise.opened_on:happened()", "enterprise.closed_on:by(as_of)", "(enterprise.closed_on | enterprise.audits.completed_on:first()):happened()",
    "(enterprise.closed_on + months(2)):happened()", 'enterprise.closed_on:or_else("2002-06-30"):happened()' }
  if own == "measure" then of_events[#of_events + 1] = "measure.audit:given()" end
  if own == "action" then of_events[#of_events + 1] = "action.follows:given()" end
  local function one() return (source.chance(50) and "~" or "") .. "(" .. source.pick(source.chance(45) and of_sets or of_events) .. ")" end
  return source.chance(30) and one() .. source.pick { " & ", " | " } .. one() or one()
end

local RECKONED <const> = { "(enterprise.closed_on - days(40)):happened()", "(enterprise.closed_on & enterprise.opened_on):happened()",
  "enterprise.works:where((work.told_on + days(20)):happened()):any()", "enterprise.audits:where((audit.completed_on + months(2)):happened()):any()",
  "(enterprise.closed_on | enterprise.opened_on + years(3)):happened()", "enterprise.shut_down", "enterprise.state:is \"shut\"" }

-- Whom it lets go: mostly by one event, which comes to many on some day.
local function leaving(source, own)
  local what = source.weighted { { 5, "~enterprise.closed_on:happened()" }, { 2, "enterprise.audits:none()" }, { 2, "~" .. source.pick(RECKONED) },
    { 1, source.pick(RECKONED) }, { 4, generate_stood.condition(source, own) } }
  if source.chance(15) then what = what .. source.pick { " & enterprise.size:is(\"large\", \"medium\")", " | enterprise.jurisdiction:given()" } end
  return what
end

-- What a rule that is judged once asks, of a record or since a day: what is the same on whatever day, what came later may change, and what is asked as of today.
local ASKED <const> = {
  audit = { 'audit.basis:is "voluntary"', "audit.reported_on:happened()", "audit.completed_on:given()", "audit.enterprise.listings:none()", "audit.measures:any()" },
  measurement = { 'measurement.value:at_most "50 mg/L"', '~measurement.value:above "50 mg/L"', "enterprise.audits:any()", "measurement:later():none()" },
  listing = { "~listing.delisted_on:happened()", "enterprise.audits:any()", "enterprise.measurements:count():at_most(1)" },
  enterprise = { "enterprise.audits:any()", "~enterprise.measurements:any()", 'enterprise.size:is("large", "small")', "enterprise.audits.completed_on:first():happened()",
    "enterprise.audits:where(audit.started_on:by(as_of)):any()", 'enterprise.measurements:every(measurement.value:at_most "50 mg/L")',
    "function(e) return #e.audits > 0 end", 'enterprise.listings:where(listing.delisted_on:happened()):none()' },
}

-- Rules that are judged once, whom an event lets go, or binds, after their pivot.
local function judged_once(source, text)
  if not source.chance(70) then return end
  for index = 1, source.between(2, 4) do
    local kind = source.pick { "audit", "measurement", "listing", "enterprise", "enterprise" }
    local name, arises = ("gone-o%d"):format(index), ""
    if kind == "enterprise" then
      arises = source.pick { "arises = enterprise.opened_on, ", "arises = enterprise.audits.started_on:first(), ", 'arises = "2001-05-01", ', 'arises = "2002-01-01", ', "" }
    end
    local what = source.weighted { { 7, "~enterprise.closed_on:happened()" }, { 2, "enterprise.audits:none()" }, { 2, "~" .. RECKONED[source.between(1, 5)] },
      { 4, generate_stood.condition(source, "enterprise") }, { 3, "enterprise.listings:where(~listing.delisted_on:happened()):any()" },
      { 2, "enterprise.measurements:count():at_most(1)" } }
    local evidence = source.pick { "", "", "", ", evidence = enterprise.measurements" }
    local rule = ('obligation "%s" { clause = "%s", per = %s, %s%%srequire = %s%s }\n'):format(name, source.pick { "law/a", "law/a", "law/a", "old/a" }, kind, arises,
      source.pick(ASKED[kind]), evidence)
    if source.chance(25) then
      text[#text + 1] = rule:format "" .. ('exception "but-%s" { clause = "law/a", to = "%s", applies = ~(%s) }\n'):format(name, name, what)
    else text[#text + 1] = rule:format("applies = " .. what .. ", ") end
    if source.chance(25) then
      text[#text + 1] = ('obligation "%s-read" { clause = "law/a", per = %s, require = %sverdict "%s".status:is("not_applicable", "met") }\n'):format(name, kind,
        source.pick { "", "~" }, name)
    end
  end
end

--- Adds rules that nothing of what they forbid breaks, and that are asked of a period, whom an event frees inside it or behind it.
function generate_stood.add(source, text)
  judged_once(random.source(source.seed + 46000033), text)
  if not source.chance(55) then return end
  local function add(form, ...) text[#text + 1] = form:format(...) end
  add 'term "enterprise.shut_down" { value = enterprise.closed_on:given() & (enterprise.closed_on + days(10)):happened() }\n'
  add('decision "enterprise.state" { clause = "law/a", hit = "first", columns = { enterprise.closed_on:happened(), enterprise.audits:any() }, '
    .. 'rows = { { yes, any, "shut" }, { no, yes, "audited" }, { any, any, "open" } } }\n')
  local function per() return ("per = { enterprise, %s }"):format(source.pick { "year", "year", "year", "quarter" }) end
  local function clause() return source.pick { "law/a", "law/a", "law/a", "old/a", "new/a" } end
  local function bound(name, of)
    if source.chance(75) then return ("applies = %s, "):format(leaving(source, of)), "" end
    return "", ('exception "but-%s" { clause = "law/a", to = "%s", applies = %s }\n'):format(name, name, leaving(source, of))
  end
  local applies, exception = bound("gone-q", "enterprise")
  add('obligation "gone-q" { clause = "%s", %s, %s%srequire = %s }\n%s', clause(), per(), applies, source.pick { "", "", "", "arises = enterprise.opened_on, " }, source.pick {
    "enterprise.audits:during(period):any()", "enterprise.measurements:during(period):none()", 'enterprise.size:is("large", "small")',
    "enterprise.measurements:during(period):count():at_most(1)", "enterprise.audits:any()" }, exception)
  local forbidden = source.pick { 'enterprise.measurements:where(measurement.value:above "5000 mg/L")', "enterprise.works", "enterprise.loads" }
  applies, exception = bound("gone-f", "enterprise")
  add('obligation "gone-f" { clause = "%s", %s%sforbid = %s%s }\n%s', clause(), source.chance(50) and per() .. ", " or "", applies, forbidden,
    source.pick { "", "", ", evidence = enterprise.measurements" }, exception)
  if source.chance(40) and not text[#text]:find "per =" then
    add('obligation "gone-r" { clause = "law/a", require = %sverdict "gone-f".status:is("not_applicable", "met") }\n', source.pick { "", "~" })
  end
  local due = source.pick { 'due = "2003-06-30"', 'due = "2002-01-31"', "arises = enterprise.audits.started_on:first(), due = months(6)", "due = enterprise.opened_on + years(9)",
    'arises = "2001-05-01", due = parameter "within"', 'arises = "2001-05-01", due = not_given "no day is named"' }
  applies, exception = bound("gone-d", "enterprise")
  add('obligation "gone-d" { clause = "%s", %s%s, done = %s }\n%s', clause(), applies, due,
    source.pick { "enterprise.audits.reported_on:last()", "enterprise.listings.published_on:first()" }, exception)
  applies = ("applies = %s, "):format(leaving(source, "enterprise"))
  add('%s "gone-p" { clause = "law/a", %s%sused = %s }\n', source.pick { "power", "incentive" }, applies,
    source.pick { "", "", "arises = enterprise.audits.started_on:first(), " },
    source.pick { "enterprise.audits.completed_on:first()", "enterprise.measures.implemented_on:last()" })
  if source.chance(50) then
    add('quota "gone-g" { clause = "law/a", per = jurisdiction, counts = jurisdiction.enterprises.audits, counted_on = audit.completed_on, applies = %s, '
      .. 'goals = { { "C1", target = 4, due = "%s" }, { "P", target = 9, due = "2003-06-30" } } }\n', source.pick {
      "jurisdiction.enterprises:where(enterprise.closed_on:happened()):none()", "jurisdiction.enterprises.measures:where(measure.implemented_on:happened()):none()",
      "jurisdiction.enterprises.audits:count():at_most(2)" }, source.pick { "2002-12-31", "2004-06-30" })
  end
end

return generate_stood
