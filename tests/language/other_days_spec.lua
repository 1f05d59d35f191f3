-- Lint names where records of many days are held to the law of one.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "well" { lasting = true, fields = { { "code", text, key = true } } }
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
      "per = well, forbid = well.draws:where(draw.over), evidence = well.draws",
      "per = { well, year }, require = well.draws:during(period):where(draw.over):none()", "per = draw, require = ~draw.over" } do
      assert.equal("", told(body))
    end
  end)
  it("are not, where the law has set one value only", function()
    assert.equal("", told 'per = well, require = well.draws:every(draw.level:at_most(parameter "once"))')
    assert.equal("", told 'per = well, require = well.draws:every(draw.level:at_most(parameter "by_place"))')
  end)
end)
