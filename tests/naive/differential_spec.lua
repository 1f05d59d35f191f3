-- The engine against the naive evaluator: random packs over random registries must give the same verdicts in both. Each case is made from its
-- seed alone; CASES (1000) and SEED (1) choose others: a failure prints the seed, and SEED=that CASES=1 tries it again.
-- ALONE=1 asks the engine alone, where sanitizers watch it: what it answers is compared on the same cases where nothing slows the naive evaluator.
local compare_verdicts = require "tests.naive.compare_verdicts"
local engine = require "tests.support.engine"
local generate = require "tests.naive.generate"
local generate_registers = require "tests.naive.generate_registers"
local naive = require "tests.naive.naive"
local numbers = require "tests.naive.numbers"
local random = require "tests.naive.random"
local situations = require "tests.naive.situations"

collectgarbage("incremental", 400, 400) -- a pack leaves much behind and keeps nothing: collecting less often is a sixth of the whole time
local first = tonumber(os.getenv "SEED" or 1)
local count = tonumber(os.getenv "CASES" or 1000)
local batch = 50
local alone = os.getenv "ALONE"

-- Of 0 the engine makes its own. Blocks of one record put every boundary that there can be between two records.
local BLOCKS = { 1, 2, 3, 5, 0 }

-- What two tables of counts do not agree on; nil where they do.
local function other_count(one, other)
  for name, n in pairs(one) do
    if other[name] ~= n then return name end
  end
  return nil
end

-- What only counts gives the same, whether or not anybody could look at what made them; nil, or what differs.
local function difference_of_counts(opened, verdicts, options)
  local lean = engine.counts(opened, options)
  local full = engine.counts(opened, { missing = true, block = options.block, threads = options.threads })
  local name = other_count(lean, full) or other_count(full, lean)
  if name then return ("%s: %s where nobody looks, and %s where somebody does"):format(name, lean[name], full[name]) end
  local counted = {}
  for _, verdict in ipairs(verdicts) do
    local key = verdict.rule .. " " .. verdict.status
    counted[key] = (counted[key] or 0) + 1
  end
  name = other_count(counted, lean)
  return name and ("%s: %d verdicts, and check counts %s"):format(name, counted[name], lean[name])
end

-- nil, or what differs
local function difference(case, counters, options)
  local done, theirs = true, nil
  if not alone then done, theirs = pcall(naive.check, case.pack, case.records, case.as_of, counters) end
  if not done then return "the naive evaluator failed: " .. tostring(theirs) end
  local fine, ours, opened = pcall(engine.check, case.pack, case.records, case.as_of, options)
  if not fine then return "the engine failed: " .. tostring(ours) end
  if options.counts then
    local counts, differs = pcall(difference_of_counts, opened, ours, options)
    if not counts or differs then return differs end
  end
  return theirs and compare_verdicts.difference(theirs, ours)
end

describe("engine and naive evaluator", function()
  local counters = { number = {} }
  setup(function() numbers.watch = function(what) counters.number[what] = (counters.number[what] or 0) + 1 end end)
  teardown(function()
    numbers.watch = nil
    engine.close()
    situations.keep(counters)
  end)
  for start = first, first + count - 1, batch do
    local last = math.min(start + batch, first + count) - 1
    it(("agree on random packs and registries, seeds %d to %d"):format(start, last), function()
      local failures = {}
      for seed = start, last do
        local case = generate.case(seed)
        generate_registers.arrive(random.source(seed + 26000003), case)
        local found = difference(case, counters, { block = BLOCKS[seed % #BLOCKS + 1], threads = seed % 3 + 1, counts = seed % 4 == 0,
          quiet = seed % 4 ~= 2 }) -- reasons are half of the work, and change no verdict
        if found then failures[#failures + 1] = ("seed %d, as of %s: %s"):format(seed, case.as_of, found) end
      end
      assert(#failures == 0, "\n" .. table.concat(failures, "\n"))
    end)
  end
end)
