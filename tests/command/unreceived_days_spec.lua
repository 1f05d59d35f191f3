-- Days that nobody knows because a value was never received: the reason names field and event, and whom such a day frees is told.
local command = require "tests.support.command"
local write, answer, says = command.write, command.answer, command.says

local PACK = [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "By the day that is set" } }
kind "well" { lasting = true, fields = { { "code", text, key = true } } }
kind "task" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "given_on", event, starts = true }, { "filed_on", event }, { "came_on", event },
  { "by_day", date, blank = "none", known_from = "came_on" } } }
obligation "file" { clause = "act/a", per = task, due = task.by_day, done = task.filed_on }
obligation "first" { clause = "act/a", per = well, due = well.tasks:where(task.code:is("never", "none")).by_day:first(), done = well.tasks.filed_on:last() }
obligation "arising" { clause = "act/a", per = task, arises = task.by_day, due = months(1), done = task.filed_on }
obligation "from-then" { clause = "act/a", per = task, arises = task.by_day:or_else(task.given_on), require = task.well.tasks:any() }
obligation "called" { clause = "act/a", per = task, due = function(one) return one.by_day end, done = task.filed_on }
]]

describe("a day that was never received", function()
  setup(function()
    command.begin()
    write("p/p.lua", PACK)
    write("well.csv", "code\nw1\n")
    write("task.csv", "code,well,given_on,filed_on,came_on,by_day\nnever,w1,2003-03-01,2003-06-01,,\nlater,w1,2003-03-01,2003-06-01,2004-02-01,2003-05-01\n"
      .. "late,w1,2003-03-01,2003-06-01,2003-04-01,2003-05-01\nnone,w1,2003-03-01,2003-06-01,2003-04-01,\n")
    answer(0, "import", "p", "r.db", "well.csv", "task.csv")
  end)
  teardown(command.finish)

  local function rows(...) return command.verdicts("2003-12-31", ...) end

  it("leaves unknown whether it was done in time, and the reason names the field and the event that has not come", function()
    local text = rows()
    says(text, "\nfile,never,unknown,,2003-06-01,,,act/a: nobody knows its days without task.by_day (its came_on has not come) [task.csv:2]\n")
    says(text, "\nfile,later,unknown,,2003-06-01,2004-02-01,,act/a: nobody knows its days without task.by_day (its came_on has not come) [task.csv:3]\n")
    says(text, "\nfirst,w1,unknown,,2003-06-01,,,act/a: nobody knows its days without task.by_day (its came_on has not come) [well.csv:2]\n")
    says(text, "\ncalled,never,unknown,,2003-06-01,not worked out,task.by_day,act/a: nobody knows its days without task.by_day [task.csv:2]\n")
    says(text, "\nfile,late,late,2003-05-01,2003-06-01,")
    says(text, "\nfile,none,met,,2003-06-01,")
    says(rows("--lang", "zh"), "没有 task.by_day（其 came_on 尚未发生），无人知道其日期")
  end)

  it("keeps no standing rule that arises on it", function()
    local text = rows()
    says(text, "\nfrom-then,never,unknown,,,,,\"act/a: nobody knows its days without task.by_day (its came_on has not come); looked at 4 tasks")
    says(text, "\nfrom-then,none,met,")
  end)

  it("is told where it frees, in the reason and in a note", function()
    says(rows(), "act/a: does not apply: what it arises from has not happened; "
      .. "only for want of any task.by_day (its came_on has not come) on record that could be judged [task.csv:2]")
    local text = answer(1, "check", "p", "r.db", "--as-of", "2003-12-31")
    says(text, "Note: arising does not apply to 2 of those it judges (task) for want of any task.by_day (its came_on has not come) on record that could be judged")
  end)

  it("is shown as unknown where the verdict is explained", function()
    says(answer(0, "explain", "p", "r.db", "file", "never", "--as-of", "2003-12-31"), "due: unknown")
  end)
end)
