-- Lint names what a standing rule asks of a value that is not there where no record has one.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
term "enterprise.worst" { value = enterprise.measurements.value:max() }
term "enterprise.clean" { value = enterprise.worst:at_most "5 mg/L" }
]]

local function told(body)
  local list = {}
  for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", %s }'):format(body)).warnings) do
    if entry.message:find("has such a value", 1, true) then list[#list + 1] = entry.message end
  end
  return table.concat(list, "\n")
end

describe("What is asked of the greatest of records", function()
  it("is named where there may be none, with what is not false of nothing", function()
    assert.equal("obligation r: `enterprise.measurements.value:max():at_most(\"5 mg/L\")` is false, and the rule breached, where no record has such a value; "
      .. "if nothing on record is no breach, require ~enterprise.measurements.value:max():above(\"5 mg/L\"), which is unknown then",
      told 'require = enterprise.measurements.value:max():at_most "5 mg/L"')
  end)
  for body, cure in pairs {
    ['require = enterprise.measurements.value:min():at_least "5 mg/L"'] = 'require ~enterprise.measurements.value:min():below("5 mg/L")',
    ['require = enterprise.measurements.value:mean():below "5 mg/L"'] = 'require ~enterprise.measurements.value:mean():at_least("5 mg/L")',
    ['require = enterprise.measurements.value:geometric_mean():below "5 mg/L"'] = 'require ~enterprise.measurements.value:geometric_mean():at_least("5 mg/L")',
    ['require = enterprise.measurements.value:highest(2):above "5 mg/L"'] = 'require ~enterprise.measurements.value:highest(2):at_most("5 mg/L")',
    ['require = enterprise.measurements.value:lowest(2):at_most "5 mg/L"'] = 'require ~enterprise.measurements.value:lowest(2):above("5 mg/L")',
    ['require = enterprise.measurements.value:percentile(98, "hazen"):at_most "5 mg/L"'] = 'require ~enterprise.measurements.value:percentile(98, "hazen"):above("5 mg/L")',
    ['require = enterprise.measurements.value:mean():between("5 mg/L", "9 mg/L")']
      = 'require ~enterprise.measurements.value:mean():below("5 mg/L") & ~enterprise.measurements.value:mean():above("9 mg/L")',
    ['require = enterprise.size:is "small" | (enterprise.measurements.value:max() * 2):at_most "5 mg/L"'] = 'require ~(enterprise.measurements.value:max() * 2):above("5 mg/L")',
    ['per = { enterprise, year }, require = enterprise.measures:during(period).cost:mean():in_each(month):max():at_most "5 CNY"']
      = 'require ~enterprise.measures:during(period).cost:mean():in_each(month):max():above("5 CNY")',
    ["require = enterprise.clean"] = 'require ~enterprise.worst:above("5 mg/L")',
  } do
    it("is named: " .. body, function() assert.truthy(told(body):find(cure, 1, true), told(body)) end)
  end
  for _, body in ipairs {
    'require = ~enterprise.measurements.value:max():above "5 mg/L"', 'require = enterprise.measurements.value:sum():at_most "5 mg/L"',
    "require = enterprise.measurements:count():at_most(5)", 'applies = enterprise.measurements:any(), require = enterprise.measurements.value:max():at_most "5 mg/L"',
    'require = enterprise.measurements:none() | enterprise.measurements.value:max():at_most "5 mg/L"',
    'require = enterprise.worst:missing() | enterprise.measurements.value:max():at_most "5 mg/L"',
    'require = enterprise.measurements.value:max():or_else("0 mg/L"):at_most "5 mg/L"',
  } do
    it("is not named where that is thought of, or there is a number of nothing: " .. body, function() assert.equal("", told(body)) end)
  end
end)
