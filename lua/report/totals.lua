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
local function is_factor(e) return e.op == "literal" or e.op == "parameter" end

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

--- Of the records shown, those without a shown one below them (`leaves`), and those without one above (`tops`), at any depth of their tree: between two shown rows there may
--- be some that are not. Who lies where is read on the day on which the cells are: the earlier of the as-of date and the last day of their period.
---@param period table|nil
---@return table { leaves =, tops = }
function totals.ends(opened, kind, records, period)
  local tree = opened.pack.kinds[kind].tree
  if not tree then return { leaves = records, tops = records } end
  local shown, above, below, day = {}, {}, {}, period and period.to < opened.as_of and period.to or opened.as_of
  for _, record in ipairs(records) do shown[record] = true end
  local function parent_of(record)
    local key = opened.snapshot:cell(kind, record, tree, day)
    return key and opened.snapshot:find(kind, key)
  end
  for _, record in ipairs(records) do
    local parent = parent_of(record)
    while parent do
      above[parent], below[record] = true, below[record] or shown[parent]
      parent = parent_of(parent)
    end
  end
  local ends = { leaves = {}, tops = {} }
  for _, record in ipairs(records) do
    if not above[record] then table.insert(ends.leaves, record) end
    if not below[record] then table.insert(ends.tops, record) end
  end
  return ends
end

-- One end of a sum: missing where one of its ends is. What could not be counted up to, for it is larger than numbers go, is missing, too.
local function end_of(list, side)
  local ends, open = {}, false
  for i, range in ipairs(list) do
    if not range[side] then return nil end
    ends[i], open = range[side], open or range[side .. "_open"]
  end
  return core.end_of_sum(ends, open or false, side == "low")
end

--- The sum of what some records have for a node, as a range: exact, and rounded once. What is absent adds nothing; nil where nothing is there to add,
-- and an unknown one, with both ends missing, where nothing is known of it.
function totals.sum(run, node, records)
  local list = {}
  for _, record in ipairs(records) do
    local state, value = run:value(node, record)
    local range = ranges.of(state, value)
    if range or state == "unknown" then list[#list + 1] = range or {} end
  end
  if #list == 0 then return nil end
  local sum = {}
  sum.low, sum.low_open = end_of(list, "low")
  sum.high, sum.high_open = end_of(list, "high")
  return sum
end

return totals
