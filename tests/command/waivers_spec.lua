-- What explain says of waivers: those that count, and why the others do not.
local command = require "tests.support.command"
local answer, write, says = command.answer, command.write, command.says

describe("explain of a rule that may be waived", function()
  before_each(function()
    command.begin()
    write("limits/pack.lua", [[
      kind "site" { lasting = true, fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "opened_on", event, starts = true } } }
      instrument "act" { title = "Act", issuer = "A", in_force = { from = "2000-01-01" }, clauses = { a = "limit", w = "variance", r = "report" } }
      obligation "limit" { clause = "act/a", forbid = enterprise.measurements:where(measurement.value:above "50 mg/L"), evidence = enterprise.measurements }
      obligation "each" { clause = "act/a", per = measurement, require = measurement.value:at_most "50 mg/L" }
      obligation "report" { clause = "act/r", due = "2003-03-01", done = enterprise.disclosures.published_on:first() }
      obligation "answer" { clause = "act/r", arises = enterprise.closed_on, due = days(30), done = enterprise.disclosures.published_on:first() }
      waivable "limit" { clause = "act/w", by = "environment" }
      waivable "each" { clause = "act/w", at_most = months(1) }
      waivable "report" { clause = "act/w" }
    ]])
    write("w/jurisdiction.csv", "code,name,level,parent\nN,City N,city,\n")
    write("w/enterprise.csv", "code,jurisdiction,opened_on\nE1,N,2000-01-01\n")
    write("w/agency.csv", "code,role,jurisdiction\nG1,environment,N\nG2,economic,N\nG3,,N\n")
    write("w/measurement.csv", "enterprise,outlet,pollutant,measured_on,value,unit\nE1,o,cod,2002-06-01,60,mg/L\nE1,o,cod,2002-09-01,60,mg/L\n")
    write("w/waiver.csv", "enterprise,rule,granted_on,expires_on,agency\nE1,limit,2002-05-01,2002-07-31,G1\nE1,limit,2002-05-02,,G2\nE1,limit,2002-05-03,,G3\n"
      .. "E1,limit,2002-05-04,,\n"
      .. "E1,each,2002-05-15,,\nE1,each,2002-01-01,2002-02-01,\nE1,each,2003-01-01,,\nE1,each,2002-04-01,2002-12-31,\nE1,report,2003-04-01,2003-12-31,\n")
    answer(0, "import", "limits", "w.db", "w/jurisdiction.csv", "w/enterprise.csv", "w/agency.csv", "w/measurement.csv", "w/waiver.csv")
  end)
  after_each(command.finish)

  local function explained(...) return answer(0, "explain", "limits", "w.db", ...) end

  it("tells which rows are excused, and which waivers are none for want of an agency that may give them", function()
    says(explained("limit", "E1", "--as-of", "2004-01-01"), "limit on E1, as of 2004-01-01: breached", "breached since 2002-09-01",
      "first broken by measurement E1/o/cod/2002-09-01", "waived on its day: true", "waived on its day: unknown",
      "waiver E1/limit/2002-05-01: from 2002-05-01 to 2002-07-31: excuses what happened on these days (w/waiver.csv:2)",
      "does not count: its agency was economic when it granted it, and only environment may waive (w/waiver.csv:3)",
      "nobody knows whether it counts: the role of its agency is not known, and only environment may waive (w/waiver.csv:4)",
      "from 2002-05-04 to no end: does not count: it names no agency, and only one of the role environment may waive (w/waiver.csv:5)")
  end)

  it("names in the reason of a verdict that is waived the record of the waiver, its end and the clause", function()
    write("named/pack.lua", [[
      instrument "act" { title = "Act", issuer = "A", in_force = { from = "2000-01-01" }, clauses = { a = "limit", w = "variance", r = "report" } }
      obligation "limit" { clause = "act/a", forbid = enterprise.measurements:where(measurement.value:above "50 mg/L") }
      obligation "each" { clause = "act/a", per = measurement, require = measurement.value:at_most "50 mg/L" }
      obligation "report" { clause = "act/r", due = "2003-03-01", done = enterprise.disclosures.published_on:first() }
      obligation "yearly" { clause = "act/r", per = { enterprise, year }, require = enterprise.measurements:none() }
      waivable "limit" { clause = "act/w" }
      waivable "each" { clause = "act/w", at_most = months(2) }
      waivable "report" { clause = "act/w" }
      waivable "yearly" { clause = "act/w" }
    ]])
    write("named/enterprise.csv", "code,jurisdiction,opened_on\nE2,N,2000-01-01\nE3,N,2000-01-01\n")
    write("named/measurement.csv", "enterprise,outlet,pollutant,measured_on,value,unit\nE2,o,cod,2002-06-01,60,mg/L\nE3,o,cod,2002-06-01,60,mg/L\n")
    write("named/waiver.csv", "enterprise,rule,granted_on,expires_on,agency\nE2,limit,2002-05-01,2002-07-31,\nE2,each,2002-05-15,,\nE2,report,2003-04-01,2003-12-31,\n"
      .. "E3,report,2003-04-02,,\nE2,yearly,2002-01-01,2002-06-30,\nE2,yearly,2002-07-01,2003-12-31,\nE3,yearly,2002-01-01,2003-12-31,\n")
    answer(0, "import", "named", "n.db", "w/jurisdiction.csv", "named/enterprise.csv", "named/measurement.csv", "named/waiver.csv")
    command.run("check", "named", "n.db", "--as-of", "2003-06-30", "--verdicts", "n.csv")
    local rows = command.read "n.csv"
    for row, text in pairs {
      ["limit,E2"] = "act/a: waived; what lies on 2002-06-01 by waiver E2/limit/2002-05-01, which ends on 2002-07-31, under act/w",
      ["each,E2/o/cod/2002-06-01"] = "act/a: waived; by waiver E2/each/2002-05-15, which ends on 2002-07-15, under act/w", -- two months, as the law lets it
      ["report,E2"] = "act/r: waived; by waiver E2/report/2003-04-01, which ends on 2003-12-31, under act/w [named/enterprise.csv:2, named/waiver.csv:4]",
      ["report,E3"] = "act/r: waived; by waiver E3/report/2003-04-02, which has no end, under act/w",
      ["yearly,E2@2002"] = "act/r: waived; by waivers that left no day out, under act/w",
      ["yearly,E3@2002"] = "act/r: waived; by waiver E3/yearly/2002-01-01, which ends on 2003-12-31, under act/w",
    } do
      local found = false
      for line in rows:gmatch "[^\n]+" do found = found or line:sub(1, #row + 8) == row .. ",waived," and line:find(text, 1, true) end
      assert(found, row .. ": " .. text .. " is not in\n" .. rows)
    end
    says(answer(0, "explain", "named", "n.db", "report", "E2", "--as-of", "2003-06-30"),
      "Verdict: waived. act/r: waived; by waiver E2/report/2003-04-01, which ends on 2003-12-31, under act/w\n")
    says(answer(0, "explain", "named", "n.db", "report", "E2", "--as-of", "2003-06-30", "--lang", "zh"), "豁免记录 E2/report/2003-04-01，至 2003-12-31 终止，依据 act/w")
  end)

  it("is told by check, too, of waivers that never count for want of such an agency, with their rows", function()
    local en, zh = answer(1, "check", "limits", "w.db", "--as-of", "2004-01-01"), answer(1, "check", "limits", "w.db", "--as-of", "2004-01-01", "--lang", "zh")
    says(en, "waiver, 1 on record: its agency was of another role when it granted it, and only environment may waive `limit`, so that it waives nothing (w/waiver.csv:3)",
      "waiver, 2 on record: the role of its agency is not known, and only environment may waive `limit`, so that it waives nothing as long as that is so "
        .. "(w/waiver.csv:4, w/waiver.csv:5)")
    says(zh, "批准时其机关属另一类，而只有 environment 可豁免 `limit`，该豁免不起作用", "其机关的类别不明")
    assert.is_nil(en:find("waive `each`", 1, true))
  end)

  it("tells which one held on the day, and which had ended, came later, or lasts no longer than the law lets it", function()
    says(explained("each", "E1/o/cod/2002-06-01", "--as-of", "2004-01-01"), ": waived", "waiver E1/each/2002-05-15: from 2002-05-15 to no end: counts",
      "had ended by 2002-06-01 (w/waiver.csv:7)", "was granted after 2002-06-01 (w/waiver.csv:8)", "lasts no longer than the law lets it (w/waiver.csv:9)")
    says(explained("report", "E1", "--as-of", "2003-06-30"), ": waived", "from 2003-04-01 to 2003-12-31: counts")
    says(explained("report", "E1", "--as-of", "2004-06-30", "--lang", "zh"), "无效：到 2004-06-30 已终止")
  end)

  it("tells of each version until when it wrote that the waiver holds, and who the agency was when it granted it", function()
    write("more/agency.csv", "code,role,jurisdiction,effective_from\nG1,economic,N,2003-01-01\n")
    write("more/waiver.csv", "enterprise,rule,granted_on,expires_on,agency,effective_from\nE1,limit,2002-05-01,2003-12-31,G1,2002-10-01\n")
    answer(0, "import", "limits", "w.db", "more/agency.csv", "more/waiver.csv")
    says(explained("limit", "E1", "--as-of", "2004-01-01"), "breached since 2002-09-01",
      "waiver E1/limit/2002-05-01: from 2002-05-01 to 2002-07-31: excuses what happened on these days (w/waiver.csv:2)",
      "waiver E1/limit/2002-05-01: as it is written from 2002-10-01 on, from 2002-05-01 to 2003-12-31: excuses what happened on these days (more/waiver.csv:2)")
  end)

  it("says of a duty that has not arisen that it has not, and no word of its force", function()
    local text = explained("answer", "E1", "--as-of", "2004-01-01")
    says(text, "in force from 2000-01-01: not asked: it has not arisen")
    assert.is_nil(text:find("false", 1, true))
  end)
end)
