-- The rules of a random pack, one of each form that there is.
local generate_expressions = require "tests.naive.generate_expressions"
local generate_stood = require "tests.naive.generate_stood"
local random = require "tests.naive.random"

local generate_rules = {}

local starting = { permit = "permit.granted_on", listing = "listing.published_on", audit = "audit.started_on", action = "action.taken_on",
  measure = "measure.identified_on", work = "work.begun_on" }

-- The rules of one pack: array of texts; `verdicts` grows with each rule that later ones may read.
-- crowded: there are so many enterprises that nobody asks each for its neighbours, which the naive evaluator would take minutes for.
function generate_rules.makers(source, make, crowded)
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

  function rules.forbid(name, scope)
    local per = scope.unit and ("{ %s, %s }"):format(scope.own, scope.unit) or scope.own
    local found = (source.chance(80) and ", evidence = " .. evidence(scope) or "") .. expects(scope, "enterprise.measurements")
    local bound = source.chance(50) and ('applies = enterprise.size:is%s, '):format(source.pick { '"large"', '("large", "medium")', '("medium", "small")' }) or applies(scope)
    if stood.chance(40) then bound = ("applies = %s, "):format(generate_stood.condition(stood, scope.own)) end
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

return generate_rules
