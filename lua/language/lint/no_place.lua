--- Places that are meant and that nothing asks, for lint (meaning.md, section 9): a rule of one place over what has no way to a jurisdiction judges it
-- wherever it is, and a row of a parameter that a text of one place sets holds everywhere, unless it says its place itself.
local schema = require "mandate.language.schema"
local walk = require "mandate.language.walk"

local no_place = {}

local JURISDICTION <const> = "jurisdiction"

-- Whether records of a kind lie somewhere: whether a reference leads from them, or from their owners, to a jurisdiction.
local function lies(kinds, name)
  for _ = 1, 16 do
    if name == JURISDICTION then return true end
    local kind, way = kinds[name], nil
    for _, field in ipairs(kind and kind.fields or {}) do
      if kind.owner and field.name == kind.owner or not kind.owner and field.kind == JURISDICTION then way = field.kind end
    end
    if not way then return false end
    name = way
  end
  return false
end

local function warn_everywhere(checker, kinds, one, title, per)
  if one.place and kinds[per.kind] and not lies(kinds, per.kind) then
    checker.problems:warn(one.at, ('%s holds in %s alone, and nothing says in what place a %s lies, so that it counts wherever that is: '
      .. 'give the kind %s a field that leads to a jurisdiction'):format(title, one.place, per.kind, per.kind))
  end
end

-- The exceptions that say something else instead, in what a rule asks.
local function warn_instead(checker, kinds, rule, expressions, warned)
  local find_term = checker.names:finder()
  for _, expression in ipairs(expressions) do
    walk.asked(walk.holds(expression, find_term, "instead") and expression, find_term, function(e)
      for _, choice in ipairs(e.op == "instead" and e.choices or {}) do
        local key = choice.exception.name .. " " .. rule.per.kind
        if not warned[key] then warn_everywhere(checker, kinds, choice.exception, ("exception %s"):format(choice.exception.name), rule.per) end
        warned[key] = true
      end
    end)
  end
end

-- The rows of parameters that a rule without a place asks, and that a text of one place sets without saying so.
local function warn_rows(checker, title, expressions, told)
  local find_term = checker.names:finder()
  for _, expression in ipairs(expressions) do
    walk.asked(walk.holds(expression, find_term, "parameter") and expression, find_term, function(e)
      local parameter = e.op == "parameter" and checker.parameters[e.name]
      for i, row in ipairs(parameter and not parameter.shown and parameter.rows or {}) do
        for _, cited in ipairs(not row.place and row.clauses or {}) do
          local place = checker.instruments[cited.instrument].place
          if place and not told[row] then
            told[row] = true
            checker.problems:warn(row.at, ('parameter "%s", row %d is set by `%s`, which holds in %s alone, and %s asks it everywhere: say place = "%s" at the row'):format(
              e.name, i, cited.instrument, place, title, place))
          end
        end
      end
    end)
  end
end

--- After all rules are read.
---@param kinds table name -> as model:kinds() gives it
function no_place.check(checker, kinds)
  local told, warned = {}, {} -- warned: "exception kind"
  for _, rule in ipairs(checker.rules) do
    local title = ("%s %s"):format(rule.word, rule.name)
    if not rule.per then goto refused end -- as it was said already
    warn_everywhere(checker, kinds, rule, title, rule.per)
    local expressions = {}
    for _, slot in ipairs(schema.slots) do expressions[#expressions + 1] = rule[slot] end
    warn_instead(checker, kinds, rule, expressions, warned)
    if not rule.place then warn_rows(checker, title, expressions, told) end
    ::refused::
  end
  for _, exception in ipairs(checker.exceptions) do
    for _, rule in ipairs(checker.rules) do
      local key = rule.per and exception.name .. " " .. rule.per.kind
      if key and exception.applies[rule.base] and not warned[key] then
        warned[key] = true
        warn_everywhere(checker, kinds, exception, ("exception %s"):format(exception.name), rule.per)
      end
    end
  end
end

return no_place
