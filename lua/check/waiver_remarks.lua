--- What a reason says of a verdict that is waived: by which waiver on record, when it ends, and which clause lets it count (meaning.md, sections 7 and 8).
local waivers = require "mandate.language.lower.waivers"

local waiver_remarks = {}

local WAIVED <const> = { "waived" }

--- Adds it to what is made of a version that may be waived. Of several waivers that count the first is named.
---@param making table remarks.lua
function waiver_remarks.add(making, trace)
  local lowering, nodes = making.lowering, making.lowering.nodes
  if not trace.waivers or lowering.snapshot:records "waiver" == 0 then return end
  local allowed = lowering.pack.waivable[trace.rule.base]
  local set, around, ends = waivers.named(lowering, trace)
  local space = set.scope.space
  local certain = nodes:both(set.mask, nodes:add("KNOWN", space, { set.mask }), space)
  local first = making.aggregate(lowering, set, around, "ROW_FIRST", certain, nil, { kind = "waiver", surely = 1 })
  local its_row = { index = set.scope.index, kind = "waiver", space = around.space, row = first, outer = around, law = around.law, period = around.period,
    subject = around.subject, memo = {}, sets = {}, pivot = around.pivot }
  local last, on = lowering:value(ends, its_row), trace.forbidden and "_on" or ""
  local words = { by = making.clauses(allowed) }
  making:new_group()
  local function add(name, when, own)
    own.statuses, own.when, own.template = WAIVED, when, making.say(name, words)
    making:add(own)
  end
  local day = trace.forbidden and trace.since or nil
  local given = nodes:add("GIVEN", around.space, { last })
  add("waived" .. on .. "_until", given, { record = first, kind = "waiver", to = last, from = day, day = day })
  add("waived" .. on, nodes:negate(given, around.space), { record = first, kind = "waiver", from = day, day = day })
  add("waived_by_several", nil, {})
end

return waiver_remarks
