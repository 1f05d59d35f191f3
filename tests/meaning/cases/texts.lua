-- Cases decided by hand: texts (4, 5).
local write = require "tests.meaning.write"
local ask = write.ask

write.section("5 texts")

local works = [[
kind "works" { plural = "all_works", fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "day", event, starts = true },
  { "name", text }, { "branch", text, blank = "none" }, { "other", text, blank = "none" } } }
import "works" { complete = "a case holds all there is" }
]]

local function asked(name, row, questions)
  ask(name, "2004-06-30", { works = "code,enterprise,day,name,branch,other\nw1,E1,2003-01-01," .. row .. "\n" }, questions, { pack = works, per = "works", subject = "w1" })
end

asked("what stands in a text", "Hg plant,3110,", {
  { 'works.name:contains "plant"', "yes" }, { 'works.name:contains("mill", "Hg")', "yes" }, { 'works.name:contains "hg"', "no" }, { 'works.name:contains "Hg plant at"', "no" },
  { 'works.name:contains "H."', "no" }, { 'works.name:contains "%a"', "no" }, -- no patterns
  { 'works.name:ends_with("t", "x")', "yes" }, { 'works.name:ends_with "Hg"', "no" }, { 'works.name:starts_with "Hg"', "yes" }, { 'works.branch:ends_with "110"', "yes" },
  { 'works.branch:is(works.branch)', "yes" }, { "works.name:contains(works.branch)", "no" }, { 'works.branch:starts_with(works.branch:part(1, 2))', "yes" },
  { 'works.branch:ends_with(works.branch:part(1, 2), "0")', "yes" }, { 'works.branch:contains(works.branch:part(2, 3))', "yes" }, { "works.branch:starts_with(works.name)", "no" },
})
asked("a part of it", "化工厂A,3110,", {
  { 'works.branch:part(1, 2):is "31"', "yes" }, { 'works.branch:part(3, 9):is "10"', "yes" }, { 'works.branch:part(2):is "110"', "yes" },
    { "works.branch:part(5):missing()", "yes" },
  { 'works.branch:part(5, 6):is ""', "no" }, { 'works.name:part(1, 2):is "化工"', "yes" }, { 'works.name:part(4, 4):is "A"', "yes" }, { "works.name:length():is(4)", "yes" },
  { "works.branch:length():is(4)", "yes" }, { 'works.name:ends_with "厂A"', "yes" }, { 'works.name:part(2, 3):contains "厂"', "yes" },
    { "works.branch:part(1, 3):length():is(3)", "yes" },
})
asked("its letters in one case", "Ölwerk ÉTÉ Завод ß,AbC,", {
  { 'works.name:lower():is "ölwerk été завод ß"', "yes" }, { 'works.name:upper():starts_with "ÖLWERK ÉTÉ ЗАВОД"', "yes" }, { 'works.branch:lower():is "abc"', "yes" },
  { 'works.branch:upper():is("ABC", "x")', "yes" }, { 'works.branch:lower():is(works.branch)', "no" }, { "works.name:upper():length():is(18)", "yes" },
})
asked("two that are joined", "mill,31,B", {
  { '(works.branch .. "-" .. works.other):is "31-B"', "yes" }, { '("x" .. works.branch):part(2):is(works.branch)', "yes" },
  { '(works.branch .. works.other):lower():is "31b"', "yes" }, { '(works.branch .. works.other):contains "1B"', "yes" }, { "(works.branch .. works.other):length():is(3)", "yes" },
  { '(works.branch .. works.other):part(1, 2):is(works.branch)', "yes" },
})
asked("absent in, absent out", "mill,31,", {
  { '(works.branch .. works.other):is "31"', "no" }, { "(works.branch .. works.other):missing()", "yes" }, { "works.other:length():at_least(0)", "no" },
    { "works.other:lower():given()", "no" },
  { 'works.other:contains "x"', "no" }, { "works.branch:contains(works.other)", "no" },
  { '(works.branch .. works.other:or_else("-")):is "31-"', "yes" },
})
asked("unknown in, unknown out", ",31,", {
  { 'works.name:contains "x"', "unknown", { "works.name" } }, { 'works.name:ends_with "x"', "unknown" }, { "works.name:length():at_least(0)", "unknown" },
  { 'works.name:part(1, 2):is "31"', "unknown" }, { 'works.name:lower():is "a"', "unknown" }, { '(works.name .. works.branch):is "31"', "unknown", { "works.name" } },
  { "(works.name .. works.other):given()", "no" }, { "works.branch:contains(works.name)", "unknown" }, { "works.other:contains(works.name)", "no" },
})
ask("of sets", "2004-06-30", { works = "code,enterprise,day,name,branch,other\nw1,E1,2003-01-01,a,3110,\nw2,E1,2003-01-02,b,3120,\nw3,E1,2003-01-03,A,2200,\n" }, {
  { "enterprise.all_works.sort:distinct():count():is(2)", "yes" }, { "enterprise.all_works.small:distinct():count():is(2)", "yes" },
  { 'enterprise.all_works:where(works.name:lower():is "a"):count():is(2)', "yes" },
    { 'enterprise.all_works:where((works.name .. works.branch):contains "b3"):count():is(1)', "yes" },
  { "enterprise.all_works:where(works.name:lower():is(enterprise.all_works:first().name)):count():is(2)", "yes" },
}, { pack = works .. 'term "works.sort" { value = works.branch:part(1, 2) }\nterm "works.small" { value = works.name:lower() }\n' })
