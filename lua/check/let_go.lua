--- What hangs on the one day on which a rule is asked; for lint: no verdict depends on it.
--- Subjects that a duty let go before the day on which it is asked: their class or place was another by then. A duty without `arises` is asked on its due day
--- (meaning.md, section 7), so that whoever changes or moves before is free of it. The law may mean it so. And subjects of a rule per period that is kept as it is read on its last
--- day, by the limits of a place or a class that was another before (section 8).
local let_go = {}

--- Adds to the plan what must be known of the dated rules without `arises`; before the run.
---@return table list as of doubts.lower: { name, kind, rule, node }
function let_go.lower(lowering)
  local list, by_rule = {}, {}
  for _, part in ipairs(lowering:rules()) do
    for _, trace in ipairs(part.versions) do
      local text = trace.shape == "dated" and "let_go" or trace.shape == "standing" and "kept_late"
      local node = text == "let_go" and lowering:let_go(trace) or text == "kept_late" and lowering:kept_late(part, trace)
      if node then
        local space, nodes = lowering:space(part.kind), lowering.nodes
        node = nodes:both(node, lowering:visible(part.kind, space), space)
        local doubt = by_rule[part.base]
        if doubt then doubt.node = nodes:add("OR", space, { doubt.node, node })
        else
          doubt = { name = (text:gsub("_", "-")), kind = part.kind, rule = part.base, node = node, text = text }
          list[#list + 1], by_rule[part.base] = doubt, doubt
        end
      end
    end
  end
  for _, doubt in ipairs(list) do lowering.plan:keep(doubt.node) end
  return list
end

return let_go
