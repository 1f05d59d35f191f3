--- Verdicts that stand only for want of records: they would be others, if `applies` and exceptions were read in the second reading, too
--- (meaning.md, section 19).
local analysis = require "mandate.language.lower.analysis"

local emptiness = {}

local FREE, GRANTED = { "not_applicable", "not_available" }, { "open", "used" }

-- That a verdict has one of the statuses for certain, and in the second reading has not.
local function only_here(lowering, part, second, statuses)
  local nodes, space = lowering.nodes, lowering:space(part.kind)
  local there = lowering:has_status(space, second, statuses)
  local certain = nodes:both(there, nodes:add("KNOWN", space, { there }), space)
  return nodes:both(lowering:has_status(space, part.node, statuses), nodes:negate(certain, space), space)
end

-- The kinds whose sets decide whether a rule applies, each once; the same in all its periods.
local function kinds_of(lowering, base, asked)
  local known = lowering.found.emptiness or {}
  lowering.found.emptiness = known
  if not known[base] then
    known[base] = {}
    for _, expression in ipairs(asked) do analysis.kinds_of_sets(lowering.pack, expression, known[base]) end
  end
  return known[base]
end

--- What frees subjects of a rule, or is granted to them, only because nothing is on record, where its `applies` or exceptions ask sets; before the run.
---@return table { { case = "freed" | "granted", statuses, node, kinds = whose records are wanted }… }
function emptiness.of(lowering, part)
  if not part.emptiness then
    local second, asked = lowering:if_shown(part)
    local list = {}
    local function add(case, statuses)
      list[#list + 1] = { case = case, statuses = statuses, node = only_here(lowering, part, second, statuses), kinds = kinds_of(lowering, part.base, asked) }
    end
    if second then add("freed", FREE) end
    if second and part.word == "incentive" then add("granted", GRANTED) end
    part.emptiness = list
  end
  return part.emptiness
end

return emptiness
