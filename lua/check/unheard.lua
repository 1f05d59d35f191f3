--- Words that a pack asks for and no record has, for lint: `class:is "Large"` over records that say "large" frees everybody without a word. A field that says
-- which words it takes (`one_of`) is held to them when the pack is read.
local asked_texts = require "mandate.check.asked_texts"
local nearest = require "mandate.language.nearest"

local unheard = {}

local MOST_RECORDS = 2000 -- among which the nearest word is looked for

-- What a question asks a text to be: { said = how it is told, words, starts = whether a text need only begin so }. A list of codes is asked for as a whole.
local function asked_words(pack, e)
  local list = {}
  for _, argument in ipairs(e.arguments) do
    if argument.op == "literal" and type(argument.value) == "string" then list[#list + 1] = { said = argument.value, words = { argument.value }, at = argument.at }
    elseif argument.op == "codes" then list[#list + 1] = { codes = argument.name, words = pack.codes[argument.name].values, at = argument.at } end
  end
  return list
end

-- The questions of the pack: { said = the word, or codes = the list's name, words, starts, kind, field, at }.
local function asked_of(opened)
  local list, asked, lowering = {}, {}, opened.lowering
  asked_texts.each(opened.pack, { is = true, starts_with = true }, function(e, kind, field)
    if not lowering.kinds[kind] or lowering.kinds[kind].group or opened.snapshot:records(kind) == 0 then return end
    local field_of, starts = lowering.fields[kind][field], e.op == "starts_with"
    if field_of.one_of and #field_of.one_of > 0 then return end
    for _, one in ipairs(asked_words(opened.pack, e)) do
      local key = ("%s.%s %s %s=%s"):format(kind, field, e.op, one.codes and "codes" or "word", one.codes or one.said)
      if not asked[key] and #one.words > 0 then
        asked[key] = true
        list[#list + 1] = { said = one.said, codes = one.codes, words = one.words, starts = starts, kind = kind, field = field, at = e.at or one.at }
      end
    end
  end)
  return list
end

-- Whether a version of a record has one of the words: a rule may ask on any day.
local function is_heard(snapshot, one)
  for _, word in ipairs(one.words) do
    if snapshot:holds_word(one.kind, one.field, word, one.starts) then return true end
  end
  return false
end

-- The words that stand in a field of the first records.
local function words_of(opened, kind, field)
  local words = {}
  for record = 0, math.min(opened.snapshot:records(kind), MOST_RECORDS) - 1 do
    local word = opened.snapshot:cell(kind, record, field, opened.as_of)
    if word then words[word] = true end
  end
  return words
end

--- What to look at again: warnings as a pack has them.
function unheard.found(words, opened)
  local found = {}
  for _, one in ipairs(asked_of(opened)) do
    if not is_heard(opened.snapshot, one) then
      local near = one.said and not one.starts and nearest.word(one.said, words_of(opened, one.kind, one.field))
      local text = one.codes and "unheard_codes" or one.starts and "unheard_start" or "unheard"
      found[#found + 1] = { file = one.at and one.at.file, line = one.at and one.at.line, message = words:say("lint." .. text, { word = one.codes or one.said, kind = one.kind,
        field = one.field }) .. (near and words:say("lint.meant", { word = near }) or "") }
    end
  end
  return found
end

return unheard
