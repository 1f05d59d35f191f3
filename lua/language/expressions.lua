-- Gives recorded expressions their types, and with them the form that lowering takes: tables { op, type, at, … }. The forms:
--   row { scope, via }, field { from, name }, term { from, term }, children { from, kind, reference, branch } (of a group: { from, kind, group }),
--   group { from, group } (the group of a record),
--   column { from, name }, column_term { from, term }, where { from, condition }, every share { from, condition },
--   any_above { from, tree, value, levels } (above.lua),
--   during { from, period }, later earlier { from }, any none count first last distinct sum min max mean geometric_mean when_all { from },
--   highest lowest { from, arguments = { n } }, percentile { from, arguments = { p, method } },
--   most_in { from, span, months, date }, is starts_with ends_with contains above at_least below at_most between before by after on_or_after { from, arguments },
--   length lower upper { from }, part { from, arguments = { first, last or nil } }, join { a, b }, known given missing happened { from }, rounded { from, arguments = {
--   places, way or nil } }, or_else { from, value }, next preceding { from, month, day or weekday },
--   next_working_day previous_working_day { from, calendar }, start_of end_of { from, unit, begins }, date_part { from, part }, whole_months_to whole_years_to { from, arguments },
--   in_unit { from, unit, implied: nobody wrote it, date, value: what it comes to by a rate of that day } (units.lua), previous { from, count },
--   of_each { from, unit, how: every, count, sum, min, max or mean } (in_each.lua), days { from },
--   scale { bands = { { threshold, rate }… } }, of base_of { from, value }, and or both either add subtract multiply divide
--   greater_of lesser_of { a, b }, not { a },
--   literal { value }, codes { name }, calendar { name }, span { unit, count, calendar, clear, round }, span_of { unit, value, … },
--   fiscal_year { begins }, period, period_from, period_to, as_of,
--   lapsed { a, value } (lapsed.lua),
--   decision { term, versions, parts } (decisions.lua), window { span, direction, date }, parameter { name, column: what a row of a
--   table of periods says }, verdict { rule, field, row }, not_given { why }, function
--   { index, declared: its unit is said }.
-- What is wrong is reported once and becomes { op = "bad" } of the type `any`.
local core = require "mandate.core"
local lapsed = require "mandate.language.lapsed"
local day_questions = require "mandate.language.day_questions"
local types = require "mandate.language.types"
local literals = require "mandate.language.literals"
local nearest = require "mandate.language.nearest"
local in_each = require "mandate.language.in_each"
local schema = require "mandate.language.schema"
local questions = require "mandate.language.questions"
local spans = require "mandate.language.spans"
local groups = require "mandate.language.statements.groups"
local named_periods = require "mandate.language.statements.named_periods"
local unit_factors = require "mandate.language.unit_factors"

local expressions = {}
expressions.__index = expressions

-- `context`: { problems, names, places, is_node, codes, calendars, parameters, named_periods, rules, find_term = function(kind, name) }
function expressions.new(context) return setmetatable(context, expressions) end

function expressions:fail(at, message, ...)
  self.problems:add(at, select("#", ...) > 0 and message:format(...) or message)
  return self:bad(at)
end

-- For a name that nothing has: another file that did not load may have it.
function expressions:unresolved(at, message, ...)
  self.problems:unresolved(at, message:format(...))
  return self:bad(at)
end

function expressions.bad(_, at) return { op = "bad", type = types.any, at = at } end

--- A number in another unit. What is written out becomes the number in that, where it has no more than 15 digits there; `as_said` is what was written.
---@param implied boolean|nil nobody wrote that it is converted
function expressions:in_unit(from, unit, at, implied)
  local own = from.op == "literal" and from.type.unit
  local times, by = nil, nil
  if own and own ~= unit then times, by = unit_factors.factor(self.units, own, unit) end
  local value, side = nil, nil
  if times then value, side = core.converted(from.value, times, by) end
  if value and side == 0 then return { op = "literal", value = value, type = types.number_in(unit), as_said = from, at = at } end
  return { op = "in_unit", from = from, unit = unit, implied = implied, type = types.number_in(unit), at = at }
end

-- Whether a number that must be in a written unit stands in another, or in one that its record tells, so that it is converted, or looked at for each record.
local function must_convert(self, t, want)
  if not want.unit or want.unit_field then return false end
  return t.unit_field ~= nil or t.unit ~= nil and unit_factors.related(self.units, t.unit, want.unit)
end

-- The type a member of many rows has: a column of them, or a set again.
local function spread(self, expression, from, kind)
  if from.type.k == "row" then return expression end
  expression.type = types.column(expression.type, kind, self.names:plural(kind))
  return expression
end

local function unknown_member(self, kind, from, name, at)
  local many = from.type.k ~= "row"
  local hint = nearest.hint(name, self.names:members(kind))
  if schema.is_method[name] then
    local asked = (schema.method[from.type.k] or {})[name]
    hint = (" `%s` is a question: write %s"):format(name, asked and questions.usage(asked) or (":%s(…)"):format(name))
  elseif hint == "" and self.names.plurals[name] then
    local path = self.names:path_to(name)
    hint = path and (" %s are reached from their owner: …%s"):format(name, path) or ""
  elseif many and self.names.kinds[name] then
    hint = (" A set is asked in the plural, its rows' %s in the singular."):format(name)
  end
  return self:unresolved(at, "%s has no field, term or children called `%s`.%s", kind, name, hint)
end

-- Who may not ask for a group: a rule reads attributes on its pivot and a group is made on one day; a group's `where` would rest on itself.
local reads_no_groups = { rule = "rules", group = "the `where` of a group" }
local no_groups = "`%s` is a group: reports may ask for it, %s may not"

-- `from.name` for a row, a set, or the referenced rows of a column.
local function member(self, from, name, at, scope)
  local t = from.type
  local kind = t.k == "column" and t.of.kind or t.kind
  local entry = self.names.kinds[kind]
  local field, child = entry.fields[name], entry.children[name]
  local one = t.k == "row"
  if field then
    if field.model.compare_only and scope.reader == "rule" then
      return self:fail(at, "%s.%s is there to be compared with: reports may read it, rules may not", kind, name)
    end
    local field_type = field.type
    if field_type.unit_field and one then
      field_type = { k = "number", unit_field = field.type.unit_field, unit_row = from, blank = field.type.blank }
    end
    local node = { op = one and "field" or "column", from = from, name = name, type = field_type, at = at, compare_only = field.model.compare_only }
    node.least, node.most = field.model.min, field.model.max
    node.may_lie_below = field.model.sign ~= nil or nil
    return spread(self, node, from, kind)
  elseif child then
    local reference = self.names.kinds[child.kind].fields[child.reference]
    local compared = reference and reference.model.compare_only or nil
    if compared and scope.reader == "rule" then
      return self:fail(at, "%s.%s are there to be compared with: reports may read them, rules may not", kind, name)
    end
    if t.k == "column" and groups.of_set(from) then
      return self:fail(at, "%s of the records that many members name are not counted per group; say it in a term of %s and ask for that", name, kind)
    end
    return { op = "children", from = from, kind = child.kind, reference = child.reference, group = child.group, branch = entry.model.tree ~= nil, compare_only = compared,
      type = self.names:set(child.kind), at = at }
  elseif self.names.terms[kind][name] then
    local term = self.find_term(kind, name)
    if term.period and term.period ~= scope.period then
      return self:fail(at, "%s.%s is judged per %s: use it where such a period is in hand, per = { …, %s }", kind, name, term.period, term.period)
    elseif term.compare_only and scope.reader == "rule" then
      return self:fail(at, "%s.%s reads a field that is there to be compared with: reports may use it, rules may not", kind, name)
    elseif term.asks_group and reads_no_groups[scope.reader] then
      return self:fail(at, "%s.%s asks for the group `%s`: reports may use it, %s may not", kind, name, term.asks_group, reads_no_groups[scope.reader])
    elseif not one and (term.type.k == "set" or term.type.k == "column") then
      return self:fail(at, "%s.%s is %s of one %s; it cannot be asked of many", kind, name, types.say(term.type), kind)
    end
    return spread(self, { op = one and "term" or "column_term", from = from, term = kind .. "." .. name, type = term.type, at = at,
      compare_only = term.compare_only, asks_group = term.asks_group }, from, kind)
  end
  local several = self.names.results[kind][name]
  if several then
    return self:fail(at, "%s.%s gives several results; say which: %s.%s.%s", kind, name, kind, name, table.concat(several.results, (", %s.%s."):format(kind, name)))
  end
  return unknown_member(self, kind, from, name, at)
end

-- The kind whose rows are asked, of one row, a set or a column of rows; nil of anything else.
local function kind_asked(t)
  if t.k == "row" or t.k == "set" then return t.kind end
  return t.k == "column" and t.of.k == "row" and not t.distinct and t.of.kind or nil
end

-- One of several results of a decision, `row.decision.result`; nil where it is something else.
local function one_result(self, node, scope, at)
  local inner = node.from
  if not (self.is_node[inner] and inner.op == "index") then return nil end
  local named = false
  for _, of_kind in pairs(self.names.results) do named = named or of_kind[inner.name] ~= nil end
  if not named then return nil end
  local from = self:type_of(inner.from, scope)
  local kind = kind_asked(from.type)
  local several = kind and self.names.results[kind][inner.name]
  if not several then return nil end
  if self.names.terms[kind][inner.name .. "." .. node.name] then return member(self, from, inner.name .. "." .. node.name, at, scope) end
  local known = {}
  for _, name in ipairs(several.results) do known[name] = true end
  return self:unresolved(at, "%s.%s has no result called `%s`; it gives %s.%s", kind, inner.name, node.name, table.concat(several.results, ", "), nearest.hint(node.name, known))
end

local readers = {}

function readers.bad(self, _, _, at) return self:bad(at) end

function readers.root(self, node, scope, at)
  local name, names = node.name, self.names
  if name == "subject" then
    local own = { word = "subject", at = at } -- inside a set its kind's name may mean another row, so it is said as it was written
    for key, value in pairs(scope:subject()) do own[key] = value end
    return own
  elseif name == "as_of" then
    return { op = "as_of", type = types.date, at = at }
  elseif name == "period" then
    if not scope.period then
      return self:fail(at, "no period is in hand here; say what is judged in which period: per = { %s, year }", scope:subject().type.kind)
    end
    return { op = "period", type = types.period, at = at }
  elseif names.kinds[name] then
    local row = scope:row(name)
    if row and row.op == "group" and reads_no_groups[scope.reader] then return self:fail(at, no_groups, name, reads_no_groups[scope.reader]) end
    if row then return row end
    local path = names:path_to(names:plural(name))
    local judged = scope.reader == "rule" and scope.depth == 1 and (" to judge each %s say per = %s;"):format(name, name) or ""
    return self:fail(at, "no %s is in hand here, only %s;%s `%s` alone is one row%s", name, scope:in_hand(), judged, name,
      path and (", a set is reached from its owner, such as " .. path) or "")
  elseif names.plurals[name] then
    local path = names:path_to(name)
    return self:fail(at, "nothing is called `%s`.%s", name, path and (" A set is reached from its owner: %s"):format(path) or "")
  elseif self.named_periods[name] then
    local first = self.named_periods[name].columns[1]
    return self:fail(at, "`%s` stands only in `per` and `across`, and before its columns%s; the %s that is judged is called `period`", name,
      first and (", as in %s.%s"):format(name, first) or "", name)
  elseif schema.periods[name] then
    return self:fail(at, "`%s` stands only in `per` and `across`; the period that is judged is called `period`", name)
  elseif schema.func[name] then
    return self:fail(at, "`%s` needs its value: %s", name, schema.func[name].takes == "text" and name .. ' "…"' or name .. "(…)")
  elseif schema.types[name] then
    return self:fail(at, "`%s` is the type of a field and stands only in `kind`", name)
  elseif schema.cells[name] then
    return self:fail(at, "`%s` stands only in the rows of a decision", name)
  elseif schema.statement[name] then
    return self:fail(at, '`%s` begins a statement: %s "name" { … }', name, name)
  end
  local words = {}
  for _, list in ipairs { names.kinds, schema.words, schema.func, self.named_periods } do
    for word in pairs(list) do words[word] = true end
  end
  return self:unresolved(at, "nothing is called `%s`.%s", name, nearest.hint(name, words))
end

function readers.index(self, node, scope, at)
  local result = one_result(self, node, scope, at)
  if result then return result end
  local of_period = self.is_node[node.from] and node.from.op == "root" and self.named_periods[node.from.name]
  if of_period then return named_periods.column(self, of_period, node.name, scope, at) end
  local from, name = self:type_of(node.from, scope), node.name
  local t = from.type
  if t.k == "any" then
    return self:bad(at)
  elseif t.k == "row" or t.k == "set" or t.k == "column" and t.of.k == "row" and not t.distinct then
    return member(self, from, name, at, scope)
  elseif t.k == "verdict" then
    local field_type = t.fields[name]
    if not field_type then
      return self:fail(at, "the verdict of `%s` has no `%s`; it has: %s.%s", from.rule, name, nearest.names(t.fields), nearest.hint(name, t.fields))
    end
    if name == "lapsed" then return lapsed.read(from, field_type, at) end
    return { op = "verdict", rule = from.rule, field = name, row = from.row, type = field_type, at = at }
  elseif t.k == "period" and (name == "from" or name == "to") then
    if from.op ~= "period" then
      return self:fail(at, "only the period in hand has .from and .to: period.%s", name)
    end
    return { op = "period_" .. name, type = types.date, at = at }
  end
  if t.k == "period" then return self:fail(at, "a period has no `.%s`; its days are period.from and period.to", name) end
  local is_question = schema.method[t.k] and schema.method[t.k][name]
  return self:fail(at, "%s has no field `%s`%s", types.say(t), name,
    (is_question or schema.is_method[name]) and (": it is a question, write :%s(…)"):format(name) or "")
end

function readers.call(self, node, scope, at)
  local asked_in, unit = scope, nil
  if in_each.is(node) then
    asked_in, unit = in_each.scope(self, node, scope, at)
    if not asked_in then return self:bad(at) end
  elseif in_each.meant(node) then
    return self:fail(at, "nothing is asked with `:%s`. Did you mean `%s`?", node.name, in_each.meant(node))
  end
  local from = self:type_of(node.from, asked_in)
  if from.type.k == "any" then
    for i = 1, node.arguments.n do
      local argument = node.arguments[i]
      -- A mistake inside :where(…) of something unknown could only be guessed at; others are worth saying.
      if self.is_node[argument] and not (schema.method.set[node.name] and schema.method.set[node.name].takes[1] == "row condition") then
        self:type_of(argument, scope)
      end
    end
    return self:bad(at)
  end
  return questions.read(self, node, from, scope, at, unit)
end

-- Operators -------------------------------------------------------------------------------------------------------------------------

local symbols = { ["and"] = "&", ["or"] = "|", add = "+", subtract = "-", multiply = "*", divide = "/" }

local function joined(self, node, scope, at)
  local sides, date = {}, false
  for _, side in ipairs { "a", "b" } do
    if self.is_node[node[side]] then
      sides[side] = node[side].op ~= "function" and self:type_of(node[side], scope) or nil
      date = date or sides[side] and sides[side].type.k == "date"
    end
  end
  for _, side in ipairs { "a", "b" } do
    local expression = sides[side] or self:value(node[side], date and types.date or types.condition, scope, at)
    if not expression then return self:fail(at, "`%s`: one side has no value", symbols[node.op]) end
    local k = expression.type.k
    if k == "any" then return self:bad(at) end
    if k ~= "condition" and k ~= "date" then
      return self:fail(at, "`%s` joins two conditions or two dates; one side is %s%s", symbols[node.op], types.say(expression.type),
        k == "set" and ": end it with :any() or :none()" or "")
    end
    sides[side] = expression
  end
  local a, b = sides.a, sides.b
  if a.type.k ~= b.type.k then
    return self:fail(at, "`%s` joins two conditions or two dates, not a condition and a date", symbols[node.op])
  elseif date then
    local known = a.type.blank ~= "unknown" and b.type.blank ~= "unknown"
    local t = a.type.event and b.type.event and (known and types.event or types.perhaps_event) or a.type.stated and b.type.stated and types.stated or types.date
    return { op = node.op == "and" and "both" or "either", a = a, b = b, type = t, at = at }
  end
  return { op = node.op, a = a, b = b, type = types.condition, at = at }
end
readers["and"], readers["or"] = joined, joined

readers["not"] = function(self, node, scope, at)
  local a = self:value(node.a, types.condition, scope, at)
  if not a or a.type.k == "any" then return self:bad(at) end
  return { op = "not", a = a, type = types.condition, at = at }
end

local function in_unit_of(t, ratio) return { k = "number", unit = t.unit, unit_field = t.unit_field, unit_row = t.unit_row, ratio = ratio } end
local function has_unit(t) return t.unit ~= nil or t.unit_field ~= nil end

local function calculated(self, node, scope, at)
  local a = self.is_node[node.a] and self:type_of(node.a, scope)
  local b = self.is_node[node.b] and self:type_of(node.b, scope)
  local additive = node.op == "add" or node.op == "subtract"
  local function other(value, known)
    if additive and known.type.k == "date" and type(value) == "number" then
      local count = math.type(value) == "integer" and value > 0 and value or 30
      return self:fail(at, "`%s` between a date and %s: what is added to a date is a span, days(%d), months(%d) or years(%d)", symbols[node.op], value, count, count, count)
    end
    local ratio = node.op == "divide" and type(value) == "string" and known.type.k == "number" and has_unit(known.type)
    local scaled = not additive and not ratio and type(value) == "string" and known.type.k == "number" -- a number of another unit, or of one where the other has none
    local want = known.type.k == "date" and types.date or known.type.k ~= "any" and (additive or ratio) and in_unit_of(known.type)
      or scaled and { k = "number", open = true } or types.number
    return self:value(value, want, scope, at) or self:bad(at)
  end
  a = a or other(node.a, b)
  b = b or other(node.b, a)
  local ta, tb = a.type, b.type
  local function made(t) return { op = node.op, a = a, b = b, type = t, at = at } end
  if ta.k == "any" or tb.k == "any" then
    return self:bad(at)
  elseif ta.k == "date" and tb.k == "span" and additive then
    return made { k = "date", event = ta.event, stated = ta.stated }
  elseif ta.k == "date" and tb.k == "number" and tb.unit == "days" and additive then
    b = spans.of_days(b, at)
    return made { k = "date", event = ta.event, stated = ta.stated }
  elseif ta.k == "date" and tb.k == "date" and node.op == "subtract" then
    return made(types.number_in "days")
  elseif ta.k == "number" and tb.k == "number" then
    if node.op ~= "multiply" and ta.unit and tb.unit and unit_factors.related(self.units, tb.unit, ta.unit) then
      b = self:in_unit(b, ta.unit, b.at or at, true)
      tb = b.type
    end
    if additive and not types.may_be_alike(ta, tb) then
      return self:fail(at, "unlike units: `%s` between %s and %s", symbols[node.op], types.say(ta), types.say(tb))
    elseif additive then
      return made(in_unit_of(tb.unit and tb or ta)) -- a written one is the one that both must have
    elseif not has_unit(tb) then
      return made(in_unit_of(ta, node.op == "divide" and not has_unit(ta)))
    elseif node.op == "divide" and types.may_be_alike(ta, tb) then
      return made { k = "number", ratio = true }
    elseif node.op == "multiply" and not has_unit(ta) then
      return made(in_unit_of(tb))
    end
    local cure = ta.unit and (': take the one out of its unit first, (… / "1 %s") %s …'):format(ta.unit, symbols[node.op]) or ""
    return self:fail(at, "unlike units: `%s` between %s and %s%s", symbols[node.op], types.say(ta), types.say(tb), cure)
  end
  local counted = additive and (ta.k == "date" and tb or tb.k == "date" and ta)
  return self:fail(at, "`%s` between %s and %s%s", symbols[node.op], types.say(ta), types.say(tb), counted and counted.k == "number"
    and ": what is added to a date is a span, such as days(30), days(…) of a number, a number in days, or a parameter whose rows are spans" or "")
end
readers.add, readers.subtract, readers.multiply, readers.divide = calculated, calculated, calculated, calculated

function readers.join(self, node, scope, at)
  local sides = {}
  for _, side in ipairs { "a", "b" } do
    local value = node[side]
    local own = self.is_node[value] and value.op ~= "function" and self:type_of(value, scope)
    if own and own.type.k == "any" then return self:bad(at) end
    if own and (own.type.k ~= "text" or own.op == "codes" or own.op == "verdict") then
      return self:fail(own.at or at, "`..` joins texts; one side is %s", own.op == "verdict" and "a status" or own.op == "codes" and "a list of codes" or types.say(own.type))
    end
    sides[side] = own or self:value(value, types.text, scope, at)
    if not sides[side] or sides[side].type.k == "any" then return self:bad(at) end
  end
  return { op = "join", a = sides.a, b = sides.b, type = types.text, at = at }
end

function readers.negate(self, node, scope, at)
  local a = self:type_of(node.a, scope)
  if a.type.k == "any" then return self:bad(at) end
  if a.type.k ~= "number" then return self:fail(at, "`-` before %s; `~` negates a condition", types.say(a.type)) end
  local zero = { op = "literal", value = core.decimal(0), type = in_unit_of(a.type), at = at }
  return { op = "subtract", a = zero, b = a, type = in_unit_of(a.type), at = at }
end

-- Words with a value ------------------------------------------------------------------------------------------------------------------

local applied = {}

for _, name in ipairs { "days", "months", "years", "working_days", "clear_days" } do applied[name] = spans.read end

function applied.percent(self, node, _, at)
  local value = node.arguments[1]
  if type(value) ~= "number" or node.arguments.n ~= 1 then return self:fail(at, "percent(…) takes a number, such as percent(60)") end
  local hundredths = core.decimal(value)
  if not hundredths then return self:fail(at, "percent(…) takes a number of at most 15 digits, such as percent(60)") end
  return { op = "literal", value = hundredths / 100, type = types.rate, at = at }
end

-- Of dates there are operators that say it.
local DATES = { greater_of = "the later of two dates is a & b", lesser_of = "the earlier of two dates is a | b" }

-- Numbers of one unit, or rates; of what is written out the unit is that of the others, or, where those are in their records' own, theirs is that.
local function extreme(self, node, scope, at)
  local arguments, of, chosen = node.arguments, {}, nil
  for i = 1, arguments.n do of[i] = self.is_node[arguments[i]] and arguments[i].op ~= "function" and self:type_of(arguments[i], scope) or nil end
  for i = 1, arguments.n do
    local t = of[i] and of[i].type
    if t and t.k == "date" then return self:fail(at, "%s(…) takes numbers; %s", node.name, DATES[node.name]) end
    if t and t.k ~= "any" and t.k ~= "number" and t.k ~= "rate" then
      return self:fail(of[i].at or at, "%s(…) takes numbers, not %s%s", node.name, types.say(t), t.k == "column" and "; the greatest of many is :max(), the smallest :min()" or "")
    end
    if t and t.k ~= "any" and (not chosen or t.unit and not chosen.unit) then chosen = t end
  end
  if arguments.n < 2 then return self:fail(at, "%s(…) takes two numbers or more: %s(a, b)", node.name, node.name) end
  if not chosen then return self:fail(at, "%s(…) of numbers that are written out is one of them: write that one", node.name) end
  for i = 1, chosen.unit_field and arguments.n or 0 do -- a unit that is written is the one that all must have
    local _, unit = nil, nil
    if type(arguments[i]) == "string" then _, unit = literals.measured(arguments[i]) end
    if unit and chosen.unit_field then chosen = types.number_in(unit) end
  end
  local want = chosen.k == "rate" and types.rate or { k = "number", unit = chosen.unit, unit_field = chosen.unit_field, unit_row = chosen.unit_row, ratio = chosen.ratio }
  local result
  for i = 1, arguments.n do
    local value = of[i] and self:fit(of[i], want, at) or self:value(arguments[i], want, scope, at)
    if not value then return self:fail(at, "value %d of %s(…) is nil: a name in it has no value", i, node.name) end
    if value.type.k == "any" then return self:bad(at) end
    local type = { k = "number", unit = want.unit, unit_field = want.unit_field, unit_row = want.unit_row, ratio = want.ratio or want.k == "rate" or nil }
    result = result and { op = node.name, a = result, b = value, type = type, at = at } or value
  end
  return result
end
applied.greater_of, applied.lesser_of = extreme, extreme

-- A threshold or a rate of a scale as { value, unit }; nil where it is reported. What is computed with them is exact up to 15 places.
local function of_band(self, value, what, at)
  local read, answer, unit
  if self.is_node[value] then
    local e = self:type_of(value, nil)
    if e.type.k == "any" then return nil end
    if what == "rate" and e.op == "literal" and e.type.k == "rate" then read = e.value end
    answer = ("a %s is written out"):format(what)
  else
    read, answer = literals.read(value, { k = "number", open = true })
    unit = read and answer.unit
  end
  local digits = read and core.number_text(read)
  if not read then self:fail(at, "%s", answer) return nil end
  if digits:find "e" or #(digits:match "%.(%d+)$" or "") > 15 then self:fail(at, "a %s has at most 15 places behind the point", what) return nil end
  if what == "rate" and read < core.decimal(0) then self:fail(at, "a rate of a scale is not below 0") return nil end
  return { value = read, unit = unit or nil }
end

-- scale { { threshold, rate }… }: thresholds ascend and have one unit, and so have rates; a rate without one gives amounts in the unit of the bases.
function applied.scale(self, node, _, at)
  local list = node.arguments[1]
  if node.arguments.n ~= 1 or type(list) ~= "table" or self.is_node[list] or #list == 0 then
    return self:fail(at, 'scale takes bands, each { threshold, rate }: scale { { "0 CNY", percent(10) }, { "1000 CNY", percent(20) } }')
  end
  local bands, units = {}, {}
  for i, given in ipairs(list) do
    if type(given) ~= "table" or self.is_node[given] or #given ~= 2 then
      return self:fail(at, 'band %d of scale: { threshold, rate }, such as { "1000 CNY", percent(20) }', i)
    end
    local threshold, rate = of_band(self, given[1], "threshold", at), of_band(self, given[2], "rate", at)
    if not threshold or not rate then return self:bad(at) end
    if i == 1 then units = { threshold.unit, rate.unit } end
    if threshold.unit ~= units[1] or rate.unit ~= units[2] then
      return self:fail(at, "band %d of scale is in %s, the first one in %s", i, threshold.unit ~= units[1] and threshold.unit or rate.unit or "no unit",
        threshold.unit ~= units[1] and units[1] or units[2] or "no unit")
    elseif i > 1 and threshold.value <= bands[i - 1].threshold then
      return self:fail(at, "band %d of scale begins at %s, not behind the one before it: bands stand in their order, from the lowest threshold on", i, threshold.value)
    end
    bands[i] = { threshold = threshold.value, rate = rate.value }
  end
  return { op = "scale", bands = bands, type = { k = "scale", unit = units[1], amount = units[2] or units[1] }, at = at }
end

-- A number that a function gives, wherever a number of the row in hand stands; what it computes is Lua's own, and what it returns is rounded (meaning.md, section 11).
function applied.computed(self, node, scope, at)
  local body, unit = node.arguments[1], node.arguments[2]
  local usage = 'computed(function(row) return … end), or with a unit behind it, computed(function(row) return … end, "CNY")'
  if not self.is_node[body] or body.op ~= "function" or node.arguments.n > 2 then return self:fail(at, "computed(…) takes a Lua function of the row in hand: %s", usage) end
  if node.arguments.n == 2 and (type(unit) ~= "string" or unit == "" or unit:find "^[%d%s]") then
    return self:fail(at, "the unit of what a function computes is a text: %s", usage)
  end
  if not scope or not scope.kind then return self:fail(at, "a function is asked of a record, and there is none in hand here") end
  if self.names.groups[scope.kind] then return self:fail(at, "a function is asked of a record, and `%s` is a group; ask it of its members", scope.kind) end
  return { op = "function", index = body.body.index, scope = scope.depth, type = { k = "number", unit = unit }, declared = true, at = at }
end

local function one_text(self, node, at)
  local name = node.arguments[1]
  if type(name) == "string" and node.arguments.n == 1 then return name end
  self:fail(at, '%s takes one text in quotes: %s "…"', node.name, node.name)
  return nil
end

-- A text, or one in each language.
function applied.not_given(self, node, _, at)
  local why = node.arguments[1]
  local in_languages = type(why) == "table" and not self.is_node[why] and node.arguments.n == 1 and (type(why.en) == "string" or type(why.zh) == "string")
  if not in_languages then why = one_text(self, node, at) end
  return why and { op = "not_given", why = why, type = { k = "not_given" }, at = at } or self:bad(at)
end

function applied.codes(self, node, _, at)
  local name = one_text(self, node, at)
  if not name then return self:bad(at) end
  if not self.codes[name] then return self:unresolved(at, "no codes are called `%s`.%s", name, nearest.hint_or_all(name, self.codes)) end
  return { op = "codes", name = name, type = types.text, at = at }
end

applied.fiscal_year = day_questions.fiscal_year

function applied.calendar(self, node, _, at)
  local name = one_text(self, node, at)
  if not name then return self:bad(at) end
  if not self.calendars[name] then return self:unresolved(at, "no calendar is called `%s`.%s", name, nearest.hint_or_all(name, self.calendars)) end
  return { op = "calendar", name = name, type = types.calendar, at = at }
end

function applied.parameter(self, node, scope, at)
  local name = one_text(self, node, at)
  if not name then return self:bad(at) end
  local parameter = self.parameters[name]
  if not parameter or parameter.shown then
    local known = {}
    for own, its in pairs(self.parameters) do known[own] = not its.shown or nil end
    return self:unresolved(at, "no parameter is called `%s`.%s", name, nearest.hint_or_all(name, known))
  end
  return self.asked_parameter(name, nil, scope, at)
end

local verdict_types = { number = types.number, date = types.stated, event = types.perhaps_event, ["any date"] = types.date }

function applied.verdict(self, node, scope, at)
  local name = one_text(self, node, at)
  if not name then return self:bad(at) end
  local rule = self.rules[name]
  if not rule then
    local base = name:match "^(.-)@"
    if base and self.rules[base] then
      return self:fail(at, 'a verdict is asked of the rule, not of one version: verdict "%s"', base)
    end
    return self:unresolved(at, "no rule is called `%s`.%s", name, nearest.hint_or_all(name, self.rules))
  end
  if not rule.per then return self:bad(at) end
  local row = scope:row(rule.per.kind)
  if not row then
    return self:fail(at, "the rule `%s` judges %s, and no %s is in hand here, only %s", name, self.names:plural(rule.per.kind), rule.per.kind, scope:in_hand())
  elseif rule.per.period and rule.per.period ~= scope.period then
    return self:fail(at, "the rule `%s` judges each %s; ask for its verdict where such a period is in hand, per = { %s, %s }", name, rule.per.period,
      rule.per.kind, rule.per.period)
  end
  local shape = schema.verdicts[rule.shape]
  local fields = {}
  for field, kind in pairs(shape.fields) do fields[field] = verdict_types[kind] end
  local values = {}
  for _, status in ipairs(shape.statuses) do values[status] = true end
  fields.status = { k = "text", values = values }
  return { op = "verdict", rule = name, row = row, type = { k = "verdict", fields = fields }, at = at }
end

function readers.apply(self, node, scope, at)
  if applied[node.name] then return applied[node.name](self, node, scope, at) end
  if schema.statement[node.name] then
    return self:fail(at, '%s "%s" has no body, or a comma is missing before it: { … } must follow', node.name, tostring(node.arguments[1]))
  elseif self.names.kinds[node.name] then
    return self:fail(at, "a comma or an operator is missing after `%s`", node.name)
  elseif schema.cell_questions[node.name] then
    return self:fail(at, "`%s(…)` alone stands only in the rows of a decision; elsewhere it is asked of something: …:%s(…)", node.name, node.name)
  end
  return self:unresolved(at, "nothing is called `%s`.%s", node.name, nearest.hint(node.name, schema.func))
end

-- Functions by index of the document; typed where they stand, because only the place says what they give.
readers["function"] = function(self, _, _, at) return self:fail(at, "a function cannot stand here; it gives a condition, a date or a number of a rule") end

-- A node's typed form in a scope.
function expressions:type_of(node, scope)
  local memo = scope and scope.memo or self.without_scope
  if not memo then
    memo = {}
    self.without_scope = memo
  end
  if not memo[node] then
    local at = self.places:of(node)
    local expression = readers[node.op](self, node, scope, at)
    if expression.at == nil then -- a row in hand, shared by its scope
      local own = { at = at }
      for key, value in pairs(expression) do own[key] = value end
      expression = own
    end
    memo[node] = expression
  end
  return memo[node]
end

-- Where a value of type `want` is asked -------------------------------------------------------------------------------------------------

local cures = {
  condition = { set = "; end it with :any(), :none() or a :count() comparison", column = "; ask inside :where(…), or end it with :first():happened() or the like",
    row = "; ask for one of its fields", number = "; compare it: :above(…), :at_most(…)", date = "; ask :happened(), :by(…), :after(…)",
    text = "; compare it: :is(…)", rate = "; compare it: :above(percent(…))" },
  date = { column = "; end it with :first(), :last() or :when_all()", set = "; ask for a date of its rows, .field:first()", row = "; ask for one of its dates",
    condition = "; a condition is no day" },
  number = { set = "; end it with :count()", column = "; end it with :sum(), :min(), :max() or :mean()", row = "; ask for one of its numbers",
    scale = "; ask what a base comes to, :of(…)" },
  set = { row = "; a set is a plural path, such as enterprise.audits", condition = "; leave out :any() or :none()" },
}

local takes_function = { condition = true, date = true, number = true }

function expressions:fit(expression, want, at)
  local t = expression.type
  if t.k == "not_given" then
    if want.or_not_given then return expression end
    return self:fail(expression.at, 'not_given stands for a day that the law leaves open: due = not_given "why"')
  elseif not types.fits(t, want) then
    local cure = (cures[want.k] or {})[t.k] or ""
    return self:fail(expression.at or at, "expected %s, got %s%s", types.say(want), types.say(t), cure)
  elseif expression.op == "codes" and not want.or_codes then
    return self:fail(expression.at, ':is(codes "%s") asks for one of a list; a list of codes is no single text', expression.name)
  elseif t.k == "number" and want.k == "number" and not want.any_unit and must_convert(self, t, want) then
    return self:in_unit(expression, want.unit, expression.at or at, true)
  elseif t.k == "number" and want.k == "number" and not want.any_unit and not types.may_be_alike(t, want) then
    return self:fail(expression.at, "unlike units: %s against %s", types.say(want), types.say(t))
  elseif t.k == "row" and want.k == "row" and want.kind and t.kind ~= want.kind then
    return self:fail(expression.at, "one %s is compared with one %s", want.kind, t.kind)
  elseif t.k == "set" and want.kind and t.kind ~= want.kind then
    return self:fail(expression.at, "expected a set of %s, got %s", self.names:plural(want.kind), types.say(t))
  end
  return expression
end

-- The typed form of a value of a statement or an argument: a node, a function or a plain Lua value; nil only for nil.
function expressions:value(value, want, scope, at)
  if value == nil then
    return nil
  elseif self.is_node[value] and value.op == "function" then
    if not takes_function[want.k] then return self:fail(at, "a function cannot stand here: expected %s", types.say(want)) end
    if self.names.groups[scope.kind] then return self:fail(at, "a function is asked of a record, and `%s` is a group; ask it of its members", scope.kind) end
    return { op = "function", index = value.body.index, scope = scope.depth, type = want, at = self.places:of(value) }
  elseif self.is_node[value] then
    return self:fit(self:type_of(value, scope), want, at)
  end
  local read, answer = literals.read(value, want, want.unit and function(unit) return unit_factors.related(self.units, unit, want.unit) end)
  if read == nil then return self:fail(self.places:value(value, at), "%s", answer) end
  local literal = { op = "literal", value = read, type = answer, at = at }
  return want.unit and answer.unit and answer.unit ~= want.unit and self:in_unit(literal, want.unit, at, true) or literal
end

return expressions
