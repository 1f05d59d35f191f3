-- language.load(core, folder): a pack's folder, read, run in the pack state, and checked. Gives the pack (its form stands in checker.lua), or
-- nil and the list of what is wrong with it.
local lfs = require "lfs"
local garbage = require "mandate.language.garbage"
local source = require "mandate.language.source"
local problems = require "mandate.language.problems"
local nearest = require "mandate.language.nearest"
local traps = require "mandate.language.traps"
local syntax = require "mandate.language.syntax"
local checker = require "mandate.language.checker"

local load = {}

local _, own_path = ...
local prelude_path = own_path and own_path:gsub("load%.lua$", "prelude.lua") or package.searchpath("mandate.language.prelude", package.path)

local function failure(message) return nil, { { message = message } } end

local function entries(folder)
  local list = {}
  if lfs.attributes(folder, "mode") == "directory" then
    for entry in lfs.dir(folder) do
      if entry ~= "." and entry ~= ".." then list[#list + 1] = entry end
    end
    table.sort(list)
  end
  return list
end

local function missing_folder(folder)
  local trimmed = folder:gsub("/+$", "")
  local parent, name = trimmed:match "^(.*)/([^/]+)$"
  local beside = {}
  for _, entry in ipairs(entries(parent or ".")) do
    local path = (parent or ".") .. "/" .. entry
    if lfs.attributes(path, "mode") == "directory" then beside[entry] = true end
  end
  local near = nearest.word(name or trimmed, beside)
  return failure(("there is no folder `%s`.%s"):format(folder, near and (" Did you mean `%s`?"):format(parent and parent .. "/" .. near or near) or ""))
end

-- The files of a pack in the order of their names: { name, text } each; nil and errors where the folder or a file cannot be read.
function load.files(folder)
  local mode = lfs.attributes(folder, "mode")
  if not mode then return missing_folder(folder) end
  if mode ~= "directory" then
    local parent = folder:match "^(.*)/[^/]+$"
    return failure(("`%s` is a file; a pack is a folder with .lua files%s"):format(folder, parent and (", such as `%s`"):format(parent) or ""))
  end
  local files, inner = {}, {}
  for _, entry in ipairs(entries(folder)) do
    local path = folder:gsub("/+$", "") .. "/" .. entry
    local kind = lfs.attributes(path, "mode")
    if kind == "directory" then
      for _, name in ipairs(entries(path)) do
        if name:find "%.lua$" then inner[#inner + 1] = path break end
      end
    elseif entry:find "%.lua$" and not entry:find "_spec%.lua$" then
      local file, message = io.open(path, "rb")
      local text = file and file:read "a"
      if file then file:close() end
      if not text then return failure(("`%s` cannot be read: %s"):format(path, (message or "it is no text file"):gsub("^.*: ", ""))) end
      if text:find("\27Lua", 1, true) == 1 then return failure(("`%s` is compiled Lua; a pack is text"):format(path)) end
      -- A byte-order mark is what some editors put before UTF-8.
      files[#files + 1] = { name = entry, text = (text:gsub("^\xEF\xBB\xBF", "")) }
    end
  end
  if #files == 0 then
    return failure(("the folder `%s` holds no .lua file of a pack.%s"):format(folder, inner[1] and (" Did you mean `%s`?"):format(inner[1]) or ""))
  end
  return files
end

-- Lua's own errors, compiling and running, said again.
local function report_failures(failures, sources, found, unreadable)
  for _, failed in ipairs(failures) do
    found.broken[failed.file or ""] = true
    local text = sources[failed.file]
    if text and failed.line then
      local line, column, message = syntax.explain(text, failed.line, failed.message)
      if not unreadable[failed.file] then found:add({ file = failed.file, line = line, column = column }, message, "lua") end
    else
      found:add({ file = failed.file, line = failed.line }, failed.message, "lua")
    end
  end
end

-- The same for files already in memory.
function load.check(core, files, folder)
  local _ <close> = garbage.pause()
  local sources, unreadable = {}, {}
  local found = problems.new(sources)
  for _, file in ipairs(files) do
    local err
    sources[file.name], err = source.new(core, file.name, file.text)
    if not sources[file.name] then return failure(("`%s`: %s"):format(file.name, err.message)) end
    unreadable[file.name] = traps.check(sources[file.name], found)
  end
  local model, message = core.model()
  if not model then return nil, { message } end
  local document, hash = core.run_pack(files, prelude_path, {})
  if not document then
    local err = hash
    report_failures(err.errors or { err }, sources, found, unreadable)
    document = err.document
  end
  if not document then return nil, found:errors() end
  local pack = checker.check { model = model, document = document, sources = sources, problems = found }
  local errors = found:errors()
  if errors then return nil, errors end
  pack.folder, pack.name, pack.files = folder, folder and folder:gsub("/+$", ""):match "([^/]+)$", files
  pack.warnings = found:sorted_warnings()
  pack.hash, pack.prelude = hash, prelude_path -- a worker for row functions loads the same again and compares
  return pack
end

function load.load(core, folder)
  local files, errors = load.files(folder)
  if not files then return nil, errors end
  return load.check(core, files, folder)
end

return load
