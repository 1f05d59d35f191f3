-- Rules of random packs in which words meet that the other makers keep apart: limits that exceptions replace or the milder of two laws gives, states with memory that pass on,
-- clocks that stop, days of verdicts, other days and other periods, those of a table too, units, scales, functions and tables, each in whatever place of a rule takes it;
-- versions with a transition, goals, and groups of what all these say. A wrong answer that hangs on two words together is seen only where some pack holds both in one rule.
local dates = require "tests.naive.dates"

local generate_mixed = {}

local UNITS <const> = { "year", "year", "quarter", 'fiscal_year "04-06"', "stage", "stage" } -- a stage is a row of a table of periods

-- A table of periods, each row with a day, a number and a span of its own; and the day from which states are gone through.
local function stages(source)
  local rows, from, first = {}, dates.make(source.between(1999, 2002), source.up_to(12), source.up_to(28)), nil
  for index = 1, source.between(2, 4) do
    first = first or from
    local to = from + source.between(60, 800)
    local function day() return dates.format(from + source.between(-100, 900)) end
    local none = index > 1 and source.chance(30)
    rows[index] = ('{ "%s", from = "%s"%s, by = "%s", most = %s, put_off = %s, grace = %s }'):format(source.pick { "s", "2003/", "stage " } .. index, dates.format(from),
      source.chance(80) and (', to = "%s"'):format(dates.format(to)) or "", day(), none and 'not_given "none"' or source.pick { "1", "100", "300" },
      none and 'not_given "it stands"' or ('"%s"'):format(day()), source.pick { "days(40)", "months(3)" })
    from = to + 1 + source.pick { 0, 0, 90 }
  end
  return ('periods "stage" { clause = "law/a", %s }\n'):format(table.concat(rows, ", ")), dates.format(first - source.pick { 0, 0, 300 })
end

-- What is there to be asked. `unit`: the period of the rules, of the state and of what asks either.
local function definitions(source, unit, says)
  local function year(from, to) return source.between(from, to) end
  local text = { ('parameter "mx-limit" { clause = "law/a", law_of = "milder", stricter = "%s", { %s, from = "%d-01-01" }, { %s, from = "%d-07-01" }%s }\n'):format(
    source.pick { "lower", "higher" }, source.pick { "1", "100", "300" }, year(1996, 1999), source.pick { "2", "50", "500" }, year(2001, 2004),
    source.pick { "", "", ', { 20, from = "2002-02-01", place = "C1" }', ', { none = "…", from = "2005-03-01" }' }) }
  local function add(form, ...) text[#text + 1] = form:format(...) end
  add('parameter "mx-kept" { clause = "law/a", { %s, from = "%d-01-01" }, { %s, from = "%d-04-01", transition = { whom = %s, to = "%d-10-31", clause = "law/b" } } }\n',
    source.pick { "0", "2", "200" }, year(1997, 1999), source.pick { "1", "120" }, year(2001, 2002), says.of_attributes(), year(2003, 2006))
  add('parameter "mx-day" { clause = "law/a", law_of = "milder", stricter = "lower", { "%d-06-30", from = "1998-01-01" }, { "%d-03-31", from = "%d-01-01" } }\n', year(2000, 2003),
    year(2001, 2005), year(2001, 2004))
  local units = ('unit "quintal" { "1/10 t" }\nunit "USD" { { "8.25 CNY", from = "1997-01-01", to = "%d-12-31" }, { "7.1 CNY", from = "%d-03-01", to = "2012-12-31" } }\n'):format(
    year(2001, 2003), year(2004, 2005))
  if source.chance(50) then -- of a common file, in which stands more than is taken
    add('--[==[ mx-units.lua\n%sunit "sack" { "1/2 quintal" }\nunit "ug/L" { "1/999 mg/L" }\nunit "kg" { "1/999 t" }\n]==]\nunits_from "mx-units.lua" { %s, "USD" }\n', units,
      source.pick { '"quintal"', '"sack"', '"sack", "quintal"' })
  else text[#text + 1] = units end
  add('term "enterprise.mx_class" { value = %s }\n', says.of_attributes())
  add('term "enterprise.mx_much" { value = %s }\n', says.plain_number())
  add('decision "enterprise.mx_rank" { reading = "ours", hit = "first", results = { "word", "sum" }, columns = { enterprise.employees, enterprise.mx_class }, '
    .. 'rows = { { above(parameter "mx-limit"), yes, "high", 2 }, { any, no, "low", %s }, { any, any, "none", %s } } }\n', source.pick { "0", "enterprise.employees" },
    source.pick { "1", "300" })
  local table_text, first = "", ("%d-01-01"):format(year(1998, 2003))
  if unit == "stage" then table_text, first = stages(source) end
  text[#text + 1] = table_text
  for _, kind in ipairs { "enterprise", "action" } do
    add('state "%s.mx" { per = { %s, %s }, from = "%s", begins = %s%s%s%s }\n', kind, kind, unit, first, says.in_period(kind, unit),
      source.chance(80) and ", ends = " .. says.in_period(kind, unit) or "", source.pick { "", ", before = false", ", before = true",
        unit == "stage" and ", before = true" or ", before = enterprise.mx_class" }, kind == "action" and ", succeeds = action.follows" or "")
  end
  return table.concat(text)
end

-- Makers of what may stand in a rule's places. A scope: { kind =, unit = a period is in hand, read = names of rules of the same subjects whose verdicts may be asked,
-- state = the state may be asked }.
local function makers(source)
  local says = {}
  local function pick(...) return source.pick { ... } end

  -- Of attributes alone, so that it may be asked on another day.
  function says.of_attributes()
    return pick('enterprise.size:is "large"', 'enterprise.size:is("large", "medium")', "enterprise.employees:above(100)", 'enterprise.sector:is "22"',
      '~enterprise.size:is "small"', 'enterprise.jurisdiction.level:is "city"', '(enterprise.size .. enterprise.sector):contains("e2", "l")',
      "enterprise.employees:rounded(-2):is(100, 300)")
  end

  function says.span()
    return pick("days(30)", "days(120)", "months(6)", 'months(13, "up")', "years(1)", 'working_days(40, calendar "rest")', 'clear_days(20, calendar "rest")',
      'parameter "within"', "days(enterprise.employees)", 'days(parameter "mx-kept")', 'months(enterprise.mx_rank.sum)')
  end

  function says.plain_number()
    return pick("enterprise.employees", "enterprise.audits:count()", "enterprise.audits.round:sum()", "enterprise.works.heard:max()", "enterprise.audits.round:highest(2)",
      ("enterprise.%s:percentile(%s, %q)"):format(pick("works.heard", "audits.round"), pick("50", "90", "12.5"), pick("nearest rank", "next rank", "weibull", "hazen", "excel")),
      ("enterprise.%s:most_in(months(%d), %s)"):format(pick("audits.started_on", "works.begun_on", "measurements.measured_on", "works.told_on"), pick(2, 6, 13),
        pick("as_of", "enterprise.closed_on", "enterprise.audits.started_on:first()", "enterprise.works:last().answer_by")), "enterprise.audits.basis:distinct():count()")
  end

  local function own_number(scope)
    if scope.kind == "audit" then return pick("audit.round", "audit.measures:count()", "audit:earlier():count()") end
    if scope.kind == "work" then return pick("work.heard", "work:later():count()", "work.heard:or_else(1)") end
    if scope.kind == "action" then return pick("action:earlier():count()", "enterprise.actions:count()") end
    return says.plain_number()
  end

  function says.number(scope, depth)
    local function inner() return says.number(scope, depth - 1) end
    local choices = { { 4, says.plain_number }, { 2, function() return own_number(scope) end }, { 2, function() return 'parameter "mx-kept"' end },
      { 2, function() return "enterprise.mx_rank.sum" end }, { 1, function() return "enterprise.mx_much" end } }
    if scope.unit == "stage" then choices[#choices + 1] = { 4, function() return pick("stage.most", "stage.most", "stage.most:previous()", "stage.most:or_else(3)") end } end
    if depth > 0 then
      choices[#choices + 1] = { 2, function() return ("%s(%s, %s)"):format(pick("greater_of", "lesser_of"), inner(), pick('parameter "mx-limit"', inner())) end }
      choices[#choices + 1] = { 1, function() return ("(%s %s %s)"):format(inner(), pick("+", "-", "/"), pick('parameter "mx-limit"', inner())) end }
      choices[#choices + 1] = { 1, function() return ("(%s / 3):rounded(%d, %q)"):format(inner(), pick(0, -1, 1), pick("half even", "floor", "up")) end }
      choices[#choices + 1] = { 1, function() return ('parameter "mx-limit":on(%s)'):format(says.day(scope, depth - 1)) end }
      choices[#choices + 1] = { 1, function() return ("(%s):month()"):format(says.day(scope, depth - 1, true)) end }
      choices[#choices + 1] = { 1, function() return ("enterprise.mx_rank.sum:on(%s)"):format(says.day(scope, depth - 1)) end }
      if scope.unit then choices[#choices + 1] = { 2, function() return ("(%s):previous(%d)"):format(says.number(says.quietly(scope), depth - 1), pick(1, 1, 2)) end } end
      if not scope.quiet then choices[#choices + 1] = { 1, function() return "computed(function(e) return e.employees and e.employees / 2 end)" end } end
    end
    return source.weighted(choices)()
  end

  local function limit(scope, depth)
    return pick("0", "1", "2", "100", 'parameter "mx-limit"', 'parameter "mx-kept"', 'parameter "least"', ('parameter "mx-limit":on(%s)'):format(says.day(scope, 0)),
      depth > 0 and says.number(scope, depth - 1) or "3")
  end

  -- `asked`: of which something is asked, which cannot be asked of a day that is written.
  function says.day(scope, depth, asked)
    local function inner() return says.day(scope, depth - 1) end
    local function some() return says.day(scope, depth - 1, true) end
    local own = { audit = { "audit.started_on", "audit.completed_on" }, work = { "work.begun_on", "work.answer_by", "work.told_on" },
      listing = { "listing.published_on", "listing.delisted_on" }, action = { "action.taken_on", "action.due_on", "action.follows.taken_on" } }
    local choices = { { asked and 0 or 2, function() return ('"%d-%s"'):format(source.between(2000, 2006), pick("06-30", "12-31", "03-01")) end },
      { 3, function() return pick("enterprise.opened_on", "enterprise.closed_on", "enterprise.audits.started_on:first()", "enterprise.works.told_on:last()",
        "enterprise.audits.completed_on:when_all()", "enterprise.works:last().answer_by") end },
      { own[scope.kind] and 5 or 0, function() return source.pick(own[scope.kind]) end }, { asked and 0 or 1, function() return 'parameter "mx-day"' end } }
    if scope.unit then choices[#choices + 1] = { 2, function() return pick("period.to", "period.from", "(period.to + days(45))") end } end
    if scope.unit == "stage" then
      choices[#choices + 1] = { 4, function()
        return pick("stage.by", "stage.by", "stage.put_off", "(stage.put_off | stage.by)", "(stage.by + stage.grace)", "stage.by:previous()")
      end }
    end
    if #scope.read > 0 then
      choices[#choices + 1] = { 3, function() return ('verdict "%s".%s'):format(source.pick(scope.read), pick("due", "done", "arises", "lapsed")) end }
    end
    if depth > 0 then
      choices[#choices + 1] = { 2, function() return ("(%s + %s)"):format(some(), says.span()) end }
      choices[#choices + 1] = { 2, function() return ("(%s %s %s)"):format(some(), pick("&", "|"), inner()) end }
      choices[#choices + 1] = { 1, function() return ("(%s):or_else(%s)"):format(some(), inner()) end }
      choices[#choices + 1] = { 1, function()
        return ("(%s):%s"):format(some(), pick('next "12-31"', "end_of(quarter)", 'next_working_day(calendar "rest")', 'preceding "monday"'))
      end }
    end
    return source.weighted(choices)()
  end

  -- The same without functions, which are not asked of another period.
  function says.quietly(scope)
    local quiet = {}
    for key, value in pairs(scope) do quiet[key] = value end
    quiet.quiet = true
    return quiet
  end

  -- Sets of the enterprise's records, with filters that ask of the row and of what stands outside.
  function says.set(scope, depth)
    local kind = pick("audit", "audit", "work", "measurement", "load", "listing", "action")
    local events = { audit = "audit.started_on", work = "work.begun_on", measurement = "measurement.measured_on", load = "load.year_end", listing = "listing.published_on",
      action = "action.taken_on" }
    local inner = { kind = scope.kind == kind and "none" or kind, unit = scope.unit, read = {}, state = scope.state, quiet = scope.quiet }
    local filters = { ("%s:by(%s)"):format(events[kind], says.day(scope.kind == kind and inner or scope, 0)), ("%s:after(%s)"):format(events[kind], '"2001-06-30"'),
      says.of_attributes(), ('enterprise.employees:above(parameter "mx-limit":on(%s))'):format(events[kind]), ("enterprise.mx_class:on(%s)"):format(events[kind]),
      ("enterprise.mx_rank.word:on(%s):is %q"):format(events[kind], pick("high", "low")), ("(%s):weekday():is(\"monday\", \"friday\", \"sunday\")"):format(events[kind]) }
    if depth > 0 then filters[#filters + 1] = says.condition(inner, depth - 1) end
    if scope.unit then filters[#filters + 1] = ("%s:during(period)"):format(events[kind]) end
    if kind == "work" then filters[#filters + 1] = pick("work.heard:above(2)", "~work.heard:above(2)", "work.heard:known()", 'work.answer_by:by("2004-06-30")') end
    if kind == "load" then filters[#filters + 1] = pick('load.amount:above "40 quintal"', 'load.quota:in_unit "quintal":at_most "120 quintal"') end
    if kind == "action" then filters[#filters + 1] = pick('action.type:is("order", "penalty")', "action.due_on:by(as_of)", "action.follows:given()",
      scope.state and "action.mx" or "action:earlier():any()") end
    if kind == "audit" then filters[#filters + 1] = pick("audit.measures:any()", "audit:later():none()", 'audit.mode:is "fresh"', "audit.measures:every(measure.verified)") end
    local text = ("enterprise.%ss"):format(kind)
    if source.chance(70) then text = ("%s:where(%s)"):format(text, source.pick(filters)) end
    if scope.unit and source.chance(25) then text = text .. ":during(period)"
    elseif source.chance(15) then text = ("%s:during(%s)"):format(text, pick('"2002/2003"', "months(18):to(as_of)", ("%s:to(%s)"):format(pick("months(9)", "days(200)"),
      says.day(scope, 0)))) end
    return text, inner, kind
  end

  function says.condition(scope, depth)
    local function inner() return says.condition(scope, depth - 1) end
    local choices = {
      { 3, says.of_attributes }, { 1, function() return "enterprise.mx_class" end },
      { 2, function() return pick("enterprise.closed_on:happened()", "enterprise.opened_on:happened()", "enterprise.audits.completed_on:first():happened()",
        "enterprise.works:last().answer_by:known()", "enterprise.works:last().answer_by:missing()", "enterprise.audits:last().mode:missing()") end },
      { 3, function() return ("%s:%s(%s)"):format(says.number(scope, depth), pick("above", "at_least", "below", "at_most"), limit(scope, depth)) end },
      { 2, function() return ('enterprise.mx_rank.word:%s'):format(pick('is "high"', 'is("low", "none")', "known()", 'or_else("high"):is "high"')) end },
      { 3, function() return ("%s:%s"):format(says.day(scope, depth, true), pick("given()", 'by "2003-06-30"', 'after(parameter "mx-day")',
        'by(parameter "mx-day")', "by(as_of)")) end },
      { 1, function() return ('enterprise.loads.amount:sum():%s "%d quintal"'):format(pick("above", "at_most"), pick(50, 120)) end },
      { 1, function() return ('parameter "levy":of(enterprise.measures.cost:sum()):%s "%d CNY"'):format(pick("above", "at_most"), pick(0, 2)) end },
      { 1, function() return ('enterprise.sales:in_unit("USD", %s):%s "%s USD"'):format(says.day(scope, 0), pick("above", "at_most"), pick("1", "100000")) end },
      { 1, function() return ("enterprise.mx_class:on(%s)"):format(says.day(scope, depth)) end },
    }
    if scope.state then
      choices[#choices + 1] = { 4, function()
        local of = scope.kind == "action" and "action" or "enterprise"
        return pick("%s.mx", "~%s.mx", "%s.mx:previous()", "%s.mx:known()", "enterprise.actions:where(action.mx):any()"):format(of)
      end }
    end
    if not scope.quiet then
      choices[#choices + 1] = { 1, function() return scope.kind == "enterprise" and pick("function(e) return #e.audits < 3 end", 'function(e) return e.size ~= "small" end')
        or "enterprise.audits:every(function(a) return #a.measures < 2 end)" end }
    end
    if #scope.read > 0 then
      choices[#choices + 1] = { 4, function() return ('%sverdict "%s".status:is(%s)'):format(pick("", "", "~"), source.pick(scope.read), pick('"met"', '"met", "not_applicable"',
        '"overdue", "late"', '"waived"', '"unknown", "met"', '"pending", "met"', '"late"')) end }
    end
    if depth > 0 then
      choices[#choices + 1] = { 5, function()
        local set, row = says.set(scope, depth)
        return ("%s:%s"):format(set, pick("any()", "none()", "count():at_least(2)", "count():at_most(1)", ("every(%s)"):format(says.condition(row, 0)),
          ("share(%s):at_least(percent(50))"):format(says.condition(row, 0)), "count():at_most(parameter \"mx-limit\")", ("count():above(%s)"):format(says.number(scope, 0))))
      end }
      choices[#choices + 1] = { 2, function() return ("(%s %s %s)"):format(says.condition(says.quietly(scope), depth - 1), pick("&", "|"), inner()) end }
      choices[#choices + 1] = { 1, function() return ("~(%s)"):format(says.condition(says.quietly(scope), depth - 1)) end }
      if scope.unit then choices[#choices + 1] = { 2, function() return ("(%s):previous()"):format(says.condition(says.quietly(scope), depth - 1)) end } end
    end
    return source.weighted(choices)()
  end

  -- In a state: of the period, and of the one before; no function.
  function says.in_period(kind, unit) return says.condition({ kind = kind, unit = unit, read = {}, quiet = true }, 1) end

  return says
end

local CITED <const> = { '"law/a"', '"law/a"', '"law/a"', '"old/a"', '"new/a"', '"city/a"', '"province/a"' }

-- The words that any rule may have before what it asks.
local function head(source, says, scope, name, options)
  local per = scope.unit and ("{ %s, %s }"):format(scope.kind, scope.unit) or scope.kind
  local parts = { ('clause = %s, per = %s, '):format(options.clause or source.pick(CITED), per) }
  local function part(percent, form, ...)
    if source.chance(percent) then parts[#parts + 1] = form:format(...) end
  end
  part(60, "applies = %s, ", says.condition(scope, 1))
  if options.on then part(25, "applies_on = %s, ", says.day(scope, 1)) end
  part(15, 'non_detects = %s, ', source.pick { '"zero"', '{ "half", clause = "law/b" }', '"limit"' })
  part(10, "place = %q, ", source.pick { "C1", "P" })
  return ('%s "%s" { %s'):format(options.word or "obligation", name .. (options.clause and "@old" or ""), table.concat(parts))
end

local BEGINNINGS <const> = { enterprise = "enterprise.opened_on", audit = "audit.started_on", work = "work.begun_on", listing = "listing.published_on",
  action = "action.taken_on" }

local function pause(source, says, scope)
  local set, kind
  repeat
    local text, _, of = says.set(scope, 0)
    set, kind = text, of
  until kind ~= "measurement" and kind ~= "load"
  local days = { audit = { "audit.started_on", { "audit.completed_on", "audit.completed_on | audit.started_on + days(90)" } },
    work = { "work.begun_on", { "work.told_on", "work.answer_by", "work.ends_on" } }, listing = { "listing.published_on", { "listing.delisted_on" } },
    action = { "action.taken_on", { "action.due_on" } } }
  return ("paused = { %s, from = %s, to = %s }, "):format(set, days[kind][1], source.pick(days[kind][2]))
end

-- `clause`: of the first of two versions, nil where there is one only.
local function dated(source, says, scope, name, clause)
  local text = head(source, says, scope, name, { on = not clause, clause = clause })
  local begins = source.chance(60) and BEGINNINGS[scope.kind] or says.day(scope, 1)
  local by_span = source.chance(55)
  local clock = source.chance(45) and source.pick { pause(source, says, scope),
    ("extended = { on = %s, by = %s }, "):format(says.day(scope, 0), source.pick { "days(90)", "months(6)" }),
    pause(source, says, scope) .. ("extended = { on = %s, to = %s, at_most = months(9) }, "):format(says.day(scope, 0), says.day(scope, 0)) } or ""
  local due
  if by_span then due = ("arises = %s, due = %s, "):format(begins, says.span())
  elseif clock ~= "" then due = ("due = (%s) + %s, "):format(begins:find '^"' and BEGINNINGS[scope.kind] or begins, says.span())
  else due = ("%sdue = %s, "):format(source.chance(40) and "arises = " .. begins .. ", " or "", says.day(scope, 1)) end
  local done = source.chance(8) and scope.kind == "enterprise" and "function(e) return e.closed_on end" or says.day(scope, 1)
  return text .. ("%s%sdone = %s }\n"):format(due, clock, done), { by_span = by_span, clock = clock ~= "" }
end

local function standing(source, says, scope, name, clause)
  local forbids = source.chance(35)
  local text = head(source, says, scope, name, { on = not forbids and not clause, clause = clause })
  if source.chance(25) then text = text .. ("arises = %s, "):format(source.chance(60) and BEGINNINGS[scope.kind] or says.day(scope, 1)) end
  local set = says.set(scope, 1)
  text = text .. (forbids and "forbid = " .. set or "require = " .. says.condition(scope, 2))
  if source.chance(40) then text = text .. ", evidence = " .. source.pick { "enterprise.measurements", "enterprise.works", (says.set(scope, 0)) } end
  if scope.unit and scope.unit ~= "stage" and source.chance(25) then
    text = text .. (", expects = { %s, each = %s%s }"):format(source.pick { "enterprise.measurements", "enterprise.works", "enterprise.audits" }, scope.unit,
      source.pick { "", ", from = " .. says.day(scope, 0), ", to = enterprise.closed_on" })
  end
  return text .. " }\n", { forbids = forbids }
end

local function permission(source, says, scope, name, clause)
  local word = source.pick { "power", "incentive" }
  local text = head(source, says, scope, name, { on = not clause, word = word, clause = clause })
  return text .. ("%sused = %s }\n"):format(source.chance(35) and "arises = " .. says.day(scope, 1) .. ", " or "", says.day(scope, 1)), { word = word }
end

-- A text that follows the first one, to which some keep for a time.
local function followed(source, says, scope, name, made)
  local other = ""
  if source.chance(50) then other = ("applies = %s, "):format(says.condition(scope, 1))
  elseif made.form == "standing" and not made.forbids then other = ("require = %s, "):format(says.condition(scope, 1)) end
  return ('%s "%s@new" { like = "%s@old", clause = "new/a", %stransition = { whom = %s, %sclause = "law/b" } }\n'):format(made.word or "obligation", name, name, other,
    says.condition(says.quietly(scope), 1), source.chance(80) and ('to = "%s", '):format(source.pick { "2004-12-31", "2004-06-30", "2007-03-31" }) or "")
end

-- Goals of some places, what counts for them, and rules that ask what came of it. Limits are not asked of a place, for what is said instead of them asks an enterprise.
local function quota(source, says, name)
  local kind = source.pick { "audit", "audit", "work", "action" }
  local row = { kind = kind, read = {}, quiet = true }
  local days = { audit = { "audit.started_on", "audit.completed_on" }, work = { "work.begun_on", "work.told_on" }, action = { "action.taken_on" } }
  local goals = {}
  for _, code in ipairs { "C1", "C2", "P" } do
    if source.chance(75) then
      goals[#goals + 1] = ('{ "%s", %sdue = %s%s }'):format(code, source.chance(80) and ("target = %d, "):format(source.up_to(3)) or "",
        source.pick { '"2003-12-31"', '"2005-06-30"', 'not_given "no day is named"' },
        source.pick { ", yearly = { [2001] = { 1, 3 }, [2002] = 1 }", (", yearly = { [2001] = %d, [2003] = %d }"):format(source.up_to(2), source.up_to(2)),
          ", cumulative = { [2002] = 1, [2004] = 3 }" })
    end
  end
  if #goals == 0 then goals[1] = '{ "C1", target = 2, due = "2004-12-31" }' end
  local asks = { "jurisdiction.enterprises:any()", 'jurisdiction.level:is("city", "province")',
    ("jurisdiction.enterprises:where(%s):any()"):format(says.condition({ kind = "enterprise", read = {}, quiet = true }, 0)),
    ("jurisdiction.enterprises.audits:where(%s):none()"):format(says.condition({ kind = "audit", read = {}, quiet = true }, 0)) }
  local form = 'quota "%s" { clause = %s, per = jurisdiction, %s%scounts = jurisdiction.enterprises%s.%ss:where(%s), counted_on = %s, goals = { %s } }\n'
  local text = form:format(name, source.pick(CITED), source.chance(50) and ("applies = %s, "):format(source.pick(asks)) or "", source.pick { "", "", 'non_detects = "zero", ' },
    source.chance(30) and (":where(%s)"):format(says.of_attributes()) or "", kind, says.condition(row, 1), source.pick(days[kind]), table.concat(goals, ", "))
  if source.chance(40) then text = text .. ('exception "%s-but" { clause = %s, to = "%s", applies = %s }\n'):format(name, source.pick(CITED), name, source.pick(asks)) end
  return text .. ('obligation "%s-read" { clause = "law/a", per = jurisdiction, %srequire = %s }\n'):format(name,
    source.chance(40) and ("applies = %s, "):format(source.pick(asks)) or "", source.pick { "", "~" }
      .. source.pick { 'verdict "%s".gap:above(0)', 'verdict "%s".actual:at_least(2)', 'verdict "%s".planned:at_most(1)', 'verdict "%s".status:is("met", "on_track")',
        'verdict "%s".status:is("not_applicable", "open")', '(verdict "%s".target - 1):above(1)' }:format(name))
end

-- What excepts from a rule, or says something else instead of what it says, and what sets that aside.
local function exceptions(source, says, scope, name, made)
  if not source.chance(45) then return "" end
  local instead = ""
  if source.chance(60) then
    if made.form == "standing" and not made.forbids then instead = (", instead = { require = %s }"):format(says.condition(scope, 1))
    elseif made.form == "dated" and not made.clock then instead = (", instead = { due = %s }"):format(made.by_span and says.span() or says.day(scope, 0)) end
  end
  local text = ('exception "%s-but" { clause = %s, to = "%s", applies = %s%s }\n'):format(name, source.pick(CITED), name, says.condition(scope, 1), instead)
  if source.chance(35) then
    text = text .. ('exception "%s-aside" { clause = %s, to = "%s-but", applies = %s }\n'):format(name, source.pick(CITED), name, says.condition(scope, 1))
  end
  return text
end

-- What is said instead of the limits: whether two of the conditions can be true together is not proved.
local function of_limits(source, says)
  local text = {}
  local function exception(index, limit, applies)
    text[#text + 1] = ('exception "%s-but%d" { clause = %s, to = "%s", applies = %s, instead = %s }\n'):format(limit, index, source.pick(CITED), limit, applies,
      source.pick { "5", "150", 'parameter "least"', "0" })
  end
  local reckoned = source.shuffled { "(enterprise.employees + 5):above(250)", "(enterprise.employees * 2):below(700)", "(enterprise.employees - 9):above(90)" }
  for index = 1, source.up_to(3) - 1 do exception(index, "mx-limit", reckoned[index]) end
  if source.chance(40) then exception(3, "mx-kept", source.chance(50) and says.of_attributes() or reckoned[3]) end
  return table.concat(text)
end

--- The pack, with such rules, in some of the cases; `few` of them where each is judged on many days.
function generate_mixed.add(source, pack, few)
  if not source.chance(few and 25 or 45) then return pack end
  local unit, says = source.pick(UNITS), makers(source)
  local text, read = { definitions(source, unit, says) }, {}
  for index = 1, few and 2 or source.between(3, 5) do
    local name = "mx" .. index
    local kind = source.weighted { { 5, "enterprise" }, { 2, "audit" }, { 2, "work" }, { 1, "listing" }, { 2, "action" } }
    local scope = { kind = kind, unit = source.chance(45) and unit or nil, read = {} }
    scope.state = scope.unit ~= nil
    for _, other in ipairs(read) do
      if other.kind == kind and other.unit == scope.unit then scope.read[#scope.read + 1] = other.name end
    end
    local form = source.weighted { { 4, "dated" }, { 5, "standing" }, { 2, "permission" } }
    local clause = source.chance(25) and '"old/a"' or nil
    local rule, made = ({ dated = dated, standing = standing, permission = permission })[form](source, says, scope, name, clause)
    made.form = form
    text[#text + 1] = rule .. (clause and followed(source, says, scope, name, made) or "") .. exceptions(source, says, scope, name, made)
    if form ~= "permission" and source.chance(25) then text[#text + 1] = ('waivable "%s" { clause = "law/b" }\n'):format(name) end
    if form == "dated" then read[#read + 1] = { name = name, kind = kind, unit = scope.unit } end
  end
  if source.chance(50) then text[#text + 1] = quota(source, says, "mxq") end
  text[#text + 1] = of_limits(source, says)
  return pack .. table.concat(text)
end

-- Audits by what is recorded of them and their owners, and what is asked of the rows of each: nothing that is set for a place, for a group lies in none.
local function of_groups(source, says)
  local row = { kind = "audit", read = {}, quiet = true }
  local function asked(depth)
    local text
    repeat text = says.condition(row, depth) until not text:find("parameter", 1, true) and not text:find("mx_rank", 1, true)
    return text
  end
  local questions = { "sum()", "mean()", "max()", 'percentile(90, "hazen")', 'percentile(50, "next rank")', 'percentile(12.5, "excel")' }
  local by = source.pick { "audit.basis", "audit.mode", "enterprise.sector", "enterprise.jurisdiction" }
  return ('group "mx_sort" { of = audit, by = { %s, enterprise.size }%s }\n'):format(by, source.chance(50) and ", where = " .. asked(1) or "")
    .. ('report "mixed-groups" { title = "M", per = mx_sort, columns = { { "n", mx_sort.audits:count() }, { "some", mx_sort.audits:where(%s):count() }, '
      .. '{ "all", mx_sort.audits:every(%s) }, { "share", mx_sort.audits:share(%s) }, { "round", mx_sort.audits.round:%s }, '
      .. '{ "first", mx_sort.audits.started_on:%s } } }\n'):format(asked(1), asked(0), asked(0), source.pick(questions), source.pick { "first()", "last()", "when_all()" }),
    "mixed-groups"
end

--- Tables of what such a pack holds, as text, and their names; none where it holds nothing of it.
function generate_mixed.reports(source, pack)
  local unit = pack:match 'state "enterprise.mx" { per = { enterprise, (.-) }, from'
  if not unit then return "", {} end
  local says, text, names = makers(source), {}, {}
  local law = source.pick { "", ", law = as_of", ', law = "2003-08-01"' } .. source.pick { "", "", ', non_detects = { "half", clause = "law/b" }' }
  for index, per in ipairs { "enterprise", unit } do
    local scope = { kind = "enterprise", unit = index == 2 and unit or nil, read = {}, state = index == 2, quiet = true } -- a cell is no function
    local columns = { ('{ "limit", %s }'):format(source.pick { 'parameter "mx-limit"', 'parameter "mx-kept"', "enterprise.mx_rank.sum", "enterprise.mx_much" }) }
    if scope.unit then columns[#columns + 1] = '{ "state", enterprise.mx }' end
    for rule, of in pack:gmatch '\nobligation "(mx%d)" {[^\n]- per = (%b{})' do
      if scope.unit and of == "{ enterprise, " .. unit .. " }" then columns[#columns + 1] = ('{ "%s", verdict "%s".status }'):format(rule, rule) end
    end
    for rule in pack:gmatch '\nobligation "(mx%d)" {[^\n]- per = enterprise,' do
      if not scope.unit then columns[#columns + 1] = ('{ "%s", verdict "%s".status }'):format(rule, rule) end
    end
    for column = 1, 3 do
      columns[#columns + 1] = ('{ "c%d", %s }'):format(column, source.pick { says.number(scope, 2), says.condition(scope, 2), says.day(scope, 2, true) })
    end
    names[index] = "mixed-" .. index
    text[index] = ('report "%s" { title = "M", %s, %scolumns = { %s } }\n'):format(names[index],
      scope.unit and ('per = { enterprise, %s }, during = "2002/2004"%s'):format(per, law) or "per = enterprise",
      source.chance(30) and "where = " .. says.condition(scope, 1) .. ", " or "", table.concat(columns, ", "))
  end
  local groups, group_names = of_groups(source, says)
  names[#names + 1] = group_names
  return table.concat(text) .. groups, names
end

return generate_mixed
