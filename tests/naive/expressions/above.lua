-- Whether some record above one in its tree is such: `x:any_above(condition)`. Section 6. One after the other is asked, all the way up.
local counting = require "tests.naive.expressions.counting"
local expressions = require "tests.naive.expressions.expressions"
local members = require "tests.naive.expressions.members"
local record_pack = require "tests.naive.record_pack"
local values = require "tests.naive.values"

function expressions.ask.row.any_above(row, node, context)
  local tree, name = context.pack.kinds[row.kind].tree, record_pack.node(node.arguments[1]).name
  local any, levels, at = values.truth(false), 0, row
  repeat
    at = members.of_row(at, tree, context)
    any = values.either(any, values.settle(members.of_row(at, name, context)))
    levels = levels + (at.state == "known" and 1 or 0)
  until at.state ~= "known"
  if any.value and levels > 1 then counting.note(context, "one so many levels above") end
  if any.state == "unknown" then counting.note(context, "nobody knows whether one above is such") end
  return any
end
