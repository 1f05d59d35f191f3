--- Small helpers that add nodes to a plan. Nodes are shared by the plan, so asking twice costs nothing.
local nodes = {}
nodes.__index = nodes

---@param plan userdata
function nodes.new(plan)
  return setmetatable({ plan = plan, pair_spaces = {} }, nodes)
end

--- Adds a node: op, space, its arguments (nodes, or false for none) by place or by the names that core/engine/plan/operations.def gives them, and
--- further properties.
function nodes:add(op, space, arguments, properties)
  return self.plan:add(op, space, arguments, properties)
end

function nodes:truth(space, truth)
  return self:add("CONDITION_CONSTANT", space, nil, { number = truth == true and 1 or truth == false and 0 or 2 })
end

--- A number or a range; `until_day`: the first day on which it will be another.
function nodes:number(space, low, high, until_day)
  return self:add("NUMBER_CONSTANT", space, nil, { number = low, number2 = high or low, first = until_day })
end

--- A constant day; nil gives the absent date. `until_day`: the first day on which it will be another.
function nodes:day(space, day, until_day)
  return self:add("DATE_CONSTANT", space, nil, { day = day or 0x7fffffff, first = until_day })
end

--- The as-of date, which moves on (core/engine/ahead/clock.c).
function nodes:today(space, as_of)
  return self:add("DATE_CONSTANT", space, nil, { day = as_of, moves_on = true })
end

function nodes:both(a, b, space)
  if not a then return b end
  if not b then return a end
  return self:add("AND", space, { a, b })
end

function nodes:negate(a, space)
  return self:add("NOT", space, { a })
end

--- Pairs of each row of `outer` with the children of its record `owner`.
function nodes:pair_space(kind, outer, owner, reference, branch)
  local space = self.plan:pairs { kind = kind, outer = outer, owner = owner, reference = reference, branch = branch }
  self.pair_spaces[space] = outer
  return space
end

--- Pairs of each row of `outer` with all that the reference of its record `owner`, of the kind `of`, names on some day.
function nodes:named_space(kind, outer, owner, of, reference)
  local space = self.plan:pairs { kind = kind, outer = outer, owner = owner, reference = reference, of = of }
  self.pair_spaces[space] = outer
  return space
end

--- Brings a node of an outer space into a space of pairs made from it, through pairs of pairs.
function nodes:bring(node, from, to)
  if from == to then return node end
  local outer = assert(self.pair_spaces[to], "a value is asked for where its rows are not in hand")
  return self:add("OUTER", to, { self:bring(node, from, outer) })
end

--- node, where it holds that a day lies in [from, to]; nil ends are open. nil where nothing needs to be asked.
function nodes:within(day, from, to, space)
  local low = from and self:add("DATE_ON_OR_AFTER", space, { day, self:day(space, from) })
  local high = to and self:add("DATE_BY", space, { day, self:day(space, to) })
  return self:both(low, high, space)
end

return nodes
