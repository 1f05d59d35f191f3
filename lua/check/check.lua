--- Checking a pack against a registry: counts by status, quotas, and a row for every verdict.
local core = require "mandate.core"
local ranges = require "mandate.check.ranges"
local ahead = require "mandate.check.ahead"
local catalogue = require "mandate.catalogues.catalogue"
local reason = require "mandate.check.reason"

local check = {}

check.STATUSES = { "met", "on_track", "late", "waived", "pending", "open", "used", "behind", "overdue", "missed", "breached", "unknown", "error",
  "not_available", "not_applicable" }
local WRONG = { overdue = true, breached = true, missed = true, behind = true, unknown = true, error = true }

--- Lowers and runs every rule. Returns { run, rules = { { base, kind, word, counts, parts } } } in the pack's order; parts are the lowered
--- rules, one per period. options: only (one rule), hold (every verdict can be read after the run), verdicts (the file that gets a row for each verdict),
--- reasons (with its reason), words (of the reasons), and those of lowering:run.
function check.run(opened, options)
  local lowered, plan = opened.lowering:rules(options.only), opened.lowering.plan
  for _, part in ipairs(lowered) do
    plan:judge(part.node)
    if options.hold or part.word == "quota" then plan:keep(part.node) end
    for _, trace in ipairs(part.word == "quota" and part.versions or {}) do plan:keep(trace.node) end -- which tells whose goal judged
  end
  if options.verdicts and options.reasons or options.missing then reason.tell(opened, lowered, options.words or opened.words or catalogue.open()) end
  local rows, run, problem, written
  if options.verdicts then
    local looking
    looking, problem = ahead.run(opened, { only = options.only, threads = options.threads, block = options.block })
    if not looking then return nil, problem end
    rows, problem = reason.rows(opened, options.words, lowered, options.reasons, looking)
    if not rows then return nil, problem end
    written, problem = rows:open(options.verdicts)
    if not written then return nil, problem end
    options.rows = rows
  end
  run, problem = opened.lowering:run(options)
  if rows and not run then rows:abandon() end
  if not run then return nil, problem end
  if rows then
    written, problem = rows:close()
    if not written then return nil, problem end
  end
  local result, by_base = { run = run, rules = {}, wrong = false }, {}
  for _, part in ipairs(lowered) do
    local rule = by_base[part.base]
    if not rule then
      rule = { base = part.base, kind = part.kind, word = part.word, counts = {}, parts = {} }
      by_base[part.base] = rule
      result.rules[#result.rules + 1] = rule
    end
    rule.parts[#rule.parts + 1] = part
    for status, n in pairs(run:statuses(part.node)) do
      rule.counts[status] = (rule.counts[status] or 0) + n
      if WRONG[status] then result.wrong = true end
    end
  end
  for _, base in ipairs(opened.lowering.bases) do -- rules without any subject yet still show
    if not by_base[base] and (not options.only or options.only == base) then
      local first = opened.lowering.versions[base][1]
      result.rules[#result.rules + 1] = { base = base, kind = first.per.kind, word = first.word, counts = {}, parts = {} }
    end
  end
  return result
end

--- A number or range as text; nil where absent or unknown ("unknown").
function check.number(state, value)
  local range = ranges.of(state, value)
  if range then return reason.numbers(range.low, range.high) end
  if state == "unknown" then return "unknown" end
  return nil
end

-- actual / days so far * days to the due date, with its numbers, of both ends of what was counted; nil where there is nothing to project
local function projection(trace, as_of, actual)
  local goal, start = trace.goal, trace.plan.start or trace.rule.from
  if not goal.due or not start or start > as_of or as_of > goal.due then return nil end
  local so_far = core.days_between(start, as_of) + 1
  local whole = core.days_between(start, goal.due) + 1
  local low, high = actual.low * whole / so_far, actual.high * whole / so_far -- multiplied first, so that one division rounds
  local parts = { actual = reason.numbers(actual.low, actual.high), so_far = so_far, start = start, whole = whole, due = goal.due }
  return { range = { low = low, high = high }, text = reason.numbers(low, high), parts = parts }
end

-- What is missing to a target; nothing where it is reached.
local function missing(target, actual) return actual < target and target - actual or core.decimal(0) end

--- The name of a subject: its key, and its period behind an @.
function check.subject(opened, part, record)
  local key = opened.snapshot:key(part.kind, record)
  return part.period and key .. "@" .. part.period.label or key
end

-- The goals of a quota that are told, each with its place: of several that a place has in the versions of a quota, the one that judged.
local function goals_of(opened, run, part)
  local list, of_place, judged = {}, {}, {}
  for _, trace in ipairs(part.versions) do
    local record = not trace.over and opened.lowering:named_record(part.kind, trace.goal.place)
    if record then
      local at = of_place[record] or #list + 1
      local _, own = run:value(trace.node, record)
      if not list[at] or own and not judged[record] then list[at] = { trace = trace, record = record } end
      of_place[record], judged[record] = at, judged[record] or own ~= nil
    end
  end
  return list
end

-- One goal with its numbers; nil where the place has no verdict.
local function goal_told(opened, run, base, part, told)
  local trace, record = told.trace, told.record
  local _, verdict = run:value(part.node, record)
  if not verdict then return nil end
  local entry = { rule = base, place = trace.goal.place, period = part.period and part.period.label, subject = check.subject(opened, part, record),
    status = verdict.status, holder = trace.rule.holder, ranges = {} }
  if verdict.status == "not_applicable" then return entry end -- it has no numbers, and no day (meaning.md, section 7)
  local state, value = run:value(trace.actual, record) -- a count: its ends are there
  local actual = ranges.of(state, value) or {}
  local low, high = actual.low, actual.high
  local planned = #trace.plan.years > 0 and { trace.plan.low, trace.plan.high } or nil
  entry.target, entry.actual = reason.numbers(trace.target_low, trace.target_high), check.number(state, value)
  entry.due, entry.due_not_given, entry.undated = trace.goal.due, trace.goal.due_not_given, not trace.goal.due
  entry.planned = planned and reason.numbers(planned[1], planned[2])
  entry.ranges = { target = { trace.target_low, trace.target_high }, actual = low and { low, high }, planned = planned }
  if low then
    local least, most = missing(trace.target_low, high), missing(trace.target_low, low)
    entry.gap, entry.ranges.gap = reason.numbers(least, most), { least, most }
    entry.projection = projection(trace, opened.as_of, actual)
  end
  return entry
end

--- The goals of quotas with target, actual, gap, plan to date and projection.
function check.quotas(opened, result)
  local list = {}
  for _, rule in ipairs(result.rules) do
    for _, part in ipairs(rule.word == "quota" and rule.parts or {}) do
      for _, told in ipairs(goals_of(opened, result.run, part)) do list[#list + 1] = goal_told(opened, result.run, rule.base, part, told) end
    end
  end
  return list
end

return check
