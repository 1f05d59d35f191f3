-- Examples of a rule: records, and the verdict they must get. Here their fields and values are checked; `mandate test` evaluates them.
local types = require "mandate.language.types"
local nearest = require "mandate.language.nearest"
local literals = require "mandate.language.literals"
local schema = require "mandate.language.schema"

local examples = {}

local plain = { at = types.stated, due = types.stated, done = types.stated, arises = types.stated, target = types.number, actual = types.number,
  gap = types.number, planned = types.number }

-- What to write where a list of records stands under the name of one: a hint, or nothing.
local function of_several(record, kind, entry)
  if type(record[1]) ~= "table" then return "" end
  return (" Several records stand under the plural: %s = { { … }, { … } }; a single one is written %s = { field = value, … }"):format(entry.model.plural, kind)
end

-- Records of other kinds, written inside one that they belong to.
local function beside(checker, name)
  for _, entry in pairs(checker.names.kinds) do
    if entry.model.plural == name then return (" Records stand beside one another, each under its kind: %s = { { … }, … } in the example itself."):format(name) end
  end
  return nil
end

-- One record of a kind: { field = value, … }.
local function check_record(checker, statement, path, kind, record)
  local shape, entry = checker.shape, checker.names.kinds[kind]
  if type(record) ~= "table" or shape.is_node[record] then
    shape:fail(statement, path, "a record is { field = value, … }, not %s", shape:show(record))
    return
  end
  if #record > 0 then
    shape:fail(statement, path, "a record is { field = value, … }, and this is a list.%s", of_several(record, kind, entry))
    return
  end
  local inner = table.move(path, 1, #path, 1, {}) -- the path to each value, one after the other
  for name, value in pairs(record) do
    inner[#path + 1] = name
    local field = entry.fields[name]
    if not field then
      local hint = beside(checker, name) or nearest.hint_or_all(name, entry.fields)
      checker.problems:add(shape:at(statement, inner, true), ("%s has no field `%s`.%s"):format(kind, tostring(name), hint))
    elseif shape.is_node[value] then
      shape:fail(statement, inner, "an example holds plain values, not expressions")
    elseif field.type.k == "row" then
      if type(value) ~= "string" then shape:fail(statement, inner, "%s names a record by its key, a text", name) end
    elseif field.type.k == "condition" then
      shape:yesno(statement, inner, value)
    else
      local want = field.type
      -- Records are given as they are imported: numbers bare, in the unit of their field.
      if want.k == "number" and type(value) == "number" then want = types.number end
      local read, message = literals.read(value, want)
      if read == nil then checker.problems:add(shape:at(statement, inner), message) end
    end
  end
end

-- The keys of an example of a rule per period, or of another one.
local function keys_of(checker, period)
  local sort = period and "period" or "once"
  local known = checker.example_keys[sort]
  if not known then
    known = { status = true, missing = true, period = period and true }
    for key in pairs(plain) do known[key] = true end
    for kind, entry in pairs(checker.names.kinds) do known[kind], known[entry.model.plural] = true, true end
    checker.example_keys[sort] = known
  end
  return known
end

-- The period of an example of a rule per row of a table: what the row is called.
local function check_label(checker, statement, path, named, value)
  local known = {}
  for _, row in ipairs(named.rows) do known[row.label] = true end
  if known[value] then return end
  checker.shape:fail(statement, path, "no row of the periods `%s` is called %s.%s", named.name, checker.shape:show(value), nearest.hint_or_all(value, known))
end

-- Gives the examples as they were written, or nil.
function examples.read(checker, rule)
  local shape, body, statement = checker.shape, rule.body, rule.statement
  if body.examples == nil then return nil end
  local names, statuses = checker.names, {}
  for _, status in ipairs(schema.verdicts[rule.shape].statuses) do statuses[status] = true end
  local known = keys_of(checker, rule.per.period)
  local list = {}
  for _, entry in ipairs(shape:rows(statement, { "examples" }, body.examples, '{ at = "2001-01-01", enterprise = { … }, status = "overdue" }')) do
    local row, i = entry.row, entry.index
    shape:closed(statement, { "examples", i }, row, known)
    for key, value in pairs(row) do
      local path = { "examples", i, key }
      if plain[key] then
        shape:literal(statement, path, value, plain[key])
      elseif names.kinds[key] then
        check_record(checker, statement, path, key, value)
      elseif names.plurals[key] then
        for _, record in ipairs(shape:rows(statement, path, value, "{ field = value, … }")) do
          check_record(checker, statement, { "examples", i, key, record.index }, names.plurals[key], record.row)
        end
      elseif key == "missing" then
        shape:list(statement, path, value)
      elseif key == "period" and checker.named_periods[rule.per.period] then
        check_label(checker, statement, path, checker.named_periods[rule.per.period], value)
      elseif key == "period" and rule.per.period then
        shape:literal(statement, path, value, types.period)
      end
    end
    if row.at == nil then shape:fail(statement, { "examples", i }, 'example %d lacks its as-of date: at = "2001-01-01"', i) end
    if row.status == nil then
      shape:fail(statement, { "examples", i }, 'example %d lacks the status that must come out: status = "met"', i)
    elseif not statuses[row.status] then
      shape:fail(statement, { "examples", i, "status" }, "`%s` is no status of this rule; it is one of: %s.%s", shape:show(row.status),
        table.concat(schema.verdicts[rule.shape].statuses, ", "), nearest.hint(row.status, statuses))
    end
    list[#list + 1] = row
  end
  return list
end

return examples
