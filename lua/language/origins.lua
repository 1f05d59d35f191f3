--- Where a day comes from: what the value of an expression that is a date can be, whatever chooses among several (meaning.md, section 7). Conditions choose,
--- their dates are no values; so do the columns of a decision and the places of a parameter.
local walk = require "mandate.language.walk"

local origins = {}

-- The rules and terms in which days are looked for: { terms = function(full name) -> expression, rules = { … }, kinds = name -> kind }.
function origins.of_pack(pack)
  return { term = function(name) return pack.terms[name] and pack.terms[name].value end, rules = pack.rules, kinds = pack.kinds }
end

local follow

-- The parts of an expression of which one is its value, or of which it is made.
local function parts(e)
  if e.op == "both" or e.op == "either" then return { e.a, e.b } end
  if e.op == "add" or e.op == "subtract" then return { e.a, e.b.op == "span_of" and e.b or nil } end
  if e.op == "or_else" then return { e.from, e.value } end
  if e.op == "instead" then -- conditions choose
    local list = { e.from }
    for _, choice in ipairs(e.choices) do list[#list + 1] = choice.value end
    return list
  end
  if e.op == "paused" then
    local list = { e.from }
    for _, sort in ipairs(e.value.parts or { e.value }) do
      local pause = sort.condition or sort
      list[#list + 1] = pause.a
      list[#list + 1] = pause.b
    end
    return list
  end
  if e.op == "lapsed" then return { e.a } end
  if e.op == "extended" then return { e.from, e.date, e.b } end
  if e.op == "decision" then
    local list = {}
    for _, version in ipairs(e.versions) do
      for _, row in ipairs(version.rows) do list[#list + 1] = row.result end
    end
    return list
  end
  return { e.from }
end

-- The event that brings a record into being: its starting event, or where its kind has none, any of its events.
local function beginnings(kind)
  if kind.starts then return { kind.starts } end
  local list = {}
  for _, field in ipairs(kind.fields) do
    if field.type == "event" then list[#list + 1] = field.name end
  end
  return list
end

local function of_verdict(state, e)
  local function begins(rule)
    if rule.arises then return follow(state, rule.arises) end
    for _, name in ipairs(beginnings(state.context.kinds[rule.per.kind])) do state.visit(rule.per.kind, name) end
  end
  for _, rule in ipairs(state.context.rules) do
    if rule.base == e.rule and rule.per then
      if e.field == "arises" then begins(rule)
      else follow(state, rule[e.field]) end
      if e.field == "due" and rule.due and rule.due.type.k == "span" then begins(rule) end
    end
  end
end

-- How far a day lies behind another stands in what is read for it. Which records are meant is chosen by conditions and days: these are no part of it.
local function follow_number(state, number)
  walk.into(number, function(e)
    if e.condition or e.op == "during" then
      follow_number(state, e.from)
      return false
    end
    local term = (e.op == "term" or e.op == "column_term") and not state.seen[e] and state.context.term(e.term)
    if term and term.op ~= "decision" then
      state.seen[e] = true
      follow_number(state, term)
    elseif e.op == "field" or e.op == "column" or e.op == "function" or e.op == "verdict" or e.op == "decision" then follow(state, e) end
  end)
end

function follow(state, e)
  if type(e) ~= "table" or not e.op or state.seen[e] then return end
  state.seen[e] = true
  if e.op == "field" then state.visit(e.from.type.kind, e.name)
  elseif e.op == "column" then state.visit(e.from.type.kind or e.from.type.of.kind, e.name)
  elseif e.op == "function" then state.visit(nil)
  elseif e.op == "term" or e.op == "column_term" then follow(state, state.context.term(e.term))
  elseif e.op == "verdict" then of_verdict(state, e)
  elseif e.op == "span_of" then follow_number(state, e.value)
  elseif e.op == "window" or e.op == "period_from" or e.op == "period_to" then follow(state, e.date or e.period)
  else
    for _, part in ipairs(parts(e)) do follow(state, part) end
  end
end

--- Calls visit(kind, field) for each field of a record that the day can be, or be reckoned from; visit(nil) for a function, which may look at any.
function origins.each(context, expression, visit)
  follow({ context = context, visit = visit, seen = {} }, expression)
end

--- True if the day is written in the pack, whatever chooses it: no record's day and no function's is one of those that it can be.
function origins.is_written(context, expression)
  local written = true
  origins.each(context, expression, function() written = false end)
  return written
end

--- True if the day can be that of the event that brings a record of the kind into being, or one that nobody can foresee.
function origins.is_beginning(context, expression, kind)
  local found = false
  origins.each(context, expression, function(of, name)
    if not of then found = true end
    for _, beginning in ipairs(of == kind and beginnings(context.kinds[kind]) or {}) do found = found or name == beginning end
  end)
  return found
end

--- True if a subject that begins after the rule's due day is free of it (meaning.md, section 7, 4).
function origins.frees(context, rule)
  if rule.arises or not rule.due or rule.due.op == "not_given" or rule.due.type.k == "span" then return false end
  return origins.is_written(context, rule.due) and not origins.is_beginning(context, rule.done, rule.per.kind)
end

-- True if the expression asks the period that is judged, or may: a function sees it, and so does another rule per period.
local function asks_period(context, expression)
  local found = false
  local function find_term(name)
    local value = context.term(name)
    return value and { value = value }
  end
  walk.asked(expression, find_term, function(e)
    found = found or e.op == "period" or e.op == "period_from" or e.op == "period_to" or e.op == "function"
    if e.op ~= "verdict" then return end
    for _, rule in ipairs(context.rules) do found = found or rule.base == e.rule and rule.per ~= nil and rule.per.period ~= nil end
  end)
  return found
end

--- Which day tells whether the subject of a rule per period was there by the period's end (meaning.md, section 8): "arises" or "event"; nil where that is not asked.
function origins.begins(context, rule)
  local kind = context.kinds[rule.per.kind]
  if not rule.per.period or rule.done and origins.is_beginning(context, rule.done, rule.per.kind) then return nil end
  if rule.arises and not asks_period(context, rule.arises) then return "arises" end
  return kind.starts and "event" or nil
end

--- True if the rule's due day may be reckoned from the starting event of its subject.
function origins.is_due_by_beginning(context, rule)
  local kind, found = context.kinds[rule.per.kind], false
  if not kind.starts or not rule.due or rule.due.op == "not_given" or rule.due.type.k == "span" then return false end
  origins.each(context, rule.due, function(of, name) found = found or of == kind.name and name == kind.starts end)
  return found
end

--- True if the rule's due day may be reckoned from the event that brings its subject into being, so that it can bind before that event: a notice.
function origins.is_notice(context, rule)
  if rule.arises or rule.per.period or not origins.is_due_by_beginning(context, rule) then return false end
  local seen = true
  origins.each(context, rule.due, function(of) seen = seen and of ~= nil end)
  origins.each(context, rule.done, function(of) seen = seen and of ~= nil end)
  return seen
end

return origins
