-- The files of a pack that a case holds as one text: a further one stands in a comment, behind its name.
--   --[==[ units.lua
--   unit "quintal" { "1/10 t" }
--   ]==]
local pack_files = {}

--- Name -> text of the further files in a pack's text.
function pack_files.further(text)
  local files = {}
  for name, inner in text:gmatch "%-%-%[==%[ ([%w%-]+%.lua)\n(.-)%]==%]" do files[name] = inner end
  return files
end

return pack_files
