-- Cases decided by hand: the n-th highest and lowest, and percentiles by stated methods (6).
local write = require "tests.meaning.write"
local ask = write.ask

write.section("6 ranks")

local tests = [[
kind "test" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "day", event, starts = true }, { "sort", text },
  { "value", number, sign = "found" }, { "found", text, blank = "none" }, { "spare", number, blank = "none" }, { "mass", number, unit = "unit" }, { "unit", text } } }
import "test" { complete = "a case holds all there is" }
term "test.same" { value = test.value * 1 }
]]

-- Each row { value, sort, found, spare, mass, unit }, a day of January 2003 each.
local function of(rows)
  local lines = { "code,enterprise,day,value,sort,found,spare,mass,unit" }
  for index, row in ipairs(rows) do
    lines[#lines + 1] = ("t%03d,E1,2003-%02d-%02d,%s"):format(index, (index - 1) // 28 + 1, (index - 1) % 28 + 1, row)
  end
  return { test = table.concat(lines, "\n") .. "\n" }
end

ask("places among known values", "2004-06-30", of { "3,a,,,,", "1,a,,,,", "4,a,,,,", "1,a,,,,", "5,a,,,,", "9,a,,,,", "2,a,,,,", "6,a,,,," }, {
  { "enterprise.tests.value:highest(1):is(9)", "yes" }, { "enterprise.tests.value:highest(4):is(4)", "yes" }, { "enterprise.tests.value:highest(8):is(1)", "yes" },
  { "enterprise.tests.value:highest(9):at_least(0)", "no" }, { "enterprise.tests.value:highest(9):missing()", "yes" }, -- there is no ninth
  { "enterprise.tests.value:lowest(1):is(1)", "yes" }, { "enterprise.tests.value:lowest(2):is(1)", "yes" }, { "enterprise.tests.value:lowest(3):is(2)", "yes" }, -- each counts
  { 'enterprise.tests.value:percentile(50, "nearest rank"):is(3)', "yes" }, { 'enterprise.tests.value:percentile(50, "next rank"):is(4)', "yes" },
  { 'enterprise.tests.value:percentile(50, "weibull"):is(3.5)', "yes" }, { 'enterprise.tests.value:percentile(50, "hazen"):is(3.5)', "yes" },
  { 'enterprise.tests.value:percentile(50, "excel"):is(3.5)', "yes" }, { 'enterprise.tests.value:percentile(90, "nearest rank"):is(9)', "yes" },
  { 'enterprise.tests.value:percentile(90, "weibull"):is(9)', "yes" }, { 'enterprise.tests.value:percentile(2.5, "weibull"):is(1)', "yes" }, -- behind the last, before the first
  { 'enterprise.tests.value:percentile(90, "hazen"):is(8.1)', "yes" }, { 'enterprise.tests.value:percentile(90, "excel"):is(6.9)', "yes" },
  { 'enterprise.tests.value:percentile(33.3, "excel"):is(2.331)', "yes" }, { 'enterprise.tests.value:percentile(99.9, "excel"):is(8.979)', "yes" },
  { 'enterprise.tests:during("2010").value:percentile(98, "hazen"):missing()', "yes" }, { 'enterprise.tests:during("2010").value:highest(1):missing()', "yes" },
}, { pack = tests })

local hundred = {}
for i = 1, 100 do hundred[i] = ("%d,%s,,,,"):format(i, i <= 51 and "a" or "b") end
ask("the 98th percentile of 50, 51 and 100 values, by rank", "2004-06-30", of(hundred), {
  { 'enterprise.tests.value:percentile(98, "nearest rank"):is(98)', "yes" }, { 'enterprise.tests.value:percentile(98, "next rank"):is(99)', "yes" },
  { 'enterprise.tests:where(test.sort:is "a").value:percentile(98, "next rank"):is(50)', "yes" },
  { 'enterprise.tests:where(test.value:at_most(50)).value:percentile(98, "next rank"):is(50)', "yes" },
  { 'enterprise.tests:where(test.value:at_most(50)).value:percentile(98, "nearest rank"):is(49)', "yes" },
  { "enterprise.tests.value:highest(3):is(98)", "yes" },
}, { pack = tests })

local sure = 'enterprise.tests:where(test.sort:is "a").value'
ask("values of rows that are perhaps in the set", "2004-06-30", of { "10,a,,,,", "20,a,,,,", "5,,,,,", "40,,,,," }, {
  { sure .. ":highest(1):between(20, 40)", "yes" }, { sure .. ":highest(1):at_most(39)", "unknown", { "test.sort" } }, { sure .. ":highest(1):above(20)", "unknown" },
  { sure .. ":highest(2):between(10, 20)", "yes" }, { sure .. ":highest(2):below(20)", "unknown" }, { sure .. ":highest(2):above(10)", "unknown" },
  { sure .. ":highest(3):at_least(0)", "unknown" }, { sure .. ":highest(5):at_least(0)", "no" }, -- there may be a third one; there is no fifth
  { sure .. ":lowest(2):between(10, 20)", "yes" }, { sure .. ":lowest(1):between(5, 10)", "yes" },
  { sure .. ':percentile(50, "nearest rank"):between(10, 20)', "yes" }, { sure .. ':percentile(50, "nearest rank"):above(10)', "unknown" },
  { sure .. ':percentile(50, "nearest rank"):below(20)', "unknown" }, { sure .. ':percentile(50, "excel"):between(10, 20)', "yes" },
  { sure .. ':percentile(50, "excel"):above(10)', "unknown" }, { sure .. ':percentile(50, "excel"):below(20)', "unknown" },
  { 'enterprise.tests:where(test.sort:is "b").value:percentile(50, "excel"):between(5, 40)', "unknown" }, -- there may be none
}, { pack = tests })
-- One more that is only perhaps there can lower a percentile although it lies above it, and raise it again with the next.
ask("a place between a value that is there and those that may be", "2004-06-30", of { "0,a,,,,", "100,a,,,,", "49,,,,,", "49.5,,,,," }, {
  { sure .. ':percentile(50, "excel"):at_least(49)', "yes" }, { sure .. ':percentile(50, "excel"):above(49)', "unknown" },
  { sure .. ':percentile(50, "excel"):at_most(50)', "yes" }, { sure .. ':percentile(50, "excel"):below(50)', "unknown" },
  { sure .. ':percentile(10, "excel"):at_least(9.8)', "yes" }, { sure .. ':percentile(10, "excel"):above(9.8)', "unknown" },
}, { pack = tests })

ask("values that nobody knows", "2004-06-30", of { "9,a,,9,,", "8,a,,8,,", ",a,,,," }, {
  { "enterprise.tests.value:highest(2):between(8, 9)", "yes" }, { "enterprise.tests.value:highest(2):above(8)", "unknown", { "test.value" } },
  { "enterprise.tests.value:highest(3):at_most(8)", "yes" }, { "enterprise.tests.value:highest(3):at_least(0)", "unknown" },
  { "enterprise.tests.value:lowest(1):at_most(8)", "yes" }, { "enterprise.tests.value:lowest(2):between(8, 9)", "yes" },
  { 'enterprise.tests.value:percentile(98, "nearest rank"):at_least(9)', "yes" }, { 'enterprise.tests.value:percentile(98, "nearest rank"):at_most(9)', "unknown" },
  { "enterprise.tests.spare:highest(3):at_most(8)", "no" }, { "enterprise.tests.spare:highest(2):is(8)", "yes" }, -- a blank spare is none
  { "enterprise.tests.same:highest(3):at_most(8)", "unknown" }, { "enterprise.tests.same:highest(2):between(8, 9)", "yes" }, -- of a term nobody knows that there is one
}, { pack = tests })
ask("values behind signs", "2004-06-30", of { "5,a,<,,,", "3,a,,,,", "2,a,<=,,," }, {
  { "enterprise.tests.value:highest(1):at_least(3)", "yes" }, { "enterprise.tests.value:highest(1):below(5)", "yes" }, { "enterprise.tests.value:highest(1):above(3)", "unknown" },
  { "enterprise.tests.value:lowest(1):at_most(2)", "yes" }, { "enterprise.tests.value:lowest(1):below(2)", "unknown" },
  { 'enterprise.tests.value:percentile(50, "nearest rank"):at_most(3)', "yes" }, { 'enterprise.tests.value:percentile(75, "hazen"):below(4.5)', "yes" },
  { 'enterprise.tests.value:percentile(75, "hazen"):below(4.4)', "unknown" }, { 'enterprise.tests.value:percentile(75, "hazen"):at_least(0)', "unknown" },
}, { pack = tests })
ask("values in units of their own", "2004-06-30", of { ",a,,,7,mg", ",a,,,9,mg", ",b,,,1,kg" }, {
  { 'enterprise.tests:where(test.sort:is "a").mass:highest(2):is "7 mg"', "yes" }, { 'enterprise.tests:where(test.sort:is "a").mass:percentile(50, "excel"):is "8 mg"', "yes" },
  { 'enterprise.tests.mass:lowest(1):below "8 mg"', "unknown" }, { 'enterprise.tests.mass:percentile(50, "nearest rank"):at_least "0 mg"', "unknown" },
}, { pack = tests })
