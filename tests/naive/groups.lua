-- Groups in the naive evaluator: meaning.md, section 14. A group's row is a record { kind =, key =, keys = { value, … }, members = { { record =,
-- sure =, missing = }, … } }: every row of the grouped kind is looked at, and put to those with the same keys.
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local evaluate = require "tests.naive.evaluate"
local records = require "tests.naive.records"
local values = require "tests.naive.values"

local groups = {}

local IN_GROUP <const> = { "in a group" } -- of which it is counted what is met in it

-- Where a key stands among others: what is known, then what is absent, then what is unknown; and its text.
local function place_of(value)
  if value.state == "absent" then return 2, "-" end
  if value.state ~= "known" then return 3, "unknown" end
  if value.type == "row" then return 1, value.value.key end
  if value.type == "condition" then return 1, value.value and "yes" or "no" end
  return 1, value.value
end

local function before(a, b)
  for index, key in ipairs(a.keys) do
    local x, left = place_of(key)
    local y, right = place_of(b.keys[index])
    if x ~= y then return x < y end
    if left ~= right then return left < right end
  end
  return false
end

-- The group of a record, made when it is met first.
local function find(kind, all, context)
  local keys, parts, ranks = {}, {}, {}
  for index, key in ipairs(kind.group.keys) do
    keys[index] = evaluate.value(key.expression, context)
    if keys[index].type == "condition" then keys[index] = values.settle(keys[index]) end
    ranks[index], parts[index] = place_of(keys[index])
  end
  local name = table.concat(ranks, "/") .. "/" .. table.concat(parts, "\0")
  for _, key in ipairs(keys) do counting.note(context, "a group's key: " .. key.state) end
  if not all[name] then
    all[name] = { kind = kind, key = table.concat(parts, "/"), parts = parts, keys = keys, members = {}, versions = { { from = -math.huge, cells = {} } } }
  end
  return all[name]
end

-- Makes all rows of all groups. `context_of(record)` is a context with that row in hand on D.
function groups.make(pack, registry, as_of, context_of)
  for _, kind in ipairs(pack.kinds) do
    if kind.group then
      local all, of_record = {}, {}
      for _, record in ipairs(registry[kind.group.of]) do
        if records.visible(record, as_of) then
          local context = contexts.copy(context_of(record), { inside = IN_GROUP })
          local holds = kind.group.where == nil and values.yes or values.settle(evaluate.as(kind.group.where, "condition", context))
          holds = values.both(records.there(record, as_of), holds)
          if holds.state == "unknown" then counting.note(context, "a member that is perhaps in its group") end
          local group = find(kind, all, context)
          of_record[record] = group
          if holds.value ~= false then
            group.members[#group.members + 1] = { record = record, sure = holds.state == "known", missing = holds.missing }
          end
        end
      end
      local rows = registry[kind.name]
      for _, group in pairs(all) do
        table.sort(group.members, function(a, b) return records.before(a.record, b.record) end)
        if #group.members > 0 then rows[#rows + 1] = group end
      end
      table.sort(rows, before)
      rows.of_record = of_record
    end
  end
end

return groups
