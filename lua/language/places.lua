-- Where recorded nodes and plain values stand: Lua remembers lines, the tokens of the file know the column.
local places = {}
places.__index = places

local symbols = { ["and"] = "&", ["or"] = "|", ["not"] = "~", add = "+", subtract = "-", multiply = "*", divide = "/", negate = "-" }

-- `nodes` in the order in which they were made: the n-th use of a name on a line is its n-th token there.
function places.new(sources, nodes)
  local self = setmetatable({ sources = sources, place = {} }, places)
  local seen = {}
  for _, node in ipairs(nodes) do
    local at, text = node.at, node.name or symbols[node.op]
    local source = at.file and sources[at.file]
    local place = { file = at.file, line = at.line }
    if node.op == "function" then
      place = { file = node.body.file, line = node.body.line }
    elseif source and text then
      local key = at.file .. ":" .. at.line .. ":" .. text .. ":" .. node.op
      seen[key] = (seen[key] or 0) + 1
      local index = source:find(text, at.line, seen[key])
      if index then
        place.token = source.tokens[index]
        place.line, place.column = place.token.line, place.token.column
      end
    end
    self.place[node] = place
  end
  return self
end

function places:of(node) return self.place[node] or { file = node.at.file, line = node.at.line } end

-- A plain value written near `at`, such as an argument: its own column where it can be found.
function places:value(value, at)
  local source = at.file and at.line and self.sources[at.file]
  local text = type(value) == "string" and value or type(value) == "number" and tostring(value) or nil
  local index = source and text and source:find(text, at.line)
  if not index or source.tokens[index].line > at.line + 6 then return at end
  return { file = at.file, line = source.tokens[index].line, column = source.tokens[index].column }
end

-- A value inside a statement: `path` is the list of keys that lead to it. `want_key` asks for the place of the key itself.
-- Falls back to the nearest enclosing place that is written in the file.
function places:inside(statement, path, want_key)
  local source = statement.at.file and self.sources[statement.at.file]
  if not source then return statement.at end
  local block, token = source:statement(statement.word, statement.name, statement.at.line)
  local place = { file = statement.at.file, line = statement.at.line, column = token and token.column }
  for i, key in ipairs(path or {}) do
    local entry = block and block.entries[key]
    if not entry then return place end
    local at = want_key and i == #path and entry.key_token or source.tokens[entry.first] or entry.key_token
    place = { file = statement.at.file, line = at.line, column = at.column }
    block = source:inner(block, key)
  end
  return place
end

-- The keys of a table inside a statement in the order in which they are written; nil where it is not written there.
function places:order(statement, path)
  local source = statement.at.file and self.sources[statement.at.file]
  local block = source and source:statement(statement.word, statement.name, statement.at.line)
  for _, key in ipairs(path) do block = block and source:inner(block, key) end
  return block and block.order or nil
end

return places
