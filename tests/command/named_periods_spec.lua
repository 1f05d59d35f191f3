-- Periods that a table names, as the command shows them: who is judged in which row, by what, and what the table does not tell.
local command = require "tests.support.command"

local pack = [[
instrument "act" { title = "Act", issuer = "P", in_force = { from = "2014-07-17" }, clauses = { phases = "the phases", ["4"] = "notify in each phase" } }
kind "firm" { lasting = true, fields = { { "code", text, key = true }, { "staff", number } } }
kind "notice" { fields = { { "code", text, key = true }, { "firm", firm, owner = true }, { "made_on", event, starts = true } } }
periods "phase" { clause = "act/phases",
  { "1", from = "2014-07-17", to = "2015-12-05", by = "2015-12-05", least = 250, put_off = not_given "it stands" },
  { "2", from = "2015-12-06", to = "2019-12-05", by = "2019-12-05", least = 200, put_off = "2020-02-29", unconfirmed = "from memory" } }
obligation "notify" { clause = "act/4", per = { firm, phase }, applies = firm.staff:at_least(phase.least), due = phase.put_off:or_else(phase.by),
  done = firm.notices:where(notice.made_on:on_or_after(period.from)).made_on:first() }
obligation "more" { clause = "act/4", per = { firm, phase }, require = firm.notices:during(period):count():at_least(firm.notices:during(period):count():previous()) }
obligation "other" { clause = "act/4", per = firm, require = firm.notices:any() }
report "phases" { title = "Phases", per = { firm, phase }, columns = { { "by", phase.by }, { "least", phase.least }, { "before", phase.by:previous() },
  { "status", verdict "notify".status } } }
report "beside" { title = "Beside", per = { firm, phase }, across = phase, columns = { { "notices", firm.notices:during(period):count() } } }
]]

local function holds(text, ...)
  for _, said in ipairs { ... } do assert(text:find(said, 1, true), said .. " is not in\n" .. text) end
end
local function explained(rule, subject, ...) return command.run("explain", "law", "firms.db", rule, subject, "--as-of", "2019-06-30", ...).out end

describe("periods that a table names", function()
  setup(function()
    command.begin()
    command.write("law/pack.lua", pack)
    command.write("firm.csv", "code,staff\nF1,250\nF2,249\nF3,\n")
    command.write("notice.csv", "code,firm,made_on\nN1,F1,2016-01-10\n")
    command.answer(0, "import", "law", "firms.db", "firm.csv", "notice.csv")
  end)
  teardown(command.finish)

  it("are those of the subjects, also of a row that ended before anything was recorded", function()
    command.answer(1, "check", "law", "firms.db", "--as-of", "2019-06-30", "--verdicts", "verdicts.csv", "--no-reasons")
    local rows = command.read "verdicts.csv"
    holds(rows, "notify,F1@1,late,2015-12-05,2016-01-10", "notify,F1@2,met,2020-02-29,2016-01-10", "notify,F2@1,not_applicable", "notify,F2@2,pending,2020-02-29,,2020-03-01",
      "notify,F3@1,unknown,2015-12-05,,")
  end)

  it("say what they say by the clause of their row", function()
    holds(explained("notify", "F1@1"), "applies: true", "phase.least: 250", "its row, in force from 2014-07-17 to 2015-12-05: act/phases: the phases", "due: 2015-12-05",
      "act/phases: the phases, none: it stands")
    holds(explained("notify", "F1@2"), "due: 2020-02-29", "phase.put_off: 2020-02-29", "periods phase, 2, are unconfirmed: from memory")
    assert.is_nil(explained("other", "F1"):find("unconfirmed", 1, true)) -- which rests on no phase
  end)

  it("are unknown before the first row, which the reason says in words", function()
    holds(explained("more", "F1@1"), "the table names none before", "cannot be decided without a row of periods phase on 2014-07-16", "Verdict: unknown")
    holds(explained("more", "F1@1", "--lang", "zh"), "表中其前无期间", "期间表 phase 中的行，2014-07-16")
    local whole = command.answer(0, "report", "law", "firms.db", "--as-of", "2019-06-30")
    holds(whole, "a row of periods phase")
  end)

  it("stand in tables, in the order of their rows", function()
    holds(command.answer(0, "report", "law", "firms.db", "phases", "--as-of", "2019-06-30", "--format", "csv"), "Firm,phase,by,least,before,status\n",
      "F1,1,2015-12-05,250,unknown,late\n", "F1,2,2019-12-05,200,2015-12-05,met\n")
    holds(command.answer(0, "report", "law", "firms.db", "phases", "--as-of", "2015-12-05", "--format", "csv"), "F1,1,2015-12-05,250,unknown,pending\n")
    assert.is_nil(command.answer(0, "report", "law", "firms.db", "phases", "--as-of", "2015-12-05", "--format", "csv"):find("F1,2", 1, true))
    holds(command.answer(0, "report", "law", "firms.db", "beside", "--as-of", "2019-06-30", "--format", "csv"), "Firm,Measure,1,2\n", "F1,notices,0,1\n")
  end)

  it("tell when the last row has ended", function()
    local note = "periods phase end with 2, on 2019-12-05: nothing is judged of later days"
    holds(command.run("check", "law", "firms.db", "--as-of", "2019-12-06").err, note)
    assert.is_nil(command.run("check", "law", "firms.db", "--as-of", "2019-12-05").err:find("periods phase end", 1, true))
    holds(command.run("lint", "law").out, note)
    holds(command.run("lint", "law", "--as-of", "2019-12-06").out, note)
    assert.is_nil(command.run("lint", "law", "--as-of", "2019-12-05").out:find("periods phase end", 1, true)) -- the day is asked of a pack alone, too
    holds(command.run("lint", "law", "--as-of", "2019-13-05").err, "--as-of 2019-13-05")
    holds(command.run("check", "law", "firms.db", "--as-of", "2019-12-06", "--lang", "zh").err, "期间表 phase 止于 2（2019-12-05）")
  end)

  it("tell of the first rule that is in force before the first row", function()
    local note = "periods phase begin with 1, on 2014-07-18, and notify is in force from 2014-07-17: nothing is judged of the days before"
    command.write("late/pack.lua", (pack:gsub('{ "1", from = "2014%-07%-17"', '{ "1", from = "2014-07-18"')))
    holds(command.run("check", "late", "firms.db", "--as-of", "2014-07-17").err, note)
    assert.is_nil(command.run("check", "late", "firms.db", "--as-of", "2014-07-16").err:find("begin with", 1, true)) -- the rule is still to come
    holds(command.run("lint", "late").out, note)
    holds(command.run("lint", "late", "--lang", "zh").out, "期间表 phase 自 1（2014-07-18）起，而 notify 自 2014-07-17 起施行")
    assert.is_nil(command.run("lint", "law").out:find("begin with", 1, true))
    -- Of two the one that begins first; a rule that is judged in no phase begins when it likes.
    local function text(name, from) return ('instrument "%s" { title = "T", issuer = "P", in_force = { from = "%s" }, clauses = { a = "a" } }\n'):format(name, from) end
    command.write("late/more.lua", text("older", "2010-01-01") .. text("old", "2014-07-01")
      .. 'obligation "of-firms" { clause = "older/a", per = firm, require = firm.staff:given() }\n'
      .. 'obligation "of-phases" { clause = "old/a", per = { firm, phase }, require = firm.staff:given() }\n')
    holds(command.run("lint", "late").out, "periods phase begin with 1, on 2014-07-18, and of-phases is in force from 2014-07-01")
  end)

  it("tell of days between two rows, of which nothing is judged, with the lines of both", function()
    local note = "periods phase: the days from 2015-12-06 to 2016-01-31 lie between 1 (pack.lua:5) and 2 (pack.lua:6), in no period, and nothing is judged of them"
    command.write("gap/pack.lua", (pack:gsub('from = "2015%-12%-06"', 'from = "2016-02-01"')))
    holds(command.run("check", "gap", "firms.db", "--as-of", "2015-12-06").err, note)
    assert.is_nil(command.run("check", "gap", "firms.db", "--as-of", "2015-12-05").err:find(note, 1, true)) -- they are still to come
    holds(command.run("report", "gap", "firms.db", "--as-of", "2019-12-05").out .. command.run("report", "gap", "firms.db", "--as-of", "2019-12-05").err, note)
    holds(command.run("lint", "gap").out, note)
    holds(command.answer(0, "doc", "gap"), note)
    holds(command.run("lint", "gap", "--lang", "zh").out, "期间表 phase：2015-12-06 至 2016-01-31 各日位于 1（pack.lua:5）与 2（pack.lua:6）之间")
    assert.is_nil(command.run("lint", "law").out:find("lie between", 1, true))
    local third = 'from = "2016-02-01", to = "2019-12-05", by = "2019-12-05", least = 200, put_off = "2020-02-29", unconfirmed = "from memory" },\n'
      .. '  { "3", from = "2020-01-01", by = "2020-01-31", least = 1, put_off = "2020-02-29"'
    command.write("gap/pack.lua", (pack:gsub('from = "2015%-12%-06".-memory"', third)))
    holds(command.run("lint", "gap").out, note .. "; 2 such stretches in all")
  end)

  it("are told by doc, as the table that they are, and by the editor's types", function()
    local doc = command.answer(0, "doc", "law")
    holds(doc, "judges: firm, phase", "Periods phase\n", "phases: the phases\n    encoded by phase\n")
    assert.matches('1      2014%-07%-17  2015%-12%-05  "2015%-12%-05"  250    none: it stands  act/phases', doc)
    assert.is_nil(doc:find("Parameters", 1, true))
    holds(command.answer(0, "doc", "law", "--lang", "zh"), "期间表 phase")
    holds(command.answer(0, "doc", "law", "--editor"), "---@class phase_row", "---@field by date_", "---@field least number_", "phase = nil")
  end)

  it("name no row that there is not", function()
    holds(command.run("explain", "law", "firms.db", "notify", "F1@3", "--as-of", "2019-06-30").err, "from 1 to 2")
  end)
end)
