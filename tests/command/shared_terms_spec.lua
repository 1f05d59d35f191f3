-- A text that a pack names twice, again and again: what is said of it is said once, in time that grows with the text and not with its unfolding.
local command = require "tests.support.command"

local answer, write = command.answer, command.write

local LAW = 'instrument "law" { title = "Law", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }\n'
local STEPS = 26

local function steps(first, step, last)
  local lines = { LAW, first }
  for i = 1, STEPS do lines[#lines + 1] = step:gsub("{i}", i):gsub("{p}", i - 1) end
  lines[#lines + 1] = last:gsub("{i}", STEPS)
  return table.concat(lines, "\n")
end

local DATED = 'obligation "r" { clause = "law/a", due = "2003-05-05", done = enterprise.audits.started_on:first() }\n'
local CONDITION = { 'term "enterprise.t0" { value = enterprise.sector:is "0" }',
  'term "enterprise.t{i}" { value = enterprise.t{p} & (enterprise.t{p} | enterprise.sector:is "{i}") }' }
local AUDITS = { 'term "audit.t0" { value = audit.consultant:is "0" }', 'term "audit.t{i}" { value = audit.t{p} & (audit.t{p} | audit.basis:is "voluntary") }' }
local DAYS = { 'term "enterprise.t0" { value = enterprise.audits.started_on:first() }',
  'term "enterprise.t{i}" { value = enterprise.t{p} & (enterprise.t{p} | enterprise.closed_on) }' }

local function of(pair, last) return steps(pair[1], pair[2], last) end

-- What a pack says, by a name; what is judged in them is enterprise E2 unless the pack names another.
local packs = {
  terms = of(CONDITION, 'obligation "r" { clause = "law/a", require = enterprise.t{i} }'),
  locals = steps('local t = enterprise.sector:is "0"', 't = t & (t | enterprise.sector:is "{i}")', 'obligation "r" { clause = "law/a", require = t }'),
  numbers = steps('term "enterprise.t0" { value = enterprise.employees }', 'term "enterprise.t{i}" { value = enterprise.t{p} + enterprise.t{p} }',
    'obligation "r" { clause = "law/a", require = enterprise.t{i}:at_most(5) }'),
  verdicts = steps('obligation "r0" { clause = "law/a", require = enterprise.sector:is "0" }',
    'obligation "r{i}" { clause = "law/a", require = verdict "r{p}".status:is "met" & verdict "r{p}".status:is("met", "breached") }',
    'obligation "r" { clause = "law/a", require = verdict "r{i}".status:is "met" }'),
  sets = of(AUDITS, 'obligation "r" { clause = "law/a", require = enterprise.audits:where(audit.t{i}):any() }'),
  applies = of(CONDITION, 'obligation "r" { clause = "law/a", applies = enterprise.t{i}, '
    .. 'arises = enterprise.opened_on, due = days(9), done = enterprise.audits.started_on:first() }'),
  exceptions = of(CONDITION, DATED .. 'exception "e" { clause = "law/a", to = "r", applies = enterprise.t{i} }'),
  events = steps('term "enterprise.t0" { value = enterprise.closed_on }', 'term "enterprise.t{i}" { value = enterprise.t{p} & (enterprise.t{p} | enterprise.opened_on) }',
    DATED .. 'exception "e" { clause = "law/a", to = "r", applies = enterprise.t{i}:happened() }'),
  ["empty sets"] = of(AUDITS, 'obligation "r" { clause = "law/a", require = enterprise.audits:where(audit.t{i}):where(audit.t{i}):none() }'),
  filters = of(AUDITS, 'obligation "r" { clause = "law/a", forbid = enterprise.audits:where(audit.t{i} & audit.round:is(2)), '
    .. 'evidence = enterprise.audits:where(audit.t{i}) }'),
  ["filters in a local"] = steps('local t = audit.consultant:is "0"', 't = t & (t | audit.basis:is "voluntary")',
    'obligation "r" { clause = "law/a", forbid = enterprise.audits:where(t & audit.round:is(2)), evidence = enterprise.audits:where(t) }'),
  ["due days"] = of(DAYS, 'obligation "r" { clause = "law/a", due = enterprise.t{i}, done = enterprise.t{i} }'),
  ["filters of days"] = steps('term "audit.t0" { value = audit.started_on:after "2000-05-05" }', 'term "audit.t{i}" { value = audit.t{p} & audit.t{p} }',
    'obligation "r" { clause = "law/a", require = enterprise.audits:where(audit.t{i} & audit.t{i}):none() }'),
  ["days in a local"] = steps('local t = audit.started_on:after "2000-05-05"', 't = t & (t | ~t)',
    'obligation "r" { clause = "law/a", require = enterprise.audits:where(t):none() }'),
  ["days of later rows"] = steps('term "audit.t0" { value = audit.started_on:after "2000-05-05" }',
    'term "audit.t{i}" { value = audit:later():where(audit.t{p}):any() & audit.started_on:after "2000-05-05" }',
    'obligation "r" { clause = "law/a", require = enterprise.audits:where(audit.t{i}):none() }'),
  ["days of a year"] = steps('local t = enterprise.audits:during(period).started_on:first()', 't = t & t',
    'obligation "r" { clause = "law/a", per = { enterprise, year }, arises = t, due = t + months(2), done = enterprise.audits.started_on:last() }'),
  ["days after the day of asking"] = steps('local t = (as_of + months(1)) & enterprise.audits.started_on:first()', 't = t & t',
    'obligation "r" { clause = "law/a", require = t:after "2003-01-01" | t:before(enterprise.closed_on) }'),
  ["states of a year"] = steps('term "enterprise.t0" { per = { enterprise, year }, value = enterprise.sector:is "0" }',
    'state "enterprise.t{i}" { per = { enterprise, year }, from = "2001-01-01", '
    .. "begins = enterprise.t{p} & enterprise.t{p}:previous(), ends = ~enterprise.t{p} & ~enterprise.t{p}:previous(), before = enterprise.t{p} }",
    'obligation "r" { clause = "law/a", per = { enterprise, year }, require = enterprise.t{i} }'),
  ["terms of a year"] = of(CONDITION, 'obligation "r" { clause = "law/a", per = { enterprise, year }, require = enterprise.t{i} }'),
  ["rows that are added"] = steps('decision "enterprise.t0" { clause = "law/a", hit = "sum of", columns = { enterprise.size }, rows = { { "large", 1 }, { any, 2 } } }',
    'decision "enterprise.t{i}" { clause = "law/a", hit = "sum of", columns = { enterprise.t{p}, enterprise.t{p}:is(1) }, rows = { { 1, yes, 1 }, { any, any, 2 } } }',
    'obligation "r" { clause = "law/a", require = enterprise.t{i}:is(1) }'),
  ["the highest of rows"] = steps('decision "enterprise.t0" { clause = "law/a", hit = "highest", columns = { enterprise.size }, rows = { { "large", 1 }, { any, 2 } } }',
    'decision "enterprise.t{i}" { clause = "law/a", hit = "highest", columns = { enterprise.t{p} }, rows = { { 1, enterprise.t{p} }, { any, enterprise.t{p} } } }',
    'obligation "r" { clause = "law/a", require = enterprise.t{i}:is(1) }'),
  ["decisions of a year"] = steps('decision "enterprise.t0" { clause = "law/a", hit = "first", columns = { enterprise.size }, rows = { { "large", "a" }, { any, "b" } } }',
    'decision "enterprise.t{i}" { clause = "law/a", hit = "first", columns = { enterprise.t{p}, enterprise.t{p}:is "a" }, rows = { { "a", yes, "a" }, { any, any, "b" } } }',
    'obligation "r" { clause = "law/a", per = { enterprise, year }, require = enterprise.t{i}:is "a" }'),
  ["days of a year in terms"] = steps('term "enterprise.t0" { value = enterprise.audits.started_on:first() }',
    'term "enterprise.t{i}" { value = enterprise.t{p} & enterprise.t{p} }',
    'obligation "r" { clause = "law/a", per = { enterprise, year }, due = period.to & enterprise.t{i}, done = enterprise.t{i} & enterprise.t{i} }'),
  expected = of(AUDITS, 'obligation "r" { clause = "law/a", per = { enterprise, year }, require = enterprise.audits:during(period):where(audit.t{i}):count():at_most(5),'
    .. ' expects = { enterprise.audits:where(audit.t{i}), each = month } }'),
  decisions = steps('decision "enterprise.t0" { clause = "law/a", hit = "first", columns = { enterprise.size }, rows = { { "large", "a" }, { any, "b" } } }',
    'decision "enterprise.t{i}" { clause = "law/a", hit = "first", columns = { enterprise.t{p}, enterprise.t{p}:is "a" }, rows = { { "a", yes, "a" }, { any, any, "b" } } }',
    'obligation "r" { clause = "law/a", require = enterprise.t{i}:is "a" }'),
  columns = of(CONDITION, 'decision "enterprise.d" { clause = "law/a", columns = { enterprise.t{i}, enterprise.t{i} | enterprise.size:is "large" }, '
    .. 'rows = { { yes, yes, "a" }, { no, yes, "b" }, { no, no, "c" } } }\nobligation "r" { clause = "law/a", require = enterprise.d:is "a" }'),
  ["counts in a column"] = steps('term "enterprise.t0" { value = enterprise.audits:count() }', 'term "enterprise.t{i}" { value = enterprise.t{p} + enterprise.t{p} }',
    'decision "enterprise.d" { clause = "law/a", columns = { enterprise.t{i} }, rows = { { at_least(3), "a" }, { below(3), "b" } } }\n'
    .. 'obligation "r" { clause = "law/a", require = enterprise.d:is "a" }'),
  quotas = of(AUDITS, 'quota "r" { clause = "law/a", per = jurisdiction, counts = jurisdiction.enterprises.audits:where(audit.t{i}), counted_on = audit.started_on, '
    .. 'goals = { { "N", target = 2, due = "2006-12-31" } } }'),
}
local SUBJECTS = { quotas = "N", expected = "E2@2002", ["days of a year"] = "E2@2002", ["terms of a year"] = "E2@2002", ["states of a year"] = "E2@2002",
  ["decisions of a year"] = "E2@2002", ["days of a year in terms"] = "E2@2002" }

-- The answer of a call that takes no more than five seconds of a processor.
local function soon(...)
  local result = command.run_within(5, ...)
  assert(result.code == 0 or result.code == 1, ("%s: exit code %d: %s"):format((...), result.code, result.err))
  return result.out
end

describe("what a text names twice", function()
  setup(function()
    command.begin()
    write("jurisdiction.csv", "code\nN\n")
    write("enterprise.csv", "code,jurisdiction,sector,employees\nE1,N,0,1\nE2,N,,\n")
    write("audit.csv", "code,enterprise,consultant,started_on\nA1,E1,0,2001-03-03\nA2,E2,,2001-03-03\n")
    answer(0, "import", "r.db", "jurisdiction.csv", "enterprise.csv", "audit.csv")
    for name, text in pairs(packs) do write(name .. "/p.lua", text) end
  end)
  teardown(command.finish)

  for name in pairs(packs) do
    it(("is looked into once: %s"):format(name), function()
      soon("check", name, "r.db", "--as-of", "2005-01-01", "--verdicts", name .. ".csv")
      local text = soon("explain", name, "r.db", "r", SUBJECTS[name] or "E2", "--as-of", "2005-01-01")
      local _, lines = text:gsub("\n", "")
      local many = name == "states of a year" and 3 or 1 -- each shows what began and what ended it, in two years
      assert(lines < many * 12 * STEPS, ("%d lines"):format(lines))
      assert(#text < many * 40000, ("%d bytes"):format(#text))
      soon("report", name, "r.db", "--as-of", "2005-01-01")
      soon("lint", name, "r.db", "--as-of", "2005-01-01")
      soon("doc", name)
    end)
  end

  it("is looked into once: days that may not have been received", function()
    write("awaited/p.lua", steps('kind "work" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "begun_on", event, starts = true }, '
      .. '{ "told_on", event }, { "by_day", date, blank = "none", known_from = "told_on" } } }\nlocal t = work.by_day', 't = t & (t | work.begun_on)',
      'obligation "r" { clause = "law/a", per = work, due = t, done = t }'))
    write("work.csv", "code,enterprise,begun_on,told_on,by_day\nW1,E1,2001-01-01,,2002-02-02\n")
    answer(0, "import", "awaited", "w.db", "jurisdiction.csv", "enterprise.csv", "work.csv")
    soon("check", "awaited", "w.db", "--as-of", "2005-01-01")
    soon("explain", "awaited", "w.db", "r", "W1", "--as-of", "2005-01-01")
  end)

  it("is referred to where it stands again", function()
    local text = answer(0, "explain", "terms", "r.db", "r", "E2", "--as-of", "2005-01-01")
    assert.is_truthy(text:find("enterprise.t25: unknown, as above\n", 1, true), text)
    text = answer(0, "explain", "locals", "r.db", "r", "E1", "--as-of", "2005-01-01")
    assert.is_truthy(text:find("all of (1): true\n", 1, true) and text:find("all of (1): true, as above\n", 1, true), text)
  end)
end)
