--- The cells of DMN's decision tables as those of mandate: the unary tests of S-FEEL, as far as level 2 of DMN has them.
local feel = {}

-- A reader over a text; what it cannot read ends in an error that says what.
local Reader = {}
Reader.__index = Reader

function Reader:skip() self.at = self.text:match("^%s*()", self.at) end

function Reader:take(pattern)
  self:skip()
  local from, to, first, second = self.text:find("^" .. pattern, self.at)
  if not from then return nil end
  self.at = to + 1
  return first or self.text:sub(from, to), second
end

function Reader:fail() error(("no cell of level 2: %s"):format(self.text), 0) end

-- A value: { type, text as mandate writes it }.
function Reader:value()
  local text = self:take '"([^"]*)"'
  if text then return { type = "string", text = ("%q"):format(text) } end
  text = self:take 'date%(%s*"([%d%-]+)"%s*%)'
  if text then return { type = "date", text = ("%q"):format(text) } end
  text = self:take "(%-?%d*%.?%d+)"
  if text then return { type = "number", text = text } end
  text = self:take "(%a+)"
  if text == "true" or text == "false" then return { type = "boolean", text = text == "true" and "yes" or "no" } end
  if text == "null" then return { type = "null" } end
  self:fail()
end

local COMPARES <const> = { number = { [">="] = "at_least", [">"] = "above", ["<="] = "at_most", ["<"] = "below" },
  date = { [">="] = "on_or_after", [">"] = "after", ["<="] = "by", ["<"] = "before" } }

function Reader:compared(sign, value)
  local words = COMPARES[value.type] or self:fail()
  return ("%s(%s)"):format(words[sign], value.text)
end

-- One test: its text, and the value where it is that one.
function Reader:test()
  local sign = self:take "([<>]=?)"
  if sign then return self:compared(sign, self:value()) end
  local opens = self:take "([%[%]%(])"
  if not opens then
    local value = self:value()
    return nil, value
  end
  local low = self:value()
  if not self:take "%.%." then self:fail() end
  local high = self:value()
  local closes = self:take "([%]%[%)])" or self:fail()
  return ("%s & %s"):format(self:compared(opens == "[" and ">=" or ">", low), self:compared(closes == "]" and "<=" or "<", high))
end

function Reader:tests()
  local asked, values = {}, {}
  repeat
    local text, value = self:test()
    if text then asked[#asked + 1] = text else values[#values + 1] = value end
  until not self:take ","
  local boolean, plain = false, {}
  for i, value in ipairs(values) do
    if value.type == "null" then self:fail() end
    boolean = boolean or value.type == "boolean"
    plain[i] = value.text
  end
  if boolean then
    if #asked > 0 then self:fail() end
    return #plain == 1 and plain[1] or "any"
  end
  if #plain > 0 then
    if values[1].type == "date" then
      for _, text in ipairs(plain) do asked[#asked + 1] = ("between(%s, %s)"):format(text, text) end
    else
      asked[#asked + 1] = ("is(%s)"):format(table.concat(plain, ", "))
    end
  end
  if #asked == 1 then return asked[1] end
  for i, text in ipairs(asked) do asked[i] = ("(%s)"):format(text) end
  return table.concat(asked, " | ")
end

--- The cell of a text such as `[18..65)`, `"a", "b"`, `not(> 3)` or `-`.
---@param text string
function feel.cell(text)
  local reader = setmetatable({ text = text, at = 1 }, Reader)
  if text:match "^%s*%-?%s*$" then return "any" end
  local negated = reader:take "not%s*%("
  local cell = reader:tests()
  if negated then
    if not reader:take "%)" then reader:fail() end
    cell = cell == "yes" and "no" or cell == "no" and "yes" or ("~(%s)"):format(cell)
  end
  reader:skip()
  if reader.at <= #text then reader:fail() end
  return cell
end

--- The values of a list, such as those that an output may have, as mandate writes them.
function feel.values(text)
  local reader, list = setmetatable({ text = text, at = 1 }, Reader), {}
  repeat list[#list + 1] = reader:value().text until not reader:take ","
  reader:skip()
  if reader.at <= #text then reader:fail() end
  return list
end

--- A value that a row gives: its text, or nil for null. What is no plain value ends in an error.
function feel.result(text)
  local reader = setmetatable({ text = text, at = 1 }, Reader)
  local value = reader:value()
  reader:skip()
  if reader.at <= #text then reader:fail() end
  return value.text
end

return feel
