-- Lint names a law that ends before what it asks is due, and who is late by it where a later text judges.
local packs = require "tests.support.packs"

local head = [[
instrument "gone" { title = "G", issuer = "J", in_force = { from = "1996-01-01", to = "%s" }, clauses = { a = "…" } }
instrument "next" { title = "N", issuer = "J", in_force = { from = "2003-07-01" }, clauses = { a = "…" } }
]]

local function told(body, to, only)
  local list = {}
  for _, entry in ipairs(packs.load(head:format(to or "2003-06-30") .. body).warnings) do
    for _, words in ipairs(only or { "the law ends on", "which ends on", "is asked by neither" }) do
      if entry.message:find(words, 1, true) then list[#list + 1] = entry.message end
    end
  end
  return table.concat(list, "\n")
end
local done = "done = enterprise.audits.completed_on:first() }"
local function duty(text) return 'obligation "r" { clause = "gone/a", ' .. text .. ", " .. done end

describe("A law that ends before its duty is due", function()
  it("is named, with what to write", function()
    assert.equal("obligation r: the law ends on 2003-06-30, before it is due on 2003-12-31, and from then on it asks nobody; if who was bound stays bound, "
      .. "say from when on, `arises = …`", told(duty 'due = "2003-12-31"'))
    assert.equal("obligation r: the law ends on 2003-06-30, before it is due, and from then on it asks nobody, also where `enterprise.opened_on + months(6)` is a later day; "
      .. "if who was bound stays bound, say from when on, `arises = …`", told(duty "due = enterprise.opened_on + months(6)"))
    assert.equal("obligation r: the law ends on 2003-06-30, within a year, and what is due after a year that the law does not see to its end is no duty: if what lay under the law "
      .. "is owed, say from when on, `arises = …`", told(duty "per = { enterprise, year }, due = period.to + days(90)"))
    assert.equal("obligation r: it arises after the quarter, and the quarter that ends last under the law, which ends on 2003-06-30, "
      .. "brings no duty where it arises behind that day",
      told(duty "per = { enterprise, quarter }, arises = period.to + days(1), due = months(1)"))
    assert.equal("quota q: the law ends on 2003-06-30, before the goal of C is due on 2003-12-31, and from then on nobody is held to it: end the goal by then, "
      .. "or cite what holds till it is due",
      told('quota "q" { clause = "gone/a", per = jurisdiction, counts = jurisdiction.enterprises, counted_on = enterprise.opened_on, '
        .. 'goals = { { "C", target = 2, due = "2003-12-31" } } }'))
  end)
  it("is not named where it never was in force", function()
    local court = 'instrument "court" { title = "C", issuer = "J", in_force = { from = "2004-01-01" }, annuls = "gone" }\n'
    assert.equal("", told(court .. duty 'due = "2003-12-31"'))
  end)
  for _, body in ipairs { duty 'due = "2003-06-30"', duty 'due = not_given "no day"', duty 'arises = enterprise.opened_on, due = "2003-12-31"',
    duty "per = { enterprise, quarter }, due = period.to + days(90)", duty 'per = { enterprise, year }, due = period.from:next "03-31"',
    duty "per = { enterprise, quarter }, arises = period.to, due = months(1)",
    (duty 'due = "2003-12-31"') .. ' obligation "r@next" { like = "r", clause = "next/a" }' } do
    it("is not named: " .. body, function() assert.equal("", told(body)) end)
  end
  it("is named where the version that follows has another day, so that a duty falls between the two", function()
    local old = duty "due = enterprise.opened_on + months(6)"
    assert.equal("obligation r: who is to do it after 2003-06-30 by this version, and was to do it before 2003-07-01 by `r@next`, is asked by neither, because a rule without "
      .. "`arises` asks by the law of its due day; say from when on it binds, `arises = …`",
      told(old .. ' obligation "r@next" { like = "r", clause = "next/a", due = enterprise.opened_on + months(3) }'))
    assert.equal("", told(old .. ' obligation "r@next" { like = "r", clause = "next/a" }'))
    assert.equal("", told(old .. ' obligation "r@next" { like = "r", clause = "next/a", due = "2003-07-01" }')) -- by which the later one asks everybody
    assert.not_equal("", told(old .. ' obligation "r@next" { like = "r", clause = "next/a", due = "2003-06-30" }'))
  end)
  it("is named where the version that follows judges who was late by it", function()
    local old, words = duty "due = enterprise.opened_on + months(6)", "late no more"
    local function taken_over(text) return told(text, nil, { words }) end
    assert.equal("obligation r: who is late by this version is judged by `r@next` from 2003-07-01 on, and late no more where that does not bind, or gives more time, "
      .. "because of two versions that are in force on days of their own the later one judges; let both bind from one day on, `arises = …`, "
      .. "or write what is due by the later one as a rule of its own",
      taken_over(old .. ' obligation "r@next" { like = "r", clause = "next/a", due = enterprise.opened_on + months(9) }'))
    assert.not_equal("", taken_over((duty 'due = "2003-06-30"') .. ' obligation "r@next" { like = "r", clause = "next/a", due = "2003-12-31" }'))
    assert.equal("", taken_over(old .. ' obligation "r@next" { like = "r", clause = "next/a" }')) -- the same day, whose law judges
    assert.equal("", taken_over((duty 'due = "2003-07-01"') .. ' obligation "r@next" { like = "r", clause = "next/a", due = "2003-12-31" }')) -- the later one binds
    local phased = 'periods "phase" { clause = "next/a", { "1", from = "2001-01-01", to = "2002-12-31", by = "2002-10-31" }, { "2", from = "2003-01-01", by = "2004-10-31" } }\n'
      .. 'obligation "r" { clause = "%s/a", per = { enterprise, phase }, due = phase.by, done = enterprise.audits.completed_on:first() }\n'
    assert.equal("", taken_over(phased:format "gone" .. 'obligation "r@next" { like = "r", clause = "next/a", due = phase.by + days(5) }')) -- each row has days of its own
    assert.equal("", taken_over(old .. ' obligation "r@next" { like = "r", clause = "next/a", due = "2003-06-30" }')) -- by which nobody is judged by the later one
    local from = duty "arises = enterprise.opened_on, due = months(6)"
    assert.equal("", taken_over(from .. ' obligation "r@next" { like = "r", clause = "next/a", due = months(9) }'))
  end)
  it("is named where another version is of another place", function()
    assert.not_equal("", told((duty 'due = "2003-12-31"') .. ' obligation "r@next" { like = "r", clause = "next/a", place = "C" }'))
  end)
end)
