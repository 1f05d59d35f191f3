-- Cases decided by hand: rules per period (7 to 9). Each period has its own law, and one that ended before its subject began has none.
local write = require "tests.meaning.write"
local judge, law, bare_law = write.judge, write.law, write.bare_law

write.section("8 each period by its own law, and none before its beginning")

local kinds = [[
kind "well" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "drilled_on", event, starts = true },
  { "closed_on", event }, { "class", text } } }
kind "draw" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "drawn_on", event, starts = true }, { "volume", number } } }
parameter "cap" { clause = "law/a", { 100, from = "2000-01-01" }, { 50, from = "2003-01-01", to = "2003-12-31" } }
parameter "wait" { clause = "law/a", { months(3), from = "2000-01-01" }, { months(1), from = "2003-01-01" } }
]]
local all_there = 'import "well" { complete = "a case holds all there is" }\nimport "draw" { complete = "a case holds all there is" }\n'
local function per_year(body) return ('obligation "x" { clause = "law/a", per = { well, year }, %s }\n'):format(body) end
local wells = "code,enterprise,drilled_on,closed_on,class,effective_from\n"
local draws = "code,well,drawn_on,volume\n"
local only = { of = { "x" } }
local function case(name, pack, records, verdicts, day) judge(name, day or "2004-06-30", pack, records, verdicts, only) end

local drawn = "well.draws:during(period).volume:sum():at_most"
case("the limit is that of the year, not that of the day on which the subject began", law .. kinds .. all_there .. per_year("require = " .. drawn .. '(parameter "cap")'),
  { well = wells .. "W1,E1,2001-05-01,,,\n", draw = draws .. "D1,W1,2002-06-01,60\nD2,W1,2003-06-01,60\nD3,W1,2004-06-01,60\n" },
  { { "x", "W1@2001", "met" }, { "x", "W1@2002", "met" }, { "x", "W1@2003", "breached" }, { "x", "W1@2004", "unknown", missing = { "parameter cap on 2004-06-30" } } })
case("the class is that of the year's last day", law .. kinds .. all_there .. per_year('require = well.class:is "a"'),
  { well = wells .. "W1,E1,2001-05-01,,a,2001-05-01\nW1,E1,2001-05-01,,b,2002-12-31\nW1,E1,2001-05-01,,a,2004-07-01\n" },
  { { "x", "W1@2001", "met" }, { "x", "W1@2002", "breached" }, { "x", "W1@2003", "breached" }, { "x", "W1@2004", "breached" } })
case("so it is where the rule says from when it binds", law .. kinds .. all_there .. per_year('arises = well.drilled_on, require = well.class:is "a"'),
  { well = wells .. "W1,E1,2001-05-01,,a,2001-05-01\nW1,E1,2001-05-01,,b,2003-01-01\n" },
  { { "x", "W1@2001", "met" }, { "x", "W1@2002", "met" }, { "x", "W1@2003", "breached" }, { "x", "W1@2004", "breached" } })
case("a period that ended before its subject began is not judged, the one in which it began is",
  bare_law .. kinds .. per_year "require = well.draws:during(period):any()",
  { well = wells .. "W1,E1,2000-03-01,,,\nW2,E1,2002-12-31,,,\nW3,E1,2003-01-01,,,\n", draw = draws .. "D1,W2,2003-06-01,1\n" }, {
  { "x", "W1@2000", "breached" }, { "x", "W1@2001", "breached" }, { "x", "W1@2002", "breached" }, { "x", "W1@2003", "breached" }, { "x", "W1@2004", "breached" },
  { "x", "W2@2000", "not_applicable" }, { "x", "W2@2001", "not_applicable" }, { "x", "W2@2002", "breached" }, { "x", "W2@2003", "met" }, { "x", "W2@2004", "breached" },
  { "x", "W3@2000", "not_applicable" }, { "x", "W3@2001", "not_applicable" }, { "x", "W3@2002", "not_applicable" }, { "x", "W3@2003", "breached" },
  { "x", "W3@2004", "breached" } })
case("whatever is on record of it", law .. kinds .. per_year("require = " .. drawn .. "(10)"),
  { well = wells .. "W1,E1,2003-05-01,,,\n", draw = draws .. "D1,W1,2001-06-01,60\nD2,W1,2002-06-01,5\n" },
  { { "x", "W1@2001", "not_applicable" }, { "x", "W1@2002", "not_applicable" }, { "x", "W1@2003", "unknown" }, { "x", "W1@2004", "unknown" } })
case("but what is forbidden and on record of it stays a breach", law .. kinds
  .. per_year "forbid = well.draws:during(period):where(draw.volume:above(10)), evidence = well.draws:during(period)",
  { well = wells .. "W1,E1,2003-05-01,,,\n", draw = draws .. "D1,W1,2000-06-01,60\nD2,W1,2001-06-01,5\nD3,W1,2002-06-01,\nD4,W1,2003-06-01,\n" },
  { { "x", "W1@2000", "breached" }, { "x", "W1@2001", "not_applicable" }, { "x", "W1@2002", "not_applicable" },
    { "x", "W1@2003", "unknown", missing = { "draw.volume" } }, { "x", "W1@2004", "unknown" } })
case("of a subject of which nobody knows when it began, nobody knows whether it was there", law .. kinds .. per_year("require = " .. drawn .. "(10)"),
  { well = wells .. "W1,E1,2000-01-01,,,\nW2,E1,,2003-07-01,,\n", draw = draws .. "D1,W2,2001-06-01,60\nD2,W2,2002-06-01,5\nD3,W1,2000-01-01,1\n" },
  { { "x", "W1@2000", "met" }, { "x", "W1@2001", "unknown" }, { "x", "W1@2002", "unknown" }, { "x", "W1@2003", "unknown" }, { "x", "W1@2004", "unknown" },
    { "x", "W2@2000", "unknown", missing = { "well.drilled_on" } },
    { "x", "W2@2001", "unknown", missing = { "well.drilled_on" } }, { "x", "W2@2002", "unknown", missing = { "well.drilled_on" } },
    { "x", "W2@2003", "unknown" }, { "x", "W2@2004", "unknown" } })
case("a lasting subject of which nobody knows it is judged in every period, one of which it is known from then on",
  law .. kinds .. all_there .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, require = enterprise.wells:where(well.drilled_on:during(period)):any() }\n',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,\nE2,C1,2003-02-01\n", well = wells .. "W1,E1,2002-05-01,,,\n" },
  { { "x", "E1@2002", "met" }, { "x", "E1@2003", "breached" }, { "x", "E1@2004", "breached" },
    { "x", "E2@2002", "not_applicable" }, { "x", "E2@2003", "breached" }, { "x", "E2@2004", "breached" } })
case("what a rule waits for after a year is that of the year's law", law .. kinds .. all_there .. per_year('due = period.to + parameter "wait", done = well.closed_on'),
  { well = wells .. "W1,E1,2001-05-01,2003-03-15,,\n" },
  { { "x", "W1@2001", "late", due = "2002-03-31" }, { "x", "W1@2002", "met", due = "2003-03-31" }, { "x", "W1@2003", "met", due = "2004-01-31" },
    { "x", "W1@2004", "met", due = "2005-01-31" } })
case("not by what it is today either, nor for a duty that arose later", law .. kinds .. all_there .. per_year('require = well.class:is "a"')
  .. 'obligation "y" { clause = "law/a", per = { well, year }, arises = well.closed_on, require = well.draws:during(period):none() }\n',
  { well = wells .. "W1,E1,2003-05-01,2004-02-01,b,\n", draw = draws .. "D1,W1,2002-06-01,60\n" },
  { { "x", "W1@2002", "not_applicable" }, { "x", "W1@2003", "breached" }, { "x", "W1@2004", "breached" } })
case("in a period in which it was not in force nothing is asked, whatever the day from which it binds", law .. write.order .. kinds
  .. 'obligation "x" { clause = "order/a", per = { well, year }, arises = well.closed_on, require = well.class:is "a" }\n',
  { well = wells .. "W1,E1,2001-05-01,2001-06-01,a,2005-01-01\nW2,E1,2001-05-01,2001-06-01,a,\n" },
  { { "x", "W1@2001", "unknown" }, { "x", "W1@2002", "unknown" }, { "x", "W1@2003", "not_applicable" }, { "x", "W1@2004", "not_applicable" },
    { "x", "W2@2001", "met" }, { "x", "W2@2002", "met" }, { "x", "W2@2003", "not_applicable" }, { "x", "W2@2004", "not_applicable" } })

local filings = [[
kind "site" { lasting = true, fields = { { "code", text, key = true }, { "place", jurisdiction, owner = true, blank = "none" }, { "opened_on", event, starts = true } } }
kind "filing" { fields = { { "site", site, key = true, owner = true }, { "filed_on", event, key = true, starts = true }, { "answered_on", event } } }
kind "licence" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "granted_on", event, starts = true }, { "renewed_on", event } } }
]]
local function per_site(body, word) return ('%s "x" { clause = "law/a", per = { site, year }, %s }\n'):format(word or "obligation", body) end
local function per_licence(body) return ('obligation "x" { clause = "law/a", per = { licence, year }, due = period.to, done = licence.%s }\n'):format(body) end
local answered = { site = "code,place,opened_on\nS1,,2004-01-01\nS2,,2003-01-01\n", filing = "site,filed_on,answered_on\nS1,2003-06-01,\nS2,2003-06-01,\n" }
local licences = "code,site,granted_on,renewed_on\n"
case("a dated duty of a period that ended before its subject began is none, whatever is on record of that period", bare_law .. filings
  .. per_site 'due = period.to + days(60), done = site.filings:where(filing.filed_on:after(period.to)).filed_on:first()',
  { site = "code,place,opened_on\nS1,,2003-12-31\nS2,,2004-01-01\nS3,,\n", filing = "site,filed_on,answered_on\nS1,2003-02-01,\nS2,2003-03-01,\n" }, {
  { "x", "S1@2003", "overdue", due = "2004-02-29" }, { "x", "S1@2004", "pending" }, { "x", "S2@2003", "not_applicable" }, { "x", "S2@2004", "pending" },
  { "x", "S3@2003", "overdue" }, { "x", "S3@2004", "pending" } })
case("of a subject that is not lasting and of whose beginning nobody knows, nobody knows whether it is one", bare_law .. filings .. per_licence "renewed_on",
  { site = answered.site, licence = licences .. "L1,S1,,2003-05-01\nL2,S1,2004-01-01,\n" }, {
  { "x", "L1@2003", "unknown", missing = { "licence.granted_on" } }, { "x", "L1@2004", "unknown", missing = { "licence.granted_on" } },
  { "x", "L2@2003", "not_applicable" }, { "x", "L2@2004", "pending" } })
case("nobody is freed of the duty that brings it into being", bare_law .. filings .. per_licence "granted_on",
  { site = "code,place,opened_on\nS1,,2003-05-01\n", licence = licences .. "L2,S1,2004-01-01,\n" }, { { "x", "L2@2003", "late" }, { "x", "L2@2004", "met" } })
for name, body in pairs {
  ["a day that a period brings may lie after it, and is no beginning"] =
    'arises = site.filings:during(period).filed_on:first() + days(300), due = days(30), done = site.filings:during(period).answered_on:first()',
  ["nor is one that is reckoned from the period"] = 'arises = period.to + days(1), due = days(60), done = site.filings:during(period).answered_on:first()',
  ["nor one that a function gives, which sees the period"] =
    'arises = function(s, about) return "2004-01-02" end, due = days(60), done = site.filings:during(period).answered_on:first()' } do
  case(name, bare_law .. filings .. per_site(body), answered, { { "x", "S1@2003", "not_applicable" }, { "x", "S2@2003", "overdue" },
    { "x", "S1@2004", name:find "period brings" and "not_applicable" or name:find "reckoned" and "not_applicable" or "overdue" },
    { "x", "S2@2004", name:find "function" and "overdue" or "not_applicable" } })
end
case("so it is of a standing rule", bare_law .. filings .. per_site 'arises = period.to + days(1), require = site.filings:during(period).answered_on:first():given()', answered,
  { { "x", "S1@2003", "not_applicable" }, { "x", "S2@2003", "breached" }, { "x", "S1@2004", "not_applicable" }, { "x", "S2@2004", "not_applicable" } })
case("one that is the same in all periods is a beginning", bare_law .. filings
  .. per_site 'arises = site.filings.filed_on:first(), due = period.to + days(60), done = site.filings.answered_on:first()',
  { site = "code,place,opened_on\nS1,,2003-01-01\nS2,,2003-01-01\n", filing = "site,filed_on,answered_on\nS1,2004-01-01,\nS2,2003-12-31,\n" },
  { { "x", "S1@2003", "not_applicable" }, { "x", "S1@2004", "pending" }, { "x", "S2@2003", "overdue" }, { "x", "S2@2004", "pending" } })
case("a term of its name that asks the period, but of another kind, takes nothing from it", bare_law .. filings
  .. 'term "site.begun" { value = site.filings.filed_on:first() }\nterm "licence.begun" { per = { licence, year }, value = licence.renewed_on & period.to }\n'
  .. per_site 'arises = site.begun, due = period.to + days(60), done = site.filings.answered_on:first()',
  { site = "code,place,opened_on\nS1,,2003-01-01\nS2,,2003-01-01\n", filing = "site,filed_on,answered_on\nS1,2004-01-01,\nS2,2003-12-31,\n" },
  { { "x", "S1@2003", "not_applicable" }, { "x", "S1@2004", "pending" }, { "x", "S2@2003", "overdue" }, { "x", "S2@2004", "pending" } })
case("a power is not available in a period before its subject began", bare_law .. filings .. per_site("used = site.filings:during(period).answered_on:first()", "power"),
  { site = answered.site, filing = "site,filed_on,answered_on\nS1,2003-06-01,2003-07-01\nS2,2003-06-01,2003-07-01\n" },
  { { "x", "S1@2003", "not_available", done = "2003-07-01" }, { "x", "S1@2004", "open" }, { "x", "S2@2003", "used", done = "2003-07-01" }, { "x", "S2@2004", "open" } })

-- The law ends between the end of a period and the day on which what it brought is due.
local gone = write.instrument("gone", "2000-01-01", "2003-01-31")
local owed = gone .. kinds
  .. 'obligation "x" { clause = "gone/a", per = { well, year }, applies = well.class:is "a", due = %s, done = well.closed_on }\n%s'
local reporters = wells
  .. "W1,E1,2001-05-01,,a,\nW2,E1,2001-05-01,,a,\nW2,E1,2001-05-01,,b,2003-02-15\nW3,E1,2001-05-01,,a,\nW3,E1,2001-05-01,,b,2003-01-15\nW4,E1,2001-05-01,2003-03-01,a,\n"
local function of_wells(status_2001, w1, w2, w3, w4)
  local verdicts = {}
  for i, status in ipairs { w1, w2, w3, w4 } do
    local of = type(status_2001) == "table" and status_2001[i] or status_2001
    for year, own in pairs { [2001] = of, [2002] = status } do verdicts[#verdicts + 1] = { "x", ("W%d@%d"):format(i, year), own } end
    for year = 2003, 2004 do verdicts[#verdicts + 1] = { "x", ("W%d@%d"):format(i, year), "not_applicable" } end
  end
  return verdicts
end
local late_2001 = { "overdue", "overdue", "overdue", "late" }
case("a duty of a period that ended under the law stays when the law ends before it is due", bare_law .. owed:format("period.to + days(90)", ""), { well = reporters },
  of_wells(late_2001, "overdue", "overdue", "not_applicable", "met"))
case("it stays while it can still be done", bare_law .. owed:format("period.to + months(24)", ""), { well = reporters }, of_wells({ "overdue", "overdue", "not_applicable", "met" },
  "pending", "pending", "not_applicable", "met"))
case("and is excepted as the law left it", bare_law .. owed:format("period.to + days(90)", 'exception "e" { clause = "gone/a", to = "x", applies = well.code:is "W1" }\n'),
  { well = reporters }, of_wells({ "not_applicable", "overdue", "overdue", "late" }, "not_applicable", "overdue", "not_applicable", "met"))
case("where the law names no day, too", bare_law .. owed:format('not_given "no day is named"', ""), { well = reporters },
  of_wells({ "pending", "pending", "not_applicable", "met" }, "pending", "pending", "not_applicable", "met"))
case("with `arises` it is as the rule says, and after the law has ended nothing arises", bare_law
  .. owed:format("period.to + days(90), arises = period.to + days(32)", ""), { well = reporters },
  of_wells(late_2001, "not_applicable", "not_applicable", "not_applicable", "not_applicable"))
case("a text that follows judges what is due under it", bare_law .. write.instrument("next", "2003-02-01") .. owed:format("period.to + days(90)",
  'obligation "x@next" { like = "x", clause = "next/a", due = period.to + days(50) }\n'), { well = reporters },
  { { "x", "W1@2001", "overdue", due = "2002-03-31" }, { "x", "W1@2002", "overdue", due = "2003-02-19" }, { "x", "W1@2003", "overdue" }, { "x", "W1@2004", "pending" },
    { "x", "W2@2001", "overdue" }, { "x", "W2@2002", "not_applicable" }, { "x", "W2@2003", "not_applicable" }, { "x", "W2@2004", "not_applicable" },
    { "x", "W3@2001", "overdue" }, { "x", "W3@2002", "not_applicable" }, { "x", "W3@2003", "not_applicable" }, { "x", "W3@2004", "not_applicable" },
    { "x", "W4@2001", "late" }, { "x", "W4@2002", "late" }, { "x", "W4@2003", "met" }, { "x", "W4@2004", "met" } })
case("one of a nearer place stays beside a wider one that goes on", bare_law .. write.instrument("near", "2000-01-01", "2003-01-31", "C1") .. kinds
  .. 'obligation "x" { clause = "law/a", per = { well, year }, due = period.to + days(90), done = well.closed_on }\n'
  .. 'obligation "x@near" { like = "x", clause = "near/a", due = period.to + days(60) }\n', { well = wells .. "W1,E1,2002-05-01,,,\n" },
  { { "x", "W1@2002", "overdue", due = "2003-03-01" }, { "x", "W1@2003", "overdue", due = "2004-03-30" }, { "x", "W1@2004", "pending", due = "2005-03-31" } })

-- Records of days on which the rule no longer bound.
write.section "8 nobody walks out of a period, nor is held to what came after"
local class_years = wells .. "W1,E1,2000-05-01,,a,\nW1,E1,2000-05-01,,b,2003-07-01\nW2,E1,2000-05-01,,a,\n"
local for_class = 'applies = well.class:is "a", '
local function in_2003(name, body, rows, w1, w2, pack)
  case(name, law .. kinds .. all_there .. (pack or "") .. per_year(body), { well = class_years, draw = draws .. rows },
    { { "x", "W1@2000", "met" }, { "x", "W1@2001", "met" }, { "x", "W1@2002", "met" }, { "x", "W1@2003", w1 }, { "x", "W1@2004", "not_applicable" },
      { "x", "W2@2000", "met" }, { "x", "W2@2001", "met" }, { "x", "W2@2002", "met" }, { "x", "W2@2003", w2 }, { "x", "W2@2004", "met" } })
end
in_2003("what came after it left is not held against it, nor for it", for_class .. "require = " .. drawn .. "(50)", "D1,W1,2003-09-01,60\n", "unknown", "met")
in_2003("what came before counts", for_class .. "require = " .. drawn .. "(50)", "D1,W1,2003-06-30,60\nD2,W2,2003-09-01,60\n", "breached", "breached")
in_2003("records that it does not ask do not matter", for_class .. 'require = well.draws:during(period):where(draw.volume:above(50)):none()', "D1,W1,2003-09-01,5\n", "met", "met")
in_2003("nor does one that lies before and is perhaps one of them", for_class .. "require = well.draws:during(period):where(draw.volume:above(50)):none()",
  "D1,W1,2003-05-01,60\nD2,W1,2003-06-01,\n", "breached", "met")
in_2003("nor do those of a window that ends with the year", for_class .. "require = well.draws:during(months(24):to(period.to)).volume:sum():at_most(50)",
  "D1,W1,2003-09-01,60\n", "unknown", "met")

-- What is forbidden is read on its own day; where no day tells anything, the last day that bound tells whom the rule asks. W1 changes its class on 1 July 2003.
local function forbidden_in(name, pack, rows, w1, w2)
  local verdicts = {}
  for well, said in pairs { W1 = w1, W2 = w2 } do
    for i, status in ipairs(said) do verdicts[#verdicts + 1] = { "x", ("%s@%d"):format(well, 1999 + i), status } end
  end
  table.sort(verdicts, function(a, b) return a[2] < b[2] end)
  case(name, pack, { well = class_years, draw = draws .. rows }, verdicts)
end
local forbids = for_class .. "forbid = well.draws:during(period):where(draw.volume:above(50)), evidence = well.draws:during(period)"
forbidden_in("of a year of which nothing is on record nobody is freed by leaving in it", bare_law .. kinds .. per_year(forbids), "D1,W2,2003-02-01,5\n",
  { "unknown", "unknown", "unknown", "unknown", "not_applicable" }, { "unknown", "unknown", "unknown", "met", "unknown" })
forbidden_in("nor by records of days that did not bind", bare_law .. kinds .. per_year(forbids), "D1,W1,2003-09-01,60\n",
  { "unknown", "unknown", "unknown", "unknown", "not_applicable" }, { "unknown", "unknown", "unknown", "unknown", "unknown" })
forbidden_in("a complete register shows it", bare_law .. kinds .. all_there .. per_year(forbids), "D1,W1,2003-09-01,60\n",
  { "met", "met", "met", "met", "not_applicable" }, { "met", "met", "met", "met", "met" })
forbidden_in("who changes class after the law has ended was bound to its end", write.instrument("old", "2000-01-01", "2003-06-30") .. bare_law .. kinds
  .. per_year(forbids):gsub("law/a", "old/a"), "D1,W2,2003-02-01,5\n", { "unknown", "unknown", "unknown", "unknown", "not_applicable" },
  { "unknown", "unknown", "unknown", "met", "not_applicable" })

-- The city lets 100 where the province lets 50, and each emitted 60 in June. E1 leaves the city in November, E2 comes to it. E3 leaves it, and the class in December; E4 leaves the
-- class in October and then the city.
local movers = {
  enterprise = "code,jurisdiction,size,opened_on,effective_from\nE1,C1,large,2003-01-01,\nE1,C2,large,,2003-11-15\nE2,C2,large,2003-01-01,\nE2,C1,large,,2003-11-15\n"
  .. "E3,C1,large,2003-01-01,\nE3,C2,large,,2003-11-15\nE3,C2,small,,2003-12-01\nE4,C1,large,2003-01-01,\nE4,C1,small,,2003-10-01\nE4,C2,small,,2003-11-15\n",
  measurement = "enterprise,outlet,pollutant,measured_on,value,unit\nE1,o,cod,2003-06-01,60,t\nE2,o,cod,2003-06-01,60,t\nE3,o,cod,2003-06-01,60,t\n"
    .. "E4,o,cod,2003-06-01,60,t\n" }
local city = 'instrument "city" { title = "C", issuer = "C1", place = "C1", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }\n'
local function two_texts(clause)
  return law .. city .. ('obligation "x@wide" { clause = "%s", per = { enterprise, year }, applies = enterprise.size:is "large", require = '
    .. "enterprise.measurements:during(period).value:sum():at_most '50 t' }\n"):format(clause)
    .. 'obligation "x@city" { like = "x@wide", clause = "city/a", require = enterprise.measurements:during(period).value:sum():at_most "100 t" }\n'
end
judge("who comes from the place of one text to that of another is judged by the one where it came to, and not by the nearer one that it left", "2003-12-31",
  two_texts "law/a", movers,
  { { "x", "E1@2003", "breached" }, { "x", "E2@2003", "met" }, { "x", "E3@2003", "breached" }, { "x", "E4@2003", "met" } })
judge("also where the text where it came to ends in the period", "2003-12-31", two_texts "wide/a"
  .. 'instrument "wide" { title = "W", issuer = "J", in_force = { from = "2000-01-01", to = "2003-11-20" }, clauses = { a = "…" } }\n', movers,
  { { "x", "E1@2003", "breached" }, { "x", "E2@2003", "met" }, { "x", "E3@2003", "breached" }, { "x", "E4@2003", "met" } })
judge("and by the one that it left where no other came", "2003-12-31", two_texts "wide/a"
  .. 'instrument "wide" { title = "W", issuer = "J", in_force = { from = "2000-01-01", to = "2003-11-14" }, clauses = { a = "…" } }\n', movers,
  { { "x", "E1@2003", "met" }, { "x", "E2@2003", "met" }, { "x", "E3@2003", "met" }, { "x", "E4@2003", "met" } })
judge("the law's own end ends the period", "2004-06-30", all_there .. kinds:gsub('"law/a"', '"old/a"') .. [[
instrument "law" { title = "The law", issuer = "J", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
instrument "old" { title = "The old law", issuer = "J", in_force = { from = "2000-01-01", to = "2003-06-30" }, clauses = { a = "…" } }
obligation "x" { clause = "old/a", per = { well, year }, require = well.draws:during(period).volume:sum():at_most(50) }
obligation "y" { clause = "old/a", per = { well, year }, require = well.draws:during(period):any() }
]], { well = wells .. "W1,E1,2003-01-01,,,\n", draw = draws .. "D1,W1,2003-09-01,60\n" }, { { "x", "W1@2003", "met" }, { "y", "W1@2003", "breached" },
  { "x", "W1@2004", "not_applicable" }, { "y", "W1@2004", "not_applicable" } }, { of = { "x", "y" } })

-- A period's last day, and a window that ends with it, are cut likewise, where they are what a day is compared with.
do
  local questions = { { "by(period.to)", "met", "breached" }, { "between(period.from, period.to)", "met", "breached" },
    { "during(months(9):to(period.to))", "met", "breached" },
    { "by(period.to + days(0))", "breached", "met" }, { "after(period.to)", "breached", "met" }, { "before(period.to)", "met", "breached" },
    { "on_or_after(period.from)", "breached", "met" } }
  local pack, verdicts = { all_there .. kinds:gsub('"law/a"', '"old/a"') .. [[
instrument "law" { title = "The law", issuer = "J", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
instrument "old" { title = "The old law", issuer = "J", in_force = { from = "2003-01-01", to = "2003-06-30" }, clauses = { a = "…" } }
]] }, {}
  for i, question in ipairs(questions) do
    for form, ask in ipairs { "none", "any" } do
      local name = "q" .. i .. ask
      pack[#pack + 1] = ('obligation "%s" { clause = "old/a", per = { well, year }, require = well.draws:where(draw.drawn_on:%s):%s() }\n'):format(name, question[1], ask)
      verdicts[#verdicts + 1] = { name, "W1@2003", question[form + 1] }
    end
  end
  pack[#pack + 1] = 'decision "well.timed" { reading = "ours", per = { well, year }, hit = "first", columns = { well.draws.drawn_on:last() }, '
    .. 'rows = { { by(period.to), "in" }, { any, "out" } } }\n'
  for _, word in ipairs { "in", "out" } do -- so it is in a cell of a table
    pack[#pack + 1] = ('obligation "t%s" { clause = "old/a", per = { well, year }, require = well.timed:is "%s" }\n'):format(word, word)
    verdicts[#verdicts + 1] = { "t" .. word, "W1@2003", word == "out" and "met" or "breached" }
  end
  judge("the law's own end is the last day that a day is compared with", "2003-12-31", table.concat(pack),
    { well = wells .. "W1,E1,2003-01-01,,,\n", draw = draws .. "D1,W1,2003-09-01,60\n" }, verdicts)
end

-- C2 went to another province, and left the rule, on 2003-07-01; C3 did not. Who opened in it later is a record of both times, where it is asked of the period.
do
  local left = "code,name,level,parent,effective_from\nP,P,province,,\nQ,Q,province,,\nC2,C2,county,P,\nC2,C2,county,Q,2003-07-01\nC3,C3,county,P,\n"
  local who = "code,jurisdiction,opened_on\nE1,C2,2003-03-01\nE2,C2,2003-09-01\nE3,C3,2003-03-01\n"
  local questions = { { "jurisdiction.enterprises:during(period):count():at_most(1)", "unknown" }, { "jurisdiction.enterprises:count():at_most(1)", "met" },
    { "jurisdiction.enterprises:where(enterprise.opened_on:during(period)):count():at_most(1)", "unknown" },
    { "jurisdiction.enterprises:where(enterprise.opened_on:by(period.to)):count():at_most(1)", "unknown" },
    { "jurisdiction.enterprises:where(enterprise.opened_on:between(period.from, period.to)):count():at_most(1)", "unknown" },
    { "jurisdiction.enterprises:where(enterprise.opened_on:by(period.to)).audits:none()", "unknown" },
    { "jurisdiction.opened:count():at_most(1)", "unknown" }, { "jurisdiction.enterprises:every(enterprise.audits:none())", "met" },
    { 'jurisdiction.enterprises:where(enterprise.opened_on:by "2003-06-30"):count():at_most(1)', "met" } }
  local pack, verdicts, stayed = { (law:gsub('issuer = "J"', 'issuer = "J", place = "P"', 1)),
    'term "jurisdiction.opened" { per = { jurisdiction, year }, value = jurisdiction.enterprises:during(period) }\n' }, {}, {}
  for i, question in ipairs(questions) do
    pack[#pack + 1] = ('obligation "q%d" { clause = "law/a", per = { jurisdiction, year }, applies = jurisdiction.level:is "county", require = %s }\n'):format(i, question[1])
    for _, list in ipairs { verdicts, stayed } do
      table.move({ { "q" .. i, "C3@2003", "met" }, { "q" .. i, "P@2003", "not_applicable" }, { "q" .. i, "Q@2003", "not_applicable" } }, 1, 3, #list + 1, list)
    end
    verdicts[#verdicts + 1], stayed[#stayed + 1] = { "q" .. i, "C2@2003", question[2] }, { "q" .. i, "C2@2003", "met" }
  end
  judge("who opened in a place after it left the rule is a record of both times", "2003-12-31", table.concat(pack), { jurisdiction = left, enterprise = who }, verdicts)
  judge("and none did", "2003-12-31", table.concat(pack), { jurisdiction = left, enterprise = who:gsub("E2,C2,2003%-09%-01\n", "") }, stayed)
end

-- E1 left the rule on 2003-07-01; E2 did not. What is asked of the period in a term or a decision speaks of both times, as where it stands in the rule.
do
  local terms = bare_law .. [[
import "audit" { complete = "a case holds all there is" }
import "measure" { complete = "a case holds all there is" }
term "enterprise.seen" { per = { enterprise, year }, value = enterprise.audits:during(period):any() }
term "enterprise.ever" { per = { enterprise, year }, value = enterprise.audits:any() }
term "enterprise.these" { per = { enterprise, year }, value = enterprise.audits:during(period) }
term "enterprise.number" { per = { enterprise, year }, value = enterprise.audits:during(period):count() }
term "enterprise.neighbours" { per = { enterprise, year }, value = enterprise.jurisdiction.enterprises:where(enterprise.seen) }
decision "enterprise.often" { reading = "ours", per = { enterprise, year }, hit = "first", columns = { enterprise.audits:during(period):count() },
  rows = { { at_least(1), "yes" }, { any, "no" } } }
decision "enterprise.timed" { reading = "ours", per = { enterprise, year }, hit = "first", columns = { enterprise.audits.started_on:last() },
  rows = { { by(period.to), "yes" }, { any, "no" } } }
decision "enterprise.ended" { reading = "ours", per = { enterprise, year }, hit = "first", columns = { period.to },
  rows = { { on_or_after(enterprise.audits.started_on:last()), "yes" }, { any, "no" } } }
decision "enterprise.within" { reading = "ours", per = { enterprise, year }, hit = "first", columns = { enterprise.audits.started_on:last() },
  rows = { { during(period), "yes" }, { any, "no" } } }
]]
  local questions = { { 'enterprise.timed:is "yes"', "unknown" }, { 'enterprise.ended:is "yes"', "unknown" }, { 'enterprise.within:is "yes"', "unknown" },
    { "enterprise.seen", "unknown" }, { "enterprise.ever", "met" }, { "enterprise.these:any()", "unknown" }, { 'enterprise.often:is "yes"', "unknown" },
    { "enterprise.audits:during(period):any()", "unknown" }, { 'enterprise.audits:during(period):where(audit.basis:is "voluntary"):any()', "unknown" } }
  -- and where it asks it of each row of another set, or asks a day
  for _, question in ipairs { "all:share(enterprise.audits:during(period):any()):at_least(percent(50))", "all:every(enterprise.audits:during(period):any())",
    "all:where(enterprise.audits:during(period):any()):any()", "all:every(enterprise.seen)", "all.number:sum():at_least(1)", "enterprise.neighbours:any()",
    'all:where(enterprise.often:is "yes"):any()', "all:every(enterprise.jurisdiction.enterprises:share(enterprise.seen):at_least(percent(50)))",
    "all:every(enterprise.audits:during(months(24):to(period.to)):any())", "enterprise.audits:where(audit.started_on:during(period)):any()",
    "all:every(enterprise.audits:where(audit.started_on:during(period)):any())", "enterprise.audits.started_on:first():during(period)",
    "enterprise.audits:where(audit.started_on:by(period.to)):any()", "enterprise.audits:where(audit.started_on:between(period.from, period.to)):any()",
    "enterprise.audits.started_on:last():between(period.from, period.to)", "all:every(enterprise.audits.started_on:last():on_or_after(period.from))",
    "enterprise.audits:where(audit.started_on:by(period.to + months(2))):any()", "enterprise.audits.started_on:last():by(as_of)",
    "enterprise.audits:during(period).measures:none()", "all:share(enterprise.audits:any()):at_least(percent(50))", "all:where(enterprise.ever):any()" } do
    local of_end = question:find "period.to[^ ]" or question:find "period.from"
    local asks = of_end or question:find "during" or question:find "seen" or question:find "number" or question:find "often" or question:find "neighbours"
    local first = question:find("first", 1, true) -- the first one is not a later one
    questions[#questions + 1] = { (question:gsub("all", "enterprise.jurisdiction.enterprises", 1)), asks and not first and "unknown" or "met" }
  end
  local pack, left, stayed = { terms }, {}, {}
  for i, question in ipairs(questions) do
    pack[#pack + 1] = ('obligation "q%d" { clause = "law/a", per = { enterprise, year }, applies = enterprise.size:is "large", require = %s }\n'):format(i, question[1])
    for _, list in ipairs { left, stayed } do list[#list + 1] = { "q" .. i, "E2@2003", "met" } end
    left[#left + 1], stayed[#stayed + 1] = { "q" .. i, "E1@2003", question[2] }, { "q" .. i, "E1@2003", "met" }
  end
  local who = "code,jurisdiction,size,opened_on,effective_from\nE1,C1,large,2003-01-01,\nE1,C1,small,2003-01-01,2003-07-01\nE2,C1,large,2003-01-01,\n"
  local before = "code,enterprise,basis,started_on\nA1,E1,voluntary,2003-03-01\nA3,E2,voluntary,2003-03-01\n"
  judge("a record of the period that a term asks lies behind the last bound day", "2003-12-31", table.concat(pack),
    { enterprise = who, audit = before .. "A2,E1,,2003-09-01\nA4,E2,,2003-09-01\n" }, left)
  judge("and none does", "2003-12-31", table.concat(pack), { enterprise = who, audit = before }, stayed)
end

-- Who begins after a period was not there in it (3).
local one_place = "code,name,level,parent\nC1,C1,city,\n"
local opened = "code,jurisdiction,opened_on\nE1,C1,2001-05-01\nE2,C1,2003-01-01\nE3,C1,2002-12-31\n"
local function of_place(name, require, years, records)
  local verdicts, all = {}, { jurisdiction = one_place, enterprise = opened }
  for year = 2001, 2004 do verdicts[#verdicts + 1] = { "x", "C1@" .. year, years[year - 2000] } end
  for kind, csv in pairs(records or {}) do all[kind] = csv end
  case(name, law .. ('obligation "x" { clause = "law/a", per = { jurisdiction, year }, require = %s }\n'):format(require), all, verdicts)
end
of_place("a set of a period holds nobody who begins after it, and who begins on its last day", "jurisdiction.enterprises:count():is(2)",
  { "breached", "met", "breached", "breached" })
of_place("who begins later takes back no breach", "jurisdiction.enterprises:count():at_least(2)", { "breached", "met", "met", "met" })
of_place("and makes none, in shares, filters and sets on the way", 'jurisdiction.enterprises:share(enterprise.opened_on:by "2002-12-31"):at_least(percent(100)) '
  .. '& jurisdiction.enterprises:where(enterprise.opened_on:after "2002-12-31"):none() & jurisdiction.enterprises.audits:count():is(0)',
  { "met", "met", "breached", "breached" }, { audit = "code,enterprise,started_on\nA1,E2,2003-02-01\n" })
-- One of whom nobody knows when it began is there, which breaks a rule and shows nothing, but on the day that is asked about (19).
local undated = { enterprise = "code,jurisdiction,employees,opened_on\nE1,C1,10,2001-05-01\nE2,C1,20,\n",
  audit = "code,enterprise,started_on\nA0,E2,2001-02-01\nA1,E2,2002-02-01\n" }
local alone = { enterprise = "code,jurisdiction,employees,opened_on\nE2,C1,20,\n", audit = undated.audit }
of_place("one of whom nobody knows when it began is there, which shows nothing of an earlier year", "jurisdiction.enterprises:count():is(2)",
  { "unknown", "unknown", "unknown", "met" }, undated)
of_place("which breaks a rule", "jurisdiction.enterprises:count():at_most(1)", { "breached", "breached", "breached", "breached" }, undated)
of_place("nor does it show that there is any", "jurisdiction.enterprises:any()", { "unknown", "unknown", "unknown", "met" }, alone)
of_place("nor that there is much", 'jurisdiction.enterprises.employees:sum():at_least(20)', { "unknown", "unknown", "unknown", "met" }, undated)
of_place("but what holds with it and without it is shown", "jurisdiction.enterprises:count():at_least(1) & jurisdiction.enterprises.employees:sum():at_most(30)",
  { "met", "met", "met", "met" }, undated)
of_place("it can be looked at", "jurisdiction.enterprises:where(enterprise.employees:above(20)):none() & jurisdiction.enterprises:every(enterprise.employees:is(20))",
  { "met", "met", "met", "met" }, alone)
of_place("and had begun when it had records", 'jurisdiction.enterprises:where(enterprise.employees:is(20)).audits:during("2002"):any()', { "met", "met", "met", "met" }, alone)
of_place("so it is in what the rows of a set ask, each on the pivot", "jurisdiction.enterprises:every(jurisdiction.enterprises:count():is(2))",
  { "breached", "met", "breached", "breached" })
local function by_unknown_day(name, applies, status, enterprises)
  local verdicts = {}
  for year = 2001, 2004 do verdicts[#verdicts + 1] = { "x", "C1@" .. year, status } end
  local rule = 'obligation "x" { clause = "law/a", per = { jurisdiction, year }, applies = %s, due = period.to + parameter "later", '
    .. 'done = jurisdiction.enterprises.audits.started_on:last() }\n'
  case(name, law .. 'parameter "later" { clause = "law/a", { months(1), from = "2009-01-01" } }\n' .. rule:format(applies),
    { jurisdiction = one_place, enterprise = enterprises or opened }, verdicts)
end
by_unknown_day("on a pivot that nobody knows each is there perhaps", "jurisdiction.enterprises:none()", "unknown")
by_unknown_day("so that there are none more than those on record", "jurisdiction.enterprises:count():at_least(4)", "not_applicable")
by_unknown_day("and one of whom nobody knows when it began is there on it, too", "jurisdiction.enterprises:none()", "not_applicable",
  "code,jurisdiction,opened_on\nE1,C1,2001-05-01\nE2,C1,\n")

-- A day that is reckoned by a number of days from another: what chooses the records of that number brings nobody into being.
do
  local visits, done = "works.visits:where(visit.made_on:after(works.opened_on)).made_on:first()", "done = works.visits.made_on:first() - (as_of - %s)"
  local pack, verdicts = { bare_law, [[
kind "works" { plural = "all_works", lasting = true, fields = { { "code", text, key = true }, { "opened_on", event, starts = true } } }
kind "visit" { fields = { { "code", text, key = true }, { "works", works, owner = true }, { "made_on", event, starts = true } } }
]] }, {}
  for index, rule in ipairs { { visits, "not_applicable" }, { "works.opened_on", "overdue" } } do
    pack[#pack + 1] = ('obligation "r%d" { clause = "law/a", per = { works, year }, due = period.to + days(30), %s }\n'):format(index, done:format(rule[1]))
    for year = 2003, 2005 do
      verdicts[#verdicts + 1] = { "r" .. index, "old@" .. year, year == 2005 and "pending" or "overdue" }
      verdicts[#verdicts + 1] = { "r" .. index, "new@" .. year, year == 2005 and "pending" or rule[2] }
    end
  end
  judge("a day that is counted from its own beginning may be it, and one that is counted from records chosen by it is not", "2005-12-31", table.concat(pack),
    { works = "code,opened_on\nold,2003-05-01\nnew,2005-03-01\n", visit = "code,works,made_on\n" }, verdicts)
end

-- The law ended on 30 June 2003. S1 opened before, S2 that day, S3 after; nobody knows when S4 did.
local gone_in_june = write.instrument("gone-in-june", "2000-01-01", "2003-06-30")
local opened_late = { site = "code,place,opened_on\nS1,,2003-05-01\nS2,,2003-06-30\nS3,,2003-07-01\nS4,,\n" }
for name, body in pairs { ["a require"] = "require = site.filings:during(period):any()", ["a forbid"] = "forbid = site.filings" } do
  local status = name == "a require" and "breached" or "unknown"
  case(name .. " does not hold for whom began when its force had ended, within one period", bare_law .. gone_in_june .. filings
    .. per_site(body):gsub("law/a", "gone-in-june/a"), opened_late,
    { { "x", "S1@2003", status }, { "x", "S2@2003", status }, { "x", "S3@2003", "not_applicable" }, { "x", "S4@2003", status },
      { "x", "S1@2004", "not_applicable" }, { "x", "S2@2004", "not_applicable" }, { "x", "S3@2004", "not_applicable" }, { "x", "S4@2004", "not_applicable" } })
end
