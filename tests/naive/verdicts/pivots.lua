-- From when a rule binds its subject, by when it is to be done, and on which day law and records are read. Section 7, 1 to 3, and section 8.
local beginnings = require "tests.naive.beginnings"
local clocks = require "tests.naive.verdicts.clocks"
local contexts = require "tests.naive.expressions.contexts"
local dates = require "tests.naive.dates"
local evaluate = require "tests.naive.evaluate"
local force = require "tests.naive.verdicts.force"
local record_pack = require "tests.naive.record_pack"
local records = require "tests.naive.records"
local subjects = require "tests.naive.verdicts.subjects"
local values = require "tests.naive.values"

local pivots = {}

--- Section 7, 1: arises as given (pivot D); else the later of the rule's first day and the subject's event.
function pivots.arises(subject, rule)
  if rule.arises ~= nil then return evaluate.as(rule.arises, "date", subject.context(subject.run.as_of, rule)) end
  local from, day = force.days(rule), records.day(subject.record)
  if day.state == "unknown" and from >= subject.run.as_of and subject.record.kind.lasting then return values.known("date", from) end -- it has begun by D
  if day.state == "unknown" then return day end
  return values.known("date", math.max(from, day.value or -math.huge))
end

--- Section 7, 2: a date, or a span after arises; pivot arises where given, else the period's last day, and D at the latest.
function pivots.due(subject, rule, arises)
  local pivot = rule.arises ~= nil and arises.value or subject.period and math.min(subject.run.as_of, subject.period.to) or subject.run.as_of
  if rule.arises ~= nil and arises.state ~= "known" then return values.unknown("date", arises.missing) end
  if clocks.has(rule) then return clocks.due(rule, arises, contexts.copy(subject.context(pivot, rule), { arises = arises }), function(what) subjects.count(subject, what) end) end
  local due = evaluate.as(rule.due, "date", contexts.copy(subject.context(pivot, rule), { arises = arises }))
  local of_law = record_pack.node(rule.due)
  if of_law and of_law.op == "parameter" and due.state ~= "known" then
    subjects.count(subject, due.state == "absent" and "due by what the law sets none of" or "due by a parameter without a value")
  end
  if due.type == "span" then return values.moved(arises, due, 1) end
  return due
end

function pivots.is_standing(rule) return rule.require ~= nil or rule.forbid ~= nil end

-- The last day in (first, last] on which something recorded, or the law, can be another than the day before, or of which it was asked whether it had come.
local function last_change(run, first, last)
  if not run.days_of_changes then
    local days, seen, by_events = {}, {}, {}
    local function add(day)
      if day and not seen[day] then days[#days + 1], seen[day] = day, true end
    end
    local function add_force(from, to)
      add(from and dates.parse(from))
      add(to and dates.parse(to) + 1)
    end
    for _, kind in ipairs(run.registry.kinds) do
      for _, record in ipairs(kind.group and {} or run.registry[kind.name]) do
        for _, version in ipairs(record.versions) do
          add(version.from)
          for _, field in ipairs(kind.fields) do
            local day = field.type == "event" and version.cells[field.name] and dates.parse(version.cells[field.name])
            if day then by_events[day] = true end
            add(day)
          end
        end
      end
    end
    for _, parameter in pairs(run.pack.parameters) do
      add_force(nil, parameter.to)
      for _, row in ipairs(parameter) do
        add_force(row.from, row.to)
        add_force(nil, row.transition and row.transition.to)
      end
    end
    for _, day in ipairs(run.pack.days_of_law) do add(day) end
    add(run.as_of) -- by it has begun of what nobody knows when it began
    table.sort(days)
    run.days_of_changes, run.changes_by_events = days, by_events
  end
  local days, low, high = run.days_of_changes, 0, #run.days_of_changes -- the place of the last day that is no later lies between these
  while low < high do
    local middle = (low + high + 1) // 2
    if days[middle] <= last then low = middle else high = middle - 1 end
  end
  local found = low > 0 and days[low] > first and days[low] or nil
  for day in pairs(run.came) do
    if day > (found or first) and day <= last then found = day end
  end
  return found
end

-- A rule that is judged once has all days for its period.
local ALL_DAYS <const> = { from = -math.huge, to = math.huge }

-- The last day of the period on which a rule is in force, or would be.
local function last_day(subject, rule)
  local period, _, to = subject.period or ALL_DAYS, force.days(rule)
  return to >= period.from and math.min(to, period.to) or period.to
end

-- Section 8, the last bound day of a period: going back from its last day, the first on which the rule is not known not to apply.
local function last_bound_day(subject, rule, arises)
  local period, from = subject.period or ALL_DAYS, force.days(rule)
  local last = math.min(subject.run.as_of, last_day(subject, rule))
  local function may_apply(day)
    if subjects.applicable_as_said(subject, rule, day).value ~= false then return true end
    for _, other in ipairs(rule.forbid == nil and force.versions_of(subject.run.pack, rule.base) or {}) do -- of a `forbid` each version judges for itself
      local counts = other ~= rule and other.require ~= nil and force.holds_on(other, day)
      if counts and subjects.applicable_as_said(subject, other, day).value ~= false then return true end
    end
    return false
  end
  if may_apply(last) then return last end
  local first = math.max(period.from, from)
  local change = last_change(subject.run, first, last)
  while change do
    local day = change - 1
    local begun = pivots.begun_by(subject, rule, arises, day)
    if begun.value ~= false and may_apply(day) then
      subjects.count(subject, subject.period and "a period left before its last day" .. (rule.forbid ~= nil and ": a forbid" or "") or "a forbid left before the day asked")
      if subject.run.changes_by_events[change] and subjects.asks_as_stood(rule) and subjects.applicable_as_said(subject, rule, change).value == false then
        subjects.count(subject, rule.forbid ~= nil and "left by what came: a forbid" or "left by what came before the period's end")
      end
      if begun.value == nil or subjects.applicable_as_said(subject, rule, day).value == nil then subjects.count(subject, "a period perhaps left before its last day") end
      return day
    end
    change = last_change(subject.run, first, day)
  end
  return last
end

--- Section 8: until when a `require` that is judged once bound its subject, as things stood, of the days from its pivot on: D where it binds by what is on file, or bound on none;
--- and whether it is an earlier one.
function pivots.bound_until(subject, rule, pivot)
  local as_of, _, to = subject.run.as_of, force.days(rule)
  if subjects.binds_on(subject, rule, pivot, false).value ~= false then return as_of, false end
  local function may_bind(day) return subjects.binds_on(subject, rule, pivot, day).value ~= false end
  may_bind(as_of) -- which tells of which days it asks whether they have come
  local last = math.min(as_of, to)
  if last < as_of and last >= pivot and may_bind(last) then return last, true end
  local change = last_change(subject.run, pivot, last)
  while change do
    if may_bind(change - 1) then return change - 1, true end
    change = last_change(subject.run, pivot, change - 1)
  end
  return as_of, false
end

--- The pivot: section 7, 3 for dated obligations, section 8 for standing ones. A value: absent only where a given arises is.
function pivots.pivot(subject, rule, arises, due)
  local as_of = subject.run.as_of
  if pivots.is_standing(rule) and (subject.period or rule.forbid ~= nil) then
    if not subject.period and rule.arises ~= nil and arises.state ~= "known" then return arises end
    subject.bound_days = subject.bound_days or {}
    subject.bound_days[rule] = subject.bound_days[rule] or last_bound_day(subject, rule, arises)
    return values.known("date", subject.bound_days[rule])
  end
  if rule.arises ~= nil then return arises end
  if not pivots.is_standing(rule) then
    if due.state == "unknown" then return due end
    local pivot = due.state == "known" and math.min(as_of, due.value) or as_of
    local _, last = force.days(rule)
    if subject.period and last >= subject.period.to and last < pivot then -- the law has ended, and what the period brought stays
      subjects.count(subject, "a duty of a period whose law ended before it was due")
      pivot = last
    end
    return values.known("date", pivot)
  end
  local kind = subject.record.kind
  if kind.starts and not kind.lasting then return records.day(subject.record) end
  return values.known("date", as_of)
end

--- The pivot of a version of a duty, a power or an incentive; nil where nobody knows it.
function subjects.pivot_of(subject, rule)
  local arises, as_of = pivots.arises(subject, rule), subject.run.as_of
  if rule.used == nil then return subjects.day_of(subject, pivots.pivot(subject, rule, arises, pivots.due(subject, rule, arises))) end
  if rule.arises ~= nil then return subjects.day_of(subject, arises) end
  local used = evaluate.as(rule.used, "date", subject.context(as_of, rule))
  if used.state == "known" and used.value > as_of then return as_of end
  return subjects.day_of(subject, used)
end

--- Section 8, before its beginning: whether a standing rule's subject is there by the end of the period that is judged, or by its last bound day where that is
--- an earlier one, a condition; true where there is no period, but for a `forbid` whose law has ended.
function pivots.begun(subject, rule, arises)
  if not subject.period and rule.forbid == nil then return values.yes end
  local day, bound = pivots.is_standing(rule) and last_day(subject, rule) or subject.period.to, subject.bound_days and subject.bound_days[rule]
  if pivots.is_standing(rule) and bound and bound < math.min(subject.run.as_of, day) then day = bound end
  local begun = pivots.begun_by(subject, rule, arises, day)
  if begun.value == false then subjects.count(subject, "a period before its beginning" .. (rule.due ~= nil and ": a duty" or rule.used ~= nil and ": a power" or "")) end
  if begun.value == false and day < (subject.period or ALL_DAYS).to and day == last_day(subject, rule) then subjects.count(subject, "a law that ended before the subject began") end
  if begun.state == "unknown" then subjects.count(subject, "a period perhaps before its beginning") end
  if rule.arises ~= nil and arises.state == "known" and begun.value and arises.value > day then subjects.count(subject, "what a period brought arose after it") end
  return begun
end

--- The first day of its period on which a rule may be broken, a value; nil where there is no period.
function pivots.may_break_from(subject, rule, arises)
  if not subject.period then return nil end
  local asked = beginnings.of_periods(rule, subject.run.pack)
  local first = values.known("date", math.max(subject.period.from, (force.days(rule))))
  local begins = asked == "arises" and arises or asked and records.day(subject.record)
  if not begins then return first end
  return begins.state == "known" and values.known("date", math.max(first.value, begins.value)) or begins, first
end

--- The same by a day.
function pivots.begun_by(subject, rule, arises, day)
  local kind, once = subject.record.kind, not subject.period
  local asked = beginnings.of_periods(rule, subject.run.pack) or once and (rule.arises ~= nil and "arises" or kind.starts and "event")
  if not asked then return values.yes end
  local begins = arises
  if asked == "event" then
    begins = records.day(subject.record)
    if begins.state == "unknown" and (kind.lasting or once) then return values.yes end
  end
  return values.negate(values.above(begins, values.known("date", day)))
end

return pivots
