-- Exceptions of random packs that say something else instead: of a limit, of what a rule requires and of its due day; nested, set aside, and such as may hold at once and
-- contradict each other, of which nobody can prove that they do.
local generate_instead = {}

-- Conditions on what all read, so that whether two of them can be true together is not proved.
local READING_ONE_FIELD = { "enterprise.employees:above(%d)", "(enterprise.employees + 10):below(%d)", "(enterprise.employees * 2):above(%d)",
  "(enterprise.employees * 3):below(%d)",
  "(enterprise.employees - 5):at_least(%d)" }
-- What comes on some day, as things stood or as it is on file; and what says itself until when it asks.
local DATED = { "enterprise.audits:any()", "enterprise.closed_on:happened()", "enterprise.measurements:count():at_least(2)",
  "enterprise.audits.reported_on:first():happened()",
  "enterprise.listings:where(~listing.delisted_on:happened()):any()", "enterprise.closed_on:by(as_of)", 'enterprise.audits:where(audit.started_on:by "2003-06-30"):any()' }
local OTHERS = { 'enterprise.size:is "large"', 'enterprise.size:is("medium", "small")', "enterprise.audits:any()", 'enterprise.sector:is "22"', "enterprise.closed_on:happened()",
  "~enterprise.measurements:any()", "enterprise.big", 'enterprise.opened_on:before "2001-06-30"' }

local function clause(source) return source.pick { '"law/b"', '"law/b"', '"law/a"', '"old/a"', '"new/a"', '"city/a"' } end
local function place(source) return source.chance(12) and source.pick { 'place = "C1", ', 'place = "C2", ' } or "" end

local function exception(source, name, to, applies, says)
  return ('exception "%s" { clause = %s, to = %s, %sapplies = %s%s }\n'):format(name, clause(source), to, place(source), applies, says and ", instead = " .. says or "")
end

-- Exceptions to one thing, and to each of them, and whether it is one that stands alone. say() is what one says.
local function exceptions(source, base, say)
  local pack, conditions = "", { table.unpack(READING_ONE_FIELD) }
  local alone = source.chance(40) and source.pick(DATED) or nil -- beside what reads another field it could hold for certain, which is refused
  for index = 1, alone and 1 or source.pick { 1, 2, 2, 3 } do
    local condition = alone or table.remove(conditions, source.between(1, #conditions)):format(source.pick { 50, 200, 400, 700 })
    local name = ("%s-%d"):format(base, index)
    pack = pack .. exception(source, name, ('"%s"'):format(base), condition, say())
    if source.chance(50) then pack = pack .. exception(source, name .. "-inner", ('"%s"'):format(name), source.pick(OTHERS), say()) end
    if source.chance(35) then pack = pack .. exception(source, name .. "-aside", ('"%s"'):format(name), source.pick(OTHERS)) end
  end
  return pack, alone ~= nil
end

local function limit(source)
  local pack = ('parameter "cap" { clause = "law/a", { 20, from = "%d-01-01" }, { %d, from = "%d-07-01" }%s }\n'):format(source.between(1997, 2000), source.pick { 100, 200, 500 },
    source.between(2001, 2003), source.pick { "", "", ', { 1, from = "2003-01-01", place = "C1" }', ', { none = "…", place = "C2" }' })
  pack = pack .. 'parameter "milder-cap" { clause = "law/b", { 300, from = "1999-01-01" }, { 900, from = "2004-01-01" } }\n'
  pack = pack .. exceptions(source, "cap", function() return source.pick { "0", "150", "250", "800", 'parameter "milder-cap"' } end)
  local asked = { 'enterprise.employees:above(parameter "cap")', '~enterprise.employees:at_least(parameter "cap")', '(enterprise.employees + parameter "cap"):between(100, 300)',
    'enterprise.audits:where(enterprise.employees:below(parameter "cap":on(audit.started_on))):any()',
    'jurisdiction.enterprises:where(enterprise.employees:above(parameter "cap")):count():at_most(2)', 'parameter "cap":given()' }
  for index = 1, 2 do
    pack = pack .. ('obligation "cap%d" { clause = "law/a", per = %s, require = %s }\n'):format(index, source.pick { "enterprise", "enterprise", "{ enterprise, year }", "audit" },
      source.pick(asked))
  end
  return pack .. ('obligation "caps" { clause = "law/a", forbid = enterprise.audits:where(enterprise.employees:above(parameter "cap"))%s }\n')
    :format(source.pick { "", ", evidence = enterprise.audits" })
end

local function requirement(source)
  local asked = { 'enterprise.size:is("large", "small")', "enterprise.audits:any()", "enterprise.measurements:none()", 'enterprise.sector:is "22"',
    "enterprise.employees:above(120)",
    "enterprise.audits:count():at_most(1)", "enterprise.opened_on:happened()" }
  local pack = ('obligation "keep" { clause = "law/a", per = %s, %srequire = %s }\n'):format(source.pick { "enterprise", "enterprise", "{ enterprise, year }",
    "{ enterprise, quarter }" },
    source.pick { "", 'applies = enterprise.size:is("large", "medium"), ', "evidence = enterprise.measurements, " }, source.pick(asked))
  local replaced, alone = exceptions(source, "keep", function() return ("{ require = %s }"):format(source.pick(asked)) end)
  pack = pack .. replaced
  if source.chance(40) then
    pack = pack .. exception(source, "keep-freed", '"keep"', source.pick(OTHERS))
    if not alone and source.chance(60) then pack = pack .. exception(source, "keep-freed-not", '"keep-freed"', "(enterprise.employees * 5):above(500)",
      ("{ require = %s }"):format(source.pick(asked))) end
  end
  return pack
end

local function due_day(source)
  local spans = { "days(30)", "months(2)", "years(1)", "days(400)", "working_days(10)" }
  local by_span = source.chance(50)
  local days = { '"2002-06-30"', '"2004-12-31"', "enterprise.opened_on + months(6)", 'enterprise.opened_on:next "12-31"', '"2001-03-01"', 'not_given "…"' }
  local function day() return source.pick(by_span and spans or days) end
  local pack = ('obligation "report" { clause = "law/a", %sdue = %s, done = %s }\n'):format(source.pick { "", "arises = enterprise.opened_on, ", 'arises = "2001-01-01", ' }, day(),
    source.pick { "enterprise.audits.reported_on:first()", "enterprise.closed_on", "enterprise.audits.completed_on:last()" })
  return pack .. exceptions(source, "report", function() return ("{ due = %s }"):format(day()) end)
    .. (source.chance(30) and 'obligation "reported" { clause = "law/a", require = verdict "report".status:is("met", "pending", "not_applicable") }\n' or "")
end

-- How long there is time, of which exceptions say another: from the day on which a duty arises, behind a day, and of what window something is asked.
local function time(source)
  local spans = { "days(30)", "months(2)", "years(1)", "days(400)", "working_days(10)", "days(2)", 'parameter "longer"' }
  local written = { table.unpack(spans, 1, #spans - 1) }
  local pack = ('parameter "time" { clause = "law/a", { %s, from = "%d-01-01" }%s%s }\n'):format(source.pick(written), source.between(1997, 2002),
    source.pick { "", (', { %s, from = "2003-07-01" }'):format(source.pick(written)) },
    source.pick { "", "", (', { %s, from = "2003-01-01", place = "C1" }'):format(source.pick(written)) })
  pack = pack .. ('parameter "longer" { clause = "law/b", { %s, from = "1999-01-01" } }\n'):format(source.pick(written))
  pack = pack .. exceptions(source, "time", function() return source.pick(spans) end)
  local done = source.pick { "enterprise.audits.reported_on:first()", "enterprise.closed_on", "enterprise.audits.completed_on:last()" }
  return pack .. source.pick {
    ('obligation "in-time" { clause = "law/a", arises = enterprise.opened_on, due = parameter "time", done = %s }\n'):format(done),
    ('obligation "in-time" { clause = "law/a", due = enterprise.opened_on + parameter "time", done = %s }\n'):format(done),
    'obligation "in-time" { clause = "law/a", per = listing, arises = listing.published_on, due = parameter "time", done = enterprise.audits.reported_on:first() }\n',
    'obligation "in-time" { clause = "law/a", per = { enterprise, year }, arises = period.to, due = parameter "time", '
      .. 'done = enterprise.audits:during(period).reported_on:first() }\n',
    'obligation "in-time" { clause = "law/a", per = listing, require = enterprise.closed_on:after(listing.published_on + parameter "time") }\n',
    'obligation "in-time" { clause = "law/a", require = enterprise.audits:during(parameter("time"):to(as_of)):any() }\n',
  }
end

--- The pack, with such exceptions to rules, and a limit and a time of its own.
function generate_instead.add(source, pack)
  if source.chance(40) then pack = pack .. limit(source) end
  if source.chance(40) then pack = pack .. requirement(source) end
  if source.chance(40) then pack = pack .. due_day(source) end
  if source.chance(40) then pack = pack .. time(source) end
  return pack
end

return generate_instead
