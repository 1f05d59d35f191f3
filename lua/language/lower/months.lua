--- Lowering of what a period asks of its months (meaning.md, section 30): each month is read as `previous` reads another period, and what they say is put together.
local as_stood = require "mandate.language.lower.as_stood"
local calendar = require "mandate.language.lower.calendar"
local days = require "mandate.language.days"
local hits = require "mandate.language.lower.hits"
local scope = require "mandate.language.lower.scope"
local shown = require "mandate.language.lower.shown"

local FIRST <const> = "0001-01-01" -- of the calendar
local CONDITION <const> = { k = "condition" }

local months = {}

local lower = {} -- by op, as in expressions.lua
months.lower = lower

-- The first day of a rule, of all its versions; nil where one has none.
local function first_day(lowering, rule)
  local first = rule.from
  for _, version in ipairs(lowering.versions[rule.base] or {}) do
    if not version.from then return nil end
    first = first and version.from < first and version.from or first
  end
  return first
end

--- A period as a rule asks its months: those that end before the rule's first day are not its own.
function months.of_rule(lowering, rule, period)
  local first = period and lowering.pack.asks_months and first_day(lowering, rule)
  if not first or first <= period.from or first > period.to then return period end
  lowering.found.begun_periods = lowering.found.begun_periods or {}
  local known, key = lowering.found.begun_periods, calendar.key(period) .. "/" .. first
  known[key] = known[key] or { from = period.from, to = period.to, label = period.label, unit = period.unit, whole = period, since = first }
  return known[key]
end

-- Whether the record in hand had begun by the end of a month, as a node; nil where all have: one of which nobody knows when it began is taken as being there all the time.
local function begun(lowering, around, day)
  local nodes, space, kind = lowering.nodes, around.space, lowering.kinds[around.kind]
  if kind.group or not kind.starts or lowering.snapshot:all_visible(around.kind, FIRST) then return nil end
  local event = nodes:add("EVENT", space, around.row and { around.row } or nil, { kind = around.kind })
  local later = nodes:add("DATE_AFTER", space, { event, nodes:day(space, day) })
  return nodes:negate(nodes:both(later, nodes:add("KNOWN", space, { later }), space), space)
end

-- Whether a month is asked, as a node; nil: it is, of all.
local function is_asked(lowering, around, month)
  local nodes, space = lowering.nodes, around.space
  local ended
  if around.stood then ended = nodes:add("DATE_ON_OR_AFTER", space, { as_stood.day(lowering, around), nodes:day(space, month.to) }) end
  if month.to > lowering.as_of then ended = nodes:both(ended, nodes:add("DATE_ON_OR_AFTER", space, { lowering:today(space), nodes:day(space, month.to) }), space) end
  return nodes:both(ended, begun(lowering, around, month.to), space)
end

-- The months that may be asked in a scope, in order. Of those that have not ended by the as-of date only the first one is looked at by who looks ahead: it ends before the others.
local function of_period(lowering, around, unit)
  local period, list = around.period, {}
  local whole = period.whole or period
  local until_day = period.last or whole.to
  if until_day > lowering.as_of then until_day = days.earlier(until_day, lowering.ahead and days.after(lowering.as_of) or lowering.as_of) end
  for _, month in ipairs(until_day >= whole.from and calendar.periods(unit, whole.from, until_day) or {}) do
    if (month.to <= lowering.as_of or lowering.ahead) and not (period.since and month.to < period.since) then list[#list + 1] = month end
  end
  return list
end

-- A month as it is asked: where the force of the rule ends inside it, it ends with that, and of its own months those before the rule's first day are not asked.
local function cut(month, period)
  local last = period.last and period.last < month.to and period.last or nil
  local since = period.since and period.since > month.from and period.since or nil
  if not last and not since then return month end
  return { from = month.from, to = month.to, label = month.label, unit = month.unit, last = last, since = since, whole = month }
end

-- The scope in which a month is read. Where of what is expected single months are looked at, one that is none of these is read as the rule says.
local function scope_of(lowering, around, month)
  local unit, from = around.unit, around
  if unit and (month.to < unit.from or month.from > unit.to) then from = shown.as_said(around) end
  local there = scope.with_pivot(from, scope.pivot_until(lowering, month.last or month.to))
  there.period, there.pivot_scope = month, around.pivot_scope
  if from ~= around then there.unit = nil end
  if around.stood == true then there.stood = { node = as_stood.day(lowering, around) } end -- what there was by the day on which it is asked whom the rule binds
  return there
end

--- The months that are asked, in order: { { period, scope, asked = a node, nil: it is asked of all }… }.
function months.list(lowering, e, around)
  local kept = lowering.asked_months[around] or {}
  lowering.asked_months[around] = kept
  if kept[e.unit] then return kept[e.unit] end
  local known = {}
  kept[e.unit] = known
  for _, month in ipairs(of_period(lowering, around, e.unit)) do
    known[#known + 1] = { period = month, scope = scope_of(lowering, around, cut(month, around.period)), asked = is_asked(lowering, around, month) }
  end
  return known
end

-- What nobody knows for want of a month that could be asked, told by the period's last day.
local function of_no_month(lowering, e, around)
  local nodes, space, period = lowering.nodes, around.space, around.period.whole or around.period
  return nodes:add("PARAMETER", space, { nodes:day(space, period.to), false, false }, { parameter = lowering:months_index(e.unit) })
end

-- Whether any month is asked, as a node; nil: one is, of all.
local function some_asked(lowering, list, space)
  local some
  for _, month in ipairs(list) do
    if not month.asked then return nil end
    some = some and lowering.nodes:add("OR", space, { some, month.asked }) or month.asked
  end
  return some or lowering.nodes:truth(space, false)
end

local function every(lowering, e, around, list)
  local nodes, space, all = lowering.nodes, around.space, nil
  for _, month in ipairs(list) do
    local own = lowering:value(e.from, month.scope, nil, CONDITION)
    if month.asked then own = nodes:add("OR", space, { nodes:negate(month.asked, space), own }) end
    all = nodes:both(all, own, space)
  end
  local open = nodes:add("NUMBER_ABOVE", space, { of_no_month(lowering, e, around), nodes:number(space, 0) })
  local some = some_asked(lowering, list, space)
  if not all then return open end
  return some and nodes:add("DECIDE", space, { all, open, some }) or all
end

local COLLECTED <const> = { sum = "sum of", max = "highest", min = "lowest", count = "count of", mean = "sum of" }

local function rows_of(lowering, e, around, list)
  local nodes, rows = lowering.nodes, {}
  for i, month in ipairs(list) do
    local asked, own = month.asked or nodes:truth(around.space, true), lowering:value(e.from, month.scope, nil, e.how == "count" and CONDITION or nil)
    rows[i] = e.how == "count" and { holds = nodes:both(month.asked, own, around.space), result = e } or { holds = asked, says = own, result = e }
  end
  return rows
end

-- How many months have a number.
local function with_number(lowering, e, around, list)
  local rows = {}
  e.given = e.given or { op = "given", from = e.from, arguments = {}, type = CONDITION, at = e.at }
  for i, month in ipairs(list) do
    rows[i] = { holds = lowering.nodes:both(month.asked, lowering:value(e.given, month.scope), around.space), result = e }
  end
  return hits.of_rows(lowering, "count of", rows, around.space)
end

function lower.of_each(lowering, e, around)
  local nodes, space, list = lowering.nodes, around.space, months.list(lowering, e, around)
  if e.how == "every" then return every(lowering, e, around, list) end
  local value = hits.of_rows(lowering, COLLECTED[e.how], rows_of(lowering, e, around, list), space)
  if e.how == "mean" then
    local count = with_number(lowering, e, around, list)
    local some = nodes:add("NUMBER_ABOVE", space, { count, nodes:number(space, 0) })
    value = nodes:add("DECIDE", space, { lowering:labelled(nodes:add("DIVIDE", space, { value, count }), e), nodes:number(space, 0 / 0), some })
  end
  local some = around.reading and some_asked(lowering, list, space)
  return some and nodes:add("DECIDE", space, { value, of_no_month(lowering, e, around), some }) or value
end

return months
