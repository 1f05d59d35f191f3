--- A pack's import statements as tables: from which column of a file each field comes, and how it is read.
local mappings = {}

local function quoted(texts)
  local list = {}
  for i, text in ipairs(texts) do list[i] = ('"%s"'):format(text) end
  return table.concat(list, ", ")
end

local function how(part, words)
  local list = {}
  if part.dates then list[#list + 1] = part.dates end
  if part.code_register then
    local on = part.day or part.day_order and ("%s (%s)"):format(part.day_column, part.day_order) or part.day_column
    list[#list + 1] = words:say("doc.code_register", { name = part.code_register, on = on })
    if part.takes_outdated then list[#list + 1] = words:say "doc.outdated" end
  end
  for _, entry in ipairs(not part.code_register and part.translations or {}) do list[#list + 1] = ("%s -> %s"):format(entry.from, entry.to) end
  for _, entry in ipairs(part.conversions or {}) do list[#list + 1] = (("%s x %s"):format(entry.unit, entry.factor):gsub("^ ", "")) end
  if part.unit_column then list[#list + 1] = words:say("doc.unit_in", { column = part.unit_column }) end
  if part.takes then list[#list + 1] = words:say(part.takes == "sign" and "doc.sign" or "doc.behind_sign") end
  if #(part.blank or {}) > 0 then list[#list + 1] = words:say("doc.blank", { texts = quoted(part.blank) }) end
  if part.for_blank then list[#list + 1] = words:say("doc.for_blank", { text = part.for_blank }) end
  return table.concat(list, "; ")
end

local function row(field, words)
  local columns, notes = {}, {}
  for i, part in ipairs(field.parts) do
    columns[i] = part.column or quoted { part.fixed }
    local note = how(part, words)
    if note ~= "" then notes[#notes + 1] = #field.parts > 1 and ("%s: %s"):format(part.column, note) or note end
  end
  if field.between and field.between ~= "/" then table.insert(notes, 1, ('between = "%s"'):format(field.between)) end
  return { field.field, table.concat(columns, field.first and words:say "doc.or" or " + "), table.concat(notes, "; ") }
end

-- How the file is written, where the statement says so, and which rows are left.
local function notes(mapping, words)
  local list = {}
  for _, option in ipairs { "separator", "quote", "decimal", "thousands", "encoding" } do
    local value = mapping[option]
    if value then list[#list + 1] = ('%s = "%s"'):format(option, value == "\t" and "\\t" or value) end
  end
  for _, skip in ipairs(mapping.skips) do
    list[#list + 1] = words:say(skip.unless and "doc.skipped_unless" or "doc.skipped", { column = skip.column, texts = quoted(skip.is) })
  end
  if mapping.ignores_others then list[#list + 1] = words:say "doc.others_ignored" end
  if mapping.repeated then list[#list + 1] = words:say "doc.repeated" end
  return list
end

function mappings.tables(pack, words)
  local names, list = {}, {}
  for name in pairs(pack.imports) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    for _, entry in ipairs(pack.imports[name]) do
      local table_ = { title = ('import "%s": %s'):format(name, entry.kind), rows = {}, notes = notes(entry.mapping, words),
        headings = { words:say "doc.field", words:say "doc.columns", words:say "doc.read_as" } }
      for i, field in ipairs(entry.mapping.fields) do table_.rows[i] = row(field, words) end
      list[#list + 1] = table_
    end
  end
  return list
end

return mappings
