-- Next change is a promise: with no new record the status stays what it is until that day. Random packs and registries are judged on a day, and again
-- on days between it and the day that was promised (or far ahead, where none was): by the engine, and by the naive evaluator, which knows nothing of
-- next changes. SEED and CASES choose others.
local core = (require "tests.support.engine") and require "mandate.core"
local engine = require "tests.support.engine"
local generate = require "tests.naive.generate"
local naive = require "tests.naive.naive"
local random = require "tests.naive.random"

local first = tonumber(os.getenv "SEED" or 1)
local count = tonumber(os.getenv "CASES" or 12)
local FAR, TRIED, TRIED_NAIVELY = 800, 60, 3

-- The days within reach on which something can be expected: those written in law or records, the day behind each, and some at random.
local function days_of(case, source)
  local days, list = {}, {}
  local last = core.add_days(case.as_of, FAR)
  local function take(day)
    if day > case.as_of and day <= last and not days[day] then
      days[day], list[#list + 1] = true, day
    end
  end
  local texts = { case.pack }
  for _, csv in pairs(case.records) do texts[#texts + 1] = csv end
  table.sort(texts)
  for _, text in ipairs(texts) do
    for day in text:gmatch "%f[%d]%d%d%d%d%-%d%d%-%d%d" do
      for _, more in ipairs { 0, 1, 30, 31, 61 } do take(core.add_days(day, more)) end
    end
  end
  while #list > TRIED do table.remove(list, source.up_to(#list)) end
  for _ = 1, 12 do take(core.add_days(case.as_of, source.up_to(FAR))) end
  for more = 1, 4 do take(core.add_days(case.as_of, more)) end
  table.sort(list)
  return list
end

local function by_name(list)
  local statuses = {}
  for _, verdict in ipairs(list) do statuses[verdict.rule .. " " .. verdict.subject] = verdict.status end
  return statuses
end

-- What breaks a promise on one day.
local function broken_on(day, before, after, who, broken, seen)
  for _, verdict in ipairs(before) do
    local promised = verdict.next_change
    local name = verdict.rule .. " " .. verdict.subject
    if promised ~= "not worked out" and day < (promised or "9999") then
      seen.held = seen.held + 1
      if after[name] ~= verdict.status then
        broken[#broken + 1] = ("%s is %s, and %s on %s for the %s, next change %s"):format(name, verdict.status, tostring(after[name]), day, who, tostring(promised))
      end
    elseif promised == day then
      seen.kept = seen.kept + 1
      if after[name] ~= verdict.status then seen.exact = seen.exact + 1 end
    end
  end
end

local function try(seed, seen)
  local case, source = generate.case(seed), random.source(seed)
  local before, opened = engine.check(case.pack, case.records, case.as_of, { next = true, block = seed % 4, threads = seed % 3 + 1 })
  for _, verdict in ipairs(before) do
    assert(not verdict.next_change or verdict.next_change > case.as_of, verdict.rule .. ": next change on or before the day")
    if verdict.next_change == "not worked out" then seen.open = seen.open + 1 end
  end
  local days, broken = days_of(case, source), {}
  for _, day in ipairs(days) do broken_on(day, before, engine.statuses(engine.on(opened, day)), "engine", broken, seen) end
  for _ = 1, TRIED_NAIVELY do
    local day = days[source.up_to(#days)]
    broken_on(day, before, by_name(naive.check(case.pack, case.records, day)), "naive evaluator", broken, seen)
  end
  if #broken == 0 then return nil end
  return ("seed %d, as of %s: %s (%d in all)"):format(seed, case.as_of, broken[1], #broken)
end

describe("next change", function()
  teardown(engine.close)
  it(("is not preceded by any change, seeds %d to %d"):format(first, first + count - 1), function()
    local seen, broken = { held = 0, kept = 0, exact = 0, open = 0 }, {}
    for seed = first, first + count - 1 do broken[#broken + 1] = try(seed, seen) end
    if os.getenv "SHOW" then print(("held %d, kept %d, exact %d, not worked out %d"):format(seen.held, seen.kept, seen.exact, seen.open)) end
    assert(#broken == 0, "\n" .. table.concat(broken, "\n"))
    assert(seen.held > count * 100 and seen.exact * 8 > seen.kept and seen.exact > 0, ("held %d, kept %d, exact %d"):format(seen.held, seen.kept, seen.exact))
  end)
end)
