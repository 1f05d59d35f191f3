-- Cases decided by hand: 25. Whether a rule applies, asked on a day of its own.
local write = require "tests.meaning.write"
local judge, law, instrument = write.judge, write.law, write.instrument

write.section "25 applies_on"

-- A plant is large when it begins, and small from 2003 on; E2 the other way round; of E3 nobody knows when it began, E4 begins later, E5 was of one size always.
local plants = { enterprise = "code,jurisdiction,size,opened_on,effective_from\n"
  .. "E1,C1,large,2001-01-01,\nE1,C1,small,,2003-01-01\nE2,C1,small,2001-01-01,\nE2,C1,large,,2003-01-01\n"
  .. "E3,C1,large,,\nE3,C1,small,,2003-01-01\nE4,C1,large,2004-06-01,\nE5,C1,small,,\n" }
local function keep(more) return law .. ('obligation "x" { clause = "law/a", applies = enterprise.size:is "large", %srequire = enterprise.listings:any() }\n'):format(more) end
judge("a rule asks whom it binds on its pivot", "2004-01-01", keep "", plants, { { "x", "E1", "not_applicable" }, { "x", "E2", "breached" }, { "x", "E3", "not_applicable" },
  { "x", "E5", "not_applicable" } })
judge("or on the day that it names, and of one that nobody knows nobody knows it, unless it is so on every day", "2004-01-01", keep "applies_on = enterprise.opened_on, ", plants,
  { { "x", "E1", "breached" }, { "x", "E2", "not_applicable" }, { "x", "E3", "unknown", missing = { "enterprise.opened_on" } }, { "x", "E5", "not_applicable" } })
judge("a day may be written", "2004-01-01", keep 'applies_on = "2002-12-31", ', plants, { { "x", "E1", "breached" }, { "x", "E2", "not_applicable" }, { "x", "E3", "breached" },
  { "x", "E5", "not_applicable" } })
judge("on a day that has not come nobody is asked", "2002-12-30", keep 'applies_on = "2002-12-31", ', plants,
  { { "x", "E1", "not_applicable", next_change = "2002-12-31" }, { "x", "E2", "not_applicable" }, { "x", "E3", "not_applicable", next_change = "2002-12-31" }, { "x", "E5",
    "not_applicable" } })
judge("nor on one that there is not", "2004-01-01", keep "applies_on = enterprise.closed_on, ",
  { enterprise = "code,jurisdiction,size,closed_on\nE1,C1,large,\nE2,C1,large,2003-01-01\n" },
  { { "x", "E1", "not_applicable" }, { "x", "E2", "breached" } })
judge("the place is asked on it, too", "2004-01-01", law .. instrument("city", "1990-01-01", nil, "C1")
  .. 'obligation "x" { clause = "city/a", applies_on = "2002-12-31", require = enterprise.listings:any() }\n',
  { enterprise = "code,jurisdiction,effective_from\nE1,C1,\nE1,C2,2003-01-01\nE2,C2,\nE2,C1,2003-01-01\n" }, { { "x", "E1", "breached" }, { "x", "E2", "not_applicable" } })
judge("of a day that is not there only because no record is on file the place is not shown to be another", "2004-01-01", instrument("act", "1990-01-01") .. instrument("city",
  "1990-01-01", nil, "C1") .. [[
obligation "x" { clause = "city/a", applies_on = enterprise.audits.started_on:first(), require = enterprise.audits:none() }
obligation "frees" { clause = "act/a", require = verdict "x".status:is "not_applicable" }
incentive "given" { clause = "city/a", applies_on = enterprise.audits.started_on:first(), used = enterprise.closed_on }
]], { enterprise = "code,jurisdiction,effective_from\nin,C1,\nmoved,C1,\nmoved,C2,2003-01-01\nout,C2,\n" },
  { { "x", "in", "not_applicable" }, { "x", "moved", "not_applicable" }, { "x", "out", "not_applicable" }, { "frees", "in", "unknown" }, { "frees", "moved", "unknown" },
    { "frees", "out", "met" }, { "given", "in", "not_available" },
    { "given", "moved", "not_available" }, { "given", "out", "not_available" } })
local bound = { { "x", "in", "met" }, { "x", "moved", "met" }, { "x", "out", "not_applicable" }, { "kept", "in", "met" }, { "kept", "moved", "met" }, { "kept", "out", "breached" },
  { "frees", "in", "breached" }, { "frees", "moved", "breached" }, { "frees", "out", "met" } }
local freed = { { "x", "in", "met" }, { "x", "moved", "not_applicable" }, { "x", "out", "not_applicable" }, { "kept", "in", "met" }, { "kept", "moved", "breached" },
  { "kept", "out", "breached" }, { "frees", "in", "breached" }, { "frees", "moved", "unknown" }, { "frees", "out", "met" } }
for _, how in ipairs { { "binds on the day that is on file is bound, though a record could tell another", 'enterprise.audits.started_on:first():or_else("2002-01-01")', bound },
  { "it frees on that day is not shown to be free", 'enterprise.audits.started_on:first():or_else("2003-06-30")', freed } } do
  for _, whom in ipairs { "", 'applies = enterprise.size:is "large", ' } do
    judge("whom a rule " .. how[1] .. (whom == "" and ": by its place" or ": by its class"), "2004-01-01", instrument("act", "1990-01-01")
      .. instrument("city", "1990-01-01", nil, "C1") .. ([[
obligation "x" { clause = "%s/a", %sapplies_on = %s, require = enterprise.opened_on:given() }
obligation "kept" { clause = "act/a", require = verdict "x".status:is "met" }
obligation "frees" { clause = "act/a", require = verdict "x".status:is "not_applicable" }
]]):format(whom == "" and "city" or "act", whom, how[2]), { enterprise = "code,jurisdiction,size,opened_on,effective_from\nin,C1,large,2001-01-01,\nmoved,C1,large,2001-01-01,\n"
        .. "moved,C2,small,,2003-01-01\nout,C2,small,2001-01-01,\n" }, how[3])
  end
end
judge("so it is of a day that was not received", "2004-01-01", instrument("act", "1990-01-01") .. [[
kind "permit" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "asked_on", event, starts = true }, { "told_on", event },
  { "day", date, blank = "none", known_from = "told_on" } } }
obligation "x" { clause = "act/a", per = permit, applies_on = permit.day, require = permit.asked_on:given() }
obligation "frees" { clause = "act/a", per = permit, require = verdict "x".status:is "not_applicable" }
]], { permit = "code,enterprise,asked_on,told_on,day\nR1,E1,2003-01-01,,\nR2,E1,2003-01-01,2003-02-01,\nR3,E1,2003-01-01,2003-02-01,2003-03-01\n" },
  { { "x", "R1", "not_applicable" }, { "x", "R2", "not_applicable" }, { "x", "R3", "met" }, { "frees", "R1", "unknown" }, { "frees", "R2", "met" }, { "frees", "R3", "breached" } })
judge("and exceptions, whose text must be in force then", "2004-01-01", keep 'applies_on = "2002-12-31", ' .. instrument("late", "2003-01-01") .. instrument("early",
  "1990-01-01", "2002-12-31")
  .. 'exception "late" { clause = "late/a", to = "x", applies = enterprise.code:is "E1" }\n'
  .. 'exception "early" { clause = "early/a", to = "x", applies = enterprise.code:is "E3" }\n', plants,
  { { "x", "E1", "breached" }, { "x", "E2", "not_applicable" }, { "x", "E3", "not_applicable" }, { "x", "E5", "not_applicable" } })
-- The deadline by the law of another day: the grace of the day on which it arises.
judge("the due day is that of the law of the day on which the duty arises", "2004-12-31", law
  .. 'parameter "grace" { clause = "law/a", { days(30), from = "1990-01-01" }, { days(60), from = "2003-01-01" } }\n'
  .. 'obligation "x" { clause = "law/a", per = listing, applies = enterprise.size:is "large", applies_on = enterprise.opened_on, '
  .. 'arises = listing.published_on, due = parameter "grace", '
  .. 'done = enterprise.audits.completed_on:first() }\n', { enterprise = plants.enterprise,
    listing = "enterprise,list,published_on\nE1,a,2002-12-31\nE1,a,2003-01-01\nE2,a,2003-01-01\n" },
  { { "x", "E1/a/2002-12-31", "overdue", due = "2003-01-30" }, { "x", "E1/a/2003-01-01", "overdue", due = "2003-03-02" }, { "x", "E2/a/2003-01-01", "not_applicable" } })
judge("in a rule per year it is one day in all of them", "2004-12-31", law
  .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, applies = enterprise.size:is "large", '
  .. 'applies_on = "2002-06-30", require = enterprise.listings:during(period):any() }\n',
    { enterprise = "code,jurisdiction,size,effective_from\nE1,C1,large,\nE1,C1,small,2003-01-01\n",
    listing = "enterprise,list,published_on\nE1,a,2003-05-05\n" }, { { "x", "E1@2003", "met" }, { "x", "E1@2004", "breached" } })
judge("and of a power", "2004-12-31", law
  .. 'power "x" { clause = "law/a", applies = enterprise.size:is "large", applies_on = "2002-06-30", used = enterprise.listings.published_on:first() }\n',
  { enterprise = "code,jurisdiction,size,effective_from\nE1,C1,large,\nE1,C1,small,2003-01-01\nE2,C1,small,\nE2,C1,large,2003-01-01\n",
    listing = "enterprise,list,published_on\nE1,a,2003-05-05\nE2,a,2003-05-05\n" }, { { "x", "E1", "used" }, { "x", "E2", "not_available" } })
