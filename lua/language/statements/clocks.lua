-- Clocks that stop, and are given more time (meaning.md, section 23): `paused` and `extended` of a dated obligation. They make rule.due another expression, of forms of their own:
--   paused   { from = the day up to which time runs without pauses, date = the day from which it runs, span = what is run, value = the pauses }
--   pauses   { from = set, condition = pause { a = the first day of a row's pause, b = its last } }; one pause of the subject's own is that pause alone;
--            several { parts = several of these }
--   extended { from = the due day without more time, date = the day on which more was granted, value = the day that was named or nil, b = the new due day }
--   arisen   { from = arises }: the day on which the duty arises, as it was found for the rule
-- What of it is told stands in rule.clock = { paused, extended = those expressions, paused_by, extended_by = clauses, sorts = of each of several sorts of pauses its clauses }.
local declarations = require "mandate.language.statements.declarations"
local moves = require "mandate.language.moves"
local schema = require "mandate.language.schema"
local types = require "mandate.language.types"

local clocks = {}

local EXAMPLE <const> = {
  paused = 'paused = { application.requests, from = request.asked_on, to = request.answered_on, clause = "instrument/clause" }',
  extended = 'extended = { on = application.extended_on, by = days(30), clause = "instrument/clause" }',
}
local SEVERAL <const> = "paused = { { application.requests, from = request.asked_on, to = request.answered_on }, { application.hearings, from = hearing.called_on, "
  .. "to = hearing.held_on } }"
local PAUSE <const>, PAUSES <const> = { k = "pause" }, { k = "pauses" }

-- The table that a key says, closed; nil where it says none, or what is wrong.
local function said(checker, rule, key)
  local shape, body, statement = checker.shape, rule.body[key], rule.origin[key]
  if body == nil then return nil end
  if type(body) ~= "table" or shape.is_node[body] then
    shape:fail(statement, { key }, "%s takes a table: %s", key, EXAMPLE[key])
    return nil
  end
  shape:closed(statement, { key }, body, schema.options[key], key == "paused")
  if rule.shape ~= "dated" then
    shape:fail(statement, { key }, "%s belongs to a duty with `due` and `done`: it gives more time until a day", key)
    return nil
  end
  return body
end

-- The expression of a key of such a table, which stands at a path of the statement, and must be there; nil where it is not, or is wrong.
local function part(checker, rule, path, body, inner, want, scope)
  local shape, key = checker.shape, path[1]
  local statement = rule.origin[key]
  if body[inner] == nil then
    shape:fail(statement, path, "%s lacks %s: %s", key, type(inner) == "number" and "the set of its pauses" or "`" .. inner .. "`", EXAMPLE[key])
    return nil
  end
  local at = { table.unpack(path) }
  at[#at + 1] = inner
  local value = checker.expressions:value(body[inner], want, scope or rule.scope, shape:at(statement, at))
  return value and value.type.k ~= "any" and value or nil
end

-- What runs: the day up to which it does, since when, and the span; and a function that rolls a day as the rule rolls its due day. nil where `due` says no such thing.
local function run_of(rule)
  local due, rolls = rule.due, {}
  while moves[due.op] do
    rolls[#rolls + 1] = due
    due = due.from
  end
  local function roll(day)
    for i = #rolls, 1, -1 do
      local own = {}
      for key, value in pairs(rolls[i]) do own[key] = value end
      own.from = day
      day = own
    end
    return day
  end
  if due.type.k == "span" then
    if not rule.arises then return nil end
    local begins = { op = "arisen", from = rule.arises, type = types.date, at = rule.arises.at }
    return { until_day = { op = "add", a = begins, b = due, type = types.date, at = due.at }, since = begins, span = due }, roll
  elseif due.op == "add" and due.b.type.k == "span" then
    return { until_day = due, since = due.a, span = due.b }, roll
  end
  return nil
end

-- The pauses of one sort.
local function read_sort(checker, rule, path, body)
  if body[1] == nil and body.from ~= nil and body.to ~= nil then -- of the subject's own days
    local first, last = part(checker, rule, path, body, "from", types.date), part(checker, rule, path, body, "to", types.date)
    return first and last and { op = "pause", a = first, b = last, type = PAUSE, at = first.at } or nil
  end
  local set = part(checker, rule, path, body, 1, { k = "set" })
  if body[2] ~= nil then
    local at = { table.unpack(path) }
    at[#at + 1] = 2
    checker.shape:fail(rule.origin.paused, at, "paused holds a stray value, %s: one set, and its days; pauses of several sets are a list, %s", checker.shape:show(body[2]), SEVERAL)
  end
  if not set or not set.type.kind then return nil end
  local own = rule.scope:open(set.type.kind)
  local first, last = part(checker, rule, path, body, "from", types.date, own), part(checker, rule, path, body, "to", types.date, own)
  if not first or not last then return nil end
  return { op = "pauses", from = set, condition = { op = "pause", a = first, b = last, type = PAUSE, at = set.at }, type = PAUSES, at = set.at }
end

-- Those of several, each in a table of its own.
local function read_sorts(checker, rule, body)
  local shape, statement, parts = checker.shape, rule.origin.paused, {}
  for key in pairs(schema.options.paused) do
    if body[key] ~= nil then shape:fail(statement, { "paused", key }, "of several pauses each says its own `%s`: %s", key, SEVERAL) end
  end
  for i, one in ipairs(body) do
    if type(one) ~= "table" or shape.is_node[one] then
      shape:fail(statement, { "paused", i }, "of several pauses each is a table, not %s: %s", shape:show(one), SEVERAL)
    else
      shape:closed(statement, { "paused", i }, one, schema.options.paused, true)
      parts[#parts + 1] = read_sort(checker, rule, { "paused", i }, one)
    end
  end
  if #parts < #body then return nil end
  return #parts == 1 and parts[1] or { op = "several", parts = parts, type = PAUSES, at = parts[1].at }
end

local function is_several(checker, body) return type(body[1]) == "table" and not checker.shape.is_node[body[1]] end

local function read_pauses(checker, rule)
  local body = said(checker, rule, "paused")
  if not body then return nil end
  if is_several(checker, body) then return read_sorts(checker, rule, body) end
  return read_sort(checker, rule, { "paused" }, body)
end

local function read_more(checker, rule)
  local body = said(checker, rule, "extended")
  if not body then return nil end
  local shape, statement = checker.shape, rule.origin.extended
  if (body.by == nil) == (body.to == nil) then
    shape:fail(statement, { "extended" }, "extended says by how much, by = days(30), or to which day, to = application.new_due%s", body.by ~= nil and ", not both" or "")
    return nil
  elseif body.by ~= nil and body.at_most ~= nil then
    shape:fail(statement, { "extended", "at_most" }, "extended: `by` says by how much; at_most is for a day that somebody names, to = application.new_due")
    return nil
  end
  local path = { "extended" }
  local more = { on = part(checker, rule, path, body, "on", types.date) }
  for _, key in ipairs { "by", "at_most" } do
    if body[key] ~= nil then more[key] = part(checker, rule, path, body, key, types.span) end
    if body[key] ~= nil and not more[key] then return nil end
  end
  if body.to ~= nil then more.to = part(checker, rule, path, body, "to", types.date) end
  return more.on and (more.by or more.to) and more or nil
end

local function plus(day, span) return { op = "add", a = day, b = span, type = types.date, at = span.at } end

-- A day up to which time runs, with what pauses add to it.
local function stopped(pauses, until_day, since, span)
  return pauses and { op = "paused", from = until_day, date = since, span = span, value = pauses, type = types.date, at = pauses.at } or until_day
end

--- Reads `paused` and `extended` of a rule whose `due` and `arises` are read.
function clocks.read(checker, rule)
  if rule.body.paused == nil and rule.body.extended == nil then return end
  local pauses, more = read_pauses(checker, rule), read_more(checker, rule)
  local clock = { paused_by = {}, extended_by = {}, sorts = {} }
  local function cite(key, path, body)
    local value = type(body) == "table" and not checker.shape.is_node[body] and body.clause
    local cited = value and declarations.citations(checker, rule.origin[key], path, value) or {}
    table.move(cited, 1, #cited, #clock[key .. "_by"] + 1, clock[key .. "_by"])
    if #cited > 0 then clock.sorts[#clock.sorts + 1] = key == "paused" and cited or nil end
  end
  local body = rule.body.paused
  cite("extended", { "extended", "clause" }, rule.body.extended)
  if type(body) == "table" and not checker.shape.is_node[body] and is_several(checker, body) then
    for i, one in ipairs(body) do cite("paused", { "paused", i, "clause" }, one) end
  else
    cite("paused", { "paused", "clause" }, body)
  end
  if not rule.due or rule.due.type.k == "any" or not (pauses or more) then return end
  local run, roll = run_of(rule)
  if not run then
    local key = pauses and "paused" or "extended"
    if pauses or rule.due.type.k ~= "date" then
      checker.shape:fail(rule.origin[key], { key }, "%s: nobody can tell from when to when its time runs: due is a span beside `arises`, or a day and a span behind it, "
        .. "due = application.received_on + days(30)", key)
      return
    end
    run, roll = { until_day = rule.due }, function(day) return day end
  end
  local due = stopped(pauses, run.until_day, run.since, run.span)
  clock.paused, clock.without = pauses and due or nil, run.until_day
  due = roll(due)
  if more then
    local named = more.by and plus(due, more.by) or more.to
    if more.at_most then named = { op = "either", a = named, b = plus(due, more.at_most), type = types.date, at = named.at } end
    local later = { op = "both", a = due, b = named, type = types.date, at = named.at }
    due = { op = "extended", from = due, date = more.on, value = more.to, b = roll(stopped(pauses, later, due, more.by)), type = types.date, at = more.on.at,
      by = more.by, at_most = more.at_most }
    clock.extended = due
  end
  rule.due, rule.clock = due, clock
end

return clocks
