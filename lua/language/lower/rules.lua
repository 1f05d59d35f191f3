--- Lowering of rules to verdict nodes (meaning.md, sections 7 to 10). A rule is all versions of one name; each judges on its own pivot, and the plan
-- chooses. What `explain` shows of a version is kept in its trace. Each sort of version has a file: dated, standing, permissions, quotas.
local calendar = require "mandate.language.lower.calendar"
local calendar_days = require "mandate.language.days"
local dated = require "mandate.language.lower.dated"
local judging = require "mandate.language.lower.judging"
local received = require "mandate.language.lower.received"
local months = require "mandate.language.lower.months"
local permissions = require "mandate.language.lower.permissions"
local quotas = require "mandate.language.lower.quotas"
local scope = require "mandate.language.lower.scope"
local shown = require "mandate.language.lower.shown"
local standing = require "mandate.language.lower.standing"

local UNKNOWN_DAY = -0x80000000

local rules = {}

local function nearest_first(lowering, versions)
  local order = {}
  for i, rule in ipairs(versions) do
    local record = rule.place and lowering:place_record(rule.place)
    order[i] = { rule = rule, place = record or nil, depth = lowering:depth(record), index = i }
  end
  table.sort(order, function(a, b)
    if a.depth ~= b.depth then return a.depth > b.depth end
    if a.rule.from ~= b.rule.from then return (a.rule.from or "") > (b.rule.from or "") end -- in force on different pivots: the later text
    return a.index < b.index
  end)
  return lowering:nearest_first(order)
end

--- Lowers all versions of a rule, for one period where it is judged per period.
---@return table { base, kind, period, node, versions = { trace… } }
---@param reading string|nil "shown": as the second reading of other rules sees it (meaning.md, section 19)
---@param assured table|nil or their fourth (scope.lua)
function rules.lower(lowering, base, period, reading, assured)
  local versions = lowering.versions[base]
  local kind = versions[1].per.kind
  local traces, verdicts, forbids = {}, {}, false
  local asked = months.of_rule(lowering, versions[1], period)
  for _, entry in ipairs(nearest_first(lowering, versions)) do
    local rule = entry.rule
    if rule.word == "quota" then
      local today = scope.of_kind(lowering, kind, { period = asked, reading = reading, assured = assured, non_detects = rule.non_detects })
      for _, goal in ipairs(rule.goals) do traces[#traces + 1] = quotas.goal(lowering, rule, goal, today) end
    elseif rule.used then
      traces[#traces + 1] = permissions.lower(lowering, rule, kind, asked, reading, assured)
    elseif rule.require or rule.forbid then
      forbids = forbids or rule.forbid ~= nil
      traces[#traces + 1] = standing.lower(lowering, rule, kind, asked, reading, assured)
    else
      traces[#traces + 1] = dated.lower(lowering, rule, kind, asked, reading, assured)
    end
  end
  for i, trace in ipairs(traces) do verdicts[i] = trace.node end
  local op = forbids and "WORST" or "CHOOSE"
  local node = lowering.plan:verdicts(op, lowering.plan:space(kind), verdicts)
  return { base = base, kind = kind, period = period, node = node, op = op, versions = traces, word = versions[1].word }
end

-- A version's verdict, where `applies`, exceptions, `arises` and the day of `applies_on`, or one of them only, are read in the second reading.
local function if_shown(lowering, trace, only)
  local made, nodes = trace.made, lowering.nodes
  local arguments = {}
  for name, argument in pairs(made.arguments) do arguments[name] = argument end
  local around = shown.reading(trace.scope, "shown")
  local applying = judging.applies_on(lowering, trace.rule, around, {}, only)
  if trace.rule.applies_on and (not only or only == "applies_on") then arguments.place = judging.here(lowering, around, trace.rule) end
  if trace.each then
    applying = nodes:add("OR", made.space, { made.arguments.applies, nodes:both(trace.lies, applying, made.space) })
  end
  applying = nodes:both(applying, trace.there, made.space)
  arguments.applies = applying
  local arisen = (not only or only == "arises") and received.is_arisen(lowering, trace.rule, trace.today)
  if arisen then arguments.arises = nodes:add("PICK", made.space, { arguments.arises, nodes:day(made.space, UNKNOWN_DAY), arisen }) end
  return nodes:add(made.op, made.space, arguments, made.properties)
end

--- The verdicts of a lowered rule where `applies` and exceptions are unknown, as far as they rest on empty sets, and all that with `arises` as far as it rests on values
--- that were not received (meaning.md, section 19); nil where they ask none.
---@param only any|nil what alone is read so, "applies", "applies_on", "arises" or an exception; nil: all
---@return integer|nil node
---@return table expressions that ask sets, or such values
function rules.if_shown(lowering, part, only)
  local verdicts, asked = {}, {}
  for i, trace in ipairs(part.versions) do
    local list = judging.read_again(lowering, trace.rule)
    if received.is_arisen(lowering, trace.rule, trace.today) then list[#list + 1] = trace.rule.arises end
    verdicts[i] = #list > 0 and if_shown(lowering, trace, only) or trace.node
    table.move(list, 1, #list, #asked + 1, asked)
  end
  if #asked == 0 then return nil, asked end
  return lowering.plan:verdicts(part.op, lowering.plan:space(part.kind), verdicts), asked
end

-- The verdicts of a lowered rule where something of its versions is another: change(made, arguments) changes what a version is made of, and is true where it did. Nil where
-- nothing is another.
local function otherwise(lowering, part, change)
  local verdicts, any = {}, false
  for i, trace in ipairs(part.versions) do
    local made, arguments = trace.made, {}
    for name, argument in pairs(made and made.arguments or {}) do arguments[name] = argument end
    local changed = made and change(made, arguments)
    verdicts[i] = changed and lowering.nodes:add(made.op, made.space, arguments, made.properties) or trace.node
    any = any or changed
  end
  return any and lowering.plan:verdicts(part.op, lowering.plan:space(part.kind), verdicts) or nil
end

local function waive_perhaps(lowering, made, arguments)
  if not arguments.waived then return false end
  local nodes = lowering.nodes
  arguments.waived = nodes:add("OR", made.space, { arguments.waived, nodes:negate(nodes:add("KNOWN", made.space, { arguments.waived }), made.space) })
  return true
end

-- Puts a day in the place of a `done` that nobody knows; nil: it was not done.
local function done_on(lowering, made, arguments, day)
  local nodes, done = lowering.nodes, arguments.done
  if made.op ~= "DATED" or lowering.plan:is_settled(done) then return false end
  local settled = nodes:add("KNOWN", made.space, { nodes:add("GIVEN", made.space, { done }) })
  arguments.done = nodes:add("PICK", made.space, { done, nodes:day(made.space, day), settled })
  return arguments.done ~= done
end

--- The verdicts of a lowered rule where whoever is perhaps waived is; nil where none can be.
function rules.if_waived(lowering, part)
  return otherwise(lowering, part, function(made, arguments) return waive_perhaps(lowering, made, arguments) end)
end

--- The same where what is perhaps done is not; where it is not, and whoever is perhaps waived is; and where it is done on the as-of date. Nil where it is known of all.
function rules.if_done(lowering, part)
  local function undone(made, arguments) return done_on(lowering, made, arguments, nil) end
  local not_done = otherwise(lowering, part, undone)
  if not not_done then return nil end
  local waived = otherwise(lowering, part, function(made, arguments)
    local not_done_there, perhaps_waived = undone(made, arguments), waive_perhaps(lowering, made, arguments)
    return not_done_there or perhaps_waived
  end)
  return not_done, waived, otherwise(lowering, part, function(made, arguments) return done_on(lowering, made, arguments, lowering.as_of) end)
end

-- The first day on which a version of a rule is in force.
local function first_day(lowering, base)
  local first
  for _, rule in ipairs(lowering.versions[base]) do
    if not rule.from then return "0001-01-01" end
    if not first or rule.from < first then first = rule.from end
  end
  return first
end

-- The periods in which a rule is judged.
local function periods_of(lowering, base)
  local unit = lowering.versions[base][1].per.period
  if not unit then return { false } end
  local first, event = first_day(lowering, base), lowering.snapshot:first_event()
  local named = lowering.pack.named_periods[unit]
  if named then return calendar.periods(unit, first, lowering.as_of, named.rows) end
  -- with nothing to tell when it begins, from the rule's first day on, and where it has none the period of the as-of date alone
  if not event then event = first == "0001-01-01" and lowering.as_of or first end
  return calendar.periods(unit, calendar_days.later(first, event), lowering.as_of)
end

--- The periods in which a rule is judged, in order and by their labels; { false } of one that is judged once.
function rules.periods(lowering, base)
  local periods = lowering.periods[base]
  if not periods then
    periods = periods_of(lowering, base)
    for _, period in ipairs(periods) do
      if period then periods[period.label] = period end
    end
    lowering.periods[base] = periods
  end
  return periods
end

--- The first day on which a rule per period is in force, where its text says one, and the first period of which it has a verdict; nil where there is none.
---@return string|nil since, table|nil period
function rules.first_period(lowering, base)
  local period, first = rules.periods(lowering, base)[1], first_day(lowering, base)
  if not period or period.siblings or first == "0001-01-01" then return nil end -- of a table each row is judged
  return first, period
end

--- Whether a rule has a verdict of a period where another asks for it: also of one that ended before anything was recorded, for that is no reason to pass.
---@param period table { from, to, label, unit }
function rules.judges(lowering, base, period)
  if rules.periods(lowering, base)[period.label] then return true end
  return period.unit == lowering.versions[base][1].per.period and period.to >= first_day(lowering, base) and period.from <= lowering.as_of
end

return rules
