-- What the columns of a decision have to do with each other, meaning.md section 16: whether values that columns are tried with can be theirs together.
-- Looked at pair by pair, from what is written; what is not known here is possible.
local record_pack = require "tests.naive.record_pack"

local columns = {}

local texts = setmetatable({}, { __mode = "k" }) -- of nodes: they are asked for often, and do not change

-- What is written, as a text.
function columns.text(raw)
  local node = record_pack.node(raw)
  if not node then return type(raw) .. " " .. tostring(raw) end
  if not texts[node] then texts[node] = columns.spell(node) end
  return texts[node]
end

function columns.spell(node)
  local parts = { node.op, tostring(node.name) }
  for _, side in ipairs { "from", "a", "b" } do
    if node[side] ~= nil then parts[#parts + 1] = side .. columns.text(node[side]) end
  end
  for i = 1, node.arguments and node.arguments.n or 0 do parts[#parts + 1] = columns.text(node.arguments[i]) end
  return "(" .. table.concat(parts, " ") .. ")"
end

local orders = { above = { more = true }, at_least = { more = true, same = true }, below = { less = true }, at_most = { less = true, same = true } }
local of_texts = { is = true, starts_with = true, ends_with = true, contains = true }
local mirrored = { more = "less", less = "more", same = "same" }

-- How the number of rows of a set must be where a column has a value: a test, and the set as written with all that it was made from.
local function about_rows(node, value)
  if node.op ~= "call" then return nil end
  local test = node.name == "any" and function(rows) return (rows > 0) == value.value end
    or node.name == "none" and function(rows) return (rows == 0) == value.value end
    or node.name == "count" and function(rows) return rows == value.low end
  if not test then return nil end
  local sets, at = { columns.text(node.from) }, record_pack.node(node.from)
  while at.op == "call" and (at.name == "where" or at.name == "during") do
    sets[#sets + 1] = columns.text(at.from)
    at = record_pack.node(at.from)
  end
  return test, sets
end

-- Whether two columns about rows can have their values: `inner` is the same set as `outer` or made from it.
local function rows_agree(inner, outer, same)
  for rows = 0, 12 do
    for all = rows, same and rows or 12 do
      if inner(rows) and outer(all) then return true end
    end
  end
  return false
end

-- Of a comparison of two expressions, the ways in which they can compare where it comes out so.
local function ways(node, value, may_be_absent)
  if node.op ~= "call" or not orders[node.name] or node.arguments.n ~= 1 or not record_pack.node(node.arguments[1]) then return nil end
  local a, b, found = columns.text(node.from), columns.text(node.arguments[1]), {}
  for _, way in ipairs { "less", "same", "more" } do
    if (orders[node.name][way] or false) == value.value then found[b < a and mirrored[way] or way] = true end
  end
  found.absent = value.value == false and (may_be_absent(node.from) or may_be_absent(node.arguments[1])) or nil
  return found, a < b and a .. b or b .. a
end

local function pair_is_possible(a, x, b, y, may_be_absent, ask)
  if columns.text(a) == columns.text(b) then return x.value == y.value and x.low == y.low end
  local first, second = record_pack.node(a), record_pack.node(b)
  local test, sets = about_rows(first, x)
  local other_test, other_sets = about_rows(second, y)
  if test and other_test then
    for i, set in ipairs(sets) do
      if set == other_sets[1] then return rows_agree(test, other_test, i == 1) end
    end
    for _, set in ipairs(other_sets) do
      if set == sets[1] then return rows_agree(other_test, test, false) end
    end
    return true
  end
  local found, what = ways(first, x, may_be_absent)
  local others, same = ways(second, y, may_be_absent)
  if found and others and what == same then
    for way in pairs(found) do
      if others[way] then return true end
    end
    return false
  end
  -- a value, and a comparison of it with one that is written out
  if second.op == "call" and (orders[second.name] or of_texts[second.name]) and columns.text(second.from) == columns.text(a) then
    return ask(x, second.name, second.arguments).value == y.value
  elseif first.op == "call" and (orders[first.name] or of_texts[first.name]) and columns.text(first.from) == columns.text(b) then
    return ask(y, first.name, first.arguments).value == x.value
  end
  return true
end

--- Whether the last of the values, one for each of the first columns, can be had beside those before it.
function columns.possible(raws, chosen, may_be_absent, ask)
  local last = #chosen
  for i = 1, last - 1 do
    if not pair_is_possible(raws[last], chosen[last], raws[i], chosen[i], may_be_absent, ask) then return false end
  end
  return true
end

return columns
