-- Which English words stand in a text beside what the analyst wrote: what is left of it when his texts, names, code, keys and file names are taken away.
local words_left = {}

-- Takes a text away wherever it stands as a whole, and not as part of a longer word.
local function without(text, part)
  local at, out = 1, {}
  while true do
    local first, last = text:find(part, at, true)
    if not first then return table.concat(out) .. text:sub(at) end
    local inside = part:find "^%w" and text:sub(first - 1, first - 1):find "[%w_]" or part:find "%w$" and text:sub(last + 1, last + 1):find "[%w_]"
    out[#out + 1] = text:sub(at, inside and last or first - 1)
    at = last + 1
  end
end

local function longest_first(a, b) return #a == #b and a < b or #a > #b end

--- What an analyst wrote, to be given to `of`: the texts in the quotes of his pack, and all names that his pack and the model know.
---@param sources string[] the texts of the pack's files
---@param others string[] file names, keys and the like
---@return table own { texts, names }
---@param pack table of language.load
function words_left.own(sources, pack, others)
  local texts, names, seen = {}, {}, {}
  local function add(list, text)
    if not seen[text] and text:find "%a" then seen[text], list[#list + 1] = true, text end
  end
  for _, other in ipairs(others) do add(texts, other) end
  for _, instrument in pairs(pack.instruments) do
    for _, clause in ipairs(instrument.clause_order) do add(texts, clause) end
  end
  for _, source in ipairs(sources) do
    local code = source:gsub('%-%-[^\n]*', ""):gsub('"([^"\n]*)"', function(text)
      add(texts, text)
      add(texts, (text:gsub("@.*", ""))) -- versions of a rule go by one name
      return " "
    end)
    for name in code:gmatch "[%a_][%w_]*%.([%a_][%w_]*)" do add(names, name) end
  end
  for _, kind in ipairs(pack.model:kinds()) do
    if kind.about then add(texts, kind.about) end
    add(names, kind.name)
    add(names, kind.plural)
    add(texts, (kind.name:sub(1, 1):upper() .. kind.name:sub(2):gsub("_", " "))) -- as a heading
    add(kind.plural:find "_" and texts or names, (kind.plural:gsub("_", " ")))
    add(kind.name:find "_" and texts or names, (kind.name:gsub("_", " ")))
    for _, field in ipairs(kind.fields) do
      add(names, field.name)
      add(names, field.type)
      for _, word in ipairs(field.one_of or {}) do add(names, word) end
      if field.unit then add(names, field.unit) end
      if field.about then add(texts, field.about) end
      add(names, field.name:sub(1, 1):upper() .. field.name:sub(2))
    end
  end
  table.sort(texts, longest_first)
  table.sort(names, longest_first)
  return { texts = texts, names = names }
end

-- The names of the doubts that every pack has.
local DOUBTS = { "order-of-events", "never-read", "no-owner", "before-owner", "waiver-of-no-rule", "waiver-not-allowed", "waiver-ends-first", "waiver-of-other-time",
  "waiver-of-other-role", "waiver-of-no-role",
  "done-before-arises" }
-- Statements and cells of tables, as `doc` prints them.
local WORDS = { "`done`", "Lua", "obligation", "quota", "power", "incentive", "exception", "waivable", "term", "state", "calendar", "codes",
  "report", "indicator", "warning", "function", "any", "subject" }

-- Code of the language as it is printed: names joined by points, questions with what is asked of them, words before a text in quotes.
local function without_code(text)
  local before
  repeat
    before = text
    text = text:gsub("%-%-%l[%l-]*", ""):gsub("%(period%)", "()"):gsub("%l+_[%l_]+", "_"):gsub('[%l_]*%(([%d, "~|&:._-]*)%)', "%1"):gsub("[%a_][%w_]*[.:@][%a_][%w_.:@]*", "_"):gsub('[%l_]+ ""', ""):gsub(":[%l_]+", "_")
      :gsub("%.[%l_]+", "_")
  until text == before
  return text
end

--- The English words that are left in a text, each once, in order.
function words_left.of(text, own)
  local function take(list)
    for _, part in ipairs(list) do text = without(text, part) end
  end
  take(DOUBTS)
  take(own.texts)
  text = without_code(text)
  take(own.names)
  take(WORDS)
  local list, seen = {}, {}
  for word in text:gmatch "%a[%a']+" do
    if not seen[word] then seen[word], list[#list + 1] = true, word end
  end
  return list
end

return words_left
