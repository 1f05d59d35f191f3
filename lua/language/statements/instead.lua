-- What an exception says instead (meaning.md, section 22): in place of a parameter's value, of a rule's due day or of what it requires. What is so replaced becomes
--   { op = "instead", from = what holds otherwise, choices = { { exception, asked = what it asks itself, condition, value }… }, odds = { { first, second, expression }… },
-- arguments, type, at, of_day }
-- where a condition tells whether its exception holds, and `odds` are the choices of which nobody has proved that they never hold together; what they then say is told by
--   { op = "at_odds", exceptions = { a, b } }, a condition that nobody knows.
-- { op = "exception", stretches } is the condition that the text of an exception is in force, and its place holds: its days are those of its stretches.
-- The heads of exceptions (exceptions.lua): { exception, statement, says, children, stretches }.
local coverage = require "mandate.language.coverage"
local kept_values = require "mandate.language.statements.kept_values"
local types = require "mandate.language.types"
local unit_factors = require "mandate.language.unit_factors"

local instead = {}

local function both(a, b) return a and b and { op = "and", a = a, b = b, type = types.condition, at = a.at } or a or b end
local function negated(a) return { op = "not", a = a, type = types.condition, at = a.at } end

local function at_odds(a, b)
  return { op = "at_odds", exceptions = { a.exception, b.exception }, type = types.condition, at = b.exception.at }
end

-- Where exceptions are asked. typed(head) is its condition, said(head) what it says, apart(a, b, conditions) whether two never hold together.
local Asking = {}
Asking.__index = Asking

-- Whether an exception holds, but for what it is an exception to.
function Asking:holds(head)
  if self.known[head] then return self.known[head] end
  local own = both({ op = "exception", stretches = head.stretches, name = head.exception.name, type = types.condition, at = head.exception.at }, self.typed(head))
  for _, aside in ipairs(head.children) do
    if not aside.says then
      own = both(own, negated(self:holds(aside)))
    end
  end
  self.known[head] = own
  return own
end

-- What holds where exceptions may say something else: { head, within = a condition under which it is asked, or nil }.
function Asking:replaced(from, list)
  if #list == 0 then return from end
  local choices, odds, arguments = {}, {}, {}
  for i, entry in ipairs(list) do
    local inner = {}
    for _, child in ipairs(entry.head.children) do
      if child.says then inner[#inner + 1] = { head = child } end
    end
    local choice = { exception = entry.head.exception, asked = self.typed(entry.head), condition = both(entry.within, self:holds(entry.head)),
      value = self:replaced(self.said(entry.head), inner) }
    choices[i] = choice
    arguments[#arguments + 1], arguments[#arguments + 2] = choice.condition, choice.value
    for j = 1, i - 1 do
      local found = self.apart(list[j].head, entry.head, { choices[j].condition, choice.condition })
      if not found then odds[#odds + 1] = { j, i, at_odds(list[j].head, entry.head) }
      elseif found == "one names the other" then odds[#odds + 1] = { j, i } end -- which replaces it, whichever is asked first
    end
  end
  for _, pair in ipairs(odds) do arguments[#arguments + 1] = pair[3] or nil end
  local of = from.type.k == "not_given" and choices[1].value.type or from.type
  return { op = "instead", from = from, choices = choices, odds = odds, arguments = arguments, at = from.at, type = of }
end

-- Exceptions that contradict each other ------------------------------------------------------------------------------------------------

local function meet(a, b)
  for _, one in ipairs(a.stretches) do
    for _, other in ipairs(b.stretches) do
      if (one.from or "") <= (other.to_day or "9999-12-31") and (other.from or "") <= (one.to_day or "9999-12-31") then return true end
    end
  end
  return false
end

local SPAN <const> = { "unit", "count", "calendar", "clear", "round" }

local function is_same(x, y)
  if x.op == "span" and y.op == "span" then
    for _, part in ipairs(SPAN) do
      if x[part] ~= y[part] then return false end
    end
    return true
  end
  return x.op == "literal" and y.op == "literal" and x.type.k == y.type.k and x.type.unit == y.type.unit and x.value == y.value
end

local function is_replaced(head)
  for _, child in ipairs(head.children) do
    if child.says then return true end
  end
  return false
end

local function names(head, other)
  for _, name in ipairs(head.exception.over) do
    if name == other.exception.base then return true end
  end
  return false
end

-- Whether two exceptions to one thing never hold together, or agree, true, or one of them names the other; what cannot be proved is told once, and what is certain is refused.
---@param conditions table whether each holds
local function prove(checker, a, b, asking, conditions)
  if not meet(a, b) then return true end
  if names(a, b) or names(b, a) then return "one names the other" end
  if is_same(asking.said(a), asking.said(b)) and not is_replaced(a) and not is_replaced(b) then return true end
  local kinds = {}
  for name, entry in pairs(checker.names.kinds) do kinds[name] = entry.model end
  local found = coverage.together(conditions, { codes = checker.codes, parameters = checker.parameters, kinds = kinds,
    find_term = checker.names:finder() })
  if found == "never" then return true end
  local places = a.exception.place and b.exception.place and a.exception.place ~= b.exception.place
  local key = a.exception.name .. "\0" .. b.exception.name
  if checker.contradicting[key] then return false end
  checker.contradicting[key] = true
  local function say(text) return ("%s: %s"):format(checker.shape.title(b.statement), text:format(a.exception.name)) end
  if found == "surely" and not places then
    checker.problems:add(checker.shape:at(b.statement),
      say "it and exception `%s` can hold at once and do not say the same: name the one in `to` of the other, as the law ranks them")
  else
    checker.problems:warn(checker.shape:at(b.statement),
      say "that it and exception `%s` never hold at once cannot be proved; where both do and do not say the same, what holds is unknown")
  end
  return false
end

local function asking_of(checker, typed, said)
  local asking = setmetatable({ known = {}, typed = typed, said = said }, Asking)
  function asking.apart(a, b, conditions) return prove(checker, a, b, asking, conditions) end
  return asking
end

-- Of rules ------------------------------------------------------------------------------------------------------------------------------

local SLOTS <const> = { "due", "require" }

local function in_list(list, value)
  for _, one in ipairs(list) do
    if one == value then return true end
  end
  return false
end

-- The exceptions that say something in place of a rule's own words: to it, and to exceptions that free of it.
local function of_rule(checker, asking, base)
  local list = {}
  for _, head in ipairs(checker.exception_heads) do
    if in_list(head.exception.to, base) and head.says then
      list[#list + 1] = { head = head }
    elseif in_list(head.exception.to, base) then
      for _, child in ipairs(head.children) do
        if child.says then list[#list + 1] = { head = child, within = asking:holds(head) } end
      end
    end
  end
  return list
end

--- Puts what exceptions say instead into the rules that they name, once all that exceptions ask has been read.
function instead.of_rules(checker)
  for _, rule in ipairs(checker.rules) do
    local said = {}
    local asking = asking_of(checker, function(head) return head.exception.applies[rule.base] end, function(head) return said[head] end)
    local sound = rule.per ~= nil
    for _, head in ipairs(checker.exception_heads) do
      if head.says and head.exception.applies[rule.base] and rule.per then
        said[head] = instead.said_of_rule(checker, rule, head)
        head.exception.said_of_rule[head.statement.body.instead.due ~= nil and "due" or "require"] = said[head] -- what `doc` prints
        sound = sound and said[head] ~= nil and head.exception.applies[rule.base].type.k ~= "any"
      end
    end
    if sound and next(said) then
      for _, slot in ipairs(SLOTS) do
        if rule[slot] then rule[slot] = asking:replaced(rule[slot], of_rule(checker, asking, rule.base)) end
      end
    end
  end
end

local function sort_of(e) return e.op == "not_given" and "date" or e.type.k end

--- What an exception says of a rule, typed; nil where it is refused.
function instead.said_of_rule(checker, rule, head)
  local shape, statement, body = checker.shape, head.statement, head.statement.body.instead
  local slot = body.due ~= nil and "due" or "require"
  local path = { "instead", slot }
  if rule.word ~= "obligation" or not rule[slot] then
    local what = rule.word ~= "obligation" and ("a %s"):format(rule.word) or rule.forbid and "a rule with `forbid`: let a parameter say the limit, and make the exception one to it"
      or rule.require and "a rule with `require`: instead = { require = … }" or "a rule with `due`: instead = { due = … }"
    if rule[slot] == nil and rule.complete then shape:fail(statement, path, "`%s` is %s", rule.name, what) end
    return nil
  end
  if slot == "due" and rule.clock then
    shape:fail(statement, path, "`%s` says when its clock stops, or how it is given more time, and so runs by its own `due`: write the other due day as a rule of its own",
      rule.name)
    return nil
  end
  local want = slot == "due" and { k = "date", or_span = true, or_not_given = true } or types.condition
  local said = checker.expressions:value(body[slot], want, rule.scope, shape:at(statement, path))
  if not said or said.type.k == "any" or rule[slot].type.k == "any" then return nil end
  if sort_of(said) ~= sort_of(rule[slot]) then
    shape:fail(statement, path, "`%s` is due %s, and so must it be instead", rule.name, sort_of(rule[slot]) == "span" and "so long after it arises" or "by a day")
    return nil
  end
  return said
end

-- Of parameters -------------------------------------------------------------------------------------------------------------------------

local REPLACED <const> = { number = true, rate = true, date = true, text = true, span = true }

-- What an exception says of a parameter: a value, read once, or another parameter's, which is read where the parameter is.
local function said_of_parameter(checker, head, name, scope, date, at)
  local raw, shape = head.statement.body.instead, checker.shape
  local path, parameter, said = { "instead" }, checker.parameters[name], nil
  if shape.is_node[raw] and raw.op == "apply" and raw.name == "parameter" then
    local other = raw.arguments.n == 1 and raw.arguments[1]
    if not checker.parameters[other] or checker.parameters[other].shown then
      said = checker.expressions:type_of(raw, scope) -- which refuses it, with the nearest name
    elseif checker.asked_instead[other] or other == name then
      shape:fail(head.statement, path, 'it comes back to parameter "%s"', other)
    else
      said = instead.asked(checker, other, date, scope, at)
    end
  else
    head.said = head.said or { checker.parameter_value(checker, head.statement, path, raw) }
    said = head.said[1]
  end
  if not said or said.type.k == "any" then return nil end
  local of = parameter.type
  if (said.op == "literal" or said.op == "parameter") and of.unit and said.type.unit and unit_factors.related(checker.units, said.type.unit, of.unit) then
    said = checker.expressions:in_unit(said, of.unit, said.at or at, true)
  end
  if of.k ~= said.type.k or of.unit ~= said.type.unit then
    if not head.refused then shape:fail(head.statement, path, 'it is %s, parameter "%s" is %s', types.say(said.type), name, types.say(of)) end
    head.refused = true
    return nil
  end
  return said
end

--- What asks a parameter, on a day of its own or on the pivot, with the rows in hand that the scope has.
function instead.asked(checker, name, date, scope, at)
  local parameter, expressions = checker.parameters[name], checker.expressions
  local base = kept_values.asked(expressions, name, date, scope, at)
  local heads = parameter.exceptions
  if not heads or not REPLACED[parameter.type.k] then return base end
  local outer = checker.asked_instead[name]
  checker.asked_instead[name] = true
  local typed, said, sound = {}, {}, true
  local function read(list)
    for _, head in ipairs(list) do
      if typed[head] == nil then
        local body, shape = head.statement.body, checker.shape
        typed[head] = expressions:value(body.applies, types.condition, scope, shape:at(head.statement, { "applies" })) or false
        sound = sound and typed[head] and typed[head].type.k ~= "any"
        if head.says then
          said[head] = said_of_parameter(checker, head, name, scope, date, at)
          for _, stretch in ipairs(head.stretches) do -- what `doc` prints
            stretch.said, stretch.asked = stretch.said or said[head], stretch.asked or typed[head]
          end
          sound = sound and said[head] ~= nil
        end
        read(head.children)
      end
    end
  end
  read(heads)
  checker.asked_instead[name] = outer
  if not sound then return base end
  local list = {}
  for i, head in ipairs(heads) do list[i] = { head = head } end
  local asking = asking_of(checker, function(head) return typed[head] end, function(head) return said[head] end)
  local result = asking:replaced(base, list)
  local function name_all(e)
    if e.op ~= "instead" then return end
    e.name, e.of_day = name, date
    for _, choice in ipairs(e.choices) do
      if choice.value.op == "instead" and not choice.value.name then name_all(choice.value) end
    end
  end
  name_all(result)
  return result
end

return instead
