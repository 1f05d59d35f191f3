--- What the command says on stderr. An error is { message, file, line, column, source_line, cure, see }.
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
      local before = problem.source_line:sub(1, problem.column - 1):gsub("[\x80-\xBF]", ""):gsub("[^\t]", " ")
      lines[#lines + 1] = "    " .. before .. "^"
    end
  end
  if problem.cure then lines[#lines + 1] = "  " .. problem.cure end
  if problem.see then lines[#lines + 1] = "  see " .. problem.see end
  io.stderr:write(table.concat(lines, "\n"), "\n")
end

function messages.warn(text)
  io.stderr:write("mandate: note: ", text, "\n")
end

--- Shows one error or a list of them; returns the exit code 2.
function messages.fail(problems)
  if problems.message then problems = { problems } end
  for _, problem in ipairs(problems) do messages.show(problem) end
  if #problems > 1 then io.stderr:write(("mandate: %d errors\n"):format(#problems)) end
  return 2
end

return messages
