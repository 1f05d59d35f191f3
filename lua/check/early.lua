--- Duties that count as done although what was done came before they arose: an audit of 1999 that answers a listing of 2004. The law may mean it so; often a
-- filter is missing in `done`. For lint: no verdict depends on it.
local early = {}

--- Adds to the plan what must be known of the dated rules with `arises`; before the run.
---@return table list as of doubts.lower: { name, kind, rule, node }
function early.lower(lowering)
  local list, by_rule = {}, {}
  for _, part in ipairs(lowering:rules()) do
    local space, nodes = lowering:space(part.kind), lowering.nodes
    for _, trace in ipairs(part.versions) do
      if trace.shape == "dated" and trace.given then
        local before = nodes:add("DATE_BEFORE", space, { trace.done, trace.given })
        local applies = nodes:both(nodes:both(trace.force, trace.here, space), trace.applying, space)
        local node = nodes:both(nodes:both(before, applies, space), lowering:visible(part.kind, space), space)
        local certain = nodes:both(node, nodes:add("KNOWN", space, { node }), space)
        local doubt = by_rule[part.base]
        if doubt then doubt.node = nodes:add("OR", space, { doubt.node, certain })
        else
          doubt = { name = "done-before-arises", kind = part.kind, rule = part.base, node = certain }
          list[#list + 1], by_rule[part.base] = doubt, doubt
        end
      end
    end
  end
  for _, doubt in ipairs(list) do lowering.plan:keep(doubt.node) end
  return list
end

return early
