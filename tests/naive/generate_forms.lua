-- Rules of given forms, for situations that rules of chance seldom come to: days that were not received, tables without a rest, periods that end, law that ends, powers of places.
local generate_forms = {}

-- Days that hang on what may not have come: by when, when done, and from when on.
local AWAITED = { due = { "work.answer_by", "work.answer_by", "work.answer_by:or_else(work.ends_on)", "work.answer_by & work.ends_on", "work.answer_by | work.ends_on",
    "work.both_days", "work.both_days | work.begun_on",
    "work.last_day", "work.last_day & work.answer_by", "(work.answer_by & work.told_on):or_else(work.ends_on)", 'work.begun_on + parameter "within":on(work.answer_by)',
    "months(2)", "enterprise.works:last().answer_by", "enterprise.works.answer_by:first()", "enterprise.works:where(work.heard:above(2)).ends_on:last()" },
  done = { "work.one_day", "work.day_named", "work.any_day", "work.both_days", "work.begun_on", "work.begun_on", "work.told_on", "enterprise.opened_on",
    "work.answer_by | work.begun_on", "work.answer_by & work.begun_on",
    "work.answer_by:or_else(work.begun_on)", "enterprise.works:where(~work.heard:above(2)).begun_on:first()", "enterprise.works.answer_by:last()" },
  arises = { "work.begun_on", "work.answer_by", "work.answer_by:or_else(work.begun_on)", "work.last_day" } }

-- Rules whose days may never have been received, and such as read their verdicts.
function generate_forms.awaiting(source, text, index)
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

-- Tables without a last row for whatever is left: over the days and numbers of a verdict, which are absent where its rule does not apply, over a beginning that may lie
-- ahead, and over fields that have no values beyond their ends. And rules that ask them.
function generate_forms.tables_without_rest(source, text, rules)
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

-- What a rule asks of the ends of its period, of subjects whom the law, their class or their place let go before it ends, and of places in which somebody begins then.
function generate_forms.ends_of_periods(source, text, complete, tables)
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
function generate_forms.owed_when_the_law_ends(source, text)
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

-- A power of several versions, each of which may be the one that judges, and what asks for the day of its use.
function generate_forms.powers_of_places(source, text)
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

return generate_forms
