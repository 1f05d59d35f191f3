-- Cases decided by hand: 29. Periods that a table names: two phases with days between them, and a third without an end.
local write = require "tests.meaning.write"
local judge, law = write.judge, write.law

write.section "29 named periods"

local kinds = [[
kind "site" { lasting = true, fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "staff", number } } }
kind "notice" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "made_on", event, starts = true } } }
import "site" { complete = "a case holds all there is" }
import "notice" { complete = "a case holds all there is" }
periods "phase" { clause = "law/a",
  { "1", from = "2001-01-01", to = "2002-12-31", sized_on = "2002-06-30", by = "2003-03-31", least = 10, put_off = not_given "the day stands" },
  { "2", from = "2003-02-01", to = "2004-05-31", sized_on = "2003-12-31", by = "2004-04-30", least = 20, put_off = "2004-08-31" },
  { "3", from = "2004-06-01", sized_on = "2006-12-31", by = "2007-06-30", least = 20, put_off = not_given "the day stands" } }
]]
local sites, notices = "code,enterprise,staff,effective_from\n", "code,site,made_on\n"
local staffed = { site = sites .. "S1,E1,15,\n" }
local grown = { site = sites .. "S1,E1,15,\nS1,E1,25,2003-12-31\n" }
local dated = 'applies = site.staff:at_least(phase.least), due = phase.by, done = site.notices:during(period).made_on:first()'

local function case(name, as_of, body, records, verdicts, more)
  judge(name, as_of, law .. kinds .. (more or "") .. ('obligation "x" { clause = "law/a", per = { site, phase }, %s }\n'):format(body), records, verdicts, { of = { "x", "y" } })
end

case("each row is judged by its own days and numbers, and a day between two rows is in none", "2004-06-30", dated,
  { site = sites .. "S1,E1,15,\n", notice = notices .. "N1,S1,2003-01-15\n" },
  { { "x", "S1@1", "overdue", due = "2003-03-31" }, { "x", "S1@2", "not_applicable" }, { "x", "S1@3", "not_applicable" } })
case("what was done in a row is done in no other", "2004-06-30", dated, { site = sites .. "S1,E1,25,\n", notice = notices .. "N1,S1,2002-12-31\nN2,S1,2004-05-31\n" },
  { { "x", "S1@1", "met", done = "2002-12-31" }, { "x", "S1@2", "late", done = "2004-05-31" }, { "x", "S1@3", "pending", due = "2007-06-30" } })
case("a row that ended before anything was recorded is judged, and one that has not begun is not", "2003-01-31", dated, staffed,
  { { "x", "S1@1", "pending", due = "2003-03-31", next_change = "2003-04-01" } })
case("whom it binds is asked on a day of the row", "2004-06-30", "applies = site.staff:at_least(phase.least), applies_on = phase.sized_on, due = phase.by, "
  .. "done = site.notices:during(period).made_on:first()", grown, { { "x", "S1@1", "overdue" }, { "x", "S1@2", "overdue" }, { "x", "S1@3", "not_applicable" } })
case("one that the law puts off, and others that stand", "2004-06-30", "due = phase.put_off:or_else(phase.by), done = site.notices:during(period).made_on:first()", staffed,
  { { "x", "S1@1", "overdue", due = "2003-03-31" }, { "x", "S1@2", "pending", due = "2004-08-31", next_change = "2004-09-01" }, { "x", "S1@3", "pending", due = "2007-06-30" } })
case("where the law sets none there is none", "2004-06-30", "require = phase.put_off:given()", staffed,
  { { "x", "S1@1", "breached" }, { "x", "S1@2", "met" }, { "x", "S1@3", "breached" } })
case("before the first row the table tells nothing", "2004-06-30", "require = site.notices:during(period):count():at_least(site.notices:during(period):count():previous())",
  { site = sites .. "S1,E1,15,\n", notice = notices .. "N1,S1,2001-05-01\nN2,S1,2003-02-01\nN3,S1,2003-03-01\n" },
  { { "x", "S1@1", "unknown", missing = { "a row of periods phase on 2000-12-31" } }, { "x", "S1@2", "met" }, { "x", "S1@3", "breached" } })
case("the row before, whatever lies between, and the one before that", "2004-06-30", "require = phase.least:above(phase.least:previous()) | site.staff:previous(2):is(15)", grown,
  { { "x", "S1@1", "unknown" }, { "x", "S1@2", "met" }, { "x", "S1@3", "met" } })
case("a day of the row before", "2004-06-30", "require = phase.by:previous():before(period.from)", staffed,
  { { "x", "S1@1", "unknown" }, { "x", "S1@2", "breached" }, { "x", "S1@3", "met" } })
case("each is read on its last day, and the last one has no end", "2030-01-01", 'require = site.staff:is(15) & period.to:by("2004-12-31")', grown,
  { { "x", "S1@1", "met" }, { "x", "S1@2", "breached" }, { "x", "S1@3", "breached" } })
case("a state goes on from row to row, and one that runs is open", "2004-06-30", "require = site.big", grown,
  { { "x", "S1@1", "breached" }, { "x", "S1@2", "met" }, { "x", "S1@3", "unknown" } },
  'state "site.big" { clause = "law/a", per = { site, phase }, from = "2000-07-01", begins = site.staff:at_least(20), before = false }\n')
case("what a state was before the first row is said, or nobody knows", "2004-05-31", "require = site.big", staffed,
  { { "x", "S1@1", "met" }, { "x", "S1@2", "met" }, { "y", "S1@1", "unknown" }, { "y", "S1@2", "breached" } },
  'state "site.big" { clause = "law/a", per = { site, phase }, from = "2001-01-01", begins = site.staff:at_least(20), before = true }\n'
  .. 'state "site.small" { clause = "law/a", per = { site, phase }, from = "2001-01-01", begins = site.staff:below(10), ends = phase.least:is(20) }\n'
  .. 'obligation "y" { clause = "law/a", per = { site, phase }, require = site.small }\n')
local stage = 'periods "stage" { clause = "law/a", { "1", from = "2002-01-01", to = "2002-12-31" } }\n'
case("rows of one name and one last day in two tables are two periods", "2004-06-30", "require = site.noticed",
  { site = sites .. "S1,E1,15,\n", notice = notices .. "N1,S1,2001-05-01\n" },
  { { "x", "S1@1", "met" }, { "x", "S1@2", "breached" }, { "x", "S1@3", "breached" }, { "y", "S1@1", "met" } },
  stage .. 'term "site.noticed" { per = { site, phase }, value = site.notices:during(period):any() }\n'
  .. 'term "site.staged" { per = { site, stage }, value = site.notices:during(period):any() }\n'
  .. 'obligation "y" { clause = "law/a", per = { site, stage }, require = ~site.staged }\n')
case("also to a function that both ask", "2004-06-30", "require = early", staffed,
  { { "x", "S1@1", "met" }, { "x", "S1@2", "breached" }, { "x", "S1@3", "breached" }, { "y", "S1@1", "breached" } },
  stage .. 'local early = function(_, asked) return asked.period.from == "2001-01-01" end\n'
  .. 'obligation "y" { clause = "law/a", per = { site, stage }, require = early }\n')
case("a state whose first day lies within a row begins with that row", "2004-06-30", "require = site.small", staffed,
  { { "x", "S1@1", "met" }, { "x", "S1@2", "breached" }, { "x", "S1@3", "unknown" } },
  'state "site.small" { clause = "law/a", per = { site, phase }, from = "2002-06-15", begins = phase.least:is(10), ends = phase.least:is(20) }\n')
case("months that are expected of a row", "2003-04-30", "require = site.notices:during(period):count():at_most(5), expects = { site.notices, each = month }",
  { site = sites .. "S1,E1,15,\n", notice = notices .. "N1,S1,2003-02-05\nN2,S1,2003-03-05\n" }, { { "x", "S1@1", "unknown" }, { "x", "S1@2", "unknown" },
    { "y", "S1@a", "met" }, { "y", "S1@b", "unknown" } },
  'periods "spell" { clause = "law/a", { "a", from = "2003-02-01", to = "2003-03-31" }, { "b", from = "2003-04-01", to = "2003-04-30" } }\n'
  .. 'obligation "y" { clause = "law/a", per = { site, spell }, require = site.notices:during(period):count():at_most(5), expects = { site.notices, each = month } }\n')
