--- Lowering of groups (meaning.md, section 14): a space whose rows are the keys that the dictionaries of their columns allow, the node that tells
-- each record its group, and the mask of the records that are members. Keys and `where` are read on the as-of day, whoever asks.
local groups = {}

--- A group's lowered form, made on first use: { space, member, mask, visible, keys = { name = { node, kind }, … } }.
--   member   node in the records' space: the group of each
--   mask     node in the records' space: which of them are members
--   visible  node in the group's space: it has a member
function groups.of(lowering, name)
  local made = lowering.groups[name]
  if made then return made end
  local group = lowering.kinds[name].group
  local own = lowering:term_scope(group.of, { pivot = { day = lowering.as_of, moves = true } })
  local read = {}
  for i, key in ipairs(group.keys) do read[i] = lowering:value(key.value, own) end
  local space, problem = lowering.plan:group(group.of, read)
  if not space then -- what the registry holds decides it; raised as a table, for whoever lowers to show
    error { message = ('group "%s": %s'):format(name, problem.message), file = group.at.file, line = group.at.line,
      cure = "Group by fewer fields, or by coarser ones: a code has as many groups as there are records" }
  end
  made = { space = space, records = own.space, keys = {} }
  lowering.groups[name], lowering.group_spaces[made.space] = made, true
  made.member = lowering.nodes:add("GROUP", own.space, nil, { group = made.space })
  made.mask = lowering.nodes:both(lowering:visible(group.of, own.space), group.where and lowering:value(group.where, own), own.space)
  -- as a count, which most reports show anyway, so that the members are gone over once
  local members = lowering.nodes:add("COUNT", made.space, { made.mask, false, made.member })
  made.visible = lowering.nodes:add("NUMBER_AT_LEAST", made.space, { members, lowering.nodes:number(made.space, 1) })
  for i, key in ipairs(group.keys) do
    made.keys[key.name] = { node = lowering.nodes:add("GROUP_KEY", made.space, nil, { key = i - 1 }), kind = key.kind }
  end
  return made
end

--- A key of a group's row, as a node in a space.
---@param row table { kind =, node = } as expressions.row gives it
function groups.key(lowering, row, name, space)
  local node = groups.of(lowering, row.kind).keys[name].node
  if not row.node then return node end
  return lowering.nodes:add("FETCH", space, { row.node, node })
end

--- A field of a record that a group's row names. A group has no columns, so that the field is read over its own kind and fetched from there.
---@param row table { kind =, node = }
function groups.field_of(lowering, row, name, around)
  local own = lowering:term_scope(row.kind, around)
  local value = lowering:read(own.space, false, lowering:pivot_node(own, row.kind, name) or false, row.kind, name)
  return lowering.nodes:add("FETCH", around.space, { row.node, value })
end

--- The group of a record, as a node in a space.
function groups.of_row(lowering, name, row, space)
  local made = groups.of(lowering, name)
  if not row.node and space == made.records then return made.member end
  return lowering.nodes:add("FETCH", space, { row.node or lowering:own_row(row.kind, space), made.member })
end

return groups
