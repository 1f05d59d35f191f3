-- A pack file read in plain Lua: the tokens, functions and tables that core/host/outline.c must find, slowly and in other words. The specs hold
-- one against the other.
local words = {}
for word in ("and break do else elseif end false for function goto if in local nil not or repeat return then true until while"):gmatch "%a+" do
  words[word] = true
end

local operators = { "^%.%.%.", "^[=~<>!]=", "^%.%.", "^&&", "^||", "^::", "^//", "^<<", "^>>" }
local single = {} -- characters that begin no longer operator
for character in ("+*%^#(){}];,?@$`\\"):gmatch "." do single[character:byte()] = character end

-- What Lua takes for logic and a rule does not, and operators of other languages; beside these every number and every stray character is suspect.
local suspect = {}
for text in ("and or not if while repeat local == ~= < > <= >= && || != !"):gmatch "%S+" do suspect[text] = true end

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

local function read_tokens(source)
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

--- { tokens, functions, tables, unclosed } of a text.
return function(text)
  local tokens = read_tokens(text)
  local functions = find_functions(tokens)
  local tables, unclosed = find_tables(tokens, functions)
  return { tokens = tokens, functions = functions, tables = tables, unclosed = unclosed[#unclosed] and unclosed[#unclosed].token }
end
