-- Lua text into tokens, of which `suspects` lists those that a rule might not mean (traps.lua), and `first_on` the first of each line.
-- A token is { kind, text, line, column, from, to }. It exists so that messages can point at a column and so that traps that Lua
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

-- What Lua takes for logic and a rule does not, and operators of other languages; beside these every number and every stray character is suspect.
local suspect = {}
for text in ("and or not if while repeat == ~= < > <= >= && || != !"):gmatch "%S+" do suspect[text] = true end

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
  local suspects, first_on, last_line = {}, {}, 0
  local line_end = find(source, "\n", 1, true) or size + 1
  local wide = find(source, "[\x80-\xFF]") or size + 1 -- up to the next of these, bytes are characters
  while true do
    at = find(source, "%S", at)
    if not at then break end
    while line_end < at do
      line, line_start = line + 1, line_end + 1
      line_end = find(source, "\n", line_start, true) or size + 1
    end
    local byte = byte_at(source, at)
    local kind, last, text, value
    if is_name[byte] then
      local _
      _, last = find(source, "^[%w_]+", at)
      text = sub(source, at, last)
      kind = words[text] and "word" or "name"
    elseif single[byte] then
      kind, last, text = "operator", at, single[byte]
    elseif byte == QUOTE or byte == APOSTROPHE then
      local closed
      last, closed = quoted_end(source, at)
      kind, text = "text", sub(source, at, last)
      value = closed and text_value(text) or nil
    elseif byte == DASH and byte_at(source, at + 1) == DASH then
      last = long_end(source, at + 2) or line_end - 1
    elseif byte == OPENING and long_end(source, at) then
      local opening
      last, opening = long_end(source, at)
      kind, value = "text", sub(source, at + opening, last - opening)
    elseif is_digit[byte] or byte == DOT and find(source, "^%.%d", at) then
      last = select(2, find(source, "^0[xX][%x%.]*", at)) or select(2, find(source, "^[%d%.]*[eE][+-]?%d+", at)) or select(2, find(source, "^[%w_%.]+", at))
      kind = "number"
    elseif byte >= 0x80 then
      last = select(2, find(source, "^[\xC2-\xF4][\x80-\xBF]+", at)) or at
      kind = "stray"
    else
      for _, pattern in ipairs(operators) do
        last = last or select(2, find(source, pattern, at))
      end
      kind, last = "operator", last or at
      text = sub(source, at, last)
    end
    if kind then
      local column = at - line_start + 1 -- columns count characters, as editors do
      if wide < at then
        if wide < line_start then wide = find(source, "[\x80-\xFF]", line_start) or size + 1 end
        if wide < at then column = (characters(source, line_start, at - 1, true) or column - 1) + 1 end
      end
      count = count + 1
      if line ~= last_line then first_on[line], last_line = count, line end
      if kind == "number" or kind == "stray" or suspect[text] then suspects[#suspects + 1] = count end
      tokens[count] = { kind = kind, text = text or sub(source, at, last), value = value, line = line, column = column, from = at, to = last }
    end
    at = last + 1
  end
  tokens.suspects, tokens.first_on = suspects, first_on
  return tokens
end

return lexer
