-- Who is freed by having begun after the due day: meaning.md, section 7, 4. Read off what the pack wrote: of each expression, the days that it can be.
local record_pack = require "tests.naive.record_pack"
local row_kinds = require "tests.naive.row_kinds"

local beginnings = {}

-- The events that may bring a record of a kind into being.
local function starting(kind)
  if kind.starts then return { kind.starts } end
  return kind.events
end

local days_of

local function days_of_begun(rule, pack, found)
  if rule.arises ~= nil then return days_of(rule.arises, rule.kind, pack, found) end
  for _, field in ipairs(starting(pack.kinds[rule.kind])) do found[#found + 1] = field end
end

local is_span
function is_span(raw, pack)
  local node = record_pack.node(raw)
  for _, row in ipairs(node and node.op == "parameter" and pack.parameters[node.name] or {}) do
    if row[1] ~= nil then return is_span(row[1], pack) end -- the first that sets something
  end
  for _, cell in ipairs(node and node.op == "column of periods" and node.of.columns[node.name] or {}) do
    if cell[1] ~= nil then return is_span(cell[1], pack) end
  end
  if node and node.op == "instead" then return is_span(node.from, pack) end
  return node ~= nil and node.op == "span"
end

-- The days that a rule's due day can be, or be reckoned from, but for those from which it arises.
local function days_of_due(rule, pack, found)
  days_of(rule.due, rule.kind, pack, found)
  local more = rule.extended
  for _, paused in ipairs(record_pack.sorts_of_pauses(rule)) do
    local set = paused[1] == nil and pack.kinds[rule.kind] or row_kinds.of(paused[1], rule.kind, pack)
    for _, raw in ipairs { paused.from, paused.to } do
      if set then days_of(raw, set.name, pack, found) end
    end
  end
  for _, raw in pairs { more and more.on or false, more and more.to or false } do
    if raw then days_of(raw, rule.kind, pack, found) end
  end
end

local function days_of_verdict(name, field, pack, found)
  for _, rule in ipairs(pack.rules) do
    if rule.base == name then
      if field == "arises" then days_of_begun(rule, pack, found)
      elseif (field == "due" or field == "lapsed") and rule.word ~= "quota" then
        if is_span(rule.due, pack) then days_of_begun(rule, pack, found) end
        days_of_due(rule, pack, found)
      elseif rule.word ~= "quota" then days_of(rule[field], rule.kind, pack, found) end
    end
  end
end

-- The fields that a span by a number is reckoned from.
local function days_of_span(raw, subject, pack, found)
  local node = record_pack.node(raw)
  if not node then return end
  if node.op == "span" then return days_of_span(node.count, subject, pack, found) end
  if node.op == "call" then return days_of_span(node.from, subject, pack, found) end
  if node.a ~= nil then
    days_of_span(node.a, subject, pack, found)
    days_of_span(node.b, subject, pack, found)
  elseif node.op == "index" then
    local kind = record_pack.node(node.from).op ~= "verdict" and row_kinds.of(node.from, subject, pack)
    local term = kind and kind.terms[node.name]
    if term and not term.versions then return days_of_span(term.value, kind.name, pack, found) end
    days_of(raw, subject, pack, found)
  end
end

local takes_from = { first = true, last = true, when_all = true, min = true, max = true, next = true, next_working_day = true,
  preceding = true, start_of = true, end_of = true, previous_working_day = true, or_else = true, distinct = true }

-- Adds to `found` the fields that the day can be, or be reckoned from; "function" for what nobody can see.
function days_of(raw, subject, pack, found)
  if type(raw) == "function" then found[#found + 1] = "function" end
  local node = record_pack.node(raw)
  if not node then return end
  if node.op == "instead" then -- conditions choose
    days_of(node.from, subject, pack, found)
    for _, exception in ipairs(pack.exceptions) do
      local said = type(exception.instead) == "table" and not record_pack.node(exception.instead) and exception.instead.due
      if said and pack.bears_on(exception, node.target) then days_of(said, subject, pack, found) end
    end
  elseif node.op == "&" or node.op == "|" then
    days_of(node.a, subject, pack, found)
    days_of(node.b, subject, pack, found)
  elseif node.op == "+" or node.op == "-" then
    days_of(node.a, subject, pack, found)
    days_of_span(node.b, subject, pack, found)
  elseif node.op == "call" and takes_from[node.name] then
    days_of(node.from, subject, pack, found)
    if node.name == "or_else" then days_of(node.arguments[1], subject, pack, found) end
  elseif node.op == "index" then
    local from = record_pack.node(node.from)
    if from.op == "verdict" then return days_of_verdict(from.name, node.name, pack, found) end
    local kind = row_kinds.of(node.from, subject, pack)
    if not kind then return end -- a period's day
    if kind.by_name[node.name] then found[#found + 1] = kind.by_name[node.name] end
    local term = kind.terms[node.name]
    if term and term.versions then
      for _, version in ipairs(term.versions) do
        for _, row in ipairs(version.rows) do days_of(row[#version.columns + 1], kind.name, pack, found) end
      end
    elseif term then days_of(term.value, kind.name, pack, found) end
  end
end

-- Whether a subject of the rule that began after its due day is free of it.
function beginnings.free(rule, pack)
  if rule.arises ~= nil or is_span(rule.due, pack) then return false end
  local due, done = {}, {}
  days_of_due(rule, pack, due)
  days_of(rule.done, rule.kind, pack, done)
  if #due > 0 then return false end
  for _, field in ipairs(done) do
    if field == "function" then return false end
    for _, start in ipairs(starting(pack.kinds[rule.kind])) do
      if field == start then return false end
    end
  end
  return true
end

-- Whether it may be that the period that is judged chooses the day, or makes it.
local function of_period(raw, subject, pack, seen)
  if type(raw) == "function" then return true end
  local node = record_pack.node(raw)
  if type(raw) ~= "table" or node and seen[node] then return false end
  if not node then -- a list of arguments
    for _, part in pairs(raw) do
      if of_period(part, subject, pack, seen) then return true end
    end
    return false
  end
  seen[node] = true
  if node.op == "root" and node.name == "period" or node.op == "column of periods" then return true end
  if node.op == "verdict" then
    for _, rule in ipairs(pack.rules) do
      if rule.base == node.name and rule.unit then return true end
    end
  end
  local kind, term = row_kinds.term(node, subject, pack)
  for _, version in ipairs(term and term.versions or {}) do
    if of_period(version.columns, kind.name, pack, seen) or of_period(version.rows, kind.name, pack, seen) then return true end
  end
  if term and of_period(term.value, kind.name, pack, seen) then return true end
  for _, part in pairs { node.from or false, node.a or false, node.b or false, node.arguments or false } do
    if part and of_period(part, subject, pack, seen) then return true end
  end
  return false
end

--- Whether periods before its beginning are asked about: "arises" or "event", as that tells of its beginning; nil where they are judged like others.
function beginnings.of_periods(rule, pack)
  local kind, done = pack.kinds[rule.kind], {}
  if not rule.unit then return nil end
  days_of(rule.done, rule.kind, pack, done)
  for _, field in ipairs(done) do
    if field == "function" then return nil end
    for _, start in ipairs(starting(kind)) do
      if field == start then return nil end
    end
  end
  if rule.arises ~= nil and not of_period(rule.arises, rule.kind, pack, {}) then return "arises" end
  return kind.starts and "event" or nil
end

-- Whether its due day may be reckoned from the event that brings its subject into being, so that it binds before that event.
function beginnings.notice(rule, pack)
  local start = pack.kinds[rule.kind].starts
  if rule.due == nil or rule.arises ~= nil or rule.unit or not start or is_span(rule.due, pack) then return false end
  local due, done, found = {}, {}, false
  days_of_due(rule, pack, due)
  days_of(rule.done, rule.kind, pack, done)
  for _, field in ipairs(due) do found = found or field == start end
  for _, list in ipairs { due, done } do
    for _, field in ipairs(list) do
      if field == "function" then return false end
    end
  end
  return found
end

return beginnings
