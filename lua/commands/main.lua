--- The command `mandate`: reads the arguments and hands them to one verb. Returns the exit code: 0 nothing is wrong, 1 something is overdue,
--- breached, missed, behind or unknown, 2 a function of the pack failed or the command could not do its work. And whether nothing is left that must be closed: to go through
--- all that a verb made, and give it back piece by piece, takes as long as some verbs do.
local installation = require "mandate.installation"
local messages = require "mandate.commands.messages"

local VERBS = { "import", "check", "explain", "report", "lint", "test", "doc" }

-- What these write they have closed; they open a registry to read it.
local READS = { check = true, explain = true, report = true, lint = true, doc = true }

local words = { ... }
for i, word in ipairs(words) do
  if word == "--version" and i == 1 then
    print("mandate " .. installation.version)
    return 0
  end
end

local argparse = require "argparse"
local parser = argparse("mandate", "Judges enterprises and governments against dated environmental law, and says why.")
parser:require_command(true)
parser:command_target "verb"
parser:flag("--version", "Print the version and exit.")
parser:flag("--debug", "Show where in mandate an unexpected error arose.")
parser:add_help_command()

-- What is missing where an option is the last word.
local WANTED = {
  ["--as-of"] = "a day, as in --as-of 2003-12-31", ["--on"] = "a day, as in --on 2003-12-31",
  ["--format"] = "the form of the answer, as in --format csv", ["--lang"] = "the language, --lang en or --lang zh",
  ["--verdicts"] = "the file to write, as in --verdicts verdicts.csv", ["--threads"] = "how many, as in --threads 2", ["--block"] = "how many records, as in --block 4096",
  ["--settled"] = 'why the rows that were refused need not come, as in --settled "the agency withdrew them"',
}

-- Only the verb that is asked for is loaded; all of them where none is, for the help.
local known = {}
for _, verb in ipairs(VERBS) do known[verb] = true end
local verbs = {}
for _, verb in ipairs(VERBS) do
  if not known[words[1]] or words[1] == verb then
    verbs[verb] = require("mandate.commands." .. verb)
    verbs[verb].declare(parser)
  end
end

if #words == 0 then
  io.stderr:write(parser:get_help(), "\n")
  return 2
end
local ok, options = parser:pparse(words)
if not ok then
  local verb = verbs[words[1]] and words[1]
  local message = tostring(options):gsub("\nDid you mean", ". Did you mean"):gsub("\n", " ")
  message = message:gsub("argument 'paths' requires at least 2 arguments", "a registry and at least one file are needed"):gsub("'([^']*)'", "`%1`")
  message = message:gsub("^option `(%-%-[%w-]+)` requires an argument$", function(option)
    return WANTED[option] and ("behind `%s` stands %s, and nothing stands there"):format(option, WANTED[option])
  end)
  for i, word in ipairs(words) do -- the reason was forgotten, and a path taken for it
    if word == "--settled" and words[i + 1] and message:find "^a registry and" then
      message = ("%s: `%s` is taken for what stands behind --settled, %s"):format(message, words[i + 1], WANTED[word])
    end
  end
  if message:find "unknown option `%-%d" then
    for _, word in ipairs(words) do
      if word:find "^%-%d" then message = ("`%s` is no option, and no option takes a number below 0"):format(word) end
    end
  end
  if message:find "unknown option `%-%-pack" then message = message .. ". A pack is named by its folder, the first word behind the verb" end
  if verb == "explain" and (message:find "unknown option" or message:find "is no option") then
    message = message .. ". A key that begins with - is named last, behind --: mandate explain PACK REGISTRY RULE --as-of DATE -- -KEY"
  end
  return messages.fail { message = (verb and verb .. ": " or "") .. message,
    cure = verb and ("`mandate help %s` tells how it is called"):format(verb) or "the verbs are " .. table.concat(VERBS, ", ") .. "; `mandate help` tells more" }
end
-- A damaged snapshot is found out while it is read, before anything is written; then it is made anew from the registry, and the verb runs again.
local ok_run, answer = xpcall(verbs[options.verb].run, function(problem)
  return type(problem) == "table" and problem or debug.traceback(tostring(problem), 2)
end, options)
if ok_run then return answer, READS[options.verb] end
if type(answer) ~= "table" or answer.code ~= "snapshot" then error(type(answer) == "table" and answer.message or answer, 0) end
options.fresh_snapshot = true
return verbs[options.verb].run(options), READS[options.verb]
