-- The random packs and registries themselves: the same for the same seed, always understood, and such that no construct and no status
-- is met only where it says nothing. Whoever compares evaluators on them may trust that agreement means something.
-- CASES (800) random cases from SEED (1) on.
local generate = require "tests.naive.generate"
local naive = require "tests.naive.naive"
local numbers = require "tests.naive.numbers"
local situations = require "tests.naive.situations"

local first = tonumber(os.getenv "SEED" or "") or 1
local count = tonumber(os.getenv "CASES" or "") or 800

-- Signs that keys have in some registries.
local signs = { "/", "%2F", "%25", "@", "\\", '"', "\n", "江" }

describe("random packs and registries", function()
  it("are the same for the same seed", function()
    for seed = first, first + 9 do assert.same(generate.case(seed), generate.case(seed)) end
    assert.not_same(generate.case(first).pack, generate.case(first + 1).pack)
  end)

  it("are understood, and exercise every construct and status", function()
    local counters = { signs = {}, number = {} }
    numbers.watch = function(what) counters.number[what] = (counters.number[what] or 0) + 1 end
    finally(function() numbers.watch = nil end)
    for seed = first, first + count - 1 do
      local case = generate.case(seed)
      local done, message = xpcall(naive.check, debug.traceback, case.pack, case.records, case.as_of, counters)
      assert(done, ("seed %d: %s"):format(seed, message))
      for _, sign in ipairs(signs) do
        counters.signs[sign] = counters.signs[sign] or case.records.enterprise:find(sign, 1, true) ~= nil and case.records.measurement:find(sign, 1, true) ~= nil
      end
    end
    local never = {}
    for _, sign in ipairs(signs) do
      if not counters.signs[sign] then never[#never + 1] = "a key with " .. sign end
    end
    table.move(situations.missing(counters, situations.verdicts), 1, 1000, #never + 1, never)
    table.sort(never)
    assert(#never == 0, ("seeds %d to %d never gave: %s"):format(first, first + count - 1, table.concat(never, ", ")))
  end)
end)
