-- Of which kind the rows are that an expression says: two kinds may have terms of one name, and which one is asked is told by the rows before it alone.
local record_pack = require "tests.naive.record_pack"

local row_kinds = {}

--- The kind of the rows that an expression is, one or many; nil where it is none. `subject`: the name of the kind that is judged.
function row_kinds.of(raw, subject, pack)
  local node = record_pack.node(raw)
  if not node then return nil end
  if node.op == "root" then return pack.kinds[node.name == "subject" and subject or node.name] end
  if node.op == "call" then return row_kinds.of(node.from, subject, pack) end
  if node.op ~= "index" then return nil end
  local from = row_kinds.of(node.from, subject, pack)
  if not from then return nil end
  if from.children[node.name] then return from.children[node.name].kind end
  local field, term = from.by_name[node.name], from.terms[node.name]
  if field then return field.kind and pack.kinds[field.kind] end
  return term and term.value and row_kinds.of(term.value, from.name, pack)
end

--- The kind and the term of it that a name asks; nil where it is a field, a set, or what is no row's.
function row_kinds.term(node, subject, pack)
  local kind = node.op == "index" and row_kinds.of(node.from, subject, pack)
  return kind and kind.terms[node.name] and kind or nil, kind and kind.terms[node.name]
end

return row_kinds
