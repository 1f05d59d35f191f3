--- What people are shown of a text that holds signs which end a line, move a terminal or are not to be seen: $'a\nb', as a shell takes it, so that it
--- may be typed and looks like no other text.
local SHORT = { ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t", ["\27"] = "\\e", ["'"] = "\\'", ["\\"] = "\\\\" }

-- Signs of UTF-8 that take no room, turn the direction of what follows, look like a blank or stand on the letter before them, where one sign may be both.
local UNSEEN = { { 0x80, 0xA0 }, { 0xAD, 0xAD }, { 0x300, 0x36F }, { 0x1680, 0x1680 }, { 0x2000, 0x200F }, { 0x2028, 0x202F }, { 0x205F, 0x2069 },
  { 0x3000, 0x3000 }, { 0xFEFF, 0xFEFF } }
local SIGN <const> = "[\xC2\xCC\xCD\xE1\xE2\xE3\xEF][\x80-\xBF]+" -- what they begin with

local function unseen(sign)
  local code = utf8.len(sign) and utf8.codepoint(sign) or 0 -- what is no UTF-8 is left as it is
  for _, range in ipairs(UNSEEN) do
    if code >= range[1] and code <= range[2] then return true end
  end
  return false
end

-- Whether every sign is one to be seen; most texts are plain, and nothing is looked for in them.
local function plain(text)
  if text:find "%c" or text:sub(1, 2) == "$'" then return false end
  for sign in text:gmatch(SIGN) do
    if unseen(sign) then return false end
  end
  return true
end

--- The text, or what a shell takes for it.
return function(text)
  if plain(text) then return text end
  local out = text:gsub("[%c'\\]", function(sign) return SHORT[sign] or ("\\x%02x"):format(sign:byte()) end)
  return "$'" .. out:gsub(SIGN, function(sign) return unseen(sign) and ("\\u%04x"):format(utf8.codepoint(sign)) or nil end) .. "'"
end
