-- Decisions, meaning.md section 16, read literally: a table is gone through from its first row, and what remains possible is kept. Whether a table
-- has a gap is found by trying: a few values of each column, and every combination of them.
local as_stood = require "tests.naive.expressions.as_stood"
local collecting = require "tests.naive.collecting"
local columns = require "tests.naive.columns"
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local dates = require "tests.naive.dates"
local expressions = require "tests.naive.expressions.expressions"
local numbers = require "tests.naive.numbers"
local places = require "tests.naive.places"
local record_pack = require "tests.naive.record_pack"
local sets = require "tests.naive.sets"
local showing = require "tests.naive.shown"
local values = require "tests.naive.values"

local decisions = {}

local function node_of(raw) return record_pack.node(raw) end

-- Versions -----------------------------------------------------------------------------------------------------------------------------

-- As a condition; unknown on a day that nobody knows. A table without a clause always holds.
local function in_force(version, day)
  if version.clause == nil then return values.yes end
  if not day then return values.unknown "condition" end
  return values.truth(version.first_day <= day and day <= version.last_day)
end

local function first_day(version) return version.first_day or -math.huge end

-- The versions in force on the pivot that may be the subject's, as { version, here }, up to one that is for certain: the nearest place first, there the later text.
local function versions_on(decision, context)
  local found = {}
  for _, version in ipairs(decision) do
    local place = version.place or version.instruments[1] and version.instruments[1].place
    if context.counters and place and context.places.state == "known" and context.subject.state == "known" then
      local today = places.of(context.registry, context.subject.value, context.as_of)
      if places.holds(today, place, context.registry).value ~= places.holds(context.places, place, context.registry).value then counting.note(context, "moved: a decision") end
    end
    if place and context.places.state == "absent" then counting.note(context, "in no place: a decision") end
    local here = values.both(places.holds(context.places, place, context.registry), in_force(version, context.law or context.pivot))
    if here.value ~= false then
      found[#found + 1] = { version = version, here = here, place = place, depth = places.depth(context.registry, place, context.as_of) }
    end
  end
  table.sort(found, function(a, b)
    if a.depth ~= b.depth then return a.depth > b.depth end
    return first_day(a.version) > first_day(b.version)
  end)
  found = places.nearest_first(context.registry, found)
  for i, entry in ipairs(found) do
    if entry.here.value then return table.move(found, 1, i, 1, {}), true end
  end
  return found, false
end

-- Cells --------------------------------------------------------------------------------------------------------------------------------

-- Whether a cell holds of a column's value; `ask(value, question, arguments)` answers a question, `literal` reads a bare value.
local function holds(raw, value, ask)
  local node = node_of(raw)
  local op = node and node.op
  if op == "cell" then
    if node.name == "any" then return values.yes end
    return node.name == "yes" and values.settle(value) or values.negate(value)
  elseif op == "&" then return values.both(holds(node.a, value, ask), holds(node.b, value, ask))
  elseif op == "|" then return values.either(holds(node.a, value, ask), holds(node.b, value, ask))
  elseif op == "~" then return values.negate(holds(node.a, value, ask))
  elseif op == "question" then return ask(value, node.name, node.arguments) end
  return ask(value, "is", { n = 1, raw })
end

local function row_holds(row, column_values, ask)
  local all = values.yes
  for c, value in ipairs(column_values) do all = values.both(all, holds(row[c], value, ask)) end
  return all
end

-- Gaps ---------------------------------------------------------------------------------------------------------------------------------

local function is_written(raw)
  local node = node_of(raw)
  return not node or node.op == "percent" or node.op == "codes"
end

-- All that is written in a cell, flat.
local function written_in(raw, list)
  local node = node_of(raw)
  local op = node and node.op
  if op == "&" or op == "|" then
    written_in(node.a, list)
    written_in(node.b, list)
  elseif op == "~" then written_in(node.a, list)
  elseif op == "question" then
    for i = 1, node.arguments.n do list[#list + 1] = { node.arguments[i], question = node.name } end
  elseif op ~= "cell" then list[#list + 1] = { raw, question = "is" } end
  return list
end

-- The ends of what a field may hold. A law may take 0, or half of it, for what lies below a limit, so that ends beyond 0 end nothing.
local function ends_of(field)
  local low, high = field and field.min or -math.huge, field and field.max or math.huge
  if field and field.sign and (low > 0 or high < 0) then return -math.huge, math.huge end
  return low, high
end

local function numbers_to_try(points, node, field, counts_rows)
  local counted, rate = counts_rows or node.op == "call" and node.name == "count", node.op == "call" and node.name == "share"
  local low, high = ends_of(field)
  local tries = {}
  for _, finite in ipairs { low, high } do
    if math.abs(finite) < math.huge then points[#points + 1] = finite end
  end
  table.sort(points)
  local function try(x)
    if counted and (x < 0 or x ~= math.floor(x)) or rate and (x < 0 or x > 1) or x < low or x > high then return end
    tries[#tries + 1] = values.number(x)
  end
  for i, point in ipairs(points) do
    if counted then
      try(point - 1)
      try(point + 1)
    end
    try(point)
    try(i > 1 and (points[i - 1] + point) / 2 or rate and point / 2 or point - 1)
  end
  if #points == 0 then try(0) else try(rate and (points[#points] + 1) / 2 or points[#points] + 1) end
  return tries
end

-- All that is written about a column: in its cells, in those of the same column elsewhere, and in columns that compare it.
local function written_about(version, c)
  local list, own = {}, columns.text(version.columns[c])
  for other, raw in ipairs(version.columns) do
    if columns.text(raw) == own then
      for _, row in ipairs(version.rows) do written_in(row[other], list) end
    end
    local node = node_of(raw)
    if node.op == "call" and node.arguments.n > 0 and columns.text(node.from) == own then
      for i = 1, node.arguments.n do list[#list + 1] = { node.arguments[i], question = node.name } end
    end
  end
  return list
end

-- The words that are written, and what can be strung together of them with something between: in any order, each at most once, at the beginning, at the end or neither.
local function texts_to_try(words)
  local tries, used = table.move(words, 1, #words, 1, {}), {}
  local function string_on(text)
    for _, tail in ipairs { "", "~" } do
      if text .. tail ~= "" then tries[#tries + 1] = text .. tail end
    end
    for i, word in ipairs(words) do
      if not used[i] then
        used[i] = true
        string_on(text .. "~" .. word)
        used[i] = nil
      end
    end
  end
  string_on ""
  for i, word in ipairs(words) do
    used[i] = true
    string_on(word)
    used[i] = nil
  end
  return tries
end

-- Values of a column that stand for all of them.
local function values_to_try(decision, version, c, type_of_value, context)
  if type_of_value == "condition" then return { values.yes, values.no } end
  local points, seen = {}, {}
  for _, entry in ipairs(written_about(version, c)) do
    local given = is_written(entry[1]) and { entry[1] } or {}
    local node = node_of(entry[1])
    if node and node.op == "codes" then given = context.pack.codes[node.name] end
    for _, raw in ipairs(given) do
      local periods = entry.question == "during" and { dates.parse_period(raw) }
      local known = not periods and expressions.as(raw, type_of_value, context)
      for _, point in ipairs(periods or { known.low or known.value }) do
        if not seen[point] then
          seen[point] = true
          points[#points + 1] = point
        end
      end
    end
  end
  local node = node_of(version.columns[c])
  if type_of_value == "number" then return numbers_to_try(points, node, node.op == "index" and node_of(node.from).op == "root" and decision.field_of(node),
    decision.counts_rows(node)) end
  local tries = {}
  if type_of_value == "date" then
    for _, point in ipairs(points) do
      for day = point - 1, point + 1 do tries[#tries + 1] = values.known("date", day) end
    end
    if #tries == 0 then tries[1] = values.known("date", 0) end
    return tries
  end
  local field = node.op == "index" and decision.field_of(node)
  points = field and field.one_of or texts_to_try(points)
  for i, point in ipairs(points) do tries[i] = values.known("text", point) end
  return tries
end

-- Whether what is_fine(rows that hold, rows that may) tells holds for every combination of values; what is not written out may come out either way, so that nothing
-- here depends on the row in hand or its day.
local function holds_always(decision, version, types, context, is_fine)
  local function ask(value, question, arguments)
    for i = 1, arguments.n do
      if not is_written(arguments[i]) then return values.unknown "condition" end
    end
    return expressions.question(value, question, arguments, context)
  end
  local tries = {}
  for c, type_of_value in ipairs(types) do tries[c] = values_to_try(decision, version, c, type_of_value, context) end
  local function may_be_absent(raw)
    local node = node_of(raw)
    if not node or node.op == "call" and (node.name == "count" or node.name == "share" or node.name == "sum") then return false end
    local field = node.op == "index" and node_of(node.from).op == "root" and decision.field_of(node)
    return not (field and field.blank == "unknown" and field.type ~= "event") -- one that lies ahead is absent
  end
  local function all_fine(chosen)
    if not columns.possible(version.columns, chosen, may_be_absent, ask) then
      if context.counters then context.counters["decision of linked columns"] = { known = 1 } end
      return true
    end
    if #chosen == #types then
      local certain, possible = 0, 0
      for _, row in ipairs(version.rows) do
        local told = row_holds(row, chosen, ask).value
        if told then certain = certain + 1 end
        if told ~= false then possible = possible + 1 end
      end
      return is_fine(certain, possible)
    end
    for _, value in ipairs(tries[#chosen + 1]) do
      local more = table.move(chosen, 1, #chosen, 1, {})
      more[#more + 1] = value
      if not all_fine(more) then return false end
    end
    return true
  end
  return all_fine {}
end

local function has_no_gap(decision, version, types, context)
  if version.no_gap == nil then version.no_gap = holds_always(decision, version, types, context, function(certain) return certain > 0 end) end
  return version.no_gap
end

-- Whether no two rows ever hold together: then one that holds leaves none of the others possible. (Its own day may be read in two ways, as it is on file and as things stood
-- on a row's day, so that one row of a day holds and another is not known.)
local function is_unique(decision, version, types, context)
  if version.unique == nil then version.unique = holds_always(decision, version, types, context, function(_, possible) return possible < 2 end) end
  return version.unique
end

-- Values -------------------------------------------------------------------------------------------------------------------------------

local function result_of(raw, type_of_result, context)
  local node = node_of(raw)
  if node and node.op == "cell" then return values.truth(node.name == "yes") end
  if node and node.op == "not_given" then return type_of_result == "condition" and values.no or values.absent(type_of_result) end
  if node then return expressions.value(raw, context) end
  return expressions.as(raw, type_of_result, context)
end

local function type_of_results(decision, context)
  for _, version in ipairs(decision) do
    if version.hit == "count of" then return "number" end
    for _, row in ipairs(version.rows) do
      local raw = row[#version.columns + 1]
      local node = node_of(raw)
      if node and node.op == "cell" then return "condition" end
      if node and node.op ~= "not_given" then return expressions.value(raw, context).type end
      if type(raw) == "string" and dates.parse(raw) then return "date" end
      if not node then return (type(raw) == "number" or numbers.parse(raw)) and "number" or "text" end
    end
  end
  error "a decision gives no value"
end

local function no_value(type_of_result) return type_of_result == "condition" and values.no or values.absent(type_of_result) end

-- Of rows that hold or may, and do not write the same: that nobody knows which of them counts.
local function contradictions(version, conditions, context)
  local found = {}
  if version.hit == "first" then return found end
  for b = 2, #conditions do
    for a = 1, b - 1 do
      local x, y = version.rows[a][#version.columns + 1], version.rows[b][#version.columns + 1]
      local m, n = node_of(x), node_of(y)
      local written = not m and not n and x == y or m and n and m.op == n.op and (m.op == "not_given" or m.op == "cell" and m.name == n.name)
      if not written and conditions[a].value and conditions[b].value then
        local day = context.law or context.pivot
        counting.note(context, "rows of a decision that do not say the same")
        found[#found + 1] = values.unknown("condition", { [("which counts of the rows %s:%d+%d, which do not say the same%s"):format(version.name, a, b,
          day and " on " .. dates.format(day) or "")] = true })
      end
    end
  end
  return found
end

-- What the rows that hold, or may, agree on. `told`: whether some row must hold, and whether only one can.
local function table_value(version, type_of_result, conditions, told, context)
  local possible, certain, open = {}, false, told.only_one and {} or contradictions(version, conditions, context)
  for r, condition in ipairs(told.only_one and conditions or {}) do
    if condition.state == "known" and condition.value then return result_of(version.rows[r][#version.columns + 1], type_of_result, context) end
  end
  for r, condition in ipairs(conditions) do
    if condition.value ~= false then
      possible[#possible + 1] = result_of(version.rows[r][#version.columns + 1], type_of_result, context)
      if condition.state == "unknown" then open[#open + 1] = condition end
      if condition.state == "known" then
        certain = true
        if version.hit == "first" then break end
      end
    end
  end
  if not certain and not (told.must_hold and #possible > 0) then possible[#possible + 1] = no_value(type_of_result) end
  local why = { missing = values.missing(table.unpack(open)) }
  local value = possible[1]
  for i = 2, #possible do value = values.agreed(value, possible[i], why) end
  return value
end

-- Of all rows that hold -------------------------------------------------------------------------------------------------------------

local COLLECTS <const> = { ["sum of"] = true, ["count of"] = true, highest = true, lowest = true }

-- The rows that hold or may and say something: { { value, certain, condition }… }.
local function that_say(version, type_of_result, conditions, context)
  local found = {}
  for r, condition in ipairs(conditions) do
    local raw = version.rows[r][#version.columns + 1]
    local node = node_of(raw)
    if condition.value ~= false and not (node and node.op == "not_given") then
      local value = version.hit == "count of" and values.number(1) or result_of(raw, type_of_result, context)
      if value.state ~= "absent" then found[#found + 1] = { value = value, certain = condition.state == "known", condition = condition } end
    end
  end
  return found
end

local function collected(version, type_of_result, conditions, context)
  local found = that_say(version, type_of_result, conditions, context)
  local value
  if version.hit == "highest" or version.hit == "lowest" then value = collecting.farthest(found, version.hit == "highest") else value = collecting.sum(found) end
  if context.counters then counting.note(context, ("%s of rows: %s"):format(version.hit:gsub(" of$", ""), value.state)) end
  return value
end

-- The last day of the period that is judged, named as it is.
local function is_period_end(raw)
  local node = node_of(raw)
  local from = node and node.op == "index" and node.name == "to" and node_of(node.from)
  return from and from.op == "root" and from.name == "period" or false
end

-- The context in which the columns of a version with evidence are asked: in a reading of what is shown its evidence stands for what is not there of other kinds.
local function with_evidence(version, context)
  if not context.reading or context.assured == true or version.evidence == nil or context.assured and context.assured["only what was not received"] then return context end
  local kind = expressions.value(version.evidence, contexts.copy(context, { reading = "shown", assured = true })).kind
  if not context.assured or context.assured[kind] then return contexts.copy(context, { assured = { [kind] = true } }) end
  return contexts.copy(context, { assured = {} })
end

local function version_value(version, type_of_result, decision, asked_in)
  local context = with_evidence(version, asked_in)
  if context ~= asked_in then counting.note(context, "what a decision's evidence stands for, in a reading of what is shown") end
  local plain = context.endless and contexts.copy(context, { endless = false }) or context -- which rows hold
  local function ask(value, question, arguments)
    return expressions.question(value.on_file and as_stood.is_bound(question) and value.on_file or value, question, arguments, plain)
  end
  local own, types, all_there = {}, {}, true
  for c, column in ipairs(version.columns) do
    own[c] = as_stood.column(column, expressions.as(column, "condition", plain), plain)
    if context.ends and is_period_end(column) then own[c] = values.known("date", context.ends) end -- where a day is held against it, it is that of the force
    types[c] = own[c].type
    if own[c].state == "absent" and types[c] ~= "condition" then all_there = false end
  end
  local conditions = {}
  for r, row in ipairs(version.rows) do conditions[r] = row_holds(row, own, ask) end
  local must_hold = all_there and has_no_gap(decision, version, types, context)
  if context.counters and not all_there and has_no_gap(decision, version, types, context) then
    local met = false
    for _, condition in ipairs(conditions) do met = met or condition.value ~= false end
    if not met then counting.note(context, "a table without a row for what is absent") end
  end
  local only_one = version.hit ~= "first" and is_unique(decision, version, types, context)
  local value
  if COLLECTS[version.hit] then value = collected(version, type_of_result, conditions, context)
  else value = table_value(version, type_of_result, conditions, { must_hold = must_hold, only_one = only_one }, context) end
  if version.of then counting.note(context, "one of several results of a decision") end
  if version.evidence == nil then return value end
  local told = expressions.value(version.evidence, contexts.copy(context, { reading = "shown", assured = true }))
  local found = sets.any(showing.telling(told))
  local assured = contexts.copy(context, { reading = "shown", assured = { [told.kind] = true } })
  for c, column in ipairs(version.columns) do -- what could not be judged is not known
    if own[c].state ~= "unknown" and expressions.as(column, "condition", assured).state == "unknown" then
      if context.counters then context.counters["decision of what could not be judged"] = { unknown = 1 } end
      found = values.unknown "condition"
    end
  end
  if found.state == "known" and found.value then return value end
  local missing = values.missing(found, value)
  if found.value == false and next(missing) == nil then missing = { [("any %s on record that could be judged"):format(told.kind)] = true } end
  return values.unknown(type_of_result, missing)
end

-- Where no version is in force: what the law said then is not on record.
local function not_on_record(decision, type_of_result, context)
  local day, placed = context.law or context.pivot, false
  if not day then return values.unknown(type_of_result) end
  for _, version in ipairs(decision) do
    local place = version.place or version.instruments[1] and version.instruments[1].place
    placed = placed or place and context.registry.jurisdiction.by_key[place] ~= nil
  end
  local name = ("decision %s on %s"):format(decision.name, dates.format(day))
  if placed and context.places.state == "known" and context.places.chain[1] then name = name .. " in " .. context.places.chain[1] end
  return values.unknown(type_of_result, { [name] = true })
end

function decisions.value(decision, context)
  local type_of_result = type_of_results(decision, context)
  local versions, certain = versions_on(decision, context)
  local value
  if not certain then
    value = not_on_record(decision, type_of_result, context)
    if #versions == 0 then counting.note(context, "a decision of which no version is in force") end
  end
  for i = #versions, 1, -1 do
    local own = version_value(versions[i].version, type_of_result, decision, context)
    value = value and values.agreed(own, value, versions[i].here) or own
  end
  return value
end

return decisions
