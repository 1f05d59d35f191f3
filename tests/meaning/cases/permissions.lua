-- Cases decided by hand: 17 powers and incentives.
local write = require "tests.meaning.write"
local judge, law = write.judge, write.law

write.section("17 powers and incentives")

local acts = "code,enterprise,type,taken_on\n"
local mandate = 'power "x" { clause = "law/a", holder = "economic", applies = enterprise.size:is("large", "medium"), '
  .. 'used = enterprise.actions:where(action.type:is "order").taken_on:first() }\n'

local sizes = "code,jurisdiction,size\nE1,C1,large\nE2,C1,large\nE3,C1,small\nE4,C1,small\nE5,C1,\nE6,C1,\n"
judge("a power is open until it is used, and not there for whom it does not apply to", "2004-06-30", law .. mandate,
  { enterprise = sizes, action = acts .. "X1,E2,order,2003-05-01\nX2,E4,order,2003-05-02\nX3,E6,order,2003-05-03\n" }, {
  { "x", "E1", "open" }, { "x", "E2", "used", done = "2003-05-01" }, { "x", "E3", "not_available" },
  { "x", "E4", "not_available", done = "2003-05-02" }, -- used all the same: the day is kept
  { "x", "E5", "unknown", missing = { "enterprise.size" } }, { "x", "E6", "unknown", done = "2003-05-03" } })
judge("a use after the as-of day has not happened", "2003-04-30", law .. mandate,
  { enterprise = sizes, action = acts .. "X1,E2,order,2003-05-01\n" }, {
  { "x", "E1", "open" }, { "x", "E2", "open" }, { "x", "E3", "not_available" }, { "x", "E4", "not_available" }, { "x", "E5", "unknown" }, { "x", "E6", "unknown" } })
judge("where nobody knows whether it was used, that is unknown", "2004-06-30", law .. mandate,
  { enterprise = "code,jurisdiction,size\nE1,C1,large\nE3,C1,small\n", action = acts .. "X1,E1,,2003-05-01\nX2,E3,,2003-05-01\n" },
  { { "x", "E1", "unknown", missing = { "action.type" } }, { "x", "E3", "unknown" } }) -- by the law of which day is not known either

local two_texts = write.instrument("old", "2000-01-01", "2002-12-31") .. write.instrument("new", "2003-01-01")
  .. 'power "x@old" { clause = "old/a", applies = enterprise.size:is "large", used = enterprise.actions.taken_on:first() }\n'
  .. 'power "x@new" { like = "x@old", clause = "new/a", applies = enterprise.size:is("large", "medium") }\n'
local three = "code,jurisdiction,size\nE1,C1,medium\nE2,C1,medium\nE3,C1,large\nE4,C1,large\n"
judge("the text in force on the day of its use tells whether it might be used", "2004-06-30", two_texts,
  { enterprise = three, action = acts .. "X1,E1,order,2002-12-31\nX2,E2,order,2003-01-01\nX3,E4,order,1999-12-31\n" }, {
  { "x", "E1", "not_available", done = "2002-12-31" }, { "x", "E2", "used", done = "2003-01-01" }, { "x", "E3", "open" },
  { "x", "E4", "not_available", done = "1999-12-31" } }) -- before any law
judge("where no text was in force when it was used, the first day of use among them counts", "2004-06-30", write.instrument("old", "2000-01-01", "2002-12-31")
  .. write.instrument("new", "2003-01-01")
  .. 'power "x@old" { clause = "old/a", used = enterprise.actions.taken_on:first() }\npower "x@new" { clause = "new/a", used = enterprise.actions.taken_on:last() }\n'
  .. 'power "y@old" { clause = "old/a", used = enterprise.actions.taken_on:last() }\npower "y@new" { clause = "new/a", used = enterprise.actions.taken_on:first() }\n',
  { enterprise = "code,jurisdiction\nE1,C1\n", action = acts .. "X1,E1,order,1998-01-01\nX2,E1,order,1999-12-31\n" },
  { { "x", "E1", "not_available", done = "1998-01-01" }, { "y", "E1", "not_available", done = "1998-01-01" } })
judge("an unused power waits for the text that is to come", "1999-06-30", two_texts, { enterprise = "code,jurisdiction,size\nE1,C1,medium\nE3,C1,large\n" }, {
  { "x", "E1", "not_available" }, { "x", "E3", "not_available", next_change = "2000-01-01" } })
judge("with `arises` the power is judged on that day and waits for it", "2004-06-30", law
  .. 'incentive "x" { clause = "law/a", per = listing, arises = listing.published_on, '
  .. 'used = enterprise.actions:where(action.taken_on:on_or_after(listing.published_on)).taken_on:first() }\n'
  .. 'incentive "y" { clause = "law/a", per = listing, arises = listing.delisted_on, used = enterprise.actions.taken_on:first() }\n',
  { listing = "enterprise,list,published_on,delisted_on\nE1,a,2003-01-01,2003-06-01\nE1,b,2004-01-01,\n",
    action = acts .. "X1,E1,training,2003-02-01\n" }, {
  { "x", "E1/a/2003-01-01", "used", done = "2003-02-01" }, { "x", "E1/b/2004-01-01", "open" },
  { "y", "E1/a/2003-01-01", "used", done = "2003-02-01" }, { "y", "E1/b/2004-01-01", "not_available" } })
local begun_first = 'arises = enterprise.audits.started_on:first(), '
judge("what was done before the power arose, without that, or where nobody knows when it did, has its day all the same", "2004-06-30", law
  .. write.instrument("old", "2000-01-01", "2002-12-31") .. write.instrument("city", "1990-01-01", nil, "C1")
  .. 'power "x" { clause = "law/a", ' .. begun_first .. 'used = enterprise.actions.taken_on:first() }\n'
  .. 'parameter "few" { clause = "law/a", { 100, from = "1990-01-01" } }\n'
  .. 'power "sized" { clause = "law/a", ' .. begun_first .. 'used = enterprise.actions:where(enterprise.employees:above(parameter "few")).taken_on:first() }\n'
  .. 'power "ahead" { clause = "law/a", arises = as_of + days(1), used = enterprise.actions.taken_on:first() }\n'
  .. 'power "city" { clause = "city/a", ' .. begun_first .. 'used = enterprise.actions.taken_on:first() }\n'
  .. 'power "two@old" { clause = "old/a", used = enterprise.actions.taken_on:last() }\n'
  .. 'power "two@city" { clause = "city/a", ' .. begun_first .. 'used = enterprise.actions.taken_on:first() }\n'
  .. 'obligation "never" { clause = "law/a", require = ~verdict "x".used:given() }\n'
  .. 'obligation "not-yet" { clause = "law/a", require = ~verdict "ahead".used:given() }\n',
  { enterprise = "code,jurisdiction,employees\nE1,C1,300\nE2,C1,300\nE3,C1,300\nE4,C2,300\n",
    audit = "code,enterprise,started_on,reported_on\nA2,E2,,2003-01-01\nA3,E3,,2003-01-01\n", -- nobody knows when they began
    action = acts .. "X1,E1,order,2003-05-01\nX2,E1,order,2003-06-01\nX3,E2,order,2003-05-01\nX4,E3,order,2003-05-01\nX5,E4,order,2003-05-01\n" }, {
  { "x", "E1", "not_available", done = "2003-05-01" }, { "x", "E2", "unknown", done = "2003-05-01" },
  { "x", "E3", "unknown", done = "2003-05-01" }, { "x", "E4", "not_available", done = "2003-05-01" },
  { "sized", "E1", "not_available", done = "2003-05-01" }, { "sized", "E2", "unknown", done = "none" },
  { "sized", "E3", "unknown", done = "none" }, { "sized", "E4", "not_available", done = "2003-05-01" }, -- nobody knows what the law called few on the day on which it arose
  { "ahead", "E1", "not_available", done = "2003-05-01" }, { "ahead", "E2", "not_available", done = "2003-05-01" },
  { "ahead", "E3", "not_available", done = "2003-05-01" }, { "ahead", "E4", "not_available", done = "2003-05-01" },
  { "city", "E1", "not_available", done = "2003-05-01" }, { "city", "E2", "unknown", done = "2003-05-01" },
  { "city", "E3", "unknown", done = "2003-05-01" }, { "city", "E4", "not_available", done = "none" }, -- E4 lies elsewhere
  { "two", "E1", "not_available", done = "2003-05-01" }, { "two", "E2", "unknown", done = "2003-05-01" },
  { "two", "E3", "unknown", done = "2003-05-01" }, { "two", "E4", "not_available", done = "2003-05-01" },
  { "never", "E1", "breached" }, { "never", "E2", "breached" }, { "never", "E3", "breached" }, { "never", "E4", "breached" },
  { "not-yet", "E1", "breached" }, { "not-yet", "E2", "breached" }, { "not-yet", "E3", "breached" }, { "not-yet", "E4", "breached" } })
judge("a version whose `arises` has not come leaves the power to the others", "2004-06-30", law .. write.instrument("city", "1990-01-01", nil, "C1")
  .. 'power "x@law" { clause = "law/a", used = enterprise.actions.taken_on:first() }\n'
  .. 'power "x@city" { clause = "city/a", applies = enterprise.size:is "large", arises = enterprise.listings.published_on:first(), used = enterprise.actions.taken_on:last() }\n',
  { enterprise = "code,jurisdiction,size\nE1,C1,large\nE2,C1,large\nE3,,large\nE4,C1,small\nE5,,small\n",
    listing = "enterprise,list,published_on\nE2,a,2003-01-01\nE4,a,2003-01-01\nE5,a,2003-01-01\n",
    action = acts .. "X1,E3,order,2003-05-01\nX2,E2,order,2003-05-01\n" }, {
  { "x", "E1", "open" }, { "x", "E2", "used", done = "2003-05-01" }, { "x", "E3", "used", done = "2003-05-01" }, { "x", "E4", "not_available" },
  { "x", "E5", "unknown", missing = { "enterprise.jurisdiction" } } })
judge("an exception takes it away, in its own force and place", "2004-06-30", law .. write.instrument("city", "2003-01-01", nil, "C1")
  .. mandate .. 'exception "e" { clause = "city/a", to = "x", applies = enterprise.sector:is "31" }\n',
  { enterprise = "code,jurisdiction,size,sector\nE1,C1,large,31\nE2,C2,large,31\nE3,C1,large,22\nE4,C1,large,\n" }, {
  { "x", "E1", "not_available" }, { "x", "E2", "open" }, { "x", "E3", "open" }, { "x", "E4", "unknown" } })
judge("other rules ask for it", "2004-06-30", law .. mandate
  .. 'obligation "y" { clause = "law/a", applies = verdict "x".status:is "used", arises = verdict "x".used, due = months(2), done = enterprise.audits.started_on:first() }\n'
  .. 'obligation "z" { clause = "law/a", per = jurisdiction, '
  .. 'applies = jurisdiction.level:is "city", require = jurisdiction.enterprises:where(verdict "x".status:is "open"):none() }\n',
  { enterprise = "code,jurisdiction,size\nE1,C1,large\nE2,C2,large\n", action = acts .. "X1,E1,order,2003-05-31\n",
    audit = "code,enterprise,started_on\nA1,E1,2003-08-01\n" }, {
  { "y", "E1", "late", due = "2003-07-31", done = "2003-08-01" }, { "y", "E2", "not_applicable" }, { "z", "C1", "met" }, { "z", "C2", "breached" }, { "z", "P", "not_applicable" },
  { "x", "E1", "used" }, { "x", "E2", "open" } })
judge("what was used where nobody knows in what the place lies is no more hidden where nothing arose", "2004-06-30", law .. write.instrument("wide", "1990-01-01", nil, "P")
  .. 'power "x" { clause = "wide/a", arises = enterprise.listings.published_on:first(), used = enterprise.closed_on }\n'
  .. 'obligation "y" { clause = "law/a", require = ~verdict "x".used:given() }\n',
  { jurisdiction = "code,level,parent\nP,province,\nC1,city,P\nX,city,\n", enterprise = "code,jurisdiction,closed_on\nE1,X,2003-05-01\nE2,C1,2003-05-01\nE3,X,\n" }, {
  { "x", "E1", "not_available", done = "2003-05-01" }, { "x", "E2", "not_available", done = "2003-05-01" }, { "x", "E3", "not_available", done = "none" },
  { "y", "E1", "breached" }, { "y", "E2", "breached" }, { "y", "E3", "met" } })
