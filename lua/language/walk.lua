-- Walks typed expressions.
local walk = {}

-- Calls take(part, a, b) for each expression right below this one. Written out, because a pack is walked many times while it is read.
local function below(e, take, a, b)
  local part = e.from
  if part then take(part, a, b) end
  part = e.condition
  if part then take(part, a, b) end
  part = e.period
  if part then take(part, a, b) end
  part = e.a
  if part then take(part, a, b) end
  part = e.b
  if part then take(part, a, b) end
  part = e.value
  if part then take(part, a, b) end
  part = e.span
  if part then take(part, a, b) end
  part = e.date
  if part then take(part, a, b) end
  part = e.row
  if part then take(part, a, b) end
  local list = e.arguments
  if list then
    for i = 1, #list do take(list[i], a, b) end
  end
  list = e.parts
  if list then
    for i = 1, #list do take(list[i], a, b) end
  end
end

--- Calls visit(expression) for the expression and everything inside it, each once. `seen` may be shared between calls.
local function each(expression, visit, seen)
  if type(expression) ~= "table" or not expression.op or seen[expression] then return end
  seen[expression] = true
  visit(expression)
  below(expression, each, visit, seen)
end
function walk.each(expression, visit, seen) each(expression, visit, seen or {}) end

local function into(expression, visit, seen)
  if type(expression) ~= "table" or not expression.op or seen[expression] then return end
  seen[expression] = true
  if visit(expression) ~= false then below(expression, into, visit, seen) end
end

--- Calls visit(expression) for an expression and everything inside it, each once; visit returns false to stay out of what is below.
function walk.into(expression, visit) into(expression, visit, {}) end

local function count(expression, counts)
  if type(expression) ~= "table" or not expression.op then return end
  counts[expression] = (counts[expression] or 0) + 1
  if counts[expression] == 1 then below(expression, count, counts) end
end

--- How many expressions name each of those inside this one: a text that a pack keeps in a `local` is one expression that stands in several places.
---@param counts table is added to
function walk.uses(expression, counts) count(expression, counts) end

--- The same for what a text asks: what the analyst wrote, not what it was made into, and the terms that it names.
---@param find_term function(full name) -> term or nil
---@param visit function(expression)
---@param seen table|nil what was visited; may be shared between calls
function walk.asked(expression, find_term, visit, seen)
  seen = seen or {}
  walk.into(expression, function(e)
    if seen[e] then return false end
    seen[e] = true
    if e.written then
      walk.asked(e.written, find_term, visit, seen)
      return false
    end
    visit(e)
    local term = (e.op == "term" or e.op == "column_term") and find_term(e.term)
    if term and term.value then walk.asked(term.value, find_term, visit, seen) end
    return true
  end)
end

return walk
