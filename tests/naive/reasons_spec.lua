-- The file of verdicts with their reasons, over random packs: whatever a rule asks, a reason can be written for each verdict, and names a cause of what is unknown, and
-- says nothing else with another number of threads. CASES (40) and SEED (1) choose others.
local engine = require "tests.support.engine"
local generate = require "tests.naive.generate"

local first = tonumber(os.getenv "SEED" or 1)
local count = tonumber(os.getenv "CASES" or 40)

local function rows_of(opened, threads, block)
  local checking, catalogue = require "mandate.check.check", require "mandate.catalogues.catalogue"
  local lowering = require "mandate.language.lower.lowering"
  local path = os.tmpname()
  os.remove(path)
  opened.lowering, opened.words = lowering.new(opened.pack, opened.snapshot, opened.as_of), catalogue.open()
  opened.lowering.wording = require "mandate.check.wording".of
  local result, problem = checking.run(opened, { verdicts = path, reasons = true, words = opened.words, threads = threads, block = block })
  assert(result, problem and (problem.message or problem[1] and problem[1].message))
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  os.remove(path)
  return text, result
end

describe("the reasons of verdicts", function()
  teardown(engine.close)
  it(("are written for every verdict of random packs, seeds %d to %d"):format(first, first + count - 1), function()
    for seed = first, first + count - 1 do
      local case = generate.case(seed)
      local opened = engine.open(case.pack, case.records, case.as_of)
      local text, result = rows_of(opened, 1, 3)
      local judged = 0
      for _, rule in ipairs(result.rules) do
        for _, n in pairs(rule.counts) do judged = judged + n end
      end
      local plain = text:gsub('"[^"]*"', "") -- a key or a reason may hold a line break
      local _, lines = plain:gsub("\n", "")
      assert(lines == judged + 1, ("seed %d: %d verdicts and %d rows"):format(seed, judged, lines - 1))
      assert(not text:find("what it asks has no known value", 1, true), ("seed %d: a reason names no cause"):format(seed))
      assert(text == rows_of(opened, 2), ("seed %d: another number of threads, and other reasons"):format(seed))
    end
  end)
end)
