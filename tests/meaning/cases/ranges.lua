-- Cases decided by hand: ranges, their ends, and what the ends of a field say of a cell that is unknown (1, 2, 6).
local write = require "tests.meaning.write"
local ask = write.ask

write.section("1, 2, 6 ranges")

-- A flow that is never below 0 and a level from 0 to 100; what was not measured is blank, what was found below a limit has a sign.
local flows = [[
kind "flow" { fields = { { "enterprise", enterprise, owner = true, key = true }, { "day", event, key = true, starts = true },
  { "amount", number, unit = "t", sign = "found", min = 0 }, { "found", text, blank = "none" }, { "level", number, min = 0, max = 100 },
  { "spare", number, unit = "t", blank = "none", min = 1 } } }
]]
local function of(rows) return { flow = "enterprise,day,amount,found,level,spare\n" .. rows } end

ask("a cell that is unknown lies between the ends of its field", "2004-06-30", of "E1,2003-01-01,,,,\n", {
  { 'enterprise.flows:first().amount:at_least "0 t"', "yes" }, { 'enterprise.flows:first().amount:above "0 t"', "unknown", { "flow.amount" } },
  { 'enterprise.flows:first().amount:below "0 t"', "no" }, { "enterprise.flows:first().level:at_most(100)", "yes" },
  { "enterprise.flows:first().level:above(100)", "no" }, { "enterprise.flows:first().level:known()", "no" },
  { "(100 - enterprise.flows:first().level):between(0, 100)", "yes" }, { 'enterprise.flows:first().spare:at_least "1 t"', "no" }, -- there is none
}, { pack = flows })
ask("the ends of a field do not tell that there is a number, nor that there is one of what is reckoned from it", "2004-06-30", of "E1,2003-01-01,,,,\nE1,2003-02-01,5,<,,\n", {
  { "enterprise.flows:first().amount:given()", "unknown", { "flow.amount" } }, { "(enterprise.flows:first().amount * 2):given()", "unknown", { "flow.amount" } },
  { "enterprise.flows:first().double:given()", "unknown", { "flow.amount" } }, { "enterprise.flows:first().amount:rounded(0):given()", "unknown", { "flow.amount" } },
  { "(100 - enterprise.flows:first().level):given()", "unknown", { "flow.level" } }, { "enterprise.flows.amount:sum():given()", "unknown", { "flow.amount" } },
  { "enterprise.flows:first().class:given()", "unknown", { "flow.amount" } }, { 'enterprise.flows:first().amount:or_else("3 t"):given()', "unknown", { "flow.amount" } },
  { "(enterprise.flows:first().amount * 0):given()", "yes" }, { 'greater_of(enterprise.flows:first().amount, "3 t"):given()', "unknown" },
  { "(enterprise.flows:last().amount * 2):given()", "yes" }, { "enterprise.flows:last().double:given()", "yes" }, -- it was found to lie below 5
  { "(enterprise.flows:first().spare * 2):given()", "no" }, { 'enterprise.flows:first().double:at_least "0 t"', "yes" },
}, { pack = flows .. [[
term "flow.double" { value = flow.amount * 2 }
decision "flow.class" { clause = "law/a", hit = "first", columns = { flow.amount }, rows = { { at_least "0 t", flow.amount } } }
]] })
ask("one unknown value does not hide a breach", "2004-06-30", of "E1,2003-01-01,,,,\nE1,2003-02-01,7,,,\nE1,2003-03-01,5,,,\n", {
  { 'enterprise.flows.amount:sum():at_most "10 t"', "no" }, { 'enterprise.flows.amount:sum():at_most "12 t"', "unknown", { "flow.amount" } },
  { 'enterprise.flows.amount:max():at_least "7 t"', "yes" }, { 'enterprise.flows.amount:min():at_most "5 t"', "yes" },
  { 'enterprise.flows.amount:mean():at_least "4 t"', "yes" }, { "enterprise.flows.level:mean():between(0, 100)", "yes" },
}, { pack = flows })
ask("a sign and the ends of the field", "2004-06-30", of "E1,2003-01-01,5,<,,\nE1,2003-02-01,0,<,,\nE1,2003-03-01,5,>,,\n", {
  { 'enterprise.flows:first().amount:at_least "0 t"', "yes" }, { 'enterprise.flows:first().amount:below "5 t"', "yes" },
  { "enterprise.flows:first().level:at_least(0)", "yes" }, { 'enterprise.flows:last().amount:above "5 t"', "yes" },
  { 'enterprise.flows:during("2003-02").amount:sum():at_least "0 t"', "yes" }, -- less than 0 cannot be: only the ends count
  { 'enterprise.flows:during("2003-02").amount:sum():below "0 t"', "no" }, { 'enterprise.flows:during("2003-02").amount:sum():below "1 t"', "unknown" },
}, { pack = flows })
ask("a row that nobody knows may have no value at all", "2004-06-30", { audit = "code,enterprise,basis,started_on\nA1,E1,,2003-01-01\n",
  flow = "enterprise,day,amount,found,level,spare\nE1,2003-01-01,3,,,\nE1,2003-02-01,4,,,\n" }, {
  { 'enterprise.flows:where(enterprise.audits:where(audit.basis:is "voluntary"):any()):first().amount:at_least "0 t"', "unknown", { "audit.basis" } },
  { 'enterprise.flows:where(enterprise.audits:where(audit.basis:is "voluntary"):any()).amount:sum():between("0 t", "7 t")', "unknown" }, -- nobody knows of any that it counts
  { 'enterprise.flows.amount:sum():between("0 t", "7 t")', "yes" },
  { 'enterprise.flows:where(enterprise.audits:where(audit.basis:is "voluntary"):any()).amount:max():at_most "4 t"', "unknown" }, -- there may be none
}, { pack = flows })

-- Ends that are open stay so.
local two = of "E1,2003-01-01,5,<,,\nE1,2003-02-01,3,>,,\n"
local below, above = 'enterprise.flows:first().amount', 'enterprise.flows:last().amount'
local function both(text) return (text:gsub("B", below):gsub("A", above)) end
local function asked(questions)
  for i, question in ipairs(questions) do questions[i] = { both(question[1]), question[2], question[3] } end
  return questions
end
ask("an open end in arithmetic", "2004-06-30", two, asked {
  { '(B + "1 t"):below "6 t"', "yes" }, { '(B + "1 t"):at_least "6 t"', "no" }, { '(B + "1 t"):is "1 t"', "unknown" },
  { '(A - "1 t"):above "2 t"', "yes" }, { '(A - "1 t"):is "2 t"', "no" }, { '(A - B):above "-2 t"', "yes" }, { '(A - B):at_most "-2 t"', "no" },
  { '(B * 2):below "10 t"', "yes" }, { '(B * 0):is "0 t"', "yes" }, { '(B * 0.1):below "0.5 t"', "yes" }, { '("0 t" - B):above "-5 t"', "yes" },
  { '(B / 3):at_most "1.66666666666667 t"', "yes" }, { '(B / 3):below "1.66666666666667 t"', "yes" }, -- rounded to the outside
  { '(B / 7):at_most "0.714285714285714 t"', "yes" }, { '(B / 7):below "0.714285714285714 t"', "unknown" }, -- rounded to the inside
  { '(B / A):below(1.66666666666667)', "yes" }, { '(A / A):above(0)', "yes" }, { '("6 t" / A):below(2)', "yes" }, { '("6 t" / A):above(0)', "yes" },
  { '("6 t" / B):above(1.2)', "unknown" }, -- it may be divided by 0
  { "(B + A):above \"3 t\"", "yes" }, { "(B + A):at_least \"3 t\"", "yes" }, { "B:is(A)", "unknown" }, { "A:above(B)", "unknown" },
}, { pack = flows })
ask("an open end in sets", "2004-06-30", of "E1,2003-01-01,0.005,<,,\nE1,2003-02-01,0.08,,,\nE1,2003-03-01,0.08,<,,\n", {
  { 'enterprise.flows.amount:max():is "0.08 t"', "yes" }, { 'enterprise.flows.amount:min():below "0.005 t"', "yes" },
  { 'enterprise.flows.amount:sum():below "0.165 t"', "yes" }, { 'enterprise.flows.amount:sum():at_least "0.08 t"', "yes" },
  { 'enterprise.flows.amount:mean():below "0.055 t"', "yes" }, { 'enterprise.flows.amount:mean():below "0.054 t"', "unknown" },
}, { pack = flows })

-- A law that takes something for what was found below a limit.
local judge, law = write.judge, write.law
local function rule(name, key, what, condition)
  return ('obligation "%s" { clause = "law/a", %srequire = enterprise.flows.amount:%s():%s }\n'):format(name, key, what, condition)
end
judge("what stands for a value below a limit", "2004-06-30", law .. flows .. rule("none", "", "mean", 'is "4 t"')
  .. rule("zero", 'non_detects = "zero", ', "mean", 'is "4 t"') .. rule("half", 'non_detects = "half", ', "mean", 'is "5.5 t"')
  .. rule("limit", 'non_detects = "limit", ', "mean", 'is "7 t"') .. rule("most", 'non_detects = "half", ', "max", 'is "8 t"')
  .. 'term "enterprise.least" { value = enterprise.flows.amount:min() }\n'
  .. 'obligation "term" { clause = "law/a", non_detects = "half", require = enterprise.least:is "3 t" }\n'
  .. 'obligation "plain" { clause = "law/a", require = enterprise.least:below "6 t" }\n',
  of "E1,2003-01-01,6,<,,\nE1,2003-02-01,8,,,\n", {
    { "none", "E1", "unknown" }, { "zero", "E1", "met" }, { "half", "E1", "met" }, { "limit", "E1", "met" }, { "most", "E1", "met" },
    { "term", "E1", "met" }, { "plain", "E1", "met" } })
judge("what stands for a value below a limit is the number that the law says, and stands for none that nobody knows", "2004-06-30", law .. [[
kind "trace" { fields = { { "enterprise", enterprise, owner = true, key = true }, { "day", event, key = true, starts = true },
  { "amount", number, sign = "found", min = 2 }, { "found", text, blank = "none" } } }
term "enterprise.trace" { value = enterprise.traces.amount:sum() }
obligation "half" { clause = "law/a", non_detects = { "half", clause = "law/a" }, require = enterprise.trace:is(3) }
obligation "zero" { clause = "law/a", non_detects = { "zero", clause = "law/a" }, require = enterprise.trace:is(0) }
obligation "less" { clause = "law/a", non_detects = "zero", require = enterprise.trace:below(2) }
]], { enterprise = "code,jurisdiction\nE1,C1\nE2,C1\n", trace = "enterprise,day,amount,found\nE1,2003-01-01,6,<\nE2,2003-01-01,,<\n" }, {
    { "half", "E1", "met" }, { "half", "E2", "unknown" }, { "zero", "E1", "met" }, { "zero", "E2", "breached" }, { "less", "E1", "met" }, { "less", "E2", "breached" } })

-- Doses in a unit that each record states.
local doses = [[
kind "dose" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "none" }, { "day", event, starts = true },
  { "amount", number, unit = "unit" }, { "unit", text }, { "sort", text } } }
parameter "most" { { "3 mg", from = "2000-01-01", clause = "law/a" } }
import "dose" { complete = "a case holds all there is" }
]]
local function given(rows) return { dose = "code,enterprise,day,amount,unit,sort\n" .. rows } end
local unlike = given "1,E1,2003-01-01,2,mg,a\n2,E1,2003-02-01,100,ug,a\n3,E1,2003-03-01,,g,b\n"
ask("unlike units", "2004-06-30", unlike, {
  { 'enterprise.doses.amount:sum():at_most "300 mg"', "unknown" }, { 'enterprise.doses.amount:max():at_least "1 mg"', "unknown" },
  { 'enterprise.doses.amount:mean():above "0 mg"', "unknown" }, { 'enterprise.doses:where(dose.unit:is "mg").amount:sum():is "2 mg"', "yes" },
  { 'enterprise.doses:where(dose.unit:is "mg").amount:sum():above "1 ug"', "unknown" },
  { "enterprise.doses:first().amount:below(enterprise.doses:last().amount)", "unknown" },
  { 'enterprise.doses:during("2010").amount:sum():is "0 mg"', "yes" }, -- nothing is nothing in any unit
  { 'enterprise.doses:every(dose.amount:at_most "500 mg")', "unknown" },
  { '(enterprise.doses:first().amount / enterprise.doses:during("2003-02"):first().amount):above(0)', "unknown" },
  { '(enterprise.doses:first().amount / enterprise.doses:first().amount):is(1)', "yes" },
  { '(enterprise.doses:first().amount + enterprise.doses:during("2003-02"):first().amount):above "0 mg"', "unknown" },
  { '(enterprise.doses:first().amount + "1 mg"):is "3 mg"', "yes" }, { '(enterprise.doses:first().amount + "1 g"):is "3 g"', "unknown" },
  { 'enterprise.doses:first().amount:at_most(parameter "most")', "yes" }, { 'enterprise.doses:where(dose.unit:is "ug").amount:sum():at_most(parameter "most")', "unknown" },
  { '(enterprise.doses:first().amount * 2):is "4 mg"', "yes" }, { '(-enterprise.doses:first().amount):is "-2 mg"', "yes" },
}, { pack = doses })
ask("like units, none and unknown ones", "2004-06-30", given "1,E1,2003-01-01,2,mg,a\n2,E1,2003-02-01,3,mg,a\n3,E1,2003-03-01,4,,b\n4,E1,2004-01-01,,mg,\n", {
  { 'enterprise.doses:during("2003-01/2003-02").amount:sum():is "5 mg"', "yes" }, { 'enterprise.doses:during("2003-01/2003-02").amount:max():below "4 mg"', "yes" },
  { 'enterprise.doses:during("2003").amount:sum():is "9 mg"', "unknown", { "dose.unit" } },
  { 'enterprise.doses:during("2003"):where(dose.sort:is "a").amount:sum():is "5 mg"', "yes" },
  { 'enterprise.doses:during("2003-03").amount:sum():at_least "0 mg"', "unknown", { "dose.unit" } },
  { 'enterprise.doses:where(dose.unit:is "mg" & dose.sort:is "a").amount:sum():above "4 mg"', "unknown" }, -- 4 has no unit that is known, and may be there
}, { pack = doses })
