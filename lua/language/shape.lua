-- The plain half of statements: closed sets of keys, and values that are no expressions. What it reads comes back in one form; what is wrong is
-- reported at the key or value in the file.
local literals = require "mandate.language.literals"
local types = require "mandate.language.types"
local nearest = require "mandate.language.nearest"

local shape = {}
shape.__index = shape

-- `context`: { problems, places, is_node }
function shape.new(context) return setmetatable(context, shape) end

function shape.title(statement) return ('%s "%s"'):format(statement.word, tostring(statement.name)) end

function shape:at(statement, path, want_key) return self.places:inside(statement, path, want_key) end

-- Reports at a path of the statement, its title in front.
function shape:fail(statement, path, message, ...)
  self.problems:add(self:at(statement, path), ("%s: "):format(self.title(statement)) .. (select("#", ...) > 0 and message:format(...) or message))
end

function shape:show(value)
  if self.is_node[value] then return value.name and ("an expression (… %s)"):format(value.name) or "an expression" end
  if type(value) == "table" then return "a table { … }" end
  return tostring(value)
end

-- No other keys than `known` (a set); no values without a key unless `positional`.
function shape:closed(statement, path, body, known, positional)
  local keys = {}
  for key in pairs(body) do
    local good = known[key]
    if type(key) == "number" then good = positional end
    if not good then keys[#keys + 1] = key end
  end
  if #keys == 0 then return end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do
    local inner = { table.unpack(path) }
    inner[#inner + 1] = key
    if type(key) == "number" then
      self.problems:add(self:at(statement, inner), ("%s holds a stray value, %s: a list of words after : needs parentheses, "
        .. ':is("large", "medium"), and 50,000 is written 50000'):format(self.title(statement), self:show(body[key])))
    else
      self.problems:add(self:at(statement, inner, true), ("%s: no key `%s`.%s"):format(self.title(statement), key, nearest.hint_or_all(key, known)))
    end
  end
end

function shape:text(statement, path, value)
  if value == nil then return nil end
  if type(value) == "string" and value ~= "" then return value end
  self:fail(statement, path, "`%s` takes a text in quotes, not %s", path[#path], value == "" and "an empty one" or self:show(value))
  return nil
end

function shape:yesno(statement, path, value)
  if value == nil or type(value) == "boolean" then return value end
  self:fail(statement, path, "`%s` is true or false, not %s", path[#path], self:show(value))
  return nil
end

-- A text, or { en = "…", zh = "…" }; always gives the table.
function shape:words(statement, path, value)
  if type(value) == "string" and value ~= "" then return { en = value } end
  if type(value) == "table" and not self.is_node[value] and (value.en or value.zh) then
    local words = {}
    for _, language in ipairs { "en", "zh" } do
      local inner = { table.unpack(path) }
      inner[#inner + 1] = language
      words[language] = self:text(statement, inner, value[language])
    end
    return words
  end
  if value ~= nil then
    self:fail(statement, path, '`%s` takes a text in quotes, or { en = "…", zh = "…" }, not %s', tostring(path[#path]), self:show(value))
  end
  return nil
end

-- A text, or one in each language; a text comes back as it is.
function shape:said(statement, path, value)
  if type(value) == "table" and not self.is_node[value] then return self:words(statement, path, value) end
  return self:text(statement, path, value)
end

-- A plain value of a type: a date, a period, a number.
function shape:literal(statement, path, value, want)
  if value == nil then return nil end
  if self.is_node[value] then
    self:fail(statement, path, "`%s` takes %s, written out, not an expression", tostring(path[#path]), types.say(want))
    return nil
  end
  local read, message = literals.read(value, want)
  if read == nil then self.problems:add(self:at(statement, path), message) end
  return read
end

-- One text or a list of texts; always gives the list.
function shape:list(statement, path, value)
  if value == nil then return nil end
  local list = {}
  if type(value) == "table" and not self.is_node[value] then
    for i, item in ipairs(value) do
      if type(item) == "string" then
        list[#list + 1] = item
      else
        self:fail(statement, path, "`%s`, value %d: a text in quotes, not %s", path[#path], i, self:show(item))
      end
    end
    for key in pairs(value) do
      if type(key) ~= "number" then self:fail(statement, path, "`%s` is a list of texts and has no key `%s`", path[#path], key) end
    end
  else
    list[1] = self:text(statement, path, value)
  end
  return list
end

-- A table of the statement that must be a list of rows; gives an empty one where it is not.
function shape:rows(statement, path, value, example)
  if type(value) ~= "table" or self.is_node[value] then
    self:fail(statement, path, "`%s` is a list of rows, %s", path[#path], example)
    return {}
  end
  local rows = {}
  local function inside(key)
    local inner = { table.unpack(path) }
    inner[#inner + 1] = key
    return inner
  end
  for key, row in pairs(value) do
    if type(key) ~= "number" then
      self:fail(statement, inside(key), "`%s` is a list of rows, %s; a table with names has no order", path[#path], example)
    elseif type(row) ~= "table" or self.is_node[row] then
      local whose = path[#path] and ("`%s`, "):format(path[#path]) or "" -- the rows of a parameter stand without a key
      self:fail(statement, inside(key), "%srow %s: %s, not %s", whose, key, example, self:show(row))
    end
  end
  for i = 1, #value do
    if type(value[i]) == "table" and not self.is_node[value[i]] then rows[#rows + 1] = { index = i, row = value[i] } end
  end
  return rows
end

return shape
