--- What decided a question: the comparisons, parameters and questions of sets that it came out by, each with a condition that tells where it did. Conditions that
--- a text names twice are looked into once, in time that grows with the text.
--
-- A *place* is where an expression is looked at: { scope, path, bring }, where bring(node) gives a node of its scope in the subject's space. A *state* is an expression at a
-- place that came out in some way (`wanted`: true, false, or "value", whatever it is), and its guard tells where that decided: a part of `&` that is false, every part
-- of one that is true, and the other way round for `|`.
local analysis = require "mandate.language.lower.analysis"
local aggregates = require "mandate.language.lower.aggregates"
local scopes = require "mandate.language.lower.scope"
local states = require "mandate.language.lower.states"
local units = require "mandate.language.lower.units"
local walk = require "mandate.language.walk"
local schema = require "mandate.language.schema"

local Decisive = {}
Decisive.__index = Decisive

local decisive = {}

--- Nothing has been looked into yet.
---@param space integer the subject's
---@param alone boolean|nil sets are not asked: the row in hand is one that is told
function decisive.new(lowering, space, alone)
  return setmetatable({ lowering = lowering, space = space, alone = alone, states = {}, places = {}, leaves = {}, ends = {}, inner = {} }, Decisive)
end

local function same(node) return node end

function Decisive:place(scope, path, bring, parent, asked)
  local by_path = self.places[scope] or {}
  self.places[scope] = by_path
  by_path[path] = by_path[path] or { scope = scope, path = path, bring = bring, parent = parent, asked = asked }
  return by_path[path]
end

-- Where a term's text is looked at; nil where its row is of no use.
function Decisive:in_term(e, place)
  local own, seen_from = self.lowering:term_own(e, place.scope)
  local row = self.lowering:row(e.from, place.scope)
  local path = row.node and place.path .. ">" .. row.node or place.path
  return self:place(own, path, function(node) return place.bring(seen_from(node)) end, place, e)
end

-- What is asked of another period, with its scope; nil where there is none before.
function Decisive:in_previous(e, place)
  local there = self.lowering:in_previous(e, place.scope)
  if not there then return nil end
  local own = self:place(there, ("%s<%d"):format(place.path, e.count), place.bring, place, e)
  if own.scope.space ~= self.space then own.beside = own.beside or self.lowering:in_previous(e, self:beside(place)) end
  return own
end

-- The same text with its row in hand in the subject's space, where the row of a parameter can be found.
function Decisive:beside(place)
  if place.scope.space == self.space then return place.scope end
  if not place.beside then
    local around = self:beside(place.parent)
    local row = self.lowering:row(place.asked.from, around)
    place.beside = scopes.for_row(around, row.kind, row.node)
  end
  return place.beside
end

local ASKS_WHETHER <const> = { happened = true, known = true, given = true, missing = true } -- whether there is a value, which is told
local COMPARES = { above = true, at_least = true, below = true, at_most = true, is = true, starts_with = true, ends_with = true, contains = true, by = true,
  before = true, after = true, on_or_after = true }
local ASKS_SET = { any = true, none = true, every = true, count = true, share = true, sum = true, mean = true, geometric_mean = true, min = true, max = true, first = true,
  last = true, when_all = true, most_in = true, highest = true, lowest = true, percentile = true }

local function is_set(e) return e.type and (e.type.k == "set" or e.type.k == "column") end

function Decisive:leaf(kind, state) self.leaves[#self.leaves + 1] = { kind = kind, state = state } end

local function value_of(self, e, place) return place.bring(self.lowering:value(e, place.scope)) end

-- The parameters in the conditions of a set, which are those of the subject's day and place, whichever row asks.
function Decisive:in_filters(e, state)
  local seen = self.filters or {}
  self.filters = seen
  walk.asked(e, function(name) return self.lowering.pack.terms[name] end, function(inner)
    if inner.op ~= "parameter" or inner.date and inner.date.op ~= "literal" then return end
    self:visit(inner, state.place, "value", { state = state })
  end, seen)
end

-- Of a decision what it asks up to the row that holds, and that row's result.
function Decisive:decision(state)
  local nodes, place = self.lowering.nodes, state.place
  local space = place.scope.space
  for _, trace in ipairs(place.scope.decided and place.scope.decided[state.e] or {}) do
    local reached, collects = trace.force, schema.collecting[trace.version.hit]
    for r, condition in ipairs(trace.rows) do
      local row, holds = trace.version.rows[r], nodes:both(reached, condition, space)
      local cell_where = reached -- where rows exclude each other, those of the one that holds decide
      if trace.version.hit ~= "first" then cell_where = holds end
      for c, cell in ipairs(row.cells) do
        if cell.word ~= "any" then self:visit(cell.expression or trace.version.columns[c], place, "value", { state = state, extra = cell_where and place.bring(cell_where) }) end
      end
      self:visit(row.result, place, "value", { state = state, extra = place.bring(holds) })
      if not collects then reached = nodes:both(reached, nodes:negate(condition, space), space) end
    end
  end
end

-- The exceptions that say what holds, each where it holds for certain, and none to it that says otherwise.
function Decisive:told(e, state, reached)
  local place, nodes = state.place, self.lowering.nodes
  local space, there = place.scope.space, place.scope.on_days[e]
  for _, choice in ipairs(e.choices) do
    local holds, inner, replaced = nodes:both(reached, self.lowering:value(choice.condition, there, nil, { k = "condition" }), space), choice.value, nil
    for _, other in ipairs(inner.op == "instead" and inner.choices or {}) do
      local own = self.lowering:value(other.condition, place.scope.on_days[inner], nil, { k = "condition" })
      replaced = replaced and nodes:add("OR", space, { replaced, own }) or own
    end
    local decides = replaced and nodes:both(holds, nodes:negate(replaced, space), space) or holds
    self.leaves[#self.leaves + 1] = { kind = "instead", state = state, exception = choice.exception, extra = place.bring(decides) }
    if replaced then self:told(inner, state, holds) end
  end
end

-- What an exception says where it holds, or may; and what holds otherwise, where none does for certain.
function Decisive:instead(state)
  local e, place, nodes, lowering = state.e, state.place, self.lowering.nodes, self.lowering
  value_of(self, e, place) -- so that it is known where its exceptions are asked
  local space, there, any = place.scope.space, place.scope.on_days[e], nil
  if not self.inner[e] then self:told(e, state, nil) end
  local function open(node) return nodes:negate(nodes:add("KNOWN", space, { node }), space) end
  for _, choice in ipairs(e.choices) do
    local holds = lowering:value(choice.condition, there, nil, { k = "condition" })
    any = any and nodes:add("OR", space, { any, holds }) or holds
    if choice.value.op == "instead" then self.inner[choice.value] = true end
    self:visit(choice.value, place, state.wanted, { state = state, extra = place.bring(nodes:add("OR", space, { holds, open(holds) })) })
  end
  self:visit(e.from, place, state.wanted, { state = state, extra = place.bring(nodes:add("OR", space, { nodes:negate(any, space), open(any) })) })
end

-- A `between` is told as the two comparisons that it is, each with its own end.
function Decisive:ends_of(e)
  self.ends[e] = self.ends[e] or {}
  local ends, dates = self.ends[e], e.from.type.k == "date"
  for i, op in ipairs(#ends == 0 and { dates and "on_or_after" or "at_least", dates and "by" or "at_most" } or {}) do
    ends[i] = { op = op, from = e.from, arguments = { e.arguments[i] }, type = e.type, at = e.at }
  end
  return ends
end

function Decisive:below(state)
  local e, place, wanted = state.e, state.place, state.wanted
  local function go(part, how, literal) self:visit(part, place, how, { state = state, literal = literal }) end
  if (e.op == "and" or e.op == "or") and not e.written then
    local each = wanted ~= "value" and wanted ~= (e.op == "and") -- one part was enough
    go(e.a, wanted, each)
    go(e.b, wanted, each)
  elseif e.op == "between" and wanted ~= "value" then
    for _, comparison in ipairs(self:ends_of(e)) do go(comparison, wanted, not wanted) end
  elseif e.op == "not" then
    if wanted == "value" then go(e.a, wanted) else go(e.a, not wanted) end
  elseif e.op == "term" and not is_set(e) then
    local own = self:in_term(e, place)
    self:visit(self.lowering.pack.terms[e.term].value, own, wanted, { state = state })
  elseif e.op == "previous" then
    local there = self:in_previous(e, place)
    if there then self:visit(e.from, there, wanted, { state = state }) end
  elseif e.op == "on" then
    local there = place.scope.on_days and place.scope.on_days[e]
    if there then self:visit(e.from, self:place(there, place.path, place.bring, place, e), "value", { state = state }) end
    go(e.arguments[1], "value")
  elseif e.op == "decision" then
    self:decision(state)
  elseif ASKS_SET[e.op] and e.from and is_set(e.from) then
    if self.alone then return end
    self:leaf("question", state)
    self:in_filters(e, state)
  elseif e.op == "kept" then -- of whom nobody knows it both values decide
    local nodes, space = self.lowering.nodes, place.scope.space
    local whom = self.lowering:value(e.condition, place.scope)
    local open = nodes:negate(nodes:add("KNOWN", space, { whom }), space)
    self:visit(e.a, place, "value", { state = state, extra = place.bring(nodes:add("OR", space, { whom, open })) })
    self:visit(e.b, place, "value", { state = state, extra = place.bring(nodes:add("OR", space, { nodes:negate(whom, space), open })) })
  elseif e.op == "milder" then -- the one that it is; both where they are alike, or nobody knows
    local nodes, space = self.lowering.nodes, place.scope.space
    local value = self.lowering:value(e, place.scope)
    for _, side in ipairs { e.a, e.b } do
      local is_it = nodes:add(e.type.k == "date" and "DATE_SAME" or "NUMBER_SAME", space, { self.lowering:value(side, place.scope), value })
      local open = nodes:negate(nodes:add("KNOWN", space, { is_it }), space)
      self:visit(side, place, "value", { state = state, extra = place.bring(nodes:add("OR", space, { is_it, open })) })
    end
  elseif e.op == "instead" then
    self:instead(state)
  elseif e.op == "state" then
    self:leaf("state", state)
  elseif e.op == "of_each" then
    self:leaf("months", state)
  elseif e.op == "parameter" then
    self:leaf("parameter", state)
    if e.date then go(e.date, "value") end
  else
    if COMPARES[e.op] and wanted ~= "value" then self:leaf("compare", state) end
    if (e.op == "known" or e.op == "missing") and wanted ~= (e.op == "known") then self:leaf("unknown", state) end
    local is_flag = e.op == "field" and e.type.k == "condition" or ASKS_WHETHER[e.op] and not is_set(e.from)
    if is_flag and wanted ~= "value" then self:leaf("flag", state) end
    for _, name in ipairs { "from", "a", "b", "value", "date", "period", "span" } do
      local part = e[name]
      if type(part) == "table" and part.op and not is_set(part) then go(part, "value") end
    end
    for _, argument in ipairs(e.arguments or {}) do go(argument, "value") end
  end
end

--- Looks into an expression that came out in some way.
---@param edge table|nil { state = whose part it is, literal = it alone need not have come out so, extra = a further condition }; nil for a root
function Decisive:visit(e, place, wanted, edge)
  local by_place = self.states[e] or {}
  self.states[e] = by_place
  local by_wanted = by_place[place] or {}
  by_place[place] = by_wanted
  local state = by_wanted[wanted]
  if state then
    state.edges[#state.edges + 1] = edge
    return state
  end
  state = { e = e, place = place, wanted = wanted, edges = { edge } }
  by_wanted[wanted] = state
  self:below(state)
  return state
end

--- Looks into a question of the rule's own scope.
---@param guard integer|nil node: where it came out so; nil: wherever it is told
function decisive.root(self, e, scope, wanted, guard)
  local state = self:visit(e, self:place(scope, "", same), wanted, nil)
  state.root, state.root_guard = true, guard
end

--- The node of a condition that tells where a state decided; nil: everywhere.
function Decisive:guard(state)
  if state.guarded then return state.guard end
  state.guarded = true
  local nodes, space, guard = self.lowering.nodes, self.space, nil
  local function one_of(node)
    if not node then return true end
    guard = guard and nodes:add("OR", space, { guard, node }) or node
    return false
  end
  if state.root and one_of(state.root_guard) then return nil end
  for _, edge in ipairs(state.edges) do
    local node = self:guard(edge.state)
    if edge.extra then node = nodes:both(node, edge.extra, space) end
    if edge.literal then
      local own = value_of(self, state.e, state.place)
      node = nodes:both(node, state.wanted and own or nodes:negate(own, space), space)
    end
    if one_of(node) then return nil end
  end
  state.guard = guard
  return guard
end

-- The counts of a share, through terms, in the subject's space; nil where it is none.
function Decisive:counts_of(e, place)
  while e.op == "term" do
    e, place = self.lowering.pack.terms[e.term].value, self:in_term(e, place)
  end
  if e.op ~= "share" then return nil end
  local part, _, all = aggregates.share_parts(self.lowering, e, place.scope)
  return place.bring(part), place.bring(all)
end

local HAS_THRESHOLD = { number = true, date = true, rate = true }

-- What was compared, in the unit of what it was compared with: a sentence tells both in one.
local function in_its_unit(self, e, place)
  local node, first = self.lowering:value(e.from, place.scope), e.arguments[1]
  local number = first and e.from.type.k == "number" and first.type and first.type.k == "number"
  return place.bring(number and units.like(self.lowering, e.from, node, first, place.scope) or node)
end

-- What a comparison held against what; nil where no value is told of it. Of a word that is written out, and of several values, only what it was asked of.
function Decisive:compared(leaf)
  local state, e = leaf.state, leaf.state.e
  local k, argument = e.from and e.from.type and e.from.type.k, #e.arguments == 1 and e.arguments[1] or nil
  if not HAS_THRESHOLD[k] and k ~= "text" then return nil end
  local one = { e = e, wanted = state.wanted, number = k == "number", rate = k == "rate", guard = self:guard(state), value = in_its_unit(self, e, state.place) }
  if argument and (HAS_THRESHOLD[k] or argument.op ~= "literal" and argument.op ~= "codes") then one.threshold = value_of(self, argument, state.place) end
  if one.rate then one.part, one.all = self:counts_of(e.from, state.place) end
  return one
end

local IS_TOLD <const> = { number = true, date = true, text = true }

-- What was there, or not, where it was asked whether there is a value; nil where none can be told.
function Decisive:seen(state)
  local from = ASKS_WHETHER[state.e.op] and state.e.from
  return from and IS_TOLD[from.type.k] and value_of(self, from, state.place) or nil
end

--- The comparisons, and the yes and no of records, that decided: { { e, wanted, value, threshold, part, all, guard, number, rate }… }; part and all: the counts of
--- a share. Where the row in hand is one that is told, those of numbers and days only.
function Decisive:comparisons()
  local list = {}
  for _, leaf in ipairs(self.leaves) do
    local state = leaf.state
    if leaf.kind == "flag" and not self.alone then
      list[#list + 1] = { e = state.e, wanted = state.wanted, guard = self:guard(state), value = self:seen(state) }
    elseif leaf.kind == "compare" then
      local k = state.e.from and state.e.from.type and state.e.from.type.k
      local one = (not self.alone or (k == "number" or k == "date") and #state.e.arguments == 1 and not analysis.asks_sets(self.lowering, state.e)) and self:compared(leaf)
      if one then list[#list + 1] = one end
    end
  end
  return list
end

--- What decided by not being known, where nobody knows whether there is one: { { e, guard }… }
function Decisive:unknowns()
  local list, nodes, space = {}, self.lowering.nodes, self.space
  for _, leaf in ipairs(self.leaves) do
    local state = leaf.state
    local e = state.e
    if leaf.kind == "unknown" then
      local said = value_of(self, e, state.place)
      local given = value_of(self, { op = "given", from = e.from, arguments = {}, type = e.type, at = e.at }, state.place)
      local there = nodes:add("OR", space, { given, nodes:negate(nodes:add("KNOWN", space, { given }), space) }) -- what is absent is no secret
      list[#list + 1] = { e = e.from, guard = nodes:both(self:guard(state), nodes:both(e.op == "known" and nodes:negate(said, space) or said, there, space), space) }
    end
  end
  return list
end

--- The parameters that decided: { { name, node in the subject's space, guard }… }
function Decisive:parameters()
  local list = {}
  for _, leaf in ipairs(self.leaves) do
    local e = leaf.state.e
    if leaf.kind == "parameter" and not (e.date and analysis.asks_sets(self.lowering, e.date)) then
      list[#list + 1] = { name = e.name, node = self.lowering:value(e, self:beside(leaf.state.place)), guard = self:guard(leaf.state) }
    end
  end
  return list
end

--- The exceptions that said something else instead: { { exception, guard }… }, each once.
function Decisive:exceptions()
  local list, of, nodes = {}, {}, self.lowering.nodes
  for _, leaf in ipairs(self.leaves) do
    if leaf.kind == "instead" then
      local own, guard = of[leaf.exception], nodes:both(self:guard(leaf.state), leaf.extra, self.space)
      if own then own.guard = nodes:add("OR", self.space, { own.guard, guard })
      else
        own = { exception = leaf.exception, guard = guard }
        of[leaf.exception], list[#list + 1] = own, own
      end
    end
  end
  return list
end

--- The states that decided: { { e, since = the day since which it is so, value, guard }… }
function Decisive:remembered()
  local list = {}
  for _, leaf in ipairs(self.leaves) do
    local e, place = leaf.state.e, leaf.state.place
    if leaf.kind == "state" then
      list[#list + 1] = { e = e, value = value_of(self, e, place), since = place.bring(states.since(self.lowering, e, place.scope)), guard = self:guard(leaf.state) }
    end
  end
  return list
end

-- Of each month that is asked what it said, as lists of { label, node }: `is` where it was so (of a number the greatest or least one), `not_so`, and `open` where nobody knows.
function Decisive:said_by_months(e, place)
  local nodes, space, said = self.lowering.nodes, place.scope.space, { is = {}, not_so = {}, open = {} }
  local whole = e.how ~= "every" and e.how ~= "count" and self.lowering:value(e, place.scope) or nil
  for _, month in ipairs(self.lowering:months(e, place.scope)) do
    local own = self.lowering:value(e.from, month.scope, nil, not whole and e.type or nil)
    if whole then own = nodes:add("NUMBER_SAME", space, { own, whole }) end
    local function add(list, node) list[#list + 1] = { label = month.period.label, node = place.bring(nodes:both(node, month.asked, space)) } end
    add(said.is, own)
    add(said.not_so, nodes:negate(own, space))
    add(said.open, nodes:negate(nodes:add("KNOWN", space, { own }), space))
  end
  return said
end

--- What decided that was asked of each month: { { e, said, guard }… }
function Decisive:months()
  local list = {}
  for _, leaf in ipairs(self.leaves) do
    local e = leaf.state.e
    if leaf.kind == "months" then list[#list + 1] = { e = e, said = self:said_by_months(e, leaf.state.place), guard = self:guard(leaf.state) } end
  end
  return list
end

--- The questions of sets that decided: { { e, wanted, place, state }… }
function Decisive:questions()
  local list = {}
  for _, leaf in ipairs(self.leaves) do
    if leaf.kind == "question" then list[#list + 1] = { e = leaf.state.e, wanted = leaf.state.wanted, place = leaf.state.place, state = leaf.state } end
  end
  return list
end

local JOINS = { ["and"] = true, ["or"] = true, ["not"] = true, term = true, between = true }

--- True if it was decided by nothing but one condition; what is asked to find its value does not count.
function Decisive:is_alone()
  local count = 0
  for e, by_place in pairs(self.states) do
    for _, by_wanted in pairs(by_place) do
      local decides = by_wanted[true] or by_wanted[false]
      if decides and (not JOINS[e.op] or e.written) then count = count + 1 end
    end
  end
  return count == 1
end

return decisive
