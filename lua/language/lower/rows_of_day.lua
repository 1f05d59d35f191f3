--- The rows of a `forbid` and of its evidence, each on its own day (meaning.md, section 8): which of them count, and whether one does.
local days = require "mandate.language.days"
local judging = require "mandate.language.lower.judging"
local scope = require "mandate.language.lower.scope"
local sets = require "mandate.language.lower.sets"
local shown = require "mandate.language.lower.shown"

local UNKNOWN_DAY = -0x80000000

local rows_of_day = {}

--- The subject in the scope of a set's rows, read on the day of each row.
function rows_of_day.subject(lowering, set, around)
  local row = set.receiver
  if set.pairs then row = lowering.nodes:bring(lowering:own_row(around.kind, around.space), around.space, set.scope.space) end
  local subject = scope.for_row(set.scope, around.kind, row)
  subject.pivot_scope = nil -- it is itself the subject whose place is asked, and not the set's row, which may have an owner elsewhere
  return subject
end

--- The rows of a set whose own day lies in the rule's force, and on or after `arises` where that is given; and, where that hangs on the day (`each`), on whose day the
-- rule applies to the subject.
function rows_of_day.lower(lowering, rule, expression, around, given, each, of_subject)
  local set = sets.lower(lowering, expression, around, true, given ~= nil)
  -- a row may have several subjects, or nobody knows whose it is on its day
  if (each or of_subject) and not set.pairs and (set.branch or set.day or set.base.node or set.base.kind ~= around.kind) then
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
    set.binds = { scope = rows_of_day.subject(lowering, set, around), trace = {} }
    if around.binds_as_said then set.binds.scope = shown.reading(set.binds.scope, nil) end
    set.binds.scope.stood = true
    set.binds.node = judging.binds(lowering, rule, set.binds.scope, set.binds.trace)
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
  local last = days.earlier(rule.to, lowering.as_of)
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

--- Whether the set has a row. Where nobody knows whose set it is, nobody knows of which days its rows would be: then only a rule that applies on no day finds none.
function rows_of_day.any(lowering, rule, set, around, each, given)
  local nodes, space = lowering.nodes, around.space
  local any, whose = sets.aggregate(lowering, set, around, "ANY", set.mask), set.whose or set.base and set.base.node
  local lost = unnamed(lowering, rule, set, around, given)
  local some_time = scope.with_pivot(around, { node = nodes:day(space, UNKNOWN_DAY), any_day = true })
  some_time.stood = true
  local applies_then = each and (whose or lost or set.pairs) and judging.binds(lowering, rule, some_time, {})
  local some_day = applies_then and nodes:add("OR", space, { applies_then, nodes:negate(nodes:add("KNOWN", space, { applies_then }), space) })
  if some_day and whose then
    local known = nodes:add("KNOWN", space, { nodes:add("GIVEN", space, { whose }) })
    any = nodes:both(any, nodes:add("OR", space, { known, some_day }), space)
  end
  local either = lost and nodes:add("OR", space, { any, lost }) or any
  return some_day and (lost or set.pairs) and nodes:both(either, some_day, space) or either
end

return rows_of_day
