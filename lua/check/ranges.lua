--- How a range of numbers is written: "6-8", and in words where an end is missing or not meant itself: "below 6.5", "at least 5".
-- A range is { low =, high =, low_open =, high_open = }, as core.run gives it; an end that is missing is nil.
local core = require "mandate.core"

local ranges = {}

--- The range of a value that a run gave: a number is a range of one; nil where it is neither.
function ranges.of(state, value)
  if state == "known" then return { low = value, high = value } end
  return state == "range" and value or nil
end

--- True if both ends are there and meant themselves.
function ranges.is_closed(range)
  return range.low ~= nil and range.high ~= nil and not range.low_open and not range.high_open
end

--- "below 6.5"; "from_to" joins two ends in words, too. `text` writes a number; core.number_text unless said.
function ranges.words(words, range, text)
  text = text or core.number_text
  if range.low == range.high then return text(range.low) end
  if ranges.is_closed(range) then return words:say("value.from_to", { low = text(range.low), high = text(range.high) }) end
  local low = range.low and words:say(range.low_open and "value.above" or "value.at_least", { number = text(range.low) })
  local high = range.high and words:say(range.high_open and "value.below" or "value.at_most", { number = text(range.high) })
  return low and high and words:say("value.both_ends", { low = low, high = high }) or low or high
end

--- The same for the cells of a table, where two plain ends are joined by a dash. A minus sign would look like another one.
function ranges.text(words, range, text)
  text = text or core.number_text
  if range.low ~= range.high and ranges.is_closed(range) and range.low >= 0 then return text(range.low) .. "-" .. text(range.high) end
  return ranges.words(words, range, text)
end

return ranges
