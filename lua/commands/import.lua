--- mandate import [PACK] REGISTRY FILE…
local catalogue = require "mandate.catalogues.catalogue"
local core = require "mandate.core"
local lfs = require "lfs"
local messages = require "mandate.commands.messages"
local nearest = require "mandate.language.nearest"
local work = require "mandate.commands.work"

local import = {}

function import.declare(parser)
  local command = parser:command("import", "Bring CSV files into a registry, all or nothing.")
  command:argument("paths", "[PACK] REGISTRY FILE.csv… : a file is named after its kind, or given as kind=path; a pack's folder comes first when its kinds or its "
      .. "import statements are needed, and a file then goes by the statement of its name.")
    :args "2+":argname "PATH"
  command:usage "Usage: mandate import [-h] [--as-of DATE] [--keep-good] [--settled WHY] [--threads N] [PACK] REGISTRY FILE.csv…"
  command:option("--as-of", "The day as of which the files were drawn up, where that is not today: no register counts as complete for days behind it."):argname "DATE"
  command:flag("--keep-good", "Let the good rows land where others are refused; until these come in their file, too, no register of the kind counts as complete.")
  command:option("--settled", "Say why rows that were refused of these files need not come: they are no longer waited for, and every note says so and why."):argname "WHY"
  work.declare_threads(command, "read a file")
end

local function is_folder(path)
  return lfs.attributes(path, "mode") == "directory"
end

local function progress_bar()
  if not core.is_terminal() then return nil end
  local shown
  return function(path, done, total)
    local percent = total > 0 and done * 100 // total or 100
    local text = ("\r%-40s %3d%%"):format(path:sub(-40), percent)
    if text ~= shown then io.stderr:write(text) end
    shown = text
    if done >= total then io.stderr:write "\r\27[K" end
  end
end

local function count(n, word) return ("%d %s"):format(n, word) end

local function describe(file)
  local parts = {}
  if file.added > 0 then parts[#parts + 1] = count(file.added, "new") end
  if file.versions > 0 then parts[#parts + 1] = count(file.versions, "new versions") end
  if file.corrected > 0 then parts[#parts + 1] = count(file.corrected, "corrected") end
  if file.unchanged > 0 then parts[#parts + 1] = count(file.unchanged, "unchanged") end
  if file.repeated > 0 then parts[#parts + 1] = count(file.repeated, "repeated") end
  if file.skipped > 0 then parts[#parts + 1] = count(file.skipped, "skipped") end
  if file.refused > 0 then parts[#parts + 1] = count(file.refused, "refused") end
  return ("%s: %d %s of %s (%s)"):format(file.path, file.rows, file.rows == 1 and "row" or "rows", file.kind, #parts > 0 and table.concat(parts, ", ") or "none")
end

-- A name that is neither an import statement's nor a kind's, where a statement's is near; kinds alone are core's to know.
local function unknown_name(name, path, pack, model)
  local known = {}
  for _, kind in ipairs(model:kinds()) do known[kind.name] = true end
  if known[name] then return nil end
  for statement in pairs(pack.imports) do known[statement] = true end
  local near = nearest.word(name, known)
  return near and pack.imports[near] and { message = ('%s: the pack has no import "%s" and no kind of that name: did you mean %s=%s?'):format(path, name, near, path) }
end

-- A file as it was given becomes one entry for each kind that its import statement makes.
local function add_files(files, word, pack, model)
  local name, rest = word:match "^([%a_][%w_-]*)=(.+)$"
  local path = rest or word
  local statement = name or path:match "([^/]+)%.[cC][sS][vV]$"
  if not pack or not statement or not pack.imports[statement] then
    files[#files + 1] = { kind = name, path = path }
    return pack and name and unknown_name(name, path, pack, model)
  end
  for _, entry in ipairs(pack.imports[statement]) do files[#files + 1] = { kind = entry.kind, path = path, mapping = entry.mapping } end
  return nil
end

-- An import that failed leaves no new file behind, unless another import has landed in it meanwhile.
local function remove_empty(registry, model)
  local state = core.registry(registry, model)
  if state and #state.imports == 0 then os.remove(registry) end
end

local function rows(n) return n == 1 and "row" or "rows" end

-- What the files owe: rows that were refused earlier and are not among those of today. Whether they were mended under another key or cut out nobody can see.
local function tell_waiting(files, settled)
  local told = 0
  for _, file in ipairs(files) do
    if file.waiting > 0 then
      local they, them = file.waiting == 1 and "it" or "they", file.waiting == 1 and "it" or "them"
      local example = file.awaited ~= "" and (", such as %s,"):format(file.awaited) or ""
      messages.warn(("%s: %d %s of %s that an earlier import refused%s did not come: bring %s under the key that was refused, or say with --settled \"…\" why %s need not come;"
        .. " no register of %s is complete until then"):format(file.path, file.waiting, rows(file.waiting), file.kind, example, them, they, file.kind))
    end
    if file.settled > 0 then
      messages.warn(("%s: %d refused %s of %s need not come, as you say: %s"):format(file.path, file.settled, rows(file.settled), file.kind, settled))
    end
    told = told + file.settled
  end
  if settled and told == 0 then messages.warn "no row of these files was waited for, so that --settled has nothing to say" end
end

local function rejects_of(result, path)
  for _, file in ipairs(result.files) do
    if file.path == path and file.rejects then return file.rejects end
  end
  return "?"
end

-- The day as of which the files were drawn up; nil where nobody says it.
local function drawn_up(text)
  if not text then return nil end
  local opening = require "mandate.commands.opening"
  local day, problem = opening.day(text, catalogue.open())
  if day and day > opening.day() then
    return nil, { message = ("--as-of is the day as of which the files were drawn up, and %s is still to come"):format(text) }
  end
  return day, problem
end

-- Files of a register that is said to be complete vouch for all days up to that on which they came: whether they were drawn up earlier their importer alone knows.
local function tell_drawn_up(files, pack, as_of)
  local told = {}
  for _, file in ipairs(files) do
    for _, said in ipairs(not as_of and pack and pack.complete[file.kind] or {}) do
      if not said.to and not told[file.kind] then
        told[file.kind] = true
        messages.warn(("the register of %s, which the pack calls complete, counts as told up to today: where %s was drawn up earlier, say as of which day with --as-of"):format(
          file.kind, file.path))
      end
    end
  end
end

function import.run(options)
  local paths = options.paths
  local model, problem, pack, problems
  if is_folder(paths[1]) then
    pack, problems = require("mandate.commands.opening").pack(table.remove(paths, 1))
    if not pack then return messages.fail(problems) end
    model = pack.model
  else
    model, problem = core.model()
    if not model then return messages.fail(problem) end
  end
  local registry = table.remove(paths, 1)
  if registry:match "%.csv$" then
    return messages.fail { message = ("the registry comes before the files, and %s looks like a file to import"):format(registry),
      cure = "mandate import records.db " .. registry }
  end
  if #paths == 0 then
    return messages.fail { message = "no file to import", cure = ("mandate import %s enterprise.csv"):format(registry) }
  end
  if options.settled and not options.settled:find "%S" then
    return messages.fail { message = "--settled says why rows need not come, and nothing is said", cure = '--settled "the agency withdrew them"' }
  end
  local path = options.settled and options.settled:gsub("^[%a_][%w_-]*=", "")
  if path and lfs.attributes(path) then
    return messages.fail { message = ("--settled says why rows need not come, and `%s` behind it is a file"):format(options.settled),
      cure = ('--settled "the agency withdrew them" %s'):format(options.settled) }
  end
  local as_of
  as_of, problem = drawn_up(options.as_of)
  if problem then return messages.fail(problem) end
  local files = {}
  for _, word in ipairs(paths) do
    problem = add_files(files, word, pack, model)
    if problem then return messages.fail(problem) end
  end
  local existed = lfs.attributes(registry) ~= nil
  local result, failure = core.import(registry, model, files,
    { keep_good = options.keep_good, settled = options.settled, as_of = as_of, threads = options.threads, progress = progress_bar() })
  if not existed and not (result and result.committed) then remove_empty(registry, model) end
  if not result then return messages.fail(failure) end
  local refused, told = 0, {} -- a file of several kinds stands there once for each
  for _, file in ipairs(result.files) do
    print(describe(file))
    refused = refused + file.refused
    if file.rows == 0 and not told[file.path] then messages.warn(file.path .. " holds no row below its first line") end
    if file.outdated > 0 then
      messages.warn(("%s: %d %s of %s with a code that names nothing on the row's day any more, the first in line %d; it is taken for what it named last, as the pack says"):format(
        file.path, file.outdated, rows(file.outdated), file.kind, file.outdated_line))
    end
    if file.carried > 0 and file.unsaid ~= "" then
      messages.warn(("%s has no column for %s of %s: %d new %s there what the one before it holds"):format(file.path, file.unsaid, file.kind, file.carried,
        file.carried == 1 and "version holds" or "versions hold, each,"))
    end
    if file.added + file.versions > file.carried and file.without ~= "" then
      messages.warn(("%s has no column for %s of %s: what is empty there means that there is none"):format(file.path, file.without, file.kind))
    end
    told[file.path] = true
    if file.refused_lines > 0 then
      io.stderr:write(("mandate: %s: %d of %d rows refused; the reasons are in %s\n"):format(file.path, file.refused_lines, file.rows, rejects_of(result, file.path)))
    end
  end
  if result.committed then
    tell_waiting(result.files, options.settled)
    tell_drawn_up(result.files, pack, as_of)
  end
  if refused > 0 then
    if result.committed then
      io.stderr:write("mandate: the good rows landed in ", registry, "; it remembers the others until they come in that file, or are settled with --settled\n")
    else
      io.stderr:write("mandate: nothing was changed in ", registry, "; mend the rows and import again, or let the good ones land with --keep-good\n")
    end
    return 2
  end
  return 0
end

return import
