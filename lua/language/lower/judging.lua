--- What all sorts of rules have in common when they are lowered: where, to whom and from which day a version applies (meaning.md, 7 to 9 and 17), and the node of its verdict.
local core = require "mandate.core"
local analysis = require "mandate.language.lower.analysis"
local as_stood = require "mandate.language.lower.as_stood"
local bound_days = require "mandate.language.lower.bound_days"
local cut_off_places = require "mandate.language.lower.cut_off_places"
local days = require "mandate.language.days"
local origins = require "mandate.language.origins"
local scope = require "mandate.language.lower.scope"
local shown = require "mandate.language.lower.shown"

local UNKNOWN_DAY = -0x80000000

local judging = {}

--- The days of a rule that is judged once, as a period.
judging.ALL_DAYS = { from = "0001-01-01", to = "9999-12-31" }

--- nil where the place is everywhere, or nothing says where the subject lies, all of whose law is then of that one place (unplaced.lua). Who lies in no place lies in none of those
--- that are named.
function judging.in_place(lowering, around, place)
  if not place then return nil end
  local where, record = lowering:place_node(around), lowering:place_record(place)
  if not where then return nil end
  if not record then return lowering.nodes:truth(around.space, false) end
  local day = lowering.plan:moves "jurisdiction" and lowering:pivot(around) or false
  local lies = lowering.nodes:add("PLACE_IN", around.space, { where, day }, { kind = "jurisdiction", place = record })
  local perhaps = cut_off_places.perhaps_below(lowering, around, where, day, lowering:pivot(around), { record })
  return perhaps and lowering.nodes:add("OR", around.space, { lies, perhaps }) or lies
end

--- Whether a rule asks whom it binds as things stood on the day on which it is asked (meaning.md, section 8), and that can be another than what is on file.
function judging.asks_as_stood(lowering, rule)
  if rule.applies_on then return false end
  lowering.found.stands = lowering.found.stands or {}
  local known = lowering.found.stands
  if known[rule] == nil then known[rule] = #judging.deciding(lowering, rule, function(e) return as_stood.asks(lowering, e) end) > 0 end
  return known[rule]
end

--- The scope in which it is asked whether a rule applies: that of its pivot, where that matters as things stood on it, or of the day that the rule names for it
--- (`applies_on`), which is read as of the as-of date.
---@param day_in table|nil a scope of the same rows in the reading in which that day is read, where it is another
function judging.asked_in(lowering, rule, around, day_in)
  if not rule.applies_on then return judging.asks_as_stood(lowering, rule) and not as_stood.is_today(around) and as_stood.scope(around) or around end
  if around.asked_for == rule then return around end
  if not day_in then
    around.asked = around.asked or {}
    around.asked[rule] = around.asked[rule] or judging.asked_in(lowering, rule, around, around)
    return around.asked[rule]
  end
  local today = scope.with_pivot(day_in, scope.pivot_until(lowering))
  today.pivot_scope = around.pivot_scope
  local asked = scope.with_pivot(around, { node = lowering:value(rule.applies_on, today, nil, { k = "date" }) })
  asked.pivot.scope, asked.pivot_scope, asked.asked_for, asked.today = asked, around.pivot_scope, rule, today
  return asked
end

-- Whether a transition names the subject, as things stood on the pivot of the version that says it, which may be another day than that of the version before. So it is one
-- answer for both versions, and nobody falls between them.
---@param later table|nil the version that says it, where that is not the rule itself
local function is_named(lowering, rule, whom, around, trace, later)
  local said = around.reading and shown.reading(around, nil) or around
  if later and (around.later_pivot or later.non_detects ~= rule.non_detects) then
    local pivot = around.later_pivot or around.pivot
    local own = scope.with_pivot(said, pivot)
    own.pivot_scope, own.non_detects = said.pivot_scope, later.non_detects
    if pivot.node then own.pivot = { node = pivot.node, any_day = pivot.any_day, scope = own } end
    said = own
  end
  local own = rule.forbid and as_stood.scope(said) or as_stood.on_pivot(lowering, whom, said)
  trace.whom = { around = own, node = lowering:value(whom, own, nil, { k = "condition" }), expression = whom }
  return trace.whom.node
end

-- For whom a version holds where another one follows it: whom the transition to it names keeps to the version before it until then, and that one holds for nobody else. nil where
-- it holds for all. What it finds stays in the trace.
local function holds_for(lowering, rule, around, trace)
  local nodes, space = lowering.nodes, around.space
  local result
  if rule.transition then
    local still, never = lowering:in_force(around, nil, rule.transition.last)
    if not never then result = nodes:negate(nodes:both(still, is_named(lowering, rule, rule.transition.whom, around, trace), space), space) end
  end
  if rule.keeps then
    local all, never = lowering:in_force(around, nil, rule.keeps.from)
    if all then
      local named = is_named(lowering, rule, rule.keeps.whom, around, trace, rule.keeps.version)
      local kept = never and named or nodes:add("OR", space, { all, named })
      result = nodes:both(result, kept, space)
    end
  end
  return result
end

--- Whether the subject is of the place of a version, and of those for whom it holds; nil where it is whatever the day. `later_pivot` of the scope: the pivot of the version
--- that follows it, where that may be another day.
---@param trace table|nil keeps whom a transition names
function judging.here(lowering, around, rule, trace)
  local read_again = around.reading == "shown" and around.assured ~= true and rule.applies_on -- on a day that is another, as far as anything shows
  local said = read_again and shown.reading(around, nil) or around
  local place = judging.in_place(lowering, judging.asked_in(lowering, rule, said), rule.place)
  if place and read_again then
    place = lowering.nodes:add("OR", around.space, { place, judging.in_place(lowering, judging.asked_in(lowering, rule, around), rule.place) })
  end
  return lowering.nodes:both(place, holds_for(lowering, rule, around, trace or {}), around.space)
end

-- The same rows in hand, where functions are called only for those of which one more condition is not false; the scope itself where none is called.
local function opened_for(lowering, around, expression, condition)
  if not condition or not analysis.asks_function(lowering, expression) then return around end
  local own = scope.with_pivot(around, around.pivot)
  own.pivot_scope, own.on_file, own.open = around.pivot_scope, around.on_file, lowering.nodes:both(around.open, condition, around.space)
  return own
end

-- The exceptions that bear on a rule, as entries { exception, expression, reach, own, node, children }: `reach` is whether its text is in force and its place holds (nil: always),
-- `own` whether it would hold but for exceptions to it, `node` whether it holds.
-- Gives those to the rule itself.
local function exceptions_in(lowering, rule, around, read)
  local nodes, space, entries, roots = lowering.nodes, around.space, {}, {}
  for _, exception in ipairs(lowering.pack.exceptions or {}) do
    local expression = exception.applies and exception.applies[rule.base]
    if expression then
      local force = nodes:both(lowering:in_force(around, exception.from, exception.to_day), judging.in_place(lowering, around, exception.place), space)
      local asked_in = opened_for(lowering, read(exception), expression, force)
      entries[#entries + 1] = { exception = exception, expression = expression, reach = force, own = nodes:both(lowering:value(expression, asked_in), force, space),
        scope = asked_in ~= around and asked_in or nil }
    end
  end
  local function settle(entry)
    if entry.node then return end
    entry.node, entry.children = entry.own, {}
    for _, other in ipairs(entries) do
      for _, name in ipairs(other.exception.over) do
        if name == entry.exception.base then
          settle(other)
          entry.children[#entry.children + 1] = other
          -- what says something instead of another that says something leaves that it holds
          local leaves = entry.exception.says and other.exception.says
          if not leaves then entry.node = nodes:both(entry.node, nodes:negate(other.node, space), space) end
        end
      end
    end
  end
  for _, entry in ipairs(entries) do
    for _, name in ipairs(entry.exception.to) do
      if name == rule.base then
        settle(entry)
        if not entry.exception.says then roots[#roots + 1] = entry end -- what says something else frees nobody
      end
    end
  end
  return roots
end

-- The same in the scope in which it is asked.
local function binds_in(lowering, rule, around, trace, only)
  local space = around.space
  local as_said = only and shown.reading(around, nil) or around
  local function read(part) return (not only or only == part) and around or as_said end
  local result = rule.applies and lowering:value(rule.applies, read "applies", nil, { k = "condition" })
  if rule.applies_on then -- a day that has not come asks nobody
    result = lowering.nodes:both(result, lowering.nodes:add("DATE_BY", space, { lowering:pivot(around), lowering:today(space) }), space)
  end
  trace.applies, trace.exceptions = result, exceptions_in(lowering, rule, around, read)
  for _, entry in ipairs(trace.exceptions) do result = lowering.nodes:both(result, lowering.nodes:negate(entry.node, space), space) end
  return result
end

--- `applies`, less the exceptions that hold on the pivot. Whom a `require` in a period, a dated duty or a goal bound as things stood, what came later does not let go; and who
--- is bound by what is on file, such as a report of the period that came behind it, is bound: trace.on_file, beside `otherwise`, whom it bound as things stood.
---@param only any|nil in a reading of what is shown: of what alone it is read so, "applies", "applies_on" or an exception; nil: of all
function judging.applies_in(lowering, rule, own, trace, only)
  local around = judging.asked_in(lowering, rule, own)
  local twice = around.stood and not rule.forbid and not rule.used
  if twice and own.reading then -- what shows that it does not bind is asked of what is on file
    own.as_said = own.as_said or shown.reading(own, nil)
    around = as_stood.scope(own.as_said)
  end
  local result = binds_in(lowering, rule, around, trace, not (twice and own.reading) and only or nil)
  if not twice then return result end
  trace.on_file = { scope = own, otherwise = result }
  trace.on_file.node = binds_in(lowering, rule, own, trace.on_file, only)
  return result and trace.on_file.node and lowering.nodes:add("OR", own.space, { result, trace.on_file.node }) or nil
end

--- The same of a scope alone, by what is on file or as things stood.
function judging.binds_by(lowering, rule)
  return { on_file = function(around) return binds_in(lowering, rule, around, {}) end, as_stood = function(around) return binds_in(lowering, rule, as_stood.scope(around), {}) end }
end

--- Whether no day of a rule's force can be asked about by the as-of date, and of a standing rule in its period: then it judges nobody, and calls no function for it.
function judging.is_out_of_reach(lowering, rule, period)
  local own = (rule.require or rule.forbid) and period or nil
  local last = days.earlier(lowering.as_of, own and own.to)
  return (rule.from and last < rule.from) or (rule.to and own and own.from > rule.to) or false
end

-- The same, for good: looking ahead, the law's first day is still to come.
function judging.is_never(lowering, rule, period) return not lowering.ahead and judging.is_out_of_reach(lowering, rule, period) end

--- Whether the rule is in force, of `force` on its pivot: before its first day it is not, whatever nobody knows of the pivot, which a look ahead must see come.
function judging.once_begun(lowering, rule, space, force)
  if not lowering.ahead or not rule.from or lowering.as_of >= rule.from then return force end
  return lowering.nodes:both(lowering.nodes:within(lowering:today(space), rule.from, nil, space), force, space)
end

--- The day from which a rule says that it binds, as a node in the scope of today; nil where it says none. Of a rule that is in force on no day, one that nobody knows is
--- of no matter.
function judging.given(lowering, rule, today)
  local nodes, space = lowering.nodes, today.space
  local day = rule.arises and lowering:value(rule.arises, today, nil, { k = "date" })
  if not day or not today.never then return day end
  return nodes:add("PICK", space, { day, lowering:today(space), nodes:add("KNOWN", space, { nodes:add("GIVEN", space, { day }) }) })
end

-- Whether an exception has to do with whom a rule binds: one that frees of it, or bears on one that does. What says something instead frees nobody, and what sets that aside
-- neither.
local function bears_on_whom(lowering, exception, rule)
  for _, name in ipairs(exception.to) do
    if name == rule.base and not exception.says then return true end
  end
  for _, other in ipairs(lowering.pack.exceptions) do
    for _, name in ipairs(exception.over) do
      if name == other.base and bears_on_whom(lowering, other, rule) then return true end
    end
  end
  return false
end

-- What decides whether a rule applies to a subject, of which ask(expression) is true.
function judging.deciding(lowering, rule, ask)
  local list = {}
  if rule.applies and ask(rule.applies) then list[1] = rule.applies end
  for _, exception in ipairs(lowering.pack.exceptions or {}) do
    local expression = exception.applies and exception.applies[rule.base]
    if expression and ask(expression) and bears_on_whom(lowering, exception, rule) then list[#list + 1] = expression end
  end
  return list
end

function judging.read_again(lowering, rule)
  local function is_read(expression) return analysis.has_second_reading(lowering, expression) end
  local list = judging.deciding(lowering, rule, is_read)
  if rule.applies_on and is_read(rule.applies_on) then list[#list + 1] = rule.applies_on end
  return list
end

-- The same as applies_in; but on a pivot that nobody knows, what only the day leaves unknown makes no plain no.
function judging.applies_on(lowering, rule, own, trace, only)
  if only and only ~= "applies_on" and rule.applies_on then own = judging.asked_in(lowering, rule, own, shown.reading(own, nil)) end -- the day is as the rule says
  local around = judging.asked_in(lowering, rule, own)
  local result = judging.applies_in(lowering, rule, own, trace, only)
  local function plainly(expression) return analysis.asks_plainly(lowering, expression) end
  if not around.pivot.node or around.pivot.any_day or #judging.deciding(lowering, rule, plainly) == 0 then return result end
  local nodes, space, pivot = lowering.nodes, around.space, lowering:pivot(around)
  local any_day = scope.with_pivot(rule.applies_on and around or own, { node = nodes:day(space, UNKNOWN_DAY), any_day = "pivot" })
  any_day.pivot.scope, any_day.pivot_scope, any_day.asked_for = any_day, around.pivot_scope, around.asked_for
  local known = nodes:add("OR", space, { nodes:add("KNOWN", space, { pivot }), nodes:negate(nodes:add("GIVEN", space, { pivot }), space) })
  return nodes:add("PICK", space, { result, judging.applies_in(lowering, rule, any_day, {}, only) or nodes:truth(space, true), known })
end

-- The same as the rule says; but where another rule's second reading asks for the verdict, whom emptiness frees is unknown, and so is to whom an incentive is given.
function judging.applies(lowering, rule, around, trace)
  local said = judging.applies_on(lowering, rule, around.reading and shown.reading(around, nil) or around, trace)
  if around.reading ~= "shown" or around.assured == true or #judging.read_again(lowering, rule) == 0 then return said end
  local second = judging.applies_on(lowering, rule, around, {})
  if rule.word == "incentive" then return second end
  return said and lowering.nodes:add("OR", around.space, { said, second })
end

-- Adds the node of a version's verdict; what it is made of stays in the trace.
function judging.judge(lowering, trace, op, space, arguments, properties)
  trace.made = { op = op, space = space, arguments = arguments, properties = properties }
  trace.node = lowering.nodes:add(op, space, arguments, properties)
end

--- The day on which a rule that does not say so arises: the later of its first day and the subject's event. A lasting subject has begun by the as-of date,
-- also where nobody knows when.
function judging.arisen(lowering, rule, kind, event, space)
  if not rule.from then return event end
  local first = lowering.nodes:day(space, rule.from)
  if rule.from >= lowering.as_of and lowering.kinds[kind].lasting then -- looking ahead: from the next day on the beginning is asked for
    return lowering.ahead and rule.from < "9999-12-31" and lowering.nodes:day(space, rule.from, core.add_days(rule.from, 1)) or first
  end
  return lowering.nodes:add("DATE_LATER", space, { first, event })
end

-- The day on which the subject of a rule per period, or of a `forbid`, begins, where that is asked; and whether one whose day nobody knows has begun.
function judging.beginning(lowering, rule, given, event)
  if rule.forbid and not rule.per.period then return given or lowering.kinds[rule.per.kind].starts and event, true end
  local begins = origins.begins(lowering.origins, rule)
  return begins and (begins == "arises" and given or event), begins == "event" and lowering.kinds[rule.per.kind].lasting or false
end

-- Whether the subject of a rule per period, or of a `forbid`, is there by the last day of the period that may bind it, as a node; nil where that is not asked.
function judging.is_there(lowering, rule, around, period, given, event, trace)
  local nodes, space = lowering.nodes, around.space
  local begins, lasting = judging.beginning(lowering, rule, given, event)
  if not begins or not period and not rule.to then return nil end
  local span = period or judging.ALL_DAYS
  local until_day = nodes:day(space, (rule.require or rule.forbid) and bound_days.last(rule, span) or span.to)
  if trace.left then until_day = nodes:add("PICK", space, { lowering:pivot(around), until_day, trace.left }) end
  local later = nodes:add("DATE_AFTER", space, { begins, until_day })
  if lasting then later = nodes:both(later, nodes:add("KNOWN", space, { later }), space) end
  trace.begun = nodes:negate(later, space)
  trace.there = trace.begun
  return trace.begun
end

-- Whether it hangs on the day, or on whether there is one that is known, to whom a rule applies: of a `forbid` it is then asked anew for each row.
function judging.hangs_on_day(lowering, rule)
  if rule.applies_on then return false end -- it is asked on one day, whatever the pivot
  local function asks_day(expression)
    return analysis.asks_pivot(lowering, expression) or analysis.asks_plainly(lowering, expression)
  end
  if (rule.forbid or rule.require) and judging.asks_as_stood(lowering, rule) then return true end
  local moves = lowering:place_moves(rule.per.kind)
  if moves and rule.place or rule.transition or rule.keeps then return true end
  for _, exception in ipairs(lowering.pack.exceptions or {}) do
    local expression = exception.applies and exception.applies[rule.base]
    if expression and (moves and exception.place or exception.from or exception.to_day or asks_day(expression)) then return true end
  end
  return rule.applies ~= nil and asks_day(rule.applies)
end

-- Whether the rule applies to the subject, and is of its place, as a node in a scope; nil where it does whatever the day.
function judging.binds(lowering, rule, around, trace)
  return lowering.nodes:both(judging.here(lowering, around, rule), judging.applies(lowering, rule, around, trace), around.space)
end

-- What tells whether a version applies, by day. on_file: by what is on file alone.
function judging.by_day(lowering, rule, on_file)
  return function(around)
    local applies
    if on_file then applies = binds_in(lowering, rule, around, {})
    else applies = judging.applies_in(lowering, rule, around, {}) end
    return lowering.nodes:both(judging.here(lowering, around, rule), applies, around.space)
  end
end

--- The other versions of a rule that judge its periods, too.
function judging.other_versions(lowering, rule)
  local list = {}
  for _, other in ipairs(lowering.pack.rules) do
    if other.base == rule.base and other ~= rule and other.require and other.per.period then list[#list + 1] = other end
  end
  return list
end

--- The same as by_day of any version of a rule: who comes from one to another has not left the rule.
function judging.by_day_of_any(lowering, rule)
  local own, others = judging.by_day(lowering, rule), judging.other_versions(lowering, rule)
  return function(around)
    local some = own(around)
    for _, other in ipairs(some and others or {}) do
      local force, never = lowering:in_force(around, other.from, other.to)
      local applies = not never and lowering.nodes:both(force, judging.by_day(lowering, other)(around), around.space)
      if not never and not applies then return nil end
      if applies then some = lowering.nodes:add("OR", around.space, { some, applies }) end
    end
    return some
  end
end

return judging
