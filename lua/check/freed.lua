--- Subjects that a rule does not apply to, or that an incentive is open to, only because nothing is on record: their verdicts would be unknown, if
--- `applies` and exceptions were read in the second reading, too (meaning.md, section 19). The verdicts stand; a note tells how many there are.
local periods = require "mandate.language.periods"
local emptiness = require "mandate.check.emptiness"
local reason = require "mandate.check.reason"

local freed = {}

--- Adds to the plan what must be known of the rules whose `applies` or exceptions ask sets; before the run. In periods each is a verdict of its own; the subjects are
--- told besides, each once.
---@return table list of freed.notes
function freed.lower(lowering)
  local list, by_name = {}, {}
  for _, part in ipairs(lowering:rules()) do
    for _, own in ipairs(emptiness.of(lowering, part)) do
      local name = own.case .. " " .. part.base
      local one = by_name[name]
      if one then
        one.node = lowering.nodes:add("OR", lowering:space(part.kind), { one.node, own.node })
      else
        one = { text = "note." .. own.case, part = part, node = own.node, kinds = own.kinds, periods = {} }
        list[#list + 1], by_name[name] = one, one
      end
      if part.period then
        one.periods[#one.periods + 1] = own.node
        lowering.plan:keep(own.node)
      end
    end
  end
  for _, one in ipairs(list) do lowering.plan:keep(one.node) end
  return list
end

--- Notes on them, after the run: one for each rule.
---@param list table of freed.lower
---@return string[]
function freed.notes(words, run, list)
  local notes = {}
  for _, one in ipairs(list) do
    local count = run:count(one.node)
    if count > 0 then
      local kinds = {}
      for k, kind in ipairs(one.kinds) do kinds[k] = reason.wanted(words, kind) end
      local verdicts = 0
      for _, node in ipairs(one.periods) do verdicts = verdicts + run:count(node) end
      local text = one.part.period and one.text .. "_periods" or one.text
      notes[#notes + 1] = words:say(text, { rule = one.part.base, count = count, verdicts = verdicts,
        unit = one.part.period and periods.spoken(words, one.part.versions[1].rule.per.period):lower(), kind = reason.kind(words, one.part.kind),
        kinds = #kinds > 0 and table.concat(kinds, words:say "register.or") or words:say "register.any" })
    end
  end
  return notes
end

return freed
