-- One version of an obligation: dated (section 7) or a `require` (section 8, and what shows that it is kept, section 19).
local asks_today = require "tests.naive.verdicts.asks_today"
local beginnings = require "tests.naive.beginnings"
local contexts = require "tests.naive.expressions.contexts"
local evaluate = require "tests.naive.evaluate"
local expected = require "tests.naive.verdicts.expected"
local later_records = require "tests.naive.verdicts.later_records"
local pivots = require "tests.naive.verdicts.pivots"
local received = require "tests.naive.verdicts.received"
local records = require "tests.naive.records"
local sets = require "tests.naive.sets"
local showing = require "tests.naive.shown"
local subjects = require "tests.naive.verdicts.subjects"
local values = require "tests.naive.values"
local waivers = require "tests.naive.verdicts.waivers"

local obligations = {}

-- Puts unknown in place of the days of a verdict that would be another if a value came that was never received; nil where it would not.
local function unheard(subject, rule, verdict, pivot, freed)
  local asked_on = rule.arises ~= nil and verdict.arises.value or subject.period and math.min(subject.run.as_of, subject.period.to) or subject.run.as_of
  local unknown = received.unknown_days(subject, rule, verdict, { due = asked_on, done = pivot }, freed)
  if unknown then verdict.due, verdict.done = unknown.due or verdict.due, unknown.done or verdict.done end
  return unknown
end

-- A verdict that would be another if such a value came.
local function doubt(subject, rule, verdict, pivot, freed)
  local unknown = unheard(subject, rule, verdict, pivot, freed)
  if not unknown then return false end
  subjects.count(subject, freed and "freed by a day that was never received" or verdict.status .. " but for a day that was never received")
  verdict.status, verdict.perhaps_waived, verdict.missing = "unknown", nil, values.missing(unknown.due or values.yes, unknown.done or values.yes)
  return true
end

-- What a verdict may be of which nobody knows whether or when it was done, and nothing else is open.
local function may_be(subject, rule, due, planned)
  local list, as_of = { "met" }, subject.run.as_of
  local over = due.state == "known" and as_of > due.value
  if over then list[#list + 1] = "late" end
  local waived = waivers.held(setmetatable({ run = setmetatable({ counters = false }, { __index = subject.run }) }, { __index = subject }), rule, nil,
    values.known("date", as_of))
  if waived.value ~= true then list[#list + 1] = over and not planned and "overdue" or "pending" end
  if waived.value ~= false then list[#list + 1] = "waived" end
  return list
end

--- `planned`: the day of the event, where the subject is not there yet.
function obligations.dated(subject, rule, arises, due, pivot, planned)
  local as_of = subject.run.as_of
  local event = records.day(subject.record).value -- a beginning that nobody knows frees nobody
  local put_off = records.put_off(subject.record, as_of) and beginnings.notice(rule, subject.run.pack)
  if put_off then planned = records.ahead(subject.record, as_of) end
  event = planned or event
  local freed = due.state == "known" and event and due.value < event and not planned and beginnings.free(rule, subject.run.pack)
  if freed and not doubt(subject, rule, { arises = arises, due = due, done = values.absent "date" }, pivot, true) then
    subjects.count(subject, "freed by its beginning")
    if type(rule.due) ~= "string" then subjects.count(subject, "freed by a day that the law chose") end
    return subjects.not_applicable()
  end
  if freed then due = values.unknown "date" end
  if rule.arises == nil and due.state == "known" and event and due.value < event then subjects.count(subject, "not freed by its beginning") end
  -- what comes by the due day may free of it
  local by_due = rule.arises ~= nil and { day = due.state == "absent" and as_of or due.state == "known" and math.min(as_of, due.value) or nil } or nil
  local applies, elsewhere = subjects.applicable(subject, rule, pivot, nil, nil, by_due)
  local begun = pivots.begun(subject, rule, arises)
  applies, elsewhere = values.both(applies, begun), values.both(elsewhere, begun)
  if applies.value == false then return subjects.not_applicable() end
  local done = evaluate.as(rule.done, "date", subject.context(pivot, rule))
  if done.state == "known" and done.value > as_of then done = values.absent "date" end -- it is not done yet
  local verdict = { arises = arises, due = due, done = done }
  verdict.open = applies.state == "unknown" or pivot == nil -- nobody knows whether it applies, or is in force
  verdict.open_for = values.missing(applies, pivot == nil and due or values.yes)
  if applies.state == "unknown" then
    verdict.status, verdict.missing = "unknown", subjects.undecided_for(applies, elsewhere, done, due)
    local kept = due.state == "absent" or due.state == "known" and (done.value or as_of) <= due.value or planned and done.state == "absent"
    if kept and done.state ~= "unknown" and unheard(subject, rule, verdict, pivot) then subjects.count(subject, "a day that was never received, of who is perhaps not bound") end
  elseif done.state == "unknown" then
    verdict.status, verdict.missing = "unknown", values.missing(done)
    if due.state ~= "unknown" and pivot then verdict.may_be = may_be(subject, rule, due, planned) end
  elseif due.state == "unknown" then verdict.status, verdict.missing = "unknown", values.missing(due)
  elseif done.state == "known" then verdict.status = (due.state == "absent" or done.value <= due.value) and "met" or "late"
  elseif due.state == "absent" or as_of <= due.value or planned then
    verdict.status = "pending"
    waivers.waive(subject, rule, verdict)
  else
    verdict.status = "overdue"
    waivers.waive(subject, rule, verdict)
  end
  local doubted = (verdict.status == "met" or verdict.status == "pending") and doubt(subject, rule, verdict, pivot)
  if doubted and verdict.due.state ~= "unknown" then verdict.may_be = may_be(subject, rule, verdict.due, planned) end
  if doubted and planned and not put_off and verdict.due.state == "unknown" then return subjects.not_applicable() end -- only a known due day asks it of who is not there yet
  if put_off then subjects.count(subject, "a notice before an event that was put off: " .. verdict.status) end
  if event and due.state == "known" and due.value < event then
    if planned and verdict.status == "pending" and as_of > due.value then subjects.count(subject, "a notice that can no longer be given in time") end
    if not planned and (verdict.status == "late" or verdict.status == "overdue") then
      subjects.count(subject, verdict.status == "late" and "filed late" or "not given by its event")
    end
  end
  return verdict
end

-- Of a `require` that is judged once: whether what it asks of whom what came later would let go is known to be the same as things stood on the last day that bound him.
local function is_so_then(subject, rule, pivot, until_day, holds)
  local context = subject.context(pivot, rule)
  if asks_today(rule.require, context) then
    subjects.count(subject, "who was let go since, and is asked as of today")
    return false
  end
  local then_held = values.settle(evaluate.as(rule.require, "condition", contexts.copy(context, { stood = { day = until_day }, counters = false })))
  local same = holds.value ~= nil and then_held.value == holds.value
  subjects.count(subject, same and "who was let go since, and kept it or not by then: " .. tostring(holds.value) or "who was let go since, and is asked of both times")
  return same
end

--- A `require`.
function obligations.required(subject, rule, arises, _, pivot)
  local stands, until_day, let_go
  if not subject.period then
    if pivot and rule.applies_on == nil then until_day, let_go = pivots.bound_until(subject, rule, pivot) end
    stands = { day = until_day }
  end
  local applies, elsewhere = subjects.applicable(subject, rule, pivot, nil, nil, stands)
  if applies.value == false then return subjects.not_applicable() end
  local begun = pivots.begun(subject, rule, arises)
  if begun.value ~= true then
    if begun.value == false then return subjects.not_applicable() end
    applies, elsewhere = values.both(applies, begun), values.both(elsewhere, begun)
  end
  local verdict = { arises = arises }
  verdict.open = applies.state == "unknown" or pivot == nil
  verdict.open_for = values.missing(applies, pivot == nil and records.day(subject.record) or values.yes)
  local holds = values.settle(evaluate.as(rule.require, "condition", subject.context(pivot, rule)))
  if let_go and applies.value == true and not is_so_then(subject, rule, pivot, until_day, holds) then holds = values.unknown "condition" end
  if subject.period and pivot and applies.value == true and later_records.asked(subject, rule, pivot).value ~= false then holds = values.unknown "condition" end
  if applies.state == "unknown" then verdict.status, verdict.missing = "unknown", subjects.undecided_for(applies, elsewhere, holds)
  elseif pivot == nil then -- a call that fails on whatever day has failed
    local failed = holds.state == "unknown" and holds.missing[values.FAILURE] and holds or values.yes
    verdict.status, verdict.missing = "unknown", values.missing(records.day(subject.record), failed)
  elseif holds.state == "unknown" then verdict.status, verdict.missing = "unknown", values.missing(holds)
  elseif holds.value == false then
    verdict.status = "breached"
    if subject.run.counters then
      local quiet = contexts.copy(subject.read_as(pivot, rule, "shown"), { counters = false })
      if values.settle(evaluate.as(rule.require, "condition", quiet)).state == "unknown" then subjects.count(subject, "breached for want of records") end
    end
    local to = values.known("date", pivot)
    local from, first = pivots.may_break_from(subject, rule, arises)
    waivers.waive(subject, rule, verdict, waivers.held(subject, rule, from or to, to, first))
  else
    local evident = rule.evidence ~= nil
    local found = values.yes
    if rule.evident or not subject.reading then -- else it is read so already
      found = values.settle(evaluate.as(rule.require, "condition", rule.evident and subject.vouched(pivot, rule) or subject.read_as(pivot, rule, "shown")))
    end
    if subject.run.counters and found.value ~= true then
      local as_recorded = contexts.copy(subject.read_as(pivot, rule, "shown"), { counters = false, as_recorded = true })
      if values.settle(evaluate.as(rule.require, "condition", as_recorded)).value == true then subjects.count(subject, "kept only because a value was never received") end
    end
    if rule.expects and not rule.evident and found.value ~= true then subjects.count(subject, "expected records, and nothing of others") end
    if evident then
      if found.value ~= true then subjects.count(subject, "evidence of what could not be judged") end
      found = values.both(sets.any(showing.telling(evaluate.value(rule.evidence, subject.assured(pivot, rule)))), found)
    end
    if let_go then -- and that shows it on the last day that bound
      local stood = { stood = { day = until_day }, counters = false }
      local then_shown = values.yes
      if rule.evident or not subject.reading then
        local reading = rule.evident and subject.vouched(pivot, rule) or subject.read_as(pivot, rule, "shown")
        then_shown = values.settle(evaluate.as(rule.require, "condition", contexts.copy(reading, stood)))
      end
      if evident then then_shown = values.both(sets.any(showing.telling(evaluate.value(rule.evidence, contexts.copy(subject.assured(pivot, rule), stood)))), then_shown) end
      if found.value == true and then_shown.value ~= true then subjects.count(subject, "who was let go since, and kept it only as later records show") end
      found = values.both(found, then_shown)
    end
    if rule.expects then
      local assured = subject.assured(pivot, rule)
      local asked = expected.asked(subject, rule, arises, pivot, function() return assured end, function(unit)
        local own = { kind = evaluate.value(rule.expects[1], assured).kind, from = unit.from, to = unit.to }
        return values.settle(evaluate.as(rule.require, "condition", contexts.copy(assured, { unit = own })))
      end)
      local there, some = expected.all_there(asked)
      if found.value == true and there.value == true and some then subjects.count(subject, "kept, with all that was expected") end
      if found.value == true and there.value ~= true then subjects.count(subject, "a require without an expected record") end
      found = values.both(found, there)
    end
    if rule.arises ~= nil and received.day(subject, rule.arises, subject.run.as_of, rule, arises).state == "unknown" then
      if found.value == true then subjects.count(subject, "kept from a day on that was never received") end
      found = values.both(found, values.unknown "condition")
    end
    verdict.status = found.value == true and "met" or "unknown"
    if verdict.status == "unknown" then verdict.missing = values.missing(found) end
    if verdict.status == "unknown" and subject.period then subjects.count(subject, "a period of which no records are there") end
  end
  return verdict
end

return obligations
