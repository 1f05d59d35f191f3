-- The random packs and registries themselves: the same for the same seed, always understood, and such that no construct and no status
-- is met only where it says nothing. Whoever compares evaluators on them may trust that agreement means something.
-- CASES (600) random cases from SEED (1) on.
local generate = require "tests.naive.generate"
local naive = require "tests.naive.naive"
local numbers = require "tests.naive.numbers"

local first = tonumber(os.getenv "SEED" or "") or 1
local count = tonumber(os.getenv "CASES" or "") or 600

-- What must have come out of each operator at least once; more of it the larger the run.
local wanted = {
  number = { "tie", "near tie", "thirty digits", "fifteen digits", "cancels", "negative" }, ["equal quotients"] = { "true", "false" },
  status = { "met", "late", "pending", "overdue", "waived", "breached", "unknown", "not_applicable", "on_track", "behind", "missed", "open", "used", "not_available", "error" },
  ["&"] = { "true", "false", "unknown" }, ["|"] = { "true", "false", "unknown" }, ["~"] = { "true", "false", "unknown" },
  ["date &"] = { "known", "absent" }, ["date |"] = { "known", "absent" }, ["date + span"] = { "known", "absent" }, ["date - span"] = { "known", "absent" },
  ["date - date"] = { "known", "absent" }, ["+"] = { "known" }, ["-"] = { "known", "unknown" }, ["*"] = { "known", "unknown", "absent" }, ["/"] = { "known", "unknown" },
  field = { "known", "absent", "unknown" }, term = { "true", "false", "known", "absent" }, children = { "certain", "empty" },
  column = { "certain", "empty", "perhaps" }, ["set:where"] = { "certain", "empty", "perhaps" }, ["set:during"] = { "certain", "empty" },
  ["set:any"] = { "true", "false", "unknown" }, ["set:none"] = { "true", "false", "unknown" }, ["set:every"] = { "true", "false", "unknown" },
  ["set:count"] = { "known", "range" }, ["set:share"] = { "known", "range", "unknown" }, ["set:first"] = { "known", "absent", "unknown" },
  ["set:last"] = { "known", "absent", "unknown" }, ["row:later"] = { "certain", "empty" }, ["row:earlier"] = { "certain", "empty" },
  ["column:first"] = { "known", "absent", "unknown" }, ["column:last"] = { "known", "absent", "unknown" },
  ["column:when_all"] = { "known", "absent", "unknown" }, ["column:sum"] = { "known", "range", "unknown" }, ["column:min"] = { "known", "absent", "range", "unknown" },
  ["column:sum ends"] = { "there", "open", "missing" }, ["column:min ends"] = { "open", "missing" }, ["column:max ends"] = { "there", "missing" },
  ["column:mean ends"] = { "there", "missing" }, ["calculated ends"] = { "open", "missing" }, ["column units"] = { "alike", "unlike" },
  ["compared units"] = { "alike", "unlike" }, ["calculated units"] = { "alike", "unlike" },
  ["decision of linked columns"] = { "known" }, ["decision of text"] = { "known", "absent", "unknown" }, ["decision of number"] = { "known", "absent", "unknown", "range" },
  ["decision of what could not be judged"] = { "unknown" }, ["decision of date"] = { "known", "absent", "unknown" }, ["decision of condition"] = { "true", "false", "unknown" },
  ["column:max"] = { "known", "absent", "range" }, ["column:mean"] = { "known", "absent", "range", "unknown" }, ["column:count"] = { "known", "range" },
  ["number:above"] = { "true", "false", "unknown" }, ["number:at_least"] = { "true", "false", "unknown" }, ["number:below"] = { "true", "false", "unknown" },
  ["number:at_most"] = { "true", "false", "unknown" }, ["number:between"] = { "true", "false", "unknown" }, ["number:is"] = { "true", "false", "unknown" },
  ["number:given"] = { "true", "unknown" }, ["text:given"] = { "true", "false", "unknown" }, ["date:given"] = { "true", "false" },
  ["row:given"] = { "false" }, ["condition:given"] = { "unknown" },
  ["number:known"] = { "true", "false" }, ["number:or_else"] = { "known" }, ["text:is"] = { "true", "false", "unknown" },
  ["text:known"] = { "true", "false" }, ["text:missing"] = { "true", "false" }, ["text:or_else"] = { "known", "unknown" },
  ["text:starts_with"] = { "true", "unknown" }, ["date:before"] = { "true", "false" }, ["date:by"] = { "true", "false" },
  ["date:after"] = { "true", "false" }, ["date:on_or_after"] = { "true", "false" }, ["date:between"] = { "true", "false" },
  ["date:during"] = { "true", "false" }, ["date:happened"] = { "true", "false" }, ["date:known"] = { "true", "false" }, ["date:next"] = { "known", "absent" },
  ["date:or_else"] = { "known" }, ["row:is"] = { "true", "false" }, parameter = { "known", "absent", "unknown" },
  ["parameter without a value, of number"] = { "unknown" }, ["parameter without a value, of span"] = { "unknown" }, ["parameter that the law leaves out"] = { "absent" },
  ["function"] = { "true", "false", "known", "absent", "unknown" },
  ["failed call"] = { "unknown" }, ["verdict.status"] = { "known", "unknown" }, ["verdict.actual"] = { "known" }, ["verdict.gap"] = { "known" }, ["verdict.target"] = { "known" },
  ["verdict.planned"] = { "known" }, ["span:to"] = { "known" }, working_days = { "known" }, months = { "known" }, years = { "known" }, days = { "known" },
  ["row of a day"] = { "known", "unknown" }, ["row that moved"] = { "known", "unknown" },
  situation = { "a place that nobody knows on the pivot", "a place that is another on the pivot", "a goal that follows another",
    "freed by its beginning", "not freed by its beginning", "a forbid that does not apply on a row's day", "a breach that the pivot would not show",
    "a beginning on a day that nobody knows", "a beginning by D", "known() of an empty set",
    "the last row before its value came", "a day of a verdict that may not be one", "a day of a verdict that nobody knows", "days of a filter",
    "expected, and there", "expected, and missing", "perhaps expected, and missing", "not expected yet", "not expected before its beginning or behind its end",
    "a month of what could not be judged", "kept, with all that was expected", "a require without an expected record", "a forbid without an expected record",
    "evidence of what could not be judged", "evidence that could not be judged", "a forbid of what could not be judged",
    "a notice before its event: pending", "a notice before its event: met", "a notice before its event: late" },
  ["parameter:on"] = { "known", "absent" }, period = { "known" }, percent = { "known" }, not_given = { "absent" },
  ["non_detects of a rule"] = { "zero", "half", "limit" },
  shown = { "judged", "empty", "not judged", "complete", "assured" },
}

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
    for operator, outcomes in pairs(wanted) do
      for _, outcome in ipairs(outcomes) do
        if not (counters[operator] and counters[operator][outcome]) then never[#never + 1] = operator .. " " .. outcome end
      end
    end
    table.sort(never)
    assert(#never == 0, ("seeds %d to %d never gave: %s"):format(first, first + count - 1, table.concat(never, ", ")))
  end)
end)
