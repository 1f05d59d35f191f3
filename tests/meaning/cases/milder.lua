-- Cases decided by hand: 24. The milder of two laws.
local write = require "tests.meaning.write"
local judge, law = write.judge, write.law

write.section "24 milder"

local function limit(rows, more) return law .. ('parameter "most" { clause = "law/a", law_of = "milder", stricter = "lower", %s%s }\n'):format(rows, more or "") end
local listed = 'obligation "x" { clause = "law/a", per = listing, require = ~enterprise.employees:above(parameter "most") }\n'
local function of(employees, ...)
  local rows = { "enterprise,list,published_on" }
  for _, day in ipairs { ... } do rows[#rows + 1] = "E1,a," .. day end
  return { enterprise = "code,jurisdiction,employees\nE1,C1," .. employees .. "\n", listing = table.concat(rows, "\n") .. "\n" }
end
local eased, tightened = '{ 50, from = "1990-01-01" }, { 80, from = "2003-01-01" }', '{ 80, from = "1990-01-01" }, { 50, from = "2003-01-01" }'
judge("a later, milder limit governs what was done before", "2005-01-01", limit(eased) .. listed, of(80, "2002-12-31", "2003-01-01"),
  { { "x", "E1/a/2002-12-31", "met" }, { "x", "E1/a/2003-01-01", "met" } })
judge("from the day on which it is there", "2002-12-31", limit(eased) .. listed, of(80, "2002-12-31"), { { "x", "E1/a/2002-12-31", "breached", next_change = "2003-01-01" } })
judge("a later, stricter one does not", "2005-01-01", limit(tightened) .. listed, of(80, "2002-12-31", "2003-01-01"), { { "x", "E1/a/2002-12-31", "met" }, { "x",
  "E1/a/2003-01-01", "breached" } })
judge("what held between the two days does not count", "2007-01-01", limit '{ 50, from = "1990-01-01" }, { 80, from = "2003-01-01" }, { 40, from = "2006-01-01" }' .. listed,
  of(60, "2002-12-31", "2004-01-01", "2006-01-01"), { { "x", "E1/a/2002-12-31", "breached" }, { "x", "E1/a/2004-01-01", "met" }, { "x", "E1/a/2006-01-01", "breached" } })
judge("where the law sets none any more, nothing binds", "2005-01-01", limit '{ 50, from = "1990-01-01" }, { none = "repealed", from = "2003-01-01" }' .. listed, of(80,
  "2002-12-31"),
  { { "x", "E1/a/2002-12-31", "met" } })
judge("where nobody knows what the law says today, nobody knows which is milder", "2005-01-01", limit('{ 50, from = "1990-01-01" }', ', to = "2002-12-31"') .. listed, of(50,
  "2002-12-31"),
  { { "x", "E1/a/2002-12-31", "unknown", missing = { "parameter most on 2005-01-01" } } })
judge("of a fine the lower one is the milder", "2005-01-01", law
  .. 'parameter "fine" { clause = "law/a", law_of = "milder", stricter = "higher", { 10, from = "1990-01-01" }, { 50, from = "2003-01-01" } }\n'
  .. 'obligation "x" { clause = "law/a", per = listing, require = enterprise.employees:at_most(parameter "fine") }\n', of(50, "2002-12-31", "2003-01-01"),
  { { "x", "E1/a/2002-12-31", "breached" }, { "x", "E1/a/2003-01-01", "met" } })
judge("on a day that is named it is read so, too", "2005-01-01", limit(eased)
  .. 'obligation "x" { clause = "law/a", require = enterprise.listings:where(enterprise.employees:above(parameter '
  .. '"most":on(listing.published_on))):none() }\n', of(80, "2002-12-31"), { { "x", "E1", "met" } })
judge("in the place in which it was done", "2005-01-01",
  limit '{ 50, from = "1990-01-01" }, { 90, from = "2003-01-01", place = "C2" }, { 60, from = "2003-01-01", place = "C1" }' .. listed,
  { enterprise = "code,jurisdiction,employees,effective_from\nE1,C1,80,\nE1,C2,80,2004-01-01\n", listing = "enterprise,list,published_on\nE1,a,2002-12-31\nE1,a,2004-01-01\n" },
  { { "x", "E1/a/2002-12-31", "breached" }, { "x", "E1/a/2004-01-01", "met" } })
judge("of days the later one is the milder", "2005-01-01", law
  .. 'parameter "by" { clause = "law/a", law_of = "milder", stricter = "lower", { "2001-12-31", from = "1990-01-01" }, '
  .. '{ "2002-12-31", from = "2003-01-01" } }\nobligation "x" { clause = "law/a", per = listing, require = enterprise.opened_on:by(parameter "by") }\n',
  { enterprise = "code,jurisdiction,opened_on\nE1,C1,2002-06-30\n", listing = "enterprise,list,published_on\nE1,a,2002-12-31\n" }, { { "x", "E1/a/2002-12-31", "met" } })
judge("an exception says another value instead of the milder one", "2005-01-01", limit(eased)
  .. 'exception "small" { clause = "law/a", to = "most", applies = enterprise.size:is "small", instead = 10 }\n'
  .. listed, { enterprise = "code,jurisdiction,employees,size\nE1,C1,80,large\nE2,C1,80,small\n", listing = "enterprise,list,published_on\nE1,a,2002-12-31\nE2,a,2002-12-31\n" },
  { { "x", "E1/a/2002-12-31", "met" }, { "x", "E2/a/2002-12-31", "breached" } })
