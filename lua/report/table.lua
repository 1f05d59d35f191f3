--- Tables as text, Markdown, CSV and JSON. A table is { title, notes = {…}, headings = {…}, right = { [column] = true }, rows = { { cell… } } }, where
--- rows are of several measures `measure`, the column that names theirs;
--- a cell is a text or nil. A row with `continues` has so many first cells as in the row above: people are not shown them again, programs are. A
--- row's `values` holds what JSON (and, where it is a text or yes or no, CSV) shows instead of a cell's text. Where a column names records, `keyed` has the heading of
--- their keys, and a row's `keys` the key: programs are given both, people where two records bear one name. Widths are those of a terminal,
--- where Chinese characters take two columns.
local core = require "mandate.core"
local shown = require "mandate.check.shown"

local tables = {}

-- A function that gives what people are shown of a cell and how wide that is, found once: most cells of a table are like others.
local function looks()
  local texts, widths = {}, {}
  return function(cell)
    local text = texts[cell]
    if not text then
      text = shown(cell)
      texts[cell], widths[cell] = text, core.width(text)
    end
    return text, widths[cell]
  end
end

--- Headings of which none is like another: a second "n" is "n (2)".
function tables.distinct(headings)
  local there, given, list = {}, {}, {}
  for _, heading in ipairs(headings) do there[heading] = true end
  for i, heading in ipairs(headings) do
    local own, count = heading, 2
    while given[own] or own ~= heading and there[own] do
      own, count = ("%s (%d)"):format(heading, count), count + 1
    end
    list[i], given[own] = own, true
  end
  return list
end

-- Whether two records of a column bear one name.
local function is_shared(table_, column)
  local bearer = {}
  for _, row in ipairs(table_.rows) do
    local name, key = row[column], row.keys and row.keys[column]
    if name and key then
      if bearer[name] and bearer[name] ~= key then return true end
      bearer[name] = key
    end
  end
  return false
end

-- The table with the keys as columns of their own, behind the names: for programs all of them, each column under a heading of its own; for people those without
-- which two records would look alike.
local function with_keys(table_, all)
  local from, headings = {}, {} -- by new column: the one it stems from, negative for its key
  for column, heading in ipairs(table_.headings) do
    from[#from + 1], headings[#headings + 1] = column, heading
    if table_.keyed and table_.keyed[column] and (all or is_shared(table_, column)) then
      from[#from + 1], headings[#headings + 1] = -column, table_.keyed[column]
    end
  end
  if #from == #table_.headings and not all then return table_ end
  local wider = { title = table_.title, notes = table_.notes, headings = all and tables.distinct(headings) or headings, right = {}, rows = {} }
  for i, column in ipairs(from) do wider.right[i] = table_.right and table_.right[column] end
  for r, row in ipairs(table_.rows) do
    local own = { values = {}, continues = row.continues }
    for i, column in ipairs(from) do
      own[i] = column > 0 and row[column] or column < 0 and row.keys and row.keys[-column] or nil
      own.values[i] = row.values and row.values[column]
      if row.continues and column < 0 and -column <= row.continues then own.continues = own.continues + 1 end
    end
    wider.rows[r] = own
  end
  return wider
end

local function text_of(table_)
  table_ = with_keys(table_, false)
  local widths, look = {}, looks()
  for i, heading in ipairs(table_.headings) do widths[i] = core.width(heading) end
  for _, row in ipairs(table_.rows) do
    for i = 1, #table_.headings do
      local _, width = look(row[i] or "-")
      if width > widths[i] then widths[i] = width end
    end
  end
  local lines = {}
  if table_.title then lines[#lines + 1] = table_.title end
  local function line(cells, blank)
    local parts = {}
    for i = 1, #table_.headings do
      local cell = cells.continues and i <= cells.continues and "" or cells[i] or blank
      local text, width = look(cell)
      local space = (" "):rep(widths[i] - width)
      parts[i] = table_.right and table_.right[i] and space .. text or text .. space
    end
    return table.concat(parts, "  "):match "^.*%S" or ""
  end
  lines[#lines + 1] = line(table_.headings, "")
  local rule = {}
  for i, width in ipairs(widths) do rule[i] = ("-"):rep(width) end
  lines[#lines + 1] = table.concat(rule, "  ")
  for _, row in ipairs(table_.rows) do lines[#lines + 1] = line(row, "-") end
  for _, note in ipairs(table_.notes or {}) do lines[#lines + 1] = note end
  return table.concat(lines, "\n") .. "\n"
end

local function markdown_of(table_)
  table_ = with_keys(table_, false)
  local lines = {}
  local function escape(cell) return (shown(cell):gsub("|", "\\|")) end
  if table_.title then lines[#lines + 1] = "### " .. table_.title .. "\n" end
  local function line(cells)
    local parts = {}
    for i = 1, #table_.headings do parts[i] = cells.continues and i <= cells.continues and "" or escape(cells[i] or "-") end
    return "| " .. table.concat(parts, " | ") .. " |"
  end
  lines[#lines + 1] = line(table_.headings)
  local rule = {}
  for i = 1, #table_.headings do rule[i] = table_.right and table_.right[i] and "---:" or "---" end
  lines[#lines + 1] = "| " .. table.concat(rule, " | ") .. " |"
  for _, row in ipairs(table_.rows) do lines[#lines + 1] = line(row) end
  for _, note in ipairs(table_.notes or {}) do lines[#lines + 1] = "\n" .. escape(note) end
  return table.concat(lines, "\n") .. "\n"
end

--- One CSV cell, quoted where it must be.
function tables.csv_cell(cell)
  if cell == nil then return "" end
  if cell:find '[,"\r\n]' then return '"' .. cell:gsub('"', '""') .. '"' end
  return cell
end

function tables.csv_line(cells, count)
  local parts = {}
  for i = 1, count do parts[i] = tables.csv_cell(cells[i]) end
  return table.concat(parts, ",") .. "\n"
end

-- For programs a status or "unknown" is the same word in every language.
local function csv_of(table_)
  table_ = with_keys(table_, true)
  local lines = { tables.csv_line(table_.headings, #table_.headings) }
  for _, row in ipairs(table_.rows) do
    local cells = {}
    for i = 1, #table_.headings do
      local value = row.values and row.values[i]
      if type(value) == "boolean" then value = value and "yes" or "no" end
      cells[i] = type(value) == "string" and value or row[i]
    end
    lines[#lines + 1] = tables.csv_line(cells, #table_.headings)
  end
  return table.concat(lines)
end

-- A number in JSON is a decimal or a whole number: floats of Lua are neither.
local function forbid_floats(value)
  assert(math.type(value) ~= "float", "a number of a table is a decimal")
  for _, inner in pairs(type(value) == "table" and value or {}) do forbid_floats(inner) end
end

--- JSON with its keys in a fixed order: objects are made with tables.object.
function tables.json(value)
  forbid_floats(value)
  return require("dkjson").encode(value, { indent = true, exception = function(_, given) error("no JSON for " .. tostring(given)) end }) .. "\n"
end

--- An object for tables.json from a list of { key, value }; absent values are null, and one without any is {}.
function tables.object(pairs_)
  local object, order = {}, {}
  for i, pair in ipairs(pairs_) do
    order[i] = pair[1]
    object[pair[1]] = pair[2] == nil and require("dkjson").null or pair[2]
  end
  return setmetatable(object, { __jsonorder = order, __jsontype = "object" })
end

--- A list for tables.json; an empty one stays a list.
function tables.list(values)
  return setmetatable(values, { __jsontype = "array" })
end

--- A number for tables.json: a decimal, or a whole number of Lua.
function tables.number(value)
  assert(core.is_decimal(value) or math.type(value) == "integer", "a number of a table is a decimal")
  return value
end

--- A range for tables.json: { "low": 5, "low_open": true, "high": 6 }, an end that is missing null; a number where both ends are the same.
function tables.range(range)
  if range.low == range.high then return tables.number(range.low) end
  local parts = {}
  for _, name in ipairs { "low", "high" } do
    parts[#parts + 1] = { name, range[name] and tables.number(range[name]) }
    if range[name .. "_open"] then parts[#parts + 1] = { name .. "_open", true } end
  end
  return tables.object(parts)
end

local function json_object(table_)
  table_ = with_keys(table_, true)
  local rows = {}
  for r, row in ipairs(table_.rows) do
    local cells = {}
    for i, heading in ipairs(table_.headings) do
      local value = row.values and row.values[i]
      if value == nil then value = row[i] end
      if value == "" then value = nil end -- what people are shown as a blank says nothing: a total has no keys
      cells[i] = { heading, value }
    end
    rows[r] = tables.object(cells)
  end
  return tables.object { { "title", table_.title }, { "notes", tables.list(table_.notes or {}) }, { "rows", tables.list(rows) } }
end

local function json_of(table_) return tables.json(json_object(table_)) end

local FORMATS = { text = text_of, md = markdown_of, csv = csv_of, json = json_of }

--- The table in one of the formats text, md, csv, json.
function tables.format(table_, format)
  return FORMATS[format](table_)
end

--- Several tables, one after the other; in JSON a list where there is more than one.
function tables.format_all(list, format)
  if format == "json" and #list > 1 then
    local objects = {}
    for i, table_ in ipairs(list) do objects[i] = json_object(table_) end
    return tables.json(tables.list(objects))
  end
  local parts = {}
  for i, table_ in ipairs(list) do parts[i] = tables.format(table_, format) end
  return table.concat(parts, "\n")
end

return tables
