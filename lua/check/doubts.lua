--- Records to be doubted: those of which a pack's `warning` holds, and those with an event before the one that brought them into being, and those
--- of which something is never read, because the event from which it is known is empty. No verdict depends on it.
local leaves = require "mandate.check.leaves"
local on_file = require "mandate.check.on_file"
local origins = require "mandate.language.origins"
local scope = require "mandate.language.lower.scope"

local doubts = {}

local function node(lowering, op, space, ...) return lowering.nodes:add(op, space, { ... }) end

-- The events that a rule wants before the one that brings their record into being: a notice is given before what it announces. kind -> field -> true.
local function announced(lowering)
  local found = {}
  for _, rule in ipairs(lowering.pack.rules) do
    if rule.done and origins.is_due_by_beginning(lowering.origins, rule) then
      origins.each(lowering.origins, rule.done, function(kind, field)
        if kind == rule.per.kind then
          found[kind] = found[kind] or {}
          found[kind][field] = true
        end
      end)
    end
  end
  return found
end

-- Every kind's events but its starting one, which none of them can precede, and those that are to come before it.
local function out_of_order(lowering)
  local list, names, early = {}, {}, announced(lowering)
  for name in pairs(lowering.kinds) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    local kind = lowering.kinds[name]
    local others = {}
    for _, field in ipairs(kind.starts and not kind.group and kind.fields or {}) do
      if field.type == "event" and field.name ~= kind.starts and not (early[name] and early[name][field.name]) then
        list[#list + 1] = { kind = name, field = field.name, starts = kind.starts, others = { table.unpack(others) } }
        others[#others + 1] = field.name
      end
    end
  end
  return list
end

-- A cell as it was imported, seen by rules or not.
local function recorded(lowering, space, kind, field)
  return lowering.nodes:add("READ", space, { false, false }, { kind = kind, field = field, reading = "as recorded" })
end

-- That a field holds something and the event from which it is known is empty: one doubt for each such event.
local function never_read(lowering)
  local list, names = {}, {}
  for name in pairs(lowering.kinds) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    local kind, of_event = lowering.kinds[name], {}
    for _, field in ipairs(kind.group and {} or kind.fields) do
      local event = field.known_from
      if event then
        local space = lowering:space(name)
        local held = node(lowering, "KNOWN", space, recorded(lowering, space, name, field.name))
        local doubt = of_event[event]
        if not doubt then
          doubt = { name = "never-read", kind = name, event = event, fields = {}, held = held }
          of_event[event], list[#list + 1] = doubt, doubt
        end
        doubt.fields[#doubt.fields + 1] = field.name
        doubt.held = node(lowering, "OR", space, doubt.held, held)
        doubt.node = node(lowering, "AND", space, doubt.held,
          node(lowering, "NOT", space, node(lowering, "KNOWN", space, recorded(lowering, space, name, event))))
      end
    end
  end
  return list
end

-- What a record's owner leaves in doubt: a blank one, so that the record counts for nobody, and one that comes into being after the record.
local function of_owners(lowering)
  local list, names = {}, {}
  for name in pairs(lowering.kinds) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    local kind, space = lowering.kinds[name], lowering:space(name)
    local field = kind.owner and not kind.group and lowering.fields[name][kind.owner]
    if field then
      local owner = recorded(lowering, space, name, field.name)
      if not field.key and field.blank == "unknown" then
        list[#list + 1] = { name = "no-owner", kind = name, owner = field.name, of = field.kind, node = node(lowering, "NOT", space, node(lowering, "KNOWN", space, owner)) }
      end
    end
    if field and (kind.starts or not kind.lasting) then -- what lasts and has no beginning on record was there always
      local owner = recorded(lowering, space, name, field.name)
      local begins = lowering.nodes:add("EVENT", lowering:space(field.kind), nil, { kind = field.kind })
      local own, its = lowering.nodes:add("EVENT", space, nil, { kind = name }), node(lowering, "FETCH", space, owner, begins)
      local known = node(lowering, "AND", space, node(lowering, "KNOWN", space, own), node(lowering, "KNOWN", space, its))
      local before = node(lowering, "AND", space, known, node(lowering, "DATE_BEFORE", space, own, its))
      list[#list + 1] = { name = "before-owner", kind = name, owner = field.name, node = node(lowering, "AND", space, node(lowering, "KNOWN", space, owner), before) }
    end
  end
  return list
end

--- Adds to the plan what must be known; before the run.
---@return table doubts { { name, kind, node, says | field, starts | event, fields } }
function doubts.lower(lowering)
  local list = {}
  for _, declared in ipairs(lowering.pack.doubts) do
    local around = scope.of_kind(lowering, declared.per.kind, { pivot = { day = lowering.as_of } })
    local visible = lowering:visible(declared.per.kind, around.space)
    list[#list + 1] = { name = declared.name, kind = declared.per.kind, says = declared.says, clauses = declared.clauses,
      node = lowering.nodes:both(visible, lowering:value(declared.when, around, nil, { k = "condition" }), around.space) }
  end
  for _, pair in ipairs(out_of_order(lowering)) do
    local space = lowering:space(pair.kind)
    local function read(field) return lowering.nodes:add("READ", space, { false, false }, { kind = pair.kind, field = field }) end
    local early = node(lowering, "AND", space, node(lowering, "DATE_BEFORE", space, read(pair.field), read(pair.starts)),
      node(lowering, "KNOWN", space, read(pair.starts)))
    for _, other in ipairs(pair.others) do -- one day that stands in two fields is told once
      early = node(lowering, "AND", space, early, node(lowering, "NOT", space, node(lowering, "DATE_SAME", space, read(pair.field), read(other))))
    end
    pair.name, pair.node = "order-of-events", early
    list[#list + 1] = pair
  end
  for _, doubt in ipairs(never_read(lowering)) do list[#list + 1] = doubt end
  for _, doubt in ipairs(of_owners(lowering)) do list[#list + 1] = doubt end
  for _, doubt in ipairs(leaves.lower(lowering)) do list[#list + 1] = doubt end
  for _, doubt in ipairs(list) do lowering.plan:keep(doubt.node) end
  return list
end

--- The records that are doubted, after the run: each doubt's `records`, in the order of their keys, and how many are `undecided`; doubts without
--- either are left out.
function doubts.found(opened, run, list)
  local found = {}
  for _, doubt in ipairs(list) do
    local records, undecided = on_file.holding(opened, run, doubt.node, doubt.kind)
    if #records + undecided > 0 then found[#found + 1] = setmetatable({ records = records, undecided = undecided }, { __index = doubt }) end
  end
  return found
end

--- What is wrong, in words; of one of the records where they differ.
function doubts.says(words, doubt, opened, record)
  if doubt.kind == "waiver" and doubt.name:find "^waiver%-" then return leaves.says(words, opened, doubt, record) end
  if doubt.says then return words:of(doubt.says) end
  if doubt.register then
    local names = opened.snapshot:cell(doubt.kind, record, doubt.field, opened.as_of) or "?"
    return words:say("lint.no_code", { names = names, field = doubt.field, name = doubt.register })
  end
  if doubt.meant then
    local text = opened.snapshot:cell(doubt.kind, record, doubt.field, opened.as_of) or "?"
    return words:say("lint.alike_word", { field = doubt.field, text = text, word = doubt.meant[text] or "?" })
  end
  if doubt.event then return words:say("lint.never_read", { fields = table.concat(doubt.fields, ", "), event = doubt.event }) end
  if doubt.rule then return words:say("lint." .. (doubt.text or "done_before_arises"), { rule = doubt.rule, arises = doubt.arises }) end
  if doubt.later then return words:say("lint.later_version", { kind = doubt.kind }) end
  if doubt.name == "no-owner" then return words:say("lint.no_owner", { owner = doubt.owner, kind = doubt.of }) end
  if doubt.name == "before-owner" then return words:say("lint.before_owner", { owner = doubt.owner }) end
  return words:say("lint.order", { kind = doubt.kind, field = doubt.field, starts = doubt.starts })
end

return doubts
