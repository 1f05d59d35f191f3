--- Words that a pack asks for and no record has, for lint: `class:is "Large"` over records that say "large" frees everybody without a word. A field that says
-- which words it takes (`one_of`) is held to them when the pack is read.
local asked_texts = require "mandate.check.asked_texts"
local nearest = require "mandate.language.nearest"

local unheard = {}

local MOST_RECORDS = 2000 -- among which the nearest word is looked for

--- Adds to the plan what must be known; before the run.
---@return table list { { word, kind, field, at, node } }
function unheard.lower(lowering)
  local list, asked, nodes = {}, {}, lowering.nodes
  asked_texts.each(lowering.pack, { is = true }, function(e, kind, field)
    if not lowering.kinds[kind] or lowering.kinds[kind].group or lowering.snapshot:records(kind) == 0 then return end
    local field_of = lowering.fields[kind][field]
    if field_of.one_of and #field_of.one_of > 0 then return end
    local space = lowering:space(kind)
    for _, argument in ipairs(e.arguments) do
      local key = ("%s.%s=%s"):format(kind, field, tostring(argument.value))
      if argument.op == "literal" and type(argument.value) == "string" and not asked[key] then
        local recorded = nodes:add("READ", space, { false, false }, { kind = kind, field = field, integer = 1 })
        local node = nodes:add("TEXT_IN", space, { recorded }, { integer = lowering.plan:texts({ argument.value }, false) })
        asked[key] = true
        list[#list + 1] = { word = argument.value, kind = kind, field = field, at = e.at or argument.at, node = node }
        lowering.plan:keep(node)
      end
    end
  end)
  return list
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

--- What to look at again, after the run: warnings as a pack has them.
---@param list table of unheard.lower
function unheard.found(words, opened, run, list)
  local found = {}
  for _, one in ipairs(list) do
    if run:count(one.node) == 0 then
      local near = nearest.word(one.word, words_of(opened, one.kind, one.field))
      found[#found + 1] = { file = one.at and one.at.file, line = one.at and one.at.line, message = words:say("lint.unheard", { word = one.word, kind = one.kind,
        field = one.field }) .. (near and words:say("lint.meant", { word = near }) or "") }
    end
  end
  return found
end

return unheard
