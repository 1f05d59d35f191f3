--- Where a rule looks at each record with each other of one owner, for lint: a filter that asks the record in hand for more than from when to when, and before or
-- behind which record, is asked of each pair of them (core/engine/plan/windows.c), so that time grows with the square of an owner's records.
local schema = require "mandate.language.schema"
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local pairwise = {}

local SET = { where = true, during = true, column = true, column_term = true, distinct = true, every = true, share = true, most_in = true }

-- Whether many rows of scope `depth` have the set together: it is not made of a row's own records, but of those of its owner, of what it names, or of its neighbours.
local function is_shared(e, depth)
  while SET[e.op] or e.op == "children" and e.from.type.k ~= "row" do e = e.from end
  if e.op == "later" or e.op == "earlier" then return true end
  return e.op == "children" and (e.from.op ~= "row" or #e.from.via > 0 or e.from.scope ~= depth)
end

-- Whether a condition reads a row of a scope up to `depth`.
local function asks_outside(condition, depth)
  local found = false
  walk.into(condition, function(e)
    found = found or e.op == "row" and e.scope <= depth
    return not found
  end)
  return found
end

local Look = {}
Look.__index = Look

-- kinds: of the rows in hand, the innermost last.
function Look:ask(e, kinds)
  local seen = self.seen[e] or {}
  self.seen[e] = seen
  local key = table.concat(kinds, " ")
  if seen[key] then return end
  seen[key] = true
  local asked = e.op == "most_in" and e or (e.op == "where" or e.op == "every" or e.op == "share") and asks_outside(e.condition, #kinds) and e.condition
  if asked and is_shared(e, #kinds) then self.found[#self.found + 1] = { asked = asked, at = asked.at or e.at, outer = kinds[#kinds], inner = e.from.type.kind } end
end

--- The pairs that the rules of a pack look at, each with the rules that share its text: { { rules = names, asked = text, at, outer, inner = kinds }… }
function pairwise.found(pack)
  local list, by_text = {}, {}
  for _, rule in ipairs(pack.rules) do
    local look = setmetatable({ seen = {}, found = {} }, Look)
    for _, slot in ipairs(schema.slots) do
      walk.by_rows(rule[slot], rule.per.kind, function(name) return pack.terms[name] end, function(e, rows) look:ask(e, rows) end, { made = true })
    end
    for _, one in ipairs(look.found) do
      one.asked = wording.of(one.asked, pack.kinds)
      local key = table.concat({ one.at.file, one.at.line, one.outer, one.asked }, " ")
      local known = by_text[key]
      if not known then
        known, one.rules = one, {}
        by_text[key], list[#list + 1] = one, one
      end
      if known.rules[#known.rules] ~= rule.name then table.insert(known.rules, rule.name) end
    end
  end
  return list
end

return pairwise
