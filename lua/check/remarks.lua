--- What a reason says behind its case: the first record that breaks a rule, the parameters that decided, what was looked at, and that a verdict stands only for want of
--- records. Each is a template with holes for nodes, which the core fills where they are known.
local analysis = require "mandate.language.lower.analysis"
local as_stood = require "mandate.language.lower.as_stood"
local clock_remarks = require "mandate.check.clock_remarks"
local changed = require "mandate.language.lower.changed"
local conversions = require "mandate.check.conversions"
local decisive = require "mandate.check.decisive"
local emptiness = require "mandate.check.emptiness"
local judging = require "mandate.language.lower.judging"
local waiver_remarks = require "mandate.check.waiver_remarks"
local schema = require "mandate.language.schema"
local wording = require "mandate.check.wording"

local remarks = {}

local MOST_LETTERS = 200 -- of a condition in one sentence
local MOST_SETS = 3 -- of which is told in one sentence how many of their records were looked at

local APPLIED = { "met", "late", "pending", "overdue", "breached", "waived", "on_track", "behind", "missed", "open", "used" }
local ALL = { "not_applicable", "not_available", table.unpack(APPLIED) }
local SAID = { "unknown", table.unpack(ALL) }
local COUNTED = { "met", "missed", "on_track", "behind", "open" }
local FREE, BROKEN, JUDGED = { "not_applicable", "not_available" }, { "breached", "waived" }, { "met", "breached", "waived", "unknown" }

--- The text of a condition; nil where it is longer than a sentence bears.
function remarks.short(expression, kinds)
  local text = wording.of(expression, kinds)
  return #text <= MOST_LETTERS and text or nil
end

--- The unit of what is compared: " t".
function remarks.unit(e)
  local unit = e.from.type.unit or e.arguments and e.arguments[1].type and e.arguments[1].type.unit
  return unit and unit ~= "unit" and " " .. unit or ""
end

-- A trace's remarks while they are made. say(name, constants) gives a template of the catalogue's section `remark`.
local Making = {}
Making.__index = Making

function Making:add(remark)
  remark.group = remark.group or self.group
  self.list[#self.list + 1] = remark
end

function Making:new_group() self.group = self.group + 1 end

-- What a state was, and since when.
function Making:state(own, statuses, when)
  local nodes, space = self.lowering.nodes, self.space
  local name, reached = own.e.name, nodes:both(when, own.guard, space)
  self:new_group()
  for _, holds in ipairs { true, false } do
    local so = nodes:both(holds and own.value or nodes:negate(own.value, space), nodes:add("KNOWN", space, { own.value }), space)
    local given = nodes:add("GIVEN", space, { own.since })
    self:add { statuses = statuses, when = nodes:both(nodes:both(reached, so, space), given, space), behind = true, from = own.since,
      template = self.say(holds and "state_since" or "no_state_since", { name = name }) }
    self:add { statuses = statuses, when = nodes:both(nodes:both(reached, so, space), nodes:negate(given, space), space), behind = true,
      template = self.say(holds and "state" or "no_state", { name = name }) }
  end
end

local MOST_MONTHS <const> = 60 -- that are named

-- Of which months it was so, or not: those of a list are named one after the other, with words before the first.
function Making:named_months(months, statuses, when, words)
  local nodes, space, before = self.lowering.nodes, self.space, nil
  for i = 1, math.min(#months, MOST_MONTHS) do
    local own = months[i].node
    local so = nodes:both(own, nodes:add("KNOWN", space, { own }), space)
    self:new_group()
    local first = before and nodes:both(so, nodes:negate(before, space), space) or so
    self:add { statuses = statuses, when = nodes:both(when, first, space), behind = true,
      template = self.say(words.name, { condition = words.condition, month = months[i].label }) }
    self:add { statuses = statuses, when = nodes:both(when, so, space), behind = true, template = self.say("and_month", { month = months[i].label }) }
    before = before and nodes:add("OR", space, { before, so }) or so
  end
end

local EXTREMES <const> = { max = "greatest_in", min = "least_in" }

-- What was asked of each month: those that decided.
function Making:months(own, statuses, when)
  local condition, how = remarks.short(own.e.from, self.lowering.pack.kinds), own.e.how
  if not condition or how == "sum" or how == "mean" then return end
  local reached, said = self.lowering.nodes:both(when, own.guard, self.space), own.said
  if EXTREMES[how] then return self:named_months(said.is, statuses, reached, { name = EXTREMES[how], condition = condition }) end
  if how == "every" then self:named_months(said.not_so, statuses, reached, { name = "not_so_in", condition = condition })
  else self:named_months(said.is, statuses, reached, { name = "so_in", condition = condition }) end
  self:named_months(said.open, statuses, reached, { name = "open_in", condition = condition })
end

-- The parameters that a walk found, told of verdicts of some statuses, and the exceptions that said something else instead.
function Making:bases_of(walk, statuses, when)
  local nodes, space = self.lowering.nodes, self.space
  for _, own in ipairs(walk:parameters()) do
    self.bases[#self.bases + 1] = { node = own.node, name = own.name, statuses = statuses, when = nodes:both(when, own.guard, space) }
  end
  for _, own in ipairs(walk:remembered()) do self:state(own, statuses, when) end
  for _, own in ipairs(walk:months()) do self:months(own, statuses, when) end
  for _, own in ipairs(walk:exceptions()) do
    self:new_group()
    self:add { statuses = statuses, when = nodes:both(when, own.guard, space), behind = true, template = self.say("instead", { name = own.exception.name,
      by = self.clauses(own.exception) }) }
  end
end

-- The first of the rows that break a rule, with what its conditions compared: numbers before days.
function Making:broken(set, mask, around, conditions, when, on_event)
  local lowering, nodes, space = self.lowering, self.lowering.nodes, set.scope.space
  local certain = nodes:both(mask, nodes:add("KNOWN", space, { mask }), space)
  local first = self.aggregate(lowering, set, around, "ROW_FIRST", certain, nil, { kind = set.kind, surely = 1 })
  if set.not_excused then -- a breach is since the first row that no waiver excuses
    local left = self.aggregate(lowering, set, around, "ROW_FIRST", set.not_excused, nil, { kind = set.kind, surely = 1 })
    first = nodes:add("PICK", around.space, { left, first, nodes:add("GIVEN", around.space, { left }) }, { kind = set.kind })
  end
  local inner = { index = set.scope.index, kind = set.kind, space = around.space, row = first, outer = set.scope.outer or around, law = around.law,
    period = around.period, subject = around.subject, non_detects = around.non_detects, memo = {}, sets = {}, pivot = around.pivot }
  if on_event then inner.pivot = { node = nodes:add("EVENT", around.space, { first }, { kind = set.kind }), scope = inner } end
  local walk = decisive.new(lowering, around.space, true)
  for _, condition in ipairs(conditions) do decisive.root(walk, condition.e, inner, condition.wanted) end
  self:new_group()
  local kind, compared = self.kind(set.kind), walk:comparisons()
  for pass = 1, 2 do
    for _, one in ipairs(compared) do
      local text = one.number == (pass == 1) and remarks.short(one.e, lowering.pack.kinds)
      if text then
        self:add { statuses = BROKEN, when = nodes:both(when, one.guard, around.space), record = first, kind = set.kind, value = one.value, threshold = one.threshold,
          day = inner.pivot.node, template = self.say(one.wanted and "broken_true" or "broken_false", { kind = kind, condition = text, unit = remarks.unit(one.e) }) }
      end
    end
  end
  self:add { statuses = BROKEN, when = when, record = first, kind = set.kind, day = inner.pivot.node, template = self.say("broken", { kind = kind }) }
  self:bases_of(walk, BROKEN, when)
end

-- Conditions by which the rows of a set are in it.
local function filters_of(set, wanted)
  local list = {}
  for _, filter in ipairs(set.filters) do
    if filter.step.op == "where" then list[#list + 1] = { e = filter.step.condition, wanted = wanted } end
  end
  return list
end

local BREAKS = { any = true, none = false, every = false } -- how a question of records came out where one of them breaks the rule

function Making:broken_in(walk)
  local lowering, nodes = self.lowering, self.lowering.nodes
  for _, question in ipairs(walk:questions()) do
    local e, around = question.e, question.place.scope
    if BREAKS[e.op] == question.wanted and around.space == self.space and BREAKS[e.op] ~= nil then
      local paired = e.op == "every" and self.must_pair(lowering, e.condition, around)
      local set = self.lower_set(lowering, e.from, around, nil, paired)
      local mask, conditions = set.mask, filters_of(set, true)
      if e.op == "every" then
        mask = nodes:both(mask, nodes:negate(lowering:value(e.condition, set.scope), set.scope.space), set.scope.space)
        conditions = { { e = e.condition, wanted = false } }
      end
      self:broken(set, mask, around, conditions, walk:guard(question.state))
    end
  end
end

-- How many records a set had to look at, by owner, place and dates, and of which days. only_none: nothing but that there are none.
function Making:looked(set, rows, around, bring, dated, only_none)
  local lowering, nodes, space = self.lowering, self.lowering.nodes, set.scope.space
  local count = bring(self.aggregate(lowering, set, around, "COUNT", rows))
  if self.counted[count] or self.sets == MOST_SETS then return end
  self.counted[count], self.sets = true, self.sets + 1
  local event = nodes:add("EVENT", space, nil, { kind = set.kind })
  local from = bring(self.aggregate(lowering, set, around, "DATE_FIRST", rows, event))
  local to = bring(self.aggregate(lowering, set, around, "DATE_LAST", rows, event))
  local function is(number) return nodes:add("NUMBER_SAME", self.space, { count, nodes:number(self.space, number) }) end
  local function known(node) return nodes:add("KNOWN", self.space, { node }) end
  local words = { kind = self.kind(set.kind), kinds = self.kinds(set.kind) }
  self:new_group()
  local function say(name, when, holes)
    self:add { statuses = name:find "none" and self.wants or JUDGED, when = when, behind = true, template = self.say(name, words),
      count = holes.count, from = holes.from, to = holes.to, value = holes.value }
  end
  say(dated and "looked_at_none_then" or "looked_at_none", is(0), {})
  if only_none then return end
  say("looked_at_unknown", nodes:negate(nodes:add("KNOWN", self.space, { nodes:add("NUMBER_AT_LEAST", self.space, { count, nodes:number(self.space, 0) }) }), self.space), {})
  say("looked_at_perhaps", nodes:negate(known(count), self.space), { count = count })
  say("looked_at_one_on", nodes:both(is(1), known(from), self.space), { from = from })
  say("looked_at_one", is(1), {})
  local some = nodes:negate(is(0), self.space)
  say("looked_at_from_to", nodes:both(some, nodes:both(known(from), known(to), self.space), self.space), { count = count, from = from, to = to })
  say("looked_at_undated", some, { count = count })
  if #filters_of(set, true) == 0 then return end
  local meets = bring(self.aggregate(lowering, set, around, "COUNT", set.mask))
  if meets == count then return end
  self:new_group()
  local left_out = nodes:both(nodes:both(some, known(count), self.space),
    nodes:both(known(meets), nodes:negate(nodes:add("NUMBER_SAME", self.space, { count, meets }), self.space), self.space), self.space)
  say("meets_no_other", nodes:both(left_out, nodes:add("NUMBER_SAME", self.space, { meets, nodes:number(self.space, 0) }), self.space), {})
  say("meets_others", left_out, { count = meets })
end

-- The set below a question: through columns and what is different of them.
local function set_of(e)
  local at = e.from
  while at and (at.op == "column" or at.op == "column_term" or at.op == "distinct") do at = at.from end
  return at
end

function Making:looked_at(trace)
  trace.looked_sets = trace.look and trace.look() or {}
  local function look_at_own(only_none)
    for _, own in ipairs(trace.looked_sets) do self:looked(own.set, own.rows, trace.scope, function(node) return node end, own.dated, only_none) end
  end
  trace.dated = {} -- by kind: whether its sets are of certain days
  if not trace.looked_in then return look_at_own() end
  local walk = decisive.new(self.lowering, self.space)
  decisive.root(walk, trace.rule.require, trace.looked_in, "value")
  for _, question in ipairs(walk:questions()) do
    local around = question.place.scope
    local asked = set_of(question.e)
    local set = around.sets[asked] or around.paired_sets and around.paired_sets[asked]
    local looked = set and set.looked
    if looked then trace.dated[set.kind] = looked.dated == true and trace.dated[set.kind] ~= false end
    if looked and looked.rows then
      local rows = looked.order and self.lowering.nodes:both(looked.rows, looked.order, set.scope.space) or looked.rows
      self:looked(set, rows, around, question.place.bring, looked.dated or looked.order ~= nil)
    end
  end
  look_at_own(self.sets > 0) -- the sentence tells of the records that were asked, once; explain tells of the evidence, too
end

-- The parameters that a question of the rule rests on, whatever it came to.
function Making:bases_in(e, scope, wanted, statuses, guard)
  if not e then return end
  local walk = decisive.new(self.lowering, self.space)
  decisive.root(walk, e, scope, wanted, guard)
  self:bases_of(walk, statuses)
end

function Making:bases_of_rule(trace)
  local rule, nodes, space = trace.rule, self.lowering.nodes, self.space
  local asked_in = judging.asked_in(self.lowering, rule, trace.scope)
  if trace.shape == "dated" then
    self:bases_in(rule.due, trace.when_arisen, "value", { "met", "late", "pending", "overdue", "waived" })
    self:bases_in(rule.done, trace.scope, "value", { "met", "late" })
  elseif trace.shape == "permission" then
    self:bases_in(rule.used, trace.used_in, "value", { "used" })
  end
  self:bases_in(rule.arises, trace.today, "value", APPLIED)
  self:bases_in(rule.applies, asked_in, true, APPLIED)
  local in_reach = nodes:both(trace.lies or trace.here, trace.force, space)
  if rule.applies then
    local against = self.lowering:value(rule.applies, asked_in, nil, { k = "condition" })
    self:bases_in(rule.applies, asked_in, false, FREE, nodes:both(in_reach, nodes:negate(against, space), space))
  end
  for _, exception in ipairs(trace.exceptions or {}) do
    self:bases_in(exception.expression, asked_in, true, FREE, nodes:both(in_reach, exception.node, space))
  end
end

-- What a standing rule requires, by its outcome.
local function required(making, trace, outcome)
  local walk = decisive.new(making.lowering, making.space)
  decisive.root(walk, trace.rule.require, trace.scope, outcome)
  return walk
end

-- That a rule was kept although something that it asks for is not known, by `known` or `missing` (meaning.md, section 4).
function Making:kept_unknown(walk)
  local lowering, guards, texts = self.lowering, {}, {}
  for _, one in ipairs(walk:unknowns()) do
    local text = remarks.short(one.e, lowering.pack.kinds) or "…"
    if not guards[text] then texts[#texts + 1] = text end
    guards[text] = guards[text] and lowering.nodes:add("OR", self.space, { guards[text], one.guard }) or one.guard
  end
  for _, text in ipairs(texts) do
    self:new_group()
    self:add { statuses = { "met" }, when = guards[text], behind = true, template = self.say("although", { condition = text }) }
  end
end

-- That a period is kept by what came behind the day on which it is read: as things stood on that day it was not (meaning.md, section 8).
function Making:kept_later(trace)
  local lowering, asked = self.lowering, trace.rule.require
  if not trace.rule.per.period or as_stood.is_today(trace.scope) or not as_stood.asks(lowering, asked) then return end
  local then_kept = lowering:value(asked, as_stood.scope(trace.scope), trace.guard, { k = "condition" })
  self:new_group()
  self:add { statuses = { "met" }, when = lowering.nodes:negate(then_kept, self.space), behind = true, from = trace.pivot, template = self.say("kept_later", {}) }
end

-- That a verdict stands only for want of records: of those that its condition asks for, or an exception; of all, where no single one of them does it.
function Making:emptiness(own)
  local nodes, others = self.lowering.nodes, own.node
  local function add(kinds, when, name, exception)
    local words = {}
    for k, kind in ipairs(kinds) do words[k] = self.wanted(kind) end
    self:new_group()
    self:add { statuses = own.statuses, when = when, behind = true, template = self.say(name, { kinds = self.any_of(words), name = exception and exception.name,
      by = exception and self.clauses(exception) }) }
  end
  for _, by in ipairs(own.by) do
    add(by.kinds, by.node, own.case == "freed" and "freed" or by.exception and "granted_exception" or "granted_condition", by.exception)
    others = nodes:both(others, nodes:negate(by.node, self.space), self.space)
  end
  if #own.by ~= 1 then add(own.kinds, others, "freed") end
end

-- That what a period is judged by on its last day was another before it.
function Making:changed(trace)
  for _, own in ipairs(changed.of(self.lowering, trace)) do
    local name = own.field and remarks.short(own.field, self.lowering.pack.kinds) or "…"
    for _, known in ipairs { true, false } do
      self:new_group()
      self:add { statuses = JUDGED, when = known and own.certain or own.perhaps, behind = true, from = own.since, to = trace.pivot,
        template = self.say((own.place and "moved" or "changed") .. (known and "" or "_unknown"), { condition = name }) }
    end
  end
end

-- Of each exception that would hold, which other one to it holds: the path by which the law came out where it did.
function Making:set_aside(entries, reached)
  local nodes = self.lowering.nodes
  for _, entry in ipairs(entries) do
    local own = nodes:both(reached, entry.own, self.space)
    for _, other in ipairs(entry.children) do
      self:new_group()
      self:add { statuses = ALL, when = nodes:both(own, other.node, self.space), behind = true, template = self.say("set_aside",
        { name = entry.exception.name, by = self.clauses(entry.exception), other = other.exception.name, its = self.clauses(other.exception) }) }
    end
    self:set_aside(entry.children, own)
  end
end

-- That it judges by an earlier version, because a transition says so.
function Making:kept(trace)
  local nodes, space, keeps = self.lowering.nodes, self.space, trace.rule.keeps
  local transition = keeps.version.transition
  local by_row = trace.forbidden ~= nil -- what a rule forbids is judged on its own day
  local day = by_row and trace.since or trace.pivot
  local later = nodes:add("DATE_AFTER", space, { day, nodes:day(space, keeps.from) })
  self:new_group()
  self:add { statuses = by_row and BROKEN or ALL, when = by_row and later or nodes:both(later, trace.lies or trace.here, space), behind = true,
    template = self.say(transition.last and "kept_until" or "kept", { clauses = self.clauses(transition), version = keeps.version.name, to = transition.last }) }
end

-- How many of what a quota counted was done before it was in force: it counts by the text, and the text may have meant it otherwise.
function Making:before_force(trace)
  local nodes, count = self.lowering.nodes, trace.counted_before()
  if not count then return end
  local any = nodes:add("NUMBER_AT_LEAST", self.space, { count, nodes:number(self.space, 1) })
  local none = nodes:both(nodes:add("KNOWN", self.space, { any }), nodes:negate(any, self.space), self.space)
  self:new_group()
  self:add { statuses = COUNTED, when = nodes:negate(none, self.space), behind = true, count = count, template = self.say("before_force", { from = trace.rule.from }) }
end

-- By what the pack says that units are of each other it converts what it compares and adds.
function Making:converted(trace)
  local expressions = {}
  for _, slot in ipairs(schema.slots) do expressions[#expressions + 1] = trace.rule[slot] or nil end
  for _, exception in ipairs(trace.exceptions or {}) do
    local applies = exception.exception.applies and exception.exception.applies[trace.rule.base]
    expressions[#expressions + 1] = applies or nil
  end
  local text = conversions.text(self.lowering.pack, conversions.of(self.lowering.pack, expressions))
  if not text then return end
  self:new_group()
  self:add { statuses = { "unknown", table.unpack(ALL) }, behind = true, template = self.say("converted", { relations = text }) }
end

-- That rows were refused of what the rule asks, and may be of any subject (meaning.md, section 19).
function Making:refused_rows(trace)
  local lowering, kinds = self.lowering, {}
  if not next(lowering.refused) then return end
  analysis.asked_of(lowering.pack, trace.rule.base, function(asked) analysis.kinds_of_sets(lowering.pack, asked, kinds) end)
  for _, kind in ipairs(kinds) do
    if lowering.refused[kind] then
      self:new_group()
      self:add { statuses = SAID, when = lowering.nodes:truth(self.space, true), behind = true, template = self.say("refused", { said = self.refused(lowering.refused[kind]) }) }
    end
  end
end

--- Makes the remarks of a version; before the run.
---@param tools table { say, kind, kinds = which words a reason has, lower_set, must_pair, aggregate }
---@return table { list = remarks, bases = { { node, name, statuses, when }… }, met = , broken = walks of what is required }
function remarks.of(lowering, part, trace, tools)
  local making = setmetatable({ lowering = lowering, space = trace.scope.space, list = {}, bases = {}, group = 0, counted = {}, sets = 0 }, Making)
  for name, tool in pairs(tools) do making[name] = tool end
  making.wants = trace.shown and not trace.rule.evidence and { "met", "breached", "waived" } or JUDGED -- otherwise the reason says already which records are wanted
  local made = { list = making.list, bases = making.bases }
  waiver_remarks.add(making, trace)
  if trace.shape == "standing" and trace.rule.require then
    made.met, made.broken = required(making, trace, true), required(making, trace, false)
    making:broken_in(made.broken)
    making:bases_of(made.met, { "met" })
    making:kept_unknown(made.met)
    making:kept_later(trace)
    making:bases_of(made.broken, BROKEN)
  elseif trace.shape == "standing" then
    making:broken(trace.forbidden, trace.forbidden.mask, trace.scope, filters_of(trace.forbidden, true), nil, true)
  end
  making:bases_of_rule(trace)
  for _, last in ipairs(trace.last_behind or {}) do -- what keeps it from being judged
    making:new_group()
    making:add { statuses = { "unknown" }, when = lowering.nodes:both(trace.behind, last.when, making.space), behind = true, record = last.record(), kind = last.kind,
      template = tools.say(last.of_row and "behind_of" or "behind", { kind = tools.kind(last.kind) }) }
  end
  if trace.left then -- its subject was left out before the last day, and is judged all the same
    making:new_group()
    local told = trace.behind or trace.forbidden and trace.breach -- what is forbidden is read on its own day, and only where it tells nothing on that one
    local judged = told and lowering.nodes:both(trace.left, lowering.nodes:negate(told, making.space), making.space) or trace.left
    local words = trace.rule.per.period and "left" or "left_once"
    making:add { statuses = trace.forbidden and { "unknown" } or JUDGED, when = judged, behind = true, from = trace.pivot, template = tools.say(words, {}) }
  end
  if trace.let_go then -- the same of a rule that is judged once
    making:new_group()
    local told = trace.behind and lowering.nodes:both(trace.let_go.left, lowering.nodes:negate(trace.behind, making.space), making.space) or trace.let_go.left
    making:add { statuses = JUDGED, when = told, behind = true, from = trace.let_go.day, template = tools.say("left_once", {}) }
  end
  if trace.rule.keeps then making:kept(trace) end
  clock_remarks.add(making, trace)
  making:converted(trace)
  if trace.shape == "quota" then making:before_force(trace) end
  if trace.shape == "standing" then making:changed(trace) end
  if trace.shape == "standing" then making:looked_at(trace) end
  for _, own in ipairs(emptiness.of(lowering, part)) do making:emptiness(own) end
  making:refused_rows(trace)
  if not trace.each then making:set_aside(trace.exceptions or {}, lowering.nodes:both(trace.lies or trace.here, lowering.nodes:both(trace.force, trace.applies, making.space),
    making.space)) end
  return made
end

return remarks
