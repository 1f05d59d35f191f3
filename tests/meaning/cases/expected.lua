-- Cases decided by hand: 19 what is expected.
local write = require "tests.meaning.write"
local judge, law = write.judge, write.bare_law

write.section("19 what is expected")

local works = law .. write.instrument("act", "2015-03-20", "2015-10-10") .. [[
kind "works" { plural = "all_works", lasting = true, fields = { { "code", text, key = true }, { "opened_on", event, starts = true }, { "licensed_on", event },
  { "closed_on", event, blank = "not_yet" }, { "ends_on", date, blank = "none" }, { "stops_on", date } } }
kind "sample" { fields = { { "code", text, key = true }, { "works", works, owner = true }, { "taken_on", event, starts = true }, { "read_on", event },
  { "lead", number, blank = "none", known_from = "read_on" }, { "zinc", number }, { "sort", text } } }
kind "leak" { fields = { { "code", text, key = true }, { "works", works, owner = true }, { "seen_on", event, starts = true } } }
]]

-- Samples of a works on the tenth of each of some months ("2015-03", …), read ten days later; one whose lead was never read is written "2015-03!".
local function samples(of)
  local rows, number = { "code,works,taken_on,read_on,lead,zinc,sort\n" }, 0
  for works_code, months in pairs(of) do
    for month, unread in months:gmatch "(%d%d%d%d%-%d%d)(!?)" do
      number = number + 1
      rows[#rows + 1] = ("s%d,%s,%s-10,%s,1,1,grab\n"):format(number, works_code, month, unread == "" and month .. "-20" or "")
    end
  end
  return table.concat(rows)
end
local function months(year, from, to)
  local list = {}
  for month = from, to do list[#list + 1] = ("%d-%02d"):format(year, month) end
  return table.concat(list, " ")
end
local function opened(rows) return "code,opened_on,licensed_on,closed_on,ends_on,stops_on\n" .. rows end

local year = works .. [[
obligation "low" { clause = "law/a", per = { works, year }, require = works.samples:during(period):where(sample.lead:above(5)):none(), expects = { works.samples, each = month } }
obligation "none" { clause = "law/a", per = { works, year }, forbid = works.samples:during(period):where(sample.lead:above(5)), expects = { works.samples, each = month } }
]]
judge("one a month of the year that is judged", "2015-12-31", year, {
  works = opened "all,2015-01-01,,,,\ngap,2015-01-01,,,,\nbare,2015-01-01,,,,\nunread,2015-01-01,,,,\n",
  sample = samples { all = months(2015, 1, 12), gap = months(2015, 1, 2) .. " " .. months(2015, 4, 12), unread = months(2015, 1, 4) .. " 2015-05! " .. months(2015, 6, 12) } }, {
  { "low", "all@2015", "met" }, { "low", "gap@2015", "unknown" }, { "low", "bare@2015", "unknown" }, { "low", "unread@2015", "unknown" },
  { "none", "all@2015", "met" }, { "none", "gap@2015", "unknown" }, { "none", "bare@2015", "unknown" }, { "none", "unread@2015", "unknown" },
})
judge("what is false stays breached, whatever is missing", "2015-12-31", year, { works = opened "bad,2015-01-01,,,,\n",
  sample = "code,works,taken_on,read_on,lead\ns1,bad,2015-03-10,2015-03-20,9\n" }, { { "low", "bad@2015", "breached" }, { "none", "bad@2015", "breached", since = "2015-03-10" } })
judge("two months of evidence in twelve are not enough for a forbid", "2015-12-31", works .. [[
obligation "some" { clause = "law/a", per = { works, year }, forbid = works.samples:during(period):where(sample.lead:above(5)), evidence = works.samples:during(period) }
obligation "each" { clause = "law/a", per = { works, year }, forbid = works.samples:during(period):where(sample.lead:above(5)), evidence = works.samples:during(period),
  expects = { works.samples, each = month } }
]], { works = opened "w,2015-01-01,,,,\n", sample = samples { w = "2015-03 2015-08" } }, { { "some", "w@2015", "met" }, { "each", "w@2015", "unknown" } })

-- Beginnings and ends.
local begun = { works = opened "mid,2015-06-30,,,,\nlate,2015-07-01,,,,\nblank,,,,,\nfull,,,,,\n",
  sample = samples { mid = months(2015, 7, 12), late = months(2015, 7, 12), blank = months(2015, 7, 12), full = months(2015, 1, 12) } }
judge("the month in which the subject begins is expected, those before it are not; nobody knows it of a blank beginning", "2015-12-31", year, begun, {
  { "low", "mid@2015", "unknown" }, { "low", "late@2015", "met" }, { "low", "blank@2015", "unknown", missing = { "works.opened_on" } }, { "low", "full@2015", "met" },
  { "none", "mid@2015", "unknown" }, { "none", "late@2015", "met" }, { "none", "blank@2015", "unknown", missing = { "works.opened_on" } }, { "none", "full@2015", "met" } })
judge("from and to say otherwise", "2015-12-31", works .. [[
obligation "from" { clause = "law/a", per = { works, year }, require = works.samples:during(period):count():at_most(20), expects = { works.samples,
  each = month, from = works.licensed_on } }
obligation "to" { clause = "law/a", per = { works, year }, require = works.samples:during(period):count():at_most(20), expects = { works.samples,
  each = month, to = works.closed_on } }
obligation "until" { clause = "law/a", per = { works, year }, require = works.samples:during(period):count():at_most(20), expects = { works.samples,
  each = month, to = works.stops_on } }
]], { works = opened "w,2015-01-01,2015-03-31,2015-04-01,,2015-04-30\nx,2015-01-01,2015-05-01,2015-05-01,,2015-05-01\nn,2015-01-01,,,,\n",
  sample = samples { w = months(2015, 3, 12), x = months(2015, 1, 4), n = months(2015, 1, 4) } }, {
  { "from", "w@2015", "met" }, { "from", "x@2015", "unknown" }, { "from", "n@2015", "met" }, -- what never comes expects nothing
  { "to", "w@2015", "unknown" }, { "to", "x@2015", "unknown" }, { "to", "n@2015", "unknown" },
  { "until", "w@2015", "unknown" }, { "until", "x@2015", "unknown" }, { "until", "n@2015", "unknown", missing = { "works.stops_on" } } })
judge("what from asks of no records is read as the rule says, also where a verdict on the verdict is read a second time", "2015-12-31", works .. [[
obligation "few" { clause = "law/a", per = works, require = works.samples:count():at_most(20), evidence = works.samples,
  expects = { works.samples, each = month, during = "2015-03", from = works.leaks.seen_on:last() } }
obligation "else" { clause = "law/a", per = works, applies = verdict "few".status:is "not_applicable", require = works.samples:count():at_most(20) }
obligation "so" { clause = "law/a", per = works, require = verdict "else".status:is "not_applicable" }
obligation "none" { clause = "law/a", per = works, forbid = works.samples:where(sample.lead:above(5)), evidence = works.samples,
  expects = { works.samples, each = month, during = "2015-03", from = works.leaks.seen_on:last() } }
obligation "not" { clause = "law/a", per = works, applies = verdict "none".status:is "not_applicable", require = works.samples:count():at_most(20) }
obligation "thus" { clause = "law/a", per = works, require = verdict "not".status:is "not_applicable" }
]], { works = opened "tight,2015-01-01,,,,\nleaky,2015-01-01,,,,\n", sample = samples { tight = "2015-01", leaky = "2015-01" },
  leak = "code,works,seen_on\nl1,leaky,2015-02-01\n" }, {
  { "few", "tight", "met" }, { "else", "tight", "not_applicable" }, { "so", "tight", "met" }, -- where nothing leaked, nothing is expected
  { "few", "leaky", "unknown" }, { "else", "leaky", "unknown" }, { "so", "leaky", "unknown" },
  { "none", "tight", "met" }, { "not", "tight", "not_applicable" }, { "thus", "tight", "met" },
  { "none", "leaky", "unknown" }, { "not", "leaky", "unknown" }, { "thus", "leaky", "unknown" } })
judge("up to the month in which it closes", "2015-12-31", works
  .. 'obligation "x" { clause = "law/a", per = { works, year }, require = works.samples:during(period):count():at_most(20),'
  .. ' expects = { works.samples, each = month, to = works.closed_on } }\n',
  { works = opened "w,2015-01-01,,2015-04-30,,\nx,2015-01-01,,2015-05-01,,\n", sample = samples { w = months(2015, 1, 4), x = months(2015, 1, 4) } },
  { { "x", "w@2015", "met" }, { "x", "x@2015", "unknown" } })
judge("only months that touch the rule's force", "2015-12-31", works
  .. 'obligation "x" { clause = "act/a", per = { works, quarter }, require = works.samples:during(period):count():at_most(20), expects = { works.samples, each = month } }\n',
  { works = opened "w,2014-01-01,,,,\n", sample = samples { w = "2015-03 2015-04 2015-05 2015-06 2015-07 2015-08" } },
  { { "x", "w@2015-Q1", "met" }, { "x", "w@2015-Q2", "met" }, { "x", "w@2015-Q3", "unknown" }, { "x", "w@2015-Q4", "unknown" } })
judge("where arises is given, from it on", "2015-12-31", works
  .. 'obligation "x" { clause = "law/a", per = works, arises = works.licensed_on, require = works.samples:count():at_most(20),'
  .. ' expects = { works.samples, each = month, during = "2015" } }\n',
  { works = opened "w,2014-01-01,2015-07-01,,,\nx,2014-01-01,2015-06-30,,,\n", sample = samples { w = months(2015, 7, 12), x = months(2015, 7, 12) } },
  { { "x", "w", "met" }, { "x", "x", "unknown" } })

-- Running periods.
local running = { works = opened "w,2015-01-01,,,,\n", sample = samples { w = "2015-01 2015-02" } }
for _, day in ipairs { { "2015-02-28", "met", "2015-03-31" }, { "2015-03-30", "met", "2015-03-31" }, { "2015-03-31", "unknown", "none" }, { "2015-12-31", "unknown", "none" } } do
  judge("a month that has not ended is not expected, on " .. day[1], day[1], year, running,
    { { "low", "w@2015", day[2], next_change = day[3] }, { "none", "w@2015", day[2], next_change = day[3] } })
end
judge("nothing is expected yet, and evidence decides", "2015-01-20", year, { works = opened "w,2015-01-01,,,,\nn,2015-01-01,,,,\n", sample = samples { w = "2015-01" } }, {
  { "low", "w@2015", "met", next_change = "2015-02-28" }, { "low", "n@2015", "unknown" }, { "none", "w@2015", "met" }, { "none", "n@2015", "unknown" } })
judge("a value that comes before the month ends may change it first", "2015-01-31", year, { works = opened "w,2015-01-01,,,,\n", sample = samples { w = months(2015, 1, 12) } }, {
  { "low", "w@2015", "met", next_change = "2015-02-20" }, { "none", "w@2015", "met" } })

-- Rules that are judged once.
judge("one in each of three years, and in each quarter", "2015-12-31", works .. [[
obligation "years" { clause = "law/a", per = works, require = works.samples:count():at_most(20), expects = { works.samples, each = year, during = "2013/2015" } }
obligation "quarters" { clause = "law/a", per = works, require = works.samples:count():at_most(20), expects = { works.samples, each = quarter, during = "2014-Q3/2015-Q1" } }
]], { works = opened "w,2012-01-01,,,,\nx,2012-01-01,,,,\ny,2014-12-31,,,,\n", sample = samples { w = "2013-01 2014-07 2014-12 2015-03",
  x = "2013-05 2015-05", y = "2014-12 2015-01" } }, {
  { "years", "w", "met" }, { "years", "x", "unknown" }, { "years", "y", "met" }, { "quarters", "w", "met" }, { "quarters", "x", "unknown" }, { "quarters", "y", "met" } })

-- What counts.
judge("only a record counts that could be judged, by the set and by what the rule asks", "2015-12-31", works .. [[
obligation "asked" { clause = "law/a", per = works, require = works.samples:where(sample.lead:above(5)):none(), expects = { works.samples, each = quarter, during = "2015" } }
obligation "unasked" { clause = "law/a", per = works, require = works.samples:count():at_most(20), expects = { works.samples, each = quarter, during = "2015" } }
obligation "filtered" { clause = "law/a", per = works, require = works.samples:count():at_most(20),
  expects = { works.samples:where(sample.lead:at_most(5)), each = quarter, during = "2015" } }
obligation "sorted" { clause = "law/a", per = works, require = works.samples:count():at_most(20),
  expects = { works.samples:where(sample.sort:is "grab"), each = quarter, during = "2015" } }
]], { works = opened "w,2014-01-01,,,,\nu,2014-01-01,,,,\nt,2014-01-01,,,,\nq,2014-01-01,,,,\n",
  sample = samples { w = "2015-01 2015-04 2015-07 2015-10", u = "2015-01 2015-04! 2015-07 2015-10", t = "2015-01 2015-04! 2015-05 2015-07 2015-10" }
    .. "q1,q,2015-01-10,2015-01-20,1,1,grab\nq2,q,2015-04-10,2015-04-20,1,1,\nq3,q,2015-07-10,2015-07-20,1,1,grab\nq4,q,2015-10-10,2015-10-20,1,1,grab\n" }, {
  { "asked", "w", "met" }, { "asked", "u", "unknown" }, { "asked", "t", "met" }, { "asked", "q", "met" },
  { "unasked", "w", "met" }, { "unasked", "u", "met" }, { "unasked", "t", "met" }, { "unasked", "q", "met" },
  { "filtered", "w", "met" }, { "filtered", "u", "unknown" }, { "filtered", "t", "met" }, { "filtered", "q", "met" },
  { "sorted", "w", "met" }, { "sorted", "u", "met" }, { "sorted", "t", "met" }, { "sorted", "q", "unknown", missing = { "sample.sort" } } })
judge("what is expected stands for nothing of another kind, unless evidence says so", "2015-12-31", works .. [[
obligation "silent" { clause = "law/a", per = { works, year }, require = works.leaks:during(period):count():at_most(3), expects = { works.samples, each = quarter } }
obligation "tight" { clause = "law/a", per = { works, year }, require = works.leaks:during(period):count():at_most(3), evidence = works.samples:during(period),
  expects = { works.samples, each = quarter } }
]], { works = opened "w,2015-01-01,,,,\nx,2015-01-01,,,,\n", sample = samples { w = "2015-01 2015-04 2015-07 2015-10",
  x = "2015-01 2015-04 2015-07" }, leak = "code,works,seen_on\n" }, {
  { "silent", "w@2015", "unknown" }, { "silent", "x@2015", "unknown" }, { "tight", "w@2015", "met" }, { "tight", "x@2015", "unknown" } })
judge("a register that is complete makes no expected record unnecessary", "2015-12-31", works .. [[
import "sample" { complete = "each is on record" }
obligation "low" { clause = "law/a", per = { works, year }, require = works.samples:during(period):where(sample.lead:above(5)):none() }
obligation "each" { clause = "law/a", per = { works, year }, require = works.samples:during(period):where(sample.lead:above(5)):none(), expects = { works.samples, each = month } }
]], { works = opened "w,2015-01-01,,,,\n", sample = samples { w = "2015-03" } }, { { "low", "w@2015", "met" }, { "each", "w@2015", "unknown" } })
judge("whoever the rule does not hold for lacks nothing, and a verdict that is read is unknown", "2015-12-31", works .. [[
obligation "low" { clause = "law/a", per = { works, year }, applies = ~works.ends_on:given(), require = works.samples:during(period):where(sample.lead:above(5)):none(),
  expects = { works.samples, each = month } }
obligation "follows" { clause = "law/a", per = { works, year }, require = verdict "low".status:is("met", "not_applicable") }
]], { works = opened "w,2015-01-01,,,,\nx,2015-01-01,,,2015-05-01,\n", sample = samples { w = "2015-03" } }, {
  { "low", "w@2015", "unknown" }, { "low", "x@2015", "not_applicable" }, { "follows", "w@2015", "unknown" }, { "follows", "x@2015", "met" } })

-- A complete register says that no spill is missing; the visits that are expected must be there all the same, and there must be one.
do
  local pack = { write.bare_law, [[
kind "site" { lasting = true, fields = { { "code", text, key = true } } }
kind "spill" { complete = "all spills are on record", fields = {
  { "code", text, key = true }, { "site", site, owner = true }, { "seen_on", event, starts = true }, { "big", yesno } } }
kind "leak" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "seen_on", event, starts = true } } }
kind "visit" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "made_on", event, starts = true } } }
]] }
  local each_month, verdicts = ', expects = { site.visits, each = month, during = "2015-03/2015-04" }', {}
  for i, rule in ipairs {
    { "forbid = site.spills:where(spill.big)" .. each_month, { "unknown", "met", "unknown", "breached", "met" } },
    { "forbid = site.leaks" .. each_month, { "unknown", "unknown", "unknown", "unknown", "unknown" } },
    { "forbid = site.spills:where(spill.big), evidence = site.leaks" .. each_month, { "unknown", "met", "unknown", "breached", "met" } },
    { "forbid = site.spills:where(spill.big)", { "met", "met", "met", "breached", "met" } },
    { 'forbid = site.spills:where(spill.big), expects = { site.visits, each = month, during = "2016-03" }', { "unknown", "unknown", "unknown", "breached", "unknown" } } } do
    pack[#pack + 1] = ('obligation "q%d" { clause = "law/a", per = site, %s }\n'):format(i, rule[1])
    for k, subject in ipairs { "bare", "full", "half", "spilt", "small" } do verdicts[#verdicts + 1] = { "q" .. i, subject, rule[2][k] } end
  end
  judge("a complete register beside what is expected", "2015-12-31", table.concat(pack), { site = "code\nbare\nfull\nhalf\nspilt\nsmall\n",
    visit = "code,site,made_on\nv1,full,2015-03-01\nv2,full,2015-04-01\nv3,half,2015-03-05\nv5,spilt,2015-03-01\nv6,spilt,2015-04-01\n"
      .. "v7,small,2015-03-01\nv8,small,2015-04-01\n",
    spill = "code,site,seen_on,big\ns1,spilt,2015-03-03,yes\ns2,small,2015-03-04,no\n" }, verdicts)
end

-- What is expected of a period is expected of those before it, too, that the rule asks.
local quarters = works .. [[
term "works.over" { per = { works, quarter }, value = works.samples:during(period).lead:mean():above(5) }
obligation "twice" { clause = "law/a", per = { works, quarter }, require = ~(works.over & works.over:previous()), expects = { works.samples, each = month } }
obligation "once" { clause = "law/a", per = { works, quarter }, require = ~works.over, expects = { works.samples, each = month } }
]]
local function of_leads(list)
  local rows = { "code,works,taken_on,read_on,lead\n" }
  for i, row in ipairs(list) do rows[#rows + 1] = ("s%d,%s,%s-10,%s-20,%d\n"):format(i, row[1], row[2], row[2], row[3]) end
  return table.concat(rows)
end
judge("what is expected is expected of the period before that is asked", "2015-09-30", quarters, { works = opened "part,2015-04-01,,,,\nall,2015-04-01,,,,\nnew,2015-07-01,,,,\n",
  sample = of_leads { { "part", "2015-04", 1 }, { "part", "2015-07", 9 }, { "part", "2015-08", 9 }, { "part", "2015-09", 9 },
    { "all", "2015-04", 1 }, { "all", "2015-05", 1 }, { "all", "2015-06", 1 }, { "all", "2015-07", 9 }, { "all", "2015-08", 9 }, { "all", "2015-09", 9 },
    { "new", "2015-07", 9 }, { "new", "2015-08", 9 }, { "new", "2015-09", 9 } } }, {
  { "once", "part@2015-Q2", "unknown" }, { "once", "part@2015-Q3", "breached" }, { "twice", "part@2015-Q2", "unknown" }, { "twice", "part@2015-Q3", "unknown" },
  { "once", "all@2015-Q2", "met" }, { "once", "all@2015-Q3", "breached" }, { "once", "new@2015-Q2", "not_applicable" }, { "once", "new@2015-Q3", "breached" },
  { "twice", "new@2015-Q2", "not_applicable" },
  { "twice", "all@2015-Q2", "met" }, { "twice", "all@2015-Q3", "met" }, { "twice", "new@2015-Q3", "unknown" } }, { of = { "once", "twice" } })
