--- Which questions a pack asks of texts of its records, for what is said of their words.
local schema = require "mandate.language.schema"
local walk = require "mandate.language.walk"

local asked_texts = {}

--- Calls take(question, kind, field) for each question of one of the sorts `ops` (a set) about a text field, in rules, terms and exceptions.
function asked_texts.each(pack, ops, take)
  local seen = {}
  local function visit(e)
    if seen[e] then return end
    seen[e] = true
    local from = ops[e.op] and e.from
    if from and from.op == "field" and from.type.k == "text" and from.from.type and from.from.type.k == "row" then take(e, from.from.type.kind, from.name) end
  end
  for _, rule in ipairs(pack.rules) do
    for _, slot in ipairs(schema.slots) do
      if rule[slot] then walk.into(rule[slot], visit) end
    end
  end
  for _, name in ipairs(pack.term_order) do
    local term = pack.terms[name]
    if term.value then walk.into(term.value, visit) end
  end
  for _, exception in ipairs(pack.exceptions or {}) do
    for _, expression in pairs(exception.applies or {}) do
      if type(expression) == "table" then walk.into(expression, visit) end
    end
  end
end

return asked_texts
