--- What lint asks of a lowered version besides its verdict: whom it let go before the day on which it is asked, and who keeps it only as it is read on the last day that binds.
local analysis = require "mandate.language.lower.analysis"
local bound_days = require "mandate.language.lower.bound_days"
local judging = require "mandate.language.lower.judging"

local let_go = {}

--- Whether a dated rule let a subject go before the day on which it is asked: it applied for certain on an earlier day of its force, and certainly does not
--- on its pivot. nil where that cannot be.
---@param trace table of a dated version
function let_go.before(lowering, trace)
  local rule, around, nodes = trace.rule, trace.scope, lowering.nodes
  if trace.given or not rule.per or not judging.hangs_on_day(lowering, rule) then return nil end
  local now = nodes:both(trace.here, trace.applying, around.space)
  if not now then return nil end
  local event = nodes:add("EVENT", around.space, nil, { kind = around.kind })
  local before = bound_days.applied_before(lowering, rule, trace.today, judging.deciding(lowering, rule, function() return true end), judging.by_day(lowering, rule),
    trace.pivot, event)
  local gone = nodes:both(nodes:negate(now, around.space), nodes:add("KNOWN", around.space, { now }), around.space)
  gone = nodes:both(gone, trace.begun, around.space) -- of a period that ended before its beginning it was never asked
  return before and nodes:both(nodes:both(before, gone, around.space), trace.force, around.space)
end

--- Whether a `require` in a period is kept as it is read on the last bound day, and would be breached as it is read on an earlier day on which it applied: a limit of
--- another place, or class. nil where that cannot be.
---@param trace table of a standing version
function let_go.kept_late(lowering, trace)
  local rule, today, nodes = trace.rule, trace.today, lowering.nodes
  if not rule.require or not today.period or not analysis.asks_pivot(lowering, rule.require) and not analysis.asks_place(lowering, rule.require) then return nil end
  local space, applies_then = today.space, judging.by_day(lowering, rule)
  local function breached_then(around)
    local breach = nodes:negate(lowering:value(rule.require, around, nil, { k = "condition" }), space)
    return nodes:both(applies_then(around), breach, space)
  end
  local event = nodes:add("EVENT", space, nil, { kind = today.kind })
  local asked = judging.deciding(lowering, rule, function() return true end)
  asked[#asked + 1] = rule.require
  local before = bound_days.applied_before(lowering, rule, today, asked, breached_then, trace.pivot, trace.given or event)
  local holds = nodes:both(nodes:both(trace.force, trace.lies, space), nodes:both(trace.applying, nodes:negate(trace.breach, space), space), space)
  local kept = nodes:both(holds, nodes:add("KNOWN", space, { holds }), space)
  return before and nodes:both(before, kept, space)
end

return let_go
