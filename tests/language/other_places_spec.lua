-- Lint names where records of many places are held to the law of one.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
instrument "local" { title = "L", issuer = "A", place = "A", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "basin" { lasting = true, fields = { { "code", text, key = true }, { "parent", basin, blank = "none" } } }
kind "well" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true, blank = "unknown" }, { "basin", basin, blank = "none" },
  { "depth", number } } }
kind "draw" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "agency", agency, blank = "none" },
  { "drawn_on", event, starts = true }, { "level", number } } }
parameter "cap" { clause = "n/a", { 50, from = "2000-01-01" }, { 40, from = "2000-01-01", place = "A" } }
parameter "one_place" { clause = "n/a", { 50, from = "2000-01-01", place = "A" }, { 40, from = "2001-01-01", place = "A" } }
term "draw.over" { value = draw.level:above(parameter "cap") }
decision "well.deep@n" { clause = "n/a", hit = "first", columns = { well.depth }, rows = { { above(50), yes }, { any, no } } }
decision "well.deep@local" { clause = "local/a", hit = "first", columns = { well.depth }, rows = { { above(40), yes }, { any, no } } }
]]

local function told(text)
  local list = {}
  for _, entry in ipairs(packs.load(head .. text).warnings) do
    list[#list + 1] = entry.message:match "^.* is held to .- as it is in the place of .*$"
  end
  return table.concat(list, "\n")
end
local function rule(body) return ('obligation "r" { clause = "n/a", %s }\n'):format(body) end

describe("Records of other places than that whose law is read", function()
  it("are named once, in each question of a set, through terms and decisions, and wherever an expression stands", function()
    local wanted = ('obligation r: each %s is held to %s as it is in the place of the %s, not in its own, which may have another; a rule whose verdict is asked here, per %s '
      .. "reads each one's own")
    local cap = 'parameter "cap"'
    for body, says in pairs {
      ['per = jurisdiction, require = jurisdiction.wells:every(well.depth:at_most(parameter "cap"))'] = wanted:format("well", cap, "jurisdiction", "well"),
      ['per = jurisdiction, require = jurisdiction.wells.draws:where(draw.level:above(parameter "cap")):none()'] = wanted:format("draw", cap, "jurisdiction", "draw"),
      ['per = jurisdiction, require = jurisdiction.wells.draws:where(draw.level:above(parameter "cap":on(draw.drawn_on))):none()']
        = wanted:format("draw", cap, "jurisdiction", "draw"),
      ["per = jurisdiction, forbid = jurisdiction.wells.draws:where(draw.over), evidence = jurisdiction.wells.draws"] = wanted:format("draw", cap, "jurisdiction", "draw"),
      ["per = agency, require = agency.draws:where(draw.over):none()"] = wanted:format("draw", cap, "agency", "draw"),
      ["per = jurisdiction, require = jurisdiction.wells:where(well.deep):none()"] = wanted:format("well", 'decision "well.deep"', "jurisdiction", "well"),
    } do assert.equal(says, told(rule(body)), body) end
    assert.equal(wanted:format("draw", cap, "jurisdiction", "draw"):gsub("obligation r", "exception e"), told(rule "per = jurisdiction, require = jurisdiction.wells:any()"
      .. 'exception "e" { clause = "n/a", to = "r", applies = jurisdiction.wells.draws:where(draw.over):any() }'))
    assert.equal("report t: each draw is held to " .. cap .. " as it is in the place of the jurisdiction, not in its own, which may have another; "
      .. "a table per draw reads each one's own",
      told 'report "t" { title = "T", per = jurisdiction, columns = { { "Over", jurisdiction.wells.draws:where(draw.over):count() } } }')
  end)
  it("are not, where all lie with the subject, have no place, or the law knows one place only", function()
    for _, body in ipairs { "per = well, require = well.draws:where(draw.over):none()", "per = draw, require = ~draw.over", "per = well, require = ~well.deep",
      "per = draw, require = draw:earlier():where(draw.over):none()",
      'per = jurisdiction, require = jurisdiction.wells:count():at_most(parameter "cap")',
      'per = jurisdiction, require = jurisdiction.wells:every(well.depth:at_most(parameter "one_place"))' } do
      assert.equal("", told(rule(body)), body)
    end
  end)
end)
