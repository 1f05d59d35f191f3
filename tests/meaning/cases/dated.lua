-- Cases decided by hand: 7 dated obligations.
local write = require "tests.meaning.write"
local dated, judge = write.dated, write.judge
local law, unknown_date, perhaps_first, by_2000, order, waivable = write.law, write.unknown_date, write.perhaps_first, write.by_2000, write.order, write.waivable

write.section("7 dated obligations")

dated("not done, done late", by_2000, { audit = "code,enterprise,started_on,reported_on\nA1,E1,1999-01-01,2001-02-03\n" }, {
  { "2000-12-31", "pending", "2000-12-31", nil, "2001-01-01" }, { "2001-01-01", "overdue", "2000-12-31" },
  { "2001-02-02", "overdue" }, { "2001-02-03", "late", "2000-12-31", "2001-02-03" } })
dated("done on the last day", by_2000, { audit = "code,enterprise,started_on,reported_on\nA1,E1,1999-01-01,2000-12-31\n" },
  { { "2000-12-30", "pending" }, { "2000-12-31", "met", "2000-12-31", "2000-12-31" }, { "2010-01-01", "met" } })
dated("what the law gives no day for", 'due = not_given "the source names no day", done = enterprise.audits.reported_on:first()',
  { audit = "code,enterprise,started_on,reported_on\nA1,E1,1999-01-01,2001-02-03\n" },
  { { "2001-02-02", "pending", nil, nil, nil }, { "2001-02-03", "met", nil, "2001-02-03" } })
dated("a span counts from when the duty arose", "per = listing, arises = listing.published_on, due = months(2), done = listing.delisted_on",
  { listing = "enterprise,list,published_on,delisted_on\nE1,a,2003-12-31,2004-03-01\n" },
  { { "2004-02-29", "pending", "2004-02-29", nil, "2004-03-01" }, { "2004-03-01", "late", "2004-02-29", "2004-03-01" } },
  { subject = "E1/a/2003-12-31" })
dated("a span without arises counts from the rule's first day", "due = months(2), done = enterprise.closed_on",
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,1985-01-01\n" }, { { "1990-03-01", "pending", "1990-03-01" }, { "1990-03-02", "overdue" } })
dated("or from the subject's event, where that is later", "due = months(2), done = enterprise.closed_on",
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,1995-05-05\n" }, { { "1995-07-05", "pending", "1995-07-05" }, { "1995-07-06", "overdue" } })
dated("a duty that has not arisen", "per = listing, arises = listing.delisted_on, due = months(2), done = enterprise.closed_on",
  { listing = "enterprise,list,published_on,delisted_on\nE1,a,2003-01-01,2004-01-01\n" },
  { { "2003-12-31", "not_applicable" }, { "2004-01-01", "pending", "2004-03-01" } }, { subject = "E1/a/2003-01-01" })
dated("a duty that will arise on a day that can be told",
  "per = listing, arises = listing.published_on + months(6), due = months(2), done = enterprise.closed_on",
  { listing = "enterprise,list,published_on\nE1,a,2003-01-01\n" },
  { { "2003-06-30", "not_applicable", nil, nil, "2003-07-01" }, { "2003-07-01", "pending", "2003-09-01", nil, "2003-09-02" } },
  { subject = "E1/a/2003-01-01" })
dated("nobody is late before they existed", by_2000, { enterprise = "code,jurisdiction,opened_on\nE1,C1,2001-01-01\n" },
  { { "2003-01-01", "not_applicable" } })
dated("one that began on the due date is judged", by_2000, { enterprise = "code,jurisdiction,opened_on\nE1,C1,2000-12-31\n" },
  { { "2003-01-01", "overdue" } })
judge("who it applies to", "2003-01-01", law .. 'obligation "x" { clause = "law/a", applies = enterprise.size:is("large", "medium"), ' .. by_2000 .. " }\n",
  { enterprise = "code,jurisdiction,size\nE1,C1,large\nE2,C1,small\nE3,C1,\nE4,C1,\n",
    audit = "code,enterprise,started_on,reported_on\nA4,E4,1999-01-01,1999-06-01\n" }, {
  { "x", "E1", "overdue" }, { "x", "E2", "not_applicable" }, { "x", "E3", "unknown", missing = { "enterprise.size" } }, { "x", "E4", "unknown" } })
dated("nobody knows whether it is done", 'due = "2002-12-31", done = ' .. unknown_date, perhaps_first,
  { { "2002-06-01", "unknown" }, { "2003-06-01", "unknown", "2002-12-31" } })
dated("nobody knows when it is due", "per = listing, arises = listing.published_on, due = " .. unknown_date .. " + years(1), done = listing.delisted_on",
  { audit = perhaps_first.audit, listing = "enterprise,list,published_on,delisted_on\nE1,a,2002-06-01,2005-01-01\n" },
  { { "2004-01-01", "unknown" }, { "2005-01-01", "unknown", nil, "2005-01-01" } }, { subject = "E1/a/2002-06-01" })
dated("nobody knows the day whose facts count", "due = " .. unknown_date .. " + years(1), done = enterprise.audits.reported_on:first()", perhaps_first,
  { { "2002-06-01", "unknown" }, { "2010-01-01", "unknown" } })
dated("nobody knows when it arose", "arises = " .. unknown_date .. ", due = years(1), done = enterprise.closed_on", perhaps_first, { { "2004-06-30", "unknown" } })
dated("what is planned is not done", "per = listing, arises = listing.published_on, due = months(2), done = listing.published_on + months(1)",
  { listing = "enterprise,list,published_on\nE1,a,2003-01-01\n" },
  { { "2003-01-31", "pending", "2003-03-01", nil }, { "2003-02-01", "met", "2003-03-01", "2003-02-01" } }, { subject = "E1/a/2003-01-01" })
dated("done before it arose counts", "per = listing, arises = listing.published_on, due = months(2), done = enterprise.audits.started_on:first()",
  { listing = "enterprise,list,published_on\nE1,a,2003-01-01\n", audit = "code,enterprise,started_on\nA1,E1,2002-01-01\n" },
  { { "2003-01-31", "met", "2003-03-01", "2002-01-01" } }, { subject = "E1/a/2003-01-01" })
dated("a due date of the record", 'per = action, applies = action.type:is "order", arises = action.taken_on, due = action.due_on, '
  .. "done = enterprise.audits:where(audit.reported_on:on_or_after(action.taken_on)).reported_on:first()",
  { action = "code,enterprise,type,taken_on,due_on\nX1,E1,order,2003-01-01,2003-06-30\n",
    audit = "code,enterprise,started_on,reported_on\nA1,E1,2001-01-01,2002-12-31\nA2,E1,2003-01-01,2003-07-01\n" },
  { { "2003-06-30", "pending", "2003-06-30" }, { "2003-07-01", "late", "2003-06-30", "2003-07-01" } }, { subject = "X1" })

judge("a duty that arose in force survives repeal", "2005-01-01", order
  .. 'obligation "x" { clause = "order/a", per = listing, arises = listing.published_on, due = months(2), done = listing.delisted_on }\n',
  { listing = "enterprise,list,published_on\nE1,a,1999-12-31\nE1,b,2000-01-01\nE1,c,2002-12-31\nE1,d,2003-01-01\n" }, {
  { "x", "E1/a/1999-12-31", "not_applicable" }, { "x", "E1/b/2000-01-01", "overdue" },
  { "x", "E1/c/2002-12-31", "overdue", due = "2003-02-28" }, { "x", "E1/d/2003-01-01", "not_applicable" } })
judge("before its first day a rule does not apply, and says when it will", "1999-06-30", order
  .. 'obligation "x" { clause = "order/a", due = "2001-12-31", done = enterprise.closed_on }\n'
  .. 'obligation "y" { clause = "order/a", due = "1999-12-31", done = enterprise.closed_on }\n',
  nil, { { "x", "E1", "not_applicable", next_change = "2000-01-01" }, { "y", "E1", "not_applicable" } })
judge("after its last day a rule without a due date no longer applies", "2003-01-01", order
  .. 'obligation "x" { clause = "order/a", due = not_given "no day", done = enterprise.closed_on }\n'
  .. 'obligation "y" { clause = "order/a", due = "2002-06-30", done = enterprise.closed_on }\n', nil,
  { { "x", "E1", "not_applicable" }, { "y", "E1", "overdue" } })

dated("a waiver covers until its last day", by_2000, { waiver = "enterprise,rule,granted_on,expires_on\nE1,x,2000-06-01,2001-03-31\n" }, {
  { "2000-05-31", "pending", "2000-12-31", nil, "2000-06-01" }, { "2000-06-01", "waived", "2000-12-31", nil, "2001-04-01" },
  { "2001-03-31", "waived", "2000-12-31", nil, "2001-04-01" }, { "2001-04-01", "overdue" } }, { pack = waivable })
dated("a waiver without an end", by_2000, { waiver = "enterprise,rule,granted_on,expires_on\nE1,x,2000-06-01,\n" }, { { "2005-01-01", "waived", "2000-12-31" } },
  { pack = waivable })
dated("a waiver lasts no longer than the law lets it", by_2000, { waiver = "enterprise,rule,granted_on,expires_on\nE1,x,2000-09-30,2005-01-01\n" }, {
  { "2001-03-30", "waived", "2000-12-31", nil, "2001-03-31" }, { "2001-03-31", "overdue" } },
  { pack = 'waivable "x" { clause = "law/a", at_most = months(6) }\n', reading = "months(6) after 30 September is 30 March, still covered" })
dated("a waiver that ends before it must", by_2000, { waiver = "enterprise,rule,granted_on,expires_on\nE1,x,2000-09-30,2001-01-31\n" }, {
  { "2001-01-31", "waived" }, { "2001-02-01", "overdue" } }, { pack = 'waivable "x" { clause = "law/a", at_most = months(6) }\n' })
judge("only the agency that may waive does", "2001-06-30", law .. 'obligation "x" { clause = "law/a", ' .. by_2000 .. ' }\n'
  .. 'waivable "x" { clause = "law/a", by = "environment" }\n',
  { agency = "code,role\nG1,environment\nG2,economic\nG3,\n", enterprise = write.four, waiver = "enterprise,rule,granted_on,agency\nE1,x,2000-06-01,G1\n"
    .. "E2,x,2000-06-01,G2\nE3,x,2000-06-01,G3\nE4,x,2000-06-01,\n" },
  { { "x", "E1", "waived" }, { "x", "E2", "overdue" }, { "x", "E3", "overdue" }, { "x", "E4", "overdue" } })
dated("a waiver of a rule that cannot be waived", by_2000, { waiver = "enterprise,rule,granted_on,expires_on\nE1,x,2000-06-01,\n" }, { { "2005-01-01", "overdue" } })
judge("a waiver excuses one enterprise from one rule", "2005-01-01", law .. waivable
  .. 'obligation "x" { clause = "law/a", ' .. by_2000 .. ' }\nobligation "y" { clause = "law/a", ' .. by_2000 .. " }\n",
  { enterprise = "code,jurisdiction\nE1,C1\nE2,C1\n", waiver = "enterprise,rule,granted_on\nE1,y,2000-06-01\nE2,x,2000-06-01\n" },
  { { "x", "E1", "overdue" }, { "x", "E2", "waived" }, { "y", "E1", "overdue" }, { "y", "E2", "overdue" } })
dated("done or unknown is not waived", by_2000, { audit = "code,enterprise,started_on,reported_on\nA1,E1,1999-01-01,2001-02-03\n",
  waiver = "enterprise,rule,granted_on\nE1,x,2000-06-01\n" }, { { "2001-02-02", "waived" }, { "2001-02-03", "late" } }, { pack = waivable })
judge("a waiver reaches the enterprise's listings", "2004-01-01", law .. waivable
  .. 'obligation "x" { clause = "law/a", per = listing, arises = listing.published_on, due = months(2), done = listing.delisted_on }\n',
  { listing = "enterprise,list,published_on\nE1,a,2003-01-01\n", waiver = "enterprise,rule,granted_on\nE1,x,2003-06-01\n" },
  { { "x", "E1/a/2003-01-01", "waived" } })

-- The due day of E1 is not known, and so the day on which the rest is asked: its size was large and is medium, known on each.
local grown = { enterprise = "code,jurisdiction,size,sales,opened_on,effective_from\nE1,C1,large,1,,\nE1,C1,medium,1,,2002-01-01\nE2,C1,,1,,\n"
  .. "E3,C1,medium,1,2003-01-01,\nE3,C1,,1,2003-01-01,2004-01-01\n" }
for asked, answers in pairs {
  ["enterprise.size:known()"] = { "unknown", "unknown", "overdue" }, ["~enterprise.size:missing()"] = { "unknown", "unknown", "overdue" },
  ["enterprise.sized"] = { "unknown", "unknown", "overdue" }, ["enterprise.class:known()"] = { "unknown", "unknown", "overdue" },
  ["enterprise.size:known() & enterprise.sales:above '5 CNY'"] = { "unknown", "not_applicable", "not_applicable" },
  ["enterprise.sales:known()"] = { "unknown", "unknown", "overdue" }, ["enterprise.size:given()"] = { "unknown", "unknown", "overdue" } } do
  judge("nobody is freed by what only the pivot leaves unknown: " .. asked, "2004-06-30", law
    .. 'term "enterprise.sized" { value = enterprise.size:known() }\n'
    .. 'decision "enterprise.class" { clause = "law/a", hit = "first", columns = { enterprise.size }, rows = { { "large", "a" }, { any, "b" } } }\n'
    .. 'obligation "x" { clause = "law/a", due = enterprise.opened_on + months(6), done = enterprise.closed_on, applies = ' .. asked .. " }\n", grown,
    { { "x", "E1", answers[1] }, { "x", "E2", answers[2] }, { "x", "E3", answers[3] } })
end
