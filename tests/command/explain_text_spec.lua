-- What `explain` prints for each shape of rule: a deadline from an event, a forbidden set, a share, what is not known.
local command = require "tests.support.command"

local pack = [[
instrument "law" {
  title = "The law", issuer = "Province", in_force = { from = "1999-01-01", to = "2010-12-31" },
  clauses = { report = "Listed enterprises report within two months", limit = "No measurement above 50 mg/L", half = "Half of a city's enterprises are audited" },
}
parameter "within" { clause = "law/report", { months(2), from = "1999-01-01" }, { months(1), from = "2003-06-01" } }
obligation "report" {
  clause = "law/report", per = listing, arises = listing.published_on, due = parameter "within",
  done = enterprise.audits:where(audit.completed_on:on_or_after(listing.published_on)).completed_on:first(),
}
obligation "fresh" {
  clause = "law/report", per = listing, due = "2003-12-31",
  done = enterprise.audits:where(audit.basis:is("voluntary") & audit.consultant:is("Wu") & audit.started_on:after(listing.published_on)).completed_on:first(),
}
obligation "limit" { clause = "law/limit", forbid = enterprise.measurements:where(measurement.value:above "50 mg/L"), evidence = enterprise.measurements }
obligation "half" {
  clause = "law/half", per = jurisdiction, applies = jurisdiction.level:is "city",
  require = jurisdiction.enterprises:share(enterprise.audits:any()):at_least(percent(50)),
}
quota "two" { clause = "law/half", per = jurisdiction, counts = jurisdiction.enterprises:where(enterprise.audits:any()), counted_on = enterprise.audits.completed_on:first(),
  goals = { { "P", target = 4, due = "2002-12-31" } } }
instrument "city" { title = "The city's", issuer = "N", place = "N", in_force = { from = "1999-01-01" }, clauses = { a = "…" } }
obligation "near" { clause = "law/report", due = "2002-12-31", done = enterprise.audits.completed_on:first() }
obligation "near@city" { like = "near", clause = "city/a", applies = enterprise.size:is "large" }
]]

describe("explain", function()
  setup(function()
    command.begin()
    command.fill()
    command.write("law/law.lua", pack)
    command.write("measurement.csv", "enterprise,outlet,pollutant,measured_on,value,unit\nE1,o,COD,2003-02-01,80,mg/L\nE2,o,COD,2003-03-01,,mg/L\n")
    command.answer(0, "import", "records.db", "measurement.csv")
  end)
  teardown(command.finish)

  local function prints(rule, subject, expected)
    local text = command.answer(0, "explain", "law", "records.db", rule, subject, "--as-of", "2003-12-31")
    assert.is_truthy(text:find(expected, 1, true), text)
  end

  it("tells a deadline that runs from a listing, and the span that the law gave on that day", function()
    prints("report", "E1/hot/2003-01-31", [[
  law/report: Listed enterprises report within two months
    The law, Province, in force from 1999-01-01 to 2010-12-31

  in force from 1999-01-01 to 2010-12-31, asked on 2003-01-31: true
  arises: 2003-01-31
    listing.published_on: 2003-01-31
  due: 2003-03-31
    parameter "within": 2 months
      its row, in force from 1999-01-01 to 2003-05-31: law/report: Listed enterprises report within two months
  done: not yet
    enterprise.audits:where(audit.completed_on:on_or_after(listing.published_on)).completed_on:first(): not yet
      no such audit

  Verdict: overdue. law/report: not done by 2003-12-31, due by 2003-03-31 (within: law/report, in force from 1999-01-01 to 2003-05-31)
]])
  end)

  it("tells what is forbidden in the analyst's own words, with the record's unit", function()
    prints("limit", "E1", [[
  forbids: enterprise.measurements:where(measurement.value:above("50 mg/L"))
    measurement E1/o/COD/2003-02-01
      measurement.value:above("50 mg/L"): true, it is 80 mg/L
]])
  end)

  it("tells what is not known", function()
    prints("limit", "E2", [[
    measurement E2/o/COD/2003-03-01: perhaps
      measurement.value:above("50 mg/L"): unknown
  evidence: enterprise.measurements
    looked at: 1 measurement, 2003-03-01 to 2003-03-01

  Verdict: unknown. law/limit: cannot be decided without measurement.value; looked at 1 measurement, of 2003-03-01
  Not known:
    measurement.value: of E2/o/COD/2003-03-01
]])
  end)

  it("shows every version where nobody knows which of them judges", function()
    command.write("lost/enterprise.csv", "code,jurisdiction,size\nE9,,small\n")
    command.answer(0, "import", "records.db", "lost/enterprise.csv")
    prints("near", "E9", [[
  in force from 1999-01-01, in N, asked on 2002-12-31: unknown
  applies: false
    enterprise.size:is("large"): false, it is small
  due: 2002-12-31
  done: not yet
    enterprise.audits.completed_on:first(): not yet
      no audit on record
  in force from 1999-01-01 to 2010-12-31, asked on 2002-12-31: true
]])
    prints("near", "E9", "  Not known:\n    enterprise.jurisdiction: of E9\n")
  end)

  it("tells a share with numerator, denominator and the rows it counted", function()
    prints("half", "N", [[
    jurisdiction.enterprises:share(enterprise.audits:any()):at_least(50%): true, it is 100%
      jurisdiction.enterprises:share(enterprise.audits:any()): 100% (2 of 2)
        enterprise E1
          enterprise.audits:any(): true
            audit A1
            audit A2
        enterprise E2
          enterprise.audits:any(): true
            audit A3
]])
    prints("half", "S", "0% (0 of 2)")
  end)

  it("tells of a missed quota what was done by its day, and what since", function()
    command.write("late/audit.csv", "code,enterprise,completed_on\nL1,E3,2003-06-30\n")
    command.answer(0, "import", "records.db", "late/audit.csv")
    prints("two", "P", "of these by 2002-12-31: 1\n")
    prints("two", "P", "Verdict: missed. law/half: 1 of 4, due by 2002-12-31\n")
    assert.is_truthy(command.answer(1, "check", "law", "records.db", "--as-of", "2003-12-31"):find "two +P +4 +%d ")
  end)

  it("tells a question that has no answer, and which records would give one", function()
    command.write("empty/jurisdiction.csv", "code,name,level,parent\nZ,City Z,city,P\n")
    command.answer(0, "import", "records.db", "empty/jurisdiction.csv")
    prints("half", "Z", "Verdict: unknown. law/half: no enterprise or audit on record that could be judged\n")
  end)

  it("cites each record with its file and line", function()
    prints("limit", "E1", "  Records\n    enterprise E1  enterprise.csv:2\n      jurisdiction = N, size = large\n    measurement E1/o/COD/2003-02-01  measurement.csv:2\n")
  end)

  it("tells the texts of records that are looked at anew for each subject", function()
    command.write("more/audit.csv", "code,enterprise,basis,consultant,started_on,completed_on\nB1,E1,compulsory,Wu,2003-03-01,2003-04-01\nB2,E1,voluntary,Li,2003-03-02,\n"
      .. "B3,E1,voluntary,Wu,2003-03-03,2003-05-01\n")
    command.answer(0, "import", "records.db", "more/audit.csv")
    prints("fresh", "E1/hot/2003-01-31", [[
      audit B3
        all of: true
          audit.basis:is("voluntary"): true, it is voluntary
          audit.consultant:is("Wu"): true, it is Wu
]])
  end)

  it("shows the version that may judge before one that does not know either, and no set as empty whose owner nobody knows", function()
    command.write("places/p.lua", [[
instrument "all" { title = "All", issuer = "P", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
instrument "city" { title = "City", issuer = "N", place = "N", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
obligation "x@all" { clause = "all/a", require = enterprise.employees:above(5) }
obligation "x@city" { clause = "city/a", applies = enterprise.size:is "large", require = enterprise.employees:above(9) }
obligation "y" { clause = "all/a", per = audit, require = audit:later():none() }
]])
    command.write("alone/enterprise.csv", "code,jurisdiction,size\nL1,,small\n")
    command.write("alone/audit.csv", "code,enterprise,started_on\nA1,L1,2002-05-01\nA2,,2002-05-01\n")
    command.answer(0, "import", "alone.db", "jurisdiction.csv", "alone/enterprise.csv", "alone/audit.csv")
    local text = command.answer(0, "explain", "places", "alone.db", "x", "L1", "--as-of", "2003-12-31")
    assert.is_truthy(text:find('  applies: false\n    enterprise.size:is("large"): false, it is small\n', 1, true), text)
    assert.is_truthy(text:find("  requires: unknown\n    enterprise.employees:above(5): unknown\n", 1, true), text)
    text = command.answer(0, "explain", "places", "alone.db", "y", "A2", "--as-of", "2003-12-31")
    assert.is_truthy(text:find("    audit:later():none(): unknown\n\n  Verdict: unknown. ", 1, true), text)
    assert.is_truthy(text:find("\n  Not known:\n    audit.enterprise: of A2\n", 1, true), text)
  end)

  it("cites the version of a record that was read, shows what it said, and where later events stand", function()
    command.write("versions/p.lua", [[
kind "dam" { lasting = true, fields = { { "code", text, key = true }, { "grade", text }, { "seen_on", event } } }
kind "gate" { fields = { { "dam", dam, key = true, owner = true }, { "set_on", event, key = true, starts = true }, { "wide", number } } }
instrument "all" { title = "All", issuer = "P", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
obligation "see" { clause = "all/a", per = dam, applies = dam.grade:is "high", due = "2004-12-31", done = dam.seen_on }
obligation "narrow" { clause = "all/a", per = gate, require = gate.dam.grade:is "low" | gate.wide:at_most(3) }
]])
    command.write("versions/dam.csv", "code,grade,seen_on,effective_from\nD1,high,,\nD1,low,2007-05-05,2006-01-01\n")
    command.write("versions/gate.csv", "dam,set_on,wide\nD1,2003-03-03,4\n")
    command.answer(0, "import", "versions", "v.db", "versions/dam.csv", "versions/gate.csv")
    local text = command.answer(0, "explain", "versions", "v.db", "see", "D1", "--as-of", "2010-12-31")
    assert.is_truthy(text:find("    dam D1  versions/dam.csv:2, its events as of that day: versions/dam.csv:3\n      grade = high, seen_on = 2007-05-05\n", 1, true), text)
    assert.is_falsy(text:find("grade = low", 1, true), text)
    text = command.answer(0, "explain", "versions", "v.db", "narrow", "D1/2003-03-03", "--as-of", "2010-12-31")
    assert.is_truthy(text:find("    dam D1  versions/dam.csv:2", 1, true), text)
  end)

  it("cites the record of a reference or an owner whose yes or no, or limit, is asked, and does not call that record the value", function()
    command.write("labs/p.lua", [[
kind "lab" { lasting = true, fields = { { "code", text, key = true }, { "accredited", yesno }, { "most", number } } }
kind "bench" { lasting = true, fields = { { "lab", lab, key = true, owner = true }, { "code", text, key = true } } }
kind "test" { fields = { { "code", text, key = true }, { "bench", bench, owner = true, blank = "unknown" }, { "checked_by", lab, blank = "unknown" },
  { "taken_on", event, starts = true }, { "value", number } } }
instrument "all" { title = "All", issuer = "P", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
obligation "reference" { clause = "all/a", per = test, require = test.checked_by.accredited }
obligation "owner" { clause = "all/a", per = test, require = ~test.bench.lab.accredited }
obligation "limit" { clause = "all/a", per = test, require = test.value:at_most(test.checked_by.most) }
]])
    command.write("labs/lab.csv", "code,accredited,most,effective_from\nL1,no,5,\nL1,yes,9,2010-06-01\nL2,yes,3,\n")
    command.write("labs/bench.csv", "lab,code\nL2,B\n")
    command.write("labs/test.csv", "code,bench,checked_by,taken_on,value\nT1,L2/B,L1,2010-05-01,7\n")
    command.answer(0, "import", "labs", "l.db", "labs/lab.csv", "labs/bench.csv", "labs/test.csv")
    for rule, cited in pairs { reference = "lab L1  labs/lab.csv:2", owner = "lab L2  labs/lab.csv:4", limit = "lab L1  labs/lab.csv:2" } do
      local text = command.answer(0, "explain", "labs", "l.db", rule, "T1", "--as-of", "2015-06-30")
      assert.is_truthy(text:find(cited, 1, true), text)
      assert.is_falsy(text:find("it is lab", 1, true), text)
      text = command.answer(0, "explain", "labs", "l.db", rule, "T1", "--as-of", "2015-06-30", "--lang", "zh")
      assert.is_falsy(text:find("其值为 lab", 1, true), text)
    end
  end)

  it("calls the outer row as the rule does", function()
    command.write("outer/p.lua", [[
instrument "all" { title = "All", issuer = "P", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
obligation "first" { clause = "all/a", per = audit, require = audit.enterprise.audits:where(audit.completed_on:before(subject.completed_on)):none() }
]])
    local text = command.answer(0, "explain", "outer", "records.db", "first", "A2", "--as-of", "2003-12-31")
    assert.is_truthy(text:find("audit.completed_on:before(subject.completed_on)", 1, true), text)
  end)

  it("shows what a neighbour of the row's day did, where the subject has moved since", function()
    command.write("around/p.lua", [[
instrument "all" { title = "All", issuer = "P", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
obligation "clean" { clause = "all/a", per = enterprise, forbid = jurisdiction.enterprises.measurements:where(measurement.value:above "50 mg/L") }
]])
    command.write("around/jurisdiction.csv", "code\nC1\nC2\n")
    command.write("around/enterprise.csv", "code,jurisdiction,effective_from\nE1,C1,\nE1,C2,2003-01-01\nN1,C1,\nN2,C2,\n")
    command.write("around/measurement.csv", "enterprise,outlet,pollutant,measured_on,value,unit\nN1,o,cod,2002-06-01,70,mg/L\nN2,o,cod,2002-06-01,80,mg/L\n")
    command.answer(0, "import", "around.db", "around/jurisdiction.csv", "around/enterprise.csv", "around/measurement.csv")
    local text = command.answer(0, "explain", "around", "around.db", "clean", "E1", "--as-of", "2004-01-01")
    assert.is_truthy(text:find("\n    measurement N1/o/cod/2002-06-01\n      measurement.value:above(\"50 mg/L\"): true, it is 70 mg/L\n", 1, true), text)
    assert.is_falsy(text:find("measurement N2", 1, true), text)
  end)
end)
