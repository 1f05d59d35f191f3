-- Cases decided by hand: numbers rounded to decimals (1), and the greater and the lesser of numbers (5).
local write = require "tests.meaning.write"
local ask = write.ask

write.section("1 rounding")

local tests = [[
kind "test" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "day", event, starts = true },
  { "value", number, sign = "found" }, { "found", text, blank = "none" }, { "spare", number, blank = "none" }, { "part", number, min = 0, sign = "found" },
  { "mass", number, unit = "unit" }, { "unit", text } } }
import "test" { complete = "a case holds all there is" }
]]

local function of(row) return { test = "code,enterprise,day,value,found,spare,part,mass,unit\nt1,E1,2003-01-01," .. row .. "\n" } end

local function asked(name, row, questions) ask(name, "2004-06-30", of(row), questions, { pack = tests, per = "test", subject = "t1" }) end

-- Each { value, places, way, result }: halves, just beside them, on both sides of zero.
local ways = {
  { "half up", "2.5", 0, "3" }, { "half up", "-2.5", 0, "-3" }, { "half up", "2.675", 2, "2.68" }, { "half up", "1.005", 2, "1.01" }, { "half up", "2.4999", 0, "2" },
  { "half down", "2.5", 0, "2" }, { "half down", "-2.5", 0, "-2" }, { "half down", "2.5001", 0, "3" },
  { "half even", "2.5", 0, "2" }, { "half even", "3.5", 0, "4" }, { "half even", "-2.5", 0, "-2" }, { "half even", "2.665", 2, "2.66" }, { "half even", "2.675", 2, "2.68" },
  { "half even", "2.66500000000001", 2, "2.67" }, { "half even", "0.5", 0, "0" },
  { "GB/T 8170", "12.1498", 1, "12.1" }, { "GB/T 8170", "1.050", 1, "1" }, { "GB/T 8170", "0.35", 1, "0.4" }, { "GB/T 8170", "1268", -2, "1300" },
  { "GB/T 8170", "-0.0365", 3, "-0.036" },
  { "GB/T 8170", "2500", -3, "2000" }, { "GB/T 8170", "3500", -3, "4000" },
  { "up", "2.01", 1, "2.1" }, { "up", "-2.01", 1, "-2.1" }, { "up", "2", 1, "2" }, { "down", "2.99", 1, "2.9" }, { "down", "-2.99", 1, "-2.9" },
  { "floor", "2.99", 0, "2" }, { "floor", "-2.01", 0, "-3" }, { "ceiling", "2.01", 0, "3" }, { "ceiling", "-2.99", 0, "-2" }, { "ceiling", "-0.4", 0, "0" },
  { "half up", "999999999999999", -1, "1000000000000000" }, { "half up", "0.000000000000004", 15, "0.000000000000004" }, { "half up", "4", -15, "0" },
  { "half up", "500000000000000", -15, "1000000000000000" }, { "half down", "500000000000000", -15, "0" }, { "up", "4", -15, "1000000000000000" },
}
for index = 1, #ways, 6 do
  for at = index, math.min(index + 5, #ways) do
    local way, value, places, result = table.unpack(ways[at])
    asked(("%s to %d places, %s"):format(value, places, way), value .. ",,,,,", { { ('test.value:rounded(%d, "%s"):is(%s)'):format(places, way, result), "yes" } })
  end
end

asked("half up is the way that goes without saying", "0.25,,,,7,mg", {
  { "test.value:rounded(1):is(0.3)", "yes" }, { "(test.value - 0.5):rounded(1):is(-0.3)", "yes" },
  { 'test.mass:rounded(-1):is "10 mg"', "yes" }, { 'test.mass:rounded(-1):is "10 kg"', "unknown" }, { '(test.mass / 4):rounded(1):is "1.8 mg"', "yes" }, -- its unit stays
  { "(test.value / 3):rounded(2):is(0.08)", "yes" }, { "(test.value / 3):rounded(15):is(0.083333333333333)", "yes" },
})
asked("what is not there, and what nobody knows", ",,,,,", {
  { "test.spare:rounded(1):is(0)", "no" }, { "test.spare:rounded(1):missing()", "yes" }, { "test.spare:rounded(1):given()", "no" },
  { "test.value:rounded(1):is(0)", "unknown", { "test.value" } }, { "test.value:rounded(1):known()", "no" }, { "test.value:rounded(1):given()", "unknown" },
  { "test.part:rounded(0):at_least(0)", "yes" }, { "test.part:rounded(0):above(0)", "unknown" }, -- not below 0, and no more is known
})
asked("what is below 5 has numbers just below 5", "5,<,,5,,", {
  { "test.value:rounded(0):at_most(5)", "yes" }, { "test.value:rounded(0):below(5)", "unknown" }, -- 4.9 is 5
  { 'test.value:rounded(0, "floor"):at_most(4)', "yes" }, { 'test.value:rounded(0, "floor"):below(4)', "unknown" },
  { 'test.value:rounded(2, "floor"):at_most(4.99)', "yes" }, { 'test.value:rounded(0, "ceiling"):below(5)', "unknown" },
  { "test.value:rounded(-1):at_most(0)", "yes" }, { 'test.value:rounded(-1, "up"):at_most(10)', "yes" }, { 'test.value:rounded(-1, "up"):below(10)', "unknown" },
    -- below 5 is below half of ten
  { "test.part:rounded(-1):is(0)", "yes" }, { "test.part:rounded(-1):known()", "yes" }, { "test.part:rounded(0):is(0)", "unknown" },
})
asked("what is at most 5 may be 5", "5,<=,,5,,", {
  { 'test.value:rounded(0, "floor"):at_most(5)', "yes" }, { 'test.value:rounded(0, "floor"):below(5)', "unknown" },
  { "test.value:rounded(-1):at_most(10)", "yes" }, { "test.value:rounded(-1):below(10)", "unknown" }, { "test.part:rounded(-1):known()", "no" },
})
asked("what is above 2.5 is no half", "2.5,>,,,,", {
  { 'test.value:rounded(0, "half even"):at_least(3)', "yes" }, { 'test.value:rounded(0, "half down"):at_least(3)', "yes" }, { "test.value:rounded(0):above(3)", "unknown" },
  { 'test.value:rounded(0, "floor"):at_least(2)', "yes" }, { 'test.value:rounded(0, "floor"):above(2)', "unknown" },
})
asked("what is below 0 is rounded up to 0", "0,<,,,,", {
  { 'test.value:rounded(0, "ceiling"):at_most(0)', "yes" }, { 'test.value:rounded(0, "ceiling"):below(0)', "unknown" }, { 'test.value:rounded(0, "up"):at_most(-1)', "yes" },
  { 'test.value:rounded(0, "floor"):at_most(-1)', "yes" }, { "test.value:rounded(0):at_most(0)", "yes" }, { "test.value:rounded(0):below(0)", "unknown" },
})
ask("rates and counts", "2004-06-30", { audit = "code,enterprise,basis,started_on\nA1,E1,voluntary,2001-01-01\nA2,E1,voluntary,2002-01-01\nA3,E1,compulsory,2003-01-01\n" }, {
  { 'enterprise.audits:share(audit.basis:is "voluntary"):rounded(2):is(0.67)', "yes" },
  { 'enterprise.audits:share(audit.basis:is "voluntary"):rounded(2):at_least(percent(67))', "yes" },
  { 'enterprise.audits:share(audit.basis:is "voluntary"):at_least(percent(67))', "no" }, { "enterprise.audits:count():rounded(-1):is(0)", "yes" },
})

write.section("5 the greater and the lesser")

asked("the greater and the lesser of numbers", "7,,2,,7,mg", {
  { "greater_of(test.value, test.spare):is(7)", "yes" }, { "lesser_of(test.value, test.spare):is(2)", "yes" }, { "greater_of(test.spare, 9, test.value):is(9)", "yes" },
  { "lesser_of(9, test.value, 8):is(7)", "yes" }, { 'greater_of("9 mg", test.mass):is "9 mg"', "yes" }, { 'greater_of(test.mass, "9 kg"):at_least "9 kg"', "unknown" },
  { 'lesser_of(test.mass, "9 mg"):is "7 mg"', "yes" }, { 'greater_of(enterprise.tests:share(test.value:above(1)), percent(5)):is(1)', "yes" },
})
asked("absent where one is not there", "7,,,,,", {
  { "lesser_of(test.value, test.spare):at_most(7)", "no" }, { "lesser_of(test.value, test.spare):missing()", "yes" },
    { "lesser_of(test.value, test.spare:or_else(test.value)):is(7)", "yes" },
  { "greater_of(9, test.spare):given()", "no" },
})
asked("unknown where one is", ",,9,,,", {
  { "greater_of(test.value, test.spare):at_least(9)", "unknown", { "test.value" } }, { "greater_of(test.value, 9):given()", "unknown" },
})
asked("of ranges each end", "5,<,3,5,,", {
  { "greater_of(test.value, test.spare):at_least(3)", "yes" }, { "greater_of(test.value, test.spare):below(5)", "yes" },
    { "greater_of(test.value, test.spare):above(3)", "unknown" },
  { "lesser_of(test.value, test.spare):at_most(3)", "yes" }, { "lesser_of(test.value, test.spare):below(3)", "unknown" },
  { "lesser_of(test.value, 5):below(5)", "yes" }, { "greater_of(test.value, 5):is(5)", "yes" }, { "greater_of(test.part, 7):is(7)", "yes" },
})

write.section("11 what a function computes")

asked("a number that a function computes", "4,,,,7,mg", {
  { "computed(function(t) return t.value / 3 end):is(1.33333333333333)", "yes" }, { 'computed(function(t) return t.value end, "mg"):is "4 mg"', "yes" },
  { '(test.mass + computed(function(t) return t.value end, "mg")):is "11 mg"', "yes" },
  { '(test.mass + computed(function(t) return t.value end, "kg")):at_least "0 kg"', "unknown" },
  { "computed(function(t) return t.spare end):given()", "no" }, { "computed(function(t) return t.spare end):at_most(5)", "no" },
  { "computed(function(t) return t.value end):known()", "yes" },
  { 'greater_of(computed(function(t) return t.value end), 5):rounded(0):is(5)', "yes" },
})
asked("of what nobody knows", ",,,,,", {
  { "computed(function(t) return t.value end):at_least(0)", "unknown", { "test.value" } }, { "computed(function(t) return t:known \"value\" and 1 or 2 end):is(2)", "yes" },
})
