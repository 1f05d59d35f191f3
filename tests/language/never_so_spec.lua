-- Lint names comparisons that are decided before anything is known.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "share", number, min = 0, max = 10 }, { "mass", number, unit = "kg", min = 0 }, { "began", date } } }
]]

local function told(condition)
  local list = {}
  for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", per = plant, require = %s }'):format(condition)).warnings) do
    list[#list + 1] = entry.message:match "^(:.*) true of a value that is known"
  end
  return table.concat(list, "\n")
end

describe("A comparison that can never come out otherwise", function()
  for condition, says in pairs {
    ["plant.began:month():is(13)"] = ":is(13) is never", ["plant.began:month():is(0, 13)"] = ":is(0, 13) is never", ["plant.began:month():above(12)"] = ":above(12) is never",
    ["plant.began:day():at_most(31)"] = ":at_most(31) is always", ["plant.began:quarter():at_least(5)"] = ":at_least(5) is never",
    ["~plant.share:below(0)"] = ":below(0) is never", ["plant.share:at_least(0)"] = ":at_least(0) is always", ["plant.share:at_most(10)"] = ":at_most(10) is always",
    ["plant.share:above(10)"] = ":above(10) is never", ["plant.share:below(10.5)"] = ":below(10.5) is always", ["plant.share:is(11)"] = ":is(11) is never",
    ['plant.mass:below "0 kg"'] = ":below(0) is never", ["plant.share:above(-1)"] = ":above(-1) is always", ["plant.share:at_most(-1)"] = ":at_most(-1) is never",
  } do
    it("is named: " .. condition, function() assert.equal(says, told(condition)) end)
  end
  for _, condition in ipairs { "plant.began:month():is(12, 13)", "plant.began:month():above(11)", "plant.began:day():is(31)", "plant.share:above(0)", "plant.share:at_most(0)",
    "plant.share:at_least(10)", "plant.share:below(10)", 'plant.mass:above "1000000 kg"', "plant.began:year():is(3000)" } do
    it("is not what hangs on the value: " .. condition, function() assert.equal("", told(condition)) end)
  end
end)
