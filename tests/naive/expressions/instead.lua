-- What exceptions say instead, section 22: all that may be said is gone through, and what remains is what it agrees on.
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local dates = require "tests.naive.dates"
local expressions = require "tests.naive.expressions.expressions"
local places = require "tests.naive.places"
local record_pack = require "tests.naive.record_pack"
local values = require "tests.naive.values"

local instead = {}
local note = counting.note

local function base_of(exception) return (exception.name:gsub("@.*$", "")) end

local function names(exception, name)
  for _, other in ipairs(exception.to) do
    if other == name then return true end
  end
  return false
end

--- Whether what an exception says instead is said of a rule, and not of a parameter.
function instead.is_of_rule(exception) return type(exception.instead) == "table" and not record_pack.node(exception.instead) end

-- Whether the text of an exception is in force, its place holds, its condition is true, and no exception sets it aside that says nothing itself.
local function holds(exception, context)
  local day, place = context.law or context.pivot, exception.place or exception.instruments[1] and exception.instruments[1].place
  local force = day and values.truth(exception.first_day <= day and day <= exception.last_day) or values.unknown "condition"
  if place and context.places.state == "absent" then note(context, "in no place: something else instead") end
  local own = values.both(values.both(force, places.holds(context.places, place, context.registry)), values.settle(expressions.as(exception.applies, "condition", context)))
  for _, other in ipairs(context.pack.exceptions) do
    if other.instead == nil and names(other, base_of(exception)) then
      local aside = holds(other, context)
      if own.value and aside.value then note(context, "an exception that says something else, set aside") end
      own = values.both(own, values.negate(aside))
    end
  end
  return own
end

local function cited(exception)
  local clause = type(exception.clause) == "table" and exception.clause[1] or exception.clause
  return ("%s (%s)"):format(exception.name, (clause:gsub("@.*$", "")))
end

local outcome

-- Who may say something in place of what is called `name`: { { exception, holds, value }… }; `frees`: exceptions that free of it stand for it, too.
local function sayers(name, context, of_rule, read, within, found)
  for _, exception in ipairs(context.pack.exceptions) do
    if names(exception, name) and exception.instead ~= nil and instead.is_of_rule(exception) == of_rule then
      local own = values.both(within, holds(exception, context))
      if own.value ~= false then
        found[#found + 1] = { exception = exception, holds = own, value = outcome(base_of(exception), read(exception), context, of_rule, read) }
      end
    elseif names(exception, name) and exception.instead == nil and of_rule and #found.chain == 0 then
      found.chain[1] = true
      sayers(base_of(exception), context, of_rule, read, values.both(within, holds(exception, context)), found)
      found.chain[1] = nil
    end
  end
  return found
end

local function differ(a, b) return a.state ~= b.state or a.value ~= b.value or a.low ~= b.low or a.high ~= b.high or a.count ~= b.count end

-- What holds of what is called `name`, whose own words come to `own`.
function outcome(name, own, context, of_rule, read)
  local found, certain, result, missing = sayers(name, context, of_rule, read, values.yes, { chain = {} }), false, nil, {}
  for i, one in ipairs(found) do
    certain = certain or one.holds.value == true
    missing[#missing + 1] = one.holds.state == "unknown" and one.holds or nil
    for j = 1, i - 1 do
      local apart = names(one.exception, base_of(found[j].exception)) or names(found[j].exception, base_of(one.exception)) or base_of(one.exception) == base_of(found[j].exception)
      if not apart and differ(one.value, found[j].value) then
        local day = context.law or context.pivot
        missing[#missing + 1] = values.unknown("condition", { [("which counts of the exceptions %s + %s, which contradict each other%s"):format(cited(found[j].exception),
          cited(one.exception), day and " on " .. dates.format(day) or "")] = true })
        note(context, "exceptions that contradict each other")
      end
    end
  end
  local why = values.unknown("condition", values.missing(table.unpack(missing)))
  for _, one in ipairs(found) do result = result and values.agreed(result, one.value, why) or one.value end
  if #found == 0 then return own end
  if not certain then
    if differ(result, own) then note(context, "perhaps something else instead") end
    return values.agreed(result, own, why)
  end
  if differ(result, own) then note(context, "something else instead, of a " .. (of_rule and own.type or own.type == "span" and "span that the law sets" or "parameter")) end
  return result
end

--- The context in which it is asked of whom a parameter or a rule is something else: as things stood on the day on which it is read; nil: on one that nobody knows. What is
--- asked as things stood already is asked so there, too.
function instead.asked_in(context, day)
  if context.stood then return context end
  return contexts.copy(context, { stood = { day = day } })
end

-- Whether that matters, of the exceptions to what is called `name`.
local function note_days(name, context, asked_in, of_rule)
  if not context.counters or asked_in == context then return end
  for _, exception in ipairs(context.pack.exceptions) do
    if names(exception, name) and exception.instead ~= nil and instead.is_of_rule(exception) == of_rule then
      local function quietly(own) return holds(exception, contexts.copy(own, { counters = false })) end
      local then_held, now = quietly(asked_in), quietly(context)
      if then_held.value ~= now.value then note(context, "something else instead as things stood: a " .. (of_rule and "rule" or "parameter")) end
    end
  end
end

--- A parameter's value, where exceptions to it may say another. read(raw) is a value that is written as in a row.
function instead.of_parameter(name, own, context, read)
  local asked_in = instead.asked_in(context, context.pivot or nil)
  note_days(name, context, asked_in, false)
  return outcome(name, own, asked_in, false, function(exception) return read(exception.instead) end)
end

--- What record_pack puts in place of a rule's due day, or of what it requires. A due day is replaced as things stood on it.
function expressions.operators.instead(node, context)
  local inner, day = contexts.copy(context, {}), context.pivot or nil
  local own = expressions.as(node.from, node.wanted, inner)
  if node.slot == "due" then
    local due = own.type == "span" and values.moved(context.arises, own, 1) or own
    day = due.state == "absent" and context.as_of or due.state == "known" and math.min(context.as_of, due.value) or nil
  end
  local asked_in = instead.asked_in(inner, day)
  note_days(node.target, inner, asked_in, true)
  return outcome(node.target, own, asked_in, true, function(exception)
    return expressions.as(exception.instead[node.slot], node.wanted, inner)
  end)
end

return instead
