-- Cases decided by hand: 9 force, place, versions.
local write = require "tests.meaning.write"
local judge, law, by_2000, measured, four, instrument = write.judge, write.law, write.by_2000, write.measured, write.four, write.instrument

write.section("9 force, place, versions")

local three_places = { enterprise = "code,jurisdiction\nE1,C1\nE2,C2\nE3,P\n" }
judge("a rule holds in its instrument's place and below it", "2004-06-30", instrument("city", "1990-01-01", nil, "C1") .. instrument("province", "1990-01-01", nil, "P")
  .. 'obligation "x" { clause = "city/a", ' .. by_2000 .. ' }\nobligation "y" { clause = "province/a", ' .. by_2000 .. " }\n"
  .. 'obligation "z" { clause = "province/a", place = "C2", ' .. by_2000 .. " }\n", three_places, {
  { "x", "E1", "overdue" }, { "x", "E2", "not_applicable" }, { "x", "E3", "not_applicable" },
  { "y", "E1", "overdue" }, { "y", "E2", "overdue" }, { "y", "E3", "overdue" },
  { "z", "E1", "not_applicable" }, { "z", "E2", "overdue" }, { "z", "E3", "not_applicable" } })
judge("a jurisdiction lies in itself, an agency in its own", "2004-06-30", instrument("city", "1990-01-01", nil, "C1")
  .. 'obligation "x" { clause = "city/a", per = jurisdiction, require = jurisdiction.level:is "city" }\n'
  .. 'obligation "y" { clause = "city/a", per = agency, require = agency.role:is "environment" }\n',
  { agency = "code,role,jurisdiction\nG1,environment,C1\nG2,environment,C2\n" }, {
  { "x", "C1", "met" }, { "x", "C2", "not_applicable" }, { "x", "P", "not_applicable" }, { "y", "G1", "met" }, { "y", "G2", "not_applicable" } })
judge("a rule that cites two instruments holds while both do", "2001-06-30",
  instrument("one", "1999-01-01", "2001-06-30") .. instrument("two", "2001-06-30", "2005-12-31")
  .. 'obligation "x" { clause = { "one/a", "two/a" }, per = listing, arises = listing.published_on, due = months(1), done = listing.delisted_on }\n',
  { listing = "enterprise,list,published_on\nE1,a,2001-06-29\nE1,b,2001-06-30\n" },
  { { "x", "E1/a/2001-06-29", "not_applicable" }, { "x", "E1/b/2001-06-30", "pending" } })
local two_texts = instrument("old", "2004-10-01", "2016-06-30") .. instrument("new", "2016-07-01") .. instrument("local", "2011-01-01", nil, "C1")
  .. 'obligation "x@old" { clause = "old/a", per = listing, arises = listing.published_on, due = months(2), done = listing.delisted_on }\n'
judge("the text in force when the duty arose judges", "2017-01-01", two_texts .. 'obligation "x@new" { like = "x@old", clause = "new/a", due = months(1) }\n',
  { listing = "enterprise,list,published_on\nE1,a,2004-09-30\nE1,b,2004-10-01\nE1,c,2016-06-30\nE1,d,2016-07-01\n" }, {
  { "x", "E1/a/2004-09-30", "not_applicable" }, { "x", "E1/b/2004-10-01", "overdue", due = "2004-12-01" },
  { "x", "E1/c/2016-06-30", "overdue", due = "2016-08-30" }, { "x", "E1/d/2016-07-01", "overdue", due = "2016-08-01" } })
judge("of texts in force the nearest judges", "2017-01-01", two_texts .. 'obligation "x@local" { like = "x@old", clause = "local/a", due = days(10) }\n',
  { enterprise = three_places.enterprise,
    listing = "enterprise,list,published_on\nE1,a,2010-12-31\nE1,b,2011-01-01\nE2,a,2011-01-01\nE1,c,2016-12-25\nE2,c,2016-12-25\n" }, {
  { "x", "E1/a/2010-12-31", "overdue", due = "2011-02-28" }, { "x", "E1/b/2011-01-01", "overdue", due = "2011-01-11" },
  { "x", "E1/c/2016-12-25", "pending", due = "2017-01-04" }, -- only the local text is still in force
  { "x", "E2/a/2011-01-01", "overdue", due = "2011-03-01" }, { "x", "E2/c/2016-12-25", "not_applicable" } })
judge("the nearest text judges even where it lets go", "2017-01-01", two_texts
  .. 'obligation "x@local" { like = "x@old", clause = "local/a", applies = listing.list:is "b" }\n',
  { listing = "enterprise,list,published_on\nE1,a,2011-01-01\nE1,b,2011-01-01\n" },
  { { "x", "E1/a/2011-01-01", "not_applicable" }, { "x", "E1/b/2011-01-01", "overdue" } })
judge("of a forbidding rule every text judges its own days", "2017-01-01", instrument("old", "2004-10-01", "2016-06-30") .. instrument("new", "2016-07-01")
  .. 'obligation "x@old" { clause = "old/a", evidence = enterprise.measurements, forbid = enterprise.measurements:where(measurement.value:above "50 mg/L") }\n'
  .. 'obligation "x@new" { like = "x@old", clause = "new/a", forbid = enterprise.measurements:where(measurement.value:above "30 mg/L") }\n',
  { enterprise = four, measurement = measured .. "E1,o,cod,2016-06-30,40,,mg/L\nE1,o,cod,2016-07-01,20,,mg/L\nE2,o,cod,2016-06-30,20,,mg/L\nE2,o,cod,2016-07-01,40,,mg/L\n"
    .. "E3,o,cod,2016-06-30,60,,mg/L\nE4,o,cod,2016-06-30,20,,mg/L\n" },
  { { "x", "E1", "met" }, { "x", "E2", "breached", since = "2016-07-01" }, { "x", "E3", "breached", since = "2016-06-30" }, { "x", "E4", "unknown" } })

local within = 'obligation "x" { clause = "law/a", per = listing, arises = listing.published_on, due = parameter "p", done = listing.delisted_on }\n'
judge("a parameter is read on the day the duty arose", "2009-12-31", law
  .. 'parameter "p" { clause = "law/a", { months(2), from = "2004-01-01" }, { months(1), from = "2008-01-01" }, { days(1), from = "2020-01-01" } }\n' .. within,
  { listing = "enterprise,list,published_on\nE1,a,2003-12-31\nE1,b,2004-01-01\nE1,c,2007-12-31\nE1,d,2008-01-01\n" }, {
  { "x", "E1/a/2003-12-31", "unknown", due = nil, missing = { "parameter p on 2003-12-31" } }, -- what it was before its first row is not on record
  { "x", "E1/b/2004-01-01", "overdue", due = "2004-03-01" }, { "x", "E1/c/2007-12-31", "overdue", due = "2008-02-29" },
  { "x", "E1/d/2008-01-01", "overdue", due = "2008-02-01" } })
local placed = '{ months(3), from = "2000-01-01" }, { months(1), from = "2002-01-01", place = "P" }, { months(2), from = "2002-01-01", place = "C1" }, '
  .. '{ months(6), from = "2003-01-01", place = "C1" }'
local listed = { enterprise = three_places.enterprise, listing = "enterprise,list,published_on\nE1,a,2001-01-01\nE1,b,2002-01-01\nE1,c,2003-01-01\nE2,b,2002-01-01\n" }
judge("where a parameter has no value, whatever is asked of it is unknown", "2009-12-31", law
  .. 'parameter "cap" { clause = "law/a", { 50, from = "2004-01-01", to = "2005-12-31" } }\n'
  .. 'parameter "day" { clause = "law/a", { "2004-06-30", from = "2004-01-01" } }\n'
  .. 'decision "listing.heavy" { clause = "law/a", columns = { listing.enterprise.employees },\n'
  .. '  rows = { { above(parameter "cap"), yes }, { at_most(parameter "cap"), no } } }\n'
  .. 'obligation "a" { clause = "law/a", per = listing, require = listing.enterprise.employees:at_most(parameter "cap") }\n'
  .. 'obligation "b" { clause = "law/a", per = listing, require = ~listing.enterprise.employees:above(parameter "cap") }\n'
  .. 'obligation "c" { clause = "law/a", per = listing, require = (listing.enterprise.employees - parameter "cap" * 2):below(0) }\n'
  .. 'obligation "d" { clause = "law/a", per = listing, require = listing.heavy }\n'
  .. 'obligation "e" { clause = "law/a", per = listing, arises = listing.published_on,\n'
  .. '  applies = listing.published_on:by(parameter "day"), due = months(1), done = listing.delisted_on }\n'
  .. 'obligation "f" { clause = "law/a", require = enterprise.listings:where(enterprise.employees:above(parameter "cap")):none() }\n',
  { enterprise = "code,jurisdiction,employees\nE1,C1,50\n", listing = "enterprise,list,published_on\nE1,a,2003-12-31\nE1,b,2004-01-01\nE1,c,2006-01-01\n" }, {
  { "a", "E1/a/2003-12-31", "unknown", missing = { "parameter cap on 2003-12-31" } }, { "a", "E1/b/2004-01-01", "met" },
  { "a", "E1/c/2006-01-01", "unknown", missing = { "parameter cap on 2006-01-01" } },
  { "b", "E1/a/2003-12-31", "unknown", missing = { "parameter cap on 2003-12-31" } }, { "b", "E1/b/2004-01-01", "met" }, { "b", "E1/c/2006-01-01", "unknown" },
  { "c", "E1/a/2003-12-31", "unknown" }, { "c", "E1/b/2004-01-01", "met" }, { "c", "E1/c/2006-01-01", "unknown" },
  { "d", "E1/a/2003-12-31", "unknown", missing = { "parameter cap on 2003-12-31" } }, { "d", "E1/b/2004-01-01", "breached" }, { "d", "E1/c/2006-01-01", "unknown" },
  { "e", "E1/a/2003-12-31", "unknown" }, { "e", "E1/b/2004-01-01", "overdue" }, { "e", "E1/c/2006-01-01", "not_applicable" },
  { "f", "E1", "unknown", missing = { "parameter cap on 2009-12-31" } } }, { of = { "a", "b", "c", "d", "e", "f" } })
local standards = "code,jurisdiction,employees\nE1,C1,50\nE2,C2,50\nE3,P,50\n"
judge("a parameter of some places has none elsewhere only where a row says so", "2004-06-30", law
  .. 'parameter "p" { clause = "law/a", { 40, from = "2000-01-01", place = "C1" } }\n'
  .. 'parameter "q" { clause = "law/a", { none = "the national text leaves it to the cities" }, { 40, from = "2000-01-01", place = "C1" } }\n'
  .. 'obligation "x" { clause = "law/a", require = ~enterprise.employees:above(parameter "p") }\n'
  .. 'obligation "y" { clause = "law/a", require = ~enterprise.employees:above(parameter "q") }\n', { enterprise = standards }, {
  { "x", "E1", "breached" }, { "x", "E2", "unknown", missing = { "parameter p on 2004-06-30 in C2" } }, { "x", "E3", "unknown", missing = { "parameter p on 2004-06-30 in P" } },
  { "y", "E1", "breached" }, { "y", "E2", "met" }, { "y", "E3", "met" } }, { of = { "x", "y" } })
judge("the nearest row counts, also one that says there is none; the strictest is one that has a value", "2004-06-30", law
  .. 'parameter "p" { clause = "law/a", { 40, from = "2000-01-01" }, { none = "the city sets none", from = "2002-01-01", place = "C1" } }\n'
  .. 'parameter "q" { clause = "law/a", choose = "stricter", stricter = "lower", { 40, from = "2000-01-01" },\n'
  .. '  { none = "the city sets none", from = "2002-01-01", place = "C1" } }\n'
  .. 'parameter "r" { clause = "law/a", choose = "stricter", stricter = "lower", { none = "none here", place = "P" }, { 40, from = "2000-01-01", place = "C2" } }\n'
  .. 'obligation "x" { clause = "law/a", require = ~enterprise.employees:above(parameter "p") }\n'
  .. 'obligation "y" { clause = "law/a", require = ~enterprise.employees:above(parameter "q") }\n'
  .. 'obligation "z" { clause = "law/a", require = ~enterprise.employees:above(parameter "r") }\n', { enterprise = standards }, {
  { "x", "E1", "met" }, { "x", "E2", "breached" }, { "x", "E3", "breached" }, { "y", "E1", "breached" }, { "y", "E2", "breached" }, { "y", "E3", "breached" },
  { "z", "E1", "met" }, { "z", "E2", "breached" }, { "z", "E3", "met" } }, { of = { "x", "y", "z" } })
judge("a row that has ended leaves the day to the wider place, and what it superseded does not come back", "2004-06-30", law
  .. 'parameter "p" { clause = "law/a", { 60, from = "2000-01-01" }, { 40, from = "2002-01-01", to = "2004-06-29", place = "C1" } }\n'
  .. 'parameter "q" { clause = "law/a", { 60, from = "2000-01-01" }, { 40, from = "2002-01-01", to = "2004-06-29" } }\n'
  .. 'parameter "r" { clause = "law/a", to = "2004-06-30", { 60, from = "2000-01-01" } }\nparameter "s" { clause = "law/a", to = "2004-06-29", { 60, from = "2000-01-01" } }\n'
  .. 'obligation "x" { clause = "law/a", require = enterprise.employees:at_most(parameter "p") }\n'
  .. 'obligation "y" { clause = "law/a", require = enterprise.employees:at_most(parameter "q") }\n'
  .. 'obligation "z" { clause = "law/a", require = enterprise.employees:at_most(parameter "r") }\n'
  .. 'obligation "zz" { clause = "law/a", require = enterprise.employees:at_most(parameter "s") }\n', { enterprise = "code,jurisdiction,employees\nE1,C1,50\n" }, {
  { "x", "E1", "met" }, { "y", "E1", "unknown", missing = { "parameter q on 2004-06-30" } }, { "z", "E1", "met" }, { "zz", "E1", "unknown" } },
  { of = { "x", "y", "z", "zz" } })
judge("a due day that a parameter without a value leaves open is unknown, done or not", "2009-12-31", law
  .. 'parameter "p" { clause = "law/a", { days(10), from = "2004-01-01" } }\n' .. within,
  { listing = "enterprise,list,published_on,delisted_on\nE1,a,2003-12-31,\nE1,b,2003-12-31,2004-01-05\nE1,c,2004-01-01,2004-01-05\n" }, {
  { "x", "E1/a/2003-12-31", "unknown", missing = { "parameter p on 2003-12-31" } }, { "x", "E1/b/2003-12-31", "unknown", done = "2004-01-05" },
  { "x", "E1/c/2004-01-01", "met" } })
judge("of a parameter's rows the last of the nearest place", "2009-12-31", law .. 'parameter "p" { clause = "law/a", ' .. placed .. " }\n" .. within, listed, {
  { "x", "E1/a/2001-01-01", "overdue", due = "2001-04-01" }, { "x", "E1/b/2002-01-01", "overdue", due = "2002-03-01" },
  { "x", "E1/c/2003-01-01", "overdue", due = "2003-07-01" }, { "x", "E2/b/2002-01-01", "overdue", due = "2002-02-01" } })
judge("in a term, too, in the place of the subject and not of the term's own row", "2009-12-31", law
  .. 'parameter "p" { clause = "law/a", { 5, from = "2000-01-01" }, { 400, from = "2000-01-01", place = "C1" } }\n'
  .. 'term "enterprise.busy" { value = enterprise.employees:above(parameter "p") }\n'
  .. 'obligation "x" { clause = "law/a", per = jurisdiction, require = jurisdiction.enterprises:where(enterprise.busy):count():at_least(2) }\n'
  .. 'obligation "y" { clause = "law/a", per = enterprise, require = enterprise.busy }\n'
  .. 'obligation "z" { clause = "law/a", per = jurisdiction, require = jurisdiction.enterprises.crowd:sum():below(300) }\n'
  .. 'term "enterprise.crowd" { value = enterprise.employees:or_else(0) + parameter "p" }\n',
  { enterprise = "code,jurisdiction,employees\nE1,C1,100\nE2,P,100\n" }, {
  { "x", "C1", "breached" }, { "x", "C2", "breached" }, { "x", "P", "met" }, { "y", "E1", "breached" }, { "y", "E2", "met" },
  { "z", "C1", "breached" }, { "z", "C2", "met" }, { "z", "P", "met" } })
judge("or the strictest of the last of each place", "2009-12-31", law
  .. 'parameter "p" { clause = "law/a", choose = "stricter", stricter = "lower", ' .. placed .. " }\n" .. within, listed, {
  { "x", "E1/a/2001-01-01", "overdue", due = "2001-04-01" }, { "x", "E1/b/2002-01-01", "overdue", due = "2002-02-01" },
  { "x", "E1/c/2003-01-01", "overdue", due = "2003-02-01" }, { "x", "E2/b/2002-01-01", "overdue", due = "2002-02-01" } })
judge("the higher may be the stricter", "2004-06-30", law
  .. 'parameter "p" { clause = "law/a", choose = "stricter", stricter = "higher", { 10, from = "2000-01-01" }, '
  .. '{ 5, from = "2000-01-01", place = "C1" }, { 20, from = "2000-01-01", place = "C2" } }\n'
  .. 'obligation "x" { clause = "law/a", require = enterprise.employees:at_least(parameter "p") }\n',
  { enterprise = "code,jurisdiction,employees\nE1,C1,9\nE2,C1,10\nE3,C2,19\nE4,C2,20\nE5,P,10\n" }, {
  { "x", "E1", "breached" }, { "x", "E2", "met" }, { "x", "E3", "breached" }, { "x", "E4", "met" }, { "x", "E5", "met" } })
judge("spans compare by their length from the day", "2004-06-30", law
  .. 'parameter "p" { clause = "law/a", choose = "stricter", stricter = "lower", { months(1), from = "2000-01-01" }, '
  .. '{ days(30), from = "2000-01-01", place = "C1" } }\n' .. within,
  { listing = "enterprise,list,published_on\nE1,a,2003-01-01\nE1,b,2003-02-01\n" },
  { { "x", "E1/a/2003-01-01", "overdue", due = "2003-01-31" }, { "x", "E1/b/2003-02-01", "overdue", due = "2003-03-01" } })

judge("an exception takes the duty away, where and while it holds", "2004-06-30", law .. instrument("local", "2000-01-01", "2002-12-31", "C1")
  .. 'obligation "x" { clause = "law/a", per = listing, arises = listing.published_on, due = months(2), done = listing.delisted_on }\n'
  .. 'exception "e" { clause = "local/a", to = "x", applies = enterprise.size:is "small" }\n',
  { enterprise = "code,jurisdiction,size\nE1,C1,small\nE2,C1,large\nE3,C1,\nE4,C2,small\n", listing = "enterprise,list,published_on\n"
    .. "E1,a,1999-12-31\nE1,b,2000-01-01\nE1,c,2003-01-01\nE2,b,2000-01-01\nE3,b,2000-01-01\nE4,b,2000-01-01\n" }, {
  { "x", "E1/a/1999-12-31", "overdue" }, { "x", "E1/b/2000-01-01", "not_applicable" }, { "x", "E1/c/2003-01-01", "overdue" },
  { "x", "E2/b/2000-01-01", "overdue" }, { "x", "E3/b/2000-01-01", "unknown", missing = { "enterprise.size" } }, { "x", "E4/b/2000-01-01", "overdue" } })
judge("a false condition wins over an exception nobody can tell", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", applies = enterprise.sector:is "31", ' .. by_2000 .. " }\n"
  .. 'exception "e" { clause = "law/a", to = { "x" }, applies = enterprise.size:is "small" }\n',
  { enterprise = "code,jurisdiction,sector,size\nE1,C1,22,\nE2,C1,,small\nE3,C1,31,\n" },
  { { "x", "E1", "not_applicable" }, { "x", "E2", "not_applicable" }, { "x", "E3", "unknown", missing = { "enterprise.size" } } })
judge("subjects per quarter and month", "2004-02-10", instrument("late", "2003-12-05") .. instrument("early", "1980-01-01")
  .. 'obligation "x" { clause = "late/a", per = { enterprise, month }, require = enterprise.audits:during(period):any() }\n'
  .. 'obligation "y" { clause = "early/a", per = { enterprise, quarter }, require = enterprise.audits:during(period):any() }\n',
  { audit = "code,enterprise,started_on\nA1,E1,2003-08-15\nA2,E1,2004-01-31\n" }, {
  { "x", "E1@2003-12", "breached" }, { "x", "E1@2004-01", "met" }, { "x", "E1@2004-02", "breached" },
  { "y", "E1@2003-Q3", "met" }, { "y", "E1@2003-Q4", "breached" }, { "y", "E1@2004-Q1", "met" } })
judge("a duty of every year", "2004-06-30", instrument("plan", "2002-01-01")
  .. 'obligation "x" { clause = "plan/a", per = { agency, year }, applies = agency.role:is "environment", due = period.from:next "03-31", '
  .. 'done = agency.actions:during(period):where(action.type:is "publication").taken_on:first() }\n',
  { agency = "code,role,jurisdiction\nG1,environment,C1\nG2,economic,C1\n", enterprise = "code,jurisdiction,opened_on\nE1,C1,1980-01-01\n",
    action = "code,agency,enterprise,type,taken_on\nX1,G1,E1,publication,2002-03-31\nX2,G1,E1,publication,2003-04-01\nX3,G1,E1,visit,2004-01-01\n" }, {
  { "x", "G1@2002", "met", due = "2002-03-31", done = "2002-03-31" }, { "x", "G1@2003", "late", done = "2003-04-01" }, { "x", "G1@2004", "overdue" },
  { "x", "G2@2002", "not_applicable" }, { "x", "G2@2003", "not_applicable" }, { "x", "G2@2004", "not_applicable" } })
local widened = instrument("old", "2000-01-01", "2002-12-31") .. instrument("new", "2003-01-01")
  .. 'obligation "x@old" { clause = "old/a", arises = enterprise.listings.published_on:first(), due = not_given "why", done = enterprise.closed_on }\n'
  .. 'obligation "x@new" { like = "x@old", clause = "new/a", arises = enterprise.listings.published_on:first() | enterprise.audits.completed_on:first() }\n'
-- E1 lies in a city, nobody knows where E2 lies.
local somewhere = { enterprise = "code,jurisdiction,size,employees\nE1,C2,small,50\nE2,,small,50\nE3,,large,50\n" }
local not_known = { "enterprise.jurisdiction" }
judge("who lies nobody knows where may lie in the rule's place, but for whom it does not apply to anyway", "2004-06-30", instrument("city", "1990-01-01", nil, "C1")
  .. 'obligation "x" { clause = "city/a", applies = enterprise.size:is "large", ' .. by_2000 .. ' }\n'
  .. 'obligation "y" { clause = "city/a", applies = enterprise.size:is "large", require = enterprise.employees:above(10) }\n'
  .. 'power "z" { clause = "city/a", applies = enterprise.size:is "large", used = enterprise.audits.started_on:first() }\n', somewhere, {
  { "x", "E1", "not_applicable" }, { "x", "E2", "not_applicable" }, { "x", "E3", "unknown", due = "2000-12-31", missing = not_known },
  { "y", "E1", "not_applicable" }, { "y", "E2", "not_applicable" }, { "y", "E3", "unknown", missing = not_known },
  { "z", "E1", "not_available" }, { "z", "E2", "not_available" }, { "z", "E3", "unknown", missing = not_known } })
judge("nobody knows whether a rule applies for want of the place and of what it asks", "2004-06-30", instrument("city", "1990-01-01", nil, "C1")
  .. 'obligation "x" { clause = "city/a", applies = enterprise.size:is "large", ' .. by_2000 .. ' }\n'
  .. 'obligation "y" { clause = "city/a", applies = enterprise.size:is "large", require = enterprise.employees:above(10) }\n',
  { enterprise = "code,jurisdiction,size,employees\nE1,,,\nE2,C1,,\nE3,,large,\nE4,,large,50\n" }, {
  { "x", "E1", "unknown", missing = { "enterprise.jurisdiction", "enterprise.size" } }, { "x", "E2", "unknown", missing = { "enterprise.size" } },
  { "x", "E3", "unknown", missing = not_known },
  { "y", "E1", "unknown", missing = { "enterprise.jurisdiction", "enterprise.size" } }, { "y", "E2", "unknown", missing = { "enterprise.size" } },
  { "y", "E3", "unknown", missing = { "enterprise.employees", "enterprise.jurisdiction" } }, { "x", "E4", "unknown", missing = not_known },
  { "y", "E4", "unknown", missing = not_known } })
local nearer = instrument("all", "1990-01-01") .. instrument("city", "1990-01-01", nil, "C1")
  .. 'obligation "x@all" { clause = "all/a", %s' .. by_2000 .. ' }\n'
  .. 'obligation "x@city" { clause = "city/a", applies = enterprise.size:is "large", ' .. by_2000 .. ' }\n'
judge("and leaves open which version judges", "2004-06-30", nearer:format "", somewhere,
  { { "x", "E1", "overdue", due = "2000-12-31" }, { "x", "E2", "unknown", missing = not_known },
    { "x", "E3", "unknown", due = "2000-12-31", missing = not_known } })
judge("unless none has anything to judge", "2004-06-30", nearer:format 'applies = enterprise.size:is "large", ', somewhere,
  { { "x", "E1", "not_applicable" }, { "x", "E2", "not_applicable" }, { "x", "E3", "unknown", missing = not_known } })
judge("an exception of a place may hold for who lies nobody knows where", "2004-06-30", law .. instrument("city", "1990-01-01", nil, "C1")
  .. 'obligation "x" { clause = "law/a", ' .. by_2000 .. ' }\nexception "e" { clause = "city/a", to = "x", applies = enterprise.size:is "large" }\n', somewhere,
  { { "x", "E1", "overdue" }, { "x", "E2", "overdue" }, { "x", "E3", "unknown", missing = not_known } })
judge("a parameter of places is what all places agree on", "2004-06-30", law
  .. 'parameter "p" { clause = "law/a", { 10, from = "1990-01-01" }, { 40, from = "1990-01-01", place = "P" }, { 60, from = "2003-01-01", place = "C1" } }\n'
  .. 'obligation "x" { clause = "law/a", require = enterprise.employees:at_least(parameter "p") }\n'
  .. 'obligation "y" { clause = "law/a", require = enterprise.employees:at_least(parameter "p" - 11) }\n'
  .. 'parameter "within" { clause = "law/a", { months(6), from = "1990-01-01" }, { months(3), from = "2001-01-01", place = "C1" } }\n'
  .. 'obligation "z" { clause = "law/a", arises = enterprise.listings.published_on:first(), due = parameter "within", done = enterprise.closed_on }\n',
  { enterprise = somewhere.enterprise, listing = "enterprise,list,published_on\nE2,a,2000-12-31\nE3,a,2001-01-01\n" }, {
  { "x", "E1", "met" }, { "x", "E2", "unknown", missing = not_known }, { "x", "E3", "unknown", missing = not_known },
  { "y", "E1", "met" }, { "y", "E2", "met" }, { "y", "E3", "met" },
  { "z", "E1", "not_applicable" }, { "z", "E2", "overdue", due = "2001-06-30" }, { "z", "E3", "unknown", missing = not_known } })
judge("a subject lies where its enterprise will lie, also before that opens", "2009-12-31", law .. instrument("city", "1990-01-01", nil, "C1")
  .. 'parameter "p" { clause = "law/a", { months(2), from = "1990-01-01" }, { months(6), from = "1990-01-01", place = "C1" } }\n' .. within
  .. 'obligation "y" { clause = "city/a", per = listing, require = listing.list:is "a" }\n',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2030-01-01\nE2,C2,2030-01-01\n", listing = "enterprise,list,published_on\nE1,a,2001-01-31\nE2,a,2001-01-31\n" }, {
  { "x", "E1/a/2001-01-31", "overdue", due = "2001-07-31" }, { "x", "E2/a/2001-01-31", "overdue", due = "2001-03-31" },
  { "y", "E1/a/2001-01-31", "met" }, { "y", "E2/a/2001-01-31", "not_applicable" } })
judge("a due day that the place leaves open asks nothing of whom the rule does not apply to", "2004-06-30", law
  .. 'parameter "within" { clause = "law/a", { months(6), from = "1980-01-01" }, { months(3), from = "1980-01-01", place = "C1" } }\n'
  .. 'obligation "x" { clause = "law/a", applies = enterprise.size:is "large", due = parameter "within", done = enterprise.audits.started_on:first() }\n',
  { enterprise = somewhere.enterprise .. "E4,C1,small,50\n", audit = "code,enterprise,started_on\nA1,E3,1999-01-01\n" },
  { { "x", "E1", "not_applicable" }, { "x", "E2", "not_applicable" }, { "x", "E4", "not_applicable" },
    { "x", "E3", "unknown", done = "1999-01-01", missing = { "enterprise.jurisdiction", "enterprise.opened_on" } } })
judge("on a day that the place leaves open a function knows no more than an expression", "2004-06-30", law
  .. 'parameter "day" { clause = "law/a", { "2002-06-30", from = "1990-01-01" }, { "2004-06-30", from = "1990-01-01", place = "C1" } }\n'
  .. 'obligation "x" { clause = "law/a", applies = enterprise.size:is "large", due = parameter "day", done = enterprise.closed_on }\n'
  .. 'obligation "y" { clause = "law/a", applies = function(e) return e.size == "large" end, due = parameter "day", done = enterprise.closed_on }\n',
  { enterprise = "code,effective_from,jurisdiction,size\nE1,1990-01-01,,large\nE1,2003-01-01,,small\nE2,,,small\nE3,1990-01-01,C1,large\nE3,2003-01-01,C1,small\n" }, {
  { "x", "E1", "unknown" }, { "x", "E2", "not_applicable" }, { "x", "E3", "not_applicable" },
  { "y", "E1", "unknown" }, { "y", "E2", "not_applicable" }, { "y", "E3", "not_applicable" } })
judge("nobody knows what came before a record whose owner nobody knows", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", per = audit, require = audit:earlier():none() }\n',
  { enterprise = four, audit = "code,enterprise,started_on\nA1,E1,2001-01-01\nA2,E1,2002-01-01\nA3,,2003-01-01\nA4,,2004-01-01\n" },
  { { "x", "A1", "unknown" }, { "x", "A2", "breached" }, { "x", "A3", "unknown", missing = { "audit.enterprise" } }, { "x", "A4", "unknown", missing = { "audit.enterprise" } } })
judge("a record without an owner has no neighbours", "2004-06-30", law
  .. 'kind "find" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "none" }, { "made_on", event, starts = true } } }\n'
  .. 'obligation "x" { clause = "law/a", per = find, require = find:earlier():none() }\n'
  .. 'obligation "y" { clause = "law/a", per = find, arises = find:earlier().made_on:last(), due = days(1), done = "2004-01-01" }\n',
  { enterprise = four, find = "code,enterprise,made_on\nA1,E1,2001-01-01\nA2,E1,2002-01-01\nA3,,2003-01-01\nA4,,2004-01-01\n" },
  { { "x", "A1", "unknown" }, { "x", "A2", "breached" }, { "x", "A3", "unknown" }, { "x", "A4", "unknown" }, -- nothing is there to judge by
    { "y", "A1", "not_applicable" }, { "y", "A2", "late" },
    { "y", "A3", "not_applicable" }, { "y", "A4", "not_applicable" } })

judge("a version whose day has not come leaves the judgement to the one whose day has", "2004-06-30", widened,
  { enterprise = "code,jurisdiction\nE1,C1\nE2,C1\nE3,C1\n", audit = "code,enterprise,completed_on\nA1,E1,2003-05-01\nA2,E2,2002-05-01\n",
    listing = "enterprise,list,published_on\nE2,a,2003-02-01\n" },
  { { "x", "E1", "pending" }, { "x", "E2", "not_applicable" }, { "x", "E3", "not_applicable" } })
judge("of two versions in force, each on its own day, the later text judges", "2004-06-30", instrument("old", "2000-01-01", "2002-12-31")
  .. instrument("new", "2003-01-01") .. 'obligation "x@old" { clause = "old/a", arises = enterprise.listings.published_on:first(), due = days(10), '
  .. 'done = enterprise.closed_on }\nobligation "x@new" { like = "x@old", clause = "new/a", arises = enterprise.audits.completed_on:first() }\n',
  { enterprise = "code,jurisdiction\nE1,C1\nE2,C1\n", audit = "code,enterprise,completed_on\nA1,E1,2003-05-01\n",
    listing = "enterprise,list,published_on\nE1,a,2002-02-01\nE2,a,2002-02-01\n" },
  { { "x", "E1", "overdue", due = "2003-05-11" }, { "x", "E2", "overdue", due = "2002-02-11" } })

-- County K has no parent although provinces are on record: nobody knows in which of them it lies, nor that it lies in none. On 2003-07-01 its parent is filled in.
do
  local map = "code,level,parent,effective_from\nP,province,,\nQ,province,,\nC1,city,P,\nK,county,,\nK,county,%s,2003-07-01\nT,county,K,\n"
  local who = "code,jurisdiction,size\nE1,K,large\nE2,T,large\nE3,Q,large\nE4,C1,large\n"
  local rules = write.law:gsub('issuer = "J"', 'issuer = "J", place = "P"', 1) .. [[
instrument "all" { title = "All", issuer = "J", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
parameter "least" { clause = "all/a", { 1, from = "1990-01-01" }, { 3, place = "P", from = "1990-01-01" } }
obligation "x" { clause = "law/a", require = enterprise.size:is "large" }
obligation "y" { clause = "all/a", require = parameter("least"):is(1) }
exception "e" { clause = "law/a", to = "z", applies = enterprise.size:is "large" }
obligation "z" { clause = "all/a", require = enterprise.size:is "small" }
]]
  local function on(name, day, parent, k)
    judge(name, day, rules, { jurisdiction = map:format(parent), enterprise = who }, {
      { "x", "E1", k[1] }, { "x", "E2", k[1] }, { "x", "E3", "not_applicable" }, { "x", "E4", "met" }, { "y", "E1", k[2] }, { "y", "E2", k[2] }, { "y", "E3", "met" },
      { "y", "E4", "breached" }, { "z", "E1", k[3] }, { "z", "E2", k[3] }, { "z", "E3", "breached" }, { "z", "E4", "not_applicable" } })
  end
  on("of a place that is cut off nobody knows whether it lies in a larger one", "2003-06-30", "P", { "unknown", "unknown", "unknown" })
  on("until its parent is filled in", "2003-07-01", "P", { "met", "breached", "not_applicable" })
  on("with another place", "2003-07-01", "Q", { "not_applicable", "met", "breached" })
  map = map:gsub("county", "province")
  on("a place of the highest level is a top one", "2003-06-30", "P", { "not_applicable", "met", "breached" })
end

-- Exceptions to exceptions
local function except(name, to, condition, more) return ('exception "%s" { clause = "law/a", to = %s, %sapplies = %s }\n'):format(name, to, more or "", condition) end
local small, toxic, old, rural = 'enterprise.size:is "small"', 'enterprise.sector:is "toxic"', 'enterprise.employees:above(10)', 'enterprise.size_basis:is "rural"'
local pack = write.law .. 'obligation "x" { clause = "law/a", ' .. by_2000 .. " }\n" .. except("small", '"x"', small) .. except("toxic", '"small"', toxic)
judge("an exception to an exception binds again, and what it leaves open is unknown", "2004-06-30", pack, { enterprise = "code,jurisdiction,size,sector\n"
  .. "E1,C1,small,toxic\nE2,C1,small,wood\nE3,C1,large,toxic\nE4,C1,small,\nE5,C1,,toxic\nE6,C1,,wood\nE7,C1,,\n" }, {
  { "x", "E1", "overdue" }, { "x", "E2", "not_applicable" }, { "x", "E3", "overdue" }, { "x", "E4", "unknown", missing = { "enterprise.sector" } }, { "x", "E5", "overdue" },
  { "x", "E6", "unknown", missing = { "enterprise.size" } }, { "x", "E7", "unknown" } })
judge("exceptions three deep", "2004-06-30", pack .. except("old", '"toxic"', old), { enterprise = "code,jurisdiction,size,sector,employees\n"
  .. "E1,C1,small,toxic,11\nE2,C1,small,toxic,10\nE3,C1,small,wood,11\nE4,C1,large,toxic,11\nE5,C1,small,toxic,\n" }, {
  { "x", "E1", "not_applicable" }, { "x", "E2", "overdue" }, { "x", "E3", "not_applicable" }, { "x", "E4", "overdue" }, { "x", "E5", "unknown",
    missing = { "enterprise.employees" } } })
judge("another exception frees also where the first is set aside, unless that sets both aside", "2004-06-30", pack .. except("rural", '"x"', rural)
  .. 'obligation "y" { clause = "law/a", ' .. by_2000 .. " }\n" .. except("y-small", '"y"', small) .. except("y-rural", '"y"', rural) .. except("y-toxic",
    '{ "y-small", "y-rural" }', toxic),
  { enterprise = "code,jurisdiction,size,sector,size_basis\nE1,C1,small,toxic,rural\n" }, { { "x", "E1", "not_applicable" }, { "y", "E1", "overdue" } })
judge("what sets an exception aside has its own days and place", "2004-06-30", instrument("new", "2001-01-01") .. write.law .. 'obligation "x" { clause = "law/a", ' .. by_2000
  .. " }\n"
  .. 'obligation "y" { clause = "law/a", due = "2002-12-31", done = enterprise.closed_on }\n' .. except("small", '{ "x", "y" }', small)
  .. 'exception "toxic" { clause = "new/a", place = "C1", to = "small", applies = enterprise.sector:is "toxic" }\n',
  { enterprise = "code,jurisdiction,size,sector\nE1,C1,small,toxic\nE2,C2,small,toxic\n" },
  { { "x", "E1", "not_applicable" }, { "x", "E2", "not_applicable" }, { "y", "E1", "overdue" }, { "y", "E2", "not_applicable" } })
judge("one that frees and sets aside", "2004-06-30", pack .. except("wood", '{ "x", "toxic" }', old),
  { enterprise = "code,jurisdiction,size,sector,employees\nE1,C1,small,toxic,11\nE2,C1,small,toxic,5\n" },
  { { "x", "E1", "not_applicable" }, { "x", "E2", "overdue" } })

-- A law whose first day lies ahead judges nobody, whatever day nobody knows.
judge("a law that has not begun binds nobody, whatever else nobody knows", "2004-06-30", write.bare_law .. instrument("next", "2005-01-01") .. [[
kind "thing" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "seen_on", date }, { "made_on", event, starts = true },
  { "done_on", event } } }
obligation "due" { clause = "next/a", per = thing, due = thing.seen_on, done = thing.done_on }
obligation "arises" { clause = "next/a", per = thing, arises = thing.seen_on, due = months(1), done = thing.done_on }
obligation "kept" { clause = "next/a", per = thing, arises = thing.seen_on, require = thing.done_on:given() }
obligation "forbidden" { clause = "next/a", per = thing, arises = thing.seen_on, forbid = enterprise.things }
obligation "now" { clause = "law/a", per = thing, arises = thing.seen_on, require = thing.done_on:given() }
]], { thing = "code,enterprise,seen_on,made_on,done_on\nT1,E1,,2003-01-01,\n" }, { { "due", "T1", "not_applicable" }, { "arises", "T1", "not_applicable" },
  { "kept", "T1", "not_applicable" }, { "forbidden", "T1", "not_applicable" }, { "now", "T1", "unknown" } })
