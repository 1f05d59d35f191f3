--- What frees a subject in silence, for lint (meaning.md, sections 4 and 7): `known` and `missing` where a rule asks whether it applies, and a duty that
--- is done by the very event that brings its subject into being.
local origins = require "mandate.language.origins"
local passing = require "mandate.language.lint.passing"
local types = require "mandate.language.types"
local walk = require "mandate.language.walk"

local freeing = {}

local function warn_known(checker, expression, whose)
  if not expression then return end
  walk.asked(expression, checker.names:finder(), function(e)
    if e.op ~= "known" and e.op ~= "missing" then return end
    checker.problems:warn(e.at, passing.words(whose, e.op, "frees in silence whoever it is not known of"))
  end)
end

-- The owner to be judged instead of a record: its kind's name and the set of its records; nil where the kind has none.
local function owner_of(kind)
  for _, field in ipairs(kind.fields) do
    if field.name == kind.owner then return field.kind end
  end
end

-- A record that is not there is judged by nobody.
local function warn_done(checker, context, rule)
  local kind = rule.per and context.kinds[rule.per.kind]
  if not kind or not kind.starts or kind.lasting or not rule.done then return end
  local is_start = false
  origins.each(context, rule.done, function(of, name) is_start = is_start or of == kind.name and name == kind.starts end)
  if not is_start then return end
  local recipe = "a kind that is there without it"
  if kind.owner then
    local owner = owner_of(kind)
    recipe = ("its owner: per = %s, done = %s.%s:where(…).%s:first()"):format(owner, owner, kind.plural, kind.starts)
  end
  checker.problems:warn(rule.at, ("%s %s: it is done by `%s`, the event that brings %s into being: whoever never did it has no %s to be judged, and is never found; judge %s")
    :format(rule.word, rule.name, kind.starts, types.a(kind.name), kind.name, recipe))
end

-- A written day frees whatever begins after it, and so what was filed late.
local function warn_late(checker, context, rule)
  local kind = rule.per and context.kinds[rule.per.kind]
  if not kind or not kind.starts or kind.lasting or rule.per.period or not rule.done or not origins.frees(context, rule) then return end
  local owner = owner_of(kind)
  checker.problems:warn(rule.due.at or rule.at, ("%s %s: %s that begins after its due day, which the pack writes, is free of it, also one that is only late; "
    .. "if those are to be found, let the duty arise with it: arises = %s.%s%s"):format(rule.word, rule.name, types.a(kind.name), kind.name, kind.starts,
    owner and (", or judge its owner: per = %s, done = %s.%s:where(…)…:first()"):format(owner, owner, kind.plural) or ""))
end

--- After all rules and exceptions are read. kinds: name -> as model:kinds() gives it.
function freeing.check(checker, kinds)
  local context = { rules = checker.rules, kinds = kinds, term = function(name)
    local term = checker.names.terms[name:match "^(.-)%."][name:match "%.(.+)$"]
    return term and term.value
  end }
  for _, rule in ipairs(checker.rules) do
    warn_done(checker, context, rule)
    warn_late(checker, context, rule)
  end
  for _, rule in ipairs(checker.rules) do warn_known(checker, rule.applies, ("%s %s: applies"):format(rule.word, rule.name)) end
  for _, exception in ipairs(checker.exceptions) do
    for _, name in ipairs(exception.to) do warn_known(checker, exception.applies[name], "exception " .. exception.name) end
  end
end

return freeing
