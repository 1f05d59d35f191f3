-- One pack file as text: its lines, and the outline of its tokens, functions and tables. The checker asks it for the line and column of things
-- that Lua remembers by line only, or not at all.
local source = {}
source.__index = source

-- `outline` is core.outline of the text; nil and the error where it cannot be read.
function source.new(core, name, text)
  local outline, err = core.outline(text)
  if not outline then return nil, err end
  return setmetatable({ name = name, text = text, tokens = outline, found = {} }, source)
end

-- The indices of a line's tokens, for a loop.
function source:on_line(line)
  local tokens, at = self.tokens, self.tokens:first_on(line)
  return function()
    local token = at and tokens[at]
    if not token or token.line ~= line then return nil end
    at = at + 1
    return at - 1
  end
end

-- Index, line and column of the n-th token that says `text` on a line (n wraps around), or of the first on the few lines after it. nil where
-- there is none.
function source:find(text, line, nth) return self.tokens:find(text, line, nth) end

local function find_statement(self, word, name, line)
  if type(name) ~= "string" then return {} end
  local at, opens = self.tokens:statement(line, word, name)
  if not at then return {} end
  local _, column = self.tokens:place(at)
  return { block = self.tokens:table_at(opens), column = column }
end

-- The table of the statement `word "name" { … }` that Lua puts on this line, and the column of its word; nil where the name is not written there, as in a loop.
function source:statement(statement)
  local found = self.found[statement]
  if not found then
    found = find_statement(self, statement.word, statement.name, statement.at.line)
    self.found[statement] = found
  end
  return found.block, found.column
end

-- The table that is the value of `key` in a table; nil where the value is written elsewhere.
function source:inner(block, key)
  local entry = block and block.entries[key]
  return entry and self.tokens:table_at(entry.first) or nil
end

-- A line's words, for messages: the lines are told apart when the first is asked for.
function source:line_text(line)
  if not self.lines then
    self.lines = {}
    for one in (self.text .. "\n"):gmatch "(.-)\r?\n" do self.lines[#self.lines + 1] = one end
  end
  return self.lines[line]
end

return source
