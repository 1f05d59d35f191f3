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

--- Calls take(part) for the columns, cells, results and evidence of a decision, in the order of its text; for nothing of any other expression.
function walk.decided(e, take)
  for _, version in ipairs(e.op == "decision" and e.versions or {}) do
    for _, column in ipairs(version.columns) do take(column) end
    for _, row in ipairs(version.rows) do
      for _, cell in ipairs(row.cells) do
        if cell.expression then take(cell.expression) end
      end
      if row.result then take(row.result) end
    end
    if version.evidence then take(version.evidence) end
  end
end

--- The same for what a text asks: what the analyst wrote, not what it was made into, and the terms and decisions that it names.
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
    walk.decided(e, function(part) walk.asked(part, find_term, visit, seen) end)
    return true
  end)
end

--- Calls visit(expression, rows) as walk.asked does, once for each list of the kinds of the rows in hand, the innermost last: a condition of a set is asked of its rows,
--- a term of its own row. What a pack names twice is looked into once for each such list.
---@param kind string of the row in hand outside
---@param options table|nil { of_set = the kind of the rows that are many: `rows.of_set` is, in conditions of sets and in terms that are asked of each row of one, the kind
--- of its rows; made = true: what a text was made into is looked at, not what was written }
function walk.by_rows(expression, kind, find_term, visit, options)
  local seen, of_set, made = {}, options and options.of_set, options and options.made
  local function into_rows(e, rows, key)
    if type(e) ~= "table" or not e.op then return end
    while e.written and not made do e = e.written end
    seen[e] = seen[e] or {}
    if seen[e][key] then return end
    seen[e][key] = true
    visit(e, rows)
    local term = (e.op == "term" or e.op == "column_term") and find_term(e.term)
    local own = term and term.value and e.term:match "^[^.]+"
    if own then
      local of_rows = e.op == "column_term" and own or rows.of_set
      into_rows(term.value, { own, of_set = of_rows }, own .. "/" .. (of_rows or ""))
    end
    local inner, inner_key = rows, key
    local of = e.condition and e.from and e.from.type and e.from.type.kind
    if of then
      inner = table.move(rows, 1, #rows, 1, { of_set = of })
      inner[#inner + 1], inner_key = of, key .. " " .. of .. "/" .. of
    end
    below(e, function(part)
      if part == e.condition then into_rows(part, inner, inner_key) else into_rows(part, rows, key) end
    end)
    walk.decided(e, function(part) into_rows(part, rows, key) end)
  end
  into_rows(expression, { kind, of_set = of_set }, kind .. "/" .. (of_set or ""))
end

--- What find() gives of an expression that is looked at in one way, found once: a pack may name the same again and again, and unfolded its text grows without end.
---@param known table of what was found, which it is added to
---@param way string|table tells it from what else is found of expressions
---@return any false where find() gives nothing
function walk.once(known, way, e, find)
  local own = known[way]
  if not own then
    own = {}
    known[way] = own
  end
  if own[e] == nil then own[e] = find() or false end
  return own[e]
end

--- An expression as the pack has it, where it was made into another.
function walk.written(e)
  while e.written do e = e.written end
  return e
end

return walk
