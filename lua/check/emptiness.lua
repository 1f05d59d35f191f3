--- Verdicts that stand only for want of records: they would be others, if `applies`, exceptions and `arises` were read a second time, too
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

-- The kinds whose sets are asked by expressions, and the fields that may not have been received, each once; the same in all periods of a rule. Of what a rule arises
-- from, only the latter.
local function kinds_of(lowering, part, name, asked)
  local key, arises = part.base .. "/" .. name, {}
  for _, trace in ipairs(part.versions) do arises[trace.rule.arises or false] = true end
  local known = lowering.found.emptiness or {}
  lowering.found.emptiness = known
  if not known[key] then
    known[key] = {}
    for _, expression in ipairs(asked) do
      if not arises[expression] then analysis.kinds_of_sets(lowering.pack, expression, known[key]) end
      analysis.add_received_later(lowering, expression, known[key])
    end
  end
  return known[key]
end

-- What of a rule asks sets: { { only = "applies", "applies_on", "arises" or an exception, exception, asked } … }
local function parts_of(lowering, part)
  local list, conditions = {}, {}
  for _, trace in ipairs(part.versions) do
    if trace.rule.applies and analysis.has_second_reading(lowering, trace.rule.applies) then conditions[#conditions + 1] = trace.rule.applies end
  end
  if #conditions > 0 then list[1] = { only = "applies", asked = conditions } end
  local asked_on = {}
  for _, trace in ipairs(part.versions) do
    if trace.rule.applies_on and analysis.has_second_reading(lowering, trace.rule.applies_on) then asked_on[#asked_on + 1] = trace.rule.applies_on end
  end
  if #asked_on > 0 then list[#list + 1] = { only = "applies_on", asked = asked_on } end
  local days = {}
  for _, trace in ipairs(part.versions) do
    if trace.rule.arises and analysis.asks_received(lowering, trace.rule.arises) then days[#days + 1] = trace.rule.arises end
  end
  if #days > 0 then list[#list + 1] = { only = "arises", asked = days } end
  for _, exception in ipairs(lowering.pack.exceptions or {}) do
    local expression = exception.applies and exception.applies[part.base]
    if expression and analysis.has_second_reading(lowering, expression) then list[#list + 1] = { only = exception, exception = exception, asked = { expression } } end
  end
  return list
end

--- What frees subjects of a rule, or is granted to them, only because nothing is on record, where its `applies` or exceptions ask sets; before the run.
---@return table { { case = "freed" | "granted", statuses, node, kinds = what is wanted (reason.wanted), by = { { node, kinds, exception: nil of its condition }… }: what alone
--- does it }… }
function emptiness.of(lowering, part)
  if not part.emptiness then
    local second, asked = lowering:if_shown(part)
    local list, parts = {}, second and parts_of(lowering, part) or {}
    local function add(case, statuses)
      local one = { case = case, statuses = statuses, node = only_here(lowering, part, second, statuses), kinds = kinds_of(lowering, part, "", asked), by = {} }
      for i, own in ipairs(parts) do
        local verdict = #parts == 1 and second or lowering:if_shown(part, own.only)
        one.by[i] = { node = only_here(lowering, part, verdict, statuses), exception = own.exception,
          kinds = kinds_of(lowering, part, (own.exception and "exception " .. own.exception.name or own.only), own.asked) }
      end
      list[#list + 1] = one
    end
    if second then add("freed", FREE) end
    if second and part.word == "incentive" then add("granted", GRANTED) end
    part.emptiness = list
  end
  return part.emptiness
end

return emptiness
