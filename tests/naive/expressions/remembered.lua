-- What was answered before: the same question of the same set, or a term of the same record, read in the same way, has the same answer. Nothing of what a rule
-- means is here. Without it a registry of seventy enterprises in which each asks for its neighbours takes minutes, and answers alike.
local contexts = require "tests.naive.expressions.contexts"
local record_pack = require "tests.naive.record_pack"

local remembered = {}

--- Questions that find a record that no reference names: on the pivot, where the rest is read on each row's day.
remembered.FINDS = { first = true, last = true, or_else = true }

-- Kept with the registry of a run: { asks = by what is asked, answers = by set, column or record, numbers = by table, last }.
local function kept(context)
  local registry = context.registry
  registry.remembered = registry.remembered or { asks = {}, answers = {}, numbers = {}, last = 0 }
  return registry.remembered
end

-- Tables are told apart by a number of their own.
local function number_of(of, all)
  if not of then return 0 end
  if not all.numbers[of] then all.last, all.numbers[of] = all.last + 1, all.last + 1 end
  return all.numbers[of]
end

local gather

-- What a term reads; which version of a decision is read depends on where the subject lies.
local function asks_of_term(term, pack, all)
  if not all.asks[term] then
    local found = { rows = {}, subject = term.versions ~= nil, period = term.versions ~= nil }
    all.asks[term] = found
    if not term.versions then gather(term.value, pack, found, all) end
  end
  return all.asks[term]
end

-- The same of what a name may be: a term of some kind, which has no row but its own.
local function gather_name(name, pack, found, all)
  for _, kind in ipairs(pack.kinds) do
    local asks = kind.terms[name] and asks_of_term(kind.terms[name], pack, all)
    for _, what in ipairs(asks and { "subject", "period", "finds", "whole" } or {}) do found[what] = found[what] or asks[what] end
  end
end

-- What an expression reads but the row it is asked of: `rows` in hand, the `subject` (and where it lies), the `period`, what it
-- `finds` on another day, or `whole`, what a Lua function sees.
function gather(raw, pack, found, all)
  if type(raw) == "function" then found.whole = true end
  local node = record_pack.node(raw)
  if not node then return end
  if node.op == "root" and node.name == "period" or node.op == "column of periods" then found.period = true
  elseif node.op == "root" and node.name ~= "subject" then found.rows[node.name] = true
  elseif node.op == "root" then found.subject = true
  elseif node.op == "parameter" then
    found.subject = true
    for _, row in ipairs(pack.parameters[node.name]) do
      if row.transition then gather(row.transition.whom, pack, found, all) end
    end
    for _, exception in ipairs(not found[node.name] and pack.exceptions or {}) do
      found[node.name] = true
      if pack.bears_on(exception, node.name) then
        gather(exception.applies, pack, found, all)
        gather(exception.instead, pack, found, all)
      end
    end
  elseif node.op == "verdict" then
    found.period = true
    for _, rule in ipairs(pack.rules) do
      if rule.base == node.name then found.rows[rule.kind] = true end
    end
  elseif node.op == "index" then gather_name(node.name, pack, found, all)
  elseif node.op == "call" and (node.name == "previous" or node.name == "in_each" or node.name == "in_how_many") then found.period, found.subject = true, true
  elseif node.op == "call" and remembered.FINDS[node.name] then found.finds = true end
  for _, part in ipairs { node.from or false, node.a or false, node.b or false } do
    if part then gather(part, pack, found, all) end
  end
  for index = 1, node.arguments and node.arguments.n or 0 do gather(node.arguments[index], pack, found, all) end
end

-- What is read beside a set by a question that is asked of it, or by a name.
local function asks_beside(node, pack, all)
  if not all.asks[node] then
    local found = { rows = {} }
    if node.op == "index" then gather_name(node.name, pack, found, all) end
    for index = 1, node.arguments and node.arguments.n or 0 do gather(node.arguments[index], pack, found, all) end
    all.asks[node] = found
  end
  return all.asks[node]
end

local function in_hand(kinds, kind, name)
  while kind do
    if kind.name == name then return true end
    kind = kind.owner and kinds[kind.owner.kind]
  end
  return false
end

-- Whether a row in hand is read; `kind`: that of the rows which the question takes in hand itself, with their owners.
local function reads_rows(asks, kind, context)
  local kinds = context.pack.kinds
  for name in pairs(asks.rows) do
    if not (kind and in_hand(kinds, kinds[kind], name)) then
      for _, row in ipairs(context.scopes) do
        if kinds[name] and kinds[name].group or in_hand(kinds, kinds[row.kind], name) then return true end
      end
    end
  end
  return false
end

-- By evidence of which kinds what is not there is vouched for.
local function kinds_of(assured)
  if type(assured) ~= "table" then return tostring(assured) end
  local kinds = {}
  for kind in pairs(assured) do kinds[#kinds + 1] = kind end
  table.sort(kinds)
  return table.concat(kinds, " ")
end

-- On which day it is asked what stood.
local function stood_of(context) return context.stood and (context.stood.day or "some day") .. tostring(context.rows_on_file) or "" end

-- All that tells one reading from another; the fields of a context are told in contexts.lua.
local function reading_of(context, asks, kind, all)
  local map, found = context.map and (context.map.day or "unknown") or "", context.found and (asks.finds and context.found.day or "some day") or ""
  local parts = { tostring(context.pivot), map, found, tostring(context.law), tostring(context.reading), tostring(context.as_recorded), tostring(context.any_day),
    tostring(context.non_detects), kinds_of(context.assured), tostring(context.report), number_of(context.planned, all), stood_of(context),
    tostring(context.begins_by), tostring(context.of_none), tostring(context.endless) }
  if asks.subject or context.reading or context.planned then
    for _, more in ipairs { context.subject.value or context.subject, context.places, context.unit or false } do parts[#parts + 1] = number_of(more, all) end
  end
  if asks.period then parts[#parts + 1] = "period " .. number_of(context.period, all) .. tostring(context.ends) .. tostring(context.since) end
  if reads_rows(asks, kind, context) then
    for _, row in ipairs(context.scopes) do parts[#parts + 1] = number_of(row.value or row, all) end
  end
  return table.concat(parts, "|")
end

-- Of few records an answer is found sooner than it is told from others: only where a registry is crowded is it remembered.
local CROWDED = 20 -- enterprises

local function is_crowded(context) return #(context.registry.enterprise or {}) > CROWDED end

local function answer(of, what, key, make, all)
  local answers = all.answers[of] or {}
  all.answers[of] = answers
  answers[what] = answers[what] or {}
  if not answers[what][key] then answers[what][key] = make() end
  return answers[what][key]
end

local TAKES_ROWS = { where = true, every = true, share = true } -- what these ask, they ask with a row of the set in hand

--- What a question or a name comes to of a set or a column: what `make` gives.
function remembered.of_set(set, node, context, make)
  if not is_crowded(context) then return make() end
  local all = kept(context)
  local asks = asks_beside(node, context.pack, all)
  if asks.whole then return make() end
  return answer(set, node, reading_of(context, asks, TAKES_ROWS[node.name] and set.kind, all), make, all)
end

--- What a term comes to of a row, which alone is in hand.
function remembered.of_row(row, term, context, make)
  if not is_crowded(context) then return make() end
  local all = kept(context)
  local asks = asks_of_term(term, context.pack, all)
  if asks.whole or row.state ~= "known" then return make() end
  return answer(row.value, term, reading_of(context, asks, row.kind, all) .. (row.in_set and "|of a set" or "|its own"), make, all)
end

--- What a state is of a record in a period, whoever asks for it: each of its periods asks for the one before.
function remembered.of_period(row, state, period, context, make)
  local all = kept(context)
  local parts = { period.name, tostring(context.law), tostring(context.reading), tostring(context.as_recorded), tostring(context.non_detects), kinds_of(context.assured),
    tostring(context.report), tostring(context.of_none), tostring(row.in_set), tostring(row.of_set) }
  return answer(row.value, state, table.concat(parts, "|"), make, all)
end

-- What an expression reads that is asked of a subject: its own row with the rest.
local function asks_of_subject(raw, context, all)
  if not all.asks[raw] then
    all.asks[raw] = { rows = {} }
    gather(raw, context.pack, all.asks[raw], all)
  end
  local found = all.asks[raw]
  found.rows[context.scopes[1].kind], found.subject = true, true
  return found
end

--- What an expression comes to that is asked of a subject on many days: a table by pivot, which is filled by whoever asks. `context` is that of any of the days;
--- `always`: also where few records are.
function remembered.by_day(raw, context, always)
  if not always and not is_crowded(context) then return {} end
  local all = kept(context)
  local found = asks_of_subject(raw, context, all)
  if found.whole then return {} end
  local any = contexts.copy(context, { pivot = false, places = false })
  return answer(context.subject.value or context.subject, raw, reading_of(any, found, nil, all), function() return {} end, all)
end

--- The records of a kind that belong to a record, whatever is asked of them: on a day, or where nobody knows it.
function remembered.children(record, child, day, context, make)
  if not is_crowded(context) then return make() end
  return answer(record, child, tostring(day) .. (context.planned == record and " planned" or "") .. stood_of(context), make, kept(context))
end

return remembered
