-- Import statements: how the columns of a file become fields. What one says is read into mappings, one for each kind that the file makes:
--   { name, separator, quote, encoding, decimal, thousands, ignores_others, repeated, named = columns that the statement names,
--     blank_said = names of the references of which it says what an empty one means,
--     fields = { { field, between, first, parts }, … }, skips = { { column, is, unless }, … } }
-- A part is what one column brings, or a text for every row:
--   { column | fixed, blank, for_blank, reads = "text" | "number" | "date", takes = "sign" | "behind sign" | nil, dates,
--     translations = { { from, to } }, unit_column, conversions = { { unit, factor } } }; without a unit_column, one conversion with the unit "".
-- By a register of codes (code_registers.lua) the translations have { first, last }, too, and the part code_register = its name, day_column with day_order, or day, and
-- takes_outdated.
local blanks = require "mandate.language.statements.blanks"
local code_registers = require "mandate.language.statements.code_registers"
local core = require "mandate.core"
local types = require "mandate.language.types"
local literals = require "mandate.language.literals"
local nearest = require "mandate.language.nearest"
local ordered = require "mandate.language.ordered"
local registers = require "mandate.language.statements.registers"
local schema = require "mandate.language.schema"
local unit_factors = require "mandate.language.unit_factors"

local imports = {}

local ENCODINGS = { ["UTF-8"] = true, ["UTF-16"] = true, ["GB18030"] = true, ["Latin-1"] = true, ["Windows-1252"] = true }
local OTHER_NAMES = { GBK = "GB18030", GB2312 = "GB18030", ["ISO-8859-1"] = "Latin-1", CP1252 = "Windows-1252" } -- of the same, or of what holds it
local READS = { text = "text", yesno = "text", number = "number", date = "date", event = "date" }
local EFFECTIVE = "effective_from"

local function extended(path, ...)
  local inner = { table.unpack(path) }
  for _, key in ipairs { ... } do inner[#inner + 1] = key end
  return inner
end

-- One statement being read: { checker, shape, statement, form (of the file), kinds (name -> kind), named (columns, a set) }.
local reader = {}
reader.__index = reader

function reader:fail(path, ...) self.shape:fail(self.statement, path, ...) end

function reader:plain(value) return type(value) == "table" and not self.shape.is_node[value] end

-- How the file is written ------------------------------------------------------------------------------------------------------------

-- The order of a date: each of YYYY, MM or M, DD or D once; digits need something between them unless their number is fixed.
local function date_fault(order)
  local count = { Y = 0, M = 0, D = 0 }
  for letters in order:gmatch "%a+" do
    if letters:upper():find "^MON" or letters:upper() == "MMM" then
      return ("`%s`: a month is read from its number, MM; names of months are not read"):format(letters)
    end
    local at = 1
    while at <= #letters do
      local letter = letters:sub(at, at)
      local run = letters:match("^" .. letter .. "+", at)
      if not count[letter] and (count[letter:upper()] or letter:upper() == "T" or letter:upper() == "J") then
        return ("`%s`: write the capitals YYYY, MM and DD, such as DD.MM.YYYY"):format(letters)
      end
      if not count[letter] then return ("`%s` is none of YYYY, MM and DD"):format(letter) end
      if letter == "Y" and #run == 2 then return "a year of two digits leaves the century open: YYYY" end
      if letter == "Y" and #run ~= 4 or #run > 4 or letter ~= "Y" and #run > 2 then return "it is made of YYYY, MM and DD" end
      if letter ~= "Y" and #run == 1 and #run < #letters then return "parts with nothing between them are YYYY, MM and DD" end
      count[letter] = count[letter] + 1
      at = at + #run
    end
  end
  if count.Y ~= 1 or count.M ~= 1 or count.D ~= 1 then return "it needs YYYY, MM and DD, each once" end
  if order:find "%d" then return "it is made of YYYY, MM and DD, not of a day" end
  return nil
end

function reader:dates(path, order)
  order = self.shape:text(self.statement, path, order)
  local fault = order and date_fault(order)
  if fault then self:fail(path, '`dates` is the order of a date, such as "MM/DD/YYYY": %s', fault) end
  return order
end

function reader:sign(path, value, allowed, says)
  if value == nil then return nil end
  if type(value) ~= "string" or #value ~= 1 or not value:find(allowed) then
    self:fail(path, "`%s` is %s, not %s", path[#path], says, type(value) == "string" and ('"%s"'):format(value) or self.shape:show(value))
    return nil
  end
  return value
end

function reader:encoding(value)
  local path = { "file", "encoding" }
  value = self.shape:text(self.statement, path, value)
  if not value or ENCODINGS[value] then return value end
  local other = OTHER_NAMES[value:upper()]
  self:fail(path, "`encoding` is one of %s, not %s.%s", nearest.names(ENCODINGS), value,
    other and (" Did you mean `%s`?"):format(other) or nearest.hint(value, ENCODINGS))
  return nil
end

function reader:file(file)
  self.form = { dates = "YYYY-MM-DD" }
  if file == nil then return end
  if not self:plain(file) then
    self:fail({ "file" }, '`file` takes { separator = ";", dates = "DD.MM.YYYY", … }, not %s', self.shape:show(file))
    return
  end
  self.shape:closed(self.statement, { "file" }, file, schema.options.import_file)
  local form = self.form
  form.separator = self:sign({ "file", "separator" }, file.separator, "^[,;|:\t ~^]$", 'one sign: ",", ";", "\\t" or "|"')
  form.decimal = self:sign({ "file", "decimal" }, file.decimal, "^[.,]$", 'a point or a comma')
  form.thousands = self:sign({ "file", "thousands" }, file.thousands, "^[., '_]$", 'a comma, a point, a blank or an apostrophe')
  form.encoding = self:encoding(file.encoding)
  if file.dates ~= nil then form.dates = self:dates({ "file", "dates" }, file.dates) or form.dates end
  if file.quote == "" then
    form.quote = ""
  else
    form.quote = self:sign({ "file", "quote" }, file.quote, "^[\"'`]$", 'a quote, or "" for none')
  end
  if form.thousands and form.thousands == (form.decimal or ".") then
    self:fail({ "file", "thousands" }, "thousands and decimals have the same sign: state `decimal` too")
  end
end

-- Columns ----------------------------------------------------------------------------------------------------------------------------

function reader:column(path, value)
  value = self.shape:text(self.statement, path, value)
  if value then self.named[value] = true end
  return value
end

function reader:list(path, value)
  return self.shape:list(self.statement, path, value) or {}
end

local function words_of(list)
  local words = {}
  for _, word in ipairs(list) do words[word] = true end
  return words
end

-- A text that a field is to hold, as records are written.
function reader:check_text(path, field, text)
  local read, message = true, nil
  if field.one_of and not words_of(field.one_of)[text] then
    local words = words_of(field.one_of)
    self:fail(path, "`%s` is no word of `%s`, which has %s.%s", text, field.name, nearest.names(words), nearest.hint(text, words))
  elseif field.type == "yesno" and text ~= "yes" and text ~= "no" then
    self:fail(path, '`%s` is yes or no: "yes" or "no", not %s', field.name, text)
  elseif field.type == "date" or field.type == "event" then
    read, message = literals.read(text, types.stated)
  elseif field.type == "number" and not core.decimal(text) then
    self:fail(path, "`%s` takes a number of at most 15 digits, not %s", field.name, text)
  end
  if read == nil then self:fail(path, "%s", message) end
end

function reader:fixed(path, field, value)
  local decimal = type(value) == "number" and core.decimal(value)
  local text = decimal and core.number_text(decimal) or self.shape:text(self.statement, path, value)
  if text then self:check_text(path, field, text) end
  return { fixed = text or "", reads = "text" }
end

function reader:translations(path, field, row)
  local list = {}
  local function add(inner, from, to)
    self:check_text(inner, field, to)
    list[#list + 1] = { from = from, to = to }
  end
  if row.translate ~= nil then
    local inner = extended(path, "translate")
    if field.type ~= "text" and field.type ~= "yesno" then
      self:fail(inner, "`translate` is for texts and codes, and `%s` is %s", field.name, field.type)
    elseif not self:plain(row.translate) or next(row.translate) == nil then
      self:fail(inner, '`translate` takes { ["their code"] = "our word", … }, not %s', self.shape:show(row.translate))
    else
      for _, from in ipairs(ordered.keys(row.translate)) do
        local to = row.translate[from]
        local at = extended(inner, from)
        if type(from) ~= "string" then
          self:fail(at, '`translate` needs the code of the file before each word: ["%s"] = "…"', tostring(from))
        elseif self.shape:text(self.statement, at, to) then
          add(at, from, to)
        end
      end
    end
  end
  for _, word in ipairs { "yes", "no" } do
    if row[word] ~= nil then
      local inner = extended(path, word)
      if field.type ~= "yesno" then self:fail(inner, "`%s` is for fields that are yes or no, and `%s` is %s", word, field.name, field.type) end
      for _, from in ipairs(self:list(inner, row[word])) do list[#list + 1] = { from = from, to = word } end
    end
  end
  if (row.yes == nil) ~= (row.no == nil) then
    self:fail(extended(path, row.yes and "yes" or "no"), 'the words of both are needed: yes = { "Y" }, no = { "N" }')
  end
  local seen = {}
  for _, entry in ipairs(list) do
    if seen[entry.from] and seen[entry.from] ~= entry.to then
      self:fail(path, "`%s` is translated twice, as %s and as %s", entry.from, seen[entry.from], entry.to)
    end
    seen[entry.from] = entry.to
  end
  return list
end

function reader:conversion(path, name, unit, factor)
  if type(factor) ~= "number" or factor ~= factor or factor <= 0 or factor >= 1e300 then
    self:fail(path, "`%s` needs the number by which its values are multiplied, such as 0.001, not %s", name, self.shape:show(factor))
  elseif not core.decimal(factor) then
    self:fail(path, "the factor of `%s` has more than 15 digits, so that it is no exact decimal: write it out, such as 0.001", name)
  else
    return { unit = unit, factor = core.decimal(factor) }
  end
  return nil
end

-- What the pack says that a unit is of the field's, and what its files say, are one thing: which pound it is, for one.
function reader:check_factor(path, field, conversion)
  local units = self.checker.units
  local own = not field.unit_is_field and field.unit or nil
  local times, by = nil, nil
  if own then times, by = unit_factors.factor(units, conversion.unit, own) end
  if not times or core.converted(conversion.factor, by, times) == core.decimal(1) and select(2, core.converted(conversion.factor, by, times)) == 0 then return end
  local names = unit_factors.way(units, conversion.unit, own)
  for i, name in ipairs(names) do names[i] = unit_factors.relation(units[name]) end
  self:fail(path, "one %s becomes %s %s here, and the pack says otherwise: %s", conversion.unit, core.number_text(conversion.factor), own, table.concat(names, ", "))
end

function reader:units(path, field, units, part)
  if units == nil then return end
  if field.type ~= "number" then
    self:fail(path, "`units` is for numbers, and `%s` is %s", field.name, field.type)
    return
  elseif type(units) == "number" then
    part.conversions = { self:conversion(path, "units", "", units) }
    return
  elseif not self:plain(units) or units.column == nil then
    self:fail(path, '`units` takes { column = "unit", ["ug/L"] = 0.001, ["mg/L"] = 1 }, or the number by which all values are multiplied, such as 1000000')
    return
  end
  part.unit_column, part.conversions = self:column(extended(path, "column"), units.column), {}
  for _, unit in ipairs(ordered.keys(units)) do
    local factor, at = units[unit], extended(path, unit)
    if unit == "column" then goto continue end
    if type(unit) ~= "string" then
      self:fail(at, '`units` needs the unit before its factor: ["ug/L"] = 0.001')
    else
      local conversion = self:conversion(at, unit, unit, factor)
      if conversion then self:check_factor(at, field, conversion) end
      part.conversions[#part.conversions + 1] = conversion
    end
    ::continue::
  end
  if #part.conversions == 0 then self:fail(path, '`units` names no unit: ["ug/L"] = 0.001') end
end

-- One column, or a fixed text; `inside` is the option whose list it stands in, if any.
function reader:part(path, field, value, inside)
  if type(value) == "string" then value = { value } end
  if not self:plain(value) then
    self:fail(path, '`%s` takes "column", { "column", … } or { fixed = "…" }, not %s', field.name, self.shape:show(value))
    return nil
  end
  self.shape:closed(self.statement, path, value, schema.options.import_column, true)
  if #value > 1 then self:fail(path, '`%s`: several columns make one value with join = { "a", "b" }, or the first that is not empty with first = { "a", "b" }', field.name) end
  if value.fixed ~= nil then
    if value[1] ~= nil then self:fail(path, "`%s` has a column and a fixed text; it is one or the other", field.name) end
    return self:fixed(extended(path, "fixed"), field, value.fixed)
  elseif value[1] == nil then
    self:fail(path, '`%s` names no column: { "column", … }', field.name)
    return nil
  end
  local part = { column = self:column(extended(path, 1), value[1]), blank = self:list(extended(path, "blank"), value.blank), reads = READS[field.type] or "text",
    translations = self:translations(path, field, value) }
  if value.for_blank ~= nil then
    part.for_blank = self.shape:text(self.statement, extended(path, "for_blank"), value.for_blank)
    if part.for_blank then self:check_text(extended(path, "for_blank"), field, part.for_blank) end
  end
  part.dates = part.reads == "date" and self.form.dates or nil
  if value.dates ~= nil then
    if part.reads ~= "date" then self:fail(extended(path, "dates"), "`dates` is for dates, and `%s` is %s", field.name, field.type) end
    part.dates = self:dates(extended(path, "dates"), value.dates) or part.dates
  end
  self:units(extended(path, "units"), field, value.units, part)
  code_registers.read_part(self, path, field, value, part)
  if inside then
    for _, option in ipairs { "join", "first", "signed", "between" } do
      if value[option] ~= nil then self:fail(extended(path, option), "`%s` has no place inside `%s`", option, inside) end
    end
  elseif value.between ~= nil then
    self:fail(extended(path, "between"), "`between` is for columns that are joined")
  end
  return part.column and part
end

-- Fields -----------------------------------------------------------------------------------------------------------------------------

-- The fields that make up a kind's key, a reference among them standing for those of its own kind.
function reader:key_fields(kind, list)
  list = list or {}
  for _, field in ipairs(kind.fields) do
    if field.key and field.type == "reference" then
      self:key_fields(self.kinds[field.kind], list)
    elseif field.key then
      list[#list + 1] = field
    end
  end
  return list
end

local function names_of(fields)
  local names = {}
  for i, field in ipairs(fields) do names[i] = field.name end
  return table.concat(names, ", ")
end

function reader:join(path, field, value)
  self.shape:closed(self.statement, path, value, schema.options.import_column, true)
  for _, option in ipairs(ordered.keys(value)) do
    if option ~= "join" and option ~= "between" and schema.options.import_column[option] then
      self:fail(extended(path, option), '`%s` belongs to one of the columns that are joined: join = { { "a", %s = … }, "b" }', option, option)
    end
  end
  local inner = extended(path, "join")
  if field.type ~= "text" and field.type ~= "reference" then
    self:fail(inner, "`join` makes texts and keys, and `%s` is %s", field.name, field.type)
    return nil
  elseif not self:plain(value.join) or #value.join < 2 then
    self:fail(inner, '`join` takes the columns in their order: { "a", "b" }')
    return nil
  end
  local targets = field.type == "reference" and self:key_fields(self.kinds[field.kind])
  local one = targets and #targets == 1 and targets[1].type == "text" -- the key of what it refers to was joined so, too
  if one then targets = false end
  if targets and #targets ~= #value.join then
    self:fail(inner, "`%s` refers to %s, whose key is %s: %d %s, not %d", field.name, types.a(field.kind), names_of(targets), #targets,
      #targets == 1 and "part" or "parts", #value.join)
    return nil
  end
  local parts = {}
  for i, entry in ipairs(value.join) do
    parts[i] = self:part(extended(inner, i), targets and targets[i] or { name = field.name, type = "text" }, entry, "join")
  end
  local between = value.between
  if targets and between ~= nil then
    self:fail(extended(path, "between"), "`between` is for texts; a key is joined as it must be")
  elseif between ~= nil and type(between) ~= "string" then
    self:fail(extended(path, "between"), '`between` takes a text in quotes, such as " "')
  end
  if #parts ~= #value.join then return nil end
  return { field = field.name, parts = parts, between = not targets and between or "/", key = targets ~= false or (field.key or one) and between == nil or false }
end

-- What a reference takes is read as the key it names, where that is one field.
function reader:target(field)
  if field.type ~= "reference" then return field end
  local keys = self:key_fields(self.kinds[field.kind])
  return #keys == 1 and { name = field.name, type = keys[1].type, one_of = keys[1].one_of } or { name = field.name, type = "text" }
end

-- The first of several columns that is not empty.
function reader:first(path, field, value)
  self.shape:closed(self.statement, path, value, schema.options.import_column, true)
  for _, option in ipairs(ordered.keys(value)) do
    if option ~= "first" and schema.options.import_column[option] then
      self:fail(extended(path, option), '`%s` belongs to one of the columns: first = { { "a", %s = … }, "b" }', option, option)
    end
  end
  local inner, parts = extended(path, "first"), {}
  if not self:plain(value.first) or #value.first < 2 then
    self:fail(inner, '`first` takes columns, the one to look into before the others first: { "a", "b" }')
    return nil
  end
  for i, entry in ipairs(value.first) do parts[i] = self:part(extended(inner, i), self:target(field), entry, "first") end
  return #parts == #value.first and { field = field.name, parts = parts, first = true } or nil
end

-- A number that stands behind a censoring sign: the sign goes into the field that the kind has for it.
function reader:signed(path, field, part, mapped)
  if field.type ~= "number" or not field.sign then
    self:fail(path, "`signed` is for a number whose kind has a field for its sign, and `%s` has none: declare it with sign = …", field.name)
  elseif mapped[field.sign] ~= nil then
    self:fail(path, "`%s` takes the sign from this column, and a column of its own: leave one of the two out", field.sign)
  else
    part.takes = "behind sign"
    return { field = field.sign, parts = { { column = part.column, blank = part.blank, reads = "text", takes = "sign" } } }
  end
end

-- The mapped fields of one kind; `columns` is field -> what it takes, `path` leads to it. Adds to `said` those of which it says what an empty one means.
function reader:fields(path, kind, columns, said)
  local known, list = { [EFFECTIVE] = { name = EFFECTIVE, type = "date" } }, {}
  for _, field in ipairs(kind.fields) do known[field.name] = field end
  for _, name in ipairs(ordered.keys(columns)) do
    local value, inner, field = columns[name], extended(path, name), known[name]
    local meaning
    if field and field.type == "reference" and self:plain(value) then meaning, value = blanks.said(value) end
    if meaning then said[#said + 1] = name end
    if meaning and field.blank ~= meaning and self.builtin[kind.name] then
      self:fail(inner, '`%s`: here an empty one means "%s", and the kind says "%s"; a record is read in one way, whatever file it came from', name, meaning, field.blank)
    end
    if not field then
      self:fail(inner, "the kind `%s` has no field `%s`.%s", kind.name, tostring(name), nearest.hint_or_all(name, known))
    elseif self:plain(value) and value.join ~= nil then
      list[#list + 1] = self:join(inner, field, value)
    elseif self:plain(value) and value.first ~= nil then
      list[#list + 1] = self:first(inner, field, value)
    elseif value ~= nil then -- without a column it is empty in every row, and what that means is said
      local part = self:part(inner, self:target(field), value)
      if part then
        list[#list + 1] = { field = name, parts = { part } }
        if self:plain(value) and self.shape:yesno(self.statement, extended(inner, "signed"), value.signed) then
          list[#list + 1] = self:signed(extended(inner, "signed"), field, part, columns)
        end
      end
    end
  end
  return list
end

-- What every record of the kind must have.
function reader:check_needed(path, kind, columns)
  local happens = kind.lasting
  for _, field in ipairs(kind.fields) do
    local mapped = columns[field.name] ~= nil
    if not field.blank_said and not field.key and not mapped then -- what is said without a column is mapped, too
      self:fail(path, 'it lacks `%s`, so that it would be empty in every row, and nobody has said what that means for a %s: map it, or write %s = { blank = "unknown" } or '
        .. '{ blank = "none" }', field.name, kind.name, field.name)
    end
    if field.key and not mapped then self:fail(path, "it lacks `%s`, which is a key of the kind `%s`", field.name, kind.name) end
    happens = happens or field.type == "event" and mapped
  end
  if not happens then
    self:fail(path, "every %s needs an event, the day on which it happened: map `%s`", kind.name, kind.starts or "an event")
  end
end

-- Statements -------------------------------------------------------------------------------------------------------------------------

function reader:skip_one(path, value)
  self.shape:closed(self.statement, path, value, schema.options.import_skip)
  local column = self:column(extended(path, "column"), value.column)
  if value.column == nil or (value.is == nil) == (value.is_not == nil) then
    self:fail(path, '`skip` takes { column = "status", is = { "deleted" } }, or is_not in the place of is')
    return nil
  end
  local word = value.is ~= nil and "is" or "is_not"
  local is = value[word] == "" and { "" } or self:list(extended(path, word), value[word])
  return column and { column = column, is = is, unless = word == "is_not" }
end

function reader:skip(path, value, into)
  if value == nil then return end
  if not self:plain(value) then
    self:fail(path, '`skip` takes { column = "status", is = { "deleted" } }, not %s', self.shape:show(value))
  elseif value[1] == nil then
    into[#into + 1] = self:skip_one(path, value)
  else
    for i, entry in ipairs(value) do
      if self:plain(entry) then
        into[#into + 1] = self:skip_one(extended(path, i), entry)
      else
        self:fail(extended(path, i), '`skip`, entry %d: { column = "status", is = { "deleted" } }, not %s', i, self.shape:show(entry))
      end
    end
  end
end

function reader:kind(path, value)
  local name = type(value) == "table" and value.op == "root" and value.name or value
  local kind = type(name) == "string" and self.kinds[name]
  if kind then return kind end
  if type(name) ~= "string" then
    self:fail(path, "a kind is its name, not %s", self.shape:show(value))
  elseif self.checker.names.groups[name] then
    self:fail(path, "`%s` is a group: its rows are made from other records, and no file brings them", name)
  else
    self.checker.problems:unresolved(self.shape:at(self.statement, path),
      ("%s: there is no kind `%s`.%s"):format(self.shape.title(self.statement), name, nearest.hint(name, self.kinds)))
  end
  return nil
end

-- One kind: its columns stand beside the other keys, under `columns`, or both.
function reader:entry(path, body, kind, keys)
  local columns = {}
  for name, value in pairs(body) do
    if not keys[name] and type(name) == "string" then columns[name] = value end
  end
  if body.columns ~= nil and not self:plain(body.columns) then
    self:fail(extended(path, "columns"), '`columns` takes { field = "column", … }, not %s', self.shape:show(body.columns))
  end
  local said = {}
  local list = self:fields(path, kind, columns, said)
  if self:plain(body.columns) then
    for _, entry in ipairs(self:fields(extended(path, "columns"), kind, body.columns, said)) do list[#list + 1] = entry end
    for name, value in pairs(body.columns) do
      if columns[name] ~= nil then self:fail(extended(path, name), "`%s` stands here and under `columns`", tostring(name)) end
      columns[name] = value
    end
  end
  self:check_needed(path, kind, columns)
  local mapping = { name = self.statement.name, fields = list, blank_said = said, skips = {}, ignores_others = self.statement.body.others == "ignore",
    repeated = self.shape:yesno(self.statement, extended(path, "repeated"), body.repeated) or false }
  for _, option in ipairs { "separator", "quote", "encoding", "decimal", "thousands" } do mapping[option] = self.form[option] end
  self:skip({ "skip" }, self.statement.body.skip, mapping.skips)
  if body ~= self.statement.body then self:skip(extended(path, "skip"), body.skip, mapping.skips) end
  return { kind = kind.name, mapping = mapping }
end

local ENTRY_KEYS = { complete = true, columns = true, skip = true, repeated = true }

-- A statement that reads no file: it says of a built-in kind, or of another's files, that no record is missing.
local function says_only_complete(body)
  if body.complete == nil then return false end
  for key in pairs(body) do
    if key ~= "complete" and key ~= "kind" then return false end
  end
  return true
end

function reader:entries()
  local body, list = self.statement.body, {}
  for key in pairs(body) do
    if type(key) == "number" then self:fail({ key }, 'it holds a stray value; a field takes a column: code = "column"') end
  end
  if body.kinds == nil then
    local kind = self:kind(body.kind ~= nil and { "kind" } or {}, body.kind == nil and self.statement.name or body.kind)
    if kind then registers.read(self.checker, self.statement, { "complete" }, body.complete, kind.name) end
    if kind and says_only_complete(body) then return nil end
    return kind and { self:entry({}, body, kind, schema.statement.import.key) } or {}
  end
  for _, key in ipairs { "kind", "columns", "repeated", "complete" } do
    if body[key] ~= nil then self:fail({ key }, "`%s` stands beside `kinds`; it belongs into each of them", key) end
  end
  for _, name in ipairs(ordered.keys(body)) do
    if type(name) == "string" and not schema.statement.import.key[name] then
      self:fail({ name }, "no key `%s` beside `kinds`; a field stands in its kind.%s", name, nearest.hint_or_all(name, schema.statement.import.key))
    end
  end
  for _, entry in ipairs(self.shape:rows(self.statement, { "kinds" }, body.kinds, '{ kind, field = "column", … }')) do
    local path = { "kinds", entry.index }
    local kind
    if entry.row[1] == nil then
      self:fail(path, 'row %d does not begin with its kind%s: { audit, code = "column" }', entry.index, entry.row.kind ~= nil and ", which stands first and without `kind =`" or "")
    else
      kind = self:kind(extended(path, 1), entry.row[1])
    end
    if kind then registers.read(self.checker, self.statement, extended(path, "complete"), entry.row.complete, kind.name) end
    list[#list + 1] = kind and self:entry(path, entry.row, kind, ENTRY_KEYS) or nil
  end
  return list
end

function imports.read(checker, statement)
  local self = setmetatable({ checker = checker, shape = checker.shape, statement = statement, kinds = {}, builtin = {}, named = {} }, reader)
  for _, kind in ipairs(checker.model:kinds()) do self.kinds[kind.name], self.builtin[kind.name] = kind, kind.builtin end
  self:file(statement.body.file)
  local list = self:entries()
  if not list then return end
  local named = ordered.keys(self.named)
  for _, entry in ipairs(list) do entry.mapping.named = named end
  checker.imports[statement.name] = list
end

return imports
