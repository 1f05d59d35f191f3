-- Cases decided by hand: 6 sets with unknown rows.
local write = require "tests.meaning.write"
local ask, judge, law, voluntary = write.ask, write.judge, write.law, write.voluntary

write.section("6 sets with unknown rows")

-- Voluntary: A1 certainly, A2 perhaps. Compulsory: A2 perhaps, A3 certainly.
local three = "code,enterprise,basis,started_on,reported_on\nA1,E1,voluntary,2001-01-01,2001-06-01\nA2,E1,,2002-01-01,2002-06-01\nA3,E1,compulsory,2003-01-01,\n"
local three_audits = { audit = three }
local compulsory = 'enterprise.audits:where(audit.basis:is "compulsory")'
ask("any and none", "2004-06-30", three_audits, {
  { voluntary .. ":any()", "yes" }, { voluntary .. ":none()", "no" },
  { compulsory .. ":where(audit.reported_on:happened()):any()", "unknown", { "audit.basis" } },
  { compulsory .. ":where(audit.reported_on:happened()):none()", "unknown" },
  { voluntary .. ':where(audit.started_on:after "2002-06-01"):any()', "no" },
  { voluntary .. ':during("2002"):any()', "unknown" }, { voluntary .. ':during("2003"):none()', "yes" },
})
ask("every", "2004-06-30", three_audits, {
  { voluntary .. ":every(audit.reported_on:happened())", "yes" }, -- the perhaps row would hold as well
  { voluntary .. ':every(audit.started_on:before "2002-01-01")', "unknown", { "audit.basis" } },
  { voluntary .. ':every(audit.started_on:after "2001-06-01")', "no" },
  { 'enterprise.audits:every(audit.basis:is "voluntary")', "no" }, -- one certain row is enough
  { 'enterprise.audits:during("2001/2002"):every(audit.basis:is "voluntary")', "unknown" },
  { 'enterprise.audits:during("2010"):every(audit.basis:is "voluntary")', "yes" },
})
ask("count", "2004-06-30", three_audits, {
  { "enterprise.audits:count():is(3)", "yes" }, { voluntary .. ":count():between(1, 2)", "yes" }, { voluntary .. ":count():is(2)", "unknown" },
  { voluntary .. ':during("2001"):count():is(1)', "yes" }, { voluntary .. ':during("2003"):count():is(0)', "yes" },
})
judge("different values", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", per = jurisdiction, require = jurisdiction.enterprises.sector:distinct():count():is(1) }\n'
  .. 'obligation "y" { clause = "law/a", per = jurisdiction, require = jurisdiction.enterprises.sector:distinct():count():between(1, 2) }\n'
  .. 'obligation "z" { clause = "law/a", per = jurisdiction, require = jurisdiction.enterprises.sector:distinct():count():above(3) }\n',
  { enterprise = "code,jurisdiction,sector\nE1,C1,31\nE2,C1,\nE3,C1,31\nE4,C2,\nE5,C2,\n" }, {
  { "x", "C1", "unknown" }, { "x", "C2", "unknown" }, { "x", "P", "unknown" },
  { "y", "C1", "met" }, { "y", "C2", "unknown" }, { "y", "P", "unknown" }, -- C2 has no sector to judge by; P: 31 and three unknown sectors are 1 to 4
  { "z", "C1", "breached" }, { "z", "C2", "breached" }, { "z", "P", "unknown" } })
ask("different values that are absent or only perhaps there", "2004-06-30", {
  action = "code,enterprise,type,rule,taken_on\nX1,E1,order,a,2001-01-01\nX2,E1,order,,2001-02-01\nX3,E1,,a,2001-03-01\nX4,E1,,b,2001-04-01\n" }, {
  { 'enterprise.actions:during("2001-01/2001-02").rule:distinct():count():is(1)', "yes" },
  { 'enterprise.actions:where(action.type:is "order"):during("2001-01/2001-03").rule:distinct():count():is(1)', "yes" }, -- X3 adds nothing new
  { 'enterprise.actions:where(action.type:is "order").rule:distinct():count():is(2)', "unknown", { "action.type" } },
  { 'enterprise.actions:where(action.type:is "order").rule:distinct():count():between(1, 2)', "yes" },
  { "enterprise.actions.enterprise:distinct():count():is(1)", "yes" },
})
-- Four dated acts in three months of 2003, the type of one not given; windows reach back and forward from the day asked about.
ask("most in a window of months", "2004-06-30", {
  action = "code,enterprise,type,taken_on\nX1,E1,order,2003-01-31\nX2,E1,order,2003-03-01\nX3,E1,order,2003-03-31\nX4,E1,,2003-06-01\nX5,E1,order,2004-01-01\n" }, {
  { 'enterprise.actions.taken_on:most_in(months(6), "2003-03-15"):is(3)', "yes" }, -- January, March, June: two acts of one month count once
  { 'enterprise.actions.taken_on:most_in(months(5), "2003-03-15"):is(2)', "yes" },
  { 'enterprise.actions.taken_on:most_in(months(3), "2003-02-28"):is(2)', "yes" }, -- the day's own month need not have any
  { 'enterprise.actions.taken_on:most_in(months(2), "2003-02-28"):is(1)', "yes" },
  { 'enterprise.actions.taken_on:most_in(months(1), "2003-03-01"):is(1)', "yes" },
  { 'enterprise.actions.taken_on:most_in(years(1), "2003-03-01"):is(3)', "yes" }, -- January 2004 lies in no year that holds March with all three
  { 'enterprise.actions.taken_on:most_in(months(13), "2003-03-01"):is(4)', "yes" },
  { 'enterprise.actions.taken_on:most_in(months(6), "2004-06-30"):is(1)', "yes" }, -- January to June
  { 'enterprise.actions.taken_on:most_in(months(6), "2004-07-01"):is(0)', "yes" },
  { 'enterprise.actions:where(action.type:is "order").taken_on:most_in(months(6), "2003-03-15"):is(2)', "unknown", { "action.type" } },
  { 'enterprise.actions:where(action.type:is "order").taken_on:most_in(months(6), "2003-03-15"):between(2, 3)', "yes" },
  { 'enterprise.actions:where(action.type:is "order").taken_on:most_in(months(5), "2003-03-15"):is(2)', "yes" }, -- the fourth would change nothing
  { 'enterprise.audits.started_on:most_in(months(6), "2003-03-15"):is(0)', "yes" },
})
ask("most in a window of months, as of a day inside it", "2003-04-30", {
  action = "code,enterprise,type,taken_on\nX1,E1,order,2003-01-31\nX2,E1,order,2003-03-01\nX3,E1,order,2003-06-01\n" }, {
  { 'enterprise.actions.taken_on:most_in(months(6), "2003-03-15"):is(2)', "yes" },
  { 'enterprise.actions.taken_on:most_in(months(6), enterprise.actions.taken_on:first()):is(2)', "yes" },
  { "enterprise.actions.taken_on:most_in(months(6), enterprise.closed_on):is(0)", "no" }, -- not closed: there is no window
})
ask("share", "2004-06-30", { audit = three,
  measure = "code,enterprise,identified_on,implemented_on,verified\nM1,E1,2001-01-01,2001-01-01,yes\nM2,E1,2001-01-01,2001-01-01,no\nM3,E1,2001-01-01,2001-01-01,\n" }, {
  { "enterprise.measures:share(measure.verified):between(percent(33), percent(67))", "yes" }, -- one to two of three
  { "enterprise.measures:share(measure.verified):at_least(percent(50))", "unknown", { "measure.verified" } },
  { "enterprise.measures:share(measure.verified):above(percent(67))", "no" },
  { voluntary .. ':share(audit.reported_on:by "2001-12-31"):at_least(percent(50))', "yes" }, -- 1 of 1 or 1 of 2
  { voluntary .. ':share(audit.reported_on:by "2001-12-31"):above(percent(50))', "unknown" },
  { voluntary .. ":share(audit.reported_on:happened()):at_least(percent(100))", "yes" }, -- 1 of 1 or 2 of 2
  { voluntary .. ":share(audit.reported_on:happened()):known()", "yes" },
  { 'enterprise.audits:during("2010"):share(audit.reported_on:happened()):at_least(percent(0))', "unknown" }, -- 0 of 0
  { voluntary .. ':during("2002"):share(audit.reported_on:happened()):at_least(percent(50))', "unknown" }, -- 0 of 0 or 1 of 1
  { 'enterprise.audits:share(audit.basis:is "voluntary"):at_most(percent(70))', "yes" }, -- one to two of three
})

-- Costly: M1 certainly, M2 and M3 perhaps; M4 certainly not.
local costs = { measure = "code,enterprise,cost_class,identified_on,cost\nM1,E1,medium_high,2001-01-01,100\nM2,E1,,2001-02-01,0\nM3,E1,,2002-01-01,5\n"
  .. "M4,E1,none_low,2002-02-01,\n" }
local costly = 'enterprise.measures:where(measure.cost_class:is "medium_high")'
ask("sum", "2004-06-30", costs, {
  { costly .. ':during("2001").cost:sum():is "100 CNY"', "yes" }, -- a perhaps row of 0 changes nothing
  { costly .. '.cost:sum():at_least "100 CNY"', "yes" }, { costly .. '.cost:sum():at_most "105 CNY"', "yes" }, -- 100, and perhaps 5 more
  { costly .. '.cost:sum():above "100 CNY"', "unknown", { "measure.cost_class" } },
  { 'enterprise.measures:during("2001").cost:sum():is "100 CNY"', "yes" },
  { 'enterprise.measures:during("2002").cost:sum():above "5 CNY"', "unknown", { "measure.cost" } },
  { 'enterprise.measures:during("2010").cost:sum():is "0 CNY"', "yes" },
})
ask("least, greatest, mean", "2004-06-30", costs, {
  { costly .. '.cost:max():is "100 CNY"', "yes" }, { costly .. '.cost:min():is "0 CNY"', "unknown" },
  { 'enterprise.measures:during("2001").cost:mean():is "50 CNY"', "yes" }, { costly .. ':during("2001").cost:mean():is "50 CNY"', "unknown" },
  { costly .. '.cost:max():at_most "100 CNY"', "yes" }, { costly .. '.cost:min():at_most "100 CNY"', "yes" }, { costly .. '.cost:min():above "0 CNY"', "unknown" },
  { 'enterprise.measures.cost:max():at_least "100 CNY"', "yes" }, { 'enterprise.measures.cost:max():at_most "100 CNY"', "unknown" }, -- M4's cost is unknown
  { 'enterprise.measures.cost:min():at_most "0 CNY"', "yes" }, { 'enterprise.measures.cost:min():at_least "0 CNY"', "unknown" },
  { costly .. '.cost:mean():at_least "35 CNY"', "yes" }, { costly .. '.cost:mean():above "35 CNY"', "unknown" }, -- 100, 0 and 5
  { costly .. '.cost:mean():at_most "100 CNY"', "yes" }, { costly .. '.cost:mean():below "100 CNY"', "unknown" },
  { 'enterprise.measures:during("2010").cost:min():at_least "0 CNY"', "no" }, { 'enterprise.measures:during("2010").cost:mean():at_least "0 CNY"', "no" },
  { costly .. ':during("2001-02").cost:max():is "0 CNY"', "unknown" }, -- 0 or nothing at all
})
ask("absent values are passed over", "2004-06-30", { load = "enterprise,pollutant,year_end,amount,quota\nE1,a,2003-12-31,1,\nE1,b,2003-12-31,2,10\n"
  .. "E1,c,2003-12-31,3,20\n" }, {
  { 'enterprise.loads.quota:sum():is "30 t"', "yes" }, { 'enterprise.loads.quota:mean():is "15 t"', "yes" },
  { 'enterprise.loads.quota:min():is "10 t"', "yes" }, { 'enterprise.loads.amount:mean():is "2 t"', "yes" },
}, { pack = write.load_kind })
ask("first and last date", "2004-06-30", { audit = three, measure = costs.measure }, {
  { costly .. '.identified_on:first():between("2001-01-01", "2001-01-01")', "yes" }, -- later perhaps rows change nothing
  { costly .. '.identified_on:last():by "2003-01-01"', "unknown", { "measure.cost_class" } },
  { costly .. ':during("2001-02/2002").identified_on:first():happened()', "unknown" },
  { 'enterprise.audits.reported_on:first():between("2001-06-01", "2001-06-01")', "yes" },
  { 'enterprise.audits.reported_on:last():between("2002-06-01", "2002-06-01")', "yes" },
  { "enterprise.audits.accepted_on:first():happened()", "no" },
  { compulsory .. ".reported_on:last():happened()", "unknown" }, -- A3 has none; A2 perhaps counts
})
ask("the day by which all have it", "2004-06-30", three_audits, {
  { 'enterprise.audits:during("2001/2002").reported_on:when_all():between("2002-06-01", "2002-06-01")', "yes" },
  { "enterprise.audits.reported_on:when_all():happened()", "no" }, -- A3 has not
  { voluntary .. ".reported_on:when_all():happened()", "unknown" }, -- A2 later
  { compulsory .. ".reported_on:when_all():happened()", "no" }, -- A3 certainly has not
  { voluntary .. ':during("2002").reported_on:when_all():happened()', "unknown" }, -- nothing certain
  { 'enterprise.audits:during("2010").reported_on:when_all():happened()', "no" },
})
ask("the day by which all have it, with an earlier row only perhaps there", "2004-06-30",
  { audit = "code,enterprise,basis,started_on,reported_on\nA1,E1,,2001-01-01,2001-06-01\nA2,E1,voluntary,2002-01-01,2002-06-01\n" },
  { { voluntary .. '.reported_on:when_all():between("2002-06-01", "2002-06-01")', "yes" } })
ask("first and last row", "2004-06-30", three_audits, {
  { voluntary .. ':first().code:is "A1"', "yes" }, { voluntary .. ':last().code:is("A1", "A2")', "unknown" },
  { compulsory .. ':first().code:is "A3"', "unknown" }, { compulsory .. ':last().code:is "A3"', "yes" },
  { 'enterprise.audits:during("2010"):first().code:is "A1"', "no" }, { 'enterprise.audits:during("2010"):first().basis:is "voluntary"', "no" },
  { 'enterprise.audits:first().reported_on:between("2001-06-01", "2001-06-01")', "yes" },
})
judge("rows after and before a row", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", per = audit, require = audit:later():count():is(1) }\n'
  .. 'obligation "y" { clause = "law/a", per = audit, require = audit:earlier():any() }\n'
  .. 'obligation "z" { clause = "law/a", per = audit, require = audit:later():where(audit.basis:is "voluntary"):none() }\n',
  { enterprise = "code,jurisdiction\nE1,C1\nE2,C1\n",
    audit = "code,enterprise,basis,started_on\nA2,E1,voluntary,2001-01-01\nA1,E1,voluntary,2001-01-01\nA3,E2,voluntary,2002-01-01\nA4,E1,,2005-01-01\n" },
  { { "x", "A1", "met" }, { "x", "A2", "breached" }, { "x", "A3", "breached" }, -- A4 is not there yet, A3 is another's
    { "y", "A1", "breached" }, { "y", "A2", "met" }, { "y", "A3", "breached" },
    { "z", "A1", "breached" }, { "z", "A2", "met" }, { "z", "A3", "met" } })
-- E1 opens later than D: whose its audits are is not there to be asked, nor, where a register is complete for some, whether it is one of them.
judge("rows after and before a row whose owner is not there yet", "2004-06-30", write.bare_law
  .. 'import "audit" { complete = { "all of a size", whom = enterprise.size:given() } }\n'
  .. 'obligation "x" { clause = "law/a", per = audit, require = audit:later():any() }\n'
  .. 'obligation "y" { clause = "law/a", per = audit, require = audit:earlier():none() }\n',
  { enterprise = "code,jurisdiction,size,opened_on\nE1,C1,large,2005-01-01\nE2,C1,large,2000-01-01\n",
    audit = "code,enterprise,started_on\nA1,E1,2001-01-01\nA2,E1,2002-01-01\nA3,E2,2001-01-01\nA4,E2,2002-01-01\n" },
  { { "x", "A1", "breached" }, { "x", "A2", "breached" }, { "x", "A3", "met" }, { "x", "A4", "breached" },
    { "y", "A1", "unknown" }, { "y", "A2", "unknown" }, { "y", "A3", "met" }, { "y", "A4", "breached" } })
judge("rows after a row that has no owner", "2004-06-30", write.bare_law .. [[
kind "permit" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "none" }, { "granted_on", event, starts = true } } }
import "permit" { complete = { "all but of small ones", whom = ~enterprise.size:is "small" } }
obligation "x" { clause = "law/a", per = permit, require = permit:later():none() }
]], { enterprise = "code,jurisdiction,size\nE1,C1,small\nE2,C1,large\n",
  permit = "code,enterprise,granted_on\nP1,,2001-01-01\nP2,,2002-01-01\nP3,E1,2001-01-01\nP4,E2,2001-01-01\n" },
  { { "x", "P1", "unknown" }, { "x", "P2", "unknown" }, { "x", "P3", "unknown" }, { "x", "P4", "met" } }) -- of nobody it says nothing
ask("columns over references, children of filtered sets", "2004-06-30", { audit = three,
  measure = "code,enterprise,audit,identified_on\nM1,E1,A1,2003-01-01\nM2,E1,A2,2003-01-01\nM3,E1,A1,2003-01-01\nM4,E1,,2003-01-01\n" }, {
  { 'enterprise.measures.audit.started_on:last():between("2002-01-01", "2002-01-01")', "yes" },
  { "enterprise.measures.audit:distinct():count():is(2)", "yes" },
  { voluntary .. ".measures:count():between(2, 3)", "yes" }, { voluntary .. ".measures:count():is(3)", "unknown" },
  { "enterprise.audits:where(audit.measures:count():is(2)):count():is(1)", "yes" },
  { "enterprise.audits:first().measures:count():is(2)", "yes" },
})
ask("the set of an absent row is empty", "2004-06-30", three_audits, { { 'enterprise.audits:during("2010"):first().measures:none()', "yes" },
  { 'enterprise.audits:during("2010"):first().measures:count():is(0)', "yes" }, { 'enterprise.audits:during("2010"):first().measures.cost:sum():is "0 CNY"', "yes" },
  { 'enterprise.audits:during("2010"):first().measures.cost_class:distinct():count():is(0)', "yes" } },
  { reading = "a set through an absent row holds nothing" })
ask("of the set of an unknown row nothing is known", "2004-06-30", three_audits, {
  { voluntary .. ":last().measures:any()", "unknown" }, { voluntary .. ":last().measures:count():at_least(0)", "unknown" },
}, { reading = "a set through an unknown row gives unknown to every question" })

-- Rows of one owner stand in the order of the earliest event of their versions, and the day that counts is that of the version of D.
write.dated("the first day of records whose versions changed it", 'due = "2004-12-31", done = enterprise.audits.started_on:first()',
  { audit = "code,enterprise,started_on,effective_from\nA1,E1,2001-01-01,\nA1,E1,2005-01-01,2002-01-01\nA2,E1,2003-01-01,\n" },
  { { "2006-01-01", "met", "2004-12-31", "2003-01-01" } })
write.dated("the first day of many records, of which a version changed that of the first", 'due = "2004-12-31", done = enterprise.audits.started_on:first()',
  { enterprise = "code,jurisdiction\nE1,C1\n", audit = "code,enterprise,started_on,effective_from\nA1,E1,2001-01-01,\nA1,E1,2005-01-01,2002-01-01\nA2,E1,2003-01-01,\n"
    .. "A3,E1,2003-01-02,\nA4,E1,2003-01-03,\nA5,E1,2003-01-04,\nA6,E1,2003-01-05,\n" }, { { "2006-01-01", "met", "2004-12-31", "2003-01-01" } })
write.judge("the first day of many records, of which the first has not begun", "2006-01-01", write.law .. [[
kind "trip" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true },
  { "begun_on", event, starts = true, blank = "not_yet" }, { "asked_on", event } } }
obligation "x" { clause = "law/a", due = "2004-12-31", done = enterprise.trips.begun_on:first() }
]], { enterprise = "code,jurisdiction\nE1,C1\n", trip = "code,enterprise,asked_on,begun_on\nT1,E1,2000-01-01,\nT2,E1,,2003-01-01\nT3,E1,,2003-01-02\nT4,E1,,2003-01-03\n"
  .. "T5,E1,,2003-01-04\nT6,E1,,2003-01-05\n" }, { { "x", "E1", "met", done = "2003-01-01" } })

-- What is read of an owner that nobody knows is unknown, whether there are more rows than owners or fewer.
local of_owners = write.law .. 'obligation "number" { clause = "law/a", per = audit, require = enterprise.employees:above(5) }\n'
  .. 'obligation "day" { clause = "law/a", per = audit, require = enterprise.closed_on:after "2000-01-01" }\n'
  .. 'obligation "set" { clause = "law/a", per = audit, require = enterprise.listings:none() }\n'
local function of_unknown_owners(name, enterprises, audits, verdicts)
  write.judge(name, "2004-01-01", of_owners, { enterprise = "code,jurisdiction,employees,opened_on,closed_on\n" .. enterprises,
    audit = "code,enterprise,started_on\n" .. audits }, verdicts)
end
-- A day that nobody knows may be one more month, as long as the window has room.
write.judge("most in a window, of days that nobody knows", "2004-06-30", write.law
  .. 'kind "spill" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "noted_on", event, starts = true }, { "dated", date } } }\n'
  .. 'obligation "a" { clause = "law/a", require = enterprise.spills.dated:most_in(months(6), "2003-03-15"):is(1) }\n'
  .. 'obligation "b" { clause = "law/a", require = enterprise.spills.dated:most_in(months(6), "2003-03-15"):between(1, 3) }\n'
  .. 'obligation "c" { clause = "law/a", require = enterprise.spills.dated:most_in(months(6), "2003-03-15"):at_most(2) }\n'
  .. 'obligation "d" { clause = "law/a", require = enterprise.spills.dated:most_in(months(2), "2003-03-15"):at_most(2) }\n',
  { spill = "code,enterprise,noted_on,dated\nS1,E1,2004-01-01,2003-03-01\nS2,E1,2004-01-01,\nS3,E1,2004-01-01,\n" }, {
  { "a", "E1", "unknown", missing = { "spill.dated" } }, { "b", "E1", "met" }, { "c", "E1", "unknown", missing = { "spill.dated" } }, { "d", "E1", "met" } })
of_unknown_owners("more rows than owners, one of them not known", "E1,C1,9,1990-01-01,2001-01-01\n", "A1,E1,2001-01-01\nA2,E1,2001-02-01\nA3,,2001-03-01\n",
  { { "number", "A1", "met" }, { "number", "A2", "met" }, { "number", "A3", "unknown" }, { "day", "A1", "met" }, { "day", "A2", "met" }, { "day", "A3", "unknown" },
    { "set", "A1", "met" }, { "set", "A2", "met" }, { "set", "A3", "unknown" } })
of_unknown_owners("more rows than owners, one of them not known, and nothing known of the other", "E1,C1,,1990-01-01,\n", "A1,E1,2001-01-01\nA2,E1,2001-02-01\nA3,,2001-03-01\n",
  { { "number", "A1", "unknown" }, { "number", "A2", "unknown" }, { "number", "A3", "unknown" }, { "day", "A1", "breached" }, { "day", "A2", "breached" },
    { "day", "A3", "unknown" }, { "set", "A1", "met" }, { "set", "A2", "met" }, { "set", "A3", "unknown" } })
of_unknown_owners("fewer rows than owners, one of them not known", "E1,C1,9,1990-01-01,2001-01-01\nE2,C1,9,,\nE3,C1,9,,\nE4,C1,9,,\n", "A1,E1,2001-01-01\nA3,,2001-03-01\n",
  { { "number", "A1", "met" }, { "number", "A3", "unknown" }, { "day", "A1", "met" }, { "day", "A3", "unknown" }, { "set", "A1", "met" }, { "set", "A3", "unknown" } })
do -- E1: unlike units; E2: one is not known; E3: two alike; E4: one value
  local rows = "E1,o,a,2004-01-01,4,mg/L\nE1,o,b,2004-01-01,4,ug/L\nE2,o,a,2004-01-01,4,mg/L\nE2,o,b,2004-01-01,9,\n"
    .. "E3,o,a,2004-01-01,4,mg/L\nE3,o,b,2004-01-01,4,mg/L\nE4,o,a,2004-01-01,4,mg/L\n"
  local count = "enterprise.measurements.value:distinct():count()"
  judge("numbers in unlike units are not counted as different, or as the same", "2004-06-30", law
    .. ('obligation "one" { clause = "law/a", require = %s:at_most(1) }\nobligation "two" { clause = "law/a", require = %s:at_least(2) }\n'):format(count, count),
    { enterprise = "code,jurisdiction\nE1,C1\nE2,C1\nE3,C1\nE4,C1\n", measurement = "enterprise,outlet,pollutant,measured_on,value,unit\n" .. rows }, {
    { "one", "E1", "unknown" }, { "two", "E1", "unknown" }, { "one", "E2", "unknown", missing = { "measurement.unit" } }, { "two", "E2", "unknown" },
    { "one", "E3", "met" }, { "two", "E3", "breached" }, { "one", "E4", "met" }, { "two", "E4", "breached" } })
end
