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

--- The records without a shown one below them, at any depth of their tree: between two shown rows there may be some that are not.
function totals.leaves(opened, kind, records)
  local tree = opened.pack.kinds[kind].tree
  if not tree then return records end
  local above = {}
  for _, record in ipairs(records) do
    local key = opened.snapshot:cell(kind, record, tree, opened.as_of)
    local parent = key and opened.snapshot:find(kind, key)
    while parent and not above[parent] do
      above[parent] = true
      key = opened.snapshot:cell(kind, parent, tree, opened.as_of)
      parent = key and opened.snapshot:find(kind, key)
    end
  end
  local list = {}
  for _, record in ipairs(records) do
    if not above[record] then list[#list + 1] = record end
  end
  return list
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
