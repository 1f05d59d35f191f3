-- Lint names a `forbid` of records that are there for years, of which it looks at the first day alone.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true } } }
kind "tank" { lasting = true, fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "leaking", yesno }, { "built_on", event, starts = true } } }
kind "spill" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "on_day", event, starts = true }, { "v", number } } }
]]

local function told(body)
  local list = {}
  for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", %s }\n'):format(body)).warnings) do
    local whose = entry.message:match "^(.-): `forbid` looks at each %a+, which is there for years, on the day on which it began alone"
    if whose then list[#list + 1] = ("%s -> %s"):format(whose, entry.message:match "write `(.-)`") end
  end
  return table.concat(list, "\n")
end

describe("A forbid of records that are there for years", function()
  it("is named with what asks for those that stand, once, year by year, and of all of them", function()
    local cure = "obligation r -> require = plant.tanks:where(tank.leaking):none()"
    assert.equal(cure, told "per = plant, forbid = plant.tanks:where(tank.leaking), evidence = plant.spills")
    assert.equal(cure, told "per = { plant, year }, forbid = plant.tanks:where(tank.leaking), evidence = plant.spills:during(period)")
    assert.equal("obligation r -> require = plant.tanks:none()", told "per = plant, forbid = plant.tanks")
    assert.equal("obligation r -> require = jurisdiction.enterprises:where(enterprise.size:is(\"large\")):none()",
      told 'per = jurisdiction, forbid = jurisdiction.enterprises:where(enterprise.size:is "large")')
  end)
  it("is not, where its filter names the day on which they begin, which is what is forbidden then", function()
    assert.equal("", told 'per = plant, forbid = plant.tanks:where(tank.leaking & tank.built_on:after "2004-06-30")')
    assert.equal("", told "per = { plant, year }, forbid = plant.tanks:during(period)")
  end)
  it("is not, where its records are of a day", function()
    assert.equal("", told "per = plant, forbid = plant.spills:where(spill.v:above(1) & plant.tanks:where(tank.leaking):any()), evidence = plant.spills")
  end)
end)
