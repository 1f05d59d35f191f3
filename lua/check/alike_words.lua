--- Texts of records that read like a word that a pack asks for and are another one: "Large" and "large " are not "large", and a record that says so escapes every
--- rule that asks for `size:is "large"`. Where no record has the word at all, lint says so, too (unheard.lua).
local asked_texts = require "mandate.check.asked_texts"
local on_file = require "mandate.check.on_file"
local reason = require "mandate.check.reason"

local alike_words = {}

local MOST_SHOWN = 3

-- The words that are asked of a field, of `is` and of `starts_with` apart.
local function asked_of(pack)
  local list, fields = {}, {}
  asked_texts.each(pack, { is = true, starts_with = true }, function(e, kind, field)
    local name = kind .. "." .. field
    if not fields[name] then
      fields[name] = { kind = kind, field = field, is = {}, starts_with = {} }
      list[#list + 1] = fields[name]
    end
    local words = fields[name][e.op]
    for _, argument in ipairs(e.arguments) do
      if argument.op == "literal" and type(argument.value) == "string" then words[#words + 1] = argument.value
      elseif argument.op == "codes" then table.move(pack.codes[argument.name].values, 1, #pack.codes[argument.name].values, #words + 1, words) end
    end
  end)
  return list
end

-- What reads like one of a field's words and is none of them, in the order of the texts, the first of them, and the word that each reads like.
local function alike(snapshot, asked)
  local found, listed, texts, meant = {}, {}, {}, {}
  for _, word in ipairs(asked.is) do listed[word] = true end
  local function add(words, starts)
    for _, word in ipairs(words) do
      for _, text in ipairs(snapshot:alike(asked.kind, asked.field, { word }, starts)) do
        if not listed[text] then
          listed[text], meant[text] = true, word
          texts[#texts + 1] = text
        end
      end
    end
  end
  add(asked.is, false) -- also one that begins as another question wants it
  add(asked.starts_with, true)
  table.sort(texts)
  for i = 1, math.min(#texts, MOST_SHOWN) do found[i] = texts[i] end
  return texts, found, meant
end

--- Adds to the plan what must be known; before the run. A field that says which words it takes has no others.
---@return table list { { name, kind, field, shown = { text… }, meant = text -> the word that it reads like, node } }, also as of doubts.lower
function alike_words.lower(lowering)
  local list, nodes = {}, lowering.nodes
  for _, asked in ipairs(asked_of(lowering.pack)) do
    local of_kind = lowering.kinds[asked.kind]
    local one_of = of_kind and not of_kind.group and lowering.fields[asked.kind][asked.field].one_of
    if of_kind and not of_kind.group and lowering.snapshot:records(asked.kind) > 0 and not (one_of and #one_of > 0) then
      local texts, shown, meant = alike(lowering.snapshot, asked)
      if #texts > 0 then
        local space = lowering:space(asked.kind)
        local recorded = nodes:add("READ", space, { false, false }, { kind = asked.kind, field = asked.field, reading = "as recorded" })
        local node = nodes:add("TEXT_IN", space, { recorded }, { texts = lowering.plan:texts(texts) })
        node = nodes:both(node, nodes:add("KNOWN", space, { node }), space)
        list[#list + 1] = { name = "alike-word", kind = asked.kind, field = asked.field, shown = shown, meant = meant, node = node }
        lowering.plan:keep(node)
      end
    end
  end
  return list
end

--- Notes, after the run: one for each field, with the first such record.
---@param list table of alike_words.lower
---@return string[]
function alike_words.notes(words, opened, run, list)
  local notes = {}
  for _, one in ipairs(list) do
    local count = run:count(one.node)
    if count > 0 then
      local first = on_file.holding(opened, run, one.node, one.kind)[1]
      local shown = {}
      for i, text in ipairs(one.shown) do shown[i] = ('"%s"'):format(text) end
      notes[#notes + 1] = words:say("note.alike_word", { kind = reason.kind(words, one.kind), field = one.field, count = count,
        word = table.concat(shown, ", "), row = on_file.place(opened, one.kind, first) })
    end
  end
  return notes
end

return alike_words
