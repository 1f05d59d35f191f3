--- Words that one version of a table gives and nobody asks for, for lint, where they are nearly one that is asked for or that other versions give: "lagre" is no "large",
--- and whom the version calls so escapes every rule that asks for the other, in silence.
local nearest = require "mandate.language.nearest"
local stands = require "mandate.language.lint.stands"

local strange_words = {}

local LEAST <const>, LONG <const> = 4, 6 -- letters of a word that may be a mistake by one, and by two

-- The decision that an expression is, by its full name; nil of any other.
local function decision_of(pack, e)
  while e and e.written do e = e.written end
  local term = e and (e.op == "term" or e.op == "column_term") and pack.terms[e.term]
  if not term or not term.value then return nil end
  return term.value.op == "decision" and e.term or decision_of(pack, term.value)
end

-- The words that the pack asks for, by the decision.
local function asked_of(pack)
  local asked = {}
  stands.each_inside(pack, function(e)
    local name = e.op == "is" and e.from and decision_of(pack, e.from)
    if not name then return end
    asked[name] = asked[name] or {}
    for _, argument in ipairs(e.arguments) do
      if argument.op == "literal" then asked[name][argument.value] = true
      elseif argument.op == "codes" then
        for _, word in ipairs(pack.codes[argument.name].values) do asked[name][word] = true end
      end
    end
  end, "decision")
  return asked
end

-- The words of a version: word -> where it first stands.
local function words_of(version)
  local words = {}
  for _, row in ipairs(version.rows) do
    local result = row.result
    if result and result.op == "literal" and result.type.k == "text" then words[result.value] = words[result.value] or result.at or version.at end
  end
  return words
end

-- Whether two words may be one, badly written: numbers of classes differ by what they are.
local function may_be(word, other)
  if #word < LEAST or word:find "[\x80-\xff]" or word:gsub("%d", "") == other:gsub("%d", "") or word:gsub("[IVX]+$", "") == other:gsub("[IVX]+$", "") then return false end
  return nearest.distance(word:lower(), other:lower()) <= (#word < LONG and 1 or 2)
end

--- After all is read.
---@param pack table as checker.lua has it
function strange_words.check(checker, pack)
  local asked
  for _, name in ipairs(pack.term_order) do
    local decision = pack.terms[name].value
    local versions = decision and decision.op == "decision" and decision.versions or {}
    local given, all = {}, {}
    for v, version in ipairs(versions) do
      given[v] = words_of(version)
      for word in pairs(given[v]) do all[word] = (all[word] or 0) + 1 end
    end
    for v, version in ipairs(#versions > 1 and versions or {}) do
      asked = asked or asked_of(pack)
      local of_name, list = asked[name] or {}, {}
      for word in pairs(given[v]) do
        if all[word] == 1 and not of_name[word] then list[#list + 1] = word end
      end
      table.sort(list)
      for _, word in ipairs(list) do
        local others = {}
        for _, known in ipairs { of_name, all } do
          for other in pairs(known) do
            if type(other) == "string" and not given[v][other] and may_be(word, other) then others[other] = true end
          end
        end
        local meant = nearest.word(word, others)
        if meant then
          checker.problems:warn(given[v][word], ('decision %s: nobody asks for "%s", and no other version gives it. Did you mean "%s"?'):format(version.name, word, meant))
        end
      end
    end
  end
end

return strange_words
