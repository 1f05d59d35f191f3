-- Cases decided by hand: 19 complete registers: which days they must cover, and when files came.
local write = require "tests.meaning.write"
local judge = write.judge

write.section("19 complete registers")

local act = [[
instrument "act" { title = "The act", issuer = "J", in_force = { from = "2010-01-01" }, clauses = { a = "…" } }
]]
local sites = act .. [[
kind "site" { lasting = true, fields = { { "code", text, key = true }, { "sort", text, blank = "none" } } }
kind "spill" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "spilt_on", event, starts = true }, { "tons", number, min = 0 } } }
import "spill" { complete = { "each is entered", from = "2010-01-01" } }
]]
local one = "code\ns\n"
local audit = "code,enterprise,started_on\nA1,E1,2005-01-01\n" -- so that there are periods to judge
local yearly = 'obligation "%s" { clause = "act/a", per = { site, year }, %s }\n'
local single = 'obligation "%s" { clause = "act/a", per = site, %s }\n'
local function rules(list)
  local text, expected = { sites }, {}
  for i, rule in ipairs(list) do
    text[i + 1] = rule[1]:format("r" .. i, rule[2])
    for k = 3, #rule, 2 do expected[#expected + 1] = { "r" .. i, rule[k], rule[k + 1] } end
  end
  return table.concat(text), expected
end
local function asks(name, as_of, records, list)
  local pack, expected = rules(list)
  records.audit = audit
  judge(name, as_of, pack, records, expected)
end
asks("what is asked of days before the rule and before the register is not covered, though the rule was not in force then", "2011-12-31", { site = one }, {
  { single, "require = site.spills:none()", "s", "unknown" },
  { single, "forbid = site.spills", "s", "met" }, -- whose rows count only in the rule's force
  { single, 'require = site.spills:during("1990"):none()', "s", "unknown" },
  { single, 'require = site.spills:where(spill.spilt_on:before "2000-01-01"):none()', "s", "unknown" },
  { single, 'require = site.spills:where(spill.spilt_on:on_or_after "2010-01-01"):none()', "s", "met" },
  { single, "require = function(row) return #row.spills == 0 end", "s", "unknown" },
  { yearly, 'require = site.spills:during(period).tons:sum():at_least(site.spills:during("1990").tons:sum())', "s@2010", "unknown", "s@2011", "unknown" },
  { yearly, "require = site.spills:during(period):none():previous()", "s@2010", "unknown", "s@2011", "met" } })
asks("a window is covered where a register covers it", "2012-06-30", { site = one }, {
  { single, "require = site.spills:during(years(10):to(as_of)):none()", "s", "unknown" },
  { single, "require = site.spills:during(years(2):to(as_of)):none()", "s", "met" },
  { single, 'require = site.spills:during(months(30):to("2012-06-30")):none()', "s", "met" },
  { single, 'require = site.spills:during(months(31):to("2012-06-30")):none()', "s", "unknown" },
  { single, 'forbid = site.spills:during(years(10):to(as_of))', "s", "met" },
  { yearly, "require = site.spills:during(months(18):to(period.to)):none()", "s@2010", "unknown", "s@2011", "met", "s@2012", "met" } })
asks("a window whose first day nobody knows is covered by no register that begins", "2012-06-30", { site = "code,sort\ns,x\n" }, {
  { single, 'require = site.spills:during(days(site.sort:length() / 3):to(as_of)):none()', "s", "unknown" } })
judge("for whom it is complete is asked from the first day of the window on", "2012-06-30", act .. [[
kind "site" { lasting = true, fields = { { "code", text, key = true }, { "sort", text, blank = "none" } } }
kind "spill" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "spilt_on", event, starts = true } } }
import "spill" { complete = { "the large ones enter each", whom = site.sort:is "large" } }
obligation "one" { clause = "act/a", per = site, require = site.spills:during(years(1):to(as_of)):none() }
obligation "two" { clause = "act/a", per = site, require = site.spills:during(years(2):to(as_of)):none() }
]], { site = "code,sort,effective_from\ngrew,small,\ngrew,large,2011-06-30\nlarge,large,\n" },
  { { "one", "grew", "met" }, { "one", "large", "met" }, { "two", "grew", "unknown" }, { "two", "large", "met" } })
judge("who left the place of a register and came back is not in it", "2012-06-30", act .. [[
import "action" { complete = { "all penalties of C1 are published", place = "C1" } }
obligation "x" { clause = "act/a", per = enterprise, require = enterprise.actions:during("2010/2011"):none() }
]], { enterprise = "code,jurisdiction,effective_from\nstayed,C1,\nback,C1,\nback,C2,2010-07-01\nback,C1,2010-08-01\nbefore,C1,\nbefore,C2,2009-07-01\nbefore,C1,2009-08-01\n" },
  { { "x", "stayed", "met" }, { "x", "back", "unknown" }, { "x", "before", "met" } })
judge("in what a place lay before its first version nobody knows: of those days no register of a place is complete for who lies in it", "2012-06-30", act .. [[
import "action" { complete = { "all penalties of C1 are published", place = "C1" } }
obligation "later" { clause = "act/a", per = enterprise, require = enterprise.actions:during "2011":none() }
obligation "both" { clause = "act/a", per = enterprise, require = enterprise.actions:during("2010/2011"):none() }
obligation "earlier" { clause = "act/a", per = enterprise, require = enterprise.actions:during "2010":none() }
]], { jurisdiction = "code,level,parent,effective_from\nP,province,,2011-01-01\nC1,city,P,\n", enterprise = "code,jurisdiction\nE1,C1\n" },
  { { "later", "E1", "met" }, { "both", "E1", "unknown" }, { "earlier", "E1", "unknown" } })
judge("of a window that begins nobody knows when, who never moved lay in the place of the register", "2012-06-30", act .. [[
import "action" { complete = { "all penalties of C1 are published", place = "C1" } }
obligation "x" { clause = "act/a", per = enterprise, require = enterprise.actions:during(days(enterprise.employees):to(as_of)):none() }
]], { enterprise = "code,jurisdiction,employees,effective_from\nstayed,C1,,\nmoved,C2,,\nmoved,C1,,2010-07-01\n" }, { { "x", "stayed", "met" }, { "x", "moved", "unknown" } })

local three = [[
obligation "none" { clause = "act/a", per = site, require = site.spills:during("2010"):none() }
obligation "now" { clause = "act/a", per = site, require = site.spills:where(spill.spilt_on:on_or_after "2010-01-01"):none() }
obligation "not" { clause = "act/a", per = { site, year }, forbid = site.spills:during(period) }
]]
local function came(name, day, as_of, spills, expected)
  judge(name, as_of, sites .. three, { site = one, spill = spills, audit = audit, came = day }, expected)
end
came("a register of which no file ever came is not complete", "2011-06-30", "2011-06-30", nil,
  { { "none", "s", "unknown" }, { "now", "s", "unknown" }, { "not", "s@2010", "unknown" }, { "not", "s@2011", "unknown" } })
local empty = "code,site,spilt_on,tons\n"
came("a file with its header alone will do", "2011-06-30", "2011-06-30", empty, { { "none", "s", "met", next_change = "none" }, { "now", "s", "met", next_change = "none" },
  { "not", "s@2010", "met", next_change = "none" }, { "not", "s@2011", "met", next_change = "none" } })
came("of days behind the last import no register is complete", "2011-06-30", "2011-07-01", empty,
  { { "none", "s", "met" }, { "now", "s", "unknown" }, { "not", "s@2010", "met" }, { "not", "s@2011", "unknown" } })
judge("whatever it says of its end", "2011-12-31",
  sites:gsub('from = "2010%-01%-01" }', 'from = "2010-01-01", to = "2011-12-31" }') .. three, { site = one, spill = empty, audit = audit, came = "2011-06-30" },
  { { "none", "s", "met" }, { "now", "s", "unknown" }, { "not", "s@2010", "met" }, { "not", "s@2011", "unknown" } })
