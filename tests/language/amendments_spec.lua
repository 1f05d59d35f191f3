-- Texts that change texts: what an instrument may say of another, and what lint tells of rules that speak what no longer reads so.
local packs = require "tests.support.packs"

local act = 'instrument "act" { title = "A", issuer = "J", in_force = { from = "2000-01-01", to = "2019-12-31" }, clauses = { a = "…", b = "…", ["10"] = "…", ["9"] = "…" } }\n'
local function text(name, says, from) return ('instrument "%s" { title = "T", issuer = "J", in_force = { from = "%s" }, %s }\n'):format(name, from or "2010-01-01", says) end
local replaced = text("change", 'amends = { "act", replaces = { a = "…" } }')

local function sorted(list)
  local copy = table.move(list, 1, #list, 1, {})
  table.sort(copy)
  return copy
end

describe("An instrument that changes another", function()
  local refusals = {
    { "names no text", text("change", 'amends = { replaces = { a = "…" } }'), 'amends names the text that it changes: amends = { "esos-2014", replaces = { ["4"] = "…" } }' },
    { "says nothing of it", text("change", 'amends = { "act" }'), "amends says nothing: replaces, inserts or repeals clauses" },
    { "is a text alone", text("change", 'amends = "act"'), 'amends takes { "esos-2014", replaces = { ["4"] = "…" } }, not act' },
    { "names one that is not there", text("change", 'amends = { "acd", repeals = { "a" } }'), "no instrument is called `acd`. Did you mean `act`?" },
    { "changes itself", text("change", 'amends = { "change", repeals = { "a" } }'), "`change` changes itself" },
    { "has another key", text("change", 'amends = { "act", replace = { a = "…" } }'), "no key `replace`. Did you mean `replaces`?" },
    { "replaces what is not there", text("change", 'amends = { "act", replaces = { ["11"] = "…" } }'), "`act` has no clause `11`; it has: 10, 9, a, b." },
    { "replaces what was repealed", text("change", 'amends = { "act", repeals = { "a" } }') .. text("later", 'amends = { "act", replaces = { a = "…" } }', "2012-01-01"),
      "`act` has no clause `a` on 2012-01-01" },
    { "inserts what is there", text("change", 'amends = { "act", inserts = { a = "…" } }'),
      '`act` has a clause `a` on 2010-01-01: what is there is replaced, replaces = { ["a"] = … }' },
    { "gives words to what it repeals", text("change", 'amends = { "act", repeals = { a = "gone" } }'), "a clause that is repealed has no words" },
    { "has no words for what it replaces", text("change", 'amends = { "act", replaces = { a = { from = "2011-01-01" } } }'), "clause `a` has no words" },
    { "has a clause without a number", text("change", 'amends = { "act", replaces = { "…" } }'), 'a clause needs its number: ["1"] = "…"' },
    { "changes a clause on the day of another text", replaced .. text("other", 'amends = { "act", repeals = { "a" } }'),
      "`change` changes clause `a` of `act` on the same day, 2010-01-01: say from when each does" },
    { "changes a law that has ended", text("change", 'amends = { "act", repeals = { "a" } }', "2020-01-01"), "`act` ended on 2019-12-31, before this change of it on 2020-01-01" },
    { "ends before it begins", text("change", 'amends = { "act", replaces = { a = { "…", from = "2010-02-01", to = "2010-01-31" } } }'),
      "it ends (2010-01-31) before it begins (2010-02-01)" },
    { "holds in one place only", 'instrument "city" { title = "T", issuer = "C", place = "C1", in_force = { from = "2010-01-01" }, amends = { "act", repeals = { "a" } } }',
      "`city` holds in C1 only, and `act` everywhere: what it says instead there are clauses of its own, cited by versions of the rules with that place" },
    { "names a clause of its own that is not there", text("change", 'clauses = { one = "…" }, amends = { "act", repeals = { a = { clause = "on" } } }'),
      "`change` has no clause `on`; it has: one. Did you mean `one`?" },
    { "says which text it amends", text("change", 'amends = { "act", replaces = { a = { "…", of = "act" } } }'),
      "`of` says which text of the clause is corrected, and stands in `corrects`" },
    { "corrects from a day on", text("errata", 'corrects = { "act", replaces = { a = { "…", from = "2011-01-01" } } }'),
      "what corrects a text holds as long as that text, as if it had always been so; a change from a day on stands in `amends`" },
    { "corrects a text that nobody gave", text("errata", 'corrects = { "act", replaces = { a = { "…", of = "change" } } }'), "`act` has no clause `a` that `change` gave it" },
    { "annuls what is not there", text("court", 'annuls = "acd"'), "no instrument is called `acd`. Did you mean `act`?" },
    { "annuls a clause that is not there", text("court", 'annuls = { "act", clauses = { "c" } }'), "`act` has no clause `c`, and changes none in another text" },
    { "annuls its annulment", text("one", 'annuls = "two"') .. text("two", 'annuls = "one"'), "annul each other" },
    { "annuls nothing", text("court", "annuls = {}"), 'annuls names a text: annuls = "order-2015" from the start' },
    { "has no clauses and changes none", 'instrument "x" { title = "T", issuer = "J", in_force = { from = "2010-01-01" } }', "it lacks `clauses`" },
    { "has a clause that ends before it begins",
      'instrument "x" { title = "T", issuer = "J", in_force = { from = "2010-01-01" }, clauses = { a = { "…", from = "2011-01-01", to = "2010-12-31" } } }',
      "clause `a` ends (2010-12-31) before it begins (2011-01-01)" },
    { "is cited for a text that it did not give", replaced .. 'obligation "x" { clause = "act/a@chang", require = enterprise.size:known() }',
      "clause `a` of `act` has no text by `chang`; it has those by: act, change. Did you mean `change`?" },
    { "is cited for a clause that is not there", replaced .. 'obligation "x" { clause = "act/c@change", require = enterprise.size:known() }',
      "instrument `act` has no clause `c`" },
    { "is spoken by two versions on the same days", replaced .. 'obligation "x" { clause = "act/a@change", require = enterprise.size:known() }\n'
      .. 'obligation "x@2" { like = "x", clause = "act/b" }', "`x` and `x@2` are versions of one rule and are in force on the same days" },
  }
  for _, refusal in ipairs(refusals) do
    it(("is refused that %s"):format(refusal[1]), function()
      local told = {}
      for i, entry in ipairs(packs.refuse(act .. refusal[2])) do told[i] = entry.message end
      assert.is_truthy(table.concat(told, "\n"):find(refusal[3], 1, true), table.concat(told, "\n"))
    end)
  end

  it("may change several, each with its own words and days", function()
    local pack = packs.load(act .. 'instrument "other" { title = "O", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }\n'
      .. text("change", 'clauses = { one = "…" }, amends = { { "act", replaces = { a = { en = "new", zh = "新", clause = "one" } }, inserts = { ["9A"] = "between" }, '
      .. 'repeals = { "b" } }, '
        .. '{ "other", repeals = { a = { from = "2011-01-01" } } } }'))
    local law = pack.instruments.act
    assert.equal("10 9 9A a b", table.concat(sorted(law.clause_order), " "))
    local at = {}
    for i, id in ipairs(law.clause_order) do at[id] = i end
    assert.equal(at["9"] + 1, at["9A"]) -- behind the clause after which its number comes
    local days = {}
    for i, stretch in ipairs(law.clauses.a.days) do days[i] = { stretch.from, stretch.to, stretch.text } end
    assert.same({ { "2000-01-01", "2009-12-31", 1 }, { "2010-01-01", "2019-12-31", 2 } }, days)
    assert.same({ en = "new", zh = "新" }, law.clauses.a.texts[2].words)
    assert.equal("2010-12-31", pack.instruments.other.clauses.a.days[1].to)
  end)
end)

describe("lint names", function()
  local function warnings(pack)
    local told = {}
    for i, entry in ipairs(packs.load(act .. pack).warnings) do told[i] = entry.message end
    return table.concat(told, "\n")
  end
  local rule = 'obligation "x" { clause = "act/a", require = enterprise.size:known() }\n'
  local speaks = "obligation `x` still speaks the old text of `act/a`, which `change` replaces from 2010-01-01 on: read it again, and give it a version, "
    .. 'like = "x", clause = "act/a@change"'

  it("a rule that still speaks the old text, and not where a version of it speaks the new one", function()
    assert.is_truthy(warnings(replaced .. rule):find(speaks, 1, true))
    assert.equal("", warnings(replaced .. rule .. 'obligation "x@2" { like = "x", clause = "act/a@change" }'))
    assert.equal("", warnings(text("change", 'amends = { "act", repeals = { "a" } }') .. rule))
  end)
  it("an exception and a table that do", function()
    assert.is_truthy(warnings(replaced .. rule:gsub("act/a", "act/b") .. 'exception "e" { to = "x", clause = "act/a", applies = enterprise.size:is "small" }'):find(
      "exception `e` still speaks the old text of `act/a`", 1, true))
    assert.is_truthy(warnings(replaced .. 'decision "enterprise.d" { clause = "act/a", columns = { enterprise.size:is "large" }, rows = { { yes, "a" }, { no, "b" } } }'):find(
      "decision `enterprise.d` still speaks the old text of `act/a`", 1, true))
  end)
  it("a rule that goes on with a corrected text", function()
    assert.is_truthy(warnings(text("errata", 'corrects = { "act", replaces = { a = "…" } }') .. rule):find("which `errata` corrects from 2000-01-01 on", 1, true))
  end)
  it("what is never in force", function()
    assert.is_truthy(warnings(text("court", 'annuls = "act"') .. rule):find("obligation `x` is never in force", 1, true))
  end)
  it("a row of a parameter that holds on when the clause reads otherwise, or is there no longer", function()
    local row = 'parameter "p" { { 1, from = "2000-01-01", to = "2019-12-31", clause = "act/a" } }'
    assert.is_truthy(warnings(replaced .. row):find('parameter "p", row 1 holds on when `act/a`, which sets it, reads otherwise from 2010-01-01 on, as `change` has it', 1, true))
    assert.is_truthy(warnings(text("change", 'amends = { "act", repeals = { "a" } }') .. row):find("is there no longer from 2010-01-01 on", 1, true))
    assert.equal("", warnings(replaced .. 'parameter "p" { to = "2019-12-31", { 1, from = "2000-01-01", clause = "act/a" }, { 2, from = "2010-01-01", clause = "act/a@change" } }'))
  end)

  it("rows of a table of periods whose clause reads otherwise on a day of theirs", function()
    local function of(rows) return warnings(replaced .. 'periods "phase" { clause = "act/a", ' .. rows .. " }") end
    assert.is_truthy(of('{ "1", from = "2001-01-01", to = "2009-12-31" }, { "2", from = "2010-01-01" }'):find(
      'periods "phase", row "2": `act/a`, which sets it, reads otherwise from 2010-01-01 on, as `change` has it: read the row again, and cite that text, '
        .. 'clause = "act/a@change"', 1, true))
    assert.is_truthy(of('{ "1", from = "2001-01-01", to = "2010-01-01" }'):find('row "1"', 1, true))
    assert.equal("", of('{ "1", from = "2001-01-01", to = "2009-12-31" }, { "2", from = "2010-01-01", clause = "act/a@change" }'))
  end)
end)
