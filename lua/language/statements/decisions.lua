-- Decisions: terms that the law writes as a table, in versions. A decision's value is an expression
--   { op = "decision", term = "kind.name", versions, parts (all expressions in it) };
-- a version is { name, tag, clauses, place, from, to, hit, columns = { expression… }, rows, evidence = a set or nil, title,
--   reading, unconfirmed, complete, apart, rest (coverage.lua) }, its force from `from` to `to`;
-- a row is { cells, result = an expression, or { op = "not_given", why }, clauses, at }, and of a table with several results `results` beside it, a list of them, of
-- which each is the one of a decision of its own (`table` is then the version with all of them, `result_name` what its own is called);
-- a cell { word = "any" | "yes" | "no" } or { expression }: a condition on the column.
local types = require "mandate.language.types"
local nearest = require "mandate.language.nearest"
local schema = require "mandate.language.schema"
local literals = require "mandate.language.literals"
local questions = require "mandate.language.questions"
local declarations = require "mandate.language.statements.declarations"
local rules = require "mandate.language.statements.rules"
local coverage = require "mandate.language.coverage"
local days = require "mandate.language.days"

local decisions = {}

local condition = types.condition

-- The names of several results; nil where a decision has one, or its `results` are wrong, which is told where they are entered.
local function result_names(value)
  if type(value) ~= "table" or #value == 0 then return nil end
  for _, name in ipairs(value) do
    if type(name) ~= "string" then return nil end
  end
  return value
end

decisions.result_names = result_names

-- Columns ----------------------------------------------------------------------------------------------------------------------------

local can_be_column = { condition = true, number = true, rate = true, date = true, text = true, any = true }
local cures = { set = "end it with :any(), :count() or :share(…)", column = "end it with :first(), :max() or the like", row = "ask for one of its fields",
  verdict = "ask for its .status" }

local function read_columns(reader)
  local shape, value = reader.shape, reader.body.columns
  local statement = reader.origin.columns
  if value == nil then return nil end
  if type(value) ~= "table" or shape.is_node[value] then
    shape:fail(statement, { "columns" }, "columns is a list of what the table looks at: columns = { enterprise.employees, enterprise.sales }")
    return nil
  end
  for key in pairs(value) do
    if type(key) ~= "number" then
      shape:fail(statement, { "columns", key }, "columns is a list, { enterprise.employees, enterprise.sales }; a table with names has no order")
      return nil
    end
  end
  local columns, sound = {}, #value > 0
  if #value == 0 then shape:fail(statement, { "columns" }, "it has no column") end
  for i, node in ipairs(value) do
    local path = { "columns", i }
    local expression
    if not shape.is_node[node] then
      shape:fail(statement, path, "column %d is an expression about %s, such as %s.…, not %s", i, reader.kind, reader.kind, shape:show(node))
    elseif node.op == "function" then
      expression = reader.expressions:value(node, condition, reader.scope, shape:at(statement, path))
    else
      expression = reader.expressions:type_of(node, reader.scope)
      if not can_be_column[expression.type.k] then
        shape:fail(statement, path, "column %d is one value, not %s%s", i, types.say(expression.type),
          cures[expression.type.k] and "; " .. cures[expression.type.k] or "")
        expression = nil
      elseif expression.op == "codes" then
        shape:fail(statement, path, "column %d is one value of a record; a list of codes stands in its cells", i)
        expression = nil
      end
    end
    columns[i] = expression
    sound = sound and expression ~= nil and expression.type.k ~= "any"
  end
  return sound and columns or nil
end

-- Cells ------------------------------------------------------------------------------------------------------------------------------

-- The questions of cells that a column of a type can be asked, as a set.
local function questions_of(t)
  local known = {}
  for name in pairs(schema.cell_questions) do
    if schema.method[t.k] and schema.method[t.k][name] or name == "is" then known[name] = true end
  end
  return known
end

local function cell_words(column)
  if column.type.k == "condition" then return schema.cells end
  local words = questions_of(column.type)
  words.any, words.codes = true, column.type.k == "text" or nil
  if column.type.k == "rate" then words.percent = true end
  return words
end

-- The column is equal to a value, or to one of a list.
local function equal(reader, column, raw, at)
  local k = column.type.k
  if k == "text" or k == "number" then return questions.read(reader.expressions, { name = "is", arguments = { raw, n = 1 } }, column, reader.scope, at) end
  local value = reader.expressions:value(raw, k == "date" and types.date or column.type, reader.scope, at)
  return value and { op = "is", from = column, arguments = { value }, type = condition, at = at } or reader.expressions:bad(at)
end

-- A condition on the column; `any`, yes and no are read where the whole cell is.
local function asked(reader, column, raw, at, i)
  local expressions = reader.expressions
  if not reader.shape.is_node[raw] then
    if column.type.k == "condition" then
      return expressions:fail(at, "column %d is a condition: its cells are yes, no or any, without quotes, not %s", i,
        type(raw) == "string" and ('"%s"'):format(raw) or reader.shape:show(raw))
    end
    return equal(reader, column, raw, at)
  end
  local place = reader.checker.places:of(raw)
  if raw.op == "and" or raw.op == "or" then
    local a, b = asked(reader, column, raw.a, place, i), asked(reader, column, raw.b, place, i)
    if a.type.k == "any" or b.type.k == "any" then return expressions:bad(place) end
    return { op = raw.op, a = a, b = b, type = condition, at = place }
  elseif raw.op == "not" then
    local a = asked(reader, column, raw.a, place, i)
    return a.type.k == "any" and a or { op = "not", a = a, type = condition, at = place }
  elseif raw.op == "root" and schema.cells[raw.name] then
    return expressions:fail(place, raw.name == "any" and "`any` stands alone in its cell"
      or "`%s` is for a column that is a condition; column %d is %s", raw.name, i, types.say(column.type))
  elseif column.type.k == "condition" then
    return expressions:fail(place, "column %d is a condition: its cells are yes, no or any.%s", i, raw.name and nearest.hint(raw.name, schema.cells) or "")
  elseif raw.op == "apply" and schema.cell_questions[raw.name] then
    if not questions_of(column.type)[raw.name] then
      return expressions:fail(place, "`%s` cannot be asked of %s; cells of column %d: %s", raw.name, types.say(column.type), i,
        nearest.names(cell_words(column)))
    end
    if raw.name == "is" and column.type.k ~= "text" and column.type.k ~= "number" and raw.arguments.n == 1 then
      return equal(reader, column, raw.arguments[1], place)
    end
    return questions.read(expressions, raw, column, reader.scope, place)
  elseif raw.op == "root" and schema.cell_questions[raw.name] then
    return expressions:fail(place, "`%s` needs its value: %s(…)", raw.name, raw.name)
  elseif (raw.op == "apply" and not schema.func[raw.name] or raw.op == "root") and not reader.checker.names.kinds[raw.name] then
    return reader.expressions:unresolved(place, "nothing is called `%s`; cells of column %d: a value, %s.%s", raw.name, i, nearest.names(cell_words(column)),
      nearest.hint(raw.name, cell_words(column)))
  end
  local expression = reader.expressions:type_of(raw, reader.scope)
  if expression.type.k == "condition" then
    return expressions:fail(place, "a cell says what column %d must be, without naming it again: at_least(…), is(…), between(…)", i)
  end
  return equal(reader, column, raw, place)
end

local function read_cell(reader, column, raw, path, i)
  local shape, statement = reader.shape, reader.origin.rows
  local node = shape.is_node[raw] and raw
  if node and node.op == "root" and (node.name == "any" or column.type.k == "condition" and schema.cells[node.name]) then return { word = node.name } end
  local expression = asked(reader, column, raw, shape:at(statement, path), i)
  return expression.type.k ~= "any" and { expression = expression } or nil
end

-- Results ----------------------------------------------------------------------------------------------------------------------------

-- What the first plain result makes of the others.
local function type_of_plain(value)
  if type(value) == "number" then return types.number end
  if literals.check_date(value) or value:find "^%d%d%d%d%-%d" then return types.stated end
  local _, unit = literals.measured(value)
  return unit and types.number_in(unit) or types.text
end

local can_be_result = { condition = true, number = true, rate = true, date = true, text = true }

local function read_result(reader, raw, at)
  local shape, expressions = reader.shape, reader.expressions
  local want = reader.result
  if shape.is_node[raw] and raw.op == "root" and (raw.name == "yes" or raw.name == "no") then
    local literal = { op = "literal", value = raw.name == "yes", type = condition, at = reader.checker.places:of(raw) }
    if want and want.k ~= "condition" then return expressions:fail(literal.at, "the results are %ss; this one is %s", want.k, raw.name) end
    return literal
  elseif shape.is_node[raw] and raw.op == "function" then
    return expressions:fail(at, "a result is a value or an expression; a function cannot stand here")
  elseif shape.is_node[raw] then
    local expression = expressions:type_of(raw, reader.scope)
    local k = expression.type.k
    if k == "not_given" or k == "any" then return expression end
    if not can_be_result[k] then return expressions:fail(expression.at or at, "a result is one value, not %s", types.say(expression.type)) end
    return expressions:fit(expression, want or expression.type, at)
  elseif type(raw) == "boolean" then
    return expressions:fail(at, "a result that is a condition is yes or no, without quotes, not %s", tostring(raw))
  elseif type(raw) == "table" then
    return expressions:fail(at, "a result is one value, not a table { … }")
  end
  return expressions:value(raw, want or type_of_plain(raw), reader.scope, at)
end

-- What a hit asks of a result: where the rows that hold are held against each other, or counted, it is written, and what is added or compared is a number.
local function fits_hit(reader, result, at)
  local hit, t, expressions = reader.body.hit, result.type, reader.expressions
  if result.op == "not_given" or t.k == "any" then return result end
  if (hit == "any" or hit == "count of") and result.op ~= "literal" then
    return expressions:fail(result.at or at, 'with hit = "%s" a result is a value that is written out, or not_given "why": %s', hit,
      hit == "any" and "whether rows that hold together say the same is seen when the pack is loaded" or "it is not asked, only counted")
  elseif schema.collecting[hit] == "numbers" then
    if t.k ~= "number" and (t.k ~= "rate" or hit == "sum of") then
      return expressions:fail(result.at or at, 'hit = "%s" is of numbers; this result is %s', hit, types.say(t))
    elseif t.unit_field then
      return expressions:fail(result.at or at, 'hit = "%s" is of numbers in one written unit; this one has a unit of its own in each record', hit)
    end
  end
  return result
end

-- The results' type takes in another one: what must be alike stays, and texts are gathered while all of them are known.
local function take_type(reader, expression)
  local t = expression.type
  if t.k == "not_given" or t.k == "any" then return end
  local values = t.values
  if expression.op == "literal" and t.k == "text" then values = { [expression.value] = true } end
  local known = reader.result
  if not known then
    known = { k = t.k, unit = t.unit, unit_field = t.unit_field, unit_row = t.unit_row, event = t.event, stated = t.stated, ratio = t.ratio }
    reader.result, reader.open_texts = known, nil
    if t.k == "text" then reader.texts = {} end
  elseif t.k == "date" then
    known.event, known.stated = known.event and t.event, known.stated and t.stated
  end
  if known.k ~= "text" then return end
  if not values then reader.open_texts = true end
  for value in pairs(values or {}) do reader.texts[value] = true end
end

-- One of a row's results; what the rows above it gave makes its type. nil where it is wrong.
local function read_typed(reader, k, raw, at)
  local typing = reader.typing[k]
  reader.result, reader.texts, reader.open_texts = typing.result, typing.texts, typing.open_texts
  local result = raw ~= nil and read_result(reader, raw, at) or nil
  result = result and fits_hit(reader, result, at)
  if not result or result.type.k == "any" then return nil end
  take_type(reader, result)
  typing.result, typing.texts, typing.open_texts = reader.result, reader.texts, reader.open_texts
  return result
end

-- Rows -------------------------------------------------------------------------------------------------------------------------------

local function read_row(reader, columns, entry)
  local shape, statement, raw, i = reader.shape, reader.origin.rows, entry.row, entry.index
  local path = { "rows", i }
  shape:closed(statement, path, raw, schema.options.decision_row, true)
  local given = 0
  for key in pairs(raw) do
    if math.type(key) == "integer" and key > given then given = key end
  end
  local results = reader.results or { false }
  if given ~= #columns + #results then
    shape:fail(statement, path, "row %d holds %d value%s; it takes a cell for each of the %d columns (any, where one does not matter) and %s", i, given,
      given == 1 and "" or "s", #columns, reader.results and ("the %d results, %s"):format(#results, table.concat(results, ", ")) or "the result")
    return nil
  end
  local row, sound = { cells = {}, at = shape:at(statement, path), clauses = declarations.citations(reader.checker, statement, { "rows", i, "clause" }, raw.clause) },
    true
  for c, column in ipairs(columns) do
    local inner = { "rows", i, c }
    if raw[c] == nil then
      shape:fail(statement, path, "row %d: value %d is nil: a name in it has no value", i, c)
    else
      row.cells[c] = read_cell(reader, column, raw[c], inner, c)
    end
    sound = sound and row.cells[c] ~= nil
  end
  row.results = {}
  for k in ipairs(results) do
    local c = #columns + k
    local result = read_typed(reader, k, raw[c], shape:at(statement, { "rows", i, c }))
    if raw[c] == nil then shape:fail(statement, path, "row %d: value %d is nil: a name in it has no value", i, c) end
    sound = sound and result ~= nil
    row.results[k] = result
  end
  row.result = row.results[1]
  return sound and row or nil
end

-- Versions ---------------------------------------------------------------------------------------------------------------------------

local function prove(reader, version)
  local shape, checker, statement = reader.shape, reader.checker, reader.origin.rows
  local kinds = {}
  for name, entry in pairs(checker.names.kinds) do kinds[name] = entry.model end
  local function at(row, column) return row and shape:at(statement, { "rows", row, column }) or shape:at(statement, { "rows" }) end
  -- a table that is taken over as it stands is told of once, where it stands
  if statement ~= reader.statement and reader.origin.columns ~= reader.statement and reader.body.hit == statement.body.hit then
    local others = checker.proved_tables[statement]
    if others then
      version.complete, version.apart, version.rest, version.meets = others.complete, others.apart, others.rest, others.meets
      return
    end
  end
  coverage.prove(version, { codes = checker.codes, parameters = checker.parameters, kinds = kinds,
    find_term = checker.names:finder(),
    fail = function(row, message, column) checker.problems:add(at(row, column), ("%s: %s"):format(shape.title(reader.statement), message)) end,
    warn = function(row, message) checker.problems:warn(at(row), ("%s: %s"):format(shape.title(reader.statement), message)) end })
  if statement == reader.statement then checker.proved_tables[statement] = version end
end

local function read_version(reader)
  local shape, body, origin, statement = reader.shape, reader.body, reader.origin, reader.statement
  local version = { name = statement.name, tag = statement.name:match "@(.+)$", at = shape:at(statement), hit = body.hit or "unique", columns = {}, rows = {},
    title = shape:words(origin.title or statement, { "title" }, body.title), reading = shape:said(origin.reading or statement, { "reading" }, body.reading),
    unconfirmed = shape:said(origin.unconfirmed or statement, { "unconfirmed" }, body.unconfirmed) }
  rules.cites(reader.checker, version, statement, body, origin)
  if body.evidence ~= nil then
    version.evidence = reader.expressions:value(body.evidence, { k = "set" }, reader.scope, shape:at(origin.evidence, { "evidence" }))
  end
  if body.clause == nil and body.reading == nil and reader.complete then
    shape:fail(statement, {}, 'it cites no clause: clause = "instrument/clause"; a table that no law writes says in `reading` what it is')
  end
  for _, key in ipairs { "columns", "rows" } do
    if body[key] == nil and reader.complete and statement.body.like then
      shape:fail(statement, {}, "it lacks `%s`: %s", key, schema.statement.decision.key[key].about)
    end
  end
  local columns = read_columns(reader)
  if not columns or body.rows == nil then return nil end
  version.columns = columns
  local sound = true
  local list = shape:rows(origin.rows, { "rows" }, body.rows, '{ at_least(300), "medium" }')
  for i, entry in ipairs(list) do
    version.rows[i] = read_row(reader, columns, entry)
    sound = sound and version.rows[i] ~= nil
  end
  if #list == 0 and type(body.rows) == "table" and next(body.rows) == nil then shape:fail(origin.rows, { "rows" }, "it has no row") end
  if not sound or #version.rows == 0 then return nil end
  prove(reader, version)
  return version
end

-- Versions in one place follow each other in time: on no day two of them, and between the first and the last day one. A table without a clause holds where none
-- that cites one does, so that beside it there is no gap.
local function check_time(checker, versions, statement_of)
  local by_place, places, always = {}, {}, {}
  for _, version in ipairs(versions) do
    local place = version.place or ""
    if not by_place[place] then
      by_place[place] = {}
      places[#places + 1] = place
    end
    if #version.clauses > 0 then table.insert(by_place[place], version)
    elseif statement_of[version].body.clause == nil then
      local other = always[place]
      if other then
        checker.problems:add(version.at, ("%s and `%s` are both in force%s always: tables without a clause"):format(checker.shape.title(statement_of[version]),
          other.name, version.place and " in " .. version.place or ""))
      end
      always[place] = other or version
    end
  end
  for _, place in ipairs(places) do
    local list = by_place[place]
    table.sort(list, function(a, b) return (a.from or "") < (b.from or "") end)
    local last -- the version that holds longest so far
    for _, version in ipairs(list) do
      local title = checker.shape.title(statement_of[version])
      if last and (not last.to or last.to >= (version.from or "")) then
        local until_day = not last.to and version.to or last.to and version.to and (last.to < version.to and last.to or version.to) or last.to
        checker.problems:add(version.at, ("%s and `%s` are both in force%s from %s%s: end the earlier instrument, or say where each holds with `place`"):format(title,
          last.name, version.place and " in " .. version.place or "", version.from or "the beginning", until_day and " to " .. until_day or " on"))
      elseif last and version.from > days.after(last.to) and not always[""] and not always[place] and (place == "" or not by_place[""]) then
        local first, final = days.after(last.to), days.before(version.from)
        checker.problems:warn(version.at, ("%s: no version is in force%s %s, after `%s`: the value is unknown then; where the law says nothing, a table without a clause says so, "
          .. "with not_given \"why\" in its rows"):format(title,
          version.place and " in " .. version.place or "", first == final and "on " .. first or ("from %s to %s"):format(first, final), last.name))
      end
      if not last or last.to and (not version.to or version.to > last.to) then last = version end
    end
  end
end

-- All expressions of the versions.
local function parts_of(versions)
  local parts = {}
  for _, version in ipairs(versions) do
    for _, column in ipairs(version.columns) do parts[#parts + 1] = column end
    for _, row in ipairs(version.rows) do
      for _, cell in ipairs(row.cells) do parts[#parts + 1] = cell.expression end
      parts[#parts + 1] = row.result
    end
    parts[#parts + 1] = version.evidence
  end
  return parts
end

-- A version as one of its several results has it: the same columns, cells and proofs.
local function of_result(version, k, names)
  local own, rows = {}, {}
  for key, value in pairs(version) do own[key] = value end
  for r, row in ipairs(version.rows) do
    rows[r] = { cells = row.cells, at = row.at, clauses = row.clauses, result = row.results[k] }
  end
  own.rows, own.table, own.result_name = rows, version, names[k]
  return own
end

-- Whether a version gives the results that the others give, by their names.
local function gives(reader, names)
  local own, other = reader.results or {}, names or {}
  local same = #own == #other
  for k, name in ipairs(other) do same = same and own[k] == name end
  if not same then
    reader.shape:fail(reader.origin.results or reader.statement, reader.origin.results and { "results" } or {}, "it is a version of a decision that gives %s, and gives the same",
      names and "several results, " .. table.concat(names, ", ") or "one result")
  end
  return same
end

-- What reads one version: its keys, those that it takes over included.
local function reader_of(checker, term, statement, by_name, first)
  local shape = checker.shape
  local body, origin, complete = rules.merged(checker, statement, by_name, { [statement.name] = true })
  local reader = { checker = checker, shape = shape, expressions = checker.expressions, statement = statement, body = body, origin = origin,
    complete = complete, kind = term.kind, results = result_names(body.results) }
  reader.per = rules.per(checker, origin.per or statement, body.per, term.kind)
  if reader.per and reader.per.kind ~= term.kind then
    shape:fail(origin.per or statement, { "per" }, "a decision of %s is per %s", term.kind, term.kind)
    reader.per = nil
  end
  if first and reader.per and first.per and reader.per.period ~= first.per.period then
    shape:fail(origin.per or statement, origin.per and { "per" } or {}, "it is a version of `%s` and must be judged in the same periods", term.decided[1].name)
  end
  return reader
end

-- Reads one version, whose results are of the types that those before it gave.
local function read_typed_version(reader, typing)
  local shape, counts = reader.shape, reader.body.hit == "count of" -- what counts its rows gives a number, whatever they say
  if counts and reader.results then
    shape:fail(reader.origin.hit, { "hit" }, "it counts rows, which is one number and not several results")
    return nil
  end
  reader.typing = typing
  if not counts then return read_version(reader) end
  reader.typing = { {} }
  local version, before = read_version(reader), typing[1].result
  if before and (before.k ~= "number" or before.unit or before.unit_field) then
    shape:fail(reader.origin.hit, { "hit" }, "it counts rows, which gives a number; other versions give %s", types.say(before))
    return nil
  end
  typing[1].result = before or reader.typing[1].result and types.number
  return version
end

-- Reads all versions of a decision; gives an expression for each of its results, or nil where one of them is wrong. Sets the term's period and words.
local function read_all(checker, term)
  local shape, versions, statement_of = checker.shape, {}, {}
  local readers, by_name = {}, {}
  checker.proved_tables = checker.proved_tables or {}
  for _, other in ipairs(checker.statements) do
    if other.word == "decision" then by_name[other.name] = other end
  end
  for i, statement in ipairs(term.decided) do readers[i] = reader_of(checker, term, statement, by_name, readers[1]) end
  term.period = readers[1].per and readers[1].per.period or nil
  local names, scope = term.group and term.group.results, checker:scope(term.kind, term.period, "term")
  local sound, typing, read = true, {}, {}
  for k = 1, names and #names or 1 do typing[k] = {} end
  for _, reader in ipairs(readers) do
    reader.scope = scope
    local version = gives(reader, names) and read_typed_version(reader, typing) or nil
    if version then
      read[#read + 1], statement_of[version] = version, reader.statement
      term.title, term.reading = term.title or version.title, term.reading or version.reading
    end
    sound = sound and version ~= nil
  end
  for _, version in ipairs(read) do
    version.to = rules.force(checker, version, statement_of[version], read)
    versions[#versions + 1] = version
    for _, copy in ipairs(rules.again(version, "to")) do versions[#versions + 1], statement_of[copy] = copy, statement_of[version] end
  end
  check_time(checker, versions, statement_of)
  if not sound then return nil end
  local list = {}
  for k, of in ipairs(typing) do
    if not of.result then
      shape:fail(term.statement, { "rows" }, "none of its rows gives a value%s", names and " for " .. names[k] or "")
      return nil
    end
    if of.result.k == "text" and not of.open_texts then of.result.values = of.texts end
    local own = {}
    for i, version in ipairs(versions) do own[i] = names and of_result(version, k, names) or version end
    list[k] = { op = "decision", term = names and term.group.full .. "." .. names[k] or term.full, versions = own, parts = parts_of(own), type = of.result, at = term.at }
  end
  return list
end

--- Reads a decision; gives the expression of the term, which is one of its results where it has several, or nil where something is wrong. Sets the term's period and words.
function decisions.read(checker, term)
  local group = term.group
  if not group then
    local list = read_all(checker, term)
    return list and list[1]
  end
  if not group.term then group.term, group.list = term, read_all(checker, term) or {} end
  term.period, term.title, term.reading = group.term.period, group.term.title, group.term.reading
  return group.list[term.result]
end

return decisions
