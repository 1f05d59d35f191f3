-- The records of one example of a rule, as CSV texts by kind: what the example leaves out, because it does not matter there, is filled in. An enterprise, an
-- agency and a place are made where the example names none; keys are made up; a reference leads to the example's record of that kind.
local example_records = {}

local ANSWERS = { at = true, status = true, missing = true, due = true, done = true, arises = true, target = true, actual = true, gap = true, planned = true }

local function cell(value)
  if value == true then return "yes" elseif value == false then return "no" end
  local text = type(value) == "number" and math.type(value) == "float" and ("%.0f"):format(value) or tostring(value)
  return text:find '[,"\n]' and '"' .. text:gsub('"', '""') .. '"' or text
end

local function csv(kind, rows)
  local columns, seen = {}, {}
  for _, row in ipairs(rows) do
    for _, field in ipairs(kind.fields) do
      if row[field.name] ~= nil and not seen[field.name] then
        seen[field.name] = true
        columns[#columns + 1] = field.name
      end
    end
  end
  local lines = { table.concat(columns, ",") }
  for _, row in ipairs(rows) do
    local cells = {}
    for i, column in ipairs(columns) do cells[i] = row[column] == nil and "" or cell(row[column]) end
    lines[#lines + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end

-- `kinds` by name, with fields in order; `rule` has kind (what it judges) and place. Gives the CSV texts by kind and the subject's record (a table of fields).
function example_records.make(kinds, rule, example)
  local rows, by_plural = {}, {}
  for _, kind in pairs(kinds) do by_plural[kind.plural] = kind.name end
  local function add(kind, record)
    local copy = {}
    for key, value in pairs(record) do copy[key] = value end
    rows[kind] = rows[kind] or {}
    table.insert(rows[kind], copy)
  end
  -- The singular comes first: it is the record that others lead to.
  for key, value in pairs(example) do
    if not ANSWERS[key] and kinds[key] then add(key, value) end
  end
  for key, value in pairs(example) do
    if not ANSWERS[key] and by_plural[key] then
      for _, record in ipairs(value) do add(by_plural[key], record) end
    end
  end
  rows.jurisdiction = rows.jurisdiction or { {} }
  rows.jurisdiction[1].code = rows.jurisdiction[1].code or rule.place or "Jiangsu"
  rows.enterprise = rows.enterprise or { { opened_on = "1990-01-01" } } -- an event, from which on years are judged
  if not rows[rule.kind] then rows[rule.kind] = { {} } end
  -- Whatever is referred to by a key, and not given, is there.
  local function key_of(kind)
    if not rows[kind] then rows[kind] = { {} } end
    return rows[kind][1].code or kind
  end
  local open = true
  while open do
    open = false
    for name, list in pairs(rows) do
      for i, row in ipairs(list) do
        for _, field in ipairs(kinds[name].fields) do
          local target = kinds[field.type] and field.type
          if row[field.name] == nil and target and (field.key or field.owner) then
            if not rows[target] then open = true end
            row[field.name] = key_of(target)
          elseif row[field.name] == nil and target == "audit" and rows.audit then
            row[field.name] = key_of(target)
          elseif row[field.name] == nil and field.key and field.type == "text" then
            row[field.name] = i == 1 and name or name .. i
          end
        end
      end
      if open then break end -- the table of kinds has grown: begin again
    end
  end
  if rows.jurisdiction[1].code ~= "Jiangsu" and rows.jurisdiction[1].code ~= "Lhasa" then
    rows.jurisdiction[1].parent = "Jiangsu"
    table.insert(rows.jurisdiction, { code = "Jiangsu", level = "province" })
  end
  local texts = {}
  for name, list in pairs(rows) do texts[name] = csv(kinds[name], list) end
  return texts, rows[rule.kind][1]
end

return example_records
