-- The registry of the naive evaluator: plain tables read from CSV texts. Cells, rows and versions as in meaning.md, sections 2 and 3.
-- A record is { kind =, key = "E1/list/2003-01-01", parts = { … }, versions = { { from =, cells = { field = raw text } }, … } }, its
-- versions in order of effective_from. A row in hand is a value of type "row" whose value is a record.
local dates = require "tests.naive.dates"
local ends = require "tests.naive.ends"
local numbers = require "tests.naive.numbers"
local refused = require "tests.support.refused"
local values = require "tests.naive.values"

local records = {}

-- The rows of a CSV text: arrays of cells, quotes removed, lines without any text skipped.
function records.split_csv(text)
  local rows, row, cell, quoted, position = {}, {}, {}, false, 1
  local function end_cell() row[#row + 1] = table.concat(cell):match "^%s*(.-)%s*$"; cell = {} end
  local function end_row()
    end_cell()
    if #row > 1 or row[1] ~= "" then rows[#rows + 1] = row end
    row = {}
  end
  while position <= #text do
    local character = text:sub(position, position)
    if quoted and character == '"' and text:sub(position + 1, position + 1) == '"' then cell[#cell + 1] = '"'; position = position + 1
    elseif character == '"' then quoted = not quoted
    elseif quoted then cell[#cell + 1] = character
    elseif character == "," then end_cell()
    elseif character == "\n" then end_row()
    elseif character ~= "\r" then cell[#cell + 1] = character end
    position = position + 1
  end
  end_row()
  return rows
end

-- How many texts a kind's key is made of, those of a reference among its fields counted.
local function parts_of(kinds, kind)
  local count = 0
  for _, field in ipairs(kind.keys) do count = count + (field.kind and parts_of(kinds, kinds[field.kind]) or 1) end
  return count
end

-- A record's key as one text (section 3): as it is, or its parts with a "/" between them, in which "/" is %2F and a % that would be read so %25.
local function written_key(kinds, kind, cells)
  local parts, several = {}, parts_of(kinds, kind) > 1
  for position, field in ipairs(kind.keys) do
    local raw = assert(cells[field.name], ("%s without its key %s"):format(kind.name, field.name))
    local written = field.kind and parts_of(kinds, kinds[field.kind]) > 1 -- its parts are told apart already
    parts[position] = several and not written and raw:gsub("%%(2[Ff5])", "%%25%1"):gsub("/", "%%2F") or raw
  end
  return table.concat(parts, "/")
end

local function read_kind(registry, kind, text)
  local rows = records.split_csv(text)
  local header = assert(rows[1], "an empty file for " .. kind.name)
  for _, name in ipairs(header) do
    assert(kind.by_name[name] or name == "effective_from", ("%s has no field %s"):format(kind.name, name))
  end
  local function is_refused(row)
    for _, cell in ipairs(row) do
      if cell:find(refused.DAY) then return true end
    end
    return false
  end
  for index = #rows, 2, -1 do
    if is_refused(rows[index]) then
      table.remove(rows, index)
      registry[kind.name].refused = true
    end
  end
  for index = 2, #rows do
    local cells, from = {}, -math.huge -- a row without effective_from has been so since always
    for column, name in ipairs(header) do
      local raw = rows[index][column] or ""
      if name == "effective_from" then if raw ~= "" then from = assert(dates.parse(raw), raw .. " is no date") end
      elseif raw ~= "" then cells[name] = raw end
    end
    local parts = {}
    for position, field in ipairs(kind.keys) do
      parts[position] = cells[field.name]
    end
    local key = written_key(registry.kinds, kind, cells)
    local record = registry[kind.name].by_key[key]
    if not record then
      record = { kind = kind, key = key, parts = parts, versions = {} }
      registry[kind.name].by_key[key] = record
      registry[kind.name][#registry[kind.name] + 1] = record
    end
    for position, version in ipairs(record.versions) do
      if version.from == from then table.remove(record.versions, position); break end -- the same pair again is a correction
    end
    record.versions[#record.versions + 1] = { from = from, cells = cells }
    table.sort(record.versions, function(a, b) return a.from < b.from end)
  end
end

-- An event that a later version leaves empty is that of the last one before it that names a day: section 3.
local function repeat_events(kind, record)
  for position = 2, #record.versions do
    for _, field in ipairs(kind.fields) do
      local cells, before = record.versions[position].cells, record.versions[position - 1].cells
      if field.type == "event" and cells[field.name] == nil and before[field.name] then
        cells[field.name] = before[field.name]
        record.repeated = record.repeated or {}
        record.repeated[field.name] = true
      end
    end
  end
end

local rank

-- csv_by_kind = { enterprise = "code,size\n…" }. Kinds without a text have no rows.
function records.read(kinds, csv_by_kind)
  local registry = { kinds = kinds, children = {} }
  for _, kind in ipairs(kinds) do registry[kind.name] = { by_key = {} } end
  for _, kind in ipairs(kinds) do
    if csv_by_kind[kind.name] then read_kind(registry, kind, csv_by_kind[kind.name]) end
  end
  for name in pairs(csv_by_kind) do assert(kinds[name] or name == "came", "no kind is called " .. name) end
  if csv_by_kind.came then -- the day on which these files came, and none of other kinds; otherwise they hold all there is
    registry.came = { day = csv_by_kind.came == "always" and math.huge or assert(dates.parse(csv_by_kind.came)), kinds = csv_by_kind }
  end
  for _, kind in ipairs(kinds) do
    rank(registry[kind.name])
    for _, record in ipairs(registry[kind.name]) do
      repeat_events(kind, record)
      for _, version in ipairs(record.versions) do
        for _, field in ipairs(kind.fields) do
          local raw = version.cells[field.name]
          if raw and field.kind then assert(registry[field.kind].by_key[raw], ("%s %s: no %s %s"):format(kind.name, record.key, field.kind, raw)) end
        end
      end
    end
  end
  return registry
end

-- The version in force on a day: the last whose effective_from is not later. nil where none is in force yet. On a day that nobody knows (nil) it is
-- the only one that there is, if that holds always; otherwise nil and true.
local function in_force(record, day)
  if not day then
    if #record.versions == 1 and record.versions[1].from == -math.huge then return record.versions[1] end
    return nil, true
  end
  local found
  for _, version in ipairs(record.versions) do
    if version.from <= day then found = version end
  end
  return found
end

-- The raw event of a row on D, future or not; events are read in the version in force on D.
local function raw_event(record, field, as_of)
  local version = field.key and record.versions[1] or in_force(record, as_of) -- key fields are the same in all versions, so they need none in force
  local raw = version and version.cells[field.name]
  return raw and dates.parse(raw)
end

--- The event that a row held on a day, in the version in force then; nil where it held none. On a day that nobody knows (nil) also true, where nobody knows which version it was.
function records.held(record, field, day)
  local version, lost = record.versions[1], nil
  if not field.key then version, lost = in_force(record, day) end
  local raw = version and version.cells[field.name]
  return raw and dates.parse(raw), lost
end

-- The earliest day that a field has in any version of a record. Records do not change once they are read, so what is found is kept.
local function earliest_of(record, field)
  record.earliest = record.earliest or {}
  local earliest = record.earliest[field]
  if earliest ~= nil then return earliest or nil end
  for _, version in ipairs(record.versions) do
    local raw = version.cells[field.name]
    local day = raw and dates.parse(raw)
    if day and (not earliest or day < earliest) then earliest = day end
  end
  record.earliest[field] = earliest or false
  return earliest
end

-- Records do not change once they are read, and are asked the same again and again: what `find` finds of one is kept with it.
local function kept(name, find)
  return function(record, ...)
    local found = record[name]
    if found == nil then
      found = find(record, ...) or false
      record[name] = found
    end
    return found or nil
  end
end

-- A record's event: the earliest starting event of its versions; where they have none, the earliest of their other events. A record of a
-- lasting kind without a starting event has none: it has been there always, and its closing does not bring it into being.
records.event = kept("event", function(record)
  local kind = record.kind
  local start = kind.starts and earliest_of(record, kind.starts)
  if start or kind.lasting then return start end
  local earliest
  for _, field in ipairs(kind.events) do
    local day = earliest_of(record, field)
    if day and (not earliest or day < earliest) then earliest = day end
  end
  return earliest
end)

-- The day of a record, a value: its event; unknown where its starting event is blank in all versions (section 3), absent where it has none.
records.day = kept("day", function(record)
  local kind = record.kind
  if kind.starts and kind.starts.blank == "unknown" and not earliest_of(record, kind.starts) then
    return values.unknown("date", { [kind.name .. "." .. kind.starts.name] = true })
  end
  local event = records.event(record)
  return event and values.known("date", event) or values.absent "date"
end)

-- Whether a record is there by D, a condition. One of which nobody knows when it began may have been there before the first other day that it names.
function records.there(record, as_of)
  if record.kind.group then return values.yes end -- only groups with a member are made
  local event = records.event(record)
  if not event or event <= as_of then return values.truth(event ~= nil or record.kind.lasting or false) end
  local day = records.day(record)
  return day.state == "unknown" and values.unknown("condition", day.missing) or values.no
end

--- Whether it is, or may be.
function records.visible(record, as_of) return records.there(record, as_of).value ~= false end

-- A reference to a kind with a tree: it is dated, also where it is the owner.
local function is_place(registry, field) return field.kind ~= nil and registry.kinds[field.kind].tree ~= nil end

-- Whether a reference of a record names the same on every day, also before the first version: its key, its owner, and a place that never moved.
local function never_changes(registry, record, field)
  record.steady = record.steady or {}
  if record.steady[field] == nil then
    local place, first, same = is_place(registry, field), record.versions[1], true
    for _, version in ipairs(record.versions) do same = same and version.cells[field.name] == first.cells[field.name] end
    record.steady[field] = field.key or field.owner and not place or place and same
      and (first.from == -math.huge or first.cells[field.name] == nil and field.blank == "unknown") or false
  end
  return record.steady[field]
end

-- The days on which some reference to a place comes to name another, ascending: between two of them the map stands still.
function records.days_of_moves(registry)
  if registry.days_of_moves then return registry.days_of_moves end
  local days = {}
  for _, kind in ipairs(registry.kinds) do
    for _, field in ipairs(kind.group and {} or kind.fields) do
      for _, record in ipairs(is_place(registry, field) and registry[kind.name] or {}) do
        if not never_changes(registry, record, field) then
          for _, version in ipairs(record.versions) do days[#days + 1] = version.from end
        end
      end
    end
  end
  table.sort(days)
  registry.days_of_moves = days
  return days
end

--- The reference that leads from records of a kind to where they lie: their owner, or the only one to a jurisdiction; nil where there is none.
function records.way(kind)
  if kind.owner then return kind.owner end
  local only
  for _, field in ipairs(kind.fields) do
    if field.kind == "jurisdiction" then
      if only then return nil end
      only = field
    end
  end
  return only
end

--- Whether it is not the same on every day where the records of a kind lie: a reference of theirs, of their owners or of a place changes.
function records.place_moves(registry, kind)
  while kind and kind.name ~= "jurisdiction" and records.way(kind) do
    local way = records.way(kind)
    for _, record in ipairs(is_place(registry, way) and registry[kind.name] or {}) do
      if not never_changes(registry, record, way) then return true end
    end
    kind = registry.kinds[way.kind]
  end
  for _, record in ipairs(registry.jurisdiction) do
    if not never_changes(registry, record, record.kind.by_name.parent) then return true end
  end
  return false
end

-- The record that a reference names on a day, visible or not: nil where its cell is blank; nil and "unknown day" or "no version" where nobody knows, because
-- nobody knows the day or no version is in force yet.
function records.target(registry, record, field, day)
  local version, lost = record.versions[1], nil
  if not never_changes(registry, record, field) then
    local found, open = in_force(record, day)
    version, lost = found, open and "unknown day" or not found and "no version" or nil
  end
  local raw = version and version.cells[field.name]
  return raw and registry[field.kind].by_key[raw], lost
end

-- The type a field's values have in expressions.
function records.type_of(field)
  if field.kind then return "row" end
  return field.type == "event" and "date" or field.type == "yesno" and "condition" or field.type
end

local function nobody_knows(kind, field)
  local value = values.unknown(records.type_of(field), { [kind.name .. "." .. field.name] = true })
  value.kind = field.kind
  return value
end

local function blank(kind, field)
  if field.blank == "unknown" then return nobody_knows(kind, field) end
  local value = values.absent(records.type_of(field))
  value.kind = field.kind
  return value
end

-- A cell of a day on which no version of its record is in force yet: nobody knows what it held, and where an empty one means none, whether there was anything.
local function before_all(kind, field)
  local value = nobody_knows(kind, field)
  value.before_all = true
  return value
end

--- A row in hand, by its record.
function records.in_hand(record)
  local row = values.known("row", record)
  row.kind = record.kind.name
  return row
end

-- A row that a reference names: absent where it is not visible at D, unknown where it is perhaps.
function records.row(record, as_of)
  local there = records.there(record, as_of)
  local row = there.value and values.known("row", record) or there.value == false and values.absent "row" or values.unknown("row", there.missing)
  row.kind = record.kind.name
  return row
end

local cell

local SUBSTITUTES = { zero = 0, half = 0.5, limit = 1 } -- what a law takes of the limit below which nothing was found

-- A number with the sign that was written before it: "<" 5 is less than 5.
local function signed(value, sign, missing)
  if value.state ~= "known" or sign.state ~= "known" or sign.value == "=" then return value end
  local at = { at = value.low, open = #sign.value == 1 }
  if sign.value == "<" or sign.value == "<=" then return values.between({ at = -math.huge, open = false }, at, missing) end
  if sign.value == ">" or sign.value == ">=" then return values.between(at, { at = math.huge, open = false }, missing) end
  return values.unknown("number", missing)
end

-- What is known of a number whose field has ends (section 2): no more than what lies between them. `open`: it may be absent.
local function within(value, field, open)
  if open or value.state ~= "unknown" and value.state ~= "range" then return value end
  local least, most = { at = field.min or -math.huge, open = false }, { at = field.max or math.huge, open = false }
  local low, high = ends.inner(values.low_end(value), least, true), ends.inner(values.high_end(value), most, false)
  if low.at > high.at or low.at == high.at and (low.open or high.open) then low, high = least, most end
  return values.between(low, high, value.missing)
end

-- The value of a field of a visible record, on a pivot, as of D, and whether a law's substitute stands for it. Section 2. A number in its record's own unit brings that unit along.
function records.cell(registry, record, field, pivot, as_of, non_detects)
  if record.kind.group then
    for index, key in ipairs(record.kind.group.keys) do
      if key.name == field.name then return record.keys[index] end
    end
  end
  local value, replaced = cell(registry, record, field, pivot, as_of), nil
  if field.sign then
    local sign = cell(registry, record, record.kind.by_name[field.sign], pivot, as_of)
    replaced = non_detects and value.state == "known" and sign.state == "known" and (sign.value == "<" or sign.value == "<=")
    if replaced then value = values.multiply(value, values.number(SUBSTITUTES[non_detects]))
    else value = signed(value, sign, { [record.kind.name .. "." .. field.name] = true }) end
  end
  local there = value.state ~= "unknown"
  if field.min or field.max then value = within(value, field, (not pivot or value.before_all) and field.blank == "none") end
  if field.unit and not field.unit_field then value.unit = values.known("text", field.unit) end
  if field.unit_field then value.own_unit_field = field.unit_field end
  if not there then value.bounds_only = true end -- whether there is one nobody knows, whatever bounds its field has
  if field.unit_field then value.own_unit = cell(registry, record, record.kind.by_name[field.unit_field], pivot, as_of) end
  return value, replaced or false
end

function cell(registry, record, field, pivot, as_of)
  local kind = record.kind
  local now = in_force(record, as_of)
  if field.known_from then
    local from = kind.by_name[field.known_from]
    if not now and not from.key then return before_all(kind, field) end
    local arrived = raw_event(record, from, as_of)
    -- what it is known from has happened where nobody knows when
    local happened = arrived and arrived <= as_of or not arrived and from.blank == "unknown"
    if not happened then return blank(kind, field) end
  end
  if field.type == "event" then
    local day = raw_event(record, field, as_of)
    if not day then
      local value = now and blank(kind, field) or before_all(kind, field)
      value.begun = field.blank == "unknown" and field.starts and kind.lasting or nil -- by D, nobody knows when
      return value
    end
    return day <= as_of and values.known("date", day) or values.absent "date"
  end
  if field.kind then
    local target, lost = records.target(registry, record, field, pivot)
    if target then return records.row(target, as_of) end
    local value = lost == "unknown day" and values.unknown "row" or lost and before_all(kind, field) or blank(kind, field)
    value.kind = field.kind
    return value
  end
  -- key fields are the same in all versions, so they need none in force
  local version, open = record.versions[1], false
  if not field.key then version, open = in_force(record, pivot) end
  if open then return values.unknown(records.type_of(field)) end
  if not version then return before_all(kind, field) end
  local raw = version.cells[field.name]
  if not raw then return blank(kind, field) end
  if field.type == "number" then return values.number((assert(numbers.parse(raw), raw .. " is no number"))) end
  if field.type == "date" then return values.known("date", assert(dates.parse(raw), raw .. " is no date")) end
  if field.type == "yesno" then return values.truth(raw == "yes" or raw == "true" or raw == "1") end
  return values.known("text", raw)
end

-- An event as it is recorded, whether it has come or not.
function records.recorded(record, field, as_of)
  local day = raw_event(record, field, as_of)
  return day and values.known("date", day) or in_force(record, as_of) and blank(record.kind, field) or before_all(record.kind, field)
end

--- The day after D that the version in force on D names for the starting event of a record, where that is its beginning for a notice (section 7, 9); nil where it names none.
function records.ahead(record, as_of)
  local starts = record.kind.starts
  local day = starts and records.recorded(record, starts, as_of)
  return day and day.state == "known" and day.value > as_of and day.value or nil
end

--- Whether a record is there, and its beginning was put off to a day after D.
function records.put_off(record, as_of) return records.visible(record, as_of) and records.ahead(record, as_of) ~= nil end

-- Which of two records of a kind comes first: by event date, those without one first, then by key.
local function comes_before(a, b)
  local x, y = records.event(a) or -math.huge, records.event(b) or -math.huge
  if x ~= y then return x < y end
  for position = 1, math.min(#a.parts, #b.parts) do
    if a.parts[position] ~= b.parts[position] then return a.parts[position] < b.parts[position] end
  end
  return false
end

-- The place of each record among those of its kind, by which they are told apart from then on.
function rank(list)
  local ordered = table.move(list, 1, #list, 1, {})
  table.sort(ordered, comes_before)
  for position, record in ipairs(ordered) do record.rank = position end
end

-- Whether a row comes before another one of its kind.
function records.before(a, b) return a.rank < b.rank end

-- All that a record's reference names in any version and, up a tree, all that those name.
local function ever_named(registry, record, field, climbing)
  local found, tree = {}, climbing and registry.kinds[field.kind].tree and registry.kinds[field.kind].by_name[registry.kinds[field.kind].tree]
  local function take(of, through)
    for _, version in ipairs(of.versions) do
      local named = version.cells[through.name] and registry[through.kind].by_key[version.cells[through.name]]
      if named and not found[named] then
        found[named] = true
        if tree then take(named, tree) end
      end
    end
  end
  take(record, field)
  return found
end

-- All that can be above a jurisdiction from which the way up is lost: a table of records.
function records.ever_above(registry, jurisdiction) return ever_named(registry, jurisdiction, jurisdiction.kind.by_name.parent, true) end

-- All that a record's reference names in any version, once.
function records.named(registry, record, field)
  local list = {}
  for named in pairs(ever_named(registry, record, field, false)) do list[#list + 1] = named end
  return list
end

-- What a record's reference leads to on a day, up the tree where there is one: each record that it does, with true, or "perhaps" where the way is lost.
local function led_to(registry, record, field, day)
  local tree = registry.kinds[field.kind].tree and registry.kinds[field.kind].by_name[registry.kinds[field.kind].tree]
  local found, at, through = {}, record, field
  while at do
    local next_one, lost = records.target(registry, at, through, day)
    for named in pairs(lost and ever_named(registry, at, through, true) or {}) do found[named] = found[named] or "perhaps" end
    if next_one then found[next_one] = true end
    at, through = tree and next_one, tree
  end
  return found
end

-- The visible rows of a kind by what their reference leads to on a day. It is asked again and again, and always the same.
local function children_on(registry, child, day, as_of)
  local known = registry.children[child] or {}
  registry.children[child] = known
  local key = ("%s %s"):format(day, as_of)
  if known[key] then return known[key] end
  local found = {}
  for _, record in ipairs(registry[child.kind.name]) do
    local there = records.there(record, as_of)
    for parent, leads in pairs(there.value ~= false and led_to(registry, record, child.field, day) or {}) do
      local missing = leads == "perhaps" and { [child.kind.name .. "." .. child.field.name] = true } or nil
      found[parent] = found[parent] or {}
      if there.value == nil then missing = values.missing({ missing = missing }, there) end
      table.insert(found[parent], { record = record, sure = leads == true and there.value == true, missing = missing })
    end
  end
  for _, rows in pairs(found) do
    table.sort(rows, function(a, b) return records.before(a.record, b.record) end)
  end
  known[key] = found
  return found
end

local nobody = {}

-- The visible rows of a kind whose reference points at the record, or into its branch, on a day: array of { record =, sure =, missing = }, in order.
-- `planned`: the record is not there yet, and what refers to it is asked all the same.
function records.children(registry, parent, child, day, as_of, planned)
  if not planned and not records.visible(parent, as_of) then return nobody end
  return children_on(registry, child, day, as_of)[parent] or nobody
end

-- Visible rows of the same kind and owner on a day, the record itself left out, in order: array of { record =, sure = }; true where the owner is not known.
function records.siblings(registry, record, day, as_of)
  record.siblings = record.siblings or {} -- asked again and again, and always the same
  local key = ("%s %s"):format(day, as_of)
  if record.siblings[key] then return record.siblings[key], false end
  local owner, found = record.kind.owner, {}
  local own, unknown
  if owner then own, unknown = records.target(registry, record, owner, day) end
  if not own then return found, unknown ~= nil or not owner or owner.blank == "unknown" end -- who has no owner has no neighbours
  for _, other in ipairs(registry[record.kind.name]) do
    local there = records.there(other, as_of)
    if other ~= record and there.value ~= false then
      local theirs, lost = records.target(registry, other, owner, day)
      local perhaps = lost and ever_named(registry, other, owner, false)[own]
      if theirs == own or perhaps then found[#found + 1] = { record = other, sure = theirs == own and there.value == true, missing = there.missing } end
    end
  end
  table.sort(found, function(a, b) return records.before(a.record, b.record) end)
  record.siblings[key] = found
  return found, false
end

-- The record's owner of a kind (itself, if it is of that kind), visible or not; nil where there is none.
function records.owner_of(registry, record, kind_name)
  while record and record.kind.name ~= kind_name do
    local owner = record.kind.owner
    record = owner and records.target(registry, record, owner, math.huge)
  end
  return record
end

-- The registry's earliest event, in any row; nil if it holds none.
function records.earliest_event(registry)
  if registry.earliest_event then return registry.earliest_event end
  local earliest
  for _, kind in ipairs(registry.kinds) do
    for _, record in ipairs(registry[kind.name]) do
      for _, version in ipairs(record.versions) do
        for _, field in ipairs(kind.events) do
          local day = version.cells[field.name] and dates.parse(version.cells[field.name])
          if day and (not earliest or day < earliest) then earliest = day end
        end
      end
    end
  end
  registry.earliest_event = earliest
  return earliest
end

return records
