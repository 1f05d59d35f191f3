--- Texts that say in words that nothing is known: "N/A" in a field that a rule asks is a word like any other, and so compared with, unless an import statement
--- says that it means an empty cell.
local asked_texts = require "mandate.check.asked_texts"
local on_file = require "mandate.check.on_file"
local reason = require "mandate.check.reason"

local blank_words = {}

local WORDS = { "-", "--", "---", "?", "??", "n/a", "N/A", "n.a.", "N.A.", "NA", "na", "#N/A", "NaN", "nan",
  "null", "NULL", "Null", "nil", "none", "None", "NONE", "unknown", "Unknown",
  "UNKNOWN", "not known", "not available", "Not available", "missing", "k. A.", "k.A.", "unbekannt", "inconnu", "tbd", "TBD", "无", "未知", "不详", "不明", "暂无", "/" }
local ASKED = { is = true, starts_with = true, known = true, given = true, missing = true }

--- Adds to the plan what must be known; before the run. A field that says which words it takes has none of these.
---@return table list { { kind, field, node } }
function blank_words.lower(lowering)
  local list, meant, seen, nodes = {}, {}, {}, lowering.nodes
  asked_texts.each(lowering.pack, { is = true }, function(e, kind, field) -- what a pack asks for by name is no blank there
    for _, argument in ipairs(e.arguments) do meant[("%s.%s=%s"):format(kind, field, tostring(argument.value))] = true end
  end)
  asked_texts.each(lowering.pack, ASKED, function(_, kind, field)
    local name, of_kind = kind .. "." .. field, lowering.kinds[kind]
    if seen[name] or not of_kind or of_kind.group or lowering.snapshot:records(kind) == 0 then return end
    seen[name] = true
    local one_of = lowering.fields[kind][field].one_of
    if one_of and #one_of > 0 then return end
    local space, wanted = lowering:space(kind), {}
    for _, word in ipairs(WORDS) do
      if not meant[name .. "=" .. word] then wanted[#wanted + 1] = word end
    end
    table.sort(wanted)
    local recorded = nodes:add("READ", space, { false, false }, { kind = kind, field = field, reading = "as recorded" })
    local node = nodes:add("TEXT_IN", space, { recorded }, { texts = lowering.plan:texts(wanted) })
    list[#list + 1] = { kind = kind, field = field, node = node }
    lowering.plan:keep(node)
  end)
  return list
end

--- Notes, after the run: one for each field, with the word of the first such record.
---@param list table of blank_words.lower
---@return string[]
function blank_words.notes(words, opened, run, list)
  local notes = {}
  for _, one in ipairs(list) do
    local count = run:count(one.node)
    if count > 0 then
      local first = on_file.holding(opened, run, one.node, one.kind)[1]
      notes[#notes + 1] = words:say("note.blank_word", { kind = reason.kind(words, one.kind), field = one.field, count = count,
        word = opened.snapshot:cell(one.kind, first, one.field, opened.as_of) or "?", row = on_file.place(opened, one.kind, first) })
    end
  end
  return notes
end

return blank_words
