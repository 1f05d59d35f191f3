-- What the command says of a law that other texts change: the consolidated text of a day, a clause's history, and which text a verdict rests on.
local command = require "tests.support.command"

local pack = [[
instrument "esos-2014" { title = "The scheme", issuer = "The Secretary", in_force = { from = "2014-07-17" }, clauses = {
  ["4"] = "The compliance date is 5 December 2023", ["9"] = "Records are kept", ["10"] = "Nothing else", ["5"] = "Five" } }
instrument "esos-2023" { title = { en = "The amendment", zh = "修正" }, issuer = "The Secretary", in_force = { from = "2023-11-29" },
  clauses = { ["3"] = "Regulation 4 amended", ["7"] = "Commencement" },
  amends = { "esos-2014", replaces = { ["4"] = { "The compliance date is 5 June 2024", clause = "3" } },
    inserts = { ["9A"] = { "Estimates are recorded", unconfirmed = "not read" } },
    repeals = { ["10"] = { from = "2024-06-01", to = "2024-12-31" } } } }
instrument "errata" { title = "Errata", issuer = "The Secretary", in_force = { from = "2023-12-24" }, corrects = { "esos-2014",
  replaces = { ["9"] = "Records are kept for six years" } } }
instrument "court" { title = "Judgment", issuer = "The court", in_force = { from = "2024-03-01" }, annuls = { "esos-2014", clauses = { "5" } } }
kind "undertaking" { lasting = true, fields = { { "code", text, key = true }, { "notified_on", event } } }
obligation "notify" { clause = "esos-2014/4", per = undertaking, due = "2023-12-05", done = undertaking.notified_on }
obligation "notify@2023" { like = "notify", clause = "esos-2014/4@esos-2023", due = "2024-06-05" }
obligation "nothing" { clause = "esos-2014/10", per = undertaking, require = undertaking.notified_on:happened() }
obligation "records" { clause = "esos-2014/9", per = undertaking, require = undertaking.notified_on:happened() }
exception "small" { to = "records", clause = "esos-2014/9A", applies = undertaking.code:is "U9" }
]]

describe("A law that other texts change", function()
  setup(function()
    command.begin()
    command.write("pack/rules.lua", pack)
    command.write("undertaking.csv", "code,notified_on\nU1,\nU9,2024-01-10\n")
    command.answer(0, "import", "pack", "records.db", "undertaking.csv")
  end)
  teardown(command.finish)
  local function holds(text, ...)
    for _, words in ipairs { ... } do assert.is_truthy(text:find(words, 1, true), ("%s\nis not in\n%s"):format(words, text)) end
  end

  it("is printed as it reads on a day", function()
    local before = command.answer(0, "doc", "pack", "--on", "2023-11-28")
    holds(before, "The texts as they read on 2023-11-28", "  4: The compliance date is 5 December 2023\n    encoded by notify\n", "  9: Records are kept for six years\n"
      .. "    esos-2014/9 as corrected by errata\n", "  10: Nothing else\n")
    assert.is_nil(before:find("9A", 1, true))
    assert.is_nil(before:find("Five", 1, true)) -- annulled from the start
    assert.is_nil(before:find("esos-2023:", 1, true)) -- not in force yet
    local behind = command.answer(0, "doc", "pack", "--on", "2024-06-01")
    holds(behind, "  4: The compliance date is 5 June 2024\n    esos-2014/4 as amended by esos-2023 from 2023-11-29\n    encoded by notify@2023\n",
      "  9A: Estimates are recorded\n    esos-2014/9A inserted by esos-2023 from 2023-11-29\n    encoded by small\n    unconfirmed: not read\n",
      "  3: Regulation 4 amended\n    changes esos-2014/4\n")
    assert.is_nil(behind:find("Nothing else", 1, true)) -- suspended
    holds(command.answer(0, "doc", "pack", "--on", "2025-01-01"), "  10: Nothing else\n")
    holds(command.answer(0, "doc", "pack", "--on", "2010-01-01"), "no text of the pack is in force on 2010-01-01")
  end)
  it("refuses a day that is none, and a day without a pack", function()
    holds(command.run("doc", "pack", "--on", "5.6.2024").err, "is no date", "2024-06-05")
    holds(command.run("doc", "--on", "2024-06-05").err, "--on reads the texts of a pack: mandate doc PACK --on DATE")
  end)
  it("has a history of each clause that changed", function()
    local told = command.answer(0, "doc", "pack")
    holds(told, "  4: what it says changes\n    in force from 2014-07-17 to 2023-11-28: The compliance date is 5 December 2023\n"
      .. "    in force from 2023-11-29, as amended by esos-2023: The compliance date is 5 June 2024\n    encoded by notify, notify@2023\n",
      "    in force from 2014-07-17, as corrected by errata: Records are kept for six years\n",
      "    in force from 2024-06-01 to 2024-12-31: no such clause, repealed by esos-2023\n    in force from 2025-01-01: as before\n",
      "  9A: what it says changes\n    in force from 2023-11-29, inserted by esos-2023: Estimates are recorded\n      unconfirmed: not read\n",
      "    the text of esos-2014 was annulled from the start by court: Five\n", "  7: Commencement\n    no rule cites it\n",
      "obligation notify@2023\n  esos-2014/4 as amended by esos-2023 from 2023-11-29\n  in force from 2023-11-29\n",
      "obligation nothing\n  esos-2014/10\n  in force from 2014-07-17 to 2024-05-31, in force from 2025-01-01\n")
    local _, times = told:gsub("obligation nothing", "")
    assert.equal(1, times)
  end)
  it("is cited in reasons and explanations with the text that changed it, and its day", function()
    local told = command.answer(0, "explain", "pack", "records.db", "notify", "U1", "--as-of", "2024-06-06")
    holds(told, "esos-2014/4 as amended by esos-2023 from 2023-11-29: The compliance date is 5 June 2024", "The amendment, The Secretary, in force from 2023-11-29",
      "The scheme, The Secretary, in force from 2014-07-17", "Verdict: overdue. esos-2014/4 as amended by esos-2023 from 2023-11-29: not done by 2024-06-06, due by 2024-06-05")
    local early = command.answer(0, "explain", "pack", "records.db", "notify", "U1", "--as-of", "2023-11-28")
    holds(early, "  esos-2014/4: The compliance date is 5 December 2023", "Verdict: pending. esos-2014/4:", "Next change: 2023-11-29")
    holds(command.answer(0, "explain", "pack", "records.db", "records", "U9", "--as-of", "2024-06-06"), "exception small (esos-2014/9A inserted by esos-2023 from 2023-11-29)")
    holds(command.answer(0, "explain", "pack", "records.db", "notify", "U1", "--as-of", "2024-06-06", "--lang", "zh"), "esos-2014/4（esos-2023 自 2023-11-29 起修改）")
  end)
  it("is noted where a rule goes on with a text that it does not speak", function()
    local note = "Note: records speaks esos-2014/9 as it read before errata changed it on 2014-07-17, and goes on with that"
    holds(command.answer(0, "report", "pack", "records.db", "--as-of", "2024-06-06"), "records speaks esos-2014/9 as it read before errata changed it on 2014-07-17")
    holds(command.answer(0, "explain", "pack", "records.db", "records", "U1", "--as-of", "2024-06-06"), note)
    holds(command.answer(1, "lint", "pack"), "obligation `records` still speaks the old text of `esos-2014/9`, which `errata` corrects from 2014-07-17 on")
  end)
end)
