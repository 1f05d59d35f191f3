--- The words of the command's answers in one language, and the language's choice among a pack's own words.
local catalogue = {}

--- Languages there is a catalogue of, as --lang names them.
catalogue.languages = { "en", "zh" }

local Words = {}

--- The text of a key such as "explain.no_row", its {holes} filled.
---@param key string
---@param values table<string, string|number|table>|nil a table is a pack's { en =, zh = }
function Words:say(key, values)
  local section, name = key:match "^(%w+)%.([%w_]+)$"
  local text = self.texts[section] and self.texts[section][name]
  if not text then error("the catalogue has no text for " .. key) end
  return (text:gsub("{([%w_]+)}", function(hole)
    local value = values and values[hole]
    if value == nil then error(("%s: nothing for {%s}"):format(key, hole)) end
    return tostring(self:of(value))
  end))
end

--- A pack's { en =, zh = } in this language, or in the one it has.
function Words:of(text)
  if type(text) ~= "table" then return text end
  return text[self.language] or text.en or text.zh
end

--- A name of a pack within a sentence: `_` stands for a blank, but at its ends.
function catalogue.spoken(name)
  if name:find "^_" or name:find "_$" then return name end
  return (name:gsub("_", " "))
end

--- A kind's name as a heading.
function Words:kind(name)
  local own = self.texts.kind[name]
  return own or (name:sub(1, 1):upper() .. catalogue.spoken(name):sub(2))
end

---@param language "en"|"zh"|nil English where not given
---@return table words { language, texts, status, reason, separator } with say, of and kind
function catalogue.open(language)
  language = language or "en"
  local texts = require("mandate.catalogues." .. language)
  return setmetatable({ language = language, texts = texts, status = texts.status, reason = texts.reason, separator = texts.separator }, { __index = Words })
end

--- Adds --lang to a command.
function catalogue.declare(command)
  command:option("--lang", "The language of the answer: en or zh."):choices(catalogue.languages):default "en"
end

return catalogue
