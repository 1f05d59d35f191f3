-- Cases decided by hand: 10 quotas.
local write = require "tests.meaning.write"
local judge, law, order = write.judge, write.law, write.order

write.section("10 quotas")

local quota = 'quota "x" { clause = "law/a", per = jurisdiction, counts = jurisdiction.enterprises:where(enterprise.size:is "large"), '
  .. "counted_on = enterprise.audits.completed_on:first(), goals = { %s } }\n"
-- Three large enterprises in C1 have completed an audit, on 2001-06-01, 2002-06-01 and 2003-06-01, one of them two.
local completed = { enterprise = "code,jurisdiction,size\nE1,C1,large\nE2,C1,large\nE3,C1,large\nE4,C1,small\nE5,C2,large\n",
  audit = "code,enterprise,started_on,completed_on\nA1,E1,2001-01-01,2001-06-01\nA2,E2,2001-01-01,2002-06-01\nA3,E3,2001-01-01,2003-06-01\n"
    .. "A4,E4,2001-01-01,2001-06-01\nA5,E1,2002-01-01,2002-06-01\n" }
local function goal(name, goals, days, given)
  for _, day in ipairs(days) do
    local verdict = { "x", "C1", day[2] }
    for key, value in pairs(day) do
      if type(key) == "string" then verdict[key] = value end
    end
    judge(("%s, on %s"):format(name, day[1]), day[1], law .. quota:format(goals), given or completed,
      { verdict, { "x", "C2", "not_applicable" }, { "x", "P", "not_applicable" } }, { reading = day.reading })
  end
end
goal("the gap of a range is what its low end wants", '{ "C1", due = "2003-12-31", yearly = { [2001] = { 1, 2 }, [2002] = { 2, 3 } } }', {
  { "2001-12-31", "on_track", actual = { 1, 1 }, planned = { 1, 2 }, gap = { 2, 2 }, target = { 3, 5 } }, { "2003-06-01", "met", actual = { 3, 3 }, gap = { 0, 0 } } })
-- A tree of the pack's own, beside jurisdictions of the same codes in another order: a stream goes from basin P to Q on 1 July 2003.
local basins = [[
kind "basin" { lasting = true, fields = { { "code", text, key = true }, { "parent", basin, blank = "none" } } }
kind "gauge" { lasting = true, fields = { { "code", text, key = true }, { "basin", basin, owner = true } } }
kind "dip" { fields = { { "gauge", gauge, owner = true, key = true }, { "on_day", event, key = true, starts = true } } }
quota "x" { clause = "law/a", per = basin, counts = basin.gauges.dips, counted_on = dip.on_day,
  goals = { { "P", target = 2, due = "2004-12-31" }, { "Q", target = 2, due = "2004-12-31" } } }
]]
judge("the places of a quota are those of its own kind", "2005-01-01", law .. basins,
  { basin = "code,parent,effective_from\nQ,,\nP,,\nC1,P,\nC1,Q,2003-07-01\nC2,P,\n", gauge = "code,basin\nG1,C1\nG2,C2\n",
    dip = "gauge,on_day\nG1,2003-06-30\nG1,2003-07-01\nG2,2003-07-02\n" }, {
    { "x", "P", "met", target = { 2, 2 }, actual = { 2, 2 } }, { "x", "Q", "missed", target = { 2, 2 }, actual = { 1, 1 }, gap = { 1, 1 } },
    { "x", "C1", "not_applicable" }, { "x", "C2", "not_applicable" } })
-- The gap as another rule reads it is the one that is printed.
local function read_gap(name, goals, as_of, given, answers)
  local text, verdicts = law .. quota:format(goals), {}
  for i, answer in ipairs(answers) do
    text = text .. ('obligation "y%d" { clause = "law/a", per = jurisdiction, applies = verdict "x".gap:given(), '
      .. 'require = verdict "x".gap:%s }\n'):format(i, answer[1])
    table.move({ { "y" .. i, "C1", answer[2] }, { "y" .. i, "C2", "not_applicable" }, { "y" .. i, "P", "not_applicable" } }, 1, 3, #verdicts + 1, verdicts)
  end
  judge(name, as_of, text, given or completed, verdicts, { of = { "y1", "y2", "y3" } })
end
local ranged = '{ "C1", due = "2003-12-31", yearly = { [2001] = { 1, 2 }, [2002] = { 2, 3 } } }'
read_gap("the gap of a range, where it is read", ranged, "2001-12-31", nil, { { "is(2)", "met" }, { "at_least(3)", "breached" }, { "at_most(2)", "met" } })
read_gap("the gap of a range of which more is done than its low end, where it is read",
  '{ "C1", due = "2003-12-31", yearly = { [2001] = { 1, 2 }, [2002] = { 1, 3 } } }', "2003-06-01", nil,
  { { "is(0)", "met" }, { "above(0)", "breached" }, { "at_least(0)", "met" } })
goal("a target with a plan", '{ "C1", target = 3, due = "2003-12-31", yearly = { [2001] = 1, [2002] = 2 } }', {
  { "2001-12-30", "on_track", actual = { 1, 1 }, planned = { 0, 0 }, gap = { 2, 2 }, target = { 3, 3 } },
  { "2001-12-31", "on_track", planned = { 1, 1 } },
  { "2002-12-31", "behind", actual = { 2, 2 }, planned = { 3, 3 }, gap = { 1, 1 } },
  { "2003-06-01", "met", actual = { 3, 3 }, gap = { 0, 0 } }, { "2004-06-01", "met" } })
-- Of three probes one has a result below the limit, one above it, and of one it has not come; the next day it does.
for _, day in ipairs { { "2001-12-30", "on_track", { 1, 2 } }, { "2001-12-31", "met", { 2, 2 } } } do
  judge("what counts only because a value was never received counts perhaps, on " .. day[1], day[1], law .. [[
kind "probe" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "taken_on", event, starts = true }, { "told_on", event },
  { "level", number, blank = "none", known_from = "told_on" } } }
quota "x" { clause = "law/a", per = jurisdiction, counts = jurisdiction.enterprises.probes:where(~probe.level:above(5)), counted_on = probe.taken_on,
  goals = { { "C1", target = 2, due = "2002-12-31" } } }
]], { enterprise = "code,jurisdiction\nE1,C1\n", probe = "code,enterprise,taken_on,told_on,level\na,E1,2001-01-01,2001-02-01,3\nb,E1,2001-01-01,2001-02-01,9\n"
    .. "c,E1,2001-01-01,2001-12-31,4\n" }, {
    { "x", "C1", day[2] == "met" and "met" or "unknown", actual = day[3] }, { "x", "C2", "not_applicable" }, { "x", "P", "not_applicable" } })
end
goal("a target without a plan", '{ "C1", target = 3, due = "2003-12-31" }', { { "2001-12-31", "on_track", planned = "none" }, { "2003-06-01", "met", planned = "none" } })
read_gap("no plan is not a plan of 0", '{ "C1", target = 3, due = "2003-12-31" }', "2001-12-31", nil,
  { { "at_least(0) & verdict \"x\".planned:at_most(0)", "breached" }, { 'at_least(0) & ~verdict "x".planned:given()', "met" } })
goal("a target that was missed", '{ "C1", target = 3, due = "2003-05-31", yearly = { [2001] = 1, [2002] = 2 } }', {
  { "2003-05-31", "behind", gap = { 1, 1 } }, { "2003-06-01", "missed", actual = { 3, 3 }, gap = { 0, 0 } }, { "2010-01-01", "missed" } })
goal("a target without a day is met or open", '{ "C1", target = 3, due = not_given "the source names no year", yearly = { [2001] = 1, [2002] = 2 } }', {
  { "2003-05-31", "open", gap = { 1, 1 }, planned = { 3, 3 } }, { "2003-06-01", "met" } })
goal("what was done before the plan's years does not count", '{ "C1", target = 2, due = "2003-12-31", yearly = { [2002] = 1, [2003] = 1 } }', {
  { "2002-12-31", "on_track", actual = { 1, 1 }, planned = { 1, 1 } }, { "2003-12-31", "met", actual = { 2, 2 } } })
goal("a plan that says the total reached", '{ "C1", due = "2004-12-31", cumulative = { [2001] = 1, [2002] = 3, [2003] = 4 } }', {
  { "2001-12-31", "on_track", planned = { 1, 1 }, target = { 4, 4 } }, { "2002-12-31", "behind", planned = { 3, 3 } }, { "2004-12-31", "behind", planned = { 4, 4 } },
  { "2005-01-01", "missed", gap = { 1, 1 } } })
goal("a range is tested at its low end", '{ "C1", yearly = { [2001] = { 1, 5 }, [2002] = { 1, 5 } } }', {
  { "2002-05-31", "open", target = { 2, 10 }, planned = { 1, 5 } }, { "2002-06-01", "met", actual = { 2, 2 } } })
-- E1 is large and has done it, E2 has done it and may be large.
local perhaps_large = { enterprise = "code,jurisdiction,size\nE1,C1,large\nE2,C1,\n",
  audit = "code,enterprise,started_on,completed_on\nA1,E1,2001-01-01,2001-06-01\nA2,E2,2001-01-01,2001-07-01\n" }
-- E1 has done it for certain, and two more perhaps: of two that are wanted one is missing, or none, and one is too many.
local perhaps_three = { enterprise = "code,jurisdiction,size\nE1,C1,large\nE2,C1,\nE3,C1,\n", audit = "code,enterprise,started_on,completed_on\n"
  .. "A1,E1,2001-01-01,2001-06-01\nA2,E2,2001-01-01,2001-07-01\nA3,E3,2001-01-01,2001-07-01\n" }
goal("a count that nobody knows but that decides", '{ "C1", target = 3, due = "2002-12-31", yearly = { [2001] = 1, [2002] = 2 } }', {
  { "2001-12-31", "on_track", actual = { 1, 2 }, gap = { 1, 2 } }, { "2002-12-31", "behind" }, { "2003-01-01", "missed" } }, perhaps_large)
goal("a count that nobody knows", '{ "C1", target = 2, due = "2002-12-31", yearly = { [2001] = 1, [2002] = 1 } }', {
  { "2001-12-31", "unknown", actual = { 1, 2 }, gap = { 0, 1 }, missing = { "enterprise.size" } }, -- met, or on track
  { "2003-12-31", "unknown" } }, perhaps_large)
read_gap("the gap of a count that nobody knows, where it may be reached: nothing is less than nothing short",
  '{ "C1", target = 2, due = "2002-12-31", yearly = { [2001] = { 1, 3 }, [2002] = 1 } }', "2001-12-31", perhaps_three,
  { { "at_least(0)", "met" }, { "at_most(1)", "met" }, { "above(0)", "unknown" } })
judge("a quota of reports, outside its instrument's days", "2000-12-31", order
  .. 'quota "x" { clause = "order/a", per = jurisdiction, counts = jurisdiction.enterprises.audits, counted_on = audit.reported_on, '
  .. 'goals = { { "C1", target = 1, due = "1999-12-31" }, { "C2", target = 2, due = "2001-12-31" }, { "P", target = 2, due = "2001-12-31" } } }\n',
  { enterprise = "code,jurisdiction\nE1,C1\nE2,C2\n", audit = "code,enterprise,started_on,reported_on\nA1,E1,2000-01-01,2000-03-01\nA2,E2,2000-01-01,2000-03-01\n"
    .. "A3,E2,2000-01-01,2001-03-01\n" },
  { { "x", "C1", "not_applicable" }, { "x", "C2", "on_track", actual = { 1, 1 } }, { "x", "P", "met", actual = { 2, 2 } } },
  { reading = "a goal without a plan is on track until its due date" })
judge("a quota holds in its place, and for whom it applies", "2001-12-31", write.instrument("city", "1990-01-01", nil, "C1")
  .. 'quota "x" { clause = "city/a", per = jurisdiction, applies = jurisdiction.level:is "city", counts = jurisdiction.enterprises.audits, '
  .. 'counted_on = audit.reported_on, goals = { { "C1", target = 1, due = "2001-12-31" }, { "C2", target = 1, due = "2001-12-31" }, '
  .. '{ "D1", target = 1, due = "2001-12-31" }, { "D2", target = 1, due = "2001-12-31" } } }\n',
  { jurisdiction = "code,level,parent\nP,province,\nC1,city,P\nC2,city,P\nD1,county,C1\nD2,,C1\n",
    audit = "code,enterprise,started_on,reported_on\nA1,E1,2000-01-01,2000-03-01\n" }, {
  { "x", "C1", "met" }, { "x", "C2", "not_applicable" }, { "x", "D1", "not_applicable" },
  { "x", "D2", "unknown", missing = { "jurisdiction.level" } }, { "x", "P", "not_applicable" } })
judge("the numbers of a quota that does not apply are absent", "2003-12-31", order
  .. 'quota "x" { clause = "order/a", per = jurisdiction, counts = jurisdiction.enterprises, counted_on = enterprise.opened_on, '
  .. 'goals = { { "C1", target = 1, due = "2003-12-31", yearly = { [2001] = 1 } }, { "C2", target = 1, due = "2002-12-31", yearly = { [2001] = 1 } } } }\n'
  .. 'obligation "y" { clause = "law/a", per = jurisdiction, require = verdict "x".planned:at_least(0) }\n' .. law, nil,
  { { "x", "C1", "not_applicable" }, { "x", "C2", "missed" }, { "x", "P", "not_applicable" },
    { "y", "C1", "breached" }, { "y", "C2", "met" }, { "y", "P", "breached" } }, { reading = "a verdict of not_applicable has no numbers and no days" })
judge("the numbers of a quota of which nobody knows whether it binds are unknown", "2003-12-31", law
  .. 'quota "x" { clause = "law/a", per = jurisdiction, applies = jurisdiction.level:is "city", counts = jurisdiction.enterprises, counted_on = enterprise.opened_on, '
  .. 'goals = { { "C1", target = 1, due = "2003-12-31" }, { "C2", target = 1, due = "2002-12-31" } } }\n'
  .. 'obligation "y" { clause = "law/a", per = jurisdiction, require = verdict "x".target:is(1) }\n'
  .. 'obligation "z" { clause = "law/a", per = jurisdiction, require = verdict "x".actual:at_least(0) }\n'
  .. 'obligation "w" { clause = "law/a", per = jurisdiction, require = verdict "x".due:by "2003-12-31" }\n',
  { jurisdiction = "code,level,parent\nP,province,\nC1,,P\nC2,city,P\n" }, {
  { "y", "C1", "unknown", missing = { "jurisdiction.level" } }, { "y", "C2", "met" }, { "y", "P", "breached" },
  { "z", "C1", "unknown" }, { "z", "C2", "met" }, { "z", "P", "breached" },
  { "w", "C1", "unknown" }, { "w", "C2", "met" }, { "w", "P", "breached" } }, { of = { "y", "z", "w" } })
