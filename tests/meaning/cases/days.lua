-- Cases decided by hand: on which day something is read (3, 7 to 10). The record changes between two days that could be asked, and each case says which is.
local write = require "tests.meaning.write"
local judge, law = write.judge, write.bare_law

write.section("8 each row on its own day")

local places = "code,level,parent\nP,province,\nC1,city,P\nC2,city,P\nC3,city,P\n"
local over = 'measurements:where(measurement.value:above "50 mg/L")'
local measured = "enterprise,outlet,pollutant,measured_on,value,unit\n"
local function forbids(set, more) return law .. ('obligation "x" { clause = "law/a", per = enterprise, %sforbid = %s }\n'):format(more or "", set) end
local only = { of = { "x" } }
-- What the rule says of E1, which lay in C1 to the end of 2002 and lies in C2 since. Its neighbours N1 to N3 lie in the city of their number. Those of all others
-- are told apart from it by the rule's own `applies`.
local function moved(name, set, rows, answer, since, options)
  options = options or {}
  local records = { jurisdiction = options.places or places, enterprise = options.enterprise or
    "code,jurisdiction,sector,effective_from\nE1,C1,me,\nE1,C2,me,2003-01-01\nN1,C1,you,\nN2,C2,you,\nN3,C3,you,\n",
    measurement = measured .. rows }
  for kind, csv in pairs(options.records or {}) do records[kind] = csv end
  local verdicts = { { "x", "E1", answer, since = since, missing = options.missing } }
  for _, other in ipairs(options.others or { "N1", "N2", "N3" }) do verdicts[#verdicts + 1] = { "x", other, "not_applicable" } end
  judge(name, options.day or "2004-01-01", forbids(set, 'applies = enterprise.sector:is "me", ' .. (options.more or "")) .. (options.pack or ""), records, verdicts, only)
end
for _, set in ipairs { "jurisdiction.enterprises." .. over, "enterprise.jurisdiction.enterprises." .. over } do
  moved("who was a neighbour on the row's day: " .. set, set, "N1,o,cod,2002-06-01,70,mg/L\n", "breached", "2002-06-01")
  moved("who is one only now was none then: " .. set, set, "N2,o,cod,2002-06-01,70,mg/L\n", "unknown")
  moved("who was one only then is none now: " .. set, set, "N1,o,cod,2003-06-01,70,mg/L\n", "unknown")
  moved("on the day of the move it lies in the new place: " .. set, set, "N1,o,cod,2003-01-01,70,mg/L\nN2,o,cod,2003-01-01,70,mg/L\n", "breached", "2003-01-01")
end

local set = "jurisdiction.enterprises." .. over
local N1, N2, N3 = "N1,o,cod,2002-06-01,70,mg/L\n", "N2,o,cod,2002-06-01,70,mg/L\n", "N3,o,cod,2002-06-01,70,mg/L\n"
local function e1(versions) return { enterprise = "code,jurisdiction,sector,effective_from\n" .. versions .. "N1,C1,you,\nN2,C2,you,\nN3,C3,you,\n" } end
local fine = 'evidence = jurisdiction.enterprises.measurements, '
local clean = "E1,o,cod,2003-06-01,10,mg/L\n"
moved("before its first version it may have lain where its versions say", set, N2, "unknown", nil, e1 "E1,C2,me,2003-01-01\n")
moved("and nowhere else", set, N3 .. clean, "met", nil, { enterprise = e1 "E1,C2,me,2003-01-01\n".enterprise, more = fine })
moved("it may have lain in each of them", set, N1, "unknown", nil, e1 "E1,C2,me,2002-09-01\nE1,C1,me,2003-01-01\n")
moved("where the place is blank on a day of the rule, nobody knows whose rows they are", set, N3 .. clean, "unknown", nil,
  { enterprise = e1 "E1,,me,\nE1,C2,me,2003-01-01\n".enterprise, more = fine, missing = { "enterprise.jurisdiction" } })
moved("also where there are none on that day", set, clean, "unknown", nil, { enterprise = e1 "E1,C1,me,\nE1,,me,2002-01-01\nE1,C2,me,2003-01-01\n".enterprise, more = fine })
moved("but not where it is blank before the first day of the rule", set, clean, "met", nil,
  { enterprise = e1 "E1,,me,\nE1,C2,me,1989-12-31\n".enterprise, more = fine })
moved("nor where it is blank after the as-of date", set, clean, "met", nil, { enterprise = e1 "E1,C2,me,\nE1,,me,2004-01-02\n".enterprise, more = fine })
moved("a breach that is certain stays one", set, "N2,o,cod,2003-06-01,70,mg/L\n", "breached", "2003-06-01", e1 "E1,,me,\nE1,C2,me,2003-01-01\n")
moved("the place's own parent may move, too", "jurisdiction.parent.enterprises." .. over, "N3,o,cod,2002-06-01,70,mg/L\nN2,o,cod,2003-06-01,70,mg/L\n", "breached", "2002-06-01",
  { places = "code,level,parent,effective_from\nP,province,,\nQ,province,,\nC1,city,P,\nC2,city,Q,\nC2,city,P,2004-01-01\nC3,city,P,\nC3,city,Q,2003-01-01\n" })
moved("by its old parent nobody is found on the new one's days", "jurisdiction.parent.enterprises." .. over, "N3,o,cod,2003-06-01,70,mg/L\n", "unknown", nil,
  { enterprise = e1 "E1,C1,me,\n".enterprise,
    places = "code,level,parent,effective_from\nP,province,,\nQ,province,,\nC1,city,P,\nC2,city,Q,\nC3,city,P,\nC3,city,Q,2003-01-01\n" })
moved("a set that has a name", "enterprise.around", N1, "breached", "2002-06-01", { pack = 'term "enterprise.around" { value = ' .. set .. " }\n" })
moved("one that the place has", "jurisdiction.dirty", N1, "breached", "2002-06-01", { pack = 'term "jurisdiction.dirty" { value = ' .. set .. " }\n" })
moved("a place that has a name", "enterprise.home.enterprises." .. over, N1, "breached", "2002-06-01", { pack = 'term "enterprise.home" { value = enterprise.jurisdiction }\n' })
moved("and one that has another only now", "enterprise.home.enterprises." .. over, N2, "unknown", nil, { pack = 'term "enterprise.home" { value = enterprise.jurisdiction }\n' })
moved("what applies is asked on the row's day, too", set, N1, "not_applicable", nil, { more = "", enterprise = e1 "E1,C1,you,\nE1,C2,you,2003-01-01\n".enterprise })

judge("a reference that is no place is read on the row's day", "2004-01-01",
  law .. 'obligation "x" { clause = "law/a", per = measure, forbid = measure.audit.measures:where(measure.cost_class:is "none_low") }\n',
  { audit = "code,enterprise,started_on\nA1,E1,2001-01-01\nA2,E1,2001-01-01\n",
    measure = "code,enterprise,audit,cost_class,identified_on,effective_from\nM1,E1,A1,,2001-02-01,\nM1,E1,A2,,2001-02-01,2003-01-01\n"
      .. "M2,E1,A1,none_low,2002-06-01,\nM3,E1,A2,none_low,2003-06-01,\nM4,E1,A2,none_low,2002-07-01,\n" },
  { { "x", "M1", "breached", since = "2002-06-01" }, { "x", "M2", "breached", since = "2002-06-01" }, { "x", "M3", "breached", since = "2002-07-01" },
    { "x", "M4", "breached", since = "2002-07-01" } })

-- The audit was voluntary to the end of 2002, and its enterprise small.
local between = { enterprise = "code,jurisdiction,size,effective_from\nE1,C1,small,\nE1,C1,large,2003-01-01\n",
  audit = "code,enterprise,basis,started_on,effective_from\nA1,E1,voluntary,2001-01-01,\nA1,E1,compulsory,2001-01-01,2003-01-01\n",
  measure = "code,enterprise,audit,identified_on\nM1,E1,A1,2002-06-01\nM2,E1,A1,2003-06-01\n" }
local on_the_way = law .. [[
parameter "least" { clause = "law/a", { 1, from = "1990-01-01" }, { 3, from = "2003-01-01" } }
instrument "first" { title = "…", issuer = "J", in_force = { from = "1990-01-01", to = "2002-12-31" }, clauses = { a = "…" } }
instrument "then" { title = "…", issuer = "J", in_force = { from = "2003-01-01" }, clauses = { a = "…" } }
decision "audit.old@first" { clause = "first/a", hit = "unique", columns = { audit.started_on:given() }, rows = { { yes, "yes" }, { no, "no" } } }
decision "audit.old@then" { clause = "then/a", hit = "unique", columns = { audit.started_on:given() }, rows = { { yes, "no" }, { no, "no" } } }
term "audit.free" { value = audit.basis:is "voluntary" }
]]
for _, filter in ipairs { 'audit.basis:is "voluntary"', 'enterprise.size:is "small"', "audit.free", 'audit.old:is "yes"', 'audit.measures:count():above(parameter "least")',
  'enterprise.audits:where(audit.basis:is "voluntary"):any()', 'audit.measures:where(enterprise.size:is "small"):any()' } do
  judge("a filter on the way is read on the row's day: " .. filter, "2004-01-01", on_the_way
    .. ('obligation "x" { clause = "law/a", forbid = enterprise.audits:where(%s).measures }\n'):format(filter)
    .. ('obligation "y" { clause = "law/a", forbid = enterprise.audits:where(~(%s)).measures }\n'):format(filter)
    .. ('obligation "z" { clause = "law/a", per = jurisdiction, forbid = jurisdiction.enterprises.audits:where(%s).measures }\n'):format(filter), between,
    { { "x", "E1", "breached", since = "2002-06-01" }, { "y", "E1", "breached", since = "2003-06-01" }, { "z", "P", "breached", since = "2002-06-01" },
      { "z", "C1", "breached", since = "2002-06-01" }, { "z", "C2", "unknown" } }, { of = { "x", "y", "z" } })
end
judge("a verdict in a filter on the way is that of the row on the way, whatever the day", "2004-01-01", law
  .. 'obligation "v" { clause = "law/a", per = audit, require = audit.basis:is "voluntary" }\n'
  .. 'obligation "x" { clause = "law/a", forbid = enterprise.audits:where(verdict "v".status:is "met").measures }\n', between,
  { { "x", "E1", "breached", since = "2002-06-01" } }, { of = { "x" } })
judge("days of the way are days of the rows on it", "2004-01-01", law
  .. 'obligation "x" { clause = "law/a", forbid = enterprise.audits:during("2001").measures }\n'
  .. 'obligation "y" { clause = "law/a", forbid = enterprise.audits:during("2002/2003").measures }\n', between,
  { { "x", "E1", "breached", since = "2002-06-01" }, { "y", "E1", "unknown" } })
judge("a window whose length the law changes is that of the row's day", "2004-01-01", law
  .. 'parameter "back" { clause = "law/a", { years(9), from = "1990-01-01" }, { months(1), from = "2003-01-01" } }\n'
  .. 'obligation "x" { clause = "law/a", forbid = enterprise.audits:during(parameter "back":to(as_of)).measures }\n', between,
  { { "x", "E1", "breached", since = "2002-06-01" } })
judge("on the row's day, also where what applies hangs on it", "2004-01-01", law
  .. 'obligation "x" { clause = "law/a", applies = enterprise.size:is "large", forbid = enterprise.audits:where(audit.basis:is "voluntary").measures }\n'
  .. 'obligation "y" { clause = "law/a", applies = enterprise.size:is "small", forbid = enterprise.audits:where(audit.basis:is "voluntary").measures }\n', between,
  { { "x", "E1", "unknown" }, { "y", "E1", "breached", since = "2002-06-01" } })

-- Which day each sort of statement asks. E1 was small, lay in C1, had a parent of the province P, and the law set 15, to the end of 2002; from 2003 on it is large, lies in C2,
-- C2 stands under Q, and the law sets 5. Each question below is true of the first day and false of the other.
write.section("7 to 10 the day that is asked")

local facts = law .. write.instrument("first", "1990-01-01", "2002-12-31") .. write.instrument("then", "2003-01-01") .. [[
parameter "most" { clause = "law/a", { 15, from = "1990-01-01" }, { 5, from = "2003-01-01" } }
parameter "there" { clause = "law/a", { 15, from = "1990-01-01", place = "C1" }, { 5, from = "1990-01-01", place = "C2" } }
parameter "above" { clause = "law/a", { 15, from = "1990-01-01", place = "P" }, { 5, from = "1990-01-01", place = "Q" } }
decision "enterprise.old@first" { clause = "first/a", hit = "unique", columns = { enterprise.employees:above(0) }, rows = { { yes, "yes" }, { no, "no" } } }
decision "enterprise.old@then" { clause = "then/a", hit = "unique", columns = { enterprise.employees:above(0) }, rows = { { yes, "no" }, { no, "no" } } }
decision "enterprise.sized" { clause = "law/a", hit = "unique", columns = { enterprise.size:is "small" }, rows = { { yes, "yes" }, { no, "no" } } }
term "enterprise.was" { value = enterprise.size:is "small" }
term "enterprise.few" { value = enterprise.employees:at_most(parameter "most") }
term "enterprise.home" { value = enterprise.jurisdiction }
]]
local recorded = { jurisdiction = "code,level,parent,effective_from\nP,province,,\nQ,province,,\nC1,city,P,\nC2,city,Q,\n",
  enterprise = "code,jurisdiction,size,employees,effective_from\nE1,C1,small,10,\nE1,C2,large,10,2003-01-01\n",
  audit = "code,enterprise,basis,mode,started_on,effective_from\nA1,E1,voluntary,fresh,2001-01-01,\nA1,E1,compulsory,fresh,2001-01-01,2003-01-01\n"
    .. "B1,E1,compulsory,existing_plan,2002-06-01,\nB2,E1,compulsory,existing_plan,2003-06-01,\n",
  measure = "code,enterprise,audit,cost_class,identified_on,effective_from\nM1,E1,A1,none_low,2001-02-01,\nM1,E1,A1,medium_high,2001-02-01,2003-01-01\n",
  listing = "enterprise,list,published_on\nE1,a,2002-06-01\nE1,b,2003-06-01\n" }
local asked = {
  { "applies", 'enterprise.size:is "small"' }, { "a parameter", 'enterprise.employees:at_most(parameter "most")' },
  { "a parameter of the place", 'enterprise.employees:at_most(parameter "there")' }, { "a parameter of what lies above", 'enterprise.employees:at_most(parameter "above")' },
  { "which version of a decision", 'enterprise.old:is "yes"' }, { "what a decision reads", 'enterprise.sized:is "yes"' },
  { "a term", "enterprise.was" }, { "a term with a parameter", "enterprise.few" }, { "a term that is a place", 'enterprise.home.code:is "C1"' },
  { "a filter", 'enterprise.audits:where(audit.basis:is "voluntary"):any()' }, { "an owner's field in a filter", 'enterprise.audits:where(enterprise.size:is "small"):any()' },
  { "a parameter in a filter", 'enterprise.audits:where(enterprise.employees:at_most(parameter "most")):any()' },
  { "a filter on the way", 'enterprise.audits:where(audit.basis:is "voluntary").measures:any()' },
  { "a column", 'enterprise.measures:where(measure.cost_class:is "none_low"):any()' }, { "every", 'enterprise.measures:every(measure.cost_class:is "none_low")' },
  { "what a column leads to", 'enterprise.measures.audit.basis:distinct():count():is(1) & enterprise.measures:where(measure.audit.basis:is "voluntary"):any()' },
  { "the first of a set", 'enterprise.measures:first().audit.basis:is "voluntary"' },
  { "a place that moves", 'enterprise.jurisdiction.code:is "C1"' }, { "its parent", 'enterprise.jurisdiction.parent.code:is "P"' },
  { "who lies where", 'jurisdiction.parent.code:is "P" & jurisdiction.parent.enterprises:any()' },
}
-- Where and to whom a rule holds, in other words than `applies`: what the statement says beside its clause, and what the pack says of the rule.
local elsewhere = {
  { "the rule's place", 'clause = "law/a", place = "C1"' }, { "the instrument's place", 'clause = "of-c1/a"' }, { "a place above", 'clause = "of-p/a"' },
  { "an exception", 'clause = "law/a"', 'exception "of %s" { clause = "law/a", to = { "%s" }, applies = enterprise.size:is "large" }\n' },
  { "an exception of a later text", 'clause = "law/a"', 'exception "of %s" { clause = "then/a", to = { "%s" }, applies = enterprise.employees:above(0) }\n' },
  { "an exception of a place", 'clause = "law/a"', 'exception "of %s" { clause = "of-q/a", to = { "%s" }, applies = enterprise.employees:above(0) }\n' },
}
facts = facts .. write.instrument("of-c1", "1990-01-01", nil, "C1") .. write.instrument("of-p", "1990-01-01", nil, "P") .. write.instrument("of-q", "1990-01-01", nil, "Q")

-- One case: of each question a rule, which `rule(head, question)` writes behind its name; nil for a question: where the statement holds tells. `answers` are { subject, status, … }
-- of all of them. without: a question that it cannot ask.
local function all_questions(name, day, word, rule, answers, options)
  options = options or {}
  local pack, verdicts, of = { facts }, {}, {}
  local function add(head, question, more)
    local base = ("x%02d"):format(#of + 1)
    of[#of + 1] = base
    pack[#pack + 1] = ('%s "%s" { %s, %s }\n'):format(word, base, head, rule(question))
    if more then pack[#pack + 1] = more:format(base, base) end
    for _, answer in ipairs(answers) do
      local expected = { base, table.unpack(answer) }
      for key, value in pairs(answer) do
        if type(key) == "string" then expected[key] = value end
      end
      verdicts[#verdicts + 1] = expected
    end
  end
  for _, question in ipairs(asked) do
    if question[1] ~= options.without then add('clause = "law/a"', question[2]) end
  end
  if options.places then
    for _, where in ipairs(elsewhere) do add(where[2], nil, where[3]) end
  end
  judge(name, day, table.concat(pack), recorded, verdicts, { of = of })
end
local function applying(body)
  return function(question) return (question and "applies = " .. question .. ", " or "") .. body end
end
local whole = { places = true }

all_questions("a dated duty: its due day, where that lies before", "2004-01-01", "obligation",
  applying 'due = "2002-06-30", done = enterprise.closed_on', { { "E1", "overdue" } }, whole)
all_questions("a dated duty: its due day, where that lies behind", "2004-01-01", "obligation",
  applying 'due = "2003-06-30", done = enterprise.closed_on', { { "E1", "not_applicable" } }, whole)
all_questions("a dated duty: the as-of date before its due day", "2002-12-31", "obligation",
  applying 'due = "2003-06-30", done = enterprise.closed_on', { { "E1", "pending" } }, whole)
all_questions("a dated duty: the as-of date before its due day, later", "2003-01-01", "obligation",
  applying 'due = "2003-06-30", done = enterprise.closed_on',
  { { "E1", "not_applicable" } }, whole)
all_questions("a duty without a day: the as-of date", "2002-12-31", "obligation",
  applying 'due = not_given "none", done = enterprise.closed_on', { { "E1", "pending" } }, whole)
all_questions("a duty that arises: that day", "2004-01-01", "obligation",
  applying 'per = listing, arises = listing.published_on, due = years(1), done = listing.delisted_on',
  { { "E1/a/2002-06-01", "overdue" }, { "E1/b/2003-06-01", "not_applicable" } }, whole)
all_questions("what is required: the as-of date before", "2002-12-31", "obligation",
  function(question) return "require = " .. question end, { { "E1", "met" } })
all_questions("what is required: the as-of date behind", "2003-01-01", "obligation",
  function(question) return "require = " .. question end, { { "E1", "breached" } })
all_questions("of whom it is required: the as-of date before", "2002-12-31", "obligation",
  applying "require = enterprise.employees:above(100)", { { "E1", "breached" } }, whole)
all_questions("of whom it is required: the as-of date behind", "2003-01-01", "obligation",
  applying "require = enterprise.employees:above(100)", { { "E1", "not_applicable" } }, whole)
all_questions("what is required of a record: its own day", "2004-01-01", "obligation",
  function(question) return "per = audit, require = " .. question end,
  { { "A1", "met" }, { "B1", "met" }, { "B2", "breached" } })
all_questions("of which records it is required: their own day", "2004-01-01", "obligation", applying 'per = audit, require = audit.code:is "B0"',
  { { "A1", "breached" }, { "B1", "breached" }, { "B2", "not_applicable" } }, whole)
all_questions("what is required since a day: that day", "2004-01-01", "obligation",
  function(question) return "per = listing, arises = listing.published_on, require = " .. question end,
  { { "E1/a/2002-06-01", "met" }, { "E1/b/2003-06-01", "breached" } })
all_questions("what is required each year: its last day, or the as-of date", "2004-01-01", "obligation",
  function(question) return "per = { enterprise, year }, require = " .. question end,
  { { "E1@2001", "met" }, { "E1@2002", "met" }, { "E1@2003", "breached" }, { "E1@2004", "breached" } }, { without = "who lies where" })
-- Who lay where in a year that has ended is known of those of whom it is known that they were there.
for _, way in ipairs { { "", "unknown" }, { "2001-01-01", "met" } } do
  local opened, then_so = way[1], way[2]
  local name = opened == "" and "nobody knows since when it is there" or "it was there"
  judge("what is required each year of who lies where, where " .. name, "2004-01-01",
    facts .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, require = jurisdiction.parent.code:is "P" & jurisdiction.parent.enterprises:any() }\n',
    { jurisdiction = recorded.jurisdiction, audit = recorded.audit,
      enterprise = ("code,jurisdiction,opened_on,effective_from\nE1,C1,%s,\nE1,C2,%s,2003-01-01\n"):format(opened, opened) },
    { { "x", "E1@2001", then_so }, { "x", "E1@2002", then_so }, { "x", "E1@2003", "breached" }, { "x", "E1@2004", "breached" } })
end
all_questions("of whom it is required each year: its last day, or the as-of date", "2003-06-30", "obligation",
  applying 'per = { enterprise, year }, require = enterprise.employees:above(100)',
    { { "E1@2001", "breached" }, { "E1@2002", "breached" }, { "E1@2003", "not_applicable" } }, whole)
all_questions("a duty of each year: its due day", "2004-06-30", "obligation",
  applying 'per = { enterprise, year }, due = period.to - months(6), done = enterprise.closed_on',
  { { "E1@2001", "overdue" }, { "E1@2002", "overdue" }, { "E1@2003", "not_applicable" }, { "E1@2004", "not_applicable" } }, whole)
local planned = 'enterprise.audits:where(audit.code:is("B1", "B2"))'
all_questions("a forbid: whom it binds, on the row's day", "2004-01-01", "obligation",
  applying("forbid = " .. planned), { { "E1", "breached", since = "2002-06-01" } }, whole)
all_questions("a forbid: whom it binds not, on the row's day", "2004-01-01", "obligation",
  function(question) return ("applies = ~(%s), forbid = %s"):format(question, planned) end, { { "E1", "breached", since = "2003-06-01" } })
all_questions("a forbid of each year", "2004-01-01", "obligation",
  applying 'per = { enterprise, year }, forbid = enterprise.audits:during(period):where(audit.code:is("B1", "B2"))',
  { { "E1@2001", "unknown" }, { "E1@2002", "breached" }, { "E1@2003", "not_applicable" }, { "E1@2004", "not_applicable" } }, whole)
all_questions("a forbid since a day", "2004-01-01", "obligation", applying("per = listing, arises = listing.published_on, forbid = " .. planned),
  { { "E1/a/2002-06-01", "breached", since = "2002-06-01" }, { "E1/b/2003-06-01", "not_applicable" } }, whole)
all_questions("what is forbidden, on the row's day", "2004-01-01", "obligation",
  function(question) return ('forbid = enterprise.audits:where(audit.code:is("B1", "B2") & (%s))'):format(question) end, { { "E1", "breached", since = "2002-06-01" } })
all_questions("what is not forbidden, on the row's day", "2004-01-01", "obligation",
  function(question) return ('forbid = enterprise.audits:where(audit.code:is("B1", "B2") & ~(%s))'):format(question) end, { { "E1", "breached", since = "2003-06-01" } })
all_questions("evidence, on the row's day", "2003-01-01", "obligation",
  function(question) return ('forbid = enterprise.audits:where(audit.code:is "B0"), evidence = enterprise.audits:where(%s)'):format(question) end, { { "E1", "met" } })
all_questions("no evidence, on the row's day", "2003-01-01", "obligation",
  function(question) return ('forbid = enterprise.audits:where(audit.code:is "B0"), evidence = enterprise.audits:where(~(%s))'):format(question) end, { { "E1", "unknown" } })
for _, word in ipairs { "power", "incentive" } do
  local used = 'used = enterprise.audits:where(audit.code:is "%s").started_on:first()'
  all_questions(("a use (%s): its day, before"):format(word), "2004-01-01", word, applying(used:format "B1"), { { "E1", "used" } }, whole)
  all_questions(("a use (%s): its day, behind"):format(word), "2004-01-01", word, applying(used:format "B2"), { { "E1", "not_available" } }, whole)
  all_questions(("what is not used (%s): the as-of date before"):format(word), "2002-12-31", word,
    applying "used = enterprise.closed_on", { { "E1", "open" } }, whole)
  all_questions(("what is not used (%s): the as-of date behind"):format(word), "2003-01-01", word,
    applying "used = enterprise.closed_on", { { "E1", "not_available" } }, whole)
  all_questions(("what arises (%s): that day"):format(word), "2004-01-01", word,
    applying "per = listing, arises = listing.published_on, used = listing.delisted_on",
    { { "E1/a/2002-06-01", "open" }, { "E1/b/2003-06-01", "not_available" } }, whole)
end
local function counted(place, due)
  return function(question)
    return ('per = jurisdiction, counts = jurisdiction.enterprises.audits:where(audit.code:is("B1", "B2") & (%s)), counted_on = audit.started_on, '
      .. 'goals = { { "%s", target = 1, due = "%s" } }'):format(question, place, due)
  end
end
local of_place = { without = "a parameter of the place" } -- the place of a quota is that of its goal
local function goal_of(place, answer)
  local list = {}
  for i, code in ipairs { "P", "Q", "C1", "C2" } do list[i] = { code, code == place and answer[1] or "not_applicable", actual = code == place and answer.actual or nil } end
  return list
end
all_questions("what a quota counts: the due day before", "2004-01-01", "quota",
  counted("P", "2002-12-31"), goal_of("P", { "met", actual = { 1, 1 } }), of_place)
all_questions("what a quota counts: the due day behind", "2004-01-01", "quota",
  counted("Q", "2003-12-31"), goal_of("Q", { "missed", actual = { 0, 0 } }), of_place)
all_questions("what a quota counts: the as-of date before", "2002-12-31", "quota",
  counted("P", "2005-12-31"), goal_of("P", { "met", actual = { 1, 1 } }), of_place)
all_questions("what a quota counts: the as-of date behind", "2004-01-01", "quota",
  counted("Q", "2005-12-31"), goal_of("Q", { "on_track", actual = { 0, 0 } }), of_place)

-- `parameter "x":on(day)` is the law of that day where the subject lay on that day. M moved from C1 to C2 in 2003; nobody knows where F lay before; of the others the city
-- itself came to another province, and S stays.
write.section("9 a parameter on a day")
local caps = law .. [[
parameter "cap" { clause = "law/a", { "50 mg/L", from = "2000-01-01", place = "C1" }, { "80 mg/L", from = "2000-01-01", place = "C2" },
  { "90 mg/L", from = "2000-01-01", place = "Q" }, { "70 mg/L", from = "2000-01-01" } }
obligation "each" { clause = "law/a", require = enterprise.measurements:every(measurement.value:at_most(parameter "cap":on(measurement.measured_on))) }
obligation "none" { clause = "law/a", require = enterprise.measurements:where(measurement.value:above(parameter "cap":on(measurement.measured_on))):none() }
obligation "term" { clause = "law/a", require = enterprise.measurements:where(measurement.over):none() }
term "measurement.over" { value = measurement.value:above(parameter "cap":on(measurement.measured_on)) }
obligation "own" { clause = "law/a", require = parameter "cap":on(enterprise.closed_on):is "50 mg/L" }
obligation "written" { clause = "law/a", require = parameter "cap":on("2002-06-01"):is "50 mg/L" }
obligation "today" { clause = "law/a", require = parameter "cap":is "80 mg/L" }
]]
local lying = { jurisdiction = "code,level,parent,effective_from\nP,province,,\nQ,province,,\nC1,city,P,\nC2,city,P,\nC3,city,P,\nC3,city,Q,2003-01-01\n",
  enterprise = "code,jurisdiction,closed_on,effective_from\nM,C1,2002-09-09,\nM,C2,2002-09-09,2003-01-01\nF,,2002-09-09,\nF,C2,2002-09-09,2003-01-01\nG,C3,,\nS,C2,2002-09-09,\n" }
local function rows(csv)
  return { jurisdiction = lying.jurisdiction, enterprise = lying.enterprise, measurement = "enterprise,outlet,pollutant,measured_on,value,unit\n" .. csv:gsub("\n", ",mg/L\n") }
end
local function all(m, f, g, s, more)
  local verdicts = {}
  for _, rule in ipairs { "each", "none", "term" } do
    for subject, status in pairs { M = m, F = f, G = g, S = s } do verdicts[#verdicts + 1] = { rule, subject, status } end
  end
  return table.move(more or {}, 1, #(more or {}), #verdicts + 1, verdicts)
end
judge("is that of the place in which the subject lay on that day", "2004-06-30", caps,
  rows "M,o,cod,2002-06-01,60\nF,o,cod,2002-06-01,60\nG,o,cod,2002-06-01,80\nS,o,cod,2002-06-01,80\n", all("breached", "unknown", "breached", "met", {
  { "own", "M", "met" }, { "own", "F", "unknown", missing = { "enterprise.jurisdiction" } }, { "own", "G", "unknown" }, { "own", "S", "breached" },
  { "written", "M", "met" }, { "written", "F", "unknown" }, { "written", "G", "breached" }, { "written", "S", "breached" },
  { "today", "M", "met" }, { "today", "F", "met" }, { "today", "G", "breached" }, { "today", "S", "met" } }))
judge("and of that in which it lies since, for the days since", "2004-06-30", caps,
  rows "M,o,cod,2003-06-01,80\nF,o,cod,2003-06-01,80\nG,o,cod,2003-06-01,80\nS,o,cod,2003-06-01,81\n", all("met", "met", "met", "breached"), { of = { "each", "none", "term" } })
judge("where a later day is asked, too", "2002-06-30", law
  .. 'parameter "cap" { clause = "law/a", { 50, from = "2000-01-01", place = "C1" }, { 80, from = "2000-01-01", place = "C2" }, { 70, from = "2000-01-01" } }\n'
  .. 'obligation "later" { clause = "law/a", require = parameter "cap":on("2003-06-01"):is(80) }\n'
  .. 'obligation "now" { clause = "law/a", require = parameter "cap":is(50) }\n', lying, {
  { "later", "M", "met" }, { "later", "F", "met" }, { "later", "G", "breached" }, { "later", "S", "met" },
  { "now", "M", "met", next_change = "2003-01-01" }, { "now", "F", "unknown" }, { "now", "G", "breached" }, { "now", "S", "breached" } })

-- A measure of which no version holds yet on its day: nobody knows whose audit it is, and it is perhaps that of the audit that a later one names.
local perhaps_its_own = { enterprise = "code,jurisdiction,size,effective_from\nE1,C1,small,\nE2,C1,large,\nE3,C1,small,\nE3,C1,large,2003-01-01\n",
  audit = "code,enterprise,started_on\nA1,E1,2001-01-01\nA2,E2,2001-01-01\n",
  measure = "code,enterprise,audit,cost,identified_on,effective_from\nM1,E1,A1,500,2002-01-01,2003-01-01\nM2,E2,A2,500,2002-01-01,2003-01-01\n" }
for _, per in ipairs { 'applies = enterprise.size:is "large"', 'applies = ~enterprise.size:is "small"' } do
  judge("a row that is perhaps the subject's does not count on a day on which the rule does not apply to it: " .. per, "2004-01-01",
    law .. ('obligation "x" { clause = "law/a", per = audit, %s, forbid = audit.measures:where(measure.cost:above "100 CNY"), evidence = audit.measures }\n'):format(per),
    perhaps_its_own, { { "x", "A1", "not_applicable" }, { "x", "A2", "unknown" } }, only)
end
