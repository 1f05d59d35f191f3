-- Cases decided by hand: 6 what lies above a record in its tree.
local write = require "tests.meaning.write"
local judge = write.judge

write.section "6 above a record"

-- What lies above a record in its tree: asked of each, all the way up, as long as it is known who that is.
local groups = write.bare_law .. [[
kind "company" { lasting = true, plural = "companies", fields = { { "code", text, key = true }, { "parent", company, blank = "%s" }, { "uk", yesno }, { "size", number } } }
kind "site" { lasting = true, fields = { { "code", text, key = true }, { "company", company, owner = true, blank = "unknown" } } }
term "company.abroad" { value = ~company.uk }
decision "company.large" { clause = "law/a", columns = { company.size }, hit = "first", rows = { { at_least(100), yes }, { any, no } } }
obligation "x" { clause = "law/a", per = company, require = ~company:any_above(company.uk) }
obligation "abroad" { clause = "law/a", per = company, require = ~company:any_above(company.abroad) }
obligation "large" { clause = "law/a", per = company, require = ~company:any_above(company.large) }
obligation "site" { clause = "law/a", per = site, require = ~site.company:any_above(company.uk) }
]]
local chain, under = { "code,parent,uk,size" }, {}
for level = 1, 30 do
  chain[#chain + 1] = ("L%d,%s,%s,"):format(level, level > 1 and "L" .. level - 1 or "", level == 1 and "yes" or "no")
  under[#under + 1] = { "x", "L" .. level, level == 1 and "met" or "breached" }
  under[#under + 1] = { "abroad", "L" .. level, level < 3 and "met" or "breached" }
end
judge("of those above it, however far up", "2004-01-01", groups:format "none", { company = table.concat(chain, "\n") .. "\n" }, under, { of = { "x", "abroad" } })
local uk, size = { "company.uk" }, { "company.size" }
judge("of one nobody knows it, and one further up tells", "2004-01-01", groups:format "none", {
  company = "code,parent,uk,size\nA,B,yes,\nB,C,,\nC,D,no,500\nD,,,99\nE,F,no,\nF,G,,\nG,,yes,\n", site = "code,company\nS1,A\nS2,\nS3,E\n" }, {
  { "x", "A", "unknown", missing = uk }, { "x", "B", "unknown", missing = uk }, { "x", "C", "unknown", missing = uk }, { "x", "D", "met" }, { "x", "E", "breached" },
  { "x", "F", "breached" }, { "x", "G", "met" },
  { "abroad", "A", "breached" }, { "abroad", "B", "breached" }, { "abroad", "C", "unknown", missing = uk }, { "abroad", "D", "met" }, { "abroad", "E", "unknown", missing = uk },
  { "abroad", "F", "met" }, { "abroad", "G", "met" },
  { "large", "A", "breached" }, { "large", "B", "breached" }, { "large", "C", "met" }, { "large", "D", "met" }, { "large", "E", "unknown", missing = size },
  { "large", "F", "unknown", missing = size }, { "large", "G", "met" },
  { "site", "S1", "unknown", missing = uk }, { "site", "S2", "unknown", missing = { "site.company" } }, { "site", "S3", "breached" } })
judge("what lies above a parent that is not known may be such", "2004-01-01", groups:format "unknown", {
  company = "code,parent,uk,size\nA,B,no,\nB,,no,\nC,D,no,\nD,,yes,\n" }, {
  { "x", "A", "unknown", missing = { "company.parent" } }, { "x", "B", "unknown", missing = { "company.parent" } }, { "x", "C", "breached" },
  { "x", "D", "unknown", missing = { "company.parent" } } }, { of = { "x" } })
local settled = groups:format "none" .. 'obligation "then" { clause = "law/a", per = company, applies_on = "2002-12-31", applies = ~company:any_above(company.uk), '
  .. 'due = "2003-06-30", done = company.joined_on }\n'
judge("on the day on which it is asked", "2004-01-01", (settled:gsub('{ "uk", yesno }', '{ "uk", yesno }, { "joined_on", event }')), {
  company = "code,parent,uk,joined_on,size,effective_from\nA,B,no,,,\nA,C,no,,,2003-01-01\nB,,yes,,,\nB,,no,,,2003-05-01\nC,,no,,,\nD,C,no,,,\n" }, {
  { "then", "A", "not_applicable" }, { "then", "B", "overdue" }, { "then", "C", "overdue" }, { "then", "D", "overdue" },
  { "x", "A", "met" }, { "x", "B", "met" }, { "x", "C", "met" }, { "x", "D", "met" } }, { of = { "then", "x" } })
