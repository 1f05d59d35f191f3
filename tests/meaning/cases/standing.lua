-- Cases decided by hand: 8 standing obligations.
local write = require "tests.meaning.write"
local judge, law, order, waivable, measured, four = write.judge, write.law, write.order, write.waivable, write.measured, write.four

write.section("8 standing obligations")

local over = "enterprise.measurements:where(measurement.value:above(measurement.limit_value))"
local readings = { enterprise = four, measurement = measured .. "E1,o,cod,2003-05-01,60,50,mg/L\nE1,o,cod,2002-05-01,70,50,mg/L\nE1,o,cod,2002-01-01,,50,mg/L\n"
  .. "E2,o,cod,2003-05-01,50,50,mg/L\nE2,o,nh3,2003-05-01,9,,mg/L\nE3,o,cod,2003-05-01,,50,mg/L\n" }
judge("forbidden records", "2004-06-30", write.bare_law .. 'obligation "x" { clause = "law/a", forbid = ' .. over .. ", evidence = enterprise.measurements }\n"
  .. 'obligation "y" { clause = "law/a", forbid = ' .. over .. " }\n", readings, {
  { "x", "E1", "breached", since = "2002-05-01" }, { "x", "E2", "met" }, { "x", "E3", "unknown", missing = { "measurement.value" } }, { "x", "E4", "unknown" },
  { "y", "E1", "breached", since = "2002-05-01" }, { "y", "E2", "unknown" }, { "y", "E3", "unknown" }, { "y", "E4", "unknown" } })
judge("only records of the rule's days count", "2004-06-30", order .. 'obligation "x" { clause = "order/a", forbid = ' .. over
  .. ", evidence = enterprise.measurements }\n", { enterprise = four, measurement = measured
  .. "E1,o,cod,1999-12-31,60,50,mg/L\nE1,o,cod,2000-01-01,40,50,mg/L\nE2,o,cod,2002-12-31,60,50,mg/L\nE3,o,cod,2003-01-01,60,50,mg/L\nE4,o,cod,2003-01-01,40,50,mg/L\n" },
  { { "x", "E1", "met" }, { "x", "E2", "breached", since = "2002-12-31" }, { "x", "E3", "unknown" }, { "x", "E4", "unknown" } })
judge("each record is read on its own day", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", evidence = enterprise.measurements, '
  .. 'forbid = enterprise.measurements:where(measurement.value:above "50 mg/L" & enterprise.size:is "large") }\n',
  { enterprise = "code,jurisdiction,size,effective_from\nE1,C1,large,\nE1,C1,small,2002-01-01\nE2,C1,large,\nE2,C1,small,2002-01-01\n",
    measurement = measured .. "E1,o,cod,2001-12-31,60,,mg/L\nE2,o,cod,2002-01-01,60,,mg/L\n" },
  { { "x", "E1", "breached", since = "2001-12-31" }, { "x", "E2", "met" } })
judge("records before the duty arose do not count", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", per = listing, arises = listing.published_on, forbid = ' .. over .. ", evidence = enterprise.measurements }\n",
  { listing = "enterprise,list,published_on\nE1,a,2002-05-01\nE1,b,2002-05-02\n", measurement = measured .. "E1,o,cod,2002-05-01,60,50,mg/L\nE1,o,cod,2003-05-01,40,50,mg/L\n" },
  { { "x", "E1/a/2002-05-01", "breached" }, { "x", "E1/b/2002-05-02", "met" } })
judge("judged per year an old breach does not stain for ever", "2004-06-30", order
  .. 'obligation "x" { clause = "order/a", per = { enterprise, year }, evidence = enterprise.measurements:during(period), '
  .. "forbid = enterprise.measurements:during(period):where(measurement.value:above(measurement.limit_value)) }\n",
  { measurement = measured .. "E1,o,cod,1995-01-01,60,50,mg/L\nE1,o,cod,2000-06-01,60,50,mg/L\nE1,o,cod,2001-06-01,40,50,mg/L\n" }, {
  { "x", "E1@2000", "breached" }, { "x", "E1@2001", "met" }, { "x", "E1@2002", "unknown" }, { "x", "E1@2003", "not_applicable" }, { "x", "E1@2004", "not_applicable" } },
  { reading = "a forbid rule is not applicable where no day of its force lies between arises, the period's first day and D, the period's last" })
judge("a text not yet in force forbids nothing", "1999-06-30", order .. 'obligation "x" { clause = "order/a", forbid = ' .. over
  .. ", evidence = enterprise.measurements }\n", { measurement = measured .. "E1,o,cod,1999-01-01,60,50,mg/L\n" },
  { { "x", "E1", "not_applicable", next_change = "2000-01-01" } },
  { reading = "a forbid rule is not applicable where no day of its force lies between arises, the period's first day and D, the period's last" })
judge("what is required, with and without evidence", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", require = enterprise.size:is "large" }\n'
  .. 'obligation "y" { clause = "law/a", require = enterprise.size:is "large", evidence = enterprise.audits }\n',
  { enterprise = "code,jurisdiction,size\nE1,C1,large\nE2,C1,small\nE3,C1,\nE4,C1,large\n", audit = "code,enterprise,started_on\nA4,E4,2001-01-01\n" }, {
  { "x", "E1", "met" }, { "x", "E2", "breached" }, { "x", "E3", "unknown" }, { "x", "E4", "met" },
  { "y", "E1", "unknown" }, { "y", "E2", "breached" }, { "y", "E3", "unknown" }, { "y", "E4", "met" } })
judge("a record is judged by the facts of its day", "2004-06-30", order
  .. 'obligation "x" { clause = "order/a", per = audit, require = enterprise.size:is "large" }\n',
  { enterprise = "code,jurisdiction,size,effective_from\nE1,C1,large,\nE1,C1,small,2002-01-01\n",
    audit = "code,enterprise,started_on\nA1,E1,1999-12-31\nA2,E1,2001-12-31\nA3,E1,2002-01-01\nA4,E1,2003-01-01\n" },
  { { "x", "A1", "not_applicable" }, { "x", "A2", "met" }, { "x", "A3", "breached" }, { "x", "A4", "not_applicable" } })
judge("a year is judged by the facts of its last day", "2003-06-30", law
  .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, applies = enterprise.opened_on:before(period.to), require = enterprise.size:is "large" }\n',
  { enterprise = "code,jurisdiction,size,opened_on,effective_from\nE1,C1,large,2000-12-31,\nE1,C1,small,2000-12-31,2002-12-31\nE1,C1,large,2000-12-31,2003-09-01\n" },
  { { "x", "E1@2000", "not_applicable" }, { "x", "E1@2001", "met" }, { "x", "E1@2002", "breached" }, { "x", "E1@2003", "breached" } })
judge("a standing duty that has not arisen, or arose before", "2004-06-30", law
  .. 'obligation "x" { clause = "law/a", per = listing, arises = listing.delisted_on, require = enterprise.size:is "large" }\n',
  { enterprise = "code,jurisdiction,size,effective_from\nE1,C1,large,\nE1,C1,small,2002-01-01\n",
    listing = "enterprise,list,published_on,delisted_on\nE1,a,2001-01-01,\nE1,b,2001-01-01,2001-06-01\nE1,c,2001-01-01,2002-06-01\nE1,d,2001-01-01,2005-06-01\n" }, {
  { "x", "E1/a/2001-01-01", "not_applicable" }, { "x", "E1/b/2001-01-01", "met" }, { "x", "E1/c/2001-01-01", "breached" },
  { "x", "E1/d/2001-01-01", "not_applicable" } })
judge("a breach is waived", "2004-06-30", law .. waivable .. 'obligation "x" { clause = "law/a", require = enterprise.size:is "large" }\n',
  { enterprise = "code,jurisdiction,size\nE1,C1,small\nE2,C1,large\nE3,C1,\n",
    waiver = "enterprise,rule,granted_on,expires_on\nE1,x,2004-01-01,2004-06-30\nE2,x,2004-01-01,2004-06-30\nE3,x,2004-01-01,2004-06-30\n" },
  { { "x", "E1", "waived", next_change = "2004-07-01" }, { "x", "E2", "met" }, { "x", "E3", "unknown" } })
judge("what a place breached is breached since the first row that is its own for certain, whatever lay there before perhaps", "2013-12-31", law .. [[
kind "mill" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true } } }
kind "visit" { fields = { { "mill", mill, key = true, owner = true }, { "made_on", event, key = true, starts = true }, { "ok", yesno } } }
obligation "x" { clause = "law/a", per = jurisdiction, forbid = jurisdiction.mills.visits:where(~visit.ok), evidence = jurisdiction.mills.visits }
]], { jurisdiction = "code,level,parent\nP,province,\nC1,city,P\nC2,city,P\n", mill = "code,jurisdiction,effective_from\nM1,C1,\nM2,C1,2010-01-01\nM2,C2,2011-01-01\n",
  visit = "mill,made_on,ok\nM1,2010-05-05,no\nM2,2009-05-05,no\n" },
  { { "x", "P", "breached", since = "2010-05-05" }, { "x", "C1", "breached", since = "2010-05-05" }, { "x", "C2", "unknown" } })
local swapped = 'obligation "y@new" { clause = "new/a", evidence = enterprise.measurements, forbid = ' .. over
  .. ' }\nobligation "y@old" { like = "y@new", clause = "old/a" }\n'
judge("what two texts breach is breached since the first day of either", "2003-12-31", law
  .. write.instrument("old", "2000-01-01", "2002-12-31") .. write.instrument("new", "2003-01-01")
  .. 'obligation "x@old" { clause = "old/a", evidence = enterprise.measurements, forbid = ' .. over .. " }\n"
  .. 'obligation "x@new" { like = "x@old", clause = "new/a" }\n' .. swapped,
  { enterprise = "code,jurisdiction\nE1,C1\n", measurement = measured .. "E1,o,cod,2001-05-01,60,50,mg/L\nE1,o,cod,2003-05-01,60,50,mg/L\n" },
  { { "x", "E1", "breached", since = "2001-05-01" }, { "y", "E1", "breached", since = "2001-05-01" } })
judge("what one text breaches is waived, though another text finds nothing out", "2003-12-31", law .. waivable
  .. write.instrument("old", "2000-01-01", "2002-12-31") .. write.instrument("new", "2003-01-01")
  .. 'obligation "x@old" { clause = "old/a", evidence = enterprise.measurements, forbid = ' .. over .. " }\n"
  .. 'obligation "x@new" { like = "x@old", clause = "new/a" }\n',
  { enterprise = "code,jurisdiction\nE1,C1\nE2,C1\n", measurement = measured .. "E1,o,cod,2001-05-01,60,50,mg/L\nE2,o,cod,2001-05-01,60,50,mg/L\n",
    waiver = "enterprise,rule,granted_on\nE1,x,2001-05-01\nE2,x,2003-01-01\n" }, { { "x", "E1", "waived" }, { "x", "E2", "breached" } },
  { reading = "of a forbidding rule's texts the worst counts first, then it is waived" })

-- Whether a rule applies on some day is asked on a day that nobody knows: what is not known there may be known on the day of a row.
local whom = law .. 'decision "enterprise.class" { reading = "ours", clause = "order/a", hit = "first", columns = { enterprise.size }, rows = { { "large", 1 }, { any, 2 } } }\n'
for name, asked in pairs { known = "enterprise.class:known()", missing = "~enterprise.class:missing()", ["a function"] = 'function(a) return a:known "basis" end',
  exception = 'enterprise.size:is("large", "medium") } exception "e" { clause = "law/a", to = { "x" }, applies = enterprise.class:missing()' } do
  local body = name == "exception" and asked:gsub("^", "applies = ") or "applies = " .. asked
  judge("a rule may apply on the day of a row, whatever is known of no day: " .. name, "2004-06-30", write.order .. whom
    .. 'obligation "x" { clause = "law/a", per = audit, forbid = enterprise.measurements, evidence = enterprise.measures, ' .. body .. " }\n",
    { enterprise = "code,jurisdiction,size,effective_from\nE1,C1,large,\nE1,C1,medium,2002-01-01\n",
      audit = "code,enterprise,basis,started_on,effective_from\nA1,E1,voluntary,2004-01-01,\nA1,E1,compulsory,2004-01-01,2003-01-01\n"
        .. "A2,,voluntary,2004-01-01,\nA2,,,2004-01-01,2002-01-01\n",
      measurement = "enterprise,outlet,pollutant,measured_on\nE1,o,cod,2001-05-05\n" },
    { { "x", "A1", "breached", since = "2001-05-05" }, { "x", "A2", "unknown" } })
end

-- A work that has begun on a day that nobody knows, of an enterprise of which nobody knows the size, on whatever day.
judge("nor is anybody freed on the day of a row by what is unknown there", "2004-06-30", write.law
  .. 'kind "work" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "begun_on", event, starts = true }, { "told_on", event } } }\n'
  .. 'obligation "x" { clause = "law/a", applies = enterprise.size:known(), forbid = enterprise.works, evidence = enterprise.audits }\n',
  { enterprise = "code,jurisdiction,size\nE1,C1,\nE2,C1,large\nE3,C1,\n",
    work = "code,enterprise,begun_on,told_on\nW1,E1,,2003-01-01\nW2,E2,,2003-01-01\nW3,E3,2003-01-01,2003-01-01\n" },
  { { "x", "E1", "unknown" }, { "x", "E2", "unknown" }, { "x", "E3", "not_applicable" } })
