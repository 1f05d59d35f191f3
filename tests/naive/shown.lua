-- What shows that a standing rule is kept: meaning.md, section 19. In a context with a `reading` ("shown" or "judged") a set has `looked`:
-- { rows = those that pass owner, place and conditions on dates, judges = { function(record) -> the other conditions, … },
--   days = { from, to } of its `during`, or nil,
--   asked_of = the row whose own records they are, or nil, begins = the row at which the set begins }, and a column that of its set and `value`, a function that gives a record's.
local dates = require "tests.naive.dates"
local contexts = require "tests.naive.expressions.contexts"
local expressions = require "tests.naive.expressions.expressions"
local places = require "tests.naive.places"
local record_pack = require "tests.naive.record_pack"
local records = require "tests.naive.records"
local values = require "tests.naive.values"

local shown = {}

local compares = { before = true, by = true, after = true, on_or_after = true, between = true, during = true, is = true }

-- Whether a recorded expression names the row of a kind.
local function names(handle, kind)
  local node = record_pack.node(handle)
  if not node then return false end
  if node.op == "root" then return node.name == kind end
  for _, part in ipairs { node.from or false, node.a or false, node.b or false } do
    if part and names(part, kind) then return true end
  end
  for index = 1, node.arguments and node.arguments.n or 0 do
    if names(node.arguments[index], kind) then return true end
  end
  return false
end

local function own_row(handle, kind)
  local node = record_pack.node(handle)
  return node and node.op == "root" and node.name == kind
end

-- The term that a recorded expression is of its own row; nil for anything else.
local function term_of(node, kind)
  return node.op == "index" and own_row(node.from, kind.name) and kind.terms[node.name] or nil
end

-- Whether it is the day of the record itself, which is always there.
local function is_day_of(handle, kind)
  local node = record_pack.node(handle)
  return node ~= nil and node.op == "index" and own_row(node.from, kind.name) and not kind.lasting and kind.starts ~= nil and kind.starts.name == node.name
end

-- Whether a condition says on which days a row of the kind may lie. value_of(expression) gives what an expression comes to for some row.
local function on_dates(handle, kind, value_of, negated)
  local node = record_pack.node(handle)
  if not node then return false end
  if node.op == "&" or node.op == "|" then return on_dates(node.a, kind, value_of, negated) and on_dates(node.b, kind, value_of, negated) end
  if node.op == "~" then return on_dates(node.a, kind, value_of, true) end
  local term = term_of(node, kind)
  if term and not term.versions then return on_dates(term.value, kind, value_of, negated) end
  if node.op ~= "call" or not compares[node.name] or value_of(node.from).type ~= "date" then return false end
  local own, other, sides = names(node.from, kind.name), false, { node.from }
  for index = 1, node.arguments.n do
    other = other or names(node.arguments[index], kind.name)
    sides[#sides + 1] = node.arguments[index]
  end
  if own == other then return false end
  for _, side in ipairs(negated and sides or {}) do
    if names(side, kind.name) and not is_day_of(side, kind) then return false end
  end
  return true
end

-- The parts of a filter: those on dates and the others, each a condition with the row it is asked with (`own`: that of a term, which has no other rows).
function shown.parts(handle, kind, value_of, parts, own)
  parts = parts or { dates = {}, others = {} }
  local node = record_pack.node(handle)
  if node and node.op == "&" then
    shown.parts(node.a, kind, value_of, parts, own)
    return shown.parts(node.b, kind, value_of, parts, own)
  end
  local into = on_dates(handle, kind, value_of) and parts.dates or parts.others
  local term = node and term_of(node, kind)
  local text = term and not term.versions and record_pack.node(term.value)
  if into == parts.others and text and text.op == "&" then return shown.parts(term.value, kind, value_of, parts, true) end
  into[#into + 1] = { condition = handle, own = own }
  return parts
end

-- The days that a filter's condition leaves of those asked about: where it asks on which day a record of the kind itself lies.
function shown.days_of(handle, kind, days, period, ends)
  local node = record_pack.node(handle)
  if not node then return days end
  if node.op == "&" then return shown.days_of(node.b, kind, shown.days_of(node.a, kind, days, period, ends), period, ends) end
  local term = term_of(node, kind)
  if term and not term.versions then return shown.days_of(term.value, kind, days, period, ends) end
  if node.op ~= "call" or not is_day_of(node.from, kind) then return days end
  local function narrowed(from, to)
    days = days or { from = -math.huge, to = math.huge }
    return { from = math.max(days.from, from or -math.huge), to = math.min(days.to, to or math.huge) }
  end
  local function day(argument)
    if type(argument) == "string" then return assert(dates.parse(argument), argument) end
    local asked = record_pack.node(argument)
    local of = asked and asked.op == "index" and record_pack.node(asked.from)
    if not (of and of.op == "root" and of.name == "period" and period) then return nil end
    return asked.name == "to" and ends or period[asked.name]
  end
  local first, last = node.arguments[1], node.arguments[node.arguments.n]
  if node.name == "during" then
    if type(first) == "string" then return narrowed(dates.parse_period(first)) end
    local asked = record_pack.node(first)
    if asked and asked.op == "root" and asked.name == "period" and period then return narrowed(period.from, ends or period.to) end
  elseif node.name == "on_or_after" or node.name == "after" then
    local from = day(first)
    if from then return narrowed(node.name == "after" and from + 1 or from) end
  elseif node.name == "by" or node.name == "before" then
    local to = day(last)
    if to then return narrowed(nil, node.name == "before" and to - 1 or to) end
  elseif node.name == "between" and (day(first) or day(last)) then
    return narrowed(day(first), day(last))
  end
  return days
end

local function count(context, outcome)
  local of = context.counters and (context.counters.shown or {}) or {}
  of[outcome] = (of[outcome] or 0) + 1
  if context.counters then context.counters.shown = of end
end

-- Whether a register is complete for the owner whose set is asked: on the first of the days that are asked about, and on each on which a version of it begins.
local function holds_for(whom, row, days, context)
  if not whom then return true end
  if not row then
    count(context, "complete for whom: another row")
    return false
  end
  if row.state == "absent" then
    count(context, "complete for whom: nobody")
    return false
  end
  local function holds_on(day)
    local own = contexts.copy(context, { scopes = { row }, pivot = day, reading = false, non_detects = false, unit = false, assured = false, counters = false })
    return expressions.as(whom, "condition", own).value == true
  end
  if not days.first or not holds_on(days.first) then
    count(context, "complete for whom: not")
    return false
  end
  for _, version in ipairs(row.state == "known" and row.value.versions or {}) do
    if version.from > days.first and version.from <= (days.last or math.huge) and not holds_on(version.from) then
      count(context, "complete for whom: no longer")
      return false
    end
  end
  count(context, "complete for whom: yes")
  return true
end

-- Whether a record of a kind names no owner, so that nobody knows whose it is.
local function belongs_to_nobody(registry, kind)
  for _, record in ipairs(registry[kind]) do
    local owner = record.kind.owner
    if not owner or owner.blank ~= "unknown" then return false end
    for _, version in ipairs(record.versions) do
      if not version.cells[owner.name] then return true end
    end
  end
  return false
end

-- Whether a row lies in the place of a register, on the pivot and on the last of the days asked about, and has lain where it does on that day since the first of them.
local function lies_there(whose, place, days, context)
  if not place then return true end
  if whose and (whose.state == "absent" or whose.state == "known" and not whose.value.members
      and places.of(context.registry, whose.value, context.pivot or nil).state == "absent") then
    count(context, whose.state == "absent" and "complete in a place, of nobody" or "complete in a place, of who lies in none")
  end
  if not whose or whose.state ~= "known" or whose.value.members then return false end
  for _, day in ipairs { context.pivot or false, days.last or false } do
    if places.holds(places.of(context.registry, whose.value, day or nil), place, context.registry).value ~= true then return false end
  end
  return places.stayed(context.registry, whose.value, days.first, days.last)
end

-- The days that are asked about: `first` and `last`, nil where nobody knows them, and the days before and behind which there are none for certain (`from`, `to`).
local function days_asked(looked, windows, since, context)
  local days = { from = math.max(looked.days and looked.days.from or -math.huge, since or -math.huge),
    to = math.min(looked.days and looked.days.to or math.huge, context.as_of) }
  local lost_first, lost_last
  for _, window in ipairs(windows) do
    local known = window.state == "known"
    if known and window.lost ~= "from" then days.from = math.max(days.from, window.from) else lost_first = true end
    if known and window.lost ~= "to" then days.to = math.min(days.to, window.last or window.to) else lost_last = true end
  end
  days.first, days.last = not lost_first and days.from or nil, not lost_last and days.to or nil
  return days
end

--- Whether no record of the set can be missing: what is said of its kind covers the days that are asked about. And how that was found. `whose`: who must lie in the
--- place of a register, nil: the row at which the set begins. `since`: of a forbid, the first day of its rule, before which no row counts; its windows tell nothing.
function shown.complete(looked, kind, context, whose, since)
  local windows = since and {} or looked.windows or {}
  local days, failed = days_asked(looked, windows, since, context), nil
  local came = context.registry.came
  if came and context.pack.complete[kind] and not came.kinds[kind] then return false, "a register of which no file came" end
  local until_day = came and came.day or math.huge
  for _, said in ipairs(not belongs_to_nobody(context.registry, kind) and not context.registry[kind].refused and context.pack.complete[kind] or {}) do
    local here = lies_there(whose or looked.begins, said.place, days, context)
    local covers = here and said.from <= days.from and math.min(said.to, until_day) >= days.to
    if here and not covers and said.from <= days.from and said.to >= days.to then count(context, "complete until its file came") end
    if covers and holds_for(said.whom, looked.asked_of, days, context) then
      if #windows > 0 then count(context, "complete in a window") end
      return true, said.place and "complete in its place" or "complete"
    end
    failed = covers and "complete for others" or here and "complete on other days" or "complete elsewhere"
  end
  if context.registry[kind].refused and context.pack.complete[kind] then failed = "complete but for refused rows" end
  return false, failed
end

-- Where only the rows of some days are looked at: those of a kind whose event lies in the unit.
local function in_unit(rows, kind, unit)
  if not unit or unit.kind ~= kind then return rows end
  local kept = {}
  for _, row in ipairs(rows) do
    local day = records.day(row.record)
    local inside = values.both(values.at_least(day, values.known("date", unit.from)), values.at_most(day, values.known("date", unit.to)))
    if inside.value ~= false then kept[#kept + 1] = { record = row.record, sure = row.sure and inside.state == "known" } end
  end
  return kept
end

-- Whether a row of a set, or of a column, is certain.
local function has_certain(set)
  for _, row in ipairs(set.rows or set.cells) do
    if row.sure then return true end
  end
  return false
end

-- What a question over a set comes to: `value` where a row of it shows something, or where it has none and none can be missing; else it is unknown.
-- `judge` gives what the question asks of a record, unknown where it could not be judged.
function shown.question(set, value, context, judge)
  local function like(made) -- of a row it is known of which kind it would be
    made.kind = value.kind
    return made
  end
  if context.of_none and value.state == "unknown" and not has_certain(set) then value = value.type == "number" and values.number(1) or like(values.absent(value.type)) end
  if not context.reading or context.assured and context.assured ~= true and context.assured["only what was not received"] then return value end
  local vouched = context.assured == true or context.assured and not context.assured[set.kind]
  if set.open and (vouched or value.state == "unknown") then return value end
  if set.open then -- the set of a row that nobody knows holds no certain row, also where what is asked of it is absent (6)
    count(context, "not judged")
    return like(values.unknown(value.type))
  end
  local looked = set.looked
  local open = values.no -- whether a row is there that could not be judged
  for _, row in ipairs(in_unit(looked.rows, set.kind, context.unit)) do
    local asked = judge and judge(row.record) or values.yes
    for _, condition_of in ipairs(looked.judges) do asked = values.both(asked, condition_of(row.record)) end
    if asked.state ~= "known" then open = values.either(open, row.sure and values.yes or values.unknown "condition") end
    if row.sure and asked.state == "known" then
      count(context, "judged")
      return value
    end
  end
  local own = context.assured and context.assured ~= true and context.assured[set.kind] -- evidence of the same kind
  if context.assured and not own and open.value == false then
    count(context, "assured")
    return value
  end
  local complete, how = false, nil
  if (not context.assured or own) and #looked.rows == 0 then complete, how = shown.complete(looked, set.kind, context) end
  if own and #looked.rows == 0 then count(context, complete and "own evidence, complete" or "own evidence, empty") end
  if how then count(context, how) end
  if complete then return value end
  count(context, #looked.rows == 0 and "empty" or "not judged")
  return like(values.unknown(value.type))
end

-- Whether it is known of a record what the other conditions of a set say, all together.
function shown.could_judge(set, record)
  local all = values.yes
  for _, condition_of in ipairs(set.looked.judges) do all = values.both(all, condition_of(record)) end
  return all.state == "known"
end

-- The rows of a set of evidence that tell something.
function shown.telling(set)
  local kept = { type = "set", kind = set.kind, rows = {}, open = set.open, missing = set.missing }
  for _, row in ipairs(set.rows) do
    if not row.sure or shown.could_judge(set, row.record) then kept.rows[#kept.rows + 1] = row end
  end
  return kept
end

-- A value of a column that shows something: of numbers one that is there, of others any that is not unknown.
function shown.has_value(value)
  local has = value.state ~= "unknown"
  if value.type == "number" then has = value.state == "known" or value.state == "range" end
  return has and values.yes or values.unknown "condition"
end

return shown
