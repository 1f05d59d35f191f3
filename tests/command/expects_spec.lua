-- A rule that says which records it expects: what is missing is named, by month, quarter or year, and mistakes are told at their place.
local command = require "tests.support.command"
local write, answer, says = command.write, command.answer, command.says

local LAW = [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2020-01-01" }, clauses = { a = "A sample a month", b = "A report a year" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "opened_on", event, starts = true }, { "closed_on", event, blank = "not_yet" } } }
kind "tank" { lasting = true, fields = { { "code", text, key = true }, { "plant", plant, owner = true } } }
kind "sample" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "taken_on", event, starts = true }, { "read_on", event },
  { "lead", number, blank = "none", known_from = "read_on" }, { "zinc", number } } }
kind "leak" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "seen_on", event, starts = true } } }
]]
local RULES = [[
local high = sample.lead:above(5)
obligation "monthly" { clause = "act/a", per = { plant, year }, require = plant.samples:during(period):where(high):none(), expects = { plant.samples,
  each = month, to = plant.closed_on } }
obligation "never" { clause = "act/a", per = { plant, year }, forbid = plant.samples:during(period):where(high), expects = { plant.samples, each = quarter } }
obligation "yearly" { clause = "act/b", per = plant, require = plant.samples:where(high):none(), expects = { plant.samples, each = year, during = "2021/2060" } }
obligation "zinc" { clause = "act/a", per = { plant, year }, require = plant.samples:during(period):where(sample.zinc:above(5)):none(),
  expects = { plant.samples, each = quarter } }
]]

local function samples(of)
  local rows = { "code,plant,taken_on,read_on,lead,zinc\n" }
  for _, row in ipairs(of) do
    for month, mark in row[2]:gmatch "(%d%d%d%d%-%d%d)([!?]?)" do
      rows[#rows + 1] = ("s%d,%s,%s-10,%s,1,%s\n"):format(#rows, row[1], month, mark == "!" and "" or month .. "-20", mark == "?" and "" or "1")
    end
  end
  return table.concat(rows)
end

describe("what a rule expects", function()
  before_each(command.begin)
  after_each(command.finish)

  local function import(rules, plants, rows)
    write("p/p.lua", LAW .. rules)
    write("plant.csv", "code,opened_on,closed_on\n" .. plants)
    write("sample.csv", samples(rows))
    answer(0, "import", "p", "r.db", "plant.csv", "sample.csv")
  end
  -- The reason of a verdict, without its file and line, and without what was looked at.
  local function reason(rule, subject, as_of)
    command.run("check", "p", "r.db", "--as-of", as_of or "2024-12-31", "--verdicts", "v.csv")
    local row = command.read("v.csv"):match("\n" .. rule .. "," .. subject:gsub("%-", "%%-") .. ",([^\n]*)")
    return (assert(row, "no such verdict"):gsub(" %[[^%]]*%]", ""):gsub('"', ""):gsub("; looked at .*$", ""))
  end

  it("names the months that are missing, and those of which none could be judged", function()
    import(RULES, "a,2024-01-01,\nb,2024-03-05,2024-06-20\n", { { "a",
      "2024-01 2024-02 2024-04! 2024-05 2024-06 2024-08! 2024-09 2024-10 2024-11 2024-12" }, { "b", "2024-04 2024-06" } })
    assert.equal("unknown,,,,,act/a: no sample on record of 2024-03, 2024-07, and no sample that could be judged of 2024-04, 2024-08", reason("monthly", "a@2024"))
    assert.equal("unknown,,,,,act/a: no sample on record of 2024-03, 2024-05", reason("monthly", "b@2024"))
    assert.equal("unknown,,,,,act/a: no sample on record of 2024-Q1, 2024-Q3, 2024-Q4", reason("never", "b@2024"))
    assert.equal("unknown,,,2024-09-20,,act/a: no sample on record of 2024-03, 2024-07, and no sample that could be judged of 2024-04", reason("monthly", "a@2024", "2024-08-09"))
  end)

  it("looks back over the months that end with the period, where the rule does", function()
    import([[
local high = sample.lead:above(5)
obligation "rolling" { clause = "act/a", per = { plant, month }, require = plant.samples:during(months(3):to(period.to)):where(high):none(),
  expects = { plant.samples, each = month, during = months(3):to(period.to) } }
obligation "alone" { clause = "act/a", per = { plant, month }, require = plant.samples:during(months(3):to(period.to)):where(high):none(),
  expects = { plant.samples, each = month } }
]], "a,2020-01-01,\nb,2024-04-10,\n", { { "a", "2024-01 2024-02 2024-04 2024-05 2024-06" }, { "b", "2024-04 2024-05" } })
    says(reason("rolling", "a@2024-04"), "unknown,,,,,act/a: no sample on record of 2024-03")
    says(reason("rolling", "a@2024-05"), "unknown,,,,,act/a: no sample on record of 2024-03")
    says(reason("rolling", "a@2024-06"), "met,")
    says(reason("alone", "a@2024-04"), "met,")
    says(reason("rolling", "b@2024-05"), "met,") -- before it opened nothing is expected
    says(answer(0, "doc", "p"), "plant.samples, one each month, in months(3):to(period.to)")
    local text = answer(1, "lint", "p")
    says(text, "obligation alone: it asks records from before the month that is judged, and records are expected of that month only")
    assert.not_matches("obligation rolling", text)
  end)

  it("tells what is missing behind fields that are not known", function()
    import(RULES, "a,,\n", { { "a", "2024-04 2024-07? 2024-10" } })
    assert.equal("unknown,,,,plant.opened_on,act/a: cannot be decided without plant.opened_on; no sample on record of 2024-Q1", reason("never", "a@2024"))
    assert.equal("unknown,,,,sample.zinc,act/a: cannot be decided without sample.zinc; no sample on record of 2024-Q1", (reason("zinc", "a@2024"):gsub("; no sample that.*", "")))
  end)

  it("tells a long list by its first, and explain all of it", function()
    import(RULES, "a,2020-01-01,\n", { { "a", "2021-04" } })
    assert.equal("unknown,,,,,act/b: no sample on record of 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033, 2034, 2035, "
      .. "2036, 2037, 2038, 2039, 2040, 2041, 2042, 2043, 2044, 2045, 2046, 2047, 2048, and 12 more",
      reason("yearly", "a", "2060-12-31"))
    says(answer(0, "explain", "p", "r.db", "monthly", "a@2022", "--as-of", "2024-12-31"),
      "  expects: plant.samples, one each month, until plant.closed_on\n    no sample on record of 2022-01, 2022-02, 2022-03, 2022-04, 2022-05, 2022-06, 2022-07, "
      .. "2022-08, 2022-09, 2022-10, 2022-11, 2022-12\n")
    says(answer(0, "explain", "p", "r.db", "monthly", "a@2022", "--as-of", "2024-12-31", "--lang", "zh"), "没有 2022-01、2022-02")
    says(answer(0, "explain", "p", "r.db", "yearly", "a", "--as-of", "2024-12-31"), "expects: plant.samples, one each year, 2021-01-01 to 2060-12-31\n")
  end)

  it("is kept where all is there, and knows the day on which the next month ends", function()
    import(RULES, "a,2024-01-01,\n", { { "a", "2024-01 2024-02 2024-03" } })
    assert.equal("met,,,2024-04-30,,act/a: kept", reason("monthly", "a@2024", "2024-03-31"))
    assert.equal("met,,,2024-04-30,,act/a: kept", reason("monthly", "a@2024", "2024-04-29"))
    assert.equal("unknown,,,,,act/a: no sample on record of 2024-04", reason("monthly", "a@2024", "2024-04-30"))
    assert.equal("met,,,2024-06-30,,act/a: kept", reason("never", "a@2024", "2024-04-30"))
  end)

  it("stands in the pack's documentation", function()
    import(RULES, "a,2024-01-01,\n", {})
    local text = answer(0, "doc", "p")
    says(text, "expects: plant.samples, one each month, until plant.closed_on")
    assert.falsy(text:find("evidence: plant.samples", 1, true))
  end)

  it("is told where it is wrong, with what to write", function()
    local function refused(rule, said)
      write("p/p.lua", LAW .. rule)
      local text = command.run("check", "p", "r.db").err
      says(text, "p.lua:7:")
      says(text, said)
    end
    local function standing(expects,
      per) return ('obligation "x" { clause = "act/a", per = %s, require = plant.samples:count():at_most(3), expects = %s }'):format(per or "plant", expects) end
    refused(standing "plant.samples", "expects says which records, and how often: expects = { enterprise.measurements, each = month }")
    refused(standing '{ plant.samples, each = "moth", during = "2021" }', "each is year, quarter, month, week or fiscal_year \"04-06\", without quotes around the word")
    refused(standing '{ plant.samples, each = "moth", during = "2021" }', "Did you mean `month`?")
    refused(standing "{ plant.samples, each = month }", 'say of which days, during = "2001/2003", or judge the rule in each period, per = { plant, year }')
    refused(standing('{ plant.samples, each = year }', "{ plant, month }"), "no month holds a whole year: each = month")
    refused(standing('{ plant.samples, each = month, during = "2021" }', "{ plant, year }"), "leave out `during`")
    refused(standing '{ plant.samples, each = year, during = "2021-03/2022-02" }', 'expects: "2021-03/2022-02" does not begin and end with a year')
    refused(standing '{ plant.tanks, each = year, during = "2021" }', "a tank has no day of its own, and so belongs to no year")
    refused(standing '{ plant.samples, ech = year, during = "2021" }', "no key `ech`. Did you mean `each`?")
    refused(standing '{ plant.samples:count(), each = year, during = "2021" }', "expected a set of records, got a number")
    refused(standing '{ plant.samples, plant.tanks, each = year, during = "2021" }', "expects holds a stray value")
    refused(standing '{ plant.samples, each = year, during = "2021", from = plant.code }', "expected a date, got a text")
    refused('obligation "x" { clause = "act/a", per = plant, due = "2020-12-31", done = plant.closed_on, expects = { plant.samples, each = year, during = "2021" } }',
      "expects belongs to `require` and `forbid`; a dated obligation has `due` and `done`")
  end)

  it("is looked at again by lint where it can never be met, or what is expected stands for nothing that is forbidden", function()
    import([[
local high = sample.lead:above(5)
obligation "late" { clause = "act/a", per = plant, require = plant.samples:where(high):none(), expects = { plant.samples, each = year, during = "2018/2019" } }
obligation "narrow" { clause = "act/a", per = { plant, year }, require = plant.samples:where(high):none(), expects = { plant.samples:during "2021", each = month } }
obligation "other" { clause = "act/a", per = { plant, year }, forbid = plant.leaks:during(period), expects = { plant.samples, each = month } }
obligation "stated" { clause = "act/a", per = { plant, year }, forbid = plant.leaks:during(period), evidence = plant.samples:during(period),
  expects = { plant.samples, each = month } }
obligation "fine" { clause = "act/a", per = { plant, year }, forbid = plant.samples:during(period):where(high), expects = { plant.samples:during(period), each = month } }
]], "a,2024-01-01,\n", {})
    local text = command.run("lint", "p").out
    says(text, "obligation late: it expects nothing, because it is in force on no day from 2018-01-01 to 2019-12-31")
    says(text, "obligation narrow: what it expects is never there outside 2021-01-01 to 2021-12-31, to which the set narrows itself; leave out `during` in the set")
    says(text, "obligation other: what is expected does not stand for a leak that is not there, so that only a leak on record can show that it is kept; if it does, "
      .. "write evidence = plant.samples:during(period)")
    assert.falsy(text:find("stated", 1, true), text)
    assert.falsy(text:find("fine", 1, true), text)
  end)
end)
