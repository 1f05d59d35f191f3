--- Which questions a pack asks of texts of its records, for what is said of their words.
local stands = require "mandate.language.stands"
local walk = require "mandate.language.walk"

local asked_texts = {}

-- The field that a value is, also where there is another value for want of it, or a term names it; nil where it is none.
local function field_of(pack, e)
  while e.op == "or_else" do e = e.from end
  local term = e.op == "term" and pack.terms[e.term]
  if term and term.value then return field_of(pack, term.value) end
  return e.op == "field" and e.type.k == "text" and e.from.type and e.from.type.k == "row" and e or nil
end

--- Calls take(question, kind, field) for each question of one of the sorts `ops` (a set) about a text field, wherever it stands in the pack.
function asked_texts.each(pack, ops, take)
  local seen = {}
  local function visit(e)
    if seen[e] then return end
    seen[e] = true
    local from = ops[e.op] and e.from and field_of(pack, e.from)
    if from then take(e, from.from.type.kind, from.name) end
    walk.decided(e, function(part) walk.into(part, visit) end)
  end
  stands.each(pack, function(expression) walk.into(expression, visit) end)
end

return asked_texts
