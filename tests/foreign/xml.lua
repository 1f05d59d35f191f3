--- Reads XML as far as DMN models need it: elements with their attributes and texts, names without their prefixes.
local xml = {}

local ENTITIES <const> = { lt = "<", gt = ">", amp = "&", quot = '"', apos = "'" }

local function plain(text)
  return (text:gsub("&(#?)(%w+);", function(number, name)
    if number == "" then return ENTITIES[name] end
    return utf8.char(tonumber(name:sub(1, 1) == "x" and "0" .. name or name))
  end))
end

local function local_name(name) return name:match "([^:]+)$" end

local function attributes_of(text)
  local found = {}
  for name, value in text:gmatch "([%w_:.%-]+)%s*=%s*\"([^\"]*)\"" do found[local_name(name)] = plain(value) end
  for name, value in text:gmatch "([%w_:.%-]+)%s*=%s*'([^']*)'" do found[local_name(name)] = plain(value) end
  return found
end

--- The root element: { name, attributes, text, elements… }; text is all that stands between its tags and in no element below.
---@param source string
function xml.read(source)
  source = source:gsub("<!%-%-.-%-%->", ""):gsub("<%?.-%?>", ""):gsub("<!DOCTYPE[^>]*>", "")
  local top = { name = "document", text = "" }
  local open, at = { top }, 1
  while true do
    local from, to, closes, name, rest, single = source:find("<(/?)([%w_:.%-]+)(.-)(/?)>", at)
    local own = open[#open]
    own.text = own.text .. plain(source:sub(at, (from or 0) - 1))
    if not from then break end
    if closes == "/" then
      assert(own.name == local_name(name), ("</%s> closes <%s>"):format(name, own.name))
      table.remove(open)
    else
      local element = { name = local_name(name), attributes = attributes_of(rest), text = "" }
      own[#own + 1] = element
      if single ~= "/" then open[#open + 1] = element end
    end
    at = to + 1
  end
  assert(#open == 1, "an element is not closed: " .. open[#open].name)
  return assert(top[1], "no element")
end

--- The elements of a name right below one.
function xml.all(element, name)
  local found = {}
  for _, one in ipairs(element or {}) do
    if one.name == name then found[#found + 1] = one end
  end
  return found
end

--- The first of them; nil where there is none.
function xml.one(element, name) return xml.all(element, name)[1] end

--- The text of the first of them, without blanks around it; nil where there is none.
function xml.text(element, name)
  local one = xml.one(element, name)
  return one and one.text:match "^%s*(.-)%s*$"
end

return xml
