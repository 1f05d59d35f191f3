-- Terms: named expressions that are used like fields. They may use each other in any order, so each is typed when it is first asked for.
local types = require "mandate.language.types"
local walk = require "mandate.language.walk"
local rules = require "mandate.language.statements.rules"
local groups = require "mandate.language.statements.groups"
local decisions = require "mandate.language.statements.decisions"
local states = require "mandate.language.statements.states"

local terms = {}

local RESERVED <const> = {}
for word in ("and break do else elseif end false for function goto if in local nil not or repeat return then true until while"):gmatch "%a+" do RESERVED[word] = true end

-- Whether what a decision calls its results can be called so.
local function are_names(checker, statement)
  local shape, value, seen = checker.shape, statement.body.results, {}
  local names = decisions.result_names(value)
  for key in pairs(type(value) == "table" and value or {}) do
    if math.type(key) ~= "integer" then names = nil end
  end
  if not names then
    shape:fail(statement, { "results" }, 'results is a list of names, results = { "rate", "form" }; each row gives them in this order, behind its cells')
    return false
  end
  for i, name in ipairs(names) do
    if not name:find "^%a[%w_]*$" or RESERVED[name] then
      shape:fail(statement, { "results", i }, "`%s` is no name: a result is called by one word of letters, digits and _, and by no word of Lua", name)
      return false
    elseif seen[name] then
      shape:fail(statement, { "results", i }, "`%s` stands twice", name)
      return false
    end
    seen[name] = true
  end
  return true
end

-- The decisions that have several results, by their names without the version: the first statement that says so.
local function with_results(checker, statements)
  local found = {}
  for _, statement in ipairs(statements) do
    local full = statement.name:match "^(.-)@.+$" or statement.name
    if statement.word == "decision" and statement.body.results ~= nil and are_names(checker, statement) then found[full] = found[full] or statement end
  end
  return found
end

-- Enters the names of all terms, states and decisions, so that they are known before any expression is read. The versions of a decision are one term, but for one with several
-- results: each of these is a term, called kind.name.result.
function terms.enter(checker, statements)
  local shape, names, several = checker.shape, checker.names, with_results(checker, statements)
  for _, statement in ipairs(statements) do
    local word = statement.word
    local full = word == "decision" and statement.name:match "^(.-)@.+$" or statement.name
    local kind, name = full:match "^([%a_][%w_]*)%.([%a_][%w_]*)$"
    local entry = kind and names.kinds[kind]
    local known = entry and (names.terms[kind][name] or names.results[kind][name])
    if not kind then
      shape:fail(statement, {}, "a %s's name is kind.name, such as enterprise.%s", word, (full:gsub("[^%w_]", "_")))
    elseif not entry then
      checker.problems:unresolved(shape:at(statement), ("%s: no kind is called `%s`.%s"):format(shape.title(statement), kind, names:kind_hint(kind)))
    elseif entry.fields[name] then
      shape:fail(statement, {}, "%s is a field already; a %s needs a name of its own", full, word)
    elseif entry.children[name] then
      shape:fail(statement, {}, "%s is the set of its %s already; a %s needs a name of its own", full, name, word)
    elseif known and word == "decision" and known.decided then
      known.decided[#known.decided + 1] = statement
    elseif known then
      shape:fail(statement, {}, "%s is %s already (in %s:%d)", full, types.a(known.statement.word), known.at.file, known.at.line)
    else
      local decided = word == "decision" and { statement } or nil
      local first = decided and several[full]
      local function enter(own) -- a name of which expressions may ask
        own.kind, own.statement, own.at, own.decided = kind, statement, shape:at(statement), decided
        names.terms[kind][own.name] = own
        checker.entered_terms[#checker.entered_terms + 1] = own
      end
      if first then
        local group = { full = full, name = name, results = first.body.results, statement = statement, at = shape:at(statement), decided = decided }
        names.results[kind][name] = group
        for k, result in ipairs(group.results) do enter { name = name .. "." .. result, full = full .. "." .. result, group = group, result = k } end
      else
        enter { name = name, full = full }
      end
    end
  end
end

-- The expression of a term that is no decision.
function terms.read(checker, term)
  local shape, statement, body, kind = checker.shape, term.statement, term.statement.body, term.kind
  local per = rules.per(checker, statement, body.per)
  if per and per.kind ~= kind then
    shape:fail(statement, { "per" }, "a %s of %s is per %s", statement.word, kind, kind)
    per = nil
  end
  term.period = per and per.period or nil
  term.title = shape:words(statement, { "title" }, body.title)
  term.reading = shape:said(statement, { "reading" }, body.reading)
  if statement.word == "state" then
    rules.cites(checker, term, statement, body)
    term.unconfirmed = shape:said(statement, { "unconfirmed" }, body.unconfirmed)
    return states.read(checker, term)
  end
  local scope = checker:scope(kind, term.period, "term")
  local at = shape:at(statement, { "value" })
  if not shape.is_node[body.value] then
    if body.value ~= nil then shape:fail(statement, { "value" }, "a term is an expression about %s; a plain value is a parameter", kind) end
    return nil
  elseif body.value.op == "function" then
    return checker.expressions:value(body.value, types.condition, scope, at)
  end
  local value = checker.expressions:type_of(body.value, scope)
  if value.type.k == "not_given" or value.type.k == "verdict" or value.op == "codes" then
    shape:fail(statement, { "value" }, "a term is an expression with a value")
    return nil
  elseif value.type.k == "set" and groups.of_set(value) then
    shape:fail(statement, { "value" }, "the records of a group have no term of their own; write `local` before the set, and use that")
    return nil
  end
  return value
end

-- The typed term; a circle of terms is reported once, with the whole chain.
function terms.find(checker, kind, name)
  local term = checker.names.terms[kind][name]
  if term.type then return term end
  local open = checker.open_terms
  for i, other in ipairs(open) do
    if other == term or term.group and other.group == term.group then
      local chain = {}
      for j = i, #open do chain[#chain + 1] = open[j].full end
      chain[#chain + 1] = term.full
      checker.problems:add(term.at, ("these terms define each other in a circle: %s"):format(table.concat(chain, " -> ")))
      for j = i, #open do open[j].circular = true end
      return { type = types.any }
    end
  end
  open[#open + 1] = term
  local value
  if term.decided then value = decisions.read(checker, term) else value = terms.read(checker, term) end
  local fault = value and checker.names.groups[kind] and groups.asks_place(value, checker.names.terms, checker.parameters)
  if fault then
    checker.shape:fail(term.statement, { term.decided and "clause" or "value" }, "%s", fault)
    value = nil
  end
  open[#open] = nil
  term.value = value
  term.type = not term.circular and value and value.type or types.any
  if term.type.unit_row then -- the row is in hand inside the term only
    term.type = { k = "number", unit_field = term.type.unit_field }
  end
  if value then
    walk.each(value, function(expression)
      if expression.compare_only then term.compare_only = true end
      term.asks_group = term.asks_group or expression.op == "group" and expression.group or expression.asks_group
    end)
  end
  checker.term_order[#checker.term_order + 1] = term.full
  return term
end

return terms
