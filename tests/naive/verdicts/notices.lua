-- Notices before an event that is only planned: section 7, 9. A subject that is not there yet has a verdict of a notice only.
local beginnings = require "tests.naive.beginnings"
local obligations = require "tests.naive.verdicts.obligations"
local records = require "tests.naive.records"
local subjects = require "tests.naive.verdicts.subjects"
local versions = require "tests.naive.verdicts.versions"

local notices = {}

--- Its verdict, from those of a rule's versions that are notices; nil where none is asked of it yet.
function notices.judge(subject, rules)
  local found = {}
  for _, rule in ipairs(rules) do
    if rule.done ~= nil and beginnings.notice(rule, subject.run.pack) then found[#found + 1] = rule end
  end
  if #found == 0 or records.day(subject.record).state ~= "known" then return nil end
  local event = records.ahead(subject.record, subject.run.as_of) or records.event(subject.record)
  local verdict = versions.judge(subject, found, function(own, rule, arises, due, pivot)
    if due.state ~= "known" or due.value >= event then return subjects.not_applicable() end
    return obligations.dated(own, rule, arises, due, pivot, event)
  end)
  if verdict.status == "not_applicable" then return nil end
  subjects.count(subject, "a notice before its event: " .. verdict.status)
  return verdict
end

return notices
