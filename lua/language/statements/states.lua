--- States with memory (meaning.md, section 27): terms per period that go on until something ends them. The form of one is an expression { op = "state", a = what begins it,
--- b = what ends it or nil, value = what it was before its first period or nil, row = whose place a record takes or nil, name, kind, unit, first = the day that its first period
--- holds }.
local rules = require "mandate.language.statements.rules"
local types = require "mandate.language.types"
local walk = require "mandate.language.walk"

local states = {}

-- A condition of a state; what it was before may be written, as true or false.
local function condition(checker, statement, key, scope)
  local said = statement.body[key]
  if said == nil then return nil end
  local at = checker.shape:at(statement, { key })
  if key == "before" and type(said) == "boolean" then return { op = "literal", value = said, type = types.condition, at = at } end
  if key == "before" and checker.named_periods[scope.period] then
    checker.shape:fail(statement, { key }, "before: write true or false: `%s` need not name a period before the first one, of which a condition could be asked", scope.period)
    return nil
  end
  local value = checker.expressions:value(said, types.condition, scope, at)
  if value.type.k == "any" then return nil end
  walk.asked(value, checker.names:finder(), function(e)
    if e.op == "function" then
      checker.problems:add(at, ("state %s: %s: a state takes no Lua function: it is asked of every record and every period"):format(statement.name, key))
    end
  end)
  return value
end

-- Whose place a record takes: a reference of its own to a record of its kind.
local function succeeded(checker, term, scope)
  local shape, statement, kind = checker.shape, term.statement, checker.names.kinds[term.kind].model
  local said = statement.body.succeeds
  if said == nil then return nil end
  local value = shape.is_node[said] and checker.expressions:type_of(said, scope) or nil
  if value and value.type.k == "any" then return nil end
  local own = value and value.op == "field" and value.type.k == "row" and value.type.kind == term.kind and value.from.op == "row" and #value.from.via == 0
  if not own then
    shape:fail(statement, { "succeeds" }, 'succeeds is a reference of %s to its own kind, succeeds = %s.predecessor, with { "predecessor", %s, blank = "none" } in the kind',
      term.kind, term.kind, term.kind)
  elseif not kind.starts then
    shape:fail(statement, { "succeeds" }, "no event brings a record of %s into being, { …, event, starts = true }: nobody could tell from when on it takes the place of another",
      term.kind)
  end
  return own and kind.starts and value or nil
end

--- The expression of a state, for the term that it is; nil where it is wrong.
function states.read(checker, term)
  local shape, statement, body = checker.shape, term.statement, term.statement.body
  if not term.period then
    if body.per ~= nil and not rules.per(checker, statement, body.per) then return nil end
    shape:fail(statement, { "per" }, "a state holds in periods: per = { %s, year }", term.kind)
    return nil
  end
  if checker.names.groups[term.kind] then
    shape:fail(statement, {}, "a state is one of records, and %s is a group", term.kind)
    return nil
  end
  local scope, named = checker:scope(term.kind, term.period, "term"), checker.named_periods[term.period]
  local node = { op = "state", name = term.full, kind = term.kind, unit = term.period, rows = named and named.rows, type = types.condition, at = shape:at(statement),
    first = shape:literal(statement, { "from" }, body.from, types.stated), clauses = term.clauses,
    a = condition(checker, statement, "begins", scope), b = condition(checker, statement, "ends", scope), value = condition(checker, statement, "before", scope),
    row = succeeded(checker, term, scope) }
  local last = named and named.rows[#named.rows]
  if last and last.to and node.first and node.first > last.to then
    shape:fail(statement, { "from" }, "from: the last row of `%s` ends on %s, so that no period lies behind %s", named.name, last.to, node.first)
    return nil
  end
  return node.first and node.a and node or nil
end

return states
