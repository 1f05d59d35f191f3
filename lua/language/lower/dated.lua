--- Lowering of dated rules, `due` and `done` (meaning.md, section 7).
local beginnings = require "mandate.language.lower.beginnings"
local days = require "mandate.language.days"
local judging = require "mandate.language.lower.judging"
local origins = require "mandate.language.origins"
local received = require "mandate.language.lower.received"
local scope = require "mandate.language.lower.scope"
local waivers = require "mandate.language.lower.waivers"

local dated = {}

local function is_literal_date(expression)
  return expression and expression.op == "literal" and expression.type.k == "date"
end

-- The pivot of a rule without `arises`. A duty of a period that ended under the law is judged as the law left it, where that ended before the duty was due.
local function pivot_of(lowering, rule, space, period, due)
  local last = period and rule.to and rule.to >= period.to and rule.to or nil
  if is_literal_date(rule.due) then return scope.pivot_until(lowering, days.earlier(rule.due.value, last)) end
  local by_law = scope.pivot_until(lowering, last)
  if rule.due == nil or rule.due.op == "not_given" then return by_law end
  return { node = lowering.nodes:add("DATE_EARLIER", space, { lowering:pivot { space = space, pivot = by_law }, due }) }
end

-- The days of a version: { never, today, event, begins, given, arises, when_arisen, due, around = the scope of its pivot }.
local function days_of(lowering, rule, kind, period, reading, assured)
  local own = { never = judging.is_never(lowering, rule, period) }
  local today = scope.of_kind(lowering, kind, { period = period, reading = reading, assured = assured, non_detects = rule.non_detects,
    never = own.never })
  local space, nodes = today.space, lowering.nodes
  -- only where there is somebody to be judged before the event
  today.planned = not lowering.snapshot:all_begun(kind, lowering.as_of) and origins.is_notice(lowering.origins, rule)
  own.today, own.event = today, nodes:add("EVENT", space, nil, { kind = kind })
  own.begins = today.planned and beginnings.ahead(lowering, kind, space, own.event) or own.event
  own.given = judging.given(lowering, rule, today)
  own.arises = own.given or judging.arisen(lowering, rule, kind, own.event, space)
  local when_arisen = own.given and scope.with_pivot(today, { node = own.given, scope = today })
    or period and scope.with_pivot(today, scope.pivot_until(lowering, period.to)) or today
  if own.given then when_arisen.open = nodes:both(lowering:in_force(when_arisen, rule.from, rule.to),
    judging.in_place(lowering, judging.asked_in(lowering, rule, when_arisen), rule.place), space) end
  when_arisen.arises, own.when_arisen = own.arises, when_arisen
  if rule.due == nil or rule.due.op == "not_given" then
    own.due = nodes:day(space, nil)
  else
    own.due = lowering:value(rule.due, when_arisen, nil, { k = "date" })
    if rule.due.type and rule.due.type.k == "span" then own.due = nodes:add("DATE_ADD", space, { own.arises, own.due }, { sign = 1 }) end
  end
  own.around = scope.with_pivot(today, own.given and { node = own.given } or pivot_of(lowering, rule, space, period, own.due))
  return own
end

function dated.lower(lowering, rule, kind, period, reading, assured)
  local trace = { rule = rule, shape = "dated" }
  local own = days_of(lowering, rule, kind, period, reading, assured)
  local today, event, given, arises, when_arisen, due, around = own.today, own.event, own.given, own.arises, own.when_arisen, own.due, own.around
  local space, nodes = today.space, lowering.nodes
  if rule.keeps then around.later_pivot = days_of(lowering, rule.keeps.version, kind, period, reading, assured).around.pivot end
  around.stands_on = given and nodes:add("DATE_EARLIER", space, { lowering:today(space), due }) or nil -- what comes by the due day may free of it
  local force, here = lowering:in_force(around, rule.from, rule.to), judging.here(lowering, around, rule, trace)
  force = own.never and nodes:truth(space, false) or judging.once_begun(lowering, rule, space, force) -- whatever day its pivot is
  around.open = nodes:both(force, here, space)
  local applying = nodes:both(judging.applies(lowering, rule, around, trace), judging.is_there(lowering, rule, around, period, given, event, trace), space)
  local guard = nodes:both(nodes:both(force, here, space), applying, space)
  local reached = around.open
  around.open = guard
  local done = lowering:value(rule.done, around, guard, { k = "date" })
  local waived, expires = waivers.on_day(lowering, rule, today, trace)
  trace.frees = origins.frees(lowering.origins, rule)
  due, done, trace.unheard = received.days(lowering, rule, { today = today, when_arisen = when_arisen, around = around, arises = arises, due = due, done = done,
    guard = guard, waived = waived, event = trace.frees and not given and event or nil })
  around.open = reached
  trace.scope, trace.today, trace.when_arisen = around, today, when_arisen
  trace.here = here
  trace.force, trace.due, trace.done, trace.arises, trace.given, trace.applying = force, due, done, arises, given, applying
  trace.pivot = lowering:pivot(around)
  judging.judge(lowering, trace, "DATED", space,
    { force = force, place = here, applies = applying, arises = arises, event = (trace.frees or today.planned) and own.begins, due = due, done = done,
      waived = waived, waiver_expires = expires, pivot = trace.pivot },
    { arises_given = given ~= nil, first = rule.from, last = rule.to, notice = today.planned and 1 or 0 })
  return trace
end

return dated
