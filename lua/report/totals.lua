--- The totals of a report: which columns have one, which rows it adds, and what they come to (meaning.md, section 15). What lies inside another shown row is
-- added once; a mean, a greatest value, a quotient, a limit or a count of different values is no sum of those of the parts, and has no total.
local core = require "mandate.core"
local ranges = require "mandate.check.ranges"

local totals = {}

-- True if a set belongs to the row alone, so that the sets of two rows have no record in common: records that refer to it, less what a filter takes away.
local function is_own(set)
  while set.op == "where" or set.op == "during" or set.op == "column" or set.op == "column_term" or set.op == "children" and set.from.op ~= "row" do
    set = set.from
  end
  return set.op == "children" and #set.from.via == 0
end

local function is_of_row(e) return e.from.op == "row" and #e.from.via == 0 end
local function is_factor(e) return e.op == "literal" or e.op == "parameter" or e.op == "kept" or e.op == "milder" or e.op == "instead" end

local adds = {}
function adds.count(e) return e.from.type.k == "set" and is_own(e.from) end
adds.share = adds.count
function adds.sum(e) return is_own(e.from) end
function adds.field(e) return is_of_row(e) end
function adds.decision(e) return e.type.k == "number" end
function adds.verdict(e) return e.type.k == "number" end
function adds.term(e, can_add, pack) return is_of_row(e) and can_add(pack.terms[e.term].value) end
function adds.add(e, can_add) return can_add(e.a) and can_add(e.b) end
function adds.subtract(e, can_add)
  if e.a.type.k == "date" then return true end -- days
  return (can_add(e.a) or e.a.op == "literal" and e.a.value == e.a.value - e.a.value) and can_add(e.b) -- 0 - b is -b
end
function adds.multiply(e, can_add) return can_add(e.a) or can_add(e.b) end
function adds.divide(e, can_add) return can_add(e.a) and is_factor(e.b) end
function adds.in_unit(e, can_add, pack) return adds[e.from.op] ~= nil and adds[e.from.op](e.from, can_add, pack) end
function adds.or_else(e, can_add) return can_add(e.from) end

--- True if the values of a column's rows add up to that of all of them together. Values in units of their own do not.
function totals.can_add(pack, expression)
  local function can_add(e)
    if e.written then e = e.written end
    local k = e.type and e.type.k
    if (k ~= "number" and k ~= "rate") or e.type.unit_field then return false end
    return adds[e.op] ~= nil and adds[e.op](e, can_add, pack)
  end
  return can_add(expression)
end

-- What a column's number is of: "branch" where it counts or adds records, of which a place has those of its whole branch; "own" where it is the row's own (a field, a number
-- of a verdict); "both", or nil where it is the same for all rows.
local function is_of(e, pack)
  if e.written then e = e.written end
  if e.op == "count" or e.op == "share" or e.op == "sum" then return "branch" end
  if e.op == "field" or e.op == "verdict" or e.op == "decision" then return "own" end
  if e.op == "term" then return is_of(pack.terms[e.term].value, pack) end
  local found
  for _, part in ipairs { e.a or false, e.b or false, e.from or false } do
    local of = part and is_of(part, pack)
    if of then found = (found == nil or found == of) and of or "both" end
  end
  return found
end

--- What is added of a column over places: the rows without a shown one above them ("tops"), which have what lies below, or without a shown one below them ("leaves").
--- nil where neither adds up, since a part of the number is of the branch and a part the row's own.
function totals.over(pack, expression)
  local of = is_of(expression, pack)
  if of == "both" then return nil end
  return of == "branch" and "tops" or "leaves"
end

--- The records of a part of a table as they lie in each other: each with those shown right below it, at any depth of their tree: between two shown rows there may be some that
--- are not. Who lies where is read on the day on which the cells are: the earlier of the as-of date and the last day of their period.
---@param records table the records shown, in order
---@param perhaps table by record, true where nobody knows whether it belongs to the table
---@param period table|nil
---@return table { records =, perhaps =, roots =, below = by record, a list }
function totals.shown(opened, kind, records, perhaps, period)
  local tree = opened.pack.kinds[kind].tree
  local lie = { records = records, perhaps = perhaps, roots = records, below = {} }
  if not tree then return lie end
  local shown, day = {}, period and period.to < opened.as_of and period.to or opened.as_of
  for _, record in ipairs(records) do shown[record] = true end
  local function parent_of(record)
    local key = opened.snapshot:cell(kind, record, tree, day)
    return key and opened.snapshot:find(kind, key)
  end
  lie.roots = {}
  for _, record in ipairs(records) do
    local parent = parent_of(record)
    while parent and not shown[parent] do parent = parent_of(parent) end
    local list = parent and (lie.below[parent] or {}) or lie.roots
    if parent then lie.below[parent] = list end
    list[#list + 1] = record
  end
  return lie
end

-- What is added for one end of a total is a list of ends, { number, … } with `open`; nil is an end that is missing. Here the list of several together.
local function together(lists)
  local all = { open = false }
  for i = 1, lists.count do
    local list = lists[i]
    if not list then return nil end
    table.move(list, 1, #list, #all + 1, all)
    all.open = all.open or list.open
  end
  return all
end

-- Of two such lists the one that reaches further to the side; a missing end does. Of two that reach as far it is the one that is not open.
local function further(a, b, side)
  if not a or not b then return nil end
  local is_low = side == "low"
  local first, second = core.end_of_sum(a, a.open, is_low), core.end_of_sum(b, b.open, is_low)
  if not first or not second then return nil end
  if first == second then return a.open and b or a end
  return (first < second) == is_low and a or b
end

local NOTHING <const> = { open = false }

-- The end of what a record and those below it have: where nobody knows whether a record belongs to the table, both ways are gone. Of a branch it is the record's own number, or
-- what those below it come to where it is not there; of what is the rows' own what those below come to, or its own number where none of them is there. Gives the
-- list, and whether nothing of all this may be there.
local function end_below(lie, own, record, side, over)
  local lists, certain = { count = 0 }, false
  for _, child in ipairs(lie.below[record] or {}) do
    local list, nothing = end_below(lie, own, child, side, over)
    lists.count, certain = lists.count + 1, certain or not nothing
    lists[lists.count] = nothing and further(list, NOTHING, side) or not nothing and list or nil
  end
  local rest, maybe = together(lists), lie.perhaps[record] or false
  local list
  if lists.count == 0 then list = own[record]
  elseif over == "tops" then list = own[record]
    if maybe then list = further(list, rest, side) end
  elseif certain then list = rest
  else list = further(rest, own[record], side) end
  return list, maybe and not certain
end

--- The sum of what the records shown have for a node, as a range: exact, and rounded once. What is absent adds nothing; nil where nothing is there to add,
-- and an unknown one, with both ends missing, where nothing is known of it.
---@param over string "tops": records that count what lies below them; "leaves": what is the records' own
function totals.sum(run, node, lie, over)
  local own, found = { low = {}, high = {} }, false
  for _, record in ipairs(lie.records) do
    local state, value = run:value(node, record)
    local range = ranges.of(state, value) or state == "unknown" and {}
    for side, ends in pairs(own) do
      if not range then ends[record] = NOTHING
      elseif range[side] then ends[record] = { range[side], open = range[side .. "_open"] or false } end
    end
    found = found or range ~= false
  end
  if not found then return nil end
  local sum = {}
  for side, ends in pairs(own) do
    local lists = { count = #lie.roots }
    for i, record in ipairs(lie.roots) do
      local list, nothing = end_below(lie, ends, record, side, over)
      if nothing then list = further(list, NOTHING, side) end
      lists[i] = list
    end
    local all = together(lists)
    if all then sum[side], sum[side .. "_open"] = core.end_of_sum(all, all.open, side == "low") end
  end
  return sum
end

return totals
