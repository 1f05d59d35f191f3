-- Groups: kinds whose rows are the different keys of other records. A group is no table of the registry, so it is known to the language alone:
-- its name, its keys as fields, and its members as children. Its keys are stored fields, because the engine numbers groups by the dictionaries
-- of their columns; and so far groups are there for reports, which the places that read them see to.
local types = require "mandate.language.types"
local nearest = require "mandate.language.nearest"
local walk = require "mandate.language.walk"

local groups = {}

local most_keys = 8 -- as the engine numbers groups

local function plural_of(name)
  if name:find "[^aeiou]y$" then return (name:gsub("y$", "ies")) end
  return name .. (name:find "[sxz]$" and "es" or name:find "[cs]h$" and "es" or "s")
end

-- Why a group cannot bear a name; nil where it can.
local function name_fault(checker, name)
  local names, plural = checker.names, plural_of(name)
  if not name:find "^%l[%l%d_]*$" then return "a group's name is a word of small letters, digits and _, for expressions use it" end
  if checker.taken[name] then return ("`%s` is %s already; give the group another name"):format(name, checker.taken[name]) end
  if names.plurals[name] then return ("`%s` are the rows of the kind `%s`; give the group another name"):format(name, names.plurals[name]) end
  if names.kinds[plural] or names.plurals[plural] then return ("its plural, `%s`, is a name already; give the group another one"):format(plural) end
  return nil
end

-- The kind that is grouped; nil where there is none.
local function read_of(checker, statement, value)
  local shape, names = checker.shape, checker.names
  local name = shape.is_node[value] and value.op == "root" and value.name
  if value == nil then return nil end
  if not name then
    shape:fail(statement, { "of" }, "of names a kind without quotes: of = %s", type(value) == "string" and value or "measurement")
  elseif names.groups[name] then
    shape:fail(statement, { "of" }, "`%s` is a group itself; group its records: of = %s", name, names.groups[name].of)
  elseif not names.kinds[name] then
    local singular = names.plurals[name]
    checker.problems:unresolved(shape:at(statement, { "of" }), ("%s: of: no kind is called `%s`.%s"):format(shape.title(statement), name,
      singular and (" Did you mean `%s`?"):format(singular) or names:kind_hint(name)))
  else
    return name
  end
  return nil
end

-- Enters the names of all groups, so that whatever is read next may use them. Their keys follow in `read`, when terms have their names.
function groups.enter(checker, statements)
  local shape, names = checker.shape, checker.names
  for _, statement in ipairs(statements) do
    local fault = name_fault(checker, statement.name)
    local of = read_of(checker, statement, statement.body.of)
    if fault then shape:fail(statement, {}, "%s", fault) end
    if of and not fault then
      names:add_group { name = statement.name, plural = plural_of(statement.name), of = of, keys = {}, at = shape:at(statement) }
      checker.taken[statement.name] = "a group"
    else
      checker.problems.incomplete = true
    end
  end
end

-- Keys -------------------------------------------------------------------------------------------------------------------------------

local function is_row(t) return t.k == "row" end

-- A key as an example of one: the kind's first text.
local function sample_of(checker, group)
  local fields = checker.names.kinds[group.of].model.fields
  local sample = fields[1]
  for i = #fields, 1, -1 do
    if fields[i].type == "text" then sample = fields[i] end
  end
  return ("%s.%s"):format(group.of, sample.name)
end

-- What a key's path of names leads to: { kind =, field =, owned = }, or nil and why it is no key. `owned`: one more name may follow, for only
-- the member and its owners are read when members are told apart.
local function resolve(checker, group, node, scope)
  local names, plural, sample = checker.names, checker.names:plural(group.of), sample_of(checker, group)
  if node.op == "root" then
    local row = not names.groups[node.name] and scope:row(node.name)
    if row then return { kind = row.type.kind, owned = true } end
    return nil, ("no %s is in hand here, only %s; a key is one of their fields, such as %s"):format(node.name, scope:in_hand(), sample)
  elseif node.op ~= "index" then
    return nil, ("a key is a stored field, such as %s; ask for what is worked out from it in a column: %s.%s:where(…):count()"):format(sample, group.name, plural)
  end
  local from, fault = resolve(checker, group, node.from, scope)
  if not from then return nil, fault end
  local kind = from.kind
  if not kind then return nil, ("%s has no fields"):format(types.say(from.field.type)) end
  local entry = names.kinds[kind]
  local field = entry.fields[node.name]
  if not from.owned then
    return nil, ("a key is a field of %s or of its owners, and `%s` is no owner of it; take the %s itself as the key"):format(types.a(group.of), node.from.name, kind)
  elseif names.terms[kind][node.name] then
    return nil, ("%s.%s is a term, and a key is a stored field; ask for the term in a column: %s.%s:where(%s.%s):count()"):format(kind, node.name,
      group.name, plural, kind, node.name)
  elseif not field then
    return nil, ("%s has no field called `%s`.%s"):format(kind, node.name, nearest.hint_or_all(node.name, entry.fields))
  end
  return { kind = is_row(field.type) and field.type.kind or nil, field = field, owned = field.model.owner }
end

local function read_key(checker, group, statement, path, node, scope)
  local shape, names = checker.shape, checker.names
  if not shape.is_node[node] or node.op == "function" then
    shape:fail(statement, path, "a key is a field without quotes, such as %s, not %s", sample_of(checker, group), shape:show(node))
    return nil
  end
  local found, fault = resolve(checker, group, node, scope)
  if not found then
    checker.problems:unresolved(checker.places:of(node), ("%s: %s"):format(shape.title(statement), fault))
    return nil
  end
  local members, k = ("%s.%s"):format(group.name, names:plural(group.of)), found.field and found.field.type.k
  if k == "number" then
    shape:fail(statement, path, "a number is no key; count its classes in columns: %s:where(%s.%s:above(…)):count()", members, node.from.name, node.name)
    return nil
  elseif k == "date" then
    shape:fail(statement, path, 'a date is no key; count its periods in columns: %s:where(%s.%s:during "2003"):count()', members, node.from.name, node.name)
    return nil
  elseif not found.field and found.kind == group.of then
    shape:fail(statement, path, "by this key each %s would be a group of its own; leave it out, or say per = %s where it is used", group.of, group.of)
    return nil
  end
  return { name = node.name, value = checker.expressions:type_of(node, scope), field = found.field, kind = found.kind }
end

-- The field of the group by which a key is read.
local function field_of(key)
  local model = key.field and key.field.model
  local own = { name = key.name, type = model and model.type or "reference", kind = model and model.kind or key.kind, key = true,
    blank = model and model.blank or "unknown", one_of = model and model.one_of, compare_only = model and model.compare_only, about = model and model.about or "" }
  return { model = own, type = types.of_field(own) }
end

local example = "by = { enterprise.sector, measurement.pollutant }"

local function read_keys(checker, group, statement, scope)
  local shape, names, by = checker.shape, checker.names, statement.body.by
  local entry = names.kinds[group.name]
  if by == nil then return end
  if type(by) ~= "table" then
    shape:fail(statement, { "by" }, "by is a list of fields, %s", example)
    return
  end
  local list = shape.is_node[by] and { by } or by
  for key in pairs(list) do
    if type(key) ~= "number" then
      shape:fail(statement, { "by", key }, 'by is a list, %s; a key with a name of its own is { "%s", field }', example, key)
      return
    end
  end
  if #list == 0 then shape:fail(statement, { "by" }, "it has no key, %s", example) end
  if #list > most_keys then shape:fail(statement, { "by" }, "it has %d keys; a group has at most %d", #list, most_keys) end
  for i, given in ipairs(list) do
    local path, named = list == by and { "by", i } or { "by" }, nil
    local node = given
    if type(given) == "table" and not shape.is_node[given] then
      named, node = given[1], given[2]
      shape:closed(statement, path, given, {}, true)
      if type(named) ~= "string" or not named:find "^%l[%l%d_]*$" or #given ~= 2 then
        shape:fail(statement, path, 'a key with a name of its own is { "city", jurisdiction.name }, its name a word of small letters, digits and _')
        node = nil
      end
    end
    local key = node ~= nil and read_key(checker, group, statement, path, node, scope)
    if key then
      key.name = named or key.name
      if entry.fields[key.name] then
        shape:fail(statement, path, 'two keys are called `%s`; give this one a name of its own: { "other_%s", … }', key.name, key.name)
      elseif entry.children[key.name] then
        shape:fail(statement, path, '`%s.%s` are its members already; give the key a name of its own: { "other_%s", … }', group.name, key.name, key.name)
      elseif names.terms[group.name][key.name] then
        shape:fail(statement, path, '`%s.%s` is a term already; give the key a name of its own: { "other_%s", … }', group.name, key.name, key.name)
      else
        group.keys[#group.keys + 1] = key
        entry.fields[key.name] = field_of(key)
        entry.model.fields[#entry.model.fields + 1] = entry.fields[key.name].model
      end
    end
  end
  if #group.keys < #list then checker.problems.incomplete = true end
end

-- Keys and condition of one group. Both are read in the scope of a member; its `where` must not ask for groups, which rest on it.
function groups.read(checker, statement, body)
  local group = checker.names.groups[statement.name]
  if not group then return end
  local scope = checker:scope(group.of, nil, "group")
  read_keys(checker, group, statement, scope)
  group.where = checker.expressions:value(body.where, types.condition, scope, checker.shape:at(statement, { "where" }))
end

-- The heading of a key's column in a report.
function groups.heading(key) return key:sub(1, 1):upper() .. key:sub(2):gsub("_", " ") end

-- Sets of members --------------------------------------------------------------------------------------------------------------------

-- The group whose members a set, or a column, is made of; nil for other sets.
function groups.of_set(expression)
  while expression and expression.op ~= "children" do expression = expression.from end
  if expression and not expression.group and expression.from.type.k ~= "row" then return groups.of_set(expression.from) end
  return expression and expression.group
end

-- Why an expression cannot be asked for a group's row: a parameter in it, or in its terms, that has rows for single places. nil where it can.
function groups.asks_place(expression, terms, parameters)
  local fault
  local seen = {}
  local function visit(inner)
    if inner.op == "parameter" then
      for _, row in ipairs(parameters[inner.name].rows) do
        if row.place then fault = ('the parameter "%s" has rows for single places, and a group lies in no place'):format(inner.name) end
      end
    elseif inner.op == "decision" then
      for _, version in ipairs(inner.versions) do
        if version.place then fault = ('the decision "%s" holds in %s only, and a group lies in no place'):format(version.name, version.place) end
      end
    elseif inner.op == "term" or inner.op == "column_term" then
      local kind, name = inner.term:match "^(.-)%.(.+)$"
      walk.each(terms[kind][name].value, visit, seen)
    end
  end
  walk.each(expression, visit, seen)
  return fault
end

-- Why a filter of a group's members cannot be asked; nil where it can. What it asks must hang on the member alone, because members are looked at
-- once and not again for each group. `depth`: the scope outside the filter.
function groups.asks_too_much(condition, depth, terms, parameters)
  local fault
  walk.each(condition, function(expression)
    if expression.op == "row" and expression.scope <= depth then
      fault = ("a condition on them asks about themselves and their owners, not about the %s outside"):format(expression.type.kind)
    end
  end)
  return fault or groups.asks_place(condition, terms, parameters)
end

return groups
