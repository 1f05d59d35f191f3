-- Cases decided by hand: scales of marginal rates (9).
local write = require "tests.meaning.write"
local ask = write.ask

write.section("9 scales")

local tests = [[
kind "test" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "day", event, starts = true },
  { "value", number, sign = "found" }, { "found", text, blank = "none" }, { "spare", number, blank = "none" }, { "mass", number, unit = "unit" }, { "unit", text } } }
import "test" { complete = "a case holds all there is" }
parameter "levy" { clause = "law/a", { scale { { 0, percent(10) }, { 100, percent(25) }, { 200, 0.4 } }, from = "1990-01-01" } }
parameter "free" { clause = "law/a", { scale { { 50, 0 }, { 100, percent(50) }, { 300, 0 } }, from = "1990-01-01" } }
parameter "third" { clause = "law/a", { scale { { 0.1, 0.3 }, { 1, 3 } }, from = "1990-01-01" } }
parameter "each" { clause = "law/a", { scale { { "0 mg", "2 CNY" }, { "10 mg", "3 CNY" } }, from = "1990-01-01" } }
parameter "dated" { clause = "law/a", { scale { { 0, percent(10) } }, from = "2000-01-01", to = "2002-12-31" },
  { scale { { 0, percent(20) } }, from = "2003-01-01", to = "2003-12-31" },
  { none = "repealed", from = "2004-01-01" } }
parameter "placed" { clause = "law/a", { scale { { 0, 1 } }, from = "1990-01-01" }, { scale { { 0, 2 } }, from = "1990-01-01", place = "C1" },
  { scale { { 0, 3 } }, from = "1990-01-01", place = "C2" } }
parameter "alike" { clause = "law/a", { scale { { 0, 1 } }, from = "1990-01-01" }, { scale { { 0, 1 } }, from = "1990-01-01", place = "C1" },
  { scale { { 0, 1 } }, from = "1990-01-01", place = "C2" } }
]]

local function asked(name, row, questions, of)
  ask(name, "2004-06-30", { test = "code,enterprise,day,value,found,spare,mass,unit\nt1,E1,2003-01-01," .. row .. "\n", enterprise = of }, questions,
    { pack = tests, per = "test", subject = "t1" })
end

asked("of each part its own rate", "250,,,12,mg", {
  { 'parameter "levy":of(test.value):is(55)', "yes" }, { 'parameter "levy":of(0):is(0)', "yes" }, { 'parameter "levy":of(100):is(10)', "yes" },
  { 'parameter "levy":of(100.01):is(10.0025)', "yes" }, { 'parameter "levy":of(200):is(35)', "yes" }, { 'parameter "levy":of(-7):is(0)', "yes" },
  { 'parameter "free":of(test.value):is(75)', "yes" }, { 'parameter "free":of(1000000):is(100)', "yes" }, { 'parameter "free":of(60):is(0)', "yes" },
  { 'parameter "third":of(1.7):is(2.37)', "yes" }, { 'parameter "third":of(0.1):is(0)', "yes" }, { 'parameter "each":of(test.mass):is "26 CNY"', "yes" },
  { 'parameter "levy":of(test.value:rounded(-2, "down")):is(35)', "yes" }, { 'parameter "levy":of(333333333333333):is(133333333333288)', "yes" }, -- 0.4 of it less 45, …288.2
})
asked("rounded once", "0.333333333333333,,,12,kg", {
  { 'parameter "third":of(test.value):is(0.0699999999999999)', "yes" }, { 'parameter "third":of(0.7777777777777):is(0.20333333333331)', "yes" },
  { 'parameter "third":of(123456.789012345):is(370367.637037035)', "yes" }, -- 0.27 + 370364.367037035
  { 'parameter "each":of(test.mass):at_least "0 CNY"', "unknown" },
})
asked("of which base it comes", "55,,,26,CNY", {
  { 'parameter "levy":base_of(test.value):is(250)', "yes" }, { 'parameter "levy":base_of(10):is(100)', "yes" }, { 'parameter "levy":base_of(0):at_most(0)', "yes" },
  { 'parameter "levy":base_of(0):below(0)', "unknown" }, { 'parameter "levy":base_of(-1):known()', "no" }, { 'parameter "levy":base_of(-1):given()', "unknown" },
  { 'parameter "free":base_of(50):is(200)', "yes" }, { 'parameter "free":base_of(0):at_most(100)', "yes" }, { 'parameter "free":base_of(0):at_most(99)', "unknown" },
  { 'parameter "free":base_of(100):at_least(300)', "yes" }, { 'parameter "free":base_of(100):is(300)', "unknown" }, { 'parameter "free":base_of(101):at_least(0)', "unknown" },
  { 'parameter "third":base_of(1):is(1.24333333333333)', "yes" }, { 'parameter "levy":base_of(parameter "levy":of(test.value)):is(55)', "yes" },
  { 'parameter "each":base_of(test.mass):is "12 mg"', "yes" },
})
asked("of ranges", "150,<,,,", {
  { 'parameter "levy":of(test.value):below(22.5)', "yes" }, { 'parameter "levy":of(test.value):at_least(0)', "yes" }, { 'parameter "levy":of(test.value):above(0)', "unknown" },
  { 'parameter "free":of(test.value):below(25)', "yes" }, { 'parameter "levy":base_of(test.value):below(487.5)', "yes" },
  { 'parameter "levy":base_of(test.value):above(1)', "unknown" },
  { 'parameter "free":base_of(test.value):at_least(300)', "unknown" },
})
asked("of open ends beside a rate of 0", "100,<,,,", {
  { 'parameter "free":of(test.value):is(0)', "yes" }, { 'parameter "free":of(test.value):known()', "yes" }, { 'parameter "free":base_of(test.value):below(300)', "yes" },
})
asked("of what is above", "300,>,,,", {
  { 'parameter "free":of(test.value):is(100)', "yes" }, { 'parameter "levy":of(test.value):above(75)', "yes" }, { 'parameter "free":base_of(test.value):given()', "unknown" },
  { 'parameter "levy":base_of(test.value):above(862.5)', "yes" },
})
asked("absent and unknown", ",,,,mg", {
  { 'parameter "levy":of(test.spare):at_least(0)', "no" }, { 'parameter "levy":of(test.spare):given()', "no" },
  { 'parameter "levy":of(test.value):at_least(0)', "unknown", { "test.value" } },
  { 'parameter "levy":base_of(test.spare):missing()', "yes" }, { 'parameter "levy":given()', "yes" }, { 'parameter "levy":known()', "yes" },
})
asked("by the law of the day", "100,,,,", {
  { 'parameter "dated":of(test.value):is(20)', "yes" }, { 'parameter "dated":on(as_of):of(test.value):at_least(0)', "no" }, { 'parameter "dated":on(as_of):given()', "no" },
  { 'parameter "dated":on("2003-05-05"):of(test.value):is(20)', "yes" },
  { 'parameter "dated":on("2002-12-31"):of(test.value):is(10)', "yes" }, { 'parameter "dated":on("1999-12-31"):of(test.value):is(10)', "unknown" },
  { 'parameter "dated":on(test.day):of(test.value):is(20)', "yes" },
})
asked("in the place of the subject", "100,,,,", {
  { 'parameter "placed":of(test.value):is(200)', "yes" }, { 'parameter "alike":of(test.value):is(100)', "yes" },
})
asked("in a place that nobody knows", "100,,,,", {
  { 'parameter "placed":of(test.value):at_least(0)', "unknown" }, { 'parameter "alike":of(test.value):is(100)', "yes" },
}, "code,jurisdiction\nE1,\n")
