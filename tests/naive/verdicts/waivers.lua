-- Waivers, section 9: who is excused of what, and until when.
local dates = require "tests.naive.dates"
local record_pack = require "tests.naive.record_pack"
local records = require "tests.naive.records"
local subjects = require "tests.naive.verdicts.subjects"

local waivers = {}

-- Until when the enterprise is excused on D: the last day of its longest waiver, math.huge without an end, nil without a waiver.
local function waived_until(subject, of)
  local base = of.base
  local run, last = subject.run, nil
  local enterprise = records.owner_of(run.registry, subject.record, "enterprise")
  if not enterprise or not run.pack.waivable[base] then return nil end
  local fields = run.pack.kinds.waiver.by_name
  for _, waiver in ipairs(run.registry.waiver) do
    local target = records.target(run.registry, waiver, fields.enterprise, run.as_of)
    local rule = records.cell(run.registry, waiver, fields.rule, run.as_of, run.as_of)
    if target == enterprise and (rule.value == base or rule.value == of.name) and records.visible(waiver, run.as_of) then
      local expires = records.cell(run.registry, waiver, fields.expires_on, run.as_of, run.as_of)
      local allowed = run.pack.waivable[base]
      if rule.value ~= base then subjects.count(subject, "a waiver of one version") end
      local until_day = expires.state == "absent" and math.huge or expires.value or -math.huge
      if expires.state == "unknown" then subjects.count(subject, "a waiver of which nobody knows when it ends") end
      if allowed.at_most then
        local span = record_pack.node(allowed.at_most)
        local granted = records.cell(run.registry, waiver, fields.granted_on, run.as_of, run.as_of)
        if dates.add_span(granted.value, span, 1) < until_day then subjects.count(subject, "a waiver longer than it may be") end
        until_day = math.min(until_day, dates.add_span(granted.value, span, 1))
      end
      if allowed.by then
        local agency = records.target(run.registry, waiver, fields.agency, run.as_of)
        local role = agency and records.cell(run.registry, agency, run.pack.kinds.agency.by_name.role, run.as_of, run.as_of)
        if not role or role.value ~= allowed.by then subjects.count(subject, "a waiver of another agency") end
        if not role or role.value ~= allowed.by then until_day = -math.huge end
      end
      if until_day < run.as_of then subjects.count(subject, "a waiver that has run out") end
      if until_day >= run.as_of then last = math.max(last or -math.huge, until_day) end -- its last day is still covered
    end
  end
  return last
end

--- A verdict that is waived, where the subject is excused.
function waivers.waive(subject, rule, verdict)
  local last = waived_until(subject, rule)
  if not last then return end
  subjects.count(subject, "waived from " .. verdict.status)
  verdict.waived_from, verdict.status = verdict.status, "waived"
end

return waivers
