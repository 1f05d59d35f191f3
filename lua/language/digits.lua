-- Numbers as people write them elsewhere, thousands apart, with a comma before the decimals, their currency in front: what they would be here.
local digits = {}

local CURRENCIES = { ["£"] = "GBP", ["€"] = "EUR", ["$"] = "USD", ["¥"] = "CNY", ["￥"] = "CNY" }
local SCALES = { m = "million", mn = "million", mio = "million", mill = "million", million = "million", millions = "million", bn = "billion", mrd = "billion",
  billion = "billion", billions = "billion", k = "thousand", thousand = "thousand", thousands = "thousand" }

local BLANKS = { ["\u{A0}"] = " ", ["\u{2009}"] = " ", ["\u{202F}"] = " ", ["’"] = "'", ["，"] = ",", ["．"] = "." }

-- Whether a sign stands before each three digits, or as in India before two and last before three.
local function grouped(body, sign)
  local first, rest = body:match("^(%d+)(%" .. sign .. ".*)$")
  if not first or #first > 3 then return false end
  local groups = {}
  for group in rest:gmatch("%" .. sign .. "([^%" .. sign .. "]*)") do groups[#groups + 1] = group end
  for i, group in ipairs(groups) do
    if not group:find "^%d+$" or #group ~= 3 and (i == #groups or #group ~= 2 or sign ~= ",") then return false end
  end
  return true
end

-- The digits with a point before the decimals, and what was wrong with them; nil where it is not told what is meant.
local function plain(body)
  local says = {}
  for _, sign in ipairs { " ", "'", "_" } do
    local whole, decimals = body:match("^([%d%" .. sign .. "]*)(.*)$")
    if whole:find(sign, 1, true) then
      if not grouped(whole, sign) then return nil end
      body, says[#says + 1] = whole:gsub("%" .. sign, "") .. decimals, sign == " " and "thousands are written without blanks" or "thousands are written without " .. sign
    end
  end
  local commas, points = select(2, body:gsub(",", "")), select(2, body:gsub("%.", ""))
  if commas > 0 and points > 0 then
    local decimal = body:find "%.[^,.]*$" and "." or ","
    local group = decimal == "." and "," or "."
    local whole, decimals = body:match("^(.*)%" .. decimal .. "(%d+)$")
    if not whole or not grouped(whole, group) then return nil end
    says[#says + 1] = "thousands are written without " .. (group == "," and "commas" or "points")
    if decimal == "," then says[#says + 1] = "a point stands before the decimals" end
    return whole:gsub("%" .. group, "") .. "." .. decimals, says
  elseif commas > 0 and #says == 0 and grouped(body, ",") then
    says[#says + 1] = "thousands are written without commas"
    return body:gsub(",", ""), says
  elseif commas == 1 and body:find "^%d+,%d+$" then
    says[#says + 1] = "a point stands before the decimals"
    return body:gsub(",", "."), says
  elseif points > 1 and grouped(body, ".") then
    says[#says + 1] = "thousands are written without points"
    return body:gsub("%.", ""), says
  elseif commas > 0 or points > 1 or not body:find "^%d" then
    return nil
  end
  return body, says
end

--- What a text means that is no number here: { digits, scale = "million", unit, says = { what is wrong with it } }; nil where it is nothing of the kind.
function digits.meant(text)
  for sign, mend in pairs(BLANKS) do text = text:gsub(sign, mend) end
  local says, sign, unit = {}, text:match "^%s*([<>]=?)%s*", nil
  text = text:gsub("^%s*[<>]=?%s*", "")
  if sign then says[#says + 1] = ("`%s` is asked with :above, :at_least, :below or :at_most"):format(sign) end
  for mark, name in pairs(CURRENCIES) do
    if text:find("^%s*" .. mark:gsub("%$", "%%$")) then
      text, unit = text:gsub("^%s*" .. mark:gsub("%$", "%%$") .. "%s*", ""), name
      says[#says + 1] = "the unit stands behind the number"
    end
  end
  local minus, body, rest = text:match "^%s*(%-?)(%d[%d ,.'_]*)(.-)%s*$"
  if not body then return nil end
  body = body:gsub("[ ,.'_]+$", function(tail)
    if tail:find "[^ ]" then rest = tail:gsub("^[ ]*", "") .. rest end
    return ""
  end)
  local number, wrong = plain(body)
  if not number or rest:find "^[-,.'_%d]" then return nil end
  for _, one in ipairs(wrong) do says[#says + 1] = one end
  local scale, behind = rest:match "^(%a+)%.?%s*(.*)$"
  scale = scale and SCALES[scale:lower()]
  if scale and (behind ~= "" or unit) then rest = behind else scale = nil end
  if rest:find " " then rest = rest:gsub("%s*/%s*", "/") end
  for mark, name in pairs(CURRENCIES) do
    if rest == mark then rest = name end
  end
  if rest ~= "" and not rest:find "^%S+$" then return nil end
  return { digits = minus .. number, scale = scale, unit = rest ~= "" and rest or unit, says = says }
end

return digits
