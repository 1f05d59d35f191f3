-- The real command on files of its own: a folder that each spec fills, and what a call wrote and answered.
local lfs = require "lfs"

local command = {}

local MANDATE = os.getenv "MANDATE" or "build/mandate"
if MANDATE:sub(1, 1) ~= "/" then MANDATE = lfs.currentdir() .. "/" .. MANDATE end

local folder

--- A new empty folder; path(name) names a file in it.
function command.begin()
  folder = os.tmpname()
  os.remove(folder)
  assert(lfs.mkdir(folder))
end

function command.finish()
  assert(os.execute(("rm -r '%s'"):format(folder)))
end

function command.path(name) return folder .. "/" .. name end

function command.read(name)
  local file = io.open(folder .. "/" .. name, "rb")
  if not file then return nil end
  local text = file:read "a"
  file:close()
  return text
end

function command.write(name, text)
  for at in name:gmatch "()/" do lfs.mkdir(folder .. "/" .. name:sub(1, at - 1)) end
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  file:write(text)
  file:close()
end

local function run(before, ...)
  local words = {}
  for i, word in ipairs { ... } do words[i] = "'" .. word:gsub("'", "'\\''") .. "'" end
  local line = ("cd '%s' && %s '%s' %s >.out 2>.err"):format(folder, before, MANDATE, table.concat(words, " "))
  local _, _, code = os.execute(line)
  return { out = command.read ".out", err = command.read ".err", code = code }
end

--- Runs the command inside the folder: { out =, err =, code = }.
function command.run(...) return run("", ...) end

--- The same where the process may take so many seconds of a processor: it is ended by a signal, whose number is the code, where it takes more.
function command.run_within(seconds, ...) return run(("ulimit -t %d &&"):format(seconds), ...) end

--- The same where the process may use one processor only.
function command.run_alone(...) return run("taskset -c 0", ...) end

--- Imports the records of the example into a registry of the folder; returns the pack's path.
function command.import_jiangsu(registry)
  local top = lfs.currentdir()
  local pack, records, files = top .. "/rules/jiangsu", top .. "/examples/jiangsu/records", {}
  for name in lfs.dir(records) do
    if name:find "%.csv$" then files[#files + 1] = records .. "/" .. name end
  end
  table.sort(files)
  command.answer(0, "import", pack, registry, table.unpack(files))
  return pack
end

--- Runs a shell's script inside the folder; "$MANDATE" in it is the command.
function command.shell(script)
  command.write(".script", script)
  assert(os.execute(("cd '%s' && MANDATE='%s' sh .script"):format(folder, MANDATE)))
end

--- Runs the command and fails unless it answers with that exit code; returns what it wrote to stdout.
function command.answer(code, ...)
  local result = command.run(...)
  if result.code ~= code then error(("exit code %d: %s%s"):format(result.code, result.out, result.err), 2) end
  return result.out
end

--- Fails unless each of some parts, as they stand, is in a text.
function command.says(text, ...)
  for _, part in ipairs { ... } do
    if not text:find(part, 1, true) then error(("`%s` is not said:\n%s"):format(part, text), 2) end
  end
end

--- The file of verdicts of the pack `p` over r.db on a day, a line end before each of its rows; some are breached or late, so that check answers with 1.
function command.verdicts(as_of, ...)
  command.answer(1, "check", "p", "r.db", "--as-of", as_of, "--verdicts", "v.csv", ...)
  return "\n" .. command.read "v.csv"
end

--- What a call must say when it cannot do its work: exit 2, nothing on stdout, each of `texts` in the message, no traceback.
function command.refused(words, texts)
  local result = command.run(table.unpack(words))
  local shown = table.concat(words, " ") .. "\n" .. result.err
  assert(result.code == 2, "exit code " .. tostring(result.code) .. ": " .. shown)
  assert(result.out == "", "stdout: " .. result.out)
  assert(not result.err:find("stack traceback", 1, true) and not result.err:find("lua/commands", 1, true), shown)
  assert(result.err:sub(1, 9) == "mandate: ", shown)
  for _, text in ipairs(texts) do
    if not result.err:find(text, 1, true) then error(("`%s` is not said:\n%s"):format(text, shown), 2) end
  end
  return result.err
end

--- A small place: one province, two cities, three enterprises, their audits and a list.
command.records = {
  jurisdiction = "code,name,level,parent\nP,Province,province,\nN,City N,city,P\nS,City S,city,P\n",
  enterprise = "code,jurisdiction,size\nE1,N,large\nE2,N,medium\nE3,S,\nE4,S,small\n",
  audit = "code,enterprise,started_on,completed_on\nA1,E1,2001-05-01,2001-05-01\nA2,E1,2002-05-01,2002-05-01\nA3,E2,2003-01-15,2003-01-15\n",
  listing = "enterprise,list,published_on\nE1,hot,2003-01-31\nE2,hot,2003-12-01\n",
}

command.pack = [[
instrument "decision" {
  title = "Decision on audits", issuer = "City N",
  in_force = { from = "1999-01-01" },
  clauses = { audits = "Large and medium-sized enterprises shall complete an audit by 30 June 2002" },
}

obligation "audit-by-2002" {
  clause  = "decision/audits",
  applies = enterprise.size:is("large", "medium"),
  due     = "2002-06-30",
  done    = enterprise.audits.completed_on:first(),
}
]]

--- Writes the records and the pack `city-n`, and imports them into records.db.
function command.fill()
  local words = {}
  for kind, text in pairs(command.records) do
    command.write(kind .. ".csv", text)
    words[#words + 1] = kind .. ".csv"
  end
  table.sort(words)
  command.write("city-n/audits.lua", command.pack)
  command.answer(0, "import", "records.db", table.unpack(words))
end

return command
