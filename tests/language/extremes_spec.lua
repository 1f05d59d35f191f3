-- Lint names the lesser or greater of numbers of which one may not be there, for then there is neither.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
parameter "national" { clause = "n/a", { "5 mg/L", from = "1996-01-01" } }
parameter "local" { clause = "n/a", { none = "left to the cities" }, { "3 mg/L", from = "1996-01-01", place = "C" } }
term "measurement.limit" { value = measurement.limit_value }
]]

local function told(condition)
  local list = {}
  for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", per = measurement, require = %s }'):format(condition)).warnings) do
    if entry.message:find("is none where", 1, true) then list[#list + 1] = entry.message end
  end
  return table.concat(list, "\n")
end

describe("The lesser of two numbers", function()
  it("is named where one of them may not be there, with what says that the other holds then", function()
    assert.equal('`lesser_of(parameter "national", parameter "local")` is none where there is no `parameter "local"`, and what is none is not exceeded: '
      .. 'say what holds then, `parameter "local":or_else(parameter "national")`', told '~measurement.value:above(lesser_of(parameter "national", parameter "local"))')
    assert.truthy(told('~measurement.value:above(greater_of(measurement.limit, "5 mg/L"))'):find('`measurement.limit:or_else("5 mg/L")`', 1, true))
    assert.truthy(told('~measurement.value:above(greater_of("5 mg/L", parameter "national", measurement.limit_value))'):find('`measurement.limit_value:or_else("5 mg/L")`',
      1, true))
  end)
  for _, condition in ipairs { '~measurement.value:above(lesser_of(parameter "national", parameter "local":or_else(parameter "national")))',
    '~measurement.value:above(lesser_of(parameter "national", "5 mg/L"))' } do
    it("is not named elsewhere: " .. condition, function() assert.equal("", told(condition)) end)
  end
end)
