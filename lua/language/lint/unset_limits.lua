--- Limits that the law does not set somewhere, or at some time, for lint: a parameter may say `none`, and then a comparison with it is false (meaning.md,
-- sections 4 and 9), so that what must be at most the limit is breached where there is none.
local walk = require "mandate.language.walk"
local wanted = require "mandate.language.lint.wanted"
local wording = require "mandate.check.wording"

local unset_limits = {}

local OPPOSITE = { at_most = "above", below = "at_least", at_least = "below", above = "at_most", by = "after", before = "on_or_after", after = "by", on_or_after = "before" }
local COMPARES = { between = true, is = true, starts_with = true, ends_with = true, contains = true, during = true }
for op in pairs(OPPOSITE) do COMPARES[op] = true end
local ASKS = { given = true, known = true, missing = true, or_else = true }

-- The first parameter in a value that says of some day or place that there is none; where another value stands for it there is one.
local function unset(checker, find_term, e)
  local found, looked = nil, {} -- a term that is named twice is looked into once
  local function look(part)
    walk.into(part, function(inner)
      if inner.op == "or_else" or inner.op == "children" then return false end
      if inner.op == "parameter" then
        for _, row in ipairs(checker.parameters[inner.name].rows) do
          if row.none then found = found or inner end
        end
      end
      local term = inner.op == "term" and not looked[inner.term] and find_term(inner.term)
      if inner.op == "term" then looked[inner.term] = true end
      if term and term.value and term.value.type and term.value.type.k ~= "condition" then look(term.value) end
      return true
    end)
  end
  look(e)
  return found
end

-- The parameters of which a rule asks whether they are there: it has thought of that.
local function asked_of(checker, find_term, rule)
  local asked = {}
  local function visit(e)
    local of = ASKS[e.op] and e.from and walk.written(e.from)
    if of and (of.op == "parameter" or of.op == "kept" or of.op == "milder" or of.op == "instead" and of.name) then asked[of.name] = true end
  end
  for _, slot in ipairs { "require", "forbid", "applies" } do
    if rule[slot] then walk.asked(rule[slot], find_term, visit) end
  end
  for _, exception in ipairs(checker.exceptions) do
    if exception.applies[rule.base] then walk.asked(exception.applies[rule.base], find_term, visit) end
  end
  return asked
end

--- After all rules and parameters are read.
---@param kinds table name -> as model:kinds() gives it
function unset_limits.check(checker, kinds)
  local find_term = checker.names:finder()
  for _, rule in ipairs(checker.rules) do
    local asked, told = nil, {}
    if rule.require or rule.forbid then
      wanted.each(rule, find_term, function(e, yes)
        if not yes or not COMPARES[e.op] then return end
        local parameter = unset(checker, find_term, e.from)
        for _, argument in ipairs(e.arguments or {}) do parameter = parameter or unset(checker, find_term, argument) end
        asked = asked or asked_of(checker, find_term, rule)
        if not parameter or asked[parameter.name] or told[e] then return end
        told[e] = true
        local opposite = OPPOSITE[e.op] and wording.of({ op = "not", a = { op = OPPOSITE[e.op], from = e.from, arguments = e.arguments } }, kinds)
        local given = wording.of({ op = "given", from = parameter }, kinds)
        checker.problems:warn(e.at or rule.at, ('%s %s: `%s` is false, and the rule breached, where the law sets no "%s" (a row says none); '
          .. "write applies = %s%s"):format(rule.word, rule.name, wording.of(e, kinds), parameter.shown or parameter.name, given,
          opposite and (", or ask %s"):format(opposite) or ""))
      end)
    end
  end
end

return unset_limits
