--- Waivers of the subject's enterprise (meaning.md, sections 7 and 8), as typed expressions: they are lowered like a pack's own.
local days = require "mandate.language.days"
local sets = require "mandate.language.lower.sets"
local scope = require "mandate.language.lower.scope"
local shown = require "mandate.language.lower.shown"

local waivers = {}

local DATE, YES, TEXT = { k = "date" }, { k = "condition" }, { k = "text" }
local AS_OF = { op = "as_of", type = DATE }
local SUBJECT = { op = "row", scope = 1, via = {} }

--- Whether a subject of a kind can have a waiver of the rule.
function waivers.may_be(lowering, rule, kind)
  return (lowering.pack.waivable or {})[rule.base] ~= nil and lowering:path_to(kind, "enterprise") ~= nil
end

local function both(a, b) return a and b and { op = "and", type = YES, a = a, b = b } or a or b end

-- What an expression says on another day than the pivot.
local function on_day(from, day) return { op = "on_day", from = from, date = day, type = from.type } end

local function own_row(index) return { op = "row", scope = index, via = {}, type = { k = "row", kind = "waiver" } } end

local function field_of(row, name, type) return { op = "field", from = row, name = name, type = type } end

-- The waivers of the subject's enterprise of which a condition is true, as a set.
local function those(lowering, kind, condition)
  local enterprise = { op = "row", scope = 1, via = lowering:path_to(kind, "enterprise"), type = { k = "row", kind = "enterprise" } }
  return { op = "where", condition = condition, type = { k = "set", kind = "waiver" },
    from = { op = "children", from = enterprise, kind = "waiver", reference = "enterprise", branch = false, type = { k = "set", kind = "waiver" } } }
end

-- The waivers that had been granted by one of some days (nil: they are there by the as-of date) and had not ended by another, as a set; and until when each holds.
-- Until when, the version in force on the day that is asked about tells, so that an extension covers nothing from before it; and who granted, the day of granting.
---@param index integer|nil the scope of its rows
local function waivers_of(lowering, rule, kind, from, to, index)
  local allowed = lowering.pack.waivable[rule.base]
  local own = own_row(index or 2)
  local function field(name, type, of) return field_of(of or own, name, type) end
  local names = { { op = "literal", value = rule.base, type = TEXT } }
  if rule.name ~= rule.base then names[2] = { op = "literal", value = rule.name, type = TEXT } end
  local function lasts(day) return { op = "on_or_after", from = day, arguments = { to }, type = YES } end
  local granted_on = field("granted_on", DATE)
  local ends = on_day(field("expires_on", DATE), to)
  local condition = both({ op = "is", from = field("rule", TEXT), arguments = names, type = YES },
    { op = "or", type = YES, a = { op = "not", a = { op = "given", from = ends, type = YES }, type = YES }, b = lasts(ends) })
  local granted
  for _, day in ipairs(from or {}) do
    local by_it = { op = "by", from = granted_on, arguments = { day }, type = YES }
    granted = granted and { op = "or", type = YES, a = granted, b = by_it } or by_it
  end
  condition = both(condition, granted)
  if allowed.at_most then -- it ends no later than the law lets it last, also where its own end is not known
    local most = { op = "add", a = granted_on, b = allowed.at_most, type = DATE }
    condition = both(condition, lasts(most))
    ends = { op = "either", a = ends, b = most, type = DATE }
  end
  if allowed.by then
    local agency = field("agency", { k = "row", kind = "agency" })
    local role = on_day(field("role", TEXT, agency), granted_on)
    condition = both(condition, { op = "is", from = role, arguments = { { op = "literal", value = allowed.by, type = TEXT } }, type = YES })
  end
  return those(lowering, kind, condition), ends
end

-- A day that was reckoned for the subject, as an expression.
local function day_of(node, space) return { op = "subjects_day", from = SUBJECT, node = node, space = space, type = DATE } end

--- Whether a waiver holds on the as-of date, and until when, as nodes; nil where none can be.
function waivers.on_day(lowering, rule, today, trace)
  if not waivers.may_be(lowering, rule, today.kind) then return nil end
  local expression, ends = waivers_of(lowering, rule, today.kind, nil, AS_OF)
  local set = sets.lower(lowering, expression, today)
  trace.waivers = { set = set, scope = today, ends = ends }
  return sets.aggregate(lowering, set, today, "ANY", set.mask), sets.aggregate(lowering, set, today, "DATE_ALL", set.mask, lowering:value(ends, set.scope))
end

-- The pivot as an expression that hangs on the subject only where the pivot does.
local function pivot_day(around)
  local pivot = around.pivot
  if not pivot.day then return day_of(pivot.node, around.space) end
  if pivot.moves then return { op = "as_of", until_day = pivot.until_day, type = DATE } end
  return { op = "literal", value = pivot.day, type = DATE }
end

local function held_on(lowering, rule, kind, day, index)
  return { op = "any", from = waivers_of(lowering, rule, kind, { day }, day, index), type = YES }
end

local function literal(day) return { op = "literal", value = day, type = DATE } end

local function compared(op, day, other) return { op = op, from = day, arguments = { other }, type = YES } end

-- Whether waivers held on each day from one to another, as a condition: on the first and the last, on each on which a version of some waiver begins, and on the day
-- after each end that lies between them. Whether it is a waiver of this rule that ends does not matter: one must hold on each day.
---@param versions string[] the days between them on which a version begins
local function held_through(lowering, rule, kind, from, to, versions)
  local own, allowed = own_row(2), lowering.pack.waivable[rule.base]
  local all, expires = both(held_on(lowering, rule, kind, from), held_on(lowering, rule, kind, to)), field_of(own, "expires_on", DATE)
  local ends = { on_day(expires, to) }
  for _, day in ipairs(versions) do
    local begins = literal(day)
    ends[#ends + 1] = on_day(expires, literal(days.before(day)))
    local outside = { op = "or", a = compared("before", begins, from), b = compared("after", begins, to), type = YES }
    all = both(all, { op = "or", a = outside, b = held_on(lowering, rule, kind, begins), type = YES })
  end
  if allowed.at_most then ends[#ends + 1] = { op = "add", a = field_of(own, "granted_on", DATE), b = allowed.at_most, type = DATE } end
  for _, day in ipairs(ends) do
    local between = both({ op = "known", from = day, type = YES }, both(compared("on_or_after", day, from), compared("before", day, to)))
    local next_day = { op = "add", a = day, b = { op = "span", unit = "days", count = 1, type = { k = "span" } }, type = DATE }
    all = both(all, { op = "every", from = those(lowering, kind, between), condition = held_on(lowering, rule, kind, next_day, 3), type = YES })
  end
  return all
end

-- The days behind one and up to another on which a version of some waiver begins.
local function versions_between(lowering, from, to)
  local list = {}
  for _, day in ipairs(lowering.snapshot:versioned "waiver" and lowering.snapshot:days_of_versions "waiver" or {}) do
    if day > from and day <= to then list[#list + 1] = day end
  end
  return list
end

--- Whether waivers held on the pivot of a `require`, in a rule per period on each day from the first on which it may be broken.
---@param begins integer|nil the day on which the subject begins, as a node
function waivers.from_day(lowering, rule, today, around, period, begins, trace)
  if not waivers.may_be(lowering, rule, today.kind) then return nil end
  local to, nodes = pivot_day(around), lowering.nodes
  local from = { to }
  if period then
    from = { literal(rule.from and rule.from > period.from and rule.from or period.from) }
    -- who was excused by the period's first day was so by any later one, also by one that nobody knows
    if begins then from[2] = { op = "both", a = from[1], b = day_of(begins, around.space), type = DATE } end
  end
  local expression, ends = waivers_of(lowering, rule, today.kind, from, to)
  local set = sets.lower(lowering, expression, today)
  trace.waivers = { set = set, scope = today, ends = ends }
  if not period then return sets.aggregate(lowering, set, today, "ANY", set.mask) end
  local versions, held = versions_between(lowering, from[1].value, period.to), nil
  local as_said = today.reading and shown.reading(today, nil) or today -- who has no waiver has none, whatever is shown
  for _, first in ipairs(from) do
    local through = lowering:value(held_through(lowering, rule, today.kind, first, to, versions), as_said)
    held = held and nodes:add("OR", today.space, { held, through }) or through
  end
  trace.waivers.together = held
  return held
end

--- Whether a waiver held on the day of each row of a `forbid`, as a node over the rows.
---@param around table the subject in the scope of the rows
---@param event integer the rows' days, as a node
function waivers.of_row(lowering, rule, around, event, trace)
  local today = scope.with_pivot(around, { day = lowering.as_of, moves = true })
  local day = day_of(event, around.space)
  local set = sets.lower(lowering, waivers_of(lowering, rule, around.kind, { day }, day), today)
  trace.waivers = { set = set, scope = today }
  return sets.aggregate(lowering, set, today, "ANY", set.mask)
end

--- The waivers of which one is named where a verdict is waived, as a set, with the scope in which it is asked and until when each lasts, as an expression of its rows: of
--- what a rule forbids those that held on the day since which it is broken.
function waivers.named(lowering, trace)
  local own = trace.waivers
  if not trace.forbidden then return own.set, own.scope, own.ends end
  local day = day_of(trace.since, trace.today.space)
  local expression, ends = waivers_of(lowering, trace.rule, trace.today.kind, { day }, day)
  return sets.lower(lowering, expression, trace.today), trace.today, ends
end

return waivers
