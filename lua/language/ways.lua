--- How records of one kind lead to one of another (meaning.md, section 9): by their owners, and of a kind without an owner by its only reference to that other kind.
-- Of several such references nobody has said which one is meant, so that there is no way.
local ways = {}

local MOST_STEPS <const> = 16

-- The field that leads on from a kind; nil where none does.
local function step(kind, wanted)
  if kind.owner then return kind.owner end
  local only
  for _, field in ipairs(kind.fields) do
    if field.type == "reference" and field.kind == wanted then
      if only then return nil end
      only = field.name
    end
  end
  return only
end

local function target(kind, name)
  for _, field in ipairs(kind.fields) do
    if field.name == name then return field.kind end
  end
end

--- The fields that lead from a kind to another, nearest first; nil where there is no way.
---@param kinds table name -> { owner, fields }
function ways.to(kinds, name, wanted)
  local via = {}
  while name ~= wanted do
    local kind = kinds[name]
    local field = kind and step(kind, wanted)
    if not field or #via == MOST_STEPS then return nil end
    via[#via + 1], name = field, target(kind, field)
  end
  return via
end

return ways
