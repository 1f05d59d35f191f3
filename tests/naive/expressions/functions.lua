-- Lua functions of a row in hand. Section 11.
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local dates = require "tests.naive.dates"
local expressions = require "tests.naive.expressions.expressions"
local members = require "tests.naive.expressions.members"
local numbers = require "tests.naive.numbers"
local shown = require "tests.naive.shown"
local values = require "tests.naive.values"

local count = counting.count

local unknown_read = {} -- thrown by a view when a function reads what is not known

-- Whether a set without any row shows nothing in a reading of section 19: unless evidence stands for it, or a register of everybody, everywhere, on all days of the rule.
local function shows_nothing(kind, context)
  local assured = context.assured
  if not context.reading or assured == true or assured and (assured["only what was not received"] or not assured[kind]) then return false end
  if shown.complete({}, kind, context, false) then
    counting.note(context, "a function that asks an empty set whose register is complete")
    return false
  end
  counting.note(context, "a function that asks an empty set, " .. context.reading)
  return true
end

local view

-- The rows of a set, as a function goes through them.
local function list(set, of, around, missing)
  for _, member in ipairs(set.rows) do
    if not member.sure then error(unknown_read) end
  end
  if #set.rows == 0 and shows_nothing(set.kind, around) then error(unknown_read) end
  return setmetatable({}, { __len = function() return #set.rows end, __index = function(_, index)
    local member = set.rows[index]
    return member and view({ type = "row", kind = set.kind, state = "known", value = member.record, in_set = of.in_set }, around, missing)
  end })
end

function view(row, around, missing)
  local asked, methods, context = {}, {}, contexts.copy(around, { non_detects = false, stood = false }) -- it sees numbers as they are, and what is on file
  function methods.known(_, name)
    asked[name] = true
    local value = members.of_row(row, name, context)
    if value.state == "unknown" and around.reading and members.of_row(row, name, contexts.copy(context, { reading = false })).state ~= "unknown" then
      counting.note(context, "a function that asks whether something is known that was not received")
      error(unknown_read)
    end
    return value.state == "known"
  end
  return setmetatable({}, { __index = function(_, name)
    if methods[name] then return methods[name] end
    local value = members.of_row(row, name, context)
    if value.type == "set" then return list(value, row, context, missing) end
    if value.state == "absent" then return nil end
    if value.state ~= "known" then
      if asked[name] then return nil end
      for field in pairs(value.missing) do missing[field] = true end
      error(unknown_read)
    end
    if value.type == "row" then return view(value, context, missing) end
    if value.type == "date" then return dates.format(value.value) end
    if value.type == "number" then return value.low end
    return value.value
  end })
end

-- Whether a function may return this where a value of the type is wanted.
local function fits(result, wanted)
  if wanted == "condition" then return type(result) == "boolean" end
  if result == nil then return true end
  if wanted == "number" then return type(result) == "number" and result == result and math.abs(result) < math.huge end
  return type(result) == "string" and dates.parse(result) ~= nil
end

function expressions.call(body, wanted, context)
  if context.any_day == true then return values.unknown(wanted) end -- on the day itself it may know what it asks for
  local missing, period = {}, context.period
  local about = { as_of = dates.format(context.as_of) }
  if period then about.period = { from = dates.format(period.from), to = dates.format(period.to), label = period.name } end
  local done, result = pcall(body, view(context.scopes[#context.scopes], context, missing), about)
  local value, failed
  if not done then
    if result ~= unknown_read then missing, failed = { [values.FAILURE] = true }, true end
    value = values.unknown(wanted, missing)
  elseif not fits(result, wanted) then value, failed = values.unknown(wanted, { [values.FAILURE] = true }), true
  elseif result == nil then value = values.absent(wanted)
  elseif wanted == "number" then value = values.number(numbers.round(result))
  elseif wanted == "date" then value = values.known("date", assert(dates.parse(result), result))
  else value = values.known(wanted, result) end
  count(context, "function", value)
  if failed then count(context, "failed call", value) end
  return value
end
