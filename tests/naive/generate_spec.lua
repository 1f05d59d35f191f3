-- The random packs and registries themselves: the same for the same seed, and with keys of all sorts. That no construct and no status is met only where it says nothing,
-- so that agreement on them means something, met.lua tells of what differential_spec.lua met. CASES (800) random cases from SEED (1) on.
local generate = require "tests.naive.generate"

local first = tonumber(os.getenv "SEED" or "") or 1
local count = tonumber(os.getenv "CASES" or "") or 800

-- Signs that keys have in some registries.
local signs = { "/", "%2F", "%25", "@", "\\", '"', "\n", "江" }

describe("random packs and registries", function()
  it("are the same for the same seed", function()
    for seed = first, first + 9 do assert.same(generate.case(seed), generate.case(seed)) end
    assert.not_same(generate.case(first).pack, generate.case(first + 1).pack)
  end)

  it("have keys with signs of all sorts", function()
    local met = {}
    for seed = first, first + count - 1 do
      local records = generate.case(seed).records
      for _, sign in ipairs(signs) do
        met[sign] = met[sign] or records.enterprise:find(sign, 1, true) ~= nil and records.measurement:find(sign, 1, true) ~= nil
      end
    end
    for _, sign in ipairs(signs) do assert(met[sign], ("seeds %d to %d never gave a key with %s"):format(first, first + count - 1, sign)) end
  end)
end)
