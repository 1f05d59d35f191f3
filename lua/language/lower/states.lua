--- Lowering of states (meaning.md, section 27): a node for each period, made of that of the period before. They are computed once for all records of the kind, whoever asks.
local calendar = require "mandate.language.lower.calendar"
local days = require "mandate.language.days"
local scope = require "mandate.language.lower.scope"

local CONDITION <const> = { k = "condition" }
local FIRST <const> = "0001-01-01" -- of the calendar

local states = {}

local lower = {} -- by op, as in expressions.lua
states.lower = lower

--- The scope in which a state reads a period: on its last day, as itself and not as whoever asks.
function states.scope(lowering, e, around, period)
  local asked = scope.with_pivot(around, scope.pivot_until(lowering, period.to))
  asked.period, asked.unit = period, nil
  return lowering:term_scope(e.kind, asked, around.of_set)
end

--- The first period of a state.
function states.first(e) return calendar.of_day(e.unit, e.first, e.rows) end

--- The period before the first one. A table may name none: then it is all the time before its first row, of which nothing is asked.
function states.before_first(e)
  local first = states.first(e)
  return calendar.before(first, 1) or { from = FIRST, to = days.before(first.from), label = "", unit = e.unit }
end

-- What nobody knows of a state, told by its name and a day.
local function unknown(lowering, e, space, day)
  local nodes = lowering.nodes
  local node = nodes:add("PARAMETER", space, { nodes:day(space, day), false, false }, { parameter = lowering:state_index(e.name) })
  return nodes:add("NUMBER_ABOVE", space, { node, nodes:number(space, 0) })
end

-- Whether a record has begun by a day, for what it was in a period that ended on it; nil where all have.
local function not_begun(lowering, e, space, day)
  local nodes, kind = lowering.nodes, lowering.kinds[e.kind]
  if not kind.starts or lowering.snapshot:all_visible(e.kind, FIRST) then return nil end
  local later = nodes:add("DATE_AFTER", space, { nodes:add("EVENT", space, nil, { kind = e.kind }), nodes:day(space, day) })
  return nodes:both(later, nodes:add("KNOWN", space, { later }), space)
end

local function of_begun(lowering, e, space, day, node)
  local later = not_begun(lowering, e, space, day)
  return later and lowering.nodes:both(node, lowering.nodes:negate(later, space), space) or node
end

-- What it was in a period before its first one.
local function before_first(lowering, e, around, period)
  local last = states.before_first(e)
  local there = states.scope(lowering, e, around, last)
  local node = e.value and lowering:value(e.value, there, nil, CONDITION) or unknown(lowering, e, there.space, last.to)
  return of_begun(lowering, e, there.space, period.to, node)
end

-- What it is in a period that has ended.
local function of_ended(lowering, e, there, before)
  local nodes, space = lowering.nodes, there.space
  local begins = lowering:value(e.a, there, nil, CONDITION)
  local holds = nodes:add("OR", space, { begins, before })
  if not e.b then return holds end
  local ends = lowering:value(e.b, there, nil, CONDITION)
  local at_odds = nodes:both(nodes:both(begins, ends, space), unknown(lowering, e, space, there.period.to), space)
  return nodes:add("OR", space, { nodes:both(holds, nodes:negate(ends, space), space), at_odds })
end

-- The same of one that may still run.
local function of_period(lowering, e, there, before)
  local nodes, space, last = lowering.nodes, there.space, there.period.to
  local runs = lowering.as_of < last
  local node = runs and not lowering.ahead and unknown(lowering, e, space, last) or of_ended(lowering, e, there, before)
  if runs and lowering.ahead then
    local ended = nodes:add("DATE_ON_OR_AFTER", space, { lowering:today(space), nodes:day(space, last) })
    node = nodes:add("DECIDE", space, { node, unknown(lowering, e, space, last), ended })
  end
  return of_begun(lowering, e, space, last, node)
end

-- What it was in the period before: of a record that begins in this one what that one was whose place it takes.
local function taken_over(lowering, e, there, before)
  local last = (calendar.before(there.period, 1) or states.before_first(e)).to
  local begun_later = e.row and not_begun(lowering, e, there.space, last)
  if not begun_later then return before end
  local nodes, space = lowering.nodes, there.space
  local on_its_day = scope.with_pivot(there, { node = nodes:add("EVENT", space, nil, { kind = e.kind }) })
  on_its_day.pivot.scope = on_its_day
  local other = lowering:value(e.row, on_its_day)
  local not_there = nodes:add("FETCH", space, { other, begun_later })
  not_there = nodes:both(not_there, nodes:add("KNOWN", space, { not_there }), space) -- of whom nobody knows, the other one is what is missing
  local its_own = nodes:add("DECIDE", space, { unknown(lowering, e, space, last), nodes:add("FETCH", space, { other, before }), not_there })
  there.succeeded = there.succeeded or {}
  there.succeeded[e] = { other = other, when = begun_later } -- what `explain` looks at
  return nodes:add("DECIDE", space, { its_own, before, begun_later })
end

-- What make(there, before) gives of each period from the first one on, `before` being what it gave of the one before and `start(period)` of one before the first; kept
-- by what it is of, so that whoever asks for the next period goes one step.
local function through(lowering, e, around, period, kept, start, make)
  local first, back, at, found = states.first(e), {}, period, nil
  while not found do
    if at.to < first.from then found = start(at)
    else
      local there = states.scope(lowering, e, around, at)
      there[kept] = there[kept] or {}
      found = there[kept][e]
      if not found then
        back[#back + 1] = there
        if at.from == first.from then found = start(states.before_first(e)) else at = calendar.before(at, 1) end
      end
    end
  end
  for i = #back, 1, -1 do
    found = make(back[i], found)
    back[i][kept][e] = found
  end
  return found
end

--- The state in a period, as a node over all records of its kind.
---@param around table the scope of whoever asks, or that of one of its periods
function states.at(lowering, e, around, period)
  return through(lowering, e, around, period, "states", function(early) return before_first(lowering, e, around, early) end,
    function(there, before) return of_period(lowering, e, there, taken_over(lowering, e, there, before)) end)
end

-- In a scope, what is computed over all records of the state's kind.
local function brought(lowering, e, around, node)
  if not around.row and around.space == lowering:space(e.kind) then return node end
  return lowering.nodes:add("FETCH", around.space, { around.row or lowering:own_row(e.kind, around.space), node })
end

--- The period of which a scope asks.
function states.period(around) return around.period.whole or around.period end

function lower.state(lowering, e, around)
  return brought(lowering, e, around, states.at(lowering, e, around, states.period(around)))
end

--- The first day of the period since which a state is known to be what it is without a break, as a node in a scope that asks for it; absent where that is since before its
--- first period.
function states.since(lowering, e, around)
  local nodes = lowering.nodes
  local node = through(lowering, e, around, states.period(around), "states_since", function() return nodes:day(lowering:space(e.kind), nil) end, function(there, before)
    local space = there.space
    local now, then_ = states.at(lowering, e, around, there.period), states.at(lowering, e, around, calendar.before(there.period, 1) or states.before_first(e))
    local changed = nodes:add("OR", space, { nodes:both(now, nodes:negate(then_, space), space), nodes:both(nodes:negate(now, space), then_, space) })
    local open = nodes:negate(nodes:add("KNOWN", space, { changed }), space)
    return nodes:add("PICK", space, { nodes:day(space, there.period.from), before, nodes:add("OR", space, { changed, open }) })
  end)
  return brought(lowering, e, around, node)
end

return states
