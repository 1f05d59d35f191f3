--- Subjects that a rule does not apply to, or that an incentive is open to, only because nothing is on record: their verdicts would be unknown, if
--- `applies` and exceptions were read in the second reading, too (meaning.md, section 19). The verdicts stand; a note tells how many there are.
local emptiness = require "mandate.check.emptiness"
local reason = require "mandate.check.reason"

local freed = {}

--- Adds to the plan what must be known of the rules whose `applies` or exceptions ask sets; before the run.
---@return table list of freed.notes
function freed.lower(lowering)
  local list = {}
  for _, part in ipairs(lowering:rules()) do
    for _, own in ipairs(emptiness.of(lowering, part)) do
      lowering.plan:keep(own.node)
      list[#list + 1] = { text = "note." .. own.case, part = part, node = own.node, kinds = own.kinds }
    end
  end
  return list
end

--- Notes on them, after the run: one for each rule, whose subjects are counted once, in however many periods.
---@param list table of freed.lower
---@return string[]
function freed.notes(words, run, list)
  local found, order = {}, {}
  for _, one in ipairs(list) do
    local name = one.text .. " " .. one.part.base
    local records = run:holding(one.node, one.part.kind)
    if #records > 0 and not found[name] then
      found[name] = { one = one, subjects = {}, count = 0 }
      order[#order + 1] = found[name]
    end
    for _, record in ipairs(records) do
      local own = found[name]
      if not own.subjects[record] then own.subjects[record], own.count = true, own.count + 1 end
    end
  end
  local notes = {}
  for i, own in ipairs(order) do
    local kinds = {}
    for k, kind in ipairs(own.one.kinds) do kinds[k] = reason.kind(words, kind) end
    notes[i] = words:say(own.one.text, { rule = own.one.part.base, count = own.count, kind = reason.kind(words, own.one.part.kind),
      kinds = #kinds > 0 and table.concat(kinds, words:say "register.or") or words:say "register.any" })
  end
  return notes
end

return freed
