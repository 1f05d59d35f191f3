-- Loaded by busted before any spec (see .busted): `mandate.a.b` is lua/a/b.lua of this tree, `tests.a.b` is tests/a/b.lua.
-- Specs run from the project's top folder; the command to test is $MANDATE, or build/mandate.

local function search(name)
  local folder, rest = name:match "^(%a+)%.(.+)$"
  local root = folder == "mandate" and "lua" or folder == "tests" and "tests"
  if not root then return nil end
  local path = root .. "/" .. rest:gsub("%.", "/") .. ".lua"
  local chunk, message = loadfile(path, "t")
  if chunk then return chunk, path end
  if io.open(path) then error(message, 0) end
  return ("no file '%s'"):format(path)
end

table.insert(package.searchers, 2, search)
