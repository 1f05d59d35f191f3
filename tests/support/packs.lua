-- Packs as texts, loaded with the stand-in core.
local core = require "tests.support.core"
local language = require "mandate.language.load"
local problems = require "mandate.language.problems"

local packs = {}

-- `text` is one file, or a table name -> text.
function packs.check(text)
  local files = {}
  for name, content in pairs(type(text) == "table" and text or { ["pack.lua"] = text }) do files[#files + 1] = { name = name, text = content } end
  table.sort(files, function(a, b) return a.name < b.name end)
  return language.check(core, files, "pack")
end

-- The pack, or a failed test with all its messages.
function packs.load(text)
  local pack, errors = packs.check(text)
  if pack then return pack end
  local lines = {}
  for i, entry in ipairs(errors) do lines[i] = problems.text(entry) end
  error(table.concat(lines, "\n"), 2)
end

-- The errors, or a failed test.
function packs.refuse(text)
  local pack, errors = packs.check(text)
  if pack then error("the pack was accepted", 2) end
  return errors
end

-- All messages with which a text is refused, a line each.
function packs.messages(text)
  local lines = {}
  for i, entry in ipairs(packs.refuse(text)) do lines[i] = entry.message end
  return table.concat(lines, "\n")
end

-- What a pack holds, with numbers of Lua in place of decimals.
function packs.plain(value)
  if type(value) == "userdata" then return tonumber(tostring(value)) end
  if type(value) ~= "table" then return value end
  local copy = {}
  for key, inner in pairs(value) do copy[key] = packs.plain(inner) end
  return copy
end

return packs
