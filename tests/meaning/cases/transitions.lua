-- Cases decided by hand: 21. Who was there before keeps to the old text for a time.
local write = require "tests.meaning.write"
local judge, instrument = write.judge, write.instrument

write.section "21 transitions"

local texts = instrument("old", "2000-01-01", "2009-12-31") .. instrument("new", "2010-01-01")
local function plants(...) return "code,jurisdiction,size,opened_on,closed_on\n" .. table.concat({ ... }, "\n") .. "\n" end
local before = 'transition = { whom = enterprise.opened_on:before "2010-01-01", to = "2012-12-31", clause = "new/a" }, '
local old_size = 'obligation "x@old" { clause = "old/a", require = enterprise.size:is("large", "medium") }\n'
local function new_size(transition) return ('obligation "x@new" { like = "x@old", clause = "new/a", %srequire = enterprise.size:is "large" }\n'):format(transition or before) end
-- E1 was there before and is medium; E2 came later and is medium; of E3 nobody knows when it began; E4 was there and is small; E5 was there and is large.
local there = { enterprise = plants("E1,C1,medium,2009-12-31,", "E2,C1,medium,2010-01-01,", "E3,C1,medium,,", "E4,C1,small,2001-05-01,", "E5,C1,large,,") }
local opened = { "enterprise.opened_on" }
-- Of whom nobody knows which of two versions judges the verdict is unknown, also where both would say the same (9).
local function on(name, day, statuses)
  local verdicts = {}
  for i = 1, 5 do
    local status = statuses[i]
    if status then verdicts[#verdicts + 1] = { "x", "E" .. i, status, missing = status == "unknown" and opened or nil } end
  end
  judge(name, day, texts .. old_size .. new_size(), there, verdicts)
end
on("before the new text the old one judges all", "2009-12-31", { "met", false, "met", "breached", "met" })
on("from its first day the new one, but for who was there", "2010-01-01", { "met", "breached", "unknown", "breached", "unknown" })
on("to the last day of the transition", "2012-12-31", { "met", "breached", "unknown", "breached", "unknown" })
on("and from the next day all", "2013-01-01", { "breached", "breached", "breached", "breached", "met" })
judge("next change: the end of the transition", "2011-06-30", texts .. old_size .. new_size(), { enterprise = plants "E1,C1,medium,2009-12-31," },
  { { "x", "E1", "met", next_change = "2013-01-01" } })
judge("without an end they keep to it as long as the new one holds", "2030-01-01", texts .. old_size
  .. new_size 'transition = { whom = enterprise.opened_on:before "2010-01-01", clause = "new/a" }, ',
  { enterprise = plants("E1,C1,medium,2009-12-31,", "E2,C1,medium,2010-01-01,") }, { { "x", "E1", "met" }, { "x", "E2", "breached" } })
judge("at most to the end of the new one", "2011-06-30", instrument("old", "2000-01-01", "2009-12-31") .. instrument("new", "2010-01-01", "2010-12-31") .. instrument("last",
  "2011-01-01")
  .. old_size .. new_size() .. 'obligation "x@last" { like = "x@new", clause = "last/a" }\n', { enterprise = plants "E1,C1,medium,2009-12-31," }, { { "x", "E1", "breached" } })
-- A dated duty is judged by the text of its pivot.
local dated = 'obligation "x@old" { clause = "old/a", per = listing, arises = listing.published_on, due = months(2), done = listing.delisted_on }\n'
  .. 'obligation "x@new" { like = "x@old", clause = "new/a", ' .. before .. "due = days(10) }\n"
local function listed(...)
  local list, verdicts = {}, {}
  for i, row in ipairs { ... } do
    list[i] = ("%s,a,%s"):format(row[1], row[2])
    verdicts[i] = { "x", ("%s/a/%s"):format(row[1], row[2]), "overdue", due = row[3] }
  end
  return { enterprise = plants("E1,C1,medium,2009-12-31,", "E2,C1,medium,2010-01-01,"), listing = "enterprise,list,published_on\n" .. table.concat(list, "\n") .. "\n" }, verdicts
end
judge("a duty is judged by the text for who was there, on the day on which it arises", "2014-01-01", texts .. dated, listed({ "E1", "2009-12-31", "2010-02-28" },
  { "E1", "2010-01-01", "2010-03-01" }, { "E1", "2012-12-31", "2013-02-28" }, { "E1", "2013-01-01", "2013-01-11" }, { "E2", "2010-01-01", "2010-01-11" },
  { "E2", "2012-12-31", "2013-01-10" }))
-- What is forbidden is judged on its own day.
judge("a row is judged by the text of its day for who was there", "2014-01-01", texts
  .. 'obligation "x@old" { clause = "old/a", forbid = enterprise.measurements:where(measurement.value:above "50 mg/L"), evidence = enterprise.measurements }\n'
  .. 'obligation "x@new" { like = "x@old", clause = "new/a", ' .. before .. 'forbid = enterprise.measurements:where(measurement.value:above "30 mg/L") }\n',
  { enterprise = plants("E1,C1,medium,2009-12-31,", "E2,C1,medium,2010-01-01,", "E3,C1,medium,2009-12-31,", "E4,C1,medium,2009-12-31,"),
    measurement = "enterprise,outlet,pollutant,measured_on,value,limit_value,unit\nE1,w,Pb,2011-01-01,40,,mg/L\nE2,w,Pb,2011-01-01,40,,mg/L\nE3,w,Pb,2011-01-01,60,,mg/L\n"
      .. "E4,w,Pb,2011-01-01,40,,mg/L\nE4,w,Pb,2013-01-01,40,,mg/L\n" },
  { { "x", "E1", "unknown" }, { "x", "E2", "breached", since = "2011-01-01" }, { "x", "E3", "breached", since = "2011-01-01" }, { "x", "E4", "breached", since = "2013-01-01" } })
-- Year by year.
judge("a year is judged by the text that holds for the subject on its last day", "2013-12-31", texts .. 'obligation "x@old" { clause = "old/a", per = { enterprise, year }, '
  .. 'require = enterprise.size:is("large", "medium") }\nobligation "x@new" { like = "x@old", clause = "new/a", ' .. before .. 'require = enterprise.size:is "large" }\n',
  { enterprise = plants("E1,C1,medium,2009-02-01,", "E2,C1,medium,2011-01-01,") }, {
    { "x", "E1@2009", "met" }, { "x", "E1@2010", "met" }, { "x", "E1@2011", "met" }, { "x", "E1@2012", "met" }, { "x", "E1@2013", "breached" },
    { "x", "E2@2009", "not_applicable" }, { "x", "E2@2010", "not_applicable" }, { "x", "E2@2011", "breached" }, { "x", "E2@2012", "breached" }, { "x", "E2@2013", "breached" } })
judge("an amendment may have a transition, too", "2011-06-30", instrument("act", "2000-01-01")
  .. 'instrument "change" { title = "T", issuer = "J", in_force = { from = "2010-01-01" }, clauses = { t = "…" }, amends = { "act", replaces = { a = "…" } } }\n'
  .. 'obligation "x" { clause = "act/a", require = enterprise.size:is("large", "medium") }\nobligation "x@change" { like = "x", clause = "act/a@change", '
  .. 'transition = { whom = enterprise.opened_on:before "2010-01-01", to = "2012-12-31", clause = "change/t" }, require = enterprise.size:is "large" }\n',
  { enterprise = plants("E1,C1,medium,2009-12-31,", "E2,C1,medium,2010-01-01,") }, { { "x", "E1", "met" }, { "x", "E2", "breached" } })

judge("where nobody knows when the later one arose, whoever keeps to the version before without an end keeps to it all the same", "2005-11-04",
  write.bare_law .. instrument("old", "2000-01-01", "2003-06-30") .. instrument("new", "2003-07-01") .. [[
power "x@old" { clause = "old/a", per = listing, used = enterprise.disclosures.published_on:first() }
power "x@new" { like = "x@old", clause = "new/a", transition = { whom = enterprise.size:is "large", clause = "law/a" }, applies = enterprise.size:is "small",
  arises = enterprise.audits.started_on:last() }
]], { enterprise = "code,size,opened_on\nE5,large,1998-12-31\nE6,,1998-12-31\nE7,small,1998-12-31\n", audit = "code,enterprise,started_on,completed_on\nA1,E5,,2003-01-01\n"
    .. "A2,E6,,2003-01-01\nA3,E7,,2003-01-01\n", listing = "enterprise,list,published_on\nE5,a,2004-07-23\nE6,a,2004-07-23\nE7,a,2004-07-23\n" },
  { { "x", "E5/a/2004-07-23", "open" }, { "x", "E6/a/2004-07-23", "unknown" }, { "x", "E7/a/2004-07-23", "unknown" } })

-- Whom it names is asked once, on the pivot of the later version: E1 is small till 2012 and large since, E2 the other way round; E3 goes from C1 to C2, E4 the other way.
local grows = { enterprise = "code,jurisdiction,size,closed_on,effective_from\nE1,C1,small,2013-05-01,\nE1,C1,large,2013-05-01,2012-01-01\nE2,C1,large,2013-05-01,\n"
  .. "E2,C1,small,2013-05-01,2012-01-01\nE3,C1,small,2013-05-01,\nE3,C2,small,2013-05-01,2012-01-01\nE4,C2,small,2013-05-01,\nE4,C1,small,2013-05-01,2012-01-01\n",
  audit = "code,enterprise,started_on,reported_on\nA1,E1,2011-02-02,2013-03-03\nA2,E2,2011-02-02,2013-03-03\nA3,E3,2011-02-02,2013-03-03\nA4,E4,2011-02-02,2013-03-03\n" }
local function grown(name, whom, word, old, new, verdicts)
  judge(name, "2014-12-31", texts .. ('%s "x@old" { clause = "old/a", %s }\n%s "x@new" { clause = "new/a", transition = { whom = %s, clause = "new/a" }, %s }\n'):format(word, old,
    word, whom, new), grows, verdicts)
end
local small, in_c1 = 'enterprise.size:is "small"', 'enterprise.jurisdiction.code:is "C1"'
local by_2013, by_2010 = 'due = "2013-06-30", done = enterprise.closed_on', 'due = "2010-06-30", done = enterprise.closed_on'
grown("who grows between two due days keeps to the old text, if it was small on that of the new one", small, "obligation", by_2013, by_2010, {
  { "x", "E1", "met", due = "2013-06-30" }, { "x", "E2", "late", due = "2010-06-30" }, { "x", "E3", "met", due = "2013-06-30" }, { "x", "E4", "met", due = "2013-06-30" } })
grown("so also where the new text is due later", small, "obligation", by_2010, by_2013, {
  { "x", "E1", "met", due = "2013-06-30" }, { "x", "E2", "late", due = "2010-06-30" }, { "x", "E3", "late", due = "2010-06-30" }, { "x", "E4", "late", due = "2010-06-30" } })
grown("and so who moves", in_c1, "obligation", by_2013, by_2010, {
  { "x", "E1", "met", due = "2013-06-30" }, { "x", "E2", "met", due = "2013-06-30" }, { "x", "E3", "met", due = "2013-06-30" }, { "x", "E4", "late", due = "2010-06-30" } })
grown("a power is of the text of its own use, for whom the new one names on the day of its", small, "power", "used = enterprise.audits.reported_on:first()",
  "used = enterprise.audits.started_on:first()", { { "x", "E1", "used", done = "2013-03-03" }, { "x", "E2", "used", done = "2011-02-02" },
    { "x", "E3", "used", done = "2013-03-03" }, { "x", "E4", "used", done = "2013-03-03" } })

-- A version between two others keeps to the one before whom it names itself, and goes on for whom the next one names.
local chain = instrument("first", "2000-01-01", "2004-12-31") .. instrument("second", "2005-01-01", "2009-12-31") .. instrument("third", "2010-01-01")
  .. 'obligation "x@first" { clause = "first/a", require = enterprise.employees:at_most(10) }\n'
  .. 'obligation "x@second" { clause = "second/a", transition = { whom = enterprise.opened_on:before "2005-01-01", clause = "second/a" }, '
  .. 'require = enterprise.employees:at_most(20) }\n'
  .. 'obligation "x@third" { clause = "third/a", transition = { whom = enterprise.size:is "small", to = "2015-12-31", clause = "third/a" }, '
  .. 'require = enterprise.employees:at_most(30) }\n'
local workforce = { enterprise = "code,jurisdiction,size,employees,opened_on\nE1,C1,large,15,2001-01-01\nE2,C1,small,15,2006-01-01\nE3,C1,small,25,2006-01-01\n" }
local function chained(day, e1, e2, e3)
  judge("of three versions each names its own, on " .. day, day, chain, workforce, { { "x", "E1", e1 }, { "x", "E2", e2 }, { "x", "E3", e3 } })
end
chained("2008-06-30", "breached", "met", "breached")
chained("2011-06-30", "met", "met", "breached")
chained("2016-06-30", "met", "met", "met")

-- Of the two versions the one that says whom it names says how numbers below what can be measured count where it does, and both hear it: for the old one "<8" would be anything
-- up to 8, for the new one it is none.
for _, of in ipairs { { "<,8", "met" }, { ",6", "breached" } } do
  local level, status = of[1], of[2]
  judge("whom a transition names is asked as the version that says it reads numbers, of " .. level, "2011-06-30", texts
    .. 'kind "probe" { fields = { { "enterprise", enterprise, owner = true, key = true }, { "taken_on", event, starts = true, key = true }, '
    .. '{ "found", text, blank = "none" }, { "level", number, min = 0, sign = "found" } } }\n'
    .. 'obligation "x@old" { clause = "old/a", require = enterprise.employees:at_most(20) }\n'
    .. 'obligation "x@new" { clause = "new/a", non_detects = "zero", transition = { whom = ~enterprise.probes.level:max():above(5), clause = "new/a" }, '
    .. 'require = enterprise.employees:at_most(10) }\n',
    { enterprise = "code,jurisdiction,employees,opened_on\nE1,C1,15,2001-01-01\n", probe = "enterprise,taken_on,found,level\nE1,2005-05-05," .. level .. "\n" },
    { { "x", "E1", status } })
end

-- Of a parameter.
local function limit(more) return instrument("law", "1990-01-01") .. ('parameter "most" { clause = "law/a", { 50, from = "2000-01-01" }, { 30, from = "2010-01-01", transition = { '
  .. 'whom = enterprise.opened_on:before "2010-01-01", to = "2012-12-31", clause = "law/a" } }%s }\n'):format(more or "") end
local function counted(...) return "code,jurisdiction,employees,opened_on\n" .. table.concat({ ... }, "\n") .. "\n" end
local asks = 'obligation "x" { clause = "law/a", require = ~enterprise.employees:above(parameter "most") }\n'
-- E1 was there before, E2 came later, of E3 and E4 nobody knows.
local workers = { enterprise = counted("E1,C1,40,2009-12-31", "E2,C1,40,2010-01-01", "E3,C1,40,", "E4,C1,20,", "E5,C1,60,") }
local function of_limit(name, day, statuses, more, without_end)
  local verdicts = {}
  for i = 1, 5 do
    if statuses[i] then verdicts[#verdicts + 1] = { "x", "E" .. i, statuses[i], missing = statuses[i] == "unknown" and opened or nil } end
  end
  judge(name, day, limit(more):gsub(', to = "2012%-12%-31"', without_end and "" or "%0") .. asks, workers, verdicts)
end
of_limit("a limit before it changes", "2009-12-31", { "met", false, "met", "met", "breached" })
of_limit("those who were there keep to the limit before, and where nobody knows who it lies between both", "2010-01-01", { "met", "breached", "unknown", "met", "breached" })
of_limit("until that is over", "2012-12-31", { "met", "breached", "unknown", "met", "breached" })
of_limit("and then the limit is one", "2013-01-01", { "breached", "breached", "breached", "met", "breached" })
of_limit("a later row ends what was kept to", "2012-01-01", { "breached", "breached", "breached", "met", "breached" }, ', { 25, from = "2011-07-01" }')
of_limit("without an end they keep to it as long as the row holds", "2031-12-31", { "met", "breached", "unknown", "met", "breached" }, nil, true)
of_limit("without an end they keep to it until a later row begins", "2031-12-31", { "met", "breached", "unknown", "met", "breached" }, ', { 25, from = "2032-01-01" }', true)
of_limit("and then the later row holds for all", "2032-01-01", { "breached", "breached", "breached", "met", "breached" }, ', { 25, from = "2032-01-01" }', true)
judge("a parameter on a day asks on that day who keeps to it", "2014-01-01", limit() .. 'obligation "x" { clause = "law/a", per = listing, '
  .. 'require = ~enterprise.employees:above(parameter "most":on(listing.published_on)) }\n', { enterprise = counted("E1,C1,40,2009-12-31", "E2,C1,40,2010-01-01"),
  listing = "enterprise,list,published_on\nE1,a,2009-12-31\nE1,a,2012-12-31\nE1,a,2013-01-01\nE2,a,2012-12-31\n" },
  { { "x", "E1/a/2009-12-31", "met" }, { "x", "E1/a/2012-12-31", "met" }, { "x", "E1/a/2013-01-01", "breached" }, { "x", "E2/a/2012-12-31", "breached" } })
judge("each record of a set keeps to its own", "2011-06-30", limit() .. 'obligation "x" { clause = "law/a", per = jurisdiction, '
  .. 'require = jurisdiction.enterprises:where(enterprise.employees:above(parameter "most")):count():at_most(1) }\n', { enterprise = counted("E1,C1,40,2009-12-31",
  "E2,C1,40,2010-01-01", "E3,C2,40,2010-02-01", "E4,C2,40,2010-02-01") }, { { "x", "C1", "met" }, { "x", "C2", "breached" }, { "x", "P", "breached" } })
judge("next change: what was kept to ends", "2011-06-30", limit() .. asks, { enterprise = counted "E1,C1,40,2009-12-31" }, { { "x", "E1", "met", next_change = "2013-01-01" } })
