-- Lint names where records of many days are held to the law of one.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "well" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, blank = "unknown" } } }
kind "draw" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "drawn_on", event, starts = true }, { "level", number } } }
parameter "cap" { clause = "n/a", { 50, from = "2000-01-01" }, { 100, from = "2003-01-01" } }
parameter "once" { clause = "n/a", { 50, from = "2000-01-01" } }
parameter "by_place" { clause = "n/a", { 50, from = "2000-01-01" }, { 40, from = "2001-01-01", place = "A" } }
term "draw.over" { value = draw.level:above(parameter "cap") }
]]

local function told(body)
  local list = {}
  for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", %s }'):format(body)).warnings) do
    if entry.message:find("is held to parameter", 1, true) then list[#list + 1] = entry.message end
  end
  return table.concat(list, "\n")
end

local wanted = 'obligation r: each draw is held to parameter "cap" as it is on the day on which the well is judged, not on its own: '
  .. 'write parameter "cap":on(draw.drawn_on), or forbid, which reads each row on its own day'

describe("Records of other days than that of the law that is read", function()
  it("are named once, in each question of a set and through terms", function()
    for _, asked in ipairs { 'well.draws:every(draw.level:at_most(parameter "cap"))', 'well.draws:where(draw.level:above(parameter "cap")):none()',
      "well.draws:where(draw.over):none()",
      'well.draws:share(draw.level:at_most(parameter "cap")):at_least(percent(90)) & well.draws:where(draw.over):count():below(3)' } do
      assert.equal(wanted, told("per = well, require = " .. asked))
    end
  end)
  it("are not, where each is read on its own day, or the period's law is meant", function()
    for _, body in ipairs { 'per = well, require = well.draws:every(draw.level:at_most(parameter "cap":on(draw.drawn_on)))',
      "per = well, require = well.draws:where(draw.over:on(draw.drawn_on)):none()", "per = well, forbid = well.draws:where(draw.over), evidence = well.draws",
      "per = { well, year }, require = well.draws:during(period):where(draw.over):none()", "per = draw, require = ~draw.over" } do
      assert.equal("", told(body))
    end
  end)
  it("are not, where the law has set one value only", function()
    assert.equal("", told 'per = well, require = well.draws:every(draw.level:at_most(parameter "once"))')
    assert.equal("", told 'per = well, require = well.draws:every(draw.level:at_most(parameter "by_place"))')
  end)
  -- What lint says of a whole pack, without the name of what says it.
  local function told_of(text)
    local list = {}
    for _, entry in ipairs(packs.load(head .. text).warnings) do
      list[#list + 1] = entry.message:match "^(.-: each .- is held to parameter .- as it is .-), not on its own"
    end
    return table.concat(list, "\n")
  end
  it("are named wherever an expression stands: done, applies, exceptions, decisions, reports, indicators, groups and warnings", function()
    local rule = 'obligation "r" { clause = "n/a", per = well, %s }\n'
    local judged = 'each draw is held to parameter "cap" as it is on the day on which the %s is judged'
    local asked = 'each draw is held to parameter "cap" as it is on the day that is asked about'
    local over = 'well.draws:where(draw.level:above(parameter "cap"))'
    local decision = 'decision "well.class" { clause = "n/a", columns = { %s:count() }, rows = { { at_least(1), "bad" }, { any, "good" } }, hit = "first" }\n'
    for text, says in pairs {
      [rule:format(('due = "2004-01-01", done = %s.drawn_on:first()'):format(over))] = "obligation r: " .. judged:format "well",
      [rule:format(('applies = %s:any(), require = well.draws:any()'):format(over))] = "obligation r: " .. judged:format "well",
      [rule:format "require = well.draws:any()" .. ('exception "e" { clause = "n/a", to = "r", applies = %s:any() }'):format(over)] = "exception e: " .. judged:format "subject",
      [decision:format(over) .. rule:format 'require = well.class:is "good"'] = "obligation r: " .. judged:format "well",
      [('report "t" { title = "T", per = well, columns = { { "All", %s:count() } } }'):format(over)] = "report t: " .. asked,
      ['report "t" { title = "T", per = draw, where = draw.over, columns = { { "Level", draw.level } } }'] = "report t: " .. asked,
      [('report "t" { title = "T", per = well, where = %s:any(), columns = { { "Code", well.code } } }'):format(over)] = "report t: " .. asked,
      ['indicator "t" { clause = "n/a", per = well, value = well.draws:share(draw.over) }'] = "indicator t: " .. asked,
      ['group "g" { of = draw, by = { draw.well }, where = draw.over }'] = "group g: " .. asked,
      ['warning "w" { per = draw, when = draw.over, says = "over" }'] = "warning w: " .. asked,
    } do assert.equal(says, told_of(text), text) end
  end)
end)
