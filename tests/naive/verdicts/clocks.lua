-- Clocks that stop and more time: section 23. Days are gone through one by one.
local contexts = require "tests.naive.expressions.contexts"
local dates = require "tests.naive.dates"
local evaluate = require "tests.naive.evaluate"
local expressions = require "tests.naive.expressions.expressions"
local record_pack = require "tests.naive.record_pack"
local values = require "tests.naive.values"

local clocks = {}

local ROLLS = { next = true, preceding = true, next_working_day = true, previous_working_day = true, start_of = true, end_of = true }

--- Whether a rule says that its clock stops, or that it may be given more time.
function clocks.has(rule) return rule.paused ~= nil or rule.extended ~= nil end

local function copy(span) return { type = "span", state = "known", unit = span.unit, calendar = span.calendar, clear = span.clear } end

-- The pauses that one table says, { from, to, sure, missing } with values; and what is missing where nobody knows them.
local function pauses_said(said, context)
  if said[1] == nil then
    return { { from = evaluate.as(said.from, "date", context), to = evaluate.as(said.to, "date", context), sure = true, missing = {} } }, nil
  end
  local set, list = evaluate.value(said[1], context), {}
  for i, row in ipairs(set.rows) do
    local own = contexts.with_row(context, { type = "row", kind = row.record.kind.name, state = "known", value = row.record, in_set = true })
    list[i] = { from = evaluate.as(said.from, "date", own), to = evaluate.as(said.to, "date", own), sure = row.sure, missing = values.missing(row) }
  end
  return list, set.open and values.missing(set) or nil
end

-- All pauses of a rule, and what is missing where nobody knows which there are.
local function pauses_of(rule, context)
  local list, open = {}, nil
  for _, said in ipairs(record_pack.sorts_of_pauses(rule)) do
    local own, missing = pauses_said(said, context)
    table.move(own, 1, #own, #list + 1, list)
    if missing then open = values.missing({ missing = open or {} }, { missing = missing }) end
  end
  return list, open
end

-- The stretches of days that do not count, as lists of { first, last }: those of the pauses of which all is known, or, `most`, of each as long as it can be.
local function stopped(pauses, since, most)
  local list = {}
  for _, pause in ipairs(pauses) do
    local from, to = pause.from, pause.to
    local all_known = pause.sure and from.state ~= "unknown" and to.state ~= "unknown"
    if from.state ~= "absent" and (most or all_known) then
      local first, last = from.value or since, math.huge
      if to.state == "known" then last = to.value end
      list[#list + 1] = { after = first, last = last }
    end
  end
  return list
end

-- The day on which time is over; nil where it stands still; false and the first day that its calendar does not cover.
local function over(since, until_day, span, stretches)
  local works = span and span.unit == "working_days" and span.calendar or nil
  local behind = span and span.clear and 1 or 0
  local function stands(day)
    for _, stretch in ipairs(stretches) do
      if day > stretch.after and day <= stretch.last then return true, stretch.last == math.huge end
    end
    return false
  end
  local function counts(day) return not works or dates.works(day, works) end
  local to_run, target = 0, until_day - behind
  for day = since + 1, target do
    if counts(day) then to_run = to_run + 1 end
  end
  local day, run = since, 0
  while (run < to_run or day < target) and day < dates.LAST do
    local still, for_good = stands(day + 1)
    for _, stretch in ipairs(still and not for_good and stretches or {}) do -- another one may have no end
      for_good = for_good or day + 1 > stretch.after and stretch.last == math.huge
    end
    if still and for_good and run < to_run then return nil end
    day = day + 1
    if works and (day < works.from or day > works.to) then return false, day end
    if not still and counts(day) then run = run + 1 end
  end
  if target <= since then day = target end
  return math.min(day + behind, dates.LAST)
end

-- The same of pauses of which not all is known, a value.
local function run(since, until_day, span, pauses, open)
  if until_day.state == "absent" or since.state == "absent" then return values.absent "date" end
  if open then return values.unknown("date", open) end
  if until_day.state == "unknown" or since.state == "unknown" then return values.unknown("date", values.missing(until_day, since)) end
  if #pauses == 0 then return until_day end
  local least, lacking = over(since.value, until_day.value, span, stopped(pauses, since.value, false))
  local most, lacking_too = over(since.value, until_day.value, span, stopped(pauses, since.value, true))
  if least == false or most == false and least == most then return values.unknown("date", values.beyond(span.calendar, lacking or lacking_too)) end
  if least == most then return least and values.known("date", least) or values.absent "date" end
  local missing = least == false and values.beyond(span.calendar, lacking) or most == false and values.beyond(span.calendar, lacking_too) or {}
  for _, pause in ipairs(pauses) do missing = values.missing({ missing = missing }, pause, pause.from, pause.to) end
  return values.unknown("date", missing)
end

-- What `due` says without what rolls it: a span, or a date and a span behind it; and a function that rolls a day as it does.
local function parts_of(due, context)
  local node, rolls = record_pack.node(due), {}
  while node and node.op == "call" and ROLLS[node.name] do
    rolls[#rolls + 1] = node
    due = node.from
    node = record_pack.node(due)
  end
  local function roll(day)
    for i = #rolls, 1, -1 do day = expressions.ask.date[rolls[i].name](day, rolls[i], context) end
    return day
  end
  return due, node, roll
end

--- The due day of a rule as it is read in a context, with its pauses and more time; `arises` is the day on which it arises, as it is read so.
function clocks.due(rule, arises, context, note)
  local due, node, roll = parts_of(rule.due, context)
  local value, since, span = evaluate.as(due, "date", context), nil, nil
  if value.type == "span" then
    since, span = arises, value
    value = values.moved(arises, span, 1)
  elseif node and node.op == "+" then
    since, span = evaluate.as(node.a, "date", context), evaluate.as(node.b, "span", context)
  end
  local pauses, open = {}, nil
  if rule.paused then pauses, open = pauses_of(rule, context) end
  local old = value
  if rule.paused then
    old = run(since, value, span.state == "known" and copy(span) or nil, pauses, open)
    if note and value.state == "known" then
      note(old.state == "absent" and "a clock that stands still" or old.state == "unknown" and "a clock of which nobody knows whether it stood"
        or old.value > value.value and "a clock that stood" or #pauses > 0 and "pauses that stop no clock" or "no pause")
      if #pauses > 0 and since.state == "known" and value.value <= since.value then note "pauses where no time is to run" end
      if old.state == "known" and old.value > value.value and #record_pack.sorts_of_pauses(rule) > 1 then note "a clock that several sorts of pauses may stop" end
    end
  end
  old = roll(old)
  if not rule.extended then return old end
  local said = rule.extended
  local on = evaluate.as(said.on, "date", context)
  local by = said.by ~= nil and evaluate.as(said.by, "span", context) or nil
  local to = said.to ~= nil and evaluate.as(said.to, "date", context) or values.yes
  local named = by and values.moved(old, by, 1) or to
  if said.at_most ~= nil then named = values.earlier(named, values.moved(old, evaluate.as(said.at_most, "span", context), 1)) end
  local new = values.later(old, named)
  if rule.paused then new = run(old, new, by and by.state == "known" and copy(by) or nil, pauses, open) end
  new = roll(new)
  local given = to.state == "unknown" and values.unknown("condition", to.missing) or values.truth(to.state ~= "absent")
  local granted = values.both(values.at_most(on, old), given)
  if note and on.state == "known" and old.state == "known" then
    note(granted.value == false and "more time that was granted too late" or new.state == "known" and new.value > old.value and "more time" or "more time that adds nothing")
  end
  if granted.state == "unknown" then return values.agreed(new, old, granted) end
  return granted.value and new or old
end

return clocks
