-- Cases decided by hand: 22. Exceptions that say something else instead.
local write = require "tests.meaning.write"
local judge, instrument, law = write.judge, write.instrument, write.law

write.section "22 instead"

local function enterprises(...) return { enterprise = "code,jurisdiction,size,employees,sector,opened_on\n" .. table.concat({ ... }, "\n") .. "\n" } end

-- A limit ------------------------------------------------------------------------------------------------------------------------------

local limit = law .. [[
parameter "most" { clause = "law/a", { 100, from = "1990-01-01" } }
exception "small" { clause = "law/a", to = "most", applies = enterprise.size:is "small", instead = 200 }
exception "old" { clause = "law/a", to = "small", applies = enterprise.opened_on:before "2000-01-01", instead = 250 }
obligation "x" { clause = "law/a", require = ~enterprise.employees:above(parameter "most") }
]]
judge("an exception says another limit, and one to it a third", "2005-01-01", limit, enterprises("E1,C1,small,200,,2001-01-01", "E2,C1,small,201,,2001-01-01",
  "E3,C1,small,250,,1999-12-31",
  "E4,C1,small,251,,1999-12-31", "E5,C1,large,100,,2001-01-01", "E6,C1,large,101,,2001-01-01"),
  { { "x", "E1", "met" }, { "x", "E2", "breached" }, { "x", "E3", "met" }, { "x", "E4", "breached" }, { "x", "E5", "met" }, { "x", "E6", "breached" } })
judge("an exception to an exception says nothing of whom that one leaves out", "2005-01-01", limit, enterprises "E1,C1,large,101,,1999-12-31", { { "x", "E1", "breached" } })
judge("of whom nobody knows whether it holds, what follows from either is left", "2005-01-01", limit,
  enterprises("E1,C1,,100,,2001-01-01", "E2,C1,,150,,2001-01-01", "E3,C1,,201,,2001-01-01", "E4,C1,,201,,1999-12-31", "E5,C1,small,200,,", "E6,C1,small,220,,",
    "E7,C1,small,251,,"),
  { { "x", "E1", "met" }, { "x", "E2", "unknown", missing = { "enterprise.size" } }, { "x", "E3", "breached" }, { "x", "E4", "unknown", missing = { "enterprise.size" } },
    { "x", "E5", "met" }, { "x", "E6", "unknown", missing = { "enterprise.opened_on" } }, { "x", "E7", "breached" } })
judge("an exception that says nothing sets it aside", "2005-01-01", limit .. 'exception "coal" { clause = "law/a", to = "small", applies = enterprise.sector:is "22" }\n',
  enterprises("E1,C1,small,101,22,2001-01-01", "E2,C1,small,101,13,2001-01-01", "E3,C1,small,101,,2001-01-01", "E4,C1,small,101,22,1999-12-31"),
  { { "x", "E1", "breached" }, { "x", "E2", "met" }, { "x", "E3", "unknown", missing = { "enterprise.sector" } }, { "x", "E4", "breached" } })
local texts = instrument("early", "2000-01-01", "2003-12-31") .. instrument("there", "2000-01-01", nil, "C2")
local function of_text(clause)
  return law .. texts .. 'parameter "most" { clause = "law/a", { 100, from = "1990-01-01" } }\nexception "small" { clause = "' .. clause
    .. '", to = "most", applies = enterprise.size:is "small", instead = 200 }\nobligation "x" { clause = "law/a", require = ~enterprise.employees:above(parameter "most") }\n'
end
judge("its text must be in force", "2003-12-31", of_text "early/a", enterprises "E1,C1,small,150,,2001-01-01", { { "x", "E1", "met", next_change = "2004-01-01" } })
judge("and has ended", "2004-01-01", of_text "early/a", enterprises "E1,C1,small,150,,2001-01-01", { { "x", "E1", "breached" } })
judge("and its place must hold", "2003-12-31", of_text "there/a", enterprises("E1,C1,small,150,,2001-01-01", "E2,C2,small,150,,2001-01-01"), { { "x", "E1", "breached" }, { "x",
  "E2", "met" } })
judge("another parameter may be said, which is read on the same day", "2005-01-01", law .. [[
parameter "most" { clause = "law/a", { 100, from = "1990-01-01" } }
parameter "more" { clause = "law/a", { 200, from = "1990-01-01" }, { 300, from = "2003-01-01" } }
exception "small" { clause = "law/a", to = "most", applies = enterprise.size:is "small", instead = parameter "more" }
obligation "x" { clause = "law/a", per = listing, require = ~enterprise.employees:above(parameter "most":on(listing.published_on)) }
]], { enterprise = "code,jurisdiction,size,employees\nE1,C1,small,250\nE2,C1,large,100\n",
  listing = "enterprise,list,published_on\nE1,a,2002-12-31\nE1,a,2003-01-01\nE2,a,2003-01-01\n" },
  { { "x", "E1/a/2002-12-31", "breached" }, { "x", "E1/a/2003-01-01", "met" }, { "x", "E2/a/2003-01-01", "met" } })
judge("of what is forbidden it is asked on each row's day", "2005-01-01", law .. [[
parameter "most" { clause = "law/a", { 100, from = "1990-01-01" } }
exception "small" { clause = "law/a", to = "most", applies = enterprise.size:is "small", instead = 200 }
obligation "x" { clause = "law/a", forbid = enterprise.listings:where(enterprise.employees:above(parameter "most")) }
]], { enterprise = "code,jurisdiction,size,employees,effective_from\nE1,C1,small,150,\nE1,C1,large,150,2003-01-01\nE2,C1,small,150,\nE2,C1,large,150,2003-01-01\n",
  listing = "enterprise,list,published_on\nE1,a,2002-12-31\nE2,a,2003-01-01\n" }, { { "x", "E1", "met" }, { "x", "E2", "breached", since = "2003-01-01" } })

-- What a table's row gives is a parameter where exceptions may say another: nothing else of the table changes.
local by_table = law .. [[
parameter "large rate" { clause = "law/a", { 10, from = "1990-01-01" } }
parameter "large class" { clause = "law/a", { "A", from = "1990-01-01" } }
exception "dairy" { clause = "law/a", to = { "large rate" }, applies = enterprise.sector:is "22", instead = 4 }
exception "dairy-class" { clause = "law/a", to = "large class", applies = enterprise.sector:is "22", instead = "B" }
decision "enterprise.levy" { clause = "law/a", hit = "first", results = { "rate", "class" }, columns = { enterprise.employees },
  rows = { { above(100), parameter "large rate", parameter "large class" }, { any, 2, "C" } } }
obligation "x" { clause = "law/a", require = ~enterprise.levy.rate:above(5) }
obligation "y" { clause = "law/a", require = enterprise.levy.class:is("A", "C") }
]]
judge("an exception to the parameter that a table's row gives", "2005-01-01", by_table,
  enterprises("E1,C1,small,101,13,", "E2,C1,small,101,22,", "E3,C1,small,101,,", "E4,C1,small,100,22,", "E5,C1,small,,22,", "E6,C1,small,,13,"), {
  { "x", "E1", "breached" }, { "x", "E2", "met" }, { "x", "E3", "unknown", missing = { "enterprise.sector" } }, { "x", "E4", "met" }, { "x", "E5", "met" },
  { "x", "E6", "unknown", missing = { "enterprise.employees" } },
  { "y", "E1", "met" }, { "y", "E2", "breached" }, { "y", "E3", "unknown", missing = { "enterprise.sector" } }, { "y", "E4", "met" },
  { "y", "E5", "unknown", missing = { "enterprise.employees" } }, { "y", "E6", "unknown", missing = { "enterprise.employees" } } })

-- Two that hold at once ------------------------------------------------------------------------------------------------------------------

local function many(says) return ('exception "many" { clause = "law/a", to = "most", applies = enterprise.employees:above(10), instead = %s }\n'):format(says) end
local function few(says, to)
  return ('exception "few" { clause = "law/a", to = %s, applies = (enterprise.employees * 2):below(400), instead = %s }\n'):format(to or '"most"', says)
end
local most = law .. 'parameter "most" { clause = "law/a", { 9, from = "1990-01-01" } }\n'
  .. 'obligation "x" { clause = "law/a", require = enterprise.listings:count():at_most(parameter "most") }\n'
local function two(a, b) return most .. many(a) .. few(b) end
local function listed(employees, count)
  local rows = { "enterprise,list,published_on" }
  for index = 1, count do rows[#rows + 1] = "E1,l" .. index .. ",2001-01-01" end
  return { enterprise = "code,jurisdiction,employees\nE1,C1," .. employees .. "\n", listing = table.concat(rows, "\n") .. "\n" }
end
local contradict = { "which counts of the exceptions many (law/a) + few (law/a), which contradict each other on 2005-01-01" }
local function at_once(name, a, b, employees, count, status, missing) judge(name, "2005-01-01", two(a, b), listed(employees, count), { { "x", "E1", status,
  missing = missing } }) end
at_once("where two hold and contradict each other, nobody knows which counts", 1, 3, 100, 2, "unknown", contradict)
at_once("what either says is left: kept by both", 1, 3, 100, 1, "met")
at_once("broken by both", 1, 3, 100, 4, "breached")
at_once("where one holds alone it counts: the first", 1, 3, 300, 2, "breached")
at_once("the second", 1, 3, 5, 3, "met")
at_once("where both say the same nothing is open", 3, 3, 100, 3, "met")
at_once("and broken", 3, 3, 100, 4, "breached")
at_once("of whom nobody knows whether either holds, the limit itself is left, too", 1, 3, "", 5, "unknown")
at_once("and kept by all three", 1, 3, "", 1, "met")
judge("one that names the other replaces it where both hold", "2005-01-01", most .. many(1) .. few(3, '{ "most", "many" }'), listed(100, 2), { { "x", "E1", "met" } })
-- Of two that say the same one has an exception of its own: where that holds, too, they do not. The order in which they stand is of no matter.
local large = 'exception "large" { clause = "law/a", to = "many", applies = enterprise.size:is "large", instead = 1 }\n'
local function of_large()
  local given = listed(100, 2)
  given.enterprise = "code,jurisdiction,employees,size\nE1,C1,100,large\n"
  return given
end
for i, pack in ipairs { many(3) .. few(3), few(3) .. many(3) } do
  judge(("what an exception to one of two says contradicts the other (%d)"):format(i), "2005-01-01", most .. pack .. large, of_large(), { { "x", "E1", "unknown" } })
end
-- `few` replaces `many`, and so does `large`: what is then said in place of `many` is not told.
for i, pack in ipairs { many(9) .. few(3, '{ "most", "many" }'), few(3, '{ "most", "many" }') .. many(9) } do
  judge(("two that replace a third contradict each other (%d)"):format(i), "2005-01-01", most .. pack .. large:gsub('enterprise.size:is "large"',
    "(enterprise.employees * 3):above(30)"),
    of_large(), { { "x", "E1", "unknown" } })
end

-- A span, after 40 CFR 262.16: 180 days, or 270 where there is far to go, and 90 for who generates much, however far it is.
local keep_at_most = law .. [[
parameter "time" { clause = "law/a", { days(180), from = "1990-01-01" } }
exception "far" { clause = "law/a", to = "time", applies = enterprise.employees:above(200), instead = days(270) }
exception "much" { clause = "law/a", to = { "time", "far" }, applies = enterprise.size:is "large", instead = days(90) }
]]
local generators = enterprises("E1,C1,small,200,,2001-01-10", "E2,C1,small,300,,2001-01-10", "E3,C1,large,300,,2001-01-10", "E4,C1,small,,,2001-01-10")
local by_time = { { "x", "E1", "overdue", due = "2001-07-09" }, { "x", "E2", "overdue", due = "2001-10-07" }, { "x", "E3", "overdue", due = "2001-04-10" },
  { "x", "E4", "unknown", missing = { "enterprise.employees" } } }
for form, due in pairs { ["time that runs from the day on which a duty arises"] = 'arises = enterprise.opened_on, due = parameter "time"',
  ["time that is added to a day"] = 'due = enterprise.opened_on + parameter "time"' } do
  judge("another span: " .. form, "2003-01-01", keep_at_most .. ('obligation "x" { clause = "law/a", %s, done = enterprise.closed_on }\n'):format(due), generators, by_time)
end
judge("another span: that of a window", "2003-01-01", keep_at_most
  .. 'obligation "x" { clause = "law/a", require = enterprise.audits:during(parameter("time"):to(as_of)):any() }\n',
  { enterprise = "code,jurisdiction,size,employees\nE1,C1,small,200\nE2,C1,small,300\nE3,C1,large,300\n",
    audit = "code,enterprise,started_on\na,E1,2002-05-01\nb,E2,2002-05-01\nc,E3,2002-05-01\n" },
  { { "x", "E1", "breached" }, { "x", "E2", "met" }, { "x", "E3", "breached" } })
judge("another span may be that of another parameter", "2003-01-01", law .. [[
parameter "time" { clause = "law/a", { days(180), from = "1990-01-01" } }
parameter "longer" { clause = "law/a", { months(9), from = "1990-01-01" } }
exception "far" { clause = "law/a", to = "time", applies = enterprise.employees:above(200), instead = parameter "longer" }
obligation "x" { clause = "law/a", arises = enterprise.opened_on, due = parameter "time", done = enterprise.closed_on }
]], enterprises("E1,C1,small,200,,2001-01-10", "E2,C1,small,300,,2001-01-10"), { { "x", "E1", "overdue", due = "2001-07-09" }, { "x", "E2", "overdue", due = "2001-10-10" } })

-- Of rules -------------------------------------------------------------------------------------------------------------------------------

local keep = law .. [[
obligation "x" { clause = "law/a", require = enterprise.size:is "large" }
exception "listed" { clause = "law/a", to = "x", applies = enterprise.sector:is "22", instead = { require = enterprise.listings:any() } }
]]
local some = "enterprise,list,published_on\nE2,a,2001-01-01\nE4,a,2001-01-01\n"
local function with_listings(given)
  given.listing = some
  return given
end
judge("another requirement", "2005-01-01", keep, with_listings(enterprises("E1,C1,large,,22,2001-01-01", "E2,C1,small,,22,2001-01-01", "E3,C1,large,,13,2001-01-01",
  "E4,C1,large,,,2001-01-01",
  "E5,C1,large,,,2001-01-01", "E6,C1,small,,,2001-01-01")), { { "x", "E1", "breached" }, { "x", "E2", "met" }, { "x", "E3", "met" }, { "x", "E4", "met" },
    { "x", "E5", "unknown", missing = { "enterprise.sector" } }, { "x", "E6", "breached" } })
local emptied = [[
obligation "x" { clause = "law/a", require = enterprise.size:is "large" }
exception "quiet" { clause = "law/a", to = "x", applies = enterprise.audits:none(), instead = { require = enterprise.size:is "small" } }
]]
judge("what is required instead only because nothing is on record is not shown to be", "2005-01-01", write.bare_law .. emptied, enterprises "E1,C1,small,,,2001-01-01", { { "x",
  "E1", "unknown" } })
judge("but where the register is complete", "2005-01-01", law .. emptied, enterprises "E1,C1,small,,,2001-01-01", { { "x", "E1", "met" } })

local dated = law .. [[
obligation "x" { clause = "law/a", arises = enterprise.opened_on, due = days(30), done = enterprise.audits.completed_on:first() }
exception "small" { clause = "law/a", to = "x", applies = enterprise.size:is "small", instead = { due = days(60) } }
]]
local function audited(...)
  local given = enterprises(...)
  given.audit = "code,enterprise,started_on,completed_on\nA1,E1,2001-02-01,2001-02-10\nA2,E2,2001-02-01,2001-02-10\nA3,E3,2001-02-01,2001-02-10\n"
  return given
end
judge("another due day", "2001-06-30", dated, audited("E1,C1,small,,,2001-01-01", "E2,C1,large,,,2001-01-01", "E3,C1,,,,2001-01-01", "E4,C1,small,,,2001-05-15"),
  { { "x", "E1", "met", due = "2001-03-02" }, { "x", "E2", "late", due = "2001-01-31" }, { "x", "E3", "unknown", missing = { "enterprise.size" } },
    { "x", "E4", "pending", due = "2001-07-14", next_change = "2001-07-15" } })
judge("who is freed is freed, whatever is said instead", "2001-06-30", dated .. 'exception "closed" { clause = "law/a", to = "x", applies = enterprise.sector:is "22" }\n',
  audited("E1,C1,small,,22,2001-01-01", "E2,C1,small,,13,2001-01-01", "E3,C1,large,,22,2001-01-01"),
  { { "x", "E1", "not_applicable" }, { "x", "E2", "met", due = "2001-03-02" }, { "x", "E3", "not_applicable" } })
judge("who would be freed, and is not, by one that says something instead", "2001-06-30", law .. [[
obligation "x" { clause = "law/a", arises = enterprise.opened_on, due = days(30), done = enterprise.audits.completed_on:first() }
exception "small" { clause = "law/a", to = "x", applies = enterprise.size:is "small" }
exception "not-so-small" { clause = "law/a", to = "small", applies = enterprise.employees:above(10), instead = { due = days(60) } }
]], audited("E1,C1,small,11,,2001-01-01", "E2,C1,small,10,,2001-01-01", "E3,C1,large,11,,2001-01-01", "E4,C1,small,,,2001-01-01"),
  { { "x", "E1", "met", due = "2001-03-02" }, { "x", "E2", "not_applicable" }, { "x", "E3", "late", due = "2001-01-31" }, { "x", "E4", "unknown",
    missing = { "enterprise.employees" } } })
judge("a day that is said instead is written, and frees who began behind it", "2005-01-01", law .. [[
obligation "x" { clause = "law/a", due = "2001-12-31", done = enterprise.audits.completed_on:first() }
exception "small" { clause = "law/a", to = "x", applies = enterprise.size:is "small", instead = { due = "2003-12-31" } }
]], enterprises("E1,C1,small,,,2004-01-01", "E2,C1,small,,,2003-01-01", "E3,C1,large,,,2003-01-01"),
  { { "x", "E1", "not_applicable" }, { "x", "E2", "overdue", due = "2003-12-31" }, { "x", "E3", "not_applicable" } })
judge("one that an exception leaves open has no day", "2005-01-01", law .. [[
obligation "x" { clause = "law/a", due = "2001-12-31", done = enterprise.audits.completed_on:first() }
exception "small" { clause = "law/a", to = "x", applies = enterprise.size:is "small", instead = { due = not_given "the clause names no day" } }
]], enterprises("E1,C1,small,,,1999-01-01", "E2,C1,large,,,1999-01-01"), { { "x", "E1", "pending", due = "none" }, { "x", "E2", "overdue" } })

-- On a day that nobody knows -----------------------------------------------------------------------------------------------------------

judge("what says something instead frees nobody, also where nobody knows the day on which whom the rule binds is asked", "2005-01-01", law .. [[
obligation "x" { clause = "law/a", arises = enterprise.audits:where(audit.basis:is "voluntary"):first().started_on, due = "2003-12-31", done = enterprise.closed_on }
exception "x-other" { clause = "law/a", to = "x", applies = enterprise.sector:known(), instead = { due = "2004-06-30" } }
obligation "y" { clause = "law/a", arises = enterprise.audits:where(audit.basis:is "voluntary"):first().started_on, require = enterprise.closed_on:happened() }
exception "y-other" { clause = "law/a", to = "y", applies = enterprise.sector:known(), instead = { require = enterprise.opened_on:happened() } }
exception "y-aside" { clause = "law/a", to = "y-other", applies = enterprise.size:missing() }
]], { enterprise = "code,jurisdiction,size,employees,sector,opened_on,closed_on\nE1,C1,small,1,,2001-01-01,\nE2,C1,small,1,22,2001-01-01,\n",
  audit = "code,enterprise,basis,started_on\nA1,E1,,2001-01-01\nA2,E1,voluntary,2002-01-01\nA3,E2,voluntary,2002-01-01\n" },
  { { "x", "E1", "unknown" }, { "x", "E2", "overdue", due = "2004-06-30" }, { "y", "E1", "unknown" }, { "y", "E2", "met" } })

-- What an exception to an exception asks is asked on the due day of the rule, whatever day the one before it says.
judge("an exception to an exception is asked as things stood on the day that the rule itself says", "2006-01-12", law .. [[
obligation "x" { clause = "law/a", due = enterprise.opened_on:next "12-31", done = enterprise.closed_on }
exception "x-open" { clause = "law/a", to = "x", applies = (enterprise.employees - 5):at_least(400), instead = { due = not_given "no day is named" } }
exception "x-late" { clause = "law/a", to = "x-open", applies = enterprise.audits:none(), instead = { due = "2004-12-31" } }
]], { enterprise = "code,jurisdiction,employees,opened_on\nE1,C1,800,1990-01-01\nE2,C1,800,1990-01-01\nE3,C1,800,1990-01-01\n",
  audit = "code,enterprise,started_on\nA1,E1,2001-07-09\nA2,E2,1990-12-31\n" },
  { { "x", "E1", "overdue", due = "2004-12-31" }, { "x", "E2", "pending" }, { "x", "E3", "overdue", due = "2004-12-31" } })
