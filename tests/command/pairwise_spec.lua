-- Lint names the rules of which a filter is asked of each pair of records, and no other: what slides over an owner's records, or is asked of a row's own records, is fast.
local command = require "tests.support.command"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1990-01-01" }, clauses = { a = "a" } }
kind "site" { lasting = true, fields = { { "code", text, key = true } } }
kind "test" { fields = { { "site", site, key = true, owner = true }, { "day", event, key = true, starts = true }, { "value", number }, { "sort", text } } }
kind "part" { fields = { { "test", test, key = true, owner = true }, { "no", number, key = true }, { "told", event, starts = true } } }
import "test" { complete = "all" }
import "part" { complete = "all" }
]]

local function lint(rule, ...)
  command.write("p/p.lua", head .. rule)
  return command.answer(0, "lint", "p", ...)
end

local function rule(name, condition, term)
  return ('%sobligation "%s" { clause = "n/a", per = test, require = %s }\n'):format(term or "", name, condition)
end

describe("Lint", function()
  before_each(command.begin)
  after_each(command.finish)

  it("names what is asked of each record with each other", function()
    local said = "nothing to look at again\np/p.lua:7: same: each test is looked at with each test, because of `test.sort:is(subject.sort)`, which is slow where one owner has "
      .. "many thousands; what asks only between which days (during), or before or behind which record (earlier, later), is not\n"
    assert.are.equal(said, lint(rule("same", "test.site.tests:where(test.sort:is(subject.sort)):count():at_most(3)")))
    assert.truthy(lint(rule("same", "test.site.tests:where(test.sort:is(subject.sort)):count():at_most(3)"), "--lang", "zh"):find("逐对查询", 1, true))
    for _, condition in ipairs { "test:earlier():where(test.value:above(subject.value)):none()", "test.site.tests:every(test.value:at_most(subject.value))",
      "test.site.tests.day:most_in(months(6), test.day):at_most(2)", "test.site.tests:during(days(30):to(test.day)):where(test.sort:is(subject.sort)):none()" } do
      assert.truthy(lint(rule("other", condition)):find("p/p.lua:7: other: each test is looked at with each test", 1, true), condition)
    end
  end)

  it("finds it in a term, and says it once for rules that share it", function()
    local term = 'term "test.more" { value = test:later():where(test.value:above(subject.value)):any() }\n'
    local text = lint(term .. rule("a", "~test.more") .. rule("b", "~test.more"))
    assert.are.equal(1, select(2, text:gsub("looked at with", "")), text)
    assert.truthy(text:find("p/p.lua:7: a, b: each test", 1, true), text)
  end)

  it("is silent about what slides, and about a row's own records", function()
    for _, condition in ipairs { "~test.site.tests:during(days(30):to(test.day)).value:percentile(98, \"nearest rank\"):above(3)", "~test:earlier().value:max():above(3)",
      'test.site.tests:where(test.sort:is "a"):during(days(30):to(test.day)):count():at_most(3)', "test.parts:where(part.told:by(test.day)):count():at_most(3)" } do
      assert.are.equal("nothing to look at again\n", lint(rule("slides", condition)), condition)
    end
  end)
end)
