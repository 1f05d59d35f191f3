--- Lowering of standing rules, `require` and `forbid` (meaning.md, sections 8 and 19).
local analysis = require "mandate.language.lower.analysis"
local as_stood = require "mandate.language.lower.as_stood"
local bound_days = require "mandate.language.lower.bound_days"
local expected = require "mandate.language.lower.expected"
local judging = require "mandate.language.lower.judging"
local later_records = require "mandate.language.lower.later_records"
local received = require "mandate.language.lower.received"
local registers = require "mandate.language.lower.registers"
local rows_of_day = require "mandate.language.lower.rows_of_day"
local scope = require "mandate.language.lower.scope"
local sets = require "mandate.language.lower.sets"
local shown = require "mandate.language.lower.shown"
local waivers = require "mandate.language.lower.waivers"

local UNKNOWN_DAY = -0x80000000

local standing = {}

-- True unless the subject lies in the rule's place on no day.
local function on_some_day(lowering, rule, around)
  local nodes, space = lowering.nodes, around.space
  local here = judging.in_place(lowering, scope.with_pivot(around, { node = nodes:add("DATE_CONSTANT", space, nil, { day = UNKNOWN_DAY }) }), rule.place)
  return here and nodes:add("OR", space, { here, nodes:negate(nodes:add("KNOWN", space, { here }), space) })
end

-- Whether of records of a kind that are not there evidence tells nothing: because it is of that kind, as what is expected beside it may be, or it is only what is expected.
local function is_own(rule, kind)
  if not rule.evidence_written then return true end
  return kind == rule.evidence.type.kind or rule.expects ~= nil and kind == rule.expects.kind
end

-- The scope in which a `require` must be true, too, to be met: the second reading, or the fourth where evidence is written.
local function second_reading(rule, around)
  if not rule.evidence_written then return shown.reading(around, "shown") end
  return shown.vouched(around, { rule.evidence.type.kind, rule.expects and rule.expects.kind })
end

-- What evidence tells: whether a row of it that could be judged counts, and what could be judged of what is forbidden. trace.looked: rows of it are there,
-- and what is wanting is that they, or those that the rule asks about, could be judged.
local function evidence_of(lowering, rule, around, given, each, trace, guard)
  local own, nodes, space = shown.assured(around), lowering.nodes, around.space
  local function any(set, rows) return sets.aggregate(lowering, set, around, "ANY", rows) end
  local function tell(set, found, judged)
    local looked = any(set, nodes:both(set.looked.rows, set.counts, set.scope.space))
    trace.evidence, trace.looked = set, nodes:both(looked, nodes:negate(nodes:both(found, judged, space), space), space)
  end
  if not rule.forbid then
    local set = setmetatable({}, { __index = sets.lower(lowering, rule.evidence, own) })
    set.mask = shown.telling(lowering, set)
    local found = rows_of_day.any(lowering, rule, set, around, each, given)
    tell(set, found, analysis.asks_sets(lowering, rule.require) and lowering:value(rule.require, own, guard, { k = "condition" }) or nil)
    return found
  end
  local set, forbidden = rows_of_day.lower(lowering, rule, rule.evidence, own, given, each), rows_of_day.lower(lowering, rule, rule.forbid, own, given, each)
  set.mask = shown.telling(lowering, set)
  local function judged(there) return shown.is_judged(lowering, forbidden, around, forbidden.counts, function(rows) return any(forbidden, rows) end, there) end
  local found = rows_of_day.any(lowering, rule, set, around, each, given)
  trace.found = found
  tell(set, found, judged(false))
  return nodes:both(found, judged(is_own(rule, forbidden.kind)), space)
end

-- Whether a complete register shows that nothing forbidden is there, of a subject to whom the rule applies; nil: never. without: a register that is left out, true for all.
local function registered(lowering, rule, around, given, each, applying, without)
  local own, nodes, space = shown.without(shown.reading(around, "shown"), without), lowering.nodes, around.space
  own.binds_as_said = true -- that nobody shows that it bound on some day leaves no row of that day open
  local set = rows_of_day.lower(lowering, rule, rule.forbid, own, given, each)
  local complete = registers.complete(lowering, set, own, nil, rule.from) -- rows of earlier days do not count
  if not complete then return nil end
  local judged = shown.is_judged(lowering, set, around, set.counts, function(rows) return sets.aggregate(lowering, set, around, "ANY", rows) end)
  local all = nodes:both(nodes:both(complete ~= true and complete or nil, judged, space), applying, space)
  return all and nodes:both(all, nodes:add("KNOWN", space, { all }), space) or nodes:truth(space, true) -- where that is not known the register shows nothing
end

-- What evidence and complete registers tell of a forbid, together. Of what is expected there must be a record beside the register, too, where no evidence is written.
-- trace.kept_without(said): the same where what is said of a register is left out.
local function with_registers(lowering, rule, around, given, each, evidence, applying, trace)
  if not lowering.pack.complete[rule.forbid.type.kind] then return evidence end
  local function told(without)
    local register = registered(lowering, rule, around, given, each, applying, without)
    if register and rule.expects and not rule.evidence_written then register = lowering.nodes:both(trace.found, register, around.space) end
    return register and evidence and lowering.nodes:add("OR", around.space, { evidence, register }) or register or evidence
  end
  trace.kept_without = function(said) return told(said) or lowering.nodes:truth(around.space, false) end
  return told(nil)
end

-- What is looked at where a rule forbids something, or evidence is asked: the rows of those sets by owner, place, days and conditions on dates, as { set, rows = node }.
local function looked_at(lowering, rule, around, given, each)
  local own, list = shown.assured(around), {}
  local function add(expression)
    local set = rule.forbid and rows_of_day.lower(lowering, rule, expression, own, given, each) or sets.lower(lowering, expression, own)
    if set.looked then list[#list + 1] = { set = set, rows = lowering.nodes:both(set.looked.rows, set.counts, set.scope.space),
      dated = set.looked.dated or set.counts ~= nil } end
  end
  if rule.forbid then add(rule.forbid) end
  if rule.evidence then add(rule.evidence) end
  return list
end

-- On which day a standing rule is read; where that is a day of its period before the last one for some, that tells trace.left. A `forbid` without a period has all days that
-- there are for one.
local function pivot_of_standing(lowering, rule, today, period, given, event, trace)
  local descriptor = lowering.kinds[today.kind]
  if period or rule.forbid then
    local span = period or judging.ALL_DAYS
    if not judging.hangs_on_day(lowering, rule) then return scope.pivot_until(lowering, bound_days.last(rule, span)) end
    local others = rule.require and judging.other_versions(lowering, rule) or {} -- of a `forbid` each version judges for itself
    local asked = judging.deciding(lowering, rule, function() return true end)
    for _, other in ipairs(others) do asked[#asked + 1] = other.applies end
    local stood = false
    for _, version in ipairs { rule, table.unpack(others) } do
      asked[#asked + 1] = version.whom
      asked[#asked + 1] = version.keeps and version.keeps.whom
      stood = stood or judging.asks_as_stood(lowering, version) or version.whom and as_stood.asks(lowering, version.whom)
    end
    local pivot
    pivot, trace.left = bound_days.pivot(lowering, rule, today, { period = span, expressions = asked, others = others, stood = stood },
      rule.require and judging.by_day_of_any(lowering, rule) or judging.by_day(lowering, rule), judging.beginning(lowering, rule, given, event))
    return pivot
  elseif given then return { node = given }
  elseif descriptor.starts and not descriptor.lasting then return { node = event } end
  return scope.pivot_until(lowering)
end

-- Whether all rows of what a rule forbids are excused, each by a waiver that held on its day, as a node; and the first day of a row
-- that is not, as far as anybody knows, or else of any.
local function excused(lowering, rule, set, around, each, given, since, trace)
  local nodes, inner, space = lowering.nodes, set.scope.space, around.space
  if not waivers.may_be(lowering, rule, around.kind) then return nil, since end
  local row_excused = waivers.of_row(lowering, rule, rows_of_day.subject(lowering, set, around), set.event, trace)
  local left = setmetatable({ mask = nodes:both(set.mask, nodes:negate(row_excused, inner), inner) }, { __index = set })
  local surely = nodes:both(row_excused, nodes:add("KNOWN", inner, { row_excused }), inner) -- what is not known excuses nobody
  local stays = nodes:both(set.mask, nodes:negate(surely, inner), inner)
  local certain = nodes:both(stays, nodes:add("KNOWN", inner, { stays }), inner)
  local first = sets.aggregate(lowering, set, around, "DATE_FIRST", certain, set.event, { surely = 1 })
  set.excused, set.not_excused = row_excused, certain
  return nodes:negate(rows_of_day.any(lowering, rule, left, around, each, given), space),
    nodes:add("PICK", space, { first, since, nodes:add("GIVEN", space, { first }) })
end

-- Of a rule that is judged once: whom it bound on some day from its pivot on, as things stood, what came later does not let go. trace.let_go tells until when it bound whom it no
-- longer binds: { day, left }, nodes.
local function stand_since_pivot(lowering, rule, around, trace)
  if rule.forbid or rule.per.period or not judging.asks_as_stood(lowering, rule) or as_stood.is_today(around) then return end
  local deciding = judging.deciding(lowering, rule, function(e) return as_stood.asks(lowering, e) end)
  local day, left = bound_days.since(lowering, rule, around, deciding, judging.binds_by(lowering, rule))
  around.stands_on, around.stands_today = day, not day
  trace.let_go = day and { day = day, left = left } or nil
end

-- Where what is required is read of whom what came later would let go: whether it speaks of later days, too, because it is not known to be the same as things stood on the last day
-- that bound, or asks what is read as of the as-of date; and what shows on that day that it was kept. Nodes; nil: it is the same, or shown, on whatever day.
local function asked_then(lowering, rule, around, breach, given, guard, trace)
  local nodes, space, there, left = lowering.nodes, around.space, as_stood.scope(around), trace.let_go.left
  local CONDITION <const> = { k = "condition" }
  local differs, told
  if analysis.asks_today(lowering, rule.require) then differs = left
  elseif as_stood.asks(lowering, rule.require) then
    local kept = lowering:value(rule.require, there, guard, CONDITION)
    local same = nodes:add("OR", space, { nodes:both(nodes:negate(breach, space), kept, space), nodes:both(breach, nodes:negate(kept, space), space) })
    differs = nodes:both(left, nodes:negate(nodes:both(same, nodes:add("KNOWN", space, { same }), space), space), space)
  end
  if (rule.evidence_written or not around.reading) and analysis.has_second_reading(lowering, rule.require) then
    told = lowering:value(rule.require, second_reading(rule, there), guard, CONDITION)
  end
  if rule.evidence then told = nodes:both(evidence_of(lowering, rule, there, given, false, {}, guard), told, space) end
  return differs, told and nodes:add("OR", space, { nodes:negate(left, space), told })
end

function standing.lower(lowering, rule, kind, period, reading, assured)
  local trace = { rule = rule, shape = "standing" }
  local asked = period and rule.require and bound_days.cut(rule, period) or period
  local never = judging.is_never(lowering, rule, period)
  local today = scope.of_kind(lowering, kind, { period = asked, reading = reading, assured = assured, non_detects = rule.non_detects,
    never = never })
  local space, nodes = today.space, lowering.nodes
  local event = nodes:add("EVENT", space, nil, { kind = kind })
  local given = judging.given(lowering, rule, today)
  local around = scope.with_pivot(today, pivot_of_standing(lowering, rule, today, period, given, event, trace))
  stand_since_pivot(lowering, rule, around, trace)
  local force
  local here = judging.here(lowering, around, rule, trace)
  if rule.forbid then
    if judging.is_out_of_reach(lowering, rule, period) then
      local comes = lowering.ahead and rule.from and lowering.as_of < rule.from and not (period and period.to < rule.from)
      force = comes and nodes:within(lowering:today(space), rule.from, nil, space) or nodes:truth(space, false)
    end
    if given and rule.to then force = nodes:both(force, nodes:add("DATE_BY", space, { given, nodes:day(space, rule.to) }), space) end
  else
    force = never and nodes:truth(space, false) or judging.once_begun(lowering, rule, space, (lowering:in_force(around, rule.from, rule.to)))
    around.open = nodes:both(force, here, space)
  end
  local reached = around.open
  local each = rule.forbid and judging.hangs_on_day(lowering, rule)
  local applying = judging.applies(lowering, rule, around, trace)
  local breach, since, evidence, guard, waived
  if rule.forbid then
    local set = rows_of_day.lower(lowering, rule, rule.forbid, around, given, each, waivers.may_be(lowering, rule, kind))
    breach = rows_of_day.any(lowering, rule, set, around, each, given)
    local inner = set.scope.space
    local certain = nodes:both(set.mask, nodes:add("KNOWN", inner, { set.mask }), inner)
    since = sets.aggregate(lowering, set, around, "DATE_FIRST", certain, set.event, { surely = 1 })
    trace.forbidden = set
    waived, since = excused(lowering, rule, set, around, each, given, since, trace)
  else
    guard = nodes:both(nodes:both(force, here, space), applying, space)
    around.open = guard
    breach = nodes:negate(lowering:value(rule.require, around, guard, { k = "condition" }), space)
    if (rule.evidence_written or not reading) and analysis.has_second_reading(lowering, rule.require) then -- the same where nothing that is not shown counts
      trace.looked_in = second_reading(rule, around)
      evidence = lowering:value(rule.require, trace.looked_in, nodes:both(guard, nodes:negate(breach, space), space), { k = "condition" })
      trace.shown_in, trace.shown, trace.guard = trace.looked_in, evidence, guard
    end
  end
  local behind, last_behind, told_then
  if trace.let_go then
    behind, told_then = asked_then(lowering, rule, around, breach, given, guard, trace)
    if behind then trace.asked_on = nodes:add("PICK", space, { trace.let_go.day, lowering:pivot(around), behind }) end
  end
  if trace.left and rule.require then behind, last_behind = later_records.asks(lowering, around, { rule.require, rule.evidence }) end
  if behind then
    trace.behind, trace.last_behind = nodes:both(trace.left, behind, space), last_behind
    breach = nodes:add("PICK", space, { nodes:truth(space, nil), breach, trace.behind })
  end
  if rule.forbid or rule.evidence then trace.look = function() return looked_at(lowering, rule, around, given, each) end end
  if rule.evidence then evidence = nodes:both(evidence_of(lowering, rule, around, given, each, trace, guard), evidence, space) end
  if evidence then evidence = nodes:both(evidence, told_then, space) end
  if rule.forbid then evidence = with_registers(lowering, rule, around, given, each, evidence, nodes:both(here, applying, space), trace) end
  around.open = reached -- what else is asked of the pivot, whether the rule applies among it, is not asked under that
  trace.lies = here
  if each then -- it applies if it does on the day of a row, or on the pivot
    applying = nodes:both(here, applying, space) or nodes:truth(space, true)
    applying = nodes:add("OR", space, { applying, evidence and nodes:add("OR", space, { breach, evidence }) or breach })
    here, trace.each = on_some_day(lowering, rule, around), true
  end
  local there = judging.is_there(lowering, rule, around, period, given, event, trace)
  if there and rule.forbid then -- a breach is one all the same
    local broken = nodes:both(nodes:both(here, applying, space), breach, space)
    there = nodes:add("OR", space, { there, nodes:both(broken, nodes:add("KNOWN", space, { broken }), space) })
    trace.there = there
  end
  applying = nodes:both(applying, there, space)
  if rule.expects then evidence = nodes:both(evidence, expected.are_there(lowering, rule, around, period, event, guard, given, each, trace), space) end
  local arisen = received.is_arisen(lowering, rule, today)
  if arisen and (rule.require or evidence) then
    evidence, trace.unheard = nodes:both(evidence, received.arisen_by_call(lowering, rule, today) or arisen, space), nodes:negate(arisen, space)
  end
  if rule.require then waived = waivers.from_day(lowering, rule, today, around, period, period and judging.beginning(lowering, rule, given, event), trace) end
  trace.here = here
  trace.scope, trace.today, trace.force, trace.breach, trace.given, trace.applying = around, today, force, breach, given, applying
  trace.pivot, trace.since = lowering:pivot(around), since
  local arises = given or event
  if given and period and rule.require and force then -- in a period without the rule nothing arises, whatever the day
    arises = nodes:add("PICK", space, { given, nodes:day(space, nil), force })
  end
  judging.judge(lowering, trace, "STANDING", space,
    { force = force, place = here, applies = applying, arises = arises, breach = breach, since = since, evidence = evidence,
      waived = waived, pivot = trace.pivot },
    { arises_given = given ~= nil, first = rule.from, last = not rule.forbid and rule.to or nil,
      forbids = (rule.forbid and not rule.evidence and 1 or 0) + (each and 2 or 0) }) -- as the engine's plan.h says
  return trace
end

return standing
