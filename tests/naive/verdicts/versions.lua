-- Which version of a rule judges. Section 9.
local force = require "tests.naive.verdicts.force"
local pivots = require "tests.naive.verdicts.pivots"
local places = require "tests.naive.places"
local subjects = require "tests.naive.verdicts.subjects"
local values = require "tests.naive.values"

local versions = {}

-- Section 12: of several versions that may judge, the days are what all of them would have.
local function agree(subject, verdict, candidates, from, none)
  for index = from, #candidates do
    local other = candidates[index].verdict()
    for _, field in ipairs(other.status ~= none and { "due", "done" } or {}) do
      local own, theirs = verdict[field] or values.absent "date", other[field] or values.absent "date"
      if own.state ~= theirs.state or own.value ~= theirs.value then
        verdict[field] = values.unknown("date", values.missing(own, theirs, candidates[index - 1].sure))
        subjects.count(subject, "versions that may judge and have other days")
      end
    end
    if candidates[index].sure.state == "known" then return end
  end
end

--- Which version judges, section 9: of those in force on their own pivot, the nearest place first, there (each on a pivot of its own) the later text.
-- `candidates` are { rule =, sure = whether it is in force and here, a condition, verdict = function }; nil where none judges.
function versions.choose(subject, candidates, none)
  local run = subject.run
  for _, candidate in ipairs(candidates) do
    candidate.place = force.place_of(candidate.rule)
    candidate.depth, candidate.from = places.depth(run.registry, candidate.place, run.as_of), force.days(candidate.rule)
  end
  table.sort(candidates, function(a, b)
    if a.depth ~= b.depth then return a.depth > b.depth end
    return a.from > b.from
  end)
  candidates = places.nearest_first(run.registry, candidates)
  local chosen, perhaps -- `perhaps`: a version has nothing to judge, and may not be the one that judges
  for index, candidate in ipairs(candidates) do
    local verdict = candidate.verdict()
    verdict.version = candidate.rule.name
    if perhaps and verdict.status ~= none then
      verdict = { status = "unknown", missing = values.missing(perhaps, verdict), version = verdict.version,
        done = none == "not_available" and verdict.done or nil } -- what was used is not hidden
    end
    chosen = verdict
    if verdict.status ~= none and candidate.sure.state ~= "known" and not perhaps then agree(subject, verdict, candidates, index + 1, none) end
    if verdict.status ~= none or candidate.sure.state == "known" then return verdict end
    perhaps = candidate.sure
  end
  return chosen
end

--- The verdict of the version that judges; judge(subject, rule, arises, due, pivot) gives that of one, without a pivot where nobody knows it.
function versions.judge(subject, rules, judge)
  local as_of, candidates = subject.run.as_of, {}
  for _, rule in ipairs(rules) do
    local arises = pivots.arises(subject, rule)
    local due = pivots.is_standing(rule) and values.absent "date" or pivots.due(subject, rule, arises)
    local pivot = pivots.pivot(subject, rule, arises, due)
    local here = subjects.is_of(subject, rule, subjects.day_of(subject, pivot))
    local never = force.never_by(rule, as_of, subject.period)
    if never and (arises.state == "unknown" or pivot.state == "unknown") then subjects.count(subject, "a law that has not begun, and a day that nobody knows") end
    if here.value ~= false and not never then
      local verdict
      -- A version whose pivot nobody knows may be in force.
      if rule.arises ~= nil and arises.state == "unknown" then
        if pivot.state == "unknown" or force.holds_on(rule, pivot.value) then verdict = function() return subjects.undecided(arises) end end
      elseif pivot.state == "unknown" then verdict = function() return judge(subject, rule, arises, due, nil) end
      elseif rule.arises ~= nil and arises.state == "absent" then verdict = nil -- nothing to judge
      elseif rule.arises ~= nil and arises.value > as_of then verdict = nil -- it has not arisen
      elseif force.holds_on(rule, pivot.value) then
        verdict = function() return judge(subject, rule, arises, due, pivot.value) end
      end
      local sure = pivot.state == "unknown" and values.unknown("condition", pivot.missing) or here
      if verdict then candidates[#candidates + 1] = { rule = rule, sure = sure, verdict = verdict } end
    end
  end
  return versions.choose(subject, candidates, "not_applicable") or subjects.not_applicable()
end

return versions
