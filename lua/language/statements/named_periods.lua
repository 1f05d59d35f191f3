--- Periods that a table names (meaning.md, section 29): `periods "phase" { { "1", from =, to =, complies_by = … }, … }`. checker.named_periods: name ->
-- { name, rows = { { from, to, label, unit = the name, siblings = all rows, index, clauses, unconfirmed, at }, … }, columns = names in order, parameters = those beside
-- them, clauses, unconfirmed, at }. The rows have the form that lower/calendar.lua gives other periods. Each column is a parameter that no pack can name, whose rows hold
-- on the days of theirs.
local days = require "mandate.language.days"
local declarations = require "mandate.language.statements.declarations"
local nearest = require "mandate.language.nearest"
local ordered = require "mandate.language.ordered"
local schema = require "mandate.language.schema"
local types = require "mandate.language.types"
local unit_factors = require "mandate.language.unit_factors"

local named_periods = {}

local LAST <const> = "9999-12-31" -- of the calendar
local EXAMPLE <const> = '{ "1", from = "2014-07-17", to = "2015-12-05", complies_by = "2015-12-05" }'

-- Why a table of periods cannot have a name; nil where it can.
local function taken(checker, name)
  if not name:find "^[%a_][%w_]*$" then return "its name is a word of letters, digits and _, which rules use without quotes" end
  local own = checker.names
  local what = own.kinds[name] and "a kind" or own.plurals[name] and "the plural of a kind" or nil
  for _, words in ipairs { schema.periods, schema.words, schema.func, schema.types, schema.cells, schema.cell_questions, schema.statement } do
    what = what or words[name] and "a word of the language" or nil
  end
  return what and ("`%s` is %s; give the periods another name"):format(name, what)
end

-- What a row is called; nil where that is wrong.
local function label_of(shape, statement, i, row, seen)
  local label = row[1]
  if type(label) == "number" then
    shape:fail(statement, { i, 1 }, 'a row is called by a text; write "%s"', label)
    return nil
  elseif type(label) ~= "string" or label == "" then
    shape:fail(statement, { i }, "a row begins with what it is called: %s", EXAMPLE)
    return nil
  elseif label:find "[@%c]" then
    shape:fail(statement, { i, 1 }, '"%s": what a row is called stands behind the `@` of a subject, and holds no `@` and no line break', label)
    return nil
  elseif seen[label] then
    shape:fail(statement, { i, 1 }, '"%s" stands twice', label)
    return nil
  end
  if row[2] ~= nil then shape:fail(statement, { i, 2 }, 'row "%s" holds a stray value, %s: a column has a name, complies_by = "2015-12-05"', label, shape:show(row[2])) end
  seen[label] = true
  return label
end

-- A row without its columns; nil where something is wrong with it.
local function read_row(checker, statement, body, i, raw, seen)
  local shape = checker.shape
  local row = { label = label_of(shape, statement, i, raw, seen), unit = statement.name, place = i, at = shape:at(statement, { i }),
    from = shape:literal(statement, { i, "from" }, raw.from, types.stated), to = shape:literal(statement, { i, "to" }, raw.to, types.stated),
    clauses = declarations.citations(checker, statement, { i, "clause" }, raw.clause), unconfirmed = shape:said(statement, { i, "unconfirmed" }, raw.unconfirmed) }
  if raw.clause == nil and body.clause == nil then shape:fail(statement, { i }, "row %d cites no clause, and neither does the table", i) end
  if raw.from == nil then shape:fail(statement, { i }, 'row %d lacks `from`, its first day: %s', i, EXAMPLE) end
  if row.from and row.to and row.to < row.from then
    shape:fail(statement, { i, "to" }, 'row "%s" ends (%s) before it begins (%s)', tostring(row.label), row.to, row.from)
    return nil
  end
  return row.label and row.from and row or nil
end

-- The rows in their order, each behind the one before it.
local function in_order(shape, statement, rows)
  for i, row in ipairs(rows) do
    local before = rows[i - 1]
    if before and row.from <= before.from then
      shape:fail(statement, { row.place, "from" }, 'row "%s" begins on %s, and row "%s" above it on %s: rows stand in the order of their days', row.label, row.from,
        before.label, before.from)
    elseif before and before.to and before.to >= row.from then
      shape:fail(statement, { row.place, "from" }, 'row "%s" begins on %s, and row "%s" runs to %s: no day lies in two of them', row.label, row.from, before.label, before.to)
    end
  end
  for i, row in ipairs(rows) do
    row.to = row.to or rows[i + 1] and days.before(rows[i + 1].from) or LAST
    row.siblings, row.index = rows, i
  end
end

-- The names of a row's columns, in alphabetical order.
local function own_columns(raw)
  local list = {}
  for _, key in ipairs(ordered.keys(raw)) do
    if type(key) == "string" and not schema.options.period_row[key] then list[#list + 1] = key end
  end
  return list
end

-- Which columns the rows have: those that at least half of them say. Any other is a slip, and so is a row that lacks one.
local function agreed(shape, statement, body, rows)
  local counts, columns = {}, {}
  for _, row in ipairs(rows) do
    for _, name in ipairs(own_columns(body[row.place])) do counts[name] = (counts[name] or 0) + 1 end
  end
  for name, count in pairs(counts) do columns[name] = 2 * count >= #rows or nil end
  for _, row in ipairs(rows) do
    local raw, lacking, extra = body[row.place], {}, {}
    for name in pairs(columns) do lacking[name] = raw[name] == nil or nil end
    for _, name in ipairs(own_columns(raw)) do
      if not columns[name] then
        local meant = nearest.word(name, lacking)
        if meant then lacking[meant] = nil end
        shape:fail(statement, { row.place, name }, 'no other row has a column `%s`.%s', name, meant and (" Did you mean `%s`?"):format(meant)
          or ' Each row says every column; where the law sets none, not_given "why"')
      elseif counts[name] < #rows then extra[name] = true end
    end
    for _, name in ipairs(ordered.keys(lacking)) do
      shape:fail(statement, { row.place }, 'row "%s" lacks the column `%s`, which other rows have: where the law sets none, write not_given "why".%s', row.label, name,
        nearest.hint(name, extra))
    end
  end
  return ordered.keys(columns)
end

-- One cell as a row of a parameter.
local function cell(checker, statement, row, name, value)
  local shape, path = checker.shape, { row.place, name }
  local own = { from = row.from, last = row.to < LAST and row.to or nil, clauses = row.clauses, clause = row.clauses[1], unconfirmed = row.unconfirmed,
    at = shape:at(statement, path) }
  if shape.is_node[value] and value.op == "apply" and value.name == "not_given" then
    own.none = checker.expressions:type_of(value, checker.no_scope).why
  else
    own.value = declarations.parameter_value(checker, statement, path, value)
  end
  return own
end

-- A column as a parameter: all its values are of one sort.
local function column(checker, statement, body, rows, name)
  local shape = checker.shape
  local parameter = { rows = {}, choose = "nearest", shown = ("%s.%s"):format(statement.name, name), column = statement.name, at = shape:at(statement), clauses = {} }
  for i, row in ipairs(rows) do
    local own = cell(checker, statement, row, name, body[row.place][name])
    local value, known = own.value, parameter.type
    local units = value and known and known.k == "number" and value.type.k == "number" and known.unit ~= value.type.unit
    if units and known.unit and value.type.unit and unit_factors.related(checker.units, value.type.unit, known.unit) then parameter.in_units = true
    elseif value and known and (units or known.k ~= value.type.k or known.unit ~= value.type.unit or known.amount ~= value.type.amount) then
      shape:fail(statement, { row.place, name }, '`%s` of row "%s" is %s, that of others is %s', name, row.label, types.say(value.type), types.say(known))
    end
    parameter.type, parameter.rows[i] = known or value and value.type, own
  end
  if not parameter.type then
    for _, own in ipairs(parameter.rows) do
      if not own.none then return nil end -- said already
    end
    shape:fail(statement, { 1, name }, "no row has a value for `%s`: one must, so that it is known what sort of value it is", name)
    return nil
  end
  if parameter.in_units then declarations.in_one_unit(checker, parameter) end
  return parameter
end

--- The name of the parameter that holds a column: no pack can name it.
function named_periods.parameter(name, of) return ("%s.%s\0"):format(name, of) end

function named_periods.read(checker, statement, body)
  local shape, name = checker.shape, statement.name
  local wrong = taken(checker, name)
  if wrong then return shape:fail(statement, {}, "%s", wrong) end
  local own = { name = name, rows = {}, columns = {}, parameters = {}, at = shape:at(statement), clauses = declarations.citations(checker, statement, { "clause" }, body.clause),
    unconfirmed = shape:said(statement, { "unconfirmed" }, body.unconfirmed) }
  local list, seen, sound = {}, {}, true
  for i, row in ipairs(body) do list[i] = row end
  if #list == 0 then shape:fail(statement, {}, "it has no row; write %s", EXAMPLE) end
  for _, entry in ipairs(shape:rows(statement, {}, list, EXAMPLE)) do
    local row = read_row(checker, statement, body, entry.index, entry.row, seen)
    sound = sound and row ~= nil
    if row and #row.clauses == 0 then row.clauses = own.clauses end
    own.rows[#own.rows + 1] = row
  end
  if sound then in_order(shape, statement, own.rows) end
  checker.named_periods[name] = own
  own.columns = agreed(shape, statement, body, own.rows)
  for _, key in ipairs(sound and own.columns or {}) do
    if not key:find "^[%a_][%w_]*$" then shape:fail(statement, { 1, key }, "a column's name is a word of letters, digits and _, not `%s`", key) end
    local whole = true
    for _, row in ipairs(own.rows) do whole = whole and body[row.place][key] ~= nil end
    local parameter = whole and column(checker, statement, body, own.rows, key) or nil
    checker.parameters[named_periods.parameter(name, key)], own.parameters[#own.parameters + 1] = parameter, parameter
  end
end

--- `phase.complies_by` as an expression; `scope` may be nil.
function named_periods.column(expressions, own, name, scope, at)
  if name == "from" or name == "to" then return expressions:fail(at, "the days of the %s in hand are period.from and period.to", own.name) end
  local known = {}
  for _, of in ipairs(own.columns) do known[of] = true end
  if not known[name] then
    return expressions:unresolved(at, "the periods `%s` have no column `%s`.%s", own.name, name, nearest.hint_or_all(name, known))
  elseif not scope or scope.period ~= own.name then
    return expressions:fail(at, "%s.%s is that of the %s that is judged, and none is in hand here: per = { %s, %s }", own.name, name, own.name,
      scope and scope.kind or "enterprise", own.name)
  end
  local parameter = expressions.parameters[named_periods.parameter(own.name, name)]
  if not parameter then return expressions:bad(at) end
  return { op = "parameter", name = named_periods.parameter(own.name, name), shown = parameter.shown, column = true, type = parameter.type, at = at,
    date = { op = "period_from", type = types.date, at = at } }
end

return named_periods
