-- From when a rule binds its subject, by when it is to be done, and on which day law and records are read. Section 7, 1 to 3, and section 8.
local evaluate = require "tests.naive.evaluate"
local force = require "tests.naive.verdicts.force"
local record_pack = require "tests.naive.record_pack"
local records = require "tests.naive.records"
local subjects = require "tests.naive.verdicts.subjects"
local values = require "tests.naive.values"

local pivots = {}

--- Section 7, 1: arises as given (pivot D); else the later of the rule's first day and the subject's event.
function pivots.arises(subject, rule)
  subject.since = force.days(rule)
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
  local due = evaluate.as(rule.due, "date", subject.context(pivot, rule))
  local of_law = record_pack.node(rule.due)
  if of_law and of_law.op == "parameter" and due.state ~= "known" then
    subjects.count(subject, due.state == "absent" and "due by what the law sets none of" or "due by a parameter without a value")
  end
  if due.type == "span" then return values.moved(arises, due, 1) end
  return due
end

function pivots.is_standing(rule) return rule.require ~= nil or rule.forbid ~= nil end

--- The pivot: section 7, 3 for dated obligations, section 8 for standing ones. A value: absent only where a given arises is.
function pivots.pivot(subject, rule, arises, due)
  local as_of = subject.run.as_of
  if pivots.is_standing(rule) and subject.period then return values.known("date", math.min(as_of, subject.period.to)) end
  if rule.arises ~= nil then return arises end
  if not pivots.is_standing(rule) then
    if due.state == "unknown" then return due end
    return values.known("date", due.state == "known" and math.min(as_of, due.value) or as_of)
  end
  local kind = subject.record.kind
  if kind.starts and not kind.lasting then return records.day(subject.record) end
  return values.known("date", as_of)
end

--- Section 8, before its beginning: whether a standing rule's subject is there by the end of the period that is judged, a condition; true where there is no period.
function pivots.begun(subject, rule, arises)
  local kind = subject.record.kind
  if not subject.period or rule.arises == nil and not kind.starts then return values.yes end
  local begins = arises
  if rule.arises == nil then
    begins = records.day(subject.record)
    if begins.state == "unknown" and kind.lasting then return values.yes end
  end
  return values.negate(values.above(begins, values.known("date", subject.period.to)))
end

return pivots
