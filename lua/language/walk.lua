-- Walks typed expressions.
local walk = {}

local NOTHING = {}
local below_of = setmetatable({}, { __mode = "k" })

-- The list with one more part, if that is an expression.
local function with(list, part)
  if type(part) ~= "table" or not part.op then return list end
  if list == NOTHING then return { part } end
  list[#list + 1] = part
  return list
end

-- The expressions right below one. A pack is walked many times, and no expression changes once it is made: they are found once. Its keys stand here one by one, which is quicker to
-- ask than a list of them, and most expressions have two.
local function below(e)
  local list = below_of[e]
  if list then return list end
  list = NOTHING
  if e.from then list = with(list, e.from) end
  if e.condition then list = with(list, e.condition) end
  if e.period then list = with(list, e.period) end
  if e.a then list = with(list, e.a) end
  if e.b then list = with(list, e.b) end
  if e.value then list = with(list, e.value) end
  if e.span then list = with(list, e.span) end
  if e.date then list = with(list, e.date) end
  if e.row then list = with(list, e.row) end
  local arguments, parts = e.arguments, e.parts
  if arguments then for k = 1, #arguments do list = with(list, arguments[k]) end end
  if parts then for k = 1, #parts do list = with(list, parts[k]) end end
  below_of[e] = list
  return list
end

--- The expressions right below one, in a list that is not to be changed.
walk.below = below

local function is_expression(e) return type(e) == "table" and e.op end

local function each(expression, visit, seen)
  if seen[expression] then return end
  seen[expression] = true
  visit(expression)
  local list = below(expression)
  for i = 1, #list do each(list[i], visit, seen) end
end

--- Calls visit(expression) for the expression and everything inside it, each once. `seen` may be shared between calls.
function walk.each(expression, visit, seen)
  if is_expression(expression) then each(expression, visit, seen or {}) end
end

local function into(expression, visit, seen)
  if seen[expression] then return end
  seen[expression] = true
  if visit(expression) == false then return end
  local list = below(expression)
  for i = 1, #list do into(list[i], visit, seen) end
end

--- Calls visit(expression) for an expression and everything inside it, each once; visit returns false to stay out of what is below.
function walk.into(expression, visit)
  if is_expression(expression) then into(expression, visit, {}) end
end

local function count(expression, counts)
  counts[expression] = (counts[expression] or 0) + 1
  if counts[expression] > 1 then return end
  for _, part in ipairs(below(expression)) do count(part, counts) end
end

--- How many expressions name each of those inside this one: a text that a pack keeps in a `local` is one expression that stands in several places.
---@param counts table is added to
function walk.uses(expression, counts)
  if is_expression(expression) then count(expression, counts) end
end

--- Calls take(part) for the columns, cells, results and evidence of a decision, in the order of its text; for nothing of any other expression.
function walk.decided(e, take)
  if e.op ~= "decision" then return end
  for _, version in ipairs(e.versions) do
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

local function asked(e, find_term, visit, seen)
  if seen[e] then return end
  seen[e] = true
  if e.written then return asked(e.written, find_term, visit, seen) end
  visit(e)
  local op = e.op
  local term = (op == "term" or op == "column_term") and find_term(e.term)
  if term and term.value then asked(term.value, find_term, visit, seen) end
  if op == "decision" then walk.decided(e, function(part) walk.asked(part, find_term, visit, seen) end) end
  local list = below(e)
  for i = 1, #list do asked(list[i], find_term, visit, seen) end
end

--- The same for what a text asks: what the analyst wrote, not what it was made into, and the terms and decisions that it names.
---@param find_term function(full name) -> term or nil
---@param visit function(expression)
---@param seen table|nil what was visited; may be shared between calls
function walk.asked(expression, find_term, visit, seen)
  if is_expression(expression) then asked(expression, find_term, visit, seen or {}) end
end

local SORTS = { parameter = 1, decision = 2, verdict = 4, rounded = 8, lower = 16, upper = 32, greater_of = 64, lesser_of = 128, instead = 256, as_of = 512 }
local sorts_of = setmetatable({}, { __mode = "k" })

local function sorts(e, find_term)
  local found = sorts_of[e]
  if found then return found end
  sorts_of[e] = 0
  local op = e.op
  found = SORTS[op] or 0
  if e.written then found = found | sorts(e.written, find_term) end
  local term = (op == "term" or op == "column_term") and find_term(e.term)
  if term and term.value then found = found | sorts(term.value, find_term) end
  if op == "decision" then walk.decided(e, function(part) found = found | (is_expression(part) and sorts(part, find_term) or 0) end) end
  local list = below(e)
  for i = 1, #list do found = found | sorts(list[i], find_term) end
  sorts_of[e] = found
  return found
end

--- Whether an expression, or anything that it asks, is a question of one of two sorts (SORTS). It is found once, so that a pack need be walked only
--- where there is one. After all terms are read.
---@param find_term function(full name) -> term or nil
function walk.holds(expression, find_term, sort, other)
  return is_expression(expression) and sorts(expression, find_term) & (SORTS[sort] | (SORTS[other] or 0)) ~= 0 or false
end

--- Calls visit(expression, rows) as walk.asked does, once for each list of the kinds of the rows in hand, the innermost last: a condition of a set is asked of its rows,
--- a term of its own row. What a pack names twice is looked into once for each such list; where visit returns false, what is below is not.
---@param kind string of the row in hand outside
---@param options table|nil { of_set = the kind of the rows that are many: `rows.of_set` is, in conditions of sets and in terms that are asked of each row of one, the kind
--- of its rows; made = true: what a text was made into is looked at, not what was written; only = function(e): what it is false of is stayed out of }
function walk.by_rows(expression, kind, find_term, visit, options)
  local seen, of_set, made, only = {}, options and options.of_set, options and options.made, options and options.only
  local function into_rows(e, rows, key)
    while e.written and not made do e = e.written end
    if only and not only(e) then return end
    local seen_so = seen[key]
    if not seen_so then
      seen_so = {}
      seen[key] = seen_so
    end
    if seen_so[e] then return end
    seen_so[e] = true
    if visit(e, rows) == false then return end
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
    local list = below(e)
    for i = 1, #list do
      if list[i] == e.condition then into_rows(list[i], inner, inner_key) else into_rows(list[i], rows, key) end
    end
    if e.op == "decision" then walk.decided(e, function(part) into_rows(part, rows, key) end) end
  end
  if is_expression(expression) and not (only and not only(expression)) then into_rows(expression, { kind, of_set = of_set }, kind .. "/" .. (of_set or "")) end
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

--- The same, of a term what it stands for, and of a number that is converted without anybody writing it that number.
---@param find_term function(full name) -> term or nil
function walk.meant(e, find_term)
  e = walk.written(e)
  while e.op == "in_unit" and e.implied do e = walk.written(e.from) end
  local term = e.op == "term" and find_term(e.term)
  if term and term.value then return walk.meant(term.value, find_term) end
  return e
end

return walk
