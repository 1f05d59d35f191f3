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
local single = {} -- characters that begin no longer operator
for character in ("+*%^#(){}];,?@$`\\"):gmatch "." do single[character:byte()] = character end

local NEWLINE, DASH, DOT, OPENING, QUOTE, APOSTROPHE = ("\n-.[\"'"):byte(1, 6)

-- The end of a text in quotes that starts at `from`: the closing quote, or the last character of the line where there is none.
local function quoted_end(source, from)
  local stops = source:byte(from) == QUOTE and '["\\\n]' or "['\\\n]"
  local at = source:find(stops, from + 1)
  while at do
    local character = source:byte(at)
    if character == NEWLINE then return at - 1, false end
    if character ~= 0x5C then return at, true end
    at = source:find(stops, at + 2) -- behind a backslash anything goes
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

-- What a closed text says, where no backslash changes it.
local function text_value(raw)
  if raw:find("\\", 1, true) then return nil end
  return raw:sub(2, -2)
end

local is_name, is_digit = {}, {} -- bytes that begin a name, a number
for byte = 0, 127 do
  is_name[byte] = string.char(byte):find "[%a_]" and true or nil
  is_digit[byte] = string.char(byte):find "%d" and true or nil
end

local find, sub, byte_at, characters = string.find, string.sub, string.byte, utf8.len

function lexer.tokens(source)
  local tokens, count, at, line, line_start, size = {}, 0, 1, 1, 1, #source
  local line_end = find(source, "\n", 1, true) or size + 1
  local wide = find(source, "[\x80-\xFF]") or size + 1 -- up to the next of these, bytes are characters

  local function advance(last)
    while line_end <= last do
      line, line_start = line + 1, line_end + 1
      line_end = find(source, "\n", line_start, true) or size + 1
    end
    at = last + 1
  end

  -- Columns count characters, as editors do.
  local function add(kind, last, text, value)
    local column = at - line_start
    if wide < at then
      if wide < line_start then wide = find(source, "[\x80-\xFF]", line_start) or size + 1 end
      if wide < at then column = characters(source, line_start, at - 1, true) or column end
    end
    count = count + 1
    tokens[count] = { kind = kind, text = text or sub(source, at, last), value = value, line = line, column = column + 1, from = at, to = last }
    if line_end <= last then advance(last) else at = last + 1 end
  end

  while at <= size do
    local _, blank = find(source, "^%s+", at)
    if blank then
      if line_end <= blank then advance(blank) else at = blank + 1 end
    end
    local byte = byte_at(source, at)
    if is_name[byte] then
      local _, last = find(source, "^[%w_]+", at)
      local text = sub(source, at, last)
      add(words[text] and "word" or "name", last, text)
    elseif single[byte] then
      add("operator", at, single[byte])
    elseif byte == QUOTE or byte == APOSTROPHE then
      local last, closed = quoted_end(source, at)
      local text = sub(source, at, last)
      add("text", last, text, closed and text_value(text) or nil)
    elseif byte == nil then
      break
    elseif byte == DASH and byte_at(source, at + 1) == DASH then
      local last = long_end(source, at + 2)
      advance(last or line_end - 1)
    elseif byte == OPENING and long_end(source, at) then
      local last, opening = long_end(source, at)
      add("text", last, nil, sub(source, at + opening, last - opening))
    elseif is_digit[byte] or byte == DOT and find(source, "^%.%d", at) then
      local _, last = find(source, "^0[xX][%x%.]*", at)
      if not last then _, last = find(source, "^[%d%.]*[eE][+-]?%d+", at) end
      if not last then _, last = find(source, "^[%w_%.]+", at) end
      add("number", last)
    elseif byte >= 0x80 then
      local _, last = find(source, "^[\xC2-\xF4][\x80-\xBF]+", at)
      add("stray", last or at)
    else
      local last
      for _, pattern in ipairs(operators) do
        last = last or select(2, find(source, pattern, at))
      end
      add("operator", last or at)
    end
  end
  return tokens
end

return lexer
