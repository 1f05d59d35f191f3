--- Comparisons that what they ask can never meet, or always does, for lint: no month is the 13th, and what its kind says is at least 0 is never below 0.
local core = require "mandate.core"

local never_so = {}

local PARTS = { month = { 1, 12 }, quarter = { 1, 4 }, day = { 1, 31 } }

-- The least and the greatest that an expression can be, as decimals, and how that is said; nil for an end that is not known, nothing where both are.
local function ends_of(from)
  local ends = from.op == "date_part" and PARTS[from.part]
  if ends then return core.decimal(ends[1]), core.decimal(ends[2]), ("a %s is a whole number from %d to %d"):format(from.part, ends[1], ends[2]) end
  if from.op ~= "field" or not from.least and not from.most then return nil end
  local said = {}
  if from.least then said[1] = "min = " .. core.number_text(from.least) end
  if from.most then said[#said + 1] = "max = " .. core.number_text(from.most) end
  return from.least, from.most, ("`%s` has %s"):format(from.name, table.concat(said, ", "))
end

-- "never", "always", or nil where it depends.
local DECIDED = {
  above = function(v, least, most) return most and v >= most and "never" or least and v < least and "always" or nil end,
  at_least = function(v, least, most) return most and v > most and "never" or least and v <= least and "always" or nil end,
  below = function(v, least, most) return least and v <= least and "never" or most and v > most and "always" or nil end,
  at_most = function(v, least, most) return least and v < least and "never" or most and v >= most and "always" or nil end,
  is = function(v, least, most) return (least and v < least or most and v > most) and "never" or nil end,
}

--- Warns of a comparison as it is typed, where each value that is written out is decided alike.
function never_so.warn(problems, e)
  local decides = DECIDED[e.op]
  if not decides or e.from.type.k ~= "number" then return end
  local least, most, why = ends_of(e.from)
  if not why then return end
  local found, shown = nil, {}
  for i, argument in ipairs(e.arguments) do
    local written = argument.op == "literal" and argument.type.unit == e.from.type.unit and argument.value
    local this = written and decides(written, least, most)
    if not this or found and this ~= found then return end
    found, shown[i] = this, core.number_text(written)
  end
  if found then problems:warn(e.at, (":%s(%s) is %s true of a value that is known: %s"):format(e.op, table.concat(shown, ", "), found, why)) end
end

return never_so
