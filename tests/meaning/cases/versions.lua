-- Cases decided by hand: 2, 3, 7, 9, 13. A record of which no version is in force yet: nobody knows what it held, whatever an empty cell means.
local write = require "tests.meaning.write"
local judge, law = write.judge, write.law

write.section "3 no version in force yet"

local kinds = law .. [[
kind "permit" { lasting = true, fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "none" },
  { "ceiling", number, blank = "none", unit = "t" },
  { "least", number, blank = "none", unit = "t", min = 2, max = 9 }, { "most", number, unit = "t", min = 2, max = 9 },
  { "own", number, blank = "none", unit = "own_unit" }, { "own_unit", text, blank = "none" }, { "sign", text, blank = "none" },
  { "found", number, blank = "none", sign = "sign", unit = "t" },
  { "basis", text, blank = "none" }, { "tied", yesno, blank = "none" }, { "ends_on", date, blank = "none" }, { "agency", agency, blank = "none" },
  { "ended_on", event }, { "told_on", event }, { "heard", number, blank = "none", unit = "t", known_from = "told_on" } } }
kind "draw" { fields = { { "code", text, key = true }, { "permit", permit, owner = true }, { "drawn_on", event, starts = true }, { "amount", number, unit = "t" } } }
]]
local agencies = "code,role\nG1,environment\n"
local header = "code,enterprise,ceiling,least,most,own,own_unit,sign,found,basis,tied,ends_on,agency,ended_on,told_on,heard,effective_from\n"
-- P1 says nothing at all from 2003 on, P2 nothing always, P3 something from 2003 on.
local permits = header .. "P1,E1,,,,,,,,,,,,,,,2003-01-01\nP2,E1,,,,,,,,,,,,,,,\nP3,E1,5,3,4,5,kg,<,4,a,yes,2009-12-31,G1,2002-05-05,2002-05-05,5,2003-01-01\n"

local function ask(name, as_of, questions)
  local pack, verdicts, of = { kinds }, {}, {}
  for i, question in ipairs(questions) do
    of[i] = "q" .. i
    pack[#pack + 1] = ('obligation "q%d" { clause = "law/a", per = permit, require = %s }\n'):format(i, question[1])
    for p = 1, 3 do
      if question[p + 1] then verdicts[#verdicts + 1] = { of[i], "P" .. p, question[p + 1], missing = question[p + 1] == "unknown" and question.missing or nil } end
    end
  end
  judge(name, as_of, table.concat(pack), { agency = agencies, permit = permits }, verdicts, { of = of })
end

-- Each condition as P1, P2 and P3 answer it: on a day before the first versions of P1 and P3, and on one behind it.
local U = "unknown"
ask("what may be absent is unknown before the first version", "2002-12-31", {
  { 'permit.ceiling:above "1 t"', U, "breached", U, missing = { "permit.ceiling" } }, { 'permit.basis:is "a"', U, "breached", U }, { "permit.tied", U, "breached", U },
  { "~permit.tied", U, "met", U }, { 'permit.ends_on:after "2001-01-01"', U, "breached", U }, { 'permit.agency.role:is "environment"', U, "breached", U },
  { "permit.ceiling:given()", U, "breached", U }, { "~permit.ceiling:given()", U, "met", U }, { "permit.basis:given()", U, "breached", U },
  { "permit.tied:given()", U, "breached", U }, { "permit.agency:given()", U, "breached", U }, { "permit.ceiling:known()", "breached", "breached", "breached" },
  { 'permit.ceiling:or_else "9 t":above "1 t"', U, "met", U }, { "permit.own:above(permit.own)", U, "breached", U } })
ask("and is what it is from its first day on", "2003-01-01", {
  { 'permit.ceiling:above "1 t"', "breached", "breached", "met" }, { 'permit.basis:is "a"', "breached", "breached", "met" }, { "permit.tied", "breached", "breached", "met" },
  { "~permit.tied", "met", "met", "breached" }, { 'permit.ends_on:after "2001-01-01"', "breached", "breached", "met" },
  { "permit.ceiling:given()", "breached", "breached", "met" }, { 'permit.ceiling:or_else "9 t":above "1 t"', "met", "met", "met" } })
ask("ends of a field hold an unknown cell that cannot be absent, and no other", "2002-12-31", {
  { 'permit.most:at_least "2 t"', "met", "met", "met" }, { 'permit.least:at_least "2 t"', U, "breached", U }, { 'permit.found:below "4 t"', U, "breached", U } })
ask("an event that nobody recorded for that day", "2002-12-31", {
  { "permit.ended_on:happened()", U, "breached", U, missing = { "permit.ended_on" } }, { "~permit.ended_on:happened()", U, "met", U },
  { 'permit.ended_on:by "2002-06-01"', U, "breached", U } })
ask("what is known from an event of which nobody knows whether it has come", "2002-12-31", {
  { "permit.heard:given()", U, "breached", U }, { 'permit.heard:above "1 t"', U, "breached", U } })
ask("an event of which it is known that it has not come", "2003-01-01", {
  { "permit.heard:given()", "breached", "breached", "met" }, { "permit.ended_on:happened()", "breached", "breached", "met" } })

judge("a limit whose first version is later frees no earlier draw", "2004-12-31", kinds .. [[
  obligation "x" { clause = "law/a", per = draw, require = ~draw.amount:above(permit.ceiling) }
  obligation "y" { clause = "law/a", per = permit, forbid = permit.draws:where(draw.amount:above(permit.ceiling)), evidence = permit.draws }
]], { agency = agencies, permit = permits,
  draw = "code,permit,drawn_on,amount\nD1,P3,2002-06-01,7\nD2,P3,2003-06-01,4\nD3,P2,2002-06-01,7\nD4,P1,2002-06-01,7\nD5,P1,2003-06-01,7\n" }, {
  { "x", "D1", "unknown", missing = { "permit.ceiling" } }, { "x", "D2", "met" }, { "x", "D3", "met" }, { "x", "D4", "unknown" }, { "x", "D5", "met" },
  { "y", "P1", "unknown" }, { "y", "P2", "met" }, { "y", "P3", "unknown" } }, { of = { "x", "y" } })

judge("a version that comes into force changes what nobody knew", "2002-06-30", kinds .. [[
  obligation "x" { clause = "law/a", per = permit, require = ~permit.basis:given() }
]], { agency = agencies, permit = permits }, {
  { "x", "P1", "unknown", next_change = "2003-01-01" }, { "x", "P2", "met", next_change = "none" }, { "x", "P3", "unknown", next_change = "2003-01-01" } },
  { of = { "x" } })

judge("a function does not learn what no version tells", "2002-06-30", kinds .. [[
  obligation "x" { clause = "law/a", per = permit, require = function(e) return e.basis == nil end }
  obligation "y" { clause = "law/a", per = permit, require = function(e) return not e:known "basis" end }
]], { agency = agencies, permit = permits }, {
  { "x", "P1", "unknown" }, { "x", "P2", "met" }, { "x", "P3", "unknown" }, { "y", "P1", "met" }, { "y", "P2", "met" }, { "y", "P3", "met" } }, { of = { "x", "y" } })

-- D1 is first recorded in 2003, in C1; Q is first recorded in 2003, and lies in nothing.
local map = { jurisdiction = "code,level,parent,effective_from\nP,province,,\nQ,province,,2003-01-01\nC1,city,P,\nC2,city,P,\nD1,county,C1,2003-01-01\n",
  enterprise = "code,jurisdiction\nE1,D1\nE2,Q\nE3,C1\n" }
local placed = [[
  obligation "in_c1" { clause = "law/a", place = "C1", require = enterprise.size:missing() }
  obligation "in_c2" { clause = "law/a", place = "C2", require = enterprise.size:missing() }
  obligation "in_p" { clause = "law/a", place = "P", require = enterprise.size:missing() }
]]
judge("in what a place lay that was not recorded yet, nobody knows: in what it was recorded later", "2002-12-31", law .. placed, map, {
  { "in_c1", "E1", "unknown", missing = { "jurisdiction.parent" } }, { "in_c2", "E1", "not_applicable" }, { "in_p", "E1", "unknown" },
  { "in_c1", "E2", "not_applicable" }, { "in_c2", "E2", "not_applicable" }, { "in_p", "E2", "not_applicable" },
  { "in_c1", "E3", "met" }, { "in_c2", "E3", "not_applicable" }, { "in_p", "E3", "met" } }, { of = { "in_c1", "in_c2", "in_p" } })
judge("and what a parameter sets there is what all of them agree on", "2002-12-31", law .. [[
  parameter "cap" { clause = "law/a", { 5, from = "1995-01-01" }, { 7, from = "1995-01-01", place = "P" }, { 3, from = "1995-01-01", place = "C2" } }
  parameter "own" { clause = "law/a", { 5, from = "1995-01-01" }, { 9, from = "1995-01-01", place = "D1" }, { 3, from = "1995-01-01", place = "P" } }
  obligation "above_4" { clause = "law/a", require = (parameter "cap"):above(4) }
  obligation "above_6" { clause = "law/a", require = (parameter "cap"):above(6) }
  obligation "own_9" { clause = "law/a", require = (parameter "own"):above(8) }
]], map, { { "above_4", "E1", "met" }, { "above_4", "E2", "met" }, { "above_4", "E3", "met" }, { "above_6", "E1", "unknown" }, { "above_6", "E2", "breached" },
  { "above_6", "E3", "met" }, { "own_9", "E1", "met" }, { "own_9", "E2", "breached" }, { "own_9", "E3", "breached" } },
  { of = { "above_4", "above_6", "own_9" } })

judge("a waiver of which nobody knows when it ends is none", "2003-06-30", law .. [[
  waivable "x" { clause = "law/a" }
  obligation "x" { clause = "law/a", due = "2002-12-31", done = enterprise.audits.completed_on:first() }
]], { enterprise = "code,jurisdiction\nE1,C1\nE2,C1\n",
  agency = agencies, waiver = "enterprise,rule,granted_on,expires_on,agency,effective_from\nE1,x,2003-01-01,,G1,2004-01-01\nE2,x,2003-01-01,,G1,\n" }, {
  { "x", "E1", "overdue" }, { "x", "E2", "waived" } },
  { of = { "x" } })

judge("nor is one of an agency of which nobody knows the role", "2003-06-30", law .. [[
  waivable "x" { clause = "law/a", by = "environment" }
  obligation "x" { clause = "law/a", due = "2002-12-31", done = enterprise.audits.completed_on:first() }
]], { enterprise = "code,jurisdiction\nE1,C1\nE2,C1\n", agency = "code,role,effective_from\nG1,environment,2004-01-01\nG2,environment,\n",
  waiver = "enterprise,rule,granted_on,expires_on,agency\nE1,x,2003-01-01,,G1\nE2,x,2003-01-01,,G2\n" }, { { "x", "E1", "overdue" }, { "x", "E2", "waived" } }, { of = { "x" } })

-- An event that a later version does not repeat has happened all the same.
local works = law .. [[
  kind "site" { lasting = true, fields = { { "code", text, key = true }, { "class", text }, { "warned_on", event }, { "mended_on", event }, { "spilled_on", event } } }
  obligation "mend" { clause = "law/a", per = site, arises = site.warned_on, due = months(3), done = site.mended_on }
  obligation "tight" { clause = "law/a", per = site, require = ~site.spilled_on:happened() }
]]
local rows = { site = "code,class,warned_on,mended_on,spilled_on,effective_from\nS1,a,2001-09-01,,2001-05-05,\nS1,b,,,,2002-01-01\n"
  .. "S2,a,2001-09-01,2001-10-01,,\nS2,b,,2001-11-01,,2002-01-01\nS3,a,,,,\nS3,b,2002-03-01,,,2002-01-01\n" }
judge("an event that a later version leaves empty has happened, and one that it names counts", "2002-06-30", works, rows, {
  { "mend", "S1", "overdue", due = "2001-12-01" }, { "mend", "S2", "met", done = "2001-11-01" }, { "mend", "S3", "overdue", due = "2002-06-01" },
  { "tight", "S1", "breached" }, { "tight", "S2", "met" }, { "tight", "S3", "met" } }, { of = { "mend", "tight" } })
judge("before the later version holds it is what the earlier one says", "2001-12-31", works, rows, {
  { "mend", "S1", "overdue" }, { "mend", "S2", "met", done = "2001-10-01" }, { "mend", "S3", "not_applicable" },
  { "tight", "S1", "breached" }, { "tight", "S2", "met" }, { "tight", "S3", "met" } }, { of = { "mend", "tight" } })
