-- Days of a rule that nobody knows because a value was never received. Section 19.
local clocks = require "tests.naive.verdicts.clocks"
local contexts = require "tests.naive.expressions.contexts"
local evaluate = require "tests.naive.evaluate"
local record_pack = require "tests.naive.record_pack"
local subjects = require "tests.naive.verdicts.subjects"
local values = require "tests.naive.values"

local received = {}

-- The second reading in which nothing but values that were not received is unknown.
local function context_on(subject, pivot, rule) return contexts.copy(subject.read_as(pivot, rule, "shown"), { assured = { ["only what was not received"] = true } }) end

--- A day as it is read so, in whatever way the subject is read.
function received.only(subject, raw, pivot, rule) return evaluate.as(raw, "date", context_on(subject, pivot, rule)) end

--- The same, where the subject is not read in another way already; `otherwise` is that of the rule as it says.
function received.day(subject, raw, pivot, rule, otherwise)
  if subject.reading or raw == nil then return otherwise end
  return received.only(subject, raw, pivot, rule)
end

-- What a name stands for that is a term of the subject.
local function written(raw, kind)
  local node = record_pack.node(raw)
  local root = node and node.op == "index" and record_pack.node(node.from)
  local term = root and root.op == "root" and (root.name == "subject" or root.name == kind.name) and kind.terms[node.name]
  if not term or term.value == nil then return raw end
  return written(term.value, kind)
end

-- The parts of `a & b` and `a | b` on dates, put together by what is asked of each part.
local function by_parts(named, kind, joins, ask)
  local raw = written(named, kind)
  local node = record_pack.node(raw)
  if not node or node.op ~= "&" and node.op ~= "|" then return ask(raw) end
  local join = node.op == "&" and joins.of_later or joins.of_earlier
  return join(by_parts(node.a, kind, joins, ask), by_parts(node.b, kind, joins, ask))
end

-- The first or last of several days, of those that are certain; nil where it is no such day.
local function end_of(raw, name, context)
  local node = record_pack.node(raw)
  local column = node and node.op == "call" and node.name == name and evaluate.value(node.from, context)
  if not column or column.type ~= "column" then return nil end
  local found = values.absent "date"
  for _, cell in ipairs(column.cells) do
    local day = cell.value.value
    if cell.sure and cell.value.state == "known" and (found.state == "absent" or name == "first" and day < found.value or name == "last" and day > found.value) then
      found = cell.value
    end
  end
  return found
end

--- Of a dated rule that would be met or pending, or is freed by its beginning: which of its days nobody knows, so that it is unknown: { due =, done = }, values; nil
--- where it stays as it is. `pivots` are those on which the days are read; `freed`: its beginning frees it.
function received.unknown_days(subject, rule, verdict, pivots, freed)
  if subject.reading then return nil end
  local as_of, kind = values.known("date", subject.run.as_of), subject.record.kind
  local function due_of(raw)
    if clocks.has(rule) then
      return clocks.due(rule, received.day(subject, rule.arises, subject.run.as_of, rule, verdict.arises), context_on(subject, pivots.due, rule))
    end
    local due = evaluate.as(raw, "date", contexts.copy(context_on(subject, pivots.due, rule), { arises = verdict.arises }))
    if due.type ~= "span" then return due end
    return values.moved(received.day(subject, rule.arises, subject.run.as_of, rule, verdict.arises), due, 1)
  end
  local function is_by_due(day)
    if rule.due == nil then return values.yes end
    if clocks.has(rule) then
      local due = due_of(rule.due)
      return due.state == "absent" and values.yes or values.at_most(day, due)
    end
    return by_parts(rule.due, kind, { of_later = values.either, of_earlier = values.both }, function(raw)
      local due = due_of(raw)
      if due.state == "absent" then return values.yes end
      return values.either(values.at_most(day, due), values.at_most(day, end_of(raw, "last", context_on(subject, pivots.due, rule)) or due))
    end)
  end
  local function done_of(raw) return evaluate.as(raw, "date", context_on(subject, pivots.done, rule)) end
  local function surely_done_of(raw)
    local first = end_of(raw, "first", context_on(subject, pivots.done, rule))
    if first and first.state == "known" and done_of(raw).state == "unknown" then subjects.count(subject, "done by one of several days, of which another was not received") end
    return first or done_of(raw)
  end
  local stays
  if freed then stays = due_of(rule.due).state ~= "unknown"
  elseif verdict.done.state == "absent" then stays = is_by_due(as_of).value == true
  else
    stays = by_parts(rule.done, kind, { of_later = values.both, of_earlier = values.either }, function(raw)
      local done = surely_done_of(raw)
      if done.state == "absent" then return values.no end
      return values.both(values.at_most(done, as_of), is_by_due(done))
    end).value == true
  end
  if stays then return nil end
  local due, done = rule.due ~= nil and due_of(rule.due) or verdict.due, done_of(rule.done)
  if due.state ~= "unknown" and done.state ~= "unknown" then return nil end
  return { due = due.state == "unknown" and due or nil, done = done.state == "unknown" and done or nil }
end

return received
