-- Exceptions to exceptions: what may be written, and how reasons and explanations name the path by which the law came out where it did.
local command = require "tests.support.command"
local packs = require "tests.support.packs"

local law = [[
instrument "act" { title = "The act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = {
  ["5"] = "Plants report", ["6.1"] = "Small plants do not", ["6.2"] = "Paragraph 1 does not hold for plants that use toxic substances", ["6.3"] = "unless in sealed vessels" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "size", text }, { "toxic", yesno }, { "sealed", yesno }, { "reported_on", event } } }
obligation "report" { clause = "act/5", per = plant, due = "2001-03-31", done = plant.reported_on }
exception "small"  { clause = "act/6.1", to = "report", applies = plant.size:is "small" }
exception "toxic"  { clause = "act/6.2", to = "small", applies = plant.toxic }
exception "sealed" { clause = "act/6.3", to = "toxic", applies = plant.sealed }
]]

describe("An exception to an exception", function()
  setup(function()
    command.begin()
    command.write("pack/rules.lua", law)
    command.write("plant.csv", "code,size,toxic,sealed,reported_on\nA,small,yes,no,\nB,small,yes,yes,\nC,small,no,no,\nD,large,yes,no,\nE,small,yes,,\n")
    command.answer(0, "import", "pack", "records.db", "plant.csv")
  end)
  teardown(command.finish)

  local function explain(plant, ...) return command.answer(0, "explain", "pack", "records.db", "report", plant, "--as-of", "2002-01-01", ...) end
  local function holds(text, ...)
    for _, words in ipairs { ... } do assert.is_truthy(text:find(words, 1, true), ("%s\nis not in\n%s"):format(words, text)) end
  end

  it("is told below the one that it is to", function()
    holds(explain "A", "  exception small (act/6.1): false\n    plant.size:is(\"small\"): true, it is small\n    exception toxic (act/6.2): true\n      plant.toxic: true\n"
      .. "      exception sealed (act/6.3): false\n        plant.sealed: false\n")
  end)
  it("is named in the reason with its clause, however deep, where it decides", function()
    holds(explain "A", "Verdict: overdue. act/5: not done by 2002-01-01, due by 2001-03-31; act/6.1 (small) does not hold here, by act/6.2 (toxic)\n")
    holds(explain "B", "Verdict: not applicable. act/5: ", "act/6.1", "; act/6.2 (toxic) does not hold here, by act/6.3 (sealed)\n")
    assert.is_nil(explain("C"):find("does not hold here", 1, true))
    assert.is_nil(explain("D"):find("does not hold here", 1, true))
    holds(explain("A", "--lang", "zh"), "；此处不适用 act/6.1（small）的例外，依据 act/6.2（toxic）")
  end)
  it("leaves unknown what hangs on it", function() holds(explain "E", "Verdict: unknown", "plant.sealed") end)
  it("changes with its text", function()
    command.write("later/rules.lua", (law:gsub('"act/6.2"', '"later/6.2"')) .. [[
instrument "later" { title = "A later act", issuer = "J", in_force = { from = "2003-01-01" }, clauses = { ["6.2"] = "Toxic plants report" } }
obligation "keep" { clause = "act/5", per = plant, require = plant.reported_on:happened() }
exception "kept" { clause = "act/6.1", to = "keep", applies = plant.size:is "small" }
exception "not-kept" { clause = "later/6.2", to = "kept", applies = plant.toxic }
]])
    local told = command.answer(0, "explain", "later", "records.db", "keep", "A", "--as-of", "2002-06-01")
    holds(told, "Verdict: not applicable", "Next change: 2003-01-01")
    holds(command.answer(0, "explain", "later", "records.db", "keep", "A", "--as-of", "2003-01-01"), "Verdict: breached",
      "act/6.1 (kept) does not hold here, by later/6.2 (not-kept)")
  end)

  it("is told with its days, and its place, where what it asks is true and one of these fails", function()
    command.write("away/rules.lua", law .. [[
instrument "city" { title = "The city's", issuer = "C", place = "C", in_force = { from = "2000-01-01", to = "2001-12-31" }, clauses = { a = "…" } }
parameter "most" { clause = "act/5", { 5, from = "2000-01-01" } }
obligation "few" { clause = "act/5", require = enterprise.employees:at_most(parameter "most") }
exception "young" { clause = "city/a", to = "few", applies = enterprise.size:is "small" }
exception "more" { clause = "city/a", to = "most", applies = enterprise.size:is "small", instead = 8 }
]])
    command.write("jurisdiction.csv", "code,parent\nN,\nC,\n")
    command.write("enterprise.csv", "code,jurisdiction,size,employees\nE1,N,small,7\nE2,C,small,7\n")
    command.answer(0, "import", "away", "away.db", "jurisdiction.csv", "enterprise.csv")
    local function told(subject, day, ...) return command.answer(0, "explain", "away", "away.db", "few", subject, "--as-of", day, ...) end
    local force = "%sin force from 2000-01-01 to 2001-12-31, asked on %s: %s\n"
    holds(told("E1", "2001-06-30"), "  exception young (city/a): false\n    enterprise.size:is(\"small\"): true, it is small\n" .. force:format("    ", "2001-06-30", "true")
      .. "    it lies in C: false\n", force:format((" "):rep(10), "2001-06-30", "true") .. "          it lies in C: false\n")
    holds(told("E2", "2002-06-30"), "  exception young (city/a): false\n" .. force:format("    ", "2002-06-30", "false"), force:format((" "):rep(10), "2002-06-30", "false"))
    assert.is_nil(told("E2", "2002-06-30"):find("it lies in C", 1, true))
    assert.is_nil(told("E2", "2001-06-30"):find("in force from 2000-01-01 to 2001-12-31, asked", 1, true))
    holds(told("E1", "2001-06-30", "--lang", "zh"), "位于 C: 不成立")
  end)

  local refusals = {
    { "is to nothing", 'exception "x" { clause = "act/6.1", to = "smal", applies = plant.toxic }', "no rule and no exception is called `smal`. Did you mean `small`?" },
    { "is to itself", 'exception "x" { clause = "act/6.1", to = "x", applies = plant.toxic }', "these exceptions each except from the other: `x` comes back to itself" },
    { "comes back to itself", 'exception "x" { clause = "act/6.1", to = "y", applies = plant.toxic }\nexception "y" { clause = "act/6.1", to = "x", applies = plant.toxic }',
      "comes back to itself" },
    { "is to what a rule and an exception are called", 'exception "report" { clause = "act/6.1", to = "small", applies = plant.toxic }\n'
      .. 'exception "x" { clause = "act/6.1", to = "report", applies = plant.toxic }', "a rule and an exception are both called `report`: give the exception another name" },
    { "names a version of an exception", 'exception "x" { clause = "act/6.1", to = "small@2", applies = plant.toxic }',
      "it stands for all versions of an exception: `small`, not `small@2`" },
    { "names one twice", 'exception "x" { clause = "act/6.1", to = { "small", "small" }, applies = plant.toxic }', "`small` stands twice" },
    { "asks what the rule has not in hand", 'exception "x" { clause = "act/6.1", to = "small", applies = enterprise.size:is "small" }', "enterprise" },
  }
  for _, refusal in ipairs(refusals) do
    it(("is refused that %s"):format(refusal[1]), function()
      local told = packs.messages(law .. refusal[2])
      assert.is_truthy(told:find(refusal[3], 1, true), told)
    end)
  end
end)
