-- Scales of marginal rates for the naive evaluator (meaning.md, section 9): what a base comes to, and the bases that come to an amount, for one end at a time. A
-- sum of products is kept as the decimals that add up to it, and rounded once.
local ends = require "tests.naive.ends"

local scales = {}

-- What the bands come to at a base, as decimals that add up to it: of each band its rate times the part of the base that lies in it.
local function parts_at(bands, base)
  local parts = {}
  for i, band in ipairs(bands) do
    if base > band.threshold then
      local upper = bands[i + 1] and math.min(base, bands[i + 1].threshold) or base
      for _, part in ipairs(ends.product(band.rate, upper)) do parts[#parts + 1] = part end
      for _, part in ipairs(ends.product(-band.rate, band.threshold)) do parts[#parts + 1] = part end
    end
  end
  return parts
end

-- The rate of what lies just above a base, or just below it.
local function rate_beside(bands, base, above)
  local rate = 0
  for _, band in ipairs(bands) do
    if above and base >= band.threshold or base > band.threshold then rate = band.rate end
  end
  return rate
end

local function amount_end(bands, base, low)
  local last = bands[#bands]
  if base.at == -math.huge then return { at = 0.0, open = false } end
  if base.at == math.huge then
    if last.rate > 0 then return { at = math.huge, open = false } end
    return ends.of_parts(parts_at(bands, last.threshold), false, low)
  end
  return ends.of_parts(parts_at(bands, base.at), base.open and rate_beside(bands, base.at, low) > 0, low)
end

--- What a base between two ends comes to: two ends; nil where nobody knows.
function scales.amount(bands, low, high) return amount_end(bands, low, true), amount_end(bands, high, false) end

-- Where the amount is, as against a number: -1, 0 or 1.
local function against(bands, base, number) return ends.side(parts_at(bands, base), number) end

-- The base in a band that comes to an amount.
local function base_in(bands, i, amount, open, low)
  local band, parts = bands[i], { amount }
  for _, part in ipairs(parts_at(bands, band.threshold)) do parts[#parts + 1] = -part end
  for _, part in ipairs(ends.product(band.rate, band.threshold)) do parts[#parts + 1] = part end
  return ends.quotient(parts, band.rate, open, low)
end

-- The band at whose beginning less than an amount is reached (or, with `no_more`, no more), and at whose end not.
local function band_of(bands, amount, no_more)
  local found
  for i, band in ipairs(bands) do
    local side = against(bands, band.threshold, amount)
    if side < 0 or no_more and side == 0 then found = i end
  end
  return found
end

--- The bases that come to an amount between two ends: two ends; nil where there is none.
function scales.base(bands, low, high)
  local none, all = nil, { at = -math.huge, open = false }
  local from, to = all, { at = math.huge, open = false }
  if high.at < 0 or high.at == 0 and high.open then return none end
  if low.at >= 0 and low.open or low.at > 0 then
    local i = band_of(bands, low.at, low.open)
    if bands[i].rate == 0 then return none end
    from = base_in(bands, i, low.at, low.open, true)
  end
  if high.at ~= math.huge then
    local i = band_of(bands, high.at, not high.open)
    if bands[i].rate > 0 then to = base_in(bands, i, high.at, high.open, false) end
  end
  return from, to
end

return scales
