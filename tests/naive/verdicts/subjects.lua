-- A subject under judgement: its record, its period, where it lies, contexts for any pivot, and whether a rule applies to it there. Sections 9 and 19.
local beginnings = require "tests.naive.beginnings"
local contexts = require "tests.naive.expressions.contexts"
local dates = require "tests.naive.dates"
local evaluate = require "tests.naive.evaluate"
local force = require "tests.naive.verdicts.force"
local places = require "tests.naive.places"
local records = require "tests.naive.records"
local values = require "tests.naive.values"

local NO_END <const> = dates.parse "9999-12-31"

local subjects = {}

--- What a rule or a report takes for what was found only to lie below a limit: its word, whether it stands alone or with a clause.
function subjects.substitute(body) return type(body.non_detects) == "table" and body.non_detects[1] or body.non_detects end

-- What a rule is of which it is counted what is met in it.
local function sorts_of(rule)
  if not rule then return false end
  if not rule.sorts then
    rule.sorts = {}
    if rule.word == "quota" then rule.sorts[1] = "in a quota" end
    if type(rule.unit) == "table" then table.insert(rule.sorts, "in a row of a table") end
    if rule.kept_until or rule.for_all_until then table.insert(rule.sorts, "beside a transition") end
  end
  return rule.sorts
end

--- The subject of a run (rules.lua) that is judged in a period (or nil), in one of the readings of section 19 (or nil); `assured`: in the fourth, by evidence of these kinds.
function subjects.begin(run, record, period, reading, assured)
  local subject = { run = run, record = record, period = period, reading = reading, evidence_of = assured or false }
  local planned = not records.visible(record, run.as_of)
  local put_off = not planned and records.put_off(record, run.as_of)
  local row = records.in_hand(record) -- also where it is not there yet: only a notice judges it then
  function subject.places(day) return places.of(run.registry, record, day) end
  -- The day with which a rule's force ends inside the period, if it does.
  local function ends(rule)
    local _, to = force.days(rule)
    return rule.require ~= nil and period ~= nil and to >= period.from and to < period.to and to or nil
  end
  -- The first day of a rule, of all its versions, if it lies inside the period.
  local function since(rule)
    if not period then return nil end
    local first = math.huge
    for _, version in ipairs(run.pack.rules) do
      if version.base == rule.base then first = math.min(first, (force.days(version))) end
    end
    return first > period.from and first <= period.to and first or nil
  end
  function subject.context(pivot, rule)
    return { ends = rule and ends(rule), since = rule and since(rule),
      pack = run.pack, registry = run.registry, as_of = run.as_of, pivot = pivot, subject = row, scopes = { row }, period = period,
      places = subject.places(pivot), judge = run.judge, counters = run.counters,
      reading = reading, assured = assured,
      planned = (planned or put_off and rule and beginnings.notice(rule, run.pack)) and record or nil,
      non_detects = rule and subjects.substitute(rule), inside = sorts_of(rule) }
  end
  -- The same where evidence stands for what is not there: section 19.
  function subject.assured(pivot, rule)
    return contexts.copy(subject.context(pivot, rule), { reading = "shown", assured = true })
  end
  -- The same in another reading: section 19.
  function subject.read_as(pivot, rule, other)
    return contexts.copy(subject.context(pivot, rule), { reading = other or false, assured = false })
  end
  -- The same in the fourth reading, of a rule with written evidence.
  function subject.vouched(pivot, rule)
    local kinds = { [evaluate.value(rule.evidence, subject.assured(pivot, rule)).kind] = true }
    if rule.expects then kinds[evaluate.value(rule.expects[1], subject.assured(pivot, rule)).kind] = true end
    return contexts.copy(subject.read_as(pivot, rule, "shown"), { assured = kinds })
  end
  return subject
end

--- Notes that a situation was met.
function subjects.count(subject, situation)
  local counters = subject.run.counters
  if not counters then return end
  counters.situation = counters.situation or {}
  counters.situation[situation] = (counters.situation[situation] or 0) + 1
end

function subjects.not_applicable() return { status = "not_applicable" } end

function subjects.undecided(...) return { status = "unknown", missing = values.missing(...) } end

-- What sort of statement a rule is.
local function sort_of(rule)
  if rule.to then return "an exception" end
  if rule.word == "quota" then return "a quota" end
  if rule.used ~= nil then return "a power" end
  if rule.forbid ~= nil then return "a forbid" end
  return rule.require ~= nil and "a require" or rule.name ~= rule.base and "a version" or "a dated duty"
end

-- The day on which it is asked whether a rule applies, where that is not the pivot: a value, as of D.
local function asked_on(subject, rule, context)
  local as_of = subject.run.as_of
  return evaluate.as(rule.applies_on, "date", contexts.copy(context or subject.read_as(as_of, rule, nil), { pivot = as_of, places = subject.places(as_of), any_day = false,
    stood = false }))
end

--- Whether the subject lies in a rule's place on a pivot; a pivot that there is not is D.
function subjects.lies_in(subject, rule, pivot)
  local as_of, read = subject.run.as_of, values.no
  local function here(day) return places.holds(subject.places(day), force.place_of(rule), subject.run.registry) end
  if rule.applies_on ~= nil then
    pivot = subjects.day_of(subject, asked_on(subject, rule))
    subjects.count(subject, pivot == nil and "asked on a day that nobody knows" or pivot > as_of and "asked on a day that has not come" or "asked on a day of its own")
    if subject.reading == "shown" then -- the day may be another, as far as anything shows
      local day = asked_on(subject, rule, contexts.copy(subject.read_as(as_of, rule, "shown"), { assured = subject.evidence_of }))
      read = day.state == "unknown" and here(nil) or values.no
    end
  end
  local holds = here(pivot)
  if force.place_of(rule) and subject.places(pivot).state == "absent" then subjects.count(subject, "in no place: " .. sort_of(rule)) end
  if holds.value == false and read.value ~= false then subjects.count(subject, "a place on a day that no record shows") end
  if subject.run.counters and holds.value ~= here(as_of).value then
    subjects.count(subject, "moved: " .. sort_of(rule))
    subjects.count(subject, holds.state == "unknown" and "a place that nobody knows on the pivot" or "a place that is another on the pivot")
  end
  return values.either(holds, read)
end

-- Whether the transition to a version names the subject (section 21), as things stood on a pivot.
local function is_named(subject, rule, pivot, context)
  local function asked(day, stood, quiet)
    return values.settle(evaluate.as(rule.transition.whom, "condition", contexts.copy(context, { pivot = day or false, places = subject.places(day), stood = stood,
      non_detects = subjects.substitute(rule) or false, counters = not quiet and context.counters })))
  end
  local named = asked(pivot, { day = pivot, came = subject.run.came })
  if rule.forbid == nil and subject.run.counters and named.value ~= asked(pivot, false, true).value then subjects.count(subject, "whom a transition names as things stood") end
  return named, asked
end

-- The same of the version before. A duty, a power and an incentive are asked on a pivot of their own in each version: whom it names is asked on that of the later one.
local function is_kept(subject, rule, pivot, context)
  local later = rule.kept_by
  if later.done == nil and later.used == nil then return (is_named(subject, later, pivot, context)) end
  local its_pivot = subjects.pivot_of(subject, later)
  local named, asked = is_named(subject, later, its_pivot, context)
  if subject.run.counters and its_pivot ~= pivot and asked(pivot, { day = pivot, came = subject.run.came }, true).value ~= named.value then
    subjects.count(subject, "whom a transition names on another day than that of the version before")
  end
  return named
end

-- For whom a version holds where another one follows it (section 21): whom the transition names keeps to the one before until then. `context`: that in which whom it names is
-- asked.
local function holds_for(subject, rule, pivot, context)
  local holds = values.yes
  if rule.kept_until then
    local still = rule.kept_until >= NO_END and values.yes or pivot and values.truth(pivot <= rule.kept_until) or not pivot and values.unknown "condition"
    local named = is_named(subject, rule, pivot, context)
    if pivot and still.value and named.state == "unknown" then subjects.count(subject, "who perhaps keeps to the version before") end
    holds = values.negate(values.both(still, named))
  end
  if rule.for_all_until then
    local all = pivot and values.truth(pivot <= rule.for_all_until) or not pivot and values.unknown "condition"
    local named = is_kept(subject, rule, pivot, context)
    if pivot and all.value == false and named.value then subjects.count(subject, "who keeps to the version before") end
    holds = values.both(holds, values.either(all, named))
  end
  return holds
end

--- Whether the subject lies in a version's place on a pivot, and is one of those for whom it holds.
function subjects.is_of(subject, rule, pivot, context)
  local here = subjects.lies_in(subject, rule, pivot)
  if not rule.kept_until and not rule.for_all_until then return here end
  return values.both(here, holds_for(subject, rule, pivot, context or subject.read_as(pivot, rule, nil)))
end

--- A pivot as a day: nil where nobody knows it.
function subjects.day_of(subject, pivot)
  if pivot.state == "absent" then return subject.run.as_of end
  return pivot.value
end

-- The exceptions that name a rule or an exception, in the order of the pack.
local function exceptions_to(pack, name)
  pack.exceptions_to = pack.exceptions_to or {}
  if pack.exceptions_to[name] then return pack.exceptions_to[name] end
  local found = {}
  for _, exception in ipairs(pack.exceptions) do
    for _, other in ipairs(exception.to) do
      if other == name then
        found[#found + 1] = exception
        break
      end
    end
  end
  pack.exceptions_to[name] = found
  return found
end

-- Whether an exception holds on the pivot: in force, in its place, by its condition, and no exception to it holds.
local function excepts(subject, exception, pivot, context)
  if pivot and not force.holds_on(exception, pivot) then return values.no end
  local holds = exception.applies == nil and values.yes or evaluate.as(exception.applies, "condition", context)
  if pivot and holds.value == true and not force.holds_on(exception, subject.run.as_of) then subjects.count(subject, "an exception that holds no more") end
  if not pivot then holds = values.both(holds, values.unknown "condition") end
  holds = values.both(subjects.lies_in(subject, exception, pivot), holds)
  for _, other in ipairs(exceptions_to(subject.run.pack, (exception.name:gsub("@.*$", "")))) do
    if exception.instead == nil or other.instead == nil then
      local set_aside = excepts(subject, other, pivot, context)
      if holds.value and set_aside.value then subjects.count(subject, "an exception that another sets aside") end
      if holds.value and set_aside.state == "unknown" then subjects.count(subject, "an exception that another perhaps sets aside") end
      holds = values.both(holds, values.negate(set_aside))
    end
  end
  return holds
end

--- `place & applies & ~exceptions` on the pivot, and the same without the place; an exception counts if its own instrument is in force there and its place holds.
local function applicable_in(subject, rule, pivot, context)
  local come = values.yes
  if rule.applies_on ~= nil then -- on the day that the rule names; one that has not come asks nobody
    local day = asked_on(subject, rule, context)
    if day.state == "absent" or day.state == "known" and day.value > subject.run.as_of then return values.no, values.no end
    if day.state == "unknown" then come = values.unknown("condition", day.missing) end
    local own = values.settle(rule.applies == nil and values.yes
      or evaluate.as(rule.applies, "condition", contexts.copy(context, { counters = false })))
    pivot = day.value
    context = contexts.copy(context, { pivot = pivot or false, places = subject.places(pivot), any_day = not pivot and "pivot", stood = false })
    if rule.applies ~= nil and values.settle(evaluate.as(rule.applies, "condition", context)).value ~= own.value then subjects.count(subject,
      "another answer on the day on which it is asked") end
  end
  local holds = rule.applies == nil and values.yes or values.settle(evaluate.as(rule.applies, "condition", context))
  for _, exception in ipairs(exceptions_to(subject.run.pack, rule.base)) do
    if exception.instead == nil then holds = values.both(holds, values.negate(excepts(subject, exception, pivot, context))) end
  end
  holds = values.both(holds, come)
  return values.both(subjects.is_of(subject, rule, pivot, contexts.copy(context, { reading = false, assured = false, stood = false })), holds), holds
end

-- Whether a rule asks whom it binds as things stood on the day on which it is asked: section 8.
function subjects.asks_as_stood(rule) return rule.applies_on == nil end

--- Whether `applies` and exceptions bind, as things stood on a day, or (false) by what is on file; place and law are those of the pivot. Nothing is noted.
function subjects.binds_on(subject, rule, pivot, day)
  local quiet = setmetatable({ run = setmetatable({ counters = false }, { __index = subject.run }) }, { __index = subject })
  local context = contexts.copy(subject.read_as(pivot, rule, nil), { counters = false, stood = day and { day = day, came = subject.run.came } })
  local _, holds = applicable_in(quiet, rule, pivot, context)
  return holds
end

-- The same as things stood on the pivot, and of a `require` in a period also by what is on file: whom it bound then what came later does not let go.
-- `stands`: { day = } on which it is asked what stood, where that is not the pivot.
local function applicable_by(subject, rule, pivot, context, stands)
  if not subjects.asks_as_stood(rule) then return applicable_in(subject, rule, pivot, context) end
  local once = rule.forbid ~= nil or rule.used ~= nil
  local stood = contexts.copy(context, { stood = { day = (stands or { day = pivot }).day, came = subject.run.came } })
  if not once then stood = contexts.copy(stood, { reading = false, assured = false }) end -- what shows that it does not bind is asked of what is on file
  local here, holds = applicable_in(subject, rule, pivot, stood)
  if once then
    if subject.run.counters and rule.used ~= nil and applicable_in(subject, rule, pivot, contexts.copy(context, { stood = false, counters = false })).value ~= here.value then
      subjects.count(subject, "a power as things stood when it was used")
    end
    return here, holds
  end
  local filed, on_file = applicable_in(subject, rule, pivot, contexts.copy(context, { stood = false }))
  if subject.run.counters and here.value and filed.value == false then subjects.count(subject, "who is not let go by what came later"
    .. (rule.require ~= nil and "" or rule.word == "quota" and ": a goal" or ": a duty")) end
  if subject.run.counters and here.value == false and filed.value then subjects.count(subject, "bound by what came later") end
  return values.either(here, filed), values.either(holds, on_file)
end

--- Whom a rule holds for is asked as it says. Where the verdict is another rule's to read, whom emptiness frees is unknown (section 19), and so is to whom an
-- incentive is given.
-- `any_day`: false only where it is on every day, so that nothing is a plain no for want of the day; so it is on a pivot that nobody knows, but for what functions
-- find. `as_said`: of rows of evidence, which are read as they are.
-- `stands`: as above.
function subjects.applicable(subject, rule, pivot, any_day, as_said, stands)
  local context = contexts.copy(subject.read_as(pivot, rule, nil), { any_day = any_day or not pivot and "pivot" })
  local here, holds = applicable_by(subject, rule, pivot, context, stands)
  if subject.reading ~= "shown" or as_said then return here, holds end
  local second, elsewhere = applicable_by(subject, rule, pivot, contexts.copy(context, { reading = "shown", assured = subject.evidence_of }), stands)
  if rule.word == "incentive" then return second, elsewhere end
  if here.value == false and second.value ~= false then subjects.count(subject, "a verdict that is read, of whom emptiness frees") end
  if rule.applies_on ~= nil and here.value == true and second.state == "unknown" then subjects.count(subject, "bound on a day that no record shows to be that") end
  return values.either(here, second), values.either(holds, elsewhere)
end

--- The same as the rule says, in whatever reading, on a day that is known; nothing is noted.
function subjects.applicable_as_said(subject, rule, day)
  return (applicable_by(setmetatable({ run = setmetatable({ counters = false }, { __index = subject.run }) }, { __index = subject }), rule, day,
    contexts.copy(subject.read_as(day, rule, nil), { counters = false })))
end

--- What is missing of whom nobody knows whether the rule applies to; where only the place is not known, what would be asked next is missing, too.
function subjects.undecided_for(applies, elsewhere, ...)
  local wanted = { applies }
  for _, value in ipairs { ... } do
    if elsewhere.value == true and value.state ~= "known" and #wanted == 1 then wanted[2] = next(value.missing or {}) and value end
  end
  return values.missing(table.unpack(wanted))
end

return subjects
