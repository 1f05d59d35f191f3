--- Rows that an import refused while it let the others land (meaning.md, section 19): what the registry remembers of them, in words.
local analysis = require "mandate.language.lower.analysis"

local refused = {}

local PASSES = { "met", "on_track", "late", "waived", "pending", "open", "used" }
local FREE = { "not_applicable", "not_available" }

local function rows(words, one)
  local key = one.refused > one.rows and "refused.more" or "refused.rows" -- the file may have become shorter
  return words:say(key, { refused = one.refused, rows = one.rows, file = one.file })
end

--- What was refused of a kind, and has not come: "3 of 40 rows of spills.csv were refused, …".
---@param list table of { file, rows, refused }
function refused.said(words, list)
  local texts = {}
  for i, one in ipairs(list) do texts[i] = rows(words, one) end
  return words:say("refused.said", { list = table.concat(texts, words.separator) })
end

--- What is said of a register that would be complete without them.
function refused.register(words, text, list)
  return words:say("refused.register", { text = text, said = refused.said(words, list) })
end

-- Calls with each kind and what is said of it, the kinds in order.
local function each(by_kind, visit)
  local kinds = {}
  for kind in pairs(by_kind) do kinds[#kinds + 1] = kind end
  table.sort(kinds)
  for _, kind in ipairs(kinds) do visit(kind, by_kind[kind]) end
end

--- Notes: one for each kind of which rows are waited for, and one for each statement that some need not come.
---@param lowering table
---@param name function(kind) gives the word for a kind within a sentence
---@return string[]
function refused.notes(words, lowering, name)
  local notes = {}
  each(lowering.refused, function(kind, list) notes[#notes + 1] = words:say("refused.note", { kind = name(kind), said = refused.said(words, list) }) end)
  each(lowering.settled, function(kind, list)
    for _, one in ipairs(list) do notes[#notes + 1] = words:say("refused.settled", { kind = name(kind), rows = rows(words, one), why = one.why }) end
  end)
  return notes
end

-- Whether a rule asks a set of a kind, and whether what frees of it does.
local function asks(pack, base, kind)
  local asked, frees = {}, {}
  analysis.asked_of(pack, base, function(expression) analysis.kinds_of_sets(pack, expression, asked) end)
  for _, rule in ipairs(pack.rules) do
    if rule.base == base and rule.applies then analysis.kinds_of_sets(pack, rule.applies, frees) end
  end
  for _, exception in ipairs(pack.exceptions or {}) do
    if exception.applies and exception.applies[base] then analysis.kinds_of_sets(pack, exception.applies[base], frees) end
  end
  return asked[kind], frees[kind]
end

local function count(rule, statuses)
  local sum = 0
  for _, status in ipairs(statuses) do sum = sum + (rule.counts[status] or 0) end
  return sum
end

--- Notes, after the run: how many verdicts that find nothing wrong stand beside the refused rows of a kind, of which any may be of any of them.
---@param result table of check.run
---@param name function(kind) gives the word for a kind within a sentence
---@return string[] notes; with none no verdict hangs on what was refused
function refused.beside(words, opened, result, name)
  local notes = {}
  each(opened.lowering.refused, function(kind)
    local verdicts, rules = 0, {}
    for _, rule in ipairs(result.rules) do
      local asked, frees = asks(opened.pack, rule.base, kind)
      local own = asked and count(rule, PASSES) + (frees and count(rule, FREE) or 0) or 0
      if own > 0 then verdicts, rules[#rules + 1] = verdicts + own, rule.base end
    end
    if verdicts > 0 then
      notes[#notes + 1] = words:say(verdicts == 1 and "refused.beside_one" or "refused.beside", { kind = name(kind), count = verdicts,
        rules = table.concat(rules, words.separator) })
    end
  end)
  return notes
end

return refused
