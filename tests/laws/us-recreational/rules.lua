-- Bacteria in waters where people swim (US EPA, Recreational Water Quality Criteria of 2012): the geometric mean of thirty days, and how often a threshold may be passed in them.
-- The criteria are a recommendation; they bind where a state adopts them, as if each did here. All numbers and the words are from memory, so that every clause is unconfirmed.
-- luacheck: read globals beach sample

local MEMORY = "from memory"
instrument "rwqc-2012" { title = "Recreational Water Quality Criteria", issuer = "US EPA", citation = "Office of Water 820-F-12-058",
  in_force = { from = "2012-11-26", unconfirmed = MEMORY },
  clauses = {
    mean = { "In any 30 days the geometric mean of E. coli may not exceed 126 per 100 mL, where the water is fresh", unconfirmed = MEMORY },
    threshold = { "In the same 30 days no more than 10 percent of the samples may exceed 410 per 100 mL", unconfirmed = MEMORY },
    marine = { "Enterococci instead, 35 and 130", not_encoded = "written like these", unconfirmed = MEMORY },
  } }

kind "beach" { lasting = true, fields = { { "code", text, key = true } } }
kind "sample" { fields = { { "beach", beach, owner = true, key = true }, { "taken_on", event, starts = true, key = true },
  { "ecoli", number, unit = "CFU/100mL", min = 0, sign = "ecoli_sign" }, { "ecoli_sign", text, blank = "none" } } }

parameter "mean"      { clause = "rwqc-2012/mean", { "126 CFU/100mL", from = "2012-11-26" } }
parameter "threshold" { clause = "rwqc-2012/threshold", { "410 CFU/100mL", from = "2012-11-26" } }

-- Each sample is the last of its thirty days, so that any thirty days in which something was measured are looked at.
local thirty_days = sample.beach.samples:during(days(30):to(sample.taken_on))

-- Samples of one beach, the last of which is judged: its day, and the numbers before it, each with its day.
local function case(status, day, number, before, more)
  local samples = {}
  for on, value in pairs(before or {}) do
    samples[#samples + 1] = type(value) == "table" and { beach = "B", taken_on = on, ecoli = value[2], ecoli_sign = value[1] }
      or { beach = "B", taken_on = on, ecoli = value or nil }
  end
  table.sort(samples, function(a, b) return a.taken_on < b.taken_on end)
  local example = { at = "2024-09-30", beaches = { { code = "B" } }, samples = samples, sample = { beach = "B", taken_on = day, ecoli = number }, status = status }
  for key, value in pairs(more or {}) do example[key] = value end
  return example
end

obligation "geometric-mean" { title = "Geometric mean of thirty days", clause = "rwqc-2012/mean", per = sample,
  require = ~thirty_days.ecoli:geometric_mean():above(parameter "mean"),
  examples = {
    case("met", "2024-07-30", 126), case("breached", "2024-07-30", 127),
    -- 63 * 252 is 126 * 126; one more is above it. A mean of these would be 157.5.
    case("met", "2024-07-30", 63, { ["2024-07-10"] = 252 }), case("breached", "2024-07-30", 63, { ["2024-07-10"] = 253 }),
    -- Thirty days: those from 1 July to the 30th. What was measured on 30 June is no part of them.
    case("breached", "2024-07-30", 100, { ["2024-07-01"] = 1000 }), case("met", "2024-07-30", 100, { ["2024-06-30"] = 1000 }),
    -- Three of 10, 126 and 1587.6 come to 126: the greatest alone decides nothing.
    case("met", "2024-07-30", 10, { ["2024-07-10"] = 126, ["2024-07-20"] = 1587.6 }),
    -- Below the limit of detection: what lies between 0 and 10 is known to be low enough, however low.
    case("met", "2024-07-30", 1000, { ["2024-07-10"] = { "<", 10 } }), case("breached", "2024-07-30", 1588, { ["2024-07-10"] = { ">", 10 } }),
    case("unknown", "2024-07-30", 1600, { ["2024-07-10"] = { "<", 10 } }, { missing = "ecoli" }),
    -- A sample without its number: nobody knows, unless another one of thirty days settles it.
    case("unknown", "2024-07-30", 100, { ["2024-07-10"] = false }, { missing = "ecoli" }),
  } }

obligation "threshold" { title = "At most one sample in ten above the threshold", clause = "rwqc-2012/threshold", per = sample,
  require = ~thirty_days:share(sample.ecoli:above(parameter "threshold")):above(percent(10)),
  examples = (function()
    local function nine(number)
      local list = {}
      for day = 1, 9 do list[("2024-07-%02d"):format(day)] = number end
      return list
    end
    local ten = nine(1)
    ten["2024-07-10"] = 411
    return {
      case("met", "2024-07-30", 410), case("breached", "2024-07-30", 411),
      case("met", "2024-07-30", 411, nine(1)), -- one of ten
      case("breached", "2024-07-30", 411, ten), -- two of eleven
    }
  end)() }
