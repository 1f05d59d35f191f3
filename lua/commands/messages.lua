--- What the command says on stderr. An error is { message, file, line, column, source_line, cure, see }.
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

function messages.warn(text)
  io.stderr:write("mandate: note: ", text, "\n")
end

--- Calls of the pack's functions that failed, as run:failures() tells them: each cost what rests on it, and nothing else.
---@return boolean whether there were any
function messages.failures(folder, failures)
  for _, failure in ipairs(failures) do
    io.stderr:write(("mandate: %s/%s%s\n"):format(folder:gsub("/+$", ""), failure.text,
      failure.records > 1 and ("; it failed for %d records"):format(failure.records) or ""))
  end
  return #failures > 0
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
