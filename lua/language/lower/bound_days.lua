--- On which day of its period a `require` is read (meaning.md, section 8), and until when one bound that is judged once: the last one on which nothing says that it does
--- not apply. Whether it applies can change only where a version of a record begins, where the law changes, or where something that it asks as things stood comes; so it is
--- asked on the last day before each of these, and where there is none nothing is added.
local days = require "mandate.language.days"
local scope = require "mandate.language.lower.scope"
local shown = require "mandate.language.lower.shown"
local stood_days = require "mandate.language.lower.stood_days"
local walk = require "mandate.language.walk"

local bound_days = {}

--- The last day on which a rule's period can be asked: where the rule's force ends inside the period, that day.
function bound_days.last(rule, period)
  return rule.to and rule.to >= period.from and rule.to < period.to and rule.to or period.to
end

--- The period as a `require` asks records of it: with the force of the rule it ends, too.
function bound_days.cut(rule, period)
  local last = bound_days.last(rule, period)
  return last < period.to and { from = period.from, to = period.to, label = period.label, last = last, whole = period.whole or period, since = period.since } or period
end

-- The kinds of which an expression reads something, added to a set of names; true where nobody can see which.
local function add_kinds(lowering, expression, kinds, seen)
  local all = false
  local function add(type)
    local kind = type and (type.kind or type.of and type.of.kind)
    if kind then kinds[kind] = true end
  end
  walk.into(expression, function(e)
    if seen[e] then return false end
    seen[e] = true
    if e.op == "function" then all = true end
    add(e.type)
    add(e.from and e.from.type)
    local term = (e.op == "term" or e.op == "column_term") and lowering.pack.terms[e.term]
    if term and term.value then all = add_kinds(lowering, term.value, kinds, seen) or all end
    for _, version in ipairs(e.op == "decision" and e.versions or {}) do
      for _, column in ipairs(version.columns) do all = add_kinds(lowering, column, kinds, seen) or all end
      for _, row in ipairs(version.rows) do
        all = row.result and add_kinds(lowering, row.result, kinds, seen) or all
        for _, cell in ipairs(row.cells) do all = cell.expression and add_kinds(lowering, cell.expression, kinds, seen) or all end
      end
    end
    return true
  end)
  return all
end

-- The days on which something of the law begins, or has just ended.
local function days_of_law(lowering)
  local known = lowering.found.days_of_law
  if known then return known end
  known = {}
  local function add(from, to)
    if from then known[#known + 1] = from end
    if to and to < "9999-12-31" then known[#known + 1] = days.after(to) end
  end
  for _, parameter in pairs(lowering.pack.parameters) do
    for _, row in ipairs(parameter.rows) do add(row.from, row.last) end
  end
  for _, exception in ipairs(lowering.pack.exceptions or {}) do add(exception.from, exception.to_day) end
  for _, rule in ipairs(lowering.pack.rules) do
    if rule.keeps then add(nil, rule.keeps.from) end
    if rule.transition then add(nil, rule.transition.last) end
  end
  for _, term in pairs(lowering.pack.terms) do
    for _, version in ipairs(term.value and term.value.op == "decision" and term.value.versions or {}) do add(version.from, version.to) end
  end
  lowering.found.days_of_law = known
  return known
end

-- Adds the days on which versions of records of some kinds begin.
local function add_versions(lowering, kinds, found)
  local known = lowering.found.days_of_versions or {}
  lowering.found.days_of_versions = known
  for name, descriptor in pairs(lowering.kinds) do
    if kinds[name] and not descriptor.group and lowering.snapshot:versioned(name) then
      known[name] = known[name] or lowering.snapshot:days_of_versions(name)
      table.move(known[name], 1, #known[name], #found + 1, found)
    end
  end
  return found
end

-- The days on which whether a rule applies to a kind's records can be another than the day before.
local function days_of_changes(lowering, kind, expressions)
  local kinds, seen, all = { [kind] = true, jurisdiction = true }, {}, false
  local at = kind
  for _, field in ipairs(lowering:path_to(kind, "jurisdiction") or {}) do -- where it lies
    at = lowering.fields[at][field].kind
    kinds[at] = true
  end
  for _, expression in ipairs(expressions) do all = add_kinds(lowering, expression, kinds, seen) or all end
  local found = table.move(days_of_law(lowering), 1, #days_of_law(lowering), 1, {})
  return add_versions(lowering, all and lowering.kinds or kinds, found)
end

-- From the first day of a rule's force in a period to the last one that can be asked.
local function days_of_period(lowering, rule, period, last)
  return rule.from and rule.from > period.from and rule.from or period.from, last < lowering.as_of and last or lowering.as_of
end

-- The last days before whether the rule applies may change, in order, from the first day of its force on and before the last day that can be asked.
---@param others table|nil versions beside it, on whose days of force it may change, too
---@param more string[]|nil other days on which it may
---@param changes string[]|nil those on which it may otherwise, where law and class are asked on one day only
local function days_before(lowering, rule, kind, period, last, expressions, others, more, changes)
  local first, until_day = days_of_period(lowering, rule, period, last)
  local found, taken = {}, {}
  local function take(day)
    if day and day > first and day <= until_day and not taken[day] then
      found[#found + 1], taken[day] = days.before(day), true
    end
  end
  for _, day in ipairs(changes or days_of_changes(lowering, kind, expressions)) do take(day) end
  for _, day in ipairs(more or {}) do take(day) end
  for _, other in ipairs(others or {}) do
    take(other.from)
    take(other.to and other.to < "9999-12-31" and days.after(other.to))
  end
  table.sort(found)
  return found
end

-- Whether a condition held for certain on one of some days on which the subject had begun, before the pivot, as a node; nil where there is no such day.
---@param list string[] days
---@param at table { pivot, begins }, nodes
---@param on function(day) -> node or nil: the condition on a day
local function some_of_days(lowering, space, list, at, on)
  local nodes, some = lowering.nodes, nil
  for _, day in ipairs(list) do
    local own, holds = nodes:day(space, day), on(day)
    local later = nodes:add("DATE_AFTER", space, { at.begins, own })
    local begun = nodes:negate(nodes:both(later, nodes:add("KNOWN", space, { later }), space), space)
    local then_too = nodes:both(nodes:both(holds, begun, space), nodes:add("DATE_BEFORE", space, { own, at.pivot }), space)
    local certain = nodes:both(then_too, nodes:add("KNOWN", space, { then_too }), space)
    some = some and nodes:add("OR", space, { some, certain }) or certain
  end
  return some
end

--- Whether a rule applied to a subject for certain on some day before its pivot, as a node in the scope of today; nil where it cannot have been another.
---@param pivot integer the pivot as a node
---@param begins integer the day on which the subject begins, as a node
function bound_days.applied_before(lowering, rule, today, expressions, applies_in, pivot, begins)
  local period = today.period or { from = "0001-01-01", to = "9999-12-31" }
  local within = { from = period.from, to = rule.done and "9999-12-31" or period.to } -- a duty of a period is due behind its end
  local list = days_before(lowering, rule, today.kind, within, bound_days.last(rule, within), expressions)
  return some_of_days(lowering, today.space, list, { pivot = pivot, begins = begins }, function(day) return applies_in(scope.with_pivot(today, { day = day })) end)
end

--- Whether a condition held for certain on some day of the period before the pivot, on which what any version of a rule asks may have been another than on the day after;
--- nil: there is no such day.
---@param part table the lowered rule
---@param trace table of the version that is asked
---@param asked table { expressions = of all versions, begins = the day on which the subject begins, a node }
---@param on function(day) -> node or nil
function bound_days.some_before(lowering, part, trace, asked, on)
  local others, first = {}, trace.rule.from
  for _, other in ipairs(part.versions) do
    others[#others + 1] = other.rule
    if not other.rule.from or first and other.rule.from < first then first = other.rule.from end
  end
  local period = trace.today.period
  local list = days_before(lowering, { from = first }, trace.today.kind, period, bound_days.last(trace.rule, period), asked.expressions, others)
  return some_of_days(lowering, trace.today.space, list, { pivot = trace.pivot, begins = asked.begins }, on)
end

-- Each day of a period from the first one of which something is on record.
local function every_day(lowering, rule, period, last)
  local first, until_day = days_of_period(lowering, rule, period, last)
  local list, day = {}, days.later(first, lowering.snapshot:first_event() or first)
  while day < until_day do
    day = days.after(day)
    list[#list + 1] = day
  end
  return list
end

-- Whether records are there of which nobody knows when they began: on the as-of date they have (as_stood.lua), and on the day before nobody knows it.
local function has_undated(lowering)
  if lowering.found.has_undated == nil then
    lowering.found.has_undated = false
    for name, descriptor in pairs(lowering.kinds) do
      if not descriptor.group and descriptor.starts and lowering.snapshot:undated(name, lowering.as_of) then lowering.found.has_undated = true end
    end
  end
  return lowering.found.has_undated
end

-- The days before what a rule asks as things stood can be another: those that are the same for all, and one for each subject, as nodes.
local function days_as_stood(lowering, rule, today, asked, on, last)
  if not asked.stood then return {}, {} end
  local list = days_before(lowering, rule, today.kind, asked.period, last, asked.expressions, asked.others, nil, asked.changes)
  local scopes = { on(scope.pivot_until(lowering, last)) }
  for _, day in ipairs(list) do scopes[#scopes + 1] = on { day = day } end
  local found = stood_days.of(lowering, asked.expressions, scopes, function(node) return on { node = node } end)
  local own = {}
  for i, day in ipairs(found.nodes) do own[i] = stood_days.before(lowering, today.space, day) end
  local same = found.every and every_day(lowering, rule, asked.period, last) or table.move(found.days, 1, #found.days, 1, {})
  if has_undated(lowering) then same[#same + 1] = lowering.as_of end
  return same, own
end

-- True where a condition is not false.
local function not_false(lowering, node, space)
  return lowering.nodes:add("OR", space, { node, lowering.nodes:negate(lowering.nodes:add("KNOWN", space, { node }), space) })
end

--- Where whether the rule applies hangs on the day: the day on which each subject is read, as a pivot, and what tells whether the period's last day is another,
--- as a node; otherwise that last day.
---@param today table the subject's scope
---@param asked table { period =, expressions = what decides whether the rule applies, asked by day; others = its other versions; stood = it is asked as things stood }
---@param applies_in function(around) -> node or nil: place, `applies` and exceptions, of any of its versions
---@param begins integer|nil the day on which the subject begins, as a node; `lasting`: where nobody knows it, it has begun
---@return table pivot
---@return integer|nil node
function bound_days.pivot(lowering, rule, today, asked, applies_in, begins, lasting)
  local period = asked.period
  local nodes, space, last = lowering.nodes, today.space, bound_days.last(rule, period)
  local at_last = scope.pivot_until(lowering, last)
  local as_said = today.reading and shown.reading(today, nil) or today
  local function on(pivot) return scope.with_pivot(as_said, pivot) end
  local same, of_each = days_as_stood(lowering, rule, today, asked, on, last)
  local list = days_before(lowering, rule, today.kind, period, last, asked.expressions, asked.others, same)
  if #list == 0 and #of_each == 0 then return at_last, nil end
  local function possible(node) return not_false(lowering, node, space) end
  local function bound_on(around, own)
    local applies = applies_in(around)
    if not begins then return applies end
    local later = nodes:add("DATE_AFTER", space, { begins, own })
    if lasting then later = nodes:both(later, nodes:add("KNOWN", space, { later }), space) end
    return nodes:both(applies, nodes:negate(later, space), space)
  end
  local final, best = lowering:pivot(on(at_last)), nodes:day(space, nil) -- best: the last such day that was found; absent where there is none
  for _, day in ipairs(list) do
    local own = nodes:day(space, day)
    local applies = bound_on(on { day = day }, own)
    best = applies and nodes:add("PICK", space, { own, best, possible(applies) }) or own
  end
  local first = days_of_period(lowering, rule, period, last)
  for _, own in ipairs(of_each) do -- where it lies in the period, and behind the day found so far
    local inside = nodes:both(nodes:add("DATE_BEFORE", space, { own, final }), nodes:add("DATE_ON_OR_AFTER", space, { own, nodes:day(space, first) }), space)
    local nearer = nodes:negate(nodes:add("DATE_BY", space, { own, best }), space)
    local take = nodes:both(inside, nearer, space)
    take = nodes:both(take, nodes:add("KNOWN", space, { take }), space)
    local applies = bound_on(on { node = own }, own)
    best = nodes:add("PICK", space, { own, best, applies and nodes:both(take, possible(applies), space) or take })
  end
  local applies = applies_in(on(at_last))
  if not applies then return at_last, nil end
  local left = nodes:both(nodes:add("GIVEN", space, { best }), nodes:negate(possible(applies), space), space)
  return { node = nodes:add("PICK", space, { best, final, left }) }, left
end

--- Until when a rule that is judged once bound its subject as things stood, of the days from its pivot on on which the rule is in force: the last one on which nothing says
--- that it did not, as a node, and the as-of date where it binds by what is on file, or bound on none; and whether it is an earlier one. On a pivot that nobody knows it is
--- that one. nil where nothing that is asked can have been another.
---@param expressions table what decides whether the rule applies
---@param binds table functions of a scope that give a node, or nil: on_file, as_stood
---@return integer|nil day
---@return integer|nil left
function bound_days.since(lowering, rule, around, expressions, binds)
  local nodes, space, pivot, today, kinds = lowering.nodes, around.space, lowering:pivot(around), lowering:today(around.space), {}
  local as_said = around.reading and shown.reading(around, nil) or around
  local now = binds.on_file(as_said)
  if not now then return nil end
  local function on(day)
    local own = scope.with_pivot(as_said, as_said.pivot)
    own.pivot_scope, own.stands_on = as_said.pivot_scope, day.node or not day.moves and nodes:day(space, day.day) or today
    return own
  end
  for _, expression in ipairs(expressions) do add_kinds(lowering, expression, kinds, {}) end
  local all_days = { from = "0001-01-01", to = "9999-12-31" }
  local last, changes = bound_days.last(rule, all_days), add_versions(lowering, kinds, {})
  local same, of_each = days_as_stood(lowering, rule, around, { period = all_days, expressions = expressions, stood = true, changes = changes }, on, last)
  local list = days_before(lowering, rule, around.kind, all_days, last, expressions, nil, same, changes)
  local ends = last < lowering.as_of and (not rule.from or last >= rule.from)
  if ends then list[#list + 1] = last end -- the law has ended, and who was let go since was bound to its end
  if #list == 0 and #of_each == 0 then return nil end
  local best, final = nodes:day(space, nil), ends and nodes:day(space, last) or today
  local function take(own, also)
    local inside = nodes:both(nodes:add("DATE_ON_OR_AFTER", space, { own, pivot }), also, space)
    inside = nodes:both(inside, nodes:add("KNOWN", space, { inside }), space)
    local bound = binds.as_stood(on { node = own })
    best = nodes:add("PICK", space, { own, best, bound and nodes:both(inside, not_false(lowering, bound, space), space) or inside })
  end
  for _, day in ipairs(list) do take(nodes:day(space, day)) end
  for _, own in ipairs(of_each) do
    take(own, nodes:both(nodes:add("DATE_BEFORE", space, { own, final }), nodes:negate(nodes:add("DATE_BY", space, { own, best }), space), space))
  end
  local left = nodes:both(nodes:add("GIVEN", space, { best }), nodes:negate(not_false(lowering, now, space), space), space)
  return nodes:add("PICK", space, { nodes:add("PICK", space, { best, today, left }), pivot, nodes:add("KNOWN", space, { pivot }) }), left
end

return bound_days
