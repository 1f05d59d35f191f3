-- Statements about rules: exceptions, which have a clause, a place and dates of their own, and what may be waived.
local types = require "mandate.language.types"
local nearest = require "mandate.language.nearest"
local declarations = require "mandate.language.declarations"
local rules = require "mandate.language.rules"

local exceptions = {}

local function base_of(name) return (name:gsub("@.*$", "")) end

local function find_rule(checker, statement, path, name)
  local rule = checker.rules_by_base[name]
  if rule then return rule end
  local base = name:match "^(.-)@"
  if base and checker.rules_by_base[base] then
    checker.shape:fail(statement, path, "it stands for all versions of a rule: `%s`, not `%s`", base, name)
  else
    checker.problems:unresolved(checker.shape:at(statement, path), ("%s: no rule is called `%s`.%s"):format(checker.shape.title(statement), name,
      nearest.hint_or_all(name, checker.rules_by_base)))
  end
  return nil
end

-- The exceptions of a name before the `@`, as statements.
local function called(checker, base)
  local list = {}
  for _, statement in ipairs(checker.statements) do
    if statement.word == "exception" and base_of(statement.name) == base then list[#list + 1] = statement end
  end
  return list
end

-- What one of the names in `to` stands for: a rule, or the exceptions of that name, as statements; nil where it has been refused.
local function find_excepted(checker, statement, path, name)
  local rule, others = checker.rules_by_base[name], called(checker, name)
  if rule and #others > 0 then
    checker.shape:fail(statement, path, "a rule and an exception are both called `%s`: give the exception another name", name)
    return nil
  elseif rule then
    return rule, nil
  elseif #others > 0 then
    return nil, others
  end
  local base = name:match "^(.-)@"
  if base and (checker.rules_by_base[base] or #called(checker, base) > 0) then
    checker.shape:fail(statement, path, "it stands for all versions of %s: `%s`, not `%s`", checker.rules_by_base[base] and "a rule" or "an exception", base, name)
    return nil
  end
  local known = {}
  for rule_name in pairs(checker.rules_by_base) do known[rule_name] = true end
  for _, other in ipairs(checker.statements) do
    if other.word == "exception" and other ~= statement then known[base_of(other.name)] = true end
  end
  checker.problems:unresolved(checker.shape:at(statement, path), ("%s: no rule and no exception is called `%s`.%s"):format(checker.shape.title(statement), name,
    nearest.hint_or_all(name, known)))
  return nil
end

-- The rules that an exception bears on, itself or by the exceptions that it excepts from: rule -> true, in `found`. chain: the exceptions on the way here, by name.
local function add_rules(checker, statement, found, chain)
  for i, name in ipairs(checker.shape:list(statement, { "to" }, statement.body.to) or {}) do
    local path = type(statement.body.to) == "table" and { "to", i } or { "to" }
    local rule, others = find_excepted(checker, statement, path, name)
    if rule then found[rule] = true end
    for _, other in ipairs(others or {}) do
      local base = base_of(other.name)
      if chain[base] then
        checker.shape:fail(statement, path, "these exceptions each except from the other: `%s` comes back to itself", base)
      else
        chain[base] = true
        add_rules(checker, other, found, chain)
        chain[base] = nil
      end
    end
  end
end

-- The other exceptions of the same name before the `@`, with their clauses and places.
local function other_versions(checker, statement)
  local list = {}
  for _, other in ipairs(called(checker, base_of(statement.name))) do
    if other ~= statement then
      list[#list + 1] = {}
      rules.cites(checker, list[#list], other, other.body)
    end
  end
  return list
end

-- What an exception excepts from: rules by name (`to`) and exceptions by their names (`over`).
local function read_to(checker, statement, exception)
  local shape, body, seen = checker.shape, statement.body, {}
  for i, name in ipairs(shape:list(statement, { "to" }, body.to) or {}) do
    local path = type(body.to) == "table" and { "to", i } or { "to" }
    local rule, others = find_excepted(checker, statement, path, name)
    if seen[name] then shape:fail(statement, path, "`%s` stands twice", name)
    elseif rule and rule.per then exception.to[#exception.to + 1] = name
    elseif others then exception.over[#exception.over + 1] = name end
    seen[name] = true
  end
end

function exceptions.read(checker, statement, body)
  local shape = checker.shape
  local exception = { name = statement.name, base = base_of(statement.name), to = {}, over = {}, applies = {}, at = shape:at(statement),
    title = shape:words(statement, { "title" }, body.title), reading = shape:said(statement, { "reading" }, body.reading),
    unconfirmed = shape:said(statement, { "unconfirmed" }, body.unconfirmed) }
  rules.cites(checker, exception, statement, body)
  exception.to_day = rules.force(checker, exception, statement, other_versions(checker, statement))
  read_to(checker, statement, exception)
  local found = {}
  add_rules(checker, statement, found, { [exception.base] = true })
  for _, rule in ipairs(checker.rules) do
    if found[rule] and rule.per then
      local scope = checker:scope(rule.per.kind, rule.per.period, "rule")
      exception.applies[rule.base] = checker.expressions:value(body.applies, types.condition, scope, shape:at(statement, { "applies" }))
    end
  end
  checker.exceptions[#checker.exceptions + 1] = exception
  for _, copy in ipairs(rules.again(exception, "to_day")) do checker.exceptions[#checker.exceptions + 1] = copy end
end

function exceptions.waivable(checker, statement, body)
  local shape = checker.shape
  local rule = find_rule(checker, statement, {}, statement.name)
  if rule and rule.word ~= "obligation" then shape:fail(statement, {}, "%s cannot be waived; only obligations can",
    (rule.word:find "^[aeiou]" and "an " or "a ") .. rule.word) end
  if rule and rule.per and checker.names.kinds.enterprise then
    local has_enterprise = false
    for _, entry in ipairs(checker.names:owners(rule.per.kind)) do has_enterprise = has_enterprise or entry.kind == "enterprise" end
    if not has_enterprise then shape:fail(statement, {}, "a waiver is given to an enterprise, and this rule judges %s", checker.names:plural(rule.per.kind)) end
  end
  local at_most
  if body.at_most ~= nil then
    at_most = checker.expressions:value(body.at_most, types.span, checker.no_scope, shape:at(statement, { "at_most" }))
    if at_most.type.k == "any" then at_most = nil
    elseif at_most.op ~= "span" then
      shape:fail(statement, { "at_most" }, "at_most is a span written out: at_most = months(6)")
      at_most = nil
    end
  end
  checker.waivable[statement.name] = { clauses = declarations.citations(checker, statement, { "clause" }, body.clause),
    by = rules.holder(checker, statement, "by", body.by), at_most = at_most }
end

return exceptions
