-- The engine against the naive evaluator where a tree is a pack's own (generate_own_trees.lua): verdicts, tables, and the promise of next change day by day, for
-- an engine that knows only jurisdictions as a tree agrees on all other random packs. CASES (48) and SEED (1) choose others: a failure prints the seed.
local core = (require "tests.support.engine") and require "mandate.core"
local compare_reports = require "tests.naive.compare_reports"
local compare_verdicts = require "tests.naive.compare_verdicts"
local engine = require "tests.support.engine"
local generate_own_trees = require "tests.naive.generate_own_trees"
local naive = require "tests.naive.naive"
local situations = require "tests.naive.own_trees_situations"

local first = tonumber(os.getenv "SEED" or 1)
local count = tonumber(os.getenv "CASES" or 48)
local last = first + count - 1
-- Whether so many cases, and these, must meet every situation.
local ENOUGH = first == 1 and count >= 48 or count >= 400
local WALKED = 12 -- one case in so many is judged on every day, and the others on those on which a basin moves
local DAYS = 85 -- D is at most 20 days before 1 March, a row's day at most 45 behind it, and a duty is due in 20 days more

local BLOCKS = { 1, 2, 3, 0 } -- of 0 the engine makes its own

-- Tries one seed after the other; `try` gives nil, or what is wrong with a case.
local function of_each(step, try)
  local failures = {}
  for seed = first, last, step do
    local case = generate_own_trees.case(seed)
    local found = try(case, seed)
    if found then failures[#failures + 1] = ("seed %d, as of %s: %s"):format(seed, case.as_of, found) end
  end
  assert(#failures == 0, "\n" .. table.concat(failures, "\n"))
end

-- The days after D on which a case is judged again: each day within reach, or those on which a basin moves.
local function days_of(case, every)
  local days = every and {} or situations.moves(case.rows)
  for more = 1, every and DAYS or 0 do days[more] = core.add_days(case.as_of, more) end
  return days
end

-- nil, or a verdict that is another before the day that was promised.
local function broken_promise(case, seed, note)
  local options = { next = true, quiet = true, block = BLOCKS[seed % #BLOCKS + 1], threads = 1 }
  local before, opened = engine.check(case.pack, case.records, case.as_of, options)
  for _, day in ipairs(days_of(case, seed % WALKED == 0)) do
    local after = day > case.as_of and engine.statuses(engine.on(opened, day)) or {}
    for _, verdict in ipairs(day > case.as_of and before or {}) do
      local name, promised = verdict.rule .. " " .. verdict.subject, verdict.next_change
      local changed = after[name] ~= verdict.status
      if changed and promised ~= "not worked out" and day < (promised or "9999") then
        return ("%s is %s, and %s on %s, next change %s"):format(name, verdict.status, tostring(after[name]), day, tostring(promised))
      end
      if changed and promised == day then situations.of_change(case, verdict, note) end
    end
  end
  return nil
end

describe("a tree of a pack's own", function()
  local met, counters = {}, {}
  local function note(situation) met[situation] = (met[situation] or 0) + 1 end
  teardown(engine.close)

  it(("gives the same verdicts in engine and naive evaluator, seeds %d to %d"):format(first, last), function()
    of_each(1, function(case, seed)
      local theirs = naive.check(case.pack, case.records, case.as_of, counters)
      local unmoved = seed % 3 == 0 and naive.check(case.pack, generate_own_trees.records(generate_own_trees.unmoved(case.rows)), case.as_of)
      situations.of_rows(case, note)
      situations.of_verdicts(case, theirs, unmoved and compare_verdicts.by_name(unmoved), note)
      return compare_verdicts.difference(theirs, (engine.check(case.pack, case.records, case.as_of, { quiet = true, block = BLOCKS[seed % #BLOCKS + 1], threads = seed % 3 + 1 })))
    end)
  end)

  it(("gives the same tables in both, seeds %d to %d"):format(first, last), function()
    of_each(2, function(case, seed) return compare_reports.difference(case, { block = BLOCKS[seed % #BLOCKS + 1], threads = seed % 3 + 1 }) end)
  end)

  it("changes no verdict before its next change: on the days on which a basin moves, and in some cases on any day", function()
    of_each(1, function(case, seed) return broken_promise(case, seed, note) end)
  end)

  it("was met in every situation that it may bring", function()
    for situation, number in pairs(counters.situation or {}) do met[situation] = number end
    local never = {}
    for _, situation in ipairs(situations.all) do
      if os.getenv "SHOW" then print(situation, met[situation] or 0) end
      if ENOUGH and not met[situation] then never[#never + 1] = situation end
    end
    assert(#never == 0, "never met: " .. table.concat(never, "; "))
  end)
end)
