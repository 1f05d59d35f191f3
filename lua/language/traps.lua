-- What Lua would accept or misread and a rule never means: found in the text before Lua runs. Outside functions a pack only declares, so
-- Lua's logic and comparisons are refused there; a helper function that builds conditions is held to the same (`helpers`), while a row
-- function stays plain Lua.
local plain = require "mandate.language.plain"

local traps = {}

-- Characters of Chinese input methods and word processors, with what to write.
local wide = {
  ["，"] = ",", ["、"] = ",", ["。"] = ".", ["．"] = ".", ["；"] = ";", ["："] = ":", ["“"] = '"', ["”"] = '"', ["„"] = '"', ["«"] = '"', ["»"] = '"',
  ["＂"] = '"', ["‘"] = "'", ["’"] = "'", ["（"] = "(", ["）"] = ")", ["｛"] = "{", ["｝"] = "}", ["【"] = "[", ["】"] = "]", ["［"] = "[", ["］"] = "]",
  ["＝"] = "=", ["＆"] = "&", ["｜"] = "|", ["～"] = "~", ["＋"] = "+", ["－"] = "-", ["–"] = "-", ["—"] = "-", ["−"] = "-", ["＊"] = "*", ["×"] = "*",
  ["÷"] = "/", ["／"] = "/", ["＜"] = ":below", ["＞"] = ":above", ["≤"] = ":at_most", ["≥"] = ":at_least", ["≠"] = "~…:is", ["！"] = "~", ["％"] = "percent(…)",
}
local invisible = { ["\u{00A0}"] = "a space", ["\u{3000}"] = "a space", ["\u{2002}"] = "a space", ["\u{2003}"] = "a space", ["\u{202F}"] = "a space",
  ["\u{200B}"] = "nothing", ["\u{200D}"] = "nothing", ["\u{FEFF}"] = "nothing" }
for code = 0xFF10, 0xFF19 do wide[utf8.char(code)] = string.char(code - 0xFF10 + 48) end

-- Operators and words that work on Lua values: what to write instead.
local logic = {
  ["and"] = "&", ["or"] = "|", ["not"] = "~", ["=="] = ":is", ["~="] = "~…:is", ["<"] = ":below or :before", [">"] = ":above or :after",
  ["<="] = ":at_most or :by", [">="] = ":at_least or :on_or_after",
}
local branches = { ["if"] = true, ["while"] = true, ["repeat"] = true }
-- Operators of other languages, wrong everywhere: what a rule and what a function writes.
local foreign = { ["&&"] = { "&", "and" }, ["||"] = { "|", "or" }, ["!="] = { "~…:is", "~=" }, ["!"] = { "~", "not" } }

local function place(source, token) return { file = source.name, line = token.line, column = token.column } end

local function adjacent(a, b) return a and b and a.to + 1 == b.from end

-- 2000-12-31 without quotes, as the text it should be.
local function bare_date(tokens, i)
  local year, first, month, second, day = tokens[i], tokens[i + 1], tokens[i + 2], tokens[i + 3], tokens[i + 4]
  if day and first.text == "-" and second.text == "-" and year.text:find "^%d%d%d%d$" and month.text:find "^%d%d?$" and day.text:find "^%d%d?$" then
    return ("%s-%s-%s"):format(year.text, month.text, day.text), day
  end
  return nil
end

local function check_number(source, i, report)
  local tokens = source.tokens
  local token, before, comma, after = tokens[i], tokens[i - 1], tokens[i + 1], tokens[i + 2]
  local date = bare_date(tokens, i)
  if date then
    local year, month, day = date:match "(%d+)%-(%d+)%-(%d+)"
    report(token, ('a date stands in quotes: without them Lua computes %s = %d; write "%s-%02d-%02d"'):format(
      date, year - month - day, year, tonumber(month), tonumber(day)))
  elseif token.text:find "^0%d+$" and not (before and before.text == "-" and tokens[i - 2] and tokens[i - 2].kind == "number") then
    if before and before.text == "," and #token.text == 3 then
      report(token, ("%s after a comma is a value of its own: 50,000 is written 50000, and a code stands in quotes"):format(token.text))
      return
    end
    report(token, ('%s is the number %s for Lua; a code stands in quotes: "%s"'):format(token.text, tonumber(token.text), token.text))
  elseif token.text:find "^%d%d?%d?$" and comma and comma.text == "," and adjacent(token, comma) and after and adjacent(comma, after)
    and after.text:find "^%d%d%d$" and before and (before.text == "=" or before.text == "(") then
    report(token, ("%s,%s is two values for Lua: write %s%s without the comma, or a space after it where two numbers are meant"):format(
      token.text, after.text, token.text, after.text))
  end
end

-- Reports Lua's logic where a rule's is meant; `helper` names the function that is held to it.
local function check_logic(token, report, helper)
  local where = helper and ("in `%s`, a helper that builds conditions, `%s` works on Lua values"):format(helper, token.text)
    or ("`%s` works on Lua values, not on conditions"):format(token.text)
  if (token.kind == "word" or token.kind == "operator") and logic[token.text] then
    report(token, ("%s; write `%s`"):format(where, (logic[token.text]:gsub(" or ", "` or `"))))
  elseif token.kind == "word" and branches[token.text] and not helper then
    report(token, ("`%s` stands only inside functions: a helper may ask it of plain values, such as those of a loop, and is called here; "
      .. "what depends on a record is a condition, joined with & | ~"):format(token.text))
  end
end

-- The place of the `then` or `do` behind an `if` or `while`; that of the word itself where there is none.
local function end_of_question(tokens, i)
  for at = i + 1, tokens[i].text ~= "repeat" and #tokens or 0 do
    if tokens[at].text == "then" or tokens[at].text == "do" then return at end
  end
  return i
end

-- Adds the traps of a source to `problems`. Gives true where the text cannot be Lua, so that Lua's own message would only repeat it.
function traps.check(source, problems)
  local unreadable, asked = false, 0 -- up to which token stands what an `if` or `while` asks, which is refused with it
  local function report(token, message) problems:add(place(source, token), message, "text") end
  for _, i in ipairs(source.tokens:suspects()) do
    local token = source.tokens[i]
    if token.kind == "stray" then
      unreadable = true
      if wide[token.text] then
        report(token, ("`%s` is a full-width or invisible character; write %s"):format(token.text, wide[token.text]))
      elseif invisible[token.text] then
        report(token, ("a full-width or invisible character (U+%04X) stands here; write %s"):format(utf8.codepoint(token.text), invisible[token.text]))
      elseif utf8.len(token.text) then
        report(token, ("`%s` may stand only inside quotes"):format(token.text))
      else
        report(token, "this byte is not UTF-8; save the file as UTF-8")
      end
    elseif token.kind == "operator" and foreign[token.text] then
      unreadable = true
      report(token, ("`%s` is not of this language; write `%s`"):format(token.text, foreign[token.text][token.inside and 2 or 1]))
    elseif not token.inside then
      if (logic[token.text] or branches[token.text]) and i > asked then check_logic(token, report) end
      if branches[token.text] and token.kind == "word" then asked = end_of_question(source.tokens, i) end
      if token.kind == "number" then check_number(source, i, report) end
    end
  end
  for _, double in ipairs(source.tokens:doubled()) do
    report(double.token, ("`%s` stands twice in one table (first in line %d); Lua would silently keep the last"):format(
      double.token.value or double.token.text, double.first.line))
  end
  return unreadable
end

-- The innermost function block on a line.
function traps.function_on(source, line)
  local innermost
  for _, block in ipairs(source.tokens:functions()) do
    if block.line <= line and line <= block.last_line and (not innermost or block.line >= innermost.line) then innermost = block end
  end
  return innermost
end

-- Holds the functions of a source that ran while the pack loaded to what is refused outside functions: those in which a node was made
-- (`makers`: function block -> true), and those called with a node that then went nowhere (`lost`: line -> true, the lines of such
-- nodes), as `both(a, b)` with `return a and b` does. `rows`: "line:last line" -> true for row functions, which stay plain Lua. What works on
-- plain Lua values only is left to Lua; `variables`: "line:last line" -> name -> what it held while nodes were made.
---@param seen table { makers, lost, rows, variables }
function traps.helpers(source, seen, problems)
  local function report(token, message) problems:add(place(source, token), message, "text") end
  local strict = {}
  for block in pairs(seen.makers) do strict[block] = true end
  for line in pairs(seen.lost) do
    for i in source:on_line(line) do
      local token, after = source.tokens[i], source.tokens[i + 1]
      if token.kind == "name" and after and after.text == "(" then
        for _, block in ipairs(source.tokens:functions()) do
          if block.name == token.text then strict[block] = true end
        end
      end
    end
  end
  for block in pairs(strict) do
    local lines = ("%d:%d"):format(block.line, block.last_line)
    for i = block.first, seen.rows[lines] and 0 or block.last do
      local token = source.tokens[i]
      if token.inside == block and logic[token.text] and not plain.works_on(source.tokens, i, seen.variables[lines] or {}) then
        check_logic(token, report, block.name or "a function")
      end
    end
  end
end

-- Names that a `local` outside functions takes away from the rest of the file. `taken`: name -> what it is ("a kind").
function traps.hidden(source, taken, problems)
  for _, i in ipairs(source.tokens:suspects()) do
    local token = source.tokens[i]
    if token.text == "local" and not token.inside then
      local at = i + 1
      if source.tokens[at] and source.tokens[at].text == "function" then at = at + 1 end
      while source.tokens[at] and source.tokens[at].kind == "name" do
        local name = source.tokens[at]
        if taken[name.text] then
          problems:add(place(source, name), ("`%s` is %s; a local of that name would hide it. Give the local another name"):format(name.text, taken[name.text]), "text")
        end
        if not (source.tokens[at + 1] and source.tokens[at + 1].text == ",") then break end
        at = at + 2
      end
    end
  end
end

return traps
