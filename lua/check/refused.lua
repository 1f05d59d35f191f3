--- Rows that an import refused while it let the others land (meaning.md, section 19): what the registry remembers of them, in words.
local refused = {}

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

return refused
