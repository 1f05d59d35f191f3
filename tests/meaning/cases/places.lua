-- Cases decided by hand: places move (3, 8, 9, 10).
local write = require "tests.meaning.write"
local judge, law = write.judge, write.law

write.section("3 places move")

-- City C1 goes from province P to Q on 1 July 2003, and E1 with it.
local moved = "code,level,parent,effective_from\nP,province,,\nQ,province,,\nC1,city,P,\nC1,city,Q,2003-07-01\nC2,city,P,\n"
local function given(more)
  local all = { jurisdiction = moved }
  for kind, csv in pairs(more or {}) do all[kind] = csv end
  return all
end

local has = 'obligation "has" { clause = "law/a", per = jurisdiction, require = jurisdiction.enterprises:any() }\n'
local function having(name, day, records, answers)
  local verdicts = {}
  for _, place in ipairs { "P", "Q", "C1", "C2" } do verdicts[#verdicts + 1] = { "has", place, answers[place] or "breached" } end
  for place, answer in pairs(answers) do
    if place == "R" then verdicts[#verdicts + 1] = { "has", place, answer } end
  end
  judge(("%s, on %s"):format(name, day), day, law .. has, records, verdicts)
end
having("a city and all in it count to the province of the day", "2003-06-30", given(), { P = "met", C1 = "met" })
having("a city and all in it count to the province of the day", "2003-07-01", given(), { Q = "met", C1 = "met" })
local itself = given { enterprise = "code,jurisdiction,effective_from\nE1,C2,\nE1,C1,2004-01-01\n" }
having("an enterprise moves itself, into a place that has moved", "2003-12-31", itself, { P = "met", C2 = "met" })
having("an enterprise moves itself, into a place that has moved", "2004-01-01", itself, { Q = "met", C1 = "met" })
local without = { jurisdiction = "code,level,parent,effective_from\nP,province,,\nQ,province,,\nC1,city,P,\nC1,city,,2003-07-01\nC2,city,P,\n" }
having("a version that blanks the parent takes the place out of its province", "2003-06-30", without, { P = "met", C1 = "met" })
having("a version that blanks the parent takes the place out of its province", "2003-07-01", without, { C1 = "met" })
local new = { jurisdiction = moved:gsub("C1,city,Q", "C1,city,R") .. "R,province,,2003-07-01\n" }
having("a province that comes into being", "2003-06-30", new, { P = "met", C1 = "met", R = "breached" })
having("a province that comes into being", "2003-07-01", new, { R = "met", C1 = "met" })
local later = given { enterprise = "code,jurisdiction,effective_from\nE1,C1,2003-01-01\n" }
having("before the first version it is perhaps where its versions say", "2002-12-31", later, { P = "unknown", Q = "unknown", C1 = "unknown" })
having("before the first version it is perhaps where its versions say", "2003-01-01", later, { P = "met", C1 = "met" })
having("a blank place is none", "2004-06-01", given { enterprise = "code,jurisdiction,effective_from\nE1,C2,\nE1,,2004-01-01\n" }, {})

-- Two reports, one on the last day in P and one on the first in Q.
local reports = given { audit = "code,enterprise,started_on,reported_on\nA1,E1,2003-01-01,2003-06-30\nA2,E1,2003-01-02,2003-07-01\n" }
local function quota(goals, counts, by)
  return law .. ('quota "x" { clause = "law/a", per = jurisdiction, counts = %s, counted_on = %s, goals = { %s } }\n'):format(
    counts or "jurisdiction.enterprises.audits", by or "audit.reported_on", goals)
end
local both = '{ "P", target = 1, due = "2004-12-31" }, { "Q", target = 2, due = "2004-12-31" }'
judge("a quota counts a row to the place of its own day", "2005-01-01", quota(both), reports, {
  { "x", "P", "met", actual = { 1, 1 } }, { "x", "Q", "missed", actual = { 1, 1 } }, { "x", "C1", "not_applicable" }, { "x", "C2", "not_applicable" } })
judge("the pivot does not matter to that", "2003-06-30", quota(both), reports, {
  { "x", "P", "met", actual = { 1, 1 } }, { "x", "Q", "on_track", actual = { 0, 0 } }, { "x", "C1", "not_applicable" }, { "x", "C2", "not_applicable" } })
judge("a row of which nobody knows the day may count to either", "2005-01-01",
  quota(both, "jurisdiction.enterprises", 'enterprise.audits:where(audit.basis:is "voluntary").reported_on:first()'),
  given { audit = "code,enterprise,basis,started_on,reported_on\nA1,E1,,2003-01-01,2003-06-30\n" }, {
    { "x", "P", "unknown", actual = { 0, 1 } }, { "x", "Q", "missed", actual = { 0, 1 } }, { "x", "C1", "not_applicable" }, { "x", "C2", "not_applicable" } })
judge("goals follow one another", "2004-12-31", quota('{ "P", target = 2, due = "2006-12-31", to = "2003-06-30" }, { "P", target = 1, due = "2006-12-31", from = "2003-07-01" }'),
  reports, { { "x", "P", "met", target = { 1, 1 }, actual = { 1, 1 } }, { "x", "Q", "not_applicable" }, { "x", "C1", "not_applicable" }, { "x", "C2", "not_applicable" } })
judge("and one that has ended judges no more", "2003-07-01", quota '{ "P", target = 2, due = "2006-12-31", to = "2003-06-30" }', reports,
  { { "x", "P", "not_applicable" }, { "x", "Q", "not_applicable" }, { "x", "C1", "not_applicable" }, { "x", "C2", "not_applicable" } })
judge("one that begins later is waited for", "2003-06-30", quota '{ "P", target = 2, due = "2006-12-31", from = "2003-07-01" }', reports,
  { { "x", "P", "not_applicable", next_change = "2003-07-01" }, { "x", "Q", "not_applicable" }, { "x", "C1", "not_applicable" }, { "x", "C2", "not_applicable" } })

local over = 'obligation "x" { clause = "law/a", per = jurisdiction, forbid = jurisdiction.enterprises.measurements:where(measurement.value:above "50 mg/L") }\n'
judge("a forbid asks where the row lay on its own day", "2005-01-01", write.bare_law .. over,
  given { measurement = "enterprise,outlet,pollutant,measured_on,value,unit\nE1,o,cod,2003-06-30,70,mg/L\n" },
  { { "x", "P", "breached", since = "2003-06-30" }, { "x", "Q", "unknown" }, { "x", "C1", "breached" }, { "x", "C2", "unknown" } })

local by_law = law .. 'instrument "of-q" { title = "Q\'s", issuer = "Q", place = "Q", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }\n'
local standing = by_law .. 'obligation "x" { clause = "of-q/a", per = enterprise, require = enterprise.size:is "large" }\n'
local small = given { enterprise = "code,jurisdiction,size\nE1,C1,small\n" }
judge("by-laws bind who lies in the place on the pivot: not yet", "2003-06-30", standing, small, { { "x", "E1", "not_applicable" } })
judge("by-laws bind who lies in the place on the pivot: now", "2003-07-01", standing, small, { { "x", "E1", "breached" } })
-- A measure of E2, in P, that an audit of E1, in Q, led to, and the other way about.
judge("a forbid asks where its subject lies, and not whose the row is", "2003-12-31",
  by_law .. 'obligation "x" { clause = "of-q/a", per = audit, forbid = audit.measures, evidence = audit.measures }\n',
  given { enterprise = "code,jurisdiction\nE1,C1\nE2,C2\n", audit = "code,enterprise,started_on\nA1,E1,2003-01-01\nA2,E2,2003-01-01\n",
    measure = "code,enterprise,audit,identified_on\nM1,E2,A1,2003-08-01\nM2,E1,A2,2003-08-01\n" },
  { { "x", "A1", "breached", since = "2003-08-01" }, { "x", "A2", "not_applicable" } })
-- The duty arises before the move and is due after it.
local duty = by_law .. [[
obligation "old" { clause = "law/a", per = listing, place = "P", arises = listing.published_on, due = months(3), done = enterprise.audits.reported_on:first() }
obligation "new" { clause = "of-q/a", per = listing, arises = listing.published_on, due = months(3), done = enterprise.audits.reported_on:first() }
]]
judge("a duty keeps the place of its arises", "2003-12-31", duty,
  given { listing = "enterprise,list,published_on\nE1,watch,2003-06-01\nE1,watch,2003-07-02\n" },
  { { "old", "E1/watch/2003-06-01", "overdue", due = "2003-09-01" }, { "old", "E1/watch/2003-07-02", "not_applicable" },
    { "new", "E1/watch/2003-06-01", "not_applicable" }, { "new", "E1/watch/2003-07-02", "overdue", due = "2003-10-02" } })

local limit = law .. [[
parameter "most" { clause = "law/a", { 10, from = "1990-01-01" }, { 20, from = "1990-01-01", place = "P" }, { 30, from = "1990-01-01", place = "Q" } }
obligation "x" { clause = "law/a", per = enterprise, require = enterprise.employees:at_most(parameter "most") }
]]
local staff = given { enterprise = "code,jurisdiction,employees\nE1,C1,25\n" }
judge("a parameter is that of the place on the pivot: the old one", "2003-06-30", limit, staff, { { "x", "E1", "breached" } })
judge("a parameter is that of the place on the pivot: the new one", "2003-07-01", limit, staff, { { "x", "E1", "met" } })

-- City C1 was a city of P and comes to stand beside it: of what is read before, the city's is nearer, though both are as deep in the end.
local beside = { jurisdiction = "code,level,parent,effective_from\nP,province,,\nC1,city,P,\nC1,province,,2003-07-01\n", enterprise = "code,jurisdiction,size\nE1,C1,small\n",
  listing = "enterprise,list,published_on\nE1,watch,2003-06-01\n" }
local versions = law .. [[
obligation "x@province" { clause = "law/a", per = listing, place = "P", arises = listing.published_on, due = months(3), done = enterprise.audits.reported_on:first() }
obligation "x@city" { like = "x@province", place = "C1", due = months(1) }
]]
judge("of two versions the nearer is that of the place that lay below the other", "2003-12-31", versions, beside, { { "x", "E1/watch/2003-06-01", "overdue", due = "2003-07-01" } })
judge("P and C1 change about, and go round on no day", "2004-01-01", law .. has, { jurisdiction = "code,parent,effective_from\nP,,\nC1,P,\nC1,,2003-07-01\nP,C1,2003-07-01\n" },
  { { "has", "P", "breached" }, { "has", "C1", "met" } })
judge("of kinds of a pack: another audit is found to have led to the measure", "2004-01-01",
  law .. 'obligation "x" { clause = "law/a", per = audit, require = audit.measures:any() }\n',
  { audit = "code,enterprise,started_on\nA1,E1,2003-01-01\nA2,E1,2003-08-01\n",
    measure = "code,enterprise,audit,identified_on,effective_from\nM1,E1,A1,2003-02-01,\nM1,E1,A2,2003-02-01,2003-07-01\n" },
  { { "x", "A1", "met" }, { "x", "A2", "met" } })

-- Of C1 no version is in force before 2008: nobody knows what lay above it then, and that it is itself everybody does.
local late_map = { jurisdiction = "code,parent,effective_from\nP,,\nC1,P,2008-10-13\nC2,P,2008-10-13\n", enterprise = "code,jurisdiction\nE1,C1\nE2,C2\n",
  listing = "enterprise,list,published_on\nE1,watch,2003-06-01\nE2,watch,2003-06-01\n" }
local function within(rows) return law .. ('parameter "within" { clause = "law/a", %s }\n'):format(rows)
  .. 'obligation "x" { clause = "law/a", per = listing, arises = listing.published_on, due = parameter "within", done = listing.delisted_on }\n' end
judge("what the law sets for a place itself is nearer than what it sets for one that may lie above it", "2004-01-01",
  within '{ months(6), from = "2000-01-01", place = "P" }, { months(2), from = "2000-01-01", place = "C1" }, { months(2), from = "2000-01-01" }', late_map, {
  { "x", "E1/watch/2003-06-01", "overdue", due = "2003-08-01" }, { "x", "E2/watch/2003-06-01", "unknown" } })
judge("also where it says for the one above that there is none", "2004-01-01",
  within '{ none = "free", from = "2000-01-01", place = "P" }, { months(2), from = "2000-01-01", place = "C1" }', late_map, {
  { "x", "E1/watch/2003-06-01", "overdue", due = "2003-08-01" }, { "x", "E2/watch/2003-06-01", "unknown" } })
