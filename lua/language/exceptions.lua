-- Statements about rules: exceptions, which have a clause, a place and dates of their own, and what may be waived.
local types = require "mandate.language.types"
local nearest = require "mandate.language.nearest"
local declarations = require "mandate.language.declarations"
local rules = require "mandate.language.rules"

local exceptions = {}

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

function exceptions.read(checker, statement, body)
  local shape = checker.shape
  local exception = { name = statement.name, to = {}, applies = {}, at = shape:at(statement), title = shape:words(statement, { "title" }, body.title),
    reading = shape:said(statement, { "reading" }, body.reading), unconfirmed = shape:said(statement, { "unconfirmed" }, body.unconfirmed) }
  exception.to_day = rules.force(checker, exception, statement, body)
  for i, name in ipairs(shape:list(statement, { "to" }, body.to) or {}) do
    local path = type(body.to) == "table" and { "to", i } or { "to" }
    local rule = find_rule(checker, statement, path, name)
    if rule and exception.applies[name] then
      shape:fail(statement, path, "`%s` stands twice", name)
    elseif rule and rule.per then
      exception.to[#exception.to + 1] = name
      local scope = checker:scope(rule.per.kind, rule.per.period, "rule")
      exception.applies[name] = checker.expressions:value(body.applies, types.condition, scope, shape:at(statement, { "applies" }))
    end
  end
  checker.exceptions[#checker.exceptions + 1] = exception
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
