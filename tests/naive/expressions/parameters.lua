-- Parameters, section 9: the rows of the law that hold on a day and in a place.
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local dates = require "tests.naive.dates"
local expressions = require "tests.naive.expressions.expressions"
local instead = require "tests.naive.expressions.instead"
local numbers = require "tests.naive.numbers"
local places = require "tests.naive.places"
local record_pack = require "tests.naive.record_pack"
local values = require "tests.naive.values"

local parameters = {}
local copy, count, note = contexts.copy, counting.count, counting.note

local function parameter_value(raw, context)
  if record_pack.node(raw) then return expressions.value(raw, context) end
  if type(raw) == "number" then return expressions.as(raw, "number", context) end
  if dates.parse(raw) then return expressions.as(raw, "date", context) end
  return expressions.as(raw, numbers.parse(raw) and "number" or "text", context)
end

-- A row's value in the unit of the parameter: the first of those of its rows in which all of them are decimals of 15 digits.
local function row_value(definition, row, context)
  local value = parameter_value(row[1], context)
  if value.type ~= "number" or not value.unit then return value end
  for _, other in ipairs(definition) do
    local unit = other[1] ~= nil and parameter_value(other[1], context)
    local exact = unit and unit.unit
    for _, each in ipairs(exact and definition or {}) do
      local own = each[1] ~= nil and parameter_value(each[1], context)
      exact = exact and (not own or values.equal(values.exactly(own, values.beside(own, unit))).value == true)
    end
    if exact then return values.beside(value, unit) end
  end
  return value
end

local function size_of(value, context)
  if value.type == "span" then return (dates.add_span(context.pivot, value, 1)) end
  return value.low or value.value
end

-- Whether a row holds on a day: from its first day to its last, or to the parameter's, unless a later row of its place has begun.
local function row_holds(definition, row, day)
  local function begins(of) return of.from and assert(dates.parse(of.from), of.from) or -math.huge end
  if begins(row) > day then return false end
  if row.to and dates.parse(row.to) < day or definition.to and dates.parse(definition.to) < day then return false end
  for _, other in ipairs(definition) do
    if other.place == row.place and begins(other) > begins(row) and begins(other) <= day then return false end
  end
  return true
end

local function type_of_parameter(definition, context)
  for _, row in ipairs(definition) do
    if row[1] ~= nil then return parameter_value(row[1], context).type end
  end
  error "a parameter has no value at all"
end

-- Those of the rows that hold there which count: with `stricter` those that have a value, if any has.
local function rows_in(definition, where, context)
  local rows, valued = {}, {}
  for _, row in ipairs(definition) do
    -- a subject that lies nowhere reads the rows that hold everywhere
    if row.place and where.state == "absent" then note(context, "in no place: a parameter") end
    local here = not row.place or where.state == "known" and places.holds(where, row.place, context.registry).value
    if here and row_holds(definition, row, context.pivot) then
      rows[#rows + 1] = row
      if row[1] ~= nil then valued[#valued + 1] = row end
    end
  end
  if definition.choose ~= "stricter" or #valued == 0 then return rows end
  if #valued < #rows then note(context, "the stricter of rows of which some say that there is none") end
  return valued
end

-- Which rows there would be, had none ended.
local function has_ended(definition, where, context)
  for _, row in ipairs(definition) do
    local ends = row.to or definition.to
    if ends and dates.parse(ends) < context.pivot and (not row.place or where.state == "known" and where.chain[row.place]) then return true end
  end
  return false
end

-- How near a place is to who lies there: of those in the chain the first. Nothing is farther than everywhere.
local function nearness(where, place)
  for index, code in ipairs(where.chain or {}) do
    if code == place then return -index end
  end
  return -math.huge
end

local function value_in(node, definition, where, context)
  local type_of_value, chosen = type_of_parameter(definition, context), nil
  local rows = rows_in(definition, where, context)
  for _, row in ipairs(definition.choose == "stricter" and #rows > 1 and type_of_value == "span" and rows or {}) do
    local value = row[1] ~= nil and parameter_value(row[1], context)
    local _, lacking = dates.add_span(value and context.pivot or 0, value or { unit = "days", count = 0 }, 1)
    if lacking then
      note(context, "the stricter of spans of which a calendar does not tell how long one is")
      return values.unknown("span", values.beyond(value.calendar, lacking))
    end
  end
  for _, row in ipairs(rows) do
    local value = row[1] == nil and values.absent(type_of_value) or row_value(definition, row, context)
    local near = nearness(where, row.place)
    local better = not chosen or near > chosen.near
    if chosen and definition.choose == "stricter" and row[1] ~= nil then
      local mine, best = size_of(value, context), size_of(chosen.value, context)
      if mine ~= best then better = (mine > best) == (definition.stricter == "higher") end
    end
    if better then chosen = { value = value, near = near, place = row.place } end
  end
  if chosen then
    if chosen.value.state == "absent" then
      count(context, "parameter that the law leaves out", chosen.value)
      note(context, chosen.place and "a place for which the law sets none" or "everywhere else the law sets none")
    end
    return chosen.value
  end
  local placed = false
  for _, row in ipairs(definition) do placed = placed or row.place and context.registry.jurisdiction.by_key[row.place] ~= nil end
  local name = ("parameter %s on %s"):format(node.name, dates.format(context.pivot))
  if placed and where.state == "known" and where.chain[1] then name = name .. " in " .. where.chain[1] end
  local value = values.unknown(type_of_value, { [name] = true })
  count(context, "parameter without a value, of " .. type_of_value, value)
  if context.of_term == "a decision" then note(context, "a decision that asks a parameter without a value") end
  note(context, has_ended(definition, where, context) and "a parameter that has ended" or "a parameter that has not begun, or not there")
  return value
end

-- The rows as those read them who keep to an earlier one for a time: the one before goes on, and the one that says so begins when that is over. nil where no row says so.
local function as_kept(definition)
  local kept, whom
  for index, row in ipairs(definition) do
    if row.transition then
      local own_end = math.min(row.to and dates.parse(row.to) or math.huge, definition.to and dates.parse(definition.to) or math.huge)
      for _, other in ipairs(definition) do
        if other.place == row.place and other.from and dates.parse(other.from) > dates.parse(row.from) then own_end = math.min(own_end, dates.parse(other.from) - 1) end
      end
      local until_day = math.min(row.transition.to and dates.parse(row.transition.to) or math.huge, own_end) -- as long as the row itself holds
      kept, whom = {}, row.transition.whom
      for key, value in pairs(definition) do kept[key] = value end
      local function copy_of(own, from, to)
        local changed = {}
        for key, value in pairs(own) do changed[key] = value end
        changed.from, changed.to = from, to
        return changed
      end
      for other_index, other in ipairs(definition) do
        local before = other.place == row.place and other ~= row and (not other.from or dates.parse(other.from) < dates.parse(row.from))
        local nearer = false
        for _, third in ipairs(definition) do
          nearer = nearer or before and third.place == row.place and third ~= row and third.from and dates.parse(third.from) < dates.parse(row.from)
            and dates.parse(third.from) > (other.from and dates.parse(other.from) or -math.huge)
        end
        if before and not nearer then kept[other_index] = copy_of(other, other.from, until_day < math.huge and dates.format(until_day) or nil) end
      end
      kept[index] = until_day < own_end and copy_of(row, dates.format(until_day + 1), row.to) or copy_of(row, "9999-12-31", "9999-12-30")
    end
  end
  return kept, whom
end

local function value_on(node, definition, context)
  local codes = {}
  if context.law then context = copy(context, { pivot = context.law }) end
  if not context.pivot then return values.unknown(type_of_parameter(definition, context)) end
  for _, row in ipairs(definition) do codes[#codes + 1] = row.place end
  if context.counters and #codes > 0 and context.places.state == "known" and context.subject.state == "known" and not context.law then
    local today = places.of(context.registry, context.subject.value, context.as_of)
    for _, code in ipairs(codes) do
      if (context.places.chain[code] ~= nil) ~= (today.chain ~= nil and today.chain[code] ~= nil) then note(context, "moved: a parameter") end
    end
  end
  local value
  for _, where in ipairs(places.possible(context.registry, context.places, codes)) do
    local own = value_in(node, definition, where, context)
    value = value and values.agreed(value, own, context.places) or own
  end
  return value
end

-- Of what the law said then and says now what is milder for whom it is judged; what is not set binds nobody.
local function milder(definition, before, now, context)
  if before.state == "absent" or now.state == "absent" then
    if before.state ~= now.state then note(context, "milder, because the law sets none on one of two days") end
    return values.absent(before.type)
  end
  if before.low ~= now.low or before.value ~= now.value then
    local later = values.above(now, before).value
    if definition.stricter == "higher" then later = values.above(before, now).value end
    note(context, later and "a later value that is milder" or later == false and "an earlier value that is milder" or "of which of two values is milder nobody knows")
  end
  if before.type == "date" then
    if before.state == "unknown" or now.state == "unknown" then return values.unknown("date", values.missing(before, now)) end
    return values.known("date", definition.stricter == "higher" and math.min(before.value, now.value) or math.max(before.value, now.value))
  end
  return definition.stricter == "higher" and values.lesser(before, now) or values.greater(before, now)
end

-- A parameter on the pivot, or on the day whose law is read; whom a transition names, as they read it who keep to the earlier row.
local function as_set(node, context, of_day)
  local definition = assert(context.pack.parameters[node.name], node.name)
  local value, kept, whom = value_on(node, definition, context), as_kept(definition)
  if definition.law_of == "milder" and (of_day or not context.law) then -- section 24
    return milder(definition, value, value_on(node, definition, copy(context, { law = context.as_of })), context)
  end
  if not kept then return value end
  local asked_in = instead.asked_in(context, context.pivot or nil)
  local named = values.settle(expressions.as(whom, "condition", asked_in))
  if context.counters and asked_in ~= context and values.settle(expressions.as(whom, "condition", copy(context, { counters = false }))).value ~= named.value then
    note(context, "who keeps to an earlier value as things stood")
  end
  local earlier = value_on(node, kept, context)
  if named.state == "unknown" then
    note(context, "who perhaps keeps to an earlier value")
    return values.agreed(earlier, value, named)
  end
  if named.value and (earlier.state ~= value.state or earlier.low ~= value.low or earlier.value ~= value.value) then note(context, "who keeps to an earlier value") end
  return named.value and earlier or value
end

--- The same, where no exception says another value instead.
function parameters.value(node, context, of_day)
  return instead.of_parameter(node.name, as_set(node, context, of_day), context, function(raw) return parameter_value(raw, context) end)
end

--- `parameter "x":on(date)`: as the law sets it on that day.
function parameters.on(node, context)
  local day = expressions.as(node.arguments[1], "date", context)
  local named = record_pack.node(node.from)
  if day.state == "known" then
    local there = context.subject.state == "known" and places.of(context.registry, context.subject.value, day.value) or context.places
    for _, row in ipairs(context.pack.parameters[named.name]) do
      local now, before = context.places.chain and context.places.chain[row.place], there.chain and there.chain[row.place]
      if row.place and (now ~= nil) ~= (before ~= nil) then note(context, "moved: a parameter on a day") end
    end
    return parameters.value(named, copy(context, { pivot = day.value, law = day.value, places = there }), true)
  end
  local type_of_value = type_of_parameter(context.pack.parameters[named.name], context)
  if context.pack.parameters[named.name].law_of then -- what it says today may tell all the same
    local there = context.subject.state == "known" and places.of(context.registry, context.subject.value, nil) or context.places
    local value = parameters.value(named, copy(context, { pivot = false, law = false, places = there, any_day = false }), true)
    if value.state == "unknown" then value = values.unknown(value.type, values.missing(value, day)) end
    return value
  end
  return values.unknown(type_of_value, day.missing)
end

--- What the row of the period in hand says in a column (section 29), whatever day is asked about.
expressions.operators["column of periods"] = function(node, context)
  local definition = assert(node.of.columns[node.name], node.name)
  for index, row in ipairs(node.of.rows) do
    if row.from == context.period.from then
      local cell = definition[index]
      local value = cell[1] == nil and values.absent(type_of_parameter(definition, context)) or row_value(definition, cell, context)
      note(context, "a column of a table of periods: " .. value.state)
      return value
    end
  end
  error("no row of " .. node.of.name .. " is in hand")
end

expressions.operators.parameter = parameters.value

return parameters
