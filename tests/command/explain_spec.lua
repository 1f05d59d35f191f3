-- Explanations over random packs and registries: every verdict can be explained, the explained verdict is the one that was counted, and every
-- record it cites has a file and a line. Of packs with thousands of verdicts some are looked at, by chance. CASES (25) and SEED (26, from which
-- on every status is met) choose other packs.
local engine = require "tests.support.engine"
local generate = require "tests.naive.generate"
local some_of = require "tests.support.some_of"

local MOST <const> = 300 -- verdicts of a pack

local first = tonumber(os.getenv "SEED" or 26)
local count = math.min(tonumber(os.getenv "CASES" or 25), 400)

-- Explains the verdicts of a case; what is wrong goes to `failures`.
local function explain_some(case, failures, counters)
  local checking = require "mandate.check.check"
  local explaining = require "mandate.check.explain"
  local words = require("mandate.catalogues.catalogue").open()
  local opened = engine.open(case.pack, case.records, case.as_of)
  local result = assert(checking.run(opened, { missing = true, keep_all = true, hold = true }))
  local function fail(part, record, ...)
    failures[#failures + 1] = ("seed %d, %s: "):format(case.seed, part.base .. " " .. checking.subject(opened, part, record)) .. string.format(...)
  end
  local function explain(part, record)
    local _, counted = result.run:value(part.node, record)
    local done, explanation = xpcall(explaining.verdict, debug.traceback, opened, words, result.run, part, record)
    if not done then return fail(part, record, "%s", explanation) end
    local status = explanation.verdict and explanation.verdict.status
    if status ~= (counted and counted.status) then fail(part, record, "counted %s, explained %s", counted and counted.status, status) end
    counters[status or "none"] = (counters[status or "none"] or 0) + 1
    for _, cited in ipairs(explanation.records) do
      if not cited.file or not cited.line or cited.line < 2 then fail(part, record, "%s %s has no place", cited.kind, cited.key) end
    end
    for _, line in ipairs(explanation.lines) do
      if type(line.text) ~= "string" or line.text:find("table: 0x", 1, true) then fail(part, record, "a line without words") end
    end
  end
  local total = 0
  for _, rule in ipairs(result.rules) do
    for _, part in ipairs(rule.parts) do total = total + opened.snapshot:records(part.kind) end
  end
  local chosen = some_of(case.seed, total, MOST)
  for _, rule in ipairs(result.rules) do
    for _, part in ipairs(rule.parts) do
      for record = 0, opened.snapshot:records(part.kind) - 1 do
        if chosen() then explain(part, record) end
      end
    end
  end
end

describe("explanations of random packs", function()
  teardown(engine.close)

  it(("hold for its verdicts, seeds %d to %d"):format(first, first + count - 1), function()
    local failures, counters = {}, {}
    for seed = first, first + count - 1 do explain_some(generate.case(seed), failures, counters) end
    assert(#failures == 0, ("%d\n%s"):format(#failures, table.concat(failures, "\n", 1, math.min(#failures, 12))))
    if count >= 25 then
      for _, status in ipairs { "met", "late", "pending", "overdue", "breached", "waived", "unknown", "not_applicable", "behind", "missed", "open" } do
        assert.is_truthy(counters[status], "no case is " .. status)
      end
    end
  end)
end)
