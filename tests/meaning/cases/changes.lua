-- 13: when a verdict can change with no new record.
local write = require "tests.meaning.write"
local law, judge = write.law, write.judge

write.section "13 next change"

local shop = 'kind "shop" { lasting = true, fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "none" }, { "valid_to", date }, '
  .. '{ "grade", text }, { "head_count", number }, { "begun_on", event, starts = true }, { "seen_on", event } } }\n'
local function shops(rows) return { shop = "code,enterprise,valid_to,grade,head_count,begun_on,seen_on,effective_from\n" .. rows } end

-- Standing rules over shops, each { condition, status, next change } for subject S1.
local function ask(name, as_of, rows, questions, options)
  options = options or {}
  local pack, verdicts = { law, shop, options.pack or "" }, {}
  for i, question in ipairs(questions) do
    pack[#pack + 1] = ('obligation "q%d" { clause = "law/a", per = shop, require = %s }\n'):format(i, question[1])
    verdicts[i] = { ("q%d"):format(i), "S1", question[2], next_change = question[3] }
  end
  local of = {}
  for i = 1, #questions do of[i] = "q" .. i end
  judge(name, as_of, table.concat(pack), shops(rows), verdicts, { of = of })
end

ask("a date that is compared with the as-of date", "2004-03-10", "S1,,2004-06-30,a,5,,,\n", {
  { "shop.valid_to:on_or_after(as_of)", "met", "2004-07-01" }, { "shop.valid_to:after(as_of)", "met", "2004-06-30" },
  { "shop.valid_to:by(as_of)", "breached", "2004-06-30" }, { "shop.valid_to:before(as_of)", "breached", "2004-07-01" },
  { "as_of:by(shop.valid_to)", "met", "2004-07-01" }, { "as_of:on_or_after(shop.valid_to)", "breached", "2004-06-30" },
  { "as_of:before(shop.valid_to)", "met", "2004-06-30" }, { "as_of:after(shop.valid_to)", "breached", "2004-07-01" },
  { 'as_of:between("2004-01-01", shop.valid_to)', "met", "2004-07-01" },
  { 'shop.valid_to:after "2004-01-01"', "met", "none" } })
ask("on the day itself", "2004-06-30", "S1,,2004-06-30,a,5,,,\n", {
  { "shop.valid_to:on_or_after(as_of)", "met", "2004-07-01" }, { "shop.valid_to:by(as_of)", "met", "none" },
  { "as_of:after(shop.valid_to)", "breached", "2004-07-01" }, { "shop.valid_to:after(as_of)", "breached", "none" } })
ask("spans before and after the as-of date, and windows that end with it", "2004-03-31", "S1,,2004-06-30,a,5,1999-01-01,2004-03-15,\n", {
  { "shop.valid_to:on_or_after(as_of + months(1))", "met", "2004-06-01" }, { "shop.valid_to:after(as_of + days(30))", "met", "2004-05-31" },
  { "shop.seen_on:on_or_after(as_of - months(6))", "met", "2004-09-16" }, { "shop.seen_on:during(days(30):to(as_of))", "met", "2004-04-14" },
  { "(shop.seen_on + years(1)):after(as_of)", "met", "2005-03-15" }, { '(as_of - shop.seen_on):at_most "90 days"', "met", "2004-06-14" },
  { '(shop.valid_to - as_of):above "30 days"', "met", "2004-05-31" }, { '((as_of - shop.seen_on) * 2):at_most "90 days"', "met", "not worked out" },
  { 'as_of:next "06-30":after(shop.valid_to)', "breached", "2004-07-01" } })
ask("a later version of the record, and what it says", "2004-03-10", "S1,,2019-12-31,a,5,,,\nS1,,2019-12-31,a,5,,,2005-01-01\nS1,,2019-12-31,b,9,,,2006-01-01\n", {
  { 'shop.grade:is "a"', "met", "2006-01-01" }, { "shop.head_count:below(9)", "met", "2006-01-01" }, { "shop.valid_to:known()", "met", "none" },
  { 'shop.grade:is "b"', "breached", "2006-01-01" } })
ask("an event that is recorded for a later day", "2004-03-10", "S1,,,a,5,1999-01-01,2004-08-01,\n", {
  { "shop.seen_on:happened()", "breached", "2004-08-01" } })
ask("an event that is still to come, where the answer would stay what it is", "2004-03-10", "S1,,2004-06-30,a,5,1999-01-01,2004-08-01,\n", {
  { 'shop.seen_on:before "2004-01-01"', "breached", "none" }, { 'shop.seen_on:after "2004-01-01"', "breached", "2004-08-01" },
  { "shop.seen_on:by(shop.valid_to)", "breached", "none" }, { "shop.seen_on:on_or_after(shop.valid_to)", "breached", "2004-08-01" },
  { "shop.valid_to:after(shop.seen_on)", "breached", "none" }, { 'shop.seen_on:during "2003"', "breached", "none" },
  { '~shop.seen_on:before "2004-01-01"', "met", "none" }, { "shop.seen_on:before(shop.begun_on)", "breached", "none" } })
ask("what holds the others back counts until it can change itself", "2004-03-10", "S1,,2004-06-30,a,5,,,\nS1,,2004-12-31,b,5,,,2004-09-01\n", {
  { 'shop.head_count:is(4) & shop.valid_to:on_or_after(as_of)', "breached", "none" }, { 'shop.head_count:is(5) | shop.valid_to:on_or_after(as_of)', "met", "none" },
  { 'shop.head_count:is(5) & shop.valid_to:on_or_after(as_of)', "met", "2004-07-01" } })
ask("a function may ask anything", "2004-03-10", "S1,,2004-06-30,a,5,,,\n", {
  { "function(s) return s.head_count == 5 end", "met", "not worked out" } })

local two_caps = 'parameter "cap" { clause = "law/a", { 9, from = "2000-01-01" }, { 9, from = "2005-01-01" }, '
  .. '{ 4, from = "2006-01-01" }, { 1, from = "2004-04-01", place = "C2" } }\n'
ask("a parameter's next row of the subject's place that says something else", "2004-03-10", "S1,E1,,a,5,,,\n", {
  { 'shop.head_count:at_most(parameter "cap")', "met", "2006-01-01" } }, { pack = two_caps })
ask("a parameter that ends, and one that begins", "2004-03-10", "S1,E1,,a,5,,,\n", {
  { 'shop.head_count:at_most(parameter "cap")', "met", "2005-01-01" }, { 'shop.head_count:at_most(parameter "later")', "unknown", "2004-09-01" } },
  { pack = 'parameter "cap" { clause = "law/a", { 9, from = "2000-01-01", to = "2004-12-31" } }\nparameter "later" { clause = "law/a", { 9, from = "2004-09-01" } }\n' })
local texts = 'instrument "old" { title = "T", issuer = "J", in_force = { from = "2000-01-01", to = "2004-08-31" }, clauses = { a = "…" } }\n'
  .. 'instrument "new" { title = "T", issuer = "J", in_force = { from = "2004-09-01" }, clauses = { a = "…" } }\n'
ask("a decision's next version, through a term", "2004-03-10", "S1,E1,,a,5,,,\n", {
  { "shop.tiny", "breached", "2004-09-01" }, { 'shop.size:is "small"', "breached", "2004-09-01" } },
  { pack = texts .. 'decision "shop.size@1" { clause = "old/a", columns = { shop.head_count }, hit = "first", rows = { { at_least(5), "large" }, { any, "small" } } }\n'
    .. 'decision "shop.size@2" { clause = "new/a", columns = { shop.head_count }, hit = "first", rows = { { at_least(6), "large" }, { any, "small" } } }\n'
    .. 'term "shop.tiny" { value = shop.size:is "small" }\n' })

local rows = "S1,E1,2004-06-30,a,5,2000-01-01,,\nS2,E1,2004-12-31,a,5,2000-01-01,,\nS3,E1,2004-12-31,a,5,2005-03-01,2006-01-15,\n"
judge("of sets: any row that stays is enough, and a row that comes may be one", "2004-03-10", law .. shop
  .. 'obligation "any" { clause = "law/a", require = enterprise.shops:where(shop.valid_to:on_or_after(as_of)):any() }\n'
  .. 'obligation "every" { clause = "law/a", require = enterprise.shops:every(shop.valid_to:on_or_after(as_of)) }\n'
  .. 'obligation "two" { clause = "law/a", require = enterprise.shops:count():at_most(2) }\n'
  .. 'obligation "seen" { clause = "law/a", due = "2010-12-31", done = enterprise.shops.seen_on:first() }\n', shops(rows), {
  { "any", "E1", "met", next_change = "2005-01-01" }, { "every", "E1", "met", next_change = "2004-07-01" }, { "two", "E1", "met", next_change = "2005-03-01" },
  { "seen", "E1", "pending", next_change = "2006-01-15" } })
judge("what has been done for the first time does not wait for another time", "2006-03-10", law .. shop
  .. 'obligation "first" { clause = "law/a", due = "2010-12-31", done = enterprise.shops.begun_on:first() }\n',
  shops "S1,E1,,a,5,2005-03-01,,\nS2,E1,,a,5,2007-03-01,,\n", { { "first", "E1", "met", next_change = "none" } })

judge("the first of a set's rows stays the first, whatever comes", "2004-03-10", law .. shop
  .. 'obligation "first" { clause = "law/a", require = enterprise.shops:first().grade:is "a" }\n'
  .. 'obligation "last" { clause = "law/a", require = enterprise.shops:last().grade:is "a" }\n'
  .. 'obligation "some" { clause = "law/a", require = enterprise.shops:where(shop.grade:is "b"):first():missing() }\n',
  shops "S1,E1,,a,5,2003-03-01,,\nS2,E1,,b,5,2005-03-01,,\n", { { "first", "E1", "met", next_change = "none" }, { "last", "E1", "met", next_change = "2005-03-01" },
  { "some", "E1", "met", next_change = "2005-03-01" } }, { of = { "first", "last", "some" } })
local ordered = 'obligation "mend" { clause = "law/a", per = shop, arises = shop.begun_on, due = months(3), done = shop.seen_on }\n'
judge("verdicts that are read, and their days, of the subject and of others", "2004-03-10", law .. shop .. ordered
  .. 'obligation "run" { clause = "law/a", per = shop, require = ~verdict "mend".status:is "overdue" }\n'
  .. 'obligation "late" { clause = "law/a", per = shop, require = verdict "mend".due:on_or_after(as_of) }\n'
  .. 'obligation "all" { clause = "law/a", require = enterprise.shops:every(verdict "mend".status:is("met", "pending")) }\n',
  shops "S1,E1,,a,5,2004-02-01,,\n", {
  { "mend", "S1", "pending", next_change = "2004-05-02" }, { "run", "S1", "met", next_change = "2004-05-02" }, { "late", "S1", "met", next_change = "2004-05-02" },
  { "all", "E1", "met", next_change = "2004-05-02" } })

local instruments = 'instrument "old" { title = "T", issuer = "J", in_force = { from = "2000-01-01", to = "2004-06-30" }, clauses = { a = "…" } }\n'
  .. 'instrument "new" { title = "T", issuer = "J", in_force = { from = "2004-10-01" }, clauses = { a = "…" } }\n'
local versions = instruments .. 'obligation "x@old" { clause = "old/a", require = enterprise.employees:at_least(5) }\n'
  .. 'obligation "x@new" { like = "x@old", clause = "new/a", require = enterprise.employees:at_least(50) }\n'
for _, day in ipairs { { "2004-03-10", "met", "2004-07-01" }, { "2004-06-30", "met", "2004-07-01" }, { "2004-07-01", "not_applicable", "2004-10-01" },
  { "2004-10-01", "breached", "none" } } do
  judge("a rule's versions, on " .. day[1], day[1], law .. versions, { enterprise = "code,jurisdiction,employees\nE1,C1,10\n" },
    { { "x", "E1", day[2], next_change = day[3] } })
end
judge("of two versions that may come to judge the one that comes first", "2004-03-10", law
  .. 'instrument "soon" { title = "T", issuer = "J", place = "C1", in_force = { from = "2004-06-01" }, clauses = { a = "…" } }\n' .. instruments
  .. 'obligation "y@soon" { clause = "soon/a", require = enterprise.employees:at_least(50) }\n'
  .. 'obligation "y@new" { like = "y@soon", clause = "new/a" }\n', { enterprise = "code,jurisdiction,employees\nE1,C1,10\nE2,C2,10\n" },
  { { "y", "E1", "not_applicable", next_change = "2004-06-01" }, { "y", "E2", "not_applicable", next_change = "2004-10-01" } })
judge("of two versions that are still to arise the one that arises first", "2004-03-10", law .. shop
  .. 'instrument "city" { title = "T", issuer = "J", place = "C1", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }\n'
  .. 'obligation "y@city" { clause = "city/a", per = shop, arises = shop.valid_to, require = shop.head_count:at_least(50) }\n'
  .. 'obligation "y@law" { like = "y@city", clause = "law/a", arises = shop.valid_to + months(3) }\n',
  shops "S1,E1,2004-06-30,a,5,2000-01-01,,\n", { { "y", "S1", "not_applicable", next_change = "2004-06-30" } })
judge("an exception's force", "2004-03-10", law .. instruments .. 'obligation "x" { clause = "law/a", require = enterprise.employees:at_least(50) }\n'
  .. 'exception "e" { clause = "new/a", to = "x", applies = enterprise.employees:below(20) }\n', { enterprise = "code,jurisdiction,employees\nE1,C1,10\nE2,C1,30\n" },
  { { "x", "E1", "breached", next_change = "2004-10-01" }, { "x", "E2", "breached", next_change = "none" } })
judge("a waiver that is granted later, and one that names a version", "2004-03-10", law .. versions .. 'waivable "x" { clause = "law/a" }\n',
  { enterprise = "code,jurisdiction,employees\nE1,C1,1\nE2,C1,1\n",
    waiver = "enterprise,rule,granted_on,expires_on\nE1,x,2004-04-01,2004-05-31\nE2,x@old,2004-01-01,2004-04-30\n" },
  { { "x", "E1", "breached", next_change = "2004-04-01" }, { "x", "E2", "waived", next_change = "2004-05-01" } })
judge("in a period the pivot stops at its end", "2004-03-10", law
  .. 'parameter "cap" { clause = "law/a", { 20, from = "2000-01-01" }, { 5, from = "2004-07-01" }, { 1, from = "2005-07-01" } }\n'
  .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, require = enterprise.employees:at_most(parameter "cap") }\n',
  { enterprise = "code,jurisdiction,employees,opened_on\nE1,C1,10,2003-01-01\n" },
  { { "x", "E1@2003", "met", next_change = "none" }, { "x", "E1@2004", "met", next_change = "2004-07-01" } })
judge("what a quota counts, and its plan year", "2004-03-10", law .. 'quota "g" { clause = "law/a", per = jurisdiction, counts = jurisdiction.enterprises.audits, '
  .. 'counted_on = audit.completed_on, goals = { { "C1", target = 2, due = "2006-12-31", yearly = { [2004] = 1, [2005] = 1 } } } }\n'
  .. 'obligation "r" { clause = "law/a", per = jurisdiction, applies = jurisdiction.level:is "city", require = verdict "g".planned:at_most(0) '
  .. '| verdict "g".status:is "not_applicable" }\n',
  { audit = "code,enterprise,started_on,completed_on\nA1,E1,2004-01-01,2005-02-01\nA2,E1,2005-01-01,2005-06-01\n" }, {
  { "g", "C1", "on_track", next_change = "2004-12-31" }, { "g", "C2", "not_applicable" }, { "g", "P", "not_applicable" },
  { "r", "C1", "met", next_change = "2004-12-31" }, { "r", "C2", "met" }, { "r", "P", "not_applicable" } })
judge("a register that is complete up to a day", "2004-03-10", write.bare_law .. [[
import "action" { complete = { "all penalties are published", to = "2004-08-31" } }
obligation "x" { clause = "law/a", per = enterprise, require = enterprise.actions:none() }
obligation "y" { clause = "law/a", per = enterprise, require = enterprise.actions:during("2003"):none() }
]], { enterprise = "code,jurisdiction\nE1,C1\n" }, { { "x", "E1", "met", next_change = "2004-09-01" }, { "y", "E1", "met", next_change = "none" } })
judge("a tree of the pack's own that moves", "2004-03-10", law .. [[
kind "basin" { lasting = true, fields = { { "code", text, key = true }, { "parent", basin, blank = "none" } } }
kind "gauge" { lasting = true, fields = { { "code", text, key = true }, { "basin", basin, owner = true } } }
kind "dip" { fields = { { "gauge", gauge, key = true, owner = true }, { "on_day", event, key = true, starts = true } } }
obligation "has" { clause = "law/a", per = basin, require = basin.gauges:any() }
obligation "by" { clause = "law/a", per = basin, due = "2004-12-31", done = basin.gauges.dips.on_day:first() }
obligation "near" { clause = "law/a", per = gauge, require = gauge.basin.parent.gauges:count():at_most(1) }
]], { basin = "code,parent,effective_from\nP,,\nQ,,\nC1,P,\nC1,Q,2004-07-01\nC2,P,\n", gauge = "code,basin\nG1,C1\nG2,C2\n", dip = "gauge,on_day\nG1,2004-01-01\n" }, {
  { "has", "P", "met" }, { "has", "Q", "breached", next_change = "2004-07-01" }, { "has", "C1", "met" }, { "has", "C2", "met" },
  { "by", "P", "met", next_change = "2004-07-01" }, { "by", "Q", "pending", next_change = "2004-07-01" }, { "by", "C1", "met" }, { "by", "C2", "pending" },
  { "near", "G1", "breached", next_change = "2004-07-01" }, { "near", "G2", "breached", next_change = "2004-07-01" } })

-- A law whose first day is still to come judges nobody until then, whatever nobody knows of its pivot.
judge("the first day of a law is a change for whom a day that counts is not known", "2002-12-31", law .. shop .. write.instrument("young", "2003-07-01") .. [[
obligation "due" { clause = "young/a", per = shop, due = shop.valid_to + months(3), done = shop.seen_on }
obligation "after" { clause = "young/a", per = shop, arises = shop.valid_to, require = shop.head_count:above(9) }
]], shops "S1,,,a,5,,,\n", { { "due", "S1", "not_applicable", next_change = "2003-07-01" }, { "after", "S1", "not_applicable", next_change = "2003-07-01" } },
  { of = { "due", "after" } })
-- A set through a place holds others from the day on which somebody moves, which is not the same as that nobody can tell: in a period that has ended nobody moves any more.
judge("a set whose rows move between places", "2004-03-10", law .. [[
obligation "few" { clause = "law/a", per = { jurisdiction, year }, applies = jurisdiction.level:is "city", require = jurisdiction.enterprises:count():at_most(1) }
obligation "once" { clause = "law/a", per = jurisdiction, applies = jurisdiction.level:is "city", require = jurisdiction.enterprises:count():at_most(1) }
]], { enterprise = "code,jurisdiction,employees,effective_from\nE1,C1,1,\nE2,C2,1,\nE2,C2,2,2004-05-01\nE2,C1,2,2004-09-01\n",
  audit = "code,enterprise,started_on\nA1,E1,2003-02-01\n" }, {
  { "few", "C1@2003", "met", next_change = "none" }, { "few", "C2@2003", "met", next_change = "none" }, { "few", "P@2003", "not_applicable" },
  { "few", "C1@2004", "met", next_change = "2004-09-01" }, { "few", "C2@2004", "met", next_change = "2004-09-01" }, { "few", "P@2004", "not_applicable" },
  { "once", "C1", "met", next_change = "2004-09-01" }, { "once", "C2", "met", next_change = "2004-09-01" }, { "once", "P", "not_applicable" } })
judge("a register of a place in which somebody comes to lie", "2004-03-31", write.bare_law .. [[
import "action" { complete = { "all penalties of the city", place = "C1" } }
obligation "x" { clause = "law/a", per = { enterprise, month }, require = enterprise.actions:during(period):none() }
]], { enterprise = "code,jurisdiction,effective_from\nE1,C1,\nE1,C2,2004-04-20\nE2,C2,\n", action = "code,enterprise,taken_on\nN1,E2,2004-03-02\n" }, {
  { "x", "E1@2004-03", "met", next_change = "none" }, { "x", "E2@2004-03", "breached", next_change = "none" } })
-- The status stays unknown, and yet the day of use is another from the day on which the later text judges.
judge("a day of an unknown verdict, which another version comes to show", "2004-02-19", law .. write.instrument("old", "2004-01-01", "2004-04-15")
  .. write.instrument("new", "2004-04-16") .. [[
power "w@old" { clause = "old/a", per = enterprise, applies = enterprise.audits:any(), used = enterprise.closed_on }
power "w@new" { clause = "new/a", per = enterprise, arises = enterprise.audits:where(audit.basis:is "voluntary").started_on:first(), used = enterprise.audits.reported_on:last() }
obligation "wu" { clause = "law/a", require = (verdict "w".used):by "2004-04-15" }
]], { audit = "code,enterprise,basis,started_on,reported_on\nA1,E1,,2003-12-07,2003-12-30\n" }, {
  { "w", "E1", "unknown", done = "none" }, { "wu", "E1", "unknown", next_change = "2004-04-16" } })
