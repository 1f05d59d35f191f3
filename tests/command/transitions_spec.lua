-- Who keeps to the version before: what may be written of it, and how reasons and explanations name the clause of the transition.
local command = require "tests.support.command"
local packs = require "tests.support.packs"

local law = [[
instrument "old" { title = "The old act", issuer = "J", in_force = { from = "2000-01-01", to = "2009-12-31" }, clauses = { limit = "50 mg/L" } }
instrument "new" { title = "The new act", issuer = "J", in_force = { from = "2010-01-01" }, clauses = { limit = "30 mg/L",
  transition = "Plants in operation before 2010 keep to the old limit until the end of 2012" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "opened_on", event, starts = true }, { "level", number, unit = "mg/L" } } }
obligation "limit@old" { clause = "old/limit", per = plant, require = ~plant.level:above "50 mg/L" }
]]
local second = [[
obligation "limit@new" { like = "limit@old", clause = "new/limit", require = ~plant.level:above "30 mg/L",
  transition = { whom = plant.opened_on:before "2010-01-01", to = "2012-12-31", clause = "new/transition" } }
]]

describe("A transition", function()
  setup(function()
    command.begin()
    command.write("pack/rules.lua", law .. second)
    command.write("plant.csv", "code,opened_on,level\nA,2005-05-05,40\nB,2010-03-01,40\nC,,40\n")
    command.answer(0, "import", "pack", "records.db", "plant.csv")
  end)
  teardown(command.finish)

  local function explain(plant, day, ...) return command.answer(0, "explain", "pack", "records.db", "limit", plant, "--as-of", day, ...) end
  local function holds(text, ...)
    for _, words in ipairs { ... } do assert.is_truthy(text:find(words, 1, true), ("%s\nis not in\n%s"):format(words, text)) end
  end

  it("is named with its clause where the earlier version judges by it, and with the day on which that ends", function()
    holds(explain("A", "2011-06-30"), "Verdict: met. old/limit: ", "; judged by this text until 2012-12-31, and not by limit@new, by new/transition\n", "Next change: 2013-01-01",
      "  who keeps to the text before limit@new until 2012-12-31, by new/transition: true\n    plant.opened_on:before(\"2010-01-01\"): true, it is 2005-05-05\n")
    assert.is_nil(explain("A", "2009-06-30"):find("judged by this text", 1, true))
    holds(explain("A", "2013-01-01"), "Verdict: breached. new/limit: ")
    holds(explain("A", "2011-06-30", "--lang", "zh"), "；依据 new/transition，至 2012-12-31 止按此文本而不按 limit@new 判断")
  end)
  it("is printed by doc with whom it names itself, of one that stands between two others too", function()
    command.write("three/rules.lua", (law:gsub('from = "2010%-01%-01" }', 'from = "2010-01-01", to = "2019-12-31" }')) .. second
      .. 'instrument "newest" { title = "N", issuer = "J", in_force = { from = "2020-01-01" }, clauses = { limit = "20 mg/L" } }\n'
      .. 'obligation "limit@newest" { like = "limit@old", clause = "newest/limit", require = ~plant.level:above "20 mg/L",\n'
      .. '  transition = { whom = plant.opened_on:before "2020-01-01", to = "2022-12-31", clause = "newest/limit" } }\n')
    local told = command.answer(0, "doc", "three")
    holds(told:match "obligation limit@new\n.-\n\n", 'plant.opened_on:before("2010-01-01")')
    holds(told:match "obligation limit@newest\n.-\n\n", 'plant.opened_on:before("2020-01-01")')
  end)
  it("is none for who came later, and unknown of whom nobody knows", function()
    local told = explain("B", "2011-06-30")
    holds(told, "Verdict: breached. new/limit: ", "  who keeps to the text before limit@new until 2012-12-31, by new/transition: false\n")
    assert.is_nil(told:find("judged by this text", 1, true))
    holds(explain("C", "2011-06-30"), "Verdict: unknown", "plant.opened_on")
  end)
  it("is printed by doc with the rule", function()
    holds(command.answer(0, "doc", "pack"),
      "obligation limit@new\n  new/limit\n  who keeps to the text before limit@new until 2012-12-31, by new/transition: plant.opened_on:before(\"2010-01-01\")\n",
      "  transition: Plants in operation before 2010 keep to the old limit until the end of 2012\n    encoded by limit@new\n")
  end)

  local function with(said) return (second:gsub("transition = %b{}", said)) end
  local refusals = {
    { "names nobody", with 'transition = { to = "2012-12-31", clause = "new/transition" }', "transition lacks `whom`: transition = { whom = plant.opened_on:before" },
    { "cites no clause", with 'transition = { whom = plant.opened_on:before "2010-01-01" }', "transition lacks `clause`" },
    { "is a day alone", with 'transition = "2012-12-31"', "transition says who keeps to the version before" },
    { "has another key", with 'transition = { whom = plant.opened_on:before "2010-01-01", until_day = "2012-12-31", clause = "new/transition" }', "no key `until_day`" },
    { "ends before its version begins", with 'transition = { whom = plant.opened_on:before "2010-01-01", to = "2009-12-31", clause = "new/transition" }',
      "it ends on 2009-12-31, before this version begins, on 2010-01-01" },
    { "asks no condition", with 'transition = { whom = plant.opened_on, clause = "new/transition" }', "expected a condition, got a date" },
    { "follows no version", second:gsub("limit@new", "other"):gsub('like = "limit@old"', 'per = plant'),
      "no version of `other` ends on the day before this one begins, 2009-12-31: transition says who keeps to the version before it" },
    { "lies between what is forbidden and what is required", (second:gsub("require = [^,]*", 'arises = "2010-01-01", forbid = plant.visits'))
      .. 'kind "visit" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "on_day", event, starts = true } } }\n',
      "`limit@old` and this version ask on days of their own whom it names, the one that forbids on that of each record" },
    { "lies between two that bind from days of their own", second:gsub('clause = "new/limit"', '%0, arises = "2010-01-01"'),
      "`limit@old` and this version ask whom it names on the days from which they bind, which differ: write the same `arises` in both" },
    { "belongs to a quota",
      'quota "q" { clause = "new/limit", per = jurisdiction, counts = jurisdiction.enterprises, counted_on = enterprise.opened_on, '
      .. 'goals = { { "C", target = 1, due = "2011-01-01" } }, '
      .. 'transition = { whom = jurisdiction.level:is "city", clause = "new/transition" } }', "no key `transition`" },
  }
  for _, refusal in ipairs(refusals) do
    it(("is refused that %s"):format(refusal[1]), function()
      local told = packs.messages(law .. refusal[2])
      assert.is_truthy(told:find(refusal[3], 1, true), told)
    end)
  end
  it("is taken over by no version that is like another", function()
    local pack = packs.load((law .. second):gsub('in_force = { from = "2010%-01%-01" }', 'in_force = { from = "2010-01-01", to = "2014-12-31" }')
      .. 'instrument "last" { title = "L", issuer = "J", in_force = { from = "2015-01-01" }, clauses = { limit = "20 mg/L" } }\n'
      .. 'obligation "limit@last" { like = "limit@new", clause = "last/limit" }\n')
    for _, rule in ipairs(pack.rules) do assert.equal(rule.name == "limit@new", rule.transition ~= nil) end
    assert.equal("2012-12-31", pack.rules[1].to)
  end)
end)

describe("A transition of a parameter", function()
  local limits = [[
instrument "act" { title = "The act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { limit = "50 mg/L, from 2010 30 mg/L",
  keep = "Who was there before keeps to 50 until the end of 2012" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "opened_on", event, starts = true }, { "level", number, unit = "mg/L" } } }
]]
  local parameter = 'parameter "most" { clause = "act/limit", { "50 mg/L", from = "2000-01-01" }, { "30 mg/L", from = "2010-01-01", '
    .. 'transition = { whom = plant.opened_on:before "2010-01-01", to = "2012-12-31", clause = "act/keep" } } }\n'
  local rule = 'obligation "limit" { clause = "act/limit", per = plant, require = ~plant.level:above(parameter "most") }\n'
  setup(function()
    command.begin()
    command.write("pack/rules.lua", limits .. parameter .. rule)
    command.write("plant.csv", "code,opened_on,level\nA,2005-05-05,60\nB,2010-03-01,60\nC,2005-05-05,40\n")
    command.answer(0, "import", "pack", "records.db", "plant.csv")
  end)
  teardown(command.finish)
  local function explain(plant) return command.answer(0, "explain", "pack", "records.db", "limit", plant, "--as-of", "2011-06-30") end
  local function holds(text, ...)
    for _, words in ipairs { ... } do assert.is_truthy(text:find(words, 1, true), ("%s\nis not in\n%s"):format(words, text)) end
  end

  it("is told with the row that counts for the subject, and its clause", function()
    holds(explain "A", "most: act/limit, act/keep, in force from 2000-01-01 to 2012-12-31", "parameter \"most\": 50 mg/L", "plant.opened_on:before(\"2010-01-01\"): true",
      "its row, in force from 2000-01-01 to 2012-12-31: act/limit: 50 mg/L, from 2010 30 mg/L, act/keep: Who was there before keeps to 50 until the end of 2012")
    local later = explain "B"
    holds(later, "most: act/limit, in force from 2010-01-01", "parameter \"most\": 30 mg/L")
    assert.is_nil(later:find("act/keep", 1, true))
    holds(explain "C", "Verdict: met")
  end)
  it("is printed by doc", function()
    holds(command.answer(0, "doc", "pack"), "most, for those who keep to it", "2012-12-31", "act/limit, act/keep",
      "keep: Who was there before keeps to 50 until the end of 2012\n    encoded by most\n")
  end)

  local function with(said) return (parameter:gsub("transition = %b{}", said)) end
  local refusals = {
    { "names nobody", with 'transition = { to = "2012-12-31", clause = "act/keep" }', "transition lacks `whom`" },
    { "stands in the first row", 'parameter "most" { clause = "act/limit", { 50, from = "2000-01-01", transition = { whom = plant.opened_on:known(), clause = "act/keep" } } }\n',
      "no row of its place ends on the day before row 1 begins" },
    { "ends before its row begins", with 'transition = { whom = plant.opened_on:known(), to = "2009-12-31", clause = "act/keep" }',
      "it ends on 2009-12-31, before row 2 begins, on 2010-01-01" },
    { "is one of spans", 'parameter "most" { clause = "act/limit", { days(5), from = "2000-01-01" }, { days(3), from = "2010-01-01", '
      .. 'transition = { whom = plant.opened_on:known(), clause = "act/keep" } } }\n', "write versions of the rule with a transition" },
    { "is a second one", (parameter:gsub("} } }\n$", '} }, { "20 mg/L", from = "2014-01-01", transition = { whom = plant.opened_on:known(), clause = "act/keep" } } }\n')),
      "one row of a parameter may have a transition" },
    { "asks what a rule has not in hand", parameter
      .. 'obligation "other" { clause = "act/limit", per = enterprise, require = ~enterprise.employees:above(parameter "most") }\n', "plant" },
  }
  for _, refusal in ipairs(refusals) do
    it(("is refused that %s"):format(refusal[1]), function()
      local told = packs.messages(limits .. refusal[2])
      assert.is_truthy(told:find(refusal[3], 1, true), told)
    end)
  end
  it("is no parameter of a name of its own", function()
    local told = packs.messages(limits .. parameter .. rule:gsub('"most"', '"mist"'))
    assert.is_truthy(told:find("no parameter is called `mist`. Did you mean `most`?", 1, true), told)
    assert.is_nil(told:find("kept", 1, true))
  end)
end)
