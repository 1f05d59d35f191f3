--- A typed expression as the text an analyst would write: what `explain` shows beside the value it saw. A long part that stands in it
--- already is "…" the next time: what a pack keeps in a `local` and names twice would double at every step.
local in_each = require "mandate.language.in_each"
local weekdays = require "mandate.language.weekdays"

local wording = {}

local LONG = 200 -- letters

local say

local function arguments(list, context)
  local parts = {}
  for i, argument in ipairs(list) do parts[i] = say(argument, context) end
  return "(" .. table.concat(parts, ", ") .. ")"
end

local function quoted(text) return '"' .. text .. '"' end

local function row(e)
  if e.word then return e.word end
  local kind = e.type and e.type.kind
  return kind or e.via[#e.via] or "subject"
end

local function child_name(e, context) return context.kinds[e.kind] and context.kinds[e.kind].plural or e.kind end

local INFIX = { ["and"] = "&", ["or"] = "|", both = "&", either = "|", add = "+", subtract = "-", multiply = "*", divide = "/", join = ".." }

local function operand(e, context)
  local text = say(e, context)
  if (INFIX[e.op] or e.op == "paused" or e.op == "extended") and not e.written then return "(" .. text .. ")" end
  return text
end

-- What a question is asked of.
local function asked(e, context)
  local as_written = e
  while as_written.written do as_written = as_written.written end
  local text = say(e, context)
  if INFIX[as_written.op] or as_written.op == "not" or as_written.op == "paused" or as_written.op == "extended" then return "(" .. text .. ")" end
  return text
end

local function text_of(e, context)
  local op = e.op
  if op == "row" then return row(e)
  elseif op == "field" or op == "column" then return say(e.from, context) .. "." .. e.name
  elseif op == "term" or op == "column_term" then return say(e.from, context) .. "." .. e.term:match "%.(.+)$"
  elseif op == "children" then return say(e.from, context) .. "." .. child_name(e, context)
  elseif op == "where" or op == "every" or op == "share" then return asked(e.from, context) .. ":" .. op .. "(" .. say(e.condition, context) .. ")"
  elseif op == "during" then return asked(e.from, context) .. ":during(" .. say(e.period or e.arguments[1], context) .. ")"
  elseif op == "or_else" then return asked(e.from, context) .. ":or_else(" .. say(e.value, context) .. ")"
  elseif op == "most_in" then return ("%s:most_in(%s, %s)"):format(asked(e.from, context), say(e.span, context), say(e.date, context))
  elseif op == "next" or op == "preceding" then
    return ('%s:%s "%s"'):format(asked(e.from, context), op, e.weekday and weekdays.names[e.weekday] or ("%02d-%02d"):format(e.month, e.day))
  elseif op == "start_of" or op == "end_of" then
    return ("%s:%s(%s)"):format(asked(e.from, context), op, e.begins and ('fiscal_year "%s"'):format(e.begins) or e.unit)
  elseif op == "any_above" then return ("%s:any_above(%s.%s)"):format(asked(e.from, context), e.from.type.kind, e.value.name or e.value.term:match "%.(.+)$")
  elseif op == "arisen" then return "arises"
  elseif op == "pause" then return ("from = %s, to = %s"):format(say(e.a, context), say(e.b, context))
  elseif op == "pauses" then return ("{ %s, %s }"):format(say(e.from, context), say(e.condition, context))
  elseif op == "paused" then
    local sorts = {}
    for i, sort in ipairs(e.value.parts or { e.value }) do sorts[i] = sort.op == "pause" and "{ " .. say(sort, context) .. " }" or say(sort, context) end
    return ("%s, paused = %s"):format(say(e.from, context), e.value.parts and "{ " .. table.concat(sorts, ", ") .. " }" or sorts[1])
  elseif op == "extended" then
    local more = e.by and "by = " .. say(e.by, context) or "to = " .. say(e.value, context) .. (e.at_most and ", at_most = " .. say(e.at_most, context) or "")
    return ("%s, extended = { on = %s, %s }"):format(say(e.from, context), say(e.date, context), more)
  elseif op == "date_part" then return ("%s:%s()"):format(asked(e.from, context), e.part)
  elseif op == "next_working_day" or op == "previous_working_day" then return ('%s:%s(calendar "%s")'):format(asked(e.from, context), op, e.calendar)
  elseif op == "not" then return "~" .. operand(e.a, context)
  elseif INFIX[op] then return operand(e.a, context) .. " " .. INFIX[op] .. " " .. operand(e.b, context)
  elseif op == "in_unit" then
    return e.date and ('%s:in_unit("%s", %s)'):format(asked(e.from, context), e.unit, say(e.date, context)) or ('%s:in_unit "%s"'):format(asked(e.from, context), e.unit)
  elseif op == "previous" then return ("%s:previous(%s)"):format(asked(e.from, context), e.count > 1 and e.count or "")
  elseif op == "of_each" then return ("%s:%s"):format(asked(e.from, context), in_each.said(e))
  elseif op == "of" or op == "base_of" then return ("%s:%s(%s)"):format(say(e.from, context), op, say(e.value, context))
  elseif op == "scale" then
    local bands, t = {}, e.type
    for i, band in ipairs(e.bands) do
      local rate = t.amount ~= t.unit and quoted(band.rate .. " " .. t.amount) or tostring(band.rate)
      bands[i] = ("{ %s, %s }"):format(t.unit and quoted(band.threshold .. " " .. t.unit) or tostring(band.threshold), rate)
    end
    return ("scale { %s }"):format(table.concat(bands, ", "))
  elseif op == "greater_of" or op == "lesser_of" then
    local first = say(e.a, context)
    if e.a.op == op and not e.a.written and first:sub(-1) == ")" then return first:sub(1, -2) .. ", " .. say(e.b, context) .. ")" end -- it was written as one
    return ("%s(%s, %s)"):format(op, first, say(e.b, context))
  elseif op == "literal" then
    local value = e.value
    if type(value) == "table" then return quoted(value.from .. "/" .. value.to) end
    if type(value) == "string" then return quoted(value) end
    if e.type.k == "rate" then return value * 100 .. "%" end
    return e.type.unit and quoted(value .. " " .. e.type.unit) or tostring(value)
  elseif op == "decision" then return 'decision "' .. e.term .. '"'
  elseif op == "state" then return 'state "' .. e.name .. '"'
  elseif op == "codes" then return 'codes "' .. e.name .. '"'
  elseif op == "calendar" then return 'calendar "' .. e.name .. '"'
  elseif op == "span_of" and e.plain then return operand(e.value, context)
  elseif op == "span" or op == "span_of" then
    return ("%s(%s%s%s)"):format(e.clear and "clear_days" or e.unit, e.count or say(e.value, context), e.calendar and (', calendar "%s"'):format(e.calendar) or "",
      e.round and (', "%s"'):format(e.round) or "")
  elseif op == "window" then return ("%s:%s(%s)"):format(say(e.span, context), e.direction, say(e.date, context))
  elseif op == "kept" then return say(e.b, context)
  elseif op == "milder" then return say(e.a, context)
  elseif op == "instead" then return say(e.from, context) -- the exceptions are told beside it
  elseif op == "exception" then return ('exception "%s"'):format(e.name)
  elseif op == "at_odds" then return ('exception "%s" | exception "%s"'):format(e.exceptions[1].name, e.exceptions[2].name)
  elseif op == "parameter" and e.column then return e.shown
  elseif op == "parameter" then return 'parameter "' .. (e.shown or e.name) .. '"' .. (e.later and ":on(as_of)" or e.date and ":on(" .. say(e.date, context) .. ")" or "")
  elseif op == "verdict" then return ('verdict "%s".%s'):format(e.rule, e.field)
  elseif op == "as_of" then return "as_of"
  elseif op == "period" then return "period"
  elseif op == "period_from" then return "period.from"
  elseif op == "period_to" then return "period.to"
  elseif op == "not_given" then return "not_given " .. quoted(type(e.why) == "table" and (e.why.en or e.why.zh) or e.why)
  elseif op == "function" then return ("function (%s:%d)"):format(e.at.file, e.at.line)
  elseif e.arguments then return asked(e.from, context) .. ":" .. op .. arguments(e.arguments, context)
  elseif e.from then return asked(e.from, context) .. ":" .. op .. "()"
  end
  return op
end

-- `context`: { kinds = which give the plurals, said = texts by expression }
function say(e, context)
  if e.written then return say(e.written, context) end
  if e.as_said then return say(e.as_said, context) end
  if e.implied then return say(e.from, context) end
  local said = context.said[e]
  if said then return #said > LONG and "…" or said end
  said = text_of(e, context)
  context.said[e] = said
  return said
end

--- The expression as text; kinds gives the plurals.
function wording.of(expression, kinds) return say(expression, { kinds = kinds, said = {} }) end

return wording
