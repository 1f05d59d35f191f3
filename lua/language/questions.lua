-- Types a question, expression:name(…): what may be asked of what stands in schema.lua; what is more than that stands here.
local core = require "mandate.core"
local above = require "mandate.language.above"
local day_questions = require "mandate.language.day_questions"
local dayless = require "mandate.language.dayless"
local types = require "mandate.language.types"
local in_each = require "mandate.language.in_each"
local nearest = require "mandate.language.nearest"
local never_so = require "mandate.language.lint.never_so"
local schema = require "mandate.language.schema"
local groups = require "mandate.language.statements.groups"
local on_a_day = require "mandate.language.on_a_day"
local ordered = require "mandate.language.ordered"
local unit_factors = require "mandate.language.unit_factors"

local questions = {}

-- What a type is called in the schema.
local function asked_of(t) return t.k == "column" and t.distinct and "distinct column" or t.k end

-- What asks whether a date is one day, which is both ends of what it lies in; with the day, where the pack writes it out.
local function on_one_day(node)
  local day = node.arguments[1]
  day = type(day) == "string" and ('"%s"'):format(day) or "day"
  return (":between(%s, %s)"):format(day, day)
end

local function find(self, node, from, at)
  local t, name = from.type, node.name
  if t.k == "column" and t.of.k == "any" then return nil, self:bad(at) end -- it rests on what is wrong already
  local known = schema.method[asked_of(t)] or {}
  local entry = known[name]
  if entry and entry.of then
    for _, of in ipairs(entry.of) do
      if t.of.k == of then return entry end
    end
    if t.of.k == "date" and (name == "min" or name == "max") then
      return nil, self:fail(at, ":%s() is for numbers; for dates write :%s()", name, name == "min" and "first" or "last")
    elseif entry.of[1] == "date" then
      return nil, self:fail(at, ":%s() of many values is for dates; for one record's value write :%s().field after the set", name, name)
    end
    return nil, self:fail(at, ":%s() is for %ss, not for %s", name, entry.of[1], types.say(t))
  elseif entry then
    return entry
  end
  if t.k == "column" and (schema.method[t.of.k] or {})[name] then
    return nil, self:fail(at, "`%s` is asked of many rows at once; put it inside :where(%s.…:%s(…)), or ask :first(), :max() … first", name, t.kind, name)
  elseif t.k == "column" and name == "count" then
    return nil, self:fail(at, "count the set, or :distinct():count() for different values")
  elseif t.k == "column" and (name == "any" or name == "none") then
    return nil, self:fail(at, ":%s() is asked of a set of records; leave out the field before it", name)
  elseif t.k == "row" and (schema.method.set[name]) then
    local path = self.names:path_to(self.names:plural(t.kind))
    return nil, self:fail(at, "`%s` is asked of a set, and this is %s%s", name, types.say(t), path and "; a set is a plural path, such as " .. path or "")
  end
  if t.k == "period" then return nil, self:fail(at, "a period is asked nothing with `:%s`; its days are period.from and period.to, and :days() is how many they are", name) end
  if t.k == "date" and name == "is" then return nil, self:fail(at, "that a date is some day is asked with %s", on_one_day(node)) end
  if t.k == "condition" and name == "is" then
    return nil, self:fail(at, "a condition is true or false by itself: write it alone, such as plant.closed, or ~plant.closed, without :is")
  end
  return nil, self:fail(at, "%s has no `:%s`; it has: %s.%s", types.say(t), name, nearest.names(known), nearest.hint(name, known))
end

-- The text of a question whose arguments do not fit, from the schema: ":between(value, value)".
local shapes = { same = "value", ["same…"] = "value, …", ["row condition"] = "condition", period = "period", span = "span", window = "months(6)", date = "date",
  ["day of the year"] = '"12-31"', ["part of a year"] = "month", ["period word"] = "month",
  calendar = 'calendar "cn"', which = "4", unit = '"GJ"', hundredths = "98", method = '"nearest rank"', places = "2", place = "1", number = "number",
  ["how many"] = "4", way = '"half even"' }
function questions.usage(entry)
  local list = {}
  for i = 1, math.max(entry.needs, 1) do list[i] = shapes[entry.takes[i]] end
  return (":%s(%s)"):format(entry.name, table.concat(list, ", "))
end

local function quoted_names(list)
  local names = {}
  for name in pairs(list) do names[#names + 1] = ("%q"):format(name) end
  table.sort(names)
  return table.concat(names, ", ")
end

local function methods() return quoted_names(schema.percentile_methods) end

-- What an argument may be, where the example does not say so.
local function also_takes(entry)
  for _, takes in ipairs(entry.takes) do
    if takes == "method" then return ("; a law states one of these methods: %s"):format(methods()) end
  end
  return ""
end

local function check_count(self, node, entry, at)
  local given, wanted = node.arguments.n, #entry.takes
  local many = entry.takes[wanted] == "same…"
  if given >= entry.needs and given <= wanted or many and given > wanted then return true end
  if wanted == 0 and given > 0 then
    local to_set = schema.method.set[entry.name] ~= nil
    self:fail(at, ":%s() takes nothing%s", entry.name, to_set and "; put the condition in :where(…)" or "")
  elseif given == 0 then
    self:fail(at, ":%s() needs a value: %s%s", entry.name, questions.usage(entry), also_takes(entry))
  else
    local first, second = node.arguments[1], node.arguments[2]
    local decimal = wanted == 1 and given == 2 and math.type(first) == "integer" and math.type(second) == "integer" and second >= 0
    self:fail(at, ":%s takes %s%d value%s, got %d: %s%s", entry.name, entry.needs < wanted and "at most " or "", wanted, wanted == 1 and "" or "s", given, questions.usage(entry),
      decimal and ("; a point stands before decimals: (%d.%d)"):format(first, second) or also_takes(entry))
  end
  return false
end

-- Questions of texts that a list of codes may answer.
local MATCHES = { is = true, starts_with = true, ends_with = true, contains = true }

-- What an argument must be: as what it is compared with.
local function same_as(t, entry)
  if t.k == "date" then return types.date end
  if t.k == "text" then return { k = "text", values = entry.name ~= "ends_with" and entry.name ~= "contains" and t.values or nil, or_codes = MATCHES[entry.name] } end
  if t.k == "number" then return { k = "number", unit = t.unit, unit_field = t.unit_field, unit_row = t.unit_row, ratio = t.ratio } end
  return t
end

local function argument(self, node, i, takes, t, entry, scope, at)
  local value = node.arguments[i]
  if value == nil then
    self:fail(at, "value %d of :%s is nil: a name in it has no value", i, entry.name)
    return nil
  elseif takes == "same" or takes == "same…" then
    return self:value(value, same_as(t, entry), scope, at)
  elseif takes == "row condition" then
    return self:value(value, types.condition, scope:open(t.kind), at)
  elseif takes == "period" then
    return self:value(value, types.period, scope, at)
  elseif takes == "date" then
    return self:value(value, types.date, scope, at)
  end
  return value -- a day of the year: read where the question is
end

-- Fields whose blank is unknown: or_else does nothing for them.
local function warn_or_else(self, from, at)
  if from.op == "field" and from.type.blank == "unknown" then
    self.problems:warn(at, ("or_else replaces what is absent; an empty `%s` is unknown, not absent, and stays unknown"):format(from.name))
  end
end

-- Two written units in one question cannot both be that of the record.
local function compared(self, expression, t, at)
  local unit
  for _, value in ipairs(t.unit_field and expression.arguments or {}) do
    if value.type.unit and unit and unit ~= value.type.unit and not unit_factors.related(self.units, value.type.unit, unit) then
      return self:fail(at, "unlike units: %s against %s", unit, value.type.unit)
    end
    unit = unit or value.type.unit
    if value.op == "function" and not value.declared then
      self.problems:warn(at, ("the unit of this number stands in `%s` of its record, and a function gives a number without one, which is taken for the same: let the function "
        .. "ask for `%s` and do the whole comparison"):format(t.unit_field, t.unit_field))
    end
  end
  return expression
end

local special = {}

function special.known(self, node, from, at)
  if from.type.k == "date" and from.type.event and from.type.blank ~= "unknown" then
    if node.name == "known" then return self:fail(at, "an event that is blank has not happened: write :happened()") end
    return self:fail(at, "an event that is blank has not happened: negated: ~…:happened()")
  end
  return nil
end
special.missing = special.known

function special.happened(self, _, from, at)
  if from.type.stated then return self:fail(at, "a stated date is :known() or not, and :happened() asks for an event; that it is over is asked with a day, :before(as_of)") end
  return nil
end

special.on = on_a_day.read
special.any_above = above.read

for name, read in pairs(day_questions) do
  if name ~= "fiscal_year" then special[name] = read end -- which is no question
end

local MOST_MONTHS = 1200

-- The arguments are read here: a window's length must be known when the rule is read, because it is counted in months.
function special.most_in(self, node, from, at, scope)
  local span, day = node.arguments[1], node.arguments[2]
  local length = self.is_node[span] and self:type_of(span, scope)
  if length and length.type.k == "any" then return self:bad(at) end
  local months = length and length.op == "span" and (length.unit == "months" and length.count or length.unit == "years" and length.count * 12)
  if not months then return self:fail(at, ":most_in counts calendar months; its window is written out: :most_in(months(6), …)") end
  if months < 1 or months > MOST_MONTHS then return self:fail(at, "a window has 1 to %d months, not %d", MOST_MONTHS, months) end
  if groups.of_set(from) then return self:fail(at, ":most_in asks about a day of one record, and the records of a group are looked at once, for all groups") end
  if day == nil then return self:fail(at, "value 2 of :most_in is nil: a name in it has no value") end
  local date = self:value(day, types.date, scope, at)
  if date.type.k == "any" then return self:bad(at) end
  return { op = "most_in", from = from, span = length, months = months, date = date, type = types.number, at = at }
end

local MOST_RANK, MOST_PLACES = 1000000, 15

local function written_number(value, at) return { op = "literal", type = types.number, value = value, at = at } end

function special.highest(self, node, from, at)
  local n = type(node.arguments[1]) == "number" and core.decimal(node.arguments[1])
  if not n or not core.to_integer(n) or n < 1 or n > MOST_RANK then
    return self:fail(at, ":%s takes a whole number from 1 to %d that is written out: the fourth-%s value is :%s(4)", node.name, MOST_RANK, node.name, node.name)
  end
  return { op = node.name, from = from, arguments = { written_number(n, at) }, type = from.type.of, at = at }
end
special.lowest = special.highest

function special.percentile(self, node, from, at)
  local given, method = node.arguments[1], node.arguments[2]
  local p = type(given) == "number" and core.decimal(given)
  if not p or p <= 0 or p >= 100 then
    return self:fail(at, ':percentile takes a number between 0 and 100 that is written out, without percent(…): :percentile(98, "nearest rank")')
  end
  local places = core.number_text(p):match "%.(%d+)$"
  if core.number_text(p):find "e" or places and #places > MOST_PLACES then return self:fail(at, ":percentile takes a number of at most %d places behind the point", MOST_PLACES) end
  if not schema.percentile_methods[method] then
    local near = type(method) == "string" and nearest.hint(method, schema.percentile_methods) or ""
    return self:fail(at, ":percentile says by which method; a law states one of these: %s.%s", methods(), near)
  end
  if p < 1 then
    self.problems:warn(at, (':percentile(%s, …) is below the first of the hundred: a percentile is written as the law counts it, :percentile(%s, …)'):format(core.number_text(p),
      core.number_text(p * 100)))
  end
  return { op = "percentile", from = from, arguments = { written_number(p, at), { op = "literal", type = types.text, value = method, at = at } }, type = from.type.of, at = at }
end

local MOST_ROUNDED = 15 -- decimals, and as many digits before the point

function special.rounded(self, node, from, at)
  local places, way = node.arguments[1], node.arguments[2]
  if math.type(places) ~= "integer" or math.abs(places) > MOST_ROUNDED then
    return self:fail(at, ":rounded takes how many decimals, a whole number from %d to %d that is written out (below 0: to tens, hundreds): :rounded(2)", -MOST_ROUNDED,
      MOST_ROUNDED)
  end
  if node.arguments.n == 2 and not schema.roundings[way] then
    local near = type(way) == "string" and nearest.hint((way:gsub("_", " ")), schema.roundings) or ""
    return self:fail(at, ":rounded says which way in one of these words: %s; without one half up.%s", quoted_names(schema.roundings), near)
  end
  local arguments = { written_number(core.decimal(places), at), node.arguments.n == 2 and { op = "literal", type = types.text, value = way, at = at } or nil }
  local t = from.type
  local type = t.k == "rate" and { k = "number", ratio = true } or { k = "number", unit = t.unit, unit_field = t.unit_field, unit_row = t.unit_row, ratio = t.ratio }
  return { op = "rounded", from = from, arguments = arguments, type = type, at = at }
end

-- What a text is asked, and a status, which is one of a few words, is not.
local function of_text(self, node, from, at)
  if from.op == "verdict" then
    return self:fail(at, 'a status is asked with :is("…"), not with :%s', node.name)
  end
  for i = 1, node.arguments.n do
    if node.arguments[i] == "" then return self:fail(at, ":%s asks about an empty text, and each text has that", node.name) end
  end
  return nil
end
special.starts_with, special.ends_with, special.contains = of_text, of_text, of_text
special.length, special.lower, special.upper = of_text, of_text, of_text

local MOST_CHARACTERS = 1000000

function special.part(self, node, from, at)
  local failed = of_text(self, node, from, at)
  if failed then return failed end
  local arguments = {}
  for i = 1, node.arguments.n do
    local place = node.arguments[i]
    if math.type(place) ~= "integer" or place < 1 or place > MOST_CHARACTERS then
      return self:fail(at, ":part takes the number of its first character and of its last one, counted from 1 and written out: :part(1, 2)")
    end
    arguments[i] = written_number(core.decimal(place), at)
  end
  if arguments[2] and arguments[2].value < arguments[1].value then return self:fail(at, ":part has no characters here: its last one stands before its first") end
  return { op = "part", from = from, arguments = arguments, type = types.text, at = at }
end

-- What a base comes to, and of which base an amount comes.
function special.of(self, node, from, at, scope)
  local of_base = node.name == "of"
  local want = { k = "number", unit = from.type.unit }
  if not of_base then want.unit = from.type.amount end
  if node.arguments[1] == nil then return self:fail(at, "value 1 of :%s is nil: a name in it has no value", node.name) end
  local value = self:value(node.arguments[1], want, scope, at)
  if value.type.k == "any" then return self:bad(at) end
  local given = from.type.amount
  if not of_base then given = from.type.unit end
  return { op = node.name, from = from, value = value, type = { k = "number", unit = given }, at = at }
end
special.base_of = special.of

-- The dated rates by which a number in one unit becomes one in another: { parameter, divides: a number in the other is so many of the one }; nil where there are none.
local function rate_of(all, from, to)
  local one, other = all[from] and all[from].rates, all[to] and all[to].rates
  if one and one.in_ == to then return { parameter = one.parameter } end
  return other and other.in_ == from and { parameter = other.parameter, divides = true } or nil
end

-- The number by a rate of a day.
local function rated(self, from, rate, unit, day, scope, at)
  local b = self.asked_parameter(rate.parameter, day, scope, at)
  return { op = rate.divides and "divide" or "multiply", a = from, b = b, type = types.number_in(unit), at = at }
end

-- What a number comes to by dated rates; nil where there is none, which is said. Of one whose unit its record tells, each unit with a rate is asked for.
local function by_rates(self, from, unit, day, scope, at)
  local t, all = from.type, self.units
  local plain = { op = "in_unit", from = from, unit = unit, type = types.number_in(unit), at = at }
  if not t.unit_field then
    local rate = rate_of(all, t.unit, unit)
    if rate then return rated(self, from, rate, unit, day, scope, at) end
    self:fail(at, 'no dated rate leads from %s to %s: unit "%s" { { "… %s", from = …, to = … } }%s', t.unit, unit, t.unit, unit,
      (t.unit == unit or unit_factors.related(all, t.unit, unit)) and ("; by what it is of it without a day: :in_unit \"%s\""):format(unit) or "")
    return nil
  elseif from.op ~= "field" then
    self:fail(at, "by a dated rate a number is converted whose unit is known: ask it of the field itself, whose record says its unit")
    return nil
  end
  local value, some = plain, false
  for _, name in ipairs(ordered.keys(all)) do
    local rate = name ~= unit and rate_of(all, name, unit)
    if rate then
      local own = { op = "field", from = from.from, name = t.unit_field, type = types.text, at = at }
      local is = { op = "is", from = own, arguments = { { op = "literal", value = name, type = types.text, at = at } }, type = types.condition, at = at }
      value = { op = "kept", a = rated(self, from, rate, unit, day, scope, at), b = value, condition = is, type = plain.type, at = at }
      some = true
    end
  end
  if some then return value end
  self:fail(at, 'no dated rate leads to %s: unit "USD" { { "7.1 %s", from = …, to = … } }', unit, unit)
  return nil
end

function special.in_unit(self, node, from, at, scope)
  local unit, t, all = node.arguments[1], from.type, self.units
  if type(unit) ~= "string" or not unit:find "^[^%s%d]%S*$" then return self:fail(at, ':in_unit takes a unit as text: :in_unit "GJ"') end
  if not t.unit and not t.unit_field then return self:fail(at, ":in_unit is asked of a number with a unit; this one has none") end
  local expression = { op = "in_unit", from = from, unit = unit, type = types.number_in(unit), at = at }
  if node.arguments.n == 2 then
    if node.arguments[2] == nil then return self:fail(at, "value 2 of :in_unit is nil: a name in it has no value") end
    expression.date = self:value(node.arguments[2], types.date, scope, at)
    if expression.date.type.k == "any" then return self:bad(at) end
    expression.value = by_rates(self, from, unit, expression.date, scope, at)
    return expression.value and expression or self:bad(at)
  elseif t.unit_field or t.unit == unit or unit_factors.related(all, t.unit, unit) then
    return expression
  elseif rate_of(all, t.unit, unit) then
    return self:fail(at, 'a dated rate is that of a day: :in_unit("%s", day)', unit)
  end
  local near = {}
  for name in pairs(all) do near[name] = (unit_factors.related(all, t.unit, name) or rate_of(all, t.unit, name) ~= nil) or nil end
  return self:fail(at, 'unlike units: nothing says what one %s is of %s: unit "%s" { "… %s" }%s', t.unit, unit, t.unit, unit, nearest.hint(unit, near))
end

local MOST_PERIODS = 1200

-- The value in another period, which is read on that period's last day: what was the record's own unit then is looked at anew.
function special.previous(self, node, from, at, scope)
  local count = node.arguments[1] or 1
  if math.type(count) ~= "integer" or count < 1 or count > MOST_PERIODS then
    return self:fail(at, ":previous takes how many periods before, a whole number from 1 to %d that is written out: :previous(), :previous(4)", MOST_PERIODS)
  elseif not scope or not scope.period then
    return self:fail(at, ":previous asks of the period before the one in hand, and no period is in hand here; say what is judged in which period: per = { %s, year }",
      scope and scope.kind or "enterprise")
  elseif from.op == "verdict" and from.type.k == "text" then
    return self:fail(at, 'a status is compared first: verdict "%s".status:is("…"):previous(%s)', from.rule, node.arguments[1] or "")
  end
  local t = {}
  for key, value in pairs(from.type) do
    if key ~= "unit_row" then t[key] = value end
  end
  return { op = "previous", from = from, count = count, type = t, at = at }
end

function special.distinct(_, _, from, at)
  local t = from.type
  return { op = "distinct", from = from, type = { k = "column", of = t.of, kind = t.kind, plural = t.plural, distinct = true }, at = at }
end

local function given_type(self, entry, t)
  if entry.gives == "same" then return t end
  if entry.gives == "item" then return t.of end
  if entry.gives == "row" then return types.row(t.kind) end
  if entry.gives == "set" then return self.names:set(t.kind) end
  return types[entry.gives]
end

-- Whether of two ends that are written out, each perhaps in a unit of its own, the first lies above the second.
local function is_turned(self, first, second)
  local unit, other = first.type.unit, second.type.unit
  if not unit or unit == other then return second.value < first.value end
  local value, side = core.converted(second.value, unit_factors.factor(self.units, other, unit))
  return value ~= nil and (value < first.value or value == first.value and side < 0)
end

-- `node` asks `from`, typed in `scope`. unit: of which periods it asks each (in_each.lua).
function questions.read(self, node, from, scope, at, unit)
  local t = from.type
  local entry, failed = find(self, node, from, at)
  if not entry then return failed end
  if not check_count(self, node, entry, at) then return self:bad(at) end
  if unit then return in_each.read(self, node, from, at, unit) end
  if t.k == "series" then return in_each.ask(node, from, at) end
  if t.k == "row" and entry.gives == "set" then
    local kind = self.names.kinds[t.kind].model
    if kind.group then return self:fail(at, "`%s` is a group: groups have no day, so that none comes earlier or later", t.kind) end
    if not kind.owner then return self:fail(at, "%s has no owner, and :%s() asks for the others of the same owner", types.a(t.kind), node.name) end
  end
  local no_day = (t.k == "row" and entry.gives == "set" and dayless.fault(self.names.kinds[t.kind], "none comes earlier or later"))
    or (t.k == "set" and node.name == "during" and dayless.fault(self.names.kinds[t.kind], "lies in no period"))
  if no_day then return self:fail(at, "%s", no_day) end
  if special[node.name] then
    local made = special[node.name](self, node, from, at, scope)
    if made then return made end
  end
  local arguments, bad = {}, false
  for i = 1, node.arguments.n do
    local value = argument(self, node, i, entry.takes[math.min(i, #entry.takes)], t, entry, scope, at)
    if not value or type(value) == "table" and value.type.k == "any" then bad = true end
    arguments[i] = value
  end
  if bad then return self:bad(at) end
  if node.name == "between" and arguments[1].op == "literal" and arguments[2].op == "literal" and is_turned(self, arguments[1], arguments[2]) then
    return self:fail(at, "nothing lies between these: the %s end stands first", t.k == "date" and "earlier" or "lower")
  end
  local group = (t.k == "set" or t.k == "column") and groups.of_set(from)
  local fault = group and type(arguments[1]) == "table" and groups.asks_too_much(arguments[1], scope.depth, self.names.terms, self.parameters)
  if fault then return self:fail(at, "the records of a group are looked at once, for all groups: %s", fault) end

  local expression = { op = node.name, from = from, type = given_type(self, entry, t), at = at }
  local takes = entry.takes[1]
  if takes == "row condition" then
    expression.condition, expression.depth = arguments[1], scope.depth + 1 -- the scope of the rows that it is asked of
  elseif takes == "period" then
    expression.period = arguments[1]
  elseif node.name == "or_else" then
    warn_or_else(self, from, at)
    if t.unit_field and not types.same_unit(t, arguments[1].type) then -- which of the two units it has, each record tells
      expression.type = { k = "number", unit_field = t.unit_field, ratio = t.ratio }
    end
    expression.value = arguments[1]
  elseif t.k == "span" then
    return { op = "window", span = from, direction = node.name, date = arguments[1], type = types.period, at = at }
  elseif takes then
    expression.arguments = arguments
    never_so.warn(self.problems, expression)
    return compared(self, expression, t, at)
  end
  return expression
end

return questions
