-- What a standing rule compared stands in its reason, whatever was compared: words, a yes or no, both ends of `between`, statuses, decisions, rates with their counts.
local command = require "tests.support.command"

local PACK = [[
instrument "act" { title = "The Act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "As it is written" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "size", text, blank = "none" }, { "aim", text, blank = "none" }, { "lined", yesno },
  { "heat", number, unit = "C" },
  { "tested_on", date } } }
kind "lot" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "on_day", event, starts = true }, { "good", yesno } } }
term "plant.yield" { value = plant.lots:share(lot.good) }
parameter "least" { clause = "act/a", { percent(90), from = "2000-01-01" } }
decision "plant.class" { clause = "act/a", columns = { plant.heat }, hit = "first", rows = { { above "100 C", "hot" }, { any, "cold" } } }
decision "plant.fee" { clause = "act/a", columns = { plant.heat }, hit = "first", rows = { { above "100 C", 7 }, { any, 2 } } }
local function keep(name, what) obligation(name) { clause = "act/a", per = plant, require = what } end
keep("size", plant.size:is "large")
keep("sizes", plant.size:is("large", "vast"))
keep("starts", plant.size:starts_with "l")
keep("not-small", ~plant.size:is "small")
keep("as-aimed", plant.size:is(plant.aim))
keep("lined", plant.lined)
keep("unlined", ~plant.lined)
keep("heat", plant.heat:between("50 C", "90 C"))
keep("tested", plant.tested_on:between("2010-01-01", "2010-12-31"))
keep("lined-kept", verdict "lined".status:is "met")
keep("class", plant.class:is "cold")
keep("fee", plant.fee:at_most(2))
keep("all-good", plant.lots:share(lot.good):at_least(percent(100)))
keep("good", plant.yield:at_least(parameter "least"))
keep("good-and-lined", plant.yield:at_least(parameter "least") & plant.lined)
keep("third", plant.yield:at_least(percent(67)))
]]

describe("The reason of a standing rule", function()
  local rows = {}
  setup(function()
    command.begin()
    command.write("p/p.lua", PACK)
    command.write("plant.csv", 'code,size,aim,lined,heat,tested_on\nP1,large,large,yes,60,2010-03-01\nP2,"sm,""all",vast,no,120,2011-02-01\nP3,,large,yes,90,2010-12-01\n')
    local lots = { "code,plant,on_day,good" }
    for i = 1, 2000 do lots[#lots + 1] = ("a%d,P1,2010-01-01,%s"):format(i, i == 1 and "no" or "yes") end
    for i = 1, 3 do lots[#lots + 1] = ("b%d,P2,2010-01-01,%s"):format(i, i == 1 and "no" or "yes") end
    for i = 1, 4 do lots[#lots + 1] = ("c%d,P3,2010-01-01,%s"):format(i, "yes") end
    command.write("lot.csv", table.concat(lots, "\n") .. "\n")
    command.answer(0, "import", "p", "r.db", "plant.csv", "lot.csv")
    for _, lang in ipairs { "en", "zh" } do
      command.answer(1, "check", "p", "r.db", "--as-of", "2010-12-31", "--lang", lang, "--verdicts", "v.csv")
      rows[lang] = command.read "v.csv"
    end
  end)
  teardown(command.finish)

  -- The reason of a row, up to what was looked at.
  local function says(lang, rule, plant, wanted)
    local line = ("\n" .. rows[lang]):match("\n" .. rule:gsub("%-", "%%-") .. "," .. plant .. ",%a+,,,[^,]*,,([^\n]*)")
    assert(line, rule)
    local text = line:gsub('^"(.*)"$', "%1"):gsub('""', '"'):gsub("; .*$", ""):gsub("；.*$", ""):gsub(" %[.*$", ""):gsub(" %(least:.*$", ""):gsub("（least.*$", "")
    assert.equal(wanted, text)
  end

  for _, case in ipairs {
    { "size", "P1", 'kept: plant.size:is("large") is true, it is large' },
    { "size", "P2", 'breached: plant.size:is("large") is false, it is sm,"all' },
    { "size", "P3", 'breached: plant.size:is("large") is false, there is no value' },
    { "sizes", "P2", 'breached: plant.size:is("large", "vast") is false, it is sm,"all' },
    { "starts", "P1", 'kept: plant.size:starts_with("l") is true, it is large' },
    { "not-small", "P1", 'kept: ~plant.size:is("small") is true, it is large' },
    { "not-small", "P3", 'kept: ~plant.size:is("small") is true, there is no value' },
    { "as-aimed", "P1", "kept: plant.size:is(plant.aim) is true, large against large" },
    { "as-aimed", "P2", 'breached: plant.size:is(plant.aim) is false, sm,"all against vast' },
    { "as-aimed", "P3", "breached: plant.size:is(plant.aim) is false, none against large" },
    { "lined", "P1", "kept: plant.lined is true" }, { "lined", "P2", "breached: plant.lined is false" },
    { "unlined", "P1", "breached: ~plant.lined is false" }, { "unlined", "P2", "kept: ~plant.lined is true" },
    { "heat", "P1", 'kept: nearest to it plant.heat:at_least("50 C"), 60 C against 50 C' },
    { "heat", "P2", 'breached: plant.heat:at_most("90 C") is false, 120 C against 90 C' },
    { "tested", "P2", 'breached: plant.tested_on:by("2010-12-31") is false, 2011-02-01 against 2010-12-31' },
    { "lined-kept", "P1", 'kept: verdict "lined".status:is("met") is true, it is met' },
    { "lined-kept", "P2", 'breached: verdict "lined".status:is("met") is false, it is breached' },
    { "class", "P1", 'kept: plant.class:is("cold") is true, it is cold' }, { "class", "P2", 'breached: plant.class:is("cold") is false, it is hot' },
    { "fee", "P1", "kept: plant.fee:at_most(2) is true, 2 against 2" }, { "fee", "P2", "breached: plant.fee:at_most(2) is false, 7 against 2" },
    { "all-good", "P1", "breached: plant.lots:share(lot.good):at_least(100%) is false, 99.95% (1999 of 2000) against 100%" },
    { "all-good", "P3", "kept: plant.lots:share(lot.good):at_least(100%) is true, 100% (4 of 4) against 100%" },
    { "good", "P1", 'kept: plant.yield:at_least(parameter "least") is true, 99.95% (1999 of 2000) against 90%' },
    { "good", "P2", 'breached: plant.yield:at_least(parameter "least") is false, 67% (2 of 3) against 90%' },
    { "good-and-lined", "P1", 'kept: nearest to it plant.yield:at_least(parameter "least"), 99.95% (1999 of 2000) against 90%' },
    -- what would read alike is told with all its digits
    { "third", "P2", "breached: plant.yield:at_least(67%) is false, 66.6666666666667% (2 of 3) against 67%" },
  } do
    local rule, plant, text = table.unpack(case)
    it(("of %s tells of %s what was compared"):format(rule, plant), function() says("en", rule, plant, "act/a: " .. text) end)
  end

  it("tells it in Chinese, too", function()
    says("zh", "size", "P1", 'act/a：已遵守：plant.size:is("large") 成立，其值为large')
    says("zh", "lined-kept", "P2", 'act/a：违反：verdict "lined".status:is("met") 不成立，其值为违反')
    says("zh", "all-good", "P1", "act/a：违反：plant.lots:share(lot.good):at_least(100%) 不成立，99.95%（2000 中的 1999）对 100%")
  end)

  it("is the same in explain", function()
    local text = command.answer(0, "explain", "p", "r.db", "size", "P2", "--as-of", "2010-12-31")
    assert.truthy(text:find('act/a: breached: plant.size:is("large") is false, it is sm,"all', 1, true), text)
  end)
end)
