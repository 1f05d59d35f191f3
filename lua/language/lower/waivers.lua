--- Waivers of the subject's enterprise (meaning.md, sections 7 and 8), as typed expressions: they are lowered like a pack's own.
local sets = require "mandate.language.lower.sets"
local scope = require "mandate.language.lower.scope"

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

-- The waivers that had been granted by one of some days (nil: they are there by the as-of date) and had not ended by another, as a set; and until when each holds.
-- Until when, the version in force on the day that is asked about tells, so that an extension covers nothing from before it; and who granted, the day of granting.
local function waivers_of(lowering, rule, kind, from, to)
  local allowed = lowering.pack.waivable[rule.base]
  local enterprise = { op = "row", scope = 1, via = lowering:path_to(kind, "enterprise"), type = { k = "row", kind = "enterprise" } }
  local own = { op = "row", scope = 2, via = {}, type = { k = "row", kind = "waiver" } }
  local function field(name, type, of) return { op = "field", from = of or own, name = name, type = type } end
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
  return { op = "where", condition = condition, type = { k = "set", kind = "waiver" },
    from = { op = "children", from = enterprise, kind = "waiver", reference = "enterprise", branch = false, type = { k = "set", kind = "waiver" } } }, ends
end

-- A day that was reckoned for the subject, as an expression.
local function day_of(node, space) return { op = "subjects_day", from = SUBJECT, node = node, space = space, type = DATE } end

--- Whether a waiver holds on the as-of date, and until when, as nodes; nil where none can be.
function waivers.on_day(lowering, rule, today, trace)
  if not waivers.may_be(lowering, rule, today.kind) then return nil end
  local expression, ends = waivers_of(lowering, rule, today.kind, nil, AS_OF)
  local set = sets.lower(lowering, expression, today)
  trace.waivers = { set = set, scope = today }
  return sets.aggregate(lowering, set, today, "ANY", set.mask), sets.aggregate(lowering, set, today, "DATE_ALL", set.mask, lowering:value(ends, set.scope))
end

-- The pivot as an expression that hangs on the subject only where the pivot does.
local function pivot_day(around)
  local pivot = around.pivot
  if not pivot.day then return day_of(pivot.node, around.space) end
  if pivot.moves then return { op = "as_of", until_day = pivot.until_day, type = DATE } end
  return { op = "literal", value = pivot.day, type = DATE }
end

--- Whether one waiver held on the pivot of a `require`, in a rule per period from the first day on which it may be broken.
---@param begins integer|nil the day on which the subject begins, as a node
function waivers.from_day(lowering, rule, today, around, period, begins, trace)
  if not waivers.may_be(lowering, rule, today.kind) then return nil end
  local to = pivot_day(around)
  local from = { to }
  if period then
    from = { { op = "literal", value = rule.from and rule.from > period.from and rule.from or period.from, type = DATE } }
    -- who was excused by the period's first day was so by any later one, also by one that nobody knows
    if begins then from[2] = { op = "both", a = from[1], b = day_of(begins, around.space), type = DATE } end
  end
  local set = sets.lower(lowering, waivers_of(lowering, rule, today.kind, from, to), today)
  trace.waivers = { set = set, scope = today }
  return sets.aggregate(lowering, set, today, "ANY", set.mask)
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

return waivers
