-- A value that is known only from an event on, which has not come: a rule that only this keeps is not kept, and its reason names field and event.
local command = require "tests.support.command"
local write, answer, says = command.write, command.answer, command.says

local PACK = [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "At most 5", b = "A plan" } }
kind "well" { lasting = true, fields = { { "code", text, key = true }, { "asked_on", event }, { "most", number, blank = "none", known_from = "asked_on" } } }
kind "sheet" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "ended_on", event, starts = true }, { "came_on", event },
  { "level", number, blank = "none", known_from = "came_on" } } }
term "sheet.high" { value = sheet.level:above(5) }
obligation "level" { clause = "act/a", per = sheet, require = ~sheet.level:above(5) }
obligation "named" { clause = "act/a", per = sheet, require = ~sheet.high }
obligation "owner" { clause = "act/a", per = sheet, require = ~sheet.well.most:above(5) }
obligation "either" { clause = "act/a", per = sheet, require = ~sheet.level:above(5) & ~sheet.well.most:above(5) }
obligation "mixed" { clause = "act/a", per = sheet, require = ~sheet.level:above(5) & sheet.well.sheets:count():at_most(9) }
obligation "plan" { clause = "act/b", per = sheet, applies = sheet.level:above(5), due = "2003-06-30", done = sheet.came_on }
]]

describe("a value that was never received", function()
  setup(function()
    command.begin()
    write("p/p.lua", PACK)
    write("well.csv", "code,asked_on,most\nw1,2003-01-01,2\nw2,,\n")
    write("sheet.csv", "code,well,ended_on,came_on,level\nnever,w1,2003-03-01,,\nover,w1,2003-03-01,2003-04-01,9\nunder,w2,2003-03-01,2003-04-01,2\n"
      .. "none,w1,2003-03-01,2003-04-01,\nlater,w1,2003-03-01,2004-02-01,2\n")
    answer(0, "import", "p", "r.db", "well.csv", "sheet.csv")
  end)
  teardown(command.finish)

  local function rows(...) return command.verdicts("2003-12-31", ...) end

  it("keeps no rule, and the reason names the field and the event that has not come", function()
    local text = rows()
    says(text, "\nlevel,never,unknown,,,,,act/a: no sheet.level (its came_on has not come) on record that could be judged [sheet.csv:2]\n")
    says(text, "\nnamed,never,unknown,,,,,act/a: no sheet.level (its came_on has not come) on record that could be judged [sheet.csv:2]\n")
    says(text, "\nowner,under,unknown,,,,,\"act/a: no well.most (its asked_on has not come) on record that could be judged [sheet.csv:4")
    says(rows("--lang", "zh"), "sheet.level（其 came_on 尚未发生）")
  end)

  it("is named alone where another field has come, or records are there", function()
    local text = rows()
    says(text, "\neither,never,unknown,,,,,\"act/a: no sheet.level (its came_on has not come) on record that could be judged [")
    says(text, "\neither,under,unknown,,,,,\"act/a: no well.most (its asked_on has not come) on record that could be judged [")
    says(text, "\nmixed,never,unknown,,,,,\"act/a: no sheet.level (its came_on has not come) on record that could be judged")
  end)

  it("leaves a breach one, and what came and says that there is none kept; what comes later is asked again on that day", function()
    local text = rows()
    says(text, "\nlevel,over,breached,")
    says(text, "\nlevel,none,met,")
    says(text, "\nlevel,later,unknown,,,2004-02-01,")
  end)

  it("frees whom it frees with a note that names it", function()
    local text = answer(1, "check", "p", "r.db", "--as-of", "2003-12-31")
    says(text, "Note: plan does not apply to 2 of those it judges (sheet) for want of any sheet.level (its came_on has not come) on record that could be judged")
    says(rows(), "\nplan,never,not_applicable,,,,,"
      .. "\"act/b: does not apply: its condition is false, sheet.level:above(5); only for want of any sheet.level (its came_on has not come)")
  end)
end)
