-- Numbers as people write them elsewhere, thousands apart, with a comma before the decimals, their currency in front: what they would be here, with their unit.
local core = require "mandate.core"

local digits = {}

local CURRENCIES = { ["£"] = "GBP", ["€"] = "EUR", ["$"] = "USD", ["¥"] = "CNY", ["￥"] = "CNY" }
local SCALES = { m = "million", mn = "million", mio = "million", mill = "million", million = "million", millions = "million", bn = "billion", mrd = "billion",
  billion = "billion", billions = "billion", k = "thousand", thousand = "thousand", thousands = "thousand" }

--- What a text means that is no number here: { digits, scale = "million", unit, says = { what is wrong with it } }; nil where it is nothing of the kind.
function digits.meant(text)
  local says, sign = {}, text:match "^%s*([<>]=?)"
  if sign then says[#says + 1] = ("`%s` is asked with :above, :at_least, :below or :at_most"):format(sign) end
  local bare = text:gsub("^%s*[<>]=?%s*", "")
  local found = core.meant_number(bare)
  if not found then
    if not (sign and bare:find "^%-?%d+%.?%d*$") then return nil end
    found = { first = bare }
  end
  local unit, rest = CURRENCIES[found.before], found.behind or ""
  if found.before and not unit then return nil end
  if unit then says[#says + 1] = "the unit stands behind the number" end
  says[#says + 1] = found.why
  local scale, behind = rest:match "^(%a+)%.?%s*(.*)$"
  scale = scale and SCALES[scale:lower()]
  if scale and (behind ~= "" or unit) then rest = behind else scale = nil end
  if rest:find " " then rest = rest:gsub("%s*/%s*", "/") end
  rest = CURRENCIES[rest] or rest
  if rest ~= "" and not rest:find "^%S+$" then return nil end
  return { digits = found.first, scale = scale, unit = rest ~= "" and rest or unit, says = says }
end

return digits
