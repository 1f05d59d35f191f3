--- What frees a subject in silence, for lint (meaning.md, sections 4 and 7): `known` and `missing` where a rule asks whether it applies, and a duty that
--- is done by the very event that brings its subject into being.
local walk = require "mandate.language.walk"

local freeing = {}

-- Calls visit(expression) for all that the expression asks, in the terms that it names, too.
local function each_asked(checker, expression, visit, seen)
  walk.into(expression, function(e)
    if seen[e] then return false end
    seen[e] = true
    if e.written then -- what the analyst wrote, not what it was made into
      each_asked(checker, e.written, visit, seen)
      return false
    end
    visit(e)
    local name = (e.op == "term" or e.op == "column_term") and e.term
    local term = name and checker.names.terms[name:match "^(.-)%."][name:match "%.(.+)$"]
    if term and term.value then each_asked(checker, term.value, visit, seen) end
    return true
  end)
end

local function warn_known(checker, expression, whose)
  if not expression then return end
  each_asked(checker, expression, function(e)
    if e.op ~= "known" and e.op ~= "missing" then return end
    checker.problems:warn(e.at, ("%s: `:%s()` makes a plain %s of what is not known, and so frees in silence whoever it is not known of; write %s, which leaves it unknown")
      :format(whose, e.op, e.op == "known" and "no" or "yes", e.op == "known" and ":given()" or "~…:given()"))
  end, {})
end

--- After all rules and exceptions are read.
function freeing.check(checker)
  for _, rule in ipairs(checker.rules) do warn_known(checker, rule.applies, ("%s %s: applies"):format(rule.word, rule.name)) end
  for _, exception in ipairs(checker.exceptions) do
    for _, name in ipairs(exception.to) do warn_known(checker, exception.applies[name], "exception " .. exception.name) end
  end
end

return freeing
