-- Questions that are asked of sets and columns, and what makes a set of another. Sections 3 and 6; what shows something of it, section 19.
local as_stood = require "tests.naive.expressions.as_stood"
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local expressions = require "tests.naive.expressions.expressions"
local record_pack = require "tests.naive.record_pack"
local records = require "tests.naive.records"
local sets = require "tests.naive.sets"
local shown = require "tests.naive.shown"
local values = require "tests.naive.values"

local ask = expressions.ask
local copy, with_row, note = contexts.copy, contexts.with_row, counting.note

local function filter(set, condition_of)
  local kept = { type = "set", kind = set.kind, rows = {}, open = set.open, missing = set.missing, looked = set.looked }
  for _, row in ipairs(set.rows) do
    local holds = values.settle(condition_of(row.record))
    if holds.value ~= false then
      local begun = row.begun and { sure = row.begun.sure and holds.state == "known", missing = values.missing(row.begun, holds) } or nil
      kept.rows[#kept.rows + 1] = { record = row.record, sure = row.sure and holds.state == "known", missing = values.missing(row, holds), begun = begun }
    end
  end
  return kept
end

local function row_of(record) return { type = "row", kind = record.kind.name, state = "known", value = record, in_set = true } end

-- What a condition that lets a row in, or counts it, says of it: in the second reading it is unknown where it is true only because a value was never received;
-- of a share also where it is false for that reason alone.
local function admits(condition, record, context, of_share)
  local says = expressions.as(condition, "condition", with_row(context, row_of(record)))
  local assured = context.assured
  if context.reading ~= "shown" or assured == true or assured and assured["only what was not received"] or context.as_recorded then return says end
  local received = copy(context, { assured = { ["only what was not received"] = true }, counters = false })
  local told = expressions.as(condition, "condition", with_row(received, row_of(record)))
  if values.settle(says).value == nil or not of_share and values.settle(says).value == false or values.settle(told).value ~= nil then return says end
  if values.settle(says).value == false then note(context, "a row of a share that is not counted only because a value was never received") end
  note(context, "a row that counts only because a value was never received")
  return values.unknown("condition", values.settle(told).missing)
end

local function judge_rows(set, condition, context, name)
  local judged = { type = "set", kind = set.kind, rows = {}, open = set.open, missing = set.missing, looked = set.looked }
  for index, row in ipairs(set.rows) do
    local holds = name == "share" and admits(condition, row.record, context, true) or expressions.as(condition, "condition", with_row(context, row_of(row.record)))
    judged.rows[index] = { record = row.record, sure = row.sure, missing = row.missing, holds = holds }
  end
  return judged
end

local function neighbours(after)
  return function(row, _, context)
    local set = { type = "set", kind = row.kind, rows = {}, open = row.state == "unknown", missing = row.missing }
    if row.state == "known" then
      local owner = records.target(context.registry, row.value, row.value.kind.owner, math.huge)
      local there = owner and records.there(owner, context.as_of) or values.no
      local nobodys = there.value == false -- there is none, or one that is not there, to whom a reference is absent
      local siblings, open = {}, false
      if owner and nobodys then
        note(context, "neighbours of a record whose owner is not there yet")
      else
        siblings, open = records.siblings(context.registry, row.value, context.pivot, context.as_of)
      end
      siblings = as_stood.rows(siblings, context)
      if open then set.open, set.missing = true, { [row.kind .. "." .. row.value.kind.owner.name] = true } end
      for _, sibling in ipairs(siblings) do
        local record = sibling.record
        local own, other = records.day(row.value), records.day(record)
        if own.state == "unknown" or other.state == "unknown" then -- nobody knows which of them comes first
          note(context, "a row of which nobody knows whether it comes before")
          set.rows[#set.rows + 1] = { record = record, sure = false, missing = values.missing(own, other) }
        elseif records.before(row.value, record) == after then set.rows[#set.rows + 1] = sibling end
      end
      if there.value == nil then set.open, set.missing = true, there.missing end -- whose rows they are nobody knows
      local own = not open and { type = "row", kind = row.value.kind.owner.kind, state = nobodys and "absent" or "known", value = not nobodys and owner or nil } or nil
      set.looked = { rows = set.rows, judges = {}, asked_of = own, begins = own }
      if context.reading == "shown" and not context.assured and #set.rows == 0 then
        note(context, context.pack.complete[row.kind] and "nothing before the first record, or after the last, of a register that is said to be complete"
          or "nothing before the first record, or after the last, shows anything")
      end
    end
    set.looked = set.looked or { rows = {}, judges = {} }
    return set
  end
end
ask.row.later, ask.row.earlier = neighbours(true), neighbours(false)

local function has_undated(set)
  for _, row in ipairs(set.rows) do
    if records.day(row.record).state == "unknown" then return true end
  end
  return false
end

for _, name in ipairs { "any", "count", "first", "last" } do
  ask.set[name] = function(set, _, context)
    if (name == "first" or name == "last") and #set.rows > 1 and has_undated(set) then note(context, "the first or last of rows that nobody can order") end
    return shown.question(set, sets[name](set), context)
  end
end

function ask.set.none(set, node, context) return values.negate(ask.set.any(set, node, context)) end

-- A part of a filter, asked of a record in a context.
local function part_of(part, record, context)
  local row = row_of(record)
  return expressions.as(part.condition, "condition", part.own and copy(context, { scopes = { row } }) or with_row(context, row))
end

-- The rows that a filter leaves to be looked at: its conditions on dates narrow them, of the others it must be known what they say.
local function look(set, condition, context)
  local looked = { rows = {}, judges = table.move(set.looked.judges, 1, #set.looked.judges, 1, {}), days = set.looked.days,
    windows = set.looked.windows, asked_of = set.looked.asked_of, begins = set.looked.begins }
  local kind = context.pack.kinds[set.kind]
  looked.days = shown.days_of(condition, kind, looked.days, context.period, context.ends)
  if looked.days ~= set.looked.days then counting.note(context, "days of a filter") end
  local first = set.looked.rows[1]
  if not first then return looked end
  local parts = shown.parts(condition, kind, function(handle)
    local done, value = pcall(expressions.value, handle, with_row(context, row_of(first.record)))
    return done and value or expressions.value(handle, copy(context, { scopes = { row_of(first.record) } })) -- a term's own text
  end)
  for _, row in ipairs(set.looked.rows) do
    local holds = values.yes
    for _, part in ipairs(parts.dates) do holds = values.both(holds, part_of(part, row.record, context)) end
    if holds.value ~= false then table.insert(looked.rows, { record = row.record, sure = row.sure and holds.state == "known" }) end
  end
  local judging = copy(context, { reading = "judged" })
  for _, part in ipairs(parts.others) do
    table.insert(looked.judges, function(record) return part_of(part, record, judging) end)
  end
  return looked
end

function ask.set.where(set, node, context)
  local kept = filter(set, function(record) return admits(node.arguments[1], record, context) end)
  if context.reading then kept.looked = look(set, node.arguments[1], context) end
  return kept
end

function ask.set.during(set, node, context)
  local period = expressions.as(node.arguments[1], "period", contexts.copy(context, { found = false }))
  local function holds(record)
    return values.during(records.day(record), period)
  end
  local kept = filter(set, holds)
  if not context.reading then return kept end
  kept.looked = { rows = {}, judges = set.looked.judges, days = set.looked.days, windows = set.looked.windows, asked_of = set.looked.asked_of, begins = set.looked.begins }
  for _, row in ipairs(set.looked.rows) do
    local inside = holds(row.record)
    if inside.value ~= false then table.insert(kept.looked.rows, { record = row.record, sure = row.sure and inside.state == "known" }) end
  end
  local written = record_pack.node(node.arguments[1])
  if not written or written.op == "root" then -- a period that is written, or the one that is judged
    local days = kept.looked.days or { from = -math.huge, to = math.huge }
    kept.looked.days = { from = math.max(days.from, period.from), to = math.min(days.to, period.last or period.to) }
  else -- a window: its days are values
    local windows = kept.looked.windows or {}
    kept.looked.windows = table.move(windows, 1, #windows, 1, {})
    table.insert(kept.looked.windows, period)
  end
  return kept
end

for _, name in ipairs { "every", "share" } do
  ask.set[name] = function(set, node, context)
    local condition, judging = node.arguments[1], copy(context, { reading = "judged" })
    return shown.question(set, sets[name](judge_rows(set, condition, context, name)), context, function(record)
      return expressions.as(condition, "condition", with_row(judging, row_of(record)))
    end)
  end
end

-- A question over a column: the value of a record that shows something must be there; given, where values are `counted`.
local function of_column(column, value, context, counted)
  local set = { kind = column.set_kind, open = column.open, looked = column.looked, cells = column.cells }
  local own = context.reading and column.first_hand and copy(context, { reading = "judged" }) or context
  return shown.question(set, value, context, function(record)
    local asked = column.value_of(record, own)
    if not counted or asked.type ~= "number" or asked.state ~= "range" then return shown.has_value(asked) end
    local bare = column.value_of(record, copy(own, { endless = true, counters = false })) -- that there is one the ends of a field do not tell
    if bare.state == "unknown" then
      note(context, asked.bounds_only and "a number of which only the ends of its field are known shows nothing" or "a number reckoned from such a one shows nothing")
    end
    return shown.has_value(bare)
  end)
end

local of_columns = { sum = sets.sum, min = sets.min, max = sets.max, mean = sets.mean, geometric_mean = sets.geometric_mean, first = sets.first_date, last = sets.last_date,
  when_all = sets.when_all }
for name, gives in pairs(of_columns) do
  ask.column[name] = function(column, _, context) return of_column(column, gives(column), context) end
end
for _, name in ipairs { "highest", "lowest", "percentile" } do
  ask.column[name] = function(column, node, context)
    if name == "percentile" then note(context, "a percentile: " .. node.arguments[2]) end
    return of_column(column, sets[name](column, node.arguments[1], node.arguments[2]), context, name ~= "percentile")
  end
end
function ask.column.most_in(column, node, context)
  local span = expressions.as(node.arguments[1], "span", context)
  local months = span.unit == "years" and span.count * 12 or span.count
  return of_column(column, sets.most_in(column, months, expressions.as(node.arguments[2], "date", context)), context)
end
function ask.column.distinct(column) return column end
function ask.column.count(column, _, context)
  local value, unlike = sets.count_distinct(column)
  if unlike then note(context, "different numbers of unlike units") end
  return of_column(column, value, context, true)
end
