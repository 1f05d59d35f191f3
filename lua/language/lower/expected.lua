--- Which records a standing rule expects, and whether they are there (meaning.md, section 19).
local analysis = require "mandate.language.lower.analysis"
local calendar = require "mandate.language.lower.calendar"
local received = require "mandate.language.lower.received"
local rows_of_day = require "mandate.language.lower.rows_of_day"
local sets = require "mandate.language.lower.sets"
local shown = require "mandate.language.lower.shown"
local states = require "mandate.language.lower.states"
local walk = require "mandate.language.walk"

local expected = {}

-- How many periods before the one in hand an expression asks, through terms, states and decisions: a set of counts, the period in hand (0) among them.
local function periods_asked(lowering, expressions, period)
  local counts, seen = { [0] = true }, {}
  local follow
  local function follow_state(e, back)
    local first = states.first(e)
    local at = period
    if back > 0 then at = calendar.before(period, back) end
    while at and at.to >= first.from do
      local key = ("state %s/%d"):format(e.name, back)
      if seen[key] then return end
      seen[key], counts[back] = true, true
      follow(e.a, back)
      if e.b then follow(e.b, back) end
      back = back + 1
      if at.from == first.from then break end
      at = calendar.before(at, 1)
    end
    if e.value then follow(e.value, back) end
  end
  function follow(expression, back)
    walk.into(expression, function(e)
      if e.op == "state" then
        follow_state(e, back)
        return false
      end
      if e.op == "of_each" then return false end -- of months, what is asked of each is expected of none before
      if e.op == "previous" then
        counts[back + e.count] = true
        follow(e.from, back + e.count)
        return false
      end
      local term = (e.op == "term" or e.op == "column_term") and lowering.pack.terms[e.term]
      local key = term and ("%s/%d"):format(e.term, back)
      if term and not seen[key] then
        seen[key] = true
        follow(term.value, back)
      end
      walk.decided(e, function(part) follow(part, back) end)
      return true
    end)
  end
  for _, expression in ipairs(expressions) do follow(expression, 0) end
  return counts
end

-- The months (quarters, years) of which records may be expected, of the period in hand and of those before it that the rule asks, in order: those that touch the rule's
-- force and have ended by the as-of date. Who looks ahead takes all.
local function expectable(lowering, rule, period)
  local asked, list, taken = {}, {}, {}
  for count in pairs(periods_asked(lowering, { rule.require or rule.forbid, rule.evidence }, period and (period.whole or period))) do asked[#asked + 1] = count end
  table.sort(asked, function(a, b) return a > b end)
  for _, count in ipairs(asked) do
    local whole = period
    if count > 0 then whole = calendar.before(period.whole or period, count) end
    local within = rule.expects.during or whole and rule.expects.back and calendar.months_to(whole.to, rule.expects.back) or whole
    for _, unit in ipairs(within and calendar.periods(rule.expects.each, within.from, within.to) or {}) do
      local in_force = (not rule.from or unit.to >= rule.from) and (not rule.to or unit.from <= rule.to)
      if in_force and (lowering.ahead or unit.to <= lowering.as_of) and not taken[unit.label] then
        list[#list + 1], taken[unit.label] = unit, true
      end
    end
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
  local set = rows_of_day.lower(lowering, rule, rule.forbid, own, given, each)
  if set.kind ~= rule.expects.kind then return nil end
  local space = set.scope.space
  local counts = nodes:both(set.counts, nodes:within(set.event, unit.from, unit.to, space), space)
  return shown.is_judged(lowering, set, around, counts, function(rows) return sets.aggregate(lowering, set, around, "ANY", rows) end)
end

--- Whether all records are there that the rule expects; what is told of them stays in trace.expected = { { label, node: it is there or not expected,
-- rows: whether a record of it is there at all }… }.
function expected.are_there(lowering, rule, around, period, event, guard, given, each, trace)
  local nodes, space, kind = lowering.nodes, around.space, lowering.kinds[around.kind]
  local function day(e) return e and received.day(lowering, e, around) end
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
    local awaited = is_expected(lowering, unit, space, begins, ends)
    local there = awaited and nodes:add("OR", space, { nodes:negate(awaited, space), found }) or found
    trace.expected[#trace.expected + 1] = { label = unit.label, node = there,
      rows = sets.aggregate(lowering, set, around, "ANY", nodes:both(set.looked.rows, inside, inner)) }
    all = nodes:both(all, there, space)
  end
  return all
end

return expected
