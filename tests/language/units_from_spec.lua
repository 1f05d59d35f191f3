-- Single units of a common file: which count, and what is refused with which words.
local packs = require "tests.support.packs"

local COMMON <const> = [[
unit "J" { source = "SI" }
unit "kWh" { "3600000 J", source = "SI" }
unit "MWh" { "1000 kWh", source = "SI" }
unit "GJ" { "1000000000 J", source = "SI" }
unit "tce" { "29.3076 GJ", unconfirmed = "from memory" }
]]
local LAW <const> = [[
instrument "act" { title = "The act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
kind "site" { lasting = true, fields = { { "code", text, key = true }, { "energy", number, unit = "MWh" } } }
]]

-- The pack that takes some units of the file, with a limit in a unit.
local function with(takes, limit, more)
  local files = { ["energy.lua"] = COMMON, ["rules.lua"] = takes .. "\n" .. LAW
    .. ('obligation "x" { clause = "act/a", per = site, require = ~site.energy:above "%s" }\n'):format(limit or "1 MWh") }
  for name, text in pairs(more or {}) do files[name] = text end
  return files
end

describe("Units that are taken from a file", function()
  it("are those that are named, with those by which they are said, and no others", function()
    local pack = packs.load(with('units_from "energy.lua" { "MWh" }', "1000000 J"))
    local known = {}
    for name, unit in pairs(pack.units) do known[#known + 1] = unit.at and name or nil end
    table.sort(known)
    assert.same({ "J", "MWh", "kWh" }, known)
  end)
  it("convert as in the whole file", function()
    assert.is_table(packs.load(with('units_from "energy.lua" { "MWh", "GJ" }', "1 GJ")))
    assert.is_table(packs.load(with("", "1 tce")))
  end)
  it("leave what is not taken unlike", function()
    assert.matches("`1 tce`: what it is compared with is in MWh", packs.messages(with('units_from "energy.lua" { "MWh", "GJ" }', "1 tce")), 1, true)
  end)
  it("leave room for another statement of a unit that is not taken", function()
    local own = { ["own.lua"] = 'unit "tce" { "29.3 GJ", source = "the act" }\n' }
    assert.is_table(packs.load(with('units_from "energy.lua" { "MWh", "GJ" }', "1 tce", own)))
    assert.matches('unit "tce": it stands twice', (packs.messages(with("", "1 tce", own)):gsub('unit "tce" stands', 'unit "tce": it stands')), 1, true)
  end)

  local refusals = {
    { "a file that is not there", 'units_from "enrgy.lua" { "MWh" }',
      "no file of the pack is called `enrgy.lua`: copy or link it into the pack's folder. Did you mean `energy.lua`?" },
    { "a file without units", 'units_from "rules.lua" { "MWh" }', "`rules.lua` says of no unit what it is" },
    { "a unit that the file has not", 'units_from "energy.lua" { "MWH" }', "`energy.lua` says of no unit `MWH` what it is. Did you mean `MWh`?" },
    { "none", 'units_from "energy.lua" { }', 'it names no unit: units_from "energy.lua" { "MWh", "GJ" }' },
    { "what is no name", 'units_from "energy.lua" { 5 }', "value 1 is the name of a unit in quotes, not 5" },
    { "by a key", 'units_from "energy.lua" { only = "MWh", "GJ" }', "no key `only`" },
    { "of one file twice", 'units_from "energy.lua" { "MWh" }\nunits_from "energy.lua" { "GJ" }', "stands twice" },
  }
  for _, case in ipairs(refusals) do
    it("are refused as " .. case[1], function()
      local told = packs.messages(with(case[2]))
      assert.is_truthy(told:find(case[3], 1, true), ("%s\nis not in\n%s"):format(case[3], told))
    end)
  end
end)
