-- Cases decided by hand: 11 row functions, terms and verdicts of verdicts.
local write = require "tests.meaning.write"
local ask, judge, law, one_or_two, four, instrument = write.ask, write.judge, write.law, write.one_or_two, write.four, write.instrument

write.section("11 row functions")

ask("a function of the row in hand", "2004-06-30", { enterprise = "code,jurisdiction,size,employees,opened_on\nE1,C1,large,12,1999-05-05\n" }, {
  { 'function(e) return e.size == "large" end', "yes" }, { "function(e) return e.employees > 12 end", "no" },
  { 'function(e) return e.opened_on < "2000-01-01" end', "yes" }, { "function(e) return e.closed_on == nil end", "yes" },
  { 'function(e) return e.jurisdiction.code == "C1" end', "yes" },
  { "function(e) return e.sales > 5 end", "unknown", { "enterprise.sales" } },
  { 'function(e) return e:known "sales" and e.sales > 5 end', "no" },
  { 'function(e) return e.size == "large" or e.sales > 5 end', "yes" }, -- what is not read is not missed
})
judge("a function is not called for a record that is not there yet", "2003-12-31", law
  .. 'obligation "x" { clause = "law/a", per = listing, require = function(l) return l.published_on >= "2003-01-01" end }\n',
  { listing = "enterprise,list,published_on\nE1,a,2002-12-31\nE1,b,2003-01-01\nE1,c,2004-01-01\n" },
  { { "x", "E1/a/2002-12-31", "breached" }, { "x", "E1/b/2003-01-01", "met" } })
judge("a function inside where, and dates from functions", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", require = enterprise.audits:where(function(a) return a.basis == "voluntary" end):count():between(1, 2) }\n'
  .. 'obligation "y" { clause = "law/a", applies = function(e) return e.code ~= "E9" end, due = "2003-12-31", done = function(e) return e.closed_on end }\n',
  { enterprise = "code,jurisdiction,closed_on\nE1,C1,2003-12-31\nE2,C1,\nE9,C1,\n", audit = one_or_two.audit }, {
  { "x", "E1", "met" }, { "x", "E2", "breached" }, { "x", "E9", "breached" },
  { "y", "E1", "met", done = "2003-12-31" }, { "y", "E2", "overdue" }, { "y", "E9", "not_applicable" } })

judge("a function is told the day and the period it is asked for", "2004-06-30", instrument("late", "2003-01-01")
  .. 'obligation "x" { clause = "late/a", per = { enterprise, year }, require = function(_, about) return about.period.label ~= "2003" end }\n'
  .. 'obligation "y" { clause = "late/a", per = { enterprise, year }, due = "2004-12-31", done = function(e, about)\n'
  .. '  return about.period.from == "2003-01-01" and e.closed_on or about.period.to < "2004-12-31" and "1999-09-09" or nil end }\n'
  .. 'obligation "z" { clause = "late/a", require = function(_, about) return about.as_of == "2004-06-30" end }\n',
  { enterprise = "code,jurisdiction,opened_on,closed_on\nE1,C1,2002-02-02,2004-02-02\n" }, {
  { "x", "E1@2003", "breached" }, { "x", "E1@2004", "met" }, { "y", "E1@2003", "met", done = "2004-02-02" }, { "y", "E1@2004", "pending" }, { "z", "E1", "met" } })

-- Of E1 nothing fails; of E2 the call raises an error, of E3 it returns what it must not, of E4 a cell that it reads is not known.
local odd = { enterprise = "code,jurisdiction,size,employees\nE1,C1,large,9\nE2,C1,medium,9\nE3,C1,small,9\nE4,C1,,9\n",
  audit = "code,enterprise,started_on,completed_on\nA1,E1,2002-01-01,2002-06-30\nA2,E2,2002-01-01,2002-06-30\n" }
local odd_function = 'function(e) if e.size == "medium" then error "odd" end return e.size == "small" and 1 or true end'
local odd_rule = law .. 'obligation "x" { clause = "law/a", require = ' .. odd_function .. " }\n"
judge("a call that fails costs its verdict, and no other", "2004-06-30", odd_rule
  .. 'obligation "y" { clause = "law/a", require = enterprise.employees:at_most(9) }\n', odd, {
  { "x", "E1", "met" }, { "x", "E2", "error" }, { "x", "E3", "error" }, { "x", "E4", "unknown", missing = { "enterprise.size" } },
  { "y", "E1", "met" }, { "y", "E2", "met" }, { "y", "E3", "met" }, { "y", "E4", "met" } })
judge("no number, an infinity, a text and no day are failures; nothing is a number or a day that is absent", "2004-06-30", law
  .. 'obligation "nan" { clause = "law/a", require = enterprise.employees:at_most(function(e) return (e.employees - 9) / 0 end) }\n'
  .. 'obligation "inf" { clause = "law/a", require = enterprise.employees:at_most(function(e) return 1 / 0 end) }\n'
  .. 'obligation "text" { clause = "law/a", require = enterprise.employees:at_most(function(e) return "9" end) }\n'
  .. 'obligation "nil" { clause = "law/a", require = enterprise.employees:at_most(function(e) return nil end) }\n'
  .. 'obligation "day" { clause = "law/a", due = "2003-12-31", done = function(e) return "2003-02-30" end }\n'
  .. 'obligation "never" { clause = "law/a", due = "2003-12-31", done = function(e) return nil end }\n',
  { enterprise = "code,jurisdiction,employees\nE1,C1,9\n" }, {
  { "nan", "E1", "error" }, { "inf", "E1", "error" }, { "text", "E1", "error" }, { "nil", "E1", "breached" }, { "day", "E1", "error", due = "2003-12-31" },
  { "never", "E1", "overdue" } })
local odd_one = { enterprise = "code,jurisdiction,size,employees\nE2,C1,medium,9\n" }
judge("what is decided without the call that failed stands", "2004-06-30", law
  .. 'obligation "or" { clause = "law/a", require = enterprise.employees:is(9) | ' .. odd_function .. " }\n"
  .. 'obligation "and" { clause = "law/a", require = enterprise.employees:above(9) & ' .. odd_function .. " }\n"
  .. 'obligation "asked" { clause = "law/a", applies = enterprise.employees:is(9), require = ' .. odd_function .. " }\n"
  .. 'obligation "else" { clause = "law/a", applies = enterprise.employees:above(9), require = ' .. odd_function .. " }\n", odd_one, {
  { "or", "E2", "met" }, { "and", "E2", "breached" }, { "asked", "E2", "error" }, { "else", "E2", "not_applicable" } })
judge("a failure is carried by terms, sets and verdicts, and an error is never compliance", "2004-06-30", odd_rule
  .. 'term "enterprise.odd" { value = ' .. odd_function .. " }\n"
  .. 'obligation "term" { clause = "law/a", per = audit, require = ~enterprise.odd }\n'
  .. 'obligation "set" { clause = "law/a", per = jurisdiction, require = jurisdiction.enterprises:where(enterprise.odd):count():at_least(3) }\n'
  .. 'obligation "sure" { clause = "law/a", per = jurisdiction, require = jurisdiction.enterprises:where(enterprise.odd):count():at_least(1) }\n'
  .. 'obligation "met" { clause = "law/a", require = verdict "x".status:is("met", "breached") }\n'
  .. 'obligation "unknown" { clause = "law/a", require = verdict "x".status:is "unknown" }\n'
  .. 'obligation "error" { clause = "law/a", require = verdict "x".status:is("error", "met") }\n'
  .. 'obligation "follows" { clause = "law/a", per = audit, applies = verdict "met".status:is "breached", due = "2003-12-31", done = audit.completed_on }\n',
  odd, { { "x", "E1", "met" }, { "x", "E2", "error" }, { "x", "E3", "error" }, { "x", "E4", "unknown", missing = { "enterprise.size" } },
  { "term", "A1", "breached" }, { "term", "A2", "error" },
  { "set", "C1", "error" }, { "set", "C2", "breached" }, { "set", "P", "error" }, { "sure", "C1", "met" }, { "sure", "C2", "breached" }, { "sure", "P", "met" },
  { "met", "E1", "met" }, { "met", "E2", "error" }, { "met", "E3", "error" }, { "met", "E4", "unknown", missing = { "enterprise.size" } },
  { "unknown", "E1", "breached" }, { "unknown", "E2", "error" }, { "unknown", "E3", "error" }, { "unknown", "E4", "met" },
  { "error", "E1", "met" }, { "error", "E2", "met" }, { "error", "E3", "met" }, { "error", "E4", "unknown", missing = { "enterprise.size" } },
  { "follows", "A1", "not_applicable" }, { "follows", "A2", "error", due = "2003-12-31", done = "2002-06-30" } })
-- C1 goes from P to Q on 1 July 2003, and the call fails for E1 in it. Of E3, which stays in P, nobody knows the size; E4 lies perhaps in C2, and perhaps in C3.
local function moved_with(name, as_of, fails, rows, answers)
  local failing = "jurisdiction.enterprises:where(function(e) " .. fails .. " end)"
  local verdicts = {}
  for _, place in ipairs { "P", "Q", "C1", "C2", "C3" } do
    for _, rule in ipairs { "x", "y" } do verdicts[#verdicts + 1] = { rule, place, answers[place] } end
  end
  judge(name .. ", on " .. as_of, as_of, law .. 'obligation "x" { clause = "law/a", per = jurisdiction, require = ' .. failing .. ":none() }\n"
    .. 'obligation "y" { clause = "law/a", per = jurisdiction, require = ' .. failing .. ".sector:distinct():count():is(0) }\n", {
    jurisdiction = "code,level,parent,effective_from\nP,province,,\nQ,province,,\nC1,city,P,\nC1,city,Q,2003-07-01\nC2,city,P,\nC3,city,Q,\n", enterprise = rows }, verdicts)
end
local large_fails, in_city = 'if e.size == "large" then error "odd" end return false', "code,jurisdiction,size,sector\nE1,C1,large,22\nE3,C2,,22\n"
moved_with("a failure lies where its record does, when a place above it has moved", "2003-06-30", large_fails, in_city,
  { C1 = "error", P = "error", Q = "met", C2 = "unknown", C3 = "met" })
moved_with("a failure lies where its record does, when a place above it has moved", "2003-07-01", large_fails, in_city,
  { C1 = "error", P = "unknown", Q = "error", C2 = "unknown", C3 = "met" })
moved_with("a failure of a record of which nobody knows where it lies is one wherever it may lie", "2003-06-30", 'error "odd"',
  "code,jurisdiction,sector,effective_from\nE4,C2,22,2003-07-01\nE4,C3,22,2004-01-01\n", { C1 = "met", P = "error", Q = "error", C2 = "error", C3 = "error" })
judge("whether a day is known, which only records that are not there leave open, carries the failure that leaves it open, too", "2004-06-30", write.bare_law
  .. 'obligation "x" { clause = "law/a", per = enterprise, applies = function(e) error "odd" end, due = "2003-12-31", done = enterprise.audits.reported_on:first() + days(1) }\n'
  .. 'obligation "missing" { clause = "law/a", per = enterprise, require = (verdict "x".done):missing() }\n',
  {}, { { "x", "E1", "error" }, { "missing", "E1", "error" } })
judge("a verdict waits for what it asks first", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", applies = enterprise.employees:above(1), due = "2003-12-31", done = function(e) error "odd" end }\n'
  .. 'obligation "y" { clause = "law/a", applies = function(e) error "odd" end, due = "2003-12-31", done = enterprise.closed_on }\n'
  .. 'obligation "z" { clause = "law/a", arises = function(e) error "odd" end, due = months(1), done = enterprise.closed_on }\n'
  .. 'power "p" { clause = "law/a", applies = enterprise.employees:above(1), used = function(e) error "odd" end }\n',
  { enterprise = "code,jurisdiction\nE1,C1\n" }, {
  { "x", "E1", "unknown", due = "2003-12-31", missing = { "enterprise.employees" } }, { "y", "E1", "error", due = "2003-12-31" }, { "z", "E1", "error" }, { "p", "E1", "error" } })
-- Nobody knows whether x applies, and what it would ask next fails; of y the call fails that is asked first, and nobody knows by when it is due.
judge("a day of another rule's verdict carries what that verdict carries", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", applies = enterprise.employees:above(1), due = function(e) error "odd" end, done = function(e) error "odd" end }\n'
  .. 'obligation "y" { clause = "law/a", due = ' .. write.unknown_date .. ', done = function(e) error "odd" end }\n'
  .. 'power "p" { clause = "law/a", arises = enterprise.closed_on, used = function(e) error "odd" end }\n'
  .. 'obligation "x-done" { clause = "law/a", require = verdict "x".done:given() }\nobligation "x-due" { clause = "law/a", require = verdict "x".due:given() }\n'
  .. 'obligation "y-done" { clause = "law/a", require = verdict "y".done:given() }\nobligation "y-due" { clause = "law/a", require = verdict "y".due:given() }\n'
  .. 'obligation "p-used" { clause = "law/a", require = verdict "p".used:given() }\n', write.perhaps_first, {
  { "x", "E1", "unknown" }, { "x-done", "E1", "unknown" }, { "x-due", "E1", "unknown" }, { "y", "E1", "error" }, { "y-done", "E1", "error" }, { "y-due", "E1", "error" },
  { "p", "E1", "not_available" }, { "p-used", "E1", "unknown" } })

-- The call fails while E is medium: until 2002, and not today, when nobody knows its size. F is large today, and perhaps was bound before; G was medium before and is today.
local by_day = law .. 'term "enterprise.odd" { value = ' .. odd_function .. ' }\n'
  .. 'obligation "rows" { clause = "law/a", applies = ~enterprise.odd, forbid = enterprise.audits, evidence = enterprise.measures }\n'
  .. 'obligation "evidence" { clause = "law/a", applies = ~enterprise.odd, forbid = enterprise.measures, evidence = enterprise.audits }\n'
  .. 'obligation "none" { clause = "law/a", applies = ~enterprise.odd, forbid = enterprise.measures, evidence = enterprise.measures }\n'
judge("what a forbid asks of the day of a row fails there, and what it asks of the pivot only where no row tells anything", "2004-06-30", by_day,
  { enterprise = "code,jurisdiction,size,effective_from\nE,C1,medium,\nE,C1,,2002-01-01\nF,C1,medium,\nF,C1,large,2002-01-01\nG,C1,,\nG,C1,medium,2002-01-01\n",
    audit = "code,enterprise,started_on\nA1,E,2001-01-01\nA2,F,2001-01-01\nA3,G,2001-01-01\n" }, {
  { "rows", "E", "error" }, { "rows", "F", "error" }, { "rows", "G", "unknown", missing = { "enterprise.size" } },
  { "evidence", "E", "error" }, { "evidence", "F", "error" }, { "evidence", "G", "unknown", missing = { "enterprise.size" } },
  { "none", "E", "unknown", missing = { "enterprise.size" } }, { "none", "F", "error" }, { "none", "G", "error" } })
-- Nothing of it hangs on the day: whom the rule applies to is asked of each row all the same, and a row that fails leaves the verdict open as that does.
judge("a row of a forbid that fails is an error, also where nobody knows whom the rule applies to", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", applies = enterprise.employees:above(1), forbid = enterprise.audits:where(function(a) error "odd" end), evidence = enterprise.measures }\n'
  .. 'obligation "y" { clause = "law/a", applies = enterprise.employees:above(1), forbid = enterprise.measures, '
  .. 'evidence = enterprise.audits:where(function(a) error "odd" end) }\n',
  { audit = "code,enterprise,started_on\nA1,E1,2001-01-01\n" }, { { "x", "E1", "error" }, { "y", "E1", "error" } })

write.section("terms and verdicts of verdicts")

-- M1's audit is completed, M2 was found without an audit, M3's audit is not completed; nobody knows whose A3 is.
local loose = {
  enterprise = "code,jurisdiction,size\nE1,C1,large\n",
  audit = "code,enterprise,started_on,completed_on\nA1,E1,2002-01-01,2002-06-30\nA2,E1,2003-01-01,\nA3,,2003-01-01,\n",
  measure = "code,enterprise,audit,identified_on\nM1,E1,A1,2002-03-01\nM2,E1,,2002-04-01\nM3,E1,A2,2003-05-01\n" }
local of_rows = law .. 'term "audit.undone" { value = ~audit.completed_on:happened() }\nterm "enterprise.unsized" { value = enterprise.size:missing() }\n'
for day, arises in pairs { ["the as-of date"] = { "", "" }, ["the day it arose"] = { "arises = measure.identified_on, ", "arises = audit.started_on, " } } do
  judge("a term says nothing of a row that is not there, and nobody knows what it says of a row that nobody knows, on " .. day, "2004-06-30", of_rows
    .. 'obligation "x" { clause = "law/a", per = measure, ' .. arises[1] .. 'require = measure.audit.undone }\n'
    .. 'obligation "y" { clause = "law/a", per = audit, ' .. arises[2] .. "require = enterprise.unsized }\n", loose, {
    { "x", "M1", "breached" }, { "x", "M2", "breached" }, { "x", "M3", "met" },
    { "y", "A1", "breached" }, { "y", "A2", "breached" }, { "y", "A3", "unknown", missing = { "audit.enterprise" } } })
end
judge("a verdict of a row that nobody knows is an unknown one", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", require = enterprise.size:is "large" }\n'
  .. 'obligation "y" { clause = "law/a", per = audit, require = verdict "x".status:is "unknown" }\n'
  .. 'obligation "z" { clause = "law/a", per = audit, require = verdict "x".status:is "met" }\n', loose, {
  { "x", "E1", "met" }, { "y", "A1", "breached" }, { "y", "A2", "breached" }, { "y", "A3", "met" },
  { "z", "A1", "met" }, { "z", "A2", "met" }, { "z", "A3", "unknown", missing = { "audit.enterprise" } } })

judge("a term reads like a field", "2004-06-30", law .. write.load_kind
  .. 'term "enterprise.watched" { value = enterprise.listings:where(listing.list:is "watch"):any() }\n'
  .. 'term "listing.answer" { value = enterprise.audits:where(audit.started_on:on_or_after(listing.published_on)):first() }\n'
  .. 'term "load.excess" { value = load.amount - load.quota }\n'
  .. 'obligation "x" { clause = "law/a", per = jurisdiction, require = jurisdiction.enterprises:where(enterprise.watched):count():is(1) }\n'
  .. 'obligation "y" { clause = "law/a", per = listing, arises = listing.published_on, due = months(2), done = listing.answer.started_on }\n'
  .. 'obligation "z" { clause = "law/a", require = enterprise.loads.excess:max():is "20 t" }\n',
  { enterprise = "code,jurisdiction\nE1,C1\nE2,C2\n", listing = "enterprise,list,published_on\nE1,watch,2003-01-01\nE1,other,2004-01-01\n",
    audit = "code,enterprise,started_on\nA1,E1,2002-01-01\nA2,E1,2003-02-01\n",
    load = "enterprise,pollutant,year_end,amount,quota\nE1,a,2003-12-31,60,50\nE1,b,2003-12-31,30,10\nE1,c,2003-12-31,90,\n" }, {
  { "x", "C1", "met" }, { "x", "C2", "breached" }, { "x", "P", "met" },
  { "y", "E1/other/2004-01-01", "overdue" }, { "y", "E1/watch/2003-01-01", "met", done = "2003-02-01" },
  { "z", "E1", "met" }, { "z", "E2", "breached" } })
judge("a term per year reads the period", "2004-06-30", instrument("late", "2003-01-01")
  .. 'term "enterprise.busy" { per = { enterprise, year }, value = enterprise.audits:during(period):count():at_least(2) }\n'
  .. 'obligation "x" { clause = "late/a", per = { enterprise, year }, require = enterprise.busy }\n',
  { audit = "code,enterprise,started_on\nA1,E1,2003-01-01\nA2,E1,2003-05-01\nA3,E1,2004-05-01\n" }, { { "x", "E1@2003", "met" }, { "x", "E1@2004", "breached" } })
local ordered = law .. 'obligation "x" { clause = "law/a", per = listing, arises = listing.published_on, due = months(2), '
  .. 'done = listing.delisted_on, applies = enterprise.size:is "large" }\n'
local sized = { enterprise = "code,jurisdiction,size\nE1,C1,large\nE2,C1,small\nE3,C1,\n", listing = "enterprise,list,published_on,delisted_on\n"
  .. "E1,a,2003-01-01,\nE1,b,2004-06-01,\nE2,a,2003-01-01,\nE3,a,2003-01-01,\n" }
judge("a rule reads another rule's verdict", "2004-06-30", ordered
  .. 'obligation "y" { clause = "law/a", per = listing, require = verdict "x".status:is "overdue" }\n'
  .. 'obligation "z" { clause = "law/a", per = listing, require = verdict "x".status:is("overdue", "unknown") }\n', sized, {
  { "y", "E1/a/2003-01-01", "met" }, { "y", "E1/b/2004-06-01", "breached" }, { "y", "E2/a/2003-01-01", "breached" }, { "y", "E3/a/2003-01-01", "unknown" },
  { "z", "E1/a/2003-01-01", "met" }, { "z", "E1/b/2004-06-01", "breached" }, { "z", "E2/a/2003-01-01", "breached" }, { "z", "E3/a/2003-01-01", "met" } },
  { of = { "y", "z" } })
judge("verdicts on the rows of a set", "2004-06-30", ordered
  .. 'obligation "y" { clause = "law/a", require = enterprise.listings:where(verdict "x".status:is "overdue"):none() }\n', sized,
  { { "y", "E1", "breached" }, { "y", "E2", "met" }, { "y", "E3", "unknown" } }, { of = { "y" } })
judge("a duty that arises when another is missed", "2003-06-30", law
  .. 'obligation "x" { clause = "law/a", per = listing, arises = listing.published_on, due = months(2), done = listing.delisted_on }\n'
  .. 'obligation "y" { clause = "law/a", per = listing, applies = verdict "x".status:is("overdue", "late"), arises = verdict "x".due, due = months(1), '
  .. 'done = listing.delisted_on }\n',
  { listing = "enterprise,list,published_on,delisted_on\nE1,a,2003-01-01,2003-03-15\nE1,b,2003-02-28,\nE1,c,2003-06-01,\nE1,d,2003-01-01,2003-02-01\n" }, {
  { "y", "E1/a/2003-01-01", "met", due = "2003-04-01" }, { "y", "E1/b/2003-02-28", "overdue", due = "2003-05-28" },
  { "y", "E1/c/2003-06-01", "not_applicable" }, { "y", "E1/d/2003-01-01", "not_applicable" } }, { of = { "y" } })
judge("a kind of the pack's own", "2004-06-30", law
  .. write.load_kind
  .. 'obligation "x" { clause = "law/a", forbid = enterprise.loads:where(load.amount:above(load.quota)), evidence = enterprise.loads }\n',
  { enterprise = four,
    load = "enterprise,pollutant,year_end,amount,quota\nE1,cod,2003-12-31,12.5,12\nE2,cod,2003-12-31,12,12\nE2,nh3,2003-12-31,5,\n"
      .. "E3,cod,2003-12-31,,12\nE4,cod,2004-12-31,99,12\n" },
  { { "x", "E1", "breached", since = "2003-12-31" }, { "x", "E2", "met" }, { "x", "E3", "unknown" }, { "x", "E4", "unknown" } })
local followed = ordered .. [[
obligation "due" { clause = "law/a", per = listing, require = verdict "x".due:by "2003-03-01" }
obligation "given" { clause = "law/a", per = listing, require = verdict "x".due:given() }
obligation "done" { clause = "law/a", per = listing, require = ~verdict "x".done:given() }
obligation "arose" { clause = "law/a", per = listing, require = verdict "x".arises:by "2003-01-01" }
obligation "next" { clause = "law/a", per = listing, due = verdict "x".due + months(1), done = listing.delisted_on }
]]
judge("the days of a verdict that may not be one are unknown, unless there would be none in any case", "2004-06-30", followed, {
  enterprise = sized.enterprise,
  listing = "enterprise,list,published_on,delisted_on\nE1,a,2003-01-01,2003-02-01\nE2,a,2003-01-01,2003-02-01\nE3,a,2003-01-01,2003-02-01\nE3,b,2003-01-01,\n" }, {
  { "due", "E1/a/2003-01-01", "met" }, { "due", "E2/a/2003-01-01", "breached" }, { "due", "E3/a/2003-01-01", "unknown", missing = { "enterprise.size" } },
  { "due", "E3/b/2003-01-01", "unknown" },
  { "given", "E1/a/2003-01-01", "met" }, { "given", "E2/a/2003-01-01", "breached" }, { "given", "E3/a/2003-01-01", "unknown" }, { "given", "E3/b/2003-01-01", "unknown" },
  { "done", "E1/a/2003-01-01", "breached" }, { "done", "E2/a/2003-01-01", "met" }, { "done", "E3/a/2003-01-01", "unknown" },
  { "done", "E3/b/2003-01-01", "met" }, -- it was not done, whether it had to be or not
  { "arose", "E1/a/2003-01-01", "met" }, { "arose", "E2/a/2003-01-01", "breached" }, { "arose", "E3/a/2003-01-01", "unknown" }, { "arose", "E3/b/2003-01-01", "unknown" },
  { "next", "E1/a/2003-01-01", "met" }, { "next", "E2/a/2003-01-01", "met" }, { "next", "E3/a/2003-01-01", "unknown" }, { "next", "E3/b/2003-01-01", "unknown" },
}, { of = { "due", "given", "done", "arose", "next" } })
judge("where the rule applies, and only done is not known, its due day is known, and one that is not given is absent", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", due = "2002-12-31", done = ' .. write.unknown_date .. " }\n"
  .. 'obligation "z" { clause = "law/a", due = not_given "no day", done = ' .. write.unknown_date .. " }\n"
  .. 'obligation "y" { clause = "law/a", require = verdict "x".due:by "2002-12-31" & ~verdict "z".due:given() }\n'
  .. 'obligation "w" { clause = "law/a", require = ~verdict "x".done:given() }\n', write.perhaps_first,
  { { "y", "E1", "met" }, { "w", "E1", "unknown" } }, { of = { "y", "w" } })
judge("a use is not hidden, whether it was allowed or not", "2004-06-30", law
  .. 'power "p" { clause = "law/a", per = listing, applies = enterprise.size:is "large", used = listing.delisted_on }\n'
  .. 'obligation "y" { clause = "law/a", per = listing, require = verdict "p".used:by "2003-12-31" }\n',
  { enterprise = sized.enterprise, listing = "enterprise,list,published_on,delisted_on\nE2,a,2003-01-01,2003-02-01\nE3,a,2003-01-01,2003-02-01\n" },
  { { "y", "E2/a/2003-01-01", "met" }, { "y", "E3/a/2003-01-01", "met" } }, { of = { "y" } })

-- Nobody knows where E1 lies: in C1, elsewhere in P, or outside. Which version judges tells by when it was due, and by what it was done.
local three = law .. write.instrument("p", "1990-01-01", nil, "P") .. write.instrument("c", "1990-01-01", nil, "C1")
local function versions(name, days, done)
  return ('obligation "%s@law" { clause = "law/a", due = "%s", done = %s }\nobligation "%s@p" { clause = "p/a", due = "%s", done = enterprise.closed_on }\n'
    .. 'obligation "%s@c" { clause = "c/a", due = "%s", done = enterprise.closed_on }\n'):format(name, days[1], done or "enterprise.closed_on", name, days[2], name, days[3])
end
judge("of several versions that may judge, the days are told that all of them have", "2004-06-30", three
  .. versions("same", { "2005-01-01", "2005-01-01", "2005-01-01" }) .. versions("last", { "2006-01-01", "2005-01-01", "2005-01-01" })
  .. versions("first", { "2005-01-01", "2005-01-01", "2006-01-01" }) .. versions("done", { "2005-01-01", "2005-01-01", "2005-01-01" }, "enterprise.opened_on")
  .. 'obligation "not-done" { clause = "law/a", require = ~verdict "done".done:given() }\n'
  .. 'obligation "none@c" { clause = "c/a", due = not_given "no day", done = enterprise.closed_on }\nobligation "none@law" { clause = "law/a", due = "2003-01-01", '
  .. 'done = enterprise.closed_on }\nobligation "no-day" { clause = "law/a", require = ~verdict "none".due:given() }\n'
  .. 'obligation "sized@c" { clause = "c/a", due = "2005-01-01", done = enterprise.closed_on }\n'
  .. 'obligation "sized@law" { clause = "law/a", applies = enterprise.size:is "large", due = "2006-01-01", done = enterprise.closed_on }\n',
  { enterprise = "code,jurisdiction,size,opened_on,closed_on\nE1,,small,2000-01-01,\nE2,C1,small,2000-01-01,\n" }, {
  { "same", "E1", "unknown", due = "2005-01-01", done = "none" }, { "same", "E2", "pending", due = "2005-01-01" },
  { "last", "E1", "unknown", due = "none", done = "none" }, { "last", "E2", "pending", due = "2005-01-01" },
  { "first", "E1", "unknown", due = "none" }, { "first", "E2", "pending", due = "2006-01-01" },
  { "done", "E1", "unknown", due = "2005-01-01", done = "none" }, { "done", "E2", "pending" }, { "not-done", "E1", "unknown" }, { "not-done", "E2", "met" },
  { "none", "E1", "unknown", due = "none" }, { "none", "E2", "pending", due = "none" }, { "no-day", "E1", "unknown" }, { "no-day", "E2", "met" },
  { "sized", "E1", "unknown", due = "2005-01-01" }, { "sized", "E2", "pending", due = "2005-01-01" } })

-- Of A1 the agency's role is not on record, nor the agency of A2; A3 belongs to nobody knows whom, A4 has a waiver, A5 none.
local excused = { agency = "code,role\nG1,environment\nG3,\n", enterprise = "code,jurisdiction,opened_on\nE1,C1,1999-01-01\nE2,C1,1999-01-01\nE4,C1,1999-01-01\nE5,C1,1999-01-01\n",
  audit = "code,enterprise,started_on\nA1,E1,2002-01-01\nA2,E2,2002-01-01\nA3,,2002-01-01\nA4,E4,2002-01-01\nA5,E5,2002-01-01\n",
  waiver = "enterprise,rule,granted_on,expires_on,agency\nE1,x,2003-01-01,,G3\nE2,x,2003-01-01,,\nE4,x,2003-01-01,,G1\nE5,x,2003-01-01,2003-12-31,G3\n" }
local function asks_waived(words, statuses)
  local pack = law .. 'obligation "x" { clause = "law/a", per = audit, due = "2003-12-31", done = audit.completed_on }\n'
    .. 'waivable "x" { clause = "law/a", by = "environment" }\n'
    .. ('obligation "y" { clause = "law/a", per = audit, require = verdict "x".status:is(%s) }\n'):format(words)
  local expect = { { "x", "A1", "overdue" }, { "x", "A2", "overdue" }, { "x", "A3", "overdue" }, { "x", "A4", "waived" }, { "x", "A5", "overdue" } }
  for index, status in ipairs(statuses) do expect[#expect + 1] = { "y", "A" .. index, status } end
  judge("a verdict that may be waived stands, and who asks whether it is " .. words .. " is told what is known", "2004-06-30", pack, excused, expect)
end
asks_waived('"waived"', { "unknown", "unknown", "unknown", "met", "breached" })
asks_waived('"overdue"', { "unknown", "unknown", "unknown", "breached", "met" })
asks_waived('"overdue", "waived"', { "met", "met", "met", "met", "met" })
asks_waived('"met", "late"', { "breached", "breached", "breached", "breached", "breached" })

-- Of whom nobody knows when it began, that is asked before what a failed call would have told; where the call fails on whatever day, it has failed.
judge("a failure behind a beginning that nobody knows", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", per = { audit, year }, require = function(a) return a.nothing end }\n'
  .. 'obligation "y" { clause = "law/a", per = audit, require = function(a) return a.nothing end }\n',
  { audit = "code,enterprise,basis,started_on,completed_on\nA1,E1,voluntary,,2003-05-05\n" },
  { { "x", "A1@2003", "unknown" }, { "x", "A1@2004", "unknown" }, { "y", "A1", "error" } })
-- Of which nobody knows whether or when it was done: what it would be said of it either way is known.
local function asks_of_undecided(name, as_of, given, questions)
  local pack, expect = { law .. 'obligation "x" { clause = "law/a", due = "2003-12-31", done = '
    .. write.unknown_date .. ' }\nwaivable "x" { clause = "law/a", by = "environment" }\n' },
    { { "x", "E1", "unknown", due = "2003-12-31" } }
  for index, question in ipairs(questions) do
    pack[#pack + 1] = ('obligation "y%02d" { clause = "law/a", require = %s }\n'):format(index, question[1])
    expect[#expect + 1] = { ("y%02d"):format(index), "E1", question[2] }
  end
  judge("a verdict of which nobody knows whether it was done, " .. name, as_of, table.concat(pack), given, expect)
end
local function with_waiver(role)
  return { audit = write.perhaps_first.audit, agency = "code,role\nG," .. role .. "\n",
    waiver = "enterprise,rule,granted_on,expires_on,agency\nE1,x,2001-01-01,2004-12-31,G\n" }
end
asks_of_undecided("before its due day", "2002-06-30", write.perhaps_first, {
  { 'verdict "x".status:is "overdue"', "breached" }, { '~verdict "x".status:is("late", "overdue")', "met" },
  { 'verdict "x".status:is("met", "pending")', "met" }, { 'verdict "x".status:is "met"', "unknown" }, { 'verdict "x".status:is "pending"', "unknown" },
  { 'verdict "x".status:is "unknown"', "met" }, { 'verdict "x".status:is("overdue", "unknown")', "met" }, { 'verdict "x".status:is "error"', "unknown" },
  { 'verdict "x".lapsed:happened()', "breached" }, { 'verdict "x".status:is "not_applicable"', "breached" } })
asks_of_undecided("behind its due day", "2004-06-30", write.perhaps_first, { { 'verdict "x".status:is "overdue"', "unknown" }, { 'verdict "x".status:is "pending"', "breached" },
  { 'verdict "x".status:is("met", "late", "overdue")', "met" }, { 'verdict "x".status:is("met", "late")', "unknown" }, { 'verdict "x".status:is("met", "overdue")', "unknown" },
  { 'verdict "x".lapsed:happened()', "unknown" } })
asks_of_undecided("under a waiver", "2004-06-30", with_waiver "environment", { { 'verdict "x".status:is "overdue"', "breached" }, { 'verdict "x".status:is "waived"', "unknown" },
  { 'verdict "x".status:is("met", "late", "waived")', "met" }, { 'verdict "x".lapsed:happened()', "unknown" } })
asks_of_undecided("perhaps under a waiver", "2004-06-30", with_waiver "", { { 'verdict "x".status:is "overdue"', "unknown" },
  { 'verdict "x".status:is("met", "late", "waived", "overdue")', "met" }, { 'verdict "x".status:is("met", "late", "waived")', "unknown" } })
-- Where of any part of what makes its `done` nobody knows what it holds, the same: whoever took that part for known would find the question unknown.
local function undecided_by(name, done, given)
  judge("a verdict of which nobody knows whether it was done, for want of " .. name, "2002-06-30", law .. 'obligation "x" { clause = "law/a", due = "2003-12-31", done = ' .. done
    .. ' }\nobligation "y" { clause = "law/a", require = ~verdict "x".status:is "overdue" }\n', given, { { "x", "E1", "unknown", due = "2003-12-31" }, { "y", "E1", "met" } })
end
undecided_by("a text", 'enterprise.audits:where(audit.basis:is "voluntary").completed_on:first()',
  { audit = "code,enterprise,basis,started_on,completed_on\nA1,E1,,2001-01-01,2001-06-30\n" })
undecided_by("a number compared with another", "enterprise.measurements:where(measurement.value:above(measurement.limit_value)).measured_on:first()",
  { measurement = "enterprise,outlet,pollutant,measured_on,value,limit_value\nE1,1,COD,2001-01-01,,100\n" })
undecided_by("the day of the owner with which one is compared", "enterprise.audits:where(audit.started_on:on_or_after(" .. write.unknown_date .. ")).started_on:first()",
  write.perhaps_first)
undecided_by("the day that stands in for one that is absent", "enterprise.closed_on:or_else(" .. write.unknown_date .. ")", write.perhaps_first)
undecided_by("one of those that are counted", 'enterprise.audits:where(enterprise.audits:where(audit.basis:is "voluntary"):count():at_least(1)).completed_on:first()',
  { audit = "code,enterprise,basis,started_on,completed_on\nA1,E1,,2001-01-01,2001-06-30\n" })
