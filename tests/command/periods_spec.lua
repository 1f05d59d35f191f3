-- What is said of a rule per period: the law of each period, and that one ended before its subject began.
local command = require "tests.support.command"
local write, answer = command.write, command.answer

describe("a rule per year", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "Draws" } }
kind "well" { fields = { { "code", text, key = true }, { "drilled_on", event, starts = true } } }
kind "draw" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "drawn_on", event, starts = true }, { "volume", number } } }
parameter "cap" { clause = "act/a", { 100, from = "2000-01-01" }, { 50, from = "2003-01-01" } }
obligation "cap" { clause = "act/a", per = { well, year }, require = well.draws:during(period).volume:sum():at_most(parameter "cap") }
]])
    write("well.csv", "code,drilled_on\nw1,2002-05-01\n")
    write("draw.csv", "code,well,drawn_on,volume\nd1,w1,2001-06-01,10\nd2,w1,2002-06-01,60\nd3,w1,2003-06-01,60\n")
    answer(0, "import", "p", "r.db", "well.csv", "draw.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2003-12-31", "--verdicts", "v.csv")
  end)
  teardown(command.finish)

  local function row(subject) return (assert(command.read("v.csv"):match("\ncap," .. subject .. ",([^\n]*)")):gsub('"', "")) end

  it("is held to the parameter's row of each year", function()
    assert.matches("^met,.*60 against 100 .*in force from 2000%-01%-01 to 2002%-12%-31", row "w1@2002")
    assert.matches("^breached,.*60 against 50 .*in force from 2003%-01%-01", row "w1@2003")
  end)
  it("does not apply to a year that ended before its subject began, and says so", function()
    assert.matches("^not_applicable,,,,,act/a: does not apply: its period ended before the beginning of what it judges", row "w1@2001")
    local told = answer(0, "explain", "p", "r.db", "cap", "w1@2001", "--as-of", "2003-12-31")
    assert.matches("begun by 2001%-12%-31: false", told)
    assert.matches("判定时期在判定对象起始之前已结束", answer(0, "explain", "p", "r.db", "cap", "w1@2001", "--as-of", "2003-12-31", "--lang", "zh"))
  end)
end)
