--- Where the records stand that something was found of, for notes and lint.
local on_file = {}

--- The records of a kind that a node holds of, in the order of their keys. The run has them at hand.
---@return integer[]
---@return integer|nil undecided how many more it may hold of
function on_file.holding(opened, run, node, kind)
  local records, undecided = run:holding(node, kind)
  table.sort(records, function(a, b) return opened.snapshot:precedes(kind, a, b) end)
  return records, undecided
end

--- "FILE:LINE" of a record, of the version in force on the as-of date.
function on_file.place(opened, kind, record) return ("%s:%d"):format(opened.snapshot:source(kind, record, opened.as_of)) end

return on_file
