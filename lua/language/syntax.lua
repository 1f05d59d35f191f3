-- Lua's own syntax errors, said again for a person who writes rules.
local digits = require "mandate.language.digits"

local syntax = {}

local function last_token_before(source, line)
  local found
  for _, token in ipairs(source.tokens) do
    if token.line >= line then break end
    found = token
  end
  return found
end

-- Lua names the token it stopped at, not its column: the one of several on a line for which `wrong` holds, else the only one.
local function find_token(source, line, text, wrong)
  local found = {}
  for i in source:on_line(line) do
    if source.tokens[i].text == text then found[#found + 1] = i end
  end
  for _, i in ipairs(found) do
    if wrong(source.tokens, i) then return i end
  end
  return #found == 1 and found[1] or nil
end

local starts_entry = { ["{"] = true, [","] = true, [";"] = true, ["local"] = true }

local ENDS_VALUE = { [")"] = true, ["]"] = true, ["}"] = true, ["true"] = true, ["false"] = true, ["nil"] = true }
local BEGINS_VALUE = { ["not"] = true, ["function"] = true, ["true"] = true, ["false"] = true, ["nil"] = true }

-- Whether a value begins here right behind another one, where an operator or a comma is missing. (A text, a table or a bracket behind a name or a
-- bracket is a call.)
function syntax.follows_value(tokens, i)
  local token, previous = tokens[i], tokens[i - 1]
  if not previous or not (token.kind == "name" or token.kind == "number" or BEGINS_VALUE[token.text] or token.kind == "text" and previous.kind == "number") then
    return false
  end
  return previous.kind == "name" or previous.kind == "number" or previous.kind == "text" or ENDS_VALUE[previous.text] or false
end

-- What is missing between two values that follow each other; nil where it is a comma, because a key begins here.
local function missing_between(tokens, i)
  local token, previous, following = tokens[i], tokens[i - 1], tokens[i + 1]
  if previous.kind == "number" and token.kind == "number" then
    return ("%s %s is two numbers: thousands are written without blanks, %s%s"):format(previous.text, token.text, previous.text, token.text)
  elseif previous.kind == "number" and token.kind == "name" and previous.line == token.line then
    local last = token
    local at = i + 1
    while tokens[at] and (tokens[at].text == "/" or tokens[at].kind == "name") and tokens[at].from == last.to + 1 do last, at = tokens[at], at + 1 end
    local unit = {}
    for k = i, at - 1 do unit[#unit + 1] = tokens[k].text end
    return ('a number with its unit stands in quotes: "%s %s"'):format(previous.text, table.concat(unit))
  elseif following and following.text == "=" then
    return nil
  end
  return "between two conditions stands `&` (both) or `|` (one of them), between two entries of a list a comma"
end

-- An `=` after something that is no key; a name or a text on a new line, where a comma is missing.
local function stray(tokens, i)
  local token, previous, before = tokens[i], tokens[i - 1], tokens[i - 2]
  if not previous then return false end
  if token.text == "=" then
    return previous.kind ~= "name" and previous.text ~= "]" or previous.kind == "name" and not (before and starts_entry[before.text])
  end
  if (token.kind == "name" or token.kind == "text" or token.kind == "word") and previous.line < token.line then return true end
  return syntax.follows_value(tokens, i)
end

local function column_after(token) return token and token.column + (utf8.len(token.text, 1, -1, true) or #token.text) end

-- `message` as Lua gives it, without "file:line:". Gives line, column or nil, message.
function syntax.explain(source, line, message)
  local near = message:match "near '(.-)'$" or message:match "near <(eof)>$"
  local index = near and find_token(source, line, near, stray)
  local token = index and source.tokens[index]
  local column = token and token.line == line and token.column or nil
  local closing = message:match "^'([%]})])' expected"
  local opener = tonumber(message:match "at line (%d+)%)")

  if message:find "unfinished string" then
    return line, nil, "this text has no closing quote"
  elseif message:find "malformed number" then
    local meant = digits.meant(near or "")
    if near and near:find "^%d+_$" then return line, column, "digits stand without `_`: 1000" end
    if meant and not meant.unit and #meant.says > 0 then
      return line, column, ("`%s` is no number as it is written: %s: %s"):format(near, table.concat(meant.says, ", "), meant.digits)
    end
    return line, column, ("`%s` is no number; a date, a period, a unit or a code stands in quotes: \"2003-Q2\", \"50 mg/L\""):format(near or "")
  elseif message:find "function arguments expected" and (tonumber(near) or near == "-") then
    return line, column, ("the number that is asked about stands in brackets: (%s)"):format(near == "-" and "-…" or near)
  elseif message:find "function arguments expected" then
    return line, column, "a name after `:` is a question and needs its parentheses, :count(); a field stands after a dot, enterprise.size"
  elseif closing == "}" and near == "=" then
    local previous = index and source.tokens[index - 1]
    if previous and previous.kind == "number" then
      return line, previous.column, ("a number as a key stands in brackets: [%s] = …"):format(previous.text)
    elseif previous and previous.kind == "word" then
      return line, previous.column, ('`%s` is a word of Lua and cannot be a key; put it in brackets and quotes: ["%s"]'):format(previous.text, previous.text)
    elseif previous and previous.kind == "text" then
      return line, previous.column, ("a text as a key stands in brackets: [%s] = …"):format(previous.text)
    end
    return line, column, "`=` inside an expression: to compare write :is(…); a key with spaces or a number stands in brackets: [\"City C\"] = 1, [2001] = 5"
  elseif closing and near == "eof" then
    local open = source.tokens:unclosed()
    return open and open.line or opener or line, open and open.column, ("this %s is never closed"):format(open and open.text or "{")
  elseif closing and token and (token.kind == "name" or token.kind == "number" or token.kind == "text" or token.kind == "word" or token.text == "{" or token.text == "[") then
    local previous = source.tokens[index - 1]
    local following = source.tokens[index + 1]
    if previous and previous.line < token.line then
      local before = last_token_before(source, token.line)
      local missing = syntax.follows_value(source.tokens, index) and missing_between(source.tokens, index)
      local value = following and (following.text == "." or following.text == ":" or following.text == "(")
      if missing and (value or closing ~= "}") and token.kind == "name" then
        return before.line, column_after(before), ("something is missing at the end of this line, before `%s`: %s%s"):format(near, missing,
          closing ~= "}" and (", and a closing %s ends what was opened"):format(closing) or "")
      elseif closing == "}" then
        return before.line, column_after(before), ("a comma is missing at the end of this line, before `%s`"):format(near)
      end
      return before.line, column_after(before), ("a closing %s is missing before `%s`"):format(closing, near)
    elseif token.kind == "word" and following and following.text == "=" then
      return line, column, ('`%s` is a word of Lua and cannot be a key; put it in brackets and quotes: ["%s"]'):format(near, near)
    end
    local missing = syntax.follows_value(source.tokens, index) and missing_between(source.tokens, index)
    if missing then return line, column, ("`%s` cannot follow here: %s"):format(near, missing) end
    return line, column, ("`%s` cannot follow here: a comma, an operator or quotes are missing before it"):format(near)
  elseif message:find "^'end' expected" then
    return opener or line, nil, "this function, loop or `if` has no `end`"
  elseif message:find "^syntax error near" or message:find "^'=' expected" then
    -- Lua stops at what follows: the expression itself ends in the line before where nothing stands between.
    local before = near == "eof" and source.tokens[#source.tokens] or token and index > 1 and source.tokens[index - 1].line < line and source.tokens[index - 1]
    if before then line, column = before.line, nil end
    return line, column, "a line of a pack is a statement, such as obligation \"name\" { … }, or local name = …; this expression stands alone"
  elseif message:find "^unexpected symbol" and near then
    local previous = index and source.tokens[index - 1]
    if near == "}" or near == ")" or near == "]" then
      if previous and (previous.text == "=" or previous.kind == "operator") then
        return line, column, ("something is missing between `%s` and `%s`"):format(previous.text, near)
      end
      return line, column, ("this `%s` closes nothing"):format(near)
    elseif near == "," and previous then
      return line, column, ("something is missing between `%s` and `,`"):format(previous.text)
    elseif token and token.kind == "word" then
      local following = source.tokens[index + 1]
      return line, column, following and following.text == "="
        and ('`%s` is a word of Lua and cannot be a key; put it in brackets and quotes: ["%s"]'):format(near, near)
        or ("`%s` is a word of Lua and cannot be used as a name"):format(near)
    end
    return line, column, ("`%s` cannot stand here"):format(near)
  elseif closing and opener then
    return line, column, ("a closing %s is missing here (its opening stands in line %d)"):format(closing, opener)
  end
  return line, column, message
end

return syntax
