-- Lua's own syntax errors, said again: the place where the mistake is, not where Lua noticed it.
local packs = require "tests.support.packs"

local cases = {
  { "an expression that stands alone", "\nenterprise.size\n\nlocal x = 1\n", line = 2, says = "this expression stands alone" },
  { "an expression at the end", "local x = 1\nenterprise.size\n\n", line = 2, says = "this expression stands alone" },
  { "a text without its quote", 'codes "c" { "a,\n "b" }', line = 1, says = "no closing quote" },
  { "a word of Lua as a key", 'report "r" { end = 1 }', line = 1, column = 14, says = '["end"]' },
  { "a text as a key", 'instrument "i" { clauses = { "28.2" = "x" } }', line = 1, column = 30, says = '["28.2"]' },
  { "a period without quotes", 'report "r" { during = 2003Q2 }', line = 1, says = '"2003-Q2"' },
  { "nothing after a key", 'report "r" { title = , per = 1 }', line = 1, says = "something is missing between `=` and `,`" },
  { "a parenthesis that is not closed before the next line", 'report "r" { title = f("a",\n  per = 1 }', line = 2, says = "a closing ) is missing here" },
  { "a lost comma before a table", 'report "r" {\n  title = "a"\n  { 1 } }', line = 2, says = "a comma is missing at the end of this line" },
  { "a function without its end", "local function f()\n  return 1\n", line = 1, says = "has no `end`" },
  { "a number after a question", 'local x = enterprise.employees:at_most 0.3', line = 1, says = "stands in brackets: (0.3)" },
  { "a negative number after a question", 'local x = enterprise.employees:at_most -3', line = 1, says = "stands in brackets: (-…)" },
  { "a sign between two conditions, missing at a line's end", 'local x = { a = enterprise.audits:any()\n  enterprise.listings:any() }', line = 1, column = 40,
    says = "stands `&` (both)" },
  { "a sign between two verdicts, missing at a line's end", 'local x = { a = verdict "a".status:is "met"\n  verdict "b".status:is "met" }', line = 1,
    says = "stands `&` (both)" },
  { "a sign missing inside brackets", 'local x = (enterprise.audits:any()\n  enterprise.listings:any())', line = 1, says = "stands `&` (both)" },
  { "a sign before a span, missing at a line's end", 'local x = { a = enterprise.opened_on\n  days(30) }', line = 1, says = "before a span stands `+`" },
  { "a sign with nothing behind it", 'local x = { a = enterprise.audits:any() &\n  due = "2000-12-31" }', line = 1, column = 41,
    says = "something is missing behind `&`: the next line begins a new entry, `due`" },
  { "two signs", "local x = enterprise.audits:any() & & enterprise.listings:any()", line = 1, column = 37, says = "something is missing between `&` and `&`" },
  { "a sign with nothing before it", "local x = & enterprise.listings:any()", line = 1, column = 11, says = "something is missing between `=` and `&`" },
  { "a comma between texts, missing at a line's end", 'local x = enterprise.size:is("large"\n  "medium")', line = 1, column = 37, says = "a comma or a closing ) is missing" },
  { "a bracket that is not closed before a comma", 'local x = { a = (enterprise.size:is "large",\n  b = 1 }', line = 1, column = 44, says = "a closing ) is missing before `,`" },
  { "a bracket that is not closed before its value", "local x = { [2001 = 5 }", line = 1, column = 19, says = "a closing ] is missing before `=`" },
  { "a bracket too many", 'local x = { a = enterprise.size:is "large"),\n  b = 1 }', line = 1, column = 43, says = "this `)` closes nothing" },
  { "a text without its first quote", 'local x = enterprise.size:is large', line = 1, column = 30, says = 'stands in quotes, "large"' },
  { "AND", 'local x = enterprise.audits:any() AND enterprise.listings:any()', line = 1, says = "stands alone" },
  { "AND in a rule", 'local x = { a = enterprise.audits:any() AND enterprise.listings:any() }', line = 1, column = 41, says = "`AND` is written &" },
  { "Or in a rule", 'local x = { a = enterprise.audits:any()\n  Or enterprise.listings:any() }', line = 1, says = "`Or` is written |" },
  { "NOT in a rule", 'local x = { a = NOT enterprise.audits:any() }', line = 1, column = 21, says = "`NOT` is written ~" },
  { "a question without its colon", 'local x = { a = enterprise.size is "large" }', line = 1, column = 33, says = "a question stands behind a colon, :is" },
  { "a brace too many", 'codes "c" { "a" } }', line = 1, says = "closes nothing" },
}

describe("Lua's syntax errors are said for", function()
  for _, case in ipairs(cases) do
    it(case[1], function()
      local found = packs.refuse(case[2])[1]
      local text = ("%s:%s: %s"):format(found.line, found.column, found.message)
      assert.truthy(found.message:find(case.says, 1, true), text)
      assert.equal(case.line, found.line, text)
      if case.column then assert.equal(case.column, found.column, text) end
    end)
  end
end)
