-- The engine's reports against the naive evaluator's: random reports per kind, per period and per group, over the random packs and registries of
-- differential_spec.lua, row by row and in the same order. CASES (300) and SEED (1) choose others: a failure prints the seed.
local compare_reports = require "tests.naive.compare_reports"
local engine = require "tests.support.engine"
local generate_reports = require "tests.naive.generate_reports"
local situations = require "tests.naive.situations"

local first = tonumber(os.getenv "SEED" or 1)
local count = tonumber(os.getenv "CASES" or 300)
local batch = 50

describe("reports of engine and naive evaluator", function()
  local counters = {}
  teardown(function()
    engine.close()
    situations.keep(counters)
  end)
  for start = first, first + count - 1, batch do
    local last = math.min(start + batch, first + count) - 1
    it(("agree on random tables, seeds %d to %d"):format(start, last), function()
      local failures = {}
      for seed = start, last do
        local case = generate_reports.case(seed)
        local found = compare_reports.difference(case, { block = seed % 3 == 0 and 1 or seed % 3 == 1 and 2 or nil, threads = seed % 4 + 1 }, counters)
        if found then failures[#failures + 1] = ("seed %d, as of %s: %s"):format(seed, case.as_of, found) end
      end
      assert(#failures == 0, "\n" .. table.concat(failures, "\n"))
    end)
  end

  it("met what a law takes for values that were not detected, in tables too", function()
    local met = counters["non_detects of a report"] or {}
    for _, word in ipairs { "zero", "half", "limit" } do assert(count < 300 or (met[word] or 0) > 0, "no table took " .. word) end
  end)
end)
