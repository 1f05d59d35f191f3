-- Answers in two languages, the whole report, and what a pack's documentation and lint say. The pack is made up.
local command = require "tests.support.command"

local pack = [[
instrument "notice" { title = { en = "Notice on audits", zh = "审核通知" }, issuer = "City N", in_force = { from = "1999-01-01", to = "2009-12-31" }, clauses = {
  audits = { en = "Large enterprises complete an audit by 30 June 2002", zh = "大型企业应于2002年6月30日前完成审核" },
  help   = { "The city helps", not_encoded = "it names no act" }, spare = "Nobody cites this" } }
obligation "audit" { title = { en = "An audit", zh = "一次审核" }, clause = "notice/audits", applies = enterprise.size:is("large", "medium"), due = "2002-06-30",
  done = enterprise.audits.completed_on:first() }
quota "audits" { clause = "notice/audits", per = jurisdiction, counts = jurisdiction.enterprises.audits, counted_on = audit.completed_on,
  goals = { { "N", target = 5, due = "2004-12-31", yearly = { [2001] = 1, [2003] = 4 } } } }
report "places" { title = { en = "Places", zh = "各地" }, per = jurisdiction, where = jurisdiction.level:is "city",
  columns = { { { en = "Large", zh = "大型" }, jurisdiction.enterprises:share(enterprise.size:is "large") }, { "Quota", verdict "audits".status } } }
warning "twice" { per = audit, when = audit:earlier():any(), says = { en = "a second audit", zh = "第二次审核" }, clause = "notice/audits" }
]]

describe("answers", function()
  before_each(function()
    command.begin()
    command.fill()
    command.write("two/pack.lua", pack)
    command.write("more/audit.csv", "code,enterprise,started_on,completed_on\nA9,E4,2003-05-01,2003-04-01\n")
    command.answer(0, "import", "records.db", "more/audit.csv")
  end)
  after_each(command.finish)

  local function say(code, verb, ...)
    return command.answer(code, verb, "two", "records.db", ...)
  end
  local function holds(text, ...)
    for _, said in ipairs { ... } do assert(text:find(said, 1, true), said .. " is not in\n" .. text) end
  end

  it("of check are in Chinese where that is asked for, and the same for programs", function()
    holds(say(1, "check", "--as-of", "2003-12-31", "--lang", "zh", "--verdicts", "zh.csv"), "two，登记库 records.db，截至 2003-12-31", "逾期完成", "进度滞后")
    holds(command.read "zh.csv", "audit,E1,met,2002-06-30,2001-05-01,,,notice/audits：2001-05-01 完成，期限 2002-06-30 [enterprise.csv:2]\n")
    assert.are.equal(say(1, "check", "--as-of", "2003-12-31", "--format", "csv"), say(1, "check", "--as-of", "2003-12-31", "--format", "csv", "--lang", "zh"))
  end)

  it("of explain are in Chinese, with the clause and the instrument", function()
    holds(say(0, "explain", "audit", "E3", "--as-of", "2003-12-31", "--lang", "zh"), "audit，E3，截至 2003-12-31：无法判定", "一次审核",
      "notice/audits: 大型企业应于2002年6月30日前完成审核", "审核通知、City N、1999-01-01 至 2009-12-31 有效", "enterprise.size：E3", "记录", "enterprise E3")
    holds(say(0, "explain", "audits", "N", "--as-of", "2003-12-31", "--lang", "zh"), "N 的目标", "目标: 5", "至今计划: 5")
  end)

  it("of report show the words of the language in tables, and codes to programs", function()
    holds(say(0, "report", "places", "--as-of", "2003-12-31", "--lang", "zh"), "各地（places，截至 2003-12-31）", "行政区", "大型", "50%（2 中的 1）", "进度滞后")
    holds(say(0, "report", "places", "--as-of", "2003-12-31", "--lang", "zh", "--format", "csv"), "行政区,行政区编号,大型,Quota\n", ",behind\n")
    command.refused({ "report", "two", "records.db", "--lang", "fr" }, { "`--lang` must be one of `en`, `zh`" })
  end)

  it("of report without a name are the whole document, in order, in both languages and formats", function()
    local parts = { "Instruments\n", "notice: Notice on audits\n", "encoded by audit, audits, twice\n",
      "not encoded, because it names no act\n", "no rule cites it\n", "Verdicts\n",
      "Tables\n", "Places (places", "What is unknown\n", "enterprise.size (1)",
      "Warnings\n", "a second audit", "completed_on lies before started_on, with which the record of kind audit begins" }
    local text, at = say(0, "report", "--as-of", "2003-12-31"), 1
    for _, part in ipairs(parts) do
      local found = text:find(part, at, true)
      assert(found, part .. " is not behind the one before it in\n" .. text)
      at = found
    end
    local markdown = say(0, "report", "--as-of", "2003-12-31", "--format", "md")
    holds(markdown, "## Instruments\n", "### notice: Notice on audits\n", "- audits: Large enterprises", "| Rule ", "## What is unknown\n")
    holds(say(0, "report", "--as-of", "2003-12-31", "--lang", "zh"), "法律文件\n", "未编码，因为 it names no act", "判定\n", "统计表\n", "未知情况\n", "疑点\n", "第二次审核")
    assert.are.equal(text, say(0, "report", "--as-of", "2003-12-31", "--threads", "1", "--block", "1"))
  end)

  it("of doc tell the clauses, the rules and what is not encoded", function()
    local text = command.answer(0, "doc", "two")
    holds(text, "obligation audit: An audit\n", "  applies: enterprise.size:is(\"large\", \"medium\")\n", "  due: \"2002-06-30\"\n", "quota audits",
      "  goal for N: 5, by 2004-12-31, by year 2001: 1; 2003: 4\n",
      "Not encoded\n  notice/help: not encoded, because it names no act\n")
    holds(command.answer(0, "doc", "two", "--lang", "zh"), "obligation audit: 一次审核\n", "未编码\n  notice/help: 未编码，因为 it names no act\n")
  end)

  it("of explain say what is known of a number behind its sign, print what is evaluated, and name functions by file and line", function()
    command.write("signs/pack.lua", [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "sample" { fields = { { "code", text, key = true }, { "taken_on", event, starts = true }, { "most", number, unit = "mg/L" },
  { "amount", number, unit = "mg/L", sign = "sign" }, { "sign", text, blank = "none" } } }
obligation "low" { clause = "n/a", per = sample, require = sample.amount:at_most(sample.most) }
obligation "sum" { clause = "n/a", per = sample, require = (sample.amount / 2 + sample.most / 3):at_most("5 mg/L") }
obligation "plain" { clause = "n/a", per = sample, require = function(row) return row.most < 20 end }
obligation "yearly" { clause = "n/a", per = { sample, year }, require = sample.most:below("20 mg/L") }
    ]])
    command.write("sample.csv", "code,taken_on,most,amount,sign\nS1,2001-02-01,10,12,<\nS2,2001-02-01,10,12,>=\nS3,2001-02-01,10,12,~\n")
    command.answer(0, "import", "signs", "signs.db", "sample.csv")
    local function explained(...) return command.answer(0, "explain", "signs", "signs.db", ...) end
    holds(explained("low", "S1", "--as-of", "2001-12-31"), "    sample.amount:at_most(sample.most): unknown, it is below 12 mg/L\n",
      "      sample.amount: known only to lie below 12 mg/L\n", "      sample.most: 10 mg/L\n")
    holds(explained("low", "S3", "--as-of", "2001-12-31"), "sample.amount: 12 mg/L, behind the sign ~, which is none that is read\n")
    assert.is_nil(explained("low", "S2", "--as-of", "2001-12-31"):find("known only", 1, true)) -- it is over the limit, whatever it is
    holds(explained("low", "S1", "--as-of", "2001-12-31", "--lang", "zh"), "sample.amount: 仅知低于 12 mg/L\n")
    holds(explained("sum", "S2", "--as-of", "2001-12-31"), '((sample.amount / 2) + (sample.most / 3)):at_most("5 mg/L")')
    holds(explained("plain", "S1", "--as-of", "2001-12-31"), "function (pack.lua:6): true\n")
    holds(command.answer(0, "doc", "signs"), "  requires: function (pack.lua:6)\n", '  requires: ((sample.amount / 2) + (sample.most / 3)):at_most("5 mg/L")\n')
    command.refused({ "explain", "signs", "signs.db", "low", "S" }, { "no sample `S`. Did you mean `S1` or `S2` or `S3`?" })
    command.refused({ "explain", "signs", "signs.db", "yearly", "X", "--as-of", "2003-12-31" }, { "KEY@PERIOD, such as S1@2003" })
    command.write("signs/more.lua", 'exception "e" { to = "low", clause = "n/a", when = sample.most:above("5 mg/L") }\n')
    command.refused({ "lint", "signs" }, { "more.lua:1", "no key `when`. Did you mean `applies`?" })
  end)

  it("of lint tell what no rule ever reads, since the event from which it is known is empty, and one day in two fields once", function()
    command.write("late/pack.lua", [[
      kind "sample" { fields = { { "code", text, key = true }, { "taken_on", event, starts = true }, { "read_on", event }, { "told_on", event },
        { "amount", number, blank = "none", known_from = "told_on" }, { "sort", text, blank = "none", known_from = "told_on" } } }
      warning "none" { per = sample, when = sample.amount:above(100), says = "high" }
    ]])
    command.write("sample.csv", "code,taken_on,read_on,told_on,amount,sort\nS1,2001-02-01,,,5,\nS2,2001-02-01,,2001-03-01,5,x\nS3,2001-02-01,,,,\n"
      .. "S4,2001-02-01,2001-01-01,2001-01-01,5,x\nS5,2001-02-01,,2002-01-01,5,x\n")
    command.answer(0, "import", "late", "late.db", "sample.csv")
    assert.are.equal("sample.csv:5: sample S4: read_on lies before taken_on, with which the record of kind sample begins (order-of-events)\n"
      .. "sample.csv:2: sample S1: told_on is empty, and from that day on amount, sort would be known: no rule reads what is there (never-read)\n2 to look at again\n",
      command.answer(1, "lint", "late", "late.db", "--as-of", "2001-12-31"))
  end)

  it("of lint name records that belong to nobody, and those that are earlier than their owner", function()
    command.write("loose/enterprise.csv", "code,jurisdiction,opened_on\nL1,,\nL2,N,2030-01-01\n")
    command.write("loose/audit.csv", "code,enterprise,started_on\nLA,,2003-01-01\nLB,L2,2003-01-01\nLC,L1,2003-01-01\n")
    command.write("loose/jurisdiction.csv", command.records.jurisdiction)
    command.answer(0, "import", "loose.db", "loose/jurisdiction.csv", "loose/enterprise.csv", "loose/audit.csv")
    assert.are.equal("enterprise, 1 on record: begins only after 2004-01-01, so that no rule sees it yet (loose/enterprise.csv:3)\n"
      .. "loose/audit.csv:2: audit LA: enterprise is empty: no enterprise counts it, and no place (no-owner)\n"
      .. "loose/audit.csv:3: audit LB: it is earlier than the first day of its enterprise: until that day no rule sees whose it is (before-owner)\n"
      .. "loose/enterprise.csv:2: enterprise L1: jurisdiction is empty: no jurisdiction counts it, and no place (no-owner)\n"
      .. "4 to look at again\n", command.answer(1, "lint", "city-n", "loose.db", "--as-of", "2004-01-01"))
  end)

  it("of lint leave alone what is there always, and what is announced before it begins, as its rule asks", function()
    command.write("plain/pack.lua", [[
      kind "site" { lasting = true, fields = { { "code", text, key = true }, { "opened_on", event, starts = true } } }
      kind "stack" { lasting = true, fields = { { "code", text, key = true }, { "site", site, owner = true } } }
      kind "work" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "begun_on", event, starts = true },
        { "told_on", event }, { "ended_on", event } } }
      instrument "act" { title = "Act", issuer = "A", in_force = { from = "2000-01-01" }, clauses = { a = "tell a month before" } }
      obligation "tell" { clause = "act/a", per = work, due = work.begun_on - days(30), done = work.told_on }
    ]])
    command.write("plain/site.csv", "code,opened_on\nS1,2002-01-01\n")
    command.write("plain/stack.csv", "code,site\nT1,S1\n")
    command.write("plain/work.csv", "code,site,begun_on,told_on,ended_on\nW1,S1,2003-03-01,2003-01-01,2003-02-01\n")
    command.answer(0, "import", "plain", "plain.db", "plain/site.csv", "plain/stack.csv", "plain/work.csv")
    local said = command.answer(1, "lint", "plain", "plain.db", "--as-of", "2004-01-01")
    holds(said, "work W1: ended_on lies before begun_on", "1 to look at again\n")
  end)

  it("of lint name every record to look at again, with its file and line", function()
    local text = say(1, "lint", "--as-of", "2003-12-31")
    holds(text, "audit.csv:3: audit A2: a second audit (twice)\n",
      "more/audit.csv:2: audit A9: completed_on lies before started_on, with which the record of kind audit begins (order-of-events)\n",
      "2 to look at again\n")
    assert.are.equal("nothing to look at again\n", command.answer(0, "lint", "two"))
    command.write("two/more.lua", 'warning "grown" { when = enterprise.size:is "large", says = "large" }\n')
    holds(say(1, "lint", "--as-of", "2003-12-31"), "enterprise E1: large (grown)\n", "enterprise: of 1 records it is not known whether: large (grown)\n")
    holds(say(0, "report", "--as-of", "2003-12-31"), "grown            enterprise      1-2  large\n")
    holds(command.run("check", "two", "records.db", "--as-of", "1990-01-01", "--lang", "zh").err, "登记库的第一个事件发生于 2001-05-01")
    command.write("two/more.lua", 'report "made" { title = "Made up", section = "reconstructed", per = jurisdiction, columns = { { "All", jurisdiction.enterprises:count() } } }\n')
    local whole = say(0, "report", "--as-of", "2003-12-31", "--lang", "zh")
    assert.is_truthy(whole:find "疑点\n.*重构的内容\n.*Made up", whole)
    command.write("two/more.lua", 'warning "w" { per = audit, when = audit.completed_on, says = "x" }\n')
    command.refused({ "lint", "two" }, { "expected a condition, got a date" })
    command.write("two/more.lua", 'warning "w" { per = audit, if_so = audit.completed_on:happened(), says = "x" }\n')
    command.refused({ "lint", "two" }, { "no key `if_so`", "it lacks `when`" })
  end)
end)
