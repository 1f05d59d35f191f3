-- The types of expressions, and their names for people. A type is a table with `k`:
--   condition, number (unit, unit_field, ratio), scale (unit of its bases, amount: unit of its amounts), rate, date (event, stated), text (values), span, period,
--   calendar, fiscal year, series (of = type of what each month, or other unit, of a period has),
--   row (kind), set (kind, plural), column (kind of its rows, of = type of a value, distinct), verdict (fields), any.
-- `any` is the type of what was reported already: it fits everywhere, so that one mistake gives one message.
-- A date is an event, stated, or neither (computed from both): only an event happens, only a stated day is known or missing.
local types = {}

local function simple(k) return { k = k } end

types.condition, types.number, types.rate, types.text = simple "condition", simple "number", simple "rate", simple "text"
types.span, types.period, types.calendar, types.any = simple "span", simple "period", simple "calendar", simple "any"
types.year_of_law = simple "fiscal year"
types.event = { k = "date", event = true }
types.perhaps_event = { k = "date", event = true, blank = "unknown" } -- one that may be there on a day that nobody knows
types.stated = { k = "date", stated = true }
types.date = { k = "date" }

--- A word with its article, as messages have it: "an enterprise".
function types.a(word) return (word:find "^[aeiouAEIOU]" and "an " or "a ") .. word end

function types.number_in(unit) return { k = "number", unit = unit } end
function types.row(kind) return { k = "row", kind = kind } end
function types.set(kind, plural) return { k = "set", kind = kind, plural = plural } end
function types.column(of, kind, plural) return { k = "column", of = of, kind = kind, plural = plural } end

-- The type of a declared field, from the model.
function types.of_field(field)
  if field.type == "reference" then
    return { k = "row", kind = field.kind, blank = field.blank }
  elseif field.type == "event" then
    return { k = "date", event = true, blank = field.blank }
  elseif field.type == "date" then
    return { k = "date", stated = true, blank = field.blank }
  elseif field.type == "yesno" then
    return { k = "condition", blank = field.blank }
  elseif field.type == "number" then
    if field.unit_is_field then return { k = "number", unit_field = field.unit, blank = field.blank } end
    return { k = "number", unit = field.unit, blank = field.blank }
  end
  local values
  if field.one_of and #field.one_of > 0 then
    values = {}
    for _, value in ipairs(field.one_of) do values[value] = true end
  end
  return { k = "text", values = values, blank = field.blank }
end

local function an(word) return (word:find "^[aeiou]" and "an " or "a ") .. word end

function types.say(t)
  if t.k == "row" then return "one " .. t.kind end
  if t.k == "set" then return t.kind and "a set of " .. (t.plural or t.kind) or "a set of records" end
  if t.k == "column" then
    local of = t.of.k == "row" and t.of.kind or t.of.k
    return ("%sthe %ss of many %s"):format(t.distinct and "the different values among " or "", of, t.plural or t.kind)
  end
  if t.k == "number" and t.unit_field then return "a number in its record's own unit" end
  if t.k == "number" and t.unit then return "a number in " .. t.unit end
  if t.k == "date" and t.or_span then return "a date or a span" end
  if t.k == "scale" then return ("a scale of %s"):format(t.unit or "numbers") .. (t.amount ~= t.unit and (", in %s"):format(t.amount or "numbers") or "") end
  if t.k == "series" then return ("what each %s has"):format(t.unit) end
  if t.k == "any" then return "anything" end
  if t.k == "verdict" then return "a verdict" end
  return an(t.k)
end

-- Whether a value of type `t` can stand where `want` is asked; units and kinds are compared apart, because they have words of their own.
function types.fits(t, want)
  if t.k == "any" or want.k == "any" or t.k == want.k then return true end
  if want.k == "date" and want.or_span then return t.k == "span" end
  -- a / b of like units is a rate as well as a number
  if want.k == "rate" then return t.k == "number" and not t.unit and not t.unit_field and t.ratio == true end
  if want.k == "number" then return t.k == "rate" and want.ratio == true end
  return false
end

-- Whether two typed rows are the same row, as far as the expressions tell.
local function same_row(a, b)
  if a == b then return true end
  if not a or not b or a.op ~= b.op then return false end
  if a.op == "row" then return a.scope == b.scope and table.concat(a.via, ".") == table.concat(b.via, ".") end
  if a.op == "field" then return a.name == b.name and same_row(a.from, b.from) end
  if a.op == "term" then return a.term == b.term and same_row(a.from, b.from) end
  return false
end

--- Whether two numbers are in one unit whatever the records say.
function types.same_unit(a, b)
  if a.unit_field or b.unit_field then
    return a.unit_field == b.unit_field and a.unit_row ~= nil and same_row(a.unit_row, b.unit_row)
  end
  return a.unit == b.unit
end

--- Whether two numbers can be in one unit: records tell where one has its record's own, which is then looked at for each of them (lower/units.lua).
function types.may_be_alike(a, b)
  if a.unit_field then return b.unit_field ~= nil or b.unit ~= nil end
  if b.unit_field then return a.unit ~= nil end
  return a.unit == b.unit
end

return types
