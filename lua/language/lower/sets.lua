--- Lowering of sets: from `jurisdiction.enterprises:where(…)` to a mask over rows and the row that receives what is aggregated.
--
-- A lowered set is { kind, scope, mask, base, receiver, branch, pairs }:
--   scope     the scope of its rows; scope.space is where mask and values are computed
--   mask      node: which rows are in the set
--   pairs     true: rows are pairs made for the scope around; aggregates land there by themselves
--   receiver  free sets: node giving for each row the record (of base.kind) that has the set; branch: that record's whole branch has it
--   looked    in a reading of what is shown: its rows by owner, place and dates, which of them could be judged (shown.lua), whether dates leave rows out (`dated`), the days they
--             may lie on (`days`, `windows`: registers.lua), and of what is earlier or later than a row which rows are (`order`)
--   whose     pairs: node in the scope around, the row whose set it is; where it is unknown, so is the set; nil where that is the row around
--   asked_of  { kind, node }: the owner whose records it holds, in the scope around, where the set is asked of that row itself
--   owner     of `later` and `earlier`: the node of the owner whose other records they are
--   lies_with { kind, node }: in the scope around, the row at which it begins, where all its records lie where that does; otherwise false
--   base      free sets: the row expression's { kind, node } in the scope around
--   day       free sets whose rows stand below who the day tells: that day, in the scope's space
local analysis = require "mandate.language.lower.analysis"
local as_stood = require "mandate.language.lower.as_stood"
local beginnings = require "mandate.language.lower.beginnings"
local groups = require "mandate.language.lower.groups"
local own_days = require "mandate.language.lower.own_days"
local scope = require "mandate.language.lower.scope"
local shown = require "mandate.language.lower.shown"

local sets = {}

-- The chain from the base row to the set, innermost last, and the row expression it starts from.
local function chain_of(lowering, expression, terms)
  local steps = {}
  local at = expression
  while true do
    if at.op == "children" then
      table.insert(steps, 1, at)
      local from = at.from.type.k
      if from == "row" then return steps, at.from end
      at = at.from
    elseif at.op == "where" or at.op == "during" then
      table.insert(steps, 1, at)
      at = at.from
    elseif at.op == "later" or at.op == "earlier" then
      table.insert(steps, 1, at)
      return steps, at.from
    elseif at.op == "column" then -- a reference column that is walked on
      table.insert(steps, 1, at)
      at = at.from
    elseif at.op == "term" then
      -- a set with a name: its own text, seen from the row it is asked of
      local inner_steps, base = chain_of(lowering, lowering.pack.terms[at.term].value, terms)
      terms[#terms + 1] = { row = at.from, count = #inner_steps, first = #terms + 1 }
      for i = #inner_steps, 1, -1 do table.insert(steps, 1, inner_steps[i]) end
      return steps, base, at
    else
      error("no set: " .. tostring(at.op))
    end
  end
end

-- True if the whole set can be computed once over all records of its kinds. `own_day`: who lies where is asked on a day of the row's own.
local function is_free(lowering, steps, around, by_event, own_day)
  if around.stood and (by_event or not as_stood.on_one_day(around)) then return false end -- each row of the scope around tells on which day
  for i, step in ipairs(steps) do
    if analysis.link_moves(lowering, step) and (i > 1 or around.pivot.node and not own_day) then return false end
    if step.op == "later" or step.op == "earlier" or step.op == "column" then return false end
    if around.period and around.pivot.node and not by_event and analysis.may_begin(lowering, step) then return false end
    local asked = step.condition or step.period
    if asked and (step.op == "where" or type(asked) == "table") then
      if analysis.asks_outside(lowering, asked, around.index) or analysis.asks_place(lowering, asked) then return false end
      if not by_event and around.pivot.node and analysis.asks_pivot(lowering, asked) then return false end
    end
  end
  return true
end

-- What is looked at where the records of a window alone are asked: its ends, as nodes in the scope around, where they are the same of every row of the set.
local function add_window(lowering, looked, step, around, by_event)
  if step.period.op == "literal" or step.period.op == "period" or by_event then return end
  local from, to = lowering:period(step.period, around)
  looked.windows = looked.windows or {}
  table.insert(looked.windows, { from = from, to = to })
end

-- Adds the filters `where` and `during` to a set's mask.
local function filter(lowering, set, step, around, by_event)
  local space = set.scope.space
  local condition
  local looked = set.looked
  if step.op == "where" then
    condition = shown.admitted(lowering, step.condition, set.scope, lowering:value(step.condition, set.scope))
    set.filters[#set.filters + 1] = { step = step, node = condition }
    if looked then
      local dates, judged = shown.split(lowering, step.condition, set.scope)
      looked.days = shown.asked_days(lowering, looked.days, step.condition, set.scope, set.scope.index)
      looked.rows, looked.judged = lowering.nodes:both(looked.rows, dates, space), lowering.nodes:both(looked.judged, judged, space)
      looked.dated = looked.dated or dates ~= nil
    end
  else
    local event = lowering.nodes:add("EVENT", space, nil, { kind = set.kind })
    local from, to
    if set.pairs then
      from, to = lowering:period(step.period, around)
      from, to = lowering.nodes:bring(from, around.space, space), lowering.nodes:bring(to, around.space, space)
    else
      from, to = lowering:period(step.period, set.scope)
    end
    condition = lowering.nodes:both(lowering.nodes:add("DATE_ON_OR_AFTER", space, { event, from }), lowering.nodes:add("DATE_BY", space, { event, to }), space)
    set.filters[#set.filters + 1] = { step = step, node = condition }
    if looked then
      looked.rows, looked.days = lowering.nodes:both(looked.rows, condition, space), shown.days(looked.days, step.period, around)
      looked.dated = true
      add_window(lowering, looked, step, around, by_event)
    end
  end
  set.mask = lowering.nodes:both(set.mask, condition, space)
end

local function free_scope(lowering, kind, around, by_event)
  local inner = scope.of_kind(lowering, kind, { index = around.index + 1, law = around.law, period = around.period, reading = around.reading,
    assured = around.assured, unit = around.unit, of_set = true, never = around.never, without = around.without, non_detects = around.non_detects })
  if by_event then
    inner.pivot = { node = lowering.nodes:add("EVENT", inner.space, nil, { kind = kind }), scope = inner }
  elseif around.pivot.day then
    inner.pivot = around.pivot
  end
  if around.pivot.any_day and not inner.pivot.any_day then inner.pivot = setmetatable({ any_day = around.pivot.any_day }, { __index = inner.pivot }) end
  inner.stood = around.stood -- on one day
  return inner
end

-- The reference by which a row stands below another, read on the day of the map where it is not the same on every day. What is perhaps not there yet has its rows all
-- the same, perhaps.
local function link(lowering, space, row, kind, reference, day, recorded)
  local above = lowering.fields[kind][reference].kind
  recorded = recorded or lowering.snapshot:has_perhaps(above, lowering.as_of) and "as recorded" or nil
  return lowering.nodes:add("READ", space, { row or false, lowering.plan:moves(kind, reference) and day or false }, { kind = kind, field = reference, reading = recorded })
end

-- The path from a row of the set to the row that has it, read step by step so that the engine sees that it is one of owners.
local function receiver_of(lowering, set, parent, day)
  local receiver, refs = parent, set.references
  for i = #refs - 1, 1, -1 do
    receiver = refs[i].member and lowering.nodes:add("FETCH", set.scope.space, { receiver, refs[i].member })
      or link(lowering, set.scope.space, receiver, refs[i].kind, refs[i].field, day)
  end
  return receiver
end

local function children_of(steps)
  local count = 0
  for _, step in ipairs(steps) do count = count + (step.op == "children" and 1 or 0) end
  return count
end

local function last_children(steps)
  for i = #steps, 1, -1 do
    if steps[i].op == "children" then return steps[i] end
  end
end

-- The filters on the way to rows that are read on their own day, asked on that day of the rows that these stand below.
local function ask_waiting(lowering, set, waiting, levels, day)
  for _, asked in ipairs(waiting) do
    local row = nil
    for i = levels, asked.level + 1, -1 do row = link(lowering, set.scope.space, row, set.references[i].kind, set.references[i].field, day) end
    local around = {}
    for key, value in pairs(set.scope) do around[key] = value end
    around.kind, around.row, around.memo, around.sets = asked.kind, row, {}, {}
    set.mask = lowering.nodes:both(set.mask, lowering:value(asked.step.condition, around), set.scope.space)
    if set.looked then set.looked.rows = lowering.nodes:both(set.looked.rows, (shown.split(lowering, asked.step.condition, around)), set.scope.space) end
  end
end

local function lower_free(lowering, steps, base, around, by_event, map_day)
  local set
  local moves, last = analysis.link_moves(lowering, steps[1]), last_children(steps)
  local waiting, levels = {}, 0
  for i, step in ipairs(steps) do
    if step.group then
      local made = groups.of(lowering, step.group)
      set = { kind = step.kind, scope = free_scope(lowering, step.kind, around, by_event), base = base, mask = made.mask, receiver = made.member,
        references = { made }, filters = {} }
    elseif step.op == "children" then
      levels = levels + 1
      local inner = free_scope(lowering, step.kind, around, by_event)
      local next_set = { kind = step.kind, scope = inner, base = base, branch = step.branch, filters = {} }
      local visible, seen = as_stood.visible(lowering, step.kind, inner, as_stood.is_bounded(lowering, steps, i, inner.index), step ~= last)
      next_set.mask, next_set.looked = visible, around.reading and { rows = seen } or nil
      local day = moves and (step == last and map_day and map_day(inner) or lowering:pivot(inner))
      -- what refers to a subject that is not there yet is of its set, where that subject is judged
      local recorded = not set and around.planned and not base.node and "as recorded" or nil
      local parent = link(lowering, inner.space, false, step.kind, step.reference, day, recorded)
      next_set.references = { { kind = step.kind, field = step.reference } }
      if set then -- only rows of rows that are in the set so far
        local above = lowering.nodes:add("FETCH", inner.space, { parent, set.mask })
        next_set.mask = lowering.nodes:both(next_set.mask, above, inner.space)
        if around.reading then
          next_set.looked.rows = lowering.nodes:both(next_set.looked.rows, lowering.nodes:add("FETCH", inner.space, { parent, set.looked.rows }), inner.space)
        end
        table.move(set.references, 1, #set.references, 1, next_set.references)
        next_set.references[#set.references + 1] = { kind = step.kind, field = step.reference }
        next_set.branch = set.branch
      end
      next_set.receiver, next_set.day = receiver_of(lowering, next_set, parent, day), day or nil
      set = next_set
      if step == last then ask_waiting(lowering, set, waiting, levels, day) end
    elseif by_event and levels < children_of(steps) and step.op == "where" and analysis.asks_pivot(lowering, step.condition) then
      waiting[#waiting + 1] = { step = step, kind = set.kind, level = levels }
    else
      filter(lowering, set, step, around, by_event)
    end
  end
  return set
end

-- Whether each step from one on only leaves rows out.
local function are_all_filters(steps, first)
  for i = first, #steps do
    if steps[i].op ~= "where" and steps[i].op ~= "during" then return false end
  end
  return true
end

-- The row whose set it is, { kind, node } in the scope around, where the set is that row's own records and no more steps lead to it; nil for others.
local function asked_of(lowering, steps, base)
  for i, step in ipairs(steps) do
    if step.op ~= "where" and step.op ~= "during" and (i > 1 or step.op ~= "children" or step.group) then return nil end
  end
  return lowering.kinds[steps[1].kind].owner == steps[1].reference and base or nil
end

-- The row at which the set begins, { kind, node } in the scope around, where all that it holds, and all that it could, lies where that row does: where each step leads
-- from an owner to its records, and none that goes on from a place meets who lay elsewhere on another day. Otherwise false.
local function lies_with(lowering, steps, base)
  local leads, kind = 0, base.kind
  for _, step in ipairs(steps) do
    if step.op ~= "where" and step.op ~= "during" then
      if step.op ~= "children" or step.group or lowering.kinds[step.kind].owner ~= step.reference then return false end
      leads, kind = leads + 1, step.kind
    end
  end
  return not (leads > 1 and lowering.kinds[base.kind].tree and lowering:place_moves(kind)) and base
end

local function pair_scope(lowering, kind, space, around, by_event)
  local inner = {
    index = around.index + 1, kind = kind, space = space, outer = around, of_set = true, law = around.law, period = around.period, subject = around.subject,
    reading = around.reading, assured = around.assured, unit = around.unit, without = around.without, non_detects = around.non_detects,
    stood = as_stood.inside(lowering, around, space), never = around.never, memo = {}, sets = {},
  }
  if by_event then
    inner.pivot = { node = lowering.nodes:add("EVENT", space, nil, { kind = kind }), scope = inner }
  elseif around.pivot.day then
    inner.pivot = around.pivot
  else
    inner.pivot = { node = lowering.nodes:bring(around.pivot.node, around.space, space), scope = inner, any_day = around.pivot.any_day }
  end
  return inner
end

-- Of pairs made for all who may stand below a row on some day, those that do on the day of the map: the links are asked in the set's own space, all on one day.
local function on_the_map(lowering, set, links, map_day)
  local space, nodes = set.scope.space, lowering.nodes
  if #links == 0 then return end
  local day = map_day and map_day(set.scope) or lowering:pivot(set.scope)
  for _, from in ipairs(links) do
    local row, above = nodes:bring(from.row, from.space, space), nodes:bring(from.above, from.outer, space)
    local lies = nodes:add("LIES_IN", space, { row, above, day }, { kind = from.kind, field = from.reference, branch = from.branch or false })
    set.mask = nodes:both(set.mask, lies, space)
    if set.looked then set.looked.rows = nodes:both(set.looked.rows, lies, space) end
  end
end

local function lower_pairs(lowering, steps, base, around, by_event, map_day)
  local set
  local row, row_space, links = base.node or lowering:own_row(base.kind, around.space), around.space, {}
  local last = last_children(steps)
  for i, step in ipairs(steps) do
    if step.op == "children" then
      local space = lowering.nodes:pair_space(step.kind, row_space, row, step.reference, step.branch)
      local inner = pair_scope(lowering, step.kind, space, around, by_event)
      local mask, seen = as_stood.visible(lowering, step.kind, inner, as_stood.is_bounded(lowering, steps, i, inner.index), step ~= last)
      local looked = around.reading and { rows = seen } or nil
      if set then
        mask = lowering.nodes:both(mask, lowering.nodes:bring(set.mask, set.scope.space, space), space)
        if looked then looked.rows = lowering.nodes:both(looked.rows, lowering.nodes:bring(set.looked.rows, set.scope.space, space), space) end
      end
      set = { kind = step.kind, scope = inner, mask = mask, looked = looked, pairs = true, filters = {}, whose = set and set.whose or base.node }
      local own = lowering:own_row(step.kind, space)
      if analysis.link_moves(lowering, step) then
        links[#links + 1] = { row = own, space = space, above = row, outer = row_space, kind = step.kind, reference = step.reference, branch = step.branch }
      end
      row, row_space = own, space
      if step == last then on_the_map(lowering, set, links, map_day) end
    elseif step.op == "later" or step.op == "earlier" then
      local kind = lowering.kinds[base.kind]
      local pivot = lowering:pivot_node(around, base.kind, kind.owner) or false
      local owner = lowering.group_spaces[around.space] and groups.field_of(lowering, base, kind.owner, around)
        or lowering.nodes:add("READ", around.space, { base.node or false, pivot }, { kind = base.kind, field = kind.owner })
      local space = lowering.nodes:pair_space(base.kind, around.space, owner, kind.owner, false)
      local inner = pair_scope(lowering, base.kind, space, around, by_event)
      local this = lowering.nodes:bring(row, around.space, space)
      local other = lowering:own_row(base.kind, space)
      local order = step.op == "later" and { other, this } or { this, other }
      local visible = as_stood.visible(lowering, base.kind, inner, as_stood.is_bounded(lowering, steps, i, inner.index))
      local mask = lowering.nodes:both(visible, beginnings.after(lowering, base.kind, space, order[1], order[2]), space)
      local looked = around.reading and { rows = mask } or nil
      set = { kind = base.kind, scope = inner, mask = mask, looked = looked, pairs = true, filters = {}, whose = owner, owner = owner }
      if analysis.link_moves(lowering, step) then
        on_the_map(lowering, set, { { row = other, space = space, above = owner, outer = around.space, kind = base.kind, reference = kind.owner } })
      end
      row, row_space = other, space
    elseif step.op == "column" then
      row = lowering.nodes:add("READ", set.scope.space, { false, lowering:pivot_node(set.scope, step.from.type.kind, step.name) or false },
        { kind = set.kind, field = step.name })
      if set.scope.stood then row = as_stood.named(lowering, set.scope, lowering.fields[set.kind][step.name], row) end
      row_space = set.scope.space
    else
      filter(lowering, set, step, around, by_event)
    end
  end
  return set
end

-- Where each row is read on its own day: the set's rows, where that day tells more than the filter of the rows themselves.
local function lower_by_day(lowering, steps, expressions, around, free)
  local base = own_days.begins(lowering, expressions, around)
  if not base.moves and not own_days.asks(lowering, steps, base, around, free) then return nil end
  return own_days.lower(lowering, steps, base, around, pair_scope)
end

--- Lowers a set expression seen from a scope. by_event: rows are read on their own event's day (standing obligations); paired: made for each
--- row of the scope around even where the set could be computed once, because more will be asked about that row; map_day: a function that gives, for the scope
--- of the set's rows, the day on which it is asked who lies where (the pivot, unless it is given).
function sets.lower(lowering, expression, around, by_event, paired, map_day)
  around.paired_sets = around.paired_sets or {}
  local cache = paired and around.paired_sets or around.sets
  local known = not by_event and cache[expression]
  if known then return known end
  local terms = {}
  local steps, base_expression, named = chain_of(lowering, expression, terms)
  local from = around
  if named then
    local row = lowering:row(named.from, around)
    from = scope.for_row(around, row.kind, row.node)
    local of_set = lowering:is_of_set(named.from, around)
    from.of_set = of_set
    from.index = around.index -- filters behind the name count on from here
    local own = scope.for_row(around, row.kind, row.node)
    own.of_set = of_set
    if by_event then
      local dated = lower_by_day(lowering, steps, { named.from, base_expression }, around, false)
      if dated then return dated end
    end
    local base = lowering:row(base_expression, own)
    local set = lower_pairs(lowering, steps, base, own, by_event, map_day)
    set.asked_of, set.lies_with = asked_of(lowering, steps, base), lies_with(lowering, steps, base)
    cache[expression] = set
    return set
  end
  local free = not paired and is_free(lowering, steps, from, by_event, by_event or map_day)
  local dated = by_event and lower_by_day(lowering, steps, { base_expression }, around, free)
  if dated then return dated end
  local base = lowering:row(base_expression, from)
  local set
  if free then set = lower_free(lowering, steps, base, from, by_event, map_day)
  else set = lower_pairs(lowering, steps, base, from, by_event, map_day) end
  set.asked_of, set.lies_with = asked_of(lowering, steps, base), lies_with(lowering, steps, base)
  if set.owner and are_all_filters(steps, 2) then -- the records of its owner, and no others
    set.asked_of = { kind = lowering.fields[base.kind][lowering.kinds[base.kind].owner].kind, node = set.owner }
    set.lies_with = set.asked_of
  end
  if not by_event then cache[expression] = set end
  return set
end

--- True if what is asked of each row of a set (`share`, `every`, a column's term) needs pairs: it asks about a row outside, or about the
--- pivot or place of the row around.
function sets.must_pair(lowering, asked, around)
  return analysis.asks_outside(lowering, asked, around.index) or analysis.asks_place(lowering, asked)
    or (around.pivot.node ~= nil and analysis.asks_pivot(lowering, asked))
end

-- The set of an absent row is empty; what is fetched for such a row is absent.
local ZERO_OF_NOTHING = { COUNT = true, DISTINCT = true, SUM = true }

--- Adds an aggregate of a set and gives its value in the scope around.
---@param op string the engine's operation
---@param mask integer node: the rows that count
---@param value integer|nil node in the set's space
function sets.aggregate(lowering, set, around, op, mask, value, properties)
  if set.pairs then return lowering.nodes:add(op, around.space, { mask, value or false, false }, properties) end
  local receiving = lowering:space(set.base.kind)
  local branch = set.branch and lowering.kinds[set.base.kind].tree ~= nil
  local with = { branch = branch }
  for key, property in pairs(properties or {}) do with[key] = property end
  local node = lowering.nodes:add(op, receiving, { mask, value or false, set.receiver, set.day or false }, with)
  if not set.base.node and around.space == receiving then return node end
  local fetched = lowering.nodes:add("FETCH", around.space, { set.base.node or lowering:own_row(set.base.kind, around.space), node })
  if not ZERO_OF_NOTHING[op] then return fetched end
  return lowering.nodes:add("OR_ELSE", around.space, { fetched, lowering.nodes:number(around.space, 0) })
end

return sets
