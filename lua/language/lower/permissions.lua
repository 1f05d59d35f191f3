--- Lowering of powers and incentives (meaning.md, section 17).
local analysis = require "mandate.language.lower.analysis"
local judging = require "mandate.language.lower.judging"
local scope = require "mandate.language.lower.scope"

local permissions = {}

-- The day of the use where `arises` is given: read on that day, and where there is none on the as-of date.
local function used_on(lowering, rule, given, around, today)
  local nodes, space = lowering.nodes, today.space
  local value = lowering:value(rule.used, around, nil, { k = "date" })
  if not analysis.asks_pivot(lowering, rule.used) then return value end
  local there = nodes:add("GIVEN", space, { given })
  local absent = nodes:both(nodes:negate(there, space), nodes:add("KNOWN", space, { there }), space)
  return nodes:add("PICK", space, { lowering:value(rule.used, today, nil, { k = "date" }), value, absent })
end

-- The days of a version: { today, given, used = where `arises` is not given, around = the scope of its pivot }.
local function days_of(lowering, rule, kind, period, reading, assured)
  local today = scope.of_kind(lowering, kind, { period = period, reading = reading, assured = assured, non_detects = rule.non_detects })
  local space, nodes = today.space, lowering.nodes
  local given = rule.arises and lowering:value(rule.arises, today, nil, { k = "date" })
  -- the law of the day on which it was used decides whether it might be
  local used = not given and lowering:value(rule.used, today, nil, { k = "date" })
  local pivot = given or nodes:add("DATE_EARLIER", space, { lowering:today(space), used })
  return { today = today, given = given, used = used, around = scope.with_pivot(today, { node = pivot }) }
end

function permissions.lower(lowering, rule, kind, period, reading, assured)
  local trace = { rule = rule, shape = "permission" }
  local own = days_of(lowering, rule, kind, period, reading, assured)
  local today, given, used, around = own.today, own.given, own.used, own.around
  local space, nodes, pivot = today.space, lowering.nodes, lowering:pivot(around)
  local event = nodes:add("EVENT", space, nil, { kind = kind })
  local arises = given or judging.arisen(lowering, rule, kind, event, space)
  if rule.keeps then around.later_pivot = days_of(lowering, rule.keeps.version, kind, period, reading, assured).around.pivot end
  used = used or used_on(lowering, rule, given, around, today) -- a use is told, in force or not
  around.stands_on = given and nodes:add("DATE_EARLIER", space, { lowering:today(space), used }) or nil
  local force, here = lowering:in_force(around, rule.from, rule.to), judging.here(lowering, around, rule, trace)
  around.open = nodes:both(force, here, space)
  local applying = nodes:both(judging.applies(lowering, rule, around, trace), judging.is_there(lowering, rule, around, period, given, event, trace), space)
  around.open = nil
  trace.scope, trace.today, trace.used_in, trace.here = around, today, given and around or today, here
  trace.force, trace.used, trace.arises, trace.given, trace.applying, trace.pivot = force, used, arises, given, applying, pivot
  judging.judge(lowering, trace, "PERMISSION", space, { force = force, place = here, applies = applying, arises = arises, used = used, pivot = pivot },
    { arises_given = given ~= nil, first = rule.from, last = rule.to })
  return trace
end

return permissions
