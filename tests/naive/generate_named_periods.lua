-- Periods that a table names (meaning.md, section 29) in random packs: rows with days between them, behind one another and without an end, whose columns say days, numbers,
-- texts and spans; and rules of all shapes, terms, states and tables that are judged in them.
local dates = require "tests.naive.dates"

local generate_named_periods = {}

local ASKED <const> = { "enterprise.audits:during(period):any()", "enterprise.employees:above(phase.most)", 'enterprise.size:is(phase.size)', "period.to:after(phase.by)",
  "enterprise.audits:during(period):count():at_most(enterprise.audits:during(period):count():previous())",
  "enterprise.employees:at_least(phase.most):previous()",
  "phase.most:above(phase.most:previous())", "enterprise.audits:where(audit.started_on:by(phase.by)):any()",
  "enterprise.measurements:during(period).value:mean():below(phase.limit)",
  "enterprise.had_much", "~enterprise.had_much:previous()", "enterprise.in_phase", "~enterprise.in_phase:previous()", 'enterprise.size:on(phase.by):is "large"',
  "phase.put_off:given()",
  "phase.put_off:or_else(phase.by):after(period.to)", "enterprise.closed_on:by(phase.by)", "phase.by:previous():known()", "(phase.by:previous() | phase.by):by(as_of)",
  "enterprise.loads:during(period).amount:sum():above(phase.limit_amount)", "enterprise.measurements:during(months(6):to(phase.by)):any()",
  "enterprise.jurisdiction.enterprises:where(enterprise.employees:above(phase.most)):count():at_most(2)", "enterprise.audits:during(period):any():previous(2)",
  'enterprise.size:is(phase.size:previous())', 'verdict "phase-base".status:is("met", "pending", "not_applicable")', 'verdict "phase-base".status:is("met"):previous()',
  'verdict "phase-base".due:after(phase.by)', "(phase.by + phase.grace):by(as_of)", "phase.size:missing()", "phase.most:previous():or_else(3):above(2)" }

local function row(source, index, from, to)
  local function day() return dates.format(from + source.between(-200, 900)) end
  local called = source.pick { "2003", tostring(index), "phase " .. index } .. (index > 1 and "/" .. index or "")
  return ('  { "%s", from = "%s"%s, by = "%s", most = %s, size = "%s", grace = %s, limit = "%d mg/L", limit_amount = "%d t", put_off = %s },\n'):format(
    called, dates.format(from), to and (', to = "%s"'):format(dates.format(to)) or "", day(),
    source.pick { "100", "300", 'not_given "none"' }, source.pick { "large", "small", "medium" }, source.pick { "days(40)", "months(3)", "years(1)" }, source.between(20, 80),
    source.between(2, 12), source.pick { ('"%s"'):format(day()), 'not_given "it stands"' })
end

-- The table, and the first day of each row.
local function table_of(source)
  local begins, rows, from = {}, {}, dates.make(source.between(1998, 2003), source.up_to(12), source.up_to(28))
  local count = source.between(2, 4)
  for index = 1, count do
    local length = source.between(40, 900)
    local to = source.weighted { { 5, from + length }, { 2, false } }
    local cells = row(source, index, from, to or nil)
    if index == 1 then cells = cells:gsub('most = not_given "none"', "most = 200"):gsub('put_off = not_given "it stands"', 'put_off = "2004-01-31"') end -- one row has a value
    rows[index], begins[index] = cells, from
    from = from + length + 1 + source.weighted { { 3, 0 }, { 1, source.up_to(200) } }
  end
  return 'periods "phase" { clause = "law/a",\n' .. table.concat(rows) .. "}\n", begins
end

local function clause(source) return source.pick { '"law/a"', '"law/a"', '"old/a"', '"new/a"', '"city/a"' } end

local function asked(source)
  local one, other = source.pick(ASKED), source.pick(ASKED)
  return source.pick { one, one, "~" .. one, ("%s & %s"):format(one, other), ("%s | ~(%s)"):format(one, other) }
end

local FORMS <const> = {
  function(source) return ("require = %s"):format(asked(source)) end,
  function(source) return ("applies = %s, require = %s"):format(asked(source), asked(source)) end,
  function(source)
    return ("%sdue = %s, done = %s"):format(source.pick { "", 'applies = enterprise.size:is("large", "medium"), ', "applies = enterprise.employees:above(phase.most), " },
      source.pick { "phase.by", "phase.by", "phase.put_off:or_else(phase.by)", "period.to + phase.grace", "phase.put_off" },
      source.pick { "enterprise.audits:during(period).reported_on:first()", "enterprise.audits:where(audit.started_on:on_or_after(period.from)).reported_on:first()" })
  end,
  function(source)
    return ("applies = %s, applies_on = phase.by, due = phase.by + phase.grace, done = enterprise.audits:during(period).reported_on:last()"):format(source.pick {
      'enterprise.size:is(phase.size)', "enterprise.employees:above(phase.most)", 'enterprise.size:is "large"' })
  end,
  function(source)
    return ("%sforbid = enterprise.measurements:during(period):where(measurement.value:above(phase.limit)), "
      .. "evidence = enterprise.measurements:during(period)"):format(source.pick { "", 'applies = enterprise.size:is(phase.size), ',
        "applies = enterprise.employees:above(phase.most), " })
  end,
  function(source)
    return ("arises = %s, due = phase.grace, done = enterprise.audits:during(period).reported_on:first()"):format(source.pick { "phase.by",
      "enterprise.audits:during(period).started_on:first()", "period.to + days(1)" })
  end,
}

--- The pack, with a table of periods and what is judged in them.
function generate_named_periods.add(source, pack)
  if not source.chance(35) then return pack end
  local text, begins = table_of(source)
  pack = pack .. text
  pack = pack .. ('term "enterprise.had_much" { per = { enterprise, phase }, value = enterprise.audits:during(period):count():at_least(%d) '
    .. '| enterprise.employees:above(phase.most) }\n'):format(source.up_to(2))
  pack = pack .. ('state "enterprise.in_phase" { per = { enterprise, phase }, from = "%s", begins = %s%s%s }\n'):format(
    dates.format(source.pick(begins) - source.pick { 0, 0, 5, 300 }), source.pick { "enterprise.had_much", "enterprise.employees:above(phase.most)",
      'enterprise.size:is "large"', "enterprise.audits:during(period):any():previous()" },
    source.pick { "", ", ends = enterprise.audits:during(period):none()", ', ends = ~enterprise.size:is(phase.size)', ", ends = enterprise.had_much:previous()" },
    source.pick { "", ", before = true", ", before = false" })
  pack = pack .. ('obligation "phase-base" { clause = %s, per = { enterprise, phase }, %sdue = %s, '
    .. 'done = enterprise.audits:during(period).reported_on:first() }\n'):format(clause(source), source.pick { "",
      'applies = enterprise.size:is("large", "small"), ' }, source.pick { "phase.by", "period.to" })
  for index = 1, 3 do
    pack = pack .. ('obligation "phase%d" { clause = %s, per = { enterprise, phase }, %s }\n'):format(index, clause(source), source.pick(FORMS)(source))
  end
  if source.chance(40) then
    pack = pack .. ('exception "phase-not" { clause = %s, to = "%s", applies = %s }\n'):format(clause(source), source.pick { "phase1", "phase2" }, source.pick {
      "enterprise.employees:above(phase.most)", "enterprise.closed_on:by(period.to)", 'enterprise.size:is(phase.size)', "enterprise.had_much" })
  end
  if source.chance(30) then
    pack = pack .. ('power "phase-power" { clause = %s, per = { enterprise, phase }, applies = %s, '
      .. 'used = enterprise.audits:during(period).started_on:first() }\n'):format(clause(source), source.pick(ASKED))
  end
  if source.chance(30) then pack = pack .. ('waivable "phase%d" { clause = "law/b" }\n'):format(source.up_to(3)) end
  return pack
end

--- A table per row of a pack's table of periods, and its name; nil where it has none.
function generate_named_periods.report(source, pack)
  if not pack:find('periods "phase"', 1, true) then return nil end
  local law = source.pick { "", "", ', law = "2003-08-01"', ", law = as_of" } .. (', during = "%d/%d"'):format(source.between(1996, 2003), source.between(2003, 2008))
  return ('report "phases" { title = "P", per = { enterprise, phase }%s%s, columns = { { "by", phase.by }, { "most", phase.most }, { "put off", phase.put_off },\n'
    .. '  { "before", phase.most:previous() }, { "size", phase.size:previous() }, { "busy", enterprise.had_much }, { "state", enterprise.in_phase:previous() },\n'
    .. '  { "audits", enterprise.audits:during(period):count() }, { "over", enterprise.employees - phase.most }, { "status", verdict "phase-base".status } } }\n')
    :format(source.chance(30) and ", where = " .. source.pick { "enterprise.had_much", "phase.put_off:given()", "enterprise.employees:above(phase.most:previous())" } or "",
      law), "phases"
end

return generate_named_periods
