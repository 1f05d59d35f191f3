-- A record of which no version is in force yet on the day on which it is asked: nobody knows what it held, and reasons and `explain` say of which record and on which day.
local command = require "tests.support.command"

local answer, write = command.answer, command.write

local PACK = [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "1999-01-01" }, clauses = { draw = "…" } }
kind "well" { lasting = true, fields = { { "code", text, key = true }, { "ceiling", number, unit = "t", blank = "none" } } }
kind "draw" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "drawn_on", event, starts = true }, { "amount", number, unit = "t" } } }
obligation "each" { clause = "act/draw", per = draw, require = ~draw.amount:above(well.ceiling) }
obligation "all" { clause = "act/draw", per = well, forbid = well.draws:where(draw.amount:above(well.ceiling)), evidence = well.draws }
]]

describe("a record of which no version is in force yet", function()
  local rows = {}
  setup(function()
    command.begin()
    write("p/p.lua", PACK)
    write("well.csv", "code,ceiling,effective_from\nW1,5,2012-01-01\nW2,,\n")
    write("draw.csv", "code,well,drawn_on,amount\nD1,W1,2011-03-01,7\nD2,W1,2011-02-01,7\nD3,W1,2012-03-01,4\nD4,W2,2011-03-01,7\n")
    answer(0, "import", "p", "r.db", "well.csv", "draw.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2012-12-31", "--verdicts", "v.csv")
    for line in command.read("v.csv"):gmatch "[^\n]+" do rows[line:match "^[^,]*,[^,]*"] = line end
  end)
  teardown(command.finish)

  local function says(rule, subject, text)
    local row = rows[rule .. "," .. subject]
    assert.is_truthy(row:find(text, 1, true), row)
  end
  local function explains(rule, subject, text, ...)
    local printed = answer(0, "explain", "p", "r.db", rule, subject, "--as-of", "2012-12-31", ...)
    assert.is_truthy(printed:find(text, 1, true), printed)
  end

  it("passes nobody for compliance, and names the record and the day", function()
    says("each", "D1", ",unknown,")
    says("each", "D1", "cannot be decided without well.ceiling (no version of W1 is in force yet on 2011-03-01)")
    says("each", "D3", ",met,")
    says("each", "D4", ",met,")
  end)

  it("names the field alone in the column for programs", function() says("each", "D1", ",well.ceiling,") end)

  it("is told with the first day on which it was asked, and in explain", function()
    says("all", "W1", "cannot be decided without well.ceiling (no version of W1 is in force yet on 2011-02-01)")
    explains("all", "W1", "\n  Not known:\n    well.ceiling: of W1 (no version of W1 is in force yet on 2011-02-01)\n")
    explains("all", "W1", "well.ceiling：W1（W1 截至 2011-02-01 尚无生效的版本）", "--lang", "zh")
  end)
end)
