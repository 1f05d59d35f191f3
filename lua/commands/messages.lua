--- What the command says on stderr. An error is { message, file, line, column, source_line, cure, see }.
local catalogue = require "mandate.catalogues.catalogue"
local problems = require "mandate.language.problems"

local messages = {}

--- One error: place, cause, the line with a caret, cure.
function messages.show(problem)
  local place = ""
  if problem.file then
    place = problem.file
    if problem.line then place = place .. ":" .. problem.line end
    if problem.line and problem.column then place = place .. ":" .. problem.column end
    place = place .. ": "
  end
  local lines = { "mandate: " .. place .. problem.message }
  if problem.source_line then
    lines[#lines + 1] = "    " .. problem.source_line
    if problem.column then
      lines[#lines + 1] = "    " .. problems.ahead(problem.source_line, problem.column) .. "^"
    end
  end
  if problem.cure then lines[#lines + 1] = "  " .. problem.cure end
  if problem.see then lines[#lines + 1] = "  see " .. problem.see end
  io.stderr:write(table.concat(lines, "\n"), "\n")
end

---@param words table|nil the catalogue; English where the command knows no other
function messages.warn(text, words)
  io.stderr:write("mandate: ", (words or catalogue.open()):say("command.note", { text = text }), "\n")
end

--- Calls of the pack's functions that failed, as run:failures() tells them: each cost what rests on it, and nothing else.
--- What Lua says of it is in English in every language.
---@return boolean whether there were any
function messages.failures(folder, failures, words)
  local told = {} -- a function that is called again, for what shows that a rule is kept, fails alike
  for _, failure in ipairs(failures) do
    local text = folder:gsub("/+$", "") .. "/" .. failure.text
    if told[text] then goto next end
    told[text] = true
    io.stderr:write("mandate: ", failure.records > 1 and words:say("command.failed_for", { failure = text, count = failure.records }) or text, "\n")
    ::next::
  end
  return #failures > 0
end

--- " Did you mean `a` or `b`?", or "" where nothing is near.
---@param names string[]
function messages.meant(words, names)
  local quoted = {}
  for i, name in ipairs(names) do quoted[i] = ("`%s`"):format(name) end
  return #quoted == 0 and "" or words:say("command.meant", { names = table.concat(quoted, words:say "command.meant_or") })
end

--- Shows one error or a list of them; returns the exit code 2.
function messages.fail(list)
  if list.message then list = { list } end
  for _, problem in ipairs(list) do
    if problem.code == "snapshot" then error(problem, 0) end -- main.lua opens the snapshot anew
  end
  for _, problem in ipairs(list) do messages.show(problem) end
  if #list > 1 then io.stderr:write(("mandate: %d errors\n"):format(#list)) end
  return 2
end

return messages
