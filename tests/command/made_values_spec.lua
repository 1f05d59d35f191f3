-- Numbers that are rounded, the greater and the lesser of them, and what is asked of texts, as the command shows them; the lines of the guide that say how.
local command = require "tests.support.command"

local pack = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
obligation "sales" { clause = "n/a", require = ~(enterprise.sales / 7):rounded(2, "floor"):above(lesser_of("9 CNY", "5 CNY", enterprise.assets)) }
obligation "code" { clause = "n/a", require = (enterprise.code .. "-" .. enterprise.name:upper()):contains "A-" }
term "enterprise.branch" { value = enterprise.sector:part(1, 2) }
report "made" { title = "Made", per = enterprise, total = true, columns = { { "who", enterprise.code .. "/" .. enterprise.name:lower() }, { "long", enterprise.name:length() },
  { "branch", enterprise.branch }, { "more", greater_of(enterprise.sales, enterprise.assets) }, { "tens", enterprise.sales:rounded(-1) } } }
parameter "levy" { clause = "n/a", { scale { { "0 CNY", percent(10) }, { "20 CNY", percent(20.5) }, { "100 CNY", 0 } }, from = "1996-01-01" } }
obligation "levied" { clause = "n/a", require = ~parameter "levy":of(enterprise.sales):above "5 CNY" }
obligation "base" { clause = "n/a", require = parameter "levy":base_of(enterprise.sales):at_most "5 CNY" }
report "branches" { title = "Branches", per = jurisdiction, columns = { { "different", jurisdiction.enterprises.branch:distinct():count() } } }
]]

local function holds(text, ...)
  for _, said in ipairs { ... } do assert(text:find(said, 1, true), said .. " is not in\n" .. text) end
end

describe("values that are made of others", function()
  setup(function()
    command.begin()
    command.write("made/pack.lua", pack)
    command.write("jurisdiction.csv", "code,level\nC,city\n")
    command.write("enterprise.csv", "code,jurisdiction,name,sector,sales,assets\nA,C,Ölmühle,3110,37.51,6\nB,C,,3,,\nC,C,x,3120,37.51,\n")
    command.answer(0, "import", "made", "made.db", "jurisdiction.csv", "enterprise.csv")
  end)
  teardown(command.finish)

  it("stand in tables, and add nothing up", function()
    local text = command.answer(0, "report", "made", "made.db", "made", "--as-of", "2004-01-01", "--format", "csv")
    holds(text, "A/ölmühle,7,31,37.51,40\n", "unknown,unknown,3,unknown,unknown\n", "C/x,1,31,unknown,40\n")
    holds(command.answer(0, "report", "made", "made.db", "branches", "--as-of", "2004-01-01", "--format", "csv"), ",2\n")
  end)

  it("are explained step by step, and named in reasons", function()
    local text = command.run("explain", "made", "made.db", "sales", "A", "--as-of", "2004-01-01").out
    holds(text, '(enterprise.sales / 7):rounded(2, "floor"): 5.35 CNY', "enterprise.sales / 7: 5.35857142857143 CNY", 'lesser_of("9 CNY", "5 CNY", enterprise.assets): 5 CNY')
    text = command.run("explain", "made", "made.db", "code", "A", "--as-of", "2004-01-01").out
    holds(text, "it is A-ÖLMÜHLE", "enterprise.name:upper(): ÖLMÜHLE")
    command.run("check", "made", "made.db", "--as-of", "2004-01-01", "--verdicts", command.path "out.csv")
    text = command.read "out.csv"
    holds(text, "is false, 5.35 CNY against 5 CNY", "cannot be decided without enterprise.sales, enterprise.assets", "cannot be decided without enterprise.name", "it is C-X")
  end)

  it("come from scales of rates, which are shown", function()
    local text = command.run("explain", "made", "made.db", "levied", "A", "--as-of", "2004-01-01").out
    holds(text, 'parameter "levy":of(enterprise.sales): 5.58955 CNY', 'parameter "levy": scale { { "0 CNY", 0.1 }, { "20 CNY", 0.205 }, { "100 CNY", 0 } }',
      "is false, 5.58955 CNY against 5 CNY (levy: n/a, in force from 1996-01-01)")
    text = command.run("explain", "made", "made.db", "base", "C", "--as-of", "2004-01-01").out
    holds(text, 'cannot be decided without a value of parameter "levy":base_of(enterprise.sales): no base comes to that amount, or more than one')
    holds(command.run("explain", "made", "made.db", "base", "C", "--as-of", "2004-01-01", "--lang", "zh").out, "没有基数，或不止一个基数得出该数额")
    holds(command.answer(0, "doc", "made"), 'scale { { "0 CNY", 0.1 }, { "20 CNY", 0.205 }, { "100 CNY", 0 } }')
  end)

  it("are those of the guide", function()
    local file = assert(io.open("rules/README.md"))
    local guide = file:read "a"
    file:close()
    local head = 'instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }\ncodes "heavy" { clause = "n/a", "3110" }\n'
    for text, asked in pairs {
      ['x:contains("Hg", "mercury")'] = "enterprise.name", ['x:ends_with "-B"'] = "enterprise.code", ['x:starts_with "31"'] = "enterprise.sector",
      ['x:part(1, 2):is "31"'] = "enterprise.sector", ["x:length():is(9)"] = "enterprise.code", ['x:lower():is "steel"'] = "enterprise.name",
      ['x:is(codes "heavy")'] = "enterprise.sector", ["x:rounded(1)"] = "enterprise.employees", ['x:rounded(0, "half even")'] = "enterprise.employees",
    } do
      assert(guide:find("`" .. text, 1, true), text)
      local value = text:gsub("^x", asked)
      command.write("guide/pack.lua", head .. ('obligation "g" { clause = "n/a", require = %s }\n'):format(text:find "rounded" and value .. ":above(1)" or value))
      command.answer(0, "doc", "guide")
    end
    local cell = 'contains("Hg", "Pb") & ~ends_with "-B"'
    assert(guide:find("`{ " .. cell, 1, true))
    local table_ = 'decision "enterprise.t" { clause = "n/a", hit = "first", columns = { enterprise.name }, rows = { { %s, 1 }, { any, 2 } } }\n'
    command.write("guide/pack.lua", head .. table_:format(cell))
    command.answer(0, "doc", "guide")
  end)
end)
