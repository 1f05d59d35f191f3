-- The text of a file of the project, byte for byte; an error where it cannot be read.
return function(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  return text
end
