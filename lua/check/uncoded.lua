--- Records that name what has no code on their day, by the pack's registers of codes: a sample of 1995 in a county whose code ended in 1993. For lint: no verdict depends on it.
-- Of what lasts and has no beginning there is no day on which it was written, so that it is left out.
local days = require "mandate.language.days"
local ordered = require "mandate.language.ordered"
local rows = require "mandate.language.lower.rows"
local scope = require "mandate.language.lower.scope"

local uncoded = {}

local FIRST <const>, LAST <const> = "0001-01-01", "9999-12-31"

-- When each name has a code: name -> { { from, to }, … } in their order, apart from one another.
local function stretches(register)
  local found, order = {}, {}
  for _, row in ipairs(register.rows) do
    if not found[row.names] then found[row.names], order[#order + 1] = {}, row.names end
    table.insert(found[row.names], { from = row.from or FIRST, to = row.last or LAST })
  end
  for _, name in ipairs(order) do
    local list, joined = found[name], {}
    table.sort(list, function(a, b) return a.from < b.from end)
    for _, stretch in ipairs(list) do
      local before = joined[#joined]
      if before and (before.to == LAST or stretch.from <= days.after(before.to)) then
        before.to = stretch.to > before.to and stretch.to or before.to
      else
        joined[#joined + 1] = { from = stretch.from, to = stretch.to }
      end
    end
    found[name] = joined
  end
  table.sort(order)
  return found, order
end

--- The names that have no code on some day, those of the same days together: { { names, with = { { from, to }, … } }, … }.
function uncoded.groups(register)
  local of, order = stretches(register)
  local groups, by = {}, {}
  for _, name in ipairs(order) do
    local with = of[name]
    if not (#with == 1 and with[1].from == FIRST and with[1].to == LAST) then
      local words = {}
      for i, stretch in ipairs(with) do words[i] = stretch.from .. stretch.to end
      local key = table.concat(words, " ")
      if not by[key] then
        by[key] = { names = {}, with = with }
        groups[#groups + 1] = by[key]
      end
      table.insert(by[key].names, name)
    end
  end
  return groups
end

local function any(nodes, space, list)
  local result = list[1]
  for i = 2, #list do result = nodes:add("OR", space, { result, list[i] }) end
  return result
end

-- That a field, as it was on the record's day, is one of the names, as a node; nil where none of them is on record.
local function is_one(lowering, around, kind, field, names)
  local nodes, space = lowering.nodes, around.space
  local pivot = rows.pivot_node(lowering, around, kind.name, field.name) or false
  local value = nodes:add("READ", space, { false, pivot }, { kind = kind.name, field = field.name, reading = "as recorded" })
  if field.type == "text" then return nodes:add("TEXT_IN", space, { value }, { texts = lowering.plan:texts(names) }) end
  local found = {}
  for _, name in ipairs(names) do
    local record = lowering.snapshot:find(field.kind, name)
    if record then found[#found + 1] = nodes:add("CODE_SAME", space, { value, nodes:add("RECORD_CONSTANT", space, nil, { record = record, kind = field.kind }) }) end
  end
  return any(nodes, space, found)
end

-- The records of a kind whose field names what has no code on their day; nil where there can be none.
local function of_field(lowering, kind, field, groups)
  local nodes, space = lowering.nodes, lowering:space(kind.name)
  local event = nodes:add("EVENT", space, nil, { kind = kind.name })
  local around = scope.of_kind(lowering, kind.name, { pivot = { node = event } })
  around.pivot.scope = around
  local found = {}
  for _, group in ipairs(groups) do
    local named = is_one(lowering, around, kind, field, group.names)
    local coded = {}
    for i, stretch in ipairs(named and group.with or {}) do
      local begun = nodes:add("DATE_ON_OR_AFTER", space, { event, nodes:day(space, stretch.from) })
      coded[i] = nodes:both(begun, nodes:add("DATE_BY", space, { event, nodes:day(space, stretch.to) }), space)
    end
    if named then found[#found + 1] = nodes:both(named, nodes:negate(any(nodes, space, coded), space), space) end
  end
  local node = any(nodes, space, found)
  node = node and nodes:both(node, nodes:add("KNOWN", space, { event }), space)
  return node and nodes:both(node, nodes:add("KNOWN", space, { node }), space)
end

--- Adds to the plan what must be known; before the run.
---@return table list as of doubts.lower: { name, kind, register, field, node }
function uncoded.lower(lowering)
  local list, kinds = {}, ordered.keys(lowering.kinds)
  for _, name in ipairs(ordered.keys(lowering.pack.code_registers)) do
    local of = lowering.pack.code_registers[name].of
    local groups = uncoded.groups(lowering.pack.code_registers[name])
    for _, kind in ipairs(of and kinds or {}) do
      for _, field in ipairs(lowering.kinds[kind].group and {} or lowering.kinds[kind].fields) do
        local held = of.field and kind == of.kind and field.name == of.field or not of.field and field.type == "reference" and field.kind == of.kind
        local node = held and lowering.snapshot:records(kind) > 0 and of_field(lowering, lowering.kinds[kind], field, groups)
        if node then
          list[#list + 1] = { name = "no-code", kind = kind, register = name, field = field.name, node = node }
          lowering.plan:keep(node)
        end
      end
    end
  end
  return list
end

return uncoded
