-- Quotas: goals, plans, and what is counted on its own day. Section 10.
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local dates = require "tests.naive.dates"
local evaluate = require "tests.naive.evaluate"
local force = require "tests.naive.verdicts.force"
local records = require "tests.naive.records"
local sets = require "tests.naive.sets"
local showing = require "tests.naive.shown"
local subjects = require "tests.naive.verdicts.subjects"
local values = require "tests.naive.values"

local quotas = {}

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
  local context = contexts.copy(around, { reading = false }) -- what it counts is read as the rule says
  local set = evaluate.value(rule.counts, context)
  local first_year = goal.yearly and plan_years(goal)[1]
  local kept = { type = "set", kind = set.kind, rows = {}, open = set.open, missing = set.missing }
  local whole = around.reading and evaluate.value(rule.counts, around).looked or {} -- also of the days that a filter asks
  -- what counts only because a value was never received counts perhaps
  local received = contexts.copy(around, { reading = "shown", assured = { ["only what was not received"] = true }, counters = false })
  local rows, by_map, looked = {}, {}, { rows = {}, days = whole.days, windows = whole.windows, asked_of = whole.asked_of, begins = whole.begins }
  local function set_on(day) -- the same between two days on which somebody moves
    local stretch = day and 0 or "unknown"
    for _, change in ipairs(day and records.days_of_moves(context.registry) or {}) do
      if change <= day then stretch = stretch + 1 end
    end
    by_map[stretch] = by_map[stretch] or { counted = evaluate.value(rule.counts, contexts.copy(context, { map = { day = day } })),
      received = evaluate.value(rule.counts, contexts.copy(received, { map = { day = day } })),
      looked = around.reading and evaluate.value(rule.counts, contexts.copy(around, { map = { day = day } })).looked }
    return by_map[stretch]
  end
  for _, record in ipairs(context.registry[set.kind]) do
    local on = evaluate.as(rule.counted_on, "date", contexts.with_row(context, { type = "row", kind = set.kind, state = "known", value = record }))
    local day = on.value
    if on.state == "absent" then day = context.as_of end
    local sets_on = set_on(day)
    for _, row in ipairs(sets.rows_of(sets_on.counted.rows, record)) do
      local again = sets.rows_of(sets_on.received.rows, record)[1]
      if row.sure and not again.sure then counting.note(around, "what a quota counts only because a value was never received") end
      rows[#rows + 1] = { record = record, sure = row.sure and again.sure, missing = row.missing, on = on }
    end
    local by = values.at_most(on, values.known("date", by_day)) -- counted_on is a condition on dates
    for _, row in ipairs(sets_on.looked and by.value ~= false and sets.rows_of(sets_on.looked.rows, record) or {}) do
      table.insert(looked.rows, { record = record, sure = row.sure and by.state == "known", judges = sets_on.looked.judges })
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
    for _, row in ipairs(sets.rows_of(looked.rows, record)) do
      for _, judge_of in ipairs(row.judges) do all = values.both(all, judge_of(record)) end
    end
    return all
  end }
  return showing.question({ kind = set.kind, open = set.open, looked = looked }, number, around)
end

-- The goal of a text of a quota that holds for the subject on its pivot, with its due day and that pivot; nil where none does.
local function goal_of(subject, rule)
  local as_of, goal, due, pivot = subject.run.as_of, nil, nil, nil
  for _, row in ipairs(rule.goals) do
    if row[1] == subject.record.key then
      local own = row.due == nil and values.absent "date" or evaluate.as(row.due, "date", subject.context(as_of, rule))
      local day = own.state == "known" and math.min(as_of, own.value) or as_of
      local from, to = force.days(rule)
      from = math.max(from, row.from and dates.parse(row.from) or -math.huge)
      to = math.min(to, row.to and dates.parse(row.to) or math.huge)
      if subjects.lies_in(subject, rule, day).value ~= false then
        if from <= day and day <= to then
          goal, due, pivot = row, own, day
          if row.from then subjects.count(subject, "a goal that follows another") end
        end
      end
    end
  end
  return goal, due, pivot
end

--- The verdict of a quota on a jurisdiction. `texts`: the quota, for each stretch of days on which it is in force.
function quotas.judge(subject, texts)
  local as_of, rule = subject.run.as_of, nil
  local goal, due, pivot
  for _, text in ipairs(texts) do
    if not goal then
      goal, due, pivot = goal_of(subject, text)
      rule = text
    end
  end
  if not goal then return subjects.not_applicable() end
  local applies = subjects.applicable(subject, rule, pivot)
  if applies.value == false then return subjects.not_applicable() end

  local context = subject.context(pivot, rule)
  local actual, actual_by_due = counted(rule, goal, context, as_of), counted(rule, goal, context, pivot)
  local target = goal.target and plan_number(goal.target) or plan(goal, function() return true end)
  local planned = plan(goal, function(year) return last_day(year) <= as_of end)
  -- a range { low, high } is tested at low
  local function reached(number, wanted) return values.at_least(number, values.number(wanted.low)) end
  local verdict = { due = due, actual = actual, target = target, open = applies.state == "unknown" }
  if goal.yearly or goal.cumulative then verdict.planned = planned else subjects.count(subject, "a goal without a plan") end
  local zero = values.number(0)
  local gap = values.subtract(values.number(target.low), actual)
  verdict.gap = values.number(math.max(gap.low, zero.low), math.max(gap.high, zero.high), gap.missing)
  if actual.state == "unknown" then verdict.gap = values.unknown("number", actual.missing) end
  function verdict.planned_in(period)
    local year = dates.split(period.from)
    local amount = type(period.unit) ~= "table" and (goal.yearly or goal.cumulative or {})[year]
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

return quotas
