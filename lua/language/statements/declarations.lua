-- Statements without expressions: instruments, kinds, lists of codes, parameters. Each function reads one statement into the pack.
local core = require "mandate.core"
local days = require "mandate.language.days"
local dayless = require "mandate.language.dayless"
local literals = require "mandate.language.literals"
local types = require "mandate.language.types"
local amendments = require "mandate.language.statements.amendments"
local blanks = require "mandate.language.statements.blanks"
local nearest = require "mandate.language.nearest"
local registers = require "mandate.language.statements.registers"
local schema = require "mandate.language.schema"
local spoken = require "mandate.language.spoken"
local unit_factors = require "mandate.language.unit_factors"

local declarations = {}

-- Citations --------------------------------------------------------------------------------------------------------------------------

-- The clause of an instrument that is cited, and the text of it that stands behind `@`: "4@esos-2023" is clause 4 as esos-2023 has it. Gives the clause's number and the
-- index of the text (nil where none is named), or nil where that has been refused.
local function find_clause(checker, instrument, cited, at)
  if instrument.clauses[cited] then return cited end
  local id, by = cited:match "^(.-)@(.+)$"
  local clause = id and instrument.clauses[id]
  if not clause then
    checker.problems:add(at, ("instrument `%s` has no clause `%s`; it has: %s.%s"):format(instrument.name, id or cited, nearest.names(instrument.clauses),
      nearest.hint(id or cited, instrument.clauses)))
    return nil
  end
  local index = spoken.text_by(clause, by)
  if index then return id, index end
  local known = {}
  for _, text in ipairs(clause.texts) do known[text.by] = true end
  checker.problems:add(at, ("clause `%s` of `%s` has no text by `%s`; it has those by: %s.%s"):format(id, instrument.name, by, nearest.names(known), nearest.hint(by, known)))
  return nil
end

-- "instrument/clause" or "instrument/clause@amending", or a list of them -> { { instrument, clause, text = index where one is named }, … }; `checker` has shape, instruments and
-- problems.
function declarations.citations(checker, statement, path, value)
  local cited = {}
  for i, text in ipairs(checker.shape:list(statement, path, value) or {}) do
    local inner = { table.unpack(path) }
    if type(value) == "table" then inner[#inner + 1] = i end
    local at = checker.shape:at(statement, inner)
    local name, clause = text:match "^(.-)/(.+)$"
    local instrument = checker.instruments[name or text]
    if not name then
      checker.problems:add(at, ('`%s` cites no clause; write "instrument/clause"%s'):format(text,
        instrument and ("; it has: %s"):format(nearest.names(instrument.clauses)) or ""))
    elseif not instrument then
      checker.problems:unresolved(at, ("no instrument is called `%s`.%s"):format(name, nearest.hint_or_all(name, checker.instruments)))
    else
      local id, index = find_clause(checker, instrument, clause, at)
      if id then
        local own = instrument.clauses[id]
        if own.texts[index or 1].not_encoded and statement.word ~= "instrument" then
          checker.problems:warn(at, ("clause `%s` of `%s` says not_encoded, and is cited here"):format(clause, name))
        end
        own.cited, own.texts[index or 1].cited = true, true
        cited[#cited + 1] = { instrument = name, clause = id, text = index, at = at, amended = spoken.amendment(own.texts[index or 1]) }
      end
    end
  end
  return cited
end

-- Instruments ------------------------------------------------------------------------------------------------------------------------

local function read_clause(shape, statement, id, value)
  local path = { "clauses", id }
  if type(value) ~= "table" or shape.is_node[value] then return { text = shape:words(statement, path, value) } end
  shape:closed(statement, path, value, schema.options.clause, true)
  local words = value[1]
  if words == nil then words = { en = value.en, zh = value.zh } end
  if type(words) == "table" and not (words.en or words.zh) then
    shape:fail(statement, path, "clause `%s` has no words", id)
    words = nil
  end
  if #value > 1 then shape:fail(statement, path, "clause `%s` holds %d texts; one clause has one text (join them with ..)", id, #value) end
  local clause = { text = shape:words(statement, path, words), not_encoded = shape:said(statement, { "clauses", id, "not_encoded" }, value.not_encoded),
    unconfirmed = shape:said(statement, { "clauses", id, "unconfirmed" }, value.unconfirmed),
    from = shape:literal(statement, { "clauses", id, "from" }, value.from, types.stated), to = shape:literal(statement, { "clauses", id, "to" }, value.to, types.stated) }
  if clause.from and clause.to and clause.to < clause.from then
    shape:fail(statement, { "clauses", id, "to" }, "clause `%s` ends (%s) before it begins (%s)", id, clause.to, clause.from)
  end
  return clause
end

function declarations.instrument(checker, statement, body)
  local shape = checker.shape
  local instrument = { name = statement.name, title = shape:words(statement, { "title" }, body.title), issuer = shape:words(statement, { "issuer" }, body.issuer),
    place = shape:text(statement, { "place" }, body.place), citation = shape:text(statement, { "citation" }, body.citation),
    clauses = {}, clause_order = {}, at = shape:at(statement) }
  local force = body.in_force
  if type(force) == "table" and not shape.is_node[force] then
    shape:closed(statement, { "in_force" }, force, schema.options.force)
    instrument.from = shape:literal(statement, { "in_force", "from" }, force.from, types.stated)
    instrument.to = shape:literal(statement, { "in_force", "to" }, force.to, types.stated)
    instrument.unconfirmed = shape:said(statement, { "in_force", "unconfirmed" }, force.unconfirmed)
    if force.from == nil then shape:fail(statement, { "in_force" }, 'in_force lacks `from`: in_force = { from = "2003-01-01" }') end
    if instrument.from and instrument.to and instrument.to < instrument.from then
      shape:fail(statement, { "in_force", "to" }, "it ends (%s) before it begins (%s)", instrument.to, instrument.from)
    end
  elseif force ~= nil then
    shape:fail(statement, { "in_force" }, 'in_force takes { from = "2003-01-01" }, not %s', shape:show(force))
  end
  instrument.unconfirmed = shape:said(statement, { "unconfirmed" }, body.unconfirmed) or instrument.unconfirmed
  if type(body.clauses) == "table" and not shape.is_node[body.clauses] then
    for id, value in pairs(body.clauses) do
      if type(id) == "number" then
        shape:fail(statement, { "clauses", id }, 'a clause needs its number: ["%s"] = "…"', id)
      else
        local clause = read_clause(shape, statement, id, value)
        clause.texts = { { by = statement.name, sort = "own", words = clause.text, not_encoded = clause.not_encoded, unconfirmed = clause.unconfirmed } }
        instrument.clauses[id] = clause
      end
    end
    for _, id in ipairs(checker.places:order(statement, { "clauses" }) or {}) do
      if instrument.clauses[id] then instrument.clause_order[#instrument.clause_order + 1] = id end
    end
    if #instrument.clause_order == 0 then
      for id in pairs(instrument.clauses) do instrument.clause_order[#instrument.clause_order + 1] = id end
      table.sort(instrument.clause_order)
    end
  elseif body.clauses ~= nil then
    shape:fail(statement, { "clauses" }, 'clauses takes { ["28.2"] = "its words" }, not %s', shape:show(body.clauses))
  end
  amendments.read(checker, instrument, statement, body)
  checker.instruments[statement.name] = instrument
  checker.instrument_order[#checker.instrument_order + 1] = statement.name
end

-- Kinds ------------------------------------------------------------------------------------------------------------------------------

-- The least or the greatest value of a number, as the decimal that the model takes.
local function end_of_field(shape, statement, path, value)
  if value == nil then return nil end
  local decimal = type(value) == "number" and core.decimal(value)
  if decimal then return core.number_text(decimal) end
  shape:fail(statement, path, "`%s` takes a number of at most 15 digits without quotes, in the field's own unit, not %s", path[#path], shape:show(value))
  return nil
end

local function read_field(shape, statement, path, row)
  shape:closed(statement, path, row, schema.options.field, true)
  local name, kind = row[1], row[2]
  local field = { name = name }
  if type(name) ~= "string" or not name:find "^[%a_][%w_]*$" then
    shape:fail(statement, path, 'a field is { "name", type }, its name a word of letters, digits and _')
    return nil
  elseif kind == nil then
    shape:fail(statement, path, "field `%s` has no type: text, number, event, date, yesno or a kind", name)
    return nil
  elseif not (shape.is_node[kind] and kind.op == "root") then
    shape:fail(statement, path, "field `%s`: its type is a word without quotes: text, number, event, date, yesno or a kind", name)
    return nil
  end
  field.type = kind.name
  for option, sort in pairs(schema.options.field) do
    local inner = { table.unpack(path) }
    inner[#inner + 1] = option
    if sort == "yesno" then
      field[option] = shape:yesno(statement, inner, row[option])
    elseif sort == "text" then
      field[option] = shape:text(statement, inner, row[option])
    elseif sort == "number" then
      field[option] = end_of_field(shape, statement, inner, row[option])
    else
      field[option] = shape:list(statement, inner, row[option])
    end
  end
  if field.unit and not field.unit:find "^[^%s%d]%S*$" and not literals.is_scale(field.unit:match "^%a+") then -- as of `unit`
    shape:fail(statement, { path[1], path[2], "unit" }, 'field `%s`: no rule could write "5 %s": a unit is one word, which begins with no digit, such as "CFU/100mL"', name,
      field.unit)
  end
  local scale, unit = (field.unit or ""):match "^(%a+)%s+(%S.*)$"
  if literals.is_scale(scale) then
    shape:fail(statement, { path[1], path[2], "unit" }, 'field `%s`: its unit is "%s": rules say "50 %s %s", and a file in %s is read with units = %d', name, unit, scale, unit,
      field.unit, literals.is_scale(scale))
  end
  return field
end

-- Declares the pack's kinds in the model, each after the kinds that it refers to. `imports` are the statements that may say what an empty reference means.
function declarations.kinds(checker, statements, imports)
  local shape, model = checker.shape, checker.model
  local taken, own = {}, {}
  for _, kind in ipairs(model:kinds()) do taken[kind.name] = true end
  local declared = {}
  for _, statement in ipairs(statements) do
    local body, name = statement.body, statement.name
    if taken[name] or own[name] then
      shape:fail(statement, {}, taken[name] and "`%s` is a built-in kind" or "kind `%s` is declared twice", name)
    else
      local fields = {}
      if body.fields ~= nil then
        for _, row in ipairs(shape:rows(statement, { "fields" }, body.fields, '{ "name", type }')) do
          fields[#fields + 1] = read_field(shape, statement, { "fields", row.index }, row.row)
        end
      end
      own[name] = { statement = statement, declaration = { name = name, plural = shape:text(statement, { "plural" }, body.plural),
        about = shape:text(statement, { "about" }, body.about), lasting = shape:yesno(statement, { "lasting" }, body.lasting), fields = fields } }
      declared[#declared + 1] = own[name]
      registers.read(checker, statement, { "complete" }, body.complete, name)
    end
  end

  local all = {}
  for name in pairs(taken) do all[name] = true end
  for name in pairs(own) do all[name] = true end
  for _, entry in ipairs(declared) do blanks.take(shape, imports, all, entry.declaration) end
  local state = {}
  local function declare(entry)
    local name = entry.declaration.name
    state[name] = "open"
    local sound = true
    for i, field in ipairs(entry.declaration.fields) do
      local kind = field.type
      if not schema.types[kind] and not all[kind] then
        local words = {}
        for word in pairs(all) do words[word] = true end
        for word in pairs(schema.types) do words[word] = true end
        shape:fail(entry.statement, { "fields", i }, "field `%s`: nothing is called `%s`; a type is text, number, event, date, yesno or a kind.%s", field.name,
          kind, nearest.hint(kind, words))
        sound = false
      elseif own[kind] and kind ~= name and not state[kind] then
        declare(own[kind])
      elseif own[kind] and kind ~= name and state[kind] == "open" then
        shape:fail(entry.statement, { "fields", i }, "the kinds `%s` and `%s` refer to each other; one of them must stand without the other", name, kind)
        sound = false
      end
    end
    state[name] = "done"
    if sound then
      local ok, err = model:declare(entry.declaration)
      if not ok then
        local named, path = err.message:match 'field [`"]([^`"]+)[`"]', {}
        for i, field in ipairs(entry.declaration.fields) do
          if field.name == named then path = { "fields", i } end
        end
        checker.problems:add(shape:at(entry.statement, path), err.message)
        sound = false
      else
        local doubt = dayless.doubt(entry.declaration)
        if doubt then checker.problems:warn(shape:at(entry.statement, {}), doubt) end
      end
    end
    if not sound then checker.problems.incomplete = true end
  end
  for _, entry in ipairs(declared) do
    if not state[entry.declaration.name] then declare(entry) end
  end
end

-- Codes ------------------------------------------------------------------------------------------------------------------------------

function declarations.codes(checker, statement, body)
  local shape, values, seen, places = checker.shape, {}, {}, {}
  for i, value in ipairs(body) do
    if type(value) == "number" then
      shape:fail(statement, { i }, '%s: a code is text; write "%s" (a number loses leading zeros)', value, value)
    elseif type(value) ~= "string" then
      shape:fail(statement, { i }, "a code is a text in quotes, not %s", shape:show(value))
    elseif seen[value] then
      shape:fail(statement, { i }, "`%s` stands twice", value)
    else
      seen[value] = true
      values[#values + 1] = value
      places[#values] = i
    end
  end
  if #body == 0 then shape:fail(statement, {}, 'the list is empty; codes are texts in quotes: { "Pb", "Hg" }') end
  checker.codes[statement.name] = { values = values, clauses = declarations.citations(checker, statement, { "clause" }, body.clause),
    unconfirmed = shape:said(statement, { "unconfirmed" }, body.unconfirmed), at = shape:at(statement),
    place_of = function(i) return shape:at(statement, { places[i] }) end }
  checker.codes[statement.name].clause = checker.codes[statement.name].clauses[1]
end

-- Parameters -------------------------------------------------------------------------------------------------------------------------

--- A value of a parameter, which decides its type: a span, a rate, a number with or without a unit, a date or a text.
function declarations.parameter_value(checker, statement, path, value)
  local shape = checker.shape
  if value == nil then
    shape:fail(statement, path, 'a row begins with its value: { months(2), from = "2004-10-01" }')
    return nil
  elseif shape.is_node[value] then
    local expression = checker.expressions:type_of(value, checker.no_scope)
    if expression.type.k == "any" then return nil end
    if expression.op == "span" or expression.op == "literal" or expression.op == "scale" then return expression end
    shape:fail(statement, path, "a parameter's value is written out: a span, a rate, a number, a scale, a date or a text")
    return nil
  end
  local at = shape:at(statement, path)
  local want = types.text
  if type(value) == "number" then
    want = types.number
  elseif type(value) == "string" and (literals.check_date(value) or value:find "^%d%d%d%d%-%d") then
    want = types.stated
  elseif type(value) == "string" and literals.measured(value) then
    want = { k = "number", open = true }
  end
  local read, answer = literals.read(value, want)
  if read == nil then
    checker.problems:add(at, answer)
    return nil
  end
  return { op = "literal", value = read, type = answer, at = at }
end

-- The value of a row, or nil with the words that say why there is none.
local function value_or_none(checker, statement, i, row)
  local shape = checker.shape
  if row.none == nil then return declarations.parameter_value(checker, statement, { i, 1 }, row[1]) end
  if row[1] ~= nil then shape:fail(statement, { i, "none" }, "row %d has a value and says that there is none", i) end
  return nil, shape:said(statement, { i, "none" }, row.none)
end

-- One row of a parameter, with its `value`, or with `none`, the words that say why the law sets none.
local function parameter_row(checker, statement, body, i, row)
  local shape = checker.shape
  shape:closed(statement, { i }, row, schema.options.parameter_row, true)
  if row[2] ~= nil then shape:fail(statement, { i, 2 }, "row %d holds more than one value", i) end
  local value, none = value_or_none(checker, statement, i, row)
  local from = shape:literal(statement, { i, "from" }, row.from, types.stated)
  local to = shape:literal(statement, { i, "to" }, row.to, types.stated)
  local cited = declarations.citations(checker, statement, { i, "clause" }, row.clause)
  if row.from == nil and row.none == nil then shape:fail(statement, { i }, 'row %d lacks `from`, the day from which it holds: from = "2004-10-01"', i) end
  if row.clause == nil and body.clause == nil then shape:fail(statement, { i }, "row %d cites no clause, and neither does the parameter", i) end
  if from and to and to < from then shape:fail(statement, { i, "to" }, "row %d ends (%s) before it begins (%s)", i, to, from) end
  return { value = value, none = none, from = from, to = to, place = shape:text(statement, { i, "place" }, row.place), clauses = cited,
    unconfirmed = shape:said(statement, { i, "unconfirmed" }, row.unconfirmed), at = shape:at(statement, { i }) }
end

--- The last day of each row: its own `to` or the parameter's, or the day before the next row of its place begins.
function declarations.end_rows(parameter, to)
  for _, row in ipairs(parameter.rows) do
    row.last = to and (not row.to or to < row.to) and to or row.to
    for _, other in ipairs(parameter.rows) do
      local later = other.place == row.place and other.from and (not row.from or other.from > row.from)
      local before = later and days.before(other.from)
      if before and (not row.last or before < row.last) then row.last = before end
    end
  end
end

-- The values of rows in related units, as they are in another; nil where one of them has more than 15 digits there.
local function all_in(checker, rows, unit)
  local list = {}
  for i, row in ipairs(rows) do
    local value = row.value
    list[i] = value and (value.type.unit == unit and value or checker.expressions:in_unit(value, unit, value.at))
    if list[i] and list[i].op ~= "literal" then return nil, row end
  end
  return list
end

--- A parameter whose unit changes on a day, or with the place, has one unit all the same: the first of its rows' units in which all of them are decimals.
function declarations.in_one_unit(checker, parameter)
  local failed
  for _, row in ipairs(parameter.rows) do
    local values, without = all_in(checker, parameter.rows, row.value and row.value.type.unit or parameter.type.unit)
    failed = without
    if values then
      for i, own in ipairs(parameter.rows) do own.value = values[i] or nil end
      parameter.type = row.value and row.value.type or parameter.type
      return
    end
  end
  checker.problems:add(failed.at, "the rows are in units of which none holds all their values in 15 digits: write them in one unit")
end

local MILDER <const> = { number = true, rate = true, date = true } -- sorts of values of which one can be milder than another

function declarations.parameter(checker, statement, body)
  local shape = checker.shape
  local parameter = { rows = {}, choose = body.choose or "nearest", stricter = body.stricter, at = shape:at(statement),
    clauses = declarations.citations(checker, statement, { "clause" }, body.clause), unconfirmed = shape:said(statement, { "unconfirmed" }, body.unconfirmed) }
  parameter.clause = parameter.clauses[1]
  if body.choose == "stricter" and body.stricter == nil then
    shape:fail(statement, { "choose" }, 'choose = "stricter" needs to know which value that is: stricter = "lower" or stricter = "higher"')
  elseif body.law_of == "milder" and body.stricter == nil then
    shape:fail(statement, { "law_of" }, 'law_of = "milder" needs to know which value is the stricter one: stricter = "lower" or stricter = "higher"')
  elseif body.stricter ~= nil and body.choose ~= "stricter" and body.law_of == nil then
    shape:fail(statement, { "stricter" }, 'stricter counts only with choose = "stricter", or law_of = "milder"')
  end
  local list = {}
  for i, row in ipairs(body) do list[i] = row end
  if #list == 0 then shape:fail(statement, {}, 'it has no row; write { months(2), from = "2004-10-01" }') end
  local seen = {}
  for _, entry in ipairs(shape:rows(statement, {}, list, '{ value, from = "2004-10-01" }')) do
    local i, row = entry.index, parameter_row(checker, statement, body, entry.index, entry.row)
    local value, known = row.value, parameter.type
    local other_unit = value and known and known.k == "number" and value.type.k == "number" and known.unit ~= value.type.unit
    if other_unit and known.unit and value.type.unit and unit_factors.related(checker.units, value.type.unit, known.unit) then
      parameter.in_units = true
    elseif other_unit then
      shape:fail(statement, { i, 1 }, "row %d is %s, the others are %s, and no `unit` says what the one is of the other", i, types.say(value.type), types.say(known))
    elseif value and known and (known.k ~= value.type.k or known.unit ~= value.type.unit or known.amount ~= value.type.amount) then
      shape:fail(statement, { i, 1 }, "row %d is %s, the others are %s", i, types.say(value.type), types.say(known))
    end
    parameter.type = known or value and value.type
    local key = ("%s/%s"):format(tostring(row.place), tostring(row.from))
    if seen[key] and (row.from or row.none) then shape:fail(statement, { i }, "rows %d and %d begin on the same day in the same place", seen[key], i) end
    seen[key] = i
    if #row.clauses == 0 then row.clauses = parameter.clauses end
    row.clause = row.clauses[1]
    parameter.rows[#parameter.rows + 1] = row
  end
  if parameter.in_units then declarations.in_one_unit(checker, parameter) end
  declarations.end_rows(parameter, shape:literal(statement, { "to" }, body.to, types.stated))
  local none = #parameter.rows > 0
  for _, row in ipairs(parameter.rows) do none = none and row.none ~= nil end
  if none then shape:fail(statement, {}, "no row has a value: one must, so that it is known what sort of value it is") end
  if body.choose == "stricter" and parameter.type and parameter.type.k == "text" then
    shape:fail(statement, { "choose" }, "texts have no stricter one")
  elseif body.choose == "stricter" and parameter.type and parameter.type.k == "scale" then
    shape:fail(statement, { "choose" }, "scales have no stricter one: which comes to more may hang on the base")
  end
  if body.law_of == "milder" and parameter.type then
    if MILDER[parameter.type.k] then parameter.law_of = "milder"
    else
      shape:fail(statement, { "law_of" }, "of %ss none is the milder one; of a span say how many it is, days(parameter \"grace\")", parameter.type.k)
    end
  end
  parameter.type = parameter.type or types.any
  checker.parameters[statement.name] = parameter
  return parameter
end

return declarations
