-- Next change is a promise: with no new record the status stays what it is until that day. Random packs and registries in a short calendar are judged on a day,
-- and again on every day from it to the day that was promised, or for a year where none was: by the engine, and on some of the days by the naive evaluator, which
-- knows nothing of next changes. Each situation that meaning.md, section 13, names is met by a change on its promised day where there are enough cases (SELDOM tells
-- which are not asked for). SEED and CASES choose others; a pack in the long calendar is tried on days that can be expected to bring something.
local core = (require "tests.support.engine") and require "mandate.core"
local change_situations = require "tests.naive.change_situations"
local engine = require "tests.support.engine"
local dates = require "tests.naive.dates"
local generate = require "tests.naive.generate"
local naive = require "tests.naive.naive"
local random = require "tests.naive.random"

local first = tonumber(os.getenv "SEED" or 1)
local count = tonumber(os.getenv "CASES" or 10)
local YEAR, FAR, TRIED, TRIED_NAIVELY = 366, 800, 15, 2
local FOLLOWED = 30 -- so many rules, and periods of rules, of one pack are followed day by day: which ones, chance says
local ENOUGH = 100 -- cases, from which on every situation must have been met
-- Random packs seldom make these the reason of a change: tests/meaning/cases (changes.lua, places.lua) has one of each, by hand.
local SELDOM = { ["a parameter's row ends"] = true, ["a waiver is granted"] = true, ["a plan year ends"] = true, ["a place moves"] = true }

-- Whether another verdict changes on the day, that the rule may read.
local function reads(verdict, verdicts, day)
  for _, other in ipairs(verdicts) do
    if other.rule ~= verdict.rule and other.next_change == day then return true end
  end
  return false
end

-- What breaks a promise on one day, and what keeps one.
local function hold(case, day, verdicts, after, who, seen, broken)
  for _, verdict in ipairs(verdicts) do
    local promised = verdict.next_change
    if promised ~= "not worked out" and day < (promised or "9999") then
      seen.held = seen.held + 1
      if after[verdict.name] ~= verdict.status then
        broken[#broken + 1] = ("%s is %s, and %s on %s for the %s, next change %s"):format(verdict.name, verdict.status, tostring(after[verdict.name]), day, who,
          tostring(promised))
      end
    elseif promised == day and who == "engine" then
      seen.kept = seen.kept + 1
      if after[verdict.name] ~= verdict.status then
        seen.exact = seen.exact + 1
        for situation, met in pairs(change_situations.of(case, verdict, day, after[verdict.name], reads(verdict, verdicts, day))) do
          if met then seen.situations[situation] = (seen.situations[situation] or 0) + 1 end
        end
      end
    end
  end
end

local function judge(case, seed, seen)
  local before, opened = engine.check(case.pack, case.records, case.as_of, { next = true, block = seed % 4, threads = seed % 3 + 1 })
  for _, verdict in ipairs(before) do
    verdict.name = verdict.rule .. " " .. verdict.subject
    assert(not verdict.next_change or verdict.next_change > case.as_of, verdict.rule .. ": next change on or before the day")
    if verdict.next_change == "not worked out" then seen.open = seen.open + 1 end
  end
  return before, opened
end

-- The rules, and their periods, that are followed.
local function followed(before, source)
  local parts, listed = {}, {}
  for _, verdict in ipairs(before) do
    if not listed[verdict.part] then listed[verdict.part], parts[#parts + 1] = true, verdict.part end
  end
  while #parts > FOLLOWED do listed[table.remove(parts, source.up_to(#parts))] = nil end
  return listed
end

-- Those of them of which some verdict's promise is still to be held on a day.
local function still_promised(before, day, those)
  local parts, listed = {}, {}
  for _, verdict in ipairs(before) do
    local open = those[verdict.part] and verdict.next_change ~= "not worked out" and day <= (verdict.next_change or "9999")
    if open and not listed[verdict.part] then
      listed[verdict.part], parts[#parts + 1] = true, verdict.part
    end
  end
  return parts, listed
end

local function naively(case, before, day, seen, broken)
  local statuses = {}
  for _, verdict in ipairs(naive.check(case.pack, case.records, day)) do statuses[verdict.rule .. " " .. verdict.subject] = verdict.status end
  hold(case, day, before, statuses, "naive evaluator", seen, broken)
end

-- Day by day.
local function walk(seed, seen)
  local case, source, broken = generate.case(seed, true), random.source(seed), {}
  local before, opened = judge(case, seed, seen)
  local those = followed(before, source)
  local last = core.add_days(case.as_of, YEAR)
  local day = case.as_of
  while day < last and #broken == 0 do
    day = core.add_days(day, 1)
    local parts, listed = still_promised(before, day, those)
    if #parts == 0 then break end
    local asked = {}
    for _, verdict in ipairs(before) do
      if listed[verdict.part] then asked[#asked + 1] = verdict end
    end
    hold(case, day, asked, engine.statuses(engine.on(opened, day), parts), "engine", seen, broken)
    seen.days = seen.days + 1
  end
  for _ = 1, TRIED_NAIVELY do naively(case, before, core.add_days(case.as_of, source.up_to(YEAR)), seen, broken) end
  return case, broken
end

-- The days within reach on which something can be expected: those written in law or records, the day behind each, and some at random.
local function days_of(case, source)
  local days, list = {}, {}
  local last = core.add_days(case.as_of, FAR)
  local function take(day)
    if day and day > case.as_of and day <= last and not days[day] then -- none behind the calendar's end
      days[day], list[#list + 1] = true, day
    end
  end
  local texts = { case.pack }
  for _, csv in pairs(case.records) do texts[#texts + 1] = csv end
  table.sort(texts)
  for _, text in ipairs(texts) do
    for day in text:gmatch "%f[%d]%d%d%d%d%-%d%d%-%d%d" do
      for _, more in ipairs(dates.parse(day) and { 0, 1, 30, 31, 61 } or {}) do take(core.add_days(day, more)) end -- a key may only look like a day
    end
  end
  while #list > TRIED do table.remove(list, source.up_to(#list)) end
  for more = 1, 4 do take(core.add_days(case.as_of, more)) end
  table.sort(list)
  return list
end

local function leap(seed, seen)
  local case, source, broken = generate.case(seed), random.source(seed), {}
  local before, opened = judge(case, seed, seen)
  for _, day in ipairs(days_of(case, source)) do hold(case, day, before, engine.statuses(engine.on(opened, day)), "engine", seen, broken) end
  return case, broken
end

local function try(seeds, way)
  local seen, failures = { held = 0, kept = 0, exact = 0, open = 0, days = 0, situations = {} }, {}
  for seed = seeds[1], seeds[2] do
    local case, broken = way(seed, seen)
    if #broken > 0 then failures[#failures + 1] = ("seed %d, as of %s: %s (%d in all)"):format(seed, case.as_of, broken[1], #broken) end
  end
  if os.getenv "SHOW" then
    print(("held %d, kept %d, exact %d, not worked out %d, days %d"):format(seen.held, seen.kept, seen.exact, seen.open, seen.days))
    for _, situation in ipairs(change_situations.all) do print(situation, seen.situations[situation] or 0) end
  end
  assert(#failures == 0, "\n" .. table.concat(failures, "\n"))
  return seen
end

describe("next change", function()
  teardown(engine.close)

  it(("is not preceded by any change on any day, seeds %d to %d"):format(first, first + count - 1), function()
    local seen = try({ first, first + count - 1 }, walk)
    assert(seen.days > count * 100 and (count < ENOUGH or seen.exact * 5 > seen.kept), ("%d days, kept %d, exact %d"):format(seen.days, seen.kept, seen.exact))
    local never = {}
    for _, situation in ipairs(count >= ENOUGH and change_situations.all or {}) do
      if not seen.situations[situation] and not SELDOM[situation] then never[#never + 1] = situation end
    end
    assert(#never == 0, "never met: " .. table.concat(never, "; "))
  end)

  it("is not preceded by any change on days of the long calendar", function()
    local seen = try({ first, first + (count + 2) // 3 - 1 }, leap)
    assert(seen.held > 0)
  end)
end)
