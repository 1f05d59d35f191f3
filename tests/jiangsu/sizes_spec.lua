-- The size standards: the class by the standard of the day, and what is missing where it cannot be told. Expected by hand, from the bounds as the clauses say them.
local engine = require "tests.support.engine"
local naive = require "tests.naive.naive"
local jiangsu = require "tests.jiangsu.pack"

local CLASSES = { "large", "medium", "small", "micro" }

-- Rules that only ask for the class, so that what is missing is named.
local probes = {}
for i, class in ipairs(CLASSES) do
  probes[i] = ('obligation "is-%s" { clause = "probe/a", require = enterprise.computed_size:is "%s" }\n'):format(class, class)
end
local text = jiangsu.text { "sme-2003", "sme-2011", "sme-2017" }
  .. 'instrument "probe" { title = "probe", issuer = "test", in_force = { from = "1990-01-01" }, clauses = { a = "probe" } }\n' .. table.concat(probes)

local function classes(enterprises, day)
  local csv = { jurisdiction = "code,level\nJiangsu,province\n", enterprise = "code,jurisdiction,employees,sales,assets\n" .. enterprises }
  local found, again = {}, {}
  for _, verdict in ipairs(engine.check(text, csv, day)) do
    local class = verdict.rule:match "^is%-(.*)"
    found[verdict.subject] = found[verdict.subject] or {}
    if verdict.status == "met" then found[verdict.subject] = class end
    if verdict.status == "unknown" then found[verdict.subject].missing = verdict.missing end
  end
  for _, verdict in ipairs(naive.check(text, csv, day)) do
    if verdict.status == "met" then again[verdict.subject] = verdict.rule:match "^is%-(.*)" end
  end
  for subject, class in pairs(found) do
    if type(class) == "string" then assert.are.equal(class, again[subject]) else assert.is_nil(again[subject]) end
  end
  return found
end

describe("the class of an industrial enterprise", function()
  teardown(engine.close)

  it("is that of the standard of 2003, all lower bounds kept", function()
    assert.are.same({ E1 = "large", E2 = "medium", E3 = "medium", E4 = "medium", E5 = "medium", E6 = "small", E7 = "small", E8 = "small" }, classes(
      "E1,Jiangsu,2000,300000000,400000000\nE2,Jiangsu,1999,300000000,400000000\nE3,Jiangsu,2000,299999999,400000000\nE4,Jiangsu,2000,300000000,399999999\n"
      .. "E5,Jiangsu,300,30000000,40000000\nE6,Jiangsu,299,30000000,40000000\nE7,Jiangsu,300,29999999,40000000\nE8,Jiangsu,300,30000000,39999999\n", "2005-06-30"))
  end)

  it("is that of the standard of 2011, and the same by that of 2017, without assets", function()
    for _, day in ipairs { "2012-06-30", "2018-06-30" } do
      assert.are.same({ E1 = "large", E2 = "medium", E3 = "medium", E4 = "small", E5 = "small", E6 = "micro", E7 = "micro" }, classes(
        "E1,Jiangsu,1000,400000000,\nE2,Jiangsu,999,400000000,\nE3,Jiangsu,1000,399999999,\nE4,Jiangsu,299,20000000,\nE5,Jiangsu,20,3000000,\n"
        .. "E6,Jiangsu,19,3000000,\nE7,Jiangsu,20,2999999,\n", day))
    end
  end)

  it("is told where what is known settles it, and else names what is missing", function()
    local found = classes("E1,Jiangsu,299,,\nE2,Jiangsu,500,,50000000\nE3,Jiangsu,2500,350000000,\nE4,Jiangsu,,,\n", "2005-06-30")
    assert.are.equal("small", found.E1)
    assert.are.same({ "enterprise.sales" }, found.E2.missing)
    assert.are.same({ "enterprise.assets" }, found.E3.missing)
    assert.are.same({ "enterprise.assets", "enterprise.employees", "enterprise.sales" }, found.E4.missing)
  end)

  it("is unknown before the first standard, which was not found: then only the assigned class counts", function()
    assert.are.same({ E1 = { missing = { "decision enterprise.computed_size on 2002-12-31" } } }, classes("E1,Jiangsu,2000,300000000,400000000\n", "2002-12-31"))
  end)
end)
