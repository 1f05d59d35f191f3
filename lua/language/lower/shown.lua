--- What shows that a rule is kept (meaning.md, section 19): the second reading of a standing rule, in which every question over an empty set is
--- unknown, and the third, of what is asked of a set's rows, in which a row that could not be judged is.
---
--- A scope's `reading` is nil (as the rule says), "shown" or "judged"; scopes made from it have it, too. Sets lowered in a scope with a reading have
--- `looked`: { rows = node: its rows by owner, place and conditions on dates, judged = node or nil: the other
--- conditions, of which it must be known what they say }.
local analysis = require "mandate.language.lower.analysis"
local calendar_days = require "mandate.language.days"
local registers = require "mandate.language.lower.registers"
local types = require "mandate.language.types"
local walk = require "mandate.language.walk"

local shown = {}

local COMPARES = { before = true, by = true, after = true, on_or_after = true, between = true, during = true, is = true }
local UNKNOWN_CODE, UNKNOWN_DAY, NO_RECORD = 0xfffffffe, -0x80000000, 0xffffffff

local function is_own_row(e, index) return e.op == "row" and e.scope == index and #e.via == 0 end

local function reads_own(expression, index)
  local found = false
  walk.into(expression, function(e)
    found = found or is_own_row(e, index)
    return not found
  end)
  return found
end

-- The day of the record itself, which is never absent.
local function is_event(lowering, e, index)
  if e.op ~= "field" or not is_own_row(e.from, index) then return false end
  local kind = lowering.kinds[e.from.type.kind]
  return kind.starts == e.name and not kind.lasting
end

-- What find() gives of an expression in a scope, found once there: what a text names twice is looked into once. It is kept beside the scope's own nodes, which a scope that
-- is made from another never shares.
local found_in = setmetatable({}, { __mode = "k" })

local function once(around, way, e, find)
  found_in[around.memo] = found_in[around.memo] or {}
  return walk.once(found_in[around.memo], way, e, find)
end

local on_dates

-- Whether a condition asks on which days a row lies: each comparison in it holds a date of the row against a day that is not the row's. What is
-- negated must be about the day of the record, because another may be absent, and then says something else.
local function asks_dates(lowering, e, index, negated)
  if e.op == "and" or e.op == "or" then return on_dates(lowering, e.a, index, negated) and on_dates(lowering, e.b, index, negated) end
  if e.op == "not" then return on_dates(lowering, e.a, index, true) end
  if e.op == "term" and is_own_row(e.from, index) then return on_dates(lowering, lowering.pack.terms[e.term].value, 1, negated) end
  if not COMPARES[e.op] or not e.from or e.from.type.k ~= "date" then return false end
  local own, other = reads_own(e.from, index), e.period ~= nil and reads_own(e.period, index)
  for _, argument in ipairs(e.arguments or {}) do other = other or reads_own(argument, index) end
  if own == other then return false end
  if not negated then return true end
  for _, side in ipairs { e.from, table.unpack(e.arguments or {}) } do
    if reads_own(side, index) and not is_event(lowering, side, index) then return false end
  end
  return e.period == nil or not reads_own(e.period, index)
end

function on_dates(lowering, e, index, negated)
  local way = "on dates " .. index .. (negated and " negated" or "")
  return once(lowering.dates_asked, way, e, function() return asks_dates(lowering, e, index, negated) end)
end

--- The same scope in the reading in which what cannot be judged is unknown.
function shown.judging(around)
  if around.reading == "judged" then return around end
  if not around.judging then
    local own = {}
    for key, value in pairs(around) do own[key] = value end
    own.reading, own.memo, own.sets, own.paired_sets, own.term_scopes, own.asked_terms, own.said = "judged", {}, {}, nil, nil, nil, nil
    own.on_file, own.as_it_stood, own.as_said, own.asked = nil, nil, nil, nil
    around.judging = own
  end
  return around.judging
end

--- What a Lua function sees in a reading: { received = true: a value that was not received is unknown, kinds = those of which a set without any row is, key = };
-- nil: as the rule says.
-- It has no days, so only a register of all days, of everybody and everywhere stands for a row that is not there.
function shown.of_function(lowering, around)
  local assured, judging = around.assured, around.reading == "judged"
  if not around.reading or assured == true and not judging then return nil end
  local seen, marks = { kinds = {} }, {}
  seen.received = judging or assured and assured.received or not (assured and assured.alone) and not around.of_set or nil
  for name, kind in pairs(assured == true and {} or lowering.kinds) do
    if not kind.group and (not assured or assured.kinds[name]) and registers.complete(lowering, { kind = name, looked = {} }, around, false) ~= true then
      table.insert(seen.kinds, name)
    end
  end
  table.sort(seen.kinds)
  table.move(seen.kinds, 1, #seen.kinds, 1, marks)
  if seen.received then table.insert(marks, 1, "received") end
  if #marks == 0 then return nil end
  seen.key = table.concat(marks, " ")
  return seen
end

--- The same scope in another reading; nil: as the rule says.
---@param assured boolean|table|nil what `evidence` stands for, where something is not there (scope.lua)
function shown.reading(around, reading, assured)
  local own = {}
  for key, value in pairs(around) do own[key] = value end
  own.reading, own.memo, own.sets, own.paired_sets, own.term_scopes, own.asked_terms, own.judging, own.said = reading, {}, {}, nil, nil, nil, nil, nil
  own.assured, own.on_file, own.as_it_stood, own.as_said, own.asked = assured, nil, nil, nil, nil
  return own
end

--- The same scope where what is unknown for want of certain rows counts as told (scope.lua).
function shown.of_none(around)
  if not around.counting_none then
    around.counting_none = shown.reading(around, around.reading, around.assured)
    around.counting_none.of_none, around.counting_none.counting_none = true, nil
  end
  return around.counting_none
end

--- A scope in a reading, where what is said of a register is left out: the one, or true for all.
function shown.without(around, said)
  local own = shown.reading(around, around.reading, around.assured)
  own.without = said
  return own
end

--- The same scope as the rule says, which is one scope for all that is asked of it.
function shown.as_said(around)
  around.said = around.said or shown.reading(around, nil)
  return around.said
end

--- The days that a set asks about, { from, to }, where `during` narrows them: written, or the period that is judged.
function shown.days(days, period, around)
  local span = period.op == "literal" and period.value or period.op == "period" and around.period
  if not span then return days end
  days = days or {}
  return { from = days.from and days.from > span.from and days.from or span.from, to = days.to and days.to < (span.last or span.to) and days.to or span.last or span.to }
end

-- A day that is written, or the first or last of the period that is judged; nil for any other.
local function day_of(e, around)
  if e.op == "literal" then return e.value end
  return around.period and (e.op == "period_from" and around.period.from or e.op == "period_to" and (around.period.last or around.period.to)) or nil
end

local FIRST, LAST = { on_or_after = true, after = true, between = true }, { by = true, before = true, between = true }

-- The days of both, where either may leave them open.
local function of_both(a, b)
  if not a or not b then return a or b end
  return { from = calendar_days.later(a.from, b.from), to = calendar_days.earlier(a.to, b.to) }
end

local days_of

-- The days on which a condition of a filter lets records lie; nil: on any.
local function find_days(lowering, e, around, index)
  if e.op == "and" then return of_both(days_of(lowering, e.a, around, index), days_of(lowering, e.b, around, index)) end
  if e.op == "term" and is_own_row(e.from, index) then return days_of(lowering, lowering.pack.terms[e.term].value, around, 1) end
  if not COMPARES[e.op] or not is_event(lowering, e.from, index) then return nil end
  if e.op == "during" then return shown.days(nil, e.period, around) end
  local first, last = FIRST[e.op] and day_of(e.arguments[1], around), LAST[e.op] and day_of(e.arguments[#e.arguments], around)
  if e.op == "after" and first then first = calendar_days.after(first) end
  if e.op == "before" and last then last = calendar_days.before(last) end
  return (first or last) and { from = first or nil, to = last or nil } or nil
end

function days_of(lowering, e, around, index)
  return once(around, "days " .. index, e, function() return find_days(lowering, e, around, index) end) or nil
end

--- The same where a filter's condition asks on which day its records themselves lie.
function shown.asked_days(lowering, days, e, around, index) return of_both(days, days_of(lowering, e, around, index)) end

-- Whether a row was judged (`seen`), or none is there that could not be: nodes of the rows, and of what could be judged of them.
local function is_judged(lowering, set, around, rows, judged, any)
  local nodes, space = lowering.nodes, set.scope.space
  local could = nodes:add("KNOWN", space, { judged })
  local unjudged = any(nodes:both(rows, nodes:negate(could, space), space))
  return nodes:add("OR", around.space, { any(nodes:both(rows, could, space)), nodes:negate(unjudged, around.space) })
end

-- A value that stands for what a question over a set without certain rows finds unknown, as a node: any that is not unknown.
local function stands_for(lowering, type, space)
  local nodes, k = lowering.nodes, type.k
  if k == "condition" then return nodes:truth(space, false) end
  if k == "number" or k == "rate" then return nodes:number(space, 1) end
  if k == "date" then return nodes:day(space, nil) end
  return nodes:add("RECORD_CONSTANT", space, nil, { record = NO_RECORD, kind = type.kind })
end

-- What a question says, and of a set without a certain row, where it says nothing, something: a share of none, a mean of rows of which each is perhaps there.
local function told_of_none(lowering, set, around, type, node, any)
  local nodes, space = lowering.nodes, around.space
  local some = any(set.mask)
  local certain = nodes:both(some, nodes:add("KNOWN", space, { some }), space)
  local told = nodes:add("KNOWN", space, { nodes:add("GIVEN", space, { node }) })
  return nodes:add("PICK", space, { node, stands_for(lowering, type, space), nodes:add("OR", space, { told, certain }) })
end

--- A quotient where of none counts as told (scope.lua): one of two numbers that are known, which there is not.
function shown.quotient(lowering, around, node, a, b)
  if not around.of_none then return node end
  local nodes, space = lowering.nodes, around.space
  local both = nodes:both(nodes:add("KNOWN", space, { a }), nodes:add("KNOWN", space, { b }), space)
  local told = nodes:add("OR", space, { nodes:add("KNOWN", space, { node }), nodes:negate(both, space) })
  return nodes:add("PICK", space, { node, nodes:number(space, 1), told })
end

--- A question over a set: where there is a reading, unknown unless a row of it could be judged, or it has none and its register is complete, or evidence stands for it.
---@param any function(mask) gives whether a row of the set's space is there
---@param judged integer|nil node in the set's space: what the question asks of each row, unknown where it could not be judged
---@param rows integer|nil node in the set's space: a further condition on dates
function shown.question(lowering, set, around, type, node, judged, any, rows)
  if around.of_none then node = told_of_none(lowering, set, around, type, node, any) end
  if not around.reading then return node end
  local nodes, space = lowering.nodes, set.scope.space
  judged = nodes:both(set.looked.judged, judged, space)
  local assured = around.assured == true or around.assured and not around.assured.kinds[set.kind]
  if assured and around.assured ~= true and around.assured.alone then return node end
  if assured and not judged then return node end
  rows = nodes:both(set.looked.rows, rows, space)
  local unit = around.unit
  if unit and unit.kind == set.kind then
    rows = nodes:both(rows, nodes:within(nodes:add("EVENT", space, nil, { kind = set.kind }), unit.from, unit.to, space), space)
  end
  if assured then
    return nodes:add("PICK", around.space, { node, shown.unknown(lowering, type, around.space), is_judged(lowering, set, around, rows, judged, any) })
  end
  local seen = any(nodes:both(rows, judged and nodes:add("KNOWN", space, { judged }), space))
  local complete = registers.complete(lowering, set, around, set.lies_with)
  if complete then
    local none = nodes:negate(any(rows), around.space)
    seen = nodes:add("OR", around.space, { seen, complete == true and none or nodes:both(none, complete, around.space) })
  end
  return nodes:add("PICK", around.space, { node, shown.unknown(lowering, type, around.space), seen })
end

--- The reading in which only rows that are there and could not be judged make a question unknown.
function shown.assured(around) return shown.reading(around, "shown", true) end

--- The second reading of sets of one kind alone: those of other kinds are read as the rule says.
function shown.of_kind(around, kind)
  return shown.reading(around, "shown", { key = "alone " .. kind, alone = true, kinds = { [kind] = true } })
end

--- The second reading of all fields that may not have been received, and of nothing else.
function shown.of_received(around)
  return shown.reading(around, "shown", { key = "alone received", alone = true, received = true, kinds = {} })
end

-- What a condition on a row says where nothing but what was not received is unknown, as a node; nil where that is not asked.
local function as_received(lowering, expression, around)
  local assured = around.assured
  if around.reading ~= "shown" or assured == true or assured and assured.alone or not analysis.asks_received(lowering, expression) then return nil end
  return lowering:value(expression, shown.of_received(around), nil, { k = "condition" })
end

--- A condition that lets a row into a set, as a reading sees it: in the second one, where it is true only because a value was never received, unknown.
---@param node integer what it says as it is read there
function shown.admitted(lowering, expression, around, node)
  local received = as_received(lowering, expression, around)
  if not received then return node end
  local nodes, space = lowering.nodes, around.space
  return nodes:both(node, nodes:add("OR", space, { received, nodes:truth(space, nil) }), space)
end

--- A condition that puts a row on one side of a share, likewise: unknown also where it is false only because a value was never received.
function shown.shared(lowering, expression, around, node)
  local received = as_received(lowering, expression, around)
  if not received then return node end
  local nodes, space = lowering.nodes, around.space
  local admitted = nodes:both(node, nodes:add("OR", space, { received, nodes:truth(space, nil) }), space)
  return nodes:add("OR", space, { admitted, nodes:both(received, nodes:truth(space, nil), space) })
end

--- The second reading of one field alone, which may not have been received: all else is read as the rule says.
function shown.of_field(around, kind, name)
  return shown.reading(around, "shown", { key = "alone " .. kind .. "." .. name, alone = true, field = kind .. "." .. name, kinds = {} })
end

--- The fourth reading, of a rule or decision with `evidence` that is written: so it is of sets of other kinds than its own; of those it is the second.
---@param kinds string[] the kind of the evidence, and that of the records that are expected
function shown.vouched(around, kinds)
  local own = { key = table.concat(kinds, "+"), kinds = {} }
  for _, kind in ipairs(kinds) do own.kinds[kind] = true end
  return shown.reading(around, "shown", own)
end

--- The reading of what a decision with evidence of a kind asks: what is not there of other kinds its evidence stands for, whatever else the reading takes for not shown.
function shown.with_evidence(around, kind)
  local assured = around.assured
  if not around.reading or assured == true or assured and (assured.received or assured.field) then return around end
  local kinds = { [kind] = not assured or assured.kinds[kind] or nil }
  return shown.reading(around, around.reading, { key = (assured and assured.key .. " " or "") .. "by " .. kind, alone = assured and assured.alone, kinds = kinds })
end

--- The same, where of sets of a kind only the rows from a day to another are looked at.
function shown.assured_in(around, kind, from, to)
  local own = shown.assured(around)
  own.unit = { kind = kind, from = from, to = to }
  return own
end

--- Which rows of a set of evidence tell something: its certain ones that could be judged, and those that are perhaps there, as a node in its space.
--- The set was lowered in a reading.
function shown.telling(lowering, set)
  local nodes, space, judged = lowering.nodes, set.scope.space, set.looked.judged
  if not judged then return set.mask end
  local open = nodes:negate(nodes:add("KNOWN", space, { set.of_any_day or set.mask }), space) -- what is perhaps in the set is perhaps evidence
  return nodes:both(set.mask, nodes:add("OR", space, { nodes:add("KNOWN", space, { judged }), open }), space)
end

--- True unless rows of a set are there of which none could be judged; nil where that cannot be. counts: node in the set's space, a further condition on them.
---@param own boolean|nil nothing stands for such rows where none is there
function shown.is_judged(lowering, set, around, counts, any, own)
  local nodes, judged, space = lowering.nodes, set.looked.judged, set.scope.space
  local rows = nodes:both(set.looked.rows, counts, space)
  if own then return any(nodes:both(rows, judged and nodes:add("KNOWN", space, { judged }), space)) end
  if not judged then return nil end
  return is_judged(lowering, set, around, rows, judged, any)
end

local split

-- Those of one condition; nil where there are none.
local function find_split(lowering, e, around)
  local nodes, space = lowering.nodes, around.space
  if e.op == "and" then
    local a, b = split(lowering, e.a, around), split(lowering, e.b, around)
    return { dates = nodes:both(a.dates, b.dates, space), judged = nodes:both(a.judged, b.judged, space) }
  elseif on_dates(lowering, e, around.index) then
    return { dates = lowering:value(e, around) }
  elseif e.op == "term" and is_own_row(e.from, around.index) and lowering.pack.terms[e.term].value.op == "and" then
    local own, seen_from = lowering:term_own(e, around)
    local of_text = split(lowering, lowering.pack.terms[e.term].value, own)
    return { dates = of_text.dates and seen_from(of_text.dates), judged = of_text.judged and seen_from(of_text.judged) }
  end
  return { judged = lowering:value(e, shown.judging(around)) }
end

function split(lowering, e, around)
  return once(around, "split", e, function() return find_split(lowering, e, around) end)
end

--- A filter's conditions, apart: those on dates, and the others in the reading in which what cannot be judged is unknown. nil where there are none.
function shown.split(lowering, e, around)
  local parts = split(lowering, e, around)
  return parts.dates, parts.judged
end

--- An unknown value of a type, as a node.
function shown.unknown(lowering, type, space)
  local nodes, k = lowering.nodes, type.k
  if k == "condition" then return nodes:truth(space, nil) end
  if k == "number" or k == "rate" then return nodes:number(space, -math.huge, math.huge) end
  if k == "date" then return nodes:day(space, UNKNOWN_DAY) end
  if k == "row" then return nodes:add("RECORD_CONSTANT", space, nil, { record = UNKNOWN_CODE, kind = type.kind }) end
  return nodes:add("TEXT_CONSTANT", space, nil, { code = UNKNOWN_CODE })
end

--- Whether a reading of what is shown takes a field of a record that is no row of a set for unknown until it was received; not where what is not there leaves nothing open.
function shown.asks_received(around, kind, name)
  local assured = around.assured
  if around.reading ~= "shown" or assured == true then return false end
  return not (assured and assured.alone) or assured.received or assured.field == kind .. "." .. name
end

--- A field whose value is not received before an event is unknown until then.
---@param row table { kind =, node = } the record
---@param none integer|nil node: that there is no row, which leaves the value as it is
function shown.received(lowering, expression, around, row, value, none)
  local field = lowering.fields[row.kind][expression.name]
  if not field.known_from then return value end
  local event = lowering.nodes:add("READ", around.space, { row.node or false }, { kind = row.kind, field = field.known_from })
  local told = lowering.nodes:add("KNOWN", around.space, { event })
  if none then told = lowering.nodes:add("OR", around.space, { told, none }) end
  return lowering.nodes:add("PICK", around.space, { value, shown.unknown(lowering, expression.type, around.space), told })
end

-- Whether an expression is a field of the very rows that are gone through, of which each cell is a value: then nothing is absent that could be asked for.
local function is_there(lowering, e, around)
  if e.op ~= "field" or e.from.op ~= "row" or lowering.group_spaces[around.space] then return false end
  local row = lowering:row(e.from, around)
  local kind = lowering.kinds[row.kind]
  local field = not kind.group and lowering.fields[row.kind][e.name]
  return field and not row.node and field.blank == "unknown" and not field.known_from and not lowering:pivot_node(around, row.kind, e.name)
    and not lowering.snapshot:has_unknown(row.kind, e.name)
end

--- A comparison of a number that is absent is unknown.
function shown.compared(lowering, around, asked, value, node)
  local k = asked.type.k
  if around.reading ~= "judged" or k ~= "number" and k ~= "rate" or is_there(lowering, asked, around) then return node end
  return lowering.nodes:add("PICK", around.space, { node, lowering.nodes:truth(around.space, nil), lowering.nodes:add("GIVEN", around.space, { value }) })
end

--- `known()` in the second reading: unknown where its value is unknown, or a range, for this reading only, and not as the rule says.
---@param known integer node: what it says without looking at that
---@param now table { value =, given = } nodes: the value in this reading, and whether there is one
---@param before table the same as the rule says
---@param may_be_range boolean
---@param of_none table|nil { now =, before = } nodes: whether there is a value, in this reading and as the rule says, where of none counts as told
function shown.known(lowering, around, known, now, before, may_be_range, of_none)
  local nodes, space = lowering.nodes, around.space
  local function is_known(node) return nodes:add("KNOWN", space, { node }) end
  local told = nodes:add("OR", space, { is_known(now.given), nodes:negate(is_known(before.given), space) })
  if of_none then told = nodes:both(told, nodes:add("OR", space, { is_known(of_none.now), nodes:negate(is_known(of_none.before), space) }), space) end
  local open = nodes:both(now.given, nodes:negate(now.given, space), space) -- unlike a plain unknown it carries what leaves the value open, a call that failed too
  if may_be_range then
    local function is_settled(one) return nodes:add("OR", space, { is_known(one.value), nodes:negate(one.given, space) }) end -- known, or absent
    local no_range = nodes:add("OR", space, { is_settled(now), nodes:negate(nodes:both(is_settled(before), is_known(before.given), space), space) })
    told = nodes:both(told, no_range, space)
    open = nodes:add("NUMBER_SAME", space, { now.value, now.value })
  end
  return nodes:add("PICK", space, { known, open, told })
end

--- Whether a verdict has one of these statuses, in a reading: that it is unknown, or an error, counts where it is so as the rule says, too.
---@param verdict integer node: as it is in the reading
---@param said integer node: as the rule says
function shown.has_status(lowering, space, verdict, said, words)
  local others = {}
  for _, word in ipairs(words) do
    if word ~= "unknown" and word ~= "error" then others[#others + 1] = word end
  end
  local result = lowering:has_status(space, verdict, others)
  for _, word in ipairs(words) do
    if word == "unknown" or word == "error" then
      local both = lowering.nodes:both(lowering:has_status(space, verdict, { word }), lowering:has_status(space, said, { word }), space)
      result = lowering.nodes:add("OR", space, { result, both })
    end
  end
  return result
end

--- True where a value could be judged, otherwise unknown, as a node in its space: of numbers one that is there, of others any that is not unknown.
function shown.is_there(lowering, space, type, value)
  local nodes = lowering.nodes
  local given = nodes:add("GIVEN", space, { value })
  if type.k ~= "number" and type.k ~= "rate" then given = nodes:add("KNOWN", space, { given }) end
  return nodes:add("OR", space, { given, nodes:truth(space, nil) })
end

--- The same of an expression that is asked of a set's rows.
---@param around table the scope in which it is asked
---@param counted boolean|nil a number of which nothing is known but the ends of its field is not there
function shown.has_value(lowering, expression, around, counted)
  local k = expression.type.k
  if not counted or k ~= "number" and k ~= "rate" then return shown.is_there(lowering, around.space, expression.type, lowering:value(expression, around)) end
  local given = lowering:value({ op = "given", from = expression, type = types.condition, at = expression.at }, around)
  return lowering.nodes:add("OR", around.space, { given, lowering.nodes:truth(around.space, nil) })
end

return shown
