-- What one text of the law says of others (meaning.md, section 20): which clauses it replaces, inserts, repeals or corrects, and which texts it annuls.
--
-- An instrument has `changes`, a list of { law, by, clause, sort = "replaces" | "inserts" | "repeals", correcting, words, not_encoded, unconfirmed, from, to, of, by_clause,
-- statement, path, at }, and `annuls`, a list of { text, by, from, clauses, statement, path, at }. What follows from them stands in clause_texts.lua.
local types = require "mandate.language.types"
local schema = require "mandate.language.schema"

local amendments = {}

local SORTS <const> = { "replaces", "inserts", "repeals" }

local function joined(path, ...)
  local longer = { table.unpack(path) }
  for _, key in ipairs { ... } do longer[#longer + 1] = key end
  return longer
end

-- The days and the source of a change: what stands beside its words.
local function read_options(checker, statement, path, value, change)
  local shape = checker.shape
  for _, key in ipairs { "from", "to" } do change[key] = shape:literal(statement, joined(path, key), value[key], types.stated) end
  change.of = shape:text(statement, joined(path, "of"), value.of)
  change.by_clause = shape:text(statement, joined(path, "clause"), value.clause)
  change.not_encoded = shape:said(statement, joined(path, "not_encoded"), value.not_encoded)
  change.unconfirmed = shape:said(statement, joined(path, "unconfirmed"), value.unconfirmed)
  if change.from and change.to and change.to < change.from then
    shape:fail(statement, joined(path, "to"), "it ends (%s) before it begins (%s)", change.to, change.from)
  end
  if change.correcting and (change.from or change.to) then
    shape:fail(statement, joined(path, change.from and "from" or "to"),
      "what corrects a text holds as long as that text, as if it had always been so; a change from a day on stands in `amends`")
    change.from, change.to = nil, nil
  end
  if change.of and not change.correcting then shape:fail(statement, joined(path, "of"), "`of` says which text of the clause is corrected, and stands in `corrects`") end
end

-- One clause of a table of changes; nil where it is wrong.
local function read_change(checker, statement, path, one)
  local shape, value, change = checker.shape, one.value, one.change
  local repeals = change.sort == "repeals"
  change.at = shape:at(statement, path)
  if type(value) ~= "table" or shape.is_node[value] then
    if repeals then
      shape:fail(statement, path, 'a clause that is repealed has no words: repeals = { "%s" }, or ["%s"] = { from = "2003-01-01" }', change.clause, change.clause)
      return nil
    end
    change.words = shape:words(statement, path, value)
    return change
  end
  shape:closed(statement, path, value, schema.options.change, not repeals)
  if not repeals then
    local words = value[1]
    if words == nil then words = { en = value.en, zh = value.zh } end
    if type(words) == "table" and not (words.en or words.zh) then
      shape:fail(statement, path, "clause `%s` has no words", change.clause)
      return nil
    end
    change.words = shape:words(statement, path, words)
  end
  read_options(checker, statement, path, value, change)
  return change
end

-- The clauses of `replaces`, `inserts` or `repeals`: { clause, value, path } each.
local function clauses_of(checker, statement, path, sort, value)
  local shape, list = checker.shape, {}
  if type(value) ~= "table" or shape.is_node[value] then
    if sort == "repeals" and type(value) == "string" then return { { clause = value, value = {}, path = path } } end
    shape:fail(statement, path, sort == "repeals" and '`repeals` names clauses: repeals = { "21.3", "30" }' or '`%s` takes { ["4"] = "its words" }, not %s', sort,
      shape:show(value))
    return list
  end
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do
    local inner = joined(path, key)
    if type(key) == "string" then
      list[#list + 1] = { clause = key, value = value[key], path = inner }
    elseif sort == "repeals" and type(value[key]) == "string" then
      list[#list + 1] = { clause = value[key], value = {}, path = inner }
    else
      shape:fail(statement, inner, 'a clause needs its number: ["%s"] = "…"', key)
    end
  end
  return list
end

local function read_changes(checker, instrument, statement, path, value, correcting)
  local shape = checker.shape
  shape:closed(statement, path, value, schema.options.amends, true)
  local law = shape:text(statement, joined(path, 1), value[1])
  if value[1] == nil then
    shape:fail(statement, path, '%s names the text that it changes: %s = { "esos-2014", replaces = { ["4"] = "…" } }', path[1], path[1])
  end
  local some = false
  for _, sort in ipairs(SORTS) do
    if value[sort] ~= nil then
      some = true
      for _, one in ipairs(clauses_of(checker, statement, joined(path, sort), sort, value[sort])) do
        one.change = { law = law, by = instrument.name, clause = one.clause, sort = sort, correcting = correcting, path = one.path, statement = statement }
        local change = read_change(checker, statement, one.path, one)
        if change and law then instrument.changes[#instrument.changes + 1] = change end
      end
    end
  end
  if not some then shape:fail(statement, path, "%s says nothing: replaces, inserts or repeals clauses", path[1]) end
end

local function read_annulment(checker, instrument, statement, path, value)
  local shape = checker.shape
  local one = { by = instrument.name, statement = statement, path = path, at = shape:at(statement, path) }
  if type(value) == "string" then
    one.text = value
  elseif type(value) == "table" and not shape.is_node[value] then
    shape:closed(statement, path, value, schema.options.annuls, true)
    one.text = shape:text(statement, joined(path, 1), value[1])
    one.from = shape:literal(statement, joined(path, "from"), value.from, types.stated)
    if value.clauses ~= nil then one.clauses = shape:list(statement, joined(path, "clauses"), value.clauses) end
  end
  if one.text then
    instrument.annuls[#instrument.annuls + 1] = one
  else
    shape:fail(statement, path, 'annuls names a text: annuls = "order-2015" from the start, annuls = { "order-2015", from = "2019-03-01" } from a day on')
  end
end

-- One table, or a list of them: calls read(path, value) for each.
local function each_table(checker, statement, key, value, read)
  if value == nil then return end
  if type(value) ~= "table" or checker.shape.is_node[value] then
    checker.shape:fail(statement, { key }, '%s takes { "esos-2014", replaces = { ["4"] = "…" } }, not %s', key, checker.shape:show(value))
  elseif type(value[1]) == "table" then
    for i, one in ipairs(value) do
      if type(one) == "table" then read({ key, i }, one)
      else checker.shape:fail(statement, { key, i }, '%s is a list of tables, { "esos-2014", replaces = { … } }', key) end
    end
  else
    read({ key }, value)
  end
end

--- Reads what an instrument says of other texts.
function amendments.read(checker, instrument, statement, body)
  instrument.changes, instrument.annuls = {}, {}
  for _, key in ipairs { "amends", "corrects" } do
    each_table(checker, statement, key, body[key], function(path, value) read_changes(checker, instrument, statement, path, value, key == "corrects") end)
  end
  if type(body.annuls) == "table" and type(body.annuls[1]) == "table" then
    for i, one in ipairs(body.annuls) do read_annulment(checker, instrument, statement, { "annuls", i }, one) end
  elseif body.annuls ~= nil then
    read_annulment(checker, instrument, statement, { "annuls" }, body.annuls)
  end
  if body.clauses == nil and body.amends == nil and body.corrects == nil and body.annuls == nil then
    checker.shape:fail(statement, {}, "it lacks `clauses`: %s", schema.statement.instrument.key.clauses.about)
  end
end

return amendments
