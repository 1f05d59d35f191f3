-- What `check` counts is the same whether or not somebody may look at what made it: where only counts are asked for, the engine leaves undone what nobody looks at
-- (core/engine/kernels/partly.h). The quarries are every mix of what decides a duty, more of them than a word of a mask has bits.
local engine = require "tests.support.engine"

local PACK = [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "A plan" } }
kind "quarry" { plural = "quarries", lasting = true, fields = { { "code", text, key = true }, { "opened_on", event, starts = true }, { "deep", yesno, blank = "unknown" },
  { "plan_on", date, blank = "unknown" }, { "wall_on", event } } }
kind "blast" { fields = { { "code", text, key = true }, { "quarry", quarry, owner = true, blank = "unknown" }, { "fired_on", event, starts = true }, { "force", number },
  { "told_on", event, blank = "unknown" } } }
local strong = quarry.blasts:where(blast.force:above(5))
obligation "plan" { clause = "act/a", per = quarry, applies = quarry.deep | strong:any(), due = "2010-01-01", done = quarry.plan_on }
obligation "wall" { clause = "act/a", per = quarry, applies = quarry.deep & strong:any(), due = "2010-01-01", done = quarry.wall_on }
obligation "shot" { clause = "act/a", per = quarry, applies = strong:count():at_least(2) | quarry.deep, due = "2011-06-01", done = strong.fired_on:first() }
local function behind(name, status)
  obligation(name .. "-" .. status) { clause = "act/a", per = quarry, applies = verdict(name).status:is(status), due = "2020-01-01", done = quarry.wall_on }
end
for _, status in ipairs { "met", "late", "overdue" } do
  behind("plan", status)
  behind("shot", status)
end
]]

-- Whose rows are whose is told by where they begin, until a day that nobody knows makes the engine look at each.
local AND_TOLD = PACK .. [[
obligation "told" { clause = "act/a", per = quarry, applies = strong:any(), due = "2011-06-01", done = strong.told_on:first() }
behind("told", "late")
]]

-- Whom a duty binds as things stood on its due day, or by what is on file: where one of the two is nowhere more true than the other, that other one tells it alone.
local TWICE = PACK .. [[
local function twice(name, condition) obligation("twice-" .. name) { clause = "act/a", per = quarry, applies = condition, due = "2011-06-01", done = quarry.wall_on } end
twice("any", strong:any())
twice("none", strong:none())
twice("some", quarry.deep & (strong:any() | quarry.plan_on:by "2010-01-01"))
twice("few", strong:count():at_most(1))
twice("fewer", strong:count():below(2))
twice("more", strong:count():above(1))
twice("not-many", ~strong:count():at_least(2))
twice("neither", ~(quarry.deep | strong:any()))
twice("mixed", strong:any() & quarry.blasts:where(blast.force:below(5)):none())
twice("two-or-three", strong:count():at_least(2) | strong:count():above(2))
twice("either", strong:none() | strong:count():above(1))
]]

-- Of two days that rows fetch from their owner the first that is there is taken once for each owner.
local FETCHED = PACK .. [[
local weak = quarry.blasts:where(blast.force:below(5))
local function since(name, rows, until_day)
  obligation("since-" .. name) { clause = "act/a", per = quarry, applies = quarry.deep, due = until_day, done = rows.fired_on:first() }
end
since("strong", quarry.blasts:where(blast.told_on:on_or_after(strong.fired_on:first():or_else(quarry.blasts:where(blast.told_on:given()).fired_on:first()))), "2011-06-01")
since("told", quarry.blasts:where(blast.fired_on:on_or_after(strong.told_on:first():or_else(weak.told_on:first()))), "2011-03-01")
local last = strong.fired_on:last()
since("both", quarry.blasts:where(blast.fired_on:on_or_after(last:or_else(weak.fired_on:last())) & blast.told_on:after(last)), "2011-09-01")
]]

local OPENED = { "", "2001-01-01", "2010-01-01", "2010-01-02", "2011-06-30" }
local DEEP = { "yes", "no", "" }
local PLAN = { ",", "2005-01-01,2005-01-01", "2010-01-01,2010-01-01", "2010-01-02,2010-01-02", "2012-01-01,2012-01-01", "2012-06-01,2012-06-01" }
local BLASTS = { {}, { 9 }, { 9, 9, 1 }, { "" }, { 9, "" }, { 1 }, { 1, 1, 9 } }
local TOLD = { "2011-05-01", "2011-11-30", "" }

local function records()
  local quarries, blasts, n = { "code,opened_on,deep,plan_on,wall_on" }, { "code,quarry,fired_on,force,told_on" }, 0
  for _, opened in ipairs(OPENED) do
    for _, deep in ipairs(DEEP) do
      for _, days in ipairs(PLAN) do
        for _, forces in ipairs(BLASTS) do
          n = n + 1
          quarries[#quarries + 1] = ("q%d,%s,%s,%s"):format(n, opened, deep, days)
          for _, force in ipairs(forces) do
            blasts[#blasts + 1] = ("b%d,q%d,2011-%02d-01,%s,%s"):format(#blasts, n, #blasts % 12 + 1, force, TOLD[#blasts % 3 + 1])
          end
        end
      end
    end
  end
  blasts[#blasts + 1] = "nobody's,,2011-01-01,9,2011-01-01"
  return { quarry = table.concat(quarries, "\n") .. "\n", blast = table.concat(blasts, "\n") .. "\n" }
end

describe("what is counted", function()
  teardown(engine.close)

  local function open(pack) return engine.open(pack, records(), "2012-01-01") end

  it("is the same whether or not somebody may look at what made it, in blocks of any size", function()
    for pack, rules in pairs { [PACK] = { "plan", "wall", "shot", "plan-met", "shot-late" }, [AND_TOLD] = { "shot", "told", "told-late" },
      [TWICE] = { "twice-any", "twice-more", "twice-mixed" }, [FETCHED] = { "plan" } } do
      local opened = open(pack)
      local full = engine.counts(opened, { missing = true })
      for _, rule in ipairs(rules) do assert((full["note.freed " .. rule] or 0) > 0, "nobody is freed of " .. rule) end
      for _, status in ipairs { "met", "late", "overdue", "unknown", "not_applicable" } do assert(full["plan " .. status] > 0, status) end
      for _, block in ipairs { 0, 1, 3, 64, 65, 100 } do
        assert.same(full, engine.counts(opened, { block = block > 0 and block or nil, threads = 2 }))
      end
    end
  end)

  it("counts the verdicts that there are", function()
    local opened, counted = open(PACK), {}
    local full = engine.counts(opened, {})
    for name, status in pairs(engine.statuses(opened)) do
      local key = name:match "^%S+" .. " " .. status
      counted[key] = (counted[key] or 0) + 1
    end
    for key, n in pairs(counted) do assert.equal(n, full[key], key) end
  end)
end)
