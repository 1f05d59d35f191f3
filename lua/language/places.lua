-- Where recorded nodes and plain values stand: Lua remembers lines, the tokens of the file know the column.
local places = {}
places.__index = places

local symbols = { ["and"] = "&", ["or"] = "|", ["not"] = "~", add = "+", subtract = "-", multiply = "*", divide = "/", join = "..", negate = "-" }

-- A name or a sign is looked for among those; a name that stands in quotes, ["as here"], among texts.
local function find_name(outline, text, at, nth)
  local index, line, column = outline:find(text, at, nth, true)
  if line == at then return index, line, column end
  local quoted, its_line, its_column = outline:find(text, at, nth)
  if its_line == at or not index then return quoted, its_line, its_column end
  return index, line, column
end

-- `nodes` in the order in which they were made: the n-th use of a name on a line is its n-th token there.
function places.new(sources, nodes)
  local self = setmetatable({ sources = sources, place = {} }, places)
  local outlines, seen = {}, {} -- seen: file -> line -> text -> operation -> how often
  for name, source in pairs(sources) do outlines[name], seen[name] = source.tokens, {} end
  for _, node in ipairs(nodes) do
    local at, op = node.at, node.op
    local text, outline = node.name or symbols[op], outlines[at.file]
    if op == "function" then
      self.place[node] = { file = node.body.file, line = node.body.line }
    elseif outline and text then
      local on_line = seen[at.file][at.line]
      if not on_line then
        on_line = {}
        seen[at.file][at.line] = on_line
      end
      local of_text = on_line[text]
      if not of_text then
        of_text = {}
        on_line[text] = of_text
      end
      local nth = (of_text[op] or 0) + 1
      of_text[op] = nth
      local index, line, column = find_name(outline, text, at.line, nth)
      self.place[node] = { file = at.file, line = line or at.line, column = column, index = index }
    end
  end
  return self
end

function places:of(node) return self.place[node] or { file = node.at.file, line = node.at.line } end

local LINES_BEHIND = 6

-- The first token behind another one, on its line or a few lines on, that is written as this value.
local function find_behind(tokens, index, value)
  for i = index + 1, #tokens do
    local token = tokens[i]
    if token.line > tokens[index].line + LINES_BEHIND then return nil end
    if type(value) == "string" and token.kind == "text" and token.value == value or type(value) == "number" and token.kind == "number" and tonumber(token.text) == value then
      return token
    end
  end
end

-- A plain value written near `at`, such as an argument: its own column where it can be found, which is behind the question that it is an argument of.
function places:value(value, at)
  local source = at.file and at.line and self.sources[at.file]
  local text = type(value) == "string" and value or type(value) == "number" and tostring(value) or nil
  if not source or not text then return at end
  local behind = at.index and find_behind(source.tokens, at.index, value)
  if behind then return { file = at.file, line = behind.line, column = behind.column } end
  local index, line, column = source:find(text, at.line)
  if not index or line > at.line + LINES_BEHIND then return at end
  return { file = at.file, line = line, column = column }
end

-- A value inside a statement: `path` is the list of keys that lead to it. `want_key` asks for the place of the key itself.
-- Falls back to the nearest enclosing place that is written in the file.
function places:inside(statement, path, want_key)
  local source = statement.at.file and self.sources[statement.at.file]
  if not source then return statement.at end
  local tokens = source.tokens
  local block, column = source:statement(statement)
  local line, count = statement.at.line, path and #path or 0
  for i = 1, count do
    local entry = block and block.entries[path[i]]
    if not entry then break end
    local its_line, its_column
    if not (want_key and i == count) then its_line, its_column = tokens:place(entry.first) end
    if not its_line then its_line, its_column = tokens:place(entry.key_at) end
    line, column = its_line, its_column
    block = i < count and tokens:table_at(entry.first) or nil
  end
  return { file = statement.at.file, line = line, column = column }
end

-- The keys of a table inside a statement in the order in which they are written; nil where it is not written there.
function places:order(statement, path)
  local source = statement.at.file and self.sources[statement.at.file]
  local block = source and source:statement(statement)
  for _, key in ipairs(path) do block = block and source:inner(block, key) end
  return block and block.order or nil
end

return places
