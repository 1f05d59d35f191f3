-- Cases decided by hand: 20. Texts that change texts.
local write = require "tests.meaning.write"
local judge = write.judge

write.section "20 texts that change texts"

-- A law of 2000 whose clause `a` another text replaces on 2010-01-01; every listing asks for an answer by the text of the day on which it is published.
local function act(more, says) return ('instrument "act" { title = "A", issuer = "J", in_force = { from = "2000-01-01"%s }, clauses = { a = %s, b = "…" } }\n'):format(more
  or "", says or '"…"') end
local function text(name, from, says) return ('instrument "%s" { title = "T", issuer = "J", in_force = { from = "%s" }, %s }\n'):format(name, from, says) end
local replaced = text("change", "2010-01-01", 'amends = { "act", replaces = { a = "…" } }')
local first = 'obligation "x" { clause = "act/a", per = listing, arises = listing.published_on, due = months(2), done = listing.delisted_on }\n'
local second = 'obligation "x@change" { like = "x", clause = "act/a@change", due = days(10) }\n'
local function listed(...) return { listing = "enterprise,list,published_on\nE1,a," .. table.concat({ ... }, "\nE1,a,") .. "\n" } end
local function at(day, status, due) return { "x", "E1/a/" .. day, status, due = due } end

judge("a version speaks the text that it cites, on the days on which it reads", "2011-01-01", act() .. replaced .. first .. second, listed("1999-12-31", "2000-01-01",
  "2009-12-31", "2010-01-01"),
  { at("1999-12-31", "not_applicable"), at("2000-01-01", "overdue", "2000-03-01"), at("2009-12-31", "overdue", "2010-02-28"), at("2010-01-01", "overdue", "2010-01-11") })
judge("a rule goes on with a later text that no version of it speaks", "2011-01-01", act() .. replaced .. first, listed("2009-12-31", "2010-01-01"),
  { at("2009-12-31", "overdue", "2010-02-28"), at("2010-01-01", "overdue", "2010-03-01") })
judge("what cites a clause that is repealed is not in force from that day on", "2011-01-01", act() .. text("change", "2010-01-01", 'amends = { "act", repeals = { "a" } }')
  .. first,
  listed("2009-12-31", "2010-01-01"), { at("2009-12-31", "overdue"), at("2010-01-01", "not_applicable") })
judge("a clause is there from the day on which it is inserted", "2011-01-01", act() .. text("change", "2010-01-01",
  'amends = { "act", inserts = { c = { "…", from = "2010-03-01" } } }')
  .. first:gsub("act/a", "act/c"), listed("2010-01-01", "2010-02-28", "2010-03-01"), { at("2010-01-01", "not_applicable"), at("2010-02-28", "not_applicable"),
    at("2010-03-01", "overdue") })
judge("a clause inserted again is another text", "2013-01-01", act() .. text("change", "2010-01-01", 'amends = { "act", repeals = { "a" } }')
  .. text("again", "2012-01-01", 'amends = { "act", inserts = { a = "…" } }') .. first, listed("2009-12-31", "2012-01-01"), { at("2009-12-31", "overdue"),
    at("2012-01-01", "not_applicable") })
judge("a clause has days of its own", "2011-01-01", act("", '{ "…", from = "2005-01-01", to = "2005-12-31" }') .. first, listed("2004-12-31", "2005-01-01", "2005-12-31",
  "2006-01-01"),
  { at("2004-12-31", "not_applicable"), at("2005-01-01", "overdue"), at("2005-12-31", "overdue"), at("2006-01-01", "not_applicable") })
judge("the end of the law ends all its texts, that of the amending text none", "2016-01-01", act ', to = "2014-12-31"'
  .. 'instrument "change" { title = "T", issuer = "J", in_force = { from = "2010-01-01", to = "2011-12-31" }, amends = { "act", replaces = { a = "…" } } }\n' .. first .. second,
  listed("2012-01-01", "2014-12-31", "2015-01-01"), { at("2012-01-01", "overdue", "2012-01-11"), at("2014-12-31", "overdue", "2015-01-10"), at("2015-01-01", "not_applicable") })
judge("a change for a time: behind it what was there before reads again", "2013-01-01",
  act() .. text("change", "2010-01-01", 'amends = { "act", replaces = { a = { "…", to = "2010-12-31" } } }') .. first .. second, listed("2009-12-31", "2010-12-31", "2011-01-01"),
  { at("2009-12-31", "overdue", "2010-02-28"), at("2010-12-31", "overdue", "2011-01-10"), at("2011-01-01", "overdue", "2011-03-01") })
judge("a clause that is suspended", "2013-01-01", act() .. text("change", "2010-01-01", 'amends = { "act", repeals = { a = { to = "2010-12-31" } } }') .. first,
  listed("2009-12-31", "2010-01-01", "2010-12-31", "2011-01-01"), { at("2009-12-31", "overdue"), at("2010-01-01", "not_applicable"), at("2010-12-31", "not_applicable"),
    at("2011-01-01", "overdue") })
judge("a version goes on between two that speak", "2016-01-01", act() .. replaced .. text("later", "2012-01-01", 'amends = { "act", replaces = { a = "…" } }')
  .. text("last", "2014-01-01", 'amends = { "act", replaces = { a = "…" } }') .. first .. 'obligation "x@last" { like = "x", clause = "act/a@last", due = days(10) }\n',
  listed("2010-01-01", "2013-12-31", "2014-01-01"), { at("2010-01-01", "overdue", "2010-03-01"), at("2013-12-31", "overdue", "2014-02-28"), at("2014-01-01", "overdue",
    "2014-01-11") })
judge("a version of another place takes no text from one of everywhere", "2011-01-01", act() .. replaced .. first
  .. 'obligation "x@C1" { like = "x", place = "C1", clause = "act/a@change", due = days(10) }\n',
  { enterprise = "code,jurisdiction\nE1,C1\nE2,C2\n", listing = "enterprise,list,published_on\nE1,a,2010-01-01\nE2,a,2010-01-01\n" },
  { at("2010-01-01", "overdue", "2010-01-11"), { "x", "E2/a/2010-01-01", "overdue", due = "2010-03-01" } })
-- Corrections
local corrected = text("errata", "2011-01-01", 'corrects = { "act", replaces = { a = "…" } }')
judge("a correction has always been so, also on days before it was made", "2005-06-30", act() .. corrected .. first
  .. 'obligation "x@errata" { like = "x", clause = "act/a@errata", due = days(10) }\n',
  listed("2005-01-01"), { at("2005-01-01", "overdue", "2005-01-11") })
judge("a rule goes on with the text corrected", "2005-06-30", act() .. corrected .. first, listed("2005-01-01"), { at("2005-01-01", "overdue", "2005-03-01") })
judge("what corrects an amendment holds from its days on", "2012-01-01", act() .. replaced .. text("errata", "2011-01-01",
  'corrects = { "act", replaces = { a = { "…", of = "change" } } }')
  .. first .. 'obligation "x@errata" { like = "x", clause = "act/a@errata", due = days(10) }\n', listed("2009-12-31", "2010-01-01"),
  { at("2009-12-31", "overdue", "2010-02-28"), at("2010-01-01", "overdue", "2010-01-11") })
judge("what corrects an amendment that never was never was either", "2012-01-01", act() .. replaced .. text("errata", "2011-01-01",
  'corrects = { "act", replaces = { a = { "…", of = "change" } } }') .. text("court", "2011-06-01", 'annuls = "change"') .. first
  .. 'obligation "x@errata" { like = "x", clause = "act/a@errata", due = days(10) }\n', listed("2010-01-01"), { at("2010-01-01", "overdue", "2010-03-01") })
judge("a clause that was left out in print was there from the law's first day", "2005-01-01", act() .. text("errata", "2011-01-01", 'corrects = { "act", inserts = { c = "…" } }')
  .. first:gsub("act/a", "act/c"), listed("2000-01-01"), { at("2000-01-01", "overdue") })
-- Annulments
judge("an amendment annulled from the start never was", "2013-01-01", act() .. replaced .. text("court", "2012-01-01", 'annuls = "change"') .. first .. second,
  listed("2009-12-31", "2010-01-01"),
  { at("2009-12-31", "overdue", "2010-02-28"), at("2010-01-01", "overdue", "2010-03-01") })
judge("an amendment annulled from a day on: from then on the earlier text reads", "2013-01-01", act() .. replaced .. text("court", "2012-01-01",
  'annuls = { "change", from = "2011-01-01" }') .. first .. second,
  listed("2009-12-31", "2010-01-01", "2010-12-31", "2011-01-01"),
  { at("2009-12-31", "overdue", "2010-02-28"), at("2010-01-01", "overdue", "2010-01-11"), at("2010-12-31", "overdue", "2011-01-10"), at("2011-01-01", "overdue", "2011-03-01") })
judge("a law annulled from the start binds nobody", "2013-01-01", act() .. text("court", "2012-01-01", 'annuls = "act"') .. first, listed("2009-12-31"),
  { at("2009-12-31", "not_applicable") })
judge("a law annulled from a day on ends the day before", "2013-01-01", act() .. text("court", "2012-01-01", 'annuls = { "act", from = "2009-12-31" }') .. first,
  listed("2009-12-30", "2009-12-31"),
  { at("2009-12-30", "overdue"), at("2009-12-31", "not_applicable") })
judge("one clause annulled from the start", "2013-01-01", act() .. text("court", "2012-01-01", 'annuls = { "act", clauses = { "a" } }') .. first
  .. 'obligation "y" { like = "x", clause = "act/b" }\n', listed("2009-12-30"), { at("2009-12-30", "not_applicable"), { "y", "E1/a/2009-12-30", "overdue" } })
judge("what is annulled from the start annuls nothing", "2013-01-01", act() .. replaced .. text("court", "2012-01-01", 'annuls = "change"') .. text("higher", "2012-06-01",
  'annuls = "court"') .. first .. second,
  listed("2010-01-01"), { at("2010-01-01", "overdue", "2010-01-11") })
-- Whatever else cites clauses
judge("an exception is in force on the days of its text, and its versions follow each other", "2013-01-01", act() .. replaced .. first:gsub("act/a", "act/b")
  .. 'exception "e" { to = "x", clause = "act/a", applies = enterprise.size:is "small" }\n'
  .. 'exception "e@change" { to = "x", clause = "act/a@change", applies = enterprise.size:is "large" }\n',
  { enterprise = "code,jurisdiction,size\nE1,C1,small\n", listing = listed("2009-12-31", "2010-01-01").listing }, { at("2009-12-31", "not_applicable"),
    at("2010-01-01", "overdue") })
judge("so is a decision's version", "2013-01-01", act() .. replaced .. [[
decision "enterprise.class@act" { clause = "act/a", columns = { enterprise.employees }, rows = { { at_least(100), "big" }, { below(100), "other" } } }
decision "enterprise.class@change" { like = "enterprise.class@act", clause = "act/a@change", rows = { { at_least(50), "big" }, { below(50), "other" } } }
obligation "x" { clause = "act/b", per = listing, arises = listing.published_on, require = enterprise.class:is "big" }
]], { enterprise = "code,jurisdiction,employees\nE1,C1,60\n", listing = listed("2009-12-31", "2010-01-01").listing }, { at("2009-12-31", "breached"), at("2010-01-01", "met") })
judge("a year is judged by the text of its last day", "2012-06-30", act() .. text("change", "2010-07-01", 'amends = { "act", replaces = { a = "…" } }')
  .. 'obligation "x" { clause = "act/a", per = { enterprise, year }, require = enterprise.size:is "large" }\n'
  .. 'obligation "x@change" { like = "x", clause = "act/a@change", require = enterprise.size:is "small" }\n',
  { enterprise = "code,jurisdiction,size\nE1,C1,small\n", listing = "enterprise,list,published_on\nE1,a,2009-01-01\n" },
  { { "x", "E1@2009", "breached" }, { "x", "E1@2010", "met" }, { "x", "E1@2011", "met" }, { "x", "E1@2012", "met" } })
judge("next change: the text changes", "2009-06-30", act() .. replaced .. 'obligation "x" { clause = "act/a", require = enterprise.size:is "large" }\n'
  .. 'obligation "x@change" { like = "x", clause = "act/a@change", require = enterprise.size:is "small" }\n', { enterprise = "code,jurisdiction,size\nE1,C1,small\n" },
  { { "x", "E1", "breached", next_change = "2010-01-01" } })
