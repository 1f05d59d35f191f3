-- A Lua function that fails for one record costs the verdicts that rest on it; all others are computed and written.
local command = require "tests.support.command"

local answer, write, says = command.answer, command.write, command.says

local PACK = [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { net = "…" } }
kind "haul" { lasting = true, fields = { { "code", text, key = true }, { "gross", number }, { "bins", number }, { "net", number } } }
obligation "plain" { clause = "act/net", per = haul, require = haul.net:at_most(haul.gross) }
obligation "each" { clause = "act/net", per = haul, require = haul.net:at_most(function(h)
  return (h.gross - 10) / h.bins
end) }
obligation "both" { clause = "act/net", per = haul, require = verdict "each".status:is "met" }
report "hauls" { title = "Hauls", per = haul, columns = { { "Each", verdict "each".status }, { "Net", haul.net } } }
]]
local FAILED =
  'p.lua:4: the function must return a number, or nil where there is none (a division by 0 gives no number); it returned number that is none (NaN) (called for haul H1)'

describe("a function that fails for one record", function()
  before_each(function()
    command.begin()
    write("p/p.lua", PACK)
    write("haul.csv", "code,gross,bins,net\nH1,10,0,2\nH2,30,2,2\nH3,30,,2\n")
    answer(0, "import", "p", "r.db", "haul.csv")
  end)
  after_each(command.finish)

  it("costs that verdict: exit 2, the count, and what failed with the pack's line and the record", function()
    local result = command.run("check", "p", "r.db", "--as-of", "2006-12-31", "--verdicts", "v.csv")
    assert.are.equal(2, result.code)
    says(result.err, "mandate: p/" .. FAILED .. "\n")
    says(result.out, "each   haul      1        1      1\n")
    local rows = command.read "v.csv"
    says(rows, "plain,H1,met,")
    says(rows, 'each,H1,error,,,not worked out,,"act/net: a function failed, ' .. FAILED)
    says(rows, "each,H2,met,")
    says(rows, "each,H3,unknown,,,not worked out,haul.bins,")
    says(rows, 'both,H1,error,,,not worked out,,"act/net: a function failed, ' .. FAILED)
    says(rows, "both,H2,met,")
  end)

  it("is the same whatever the threads and blocks", function()
    local rows = {}
    for i, way in ipairs { { "--threads", "1" }, { "--threads", "2", "--block", "1" } } do
      answer(2, "check", "p", "r.db", "--as-of", "2006-12-31", "--verdicts", "v.csv", table.unpack(way))
      rows[i] = command.read "v.csv"
    end
    assert.are.equal(rows[1], rows[2])
  end)

  it("is explained, counted in csv and json, and shown in a report", function()
    says(answer(0, "explain", "p", "r.db", "each", "H1", "--as-of", "2006-12-31"), "Verdict: error. act/net: a function failed, " .. FAILED)
    says(answer(2, "check", "p", "r.db", "--as-of", "2006-12-31", "--format", "csv"), "each,,error,1,")
    says(answer(2, "check", "p", "r.db", "--as-of", "2006-12-31", "--format", "json"), '"error"')
    says(answer(2, "check", "p", "r.db", "--as-of", "2006-12-31", "--lang", "zh"), "出错")
    says(answer(2, "report", "p", "r.db", "hauls", "--as-of", "2006-12-31"), "H1    error")
    says(answer(2, "report", "p", "r.db", "--as-of", "2006-12-31"), "error")
  end)

  it("tells once of a function that fails for many", function()
    write("p/p.lua", (PACK:gsub("return %(h.gross %- 10%) / h.bins", 'error("a,b\\n\\"c\\"")')))
    local result = command.run("check", "p", "r.db", "--as-of", "2006-12-31", "--verdicts", "v.csv")
    assert.are.equal(2, result.code)
    says(result.err, 'mandate: p/p.lua:5: a,b "c" (called for haul H1); it failed for 3 records\n')
    says(command.read "v.csv", '"act/net: a function failed, p.lua:5: a,b ""c"" (called for haul H2)')
  end)

  it("ends the run where it uses more than its budget, and writes nothing", function()
    write("p/p.lua", (PACK:gsub("return %(h.gross %- 10%) / h.bins", "while h.code == 'H2' do end return 5")))
    local result = command.run("check", "p", "r.db", "--as-of", "2006-12-31", "--verdicts", "v.csv")
    assert.are.equal(2, result.code)
    says(result.err, "p/p.lua:5")
    says(result.err, "called for haul H2")
    assert.is_nil(command.read "v.csv")
  end)
end)

-- Whom nothing can apply to, nobody asks a function about.
describe("a function of a rule that is not in force", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { net = "…" } }
instrument "later" { title = "Later", issuer = "J", in_force = { from = "2005-01-01" }, clauses = { net = "…" } }
kind "haul" { lasting = true, fields = { { "code", text, key = true }, { "net", number }, { "left_on", event }, { "heavy", yesno } } }
local function odd(h) error "odd" end
term "haul.odd" { value = odd }
obligation "r1" { clause = "act/net", per = haul, applies = odd, require = haul.net:at_most(odd) }
obligation "r2" { clause = "act/net", per = haul, applies = haul.heavy, require = haul.net:at_most(odd) | haul.odd }
obligation "r3" { clause = "act/net", per = haul, arises = odd, due = odd, done = odd }
obligation "r4" { clause = "act/net", per = haul, due = odd, done = haul.left_on }
obligation "r5" { clause = "act/net", per = haul, arises = haul.left_on, due = odd, done = haul.left_on }
obligation "r6" { clause = "act/net", per = haul, due = "2006-01-01", done = haul.left_on }
exception "e6" { clause = "later/net", to = "r6", applies = odd }
obligation "r7" { clause = "act/net", per = { haul, year }, require = ~haul.odd }
decision "haul.class" { clause = "act/net", hit = "first", columns = { haul.net:above(odd) }, rows = { { yes, "a" }, { any, "b" } } }
obligation "r8" { clause = "act/net", per = haul, applies = haul.heavy, require = haul.class:is "a" }
]])
    write("haul.csv", "code,net,left_on,heavy\nH1,2,2002-01-01,no\nH2,2,,no\n")
    answer(0, "import", "p", "r.db", "haul.csv")
  end)
  teardown(command.finish)

  local function failed_on(day)
    local failed = {}
    answer(day < "2000" and 0 or 2, "check", "p", "r.db", "--as-of", day, "--verdicts", "v.csv")
    for rule, subject, status in command.read("v.csv"):gmatch "(r%d),([^,]+),(%w+)" do
      if status == "error" then failed[#failed + 1] = rule .. " " .. subject end
    end
    table.sort(failed)
    return table.concat(failed, ", ")
  end

  it("is not called before the rule's first day, and the run ends well", function()
    for _, day in ipairs { "0001-01-01", "1999-12-31" } do
      assert.equal("", failed_on(day))
      assert.not_matches("odd", command.run("check", "p", "r.db", "--as-of", day).err)
    end
  end)
  it("is called for those alone to whom the rule may apply", function()
    assert.equal("r1 H1, r1 H2, r3 H1, r3 H2, r4 H1, r4 H2, r5 H1, r7 H1@2002, r7 H1@2003, r7 H2@2002, r7 H2@2003", failed_on "2003-12-31")
    local text = command.run("check", "p", "r.db", "--as-of", "2003-12-31").err
    for line in text:gmatch "p.lua:%d+" do assert.is_truthy(line == "p.lua:4", text) end
    assert.not_matches("H2; it failed for [4-9]", text)
  end)
  it("of an exception is called once its law has begun", function()
    assert.matches("r6 H1, r6 H2", failed_on "2005-01-01")
  end)
end)
