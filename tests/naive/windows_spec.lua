-- What slides over the records of an owner, against the naive evaluator, which looks at each row for each: random tables of rolling spans and of everything
-- earlier or later. CASES (150) and SEED (1) choose others: a failure prints the seed.
local compare_reports = require "tests.naive.compare_reports"
local engine = require "tests.support.engine"
local generate_windows = require "tests.naive.generate_windows"

local first = tonumber(os.getenv "SEED" or 1)
local count = tonumber(os.getenv "CASES" or 150)
local batch = 50

describe("windows of engine and naive evaluator", function()
  teardown(engine.close)
  for start = first, first + count - 1, batch do
    local last = math.min(start + batch, first + count) - 1
    it(("agree on random records, seeds %d to %d"):format(start, last), function()
      local failures = {}
      for seed = start, last do
        local case = generate_windows.case(seed)
        local found = compare_reports.difference(case, { block = seed % 3 == 0 and 1 or seed % 3 == 1 and 2 or nil, threads = seed % 4 + 1 })
        if found then failures[#failures + 1] = ("seed %d, as of %s: %s"):format(seed, case.as_of, found) end
      end
      assert(#failures == 0, "\n" .. table.concat(failures, "\n"))
    end)
  end
end)
