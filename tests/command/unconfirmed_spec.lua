-- What a verdict rests on and nobody has confirmed is told, whatever cites it: not the rule's own clause alone.
local command = require "tests.support.command"
local answer, write = command.answer, command.write

local PACK = [[
instrument "w" { title = "W", issuer = "X", in_force = { from = "2015-05-01" }, clauses = { own = "…", late = { "…", from = "2016-01-01" }, early = { "…", to = "2015-12-31" },
  row = { "…", unconfirmed = "the row" }, kept = { "…", unconfirmed = "who keeps the row" }, pause = { "…", unconfirmed = "the pause" }, more = { "…", unconfirmed = "more time" },
  class = { "…", unconfirmed = "the class" }, waived = { "…", unconfirmed = "the waiver" }, old = { "…", unconfirmed = "who keeps the rule" } } }
kind "farm" { lasting = true, fields = { { "code", text, key = true }, { "months", number }, { "old", yesno }, { "asked_on", event }, { "stopped_on", event }, { "went_on", event },
  { "more_on", event }, { "done_on", event } } }
parameter "least" { clause = "w/own", { 4, from = "2015-05-01" },
  { 5, from = "2016-01-01", clause = "w/row", transition = { whom = farm.old, to = "2020-12-31", clause = "w/kept" } } }
decision "farm.class" { clause = "w/own", hit = "first", columns = { farm.months }, rows = { { above(3), "big", clause = "w/class" }, { any, "small" } } }
obligation "store" { clause = "w/own", per = farm, require = farm.months:at_least(parameter "least") & farm.class:is "big" }
obligation "answer" { clause = "w/own", per = farm, arises = farm.asked_on, due = days(10), done = farm.done_on,
  paused = { from = farm.stopped_on, to = farm.went_on, clause = "w/pause" },
  extended = { on = farm.more_on, by = days(3), clause = "w/more" } }
waivable "told" { clause = "w/waived", unconfirmed = "that it may be" }
obligation "told" { clause = "w/own", due = "2016-06-30", done = enterprise.closed_on }
quota "cut" { clause = "w/own", per = jurisdiction, counts = jurisdiction.enterprises, counted_on = enterprise.closed_on,
  goals = { { "x", target = 1, due = "2016-06-30", unconfirmed = "the goal" } } }
obligation "grow" { clause = "w/early", per = farm, require = farm.months:at_least(5) }
obligation "grow@later" { like = "grow", clause = "w/late", require = farm.months:at_least(6), transition = { whom = farm.old, to = "2020-12-31", clause = "w/old" } }
]]

describe("What is unconfirmed", function()
  setup(function()
    command.begin()
    write("p/p.lua", PACK)
    write("jurisdiction.csv", "code,parent\nx,\n")
    write("enterprise.csv", "code,jurisdiction,opened_on\nE,x,1990-01-01\n")
    write("farm.csv", "code,months,old,asked_on,stopped_on,went_on,more_on,done_on\nf,6,yes,2016-05-01,2016-05-03,2016-05-05,,2016-05-09\n")
    answer(0, "import", "p", "r.db", "farm.csv", "jurisdiction.csv", "enterprise.csv")
  end)
  teardown(command.finish)

  it("is told of rows of parameters and tables, of who keeps to them, of pauses, more time, waivers and transitions", function()
    local told = command.run("check", "p", "r.db", "--as-of", "2017-01-01").out
    for clause, why in pairs {
      row = "the row", kept = "who keeps the row", pause = "the pause", more = "more time", class = "the class", waived = "the waiver", old = "who keeps the rule" } do
      command.says(told, ("w/%s is unconfirmed: %s"):format(clause, why))
    end
    command.says(told, "that told may be waived is unconfirmed: that it may be", "cut, x, is unconfirmed: the goal")
  end)
  it("is told by explain of what the verdict rests on, and of nothing else", function()
    local told = answer(0, "explain", "p", "r.db", "store", "f", "--as-of", "2017-01-01")
    command.says(told, "w/row is unconfirmed", "w/kept is unconfirmed", "w/class is unconfirmed")
    assert.falsy(told:find("the pause", 1, true) or told:find("who keeps the rule", 1, true), told)
    told = answer(0, "explain", "p", "r.db", "answer", "f", "--as-of", "2017-01-01")
    command.says(told, "w/pause is unconfirmed", "w/more is unconfirmed")
    assert.falsy(told:find("the row", 1, true), told)
  end)
end)
