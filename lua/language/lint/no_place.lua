--- Rows of a parameter, for lint, that a text of one place sets: they hold everywhere, unless they say their place themselves (meaning.md, section 9).
local schema = require "mandate.language.schema"
local walk = require "mandate.language.walk"

local no_place = {}

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

--- After all rules are read: those without a place that ask such rows.
function no_place.check(checker)
  local told = {}
  for _, rule in ipairs(checker.rules) do
    if rule.per and not rule.place then
      local expressions = {}
      for _, slot in ipairs(schema.slots) do expressions[#expressions + 1] = rule[slot] end
      warn_rows(checker, ("%s %s"):format(rule.word, rule.name), expressions, told)
    end
  end
end

return no_place
