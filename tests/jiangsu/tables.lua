-- CSV tables as plain Lua: { columns = { names }, rows = { { name = text } } }. Empty cells are nil. Only what the tests' own files need;
-- it shares nothing with the importer that it helps to test.
local tables = {}

local function cells_of(line)
  local cells, position = {}, 1
  while position <= #line + 1 do
    local cell, after = line:match('^"([^"]*)"()', position)
    if cell then
      while line:sub(after, after) == '"' do -- a doubled quote inside a quoted cell
        local more, next_after = line:match('^"([^"]*)"()', after)
        cell, after = cell .. '"' .. more, next_after
      end
    else
      cell, after = line:match("^([^,]*)()", position)
    end
    cells[#cells + 1] = cell
    position = after + 1
  end
  return cells
end

function tables.read(path)
  local file = assert(io.open(path, "r"))
  local columns, rows = cells_of(file:read "l"), {}
  for line in file:lines() do
    local row = {}
    for i, cell in ipairs(cells_of(line)) do row[columns[i]] = cell ~= "" and cell or nil end
    rows[#rows + 1] = row
  end
  file:close()
  return { columns = columns, rows = rows }
end

-- The records folder as { jurisdiction = table, enterprise = table, … }.
function tables.read_folder(folder)
  local found = {}
  for _, kind in ipairs { "jurisdiction", "agency", "enterprise", "listing", "audit" } do
    found[kind] = tables.read(folder .. "/" .. kind .. ".csv")
  end
  return found
end

function tables.text(one)
  local lines = { table.concat(one.columns, ",") }
  for _, row in ipairs(one.rows) do
    local cells = {}
    for i, column in ipairs(one.columns) do
      local cell = row[column] or ""
      cells[i] = cell:find '[,"]' and '"' .. cell:gsub('"', '""') .. '"' or cell
    end
    lines[#lines + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end

return tables
