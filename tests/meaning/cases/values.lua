-- Cases decided by hand: 1 values, 2 cells, 3 rows.
local write = require "tests.meaning.write"
local ask, dated, judge, law = write.ask, write.dated, write.judge, write.law

write.section("1 values")

ask("numbers are decimals of 15 digits", "2004-06-30", { enterprise = "code,jurisdiction,employees,sales\nE1,C1,1.1,0.3\n" }, {
  { "(enterprise.employees * 1.1):is(1.21)", "yes" },
  { '(enterprise.sales - "0.1 CNY" - "0.2 CNY"):is "0 CNY"', "yes" },
  { "(enterprise.employees / 3):is(0.366666666666667)", "yes" },
  { "(enterprise.employees / 1.1 / 3 * 3):is(1)", "no" }, -- a third is 0.333333333333333, three of them 0.999999999999999
})
ask("division by zero is unknown", "2004-06-30", { enterprise = "code,jurisdiction,employees\nE1,C1,10\n" }, {
  { "(enterprise.employees / (enterprise.employees - 10)):above(1)", "unknown" },
  { "(enterprise.employees / (enterprise.employees - 10)):known()", "no" },
})
ask("a long sum loses nothing on the way", "2004-06-30", { measure = "code,enterprise,identified_on,cost\nM1,E1,2001-01-01,100000000000000\nM2,E1,2001-01-02,0.3\n"
  .. "M3,E1,2001-01-03,0.4\nM4,E1,2001-01-04,0.4\nM5,E1,2001-01-05,0.4\n" }, {
  { 'enterprise.measures.cost:sum():is "100000000000002 CNY"', "yes" }, -- …001.5 in 15 digits; added one by one …001
})

write.section("2 cells")

ask("an empty cell is unknown unless its field says otherwise", "2004-06-30", nil, {
  { 'enterprise.size:is "large"', "unknown", { "enterprise.size" } },
  { '~enterprise.size:is "large"', "unknown", { "enterprise.size" } },
  { 'enterprise.closed_on:by "2004-01-01"', "no" },
  { "enterprise.closed_on:happened()", "no" },
  { "enterprise.size:known()", "no" },
  { "enterprise.size:missing()", "yes" },
})
ask("an event later than the as-of date is absent", "2004-06-30", { enterprise = "code,jurisdiction,closed_on\nE1,C1,2004-07-01\n" }, {
  { "enterprise.closed_on:happened()", "no" },
  { 'enterprise.closed_on:before "2010-01-01"', "no" },
  { '~enterprise.closed_on:before "2010-01-01"', "yes" },
})
ask("an event on the as-of date has happened", "2004-07-01", { enterprise = "code,jurisdiction,closed_on\nE1,C1,2004-07-01\n" }, {
  { "enterprise.closed_on:happened()", "yes" },
  { "enterprise.closed_on:by(as_of)", "yes" },
  { "enterprise.closed_on:before(as_of)", "no" },
})
ask("a stated date later than the as-of date is plain data", "2004-06-30",
  { action = "code,enterprise,type,taken_on,due_on\nX1,E1,order,2004-01-01,2009-05-05\nX2,E1,order,2004-01-02,\n" }, {
  { 'enterprise.actions:first().due_on:between("2009-05-05", "2009-05-05")', "yes" },
  { "enterprise.actions:first().due_on:known()", "yes" },
  { "enterprise.actions:last().due_on:known()", "no" },
  { 'enterprise.actions:last().due_on:after "2000-01-01"', "no" }, -- none: absent
})
ask("a limit that is not there is absent, whatever the value", "2004-06-30",
  { measurement = "enterprise,outlet,pollutant,measured_on,value,unit,limit_value\nE1,o,cod,2004-01-01,,mg/L,\n" }, {
  { "measurement.value:above(measurement.limit_value)", "no" },
  { 'measurement.value:above "5 mg/L"', "unknown", { "measurement.value" } },
}, { per = "measurement", subject = "E1/o/cod/2004-01-01" })

judge("a number in its record's own unit", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", per = measurement, require = measurement.value:at_most "50 mg/L" }\n'
  .. 'obligation "y" { clause = "law/a", per = measurement, require = measurement.value:at_most(measurement.limit_value) }\n'
  .. 'obligation "z" { clause = "law/a", per = measurement, require = measurement.limit_value:at_most "50 mg/L" }\n',
  { measurement = "enterprise,outlet,pollutant,measured_on,value,unit,limit_value\nE1,o,a,2004-01-01,60,mg/L,\nE1,o,b,2004-01-01,60,ug/L,80\nE1,o,c,2004-01-01,60,,80\n"
    .. "E1,o,d,2004-01-01,60,,\n" }, {
  { "x", "E1/o/d/2004-01-01", "unknown" }, { "y", "E1/o/d/2004-01-01", "breached" }, { "z", "E1/o/d/2004-01-01", "breached" }, -- no limit, in any unit
  { "x", "E1/o/a/2004-01-01", "breached" }, { "x", "E1/o/b/2004-01-01", "unknown" }, { "x", "E1/o/c/2004-01-01", "unknown", missing = { "measurement.unit" } },
  { "y", "E1/o/a/2004-01-01", "breached" }, { "y", "E1/o/b/2004-01-01", "met" }, { "y", "E1/o/c/2004-01-01", "met" },
  { "z", "E1/o/a/2004-01-01", "breached" }, { "z", "E1/o/b/2004-01-01", "unknown" }, { "z", "E1/o/c/2004-01-01", "unknown" } },
  { reading = "a number in its record's own unit is compared with a literal only where the units are the same, else unknown; within the record, as it is" })

local audit_reported = { audit = "code,enterprise,started_on,reported_on,mode\nA1,E1,2003-01-01,2004-03-01,fresh\n" }
ask("what arrives with an event reads as empty before it", "2004-02-29", audit_reported,
  { { 'audit.mode:is "fresh"', "unknown", { "audit.mode" } } }, { per = "audit", subject = "A1" })
ask("what arrives with an event is known from its day on", "2004-03-01", audit_reported,
  { { 'audit.mode:is "fresh"', "yes" } }, { per = "audit", subject = "A1" })
ask("what arrives with an event that is not recorded stays empty", "2004-06-30",
  { measure = "code,enterprise,identified_on,implemented_on,annual_saving,verified\nM1,E1,2003-01-01,,1000,yes\n" }, {
  { "measure.verified", "unknown", { "measure.verified" } },
  { 'measure.annual_saving:above "1 CNY"', "unknown" },
}, { per = "measure", subject = "M1" })
ask("a yes/no field is a condition", "2004-06-30",
  { measure = "code,enterprise,identified_on,implemented_on,verified\nM1,E1,2003-01-01,2003-06-01,yes\nM2,E1,2003-01-02,2003-06-01,no\n" }, {
  { "enterprise.measures:first().verified", "yes" },
  { "~enterprise.measures:last().verified", "yes" },
  { "enterprise.measures:every(measure.verified)", "no" },
})
ask("references: blank with none, blank and unknown, to a row not yet visible", "2004-06-30", {
  agency = "code,role,jurisdiction\nG1,economic,C1\n",
  listing = "enterprise,list,agency,published_on\nE1,a,,2003-01-01\nE1,b,G1,2003-02-01\n",
  audit = "code,enterprise,basis,started_on\nA1,E1,voluntary,2003-01-01\nA9,E1,voluntary,2005-01-01\n",
  measure = "code,enterprise,audit,identified_on\nM1,E1,A1,2003-01-01\nM2,E1,A9,2003-01-02\nM3,E1,,2003-01-03\n" }, {
  { 'enterprise.listings:first().agency.role:is "economic"', "unknown", { "listing.agency" } },
  { 'enterprise.listings:last().agency.role:is "economic"', "yes" },
  { 'enterprise.measures:where(measure.audit.basis:is "voluntary"):count():is(1)', "yes" },
  { "enterprise.measures:where(measure.audit:known()):count():is(1)", "yes" },
  { '~enterprise.measures:last().audit.basis:is "voluntary"', "yes" },
})

write.section("3 rows")

local late_start = { audit = "code,enterprise,started_on,completed_on,reported_on\nA1,E1,,2003-05-01,2003-03-01\nA2,E1,2003-06-01,,2003-01-10\n" }
ask("a row without its starting event begins with the earliest of the others", "2003-03-01", late_start, {
  { "enterprise.audits:count():is(1)", "yes" },
  { 'enterprise.audits:first().code:is "A1"', "yes" },
})
ask("before that it is there perhaps, and a later starting event hides the others", "2003-02-28", late_start, {
  { "enterprise.audits:none()", "unknown", { "audit.started_on" } }, { "enterprise.audits:count():is(2)", "no" } })
judge("an invisible subject has no verdict", "2004-06-30", law .. 'obligation "x" { clause = "law/a", require = enterprise.code:known() }\n',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2004-07-01\nE2,C1,2004-06-30\nE3,C1,\n" }, { { "x", "E2", "met" }, { "x", "E3", "met" } })
judge("an enterprise of which only the closing is recorded was there before", "2004-06-30",
  law .. 'obligation "x" { clause = "law/a", require = enterprise.closed_on:happened() }\n',
  { enterprise = "code,jurisdiction,closed_on\nE1,C1,2005-01-01\n" }, { { "x", "E1", "breached" } },
  { reading = "a lasting kind's row is visible on every date where its starting event is empty, even if another event is not" })
judge("a set through a jurisdiction holds the whole branch", "2004-06-30",
  law .. 'obligation "x" { clause = "law/a", per = jurisdiction, require = jurisdiction.enterprises:count():is(2) }\n',
  { enterprise = "code,jurisdiction\nE1,C1\nE2,C1\nE3,P\n" }, { { "x", "C1", "met" }, { "x", "C2", "breached" }, { "x", "P", "breached" } })
judge("and its children's children", "2004-06-30",
  law .. 'obligation "x" { clause = "law/a", per = jurisdiction, require = jurisdiction.enterprises.audits:count():is(2) }\n',
  { enterprise = "code,jurisdiction\nE1,C1\nE2,C2\n", audit = "code,enterprise,started_on\nA1,E1,2001-01-01\nA2,E2,2001-01-01\nA3,E2,2005-01-01\n" },
  { { "x", "C1", "breached" }, { "x", "C2", "breached" }, { "x", "P", "met" } })
ask("sets are ordered by event, then by key", "2004-06-30",
  { audit = "code,enterprise,started_on\nA3,E1,2001-01-01\nA2,E1,2001-01-01\nA1,E1,2002-01-01\n" }, {
  { 'enterprise.audits:first().code:is "A2"', "yes" },
  { 'enterprise.audits:last().code:is "A1"', "yes" },
  { 'enterprise.audits:where(audit.started_on:during "2001"):last().code:is "A3"', "yes" },
})

local shrinks = { enterprise = "code,jurisdiction,size,effective_from\nE1,C1,large,\nE1,C1,small,2002-01-01\n" }
dated("a duty is judged by the size on its due date", 'applies = enterprise.size:is "large", due = "2000-12-31", done = enterprise.audits.reported_on:first()',
  shrinks, { { "2003-01-01", "overdue", "2000-12-31" }, { "2000-06-30", "pending", "2000-12-31", nil, "2001-01-01" } })
dated("a duty due after the change is judged by the new size",
  'applies = enterprise.size:is "large", due = "2002-12-31", done = enterprise.audits.reported_on:first()',
  shrinks, { { "2001-12-31", "pending" }, { "2002-01-01", "not_applicable" } })
dated("a version that begins after the pivot leaves its cells empty",
  'applies = enterprise.size:is "large", due = "2000-12-31", done = enterprise.audits.reported_on:first()',
  { enterprise = "code,jurisdiction,size,effective_from\nE1,C1,large,2002-01-01\n" }, { { "2003-01-01", "unknown" } })
judge("a record begins with the event of any of its versions; its cells are those of the version in force", "2002-01-01", law
  .. 'obligation "x" { clause = "law/a", due = "2000-12-31", done = enterprise.audits.reported_on:first() }\n'
  .. 'obligation "y" { clause = "law/a", per = audit, require = audit.started_on:happened() }\n',
  { enterprise = "code,jurisdiction,opened_on,effective_from\nE1,C1,2001-05-05,2003-01-01\nE2,C1,2001-05-05,\n",
    audit = "code,enterprise,started_on,effective_from\nA1,E2,2001-06-01,2003-01-01\nA2,E2,2001-06-01,\n" },
  { { "x", "E1", "not_applicable" }, { "x", "E2", "not_applicable" }, { "y", "A1", "unknown" }, { "y", "A2", "met" } })
dated("events are read in the version in force on the as-of date", 'due = "2002-12-31", done = enterprise.audits.reported_on:first()',
  { audit = "code,enterprise,started_on,reported_on,effective_from\nA1,E1,2002-01-01,,\nA1,E1,2002-01-01,2002-12-20,2003-02-01\n" },
  { { "2003-01-15", "overdue" }, { "2003-02-01", "met", "2002-12-31", "2002-12-20" } })

judge("a kind's name is the row of the innermost scope", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", per = listing, require = enterprise.listings:where(listing.published_on:before(subject.published_on)):none() }\n'
  .. 'obligation "y" { clause = "law/a", per = listing, require = enterprise.listings:where(listing.published_on:before(listing.published_on)):none() }\n',
  { listing = "enterprise,list,published_on\nE1,a,1999-01-01\nE1,b,2000-01-01\n" }, {
  { "x", "E1/a/1999-01-01", "met" }, { "x", "E1/b/2000-01-01", "breached" },
  { "y", "E1/a/1999-01-01", "met" }, { "y", "E1/b/2000-01-01", "met" } })
judge("an inner row brings its own owners", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", per = jurisdiction, require = jurisdiction.enterprises:where(jurisdiction.level:is "city"):count():is(2) }\n',
  { enterprise = "code,jurisdiction\nE1,C1\nE2,C2\nE3,P\n" }, { { "x", "C1", "breached" }, { "x", "C2", "breached" }, { "x", "P", "met" } })
ask("conditions nest", "2004-06-30", { audit = "code,enterprise,started_on\nA1,E1,2001-01-01\nA2,E1,2003-01-01\n",
  listing = "enterprise,list,published_on\nE1,a,2000-01-01\nE1,b,2002-01-01\nE1,c,2004-01-01\n" }, {
  { "enterprise.listings:where(enterprise.audits:where(audit.started_on:after(listing.published_on)):any()):count():is(2)", "yes" },
  { "enterprise.listings:where(enterprise.audits:where(audit.started_on:after(listing.published_on)):count():is(2)):count():is(1)", "yes" },
})

-- Loads found to lie below or above a number: the sign stands in a column of its own.
local signed = [[
kind "load" { fields = { { "enterprise", enterprise, owner = true, key = true }, { "pollutant", text, key = true },
  { "year_end", event, key = true, starts = true }, { "amount", number, unit = "t", sign = "found" }, { "found", text, blank = "none" } } }
]]
local function load_of(found, questions)
  for i, question in ipairs(questions) do questions[i] = { "load.amount:" .. question[1], question[2], question[3] } end
  ask(("a number with the sign %s"):format(found == "" and "left out" or found), "2004-06-30",
    { load = "enterprise,pollutant,year_end,found,amount\nE1,cod,2003-12-31," .. found .. ",5\n" },
    questions, { pack = signed, per = "load", subject = "E1/cod/2003-12-31" })
end
local open = { "load.amount" }
load_of("<", { { 'above "5 t"', "no" }, { 'at_least "5 t"', "no" }, { 'below "5 t"', "yes" }, { 'at_most "5 t"', "yes" }, { 'is "5 t"', "no" },
  { 'above "4.9 t"', "unknown", open }, { 'at_most "4.9 t"', "unknown" }, { 'below "6 t"', "yes" }, { "known()", "no" }, { "missing()", "yes" } })
load_of("<=", { { 'above "5 t"', "no" }, { 'at_least "5 t"', "unknown", open }, { 'below "5 t"', "unknown" }, { 'at_most "5 t"', "yes" }, { 'is "5 t"', "unknown" } })
load_of(">", { { 'above "5 t"', "yes" }, { 'at_least "5 t"', "yes" }, { 'below "5 t"', "no" }, { 'at_most "5 t"', "no" }, { 'above "6 t"', "unknown", open } })
load_of(">=", { { 'above "5 t"', "unknown" }, { 'at_least "5 t"', "yes" }, { 'below "5 t"', "no" }, { 'at_most "5 t"', "unknown" }, { 'at_least "4 t"', "yes" } })
load_of("=", { { 'is "5 t"', "yes" }, { "known()", "yes" } })
load_of("", { { 'is "5 t"', "yes" }, { "known()", "yes" } })
load_of("about", { { 'above "4 t"', "unknown", open }, { 'above "1000 t"', "unknown" }, { "known()", "no" } })
local two_loads = { load = "enterprise,pollutant,year_end,found,amount\nE1,cod,2003-12-31,<,5\nE1,so2,2003-12-31,,7\n" }
ask("numbers with signs in a set", "2004-06-30", two_loads, {
  { 'enterprise.loads:where(load.amount:below "6 t"):count():is(1)', "yes" }, { 'enterprise.loads.amount:sum():above "7 t"', "unknown", open },
  { 'enterprise.loads.amount:sum():below "12 t"', "yes" }, { 'enterprise.loads.amount:sum():at_least "12 t"', "no" }, { 'enterprise.loads.amount:sum():is "12 t"', "no" },
  { 'enterprise.loads.amount:mean():below "6 t"', "yes" }, { 'enterprise.loads.amount:mean():below "5.9 t"', "unknown", open },
  { 'enterprise.loads.amount:min():below "5 t"', "yes" }, { 'enterprise.loads.amount:min():at_least "5 t"', "no" },
  { '(enterprise.loads:first().amount / 7 * 2):at_least "12 t"', "no" }, { '(enterprise.loads:first().amount * 2 - enterprise.loads:first().amount):below "2 t"', "unknown", open },
  { '("10 t" - enterprise.loads:first().amount):above "4 t"', "yes" }, { '(enterprise.loads:first().amount / enterprise.loads:first().amount):above(0)', "unknown", open },
  { 'enterprise.loads.amount:max():is "7 t"', "yes" }, { 'enterprise.loads:first().amount:below "6 t"', "yes" },
  { 'enterprise.loads:where(function(row) return row.amount > 6 end):any()', "yes" }, -- a function reads only what is a number
  { 'enterprise.loads:where(load.pollutant:is "cod"):where(function(row) return row.amount > 6 end):any()', "unknown", open },
}, { pack = signed })
judge("a number that is called like its unit is in it", "2012-12-31", law
  .. 'kind "cub" { lasting = true, fields = { { "code", text, key = true }, { "kg", number, unit = "kg" } } }\n'
  .. 'obligation "x" { clause = "law/a", per = cub, require = cub.kg:at_most "5 kg" }\n', { cub = "code,kg\nA,5\nB,5.1\n" }, {
  { "x", "A", "met" }, { "x", "B", "breached" } })

write.section("1 a number times one that has its unit")
ask("keeps that unit, written or not", "2003-06-30", { enterprise = "code,opened_on,employees\nE1,1990-01-01,4\n" }, {
  { '(enterprise.employees * "2.5 kg"):at_most "10 kg"', "yes" }, { '(enterprise.employees * "2.5 kg"):above "9.9 kg"', "yes" },
  { '("2.5 kg" * enterprise.employees):above "10 kg"', "no" },
})
