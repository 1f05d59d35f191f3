-- Cases decided by hand: 16 decisions.
local write = require "tests.meaning.write"
local ask, judge, law, instrument, one_or_two = write.ask, write.judge, write.law, write.instrument, write.one_or_two

write.section("16 decisions")

-- The industrial standards of 2003 and 2011, as they stand in the language's reference.
local standards = instrument("2003", "2003-02-19", "2011-06-17") .. instrument("2011", "2011-06-18") .. [[
decision "enterprise.class@2003" { clause = "2003/a", hit = "first",
  columns = { enterprise.employees, enterprise.sales,           enterprise.assets },
  rows = {  { at_least(2000),       at_least "300 million CNY", at_least "400 million CNY", "large"  },
            { at_least(300),        at_least "30 million CNY",  at_least "40 million CNY",  "medium" },
            { any,                  any,                        any,                        "small"  } } }
decision "enterprise.class@2011" { clause = "2011/a", hit = "first",
  columns = { enterprise.employees, enterprise.sales },
  rows = {  { at_least(1000), at_least "400 million CNY", "large"  }, { at_least(300), at_least "20 million CNY", "medium" },
            { at_least(20),   at_least "3 million CNY",   "small"  }, { any,           any,                       "micro"  } } }
]]
local function sized(name, day, cells, questions)
  ask(name, day, { enterprise = "code,jurisdiction,employees,sales,assets\nE1,C1," .. cells .. "\n" }, questions, { pack = standards })
end
sized("a row holds if all its cells do", "2012-06-30", "1000,400000000,", { { 'enterprise.class:is "large"', "yes" }, { "enterprise.class:known()", "yes" } })
sized("the first row that holds counts", "2012-06-30", "999,400000000,", { { 'enterprise.class:is "medium"', "yes" }, { 'enterprise.class:is "large"', "no" } })
sized("what rules out all rows but one decides, whatever else is not known", "2012-06-30", ",1000000,", {
  { 'enterprise.class:is "micro"', "yes" }, { "enterprise.class:known()", "yes" } })
sized("where rows with unlike results remain possible the value is unknown", "2012-06-30", "500,,", {
  { 'enterprise.class:is "micro"', "unknown", { "enterprise.sales" } }, { "enterprise.class:known()", "no" },
  { 'enterprise.class:or_else("micro"):is "micro"', "unknown", { "enterprise.sales" } } })
sized("what cannot matter is not missed", "2012-06-30", "10,,", { { 'enterprise.class:is "micro"', "yes" } })
sized("the version in force on the day decides", "2011-06-17", "1000,400000000,500000000", { { 'enterprise.class:is "medium"', "yes" } })
sized("and from its first day the next one", "2011-06-18", "1000,400000000,500000000", { { 'enterprise.class:is "large"', "yes" } })
local before = { "decision enterprise.class on 2003-02-18" }
sized("before the first version nobody knows what the law said", "2003-02-18", "1000,400000000,500000000", {
  { "enterprise.class:known()", "no" }, { 'enterprise.class:is("large", "medium", "small", "micro")', "unknown", before },
  { 'enterprise.class:or_else("large"):is "large"', "unknown", before }, { "enterprise.class:given()", "unknown", before } })
sized("each version misses what its own columns ask", "2010-06-30", "2500,400000000,", { { 'enterprise.class:is "small"', "unknown", { "enterprise.assets" } } })

judge("the version is that of the pivot, not of the as-of day", "2012-06-30", standards
  .. 'obligation "x" { clause = "2003/a", per = listing, arises = listing.published_on, applies = enterprise.class:is "large", due = days(30), done = listing.delisted_on }\n',
  { enterprise = "code,jurisdiction,employees,sales,assets\nE1,C1,1000,400000000,500000000\n",
    listing = "enterprise,list,published_on\nE1,a,2010-01-01\n" }, { { "x", "E1/a/2010-01-01", "not_applicable" } })
judge("of the rows of a set, too", "2012-06-30", standards
  .. 'obligation "x" { clause = "2003/a", per = listing, arises = listing.published_on, require = jurisdiction.enterprises:where(enterprise.class:is "large"):any() }\n'
  .. 'obligation "y" { clause = "2003/a", per = listing, arises = listing.published_on, require = jurisdiction.enterprises.class:distinct():count():is(2) }\n',
  { enterprise = "code,jurisdiction,employees,sales,assets\nE1,C1,1000,400000000,500000000\nE2,C1,2,3,4\nE3,C1,20,3000000,4\n",
    listing = "enterprise,list,published_on\nE1,a,2010-01-01\n" }, { { "x", "E1/a/2010-01-01", "breached" }, { "y", "E1/a/2010-01-01", "met" } })
local none_before = 'decision "enterprise.class@none" { reading = "no classes before 2003", columns = { enterprise.employees }, rows = { { any, not_given "none" } } }\n'
local of_size = "code,jurisdiction,employees,sales,assets\nE1,C1,1000,400000000,500000000\n"
ask("a table without a clause says that there is none where no version is in force", "2003-02-18", { enterprise = of_size }, {
  { "enterprise.class:given()", "no" }, { 'enterprise.class:or_else("large"):is "large"', "yes" } }, { pack = standards .. none_before })
ask("and stands behind the versions that cite one", "2003-02-19", { enterprise = of_size }, {
  { "enterprise.class:given()", "yes" }, { 'enterprise.class:is "medium"', "yes" } }, { pack = standards .. none_before })
judge("where a version holds in one place only, elsewhere the law is not on record: nobody is let go, and no limit is kept", "2004-06-30", law
  .. instrument("city", "2000-01-01", "2004-01-31", "C1")
  .. 'decision "enterprise.grade@city" { clause = "city/a", columns = { enterprise.employees }, rows = { { at_least(100), 2 }, { below(100), 1 } } }\n'
  .. 'decision "enterprise.big@city" { clause = "city/a", columns = { enterprise.employees }, rows = { { at_least(100), yes }, { below(100), no } } }\n'
  .. 'decision "enterprise.last@city" { clause = "city/a", hit = "first", columns = { enterprise.employees }, rows = { { any, "2003-12-31" } } }\n'
  .. 'obligation "x" { clause = "law/a", per = listing, arises = listing.published_on, applies = enterprise.big, due = days(30), done = listing.delisted_on }\n'
  .. 'obligation "y" { clause = "law/a", per = listing, arises = listing.published_on, require = ~enterprise.employees:above(enterprise.grade) }\n'
  .. 'obligation "z" { clause = "law/a", per = listing, arises = listing.published_on, due = enterprise.last, done = listing.delisted_on }\n',
  { enterprise = "code,jurisdiction,employees\nE1,C1,200\nE2,C2,1\n",
    listing = "enterprise,list,published_on,delisted_on\nE1,a,2004-01-31,\nE1,b,2004-02-01,\nE2,a,2004-01-31,\nE2,b,2004-01-31,2004-02-01\n" },
  { { "x", "E1/a/2004-01-31", "overdue" }, { "x", "E1/b/2004-02-01", "unknown", missing = { "decision enterprise.big on 2004-02-01 in C1" } },
    { "x", "E2/a/2004-01-31", "unknown", missing = { "decision enterprise.big on 2004-01-31 in C2" } }, { "x", "E2/b/2004-01-31", "unknown" },
    { "y", "E1/a/2004-01-31", "breached" }, { "y", "E1/b/2004-02-01", "unknown", missing = { "decision enterprise.grade on 2004-02-01 in C1" } },
    { "y", "E2/a/2004-01-31", "unknown" }, { "y", "E2/b/2004-01-31", "unknown" },
    { "z", "E1/a/2004-01-31", "overdue" }, { "z", "E1/b/2004-02-01", "unknown", missing = { "decision enterprise.last on 2004-02-01 in C1" } },
    { "z", "E2/a/2004-01-31", "unknown" }, { "z", "E2/b/2004-01-31", "unknown" } })
judge("a place has a version of its own", "2004-06-30", law .. instrument("city", "2000-01-01", nil, "C1")
  .. 'decision "enterprise.grade" { clause = "law/a", columns = { enterprise.employees }, rows = { { at_least(300), 2 }, { below(300), 1 } } }\n'
  .. 'decision "enterprise.grade@city" { clause = "city/a", columns = { enterprise.employees }, rows = { { at_least(100), 2 }, { below(100), 1 } } }\n'
  .. 'obligation "x" { clause = "law/a", require = enterprise.grade:is(2) }\n',
  { enterprise = "code,jurisdiction,employees\nE1,C1,200\nE2,C2,200\nE3,C2,300\n" },
  { { "x", "E1", "met" }, { "x", "E2", "breached" }, { "x", "E3", "met" } })

local function table_of(columns, rows, more)
  return ('decision "enterprise.t" { clause = "law/a", columns = { %s }, rows = { %s }%s }\n'):format(columns, rows, more or "")
end
local function tabled(name, cells, pack, questions, others)
  local records = { enterprise = "code,jurisdiction,employees,sales,size,sector,closed_on\nE1,C1," .. cells .. "\n" }
  for kind, csv in pairs(others or {}) do records[kind] = csv end
  ask(name, "2004-06-30", records, questions, { pack = pack })
end
tabled("of numbers that remain possible there is a range", ",,,,", table_of("enterprise.sector", '{ starts_with "31", 1.4 }, { any, 1.2 }', ', hit = "first"'), {
  { "enterprise.t:above(1)", "yes" }, { "enterprise.t:above(1.3)", "unknown", { "enterprise.sector" } }, { "enterprise.t:at_most(1.4)", "yes" },
  { "enterprise.t:known()", "no" }, { "(enterprise.t * 2):at_least(2.4)", "yes" } })
tabled("a cell asks what a text ends with and what it holds", ",,,3110,", table_of("enterprise.sector", '{ ends_with "0" & ~contains "12", 1 }, { contains "12", 2 }, '
  .. '{ ~ends_with "0" & ~contains "12", 3 }'), { { "enterprise.t:is(1)", "yes" } })
tabled("a text of which nobody knows is one of those that some row asks for", ",,,,", table_of("enterprise.sector", '{ ends_with "0" & ~contains "12", 1 }, { contains "12", 2 }, '
  .. '{ ~ends_with "0" & ~contains "12", 3 }'), { { "enterprise.t:between(1, 3)", "yes" }, { "enterprise.t:at_least(2)", "unknown", { "enterprise.sector" } } })
tabled("rows that agree leave nothing open", ",,,,", table_of("enterprise.size", '{ "large", "a" }, { "medium", "a" }, { is("small", "micro"), "a" }'), {
  { 'enterprise.t:is "a"', "yes" }, { "enterprise.t:known()", "yes" } })
tabled("one of the rows must hold where the table has no gap", "150,,,,", table_of("enterprise.employees, enterprise.size",
  '{ at_least(100), is("large", "medium"), "a" }, { at_least(100), is("small", "micro"), "a" }, { below(100), any, "b" }'), { { 'enterprise.t:is "a"', "yes" } })
tabled("a column that is absent meets no cell but any", ",,,,", table_of("enterprise.closed_on", '{ by "2004-01-01", "a" }, { after "2004-01-01", "b" }'), {
  { "enterprise.t:known()", "no" }, { 'enterprise.t:is("a", "b")', "no" }, { 'enterprise.t:or_else("b"):is "b"', "yes" } })
tabled("beside an absent column it may be that no row holds", ",,,,", table_of("enterprise.closed_on, enterprise.size:is \"large\"",
  '{ any, yes, "a" }, { by "2004-01-01", no, "a" }, { after "2004-01-01", no, "a" }'), {
  { 'enterprise.t:is "a"', "unknown", { "enterprise.size" } }, { 'enterprise.t:or_else("a"):is "a"', "unknown" } })
tabled("`any` is true of what is absent, and of what nobody knows", ",,,,", table_of("enterprise.closed_on, enterprise.size",
  '{ by "2004-01-01", any, "a" }, { any, any, "b" }', ', hit = "first"'), { { 'enterprise.t:is "b"', "yes" } })
tabled("yes and no of a condition that is unknown leave both rows open", ",,,,", table_of('enterprise.size:is "large"', '{ yes, "a" }, { no, "b" }'), {
  { 'enterprise.t:is "a"', "unknown", { "enterprise.size" } } })
tabled("a result may be a condition", "5,,,,", table_of("enterprise.employees", "{ at_least(3), yes }, { below(3), no }"), { { "enterprise.t", "yes" }, { "~enterprise.t", "no" } })
tabled("a condition without a row is false", ",,,,", table_of("enterprise.closed_on", '{ by "2004-01-01", yes }, { after "2004-01-01", yes }'), {
  { "enterprise.t", "no" }, { "~enterprise.t", "yes" } })
tabled("a result may be a day", "5,,,,", table_of("enterprise.employees", '{ at_least(3), "2003-01-01" }, { below(3), "2005-01-01" }'), {
  { 'enterprise.t:by "2003-12-31"', "yes" }, { "enterprise.t:known()", "yes" } })
tabled("a result may be what an expression gives: the size that is known, else another", ",,,,", table_of("enterprise.size:known()",
  '{ yes, enterprise.size }, { no, "micro" }'), { { 'enterprise.t:is "micro"', "yes" } })
tabled("and what that does not know stays unknown", ",,,,", table_of("enterprise.size:known()", '{ yes, "a" }, { no, enterprise.size }'), {
  { 'enterprise.t:is "large"', "unknown", { "enterprise.size" } } })
tabled("a row that the law leaves open gives no value", "5,,,,", table_of("enterprise.employees", '{ at_least(3), not_given "why" }, { below(3), "b" }'), {
  { "enterprise.t:known()", "no" }, { 'enterprise.t:is "b"', "no" } })
tabled("a parameter in a cell is read on the pivot", "50,,,,", 'parameter "least" { clause = "law/a", { 100, from = "2001-01-01" }, { 20, from = "2004-01-01" } }\n'
  .. table_of("enterprise.employees", '{ at_least(parameter "least"), "a" }, { below(parameter "least"), "b" }'), { { 'enterprise.t:is "a"', "yes" } })
tabled("rows that may hold together: what they agree on", "50,1000000,,,", table_of("enterprise.sales, enterprise.employees",
  '{ above(enterprise.assets), any, "a" }, { any, above(10), "a" }, { any, at_most(10), "b" }'), { { 'enterprise.t:is "a"', "yes" } })
tabled("rows that hold together and differ make it unknown", "50,1000000,,,", table_of("enterprise.sales, enterprise.employees",
  '{ at_least(enterprise.sales), any, "b" }, { any, above(10), "a" }, { any, at_most(10), "b" }'), { { 'enterprise.t:is "a"', "unknown" } })

-- Rows that hold together, and say the same or not.
local function any_of(rows) return table_of("enterprise.employees, enterprise.sales", rows, ', hit = "any"') end
tabled("rows that hold together say the same", "500,1000000,,,", any_of('{ at_least(300), any, "a" }, { any, above(enterprise.assets), "a" }, { below(300), any, "b" }'), {
  { 'enterprise.t:is "a"', "yes" }, { "enterprise.t:known()", "yes" } })
tabled("and also where one of them only may hold", "500,,,,", any_of('{ at_least(300), any, "a" }, { any, at_least "5 CNY", "a" }, { below(300), below "5 CNY", "b" }'), {
  { 'enterprise.t:is "a"', "yes" } })
tabled("where all that may hold say the same, and some row must, it is known", ",,,,",
  any_of('{ at_least(300), any, "a" }, { above(100), any, "a" }, { at_most(300), any, "a" }'), {
  { 'enterprise.t:is "a"', "yes" } })
local function against(a, b) return any_of(('{ any, at_most(enterprise.sales), "%s" }, { at_least(300), any, "%s" }, { below(300), any, "c" }'):format(a, b)) end
tabled("of rows that hold and do not say the same nobody knows which counts", "500,1000000,,,", against("a", "b"), {
  { 'enterprise.t:is "a"', "unknown", { "which counts of the rows enterprise.t:1+2, which do not say the same on 2004-06-30" } }, { "enterprise.t:known()", "no" },
  { 'enterprise.t:is("a", "b")', "unknown" } })
tabled("where others only may hold, what tells whether they do is missing", ",1000000,,,", against("a", "b"), {
  { 'enterprise.t:is "a"', "unknown", { "enterprise.employees" } } })
tabled("numbers that do not agree are a range", "500,1000000,,,", any_of('{ any, at_most(enterprise.sales), 1 }, { at_least(300), any, 2 }, { below(300), any, 3 }'), {
  { "enterprise.t:at_least(1)", "yes" }, { "enterprise.t:at_most(2)", "yes" }, { "enterprise.t:above(1)", "unknown" } })
tabled("two rows of `unique` that hold and differ are named", "50,1000000,,,", table_of("enterprise.sales, enterprise.employees",
  '{ at_most(enterprise.sales), any, "b" }, { any, above(10), "a" }, { any, at_most(10), "b" }'), {
  { 'enterprise.t:is "a"', "unknown", { "which counts of the rows enterprise.t:1+2, which do not say the same on 2004-06-30" } } })
tabled("a row that always holds takes nothing from one behind it that may hold, too", "50,1000000,,,",
  table_of("enterprise.sales", '{ any, "a" }, { above(enterprise.assets), "b" }'), {
  { 'enterprise.t:is "a"', "unknown", { "enterprise.assets" } } })

-- What all rows that hold come to.
local function of_all(hit, rows) return table_of("enterprise.employees, enterprise.size", rows, (', hit = "%s"'):format(hit)) end
local points = '{ at_least(300), any, 5 }, { at_least(1000), any, 2.5 }, { any, "large", 0.1 }, { below(10), any, not_given "why" }'
tabled("the sum is of all rows that hold", "1000,,large,,", of_all("sum of", points), { { "enterprise.t:is(7.6)", "yes" } })
tabled("of none it is 0", "200,,small,,", of_all("sum of", points), { { "enterprise.t:is(0)", "yes" } })
tabled("a row that only may hold is in it or not", ",,small,,", of_all("sum of", points), {
  { "enterprise.t:at_most(7.5)", "yes" }, { "enterprise.t:above(7.4)", "unknown", { "enterprise.employees" } }, { "enterprise.t:below(0)", "no" } })
tabled("and where it takes something off, it is so, too", ",,large,,", of_all("sum of", '{ at_least(300), any, -5 }, { any, "large", 2 }'), {
  { "enterprise.t:at_least(-3)", "yes" }, { "enterprise.t:above(2)", "no" }, { "enterprise.t:at_least(2)", "unknown", { "enterprise.employees" } } })
tabled("what a row says that nobody knows leaves it open", "5,,large,,", of_all("sum of", '{ any, "large", enterprise.sales / enterprise.assets }, { any, any, 2 }'), {
  { "enterprise.t:at_least(2)", "unknown", { "enterprise.assets", "enterprise.sales" } } })
tabled("the count is of the rows that hold and say something", "5,,large,,", of_all("count of", points), {
  { "enterprise.t:is(1)", "yes" } })
tabled("of rows that may hold it is a range", ",,large,,", of_all("count of", '{ at_least(300), any, "big" }, { at_least(1000), any, "huge" }, { any, "large", "named" }'), {
  { "enterprise.t:at_least(1)", "yes" }, { "enterprise.t:at_most(3)", "yes" }, { "enterprise.t:at_least(2)", "unknown", { "enterprise.employees" } } })
tabled("and a table of how many there are has an answer that all of them give", ",,large,,", of_all("count of", '{ at_least(300), any, "big" }, { any, "large", "named" }')
  .. 'decision "enterprise.rank" { clause = "law/a", columns = { enterprise.t }, rows = { { 0, "a" }, { 1, "b" }, { at_least(2), "b" } } }\n', {
  { 'enterprise.rank:is "b"', "yes" } })
local ranks = '{ at_least(300), any, 5 }, { at_least(1000), any, 9 }, { any, "large", 6 }, { any, any, 1 }'
tabled("the highest is of all rows that hold", "500,,large,,", of_all("highest", ranks), { { "enterprise.t:is(6)", "yes" } })
tabled("what holds is the least that it can be", ",,large,,", of_all("highest", ranks), {
  { "enterprise.t:at_least(6)", "yes" }, { "enterprise.t:at_most(9)", "yes" }, { "enterprise.t:above(6)", "unknown", { "enterprise.employees" } } })
tabled("the lowest is the other end", ",,small,,", of_all("lowest", '{ at_least(300), any, 5 }, { at_least(1000), any, -2 }, { any, "small", 6 }, { any, any, 7 }'), {
  { "enterprise.t:at_most(6)", "yes" }, { "enterprise.t:at_least(-2)", "yes" }, { "enterprise.t:below(6)", "unknown", { "enterprise.employees" } } })
tabled("of none there is no highest, also where one says nothing", "5,,small,,", of_all("highest", '{ at_least(300), any, 5 }, { below(300), any, not_given "why" }'), {
  { "enterprise.t:given()", "no" }, { "enterprise.t:or_else(3):is(3)", "yes" } })
tabled("where rows only may hold there may be none", ",,small,,", of_all("highest", '{ at_least(300), any, 5 }, { below(300), any, not_given "why" }'), {
  { "enterprise.t:given()", "unknown", { "enterprise.employees" } }, { "enterprise.t:at_most(5)", "unknown" } })
tabled("a result that is absent is none", "500,,small,,", of_all("highest", '{ any, any, enterprise.t2 }, { at_least(300), any, 5 }')
  .. 'decision "enterprise.t2" { clause = "law/a", columns = { enterprise.employees }, rows = { { at_least(0), not_given "why" }, { below(0), 3 } } }\n', {
  { "enterprise.t:is(5)", "yes" } })

-- Several results of one table.
local function paired(name, cells, questions, more) tabled(name, cells, table_of("enterprise.employees, enterprise.size",
  '{ at_least(300), any, 2, "long" }, { above(100) & below(300), any, 1.5, "long" }, { at_most(100), "large", 1, "short" }, { at_most(100), ~is "large", 1, not_given "no form" }',
  ', results = { "rate", "form" }' .. (more or "")), questions) end
paired("each result of a row is read by its name", "300,,,,", { { "enterprise.t.rate:is(2)", "yes" }, { 'enterprise.t.form:is "long"', "yes" } })
paired("each is known as far as the rows that may hold agree on it", "100,,,,", { { "enterprise.t.rate:is(1)", "yes" },
  { 'enterprise.t.form:is "short"', "unknown", { "enterprise.size" } }, { "enterprise.t.form:given()", "unknown" } })
paired("and each may be left open by itself", "100,,small,,", { { "enterprise.t.rate:is(1)", "yes" }, { "enterprise.t.form:given()", "no" } })
tabled("what holds together may agree in one result and not in another", "500,1000000,,,", table_of("enterprise.employees, enterprise.sales",
  '{ at_least(300), any, 1, "a" }, { any, at_least(enterprise.sales), 1, "b" }, { below(300), any, 2, "a" }', ', hit = "any", results = { "n", "word" }'), {
  { "enterprise.t.n:is(1)", "yes" }, { 'enterprise.t.word:is "a"', "unknown", { "which counts of the rows enterprise.t:1+2, which do not say the same on 2004-06-30" } } })
tabled("all rows that hold are added, each result by itself", "500,,large,,", of_all("sum of", '{ at_least(300), any, 1, 0.5 }, { any, "large", 2, not_given "none" }')
  :gsub("hit", 'results = { "points", "weight" }, hit'), { { "enterprise.t.points:is(3)", "yes" }, { "enterprise.t.weight:is(0.5)", "yes" } })
judge("of the rows of a set, too, and of versions", "2004-06-30", law .. instrument("new", "2004-01-01") .. instrument("old", "2000-01-01", "2003-12-31")
  .. 'decision "enterprise.t@old" { clause = "old/a", results = { "rate", "form" }, columns = { enterprise.employees },\n'
  .. '  rows = { { at_least(100), 2, "a" }, { below(100), 1, "b" } } }\n'
  .. 'decision "enterprise.t@new" { clause = "new/a", like = "enterprise.t@old", rows = { { at_least(50), 2, "a" }, { below(50), 1, "b" } } }\n'
  .. 'obligation "x" { clause = "law/a", per = jurisdiction, place = "C1", require = jurisdiction.enterprises.t.rate:sum():is(3) }\n'
  .. 'obligation "y" { clause = "law/a", require = enterprise.t.form:is "a" & enterprise.t.form:on("2003-06-30"):is "b" }\n',
  { enterprise = "code,jurisdiction,employees\nE1,C1,60\nE2,C1,10\n" },
  { { "x", "C1", "met" }, { "x", "C2", "not_applicable" }, { "x", "P", "not_applicable" }, { "y", "E1", "met" }, { "y", "E2", "breached" } })

-- Colours by shares, after Green Watch: few unknown rows can still decide.
local colours = table_of("enterprise.audits:share(audit.basis:is \"compulsory\")",
  '{ above(percent(60)), "black" }, { above(percent(0)), "red" }, { percent(0), "green" }', ', hit = "first", evidence = enterprise.audits')
tabled("a share of nothing is no colour", ",,,,", colours, { { 'enterprise.t:is "green"', "unknown" }, { "enterprise.t:known()", "no" } })
tabled("a share that is a range leaves the rows open that it meets", ",,,,", colours, { { 'enterprise.t:is "red"', "unknown", { "audit.basis" } } }, one_or_two)
tabled("and decides where it meets one row only", ",,,,", colours, { { 'enterprise.t:is "red"', "yes" } },
  { audit = "code,enterprise,basis,started_on\nA1,E1,voluntary,2001-01-01\nA2,E1,,2002-01-01\nA3,E1,compulsory,2003-01-01\nA4,E1,voluntary,2003-01-02\n" })
tabled("without evidence nothing is known", ",,,,", table_of("enterprise.audits:any()", '{ yes, "a" }, { no, "b" }', ", evidence = enterprise.measurements"), {
  { "enterprise.t:known()", "no" }, { 'enterprise.t:is "b"', "unknown" } })
tabled("evidence that only perhaps is there is none", ",,,,", table_of("enterprise.audits:any()", '{ yes, "a" }, { no, "b" }', ", evidence = " .. write.voluntary), {
  { 'enterprise.t:is "a"', "unknown", { "audit.basis" } } }, { audit = "code,enterprise,basis,started_on\nA1,E1,,2001-01-01\n" })

judge("a decision per year", "2004-06-30", instrument("late", "2002-01-01")
  .. 'decision "enterprise.t" { clause = "late/a", per = { enterprise, year }, columns = { enterprise.audits:during(period):any() }, rows = { { yes, "a" }, { no, "b" } } }\n'
  .. 'obligation "x" { clause = "late/a", per = { enterprise, year }, require = enterprise.t:is "a" }\n', one_or_two, {
  { "x", "E1@2002", "met" }, { "x", "E1@2003", "met" }, { "x", "E1@2004", "breached" } })
judge("a decision over verdicts", "2004-06-30", law .. 'obligation "x" { clause = "law/a", require = enterprise.employees:above(3) }\n'
  .. 'decision "enterprise.t" { clause = "law/a", hit = "first", columns = { verdict "x".status, enterprise.size }, rows = { { "breached", any, "N" }, { any, any, "none" } } }\n'
  .. 'obligation "y" { clause = "law/a", require = enterprise.t:is "none" }\n', { enterprise = "code,jurisdiction,employees\nE1,C1,2\nE2,C1,5\nE3,C1,\n" }, {
  { "y", "E1", "breached" }, { "y", "E2", "met" }, { "y", "E3", "unknown", missing = { "enterprise.employees" } } }, { of = { "y" } })
judge("a decision of enterprises asked for a province", "2012-06-30", standards
  .. 'obligation "x" { clause = "2011/a", per = jurisdiction, require = jurisdiction.enterprises:where(enterprise.class:is "large"):count():at_least(2) }\n'
  .. 'obligation "y" { clause = "2011/a", per = jurisdiction, require = jurisdiction.enterprises.class:distinct():count():is(2) }\n',
  { enterprise = "code,jurisdiction,employees,sales\nE1,C1,1000,400000000\nE2,C1,2000,500000000\nE3,C2,2,3\n" }, {
  { "x", "P", "met" }, { "x", "C1", "met" }, { "x", "C2", "breached" }, { "y", "P", "met" }, { "y", "C1", "breached" }, { "y", "C2", "breached" } })

-- What is absent meets no row, and no row is left over for it.
judge("a table over the days of a verdict gives nothing where its rule does not apply, or nothing is done", "2012-12-31", law
  .. 'obligation "x" { clause = "law/a", per = audit, arises = audit.completed_on, due = days(30), done = audit.reported_on }\n'
  .. 'decision "audit.term" { clause = "law/a", columns = { verdict "x".due }, rows = { { before "2010-01-01", "early" }, { on_or_after "2010-01-01", "late" } } }\n'
  .. 'decision "audit.close" { clause = "law/a", hit = "first", columns = { verdict "x".done },\n'
  .. '  rows = { { before "2010-01-01", "early" }, { on_or_after "2010-01-01", "late" } } }\n'
  .. 'obligation "t" { clause = "law/a", per = audit, require = audit.term:is("early", "late") }\n'
  .. 'obligation "e" { clause = "law/a", per = audit, require = ~audit.close:is("early", "late") }\n',
  { audit = "code,enterprise,started_on,completed_on,reported_on\nA1,E1,2009-01-01,,\nA2,E1,2009-01-01,2009-03-01,\nA3,E1,2009-01-01,2009-03-01,2009-04-15\n" }, {
  { "t", "A1", "breached" }, { "t", "A2", "met" }, { "t", "A3", "met" }, { "e", "A1", "met" }, { "e", "A2", "met" }, { "e", "A3", "breached" } }, { of = { "t", "e" } })
judge("and over what a quota counts, in a place without a goal", "2012-12-31", law
  .. 'quota "q" { clause = "law/a", per = jurisdiction, counts = jurisdiction.enterprises.audits, counted_on = audit.started_on,\n'
  .. '  goals = { { "C1", target = 2, due = "2012-12-31" } } }\n'
  .. 'decision "jurisdiction.left" { clause = "law/a", columns = { verdict "q".gap }, rows = { { at_least(1), "much" }, { below(1), "none" } } }\n'
  .. 'obligation "y" { clause = "law/a", per = jurisdiction, require = jurisdiction.left:is("much", "none") }\n', one_or_two, {
  { "y", "C1", "met" }, { "y", "C2", "breached" }, { "y", "P", "breached" } }, { of = { "y" } })
judge("a table over a beginning gives nothing where it was put off, and lies ahead", "2012-12-31", law
  .. 'kind "fair" { fields = { { "code", text, key = true }, { "opens_on", event, starts = true } } }\n'
  .. 'decision "fair.season" { clause = "law/a", columns = { fair.opens_on }, rows = { { before "2012-06-01", "spring" }, { on_or_after "2012-06-01", "autumn" } } }\n'
  .. 'obligation "y" { clause = "law/a", per = fair, require = ~fair.season:is("spring", "autumn") }\n',
  { fair = "code,opens_on,effective_from\nF1,2012-03-01,\nF1,2013-06-01,2012-02-01\nF2,2012-07-01,\n" }, { { "y", "F1", "met" }, { "y", "F2", "breached" } })
judge("a number of a field in days may lie between two whole ones, where no row of this table is", "2012-12-31", law
  .. 'kind "loan" { lasting = true, fields = { { "code", text, key = true }, { "term", number, unit = "days" } } }\n'
  .. 'decision "loan.sort" { clause = "law/a", hit = "first", columns = { loan.term },\n'
  .. '  rows = { { at_most "2 days", "short" }, { at_least "3 days", "long" }, { any, not_given "why" } } }\n'
  .. 'obligation "y" { clause = "law/a", per = loan, require = ~loan.sort:given() }\n', { loan = "code,term\nL1,2.5\nL2,3\n" }, { { "y", "L1", "met" }, { "y", "L2", "breached" } })
judge("evidence that is not there is named by whatever asks the table, where nothing else is missing", "2004-01-01", law .. [[
decision "enterprise.class" { clause = "law/a", columns = { enterprise.size }, rows = { { "large", 1 }, { is("medium", "small", "micro"), 2 } },
  evidence = enterprise.audits:where(audit.basis:is "voluntary") }
obligation "dated" { clause = "law/a", applies = enterprise.class:is(1), due = "2003-01-01", done = enterprise.closed_on }
obligation "asked" { clause = "law/a", applies = enterprise.class:is(1), require = enterprise.listings:none() }
power "used" { clause = "law/a", applies = enterprise.class:is(1), used = enterprise.closed_on }
]], { enterprise = "code,jurisdiction,size\nE1,C1,large\nE2,C1,\nE3,C1,large\nE4,C1,small\n",
  audit = "code,enterprise,basis,started_on\nA3,E3,,2001-01-01\nA4,E4,voluntary,2001-01-01\n" },
  { { "dated", "E1", "unknown", missing = { "any audit on record that could be judged" } }, { "dated", "E2", "unknown", missing = { "enterprise.size" } },
    { "dated", "E3", "unknown", missing = { "audit.basis" } }, { "dated", "E4", "not_applicable" },
    { "asked", "E1", "unknown", missing = { "any audit on record that could be judged" } }, { "asked", "E2", "unknown", missing = { "enterprise.size" } },
    { "asked", "E3", "unknown", missing = { "audit.basis" } }, { "asked", "E4", "not_applicable" },
    { "used", "E1", "unknown", missing = { "any audit on record that could be judged" } }, { "used", "E2", "unknown", missing = { "enterprise.size" } },
    { "used", "E3", "unknown", missing = { "audit.basis" } }, { "used", "E4", "not_available" } })
judge("a table without a gap between the ends of its field has one answer for what is not known there", "2012-12-31", law
  .. 'kind "pond" { lasting = true, fields = { { "code", text, key = true }, { "depth", number, min = 0 } } }\n'
  .. 'decision "pond.sort" { clause = "law/a", columns = { pond.depth }, rows = { { 0, 2 }, { above(0), 2 } } }\n'
  .. 'obligation "y" { clause = "law/a", per = pond, require = pond.sort:is(2) }\n', { pond = "code,depth\nN1,\nN2,0\n" }, { { "y", "N1", "met" }, { "y", "N2", "met" } })
