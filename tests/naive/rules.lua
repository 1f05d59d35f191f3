-- Verdicts of the naive evaluator: every rule over every subject. meaning.md, 7 to 10, 12, 17 and 19; the parts are in verdicts/.
-- A verdict is { status, version, arises, due, done, since, missing, target, actual, gap, planned, planned_in }; days and numbers in it are
-- values, but for `since`, which is a day or nil. When it changes next is found by judging later days (naive.lua).
local counting = require "tests.naive.expressions.counting"
local dates = require "tests.naive.dates"
local forbids = require "tests.naive.verdicts.forbids"
local force = require "tests.naive.verdicts.force"
local groups = require "tests.naive.groups"
local notices = require "tests.naive.verdicts.notices"
local obligations = require "tests.naive.verdicts.obligations"
local permissions = require "tests.naive.verdicts.permissions"
local quotas = require "tests.naive.verdicts.quotas"
local records = require "tests.naive.records"
local subjects = require "tests.naive.verdicts.subjects"
local values = require "tests.naive.values"
local versions = require "tests.naive.verdicts.versions"

local rules = {}

local function judge(run, base, record, period, reading, assured)
  local texts = force.versions_of(run.pack, base)
  local subject = subjects.begin(run, record, period, reading, assured)
  local verdict
  if not records.visible(record, run.as_of) then verdict = notices.judge(subject, texts)
  elseif texts[1].used ~= nil then verdict = permissions.judge(subject, texts)
  elseif texts[1].word == "quota" then verdict = quotas.judge(subject, texts)
  elseif texts[1].forbid ~= nil then verdict = forbids.judge(subject, texts)
  elseif texts[1].require ~= nil then verdict = versions.judge(subject, texts, obligations.required)
  else verdict = versions.judge(subject, texts, obligations.dated) end
  local there = records.there(record, run.as_of)
  local none = verdict and (verdict.status == "not_applicable" or verdict.status == "not_available" or verdict.status == "unknown")
  if verdict and there.value == nil then -- section 3: whether it was there by D nobody knows
    subjects.count(subject, "a subject that is perhaps there, "
      .. (not none and "and would have a verdict" or verdict.status == "unknown" and "and undecided anyway" or "and not bound"))
    verdict.may_be = nil
    if not none then verdict.status, verdict.since, verdict.perhaps_waived, verdict.missing = "unknown", nil, nil, there.missing end
  end
  if verdict and verdict.status == "unknown" and verdict.missing[values.FAILURE] then verdict.status = "error" end
  return verdict
end

-- The periods a rule judges: from that of the later of its first day (of its versions') and the registry's earliest event to D's.
local function periods_of(run, texts)
  local first = math.huge
  for _, rule in ipairs(texts) do first = math.min(first, (force.days(rule))) end
  local unit = texts[1].unit
  local event = type(unit) ~= "table" and records.earliest_event(run.registry) or nil
  if type(unit) == "table" then -- section 29: every row
    first = math.max(first, dates.parse "0001-01-01")
    event = first
  end
  if not event then counting.note({ counters = run.counters }, "a period of a registry without any event") end
  first = math.max(first, event or first == -math.huge and run.as_of or first)
  local periods = { from = {} }
  while first <= run.as_of or #periods == 0 do
    local name, from, to = dates.period_of(unit, first)
    if from > run.as_of then break end
    periods[#periods + 1] = { name = name, from = from, to = to, unit = unit }
    periods.from[from] = periods[#periods]
    first = to + 1
  end
  return periods
end

-- Prepares a run; run.judge gives any rule's verdict on any record, once.
function rules.start(pack, registry, as_of, counters)
  local run = { pack = pack, registry = registry, as_of = as_of, counters = counters, periods = {}, came = {} }
  local cache = {}
  function run.periods_of(base)
    run.periods[base] = run.periods[base] or periods_of(run, force.versions_of(pack, base))
    return run.periods[base]
  end
  local function judged(base, period) -- the period of a rule that has the days of another rule's
    local own = period and run.periods_of(base).from[period.from]
    if period and not own and period.from <= as_of then -- one of which nothing is on record
      local texts, first = force.versions_of(pack, base), math.huge
      for _, rule in ipairs(texts) do first = math.min(first, (force.days(rule))) end
      local name, from, to = dates.period_of(texts[1].unit, period.from)
      own = from == period.from and to >= first and { name = name, from = from, to = to, unit = texts[1].unit } or nil
    end
    return own and own.to == period.to and own or nil
  end
  function run.judge(base, record, period, reading, assured)
    local unit = force.versions_of(pack, base)[1].unit
    if unit then
      period = judged(base, period)
      if not period then -- a period the rule does not judge
        return records.visible(record, as_of) and { status = "not_applicable" } or nil
      end
    else period = nil end
    local key = base .. "\0" .. record.kind.name .. "\0" .. record.key .. "\0" .. (period and period.name or "") .. "\0" .. (reading or "")
    local kinds = {}
    for kind in pairs(assured or {}) do kinds[#kinds + 1] = kind end
    table.sort(kinds)
    key = key .. "\0" .. (assured and table.concat(kinds, " ") or "all")
    if cache[key] == nil then
      assert(cache[key] ~= false, "a circle of verdicts")
      cache[key] = false
      local verdict = judge(run, base, record, period, reading, assured)
      cache[key] = { verdict = verdict }
      if counters and verdict and not reading then
        counters.status = counters.status or {}
        counters.status[verdict.status] = (counters.status[verdict.status] or 0) + 1
      end
    end
    assert(cache[key], "a circle of verdicts at " .. base)
    return cache[key].verdict
  end
  groups.make(pack, registry, as_of, function(record) return subjects.begin(run, record).context(as_of) end)
  return run
end

-- All verdicts: array of { base =, record =, period =, verdict = }.
function rules.all(run)
  local found, seen = {}, {}
  for _, rule in ipairs(run.pack.rules) do
    if not seen[rule.base] then
      seen[rule.base] = true
      local periods = rule.unit and run.periods_of(rule.base) or { false }
      for _, record in ipairs(run.registry[rule.kind]) do
        for _, period in ipairs(periods) do
          local verdict = run.judge(rule.base, record, period or nil)
          if verdict then found[#found + 1] = { base = rule.base, record = record, period = period or nil, verdict = verdict } end
        end
      end
    end
  end
  return found
end

return rules
