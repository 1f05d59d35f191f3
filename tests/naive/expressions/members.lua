-- What a name gives: the rows in hand, the fields, terms and children of a row, and those of all rows of a set. Sections 2, 3 and 12.
local as_stood = require "tests.naive.expressions.as_stood"
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local decisions = require "tests.naive.decisions"
local expressions = require "tests.naive.expressions.expressions"
local records = require "tests.naive.records"
local remembered = require "tests.naive.expressions.remembered"
local sets = require "tests.naive.sets"
local values = require "tests.naive.values"

local members = {}
local copy, count, note = contexts.copy, counting.count, counting.note

--- What stands for a value of a row that is not known, or not there.
function members.empty(type_of_value, kind, row)
  local value = row.state == "unknown" and values.unknown(type_of_value, row.missing) or values.absent(type_of_value)
  value.kind = kind
  return value
end

local function in_hand(kinds, kind, name)
  while kind do
    if kind.name == name then return true end
    kind = kind.owner and kinds[kind.owner.kind]
  end
  return false
end

-- What a cell was that says something apart: a blank reference, ends of its field, a value that lies below a limit.
local function note_cell(record, field, value, context)
  if field.kind and value.before_all and field.blank ~= "unknown" then note(context, "no version in force yet: a reference that may be absent") end
  if field.kind then
    local named = context.counters and value.state == "unknown" and records.target(context.registry, record, field, context.pivot)
    if named and records.there(named, context.as_of).value == nil then note(context, "a reference to a record that is perhaps there") end
    for _, version in ipairs(record.versions) do
      if version.cells[field.name] then return end
    end
    if context.pivot and not record.kind.group then note(context, "a blank reference: " .. value.state) end
    return
  end
  if value.before_all and field.blank ~= "unknown" then
    note(context, ("no version in force yet: %s that may be absent"):format(field.type == "event" and "an event" or field.known_from and "a field known later" or "a value"))
  end
  if value.bounds_only and value.state == "range" then note(context, "an unknown cell between the ends of its field") end
  if not field.sign then return end
  local sign = records.cell(context.registry, record, record.kind.by_name[field.sign], context.pivot, context.as_of)
  if sign.value ~= "<" and sign.value ~= "<=" then return end
  local contradicted = value.low == (field.min or -math.huge) and value.high == (field.max or math.huge)
  if contradicted and not context.non_detects then note(context, "a sign that the ends of its field contradict") end
end

local function cell_of(row, field, context)
  if row.state ~= "known" then return members.empty(records.type_of(field), field.kind, row) end
  if context.planned == row.value and #context.scopes == 1 and field == row.value.kind.starts then return records.recorded(row.value, field, context.as_of) end
  local value, replaced = records.cell(context.registry, row.value, field, context.pivot, context.as_of, context.non_detects)
  if replaced then count(context, "non_detects of a " .. (context.report and "report" or "rule"), { state = context.non_detects }) end
  if context.counters then note_cell(row.value, field, value, context) end
  if context.endless and value.bounds_only and value.type == "number" then value = copy(value, { state = "unknown", low = -math.huge, high = math.huge }) end
  return as_stood.cell(row.value, field, value, context)
end

-- What is reached from a row of a set is so, too.
local function read_field(row, field, context)
  local value = cell_of(row, field, context)
  return row.in_set and value.type == "row" and copy(value, { in_set = true }) or value
end

-- Who a reference can name, where nobody knows it of a day: all that its record names on any. Only a set that is read on its rows' days asks.
local function could_be(row, field, value, context)
  if not context.found or value.type ~= "row" or value.state ~= "unknown" then return value end
  local could = {}
  for _, from in ipairs(row.state == "known" and { row.value } or row.could or {}) do
    local target, lost = records.target(context.registry, from, field, context.pivot)
    if target then could[#could + 1] = target
    elseif lost then
      for _, named in ipairs(records.named(context.registry, from, field)) do could[#could + 1] = named end
    else return value end -- it is blank, and nobody says whom it names
  end
  if #could == 0 then return value end
  value = copy(value, {})
  value.could = could
  return value
end

--- A kind's name: the row of the innermost scope that has it in hand, itself or through owners.
function members.named_row(context, name)
  local kinds = context.pack.kinds
  local group = kinds[name].group
  for index = #context.scopes, 1, -1 do
    local row = context.scopes[index]
    if group and row.kind ~= name and in_hand(kinds, kinds[row.kind], group.of) then -- the group of a record in hand
      local member = members.named_row(copy(context, { scopes = { row } }), group.of)
      if member.state ~= "known" then return members.empty("row", name, member) end
      return { type = "row", kind = name, state = "known", value = context.registry[name].of_record[member.value] }
    end
    if in_hand(kinds, kinds[row.kind], name) then
      while row.kind ~= name do
        local owner = kinds[row.kind].owner
        row = could_be(row, owner, read_field(row, owner, context), context)
      end
      return row
    end
  end
  error("no " .. name .. " is in hand here")
end

-- The children of a row that nobody knows, of all that it could be.
local function children_of_some(row, child, context)
  note(context, "a set that begins at one of several records")
  local some, seen = { type = "set", kind = child.kind.name, rows = {} }, {}
  for _, parent in ipairs(row.could) do
    for _, member in ipairs(records.children(context.registry, parent, child, context.pivot, context.as_of)) do
      if not seen[member.record] then table.insert(some.rows, { record = member.record, sure = false, missing = row.missing }) end
      seen[member.record] = true
    end
  end
  some.looked = { rows = some.rows, judges = {} }
  return some
end

-- Notes, once of each list, rows that are not those of today.
local function note_moved(set, row, child, context)
  local name = context.map and "row of a day" or "row that moved"
  if set.rows.noted == name then return end
  set.rows.noted = name
  local now = records.children(context.registry, row.value, child, context.as_of, context.as_of)
  for _, member in ipairs(set.rows) do
    if not member.sure then count(context, name, values.unknown "row")
    elseif #sets.rows_of(now, member.record) == 0 then count(context, name, values.known("row", member.record)) end
  end
end

-- In a period, without the rows of a lasting kind that begin after the pivot, or the day on which it is asked what stood: they were not there yet. On a day that nobody
-- knows each that begins on a known day is perhaps there.
local function begun_by_pivot(set, child, context)
  if not (context.period and child.kind.lasting and child.kind.starts) or context.map then return set end
  local rows, seen, changed, by = {}, {}, nil, context.begins_by or context.pivot
  local asked_again = context.reading == "shown" and context.assured ~= true and not (context.assured and context.assured["only what was not received"])
  if context.stood then by = context.stood.day end
  for _, member in ipairs(set.rows) do
    local day = records.day(member.record)
    if day.state == "known" and (not by or day.value > by) then
      changed = "dated"
      if not by then
        rows[#rows + 1] = copy(member, { sure = false })
        seen[#seen + 1] = rows[#rows]
      end
    elseif asked_again and day.state == "unknown" and (not by or by < context.as_of) then -- that it was there shows nothing (19), but it could be looked at
      if member.sure then note(context, "a record of a period of which nobody knows whether it had begun") end
      changed = changed or "undated"
      rows[#rows + 1], seen[#seen + 1] = copy(member, { sure = false, missing = values.missing(member, day), begun = member }), member -- what leads on to records had begun by then
    else
      rows[#rows + 1], seen[#seen + 1] = member, member
    end
  end
  if not changed then return set end
  if changed == "dated" then note(context, by and "a record that begins after the period" or "a record that begins perhaps after the period") end
  local looked = set.looked and copy(set.looked, { rows = seen })
  return copy(set, { rows = rows, looked = looked })
end

local function children_of_any_day(row, child, context)
  if row.could then return children_of_some(row, child, context) end
  local day = context.pivot
  if context.map then day = context.map.day end
  local function make()
    local set = { type = "set", kind = child.kind.name, rows = {}, open = row.state == "unknown", missing = row.missing }
    if row.state == "known" and child.group then
      for index, member in ipairs(row.value.members) do set.rows[index] = member end
    elseif row.state == "known" then
      set.rows = as_stood.rows(records.children(context.registry, row.value, child, day, context.as_of, context.planned == row.value), context)
      if context.counters and day ~= context.as_of and #records.days_of_moves(context.registry) > 0 then note_moved(set, row, child, context) end
    end
    if set.open then note(context, "the set of a row that nobody knows") end
    for _, one in ipairs(context.counters and not child.group and set.rows or {}) do
      if records.there(one.record, context.as_of).value == nil then note(context, "a record of a set that is perhaps there") end
    end
    local own = not child.group and child.field == child.kind.owner and row or nil
    set.looked = { rows = set.rows, judges = {}, asked_of = own, begins = own }
    return set
  end
  return row.state == "known" and remembered.children(row.value, child, day, context, make) or make()
end

local function children_of_row(row, child, context) return begun_by_pivot(children_of_any_day(row, child, context), child, context) end

-- A term is its expression, asked with its own row in hand; of an absent row it is absent, of an unknown one unknown.
local function term_of_row(row, term, context)
  if context.of_term then note(context, "a term in a term") end
  local in_hand_alone = row.of_set and copy(row, { of_set = false }) or row
  local own = copy(context, { scopes = { in_hand_alone }, of_term = term.versions and "a decision" or "a term" })
  local value = remembered.of_row(row, term, own, function()
    local found
    if term.versions then
      found = decisions.value(term.versions, own)
      count(context, "decision of " .. found.type, found)
    else
      found = expressions.as(term.value, "condition", own)
    end
    return found.begun and copy(found, { begun = false }) or found -- D tells of a beginning where it is asked itself
  end)
  if row.state == "known" or value.type == "set" then return value end
  return members.empty(value.type, value.kind, row)
end

--- What a name gives of a row, and how it is counted.
function members.of_row(row, name, context)
  local kind = context.pack.kinds[row.kind]
  local field = kind.by_name[name]
  local of_end = context.reading == "shown" and row.of_set and row.state == "known"
  local of_days = context.assured and context.assured ~= true and context.assured["only what was not received"] -- there it is asked of rows of sets, too
  local own = context.reading == "shown" and context.assured ~= true and not context.as_recorded and (of_days or not row.in_set) and row.state == "known" and not kind.group
  if field and field.known_from and (context.reading == "judged" or of_end or own) then -- what was not received is not known
    local event = row.state == "known" and records.cell(context.registry, row.value, kind.by_name[field.known_from], context.pivot, context.as_of)
    if not event or event.state ~= "known" then
      if of_end then note(context, "the last row before its value came")
      elseif own then note(context, row.in_set and "a value of a day's rows that was not received" or "a value of its own that was not received") end
      local value = values.unknown(records.type_of(field))
      value.kind = field.kind
      return value, "field"
    end
  end
  if field then return could_be(row, field, read_field(row, field, context), context), "field" end
  if kind.terms[name] then return term_of_row(row, kind.terms[name], context), "term" end
  assert(kind.children[name], ("%s has no field, term or children called %s"):format(kind.name, name))
  return children_of_row(row, kind.children[name], context), "children"
end

local function sort_set(set)
  table.sort(set.rows, function(a, b) return records.before(a.record, b.record) end)
end

-- The row at which a set begins, that leads on from the records of another, where all its records lie where that row does; else nil.
local function begins_still(looked, child, context)
  local begins = not looked.through and child and not child.group and child.field == child.kind.owner and looked.begins
  if begins and begins.kind == "jurisdiction" and records.place_moves(context.registry, child.kind) then return nil end
  return begins or nil
end

--- The members of many rows: a set where each gives a set, else a column with one cell per row.
function members.gather(kind_name, rows, open, missing, name, context, looked, row_of_looked)
  local sample = { type = "row", kind = kind_name, state = "absent" } -- tells the type where there is no row to ask
  local shape = members.of_row(sample, name, context)
  if shape.type ~= "set" then
    local column = { type = "column", of = shape.type, kind = shape.kind, cells = {}, open = open, missing = missing }
    for index, row in ipairs(rows) do
      column.cells[index] = { value = members.of_row(row.value, name, context), sure = row.sure, missing = row.missing }
    end
    column.looked, column.set_kind = looked, looked.kind
    function column.value_of(record, own) return members.of_row(row_of_looked(record, context), name, own) end
    return column
  end
  local set = { type = "set", kind = shape.kind, rows = {}, open = open, missing = missing }
  for _, row in ipairs(rows) do
    local own = members.of_row(row.value, name, context)
    if own.open then set.open, set.missing = true, values.missing(set, own) end
    local from = row.begun or row
    for _, member in ipairs(own.rows) do
      local begun = member.begun and { sure = from.sure and member.begun.sure, missing = values.missing(from, member.begun) } or nil
      set.rows[#set.rows + 1] = { record = member.record, sure = from.sure and member.sure, missing = values.missing(from, member), begun = begun }
    end
  end
  sort_set(set)
  set.looked = { rows = {}, judges = {}, kind = set.kind, begins = begins_still(looked, context.pack.kinds[kind_name].children[name], context) }
  for _, row in ipairs(looked.rows) do
    for _, member in ipairs(members.of_row(row_of_looked(row.record, context), name, context).looked.rows) do
      table.insert(set.looked.rows, { record = member.record, sure = row.sure and member.sure })
    end
  end
  return set
end

--- What a name gives of all rows of a set: a column, or a set.
function members.of_set(set, name, context)
  local rows = {}
  for index, row in ipairs(set.rows) do
    rows[index] = { value = { type = "row", kind = set.kind, state = "known", value = row.record, in_set = true }, sure = row.sure, missing = row.missing, begun = row.begun }
  end
  local looked = { rows = set.looked.rows, judges = set.looked.judges, days = set.looked.days,
    windows = set.looked.windows, asked_of = set.looked.asked_of, begins = set.looked.begins, kind = set.kind }
  local gathered = members.gather(set.kind, rows, set.open, set.missing, name, context, looked, function(record)
    return { type = "row", kind = set.kind, state = "known", value = record }
  end)
  local field = context.pack.kinds[set.kind].by_name[name]
  gathered.may_be_none = not field or field.blank ~= "unknown" -- what is unknown of it
  return gathered
end

return members
