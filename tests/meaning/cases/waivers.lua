-- Cases decided by hand: waivers of breaches (8), which excuse what happened while they held.
local write = require "tests.meaning.write"
local judge, law, bare_law = write.judge, write.law, write.bare_law

write.section("8 waivers of breaches")

local measured = "enterprise,outlet,pollutant,measured_on,value,unit\n"
local over = 'measurement.value:above "50 mg/L"'
local granted = "enterprise,rule,granted_on,expires_on,agency\n"
local function opened(count)
  local rows = { "code,jurisdiction,opened_on" }
  for i = 1, count do rows[#rows + 1] = ("E%d,C1,2000-01-01"):format(i) end
  return table.concat(rows, "\n") .. "\n"
end
local function waivable(more) return ('waivable "x" { clause = "law/a"%s }\n'):format(more or "") end
local function forbid(filter, more)
  return ('obligation "x" { clause = "law/a", %sforbid = enterprise.measurements:where(%s), evidence = enterprise.measurements }\n'):format(more or "", filter)
end

judge("a row is excused by a waiver that held on its day, whatever came of it later, and by no other", "2004-06-30", law .. waivable() .. forbid(over),
  { enterprise = opened(6), measurement = measured .. "E1,o,cod,2002-06-01,60,mg/L\nE2,o,cod,2002-06-01,60,mg/L\nE3,o,cod,2002-06-01,60,mg/L\nE4,o,cod,2002-06-01,60,mg/L\n"
      .. "E5,o,cod,2002-06-01,60,mg/L\nE6,o,cod,2002-06-01,60,mg/L\n",
    waiver = granted .. "E1,x,2002-05-01,2002-07-31,\nE2,x,2004-05-01,2004-12-31,\nE3,x,2002-06-01,2002-06-01,\n"
      .. "E4,x,2002-06-02,,\nE5,x,2002-05-01,2002-05-31,\nE6,y,2002-05-01,,\n" },
  { { "x", "E1", "waived", next_change = "none" }, { "x", "E2", "breached", next_change = "none" }, { "x", "E3", "waived" }, { "x", "E4", "breached" }, { "x", "E5", "breached" },
    { "x", "E6", "breached" } })
judge("each row needs one, and the breach is since the first that has none", "2004-06-30", law .. waivable() .. forbid(over),
  { enterprise = opened(3), measurement = measured .. "E1,o,cod,2002-06-01,60,mg/L\nE1,o,cod,2003-06-01,60,mg/L\nE2,o,cod,2002-06-01,60,mg/L\nE2,o,cod,2003-06-01,60,mg/L\n"
      .. "E3,o,cod,2002-06-01,60,mg/L\nE3,o,cod,2003-06-01,,mg/L\n",
    waiver = granted .. "E1,x,2002-05-01,2002-07-31,\nE1,x,2003-05-01,2003-07-31,\nE2,x,2002-05-01,2002-07-31,\nE3,x,2002-05-01,2002-07-31,\n" },
  { { "x", "E1", "waived" }, { "x", "E2", "breached", since = "2003-06-01" }, { "x", "E3", "breached" } })
judge("a row that is perhaps forbidden and has none may be a breach: who asks is told that nobody knows", "2004-06-30", law .. waivable() .. forbid(over)
  .. 'obligation "z" { clause = "law/a", require = verdict "x".status:is "waived" }\n',
  { enterprise = opened(2), measurement = measured .. "E1,o,cod,2002-06-01,60,mg/L\nE1,o,cod,2003-06-01,,mg/L\nE2,o,cod,2002-06-01,60,mg/L\n",
    waiver = granted .. "E1,x,2002-05-01,2002-07-31,\nE2,x,2002-05-01,2002-07-31,\n" },
  { { "x", "E1", "breached" }, { "z", "E1", "unknown" }, { "x", "E2", "waived" }, { "z", "E2", "met" } })
judge("a waiver ends when the law lets it last no longer, and counts of the agency that may give it", "2004-06-30",
  law .. waivable(', at_most = months(2), by = "environment"') .. forbid(over),
  { enterprise = opened(3), agency = "code,role\nG1,environment\nG2,economic\n",
    measurement = measured .. "E1,o,cod,2002-06-01,60,mg/L\nE2,o,cod,2002-08-01,60,mg/L\nE3,o,cod,2002-06-01,60,mg/L\n",
    waiver = granted .. "E1,x,2002-05-01,,G1\nE2,x,2002-05-01,,G1\nE3,x,2002-05-01,,G2\n" }, { { "x", "E1", "waived" }, { "x", "E2", "breached" }, { "x", "E3", "breached" } })
local rewritten = { agency = "code,role,effective_from\nG1,economic,\nG1,environment,2002-07-01\nG2,environment,\nG2,economic,2002-07-01\n",
  enterprise = opened(4), measurement = measured .. "E1,o,cod,2002-06-01,60,mg/L\nE2,o,cod,2002-06-01,60,mg/L\nE3,o,cod,2002-06-01,60,mg/L\nE4,o,cod,2002-06-01,60,mg/L\n",
  waiver = "enterprise,rule,granted_on,expires_on,agency,effective_from\nE1,x,2002-05-01,,G1,\nE2,x,2002-05-01,,G2,\n"
    .. "E3,x,2002-01-01,2002-03-31,G2,\nE3,x,2002-01-01,2002-12-31,G2,2002-06-15\nE4,x,2002-01-01,2002-12-31,G2,\nE4,x,2002-01-01,2002-03-31,G2,2002-06-15\n" }
judge("the agency may give it by the role that it had then, and an extension that is written down later covers nothing from before, nor does a cut take back", "2004-06-30",
  law .. waivable ', by = "environment"' .. forbid(over) .. 'obligation "y" { clause = "law/a", per = measurement, require = measurement.value:at_most "50 mg/L" }\n'
    .. 'waivable "y" { clause = "law/a", by = "environment" }\n',
  { agency = rewritten.agency, enterprise = rewritten.enterprise, measurement = rewritten.measurement,
    waiver = rewritten.waiver .. rewritten.waiver:gsub("^[^\n]*\n", ""):gsub(",x,", ",y,") },
  { { "x", "E1", "breached" }, { "x", "E2", "waived" }, { "x", "E3", "breached" }, { "x", "E4", "waived" }, { "y", "E1/o/cod/2002-06-01", "breached" },
    { "y", "E2/o/cod/2002-06-01", "waived" }, { "y", "E3/o/cod/2002-06-01", "breached" }, { "y", "E4/o/cod/2002-06-01", "waived" } })
judge("of a duty the version of the day that is asked about tells until when", "2002-06-14", law .. waivable()
  .. 'obligation "x" { clause = "law/a", due = "2002-02-28", done = enterprise.audits.completed_on:first() }\n',
  { agency = rewritten.agency, enterprise = opened(2), waiver = "enterprise,rule,granted_on,expires_on,agency,effective_from\n"
    .. "E1,x,2002-01-01,2002-03-31,G2,\nE1,x,2002-01-01,2002-12-31,G2,2002-06-15\nE2,x,2002-01-01,2002-12-31,G2,\nE2,x,2002-01-01,2002-03-31,G2,2002-06-15\n" },
  { { "x", "E1", "overdue", next_change = "2002-06-15" }, { "x", "E2", "waived", next_change = "2002-06-15" } })
judge("what a text of old days forbade is excused by the waivers of those days", "2004-06-30", law .. waivable() .. write.instrument("old", "2000-01-01", "2002-12-31")
  .. write.instrument("new", "2003-01-01") .. forbid(over):gsub('"x"', '"x@old"'):gsub("law/a", "old/a") .. 'obligation "x@new" { like = "x@old", clause = "new/a" }\n',
  { enterprise = opened(2), measurement = measured .. "E1,o,cod,2002-06-01,60,mg/L\nE2,o,cod,2002-06-01,60,mg/L\nE2,o,cod,2003-06-01,60,mg/L\n",
    waiver = granted .. "E1,x@old,2002-05-01,2003-12-31,\nE2,x@old,2002-05-01,2003-12-31,\n" }, { { "x", "E1", "waived" }, { "x", "E2", "breached", since = "2003-06-01" } })

local per_measurement = 'obligation "x" { clause = "law/a", per = measurement, require = measurement.value:at_most "50 mg/L" }\n'
judge("a require is excused by a waiver of its pivot: here the day of the measurement", "2004-06-30", law .. waivable() .. per_measurement,
  { enterprise = opened(2), measurement = measured .. "E1,o,cod,2002-06-01,60,mg/L\nE2,o,cod,2002-06-01,60,mg/L\n",
    waiver = granted .. "E1,x,2002-05-01,2002-07-31,\nE2,x,2004-05-01,2004-12-31,\n" },
  { { "x", "E1/o/cod/2002-06-01", "waived", next_change = "none" }, { "x", "E2/o/cod/2002-06-01", "breached", next_change = "none" } })
judge("or the day from which it binds", "2004-06-30", law .. waivable()
  .. 'obligation "x" { clause = "law/a", arises = enterprise.closed_on, require = enterprise.size:is "large" }\n',
  { enterprise = "code,jurisdiction,size,closed_on\nE1,C1,small,2002-06-01\nE2,C1,small,2002-06-01\n",
    waiver = granted .. "E1,x,2002-05-01,2002-07-31,\nE2,x,2004-05-01,2004-12-31,\n" },
  { { "x", "E1", "waived" }, { "x", "E2", "breached" } })
judge("of what is asked of today, one that holds today", "2004-06-30", law .. waivable() .. 'obligation "x" { clause = "law/a", require = enterprise.size:is "large" }\n',
  { enterprise = "code,jurisdiction,size\nE1,C1,small\nE2,C1,small\nE3,C1,small\n",
    waiver = granted .. "E1,x,2002-05-01,2002-07-31,\nE2,x,2004-05-01,2004-12-31,\nE3,x,2004-07-15,2004-12-31,\n" },
  { { "x", "E1", "breached" }, { "x", "E2", "waived", next_change = "2005-01-01" }, { "x", "E3", "breached", next_change = "2004-07-15" } })

judge("in a period one waiver must have held from its first day, or that on which its subject begins, to its last", "2004-06-30", bare_law .. waivable()
  .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, require = enterprise.measurements:during(period):where(' .. over .. "):none() }\n",
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2003-01-01\nE2,C1,2003-01-01\nE3,C1,2003-01-01\nE4,C1,2003-03-01\nE5,C1,2003-01-01\n",
    measurement = measured .. "E1,o,cod,2003-06-01,60,mg/L\nE2,o,cod,2003-06-01,60,mg/L\nE3,o,cod,2003-06-01,60,mg/L\nE4,o,cod,2003-06-01,60,mg/L\nE5,o,cod,2004-02-01,60,mg/L\n",
    waiver = granted .. "E1,x,2003-01-01,2003-12-31,\nE2,x,2003-01-02,2003-12-31,\nE3,x,2003-01-01,2003-12-30,\nE4,x,2003-03-01,,\nE5,x,2004-01-01,2004-08-31,\n" },
  { { "x", "E1@2003", "waived", next_change = "none" }, { "x", "E2@2003", "breached", next_change = "none" }, { "x", "E3@2003", "breached" }, { "x", "E4@2003", "waived" },
    { "x", "E5@2003", "unknown" },
    { "x", "E1@2004", "unknown" }, { "x", "E2@2004", "unknown" }, { "x", "E3@2004", "unknown" }, { "x", "E4@2004", "unknown" },
    { "x", "E5@2004", "waived", next_change = "2004-09-01" } })
-- Each enterprise is in breach on 1 June 2003.
local function in_year(name, more, waivers_, statuses, columns)
  local enterprises, measurements, verdicts = { "code,jurisdiction,opened_on" }, { (measured:gsub("\n", "")) }, {}
  for i, status in ipairs(statuses) do
    enterprises[#enterprises + 1] = ("E%d,C1,%s"):format(i, status[2] or "2003-01-01")
    measurements[#measurements + 1] = ("E%d,o,cod,2003-06-01,60,mg/L"):format(i)
    verdicts[#verdicts + 1] = { "x", ("E%d@2003"):format(i), status[1] }
  end
  judge(name, "2003-12-31", bare_law .. waivable(more) .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, require = enterprise.measurements:during(period):where('
    .. over .. "):none() }\n", { enterprise = table.concat(enterprises, "\n") .. "\n", measurement = table.concat(measurements, "\n") .. "\n",
      agency = "code,role\nG1,environment\nG2,economic\nG3,\n", waiver = (columns or granted) .. waivers_ }, verdicts)
end
in_year("several that follow each other without a day between them excuse a period together", "",
  "E1,x,2003-01-01,2003-05-31,\nE1,x,2003-06-01,2003-12-31,\nE2,x,2003-01-01,2003-05-30,\nE2,x,2003-06-01,2003-12-31,\nE3,x,2003-01-01,2003-06-30,\nE3,x,2003-06-01,2003-12-31,\n"
  .. "E4,x,2003-01-01,2003-05-31,\nE4,x,2003-06-01,2003-12-30,\nE5,x,2003-01-01,2003-03-31,\nE5,x,2003-10-01,,\nE5,x,2003-04-01,2003-09-30,\n"
  .. "E6,x,2003-03-01,2003-05-31,\nE6,x,2003-06-01,,\nE7,x,2003-01-01,2003-02-28,\nE7,x,2003-03-01,2004-01-31,\nE8,x,2003-01-02,2003-05-31,\nE8,x,2003-06-01,,\n"
  .. "E9,x,2003-01-01,2003-12-31,\nE9,x,2003-02-01,2003-03-31,\nE9,y,2003-02-01,2003-02-28,\n",
  { { "waived" }, { "breached" }, { "waived" }, { "breached" }, { "waived" }, { "waived", "2003-03-01" }, { "waived" }, { "breached" }, { "waived" } })
in_year("each for as long as the law lets it last, and of the agency that may grant it", ', at_most = months(6), by = "environment"',
  "E1,x,2003-01-01,,G1\nE1,x,2003-07-02,,G1\nE2,x,2003-01-01,,G1\nE2,x,2003-07-03,,G1\nE3,x,2003-01-01,2003-05-31,G1\nE3,x,2003-06-01,2003-08-31,G2\nE3,x,2003-09-01,,G1\n"
  .. "E4,x,2003-01-01,2003-05-31,G1\nE4,x,2003-06-01,2003-08-31,G1\nE4,x,2003-09-01,,G1\n", { { "waived" }, { "breached" }, { "breached" }, { "waived" } })
in_year("one that is extended in time leaves no day out, and one that is extended later, or cut short, does", "",
  "E1,x,2003-01-01,2003-05-31,,\nE1,x,2003-01-01,2003-12-31,,2003-05-31\nE2,x,2003-01-01,2003-05-31,,\nE2,x,2003-01-01,2003-12-31,,2003-09-01\n"
  .. "E3,x,2003-01-01,2003-12-31,,\nE3,x,2003-01-01,2003-03-31,,2003-05-01\nE3,x,2003-01-01,,,2003-10-01\nE4,x,2003-01-01,2003-05-31,,\nE4,x,2003-01-01,2003-12-31,,2003-09-01\n"
  .. "E4,x,2003-06-01,2003-09-30,,\n", { { "waived" }, { "breached" }, { "breached" }, { "waived" } }, "enterprise,rule,granted_on,expires_on,agency,effective_from\n")
judge("who had one by the period's first day had it also where nobody knows when it begins", "2004-06-30", bare_law .. waivable()
  .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, require = enterprise.measurements:during "2003":where(' .. over .. "):none() }\n",
  { enterprise = "code,jurisdiction\nE1,C1\nE2,C1\nE3,C1\n",
    measurement = measured .. "E1,o,cod,2003-06-01,60,mg/L\nE2,o,cod,2003-06-01,60,mg/L\nE3,o,cod,2003-06-01,60,mg/L\n",
    waiver = granted .. "E1,x,2003-01-01,2003-12-31,\nE2,x,2003-01-02,2003-12-31,\nE3,x,2003-01-01,2003-12-30,\n" },
  { { "x", "E1@2003", "waived", next_change = "none" }, { "x", "E2@2003", "breached", next_change = "none" }, { "x", "E3@2003", "breached" },
    { "x", "E1@2004", "breached" }, { "x", "E2@2004", "breached" }, { "x", "E3@2004", "breached" } })
judge("more time is another thing: a dated duty is waived while a waiver holds, also for what was due before it", "2004-06-30", law .. waivable()
  .. 'obligation "x" { clause = "law/a", due = "2002-12-31", done = enterprise.audits.completed_on:first() }\n',
  { enterprise = opened(2), waiver = granted .. "E1,x,2002-05-01,2003-07-31,\nE2,x,2004-05-01,2004-12-31,\n" },
  { { "x", "E1", "overdue" }, { "x", "E2", "waived", next_change = "2005-01-01" } })
