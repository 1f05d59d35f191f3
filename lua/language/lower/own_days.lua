--- Sets of which each row is read on its own day (meaning.md, section 8), where that day tells more than the filter of the rows themselves says: at which record
--- the set begins, whether a row on the way is in it, whom a reference names. First pairs are made of all that can stand together on some day; then all of it is
--- asked in the space of the set's rows, with their event as pivot.
local analysis = require "mandate.language.lower.analysis"
local beginnings = require "mandate.language.lower.beginnings"
local shown = require "mandate.language.lower.shown"

local own_days = {}

-- The references that lead from the row of a scope to the row of an expression: the row's kind and node, and the fields. nil where it is found in another way.
local path_of
function path_of(lowering, expression, around)
  if expression.op == "row" and expression.scope == around.index then
    return { kind = around.kind, node = around.row, fields = table.move(expression.via, 1, #expression.via, 1, {}) }
  elseif expression.op == "field" and expression.type.k == "row" and not lowering.kinds[expression.from.type.kind].group then
    local path = path_of(lowering, expression.from, around)
    if path then path.fields[#path.fields + 1] = expression.name end
    return path
  elseif expression.op == "term" and expression.type.k == "row" then
    local path, more = path_of(lowering, expression.from, around), path_of(lowering, lowering.pack.terms[expression.term].value, { index = 1 })
    if path and more then table.move(more.fields, 1, #more.fields, #path.fields + 1, path.fields) end
    return more and path
  end
end

-- Whether the day tells whom a reference names.
local function names_by_day(lowering, around, kind, field)
  return lowering:pivot_node(around, kind, field) ~= nil
end

--- Where a set begins: { kind, node, fields = references to follow from there, moves = whether the day tells whom they name }. A record that is found in another
--- way than by references is found once, on the pivot of the subject.
---@param expressions table of rows, each seen from the row before; the first from `around`
function own_days.begins(lowering, expressions, around)
  local base = path_of(lowering, expressions[1], around)
  if not base then
    local row = lowering:row(expressions[1], around)
    base = { kind = row.kind, node = row.node, fields = {} }
  end
  for i = 2, #expressions do
    local more = path_of(lowering, expressions[i], { index = 1, kind = expressions[i - 1].type.kind })
    if not more then
      base.found = true
      return base
    end
    table.move(more.fields, 1, #more.fields, #base.fields + 1, base.fields)
  end
  local kind = base.kind
  for _, field in ipairs(base.fields) do
    base.moves = base.moves or names_by_day(lowering, around, kind, field)
    kind = lowering.fields[kind][field].kind
  end
  base.last_kind = kind
  return base
end

local LEADS = { children = true, column = true, later = true, earlier = true }

-- The last step that leads to other rows.
local function last_lead(steps)
  for i = #steps, 1, -1 do
    if LEADS[steps[i].op] then return i end
  end
end

--- Whether what a set asks on the way to its rows hangs on the day.
---@param free boolean where it is computed once for all, filters on the way are asked of its rows in any case
function own_days.asks(lowering, steps, base, around, free)
  if base.found then return false end
  local last, kind = last_lead(steps), base.last_kind
  for i, step in ipairs(steps) do
    if step.op == "where" then
      if i < last and not free and analysis.asks_pivot(lowering, step.condition) then return true end
    elseif step.op == "during" then
      local written = step.period.op == "literal" or step.period.op == "period"
      if (i < last or not free) and not written and analysis.asks_pivot(lowering, step.period) then return true end
    elseif step.op == "column" then
      if names_by_day(lowering, around, step.from.type.kind, step.name) then return true end
    elseif step.op == "later" or step.op == "earlier" then
      local owner = lowering.kinds[kind].owner
      if owner and names_by_day(lowering, around, kind, owner) then return true end
    end
  end
  return false
end

-- What is made on the way: pairs of all that can stand together, and what is to be asked of them.
local function begin(lowering, base, around)
  return { lowering = lowering, around = around, kind = base.kind, row = base.node, space = around.space, there = {}, dated = {}, ways = {}, lost = {} }
end

local function own_row(way) return way.row or way.lowering:own_row(way.kind, way.space) end

-- Follows a reference of the row in hand to all that it names on some day.
local function follow(way, field)
  local lowering, kind = way.lowering, way.kind
  local to = lowering.fields[kind][field].kind
  if not names_by_day(lowering, way.around, kind, field) then
    way.row = lowering.nodes:add("READ", way.space, { way.row or false, false }, { kind = kind, field = field })
    way.kind = to
    return
  end
  local row, outer = own_row(way), way.space
  if lowering.fields[kind][field].blank == "unknown" and lowering.snapshot:has_unknown(kind, field) then
    way.lost[#way.lost + 1] = { row = way.row, space = outer, kind = kind, field = field }
  end
  local space = lowering.nodes:named_space(to, outer, row, kind, field)
  way.kind, way.space, way.row = to, space, nil
  way.ways[#way.ways + 1] = { from = row, outer = outer, of = kind, field = field, space = space, kind = to }
  way.there[#way.there + 1] = { node = lowering:visible(to, space), space = space }
end

local function lead(way, step)
  local lowering = way.lowering
  local above, outer = own_row(way), way.space
  local space = lowering.nodes:pair_space(step.kind, outer, above, step.reference, step.branch)
  way.kind, way.space, way.row = step.kind, space, nil
  way.there[#way.there + 1] = { node = lowering:visible(step.kind, space), space = space }
  if analysis.link_moves(lowering, step) then
    way.ways[#way.ways + 1] = { above = above, outer = outer, space = space, kind = step.kind, field = step.reference, branch = step.branch }
  end
end

local function go_on(way, step)
  local lowering, nodes, kind = way.lowering, way.lowering.nodes, way.kind
  local this, from = own_row(way), way.space
  local owner = lowering.kinds[kind].owner
  follow(way, owner)
  lead(way, { op = "children", kind = kind, reference = owner, branch = false })
  local row, other = nodes:bring(this, from, way.space), own_row(way)
  local order = step.op == "later" and { other, row } or { row, other }
  way.there[#way.there + 1] = { node = beginnings.after(lowering, kind, way.space, order[1], order[2]), space = way.space }
end

-- Whether the rows stand together as they are paired on the day of a scope, as a node; nil where they do on every day.
local function stands(way, inner)
  local lowering, nodes, space, all = way.lowering, way.lowering.nodes, inner.space, nil
  local day = lowering:pivot(inner)
  for _, at in ipairs(way.ways) do
    local holds
    local own = nodes:bring(lowering:own_row(at.kind, at.space), at.space, space)
    if at.from then
      local read = nodes:add("READ", space, { nodes:bring(at.from, at.outer, space), day }, { kind = at.of, field = at.field })
      holds = nodes:add("CODE_SAME", space, { read, own })
    else
      holds = nodes:add("LIES_IN", space, { own, nodes:bring(at.above, at.outer, space), day }, { kind = at.kind, field = at.field, branch = at.branch or false })
    end
    all = nodes:both(all, holds, space)
  end
  return all
end

-- The scope of a row on the way, in the space of the set's rows.
local function scope_of(way, inner, at)
  if at.space == inner.space and not at.row then return inner end
  local own = {}
  for key, value in pairs(inner) do own[key] = value end
  own.kind, own.memo, own.sets = at.kind, {}, {}
  own.row = way.lowering.nodes:bring(at.row or way.lowering:own_row(at.kind, at.space), at.space, inner.space)
  return own
end

local function filter(way, set, asked)
  local lowering, nodes, space, step, looked = way.lowering, way.lowering.nodes, set.scope.space, asked.step, set.looked
  local around = scope_of(way, set.scope, asked)
  local condition
  if step.op == "where" then
    condition = shown.admitted(lowering, step.condition, around, lowering:value(step.condition, around))
    if looked then
      local dates, judged = shown.split(lowering, step.condition, around)
      looked.rows = nodes:both(looked.rows, dates, space)
      if asked.last then looked.judged = nodes:both(looked.judged, judged, space) end
    end
  else
    local event = nodes:add("EVENT", asked.space, { asked.row or false }, { kind = asked.kind })
    local from, to = lowering:period(step.period, set.scope)
    event = nodes:bring(event, asked.space, space)
    condition = nodes:both(nodes:add("DATE_ON_OR_AFTER", space, { event, from }), nodes:add("DATE_BY", space, { event, to }), space)
    if looked then
      looked.rows = nodes:both(looked.rows, condition, space)
      if asked.last then looked.days = shown.days(looked.days, step.period, way.around) end
    end
  end
  if asked.last then set.filters[#set.filters + 1] = { step = step, node = condition } end
  set.mask = nodes:both(set.mask, condition, space)
end

--- The set as pairs, each row of it read on its own day. lost: the references that may be blank on a day, { row, space, kind, field }.
---@param pair_scope function that makes the scope of pairs
function own_days.lower(lowering, steps, base, around, pair_scope)
  local way, asked, last, nodes = begin(lowering, base, around), {}, last_lead(steps), lowering.nodes
  for _, field in ipairs(base.fields) do follow(way, field) end
  local whose = way.space == around.space and way.row or nil
  for i, step in ipairs(steps) do
    if step.op == "children" then lead(way, step)
    elseif step.op == "column" then follow(way, step.name)
    elseif step.op == "later" or step.op == "earlier" then go_on(way, step)
    else asked[#asked + 1] = { step = step, kind = way.kind, row = way.row, space = way.space, last = i > last } end
  end
  local inner = pair_scope(lowering, way.kind, way.space, around, true)
  local set = { kind = way.kind, scope = inner, pairs = true, filters = {}, whose = whose, lost = way.lost, looked = around.reading and {} or nil }
  local space = inner.space
  inner.row = way.row
  for _, there in ipairs(way.there) do
    local node = nodes:bring(there.node, there.space, space)
    set.mask = nodes:both(set.mask, node, space)
    if set.looked then set.looked.rows = nodes:both(set.looked.rows, node, space) end
  end
  local together = stands(way, inner)
  set.mask = nodes:both(set.mask, together, space)
  if set.looked then set.looked.rows = nodes:both(set.looked.rows, together, space) end
  for _, one in ipairs(asked) do filter(way, set, one) end
  return set
end

return own_days
