-- Cases decided by hand: rules per ISO week and per fiscal year, and what is expected of each (5, 9, 19).
local write = require "tests.meaning.write"
local ask, judge = write.ask, write.judge

write.section("9 weeks and fiscal years")

local audits = { audit = "code,enterprise,started_on,reported_on\nA1,E1,2024-12-29,2025-01-03\nA2,E1,2024-12-30,2025-01-10\n" }
judge("a week is that of its Thursday", "2025-01-08", write.law .. 'instrument "w" { title = "W", issuer = "J", in_force = { from = "2024-12-27" }, clauses = { a = "…" } }\n'
  .. 'obligation "x" { clause = "w/a", per = { enterprise, week }, require = enterprise.audits:during(period):any() }\n', audits,
  { { "x", "E1@2024-W52", "met" }, { "x", "E1@2025-W01", "met" }, { "x", "E1@2025-W02", "breached" } }, { of = { "x" } })
judge("a fiscal year begins on its day", "2025-01-08", write.law
  .. 'obligation "x" { clause = "law/a", per = { enterprise, fiscal_year "04-06" }, require = enterprise.audits:during(period):any() }\n',
  { audit = "code,enterprise,started_on\nA1,E1,2023-04-05\nA2,E1,2024-04-06\n" },
  { { "x", "E1@2022-04-06/2023-04-05", "met" }, { "x", "E1@2023-04-06/2024-04-05", "breached" }, { "x", "E1@2024-04-06/2025-04-05", "met" } }, { of = { "x" } })
judge("one that begins with a month is called by months, and expects months", "2024-06-30", write.law
  .. 'obligation "x" { clause = "law/a", per = { enterprise, fiscal_year "04-01" }, forbid = enterprise.audits:during(period):where(audit.round:above(9)), '
  .. "expects = { enterprise.audits, each = quarter } }\n",
  { audit = "code,enterprise,started_on,round\nA1,E1,2023-04-05,1\nA2,E1,2023-07-06,1\nA3,E1,2023-10-06,1\nA4,E1,2024-03-31,1\nA5,E1,2024-05-01,10\n" },
  { { "x", "E1@2023-04/2024-03", "met" }, { "x", "E1@2024-04/2025-03", "breached", since = "2024-05-01" } }, { of = { "x" } })
judge("a duty per fiscal year is due by its end", "2024-07-15", write.law
  .. 'obligation "x" { clause = "law/a", per = { enterprise, fiscal_year "07-01" }, due = period.to, done = enterprise.audits:during(period).reported_on:first() }\n',
  { audit = "code,enterprise,started_on,reported_on\nA1,E1,2023-07-01,2024-06-30\n" },
  { { "x", "E1@2023-07/2024-06", "met", due = "2024-06-30", done = "2024-06-30" }, { "x", "E1@2024-07/2025-06", "pending", due = "2025-06-30" } }, { of = { "x" } })
judge("what is expected each week of some weeks", "2025-02-01", write.bare_law
  .. 'obligation "x" { clause = "law/a", require = enterprise.audits:count():at_least(0), expects = { enterprise.audits, each = week, during = "2024-W52/2025-W01" } }\n'
  .. 'obligation "y" { clause = "law/a", require = enterprise.audits:count():at_least(0), expects = { enterprise.audits, each = week, during = "2024-W52/2025-W02" } }\n',
  audits, { { "x", "E1", "met" }, { "y", "E1", "unknown" } })
ask("written weeks, and periods from a day to a day", "2025-02-01", audits, {
  { 'enterprise.audits:during("2024-W52"):count():is(1)', "yes" }, { 'enterprise.audits:during("2025-W01"):count():is(1)', "yes" },
  { 'enterprise.audits:during("2024-W52/2025-W01"):count():is(2)', "yes" }, { 'enterprise.audits:during("2024-12-30/2025-01-05"):count():is(1)', "yes" },
  { 'enterprise.audits:during("2023-04-06/2024-04-05"):none()', "yes" },
})
