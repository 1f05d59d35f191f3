-- Registers of codes: what a code named when (meaning.md, section 26). pack.code_registers: name -> { rows, of = { kind } or { kind, field }, clauses, unconfirmed, at }.
-- The rows, { code, names, from, last, clauses, unconfirmed, at }, are in the order of their codes and days; without `from` one holds
-- from the first day of the calendar on, without `last` to the last.
local declarations = require "mandate.language.statements.declarations"
local literals = require "mandate.language.literals"
local nearest = require "mandate.language.nearest"
local schema = require "mandate.language.schema"
local types = require "mandate.language.types"

local code_registers = {}

local FIRST <const>, LAST <const> = "0001-01-01", "9999-12-31"
local EXAMPLE <const> = '{ "C07", names = "north-river", to = "2012-06-30" }'

local function inside(path, ...)
  local longer = { table.unpack(path) }
  for _, key in ipairs { ... } do longer[#longer + 1] = key end
  return longer
end

local function read_row(checker, statement, path, value)
  local shape = checker.shape
  if type(value) ~= "table" or shape.is_node[value] then
    shape:fail(statement, path, "a row is a code with what it names, and when: %s, not %s", EXAMPLE, shape:show(value))
    return nil
  end
  shape:closed(statement, path, value, schema.options.code_row, true)
  if type(value[1]) == "number" then
    shape:fail(statement, inside(path, 1), '%s: a code is text; write "%s" (a number loses leading zeros)', value[1], value[1])
    return nil
  elseif value[1] == nil then
    shape:fail(statement, path, "a row begins with its code: %s", EXAMPLE)
    return nil
  end
  local row = { at = shape:at(statement, path), path = path,
    code = shape:text(statement, inside(path, 1), value[1]), names = shape:text(statement, inside(path, "names"), value.names),
    from = shape:literal(statement, inside(path, "from"), value.from, types.stated), last = shape:literal(statement, inside(path, "to"), value.to, types.stated),
    clauses = declarations.citations(checker, statement, inside(path, "clause"), value.clause) }
  if value.unconfirmed ~= nil then row.unconfirmed = shape:said(statement, inside(path, "unconfirmed"), value.unconfirmed) end
  row.names = row.names or row.code
  if row.from and row.last and row.last < row.from then
    shape:fail(statement, inside(path, "to"), "it ends (%s) before it begins (%s)", row.last, row.from)
    return nil
  end
  return row.code and row or nil
end

local function first_of(row) return row.from or FIRST end
local function last_of(row) return row.last or LAST end

-- A code names one thing on a day.
local function check_days(checker, statement, rows)
  for i = 2, #rows do
    local before, row = rows[i - 1], rows[i]
    if before.code == row.code and first_of(row) <= last_of(before) then
      checker.shape:fail(statement, row.path, "`%s` names %s and %s on %s: say with `from` and `to` when it named which", row.code, before.names, row.names, first_of(row))
    end
  end
end

-- What the register's names are: the keys of a kind, or what a text field holds.
local function read_of(checker, statement, value)
  local shape, kinds = checker.shape, checker.names.kinds
  if value == nil then return nil end
  local node = shape.is_node[value] and value
  local name = node and node.op == "root" and node.name or node and node.op == "index" and node.from.op == "root" and node.from.name
  local kind = name and kinds[name] and kinds[name].model
  if name and not kind then
    checker.problems:unresolved(shape:at(statement, { "of" }), ("%s: there is no kind `%s`.%s"):format(shape.title(statement), name, nearest.hint(name, kinds)))
    return nil
  elseif not kind then
    shape:fail(statement, { "of" }, "`of` takes the kind whose keys the codes name, such as of = jurisdiction, or a text field, of = enterprise.sector; not %s", shape:show(value))
    return nil
  elseif node.op == "root" then
    return { kind = name }
  end
  local fields = {}
  for _, field in ipairs(kind.fields) do fields[field.name] = field end
  local field = fields[node.name]
  if not field then
    shape:fail(statement, { "of" }, "the kind `%s` has no field `%s`.%s", name, node.name, nearest.hint_or_all(node.name, fields))
  elseif field.type ~= "text" then
    shape:fail(statement, { "of" }, "codes name keys and texts, and %s.%s is %s; of a reference name its kind: of = %s", name, node.name, field.type, field.kind or name)
  else
    return { kind = name, field = node.name }
  end
  return nil
end

function code_registers.read(checker, statement, body)
  local rows = {}
  for i, value in ipairs(body) do rows[#rows + 1] = read_row(checker, statement, { i }, value) end
  if #body == 0 then checker.shape:fail(statement, {}, "the register is empty; its rows are codes with what they name: %s", EXAMPLE) end
  table.sort(rows, function(a, b)
    if a.code ~= b.code then return a.code < b.code end
    return first_of(a) < first_of(b)
  end)
  check_days(checker, statement, rows)
  checker.code_registers[statement.name] = { rows = rows, of = read_of(checker, statement, body.of),
    clauses = declarations.citations(checker, statement, { "clause" }, body.clause),
    unconfirmed = checker.shape:said(statement, { "unconfirmed" }, body.unconfirmed), at = checker.shape:at(statement) }
end

-- The day on which a file's codes were written: a column of each row, or one day of the whole file.
local function read_day(reader, path, value, part)
  if type(value) == "string" then value = { value } end
  if not reader:plain(value) then
    reader:fail(path, '`on` takes the column with the day on which the code was written: "Day", { "Day", dates = "DD.MM.YYYY" }, or one day of the whole file, '
      .. '{ fixed = "2020-12-31" }; not %s', reader.shape:show(value))
    return
  end
  reader.shape:closed(reader.statement, path, value, schema.options.import_day, true)
  if value.fixed ~= nil then
    if value[1] ~= nil then reader:fail(path, "`on` has a column and a fixed day; it is one or the other") end
    local day, message = literals.read(value.fixed, types.stated)
    if not day then reader:fail(inside(path, "fixed"), "%s", message) end
    part.day = day
  elseif value[1] == nil then
    reader:fail(path, '`on` names no column: { "Day", dates = "DD.MM.YYYY" }')
  else
    part.day_column = reader:column(inside(path, 1), value[1])
    part.day_order = value.dates ~= nil and reader:dates(inside(path, "dates"), value.dates) or reader.form.dates
  end
end

-- How an import reads a column of codes, into its part (imports.lua).
function code_registers.read_part(reader, path, field, value, part)
  for _, key in ipairs { "on", "outdated" } do
    if value.code_register == nil and value[key] ~= nil then reader:fail(inside(path, key), "`%s` is for codes: code_register = \"…\" names the register that they are of", key) end
  end
  if value.code_register == nil then return end
  local name = reader.shape:text(reader.statement, inside(path, "code_register"), value.code_register)
  local register = name and reader.checker.code_registers[name]
  if field.type ~= "text" then
    reader:fail(inside(path, "code_register"), "codes name keys and texts, and `%s` is %s", field.name, field.type)
  elseif value.translate ~= nil then
    reader:fail(inside(path, "translate"), "a code is read by its register or by `translate`; it is one or the other")
  elseif name and not register then
    reader.checker.problems:unresolved(reader.shape:at(reader.statement, inside(path, "code_register")),
      ("%s: no code register is called `%s`.%s"):format(reader.shape.title(reader.statement), name, nearest.hint_or_all(name, reader.checker.code_registers)))
  elseif register then
    part.code_register, part.translations = name, {}
    for i, row in ipairs(register.rows) do
      reader:check_text(inside(path, "code_register"), field, row.names)
      part.translations[i] = { from = row.code, to = row.names, first = row.from, last = row.last }
    end
    if value.on == nil then
      reader:fail(path, 'what a code names hangs on the day on which it was written: say on = "column", or on = { fixed = "2020-12-31" } for a file of one day')
    else
      read_day(reader, inside(path, "on"), value.on, part)
    end
    if value.outdated ~= nil and value.outdated ~= "last" then
      reader:fail(inside(path, "outdated"),
        '`outdated` is "last", which takes a code that names nothing on its day any more for what it named last; without it such a row is refused')
    end
    part.takes_outdated = value.outdated == "last"
  end
end

return code_registers
