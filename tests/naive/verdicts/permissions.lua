-- Powers and incentives. Section 17.
local evaluate = require "tests.naive.evaluate"
local force = require "tests.naive.verdicts.force"
local pivots = require "tests.naive.verdicts.pivots"
local subjects = require "tests.naive.verdicts.subjects"
local values = require "tests.naive.values"
local versions = require "tests.naive.verdicts.versions"

local permissions = {}

-- The day on which it was used, by D.
local function used_by(subject, rule, pivot)
  local used = evaluate.as(rule.used, "date", subject.context(pivot, rule))
  if used.state == "known" and used.value > subject.run.as_of then return values.absent "date" end
  return used
end

local function judge_permission(subject, rule, arises, pivot)
  local verdict = { arises = arises, done = used_by(subject, rule, rule.arises ~= nil and pivot or subject.run.as_of) }
  local used = verdict.done
  local by_use = rule.arises ~= nil and { day = used.state == "absent" and subject.run.as_of or used.value } or nil
  local applies, elsewhere = subjects.applicable(subject, rule, pivot, nil, nil, by_use)
  local begun = pivots.begun(subject, rule, arises)
  applies, elsewhere = values.both(applies, begun), values.both(elsewhere, begun)
  verdict.open, verdict.open_for = applies.state == "unknown", values.missing(applies)
  if applies.value == false then verdict.status = "not_available"
  elseif applies.state == "unknown" then verdict.status, verdict.missing = "unknown", subjects.undecided_for(applies, elsewhere, verdict.done)
  elseif verdict.done.state == "unknown" then verdict.status, verdict.missing = "unknown", values.missing(verdict.done)
  else verdict.status = verdict.done.state == "known" and "used" or "open" end
  return verdict
end

--- The verdict of a power or an incentive.
function permissions.judge(subject, rules)
  local as_of, candidates, outside = subject.run.as_of, {}, nil
  for _, rule in ipairs(rules) do
    local arises, verdict = pivots.arises(subject, rule), nil
    local used = rule.arises == nil and used_by(subject, rule, as_of)
    local pivot = rule.arises ~= nil and arises or used.state == "absent" and values.known("date", as_of) or used
    local here = subjects.is_of(subject, rule, subjects.day_of(subject, pivot))
    if here.value ~= false then
      local arisen = pivot.state == "known" and pivot.value <= as_of
      if pivot.state == "unknown" then
        verdict = function() return { status = "unknown", done = used or used_by(subject, rule, nil), missing = values.missing(pivot) } end
      elseif arisen and force.holds_on(rule, pivot.value) then
        verdict = function() return judge_permission(subject, rule, arises, pivot.value) end
      else
        local day = used or used_by(subject, rule, subjects.day_of(subject, pivot))
        if not arisen and day.state ~= "absent" then subjects.count(subject, "a power that was used and had not arisen") end
        local earlier = outside and outside.state == "known" and (day.state == "unknown" or day.state == "known" and day.value < outside.value)
        if day.state ~= "absent" and (not outside or earlier) then outside = day end
      end
      local sure = pivot.state == "unknown" and values.unknown("condition", pivot.missing) or here
      if verdict then candidates[#candidates + 1] = { rule = rule, sure = sure, verdict = verdict } end
    end
  end
  return versions.choose(subject, candidates, "not_available") or { status = "not_available", done = outside }
end

return permissions
