--- Lowering of quotas (meaning.md, section 10).
local core = require "mandate.core"
local analysis = require "mandate.language.lower.analysis"
local days = require "mandate.language.days"
local judging = require "mandate.language.lower.judging"
local scope = require "mandate.language.lower.scope"
local sets = require "mandate.language.lower.sets"
local shown = require "mandate.language.lower.shown"

local quotas = {}

local function year_ended(year, day) return ("%04d-12-31"):format(year) <= day end

--- A goal's plan as of a day: { low, high } to date, first planned day, end of the running plan year, whole plan.
function quotas.plan_of(goal, day)
  local none = core.decimal(0)
  local plan = { low = none, high = none, total_low = none, total_high = none }
  local years = {}
  for year in pairs(goal.yearly or goal.cumulative or {}) do years[#years + 1] = year end
  table.sort(years)
  for _, year in ipairs(years) do
    local low, high = table.unpack((goal.yearly or goal.cumulative)[year])
    high = high or low
    if goal.yearly then plan.total_low, plan.total_high = plan.total_low + low, plan.total_high + high
    else plan.total_low, plan.total_high = low, high end
    if year_ended(year, day) then
      if goal.yearly then plan.low, plan.high = plan.low + low, plan.high + high else plan.low, plan.high = low, high end
    elseif not plan.year_end then
      plan.year_end = ("%04d-12-31"):format(year)
    end
  end
  plan.start = goal.yearly and years[1] and ("%04d-01-01"):format(years[1]) or nil
  plan.years = years
  return plan
end

local function goal_target(goal, plan)
  local target = goal.target
  if target == nil and #plan.years > 0 then return plan.total_low, plan.total_high end
  if type(target) == "table" then return target[1] or target.low, target[2] or target.high or target[1] end
  return target, target
end

-- What a quota counted by a day, where other rules' second reading asks it: unknown if none of what it counts was there by then. What it counts, and on which day, is
-- read as the rule says.
local function shown_count(lowering, rule, around, count, day)
  local function counted_on(inner) return lowering:value(rule.counted_on, shown.reading(inner, nil), nil, { k = "date" }) end
  local set = sets.lower(lowering, rule.counts, around, nil, nil, counted_on)
  local space = set.scope.space
  local happened = lowering.nodes:add("DATE_BY", space, { counted_on(set.scope), lowering.nodes:day(space, day) })
  return shown.question(lowering, set, around, { k = "number" }, count, nil,
    function(rows) return sets.aggregate(lowering, set, around, "ANY", rows) end, happened)
end

-- What a quota counts, as far as that does not hang on values that were never received: a node in the space of its rows; nil where none is asked.
local function counted_as_received(lowering, rule, around, set, counted_on)
  if not analysis.asks_received(lowering, rule.counts) then return nil end
  local own = sets.lower(lowering, rule.counts, shown.of_received(around), nil, nil, function(inner) return counted_on(shown.as_said(inner)) end)
  assert(own.scope.space == set.scope.space, "the same rows, read twice")
  return own.mask
end

function quotas.goal(lowering, rule, goal, today)
  local space, nodes = today.space, lowering.nodes
  local kind = rule.per.kind
  local record = lowering:named_record(kind, goal.place)
  local around = scope.with_pivot(today, scope.pivot_until(lowering, goal.due))
  local shown_in = today.reading and around
  if shown_in then around = shown.reading(around, nil) end
  local trace = { rule = rule, goal = goal, shape = "quota", scope = around, today = today, plan = quotas.plan_of(goal, lowering.as_of) }
  local is_place = record and nodes:add("CODE_SAME", space, { lowering:own_row(kind, space), nodes:add("RECORD_CONSTANT", space, nil,
    { record = record, kind = kind }) }) or nodes:truth(space, false)
  trace.pivot, trace.in_place = lowering:pivot(around), judging.in_place(lowering, around, rule.place)
  local here = nodes:both(is_place, trace.in_place, space)
  local from, to = days.later(rule.from, goal.from), days.earlier(rule.to, goal.to)
  local force = lowering:in_force(around, from, to)
  trace.over = (goal.from and around.pivot.day < goal.from or goal.to and around.pivot.day > goal.to) or false -- another goal of the place, or none, holds on the pivot
  around.open = nodes:both(here, force, space)
  if shown_in then shown_in.open = around.open end
  local applying = judging.applies(lowering, rule, shown_in or around, trace)
  local function counted_on(inner) return lowering:value(rule.counted_on, inner, nil, { k = "date" }) end
  local set = sets.lower(lowering, rule.counts, around, nil, nil, counted_on) -- each row counts to the place of its day
  local inner = set.scope
  local counted = counted_on(inner)
  local mask = nodes:both(set.mask, counted_as_received(lowering, rule, around, set, counted_on), inner.space)
  if trace.plan.start then
    mask = nodes:both(mask, nodes:add("DATE_ON_OR_AFTER", inner.space, { counted, nodes:day(inner.space, trace.plan.start) }), inner.space)
  end
  local function count_by(until_day)
    local day = until_day and until_day < lowering.as_of and nodes:day(inner.space, until_day) or lowering:today(inner.space, until_day)
    local by = nodes:both(mask, nodes:add("DATE_BY", inner.space, { counted, day }), inner.space)
    local count = sets.aggregate(lowering, set, around, "COUNT", by)
    return shown_in and shown_count(lowering, rule, shown_in, count, days.earlier(lowering.as_of, until_day)) or count
  end
  --- How many of what was counted was done before the rule was in force, as a node; nil where it always was, or where none of that counts.
  function trace.counted_before()
    if not rule.from or trace.plan.start and trace.plan.start >= rule.from then return nil end
    local early = nodes:add("DATE_BY", inner.space, { counted, nodes:day(inner.space, core.add_days(rule.from, -1)) })
    return sets.aggregate(lowering, set, around, "COUNT", nodes:both(mask, early, inner.space))
  end
  local target_low, target_high = goal_target(goal, trace.plan)
  trace.target_low, trace.target_high = target_low, target_high
  trace.actual = count_by(nil)
  trace.actual_by_due = count_by(goal.due)
  lowering.plan:keep(trace.actual)
  lowering.plan:keep(trace.actual_by_due)
  trace.here = here
  trace.counted, trace.judges, trace.force, trace.applying = set, nodes:both(nodes:both(here, force, space), applying, space), force, applying
  local target = nodes:number(space, target_low, target_high)
  local planned = nodes:number(space, trace.plan.low, trace.plan.high, lowering.ahead and trace.plan.year_end or nil)
  trace.values = { target = target, actual = trace.actual, planned = #trace.plan.years > 0 and planned or nil } -- without a plan nothing is asked of it, which is not a plan of 0
  local due = goal.due and nodes:day(space, goal.due) or nodes:day(space, nil)
  judging.judge(lowering, trace, "QUOTA", space,
    { force = force, place = here, applies = applying, actual = trace.actual, actual_by_due = trace.actual_by_due, target = target, planned = planned,
      due = due, pivot = trace.pivot },
    { first = from, last = to, year_end = trace.plan.year_end and lowering:day_number(trace.plan.year_end) or 0 })
  return trace
end

return quotas
