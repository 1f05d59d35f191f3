--- Reports declared in a pack: tables computed over the registry.
local periods = require "mandate.language.periods"
local core = require "mandate.core"
local catalogue = require "mandate.catalogues.catalogue"
local calendar = require "mandate.language.lower.calendar"
local declared_groups = require "mandate.language.statements.groups"
local as_stood = require "mandate.language.lower.as_stood"
local aggregates = require "mandate.language.lower.aggregates"
local belonging = require "mandate.report.belonging"
local conversions = require "mandate.check.conversions"
local formulas = require "mandate.report.formulas"
local groups = require "mandate.language.lower.groups"
local ranges = require "mandate.check.ranges"
local notes = require "mandate.check.notes"
local reason = require "mandate.check.reason"
local scope = require "mandate.language.lower.scope"
local tables = require "mandate.report.table"
local totals = require "mandate.report.totals"

local report = {}

-- The periods of a report per { kind, year }: those of `during`, else from the registry's first event to the day; of a table of periods from its first row on.
local function periods_of(lowering, declared)
  local unit = declared.per.period
  if not unit then return { false } end
  local named = lowering.pack.named_periods[unit]
  local from = declared.during and declared.during.from or named and "0001-01-01" or lowering.snapshot:first_event() or lowering.as_of
  local to = declared.during and declared.during.to or lowering.as_of
  return calendar.periods(unit, from, to, named and named.rows)
end

-- What must be read after the run to show one cell: nodes of the subject's kind.
local function lower_cell(lowering, expression, around, indicator)
  local cell = { type = expression.type, op = expression.op, adds = totals.can_add(lowering.pack, expression) and totals.over(lowering.pack, expression) }
  if indicator and expression.op == "divide" then
    cell.above, cell.below = lowering:value(expression.a, around), lowering:value(expression.b, around)
    lowering.plan:keep(cell.above)
    lowering.plan:keep(cell.below)
  end
  if expression.op == "share" then
    local yes, no, all = aggregates.share_parts(lowering, expression, around)
    cell.numerator, cell.rest, cell.denominator = yes, no, all
    cell.node = lowering.nodes:add("SHARE", around.space, { yes, no })
    for _, node in ipairs { yes, no, all } do lowering.plan:keep(node) end
  elseif expression.op == "verdict" and expression.field == "status" then
    cell.node, cell.status = lowering:verdict(expression, around), true
  else
    cell.node = lowering:value(expression, around)
  end
  lowering.plan:keep(cell.node)
  return cell
end

-- The day on which a period's row is read, as rules read theirs: its last, or the day of the report where that comes first.
local function pivot_day(lowering, period)
  return period and period.to < lowering.as_of and period.to or lowering.as_of
end

local function law_of(lowering, declared)
  if not declared.law then return nil end
  return { day = declared.law == "as_of" and lowering.as_of or declared.law }
end

local function lower(lowering, declared)
  local kind = declared.per.kind
  local lowered = { declared = declared, kind = kind, law = law_of(lowering, declared), periods = {} }
  lowered.group = lowering.kinds[kind].group and groups.of(lowering, kind)
  if lowered.group then
    lowered.visible = lowered.group.visible
    lowering.plan:keep(lowered.visible)
    for _, key in pairs(lowered.group.keys) do lowering.plan:keep(key.node) end
  end
  for i, period in ipairs(periods_of(lowering, declared)) do
    local around = scope.of_kind(lowering, kind, { period = period or nil, pivot = { day = pivot_day(lowering, period) }, law = lowered.law,
      non_detects = declared.non_detects })
    local part = { period = period, cells = {} }
    part.visible = lowered.group and lowered.visible or as_stood.visible(lowering, kind, around)
    lowering.plan:keep(part.visible)
    if declared.where then
      part.where = lowering:value(declared.where, around)
      lowering.plan:keep(part.where)
    end
    for c, column in ipairs(declared.columns) do part.cells[c] = lower_cell(lowering, column.value, around, declared.indicator) end
    lowered.periods[i] = part
  end
  return lowered
end

--- Lowers a report: adds its columns to the plan. nil and the problem where the registry does not allow it.
function report.lower(lowering, declared)
  local done, lowered = pcall(lower, lowering, declared)
  if done then return lowered end
  if type(lowered) == "table" then return nil, lowered end
  error(lowered, 0)
end

-- Unknown rows are those that could still be counted: a range says so.
local function count_of(run, node, record)
  return ranges.of(run:value(node, record))
end

local function percent_text(rate) return core.percent_text(rate) .. "%" end

-- "16% (33 of 205)"; a range where unknown rows leave it open. Gives the text, and the same for programs.
local function rate_text(words, numerator, rest, denominator)
  if not numerator or not denominator then return words:say "value.unknown", "unknown" end
  local function with_counts(rate)
    return words:say("report.rate", { rate = rate, part = ranges.text(words, numerator), all = ranges.text(words, denominator) })
  end
  local least, most = numerator.low + rest.high, numerator.high + rest.low
  local known = least > 0 and most > 0
  local value = tables.object { { "rate", known and tables.range { low = numerator.low / least, high = numerator.high / most } or "unknown" },
    { "numerator", tables.range(numerator) }, { "denominator", tables.range(denominator) } }
  if not known then return with_counts(words:say "value.unknown"), value end
  local low, high = core.percent_text(numerator.low / least), core.percent_text(numerator.high / most)
  return with_counts(low == high and low .. "%" or low .. "-" .. high .. "%"), value
end

-- A cell of a row: its text, and what programs get in its place.
local function put(row, column, text, value)
  row[column] = text
  row.values = row.values or {}
  row.values[column] = value
end

local function number_text(words, run, node, record)
  local state, value = run:value(node, record)
  local range = ranges.of(state, value)
  if range then return ranges.text(words, range) end
  return words:say(state == "unknown" and "value.unknown" or "value.none")
end

local cell_text

-- "1.5 (6 / 4)": what is divided by what, so that nobody takes "unknown (6 / 0)" for something that was not recorded.
local function quotient_text(opened, run, cell, record)
  local text, value = cell_text(opened, run, setmetatable({ above = false }, { __index = cell }), record)
  local words = opened.words
  return words:say("report.quotient", { value = text or words:say "value.none", above = number_text(words, run, cell.above, record),
    below = number_text(words, run, cell.below, record) }), value
end

function cell_text(opened, run, cell, record)
  if cell.above then return quotient_text(opened, run, cell, record) end
  if cell.numerator then
    return rate_text(opened.words, count_of(run, cell.numerator, record), count_of(run, cell.rest, record), count_of(run, cell.denominator, record))
  end
  local state, low = run:value(cell.node, record)
  if cell.status then return low and opened.words.status[low.status] or nil, low and low.status or nil end
  if state == "absent" then
    if cell.op == "verdict" and cell.type.k == "date" then return opened.words:say "value.not_given", "not given" end
    return nil
  end
  if state == "unknown" then return opened.words:say "value.unknown", "unknown" end
  local k = cell.type.k
  if state == "range" then return ranges.text(opened.words, low, k == "rate" and percent_text or nil), tables.range(low) end
  if k == "number" then return core.number_text(low), tables.number(low) end
  if k == "rate" then return percent_text(low), tables.number(low) end
  if k == "condition" then return opened.words:say(low and "value.yes" or "value.no"), low end
  if k == "row" then return opened.snapshot:key(cell.type.kind, low) end
  return low
end

-- The last row's cell: nil where what the column shows cannot be added. A rate's is one rate of sums.
local function total_text(words, run, cell, lie)
  if not cell.adds or #lie.records == 0 then return nil end
  local function sum_of(node) return totals.sum(run, node, lie, cell.adds) end
  if cell.numerator then
    local numerator, rest, denominator = sum_of(cell.numerator), sum_of(cell.rest), sum_of(cell.denominator)
    if not (numerator and rest and denominator and ranges.is_closed(numerator) and ranges.is_closed(rest)) then return words:say "value.unknown", "unknown" end
    return rate_text(words, numerator, rest, denominator)
  end
  local sum = sum_of(cell.node)
  if not sum then return nil end
  if not (sum.low or sum.high) then return words:say "value.unknown", "unknown" end
  return ranges.text(words, sum), tables.range(sum)
end

local function has_names(opened, kind)
  for _, field in ipairs(opened.pack.kinds[kind].fields) do
    if field.name == "name" then return true end
  end
  return false
end

-- What a record is called, and its key.
local function name_of(opened, kind, record, as_of)
  local key = opened.snapshot:key(kind, record)
  return has_names(opened, kind) and opened.snapshot:cell(kind, record, "name", as_of) or key, key
end

-- The headings of the keys, where a column names records.
local function key_heading(opened, kind, heading)
  return kind and has_names(opened, kind) and opened.words:say("report.key", { heading = heading }) or nil
end

local function put_key(row, column, key)
  row.keys = row.keys or {}
  row.keys[column] = key
end

-- What a report's rows are: { order = records, headings = { … }, keyed = { … }, put = function(row, record) that fills the first cells }.
local function records_of(opened, lowered)
  local kind, heading = lowered.kind, opened.words:kind(lowered.kind)
  return { order = opened.snapshot:order(kind), headings = { heading }, keyed = { key_heading(opened, kind, heading) },
    put = function(row, record)
      local name, key = name_of(opened, kind, record, opened.lowering.as_of)
      put(row, 1, name)
      put_key(row, 1, key)
    end }
end

-- What is known comes before what is absent, and that before what is unknown.
local PLACES = { known = 0, absent = 1, unknown = 2 }

-- A key of a group's row: { text, value for programs, key of the record that it names, place, and what it is ordered by }.
local function key_cell(opened, run, key, record)
  local state, value = run:value(key.node, record)
  local cell = { place = PLACES[state] }
  if state == "unknown" then
    cell.text, cell.value = opened.words:say "value.unknown", "unknown"
  elseif state == "known" and key.kind then
    cell.text, cell.key = name_of(opened, key.kind, value, opened.lowering.as_of)
    cell.record, cell.kind = value, key.kind
  elseif state == "known" and type(value) == "boolean" then
    cell.text, cell.value, cell.order = opened.words:say(value and "value.yes" or "value.no"), value, value and "1" or "0"
  elseif state == "known" then
    cell.text, cell.order = value, value
  end
  return cell
end

-- Whether one key comes before another; nil where they are the same.
local function key_before(opened, a, b)
  if a.place ~= b.place then return a.place < b.place end
  if a.place ~= PLACES.known or a.record and a.record == b.record or a.order and a.order == b.order then return nil end
  if a.record then return opened.snapshot:precedes(a.kind, a.record, b.record) end
  return a.order < b.order
end

-- The same for a group: a column for each key, ordered by them; what is absent comes behind what is known, and what is unknown last.
local function groups_of(opened, run, lowered)
  local keys, cells, order = {}, {}, {}
  local subjects = { order = order, headings = {}, keyed = {} }
  for i, key in ipairs(opened.lowering.kinds[lowered.kind].group.keys) do
    keys[i] = lowered.group.keys[key.name]
    subjects.headings[i] = declared_groups.heading(key.name)
    subjects.keyed[i] = key_heading(opened, keys[i].kind, subjects.headings[i])
  end
  for record = 0, opened.lowering.plan:group_records(lowered.group.space) - 1 do
    local state, visible = run:value(lowered.visible, record)
    if visible or state == "unknown" then
      cells[record] = {}
      for i, key in ipairs(keys) do cells[record][i] = key_cell(opened, run, key, record) end
      order[#order + 1] = record
    end
  end
  table.sort(order, function(a, b)
    for i = 1, #keys do
      local before = key_before(opened, cells[a][i], cells[b][i])
      if before ~= nil then return before end
    end
    return a < b
  end)
  function subjects.put(row, record)
    for i, cell in ipairs(cells[record]) do
      put(row, i, cell.text, cell.value)
      put_key(row, i, cell.key)
    end
  end
  return subjects
end

-- The headings of a report's own columns, and the same for programs, with those that are alike told apart.
local function columns_of(words, declared)
  local list = {}
  for i, column in ipairs(declared.columns) do list[i] = words:of(column.heading) end
  return list, tables.distinct(list)
end

local function numeric(column) return column.value.type.k == "number" or column.value.type.k == "rate" end

-- The first cells of the last row.
local function put_total(words, subjects)
  return function(row)
    put(row, 1, words:say "report.total")
    for i = 2, #subjects.headings do put(row, i, "") end
  end
end

-- One row per subject, the periods side by side: { heading, period } columns.
local function build_across(opened, run, lowered, subjects)
  local declared, first = lowered.declared, #subjects.headings
  local table_ = { headings = table.move(subjects.headings, 1, first, 1, {}), right = {}, rows = {} }
  table_.headings[first + 1] = opened.words:say "report.measure"
  table_.measure = first + 1
  local records, seen = {}, {}
  local measures, distinct = columns_of(opened.words, declared)
  local doubts, of_part = belonging.gather(table_), {}
  for p, part in ipairs(lowered.periods) do
    table_.headings[first + 1 + p] = part.period.label
    table_.right[first + 1 + p] = true
    local list, perhaps = belonging.shown(subjects, run, part)
    of_part[part] = { there = {}, lie = totals.shown(opened, lowered.kind, list, perhaps, part.period) }
    doubts(list, perhaps)
    for _, record in ipairs(list) do of_part[part].there[record], seen[record] = true, true end
  end
  for _, record in ipairs(subjects.order) do
    if seen[record] then records[#records + 1] = record end
  end
  local function block(put_subject, record, cell_at)
    for c in ipairs(declared.columns) do
      local row = { continues = c > 1 and first or nil }
      put_subject(row, record)
      put(row, first + 1, measures[c], distinct[c])
      for p, part in ipairs(lowered.periods) do put(row, first + 1 + p, cell_at(part.cells[c], part)) end
      table_.rows[#table_.rows + 1] = row
    end
  end
  for _, record in ipairs(records) do
    block(subjects.put, record, function(cell, part)
      if of_part[part].there[record] then return cell_text(opened, run, cell, record) end
    end)
  end
  if declared.total then
    block(put_total(opened.words, subjects), nil, function(cell, part) return total_text(opened.words, run, cell, of_part[part].lie) end)
  end
  return table_
end

local function build_plain(opened, run, lowered, subjects)
  local declared = lowered.declared
  local per_period = lowered.periods[1] and lowered.periods[1].period
  local offset = #subjects.headings
  local table_ = { headings = table.move(subjects.headings, 1, offset, 1, {}), right = {}, rows = {} }
  if per_period then
    offset = offset + 1
    table_.headings[offset] = periods.spoken(opened.words, declared.per.period)
  end
  for c, column in ipairs(declared.columns) do
    table_.headings[c + offset] = opened.words:of(column.heading)
    table_.right[c + offset] = numeric(column)
  end
  local doubts = belonging.gather(table_)
  for _, part in ipairs(lowered.periods) do
    local records, perhaps = belonging.shown(subjects, run, part)
    doubts(records, perhaps)
    for _, record in ipairs(records) do
      local row = {}
      subjects.put(row, record)
      if per_period then put(row, offset, part.period.label) end
      for c, cell in ipairs(part.cells) do put(row, c + offset, cell_text(opened, run, cell, record)) end
      table_.rows[#table_.rows + 1] = row
    end
    if declared.total then
      local lie = totals.shown(opened, lowered.kind, records, perhaps, part.period)
      local row = {}
      put_total(opened.words, subjects)(row)
      if per_period then put(row, offset, part.period.label) end
      for c, cell in ipairs(part.cells) do put(row, c + offset, total_text(opened.words, run, cell, lie)) end
      table_.rows[#table_.rows + 1] = row
    end
  end
  return table_
end

-- An indicator has a row for each of its parts, one below the other, and its formulas under them.
local function build_indicator(opened, run, lowered, subjects)
  local declared = lowered.declared
  local per_period, first = lowered.periods[1] and lowered.periods[1].period, #subjects.headings
  local table_ = { headings = table.move(subjects.headings, 1, first, 1, {}), right = {}, rows = {} }
  if per_period then
    first = first + 1
    table_.headings[first] = periods.spoken(opened.words, declared.per.period)
  end
  local several = #declared.columns > 1
  local names, distinct = columns_of(opened.words, declared)
  if several then
    table_.measure = first + 1
    table_.headings[table_.measure] = opened.words:say "report.part"
  end
  table_.headings[#table_.headings + 1] = several and opened.words:say "report.value" or names[1]
  table_.right[#table_.headings] = true
  local doubts = belonging.gather(table_)
  for _, part in ipairs(lowered.periods) do
    local records, perhaps = belonging.shown(subjects, run, part)
    doubts(records, perhaps)
    for _, record in ipairs(records) do
      for c in ipairs(declared.columns) do
        local row = { continues = c > 1 and first or nil }
        subjects.put(row, record)
        if per_period then put(row, first, part.period.label) end
        if several then put(row, first + 1, names[c], distinct[c]) end
        put(row, #table_.headings, cell_text(opened, run, part.cells[c], record))
        table_.rows[#table_.rows + 1] = row
      end
    end
  end
  return table_
end

local function formulas_of(opened, declared)
  local parts, names = {}, columns_of(opened.words, declared)
  for i, column in ipairs(declared.columns) do parts[i] = { names[i], column.value } end
  return formulas.lines(opened.pack, opened.words, parts)
end

-- Which day's law the rows of a table per period read; nil where they read none.
local function law_note(opened, lowered)
  local declared = lowered.declared
  if not declared.per.period then return nil end
  local asked = { declared.where }
  for _, column in ipairs(declared.columns) do asked[#asked + 1] = column.value end
  local basis = notes.basis(opened.pack, asked)
  if not next(basis.parameters) and not next(basis.decisions) then return nil end
  if lowered.law then return opened.words:say("report.law_on", { day = lowered.law.day }) end
  return opened.words:say "report.law"
end

-- That the numbers of some columns are in the units of their records, and in the base of these where they are not all alike.
local function units_note(opened, declared)
  local names, found = columns_of(opened.words, declared), {}
  for i, column in ipairs(declared.columns) do
    if conversions.is_in_own_units(opened.pack, column.value) then found[#found + 1] = names[i] end
  end
  return #found > 0 and opened.words:say("report.own_units", { columns = table.concat(found, ", ") }) or nil
end

--- The report as a table for mandate.report.table, after the run.
function report.build(opened, run, lowered)
  opened.words = opened.words or catalogue.open()
  local declared = lowered.declared
  local as_of = opened.lowering.as_of
  local subjects = lowered.group and groups_of(opened, run, lowered) or records_of(opened, lowered)
  local table_ = declared.indicator and build_indicator(opened, run, lowered, subjects)
    or declared.across and build_across(opened, run, lowered, subjects) or build_plain(opened, run, lowered, subjects)
  local words = opened.words
  table_.keyed = subjects.keyed
  table_.title = words:say("report.title", { title = words:of(declared.title) or declared.name, name = declared.name, as_of = as_of })
  table_.name, table_.notes = declared.name, {}
  if declared.note then table_.notes[1] = words:of(declared.note) end
  table_.notes[#table_.notes + 1] = belonging.note(opened, declared, subjects, table_.perhaps)
  table_.notes[#table_.notes + 1] = law_note(opened, lowered)
  table_.notes[#table_.notes + 1] = reason.non_detects(declared, words)
  table_.notes[#table_.notes + 1] = units_note(opened, declared)
  if declared.indicator then table.move(formulas_of(opened, declared), 1, #formulas_of(opened, declared), #table_.notes + 1, table_.notes) end
  return table_
end

return report
