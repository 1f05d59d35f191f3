--- Lowering of rules to verdict nodes (meaning.md, sections 7 to 10). A rule is all versions of one name; each judges on its own pivot, and the plan
-- chooses. What `explain` shows of a version is kept in its trace.
local core = require "mandate.core"
local analysis = require "mandate.language.lower.analysis"
local bound_days = require "mandate.language.lower.bound_days"
local calendar = require "mandate.language.lower.calendar"
local origins = require "mandate.language.origins"
local scope = require "mandate.language.lower.scope"
local sets = require "mandate.language.lower.sets"
local shown = require "mandate.language.lower.shown"
local waivers = require "mandate.language.lower.waivers"

local UNKNOWN_DAY = -0x80000000

local rules = {}

local function constant_min(a, b)
  if not a then return b end
  if not b then return a end
  return a < b and a or b
end

local function is_literal_date(expression)
  return expression and expression.op == "literal" and expression.type.k == "date"
end

--- nil where the place is everywhere or the subject has no place.
function rules.in_place(lowering, around, place)
  if not place then return nil end
  local where = lowering:place_node(around)
  if not where then return nil end
  local record = lowering:place_record(place)
  if not record then return lowering.nodes:truth(around.space, false) end
  local day = lowering.plan:moves "jurisdiction" and lowering:pivot(around) or false
  return lowering.nodes:add("PLACE_IN", around.space, { where, day }, { kind = "jurisdiction", integer = record })
end

-- applies, less the exceptions that hold on the pivot
---@param only any|nil in a reading of what is shown: of what alone it is read so, "applies" or an exception; nil: of all
local function applies_in(lowering, rule, around, trace, only)
  local space = around.space
  local as_said = only and shown.reading(around, nil) or around
  local function read(part) return (not only or only == part) and around or as_said end
  local result = rule.applies and lowering:value(rule.applies, read "applies", nil, { k = "condition" })
  trace.applies, trace.exceptions = result, {}
  for _, exception in ipairs(lowering.pack.exceptions or {}) do
    local expression = exception.applies and exception.applies[rule.base]
    if expression then
      local force = lowering.nodes:both(lowering:in_force(around, exception.from, exception.to_day), rules.in_place(lowering, around, exception.place), space)
      local excepted = lowering.nodes:both(lowering:value(expression, read(exception)), force, space)
      trace.exceptions[#trace.exceptions + 1] = { exception = exception, node = excepted, expression = expression }
      result = lowering.nodes:both(result, lowering.nodes:negate(excepted, space), space)
    end
  end
  return result
end

-- What decides whether a rule applies to a subject, of which ask(expression) is true.
local function deciding(lowering, rule, ask)
  local list = {}
  if rule.applies and ask(rule.applies) then list[1] = rule.applies end
  for _, exception in ipairs(lowering.pack.exceptions or {}) do
    local expression = exception.applies and exception.applies[rule.base]
    if expression and ask(expression) then list[#list + 1] = expression end
  end
  return list
end

local function read_again_to_apply(lowering, rule)
  return deciding(lowering, rule, function(expression) return analysis.has_second_reading(lowering, expression) end)
end

-- The same as applies_in; but on a pivot that nobody knows, what only the day leaves unknown makes no plain no.
local function applies_on(lowering, rule, around, trace, only)
  local result = applies_in(lowering, rule, around, trace, only)
  local function plainly(expression) return analysis.asks_plainly(lowering.pack, expression) end
  if not around.pivot.node or around.pivot.any_day or #deciding(lowering, rule, plainly) == 0 then return result end
  local nodes, space, pivot = lowering.nodes, around.space, lowering:pivot(around)
  local any_day = scope.with_pivot(around, { node = nodes:day(space, UNKNOWN_DAY), any_day = "pivot" })
  any_day.pivot.scope, any_day.pivot_scope = any_day, around.pivot_scope
  local known = nodes:add("OR", space, { nodes:add("KNOWN", space, { pivot }), nodes:negate(nodes:add("GIVEN", space, { pivot }), space) })
  return nodes:add("PICK", space, { result, applies_in(lowering, rule, any_day, {}, only) or nodes:truth(space, true), known })
end

-- The same as the rule says; but where another rule's second reading asks for the verdict, whom emptiness frees is unknown, and so is to whom an incentive is given.
local function applies(lowering, rule, around, trace)
  local said = applies_on(lowering, rule, around.reading and shown.reading(around, nil) or around, trace)
  if around.reading ~= "shown" or around.assured == true or #read_again_to_apply(lowering, rule) == 0 then return said end
  local second = applies_on(lowering, rule, around, {})
  if rule.word == "incentive" then return second end
  return said and lowering.nodes:add("OR", around.space, { said, second })
end

-- Adds the node of a version's verdict; what it is made of stays in the trace.
local function judge(lowering, trace, op, space, arguments, properties)
  trace.made = { op = op, space = space, arguments = arguments, properties = properties }
  trace.node = lowering.nodes:add(op, space, arguments, properties)
end

--- The day on which a rule that does not say so arises: the later of its first day and the subject's event. A lasting subject has begun by the as-of date,
-- also where nobody knows when.
function rules.arisen(lowering, rule, kind, event, space)
  if not rule.from then return event end
  local first = lowering.nodes:day(space, rule.from)
  if rule.from >= lowering.as_of and lowering.kinds[kind].lasting then -- looking ahead: from the next day on the beginning is asked for
    return lowering.ahead and rule.from < "9999-12-31" and lowering.nodes:day(space, rule.from, core.add_days(rule.from, 1)) or first
  end
  return lowering.nodes:add("DATE_LATER", space, { first, event })
end

-- The day on which the subject of a rule per period begins, where that is asked; and whether one whose day nobody knows has begun.
local function beginning(lowering, rule, given, event)
  local begins = origins.begins(lowering.origins, rule)
  return begins and (begins == "arises" and given or event), begins == "event" and lowering.kinds[rule.per.kind].lasting or false
end

-- Whether the subject of a rule per period is there by the end of the period, as a node; nil where that is not asked.
local function is_there(lowering, rule, around, period, given, event, trace)
  local nodes, space = lowering.nodes, around.space
  local begins, lasting = beginning(lowering, rule, given, event)
  if not begins then return nil end
  local until_day = nodes:day(space, period.to)
  if trace.left then until_day = nodes:add("PICK", space, { lowering:pivot(around), until_day, trace.left }) end
  local later = nodes:add("DATE_AFTER", space, { begins, until_day })
  if lasting then later = nodes:both(later, nodes:add("KNOWN", space, { later }), space) end
  trace.begun = nodes:negate(later, space)
  trace.there = trace.begun
  return trace.begun
end

local function dated(lowering, rule, kind, period, reading, assured)
  local trace = { rule = rule, shape = "dated" }
  local today = scope.of_kind(lowering, kind, { period = period, reading = reading, since = reading and rule.from, assured = assured, non_detects = rule.non_detects })
  local space, nodes = today.space, lowering.nodes
  -- only where there is somebody to be judged before the event
  today.planned = not lowering.snapshot:all_visible(kind, lowering.as_of) and origins.is_notice(lowering.origins, rule)
  local event = nodes:add("EVENT", space, nil, { kind = kind })
  local given = rule.arises and lowering:value(rule.arises, today, nil, { k = "date" })
  local arises = given or rules.arisen(lowering, rule, kind, event, space)
  local when_arisen = given and scope.with_pivot(today, { node = given, scope = today })
    or period and scope.with_pivot(today, scope.pivot_until(lowering, period.to)) or today
  local due
  if rule.due == nil or rule.due.op == "not_given" then
    due = nodes:day(space, nil)
  else
    due = lowering:value(rule.due, when_arisen, nil, { k = "date" })
    if rule.due.type and rule.due.type.k == "span" then due = nodes:add("DATE_ADD", space, { arises, due }, { integer = 1 }) end
  end
  local pivot
  if given then pivot = { node = given }
  elseif is_literal_date(rule.due) then pivot = scope.pivot_until(lowering, rule.due.value)
  elseif rule.due == nil or rule.due.op == "not_given" then pivot = scope.pivot_until(lowering, nil)
  else pivot = { node = nodes:add("DATE_EARLIER", space, { lowering:today(space), due }) } end
  local around = scope.with_pivot(today, pivot)
  local force, here = lowering:in_force(around, rule.from, rule.to), rules.in_place(lowering, around, rule.place)
  local applying = nodes:both(applies(lowering, rule, around, trace), is_there(lowering, rule, around, period, given, event, trace), space)
  local guard = nodes:both(nodes:both(force, here, space), applying, space)
  local done = lowering:value(rule.done, around, guard, { k = "date" })
  local waived, expires = waivers.on_day(lowering, rule, today, trace)
  trace.scope, trace.today, trace.when_arisen = around, today, when_arisen
  trace.here = here
  trace.force, trace.due, trace.done, trace.arises, trace.given, trace.applying = force, due, done, arises, given, applying
  trace.pivot = lowering:pivot(around)
  trace.frees = origins.frees(lowering.origins, rule)
  judge(lowering, trace, "DATED", space,
    { force = force, place = here, applies = applying, arises = arises, event = (trace.frees or today.planned) and event, due = due, done = done,
      waived = waived, waiver_expires = expires, pivot = trace.pivot },
    { flag = given ~= nil, first = rule.from, last = rule.to, integer = today.planned and 1 or 0 })
  return trace
end

-- Whether it hangs on the day, or on whether there is one that is known, to whom a rule applies: of a `forbid` it is then asked anew for each row.
local function applies_by_day(lowering, rule)
  local function asks_day(expression) return analysis.asks_pivot(lowering, expression) or analysis.asks_plainly(lowering.pack, expression) end
  local moves = lowering:place_moves(rule.per.kind)
  if moves and rule.place then return true end
  for _, exception in ipairs(lowering.pack.exceptions or {}) do
    local expression = exception.applies and exception.applies[rule.base]
    if expression and (moves and exception.place or exception.from or exception.to_day or asks_day(expression)) then return true end
  end
  return rule.applies ~= nil and asks_day(rule.applies)
end

-- Whether the rule applies to the subject, and is of its place, as a node in a scope; nil where it does whatever the day.
local function binds(lowering, rule, around, trace)
  return lowering.nodes:both(rules.in_place(lowering, around, rule.place), applies(lowering, rule, around, trace), around.space)
end

-- The subject in the scope of a set's rows, read on the day of each row.
local function subject_of_rows(lowering, set, around)
  local row = set.receiver
  if set.pairs then row = lowering.nodes:bring(lowering:own_row(around.kind, around.space), around.space, set.scope.space) end
  local subject = scope.for_row(set.scope, around.kind, row)
  subject.pivot_scope = nil -- it is itself the subject whose place is asked, and not the set's row, which may have an owner elsewhere
  return subject
end

-- Only rows whose own day lies in the rule's force, and on or after `arises` where that is given; and, where that hangs on the day (`each`), on whose day the
-- rule applies to the subject.
local function on_own_days(lowering, rule, expression, around, given, each, of_subject)
  local set = sets.lower(lowering, expression, around, true, given ~= nil)
  if (each or of_subject) and not set.pairs and (set.branch or set.base.node or set.base.kind ~= around.kind) then -- a row may have several subjects
    set = sets.lower(lowering, expression, around, true, true)
  end
  local space, nodes = set.scope.space, lowering.nodes
  local event = nodes:add("EVENT", space, nil, { kind = set.kind })
  local counts = nodes:within(event, rule.from, rule.to, space)
  if given then
    local from = nodes:bring(given, around.space, space)
    counts = nodes:both(counts, nodes:add("DATE_ON_OR_AFTER", space, { event, from }), space)
  end
  if each then
    set.binds = { scope = subject_of_rows(lowering, set, around), trace = {} }
    set.binds.node = binds(lowering, rule, set.binds.scope, set.binds.trace)
    counts = nodes:both(counts, set.binds.node, space)
  end
  set.of_any_day = set.mask
  set.mask, set.counts, set.event = nodes:both(set.mask, counts, space), counts, event
  return set
end

-- Whether on a day of the rule, up to the as-of date, a reference at which the set begins, or by which it goes on, may be blank, as a node (unknown where it
-- may); nil where none is.
local function unnamed(lowering, rule, set, around, given)
  local nodes, space, all = lowering.nodes, around.space, nil
  local last = constant_min(rule.to, lowering.as_of)
  for _, lost in ipairs(set.lost or {}) do
    local from = rule.from and nodes:day(lost.space, rule.from)
    if given then
      local arises = nodes:bring(given, space, lost.space)
      from = from and nodes:add("DATE_LATER", lost.space, { from, arises }) or arises
    end
    local to = last == lowering.as_of and lowering:today(lost.space) or nodes:day(lost.space, last)
    local node = nodes:add("UNNAMED", lost.space, { lost.row or false, from or false, to }, { kind = lost.kind, field = lost.field })
    if lost.space ~= space then node = nodes:add("ANY", space, { node, false, false }) end
    all = all and nodes:add("OR", space, { all, node }) or node
  end
  return all
end

-- Whether the set has a row. Where nobody knows whose set it is, nobody knows of which days its rows would be: then only a rule that applies on no day finds none.
local function any_row(lowering, rule, set, around, each, given)
  local nodes, space = lowering.nodes, around.space
  local any, whose = sets.aggregate(lowering, set, around, "ANY", set.mask), set.whose or set.base and set.base.node
  local lost = unnamed(lowering, rule, set, around, given)
  local applies_then = each and (whose or lost or set.pairs) and binds(lowering, rule, scope.with_pivot(around, { node = nodes:day(space, UNKNOWN_DAY), any_day = true }), {})
  local some_day = applies_then and nodes:add("OR", space, { applies_then, nodes:negate(nodes:add("KNOWN", space, { applies_then }), space) })
  if some_day and whose then
    local known = nodes:add("KNOWN", space, { nodes:add("GIVEN", space, { whose }) })
    any = nodes:both(any, nodes:add("OR", space, { known, some_day }), space)
  end
  local either = lost and nodes:add("OR", space, { any, lost }) or any
  return some_day and (lost or set.pairs) and nodes:both(either, some_day, space) or either
end

-- No day of the rule's force lies in the period and by the as-of date.
local function out_of_reach(rule, period, as_of)
  local last = constant_min(as_of, period and period.to)
  return (rule.from and last < rule.from) or (rule.to and period and period.from > rule.to)
end

-- True unless the subject lies in the rule's place on no day.
local function on_some_day(lowering, rule, around)
  local nodes, space = lowering.nodes, around.space
  local here = rules.in_place(lowering, scope.with_pivot(around, { node = nodes:add("DATE_CONSTANT", space, nil, { date = UNKNOWN_DAY }) }), rule.place)
  return here and nodes:add("OR", space, { here, nodes:negate(nodes:add("KNOWN", space, { here }), space) })
end

-- Whether of records of a kind that are not there evidence tells nothing: because it is of that kind, as what is expected beside it may be, or it is only what is expected.
local function is_own(rule, kind)
  if not rule.evidence_written then return true end
  return kind == rule.evidence.type.kind or rule.expects ~= nil and kind == rule.expects.kind
end

-- The scope in which a `require` must be true, too, to be met: the second reading, or the fourth where evidence is written.
local function second_reading(rule, around)
  if not rule.evidence_written then return shown.reading(around, "shown", rule.from) end
  return shown.vouched(around, rule.from, { rule.evidence.type.kind, rule.expects and rule.expects.kind })
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
    local found = any_row(lowering, rule, set, around, each, given)
    tell(set, found, analysis.asks_sets(lowering, rule.require) and lowering:value(rule.require, own, guard, { k = "condition" }) or nil)
    return found
  end
  local set, forbidden = on_own_days(lowering, rule, rule.evidence, own, given, each), on_own_days(lowering, rule, rule.forbid, own, given, each)
  set.mask = shown.telling(lowering, set)
  local function judged(there) return shown.is_judged(lowering, forbidden, around, forbidden.counts, function(rows) return any(forbidden, rows) end, there) end
  local found = any_row(lowering, rule, set, around, each, given)
  tell(set, found, judged(false))
  return nodes:both(found, judged(is_own(rule, forbidden.kind)), space)
end

-- Whether a complete register shows that nothing forbidden is there, of a subject to whom the rule applies; nil: never. without: a register that is left out, true for all.
local function registered(lowering, rule, around, given, each, applying, without)
  local own, nodes, space = shown.without(shown.reading(around, "shown", rule.from), without), lowering.nodes, around.space
  local set = on_own_days(lowering, rule, rule.forbid, own, given, each)
  local complete = shown.complete(lowering, set, own)
  if not complete then return nil end
  local judged = shown.is_judged(lowering, set, around, set.counts, function(rows) return sets.aggregate(lowering, set, around, "ANY", rows) end)
  local all = nodes:both(nodes:both(complete ~= true and complete or nil, judged, space), applying, space)
  return all and nodes:both(all, nodes:add("KNOWN", space, { all }), space) or nodes:truth(space, true) -- where that is not known the register shows nothing
end

-- What evidence and complete registers tell of a forbid, together. trace.kept_without(said): the same where what is said of a register is left out.
local function with_registers(lowering, rule, around, given, each, evidence, applying, trace)
  if rule.expects or not lowering.pack.complete[rule.forbid.type.kind] then return evidence end
  local function told(without)
    local register = registered(lowering, rule, around, given, each, applying, without)
    return register and evidence and lowering.nodes:add("OR", around.space, { evidence, register }) or register or evidence
  end
  trace.kept_without = function(said) return told(said) or lowering.nodes:truth(around.space, false) end
  return told(nil)
end

-- The months (quarters, years) of which records may be expected: those that touch the rule's force and have ended by the as-of date. Who looks ahead takes all.
local function expectable(lowering, rule, period)
  local within, list = rule.expects.during or rule.expects.back and calendar.months_to(period.to, rule.expects.back) or period, {}
  for _, unit in ipairs(calendar.periods(rule.expects.each, within.from, within.to)) do
    local in_force = (not rule.from or unit.to >= rule.from) and (not rule.to or unit.from <= rule.to)
    if in_force and (lowering.ahead or unit.to <= lowering.as_of) then list[#list + 1] = unit end
  end
  return list
end

-- Whether a record of a month is expected of the subject, as a node in its scope; nil: of each.
local function is_expected(lowering, unit, space, begins, ends)
  local nodes = lowering.nodes
  local ended = lowering.ahead and nodes:add("DATE_ON_OR_AFTER", space, { lowering:today(space), nodes:day(space, unit.to) }) or nil
  local begun = begins and nodes:add("DATE_BY", space, { begins, nodes:day(space, unit.to) })
  local open = ends and nodes:add("OR", space, { nodes:negate(nodes:add("GIVEN", space, { ends }), space),
    nodes:add("DATE_ON_OR_AFTER", space, { ends, nodes:day(space, unit.from) }) })
  return nodes:both(nodes:both(ended, begun, space), open, space)
end

-- Whether what the rule asks could be judged by the records of a month; nil where it asks none. A `require` that is not true is wanting something else.
local function judged_in(lowering, rule, around, unit, guard, given, each)
  local own, nodes = shown.assured_in(around, rule.expects.kind, unit.from, unit.to), lowering.nodes
  if rule.require then
    if not analysis.asks_sets(lowering, rule.require) then return nil end
    local said = lowering:value(rule.require, around, guard, { k = "condition" })
    local holds = nodes:both(said, nodes:add("KNOWN", around.space, { said }), around.space)
    return nodes:add("OR", around.space, { lowering:value(rule.require, own, guard, { k = "condition" }), nodes:negate(holds, around.space) })
  end
  local set = on_own_days(lowering, rule, rule.forbid, own, given, each)
  if set.kind ~= rule.expects.kind then return nil end
  local space = set.scope.space
  local counts = nodes:both(set.counts, nodes:within(set.event, unit.from, unit.to, space), space)
  return shown.is_judged(lowering, set, around, counts, function(rows) return sets.aggregate(lowering, set, around, "ANY", rows) end)
end

-- Whether all records are there that the rule expects; what is told of them stays in trace.expected = { { label, node: it is there or not expected,
-- rows: whether a record of it is there at all }… }.
local function expected_are_there(lowering, rule, around, period, event, guard, given, each, trace)
  local nodes, space, kind = lowering.nodes, around.space, lowering.kinds[around.kind]
  local function day(e) return e and lowering:value(e, around, nil, { k = "date" }) end
  local begins, ends = day(rule.expected_from) or given or kind.starts and event or nil, day(rule.expected_to)
  local own, all = shown.assured(around), nil
  local set = sets.lower(lowering, rule.expected, own, rule.forbid ~= nil, rule.forbid and given ~= nil)
  local inner = set.scope.space
  local when = nodes:add("EVENT", inner, nil, { kind = set.kind })
  local telling = shown.telling(lowering, set)
  trace.expected = {}
  for _, unit in ipairs(expectable(lowering, rule, period)) do
    local inside = nodes:within(when, unit.from, unit.to, inner)
    local found = sets.aggregate(lowering, set, around, "ANY", nodes:both(telling, inside, inner))
    found = nodes:both(found, judged_in(lowering, rule, around, unit, guard, given, each), space)
    local expected = is_expected(lowering, unit, space, begins, ends)
    local there = expected and nodes:add("OR", space, { nodes:negate(expected, space), found }) or found
    trace.expected[#trace.expected + 1] = { label = unit.label, node = there,
      rows = sets.aggregate(lowering, set, around, "ANY", nodes:both(set.looked.rows, inside, inner)) }
    all = nodes:both(all, there, space)
  end
  return all
end

-- What is looked at where a rule forbids something, or evidence is asked: the rows of those sets by owner, place, days and conditions on dates, as { set, rows = node }.
local function looked_at(lowering, rule, around, given, each)
  local own, list = shown.assured(around), {}
  local function add(expression)
    local set = rule.forbid and on_own_days(lowering, rule, expression, own, given, each) or sets.lower(lowering, expression, own)
    if set.looked then list[#list + 1] = { set = set, rows = lowering.nodes:both(set.looked.rows, set.counts, set.scope.space),
      dated = set.looked.dated or set.counts ~= nil } end
  end
  if rule.forbid then add(rule.forbid) end
  if rule.evidence then add(rule.evidence) end
  return list
end

-- What tells whether a version applies, by day.
local function applying_by_day(lowering, rule)
  return function(around)
    return lowering.nodes:both(rules.in_place(lowering, around, rule.place), applies_in(lowering, rule, around, {}), around.space)
  end
end

-- On which day a standing rule is read; where that is a day of its period before the last one for some, that tells trace.left.
local function pivot_of_standing(lowering, rule, today, period, given, event, trace)
  local descriptor = lowering.kinds[today.kind]
  if period and rule.require then
    if not applies_by_day(lowering, rule) then return scope.pivot_until(lowering, bound_days.last(rule, period)) end
    local asked = deciding(lowering, rule, function() return true end)
    local pivot
    pivot, trace.left = bound_days.pivot(lowering, rule, today, period, asked, applying_by_day(lowering, rule), beginning(lowering, rule, given, event))
    return pivot
  elseif period then return scope.pivot_until(lowering, period.to)
  elseif given then return { node = given }
  elseif descriptor.starts and not descriptor.lasting then return { node = event } end
  return scope.pivot_until(lowering)
end

-- Of a `require` in a period that asks what is set for a place: whether its subject moved within the period, as a node; nil where that cannot be.
local function moved_within(lowering, rule, around, today, event)
  if not rule.require or not today.period or not analysis.asks_place(lowering, rule.require) or not lowering:place_moves(today.kind) then return nil end
  local function place(day) return lowering:place_node(day) end
  local at_pivot = place(around)
  return at_pivot and bound_days.moved(lowering, rule, today, place, at_pivot, lowering:pivot(around), event)
end

-- Whether all rows of what a rule forbids are excused, each by a waiver that held on its day, as a node; and the first day of a row
-- that is not, as far as anybody knows, or else of any.
local function excused(lowering, rule, set, around, each, given, since, trace)
  local nodes, inner, space = lowering.nodes, set.scope.space, around.space
  if not waivers.may_be(lowering, rule, around.kind) then return nil, since end
  local row_excused = waivers.of_row(lowering, rule, subject_of_rows(lowering, set, around), set.event, trace)
  local left = setmetatable({ mask = nodes:both(set.mask, nodes:negate(row_excused, inner), inner) }, { __index = set })
  local surely = nodes:both(row_excused, nodes:add("KNOWN", inner, { row_excused }), inner) -- what is not known excuses nobody
  local stays = nodes:both(set.mask, nodes:negate(surely, inner), inner)
  local certain = nodes:both(stays, nodes:add("KNOWN", inner, { stays }), inner)
  local first = sets.aggregate(lowering, set, around, "DATE_FIRST", certain, set.event)
  set.excused, set.not_excused = row_excused, certain
  return nodes:negate(any_row(lowering, rule, left, around, each, given), space),
    nodes:add("PICK", space, { first, since, nodes:add("GIVEN", space, { first }) })
end

local function standing(lowering, rule, kind, period, reading, assured)
  local trace = { rule = rule, shape = "standing" }
  local asked = period and rule.require and bound_days.cut(rule, period) or period
  local today = scope.of_kind(lowering, kind, { period = asked, reading = reading, since = reading and rule.from, assured = assured, non_detects = rule.non_detects })
  local space, nodes = today.space, lowering.nodes
  local event = nodes:add("EVENT", space, nil, { kind = kind })
  local given = rule.arises and lowering:value(rule.arises, today, nil, { k = "date" })
  local around = scope.with_pivot(today, pivot_of_standing(lowering, rule, today, period, given, event, trace))
  local force
  local here = rules.in_place(lowering, around, rule.place)
  if rule.forbid then
    if out_of_reach(rule, period, lowering.as_of) then
      local comes = lowering.ahead and rule.from and lowering.as_of < rule.from and not (period and period.to < rule.from)
      force = comes and nodes:within(lowering:today(space), rule.from, nil, space) or nodes:truth(space, false)
    end
    if given and rule.to then force = nodes:both(force, nodes:add("DATE_BY", space, { given, nodes:day(space, rule.to) }), space) end
  else
    force = lowering:in_force(around, rule.from, rule.to)
  end
  local each = rule.forbid and applies_by_day(lowering, rule)
  local applying = applies(lowering, rule, around, trace)
  local breach, since, evidence, guard, waived
  if rule.forbid then
    local set = on_own_days(lowering, rule, rule.forbid, around, given, each, waivers.may_be(lowering, rule, kind))
    breach = any_row(lowering, rule, set, around, each, given)
    local inner = set.scope.space
    local certain = nodes:both(set.mask, nodes:add("KNOWN", inner, { set.mask }), inner)
    since = sets.aggregate(lowering, set, around, "DATE_FIRST", certain, set.event)
    trace.forbidden = set
    waived, since = excused(lowering, rule, set, around, each, given, since, trace)
  else
    guard = nodes:both(nodes:both(force, here, space), applying, space)
    breach = nodes:negate(lowering:value(rule.require, around, guard, { k = "condition" }), space)
    if (rule.evidence_written or not reading) and analysis.has_second_reading(lowering, rule.require) then -- the same where nothing that is not shown counts
      trace.looked_in = second_reading(rule, around)
      evidence = lowering:value(rule.require, trace.looked_in, guard, { k = "condition" })
      trace.shown_in, trace.shown, trace.guard = trace.looked_in, evidence, guard
    end
  end
  local behind = trace.left and bound_days.asks_behind(lowering, sets, around, { rule.require, rule.evidence })
  if behind then breach = nodes:add("PICK", space, { nodes:truth(space, nil), breach, nodes:both(trace.left, behind, space) }) end
  if rule.forbid or rule.evidence then trace.look = function() return looked_at(lowering, rule, around, given, each) end end
  if rule.evidence then evidence = nodes:both(evidence_of(lowering, rule, around, given, each, trace, guard), evidence, space) end
  if rule.forbid then evidence = with_registers(lowering, rule, around, given, each, evidence, nodes:both(here, applying, space), trace) end
  trace.lies = here
  if each then -- it applies if it does on the day of a row, or on the pivot
    applying = nodes:both(here, applying, space) or nodes:truth(space, true)
    applying = nodes:add("OR", space, { applying, evidence and nodes:add("OR", space, { breach, evidence }) or breach })
    here, trace.each = on_some_day(lowering, rule, around), true
  end
  local there = is_there(lowering, rule, around, period, given, event, trace)
  if there and rule.forbid then -- a breach is one all the same
    local broken = nodes:both(nodes:both(here, applying, space), breach, space)
    there = nodes:add("OR", space, { there, nodes:both(broken, nodes:add("KNOWN", space, { broken }), space) })
    trace.there = there
  end
  applying = nodes:both(applying, there, space)
  if rule.expects then evidence = nodes:both(evidence, expected_are_there(lowering, rule, around, period, event, guard, given, each, trace), space) end
  if rule.require then waived = waivers.from_day(lowering, rule, today, around, period, period and beginning(lowering, rule, given, event), trace) end
  trace.here = here
  trace.scope, trace.today, trace.force, trace.breach, trace.given, trace.applying = around, today, force, breach, given, applying
  trace.pivot = lowering:pivot(around)
  trace.moved = function() return moved_within(lowering, rule, around, today, given or event) end -- for reasons only
  local arises = given or event
  if given and period and rule.require and force then -- in a period without the rule nothing arises, whatever the day
    arises = nodes:add("PICK", space, { given, nodes:day(space, nil), force })
  end
  judge(lowering, trace, "STANDING", space,
    { force = force, place = here, applies = applying, arises = arises, breach = breach, since = since, evidence = evidence,
      waived = waived, pivot = trace.pivot },
    { flag = given ~= nil, first = rule.from, last = not rule.forbid and rule.to or nil,
      integer = (rule.forbid and not rule.evidence and 1 or 0) + (each and 2 or 0) }) -- as the engine's plan.h says
  return trace
end

-- Powers and incentives ----------------------------------------------------------------------------------------------

local function permission(lowering, rule, kind, period, reading, assured)
  local trace = { rule = rule, shape = "permission" }
  local today = scope.of_kind(lowering, kind, { period = period, reading = reading, since = reading and rule.from, assured = assured, non_detects = rule.non_detects })
  local space, nodes = today.space, lowering.nodes
  local event = nodes:add("EVENT", space, nil, { kind = kind })
  local given = rule.arises and lowering:value(rule.arises, today, nil, { k = "date" })
  local arises = given or rules.arisen(lowering, rule, kind, event, space)
  -- the law of the day on which it was used decides whether it might be
  local used = not given and lowering:value(rule.used, today, nil, { k = "date" })
  local pivot = given or nodes:add("DATE_EARLIER", space, { lowering:today(space), used })
  local around = scope.with_pivot(today, { node = pivot })
  local force, here = lowering:in_force(around, rule.from, rule.to), rules.in_place(lowering, around, rule.place)
  local applying = nodes:both(applies(lowering, rule, around, trace), is_there(lowering, rule, around, period, given, event, trace), space)
  used = used or lowering:value(rule.used, around, nil, { k = "date" })
  trace.scope, trace.today, trace.used_in, trace.here = around, today, given and around or today, here
  trace.force, trace.used, trace.arises, trace.given, trace.applying, trace.pivot = force, used, arises, given, applying, pivot
  judge(lowering, trace, "PERMISSION", space, { force = force, place = here, applies = applying, arises = arises, used = used, pivot = pivot },
    { flag = given ~= nil, first = rule.from, last = rule.to })
  return trace
end

-- Quotas -------------------------------------------------------------------------------------------------------------

local function year_ended(year, day) return ("%04d-12-31"):format(year) <= day end

--- A goal's plan as of a day: { low, high } to date, first planned day, end of the running plan year, whole plan.
function rules.plan_of(goal, day)
  local none = core.decimal(0)
  local plan = { low = none, high = none, total_low = none, total_high = none }
  local years = {}
  for year in pairs(goal.yearly or goal.cumulative or {}) do years[#years + 1] = year end
  table.sort(years)
  for _, year in ipairs(years) do
    local low, high = table.unpack((goal.yearly or goal.cumulative)[year])
    high = high or low
    if goal.yearly then plan.total_low, plan.total_high = plan.total_low + low, plan.total_high + high
    else plan.total_low, plan.total_high = low, high end
    if year_ended(year, day) then
      if goal.yearly then plan.low, plan.high = plan.low + low, plan.high + high else plan.low, plan.high = low, high end
    elseif not plan.year_end then
      plan.year_end = ("%04d-12-31"):format(year)
    end
  end
  plan.start = goal.yearly and years[1] and ("%04d-01-01"):format(years[1]) or nil
  plan.years = years
  return plan
end

local function goal_target(goal, plan)
  local target = goal.target
  if target == nil and #plan.years > 0 then return plan.total_low, plan.total_high end
  if type(target) == "table" then return target[1] or target.low, target[2] or target.high or target[1] end
  return target, target
end

-- What a quota counted by a day, where other rules' second reading asks it: unknown if none of what it counts was there by then. What it counts, and on which day, is
-- read as the rule says.
local function shown_count(lowering, rule, around, count, day)
  local function counted_on(inner) return lowering:value(rule.counted_on, shown.reading(inner, nil), nil, { k = "date" }) end
  local set = sets.lower(lowering, rule.counts, around, nil, nil, counted_on)
  local space = set.scope.space
  local happened = lowering.nodes:add("DATE_BY", space, { counted_on(set.scope), lowering.nodes:day(space, day) })
  return shown.question(lowering, set, around, { k = "number" }, count, nil,
    function(rows) return sets.aggregate(lowering, set, around, "ANY", rows) end, happened)
end

local function constant_max(a, b)
  if not a then return b end
  if not b then return a end
  return a > b and a or b
end

local function quota_goal(lowering, rule, goal, today)
  local space, nodes = today.space, lowering.nodes
  local record = lowering:place_record(goal.place)
  local around = scope.with_pivot(today, scope.pivot_until(lowering, goal.due))
  local shown_in = today.reading and around
  if shown_in then around = shown.reading(around, nil) end
  local trace = { rule = rule, goal = goal, shape = "quota", scope = around, today = today, plan = rules.plan_of(goal, lowering.as_of) }
  local is_place = record and nodes:add("CODE_SAME", space, { lowering:own_row("jurisdiction", space), nodes:add("RECORD_CONSTANT", space, nil,
    { integer = record, kind = "jurisdiction" }) }) or nodes:truth(space, false)
  local here = nodes:both(is_place, rules.in_place(lowering, around, rule.place), space)
  local from, to = constant_max(rule.from, goal.from), constant_min(rule.to, goal.to)
  local force = lowering:in_force(around, from, to)
  trace.over = (goal.from and around.pivot.day < goal.from or goal.to and around.pivot.day > goal.to) or false -- another goal of the place, or none, holds on the pivot
  local applying = applies(lowering, rule, shown_in or around, trace)
  local function counted_on(inner) return lowering:value(rule.counted_on, inner, nil, { k = "date" }) end
  local set = sets.lower(lowering, rule.counts, around, nil, nil, counted_on) -- each row counts to the place of its day
  local inner = set.scope
  local counted = counted_on(inner)
  local mask = set.mask
  if trace.plan.start then
    mask = nodes:both(mask, nodes:add("DATE_ON_OR_AFTER", inner.space, { counted, nodes:day(inner.space, trace.plan.start) }), inner.space)
  end
  local function count_by(until_day)
    local day = until_day and until_day < lowering.as_of and nodes:day(inner.space, until_day) or lowering:today(inner.space, until_day)
    local by = nodes:both(mask, nodes:add("DATE_BY", inner.space, { counted, day }), inner.space)
    local count = sets.aggregate(lowering, set, around, "COUNT", by)
    return shown_in and shown_count(lowering, rule, shown_in, count, constant_min(lowering.as_of, until_day)) or count
  end
  local target_low, target_high = goal_target(goal, trace.plan)
  trace.target_low, trace.target_high = target_low, target_high
  trace.actual = count_by(nil)
  trace.actual_by_due = count_by(goal.due)
  lowering.plan:keep(trace.actual)
  lowering.plan:keep(trace.actual_by_due)
  trace.here = here
  trace.counted, trace.judges, trace.force, trace.applying = set, nodes:both(nodes:both(here, force, space), applying, space), force, applying
  local target = nodes:number(space, target_low, target_high)
  local planned = nodes:number(space, trace.plan.low, trace.plan.high, lowering.ahead and trace.plan.year_end or nil)
  trace.values = { target = target, actual = trace.actual, planned = planned }
  local due = goal.due and nodes:day(space, goal.due) or nodes:day(space, nil)
  judge(lowering, trace, "QUOTA", space,
    { force = force, place = here, applies = applying, actual = trace.actual, actual_by_due = trace.actual_by_due, target = target, planned = planned,
      due = due, pivot = lowering:pivot(around) },
    { first = from, last = to, integer = trace.plan.year_end and lowering:day_number(trace.plan.year_end) or 0 })
  return trace
end

--- Whether a dated rule let a subject go before the day on which it is asked: it applied for certain on an earlier day of its force, and certainly does not
--- on its pivot. nil where that cannot be.
---@param trace table of a dated version
function rules.let_go(lowering, trace)
  local rule, around, nodes = trace.rule, trace.scope, lowering.nodes
  if trace.given or not rule.per or not applies_by_day(lowering, rule) then return nil end
  local now = nodes:both(trace.here, trace.applying, around.space)
  if not now then return nil end
  local event = nodes:add("EVENT", around.space, nil, { kind = around.kind })
  local before = bound_days.applied_before(lowering, rule, trace.today, deciding(lowering, rule, function() return true end), applying_by_day(lowering, rule),
    trace.pivot, event)
  local gone = nodes:both(nodes:negate(now, around.space), nodes:add("KNOWN", around.space, { now }), around.space)
  gone = nodes:both(gone, trace.begun, around.space) -- of a period that ended before its beginning it was never asked
  return before and nodes:both(nodes:both(before, gone, around.space), trace.force, around.space)
end

--- Whether a `require` in a period is kept as it is read on the last bound day, and would be breached as it is read on an earlier day on which it applied: a limit of
--- another place, or class. nil where that cannot be.
---@param trace table of a standing version
function rules.kept_late(lowering, trace)
  local rule, today, nodes = trace.rule, trace.today, lowering.nodes
  if not rule.require or not today.period or not analysis.asks_pivot(lowering, rule.require) and not analysis.asks_place(lowering, rule.require) then return nil end
  local space, applies_then = today.space, applying_by_day(lowering, rule)
  local function breached_then(around)
    local breach = nodes:negate(lowering:value(rule.require, around, nil, { k = "condition" }), space)
    return nodes:both(applies_then(around), breach, space)
  end
  local event = nodes:add("EVENT", space, nil, { kind = today.kind })
  local asked = deciding(lowering, rule, function() return true end)
  asked[#asked + 1] = rule.require
  local before = bound_days.applied_before(lowering, rule, today, asked, breached_then, trace.pivot, trace.given or event)
  local holds = nodes:both(nodes:both(trace.force, trace.lies, space), nodes:both(trace.applying, nodes:negate(trace.breach, space), space), space)
  local kept = nodes:both(holds, nodes:add("KNOWN", space, { holds }), space)
  return before and nodes:both(before, kept, space)
end

-- Whole rules --------------------------------------------------------------------------------------------------------

local function nearest_first(lowering, versions)
  local order = {}
  for i, rule in ipairs(versions) do
    local record = rule.place and lowering:place_record(rule.place)
    order[i] = { rule = rule, place = record or nil, depth = lowering:depth(record), index = i }
  end
  table.sort(order, function(a, b)
    if a.depth ~= b.depth then return a.depth > b.depth end
    if a.rule.from ~= b.rule.from then return (a.rule.from or "") > (b.rule.from or "") end -- in force on different pivots: the later text
    return a.index < b.index
  end)
  return lowering:nearest_first(order)
end

--- Lowers all versions of a rule, for one period where it is judged per period.
---@return table { base, kind, period, node, versions = { trace… } }
---@param reading string|nil "shown": as the second reading of other rules sees it (meaning.md, section 19)
---@param assured table|nil or their fourth (scope.lua)
function rules.lower(lowering, base, period, reading, assured)
  local versions = lowering.versions[base]
  local kind = versions[1].per.kind
  local traces, verdicts, forbids = {}, {}, false
  for _, entry in ipairs(nearest_first(lowering, versions)) do
    local rule = entry.rule
    if rule.word == "quota" then
      local today = scope.of_kind(lowering, kind, { period = period, reading = reading, since = reading and rule.from, assured = assured, non_detects = rule.non_detects })
      for _, goal in ipairs(rule.goals) do traces[#traces + 1] = quota_goal(lowering, rule, goal, today) end
    elseif rule.used then
      traces[#traces + 1] = permission(lowering, rule, kind, period, reading, assured)
    elseif rule.require or rule.forbid then
      forbids = forbids or rule.forbid ~= nil
      traces[#traces + 1] = standing(lowering, rule, kind, period, reading, assured)
    else
      traces[#traces + 1] = dated(lowering, rule, kind, period, reading, assured)
    end
  end
  for i, trace in ipairs(traces) do verdicts[i] = trace.node end
  local op = forbids and "WORST" or "CHOOSE"
  local node = lowering.plan:verdicts({ op = op, space = lowering.plan:space(kind) }, verdicts)
  return { base = base, kind = kind, period = period, node = node, op = op, versions = traces, word = versions[1].word }
end

-- A version's verdict, where `applies` and exceptions, or one of them only, are read in the second reading.
local function if_shown(lowering, trace, only)
  local made, nodes = trace.made, lowering.nodes
  local arguments = {}
  for name, argument in pairs(made.arguments) do arguments[name] = argument end
  local applying = applies_on(lowering, trace.rule, shown.reading(trace.scope, "shown", trace.rule.from), {}, only)
  if trace.each then
    applying = nodes:add("OR", made.space, { made.arguments.applies, nodes:both(trace.lies, applying, made.space) })
  end
  applying = nodes:both(applying, trace.there, made.space)
  arguments.applies = applying
  return nodes:add(made.op, made.space, arguments, made.properties)
end

--- The verdicts of a lowered rule where `applies` and exceptions are unknown, as far as they rest on empty sets (meaning.md, section 19); nil where they ask none.
---@param only any|nil what alone is read so, "applies" or an exception; nil: all
---@return integer|nil node
---@return table expressions that ask sets
function rules.if_shown(lowering, part, only)
  local verdicts, asked = {}, {}
  for i, trace in ipairs(part.versions) do
    local list = read_again_to_apply(lowering, trace.rule)
    verdicts[i] = #list > 0 and if_shown(lowering, trace, only) or trace.node
    table.move(list, 1, #list, #asked + 1, asked)
  end
  if #asked == 0 then return nil, asked end
  return lowering.plan:verdicts({ op = part.op, space = lowering.plan:space(part.kind) }, verdicts), asked
end

--- The verdicts of a lowered rule where whoever is perhaps waived is; nil where none can be.
function rules.if_waived(lowering, part)
  local nodes, verdicts, any = lowering.nodes, {}, false
  for i, trace in ipairs(part.versions) do
    local made = trace.made
    local waived = made and made.arguments.waived
    verdicts[i] = trace.node
    if waived then
      local arguments = {}
      for name, argument in pairs(made.arguments) do arguments[name] = argument end
      arguments.waived, any = nodes:add("OR", made.space, { waived, nodes:negate(nodes:add("KNOWN", made.space, { waived }), made.space) }), true
      verdicts[i] = nodes:add(made.op, made.space, arguments, made.properties)
    end
  end
  return any and lowering.plan:verdicts({ op = part.op, space = lowering.plan:space(part.kind) }, verdicts) or nil
end

-- The periods in which a rule is judged.
local function periods_of(lowering, base)
  local versions = lowering.versions[base]
  local unit = versions[1].per.period
  if not unit then return { false } end
  local first
  for _, rule in ipairs(versions) do
    if not rule.from then first = "0001-01-01" end
    if rule.from and (not first or rule.from < first) then first = rule.from end
  end
  local event = lowering.snapshot:first_event()
  if event and event > first then first = event end
  if not event then return {} end
  return calendar.periods(unit, first, lowering.as_of)
end

--- The periods in which a rule is judged, in order and by their labels; { false } of one that is judged once.
function rules.periods(lowering, base)
  local periods = lowering.periods[base]
  if not periods then
    periods = periods_of(lowering, base)
    for _, period in ipairs(periods) do
      if period then periods[period.label] = period end
    end
    lowering.periods[base] = periods
  end
  return periods
end

return rules
