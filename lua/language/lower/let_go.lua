--- What lint asks of a lowered version besides its verdict: whom it let go before the day on which it is asked, and who keeps it only as it is read on the last day that binds.
local analysis = require "mandate.language.lower.analysis"
local bound_days = require "mandate.language.lower.bound_days"
local judging = require "mandate.language.lower.judging"
local scope = require "mandate.language.lower.scope"

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
  local before = bound_days.applied_before(lowering, rule, trace.today, judging.deciding(lowering, rule, function() return true end), judging.by_day(lowering, rule, true),
    trace.pivot, event)
  local gone = nodes:both(nodes:negate(now, around.space), nodes:add("KNOWN", around.space, { now }), around.space)
  gone = nodes:both(gone, trace.begun, around.space) -- of a period that ended before its beginning it was never asked
  return before and nodes:both(nodes:both(before, gone, around.space), trace.force, around.space)
end

-- Whether the version that judges on a day finds a breach on it: of those in force then and of whose place the subject is, the nearest. nil: none does.
local function breached_on(lowering, part, day)
  local nodes, node, space = lowering.nodes, nil, lowering:space(part.kind)
  for i = #part.versions, 1, -1 do
    local trace = part.versions[i]
    local around = scope.with_pivot(trace.today, { day = day })
    local force, never = lowering:in_force(around, trace.rule.from, trace.rule.to)
    if not never and trace.rule.require then
      local breach = nodes:negate(lowering:value(trace.rule.require, around, nil, { k = "condition" }), space)
      local own = nodes:both(judging.applies_in(lowering, trace.rule, around, {}), breach, space)
      local judges = nodes:both(force, judging.here(lowering, around, trace.rule), space)
      node = judges and nodes:add("PICK", space, { own, node or nodes:truth(space, false), judges }) or own
    end
  end
  return node
end

-- Whether what a rule asks may come out otherwise on an earlier day of the period: by the day, by a place or by another version.
local function hangs_on_day(lowering, part, rule)
  return #part.versions > 1 or analysis.asks_pivot(lowering, rule.require) or analysis.asks_place(lowering, rule.require)
end

--- Whether a `require` in a period is kept as it is read on the last bound day, and would be breached as it is read on an earlier day, by the version that judges then: a limit of
--- another place or class, or an earlier text. nil where that cannot be.
---@param part table the lowered rule
---@param trace table of one of its standing versions
function let_go.kept_late(lowering, part, trace)
  local rule, today, nodes = trace.rule, trace.today, lowering.nodes
  if not rule.require or not today.period or not hangs_on_day(lowering, part, rule) then return nil end
  local space, asked = today.space, {}
  for _, version in ipairs(part.versions) do
    for _, expression in ipairs(judging.deciding(lowering, version.rule, function() return true end)) do asked[#asked + 1] = expression end
    asked[#asked + 1] = version.rule.require
  end
  local event = nodes:add("EVENT", space, nil, { kind = today.kind })
  local before = bound_days.some_before(lowering, part, trace, { expressions = asked, begins = trace.given or event }, function(day) return breached_on(lowering, part, day) end)
  local holds = nodes:both(nodes:both(trace.force, trace.lies, space), nodes:both(trace.applying, nodes:negate(trace.breach, space), space), space)
  local kept = nodes:both(holds, nodes:add("KNOWN", space, { holds }), space)
  return before and nodes:both(before, kept, space)
end

return let_go
