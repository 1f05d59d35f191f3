-- rules/jiangsu as its files and as one text, for specs that read it without the command.
local pack = {}

local FOLDER = "rules/jiangsu"

-- The names of its files, without `.lua`, in the order in which they are loaded.
function pack.names()
  local names = {}
  for name in require "lfs".dir(FOLDER) do
    if name:find "%.lua$" then names[#names + 1] = name:gsub("%.lua$", "") end
  end
  table.sort(names)
  return names
end

-- Each file in a block of its own, so that their locals do not meet. A plain reader, unlike the pack's loader, must meet a kind before it is used and a rule
-- before the versions that are like it: files with kinds come first, the local variants last.
function pack.text(names)
  local kinds, texts, later = {}, {}, {}
  for _, name in ipairs(names or pack.names()) do
    local file = assert(io.open(("%s/%s.lua"):format(FOLDER, name)))
    local text = ("do\n%s\nend\n"):format(file:read "a")
    file:close()
    local list = name:find "^lhasa" and later or text:find '\nkind "' and kinds or texts
    list[#list + 1] = text
  end
  return table.concat(kinds) .. table.concat(texts) .. table.concat(later)
end

return pack
