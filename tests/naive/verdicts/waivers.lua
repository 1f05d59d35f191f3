-- Waivers, section 7: who is excused of what, and until when.
local evaluate = require "tests.naive.evaluate"
local records = require "tests.naive.records"
local subjects = require "tests.naive.verdicts.subjects"
local values = require "tests.naive.values"

local waivers = {}

-- The enterprise of a record, through owners, as a row; nil where its kind does not lead to one.
local function enterprise_of(run, record)
  local row = values.known("row", record)
  local kind = record.kind
  while kind.name ~= "enterprise" do
    local owner = kind.owner
    for _, field in ipairs(owner and {} or kind.fields) do
      if field.kind == "enterprise" then owner = field end
    end
    if not owner then return nil end
    kind = run.pack.kinds[owner.kind]
    if row.state == "known" then row = records.cell(run.registry, row.value, owner, run.as_of, run.as_of) end
  end
  return row
end

-- The role that the agency had on the day on which it granted a waiver.
local function role_of(subject, waiver)
  local run, fields = subject.run, subject.run.pack.kinds.waiver.by_name
  local granted = records.cell(run.registry, waiver, fields.granted_on, run.as_of, run.as_of).value
  local agency = records.cell(run.registry, waiver, fields.agency, granted, run.as_of)
  if agency.state ~= "known" then return agency end
  local role = run.pack.kinds.agency.by_name.role
  local its = records.cell(run.registry, agency.value, role, granted, run.as_of)
  if its.value ~= records.cell(run.registry, agency.value, role, run.as_of, run.as_of).value then subjects.count(subject, "a waiver of an agency that had another role") end
  return its
end

-- Whether a waiver of the subject's enterprise had been granted by a day (nil: by D), and had not ended by another, as a condition. Days are values; `first`: a day that is
-- known, before which the first one does not lie.
local function excuses(subject, of, waiver, from, to, first)
  local run, fields, allowed = subject.run, subject.run.pack.kinds.waiver.by_name, subject.run.pack.waivable[of.base]
  local rule = records.cell(run.registry, waiver, fields.rule, run.as_of, run.as_of)
  if not records.visible(waiver, run.as_of) or rule.value ~= of.base and rule.value ~= of.name then return values.no end
  if rule.value ~= of.base then subjects.count(subject, "a waiver of one version") end
  local expires = records.cell(run.registry, waiver, fields.expires_on, to.value, run.as_of)
  if to.value and expires.value ~= records.cell(run.registry, waiver, fields.expires_on, run.as_of, run.as_of).value then
    subjects.count(subject, "a waiver that was given another end later")
  end
  if expires.state == "unknown" then subjects.count(subject, "a waiver of which nobody knows when it ends") end
  if expires.state == "known" and expires.value < records.event(waiver) then subjects.count(subject, "a waiver that ends before it begins") end
  local running = expires.state == "absent" and values.yes or values.at_least(expires, to) -- its last day is covered
  if allowed.at_most then
    local granted = records.cell(run.registry, waiver, fields.granted_on, run.as_of, run.as_of)
    local last = values.moved(granted, evaluate.as(allowed.at_most, "span", { pack = run.pack }), 1)
    if (last.value or math.huge) < (expires.value or math.huge) then subjects.count(subject, "a waiver longer than it may be") end
    running = values.both(running, values.at_least(last, to))
  end
  if from then
    local granted_on = records.cell(run.registry, waiver, fields.granted_on, run.as_of, run.as_of)
    local granted = values.at_least(from, granted_on)
    if first and granted.state == "unknown" and values.at_least(first, granted_on).value then
      granted = values.yes
      if running.value then subjects.count(subject, "a waiver from before whoever may have begun later") end
    end
    if granted.value == false and running.value then subjects.count(subject, "a waiver that was granted later") end
    if running.value and granted.value and (expires.value or math.huge) < run.as_of then subjects.count(subject, "a waiver that has run out, in its time") end
    running = values.both(running, granted)
  end
  if running.value == false then subjects.count(subject, "a waiver that has run out") end
  local role = values.yes
  if allowed.by then
    local its = role_of(subject, waiver)
    role = its.state == "unknown" and values.unknown "condition" or values.truth(its.value == allowed.by)
    if role.value == false then subjects.count(subject, "a waiver of another agency") end
    if role.state == "unknown" then subjects.count(subject, "a waiver of an agency whose role nobody knows") end
  end
  return values.both(values.both(records.there(waiver, run.as_of), running), role)
end

-- The same without noting what was met.
local function quiet(subject)
  return setmetatable({ run = setmetatable({ counters = false }, { __index = subject.run }) }, { __index = subject })
end

-- Whether on each day from one to another some waiver of a list held.
local function through(subject, rule, list, from, to)
  local all = values.yes
  for day = from, to do
    local on, some = values.known("date", day), values.no
    for _, waiver in ipairs(list) do some = values.either(some, excuses(subject, rule, waiver, on, on)) end
    all = values.both(all, some)
    if all.value == false then return all end
  end
  return all
end

-- Several waivers, one after the other: whether they held on each day from one to another; on the second, where that lies before the first, for no day at all
-- excuses nobody.
-- `first`: as in excuses.
local function together(subject, rule, list, from, to, first)
  if #list == 0 then return values.no end
  if from.state == "known" then return through(quiet(subject), rule, list, math.min(from.value, to.value), to.value) end
  if first and through(quiet(subject), rule, list, first.value, to.value).value then return values.yes end
  return values.both(values.unknown "condition", through(quiet(subject), rule, list, to.value, to.value))
end

--- Whether a waiver of the rule had been granted by a day (nil: by D) and had not ended by another, as a condition. `first`: a day that is known, before which the first one
--- does not lie.
function waivers.held(subject, rule, from, to, first)
  local run = subject.run
  local enterprise = run.pack.waivable[rule.base] and enterprise_of(run, subject.record)
  if not enterprise or enterprise.state == "absent" then return values.no end
  if enterprise.state == "unknown" then
    subjects.count(subject, "a waiver of nobody knows whom")
    return values.unknown "condition"
  end
  local some, list = values.no, {}
  for _, waiver in ipairs(run.registry.waiver) do
    if records.target(run.registry, waiver, run.pack.kinds.waiver.by_name.enterprise, run.as_of) == enterprise.value then
      some, list[#list + 1] = values.either(some, excuses(subject, rule, waiver, from, to, first)), waiver
    end
  end
  if not (from and subject.period and rule.require ~= nil) then return some end
  local all = together(subject, rule, list, from, to, first)
  if all.value and not some.value then subjects.count(subject, "waivers that follow each other") end
  if some.value and not all.value then subjects.count(subject, "a waiver that was given its end after a day without one") end
  return all
end

--- A verdict that is waived, or may be, as a condition says; of a dated one, whether a waiver holds on D.
function waivers.waive(subject, rule, verdict, waived)
  waived = waived or waivers.held(subject, rule, nil, values.known("date", subject.run.as_of))
  if waived.state == "unknown" then verdict.perhaps_waived = true end
  if waived.value ~= true then return end
  subjects.count(subject, "waived from " .. verdict.status)
  verdict.waived_from, verdict.status = verdict.status, "waived"
end

return waivers
