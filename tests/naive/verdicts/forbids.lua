-- What a `forbid` says of its rows, each on its own day. Sections 8 and 19.
local contexts = require "tests.naive.expressions.contexts"
local evaluate = require "tests.naive.evaluate"
local expected = require "tests.naive.verdicts.expected"
local force = require "tests.naive.verdicts.force"
local pivots = require "tests.naive.verdicts.pivots"
local received = require "tests.naive.verdicts.received"
local record_pack = require "tests.naive.record_pack"
local records = require "tests.naive.records"
local remembered = require "tests.naive.expressions.remembered"
local sets = require "tests.naive.sets"
local showing = require "tests.naive.shown"
local subjects = require "tests.naive.verdicts.subjects"
local values = require "tests.naive.values"
local waivers = require "tests.naive.verdicts.waivers"

local forbids = {}

-- A date lies in the rule's force, as a condition; unknown on a day that nobody knows.
local function within_force(rule, day)
  if day.state ~= "known" then return day.state == "unknown" and values.unknown("condition", day.missing) or values.no end
  return values.truth(force.holds_on(rule, day.value))
end

-- What is written of a set but for its filters, which only take rows away.
local function unfiltered(handle)
  local node = record_pack.node(handle)
  if node.op == "call" and (node.name == "where" or node.name == "during") then return unfiltered(node.from) end
  if node.op ~= "index" then return handle end
  if not node.unfiltered then
    local from = unfiltered(node.from)
    node.unfiltered = rawequal(from, node.from) and handle or from[node.name]
  end
  return node.unfiltered
end

local function day_of(run, record) return records.visible(record, run.as_of) and records.day(record) or values.absent "date" end

-- The set of a `forbid` as it is on a day: everything that it asks is asked on that day, but for a record that no reference names, which is found on the pivot. And the same
-- without its filters, and the records that it holds so on their own day: those alone can be in the set, and are asked in each period, whereas of all others that is found once.
local function set_by_day(subject, rule, raw, arises, assured)
  local found = { day = subjects.day_of(subject, pivots.pivot(subject, rule, arises, values.absent "date")) }
  local function context_on(day)
    if assured == "by a register" then return contexts.copy(subject.read_as(day, rule, "shown"), { found = found }) end
    return contexts.copy(assured and subject.assured(day, rule) or subject.context(day, rule), { found = found })
  end
  local function by_day(asked, always)
    local sets_on = remembered.by_day(asked, context_on(nil), always)
    return function(day)
      local key = day or "unknown"
      if not sets_on[key] then sets_on[key] = evaluate.value(asked, context_on(day)) end
      return sets_on[key]
    end, sets_on
  end
  local all_on, kept = by_day(unfiltered(raw), true)
  local function candidates()
    if not kept.candidates then
      local run, able = subject.run, {}
      for _, record in ipairs(run.registry[all_on(run.as_of).kind]) do
        local day = day_of(run, record)
        local all = day.state ~= "absent" and all_on(day.value)
        if all and (#sets.rows_of(all.rows, record) > 0 or #sets.rows_of(all.looked.rows, record) > 0) then able[#able + 1] = record end
      end
      kept.candidates = able
    end
    return kept.candidates
  end
  return by_day(raw), all_on, candidates
end

-- The days on which some reference comes to name another, or is blank, from a first to a last one; the first included.
local function days_between(run, first, last)
  if not run.days_of_references then
    local days, seen = {}, {}
    for _, kind in ipairs(run.registry.kinds) do
      for _, record in ipairs(kind.group and {} or run.registry[kind.name]) do
        for index, version in ipairs(record.versions) do
          local before, other = record.versions[index - 1], index == 1
          for _, field in ipairs(kind.fields) do
            other = other or field.kind ~= nil and (version.cells[field.name] == nil or version.cells[field.name] ~= before.cells[field.name])
          end
          if other and not seen[version.from] then days[#days + 1], seen[version.from] = version.from, true end
        end
      end
    end
    run.days_of_references = days
  end
  local days = { first }
  for _, day in ipairs(run.days_of_references) do
    if day > first and day <= last then days[#days + 1] = day end
  end
  return days
end

-- Whether on some day of the rule nobody knows whose rows they would be, and why.
local function is_open(subject, rule, set_on, all_on, arises)
  local from, to = force.days(rule)
  if rule.arises ~= nil and arises.state == "known" then from = math.max(from, arises.value) end
  for _, day in ipairs(days_between(subject.run, from, math.min(to, subject.run.as_of))) do
    local set = all_on(day).open and set_on(day)
    if set and set.open then
      if not set_on(subject.run.as_of).open then subjects.count(subject, "a set that begins nobody knows where on some day") end
      return true, values.missing(set)
    end
  end
  return false, {}
end

-- Notes where the day of a row tells another set than the pivot does. `here`: the records that are in the set of their own day, which is known; counts(day): whether a row
-- of a day counts.
local function count_neighbours(subject, on_pivot, here, counts)
  local run, then_too = subject.run, {}
  for _, row in ipairs(on_pivot.rows) do
    local day = day_of(run, row.record)
    if row.sure and not then_too[row.record] and not here[row.record] and day.state == "known" and counts(day).value ~= false then
      subjects.count(subject, "a row that only the set of the pivot has")
    end
    then_too[row.record] = then_too[row.record] or row.sure
  end
  for record in pairs(here) do
    local whose = records.owner_of(run.registry, record, "enterprise")
    if whose and whose ~= (records.owner_of(run.registry, subject.record, "enterprise") or whose) then subjects.count(subject, "a forbid's row that is another enterprise's") end
    if not then_too[record] then subjects.count(subject, "a row of a set that is another on the pivot") end
  end
end

-- The rows of a set that count for a `forbid`: each is read on its own day, and whether that day lies in the rule's force, on or after arises where given, and
-- whether the rule applies to the subject is asked on that day. Gives the earliest day of a certain row (or nil), whether a row is only perhaps one, and why;
-- whether one is not excused by a waiver of its day, as a condition, and the earliest day of such a certain one.
-- `evident`: they are evidence, and a row tells something only if it could be judged.
local function dated_rows(subject, rule, raw, arises, evident)
  local run = subject.run
  local set_on, all_on, candidates = set_by_day(subject, rule, raw, arises, evident)
  local pivot = subjects.day_of(subject, pivots.pivot(subject, rule, arises, values.absent "date"))
  local earliest, left = nil, values.no
  -- nobody knows whose rows they would be, also where there are none, nor what day they would be of
  local perhaps, missing = is_open(subject, rule, set_on, all_on, arises)
  perhaps = perhaps and subjects.applicable(subject, rule, nil, true).value ~= false
  if not perhaps then missing = {} else left = values.unknown "condition" end
  local first_left, first_perhaps
  local function counts_on(day)
    local counts = within_force(rule, day)
    return rule.arises ~= nil and values.both(counts, values.at_least(day, arises)) or counts
  end
  local here = {} -- the records that are in the set on their own day
  for _, record in ipairs(candidates()) do
    local day = day_of(run, record)
    local counts = counts_on(day)
    if counts.value ~= false then
      local set = set_on(day.value)
      for _, row in ipairs(sets.rows_of(set.rows, record)) do
        local tells = not evident or not row.sure or showing.could_judge(set, record)
        if not tells then subjects.count(subject, "evidence that could not be judged") end
        if tells and day.state == "unknown" then subjects.count(subject, "a forbid's row of a day that nobody knows") end
        here[record] = here[record] or row.sure and day.state == "known" or nil
        if tells then
          local bound = subjects.applicable(subject, rule, day.value, nil, evident)
          if bound.value == false then subjects.count(subject, "a forbid that does not apply on a row's day") end
          local all = values.both(values.both(row.sure and values.yes or values.unknown("condition", row.missing), counts), bound)
          if all.value == true then earliest = math.min(earliest or day.value, day.value)
          elseif all.value == nil then
            perhaps, missing = true, values.missing({ missing = missing }, all)
            first_perhaps = math.min(first_perhaps or math.huge, day.value or math.huge)
          end
          if not evident then
            local excused = waivers.held(subject, rule, day, day)
            local stays = values.both(all, values.negate(excused))
            if all.value == true and excused.value ~= true then first_left = math.min(first_left or day.value, day.value) end
            left = values.either(left, stays)
          end
        end
      end
    end
  end
  if run.counters and pivot then count_neighbours(subject, set_on(pivot), here, counts_on) end
  if earliest and first_left and first_left > earliest then subjects.count(subject, "a row that is excused before one that is not") end
  if earliest and not evident and first_perhaps and first_perhaps < earliest then subjects.count(subject, "a breach behind a row that perhaps counts") end
  return earliest, perhaps, missing, left, first_left
end

-- Whether of what is forbidden no row of a day that counts is there, or one could be judged; otherwise evidence tells nothing.
-- `unit`: of the rows of a kind, those of these days only count.
-- `own`: what is not there was not looked at. `assured`: what stands for what is not there: evidence (true), or nothing but the register of what is forbidden ("by a register").
local function is_judged(subject, rule, arises, unit, own, assured)
  local run, judged, open = subject.run, values.no, values.no
  local set_on, all_on, candidates = set_by_day(subject, rule, rule.forbid, arises, assured or true)
  if unit and all_on(run.as_of).kind ~= unit.kind then return values.yes end
  for _, record in ipairs(candidates()) do
    local day = day_of(run, record)
    local counts = within_force(rule, day)
    if rule.arises ~= nil then counts = values.both(counts, values.at_least(day, arises)) end
    if unit then counts = values.both(counts, expected.inside(day, unit)) end
    local set = counts.value ~= false and set_on(day.value)
    for _, row in ipairs(set and sets.rows_of(set.looked.rows, record) or {}) do
      local all = values.both(values.both(row.sure and values.yes or values.unknown "condition", counts), subjects.applicable(subject, rule, day.value, nil, true))
      if showing.could_judge(set, record) then judged = values.either(judged, all) else open = values.either(open, all) end
    end
  end
  return own and judged or values.either(judged, values.negate(open))
end

-- Whether a rule's evidence is of the kind of what is forbidden, or only what is expected.
local function is_own(subject, rule)
  if not rule.evident then return true end
  local context = subject.assured(subject.run.as_of, rule)
  local kind = evaluate.value(rule.forbid, context).kind
  return kind == evaluate.value(rule.evidence, context).kind or rule.expects ~= nil and kind == evaluate.value(rule.expects[1], context).kind
end

-- Whether a complete register shows that nothing forbidden is there.
local function is_registered(subject, rule, arises)
  local pivot = pivots.pivot(subject, rule, arises, values.absent "date")
  local context = contexts.copy(subject.read_as(pivot.value, rule, "shown"), { found = { day = subjects.day_of(subject, pivot) } })
  local set = evaluate.value(rule.forbid, context)
  if not showing.complete(set.looked, set.kind, context, context.subject, (force.days(rule))) then return values.no end
  subjects.count(subject, "a forbid whose register is complete")
  return is_judged(subject, rule, arises, nil, nil, "by a register")
end

-- One version of a `forbid` rule. It has something to say only if a day of its force lies in the days judged: from arises and the
-- period's first day to D and the period's last day. Otherwise a text not yet, or no longer, in force would find "nothing out".
local function found_out(subject, rule)
  local as_of, period = subject.run.as_of, subject.period
  local arises = pivots.arises(subject, rule)
  if subjects.lies_in(subject, rule, nil).value == false then return subjects.not_applicable() end -- on whatever day
  if force.never_by(rule, as_of, period) then return subjects.not_applicable() end
  if rule.arises ~= nil then
    if arises.state == "absent" then return subjects.not_applicable() end
    if arises.state == "unknown" then return subjects.undecided(arises) end
    if arises.value > as_of then return subjects.not_applicable() end
  end
  local from, to = force.days(rule)
  local first = math.max(rule.arises ~= nil and arises.value or -math.huge, period and period.from or -math.huge)
  local last = math.min(as_of, period and period.to or math.huge)
  if from > last then return subjects.not_applicable() end
  if to < first then return subjects.not_applicable() end
  -- Where no row counts, the pivot tells whether the rule applies at all.
  local applies = subjects.applicable(subject, rule, pivots.pivot(subject, rule, arises, values.absent "date").value)
  local verdict = { arises = arises, open = applies.state == "unknown" }
  local since, perhaps, missing, left, first_left = dated_rows(subject, rule, rule.forbid, arises)
  if since and applies.value == false then subjects.count(subject, "a breach that the pivot would not show") end
  if since then verdict.status, verdict.since, verdict.open, verdict.left = "breached", first_left or since, false, left return verdict end
  local shown, perhaps_shown, why
  local expected_one = false
  if rule.evidence ~= nil then
    shown, perhaps_shown, why = dated_rows(subject, rule, rule.evidence, arises, true)
    expected_one = shown ~= nil
    local own = is_own(subject, rule)
    local judged = is_judged(subject, rule, arises, nil, own)
    if own and judged.value == false and is_judged(subject, rule, arises).value and (shown or perhaps_shown) then
      subjects.count(subject, "a forbid of what is not there, and evidence of its kind")
    end
    if judged.value ~= true and (shown or perhaps_shown) then
      subjects.count(subject, "a forbid of what could not be judged")
      shown, perhaps_shown = nil, judged.state == "unknown"
    end
  end
  if rule.expects and not perhaps and (shown or applies.value == true) then
    local pivot = pivots.pivot(subject, rule, arises, values.absent "date")
    local found = { day = subjects.day_of(subject, pivot) }
    local function context_on(day) return contexts.copy(subject.assured(day, rule), { found = found }) end
    local kind = evaluate.value(rule.expects[1], context_on(as_of)).kind
    local there = expected.all_there(expected.asked(subject, rule, arises, pivot.value, context_on, function(unit)
      return is_judged(subject, rule, arises, { kind = kind, label = unit.label, from = unit.from, to = unit.to })
    end))
    if there.value ~= true then
      if shown then subjects.count(subject, "a forbid without an expected record") end
      verdict.status, verdict.missing = "unknown", there.missing or {}
      return verdict
    end
  end
  local registered = applies.value == true and is_registered(subject, rule, arises) or values.no
  if rule.expects and not rule.evident and not expected_one then registered = values.no end -- of what is expected there must be one, also where nothing is expected yet
  if rule.expects and not shown and not perhaps and registered.value == true then subjects.count(subject, "a forbid that expects, whose register is complete") end
  if perhaps then verdict.status, verdict.missing = "unknown", missing
  elseif shown then verdict.status = "met"
  elseif registered.value == true then verdict.status = "met"
  elseif perhaps_shown then
    local whom = values.missing(applies)
    if why[values.FAILURE] and applies.state == "unknown" and not whom[values.FAILURE] then subjects.count(subject, "a call that failed on the day of evidence only") end
    verdict.status, verdict.missing = "unknown", applies.value == false and why or whom
    if whom[values.FAILURE] then verdict.missing = values.missing(verdict, { missing = why }) end
    verdict.missing[values.FAILURE] = why[values.FAILURE] -- whether the rule applies on the pivot is not what leaves it open
  elseif applies.state == "unknown" then verdict.status, verdict.missing = "unknown", values.missing(applies)
  elseif applies.value == false then return subjects.not_applicable()
  else verdict.status, verdict.missing = "unknown", {} end
  return verdict
end

-- Nobody knows from which day on rows count, where that was never received.
local function from_known_day(subject, rule, verdict)
  if rule.arises == nil then return verdict end
  local read = received.day(subject, rule.arises, subject.run.as_of, rule, values.absent "date")
  if read.state == "unknown" then
    subjects.count(subject, "kept from a day on that was never received")
    verdict.status, verdict.missing = "unknown", values.missing(read)
  end
  return verdict
end

-- The same, of a period that ended before its subject began: nothing but a breach.
local function judge_forbid(subject, rule)
  local verdict = found_out(subject, rule)
  if verdict.status == "not_applicable" then return verdict end
  local arises = pivots.arises(subject, rule)
  if rule.arises ~= nil and arises.state == "unknown" then return verdict end -- nobody knows from when on it binds, and so of no period that it does not
  local begun = pivots.begun(subject, rule, arises)
  if begun.value == true then return verdict.status == "met" and from_known_day(subject, rule, verdict) or verdict end
  if verdict.status == "breached" then
    subjects.count(subject, "a breach before its beginning")
    return verdict
  end
  if begun.value == false then return subjects.not_applicable() end
  verdict.status, verdict.missing, verdict.open = "unknown", values.missing(verdict, begun), true
  return verdict
end

local badness = { not_applicable = 0, met = 1, unknown = 2, waived = 3, breached = 4 }

--- The verdict of a `forbid`: the worst of its versions, each of the days of its force.
function forbids.judge(subject, versions)
  local worst
  for _, rule in ipairs(versions) do
    local verdict = judge_forbid(subject, rule)
    verdict.version = rule.name
    if verdict.status == "breached" then waivers.waive(subject, rule, verdict, values.negate(verdict.left)) end
    if not worst or badness[verdict.status] > badness[worst.status] then worst = verdict
    elseif verdict.status == worst.status then
      if verdict.since then worst.since = math.min(worst.since, verdict.since) end
      worst.perhaps_waived = worst.perhaps_waived and verdict.perhaps_waived -- a breach that nothing waives stands
      if verdict.missing then worst.missing = values.missing(worst, verdict) end
    end
  end
  return worst
end

return forbids
