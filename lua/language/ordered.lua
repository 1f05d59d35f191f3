--- The keys of a table in an order of their own, so that nothing that is told depends on how Lua keeps them.
local ordered = {}

local function by_text(a, b) return tostring(a) < tostring(b) end

---@return table list of the keys, as their texts follow each other
function ordered.keys(map)
  local list = {}
  for key in pairs(map) do list[#list + 1] = key end
  table.sort(list, by_text)
  return list
end

return ordered
