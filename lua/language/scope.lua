-- What is in hand where an expression is read. Scope 1 is the rule's subject, or a term's own row; `where`, `every` and `share` open the next
-- one. A scope remembers what was typed in it, so that an expression that a pack shares is typed once and stays one table.
local types = require "mandate.language.types"

local scope = {}
scope.__index = scope

-- `reader` says who reads: "rule", "term", "group" (its keys and `where`) or "report" (which may read compare_only fields and groups). `period`: "year", "quarter", "month" or nil.
function scope.new(names, kind, period, reader)
  return setmetatable({ names = names, kind = kind, period = period, reader = reader, depth = 1, memo = {}, rows = {}, inner = {} }, scope)
end

-- The scope of a row of `kind` inside this one.
function scope:open(kind)
  local inner = self.inner[kind]
  if not inner then
    inner = scope.new(self.names, kind, self.period, self.reader)
    inner.outer, inner.depth = self, self.depth + 1
    self.inner[kind] = inner
  end
  return inner
end

-- The scope of the same row with another period in hand.
function scope:in_period(period)
  self.other_periods = self.other_periods or {}
  self.other_periods[period] = self.other_periods[period] or scope.new(self.names, self.kind, period, self.reader)
  return self.other_periods[period]
end

-- The scope's own row, or its owner, of a kind; false where it is neither.
function scope:own_row(kind)
  local found = false
  for _, entry in ipairs(self.names:owners(self.kind)) do
    if entry.kind == kind then found = { op = "row", scope = self.depth, via = entry.via, type = types.row(kind) } end
  end
  return found
end

-- The row of a kind in hand, as a typed expression without a place; nil where there is none. The innermost scope that has it wins.
-- A record's groups are in hand with it.
function scope:row(kind)
  if self.rows[kind] == nil then
    local found = self:own_row(kind)
    local group = not found and self.names.groups[kind]
    local member = group and self:own_row(group.of)
    if member then found = { op = "group", group = kind, from = member, type = types.row(kind) } end
    self.rows[kind] = found or self.outer and self.outer:row(kind) or false
  end
  return self.rows[kind] or nil
end

function scope:subject()
  local outermost = self
  while outermost.outer do outermost = outermost.outer end
  return outermost:row(outermost.kind)
end

-- The kinds in hand, as words: "listing, enterprise, jurisdiction".
function scope:in_hand()
  local list, seen, current = {}, {}, self
  while current do
    for _, entry in ipairs(self.names:owners(current.kind)) do
      if not seen[entry.kind] then
        seen[entry.kind] = true
        list[#list + 1] = entry.kind
      end
    end
    current = current.outer
  end
  return table.concat(list, ", ")
end

return scope
