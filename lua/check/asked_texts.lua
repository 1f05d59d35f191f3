--- Which questions a pack asks of texts of its records, for what is said of their words.
local stands = require "mandate.language.lint.stands"

local asked_texts = {}

-- The field that a value is, also where there is another value for want of it, or a term names it; nil where it is none.
local function field_of(pack, e)
  while e.op == "or_else" do e = e.from end
  local term = e.op == "term" and pack.terms[e.term]
  if term and term.value then return field_of(pack, term.value) end
  return e.op == "field" and e.type.k == "text" and e.from.type and e.from.type.k == "row" and e or nil
end

local QUESTIONS = { is = true, starts_with = true, known = true, given = true, missing = true }

-- All of them, in the order in which they stand in the pack.
local function questions_of(pack)
  local list = {}
  stands.each_inside(pack, function(e)
    local from = QUESTIONS[e.op] and e.from and field_of(pack, e.from)
    if from then list[#list + 1] = { e = e, kind = from.from.type.kind, field = from.name } end
  end)
  return list
end

local found = setmetatable({}, { __mode = "k" }) -- by pack: several ask for them

--- Calls take(question, kind, field) for each question of one of the sorts `ops` (a set of QUESTIONS) about a text field, wherever it stands in the pack.
function asked_texts.each(pack, ops, take)
  found[pack] = found[pack] or questions_of(pack)
  for _, one in ipairs(found[pack]) do
    if ops[one.e.op] then take(one.e, one.kind, one.field) end
  end
end

return asked_texts
