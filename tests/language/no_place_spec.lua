-- Lint names the places that a pack means and that nothing asks.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
instrument "e" { title = "E", issuer = "J", place = "England", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "power", number } } }
kind "spill" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "on_day", event, starts = true }, { "amount", number } } }
kind "well" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true, blank = "unknown" }, { "depth", number } } }
kind "draw" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "on_day", event, starts = true }, { "level", number } } }
]]

local function told(text)
  local list = {}
  for _, entry in ipairs(packs.load(head .. text).warnings) do
    list[#list + 1] = entry.message:match "^.* alone, and .*$"
  end
  return table.concat(list, "\n")
end
local function everywhere(title, kind)
  return ("%s holds in England alone, and nothing says in what place a %s lies, so that it counts wherever that is: "
    .. "give the kind %s a field that leads to a jurisdiction"):format(title, kind, kind)
end

describe("A rule of one place", function()
  it("is named where what it judges lies nowhere, and so is an exception of one place", function()
    assert.equal(everywhere("obligation r", "plant"), told 'obligation "r" { clause = "e/a", per = plant, require = plant.power:at_most(5) }')
    assert.equal(everywhere("obligation r", "spill"), told 'obligation "r" { clause = "n/a", place = "England", per = spill, require = spill.amount:at_most(5) }')
    assert.equal(everywhere("exception x", "plant"), told('obligation "r" { clause = "n/a", per = plant, require = plant.power:at_most(5) }\n'
      .. 'exception "x" { clause = "e/a", to = "r", applies = plant.power:below(3) }'))
    assert.equal(everywhere("exception x", "plant"), told('parameter "most" { clause = "n/a", { 5, from = "1996-01-01" } }\n'
      .. 'obligation "r" { clause = "n/a", per = plant, require = plant.power:at_most(parameter "most") }\n'
      .. 'exception "x" { clause = "e/a", to = "most", applies = plant.power:below(3), instead = 50 }'))
  end)
  it("is not where what it judges, or its owner, has a way to a jurisdiction, or is one", function()
    assert.equal("", told('obligation "r" { clause = "e/a", per = well, require = well.depth:at_most(5) }\n'
      .. 'obligation "s" { clause = "e/a", per = draw, require = draw.level:at_most(5) }\n'
      .. 'obligation "t" { clause = "e/a", per = jurisdiction, require = jurisdiction.wells:count():at_most(5) }'))
  end)
end)

describe("A row of a parameter that a text of one place sets", function()
  local function rule(row, body)
    return ('parameter "most" { { 5, from = "1996-01-01", %s } }\nobligation "r" { %s per = well, require = well.depth:at_most(parameter "most") }'):format(row, body)
  end
  it("is named where a rule that holds everywhere asks it", function()
    assert.equal('parameter "most", row 1 is set by `e`, which holds in England alone, and obligation r asks it everywhere: say place = "England" at the row',
      told(rule('clause = "e/a"', 'clause = "n/a",')))
  end)
  it("is not where it says its place, or the rule is of one place itself", function()
    assert.equal("", told(rule('clause = "e/a", place = "England"', 'clause = "n/a",')))
    assert.equal("", told(rule('clause = "e/a"', 'clause = "e/a",')))
    assert.equal("", told(rule('clause = "n/a"', 'clause = "n/a",')))
  end)
end)
