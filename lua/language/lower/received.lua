--- Days of a rule that nobody knows because a value was never received (meaning.md, section 19): `arises`, `due`, `done`, and `from` and `to` of what is expected, read
--- a second time in which nothing but such values is unknown.
local analysis = require "mandate.language.lower.analysis"
local shown = require "mandate.language.lower.shown"
local walk = require "mandate.language.walk"

local received = {}

local UNKNOWN_DAY = -0x80000000
local DAY = { k = "date" }

local function asks(lowering, expression) return type(expression) == "table" and analysis.asks_received(lowering, expression) end

--- Whether a day is a function's, or made of one.
function received.calls(lowering, expression) return type(expression) == "table" and analysis.asks_function(lowering, expression) end

-- Whether a day is known, or that there is none.
local function is_settled(lowering, day, space) return lowering.nodes:add("KNOWN", space, { lowering.nodes:add("GIVEN", space, { day }) }) end

-- True where a condition is, and false where it is unknown.
local function certain(lowering, node, space) return lowering.nodes:both(node, lowering.nodes:add("KNOWN", space, { node }), space) end

--- Whether the day from which a rule binds its subject is known also where values that were not received are not, as a node in the scope: true, or false where it is not known.
--- Nil where it asks none.
function received.is_arisen(lowering, rule, today)
  if today.reading or not asks(lowering, rule.arises) then return nil end
  return is_settled(lowering, lowering:value(rule.arises, shown.of_received(today), nil, DAY), today.space)
end

--- The same as a node that is unknown where it is not known, for want of what a function read: no text tells which values those are.
function received.arisen_by_call(lowering, rule, today)
  if not received.calls(lowering, rule.arises) then return nil end
  local nodes, space, day = lowering.nodes, today.space, lowering:value(rule.arises, shown.of_received(today), nil, DAY)
  return nodes:add("DECIDE", space, { nodes:truth(space, true), nodes:add("GIVEN", space, { day }), received.is_arisen(lowering, rule, today) })
end

--- A day, as a reading sees it in which nothing but what was not received is unknown, in whatever reading it is asked.
function received.day(lowering, expression, around)
  local own = asks(lowering, expression) and shown.of_received(around) or around.reading and shown.as_said(around) or around
  return lowering:value(expression, own, nil, DAY)
end

-- Whether a day is the first or the last of several.
local function is_end(expression, op) return expression.op == op and expression.from.type.k == "column" end

-- What a name stands for that is a term of the subject: { e = its expression, around = the scope in which it is read, bring = function that makes a node of it one of
-- the subject }.
local function written(lowering, part)
  local e = part.e
  local text = e.op == "term" and e.from.op == "row" and e.from.scope == 1 and #e.from.via == 0 and lowering.pack.terms[e.term].value
  if not text or text.op == "decision" then return part end
  local own, back = lowering:term_own(e, part.around)
  return written(lowering, { e = text, around = own, bring = function(node) return part.bring(back(node)) end })
end

-- One of the two of which a day is the later or the earlier one.
local function half(part, e) return { e = e, around = part.around, bring = part.bring } end

local function as_it_is(node) return node end

-- How the days of a dated rule are read a second time. at: { today, when_arisen, around } scopes, and nodes { arises, guard }.
local function reader_of(lowering, rule, at)
  local nodes, space, own = lowering.nodes, at.around.space, {}
  own.due = rule.due and { e = rule.due, around = shown.of_received(at.when_arisen), bring = as_it_is }
  if rule.clock then own.due.around.arises = rule.arises and lowering:value(rule.arises, shown.of_received(at.today), nil, DAY) or at.arises end
  own.done = { e = rule.done, around = shown.of_received(at.around), bring = as_it_is }
  local known = {} -- what a text names again and again is looked into once
  local function once(way, part, find)
    known[part.around] = known[part.around] or {}
    return walk.once(known[part.around], way, part.e, find)
  end
  function own.due_of(part)
    local due = part.bring(lowering:value(part.e, part.around, nil, DAY))
    if not part.e.type or part.e.type.k ~= "span" then return due end -- a function gives a date
    local arises = rule.arises and lowering:value(rule.arises, shown.of_received(at.today), nil, DAY) or at.arises
    return nodes:add("DATE_ADD", space, { arises, due }, { sign = 1 })
  end
  function own.done_of(part) return part.bring(lowering:value(part.e, part.around, at.guard, DAY)) end
  -- Whether a day is by the due day, whatever comes: an absent one is no deadline.
  function own.is_by_due(day, named)
    if not named or named.e.op == "not_given" then return nodes:truth(space, true) end
    local part = written(lowering, named)
    local e = part.e
    return once("by due " .. day, part, function()
      if e.op == "both" then return nodes:add("OR", space, { own.is_by_due(day, half(part, e.a)), own.is_by_due(day, half(part, e.b)) }) end
      if e.op == "either" then return nodes:add("AND", space, { own.is_by_due(day, half(part, e.a)), own.is_by_due(day, half(part, e.b)) }) end
      local by_it = nodes:negate(nodes:add("DATE_AFTER", space, { day, own.due_of(part) }), space)
      if not is_end(e, "last") then return by_it end
      -- the last of several days is no earlier than one that is certain
      return nodes:add("OR", space, { by_it, nodes:add("DATE_BY", space, { day, part.bring(lowering:end_certain(e, part.around)) }) })
    end)
  end
  -- Whether it was done, and by the due day.
  function own.is_in_time(named)
    local part = written(lowering, named)
    local e = part.e
    return once("in time", part, function()
      if e.op == "both" then return nodes:add("AND", space, { own.is_in_time(half(part, e.a)), own.is_in_time(half(part, e.b)) }) end
      if e.op == "either" then return nodes:add("OR", space, { own.is_in_time(half(part, e.a)), own.is_in_time(half(part, e.b)) }) end
      -- the first of several days is no later than one that is certain, whatever the others turn out to be
      local done = is_end(e, "first") and part.bring(lowering:end_certain(e, part.around)) or own.done_of(part)
      return nodes:both(nodes:add("DATE_BY", space, { done, lowering:today(space) }), own.is_by_due(done, own.due), space)
    end)
  end
  return own
end

--- The due day and the day on which a dated rule was done, unknown where nobody knows them for want of a value that was not received, and what the verdict would be hangs on it.
---@param at table { today, when_arisen, around, arises, due, done, guard, waived, event = nil where due frees nobody }
---@return integer due
---@return integer done
---@return integer|nil whether one of them is unknown for this reason, as a node; nil where none can be
function received.days(lowering, rule, at)
  local nodes, space, due, done = lowering.nodes, at.around.space, at.due, at.done
  local of_due = asks(lowering, rule.due) or rule.due and rule.due.type and rule.due.type.k == "span" and asks(lowering, rule.arises)
  local of_done = asks(lowering, rule.done)
  if at.today.reading or not of_due and not of_done then return due, done, nil end
  local own, today = reader_of(lowering, rule, at), lowering:today(space)
  local due_settled = of_due and is_settled(lowering, own.due_of(own.due), space) or nodes:truth(space, true)
  local is_done = nodes:add("DATE_BY", space, { done, today })
  local stays = nodes:add("PICK", space, { own.is_in_time(own.done), own.is_by_due(today, own.due), is_done })
  local too_late = nodes:add("DATE_AFTER", space, { nodes:add("DATE_EARLIER", space, { done, today }), due })
  stays = nodes:add("OR", space, { too_late, stays })
  if at.waived then stays = nodes:add("OR", space, { stays, nodes:both(at.waived, nodes:negate(is_done, space), space) }) end
  stays = certain(lowering, stays, space)
  local decided = is_settled(lowering, done, space)
  if at.event then
    local freed = certain(lowering, nodes:add("DATE_BEFORE", space, { due, at.event }), space)
    stays = nodes:add("PICK", space, { due_settled, stays, freed })
    decided = nodes:add("OR", space, { freed, decided }) -- a due day that frees does so whether or not anybody knows when it was done
  end
  local as_said = nodes:both(is_settled(lowering, due, space), decided, space)
  local open = nodes:both(nodes:negate(stays, space), as_said, space)
  -- A function's day is unknown as it is in that reading, so that whoever asks why finds what the call read, which no text tells.
  local function unless_open(day, read_again, called)
    local unheard = nodes:both(open, nodes:negate(is_settled(lowering, read_again, space), space), space)
    return nodes:add("DECIDE", space, { called and read_again or nodes:day(space, UNKNOWN_DAY), day, unheard })
  end
  if of_due then due = unless_open(due, own.due_of(own.due), received.calls(lowering, rule.due) or received.calls(lowering, rule.arises)) end
  if of_done then done = unless_open(done, own.done_of(own.done), received.calls(lowering, rule.done)) end
  return due, done, open
end

return received
