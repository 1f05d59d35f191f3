-- Cases decided by hand: geometric means (6).
local write = require "tests.meaning.write"
local ask = write.ask

write.section("6 geometric means")

local tests = [[
kind "test" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "day", event, starts = true }, { "sort", text },
  { "value", number, sign = "found" }, { "count", number, min = 0, sign = "found" }, { "found", text, blank = "none" }, { "spare", number, blank = "none" },
  { "mass", number, unit = "unit" }, { "unit", text } } }
import "test" { complete = "a case holds all there is" }
]]

-- Each row { sort, value, count, found, spare, mass, unit }.
local function of(rows)
  local lines = { "code,enterprise,day,sort,value,count,found,spare,mass,unit" }
  for index, row in ipairs(rows) do lines[#lines + 1] = ("t%03d,E1,2003-01-%02d,%s"):format(index, index, row) end
  return { test = table.concat(lines, "\n") .. "\n" }
end

local all, sure = "enterprise.tests.value:geometric_mean()", 'enterprise.tests:where(test.sort:is "a").value:geometric_mean()'
local function asked(name, rows, questions) ask(name, "2004-06-30", of(rows), questions, { pack = tests }) end

asked("the root of the product, rounded once", { "a,2,,,,,", "a,8,,,,,", "b,0.5,,,,," }, {
  { sure .. ":is(4)", "yes" }, { all .. ":is(2)", "yes" }, { 'enterprise.tests:where(test.sort:is "b").value:geometric_mean():is(0.5)', "yes" },
  { 'enterprise.tests:during("2010").value:geometric_mean():at_most(1)', "no" }, { 'enterprise.tests:during("2010").value:geometric_mean():missing()', "yes" },
  { "enterprise.tests.spare:geometric_mean():at_most(5)", "no" }, { "enterprise.tests.spare:geometric_mean():missing()", "unknown" },
    -- nothing of them could be judged { 'enterprise.tests:where(test.value:above(1)).value:geometric_mean():is(4)', "yes" },
})
asked("of what no 15 digits hold", { "a,2,,,,,", "a,1,,,,,", "b,126.1,,,,,", "b,125.9,,,,," }, {
  { sure .. ":is(1.4142135623731)", "yes" }, { sure .. ":is(1.41421356237309)", "no" },
  { 'enterprise.tests:where(test.sort:is "b").value:geometric_mean():at_most(126)', "yes" },
  { 'enterprise.tests:where(test.sort:is "b").value:geometric_mean():rounded(3):is(126)', "yes" },
  { 'enterprise.tests:where(test.sort:is "b").value:geometric_mean():rounded(6):is(125.99996)', "yes" },
})
asked("a value of 0, and one below", { "a,0,,,,,", "a,8,,,,,", "b,-1,,,,," }, {
  { sure .. ":is(0)", "yes" }, { all .. ":at_least(0)", "unknown" }, { all .. ":known()", "no" },
})
asked("rows that are perhaps in the set", { "a,4,,,,,", "a,9,,,,,", ",1,,,,,", ",100,,,,," }, {
  { sure .. ":between(3.30192724889462, 15.3261886478713)", "yes" }, -- 36^(1/3) with the 1, 3600^(1/3) with the 100
  { sure .. ":above(3.3019272488946)", "yes" }, { sure .. ":above(3.31)", "unknown", { "test.sort" } }, { sure .. ":below(15.3)", "unknown" },
  { 'enterprise.tests:where(test.sort:is "b").value:geometric_mean():above(0)', "unknown" },
})
asked("values behind signs, and what nobody knows", { "a,5,5,<,,,", "a,20,20,,,,", "b,5,5,>,,,", "b,20,20,,,,", "c,,,,,,", "c,4,4,,,," }, {
  { sure .. ":below(10)", "unknown" }, -- it may lie below 0
  { 'enterprise.tests:where(test.sort:is "a").count:geometric_mean():below(10)', "yes" }, { 'enterprise.tests:where(test.sort:is "a").count:geometric_mean():at_least(0)', "yes" },
  { 'enterprise.tests:where(test.sort:is "a").count:geometric_mean():above(0)', "unknown" }, { 'enterprise.tests:where(test.sort:is "b").value:geometric_mean():above(10)', "yes" },
  { 'enterprise.tests:where(test.sort:is "b").value:geometric_mean():above(11)', "unknown" },
  { 'enterprise.tests:where(test.sort:is "c").value:geometric_mean():above(0)', "unknown" },
  { 'enterprise.tests:where(test.sort:is "c").count:geometric_mean():at_least(0)', "yes" },
})
asked("in units of their own", { "a,,,,,4,mg", "a,,,,,9,mg", "b,,,,,4,kg" }, {
  { 'enterprise.tests:where(test.sort:is "a").mass:geometric_mean():is "6 mg"', "yes" }, { 'enterprise.tests.mass:geometric_mean():above "1 mg"', "unknown" },
})
