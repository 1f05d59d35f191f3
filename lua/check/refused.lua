--- Rows that an import refused while it let the others land, and that have not come since (meaning.md, section 19): what the registry remembers of them, in words.
local refused = {}

--- What was refused of a kind: "3 of 40 rows of spills.csv were refused, …".
---@param list table of { file, rows, refused }
function refused.said(words, list)
  local texts = {}
  for i, one in ipairs(list) do texts[i] = words:say("refused.rows", { refused = one.refused, rows = one.rows, file = one.file }) end
  return words:say("refused.said", { list = table.concat(texts, words.separator) })
end

--- What is said of a register that would be complete without them.
function refused.register(words, text, list)
  return words:say("refused.register", { text = text, said = refused.said(words, list) })
end

--- Notes, one for each kind.
---@param by_kind table<string, table> kind -> what was refused of it
---@param name function(kind) gives the word for a kind within a sentence
---@return string[]
function refused.notes(words, by_kind, name)
  local kinds, notes = {}, {}
  for kind in pairs(by_kind) do kinds[#kinds + 1] = kind end
  table.sort(kinds)
  for i, kind in ipairs(kinds) do
    notes[i] = words:say("refused.note", { kind = name(kind), said = refused.said(words, by_kind[kind]) })
  end
  return notes
end

return refused
