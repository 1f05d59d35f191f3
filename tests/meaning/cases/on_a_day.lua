-- Cases decided by hand: what a record held on another day than the one that decides (3).
local write = require "tests.meaning.write"
local judge, law = write.judge, write.law

write.section("3 another day")

local sizes = { enterprise = "code,jurisdiction,size,effective_from\nE1,C1,small,\nE1,C1,large,2003-07-01\n" }
local function asks(name, condition, day, status, more)
  local records = {}
  for _, given in ipairs { sizes, more or {} } do
    for kind, csv in pairs(given) do records[kind] = csv end
  end
  judge(name, day, law .. ('term "enterprise.big" { value = enterprise.size:is "large" }\n'
    .. 'parameter "words" { clause = "law/a", { 1, from = "2000-01-01" }, { 2, from = "2004-01-01" } }\n'
    .. 'term "enterprise.two" { value = enterprise.size:length():above(parameter "words") }\n'
    .. 'obligation "x" { clause = "law/a", per = enterprise, require = %s }\n'):format(condition), records, { { "x", "E1", status } })
end

asks("an attribute on the last day of its version", 'enterprise.size:on("2003-06-30"):is "small"', "2004-12-31", "met")
asks("and on the first of the next", 'enterprise.size:on("2003-07-01"):is "small"', "2004-12-31", "breached")
asks("a day that lies ahead is read by what is on record today", 'enterprise.size:on("2003-07-01"):is "large"', "2002-01-01", "met")
asks("a term is read on the day with all that it asks", 'enterprise.big:on("2003-06-30")', "2004-12-31", "breached")
asks("its parameters, too", '~enterprise.two:on("2003-06-30")', "2004-12-31", "breached")
asks("a day that is reckoned", 'enterprise.size:on(as_of - years(1)):is "small"', "2004-06-30", "met")
asks("a day that is reckoned, a day later", 'enterprise.size:on(as_of - years(1)):is "small"', "2004-07-01", "breached")
asks("on a day that there is not nobody knows the value", 'enterprise.size:on(enterprise.closed_on):is "small"', "2004-12-31", "unknown")
asks("also where it is the same on every day", 'enterprise.code:on(enterprise.closed_on):is "E1"', "2004-12-31", "unknown")
asks("on a day that nobody knows a value that is the same on every day is known", 'enterprise.code:on(enterprise.opened_on):is "E1"', "2004-12-31", "met",
  { enterprise = "code,jurisdiction,size,opened_on\nE1,C1,small,\n" })
asks("nor a condition", '~enterprise.big:on(enterprise.closed_on)', "2004-12-31", "unknown")
asks("nor whether there is one", 'enterprise.size:on(enterprise.closed_on):given()', "2004-12-31", "unknown")
asks("nor what the law sets", '~enterprise.size:length():above(parameter("words"):on(enterprise.closed_on))', "2004-12-31", "unknown")
asks("who asks nothing without the day says so", 'enterprise.closed_on:given() & enterprise.size:on(enterprise.closed_on):is "small"', "2004-12-31", "breached")
local audited = { audit = "code,enterprise,started_on,reported_on\nA1,E1,2003-05-01,2003-06-30\nA2,E1,2003-05-02,2003-07-01\n" }
asks("each row of a set asks its own day", 'enterprise.audits:where(audit.enterprise.size:on(audit.reported_on):is "small"):count():is(1)', "2004-12-31", "met", audited)
asks("before the first version nobody knows what it held", 'enterprise.size:on("2001-01-01"):is "small"', "2004-12-31", "unknown",
  { enterprise = "code,jurisdiction,size,effective_from\nE1,C1,small,2002-01-01\n" })
