-- Lua text into tokens { kind, text, line, column, from, to }. It exists so that messages can point at a column and so that traps that Lua
-- walks into silently are found before Lua runs; it refuses nothing itself. Kinds:
--   name, word (a word of Lua), number, text (with `value` where the text is plain), operator,
--   stray (a character that Lua has no use for; `text` is the whole UTF-8 character)
local lexer = {}

local words = {}
for word in ("and break do else elseif end false for function goto if in local nil not or repeat return then true until while"):gmatch "%a+" do
  words[word] = true
end
lexer.words = words

local operators = { "^%.%.%.", "^[=~<>!]=", "^%.%.", "^&&", "^||", "^::", "^//", "^<<", "^>>" }

-- The end of a text in quotes that starts at `from`: the closing quote, or the last character of the line where there is none.
local function quoted_end(source, from)
  local quote, at = source:sub(from, from), from + 1
  while at <= #source do
    local character = source:sub(at, at)
    if character == quote then return at, true end
    if character == "\n" then return at - 1, false end
    if character == "\\" then at = at + 1 end
    at = at + 1
  end
  return #source, false
end

-- The end of a long bracket that opens at `from`, with the length of its opening; nil where none opens.
local function long_end(source, from)
  local equals = source:match("^%[(=*)%[", from)
  if not equals then return nil end
  local _, last = source:find("]" .. equals .. "]", from, true)
  return last or #source, #equals + 2
end

local function text_value(raw)
  local body = raw:match '^"(.*)"$' or raw:match "^'(.*)'$"
  if body and not body:find("\\", 1, true) then return body end
  return nil
end

function lexer.tokens(source)
  local tokens, at, line, line_start = {}, 1, 1, 1

  local function advance(last)
    local position = at
    while true do
      local newline = source:find("\n", position, true)
      if not newline or newline > last then break end
      line, line_start, position = line + 1, newline + 1, newline + 1
    end
    at = last + 1
  end

  -- Columns count characters, as editors do.
  local function add(kind, last, value)
    local column = utf8.len(source, line_start, at - 1, true) or at - line_start
    tokens[#tokens + 1] = { kind = kind, text = source:sub(at, last), value = value, line = line, column = column + 1, from = at, to = last }
    advance(last)
  end

  while at <= #source do
    local character = source:sub(at, at)
    if character:find "%s" then
      advance(at)
    elseif source:find("^%-%-", at) then
      local last = long_end(source, at + 2)
      advance(last or (source:find("\n", at, true) or #source + 1) - 1)
    elseif character == '"' or character == "'" then
      local last, closed = quoted_end(source, at)
      add("text", last, closed and text_value(source:sub(at, last)) or nil)
    elseif long_end(source, at) then
      local last, opening = long_end(source, at)
      add("text", last, source:sub(at + opening, last - opening))
    elseif character:find "[%a_]" then
      local _, last = source:find("^[%w_]+", at)
      add(words[source:sub(at, last)] and "word" or "name", last)
    elseif source:find("^%.?%d", at) then
      local _, last = source:find("^0[xX][%x%.]*", at)
      if not last then _, last = source:find("^[%d%.]*[eE][+-]?%d+", at) end
      if not last then _, last = source:find("^[%w_%.]+", at) end
      add("number", last)
    elseif character:byte() >= 0x80 then
      local _, last = source:find("^[\xC2-\xF4][\x80-\xBF]+", at)
      add("stray", last or at)
    else
      local last
      for _, pattern in ipairs(operators) do
        last = last or select(2, source:find(pattern, at))
      end
      add("operator", last or at)
    end
  end
  return tokens
end

return lexer
