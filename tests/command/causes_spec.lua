-- What an unknown verdict says of its cause where no field is missing: a share of nothing, a division by zero, a number that is known only to lie below a limit, a
-- verdict that may be waived for want of its enterprise, and a verdict of another rule for which records are wanting.
local command = require "tests.support.command"

local answer, write = command.answer, command.write

local PACK = [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
kind "site" { lasting = true, fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "unknown" }, { "size", number } } }
kind "sample" { fields = { { "code", text, key = true }, { "site", site, owner = true, blank = "unknown" }, { "taken_on", event, starts = true },
  { "value", number, unit = "mg/L", sign = "sign" }, { "sign", text }, { "flag", yesno } } }
kind "load" { lasting = true, fields = { { "code", text, key = true }, { "site", site, owner = true, blank = "unknown" }, { "mass", number, unit = "unit" }, { "unit", text } } }
obligation "sum" { clause = "act/a", per = site, require = site.loads.mass:sum():at_most "5 kg" }
obligation "mean" { clause = "act/a", per = site, require = site.loads.mass:mean():at_most "5 kg" }
waivable "kept" { clause = "act/a" }
obligation "kept" { clause = "act/a", per = sample, require = sample.flag }
obligation "read" { clause = "act/a", per = sample, require = verdict "kept".status:is "breached" }
obligation "share" { clause = "act/a", per = site, applies = site.samples:share(sample.flag):at_least(percent(50)), due = "2003-01-01", done = site.samples.taken_on:first() }
obligation "quotient" { clause = "act/a", per = site, require = (site.size / (site.size - site.size)):at_least(1) }
obligation "product" { clause = "act/a", per = site, require = (site.size * 9e299):at_least(1) }
obligation "limit" { clause = "act/a", per = sample, require = sample.value:at_most "5 mg/L" }
obligation "none" { clause = "act/a", per = site, require = site.samples:where(sample.flag):none() }
obligation "of-none" { clause = "act/a", per = site, applies = verdict "none".status:is "met", due = "2003-01-01", done = site.samples.taken_on:first() }
obligation "late" { clause = "act/a", per = site, applies = site.size:above(100), due = "2003-01-01", done = site.samples.taken_on:first() }
parameter "most" { clause = "act/a", { 5, from = "2000-01-01" } }
obligation "of-all" { clause = "act/a", per = site, require = parameter "most":on(enterprise.audits.completed_on:when_all()):at_least(5) }
obligation "of-first" { clause = "act/a", per = site, applies = parameter "most":on(site.samples.taken_on:first()):at_least(5), require = site.size:at_least(1) }
obligation "of-verdict" { clause = "act/a", per = site, require = parameter "most":on(verdict "late".due):at_least(5) }
obligation "of-owner" { clause = "act/a", per = sample, require = parameter "most":on(enterprise.closed_on):at_least(5) }
obligation "others" { clause = "act/a", per = sample, require = sample.site.samples:any() }
]]

describe("the reason of an unknown verdict", function()
  setup(function()
    command.begin()
    write("p/p.lua", PACK)
    write("jurisdiction.csv", "code,parent\nC1,\n")
    write("enterprise.csv", "code,jurisdiction,opened_on\nE1,C1,1999-01-01\n")
    write("site.csv", "code,enterprise,size\nS1,E1,20\nS2,,5\nS3,E1,5\n")
    write("sample.csv", "code,site,taken_on,value,sign,flag\nA,S2,2004-01-01,7,<,no\nB,,2004-01-01,7,<,yes\nC,S3,2004-01-01,7,<,yes\n")
    write("load.csv", "code,site,mass,unit\nL1,S1,1,kg\nL2,S1,,kg\nL3,S1,2,lb\n")
    write("audit.csv", "code,enterprise,started_on,completed_on\nU1,E1,2003-01-01,\n")
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "enterprise.csv", "audit.csv", "site.csv", "sample.csv", "load.csv")
    for _, language in ipairs { "en", "zh" } do
      command.run("check", "p", "r.db", "--as-of", "2004-12-31", "--lang", language, "--verdicts", language .. ".csv")
    end
  end)
  teardown(command.finish)

  local function reason(rule, subject, language)
    local rows = command.read((language or "en") .. ".csv")
    return (assert(rows:match("\n" .. rule:gsub("%-", "%%-") .. "," .. subject .. ",unknown,[^,]*,[^,]*,[^,]*,([^\n]*)")):gsub('"', ""):gsub(" %[[^%]]*%]$", ""))
  end

  it("names a share of nothing, a division by zero and a number that is too large, as the analyst wrote them", function()
    assert.equal("value@share,act/a: cannot be decided without a value of site.samples:share(sample.flag), which is a share of nothing", reason("share", "S1"))
    assert.equal("value@quotient,act/a: cannot be decided without a value of site.size / (site.size - site.size), which divides by zero or is too large", reason("quotient", "S1"))
    assert.equal("value@number,act/a: cannot be decided without a value of site.size * 9e299, which is too large", reason("product", "S1"))
    assert.matches("缺少 site.samples:share%(sample.flag%) 之值（空集中的比例），无法判定", reason("share", "S1", "zh"))
    assert.matches("之值（除数为零或数值过大）", reason("quotient", "S1", "zh"))
    assert.matches("Verdict: unknown. act/a: cannot be decided without a value of site.samples:share", answer(0, "explain", "p", "r.db", "share", "S1", "--as-of", "2004-12-31"))
  end)

  it("says of a value below a limit of detection that a bound of it is known", function()
    assert.equal("sample.value,act/a: cannot be decided without sample.value (only a bound is known)", reason("limit", "A"))
    assert.matches("sample.value（仅知其界限）", reason("limit", "A", "zh"))
  end)

  it("names two units that are not alike beside a value that is not known, with which it would be as unknown", function()
    for _, rule in ipairs { "sum", "mean" } do
      assert.matches("^load.mass unit@kg@lb,act/a: cannot be decided without load.mass, one unit instead of kg and lb", reason(rule, "S1"))
    end
  end)

  it("names the owner for want of whom nobody knows whether a breach is waived", function()
    assert.equal("site.enterprise,act/a: cannot be decided without site.enterprise", reason("read", "A"))
    assert.matches("缺少 site.enterprise，无法判定", reason("read", "A", "zh"))
  end)

  it("names the rule whose verdict is unknown for want of records", function()
    assert.equal("value@verdict,act/a: cannot be decided without a known verdict of none, whose own reason says what is wanting", reason("of-none", "S1"))
    assert.matches("none 的判定（缺少什么，见其自身的理由）", reason("of-none", "S1", "zh"))
  end)

  it("names a day that is not there, what records come to, one of a verdict, one of an owner", function()
    assert.equal("value@day,act/a: cannot be decided without a day enterprise.audits.completed_on:when_all(), which is not there; looked at 1 audit, of 2003-01-01",
      reason("of-all", "S1"))
    assert.equal("value@day,act/a: cannot be decided without a day site.samples.taken_on:first(), which is not there", reason("of-first", "S1"))
    assert.equal('value@day,act/a: cannot be decided without a day verdict late.due, which is not there', reason("of-verdict", "S1"))
    assert.equal("enterprise.closed_on,act/a: cannot be decided without enterprise.closed_on", reason("of-owner", "C"))
    assert.matches("缺少 enterprise.audits.completed_on:when_all%(%) 之日（尚无此日），无法判定", reason("of-all", "S1", "zh"))
  end)

  it("says that nobody knows which records are meant, and no count, where that is so", function()
    assert.equal("sample.site,act/a: cannot be decided without sample.site; nobody knows which samples are meant", reason("others", "B"))
    assert.matches("所指的是哪些sample不明", reason("others", "B", "zh"))
  end)
end)

describe("what is wanting of a place's records", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
quota "fresh" { clause = "act/a", per = jurisdiction, counts = jurisdiction.enterprises.audits:where(audit.mode:is "fresh"), counted_on = audit.reported_on,
  goals = { { "C2", due = "2003-12-31", target = 1 } } }
obligation "large" { clause = "act/a", per = jurisdiction, require = jurisdiction.enterprises:where(enterprise.size:is "large"):count():at_most(0) }
]])
    write("jurisdiction.csv", "code,parent\nC1,\nC2,\n")
    write("enterprise.csv", "code,jurisdiction,opened_on,size,effective_from\nE1,C1,1999-01-01,,\nE2,,1999-01-01,,\nE3,C2,1999-01-01,small,\n")
    write("audit.csv", "code,enterprise,started_on,reported_on,mode\nA,E1,2003-01-01,2003-02-02,\nB,E2,2003-01-01,2003-02-02,\nC,E3,2003-01-01,2003-02-02,\n")
    answer(0, "import", "r.db", "jurisdiction.csv", "enterprise.csv", "audit.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2004-12-31", "--verdicts", "late.csv")
    write("enterprise.csv", "code,jurisdiction,opened_on,size,effective_from\nE4,C1,1999-01-01,small,2004-06-01\n")
    answer(0, "import", "r.db", "enterprise.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2004-05-31", "--verdicts", "early.csv")
  end)
  teardown(command.finish)

  it("is no place of a record that belongs to nobody: a note tells of those", function()
    assert.truthy(command.read("late.csv"):find("fresh,C2,unknown,2003-12-31,,,audit.mode,act/a: cannot be decided without audit.mode", 1, true), command.read "late.csv")
    assert.truthy(command.read("late.csv"):find("large,C1,unknown,,,,enterprise.size,", 1, true))
    assert.truthy(answer(1, "check", "p", "r.db", "--as-of", "2004-12-31"):find("enterprise, 1 on record: belongs to nobody (its jurisdiction is not known)", 1, true))
  end)

  it("is the place of a record of which no version is in force yet, which may lie anywhere that one names", function()
    assert.matches("large,C1,unknown,,,[^,]*,[^,]*enterprise.jurisdiction", command.read "early.csv")
  end)
end)
