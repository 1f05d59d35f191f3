--- What a run holds for one subject: values at a place, the rows of sets, and the records that were read, each in the version that was.
local shown = require "mandate.check.shown"

local traced = {}

local MOST_LEVELS = 64 -- of a tree

local Traced = {}
traced.class = Traced

-- A place is where an expression is looked at: { scope =, record =, row = }; row counts pairs in the focus.
function Traced:get(node, place)
  if self.lowering.nodes.pair_spaces[self.lowering.plan:space_of(node)] then return self.run:inspect(node, place.row) end
  return self.run:value(node, place.record)
end

function Traced:record_text(kind, record)
  return ("%s %s"):format(kind, shown(self.snapshot:key(kind, record)))
end

-- A record of a tree and those above it on a day.
function Traced:chain_of(kind, record, day)
  local tree, chain = self.lowering.kinds[kind].tree, {}
  while record and #chain < MOST_LEVELS do
    chain[#chain + 1] = record
    local parent = tree and self.snapshot:cell(kind, record, tree, day)
    record = parent and self.snapshot:find(kind, parent)
  end
  return chain
end

-- True if a record of a tree lies below another on a day.
function Traced:lies_in(kind, record, above, day)
  for i, at in ipairs(self:chain_of(kind, record, day)) do
    if i > 1 and at == above then return true end
  end
  return false
end

-- The keys of the places in which a record lies on a day, the nearest first; nil where it lies in none, or where it does not depend on the day.
function Traced:places_on(kind, record, day)
  if not self.lowering:place_moves(kind) then return nil end
  for _, field in ipairs(self.lowering:path_to(kind, "jurisdiction")) do
    local key = self.snapshot:cell(kind, record, field, day)
    kind = self.lowering.fields[kind][field].kind
    record = key and self.snapshot:find(kind, key)
    if not record then return nil end
  end
  local keys = {}
  for i, place in ipairs(self:chain_of(kind, record, day)) do keys[i] = shown(self.snapshot:key(kind, place)) end
  return keys
end

-- Whether pairs were made for the rows of a space, in one step or several.
function Traced:leads_to(space, outer)
  local outer_of = self.lowering.nodes.pair_spaces
  repeat space = outer_of[space] until not space or space == outer
  return space ~= nil
end

-- The row of the outer space for which a pair was made. lists: the rows of spaces that were asked for before.
function Traced:outer_row(space, outer, row, lists)
  while space ~= outer do
    lists[space] = lists[space] or self.run:rows(space)
    row, space = lists[space][row + 1][2], self.lowering.nodes.pair_spaces[space]
  end
  return row
end

-- Rows of a set for the row at a place: { record, row, truth }.
function Traced:rows_of(set, place)
  local rows = {}
  local function take(record, row)
    local state, holds = self:get(set.mask, { record = record, row = row }) -- nil: no row is left out
    if state == nil or state == "unknown" or holds then rows[#rows + 1] = { record = record, row = row, perhaps = state == "unknown" } end
  end
  if set.pairs then
    if not self:leads_to(set.scope.space, place.scope.space) then return nil end
    local wanted = place.row
    if not wanted then
      for i, entry in ipairs(self.run:rows(place.scope.space)) do
        if entry[1] == place.record then wanted = i - 1 end
      end
    end
    local pairs_of = { [set.scope.space] = self.run:rows(set.scope.space) }
    for i, entry in ipairs(pairs_of[set.scope.space]) do
      if self:outer_row(set.scope.space, place.scope.space, i - 1, pairs_of) == wanted then take(entry[1], i - 1) end
    end
    return rows
  end
  local base = place.record
  if set.base.node then
    local state, record = self:get(set.base.node, place)
    if state ~= "known" then return nil end
    base = record
  end
  for record = 0, self.snapshot:records(set.kind) - 1 do
    local state, receiver = self.run:value(set.receiver, record)
    local day = set.day and select(2, self.run:value(set.day, record))
    if state == "known" and (receiver == base or set.branch and self:lies_in(set.base.kind, receiver, base, day or self.as_of)) then take(record) end
  end
  return rows
end

-- The set as it was lowered where `asked` is asked of its rows.
function Traced.set_at(_, expression, place, asked)
  local free, paired = place.scope.sets[expression], place.scope.paired_sets and place.scope.paired_sets[expression]
  if free and asked and not free.scope.memo[asked] then return paired or free end
  return free or paired
end

-- The place of the row around a pair, whose scope is the outer one.
function Traced:outer_place(place)
  local scope = place.scope.outer
  local row = self:outer_row(place.scope.space, scope.space, place.row, {})
  local outer = self.run:rows(scope.space)[row + 1]
  return { scope = scope, record = outer[1], row = self.lowering.nodes.pair_spaces[scope.space] and row or nil }
end

-- The record that a row expression names, through owners; nil where there is none, or nobody knows.
function Traced:row_record(expression, place)
  local at = place
  while at.scope.index ~= expression.scope do
    if not at.scope.outer or not at.row then return nil end
    at = self:outer_place(at)
  end
  local state, record = "known", at.record
  if at.scope.row then state, record = self:get(at.scope.row, at) end
  if state ~= "known" then return nil end
  local kind = at.scope.kind
  for _, field in ipairs(expression.via) do
    local key = self.snapshot:cell(kind, record, field, self.as_of)
    kind = self.lowering.fields[kind][field].kind
    record = key and self.snapshot:find(kind, key)
    if not record then return nil end
  end
  return record
end

-- The record whose field an expression names, where the plan has it at hand.
function Traced:record_of(field, place)
  local from = field.from
  if from.op ~= "row" then return nil end
  if #from.via == 0 and from.scope == place.scope.index and not place.scope.row then return place.record end
  local node = place.scope.memo[from]
  local state, record
  if node then state, record = self:get(node, place) end
  return state == "known" and record or nil
end

-- The day on which attributes are read at a place; the as-of day where nobody knows it.
function Traced:day_of(place)
  local pivot = place.scope.pivot
  if pivot.day then return pivot.day end
  local state, day = self:get(pivot.node, place)
  return state == "known" and day or self.as_of
end

-- The version of a record that is read at a place: its attributes as of that place's day.
function Traced:cite(kind, record, place)
  local day = place and self:day_of(place) or self.as_of
  local file, line = self.snapshot:source(kind, record, day)
  local key = ("%s/%d/%s:%d"):format(kind, record, file, line)
  if self.cited[key] then return end
  self.cited[key] = true
  self.records[#self.records + 1] = { kind = kind, record = record, key = self.snapshot:key(kind, record), file = file, line = line, day = day }
end

--- Cites the record that an expression names, and those through whose references it is named.
function Traced:cite_row(expression, place)
  if expression.op == "field" then self:cite_row(expression.from, place) end
  local node = place.scope.memo[expression]
  if expression.op == "row" then
    local record = self:row_record(expression, place)
    if record then self:cite(expression.type.kind, record, place) end
  elseif node and expression.type.k == "row" then
    local state, record = self:get(node, place)
    if state == "known" then self:cite(expression.type.kind, record, place) end
  end
end

--- What a record says, but its key and what is there to be compared with: { { name, text }, … }.
---@param day string on which its attributes were read; its events are those of the as-of day
function traced.fields(opened, kind, record, day)
  local list = {}
  local function cell(name, on) return opened.snapshot:cell(kind, record, name, on or opened.as_of) end
  for _, field in ipairs(opened.pack.kinds[kind].fields) do
    local text = not (field.key or field.compare_only) and cell(field.name, field.type ~= "event" and day or nil)
    local told_on = field.known_from and cell(field.known_from) or field.type == "event" and text
    local told = not field.known_from and not told_on or told_on and told_on <= opened.as_of
    if text and told then list[#list + 1] = { field.name, shown(field.unit and not field.unit_is_field and text .. " " .. field.unit or text) } end
  end
  return list
end

--- Where the events of a record come from, if a later version than the one whose attributes were read has others: file and line; else nil.
function traced.events_source(opened, cited)
  for _, field in ipairs(opened.pack.kinds[cited.kind].fields) do
    local now = field.type == "event" and opened.snapshot:cell(cited.kind, cited.record, field.name, opened.as_of)
    if now and now <= opened.as_of and now ~= opened.snapshot:cell(cited.kind, cited.record, field.name, cited.day) then
      return opened.snapshot:source(cited.kind, cited.record, opened.as_of)
    end
  end
end

return traced
