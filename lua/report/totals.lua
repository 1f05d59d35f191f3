--- The totals of a report: which columns have one, which rows it adds, and what they come to (meaning.md, section 15). What lies inside another shown row is
-- added once; a mean, a greatest value, a quotient, a limit or a count of different values is no sum of those of the parts, and has no total.
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

--- The sum of what some records have for a node, as a range; nil where one has none that is closed, or there are none.
function totals.sum(run, node, records)
  local low, high
  for _, record in ipairs(records) do
    local range = ranges.of(run:value(node, record))
    if not range or not ranges.is_closed(range) then return nil end
    low, high = low and low + range.low or range.low, high and high + range.high or range.high
  end
  return low and { low = low, high = high }
end

return totals
