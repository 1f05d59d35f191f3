-- Whether an expression asks what is read as of D, whatever day is asked about: `as_of`, a function, another rule's verdict. Section 8.
local contexts = require "tests.naive.expressions.contexts"
local evaluate = require "tests.naive.evaluate"
local record_pack = require "tests.naive.record_pack"

local function nobody(kind) return { type = "row", kind = kind, state = "absent" } end

local asks

-- The text of a term, or a table, with its row in hand.
local function of_term(term, kind, context)
  local own = contexts.copy(context, { scopes = { nobody(kind) } })
  if not term.versions then return asks(term.value, own) end
  for _, version in ipairs(term.versions) do
    for _, column in ipairs(version.columns) do
      if asks(column, own) then return true end
    end
    for _, row in ipairs(version.rows) do
      for _, raw in ipairs(row) do
        if asks(raw, own) then return true end
      end
    end
  end
  return false
end

-- Whom a parameter is something else for.
local function of_parameter(name, context)
  for _, row in ipairs(context.pack.parameters[name] or {}) do
    if row.transition and asks(row.transition.whom, context) then return true end
  end
  for _, exception in ipairs(context.pack.exceptions) do
    if context.pack.bears_on(exception, name) and (asks(exception.applies, context) or asks(exception.instead, context)) then return true end
  end
  return false
end

function asks(handle, context)
  if type(handle) == "function" then return true end
  local node = record_pack.node(handle)
  if not node then return false end
  if node.op == "root" then return node.name == "as_of" end
  if node.op == "verdict" then return true end
  if node.op == "parameter" and of_parameter(node.name, context) then return true end
  local from = (node.op == "index" or node.op == "call") and node.from ~= nil and evaluate.value(node.from, context)
  local kind = from and (from.type == "row" or from.type == "set" or from.type == "column" and from.of == "row") and from.kind
  local term = node.op == "index" and kind and context.pack.kinds[kind] and context.pack.kinds[kind].terms[node.name]
  if term and of_term(term, kind, context) then return true end
  for _, part in ipairs { node.from or false, node.a or false, node.b or false } do
    if part and asks(part, context) then return true end
  end
  local inner = from and from.type == "set" and contexts.with_row(context, nobody(from.kind)) or context
  for index = 1, node.arguments and node.arguments.n or 0 do
    if asks(node.arguments[index], inner) then return true end
  end
  return false
end

return function(raw, context) return asks(raw, contexts.copy(context, { counters = false })) end
