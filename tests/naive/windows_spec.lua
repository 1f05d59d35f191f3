-- What slides over the records of an owner, against the naive evaluator, which looks at each row for each: random tables of rolling spans and of everything
-- earlier or later. CASES (150) and SEED (1) choose others: a failure prints the seed.
local compare_reports = require "tests.naive.compare_reports"
local engine = require "tests.support.engine"
local generate_windows = require "tests.naive.generate_windows"

local first = tonumber(os.getenv "SEED" or 1)
local count = tonumber(os.getenv "CASES" or 150)
local batch = 50

-- Means of three that are the limit once they are brought to 15 digits, or next to it.
local THIRDS = [=[
kind "site" { lasting = true, fields = { { "code", text, key = true } } }
kind "test" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "taken_on", event, starts = true }, { "value", number } } }
report "thirds" { title = "Thirds", per = test, columns = {
%s
} }
]=]

local function thirds(value, limit)
  local columns, tests = {}, { "code,site,taken_on,value" }
  for i, word in ipairs { "above", "at_least", "below", "at_most" } do
    columns[i] = ('  { "c%d", test.site.tests:during(days(3):to(test.taken_on)).value:mean():%s(%s) },'):format(i, word, limit)
  end
  for i = 1, 9 do tests[#tests + 1] = ("t%d,s,2001-01-%02d,%s"):format(i, i, i % 3 == 0 and value + 1 or value) end
  return { pack = THIRDS:format(table.concat(columns, "\n")), as_of = "2001-12-31", reports = { "thirds" },
    records = { site = "code\ns\n", test = table.concat(tests, "\n") .. "\n" } }
end

describe("windows of engine and naive evaluator", function()
  teardown(engine.close)

  it("agree on means that become the limit as they are rounded, and on those that do not", function()
    for value, limits in pairs { [1] = { "1.33333333333333", "1.333333333333", "1.33333333333334", "1.3333" },
      [-2] = { "-1.66666666666667", "-1.6666666666667", "-1.666666666666" },
      [9] = { "9.33333333333333", "9.3333333333333", "9.33333333333" } } do
      for _, limit in ipairs(limits) do assert.is_nil(compare_reports.difference(thirds(value, limit), { threads = 1 })) end -- with one alone: else it is worked out
    end
  end)

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
