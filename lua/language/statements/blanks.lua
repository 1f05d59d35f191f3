-- What an empty reference means, where an import statement says it and not the kind. A record's empty cell is read in one way, whatever file it came
-- from, so that two statements that differ are refused; but a statement speaks of the files that come by it, and import refuses an empty one in others.
local blanks = {}

local MEANINGS = { unknown = true, none = true }

-- What a mapped field says an empty one means, and the field without that: `{ "Depot", blank = "none" }` or `blank = { "n.d.", means = "none" }`.
---@return string|nil meaning
---@return any value what is left: nil where it names no column
function blanks.said(value)
  local blank = type(value) == "table" and value.blank
  local meaning = blank
  if type(blank) == "table" then meaning = rawget(blank, "means") end
  if type(meaning) ~= "string" or not (MEANINGS[meaning] or type(blank) == "table") then return nil, value end
  local left = {}
  for key, item in pairs(value) do left[key] = item end
  left.blank = nil
  if type(blank) == "table" then
    left.blank = {}
    for key, item in pairs(blank) do
      if key ~= "means" then left.blank[key] = item end
    end
  end
  return meaning, next(left) ~= nil and left or nil
end

local function kind_name(value) return type(value) == "table" and value.op == "root" and value.name or value end

-- Calls found(kind, field, value, path) for every field that an import statement maps.
local function each_field(statement, found)
  local body = statement.body
  local function entry(kind, columns, path)
    for _, under in ipairs { false, "columns" } do
      local fields = columns
      if under then fields = columns.columns end
      for name, value in pairs(type(fields) == "table" and fields or {}) do
        local inner = { table.unpack(path) }
        if under then inner[#inner + 1] = under end
        inner[#inner + 1] = name
        if type(name) == "string" and type(value) == "table" then found(kind, name, value, inner) end
      end
    end
  end
  if body.kinds == nil then
    entry(body.kind == nil and statement.name or kind_name(body.kind), body, {})
    return
  end
  for i, row in ipairs(type(body.kinds) == "table" and body.kinds or {}) do
    if type(row) == "table" then entry(kind_name(row[1]), row, { "kinds", i }) end
  end
end

--- What the import statements say of the references of a kind: adds it to the fields of its declaration that say nothing, as what
--- only files say.
---@param statements table the import statements
function blanks.take(shape, statements, kinds, declaration)
  local fields, by = {}, {}
  for _, field in ipairs(declaration.fields) do
    if kinds[field.type] then fields[field.name] = field end
  end
  for _, statement in ipairs(statements) do
    each_field(statement, function(kind, name, value, path)
      local field = kind == declaration.name and fields[name]
      local meaning = field and blanks.said(value)
      if not meaning then return end
      if not MEANINGS[meaning] then
        shape:fail(statement, path, '`%s`: an empty one means "unknown" or "none", not "%s"', name, meaning)
      elseif not field.blank then
        field.blank, field.blank_of_files, by[name] = meaning, true, shape.title(statement)
      elseif field.blank ~= meaning then
        shape:fail(statement, path, '`%s`: here an empty one means "%s", and %s says "%s"; a record is read in one way, whatever file it came from', name, meaning,
          by[name] or "the kind", field.blank)
      end
    end)
  end
end

return blanks
