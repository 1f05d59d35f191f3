-- What a rule, a report or an indicator takes for a number found only to lie below a limit: non_detects = "half", or with the clause that says so
-- (meaning.md, section 2).
local declarations = require "mandate.language.statements.declarations"
local nearest = require "mandate.language.nearest"
local schema = require "mandate.language.schema"

local non_detects = {}

local WORDS = { zero = true, half = true, limit = true }

--- Reads the key `non_detects` into target.non_detects, its word, and target.non_detects_by, the clauses that say so: its own, or those of the statement.
---@param origin table the statement in which the key stands
---@param value any
---@param clauses table the statement's own
function non_detects.read(checker, target, origin, value, clauses)
  local shape, path = checker.shape, { "non_detects" }
  if value == nil then return end
  local own = type(value) == "table" and not shape.is_node[value]
  local word = value
  if own then
    shape:closed(origin, path, value, schema.options.non_detects, true)
    if #value > 1 then shape:fail(origin, path, "`non_detects` holds %d words; one of them counts", #value) end
    word = value[1]
    path = { "non_detects", 1 }
  end
  if not WORDS[word] then
    shape:fail(origin, own and word == nil and { "non_detects" } or path, '`non_detects` is "zero", "half" or "limit", or { "half", clause = "instrument/clause" }, not %s.%s',
      word == nil and "nothing" or shape:show(word), type(word) == "string" and nearest.hint(word, WORDS) or "")
    return
  end
  target.non_detects = word
  target.non_detects_by = own and value.clause ~= nil and declarations.citations(checker, origin, { "non_detects", "clause" }, value.clause) or clauses
  if #target.non_detects_by == 0 and not (own and value.clause ~= nil) then
    shape:fail(origin, { "non_detects" }, 'which clause takes %s for it? non_detects = { "%s", clause = "instrument/clause" }', word == "zero" and "0" or word == "half" and "half"
      or "the limit", word)
  end
end

--- For `lint`: where the text that takes something for them ends before the rule does.
function non_detects.check(checker)
  for _, rule in ipairs(checker.rules) do
    for _, cited in ipairs(rule.non_detects_by or {}) do
      local instrument = checker.instruments[cited.instrument]
      local first, last = instrument.from, instrument.to
      if last and (not rule.to or rule.to > last) or first and (not rule.from or rule.from < first) then
        checker.problems:warn(rule.at, ('rule "%s" takes `%s` for what was not detected on each day of its force, and `%s`, which says so, holds %s only: '
          .. 'give the rule a version for each text, or cite what says so on the other days'):format(rule.name, rule.non_detects, cited.instrument,
          last and ("from %s to %s"):format(first or "the beginning", last) or "from " .. first .. " on"))
      end
    end
  end
end

return non_detects
