-- What stood on one day for all is asked of sets that are computed once over all records; what stood on a day of each row's own, of pairs (lua/language/lower/sets.lua). Where
-- each row's own day is the same, both answer alike: of what rules of random packs ask, and of what is written here.
local as_stood = require "mandate.language.lower.as_stood"
local engine = require "tests.support.engine"
local generate = require "tests.naive.generate"
local rules = require "mandate.language.lower.rules"
local scope = require "mandate.language.lower.scope"

local DAYS = { "1999-12-31", "2001-06-30", "2002-02-28", "2002-12-31", "2003-06-30" }
local FIRST <const>, CASES <const> = 4001, 12

local PACK = [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "A plan" } }
kind "quarry" { plural = "quarries", lasting = true, fields = { { "code", text, key = true }, { "opened_on", event, starts = true } } }
kind "face" { fields = { { "code", text, key = true }, { "quarry", quarry, owner = true, blank = "unknown" }, { "cut_on", event, starts = true, blank = "unknown" },
  { "left_on", event, blank = "unknown" } } }
kind "blast" { fields = { { "code", text, key = true }, { "face", face, owner = true, blank = "unknown" }, { "fired_on", event, starts = true }, { "force", number },
  { "told_on", event, blank = "unknown" } } }
local function asks(name, condition) obligation(name) { clause = "act/a", per = quarry, applies = condition, due = "2010-01-01", done = quarry.opened_on } end
asks("any", quarry.faces:any())
asks("none", quarry.faces:none())
asks("left", quarry.faces:where(~face.left_on:happened()):any())
asks("strong", quarry.faces.blasts:where(blast.force:above(5)):count():at_least(2))
asks("told", quarry.faces:where(face.left_on:given()).blasts:every(blast.told_on:happened()))
asks("said", quarry.faces.blasts:during("2001"):any())
asks("by", quarry.faces:where(face.cut_on:by "2002-06-30"):any())
asks("by-then", quarry.faces:where(face.cut_on:by "2002-06-30" & ~face.left_on:happened()):any())
asks("first", quarry.faces:first().left_on:given())
asks("last", quarry.faces.blasts.told_on:last():happened())
asks("share", quarry.faces.blasts:share(blast.told_on:happened()):at_least(percent(50)))
asks("inside", quarry.faces:where(face.blasts:any()):count():at_least(1))
]]

local CUT = { "", "2001-05-01", "2002-02-28", "2003-01-01" }
local LEFT = { "", "2002-02-28", "2003-05-01" }

local function records()
  local quarries, faces, blasts, n = { "code,opened_on" }, { "code,quarry,cut_on,left_on" }, { "code,face,fired_on,force,told_on" }, 0
  for q = 1, 13 do
    quarries[#quarries + 1] = ("q%d,%s"):format(q, q % 5 == 0 and "" or "2000-03-01")
    for f = 1, q % 4 do
      n = n + 1
      faces[#faces + 1] = ("f%d,%s,%s,%s"):format(n, n % 7 == 0 and "" or "q" .. q, CUT[(n + f) % #CUT + 1], LEFT[n % #LEFT + 1])
      for b = 1, (n + f) % 4 do
        blasts[#blasts + 1] = ("b%d,f%d,200%d-0%d-11,%s,%s"):format(#blasts, n, 1 + (n + b) % 3, b * 2, b % 3 == 0 and "" or b * 4, LEFT[(b + n) % #LEFT + 1])
      end
    end
  end
  local texts = { quarry = quarries, face = faces, blast = blasts }
  for kind, lines in pairs(texts) do texts[kind] = table.concat(lines, "\n") .. "\n" end
  return texts
end

-- Each rule's condition on each of the days, in both forms: { rule, day, kind, once =, each = }, nodes.
local function both_forms(opened, days)
  local lowering, list, apart = opened.lowering, {}, 0
  for _, rule in ipairs(opened.pack.rules) do
    local periods = rules.periods(lowering, rule.base)
    local kind = #periods > 0 and rule.per and rule.per.kind
    for _, day in ipairs(kind and rule.applies and as_stood.asks(lowering, rule.applies) and not lowering.kinds[kind].group and days or {}) do
      local function asked(of_each)
        local around = scope.of_kind(lowering, kind, { pivot = { day = day }, period = periods[#periods] or nil })
        around.stands_on = of_each and lowering.nodes:day(around.space, day) or nil
        return lowering:value(rule.applies, as_stood.scope(around), nil, { k = "condition" })
      end
      local one = { rule = rule.name, day = day, kind = kind, once = asked(false), each = asked(true) }
      list[#list + 1] = one
      if one.once ~= one.each then apart = apart + 1 end
      lowering.plan:keep(one.once)
      lowering.plan:keep(one.each)
    end
  end
  return list, apart
end

-- What of the two forms is not alike, as lines; and how many plans had two.
local function unlike(opened, days)
  local list, apart = both_forms(opened, days)
  if #list == 0 then return {}, 0 end
  local run, lines = assert(opened.lowering:run { threads = 1 }), {}
  for _, one in ipairs(list) do
    for record = 0, opened.snapshot:records(one.kind) - 1 do
      local state, holds = run:value(one.once, record)
      local other, other_holds = run:value(one.each, record)
      if state ~= other or holds ~= other_holds then
        lines[#lines + 1] = ("%s as it stood on %s, of %s: %s %s once, %s %s of each"):format(one.rule, one.day, opened.snapshot:key(one.kind, record), state,
          holds, other, other_holds)
      end
    end
  end
  return lines, apart
end

describe("what stood on one day", function()
  teardown(engine.close)

  it("is the same computed once as asked of each", function()
    local lines, apart = unlike(engine.open(PACK, records(), "2003-12-31"), DAYS)
    assert.same({}, lines)
    assert.is_true(apart >= 9 * #DAYS, "the two forms are one plan")
  end)

  it("is so in what random packs ask", function()
    local plans = 0
    for seed = FIRST, FIRST + CASES - 1 do
      local case = generate.case(seed)
      local lines, apart = unlike(engine.open(case.pack, case.records, case.as_of), { DAYS[seed % #DAYS + 1], case.as_of })
      assert(#lines == 0, ("seed %d: %s"):format(seed, lines[1]))
      plans = plans + apart
    end
    assert.is_true(plans >= 20, plans .. " plans have two forms")
  end)
end)
