--- Records that have begun on a day that nobody knows, and that are not seen yet on the as-of date (meaning.md, section 3): they may have been there already, as a spill that was
--- found later may have happened in the year that is judged. No verdict of that date counts with them, so it is said how many there are.
local nobody = require "mandate.check.nobody"
local reason = require "mandate.check.reason"
local walk = require "mandate.language.walk"

local undated = {}

-- Whether an expression asks another event of a kind than that with which its records begin: what has not come by then leaves nothing open.
-- `terms`: those that were looked into.
local function asks_other_event(lowering, expression, kind, terms)
  local found = false
  walk.into(expression, function(e)
    local own = (e.op == "field" or e.op == "column") and e.from.type.kind == kind and lowering.fields[kind][e.name]
    if own and own.type == "event" and e.name ~= lowering.kinds[kind].starts then found = true end
    if (e.op == "term" or e.op == "column_term") and not terms[e.term] then
      terms[e.term] = true
      if asks_other_event(lowering, lowering.pack.terms[e.term].value, kind, terms) then found = true end
    end
    return not found
  end)
  return found
end

-- The kind of the records that an expression goes through or refers to; nil where it asks for another event of theirs. `settled`: the steps of which that was found.
local function kind_of(lowering, e, settled)
  local from = e.from
  if (e.op == "where" or e.op == "column") and from.type.k == "set" and asks_other_event(lowering, e.op == "where" and e.condition or e, from.type.kind, {}) then
    while from.op == "where" or from.op == "during" do from = from.from end
    settled[from] = true
  end
  if e.op == "children" then return not settled[e] and e.kind or nil end
  return e.op == "field" and e.type.k == "row" and not lowering.fields[from.type.kind][e.name].owner and e.type.kind or nil
end

-- Whether a kind may have such records.
local function may_have(lowering, kind)
  local its = lowering.kinds[kind]
  return its and not its.group and not its.lasting and its.starts and lowering.snapshot:has_unknown(kind, its.starts)
    and not lowering.snapshot:all_visible(kind, lowering.as_of)
end

--- Adds to the plan what must be known of them; before the run.
---@param expressions table|nil what asks; nil: every rule of the pack
---@return table list of undated.notes
function undated.lower(lowering, expressions)
  local list, found, nodes = {}, {}, lowering.nodes
  local function take(kind)
    if not kind or found[kind] then return end
    found[kind] = true
    if not may_have(lowering, kind) then return end
    local space = lowering:space(kind)
    local known = nodes:add("KNOWN", space, { nodes:add("EVENT", space, nil, { kind = kind }) })
    local node = nodes:both(nodes:negate(lowering:visible(kind, space), space), nodes:negate(known, space), space)
    list[#list + 1] = { kind = kind, field = lowering.kinds[kind].starts, node = node }
    lowering.plan:keep(node)
  end
  local settled = {}
  nobody.asked(lowering.pack, expressions, function(e) take(kind_of(lowering, e, settled)) end)
  return list
end

--- Notes on them, after the run.
---@param list table of undated.lower
---@return string[]
function undated.notes(words, opened, run, list)
  local notes = {}
  for _, one in ipairs(list) do
    local records = run:holding(one.node, one.kind)
    if #records > 0 then
      notes[#notes + 1] = words:say("note.undated", { count = #records, kind = reason.kind(words, one.kind), field = one.field, as_of = opened.as_of,
        row = nobody.first_of(opened, one.kind, records, opened.as_of) })
    end
  end
  return notes
end

return undated
