--- What a `require` of a period reads of its subject on the last day that binds, and was another before that day in the period (meaning.md, section 8): its class, its
--- place, a field of its owner. Reasons and notes tell it; no verdict depends on it. Nodes are added only where the registry holds versions.
local analysis = require "mandate.language.lower.analysis"
local judging = require "mandate.language.lower.judging"
local placed = require "mandate.language.lower.placed"
local scope = require "mandate.language.lower.scope"
local walk = require "mandate.language.walk"

local changed = {}

-- Whether a row is the one in hand outside, or reached from it by references: not one of a set, nor its first.
local function is_subjects(e)
  while e.op == "field" and e.type.k == "row" do e = e.from end
  return e.op == "row" and e.scope == 1
end

local collect

-- A field of the subject, or of what it refers to, that may be another in another version.
local function add_field(lowering, around, e, found, bring)
  local row = lowering:row(e.from, around)
  if lowering.kinds[row.kind].group or not lowering:pivot_node(around, row.kind, e.name) then return end
  local nodes, space = lowering.nodes, around.space
  local since = placed.since_version(lowering, around, row.node, row.kind, e.name)
  local brought = bring(since)
  if found.taken[brought] then return end
  local before = nodes:add("DATE_ADD", space, { since, nodes:add("SPAN_CONSTANT", space, nil, { span = lowering:span_index { unit = "days", count = 1 } }) }, { sign = -1 })
  local was = nodes:add("READ", space, { row.node or false, before }, { kind = row.kind, field = e.name })
  found.taken[brought], found[#found + 1] = true, { field = e, since = brought, known = bring(nodes:add("KNOWN", space, { nodes:add("GIVEN", space, { was }) })) }
end

-- Adds what an expression reads so. found.taken: the terms that were looked into, by the scope of their texts, and the nodes that were added; found.place: it asks where
-- the subject lies.
function collect(lowering, around, expression, found, bring)
  walk.into(expression, function(e)
    if e.op == "field" and e.type.k ~= "set" and is_subjects(e.from) then add_field(lowering, around, e, found, bring)
    elseif e.op == "term" and is_subjects(e.from) then
      local own, back = lowering:term_own(e, around)
      found.taken[own] = found.taken[own] or {}
      if not found.taken[own][e.term] then
        found.taken[own][e.term] = true
        collect(lowering, own, lowering.pack.terms[e.term].value, found, function(node) return bring(back(node)) end)
      end
    end
    walk.decided(e, function(part) collect(lowering, around, part, found, bring) end)
    return true
  end)
  found.place = found.place or analysis.asks_place(lowering, expression)
end

-- Where the subject lies asks whoever names a place: a version, an exception, a parameter or a decision with rows of places.
local function asks_place(lowering, rule, found)
  local asks = found.place
  for _, version in ipairs(lowering.versions[rule.base]) do asks = asks or version.place ~= nil end
  for _, exception in ipairs(lowering.pack.exceptions or {}) do asks = asks or exception.applies and exception.applies[rule.base] and exception.place ~= nil end
  return asks and lowering:place_moves(rule.per.kind)
end

local function add_place(lowering, around, found)
  local nodes, space, since = lowering.nodes, around.space, placed.since(lowering, around)
  if not since then return end
  local span = nodes:add("SPAN_CONSTANT", space, nil, { span = lowering:span_index { unit = "days", count = 1 } })
  local before = scope.with_pivot(around, { node = nodes:add("DATE_ADD", space, { since, span }, { sign = -1 }) })
  found[#found + 1] = { place = true, since = since, known = nodes:add("KNOWN", space, { lowering:place_node(before) }) }
end

-- The first day from which on a version of the rule bound in the period.
local function first_day(lowering, rule, period)
  local first
  for _, version in ipairs(lowering.versions[rule.base]) do
    if not version.from then return period.from end
    first = (not first or version.from < first) and version.from or first
  end
  return first > period.from and first or period.from
end

--- What was another, each once: { field = its expression, or place = true; since = the day since which it is what it is on the pivot; certain, perhaps = that it was
--- another before, in the period, or that nobody knows what it was }, nodes in the scope of a standing version's trace.
function changed.of(lowering, trace)
  if trace.changed then return trace.changed end
  local rule, around, list = trace.rule, trace.scope, {}
  trace.changed = list
  local period = around.period
  if not rule.require or not period then return list end
  local found = { taken = {} }
  local function keep(node) return node end
  for _, expression in ipairs(judging.deciding(lowering, rule, function() return true end)) do collect(lowering, around, expression, found, keep) end
  collect(lowering, around, rule.require, found, keep)
  if asks_place(lowering, rule, found) then add_place(lowering, around, found) end
  if #found == 0 then return list end
  local nodes, space = lowering.nodes, around.space
  local begins = judging.beginning(lowering, rule, trace.given, nodes:add("EVENT", space, nil, { kind = around.kind }))
  local binds = nodes:both(nodes:both(trace.force, trace.lies, space), trace.applying, space)
  for _, one in ipairs(found) do
    local inside = nodes:add("DATE_AFTER", space, { one.since, nodes:day(space, first_day(lowering, rule, period)) })
    if begins then -- what it was before it began nobody asks
      local not_begun = nodes:add("DATE_BY", space, { one.since, begins })
      inside = nodes:both(inside, nodes:negate(nodes:both(not_begun, nodes:add("KNOWN", space, { not_begun }), space), space), space)
    end
    local holds = nodes:both(inside, binds, space)
    list[#list + 1] = { field = one.field, place = one.place, since = one.since, certain = nodes:both(holds, one.known, space),
      perhaps = nodes:both(holds, nodes:negate(one.known, space), space) }
  end
  return list
end

return changed
