-- Lint names what is rounded twice, and what is compared with a number that no rounded one is; and a text in one case that is compared with a word in the other.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
term "enterprise.whole" { value = enterprise.employees:rounded(0) }
]]

local function told(condition)
  local list = {}
  for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", require = %s }'):format(condition)).warnings) do
    if entry.message:find("round", 1, true) then list[#list + 1] = entry.message end
  end
  return table.concat(list, "\n")
end

describe("A text in one case", function()
  local function asked(condition)
    for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", require = %s }'):format(condition)).warnings) do
      if entry.message:find("letters only", 1, true) then return entry.message end
    end
    return ""
  end
  it("is named where it is compared with a word in the other", function()
    assert.equal('`enterprise.name:lower():is("steel", "Mill")` asks a text that has small letters only for "Mill", which has a capital one: it never is',
      asked 'enterprise.name:lower():is("steel", "Mill")')
    assert.equal("", asked 'enterprise.name:lower():is "steel"')
    assert.equal("", asked 'enterprise.name:upper():contains "MILL-1"')
    assert.truthy(asked('enterprise.name:upper():contains "Mill"'):find("capital letters only", 1, true))
  end)
end)

describe("Numbers that are rounded", function()
  it("are named where they are rounded twice, in a term, too", function()
    assert.equal("`enterprise.whole:rounded(-1)` rounds what is rounded already, which is not the same as rounding once: "
      .. "ask for `enterprise.employees:rounded(-1)` of the number itself", told "~enterprise.whole:rounded(-1):above(2000)")
    assert.truthy(told('~enterprise.sales:rounded(2):rounded(1, "floor"):above "2 CNY"'):find('ask for `enterprise.sales:rounded(1, "floor")` of the number itself', 1, true))
  end)
  it("are named where they are compared with a number that has more decimals", function()
    assert.equal("`enterprise.whole:above(2.5)` compares what is rounded to 0 decimals with 2.5, which it never is: round to as many decimals as the limit has, "
      .. "or compare the number as it is", told "~enterprise.whole:above(2.5)")
    assert.truthy(told('~enterprise.sales:rounded(-1):between("5 CNY", "20 CNY")'):find("with 5, which it never is", 1, true))
  end)
  for _, condition in ipairs { "~enterprise.whole:above(2000)", '~enterprise.sales:rounded(1):above "2.5 CNY"', '~(enterprise.sales:rounded(1) * 2):rounded(0):above "2 CNY"' } do
    it("are not named elsewhere: " .. condition, function() assert.equal("", told(condition)) end)
  end
end)
