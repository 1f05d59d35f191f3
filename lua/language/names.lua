-- What a name can mean: the kinds of the model with their fields, children and terms, and the rows that a scope has in hand.
local types = require "mandate.language.types"
local nearest = require "mandate.language.nearest"

local names = {}
names.__index = names

-- `kinds`: model:kinds(). Terms are added while the pack is read (`terms`: kind -> name -> term; of a decision with several results each is one, called name.result, and
-- `results`: kind -> name -> the decision).
function names.new(kinds)
  local self = setmetatable({ kinds = {}, order = kinds, plurals = {}, terms = {}, results = {}, sets = {}, groups = {} }, names)
  for _, kind in ipairs(kinds) do
    self.kinds[kind.name] = { name = kind.name, model = kind, fields = {}, children = {} }
    self.plurals[kind.plural] = kind.name
    self.terms[kind.name], self.results[kind.name] = {}, {}
  end
  for _, kind in ipairs(kinds) do
    local entry = self.kinds[kind.name]
    for _, field in ipairs(kind.fields) do
      entry.fields[field.name] = { model = field, type = types.of_field(field) }
      local parent = field.type == "reference" and self.kinds[field.kind]
      -- A kind may point at another one twice (an action and the one it follows): its rows hang on the owner, else on the first reference.
      if parent and (field.owner or not parent.children[kind.plural]) then
        parent.children[kind.plural] = { kind = kind.name, reference = field.name }
      end
    end
  end
  return self
end

-- A group is a kind of the language's own: its keys become its fields, and its members are its children. `group`: { name, plural, of, … }.
function names:add_group(group)
  local members = self:plural(group.of)
  self.groups[group.name] = group
  self.kinds[group.name] = { name = group.name, fields = {}, children = { [members] = { kind = group.of, group = group.name } },
    model = { name = group.name, plural = group.plural, fields = {}, group = group, lasting = true, builtin = false,
      about = ("%s with the same keys"):format(members) } }
  self.plurals[group.plural] = group.name
  self.terms[group.name], self.results[group.name] = {}, {}
end

function names:set(kind)
  self.sets[kind] = self.sets[kind] or types.set(kind, self.kinds[kind].model.plural)
  return self.sets[kind]
end

function names:plural(kind) return self.kinds[kind] and self.kinds[kind].model.plural or kind .. "s" end

-- Everything that may follow `kind.`.
function names:members(kind)
  local members, entry = {}, self.kinds[kind]
  for name in pairs(entry.fields) do members[name] = true end
  for name in pairs(entry.children) do members[name] = true end
  for name in pairs(self.terms[kind]) do members[name] = true end
  for name in pairs(self.results[kind]) do members[name] = true end
  return members
end

-- The kinds in hand with a row of `kind`: itself and its owners, nearest first, each with the owner fields that lead to it.
function names:owners(kind)
  local chain, via, seen = {}, {}, {}
  while kind and not seen[kind] do
    seen[kind] = true
    chain[#chain + 1] = { kind = kind, via = { table.unpack(via) } }
    local entry = self.kinds[kind]
    local owner = entry.model.owner
    if not owner then break end
    via[#via + 1] = owner
    kind = entry.fields[owner].model.kind
  end
  return chain
end

-- How a set of `plural` is reached, in words: "enterprise.audits".
function names:path_to(plural)
  local kind = self.plurals[plural]
  local owner = kind and self.kinds[kind].model.owner
  local parent = owner and self.kinds[kind].fields[owner].model.kind
  return parent and ("%s.%s"):format(parent, plural) or nil
end

function names:kind_hint(name) return nearest.hint(name, self.kinds) end

--- function(kind.name) -> the term or decision of that name, or nil.
function names:finder()
  return function(full)
    local kind, name = full:match "^(.-)%.(.+)$"
    return self.terms[kind] and self.terms[kind][name]
  end
end

return names
