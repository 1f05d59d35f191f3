-- What stands behind the case of a reason: the record that breaks a rule first, the parameters that decided, what was looked at, and that a verdict stands only for want
-- of records; in the table and in `explain` alike.
local command = require "tests.support.command"

local answer, write = command.answer, command.write

local PACK = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…", p = "…", q = "…", s = "…" } }
parameter "top" { clause = "n/p", { "50 mg/L", from = "1996-01-01" }, { "40 mg/L", from = "2002-01-01", place = "N", clause = "n/q" } }
parameter "size" { clause = "n/s", { 300, from = "1996-01-01" } }
parameter "quota" { clause = "n/s", { 2, from = "1996-01-01" } }
local high = measurement.value:above(parameter "top")
term "enterprise.quiet" { value = enterprise.measurements:where(high):none() }
term "enterprise.big" { value = enterprise.employees:above(parameter "size") }
term "enterprise.small" { value = ~enterprise.big }
decision "enterprise.class" { reading = "as it says", hit = "first", columns = { enterprise.employees },
  rows = { { at_least(parameter "size"), "large" }, { at_least(parameter "quota"), "medium" }, { any, "small" } } }
obligation "low" { clause = "n/a", require = enterprise.measurements:where(measurement.pollutant:is "COD" & high):none(), evidence = enterprise.measurements }
obligation "never" { clause = "n/a", forbid = enterprise.measurements:where(high), evidence = enterprise.measurements }
obligation "bare" { clause = "n/a", forbid = enterprise.measurements:where(high) }
obligation "year" { clause = "n/a", per = { enterprise, year }, require = enterprise.measurements:during(period):where(high):count():at_most(parameter "quota") }
obligation "all" { clause = "n/a", require = enterprise.measurements:every(measurement.value:at_most "50 mg/L") }
obligation "quiet" { clause = "n/a", applies = enterprise.big, require = enterprise.quiet }
obligation "humble" { clause = "n/a", require = enterprise.small }
obligation "classed" { clause = "n/a", applies = enterprise.class:is("large", "medium"), require = enterprise.sector:is "31" }
obligation "each" { clause = "n/a", per = measurement, applies = measurement.enterprise.big, require = measurement.value:at_most(parameter "top") }
obligation "calm" { clause = "n/a", applies = enterprise.measurements:any(), due = "2001-01-01", done = enterprise.closed_on }
obligation "heard" { clause = "n/a", per = { enterprise, year }, require = enterprise.measurements:during(period):any() | enterprise.closed_on:happened() }
obligation "heard-by" { clause = "n/a", per = { enterprise, year }, require = enterprise.measurements:during(period):any() | enterprise.closed_on:by(period.to) }
incentive "grant" { clause = "n/a", applies = enterprise.measurements:none(), used = enterprise.closed_on }
power "halt" { clause = "n/a", applies = enterprise.measurements:any(), used = enterprise.closed_on }
]]

describe("behind the case a reason", function()
  setup(function()
    command.begin()
    write("law/law.lua", PACK)
    write("jurisdiction.csv", "code\nN\nS\n")
    write("enterprise.csv", "code,jurisdiction,sector,employees,closed_on\nE1,N,31,400,\nE2,S,31,500,\nE3,N,31,3,\nE4,N,31,3,2002-06-30\nE5,N,31,3,2001-01-31\n")
    write("measurement.csv", 'enterprise,outlet,pollutant,measured_on,value,unit\nE1,o,COD,2003-01-31,10,mg/L\nE1,o,NH3,2003-02-01,20,mg/L\n'
      .. 'E1,"o,1",COD,2003-03-01,60,mg/L\nE1,o,COD,2003-04-01,70,mg/L\nE1,o,NH3,2004-03-01,60,mg/L\nE2,o,COD,2003-03-01,45,mg/L\n')
    answer(0, "import", "r.db", "jurisdiction.csv", "enterprise.csv", "measurement.csv")
    answer(1, "check", "law", "r.db", "--as-of", "2003-12-31", "--verdicts", "v.csv")
    answer(1, "check", "law", "r.db", "--as-of", "2003-12-31", "--threads", "2", "--verdicts", "v2.csv")
    answer(1, "check", "law", "r.db", "--as-of", "2003-12-31", "--lang", "zh", "--verdicts", "zh.csv")
  end)
  teardown(command.finish)

  local function reason_of(rule, subject, file)
    for line in command.read(file or "v.csv"):gmatch "[^\n]+" do
      if line:gsub('"', ""):find(rule .. "," .. subject .. ",", 1, true) == 1 then return (line:match "n/a.*$":gsub('""', "'"):gsub('"', ""):gsub("'", '"')) end
    end
    error("no row of " .. subject)
  end
  -- The whole reason, in the table and in explain, which lists the records by itself.
  local function says(rule, subject, text)
    assert.are.equal(text, reason_of(rule, subject))
    local printed = answer(0, "explain", "law", "r.db", rule, subject, "--as-of", "2003-12-31")
    assert.is_truthy(printed:find(". " .. text:gsub(" %[[^]]*%]$", "") .. "\n", 1, true), printed)
  end
  local LOOKED = "; looked at 4 measurements, 2003-01-31 to 2003-04-01"
  local ASKED = LOOKED .. ", of which 2 meet the other conditions"

  it("names the record that breaks a rule first, with value and threshold", function()
    local first = 'first broken by measurement E1/o,1/COD/2003-03-01: measurement.value:above(parameter "top") is true, 60 mg/L against 40 mg/L'
      .. " (top: n/q, in force from 2002-01-01, in N)" .. ASKED .. " [enterprise.csv:2, measurement.csv:4]"
    says("low", "E1", "n/a: breached; " .. first)
    says("never", "E1", "n/a: breached since 2003-03-01; " .. first)
    says("bare", "E1", "n/a: breached since 2003-03-01; " .. first)
    says("all", "E1", 'n/a: breached; first broken by measurement E1/o,1/COD/2003-03-01: measurement.value:at_most("50 mg/L") is false, 60 mg/L against 50 mg/L'
      .. LOOKED .. " [enterprise.csv:2, measurement.csv:4]")
  end)

  it("says that a period is kept by what came behind it, and was not as things stood on its last day", function()
    local none = "; no measurement of those days on record [enterprise.csv:5]"
    says("heard", "E4@2001", "n/a: kept; as things stood on 2001-12-31 it was not kept: what came later keeps it" .. none)
    says("heard", "E4@2002", "n/a: kept" .. none)
    says("heard-by", "E4@2001", "n/a: breached: enterprise.closed_on:by(period.to) is false, 2002-06-30 against 2001-12-31" .. none)
    assert.matches("按 2001%-12%-31 当日的情况并未遵守", reason_of("heard", "E4@2001", "zh.csv"))
  end)

  it("tells how many records were looked at, of which days, or that there are none", function()
    says("year", "E1@2003", 'n/a: kept: enterprise.measurements:during(period):where(measurement.value:above(parameter "top")):count():at_most(parameter "quota") is true, '
      .. "2 against 2 (top: n/q, in force from 2002-01-01, in N; quota: n/s, in force from 1996-01-01)" .. ASKED .. " [enterprise.csv:2]")
    says("never", "E2", "n/a: kept; looked at 1 measurement, of 2003-03-01, none of which meets the other conditions [enterprise.csv:3]")
    says("never", "E3", "n/a: no record shows that it was kept; no measurement of those days on record [enterprise.csv:4]")
    says("all", "E3", "n/a: no measurement on record that could be judged [enterprise.csv:4]")
  end)

  it("names parameters that terms, decisions and `applies` read, where they decided", function()
    says("quiet", "E3", "n/a: does not apply: its condition is false, enterprise.big (size: n/s, in force from 1996-01-01) [enterprise.csv:4]")
    says("humble", "E1", 'n/a: breached: ~enterprise.employees:above(parameter "size") is false, 400 against 300 (size: n/s, in force from 1996-01-01) [enterprise.csv:2]')
    says("humble", "E3", 'n/a: kept: ~enterprise.employees:above(parameter "size") is true, 3 against 300 (size: n/s, in force from 1996-01-01) [enterprise.csv:4]')
    says("classed", "E1", 'n/a: kept: enterprise.sector:is("31") is true, it is 31 (size: n/s, in force from 1996-01-01) [enterprise.csv:2]')
    says("classed", "E3", 'n/a: kept: enterprise.sector:is("31") is true, it is 31 (size: n/s, in force from 1996-01-01; quota: n/s, in force from 1996-01-01) [enterprise.csv:4]')
    says("each", "E2/o/COD/2003-03-01", 'n/a: kept: measurement.value:at_most(parameter "top") is true, 45 mg/L against 50 mg/L '
      .. "(top: n/p, in force from 1996-01-01; size: n/s, in force from 1996-01-01) [measurement.csv:7]")
  end)

  it("names the record of an owner's set that breaks a rule of one of its records", function()
    command.write("own/own.lua", 'instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }\n'
      .. 'obligation "own" { clause = "n/a", per = measurement, require = measurement.enterprise.measurements:every(measurement.value:at_most "5 mg/L") }\n')
    answer(1, "check", "own", "r.db", "--as-of", "2003-12-31", "--verdicts", "own.csv")
    assert.matches("\nown,[^\n]*,breached,[^\n]*; first broken by measurement [^\n]*measurement.value:at_most", command.read "own.csv")
  end)

  it("says that a verdict stands only for want of records, and which", function()
    says("calm", "E3",
      "n/a: does not apply: its condition is false, enterprise.measurements:any(); only for want of any measurement on record that could be judged [enterprise.csv:4]")
    says("grant", "E3", "n/a: may be used, and was not; its condition holds only for want of any measurement on record that could be judged [enterprise.csv:4]")
    says("halt", "E3",
      "n/a: may not be used: its condition is false, enterprise.measurements:any(); only for want of any measurement on record that could be judged [enterprise.csv:4]")
    says("grant", "E1", "n/a: may not be used: its condition is false, enterprise.measurements:none() [enterprise.csv:2]")
  end)

  it("says the same with any number of threads, and in Chinese", function()
    assert.are.equal(command.read "v.csv", command.read "v2.csv")
    assert.are.equal('n/a：自 2003-03-01 起违反；首条违反的记录为监测值 E1/o,1/COD/2003-03-01：measurement.value:above(parameter "top") 成立，60 mg/L 对 40 mg/L'
      .. " (top：n/q、自 2002-01-01 起有效，适用于 N)；查看了 4 条监测值，2003-01-31 至 2003-04-01，其中 2 条符合其他条件 [enterprise.csv:2, measurement.csv:4]", reason_of("never", "E1", "zh.csv"))
    assert.are.equal("n/a：不适用：其条件不成立，enterprise.measurements:any()；仅因登记库中没有任何可供判断的监测值 [enterprise.csv:4]", reason_of("calm", "E3", "zh.csv"))
  end)

  it("is explained with the empty sets", function()
    for _, rule in ipairs { "calm", "all" } do
      local printed = answer(0, "explain", "law", "r.db", rule, "E3", "--as-of", "2003-12-31")
      assert.is_truthy(printed:find("      no measurement on record\n", 1, true), printed)
    end
    local printed = answer(0, "explain", "law", "r.db", "never", "E3", "--as-of", "2003-12-31")
    assert.is_truthy(printed:find("  evidence: enterprise.measurements\n    no measurement of those days on record\n", 1, true), printed)
  end)
end)
