--- The days on which what stood can be another than the day before (meaning.md, section 8): those of the events that an expression reads, of the records of its sets, and of
--- whatever date it asks whether it has come. Those of the subject, its owners and what it refers to are nodes, a day for each subject; those of records in sets are the
--- days that the registry holds; of a day that is reckoned from records of sets nobody can list them, and every day may be one.
local as_stood = require "mandate.language.lower.as_stood"
local calendar = require "mandate.language.lower.calendar"
local days = require "mandate.language.days"
local walk = require "mandate.language.walk"

local stood_days = {}

local Look = {}
Look.__index = Look

-- Adds the days of a field, of whatever record and version.
function Look:add_column(kind, field)
  local key = kind .. "." .. field
  if self.columns[key] or self.lowering.kinds[kind].group then return end
  self.columns[key] = true
  for _, day in ipairs(self.lowering.snapshot:days_of(kind, field)) do self.days[#self.days + 1] = day end
end

-- Adds the days on which records of a kind come to be there.
function Look:add_records(kind)
  if not as_stood.begins(self.lowering, kind) then return end
  for _, field in ipairs(self.lowering.kinds[kind].fields) do
    if field.type == "event" then self:add_column(kind, field.name) end
  end
end

function Look:add_node(node)
  if node and not self.taken[node] then self.nodes[#self.nodes + 1], self.taken[node] = node, true end
end

-- Whether a row is the one in hand outside, or reached from it by references: not one of a set.
local function is_subjects(e)
  while e.op == "field" and e.type.k == "row" do e = e.from end
  return e.op == "row" and e.scope == 1
end

-- What a kind's field adds, of whichever record.
function Look:add_of_any(kind, name)
  local field = not self.lowering.kinds[kind].group and self.lowering.fields[kind][name]
  if not field then return end
  if as_stood.is_dated(self.lowering, kind, name) then self:add_column(kind, name) end
  if field.type == "reference" and not field.owner then self:add_records(field.kind) end
end

-- What a field of the subject adds, as it is on each of the pivots.
function Look:add_of_subject(e, places)
  local lowering = self.lowering
  local kind = e.from.type.kind
  if lowering.kinds[kind].group then return end
  local field, nodes = lowering.fields[kind][e.name], lowering.nodes
  for _, place in ipairs(places) do
    local around = place.on_file
    if as_stood.is_dated(lowering, kind, e.name) then
      self:add_node(place.of_file(lowering:value(e, around)))
      if lowering.snapshot:versioned(kind) then -- the day on which it is asked is one of the scope that reads what stood: the text of a term may have rows of its own on file
        local stood = place.stood
        self:add_node(place.of_stood(nodes:add("READ", stood.space, { lowering:row(e.from, stood).node or false, as_stood.day(lowering, stood) },
          { kind = kind, field = e.name, reading = "on its pivot" })))
      end
    elseif field.type == "reference" and not field.owner and as_stood.begins(lowering, field.kind) then
      self:add_node(place.of_file(nodes:add("EVENT", around.space, { lowering:value(e, around) }, { kind = field.kind })))
    end
  end
end

-- Whether an expression asks nothing but what is the subject's, or reached from it by references.
local function asks_subject_alone(lowering, expression)
  local alone = true
  walk.asked(expression, function(name) return lowering.pack.terms[name] end, function(e)
    alone = alone and not (e.type and (e.type.k == "set" or e.type.k == "column")) and (e.op ~= "row" or e.scope == 1)
  end)
  return alone
end

-- What `happened` adds: the day itself. One that is reckoned is asked again on each day on which its parts come.
function Look:add_happened(e, places)
  local from = e.from
  if as_stood.tells_known(self.lowering, from) then return end
  if from.op == "field" or from.op == "column" then
    local kind = from.from.type.kind or from.from.type.of and from.from.type.of.kind
    if places and from.op == "field" and is_subjects(from.from) then
      for _, place in ipairs(places) do self:add_node(place.of_file(self.lowering:value(from, place.on_file))) end
    elseif not self.lowering.kinds[kind].group then self:add_column(kind, from.name) end
  elseif places and asks_subject_alone(self.lowering, from) then
    for _, place in ipairs(places) do self.reckoned[#self.reckoned + 1] = { e = from, place = place } end
  else
    self.every = true
  end
end

-- Where the text of a term is asked, from where its row is the subject or reached from it.
function Look:in_term(e, places)
  local own = {}
  for i, place in ipairs(places) do
    local stood, of_stood = self.lowering:term_own(e, place.stood)
    local on_file, of_file = self.lowering:term_own(e, place.on_file)
    own[i] = { stood = stood, on_file = on_file, of_stood = function(node) return place.of_stood(of_stood(node)) end,
      of_file = function(node) return place.of_file(of_file(node)) end }
  end
  return own
end

-- The days on which months of the period end, and so begin to be asked.
function Look:add_months(e)
  for _, month in ipairs(self.period and calendar.periods(e.unit, self.period.from, days.earlier(self.period.to, self.lowering.as_of)) or {}) do
    self.days[#self.days + 1] = month.to
  end
end

--- Adds what an expression reads. places: where it is asked of the subject, on each of the pivots; nil: of rows of sets.
function Look:look(expression, places)
  local key = places and places[1].stood or "rows"
  self.seen[key] = self.seen[key] or {}
  if self.seen[key][expression] then return end
  self.seen[key][expression] = true
  local said = {}
  walk.into(expression, function(e)
    local named = as_stood.said_by(self.lowering, e)
    if named then said[named] = true end
    local op, of = e.op, e.from and e.from.type
    if op == "verdict" or op == "function" or op == "state" then return false end -- read as of the as-of date
    if op == "children" then
      if not said[e] then self:add_records(e.kind) end
    elseif op == "later" or op == "earlier" then self:add_records(e.type.kind)
    elseif op == "field" and places and is_subjects(e.from) then self:add_of_subject(e, places)
    elseif (op == "field" or op == "column") and of then self:add_of_any(of.kind or of.of.kind, e.name)
    elseif op == "happened" then self:add_happened(e, places)
    elseif op == "of_each" then self:add_months(e)
    elseif op == "term" or op == "column_term" then
      local text = self.lowering.pack.terms[e.term].value
      local subjects = op == "term" and places and e.type.k ~= "set" and is_subjects(e.from)
      if text then self:look(text, subjects and self:in_term(e, places) or nil) end
    end
    walk.decided(e, function(part) self:look(part, places) end)
    return true
  end)
end

local function itself(node) return node end

--- The days on which what expressions ask of a subject as things stood can be another.
---@param expressions table
---@param scopes table[] the subject's scope on each day up to which nothing else than this changes
---@param on function(node) -> scope: the subject's scope on a day
---@return table { nodes = a day for each subject, each as a node; days = those of the registry, in no order and perhaps twice; every = true: each day may be one }
function stood_days.of(lowering, expressions, scopes, on)
  local period = scopes[1].period and (scopes[1].period.whole or scopes[1].period)
  local look = setmetatable({ lowering = lowering, period = period, nodes = {}, days = {}, taken = {}, columns = {}, reckoned = {}, seen = {}, every = false }, Look)
  local function places_of(list)
    local places = {}
    for i, around in ipairs(list) do places[i] = { stood = as_stood.scope(around), on_file = around, of_stood = itself, of_file = itself } end
    return places
  end
  local places = places_of(scopes)
  for _, expression in ipairs(expressions) do
    if as_stood.asks(lowering, expression) then look:look(expression, places) end
  end
  if #look.reckoned > 0 then -- on each day before which a part of them comes
    local parts, more = table.move(look.nodes, 1, #look.nodes, 1, {}), {}
    for _, part in ipairs(parts) do more[#more + 1] = on(stood_days.before(lowering, scopes[1].space, part)) end
    for _, day in ipairs(look.days) do more[#more + 1] = on(lowering.nodes:day(scopes[1].space, day)) end
    local again = setmetatable({ lowering = lowering, period = period, nodes = {}, days = {}, taken = {}, columns = {}, reckoned = {}, seen = {}, every = false }, Look)
    for _, expression in ipairs(expressions) do again:look(expression, #more > 0 and places_of(more) or places) end
    table.move(again.reckoned, 1, #again.reckoned, #look.reckoned + 1, look.reckoned)
    for _, own in ipairs(look.reckoned) do look:add_node(own.place.of_stood(lowering:value(own.e, own.place.stood))) end
  end
  return { nodes = look.nodes, days = look.days, every = look.every }
end

--- The day before another one.
function stood_days.before(lowering, space, day)
  local nodes = lowering.nodes
  return nodes:add("DATE_ADD", space, { day, nodes:add("SPAN_CONSTANT", space, nil, { span = lowering:span_index { unit = "days", count = 1 } }) }, { sign = -1 })
end

return stood_days
