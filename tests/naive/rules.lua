-- Verdicts of the naive evaluator: dated and standing obligations, quotas, versions, places, exceptions, waivers. meaning.md, 7 to 10, 12.
-- A verdict is { status, version, arises, due, done, since, missing, target, actual, gap, planned, planned_in }; days and numbers in it are
-- values, but for `since`, which is a day or nil. When it changes next is found by judging later days (naive.lua).
local beginnings = require "tests.naive.beginnings"
local dates = require "tests.naive.dates"
local evaluate = require "tests.naive.evaluate"
local groups = require "tests.naive.groups"
local record_pack = require "tests.naive.record_pack"
local places = require "tests.naive.places"
local records = require "tests.naive.records"
local sets = require "tests.naive.sets"
local showing = require "tests.naive.shown"
local values = require "tests.naive.values"

local rules = {}

-- Force and place, section 9 ------------------------------------------------------------------------------------------------

-- First and last day on which all instruments cited are in force.
local function force(rule)
  local from, to = -math.huge, math.huge
  for _, instrument in ipairs(rule.instruments) do
    from = math.max(from, (assert(dates.parse(instrument.from), instrument.from)))
    if instrument.to then to = math.min(to, dates.parse(instrument.to)) end
  end
  return from, to
end

local function in_force(rule, day)
  local from, to = force(rule)
  return from <= day and day <= to
end

local function place_of(rule)
  return rule.place or rule.instruments[1] and rule.instruments[1].place
end

local function versions_of(pack, base)
  local versions = {}
  for _, rule in ipairs(pack.rules) do
    if rule.base == base then versions[#versions + 1] = rule end
  end
  return versions
end

-- A subject under judgement: its record, its period, where it lies, and contexts for any pivot ---------------------------------

local function begin(run, record, period, reading)
  local subject = { run = run, record = record, period = period }
  local planned = not records.visible(record, run.as_of)
  local row = records.row(record, run.as_of)
  if planned then -- only a notice judges it
    row = values.known("row", record)
    row.kind = record.kind.name
  end
  function subject.places(day) return places.of(run.registry, record, day) end
  function subject.context(pivot, rule)
    return { pack = run.pack, registry = run.registry, as_of = run.as_of, pivot = pivot, subject = row, scopes = { row }, period = period,
      places = subject.places(pivot), judge = run.judge, counters = run.counters,
      reading = reading, since = subject.since, planned = planned and record or nil,
        non_detects = rule and rule.non_detects }
  end
  -- The same where evidence stands for what is not there: section 19.
  function subject.assured(pivot, rule)
    return evaluate.copy(subject.context(pivot, rule), { reading = "shown", assured = true })
  end
  -- The same in another reading: section 19.
  function subject.read_as(pivot, rule, other)
    return evaluate.copy(subject.context(pivot, rule), { reading = other or false, assured = false, since = (force(rule)) })
  end
  return subject
end

-- Notes that a situation was met.
local function count(subject, situation)
  local counters = subject.run.counters
  if not counters then return end
  counters.situation = counters.situation or {}
  counters.situation[situation] = (counters.situation[situation] or 0) + 1
end

local function not_applicable() return { status = "not_applicable" } end

local function undecided(...) return { status = "unknown", missing = values.missing(...) } end

-- Whether the subject lies in a rule's place on a pivot; a pivot that there is not is D.
local function lies_in(subject, rule, pivot)
  local holds = places.holds(subject.places(pivot), place_of(rule), subject.run.registry)
  if subject.run.counters and holds.value ~= places.holds(subject.places(subject.run.as_of), place_of(rule), subject.run.registry).value then
    count(subject, holds.state == "unknown" and "a place that nobody knows on the pivot" or "a place that is another on the pivot")
  end
  return holds
end

-- A pivot as a day: nil where nobody knows it.
local function day_of(subject, pivot)
  if pivot.state == "absent" then return subject.run.as_of end
  return pivot.value
end

-- `place & applies & ~exceptions` on the pivot, and the same without the place; an exception counts if its own instrument is in force there and its place holds.
local function applicable(subject, rule, pivot)
  local context = subject.read_as(pivot, rule, nil) -- whom a rule holds for is asked as it says
  local holds = rule.applies == nil and values.yes or values.settle(evaluate.as(rule.applies, "condition", context))
  for _, exception in ipairs(subject.run.pack.exceptions) do
    for _, base in ipairs(exception.to) do
      if base == rule.base and (not pivot or in_force(exception, pivot)) then
        local excepted = exception.applies == nil and values.yes or evaluate.as(exception.applies, "condition", context)
        if not pivot then excepted = values.both(excepted, values.unknown "condition") end
        holds = values.both(holds, values.negate(values.both(lies_in(subject, exception, pivot), excepted)))
      end
    end
  end
  return values.both(lies_in(subject, rule, pivot), holds), holds
end

-- What is missing of whom nobody knows whether the rule applies to; where only the place is not known, what would be asked next is missing, too.
local function undecided_for(applies, elsewhere, ...)
  local wanted = { applies }
  for _, value in ipairs { ... } do
    if elsewhere.value == true and value.state ~= "known" and #wanted == 1 then wanted[2] = next(value.missing or {}) and value end
  end
  return values.missing(table.unpack(wanted))
end

-- Until when the enterprise is excused on D: the last day of its longest waiver, math.huge without an end, nil without a waiver.
local function waived_until(subject, of)
  local base = of.base
  local run, last = subject.run, nil
  local enterprise = records.owner_of(run.registry, subject.record, "enterprise")
  if not enterprise or not run.pack.waivable[base] then return nil end
  local fields = run.pack.kinds.waiver.by_name
  for _, waiver in ipairs(run.registry.waiver) do
    local target = records.target(run.registry, waiver, fields.enterprise, run.as_of)
    local rule = records.cell(run.registry, waiver, fields.rule, run.as_of, run.as_of)
    if target == enterprise and (rule.value == base or rule.value == of.name) and records.visible(waiver, run.as_of) then
      local expires = records.cell(run.registry, waiver, fields.expires_on, run.as_of, run.as_of)
      local allowed = run.pack.waivable[base]
      local until_day = expires.state == "absent" and math.huge or expires.value
      if allowed.at_most then
        local span = record_pack.node(allowed.at_most)
        local granted = records.cell(run.registry, waiver, fields.granted_on, run.as_of, run.as_of)
        until_day = math.min(until_day, dates.add_span(granted.value, span, 1))
      end
      if allowed.by then
        local agency = records.target(run.registry, waiver, fields.agency, run.as_of)
        local role = agency and records.cell(run.registry, agency, run.pack.kinds.agency.by_name.role, run.as_of, run.as_of)
        if not role or role.value ~= allowed.by then until_day = -math.huge end
      end
      if until_day >= run.as_of then last = math.max(last or -math.huge, until_day) end -- its last day is still covered
    end
  end
  return last
end

local function waive(subject, rule, verdict)
  local last = waived_until(subject, rule)
  if not last then return end
  verdict.waived_from, verdict.status = verdict.status, "waived"
end

-- Section 7, 1: arises as given (pivot D); else the later of the rule's first day and the subject's event.
local function arises_of(subject, rule)
  subject.since = force(rule)
  if rule.arises ~= nil then return evaluate.as(rule.arises, "date", subject.context(subject.run.as_of, rule)) end
  local from, day = force(rule), records.day(subject.record)
  if day.state == "unknown" and from >= subject.run.as_of and subject.record.kind.lasting then return values.known("date", from) end -- it has begun by D
  if day.state == "unknown" then return day end
  return values.known("date", math.max(from, day.value or -math.huge))
end

-- Section 7, 2: a date, or a span after arises; pivot arises where given, else D.
local function due_of(subject, rule, arises)
  local pivot = rule.arises ~= nil and arises.value or subject.run.as_of
  if rule.arises ~= nil and arises.state ~= "known" then return values.unknown("date", arises.missing) end
  local due = evaluate.as(rule.due, "date", subject.context(pivot, rule))
  if due.type == "span" then return evaluate.moved(arises, due, 1) end
  return due
end

local function is_standing(rule) return rule.require ~= nil or rule.forbid ~= nil end

-- The pivot: section 7, 3 for dated obligations, section 8 for standing ones. A value: absent only where a given arises is.
local function pivot_of(subject, rule, arises, due)
  local as_of = subject.run.as_of
  if rule.arises ~= nil then return arises end
  if not is_standing(rule) then
    if due.state == "unknown" then return due end
    return values.known("date", due.state == "known" and math.min(as_of, due.value) or as_of)
  end
  local kind = subject.record.kind
  if kind.starts and not kind.lasting then return records.day(subject.record) end
  return values.known("date", subject.period and math.min(as_of, subject.period.to) or as_of)
end

-- Dated obligations, section 7 ---------------------------------------------------------------------------------------------------

-- `planned`: the day of the event, where the subject is not there yet.
local function judge_dated(subject, rule, arises, due, pivot, planned)
  local as_of = subject.run.as_of
  local event = records.day(subject.record).value -- a beginning that nobody knows frees nobody
  if due.state == "known" and event and due.value < event and not planned and beginnings.free(rule, subject.run.pack) then
    count(subject, "freed by its beginning")
    return not_applicable()
  end
  if rule.arises == nil and due.state == "known" and event and due.value < event then count(subject, "not freed by its beginning") end
  local applies, elsewhere = applicable(subject, rule, pivot)
  if applies.value == false then return not_applicable() end
  local done = evaluate.as(rule.done, "date", subject.context(pivot, rule))
  if done.state == "known" and done.value > as_of then done = values.absent "date" end -- it is not done yet
  local verdict = { arises = arises, due = due, done = done }
  verdict.open = applies.state == "unknown" or pivot == nil -- nobody knows whether it applies, or is in force
  if applies.state == "unknown" then verdict.status, verdict.missing = "unknown", undecided_for(applies, elsewhere, done, due)
  elseif done.state == "unknown" then verdict.status, verdict.missing = "unknown", values.missing(done)
  elseif due.state == "unknown" then verdict.status, verdict.missing = "unknown", values.missing(due)
  elseif done.state == "known" then verdict.status = (due.state == "absent" or done.value <= due.value) and "met" or "late"
  elseif due.state == "absent" or as_of <= due.value or planned then
    verdict.status = "pending"
    waive(subject, rule, verdict)
  else
    verdict.status = "overdue"
    waive(subject, rule, verdict)
  end
  return verdict
end

-- Standing obligations, section 8 -----------------------------------------------------------------------------------------------------

local function judge_require(subject, rule, arises, _, pivot)
  local applies, elsewhere = applicable(subject, rule, pivot)
  if applies.value == false then return not_applicable() end
  local verdict = { arises = arises }
  verdict.open = applies.state == "unknown" or pivot == nil
  local holds = values.settle(evaluate.as(rule.require, "condition", subject.context(pivot, rule)))
  if applies.state == "unknown" then verdict.status, verdict.missing = "unknown", undecided_for(applies, elsewhere, holds)
  elseif pivot == nil then verdict.status, verdict.missing = "unknown", values.missing(records.day(subject.record))
  elseif holds.state == "unknown" then verdict.status, verdict.missing = "unknown", values.missing(holds)
  elseif holds.value == false then
    verdict.status = "breached"
    waive(subject, rule, verdict)
  else
    local evident = rule.evidence ~= nil
    local found = values.settle(evaluate.as(rule.require, "condition", evident and subject.assured(pivot, rule) or subject.read_as(pivot, rule, "shown")))
    if evident then
      if found.value ~= true then count(subject, "evidence of what could not be judged") end
      found = values.both(sets.any(showing.telling(evaluate.value(rule.evidence, subject.assured(pivot, rule)))), found)
    end
    verdict.status = found.value == true and "met" or "unknown"
    if verdict.status == "unknown" then verdict.missing = values.missing(found) end
  end
  return verdict
end

-- A date lies in the rule's force, as a condition; unknown on a day that nobody knows.
local function within_force(rule, day)
  if day.state ~= "known" then return day.state == "unknown" and values.unknown("condition", day.missing) or values.no end
  return values.truth(in_force(rule, day.value))
end

-- The rows of a set that count for a `forbid`: each is read on its own day, and whether that day lies in the rule's force, on or after arises where given, and
-- whether the rule applies to the subject is asked on that day. Gives the earliest day of a certain row (or nil), whether a row is only perhaps one, and why.
-- `evident`: they are evidence, and a row tells something only if it could be judged.
local function dated_rows(subject, rule, raw, arises, evident)
  local run = subject.run
  local base = { day = day_of(subject, pivot_of(subject, rule, arises, values.absent "date")) }
  local function context(pivot) return evaluate.copy(evident and subject.assured(pivot, rule) or subject.context(pivot, rule), { base = base }) end
  local now = evaluate.value(raw, context(run.as_of))
  local earliest
  -- nobody knows whose rows they would be, also where there are none, nor what day they would be of
  local perhaps = now.open and applicable(subject, rule, nil).value ~= false or false
  local missing = perhaps and values.missing(now) or {}
  for _, record in ipairs(run.registry[now.kind]) do
    local day = records.visible(record, run.as_of) and records.day(record) or values.absent "date"
    local counts = within_force(rule, day)
    if rule.arises ~= nil then counts = values.both(counts, values.at_least(day, arises)) end
    if counts.value ~= false then
      local set = evaluate.value(raw, context(day.value))
      for _, row in ipairs(set.rows) do
        local tells = row.record == record and (not evident or not row.sure or showing.could_judge(set, record))
        if row.record == record and not tells then count(subject, "evidence that could not be judged") end
        if tells then
          local bound = applicable(subject, rule, day.value)
          if bound.value == false then count(subject, "a forbid that does not apply on a row's day") end
          local all = values.both(values.both(row.sure and values.yes or values.unknown("condition", row.missing), counts), bound)
          if all.value == true then earliest = math.min(earliest or day.value, day.value)
          elseif all.value == nil then perhaps, missing = true, values.missing({ missing = missing }, all) end
        end
      end
    end
  end
  return earliest, perhaps, missing
end

-- Whether of what is forbidden no row of a day that counts is there, or one could be judged; otherwise evidence tells nothing.
local function is_judged(subject, rule, arises)
  local run, judged, open = subject.run, values.no, values.no
  local base = { day = day_of(subject, pivot_of(subject, rule, arises, values.absent "date")) }
  local function set_on(pivot) return evaluate.value(rule.forbid, evaluate.copy(subject.assured(pivot, rule), { base = base })) end
  local now = set_on(run.as_of)
  for _, record in ipairs(run.registry[now.kind]) do
    local day = records.visible(record, run.as_of) and records.day(record) or values.absent "date"
    local counts = within_force(rule, day)
    if rule.arises ~= nil then counts = values.both(counts, values.at_least(day, arises)) end
    local set = counts.value ~= false and set_on(day.value)
    for _, row in ipairs(set and set.looked.rows or {}) do
      if row.record == record then
        local all = values.both(values.both(row.sure and values.yes or values.unknown "condition", counts), applicable(subject, rule, day.value))
        if showing.could_judge(set, record) then judged = values.either(judged, all) else open = values.either(open, all) end
      end
    end
  end
  return values.either(judged, values.negate(open))
end

-- One version of a `forbid` rule. It has something to say only if a day of its force lies in the days judged: from arises and the
-- period's first day to D and the period's last day. Otherwise a text not yet, or no longer, in force would find "nothing out".
local function judge_forbid(subject, rule)
  local as_of, period = subject.run.as_of, subject.period
  local arises = arises_of(subject, rule)
  if lies_in(subject, rule, nil).value == false then return not_applicable() end -- on whatever day
  if rule.arises ~= nil then
    if arises.state == "absent" then return not_applicable() end
    if arises.state == "unknown" then return undecided(arises) end
    if arises.value > as_of then return not_applicable() end
  end
  local from, to = force(rule)
  local first = math.max(rule.arises ~= nil and arises.value or -math.huge, period and period.from or -math.huge)
  local last = math.min(as_of, period and period.to or math.huge)
  if from > last then return not_applicable() end
  if to < first then return not_applicable() end
  -- Where no row counts, the pivot tells whether the rule applies at all.
  local applies = applicable(subject, rule, pivot_of(subject, rule, arises, values.absent "date").value)
  local verdict = { arises = arises, open = applies.state == "unknown" }
  local since, perhaps, missing = dated_rows(subject, rule, rule.forbid, arises)
  if since and applies.value == false then count(subject, "a breach that the pivot would not show") end
  if since then verdict.status, verdict.since, verdict.open = "breached", since, false return verdict end
  local shown, perhaps_shown, why
  if rule.evidence ~= nil then
    shown, perhaps_shown, why = dated_rows(subject, rule, rule.evidence, arises, true)
    local judged = is_judged(subject, rule, arises)
    if judged.value ~= true and (shown or perhaps_shown) then
      count(subject, "a forbid of what could not be judged")
      shown, perhaps_shown = nil, judged.state == "unknown"
    end
  end
  if perhaps then verdict.status, verdict.missing = "unknown", missing
  elseif shown then verdict.status = "met"
  elseif applies.state == "unknown" then verdict.status, verdict.missing = "unknown", values.missing(applies)
  elseif perhaps_shown then verdict.status, verdict.missing = "unknown", applies.value == false and why or { [values.FAILURE] = why[values.FAILURE] }
  elseif applies.value == false then return not_applicable()
  else verdict.status, verdict.missing = "unknown", {} end
  return verdict
end

local badness = { not_applicable = 0, met = 1, unknown = 2, waived = 3, breached = 4 }

local function judge_forbid_versions(subject, versions)
  local worst
  for _, rule in ipairs(versions) do
    local verdict = judge_forbid(subject, rule)
    verdict.version = rule.name
    if verdict.status == "breached" then waive(subject, rule, verdict) end
    if not worst or badness[verdict.status] > badness[worst.status] then worst = verdict
    elseif verdict.status == worst.status then
      if verdict.since then worst.since = math.min(worst.since, verdict.since) end
      if verdict.missing then worst.missing = values.missing(worst, verdict) end
    end
  end
  return worst
end

-- Which version judges, section 9: of those in force on their own pivot, the nearest place first, there (each on a pivot of its own) the later text.
-- `candidates` are { rule =, sure = whether it is in force and here, a condition, verdict = function }; nil where none judges.
local function choose(subject, candidates, none)
  local run = subject.run
  for _, candidate in ipairs(candidates) do
    candidate.place = place_of(candidate.rule)
    candidate.depth, candidate.from = places.depth(run.registry, candidate.place, run.as_of), force(candidate.rule)
  end
  table.sort(candidates, function(a, b)
    if a.depth ~= b.depth then return a.depth > b.depth end
    return a.from > b.from
  end)
  candidates = places.nearest_first(run.registry, candidates)
  local chosen, perhaps -- `perhaps`: a version has nothing to judge, and may not be the one that judges
  for _, candidate in ipairs(candidates) do
    local verdict = candidate.verdict()
    verdict.version = candidate.rule.name
    if perhaps and verdict.status ~= none then
      verdict = { status = "unknown", missing = values.missing(perhaps, verdict), version = verdict.version,
        done = none == "not_available" and verdict.done or nil } -- what was used is not hidden
    end
    chosen = verdict
    if verdict.status ~= none or candidate.sure.state == "known" then return verdict end
    perhaps = candidate.sure
  end
  return chosen
end

local function judge_versions(subject, versions, judge)
  local as_of, candidates = subject.run.as_of, {}
  for _, rule in ipairs(versions) do
    local arises = arises_of(subject, rule)
    local due = is_standing(rule) and values.absent "date" or due_of(subject, rule, arises)
    local pivot = pivot_of(subject, rule, arises, due)
    local here = lies_in(subject, rule, day_of(subject, pivot))
    if here.value ~= false then
      local verdict
      -- A version whose pivot nobody knows may be in force.
      if pivot.state == "unknown" then
        verdict = function() return rule.arises == nil and judge(subject, rule, arises, due, nil) or undecided(pivot) end
      elseif pivot.state == "absent" then verdict = nil -- arises is given and absent: nothing to judge
      elseif rule.arises ~= nil and pivot.value > as_of then verdict = nil -- it has not arisen
      elseif in_force(rule, pivot.value) then
        verdict = function() return judge(subject, rule, arises, due, pivot.value) end
      end
      local sure = pivot.state == "unknown" and values.unknown("condition", pivot.missing) or here
      if verdict then candidates[#candidates + 1] = { rule = rule, sure = sure, verdict = verdict } end
    end
  end
  return choose(subject, candidates, "not_applicable") or not_applicable()
end

-- Powers and incentives, section 17 ------------------------------------------------------------------------------------------------

local function used_by(subject, rule, pivot)
  local used = evaluate.as(rule.used, "date", subject.context(pivot, rule))
  if used.state == "known" and used.value > subject.run.as_of then return values.absent "date" end
  return used
end

local function judge_permission(subject, rule, arises, pivot)
  local verdict = { arises = arises, done = used_by(subject, rule, rule.arises ~= nil and pivot or subject.run.as_of) }
  local applies, elsewhere = applicable(subject, rule, pivot)
  verdict.open = applies.state == "unknown"
  if applies.value == false then verdict.status = "not_available"
  elseif applies.state == "unknown" then verdict.status, verdict.missing = "unknown", undecided_for(applies, elsewhere, verdict.done)
  elseif verdict.done.state == "unknown" then verdict.status, verdict.missing = "unknown", values.missing(verdict.done)
  else verdict.status = verdict.done.state == "known" and "used" or "open" end
  return verdict
end

local function judge_permissions(subject, versions)
  local as_of, candidates, outside = subject.run.as_of, {}, nil
  for _, rule in ipairs(versions) do
    local arises, verdict = arises_of(subject, rule), nil
    local used = rule.arises == nil and used_by(subject, rule, as_of)
    local pivot = rule.arises ~= nil and arises or used.state == "absent" and values.known("date", as_of) or used
    local here = lies_in(subject, rule, day_of(subject, pivot))
    if here.value ~= false then
      if pivot.state == "unknown" then
        verdict = function() return { status = "unknown", done = used or nil, missing = values.missing(pivot) } end
      elseif pivot.state == "known" and pivot.value > as_of then verdict = nil -- it has not arisen
      elseif pivot.state == "known" and in_force(rule, pivot.value) then
        verdict = function() return judge_permission(subject, rule, arises, pivot.value) end
      elseif pivot.state == "known" then
        local day = used or used_by(subject, rule, pivot.value)
        if day.state == "known" and (not outside or day.value < outside.value) then outside = day end
      end
      if verdict then candidates[#candidates + 1] = { rule = rule, sure = here, verdict = verdict } end
    end
  end
  return choose(subject, candidates, "not_available") or { status = "not_available", done = outside }
end

-- Quotas, section 10 ---------------------------------------------------------------------------------------------------------------------

local function last_day(year) return dates.make(year, 12, 31) end

local function plan_number(raw)
  if type(raw) == "table" then return values.number(raw[1], raw[2]) end
  return values.number(raw)
end

local function plan_years(goal)
  local years = {}
  for year in pairs(goal.yearly or goal.cumulative or {}) do years[#years + 1] = year end
  table.sort(years)
  return years
end

-- The plan of the years that `ended` accepts: the sum of yearly amounts, or the last cumulative one. 0 where no year has ended.
local function plan(goal, ended)
  local total = values.number(0)
  for _, year in ipairs(plan_years(goal)) do
    if ended(year) then
      if goal.yearly then total = values.add(total, plan_number(goal.yearly[year])) else total = plan_number(goal.cumulative[year]) end
    end
  end
  return total
end

-- Rows of `counts` whose `counted_on` (asked with the row in hand) is by the day, and in the years of the plan.
-- Each row is looked for in the set as it is on the map of its own day.
local function counted(rule, goal, around, by_day)
  local context = evaluate.copy(around, { reading = false }) -- what it counts is read as the rule says
  local set = evaluate.value(rule.counts, context)
  local first_year = goal.yearly and plan_years(goal)[1]
  local kept = { type = "set", kind = set.kind, rows = {}, open = set.open, missing = set.missing }
  local rows, by_map, looked = {}, {}, { rows = {}, days = set.looked.days }
  local function set_on(day) -- the same between two days on which somebody moves
    local stretch = day and 0 or "unknown"
    for _, change in ipairs(day and records.days_of_moves(context.registry) or {}) do
      if change <= day then stretch = stretch + 1 end
    end
    by_map[stretch] = by_map[stretch] or { counted = evaluate.value(rule.counts, evaluate.copy(context, { map = { day = day } })),
      looked = around.reading and evaluate.value(rule.counts, evaluate.copy(around, { map = { day = day } })).looked }
    return by_map[stretch]
  end
  for _, record in ipairs(context.registry[set.kind]) do
    local on = evaluate.as(rule.counted_on, "date", evaluate.with_row(context, { type = "row", kind = set.kind, state = "known", value = record }))
    local day = on.value
    if on.state == "absent" then day = context.as_of end
    local sets_on = set_on(day)
    for _, row in ipairs(sets_on.counted.rows) do
      if row.record == record then rows[#rows + 1] = { record = record, sure = row.sure, missing = row.missing, on = on } end
    end
    local by = values.at_most(on, values.known("date", by_day)) -- counted_on is a condition on dates
    for _, row in ipairs(sets_on.looked and by.value ~= false and sets_on.looked.rows or {}) do
      if row.record == record then table.insert(looked.rows, { record = record, sure = row.sure and by.state == "known", judges = sets_on.looked.judges }) end
    end
  end
  for _, row in ipairs(rows) do
    local on = row.on
    local holds = values.at_most(on, values.known("date", by_day))
    if first_year then holds = values.both(holds, values.at_least(on, values.known("date", dates.make(first_year, 1, 1)))) end
    if holds.value ~= false then
      kept.rows[#kept.rows + 1] = { record = row.record, sure = row.sure and holds.state == "known", missing = values.missing(row, holds) }
    end
  end
  local number = sets.count(kept)
  if not around.reading then return number end
  looked.judges = { function(record)
    local all = values.yes
    for _, row in ipairs(looked.rows) do
      for _, judge_of in ipairs(row.record == record and row.judges or {}) do all = values.both(all, judge_of(record)) end
    end
    return all
  end }
  return showing.question({ kind = set.kind, open = set.open, looked = looked }, number, around)
end

local function judge_quota(subject, rule)
  local as_of = subject.run.as_of
  local goal, due, pivot
  subject.since = force(rule)
  for _, row in ipairs(rule.goals) do
    if row[1] == subject.record.key then
      local own = row.due == nil and values.absent "date" or evaluate.as(row.due, "date", subject.context(as_of, rule))
      local day = own.state == "known" and math.min(as_of, own.value) or as_of
      local from, to = force(rule)
      from = math.max(from, row.from and dates.parse(row.from) or -math.huge)
      to = math.min(to, row.to and dates.parse(row.to) or math.huge)
      if lies_in(subject, rule, day).value ~= false then
        if from <= day and day <= to then
          goal, due, pivot = row, own, day
          if row.from then count(subject, "a goal that follows another") end
        end
      end
    end
  end
  if not goal then return not_applicable() end
  local applies = applicable(subject, rule, pivot)
  if applies.value == false then return not_applicable() end

  local context = subject.context(pivot, rule)
  local actual, actual_by_due = counted(rule, goal, context, as_of), counted(rule, goal, context, pivot)
  local target = goal.target and plan_number(goal.target) or plan(goal, function() return true end)
  local planned = plan(goal, function(year) return last_day(year) <= as_of end)
  -- a range { low, high } is tested at low
  local function reached(number, wanted) return values.at_least(number, values.number(wanted.low)) end
  local verdict = { due = due, actual = actual, target = target, open = applies.state == "unknown" }
  if goal.yearly or goal.cumulative then verdict.planned = planned end
  local zero = values.number(0)
  local gap = values.subtract(values.number(target.low), actual)
  verdict.gap = values.number(math.max(gap.low, zero.low), math.max(gap.high, zero.high), gap.missing)
  if actual.state == "unknown" then verdict.gap = values.unknown("number", actual.missing) end
  function verdict.planned_in(period)
    local year = dates.split(period.from)
    local amount = (goal.yearly or goal.cumulative or {})[year]
    return amount and plan_number(amount) or values.absent "number"
  end
  local function decide()
    if applies.state == "unknown" then return "unknown", applies end
    local met = reached(due.state == "known" and actual_by_due or actual, target)
    if met.state == "unknown" then return "unknown", met end
    if met.value then return "met" end
    if due.state ~= "known" then return "open" end
    if as_of > due.value then return "missed" end
    local on_track = reached(actual, planned)
    if on_track.state == "unknown" then return "unknown", on_track end
    return on_track.value and "on_track" or "behind"
  end
  local reason
  verdict.status, reason = decide()
  if reason then verdict.missing = values.missing(reason) end
  return verdict
end

-- A subject that is not there yet has a verdict of a notice only, section 7, 9: from those of its versions that are notices.
local function judge_planned(subject, versions)
  local notices = {}
  for _, rule in ipairs(versions) do
    if rule.done ~= nil and beginnings.notice(rule, subject.run.pack) then notices[#notices + 1] = rule end
  end
  if #notices == 0 or records.day(subject.record).state ~= "known" then return nil end
  local event = records.event(subject.record)
  local verdict = judge_versions(subject, notices, function(own, rule, arises, due, pivot)
    if due.state ~= "known" or due.value >= event then return not_applicable() end
    return judge_dated(own, rule, arises, due, pivot, event)
  end)
  if verdict.status == "not_applicable" then return nil end
  count(subject, "a notice before its event: " .. verdict.status)
  return verdict
end

-- A run: every rule over every subject -------------------------------------------------------------------------------------------------------

local function judge(run, base, record, period, reading)
  local versions = versions_of(run.pack, base)
  if not records.visible(record, run.as_of) then return judge_planned(begin(run, record, period, reading), versions) end
  local subject = begin(run, record, period, reading)
  local verdict
  if versions[1].used ~= nil then verdict = judge_permissions(subject, versions)
  elseif versions[1].word == "quota" then verdict = judge_quota(subject, versions[1])
  elseif versions[1].forbid ~= nil then verdict = judge_forbid_versions(subject, versions)
  elseif versions[1].require ~= nil then verdict = judge_versions(subject, versions, judge_require)
  else verdict = judge_versions(subject, versions, judge_dated) end
  if verdict.status == "unknown" and verdict.missing[values.FAILURE] then verdict.status = "error" end
  return verdict
end

-- The periods a rule judges: from that of the later of its first day (of its versions') and the registry's earliest event to D's.
local function periods_of(run, versions)
  local first = math.huge
  for _, rule in ipairs(versions) do first = math.min(first, (force(rule))) end
  first = math.max(first, records.earliest_event(run.registry) or -math.huge)
  local periods = {}
  while first <= run.as_of or #periods == 0 do
    local name, from, to = dates.period_of(versions[1].unit, first)
    if from > run.as_of then break end
    periods[#periods + 1] = { name = name, from = from, to = to }
    first = to + 1
  end
  return periods
end

-- Prepares a run; run.judge gives any rule's verdict on any record, once.
function rules.start(pack, registry, as_of, counters)
  local run = { pack = pack, registry = registry, as_of = as_of, counters = counters, periods = {} }
  local cache = {}
  function run.judge(base, record, period, reading)
    local unit = versions_of(pack, base)[1].unit
    if unit then
      if not run.periods[base] then run.periods[base] = periods_of(run, versions_of(pack, base)) end
      local found
      for _, candidate in ipairs(run.periods[base]) do
        if period and candidate.from == period.from and candidate.to == period.to then found = candidate end
      end
      if not found then -- a period the rule does not judge
        return records.visible(record, as_of) and { status = "not_applicable" } or nil
      end
      period = found
    else period = nil end
    local key = base .. "\0" .. record.kind.name .. "\0" .. record.key .. "\0" .. (period and period.name or "") .. "\0" .. (reading or "")
    if cache[key] == nil then
      assert(cache[key] ~= false, "a circle of verdicts")
      cache[key] = false
      local verdict = judge(run, base, record, period, reading)
      cache[key] = { verdict = verdict }
      if counters and verdict and not reading then
        counters.status = counters.status or {}
        counters.status[verdict.status] = (counters.status[verdict.status] or 0) + 1
      end
    end
    assert(cache[key], "a circle of verdicts at " .. base)
    return cache[key].verdict
  end
  groups.make(pack, registry, as_of, function(record) return begin(run, record).context(as_of) end)
  return run
end

-- All verdicts: array of { base =, record =, period =, verdict = }.
function rules.all(run)
  local found, seen = {}, {}
  for _, rule in ipairs(run.pack.rules) do
    if not seen[rule.base] then
      seen[rule.base] = true
      local periods = rule.unit and periods_of(run, versions_of(run.pack, rule.base)) or { false }
      for _, record in ipairs(run.registry[rule.kind]) do
        for _, period in ipairs(periods) do
          local verdict = run.judge(rule.base, record, period or nil)
          if verdict then found[#found + 1] = { base = rule.base, record = record, period = period or nil, verdict = verdict } end
        end
      end
    end
  end
  return found
end

local function by_key(a, b)
  for index, part in ipairs(a.parts) do
    if part ~= b.parts[index] then return part < b.parts[index] end
  end
  return false
end

-- The day whose law all rows read; nil where each reads its own period's.
local function law_of_report(report, as_of)
  if report.law == nil then return nil end
  return record_pack.node(report.law) and as_of or assert(dates.parse(report.law))
end

-- A report's rows, section 15, and section 10 for plans per year: array of { record =, period =, cells = { value, … } }.
function rules.report(run, name)
  local report = assert(run.pack.reports[name], "no report is called " .. name)
  local per = record_pack.node(report.per) and { report.per } or report.per
  local kind, unit = record_pack.node(per[1]).name, per[2]
  local periods = { false }
  if unit then
    periods = {}
    local from, to = dates.parse_period(assert(report.during, "a report per period says during which"))
    while from <= to do
      local period_name, first, last = dates.period_of(unit, from)
      periods[#periods + 1] = { name = period_name, from = first, to = last }
      from = last + 1
    end
  end
  local rows, order = {}, table.move(run.registry[kind], 1, #run.registry[kind], 1, {})
  if not run.pack.kinds[kind].group then table.sort(order, by_key) end
  for _, period in ipairs(periods) do
    for _, record in ipairs(order) do
      if records.visible(record, run.as_of) then
        local context = begin(run, record, period or nil).context(period and math.min(run.as_of, period.to) or run.as_of)
        context.law = law_of_report(report, run.as_of)
        context.report = true
        if report.where == nil or values.settle(evaluate.as(report.where, "condition", context)).value ~= false then
          local cells = {}
          for index, column in ipairs(report.columns) do
            cells[index] = type(column[2]) == "number" and values.number(column[2]) or evaluate.value(column[2], context)
            if cells[index].type == "condition" then cells[index] = values.settle(cells[index]) end
          end
          rows[#rows + 1] = { record = record, period = period or nil, cells = cells }
        end
      end
    end
  end
  return rows
end

return rules
