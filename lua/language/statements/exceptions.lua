-- Statements about rules: exceptions, which have a clause, a place and dates of their own, and what may be waived.
local types = require "mandate.language.types"
local nearest = require "mandate.language.nearest"
local declarations = require "mandate.language.statements.declarations"
local rules = require "mandate.language.statements.rules"
local schema = require "mandate.language.schema"

local exceptions = {}

local function base_of(name) return (name:gsub("@.*$", "")) end

local EXAMPLE <const> = 'instead = "200 mg/m3" of a parameter, instead = { due = months(6) } or { require = … } of a rule'

-- Whether what an exception says instead is said of a rule: { due = … } or { require = … }.
local function is_of_rule(checker, statement)
  local said = statement.body.instead
  return type(said) == "table" and not checker.shape.is_node[said]
end

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

-- Whether a name is that of a table of the law, of a version of it, or of one of its results.
local function names_table(checker, name)
  for _, statement in ipairs(checker.statements) do
    local full = statement.word == "decision" and base_of(statement.name)
    if full and (base_of(name) == full or name:sub(1, #full + 1) == full .. ".") then return true end
  end
  return false
end

-- What one of the names in `to` stands for, one of: a rule; the exceptions of that name, as statements; the name of a parameter. nil where it has been refused.
local function find_excepted(checker, statement, path, name)
  local rule, others, parameter = checker.rules_by_base[name], called(checker, name), checker.parameters[name]
  local of_parameter = statement.body.instead ~= nil and not is_of_rule(checker, statement)
  if parameter and (parameter.shown or rule and not of_parameter) then parameter = nil end
  if rule and parameter then rule = nil end
  if (rule or parameter) and #others > 0 then
    checker.shape:fail(statement, path, "a %s and an exception are both called `%s`: give the exception another name", rule and "rule" or "parameter", name)
    return nil
  elseif rule then
    return rule, nil
  elseif #others > 0 then
    return nil, others
  elseif parameter then
    return nil, nil, name
  end
  local base = name:match "^(.-)@"
  if base and (checker.rules_by_base[base] or #called(checker, base) > 0) then
    checker.shape:fail(statement, path, "it stands for all versions of %s: `%s`, not `%s`", checker.rules_by_base[base] and "a rule" or "an exception", base, name)
    return nil
  end
  if names_table(checker, name) then
    checker.shape:fail(statement, path, 'no exception is made to a table: where its row says another value for some, let the result be a parameter, { …, parameter "large-rate" }, '
      .. "and make the exception one to that; where a case is another, let a row before the others say it, which may cite a clause of its own")
    return nil
  end
  local known = {}
  for rule_name in pairs(checker.rules_by_base) do known[rule_name] = true end
  for parameter_name, its in pairs(of_parameter and checker.parameters or {}) do known[parameter_name] = not its.shown or nil end
  for _, other in ipairs(checker.statements) do
    if other.word == "exception" and other ~= statement then known[base_of(other.name)] = true end
  end
  checker.problems:unresolved(checker.shape:at(statement, path), ("%s: no rule%s and no exception is called `%s`.%s"):format(checker.shape.title(statement),
    of_parameter and ", no parameter" or "", name, nearest.hint_or_all(name, known)))
  return nil
end

-- The rules, and the names of parameters, that an exception bears on, itself or by the exceptions that it excepts from: rule or name -> true, in `found`. chain: the exceptions
-- on the way here, by name.
local function add_rules(checker, statement, found, chain)
  for i, name in ipairs(checker.shape:list(statement, { "to" }, statement.body.to) or {}) do
    local path = type(statement.body.to) == "table" and { "to", i } or { "to" }
    local rule, others, parameter = find_excepted(checker, statement, path, name)
    if rule or parameter then found[rule or parameter] = true end
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

-- What an exception excepts from: rules by name (`to`), exceptions by their names (`over`), parameters by name (`of`).
local function read_to(checker, statement, exception)
  local shape, body, seen = checker.shape, statement.body, {}
  for i, name in ipairs(shape:list(statement, { "to" }, body.to) or {}) do
    local path = type(body.to) == "table" and { "to", i } or { "to" }
    local rule, others, parameter = find_excepted(checker, statement, path, name)
    if seen[name] then shape:fail(statement, path, "`%s` stands twice", name)
    elseif rule and rule.per then exception.to[#exception.to + 1] = name
    elseif others then exception.over[#exception.over + 1] = name
    elseif parameter and checker.parameters[parameter].type.k == "scale" then
      shape:fail(statement, path, "nothing is said instead of a scale: write the other scale as a parameter of its own, and let a table choose what is asked, "
        .. "{ yes, parameter \"other\":of(…) }, { any, parameter \"%s\":of(…) }", parameter)
    elseif parameter then
      if body.instead ~= nil then exception.of[#exception.of + 1] = name
      else shape:fail(statement, path, 'an exception to a parameter says what holds instead: instead = "200 mg/m3"') end
    end
    seen[name] = true
  end
end

-- Refuses what is said instead in a wrong form, or in place of an exception that itself says and frees nothing.
local function check_instead(checker, head)
  local shape, statement, body = checker.shape, head.statement, head.statement.body
  if body.instead == nil then return end
  if is_of_rule(checker, statement) then
    shape:closed(statement, { "instead" }, body.instead, schema.options.instead)
    if (body.instead.due == nil) == (body.instead.require == nil) then shape:fail(statement, { "instead" }, "it says one thing: %s", EXAMPLE) end
  end
  local of_rules, of_parameters = 0, 0
  for what in pairs(head.found) do
    if type(what) == "string" then of_parameters = of_parameters + 1 else of_rules = of_rules + 1 end
  end
  if of_parameters > 0 and (of_rules > 0 or is_of_rule(checker, statement)) or of_rules > 0 and not is_of_rule(checker, statement) then
    shape:fail(statement, { "instead" }, "it does not fit what it is an exception to: %s", EXAMPLE)
  end
  for _, other in ipairs(checker.exception_heads) do
    for i, name in ipairs(head.exception.over) do
      if other.exception.base == name and not other.says and #other.exception.to == 0 then
        local path = type(body.to) == "table" and { "to", i } or { "to" }
        shape:fail(statement, path,
          "`%s` only sets another exception aside, and says nothing that could be said otherwise: name the rule, the parameter or the exception whose words it replaces", name)
      end
    end
  end
end

--- Reads who excepts from what, before anything asks a parameter: checker.exception_heads, in the order of the pack, as instead.lua has them.
function exceptions.heads(checker, statements)
  local shape, heads = checker.shape, {}
  checker.exception_heads = heads
  for _, statement in ipairs(statements) do
    local body = statement.body
    local exception = { name = statement.name, base = base_of(statement.name), to = {}, over = {}, of = {}, applies = {}, said_of_rule = {},
      at = shape:at(statement), says = body.instead ~= nil
      or nil,
      title = shape:words(statement, { "title" }, body.title), reading = shape:said(statement, { "reading" }, body.reading),
      unconfirmed = shape:said(statement, { "unconfirmed" }, body.unconfirmed) }
    rules.cites(checker, exception, statement, body)
    exception.to_day = rules.force(checker, exception, statement, other_versions(checker, statement))
    read_to(checker, statement, exception)
    local head = { exception = exception, statement = statement, says = exception.says, children = {}, found = {}, stretches = rules.again(exception, "to_day") }
    table.insert(head.stretches, 1, exception)
    add_rules(checker, statement, head.found, { [exception.base] = true })
    heads[#heads + 1] = head
  end
  for _, head in ipairs(heads) do
    for _, name in ipairs(head.exception.over) do
      for _, other in ipairs(heads) do
        if other.exception.base == name then other.children[#other.children + 1] = head end
      end
    end
    for _, name in ipairs(head.exception.of) do
      local parameter = checker.parameters[name]
      parameter.exceptions = parameter.exceptions or {}
      table.insert(parameter.exceptions, head)
    end
  end
  for _, head in ipairs(heads) do check_instead(checker, head) end
end

--- What exceptions to rules ask, with the record in hand that the rule judges.
function exceptions.read(checker)
  for _, head in ipairs(checker.exception_heads) do
    local exception, statement = head.exception, head.statement
    for _, rule in ipairs(checker.rules) do
      if head.found[rule] and rule.per then
        local scope = checker:scope(rule.per.kind, rule.per.period, "rule")
        exception.applies[rule.base] = checker.expressions:value(statement.body.applies, types.condition, scope, checker.shape:at(statement, { "applies" }))
      end
    end
    table.move(head.stretches, 1, #head.stretches, #checker.exceptions + 1, checker.exceptions)
  end
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
    by = rules.holder(checker, statement, "by", body.by), at_most = at_most, unconfirmed = shape:said(statement, { "unconfirmed" }, body.unconfirmed) }
end

return exceptions
