--- Duties that count as done although what was done came before they arose: an audit of 1999 that answers a listing of 2004. The law may mean it so; often a
-- filter is missing in `done`. And records that are done although the day from which they arise is empty: a spill that was reported, and whose discovery nobody wrote down, is
-- free of the duty to report in time. For lint: no verdict depends on it.
local judging = require "mandate.language.lower.judging"
local scope = require "mandate.language.lower.scope"
local walk = require "mandate.language.walk"

local early = {}

-- The name of the subject's own field that an expression is; nil of any other.
local function own_field(pack, e)
  e = walk.written(e)
  local term = e.op == "term" and e.from.op == "row" and #e.from.via == 0 and pack.terms[e.term]
  if term and term.value then return own_field(pack, term.value) end
  return e.op == "field" and e.from.op == "row" and #e.from.via == 0 and e.name or nil
end

-- That a record is done by an event of its own, and the own event from which the duty arises is empty for certain, though on the day on which it was done the rule held and
-- applied, and the name of that event; nil of other rules. What others do (an audit of a plant that was never listed) may be done without a duty.
local function done_without(lowering, trace)
  local rule, nodes = trace.rule, lowering.nodes
  local arises = own_field(lowering.pack, rule.arises)
  if trace.today.period or not arises or not own_field(lowering.pack, rule.done) then return nil end
  local around = scope.with_pivot(trace.today, { node = trace.done, scope = trace.today })
  local space = around.space
  local recorded = nodes:add("READ", space, { false, false }, { kind = around.kind, field = arises, reading = "as recorded" }) -- one that lies ahead is none yet, and not empty
  local empty = nodes:negate(nodes:add("KNOWN", space, { recorded }), space)
  local absent = nodes:both(empty, nodes:negate(nodes:add("GIVEN", space, { trace.given }), space), space)
  local bound = nodes:both(lowering:in_force(around, rule.from, rule.to), judging.here(lowering, around, rule), space)
  bound = nodes:both(bound, judging.applies_in(lowering, rule, around, {}), space)
  return nodes:both(nodes:both(absent, nodes:add("GIVEN", space, { trace.done }), space), bound, space), arises
end

local function done_before(lowering, trace, space)
  local nodes = lowering.nodes
  local before = nodes:add("DATE_BEFORE", space, { trace.done, trace.given })
  local applies = nodes:both(nodes:both(trace.force, trace.here, space), trace.applying, space)
  return nodes:both(before, applies, space)
end

--- Adds to the plan what must be known of the dated rules with `arises`; before the run.
---@return table list as of doubts.lower: { name, kind, rule, node, text, arises = the field that is empty }
function early.lower(lowering)
  local list, by_name = {}, {}
  local function add(part, text, node, arises)
    local space, name = lowering:space(part.kind), text .. " " .. part.base
    node = lowering.nodes:both(node, lowering:visible(part.kind, space), space)
    node = lowering.nodes:both(node, lowering.nodes:add("KNOWN", space, { node }), space)
    local doubt = by_name[name]
    if doubt then doubt.node = lowering.nodes:add("OR", space, { doubt.node, node })
    else
      doubt = { name = (text:gsub("_", "-")), kind = part.kind, rule = part.base, node = node, text = text, arises = arises }
      list[#list + 1], by_name[name] = doubt, doubt
    end
  end
  for _, part in ipairs(lowering:rules()) do
    for _, trace in ipairs(part.versions) do
      if trace.shape == "dated" and trace.given then
        add(part, "done_before_arises", done_before(lowering, trace, lowering:space(part.kind)))
        local without, arises = done_without(lowering, trace)
        if without then add(part, "done_not_arisen", without, arises) end
      end
    end
  end
  for _, doubt in ipairs(list) do lowering.plan:keep(doubt.node) end
  return list
end

return early
