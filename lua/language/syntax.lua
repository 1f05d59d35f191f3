-- Lua's own syntax errors, said again for a person who writes rules.
local digits = require "mandate.language.digits"
local schema = require "mandate.language.schema"

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

local SPANS = { days = true, months = true, years = true, working_days = true, clear_days = true }
-- The words of other languages, and the sign that stands for each here.
local SIGNS = { AND = "&", And = "&", OR = "|", Or = "|", NOT = "~", Not = "~" }
local INFIX = { ["&"] = true, ["|"] = true, ["+"] = true, ["-"] = true, ["*"] = true, ["/"] = true }

-- Whether the token begins an expression, and not an entry that stands alone, as any and parameter "x" may in a table.
local function begins_expression(tokens, i)
  local following, behind = tokens[i + 1], tokens[i + 2]
  if not following then return false end
  if following.kind == "text" then return behind ~= nil and (behind.text == "." or behind.text == ":") end -- verdict "x".status
  return following.text == "." or following.text == ":" or following.text == "("
end

-- What is missing between two values that follow each other; nil where it is a comma, because a key begins here.
local function missing_between(tokens, i)
  local token, previous, following = tokens[i], tokens[i - 1], tokens[i + 1]
  if previous.kind == "number" and token.kind == "number" and previous.line == token.line then
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
  local sign = SIGNS[token.text] or SIGNS[previous.text]
  if sign then return ("`%s` is written %s"):format(SIGNS[token.text] and token.text or previous.text, sign) end
  if schema.is_method[token.text] and token.line == previous.line and following and (following.text == "(" or following.kind == "text") then
    return ("a question stands behind a colon, :%s"):format(token.text)
  elseif SPANS[token.text] and following and following.text == "(" then
    return "before a span stands `+` or `-`, between two entries of a list a comma"
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
  if INFIX[token.text] then return INFIX[previous.text] or previous.text == "=" end
  if (token.kind == "name" or token.kind == "text" or token.kind == "word") and previous.line < token.line then return true end
  return syntax.follows_value(tokens, i)
end

local function column_after(token) return token and token.column + (utf8.len(token.text, 1, -1, true) or #token.text) end

-- What Lua stopped at: { tokens, near, index, token, line, column (of the token, or nil), closing (the bracket it wanted), opener (the line of its opening) }.
local function stop_at(source, line, message)
  local near = message:match "near '(.-)'$" or message:match "near <(eof)>$"
  local index = near and find_token(source, line, near, stray)
  local token = index and source.tokens[index]
  return { source = source, tokens = source.tokens, near = near, index = index, token = token, line = line, column = token and token.line == line and token.column or nil,
    closing = message:match "^'([%]})])' expected", opener = tonumber(message:match "at line (%d+)%)") }
end

local function malformed_number(stop)
  local near = stop.near or ""
  local meant = digits.meant(near)
  if near:find "^%d+_$" then return stop.line, stop.column, "digits stand without `_`: 1000" end
  if meant and not meant.unit and #meant.says > 0 then
    return stop.line, stop.column, ("`%s` is no number as it is written: %s: %s"):format(near, table.concat(meant.says, ", "), meant.digits)
  end
  return stop.line, stop.column, ("`%s` is no number; a date, a period, a unit or a code stands in quotes: \"2003-Q2\", \"50 mg/L\""):format(near)
end

local function wants_arguments(stop)
  local near, token = stop.near, stop.token
  if tonumber(near) or near == "-" then
    return stop.line, stop.column, ("the number that is asked about stands in brackets: (%s)"):format(near == "-" and "-…" or near)
  elseif token and token.kind == "name" and stop.tokens[stop.index - 1].line == token.line then
    return stop.line, stop.column, ("a text that is asked about stands in quotes, \"%s\", any other value in brackets, (…)"):format(near)
  end
  return stop.line, stop.column, "a name after `:` is a question and needs its parentheses, :count(); a field stands after a dot, enterprise.size"
end

-- A `=` where an entry of a table should end.
local function stray_equals(stop)
  local previous, before = stop.index and stop.tokens[stop.index - 1], stop.index and stop.tokens[stop.index - 2]
  if previous and previous.kind == "number" then
    return stop.line, previous.column, ("a number as a key stands in brackets: [%s] = …"):format(previous.text)
  elseif previous and previous.kind == "word" then
    return stop.line, previous.column, ('`%s` is a word of Lua and cannot be a key; put it in brackets and quotes: ["%s"]'):format(previous.text, previous.text)
  elseif previous and previous.kind == "text" then
    return stop.line, previous.column, ("a text as a key stands in brackets: [%s] = …"):format(previous.text)
  elseif before and before.line < previous.line and INFIX[before.text] then
    return before.line, before.column, ("something is missing behind `%s`: the next line begins a new entry, `%s`"):format(before.text, previous.text)
  end
  return stop.line, stop.column, "`=` inside an expression: to compare write :is(…); a key with spaces or a number stands in brackets: [\"City C\"] = 1, [2001] = 5"
end

-- Whether a statement of a pack begins here, as it does in the first column of a line: a word with a name in quotes and a table, or one of Lua's own.
local function begins_statement(tokens, i)
  local token, following, behind = tokens[i], tokens[i + 1], tokens[i + 2]
  if token.column ~= 1 or not following then return false end
  return token.text == "local" or token.text == "function" or token.kind == "name" and following.kind == "text" and behind ~= nil and behind.text == "{"
end

-- A value that stands at the beginning of a line, behind another one.
local function at_line_end(stop)
  local tokens, closing, near = stop.tokens, stop.closing, stop.near
  local before = last_token_before(stop.source, stop.token.line)
  local line, column = before.line, column_after(before)
  if begins_statement(tokens, stop.index) then
    return line, column, ("a closing %s is missing before `%s`, which begins a statement of its own%s"):format(closing, near,
      stop.opener and stop.opener ~= line and (" (its opening stands in line %d)"):format(stop.opener) or "")
  end
  local missing = syntax.follows_value(tokens, stop.index) and missing_between(tokens, stop.index)
  if missing and stop.token.kind == "name" and (begins_expression(tokens, stop.index) or SIGNS[near] or closing ~= "}") then
    return line, column, ("something is missing at the end of this line, before `%s`: %s%s"):format(near, missing,
      closing ~= "}" and (", and a closing %s ends what was opened"):format(closing) or "")
  elseif closing == "}" then
    return line, column, ("a comma is missing at the end of this line, before `%s`"):format(near)
  end
  return line, column, ("a comma or a closing %s is missing at the end of this line, before `%s`"):format(closing, near)
end

-- A value where a bracket should close.
local function stray_value(stop)
  local token, previous, following = stop.token, stop.tokens[stop.index - 1], stop.tokens[stop.index + 1]
  if previous and previous.line < token.line then return at_line_end(stop) end
  if token.kind == "word" and following and following.text == "=" then
    return stop.line, stop.column, ('`%s` is a word of Lua and cannot be a key; put it in brackets and quotes: ["%s"]'):format(stop.near, stop.near)
  end
  local before = stop.tokens[stop.index - 2]
  if token.kind == "number" and schema.cell_questions[previous.text] and not (before and (before.text == "." or before.text == ":")) then
    return wants_arguments(stop) -- a cell of a table asks without what it is asked of
  end
  local missing = syntax.follows_value(stop.tokens, stop.index) and missing_between(stop.tokens, stop.index)
  if missing then return stop.line, stop.column, ("`%s` cannot follow here: %s"):format(stop.near, missing) end
  return stop.line, stop.column, ("`%s` cannot follow here: a comma, an operator or quotes are missing before it"):format(stop.near)
end

local VALUES = { name = true, number = true, text = true, word = true }
local BRACKETS = { [")"] = true, ["]"] = true, ["}"] = true }

-- Lua wanted a closing bracket.
local function wants_closing(stop)
  local closing, near, token = stop.closing, stop.near, stop.token
  if closing == "}" and near == "=" then return stray_equals(stop) end
  if near == "eof" then
    local open = stop.tokens:unclosed()
    return open and open.line or stop.opener or stop.line, open and open.column, ("this %s is never closed"):format(open and open.text or "{")
  elseif token and (VALUES[token.kind] or token.text == "{" or token.text == "[") then
    return stray_value(stop)
  elseif BRACKETS[near] and closing == "}" and near ~= "}" then
    return stop.line, stop.column, ("this `%s` closes nothing"):format(near)
  elseif stop.opener then
    return stop.line, stop.column, ("a closing %s is missing here (its opening stands in line %d)"):format(closing, stop.opener)
  end
  return stop.line, stop.column, ("a closing %s is missing before `%s`"):format(closing, near)
end

-- A sign or a word where a value should begin.
local function unexpected(stop)
  local near, token, previous = stop.near, stop.token, stop.index and stop.tokens[stop.index - 1]
  if near == "}" or near == ")" or near == "]" then
    if previous and (previous.text == "=" or previous.kind == "operator") then
      return stop.line, stop.column, ("something is missing between `%s` and `%s`"):format(previous.text, near)
    end
    return stop.line, stop.column, ("this `%s` closes nothing"):format(near)
  elseif (near == "," or INFIX[near]) and previous then
    return stop.line, stop.column, ("something is missing between `%s` and `%s`"):format(previous.text, near)
  elseif token and token.kind == "word" then
    local following = stop.tokens[stop.index + 1]
    return stop.line, stop.column, following and following.text == "="
      and ('`%s` is a word of Lua and cannot be a key; put it in brackets and quotes: ["%s"]'):format(near, near)
      or ("`%s` is a word of Lua and cannot be used as a name"):format(near)
  end
  return stop.line, stop.column, ("`%s` cannot stand here"):format(near)
end

-- `message` as Lua gives it, without "file:line:". Gives line, column or nil, message.
function syntax.explain(source, line, message)
  local stop = stop_at(source, line, message)
  if message:find "unfinished string" then return line, nil, "this text has no closing quote" end
  if message:find "malformed number" then return malformed_number(stop) end
  if message:find "function arguments expected" then return wants_arguments(stop) end
  if stop.closing and stop.near then return wants_closing(stop) end
  if message:find "^'end' expected" then return stop.opener or line, nil, "this function, loop or `if` has no `end`" end
  if message:find "^syntax error near" or message:find "^'=' expected" then
    -- Lua stops at what follows: the expression itself ends in the line before where nothing stands between.
    local tokens, index = source.tokens, stop.index
    local before = stop.near == "eof" and tokens[#tokens] or index and index > 1 and tokens[index - 1].line < line and tokens[index - 1]
    return before and before.line or line, not before and stop.column or nil,
      "a line of a pack is a statement, such as obligation \"name\" { … }, or local name = …; this expression stands alone"
  elseif message:find "^unexpected symbol" and stop.near then
    return unexpected(stop)
  end
  return line, stop.column, message
end

return syntax
