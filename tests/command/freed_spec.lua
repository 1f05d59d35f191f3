-- A subject that a rule lets go, or an incentive that is open to it, only because nothing is on record: the verdict stands, and check and report tell how many there are.
local command = require "tests.support.command"
local write, answer, says = command.write, command.answer, command.says

local PACK = [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "A plan", b = "A wall", c = "A grant", d = "Old ones" } }
kind "quarry" { plural = "quarries", lasting = true, fields = { { "code", text, key = true }, { "old", yesno }, { "plan_on", event }, { "grant_on", event } } }
kind "blast" { %s fields = { { "code", text, key = true }, { "quarry", quarry, owner = true }, { "fired_on", event, starts = true }, { "force", number } } }
obligation "plan" { clause = "act/a", per = quarry, applies = quarry.blasts:where(blast.force:above(5)):any(), due = "2010-01-01", done = quarry.plan_on }
obligation "wall" { clause = "act/b", per = quarry, due = "2010-01-01", done = quarry.plan_on }
exception "calm" { to = "wall", clause = "act/b", applies = quarry.blasts:none() }
exception "old" { to = "wall", clause = "act/d", applies = quarry.old }
incentive "grant" { clause = "act/c", per = quarry, applies = quarry.blasts:none(), used = quarry.grant_on }
]]

describe("what emptiness frees", function()
  before_each(command.begin)
  after_each(command.finish)

  local function import(complete, quarries, blasts)
    write("p/p.lua", PACK:format(complete or ""))
    write("quarry.csv", "code,old,plan_on,grant_on\n" .. quarries)
    write("blast.csv", "code,quarry,fired_on,force\n" .. blasts)
    answer(0, "import", "p", "r.db", "quarry.csv", "blast.csv")
  end
  local function check(...) return answer(1, "check", "p", "r.db", "--as-of", "2012-01-01", ...) end
  local function is_silent(text, part) assert(not text:find(part, 1, true), ("`%s` is said:\n%s"):format(part, text)) end

  it("is told of `applies`, of exceptions and of incentives, and not of whom a record frees", function()
    import(nil, "q1,no,,\nq2,no,,\nq3,no,,\nq4,yes,,\n", "b1,q3,2005-01-01,3\n")
    local text = check()
    says(text, "Note: plan does not apply to 3 of those it judges (quarry) for want of any blast on record that could be judged") -- q3 had one, which was weak
    says(text, "Note: wall does not apply to 2 of those it judges (quarry) for want of any blast on record that could be judged") -- q4 is old as well
    says(text, "Note: grant may be used by 3 of those it is for (quarry) for want of any blast on record that could be judged")
    says(check("--format", "json"), "plan does not apply to 3")
    says(check("--lang", "zh"), "plan 仅因登记库中没有任何可供判断的blast")
    says(answer(0, "report", "p", "r.db", "--as-of", "2012-01-01"), "\n- plan does not apply to 3")
  end)

  it("is told of the day on which it is asked whom a rule binds", function()
    import(nil, "q1,yes,,\nq2,no,,\nq3,yes,,\n", "b1,q3,2005-01-01,3\n")
    write("p/p.lua", (PACK:format ""):gsub('applies = quarry.blasts:where.-:any%(%)', "applies = quarry.old, applies_on = quarry.blasts.fired_on:first()"))
    says(check("--verdicts", command.path "v.csv"), "plan does not apply to 1 of those it judges (quarry) for want of any blast on record that could be judged")
    says(command.read "v.csv", "only for want of any blast on record that could be judged [quarry.csv:2]")
  end)

  it("does not say that nothing is on record where what is there could not be judged", function()
    import(nil, "q1,no,,\nq2,no,,\n", "b1,q1,2005-01-01,\n") -- nobody knows its force
    write("p/p.lua", (PACK:format ""):gsub("quarry.blasts:where%(blast.force:above%(5%)%):any", "quarry.blasts:where(blast.force:known() & blast.force:above(5)):any"))
    says(check("--verdicts", command.path "v.csv"), "plan does not apply to 2 of those it judges (quarry) for want of any blast on record that could be judged")
    says(command.read "v.csv", "only for want of any blast on record that could be judged [quarry.csv:2]")
  end)

  it("leaves verdicts as they are", function()
    import(nil, "q1,no,,\nq3,no,,\n", "b1,q3,2005-01-01,3\n")
    check("--verdicts", command.path "v.csv")
    local rows = command.read "v.csv"
    for _, row in ipairs { "plan,q1,not_applicable", "wall,q1,not_applicable", "grant,q1,open", "plan,q3,not_applicable", "wall,q3,overdue", "grant,q3,not_available" } do
      says(rows, row)
    end
  end)

  it("is told of an incentive by its condition and by each exception apart, with the records that these ask for", function()
    import(nil, "q1,no,,\nq2,no,,\n", "b1,q2,2005-01-01,3\n")
    write("p/more.lua", [[
kind "visit" { fields = { { "code", text, key = true }, { "quarry", quarry, owner = true }, { "came_on", event, starts = true } } }
incentive "seen" { clause = "act/c", per = quarry, applies = quarry.visits:none(), used = quarry.grant_on }
exception "loud" { to = "seen", clause = "act/d", applies = quarry.blasts:any() }
incentive "both" { clause = "act/c", per = quarry, applies = quarry.visits:any(), used = quarry.grant_on }
exception "calmer" { to = "both", clause = "act/d", applies = quarry.blasts:none() }
]])
    check("--verdicts", command.path "v.csv")
    local rows = command.read "v.csv"
    says(rows, "seen,q1,open,,,,,\"act/c: may be used, and was not; its condition holds only for want of any visit on record that could be judged; "
      .. "act/d (loud) does not except it only for want of any blast on record that could be judged")
    says(rows, "seen,q2,not_available")
    says(rows, "both,q2,not_available,,,,,\"act/c: may not be used: its condition is false, quarry.visits:any(); only for want of any visit on record that could be judged [")
    says(rows, "both,q1,not_available,,,,,\"act/c: may not be used: its condition is false, quarry.visits:any(); "
      .. "only for want of any visit or blast on record that could be judged")
    check("--verdicts", command.path "v.csv", "--lang", "zh")
    says(command.read "v.csv", "才不属于 act/d（loud）的例外")
  end)

  it("is told of powers that are not there, and of each verdict on a subject that is judged in many years, with the subjects", function()
    write("p/more.lua", [[
power "halt" { clause = "act/a", per = quarry, applies = quarry.blasts:where(blast.force:above(5)):any(), used = quarry.grant_on }
obligation "loud" { clause = "act/a", per = { quarry, year }, applies = quarry.blasts:count():at_least(2),
  forbid = quarry.blasts:where(blast.force:above(5)), evidence = quarry.blasts }
]])
    import(nil, "q1,no,,\nq2,no,,\nq3,no,,\n", "b1,q3,2005-01-01,3\n")
    local text = check()
    says(text, "halt does not apply to 2 of those it judges (quarry) for want of any blast on record that could be judged")
    says(text, "loud does not apply in 16 verdicts, one each year, to 2 of those it judges (quarry) for want of any blast on record that could be judged")
  end)

  it("shows nothing to the rule that reads such a verdict, and frees whom that rule frees by it", function()
    write("p/more.lua", [[
obligation "unplanned" { clause = "act/a", per = quarry, require = verdict "plan".status:is "not_applicable" }
obligation "fence" { clause = "act/a", per = quarry, applies = verdict "plan".status:is "overdue", due = "2011-01-01", done = quarry.plan_on }
]])
    import(nil, "q1,no,,\nq2,no,,\nq3,no,,\n", "b1,q3,2005-01-01,3\nb2,q2,2005-01-01,9\n")
    says(check("--verdicts", command.path "v.csv"), "fence does not apply to 1 of those it judges (quarry) for want of any blast on record that could be judged")
    local rows = command.read "v.csv"
    for _, row in ipairs { "unplanned,q1,unknown,,,,,act/a: no blast on record that could be judged", "unplanned,q2,breached", "unplanned,q3,met",
      "fence,q1,not_applicable", "fence,q2,overdue", "fence,q3,not_applicable" } do
      says(rows, row)
    end
  end)

  it("is nothing where a register is complete", function()
    import('complete = { "each is logged" },', "q1,no,,\nq2,no,,\nq3,no,,\n", "b1,q3,2005-01-01,3\n")
    is_silent(check(), "for want of")
  end)

  it("is nothing where the law does not reach the subject for another reason, too", function()
    import(nil, "q1,no,,\n", "b1,q1,2005-01-01,8\n")
    is_silent(check(), "for want of")
    is_silent(answer(0, "check", "p", "r.db", "--as-of", "1999-12-31"), "plan does not apply")
  end)
end)
