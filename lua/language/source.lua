-- One pack file as text: its lines, its tokens, and from the tokens where each table, key and function stands. The checker asks it for the
-- line and column of things that Lua remembers by line only, or not at all.
local lexer = require "mandate.language.lexer"

local source = {}
source.__index = source

local opens = { ["function"] = true, ["do"] = true, ["if"] = true, ["repeat"] = true }
local closes = { ["end"] = true, ["until"] = true }

-- Functions with the tokens they span. The helper's name stands in `name`, where it has one.
local function find_functions(tokens)
  local functions, blocks, inside = {}, {}, {}
  for i, token in ipairs(tokens) do
    token.inside = inside[#inside]
    if token.kind == "word" and opens[token.text] then
      local block = false
      if token.text == "function" then
        local before, after = tokens[i - 1], tokens[i + 1]
        local name = after and after.kind == "name" and after.text
        if not name and before and before.text == "=" and tokens[i - 2] and tokens[i - 2].kind == "name" then name = tokens[i - 2].text end
        block = { name = name or nil, first = i, line = token.line, outer = inside[#inside] }
        functions[#functions + 1] = block
        inside[#inside + 1] = block
        token.inside = block
      end
      blocks[#blocks + 1] = block
    elseif token.kind == "word" and closes[token.text] then
      local block = table.remove(blocks)
      if block then
        block.last, block.last_line = i, token.line
        table.remove(inside)
      end
    end
  end
  for _, block in ipairs(functions) do
    block.last, block.last_line = block.last or #tokens, block.last_line or (#tokens > 0 and tokens[#tokens].line or 1)
  end
  return functions
end

-- Every `{` with its entries: where each key stands, where each value starts, and the doubled keys.
local function find_tables(tokens, functions)
  local tables, stack, starts, ends = {}, {}, {}, {}
  for _, block in ipairs(functions) do starts[block.first], ends[block.last] = true, true end
  for i, token in ipairs(tokens) do
    local text, current = token.kind == "operator" and token.text, stack[#stack]
    if not text and current and current.entry and not starts[i] and not ends[i] then goto next_one end -- most: words inside an entry
    if current and current.kind == "{" and not current.entry and text ~= "}" and text ~= "," and text ~= ";" then
      local entry = { first = i, key_token = token }
      local following = tokens[i + 1]
      if token.kind == "name" and following and following.text == "=" then
        entry.key, entry.first = token.text, i + 2
      elseif text == "[" and following and (following.kind == "text" or following.kind == "number") and tokens[i + 2] and tokens[i + 2].text == "]" then
        entry.key, entry.first, entry.key_token = following.value or math.tointeger(tonumber(following.text)), i + 4, following
      elseif text ~= "[" then
        current.count = current.count + 1
        entry.key = current.count
      end
      if entry.key ~= nil then
        local first = current.entries[entry.key]
        if first and type(entry.key) == "string" then current.doubled[#current.doubled + 1] = { token = entry.key_token, first = first.key_token } end
        current.entries[entry.key] = entry
        if not first then current.order[#current.order + 1] = entry.key end
      end
      current.entry = entry
    end
    if text == "{" then
      local block = { kind = text, token = token, index = i, entries = {}, order = {}, doubled = {}, count = 0 }
      tables[#tables + 1] = block
      stack[#stack + 1] = block
    elseif text == "(" or text == "[" then
      stack[#stack + 1] = { kind = text, token = token, index = i }
    elseif text == "}" or text == ")" or text == "]" then
      local block = table.remove(stack)
      if block then block.last = i end
    elseif starts[i] then
      stack[#stack + 1] = { kind = "function" }
    elseif ends[i] and current and current.kind == "function" then
      stack[#stack] = nil
    elseif (text == "," or text == ";") and current and current.kind == "{" then
      current.entry = nil
    end
    ::next_one::
  end
  return tables, stack
end

function source.new(name, text)
  local self = setmetatable({ name = name, text = text, table_at = {} }, source)
  self.tokens = lexer.tokens(text)
  self.functions = find_functions(self.tokens)
  self.tables, self.unclosed = find_tables(self.tokens, self.functions)
  for _, block in ipairs(self.tables) do self.table_at[block.index] = block end
  return self
end

-- The indices of a line's tokens, for a loop.
function source:on_line(line)
  local tokens, at = self.tokens, self.tokens.first_on[line]
  return function()
    local token = at and tokens[at]
    if not token or token.line ~= line then return nil end
    at = at + 1
    return at - 1
  end
end

-- The token index of the n-th `text` on a line (n wraps around: a line in a loop runs often), or of the first on the few lines after it,
-- since Lua remembers a long expression by its first line. nil where there is none.
function source:find(text, line, nth)
  local tokens, first_on, found = self.tokens, self.tokens.first_on, nil
  local i = first_on[line]
  local token = i and tokens[i]
  while token and token.line == line do
    if token.text == text or token.value == text then
      if not nth or nth == 1 then return i end
      found = found or {}
      found[#found + 1] = i
      if #found == nth then return i end
    end
    i = i + 1
    token = tokens[i]
  end
  if found then return found[(nth - 1) % #found + 1] end
  for current = line + 1, line + 12 do
    i = first_on[current]
    token = i and tokens[i]
    while token and token.line == current do
      if token.text == text or token.value == text then return i end
      i = i + 1
      token = tokens[i]
    end
  end
  return nil
end

-- The `{` of the statement `word "name" { … }` that Lua puts on this line; nil where the name is not written there, as in a loop.
function source:statement(word, name, line)
  for i in self:on_line(line) do
    local token = self.tokens[i]
    if token.text == word and token.kind == "name" then
      local at = i + 1
      if self.tokens[at] and self.tokens[at].text == "(" then at = at + 1 end
      if self.tokens[at] and self.tokens[at].value == name then
        at = at + 1
        if self.tokens[at] and self.tokens[at].text == ")" then at = at + 1 end
        if self.table_at[at] then return self.table_at[at], token end
      end
    end
  end
  return nil
end

-- The table that is the value of `key` in a table; nil where the value is written elsewhere.
function source:inner(block, key)
  local entry = block and block.entries[key]
  return entry and self.table_at[entry.first] or nil
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
